//! Texts in which any token can be wrong: a tree of tokens, its style, and the range of each token when written.

use std::ops::Range;

use serde_json::Value;

/// A value, as it will be written.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// A string, a number, a literal, or an invalid token instead of it.
    Token(Vec<u8>),
    Object(Entries),
    Array(Entries),
}

/// The content of an object or array.
#[derive(Clone, Debug, Default)]
pub(super) struct Entries {
    entries: Vec<Entry>,
    /// The noise before the closing bracket.
    tail: Noise,
}

/// A member of an object, or an element of an array.
#[derive(Clone, Debug)]
struct Entry {
    /// For a member: its name and its token.
    key: Option<(String, Vec<u8>)>,
    colon: &'static str,
    node: Node,
    gaps: [Noise; 4],
    /// The separator, written if another entry follows.
    comma: Noise,
}

/// The pieces of text between tokens, besides whitespace.
pub(super) type Noise = Vec<Piece>;

/// A piece of text; `planted` is the number of its defect, if it is one.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: &'static [u8],
    pub(super) planted: Option<usize>,
}

/// The positions around an entry for noise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    BeforeEntry,
    BeforeColon,
    BeforeValue,
    AfterValue,
}

/// A change to the tree.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    /// Replaces a value; adds the member or element if it does not exist.
    Put(Node),
    /// Removes a member.
    Remove,
    /// Replaces the token of a key.
    Key(Vec<u8>),
    Colon(&'static str),
    Comma(Noise),
    Noise(Gap, Piece),
    /// Writes something before the closing bracket.
    Tail(Piece),
    /// Adds a member of the same name before all others.
    Twin(Node),
    /// Adds a member that consists of a single token, before all others.
    Stray(Piece),
}

/// The style of whitespace.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// The line terminator; empty if everything is on one line.
    pub(super) newline: &'static str,
    pub(super) indent: &'static str,
    pub(super) after_colon: &'static str,
}

/// A text, and the ranges of its entries and defects.
#[derive(Default)]
pub(super) struct Written {
    pub(super) bytes: Vec<u8>,
    /// In the order of the text; among duplicate members, the last counts.
    entries: Vec<(String, Places)>,
    planted: Vec<(usize, Range<usize>)>,
    /// The entries whose next token has not been written yet.
    waiting: Vec<usize>,
}

/// The byte ranges of the parts of an entry.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    pub(super) key: Range<usize>,
    pub(super) value: Range<usize>,
    /// The start of the token after it, if there is one.
    pub(super) next: Option<usize>,
}

impl From<&Value> for Node {
    fn from(value: &Value) -> Self {
        let entry = |key: Option<&String>, value: &Value| Entry {
            key: key.map(|name| (name.clone(), quoted(name))),
            ..Entry::of(Self::from(value))
        };
        match value {
            Value::Object(fields) => {
                let entries = fields.iter().map(|(name, value)| entry(Some(name), value)).collect();
                Self::Object(Entries { entries, ..Entries::default() })
            }
            Value::Array(items) => {
                let entries = items.iter().map(|value| entry(None, value)).collect();
                Self::Array(Entries { entries, ..Entries::default() })
            }
            token => Self::Token(token.to_string().into_bytes()),
        }
    }
}

fn quoted(name: &str) -> Vec<u8> {
    Value::from(name).to_string().into_bytes()
}

impl Entry {
    fn of(node: Node) -> Self {
        Self {
            key: None,
            colon: ":",
            node,
            gaps: Default::default(),
            comma: vec![Piece { text: b",", planted: None }],
        }
    }
}

impl Node {
    pub(super) fn token(text: &str) -> Self {
        Self::Token(text.as_bytes().to_vec())
    }

    fn entries(&self) -> &[Entry] {
        match self {
            Self::Token(_) => &[],
            Self::Object(inner) | Self::Array(inner) => &inner.entries,
        }
    }

