//! What the targets share: the first byte of an input chooses how the rest is read.

mod editing;
mod mutation;

use chrono::{DateTime, Utc};
use kyx_schema::{Channel, Context, Kind, Operation, lint::Linter};

pub use editing::{ENCODINGS, Editing};
pub use mutation::{mutate, payload};

/// The time of all runs: 1 January 2025.
#[must_use]
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_735_689_600, 0).unwrap_or_default()
}

/// A linter that detects the kind of a payload.
#[must_use]
pub fn detecting() -> Linter {
    Linter::new(Context::unknown().at(now()))
}

/// A linter for the kind, the operation and the channel that a byte stands for.
#[must_use]
pub fn linter(choice: u8) -> Linter {
    let choice = usize::from(choice);
    let (kind, rest) = (choice % (Kind::ALL.len() + 1), choice / (Kind::ALL.len() + 1));
    let mut context = Context::unknown().at(now());
    context.operation = [None, Some(Operation::CreateAccount), Some(Operation::UpdateAccount)][rest % 3];
    context.channel = [None, Some(Channel::Api), Some(Channel::Web), Some(Channel::Sdk)][rest / 3 % 4];
    let linter = Linter::new(context);
    Kind::ALL.get(kind).map_or(linter, |kind| linter.kind(*kind))
}

/// The linter that the first byte stands for, and a text: the rest, or a mutated sample if it begins with 0xFF, which no
/// text in UTF-8 does.
#[must_use]
pub fn linter_and_text(input: &[u8]) -> Option<(Linter, Vec<u8>)> {
    let (choice, rest) = input.split_first()?;
    let text = match rest.split_first() {
        Some((0xFF, seed)) => payload(seed)?.into_bytes(),
        _ => rest.to_vec(),
    };
    Some((linter(*choice), text))
}
