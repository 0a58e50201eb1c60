//! Finds the words that report, by the lexicon, with their voice and polarity.

use super::reader::Reader;
use crate::language::{Deprel, Token, Upos, Xpos};
use crate::lexicon;
use crate::lexicon::reporting::{Entry, Frame, Index};
use std::ops::Range;

/// What kind of word a cue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Verb,
    Noun,
    Adjective,
}

/// A word that reports.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    /// The verb, noun or adjective itself.
    pub head: Token,
    /// It and the words that belong to it: "called on", "did not say".
    pub tokens: Range<Token>,
    pub entry: &'static Entry,
    pub class: Class,
    pub passive: bool,
    pub negated: bool,
    /// A passive that names nobody, or "seem": the subject belongs to the content.
    pub raises: bool,
}

/// The cues outside of speech, in order.
pub(super) fn find(reader: &Reader<'_, '_>) -> Vec<Cue> {
    (0..reader.doc.len()).filter(|&token| !reader.in_speech(token)).filter_map(|token| cue_at(reader, token)).collect()
}

fn cue_at(reader: &Reader<'_, '_>, token: Token) -> Option<Cue> {
    let words = lexicon::reporting();
    let doc = reader.doc;
    let tag = doc.xpos(token);
    match doc.upos(token) {
        Upos::Verb | Upos::Aux
            if doc.deprel(token) != Deprel::Compound
                && (doc.deprel(token) != Deprel::Amod || reader.rules_clause(token)) =>
        {
            if tag == Xpos::Vbn
                && doc.upos(token) == Upos::Verb
                && !reader.rules_clause(token)
                && let Some(adjective) = participle_adjective(reader, token, &words.adjectives)
            {
                return Some(adjective);
            }
            verb(reader, token, &words.verbs)
        }
        Upos::Adj if doc.deprel(token) != Deprel::Amod => nominal(reader, token, &words.adjectives, Class::Adjective),
        // "…,” Marlow notes.": a verb that the tagger takes for a plural.
        Upos::Noun if tag == Xpos::Nns && closes_speech(reader, token) => verb(reader, token, &words.verbs),
        Upos::Noun => nominal(reader, token, &words.nouns, Class::Noun),
        // "against", "in favor of" after "be".
        Upos::Adp if doc.is_relation(token, Deprel::Root) => {
            nominal(reader, token, &words.adjectives, Class::Adjective)
        }
        _ => None,
    }
}

/// Whether `token` stands after a quotation with nothing but a name or pronoun in between, and ends the sentence.
fn closes_speech(reader: &Reader<'_, '_>, token: Token) -> bool {
    let doc = reader.doc;
    let names =
        (0..token).rev().take(4).take_while(|&before| matches!(doc.upos(before), Upos::Propn | Upos::Pron)).count();
    let last = token + 1 >= reader.sentence(token).end || reader.is_punct(token + 1);
    names > 0 && last && token > names && reader.in_speech(token - names - 1)
}

fn verb(reader: &Reader<'_, '_>, token: Token, index: &'static Index) -> Option<Cue> {
    let doc = reader.doc;
    let lemma = doc.lemma(token);
    let passive = reader.is_passive(token);
    let agent = doc.child(token, Deprel::OblAgent).is_some() || token + 1 < doc.len() && doc.lower(token + 1) == "by";
    let raised = passive && !agent && tells_be(reader, token);
    let raising = || index.entries("be").iter().find(|entry| entry.rest.len() == 1 && entry.rest[0] == lemma);
    let (entry, end) = match raised.then(raising).flatten() {
        Some(entry) => (entry, token + 1),
        None => longest(reader, token, index.entries(lemma))?,
    };
    let raises = entry.takes(Frame::Raise).is_some();
    let negation = reader.negation(token);
    let start = match negation {
        Some(_) => reader.helpers(token).min().or(negation).unwrap_or(token).min(negation.unwrap_or(token)),
        None if raises => reader.helpers(token).min().unwrap_or(token),
        None => token,
    };
    let class = Class::Verb;
    Some(Cue { head: token, tokens: start..end, entry, class, passive, negated: negation.is_some(), raises })
}

/// Whether a participle stands after a form of "be", so that its subject is what is told.
fn tells_be(reader: &Reader<'_, '_>, token: Token) -> bool {
    reader.helpers(token).any(|aux| matches!(reader.doc.lemma(aux), "be" | "'s" | "'re"))
}

/// "was worried that", "is opposed to": a participle that the lexicon knows as an adjective with what follows it.
fn participle_adjective(reader: &Reader<'_, '_>, token: Token, index: &'static Index) -> Option<Cue> {
    let (entry, end) = longest(reader, token, index.entries(reader.doc.lower(token)))?;
    let negated = reader.negation(token).is_some();
    Some(Cue {
        head: token,
        tokens: token..end,
        entry,
        class: Class::Adjective,
        passive: false,
        negated,
        raises: false,
    })
}

fn nominal(reader: &Reader<'_, '_>, token: Token, index: &'static Index, class: Class) -> Option<Cue> {
    let lemma = if class == Class::Noun { reader.doc.lemma(token) } else { reader.doc.lower(token) };
    let (entry, end) = longest(reader, token, index.entries(lemma))?;
    let negated = reader.negation(token).is_some();
    Some(Cue { head: token, tokens: token..end, entry, class, passive: false, negated, raises: false })
}

/// The longest entry whose other words follow `token`, an adverb or "it" between allowed, and the token after it.
fn longest(reader: &Reader<'_, '_>, token: Token, entries: &'static [Entry]) -> Option<(&'static Entry, Token)> {
    entries.iter().find_map(|entry| follows(reader, token, &entry.rest).map(|end| (entry, end)))
}

fn follows(reader: &Reader<'_, '_>, token: Token, rest: &[String]) -> Option<Token> {
    let doc = reader.doc;
    let limit = reader.sentence(token).end;
    let mut at = token + 1;
    for word in rest {
        let is = |token: Token| token < limit && (doc.lower(token) == word || doc.lemma(token) == word);
        if is(at) {
            at += 1;
        } else if at + 1 < limit && doc.upos(at) == Upos::Adv && is(at + 1) {
            at += 2;
        } else {
            return None;
        }
    }
    Some(at)
}
