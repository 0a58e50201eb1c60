//! Words that tell when and that a tagger takes for names or nouns.

/// Whether `word` (lower case) names a day of the week.
#[must_use]
pub fn is_weekday(word: &str) -> bool {
    matches!(word, "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")
}

/// Whether `word` (lower case) tells a day: a weekday, "today", "tonight".
///
/// ```
/// use dateline::lexicon::days;
/// assert!(days::is_day("monday") && days::is_day("today") && !days::is_day("month"));
/// ```
#[must_use]
pub fn is_day(word: &str) -> bool {
    is_weekday(word) || matches!(word, "today" | "yesterday" | "tonight" | "tomorrow")
}

/// Whether `word` (lower case) names a month, unless it is an ordinary word too ("may", "march").
#[must_use]
pub fn is_month(word: &str) -> bool {
    matches!(
        word,
        "january"
            | "february"
            | "april"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
    )
}

/// Whether `word` (lower case) is a noun that tells when: a day, a month, "week", "moments".
///
/// ```
/// use dateline::lexicon::days;
/// assert!(days::tells_when("week") && !days::tells_when("minister"));
/// ```
#[must_use]
pub fn tells_when(word: &str) -> bool {
    is_day(word)
        || is_month(word)
        || matches!(
            word,
            "march" | "week" | "month" | "year" | "moments" | "earlier" | "morning" | "afternoon" | "evening"
        )
}
