//! The catalogue: how a rule is declared, and every rule there is.

use std::{borrow::Cow, fmt};

use serde_json::{Value, json};

use crate::{AccountRequest, Context, Finding, Kind, PreparedData, Safety, check::Findings};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing, and no defect. Off unless it is asked for.
    Info,
    /// Likely wrong, or wrong soon.
    Warning,
    /// The platform refuses the payload, or a documented rule is broken.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A rule of the catalogue.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Rule {
    /// `KYX` and three digits, the first of which is the area. A code is for ever.
    pub code: &'static str,
    /// A name that reads as "deny *name*".
    pub name: &'static str,
    /// How bad a finding is, unless the case at hand makes it otherwise.
    pub severity: Severity,
    /// The documentation, in Markdown: what the rule finds, why, an example, the source.
    pub docs: &'static str,
    /// For rules on a single value, which are found by the model, the schema or the reader: what to say.
    pub(crate) advice: Option<fn(&Fault<'_>) -> Advice>,
    /// For rules on whole account requests: the check.
    pub(crate) account_request: Option<Check<AccountRequest>>,
    /// For rules on whole prepared data: the check.
    pub(crate) prepared_data: Option<Check<PreparedData>>,
    /// For rules on whole responses: the check.
    pub(crate) response: Option<ResponseCheck>,
    /// For rules that JSON Schema can express: what the exported schemas say of them.
    pub(crate) schema: Option<fn() -> Vec<Fragment>>,
}

/// A part of an exported schema: what an object must meet besides its fields.
#[allow(dead_code, reason = "the build reads it")]
pub(crate) struct Fragment {
    /// The kind of payload.
    pub(crate) kind: Kind,
    /// The definition that it belongs to; the whole payload where there is none.
    pub(crate) definition: Option<&'static str>,
    /// The field without which there is nothing to say.
    pub(crate) field: &'static str,
    pub(crate) schema: Value,
}

impl Fragment {
    /// Of account requests as a whole.
    fn of_request(field: &'static str, schema: Value) -> Self {
        Self { kind: Kind::AccountRequest, definition: None, field, schema }
    }

    /// Of a part of account requests.
    fn of(definition: &'static str, field: &'static str, schema: Value) -> Self {
        Self { definition: Some(definition), ..Self::of_request(field, schema) }
    }
}

/// The schema of an object in which there is something at a path, and meets a schema.
fn at(path: &[&str], schema: Value) -> Value {
    path.iter().rev().fold(
        schema,
        |schema, name| json!({"type": "object", "properties": {*name: schema}, "required": [name]}),
    )
}

/// The schema of an object in which what is at a path, if there is anything, meets a schema.
fn at_most(path: &[&str], schema: Value) -> Value {
    let within = |schema, name: &&str| json!({"type": ["object", "null"], "properties": {*name: schema}});
    let mut schema = path.iter().rev().fold(schema, within);
    schema["type"] = json!("object"); // what it is said of is there
    schema
}

/// The schema of everything but `null`, which is read as absent.
fn present() -> Value {
    json!({"not": {"type": "null"}})
}

/// Adds what is wrong with a payload to the findings.
pub(crate) type Check<T> = fn(&T, &Context, &mut Findings<'_>);

/// The same for what all responses have in common.
pub(crate) type ResponseCheck = fn(&dyn response::Response, &mut Findings<'_>);

/// What a finding says.
pub(crate) struct Advice {
    /// What is wrong.
    pub(crate) message: Cow<'static, str>,
    /// What to do about it.
    pub(crate) help: Cow<'static, str>,
    /// What mends it, where there is no doubt about what was meant.
    pub(crate) remedy: Option<Remedy>,
}

impl Advice {
    fn remedy(self, remedy: Option<Remedy>) -> Self {
        Self { remedy, ..self }
    }
}

/// What mends a defect, wherever in a text the value stands.
#[derive(Clone, PartialEq)]
pub(crate) struct Remedy {
    pub(crate) action: Action,
    pub(crate) safety: Safety,
}

#[derive(Clone, PartialEq)]
pub(crate) enum Action {
    /// Writes this in the place of the value.
    Replace(Value),
    /// Takes the field or the entry out.
    Remove,
    /// Gives the field this name.
    Rename(String),
}

impl Remedy {
    fn replace(value: impl Into<Value>) -> Self {
        Self { action: Action::Replace(value.into()), safety: Safety::Safe }
    }

    fn remove() -> Self {
        Self { action: Action::Remove, safety: Safety::Safe }
    }

    fn rename(name: &str) -> Self {
        Self { action: Action::Rename(name.to_owned()), safety: Safety::Safe }
    }

    /// One that may come to mean something else than was meant.
    fn unsafely(self) -> Self {
        Self { safety: Safety::Unsafe, ..self }
    }
}

impl fmt::Debug for Remedy {
    /// What is written may be personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Remedy").field("safety", &self.safety).finish_non_exhaustive()
    }
}

/// A single value at fault, and what was asked of it.
pub(crate) struct Fault<'a> {
    pub(crate) value: &'a Value,
    /// The limit that it breaks.
    pub(crate) limit: Option<u64>,
    /// What it could be: values, types, or names.
    pub(crate) options: Vec<String>,
    /// Whether even a hint at the value would say something of a person.
    pub(crate) personal: bool,
}

