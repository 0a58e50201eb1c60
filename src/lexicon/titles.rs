//! Titles, offices and forms of address.

use super::Words;
use serde::Deserialize;
use std::sync::LazyLock;

/// The lists; lower case, singular, words parted by one space.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Titles {
    /// "Mr", "Dame": goes with a name and tells no office.
    pub address: Words,
    /// Words that tell a man.
    pub male: Words,
    /// Words that tell a woman.
    pub female: Words,
    /// "deputy", "former": may stand before an office.
    pub modifiers: Words,
    /// "foreign minister", "spokesman", "chief executive".
    pub offices: Words,
    /// Offices that speak for the body they are of.
    pub voices: Words,
}

impl Titles {
    /// Whether `word` (lower case) can stand in a title before a name: an office's word, a modifier, a form of address.
    ///
    /// ```
    /// use dateline::lexicon;
    /// assert!(lexicon::titles().before_name("minister") && lexicon::titles().before_name("dr."));
    /// assert!(!lexicon::titles().before_name("table"));
    /// ```
    #[must_use]
    pub fn before_name(&self, word: &str) -> bool {
        self.offices.has(word) || self.address.has(word) || self.modifiers.has(word)
    }
}

/// The lists of titles.
#[must_use]
pub fn titles() -> &'static Titles {
    static LISTS: LazyLock<Titles> = LazyLock::new(|| {
        super::source::read(include_str!("../../assets/lexicon/titles.toml")).expect("a test reads the file")
    });
    &LISTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_are_written_as_they_are_looked_up() {
        let titles = titles();
        for list in [&titles.address, &titles.male, &titles.female, &titles.modifiers, &titles.offices, &titles.voices]
        {
            assert!(list.iter().all(|word| word == word.to_lowercase() && word.trim() == word && !word.is_empty()));
        }
        assert!(titles.offices.has("foreign minister") && titles.female.has("queen") && titles.male.has("king"));
    }
}
