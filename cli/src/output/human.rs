//! For people: the line at fault, the problem and what to do about it.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet, renderer::DecorStyle};
use kyx_schema::{Finding, Severity, lint::same_length_text};

use super::{
    mask::MaskedLine,
    writer::{Item, ItemText, Source, Writer, omission, pointer},
};
use crate::{tally::Tally, terminal::Terminal};

const DEFAULT_WIDTH: usize = 120;

pub(super) struct HumanWriter {
    renderer: Renderer,
    shows_values: bool,
}

impl HumanWriter {
    pub(super) fn new(terminal: &Terminal, shows_values: bool) -> Self {
        let renderer = if terminal.has_color { Renderer::styled() } else { Renderer::plain() };
        let renderer =
            renderer.decor_style(DecorStyle::Ascii).term_width(terminal.width.unwrap_or(DEFAULT_WIDTH));
        Self { renderer, shows_values }
    }

    fn render(&self, name: &str, text: &str, item: &Item<'_>, finding: &Finding) -> String {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
        };
        let mut title = level.primary_title(&finding.message).id(finding.rule.code);
        if let Some(page) = item.page(finding) {
            title = title.id_url(page); // a link, if the terminal has colors
        }
        let help = Level::HELP.message(&finding.help);
        let (Some(span), Some(ItemText { start: first, visibility, .. })) = (finding.range, item.text) else {
            let note = Level::NOTE.message(format!("{}, in {name}", finding.rule.name));
            return self.renderer.render(&[title.element(note).element(help)]);
        };
        // For an object or an array, mark only the bracket.
        let range = span.start.offset - first..span.end.offset - first;
        let is_nested = text[range.start..].starts_with(['{', '[']);
        let range = if is_nested { range.start..range.start + 1 } else { range };
        let visibility = (!self.shows_values).then_some(visibility);
        let masked = MaskedLine::around(text, range.clone(), visibility);
        let shown = masked.range(range);
        let start = item.in_file(span).start;
        let label = format!("{}, at {}", finding.rule.name, pointer(finding));
        let annotation = AnnotationKind::Primary.span(shown.clone()).label(label);
        let snippet = Snippet::source(&masked.text).line_start(start.line).path(name).annotation(annotation);
        let text = self.renderer.render(&[title.element(snippet).element(help)]);
        // The renderer counts columns of the masked and shortened line.
        let shown_column = masked.text[..shown.start].chars().count() + 1;
        let position = |column| format!("{name}:{}:{column}", start.line);
        text.replacen(&position(shown_column), &position(start.column), 1)
    }
}

impl Writer for HumanWriter {
    fn write_item(&mut self, item: &Item<'_>, out: &mut dyn Write) -> io::Result<()> {
        if item.findings.is_empty() {
            return Ok(());
        }
        let name = item.source.name();
        let text = item.text.map_or(Cow::Borrowed(""), |text| same_length_text(text.bytes));
        for finding in item.findings {
            writeln!(out, "{}\n", self.render(&name, &text, item, finding))?;
        }
        Ok(())
    }

    fn end_file(&mut self, source: Source<'_>, file: &Tally, out: &mut dyn Write) -> io::Result<()> {
        omission(source, file.summary.omitted).map_or(Ok(()), |notice| writeln!(out, "{notice}\n"))
    }
}
