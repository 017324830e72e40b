//! What a place says of the values within: the fields of an object, the items of an array.

use std::collections::BTreeMap;

use super::{
    change::{Bearing, Effect},
    compare::{Comparison, Only, Pair},
    schema::Place,
    types::Types,
};

pub(super) fn compare<'a>(pair: &Pair<'a>, comparison: &mut Comparison<'a>) {
    if pair.types().meets(Types::OBJECT) {
        fields(pair, comparison);
        patterns(pair, comparison);
        other_fields(pair, comparison);
        required(pair, comparison);
        dependencies(pair, comparison);
        let (old, new) = pair.at("propertyNames");
        comparison.push(pair.within(old, new, "*").of_types(Types::STRING));
    }
    if pair.types().meets(Types::ARRAY) {
        items(pair, comparison);
        contains(pair, comparison);
    }
    for (keyword, name) in [("unevaluatedItems", "[]"), ("unevaluatedProperties", "*")] {
        let (old, new) = pair.at(keyword);
        comparison.push(pair.within(old, new, name));
    }
}

fn fields<'a>(pair: &Pair<'a>, comparison: &mut Comparison<'a>) {
    let (old, mut new) = (pair.old.map("properties"), pair.new.map("properties"));
    for (name, old) in old {
        match new.remove(name) {
            Some(new) => comparison.push(pair.within(old, new, name)),
            None => field(pair, name, old, Only::Old, comparison),
        }
    }
    for (name, new) in new {
        field(pair, name, new, Only::New, comparison);
    }
}

/// A field that only one schema names. To the other, it is one of the rest.
fn field<'a>(pair: &Pair<'a>, name: &str, place: Place<'a>, only: Only, comparison: &mut Comparison<'a>) {
    let other = pair.of(only.other());
    let rest = other.at("additionalProperties");
    let what = only.words("field");
    let (effect, what) = if other.keyword("patternProperties").is_some() {
        (Effect::EITHER, what)
    } else if rest.is_nothing() {
        (if place.is_nothing() { Effect::NONE } else { only.effect().reversed() }, what)
    } else if place.is_anything() && rest.is_anything() {
        (Effect::NONE, what)
    } else if rest.is_anything() {
        let then = if only == Only::Old { "is accepted now" } else { "was accepted before" };
        (only.effect(), format!("{what}; any value {then}"))
    } else {
        let (old, new) = only.in_order(place, rest);
        return comparison.push(pair.within(old, new, name));
    };
    comparison.note_of(pair, pair.field(name), place.pointer, effect, what);
}

fn patterns<'a>(pair: &Pair<'a>, comparison: &mut Comparison<'a>) {
    let (old, mut new) = (pair.old.map("patternProperties"), pair.new.map("patternProperties"));
    let mut alone = Vec::new();
    for (name, old) in old {
        match new.remove(name) {
            Some(new) => comparison.push(pair.within(old, new, "*")),
            None => alone.push((old, Only::Old)),
        }
    }
    alone.extend(new.into_values().map(|new| (new, Only::New)));
    for (place, only) in alone {
        // Its fields meet what it says, and need not meet `additionalProperties`.
        comparison.note_of(
            pair,
            pair.field("*"),
            place.pointer,
            Effect::EITHER,
            only.words("pattern of fields"),
        );
    }
}

fn other_fields<'a>(pair: &Pair<'a>, comparison: &mut Comparison<'a>) {
    let (old, new) = pair.at("additionalProperties");
    let pointer = pair.pointer_to("additionalProperties");
    match (old.is_nothing(), new.is_nothing()) {
        (false, true) => {
            comparison.note(pair, pointer, Effect::NARROWS, "other fields are no longer accepted");
        }
        (true, false) => {
            comparison.note(pair, pointer, Effect::WIDENS, "other fields are accepted now");
        }
        _ => comparison.push(pair.within(old, new, "*")),
    }
}

fn required<'a>(pair: &Pair<'a>, comparison: &mut Comparison<'a>) {
    names(pair, &pair.old.names("required"), &pair.new.names("required"), "required", comparison);
}

/// What holds where a field is there.
fn dependencies<'a>(pair: &Pair<'a>, comparison: &mut Comparison<'a>) {
    let (old, mut new) = (pair.old.schemas_by_field(), pair.new.schemas_by_field());
    let mut pairs = Vec::new();
    for (name, old) in old {
        pairs.push(match new.remove(&name) {
            Some(new) => (old, new),
            None => pair.beside_anything(old, Only::Old),
        });
    }
    pairs.extend(new.into_values().map(|new| pair.beside_anything(new, Only::New)));
    for (old, new) in pairs {
        comparison.push(pair.here(old, new, Bearing::Same).of_types(Types::OBJECT));
    }
    let (old, mut new) = (pair.old.names_by_field(), pair.new.names_by_field());
    for (name, old) in old {
        let new = new.remove(name).unwrap_or_default();
        names(pair, &old, &new, &format!("required beside {name}"), comparison);
    }
    for (name, new) in new {
        names(pair, &BTreeMap::new(), &new, &format!("required beside {name}"), comparison);
    }
}

/// Notes the fields of which only one schema says something.
fn names<'a>(
    pair: &Pair<'a>,
    old: &BTreeMap<&str, String>,
    new: &BTreeMap<&str, String>,
    said: &str,
    comparison: &mut Comparison<'a>,
) {
    for (name, pointer) in old.iter().filter(|(name, _)| !new.contains_key(*name)) {
        let what = format!("no longer {said}");
        comparison.note_of(pair, pair.field(name), pointer.clone(), Effect::WIDENS, what);
    }
    for (name, pointer) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
        let what = format!("now {said}");
        comparison.note_of(pair, pair.field(name), pointer.clone(), Effect::NARROWS, what);
    }
}

fn items<'a>(pair: &Pair<'a>, comparison: &mut Comparison<'a>) {
    let ((old, old_rest), (new, new_rest)) = (pair.old.items(), pair.new.items());
    for index in 0..old.len().max(new.len()) {
        let at = |items: &[Place<'a>], rest: &Place<'a>| items.get(index).unwrap_or(rest).clone();
        comparison.push(pair.within(at(&old, &old_rest), at(&new, &new_rest), &format!("[{index}]")));
    }
    comparison.push(pair.within(old_rest, new_rest, "[]"));
}

fn contains<'a>(pair: &Pair<'a>, comparison: &mut Comparison<'a>) {
    if comparison.is_in_both(pair, "contains") {
        let (old, new) = pair.at("contains");
        // At most so many of them: the more there are, the less is accepted.
        let bearing = if pair.either_has("maxContains") { Bearing::Unclear } else { Bearing::Same };
        comparison.push(pair.within(old, new, "[]").with(bearing));
    }
}
