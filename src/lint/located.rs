//! Places defects in the text: at their value, or at the innermost value around a missing one.

use std::{collections::BTreeMap, ops::Range};

use super::{field::Field, findings::PlacedFinding, privacy::is_named, shallow::Shallow, visit::Visit};
use crate::{
    defect::{Action, Defect},
    finding::Finding,
    json::{Skim, ancestors, tokens, unescaped},
    rule::Rule,
};

/// A value of the text with its schema.
pub(super) trait Located<'a>: Copy {
    fn field(self) -> Field<'a>;

    fn span(self) -> Range<usize>;

    /// The member or array element that a token of a pointer names, if the schema describes it.
    fn inner(self, token: &str) -> Option<Self>;

    /// The range to remove in order to remove the value from its object or array.
    fn removal(self, text: &str) -> Option<Range<usize>>;
}

impl<'a> Located<'a> for Visit<'a> {
    fn field(self) -> Field<'a> {
        self.field
    }

    fn span(self) -> Range<usize> {
        self.entry.node().span.clone()
    }

    fn inner(self, token: &str) -> Option<Self> {
        self.inner(token)
    }

    fn removal(self, text: &str) -> Option<Range<usize>> {
        self.entry.removal(text)
    }
}

/// A value of a text that is a sound payload, found without a tree.
#[derive(Clone, Copy)]
pub(super) struct Glimpse<'a> {
    pub(super) value: Skim<'a>,
    pub(super) field: Field<'a>,
}

impl<'a> Located<'a> for Glimpse<'a> {
    fn field(self) -> Field<'a> {
        self.field
    }

    fn span(self) -> Range<usize> {
        self.value.span()
    }

    fn inner(self, token: &str) -> Option<Self> {
        let value = self.value.child(token)?;
        let field = if self.value.is_array() { self.field.item() } else { self.field.member(token) };
        field.is_known().then_some(Self { value, field })
    }

    /// Values to remove are found in the tree, which knows their neighbors.
    fn removal(self, _: &str) -> Option<Range<usize>> {
        None
    }
}

/// The innermost known value on the path of a pointer.
pub(super) struct Innermost<'p, V> {
    /// The pointer of the value.
    pub(super) pointer: &'p str,
    /// The part of it that may be shown.
    public: &'p str,
    value: V,
}

pub(super) fn innermost<'a, 'p, V: Located<'a>>(root: V, pointer: &'p str) -> Innermost<'p, V> {
    let (mut length, mut public, mut value) = (0, 0, root);
    for token in tokens(pointer) {
        let key = unescaped(token);
        let Some(inner) = value.inner(&key) else { break };
        let is_public = public == length && is_named(value.field(), &key, inner.field());
        value = inner;
        length += 1 + token.len();
        public = if is_public { length } else { public };
    }
    Innermost { pointer: &pointer[..length], public: &pointer[..public], value }
}

/// Places a defect at the innermost known value of its pointer, with the values that it depends on.
pub(super) fn placed<'a>(
    rule: &'static Rule,
    defect: Defect,
    root: impl Located<'a>,
    text: &str,
) -> PlacedFinding {
    let causes = causes(&defect, root);
    PlacedFinding { causes, ..placed_at_innermost(rule, defect, root, text) }
}

/// The other values of the text that a defect depends on. A value around the one at fault says nothing new.
fn causes<'a>(defect: &Defect, root: impl Located<'a>) -> Vec<(String, Range<usize>)> {
    let others = defect.causes.iter().filter(|cause| ancestors(&defect.pointer).all(|it| it != **cause));
    let present =
        others.map(|cause| (cause, innermost(root, cause))).filter(|(cause, it)| it.pointer == **cause);
    // Several rules name a value once for each reason.
    let distinct: BTreeMap<_, _> =
        present.map(|(_, it)| (it.value.span().start, (it.public.to_owned(), it.value.span()))).collect();
    distinct.into_values().collect()
}

fn placed_at_innermost<'a>(
    rule: &'static Rule,
    defect: Defect,
    root: impl Located<'a>,
    text: &str,
) -> PlacedFinding {
    let Innermost { pointer, public, value } = innermost(root, &defect.pointer);
    if pointer != defect.pointer {
        let bracket = opening_bracket(&value.span());
        return PlacedFinding::new(Finding::new(rule, defect), bracket);
    }
    match public == pointer {
        true => placed_at(value, rule, defect, text),
        false => {
            let public = public.to_owned();
            placed_at(value, rule, defect.moved_to(public), text)
        }
    }
}

/// Places a defect at a value, with the edits that correct it.
pub(super) fn placed_at<'a>(
    value: impl Located<'a>,
    rule: &'static Rule,
    mut defect: Defect,
    text: &str,
) -> PlacedFinding {
    let (correction, span) = (defect.correction.take(), value.span());
    let mut placed = PlacedFinding::new(Finding::new(rule, defect), span.clone());
    if let Some(correction) = correction {
        placed.safety = correction.safety;
        placed.edits.extend(match correction.action {
            Action::Replace(meant) => {
                let field = value.field();
                // A value that nobody lists may be the one at fault in another form.
                let is_public = correction.is_listed || field.is_public(&Shallow::from(&meant));
                placed.is_personal = field.is_personal() || !is_public;
                Some((span, meant.to_string()))
            }
            Action::Remove => value.removal(text).map(|bytes| (bytes, String::new())),
        });
    }
    placed
}

/// The opening bracket of a value.
pub(super) fn opening_bracket(span: &Range<usize>) -> Range<usize> {
    span.start..span.end.min(span.start + 1)
}
