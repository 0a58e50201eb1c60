//! Acts that take a side: what a party does, not what it says.

use super::Words;
use crate::analysis::Stance;
use serde::Deserialize;
use std::sync::LazyLock;

/// Verbs, by the side that they take toward their object.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acts {
    #[serde(rename = "for")]
    favour: Words,
    against: Words,
    neutral: Words,
    deeds: Words,
    slight: Words,
    nouns: Words,
}

impl Acts {
    /// Whether a verb that also reports is a deed wherever it has an object: "ordered the firm to close".
    ///
    /// ```
    /// use dateline::lexicon;
    /// assert!(lexicon::acts().does("order"));
    /// assert!(!lexicon::acts().does("condemn"));
    /// ```
    #[must_use]
    pub fn does(&self, lemma: &str) -> bool {
        self.deeds.has(lemma)
    }

    /// Whether an act takes a side only where a state, a firm or a body does it.
    ///
    /// ```
    /// use dateline::lexicon;
    /// assert!(lexicon::acts().is_slight("hold") && !lexicon::acts().is_slight("veto"));
    /// ```
    #[must_use]
    pub fn is_slight(&self, lemma: &str) -> bool {
        self.slight.has(lemma)
    }

    /// Whether a noun (lower case, singular) can take up an act that was told: "the decision".
    ///
    /// ```
    /// use dateline::lexicon;
    /// assert!(lexicon::acts().takes_up("decision") && !lexicon::acts().takes_up("window"));
    /// ```
    #[must_use]
    pub fn takes_up(&self, noun: &str) -> bool {
        self.nouns.has(noun)
    }

    /// The stance of an act toward its object; `None` where the lemma is no act of the list.
    ///
    /// ```
    /// use dateline::{analysis::Stance, lexicon};
    /// assert_eq!(lexicon::acts().stance("blacklist"), Some(Stance::Opposes));
    /// assert_eq!(lexicon::acts().stance("glitter"), None);
    /// ```
    #[must_use]
    pub fn stance(&self, lemma: &str) -> Option<Stance> {
        let lists =
            [(&self.against, Stance::Opposes), (&self.favour, Stance::Supports), (&self.neutral, Stance::Neutral)];
        lists.iter().find(|(words, _)| words.has(lemma)).map(|&(_, stance)| stance)
    }
}

/// The acts.
#[must_use]
pub fn acts() -> &'static Acts {
    static LIST: LazyLock<Acts> = LazyLock::new(|| {
        super::source::read(include_str!("../../assets/lexicon/acts.toml")).expect("a test reads the file")
    });
    &LIST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_have_one_side() {
        let acts = acts();
        assert!(acts.favour.iter().all(|verb| !acts.against.has(verb)));
        assert_eq!(acts.stance("investigate"), Some(Stance::Neutral));
    }
}
