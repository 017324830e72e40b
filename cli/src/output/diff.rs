//! What would change in a payload, as a unified diff in which values are masked that may be personal.

use std::{
    io::{self, Write},
    ops::Range,
};

use kyx_schema::lint::Visibility;
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};

use super::{mask::Masked, printable};

/// How many lines are shown around a change.
const CONTEXT: usize = 3;

/// A payload before or after the change.
pub(crate) struct Side {
    pub(crate) text: String,
    /// What may be shown; `None` where all of it may be.
    pub(crate) visibility: Option<Visibility>,
}

impl Side {
    fn lines(&self) -> Vec<&str> {
        self.text.split_inclusive('\n').collect()
    }
}

/// Writes the hunks of a diff. `first_line` is where in its file the payload begins.
pub(crate) fn write(before: &Side, after: &Side, first_line: usize, out: &mut impl Write) -> io::Result<()> {
    let (old, new) = (Lines::of(before), Lines::of(after));
    let changes = capture_diff_slices(Algorithm::Myers, &before.lines(), &after.lines());
    for hunk in group_diff_ops(changes, CONTEXT) {
        let (from, to) = (spanned(&hunk, DiffOp::old_range), spanned(&hunk, DiffOp::new_range));
        writeln!(out, "@@ -{} +{} @@", position(&from, first_line), position(&to, first_line))?;
        for change in &hunk {
            if change.tag() == DiffTag::Equal {
                old.write(' ', change.old_range(), out)?;
                continue;
            }
            old.write('-', change.old_range(), out)?;
            new.write('+', change.new_range(), out)?;
        }
    }
    Ok(())
}

fn spanned(hunk: &[DiffOp], range: impl Fn(&DiffOp) -> Range<usize>) -> Range<usize> {
    let start = hunk.first().map_or(0, |change| range(change).start);
    start..hunk.last().map_or(start, |change| range(change).end)
}

/// Lines as the head of a hunk has them; of none, the line before.
fn position(lines: &Range<usize>, first_line: usize) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start + first_line - 1),
        1 => format!("{}", lines.start + first_line),
        count => format!("{},{count}", lines.start + first_line),
    }
}

/// The lines of a payload, and where each begins.
struct Lines<'v> {
    side: &'v Side,
    starts: Vec<usize>,
}

impl<'v> Lines<'v> {
    fn of(side: &'v Side) -> Self {
        let breaks = side.text.match_indices('\n').map(|(at, _)| at + 1);
        Self { side, starts: std::iter::once(0).chain(breaks).collect() }
    }

    fn write(&self, sign: char, lines: Range<usize>, out: &mut impl Write) -> io::Result<()> {
        for line in lines {
            let (text, start) = (&self.side.text, self.starts[line]);
            let length = text[start..].find('\n');
            let bytes = start..length.map_or(text.len(), |length| start + length);
            match &self.side.visibility {
                Some(_) => {
                    let masked = Masked::all(text, bytes, self.side.visibility.as_ref());
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
