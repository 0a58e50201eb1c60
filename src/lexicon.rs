//! The word lists and rules of `assets/lexicon`, embedded and read once.
//!
//! Each file has a submodule here: its TOML shape as a serde type and an accessor that parses on first use. A test
//! reads every file and runs its examples.

pub mod acts;
pub mod chrome;
pub mod days;
pub mod events;
pub mod given_names;
pub mod grammar;
pub mod organisations;
pub mod page;
pub mod places;
pub mod polarity;
pub mod reporting;
pub mod source;
pub mod titles;
pub mod tokens;

pub use acts::acts;
pub use chrome::chrome;
pub use given_names::given_names;
pub use grammar::grammar;
pub use organisations::organisations;
pub use places::places;
pub use polarity::polarity;
pub use reporting::reporting;
pub use titles::titles;

use serde::Deserialize;
use std::collections::HashSet;

/// A set of words or phrases, as a TOML list.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Words(HashSet<String>);

impl Words {
    /// Whether `word` is in the set, as spelled.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    /// The words, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}
