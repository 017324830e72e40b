//! One defect of a URL gives one finding, whichever rules it touches.

use kyx_schema::{AccountRequest, Context, Payload, WebSettings, WorkflowDefinition};

use crate::support::fixture_time;

const JWT: &str = "eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJ";

/// The codes of the findings at a callback URL and at a URL of the web client.
fn codes(url: &str) -> [Vec<&'static str>; 2] {
    let mut request = AccountRequest::new("order-4711", WorkflowDefinition::new(777));
    request.callback_url = Some(url.to_owned());
    request.web = Some(WebSettings { error_url: Some(url.to_owned()), ..WebSettings::default() });
    let report = request.check(&Context::unknown().at(fixture_time()));
    ["/callbackUrl", "/web/errorUrl"].map(|pointer| {
        let at = report.findings().iter().filter(|finding| finding.pointer == pointer);
        at.map(|finding| finding.rule.code).collect()
    })
}

#[test]
fn each_defect_is_reported_once() {
    let long = format!("https://www.yourcompany.com/{}", "x".repeat(1900));
    for (url, code) in [
        ("", "KYX202"),
        (&long, "KYX201"),
        (" https://a.com", "KYX207"),
        ("https://a.com ", "KYX207"),
        ("https://a.com\n", "KYX207"),
        ("\u{A0}https://a.com", "KYX207"),
        (" http://192.0.2.1:8080/#x", "KYX207"),
        ("http://192.0.2.1:8080/a b#x", "KYX207"),
        ("http://", "KYX207"),
        ("YOUR_CALLBACK_URL", "KYX207"),
        ("string", "KYX207"),
        ("https://a.com/?mail=john.smith%40mymail.com", "KYX502"),
        ("https://a.com/?key=john.smith@mymail.com", "KYX502"),
        ("https://a.com/?token=4111111111111111", "KYX502"),
        (&format!("https://a.com/?access_token={JWT}"), "KYX503"),
        (&format!("https://a.com/?a=b&key=Bearer+{JWT}"), "KYX503"),
        ("https://a.com/?a=b&Access-Token=x", "KYX504"),
        ("https://a.com/?X-Amz-Signature=x#y?z", "KYX504"),
        ("https://user:password@a.com/?token=x", "KYX504"),
    ] {
        let [callback, link] = codes(url);
        // Fragments and the like are discouraged in callback URLs only, and are another defect.
        let callback: Vec<_> =
            callback.into_iter().filter(|it| *it != "KYX227" || code == "KYX207").collect();
        // A URL of the web client may be a deep link, which needs neither a host nor a limit of 255.
        let is_deep_link = link.is_empty() && code == "KYX207";
        assert_eq!(callback, [code], "{url}");
        assert!(link == [code] || is_deep_link, "{url}: {link:?}");
    }
}

#[test]
fn names_that_only_contain_a_word_are_no_secrets() {
    for name in ["monkey", "design", "tokenize", "keyword", "signal", "order", "locale", "secretary"] {
        assert_eq!(codes(&format!("https://a.com/?{name}=x")), [[], []] as [[&str; 0]; 2], "{name}");
    }
    for name in
        ["token", "secret", "key", "password", "apikey", "api_key", "access_token", "sig", "signature"]
    {
        assert_eq!(codes(&format!("https://a.com/?a=b&{name}=x")), [["KYX504"], ["KYX504"]], "{name}");
    }
}
