//! What stands for an unknown value in a file with variables.

use kyx_schema::input::Format;

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
