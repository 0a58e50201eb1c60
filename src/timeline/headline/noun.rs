//! Events that are nouns: "arrest of a treasurer in Lyon".

use super::super::predicate::{self, Kind, Predicate, Tense};
use super::telling::Telling;
use super::{LONGEST, Writer};
use crate::language::{Deprel, Token, Upos, Xpos};
use crate::lexicon::events::lexicon;

impl Writer<'_> {
    /// "Arrest of a treasurer in Lyon", "France’s detention of two sailors": the words around the noun as they stand;
    /// a noun that says little alone is told with its verb.
    pub(super) fn noun_event(&self, predicate: &Predicate) -> Option<Telling> {
        let document = self.document;
        let t = predicate.token;
        let sentence = document.sentences()[document.sentence_of(t)].tokens.clone();
        let start = self.noun_start(t, sentence.start);
        let mut end = t + 1;
        while end < sentence.end && self.goes_on(end, t) {
            end += 1;
        }
        let order = |word: &Token| !(*word < t && lexicon().order.after.contains(document.lower(*word)));
        let mut words: Vec<Token> = Vec::new();
        let mut ends: Vec<usize> = Vec::new();
        let mut at = start;
        while at < end {
            if let Some(after) = self.skip_date(at, start).filter(|&after| after > at) {
                at = after;
                continue;
            }
            if at > t && self.opens_phrase(at) {
                ends.push(words.len());
            }
            words.push(at);
            at += 1;
        }
        words.retain(order);
        let mut told = self.ended(&words);
        while self.spell(told).chars().count() > LONGEST || !self.ends_well(told) {
            let Some(cut) = ends.pop() else { break };
            told = self.ended(&words[..cut.min(words.len())]);
        }
        if self.spell(told).split_whitespace().nth(2).is_none() && !self.is_told_by_owner(t) {
            return self.with_verb(t);
        }
        Some(Telling::of(told.to_vec()))
    }

    /// "Beijing's offensive" says who.
    fn is_told_by_owner(&self, t: Token) -> bool {
        self.document.child(t, Deprel::NmodPoss).is_some_and(|owner| self.document.upos(owner) == Upos::Propn)
    }

    fn noun_start(&self, t: Token, first: Token) -> Token {
        let document = self.document;
        let nominal = |word: Token| {
            matches!(document.upos(word), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
                || document.xpos(word) == Xpos::Pos
                || document.form(word) == "-"
                || matches!(document.xpos(word), Xpos::PrpS | Xpos::Vbn | Xpos::Vbg)
                    && document.upos(word) != Upos::Aux
                    && document.upos(word) != Upos::Verb
        };
        let mut start = t;
        while start > first && t - start < 9 && nominal(start - 1) {
            start -= 1;
        }
        let order = &lexicon().order;
        while start < t
            && (order.after.contains(document.lower(start))
                || order.before.contains(document.lower(start))
                || document.xpos(start) == Xpos::Pos
                || document.form(start) == "-")
        {
            start += 1;
        }
        start
    }

    /// The clause whose subject or object the noun is, where its verb tells of something done.
    fn with_verb(&self, t: Token) -> Option<Telling> {
        let document = self.document;
        let verb = document.head(t)?;
        let role = document.deprel(t).universal();
        let whole = predicate::predicate(document, verb).filter(|whole| whole.kind == Kind::Verb)?;
        let finite = matches!(whole.tense, Tense::Past | Tense::Perfect | Tense::Future | Tense::Present);
        let says = lexicon().verbs.saying.contains(document.lemma(verb));
        (finite && !says && matches!(role, Deprel::Nsubj | Deprel::Obj | Deprel::Obl))
            .then(|| self.told(&whole, t.max(verb), 0))
            .flatten()
    }

    /// Whether the phrase of the noun `noun` goes on at `t`.
    fn goes_on(&self, t: Token, noun: Token) -> bool {
        let document = self.document;
        if t > noun + 24 {
            return false;
        }
        let lower = document.lower(t);
        let next = |n: usize| (t + n < document.len()).then_some(t + n);
        match document.upos(t) {
            Upos::Adp => lexicon().headline.particulars.contains(lower),
            // "elections accusations": a comma is missing.
            Upos::Noun => !(matches!(document.xpos(t - 1), Xpos::Nns) && document.upos(t - 1) == Upos::Noun),
            Upos::Det | Upos::Propn | Upos::Adj | Upos::Num => true,
            Upos::Part => document.xpos(t) == Xpos::Pos,
            Upos::Pron => document.xpos(t) == Xpos::PrpS,
            // "Maelbeek/Maalbeek", "48-hour"
            Upos::Punct | Upos::Sym => {
                matches!(document.form(t), "/" | "-")
                    && document.span(t - 1).end() == document.span(t).start()
                    && next(1).is_some_and(|next| document.span(next).start() == document.span(t).end())
            }
            // "the death of a patient", "death involving a patient"
            Upos::Verb if document.deprel(t) == Deprel::Amod => true,
            Upos::Verb => document.deprel(t) == Deprel::Acl && document.head(t) == Some(noun) && t == noun + 1,
            Upos::Cconj => {
                let verbal = |word: Token| matches!(document.upos(word), Upos::Verb | Upos::Aux);
                let other = |word: Token| {
                    verbal(word)
                        || document.xpos(word) == Xpos::Pos
                        || predicate::predicate(document, word).is_some_and(|p| p.kind == Kind::Noun)
                            && !self.is_time(t + 1)
                        || matches!(document.upos(word), Upos::Adp | Upos::Pron)
                };
                let paired = (noun..t).any(|word| document.lower(word) == "between");
                lower == "and" && (paired || !(1..5).filter_map(next).any(other))
                    || lower == "and" && t + 1 < document.len() && self.is_time(t + 1) && self.is_time(t - 1)
            }
            _ => false,
        }
    }
}
