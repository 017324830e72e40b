//! The API for Rust services: a payload is checked in a context, and only a checked one becomes [`Valid`].

use std::{collections::HashSet, ops::Deref, sync::LazyLock};

use bumpalo::Bump;
use serde::{Serialize, Serializer, de::DeserializeOwned};
use serde_json::Value;
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::{
    at::At,
    context::Context,
    defect::{Defect, Defects, Fault},
    fields::FieldsValid,
    finding::Finding,
    kind::Kind,
    model::{
        AccountRequest, AccountResponse, Callback, ELEMENTS, FinalizeResponse, Part, PartResponse,
        PreparedData, Problem, RetrievalResponse, StatusResponse, StepsResponse, TokenError, TokenResponse,
        view, viewed::Viewed,
    },
    naming::json_name,
    report::{MAX_FINDINGS, Omitted, Report},
    response::Response,
    rule::{Check, Form, PreparedDataCheck, RequestCheck, ResponseCheck, RetrievalCheck, Rule, StringCheck},
    rules::{self, length, response::for_reader, vocabulary},
    strings::Strings,
};
#[cfg(feature = "lint")]
use crate::{rules::consent::ConsentTerm, scan::scan};

/// A payload that was checked and has no errors. Only checking creates one.
///
/// It dereferences to the payload, serializes like it, and cannot be changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Valid<T> {
    payload: T,
    warnings: Report,
}

impl<T> Valid<T> {
    /// The findings of the check that are not errors.
    pub fn warnings(&self) -> &Report {
        &self.warnings
    }

    /// Returns the payload, to be changed and checked again.
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
pub trait Payload: Serialize + DeserializeOwned + Validate + Checked {
    /// The kind of this payload.
    const KIND: Kind;

    /// Finds everything that is wrong with the payload in this context.
    fn check(&self, context: &Context) -> Report {
        let (mut findings, mut omitted) = (Vec::new(), Omitted::default());
        let mut keep = |rule, defect| {
            let finding = Finding::new(rule, defect);
            match findings.len() < MAX_FINDINGS {
                true => findings.push(finding),
                false => omitted.add(rule, finding.severity),
            }
        };
        all_defects(self, context, &mut Receiver::new(&mut keep));
        Report::new(findings, omitted)
    }

    /// Checks the payload, and returns it as one that may be sent. Warnings do not prevent that.
    ///
    /// # Errors
    /// All findings, if one of them is an error.
    fn validated(self, context: &Context) -> Result<Valid<Self>, Report> {
        let report = self.check(context);
        if report.has_errors() { Err(report) } else { Ok(Valid { payload: self, warnings: report }) }
    }
}

/// Receives the defects of a payload, each with the rule that it breaks.
pub struct Receiver<'a> {
    receive: &'a mut dyn FnMut(&'static Rule, Defect),
    /// The pointers of the defects so far, up to the finding limit.
    pointers: HashSet<String>,
}

impl<'a> Receiver<'a> {
    pub(crate) fn new(receive: &'a mut dyn FnMut(&'static Rule, Defect)) -> Self {
        Self { receive, pointers: HashSet::new() }
    }

    fn receive(&mut self, rule: &'static Rule, defect: Defect) {
        if defect.yields && self.pointers.contains(&*defect.pointer) {
            return;
        }
        if self.pointers.len() < MAX_FINDINGS {
            self.pointers.insert(defect.pointer.to_string());
        }
        (self.receive)(rule, defect);
    }
}

/// Finds all defects of a payload, in no particular order.
pub(crate) fn all_defects<T: Payload>(payload: &T, context: &Context, receiver: &mut Receiver<'_>) {
    if T::KIND.is_response() {
        let mut to_reader = |rule, defect| receiver.receive(rule, for_reader(rule, defect));
        find_defects(payload, context, &mut Receiver::new(&mut to_reader));
    } else {
        find_defects(payload, context, receiver);
    }
}

fn find_defects<T: Payload>(payload: &T, context: &Context, receiver: &mut Receiver<'_>) {
    let arena = Bump::new();
    let facts = payload.facts(&arena);
    if !facts.fields_valid()
        && let Err(errors) = payload.validate()
    {
        field_defects(&errors, &mut String::new(), receiver);
    }
    facts.run_checks(context, receiver);
}

