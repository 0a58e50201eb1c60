//! Who a cue belongs to: the subject of a verb, through conjunction, control and participle; the owner of a noun.

use super::cues::{Class, Cue};
use super::reader::Reader;
use crate::language::{Deprel, Token, Upos, Xpos};
use std::ops::Range;

/// The phrase that names who says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub head: Token,
    pub tokens: Range<Token>,
}

/// Steps up the tree that a subject may be away.
const CLIMB: usize = 6;

/// The source of `cue`.
pub(super) fn of(reader: &Reader<'_, '_>, cue: &Cue) -> Option<Source> {
    match cue.class {
        Class::Verb => of_verb(reader, cue),
        Class::Adjective => subject(reader, cue.head, 0).and_then(|head| phrase(reader, head, cue)),
        Class::Noun => of_noun(reader, cue),
    }
}

fn of_verb(reader: &Reader<'_, '_>, cue: &Cue) -> Option<Source> {
    if cue.raises {
        return None;
    }
    if cue.passive {
        let agent = reader.doc.child(cue.head, Deprel::OblAgent).or_else(|| by_phrase(reader, cue))?;
        return without_case(reader, agent, cue);
    }
    let head = subject(reader, cue.head, 0).or_else(|| near_subject(reader, cue))?;
    phrase(reader, head, cue)
}

/// "by" and a noun right after a participle, where the tree does not call it an agent.
fn by_phrase(reader: &Reader<'_, '_>, cue: &Cue) -> Option<Token> {
    let doc = reader.doc;
    let by = cue.tokens.end;
    (by < reader.sentence(cue.head).end && doc.lower(by) == "by")
        .then(|| doc.head(by))
        .flatten()
        .filter(|&head| head > by)
}

/// The subject of a verb or adjective: its own, or that of the clause that it shares one with.
pub(super) fn subject(reader: &Reader<'_, '_>, head: Token, depth: usize) -> Option<Token> {
    let doc = reader.doc;
    let own = doc
        .children(head)
        .find(|&child| matches!(doc.deprel(child), Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter));
    if own.is_some() {
        return own;
    }
    let up = doc.head(head).filter(|_| depth < CLIMB)?;
    match doc.deprel(head) {
        Deprel::Conj | Deprel::Parataxis | Deprel::Cop | Deprel::Aux | Deprel::AuxPass if is_predicate(reader, up) => {
            subject(reader, up, depth + 1)
        }
        Deprel::Xcomp => doc
            .child(up, Deprel::Obj)
            .filter(|&obj| obj < head && commands(doc.lemma(up)))
            .or_else(|| subject(reader, up, depth + 1)),
        Deprel::Advcl | Deprel::Dep | Deprel::Ccomp if !is_finite(reader, head) => subject(reader, up, depth + 1),
        // "a letter saying that …": the letter says it.
        Deprel::Acl => Some(author(reader, up, depth)),
        Deprel::AclRelcl => relative(reader, head).or(Some(up)),
        _ => None,
    }
}

/// Whether `token` is the subject or the agent of a clause.
pub(super) fn is_subject(reader: &Reader<'_, '_>, token: Token) -> bool {
    matches!(reader.doc.deprel(token), Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter | Deprel::OblAgent)
}

/// Verbs whose object, not their subject, does what the infinitive says.
fn commands(lemma: &str) -> bool {
    matches!(
        lemma,
        "ask"
            | "urge"
            | "tell"
            | "order"
            | "force"
            | "allow"
            | "lead"
            | "cause"
            | "want"
            | "help"
            | "prompt"
            | "encourage"
            | "invite"
            | "see"
            | "hear"
            | "let"
            | "make"
    )
}

fn is_predicate(reader: &Reader<'_, '_>, token: Token) -> bool {
    matches!(reader.doc.upos(token), Upos::Verb | Upos::Aux | Upos::Adj)
        || reader.doc.child(token, Deprel::Cop).is_some()
}

