//! The subdivisions of the countries of which rules ask for one.
//!
//! The build takes them from the tables of ISO 3166-2, which have half a megabyte of texts about all countries: each start
//! of a program would have to relocate them.

/// The codes of a country's subdivisions, without the country: those of ISO 3166-2, sorted.
pub(crate) fn codes(alpha2: &str) -> &'static [&'static str] {
    CODES.iter().find(|(country, _)| *country == alpha2).map_or(&[], |(_, codes)| codes)
}

static CODES: &[(&str, &[&str])] = include!(concat!(env!("OUT_DIR"), "/subdivisions.rs"));
