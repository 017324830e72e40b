//! The data that was extracted from a document.

use chrono::NaiveDate;

use super::{
    declare::{growing_list, response},
    extracted_address::AddressOnDocument,
    number::NumberOrString,
    text::date,
    unknown::UnknownValue,
};

response! {
    /// The data on a document.
    ///
    /// Source: the vendor's integration guide.
    #[example({"type": "PASSPORT", "issuingCountry": "USA", "firstName": "John", "lastName": "Smith", "dateOfBirth": "1972-11-16"})]
    pub struct ExtractionData {
        /// The type of the document.
        ///
        /// Example: `PASSPORT`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub r#type: Option<ExtractedType>,

        /// The subtype of the document, such as `NATIONAL_ID`, `REGULAR_DRIVING_LICENSE` or `E_PASSPORT`; unknown is spelled
        /// `UNKOWN` by the platform.
        ///
        /// Example: `NATIONAL_ID`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub sub_type: Option<String>,

        /// The country that issued the document: an ISO 3166-1 alpha-3 code, or `XKX`.
        ///
        /// Example: `USA`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub issuing_country: Option<String>,

        /// The first name.
        ///
        /// Example: `John`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub first_name: Option<String>,

        /// The last name.
        ///
        /// Example: `Smith`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub last_name: Option<String>,

        /// The date of birth: `YYYY-MM-DD`.
        ///
        /// Example: `1972-11-16`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub date_of_birth: Option<String>,

        /// The last day on which the document is valid: `YYYY-MM-DD`.
        ///
        /// Example: `2026-01-22`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expiry_date: Option<String>,

        /// The date of issue: `YYYY-MM-DD`.
        ///
        /// Example: `2021-01-22`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub issuing_date: Option<String>,

        /// The number of the document.
        ///
        /// Example: `057033812`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub document_number: Option<String>,

        /// The state that issued the document.
        ///
        /// Example: `IL`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub state: Option<String>,

        /// The personal number.
        ///
        /// Example: `52998224725`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub personal_number: Option<String>,

        /// The first optional field of the machine-readable zone.
        ///
        /// Example: `X1`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub optional_mrz_field1: Option<String>,

        /// The second optional field of the machine-readable zone.
        ///
        /// Example: `X2`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub optional_mrz_field2: Option<String>,

        /// The authority that issued the document.
        ///
        /// Example: `DMV`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub issuing_authority: Option<String>,

        /// The place where the document was issued.
        ///
        /// Example: `Portland`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub issuing_place: Option<String>,

        /// The Mexican population registry code.
        ///
        /// Example: `AAAA000000HDFXXX00`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub curp: Option<String>,

        /// The gender: `M`, `F` or `X`.
        ///
        /// Example: `M`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub gender: Option<String>,

        /// The nationality: an ISO 3166-1 alpha-3 code, or `XKX`.
        ///
        /// Example: `USA`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub nationality: Option<String>,

        /// The place of birth.
        ///
        /// Example: `Portland`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub place_of_birth: Option<String>,

        /// The tax number.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub tax_number: Option<String>,

        /// The Brazilian CPF number.
        ///
        /// Example: `52998224725`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub cpf: Option<String>,

        /// The registration number.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub registration_number: Option<String>,

        /// The name of the mother.
        ///
        /// Example: `Jane Smith`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub mothers_name: Option<String>,

        /// The name of the father.
        ///
        /// Example: `Jack Smith`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub fathers_name: Option<String>,

        /// The personal identification number.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub personal_identification_number: Option<String>,

        /// The Brazilian RG number.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub rg_number: Option<String>,

        /// The voter ID number.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub voter_id_number: Option<String>,

        /// The issuing number.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub issuing_number: Option<String>,

        /// The number of the passport.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub passport_number: Option<String>,

        /// How long the holder of a visa may stay.
        ///
        /// Example: `90 days`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub duration_of_stay: Option<String>,

        /// How often the holder of a visa may enter.
        ///
        /// Example: `1`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub number_of_entries: Option<String>,

        /// The category of a visa.
        ///
        /// Example: `B1`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub visa_category: Option<String>,

        /// The Spanish or Latin American DNI number.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub dni: Option<String>,

        /// The Polish PESEL number.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub pesel: Option<String>,

        /// The labor identification number.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub labor_identification_number: Option<String>,

        /// The number of the copy of the document.
        ///
        /// Example: `1`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub document_copy: Option<String>,

        /// The type of a residence permit.
        ///
        /// Example: `B`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub resident_permit_type: Option<String>,

        /// The remarks on a residence permit.
        ///
        /// Example: `X`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub resident_permit_remarks: Option<String>,

        /// The identification number of the document.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub document_identification_number: Option<String>,

        /// The citizenship.
        ///
        /// Example: `USA`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub citizenship: Option<String>,

        /// The marital status.
        ///
        /// Example: `MARRIED`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub marital_status: Option<String>,

        /// The religion.
        ///
        /// Example: `X`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub religion: Option<String>,

        /// The last name at birth.
        ///
        /// Example: `Smith`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub last_name_at_birth: Option<String>,

        /// Remarks on the document.
        ///
        /// Example: `X`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub remarks: Option<String>,

        /// Whether the document shows a disability: `YES` or `NO`.
        ///
        /// Example: `NO`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub disability: Option<String>,

        /// The classes of vehicles that the holder may drive.
        ///
        /// Example: `[{"category":"B"}]`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub dl_categories: Option<Vec<UnknownValue>>,

        /// The age of the holder in years: a number in the guide, a string in some responses.
        ///
        /// Example: `28`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub current_age: Option<NumberOrString>,

        /// The parts of the expiry date, if the document does not show all of them.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expiry_date_parts: Option<DateParts>,

        /// The parts of the date of birth, if the document does not show all of them.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub date_of_birth_parts: Option<DateParts>,

        /// The parts of the date of issue, if the document does not show all of them.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub issuing_date_parts: Option<DateParts>,

        /// The address: an object in all samples, a string in a table of the guide.
        ///
        /// Source: the vendor's integration guide.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schemars", schemars(schema_with = "AddressOnDocument::schema"))]
        pub address: Option<AddressOnDocument>,
    }
}

