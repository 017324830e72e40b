//! From bytes to findings: every defect of a payload in one run, each with its range in the text.
//!
//! There are two readers. Clean payloads take the fast path: they are deserialized and checked, and that is all.
//! Everything else is explained: the text becomes a tree with ranges (`src/json`), each value is compared
//! with the exported schema, values that the model cannot represent are reported and replaced, and the rules run on
//! the result. The two agree: the fast path accepts a payload as clean only if explaining it reports nothing.
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

mod field;
mod file;
mod findings;
mod fix;
mod fix_file;
mod foreign;
mod kind;
mod lines;
mod linter;
mod located;
mod outline;
mod part;
mod patch;
mod places;
mod privacy;
mod recover;
mod redact;
mod relocate;
mod schema;
mod shallow;
mod syntax;
mod unknown_field;
mod visibility;
mod visit;

pub use crate::{json::same_length_text, rules::consent::ConsentTerm};
pub use file::LintedPart;
pub use fix::Fixed;
pub use fix_file::FixedFile;
pub use linter::{Linted, Linter, MAX_BYTES, read};
pub use outline::{Completion, Entry, JsonType, KnownValue, Outline, SchemaField};
pub(crate) use privacy::reads_like_a_name;
pub use visibility::{Disclosure, Piece, Visibility};
