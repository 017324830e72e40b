//! Area 5: personal data and tokens in fields that are logged, searched and displayed.

use std::{borrow::Cow, sync::LazyLock};

use memchr::{memchr, memchr3};
use regex::Regex;

use super::url::{end_of_authority, split_scheme};
use crate::{
    context::Context,
    defect::{Defect, Defects},
    model::{AccountRequest, pattern},
};

declare_rules! {
    /// A reference looks like an e-mail address, a phone number, a social security number or a payment card.
    ///
    /// ## Why
    /// References must not contain personal data: they appear in logs, callbacks and searches, and are not deleted
    /// together with the personal data.
    ///
    /// ## Example
    /// This is reported at `/userReference`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "userReference": "john.smith@mymail.com"
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "userReference": "customer-4711"
    /// }
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*: "must not contain any PII".
    PERSONAL_DATA_IN_REFERENCE = "KYX501" "personal-data-in-reference" Warning [Request(in_reference)]

    /// The path or query of a URL seems to contain personal data.
    ///
    /// ## Why
    /// URLs appear in the logs of every machine that handles them.
    ///
    /// ## Example
    /// This is reported at `/callbackUrl`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "callbackUrl": "https://www.yourcompany.com/callback?mail=john.smith@mymail.com"
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "callbackUrl": "https://www.yourcompany.com/callback?order=4711"
    /// }
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*: no personal data in references. A URL is just as public.
    PERSONAL_DATA_IN_URL = "KYX502" "personal-data-in-url" Warning [Request(in_url)]

    /// A field of a request seems to contain a token.
    ///
    /// ## Why
    /// Tokens belong in the `Authorization` header; anyone who reads one can act on your behalf.
    ///
    /// ## Example
    /// This is reported at `/reportingCriteria`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "reportingCriteria": "Bearer c2lnbmF0dXJlc2lnbmF0dXJl"
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "reportingCriteria": "spring campaign"
    /// }
    /// ```
    ///
    /// ## Source
    /// *Jumio Platform API – Credentials*, header parameters.
    TOKEN_IN_REQUEST = "KYX503" "token-in-request" Warning [Request(token)]
}

/// The strings that are present, each with its pointer.
fn present<'a>(
    fields: [(&'static str, Option<&'a String>); 3],
) -> impl Iterator<Item = (&'static str, &'a str)> {
    fields.into_iter().filter_map(|(pointer, text)| Some((pointer, text?.as_str())))
}

fn references(request: &AccountRequest) -> impl Iterator<Item = (&'static str, &str)> {
    present([
        ("/customerInternalReference", Some(&request.customer_internal_reference)),
        ("/userReference", request.user_reference.as_ref()),
        ("/reportingCriteria", request.reporting_criteria.as_ref()),
    ])
}

fn urls(request: &AccountRequest) -> impl Iterator<Item = (&'static str, &str)> {
    let web = request.web.as_ref();
    present([
        ("/callbackUrl", request.callback_url.as_ref()),
        ("/web/successUrl", web.and_then(|web| web.success_url.as_ref())),
        ("/web/errorUrl", web.and_then(|web| web.error_url.as_ref())),
    ])
}

fn in_reference(request: &AccountRequest, _: &Context, defects: &mut Defects<'_>) {
    for (pointer, text) in references(request) {
        if let Some(what) = personal_data(text) {
            defects.push(Defect::at(
                pointer,
                format!("looks like {what}"),
                "write a reference that reveals nothing about the person, such as a random ID",
            ));
        }
    }
}

fn in_url(request: &AccountRequest, _: &Context, defects: &mut Defects<'_>) {
    for (pointer, url) in urls(request) {
        let after_scheme = split_scheme(url).map_or(url, |(_, rest)| rest);
        let Some(start) = end_of_authority(after_scheme) else { continue };
        let mut readable = Cow::Borrowed(&after_scheme[start..]);
        if memchr(b'%', readable.as_bytes()).is_some() {
            readable = readable.replace("%40", "@").replace("%2B", "+").into();
        }
        if let Some(what) = personal_data(&readable) {
            defects.push(Defect::at(
                pointer,
                format!("seems to contain {what}"),
                "write a URL that reveals nothing about the person, such as one with a random ID",
            ));
        }
    }
}

