//! Which schemas of two lists are versions of the same.

use std::{
    collections::{HashMap, VecDeque},
    hash::Hash,
    mem,
};

use super::{schema::Place, types::Types};

/// The schemas of two lists: pairs, and those that only one list has.
pub(super) struct Matching<'a> {
    pub(super) pairs: Vec<(Place<'a>, Place<'a>)>,
    pub(super) old: Vec<Place<'a>>,
    pub(super) new: Vec<Place<'a>>,
}

impl<'a> Matching<'a> {
    /// First those that read the same, then those of the same name, then those for the same types; then, where as many
    /// are left of both, the others as they come.
    pub(super) fn of(old: Vec<Place<'a>>, new: Vec<Place<'a>>) -> Self {
        let mut matching = Self { pairs: Vec::new(), old, new };
        matching.by(|place| Some(place.text()));
        matching.by(Place::name);
        matching.by(|place| Some(place.resolved().types()));
        if matching.old.len() == matching.new.len() {
            let (old, new) = (mem::take(&mut matching.old), mem::take(&mut matching.new));
            matching.pairs.extend(old.into_iter().zip(new));
        }
        matching
    }

    fn by<K: Eq + Hash>(&mut self, key: impl Fn(&Place<'a>) -> Option<K>) {
        let mut places: HashMap<K, VecDeque<usize>> = HashMap::new();
        for (index, place) in self.new.iter().enumerate() {
            key(place).into_iter().for_each(|key| places.entry(key).or_default().push_back(index));
        }
        let mut new: Vec<_> = mem::take(&mut self.new).into_iter().map(Some).collect();
        for old in mem::take(&mut self.old) {
            let index = key(&old).and_then(|key| places.get_mut(&key)?.pop_front());
            match index.and_then(|index| new[index].take()) {
                Some(new) => self.pairs.push((old, new)),
                None => self.old.push(old),
            }
        }
        self.new = new.into_iter().flatten().collect();
    }
}

/// Schemas of which any may hold.
pub(super) struct Alternatives<'a> {
    /// The types that are accepted as they are.
    pub(super) types: Types,
    /// Those that decide what is accepted.
    pub(super) telling: Vec<Place<'a>>,
    /// Those that accept nothing else, such as the known values of an open list.
    pub(super) idle: Vec<Place<'a>>,
}

impl<'a> Alternatives<'a> {
    /// As they are for values of some types.
    pub(super) fn of(places: Vec<Place<'a>>, given: Types) -> Self {
        let resolved = places.iter().map(Place::resolved);
        let types: Types = resolved.filter(|it| it.is_plain(given)).map(|it| it.types() & given).collect();
        let is_idle = |place: &Place| {
            let place = place.resolved();
            !place.is_plain(given) && types.has(place.types() & given)
        };
        let (idle, telling) = places.into_iter().partition(is_idle);
        Self { types, telling, idle }
    }
}
