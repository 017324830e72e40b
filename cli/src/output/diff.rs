//! A unified diff of a payload, in which values that may be personal are masked.

use std::{
    io::{self, Write},
    iter,
    ops::Range,
};

use kyx_schema::lint::Visibility;
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};

use super::mask::MaskedLine;
use crate::display::printable;

/// The number of unchanged lines to show around a change.
const CONTEXT_LINES: usize = 3;

/// A payload before or after the change.
pub(crate) struct DiffText {
    text: String,
    /// Which parts may be shown; `None` if all may.
    visibility: Option<Visibility>,
    /// Where each line starts.
    starts: Vec<usize>,
}

/// Writes the hunks of a diff. `first_line` is the line of the file on which the payload starts.
pub(crate) fn write(
    before: &DiffText,
    after: &DiffText,
    first_line: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let changes = capture_diff_slices(Algorithm::Myers, &before.lines(), &after.lines());
    for hunk in group_diff_ops(changes, CONTEXT_LINES) {
        let (from, to) = (lines_of(&hunk, DiffOp::old_range), lines_of(&hunk, DiffOp::new_range));
        writeln!(out, "@@ -{} +{} @@", header_range(&from, first_line), header_range(&to, first_line))?;
        for change in &hunk {
            if change.tag() == DiffTag::Equal {
                before.write_lines(' ', change.old_range(), out)?;
                continue;
            }
            before.write_lines('-', change.old_range(), out)?;
            after.write_lines('+', change.new_range(), out)?;
        }
    }
    Ok(())
}

/// The lines that a hunk covers, on the side given by `range`.
fn lines_of(hunk: &[DiffOp], range: impl Fn(&DiffOp) -> Range<usize>) -> Range<usize> {
    let start = hunk.first().map_or(0, |change| range(change).start);
    start..hunk.last().map_or(start, |change| range(change).end)
}

/// Formats lines for the header of a hunk; an empty range names the line before it.
fn header_range(lines: &Range<usize>, first_line: usize) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start + first_line - 1),
        1 => format!("{}", lines.start + first_line),
        count => format!("{},{count}", lines.start + first_line),
    }
}

impl DiffText {
    pub(crate) fn new(text: String, visibility: Option<Visibility>) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = iter::once(0).chain(after_breaks).collect();
        Self { text, visibility, starts }
    }

    fn lines(&self) -> Vec<&str> {
        self.text.split_inclusive('\n').collect()
    }

    fn write_lines(&self, sign: char, lines: Range<usize>, out: &mut impl Write) -> io::Result<()> {
        for line in lines {
            let (text, start) = (&self.text, self.starts[line]);
            let length = text[start..].find('\n');
            let bytes = start..length.map_or(text.len(), |length| start + length);
            match &self.visibility {
                Some(_) => {
                    let masked = MaskedLine::all(text, bytes, self.visibility.as_ref());
                    writeln!(out, "{sign}{}", printable(&masked.text))?;
                }
                None => writeln!(out, "{sign}{}", &text[bytes])?,
            }
            if length.is_none() {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
        Ok(())
    }
}
