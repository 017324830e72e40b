//! The characters of JSON text, and what people write instead.

/// Opening quotes that are not JSON's, each with the quotes that may close it.
const QUOTES: &[(char, &[char])] = &[
    ('\u{201C}', &DOUBLE),
    ('\u{201D}', &DOUBLE),
    ('\u{201E}', &DOUBLE),
    ('\u{00AB}', &['\u{00BB}']),
    ('\'', &['\'']),
    ('\u{2018}', &SINGLE),
    ('\u{2019}', &SINGLE),
    ('`', &['`']),
];
const DOUBLE: [char; 4] = ['\u{201C}', '\u{201D}', '\u{201E}', '"'];
const SINGLE: [char; 3] = ['\u{2018}', '\u{2019}', '\''];

/// Typographic double quotes.
pub(super) const TYPOGRAPHIC: [char; 3] = ['\u{201C}', '\u{201D}', '\u{201E}'];

/// The quotes that may close a string whose opening quote is not JSON's.
pub(super) fn closing_quotes(opening: char) -> Option<&'static [char]> {
    QUOTES.iter().find(|(quote, _)| *quote == opening).map(|(_, closing)| *closing)
}

/// Whether a character opens a string, but is not JSON's quote.
pub(super) fn opens_string(c: char) -> bool {
    closing_quotes(c).is_some()
}

pub(super) fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '$')
}

/// Whether a character begins a bare word or dots, such as a placeholder or a key without quotes.
pub(super) fn starts_placeholder(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '_' | '$' | '.' | '…')
}

/// JSON whitespace.
pub(crate) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// The characters that end a line comment in JavaScript, and so in JSON5.
pub(super) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Whitespace or an invisible character that is not JSON whitespace.
pub(super) fn is_foreign_space(c: char) -> bool {
    let is_invisible = matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{180E}');
    is_invisible || (c.is_whitespace() && !is_blank(c))
}

/// Whitespace of any kind.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || is_foreign_space(c)
}

/// The text after whitespace and comments.
pub(super) fn after_space(text: &str) -> &str {
    let mut rest = text.trim_start_matches(is_space);
    loop {
        let after = match (rest.strip_prefix("/*"), rest.strip_prefix("//")) {
            (Some(comment), _) => comment.split_once("*/"),
            (_, Some(comment)) => comment.split_once(is_line_end),
            _ => None,
        };
        let Some((_, after)) = after else { return rest };
        rest = after.trim_start_matches(is_space);
    }
}

/// Whether an odd number of backslashes ends a text, so that the next character is escaped.
pub(super) fn ends_in_escape(text: &str) -> bool {
    text.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

/// Whether a text looks like what follows a string.
pub(super) fn follows_string(text: &str) -> bool {
    let text = prefix(text);
    let (line, rest) = (text.trim_start_matches([' ', '\t']), after_space(text));
    line.starts_with(['\n', '\r']) || rest.is_empty() || rest.starts_with([',', ';', '}', ']'])
}

/// Whether a text reads like what follows a string or a key.
pub(super) fn follows_token(text: &str) -> bool {
    let rest = after_space(prefix(text));
    rest.is_empty() || rest.starts_with([',', ':', '}', ']'])
}

/// Whether the content of a string reads like several members: a quote next to punctuation.
pub(super) fn contains_members(content: &str) -> bool {
    content.match_indices('"').any(|(at, _)| {
        let (before, after) = (content[..at].trim_end(), content[at + 1..].trim_start());
        before.ends_with([',', ':', '{', '[']) || after.starts_with([',', ':', '}', ']'])
    })
}

/// Whether a text begins with a key without quotes, and not with a URL, which looks similar.
pub(super) fn begins_bare_key(text: &str) -> bool {
    let text = prefix(text);
    let after = text.trim_start_matches(is_in_word);
    let after = after.strip_prefix('"').unwrap_or(after);
    let is_url = after.strip_prefix("://").is_some_and(|rest| !rest.starts_with(is_space));
    text.starts_with(starts_placeholder) && !is_url && after_space(after).starts_with(':')
}

/// The part of a text that a guess may inspect. There may be as many guesses as characters, so each must be cheap.
fn prefix(text: &str) -> &str {
    const MAX_LENGTH: usize = 1000;
    let end = (MAX_LENGTH..text.len()).find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(text.len())]
}

/// Whether a text is a number by the grammar of RFC 8259, section 6.
pub(super) fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|it| digits(it.strip_prefix(['+', '-']).unwrap_or(it)))
}
