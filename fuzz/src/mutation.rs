//! JSON with some mutations, which the bytes of an input choose: nearly right, and so past the first checks.

use kyx_schema::{Kind, sample::Scenario};
use libfuzzer_sys::arbitrary::{Result, Unstructured};
use serde_json::{Value, json};

const WORKFLOWS: u16 = 64;
/// The most that is copied in all. Otherwise, the size could double with each mutation.
const MAX_GROWTH: usize = 10_000;

/// A payload of the sampler with mutations; `None` if the bytes choose a scenario without one.
#[must_use]
pub fn payload(bytes: &[u8]) -> Option<String> {
    let mut choices = Unstructured::new(bytes);
    let kind = choices.choose(Kind::ALL).ok()?;
    let key = choices.int_in_range(1..=WORKFLOWS).ok()?;
    let seed = choices.arbitrary::<u8>().ok()?;
    let scenario = Scenario::new(key.into(), crate::now()).ok()?.seed(seed.into());
    let mut payload = serde_json::from_str(&scenario.json(*kind)?).ok()?;
    mutate(&mut payload, &mut choices);
    Some(payload.to_string())
}

/// Changes values as long as there are bytes to choose by.
pub fn mutate(value: &mut Value, choices: &mut Unstructured<'_>) {
    let mut room = MAX_GROWTH;
    while !choices.is_empty() && mutate_once(value, choices, &mut room).is_ok() {}
}

fn mutate_once(root: &mut Value, choices: &mut Unstructured<'_>, room: &mut usize) -> Result<()> {
    let source = part(root, choices)?;
    let size = size(source);
    let copy = if size <= *room { source.clone() } else { Value::Null };
    *room -= size.min(*room);
    let target = part(root, choices)?;
    match (choices.int_in_range(0..=8)?, target) {
        (0, target) => *target = copy,
        (1, target) => *target = Value::Null,
        (2, target) => *target = json!(choices.arbitrary::<i64>()?),
        (3, target) => *target = json!(choices.arbitrary::<&str>()?),
        (4, target) => *target = json!([target.take()]),
        (_, Value::String(text)) => {
            let at = text.floor_char_boundary(choices.int_in_range(0..=text.len())?);
            text.insert(at, choices.arbitrary()?);
        }
        (_, Value::Array(items)) => items.push(copy),
        (5, Value::Object(members)) => {
            members.insert(choices.arbitrary::<&str>()?.to_owned(), copy);
        }
        (_, Value::Object(members)) if !members.is_empty() => {
            let index = choices.choose_index(members.len())?;
            let key = members.keys().nth(index).cloned().unwrap_or_default();
            members.remove(&key);
        }
        (_, target) => *target = copy,
    }
    Ok(())
}

/// A value anywhere within.
fn part<'v>(mut value: &'v mut Value, choices: &mut Unstructured<'_>) -> Result<&'v mut Value> {
    loop {
        let length = match value {
            Value::Array(items) => items.len(),
            Value::Object(members) => members.len(),
            _ => 0,
        };
        // The value itself is as likely as each of those within.
        let index = choices.int_in_range(0..=length)?;
        if index == length {
            return Ok(value);
        }
        let inner = match value {
            Value::Array(items) => items.get_mut(index),
            Value::Object(members) => members.values_mut().nth(index),
            _ => None,
        };
        value = inner.unwrap_or_else(|| unreachable!("the index is in range"));
    }
}

/// About how many bytes it takes as JSON.
fn size(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(|item| 1 + size(item)).sum(),
        Value::Object(members) => members.iter().map(|(key, value)| 1 + key.len() + size(value)).sum(),
        _ => 1,
    }
}
