//! Both readers find the same: a text is scanned, and analysed in full if it begins with a byte order mark. It has no errors
//! if the type of its kind reads it, and finds none.

#![no_main]

use kyx_fuzz::{context, is_read, linter_and_text};
use kyx_schema::{Finding, Severity};
use libfuzzer_sys::fuzz_target;

const BYTE_ORDER_MARK: &str = "\u{FEFF}";

fuzz_target!(|input: &[u8]| {
    let Some((linter, text)) = linter_and_text(input) else { return };
    if text.starts_with(BYTE_ORDER_MARK.as_bytes()) {
        return;
    }
    let scanned = linter.lint(&text);
    if std::str::from_utf8(&text).is_err() {
        return; // always analysed in full
    }
    let analysed = linter.lint(&[BYTE_ORDER_MARK.as_bytes(), &text].concat());
    let findings = scanned.report.findings();
    let others = analysed.report.findings().iter().filter(|it| it.rule.code != "KYX006");
    assert!(findings.iter().map(content).eq(others.map(content)), "{scanned:#?}\n{analysed:#?}");
    assert_eq!(scanned.kind, analysed.kind);
    let bounds = |finding: &Finding| finding.range.map(|range| range.start.offset..range.end.offset);
    assert!(findings.iter().filter_map(bounds).all(|range| text.get(range).is_some()));
    if let Some(kind) = scanned.kind {
        let is_read = is_read(kind, &text, &context(input[0]));
        assert_eq!(is_read, !scanned.report.has_errors(), "{scanned:#?}");
    }
    let counted = linter.counting().lint(&text);
    let codes = |findings: &[Finding]| {
        let mut codes: Vec<_> = findings.iter().map(|finding| finding.rule.code).collect();
        codes.sort_unstable();
        codes
    };
    assert_eq!(codes(counted.report.findings()), codes(findings));
});

fn content(finding: &Finding) -> (&str, Severity, &str, &str, &str) {
    let Finding { rule, severity, pointer, message, help, .. } = finding;
    (rule.code, *severity, pointer, message, help)
}
