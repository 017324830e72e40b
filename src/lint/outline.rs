//! What an editor asks about a payload: where its values are, and what the schema says about them.

use std::{fmt, ops::Range};

use super::{
    field::Field,
    schema::{Accepted, Type},
};
use crate::{
    json::{self, Member, Node, Object, Path, Token, Value},
    kind::Kind,
    model::{Consent, CountryCode},
    workflow::WORKFLOWS,
};

/// The values of a text, which need not be valid JSON, in the order of the text. Offsets are in bytes.
///
/// ```
/// use kyx_schema::{Kind, lint::Outline};
///
/// let text = r#"{"userConsent": {"userLocation": {"country": "DEU"}}}"#;
/// let outline = Outline::new(text, Kind::AccountRequest);
/// let country = outline.at(47).unwrap();
/// assert_eq!(country.pointer, "/userConsent/userLocation/country");
/// assert_eq!(outline.meaning(country).unwrap(), "Germany");
/// ```
pub struct Outline<'t> {
    text: &'t str,
    kind: Kind,
    entries: Vec<Entry>,
}

/// A value, and its key if it is the member of an object.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The JSON Pointer (RFC 6901) of the value. It may contain keys that are personal.
    pub pointer: String,
    /// The range of the key, with its quotes.
    pub key: Option<Range<usize>>,
    /// The range of the value; empty if it is missing.
    pub value: Range<usize>,
    /// Its JSON type; `None` if it cannot be told.
    pub json_type: Option<JsonType>,
    /// The number of objects and arrays around it.
    pub depth: usize,
}

/// Omits the pointer, which may be personal.
impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry").field("value", &self.value).finish_non_exhaustive()
    }
}

/// Omits the text, which may be personal.
impl fmt::Debug for Outline<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outline").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// A type of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonType {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// What may be typed at a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Completion {
    /// A key. The fields are those that the object does not have yet, the required ones first.
    Key(Vec<SchemaField>),
    /// A value. These are known.
    Value(Vec<KnownValue>),
}

/// A field that the schema of an object names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SchemaField {
    /// Its name.
    pub name: &'static str,
    /// What it means, in Markdown.
    pub description: &'static str,
    /// Whether each such object must have it.
    pub is_required: bool,
    /// The type of its value, if there is only one.
    pub json_type: Option<JsonType>,
}

/// A value that the schema lists.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KnownValue {
    /// The value as JSON.
    pub json: String,
    /// What it means; empty if the value says so itself.
    pub meaning: String,
}

impl<'t> Outline<'t> {
    /// The values of a payload of this kind. There are none if the text is empty, or nested too deep.
    #[must_use]
    pub fn new(text: &'t str, kind: Kind) -> Self {
        let mut outline = Self { text, kind, entries: Vec::new() };
        if let Some(root) = parse(text) {
            outline.add(&root, None, &mut Path::default(), 0);
        }
        outline
    }

    /// All values, each before those inside it.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The innermost value at an offset, or the one whose key is there.
    #[must_use]
    pub fn at(&self, offset: usize) -> Option<&Entry> {
        let touches = |range: &Range<usize>| range.start <= offset && offset <= range.end;
        self.entries.iter().rfind(|entry| touches(&entry.value) || entry.key.as_ref().is_some_and(touches))
    }

    /// The name of the country or the workflow that a value stands for.
    #[must_use]
    pub fn name(&self, entry: &Entry) -> Option<String> {
        let field = self.field(&entry.pointer);
        let is_code = matches!(field.accepted(), Some(Accepted::Country | Accepted::WorkflowKey));
        is_code.then(|| self.meaning(entry)).flatten()
    }

    /// What a value means: the name of a country, of a workflow or of a listed value.
    #[must_use]
    pub fn meaning(&self, entry: &Entry) -> Option<String> {
        let written = self.text.get(entry.value.clone())?;
        let field = self.field(&entry.pointer);
        let known = known_values(field).into_iter().find(|known| {
            // Keys of workflows may be strings.
            known.json == written || field.accepts_keys() && known.json == written.trim_matches('"')
        });
        known.map(|known| known.meaning).filter(|meaning| !meaning.is_empty())
    }

    /// The last moment at which a consent is valid, if the value is the time at which it was obtained.
    #[must_use]
    pub fn consent_end(&self, entry: &Entry) -> Option<chrono::DateTime<chrono::Utc>> {
        if self.kind != Kind::AccountRequest || entry.pointer != "/userConsent/consent/obtainedAt" {
            return None;
        }
        let time: crate::Timestamp = self.text.get(entry.value.clone())?.trim_matches('"').parse().ok()?;
        Consent::given(time).end()
    }

