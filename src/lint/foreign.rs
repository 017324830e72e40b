//! Recognizes texts that are something other than JSON.

use std::ops::Range;

use crate::{json::BYTE_ORDER_MARK, rules::syntax::Foreign};

/// The beginnings of formats, in lower case.
const BEGINNINGS: &[(&str, Foreign)] = &[
    ("<!doctype html", Foreign::Html),
    ("<html", Foreign::Html),
    ("<head", Foreign::Html),
    ("<body", Foreign::Html),
    ("<?xml", Foreign::Xml),
    ("curl ", Foreign::Curl),
    ("$ curl ", Foreign::Curl),
    ("http/", Foreign::Http),
    ("get ", Foreign::Http),
    ("post ", Foreign::Http),
    ("put ", Foreign::Http),
    ("delete ", Foreign::Http),
    ("data:", Foreign::Base64),
    ("%pdf-", Foreign::File),
];

/// The beginnings of images: PNG and JPEG.
const IMAGES: [&[u8]; 2] = [b"\x89PNG", b"\xFF\xD8\xFF"];

/// What objects and strings begin with, and nothing else here.
const JSON: [char; 2] = ['{', '"'];

/// The shortest text that is taken for base64 or a token. A shorter one may be a name.
const MIN_ENCODED: usize = 20;

/// What a text is, if it is clearly not meant to be JSON, and its first line.
pub(super) fn recognize(bytes: &[u8], text: &str) -> Option<(Foreign, Range<usize>)> {
    let content = text.trim_start_matches(|c: char| c.is_whitespace() || BYTE_ORDER_MARK.contains(c));
    let foreign = match IMAGES.iter().any(|image| bytes.starts_with(image)) {
        true => Foreign::File,
        false => of_text(content.trim_end())?,
    };
    let start = text.len() - content.len();
    let line = content.lines().next().unwrap_or_default().trim_end();
    Some((foreign, start..start + line.len()))
}

fn of_text(text: &str) -> Option<Foreign> {
    if text.starts_with(JSON) {
        return None;
    }
    let begins = |beginning: &str| {
        text.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
    };
    if let Some((_, foreign)) = BEGINNINGS.iter().find(|(beginning, _)| begins(beginning)) {
        return Some(*foreign);
    }
    if is_markup(text) {
        Some(Foreign::Xml)
    } else if is_token(text) {
        Some(Foreign::Token)
    } else if is_base64(text) {
        Some(Foreign::Base64)
    } else if is_form(text) {
        Some(Foreign::Form)
    } else {
        None
    }
}

/// Whether a text is one element with its closing tag, or an empty one. `<KEY>` alone is a placeholder.
fn is_markup(text: &str) -> bool {
    let is_tag = text.strip_prefix('<').is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic()));
    is_tag && text.ends_with('>') && (text.contains("</") || text.ends_with("/>"))
}

/// Whether a text is a JSON Web Token: three parts in base64; the first is JSON.
fn is_token(text: &str) -> bool {
    let is_encoded = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    text.starts_with("eyJ") && text.matches('.').count() == 2 && text.chars().all(is_encoded)
}

/// Whether a text is form-encoded: `name=value&name=value`.
fn is_form(text: &str) -> bool {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '%' | '[' | ']');
    let is_field = |field: &str| {
        field.split_once('=').is_some_and(|(name, _)| !name.is_empty() && name.chars().all(is_name))
    };
    let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '{' | '}' | '<' | '>');
    text.chars().all(is_plain) && text.split('&').all(is_field)
}

/// Whether a text is base64. Digits of base 16 alone are more likely an identifier.
fn is_base64(text: &str) -> bool {
    let digits: String = text.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
    let padded = digits.trim_end_matches('=');
    let is_digit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/');
    digits.len() >= MIN_ENCODED
        && digits.len().is_multiple_of(4)
        && digits.len() - padded.len() <= 2
        && padded.chars().all(is_digit)
        && padded.contains(|c: char| c.is_ascii_lowercase() && !c.is_ascii_hexdigit())
        && padded.contains(|c: char| c.is_ascii_uppercase())
}
