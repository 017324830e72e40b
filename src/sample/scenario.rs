//! What the payloads of a sample have in common: the workflow, the call, the time, and the seed of all values.

use std::{error::Error, fmt};

use chrono::{DateTime, Datelike, TimeDelta, Utc};

use super::{outcome::Outcome, values::Values};
use crate::{
    context::Context,
    endpoint::{AccountId, ExecutionId, ExecutionUrl, Region},
    model::{Timestamp, WorkflowKey},
    workflow::{self, Channel, Need, Operation, Support, Workflow},
};

/// A workflow execution of which samples are made. The same scenario always has the same payloads.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    pub(super) key: u64,
    /// `None` for a customer's own workflow.
    pub(super) workflow: Option<&'static Workflow>,
    channel: Option<Channel>,
    seed: u64,
    now: DateTime<Utc>,
    pub(super) outcome: Outcome,
}

/// The reason why there are no samples.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Impossible {
    /// The key of the workflow is zero, or has more than 15 digits.
    Key,
    /// The workflow does not support the channel, or the documents disagree on it.
    Channel {
        /// The key of the workflow.
        workflow: u64,
        /// The channel.
        channel: Channel,
        /// The channels that it supports.
        supported: &'static [Channel],
    },
    /// The workflow cannot end like this, or the documents do not name the capabilities on which it depends.
    Outcome {
        /// The key of the workflow.
        workflow: u64,
        /// How it cannot end.
        outcome: Outcome,
    },
    /// The dates of a document would not have years that the platform reads.
    Time,
}

impl fmt::Display for Impossible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key => {
                f.write_str("not a workflow key: expected a positive whole number of at most 15 digits")
            }
            Self::Channel { workflow, channel, supported } => {
                let supported: Vec<_> = supported.iter().map(ToString::to_string).collect();
                let supported = supported.join(", ");
                write!(f, "workflow {workflow} does not support the {channel} channel, only {supported}")
            }
            Self::Outcome { workflow, outcome } => {
                let other = outcome.workflow();
                write!(
                    f,
                    "no document says that workflow {workflow} ends in {outcome}; workflow {other} does"
                )
            }
            Self::Time => {
                let (first, last) = (Scenario::FIRST_YEAR, Scenario::LAST_YEAR);
                write!(f, "the time is not in the years {first} to {last}")
            }
        }
    }
}

impl Error for Impossible {}

const ALL_CHANNELS: &[Channel] = &[Channel::Api, Channel::Sdk, Channel::Web];

impl Scenario {
    /// The workflow of samples for which none is given: it supports all channels.
    pub const DEFAULT_WORKFLOW: u64 = 3;

    const FIRST_YEAR: i32 = 1970;
    const LAST_YEAR: i32 = 9900;

    /// A scenario of this workflow, documented or a customer's own, at this time. Whatever channel that it supports
    /// provides the credentials.
    ///
    /// # Errors
    /// There is no such key, or the time is out of range.
    pub fn new(key: u64, now: DateTime<Utc>) -> Result<Self, Impossible> {
        if !(Self::FIRST_YEAR..=Self::LAST_YEAR).contains(&now.year()) {
            return Err(Impossible::Time);
        }
        let workflow_key = WorkflowKey::from(key);
        if !workflow_key.is_valid() {
            return Err(Impossible::Key);
        }
        Ok(Self {
            key,
            workflow: workflow::find(workflow_key),
            channel: None,
            seed: 0,
            now,
            outcome: Outcome::default(),
        })
    }

    /// The same scenario, with credentials that this channel provides.
    ///
    /// # Errors
    /// The workflow does not support the channel, or the documents disagree on it.
    pub fn by(self, channel: Channel) -> Result<Self, Impossible> {
        if self.workflow.is_none_or(|it| it.support(channel) == Support::Supported) {
            Ok(Self { channel: Some(channel), ..self })
        } else {
            Err(Impossible::Channel { workflow: self.key, channel, supported: self.supported() })
        }
    }

    /// The same scenario with other IDs and values.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// The call of the account request, and the time: in this context, all payloads of the scenario are clean, without
    /// warnings.
    ///
    /// A workflow that requires an existing account is started by an update, any other by the creation of an account.
    #[must_use]
    pub fn context(&self) -> Context {
        let operation = match self.has(Need::Update) {
            true => Operation::UpdateAccount,
            false => Operation::CreateAccount,
        };
        Context { channel: self.channel, ..Context::new(operation).at(self.now) }
    }

    pub(super) fn has(&self, need: Need) -> bool {
        self.workflow.is_some_and(|it| it.has(need))
    }

    /// The channels that the workflow supports.
    fn supported(&self) -> &'static [Channel] {
        self.workflow.map(|it| it.channels).filter(|it| !it.is_empty()).unwrap_or(ALL_CHANNELS)
    }

    /// The channels that may provide the credentials.
    pub(super) fn channels(&self) -> Vec<Channel> {
        self.channel.map_or_else(|| self.supported().to_vec(), |channel| vec![channel])
    }

    /// The workflow and the call, as in file names.
    pub(super) fn name(&self) -> String {
        let operation = if self.has(Need::Update) { "update" } else { "create" };
        let channel = self.channel.map(|it| format!(".{it}").to_ascii_lowercase()).unwrap_or_default();
        format!("{}.{operation}{channel}", self.key)
    }

    /// The source of the values of something.
    pub(super) fn values(&self, name: &str) -> Values {
        Values::new(self.seed).of(&self.name()).of(name)
    }

    /// The time after some minutes, as a timestamp.
    pub(super) fn after(&self, minutes: i64) -> String {
        let time = self.now.checked_add_signed(TimeDelta::minutes(minutes)).unwrap_or(self.now);
        Timestamp::from(time).to_string()
    }

    pub(super) fn url(&self) -> ExecutionUrl {
        ExecutionUrl {
            region: self.values("region").one([Region::Us, Region::Eu, Region::Singapore]),
            account: AccountId(self.values("account").uuid()),
            execution: ExecutionId(self.values("execution").uuid()),
        }
    }
}
