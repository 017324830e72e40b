//! Walks two schemas side by side, and tells what a change at each place does to what the whole accepts.
//!
//! What a schema accepts grows and shrinks with what its parts accept, or the other way round, as [`Bearing`] has it. So
//! where only one of two schemas accepts a payload, there is a pair of places of which one says of some value by itself
//! what the other does not. Each pair is compared for that alone. Where it is not so simple, any change counts as both.

use std::collections::{BTreeMap, HashSet, VecDeque};

use super::{
    change::{Bearing, Change, Effect},
    fields, keywords,
    matching::{Alternatives, Matching},
    schema::{Place, Schema},
    types::Types,
};
use crate::args::Side;

/// How many pairs of places are compared. More there are only where references are knotted on purpose.
const MOST_PAIRS: usize = 50_000;
/// How many bytes of the path of a field are kept.
const LONG_PATH: usize = 300;

/// Who a document is for.
pub(super) struct Sides {
    /// All of it; `None` is both.
    pub(super) of_whole: Option<Side>,
    /// The payload that a definition of this name is, where the document holds several.
    pub(super) of_definition: fn(&str) -> Option<Side>,
}

/// The changes, in a fixed order; `None` where there are too many places to compare.
pub(super) fn changes(old: &Schema, new: &Schema, sides: Sides) -> Option<Vec<Change>> {
    let whole = Pair { old: old.whole(), new: new.whole(), context: Context::of_whole(sides.of_whole) };
    let mut comparison =
        Comparison { sides, pairs: VecDeque::new(), seen: HashSet::new(), changes: BTreeMap::new() };
    comparison.offered(old, new, &whole);
    comparison.push(whole);
    while let Some(pair) = comparison.pairs.pop_front() {
        comparison.compare(pair);
        if comparison.seen.len() > MOST_PAIRS {
            return None;
        }
    }
    Some(comparison.changes.into_values().collect())
}

/// Two places that speak of the same value.
#[derive(Clone)]
pub(super) struct Pair<'a> {
    pub(super) old: Place<'a>,
    pub(super) new: Place<'a>,
    context: Context,
}

/// Where a pair stands.
#[derive(Clone)]
struct Context {
    /// The path of the value in the payload.
    field: String,
    bearing: Bearing,
    /// The types that the value can have here, whatever the pair says.
    given: Types,
    side: Option<Side>,
    rule: Option<String>,
    is_shared: bool,
    /// Whether something is said of what is left over, and so depends on all that is said of the value.
    has_leftovers: bool,
}

impl Context {
    fn of_whole(side: Option<Side>) -> Self {
        Self {
            field: String::new(),
            bearing: Bearing::Same,
            given: Types::ALL,
            side,
            rule: None,
            is_shared: false,
            has_leftovers: false,
        }
    }
}

/// What only one of two places has.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Only {
    Old,
    New,
}

impl Only {
    /// What it does, if there is less with it than without.
    pub(super) fn effect(self) -> Effect {
        match self {
            Self::Old => Effect::WIDENS,
            Self::New => Effect::NARROWS,
        }
    }

    pub(super) fn other(self) -> Self {
        match self {
            Self::Old => Self::New,
            Self::New => Self::Old,
        }
    }

    /// What this one has and what the other has, the old one first.
    pub(super) fn in_order<T>(self, this: T, other: T) -> (T, T) {
        match self {
            Self::Old => (this, other),
            Self::New => (other, this),
        }
    }

    /// That it came or went.
    pub(super) fn words(self, name: &str) -> String {
        match self {
            Self::Old => format!("{name} removed"),
            Self::New => format!("{name} added"),
        }
    }
}

impl<'a> Pair<'a> {
    /// Two other places, which speak of the same value.
    pub(super) fn here(&self, old: Place<'a>, new: Place<'a>, bearing: Bearing) -> Self {
        Self { old, new, context: self.context.clone() }.with(bearing)
    }

    /// The same, as it bears on the whole in this way.
    pub(super) fn with(mut self, bearing: Bearing) -> Self {
        self.context.bearing = self.context.bearing.of(bearing);
        self
    }

