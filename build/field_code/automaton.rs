//! Deterministic automata over bytes: built from patterns, combined, and written as tables.

use std::{collections::BTreeMap, error::Error};

use regex_automata::{
    Anchored, Input,
    dfa::{Automaton as _, StartKind, dense},
};

const BYTES: usize = 256;

/// An automaton that accepts a set of strings. It starts in its first state, and its input is UTF-8.
pub(super) struct Automaton {
    states: Vec<State>,
}

struct State {
    accepts: bool,
    next: [usize; BYTES],
}

impl Automaton {
    /// Accepts the strings in which a pattern is found.
    pub(super) fn matching(pattern: &str) -> Result<Self, Box<dyn Error>> {
        let config = dense::Config::new().start_kind(StartKind::Unanchored).minimize(true);
        let dfa = dense::Builder::new().configure(config).build(pattern)?;
        let start = dfa.start_state_forward(&Input::new("").anchored(Anchored::No))?;
        Ok(Self::explore(start, |state| {
            // The rest after a match does not matter.
            let is_found = dfa.is_match_state(state);
            let step = |byte| if is_found { state } else { dfa.next_state(state, byte) };
            (
                is_found || dfa.is_match_state(dfa.next_eoi_state(state)),
                std::array::from_fn(|byte| step(byte as u8)),
            )
        }))
    }

    /// Accepts these strings.
    pub(super) fn one_of<'a>(strings: impl IntoIterator<Item = &'a str>) -> Result<Self, Box<dyn Error>> {
        let strings: Vec<_> = strings.into_iter().map(regex::escape).collect();
        Self::matching(&format!("^({})$", strings.join("|")))
    }

    /// Accepts every string.
    pub(super) fn all() -> Result<Self, Box<dyn Error>> {
        Self::matching("")
    }

    /// Accepts no string.
    pub(super) fn nothing() -> Self {
        Self { states: vec![State { accepts: false, next: [0; BYTES] }] }
    }

    /// Accepts the strings that both accept.
    pub(super) fn and(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a && b)
    }

    /// Accepts the strings that either accepts.
    pub(super) fn or(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a || b)
    }

    /// Accepts the strings that this one accepts and the other does not.
    pub(super) fn without(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a && !b)
    }

    fn combined(&self, other: &Self, accepts: impl Fn(bool, bool) -> bool) -> Self {
        let product = Self::explore((0, 0), |(a, b)| {
            let (a, b) = (&self.states[a], &other.states[b]);
            (accepts(a.accepts, b.accepts), std::array::from_fn(|byte| (a.next[byte], b.next[byte])))
        });
        product.minimized()
    }

    /// Builds an automaton of all reachable states. `expand` returns whether a state accepts, and its next states.
    fn explore<S: Copy + Ord>(start: S, expand: impl Fn(S) -> (bool, [S; BYTES])) -> Self {
        let (mut found, mut numbers, mut states) = (vec![start], BTreeMap::from([(start, 0)]), Vec::new());
        while let Some(state) = found.get(states.len()) {
            let (accepts, next) = expand(*state);
            let next = next.map(|state| {
                *numbers.entry(state).or_insert_with(|| {
                    found.push(state);
                    found.len() - 1
                })
            });
            states.push(State { accepts, next });
        }
        Self { states }
    }

    /// Merges equivalent states, by refining groups of states until nothing changes.
    fn minimized(&self) -> Self {
        let mut groups: Vec<_> = self.states.iter().map(|state| usize::from(state.accepts)).collect();
        loop {
            let mut numbers = BTreeMap::new();
            let finer: Vec<_> = (0..groups.len())
                .map(|state| {
                    let seen = (groups[state], self.states[state].next.map(|next| groups[next]));
                    let number = numbers.len();
                    *numbers.entry(seen).or_insert(number)
                })
                .collect();
            if finer == groups {
                break;
            }
            groups = finer;
        }
        let one_of_each: BTreeMap<_, _> = groups.iter().zip(&self.states).rev().collect();
        let state =
            |state: &&State| State { accepts: state.accepts, next: state.next.map(|next| groups[next]) };
        Self { states: one_of_each.values().map(state).collect() }
    }

    /// The tables for `Automaton` in `src/fields.rs`.
    pub(super) fn tables(&self) -> Result<String, Box<dyn Error>> {
        let mut numbers = BTreeMap::new();
        let columns: [usize; BYTES] = std::array::from_fn(|byte| {
            let column: Vec<_> = self.states.iter().map(|state| state.next[byte]).collect();
            let number = numbers.len() + 1; // the first number in a row is not a state
            *numbers.entry(column).or_insert(number)
        });
        let width = numbers.len() + 1;
        let mut in_order: Vec<_> = numbers.into_iter().map(|(column, number)| (number, column)).collect();
        in_order.sort();
        let row = |state: usize| {
            let next = in_order.iter().map(move |(_, column)| column[state] * width);
            std::iter::once(usize::from(self.states[state].accepts)).chain(next)
        };
        let rows = (0..self.states.len()).flat_map(row).map(u16::try_from).collect::<Result<Vec<_>, _>>()?;
        Ok(format!("Automaton {{ columns: &{columns:?}, rows: &{rows:?} }}"))
    }
}
