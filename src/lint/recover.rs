//! Mends a payload enough for the model to hold it, so that all other rules can run: what is wrong or missing is
//! reported once, then replaced by the example of its schema, and nothing more is said of it.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use serde_json::{Map, Number, Value as Json};

use super::{
    Visibility,
    found::{Found, Located},
    source::overlaps,
    structure::{Breach, Contract, Field},
    tree::{Member, Node, Object, Value, ancestors, push_token},
};
use crate::{
    Context, Finding, Payload,
    check::{Findings, all_findings},
    rules::{
        Action, DUPLICATE_KEY, Fault, MISSING_FIELD, NEW_FIELD, NULL_FIELD, Remedy, UNKNOWN_FIELD, WRONG_TYPE,
    },
};

/// A payload on its way into the model.
pub(super) struct Recovery<'a> {
    text: &'a str,
    /// Where the text is not what its bytes are, in order.
    doubtful: &'a [Range<usize>],
    shows_news: bool,
    found: &'a mut Found,
    /// How many findings are of the text alone.
    of_text: usize,
    /// The pointer of the value that is being read.
    pointer: String,
    /// Where the fields and entries stand that the schema knows.
    places: HashMap<String, Place<'a>>,
    /// The pointers of values that were replaced.
    replaced: HashSet<String>,
    /// The pointers of objects of which a member was lost.
    incomplete: HashSet<String>,
    /// Whether something was not replaced any more, so that there is no model of it.
    is_cut: bool,
    /// The pointers of fields that are `null`.
    nulls: Vec<String>,
    visibility: Visibility,
}

/// Where a value stands, and what surrounds it.
#[derive(Clone)]
struct Place<'a> {
    value: Range<usize>,
    /// With its key, if it has one.
    entry: Range<usize>,
    /// Where the entry before it ends.
    previous: Option<usize>,
    /// Where the entry after it begins.
    next: Option<usize>,
    field: Field<'a>,
}

/// Reads a payload for all that is wrong with it but its text. Gives what of the text may be shown.
pub(super) fn findings<T: Payload>(
    text: &str,
    root: &Node<'_>,
    doubtful: &[Range<usize>],
    context: &Context,
    shows_news: bool,
    found: &mut Found,
) -> Visibility {
    let mut recovery = Recovery {
        text,
        doubtful,
        shows_news: shows_news && T::KIND.is_response(),
        of_text: found.iter().count(),
        found,
        pointer: String::new(),
        places: HashMap::new(),
        replaced: HashSet::new(),
        incomplete: HashSet::new(),
        is_cut: false,
        nulls: Vec::new(),
        visibility: Visibility::default(),
    };
    let field = Contract::of(T::KIND).root();
    let span = root.span.clone();
    let place = Place { value: span.clone(), entry: span, previous: None, next: None, field };
    let payload = recovery.known(root, place);
    // All that is kept is found, or there may be errors among what is omitted.
    if !recovery.is_cut {
        recovery.check::<T>(payload, context);
    }
    recovery.visibility
}

