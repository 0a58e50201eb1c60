//! Predicates: the verbs and nouns of a text that can name an event, with their grammar.

use crate::language::{Deprel, Document, Token, Upos, Xpos};
use crate::lexicon::events::lexicon;

/// What kind of word a predicate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A finite or non-finite verb.
    Verb,
    /// A noun that names something that happens.
    Noun,
    /// A predicative adjective or noun: "are dead".
    State,
}

/// How a verb stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// "ordered", "was ordered"
    Past,
    /// "has ordered", "had ordered"
    Perfect,
    /// "orders", "is ordering"
    Present,
    /// "will order"
    Future,
    /// "would order", "may order"
    Modal,
    /// "to order"
    Infinitive,
    /// "ordering"
    Gerund,
    /// "ordered" after a noun: "firms ordered to close"
    Participle,
    /// A noun has none.
    None,
}

/// A word that can name an event.
#[derive(Clone, Debug)]
pub(super) struct Predicate {
    pub(super) token: Token,
    pub(super) kind: Kind,
    pub(super) tense: Tense,
    pub(super) passive: bool,
    pub(super) negated: bool,
    /// Who does it, or undergoes it in the passive; may stand in another clause.
    pub(super) subject: Option<Token>,
    /// Whether `subject` hangs on the predicate itself.
    pub(super) own_subject: bool,
    pub(super) object: Option<Token>,
}

/// All predicates, in order of the text.
pub(super) fn predicates(document: &Document<'_>) -> Vec<Predicate> {
    (0..document.len()).filter_map(|t| predicate(document, t)).collect()
}

/// What `t` is as a predicate, if it is one.
pub(super) fn predicate(document: &Document<'_>, t: Token) -> Option<Predicate> {
    let kind = kind(document, t)?;
    let own = if kind == Kind::Noun { None } else { own_subject(document, t) };
    let passive = kind == Kind::Verb && is_passive(document, t);
    Some(Predicate {
        token: t,
        kind,
        tense: if kind == Kind::Noun { Tense::None } else { tense(document, t) },
        passive,
        negated: document.children(t).any(|child| lexicon().status.negation.contains(document.lower(child))),
        subject: own.or_else(|| if kind == Kind::Noun { None } else { distant_subject(document, t) }),
        own_subject: own.is_some(),
        object: document.child(t, Deprel::Obj),
    })
}

fn kind(document: &Document<'_>, t: Token) -> Option<Kind> {
    let relation = document.deprel(t);
    match document.upos(t) {
        Upos::Verb if matches!(relation, Deprel::Case | Deprel::Mark | Deprel::Fixed | Deprel::Compound) => None,
        Upos::Verb
            if relation == Deprel::Amod
                && !document.children(t).any(|child| document.is_relation(child, Deprel::Obl)) =>
        {
            None
        }
        Upos::Verb => Some(Kind::Verb),
        Upos::Noun | Upos::Propn if is_event_noun(document, t) => Some(Kind::Noun),
        Upos::Adj | Upos::Noun | Upos::Propn if has_copula(document, t) => Some(Kind::State),
        Upos::Adj if relation == Deprel::Xcomp => Some(Kind::State),
        _ => None,
    }
}

fn is_event_noun(document: &Document<'_>, t: Token) -> bool {
    let nouns = &lexicon().nouns;
    let lemma = document.lemma(t);
    let named = document.upos(t) == Upos::Propn;
    let known = nouns.event.contains(lemma) || named && nouns.event.contains(document.lower(t));
    // "elections accusations": a plural before a noun is more often a clause without its comma than a compound.
    let compound = document.deprel(t) == Deprel::Compound && document.xpos(t) != Xpos::Nns;
    known && !compound && !matches!(document.deprel(t), Deprel::Flat | Deprel::Fixed) && !has_copula(document, t)
}

fn has_copula(document: &Document<'_>, t: Token) -> bool {
    document.child(t, Deprel::Cop).is_some()
}

fn is_passive(document: &Document<'_>, t: Token) -> bool {
    document.child(t, Deprel::AuxPass).is_some()
        || document.child(t, Deprel::NsubjPass).is_some()
        || document.xpos(t) == Xpos::Vbn
            && !auxiliaries(document, t).any(|aux| document.lemma(aux) == "have")
            && (matches!(document.deprel(t), Deprel::Acl | Deprel::Amod | Deprel::Advcl)
                || document.deprel(t) == Deprel::Conj
                    && document.child(t, Deprel::Nsubj).is_none()
                    && document
                        .head(t)
                        .is_some_and(|head| head < t && document.xpos(head) == Xpos::Vbn && is_passive(document, head)))
}

