//! The names of fields in Rust and in JSON: `user_reference` and `userReference`.
//!
//! `#[serde(rename_all = "camelCase")]` does this for the model; limits and the export need it as functions.

/// The JSON name of a field: `r#type` is `type`, `user_reference` is `userReference`.
pub(crate) fn json_name(rust_name: &str) -> String {
    let mut words = rust_name.strip_prefix("r#").unwrap_or(rust_name).split('_');
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        name.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

/// The inverse of [`json_name`].
#[allow(dead_code, reason = "used by the export")]
pub(crate) fn rust_name(json_name: &str) -> String {
    let mut name = String::new();
    for letter in json_name.chars() {
        if letter.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    if name == "type" { format!("r#{name}") } else { name }
}
