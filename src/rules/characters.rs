//! Which characters a string may contain.

use super::wording::character_name;
use crate::{
    defect::{Defect, Fault},
    model::FORBIDDEN_CHARACTERS,
};

declare_rules! {
    /// A reference, a name, an e-mail address or a phone number contains a character that the platform rejects.
    ///
    /// ## Why
    /// The platform rejects ``<>"/;`%{}|`` in these fields, to prevent injection attacks.
    ///
    /// ## Example
    /// This is reported at `/lastName`:
    /// ```json invalid
    /// {"lastName": "O`Brien"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"lastName": "O'Brien"}
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*, Required Fields, `customerInternalReference`; *Credential Reference*, Example
    /// Prepared Data Upload Request Body: "the character set … is not allowed".
    FORBIDDEN_CHARACTER = "KYX203" "forbidden-character" Error [Value(forbidden_character)]

    /// The search profile contains characters other than letters and digits.
    ///
    /// ## Why
    /// The platform identifies search profiles by alphanumeric names.
    ///
    /// ## Example
    /// This is reported at `/workflowDefinition/capabilities/watchlistScreening/searchProfile`:
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
    /// *Creating or Updating Accounts*, `watchlistScreening`: "the alphanumeric string".
    NOT_ALPHANUMERIC = "KYX223" "not-alphanumeric" Error [Value(not_alphanumeric)]
}

fn forbidden_character(fault: &Fault<'_>) -> Defect {
    let found = fault.text().chars().enumerate().find(|(_, c)| FORBIDDEN_CHARACTERS.contains(*c));
    let help = format!("remove all of ``{FORBIDDEN_CHARACTERS}``");
    match found {
        Some((index, c)) => {
            Defect::new(format!("`{c}` ({}) at character {}", character_name(c), index + 1), help)
        }
        None => Defect::new("a character that the platform rejects", help),
    }
}

fn not_alphanumeric(fault: &Fault<'_>) -> Defect {
    let index = fault.text().chars().position(|c| !c.is_ascii_alphanumeric()).unwrap_or_default();
    Defect::new(
        format!("character {} is neither an ASCII letter nor a digit", index + 1),
        "copy the identifier of the search profile from the portal",
    )
}
