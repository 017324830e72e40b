//! The comment near the start of a file that tells what its payloads are: `# kyx: channel=web`.

use std::{ops::Range, str::FromStr};

use super::{
    format::Format,
    part::{Invalid, Part, Problem, Unread},
};
use crate::{
    excerpt::Excerpt,
    json::{BYTE_ORDER_MARK, same_length_text},
    kind::Kind,
    workflow::{Channel, Operation},
};

/// How many lines of a file may have the comment: enough for the first line of a script, a license and front matter.
const LINES: usize = 5;

/// The end of a comment in Markdown.
const CLOSING: &str = "-->";

/// What the comment `kyx:` near the start of a file tells about its payloads.
///
/// It is one of the first five lines, in a comment of the language: after `#` or `//` in files of HTTP messages, after `#` in
/// scripts, between `<!--` and `-->` in Markdown. The other formats have no comments.
///
/// ```
/// use kyx_schema::{Channel, Operation, input::{Directive, Format}};
///
/// let directive = Directive::of(b"# kyx: operation=update channel=web\nPUT /", Format::Http);
/// assert_eq!(directive.operation, Some(Operation::UpdateAccount));
/// assert_eq!(directive.channel, Some(Channel::Web));
/// assert_eq!(directive.kind, None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Directive {
    /// The kind of all payloads.
    pub kind: Option<Kind>,
    /// The operation of account requests.
    pub operation: Option<Operation>,
    /// The channel that provides the credentials.
    pub channel: Option<Channel>,
}

impl Directive {
    /// Reads the comment of a file. Words that mean nothing are left out; [`Linter::lint_file`] reports them.
    ///
    /// [`Linter::lint_file`]: crate::lint::Linter::lint_file
    #[must_use]
    pub fn of(file: &[u8], format: Format) -> Self {
        let mut directive = Self::default();
        // The rest may be long, and need not be decoded.
        let length = file.split_inclusive(|byte| *byte == b'\n').take(LINES).map(<[u8]>::len).sum();
        let text = same_length_text(&file[..length]);
        if let Some(comment) = comment(&text, format) {
            words(&text, comment).for_each(|word| _ = directive.set(&text[word]));
        }
        directive
    }

    /// Takes a word such as `channel=web`.
    fn set(&mut self, word: &str) -> Result<(), Invalid> {
        let (name, value) = word.split_once('=').ok_or(Invalid::Name)?;
        match name {
            "kind" => set(&mut self.kind, value, Invalid::Kind),
            "operation" => set(&mut self.operation, value, Invalid::Operation),
            "channel" => set(&mut self.channel, value, Invalid::Channel),
            _ => Err(Invalid::Name),
        }
    }
}

fn set<T: FromStr>(option: &mut Option<T>, value: &str, invalid: Invalid) -> Result<(), Invalid> {
    if option.is_some() {
        return Err(Invalid::Repeated);
    }
    *option = Some(value.parse().map_err(|_| invalid)?);
    Ok(())
}

/// The part of the file that is the comment. It has no payload.
pub(super) fn part<'s>(source: &Excerpt<'s>, format: Format) -> Option<Part<'s>> {
    let text: &str = &source.text;
    let comment = comment(text, format)?;
    let mut part = Part::new(source.in_file(&comment));
    part.public.extend(marks(text, &comment).map(|mark| source.in_file(&mark)));
    let mut directive = Directive::default();
    for word in words(text, comment) {
        let range = source.in_file(&word);
        match directive.set(&text[word]) {
            Ok(()) => part.public.push(range),
            Err(invalid) => part.problems.push(Problem { what: Unread::Directive(invalid), range }),
        }
    }
    Some(part)
}

/// The range of what the comment says after `kyx:`.
fn comment(text: &str, format: Format) -> Option<Range<usize>> {
    let openings: &[&str] = match format {
        Format::Http => &["#", "//"],
        Format::Curl => &["#"],
        Format::Markdown => &["<!--"],
        Format::Array | Format::Bruno | Format::Har | Format::Postman => return None,
    };
    let mut start = 0;
    text.split_inclusive('\n').take(LINES).find_map(|line| {
        start += line.len();
        let line = line.trim_start_matches(BYTE_ORDER_MARK).trim_start();
        // A line such as `### kyx: …` separates requests, too.
        let comment = openings.iter().find_map(|it| Some(line.strip_prefix(it)?.trim_start_matches(it)))?;
        let said = comment.trim_start().strip_prefix("kyx:")?;
        let length = said.find(CLOSING).filter(|_| format == Format::Markdown).unwrap_or(said.len());
        let start = start - said.len();
        Some(start..start + length)
    })
}

/// The ranges of what is around the words of a comment: `# kyx:`, or `<!-- kyx:` and `-->`.
fn marks(text: &str, words: &Range<usize>) -> [Range<usize>; 2] {
    let line = text[..words.start].rsplit('\n').next().unwrap_or_default();
    let opening = line.trim_start_matches(BYTE_ORDER_MARK).len();
    let closing = if text[words.end..].starts_with(CLOSING) { CLOSING.len() } else { 0 };
    [words.start - opening..words.start, words.end..words.end + closing]
}

/// The ranges of the words in a range, which spaces or commas separate.
fn words(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = range.start;
    let words = text[range].split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
    words.map(move |word| {
        let start = text[at..].find(word).map_or(at, |it| at + it);
        at = start + word.len();
        start..at
    })
}
