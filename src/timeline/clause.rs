//! The words that state an event: as short as possible while complete.

use super::predicate::{Kind, Predicate, antecedent};
use crate::language::{Deprel, Document, Token, Upos, Xpos};
use crate::text::Span;
use std::ops::Range;

/// The clause of `predicate`, without what other clauses say.
pub(super) fn clause(document: &Document<'_>, predicate: &Predicate) -> Span {
    let t = predicate.token;
    let mut range = kept(document, predicate);
    // What a relative clause or a participle is about stands before it.
    if !predicate.own_subject || subject_is_relative(document, predicate) {
        let noun = match document.deprel(t) {
            Deprel::AclRelcl | Deprel::Acl => document.head(t),
            _ => None,
        };
        if let Some(noun) = noun.filter(|&noun| noun < range.start && range.start - noun < 25) {
            range.start = range.start.min(phrase(document, noun).start);
        }
    }
    let range = trimmed(document, range, t);
    document.cover(range)
}

fn subject_is_relative(document: &Document<'_>, predicate: &Predicate) -> bool {
    predicate.subject.is_some_and(|subject| antecedent(document, subject).is_some())
}

/// The noun phrase of `noun` without the clauses and appositions that hang on it.
pub(super) fn phrase(document: &Document<'_>, noun: Token) -> Range<Token> {
    grow(document, noun, &|child| {
        !matches!(
            document.deprel(child),
            Deprel::AclRelcl
                | Deprel::Acl
                | Deprel::Appos
                | Deprel::Parataxis
                | Deprel::Punct
                | Deprel::Conj
                | Deprel::Cc
                | Deprel::Cop
                | Deprel::Nsubj
                | Deprel::NsubjPass
                | Deprel::Aux
                | Deprel::Advcl
                | Deprel::Obl
                | Deprel::Mark
        )
    })
}

fn kept(document: &Document<'_>, predicate: &Predicate) -> Range<Token> {
    let t = predicate.token;
    let dropped = |child: Token| {
        if document.head(child) != Some(t) {
            return false;
        }
        match document.deprel(child) {
            Deprel::Cc | Deprel::Parataxis | Deprel::Discourse | Deprel::Punct | Deprel::Vocative => true,
            Deprel::Mark => child < t && document.xpos(child) != Xpos::To,
            Deprel::Conj => predicate.kind == Kind::Verb || child > t + 12,
            Deprel::Advcl | Deprel::AclRelcl | Deprel::Appos => true,
            _ => false,
        }
    };
    grow(document, t, &|child| !dropped(child))
}

/// Tokens to each side that a clause can reach: more is no clause, and a text without a full stop must not take
/// longer than its length.
const REACH: usize = 80;

/// The tokens of the subtree of `t`, as one range, without the branches that `keep` refuses.
fn grow(document: &Document<'_>, t: Token, keep: &dyn Fn(Token) -> bool) -> Range<Token> {
    let (mut first, mut last) = (t, t);
    let mut open = vec![t];
    while let Some(token) = open.pop() {
        first = first.min(token);
        last = last.max(token);
        open.extend(document.children(token).filter(|&child| child.abs_diff(t) <= REACH && keep(child)));
    }
    first..last + 1
}

fn trimmed(document: &Document<'_>, mut range: Range<Token>, trigger: Token) -> Range<Token> {
    let edge = |t: Token| document.upos(t) == Upos::Punct && !matches!(document.form(t), "(" | "[" | "%");
    while range.start < trigger && (edge(range.start) || document.upos(range.start) == Upos::Cconj) {
        range.start += 1;
    }
    while range.end > trigger + 1 && edge(range.end - 1) && !closes(document, &range) {
        range.end -= 1;
    }
    range
}

/// Whether the last token closes a bracket or quotation that opens inside.
fn closes(document: &Document<'_>, range: &Range<Token>) -> bool {
    let opener = match document.form(range.end - 1) {
        ")" => "(",
        "”" => "“",
        "]" => "[",
        "\"" => "\"",
        _ => return false,
    };
    (range.start..range.end - 1).any(|t| document.form(t) == opener)
}
