//! The linter: selects the reader of a payload, and returns its findings.

use std::{ops::Range, sync::LazyLock};

use memchr::memmem;
use serde::de::DeserializeOwned;

use super::{
    field::Field,
    findings::{Findings, PlacedFinding},
    foreign, kind,
    located::{self, Glimpse},
    privacy::Keys,
    recover, syntax,
    visibility::Visibility,
};
use crate::{
    context::Context,
    defect::{Action, Defect},
    finding::Finding,
    input::{Directive, Template},
    json::{self, Decoded, Node, Skim},
    kind::{Kind, for_kind},
    model::{Consent, Timestamp},
    payload::{Payload, Receiver, Valid, scanned_defects},
    report::{MAX_FINDINGS, Omitted, Report},
    rule::Rule,
    rules::{
        consent::ConsentTerm,
        syntax::{INVALID_JSON, LIMIT_EXCEEDED, limit_exceeded, not_json},
    },
    workflow::Operation,
};

/// The maximum size of a payload in bytes: 16 MiB.
pub const MAX_BYTES: usize = 16 << 20;

/// Finds every defect of a payload, each with its range in the text.
#[derive(Clone, Copy, Debug)]
pub struct Linter {
    context: Context,
    kind: Option<Kind>,
    reports_news: bool,
    is_counting: bool,
}

/// The result of linting a text.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Linted {
    /// The kind of the payload; `None` if it is unknown.
    pub kind: Option<Kind>,
    /// The kind that a payload of unknown kind resembles, if it resembles one.
    pub nearest: Option<Kind>,
    /// The findings, each with its range in the text.
    pub report: Report,
    /// The term of the consent in an account request, whether or not the rest of it is valid.
    pub consent: ConsentTerm,
    /// The parts of the text that may be displayed; `None` if they are not known yet. See [`Linter::visibility`].
    pub visibility: Option<Visibility>,
}

/// The result of the fast path.
enum FastPath {
    Clean(Kind, ConsentTerm),
    Broken(Broken),
    Unreadable,
}

/// A payload whose fields are valid, and its defects across fields.
struct Broken {
    kind: Kind,
    consent: ConsentTerm,
    defects: Defects,
}

