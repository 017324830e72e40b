//! Which characters a text may hold.

use super::wording::character_name;
use crate::{
    defect::{Defect, Fault},
    model::FORBIDDEN_CHARACTERS,
};

declare_rules! {
    /// A reference, a name, an e-mail address or a phone number holds a character that the platform refuses.
    ///
    /// ## Why
    /// The platform refuses ``<>"/;`%{}|`` in these fields, to prevent injections.
    ///
    /// ## Example
    /// This is reported, at `/lastName`:
    /// ```json invalid
    /// {"lastName": "O`Brien"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"lastName": "O'Brien"}
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*, `customerInternalReference`; *Credential Reference*, the note on prepared data.
    FORBIDDEN_CHARACTER = "KYX203" "forbidden-character" Error [Value(forbidden_character)]

    /// The search profile holds something else than letters and digits.
    ///
    /// ## Why
    /// The platform knows search profiles by alphanumeric identifiers.
    ///
    /// ## Example
    /// This is reported, at `/workflowDefinition/capabilities/watchlistScreening/searchProfile`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 777,
    ///     "capabilities": {"watchlistScreening": {"searchProfile": "my-profile"}}
    ///   }
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 777,
    ///     "capabilities": {"watchlistScreening": {"searchProfile": "myprofile"}}
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*, `watchlistScreening`.
    NOT_ALPHANUMERIC = "KYX223" "not-alphanumeric" Error [Value(not_alphanumeric)]
}

fn forbidden_character(fault: &Fault<'_>) -> Defect {
    let found = fault.text().chars().enumerate().find(|(_, c)| FORBIDDEN_CHARACTERS.contains(*c));
    let help = format!("leave out all of ``{FORBIDDEN_CHARACTERS}``");
    match found {
        Some((index, c)) => {
            Defect::new(format!("`{c}` ({}) at character {}", character_name(c), index + 1), help)
        }
        None => Defect::new("a character that the platform refuses", help),
    }
}

fn not_alphanumeric(fault: &Fault<'_>) -> Defect {
    let index = fault.text().chars().position(|c| !c.is_ascii_alphanumeric()).unwrap_or_default();
    Defect::new(
        format!("character {} is neither an ASCII letter nor a digit", index + 1),
        "copy the identifier of the search profile as the portal shows it",
    )
}