    /// Two other places, which speak of a value within; `name` tells which.
    pub(super) fn within(&self, old: Place<'a>, new: Place<'a>, name: &str) -> Self {
        let mut pair = self.here(old, new, Bearing::Same);
        pair.context.field = self.field(name);
        pair.context.given = Types::ALL;
        pair.context.has_leftovers = false;
        pair
    }

    /// The same, where something is said of what is left over.
    fn with_leftovers(mut self) -> Self {
        self.context.has_leftovers = true;
        self.with(Bearing::Unclear)
    }

    /// The same, as far as the value has one of these types.
    pub(super) fn of_types(mut self, types: Types) -> Self {
        self.context.given = self.context.given & types;
        self
    }

    /// The place in the one document.
    pub(super) fn of(&self, only: Only) -> &Place<'a> {
        match only {
            Only::Old => &self.old,
            Only::New => &self.new,
        }
    }

    /// A place that only one has, and what holds without it.
    pub(super) fn beside_anything(&self, place: Place<'a>, only: Only) -> (Place<'a>, Place<'a>) {
        only.in_order(place, self.of(only.other()).anything())
    }

    /// The path of a value within.
    pub(super) fn field(&self, name: &str) -> String {
        let path = &self.context.field;
        match name {
            _ if path.ends_with('…') => path.clone(),
            _ if path.len() > LONG_PATH => format!("{path}…"),
            _ if path.is_empty() || name.starts_with('[') => format!("{path}{name}"),
            _ => format!("{path}.{name}"),
        }
    }

    /// The types of which both accept values. What else they say matters for these only: of others, one of them accepts
    /// none, as its type or its list of values tells.
    pub(super) fn types(&self) -> Types {
        self.context.given & self.old.types() & self.new.types()
    }

    pub(super) fn given(&self) -> Types {
        self.context.given
    }

    /// Where a keyword stands, or stood.
    pub(super) fn pointer_to(&self, keyword: &str) -> String {
        let place = if self.new.keyword(keyword).is_some() { &self.new } else { &self.old };
        place.pointer_to(keyword)
    }

    /// The schemas that a keyword holds.
    pub(super) fn at(&self, keyword: &str) -> (Place<'a>, Place<'a>) {
        (self.old.at(keyword), self.new.at(keyword))
    }

    pub(super) fn either_has(&self, keyword: &str) -> bool {
        self.old.keyword(keyword).is_some() || self.new.keyword(keyword).is_some()
    }
}

/// What tells a place from others.
type Key = (String, bool);

pub(super) struct Comparison<'a> {
    sides: Sides,
    /// What is still to be compared. No recursion, since chains of references can be long.
    pairs: VecDeque<Pair<'a>>,
    seen: HashSet<(Key, Key, Bearing, Types, Option<Side>)>,
    changes: BTreeMap<(String, String, Option<String>), Change>,
}

impl<'a> Comparison<'a> {
    pub(super) fn push(&mut self, pair: Pair<'a>) {
        if !(pair.old.is_anything() && pair.new.is_anything()) {
            self.pairs.push_back(pair);
        }
    }

    /// Notes a change of what a pair says.
    pub(super) fn note(&mut self, pair: &Pair<'a>, pointer: String, effect: Effect, what: impl Into<String>) {
        self.note_of(pair, pair.context.field.clone(), pointer, effect, what);
    }

    /// Notes a change of what a pair says of a field.
    pub(super) fn note_of(
        &mut self,
        pair: &Pair<'a>,
        field: String,
        pointer: String,
        effect: Effect,
        what: impl Into<String>,
    ) {
        let Context { bearing, side, ref rule, is_shared, .. } = pair.context;
        let on_whole = bearing.on_whole(effect);
        let (what, rule, breaks) = (what.into(), rule.clone(), on_whole.on(side));
        let change = self.changes.entry((pointer.clone(), what.clone(), rule.clone())).or_insert(Change {
            pointer,
            what,
            rule,
            field: Some(field.clone()),
            is_shared,
            breaks,
            is_guess: false,
        });
        if !change.is_breaking() {
            change.field = Some(field);
        }
        change.breaks |= breaks;
        change.is_guess |= on_whole == Effect::EITHER;
    }