    fn inner(&mut self) -> &mut Entries {
        match self {
            Self::Token(_) => panic!("a token cannot contain entries"),
            Self::Object(inner) | Self::Array(inner) => inner,
        }
    }

    /// Shuffles the members of all objects: `choose(count)` returns an index below `count`.
    pub(super) fn shuffle(&mut self, choose: &mut impl FnMut(usize) -> usize) {
        let is_object = matches!(self, Self::Object(_));
        if matches!(self, Self::Token(_)) {
            return;
        }
        let entries = &mut self.inner().entries;
        for index in 1..entries.len() {
            if is_object {
                // Nothing moves if `choose` always returns 0.
                let other = index - choose(index + 1);
                entries.swap(index, other);
            }
        }
        entries.iter_mut().for_each(|entry| entry.node.shuffle(choose));
    }

    /// The pointers of all entries.
    pub(super) fn pointers(&self) -> Vec<String> {
        let mut pointers = Vec::new();
        self.collect_pointers("", &mut pointers);
        pointers
    }

    fn collect_pointers(&self, pointer: &str, pointers: &mut Vec<String>) {
        for (index, entry) in self.entries().iter().enumerate() {
            let pointer = entry.pointer(pointer, index);
            pointers.push(pointer.clone());
            entry.node.collect_pointers(&pointer, pointers);
        }
    }

    /// The pointer of the last entry of an object or array.
    pub(super) fn last_entry(&self, pointer: &str) -> Option<String> {
        let entries = self.find(pointer)?.entries();
        entries.last().map(|entry| entry.pointer(pointer, entries.len() - 1))
    }

    pub(super) fn find(&self, pointer: &str) -> Option<&Self> {
        pointer.split('/').skip(1).try_fold(self, |node, token| {
            let entries = node.entries();
            let index = position(entries, token)?;
            Some(&entries[index].node)
        })
    }

    fn find_mut(&mut self, pointer: &str) -> &mut Self {
        pointer.split('/').skip(1).fold(self, |node, token| {
            let entries = &mut node.inner().entries;
            let index = position(entries, token).expect("an entry");
            &mut entries[index].node
        })
    }

    pub(super) fn edit(&mut self, pointer: &str, edit: Edit) {
        if let Edit::Tail(piece) = edit {
            return self.find_mut(pointer).inner().tail.push(piece);
        }
        if let Edit::Stray(piece) = edit {
            let stray = Entry { gaps: [vec![piece], vec![], vec![], vec![]], ..Entry::of(Self::token("")) };
            return self.find_mut(pointer).inner().entries.insert(0, stray);
        }
        let (parent, token) = pointer.rsplit_once('/').expect("a pointer to an entry");
        let parent = self.find_mut(parent);
        let is_object = matches!(parent, Self::Object(_));
        let entries = &mut parent.inner().entries;
        let name = unescaped(token);
        let key = is_object.then(|| (name.clone(), quoted(&name)));
        let index = position(entries, token);
        match (edit, index) {
            (Edit::Put(node), None) => entries.push(Entry { key, ..Entry::of(node) }),
            (Edit::Twin(node), _) => entries.insert(0, Entry { key, ..Entry::of(node) }),
            (Edit::Remove, Some(index)) => drop(entries.remove(index)),
            (edit, Some(index)) => entries[index].edit(edit),
            (edit, None) => panic!("no entry at {pointer} for {edit:?}"),
        }
    }
}

fn position(entries: &[Entry], token: &str) -> Option<usize> {
    let name = unescaped(token);
    let index = token.parse().ok().filter(|index| *index < entries.len());
    let is_named = |entry: &Entry| entry.key.as_ref().is_some_and(|(key, _)| *key == name);
    entries.iter().rposition(is_named).or(index.filter(|index: &usize| entries[*index].key.is_none()))
}

