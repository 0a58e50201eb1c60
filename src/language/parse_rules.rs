//! Rules after the parser, for what its training texts hardly hold and its words make sure: inverted quotation
//! (“…”, said the minister), "there is", relative clauses, two objects, and persons set beside their office.

use super::document::{Document, Token};
use super::object_rules;
use super::tagset::{Deprel, Upos, Xpos};
use crate::lexicon::tokens::TOKENS;
use std::ops::Range;

/// Tokens between a verb of saying and the first word of an inverted subject, at most: "said on Monday the envoy" is
/// not one.
const NEAR: usize = 8;

/// Mends heads and relations; a sentence keeps one root and no arc makes a circle.
pub(super) fn mend(document: &mut Document<'_>) {
    for sentence in 0..document.sentences.len() {
        let tokens = document.sentences[sentence].tokens.clone();
        for t in tokens.clone() {
            match document.xpos(t) {
                Xpos::Ex => there_is(document, t),
                Xpos::Wp | Xpos::Wdt => relative_clause(document, &tokens, t),
                Xpos::Vbd | Xpos::Vbz | Xpos::Vbp if TOKENS.reporting.contains(document.lower(t)) => {
                    inverted_quotation(document, &tokens, t);
                    reported_clause(document, &tokens, t);
                }
                Xpos::Nnp if matches!(document.deprels[t], Deprel::Conj | Deprel::Nsubj) => {
                    person_beside_office(document, &tokens, t);
                }
                _ => {}
            }
            if document.is_relation(t, Deprel::Nsubj) {
                second_subject(document, &tokens, t);
            }
        }
        object_rules::mend(document, &tokens);
    }
}

/// The tokens of the sentence that hang on `head`, in order.
pub(super) fn children(
    document: &Document<'_>,
    tokens: &Range<Token>,
    head: Token,
) -> impl DoubleEndedIterator<Item = Token> {
    tokens.clone().filter(move |&t| t != head && document.heads[t] as usize == head)
}

pub(super) fn hangs(document: &Document<'_>, t: Token) -> Option<Token> {
    let head = document.heads[t] as usize;
    (head != t).then_some(head)
}

/// "There have been talks": what there is is the subject.
fn there_is(document: &mut Document<'_>, there: Token) {
    let Some(verb) = hangs(document, there).filter(|&verb| document.lemma(verb) == "be") else { return };
    let tokens = document.sentences[document.sentence_of(there)].tokens.clone();
    let object = children(document, &tokens, verb).find(|&t| t > verb && document.is_relation(t, Deprel::Obj));
    if let Some(object) = object {
        document.deprels[object] = Deprel::Nsubj;
    }
}

/// Prepositions that begin no clause: what follows one is no subject.
const PREPOSITIONS: [&str; 12] =
    ["of", "in", "against", "for", "with", "by", "from", "at", "on", "during", "among", "between"];

/// "a spokesman for the ministry said", "the ministry and its staff say": a verb has one subject, and what hangs on a
/// preposition is none.
fn second_subject(document: &mut Document<'_>, tokens: &Range<Token>, subject: Token) {
    let Some(verb) = hangs(document, subject).filter(|&verb| subject < verb) else { return };
    let first = children(document, tokens, verb).find(|&t| t < subject && document.deprels[t] == Deprel::Nsubj);
    let mark = children(document, tokens, subject)
        .find(|&t| t < subject && matches!(document.deprels[t], Deprel::Case | Deprel::Cc));
    match (mark.map(|mark| document.deprels[mark]), mark, first) {
        (Some(Deprel::Case), Some(mark), _) if !PREPOSITIONS.contains(&document.lower(mark)) => {}
        (Some(Deprel::Case), _, None) => document.deprels[subject] = Deprel::Obl,
        (Some(Deprel::Case), _, Some(first)) => hang(document, subject, first, Deprel::Nmod),
        (Some(Deprel::Cc), _, Some(first)) => {
            let clause = (first..subject).any(|t| matches!(document.upos(t), Upos::Verb | Upos::Aux));
            if !clause {
                hang(document, subject, first, Deprel::Conj);
            }
        }
        _ => {}
    }
}

pub(super) fn hang(document: &mut Document<'_>, t: Token, head: Token, relation: Deprel) {
    document.heads[t] = head as u32;
    document.deprels[t] = relation;
}

