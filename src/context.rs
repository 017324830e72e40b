//! The context of a check: the time, and what is known about the call that carries the payload.

use chrono::{DateTime, Utc};

use crate::workflow::{Channel, Operation};

/// The context of a check: the time, and what is known about the call that carries the payload.
///
/// ```
/// use kyx_schema::{Channel, Context, Operation};
///
/// let context = Context::new(Operation::UpdateAccount).channel(Channel::Api);
/// assert_eq!(context.operation, Some(Operation::UpdateAccount));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// The time at which consents and documents must be valid.
    pub now: DateTime<Utc>,
    /// The call that carries the payload. Rules that depend on it report nothing when it is unknown.
    pub operation: Option<Operation>,
    /// The channel by which credentials are provided. Rules that depend on it report nothing when it is unknown.
    pub channel: Option<Channel>,
}

impl Context {
    /// A call of this kind, now.
    #[must_use]
    pub fn new(operation: Operation) -> Self {
        Self { operation: Some(operation), ..Self::unknown() }
    }

    /// An unknown call, now.
    #[must_use]
    pub fn unknown() -> Self {
        Self { now: Utc::now(), operation: None, channel: None }
    }

    /// The same context, with credentials that are provided by this channel.
    #[must_use]
    pub fn channel(self, channel: Channel) -> Self {
        Self { channel: Some(channel), ..self }
    }

    /// The same context at another time.
    #[must_use]
    pub fn at(self, now: DateTime<Utc>) -> Self {
        Self { now, ..self }
    }
}
