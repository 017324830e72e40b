//! From bytes to findings: structure, recovery, and the place of every finding.
//!
//! ```
//! use kyx_schema::{Context, lint::Linter};
//!
//! let linter = Linter::new(Context::unknown());
//! let linted = linter.lint(br#"{"workflowDefinition": {"key": 2}}"#);
//! let finding = &linted.report.findings()[0];
//! assert_eq!(finding.rule.code, "KYX102");
//! assert_eq!(finding.pointer, "/customerInternalReference");
//! assert_eq!(finding.range.map(|range| range.start.column), Some(1));
//! ```

mod fix;
mod found;
mod kind;
mod literal;
mod mended;
mod recover;
mod source;
mod space;
mod structure;
mod syntax;
mod tree;

use std::{ops::Range, sync::LazyLock};

use memchr::memmem;
use serde_json::Value as Json;

use crate::{
    Context, Kind, Payload, Report, Valid,
    rules::{Fault, LIMIT_EXCEEDED, UNKNOWN_KIND},
};
pub use fix::Fixed;
use found::{Found, Located};
use source::Decoded;
pub use source::{MAX_BYTES, same_length_text};

/// Finds every defect of a payload, each in its place.
#[derive(Clone, Copy, Debug)]
pub struct Linter {
    context: Context,
    kind: Option<Kind>,
    shows_news: bool,
}

/// What was found in a text.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Linted {
    /// The kind of the payload; `None` when it could not be told.
    pub kind: Option<Kind>,
    /// The findings, each with its place.
    pub report: Report,
    /// Which parts of the text may be shown.
    pub visibility: Visibility,
}

/// What came of reading a text straight into a type.
enum Read {
    Clean(Kind),
    /// It can be read, and this is wrong with it.
    Broken(Kind, Report),
    Nothing,
}

/// Where there is a `null`, it might be a field that is read as absent, of which there is something to say.
static NULL: LazyLock<memmem::Finder<'_>> = LazyLock::new(|| memmem::Finder::new("null"));

/// No other payload has this field, which every account request needs.
static OF_ACCOUNT_REQUEST: LazyLock<memmem::Finder<'_>> =
    LazyLock::new(|| memmem::Finder::new("\"workflowDefinition\""));

/// Which parts of a text may be shown, as places in bytes, in order. What stands in neither list was not understood,
/// and may hold personal data or tokens as well.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Visibility {
    /// Keys, and values of closed lists that say nothing of a person.
    pub public: Vec<Range<usize>>,
    /// All other values.
    pub private: Vec<Range<usize>>,
}

impl Linter {
    /// A linter that tells the kind of a payload by its keys.
    #[must_use]
    pub fn new(context: Context) -> Self {
        Self { context, kind: None, shows_news: false }
    }

    /// A linter that takes every text for a payload of this kind.
    #[must_use]
    pub fn kind(self, kind: Kind) -> Self {
        Self { kind: Some(kind), ..self }
    }

    /// A linter that also reports what is new in responses (KYX703), which is no defect.
    #[must_use]
    pub fn with_news(self) -> Self {
        Self { shows_news: true, ..self }
    }

    /// Finds every defect of one payload.
    ///
    /// A clean payload is read straight into its type; all else is read again, for the places and for the rest of the
    /// defects.
    #[must_use]
    pub fn lint(&self, bytes: &[u8]) -> Linted {
        match self.read(bytes) {
            Read::Clean(kind) => {
                Linted { kind: Some(kind), report: Report::default(), visibility: Visibility::default() }
            }
            Read::Broken(kind, report) => self.explain(bytes, Some((kind, report))),
            Read::Nothing => self.explain(bytes, None),
        }
    }

    /// Which parts of a text may be shown. [`lint`](Self::lint) does not tell of one in which there is nothing to find.
    #[must_use]
    pub fn visibility(&self, bytes: &[u8]) -> Visibility {
        self.explain(bytes, None).visibility
    }

