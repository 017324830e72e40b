//! Area 5: personal data and tokens in fields that are logged, searched and displayed.

use std::{borrow::Cow, sync::LazyLock};

use memchr::{memchr, memchr3};
use regex::Regex;

use super::url::{end_of_authority, split_scheme};
use crate::{
    block::{BLOCK, bits, block_at, runs_of_8},
    defect::Defect,
    model::pattern,
    rule::Form,
};

declare_rules! {
    /// A reference or another free text looks like an e-mail address, a phone number, a social security number or a payment
    /// card.
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
    /// *Creating or Updating Accounts*, Required Fields and Optional Fields, `customerInternalReference` and `userReference`:
    /// "must not contain any PII". For the other texts, such as `reportingCriteria`, this tool's own advice.
    PERSONAL_DATA_IN_REFERENCE = "KYX501" "personal-data-in-reference" Warning [String(Form::Text, in_text)]

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
    /// This tool's own advice: a URL is as public as the references, which "must not contain any PII" (*Creating or Updating
    /// Accounts*).
    PERSONAL_DATA_IN_URL = "KYX502" "personal-data-in-url" Warning [String(Form::Url, in_url), String(Form::Link, in_url)]

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
    /// This tool's own advice. *Jumio Platform API – Credentials* has the token in the header parameter `Authorization`.
    TOKEN_IN_REQUEST = "KYX503" "token-in-request" Warning [
        String(Form::Text, token), String(Form::Personal, token),
        String(Form::Older, token), String(Form::Url, token), String(Form::Link, token)
    ]

    /// The query of a URL seems to contain a secret, or the URL contains a password.
    ///
    /// ## Why
    /// URLs appear in the logs of every machine that handles them, and whoever reads a secret can use it.
    ///
    /// ## Example
    /// This is reported at `/callbackUrl`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "callbackUrl": "https://www.yourcompany.com/callback?api_key=4c1f0b"
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
    /// This tool's own advice.
    SECRET_IN_URL = "KYX504" "secret-in-url" Warning [String(Form::Url, secret), String(Form::Link, secret)]
}

fn in_text(text: &str) -> Option<Defect> {
    let what = personal_data(text)?;
    let help = "write a value that reveals nothing about the person, such as a random ID";
    Some(Defect::new(format!("looks like {what}"), help))
}

fn in_url(url: &str) -> Option<Defect> {
    let after_scheme = split_scheme(url).map_or(url, |(_, rest)| rest);
    let what = personal_data(&readable(&after_scheme[end_of_authority(after_scheme)?..]))?;
    let help = "write a URL that reveals nothing about the person, such as one with a random ID";
    Some(Defect::new(format!("seems to contain {what}"), help))
}

/// A part of a URL without the percent-encoding that matters for the patterns below.
fn readable(part: &str) -> Cow<'_, str> {
    match memchr(b'%', part.as_bytes()) {
        Some(_) => part.replace("%40", "@").replace("%2B", "+").replace("%20", " ").into(),
        None => part.into(),
    }
}

fn token(text: &str) -> Option<Defect> {
    contains_token(text)
        .then(|| Defect::new("seems to contain a token", "remove it, and revoke it if it was sent"))
}

fn contains_token(text: &str) -> bool {
    // Every match is that long and contains one of these bytes; most strings do not.
    let might_be = text.len() >= SHORTEST_TOKEN && memchr3(b'J', b' ', b'+', text.as_bytes()).is_some();
    might_be && (text.contains("eyJ") || text.contains("earer")) && TOKEN.is_match(text)
}

fn secret(url: &str) -> Option<Defect> {
    let message = if has_password(url) {
        "contains a password before the host"
    } else if has_secret_parameter(url) {
        "a query parameter seems to be a secret, judging by its name"
    } else {
        return None;
    };
    Some(Defect::new(
        message,
        "remove it, and revoke it if it was sent; a random ID is enough to tell requests apart",
    ))
}

/// Whether there is a password, as in `https://user:password@host`.
fn has_password(url: &str) -> bool {
    if memchr(b'@', url.as_bytes()).is_none() {
        return false; // nearly always
    }
    let Some((_, rest)) = split_scheme(url) else { return false };
    let authority = end_of_authority(rest).map_or(rest, |end| &rest[..end]);
    let user = authority.rsplit_once('@').map_or("", |(user, _)| user);
    user.split_once(':').is_some_and(|(_, password)| !password.is_empty())
}

/// Whether a query parameter has the name of a secret, and a value that no other rule reports.
fn has_secret_parameter(url: &str) -> bool {
    let Some(start) = memchr(b'?', url.as_bytes()) else { return false };
    let query = &url[start + 1..];
    let query = query.split('#').next().unwrap_or_default();
    let parameters = query.split(['&', ';']).filter_map(|parameter| parameter.split_once('='));
    parameters.filter(|(name, value)| !value.is_empty() && is_secret(name)).any(|(_, value)| {
        let value = readable(value);
        !contains_token(&value) && personal_data(&value).is_none()
    })
}

/// Whether a name is that of a secret: `token`, `api_key`, `X-Amz-Signature`, but not `monkey`.
fn is_secret(name: &str) -> bool {
    const NAMES: &[&str] = &["bearer", "jwt", "key", "pwd", "sig"];
    const ENDINGS: &[&str] = &[
        "accesskey",
        "apikey",
        "authkey",
        "authorization",
        "credential",
        "credentials",
        "passphrase",
        "passwd",
        "password",
        "privatekey",
        "secret",
        "secretkey",
        "sharedkey",
        "signature",
        "signingkey",
        "token",
    ];
    let from_the_end =
        || name.bytes().rev().filter(u8::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase());
    let ends_with = |ending: &str| {
        let mut letters = from_the_end();
        ending.bytes().rev().all(|letter| letters.next() == Some(letter))
    };
    NAMES.iter().any(|name| from_the_end().eq(name.bytes().rev())) || ENDINGS.iter().copied().any(ends_with)
}

const SHORTEST_TOKEN: usize = "eyJ01234567.01234567.".len();

/// A JSON Web Token, or the value of an `Authorization` header.
static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*|(?:^|[^0-9A-Za-z_])[Bb]earer[ +][A-Za-z0-9._~+/-]{16,}",
    )
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

/// The kind of personal data that a string seems to contain. Tokens may contain any digits, and have a rule of their own.
fn personal_data(text: &str) -> Option<&'static str> {
    if !might_be_personal(text) {
        return None;
    }
    let text = &TOKEN.replace_all(text, " ");
    if EMAIL.is_match(text) {
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

/// Whether a string contains an `@`, or perhaps a number outside of words with at least as many digits as the shortest
/// pattern above requires. This takes a fraction of the time of the patterns.
fn might_be_personal(text: &str) -> bool {
    let text = text.as_bytes();
    memchr(b'@', text).is_some() || (0..text.len()).step_by(BLOCK - 8).any(|at| might_start_number(text, at))
}

/// Whether eight bytes in a row may belong to a number outside of words, the first of them in the block at an offset.
fn might_start_number(text: &[u8], at: usize) -> bool {
    let block = block_at(text, at);
    let number = bits(block, |byte| matches!(byte, b'0'..=b'9' | b' ' | b'(' | b')' | b'+' | b'-' | b'.'));
    let eight = runs_of_8(number);
    if eight == 0 {
        return false;
    }
    let word = bits(block, |byte| byte == b'-' || byte.is_ascii_alphanumeric());
    let after_word = word << 1 | u64::from(at > 0); // the block before this one contains its first byte, too
    eight & !(word & after_word) != 0
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
