//! Compares two schemas by checking, in both directions, that one accepts all values that the other accepts.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet, VecDeque},
    ptr,
};

use serde_json::Value;

use super::{
    keywords,
    schema_node::{SchemaNode, TYPES},
};
use crate::args::Side;

/// The number of checks in a comparison. Only references that cross on purpose lead to more.
const MAX_CHECKS: usize = 50_000;

/// What changed, and whom that breaks.
pub(super) type Change = (String, HashSet<Side>);

/// A check that `to` accepts all values of a type that `from` accepts.
#[derive(Clone)]
struct Check<'a> {
    from: SchemaNode<'a>,
    to: SchemaNode<'a>,
    /// Whether `from` is in the old schema.
    is_forward: bool,
    json_type: &'static str,
    /// The path of the values in the payload.
    field: String,
    rule: Option<&'a str>,
    /// Who breaks if the check fails; `None` if other subschemas accept the values anyway.
    breaks: Option<Side>,
    /// Who relies on the schema; `None` is both sides.
    reliant: Option<Side>,
}

impl<'a> Check<'a> {
    /// Subschemas for values within.
    fn within(&self, name: &str, from: SchemaNode<'a>, to: SchemaNode<'a>) -> Self {
        let dot = if self.field.is_empty() || name == "[]" { "" } else { "." };
        Self { from, to, field: format!("{}{dot}{name}", self.field), ..self.clone() }
    }
}

/// The subschemas, the type, the direction and the sides of a check.
type CheckKey = ([*const Value; 2], &'static str, bool, [Option<Side>; 2]);
/// The field, what changed, and in which rule.
type ChangeKey<'a> = (String, String, Option<&'a str>);

pub(super) struct Comparison<'a> {
    /// Who relies on a definition, in a document of several payloads.
    definition_side: fn(&str) -> Option<Side>,
    /// A queue, since recursion along references could exhaust the stack.
    queue: VecDeque<Check<'a>>,
    seen: HashSet<CheckKey>,
    /// The affected kinds of values, and whom the change breaks.
    changes: BTreeMap<ChangeKey<'a>, (BTreeSet<String>, HashSet<Side>)>,
}

impl<'a> Comparison<'a> {
    /// The changes in a fixed order; `None` if there are too many subschemas to compare.
    pub(super) fn changes(
        [old, new]: [SchemaNode<'a>; 2],
        reliant: Option<Side>,
        definition_side: fn(&str) -> Option<Side>,
    ) -> Option<Vec<Change>> {
        let (queue, seen, changes) = (VecDeque::new(), HashSet::new(), BTreeMap::new());
        let mut comparison = Self { definition_side, queue, seen, changes };
        let directions = [(old, new, true, Side::Senders), (new, old, false, Side::Readers)];
        for (from, to, is_forward, side) in directions.into_iter().filter(|_| old.value != new.value) {
            let (field, breaks) = (String::new(), Some(side));
            let check = Check { from, to, is_forward, json_type: "", field, rule: None, breaks, reliant };
            comparison.push(check, &TYPES);
        }
        while let Some(check) = comparison.queue.pop_front() {
            comparison.run(&check);
            if comparison.seen.len() > MAX_CHECKS {
                return None;
            }
        }
        let change = |((field, what, rule), (kinds, breaks)): (ChangeKey<'_>, (BTreeSet<_>, _))| {
            let field = if field.is_empty() { "the whole payload" } else { &field };
            let rule = rule.map_or_else(String::new, |rule| format!(", in rule {rule}"));
            (format!("{field}: {what}{}{rule}", Vec::from_iter(kinds).join(" or")), breaks)
        };
        Some(comparison.changes.into_iter().map(change).collect())
    }

    fn note(&mut self, check: &Check<'a>, [forward, backward]: [&str; 2]) -> &mut BTreeSet<String> {
        let what = if check.is_forward { forward } else { backward };
        let key = (check.field.clone(), what.to_owned(), check.rule);
        let (kinds, breaks) = self.changes.entry(key).or_default();
        breaks.extend(check.breaks.filter(|side| check.reliant.is_none_or(|it| it == *side)));
        kinds
    }

    fn note_rejected(&mut self, check: &Check<'a>, kind: &str) {
        self.note(check, ["no longer accepts", "now also accepts"]).insert(format!(" {kind}"));
    }

    /// Queues a check for each type that both subschemas allow. Notes the types that only `from` allows.
    fn push(&mut self, mut check: Check<'a>, types: &[&'static str]) {
        let [from, to] = [check.from.resolved(), check.to.resolved()];
        (check.from, check.to) = (from, to);
        let definition =
            to.definition.filter(|_| check.reliant.is_none() && from.definition == to.definition);
        if let Some((name, side)) = definition.and_then(|it| Some((it, (self.definition_side)(it)?))) {
            (check.reliant, check.field) = (Some(side), name.to_owned());
        }
        let unsupported = to.unsupported().or_else(|| from.unsupported());
        for json_type in types.iter().filter(|it| from.allows(it) && !to.accepts_all(it)) {
            check.json_type = json_type;
            let nodes = [from, to].map(|node| ptr::from_ref(node.value));
            if !self.seen.insert((nodes, json_type, check.is_forward, [check.breaks, check.reliant])) {
                continue;
            }
            match unsupported {
                Some(keyword) => drop(self.note(&check, [&format!("`{keyword}` cannot be compared"); 2])),
                None if to.allows(json_type) => self.queue.push_back(check.clone()),
                None => self.note_rejected(&check, json_type),
            }
        }
    }