    /// Definitions that are there for others are compared by name.
    fn offered(&mut self, old: &'a Schema, new: &'a Schema, whole: &Pair<'a>) {
        let mut definitions = new.definitions();
        for (name, old) in old.definitions().into_iter().filter(|(_, place)| !place.is_used()) {
            let mut pair = whole.clone();
            pair.context.field = name.to_owned();
            if let Some(new) = definitions.remove(name) {
                self.push(Pair { old, new, ..pair });
            } else {
                for effect in [Effect::NARROWS, Effect::WIDENS] {
                    self.note(&pair, old.pointer.clone(), effect, "definition removed");
                }
            }
        }
    }

    fn compare(&mut self, pair: Pair<'a>) {
        let pair = self.resolved(pair);
        let Context { bearing, given, side, .. } = pair.context;
        if !self.seen.insert((pair.old.key(), pair.new.key(), bearing, given, side)) {
            return;
        }
        if pair.context.has_leftovers && pair.old.text() != pair.new.text() {
            let what =
                "changed, and with it what is left over to `unevaluatedItems` or `unevaluatedProperties`";
            self.note(&pair, pair.new.pointer.clone(), Effect::EITHER, what);
        }
        let (old, new) = (pair.old.parts(), pair.new.parts());
        if let ([old], [new]) = (&old[..], &new[..]) {
            self.part(&pair.here(old.clone(), new.clone(), Bearing::Same));
        } else {
            self.parts(&pair, old, new);
        }
    }

    /// Two places of one part each.
    fn part(&mut self, pair: &Pair<'a>) {
        let (old, new) = (pair.old.any_of(pair.given()), pair.new.any_of(pair.given()));
        if old.is_none() && new.is_none() {
            return self.said(pair);
        }
        // Which alternatives there are, and whether, may depend on the type.
        let types: Vec<_> = Types::GROUPS.into_iter().filter(|it| pair.given().meets(*it)).collect();
        if types.len() > 1 {
            types.into_iter().for_each(|types| self.push(pair.clone().of_types(types)));
            return;
        }
        let accepting = |places: Option<Vec<Place<'a>>>, one: &Place<'a>| {
            let mut places = places.unwrap_or_else(|| vec![one.clone()]);
            places.retain(|it| it.resolved().types().meets(pair.given()));
            places
        };
        self.alternatives(pair, accepting(old, &pair.old), accepting(new, &pair.new));
    }

