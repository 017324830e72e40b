//! Contact data: IP addresses, e-mail addresses, phone numbers.

use crate::{
    defect::{Correction, Defect, Fault, Severity},
    model::E164,
    rule::Form,
};

declare_rules! {
    /// A string is not an IPv4 or IPv6 address.
    ///
    /// ## Why
    /// The end user's consent is recorded with the IP address it was given from. Samples mask the address.
    ///
    /// ## Example
    /// This is reported at `/ipAddress`:
    /// ```json invalid
    /// {"ipAddress": "xxx.80.211.xxx"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"ipAddress": "226.80.211.232"}
    /// ```
    ///
    /// ## Source
    /// Inferred from the example of *Creating or Updating Accounts*, `userConsent`; the vendor's guides on end-user consent
    /// and on risk signals.
    INVALID_IP = "KYX210" "invalid-ip" Error [Value(invalid_ip)]

    /// A string is not an e-mail address.
    ///
    /// ## Why
    /// Risk signals look up the address.
    ///
    /// ## Example
    /// This is reported at `/email`:
    /// ```json invalid
    /// {"email": "john.smith at mymail.com"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"email": "john.smith@mymail.com"}
    /// ```
    ///
    /// ## Source
    /// *Credential Reference*, Supported Fields, `email`. Addresses with non-ASCII letters are accepted.
    INVALID_EMAIL = "KYX213" "invalid-email" Error [Value(invalid_email)]

    /// A phone number is not in E.164 format; as a warning, it has only digits.
    ///
    /// ## Why
    /// Without `+` and the country calling code, the number is ambiguous.
    ///
    /// ## Example
    /// This is reported at `/phoneNumber`:
    /// ```json invalid
    /// {"phoneNumber": "503 123 4567"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"phoneNumber": "+15031234567"}
    /// ```
    ///
    /// ## Source
    /// *Credential Reference*, Supported Fields, `phoneNumber` and `phoneNumber2`: "in E.164 format". The sample of
    /// *Jumio Platform API – Credentials*, Upload prepared data, has only digits, hence the warning.
    INVALID_PHONE = "KYX214" "invalid-phone" Error [Value(invalid_phone), String(Form::Phone, only_digits)]
}

fn invalid_ip(_: &Fault<'_>) -> Defect {
    Defect::new("not an IP address", "write the end user's address, such as `203.0.113.7` or `2001:db8::7`")
}

fn invalid_email(_: &Fault<'_>) -> Defect {
    Defect::new("not an e-mail address", "write one address, such as `name@example.com`")
}

fn invalid_phone(fault: &Fault<'_>) -> Defect {
    let text = fault.text();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let message = if !text.starts_with('+') {
        "not an E.164 number: it does not begin with `+`"
    } else if digits > 15 {
        "not an E.164 number: more than 15 digits"
    } else if text.chars().skip(1).any(|c| !c.is_ascii_digit()) {
        "not an E.164 number: characters other than digits after `+`"
    } else {
        "not an E.164 number: no country calling code after `+`"
    };
    let bare: String = text.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')')).collect();
    Defect::new(message, "write `+`, the country calling code and the number, digits only")
        .correction(E164.is_match(&bare).then(|| Correction::replace(bare).unsafely()))
}

/// Without the `+`, a number may still be meant as E.164. Another form is an error, which yields to no warning.
fn only_digits(number: &str) -> Option<Defect> {
    let is_found = number.starts_with(|c: char| c.is_ascii_digit());
    is_found.then(|| invalid_phone(&Fault::of(&number.into())).severity(Severity::Warning).yielding())
}
