//! Parses and builds JSON Pointers (RFC 6901).

use std::borrow::Cow;

/// The reference tokens of a JSON Pointer, still escaped.
pub(crate) fn tokens(pointer: &str) -> impl Iterator<Item = &str> {
    pointer.split('/').skip(1)
}

/// The key or index that a reference token represents.
pub(crate) fn unescaped(token: &str) -> Cow<'_, str> {
    match token.contains('~') {
        true => token.replace("~1", "/").replace("~0", "~").into(),
        false => token.into(),
    }
}

/// The path of a value during a walk over a payload. Its pointer is built only on demand.
#[derive(Default)]
pub(crate) struct Path<'t>(Vec<Token<'t>>);

pub(crate) enum Token<'t> {
    Key(Cow<'t, str>),
    Index(usize),
}

impl<'t> Token<'t> {
    pub(crate) fn key(key: &'t str) -> Self {
        Self::Key(Cow::Borrowed(key))
    }
}

impl<'t> Path<'t> {
    /// Descends to a member or an array element.
    pub(crate) fn push(&mut self, token: Token<'t>) {
        self.0.push(token);
    }

    /// Ascends.
    pub(crate) fn pop(&mut self) {
        self.0.pop();
    }

    pub(crate) fn pointer(&self) -> String {
        let mut pointer = String::new();
        for token in &self.0 {
            match token {
                Token::Key(key) => push_token(&mut pointer, key),
                Token::Index(index) => push_token(&mut pointer, &index.to_string()),
            }
        }
        pointer
    }
}

/// The maximum length of a pointer in bytes. Pointers of real payloads are far shorter.
const MAX_POINTER: usize = 1024;

/// Appends a reference token to a JSON Pointer. A pointer that is too long ends with `…`: it is for people to read,
/// and must not grow with the text.
fn push_token(pointer: &mut String, token: &str) {
    if pointer.ends_with('…') {
        return;
    }
    let room = MAX_POINTER.saturating_sub(pointer.len());
    pointer.push('/');
    if token.len() <= room && !token.contains(['~', '/']) {
        return pointer.push_str(token);
    }
    for c in token.chars().take(room) {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
    if token.len() > room {
        pointer.push('…');
    }
}

/// A pointer and the pointers of all values that contain it, innermost first.
pub(crate) fn ancestors(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |pointer| pointer.rsplit_once('/').map(|(parent, _)| parent))
}
