//! Rules after the parser on what verbs take: objects and receivers, relative words, participles before nouns, clauses
//! whose subject was taken for an object. The words stand in `assets/lexicon/grammar.toml`.

use super::document::{Document, Token};
use super::parse_rules::{children, hang, hangs, is_below};
use super::tagset::{Deprel, Upos, Xpos};
use crate::lexicon::grammar::{Grammar, grammar};
use crate::lexicon::tokens::TOKENS;
use std::ops::Range;

/// Mends what the verbs of one sentence take; it keeps one root and no arc makes a circle.
pub(super) fn mend(document: &mut Document<'_>, tokens: &Range<Token>) {
    let lists = grammar();
    for t in tokens.clone() {
        match document.xpos(t) {
            Xpos::Vbg | Xpos::Vbn => participle(document, tokens, t, lists),
            Xpos::In | Xpos::Wdt | Xpos::Dt if document.lower(t) == "that" => relative_that(document, tokens, t, lists),
            _ => {}
        }
    }
    for t in tokens.clone() {
        if document.upos(t) == Upos::Verb {
            clause_for_object(document, tokens, t);
            objects(document, tokens, t, lists);
        }
        if matches!(document.xpos(t), Xpos::Wp | Xpos::Wdt) {
            relative_object(document, tokens, t);
        }
    }
}

fn is_nominal(document: &Document<'_>, t: Token) -> bool {
    matches!(document.upos(t), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Sym)
}

/// The first child of `head` with one of the relations, among those that `side` lets pass.
fn child(
    document: &Document<'_>,
    tokens: &Range<Token>,
    head: Token,
    relations: &[Deprel],
    side: impl Fn(Token) -> bool,
) -> Option<Token> {
    children(document, tokens, head).find(|&t| side(t) && relations.contains(&document.deprels[t].universal()))
}

/// The object on the right of a verb.
fn object(document: &Document<'_>, tokens: &Range<Token>, verb: Token) -> Option<Token> {
    child(document, tokens, verb, &[Deprel::Obj], |t| t > verb)
}

fn is_passive(document: &Document<'_>, tokens: &Range<Token>, verb: Token) -> bool {
    children(document, tokens, verb).any(|t| matches!(document.deprels[t], Deprel::AuxPass | Deprel::NsubjPass))
}

/// "oil-producing equipment", "cheaply made glass", "rules concerning imports": participles before what they describe.
fn participle(document: &mut Document<'_>, tokens: &Range<Token>, verb: Token, lists: &Grammar) {
    let Some(noun) = object(document, tokens, verb).filter(|&t| is_nominal(document, t)) else { return };
    let bound = has_auxiliary(document, tokens, verb)
        || child(document, tokens, verb, &[Deprel::Nsubj, Deprel::Csubj], |_| true).is_some_and(|t| t + 2 != verb);
    if bound && joined_before(document, tokens, verb).is_none() {
        return;
    }
    if lists.words.prepositions.has(document.lower(verb)) {
        return preposition(document, tokens, verb, noun);
    }
    let between_is_bare = (verb + 1..noun).all(|t| {
        matches!(document.upos(t), Upos::Adj | Upos::Noun | Upos::Propn)
            || matches!(document.xpos(t), Xpos::Hyph | Xpos::Vbn | Xpos::Vbg)
    });
    if !between_is_bare || document.upos(noun) == Upos::Pron {
        return;
    }
    if let Some(modifier) = joined_before(document, tokens, verb) {
        describe(document, tokens, verb, noun, Some(modifier));
    } else if document.xpos(verb) == Xpos::Vbn
        && !matches!(document.deprels[verb].universal(), Deprel::Acl | Deprel::Parataxis)
        && !lists.verbs.naming.has(document.lemma(verb))
        && !lists.receivers.giving.has(document.lemma(verb))
        && document.upos(noun) == Upos::Noun
    {
        describe(document, tokens, verb, noun, None);
    }
}

fn has_auxiliary(document: &Document<'_>, tokens: &Range<Token>, verb: Token) -> bool {
    child(document, tokens, verb, &[Deprel::Aux], |t| t < verb).is_some()
}

