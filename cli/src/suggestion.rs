//! "Did you mean": the known name that is nearest to a misspelled one.

/// How near a name must be, from 0 to 1.
const MIN_SIMILARITY: f64 = 0.8;

/// The end of a message that suggests the nearest name; empty if none is near.
pub(crate) fn did_you_mean<'n>(given: &str, names: impl IntoIterator<Item = &'n str>) -> String {
    let given = given.to_lowercase().replace('_', "-");
    let similarity = |name: &str| strsim::jaro_winkler(&given, &name.to_lowercase());
    let rated = names.into_iter().map(|name| (similarity(name), name));
    let nearest = rated.filter(|(rate, _)| *rate >= MIN_SIMILARITY).max_by(|a, b| a.0.total_cmp(&b.0));
    nearest.map_or_else(String::new, |(_, name)| format!("; did you mean `{name}`?"))
}
