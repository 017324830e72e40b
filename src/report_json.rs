//! The report on a payload as JSON, for packages in other languages.

use serde::Serialize;

#[cfg(feature = "schemars")]
use crate::finding_json::FindingJson;
use crate::{finding::Finding, kind::Kind, report::Report};

/// The report on a payload.
#[derive(Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Report"))]
pub struct ReportJson<'a> {
    /// Whether there are no errors. There may be warnings.
    ok: bool,
    /// The kind of the payload; null if it is unknown.
    #[cfg_attr(feature = "schemars", schemars(extend("enum" = kinds())))]
    kind: Option<&'static str>,
    /// The findings, in the order of the text.
    #[cfg_attr(feature = "schemars", schemars(with = "Vec<FindingJson<'_>>"))]
    findings: &'a [Finding],
    /// The number of findings that are too many to list.
    omitted: usize,
}

impl<'a> ReportJson<'a> {
    /// The report on a payload of this kind, if its kind is known.
    #[must_use]
    pub fn new(kind: Option<Kind>, report: &'a Report) -> Self {
        Self {
            ok: !report.has_errors(),
            kind: kind.map(Kind::name),
            findings: report.findings(),
            omitted: report.omitted(),
        }
    }
}

#[cfg(feature = "schemars")]
fn kinds() -> Vec<Option<&'static str>> {
    Kind::ALL.iter().map(|kind| Some(kind.name())).chain([None]).collect()
}
