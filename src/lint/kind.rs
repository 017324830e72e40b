//! Which kind of payload an object is, told by its keys.

use super::structure::Contract;
use crate::Kind;

/// How well an object fits a kind.
struct Fit {
    kind: Kind,
    score: usize,
    missing: Vec<String>,
}

/// The kind of an object with these keys; otherwise the name of the nearest kind, if any, and the fields it needs and
/// are not there.
pub(super) fn detect(keys: &[&str]) -> Result<Kind, Vec<String>> {
    let mut fits: Vec<_> = Kind::ALL.iter().map(|kind| fit(*kind, keys)).collect();
    fits.sort_by_key(|fit| std::cmp::Reverse(fit.score));
    match fits.as_slice() {
        [best, second, ..] if best.score > 0 && best.score == second.score => Err(Vec::new()),
        [best, ..] if is_convincing(best, keys) => Ok(best.kind),
        [best, ..] if best.score > 0 => Err(best.named()),
        _ => Err(Vec::new()),
    }
}

impl Fit {
    fn named(&self) -> Vec<String> {
        std::iter::once(self.kind.name().to_owned()).chain(self.missing.iter().cloned()).collect()
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
