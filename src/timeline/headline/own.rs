//! The clause in the article's own words, for an event whose subject the grammar does not surely tell.

use super::telling::Telling;
use super::{LONGEST, Writer};
use crate::language::{Deprel, Token, Upos, Xpos};
use crate::lexicon::events::lexicon;
use crate::text::Span;
use crate::timeline::predicate::{Kind, Predicate, antecedent};
use std::ops::Range;

impl Writer<'_> {
    /// The clause as the article has it, from after what opens it, with its subject.
    pub(super) fn own_words(&self, predicate: &Predicate, clause: Span) -> Telling {
        let document = self.document;
        let t = predicate.token;
        let sentence = document.sentences()[document.sentence_of(t)].tokens.clone();
        let nominal = |word: Token| {
            (matches!(document.upos(word), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
                || document.is_relation(word, Deprel::Nsubj))
                && !matches!(document.xpos(word), Xpos::Wdt | Xpos::Wp)
                && antecedent(document, word).is_none()
        };
        let named = |range: Range<Token>| {
            let begins = range.start < document.len() && document.xpos(range.start) == Xpos::Vbg;
            begins && predicate.kind == Kind::Noun || range.into_iter().any(|word| nominal(word) && !self.is_time(word))
        };
        let first = sentence.start.max(t.saturating_sub(40));
        let mut start = first;
        for opening in (first..t).rev() {
            if self.opens_clause(opening, t) && named(opening + 1..t) {
                start = opening + 1;
                break;
            }
        }
        let near = |subject: Token| !(subject..start).any(|word| document.upos(word) == Upos::Verb);
        let own = predicate.subject.filter(|&subject| predicate.own_subject && subject < start);
        if let Some(subject) = own.filter(|&subject| near(subject)) {
            start = self.phrase_range(subject).start.max(first);
        }
        // What would be if is not told as what is.
        if start > first && lexicon().status.conditional.contains(document.lower(start - 1)) {
            start -= 1;
        } else {
            start = self.after_lead_in(start, t);
        }
        if predicate.kind == Kind::Noun && !named(start..t) {
            start = document.tokens_in(clause).start.min(t);
        }
        while start < t && document.deprel(start) == Deprel::Mark && document.lower(start) == "that" {
            start += 1;
        }
        let whole = start == first || predicate.kind == Kind::Noun;
        let end = if whole { sentence.end } else { self.clause_end(t).max(t + 1) };
        let range = start..end.max(document.tokens_in(clause).end.min(sentence.end));
        self.without_article(self.quote(range, t, t, LONGEST + 10))
    }

    /// Whether a clause that holds `t` can begin after the token `opening`.
    fn opens_clause(&self, opening: Token, t: Token) -> bool {
        let document = self.document;
        let dash = |word: Token| matches!(document.form(word), "—" | "–");
        let sentence = document.sentences()[document.sentence_of(t)].tokens.start;
        // Two dashes hold an aside.
        let aside = dash(opening) && ((opening + 1..t).any(dash) || (sentence..opening).any(dash));
        let many = lexicon().headline.many.contains(document.lower(opening + 1));
        // "after the report became public", whatever the parser took "after" for.
        let mistaken = || {
            document.head(opening).is_some_and(|noun| noun > opening && document.is_relation(noun, Deprel::Nsubj))
                || document.upos(opening) == Upos::Sconj
        };
        let conjunction = document.deprel(opening) == Deprel::Mark && document.xpos(opening) != Xpos::To
            || document.lower(opening) == "whose"
            || lexicon().headline.ends_clause.contains(document.lower(opening))
                && document.upos(opening) != Upos::Adv
                && (mistaken() || self.one_clause(opening, t))
                && !self.is_time(opening + 1);
        if matches!(document.form(opening), ";" | ":" | "“" | "``") || dash(opening) && !aside || conjunction && !many
        {
            return true;
        }
        let says = document.upos(opening) == Upos::Verb && lexicon().verbs.saying.contains(document.lemma(opening));
        let told = |word: Token| {
            document.head(word) == Some(opening) && document.deprel(word).universal() == Deprel::Ccomp && word > opening
        };
        if says && (told(t) || (opening + 1..t).any(|word| told(word) && self.is_under(t, word))) {
            return true;
        }
        let subject =
            |word: Token| document.is_relation(word, Deprel::Nsubj) && document.head(word) == Some(t) && word > opening;
        let begins = (opening + 1..t).find(|&word| subject(word));
        let joins_nouns = document.head(opening).is_some_and(|joined| {
            matches!(document.upos(joined), Upos::Noun | Upos::Propn) && document.deprel(joined) == Deprel::Conj
        });
        document.upos(opening) == Upos::Cconj
            && !joins_nouns
            && begins.is_some_and(|begins| (opening + 1..begins).all(|word| document.form(word) != ","))
    }

    /// Whether no other verb stands between the conjunction `opening` and the verb `t`: "until his practice closed".
    fn one_clause(&self, opening: Token, t: Token) -> bool {
        let document = self.document;
        let other = |word: Token| {
            matches!(document.upos(word), Upos::Verb | Upos::Aux) && document.head(word) != Some(t)
                || matches!(document.form(word), "," | ";")
        };
        document.upos(t) == Upos::Verb
            && !(opening + 1..t).any(other)
            && (!opening.checked_sub(1).is_some_and(|before| self.is_span_of_time(before))
                // "months after a new mayor took office"
                || document.xpos(t) == Xpos::Vbd && matches!(document.upos(t - 1), Upos::Noun | Upos::Propn))
    }

    /// "almost 200 people", "over 40 houses"
    fn counts(&self, at: Token) -> bool {
        let document = self.document;
        let next = |n: usize| at + n < document.len() && document.upos(at + n) == Upos::Num;
        let many = lexicon().headline.quantity.contains(document.lower(at)) && next(1);
        many || matches!(document.lower(at), "at" | "more" | "less" | "fewer" | "up" | "as" | "no")
            && (next(2) || next(3))
    }

    /// The token after "On Monday," or "However," at `start`.
    pub(super) fn after_lead_in(&self, start: Token, t: Token) -> Token {
        let document = self.document;
        // "OTTAWA (Agency) – The council": the place of writing.
        let sentence = &document.sentences()[document.sentence_of(t)].tokens;
        let dash = (start..t.min(start + 14)).find(|&word| matches!(document.form(word), "–" | "—" | "-" | "--"));
        let mut at = dash.filter(|_| start == sentence.start && self.is_dateline(start)).map_or(start, |dash| dash + 1);
        let light = |word: Token| {
            let conjunction = document.upos(word) == Upos::Sconj
                || document.upos(word) != Upos::Adp && lexicon().headline.ends_clause.contains(document.lower(word));
            matches!(document.upos(word), Upos::Adv | Upos::Punct | Upos::Cconj)
                || self.is_time(word)
                // "As reported by a paper, the firm signed": that of another clause stays.
                || conjunction && document.head(word) == Some(t)
                || document.upos(word) == Upos::Adp && self.skip_date(word, start).is_some()
        };
        while at < t && light(at) && !self.counts(at) {
            // "Tuesday's vote"
            if self.is_time(at) && document.xpos(at + 1) == Xpos::Pos {
                break;
            }
            // "In July Alpine Air was …": no attribute, at the beginning.
            if document.upos(at) == Upos::Adp && self.is_time(at + 1) {
                at += 1;
                while at < t && self.is_time(at) {
                    at += 1;
                }
                continue;
            }
            at = self.skip_date(at, start).filter(|&after| after > at && after <= t).unwrap_or(at + 1);
        }
        // "Now is the time": no lead-in.
        let verb = at < t && (self.is_finite(at) || document.upos(at) == Upos::Aux);
        if at < t && !verb { at } else { start }
    }
}