/// The auxiliaries of `t`; a coordinated verb without own ones shares those of the verb before it.
pub(super) fn auxiliaries<'d>(document: &'d Document<'_>, t: Token) -> impl Iterator<Item = Token> + 'd {
    let own = |t: Token| {
        document
            .children(t)
            .filter(|&child| document.is_relation(child, Deprel::Aux) || document.deprel(child) == Deprel::Cop)
    };
    let mut bearer = t;
    for _ in 0..8 {
        let shares = document.deprel(bearer) == Deprel::Conj
            && own(bearer).next().is_none()
            && own_subject(document, bearer).is_none();
        match document.head(bearer) {
            Some(head) if shares && document.xpos(head) == document.xpos(t) => bearer = head,
            _ => break,
        }
    }
    own(bearer)
}

fn tense(document: &Document<'_>, t: Token) -> Tense {
    let status = &lexicon().status;
    let mut perfect = false;
    let mut past = false;
    let mut present = false;
    for aux in auxiliaries(document, t) {
        let (lower, lemma) = (document.lower(aux), document.lemma(aux));
        if status.planned_aux.contains(lower) || lower == "'ll" || lower == "wo" {
            return Tense::Future;
        }
        if status.hypothetical_aux.contains(lower) || lower == "ca" {
            return Tense::Modal;
        }
        perfect |= lemma == "have";
        past |= matches!(document.xpos(aux), Xpos::Vbd) || matches!(lower, "was" | "were" | "did" | "had");
        present |= matches!(document.xpos(aux), Xpos::Vbz | Xpos::Vbp);
    }
    if perfect {
        return Tense::Perfect;
    }
    if past {
        return Tense::Past;
    }
    if present {
        return Tense::Present;
    }
    let infinitive = document.children(t).any(|child| child < t && document.xpos(child) == Xpos::To);
    match document.xpos(t) {
        _ if infinitive => Tense::Infinitive,
        Xpos::Vbd => Tense::Past,
        Xpos::Vbz | Xpos::Vbp => Tense::Present,
        Xpos::Vbg => Tense::Gerund,
        Xpos::Vbn => Tense::Participle,
        _ => Tense::Infinitive,
    }
}

fn own_subject(document: &Document<'_>, t: Token) -> Option<Token> {
    document
        .children(t)
        .find(|&child| document.is_relation(child, Deprel::Nsubj) || document.is_relation(child, Deprel::Csubj))
}

/// The subject of a verb without an own one: that of the clause on which it hangs, or the noun that it describes.
fn distant_subject(document: &Document<'_>, t: Token) -> Option<Token> {
    let mut at = t;
    // A chain of clauses; longer ones than this are no grammar.
    for _ in 0..12 {
        let head = document.head(at)?;
        match document.deprel(at) {
            Deprel::Acl => return Some(head),
            Deprel::AclRelcl => return Some(head),
            Deprel::Conj | Deprel::Advcl | Deprel::Xcomp | Deprel::Parataxis | Deprel::Ccomp => {
                if document.deprel(at) == Deprel::Xcomp
                    && let Some(object) = document.child(head, Deprel::Obj)
                {
                    return Some(object);
                }
                if let Some(subject) = own_subject(document, head) {
                    return Some(subject);
                }
                at = head;
            }
            _ => return None,
        }
    }
    None
}

/// The noun to which a relative pronoun refers, where `t` is one and its clause hangs on that noun.
pub(super) fn antecedent(document: &Document<'_>, t: Token) -> Option<Token> {
    if !matches!(document.xpos(t), Xpos::Wdt | Xpos::Wp) && document.lower(t) != "that" || document.lower(t) == "what" {
        return None;
    }
    let mut at = t;
    for _ in 0..6 {
        let Some(head) = document.head(at) else { break };
        if document.deprel(at) == Deprel::AclRelcl {
            return Some(head);
        }
        at = head;
    }
    // Whatever the parser made of the clause: the noun before the pronoun and its comma.
    let comma = t.checked_sub(1).filter(|&before| document.form(before) == ",").unwrap_or(t);
    let mut noun = comma.checked_sub(1).filter(|_| document.lower(t) != "that")?;
    if !matches!(document.upos(noun), Upos::Noun | Upos::Propn) {
        return None;
    }
    while let Some(head) = document.head(noun).filter(|&head| head < noun && document.deprel(noun) == Deprel::Flat) {
        noun = head;
    }
    Some(noun)
}
