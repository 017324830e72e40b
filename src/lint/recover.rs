//! Runs every check except syntax. A missing value, or a value that the model cannot represent, is reported once and
//! replaced with the example of its schema, so that all other rules can run. Findings that depend on it are dropped.

use std::{
    collections::{BTreeSet, HashSet},
    ops::Range,
};

use serde_json::{Number, Value as Json};

use super::{
    field::Field,
    findings::{Findings, PlacedFinding},
    located::{self, Innermost, innermost, opening_bracket},
    places::{is_elsewhere, is_home},
    privacy::{Keys, is_named, is_public_unknown, public_pointer},
    shallow::{Shallow, write_string},
    unknown_field::{Meant, Place},
    visibility::Visibility,
    visit::{Entry, Visit},
};
use crate::{
    context::Context,
    defect::{Defect, Safety},
    finding::Finding,
    json::{Member, Node, Object, Path, Token, Value, ancestors, overlaps},
    kind::Kind,
    model::MAX_READ_DEPTH,
    payload::{Payload, Receiver, scanned_defects},
    rule::Rule,
    rules::{
        response::{NEW_FIELD, for_reader, new_field},
        structure::{
            DUPLICATE_KEY, MISSING_FIELD, NULL_FIELD, UNKNOWN_FIELD, WRONG_TYPE, duplicate_key,
            missing_field, missing_value, null_field,
        },
        syntax::{LIMIT_EXCEEDED, unreadable},
    },
};

/// A text that has been parsed.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    pub(super) root: &'a Node<'a>,
    /// The sorted ranges that stand for invalid UTF-8. They have been reported.
    pub(super) invalid: &'a [Range<usize>],
    pub(super) keys: &'a Keys<'a>,
}

/// A walk over a payload that prepares it for the model.
struct Recovery<'a> {
    source: Source<'a>,
    kind: Kind,
    root: Visit<'a>,
    is_response: bool,
    reports_news: bool,
    findings: &'a mut Findings,
    /// The number of findings about the text alone.
    syntax_findings: usize,
    /// The path of the value that is being read.
    path: Path<'a>,
    /// The pointers of replaced values.
    replaced: BTreeSet<String>,
    /// The pointers of objects that lost a member.
    incomplete: BTreeSet<String>,
    /// The pointers where misplaced fields belong.
    homes: BTreeSet<String>,
    /// Set once the finding limit stops recovery: the rules cannot run then.
    gave_up: bool,
    /// Whether a number or the nesting of a response exceeds the limits of JSON readers.
    exceeds_limits: bool,
    /// The pointers of fields that are `null`, and whether their keys are repeated.
    nulls: Vec<(String, bool)>,
    visibility: Visibility,
    /// What has been read, as JSON: that of a payload, in the end.
    json: String,
}

/// The usual number of keys or values in a payload.
const COMMON: usize = 64;

