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
    match linted.kind {
        Some(Kind::AccountResponse) => of(bytes, |it| call::account_response(it, values)),
        Some(Kind::PartResponse) => of(bytes, call::part_response),
        Some(Kind::FinalizeResponse) => of(bytes, call::finalize_response),
        Some(Kind::Callback) => of(bytes, |it| workflow::callback(it, values)),
        Some(Kind::StatusResponse) => of(bytes, |it| workflow::status_response(it, values)),
        Some(Kind::Problem) => of(bytes, |it| call::problem(it, values)),
        Some(Kind::RetrievalResponse) => of(bytes, |it| workflow::retrieval_response(it, values)),
        Some(Kind::StepsResponse) => of(bytes, |it| workflow::steps_response(it, values)),
        Some(Kind::TokenResponse) => of(bytes, call::token_response),
        Some(Kind::TokenError) => of(bytes, |it| call::token_error(it, values)),
        Some(kind @ (Kind::AccountRequest | Kind::PreparedData)) => Err(Unreadable::Request(kind)),
        None => Err(Unreadable::Invalid(linted.report)),
    }
}

fn of<T: Payload>(bytes: &[u8], reading: impl Fn(&T) -> Reading) -> Result<Reading, Unreadable> {
    let payload = lint::read::<T>(bytes, &Context::unknown()).map_err(Unreadable::Invalid)?;
    Ok(reading(&payload))
}
