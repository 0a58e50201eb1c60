//! Words of an event's telling, made comparable between articles.

use super::digest::Number;
use crate::lexicon::events::lexicon;
use crate::lexicon::places::PlaceKind;
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_segmentation::UnicodeSegmentation;

/// A 64-bit FNV-1a hash: the same on every machine and in every run, unlike the standard library's.
pub(super) fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Longest first.
const ENDINGS: [&str; 14] =
    ["ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "ed", "es", "s", "e"];

/// A word without its inflection, crudely: enough that "orders", "ordered" and "ordering" meet.
pub(super) fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    let word = lower.trim_end_matches("'s").trim_end_matches("’s");
    let cut = ENDINGS
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.chars().count() >= 3))
        .unwrap_or(word);
    let mut chars: Vec<char> = cut.chars().collect();
    if chars.len() > 3 && chars[chars.len() - 1] == chars[chars.len() - 2] {
        chars.pop();
    }
    chars.into_iter().collect()
}

/// By the stem of each word that has others for the same, that of their first.
static ALIKE: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let pairs = |group: &[&str]| group.iter().map(|word| (stem(word), stem(group[0]))).collect::<Vec<_>>();
    lexicon().alike().flat_map(pairs).collect()
});

/// The hash of the stem of `word`, the same for words of one deed ("shut", "closure").
pub(super) fn key(word: &str) -> u64 {
    let stem = stem(word);
    hash(ALIKE.get(&stem).unwrap_or(&stem))
}

/// The key of the country for which `name` stands: "Ottawa", "Canadian" and "Canada" mean one party in the news.
fn country(name: &str) -> Option<u64> {
    let name = name.trim_end_matches("'s").trim_end_matches("’s");
    let places = crate::lexicon::places();
    let place = places.get(name).or_else(|| places.get(&format!("{name}.")))?;
    let party = matches!(
        place.kind,
        PlaceKind::Country | PlaceKind::Capital | PlaceKind::Seat | PlaceKind::Adjective | PlaceKind::People
    );
    let country = place.country.filter(|_| party)?;
    Some(hash(&places.countries()[country].name))
}

/// The keys of the content words of `texts`, sorted, each once.
pub(super) fn keys<'a>(texts: impl IntoIterator<Item = &'a str>) -> Box<[u64]> {
    let mut keys: Vec<u64> = Vec::new();
    for text in texts {
        let mut words = text.unicode_words().peekable();
        while let Some(word) = words.next() {
            let capital = word.starts_with(char::is_uppercase);
            // "United States"
            let pair = words.peek().filter(|next| capital && next.starts_with(char::is_uppercase));
            if let Some(country) = pair.and_then(|next| country(&format!("{word} {next}"))) {
                keys.push(country);
                words.next();
            } else if let Some(country) = country(word).filter(|_| capital) {
                keys.push(country);
            } else if word.chars().all(|c| !c.is_ascii_digit()) && !lexicon().is_stop(&word.to_lowercase()) {
                keys.push(key(word));
            }
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys.into()
}

/// The counts of `text`: a number and what it counts ("176 people", "two Canadians", "$43 billion").
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let words: Vec<(usize, &str)> = text.unicode_word_indices().collect();
    let mut numbers = Vec::new();
    for (at, &(start, word)) in words.iter().enumerate() {
        let Some(amount) = value(word) else { continue };
        let before = text.get(..start).unwrap_or("");
        let scale = words.get(at + 1).map(|next| next.1.to_lowercase()).filter(|next| lexicon().is_scale(next));
        let money = before.chars().next_back().filter(|sign| "$€£¥₹".contains(*sign));
        let noun = words
            .iter()
            .skip(at + 1 + usize::from(scale.is_some()))
            .take(3)
            .map(|next| next.1)
            .take_while(|next| value(next).is_none())
            .find(|next| {
                next.chars().all(char::is_alphabetic) && next.to_lowercase().ends_with('s')
                    || lexicon().is_counted(&next.to_lowercase())
            });
        let what = match (money, noun) {
            (Some(sign), _) => sign.to_string(),
            (None, Some(noun)) => noun.to_lowercase(),
            (None, None) => continue,
        };
        let value = scale.map_or_else(|| amount.clone(), |scale| format!("{amount} {scale}"));
        numbers.push(Number { what, value });
    }
    numbers
}

fn value(word: &str) -> Option<String> {
    let digits: String = word.chars().filter(|c| *c != ',').collect();
    if digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(|c| c.is_ascii_digit() || c == '.') {
        // A bare year is a date, not a count.
        let year = digits.len() == 4 && !word.contains(',') && (digits.starts_with("19") || digits.starts_with("20"));
        return (!year).then_some(digits);
    }
    value_of_word(word)
}

fn value_of_word(word: &str) -> Option<String> {
    lexicon().number(&word.to_lowercase()).map(|value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_meet() {
        for (a, b) in [
            ("ordered", "orders"),
            ("arrest", "arrested"),
            ("detention", "detentions"),
            ("Canada", "Canada’s"),
            ("ban", "banned"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        assert_ne!(stem("arrest"), stem("ordered"));
    }

    #[test]
    fn a_country_is_one_under_all_its_names_and_a_deed_under_its_synonyms() {
        assert_eq!(keys(["Canadian shutdown"]), keys(["the closure by Ottawa"]));
        assert_eq!(keys(["the United States"]), keys(["Washington"]));
        assert_ne!(keys(["Canada"]), keys(["China"]));
        assert_ne!(keys(["turkey"]), keys(["Turkey"]));
    }

    #[test]
    fn a_number_knows_what_it_counts() {
        let counts =
            |text: &str| numbers(text).into_iter().map(|n| format!("{}={}", n.what, n.value)).collect::<Vec<_>>();
        assert_eq!(counts("killed 1,176 people and two sailors in 2019"), ["people=1176", "sailors=2"]);
        assert_eq!(counts("a fine of $43 billion"), ["$=43 billion"]);
        assert_eq!(counts("in June 2019"), Vec::<String>::new());
    }
}
