//! Which keys may be shown. Pointers and source lines ask here, and nowhere else.
//!
//! A key may hold a value after a slip of the pen: `{"firstName","John"}`. So a key is public if the schema names it, or if
//! it is certain to be a key, and reads like the name of a field.

use super::field::Field;
use crate::{
    endpoint::Classifier,
    json::{Token, push_token},
};

/// The longest unknown name that is shown, in bytes.
const MAX_NAME: usize = 40;
/// As many digits as the name of a field has; an id has more.
const MAX_DIGITS: usize = 3;

/// Whether a key may be shown. `are_keys_certain` tells whether the text leaves no doubt about
/// which strings are keys, and of which objects.
pub(super) fn is_public_key(parent: Field<'_>, key: &str, are_keys_certain: bool) -> bool {
    parent.has_field(key)
        || (parent.is_map() && key.parse::<Classifier>().is_ok())
        || (are_keys_certain && parent.names_fields() && reads_like_a_name(key))
}

/// Letters, few digits, and what joins words.
fn reads_like_a_name(key: &str) -> bool {
    let is_of_names = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$');
    let digits = key.chars().filter(char::is_ascii_digit).count();
    !key.is_empty() && key.len() <= MAX_NAME && digits <= MAX_DIGITS && key.chars().all(is_of_names)
}

/// The pointer of a path, up to the first part that may not be shown.
pub(super) fn public_pointer<'t>(
    root: Field<'_>,
    tokens: impl IntoIterator<Item = &'t Token<'t>>,
    are_keys_certain: bool,
) -> String {
    let (mut pointer, mut field) = (String::new(), root);
    for token in tokens {
        match token {
            Token::Key(key) if is_public_key(field, key, are_keys_certain) => {
                push_token(&mut pointer, key);
                field = field.member(key);
            }
            Token::Index(index) if field.item().is_known() => {
                push_token(&mut pointer, &index.to_string());
                field = field.item();
            }
            Token::Key(_) | Token::Index(_) => break,
        }
    }
    pointer
}
