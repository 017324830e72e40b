//! Reads curl commands: each is a call, most with a payload.

use std::ops::Range;

use memchr::memmem;

use super::{
    curl_options::{FLAGS, LONG, PLAIN_FLAGS, SHORT, is_plain_flag},
    part::{Part, Problem, Receive, Unread},
    shell::{self, Command, Word},
    windows,
};
use crate::{
    call::{Call, Header},
    excerpt::Excerpt,
};

/// Reads all curl commands of a script, of a document, or of what was pasted.
pub(super) fn read(source: &Excerpt<'_>, receive: &mut Receive<'_>) {
    let text: &str = &source.text;
    let finder = memmem::Finder::new("curl");
    let mut at = 0;
    while let Some(found) = finder.find(&text.as_bytes()[at..]) {
        let start = at + found;
        at = start + "curl".len();
        if is_command(text, start) {
            at = at.max(read_command(source, start, receive));
        }
    }
}

/// What separates words, and the end of a path.
const BEFORE_A_COMMAND: [char; 12] = [' ', '\t', '\n', '(', '`', ';', '|', '&', '!', '{', '/', '\\'];

/// Whether the word at an offset is a command, and not a part of prose or of a comment.
fn is_command(text: &str, start: usize) -> bool {
    let after = &text[start + "curl".len()..];
    let after = after.strip_prefix(".exe").unwrap_or(after);
    let is_word = after.starts_with([' ', '\t', '\\', '^', '`'])
        && (start == 0 || text[..start].ends_with(BEFORE_A_COMMAND));
    let is_in_comment = || {
        let line = text[line_start(text, start)..start].trim_start();
        ["#", "//", "::", "REM ", "rem "].iter().any(|it| line.starts_with(it))
    };
    is_word && !is_in_comment()
}

/// Reads the command at an offset, and returns its end.
fn read_command(source: &Excerpt<'_>, start: usize, receive: &mut Receive<'_>) -> usize {
    let text: &str = &source.text;
    let first = text[start..line_end(text, start)].trim_end();
    let mut pass_on = |command: Command<'_>, within: &Excerpt<'_>, end: usize| {
        let range = source.in_file(&(line_start(text, start)..line_end(text, end)));
        Arguments::of(command).into_part(within, range).into_iter().for_each(&mut *receive);
        end
    };
    match first.bytes().last() {
        Some(b'^') => {
            let (plain, end) = windows::without_carets(source, start);
            pass_on(windows::cmd(&plain), &plain, end)
        }
        Some(b'`') => {
            let mut command = windows::powershell(source, start);
            let end = command.end;
            let arguments: Vec<_> = command.words.iter().map(|word| word.text.clone()).collect();
            for (word, argument) in command.words.iter_mut().zip(&arguments) {
                if let Some(text) = windows::unescaped(argument) {
                    word.text = text;
                }
            }
            pass_on(command, source, end)
        }
        _ => {
            let command = shell::command(source, start);
            let end = command.end;
            pass_on(command, source, end)
        }
    }
}

/// The longest line that is looked at as a whole, in bytes. A file may be one line with a million commands.
const MAX_LINE: usize = 1000;

/// The start of the line that contains an offset; the offset itself if the line is long.
fn line_start(text: &str, at: usize) -> usize {
    at - rest_of_line(text[..at].bytes().rev())
}

/// The end of the line that contains an offset; the offset itself if the line is long.
fn line_end(text: &str, at: usize) -> usize {
    at + rest_of_line(text[at..].bytes())
}

/// The number of bytes up to a newline or the end; none if they are many.
fn rest_of_line(bytes: impl Iterator<Item = u8>) -> usize {
    bytes.chain([b'\n']).take(MAX_LINE).position(|byte| byte == b'\n').unwrap_or_default()
}

/// What the arguments of a command say.
#[derive(Default)]
struct Arguments<'s> {
    method: Option<Word<'s>>,
    implied_method: Option<&'static str>,
    url: Option<Word<'s>>,
    headers: Vec<Header<'s>>,
    data: Vec<Data<'s>>,
    has_form: bool,
    is_json: bool,
    sends_query: bool,
    passwords: Vec<Excerpt<'s>>,
    stdin: Option<Excerpt<'s>>,
    public: Vec<Range<usize>>,
    problems: Vec<(Unread, Range<usize>)>,
}

/// The value of an option that adds to the body.
enum Data<'s> {
    Text(Excerpt<'s>),
    /// A file that is not read.
    File(Range<usize>),
    /// Something that is encoded before it is sent.
    Encoded,
}

impl<'s> Arguments<'s> {
    fn of(command: Command<'s>) -> Self {
        let mut arguments = Self { stdin: command.stdin, public: command.syntax, ..Self::default() };
        arguments.problems = command.problems;
        let mut words = command.words.into_iter();
        let name = words.next().filter(|name| matches!(&*name.text.text, "curl" | "curl.exe"));
        arguments.public.extend(name.map(|name| name.range));
        while let Some(word) = words.next() {
            let text = word.text.text.clone();
            match text.strip_prefix("--") {
                Some("next") => break,
                Some(name) => arguments.long(name, word, &mut words),
                None if text.starts_with('-') => {
                    arguments.short(&text[1..], word, &mut words);
                }
                None if text.is_empty() => {}
                None => arguments.url = arguments.url.take().or(Some(word)),
            }
        }
        arguments
    }

