//! Words that tell an organisation, and of which kind.

use super::Words;
use crate::analysis::StakeholderKind;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The lists; lower case, singular, but for the `known` names, which keep their spelling.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisations {
    /// Ends of a firm's name: "Inc.", "Holdings".
    pub company_suffixes: Words,
    /// "company", "bank", "carmaker".
    pub company_nouns: Words,
    /// "ministry", "court", "police".
    pub government_nouns: Words,
    /// "union", "university", "party".
    pub organisation_nouns: Words,
    /// Nouns that name no party: "decision", "strain".
    pub abstract_nouns: Words,
    /// "statement", "report": what somebody says something in, and never a party.
    pub documents: Words,
    /// "protesters", "workers", "critics".
    pub group_nouns: Words,
    /// Names known as they are, with their kind.
    pub known: HashMap<StakeholderKind, Words>,
    /// Last words of names of things that never act: "avenue", "act", "festival".
    pub things: Words,
    /// Words of outlets' names, and nouns for outlets: "times", "bulletin", "newspaper".
    pub outlet_words: Words,
    /// What goes by a name and is nobody: "ship", "hurricane".
    pub carriers: Words,
    /// News outlets.
    pub outlets: Words,
}

impl Organisations {
    /// Whether a noun (its lemma) names a thing done, felt or thought, and so never a party.
    ///
    /// ```
    /// use dateline::lexicon;
    /// assert!(lexicon::organisations().is_abstract("decision"));
    /// assert!(lexicon::organisations().is_abstract("dissatisfaction"));
    /// assert!(!lexicon::organisations().is_abstract("federation"));
    /// ```
    #[must_use]
    pub fn is_abstract(&self, noun: &str) -> bool {
        let made = ["tion", "sion", "ment", "ness", "ence", "ance", "ism", "ship"];
        let long = noun.len() > 6 && made.iter().any(|end| noun.ends_with(end));
        self.kind_of_noun(noun).is_none() && (self.abstract_nouns.has(noun) || long)
    }

    /// The kind of a name that is known as it is: "NATO".
    #[must_use]
    pub fn known(&self, name: &str) -> Option<StakeholderKind> {
        self.known.iter().find(|(_, words)| words.has(name)).map(|(&kind, _)| kind)
    }

    /// The kind that the head noun (lower case, singular or plural) of a description or name tells.
    ///
    /// ```
    /// use dateline::{analysis::StakeholderKind, lexicon};
    /// assert_eq!(lexicon::organisations().kind_of_noun("ministry"), Some(StakeholderKind::Government));
    /// assert_eq!(lexicon::organisations().kind_of_noun("protesters"), Some(StakeholderKind::Group));
    /// assert_eq!(lexicon::organisations().kind_of_noun("window"), None);
    /// ```
    #[must_use]
    pub fn kind_of_noun(&self, noun: &str) -> Option<StakeholderKind> {
        let lists = [
            (&self.group_nouns, StakeholderKind::Group),
            (&self.company_nouns, StakeholderKind::Company),
            (&self.government_nouns, StakeholderKind::Government),
            (&self.organisation_nouns, StakeholderKind::Organisation),
        ];
        lists.iter().find(|(words, _)| words.has(noun)).map(|&(_, kind)| kind)
    }
}

/// The lists of organisations.
#[must_use]
pub fn organisations() -> &'static Organisations {
    static LISTS: LazyLock<Organisations> = LazyLock::new(|| {
        super::source::read(include_str!("../../assets/lexicon/organisations.toml")).expect("a test reads the file")
    });
    &LISTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_keep_their_kind() {
        assert_eq!(organisations().known("NATO"), Some(StakeholderKind::Organisation));
        assert_eq!(organisations().known("FBI"), Some(StakeholderKind::Government));
        assert_eq!(organisations().known("nato"), None);
        assert!(organisations().outlets.has("Reuters") && organisations().company_suffixes.has("inc."));
    }
}