    /// What the schema says about the value at a JSON Pointer, in Markdown; empty if it says nothing.
    #[must_use]
    pub fn description(&self, pointer: &str) -> &'static str {
        self.field(pointer).description()
    }

    /// What may be typed at an offset, and the range that it replaces: the key or the value at the offset, if there is one.
    ///
    /// ```
    /// use kyx_schema::{Kind, lint::{Completion, Outline}};
    ///
    /// let text = r#"{"customerInternalReference": "order-4711", "work"#;
    /// let (range, completion) = Outline::new(text, Kind::AccountRequest).complete(text.len()).unwrap();
    /// assert_eq!(&text[range], "\"work");
    /// let Completion::Key(fields) = completion else { panic!() };
    /// assert_eq!(fields[0].name, "workflowDefinition");
    /// ```
    #[must_use]
    pub fn complete(&self, offset: usize) -> Option<(Range<usize>, Completion)> {
        let token = self.token_at(offset)?;
        // With a string in the place of what is typed, the place is in the tree, whatever follows.
        let text = format!("{}\"\"", &self.text[..token.start]);
        let before = Outline::new(&text, self.kind);
        let typed = before.entries.iter().rfind(|entry| {
            let starts = |range: &Range<usize>| range.start == token.start;
            starts(&entry.value) || entry.key.as_ref().is_some_and(starts)
        })?;
        let is_key = typed.key.as_ref().is_some_and(|key| key.start == token.start);
        let completion = match is_key {
            true => Completion::Key(self.missing_fields(&typed.pointer, &token)),
            false => Completion::Value(known_values(self.field(&typed.pointer))),
        };
        Some((token, completion))
    }

    /// The fields that the object around a new member does not have yet.
    fn missing_fields(&self, member: &str, token: &Range<usize>) -> Vec<SchemaField> {
        let object = member.rsplit_once('/').map_or("", |(object, _)| object);
        let prefix = format!("{object}/");
        let is_present = |name: &str| {
            let pointer = format!("{prefix}{name}");
            let is_other = |entry: &Entry| entry.key.as_ref().is_some_and(|key| key.start != token.start);
            self.entries.iter().any(|entry| entry.pointer == pointer && is_other(entry))
        };
        let mut fields = self.field(object).fields();
        fields.retain(|field| !is_present(field.name));
        fields.sort_by_key(|field| !field.is_required);
        fields
    }

    /// The string, number or word at an offset; empty between such.
    fn token_at(&self, offset: usize) -> Option<Range<usize>> {
        let rest = self.text.get(offset..)?;
        let is_scalar = |entry: &&Entry| !matches!(entry.json_type, Some(JsonType::Object | JsonType::Array));
        let values = self.entries.iter().filter(is_scalar).map(|entry| &entry.value);
        let mut tokens = self.entries.iter().filter_map(|entry| entry.key.as_ref()).chain(values);
        if let Some(token) = tokens.find(|it| it.start < offset && offset <= it.end) {
            // A string that is not closed may have swallowed what follows.
            let line_end = rest.find(['\n', '\r']).map_or(self.text.len(), |length| offset + length);
            return Some(token.start..token.end.min(line_end));
        }
        let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '"' | '_' | '-' | '.');
        let start = self.text[..offset].trim_end_matches(is_of_word).len();
        // Before a word or a string, something new is typed.
        let after = if start == offset { rest } else { rest.trim_start_matches(is_of_word) };
        Some(start..self.text.len() - after.len())
    }

    fn field(&self, pointer: &str) -> Field<'static> {
        Field::of(self.kind).at(pointer)
    }

    fn add<'n>(&mut self, node: &'n Node<'t>, key: Option<Range<usize>>, path: &mut Path<'n>, depth: usize) {
        let json_type = json_type(&node.value);
        self.entries.push(Entry { pointer: path.pointer(), key, value: node.span.clone(), json_type, depth });
        match &node.value {
            Value::Object(Object { members, .. }) => {
                for Member { key, key_span, node, .. } in members {
                    path.push(Token::key(key));
                    self.add(node, Some(key_span.clone()), path, depth + 1);
                    path.pop();
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    path.push(Token::Index(index));
                    self.add(item, None, path, depth + 1);
                    path.pop();
                }
            }
            _ => {}
        }
    }
}

fn parse(text: &str) -> Option<Node<'_>> {
    json::parse(text, 0, &[], &mut |_| {})
}

fn json_type(value: &Value<'_>) -> Option<JsonType> {
    match value {
        Value::Null => Some(JsonType::Null),
        Value::Bool(_) => Some(JsonType::Boolean),
        Value::Number(_) => Some(JsonType::Number),
        Value::String(_) => Some(JsonType::String),
        Value::Array(_) => Some(JsonType::Array),
        Value::Object(_) => Some(JsonType::Object),
        Value::Unreadable => None,
    }
}

impl From<Type> for JsonType {
    fn from(schema_type: Type) -> Self {
        match schema_type {
            Type::Null => Self::Null,
            Type::Boolean => Self::Boolean,
            Type::String => Self::String,
            Type::Array => Self::Array,
            Type::Object => Self::Object,
            Type::Number | Type::Integer => Self::Number,
        }
    }
}

impl Field<'static> {
    fn accepts_keys(self) -> bool {
        matches!(self.accepted(), Some(Accepted::WorkflowKey))
    }

    /// The fields that the schema names.
    fn fields(self) -> Vec<SchemaField> {
        let required: Vec<_> = self.required().collect();
        let field = |name: &'static str| SchemaField {
            name,
            description: self.member(name).description(),
            is_required: required.contains(&name),
            json_type: self.member(name).only_type().map(JsonType::from),
        };
        self.names().map(field).collect()
    }
}

/// The values that a schema lists.
fn known_values(field: Field<'static>) -> Vec<KnownValue> {
    match field.accepted() {
        Some(Accepted::Country) => CountryCode::all()
            .map(|code| KnownValue { json: format!("\"{code}\""), meaning: code.name().to_owned() })
            .collect(),
        Some(Accepted::WorkflowKey) => WORKFLOWS
            .iter()
            .map(|it| KnownValue { json: it.key.to_string(), meaning: it.name.to_owned() })
            .collect(),
        _ if field.only_type() == Some(Type::Boolean) => {
            ["true", "false"].map(|json| KnownValue { json: json.to_owned(), meaning: String::new() }).into()
        }
        _ => field
            .listed()
            .map(|name| KnownValue {
                json: format!("\"{name}\""),
                meaning: field.meaning_of(name).to_owned(),
            })
            .collect(),
    }
}
