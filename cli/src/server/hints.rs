//! What codes mean, beside them: the names of countries and workflows, and how long consents are valid.

use chrono::Utc;
use lsp_types::{InlayHint, InlayHintKind, InlayHintLabel};

use super::{analysis::Analysis, position::Encoding};

pub(super) fn hints(analysis: &Analysis, range: lsp_types::Range, encoding: Encoding) -> Vec<InlayHint> {
    let document = &analysis.document;
    let wanted = document.lines.bytes(&document.text, range, encoding);
    let now = Utc::now();
    let mut hints = Vec::new();
    for (start, outline) in analysis.outlines(wanted.clone()) {
        for entry in outline.entries() {
            let end = entry.value.end + start;
            if !(wanted.start <= end && end <= wanted.end) {
                continue;
            }
            let left = outline.consent_end(entry).map(|end| match (end - now).num_days() {
                ..0 => format!("expired on {}", end.date_naive()),
                days => format!("{days} days left"),
            });
            if let Some(label) = left.or_else(|| outline.name(entry)) {
                hints.push(InlayHint {
                    position: document.lines.position(&document.text, end, encoding),
                    label: InlayHintLabel::String(label),
                    kind: Some(InlayHintKind::TYPE),
                    text_edits: None,
                    tooltip: None,
                    padding_left: Some(true),
                    padding_right: None,
                    data: None,
                });
            }
        }
    }
    hints
}
