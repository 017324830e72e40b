//! Kinds of defects: how each is planted, where it must be found, and what it depends on.

use std::ops::Range;

use kyx_schema::Context;
use serde_json::Value;

use super::{
    Case,
    text::{Edit, Gap, Node, Noise, Piece, escaped},
};

/// A kind of defect.
pub(super) struct Defect {
    pub(super) code: &'static str,
    /// Where it is planted: words, or a pointer in which `*` matches any name or index.
    pub(super) at: &'static str,
    how: Box<How>,
}

pub(super) type How = dyn Fn(&Site<'_>) -> Option<Plan>;

/// A payload to plant a defect in.
pub(super) struct Site<'a> {
    pub(super) case: &'a Case,
    /// Chooses one of the possible places.
    pub(super) pick: usize,
    /// The number of the defect.
    pub(super) number: usize,
}

/// The edits that plant a defect, and where it must be found then.
pub(super) struct Plan {
    /// The pointer of the finding.
    pub(super) pointer: String,
    pub(super) place: Place,
    pub(super) edits: Vec<(String, Edit)>,
    /// The noise before and after the payload.
    pub(super) lead: Noise,
    pub(super) trail: Noise,
    pub(super) context: Option<Context>,
    /// The parts that the defect changes.
    pub(super) breaks: Vec<Claim>,
    /// The other parts that must stay unchanged.
    pub(super) needs: Vec<Claim>,
}

/// Where in the text a finding must be; the pointers refer to members and elements.
pub(super) enum Place {
    Value(String),
    Key(String),
    /// The opening brace of the innermost existing object on the way to a missing field.
    Brace(String),
    /// The first character of a value.
    First(String),
    /// The first character of the token after a member or element.
    Next(String),
    /// A part of a value.
    Within(String, Range<usize>),
    /// A part of a key.
    WithinKey(String, Range<usize>),
    /// From the value to the end of the line.
    Line(String),
    /// From the key to the end of the line.
    KeyLine(String),
    /// The piece that was planted.
    Planted,
}

