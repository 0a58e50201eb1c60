//! Whether the clause around an expression speaks of the past or of the future.

use crate::language::{Document, Token, Xpos};
use crate::text::Span;

/// The direction that the governing verb gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    Unknown,
}

impl Tense {
    pub(super) fn is_future(self) -> bool {
        self == Tense::Future
    }

    /// The step of the resolution that it makes.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Tense::Past => "past tense",
            Tense::Future => "future",
            Tense::Unknown => "no tense",
        }
    }
}

/// The tense of the clause that holds `span`.
pub(super) fn around(document: &Document<'_>, span: Span) -> Tense {
    let tokens = document.tokens_in(span);
    if tokens.is_empty() {
        return Tense::Unknown;
    }
    let sentence = &document.sentences()[document.sentence_of(tokens.start)].tokens;
    let before = (sentence.start..tokens.start).rev().take(REACH);
    let after = (tokens.end..sentence.end).take(REACH);
    // What stands before governs more often; the first word that tells, in either direction.
    for t in before {
        if let Some(tense) = of_word(document, t) {
            return tense;
        }
    }
    for t in after {
        if let Some(tense) = of_word(document, t) {
            return tense;
        }
    }
    Tense::Unknown
}

const REACH: usize = 25;

fn of_word(document: &Document<'_>, t: Token) -> Option<Tense> {
    let word = document.lower(t);
    if matches!(
        word,
        "will"
            | "shall"
            | "'ll"
            | "going"
            | "scheduled"
            | "expected"
            | "expects"
            | "expect"
            | "due"
            | "slated"
            | "plans"
            | "planned"
            | "may"
            | "might"
            | "could"
            | "would"
            | "expire"
            | "expires"
            | "payable"
            | "deadline"
            | "until"
    ) {
        return Some(Tense::Future);
    }
    if matches!(document.xpos(t), Xpos::Vbd)
        || matches!(
            word,
            "was"
                | "were"
                | "had"
                | "said"
                | "did"
                | "fell"
                | "rose"
                | "told"
                | "met"
                | "took"
                | "made"
                | "went"
                | "came"
                | "began"
                | "sold"
                | "won"
                | "lost"
                | "held"
                | "left"
                | "died"
        )
        || word.len() > 4 && word.ends_with("ed") && document.xpos(t) == Xpos::Xx
    {
        return Some(Tense::Past);
    }
    None
}
