//! What a response means: what happened, and what to do about it.

mod call;
mod parts;
mod workflow;

pub use parts::{Reading, Values};

use crate::{
    context::Context,
    kind::Kind,
    lint::{self, Linter},
    payload::Payload,
    report::Report,
};

/// The reason why a text has no [`Reading`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Unreadable {
    /// It is a request.
    Request(Kind),
    /// It is not a valid response.
    Invalid(Report),
}

/// Reads any response, callback or problem document.
///
/// ```
/// use kyx_schema::reading::{self, Values};
///
/// let problem = br#"{"title": "Too Many Requests", "status": 429}"#;
/// let reading = reading::read(problem, Values::Masked).map_err(|_| "not a response")?;
/// assert_eq!(reading.happened, "the platform rejected the call, with status 429");
/// assert_eq!(reading.actions, ["wait, then repeat the call: account calls are rate limited"]);
/// # Ok::<(), &str>(())
/// ```
///
/// # Errors
/// The text is a request, or not a valid response.
pub fn read(bytes: &[u8], values: Values) -> Result<Reading, Unreadable> {
    let linted = Linter::new(Context::unknown()).lint(bytes);
    linted.kind.map_or(Err(Unreadable::Invalid(linted.report)), |kind| read_as(kind, bytes, values))
}

/// Reads a response of this kind, for one that cannot be told by its fields.
///
/// ```
/// use kyx_schema::{Kind, reading::{self, Values}};
///
/// let error = br#"{"error": "invalid_client"}"#;
/// let reading = reading::read_as(Kind::TokenError, error, Values::Masked).map_err(|_| "not an error")?;
/// assert_eq!(reading.happened, "no access token was issued: invalid_client");
/// # Ok::<(), &str>(())
/// ```
///
/// # Errors
/// The kind is that of a request, or the text is not a valid response of this kind.
pub fn read_as(kind: Kind, bytes: &[u8], values: Values) -> Result<Reading, Unreadable> {
    match kind {
        Kind::AccountResponse => of(bytes, |it| call::account_response(it, values)),
        Kind::PartResponse => of(bytes, call::part_response),
        Kind::FinalizeResponse => of(bytes, call::finalize_response),
        Kind::Callback => of(bytes, |it| workflow::callback(it, values)),
        Kind::StatusResponse => of(bytes, |it| workflow::status_response(it, values)),
        Kind::Problem => of(bytes, |it| call::problem(it, values)),
        Kind::RetrievalResponse => of(bytes, |it| workflow::retrieval_response(it, values)),
        Kind::StepsResponse => of(bytes, |it| workflow::steps_response(it, values)),
        Kind::TokenResponse => of(bytes, call::token_response),
        Kind::TokenError => of(bytes, |it| call::token_error(it, values)),
        Kind::AccountRequest | Kind::PreparedData => Err(Unreadable::Request(kind)),
    }
}

fn of<T: Payload>(bytes: &[u8], reading: impl Fn(&T) -> Reading) -> Result<Reading, Unreadable> {
    let payload = lint::read::<T>(bytes, &Context::unknown()).map_err(Unreadable::Invalid)?;
    Ok(reading(&payload))
}
