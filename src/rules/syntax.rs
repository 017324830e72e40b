//! Area 0: the text as JSON.

use std::borrow::Cow;

use super::wording::character_name;
use crate::defect::{Defect, Severity};

declare_rules! {
    /// The text is not JSON.
    ///
    /// ## Why
    /// The platform reads JSON as defined in RFC 8259, and answers anything else with a parse error.
    ///
    /// ## Example
    /// This is reported:
    /// ```json invalid
    /// {"firstName": "John" "lastName": "Smith"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"firstName": "John", "lastName": "Smith"}
    /// ```
    ///
    /// ## Source
    /// RFC 8259; *Use Existing Credentials*, sample error 3, shows the platform's own parse error.
    INVALID_JSON = "KYX001" "invalid-json" Error [Text]

    /// A character between two tokens is not JSON whitespace.
    ///
    /// ## Why
    /// Samples copied from a web page may be indented with no-break spaces, which look like spaces but are not JSON
    /// whitespace. The vendor's own pages contain them.
    ///
    /// ## Example
    /// This is reported at `/lastName`:
    /// ```text invalid
    /// {"lastName":<U+00A0>"Smith"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"lastName": "Smith"}
    /// ```
    ///
    /// ## Source
    /// RFC 8259, section 2; a sample of *Creating or Updating Accounts*, `credentials`, is indented with U+00A0.
    FOREIGN_WHITESPACE = "KYX002" "foreign-whitespace" Error [Text]

    /// A key or a string is in typographic or single quotes.
    ///
    /// ## Why
    /// Word processors and chat programs replace `"` with quotes that JSON does not accept.
    ///
    /// ## Example
    /// This is reported at `/lastName`:
    /// ```json invalid
    /// {"lastName": “Smith”}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"lastName": "Smith"}
    /// ```
    ///
    /// ## Source
    /// RFC 8259, section 7.
    WRONG_QUOTES = "KYX003" "wrong-quotes" Error [Text]

    /// A comma precedes a closing bracket.
    ///
    /// ## Why
    /// JavaScript allows it, JSON does not.
    ///
    /// ## Example
    /// This is reported:
    /// ```json invalid
    /// {"firstName": "John", "lastName": "Smith",}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"firstName": "John", "lastName": "Smith"}
    /// ```
    ///
    /// ## Source
    /// RFC 8259, sections 4 and 5.
    TRAILING_COMMA = "KYX004" "trailing-comma" Error [Text]

    /// The text contains a comment.
    ///
    /// ## Why
    /// JSON has no comments.
    ///
    /// ## Example
    /// This is reported:
    /// ```json invalid
    /// {"lastName": "Smith" /* as on the passport */}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"lastName": "Smith"}
    /// ```
    ///
    /// ## Source
    /// RFC 8259, section 2.
    COMMENT = "KYX005" "comment" Error [Text]

    /// The text contains bytes that are not UTF-8; as a warning, it begins with a byte order mark.
    ///
    /// ## Why
    /// JSON exchanged between systems must be UTF-8, and must not begin with a byte order mark.
    ///
    /// ## Example
    /// This is reported:
    /// ```text invalid
    /// {"lastName": "M<FC>ller"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"lastName": "Müller"}
    /// ```
    ///
    /// ## Source
    /// RFC 8259, section 8.1.
    NOT_UTF8 = "KYX006" "not-utf8" Error [Text]

    /// The payload is nested deeper than 128 levels or larger than 16 MiB, and is not analysed further; or a response
    /// contains a number that is too large for readers.
    ///
    /// ## Why
    /// No payload of the platform comes near these limits; most readers have similar ones.
    ///
    /// ## Example
    /// This is reported:
    /// ```json invalid
    /// {"title": "Bad Request", "status": 400, "retryAfter": 1e999}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"title": "Bad Request", "status": 400, "retryAfter": 1e9}
    /// ```
    ///
    /// ## Source
    /// RFC 8259, section 9, lets readers set limits; these are the limits of this tool.
    LIMIT_EXCEEDED = "KYX007" "limit-exceeded" Error [Text]

    /// A bare word or `...` takes the place of a value.
    ///
    /// ## Why
    /// Samples use placeholders for values that the reader must fill in: `DEFINITION_KEY`, `...`.
    ///
    /// ## Example
    /// This is reported at `/workflowDefinition/key`:
    /// ```json invalid
    /// {"customerInternalReference": "order-4711", "workflowDefinition": {"key": DEFINITION_KEY}}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}}
    /// ```
    ///
    /// ## Source
    /// RFC 8259, section 3; the samples of *v3 Workflow Descriptions* (`DEFINITION_KEY`) and *Creating or Updating
    /// Accounts*, `overrideSettings` (`...`).
    PLACEHOLDER = "KYX008" "placeholder" Error [Text]
}

const SAVE_AS_UTF8: &str = "save the file as UTF-8";

/// `found` is `None` at the end of the text.
fn expected(expected: &str, found: Option<&str>, help: impl Into<Cow<'static, str>>) -> Defect {
    match found {
        Some(found) => Defect::new(format!("expected {expected}, found {found}"), help),
        None => Defect::new(format!("expected {expected}, but the text ends here"), help),
    }
}

