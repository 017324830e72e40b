//! Area 0: the text itself.

use super::{Advice, Fault, advice, any_of, character_name};

declare_rules! {
    /// The text is not JSON.
    ///
    /// ## Why
    /// The platform reads JSON as RFC 8259 has it and answers anything else with a parse error.
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
    INVALID_JSON = "KYX001" "invalid-json" Error { advice: invalid_json }

    /// A character that JSON does not know as white space stands between two tokens.
    ///
    /// ## Why
    /// Samples copied from a web page are indented with no-break spaces, which look like spaces and are none.
    /// The vendor's own pages do so.
    ///
    /// ## Example
    /// This is reported, at `/lastName`:
    /// ```text invalid
    /// {"lastName":<U+00A0>"Smith"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"lastName": "Smith"}
    /// ```
    ///
    /// ## Source
    /// RFC 8259, section 2; the samples of *Credential Reference*.
    FOREIGN_WHITESPACE = "KYX002" "foreign-whitespace" Error { advice: foreign_whitespace }

    /// Typographic or single quotes stand around a key or a text.
    ///
    /// ## Why
    /// Word processors and chat programs replace `"` by quotes that JSON does not know.
    ///
    /// ## Example
    /// This is reported, at `/lastName`:
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
    WRONG_QUOTES = "KYX003" "wrong-quotes" Error { advice: wrong_quotes }

    /// A comma stands before a closing bracket.
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
    TRAILING_COMMA = "KYX004" "trailing-comma" Error { advice: trailing_comma }

    /// A comment stands in the text.
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
    COMMENT = "KYX005" "comment" Error { advice: comment }

    /// Bytes that are no UTF-8; or, as a warning, a byte order mark before the text.
    ///
    /// ## Why
    /// JSON that is exchanged between systems is UTF-8, and does not begin with a byte order mark.
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
    NOT_UTF8 = "KYX006" "not-utf8" Error { advice: not_utf8 }

    /// The payload is nested deeper than 128 levels or larger than 16 MiB, and is not analysed further; or a response
    /// holds a number that no reader holds.
    ///
    /// ## Why
    /// No payload of the platform comes near; most readers stop at such limits.
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
    /// RFC 8259, section 9, lets readers set limits; these are this tool's own.
    LIMIT_EXCEEDED = "KYX007" "limit-exceeded" Error { advice: limit_exceeded }

    /// A bare word or `...` stands where a value belongs.
    ///
    /// ## Why
    /// Samples leave out what depends on the reader: `DEFINITION_KEY`, `...`.
    ///
    /// ## Example
    /// This is reported, at `/workflowDefinition/key`:
    /// ```json invalid
    /// {"customerInternalReference": "order-4711", "workflowDefinition": {"key": DEFINITION_KEY}}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}}
    /// ```
    ///
    /// ## Source
    /// RFC 8259, section 3; the samples of *v3 Workflow Descriptions*.
    PLACEHOLDER = "KYX008" "placeholder" Error { advice: placeholder }
}

/// `options` holds what was found and what was expected there.
fn invalid_json(fault: &Fault<'_>) -> Advice {
    match fault.options.as_slice() {
        [found, expected] => advice(format!("{found}, expected {expected}"), "write JSON as RFC 8259 has it"),
        [found, expected, help] => advice(format!("{found}, expected {expected}"), help.clone()),
        _ => advice("not JSON", "write JSON as RFC 8259 has it"),
    }
}

fn foreign_whitespace(fault: &Fault<'_>) -> Advice {
    let name = fault.text().chars().next().map(character_name).unwrap_or_default();
    let message = match fault.text().chars().count() {
        1 => format!("{name} is no white space in JSON"),
        count => format!("{count} characters such as {name} are no white space in JSON"),
    };
    advice(message, "write plain spaces; text copied from a web page often holds others")
}

fn wrong_quotes(fault: &Fault<'_>) -> Advice {
    let name = fault.text().chars().next().map(character_name).unwrap_or_default();
    advice(format!("quoted by {name}"), "write `\"` (U+0022) before and after it")
}

fn trailing_comma(_: &Fault<'_>) -> Advice {
    advice("a comma after the last entry", "remove it")
}

fn comment(_: &Fault<'_>) -> Advice {
    advice("JSON has no comments", "remove it")
}

fn not_utf8(fault: &Fault<'_>) -> Advice {
    match fault.limit {
        None => advice("the text begins with a byte order mark", "save the file as UTF-8 without one"),
        Some(1) => advice("a byte that is no UTF-8", "save the file as UTF-8"),
        Some(count) => advice(format!("{count} bytes that are no UTF-8"), "save the file as UTF-8"),
    }
}

fn limit_exceeded(fault: &Fault<'_>) -> Advice {
    match fault.options.as_slice() {
        [limit, help] => advice(format!("more than {limit}"), help.clone()),
        limit => advice(
            format!("more than {}", any_of(limit).replace('`', "")),
            "split it, or look for a mistake: no payload is that large",
        ),
    }
}

fn placeholder(_: &Fault<'_>) -> Advice {
    advice("a placeholder where a value belongs", "put the value there; a text stands between `\"`")
}
