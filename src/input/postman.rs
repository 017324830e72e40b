//! Reads Postman collections (2.0 and 2.1): requests in folders, and the answers that are saved with them.

use super::{
    container::{member, report_damage, string},
    part::{Answer, Part, Receive},
};
use crate::{
    call::{Call, Header},
    excerpt::Excerpt,
    json::Skim,
};

/// The deepest folder that is read.
const MAX_DEPTH: usize = 32;

/// Reads all requests.
pub(super) fn read(source: &Excerpt<'_>, receive: &mut Receive<'_>) {
    let root = Skim::of(&source.text);
    folder(source, root, 0, receive);
    report_damage(source, receive);
}

/// Whether a text that is an object is a collection.
pub(super) fn is_collection(text: &str) -> bool {
    let mut members = Skim::of(text).members().take(20);
    members.any(|(key, info)| {
        let schema = || member(info, "schema").is_some_and(|it| text[it.span()].contains("postman.com"));
        key == "info" && (member(info, "_postman_id").is_some() || schema())
    })
}

fn folder(source: &Excerpt<'_>, folder: Skim<'_>, depth: usize, receive: &mut Receive<'_>) {
    if depth > MAX_DEPTH {
        return;
    }
    let mut asked = None;
    let mut answers = None;
    for (key, value) in folder.members() {
        match key {
            "item" => value.elements().for_each(|item| self::folder(source, item, depth + 1, receive)),
            "request" => asked = request(source, value, receive),
            "response" => answers = Some(value),
            _ => {}
        }
    }
    for saved in answers.into_iter().flat_map(Skim::elements) {
        let asked = asked
            .as_ref()
            .map(|asked| Call::new(&asked.method, asked.method_range.clone(), asked.url.clone()));
        answer(source, saved, asked, receive);
    }
}

/// Reads a request, and returns its call for the answers.
fn request<'s>(source: &'s Excerpt<'_>, request: Skim<'_>, receive: &mut Receive<'_>) -> Option<Call<'s>> {
    let mut part = Part::new(source.in_file(&request.span()));
    let (url, method) = match string(source, request) {
        Some(url) => (url, None),
        None => {
            let url = member(request, "url")?;
            let url = string(source, url).or_else(|| string(source, member(url, "raw")?))?;
            (url, member(request, "method").and_then(|method| string(source, method)))
        }
    };
    let (method, range) = match method {
        Some(method) => (method.text.to_string(), method.range()),
        None => ("GET".to_owned(), url.range()),
    };
    let mut call = Call::new(&method, range.clone(), url.clone());
    call.headers = headers(source, request);
    call.passwords = passwords(source, request);
    call.shows_all_headers = false;
    let body = member(request, "body");
    let mode = body.and_then(|body| string(source, member(body, "mode")?));
    (call.has_body, part.payload, call.default_type) =
        match (body, mode.as_ref().map(|mode| mode.text.as_ref())) {
            (Some(body), Some("raw")) => {
                let raw = member(body, "raw").and_then(|raw| string(source, raw));
                match raw.filter(|raw| !raw.text.trim().is_empty()) {
                    Some(raw) => (true, Some(raw), default_type(source, body)),
                    None => (false, None, None),
                }
            }
            (Some(_), Some("formdata")) => (true, None, Some("multipart/form-data")),
            (Some(_), Some("urlencoded")) => (true, None, Some("application/x-www-form-urlencoded")),
            (Some(_), Some(_)) => (true, None, None),
            _ => (false, None, None),
        };
    part.call = Some(call);
    receive(part);
    Some(Call::new(&method, range, url))
}

/// The media type that Postman sends for the language of a raw body.
fn default_type(source: &Excerpt<'_>, body: Skim<'_>) -> Option<&'static str> {
    let raw = member(member(body, "options")?, "raw")?;
    match string(source, member(raw, "language")?)?.text.as_ref() {
        "json" => Some("application/json"),
        "text" => Some("text/plain"),
        "xml" => Some("application/xml"),
        _ => None,
    }
}

fn headers<'s>(source: &'s Excerpt<'_>, request: Skim<'_>) -> Vec<Header<'s>> {
    let header = |header: Skim<'_>| {
        let is_disabled = member(header, "disabled").is_some_and(|it| &source.text[it.span()] == "true");
        let name = string(source, member(header, "key").filter(|_| !is_disabled)?)?;
        Some(Header::new(name, string(source, member(header, "value")?)?))
    };
    member(request, "header").into_iter().flat_map(Skim::elements).filter_map(header).collect()
}

/// The values of the authorization of a request.
fn passwords<'s>(source: &'s Excerpt<'_>, request: Skim<'_>) -> Vec<Excerpt<'s>> {
    let is_secret =
        |key: &str| matches!(key, "token" | "password" | "value" | "clientSecret" | "accessToken");
    let listed = |entry| {
        let key = string(source, member(entry, "key")?)?;
        member(entry, "value").filter(|_| is_secret(&key.text))
    };
    // Version 2.0 has an object in place of the list.
    let named = |(key, value)| is_secret(key).then_some(value);
    let methods = member(request, "auth").into_iter().flat_map(Skim::members).map(|(_, method)| method);
    let values =
        methods.flat_map(|it| it.elements().filter_map(listed).chain(it.members().filter_map(named)));
    values.filter_map(|value| string(source, value)).collect()
}

fn answer(source: &Excerpt<'_>, saved: Skim<'_>, asked: Option<Call<'_>>, receive: &mut Receive<'_>) {
    let Some(body) = member(saved, "body").and_then(|body| string(source, body)) else { return };
    if !body.text.trim_start().starts_with(['{', '[']) {
        return;
    }
    let code = member(saved, "code").map_or("", |code| &source.text[code.span()]);
    let mut part = Part::new(source.in_file(&saved.span()));
    part.answer = Some(Answer::of_status(code));
    part.call = asked;
    part.payload = Some(body);
    receive(part);
}
