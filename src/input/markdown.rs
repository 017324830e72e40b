//! Reads the code blocks of Markdown: payloads, curl commands and HTTP messages.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::{
    array, curl, http,
    part::{Part, Receive},
};
use crate::excerpt::{Decoder, Excerpt, Quoting};

/// Reads all code blocks.
pub(super) fn read(source: &Excerpt<'_>, receive: &mut Receive<'_>) {
    let mut block: Option<(String, Vec<Range<usize>>)> = None;
    for (event, range) in Parser::new(&source.text).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => block = Some((language(&kind), Vec::new())),
            Event::Text(_) => block.iter_mut().for_each(|(_, lines)| lines.push(range.clone())),
            Event::End(TagEnd::CodeBlock) => {
                if let Some((language, lines)) = block.take() {
                    read_block(&excerpt(source, &lines), &language, receive);
                }
            }
            _ => {}
        }
    }
}

/// Whether a text has fenced code blocks.
pub(super) fn is_markdown(text: &str) -> bool {
    text.lines().any(|line| line.trim_start_matches([' ', '>']).starts_with("```"))
}

fn language(kind: &CodeBlockKind<'_>) -> String {
    let info: &str = match kind {
        CodeBlockKind::Fenced(info) => info,
        CodeBlockKind::Indented => "",
    };
    let name = info.trim_start_matches(['{', '.']).split([' ', ',', '{', '}', '\t']).next();
    name.unwrap_or_default().to_ascii_lowercase()
}

/// The content of a block, whose lines may be indented or quoted.
fn excerpt<'s>(source: &'s Excerpt<'_>, lines: &[Range<usize>]) -> Excerpt<'s> {
    let is_whole = lines.windows(2).all(|pair| pair[0].end == pair[1].start);
    let quoting = if is_whole { Quoting::Raw } else { Quoting::Line };
    let mut decoder = Decoder::new(source, lines.first().map_or(0, |line| line.start));
    for line in lines {
        decoder.verbatim(line.clone(), quoting);
    }
    decoder.finish()
}

fn read_block(block: &Excerpt<'_>, language: &str, receive: &mut Receive<'_>) {
    let text: &str = &block.text;
    match language {
        "json" | "jsonc" | "json5" => read_json(block, receive),
        "http" | "https" | "rest" => http::read(block, receive),
        "" | "text" | "txt" | "bash" | "sh" | "shell" | "zsh" | "console" | "shell-session" | "curl"
        | "cmd" | "bat" | "batch" | "powershell" | "pwsh" | "ps1" => match text.trim_start().bytes().next() {
            Some(b'{' | b'[') => read_json(block, receive),
            _ if http::is_http(text) => http::read(block, receive),
            _ => curl::read(block, receive),
        },
        _ => {}
    }
}

fn read_json(block: &Excerpt<'_>, receive: &mut Receive<'_>) {
    if array::is_array(&block.text) {
        return array::read(block, receive);
    }
    let text: &str = &block.text;
    let start = text.len() - text.trim_start().len();
    let range = start..text.trim_end().len().max(start);
    if !range.is_empty() {
        receive(Part::new(block.in_file(&range)).payload(block.part(range)));
    }
}
