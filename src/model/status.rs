//! The status of a workflow execution.

use super::declare::growing_list;

growing_list! {
    /// The status of a workflow execution.
    ///
    /// Source: the vendor's integration guides on callbacks and statuses.
    ExecutionStatus {
        /// The workflow was started.
        Initiated = "INITIATED",
        /// The end user has started to provide credentials.
        AcquisitionStarted = "ACQUISITION_STARTED",
        /// The credentials were acquired.
        Acquired = "ACQUIRED",
        /// The workflow has ended, and its result can be retrieved. It may have been rejected.
        Processed = "PROCESSED",
        /// The end user's session expired.
        SessionExpired = "SESSION_EXPIRED",
        /// The token expired.
        TokenExpired = "TOKEN_EXPIRED",
    }
}

impl ExecutionStatus {
    /// Whether the workflow has ended, and its result does not change any more. A status that this version does not know
    /// counts as not final.
    ///
    /// ```
    /// use kyx_schema::ExecutionStatus;
    ///
    /// assert!(ExecutionStatus::SessionExpired.is_final());
    /// assert!(!ExecutionStatus::AcquisitionStarted.is_final());
    /// ```
    #[must_use]
    pub fn is_final(&self) -> bool {
        match self {
            Self::Processed | Self::SessionExpired | Self::TokenExpired => true,
            Self::Initiated | Self::AcquisitionStarted | Self::Acquired | Self::Other(_) => false,
        }
    }
}
