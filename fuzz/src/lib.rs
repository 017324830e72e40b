//! What the targets share: the first byte of an input chooses how the rest is read.

use chrono::{DateTime, Utc};
use kyx_schema::{Channel, Context, Kind, Operation, lint::Linter};

/// The time of all runs: 1 January 2025.
const NOW: i64 = 1_735_689_600;

/// A linter that detects the kind of a payload.
#[must_use]
pub fn detecting() -> Linter {
    Linter::new(context())
}

/// A linter for the kind, the operation and the channel that a byte stands for.
#[must_use]
pub fn linter(choice: u8) -> Linter {
    let choice = usize::from(choice);
    let (kind, rest) = (choice % (Kind::ALL.len() + 1), choice / (Kind::ALL.len() + 1));
    let mut context = context();
    context.operation = [None, Some(Operation::CreateAccount), Some(Operation::UpdateAccount)][rest % 3];
    context.channel = [None, Some(Channel::Api), Some(Channel::Web), Some(Channel::Sdk)][rest / 3 % 4];
    let linter = Linter::new(context);
    Kind::ALL.get(kind).map_or(linter, |kind| linter.kind(*kind))
}

fn context() -> Context {
    Context::unknown().at(DateTime::<Utc>::from_timestamp(NOW, 0).unwrap_or_default())
}