    /// Queues a check of other subschemas for the same values.
    fn push_with(&mut self, check: &Check<'a>, from: SchemaNode<'a>, to: SchemaNode<'a>) {
        let rule = to.rule().or(from.rule()).or(check.rule);
        self.push(Check { from, to, rule, ..check.clone() }, &[check.json_type]);
    }

    /// Queues a check of the subschemas of a keyword for values within.
    fn push_within(&mut self, check: &Check<'a>, name: &str, keyword: &str) {
        self.push(check.within(name, check.from.at(keyword), check.to.at(keyword)), &TYPES);
    }

    /// Queues the reverse check. The more `not` and `if` accept, the less the whole accepts.
    fn push_reversed(&mut self, check: &Check<'a>, keyword: &str) {
        let reversed = Check { is_forward: !check.is_forward, ..check.clone() };
        self.push_with(&reversed, check.to.at(keyword), check.from.at(keyword));
    }

    fn run(&mut self, check: &Check<'a>) {
        let Check { from, to, json_type, .. } = *check;
        if let [true, _] | [_, true] = [from, to].map(|it| it.get("allOf").is_some()) {
            for (part, counterpart) in counterparts(to.list("allOf"), from.list("allOf")) {
                let is_whole = ptr::eq(part.value, to.value);
                match counterpart {
                    Some(counterpart) => self.push_with(check, counterpart, part),
                    None if is_whole => break,
                    None => self.push_with(check, from, part),
                }
                if is_whole {
                    return;
                }
            }
        }
        let is_choice = from.get("anyOf").is_some() && from.has_only(&["anyOf", "type"], json_type);
        if is_choice && to.get("anyOf").is_none() {
            from.alternatives(json_type).into_iter().for_each(|it| self.push_with(check, it, to));
        } else {
            self.keywords(check);
        }
    }

    fn any_of(&mut self, check: &Check<'a>) {
        let Check { from, to, json_type, .. } = *check;
        if to.alternatives(json_type).iter().any(|it| it.accepts_all(json_type)) {
            // The other alternatives do not matter, such as the known values of an open list.
            let idle = Check { breaks: None, ..check.clone() };
            for (node, counterpart) in counterparts(from.list("anyOf"), to.list("anyOf")) {
                counterpart.into_iter().for_each(|it| self.push_with(&idle, node, it));
            }
            return;
        }
        for (node, counterpart) in counterparts(from.alternatives(json_type), to.alternatives(json_type)) {
            match counterpart {
                Some(counterpart) => self.push_with(check, node, counterpart),
                None => self.note_rejected(check, node.definition.unwrap_or(json_type)),
            }
        }
    }

