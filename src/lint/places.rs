//! Where the fields of a request belong, computed from its schema.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Bound,
    sync::OnceLock,
};

use super::field::Field;
use crate::{
    json::{Node, Token, push_token},
    kind::Kind,
    rules::nearest::folded,
};

/// The places of all fields by their folded names, also those that repeat the names of the objects around them.
type Places = BTreeMap<String, Vec<Place>>;

/// A place in a payload: the keys on the way to a field; `None` is any element of an array.
#[derive(Clone)]
struct Place(Vec<Option<&'static str>>);

/// Where a field belongs.
pub(super) enum Home {
    /// At this JSON Pointer.
    Pointer(String),
    /// In some element of an array, as in `workflowDefinition.credentials[].category`.
    Pattern(String),
}

impl Home {
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Pointer(text) | Self::Pattern(text) => text,
        }
    }
}

/// The places where a field of this name belongs, of those nearest to an object that does not have it.
pub(super) fn homes(kind: Kind, object: &[Token<'_>], name: &str) -> Vec<Home> {
    let places = places(kind).get(&folded(name)).map_or(&[][..], Vec::as_slice);
    let closest = places.iter().map(|place| place.shared(object)).max().unwrap_or_default();
    let nearest = places.iter().filter(|place| place.shared(object) == closest);
    nearest.map(|place| place.seen_from(&object[..closest])).collect()
}

/// Whether a field of this name, however its words are joined, belongs anywhere in a request of this kind.
pub(super) fn is_anywhere(kind: Kind, name: &str) -> bool {
    places(kind).contains_key(&folded(name))
}

fn places(kind: Kind) -> &'static Places {
    static PLACES: [OnceLock<Places>; Kind::ALL.len()] = [const { OnceLock::new() }; Kind::ALL.len()];
    PLACES[kind as usize].get_or_init(|| {
        let mut places = Places::new();
        collect(Field::of(kind), &mut Place(Vec::new()), &mut places);
        places
    })
}

/// Collects the fields below one. Only objects that reject unknown fields matter; they do not contain themselves.
fn collect(field: Field<'static>, place: &mut Place, places: &mut Places) {
    let item = field.item();
    if item.is_known() {
        place.0.push(None);
        collect(item, place, places);
        place.0.pop();
    }
    if !field.is_closed() {
        return;
    }
    for name in field.names() {
        place.0.push(Some(name));
        for name in place.names() {
            places.entry(name).or_default().push(place.clone());
        }
        collect(field.member(name), place, places);
        place.0.pop();
    }
}

impl Place {
    /// The name of the field, alone and after those of the objects around it, as in `consentObtained`.
    fn names(&self) -> impl Iterator<Item = String> {
        let keys = self.0.iter().rev().flatten();
        keys.scan(String::new(), |name, key| {
            name.insert_str(0, &folded(key));
            Some(name.clone())
        })
    }

    /// The length of the path that a place has in common with an object.
    fn shared(&self, object: &[Token<'_>]) -> usize {
        let is_same = |(step, token): &(&Option<&str>, &Token<'_>)| match (step, token) {
            (Some(name), Token::Key(key)) => name == key,
            (None, Token::Index(_)) => true,
            _ => false,
        };
        self.0.iter().zip(object).take_while(is_same).count()
    }

    /// The place as seen from an object, with which it has the beginning of its path in common.
    fn seen_from(&self, shared: &[Token<'_>]) -> Home {
        if self.0[shared.len()..].contains(&None) {
            return Home::Pattern(self.pattern());
        }
        let mut pointer = String::new();
        for (index, step) in self.0.iter().enumerate() {
            match (step, shared.get(index)) {
                (Some(name), _) => push_token(&mut pointer, name),
                (None, Some(Token::Index(index))) => push_token(&mut pointer, &index.to_string()),
                (None, _) => {}
            }
        }
        Home::Pointer(pointer)
    }

    fn pattern(&self) -> String {
        let mut pattern = String::new();
        for step in &self.0 {
            match step {
                Some(name) if pattern.is_empty() => pattern += name,
                Some(name) => pattern.extend([".", name]),
                None => pattern += "[]",
            }
        }
        pattern
    }
}

/// Whether a missing value, or all that it requires, is in the wrong place.
pub(super) fn is_elsewhere(homes: &BTreeSet<String>, root: Field<'_>, pointer: &str) -> bool {
    let mut required = root.at(pointer).required().peekable();
    let is_required_elsewhere = |name: &str| is_elsewhere(homes, root, &format!("{pointer}/{name}"));
    homes.contains(pointer) || (required.peek().is_some() && required.all(is_required_elsewhere))
}

/// Whether a value is missing because a field that belongs there, or in it, is elsewhere.
pub(super) fn is_home(homes: &BTreeSet<String>, root: &Node<'_>, pointer: &str) -> bool {
    let next = homes.range::<str, _>((Bound::Included(pointer), Bound::Unbounded)).next();
    let rest = next.and_then(|home| home.strip_prefix(pointer));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) && !root.has(pointer)
}
