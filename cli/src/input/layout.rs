//! How each file is divided into payloads, by its extension.

use std::path::Path;

use kyx_schema::input::Format;

const ONE_PER_LINE: [&str; 2] = ["ndjson", "jsonl"];
const ONE_PER_FILE: &str = "json";
const COMPRESSED: [&str; 2] = ["gz", "zst"];

/// Files that contain requests among other things. Most of them contain none.
const MIXED: [&str; 6] = ["bru", "har", "http", "md", "rest", "sh"];
const MIXED_ENDING: &str = ".postman_collection.json";

/// The extensions of the files that a search of a directory finds.
pub(crate) const EXTENSIONS: &str = ".json, .ndjson or .jsonl";

/// How a text is divided into payloads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    OnePerLine,
    /// Calls and payloads, in a format that is known.
    Whole,
    /// Detected from the text: one per line if the first two lines look like objects.
    Unknown,
}

impl Layout {
    pub(crate) fn of(path: &Path) -> Self {
        let is_one_per_line = |it: String| ONE_PER_LINE.contains(&it.as_str());
        match () {
            () if extension(path).is_some_and(is_one_per_line) => Self::OnePerLine,
            () if format(path).is_some() => Self::Whole,
            () => Self::Unknown,
        }
    }
}

/// Whether a file contains nothing but payloads, by its name.
pub(super) fn has_payloads(path: &Path) -> bool {
    !ends_as_mixed(path)
        && extension(path).is_some_and(|it| it == ONE_PER_FILE || ONE_PER_LINE.contains(&it.as_str()))
}

/// Whether a file contains requests among other things, by its name.
pub(super) fn is_mixed(path: &Path) -> bool {
    ends_as_mixed(path) || extension(path).is_some_and(|it| MIXED.contains(&it.as_str()))
}

fn ends_as_mixed(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().to_lowercase().ends_with(MIXED_ENDING))
}

/// Whether a file is compressed, by its name.
pub(super) fn is_named_compressed(path: &Path) -> bool {
    path.extension().is_some_and(|it| COMPRESSED.iter().any(|name| it.eq_ignore_ascii_case(name)))
}

/// The format of a file, if its name tells.
pub(crate) fn format(path: &Path) -> Option<Format> {
    let name = if is_named_compressed(path) { path.file_stem()? } else { path.file_name()? };
    Format::of_name(name.to_str()?)
}

/// The extension in lower case, without the one for compression: compression is detected from the content.
fn extension(path: &Path) -> Option<String> {
    let last = |path: &Path| Some(path.extension()?.to_str()?.to_lowercase());
    match last(path) {
        Some(name) if COMPRESSED.contains(&name.as_str()) => last(Path::new(path.file_stem()?)),
        name => name,
    }
}