    /// Reads a payload straight into its type.
    fn read(&self, bytes: &[u8]) -> Read {
        if self.shows_news || bytes.len() > MAX_BYTES || NULL.find(bytes).is_some() {
            return Read::Nothing;
        }
        let Ok(text) = std::str::from_utf8(bytes) else { return Read::Nothing };
        let read = |kind| for_kind!(kind, T => self.read_as::<T>(text));
        if let Some(kind) = self.kind {
            return read(kind);
        }
        if OF_ACCOUNT_REQUEST.find(bytes).is_some() {
            return read(Kind::AccountRequest);
        }
        // Prepared data knows all its fields, so that what can be read as such is such.
        match read(Kind::PreparedData) {
            Read::Nothing => kind::of_response(text).map_or(Read::Nothing, read),
            _ if is_empty_object(text) => Read::Nothing, // nothing tells its kind
            prepared_data => prepared_data,
        }
    }

    fn read_as<T: Payload>(&self, text: &str) -> Read {
        match serde_json::from_str::<T>(text).map(|payload| payload.check(&self.context)) {
            Ok(report) if report.is_clean() => Read::Clean(T::KIND),
            Ok(report) => Read::Broken(T::KIND, report),
            Err(_) => Read::Nothing,
        }
    }

    /// Reads a text for all that is wrong with it.
    fn explain(&self, bytes: &[u8], read: Option<(Kind, Report)>) -> Linted {
        let mut found = Found::default();
        let Some(Decoded { text, invalid }) = source::decode(bytes, &mut found) else {
            return Linted::new(None, "", found, Visibility::default());
        };
        let start = source::skip_byte_order_mark(&text, &mut found);
        let Some(root) = syntax::parse(&text, start, &invalid, &mut found) else {
            return Linted::new(self.kind, &text, found, Visibility::default());
        };
        let kind = match self.kind.map_or_else(|| kind::detect(&root), |kind| Ok(Some(kind))) {
            Ok(Some(kind)) => kind,
            Ok(None) => return Linted::new(None, &text, found, Visibility::default()),
            Err(nearest) => {
                let fault = Fault { options: nearest, ..Fault::of(&Json::Null) };
                found.push(Located::new(UNKNOWN_KIND.at("", &fault), root.span));
                return Linted::new(None, &text, found, Visibility::default());
            }
        };
        let read = read.filter(|(of, report)| *of == kind && report.omitted() == 0);
        let is_read = read.is_some();
        let checked = read.map(|(_, report)| report);
        let visibility = for_kind!(kind, T => {
            recover::findings::<T>(&text, &root, &invalid, checked, &self.context, self.shows_news, &mut found)
        });
        if !is_read
            && !found.has_errors()
            && for_kind!(kind, T => serde_json::from_str::<T>(&text[start..]).is_err())
        {
            // What this version does not know of a response may still be more than its reader holds.
            let words = ["a reader holds", "look for a number beyond 1e308, or for deep nesting"];
            let options = words.map(str::to_owned).to_vec();
            let finding = LIMIT_EXCEEDED.at("", &Fault { options, ..Fault::of(&Json::Null) });
            found.push(Located::new(finding, root.span));
        }
        Linted::new(Some(kind), &text, found, visibility)
    }
}

impl Linted {
    fn new(kind: Option<Kind>, text: &str, found: Found, visibility: Visibility) -> Self {
        Self { kind, report: found.into_report(text), visibility }
    }
}

fn is_empty_object(text: &str) -> bool {
    let inner = text.trim_ascii().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    inner.is_some_and(|inner| inner.trim_ascii().is_empty())
}

/// Reads a payload that may be sent from its JSON text.
///
/// Unlike `serde_json` alone, this names every defect, each with its place, and never repeats a value.
///
/// # Errors
/// All findings, when one of them is an error.
///
/// ```
/// use kyx_schema::{AccountRequest, Context, Operation, lint};
///
/// let context = Context::new(Operation::CreateAccount);
/// let body = br#"{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}, "userReference": 7}"#;
/// let report = lint::read::<AccountRequest>(body, &context).unwrap_err();
/// let finding = &report.findings()[0];
/// assert_eq!((finding.rule.name, finding.pointer.as_str()), ("wrong-type", "/userReference"));
/// assert_eq!(finding.message, "a number, expected a string");
/// ```
pub fn read<T: Payload>(bytes: &[u8], context: &Context) -> Result<Valid<T>, Report> {
    let payload = std::str::from_utf8(bytes).ok().and_then(|text| serde_json::from_str::<T>(text).ok());
    if let Some(Ok(payload)) = payload.map(|payload| payload.validated(context)) {
        return Ok(payload);
    }
    Err(Linter::new(*context).kind(T::KIND).explain(bytes, None).report)
}
