//! A change between two schemas: what it is, where, and whom it breaks.

use std::{fmt, ops::BitOrAssign};

use crate::args::Side;

/// What a change does to what a schema accepts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Effect {
    /// What was accepted may be refused now. That breaks those who send it.
    pub(super) narrows: bool,
    /// What was refused may be accepted now. That breaks those who do not expect to read it.
    pub(super) widens: bool,
}

impl Effect {
    pub(super) const NONE: Self = Self { narrows: false, widens: false };
    pub(super) const NARROWS: Self = Self { narrows: true, widens: false };
    pub(super) const WIDENS: Self = Self { narrows: false, widens: true };
    /// It cannot be told: either may be.
    pub(super) const EITHER: Self = Self { narrows: true, widens: true };

    /// What it does where the more is accepted, the less is accepted of the whole.
    pub(super) fn reversed(self) -> Self {
        Self { narrows: self.widens, widens: self.narrows }
    }

    /// As far as it breaks one side.
    pub(super) fn on(self, side: Option<Side>) -> Self {
        Self {
            narrows: self.narrows && side != Some(Side::Readers),
            widens: self.widens && side != Some(Side::Senders),
        }
    }
}

impl BitOrAssign for Effect {
    fn bitor_assign(&mut self, other: Self) {
        self.narrows |= other.narrows;
        self.widens |= other.widens;
    }
}

/// How what a part of a schema accepts bears on what the whole accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Bearing {
    /// The more, the more.
    Same,
    /// The more, the less, as in `not`.
    Reversed,
    /// Either, as in `oneOf`.
    Unclear,
    /// Nothing changes, as where another part accepts all of it anyway.
    Idle,
}

impl Bearing {
    /// That of a part of a part.
    pub(super) fn of(self, part: Self) -> Self {
        match (self, part) {
            (Self::Idle, _) | (_, Self::Idle) => Self::Idle,
            (Self::Unclear, _) | (_, Self::Unclear) => Self::Unclear,
            (outer, inner) if outer == inner => Self::Same,
            _ => Self::Reversed,
        }
    }

    /// What a change of the part does to the whole.
    pub(super) fn on_whole(self, effect: Effect) -> Effect {
        match self {
            Self::Same => effect,
            Self::Reversed => effect.reversed(),
            Self::Unclear if effect == Effect::NONE => effect,
            Self::Unclear => Effect::EITHER,
            Self::Idle => Effect::NONE,
        }
    }
}

/// A change, and what is needed to find it.
#[derive(Debug)]
pub(super) struct Change {
    /// Where in the new schema; in the old one, where it is gone.
    pub(super) pointer: String,
    /// What it was, and what it is.
    pub(super) what: String,
    /// The rule that the schema says by it.
    pub(super) rule: Option<String>,
    /// The first field of the payload that it concerns, and whether there are others; `None` where it concerns the file.
    pub(super) field: Option<String>,
    pub(super) is_shared: bool,
    /// What it does, as far as that breaks someone.
    pub(super) breaks: Effect,
    /// Whether it counts as breaking only because it cannot be told.
    pub(super) is_guess: bool,
}

impl Change {
    /// One of a schema as a whole.
    pub(super) fn of_whole(what: &str, breaks: Effect) -> Self {
        Self {
            pointer: String::new(),
            what: what.to_owned(),
            rule: None,
            field: None,
            is_shared: false,
            breaks,
            is_guess: false,
        }
    }

    pub(super) fn is_breaking(&self) -> bool {
        self.breaks != Effect::NONE
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = match (self.breaks.narrows, self.breaks.widens) {
            (true, true) => "breaks senders and readers",
            (true, false) => "breaks senders",
            (false, true) => "breaks readers",
            (false, false) => "compatible",
        };
        let Some(field) = &self.field else { return write!(f, "{verdict}: {}", self.what) };
        let field = if field.is_empty() { "the whole payload" } else { field };
        let elsewhere = if self.is_shared { " and elsewhere" } else { "" };
        write!(f, "{verdict}: {field}{elsewhere}: {}", self.what)?;
        if let Some(rule) = &self.rule {
            write!(f, ", in rule {rule}")?;
        }
        if self.is_guess && self.is_breaking() {
            f.write_str("; cannot tell, so counted as breaking")?;
        }
        write!(f, " (#{})", self.pointer)
    }
}
