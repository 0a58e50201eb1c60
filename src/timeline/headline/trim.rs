//! Words of the text without dates and asides, ended at a phrase where they are too long.

use super::Writer;
use super::telling::Telling;
use crate::language::{Deprel, Token, Upos, Xpos};
use crate::lexicon::events::lexicon;
use std::ops::Range;

impl Writer<'_> {
    /// The words of `range` as they stand, without dates and brackets, as far as the clause of `verb` goes, at least
    /// to the word `through`, and beyond it as far as `room` characters allow.
    pub(super) fn quote(&self, range: Range<Token>, verb: Token, through: Token, room: usize) -> Telling {
        let document = self.document;
        let mut words: Vec<Token> = Vec::new();
        // Where the words may end.
        let mut ends: Vec<usize> = Vec::new();
        // Before "and": half of what is told, so only where nothing else fits.
        let mut halves: Vec<usize> = Vec::new();
        let inside = matches!(document.deprel(verb), Deprel::AclRelcl | Deprel::Acl);
        let least = self.least_end(verb).max(through + 1).min(range.end);
        let mut at = range.start;
        while at < range.end && at < range.start + 60 {
            if let Some(after) = self.skip_aside(at, range.end) {
                at = after;
                continue;
            }
            if at >= least && (self.ends_clause(at) || inside && at > verb && self.is_stray_verb(at)) {
                break;
            }
            if let Some(after) = self.skip_date(at, range.start).filter(|&after| after > at) {
                at = after;
                let other = at < document.len()
                    && (matches!(document.upos(at), Upos::Verb | Upos::Aux | Upos::Pron)
                        || self.begins_other(verb, at));
                if at > least && other {
                    break;
                }
                continue;
            }
            if at >= least && self.opens_phrase(at) {
                if document.upos(at) == Upos::Cconj { &mut halves } else { &mut ends }.push(words.len());
            }
            words.push(at);
            at += 1;
        }
        let length = |end: usize| self.spell(self.ended(&words[..end])).chars().count();
        let told = |end: &usize| words[..*end].iter().any(|&word| word >= through);
        // A little more than fits is better than half a thought.
        let whole = words.len();
        if length(whole) <= room + 12 && self.ends_well(self.ended(&words)) {
            return Telling::of(self.ended(&words).to_vec());
        }
        let well = |end: &&usize| told(end) && self.ends_well(self.ended(&words[..**end]));
        let fits = |end: &&usize| length(**end) <= room;
        let longer = |end: &&usize| length(**end) <= room + 30;
        let cut = ends.iter().rev().filter(well).find(fits).or_else(|| ends.iter().filter(well).find(longer));
        if cut.is_none() && length(whole) <= room + 12 {
            return Telling::of(self.ended(&words).to_vec());
        }
        let cut = cut.or_else(|| ends.iter().rev().filter(|end| told(end)).find(fits));
        let cut = cut.or_else(|| ends.iter().filter(|end| told(end)).find(longer));
        let cut = cut.or_else(|| halves.iter().rev().filter(|end| told(end)).find(longer));
        if let Some(&end) = cut {
            return Telling::of(self.ended(&words[..end]).to_vec());
        }
        if length(whole) <= room + 30 {
            return Telling::of(self.ended(&words).to_vec());
        }
        let mut end = whole;
        let reached = words.iter().position(|&word| word >= through).unwrap_or(0);
        while end > reached + 1 && length(end) >= room + 10 {
            end -= 1;
        }
        Telling { broken: true, ..Telling::of(self.ended(&words[..end]).to_vec()) }
    }

    /// "when the pubs opened this morning | most smokers stayed": behind a clause that opens with a conjunction, a date
    /// ends it.
    pub(super) fn begins_other(&self, verb: Token, at: Token) -> bool {
        let document = self.document;
        at > verb
            && document.deprel(verb).universal() == Deprel::Advcl
            && document.children(verb).any(|child| child < verb && document.deprel(child) == Deprel::Mark)
            && matches!(document.upos(at), Upos::Noun | Upos::Propn | Upos::Det | Upos::Adj | Upos::Num)
    }

    /// The token after what the verb cannot do without: its object, complement and particle.
    fn least_end(&self, verb: Token) -> Token {
        let document = self.document;
        let needed = |child: &Token| {
            *child > verb
                && *child < verb + 30
                && !(verb + 1..*child).any(|word| document.form(word) == ",")
                && matches!(document.deprel(*child).universal(), Deprel::Obj | Deprel::Xcomp | Deprel::Ccomp)
                || *child > verb && document.deprel(*child) == Deprel::CompoundPrt
        };
        let last = document.children(verb).filter(needed).max();
        let with_own = |child: Token| {
            let complement = matches!(document.deprel(child).universal(), Deprel::Xcomp | Deprel::Ccomp);
            let inner = document
                .children(child)
                .filter(|&inner| {
                    complement
                        && inner > child
                        && inner < child + 12
                        && matches!(
                            document.deprel(inner).universal(),
                            Deprel::Obj | Deprel::Xcomp | Deprel::Nmod | Deprel::Obl
                        )
                })
                .min();
            // "the victory of the north", "39 people"
            inner.unwrap_or(child) + 1
        };
        let near = |child: &Token| {
            *child > verb
                && *child < verb + 9
                && document.deprel(*child).universal() == Deprel::Obl
                && !self.is_time(*child)
        };
        // "announced at noon that": what is announced, though the parser did not see it.
        let says = lexicon().verbs.saying.contains(document.lemma(verb)) && document.upos(verb) == Upos::Verb;
        match last {
            Some(child) => with_own(child),
            None if says => verb + 5,
            None => document.children(verb).filter(near).min().map_or(verb + 1, |child| child + 1),
        }
    }

    /// A verb that the parser hung into a clause to which it does not belong: "that hit the coast killed ten".
    fn is_stray_verb(&self, t: Token) -> bool {
        let document = self.document;
        let finite = document.xpos(t) == Xpos::Vbd
            || document.xpos(t) == Xpos::Vbn && document.child(t, Deprel::Obj).is_some_and(|object| object > t);
        let bound = document.children(t).any(|child| {
            child < t
                && (document.is_relation(child, Deprel::Aux)
                    || document.is_relation(child, Deprel::Nsubj)
                    || document.deprel(child) == Deprel::Cop)
        });
        finite && !bound && t > 0 && !matches!(document.upos(t - 1), Upos::Aux | Upos::Cconj | Upos::Adv | Upos::Pron)
    }

    /// The token after a bracket that opens at `t`.
    pub(super) fn skip_aside(&self, t: Token, end: Token) -> Option<Token> {
        let closing = match self.document.form(t) {
            "(" => ")",
            "[" => "]",
            "—" => "—",
            _ => return None,
        };
        (t + 1..end.min(t + 16)).find(|&word| self.document.form(word) == closing).map(|close| close + 1)
    }

    /// "two weeks | after the vote": a length of time that the next words count from.
    fn counts_from(&self, t: Token) -> bool {
        let document = self.document;
        let length = lexicon().headline.units.contains(document.lemma(t));
        let next = (t + 1 < document.len()).then(|| document.lower(t + 1));
        length && next.is_some_and(|next| lexicon().headline.counts_from.contains(next))
    }

    /// Where another clause or an aside begins.
    pub(super) fn ends_clause(&self, t: Token) -> bool {
        let document = self.document;
        let next = |n: usize| (t + n < document.len()).then_some(t + n);
        if document.upos(t) == Upos::Punct {
            // "140,000", "north-west", "and/or"
            let joined = document.span(t - 1).end() == document.span(t).start()
                && next(1).is_some_and(|next| document.span(next).start() == document.span(t).end());
            let listed = document.form(t) == "," && document.upos(t - 1) == Upos::Adj && self.is_listed(t);
            // "the officer - a sergeant - fired"
            let dash = document.form(t) == "-"
                && document.span(t - 1).end() < document.span(t).start()
                && next(1).is_some_and(|next| document.span(t).end() < document.span(next).start());
            if dash {
                return true;
            }
            return !listed && !matches!(document.form(t), "-" | "'" | "’" | "%" | "“" | "”" | "\"" | "/") && !joined;
        }
        if matches!(document.xpos(t), Xpos::Wdt | Xpos::Wp) && document.deprel(t).universal() != Deprel::Obj {
            return true;
        }
        if lexicon().headline.ends_clause.contains(document.lower(t)) {
            return !self.begins_date_with(t, "until") && !self.begins_date_with(t, "since");
        }
        if document.upos(t) == Upos::Cconj {
            let conjunct = document.head(t).filter(|&head| head > t);
            let verb = |word: Token| matches!(document.upos(word), Upos::Verb | Upos::Aux);
            // "vehicular and pedestrian traffic"
            let attributes = document.upos(t - 1) == Upos::Adj
                && next(1).is_some_and(|next| document.upos(next) == Upos::Adj)
                && next(2).is_some_and(|next| document.upos(next) == Upos::Noun);
            let verbal = conjunct.is_some_and(verb) || (1..4).filter_map(next).any(verb);
            return verbal && !attributes || self.opens_statement(t);
        }
        // "its leader calling for calm": what follows is another clause with a subject.
        document.lower(t) == "with" && document.deprel(t) == Deprel::Mark
    }

    /// "and some houses in Lyon have been cleared": a subject and its verb follow the conjunction, whatever the parser
    /// hung the noun on.
    fn opens_statement(&self, conjunction: Token) -> bool {
        let document = self.document;
        let sentence = document.sentences()[document.sentence_of(conjunction)].tokens.end;
        let after = conjunction + 1..sentence.min(conjunction + 9);
        let stops = |word: Token| {
            document.upos(word) == Upos::Punct
                || matches!(document.upos(word), Upos::Sconj | Upos::Verb)
                || matches!(document.xpos(word), Xpos::Wdt | Xpos::Wp | Xpos::Wrb | Xpos::To)
                || document.lower(word) == "that"
        };
        after
            .take_while(|&word| !stops(word) || matches!(document.xpos(word), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp))
            .any(|word| matches!(document.xpos(word), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md))
    }

    fn begins_date_with(&self, t: Token, word: &str) -> bool {
        self.document.lower(t) == word && t + 1 < self.document.len() && self.is_time(t + 1)
    }

    /// Whether a phrase begins at `t`, so that the words before it can stand alone.
    pub(super) fn opens_phrase(&self, t: Token) -> bool {
        let document = self.document;
        let such = |word: Token| {
            document.lower(word) == "such" && word + 1 < document.len() && document.lower(word + 1) == "as"
        };
        if such(t) {
            return true;
        }
        let particle = matches!(document.xpos(t), Xpos::Rp) || document.lower(t) == "of" || t > 0 && such(t - 1);
        // "between France and Italy", "both the army and the navy"
        let paired = document.upos(t) == Upos::Cconj
            && (t.saturating_sub(8)..t)
                .any(|word| matches!(document.lower(word), "between" | "both" | "either" | "neither" | "from"));
        // "the Utah Test and Training Range"
        let named = document.name_of(t).is_some_and(|name| name.tokens.start < t);
        !particle
            && !named
            && !paired
            && (matches!(document.upos(t), Upos::Adp | Upos::Cconj | Upos::Sconj)
                || document.upos(t) == Upos::Verb
                    && (document.xpos(t) == Xpos::Vbg
                        || document.xpos(t) == Xpos::Vbn && document.deprel(t) == Deprel::Acl))
            && document.xpos(t) != Xpos::To
    }

    /// The token after the date that begins at `t` with its preposition, if one does and the rest stands without it.
    pub(super) fn skip_date(&self, t: Token, from: Token) -> Option<Token> {
        let document = self.document;
        let mut at = t;
        let opener = |word: Token| lexicon().headline.opens_date.contains(document.lower(word));
        if opener(t) && !self.is_time(t) {
            while at < document.len()
                && at < t + 4
                && !self.is_time(at)
                && (opener(at) || matches!(document.lower(at), "the" | "a" | "an"))
            {
                at += 1;
            }
        } else if t > from && (matches!(document.upos(t - 1), Upos::Adp | Upos::Sconj) || self.is_time(t - 1)) {
            return None;
        }
        let begin = at;
        // "an 18th-century church"
        if begin > from && begin == t && matches!(document.lower(begin - 1), "a" | "an") {
            return None;
        }
        while at < document.len() && self.is_time(at) {
            at += 1;
        }
        // "from 2012 to 2016"
        while at > begin
            && at + 1 < document.len()
            && matches!(document.lower(at), "to" | "until" | "through" | "till")
            && self.is_time(at + 1)
        {
            at += 1;
            while at < document.len() && self.is_time(at) {
                at += 1;
            }
        }
        // "the 2019 and 2021 elections"
        if at > begin && at + 1 < document.len() && document.lower(at) == "and" && self.is_time(at + 1) {
            at += 1;
            while at < document.len() && self.is_time(at) {
                at += 1;
            }
        }
        // "from 1992 onwards"
        if at > begin && at < document.len() && matches!(document.lower(at), "onwards" | "onward") {
            at += 1;
        }
        // "2014 has been a year of storms"
        if at == begin || document.is_relation(begin, Deprel::Nsubj) && begin == t {
            return None;
        }
        // "before the summer | is over"
        let clause = begin > t
            && matches!(document.lower(t), "before" | "after" | "until" | "since" | "as" | "till")
            && at < document.len()
            && matches!(document.upos(at), Upos::Aux | Upos::Verb);
        if clause {
            return None;
        }
        // "in August's vote", "in the 2019 election", "the three-day talks": the preposition stays.
        let noun = |word: Token| word < document.len() && matches!(document.upos(word), Upos::Noun | Upos::Propn);
        let hyphen = at < document.len() && document.form(at) == "-";
        let attribute = noun(at)
            || at < document.len() && document.upos(at) == Upos::Adj && noun(at + 1)
            || at < document.len() && document.xpos(at) == Xpos::Pos;
        let possessive = at < document.len() && document.xpos(at) == Xpos::Pos;
        let whole = document.lower(at - 1) != "of" && !(attribute && begin > t) && !hyphen;
        (whole && !possessive).then_some(at)
    }

    /// The words without those at the end that want another.
    pub(super) fn ended<'w>(&self, words: &'w [Token]) -> &'w [Token] {
        let document = self.document;
        let mut end = words.len();
        let wants = |word: Token| {
            let particle = matches!(document.xpos(word), Xpos::Rp)
                || matches!(document.deprel(word), Deprel::CompoundPrt | Deprel::Advmod | Deprel::Obl)
                    && document.upos(word) != Upos::Det;
            let weak = matches!(document.upos(word), Upos::Det | Upos::Adp | Upos::Cconj | Upos::Sconj | Upos::Part)
                || matches!(document.xpos(word), Xpos::To | Xpos::Pos | Xpos::PrpS)
                || matches!(document.form(word), "," | "-" | "“" | "\"" | "’s" | "'s" | "(" | "/" | "." | ";" | ":");
            // "took part in | a walk": no particle.
            let next = (word + 1 < document.len()).then_some(word + 1);
            let object = next.is_some_and(|next| {
                matches!(document.upos(next), Upos::Det | Upos::Num | Upos::Propn | Upos::Adj) && !self.is_time(next)
            });
            let particle = particle && !(object && document.upos(word) == Upos::Adp);
            // "was sworn in on Monday"
            let particle = particle
                || document.upos(word) == Upos::Adp
                    && word > 0
                    && document.upos(word - 1) == Upos::Verb
                    && (word + 1 == document.len()
                        || matches!(document.upos(word + 1), Upos::Adp | Upos::Punct | Upos::Sconj));
            let described = document.xpos(word) == Xpos::Vbn
                && document.deprel(word) == Deprel::Acl
                && word + 1 < document.len()
                && document.upos(word + 1) == Upos::Adp
                && !self.is_time(word + 1)
                && self.skip_date(word + 1, word).is_none();
            // "for several days, possibly | longer"
            let trailing = document.upos(word) == Upos::Adv && word > 0 && document.form(word - 1) == ",";
            // "any crime related | to her use"
            let after_noun = document.upos(word) == Upos::Adj
                && word > 0
                && matches!(document.upos(word - 1), Upos::Noun | Upos::Propn)
                && word + 1 < document.len()
                && matches!(document.lower(word + 1), "to" | "of" | "for" | "in");
            let half = after_noun
                || trailing
                || (document.xpos(word) == Xpos::Vbg && document.deprel(word) == Deprel::Acl || described)
                    && words.len() > 1
                // "a survey released | in May"
                || document.xpos(word) == Xpos::Vbn
                    && document.deprel(word) == Deprel::Acl
                    && word > 0
                    && document.head(word) == Some(word - 1)
                    && words.contains(&(word - 1))
                || document.upos(word) == Upos::Adj
                    && document.deprel(word) == Deprel::Amod
                    && document.head(word).is_some_and(|head| head > word && !words.contains(&head));
            weak && !particle || half || lexicon().headline.dangling.contains(document.lower(word))
        };
        // "was murdered a few weeks | after"
        if let Some(&last) = words.last().filter(|&&last| self.counts_from(last)) {
            let start = self.phrase_range(last).start;
            let kept = words.iter().filter(|&&word| word < start).count();
            end = if kept > 1 { kept } else { end };
        }
        while end > 0 && wants(words[end - 1]) {
            // A possessor goes with its mark.
            end -= if document.xpos(words[end - 1]) == Xpos::Pos && end > 1 { 2 } else { 1 };
        }
        &words[..end]
    }
}
