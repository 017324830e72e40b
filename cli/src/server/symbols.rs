//! The fields of a document as a tree.

use std::{iter::Peekable, ops::Range};

use kyx_schema::lint::{Entry, JsonType};
use lsp_types::{DocumentSymbol, SymbolKind};

use super::{analysis::Analysis, position::Encoding};

pub(super) fn symbols(analysis: &Analysis, encoding: Encoding) -> Vec<DocumentSymbol> {
    let mut symbols = Vec::new();
    for (start, outline) in analysis.outlines(0..analysis.document.text.len()) {
        let mut entries = outline.entries().iter().peekable();
        // The payload itself has no name, unless there are several.
        let root = entries.next();
        let depth = root.map_or(0, |root| root.depth + 1);
        while let Some(entry) = entries.peek().copied().filter(|entry| entry.depth == depth) {
            entries.next();
            symbols.push(symbol(analysis, start, entry, &mut entries, encoding));
        }
    }
    symbols
}

#[expect(deprecated, reason = "the protocol replaced a field by tags, and kept it")]
fn symbol<'e>(
    analysis: &Analysis,
    start: usize,
    entry: &Entry,
    rest: &mut Peekable<impl Iterator<Item = &'e Entry>>,
    encoding: Encoding,
) -> DocumentSymbol {
    let document = &analysis.document;
    let range = |bytes: &Range<usize>| {
        document.lines.range(&document.text, &(bytes.start + start..bytes.end + start), encoding)
    };
    let mut children = Vec::new();
    while let Some(child) = rest.peek().copied().filter(|child| child.depth > entry.depth) {
        rest.next();
        children.push(symbol(analysis, start, child, rest, encoding));
    }
    let name = entry.pointer.rsplit('/').next().unwrap_or_default();
    let key = entry.key.clone().unwrap_or(entry.value.clone());
    DocumentSymbol {
        name: if name.is_empty() { "\"\"".to_owned() } else { name.to_owned() },
        detail: None,
        kind: kind(entry.json_type),
        tags: None,
        deprecated: None,
        range: range(&(key.start..entry.value.end.max(key.end))),
        selection_range: range(&key),
        children: Some(children).filter(|children| !children.is_empty()),
    }
}

fn kind(json_type: Option<JsonType>) -> SymbolKind {
    match json_type {
        Some(JsonType::Object) => SymbolKind::OBJECT,
        Some(JsonType::Array) => SymbolKind::ARRAY,
        Some(JsonType::String) => SymbolKind::STRING,
        Some(JsonType::Number) => SymbolKind::NUMBER,
        Some(JsonType::Boolean) => SymbolKind::BOOLEAN,
        Some(JsonType::Null) | None => SymbolKind::NULL,
    }
}
