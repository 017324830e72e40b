//! The comment that tells what the payloads of a file are.

use kyx_schema::{
    Channel, Context, Kind, Operation,
    input::{Directive, Format},
    lint::Linter,
};

use super::{described, lint};

const WEB: &str = "kyx: channel=web operation=update";

fn is_web(text: &str, format: Format) -> bool {
    let directive = Directive::of(text.as_bytes(), format);
    assert_eq!(directive.channel.is_some(), directive.operation.is_some());
    directive.channel == Some(Channel::Web) && directive.operation == Some(Operation::UpdateAccount)
}

#[test]
fn it_is_a_comment_of_the_language() {
    let comments =
        [format!("# {WEB}\n"), format!("// {WEB}\r\n"), format!("<!-- {WEB} -->"), format!("{WEB}\n")];
    for format in Format::ALL {
        let read: Vec<_> = comments.iter().map(|comment| is_web(comment, *format)).collect();
        let expected = match format {
            Format::Http => [true, true, false, false],
            Format::Curl => [true, false, false, false],
            Format::Markdown => [false, false, true, false],
            _ => [false; 4],
        };
        assert_eq!(read, expected, "{format}");
    }
}

#[test]
fn it_is_near_the_start() {
    assert!(is_web(&format!("#!/bin/sh\n\n# License\n#\n  #{WEB}"), Format::Curl));
    assert!(!is_web(&format!("#\n#\n#\n#\n#\n# {WEB}"), Format::Curl));
    assert!(is_web(&format!("# {WEB}\n# kyx: channel=api"), Format::Curl), "the first one counts");
    assert!(is_web(&format!("\u{FEFF}# {WEB}"), Format::Curl), "after a byte order mark");
    assert!(is_web("# kyx: channel=web,operation=update,", Format::Curl), "with commas");
    assert!(is_web(&format!("### {WEB}\r\n"), Format::Http), "in a line that separates requests");
}

#[test]
fn whatever_is_beside_it_need_not_be_text() {
    let file = [b"#\xFF\n# kyx: channel=web \xC3\n".as_slice(), &[0xFF; 9]].concat();
    assert_eq!(Directive::of(&file, Format::Curl).channel, Some(Channel::Web));
    for nothing in [
        "",
        "\n",
        "#",
        "# kyx",
        "# kyx:",
        "#kyx:=",
        "# kyx: =web channel",
        "<!-- kyx: -->",
        "# KYX: channel=web",
    ] {
        for format in Format::ALL {
            assert_eq!(
                Directive::of(nothing.as_bytes(), *format),
                Directive::default(),
                "{nothing} {format}"
            );
        }
    }
}

#[test]
fn mistyped_words_are_reported_where_they_are() {
    let text =
        "\n<!--kyx: chanel=web kind=request operation=put channel=browser channel=web channel=web x-->\n";
    assert_eq!(Directive::of(text.as_bytes(), Format::Markdown).channel, Some(Channel::Web));
    insta::assert_snapshot!(described(text, Format::Markdown), @r#"
    2 -
        2:10 KYX810  "chanel=web" [not an option of this comment]
        2:21 KYX810  "kind=request" [not a kind of payload]
        2:34 KYX810  "operation=put" [not an operation]
        2:48 KYX810  "channel=browser" [not a channel]
        2:76 KYX810  "channel=web" [the option is set already]
        2:88 KYX810  "x" [not an option of this comment]
    "#);
    let parts = lint(text, Format::Markdown);
    let helps: Vec<_> = parts[0].linted.report.findings().iter().map(|it| it.help.as_str()).collect();
    insta::assert_snapshot!(helps.join("\n"), @r"
    write `kind=…`, `operation=…` or `channel=…`
    write `account-request`, `prepared-data`, `account-response`, `part-response`, `finalize-response`, `callback`, `status`, `problem`, `retrieval-response`, `steps-response`, `token-response` or `token-error`
    write `create` or `update`
    write `api`, `web` or `sdk`
    remove one of the two
    write `kind=…`, `operation=…` or `channel=…`
    ");
}

#[test]
fn what_the_linter_was_given_precedes_it() {
    let text = "# kyx: kind=callback\ncurl https://example.com -d '{\"workflowExecutionId\": 1}'";
    let kind = |linter: Linter| {
        let mut kind = None;
        linter.lint_file(text.as_bytes(), Format::Curl, &mut |part| kind = kind.or(part.linted.kind));
        kind
    };
    let linter = Linter::new(Context::unknown());
    assert_eq!(kind(linter), Some(Kind::Callback));
    assert_eq!(kind(linter.kind(Kind::Problem)), Some(Kind::Problem));
}

#[test]
fn redaction_keeps_it_without_what_is_mistyped() {
    let linter = Linter::new(Context::unknown());
    let text = "# kyx: channel=web Jane\ncurl https://account.emea-1.jumio.ai/api/v1/accounts";
    let redacted = linter.redact_file(text.as_bytes(), Format::Curl);
    assert!(redacted.contains("channel=web") && !redacted.contains("Jane"), "{redacted}");
}
