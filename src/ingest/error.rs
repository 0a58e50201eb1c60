//! Why bytes are no article.

use thiserror::Error;

/// Why no article came out. The message says what was wrong, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum IngestError {
    /// Not one byte, or white space alone.
    #[error("{name}: empty; nothing to read")]
    Empty {
        /// Name of the input.
        name: String,
    },
    /// Pictures, archives, programs.
    #[error("{name}: {what}, not text; save or convert it as text, HTML, Markdown, a feed or a mail")]
    Binary {
        /// Name of the input.
        name: String,
        /// What it looks like.
        what: &'static str,
    },
    /// Readable, but there is no article in it.
    #[error("{name}: no article text in it; check that the page was saved with its text")]
    NoText {
        /// Name of the input.
        name: String,
    },
    /// More than any article is.
    #[error("{name}: too large for an article; save the article alone, as text or without the rest of the page")]
    TooLarge {
        /// Name of the input.
        name: String,
    },
    /// A line of JSON that is none, or holds no article.
    #[error("{name}: {why}")]
    Json {
        /// Name of the input.
        name: String,
        /// What is wrong.
        why: String,
    },
    /// A day of publication that cannot be read.
    #[error("{name}: published: {text:?} is no date like 2025-06-30")]
    Date {
        /// Name of the input.
        name: String,
        /// What stands there.
        text: String,
    },
    /// It says that it is of a format and breaks that format's rules.
    #[error("{name}: damaged {format}: {why}")]
    Malformed {
        /// Name of the input.
        name: String,
        /// Name of the format.
        format: &'static str,
        /// What is wrong.
        why: String,
    },
}

impl IngestError {
    /// A short word for machines.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "empty",
            Self::Binary { .. } => "binary",
            Self::TooLarge { .. } => "too-large",
            Self::NoText { .. } => "no-text",
            Self::Json { .. } => "json",
            Self::Date { .. } => "date",
            Self::Malformed { .. } => "malformed",
        }
    }
}