impl<'a> Fault<'a> {
    pub(crate) fn of(value: &'a Value) -> Self {
        Self { value, limit: None, options: Vec::new(), personal: false }
    }

    fn text(&self) -> &'a str {
        self.value.as_str().unwrap_or_default()
    }
}

impl Rule {
    const fn new(code: &'static str, name: &'static str, severity: Severity, docs: &'static str) -> Self {
        Self {
            code,
            name,
            severity,
            docs,
            advice: None,
            account_request: None,
            prepared_data: None,
            response: None,
            schema: None,
        }
    }

    /// Whether the exported schemas say what this rule says of whole payloads, as far as it is an error.
    #[must_use]
    pub fn is_in_schema(&self) -> bool {
        self.schema.is_some()
    }

    /// Who says it: types and schemas alike, schemas besides the linter, or the linter alone.
    fn said_by(&self) -> &'static str {
        let is_of_field = matches!(self.code.as_bytes(), [b'K', b'Y', b'X', b'1' | b'2', ..])
            && self.advice.is_some()
            && self.severity == Severity::Error
            && ![&structure::DUPLICATE_KEY, &structure::UNKNOWN_KIND].contains(&self);
        match self.is_in_schema() {
            _ if is_of_field => "type and schema",
            true => "schema",
            false => "linter",
        }
    }

    /// Whether it is a defect that the schema of a kind cannot say.
    #[allow(dead_code, reason = "the build asks")]
    pub(crate) fn is_left_to_the_linter(&self, kind: Kind) -> bool {
        // Of requests, a rule on single values says more only as a warning.
        let is_of_values = self.advice.is_some();
        let is_of_kind = match kind {
            Kind::AccountRequest => self.account_request.is_some() && !is_of_values,
            Kind::PreparedData => self.prepared_data.is_some() && !is_of_values,
            Kind::Problem => false, // it has neither ids nor URLs
            _ => self.response.is_some(),
        };
        let is_defect = self.severity == Severity::Error;
        self == &structure::DUPLICATE_KEY || (is_defect && is_of_kind && !self.is_in_schema())
    }

    /// The first paragraph of the documentation: what the rule finds.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        self.docs.split("\n\n").next().unwrap_or_default().trim()
    }

    /// A finding of a value at fault.
    pub(crate) fn at(&'static self, pointer: impl Into<String>, fault: &Fault<'_>) -> Finding {
        let advice = self.advice.map_or_else(|| advice(self.summary(), ""), |advice| advice(fault));
        Finding::new(self, pointer, advice)
    }

    /// A finding with these words.
    pub(crate) fn says(
        &'static self,
        pointer: impl Into<String>,
        message: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
    ) -> Finding {
        Finding::new(self, pointer, advice(message, help))
    }
}

fn advice(message: impl Into<Cow<'static, str>>, help: impl Into<Cow<'static, str>>) -> Advice {
    Advice { message: message.into(), help: help.into(), remedy: None }
}

/// Two rules are the same when their codes are.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.name)
    }
}

