//! Writes findings that are not to be reported into `.kyx.toml`.

use std::{fs, path::Path};

use kyx_schema::Finding;
use lsp_types::{
    CreateFile, CreateFileOptions, DocumentChangeOperation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, ResourceOp, TextDocumentEdit, TextEdit, WorkspaceEdit,
};
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

use super::{
    documents,
    position::{Encoding, Lines, difference},
};
use crate::lint::Settings;

/// The edit of the configuration of a document that ignores a finding where it is: of the file that applies, or of a new
/// one beside the document.
pub(super) fn edit(
    document: &Path,
    settings: &Settings,
    finding: &Finding,
    encoding: Encoding,
) -> Option<WorkspaceEdit> {
    let file = settings.config_file().unwrap_or_else(|| document.with_file_name(".kyx.toml"));
    let is_new = !file.exists();
    let old = if is_new { String::new() } else { fs::read_to_string(&file).ok()? };
    let name = document.file_name()?.to_str()?;
    let path = document.strip_prefix(file.parent()?).ok().and_then(Path::to_str).unwrap_or(name);
    let new = ignoring(&old, settings.entry(), path, finding)?;
    let uri = documents::uri(&file)?;
    let (bytes, inserted) = difference(&old, &new);
    let range = Lines::of(&old).range(&old, &bytes, encoding);
    let create = ResourceOp::Create(CreateFile {
        uri: uri.clone(),
        options: Some(CreateFileOptions { overwrite: None, ignore_if_exists: Some(true) }),
        annotation_id: None,
    });
    let edit = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version: None },
        edits: vec![OneOf::Left(TextEdit { range, new_text: inserted.to_owned() })],
    };
    let create = is_new.then_some(DocumentChangeOperation::Op(create));
    let changes = create.into_iter().chain([DocumentChangeOperation::Edit(edit)]).collect();
    Some(WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(changes)),
        ..WorkspaceEdit::default()
    })
}

/// A configuration that also ignores a finding: in an entry, or in a new one for a path.
fn ignoring(config: &str, entry: Option<usize>, path: &str, finding: &Finding) -> Option<String> {
    let mut config: DocumentMut = config.parse().ok()?;
    let files = config.entry("files").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let files = files.as_array_of_tables_mut()?;
    let table = match entry {
        Some(entry) => files.get_mut(entry)?,
        None => {
            let mut table = Table::new();
            table.insert("path", path.into());
            files.push(table);
            files.iter_mut().last()?
        }
    };
    let mut ignored = InlineTable::new();
    ignored.insert("code", finding.rule.code.into());
    if !finding.pointer.is_empty() {
        ignored.insert("pointer", finding.pointer.as_str().into());
    }
    match table.entry("ignore-findings").or_insert(Item::Value(Value::Array(Array::new()))) {
        Item::Value(Value::Array(all)) => all.push(ignored),
        Item::ArrayOfTables(all) => all.push(ignored.into_table()),
        _ => return None,
    }
    Some(config.to_string())
}
