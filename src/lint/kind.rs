//! Which kind of payload an object is, told by its keys.

use serde_json::Value as Json;

use super::structure::Contract;
use crate::{
    Kind,
    rules::{Fault, UNKNOWN_KIND},
};

/// How well an object fits a kind.
struct Fit {
    kind: Kind,
    score: usize,
    missing: Vec<String>,
}

/// The kind of an object with these keys; otherwise what to say of it.
pub(super) fn detect(keys: &[&str]) -> Result<Kind, crate::Finding> {
    let mut fits: Vec<_> = Kind::ALL.iter().map(|kind| fit(*kind, keys)).collect();
    fits.sort_by_key(|fit| std::cmp::Reverse(fit.score));
    match fits.as_slice() {
        [best, second, ..] if best.score > 0 && best.score == second.score => Err(unknown(None)),
        [best, ..] if is_convincing(best, keys) => Ok(best.kind),
        [best, ..] if best.score > 0 => Err(unknown(Some(best))),
        _ => Err(unknown(None)),
    }
}

/// A field that the kind needs convinces at once; others must make up half of what is there.
fn is_convincing(fit: &Fit, keys: &[&str]) -> bool {
    let contract = Contract::of(fit.kind);
    let has_required = contract.required().any(|field| keys.contains(&field));
    has_required || (fit.score > 0 && fit.score * 2 >= keys.len() && contract.required().next().is_none())
}

fn fit(kind: Kind, keys: &[&str]) -> Fit {
    let contract = Contract::of(kind);
    let missing = contract.required().filter(|field| !keys.contains(field)).map(str::to_owned);
    let score = keys.iter().filter(|key| contract.has_field(key)).count();
    Fit { kind, score, missing: missing.collect() }
}

fn unknown(nearest: Option<&Fit>) -> crate::Finding {
    let options = nearest.map_or_else(Vec::new, |fit| {
        std::iter::once(fit.kind.name().to_owned()).chain(fit.missing.iter().cloned()).collect()
    });
    UNKNOWN_KIND.at("", &Fault { options, ..Fault::of(&Json::Null) })
}
