//! How a run ended, and the exit code of each outcome.

use std::process::ExitCode;

use kyx_schema::{Report, Severity};

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
    /// The status of a run with these findings.
    pub(crate) fn of(report: &Report, deny_warnings: bool) -> Self {
        let fails = report.has_errors() || (deny_warnings && report.count(Severity::Warning) > 0);
        if fails { Self::HasFindings } else { Self::Clean }
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

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        status.code().into()
    }
}
