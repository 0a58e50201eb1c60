//! Words that report: verbs, nouns and adjectives of saying, thinking, wanting and taking sides, with what they take.

use crate::analysis::Stance;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a reporting word takes as its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Frame {
    /// Words in quotation marks.
    Quote,
    /// A finite clause with "that".
    That,
    /// A finite clause without "that".
    Bare,
    /// A clause with "whether", "if", "how", "why", "what".
    Whether,
    /// An infinitive whose subject is the source.
    To,
    /// One who is told, before the content.
    Person,
    /// An object and an infinitive, both content.
    PersonTo,
    /// A noun phrase.
    Object,
    /// An -ing clause.
    Gerund,
    /// The subject with an infinitive, nobody named as source.
    Raise,
}

/// How surely a word reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// Only with a named party as its source.
    Weak,
    /// Mostly.
    Likely,
    /// Nearly wherever it stands.
    Sure,
}

/// One use of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// What it takes.
    pub frame: Frame,
    /// Toward the content.
    pub stance: Stance,
    /// How surely it reports.
    pub strength: Strength,
}

/// A word, or a word with the preposition, particle or adjective that it needs, and its uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The words after the first, in lower case: `["for"]` of "call for".
    pub rest: Vec<String>,
    /// Its uses; each frame once.
    pub uses: Vec<Use>,
}

impl Entry {
    /// The use with this frame.
    #[must_use]
    pub fn takes(&self, frame: Frame) -> Option<Use> {
        self.uses.iter().copied().find(|entry| entry.frame == frame)
    }
}

/// Entries by the lemma of their first word, those with more words first.
#[derive(Debug, Default)]
pub struct Index(HashMap<String, Vec<Entry>>);

impl Index {
    /// The entries whose first word is `lemma`.
    #[must_use]
    pub fn entries(&self, lemma: &str) -> &[Entry] {
        self.0.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The entry that is `lemma` alone.
    #[must_use]
    pub fn single(&self, lemma: &str) -> Option<&Entry> {
        self.entries(lemma).last().filter(|entry| entry.rest.is_empty())
    }

    fn add(&mut self, group: &Group) {
        let stance = match group.stance {
            Side::For => Stance::Supports,
            Side::Against => Stance::Opposes,
            Side::Neutral => Stance::Neutral,
        };
        for phrase in &group.lemmas {
            let mut words = phrase.split(' ').map(str::to_owned);
            let Some(first) = words.next() else { continue };
            let rest: Vec<String> = words.collect();
            let entries = self.0.entry(first).or_default();
            let at = entries.iter().position(|entry| entry.rest == rest).unwrap_or_else(|| {
                entries.push(Entry { rest, uses: Vec::new() });
                entries.len() - 1
            });
            for &frame in &group.takes {
                if entries[at].takes(frame).is_none() {
                    entries[at].uses.push(Use { frame, stance, strength: group.strength });
                }
            }
        }
    }

    fn of(groups: &[Group]) -> Self {
        let mut index = Self::default();
        for group in groups {
            index.add(group);
        }
        for entries in index.0.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
        }
        index
    }
}

/// The reporting words of each part of speech.
#[derive(Debug, Default)]
pub struct Reporting {
    /// "say", "call for", "be expect".
    pub verbs: Index,
    /// "claim", "opposition to".
    pub nouns: Index,
    /// "worried", "critical of".
    pub adjectives: Index,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    verb: Vec<Group>,
    noun: Vec<Group>,
    adjective: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    takes: Vec<Frame>,
    stance: Side,
    strength: Strength,
    lemmas: Vec<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Side {
    For,
    Against,
    Neutral,
}

/// The reporting words.
///
/// ```
/// use dateline::lexicon::{self, reporting::Frame};
/// let claim = lexicon::reporting().verbs.single("vow").unwrap();
/// assert!(claim.takes(Frame::To).is_some() && claim.takes(Frame::Raise).is_none());
/// ```
#[must_use]
pub fn reporting() -> &'static Reporting {
    static WORDS: LazyLock<Reporting> = LazyLock::new(|| {
        let file: File =
            super::source::read(include_str!("../../assets/lexicon/reporting.toml")).expect("a test reads the file");
        Reporting { verbs: Index::of(&file.verb), nouns: Index::of(&file.noun), adjectives: Index::of(&file.adjective) }
    });
    &WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_phrases_come_first_and_every_frame_once() {
        let call = reporting().verbs.entries("call");
        assert!(call[0].rest.len() >= call[1].rest.len());
        assert!(call.last().is_some_and(|entry| entry.rest.is_empty() && entry.takes(Frame::Object).is_some()));
        assert!(reporting().verbs.single("window").is_none());
    }

    #[test]
    fn stances_are_toward_the_content() {
        let stance = |lemma, frame| {
            reporting().verbs.single(lemma).and_then(|entry| entry.takes(frame)).map(|entry| entry.stance)
        };
        assert_eq!(stance("praise", Frame::Object), Some(Stance::Supports));
        assert_eq!(stance("deny", Frame::That), Some(Stance::Opposes));
        assert_eq!(stance("say", Frame::That), Some(Stance::Neutral));
    }
}