fn is_finite(reader: &Reader<'_, '_>, token: Token) -> bool {
    matches!(reader.doc.xpos(token), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
        || reader.helpers(token).any(|aux| matches!(reader.doc.xpos(aux), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md))
}

/// Who issues a statement: the subject of the verb whose object it is, else the statement itself.
fn author(reader: &Reader<'_, '_>, noun: Token, depth: usize) -> Token {
    let doc = reader.doc;
    let made = matches!(
        doc.lemma(noun),
        "statement"
            | "letter"
            | "tweet"
            | "message"
            | "email"
            | "post"
            | "speech"
            | "remark"
            | "comment"
            | "note"
            | "memo"
            | "video"
    );
    let verb = doc.head(noun).filter(|_| made && matches!(doc.deprel(noun), Deprel::Obj | Deprel::Obl));
    verb.filter(|_| depth < CLIMB).and_then(|verb| subject(reader, verb, depth + 1)).unwrap_or(noun)
}

/// "who", "which", "that" before the verb of a relative clause.
fn relative(reader: &Reader<'_, '_>, verb: Token) -> Option<Token> {
    let first = reader.sentence(verb).start;
    let mut before = (first..verb).rev().take(4);
    before.find(|&token| matches!(reader.doc.lower(token), "who" | "which"))
}

/// The last noun or pronoun before the verb group, or after an inverted verb, where the tree names none.
fn near_subject(reader: &Reader<'_, '_>, cue: &Cue) -> Option<Token> {
    let doc = reader.doc;
    if !matches!(doc.xpos(cue.head), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp) {
        return None;
    }
    let sentence = reader.sentence(cue.head);
    let before = (sentence.start..cue.tokens.start)
        .rev()
        .find(|&token| !matches!(doc.upos(token), Upos::Aux | Upos::Adv | Upos::Part))?;
    if is_nominal(reader, before) && !reader.in_speech(before) {
        return Some(before);
    }
    let after = cue.tokens.end;
    let inverted = after < sentence.end && (reader.is_punct(before) || reader.in_speech(before));
    inverted
        .then(|| {
            (after..sentence.end)
                .take_while(|&token| !reader.is_punct(token))
                .take(6)
                .find(|&token| is_nominal(reader, token))
        })
        .flatten()
}

fn is_nominal(reader: &Reader<'_, '_>, token: Token) -> bool {
    matches!(reader.doc.upos(token), Upos::Noun | Upos::Propn | Upos::Pron)
}

/// The phrase of a noun, kept on its own side of the cue.
fn phrase(reader: &Reader<'_, '_>, head: Token, cue: &Cue) -> Option<Source> {
    let mut tokens = reader.extent(head);
    if head < cue.tokens.start {
        tokens.end = tokens.end.min(cue.tokens.start);
    } else {
        tokens.start = tokens.start.max(cue.tokens.end);
    }
    tokens.start =
        (tokens.start..head).rev().find(|&token| reader.in_speech(token)).map_or(tokens.start, |token| token + 1);
    tokens.end = (head..tokens.end).find(|&token| reader.in_speech(token)).unwrap_or(tokens.end);
    let tokens = reader.trim(without_helpers(reader, tokens, head));
    (tokens.contains(&head)).then_some(Source { head, tokens })
}

/// Auxiliaries and adverbs at the end of a subject belong to the verb.
fn without_helpers(reader: &Reader<'_, '_>, mut tokens: Range<Token>, head: Token) -> Range<Token> {
    while tokens.end > head + 1 && matches!(reader.doc.upos(tokens.end - 1), Upos::Aux | Upos::Adv | Upos::Punct) {
        tokens.end -= 1;
    }
    tokens
}

/// The phrase of a noun without the preposition before it.
fn without_case(reader: &Reader<'_, '_>, head: Token, cue: &Cue) -> Option<Source> {
    let mut source = phrase(reader, head, cue)?;
    while source.tokens.start < head && reader.doc.upos(source.tokens.start) == Upos::Adp {
        source.tokens.start += 1;
    }
    Some(source)
}

/// The owner of a claim: "the union's claim", "a claim by the union", "the union made the claim".
fn of_noun(reader: &Reader<'_, '_>, cue: &Cue) -> Option<Source> {
    let doc = reader.doc;
    if let Some(owner) = doc.child(cue.head, Deprel::NmodPoss) {
        let mut source = phrase(reader, owner, cue)?;
        while source.tokens.end > owner + 1 && doc.xpos(source.tokens.end - 1) == Xpos::Pos {
            source.tokens.end -= 1;
        }
        return Some(source);
    }
    let by = doc.children(cue.head).find(|&child| {
        doc.is_relation(child, Deprel::Nmod)
            && doc.child(child, Deprel::Case).is_some_and(|case| matches!(doc.lower(case), "by" | "from" | "among"))
    });
    if let Some(by) = by {
        return without_case(reader, by, cue);
    }
    let verb = doc.head(cue.head).filter(|_| matches!(doc.deprel(cue.head), Deprel::Obj | Deprel::Obl))?;
    let head = subject(reader, verb, 0).filter(|&head| head < cue.head)?;
    phrase(reader, head, cue)
}
