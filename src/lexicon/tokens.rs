//! `tokens.toml`: abbreviations, prefixes, clitics and the like, for cutting text into tokens and sentences.

use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What an abbreviation says of the sentence's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abbreviation {
    /// A name or number always follows: never an end.
    Title,
    /// An abbreviation only before a digit.
    Number,
    /// A month or weekday.
    Date,
    /// An end where the next word is one that starts sentences.
    Other,
}

/// The lists, ready to look up; all words in lower case.
#[derive(Debug)]
pub struct Tokens {
    /// Abbreviations, without their last full stop.
    pub abbreviations: HashMap<String, Abbreviation>,
    /// Words that start sentences.
    pub starters: HashSet<String>,
    /// Verbs that follow what somebody says.
    pub reporting: HashSet<String>,
    /// First parts that a hyphen does not split off.
    pub prefixes: HashSet<String>,
    /// Words that are two tokens, with the number of characters of the first.
    pub split: HashMap<String, usize>,
    /// Words that begin with an apostrophe of their own.
    pub elided: HashSet<String>,
    /// Units that are tokens of their own after a number.
    pub units: HashSet<String>,
    /// Last parts of host names.
    pub domains: HashSet<String>,
    /// Endings of file names.
    pub files: HashSet<String>,
    /// Emoticons as they are written.
    pub emoticons: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    abbreviations: Abbreviations,
    sentences: Sentences,
    hyphens: Hyphens,
    clitics: Clitics,
    units: Units,
    links: Links,
    emoticons: Emoticons,
}

#[derive(Deserialize)]
struct Abbreviations {
    title: Vec<String>,
    number: Vec<String>,
    date: Vec<String>,
    other: Vec<String>,
}

#[derive(Deserialize)]
struct Sentences {
    starters: HashSet<String>,
    reporting: HashSet<String>,
}

#[derive(Deserialize)]
struct Hyphens {
    prefixes: HashSet<String>,
}

#[derive(Deserialize)]
struct Clitics {
    split: Vec<(String, usize)>,
    elided: HashSet<String>,
}

#[derive(Deserialize)]
struct Units {
    after_number: HashSet<String>,
}

#[derive(Deserialize)]
struct Links {
    domains: HashSet<String>,
    files: HashSet<String>,
}

#[derive(Deserialize)]
struct Emoticons {
    forms: Vec<String>,
}

/// The lists, read on first use.
pub static TOKENS: LazyLock<Tokens> = LazyLock::new(|| {
    let file: File =
        super::source::read(include_str!("../../assets/lexicon/tokens.toml")).expect("a test reads the embedded file");
    let mut abbreviations = HashMap::new();
    for (words, kind) in [
        (file.abbreviations.other, Abbreviation::Other),
        (file.abbreviations.date, Abbreviation::Date),
        (file.abbreviations.number, Abbreviation::Number),
        (file.abbreviations.title, Abbreviation::Title),
    ] {
        abbreviations.extend(words.into_iter().map(|word| (word, kind)));
    }
    Tokens {
        abbreviations,
        starters: file.sentences.starters,
        reporting: file.sentences.reporting,
        prefixes: file.hyphens.prefixes,
        split: file.clitics.split.into_iter().collect(),
        elided: file.clitics.elided,
        units: file.units.after_number,
        domains: file.links.domains,
        files: file.links.files,
        emoticons: file.emoticons.forms,
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_in_lower_case_and_splits_inside_the_word() {
        let lists = [&TOKENS.starters, &TOKENS.reporting, &TOKENS.prefixes, &TOKENS.elided, &TOKENS.units];
        assert!(lists.iter().all(|list| list.iter().all(|word| *word == word.to_lowercase())));
        assert!(TOKENS.split.iter().all(|(word, &at)| at > 0 && at < word.len() && word.is_ascii()));
        assert_eq!(TOKENS.abbreviations.get("mr"), Some(&Abbreviation::Title));
    }
}
