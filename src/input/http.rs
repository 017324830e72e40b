//! Reads HTTP messages as captured, and the requests of `.http` and `.rest` files.

use std::ops::Range;

use super::part::{Answer, Part, Problem, Receive, Unread};
use crate::{
    call::{Call, Header, methods},
    excerpt::{Decoder, Excerpt, Quoting},
};

/// The versions of HTTP that a request names.
const VERSIONS: &[&str] = &["HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/2.0", "HTTP/3", "HTTP/3.0"];

/// Reads all messages. An answer belongs to the request before it.
pub(super) fn read(source: &Excerpt<'_>, receive: &mut Receive<'_>) {
    let mut lines = Lines { text: &source.text, at: 0 };
    let mut asked = None;
    while let Some(line) = lines.next() {
        let start = &lines.text[line.clone()];
        match Start::of(start).or_else(|| Start::of_unknown_method(start)) {
            Some(Start::Request(request)) => {
                let part = Message::read(source, &mut lines, line.clone()).into_request(&request, line.start);
                if let Some(call) = &part.call {
                    asked = Some(Call::new(&call.method, call.method_range.clone(), call.url.clone()));
                }
                receive(part);
            }
            Some(Start::Answer(answer)) => {
                let part = Message::read(source, &mut lines, line).into_answer(answer, asked.take());
                receive(part);
            }
            None if begins_script(&lines.text[line.clone()]) => lines.skip_script(line),
            None => {}
        }
    }
}

/// Whether a text begins with a request or an answer, after comments and variables.
pub(super) fn is_http(text: &str) -> bool {
    let is_other = |line: &&str| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with(['#', '@']) && !line.starts_with("//")
    };
    text.lines().take(100).find(is_other).is_some_and(|line| Start::of(line).is_some())
}

/// Whether the line begins a message.
fn begins_message(line: &str) -> bool {
    line.starts_with("###") || Start::of(line).is_some()
}

/// The first line of a message.
enum Start {
    Request(RequestLine),
    Answer(Answer),
}

/// The ranges of the parts of a line.
struct RequestLine {
    method: Range<usize>,
    url: Range<usize>,
    version: Range<usize>,
}

impl Start {
    fn of(line: &str) -> Option<Self> {
        let trimmed = line.trim_end();
        if let Some(rest) = trimmed.strip_prefix("HTTP/") {
            return Some(Self::Answer(Answer::of_status(rest.split(' ').nth(1)?)));
        }
        let method = methods().find(|it| trimmed.strip_prefix(it).is_some_and(|rest| rest.starts_with(' ')));
        let (method, after) = match method {
            Some(method) => (0..method.len(), method.len()),
            None if trimmed.starts_with("https://") || trimmed.starts_with("http://") => (0..0, 0),
            None => return None,
        };
        Self::of_request(trimmed, method, after)
    }

    /// A request with a method that nobody knows. Within a body, the line may be text.
    fn of_unknown_method(line: &str) -> Option<Self> {
        let (method, url) = line.split_once(' ')?;
        let is_method = !method.is_empty() && method.bytes().all(|it| it.is_ascii_uppercase());
        let is_url = ["https://", "http://", "{{"].iter().any(|it| url.trim_start().starts_with(it))
            || VERSIONS.iter().any(|it| url.trim_end().ends_with(it));
        let request = || Self::of_request(line.trim_end(), 0..method.len(), method.len());
        (is_method && is_url).then(request).flatten()
    }

    /// A request whose URL comes after its method.
    fn of_request(trimmed: &str, method: Range<usize>, after: usize) -> Option<Self> {
        let start = trimmed.len() - trimmed[after..].trim_start().len();
        let rest = &trimmed[start..];
        let url = rest.rfind(" HTTP/").map_or(rest, |end| rest[..end].trim_end());
        let begins_url =
            url.starts_with(['/', '{', '$', '<', '*']) || url.contains("://") || url.contains('.');
        let is_single = !url.contains(' ') || url.contains("{{");
        let url_range = start..start + url.len();
        (begins_url && is_single).then(|| {
            let version = url_range.end..trimmed.len();
            Self::Request(RequestLine { method, url: url_range, version })
        })
    }
}

struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl Lines<'_> {
    /// The range of the next line, without its end.
    fn next(&mut self) -> Option<Range<usize>> {
        let rest = &self.text[self.at..];
        if rest.is_empty() {
            return None;
        }
        let length = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let line = self.at..self.at + rest[..length].trim_end_matches(['\n', '\r']).len();
        self.at += length;
        Some(line)
    }

    fn peek(&self) -> Option<&str> {
        let rest = &self.text[self.at..];
        (!rest.is_empty()).then(|| rest.lines().next().unwrap_or_default())
    }

    /// Skips a script: `> {% … %}`.
    fn skip_script(&mut self, line: Range<usize>) {
        if self.text[line].contains("%}") {
            return;
        }
        while let Some(line) = self.next() {
            if self.text[line].contains("%}") {
                return;
            }
        }
    }
}

fn begins_script(line: &str) -> bool {
    ["> {%", "< {%"].iter().any(|it| line.starts_with(it))
}