/// Part of a payload.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Claim {
    pointer: String,
    part: Part,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Part {
    /// A whole member or element.
    Entry,
    Key,
    Colon,
    /// A value with everything in it.
    Value,
    Comma,
    /// The end of a value.
    End,
    /// The names of an object's members.
    Names,
    /// The noise between two tokens; by code, since a comment and a foreign space are independent.
    Noise(Gap, &'static str),
    Tail,
    Lead,
    Trail,
    Context,
}

impl Claim {
    pub(super) fn new(pointer: &str, part: Part) -> Self {
        Self { pointer: pointer.to_owned(), part }
    }

    /// Whether this part includes the other.
    pub(super) fn covers(&self, other: &Self) -> bool {
        let inner = other.pointer.strip_prefix(&self.pointer);
        match (self.part, inner) {
            (Part::Entry, Some(inner)) => inner.is_empty() || inner.starts_with('/'),
            (Part::Value, Some("")) => matches!(other.part, Part::Value | Part::Names | Part::Tail),
            (Part::Value, Some(inner)) => inner.starts_with('/'),
            _ => self == other,
        }
    }
}

impl Plan {
    pub(super) fn new(pointer: impl Into<String>, place: Place) -> Self {
        Self {
            pointer: pointer.into(),
            place,
            edits: Vec::new(),
            lead: Noise::new(),
            trail: Noise::new(),
            context: None,
            breaks: Vec::new(),
            needs: Vec::new(),
        }
    }

    pub(super) fn edit(mut self, pointer: &str, part: Part, edit: Edit) -> Self {
        self.edits.push((pointer.to_owned(), edit));
        self.breaks(pointer, part)
    }

    pub(super) fn breaks(mut self, pointer: &str, part: Part) -> Self {
        self.breaks.push(Claim::new(pointer, part));
        self
    }

    pub(super) fn needs(mut self, pointer: &str, part: Part) -> Self {
        self.needs.push(Claim::new(pointer, part));
        self
    }

    /// Whether another defect changes what this one is about.
    pub(super) fn depends_on(&self, other: &Self) -> bool {
        let mine = || self.breaks.iter().chain(&self.needs);
        other.breaks.iter().any(|theirs| mine().any(|mine| theirs.covers(mine)))
    }
}

impl Defect {
    pub(super) fn new(
        code: &'static str,
        at: &'static str,
        how: impl Fn(&Site<'_>) -> Option<Plan> + 'static,
    ) -> Self {
        Self { code, at, how: Box::new(how) }
    }

    pub(super) fn plan(&self, site: &Site<'_>) -> Option<Plan> {
        (self.how)(site)
    }
}

/// How a defect changes a single value.
pub(super) enum Change {
    /// Replaces the value, or adds one if there is none.
    Put(Value),
    Remove,
}

/// Builds defects of values.
impl Defect {
    /// Names the defect, to distinguish it from others at the same place.
    pub(super) fn named(self, at: &'static str) -> Self {
        Self { at, ..self }
    }

    pub(super) fn code(self, code: &'static str) -> Self {
        Self { code, ..self }
    }

    /// Expects the finding at something in the value.
    pub(super) fn found_in(self, inner: &'static str) -> Self {
        let Self { code, at, how } = self;
        Self::new(code, at, move |site| {
            let plan = how(site)?;
            let pointer = format!("{}{inner}", plan.pointer);
            let place = Place::Value(pointer.clone());
            Some(Plan { pointer, place, ..plan })
        })
    }

    /// Expects the finding at a field of a missing object.
    pub(super) fn found_missing(self, pointer: &'static str) -> Self {
        let Self { code, at, how } = self;
        Self::new(code, at, move |site| {
            let place = Place::Brace(pointer.to_owned());
            Some(Plan { pointer: pointer.to_owned(), place, ..how(site)? })
        })
    }

    /// The context must stay unchanged.
    pub(super) fn in_this_call(self) -> Self {
        let Self { code, at, how } = self;
        Self::new(code, at, move |site| Some(how(site)?.needs("", Part::Context)))
    }

    /// A defect without a change: the finding is at the value, which must stay unchanged.
    pub(super) fn unchanged(code: &'static str, at: &'static str) -> Self {
        Self::new(code, at, move |site| {
            let pointer = site.resolve(at)?;
            let place = Place::Value(pointer.clone());
            Some(Plan::new(&*pointer, place).needs(&pointer, Part::Value))
        })
    }

    /// A defect that replaces the value, or adds one if there is none; the finding is at the value.
    pub(super) fn value(code: &'static str, at: &'static str, value: Value) -> Self {
        Self::new(code, at, move |site| {
            let pointer = site.resolve(at)?;
            let plan = Plan::new(&*pointer, Place::Value(pointer.clone()));
            Some(plan.change(site, &pointer, Change::Put(value.clone())))
        })
    }

    /// A defect that removes an existing field.
    pub(super) fn missing(code: &'static str, at: &'static str) -> Self {
        Self::new(code, at, move |site| {
            let pointer = site.resolve(at)?;
            site.case.payload.pointer(&pointer)?;
            let plan = Plan::new(&*pointer, Place::Brace(pointer.clone()));
            Some(plan.needs(parent(&pointer), Part::Names).change(site, &pointer, Change::Remove))
        })
    }

    /// A defect that adds an unknown field.
    pub(super) fn unknown(at: &'static str, value: Value) -> Self {
        let defect = Self::value("KYX103", at, value);
        Self::new("KYX103", at, move |site| {
            let plan = defect.plan(site)?;
            let place = Place::Key(plan.pointer.clone());
            Some(Plan { place, ..plan })
        })
    }

    /// Expects the finding at another pointer, in which `*` matches the same; if there is no value, as a missing field.
    pub(super) fn found_at(self, at: &'static str) -> Self {
        let Self { code, at: planted_at, how } = self;
        Self::new(code, planted_at, move |site| {
            let plan = how(site)?;
            let pointer = site.resolve(at)?;
            let place = match site.case.payload.pointer(&pointer) {
                Some(_) => Place::Value(pointer.clone()),
                None => Place::Brace(pointer.clone()),
            };
            Some(Plan { pointer, place, ..plan })
        })
    }

    /// Adds another change.
    pub(super) fn and(self, at: &'static str, change: Change) -> Self {
        let Self { code, at: planted_at, how } = self;
        Self::new(code, planted_at, move |site| {
            let pointer = site.resolve(at)?;
            let change = match &change {
                Change::Put(value) => Change::Put(value.clone()),
                Change::Remove => Change::Remove,
            };
            Some(how(site)?.change(site, &pointer, change))
        })
    }

    /// Plants it only in payloads that meet this condition.
    pub(super) fn when(self, is_fit: impl Fn(&Site<'_>) -> bool + 'static) -> Self {
        let Self { code, at, how } = self;
        Self::new(code, at, move |site| is_fit(site).then(|| how(site)).flatten())
    }

    /// Names the values that make it a defect, which must stay unchanged.
    pub(super) fn because(self, others: &'static [&'static str]) -> Self {
        let Self { code, at, how } = self;
        Self::new(code, at, move |site| {
            let plan = how(site)?;
            let others = others.iter().filter_map(|other| site.resolve(other));
            Some(others.fold(plan, |plan, other| match site.case.payload.pointer(&other) {
                Some(_) => plan.needs(&other, Part::Value),
                None => plan.needs(parent(&other), Part::Names).needs(&other, Part::Entry),
            }))
        })
    }

    /// Changes the context, on which the defect depends.
    pub(super) fn in_call(self, change: impl Fn(&mut Context) + 'static) -> Self {
        let Self { code, at, how } = self;
        Self::new(code, at, move |site| {
            let plan = how(site)?.breaks("", Part::Context);
            let mut context = site.case.context;
            change(&mut context);
            Some(Plan { context: Some(context), ..plan })
        })
    }
}

impl Plan {
    pub(super) fn change(self, site: &Site<'_>, pointer: &str, change: Change) -> Self {
        match change {
            Change::Remove => self.edit(pointer, Part::Entry, Edit::Remove),
            Change::Put(value) => {
                let part = match site.case.payload.pointer(pointer) {
                    Some(_) => Part::Value,
                    None => Part::Entry,
                };
                self.edit(pointer, part, Edit::Put(Node::from(&value)))
            }
        }
    }
}

pub(super) fn parent(pointer: &str) -> &str {
    pointer.rsplit_once('/').map_or("", |(parent, _)| parent)
}

impl Site<'_> {
    /// Returns one of the members and elements for which `is_fit` is true.
    pub(super) fn any(&self, is_fit: impl Fn(&str) -> bool) -> Option<&str> {
        let fit: Vec<_> = self.case.pointers.iter().filter(|it| is_fit(it)).collect();
        (!fit.is_empty()).then(|| fit[self.pick % fit.len()].as_str())
    }

    /// Resolves a pointer in which `*` matches one of the existing names or indices, and `+` the index after the last.
    /// Returns `None` if there is no such place.
    pub(super) fn resolve(&self, at: &str) -> Option<String> {
        let (mut pointer, mut pick) = (String::new(), self.pick);
        for token in at.split('/').skip(1) {
            let inside = self.case.payload.pointer(&pointer)?;
            let count = match inside {
                Value::Object(fields) => fields.len(),
                Value::Array(items) => items.len(),
                _ => return None,
            };
            let token = match (token, inside) {
                ("+", _) => count.to_string(),
                ("*", _) if count == 0 => return None,
                ("*", Value::Object(fields)) => escaped(fields.keys().nth(pick % count)?),
                ("*", _) => (pick % count).to_string(),
                _ => token.to_owned(),
            };
            if at.contains('*') {
                pick /= if count > 1 { 2 } else { 1 };
            }
            pointer = format!("{pointer}/{token}");
        }
        Some(pointer)
    }

    pub(super) fn value(&self, pointer: &str) -> &Value {
        self.case.payload.pointer(pointer).unwrap_or(&Value::Null)
    }

    pub(super) fn is_member(&self, pointer: &str) -> bool {
        self.value(parent(pointer)).is_object()
    }

    /// Whether this is not the last member or element of its object or array.
    pub(super) fn is_followed(&self, pointer: &str) -> bool {
        self.last_of(pointer).is_some_and(|last| last != pointer)
    }

    /// The last member or element of the object or array that contains this one.
    pub(super) fn last_of(&self, pointer: &str) -> Option<String> {
        self.case.root.last_entry(parent(pointer))
    }

    /// The members and elements after this one, without those inside it.
    fn after(&self, pointer: &str) -> impl Iterator<Item = &str> {
        let is_inside = move |it: &str| {
            it.strip_prefix(pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let after = self.case.pointers.iter().map(String::as_str).skip_while(move |it| *it != pointer);
        after.filter(move |it| !is_inside(it))
    }

    pub(super) fn next_of(&self, pointer: &str) -> Option<&str> {
        self.after(pointer).next()
    }

    /// After an unclosed string, the next quote decides: it must open a string as usual.
    pub(super) fn quotes_go_on(&self, pointer: &str, mut plan: Plan) -> Plan {
        for next in self.after(pointer) {
            plan = plan.needs(next, Part::Value);
            if self.is_member(next) {
                return plan.needs(next, Part::Key);
            }
        }
        plan
    }

    pub(super) fn is_pretty(&self) -> bool {
        !self.case.style.newline.is_empty()
    }

    pub(super) fn piece(&self, text: &'static [u8]) -> Piece {
        Piece { text, planted: Some(self.number) }
    }
}
