//! Files that contain payloads: what is read from them, and where the findings are.

mod forms;
mod hostile;
mod places;

use std::fs;

use kyx_schema::{
    Context,
    input::Format,
    lint::{LintedPart, Linter},
};

use crate::support::{fixture_time, fixtures};

/// The parts of a file.
pub(crate) fn lint(text: &str, format: Format) -> Vec<LintedPart> {
    let mut parts = Vec::new();
    let linter = Linter::new(Context::unknown().at(fixture_time()));
    linter.lint_file(text.as_bytes(), format, &mut |part| parts.push(part));
    parts
}

/// One line per part and per finding.
pub(crate) fn described(text: &str, format: Format) -> String {
    let mut lines = String::new();
    for part in lint(text, format) {
        let kind = part.linted.kind.map_or("-", |kind| kind.name());
        let foreign = if part.is_foreign { " foreign" } else { "" };
        lines.push_str(&format!("{} {kind}{foreign}\n", part.line));
        for finding in part.linted.report.findings() {
            let range = finding.range.unwrap();
            let found = &text[range.start.offset..range.end.offset].replace('\n', "⏎");
            lines.push_str(&format!(
                "    {}:{} {} {} {:?} [{}]\n",
                range.start.line,
                range.start.column,
                finding.rule.code,
                finding.pointer,
                found.chars().take(60).collect::<String>(),
                finding.message,
            ));
        }
    }
    lines
}

#[test]
fn each_command_of_the_documents() {
    let text = fs::read_to_string(fixtures("input/workflow-descriptions.txt")).unwrap();
    assert_eq!(Format::detect(&text), Some(Format::Curl));
    let parts = lint(&text, Format::Curl);
    assert_eq!(parts.len(), text.matches("\ncurl ").count());
    insta::assert_snapshot!(described(&text, Format::Curl));
}