/// Finds all defects of a payload by a scan of its text, and returns the term of its consent; `None` if a field is invalid or
/// the text needs a closer look.
#[cfg(feature = "lint")]
pub(crate) fn scanned_defects<T: Payload>(
    text: &str,
    context: &Context,
    receiver: &mut Receiver<'_>,
) -> Option<ConsentTerm> {
    let arena = Bump::new();
    let facts = T::scanned(text, &arena).filter(FieldsValid::fields_valid)?;
    if T::KIND.is_response() {
        let mut to_reader = |rule, defect| receiver.receive(rule, for_reader(rule, defect));
        facts.run_checks(context, &mut Receiver::new(&mut to_reader));
    } else {
        facts.run_checks(context, receiver);
    }
    Some(facts.consent_term())
}

/// What a payload is checked by. It cannot be named outside this crate, which seals [`Payload`].
pub trait Checked: Part {
    /// What the rules read.
    fn facts<'a>(&'a self, arena: &'a Bump) -> impl Facts + 'a;

    /// The same, straight from a text; `None` if the text needs a closer look.
    #[cfg(feature = "lint")]
    fn scanned<'t>(text: &'t str, arena: &'t Bump) -> Option<impl Facts + 't>;
}

/// What the rules read of a payload.
pub trait Facts: FieldsValid {
    /// Runs the checks of all rules on the payload as a whole.
    fn run_checks(&self, context: &Context, receiver: &mut Receiver<'_>);

    /// The term of the consent in an account request.
    #[cfg(feature = "lint")]
    fn consent_term(&self) -> ConsentTerm {
        ConsentTerm::default()
    }
}

/// Runs checks, and passes on each defect with its rule.
fn run<C: Copy>(
    checks: &[(&'static Rule, C)],
    receiver: &mut Receiver<'_>,
    run_one: impl Fn(C, &mut Defects<'_>),
) {
    for (rule, check) in checks {
        run_one(*check, &mut Defects::new(&mut |defect| receiver.receive(rule, defect)));
    }
}

/// Runs the checks on each string of a request.
fn check_strings(request: &impl Strings, receiver: &mut Receiver<'_>) {
    static CHECKS: LazyLock<[Vec<(&Rule, StringCheck)>; Form::COUNT]> = LazyLock::new(|| {
        std::array::from_fn(|form| {
            rules::checks(|check| match check {
                Check::String(of, check) if *of as usize == form => Some(*check),
                _ => None,
            })
        })
    });
    let checks = &*CHECKS;
    request.strings(&At::Root, &mut |form, at, text| {
        for (rule, check) in &checks[form as usize] {
            if let Some(defect) = check(text) {
                receiver.receive(rule, defect.moved_to(at.pointer()));
            }
        }
    });
}

impl Facts for view::AccountRequest<'_> {
    fn run_checks(&self, context: &Context, receiver: &mut Receiver<'_>) {
        static CHECKS: LazyLock<Vec<(&Rule, RequestCheck)>> = LazyLock::new(|| {
            rules::checks(|check| if let Check::Request(check) = check { Some(*check) } else { None })
        });
        run(&CHECKS, receiver, |check, defects| check(self, context, defects));
        check_strings(self, receiver);
    }

    #[cfg(feature = "lint")]
    fn consent_term(&self) -> ConsentTerm {
        ConsentTerm::of(self)
    }
}

impl Facts for view::PreparedData<'_> {
    fn run_checks(&self, context: &Context, receiver: &mut Receiver<'_>) {
        static CHECKS: LazyLock<Vec<(&Rule, PreparedDataCheck)>> = LazyLock::new(|| {
            rules::checks(|check| if let Check::PreparedData(check) = check { Some(*check) } else { None })
        });
        run(&CHECKS, receiver, |check, defects| check(self, context, defects));
        check_strings(self, receiver);
    }
}

impl Facts for view::RetrievalResponse<'_> {
    fn run_checks(&self, _: &Context, receiver: &mut Receiver<'_>) {
        static CHECKS: LazyLock<Vec<(&Rule, RetrievalCheck)>> = LazyLock::new(|| {
            rules::checks(|check| if let Check::Retrieval(check) = check { Some(*check) } else { None })
        });
        check_response(self, receiver);
        run(&CHECKS, receiver, |check, defects| check(self, defects));
    }
}

/// Runs the checks that apply to all responses.
fn check_response(response: &dyn Response, receiver: &mut Receiver<'_>) {
    static CHECKS: LazyLock<Vec<(&Rule, ResponseCheck)>> = LazyLock::new(|| {
        rules::checks(|check| if let Check::Response(check) = check { Some(*check) } else { None })
    });
    run(&CHECKS, receiver, |check, defects| check(response, defects));
}

/// Implements [`Facts`] for responses without rules of their own.
macro_rules! plain_responses {
    ($($name:ident),+ $(,)?) => {$(
        impl Facts for view::$name<'_> {
            fn run_checks(&self, _: &Context, receiver: &mut Receiver<'_>) {
                check_response(self, receiver);
            }
        }
    )+};
}

