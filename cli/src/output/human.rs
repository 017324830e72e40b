//! For people: the line of the text, what is wrong with it, and what to do.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet, renderer::DecorStyle};
use kyx_schema::{Finding, Severity, lint::same_length_text};

use super::{Item, Look, Output, Summary, mask::Masked};
use crate::input;

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

    fn finding(&self, name: &str, text: &str, item: &Item<'_>, finding: &Finding) -> String {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
        };
        let title = level.primary_title(&finding.message).id(finding.rule.code);
        let help = Level::HELP.message(&finding.help);
        let (Some(span), Some((_, visibility))) = (finding.range, item.text) else {
            let note = Level::NOTE.message(format!("{}, in {name}", finding.rule.name));
            return self.renderer.render(&[title.element(note).element(help)]);
        };
        let pointer = match finding.pointer.as_str() {
            "" => Cow::Borrowed("the whole payload"),
            pointer => printable(pointer),
        };
        let masked = Masked::line(text, span.start.offset, visibility);
        // Of an object or an array, the bracket is enough.
        let is_nested = text[span.start.offset..].starts_with(['{', '[']);
        let end = if is_nested { span.start.offset + 1 } else { span.end.offset };
        let snippet = Snippet::source(&masked.text)
            .line_start(item.origin.map_or(1, |place| place.line) + span.start.line - 1)
            .path(name)
            .annotation(
                AnnotationKind::Primary
                    .span(masked.range(span.start.offset..end))
                    .label(format!("{}, at {pointer}", finding.rule.name)),
            );
        self.renderer.render(&[title.element(snippet).element(help)])
    }
}

impl<W: Write> Output for Human<'_, W> {
    fn item(&mut self, item: &Item<'_>) -> io::Result<()> {
        if item.report.is_clean() {
            return Ok(());
        }
        let name =
            if input::is_stdin(item.path) { "<stdin>".into() } else { item.path.display().to_string() };
        let text = item.text.map_or(Cow::Borrowed(""), |(bytes, _)| same_length_text(bytes));
        for finding in item.report.findings() {
            writeln!(self.out, "{}\n", self.finding(&name, &text, item, finding))?;
        }
        Ok(())
    }

    fn end(&mut self, _: &Summary) -> io::Result<()> {
        Ok(())
    }
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
