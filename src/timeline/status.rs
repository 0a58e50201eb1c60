//! Whether an event happened, as the article has it.

use super::predicate::{Kind, Predicate, Tense};
use crate::analysis::Status;
use crate::language::{Deprel, Document, Token, Upos};
use crate::lexicon::events::lexicon;

/// What the grammar around a predicate says of its reality.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reality {
    pub(super) status: Status,
    /// What might be, or would be if: no event.
    pub(super) hypothetical: bool,
    /// It is told as somebody's words.
    pub(super) reported: bool,
}

/// Reads the reality of `predicate` off its own words and those of the clauses above it.
pub(super) fn reality(document: &Document<'_>, predicate: &Predicate) -> Reality {
    let lists = lexicon();
    let t = predicate.token;
    let mut reality = Reality::default();
    if marked(document, t, &lists.status.alleged) {
        reality.status = Status::Alleged;
    }
    match predicate.tense {
        Tense::Future => reality.status = Status::Planned,
        Tense::Modal => reality.hypothetical = true,
        _ => {}
    }
    if marked(document, t, &lists.status.planned_words) && predicate.kind != Kind::Verb {
        reality.status = Status::Planned;
    }
    if document
        .children(t)
        .any(|child| document.deprel(child) == Deprel::Mark && lists.status.conditional.contains(document.lower(child)))
    {
        reality.hypothetical = true;
    }
    if predicate.negated && reality.status == Status::Happened && predicate.kind == Kind::Verb {
        reality.status = Status::Denied;
    }
    climb(document, predicate, &mut reality);
    if reality.status != Status::Denied && denied_later(document, t) {
        reality.status = Status::Denied;
    }
    reality
}

fn climb(document: &Document<'_>, predicate: &Predicate, reality: &mut Reality) {
    let lists = lexicon();
    let mut at = predicate.token;
    for _ in 0..10 {
        let Some(head) = document.head(at) else { return };
        let relation = document.deprel(at);
        let lemma = document.lemma(head);
        let open = matches!(predicate.tense, Tense::Infinitive | Tense::Gerund | Tense::None) || at != predicate.token;
        match document.upos(head) {
            Upos::Noun | Upos::Propn
                if matches!(relation, Deprel::Nmod | Deprel::Acl | Deprel::AclRelcl | Deprel::Conj) =>
            {
                if lists.nouns.claim.contains(lemma) && relation != Deprel::Conj {
                    reality.status = Status::Alleged;
                } else if lists.nouns.plan.contains(lemma) && open && relation == Deprel::Acl {
                    planned(reality);
                }
            }
            Upos::Verb
                if matches!(
                    relation,
                    Deprel::Xcomp
                        | Deprel::Ccomp
                        | Deprel::Advcl
                        | Deprel::Obj
                        | Deprel::Obl
                        | Deprel::Nsubj
                        | Deprel::NsubjPass
                        | Deprel::Parataxis
                ) =>
            {
                verb_above(document, predicate, at, head, reality);
            }
            Upos::Adj
                if relation == Deprel::Xcomp && matches!(lemma, "due" | "set" | "likely" | "ready" | "expected") =>
            {
                planned(reality);
            }
            _ => {}
        }
        if relation == Deprel::Mark && lists.status.conditional.contains(document.lower(at)) {
            reality.hypothetical = true;
        }
        at = head;
    }
}

fn verb_above(document: &Document<'_>, predicate: &Predicate, at: Token, head: Token, reality: &mut Reality) {
    let verbs = &lexicon().verbs;
    let lemma = document.lemma(head);
    let relation = document.deprel(at);
    let complement = matches!(relation, Deprel::Xcomp | Deprel::Ccomp);
    let infinitive = predicate.tense == Tense::Infinitive && at == predicate.token;
    let plans = verbs.planning.contains(lemma);
    if complement && verbs.saying.contains(lemma) {
        reality.reported = true;
    }
    if complement && lemma == "have" && document.children(head).any(|child| document.lower(child) == "yet") {
        reality.status = Status::Denied;
    }
    if infinitive && complement && plans
        || infinitive && complement && verbs.saying.contains(lemma) && relation == Deprel::Xcomp
    {
        planned(reality);
    } else if infinitive && relation == Deprel::Advcl {
        // A purpose: "to curb exports".
        planned(reality);
    } else if complement
        && verbs.alleging.contains(lemma)
        && reality.status == Status::Happened
        && !verbs.factive.contains(lemma)
    {
        // Plain "said" tells facts often enough; stronger verbs and the passive make claims.
        if !matches!(lemma, "say" | "report" | "think" | "believe" | "suggest")
            || document.child(head, Deprel::NsubjPass).is_some()
        {
            reality.status = Status::Alleged;
        }
    } else if verbs.denying.contains(lemma)
        && matches!(relation, Deprel::Xcomp | Deprel::Ccomp | Deprel::Obj | Deprel::NsubjPass)
        || verbs.preventing.contains(lemma) && complement
    {
        reality.status = Status::Denied;
    }
    if matches!(relation, Deprel::Obj | Deprel::NsubjPass | Deprel::Nsubj | Deprel::Xcomp | Deprel::Obl)
        && predicate.kind == Kind::Noun
        && at == predicate.token
    {
        let will = document.children(head).any(|aux| lexicon().status.planned_aux.contains(document.lower(aux)));
        if will || verbs.planning.contains(lemma) && matches!(relation, Deprel::Obj | Deprel::NsubjPass) {
            planned(reality);
        }
    }
}

fn planned(reality: &mut Reality) {
    if matches!(reality.status, Status::Happened) {
        reality.status = Status::Planned;
    }
}

/// Whether a direct modifier of `t` is one of `words`.
fn marked(document: &Document<'_>, t: Token, words: &crate::lexicon::events::Words) -> bool {
    document.children(t).any(|child| {
        words.contains(document.lower(child))
            && matches!(
                document.deprel(child),
                Deprel::Advmod | Deprel::Amod | Deprel::Aux | Deprel::Dep | Deprel::Compound
            )
    })
}

/// Whether the claim in which `t` stands is denied in the same sentence: "accusations Beijing has denied", "which he
/// denied", "but the firm denied this".
fn denied_later(document: &Document<'_>, t: Token) -> bool {
    let sentence = &document.sentences()[document.sentence_of(t)];
    let denying =
        |verb: Token| lexicon().verbs.denying.contains(document.lemma(verb)) && document.upos(verb) == Upos::Verb;
    (t + 1..sentence.tokens.end.min(t + 40)).filter(|&verb| denying(verb)).any(|verb| {
        let has_noun_object = document.child(verb, Deprel::Obj).is_some_and(|object| {
            object > verb
                && !matches!(
                    document.lower(object),
                    "this"
                        | "that"
                        | "it"
                        | "accusation"
                        | "accusations"
                        | "allegation"
                        | "allegations"
                        | "charge"
                        | "charges"
                        | "claim"
                        | "claims"
                )
        });
        let of_claim = (t.saturating_sub(6)..verb).any(|word| {
            lexicon().nouns.claim.contains(document.lemma(word))
                || lexicon().verbs.alleging.contains(document.lemma(word))
        });
        !has_noun_object && of_claim && document.child(verb, Deprel::Ccomp).is_none()
    })
}
