//! Mends a payload enough for the model to hold it, so that all other rules can run: what is wrong or missing is
//! reported once, then replaced by the example of its schema, and nothing more is said of it.

use std::ops::Range;

use serde_json::{Map, Number, Value as Json};

use super::{
    Visibility,
    structure::{Contract, Defect, Field},
    tree::{Aspect, Node, Value, child_pointer, is_within, parent_pointer, tokens},
};
use crate::{
    Context, Finding, Payload,
    rules::{Fault, MISSING_FIELD, NEW_FIELD, NULL_FIELD, UNKNOWN_FIELD, WRONG_TYPE},
};

/// A payload on its way into the model.
pub(super) struct Recovery<'a> {
    root: &'a Node,
    contract: &'static Contract,
    payload: Json,
    /// The pointers of values that were replaced.
    replaced: Vec<String>,
    /// The pointers of objects of which a member was lost.
    incomplete: Vec<String>,
    /// The pointers of fields that are `null`.
    nulls: Vec<String>,
}

impl<'a> Recovery<'a> {
    pub(super) fn of(root: &'a Node, doubtful: &[Range<usize>], contract: &'static Contract) -> Self {
        let mut recovery = Self {
            root,
            contract,
            payload: Json::Null,
            replaced: Vec::new(),
            incomplete: Vec::new(),
            nulls: Vec::new(),
        };
        recovery.payload = recovery.json(root, "", doubtful);
        recovery
    }

    /// The value as the schema's validator takes it: without fields that are `null`, with `null` for the unreadable.
    fn json(&mut self, node: &Node, pointer: &str, doubtful: &[Range<usize>]) -> Json {
        let is_leaf = !matches!(node.value, Value::Array(_) | Value::Object(_));
        let is_doubtful = |it: &Range<usize>| it.start < node.span.end && node.span.start < it.end;
        if is_leaf && doubtful.iter().any(is_doubtful) {
            self.replaced.push(pointer.to_owned());
            return Json::Null;
        }
        match &node.value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            Value::Number(digits) => number(digits),
            Value::Text(text) => Json::String(text.clone()),
            Value::Unreadable => {
                self.replaced.push(pointer.to_owned());
                Json::Null
            }
            Value::Array(items) => {
                let item =
                    |(index, item): (usize, &Node)| self.json(item, &format!("{pointer}/{index}"), doubtful);
                Json::Array(items.iter().enumerate().map(item).collect())
            }
            Value::Object(object) => {
                if object.incomplete {
                    self.incomplete.push(pointer.to_owned());
                }
                let mut fields = Map::new();
                for member in &object.members {
                    let pointer = child_pointer(pointer, &member.key);
                    let value = self.json(&member.node, &pointer, doubtful);
                    // Where the schema knows of no such field, it says so itself, or lets anything pass.
                    let is_absent =
                        matches!(member.node.value, Value::Null) && self.contract.field(&pointer).is_known();
                    if is_absent {
                        self.nulls.push(pointer);
                        fields.remove(&member.key);
                    } else {
                        fields.insert(member.key.clone(), value);
                    }
                }
                Json::Object(fields)
            }
        }
    }

    /// Everything that is wrong with the payload but its text.
    pub(super) fn findings<T: Payload>(&mut self, context: &Context) -> Vec<Finding> {
        let mut findings = Vec::new();
        for defect in self.contract.defects(&self.payload) {
            findings.extend(self.mend(defect));
        }
        self.fill_unreadable();
        match serde_json::from_value::<T>(self.payload.clone()) {
            Ok(model) => {
                let report = model.check(context);
                findings.extend(report.findings().iter().filter(|it| !self.is_muted(it)).cloned());
            }
            // The schema and the model disagree, which the tests rule out; a payload never passes for it.
            Err(_) if findings.is_empty() => findings.push(WRONG_TYPE.at("", &Fault::of(&self.payload))),
            Err(_) => {}
        }
        let fault = Fault::of(&Json::Null);
        let is_known = |pointer: &&String| !findings.iter().any(|it| is_within(pointer, &it.pointer));
        if T::KIND.is_response() {
            return findings; // what the platform sends as null is its own affair
        }
        let nulls: Vec<_> = self.nulls.iter().filter(is_known).map(|it| NULL_FIELD.at(it, &fault)).collect();
        findings.extend(nulls);
        findings
    }

    /// Reports a defect of the structure, and puts something sound in its place.
    fn mend(&mut self, defect: Defect) -> Option<Finding> {
        match defect {
            Defect::Value { pointer, rule, options } => {
                if self.is_replaced(&pointer) {
                    return None;
                }
                let value = self.payload.pointer(&pointer).cloned().unwrap_or_default();
                let personal = self.contract.field(&pointer).is_personal();
                let finding = rule.at(&pointer, &Fault { options, personal, ..Fault::of(&value) });
                self.replace(&pointer);
                Some(finding)
            }
            Defect::Missing { pointer, name } => {
                let is_null = self.nulls.contains(&pointer);
                let is_lost = self.incomplete.iter().any(|it| it == parent_pointer(&pointer));
                let fault =
                    Fault { options: vec![name], limit: is_null.then_some(0), ..Fault::of(&Json::Null) };
                let finding = MISSING_FIELD.at(&pointer, &fault);
                self.replace(&pointer);
                (is_null || !is_lost).then_some(finding)
            }
            Defect::Unknown { pointer, key, options } => {
                let value = Json::from(key.as_str());
                let finding = UNKNOWN_FIELD.at(&pointer, &Fault { options, ..Fault::of(&value) });
                if let Some(Json::Object(fields)) = self.payload.pointer_mut(parent_pointer(&pointer)) {
                    fields.remove(&key);
                }
                Some(finding)
            }
        }
    }

    /// What could not be read stands as `null` so far; where the schema allows that, it is left out.
    fn fill_unreadable(&mut self) {
        for pointer in self.replaced.clone() {
            if self.payload.pointer(&pointer).is_some_and(Json::is_null) {
                self.replace(&pointer);
            }
        }
    }

    fn replace(&mut self, pointer: &str) {
        let example = self.contract.example(pointer).unwrap_or_default();
        self.replaced.push(pointer.to_owned());
        if let Some(value) = self.payload.pointer_mut(pointer) {
            *value = example;
        } else if let (Some(Json::Object(fields)), Some(name)) =
            (self.payload.pointer_mut(parent_pointer(pointer)), tokens(pointer).last())
        {
            fields.insert(name, example);
        }
    }

    fn is_replaced(&self, pointer: &str) -> bool {
        self.replaced.iter().any(|replaced| is_within(pointer, replaced))
    }

    /// Whether a finding is at, or follows from, something that was replaced or lost.
    fn is_muted(&self, finding: &Finding) -> bool {
        let mut pointers = std::iter::once(&finding.pointer).chain(&finding.causes);
        let is_lost = |pointer: &str| {
            !self.root.has(pointer) && self.incomplete.iter().any(|incomplete| is_within(pointer, incomplete))
        };
        pointers.any(|pointer| self.is_replaced(pointer) || is_lost(pointer))
    }

    /// Fields and values of a response that this version does not know.
    pub(super) fn news(&self) -> Vec<(Aspect, Finding)> {
        let mut findings = Vec::new();
        collect_news(self.root, "", self.contract.root(), &mut findings);
        findings
    }

    /// What of the text may be shown.
    pub(super) fn visibility(&self) -> Visibility {
        let mut visibility = Visibility::default();
        collect_visibility(self.root, self.contract.root(), &mut visibility);
        visibility
    }
}

