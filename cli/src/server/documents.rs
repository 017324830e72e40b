//! The open documents, as the client has them.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use lsp_types::{TextDocumentContentChangeEvent, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::position::{Encoding, Lines};

/// A version of an open document.
pub(super) struct Document {
    pub(super) uri: Uri,
    /// Its path; for a document that is in no file, a name in the current directory.
    pub(super) path: PathBuf,
    pub(super) version: i32,
    pub(super) text: String,
    pub(super) lines: Lines,
}

impl Document {
    pub(super) fn new(uri: Uri, version: i32, text: String) -> Self {
        let (path, lines) = (path(uri.as_str()), Lines::of(&text));
        Self { uri, path, version, text, lines }
    }

    /// The next version.
    fn changed(
        &self,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> Self {
        let mut text = self.text.clone();
        for TextDocumentContentChangeEvent { range, text: new, .. } in changes {
            match range {
                Some(range) => {
                    let bytes = Lines::of(&text).bytes(&text, range, encoding);
                    text.replace_range(bytes, &new);
                }
                None => text = new,
            }
        }
        let lines = Lines::of(&text);
        Self { uri: self.uri.clone(), path: self.path.clone(), version, text, lines }
    }
}

/// The newest version of each open document.
#[derive(Default)]
pub(super) struct Documents(HashMap<Uri, Arc<Document>>);

impl Documents {
    pub(super) fn open(&mut self, document: Document) -> Arc<Document> {
        let document = Arc::new(document);
        self.0.insert(document.uri.clone(), Arc::clone(&document));
        document
    }

    /// Changes a document; `None` if it is not open.
    pub(super) fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> Option<Arc<Document>> {
        let document = self.0.get_mut(uri)?;
        *document = Arc::new(document.changed(version, changes, encoding));
        Some(Arc::clone(document))
    }

    pub(super) fn close(&mut self, uri: &Uri) -> bool {
        self.0.remove(uri).is_some()
    }

    pub(super) fn get(&self, uri: &Uri) -> Option<&Arc<Document>> {
        self.0.get(uri)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Arc<Document>> {
        self.0.values()
    }
}

/// The path of a URI. Schemes other than `file` name documents that are in no file.
fn path(uri: &str) -> PathBuf {
    let Some(rest) = uri.strip_prefix("file://") else {
        let name = uri.rsplit([':', '/']).next().unwrap_or_default();
        return PathBuf::from(percent_decode_str(name).decode_utf8_lossy().into_owned());
    };
    // A host comes first if the file is on another machine.
    let path = &rest[rest.find('/').unwrap_or(rest.len())..];
    let path = percent_decode_str(path).decode_utf8_lossy();
    let is_on_drive =
        path.get(1..3).is_some_and(|it| it.ends_with(':') && it.as_bytes()[0].is_ascii_alphabetic());
    PathBuf::from(if is_on_drive && cfg!(windows) { &path[1..] } else { &path })
}

/// What a path in a URI is written as.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The URI of an absolute path.
pub(super) fn uri(path: &Path) -> Option<Uri> {
    let path = path.to_str()?.replace('\\', "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{}", utf8_percent_encode(&path, IN_PATH)).parse().ok()
}