/// "Amira Haddad, who fled the city": a clause that begins with its relative subject after a name and a comma hangs on
/// the name.
fn relative_clause(document: &mut Document<'_>, tokens: &Range<Token>, who: Token) {
    let Some(verb) = hangs(document, who).filter(|&verb| verb > who) else { return };
    let clause = matches!(document.deprels[verb], Deprel::Conj | Deprel::Parataxis | Deprel::Ccomp | Deprel::Advcl);
    let subject = document.is_relation(who, Deprel::Nsubj) && matches!(document.lower(who), "who" | "which");
    if !clause || !subject || who < tokens.start + 2 || document.form(who - 1) != "," {
        return;
    }
    let mut name = who - 2;
    if document.upos(name) != Upos::Propn || hangs(document, verb).is_none_or(|head| head >= who) {
        return;
    }
    while let Some(head) = hangs(document, name).filter(|&head| head < who && head >= tokens.start) {
        if !matches!(document.deprels[name], Deprel::Flat | Deprel::Compound) {
            break;
        }
        name = head;
    }
    if is_below(document, name, verb) {
        return;
    }
    hang(document, verb, name, Deprel::AclRelcl);
}

/// “…”, said the minister: the first nominal after the verb is its subject, and the quotation hangs on the verb.
fn inverted_quotation(document: &mut Document<'_>, tokens: &Range<Token>, verb: Token) {
    let after_quotation = verb > tokens.start
        && (is_quote(document, verb - 1)
            || document.form(verb - 1) == "," && verb > tokens.start + 1 && is_quote(document, verb - 2));
    if !after_quotation {
        return;
    }
    let near: Vec<Token> = children(document, tokens, verb).filter(|&t| t > verb).collect();
    let nominal = |t: Token| matches!(document.upos(t), Upos::Noun | Upos::Propn | Upos::Pron);
    let clause = near.iter().any(|&t| matches!(document.deprels[t], Deprel::Ccomp | Deprel::Xcomp));
    let before = children(document, tokens, verb)
        .any(|t| t < verb && document.is_relation(t, Deprel::Nsubj) && document.form(verb - 1) != ",");
    let subject = near
        .iter()
        .copied()
        .find(|&t| nominal(t) && matches!(document.deprels[t].universal(), Deprel::Nsubj | Deprel::Obj | Deprel::Iobj));
    let Some(subject) = subject.filter(|&t| t - verb <= NEAR && !clause && !before) else { return };
    document.deprels[subject] = Deprel::Nsubj;
    // "warned the head of the bank, Peter Lind": a second subject is the first one's name.
    let second = near.iter().copied().find(|&t| t > subject && document.is_relation(t, Deprel::Nsubj));
    if let Some(second) = second.filter(|&t| document.upos(t) == Upos::Propn) {
        hang(document, second, subject, Deprel::Appos);
    }
    // “The plan is dead,” said the minister: not the other way round.
    let quoted = hangs(document, verb).filter(|&head| {
        let loose = !matches!(document.deprels[verb], Deprel::AclRelcl | Deprel::Root);
        let joined = children(document, tokens, verb).any(|t| document.deprels[t] == Deprel::Cc);
        loose && !joined && head < verb && hangs(document, head).is_none()
    });
    if let Some(quoted) = quoted {
        hang(document, verb, verb, Deprel::Root);
        hang(document, quoted, verb, Deprel::Ccomp);
    }
}

/// "The port was closed on 5 May, the harbour master said": what stands before the comma is the clause's, not the verb's.
fn reported_clause(document: &mut Document<'_>, tokens: &Range<Token>, verb: Token) {
    let before = |relation: Deprel| {
        children(document, tokens, verb).find(|&t| t < verb && document.deprels[t].universal() == relation)
    };
    let (Some(clause), Some(subject)) = (before(Deprel::Ccomp), before(Deprel::Nsubj)) else { return };
    let Some(comma) = (clause..subject).rev().find(|&t| document.form(t) == ",") else { return };
    let strays: Vec<Token> = children(document, tokens, verb).filter(|&t| clause < t && t < comma).collect();
    for t in strays {
        match document.deprels[t].universal() {
            Deprel::Obl | Deprel::Advmod | Deprel::Nmod => {
                let relation = document.deprels[t];
                hang(document, t, clause, relation);
            }
            Deprel::Mark | Deprel::Case if document.upos(t) == Upos::Adp => hang(document, t, t + 1, Deprel::Case),
            _ => {}
        }
    }
}

fn is_quote(document: &Document<'_>, t: Token) -> bool {
    matches!(document.form(t), "\"" | "”" | "''" | "’" | "'" | "»")
}

