//! What is shown about a place: the rules that it breaks, what its value means, and what its field is.

use kyx_schema::rules;
use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use super::{analysis::Analysis, position::Encoding};

pub(super) fn hover(analysis: &Analysis, position: Position, encoding: Encoding) -> Option<Hover> {
    let document = &analysis.document;
    let offset = document.lines.offset(&document.text, position, encoding);
    let mut texts = Vec::new();
    let mut place = None;
    for finding in &analysis.findings {
        let bytes = Analysis::bytes(finding);
        if bytes.start <= offset && offset <= bytes.end {
            texts.push(rules::markdown(finding.rule));
            place = place.or(Some(bytes));
        }
    }
    if let Some((start, outline)) = analysis.outline(offset)
        && let Some(entry) = outline.at(offset - start)
    {
        let key = entry.key.clone().filter(|key| key.contains(&(offset - start)));
        let bytes = key.clone().unwrap_or(entry.value.clone());
        let meaning = outline.meaning(entry).filter(|_| key.is_none());
        let about = [meaning.unwrap_or_default(), outline.description(&entry.pointer).to_owned()];
        let about: Vec<_> = about.into_iter().filter(|text| !text.is_empty()).collect();
        if !about.is_empty() {
            place = place.or(Some(bytes.start + start..bytes.end + start));
        }
        texts.extend(about);
    }
    let range = document.lines.range(&document.text, &place?, encoding);
    let contents = MarkupContent { kind: MarkupKind::Markdown, value: texts.join("\n\n---\n\n") };
    Some(Hover { contents: HoverContents::Markup(contents), range: Some(range) })
}