growing_list! {
    /// The type of a document.
    ///
    /// Source: the vendor's integration guide.
    ExtractedType {
        /// A passport.
        Passport = "PASSPORT",
        /// A driving license.
        DrivingLicense = "DRIVING_LICENSE",
        /// An ID card.
        IdCard = "ID_CARD",
        /// A visa.
        Visa = "VISA",
        /// A type that the platform does not support.
        Unsupported = "UNSUPPORTED",
    }
}

response! {
    /// The parts of a date that a document shows.
    ///
    /// Source: the vendor's integration guide.
    #[example({"year": "1972", "month": "11"})]
    pub struct DateParts {
        /// The year.
        ///
        /// Example: `1972`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub year: Option<String>,

        /// The month.
        ///
        /// Example: `11`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub month: Option<String>,

        /// The day.
        ///
        /// Example: `16`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub day: Option<String>,
    }
}

impl ExtractionData {
    /// Returns the date of birth; `None` if it is absent or not a calendar date.
    #[must_use]
    pub fn born_on(&self) -> Option<NaiveDate> {
        date(self.date_of_birth.as_deref()?)
    }

    /// Returns the last day on which the document is valid; `None` if it is absent or not a calendar date.
    #[must_use]
    pub fn expires_on(&self) -> Option<NaiveDate> {
        date(self.expiry_date.as_deref()?)
    }

    /// Returns the date of issue; `None` if it is absent or not a calendar date.
    #[must_use]
    pub fn issued_on(&self) -> Option<NaiveDate> {
        date(self.issuing_date.as_deref()?)
    }
}
