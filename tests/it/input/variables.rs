//! What stands for an unknown value in a file with variables.

use kyx_schema::{Context, Safety, input::Format, lint::Linter};

use super::lint;

/// The codes of the findings in a request whose callback URL is written like this.
fn codes(format: Format, start: &str, url: &str, end: &str) -> Vec<&'static str> {
    let text = format!("{start}{url}{end}");
    let parts = lint(&text, format);
    assert_eq!(parts.len(), 1, "{text}");
    parts[0].linted.report.findings().iter().map(|it| it.rule.code).collect()
}

/// In a file of HTTP requests.
fn codes_in_http(url: &str) -> Vec<&'static str> {
    let start = concat!(
        "POST https://account.amer-1.jumio.ai/api/v1/accounts\n",
        "Authorization: Bearer {{token}}\nContent-Type: application/json\nUser-Agent: Acme App/1\n\n",
        r#"{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 777}, "callbackUrl": "#,
    );
    codes(Format::Http, start, url, "}\n")
}

/// In a shell command, between double quotes.
fn codes_in_shell(url: &str) -> Vec<&'static str> {
    let start = concat!(
        "curl https://account.amer-1.jumio.ai/api/v1/accounts -H \"Authorization: Bearer $TOKEN\" ",
        "-H 'Content-Type: application/json' -A 'Acme App/1' -d \"{",
        r#"\"customerInternalReference\": \"order-4711\", \"workflowDefinition\": {\"key\": 777}, \"callbackUrl\": "#,
    );
    codes(Format::Curl, start, &url.replace('"', "\\\""), "}\"\n")
}

#[test]
fn variables_are_not_judged() {
    let long = format!("${{{}}}", "U".repeat(190));
    for variable in [
        "{{callback url}}",
        "${URL}",
        "${URL:-https://www.yourcompany.com}",
        "$(callback)",
        "$(a)",
        "${U}",
        "$URL",
        "$_url",
        "$env:URL",
        "$1",
        "$#",
        "$$",
        "$URL/kyx",
        "https:$HOST_1:$PORT",
        "<url>",
        "<your-callback_URL 2>",
        &long,
    ] {
        let quoted = format!("\"{variable}\"");
        assert_eq!(codes_in_http(&quoted), [""; 0], "{quoted}");
        assert_eq!(codes_in_shell(&quoted), [""; 0], "{quoted}");
        if variable.starts_with(['$', '{', '<']) && !variable.contains("://") {
            assert_eq!(codes_in_http(variable), [""; 0], "{variable}");
            assert_eq!(codes_in_shell(variable), [""; 0], "{variable}");
        }
    }
}

#[test]
fn what_only_looks_like_a_variable_is_a_value() {
    let long = format!("${{{}}}", "U".repeat(210));
    for value in [
        "$", "$-", "${}", "$()", "{{}}", "{{url}", "{url}", "${a{b}", "<>", "<-url>", "<1>", "<a/b>",
        "a<url>", &long,
    ] {
        assert_eq!(codes_in_http(&format!("\"{value}\"")), ["KYX207"], "{value}");
    }
}

/// The codes of the findings in the body of a request.
fn codes_in_body(body: &str) -> Vec<&'static str> {
    let start = "POST https://account.amer-1.jumio.ai/api/v1/accounts\nUser-Agent: Acme App/1\nContent-Type: application/json\n\n";
    codes(Format::Http, start, body, "\n")
}

#[test]
fn variables_without_quotes_have_what_adjoins_them() {
    for url in ["YOUR_CALLBACK_URL", "{{host}}/kyx", "{{host}}-{{port}}", "$HOST/{{path}}.json", "<host>/kyx"]
    {
        assert_eq!(codes_in_http(url), [""; 0], "{url}");
    }
}

#[test]
fn a_variable_with_escaped_quotes_around_it_is_in_the_string() {
    assert_eq!(codes_in_http(r#""{{host}}\"{{path}}\"""#), [""; 0]);
    assert_eq!(codes_in_http(r#""\\", "userReference": "\\{{name}}""#), ["KYX207"]);
}

#[test]
fn a_variable_stands_for_members() {
    let start = r#"{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 777"#;
    for end in ["}, {{more}}}", ", \"credentials\": [{{credential}}]}, {{more}}}", ", {{more}}}}"] {
        assert_eq!(codes_in_body(&format!("{start}{end}")), [""; 0], "{end}");
    }
}

#[test]
fn a_string_that_is_not_closed_ends_with_its_line() {
    let body = "{\"customerInternalReference\": \"order-4711,\n\"workflowDefinition\": {\"key\": {{key}}}}";
    assert_eq!(codes_in_body(body), ["KYX001"]);
}

/// What is written in its place while it is read has no room for a filler.
#[test]
fn a_short_variable_is_never_replaced() {
    let body = r#"{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 777, "userReference": $1}}"#;
    let text = format!("POST https://account.amer-1.jumio.ai/api/v1/accounts\n\n{body}\n");
    let fixed =
        Linter::new(Context::unknown()).fix_file(text.as_bytes(), Format::Http, Safety::Unsafe, |_| true);
    assert_eq!(String::from_utf8(fixed.bytes).unwrap(), text);
}
