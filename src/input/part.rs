//! What readers find in a file: payloads and calls, each with its place.

use std::ops::Range;

use crate::{call::Call, excerpt::Excerpt};

/// A call, a payload, or both, as a reader finds it in a file. All ranges are of the file.
pub(crate) struct Part<'t> {
    /// The range of the whole.
    pub(crate) range: Range<usize>,
    pub(crate) call: Option<Call<'t>>,
    pub(crate) payload: Option<Excerpt<'t>>,
    /// The status of the answer, if the payload is the answer to the call.
    pub(crate) answer: Option<Answer>,
    pub(crate) problems: Vec<Problem>,
    /// The ranges that reveal nothing: what the syntax of the file requires, and names that the platform documents.
    pub(crate) public: Vec<Range<usize>>,
}

/// Why a part of a file cannot be read.
pub(crate) struct Problem {
    pub(crate) what: Unread,
    pub(crate) range: Range<usize>,
}

/// What cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// A quote is not closed.
    Quote,
    /// A here document has no end.
    HereDocument,
    /// The file ends too early.
    Rest,
    /// The file is not JSON.
    Container,
    /// The body is in another file.
    OtherFile,
    /// Base64 that cannot be decoded.
    Base64,
    /// A word of the comment that tells what the payloads are.
    Directive(Invalid),
}

/// Why a word of the comment that tells what the payloads are means nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Invalid {
    /// It does not set one of the options.
    Name,
    /// Its option is set already.
    Repeated,
    /// Its value is no kind.
    Kind,
    /// Its value is no operation.
    Operation,
    /// Its value is no channel.
    Channel,
}

/// The answer to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Success,
    /// Any other status, or an unknown one.
    Other,
}

impl Answer {
    pub(crate) fn of_status(status: &str) -> Self {
        if status.len() == 3 && status.starts_with('2') { Self::Success } else { Self::Other }
    }
}

impl<'t> Part<'t> {
    pub(crate) fn new(range: Range<usize>) -> Self {
        Self { range, call: None, payload: None, answer: None, problems: Vec::new(), public: Vec::new() }
    }

    pub(crate) fn payload(self, payload: Excerpt<'t>) -> Self {
        Self { payload: Some(payload), ..self }
    }
}

/// Receives the parts of a file one by one, since there may be too many to keep.
pub(crate) type Receive<'r> = dyn FnMut(Part<'_>) + 'r;