impl<'a> Recovery<'a> {
    /// A value of which the schema knows, as the model can hold it.
    fn known(&mut self, node: &Node<'_>, place: Place<'a>) -> Json {
        let field = place.field;
        // A finding that is not kept needs no place.
        if !self.found.is_full() {
            self.places.insert(self.pointer.clone(), place);
        }
        let value = match &node.value {
            Value::Array(_) => Json::Array(Vec::new()),
            Value::Object(_) => Json::Object(Map::new()),
            _ => match self.leaf(node, Some(field)) {
                Some(value) => value,
                None => return self.replacement(field),
            },
        };
        if let Some(Breach { rule, options }) = field.breach(&value) {
            if value.is_array() || value.is_object() {
                self.unknown(node);
            }
            if self.found.is_full() {
                self.found.omit(rule, rule.severity);
            } else {
                let fault = Fault { options, personal: field.is_personal(), ..Fault::of(&value) };
                self.report(rule.at(self.pointer.as_str(), &fault));
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
    fn leaf(&mut self, node: &Node<'_>, field: Option<Field<'_>>) -> Option<Json> {
        let value = match &node.value {
            _ if overlaps(self.doubtful, &node.span) => None,
            Value::Null => Some(Json::Null),
            Value::Bool(value) => Some(Json::Bool(*value)),
            Value::Number(digits) => Some(number(digits)),
            Value::Text(text) => Some(Json::from(text.as_ref())),
            Value::Array(_) | Value::Object(_) | Value::Unreadable => None,
        };
        let is_public = value
            .as_ref()
            .is_some_and(|value| value.is_null() || field.is_some_and(|field| field.is_public(value)));
        self.show(&node.span, is_public);
        if let (true, Some(Json::String(text))) = (self.shows_news, &value)
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
    fn replacement(&mut self, field: Field<'_>) -> Json {
        if self.found.is_full() {
            self.is_cut = true;
            return Json::Null;
        }
        self.replaced.insert(self.pointer.clone());
        field.stand_in()
    }

    fn array(&mut self, items: &[Node<'_>], field: Field<'a>) -> Json {
        let item_field = field.item();
        let mut values = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let place = Place {
                value: item.span.clone(),
                entry: item.span.clone(),
                previous: index.checked_sub(1).map(|index| items[index].span.end),
                next: items.get(index + 1).map(|item| item.span.start),
                field: item_field,
            };
            let value = self.at(&index.to_string(), |this| match item_field.is_known() {
                true => this.known(item, place),
                false => this.unknown(item),
            });
            values.push(value);
        }
        Json::Array(values)
    }

    fn object(&mut self, object: &Object<'_>, span: &Range<usize>, field: Field<'a>) -> Json {
        if object.incomplete {
            self.incomplete.insert(self.pointer.clone());
        }
        let members = &object.members;
        let last = self.last_of_each(members);
        let mut fields = Map::new();
        let mut renamed = HashSet::new();
        for (index, member) in members.iter().enumerate() {
            self.visibility.public.push(member.key_span.clone());
            let place = Place {
                value: member.node.span.clone(),
                entry: member.key_span.start..member.node.span.end,
                previous: index.checked_sub(1).map(|index| members[index].node.span.end),
                next: members.get(index + 1).map(|member| member.key_span.start),
                field: field.member(&member.key),
            };
            let is_last = last.get(member.key.as_ref()) == Some(&index);
            let value = self.at(&member.key, |this| {
                if !is_last {
                    this.unknown(&member.node);
                    return None;
                }
                if !place.field.is_known() {
                    let value = this.unknown(&member.node);
                    let is_free = |name: &str| !last.contains_key(name) && renamed.insert(name.to_owned());
                    return this.other_field(member, field, is_free).then_some(value);
                }
                // A field that is null is read as absent.
                if matches!(member.node.value, Value::Null) && field.has_field(&member.key) {
                    this.visibility.public.push(member.node.span.clone());
                    this.places.insert(this.pointer.clone(), place);
                    this.nulls.push(this.pointer.clone());
                    return None;
                }
                Some(this.known(&member.node, place))
            });
            fields.extend(value.map(|value| (member.key.clone().into_owned(), value)));
        }
        self.missing_fields(&mut fields, &last, object.incomplete, span, field);
        Json::Object(fields)
    }

    /// The last member of each key, which is the one that counts here; the others are reported.
    fn last_of_each<'m>(&mut self, members: &'m [Member<'_>]) -> HashMap<&'m str, usize> {
        let mut last = HashMap::with_capacity(members.len());
        for (index, member) in members.iter().enumerate() {
            if last.insert(member.key.as_ref(), index).is_some() {
                self.at(&member.key, |this| {
                    let finding = DUPLICATE_KEY.at(this.pointer.as_str(), &Fault::of(&Json::Null));
                    this.found.push(Located::new(finding, member.key_span.clone()));
                });
            }
        }
        last
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
        let mut finding = UNKNOWN_FIELD.at(self.pointer.as_str(), &Fault { options, ..Fault::of(&key) });
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
        fields: &mut Map<String, Json>,
        there: &HashMap<&str, usize>,
        is_incomplete: bool,
        span: &Range<usize>,
        field: Field<'a>,
    ) {
        let missing: Vec<_> = field.required().filter(|name| !fields.contains_key(*name)).collect();
        for name in missing {
            let is_null = there.contains_key(name);
            let fault = Fault {
                options: vec![name.to_owned()],
                limit: is_null.then_some(0),
                ..Fault::of(&Json::Null)
            };
            let value = self.at(name, |this| {
                let finding = MISSING_FIELD.at(this.pointer.as_str(), &fault);
                if is_null {
                    this.report(finding);
                } else if !is_incomplete {
                    this.found.push(Located::new(finding, opening(span)));
                }
                this.replacement(field.member(name))
            });
            fields.insert(name.to_owned(), value);
        }
    }

    /// A value of which the schema does not know.
    fn unknown(&mut self, node: &Node<'_>) -> Json {
        match &node.value {
            Value::Array(items) => {
                let item = |(index, item): (usize, &Node<'_>)| {
                    self.at(&index.to_string(), |this| this.unknown(item))
                };
                Json::Array(items.iter().enumerate().map(item).collect())
            }
            Value::Object(object) => {
                self.last_of_each(&object.members);
                let mut fields = Map::new();
                for member in &object.members {
                    self.visibility.public.push(member.key_span.clone());
                    let value = self.at(&member.key, |this| this.unknown(&member.node));
                    fields.insert(member.key.clone().into_owned(), value);
                }
                Json::Object(fields)
            }
            _ => self.leaf(node, None).unwrap_or_default(),
        }
    }

    /// Does something to a member or an item of the value that is being read.
    fn at<R>(&mut self, token: &str, act: impl FnOnce(&mut Self) -> R) -> R {
        let length = self.pointer.len();
        push_token(&mut self.pointer, token);
        let result = act(self);
        self.pointer.truncate(length);
        result
    }

    fn report_new(&mut self, what: &str, span: Range<usize>) {
        let fault = Fault { options: vec![what.to_owned()], ..Fault::of(&Json::Null) };
        let finding = NEW_FIELD.at(self.pointer.as_str(), &fault);
        self.found.push(Located::new(finding, span));
    }

    /// Runs the rules of the model.
    fn check<T: Payload>(&mut self, payload: Json, context: &Context) {
        match serde_json::from_value::<T>(payload) {
            Ok(model) => {
                let mut take = |finding| {
                    let mut left = Some(finding);
                    while let Some(finding) = left.take_if(|finding| self.is_muted(finding)) {
                        left = finding.otherwise.map(|otherwise| *otherwise);
                    }
                    left.into_iter().for_each(|finding| self.report(finding));
                };
                all_findings(&model, context, &mut Findings::new(&mut take));
            }
            // The schema and the model disagree, which the tests rule out; a payload never passes for it.
            Err(_) if !self.found.has_errors() => self.report(WRONG_TYPE.at("", &Fault::of(&Json::Null))),
            Err(_) => {}
        }
        // What the platform sends as null is its own affair.
        if !T::KIND.is_response() {
            self.null_fields();
        }
    }

    fn null_fields(&mut self) {
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
            let object = ancestors(pointer).find(|pointer| self.places.contains_key(*pointer));
            object.is_some_and(|object| object != pointer && self.incomplete.contains(object))
        };
        let mut pointers = std::iter::once(&finding.pointer).chain(&finding.causes);
        pointers.any(|pointer| is_replaced(pointer) || is_lost(pointer))
    }

    /// Gives a finding its place, and what mends it there.
    fn report(&mut self, mut finding: Finding) {
        if self.found.is_full() {
            self.found.omit(finding.rule, finding.severity);
            return;
        }
        let Some(place) = self.places.get(&finding.pointer) else {
            let bytes = self.locate(&finding.pointer);
            self.found.push(Located::new(finding, bytes));
            return;
        };
        let remedy = finding.remedy.take();
        let mut located = Located::new(finding, place.value.clone());
        if let Some(remedy) = remedy {
            located.is_personal = place.field.is_personal();
            located.safety = remedy.safety;
            located.edits.extend(match remedy.action {
                Action::Replace(value) => Some((place.value.clone(), value.to_string())),
                Action::Remove => place.removal(self.text).map(|bytes| (bytes, String::new())),
                Action::Rename(_) => None, // of keys, which are reported elsewhere
            });
        }
        self.found.push(located);
    }

    /// The opening brace of the innermost value in which a pointer points at nothing.
    fn locate(&self, pointer: &str) -> Range<usize> {
        let place = ancestors(pointer).find_map(|pointer| self.places.get(pointer));
        place.map_or(0..0, |place| opening(&place.value))
    }
}

impl Place<'_> {
    /// What has to go for the entry to be gone, with one comma. `None` where something else would go with it.
    fn removal(&self, text: &str) -> Option<Range<usize>> {
        let Range { start, end } = self.entry;
        let (bytes, between) = match (self.next, self.previous) {
            (Some(next), _) => (start..next, &text[end..next]),
            (None, Some(previous)) => (previous..end, &text[previous..start]),
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
fn number(digits: &str) -> Json {
    match serde_json::from_str::<Number>(digits) {
        Ok(number) => Json::Number(number),
        Err(_) if digits.starts_with('-') => Json::from(f64::MIN),
        Err(_) => Json::from(f64::MAX),
    }
}
