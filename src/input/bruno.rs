//! Reads requests of Bruno (`.bru`): blocks of lines in braces.

use std::ops::Range;

use super::part::{Part, Receive};
use crate::{
    call::{Call, Header, methods},
    excerpt::Excerpt,
};

/// A block: its name, and the range of its content.
struct Block<'t> {
    name: &'t str,
    content: Range<usize>,
}

/// Reads the request of a file.
pub(super) fn read(source: &Excerpt<'_>, receive: &mut Receive<'_>) {
    let text: &str = &source.text;
    let blocks: Vec<_> = blocks(text).collect();
    let request = blocks.iter().find(|block| is_method(block.name));
    let Some(request) = request else { return };
    let Some((_, url)) = pairs(text, &request.content).find(|(name, _)| &text[name.clone()] == "url") else {
        return;
    };
    let end = blocks.last().map_or(text.len(), |block| block.content.end);
    let mut part = Part::new(source.in_file(&(0..end)));
    let start = text[..request.content.start].rfind(request.name).unwrap_or_default();
    let method = source.in_file(&(start..start + request.name.len()));
    let mut call = Call::new(request.name, method, source.part(url));
    call.shows_all_headers = false;
    call.has_body = blocks.iter().any(|block| block.name.starts_with("body"));
    for block in &blocks {
        match block.name {
            "headers" => call.headers.extend(
                pairs(text, &block.content)
                    .map(|(name, value)| Header::new(source.part(name), source.part(value))),
            ),
            "body:json" | "body" => {
                part.payload = Some(source.part(block.content.clone()));
                call.default_type = Some("application/json");
            }
            "body:multipart-form" => call.default_type = Some("multipart/form-data"),
            "body:form-urlencoded" => call.default_type = Some("application/x-www-form-urlencoded"),
            name if name.starts_with("auth:") => {
                call.passwords.extend(pairs(text, &block.content).map(|(_, value)| source.part(value)));
            }
            _ => {}
        }
    }
    part.call = Some(call);
    receive(part);
}

/// Whether a block is a request: its name is a method in lower case.
fn is_method(name: &str) -> bool {
    methods().any(|method| method.to_ascii_lowercase() == name)
}

/// Whether a text has blocks of Bruno.
pub(super) fn is_bruno(text: &str) -> bool {
    text.trim_start().starts_with("meta {") && blocks(text).any(|block| is_method(block.name))
}

/// The blocks of a file. A block ends with a line that is only a brace.
fn blocks(text: &str) -> impl Iterator<Item = Block<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some((line, next)) = line_at(text, at) {
            at = next;
            let name = text[line].trim_end().strip_suffix('{').map(str::trim_end);
            let Some(name) = name.filter(|name| !name.is_empty() && !name.starts_with([' ', '\t'])) else {
                continue;
            };
            let start = at;
            while let Some((line, next)) = line_at(text, at) {
                at = next;
                if text[line.clone()].trim_end() == "}" {
                    return Some(Block { name, content: start..line.start });
                }
            }
            return Some(Block { name, content: start..text.len() });
        }
        None
    })
}

/// The line at an offset, without its end, and the offset of the next.
fn line_at(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
    let length = rest.find('\n').map_or(rest.len(), |end| end + 1);
    Some((at..at + rest[..length].trim_end_matches(['\n', '\r']).len(), at + length))
}

/// The pairs of a block, each on a line of its own. `~` disables one.
fn pairs(text: &str, content: &Range<usize>) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let (mut at, end) = (content.start, content.end);
    std::iter::from_fn(move || {
        while let Some((line, next)) = line_at(&text[..end], at) {
            at = next;
            let pair = &text[line.clone()];
            let start = line.start + pair.len() - pair.trim_start().len();
            let Some(colon) = text[start..line.end].find(':').filter(|_| !pair.trim_start().starts_with('~'))
            else {
                continue;
            };
            let value = &text[start + colon + 1..line.end];
            let value_start = line.end - value.trim_start().len();
            let value_end = line.start + pair.trim_end().len();
            return Some((start..start + colon, value_start.min(value_end)..value_end));
        }
        None
    })
}
