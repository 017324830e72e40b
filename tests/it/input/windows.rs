//! What a command means to the Windows command line and to PowerShell.

use kyx_schema::{Context, Kind, input::Format, lint::Linter};

use super::{found, kinds, lint};

const URL: &str = "https://account.emea-1.jumio.ai/api/v1/accounts";

#[track_caller]
fn assert_found(command: &str, expected: &[(&str, &str)]) {
    assert_eq!(found(command, Format::Curl), expected, "{command}");
    assert_eq!(kinds(command, Format::Curl), [Some(Kind::PreparedData)], "{command}");
}

#[test]
fn quotes_of_the_command_line_are_escaped_or_doubled() {
    for (data, value) in [
        (r#""{\"nationality\": \"US\"}""#, r#"\"US\""#),
        (r#""{""nationality"": ""US""}""#, r#"""US"""#),
        (r#"^"{\^"nationality\^": \^"US\^"}^""#, r#"\^"US\^""#),
        (r#""{\"nationality\": \"U\\\"\"}""#, r#"\"U\\\"\""#),
        (r#""{\"nationality\": \"\\\\\"}""#, r#"\"\\\\\""#),
        (r#""{\"nationality\": \"\\\\\\\\\"}""#, r#"\"\\\\\\\\\""#),
    ] {
        for end in ["\n", "\r\n"] {
            let command = format!("curl https://example.com ^{end}  -d {data} ^{end}  -s{end}");
            assert_found(&command, &[("KYX206", value)]);
        }
    }
}

#[test]
fn backslashes_before_a_quote_are_found_in_pairs() {
    let command = |end: &str| format!("curl ^\n  -X POST {URL} -A x {end}\n");
    for (end, place) in [
        (r#"--json "{\\\\\"nationality\": \"USA\"}""#, ("KYX001", r"\\")),
        (r#"-H "Cookie: c2lnbmF0dXJlc2lnbmF0dXJl\\\\""#, ("KYX805", r"c2lnbmF0dXJlc2lnbmF0dXJl\\\\")),
        (
            r#"-H "Cookie: c2lnbmF0dXJlc2lnbmF0dXJl\\\\\"" -s"#,
            ("KYX805", r#"c2lnbmF0dXJlc2lnbmF0dXJl\\\\\""#),
        ),
    ] {
        assert!(found(&command(end), Format::Curl).contains(&place), "{end}");
    }
}

/// Where the command line sees quotes, it does not look at backslashes.
#[test]
fn carets_escape_what_is_not_in_quotes() {
    for (data, expected) in [
        (r#""{""nationality"": ""U^SA""}""#, &[("KYX206", r#"""U^SA"""#)][..]),
        (r#""{\"nationality\": \"U^SA\"}""#, &[]),
        (r#"{\"nationality\":\"U^SA\"}"#, &[("KYX206", r#"\"U^SA\""#)]),
        (r#""{ ^ \"nationality\": \"USA\"}""#, &[("KYX001", "^")]),
        (r#"^"{\^"nationality\^": \^"U^^SA\^"}^""#, &[("KYX206", r#"\^"U^^SA\^""#)]),
    ] {
        assert_found(&format!("curl https://example.com ^\r\n  -d {data} ^\r\n  -s\r\n"), expected);
    }
}

#[test]
fn an_even_number_of_backslashes_leaves_the_quote() {
    assert_found(
        "curl ^\r\n  -o \"C:\\tmp\\\\\" -d \"{\\\"nationality\\\": \\\"US\\\"}\" https://example.com\r\n",
        &[("KYX206", "\\\"US\\\"")],
    );
}

#[test]
fn empty_quotes_are_nothing() {
    let command = format!("curl ^\n  -X PUT -A \"x\" \"\"{URL}\"\"\n");
    assert_eq!(found(&command, Format::Curl), [("KYX801", "PUT")]);
}

#[test]
fn redaction_keeps_the_syntax() {
    for command in [
        format!("curl ^\n  -X POST \"{URL}\" -H \"User-Agent: Jane Doe\" \"Jane\"\n"),
        format!("curl.exe `\n  -X POST '{URL}' -H \"User-Agent: Jane Doe\" `\n  -A 'Jane Doe'\n"),
        format!(
            "curl.exe `\n  --json @'\n{{\"userReference\": \"Jane\"}}\n'@ `\n  -A @\"\nJane\n\"@ `\n  \"{URL}\"\n"
        ),
    ] {
        let redacted = Linter::new(Context::unknown()).redact_file(command.as_bytes(), Format::Curl);
        let expected = command.replace("Jane", "•••").replace("Doe", "•••").replace('^', "•••");
        assert_eq!(redacted, expected);
    }
}

#[test]
fn quotes_of_powershell_are_escaped_or_doubled() {
    for (data, value) in [
        (r#"'{"nationality": "US"}'"#, r#""US""#),
        (r#""{""nationality"": ""US""}""#, r#"""US"""#),
        (r#""{`"nationality`": `"US`"}""#, r#"`"US`""#),
        (r#""{`n`t`"nationality`":`r `"US`"}""#, r#"`"US`""#),
        (r#"'{\"nationality\": \"\u0055S\"}'"#, r#"\"\u0055S\""#),
        (r#"'{\"nationality\": \"U\\S\"}'"#, r#"\"U\\S\""#),
        (r#"'{\"nationality\": \"U\\\"\"}'"#, r#"\"U\\\"\""#),
        (r#""{\`"nationality\`": \`"US\`"}""#, r#"\`"US\`""#),
        ("@'\r\n{\"nationality\": \"US\"}\r\n'@", r#""US""#),
        ("@\"\n{\"nationality\": \"US\"}\n\"@", r#""US""#),
    ] {
        for end in ["\n", "\r\n"] {
            let command = format!("curl.exe https://example.com `{end}  -d {data} `{end}  -s{end}");
            assert_found(&command, &[("KYX206", value)]);
        }
    }
}

#[test]
fn backslashes_of_windows_powershell_stay_before_other_characters() {
    let data = r#"'{\"nationality\": \"\u0055SA\"}'"#;
    assert_found(&format!("curl.exe https://example.com `\n  -d {data}"), &[]);
}

#[test]
fn only_a_quote_after_it_makes_an_at_sign_begin_a_here_string() {
    let command = format!("curl.exe `\n  -X PUT -e a@b -A @x {URL}\n");
    assert_eq!(found(&command, Format::Curl), [("KYX801", "PUT")]);
}

#[test]
fn a_here_string_has_only_the_lines_between_its_quotes() {
    for end in ["\n", "\r\n"] {
        let method = format!("curl.exe `{end}  -A x -X @'{end}PUT{end}'@ `{end}  {URL}{end}");
        assert_eq!(found(&method, Format::Curl), [("KYX801", "PUT")], "{method}");
        let file = format!("curl.exe `{end}  -A x --json @'{end}@body.json{end}'@ `{end}  {URL}{end}");
        assert_eq!(
            found(&file, Format::Curl).iter().map(|it| it.0).collect::<Vec<_>>(),
            ["KYX809"],
            "{file}"
        );
        let empty = format!("curl.exe `{end}  -A @'{end}'@ `{end}  -X PUT {URL}{end}");
        assert_eq!(found(&empty, Format::Curl), [("KYX801", "PUT")], "{empty}");
    }
}

#[test]
fn a_command_with_an_open_quote_ends_before_the_next() {
    for quote in ["'", "\"", "@'", "@\""] {
        let first = format!("curl.exe {URL} `\n  -A x --json {quote}{{a: 1}}");
        let close = quote.trim_start_matches('@');
        let second = format!("curl.exe -X PUT {URL} `\n  -A {close}x y{close}");
        let text = format!("# Two commands\n{first}\n{second}\n");
        let lines: Vec<_> = lint(&text, Format::Curl).into_iter().map(|part| &text[part.bytes]).collect();
        assert_eq!(lines, [&first, &second], "{text}");
        let found: Vec<_> =
            found(&text, Format::Curl).into_iter().filter(|it| it.0.starts_with("KYX8")).collect();
        assert_eq!(found, [("KYX808", quote), ("KYX801", "PUT")], "{text}");
    }
}
