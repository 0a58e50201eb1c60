//! Words that praise, blame or demand.

use super::Words;
use serde::Deserialize;
use std::sync::LazyLock;

/// The lists, as lemmas.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Polarity {
    /// Words that praise.
    pub good: Words,
    /// Words that blame.
    pub bad: Words,
    /// Words for what befalls people: "drought", "killed".
    pub misfortune: Words,
    /// Words that demand.
    pub demand: Words,
}

impl Polarity {
    /// 1 for praise, -1 for blame, 0 for neither.
    ///
    /// ```
    /// assert_eq!(dateline::lexicon::polarity().of("unjust"), -1);
    /// assert_eq!(dateline::lexicon::polarity().of("table"), 0);
    /// ```
    #[must_use]
    pub fn of(&self, lemma: &str) -> i32 {
        i32::from(self.good.has(lemma)) - i32::from(self.bad.has(lemma))
    }
}

/// The lists of polarity.
#[must_use]
pub fn polarity() -> &'static Polarity {
    static LISTS: LazyLock<Polarity> = LazyLock::new(|| {
        super::source::read(include_str!("../../assets/lexicon/polarity.toml")).expect("a test reads the file")
    });
    &LISTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_praises_and_blames() {
        let lists = polarity();
        assert!(lists.good.iter().all(|word| !lists.bad.has(word) && !lists.misfortune.has(word)));
        assert!(lists.misfortune.iter().all(|word| !lists.bad.has(word)));
    }
}
