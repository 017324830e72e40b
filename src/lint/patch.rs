//! What several rounds of edits change in a text, as edits of the text before them.

use std::ops::Range;

use crate::json::TextEdit;

/// What became of a text.
pub(super) struct Patch {
    pieces: Vec<Piece>,
    /// The length of the original text.
    length: usize,
}

/// A part of the edited text.
enum Piece {
    /// A range of the original text.
    Kept(Range<usize>),
    New(String),
}

impl Patch {
    /// Nothing has changed yet.
    pub(super) fn new(length: usize) -> Self {
        Self { pieces: vec![Piece::Kept(0..length)], length }
    }

    /// Applies sorted edits of the text as it is now.
    pub(super) fn apply<'e>(&mut self, edits: impl IntoIterator<Item = (Range<usize>, &'e str)>) {
        let mut rest = std::mem::take(&mut self.pieces).into_iter().rev().collect::<Vec<_>>();
        let mut at = 0;
        for (range, new) in edits {
            take(&mut rest, range.start - at, |piece| self.pieces.push(piece));
            take(&mut rest, range.len(), drop);
            self.pieces.push(Piece::New(new.to_owned()));
            at = range.end;
        }
        self.pieces.extend(rest.into_iter().rev());
    }

    /// The edits of the original text that have the same effect.
    pub(super) fn edits(self) -> Vec<TextEdit> {
        let (mut edits, mut at, mut new) = (Vec::new(), 0, String::new());
        let mut end = |range: Range<usize>, new: String| {
            if !range.is_empty() || !new.is_empty() {
                edits.push((range, new));
            }
        };
        for piece in self.pieces {
            match piece {
                Piece::New(text) => new.push_str(&text),
                Piece::Kept(range) => {
                    end(at..range.start, std::mem::take(&mut new));
                    at = range.end;
                }
            }
        }
        end(at..self.length, new);
        edits
    }
}

/// Takes the first bytes of the pieces, which are in reverse order.
fn take(rest: &mut Vec<Piece>, mut length: usize, mut receive: impl FnMut(Piece)) {
    while let Some(piece) = rest.pop_if(|_| length > 0) {
        if piece.len() <= length {
            length -= piece.len();
            receive(piece);
            continue;
        }
        let (first, second) = piece.split(length);
        rest.push(second);
        receive(first);
        length = 0;
    }
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Self::Kept(range) => range.len(),
            Self::New(text) => text.len(),
        }
    }

    fn split(self, at: usize) -> (Self, Self) {
        match self {
            Self::Kept(range) => {
                (Self::Kept(range.start..range.start + at), Self::Kept(range.start + at..range.end))
            }
            Self::New(mut text) => {
                let rest = text.split_off(at);
                (Self::New(text), Self::New(rest))
            }
        }
    }
}
