//! The result of a check: where a payload breaks a rule, how that is reported, and how to correct it.

use std::{borrow::Cow, fmt};

use serde::Serialize;
use serde_json::Value;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing, but not a defect. New fields and values of responses are off by default.
    Info,
    /// Probably wrong, or soon to be wrong.
    Warning,
    /// The platform rejects the payload, or a documented rule is broken.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Whether a fix may be applied without review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// The fix does not change the intended meaning.
    Safe,
    /// The fix may change the intended meaning.
    Unsafe,
}

impl fmt::Display for Safety {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        })
    }
}

/// One violation of a rule in a payload. It never repeats a value of the payload.
pub(crate) struct Defect {
    /// The JSON Pointer of the value at fault, or of the missing field.
    pub(crate) pointer: Cow<'static, str>,
    /// What is wrong.
    pub(crate) message: Cow<'static, str>,
    /// What to do about it.
    pub(crate) help: Cow<'static, str>,
    /// Overrides the severity of the rule.
    pub(crate) severity: Option<Severity>,
    pub(crate) correction: Option<Correction>,
    /// The pointers of other values that this defect depends on. It is dropped if one of them is already at fault.
    pub(crate) causes: Vec<Cow<'static, str>>,
    /// Reported instead if this one is dropped.
    pub(crate) fallback: Fallback,
    /// Whether it is dropped if another defect of the same value was found before.
    pub(crate) yields: bool,
}

impl Defect {
    /// A defect of the value that is being checked; the caller knows its pointer.
    pub(crate) fn new(message: impl Into<Cow<'static, str>>, help: impl Into<Cow<'static, str>>) -> Self {
        Self::at("", message, help)
    }

    /// A defect of the value at a pointer.
    pub(crate) fn at(
        pointer: impl Into<Cow<'static, str>>,
        message: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            pointer: pointer.into(),
            message: message.into(),
            help: help.into(),
            severity: None,
            correction: None,
            causes: Vec::new(),
            fallback: Fallback::default(),
            yields: false,
        }
    }

    pub(crate) fn moved_to(self, pointer: impl Into<Cow<'static, str>>) -> Self {
        Self { pointer: pointer.into(), ..self }
    }

    pub(crate) fn severity(self, severity: Severity) -> Self {
        Self { severity: Some(severity), ..self }
    }

    pub(crate) fn correction(self, correction: Option<Correction>) -> Self {
        Self { correction, ..self }
    }

    /// Names another value that this defect depends on. In the pointer, one `*` stands for every index of an array.
    pub(crate) fn because(mut self, pointer: impl Into<Cow<'static, str>>) -> Self {
        self.causes.push(pointer.into());
        self
    }

    /// Drops the defect if another one of the same value was found before: then it is only a different view of it.
    pub(crate) fn yielding(self) -> Self {
        Self { yields: true, ..self }
    }

    pub(crate) fn fallback(self, defect: Self) -> Self {
        Self { fallback: Fallback(Some(Box::new(defect))), ..self }
    }
}

/// The defect to report instead of another. It may have one itself, and so on, for instance for each reused credential.
#[derive(Default)]
pub(crate) struct Fallback(Option<Box<Defect>>);

impl Fallback {
    pub(crate) fn take(&mut self) -> Option<Defect> {
        self.0.take().map(|defect| *defect)
    }
}

/// Drops a long chain one by one; otherwise it would overflow the stack.
impl Drop for Fallback {
    fn drop(&mut self) {
        let mut next = self.take();
        while let Some(mut defect) = next {
            next = defect.fallback.take();
        }
    }
}

/// Receives defects one by one, since there may be too many to keep.
pub(crate) struct Defects<'a>(&'a mut dyn FnMut(Defect));

impl<'a> Defects<'a> {
    pub(crate) fn new(receive: &'a mut dyn FnMut(Defect)) -> Self {
        Self(receive)
    }

    pub(crate) fn push(&mut self, defect: Defect) {
        (self.0)(defect);
    }

    pub(crate) fn extend(&mut self, defects: impl IntoIterator<Item = Defect>) {
        defects.into_iter().for_each(|defect| self.push(defect));
    }
}

/// How to correct a value, independent of its position in a text.
#[derive(Clone, PartialEq)]
pub(crate) struct Correction {
    pub(crate) action: Action,
    pub(crate) safety: Safety,
    /// Whether the documents list the new value, so that it does not repeat what was written.
    pub(crate) is_listed: bool,
}

#[derive(Clone, PartialEq)]
pub(crate) enum Action {
    /// Replaces the value.
    Replace(Value),
    /// Removes the field or the array element.
    Remove,
}

impl Correction {
    pub(crate) fn replace(value: impl Into<Value>) -> Self {
        Self { action: Action::Replace(value.into()), safety: Safety::Safe, is_listed: false }
    }

    /// Replaces the value by one that the documents list.
    pub(crate) fn listed(value: &str) -> Self {
        Self { is_listed: true, ..Self::replace(value) }
    }

    pub(crate) fn remove() -> Self {
        Self { action: Action::Remove, safety: Safety::Safe, is_listed: false }
    }

    /// The same correction, to be applied only after review.
    pub(crate) fn unsafely(self) -> Self {
        Self { safety: Safety::Unsafe, ..self }
    }
}

/// A single value at fault, and what its field requires.
pub(crate) struct Fault<'a> {
    pub(crate) value: &'a Value,
    /// The limit that the value breaks.
    pub(crate) limit: Option<u64>,
    /// The values that the field accepts, if it has a list of them.
    pub(crate) accepted: Vec<String>,
    /// Whether even a hint at the value would reveal something about a person.
    pub(crate) is_personal: bool,
}

impl<'a> Fault<'a> {
    pub(crate) fn of(value: &'a Value) -> Self {
        Self { value, limit: None, accepted: Vec::new(), is_personal: false }
    }

    /// The value if it is a string, otherwise an empty string.
    pub(crate) fn text(&self) -> &'a str {
        self.value.as_str().unwrap_or_default()
    }
}
