//! Completes the fields of objects and the values that the schemas list.

use kyx_schema::lint::{Completion, JsonType, KnownValue, SchemaField};
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, Documentation, InsertTextFormat, MarkupContent,
    MarkupKind, Position,
};

use super::{analysis::Analysis, position::Encoding};

/// The items for a position. `has_snippets` tells whether the client places the cursor within what it inserts.
pub(super) fn items(
    analysis: &Analysis,
    position: Position,
    has_snippets: bool,
    encoding: Encoding,
) -> Vec<CompletionItem> {
    let document = &analysis.document;
    let offset = document.lines.offset(&document.text, position, encoding);
    let Some((start, outline)) = analysis.outline(offset) else { return Vec::new() };
    let Some((bytes, completion)) = outline.complete(offset - start) else { return Vec::new() };
    let bytes = bytes.start + start..bytes.end + start;
    let has_colon = document.text[bytes.end..].trim_start().starts_with(':');
    let insert = |item: CompletionItem, new_text: String| {
        let edit = analysis.edit(&bytes, new_text, encoding);
        CompletionItem { text_edit: Some(CompletionTextEdit::Edit(edit)), ..item }
    };
    match completion {
        Completion::Key(fields) => fields
            .into_iter()
            .enumerate()
            .map(|(index, field)| {
                let value = if has_colon { None } else { Some(skeleton(&field, has_snippets)) };
                let text = value.map_or_else(String::new, |value| format!(": {value}"));
                insert(key(&field, index, has_snippets), format!("\"{}\"{text}", field.name))
            })
            .collect(),
        Completion::Value(values) => values
            .into_iter()
            .enumerate()
            .map(|(index, known)| {
                let new_text = known.json.clone();
                insert(value(known, index), new_text)
            })
            .collect(),
    }
}

fn key(field: &SchemaField, index: usize, has_snippets: bool) -> CompletionItem {
    CompletionItem {
        label: field.name.to_owned(),
        kind: Some(CompletionItemKind::PROPERTY),
        detail: field.is_required.then(|| "required".to_owned()),
        documentation: Some(Documentation::MarkupContent(MarkupContent {
            kind: MarkupKind::Markdown,
            value: field.description.to_owned(),
        })),
        filter_text: Some(format!("\"{}\"", field.name)),
        sort_text: Some(format!("{index:04}")),
        insert_text_format: has_snippets.then_some(InsertTextFormat::SNIPPET),
        ..CompletionItem::default()
    }
}

fn value(known: KnownValue, index: usize) -> CompletionItem {
    CompletionItem {
        label: known.json.trim_matches('"').to_owned(),
        kind: Some(CompletionItemKind::VALUE),
        detail: Some(known.meaning).filter(|meaning| !meaning.is_empty()),
        filter_text: Some(known.json),
        sort_text: Some(format!("{index:04}")),
        ..CompletionItem::default()
    }
}

/// The start of the value of a field.
fn skeleton(field: &SchemaField, has_snippets: bool) -> String {
    let (open, close) = match field.json_type {
        Some(JsonType::String) => ("\"", "\""),
        Some(JsonType::Object) if has_snippets => ("{", "\\}"),
        Some(JsonType::Object) => ("{", "}"),
        Some(JsonType::Array) => ("[", "]"),
        _ => ("", ""),
    };
    let cursor = if has_snippets { "$0" } else { "" };
    format!("{open}{cursor}{close}")
}
