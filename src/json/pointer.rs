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

/// The path of a value while a payload is walked.
#[derive(Default)]
pub(crate) struct Path<'t>(Vec<Token<'t>>);

pub(crate) enum Token<'t> {
    Key(Cow<'t, str>),
    Index(usize),
}

/// The length that few pointers exceed.
const COMMON: usize = 64;
/// The longest key that a path keeps when it is copied. Keys that schemas name are shorter.
const MAX_KEY: usize = 100;
/// The deepest path that is copied whole. Schemas describe no deeper place.
const MAX_COPY: usize = 16;

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

    pub(crate) fn tokens(&self) -> &[Token<'t>] {
        &self.0
    }

    /// The path as a JSON Pointer.
    pub(crate) fn pointer(&self) -> String {
        let mut pointer = empty_pointer();
        for token in &self.0 {
            match token {
                Token::Key(key) => push_token(&mut pointer, key),
                Token::Index(index) => push_token(&mut pointer, &index.to_string()),
            }
        }
        pointer
    }

    /// A copy of the beginning, of bounded size: up to a key that is too long for a schema to name.
    pub(crate) fn head(&self) -> Vec<Token<'static>> {
        let copy = |token: &Token<'t>| match token {
            Token::Key(key) if key.len() > MAX_KEY => None,
            Token::Key(key) => Some(Token::Key(Cow::Owned(key.clone().into_owned()))),
            Token::Index(index) => Some(Token::Index(*index)),
        };
        self.0.iter().take(MAX_COPY).map_while(copy).collect()
    }
}

/// A pointer to append tokens to.
pub(crate) fn empty_pointer() -> String {
    String::with_capacity(COMMON)
}

/// Appends a reference token to a JSON Pointer.
pub(crate) fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    match token.contains(['~', '/']) {
        true => pointer.push_str(&token.replace('~', "~0").replace('/', "~1")),
        false => pointer.push_str(token),
    }
}

/// A pointer and the pointers of all values that contain it, innermost first.
pub(crate) fn ancestors(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |pointer| pointer.rsplit_once('/').map(|(parent, _)| parent))
}