fn token(request: &AccountRequest, _: &Context, defects: &mut Defects<'_>) {
    for (pointer, text) in references(request).chain(urls(request)) {
        // Every match contains one of these bytes; most strings do not.
        let might_be = memchr3(b'J', b' ', b'+', text.as_bytes()).is_some();
        if might_be && (text.contains("eyJ") || text.contains("earer")) && TOKEN.is_match(text) {
            defects.push(Defect::at(
                pointer,
                "seems to contain a token",
                "remove it, and revoke it if it was sent",
            ));
        }
    }
}

/// A JSON Web Token, or the value of an `Authorization` header.
static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.|(?-u:\b)[Bb]earer[ +][A-Za-z0-9._~+/-]{16,}")
});

static EMAIL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"));

static SSN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(^|[^0-9A-Za-z-])[0-9]{3}-[0-9]{2}-[0-9]{4}($|[^0-9A-Za-z-])"));

/// An international number, or one in North American notation.
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(^|[^0-9A-Za-z+-])(\+[1-9]([ .()-]{0,2}[0-9]){7,14}|\([0-9]{3}\) ?[0-9]{3}-[0-9]{4}|[0-9]{3}([ .-])[0-9]{3}[ .-][0-9]{4})($|[^0-9A-Za-z-])",
    )
});

/// 13 to 19 digits, as on a payment card; the check digit decides whether it is one.
static CARD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|[^0-9A-Za-z-])([2-6](?:[ -]?[0-9]){12,18})(?:$|[^0-9A-Za-z-])"));

/// The kind of personal data that a string seems to contain.
fn personal_data(text: &str) -> Option<&'static str> {
    if !might_be_personal(text) {
        None
    } else if EMAIL.is_match(text) {
        Some("an e-mail address")
    } else if SSN.is_match(text) {
        Some("a social security number")
    } else if CARD.captures_iter(text).any(|found| has_luhn_check_digit(&found[1])) {
        Some("a payment card number")
    } else if PHONE.is_match(text) {
        Some("a phone number")
    } else {
        None
    }
}

/// Whether a string contains an `@`, or a number outside of words with at least as many digits as the shortest pattern
/// above requires. One pass takes a fraction of the time of the patterns.
fn might_be_personal(text: &str) -> bool {
    const MIN_DIGITS: usize = 8; // of a phone number
    const IN_NUMBER: [bool; 256] = class(b"0123456789 .()+-");
    const IN_WORD: [bool; 256] = class(b"-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        let (number, others) = split_while(rest, &IN_NUMBER);
        let digits = || number.iter().filter(|byte| byte.is_ascii_digit()).count();
        if number.len() >= MIN_DIGITS && digits() >= MIN_DIGITS {
            return true;
        }
        let (_, others) = split_while(others, &IN_WORD);
        if others.first() == Some(&b'@') {
            return true;
        }
        rest = others.get(usize::from(others.len() == rest.len())..).unwrap_or_default();
    }
    false
}

/// A table that tells for each byte whether it is in `bytes`.
const fn class(bytes: &[u8]) -> [bool; 256] {
    let mut class = [false; 256];
    let mut index = 0;
    while index < bytes.len() {
        class[bytes[index] as usize] = true;
        index += 1;
    }
    class
}

/// The leading bytes that belong to a class, and the rest.
fn split_while<'a>(bytes: &'a [u8], class: &[bool; 256]) -> (&'a [u8], &'a [u8]) {
    bytes.split_at(bytes.iter().take_while(|byte| class[usize::from(**byte)]).count())
}

/// The Luhn algorithm: from the right, every second digit counts double, and the sum ends in 0.
fn has_luhn_check_digit(text: &str) -> bool {
    let digits = text.chars().rev().filter_map(|c| c.to_digit(10));
    let weigh = |(index, digit): (usize, u32)| match digit * 2 {
        _ if index % 2 == 0 => digit,
        doubled if doubled > 9 => doubled - 9,
        doubled => doubled,
    };
    digits.enumerate().map(weigh).sum::<u32>() % 10 == 0
}