/// Declares the rules of a file: documentation, name, code, severity, and what finds or explains them.
macro_rules! declare_rules {
    ($(
        $(#[doc = $doc:literal])+
        $id:ident = $code:literal $name:literal $severity:ident { $($part:ident: $value:expr),* $(,)? }
    )+) => {
        $(
            $(#[doc = $doc])+
            pub(crate) static $id: $crate::rules::Rule = $crate::rules::Rule {
                $($part: Some($value),)*
                ..$crate::rules::Rule::new(
                    $code,
                    $name,
                    $crate::rules::Severity::$severity,
                    concat!($($doc, "\n"),+),
                )
            };
        )+
        pub(super) static RULES: &[&$crate::rules::Rule] = &[$(&$id),+];
    };
}

/// Declares the files of rules; a file that is not named here is not compiled either.
macro_rules! families {
    ($($module:ident),+ $(,)?) => {
        $(mod $module;)+
        static FAMILIES: &[&[&Rule]] = &[$($module::RULES),+];
    };
}

families! {
    syntax, structure, length, characters, identifier, vocabulary, country, url, token_lifetime,
    contact, time, locale, national_number, document_date, consent, credential, credential_type,
    workflow, privacy, upload, response,
}

#[allow(unused_imports, reason = "the build reads it")]
pub(crate) use country::WITH_STATES;
pub(crate) use length::{TOO_SHORT, broken_length};
#[cfg(feature = "upload")]
pub(crate) use upload::{
    EXTENSION_MISMATCH, FILE_TOO_LARGE, IMAGE_TOO_LARGE, IMAGE_TOO_SMALL, PART_NOT_UPLOADABLE,
    TOO_MANY_PAGES, UNREADABLE_FILE, UNSUPPORTED_FILE_TYPE,
};
pub(crate) use vocabulary::UNKNOWN_VALUE;
#[cfg(feature = "lint")]
pub(crate) use {
    contact::INVALID_IP,
    country::INVALID_COUNTRY,
    identifier::{INVALID_UUID, INVALID_WORKFLOW_KEY},
    response::NEW_FIELD,
    structure::{DUPLICATE_KEY, MISSING_FIELD, NULL_FIELD, UNKNOWN_FIELD, UNKNOWN_KIND, WRONG_TYPE},
    syntax::{
        COMMENT, FOREIGN_WHITESPACE, INVALID_JSON, LIMIT_EXCEEDED, NOT_UTF8, PLACEHOLDER, TRAILING_COMMA,
        WRONG_QUOTES,
    },
    time::INVALID_TIMESTAMP,
};

/// Every rule, by code.
///
/// ```
/// assert!(kyx_schema::rules::all().iter().any(|rule| rule.name == "consent-expired"));
/// ```
#[must_use]
pub fn all() -> Vec<&'static Rule> {
    let mut rules: Vec<_> = unordered().collect();
    rules.sort_by_key(|rule| rule.code);
    rules
}

/// The rule of a code or a name.
///
/// ```
/// let rule = kyx_schema::rules::find("consent-expired").ok_or("no such rule")?;
/// assert_eq!(rule.code, "KYX301");
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn find(code_or_name: &str) -> Option<&'static Rule> {
    unordered().find(|rule| rule.code == code_or_name || rule.name == code_or_name)
}

/// The documentation of a rule, in Markdown.
#[must_use]
pub fn markdown(rule: &Rule) -> String {
    let Rule { code, name, severity, .. } = rule;
    let docs = rule.docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
    format!("# {code} {name} ({severity})\n\n{}\n", docs.collect::<Vec<_>>().join("\n").trim())
}

/// All documentation, in Markdown: what `docs/rules.md` holds.
#[must_use]
pub fn catalogue() -> String {
    let all = all();
    let row = |rule: &&Rule| {
        let Rule { code, name, severity, .. } = rule;
        let summary = rule.summary().lines().map(str::trim).collect::<Vec<_>>().join(" ");
        format!(
            "| [{code}](#{}-{name}-{severity}) | {name} | {severity} | {} | {summary} |\n",
            code.to_lowercase(),
            rule.said_by(),
        )
    };
    let rows: String = all.iter().map(row).collect();
    let texts: Vec<_> = all.iter().map(|rule| markdown(rule).replace("\n## ", "\n### ")).collect();
    let texts = texts.join("\n").replace("\n# ", "\n## ");
    format!(
        "# Rules\n\nGenerated by `kyx rules --markdown`; do not edit.\n\n\
        The examples are executed in a test, at 2025-01-01T00:00:00Z: what is reported gives this rule and no other,\n\
        what is not gives nothing. The arguments are those of `kyx lint`, in area 6 those of `kyx upload-check`.\n\
        `<U+00A0>` stands for a character that is not seen, `<E9>` for a byte.\n\n\
        | code | name | severity | said by | what it finds |\n|---|---|---|---|---|\n{rows}\n#{texts}"
    )
}

/// A part of all rules that have it: to go through the rules themselves takes time, since they are spread in memory.
pub(crate) fn parts<T>(part: impl Fn(&Rule) -> Option<T>) -> Vec<T> {
    unordered().filter_map(part).collect()
}

fn unordered() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().copied().flatten().copied()
}

