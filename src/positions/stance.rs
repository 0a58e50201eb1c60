//! The stance of one position toward its target: from the cue, its negation, and the polarity of what is said.

use super::attribute::Draft;
use super::reader::Reader;
use crate::analysis::Stance;
use crate::language::{Deprel, Token, Upos};
use crate::lexicon;
use crate::lexicon::reporting::Frame;
use crate::text::Span;
use std::ops::Range;

/// Words of the longest target.
const TARGET_WORDS: usize = 12;

/// What the words of a content say: praise less blame, with negation turning both, and whether they demand.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tone {
    pub balance: i32,
    pub demands: bool,
}

/// The tone of some spans.
pub(super) fn tone(doc: &crate::language::Document<'_>, spans: &[Span]) -> Tone {
    let words = lexicon::polarity();
    let mut tone = Tone::default();
    let mut negated = 0_u8;
    for token in spans.iter().flat_map(|&span| doc.tokens_in(span)) {
        let lemma = doc.lemma(token);
        if matches!(lemma, "not" | "n't" | "no" | "never" | "without" | "neither" | "nor" | "cannot" | "hardly") {
            negated = 4;
            continue;
        }
        let polarity = words.of(lemma);
        tone.balance += if negated > 0 { -polarity } else { polarity };
        tone.demands |= words.demand.has(lemma) && doc.upos(token) != Upos::Noun;
        negated = negated.saturating_sub(1);
    }
    tone
}

/// The stance of `draft`, and how sure it is.
pub(super) fn of(reader: &Reader<'_, '_>, draft: &Draft) -> Stance {
    let turned = |stance| match (stance, draft.negated) {
        (Stance::Supports, true) => Stance::Opposes,
        (Stance::Opposes, true) => Stance::Supports,
        (stance, _) => stance,
    };
    if draft.stance != Stance::Neutral {
        return turned(draft.stance);
    }
    let tone = tone(reader.doc, &draft.content);
    match tone.balance {
        1.. => Stance::Supports,
        ..=-1 => Stance::Opposes,
        0 if tone.demands => Stance::Supports,
        0 => Stance::Neutral,
    }
}

/// What a position is about, in the article's words: its object, or the subject of what is said.
pub(super) fn target(reader: &Reader<'_, '_>, draft: &Draft) -> Option<String> {
    let doc = reader.doc;
    let tokens = doc.tokens_in(*draft.content.first()?);
    let subject = tokens.clone().take(30).find(|&token| {
        matches!(doc.deprel(token), Deprel::Nsubj | Deprel::NsubjPass) && !matches!(doc.upos(token), Upos::Pron)
    });
    let objects = matches!(draft.frame, Frame::Object | Frame::PersonTo | Frame::Gerund);
    let head = if objects {
        tokens.clone().find(|&token| is_nominal(reader, token) && !tokens.contains(&up(reader, token)))
    } else {
        subject
    };
    let head = head.or(subject)?;
    let own = reader.extent(head);
    let range = short(reader, own.start.max(tokens.start)..own.end.min(tokens.end), head);
    let text = reader.span(range)?.slice(doc.text());
    Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
}

fn up(reader: &Reader<'_, '_>, token: Token) -> Token {
    reader.doc.head(token).unwrap_or(token)
}

fn is_nominal(reader: &Reader<'_, '_>, token: Token) -> bool {
    matches!(reader.doc.upos(token), Upos::Noun | Upos::Propn)
}

/// A phrase cut before a relative clause or a comma, and to a length that fits a line.
fn short(reader: &Reader<'_, '_>, tokens: Range<Token>, head: Token) -> Range<Token> {
    let stop = (head + 1..tokens.end).find(|&token| {
        reader.is_punct(token)
            || matches!(reader.doc.lower(token), "who" | "which" | "that")
            || reader.doc.upos(token) == Upos::Verb
    });
    let mut end = stop.unwrap_or(tokens.end).max(head + 1);
    // "the decision to" and "the claim of" lost what their last word asks for.
    while end > head + 1
        && matches!(
            reader.doc.upos(end - 1),
            Upos::Adp | Upos::Part | Upos::Det | Upos::Cconj | Upos::Sconj | Upos::Aux | Upos::Adv
        )
    {
        end -= 1;
    }
    tokens.start.max(end.saturating_sub(TARGET_WORDS))..end
}