    /// A pair with references followed.
    fn resolved(&self, pair: Pair<'a>) -> Pair<'a> {
        let (old, new, mut context) = (pair.old.resolved(), pair.new.resolved(), pair.context);
        context.is_shared |= old.is_shared() && new.is_shared();
        let side = new.definition().and_then(self.sides.of_definition);
        if let (None, Some(_), Some(name)) = (context.side, side, new.definition()) {
            context.side = side;
            context.field = name.to_owned();
        }
        let pair = Pair { old, new, context };
        if pair.either_has("unevaluatedItems") || pair.either_has("unevaluatedProperties") {
            return pair.with_leftovers();
        }
        pair
    }

    /// What each of two places says by itself.
    fn said(&mut self, pair: &Pair<'a>) {
        keywords::compare(pair, self);
        // What becomes of values of other types was told by these.
        let pair = &pair.clone().of_types(pair.types());
        self.choices(pair);
        self.condition(pair);
        fields::compare(pair, self);
    }

    /// Schemas that must all hold.
    fn parts(&mut self, pair: &Pair<'a>, old: Vec<Place<'a>>, new: Vec<Place<'a>>) {
        let Matching { pairs, old, new } = Matching::of(old, new);
        for (old, new) in pairs {
            let mut part = pair.here(old, new, Bearing::Same);
            if !part.old.is_rest() && !part.new.is_rest() {
                // What becomes of values of other types is told by the rest.
                part = part.of_types(pair.types());
            }
            part.context.rule = part.new.rule().map(str::to_owned).or(part.context.rule);
            self.push(part);
        }
        for (places, only) in [(old, Only::Old), (new, Only::New)] {
            for place in places {
                if let Some(rule) = place.rule() {
                    let what = only.words(&format!("rule {rule}"));
                    self.note(pair, place.pointer.clone(), only.effect(), what);
                } else {
                    let (old, new) = pair.beside_anything(place, only);
                    self.push(pair.here(old, new, Bearing::Same));
                }
            }
        }
    }

    /// `anyOf`, `oneOf` and `not`.
    fn choices(&mut self, pair: &Pair<'a>) {
        // What accepts all of a type says nothing of it.
        let says = |place: &Place<'a>| {
            let types = Alternatives::of(place.list("anyOf"), pair.types()).types;
            place.keyword("anyOf").is_some() && !types.has(pair.types())
        };
        let bearing = if says(&pair.old) || says(&pair.new) { Bearing::Same } else { Bearing::Idle };
        if self.is_in_both(&pair.clone().with(bearing), "anyOf") {
            self.alternatives(pair, pair.old.list("anyOf"), pair.new.list("anyOf"));
        }
        if self.is_in_both(pair, "oneOf") {
            let Matching { pairs, old, new } = Matching::of(pair.old.list("oneOf"), pair.new.list("oneOf"));
            for (old, new) in pairs {
                self.push(pair.here(old, new, Bearing::Unclear));
            }
            for (places, only) in [(old, Only::Old), (new, Only::New)] {
                for place in places {
                    let what = only.words(&format!("choice of {}", place.title(pair.given())));
                    self.note(pair, place.pointer.clone(), Effect::EITHER, what);
                }
            }
        }
        if self.is_in_both(pair, "not") {
            let (old, new) = pair.at("not");
            self.push(pair.here(old, new, Bearing::Reversed));
        }
    }

    /// Whether both have a keyword. That only one has it is noted: there is less with it than without.
    pub(super) fn is_in_both(&mut self, pair: &Pair<'a>, keyword: &str) -> bool {
        let (only, value) = match (pair.old.keyword(keyword), pair.new.keyword(keyword)) {
            (Some(_), Some(_)) => return true,
            (Some(value), None) => (Only::Old, value),
            (None, Some(value)) => (Only::New, value),
            (None, None) => return false,
        };
        let what = format!("{}: {}", only.words(&format!("`{keyword}`")), keywords::shown(value));
        self.note(pair, pair.pointer_to(keyword), only.effect(), what);
        false
    }

    /// Schemas of which any may hold. One that only one side has does not matter for types of which the other side
    /// accepts all.
    fn alternatives(&mut self, pair: &Pair<'a>, old: Vec<Place<'a>>, new: Vec<Place<'a>>) {
        let (old, new) = (Alternatives::of(old, pair.given()), Alternatives::of(new, pair.given()));
        let matching = Matching::of(old.telling, new.telling);
        for (old, new) in matching.pairs {
            self.push(pair.here(old, new, Bearing::Same));
        }
        for (places, only, others) in
            [(matching.old, Only::Old, new.types), (matching.new, Only::New, old.types)]
        {
            for place in places {
                if !others.has(place.resolved().types() & pair.given()) {
                    let words = if only == Only::Old { "no longer accepted" } else { "now also accepted" };
                    let what = format!("{} {words}", place.title(pair.given()));
                    self.note(pair, place.pointer, only.effect().reversed(), what);
                }
            }
        }
        for (old, new) in Matching::of(old.idle, new.idle).pairs {
            self.push(pair.here(old, new, Bearing::Idle));
        }
    }

    /// `if`, `then` and `else`.
    fn condition(&mut self, pair: &Pair<'a>) {
        if !self.is_in_both(pair, "if") {
            return;
        }
        let bearing = match (pair.either_has("then"), pair.either_has("else")) {
            (_, false) => Bearing::Reversed,
            (false, true) => Bearing::Same,
            (true, true) => Bearing::Unclear,
        };
        for (keyword, bearing) in [("if", bearing), ("then", Bearing::Same), ("else", Bearing::Same)] {
            let (old, new) = pair.at(keyword);
            self.push(pair.here(old, new, bearing));
        }
    }
}