/// The option that was most likely meant; `None` when none is near.
fn nearest<'a>(text: &str, options: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let text = folded(text);
    let count = text.chars().count();
    let distance = |option: &'a str| {
        // So many letters have to go or come at least: a text that is far longer is not worth a comparison.
        let least = letters(option).count().abs_diff(count);
        let folded = (least * 3 <= count).then(|| folded(option))?;
        // And so have those that only one of them has.
        let lacks = |one: &str, other: &str| one.chars().filter(|letter| !other.contains(*letter)).count();
        let least = lacks(&text, &folded).max(lacks(&folded, &text));
        (least * 3 <= count).then(|| (strsim::damerau_levenshtein(&text, &folded), option))
    };
    let (distance, option) =
        options.into_iter().filter_map(distance).min_by_key(|(distance, _)| *distance)?;
    (distance * 3 <= count).then_some(option)
}

/// Whether two texts differ in nothing but what is easily got wrong.
fn is_same_folded(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

/// A text without what is easily got wrong: case, and how words are joined.
fn folded(text: &str) -> String {
    letters(text).collect()
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !matches!(c, ' ' | '-' | '_' | '.')).flat_map(char::to_lowercase)
}

/// `a, b or c`, each as code.
fn any_of(options: &[impl AsRef<str>]) -> String {
    joined(options, " or ")
}

/// `a, b and c`, each as code.
fn all_of(options: &[impl AsRef<str>]) -> String {
    joined(options, " and ")
}

fn joined(options: &[impl AsRef<str>], before_last: &str) -> String {
    let mut text = String::new();
    for (index, option) in options.iter().enumerate() {
        let separator = match index {
            0 => "",
            _ if index + 1 == options.len() => before_last,
            _ => ", ",
        };
        text.extend([separator, "`", option.as_ref(), "`"]);
    }
    text
}

/// The character as Unicode has it: its code point, and the name of those that are met in messages.
fn character_name(c: char) -> String {
    let name = match c {
        '\t' => " TAB",
        '\n' => " LINE FEED",
        '\u{000B}' => " VERTICAL TAB",
        '\u{000C}' => " FORM FEED",
        '\r' => " CARRIAGE RETURN",
        '\'' => " APOSTROPHE",
        '`' => " GRAVE ACCENT",
        '\u{0085}' => " NEXT LINE",
        '\u{00A0}' => " NO-BREAK SPACE",
        '\u{00AB}' => " LEFT-POINTING DOUBLE ANGLE QUOTATION MARK",
        '\u{00BB}' => " RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK",
        '\u{1680}' => " OGHAM SPACE MARK",
        '\u{180E}' => " MONGOLIAN VOWEL SEPARATOR",
        '\u{2000}' => " EN QUAD",
        '\u{2001}' => " EM QUAD",
        '\u{2002}' => " EN SPACE",
        '\u{2003}' => " EM SPACE",
        '\u{2004}' => " THREE-PER-EM SPACE",
        '\u{2005}' => " FOUR-PER-EM SPACE",
        '\u{2006}' => " SIX-PER-EM SPACE",
        '\u{2007}' => " FIGURE SPACE",
        '\u{2008}' => " PUNCTUATION SPACE",
        '\u{2009}' => " THIN SPACE",
        '\u{200A}' => " HAIR SPACE",
        '\u{200B}' => " ZERO WIDTH SPACE",
        '\u{200C}' => " ZERO WIDTH NON-JOINER",
        '\u{200D}' => " ZERO WIDTH JOINER",
        '\u{2018}' => " LEFT SINGLE QUOTATION MARK",
        '\u{2019}' => " RIGHT SINGLE QUOTATION MARK",
        '\u{201C}' => " LEFT DOUBLE QUOTATION MARK",
        '\u{201D}' => " RIGHT DOUBLE QUOTATION MARK",
        '\u{201E}' => " DOUBLE LOW-9 QUOTATION MARK",
        '\u{2028}' => " LINE SEPARATOR",
        '\u{2029}' => " PARAGRAPH SEPARATOR",
        '\u{202F}' => " NARROW NO-BREAK SPACE",
        '\u{205F}' => " MEDIUM MATHEMATICAL SPACE",
        '\u{2060}' => " WORD JOINER",
        '\u{3000}' => " IDEOGRAPHIC SPACE",
        '\u{FEFF}' => " ZERO WIDTH NO-BREAK SPACE (byte order mark)",
        _ => "",
    };
    format!("U+{:04X}{name}", u32::from(c))
}
