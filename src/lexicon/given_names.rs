//! Given names that tell a man from a woman.

use super::Words;
use serde::Deserialize;
use std::sync::LazyLock;

/// The lists, in lower case; a name stands in one of them at most.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenNames {
    /// "robert", "volodymyr".
    pub male: Words,
    /// "anna", "fatima".
    pub female: Words,
}

/// The lists of given names.
///
/// ```
/// use dateline::lexicon;
/// assert!(lexicon::given_names().female.has("anna") && lexicon::given_names().male.has("robert"));
/// assert!(!lexicon::given_names().male.has("anna"));
/// ```
#[must_use]
pub fn given_names() -> &'static GivenNames {
    static LISTS: LazyLock<GivenNames> = LazyLock::new(|| {
        super::source::read(include_str!("../../assets/lexicon/given-names.toml")).expect("a test reads the file")
    });
    &LISTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_both_a_mans_and_a_womans() {
        let names = given_names();
        assert!(names.male.iter().all(|name| name == name.to_lowercase() && !names.female.has(name)));
        assert!(names.female.iter().all(|name| name == name.to_lowercase() && !name.is_empty()));
    }
}
