//! Prepared data: data about a person that is uploaded instead of an image.

#[cfg(feature = "schemars")]
use super::{
    country::blank_or_alpha2_or_alpha3,
    ip::blank_or_ip_address,
    text::{DATE, EMAIL, PERSONAL_DATA, no_line_feed_and_no_year_0},
};
use super::{
    country::check_blank_or_alpha2_or_alpha3,
    declare::{closed_list, request},
    ip::check_blank_or_ip_address,
    open::OpenObject,
    text::{NO_FORBIDDEN, PHONE, check_date, check_email, check_phone},
};

request! {
    /// Data about a person, uploaded as the part `PREPARED_DATA` of a `DATA` credential. All of it is personal data.
    ///
    /// Every field is optional for the API; the risk signals of the workflow may require some. An empty string means
    /// "not given". Unknown fields are an error; a field that is `null` counts as absent.
    ///
    /// Source: *Credential Reference*; *Jumio Platform API – Credentials*.
    ///
    /// ```
    /// use kyx_schema::PreparedData;
    ///
    /// let mut data = PreparedData::new();
    /// data.first_name = Some("John".to_owned());
    /// assert_eq!(format!("{data:?}"), "PreparedData {firstName: •••}");
    /// ```
    #[derive(Default)]
    #[extend("$comment" = PERSONAL_DATA)]
    #[example({
        "firstName": "John",
        "middleName": "",
        "lastName": "Smith",
        "dateOfBirth": "1972-11-16",
        "socialSecurityNumber": "123456789",
        "email": "email@gmail.com",
        "phoneNumber": "+15031234567",
        "personalNumber": "",
        "address": {
            "line1": "12345 SW Address Ln",
            "postalCode": "97201",
            "city": "Portland",
            "subdivision": "OR",
            "country": "USA",
        },
        "id": {
            "idNumber": "057033812",
            "type": "DRIVING_LICENSE",
            "issuingDate": "2021-01-22",
            "expiryDate": "2026-01-22",
        },
    })]
    pub struct PreparedData as PreparedDataView {
        /// The title of the person.
        ///
        /// Example: `Mrs`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub suffix: Option<String>,

        /// The first name, without any of ``<>"/;`%{}|``.
        ///
        /// Example: `John`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(regex(path = *NO_FORBIDDEN, code = "forbidden-character"))]
        pub first_name: Option<String>,

        /// The middle name, without any of ``<>"/;`%{}|``.
        ///
        /// Example: `Percival`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(regex(path = *NO_FORBIDDEN, code = "forbidden-character"))]
        pub middle_name: Option<String>,

        /// The last name, without any of ``<>"/;`%{}|``.
        ///
        /// Example: `Smith`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(regex(path = *NO_FORBIDDEN, code = "forbidden-character"))]
        pub last_name: Option<String>,

        /// The family name of the father, without any of ``<>"/;`%{}|``.
        ///
        /// Example: `Smith`. Source: *Credential Reference*, the note on forbidden characters.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(regex(path = *NO_FORBIDDEN, code = "forbidden-character"))]
        pub paternal_surname: Option<String>,

        /// The family name of the mother, without any of ``<>"/;`%{}|``.
        ///
        /// Example: `Jones`. Source: *Credential Reference*, the note on forbidden characters.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(regex(path = *NO_FORBIDDEN, code = "forbidden-character"))]
        pub maternal_surname: Option<String>,

        /// The sex.
        ///
        /// Example: `M`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub sex: Option<Sex>,

        /// The date of birth in ISO 8601 format: `YYYY-MM-DD`.
        ///
        /// Example: `1972-11-16`. Source: *Credential Reference*.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[validate(custom(function = check_date))]
        #[cfg_attr(feature = "schemars", schemars(schema_with = "blank_or_date"))]
        pub date_of_birth: Option<String>,

        /// The US social security number: 9 digits.
        ///
        /// Example: `123456789`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub social_security_number: Option<String>,

        /// The nationality: an ISO 3166-1 alpha-3 code, as in the example of the source.
        ///
        /// Example: `USA`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schemars", schemars(extend("$comment" = "KYX206 invalid-country")))]
        pub nationality: Option<String>,

        /// The e-mail address, without any of ``<>"/;`%{}|``.
        ///
        /// Example: `john.smith@mymail.com`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(custom(function = check_email))]
        #[cfg_attr(feature = "schemars", schemars(regex(pattern = EMAIL.as_str())))]
        pub email: Option<String>,

        /// The phone number in E.164 format: `+` and up to 15 digits. Samples sometimes omit the `+`.
        ///
        /// Example: `+15031234567`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(custom(function = check_phone))]
        #[cfg_attr(feature = "schemars", schemars(regex(pattern = PHONE.as_str()), extend("$comment" = "KYX214 invalid-phone")))]
        pub phone_number: Option<String>,

        /// A second phone number in E.164 format: `+` and up to 15 digits. Samples sometimes omit the `+`.
        ///
        /// Example: `+15031234567`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(regex(path = *PHONE, code = "invalid-phone"))]
        #[cfg_attr(feature = "schemars", schemars(extend("$comment" = "KYX214 invalid-phone")))]
        pub phone_number2: Option<String>,

        /// The personal identification number; for Brazil, the CPF number.
        ///
        /// Example: `52998224725`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub personal_number: Option<String>,

        /// The IP address of the person.
        ///
        /// Example: `226.80.211.232`. Source: the vendor's guides on risk signals.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[validate(custom(function = check_blank_or_ip_address))]
        #[cfg_attr(feature = "schemars", schemars(schema_with = "blank_or_ip_address"))]
        pub ip_address: Option<String>,

        /// The address.
        ///
        /// Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(nested)]
        pub address: Option<Address>,

        /// The identity document.
        ///
        /// Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(nested)]
        pub id: Option<IdDetails>,

        /// Details for KYC checks. The platform does not publish its fields, so any are accepted.
        ///
        /// Example: `{}`. Source: *Jumio Platform API – Credentials*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub kyc: Option<OpenObject>,

        /// Details of a bank account. The platform does not publish its fields, so any are accepted.
        ///
        /// Example: `{}`. Source: *Jumio Platform API – Credentials*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bank: Option<OpenObject>,

        /// Details of a business. The platform does not publish its fields, so any are accepted.
        ///
        /// Example: `{}`. Source: *Jumio Platform API – Credentials*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub business: Option<OpenObject>,
    }
}

