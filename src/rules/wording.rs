//! Helpers for messages: lists of options, and names of characters.

use crate::tables::CHARACTER_NAMES;

/// `a, b or c`, each in backticks.
pub(crate) fn any_of(options: &[impl AsRef<str>]) -> String {
    joined(options, " or ", "`")
}

/// `a, b and c`, each in backticks.
pub(super) fn all_of(options: &[impl AsRef<str>]) -> String {
    joined(options, " and ", "`")
}

/// `a, b and c`, as they are.
pub(crate) fn all_plain(options: &[impl AsRef<str>]) -> String {
    joined(options, " and ", "")
}

/// `a, b or c`, as they are.
pub(crate) fn either(options: &[impl AsRef<str>]) -> String {
    joined(options, " or ", "")
}

fn joined(options: &[impl AsRef<str>], before_last: &str, quote: &str) -> String {
    let mut text = String::new();
    for (index, option) in options.iter().enumerate() {
        let separator = match index {
            0 => "",
            _ if index + 1 == options.len() => before_last,
            _ => ", ",
        };
        text.extend([separator, quote, option.as_ref(), quote]);
    }
    text
}

/// The code point of a character, and its name if the table has it: `U+00A0 NO-BREAK SPACE`.
pub(super) fn character_name(c: char) -> String {
    let index = CHARACTER_NAMES.binary_search_by_key(&c, |(c, _)| *c);
    let name = index.map(|index| CHARACTER_NAMES[index].1).unwrap_or_default();
    format!("U+{:04X} {name}", u32::from(c)).trim_end().to_owned()
}
