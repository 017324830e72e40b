//! Contact data: IP addresses, e-mail addresses, phone numbers.

use crate::{
    defect::{Correction, Defect, Fault},
    model::PHONE,
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
    /// *Creating or Updating Accounts*, `userConsent`.
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
    /// *Credential Reference*, `email`. Addresses with non-ASCII letters are accepted.
    INVALID_EMAIL = "KYX213" "invalid-email" Error [Value(invalid_email)]

    /// A phone number is not in E.164 format.
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
    /// *Credential Reference*, `phoneNumber` and `phoneNumber2`, whose own samples sometimes omit the `+`.
    INVALID_PHONE = "KYX214" "invalid-phone" Error [Value(invalid_phone)]
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
    let is_number = bare.starts_with('+') && PHONE.is_match(&bare);
    Defect::new(message, "write `+`, the country calling code and the number, digits only")
        .correction(is_number.then(|| Correction::replace(bare).unsafely()))
}
