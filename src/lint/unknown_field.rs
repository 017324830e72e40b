//! What was meant by a field that an object does not have: another name, another place, or nothing.

use serde_json::Value as Json;

use super::{
    field::Field,
    places::{Home, homes},
    relocate::relocation,
    shallow::Shallow,
    visit::Entry,
};
use crate::{
    defect::Defect,
    finding::Move,
    json::{Member, Node, TextEdit, Token},
    kind::Kind,
    rules::{
        older_api::new_name,
        structure::{
            misplaced_field, misspelled_field, renamed_field, same_name, superfluous_field, unknown_field,
        },
    },
};

/// Where the field is.
pub(super) struct Place<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    pub(super) root: &'a Node<'a>,
    /// The schema of the payload.
    pub(super) schema: Field<'a>,
    /// The path of the object.
    pub(super) object: &'a [Token<'a>],
    /// The schema of the object.
    pub(super) parent: Field<'a>,
}

/// What was meant, and the fix.
pub(super) struct Meant {
    pub(super) defect: Defect,
    pub(super) edits: Vec<TextEdit>,
    pub(super) moved: Option<Move>,
    /// The pointer of the only place where the field belongs.
    pub(super) home: Option<String>,
}

impl Meant {
    fn without_fix(defect: Defect) -> Self {
        Self { defect, edits: Vec::new(), moved: None, home: None }
    }
}

impl Place<'_> {
    /// `is_free` returns whether the object lacks a known name, `may_take` whether a fix may give the field a name or a
    /// place.
    pub(super) fn meant(
        &self,
        member: &Member<'_>,
        entry: Entry<'_>,
        value: &Shallow<'_>,
        is_free: impl Fn(&str) -> bool,
        may_take: impl FnOnce(&str) -> bool,
    ) -> Meant {
        let (key, known): (_, Vec<_>) = (member.key.as_ref(), self.parent.names().collect());
        if let Some(meant) = same_name(key, &known) {
            if !is_free(meant) {
                return Meant::without_fix(superfluous_field(meant));
            }
            let rename = (member.key_span.clone(), Json::from(meant).to_string());
            let edits = may_take(meant).then_some(rename).into_iter().collect();
            let defect = misspelled_field(meant, self.parent.member(meant).remark(key));
            return Meant { edits, ..Meant::without_fix(defect) };
        }
        let homes = homes(self.kind, self.object, key);
        if homes.is_empty() {
            return Meant::without_fix(match new_name(self.kind, key) {
                Some(new) => renamed_field(new, self.root.has(&format!("/{}", new.replace('.', "/")))),
                None => unknown_field(key, &known, is_free),
            });
        }
        self.misplaced(entry, value, &homes, may_take)
    }

    /// A field that belongs elsewhere; if there is only one place and its value fits there, it is moved.
    fn misplaced(
        &self,
        entry: Entry<'_>,
        value: &Shallow<'_>,
        homes: &[Home],
        may_take: impl FnOnce(&str) -> bool,
    ) -> Meant {
        let names: Vec<_> = homes.iter().map(Home::as_str).collect();
        let [Home::Pointer(home)] = homes else { return Meant::without_fix(misplaced_field(&names, false)) };
        let fits = self.schema.at(home).breach(value).is_none();
        let relocation = relocation(self.text, self.root, entry, home).filter(|_| fits && may_take(home));
        let (edits, moved) = relocation.unzip();
        let defect = misplaced_field(&names, self.root.has(home));
        Meant { defect, edits: edits.unwrap_or_default(), moved, home: Some(home.clone()) }
    }
}
