//! What the targets share: the first byte of an input chooses how the rest is read.

mod editing;
mod mutation;

use chrono::{DateTime, Utc};
use kyx_schema::{
    AccountRequest, AccountResponse, Callback, Channel, Context, FinalizeResponse, Kind, Operation,
    PartResponse, Payload, PreparedData, Problem, RetrievalResponse, StatusResponse, StepsResponse,
    TokenError, TokenResponse, lint::Linter,
};

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

/// As many kinds as a byte chooses from, one of them unknown.
const KINDS: usize = Kind::ALL.len() + 1;

/// The operation and the channel that a byte stands for.
#[must_use]
pub fn context(choice: u8) -> Context {
    let choice = usize::from(choice) / KINDS;
    let mut context = Context::unknown().at(now());
    context.operation = [None, Some(Operation::CreateAccount), Some(Operation::UpdateAccount)][choice % 3];
    context.channel = [None, Some(Channel::Api), Some(Channel::Web), Some(Channel::Sdk)][choice / 3 % 4];
    context
}

/// A linter for the kind, the operation and the channel that a byte stands for.
#[must_use]
pub fn linter(choice: u8) -> Linter {
    let linter = Linter::new(context(choice));
    Kind::ALL.get(usize::from(choice) % KINDS).map_or(linter, |kind| linter.kind(*kind))
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

/// Whether the type of a kind reads a text, and its rules find no error.
#[must_use]
pub fn is_read(kind: Kind, text: &[u8], context: &Context) -> bool {
    fn reads<T: Payload>(text: &[u8], context: &Context) -> bool {
        serde_json::from_slice::<T>(text).is_ok_and(|payload| !payload.check(context).has_errors())
    }
    let reads: fn(&[u8], &Context) -> bool = match kind {
        Kind::AccountRequest => reads::<AccountRequest>,
        Kind::PreparedData => reads::<PreparedData>,
        Kind::AccountResponse => reads::<AccountResponse>,
        Kind::PartResponse => reads::<PartResponse>,
        Kind::FinalizeResponse => reads::<FinalizeResponse>,
        Kind::Callback => reads::<Callback>,
        Kind::StatusResponse => reads::<StatusResponse>,
        Kind::Problem => reads::<Problem>,
        Kind::RetrievalResponse => reads::<RetrievalResponse>,
        Kind::StepsResponse => reads::<StepsResponse>,
        Kind::TokenResponse => reads::<TokenResponse>,
        Kind::TokenError => reads::<TokenError>,
        other => panic!("{other} is not covered"),
    };
    reads(text, context)
}