/// "oil" in "oil-producing": the word that a hyphen ties to the participle after it.
fn joined_before(document: &Document<'_>, tokens: &Range<Token>, verb: Token) -> Option<Token> {
    let hyphen = verb.checked_sub(1).filter(|&t| t > tokens.start && document.form(t) == "-")?;
    let word = hyphen - 1;
    let tight = document.span(word).end() == document.span(hyphen).start()
        && document.span(hyphen).end() == document.span(verb).start();
    let related = hangs(document, word) == Some(verb) || hangs(document, verb) == Some(word);
    (tight && related).then_some(word)
}

/// Hangs the participle on the noun after it, and the noun where the participle hung.
fn describe(document: &mut Document<'_>, tokens: &Range<Token>, verb: Token, noun: Token, modifier: Option<Token>) {
    let top = modifier.filter(|&word| hangs(document, verb) == Some(word)).unwrap_or(verb);
    let (head, relation) = (hangs(document, top), document.deprels[top]);
    let relation = match (relation, head) {
        (Deprel::Xcomp | Deprel::Ccomp, Some(head)) if document.upos(head) == Upos::Verb => Deprel::Obj,
        (Deprel::Advcl, _) => Deprel::Obl,
        (Deprel::Acl | Deprel::Amod | Deprel::Advmod, _) => Deprel::Nmod,
        (other, _) => other,
    };
    let moved: Vec<Token> = [Some(verb), modifier]
        .into_iter()
        .flatten()
        .flat_map(|t| children(document, tokens, t).collect::<Vec<_>>())
        .filter(|&t| t != verb && t != noun && Some(t) != modifier)
        .filter(|&t| !(t < verb && matches!(document.deprels[t].universal(), Deprel::Advmod) || t + 1 == verb))
        .collect();
    hang(document, noun, head.unwrap_or(noun), relation);
    hang(document, verb, noun, Deprel::Amod);
    if let Some(word) = modifier {
        hang(document, word, verb, Deprel::Compound);
    }
    for t in moved {
        let relation = if document.deprels[t] == Deprel::Mark { Deprel::Case } else { document.deprels[t] };
        hang(document, t, noun, relation);
    }
}

/// "the rules concerning imports": the participle is the noun's preposition.
fn preposition(document: &mut Document<'_>, tokens: &Range<Token>, verb: Token, noun: Token) {
    let Some(head) = hangs(document, verb).filter(|&head| head < verb) else { return };
    if !matches!(document.deprels[verb].universal(), Deprel::Acl | Deprel::Advcl | Deprel::Amod | Deprel::Nmod) {
        return;
    }
    let before = Some(verb - 1).filter(|&t| matches!(document.upos(t), Upos::Noun | Upos::Propn) && t > head);
    let head = before.unwrap_or(head);
    let relation = if is_nominal(document, head) { Deprel::Nmod } else { Deprel::Obl };
    let others: Vec<Token> = children(document, tokens, verb).filter(|&t| t != noun).collect();
    hang(document, noun, head, relation);
    hang(document, verb, noun, Deprel::Case);
    for t in others {
        document.heads[t] = noun as u32;
    }
}