plain_responses!(
    AccountResponse,
    PartResponse,
    FinalizeResponse,
    Callback,
    StatusResponse,
    Problem,
    StepsResponse,
    TokenResponse,
    TokenError,
);

macro_rules! payloads {
    ($($name:ident),+ $(,)?) => {$(
        impl Checked for $name {
            fn facts<'a>(&'a self, arena: &'a Bump) -> impl Facts + 'a {
                self.view(arena)
            }

            #[cfg(feature = "lint")]
            fn scanned<'t>(text: &'t str, arena: &'t Bump) -> Option<impl Facts + 't> {
                scan::<view::$name<'t>>(text, arena)
            }
        }

        impl Payload for $name {
            const KIND: Kind = Kind::$name;
        }
    )+};
}

payloads!(
    AccountRequest,
    PreparedData,
    AccountResponse,
    PartResponse,
    FinalizeResponse,
    Callback,
    StatusResponse,
    Problem,
    RetrievalResponse,
    StepsResponse,
    TokenResponse,
    TokenError,
);

/// Converts the errors of `validator`, which are keyed by Rust names and repeat values, to defects.
fn field_defects(errors: &ValidationErrors, pointer: &mut String, receiver: &mut Receiver<'_>) {
    for (name, errors) in errors.errors() {
        let length = pointer.len();
        pointer.push('/');
        pointer.push_str(&json_name(name));
        match errors {
            ValidationErrorsKind::Field(errors) => {
                let mut of_field: Vec<_> = errors.iter().flat_map(defects_of_field).collect();
                // An empty string is too short. It is not a URL either, but that is the same defect.
                if of_field.iter().any(|(rule, _)| *rule == &length::TOO_SHORT) {
                    of_field.retain(|(rule, _)| *rule == &length::TOO_SHORT);
                }
                for (rule, defect) in of_field {
                    let pointer = format!("{pointer}{}", defect.pointer);
                    receiver.receive(rule, defect.moved_to(pointer));
                }
            }
            ValidationErrorsKind::Struct(errors) => field_defects(errors, pointer, receiver),
            ValidationErrorsKind::List(items) => {
                for (index, errors) in items {
                    field_defects(errors, &mut format!("{pointer}/{index}"), receiver);
                }
            }
        }
        pointer.truncate(length);
    }
}

/// The defects of a broken `#[validate(…)]` attribute: of the field, or of the elements that the error names.
fn defects_of_field(error: &ValidationError) -> Vec<(&'static Rule, Defect)> {
    let value = error.params.get("value").unwrap_or(&Value::Null);
    match error.params.get(ELEMENTS).and_then(Value::as_array) {
        None => vec![defect_of(value, error)],
        Some(elements) => {
            let of_element = |index: &Value| {
                let pointer = format!("/{index}");
                let (rule, defect) = defect_of(value.pointer(&pointer).unwrap_or(&Value::Null), error);
                (rule, defect.moved_to(pointer))
            };
            elements.iter().map(of_element).collect()
        }
    }
}

/// The defect of a value that breaks an attribute, whose code is the name of a rule.
fn defect_of(value: &Value, error: &ValidationError) -> (&'static Rule, Defect) {
    let limit = |name: &str| error.params.get(name).and_then(Value::as_u64);
    let (rule, limit) = match error.code.as_ref() {
        "length" => length::broken_length(value, limit("min"), limit("max")),
        // A code without a rule is a mistake in the model, which the tests rule out. Even then, the payload is invalid.
        name => (rules::find(name).unwrap_or(&vocabulary::UNKNOWN_VALUE), None),
    };
    (rule, rule.describe(&Fault { limit, ..Fault::of(value) }))
}
