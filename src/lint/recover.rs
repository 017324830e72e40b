//! Mends a payload enough for the model to hold it, so that all other rules can run: what is wrong or missing is
//! reported once, then replaced by the example of its schema, and nothing more is said of it.

use std::{
    collections::{BTreeSet, HashSet},
    ops::Range,
};

use serde_json::{Number, Value as Json};

use super::{
    Visibility,
    found::{Found, Located},
    mended::Mended,
    source::overlaps,
    structure::{Breach, Contract, Field},
    tree::{Member, Node, Object, Path, Token, Value, ancestors, tokens, unescaped},
};
use crate::{
    Context, Finding, Payload, Report,
    check::{Findings, all_findings},
    rules::{
        Action, DUPLICATE_KEY, Fault, MISSING_FIELD, NEW_FIELD, NULL_FIELD, Remedy, UNKNOWN_FIELD, WRONG_TYPE,
    },
};

/// A payload on its way into the model.
pub(super) struct Recovery<'a> {
    text: &'a str,
    root: Place<'a>,
    /// Where the text is not what its bytes are, in order.
    doubtful: &'a [Range<usize>],
    shows_news: bool,
    found: &'a mut Found,
    /// How many findings are of the text alone.
    of_text: usize,
    /// Where the value stands that is being read.
    path: Path<'a>,
    /// The pointers of values that were replaced.
    replaced: BTreeSet<String>,
    /// The pointers of objects of which a member was lost.
    incomplete: BTreeSet<String>,
    /// Whether something was not replaced any more, so that there is no model of it.
    is_cut: bool,
    /// The pointers of fields that are `null`.
    nulls: Vec<String>,
    visibility: Visibility,
}

/// A value in the text, and what the schema says of it.
#[derive(Clone, Copy)]
struct Place<'a> {
    entry: Entry<'a>,
    field: Field<'a>,
}

/// A value among those that it stands with.
#[derive(Clone, Copy)]
enum Entry<'a> {
    Root(&'a Node<'a>),
    Item(&'a [Node<'a>], usize),
    Member(&'a [Member<'a>], usize),
}

/// How many keys and values a payload has commonly, at most.
const COMMON: usize = 64;

/// Reads a payload for all that is wrong with it but its text. Gives what of the text may be shown. `checked` is what the
/// rules of the model found, where the text could be read straight into it.
pub(super) fn findings<T: Payload>(
    text: &str,
    root: &Node<'_>,
    doubtful: &[Range<usize>],
    checked: Option<Report>,
    context: &Context,
    shows_news: bool,
    found: &mut Found,
) -> Visibility {
    let root = Place { entry: Entry::Root(root), field: Contract::of(T::KIND).root() };
    let mut recovery = Recovery {
        text,
        root,
        doubtful,
        shows_news: shows_news && T::KIND.is_response(),
        of_text: found.iter().count(),
        found,
        path: Path::default(),
        replaced: BTreeSet::new(),
        incomplete: BTreeSet::new(),
        is_cut: false,
        nulls: Vec::new(),
        visibility: Visibility { public: Vec::with_capacity(COMMON), private: Vec::with_capacity(COMMON) },
    };
    let payload = recovery.known(root);
    // All that is kept is found, or there may be errors among what is omitted.
    if !recovery.is_cut {
        match checked {
            Some(report) => report.into_findings().into_iter().for_each(|finding| recovery.take(finding)),
            None => recovery.check::<T>(&payload, context),
        }
        // What the platform sends as null is its own affair.
        if !T::KIND.is_response() {
            recovery.null_fields();
        }
    }
    recovery.visibility
}

