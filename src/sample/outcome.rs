//! How the workflow of a sample ends.

use std::{fmt, str::FromStr};

/// How a workflow ends. The samples of what happens afterwards differ: callback, status, result and steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// Each capability passed.
    #[default]
    Passed,
    /// A capability has a warning, so that the whole has one.
    Warning,
    /// The images cannot be used.
    RejectedByUsability,
    /// No living person was in front of the camera.
    RejectedByLiveness,
    /// The face is not that on the ID.
    RejectedBySimilarity,
    /// The person may be on a watchlist.
    ScreeningAlert,
    /// No credential was uploaded.
    NotExecuted,
    /// The end user did not finish in time.
    SessionExpired,
    /// The end user did not start in time.
    TokenExpired,
    /// The platform failed.
    TechnicalError,
    /// Uploaded data was screened, and nothing was found.
    StandaloneScreening,
    /// A workflow that reuses existing credentials passed.
    Reuse,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: &'static [Self] = &[
        Self::Passed,
        Self::Warning,
        Self::RejectedByUsability,
        Self::RejectedByLiveness,
        Self::RejectedBySimilarity,
        Self::ScreeningAlert,
        Self::NotExecuted,
        Self::SessionExpired,
        Self::TokenExpired,
        Self::TechnicalError,
        Self::StandaloneScreening,
        Self::Reuse,
    ];

    /// The name, as in file names and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Warning => "warning",
            Self::RejectedByUsability => "rejected-by-usability",
            Self::RejectedByLiveness => "rejected-by-liveness",
            Self::RejectedBySimilarity => "rejected-by-similarity",
            Self::ScreeningAlert => "screening-alert",
            Self::NotExecuted => "not-executed",
            Self::SessionExpired => "session-expired",
            Self::TokenExpired => "token-expired",
            Self::TechnicalError => "technical-error",
            Self::StandaloneScreening => "standalone-screening",
            Self::Reuse => "reuse",
        }
    }

    /// A workflow that can end like this.
    #[must_use]
    pub fn workflow(self) -> u64 {
        match self {
            Self::ScreeningAlert => 32,
            Self::StandaloneScreening => 10005,
            Self::Reuse => 5,
            _ => 3,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Not the name of an [`Outcome`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownOutcome;

impl fmt::Display for UnknownOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = Outcome::ALL.iter().map(|it| it.name()).collect();
        write!(f, "expected one of {}", names.join(", "))
    }
}

impl std::error::Error for UnknownOutcome {}

impl FromStr for Outcome {
    type Err = UnknownOutcome;

    fn from_str(name: &str) -> Result<Self, UnknownOutcome> {
        Self::ALL.iter().copied().find(|it| it.name() == name).ok_or(UnknownOutcome)
    }
}
