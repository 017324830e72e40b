//! What a Rust service calls: a payload is checked in a context, and only a checked one becomes [`Valid`].

use std::{fmt, ops::Deref, sync::LazyLock};

use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer, de::DeserializeOwned};
use serde_json::Value;
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::{
    AccountRequest, AccountResponse, Callback, Channel, FinalizeResponse, Kind, Operation, PartResponse,
    PreparedData, Problem, StatusResponse,
    fields::Holds,
    rules::{self, Advice, Fault, Remedy, Rule, Severity},
};

/// What a payload is checked against: the time, and what is known of the call.
///
/// ```
/// use kyx_schema::{Channel, Context, Operation};
///
/// let context = Context::new(Operation::UpdateAccount).channel(Channel::Api);
/// assert_eq!(context.operation, Some(Operation::UpdateAccount));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// The time at which consents and documents must hold.
    pub now: DateTime<Utc>,
    /// The call that will carry the payload; rules that depend on it say nothing when it is not known.
    pub operation: Option<Operation>,
    /// The channel that credentials come by; rules that depend on it say nothing when it is not known.
    pub channel: Option<Channel>,
}

impl Context {
    /// A call of this kind, now.
    #[must_use]
    pub fn new(operation: Operation) -> Self {
        Self { operation: Some(operation), ..Self::unknown() }
    }

    /// Nothing known of the call, now.
    #[must_use]
    pub fn unknown() -> Self {
        Self { now: Utc::now(), operation: None, channel: None }
    }

    /// The same, with credentials that come by this channel.
    #[must_use]
    pub fn channel(self, channel: Channel) -> Self {
        Self { channel: Some(channel), ..self }
    }

    /// The same, at another time.
    #[must_use]
    pub fn at(self, now: DateTime<Utc>) -> Self {
        Self { now, ..self }
    }
}

/// One defect of a payload. It never repeats a value of the payload.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule that is broken.
    pub rule: &'static Rule,
    /// How bad it is; mostly the rule's own severity.
    pub severity: Severity,
    /// The JSON Pointer (RFC 6901) of the value at fault; of the field itself where one is missing.
    pub pointer: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Where it stands in the text, when the payload was read from one.
    pub range: Option<Span>,
    /// How the text can be mended, where there is no doubt what was meant.
    pub fix: Option<Fix>,
    /// What mends it; a `fix` says where.
    pub(crate) remedy: Option<Remedy>,
    /// The pointers of other values without which this would be no defect.
    pub(crate) causes: Vec<String>,
    /// What is to be said where this is not, for the sake of its causes.
    pub(crate) otherwise: Option<Box<Finding>>,
}

/// Edits of a text that mend a defect: all of them, or none.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Fix {
    /// Whether it may be made without a look at it.
    pub safety: Safety,
    /// The edits, in the order of the text; none touches another.
    pub edits: Vec<Edit>,
}

/// Whether a fix may be made without a look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Safety {
    /// The payload means what it was meant to mean before.
    Safe,
    /// The payload may come to mean something else than was meant.
    Unsafe,
}

impl fmt::Display for Safety {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        })
    }
}

/// One edit of a fix.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Edit {
    /// What is taken out of the text; where it is empty, the place to insert at.
    pub range: Span,
    /// What is put there.
    pub text: String,
    /// Whether `text` is made of a value that may be personal, and must not be shown.
    pub is_personal: bool,
}

impl fmt::Debug for Edit {
    /// `text` may be personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Edit").field("range", &self.range).finish_non_exhaustive()
    }
}

/// A stretch of a text, from its first byte to the one after its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Where it begins.
    pub start: Place,
    /// Where it ends: the place after its last character.
    pub end: Place,
}

