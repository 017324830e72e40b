//! "Did you mean": the option nearest to a given string.

/// The option that was most likely meant; `None` if no option is near.
pub(super) fn nearest<'a>(text: &str, options: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let text = folded(text);
    let count = text.chars().count();
    let distance = |option: &'a str| {
        // Cheap lower bounds of the distance come first: the difference in length, and the letters only one side has.
        let least = letters(option).count().abs_diff(count);
        let folded = (least * 3 <= count).then(|| folded(option))?;
        let lacks = |one: &str, other: &str| one.chars().filter(|letter| !other.contains(*letter)).count();
        let least = lacks(&text, &folded).max(lacks(&folded, &text));
        (least * 3 <= count).then(|| (strsim::damerau_levenshtein(&text, &folded), option))
    };
    let (distance, option) =
        options.into_iter().filter_map(distance).min_by_key(|(distance, _)| *distance)?;
    (distance * 3 <= count).then_some(option)
}

/// Whether two strings differ only in case and in how words are joined.
pub(super) fn is_same_folded(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

/// A name without case, and without what joins words.
pub(crate) fn folded(text: &str) -> String {
    letters(text).collect()
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !matches!(c, ' ' | '-' | '_' | '.')).map(|c| c.to_ascii_lowercase())
}