/// "the fees that it charges": after a noun whose content no clause says, "that" is what the clause's verb lacks.
fn relative_that(document: &mut Document<'_>, tokens: &Range<Token>, that: Token, lists: &Grammar) {
    let Some(verb) = hangs(document, that)
        .filter(|&verb| verb > that && matches!(document.deprels[that], Deprel::Mark | Deprel::Obj))
    else {
        return;
    };
    let Some(noun) = that.checked_sub(1).filter(|&t| t >= tokens.start && is_nominal(document, t)) else { return };
    let clause = document.deprels[verb];
    let below_noun = match clause {
        Deprel::AclRelcl => true,
        Deprel::Acl => !lists.nouns.content.has(document.lemma(noun)),
        // "so strong a wind that it fell" has no noun right before "that".
        Deprel::Advcl => hangs(document, noun) == hangs(document, verb) && document.deprels[noun] == Deprel::Obj,
        // "told the court on Monday that he knew": what is told, not what Monday is.
        Deprel::Ccomp => {
            let lemma = document.lemma(noun);
            matches!(document.deprels[noun], Deprel::Obj | Deprel::Obl)
                && matches!(document.xpos(noun), Xpos::Nn | Xpos::Nns)
                && hangs(document, noun) == hangs(document, verb)
                && hangs(document, verb).is_some_and(|head| !takes_clause(document, head, lists))
                && !lists.nouns.content.has(lemma)
                && !lists.nouns.adverbial.has(lemma)
        }
        _ => false,
    };
    let subject = child(document, tokens, verb, &[Deprel::Nsubj], |t| t > that && t < verb);
    let taken = [Deprel::Obj, Deprel::Ccomp, Deprel::Cop, Deprel::Csubj, Deprel::Expl];
    let full = child(document, tokens, verb, &taken, |t| t != that).is_some() || is_passive(document, tokens, verb);
    if !below_noun || subject.is_none() || full || document.upos(verb) != Upos::Verb {
        return;
    }
    if clause != Deprel::AclRelcl {
        let head = if clause == Deprel::Acl { hangs(document, verb).unwrap_or(noun) } else { noun };
        if is_below(document, head, verb) {
            return;
        }
        hang(document, verb, head, Deprel::AclRelcl);
    }
    document.upos[that] = Upos::Pron;
    document.xpos[that] = Xpos::Wdt;
    let adverbial = lists.nouns.adverbial.has(document.lemma(noun));
    document.deprels[that] = if adverbial { Deprel::OblUnmarked } else { Deprel::Obj };
}

/// Whether a verb tells someone something, so that a clause after its object may say what.
fn takes_clause(document: &Document<'_>, verb: Token, lists: &Grammar) -> bool {
    let lemma = document.lemma(verb);
    let receivers = &lists.receivers;
    TOKENS.reporting.contains(document.lower(verb))
        || [&receivers.always, &receivers.person, &receivers.clause].iter().any(|list| list.has(lemma))
}

/// "what he wants to do", "someone that we can speak to": which verb a relative object belongs to, and as what.
fn relative_object(document: &mut Document<'_>, tokens: &Range<Token>, word: Token) {
    let Some(mut verb) = hangs(document, word).filter(|&verb| verb > word) else { return };
    if document.deprels[word] != Deprel::Obj {
        return;
    }
    let plain = |verb: Token| child(document, tokens, verb, &[Deprel::Obj, Deprel::Iobj], |t| t != word).is_none();
    if !matches!(document.lower(word), "who" | "whom") {
        while plain(verb)
            && let Some(open) = child(document, tokens, verb, &[Deprel::Xcomp], |t| t > verb)
            && document.xpos(open) == Xpos::Vb
            && child(document, tokens, open, &[Deprel::Obj, Deprel::Ccomp], |_| true).is_none()
        {
            verb = open;
        }
        document.heads[word] = verb as u32;
    }
    // A preposition without a noun at the end of the clause stands for the relative word.
    let last = children(document, tokens, verb).rfind(|&t| t > verb);
    let stranded = last.filter(|&t| {
        document.xpos(t) == Xpos::In
            && children(document, tokens, t).next().is_none()
            && (t + 1 >= tokens.end || !is_nominal(document, t + 1))
    });
    if let Some(stranded) = stranded {
        document.deprels[word] = Deprel::Obl;
        hang(document, stranded, word, Deprel::Case);
    }
}