impl<'a> Recovery<'a> {
    /// A value of which the schema knows, as the model can hold it.
    fn known(&mut self, place: Place<'a>) -> Mended<'a> {
        let Place { entry, field } = place;
        let node = entry.node();
        let value = match &node.value {
            Value::Array(_) => Mended::Array(Vec::new()),
            Value::Object(_) => Mended::Object(Vec::new()),
            _ => match self.leaf(node, Some(field)) {
                Some(value) => value,
                None => return self.replacement(field),
            },
        };
        if let Some(Breach { rule, options }) = field.breach(&value) {
            if matches!(value, Mended::Array(_) | Mended::Object(_)) {
                self.unknown(node);
            }
            if self.found.is_full() {
                self.found.omit(rule, rule.severity);
            } else {
                let value = Json::from(&value);
                let fault = Fault { options, personal: field.is_personal(), ..Fault::of(&value) };
                self.report_at(place, rule.at(self.path.pointer(), &fault));
            }
            return self.replacement(field);
        }
        match &node.value {
            Value::Array(items) => self.array(items, field),
            Value::Object(object) => self.object(object, &node.span, field),
            _ => value,
        }
    }

    /// A value without parts. `None` when what it is cannot be told.
    fn leaf(&mut self, node: &'a Node<'a>, field: Option<Field<'_>>) -> Option<Mended<'a>> {
        let value = match &node.value {
            _ if overlaps(self.doubtful, &node.span) => None,
            Value::Null => Some(Mended::Null),
            Value::Bool(value) => Some(Mended::Bool(*value)),
            Value::Number(digits) => Some(number(digits)),
            Value::Text(text) => Some(Mended::Text(text)),
            Value::Array(_) | Value::Object(_) | Value::Unreadable => None,
        };
        let is_public = value.as_ref().is_some_and(|value| {
            matches!(value, Mended::Null) || field.is_some_and(|field| field.is_public(value))
        });
        self.show(&node.span, is_public);
        if let (true, Some(Mended::Text(text))) = (self.shows_news, &value)
            && field.is_some_and(|field| field.is_new(text))
        {
            self.report_new("value", node.span.clone());
        }
        value
    }

    fn show(&mut self, span: &Range<usize>, is_public: bool) {
        let places = if is_public { &mut self.visibility.public } else { &mut self.visibility.private };
        places.push(span.clone());
    }

    /// What stands for the value that is being read: it has been reported, or cannot be told.
    fn replacement(&mut self, field: Field<'_>) -> Mended<'a> {
        if self.found.is_full() {
            self.is_cut = true;
            return Mended::Null;
        }
        self.replaced.insert(self.path.pointer());
        Mended::StandIn(field.stand_in())
    }

    fn array(&mut self, items: &'a [Node<'a>], field: Field<'a>) -> Mended<'a> {
        let field = field.item();
        let value = |(index, item)| {
            self.at(Token::Index(index), |this| match field.is_known() {
                true => this.known(Place { entry: Entry::Item(items, index), field }),
                false => this.unknown(item),
            })
        };
        Mended::Array(items.iter().enumerate().map(value).collect())
    }

    fn object(&mut self, object: &'a Object<'a>, span: &Range<usize>, field: Field<'a>) -> Mended<'a> {
        if object.incomplete {
            self.incomplete.insert(self.path.pointer());
        }
        self.repeated_keys(object);
        let mut fields = Vec::with_capacity(object.members.len());
        let mut renamed = HashSet::new();
        for (index, member) in object.members.iter().enumerate() {
            let (key, node) = (member.key.as_ref(), &member.node);
            self.visibility.public.push(member.key_span.clone());
            let place = Place { entry: Entry::Member(&object.members, index), field: field.member(key) };
            let value = self.at(Token::key(key), |this| {
                if !object.counts(index) {
                    this.unknown(node);
                    return None;
                }
                if !place.field.is_known() {
                    let value = this.unknown(node);
                    let is_free = |name: &str| object.last(name).is_none() && renamed.insert(name.to_owned());
                    return this.other_field(member, field, is_free).then_some(value);
                }
                // A field that is null is read as absent.
                if matches!(node.value, Value::Null) && field.has_field(key) {
                    this.visibility.public.push(node.span.clone());
                    this.nulls.push(this.path.pointer());
                    return None;
                }
                Some(this.known(place))
            });
            fields.extend(value.map(|value| (key, value)));
        }
        self.missing_fields(&mut fields, object, span, field);
        Mended::Object(fields)
    }

    /// Reports keys that stood before in the same object.
    fn repeated_keys(&mut self, object: &'a Object<'a>) {
        if !object.repeats_keys {
            return;
        }
        for (index, Member { key, key_span, .. }) in object.members.iter().enumerate() {
            if object.is_repeated(index) {
                self.at(Token::key(key), |this| {
                    let finding = DUPLICATE_KEY.at(this.path.pointer(), &Fault::of(&Json::Null));
                    this.found.push(Located::new(finding, key_span.clone()));
                });
            }
        }
    }

    /// Says what there is to say of a field that the schema does not know, and whether it may be there. `is_free` says
    /// whether it can have a name that it does know.
    fn other_field(
        &mut self,
        member: &Member<'_>,
        parent: Field<'_>,
        is_free: impl FnOnce(&str) -> bool,
    ) -> bool {
        if !parent.is_closed() {
            if self.shows_news && parent.names_fields() {
                self.report_new("field", member.key_span.clone());
            }
            return true;
        }
        if self.found.is_full() {
            self.found.omit(&UNKNOWN_FIELD, UNKNOWN_FIELD.severity);
            return false;
        }
        let key = Json::from(member.key.as_ref());
        let options = parent.names().map(str::to_owned).collect();
        let mut finding = UNKNOWN_FIELD.at(self.path.pointer(), &Fault { options, ..Fault::of(&key) });
        let remedy = finding.remedy.take();
        let mut located = Located::new(finding, member.key_span.clone());
        if let Some(Remedy { action: Action::Rename(name), safety }) = remedy
            && is_free(&name)
        {
            located.edits = vec![(member.key_span.clone(), Json::from(name).to_string())];
            located.safety = safety;
        }
        self.found.push(located);
        false
    }

    fn missing_fields(
        &mut self,
        fields: &mut Vec<(&'a str, Mended<'a>)>,
        object: &Object<'_>,
        span: &Range<usize>,
        field: Field<'a>,
    ) {
        for name in field.required() {
            if fields.iter().any(|(there, _)| *there == name) {
                continue;
            }
            let is_null = object.last(name).is_some();
            let fault = Fault {
                options: vec![name.to_owned()],
                limit: is_null.then_some(0),
                ..Fault::of(&Json::Null)
            };
            let value = self.at(Token::key(name), |this| {
                let finding = MISSING_FIELD.at(this.path.pointer(), &fault);
                if is_null {
                    this.report(finding);
                } else if !object.incomplete {
                    this.found.push(Located::new(finding, opening(span)));
                }
                this.replacement(field.member(name))
            });
            fields.push((name, value));
        }
    }

    /// A value of which the schema does not know.
    fn unknown(&mut self, node: &'a Node<'a>) -> Mended<'a> {
        match &node.value {
            Value::Array(items) => {
                let item = |(index, item)| self.at(Token::Index(index), |this| this.unknown(item));
                Mended::Array(items.iter().enumerate().map(item).collect())
            }
            Value::Object(object) => {
                self.repeated_keys(object);
                let mut fields = Vec::with_capacity(object.members.len());
                for (index, Member { key, key_span, node }) in object.members.iter().enumerate() {
                    self.visibility.public.push(key_span.clone());
                    let value = self.at(Token::key(key), |this| this.unknown(node));
                    if object.counts(index) {
                        fields.push((key.as_ref(), value));
                    }
                }
                Mended::Object(fields)
            }
            _ => self.leaf(node, None).unwrap_or_default(),
        }
    }

    /// Does something to a member or an item of the value that is being read.
    fn at<R>(&mut self, token: Token<'a>, act: impl FnOnce(&mut Self) -> R) -> R {
        self.path.push(token);
        let result = act(self);
        self.path.pop();
        result
    }

    fn report_new(&mut self, what: &str, span: Range<usize>) {
        let fault = Fault { options: vec![what.to_owned()], ..Fault::of(&Json::Null) };
        let finding = NEW_FIELD.at(self.path.pointer(), &fault);
        self.found.push(Located::new(finding, span));
    }

    /// Runs the rules of the model.
    fn check<T: Payload>(&mut self, payload: &Mended<'_>, context: &Context) {
        match T::deserialize(payload) {
            Ok(model) => {
                let mut take = |finding| self.take(finding);
                all_findings(&model, context, &mut Findings::new(&mut take));
            }
            // The schema and the model disagree, which the tests rule out; a payload never passes for it.
            Err(_) if !self.found.has_errors() => self.report(WRONG_TYPE.at("", &Fault::of(&Json::Null))),
            Err(_) => {}
        }
    }

    /// Reports a finding, or what is to be said where it is muted.
    fn take(&mut self, finding: Finding) {
        let mut left = Some(finding);
        while let Some(finding) = left.take_if(|finding| self.is_muted(finding)) {
            left = finding.otherwise.map(|otherwise| *otherwise);
        }
        left.into_iter().for_each(|finding| self.report(finding));
    }

    fn null_fields(&mut self) {
        if self.nulls.is_empty() {
            return;
        }
        let of_values = self.found.iter().skip(self.of_text).filter(|finding| finding.rule != &DUPLICATE_KEY);
        let found: HashSet<_> = of_values.map(|finding| finding.pointer.clone()).collect();
        for pointer in std::mem::take(&mut self.nulls) {
            if !found.contains(&pointer) {
                self.report(NULL_FIELD.at(pointer, &Fault::of(&Json::Null)));
            }
        }
    }

    /// Whether a finding is at, or follows from, something that was replaced or lost.
    fn is_muted(&self, finding: &Finding) -> bool {
        if self.replaced.is_empty() && self.incomplete.is_empty() {
            return false;
        }
        let is_replaced = |pointer| ancestors(pointer).any(|pointer| self.replaced.contains(pointer));
        // It may have been a member that was lost of the innermost object that is there.
        let is_lost = |pointer: &str| {
            let (object, _) = self.innermost(pointer);
            object != pointer && self.incomplete.contains(object)
        };
        let mut pointers = std::iter::once(&finding.pointer).chain(&finding.causes);
        pointers.any(|pointer| is_replaced(pointer) || is_lost(pointer))
    }

    /// Gives a finding its place, and what mends it there.
    fn report(&mut self, finding: Finding) {
        if self.found.is_full() {
            self.found.omit(finding.rule, finding.severity);
            return;
        }
        match self.innermost(&finding.pointer) {
            (pointer, place) if pointer == finding.pointer => self.report_at(place, finding),
            (_, place) => self.found.push(Located::new(finding, opening(&place.entry.node().span))),
        }
    }

    fn report_at(&mut self, place: Place<'_>, mut finding: Finding) {
        let remedy = finding.remedy.take();
        let value = &place.entry.node().span;
        let mut located = Located::new(finding, value.clone());
        if let Some(remedy) = remedy {
            located.is_personal = place.field.is_personal();
            located.safety = remedy.safety;
            located.edits.extend(match remedy.action {
                Action::Replace(meant) => Some((value.clone(), meant.to_string())),
                Action::Remove => place.entry.removal(self.text).map(|bytes| (bytes, String::new())),
                Action::Rename(_) => None, // of keys, which are reported elsewhere
            });
        }
        self.found.push(located);
    }

    /// The innermost value that the schema knows on the way to what a pointer points at, and the pointer of it.
    fn innermost<'p>(&self, pointer: &'p str) -> (&'p str, Place<'a>) {
        let (mut length, mut place) = (0, self.root);
        for token in tokens(pointer) {
            let Some(inner) = place.inner(&unescaped(token)) else { break };
            place = inner;
            length += 1 + token.len();
        }
        (&pointer[..length], place)
    }
}

impl<'a> Place<'a> {
    /// A member or an item that the schema knows.
    fn inner(self, token: &str) -> Option<Self> {
        let (entry, field) = match &self.entry.node().value {
            Value::Object(object) => {
                (Entry::Member(&object.members, object.last(token)?), self.field.member(token))
            }
            Value::Array(items) => {
                let index = token.parse().ok().filter(|index| *index < items.len())?;
                (Entry::Item(items, index), self.field.item())
            }
            _ => return None,
        };
        field.is_known().then_some(Self { entry, field })
    }
}

impl<'a> Entry<'a> {
    fn node(self) -> &'a Node<'a> {
        match self {
            Self::Root(node) => node,
            Self::Item(items, index) => &items[index],
            Self::Member(members, index) => &members[index].node,
        }
    }

    /// Where the entry stands that is so many places on, with its key, if it has one.
    fn beside(self, step: isize) -> Option<Range<usize>> {
        match self {
            Self::Root(node) => (step == 0).then(|| node.span.clone()),
            Self::Item(items, index) => Some(items.get(index.checked_add_signed(step)?)?.span.clone()),
            Self::Member(members, index) => Some(members.get(index.checked_add_signed(step)?)?.span()),
        }
    }

    /// What has to go for the entry to be gone, with one comma. `None` where something else would go with it.
    fn removal(self, text: &str) -> Option<Range<usize>> {
        let Range { start, end } = self.beside(0)?;
        let [previous, next] = [-1, 1].map(|step| self.beside(step));
        let (bytes, between) = match (next, previous) {
            (Some(next), _) => (start..next.start, &text[end..next.start]),
            (None, Some(previous)) => (previous.end..end, &text[previous.end..start]),
            (None, None) => {
                let comma = text[end..].find(|c| !is_blank(c)).filter(|at| text[end + at..].starts_with(','));
                let end = comma.map_or(end, |at| end + at + 1);
                (start..end, "")
            }
        };
        let is_separator =
            between.chars().all(|c| is_blank(c) || c == ',') && between.matches(',').count() < 2;
        is_separator.then_some(bytes)
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// The opening bracket of a value.
fn opening(span: &Range<usize>) -> Range<usize> {
    span.start..span.end.min(span.start + 1)
}

/// A number of any size: what no reader can hold becomes the largest that it can.
fn number(digits: &str) -> Mended<'static> {
    let largest = if digits.starts_with('-') { f64::MIN } else { f64::MAX };
    let number = serde_json::from_str(digits).ok().or_else(|| Number::from_f64(largest));
    number.map_or(Mended::Null, Mended::Number)
}
