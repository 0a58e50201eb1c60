//! English text to sentences, tokens, tags, names and heads.

mod document;
mod tagset;

pub use document::{Document, Name, Sentence, Token};
pub use tagset::{Deprel, NameKind, Upos, Xpos};

/// Reads `text`; never fails, whatever the text is.
///
/// ```
/// let document = dateline::language::parse("Ottawa ordered the firm to close.");
/// assert_eq!(document.sentences().len(), 1);
/// ```
#[must_use]
pub fn parse(text: &str) -> Document<'_> {
    split::read(text)
}

mod split;
