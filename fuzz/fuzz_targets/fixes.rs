//! Fixing leaves nothing to fix, and its report is that of the fixed text. Safe fixes leave no more errors than before; an
//! unsafe one may move a value to where more is known of it.

#![no_main]

use kyx_fuzz::linter;
use kyx_schema::{Report, Safety, Severity};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some((choice, text)) = input.split_first() else { return };
    let linter = linter(*choice);
    let before = linter.lint(text);
    for safety in [Safety::Safe, Safety::Unsafe] {
        let fixed = linter.fix(text, safety, |_| true);
        if fixed.count == 0 {
            assert_eq!(fixed.bytes, text);
            continue;
        }
        assert_eq!(linter.fix(&fixed.bytes, safety, |_| true).count, 0, "fixed in two steps");
        let after = linter.lint(&fixed.bytes);
        assert_eq!(after.report, fixed.linted.report);
        if before.kind == after.kind && safety == Safety::Safe {
            assert!(errors(&after.report) <= errors(&before.report), "{before:#?}\n{after:#?}");
        }
    }
});

fn errors(report: &Report) -> usize {
    report.findings().iter().filter(|finding| finding.severity == Severity::Error).count()
}