/// Runs every check except syntax, and returns the parts of the text that may be displayed. `checked` lists the defects
/// that the rules found, if the text could be deserialized directly.
pub(super) fn find<T: Payload>(
    source: Source<'_>,
    checked: Option<Vec<(&'static Rule, Defect)>>,
    context: &Context,
    reports_news: bool,
    findings: &mut Findings,
) -> Visibility {
    let root = Visit { entry: Entry::Root(source.root), field: Field::of(T::KIND) };
    let mut recovery = Recovery {
        source,
        kind: T::KIND,
        root,
        is_response: T::KIND.is_response(),
        reports_news: reports_news && T::KIND.is_response(),
        syntax_findings: findings.iter().count(),
        findings,
        path: Path::default(),
        replaced: BTreeSet::new(),
        incomplete: BTreeSet::new(),
        homes: BTreeSet::new(),
        gave_up: false,
        exceeds_limits: false,
        nulls: Vec::new(),
        visibility: Visibility { public: Vec::with_capacity(COMMON), private: Vec::with_capacity(COMMON) },
        json: String::with_capacity(source.text.len()),
    };
    recovery.read_known(root);
    recovery.forget_misplaced();
    if !recovery.gave_up {
        match checked {
            Some(defects) => defects.into_iter().for_each(|(rule, defect)| recovery.receive(rule, defect)),
            None => recovery.check::<T>(context),
        }
        // Whether responses contain null is up to the platform.
        if !recovery.is_response {
            recovery.null_fields();
        }
        if recovery.exceeds_limits && !recovery.findings.has_errors() {
            let finding = Finding::new(&LIMIT_EXCEEDED, unreadable());
            recovery.findings.push(PlacedFinding::new(finding, source.root.span.clone()));
        }
    }
    recovery.visibility
}

impl<'a> Recovery<'a> {
    /// Reads a value that the schema describes.
    fn read_known(&mut self, visit: Visit<'a>) {
        let Visit { entry, field } = visit;
        let node = entry.node();
        let value = match &node.value {
            Value::Array(_) => Some(Shallow::Array),
            Value::Object(_) => Some(Shallow::Object),
            _ => self.read_scalar(node, Some(field)),
        };
        let Some(value) = value else { return self.replace(field) };
        if let Some(breach) = field.breach(&value) {
            if matches!(value, Shallow::Array | Shallow::Object) {
                self.skip(node);
            }
            let rule = breach.rule;
            if self.findings.is_full() {
                self.findings.omit(rule, rule.severity);
            } else {
                let defect = breach.describe(&Json::from(&value), field.is_personal());
                self.report_at(visit, rule, defect.moved_to(self.pointer()));
            }
            return self.replace(field);
        }
        match &node.value {
            Value::Array(items) => self.array(items, field),
            Value::Object(object) => self.object(object, &node.span, field),
            _ => value.write(&mut self.json),
        }
    }

    /// Reads a value that is not an array or object. `None` if its meaning is unknown.
    fn read_scalar(&mut self, node: &'a Node<'a>, field: Option<Field<'_>>) -> Option<Shallow<'a>> {
        let value = match &node.value {
            _ if overlaps(self.source.invalid, &node.span) => None,
            Value::Null => Some(Shallow::Null),
            Value::Bool(value) => Some(Shallow::Bool(*value)),
            Value::Number(digits) => Some(Shallow::Number(self.number(digits))),
            Value::String(text) => Some(Shallow::String(text)),
            Value::Array(_) | Value::Object(_) | Value::Unreadable => None,
        };
        let is_public = value.as_ref().is_some_and(|value| {
            matches!(value, Shallow::Null) || field.is_some_and(|field| field.is_public(value))
        });
        self.record_visibility(&node.span, is_public);
        if let (true, Some(Shallow::String(text))) = (self.reports_news, &value)
            && field.is_some_and(|field| field.is_new(text))
        {
            self.report_new("value", node.span.clone());
        }
        value
    }

    /// A number of any size; if it is too large, the largest that readers support.
    fn number(&mut self, digits: &str) -> Number {
        serde_json::from_str(digits).unwrap_or_else(|_| {
            self.exceeds_limits |= self.is_response;
            let largest = if digits.starts_with('-') { f64::MIN } else { f64::MAX };
            Number::from_f64(largest).unwrap_or(Number::from(0))
        })
    }

    fn record_visibility(&mut self, span: &Range<usize>, is_public: bool) {
        let ranges = if is_public { &mut self.visibility.public } else { &mut self.visibility.private };
        ranges.push(span.clone());
    }

    /// Replaces the value that is being read by a stand-in. The value has been reported.
    fn replace(&mut self, field: Field<'_>) {
        if self.findings.is_full() {
            self.gave_up = true;
            return;
        }
        self.replaced.insert(self.path.pointer());
        self.json.push_str(&field.stand_in().to_string());
    }

    fn array(&mut self, items: &'a [Node<'a>], field: Field<'a>) {
        let field = field.item();
        self.json.push('[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.json.push(',');
            }
            self.descend(Token::Index(index), |this| match field.is_known() {
                true => this.read_known(Visit { entry: Entry::Item(items, index), field }),
                false => drop(this.read_unknown(item)),
            });
        }
        self.json.push(']');
    }

    fn object(&mut self, object: &'a Object<'a>, span: &Range<usize>, field: Field<'a>) {
        self.repeated_keys(object);
        let mut names = Vec::with_capacity(object.members.len());
        let mut taken = HashSet::new();
        self.json.push('{');
        for (index, member) in object.members.iter().enumerate() {
            let (key, node) = (member.key.as_ref(), &member.node);
            let visit = Visit { entry: Entry::Member(&object.members, index), field: field.member(key) };
            let is_named = is_named(field, key, visit.field);
            let is_key = is_named || member.has_colon;
            let is_public = is_named || is_public_unknown(field, key, self.source.keys);
            self.record_visibility(&member.key_span, is_key && is_public);
            self.descend(Token::key(key), |this| {
                if !is_key || !object.counts(index) {
                    this.skip(node);
                } else if visit.field.is_known() {
                    // A field that is null is read as absent.
                    if matches!(node.value, Value::Null) && field.has_field(key) {
                        this.visibility.public.push(node.span.clone());
                        this.nulls.push((this.pointer(), object.is_ambiguous(key)));
                    } else {
                        this.write_key(key, &mut names);
                        this.read_known(visit);
                    }
                } else if field.is_closed() {
                    let value = this.skip(node);
                    let is_free = |name: &str| object.last(name).is_none();
                    // Which of several members with a key counts is not for a fix to decide.
                    let is_only = !object.repeats_keys || !object.is_ambiguous(key);
                    let may_take = |place: &str| is_only && taken.insert(place.to_owned());
                    this.unknown_field(visit.entry, &value, field, is_free, may_take);
                } else {
                    this.write_key(key, &mut names);
                    this.read_unknown(node);
                    if this.reports_news && field.names_fields() {
                        this.report_new("field", member.key_span.clone());
                    }
                }
            });
        }
        if object.lost_members {
            self.incomplete.insert(self.path.pointer());
        }
        self.missing_fields(&mut names, object, span, field);
        self.json.push('}');
    }

    /// Writes the key of the next member of an object that has these.
    fn write_key(&mut self, key: &'a str, names: &mut Vec<&'a str>) {
        if !names.is_empty() {
            self.json.push(',');
        }
        names.push(key);
        write_string(key, &mut self.json);
        self.json.push(':');
    }

    /// Reports keys that are repeated in an object.
    fn repeated_keys(&mut self, object: &'a Object<'a>) {
        if !object.repeats_keys {
            return;
        }
        for (index, Member { key, key_span, .. }) in object.members.iter().enumerate() {
            if object.is_repeated(index) {
                self.descend(Token::key(key), |this| {
                    let defect = duplicate_key().moved_to(this.pointer());
                    let finding = this.finding(&DUPLICATE_KEY, defect);
                    this.findings.push(PlacedFinding::new(finding, key_span.clone()));
                });
            }
        }
    }

    /// Reports a field that an object does not have. `is_free` returns whether the object lacks a known name, `may_take`
    /// whether a fix may give the field a name or a place.
    fn unknown_field(
        &mut self,
        entry: Entry<'_>,
        value: &Shallow<'_>,
        parent: Field<'_>,
        is_free: impl Fn(&str) -> bool,
        may_take: impl FnOnce(&str) -> bool,
    ) {
        let Entry::Member(members, index) = entry else { return };
        let member = &members[index];
        if self.findings.is_full() {
            self.findings.omit(&UNKNOWN_FIELD, UNKNOWN_FIELD.severity);
            return;
        }
        let Source { text, root, .. } = self.source;
        let object = &self.path.tokens()[..self.path.tokens().len() - 1];
        let place = Place { kind: self.kind, text, root, schema: self.root.field, object, parent };
        let Meant { defect, edits, moved, home } = place.meant(member, entry, value, is_free, may_take);
        self.homes.extend(home);
        let finding = Finding::new(&UNKNOWN_FIELD, defect.moved_to(self.pointer()));
        let placed = PlacedFinding::new(finding, member.key_span.clone());
        // An edit that inserts a value elsewhere would show it.
        let is_personal = moved.as_ref().is_some_and(|moved| moved.at != moved.member.start);
        self.findings.push(PlacedFinding { edits, moved, safety: Safety::Unsafe, is_personal, ..placed });
    }

    fn missing_fields(
        &mut self,
        names: &mut Vec<&'a str>,
        object: &Object<'_>,
        span: &Range<usize>,
        field: Field<'a>,
    ) {
        for name in field.required() {
            if names.contains(&name) {
                continue;
            }
            self.write_key(name, names);
            let is_null = object.last(name).is_some();
            self.descend(Token::key(name), |this| {
                let pointer = this.pointer();
                if is_null {
                    this.report(&MISSING_FIELD, missing_value(name).moved_to(pointer));
                } else if !object.lost_members {
                    let finding = this.finding(&MISSING_FIELD, missing_field(name).moved_to(pointer));
                    this.findings.push(PlacedFinding::new(finding, opening_bracket(span)));
                }
                this.replace(field.member(name));
            });
        }
    }

    /// Reads a value that the schema does not describe.
    fn read_unknown(&mut self, node: &'a Node<'a>) -> Shallow<'a> {
        if matches!(node.value, Value::Array(_) | Value::Object(_)) {
            self.exceeds_limits |= self.is_response && self.path.tokens().len() >= MAX_READ_DEPTH;
        }
        match &node.value {
            Value::Array(items) => {
                self.json.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        self.json.push(',');
                    }
                    self.descend(Token::Index(index), |this| this.read_unknown(item));
                }
                self.json.push(']');
                Shallow::Array
            }
            Value::Object(object) => {
                self.repeated_keys(object);
                let mut names = Vec::with_capacity(object.members.len());
                self.json.push('{');
                for (index, Member { key, key_span, node, .. }) in object.members.iter().enumerate() {
                    self.record_visibility(key_span, false);
                    self.descend(Token::key(key), |this| match object.counts(index) {
                        true => {
                            this.write_key(key, &mut names);
                            this.read_unknown(node);
                        }
                        false => drop(this.skip(node)),
                    });
                }
                self.json.push('}');
                Shallow::Object
            }
            _ => {
                let value = self.read_scalar(node, None).unwrap_or_default();
                value.write(&mut self.json);
                value
            }
        }
    }

    /// Reads a value that is left out of the payload.
    fn skip(&mut self, node: &'a Node<'a>) -> Shallow<'a> {
        let length = self.json.len();
        let value = self.read_unknown(node);
        self.json.truncate(length);
        value
    }

    /// The pointer of the value that is being read, as far as it may be shown.
    fn pointer(&self) -> String {
        public_pointer(self.root.field, self.path.tokens(), self.source.keys)
    }

    /// Runs `act` for a member or an array element of the value that is being read.
    fn descend<R>(&mut self, token: Token<'a>, act: impl FnOnce(&mut Self) -> R) -> R {
        self.path.push(token);
        let result = act(self);
        self.path.pop();
        result
    }

    fn report_new(&mut self, what: &str, span: Range<usize>) {
        let defect = new_field(what).moved_to(self.pointer());
        self.findings.push(PlacedFinding::new(Finding::new(&NEW_FIELD, defect), span));
    }

    /// Runs the rules on what a scan tells.
    fn check<T: Payload>(&mut self, context: &Context) {
        let text = std::mem::take(&mut self.json);
        let mut receive = |rule, defect| self.receive(rule, defect);
        let is_scanned = scanned_defects::<T>(&text, context, &mut Receiver::new(&mut receive)).is_some();
        if !is_scanned && !self.exceeds_limits {
            debug_assert!(false, "the schema and the scan of {} disagree", T::KIND);
            // Even then, the payload is invalid.
            self.report(&WRONG_TYPE, Defect::new(WRONG_TYPE.summary(), ""));
        }
    }

    /// Reports a defect, or its fallback if it is muted.
    fn receive(&mut self, rule: &'static Rule, defect: Defect) {
        let mut left = Some(defect);
        while let Some(mut defect) = left.take_if(|defect| self.is_muted(defect)) {
            left = defect.fallback.take();
        }
        left.into_iter().for_each(|defect| self.report(rule, defect));
    }

    fn null_fields(&mut self) {
        if self.nulls.is_empty() {
            return;
        }
        let of_values =
            self.findings.iter().skip(self.syntax_findings).filter(|finding| finding.rule != &DUPLICATE_KEY);
        let found: HashSet<_> = of_values.map(|finding| finding.pointer.clone()).collect();
        for (pointer, is_ambiguous) in std::mem::take(&mut self.nulls) {
            if !found.contains(&pointer) {
                let mut defect = null_field().moved_to(pointer);
                // To remove one of several members would settle which one counts.
                defect.correction = defect.correction.filter(|_| !is_ambiguous);
                self.report(&NULL_FIELD, defect);
            }
        }
    }

    /// Drops the findings on missing fields that are there, but in the wrong place.
    fn forget_misplaced(&mut self) {
        if !self.homes.is_empty() && !self.findings.is_full() {
            let Self { findings, homes, root, .. } = self;
            let is_elsewhere = |it: &Finding| is_elsewhere(homes, root.field, &it.pointer);
            findings.retain(|finding| finding.rule != &MISSING_FIELD || !is_elsewhere(finding));
        }
    }

    /// Whether a defect is at, or depends on, a value that was replaced, misplaced or lost.
    fn is_muted(&self, defect: &Defect) -> bool {
        if self.replaced.is_empty() && self.incomplete.is_empty() && self.homes.is_empty() {
            return false;
        }
        let is_replaced = |pointer: &str| match pointer.split_once("/*") {
            Some((array, field)) => self.is_any_replaced(array, field),
            None => ancestors(pointer).any(|pointer| self.replaced.contains(pointer)),
        };
        // The value may be the lost member of the innermost object that is present.
        let is_lost = |pointer: &str| {
            let Innermost { pointer: object, .. } = innermost(self.root, pointer);
            object != pointer && self.incomplete.contains(object)
        };
        let mut pointers = std::iter::once(&defect.pointer).chain(&defect.causes);
        let is_misplaced = |pointer: &str| is_home(&self.homes, self.source.root, pointer);
        pointers.any(|pointer| is_replaced(pointer) || is_lost(pointer) || is_misplaced(pointer))
    }

    /// Whether an array was replaced, one of its elements, or this field of an element.
    fn is_any_replaced(&self, array: &str, field: &str) -> bool {
        let begins_with_name = self.replaced.range(array.to_owned()..).map_while(|it| it.strip_prefix(array));
        begins_with_name.filter(|rest| rest.is_empty() || rest.starts_with('/')).any(|rest| {
            let element = rest.trim_start_matches('/');
            element.find('/').is_none_or(|end| element[end..] == *field)
        })
    }

    /// Reports a defect at its range in the text.
    fn report(&mut self, rule: &'static Rule, defect: Defect) {
        if self.findings.is_full() {
            self.findings.omit(rule, defect.severity.unwrap_or(rule.severity));
            return;
        }
        let defect = self.addressed(rule, defect);
        self.findings.push(located::placed(rule, defect, self.root, self.source.text));
    }

    fn report_at(&mut self, visit: Visit<'_>, rule: &'static Rule, defect: Defect) {
        let defect = self.addressed(rule, defect);
        self.findings.push(located::placed_at(visit, rule, defect, self.source.text));
    }

    fn finding(&self, rule: &'static Rule, defect: Defect) -> Finding {
        Finding::new(rule, self.addressed(rule, defect))
    }

    /// The same defect, in words for the sender of a request or the reader of a response.
    fn addressed(&self, rule: &Rule, defect: Defect) -> Defect {
        if self.is_response { for_reader(rule, defect) } else { defect }
    }
}
