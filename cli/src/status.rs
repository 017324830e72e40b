//! How a run ended, and the exit code of each outcome.

use crate::tally::Summary;

/// How a run ended, from the mildest outcome to the gravest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// No findings that fail the run.
    #[default]
    Clean,
    /// At least one finding that fails the run.
    HasFindings,
    /// Invalid arguments, or a file that cannot be read.
    Failed,
    /// The user pressed Ctrl-C.
    Interrupted,
}

impl Status {
    /// The status of a run with these totals.
    pub(crate) fn of(totals: &Summary, deny_warnings: bool) -> Self {
        let fails = totals.errors + totals.unreadable > 0 || (deny_warnings && totals.warnings > 0);
        if fails { Self::HasFindings } else { Self::Clean }
    }

    /// The status to exit with. With `--exit-zero`, findings do not fail a run.
    pub(crate) fn to_exit_with(self, exit_zero: bool) -> Self {
        match self {
            Self::HasFindings if exit_zero => Self::Clean,
            status => status,
        }
    }

    /// The exit code of the process.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::HasFindings => 1,
            Self::Failed => 2,
            Self::Interrupted => 130,
        }
    }
}
