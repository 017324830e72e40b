//! The API for Rust services: a payload is checked in a context, and only a checked one becomes [`Valid`].

use std::{collections::HashSet, ops::Deref, sync::LazyLock};

use bumpalo::Bump;
use serde::{Serialize, Serializer, de::DeserializeOwned};

use crate::{
    at::At,
    context::Context,
    defect::{Defect, Defects, Fault},
    fields::FieldsValid,
    finding::Finding,
    kind::Kind,
    model::{
        AccountRequest, AccountResponse, Callback, FinalizeResponse, Part, PartResponse, PreparedData,
        Problem, RetrievalResponse, StatusResponse, StepsResponse, TokenError, TokenResponse,
        limits::{Breach, Limited},
        view,
        viewed::Viewed,
    },
    report::{MAX_FINDINGS, Omitted, Report},
    response::Response,
    rule::{Check, Form, PreparedDataCheck, RequestCheck, ResponseCheck, RetrievalCheck, Rule, StringCheck},
    rules::{self, response::for_reader, vocabulary},
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
pub trait Payload: Serialize + DeserializeOwned + Checked {
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
    find_defects::<T>(&payload.facts(&Bump::new()), context, receiver);
}

/// Finds all defects of a payload by a scan of its text, and returns the term of its consent; `None` if the text needs a
/// closer look.
#[cfg(feature = "lint")]
pub(crate) fn scanned_defects<T: Payload>(
    text: &str,
    context: &Context,
    receiver: &mut Receiver<'_>,
) -> Option<ConsentTerm> {
    let arena = Bump::new();
    let facts = T::scanned(text, &arena)?;
    find_defects::<T>(&facts, context, receiver);
    Some(facts.consent_term())
}

fn find_defects<T: Payload>(facts: &impl Facts, context: &Context, receiver: &mut Receiver<'_>) {
    let find = |receiver: &mut Receiver<'_>| {
        if !facts.fields_valid() {
            facts.report_breaches(&At::Root, &mut |at, breach| {
                let (rule, defect) = defect_of(&breach);
                receiver.receive(rule, defect.moved_to(at.pointer()));
            });
        }
        facts.run_checks(context, receiver);
    };
    if T::KIND.is_response() {
        let mut to_reader = |rule, defect| receiver.receive(rule, for_reader(rule, defect));
        find(&mut Receiver::new(&mut to_reader));
    } else {
        find(receiver);
    }
}

/// The defect of a value that breaks a limit of its field.
fn defect_of(breach: &Breach) -> (&'static Rule, Defect) {
    let rule = rules::find(breach.rule);
    debug_assert!(rule.is_some(), "{} is not a rule", breach.rule);
    // Even then, the payload is invalid.
    let rule = rule.unwrap_or(&vocabulary::UNKNOWN_VALUE);
    (rule, rule.describe(&Fault { limit: breach.limit, ..Fault::of(&breach.value) }))
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
pub trait Facts: FieldsValid + Limited {
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
