//! Files with calls: the place of each finding is a part of the file, and fixing a fixed file changes nothing.

#![no_main]

use kyx_fuzz::detecting;
use kyx_schema::{Safety, input::Format, lint::same_length_text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some((choice, file)) = input.split_first() else { return };
    let text = same_length_text(file);
    let format = Format::detect(&text).unwrap_or(Format::ALL[usize::from(*choice) % Format::ALL.len()]);
    let linter = detecting();
    let mut end = 0;
    linter.lint_file(file, format, &mut |part| {
        assert!(part.bytes.start <= part.bytes.end && part.bytes.end <= file.len());
        end = end.max(part.bytes.end);
        for range in part.linted.report.findings().iter().filter_map(|finding| finding.range) {
            assert!(text.get(range.start.offset..range.end.offset).is_some(), "{range:?}");
        }
    });
    assert!(end <= file.len());
    let fixed = linter.fix_file(file, format, Safety::Unsafe, |_| true);
    match fixed.count {
        0 => assert_eq!(fixed.bytes, file),
        _ => assert_eq!(linter.fix_file(&fixed.bytes, format, Safety::Unsafe, |_| true).count, 0),
    }
});