/// "noticed their wells were running dry": what stands right before a finite verb that has no subject is its subject.
fn clause_for_object(document: &mut Document<'_>, tokens: &Range<Token>, verb: Token) {
    // "the boy who answered the phone could not": the clause goes on with the boy.
    let relative = document.deprels[verb].universal() == Deprel::Acl;
    let Some(noun) = object(document, tokens, verb).filter(|&t| is_nominal(document, t) && !relative) else { return };
    let clauses: Vec<Token> = children(document, tokens, verb)
        .filter(|&t| {
            let relation = document.deprels[t].universal();
            t > noun && matches!(relation, Deprel::Ccomp | Deprel::Advcl | Deprel::Conj | Deprel::Parataxis)
        })
        .collect();
    for clause in clauses {
        let mut start = noun + 1;
        while start < clause && (is_below(document, start, noun) || document.xpos(start) == Xpos::Rb) {
            start += 1;
        }
        let whole = !(noun..start).any(|t| matches!(document.xpos(t), Xpos::Comma | Xpos::Cc | Xpos::Colon));
        let finite = matches!(document.xpos(start), Xpos::Md | Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        let own = start == clause
            || hangs(document, start) == Some(clause) && document.deprels[start].universal() != Deprel::Conj;
        let opened = [Deprel::Nsubj, Deprel::Csubj, Deprel::Expl, Deprel::Mark, Deprel::Cc, Deprel::Obj];
        let free = child(document, tokens, clause, &opened, |t| t < clause).is_none();
        let says = TOKENS.reporting.contains(document.lower(clause));
        if finite && whole && own && free && !says {
            let passive = child(document, tokens, clause, &[Deprel::Aux], |t| document.deprels[t] == Deprel::AuxPass);
            hang(document, noun, clause, if passive.is_some() { Deprel::NsubjPass } else { Deprel::Nsubj });
            document.deprels[clause] = Deprel::Ccomp;
            return;
        }
    }
}

/// "gave him the keys", "reminded the board", "is called a truce", "rose 60 cents": what kind of object it is.
fn objects(document: &mut Document<'_>, tokens: &Range<Token>, verb: Token, lists: &Grammar) {
    let right: Vec<Token> = children(document, tokens, verb)
        .filter(|&t| t > verb && matches!(document.deprels[t], Deprel::Obj | Deprel::Iobj))
        .collect();
    let lemma = document.lemma(verb);
    let relations = match right[..] {
        [] => return,
        [only] => [(only, single(document, tokens, verb, only, lists)), (only, None)],
        [first, second, ..] if lists.verbs.naming.has(lemma) => {
            [(first, Some(Deprel::Obj)), (second, Some(Deprel::Xcomp))]
        }
        [first, ..] => {
            let person = matches!(document.upos(first), Upos::Pron | Upos::Propn);
            let receives = person || lists.receivers.giving.has(lemma);
            [(first, receives.then_some(Deprel::Iobj)), (first, None)]
        }
    };
    for (t, relation) in relations {
        if let Some(relation) = relation {
            document.deprels[t] = relation;
        }
    }
}

/// What the only object on the right of a verb is.
fn single(document: &Document<'_>, tokens: &Range<Token>, verb: Token, only: Token, lists: &Grammar) -> Option<Deprel> {
    let lemma = document.lemma(verb);
    let passive = is_passive(document, tokens, verb);
    let before = child(document, tokens, verb, &[Deprel::Obj, Deprel::Iobj], |t| t < verb).is_some();
    if lists.verbs.naming.has(lemma) {
        let reduced = document.xpos(verb) == Xpos::Vbn && document.deprels[verb] == Deprel::Acl;
        return (passive || reduced || before).then_some(Deprel::Xcomp);
    }
    if lists.verbs.moving.has(lemma) && lists.words.units.has(document.lemma(only)) && !passive {
        return Some(Deprel::OblUnmarked);
    }
    let clause = child(document, tokens, verb, &[Deprel::Ccomp, Deprel::Xcomp], |t| t > only).is_some();
    let person = matches!(document.upos(only), Upos::Pron | Upos::Propn)
        && !matches!(
            document.lower(only),
            "it" | "this" | "that" | "what" | "all" | "nothing" | "something" | "everything"
        );
    let content = clause || child(document, tokens, verb, &[Deprel::Ccomp, Deprel::Parataxis], |_| true).is_some();
    let receives = lists.receivers.always.has(lemma)
        || person && lists.receivers.person.has(lemma)
        || content && lists.receivers.clause.has(lemma);
    match document.deprels[only] {
        Deprel::Obj if receives && !passive => Some(Deprel::Iobj),
        Deprel::Iobj if !receives && !clause && !before => Some(Deprel::Obj),
        _ => None,
    }
}