    fn keywords(&mut self, check: &Check<'a>) {
        let Check { from, to, json_type, is_forward, .. } = *check;
        for what in keywords::changes(from, to, json_type, is_forward) {
            self.note(check, [&what; 2]);
        }
        if to.get("anyOf").is_some() {
            self.any_of(check);
        }
        if self.both_have(check, "not") {
            self.push_reversed(check, "not");
        }
        if self.both_have(check, "if") {
            self.push_reversed(check, "if");
            self.push_with(check, from.at("then"), to.at("then"));
        }
        if json_type == "object" {
            self.object(check);
        }
        if json_type == "array" {
            self.push_within(check, "[]", "items");
            if self.both_have(check, "contains") {
                self.push_within(check, "[]", "contains");
            }
        }
    }

    /// Whether both have a keyword. Notes it if only `to` does.
    fn both_have(&mut self, check: &Check<'a>, keyword: &str) -> bool {
        let [in_from, in_to] = [check.from, check.to].map(|node| node.get(keyword).is_some());
        if in_to && !in_from {
            self.note(check, [&format!("`{keyword}` added"), &format!("`{keyword}` removed")]);
        }
        in_from && in_to
    }

    fn object(&mut self, check: &Check<'a>) {
        let nodes = [check.from, check.to];
        let [from_fields, to_fields] = nodes.map(|node| node.map("properties"));
        let [from_other, to_other] = nodes.map(|node| node.at("additionalProperties"));
        for name in from_fields.keys().chain(to_fields.keys()).copied().collect::<BTreeSet<_>>() {
            // A field that only one schema names is one of the other fields to the other schema.
            let (from, to) = (from_fields.get(name), to_fields.get(name));
            let field = check.within(name, *from.unwrap_or(&from_other), *to.unwrap_or(&to_other));
            if to.is_none() && to_other.is_nothing() {
                self.note(&field, ["field removed", "field added"]);
            } else if from.is_none() && from_other.is_anything() && !field.to.is_anything() {
                self.note(&field, ["field added", "field removed"]);
            } else {
                self.push(field, &TYPES);
            }
        }
        if to_other.is_nothing() && !from_other.is_nothing() {
            self.note_rejected(check, "other fields");
        } else {
            self.push_within(check, "*", "additionalProperties");
        }
        for name in &check.to.required() - &check.from.required() {
            self.note(&check.within(name, check.from, check.to), ["now required", "no longer required"]);
        }
        let mut dependents = check.from.dependents();
        for (name, part) in check.to.dependents() {
            self.push_with(check, dependents.remove(name).unwrap_or(check.from), part);
        }
    }
}

/// Pairs subschemas with equal ones, then with those of the same name, then in order if as many are left of both.
fn counterparts<'a>(
    mut nodes: Vec<SchemaNode<'a>>,
    mut others: Vec<SchemaNode<'a>>,
) -> Vec<(SchemaNode<'a>, Option<SchemaNode<'a>>)> {
    let mut pairs = Vec::new();
    let name = |node: &SchemaNode<'a>| node.definition.or(node.rule());
    for by_name in [false, true] {
        nodes.retain(|node| {
            let is_named =
                |it: &SchemaNode<'a>| name(it).is_some_and(|name_of_it| Some(name_of_it) == name(node));
            let index =
                others.iter().position(|it| if by_name { is_named(it) } else { it.value == node.value });
            pairs.extend(index.map(|index| (*node, Some(others.remove(index)))));
            index.is_none()
        });
    }
    let is_even = nodes.len() == others.len();
    let mut others = others.into_iter().filter(|_| is_even);
    pairs.extend(nodes.into_iter().map(|node| (node, others.next())));
    pairs
}
