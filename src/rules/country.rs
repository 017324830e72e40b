//! Countries and their states.

use crate::{
    context::Context,
    defect::{Correction, Defect, Defects, Fault, Severity},
    model::{CountryCode, view::AccountRequest},
    rule::Form,
    tables::SUBDIVISIONS,
};

declare_rules! {
    /// A country code is not an ISO 3166-1 alpha-3 code in upper case; for a nationality, this is a warning.
    ///
    /// ## Why
    /// The platform identifies countries by these codes, and Kosovo by `XKX`. Only the address of prepared data accepts
    /// alpha-2 codes as well.
    ///
    /// ## Example
    /// This is reported at `/nationality`:
    /// ```json invalid
    /// {"nationality": "US"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"nationality": "USA"}
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*, `credentials`: "ISO 3166-1 alpha-3 country code"; *Credential Reference*, Supported
    /// Fields, `address.country`. For the country of a consent, the vendor's guide on end-user consent; for `XKX`, the
    /// vendor's integration guides. For `nationality`, inferred from an example of *Credential Reference*, hence the warning.
    INVALID_COUNTRY = "KYX206" "invalid-country" Error [Value(invalid_country), String(Form::Country, unexpected_country)]

    /// In the USA, Canada and Australia, the state is not an ISO 3166-2 subdivision of the country.
    ///
    /// ## Why
    /// The law on biometric data may differ by state, so the platform needs to know the state.
    ///
    /// ## Example
    /// This is reported at `/userConsent/userLocation/state`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "CAN", "state": "Ontario"}}
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "CAN", "state": "ON"}}
    /// }
    /// ```
    ///
    /// ## Source
    /// The vendor's guide on end-user consent.
    INVALID_STATE = "KYX220" "invalid-state" Warning [Request(invalid_state)]
}

fn invalid_country(fault: &Fault<'_>) -> Defect {
    let text = fault.text();
    let upper = text.to_ascii_uppercase();
    let message = if CountryCode::from_alpha2(text).is_some() {
        "an alpha-2 code, expected alpha-3"
    } else if CountryCode::from_alpha2(&upper).is_some() || upper.parse::<CountryCode>().is_ok() {
        "a country code, but not in upper case"
    } else {
        "not an ISO 3166-1 country code"
    };
    let meant = CountryCode::from_alpha2(&upper).or_else(|| upper.parse().ok());
    Defect::new(message, "write the alpha-3 code in upper case, such as `USA` or `DEU`")
        .correction(meant.map(|code| Correction::listed(code.as_str())))
}

/// The documents show alpha-3 codes in these fields, but do not require them.
fn unexpected_country(code: &str) -> Option<Defect> {
    let is_expected = code.is_empty() || code.parse::<CountryCode>().is_ok();
    (!is_expected).then(|| invalid_country(&Fault::of(&code.into())).severity(Severity::Warning))
}

fn invalid_state(request: &AccountRequest<'_>, _: &Context, defects: &mut Defects<'_>) {
    let Some(location) = request.user_consent.as_ref().map(|consent| &consent.user_location) else {
        return;
    };
    let country = SUBDIVISIONS.iter().find(|(alpha3, ..)| *alpha3 == location.country.as_str());
    let (Some((_, alpha2, codes)), Some(state)) = (country, &location.state) else { return };
    let is_subdivision = |code: &str| codes.binary_search(&code).is_ok();
    if state.is_empty() || is_subdivision(state) {
        return;
    }
    let upper = state.to_ascii_uppercase();
    let without_country = upper.strip_prefix(alpha2).map(|rest| rest.trim_start_matches('-'));
    let (help, meant) = if is_subdivision(&upper) {
        ("write the code in upper case", Some(upper.as_str()))
    } else if let Some(code) = without_country.filter(|code| is_subdivision(code)) {
        ("remove the country and the hyphen", Some(code))
    } else {
        ("write the ISO 3166-2 code without country and hyphen, such as `IL` or `NSW`", None)
    };
    defects.push(
        Defect::at("/userConsent/userLocation/state", "not a subdivision of this country", help)
            .correction(meant.map(Correction::listed))
            .because("/userConsent/userLocation/country"),
    );
}