pub(crate) fn expected_payload(found: Option<&str>) -> Defect {
    match found {
        Some(found) => expected("a payload", Some(found), "keep only the JSON body, which begins with `{`"),
        None => Defect::new("the text is empty", "write a JSON payload"),
    }
}

/// What a text is that is clearly not meant to be JSON.
#[derive(Clone, Copy)]
pub(crate) enum Foreign {
    Html,
    Xml,
    Curl,
    Http,
    Form,
    Base64,
    Token,
    File,
}

pub(crate) fn not_json(foreign: Foreign) -> Defect {
    let (found, help) = match foreign {
        Foreign::Html => (
            "an HTML page",
            "a proxy or a web server answered instead of the API: check the URL and the status of the call",
        ),
        Foreign::Xml => ("XML", "the platform's API reads and writes JSON only"),
        Foreign::Curl => ("a curl command", "keep only the JSON body, which follows `-d` or `--data`"),
        Foreign::Http => ("an HTTP message", "keep only the JSON body, which follows the first empty line"),
        Foreign::Form => (
            "form-encoded data",
            "write the fields as a JSON object; only the call for an access token is form-encoded",
        ),
        Foreign::Base64 => (
            "base64",
            "decode it, for example with `base64 -d FILE`; an image is uploaded as a file, not in a payload",
        ),
        Foreign::Token => ("a token", "keep tokens out of files; only a JSON body can be checked"),
        Foreign::File => ("a file to upload", "check it with `kyx upload-check`; a payload is JSON"),
    };
    Defect::new(format!("{found}, not a JSON payload"), help)
}

pub(crate) fn expected_end() -> Defect {
    Defect::new(
        "the text after the payload was not checked",
        "remove it; for one payload per line, name the file `.ndjson`",
    )
}

pub(crate) fn expected_value(found: Option<&str>) -> Defect {
    expected("a value", found, "write a value: a string in double quotes, a number, `true` or `false`")
}

pub(crate) fn expected_key(found: Option<&str>) -> Defect {
    expected("a key in double quotes", found, "put the key in double quotes, or remove what is there instead")
}

pub(crate) fn expected_colon(found: Option<&str>) -> Defect {
    expected("`:`", found, "put `:` between the key and its value")
}

pub(crate) fn expected_closing(bracket: char, found: Option<&str>) -> Defect {
    expected(&format!("`{bracket}`"), found, format!("close it with `{bracket}`"))
}

pub(crate) fn expected_separator(bracket: char, found: Option<&str>) -> Defect {
    let help = "put `,` between the two; a quote inside a string is written `\\\"`";
    expected(&format!("`,` or `{bracket}`"), found, help)
}

pub(crate) fn invalid_number() -> Defect {
    Defect::new("not a JSON number", "write it without `+`, leading zeros or a unit, or in double quotes")
}

pub(crate) fn invalid_escape() -> Defect {
    Defect::new(
        "not a JSON escape sequence",
        "write `\\\\` for a backslash; write surrogates as pairs of `\\uXXXX`",
    )
}

pub(crate) fn control_character(c: char) -> Defect {
    Defect::new(
        format!("control character {} in a string", character_name(c)),
        "write it as an escape sequence, such as `\\n`",
    )
}

pub(crate) fn unterminated_string() -> Defect {
    Defect::new("unterminated string", "close the string with `\"`")
}

/// `first` is the first of `count` characters.
pub(crate) fn foreign_whitespace(first: char, count: usize) -> Defect {
    let name = character_name(first);
    let message = match count {
        1 => format!("{name} is not JSON whitespace"),
        count => format!("{count} characters such as {name} are not JSON whitespace"),
    };
    Defect::new(message, "write plain spaces; text copied from a web page often contains others")
}

pub(crate) fn wrong_quotes(quote: char) -> Defect {
    Defect::new(
        format!("{} used as a quotation mark", character_name(quote)),
        "write `\"` (U+0022) before and after the string",
    )
}

pub(crate) fn trailing_comma() -> Defect {
    Defect::new("trailing comma", "remove it")
}

pub(crate) fn comment() -> Defect {
    Defect::new("JSON has no comments", "remove it")
}

pub(crate) fn byte_order_mark() -> Defect {
    Defect::new("the text begins with a byte order mark", "save the file as UTF-8 without one")
        .severity(Severity::Warning)
}

pub(crate) fn not_utf8(bytes: usize) -> Defect {
    match bytes {
        1 => Defect::new("a byte that is not UTF-8", SAVE_AS_UTF8),
        count => Defect::new(format!("{count} bytes that are not UTF-8"), SAVE_AS_UTF8),
    }
}

/// `limit` is a number with its unit.
pub(crate) fn limit_exceeded(limit: &str) -> Defect {
    let help = "split it, or look for a mistake: payloads of the platform are far smaller";
    Defect::new(format!("more than {limit}"), help)
}

pub(crate) fn unreadable() -> Defect {
    let help = "look for a number beyond 1e308, or for deep nesting";
    Defect::new("more than JSON readers support", help)
}

pub(crate) fn placeholder() -> Defect {
    Defect::new(
        "not a JSON value",
        "write the value; strings need double quotes, and JSON knows only `true`, `false` and `null`",
    )
}