/// A message after its first line.
struct Message<'s> {
    source: &'s Excerpt<'s>,
    start: usize,
    end_of_first: usize,
    headers: Vec<(Range<usize>, Range<usize>)>,
    /// The lines that continue the URL.
    continued: Vec<Range<usize>>,
    body: Range<usize>,
    public: Vec<Range<usize>>,
}

impl<'s> Message<'s> {
    fn read(source: &'s Excerpt<'_>, lines: &mut Lines<'_>, first: Range<usize>) -> Self {
        let mut message = Self {
            source,
            start: first.start,
            end_of_first: first.end,
            headers: Vec::new(),
            continued: Vec::new(),
            body: 0..0,
            public: Vec::new(),
        };
        message.read_headers(lines);
        let start = lines.at;
        let mut end = start;
        while let Some(line) = lines.peek() {
            if begins_message(line) || is_directive(line) {
                break;
            }
            let Some(line) = lines.next() else { break };
            if !lines.text[line.clone()].trim().is_empty() {
                end = line.end;
            }
        }
        let blank = lines.text[start..end].len() - lines.text[start..end].trim_start().len();
        message.body = start + blank..end;
        message
    }

    fn read_headers(&mut self, lines: &mut Lines<'_>) {
        while let Some(line) = lines.peek() {
            if begins_message(line) {
                return;
            }
            let Some(range) = lines.next() else { return };
            let line = &lines.text[range.clone()];
            if line.trim().is_empty() {
                return;
            }
            if line.starts_with([' ', '\t']) && self.headers.is_empty() {
                let start = range.end - line.trim_start().len();
                self.continued.push(start..start + line.trim().len());
                continue;
            }
            if line.starts_with('#') || line.starts_with("//") {
                continue;
            }
            if let Some(colon) = line.find(':') {
                let value = &line[colon + 1..];
                let start = range.end - value.trim_start().len();
                let end = range.start + line.trim_end().len();
                self.headers.push((range.start..range.start + colon, start.min(end)..end));
            }
        }
    }

    fn header(&self, name: &str) -> Option<&'s str> {
        let text: &'s str = &self.source.text;
        let is_named =
            |(it, _): &&(Range<usize>, Range<usize>)| text[it.clone()].trim().eq_ignore_ascii_case(name);
        self.headers.iter().rfind(is_named).map(|(_, value)| &text[value.clone()])
    }

    fn has_form(&self) -> bool {
        self.header("content-type")
            .is_some_and(|it| it.trim_start().to_ascii_lowercase().starts_with("multipart/"))
    }

    fn part(&self) -> Part<'s> {
        let end = self.body.end.max(self.headers.last().map_or(self.start, |(_, value)| value.end));
        let end = end.max(self.continued.last().map_or(self.end_of_first, |line| line.end));
        let mut part = Part::new(self.source.in_file(&(self.start..end)));
        part.public = self.public.iter().map(|range| self.source.in_file(range)).collect();
        part
    }

    fn into_request(mut self, request: &RequestLine, line: usize) -> Part<'s> {
        let at = |range: &Range<usize>| line + range.start..line + range.end;
        let text: &str = &self.source.text;
        let version = at(&request.version);
        self.public.extend(VERSIONS.contains(&text[version.clone()].trim()).then_some(version));
        let mut url = Decoder::new(self.source, at(&request.url).start);
        std::iter::once(at(&request.url))
            .chain(self.continued.clone())
            .for_each(|it| url.verbatim(it, Quoting::Line));
        let url = url.finish();
        let (method, range) = match request.method.is_empty() {
            true => ("GET", url.range()),
            false => (&text[at(&request.method)], self.source.in_file(&at(&request.method))),
        };
        let mut call = Call::new(method, range, url);
        call.host = self
            .headers
            .iter()
            .find(|(name, _)| text[name.clone()].trim().eq_ignore_ascii_case("host"))
            .map(|(_, value)| self.source.part(value.clone()));
        let header = |(name, value): &(Range<usize>, Range<usize>)| {
            Header::new(self.source.part(name.clone()), self.source.part(value.clone()))
        };
        call.headers = self.headers.iter().map(header).collect();
        let mut part = self.part();
        let body = &text[self.body.clone()];
        call.has_body = !body.is_empty();
        if call.has_body && !self.has_form() {
            if body.starts_with("< ") || body.starts_with("<@") {
                let range = self.source.in_file(&self.body);
                part.problems.push(Problem { what: Unread::OtherFile, range });
            } else {
                part.payload = Some(self.source.part(self.body.clone()));
            }
        }
        part.call = Some(call);
        part
    }

    fn into_answer(self, answer: Answer, asked: Option<Call<'s>>) -> Part<'s> {
        let mut part = self.part();
        part.answer = Some(answer);
        part.call = asked;
        let is_json = self.header("content-type").is_none_or(|it| it.to_ascii_lowercase().contains("json"));
        if is_json && !self.body.is_empty() {
            part.payload = Some(self.source.part(self.body.clone()));
        }
        part
    }
}

/// Whether a line belongs to the client, and not to the body: a script, or where the answer is written.
fn is_directive(line: &str) -> bool {
    begins_script(line) || ["> ", ">> ", ">>! ", "<> "].iter().any(|it| line.starts_with(it))
}
