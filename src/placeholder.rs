//! What people write in place of a value that is not known yet.

use memchr::{memchr, memchr2, memchr3};

/// What generators of samples write for any string, and what samples of the platform contain in place of a value.
const SAMPLES: &[&str] = &["string", "CUSTOMER_REFERENCE", "DEFINITION_KEY"];

/// How samples of the platform begin the other placeholders, such as `YOUR_USER_REFERENCE`.
const YOURS: &str = "YOUR_";

/// The longest variable, in bytes.
const MAX_VARIABLE: usize = 200;

/// Whether a string is a placeholder from a sample.
pub(crate) fn is_sample(text: &str) -> bool {
    let is_name = |rest: &str| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
    // Most strings begin with another letter.
    let might_be = matches!(text.as_bytes().first(), Some(b's' | b'C' | b'D' | b'Y'));
    might_be && (SAMPLES.contains(&text) || text.strip_prefix(YOURS).is_some_and(is_name))
}

/// Whether a string contains a variable: `{{key}}`, `${KEY}`, `$KEY`, `$1`, `$(command)`, `<key>`.
pub(crate) fn contains_variable(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = memchr3(b'{', b'$', b'<', rest.as_bytes()) {
        rest = &rest[at..];
        if variable_at(rest).is_some() || bracketed(rest).is_some() {
            return true;
        }
        rest = &rest[1..];
    }
    false
}

/// What fills a string that stands for a variable without quotes.
pub(crate) const FILLER: char = '\u{7F}';

/// Whether a value is unknown: it contains a variable, or is a placeholder.
pub(crate) fn is_unknown(value: &str) -> bool {
    if value.starts_with(FILLER) || is_sample(value) || bracketed(value) == Some(value.len()) {
        return true;
    }
    let mut rest = value;
    while let Some(at) = memchr2(b'{', b'$', rest.as_bytes()) {
        rest = &rest[at..];
        if variable_at(rest).is_some() {
            return true;
        }
        rest = &rest[1..];
    }
    false
}

/// The length of the variable that a text begins with.
pub(crate) fn variable_at(text: &str) -> Option<usize> {
    if let Some(rest) = text.strip_prefix("{{") {
        let end = enclosed(rest, b'}')?;
        return rest[end..].starts_with("}}").then_some(end + 4);
    }
    let rest = text.strip_prefix('$')?;
    match rest.as_bytes().first()? {
        b'{' => Some(enclosed(&rest[1..], b'}')? + 3),
        b'(' => Some(enclosed(&rest[1..], b')')? + 3),
        // What the shell sets, such as the arguments of a script.
        b'0'..=b'9' | b'@' | b'*' | b'#' | b'$' => Some(2),
        _ => {
            let is_of_name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':');
            let length = rest.bytes().take_while(is_of_name).count();
            let starts_name = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
            starts_name.then(|| 1 + rest[..length].trim_end_matches(':').len())
        }
    }
}

/// The length of the placeholder in angle brackets that a text begins with: `<accountId>`.
pub(crate) fn bracketed(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('<')?;
    let end = enclosed(rest, b'>')?;
    let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.');
    let name = &rest[..end];
    (name.starts_with(char::is_alphabetic) && name.chars().all(is_of_name)).then_some(end + 2)
}

/// The length of what comes before a closing bracket on the same line, without quotes and other brackets.
fn enclosed(text: &str, closing: u8) -> Option<usize> {
    let bytes = &text.as_bytes()[..text.len().min(MAX_VARIABLE)];
    let end = memchr(closing, bytes)?;
    let is_alien = |b: &u8| matches!(b, b'"' | b'{' | b'\n' | b'\r');
    (end > 0 && !bytes[..end].iter().any(is_alien)).then_some(end)
}
