//! What a command means to a POSIX shell.

use kyx_schema::{Kind, input::Format};

use super::{found, kinds, lint};

const URL: &str = "https://account.emea-1.jumio.ai/api/v1/accounts";

/// The rule of each finding in prepared data that a command sends, and the text at its place.
#[track_caller]
fn assert_found(data: &str, expected: &[(&str, &str)]) {
    let command = format!("curl https://example.com -d {data}\n");
    assert_eq!(found(&command, Format::Curl), expected, "{command}");
    assert_eq!(kinds(&command, Format::Curl), [Some(Kind::PreparedData)], "{command}");
}

#[test]
fn escapes_in_ansi_c_quotes_stand_for_characters() {
    for (data, value) in [
        (r#"$'{\t"nationality":\r\n"US"}'"#, r#""US""#),
        (r#"$'{\u0022nationality\u0022: \x22US\U00000022}'"#, r"\x22US\U00000022"),
        (r#"$'{\42nationality\042: "\125S"}'"#, r#""\125S""#),
        (r#"$'{\"nationality\": \"U\x53\"}'"#, r#"\"U\x53\""#),
        ("$'{\n\"nationality\":\n\"US\"}'", r#""US""#),
    ] {
        assert_found(data, &[("KYX206", value)]);
    }
}

#[test]
fn escapes_of_control_characters_put_them_into_strings() {
    for (escape, name) in [
        (r"\a", "U+0007"),
        (r"\b", "U+0008"),
        (r"\e", "U+001B"),
        (r"\E", "U+001B"),
        (r"\f", "U+000C"),
        (r"\n", "U+000A"),
        (r"\r", "U+000D"),
        (r"\t", "U+0009"),
        (r"\v", "U+000B"),
        (r"\1", "U+0001"),
        (r"\x1", "U+0001"),
        ("\n", "U+000A"),
    ] {
        let command = format!("curl https://example.com -d $'{{\"firstName\": \"A{escape}Z\"}}'\n");
        let parts = lint(&command, Format::Curl);
        let findings: Vec<_> = parts.iter().flat_map(|part| part.linted.report.findings()).collect();
        assert_eq!(findings.len(), 1, "{command}{findings:?}");
        let range = findings[0].range.unwrap();
        assert!(findings[0].message.contains(name), "{command}{}", findings[0].message);
        assert_eq!(&command[range.start.offset..range.end.offset], escape, "{command}");
    }
}

#[test]
fn other_escapes_in_ansi_c_quotes_stay() {
    assert_found(r#"$'{"nationality": "USA", "firstName": "A\qB"}'"#, &[("KYX001", r"\q")]);
    assert_found(r#"$'{"nationality": "USA", "firstName": "A\/B"}'"#, &[("KYX203", r#""A\/B""#)]);
    assert_found(r#"$'{"nationality": "USA", "firstName": "A\xyz"}'"#, &[("KYX001", r"\x")]);
}

/// As the messages tell, which count characters.
#[test]
fn bytes_in_ansi_c_quotes_encode_characters() {
    for (escape, count) in
        [(r"\xc3\xa9", 1), (r"\xE2\x82\xAC", 1), (r"\xf0\x9f\x99\x82", 1), (r"\xe9", 1), (r"\xe9\xe9", 2)]
    {
        let reference = escape.repeat(101);
        let body = format!(
            "{{\"customerInternalReference\": \"{reference}\", \"workflowDefinition\": {{\"key\": 777}}}}"
        );
        let command = format!("curl {URL} -A 'Acme App/1' --json $'{body}'");
        let parts = lint(&command, Format::Curl);
        let findings = parts[0].linted.report.findings();
        let message = format!("{} characters", 101 * count);
        assert!(findings.iter().any(|it| it.message.contains(&message)), "{command}{findings:?}");
    }
}

/// The lines of the parts of a file.
fn lines(text: &str) -> Vec<&str> {
    lint(text, Format::Curl).into_iter().map(|part| &text[part.bytes]).collect()
}

#[test]
fn a_command_with_an_open_quote_ends_before_the_next() {
    for (quote, end) in [("'", ""), ("\"", ""), ("\"", " \\"), ("$'", "")] {
        let first = format!("curl {URL} -A x --json {quote}{{a: 1}}{end}");
        let second = format!("curl -X PUT {URL} -A x --json '{{}}'");
        let text = format!("# Two commands\n{first}\n{second}\n");
        assert_eq!(lines(&text), [&first, &second], "{text}");
        let found: Vec<_> =
            found(&text, Format::Curl).into_iter().filter(|it| it.0.starts_with("KYX8")).collect();
        assert_eq!(found, [("KYX808", quote), ("KYX801", "PUT")], "{text}");
    }
}

#[test]
fn angle_brackets_stand_for_a_value_or_redirect() {
    let command = r#"curl -d '{"nationality": "US"}' <host>/api/v1/accounts"#;
    assert_eq!(kinds(command, Format::Curl), [Some(Kind::PreparedData)]);
    for redirection in
        ["< body.json", "<body.json", "> answer.json", ">>answer.json", "2>&1", "2>/dev/null <<<x"]
    {
        let command = format!("curl {redirection} -X PUT -A x --json @- {URL}");
        assert_eq!(found(&command, Format::Curl), [("KYX801", "PUT"), ("KYX809", "@-")], "{command}");
    }
    let command = format!("curl -m 10 -X PUT -A x {URL}>answer.json");
    assert_eq!(found(&command, Format::Curl), [("KYX801", "PUT")]);
}

#[test]
fn a_here_document_begins_after_its_line() {
    let body = "{\"nationality\":\n\t\t\"US\"}";
    for command in [
        format!("curl https://example.com -d @- <<END\n{body}\nEND\n"),
        format!("curl https://example.com -d @- <<-END | jq .\n\t{body}\n\t\tEND\n"),
        format!("curl -d @- <<-'END' https://example.com; echo\n\t{body}\n\tEND\n"),
        format!("curl https://example.com -d \"$(cat <<-END\n\t\t{body}\n\tEND\n)\"\n"),
    ] {
        assert_eq!(found(&command, Format::Curl), [("KYX206", "\"US\"")], "{command}");
    }
}

/// Only where the payload begins is it a byte order mark.
#[test]
fn a_here_document_does_not_begin_with_a_line_end() {
    for end in ["", " | jq ."] {
        let command =
            format!("curl https://example.com -d @- <<END{end}\n\u{FEFF}{{\"nationality\": \"USA\"}}\nEND\n");
        let parts = lint(&command, Format::Curl);
        let findings = parts[0].linted.report.findings().iter();
        let messages: Vec<_> = findings.map(|it| it.message.to_string()).collect();
        assert_eq!(messages, ["the text begins with a byte order mark"], "{command}");
    }
}

#[test]
fn an_empty_here_document_is_on_no_line() {
    for end in ["", " | jq ."] {
        let command = format!("curl {URL} -A x --json @- <<END{end}\nEND\n");
        let parts = lint(&command, Format::Curl);
        let findings = parts[0].linted.report.findings();
        let places: Vec<_> = findings
            .iter()
            .map(|it| (it.rule.code, it.range.unwrap().start.line, it.range.unwrap().end.line))
            .collect();
        assert_eq!(places, [("KYX001", 2, 2)], "{command}");
    }
}

/// Which curl then reads.
#[test]
fn a_here_document_may_name_a_file() {
    let command = format!("curl {URL} -A x --json \"$(cat <<END\n@body.json\nEND\n)\"\n");
    let found = found(&command, Format::Curl);
    assert_eq!(found.iter().map(|it| it.0).collect::<Vec<_>>(), ["KYX809"], "{found:?}");
}

#[test]
fn a_backslash_joins_lines_within_a_word() {
    for end in ["\n", "\r\n"] {
        let command = format!(
            "curl -A x --json \\{end}  '{{}}' -X \\{end}PUT https://account.emea-1.jumio.ai/\\{end}api/\\{end}v1/accounts{end}"
        );
        assert_eq!(
            found(&command, Format::Curl),
            [("KYX102", "{"), ("KYX102", "{"), ("KYX801", "PUT")],
            "{command}"
        );
    }
}
