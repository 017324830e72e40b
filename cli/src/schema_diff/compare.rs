//! Compares two schemas by checking, in both directions, that one accepts all values that the other accepts.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};

use serde_json::Value;

use super::schema_node::{SchemaNode, TYPES, applies};
use crate::args::Side;

/// The number of checks in a comparison. Only references that cross on purpose lead to more.
const MAX_CHECKS: usize = 50_000;
const LIMITS: [&str; 8] =
    ["format", "maxItems", "maxLength", "maximum", "minItems", "minLength", "minimum", "pattern"];

/// What changed, and whom that breaks.
pub(super) type Changes = Vec<(String, HashSet<Side>)>;
/// Returns who relies on a definition, in a document of several payloads.
type SideOf = Option<fn(&str) -> Option<Side>>;

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

#[derive(Default)]
pub(super) struct Comparison<'a> {
    side_of: SideOf,
    /// A queue, since recursion along references could exhaust the stack.
    queue: VecDeque<Check<'a>>,
    seen: HashSet<CheckKey>,
    /// The affected kinds of values, and whom the change breaks.
    changes: BTreeMap<ChangeKey<'a>, (BTreeSet<String>, HashSet<Side>)>,
}

impl<'a> Comparison<'a> {
    /// The changes in a fixed order; `None` if there are too many subschemas to compare.
    pub(super) fn changes(roots: [&'a Value; 2], reliant: Option<Side>, side_of: SideOf) -> Option<Changes> {
        let mut comparison = Self { side_of, ..Self::default() };
        let [old, new] = roots.map(|root| SchemaNode { root, value: root, definition: None });
        let directions = [(old, new, Side::Senders), (new, old, Side::Readers)];
        for (from, to, side) in directions.into_iter().filter(|_| old.value != new.value) {
            let (is_forward, field, breaks) = (side == Side::Senders, String::new(), Some(side));
            let check = Check { from, to, is_forward, json_type: "", field, rule: None, breaks, reliant };
            comparison.push(check, &TYPES);
        }
        while let Some(check) = comparison.queue.pop_front().filter(|_| comparison.seen.len() <= MAX_CHECKS) {
            comparison.run(&check);
        }
        let change = |((field, what, rule), (kinds, breaks)): (ChangeKey<'_>, (BTreeSet<_>, _))| {
            let field = if field.is_empty() { "the whole payload" } else { &field };
            let rule = rule.map_or_else(String::new, |rule| format!(", in rule {rule}"));
            (format!("{field}: {what}{}{rule}", Vec::from_iter(kinds).join(" or")), breaks)
        };
        (comparison.seen.len() <= MAX_CHECKS).then(|| comparison.changes.into_iter().map(change).collect())
    }

    fn note(&mut self, check: &Check<'a>, [forward, backward]: [impl ToString; 2]) -> &mut BTreeSet<String> {
        let what = if check.is_forward { forward.to_string() } else { backward.to_string() };
        let (kinds, breaks) = self.changes.entry((check.field.clone(), what, check.rule)).or_default();
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
        let side = self.side_of.zip(to.definition).and_then(|(side_of, name)| side_of(name));
        if side.is_some() && check.reliant.is_none() && from.definition == to.definition {
            (check.reliant, check.field) = (side, to.definition.unwrap_or_default().to_owned());
        }
        for json_type in types.iter().filter(|it| from.allows(it) && !to.accepts_all(it)) {
            check.json_type = json_type;
            let nodes = [from, to].map(|node| std::ptr::from_ref(node.value));
            if !self.seen.insert((nodes, json_type, check.is_forward, [check.breaks, check.reliant])) {
                continue;
            }
            match to.unsupported().or_else(|| from.unsupported()) {
                Some(keyword) => drop(self.note(&check, [format_args!("`{keyword}` cannot be compared"); 2])),
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

    /// Queues the reverse check. The more `not` and `if` accept, the less the whole accepts.
    fn push_reversed(&mut self, check: &Check<'a>, keyword: &str) {
        let reversed = Check { is_forward: !check.is_forward, ..check.clone() };
        self.push_with(&reversed, check.to.at(keyword), check.from.at(keyword));
    }

    fn run(&mut self, check: &Check<'a>) {
        let Check { from, to, json_type, .. } = *check;
        if from.has("allOf") || to.has("allOf") {
            for (part, counterpart) in paired([to, from].map(|node| node.list("allOf"))) {
                match counterpart {
                    Some(counterpart) => self.push_with(check, counterpart, part),
                    None if to.has("allOf") => self.push_with(check, from, part),
                    None => break,
                }
                if !to.has("allOf") {
                    return;
                }
            }
        }
        if from.has("anyOf") && !to.has("anyOf") && from.has_only(&["anyOf", "type"], json_type) {
            from.alternatives(json_type).into_iter().for_each(|it| self.push_with(check, it, to));
        } else {
            self.keywords(check);
        }
    }

    fn any_of(&mut self, check: &Check<'a>) {
        let Check { from, to, json_type, .. } = *check;
        // If one alternative accepts everything, the others do not matter, such as the known values of an open list.
        let accepts_all = to.alternatives(json_type).iter().any(|it| it.accepts_all(json_type));
        let lists =
            [from, to].map(|it| if accepts_all { it.list("anyOf") } else { it.alternatives(json_type) });
        let check = Check { breaks: check.breaks.filter(|_| !accepts_all), ..check.clone() };
        for (node, counterpart) in paired(lists) {
            match counterpart {
                Some(counterpart) => self.push_with(&check, node, counterpart),
                None if accepts_all => {}
                None => self.note_rejected(&check, node.definition.unwrap_or(json_type)),
            }
        }
    }

    fn keywords(&mut self, check: &Check<'a>) {
        let Check { from, to, json_type, .. } = *check;
        self.values(check);
        self.limits(check);
        if to.has("anyOf") {
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
            self.push(check.within("[]", from.at("items"), to.at("items")), &TYPES);
            if self.both_have(check, "contains") {
                self.push(check.within("[]", from.at("contains"), to.at("contains")), &TYPES);
            }
        }
    }

    fn values(&mut self, check: &Check<'a>) {
        let [from, to] = [check.from, check.to].map(|node| node.values(check.json_type));
        let Some(to) = to else { return };
        let (values, what) = match from {
            Some(from) => (&from - &to, ["no longer", "now also"]),
            None => (to, ["now only", "no longer only"]),
        };
        // There is only one null, and both accept it.
        if !values.is_empty() && check.json_type != "null" {
            let values = Vec::from_iter(values).join(", ");
            self.note(check, what.map(|what| format!("{what} {values}")));
        }
    }

    fn limits(&mut self, check: &Check<'a>) {
        for name in LIMITS.into_iter().filter(|name| applies(name, check.json_type)) {
            let what = match (check.from.value.get(name), check.to.value.get(name)) {
                (Some(from), Some(to)) if is_stricter(name, from, to) => {
                    [(from, to), (to, from)].map(|(old, new)| format!("`{name}` changed from {old} to {new}"))
                }
                (None, Some(to)) => ["added", "removed"].map(|change| format!("`{name}` {change}: {to}")),
                _ => continue,
            };
            self.note(check, what);
        }
    }

    /// Whether both have a keyword. Notes it if only `to` does.
    fn both_have(&mut self, check: &Check<'a>, keyword: &str) -> bool {
        let [in_from, in_to] = [check.from, check.to].map(|node| node.has(keyword));
        if in_to && !in_from {
            self.note(check, ["added", "removed"].map(|change| format!("`{keyword}` {change}")));
        }
        in_from && in_to
    }

    fn object(&mut self, check: &Check<'a>) {
        let nodes = [check.from, check.to];
        let [from_fields, to_fields] = nodes.map(|node| node.map(&["properties"]));
        let [from_other, to_other] = nodes.map(|node| node.at("additionalProperties"));
        let is_anything = |node: SchemaNode<'_>| TYPES.iter().all(|it| node.accepts_all(it));
        let [is_from_closed, is_to_closed] = [from_other, to_other].map(|it| *it.value == Value::Bool(false));
        for name in from_fields.keys().chain(to_fields.keys()).copied().collect::<BTreeSet<_>>() {
            // A field that only one schema names is one of the other fields to the other schema.
            let (from, to) = (from_fields.get(name), to_fields.get(name));
            let field = check.within(name, *from.unwrap_or(&from_other), *to.unwrap_or(&to_other));
            if to.is_none() && is_to_closed {
                self.note(&field, ["field removed", "field added"]);
            } else if from.is_none() && is_anything(from_other) && !is_anything(field.to) {
                self.note(&field, ["field added", "field removed"]);
            } else {
                self.push(field, &TYPES);
            }
        }
        if is_to_closed && !is_from_closed {
            self.note_rejected(check, "other fields");
        } else {
            self.push(check.within("*", from_other, to_other), &TYPES);
        }
        for name in &check.to.required() - &check.from.required() {
            self.note(&check.within(name, check.from, check.to), ["now required", "no longer required"]);
        }
        let [mut from_parts, to_parts] = nodes.map(|node| node.map(&["dependencies", "dependentSchemas"]));
        for (name, part) in to_parts {
            self.push_with(check, from_parts.remove(name).unwrap_or(check.from), part);
        }
    }
}

/// Whether a limit may reject more values. Of formats and patterns, this is unknown.
fn is_stricter(name: &str, from: &Value, to: &Value) -> bool {
    match (from.as_f64(), to.as_f64()) {
        (Some(from), Some(to)) if from != to => (from > to) == name.starts_with("max"),
        _ => from != to,
    }
}

/// Pairs subschemas with equal ones, then with those of the same name, then in order if as many are left of both.
fn paired<'a>(lists: [Vec<SchemaNode<'a>>; 2]) -> Vec<(SchemaNode<'a>, Option<SchemaNode<'a>>)> {
    let [mut nodes, mut others] = lists;
    let mut pairs = Vec::new();
    let name = |node: &SchemaNode<'a>| node.definition.or(node.rule());
    for by_name in [false, true] {
        nodes.retain(|node| {
            let index = others.iter().position(|it| match by_name {
                true => name(it).is_some() && name(it) == name(node),
                false => it.value == node.value,
            });
            pairs.extend(index.map(|index| (*node, Some(others.remove(index)))));
            index.is_none()
        });
    }
    let is_even = nodes.len() == others.len();
    let mut others = others.into_iter().filter(|_| is_even);
    pairs.extend(nodes.into_iter().map(|node| (node, others.next())));
    pairs
}