impl PreparedData {
    /// Creates prepared data without any fields; the API itself requires none.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

closed_list! {
    /// The sex, as shown on a document.
    ///
    /// Source: *Credential Reference*.
    pub enum Sex {
        /// Male.
        Male = "M",
        /// Female.
        Female = "F",
        /// Not given.
        NotGiven = "",
    }
}

request! {
    /// An address.
    ///
    /// Source: *Credential Reference*.
    #[derive(Default)]
    #[example({
        "line1": "12345 SW Address Ln",
        "city": "Portland",
        "postalCode": "97201",
        "subdivision": "OR",
        "country": "USA",
    })]
    pub struct Address as AddressView {
        /// The street and house number.
        ///
        /// Example: `12345 SW Address Ln`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub line1: Option<String>,

        /// The second line of the address.
        ///
        /// Example: `Suite 707`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub line2: Option<String>,

        /// The third line of the address. Newer documents end with `line2`.
        ///
        /// Example: `Building 3`. Source: older pages of the vendor's guides on prepared data.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schemars", schemars(extend("deprecated" = true)))]
        pub line3: Option<String>,

        /// The fourth line of the address. Newer documents end with `line2`.
        ///
        /// Example: `Building 4`. Source: older pages of the vendor's guides on prepared data.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schemars", schemars(extend("deprecated" = true)))]
        pub line4: Option<String>,

        /// The fifth line of the address. Newer documents end with `line2`.
        ///
        /// Example: `Building 5`. Source: older pages of the vendor's guides on prepared data.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schemars", schemars(extend("deprecated" = true)))]
        pub line5: Option<String>,

        /// The city, as shown on the identity document.
        ///
        /// Example: `Portland`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub city: Option<String>,

        /// The postal code.
        ///
        /// Example: `97201`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub postal_code: Option<String>,

        /// The state or province, as shown on the identity document.
        ///
        /// Example: `OR`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub subdivision: Option<String>,

        /// The country: an ISO 3166-1 alpha-3 or alpha-2 code.
        ///
        /// Example: `USA`. Source: *Credential Reference*.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[validate(custom(function = check_blank_or_alpha2_or_alpha3))]
        #[cfg_attr(feature = "schemars", schemars(schema_with = "blank_or_alpha2_or_alpha3"))]
        pub country: Option<String>,
    }
}

request! {
    /// An identity document.
    ///
    /// Source: *Credential Reference*.
    #[derive(Default)]
    #[example({
        "idNumber": "057033812",
        "type": "DRIVING_LICENSE",
        "issuingDate": "2021-01-22",
        "expiryDate": "2026-01-22",
    })]
    pub struct IdDetails as IdDetailsView {
        /// The number of the document.
        ///
        /// Example: `057033812`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id_number: Option<String>,

        /// The type of the document.
        ///
        /// A table in the source writes `id.Type`; its sample and the API write `type`.
        ///
        /// Example: `DRIVING_LICENSE`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub r#type: Option<String>,

        /// The subtype of the document.
        ///
        /// Example: `REGULAR_DRIVING_LICENSE`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub sub_type: Option<String>,

        /// The date of issue in ISO 8601 format: `YYYY-MM-DD`, as in the example of the source.
        ///
        /// Example: `2021-01-22`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schemars", schemars(extend("$comment" = "KYX212 invalid-date")))]
        pub issuing_date: Option<String>,

        /// The last day on which the document is valid, in ISO 8601 format: `YYYY-MM-DD`, as in the example of the source.
        ///
        /// Example: `2026-01-22`. Source: *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schemars", schemars(extend("$comment" = "KYX212 invalid-date")))]
        pub expiry_date: Option<String>,
    }
}

/// Masks the value: it is personal data.
impl std::fmt::Debug for Sex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sex •••")
    }
}

#[cfg(feature = "schemars")]
fn blank_or_date(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({
        "anyOf": [
            { "type": "string", "maxLength": 0 },
            {
                "type": "string",
                "format": "date",
                "pattern": format!("^{DATE}$"),
                "not": no_line_feed_and_no_year_0(),
            },
            { "type": "null" },
        ],
    })
}
