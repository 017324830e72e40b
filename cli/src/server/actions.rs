//! What the client offers to do about findings.

use std::collections::HashMap;

use kyx_schema::{Finding, Safety};
use lsp_types::{CodeAction, CodeActionKind, TextEdit, Uri, WorkspaceEdit};

use super::{analysis::Analysis, ignore, position::Encoding};

/// All safe fixes at once.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.kyx");

/// The actions for a range of a document, of the kinds that are asked for.
pub(super) fn actions(
    analysis: &Analysis,
    range: lsp_types::Range,
    only: Option<&[CodeActionKind]>,
    encoding: Encoding,
) -> Vec<CodeAction> {
    let is_wanted = |kind: &CodeActionKind| only.is_none_or(|only| only.iter().any(|it| includes(it, kind)));
    let bytes = analysis.document.lines.bytes(&analysis.document.text, range, encoding);
    let touches = |finding: &&Finding| {
        let place = Analysis::bytes(finding);
        place.start <= bytes.end && bytes.start <= place.end
    };
    let mut actions = Vec::new();
    if is_wanted(&CodeActionKind::QUICKFIX) {
        for finding in analysis.findings.iter().filter(touches) {
            actions.extend(fix(analysis, finding, encoding));
            actions.extend(ignoring(analysis, finding, encoding));
        }
    }
    if is_wanted(&FIX_ALL) {
        let edits = analysis.safe_edits(encoding);
        if !edits.is_empty() {
            actions.push(CodeAction {
                title: "Fix all safe findings".to_owned(),
                kind: Some(FIX_ALL),
                edit: Some(edit_of(&analysis.document.uri, edits.to_vec())),
                ..CodeAction::default()
            });
        }
    }
    actions
}

/// Whether a kind is another or a part of it.
fn includes(kind: &CodeActionKind, part: &CodeActionKind) -> bool {
    let rest = part.as_str().strip_prefix(kind.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || kind.as_str().is_empty())
}

fn fix(analysis: &Analysis, finding: &Finding, encoding: Encoding) -> Option<CodeAction> {
    let fix = finding.fix.as_ref()?;
    Some(CodeAction {
        title: format!("{}: {}", finding.rule.code, finding.help),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![analysis.diagnostic(finding, encoding)]),
        edit: Some(edit_of(&analysis.document.uri, analysis.edits(finding, encoding))),
        is_preferred: Some(fix.safety == Safety::Safe),
        ..CodeAction::default()
    })
}

/// Ignores a finding in the configuration of the document.
fn ignoring(analysis: &Analysis, finding: &Finding, encoding: Encoding) -> Option<CodeAction> {
    let edit = ignore::edit(&analysis.document.path, &analysis.settings, finding, encoding)?;
    Some(CodeAction {
        title: format!("{}: ignore it here, in .kyx.toml", finding.rule.code),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![analysis.diagnostic(finding, encoding)]),
        edit: Some(edit),
        ..CodeAction::default()
    })
}

fn edit_of(uri: &Uri, edits: Vec<TextEdit>) -> WorkspaceEdit {
    WorkspaceEdit::new(HashMap::from([(uri.clone(), edits)]))
}