/// Defects, each with the rule that it breaks.
type Defects = Vec<(&'static Rule, Defect)>;

/// Every account request has this field, and no other payload does.
static ACCOUNT_REQUEST_FIELD: LazyLock<memmem::Finder<'_>> =
    LazyLock::new(|| memmem::Finder::new("\"workflowDefinition\""));

impl Linter {
    /// A linter that detects the kind of a payload by its keys.
    #[must_use]
    pub fn new(context: Context) -> Self {
        Self { context, kind: None, reports_news: false, is_counting: false }
    }

    /// A linter that treats every text as a payload of this kind.
    #[must_use]
    pub fn kind(self, kind: Kind) -> Self {
        Self { kind: Some(kind), ..self }
    }

    /// A linter that also reports new fields and values in responses (KYX703), which are not defects.
    #[must_use]
    pub fn with_news(self) -> Self {
        Self { reports_news: true, ..self }
    }

    /// A linter that may leave out the ranges and fixes of findings: faster if they are only counted.
    #[must_use]
    pub fn counting(self) -> Self {
        Self { is_counting: true, ..self }
    }

    /// A linter that leaves nothing out.
    pub(super) fn locating(self) -> Self {
        Self { is_counting: false, ..self }
    }

    /// Finds every defect of one payload.
    #[must_use]
    pub fn lint(&self, bytes: &[u8]) -> Linted {
        match self.try_fast_path(bytes) {
            FastPath::Clean(kind, consent) => Linted::of_sound(kind, consent, Report::default()),
            FastPath::Broken(broken) if self.is_counting => broken.counted(),
            FastPath::Broken(broken) => match broken.places(bytes) {
                Some(text) => broken.placed(text),
                None => self.explain(bytes, Some(broken), &[]),
            },
            FastPath::Unreadable => self.explain(bytes, None, &[]),
        }
    }

    /// The same linter with what the comment of a file says, unless the linter knows it already.
    pub(super) fn directed(mut self, directive: Directive) -> Self {
        self.context.channel = self.context.channel.or(directive.channel);
        self.in_call(directive.kind, directive.operation)
    }

    /// The same linter for a payload of which a call tells this, unless the linter knows it already.
    pub(super) fn in_call(mut self, kind: Option<Kind>, operation: Option<Operation>) -> Self {
        self.context.operation = self.context.operation.or(operation);
        Self { kind: self.kind.or(kind), ..self }
    }

    /// Finds every defect of a payload that does not depend on unknown values.
    pub(super) fn lint_template(&self, template: &Template<'_>) -> Linted {
        match template.unknown.is_empty() {
            true => self.lint(template.text.as_bytes()),
            false => self.explain(template.text.as_bytes(), None, &template.unknown),
        }
    }

    /// The parts of a text that may be displayed.
    #[must_use]
    pub fn visibility(&self, bytes: &[u8]) -> Visibility {
        self.explain(bytes, None, &[]).visibility.unwrap_or_default()
    }

    /// The parts of a payload with unknown values that may be displayed.
    pub(super) fn visibility_of_template(&self, template: &Template<'_>) -> Visibility {
        let linted = self.explain(template.text.as_bytes(), None, &template.unknown);
        linted.visibility.unwrap_or_default()
    }

    /// Scans and checks a payload, without a closer look at its text.
    fn try_fast_path(&self, bytes: &[u8]) -> FastPath {
        if self.reports_news || bytes.len() > MAX_BYTES {
            return FastPath::Unreadable;
        }
        let Ok(text) = std::str::from_utf8(bytes) else { return FastPath::Unreadable };
        let kind = self.kind.or_else(|| match ACCOUNT_REQUEST_FIELD.find(bytes) {
            Some(_) => Some(Kind::AccountRequest),
            None if is_empty_object(text) => None, // its kind is unknown
            // Prepared data rejects unknown fields, so a text that can be read as prepared data is prepared data.
            None => Some(kind::of_response(text).unwrap_or(Kind::PreparedData)),
        });
        kind.map_or(FastPath::Unreadable, |kind| for_kind!(kind, T => self.check_as::<T>(text)))
    }

    fn check_as<T: Payload>(&self, text: &str) -> FastPath {
        let (mut defects, mut is_full) = (Defects::new(), false);
        let mut keep = |rule, defect| {
            is_full |= defects.len() >= MAX_FINDINGS;
            if !is_full {
                defects.push((rule, defect));
            }
        };
        match scanned_defects::<T>(text, &self.context, &mut Receiver::new(&mut keep)) {
            Some(consent) if defects.is_empty() => FastPath::Clean(T::KIND, consent),
            Some(consent) if !is_full => FastPath::Broken(Broken { kind: T::KIND, consent, defects }),
            _ => FastPath::Unreadable,
        }
    }

    /// Finds every defect of a text. `read` is the result of the fast path, if it could read the text; `unknown` are the
    /// ranges of values on which nothing can depend.
    fn explain(&self, bytes: &[u8], read: Option<Broken>, unknown: &[Range<usize>]) -> Linted {
        let mut findings = Findings::default();
        if bytes.len() > MAX_BYTES {
            let defect = limit_exceeded(&format!("{} MiB in one payload", MAX_BYTES >> 20));
            findings.push(PlacedFinding::new(Finding::new(&LIMIT_EXCEEDED, defect), 0..0));
            return Linted::new(None, "", findings, Visibility::default());
        }
        let Decoded { text, invalid } = json::decode(bytes);
        if let Some((foreign, bytes)) = foreign::recognize(bytes, &text) {
            findings.push(PlacedFinding::new(Finding::new(&INVALID_JSON, not_json(foreign)), bytes));
            return Linted::new(self.kind, &text, findings, Visibility::default());
        }
        syntax::report_invalid(&invalid, &mut findings);
        let is_readable = invalid.is_empty();
        let invalid = if is_readable { unknown } else { &invalid };
        let start = syntax::skip_byte_order_mark(&text, &mut findings);
        let (root, errors) = syntax::parse(&text, start, invalid);
        let Some(root) = root else {
            errors.report(None, &mut findings);
            return Linted::new(self.kind, &text, findings, Visibility::default());
        };
        let kind = match self.kind.map_or_else(|| kind::detect(&root), |kind| kind::expect(kind, &root)) {
            Ok(Some(kind)) => kind,
            Ok(None) => {
                errors.report(None, &mut findings);
                return Linted::new(None, &text, findings, Visibility::default());
            }
            Err(unknown) => {
                let kind::Unknown { rule, defect, nearest } = *unknown;
                errors.report(None, &mut findings);
                findings.push(PlacedFinding::new(Finding::new(rule, defect), root.span));
                return Linted { nearest, ..Linted::new(None, &text, findings, Visibility::default()) };
            }
        };
        let read = read.filter(|read| read.kind == kind).map(|read| read.defects);
        let keys = Keys::new(kind, &root, errors.is_sound() && is_readable);
        errors.report(Some((Field::of(kind), &keys)), &mut findings);
        let source = recover::Source { text: &text, root: &root, invalid, keys: &keys };
        let visibility = for_kind!(kind, T => {
            recover::find::<T>(source, read, &self.context, self.reports_news, &mut findings)
        });
        let consent =
            if kind == Kind::AccountRequest { consent_term(&text, &root) } else { ConsentTerm::default() };
        Linted { consent, ..Linted::new(Some(kind), &text, findings, visibility) }
    }
}

/// The most defects that are each placed by a search from the start of the text.
const FEW: usize = 16;

impl Broken {
    /// The text, if the defects can be placed in it without a tree.
    fn places<'t>(&self, bytes: &'t [u8]) -> Option<&'t str> {
        let is_removal = |defect: &Defect| matches!(&defect.correction, Some(correction) if correction.action == Action::Remove);
        let is_simple =
            self.defects.len() <= FEW && !self.defects.iter().any(|(_, defect)| is_removal(defect));
        std::str::from_utf8(bytes).ok().filter(|_| is_simple)
    }

    fn counted(self) -> Linted {
        let findings = self.defects.into_iter().map(|(rule, defect)| Finding::new(rule, defect));
        Linted::of_sound(self.kind, self.consent, Report::new(findings.collect(), Omitted::default()))
    }

    fn placed(self, text: &str) -> Linted {
        let root = Glimpse { value: Skim::of(text), field: Field::of(self.kind) };
        let mut findings = Findings::default();
        for (rule, defect) in self.defects {
            findings.push(located::placed(rule, defect, root, text));
        }
        Linted::of_sound(self.kind, self.consent, findings.into_report(text))
    }
}

