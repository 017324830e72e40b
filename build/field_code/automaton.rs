//! Languages of texts as deterministic automata over bytes: made of patterns, combined, written down as tables.

use std::{collections::BTreeMap, error::Error};

use regex_automata::{
    Anchored, Input,
    dfa::{Automaton as _, StartKind, dense},
};

const BYTES: usize = 256;

/// An automaton that starts in its first state. All texts are UTF-8.
pub(super) struct Automaton {
    states: Vec<State>,
}

struct State {
    accepts: bool,
    next: [usize; BYTES],
}

impl Automaton {
    /// The texts in which a pattern is found.
    pub(super) fn matching(pattern: &str) -> Result<Self, Box<dyn Error>> {
        let config = dense::Config::new().start_kind(StartKind::Unanchored).minimize(true);
        let dfa = dense::Builder::new().configure(config).build(pattern)?;
        let start = dfa.start_state_forward(&Input::new("").anchored(Anchored::No))?;
        Ok(Self::explore(start, |state| {
            // What comes after a match does not matter.
            let is_found = dfa.is_match_state(state);
            let step = |byte| if is_found { state } else { dfa.next_state(state, byte) };
            (
                is_found || dfa.is_match_state(dfa.next_eoi_state(state)),
                std::array::from_fn(|byte| step(byte as u8)),
            )
        }))
    }

    /// These texts.
    pub(super) fn one_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, Box<dyn Error>> {
        let texts: Vec<_> = texts.into_iter().map(regex::escape).collect();
        Self::matching(&format!("^({})$", texts.join("|")))
    }

    /// All texts.
    pub(super) fn all() -> Result<Self, Box<dyn Error>> {
        Self::matching("")
    }

    /// No text at all.
    pub(super) fn nothing() -> Self {
        Self { states: vec![State { accepts: false, next: [0; BYTES] }] }
    }

    /// The texts of both.
    pub(super) fn and(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a && b)
    }

    /// The texts of either.
    pub(super) fn or(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a || b)
    }

    /// The texts of this one that are not of the other.
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

    /// The states that can be reached, each asked whether it accepts and what comes after it.
    fn explore<S: Copy + Ord>(start: S, ask: impl Fn(S) -> (bool, [S; BYTES])) -> Self {
        let (mut found, mut numbers, mut states) = (vec![start], BTreeMap::from([(start, 0)]), Vec::new());
        while let Some(state) = found.get(states.len()) {
            let (accepts, next) = ask(*state);
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

    /// The same with no two states that nothing tells apart, which are found by telling apart more and more.
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

    /// The tables that `src/fields.rs` walks along.
    pub(super) fn tables(&self) -> Result<String, Box<dyn Error>> {
        let mut numbers = BTreeMap::new();
        let columns: [usize; BYTES] = std::array::from_fn(|byte| {
            let column: Vec<_> = self.states.iter().map(|state| state.next[byte]).collect();
            let number = numbers.len() + 1; // the first of a row is no state
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