/// "the chief executive, Tom Hale, denied": a name after a comma, with no "and", stands beside what it names.
fn person_beside_office(document: &mut Document<'_>, tokens: &Range<Token>, name: Token) {
    let Some(head) = hangs(document, name).filter(|_| name > tokens.start + 1 && document.form(name - 1) == ",") else {
        return;
    };
    // The parser makes the one the verb's subject and the other something loose, or joins them as if "and" stood there.
    let bare = |t: Token| !children(document, tokens, t).any(|child| document.deprels[child] == Deprel::Case);
    let loose = |t: Token| {
        let relation = document.deprels[t].universal();
        matches!(relation, Deprel::Nsubj | Deprel::Obj | Deprel::Appos) || relation == Deprel::Obl && bare(t)
    };
    let is_noun = |t: Token| document.upos(t) == Upos::Noun;
    let office = if document.deprels[name] == Deprel::Conj && is_noun(head) {
        Some(head)
    } else {
        children(document, tokens, head).rev().find(|&t| t < name && is_noun(t) && loose(t))
    };
    let Some(office) = office.filter(|&t| t + 1 < name && (name < head) == (t < head || head == t)) else { return };
    let alone = !children(document, tokens, office)
        .chain(children(document, tokens, name))
        .any(|t| t != name && matches!(document.deprels[t], Deprel::Cc | Deprel::Conj));
    if alone && !(office..name).any(|t| document.upos(t) == Upos::Verb) {
        if document.deprels[name] == Deprel::Nsubj {
            document.deprels[office] = Deprel::Nsubj;
        }
        hang(document, name, office, Deprel::Appos);
    }
}

/// Whether `t` hangs on `above`, directly or by others.
pub(super) fn is_below(document: &Document<'_>, t: Token, above: Token) -> bool {
    let mut node = t;
    while node != above {
        match hangs(document, node) {
            Some(head) => node = head,
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::super::{Deprel, parse};

    /// Checks (form, head, relation) of words of a text.
    fn holds(text: &str, arcs: &[(&str, &str, Deprel)]) {
        let document = parse(text);
        for &(form, head, relation) in arcs {
            let t = (0..document.len()).find(|&t| document.form(t) == form).expect(form);
            let mine = document.head(t).map_or("ROOT", |head| document.form(head));
            assert_eq!((mine, document.deprel(t)), (head, relation), "{form} in {text}");
        }
    }

    #[test]
    fn the_subject_of_an_inverted_quotation() {
        holds("“No fee was paid,” wrote Judge Helen Park in her ruling.", &[("Helen", "wrote", Deprel::Nsubj)]);
        holds(
            "“There is no doubt,” wrote Judge Helen Park.",
            &[("is", "wrote", Deprel::Ccomp), ("wrote", "ROOT", Deprel::Root)],
        );
        holds("\"Is that fair?\" asked the judge.", &[("judge", "asked", Deprel::Nsubj)]);
        holds(
            "\"It will cost thousands of jobs,\" warned the head of the union.",
            &[("head", "warned", Deprel::Nsubj)],
        );
        holds("He told the court that \"it was wrong\".", &[("court", "told", Deprel::Iobj)]);
    }

    #[test]
    fn the_quotation_hangs_on_the_verb() {
        let arcs = [("said", "ROOT", Deprel::Root), ("dead", "said", Deprel::Ccomp)];
        holds("“The plan is dead,” said Foreign Minister Jan Kowalski on Tuesday.", &arcs);
    }

    #[test]
    fn what_stands_before_the_comma_belongs_to_the_reported_clause() {
        holds(
            "The port of Varna was closed on 5 May 2024, the harbour master said.",
            &[("5", "closed", Deprel::Obl), ("on", "5", Deprel::Case), ("closed", "said", Deprel::Ccomp)],
        );
    }

    #[test]
    fn a_verb_has_one_subject_and_no_preposition_before_it() {
        let text = "“No one was hurt,” a spokeswoman for the ministry said.";
        holds(text, &[("spokeswoman", "said", Deprel::Nsubj), ("ministry", "spokeswoman", Deprel::Nmod)]);
        holds(
            "The case against Lenora has no basis.",
            &[("case", "has", Deprel::Nsubj), ("Lenora", "case", Deprel::Nmod)],
        );
    }

    #[test]
    fn what_there_is_is_the_subject() {
        holds("There have been tensions for years.", &[("tensions", "been", Deprel::Nsubj)]);
        holds("There is no doubt.", &[("doubt", "is", Deprel::Nsubj)]);
    }

    #[test]
    fn a_relative_clause_after_a_comma_hangs_on_the_name() {
        holds(
            "\"We lost it all,\" said Amira Haddad, who fled the city in May.",
            &[("fled", "Amira", Deprel::AclRelcl)],
        );
        holds("She thanked the envoy, left early and flew home.", &[("left", "thanked", Deprel::Conj)]);
    }

    #[test]
    fn a_person_beside_the_office() {
        holds("The union's president, Tom Hale, denied the claims.", &[("Tom", "president", Deprel::Appos)]);
        holds("A lawyer, a judge and Tom Hale denied the claims.", &[("Hale", "Tom", Deprel::Flat)]);
    }
}
