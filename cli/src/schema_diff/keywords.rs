//! What a place says of a value itself: its type, the values it lists, its limits.

use std::{cmp::Ordering, collections::HashSet};

use serde_json::Value;

use super::{
    change::Effect,
    compare::{Comparison, Pair},
    schema::{Place, types_of},
    types::Types,
};

/// How many characters of a value, and how many values, are shown.
const LONG_VALUE: usize = 60;
const MANY_VALUES: usize = 5;

/// Keywords that set a limit.
const LIMITS: &[(&str, Limit)] = &[
    ("exclusiveMaximum", Limit::Most),
    ("exclusiveMinimum", Limit::Least),
    ("maxItems", Limit::Most),
    ("maxLength", Limit::Most),
    ("maxProperties", Limit::Most),
    ("maximum", Limit::Most),
    ("minItems", Limit::Least),
    ("minLength", Limit::Least),
    ("minProperties", Limit::Least),
    ("minimum", Limit::Least),
];
/// Keywords of which it is only known that less is accepted with them than without.
const TESTS: &[&str] = &[
    "$dynamicRef",
    "$recursiveRef",
    "contentEncoding",
    "contentMediaType",
    "format",
    "multipleOf",
    "pattern",
    "uniqueItems",
];

#[derive(Clone, Copy)]
enum Limit {
    Most,
    Least,
}

pub(super) fn compare<'a>(pair: &Pair<'a>, comparison: &mut Comparison<'a>) {
    types(pair, comparison);
    values(pair, comparison);
    for (keyword, limit) in LIMITS {
        changed(pair, keyword, |old, new| limited(*limit, old, new), comparison);
    }
    for keyword in TESTS {
        changed(pair, keyword, test, comparison);
    }
    if pair.old.keyword("contains").is_some() && pair.new.keyword("contains").is_some() {
        changed(pair, "maxContains", |old, new| limited(Limit::Most, old, new), comparison);
        // Without it, there must be one.
        let one = Value::from(1);
        let least = |old: Option<&Value>, new: Option<&Value>| {
            limited(Limit::Least, old.or(Some(&one)), new.or(Some(&one)))
        };
        changed(pair, "minContains", least, comparison);
    }
    let (old, new) = (pair.old.value_beside_list(), pair.new.value_beside_list());
    changed(pair, "const", |_, _| test(old, new), comparison);
    let (old, new) = (pair.old.lost_reference(), pair.new.lost_reference());
    changed(pair, "$ref", |_, _| test(old, new), comparison);
}

/// Notes a changed keyword, if it speaks of what both accept.
fn changed<'a>(
    pair: &Pair<'a>,
    keyword: &str,
    effect: impl Fn(Option<&Value>, Option<&Value>) -> Effect,
    comparison: &mut Comparison<'a>,
) {
    let (old, new) = (pair.old.keyword(keyword), pair.new.keyword(keyword));
    let effect = effect(old, new);
    let matters = types_of(keyword).is_some_and(|types| types.meets(pair.types()));
    if matters && effect != Effect::NONE {
        let what = format!("{keyword} {} → {}", shown_or_none(old), shown_or_none(new));
        comparison.note(pair, pair.pointer_to(keyword), effect, what);
    }
}

fn types<'a>(pair: &Pair<'a>, comparison: &mut Comparison<'a>) {
    let (old, new) = (pair.old.types(), pair.new.types());
    let lost = (old - pair.new.declared_types()) & pair.given();
    let gained = (new - pair.old.declared_types()) & pair.given();
    let nothing = [&pair.new, &pair.old].into_iter().find(|it| it.is_nothing());
    let pointer = nothing.map_or_else(|| pair.pointer_to("type"), |it| it.pointer.clone());
    for (types, effect) in [(lost, Effect::NARROWS), (gained, Effect::WIDENS)] {
        if !types.is_none() {
            comparison.note(pair, pointer.clone(), effect, format!("type {old} → {new}"));
        }
    }
}

fn values<'a>(pair: &Pair<'a>, comparison: &mut Comparison<'a>) {
    // What becomes of values of other types is told by their type.
    let types = pair.old.declared_types() & pair.new.declared_types() & pair.given();
    let listed =
        |values: Vec<&'a Value>| values.into_iter().filter(|it| types.has(Types::of(it))).collect::<Vec<_>>();
    let keyword =
        if pair.old.keyword("const").or(pair.new.keyword("const")).is_some() { "const" } else { "enum" };
    let pointer = pair.pointer_to(keyword);
    let list = |place: &Place<'a>| place.values().map(listed).or_else(|| types.values());
    match (list(&pair.old), list(&pair.new)) {
        (Some(old), Some(new)) => {
            let gone = without(&old, &new);
            if !gone.is_empty() {
                let what = format!("no longer {}", shown_list(&gone));
                comparison.note(pair, pointer.clone(), Effect::NARROWS, what);
            }
            let added = without(&new, &old);
            if !added.is_empty() {
                comparison.note(pair, pointer, Effect::WIDENS, format!("now also {}", shown_list(&added)));
            }
        }
        (None, Some(new)) if !types.is_none() => {
            comparison.note(pair, pointer, Effect::NARROWS, format!("now only {}", shown_list(&new)));
        }
        (Some(old), None) if !types.is_none() => {
            comparison.note(pair, pointer, Effect::WIDENS, format!("no longer only {}", shown_list(&old)));
        }
        _ => {}
    }
}

fn without<'a>(values: &[&'a Value], others: &[&Value]) -> Vec<&'a Value> {
    let others: HashSet<_> = others.iter().copied().collect();
    values.iter().copied().filter(|it| !others.contains(it)).collect()
}

fn limited(limit: Limit, old: Option<&Value>, new: Option<&Value>) -> Effect {
    let (Some(from), Some(to)) = (old, new) else { return test(old, new) };
    match (limit, compared(from, to)) {
        _ if from == to => Effect::NONE,
        (Limit::Most, Some(Ordering::Greater)) | (Limit::Least, Some(Ordering::Less)) => Effect::NARROWS,
        (Limit::Most, Some(Ordering::Less)) | (Limit::Least, Some(Ordering::Greater)) => Effect::WIDENS,
        _ => Effect::EITHER,
    }
}

/// `None`, or equal, where two numbers differ in a way that cannot be told.
fn compared(old: &Value, new: &Value) -> Option<Ordering> {
    let whole = |value: &Value| value.as_i64().map(i128::from).or(value.as_u64().map(i128::from));
    match (whole(old), whole(new)) {
        (Some(old), Some(new)) => Some(old.cmp(&new)),
        _ => old.as_f64()?.partial_cmp(&new.as_f64()?),
    }
}

/// What it does that something is tested, or no longer, or in another way.
fn test(old: Option<&Value>, new: Option<&Value>) -> Effect {
    match (old, new) {
        (None, Some(_)) => Effect::NARROWS,
        (Some(_), None) => Effect::WIDENS,
        (old, new) if old == new => Effect::NONE,
        _ => Effect::EITHER,
    }
}

fn shown_or_none(value: Option<&Value>) -> String {
    value.map_or_else(|| "none".to_owned(), shown)
}

pub(super) fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(LONG_VALUE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn shown_list(values: &[&Value]) -> String {
    let mut shown: Vec<_> = values.iter().take(MANY_VALUES).map(|it| self::shown(it)).collect();
    if values.len() > MANY_VALUES {
        shown.push(format!("{} more", values.len() - MANY_VALUES));
    }
    match shown.split_last() {
        None => "nothing".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}
