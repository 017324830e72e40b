//! A decoded part of a file, and where each of its bytes is in the file.

use std::{borrow::Cow, ops::Range, sync::Arc};

/// A decoded part of a file, such as the body in a quoted word, and where its bytes are in the file.
#[derive(Clone)]
pub(crate) struct Excerpt<'t> {
    pub(crate) text: Cow<'t, str>,
    /// From the text outwards; without layers, the text is the file.
    layers: Vec<Arc<Layer>>,
}

/// How the characters of a text are written at their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quoting {
    /// As they are.
    Raw,
    /// As they are, on one line: the next line begins with something that belongs to the file.
    Line,
    /// In single quotes of a shell.
    Single,
    /// In double quotes of a shell.
    Double,
    /// In a here document of a shell with variables.
    HereDocument,
    /// In `$'…'`.
    AnsiC,
    /// In a JSON string.
    Json,
    /// In base64, in which a character stands for parts of two bytes.
    Base64,
    /// In a way in which nothing can be written safely.
    Unknown,
}

/// One step from a decoded text to the text around it.
struct Layer {
    /// Sorted by both positions.
    pieces: Vec<Piece>,
    /// The length of the decoded text.
    length: usize,
    /// The range around it.
    source: Range<usize>,
}

/// A run of units, each of which takes `decoded` bytes in the decoded text and `source` bytes around it.
#[derive(Clone, Copy)]
struct Piece {
    at: u32,
    source_at: u32,
    decoded: u8,
    source: u8,
    quoting: Quoting,
}

impl<'t> Excerpt<'t> {
    /// The text of a whole file.
    pub(crate) fn file(text: &'t str) -> Self {
        Self { text: Cow::Borrowed(text), layers: Vec::new() }
    }

    /// A part of the text that needs no decoding.
    pub(crate) fn part(&self, range: Range<usize>) -> Excerpt<'_> {
        let mut decoder = Decoder::new(self, range.start);
        decoder.verbatim(range, Quoting::Raw);
        decoder.finish()
    }

    /// A part of the text that needs no decoding, for as long as the text lives.
    pub(crate) fn slice(&self, range: Range<usize>) -> Self {
        let text = match &self.text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[range.clone()]),
            Cow::Owned(text) => Cow::Owned(text[range.clone()].to_owned()),
        };
        let mut pieces = Vec::new();
        if let Ok(source_at) = u32::try_from(range.start) {
            pieces.push(Piece { at: 0, source_at, decoded: 1, source: 1, quoting: Quoting::Raw });
        }
        let layer = Layer { pieces, length: range.len(), source: range };
        Self { text, layers: std::iter::once(Arc::new(layer)).chain(self.layers.iter().cloned()).collect() }
    }

    /// The range of the whole text in the file.
    pub(crate) fn range(&self) -> Range<usize> {
        self.in_file(&(0..self.text.len()))
    }

    /// Whether each byte of the file belongs to one character of the text, so that one can be shown and the next hidden.
    pub(crate) fn separates_characters(&self) -> bool {
        let pieces = || self.layers.iter().flat_map(|layer| &layer.pieces);
        !pieces().any(|piece| piece.quoting == Quoting::Base64)
    }

    /// Whether something of the text is written differently in the file.
    pub(crate) fn has_escapes(&self) -> bool {
        matches!(self.text, Cow::Owned(_))
    }

    /// The range in the file of a range of the text.
    pub(crate) fn in_file(&self, range: &Range<usize>) -> Range<usize> {
        self.layers.iter().fold(range.clone(), |range, layer| layer.around(&range))
    }

    /// An edit of the file that changes a range of the text to `new`; `None` if the quoting makes that doubtful.
    pub(crate) fn edit(&self, range: &Range<usize>, new: &str) -> Option<(Range<usize>, String)> {
        self.layers.iter().try_fold((range.clone(), new.to_owned()), |(range, new), layer| {
            Some((layer.around(&range), layer.encoded(&range, &new)?))
        })
    }
}

impl Layer {
    fn piece(&self, at: usize) -> Option<&Piece> {
        let index = self.pieces.partition_point(|piece| piece.at as usize <= at);
        self.pieces.get(index.checked_sub(1)?)
    }

    fn around(&self, range: &Range<usize>) -> Range<usize> {
        let end = || range.end.checked_sub(1).map_or(self.source.start, |last| self.end(last));
        let start = if range.start < self.length { self.start(range.start) } else { end() };
        start..if range.is_empty() { start } else { end() }
    }

    /// Where the unit with this byte starts.
    fn start(&self, at: usize) -> usize {
        let Some(piece) = self.piece(at) else { return self.source.start };
        piece.unit(at).start
    }

    /// Where the unit with this byte ends.
    fn end(&self, at: usize) -> usize {
        let Some(piece) = self.piece(at) else { return self.source.start };
        piece.unit(at).end
    }

    /// The text to write for a range.
    fn encoded(&self, range: &Range<usize>, new: &str) -> Option<String> {
        let last = range.end.max(range.start + 1).min(self.length).checked_sub(1)?;
        let (first, last) = (self.piece(range.start.min(last))?, self.piece(last)?);
        if first.quoting == last.quoting { first.quoting.encode(new) } else { None }
    }
}

