//! How a person or a machine is reached: IP addresses, e-mail addresses, phone numbers.

use crate::{
    defect::{Correction, Defect, Fault},
    model::PHONE,
};

declare_rules! {
    /// A text is no IP address of version 4 or 6.
    ///
    /// ## Why
    /// The consent of an end user is recorded with the address it was given from. Samples mask it.
    ///
    /// ## Example
    /// This is reported, at `/ipAddress`:
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

    /// A text is no e-mail address.
    ///
    /// ## Why
    /// Risk signals look the address up.
    ///
    /// ## Example
    /// This is reported, at `/email`:
    /// ```json invalid
    /// {"email": "john.smith at mymail.com"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"email": "john.smith@mymail.com"}
    /// ```
    ///
    /// ## Source
    /// *Credential Reference*, `email`. Addresses with letters beyond ASCII are taken as right.
    INVALID_EMAIL = "KYX213" "invalid-email" Error [Value(invalid_email)]

    /// A phone number is not in the form of E.164.
    ///
    /// ## Why
    /// Without `+` and the country calling code, nobody knows whose number it is.
    ///
    /// ## Example
    /// This is reported, at `/phoneNumber`:
    /// ```json invalid
    /// {"phoneNumber": "503 123 4567"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"phoneNumber": "+15031234567"}
    /// ```
    ///
    /// ## Source
    /// *Credential Reference*, `phoneNumber` and `phoneNumber2`, whose own samples sometimes leave out the `+`.
    INVALID_PHONE = "KYX214" "invalid-phone" Error [Value(invalid_phone)]
}

fn invalid_ip(_: &Fault<'_>) -> Defect {
    Defect::new("no IP address", "write the end user's address, such as `203.0.113.7` or `2001:db8::7`")
}

fn invalid_email(_: &Fault<'_>) -> Defect {
    Defect::new("no e-mail address", "write one address, such as `name@example.com`")
}

fn invalid_phone(fault: &Fault<'_>) -> Defect {
    let text = fault.text();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let message = if !text.starts_with('+') {
        "no E.164 number: it does not begin with `+`"
    } else if digits > 15 {
        "no E.164 number: more than 15 digits"
    } else if text.chars().skip(1).any(|c| !c.is_ascii_digit()) {
        "no E.164 number: something else than digits after `+`"
    } else {
        "no E.164 number: no country calling code after `+`"
    };
    let bare: String = text.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')')).collect();
    let is_number = bare.starts_with('+') && PHONE.is_match(&bare);
    Defect::new(message, "write `+`, the country calling code and the number, digits only")
        .correction(is_number.then(|| Correction::replace(bare).unsafely()))
}
