//! Where payloads really are: in arrays, curl commands, HTTP messages, collections of requests and documents.
//!
//! A reader turns a text into parts: calls and payloads with their ranges in the file.

mod array;
mod bruno;
mod container;
mod curl;
mod curl_options;
mod directive;
mod format;
mod har;
mod http;
mod json_string;
mod markdown;
mod part;
mod postman;
mod quotes;
mod shell;
mod template;
mod windows;

use crate::{excerpt::Excerpt, json::BYTE_ORDER_MARK};
pub(crate) use array::MAX_TREE;
pub use directive::Directive;
pub use format::{Format, UnknownFormat};
pub(crate) use part::{Answer, Invalid, Part, Receive, Unread};
pub(crate) use template::Template;

/// Reads the parts of a text.
pub(crate) fn read(source: &Excerpt<'_>, format: Format, receive: &mut Receive<'_>) {
    let read = match format {
        Format::Array => array::read,
        Format::Curl => curl::read,
        Format::Http => http::read,
        Format::Postman => postman::read,
        Format::Har => har::read,
        Format::Bruno => bruno::read,
        Format::Markdown => markdown::read,
    };
    directive::part(source, format).into_iter().for_each(&mut *receive);
    match source.text.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => read(&source.part(source.text.len() - rest.len()..source.text.len()), receive),
        None => read(source, receive),
    }
}