impl Span {
    /// The same in a file where the text does not stand at the beginning, but on the line that begins at `origin`.
    #[must_use]
    pub fn moved_to(self, origin: Place) -> Self {
        let moved = |place: Place| Place {
            offset: place.offset + origin.offset,
            line: place.line + origin.line - 1,
            ..place
        };
        Self { start: moved(self.start), end: moved(self.end) }
    }
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Bytes before it.
    pub offset: usize,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Finding {
    pub(crate) fn new(rule: &'static Rule, pointer: impl Into<String>, advice: Advice) -> Self {
        Self {
            rule,
            severity: rule.severity,
            pointer: pointer.into(),
            message: advice.message.into_owned(),
            help: advice.help.into_owned(),
            range: None,
            fix: None,
            remedy: advice.remedy,
            causes: Vec::new(),
            otherwise: None,
        }
    }

    /// Another severity than the rule's own.
    pub(crate) fn severity(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// Names what is to be said where this is not, for the sake of its causes.
    pub(crate) fn otherwise(self, finding: Self) -> Self {
        Self { otherwise: Some(Box::new(finding)), ..self }
    }

    /// Says what mends it.
    pub(crate) fn remedy(self, remedy: Option<Remedy>) -> Self {
        Self { remedy, ..self }
    }

    /// Names another value without which this would be no defect.
    pub(crate) fn because(mut self, pointer: impl Into<String>) -> Self {
        self.causes.push(pointer.into());
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rule { code, name, .. } = self.rule;
        write!(f, "{}[{code}] {name}: {} ({}; {})", self.severity, self.message, self.pointer, self.help)
    }
}

/// The most findings of one payload that a [`Report`] keeps; [`Report::omitted`] counts the others.
pub const MAX_FINDINGS: usize = 100_000;

/// Findings that are counted only.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Omitted(Vec<(&'static Rule, Severity, usize)>);

impl Omitted {
    pub(crate) fn add(&mut self, rule: &'static Rule, severity: Severity) {
        match self.0.iter_mut().find(|(other, as_bad, _)| *other == rule && *as_bad == severity) {
            Some((_, _, count)) => *count += 1,
            None => self.0.push((rule, severity, 1)),
        }
    }

    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|(_, other, _)| *other == severity).map(|(_, _, count)| count).sum()
    }
}

/// Takes findings one by one: there may be more than can be kept.
pub struct Findings<'a>(&'a mut dyn FnMut(Finding));

impl<'a> Findings<'a> {
    pub(crate) fn new(take: &'a mut dyn FnMut(Finding)) -> Self {
        Self(take)
    }

    pub(crate) fn push(&mut self, finding: Finding) {
        (self.0)(finding);
    }

    pub(crate) fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }
}

/// What was found in a payload, in the order of its text; by pointer and code where there is no text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    findings: Vec<Finding>,
    omitted: Omitted,
}

impl Report {
    pub(crate) fn new(mut findings: Vec<Finding>, omitted: Omitted) -> Self {
        let place = |finding: &Finding| finding.range.map(|range| range.start.offset);
        findings
            .sort_by(|a, b| (place(a), &a.pointer, a.rule.code).cmp(&(place(b), &b.pointer, b.rule.code)));
        Self { findings, omitted }
    }

    /// The findings, at most [`MAX_FINDINGS`] of them.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The findings alone; those that are omitted are lost.
    #[cfg(feature = "lint")]
    pub(crate) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// How many findings are not in [`findings`](Self::findings), since there are too many. At least: a payload with
    /// so many is not analysed to its end.
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.omitted.0.iter().map(|(_, _, count)| count).sum()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty() && self.omitted.0.is_empty()
    }

    /// Whether a finding is an error: the platform would refuse the payload, or a documented rule is broken.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many findings are of this severity, those that are omitted included.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let kept = self.findings.iter().filter(|finding| finding.severity == severity).count();
        kept + self.omitted.count(severity)
    }

    /// Keeps the findings of the rules for which `keep` says so.
    pub fn retain(&mut self, keep: impl Fn(&'static Rule) -> bool) {
        self.findings.retain(|finding| keep(finding.rule));
        self.omitted.0.retain(|(rule, ..)| keep(rule));
    }
}

/// A finding a line.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.findings.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{finding}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Report {}

/// A payload that was checked and has no error. There is no other way to make one.
///
/// It reads and serializes like the payload in it, and cannot be changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Valid<T> {
    payload: T,
    warnings: Report,
}

impl<T> Valid<T> {
    /// What the check found short of an error.
    pub fn warnings(&self) -> &Report {
        &self.warnings
    }

    /// Gives the payload back, to be changed and checked anew.
    pub fn into_inner(self) -> T {
        self.payload
    }
}

impl<T> Deref for Valid<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.payload
    }
}

impl<T: Serialize> Serialize for Valid<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.payload.serialize(serializer)
    }
}

/// A payload that can be checked: a request before it is sent, a response before it is relied on.
pub trait Payload: Serialize + DeserializeOwned + Validate + sealed::Rules {
    /// Which kind of payload this is.
    const KIND: Kind;

    /// Everything that is wrong with the payload in this context.
    fn check(&self, context: &Context) -> Report {
        let (mut findings, mut omitted) = (Vec::new(), Omitted::default());
        let mut take = |finding: Finding| match findings.len() < MAX_FINDINGS {
            true => findings.push(finding),
            false => omitted.add(finding.rule, finding.severity),
        };
        all_findings(self, context, &mut Findings::new(&mut take));
        Report::new(findings, omitted)
    }

