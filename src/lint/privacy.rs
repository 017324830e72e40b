//! Which keys may be shown. Pointers and source lines ask here, and nowhere else.
//!
//! A key may hold a value after a slip of the pen: `{"firstName","John"}`. So a key is public if the schema names it, or if
//! it is a variation of such a name, or if it is certain to be a key and reads like the name of a field.

use std::cell::OnceCell;

use super::{field::Field, places::is_anywhere};
use crate::{
    endpoint::Classifier,
    json::{Node, Token, empty_pointer, push_token},
    kind::Kind,
};

/// The longest unknown name that is shown, in bytes.
const MAX_NAME: usize = 40;
/// As many digits as the name of a field has; an id has more.
const MAX_DIGITS: usize = 3;

/// Whether the schema names a key. `field` is the schema of its value.
pub(super) fn is_named(parent: Field<'_>, key: &str, field: Field<'_>) -> bool {
    field.is_known() && (!parent.is_map() || key.parse::<Classifier>().is_ok())
}

/// Whether a key that the schema does not name may be shown all the same.
pub(super) fn is_public_unknown(parent: Field<'_>, key: &str, keys: &Keys<'_>) -> bool {
    let is_certain = || reads_like_a_name(key) && keys.are_certain();
    parent.names_fields() && (is_certain() || is_anywhere(keys.kind, key))
}

/// Whether it is certain which strings are keys, and to which objects they belong. Answered on demand.
pub(super) struct Keys<'a> {
    kind: Kind,
    is_sound: bool,
    root: &'a Node<'a>,
    are_certain: OnceCell<bool>,
}

impl<'a> Keys<'a> {
    /// The keys of a text, which is sound if it is certain where values begin and end.
    pub(super) fn new(kind: Kind, root: &'a Node<'a>, is_sound: bool) -> Self {
        Self { kind, is_sound, root, are_certain: OnceCell::new() }
    }

    fn are_certain(&self) -> bool {
        *self.are_certain.get_or_init(|| self.is_sound && !self.root.has_swallowed_members())
    }
}

/// Whether a key reads like the name of a field: letters, few digits, and what joins words.
pub(crate) fn reads_like_a_name(key: &str) -> bool {
    let is_of_names = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$');
    let digits = key.chars().filter(char::is_ascii_digit).count();
    !key.is_empty() && key.len() <= MAX_NAME && digits <= MAX_DIGITS && key.chars().all(is_of_names)
}

/// The pointer of a path, up to the first part that may not be shown.
pub(super) fn public_pointer<'t>(
    root: Field<'_>,
    tokens: impl IntoIterator<Item = &'t Token<'t>>,
    keys: &Keys<'_>,
) -> String {
    let (mut pointer, mut field) = (empty_pointer(), root);
    for token in tokens {
        match token {
            Token::Key(key) => {
                let inner = field.member(key);
                if !is_named(field, key, inner) && !is_public_unknown(field, key, keys) {
                    break;
                }
                push_token(&mut pointer, key);
                field = inner;
            }
            Token::Index(index) => {
                field = field.item();
                if !field.is_known() {
                    break;
                }
                push_token(&mut pointer, &index.to_string());
            }
        }
    }
    pointer
}