impl Piece {
    fn unit(&self, at: usize) -> Range<usize> {
        let index = (at - self.at as usize) / usize::from(self.decoded);
        let start = self.source_at as usize + index * usize::from(self.source);
        start..start + usize::from(self.source)
    }
}

impl Quoting {
    /// The characters that are written with a backslash.
    pub(crate) fn special(self) -> &'static str {
        match self {
            Self::Double => "\\\"$`",
            Self::HereDocument => "\\$`",
            Self::AnsiC => "\\'",
            _ => "",
        }
    }

    fn encode(self, new: &str) -> Option<String> {
        match self {
            Self::Raw => Some(new.to_owned()),
            Self::Line => (!new.contains(['\n', '\r'])).then(|| new.to_owned()),
            Self::Single => Some(new.replace('\'', r"'\''")),
            Self::Double => (!new.contains('!')).then(|| escaped(new, self.special())),
            Self::HereDocument => Some(escaped(new, self.special())),
            Self::AnsiC => (!new.contains(char::is_control)).then(|| escaped(new, self.special())),
            Self::Json => {
                let quoted = serde_json::to_string(new).ok()?;
                Some(quoted[1..quoted.len() - 1].to_owned())
            }
            Self::Base64 | Self::Unknown => None,
        }
    }
}

fn escaped(text: &str, special: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if special.contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// The number of bytes of a group of base64, and of its characters.
const GROUP: (u8, u8) = (3, 4);

/// Decodes a part of an excerpt, piece by piece.
pub(crate) struct Decoder<'s> {
    source: &'s Excerpt<'s>,
    /// Empty as long as the text is a part of the source.
    text: String,
    /// The part of the source that the text is, if it is one.
    borrowed: Option<Range<usize>>,
    pieces: Vec<Piece>,
    length: usize,
    around: Range<usize>,
}

impl<'s> Decoder<'s> {
    /// A decoder of a part that starts at an offset.
    pub(crate) fn new(source: &'s Excerpt<'_>, start: usize) -> Self {
        Self {
            source,
            text: String::new(),
            borrowed: Some(start..start),
            pieces: Vec::new(),
            length: 0,
            around: start..start,
        }
    }

    /// Appends a range of the source as it is.
    pub(crate) fn verbatim(&mut self, range: Range<usize>, quoting: Quoting) {
        if range.is_empty() {
            return;
        }
        match &mut self.borrowed {
            Some(borrowed) if borrowed.end == range.start => borrowed.end = range.end,
            Some(borrowed) if borrowed.start == borrowed.end => *borrowed = range.clone(),
            _ => {
                self.own();
                self.text.push_str(&self.source.text[range.clone()]);
            }
        }
        self.push(range.len(), range, (1, 1), quoting);
    }

    /// Appends what a range of the source stands for.
    pub(crate) fn escape(&mut self, range: Range<usize>, meaning: &str, quoting: Quoting) {
        let lengths = (u8::try_from(meaning.len()), u8::try_from(range.len()));
        let (Ok(decoded @ 1..), Ok(source)) = lengths else { return };
        self.own();
        self.text.push_str(meaning);
        self.push(meaning.len(), range, (decoded, source), quoting);
    }

    /// Appends the meaning of base64.
    pub(crate) fn base64(&mut self, range: Range<usize>, meaning: &str) {
        if !meaning.is_empty() {
            self.own();
            self.text.push_str(meaning);
            self.push(meaning.len(), range, GROUP, Quoting::Base64);
        }
    }

    /// Appends an excerpt of the same source.
    pub(crate) fn append(&mut self, excerpt: &Excerpt<'_>) {
        let Some(layer) = excerpt.layers.first() else { return };
        self.own();
        self.text.push_str(&excerpt.text);
        for piece in &layer.pieces {
            if let Ok(at) = u32::try_from(self.length + piece.at as usize) {
                self.pieces.push(Piece { at, ..*piece });
            }
        }
        self.around =
            if self.length == 0 { layer.source.clone() } else { self.around.start..layer.source.end };
        self.length += layer.length;
    }

    fn own(&mut self) {
        if let Some(borrowed) = self.borrowed.take() {
            self.text.push_str(&self.source.text[borrowed]);
        }
    }

    fn push(&mut self, length: usize, source: Range<usize>, units: (u8, u8), quoting: Quoting) {
        let continues = self.pieces.last().is_some_and(|last| {
            (last.decoded, last.source, last.quoting) == (units.0, units.1, quoting)
                && last.unit(self.length).start == source.start
        });
        let positions = (u32::try_from(self.length), u32::try_from(source.start));
        if let (false, (Ok(at), Ok(source_at))) = (continues, positions) {
            self.pieces.push(Piece { at, source_at, decoded: units.0, source: units.1, quoting });
        }
        if self.length == 0 {
            self.around.start = source.start;
        }
        self.length += length;
        self.around.end = source.end;
    }

    pub(crate) fn finish(self) -> Excerpt<'s> {
        let text = match self.borrowed {
            Some(range) => Cow::Borrowed(&self.source.text[range]),
            None => Cow::Owned(self.text),
        };
        let layer = Layer { pieces: self.pieces, length: self.length, source: self.around };
        let layers = std::iter::once(Arc::new(layer)).chain(self.source.layers.iter().cloned());
        Excerpt { text, layers: layers.collect() }
    }
}
