//! National identification numbers.

use crate::{
    context::Context,
    defect::{Defect, Defects},
    model::view::PreparedData,
};

declare_rules! {
    /// A social security number does not have 9 digits, or cannot have been issued.
    ///
    /// ## Why
    /// Risk signals that look it up find nothing. Areas 000, 666 and 9xx, group 00 and serial 0000 are never issued.
    ///
    /// ## Example
    /// This is reported at `/socialSecurityNumber`:
    /// ```json invalid
    /// {"socialSecurityNumber": "123-45-6789"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"socialSecurityNumber": "123456789"}
    /// ```
    ///
    /// ## Source
    /// *Credential Reference*, Supported Fields, `socialSecurityNumber`: "USA SSN", with 9 digits in the example; the Social
    /// Security Administration's rules for issuing numbers.
    INVALID_SSN = "KYX221" "invalid-ssn" Warning [PreparedData(invalid_ssn)]

    /// The personal number of a person from Brazil is not a CPF number.
    ///
    /// ## Why
    /// A CPF has 11 digits; the last two are check digits. Risk signals reject anything else.
    ///
    /// ## Example
    /// This is reported at `/personalNumber`:
    /// ```json invalid
    /// {"nationality": "BRA", "personalNumber": "52998224726"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"nationality": "BRA", "personalNumber": "52998224725"}
    /// ```
    ///
    /// ## Source
    /// *Credential Reference*, Supported Fields, `personalNumber`: "For Brazil, this will be the CPF number".
    INVALID_CPF = "KYX222" "invalid-cpf" Warning [PreparedData(invalid_cpf)]
}

fn invalid_ssn(data: &PreparedData<'_>, _: &Context, defects: &mut Defects<'_>) {
    let Some(ssn) = data.social_security_number.filter(|text| !text.is_empty()) else {
        return;
    };
    let (message, help) = if ssn.len() != 9 || !ssn.bytes().all(|byte| byte.is_ascii_digit()) {
        ("not 9 digits", "write only the 9 digits, without hyphens")
    } else if is_never_issued(&ssn[..3], &ssn[3..5], &ssn[5..]) {
        ("a number that is never issued", "check the number")
    } else {
        return;
    };
    defects.push(Defect::at("/socialSecurityNumber", message, help));
}

fn is_never_issued(area: &str, group: &str, serial: &str) -> bool {
    matches!(area, "000" | "666") || area.starts_with('9') || group == "00" || serial == "0000"
}

fn invalid_cpf(data: &PreparedData<'_>, _: &Context, defects: &mut Defects<'_>) {
    let country = data.address.as_ref().and_then(|address| address.country);
    let cause = if matches!(data.nationality, Some("BRA" | "BR")) {
        "/nationality"
    } else if matches!(country, Some("BRA" | "BR")) {
        "/address/country"
    } else {
        return;
    };
    let Some(number) = data.personal_number.filter(|text| !text.is_empty()) else {
        return;
    };
    let (message, help) = match digits::<11>(number) {
        None => ("not 11 digits", "write only the 11 digits of the CPF, without dots and hyphen"),
        Some(digits) if !has_cpf_check_digits(&digits) => {
            ("wrong check digits in the CPF", "check the number")
        }
        Some(_) => return,
    };
    defects.push(Defect::at("/personalNumber", message, help).because(cause));
}

fn digits<const N: usize>(text: &str) -> Option<[u32; N]> {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(10)).collect();
    digits?.try_into().ok()
}

/// Each check digit is computed from the digits before it, weighted 2, 3, 4 … from the right. Eleven equal digits pass,
/// but are not a CPF.
fn has_cpf_check_digits(digits: &[u32; 11]) -> bool {
    let check = |before: &[u32]| {
        let sum: u32 = before.iter().rev().zip(2..).map(|(digit, weight)| digit * weight).sum();
        sum * 10 % 11 % 10
    };
    let all_equal = digits.iter().all(|digit| digit == &digits[0]);
    !all_equal && check(&digits[..9]) == digits[9] && check(&digits[..10]) == digits[10]
}
