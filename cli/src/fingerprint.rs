//! What identifies a finding in its file: for SARIF, GitLab, JUnit and the baseline.

use std::{
    collections::{HashMap, hash_map::Entry},
    fmt,
    hash::{DefaultHasher, Hash, Hasher},
};

use kyx_schema::{Finding, Kind};

/// The number of different findings per file to tell apart, so that memory stays bounded.
const MAX_DIFFERENT: usize = 100_000;

/// Identifies a finding in its file, wherever its line moves. Contains no value of the payload, not even as a hash, which
/// could be reversed: a pointer ends at the last key that may be shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Identity {
    pub(crate) code: String,
    pub(crate) kind: Option<String>,
    pub(crate) pointer: String,
}

impl Identity {
    pub(crate) fn of(kind: Option<Kind>, finding: &Finding) -> Self {
        Self {
            code: finding.rule.code.to_owned(),
            kind: kind.map(|kind| kind.name().to_owned()),
            pointer: finding.pointer.clone(),
        }
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, kind, pointer } = self;
        write!(f, "{code} {} {pointer}", kind.as_deref().unwrap_or("unknown"))
    }
}

/// How often each finding has occurred in a file.
#[derive(Default)]
pub(crate) struct Occurrences {
    /// By the hash of the identity, to save memory.
    counts: HashMap<u64, usize>,
}

impl Occurrences {
    /// The fingerprint of the next finding in the file: its identity, and how often it has occurred. `None` if there are
    /// too many different findings.
    pub(crate) fn fingerprint(&mut self, kind: Option<Kind>, finding: &Finding) -> Option<String> {
        let identity = Identity::of(kind, finding);
        let mut hasher = DefaultHasher::new();
        identity.hash(&mut hasher);
        let is_full = self.counts.len() >= MAX_DIFFERENT;
        let count = match self.counts.entry(hasher.finish()) {
            Entry::Vacant(_) if is_full => return None,
            entry => entry.or_default(),
        };
        *count += 1;
        Some(format!("{identity} {count}"))
    }

    /// Forgets the findings, at the end of a file.
    pub(crate) fn clear(&mut self) {
        self.counts.clear();
    }
}
