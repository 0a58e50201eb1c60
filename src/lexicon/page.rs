//! `page.toml`: what the marks and elements of a page say of the text inside.

use super::Words;
use serde::Deserialize;
use std::sync::LazyLock;

/// The words of `page.toml`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Marks {
    /// Marks of what is never the article's own text.
    pub hard: Words,
    /// Marks that a sure paragraph outweighs.
    pub soft: Words,
    /// Elements that are never the article's own text.
    pub hard_elements: Words,
    /// Elements that a sure paragraph outweighs.
    pub soft_elements: Words,
    /// Pages with a text to keep and one to drop.
    #[serde(default)]
    pub example: Vec<Example>,
}

/// A page with a text to keep and one to drop.
#[derive(Debug, Deserialize)]
pub struct Example {
    /// The page.
    pub page: String,
    /// A text that its article holds.
    pub keeps: String,
    /// A text that its article does not hold.
    pub drops: String,
}

static MARKS: LazyLock<Marks> =
    LazyLock::new(|| super::source::read(include_str!("../../assets/lexicon/page.toml")).expect("checked by a test"));

/// The words of `page.toml`.
#[must_use]
pub fn marks() -> &'static Marks {
    &MARKS
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_example_keeps_and_drops() {
        for example in &super::marks().example {
            let article = crate::ingest::html("t", &example.page, None).unwrap();
            assert!(article.text.contains(&example.keeps), "{article:?}");
            assert!(!article.text.contains(&example.drops), "{article:?}");
        }
    }
}