fn collect_news(node: &Node, pointer: &str, field: Field<'_>, findings: &mut Vec<(Aspect, Finding)>) {
    match &node.value {
        Value::Object(object) => {
            for member in &object.members {
                let (pointer, inner) = (child_pointer(pointer, &member.key), field.child(&member.key));
                if inner.is_known() {
                    collect_news(&member.node, &pointer, inner, findings);
                } else if field.names_fields() {
                    findings.push((Aspect::Key, new("field", pointer)));
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect_news(item, &format!("{pointer}/{index}"), field.child("0"), findings);
            }
        }
        Value::Text(text) if field.is_new(text) => {
            findings.push((Aspect::Value, new("value", pointer.to_owned())));
        }
        _ => {}
    }
}

fn new(what: &str, pointer: String) -> Finding {
    let options = vec![what.to_owned()];
    NEW_FIELD.at(pointer, &Fault { options, ..Fault::of(&Json::Null) })
}

fn collect_visibility(node: &Node, field: Field<'_>, visibility: &mut Visibility) {
    let is_public = match &node.value {
        Value::Object(object) => {
            for member in &object.members {
                visibility.public.push(member.key_span.clone());
                collect_visibility(&member.node, field.child(&member.key), visibility);
            }
            return;
        }
        Value::Array(items) => {
            for item in items {
                collect_visibility(item, field.child("0"), visibility);
            }
            return;
        }
        Value::Null => true,
        Value::Unreadable => false,
        Value::Bool(value) => field.is_public(&Json::Bool(*value)),
        Value::Number(digits) => field.is_public(&number(digits)),
        Value::Text(text) => field.is_public(&Json::String(text.clone())),
    };
    let places = if is_public { &mut visibility.public } else { &mut visibility.private };
    places.push(node.span.clone());
}

/// A number of any size: what no reader can hold becomes the largest that it can.
fn number(digits: &str) -> Json {
    match serde_json::from_str::<Number>(digits) {
        Ok(number) => Json::Number(number),
        Err(_) if digits.starts_with('-') => Json::from(f64::MIN),
        Err(_) => Json::from(f64::MAX),
    }
}