    /// The payload as one that may be sent; warnings do not stand in the way.
    ///
    /// # Errors
    /// All findings, when one of them is an error.
    fn validated(self, context: &Context) -> Result<Valid<Self>, Report> {
        let report = self.check(context);
        if report.has_errors() { Err(report) } else { Ok(Valid { payload: self, warnings: report }) }
    }
}

/// Everything that is wrong with a payload, in no order.
pub(crate) fn all_findings<T: Payload>(payload: &T, context: &Context, findings: &mut Findings<'_>) {
    if !payload.fields_hold()
        && let Err(errors) = payload.validate()
    {
        field_findings(&errors, &mut String::new(), findings);
    }
    payload.rule_findings(context, findings);
}

mod sealed {
    use super::{Context, Findings};

    pub trait Rules {
        /// Whether all fields are sure to be as they must.
        fn fields_hold(&self) -> bool {
            false
        }

        fn rule_findings(&self, context: &Context, findings: &mut Findings<'_>);
    }
}

impl sealed::Rules for AccountRequest {
    fn fields_hold(&self) -> bool {
        self.holds()
    }

    fn rule_findings(&self, context: &Context, findings: &mut Findings<'_>) {
        static CHECKS: LazyLock<Vec<rules::Check<AccountRequest>>> =
            LazyLock::new(|| rules::parts(|rule| rule.account_request));
        for check in &*CHECKS {
            check(self, context, findings);
        }
    }
}

impl Payload for AccountRequest {
    const KIND: Kind = Kind::AccountRequest;
}

impl sealed::Rules for PreparedData {
    fn fields_hold(&self) -> bool {
        self.holds()
    }

    fn rule_findings(&self, context: &Context, findings: &mut Findings<'_>) {
        static CHECKS: LazyLock<Vec<rules::Check<PreparedData>>> =
            LazyLock::new(|| rules::parts(|rule| rule.prepared_data));
        for check in &*CHECKS {
            check(self, context, findings);
        }
    }
}

impl Payload for PreparedData {
    const KIND: Kind = Kind::PreparedData;
}

/// Makes responses payloads.
macro_rules! responses {
    ($($name:ident),+ $(,)?) => {$(
        impl sealed::Rules for $name {
            fn rule_findings(&self, _: &Context, findings: &mut Findings<'_>) {
                static CHECKS: LazyLock<Vec<rules::ResponseCheck>> = LazyLock::new(|| rules::parts(|rule| rule.response));
                for check in &*CHECKS {
                    check(self, findings);
                }
            }
        }

        impl Payload for $name {
            const KIND: Kind = Kind::$name;
        }
    )+};
}

responses!(AccountResponse, PartResponse, FinalizeResponse, Callback, StatusResponse, Problem);

/// Turns validator's errors, which are keyed by Rust names and repeat values, into findings.
fn field_findings(errors: &ValidationErrors, pointer: &mut String, findings: &mut Findings<'_>) {
    for (name, errors) in errors.errors() {
        let length = pointer.len();
        pointer.push('/');
        pointer.push_str(&json_name(name));
        match errors {
            ValidationErrorsKind::Field(errors) => {
                let mut of_field: Vec<_> = errors.iter().map(|error| field_finding(error, pointer)).collect();
                // What is empty is too short; that it is no URL either is the same defect.
                if of_field.iter().any(|finding| finding.rule == &rules::TOO_SHORT) {
                    of_field.truncate(1);
                }
                of_field.into_iter().for_each(|finding| findings.push(finding));
            }
            ValidationErrorsKind::Struct(errors) => field_findings(errors, pointer, findings),
            ValidationErrorsKind::List(items) => {
                for (index, errors) in items {
                    let mut pointer = format!("{pointer}/{index}");
                    field_findings(errors, &mut pointer, findings);
                }
            }
        }
        pointer.truncate(length);
    }
}

/// `#[serde(rename_all = "camelCase")]` stands on every struct of the model; this is its inverse on Rust's names.
fn json_name(rust_name: &str) -> String {
    let mut words = rust_name.strip_prefix("r#").unwrap_or(rust_name).split('_');
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        name.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

/// The finding of a broken `#[validate(…)]` attribute, whose code is the name of a rule.
fn field_finding(error: &ValidationError, pointer: &str) -> Finding {
    let value = error.params.get("value").unwrap_or(&Value::Null);
    let limit = |name: &str| error.params.get(name).and_then(Value::as_u64);
    let (rule, limit) = match error.code.as_ref() {
        "length" => rules::broken_length(value, limit("min"), limit("max")),
        // A code without a rule is a mistake in the model, which the tests rule out; a payload never passes for it.
        name => (rules::find(name).unwrap_or(&rules::UNKNOWN_VALUE), None),
    };
    rule.at(pointer, &Fault { limit, ..Fault::of(value) })
}
