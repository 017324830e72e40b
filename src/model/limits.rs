//! The limits of fields, which the model declares as `#[validate(…)]`: what breaks one.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::at::At;

/// A value that breaks a limit.
pub struct Breach {
    /// The name of the rule that it breaks.
    pub rule: &'static str,
    /// The length that it falls below or exceeds: characters of a string, elements of an array.
    pub limit: Option<u64>,
    /// The value.
    pub value: Value,
}

/// Receives what breaks a limit, each with its position.
pub(crate) type Breaches<'a> = dyn FnMut(&At<'_>, Breach) + 'a;

/// A view whose fields may have limits.
pub trait Limited {
    /// Reports each value that breaks a limit. The view is at this position.
    fn report_breaches(&self, at: &At<'_>, report: &mut Breaches<'_>);
}

impl<T: Limited> Limited for Option<T> {
    fn report_breaches(&self, at: &At<'_>, report: &mut Breaches<'_>) {
        if let Some(value) = self {
            value.report_breaches(at, report);
        }
    }
}

impl<T: Limited> Limited for &[T] {
    fn report_breaches(&self, at: &At<'_>, report: &mut Breaches<'_>) {
        for (index, item) in self.iter().enumerate() {
            item.report_breaches(&at.element(index), report);
        }
    }
}

/// Implements [`Limited`] for a view from the limits of its fields.
macro_rules! limits {
    ($view:ident: $($field:ident [$($limit:ident $(($($argument:tt)+))?),*])*) => {
        impl $crate::model::limits::Limited for $view<'_> {
            #[allow(unused_variables, reason = "some views have no limits")]
            fn report_breaches(
                &self,
                at: &$crate::at::At<'_>,
                report: &mut $crate::model::limits::Breaches<'_>,
            ) {
                $($crate::model::limits::field_limits!(
                    self.$field,
                    at.field(&$crate::naming::json_name(stringify!($field))),
                    report,
                    [$($limit $(($($argument)+))?),*]
                );)*
            }
        }
    };
}

/// Checks a field by its limits.
macro_rules! field_limits {
    ($value:expr, $at:expr, $report:expr, []) => {};
    ($value:expr, $at:expr, $report:expr, [nested]) => {
        $crate::model::limits::Limited::report_breaches(&$value, &$at, $report)
    };
    ($value:expr, $at:expr, $report:expr, [$($limit:ident ($($argument:tt)+)),+]) => {
        $crate::model::limits::FieldValue::from($value).check(
            &[$($crate::model::limits::limit!($limit($($argument)+))),+],
            &$at,
            $report,
        )
    };
}

/// The [`Limit`] that a part of a `#[validate(…)]` attribute declares.
macro_rules! limit {
    (length(min = $min:literal, max = $max:literal)) => {
        $crate::model::limits::Limit::Length { min: $min, max: Some($max) }
    };
    (length(min = $min:literal)) => {
        $crate::model::limits::Limit::Length { min: $min, max: None }
    };
    (length(max = $max:literal)) => {
        $crate::model::limits::Limit::Length { min: 0, max: Some($max) }
    };
    (inner(length(min = $min:literal))) => {
        $crate::model::limits::Limit::InnerLength { min: $min }
    };
    (regex(path = *$form:ident, code = $rule:literal)) => {
        $crate::model::limits::Limit::Form(&$form, $rule)
    };
    (custom(function = $check:ident)) => {
        $crate::model::limits::Limit::Check($check)
    };
}

pub(super) use {field_limits, limit, limits};

/// A limit of a field.
pub(super) enum Limit {
    /// The characters of a string, or the elements of an array.
    Length { min: u64, max: Option<u64> },
    /// The characters of each string in an array.
    InnerLength { min: u64 },
    /// A pattern, and the name of the rule that other strings break.
    Form(&'static LazyLock<Regex>, &'static str),
    /// A function that returns the name of the rule that a string breaks.
    Check(fn(&str) -> Result<(), &'static str>),
}

/// The value of a field with limits.
pub(super) enum FieldValue<'a> {
    Absent,
    Text(&'a str),
    Texts(&'a [&'a str]),
    /// An array whose elements have no limits, by its length.
    Array(usize),
}

impl<'a> From<&'a str> for FieldValue<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a [&'a str]> for FieldValue<'a> {
    fn from(texts: &'a [&'a str]) -> Self {
        Self::Texts(texts)
    }
}

impl<'a, T: Into<Self>> From<Option<T>> for FieldValue<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, T::into)
    }
}

const TOO_SHORT: &str = "too-short";

impl FieldValue<'_> {
    /// Reports the limits that the value breaks.
    pub(super) fn check(&self, limits: &[Limit], at: &At<'_>, report: &mut Breaches<'_>) {
        match self {
            Self::Absent => {}
            Self::Text(text) => check_text(text, limits, at, report),
            Self::Texts(texts) => {
                check_count(texts.len(), limits, at, report);
                for limit in limits {
                    let Limit::InnerLength { min } = *limit else { continue };
                    for (index, text) in texts.iter().enumerate() {
                        check_text(text, &[Limit::Length { min, max: None }], &at.element(index), report);
                    }
                }
            }
            Self::Array(length) => check_count(*length, limits, at, report),
        }
    }
}

fn check_text(text: &str, limits: &[Limit], at: &At<'_>, report: &mut Breaches<'_>) {
    for limit in limits {
        let Some((rule, limit)) = limit.broken_by(text) else { continue };
        report(at, Breach { rule, limit, value: text.into() });
        // An empty string is not a URL either, but that is the same defect.
        if rule == TOO_SHORT {
            return;
        }
    }
}

fn check_count(count: usize, limits: &[Limit], at: &At<'_>, report: &mut Breaches<'_>) {
    for limit in limits {
        if let Limit::Length { min, .. } = *limit
            && (count as u64) < min
        {
            report(at, Breach { rule: "too-few-values", limit: Some(min), value: Value::Null });
        }
    }
}

impl Limit {
    /// The name of the rule that a string breaks, and the length that it should have.
    fn broken_by(&self, text: &str) -> Option<(&'static str, Option<u64>)> {
        match self {
            Self::Length { min, max } => {
                let length = text.chars().count() as u64;
                match *max {
                    _ if length < *min => Some((TOO_SHORT, Some(*min))),
                    Some(max) if length > max => Some(("too-long", Some(max))),
                    _ => None,
                }
            }
            Self::InnerLength { .. } => None,
            Self::Form(form, rule) => (!form.is_match(text)).then_some((*rule, None)),
            Self::Check(check) => check(text).err().map(|rule| (rule, None)),
        }
    }
}
