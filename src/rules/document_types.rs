//! The type codes of credentials, by category.

use crate::model::Category::{self, Document, Facemap, Id};

pub(super) const ID_TYPES: &[&str] = &["ID_CARD", "DRIVING_LICENSE", "PASSPORT", "VISA"];
pub(super) const FACEMAP_TYPES: &[&str] = &["IPROOV_STANDARD", "IPROOV_PREMIUM", "JUMIO_STANDARD"];
pub(super) const DOCUMENT_TYPES: &[&str] = &[
    "BC", "BS", "CAAP", "CB", "CC", "CCS", "CRC", "HCC", "IC", "LAG", "LOAP", "MEDC", "MOAP", "PB", "SEL",
    "SENC", "SS", "SSC", "STUC", "TAC", "TR", "UB", "VC", "VT", "WWCC",
];

/// The categories that have types, each with its codes.
pub(super) const TYPES: [(Category, &[&str]); 3] =
    [(Id, ID_TYPES), (Facemap, FACEMAP_TYPES), (Document, DOCUMENT_TYPES)];

/// Words that are not codes.
pub(super) const RESERVED: &[&str] = &["CUSTOM", "OTHER"];

/// How a type code relates to a category.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum TypeCodeStatus {
    Known,
    /// A code of another category.
    Foreign(Category),
    Reserved,
    Unknown,
}

/// How a code relates to a category, or to all of them if there is none.
pub(super) fn status(category: Option<Category>, code: &str) -> TypeCodeStatus {
    // Nearly every code belongs to its own category.
    let is_own = |owner: Category| category.is_none_or(|category| category == owner);
    if TYPES.iter().any(|(owner, codes)| is_own(*owner) && codes.contains(&code)) {
        return TypeCodeStatus::Known;
    }
    match TYPES.iter().find(|(_, codes)| codes.contains(&code)) {
        Some((owner, _)) => TypeCodeStatus::Foreign(*owner),
        None if RESERVED.contains(&code) => TypeCodeStatus::Reserved,
        None => TypeCodeStatus::Unknown,
    }
}
