//! For people: the line of the text, what is wrong with it, and what to do.

use std::{
    borrow::Cow,
    io::{self, Write},
    path::Path,
};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet, renderer::DecorStyle};
use kyx_schema::{Finding, Severity};

use super::{Linted, Look, Output, Summary, mask::Masked};
use crate::input::{self, Payload};

const WIDTH: usize = 120;

pub(super) struct Human<'w, W> {
    out: &'w mut W,
    renderer: Renderer,
}

impl<'w, W: Write> Human<'w, W> {
    pub(super) fn new(out: &'w mut W, look: &Look) -> Self {
        let renderer = if look.is_coloured { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(look.width.unwrap_or(WIDTH));
        Self { out, renderer }
    }

    fn finding(&self, path: &str, text: &str, line: usize, finding: &Finding, linted: &Linted) -> String {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
        };
        let title = level.primary_title(&finding.message).id(finding.rule.code);
        let pointer = match finding.pointer.as_str() {
            "" => Cow::Borrowed("the whole payload"),
            pointer => printable(pointer),
        };
        let note = format!("{}, at {pointer}", finding.rule.name);
        let help = Level::HELP.message(&finding.help);
        let Some(span) = finding.range else {
            return self.renderer.render(&[title.element(Level::NOTE.message(note)).element(help)]);
        };
        let masked = Masked::line(text, span.start.offset, &linted.visibility);
        // Of an object or an array, the bracket is enough.
        let is_nested = text[span.start.offset..].starts_with(['{', '[']);
        let end = if is_nested { span.start.offset + 1 } else { span.end.offset };
        let range = masked.range(span.start.offset..end);
        let snippet = Snippet::source(&masked.text)
            .line_start(line + span.start.line - 1)
            .path(path)
            .annotation(AnnotationKind::Primary.span(range).label(note));
        self.renderer.render(&[title.element(snippet).element(help)])
    }
}

impl<W: Write> Output for Human<'_, W> {
    fn payload(&mut self, path: &Path, payload: &Payload, linted: &Linted) -> io::Result<()> {
        if linted.report.is_clean() {
            return Ok(());
        }
        let name = if input::is_stdin(path) { "<stdin>".into() } else { path.display().to_string() };
        let text = same_length_text(&payload.bytes);
        let line = payload.line.map_or(1, |place| place.line);
        for finding in linted.report.findings() {
            writeln!(self.out, "{}\n", self.finding(&name, &text, line, finding, linted))?;
        }
        Ok(())
    }

    fn end(&mut self, _: &Summary) -> io::Result<()> {
        Ok(())
    }
}

/// The bytes as text in which every place stays what it is: what is no UTF-8 becomes `?`.
fn same_length_text(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    Cow::Owned(text)
}

/// A text without control characters, which a terminal would obey.
fn printable(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_control) {
        let shown = |c: char| match c.is_control() {
            true => c.escape_unicode().to_string(),
            false => c.to_string(),
        };
        Cow::Owned(text.chars().map(shown).collect())
    } else {
        Cow::Borrowed(text)
    }
}
