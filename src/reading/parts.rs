//! The parts of a reading, and which values it may show.

use std::fmt;

use serde::Serialize;

use crate::{
    kind::Kind,
    lint::reads_like_a_name,
    model::{CredentialCategory, MASK},
};

/// As many results tell enough.
const MAX_LINES: usize = 30;

/// Whether a [`Reading`] may contain values of the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// Names that the documents list, but no other value.
    Masked,
    /// Titles, labels and URLs, too.
    Shown,
}

impl Values {
    pub(super) fn show(self, text: &str) -> String {
        // A line break would look like a line of the reading.
        if self == Self::Shown { text.replace(char::is_control, " ") } else { MASK.to_owned() }
    }

    /// A code, if it is one that the documents list.
    pub(super) fn code(self, code: &str, is_documented: bool) -> String {
        if is_documented { code.to_owned() } else { self.show(code) }
    }

    /// A key that no schema names, if findings would show it as well.
    pub(super) fn key(self, key: &str) -> String {
        self.code(key, reads_like_a_name(key))
    }

    pub(super) fn categories<'a>(
        self,
        categories: impl IntoIterator<Item = &'a CredentialCategory>,
    ) -> Vec<String> {
        let name = |it: &CredentialCategory| match it {
            CredentialCategory::Other(name) => self.show(name),
            known => known.to_string(),
        };
        categories.into_iter().map(name).collect()
    }
}

/// What a response means. As text, it is a few lines for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Reading {
    /// The kind of the response.
    pub kind: &'static str,
    /// What happened.
    pub happened: String,
    /// The JSON Pointer of the field of the request that it is about, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<&'static str>,
    /// The details, such as each step of a workflow.
    pub details: Vec<String>,
    /// What to do, in order.
    pub actions: Vec<String>,
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.happened)?;
        self.field.iter().try_for_each(|it| write!(f, "\nin the request: {it}"))?;
        self.details.iter().try_for_each(|it| write!(f, "\n- {it}"))?;
        self.actions.iter().try_for_each(|it| write!(f, "\nto do: {it}"))
    }
}

impl Reading {
    pub(super) fn new(kind: Kind, happened: impl Into<String>) -> Self {
        let (details, actions) = (Vec::new(), Vec::new());
        Self { kind: kind.name(), happened: happened.into(), field: None, details, actions }
    }

    pub(super) fn action(mut self, action: impl Into<String>) -> Self {
        self.actions.push(action.into());
        self
    }

    pub(super) fn details(mut self, details: impl IntoIterator<Item = String>) -> Self {
        self.details.extend(details);
        self
    }
}

/// Each line once, and not all if they are many.
pub(super) fn limited(lines: impl IntoIterator<Item = String>) -> Vec<String> {
    let (mut limited, mut more) = (Vec::new(), 0);
    for line in lines {
        if limited.contains(&line) {
            continue;
        }
        if limited.len() < MAX_LINES {
            limited.push(line);
        } else {
            more += 1;
        }
    }
    limited.extend((more > 0).then(|| format!("and {more} more")));
    limited
}
