//! What verbs take beside a subject.

use super::Words;
use serde::Deserialize;
use std::sync::LazyLock;

/// The lists, as lemmas.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grammar {
    /// Verbs and who receives.
    pub receivers: Receivers,
    /// Nouns and the clauses after them.
    pub nouns: Nouns,
    /// Verbs by what they take.
    pub verbs: Verbs,
    /// Single words.
    pub words: Single,
    /// Texts and their arcs.
    pub example: Vec<Example>,
}

/// Verbs whose object is the one who is told.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receivers {
    /// Whoever it is.
    pub always: Words,
    /// If it is a person.
    pub person: Words,
    /// If a clause follows.
    pub clause: Words,
    /// Of two objects the first.
    pub giving: Words,
}

/// Nouns and the clauses after them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nouns {
    /// A clause says their content.
    pub content: Words,
    /// Of time, way and place.
    pub adverbial: Words,
}

/// Verbs by what they take.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verbs {
    /// Verbs that give something a name.
    pub naming: Words,
    /// Verbs of going up and down.
    pub moving: Words,
}

/// Single words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Single {
    /// Participles that stand as prepositions.
    pub prepositions: Words,
    /// What prices and counts are measured in.
    pub units: Words,
}

/// A text and arcs that it has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text.
    pub text: String,
    /// Arcs as `word>head:relation`.
    pub arcs: Vec<String>,
}

/// The lists of grammar.
#[must_use]
pub fn grammar() -> &'static Grammar {
    static LISTS: LazyLock<Grammar> = LazyLock::new(|| {
        super::source::read(include_str!("../../assets/lexicon/grammar.toml")).expect("a test reads the file")
    });
    &LISTS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    #[test]
    fn the_examples_hold() {
        for example in &grammar().example {
            let document = language::parse(&example.text);
            for arc in &example.arcs {
                let (word, wanted) = arc.split_once('>').expect("an arc has a head");
                let t = (0..document.len()).find(|&t| document.form(t) == word).expect(word);
                let head = document.head(t).map_or("ROOT", |head| document.form(head));
                assert_eq!(wanted, format!("{head}:{}", document.deprel(t)), "{word} in {}", example.text);
            }
        }
    }
}
