//! The subdivisions of the countries of which rules ask for one.
//!
//! The build takes them from the tables of ISO 3166-2. The tables themselves are larger than all else in a program, and
//! each start of it would pay for them.

/// The codes of a country's subdivisions, without the country: those of ISO 3166-2, in order.
pub(crate) fn codes(alpha2: &str) -> &'static [&'static str] {
    CODES.iter().find(|(country, _)| *country == alpha2).map_or(&[], |(_, codes)| codes)
}

static CODES: &[(&str, &[&str])] = include!(concat!(env!("OUT_DIR"), "/subdivisions.rs"));
