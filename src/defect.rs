//! What a check reports: where a payload breaks a rule, in which words, and how to correct it.

use std::{borrow::Cow, fmt};

use serde_json::Value;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing, but not a defect. Off unless selected.
    Info,
    /// Likely wrong, or wrong soon.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Safety {
    /// The fixed payload means what was meant before.
    Safe,
    /// The fixed payload may mean something other than what was meant.
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

/// One place where a payload breaks a rule. It never repeats a value of the payload.
pub(crate) struct Defect {
    /// The JSON Pointer of the value at fault; of the field itself where it is missing.
    pub(crate) pointer: Cow<'static, str>,
    /// What is wrong.
    pub(crate) message: Cow<'static, str>,
    /// What to do about it.
    pub(crate) help: Cow<'static, str>,
    /// Another severity than the rule's own.
    pub(crate) severity: Option<Severity>,
    pub(crate) correction: Option<Correction>,
    /// The pointers of other values that this defect depends on. It is dropped when one of them is already at fault.
    pub(crate) causes: Vec<Cow<'static, str>>,
    /// Reported instead when this one is dropped.
    pub(crate) fallback: Option<Box<Defect>>,
}

impl Defect {
    /// A defect of the value that is being looked at; the caller knows its pointer.
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
            fallback: None,
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

    /// Names another value that this defect depends on.
    pub(crate) fn because(mut self, pointer: impl Into<Cow<'static, str>>) -> Self {
        self.causes.push(pointer.into());
        self
    }

    pub(crate) fn fallback(self, defect: Self) -> Self {
        Self { fallback: Some(Box::new(defect)), ..self }
    }
}

/// Receives defects one by one: there may be more than can be kept.
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

/// How to correct a value, wherever in a text it stands.
#[derive(Clone, PartialEq)]
pub(crate) struct Correction {
    pub(crate) action: Action,
    pub(crate) safety: Safety,
}

#[derive(Clone, PartialEq)]
pub(crate) enum Action {
    /// Replaces the value.
    Replace(Value),
    /// Removes the field or the array element.
    Remove,
    /// Gives the field this name.
    Rename(String),
}

impl Correction {
    pub(crate) fn replace(value: impl Into<Value>) -> Self {
        Self { action: Action::Replace(value.into()), safety: Safety::Safe }
    }

    pub(crate) fn remove() -> Self {
        Self { action: Action::Remove, safety: Safety::Safe }
    }

    pub(crate) fn rename(name: &str) -> Self {
        Self { action: Action::Rename(name.to_owned()), safety: Safety::Safe }
    }

    /// The same, for use after review only.
    pub(crate) fn unsafely(self) -> Self {
        Self { safety: Safety::Unsafe, ..self }
    }
}

/// A single value at fault, and what its field asks for.
pub(crate) struct Fault<'a> {
    pub(crate) value: &'a Value,
    /// The limit that the value breaks.
    pub(crate) limit: Option<u64>,
    /// The values that the field accepts, where they are listed.
    pub(crate) accepted: Vec<String>,
    /// Whether even a hint at the value would reveal something about a person.
    pub(crate) is_personal: bool,
}

impl<'a> Fault<'a> {
    pub(crate) fn of(value: &'a Value) -> Self {
        Self { value, limit: None, accepted: Vec::new(), is_personal: false }
    }

    /// The value as a string; empty where it is something else.
    pub(crate) fn text(&self) -> &'a str {
        self.value.as_str().unwrap_or_default()
    }
}
