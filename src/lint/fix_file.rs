//! Fixes the payloads of a file, with the quoting of their places, and leaves the rest of the file unchanged.

use std::{
    fmt,
    hash::{DefaultHasher, Hash, Hasher},
};

use super::{file::FileLinter, fix::Fixer, linter::Linter, part::RoutedPart};
use crate::{
    defect::Safety,
    excerpt::Excerpt,
    finding::Finding,
    input::{self, Format, Part, Template},
    json::{self, TextEdit},
    placeholder::FILLER,
};

/// A file after fixing.
#[derive(Clone)]
#[non_exhaustive]
pub struct FixedFile {
    /// The file.
    pub bytes: Vec<u8>,
    /// The number of fixed findings.
    pub count: usize,
}

/// Omits the file, which may contain personal data and tokens.
impl fmt::Debug for FixedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FixedFile").field("count", &self.count).finish_non_exhaustive()
    }
}

impl Linter {
    /// Applies the fixes of all payloads of a file that are at least this safe, until nothing changes. Only findings of the
    /// rules that `is_selected` accepts are fixed. A payload whose quoting makes a fix doubtful stays as it is.
    ///
    /// ```
    /// use kyx_schema::{Context, Safety, input::Format, lint::Linter};
    ///
    /// let file = br#"curl https://example.com -d '{"firstName": "John", "lastName": "O\u0027Hara",}'"#;
    /// let fixed = Linter::new(Context::unknown()).fix_file(file, Format::Curl, Safety::Safe, |_| true);
    /// assert_eq!(fixed.bytes, br#"curl https://example.com -d '{"firstName": "John", "lastName": "O\u0027Hara"}'"#);
    /// assert_eq!(fixed.count, 1);
    /// ```
    #[must_use]
    pub fn fix_file(
        &self,
        bytes: &[u8],
        format: Format,
        safety: Safety,
        is_selected: impl Fn(&Finding) -> bool,
    ) -> FixedFile {
        let unfixed = || FixedFile { bytes: bytes.to_vec(), count: 0 };
        let Ok(text) = std::str::from_utf8(bytes) else { return unfixed() };
        let file = FileLinter::new(self.locating(), format, text);
        let (mut edits, mut count, mut expected) = (Vec::new(), 0, Vec::new());
        input::read(&Excerpt::file(text), format, &mut |part| {
            let fixed = FixedPayload::of(&part, &file, safety, &is_selected);
            let Some(payload) = &part.payload else { return };
            expected.push(match fixed {
                Some(fixed) => {
                    edits.extend(fixed.edits);
                    count += fixed.count;
                    digest(&fixed.payload)
                }
                None => digest(&payload.text),
            });
        });
        edits.sort_by_key(|(range, _): &TextEdit| (range.start, range.end));
        let overlap = edits.windows(2).any(|pair| pair[0].0.end > pair[1].0.start);
        if edits.is_empty() || overlap {
            return unfixed();
        }
        let bytes = applied(text, &edits).into_bytes();
        match payloads(&bytes, format) == expected {
            true => FixedFile { bytes, count },
            false => unfixed(),
        }
    }
}

/// The fixes of a payload.
struct FixedPayload {
    payload: String,
    /// The edits of the file.
    edits: Vec<TextEdit>,
    count: usize,
}

impl FixedPayload {
    /// `None` if nothing is fixed, or the place of the payload makes a fix doubtful.
    fn of(
        part: &Part<'_>,
        file: &FileLinter<'_>,
        safety: Safety,
        is_selected: &impl Fn(&Finding) -> bool,
    ) -> Option<Self> {
        let routed = RoutedPart::new(part);
        let (payload, template) = routed.payload(file.format)?;
        let linter = file.linter_for(&routed);
        let lint = |bytes: &[u8]| match std::str::from_utf8(bytes).ok().and_then(Template::of) {
            Some(template) if file.format.has_variables() => linter.lint_template(&template),
            _ => linter.lint(bytes),
        };
        let mut fixer = Fixer::new(template.text.as_bytes(), lint);
        // What is of no known kind belongs to others.
        fixer.fixed.linted.kind?;
        fixer.fix(safety, is_selected);
        let (count, edits) = (fixer.fixed.count, fixer.patch.edits());
        let in_file = |(range, new): &TextEdit| payload.edit(range, new).filter(|_| !new.contains(FILLER));
        let in_file = edits.iter().map(in_file).collect::<Option<Vec<_>>>()?;
        (count > 0).then(|| Self { payload: applied(&payload.text, &edits), edits: in_file, count })
    }
}

/// The text after sorted edits.
fn applied(text: &str, edits: &[TextEdit]) -> String {
    let (mut new, mut at) = (String::with_capacity(text.len()), 0);
    for (range, replacement) in edits {
        new.push_str(&text[at..range.start]);
        new.push_str(replacement);
        at = range.end;
    }
    new.push_str(&text[at..]);
    new
}

/// Digests of all payloads of a file.
fn payloads(bytes: &[u8], format: Format) -> Vec<u64> {
    let text = json::same_length_text(bytes);
    let mut all = Vec::new();
    input::read(&Excerpt::file(&text), format, &mut |part| {
        all.extend(part.payload.iter().map(|payload| digest(&payload.text)));
    });
    all
}

fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