fn unescaped(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

pub(super) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

impl Entry {
    fn pointer(&self, parent: &str, index: usize) -> String {
        match &self.key {
            Some((name, _)) => format!("{parent}/{}", escaped(name)),
            None => format!("{parent}/{index}"),
        }
    }

    fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::Put(node) => self.node = node,
            Edit::Key(token) => self.key.as_mut().expect("a member").1 = token,
            Edit::Colon(text) => self.colon = text,
            Edit::Comma(noise) => self.comma = noise,
            Edit::Noise(gap, piece) => {
                self.gaps[gap as usize].push(piece);
            }
            other => panic!("{other:?} is an edit of members and objects"),
        }
    }
}

impl Written {
    pub(super) fn of(root: &Node, style: Style, lead: &Noise, trail: &Noise) -> Self {
        let mut written = Self::default();
        written.noise(lead);
        written.entries.push((String::new(), Places::default()));
        let value = written.node(root, "", style, 0);
        written.entries[0].1.value = value;
        written.noise(trail);
        written.bytes.extend(style.newline.bytes());
        written
    }

    pub(super) fn places(&self, pointer: &str) -> Option<&Places> {
        self.entries.iter().rfind(|(it, _)| it == pointer).map(|(_, places)| places)
    }

    pub(super) fn planted(&self, number: usize) -> Range<usize> {
        let (_, range) = self.planted.iter().find(|(it, _)| *it == number).expect("a planted piece");
        range.clone()
    }

    /// Writes a token and returns its range.
    fn token(&mut self, bytes: &[u8]) -> Range<usize> {
        let start = self.bytes.len();
        if !bytes.is_empty() {
            for index in self.waiting.drain(..) {
                self.entries[index].1.next = Some(start);
            }
        }
        self.bytes.extend(bytes);
        start..self.bytes.len()
    }

    fn noise(&mut self, noise: &Noise) {
        for piece in noise {
            // A comma is a token at any position.
            let is_token = piece.text == b",";
            let bytes = if is_token { self.token(b",") } else { self.raw(piece.text) };
            self.planted.extend(piece.planted.map(|number| (number, bytes)));
        }
    }

    fn raw(&mut self, bytes: &[u8]) -> Range<usize> {
        let start = self.bytes.len();
        self.bytes.extend(bytes);
        start..self.bytes.len()
    }

    fn line(&mut self, style: Style, depth: usize) {
        self.raw(style.newline.as_bytes());
        self.raw(style.indent.repeat(depth).as_bytes());
    }

    /// Writes a value and returns its range.
    fn node(&mut self, node: &Node, pointer: &str, style: Style, depth: usize) -> Range<usize> {
        let (inner, brackets) = match node {
            Node::Token(token) => return self.token(token),
            Node::Object(inner) => (inner, [b"{", b"}"]),
            Node::Array(inner) => (inner, [b"[", b"]"]),
        };
        let start = self.token(brackets[0]).start;
        for (index, entry) in inner.entries.iter().enumerate() {
            self.line(style, depth + 1);
            self.entry(entry, &entry.pointer(pointer, index), style, depth + 1);
            if index + 1 < inner.entries.len() {
                self.noise(&entry.comma);
            }
        }
        self.noise(&inner.tail);
        if !inner.entries.is_empty() {
            self.line(style, depth);
        }
        start..self.token(brackets[1]).end
    }

    fn entry(&mut self, entry: &Entry, pointer: &str, style: Style, depth: usize) {
        let [before_entry, before_colon, before_value, after_value] = &entry.gaps;
        self.noise(before_entry);
        let index = self.entries.len();
        self.entries.push((pointer.to_owned(), Places::default()));
        if let Some((_, token)) = &entry.key {
            self.entries[index].1.key = self.token(token);
            self.noise(before_colon);
            self.token(entry.colon.as_bytes());
            self.raw(style.after_colon.as_bytes());
            self.noise(before_value);
        }
        let value = self.node(&entry.node, pointer, style, depth);
        self.entries[index].1.value = value;
        self.waiting.push(index);
        self.noise(after_value);
    }
}
