//! Reads HTTP archives (HAR 1.2): captured requests and their answers.

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{
    container::{member, report_damage, string},
    part::{Answer, Part, Problem, Receive, Unread},
};
use crate::{
    call::{Call, Header},
    excerpt::{Decoder, Excerpt},
    json::Skim,
};

/// Reads all entries.
pub(super) fn read(source: &Excerpt<'_>, receive: &mut Receive<'_>) {
    let entries = member(Skim::of(&source.text), "log").and_then(|log| member(log, "entries"));
    for entry in entries.into_iter().flat_map(Skim::elements) {
        let mut asked = None;
        for (key, value) in entry.members() {
            match key {
                "request" => asked = request(source, value, receive),
                "response" => answer(source, value, asked.take(), receive),
                _ => {}
            }
        }
    }
    report_damage(source, receive);
}

/// Whether a text that is an object is a HAR.
pub(super) fn is_har(text: &str) -> bool {
    Skim::of(text).members().next().is_some_and(|(key, log)| {
        key == "log" && log.members().take(10).any(|(key, _)| matches!(key, "entries" | "creator"))
    })
}

/// Reads a request, and returns its call for the answer.
fn request<'s>(source: &'s Excerpt<'_>, request: Skim<'_>, receive: &mut Receive<'_>) -> Option<Call<'s>> {
    let method = string(source, member(request, "method")?)?;
    let url = string(source, member(request, "url")?)?;
    let mut part = Part::new(source.in_file(&request.span()));
    let mut call = Call::new(&method.text, method.range(), url.clone());
    call.headers = headers(source, request);
    call.shows_all_headers = !call.headers.is_empty();
    let posted = member(request, "postData");
    let posted_type = posted
        .and_then(|posted| string(source, member(posted, "mimeType")?))
        .filter(|it| !it.text.trim().is_empty());
    if let (Some(posted_type), None) = (posted_type, call.header("Content-Type")) {
        call.headers.push(Header::implied("Content-Type", posted_type));
    }
    call.has_body = posted.is_some();
    let body = posted.and_then(|posted| string(source, member(posted, "text")?));
    part.payload = body.filter(|body| !body.text.is_empty());
    let asked = Call::new(&method.text, method.range(), url);
    part.call = Some(call);
    receive(part);
    Some(asked)
}

fn headers<'s>(source: &'s Excerpt<'_>, message: Skim<'_>) -> Vec<Header<'s>> {
    let header = |header: Skim<'_>| {
        let name = string(source, member(header, "name")?)?;
        Some(Header::new(name, string(source, member(header, "value")?)?))
    };
    member(message, "headers").into_iter().flat_map(Skim::elements).filter_map(header).collect()
}

fn answer(source: &Excerpt<'_>, response: Skim<'_>, asked: Option<Call<'_>>, receive: &mut Receive<'_>) {
    let Some(content) = member(response, "content") else { return };
    let is_of_type =
        |value| string(source, value).is_some_and(|it| it.text.to_ascii_lowercase().contains("json"));
    let Some(text) = member(content, "text").filter(|_| member(content, "mimeType").is_none_or(is_of_type))
    else {
        return;
    };
    let status = member(response, "status").map(|status| &source.text[status.span()]);
    let mut part = Part::new(source.in_file(&response.span()));
    part.answer = Some(Answer::of_status(status.unwrap_or_default()));
    part.call = asked;
    let is_base64 = member(content, "encoding").is_some_and(|it| &source.text[it.span()] == "\"base64\"");
    let Some(text) = string(source, text).filter(|text| !text.text.is_empty()) else { return };
    if !is_base64 {
        part.payload = Some(text);
        return receive(part);
    }
    match decoded(&text) {
        Some(decoded) => part.payload = Some(decoded),
        None => part.problems.push(Problem { what: Unread::Base64, range: text.range() }),
    }
    receive(part);
}

/// Decodes base64, if it is text.
fn decoded<'s>(encoded: &'s Excerpt<'_>) -> Option<Excerpt<'s>> {
    let text = String::from_utf8(STANDARD.decode(encoded.text.as_bytes()).ok()?).ok()?;
    let mut decoder = Decoder::new(encoded, 0);
    decoder.base64(0..encoded.text.len(), &text);
    Some(decoder.finish())
}