    fn long(&mut self, name: &str, word: Word<'s>, words: &mut impl Iterator<Item = Word<'s>>) {
        let has_value = LONG.contains(&name) || SHORT.iter().any(|(_, long)| *long == name);
        if has_value || FLAGS.iter().any(|(_, flag)| *flag == name) || is_plain_flag(name) {
            self.public.push(word.range);
        }
        match has_value {
            true => words.next().into_iter().for_each(|value| self.option(name, value)),
            false => self.flag(name),
        }
    }

    /// Short options may be written together, and with their value: `-sSXPOST`.
    fn short(&mut self, letters: &str, word: Word<'s>, words: &mut impl Iterator<Item = Word<'s>>) {
        let mut is_known = true;
        for (at, letter) in letters.char_indices() {
            let option = SHORT.iter().find(|(short, _)| *short == letter);
            let Some((_, name)) = option else {
                match FLAGS.iter().find(|(short, _)| *short == letter) {
                    Some((_, flag)) => self.flag(flag),
                    None => is_known &= PLAIN_FLAGS.contains(letter),
                }
                continue;
            };
            let start = 1 + at + letter.len_utf8();
            if start < word.text.text.len() {
                let value = Word { text: word.text.slice(start..word.text.text.len()), range: word.range };
                return self.option(name, value);
            }
            self.public.extend(is_known.then_some(word.range));
            return words.next().into_iter().for_each(|value| self.option(name, value));
        }
        self.public.extend(is_known.then_some(word.range));
    }

    fn flag(&mut self, name: &str) {
        match name {
            "get" => self.sends_query = true,
            "head" => self.implied_method = Some("HEAD"),
            _ => {}
        }
    }

    fn option(&mut self, name: &str, value: Word<'s>) {
        let is_file = value.text.text.starts_with('@');
        match name {
            "request" => self.method = Some(value),
            "url" => self.url = Some(value),
            "header" => self.header(&value),
            "user-agent" => self.headers.push(Header::implied("User-Agent", value.text)),
            "user" | "oauth2-bearer" => self.passwords.push(value.text),
            "json" | "data" | "data-ascii" | "data-binary" if is_file => {
                self.is_json |= name == "json";
                let is_stdin = value.text.text == "@-";
                self.data.push(match self.stdin.take().filter(|_| is_stdin) {
                    Some(document) => Data::Text(document),
                    None => Data::File(value.range),
                });
            }
            "json" | "data" | "data-ascii" | "data-binary" | "data-raw" => {
                self.is_json |= name == "json";
                self.data.push(Data::Text(value.text));
            }
            "data-urlencode" => self.data.push(Data::Encoded),
            "form" | "form-string" => self.has_form = true,
            "upload-file" => {
                self.implied_method = Some("PUT");
                self.data.push(Data::File(value.range));
            }
            _ => {}
        }
    }

    fn header(&mut self, value: &Word<'s>) {
        let text: &str = &value.text.text;
        let Some(colon) = text.find(':') else { return };
        let (name, rest) = (value.text.slice(0..colon), &text[colon + 1..]);
        let start = text.len() - rest.trim_start().len();
        let end = text.trim_end().len().max(start);
        self.headers.push(Header::new(name, value.text.slice(start..end)));
    }

    /// Ranges of the command are those of `within`; `range` is that of the whole in the file.
    fn into_part(mut self, within: &Excerpt<'_>, range: Range<usize>) -> Option<Part<'s>> {
        let url = self.url?;
        let mut part = Part::new(range);
        let sends_body = !self.sends_query && (!self.data.is_empty() || self.has_form);
        let default = self.implied_method.unwrap_or(if sends_body { "POST" } else { "GET" });
        let (method, method_range) = match &self.method {
            Some(word) => (word.text.text.to_string(), word.text.range()),
            None => (default.to_owned(), url.text.range()),
        };
        let mut call = Call::new(&method, method_range, url.text);
        call.headers = self.headers;
        call.passwords = self.passwords;
        call.default_type = match () {
            () if self.is_json => Some("application/json"),
            () if self.has_form => Some("multipart/form-data"),
            () if self.implied_method == Some("PUT") => None,
            () => Some("application/x-www-form-urlencoded"),
        };
        call.has_body = sends_body;
        let only = self.data.pop().filter(|_| self.data.is_empty() && !self.sends_query && !self.has_form);
        match only {
            Some(Data::Text(text)) => part.payload = Some(text),
            Some(Data::File(range)) => self.problems.push((Unread::OtherFile, range)),
            Some(Data::Encoded) | None => {}
        }
        part.call = Some(call);
        part.public = self.public.iter().map(|range| within.in_file(range)).collect();
        part.problems = self
            .problems
            .iter()
            .map(|(what, range)| Problem { what: *what, range: within.in_file(range) })
            .collect();
        Some(part)
    }
}
