//! The registry of all rules.
//!
//! A rule is declared with `declare_rules!` in the file of its family; `FAMILIES` below lists the files.

use crate::rule::{Check, Rule};

/// Declares the rules of a family: documentation, code, name, severity, checks and schema fragments.
macro_rules! declare_rules {
    ($(
        $(#[doc = $doc:literal])+
        $id:ident = $code:literal $name:literal $severity:ident
        [$($check:ident $(($($argument:path),+))?),+] $(schema($schema:path))? $(tag($tag:ident))?
    )+) => {
        $(
            $(#[doc = $doc])+
            pub(crate) static $id: $crate::rule::Rule = $crate::rule::Rule {
                code: $code,
                name: $name,
                severity: $crate::defect::Severity::$severity,
                tag: declare_rules!(@ tag $($tag)?),
                docs: concat!($($doc, "\n"),+),
                checks: &[$($crate::rule::Check::$check $(($($argument),+))?),+],
                schema: declare_rules!(@ schema $($schema)?),
            };
        )+
        pub(super) static RULES: &[&$crate::rule::Rule] = &[$(&$id),+];
    };
    (@ $part:ident) => { None };
    (@ schema $schema:path) => { Some($schema) };
    (@ tag $tag:ident) => { Some($crate::rule::Tag::$tag) };
}

pub(crate) mod call;
mod catalogue;
pub(crate) mod characters;
pub(crate) mod consent;
pub(crate) mod contact;
pub(crate) mod country;
pub(crate) mod credential;
pub(crate) mod credential_type;
pub(crate) mod document_date;
mod document_types;
mod fragment;
pub(crate) mod identifier;
pub(crate) mod length;
pub(crate) mod national_number;
pub(crate) mod nearest;
pub(crate) mod older_api;
pub(crate) mod older_field;
pub(crate) mod outcome;
pub(crate) mod privacy;
pub(crate) mod response;
pub(crate) mod sample;
pub(crate) mod structure;
pub(crate) mod syntax;
pub(crate) mod time;
pub(crate) mod token_lifetime;
#[cfg(feature = "upload")]
pub(crate) mod type_code;
pub(crate) mod upload;
pub(crate) mod url;
pub(crate) mod vocabulary;
pub(crate) mod web;
pub(crate) mod wording;
pub(crate) mod workflow;

pub use catalogue::markdown;

/// The rules of all families; those of a file that is not listed are dead code, which fails the build.
static FAMILIES: &[&[&Rule]] = &[
    syntax::RULES,
    structure::RULES,
    older_api::RULES,
    older_field::RULES,
    length::RULES,
    characters::RULES,
    identifier::RULES,
    vocabulary::RULES,
    country::RULES,
    url::RULES,
    token_lifetime::RULES,
    contact::RULES,
    time::RULES,
    web::RULES,
    national_number::RULES,
    document_date::RULES,
    consent::RULES,
    credential::RULES,
    credential_type::RULES,
    workflow::RULES,
    privacy::RULES,
    upload::RULES,
    response::RULES,
    outcome::RULES,
    sample::RULES,
    call::RULES,
];

/// Every rule, sorted by code.
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

/// The rule with this code or name.
///
/// ```
/// let rule = kyx_schema::rules::find("consent-expired").ok_or("unknown rule")?;
/// assert_eq!(rule.code, "KYX301");
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn find(code_or_name: &str) -> Option<&'static Rule> {
    unordered().find(|rule| rule.code == code_or_name || rule.name == code_or_name)
}

/// The rules that a selector means: those whose code starts with it, or the one with this name, in any case.
///
/// ```
/// let names: Vec<_> = kyx_schema::rules::selected("KYX30").iter().map(|rule| rule.name).collect();
/// assert_eq!(names[..2], ["consent-expired", "consent-expiring"]);
/// ```
#[must_use]
pub fn selected(selector: &str) -> Vec<&'static Rule> {
    let mut rules = all();
    rules.retain(|rule| rule.is_selected_by(selector));
    rules
}

/// The documentation of all rules, in Markdown: the content of `docs/rules.md`.
#[must_use]
pub fn catalogue() -> String {
    catalogue::page(&all())
}

/// The checks that `select` accepts, each with its rule.
///
/// Hot loops iterate over this list instead of the rules, which are scattered in memory.
pub(crate) fn checks<T>(select: impl Fn(&Check) -> Option<T>) -> Vec<(&'static Rule, T)> {
    let of_rule =
        |rule: &'static Rule| rule.checks.iter().filter_map(&select).map(move |check| (rule, check));
    unordered().flat_map(of_rule).collect()
}

fn unordered() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().copied().flatten().copied()
}
