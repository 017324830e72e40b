//! Edits of a document in an editor, which has the text that the language server must have, too.

use kyx_cli::fuzzing::Change;
use libfuzzer_sys::arbitrary::{Result, Unstructured};
use serde_json::json;

/// The names of the encodings of positions.
pub const ENCODINGS: [&str; 3] = ["utf-8", "utf-16", "utf-32"];

/// What tells encodings and ends of lines apart, and what payloads consist of.
const PIECES: [&str; 20] = [
    "\n",
    "\r",
    "\r\n",
    "ä",
    "€",
    "😀",
    "\u{2028}",
    "\u{FEFF}",
    "{",
    "}",
    "\"",
    ",",
    ":",
    "key",
    "null",
    "'",
    "```json\n",
    "\"workflowDefinition\": ",
    "\"customerInternalReference\": \"",
    "curl -d '",
];

/// A session with one document.
pub struct Editing {
    pub encoding: &'static str,
    pub opened: String,
    pub changes: Vec<Change>,
    /// The text after all changes.
    pub text: String,
}

impl Editing {
    /// # Errors
    /// There are too few bytes to choose by.
    pub fn new(opened: String, choices: &mut Unstructured<'_>) -> Result<Self> {
        let encoding = *choices.choose(&ENCODINGS)?;
        let mut editing = Self { encoding, text: opened.clone(), opened, changes: Vec::new() };
        while !choices.is_empty() {
            editing.change(choices)?;
        }
        Ok(editing)
    }

    fn change(&mut self, choices: &mut Unstructured<'_>) -> Result<()> {
        let new = pieces(choices)?;
        let is_whole = choices.ratio(1, 16)?;
        if is_whole {
            self.changes.push(change(&json!({"text": new})));
            self.text = new;
            return Ok(());
        }
        let start = position(choices)?;
        let end = if choices.arbitrary()? { start } else { position(choices)? };
        let [start, end] = [start.min(end), start.max(end)];
        let range = json!({"start": place(start), "end": place(end)});
        self.changes.push(change(&json!({"range": range, "text": new})));
        let [from, to] = [start, end].map(|(line, column)| self.offset(line, column));
        self.text.replace_range(from..to, &new);
        Ok(())
    }

    /// The offset of a position, counted from the start of the text.
    fn offset(&self, line: u32, column: u32) -> usize {
        let mut at = 0;
        for _ in 0..line {
            let rest = &self.text[at..];
            let Some(end) = rest.find(['\n', '\r']) else { return self.text.len() };
            at += end + if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        }
        let mut left = column as usize;
        for c in self.text[at..].chars().take_while(|c| !matches!(c, '\n' | '\r')) {
            let units = match self.encoding {
                "utf-8" => c.len_utf8(),
                "utf-16" => c.len_utf16(),
                _ => 1,
            };
            if units > left {
                break;
            }
            left -= units;
            at += c.len_utf8();
        }
        at
    }
}

/// Text of some pieces, or of any characters.
///
/// # Errors
/// There are too few bytes to choose by.
fn pieces(choices: &mut Unstructured<'_>) -> Result<String> {
    let count = choices.int_in_range(0..=5)?;
    let mut text = String::new();
    for _ in 0..count {
        match choices.int_in_range(0..=PIECES.len())? {
            index if index < PIECES.len() => text += PIECES[index],
            _ => text.push(choices.arbitrary()?),
        }
    }
    Ok(text)
}

fn position(choices: &mut Unstructured<'_>) -> Result<(u32, u32)> {
    Ok((choices.int_in_range(0..=12)?, choices.int_in_range(0..=200)?))
}

fn place((line, character): (u32, u32)) -> serde_json::Value {
    json!({"line": line, "character": character})
}

fn change(change: &serde_json::Value) -> Change {
    serde_json::from_value(change.clone()).unwrap_or_else(|error| unreachable!("a change: {error}"))
}
