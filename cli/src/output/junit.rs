//! For build servers: a JUnit report. Each payload is a suite, and each of its findings a test case.

use std::{
    io::{self, Write},
    mem,
};

use kyx_schema::{Finding, Severity};
use quick_xml::{Writer as XmlWriter, events::BytesText};

use super::writer::{Item, Source, Writer, pointer, report_omission};
use crate::{
    display::printable,
    fingerprint::Occurrences,
    status::Status,
    tally::{Summary, Tally, counted},
};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="kyx">"#;

const FAILURE: &str = "failure";
const ERROR: &str = "error";

#[derive(Default)]
pub(super) struct JunitWriter {
    has_begun: bool,
    /// Whether the current file has a suite.
    has_suite: bool,
    occurrences: Occurrences,
}

/// A test case.
struct Case {
    name: String,
    /// What it contains; nothing if it passed without a message.
    content: Option<Content>,
}

/// An element of a test case.
struct Content {
    element: &'static str,
    attributes: Vec<(&'static str, String)>,
    text: String,
}

impl Content {
    /// Of a test that passed.
    fn message(text: String) -> Self {
        Self { element: "system-out", attributes: Vec::new(), text }
    }

    fn failure(rule: &str, message: String, text: String) -> Self {
        let attributes = vec![("type", rule.to_owned()), ("message", message)];
        Self { element: FAILURE, attributes, text }
    }

    /// Of a test that could not run.
    fn error(message: String) -> Self {
        Self { element: ERROR, attributes: vec![("message", message)], text: String::new() }
    }
}

impl JunitWriter {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        match mem::replace(&mut self.has_begun, true) {
            true => Ok(()),
            false => write!(out, "{HEAD}"),
        }
    }

    fn write_suite(
        &mut self,
        name: &str,
        class: &str,
        cases: &[Case],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        self.begin(out)?;
        self.has_suite = true;
        let count = |element| {
            let contents = cases.iter().filter_map(|case| case.content.as_ref());
            contents.filter(|content| content.element == element).count().to_string()
        };
        writeln!(out)?;
        let mut xml = XmlWriter::new(out);
        xml.create_element("testsuite")
            .with_attribute(("name", &*xml_text(name)))
            .with_attribute(("tests", &*cases.len().to_string()))
            .with_attribute(("failures", &*count(FAILURE)))
            .with_attribute(("errors", &*count(ERROR)))
            .write_inner_content(|xml| cases.iter().try_for_each(|case| case.write(class, xml)))?;
        Ok(())
    }

    fn case(&mut self, item: &Item<'_>, finding: &Finding) -> Case {
        let (position, severity, name) = (item.position(finding), finding.severity, finding.rule.name);
        let fingerprint = self.occurrences.fingerprint(item.kind, finding);
        let help = format!("{}{}", finding.help, item.see_page(finding));
        let text = format!("{position}: {severity}, at {}\nhelp: {help}", pointer(finding));
        let message = finding.message.clone();
        let fails = severity == Severity::Error || (severity == Severity::Warning && item.deny_warnings);
        let content = match fails {
            true => Content::failure(name, message, text),
            false => Content::message(format!("{name}: {message}\n{text}")),
        };
        let name = fingerprint.unwrap_or_else(|| format!("{} {position}", finding.rule.code));
        Case { name, content: Some(content) }
    }
}

impl Case {
    /// Of a payload without findings.
    fn clean() -> Self {
        Self { name: "no findings".to_owned(), content: None }
    }

    fn write(&self, class: &str, xml: &mut XmlWriter<&mut dyn Write>) -> io::Result<()> {
        xml.get_mut().write_all(b"\n")?;
        let case = xml.create_element("testcase").with_attribute(("name", &*xml_text(&self.name)));
        let case = case.with_attribute(("classname", &*xml_text(class)));
        let Some(content) = &self.content else { return case.write_empty().map(|_| ()) };
        case.write_inner_content(|xml| {
            let mut element = xml.create_element(content.element);
            for (name, value) in &content.attributes {
                element = element.with_attribute((*name, &*xml_text(value)));
            }
            element.write_text_content(BytesText::new(&xml_text(&content.text))).map(|_| ())
        })
        .map(|_| ())
    }
}

/// The text without the characters that XML forbids.
fn xml_text(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(printable).collect();
    let is_forbidden = |c| matches!(c, '\u{FFFE}' | '\u{FFFF}');
    lines.join("\n").replace(is_forbidden, "\u{FFFD}")
}

impl Writer for JunitWriter {
    fn write_item(&mut self, item: &Item<'_>, out: &mut dyn Write) -> io::Result<()> {
        let path = item.source.repository_path();
        let name = item.origin.map_or_else(|| path.clone(), |origin| format!("{path}:{}", origin.line));
        let mut cases: Vec<_> = item.findings.iter().map(|finding| self.case(item, finding)).collect();
        if cases.is_empty() {
            cases.push(Case::clean());
        }
        self.write_suite(&name, &path, &cases, out)
    }

    fn end_file(&mut self, source: Source<'_>, file: &Tally, out: &mut dyn Write) -> io::Result<()> {
        self.occurrences.clear();
        report_omission(source, file);
        let (path, Summary { payloads, unreadable, .. }) = (source.repository_path(), file.summary);
        if unreadable > 0 {
            let message = format!("not JSON: {}", counted(unreadable, "payload"));
            let content = Some(Content::failure("invalid-json", message, String::new()));
            self.write_suite(&path, &path, &[Case { name: "not JSON".to_owned(), content }], out)?;
        } else if payloads > 0 && !self.has_suite {
            // Clean lines are only counted.
            self.write_suite(&path, &path, &[Case::clean()], out)?;
        }
        self.has_suite = false;
        Ok(())
    }

    fn finish(&mut self, _: &Tally, status: Status, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        let message = match status {
            Status::Failed => "some input could not be checked; standard error tells why",
            Status::Interrupted => "interrupted, so this report is not complete",
            Status::Clean | Status::HasFindings => return writeln!(out, "\n</testsuites>"),
        };
        let content = Some(Content::error(message.to_owned()));
        self.write_suite("kyx", "kyx", &[Case { name: "run".to_owned(), content }], out)?;
        writeln!(out, "\n</testsuites>")
    }
}