impl Linted {
    /// The result for a payload whose text is sound.
    fn of_sound(kind: Kind, consent: ConsentTerm, report: Report) -> Self {
        Self { kind: Some(kind), nearest: None, report, consent, visibility: None }
    }

    /// The result where there is no payload.
    pub(super) fn nothing() -> Self {
        Self {
            kind: None,
            nearest: None,
            report: Report::default(),
            consent: ConsentTerm::default(),
            visibility: Some(Visibility::default()),
        }
    }

    fn new(kind: Option<Kind>, text: &str, findings: Findings, visibility: Visibility) -> Self {
        let (report, consent) = (findings.into_report(text), ConsentTerm::default());
        Self { kind, nearest: None, report, consent, visibility: Some(visibility) }
    }
}

/// The term of a consent whose request needed a closer look, as far as it can be read.
fn consent_term(text: &str, root: &Node<'_>) -> ConsentTerm {
    let find = |path: [&str; 3]| path.into_iter().try_fold(root, Node::child);
    let consent = || {
        let given_at: Timestamp = read_node(text, find(["userConsent", "consent", "obtainedAt"])?)?;
        let decision = find(["userConsent", "consent", "obtained"]);
        // An unreadable decision is none.
        let obtained = decision.map_or(Some(None), |node| read_node(text, node))?;
        Some(Consent { obtained, ..Consent::given(given_at) })
    };
    ConsentTerm {
        until: consent().and_then(|consent| consent.end()),
        country: find(["userConsent", "userLocation", "country"]).and_then(|node| read_node(text, node)),
    }
}

fn read_node<T: DeserializeOwned>(text: &str, node: &Node<'_>) -> Option<T> {
    serde_json::from_str(text.get(node.span.clone())?).ok()
}

fn is_empty_object(text: &str) -> bool {
    let inner = text.trim_ascii().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    inner.is_some_and(|inner| inner.trim_ascii().is_empty())
}

/// Reads a valid payload from JSON text.
///
/// Unlike `serde_json` alone, this reports every defect with its range, and never repeats a value.
///
/// # Errors
/// All findings, if one of them is an error.
///
/// ```
/// use kyx_schema::{AccountRequest, Context, Operation, lint};
///
/// let context = Context::new(Operation::CreateAccount);
/// let body = br#"{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}, "userReference": 7}"#;
/// let report = lint::read::<AccountRequest>(body, &context).unwrap_err();
/// let finding = &report.findings()[0];
/// assert_eq!((finding.rule.name, finding.pointer.as_str()), ("wrong-type", "/userReference"));
/// assert_eq!(finding.message, "expected a string, found a number");
/// ```
pub fn read<T: Payload>(bytes: &[u8], context: &Context) -> Result<Valid<T>, Report> {
    let payload = std::str::from_utf8(bytes).ok().and_then(|text| serde_json::from_str::<T>(text).ok());
    if let Some(Ok(payload)) = payload.map(|payload| payload.validated(context)) {
        return Ok(payload);
    }
    Err(Linter::new(*context).kind(T::KIND).explain(bytes, None, &[]).report)
}
