//! Who does it: whether the grammar is sure of it, and by which words it is named.

use super::super::predicate::{Predicate, Tense, antecedent};
use super::telling::{Reference, Telling};
use super::{Writer, without_article};
use crate::language::{Deprel, NameKind, Token, Upos, Xpos};
use crate::lexicon::events::lexicon;
use std::ops::Range;

/// Characters of a subject, beyond which only its core is said.
const LONGEST: usize = 56;

impl Writer<'_> {
    /// Whom the clause names as doing it, where the grammar is sure of it. `start` is the first word of the verb.
    pub(super) fn doer(&self, predicate: &Predicate, start: Token) -> Option<Token> {
        let document = self.document;
        let t = predicate.token;
        let subject = predicate.subject.filter(|&subject| subject < start)?;
        let sentence = &document.sentences()[document.sentence_of(t)].tokens;
        if !sentence.contains(&subject) || self.is_span_of_time(subject) {
            return None;
        }
        if self.is_dateline(subject) {
            let dash = (subject..start).find(|&word| matches!(document.form(word), "–" | "—" | "-" | "--"))?;
            let name = (dash + 1..start).find(|&word| matches!(document.upos(word), Upos::Noun | Upos::Propn))?;
            return Some(self.name_head(name));
        }
        if let Some(noun) = antecedent(document, subject) {
            let told = predicate.own_subject && !self.is_span_of_time(noun) && self.follows_noun(noun, subject, start);
            return told.then_some(noun);
        }
        let torn = predicate.own_subject && !self.has_no_statement_between(subject, start);
        if torn || self.begins_adverbial(subject) {
            return None;
        }
        let nominal =
            matches!(document.upos(subject), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Det | Upos::Adj);
        let free = !document.children(subject).any(|child| document.deprel(child) == Deprel::Case && child < subject);
        let sure = if predicate.own_subject {
            self.reaches(subject, start)
        } else {
            self.is_shared(predicate, subject, start)
        };
        (nominal && free && sure && self.stands_free(subject)).then_some(subject)
    }

    /// "Efforts to pool defence would touch …, years after many countries agreed": another verb's clause stands between,
    /// and no relative pronoun opens it.
    fn has_no_statement_between(&self, subject: Token, start: Token) -> bool {
        let document = self.document;
        let mut open = 0;
        let mut last: Option<Token> = None;
        for word in self.phrase_range(subject).end..start {
            let part = last.is_some_and(|last| document.head(last) == Some(word) || document.head(word) == Some(last));
            if matches!(document.xpos(word), Xpos::Wdt | Xpos::Wp | Xpos::Wrb)
                || document.upos(word) == Upos::Sconj
                || matches!(document.lower(word), "that" | "whose" | "what")
            {
                open += 1;
            } else if document.deprel(word) == Deprel::AclRelcl && !self.is_finite(word) {
                // "the bill he signed": the pronoun is left out.
                open += i32::from(open == 0);
            } else if self.is_finite(word) && !part {
                last = Some(word);
                open -= 1;
                let bare = open < 0 && document.deprel(word) == Deprel::AclRelcl;
                open += i32::from(bare);
            }
        }
        open >= 0
    }

    /// "Ahead of Friday's meeting": no subject begins so.
    fn begins_adverbial(&self, subject: Token) -> bool {
        lexicon().headline.adverbial.contains(self.document.lower(self.phrase_range(subject).start))
    }

    /// "a tax that parliament passed": another noun between the pronoun and its verb; "a day after the vote, which":
    /// the noun must stand right before the pronoun.
    fn follows_noun(&self, noun: Token, pronoun: Token, start: Token) -> bool {
        let document = self.document;
        let gap = (pronoun + 1..start)
            .any(|word| matches!(document.upos(word), Upos::Noun | Upos::Propn | Upos::Pron) && !self.is_time(word));
        let end = self.phrase_range(noun).end;
        // "Ames, then 19, who"
        let near = (end..pronoun).all(|word| {
            matches!(document.upos(word), Upos::Punct | Upos::Num | Upos::Adv) || self.is_under(word, noun)
        });
        // "a hole in the road in Kent which led to …"
        let start = self.phrase_range(noun).start;
        let place = document.name_of(noun).is_some_and(|name| name.kind == NameKind::Place)
            && start > 0
            && document.upos(start - 1) == Upos::Adp
            && document.form(pronoun - 1) != ",";
        // "the training at a range that took place"
        let befalls = start > 0
            && document.upos(start - 1) == Upos::Adp
            && (pronoun + 1..document.len().min(pronoun + 4))
                .any(|word| matches!(document.lower(word), "place" | "occurred" | "happened"));
        !place
            && !befalls
            && !gap
            && near
            && matches!(document.upos(noun), Upos::Noun | Upos::Propn)
            && (self.stands_free_of_of(noun) || self.is_whose_own(noun, pronoun))
    }

    /// "the death of a baby who", "the family of Ada Brandt, who": only the one before the pronoun can be meant.
    fn is_whose_own(&self, noun: Token, pronoun: Token) -> bool {
        let document = self.document;
        let start = self.phrase_range(noun).start;
        let before = start.checked_sub(2).filter(|_| document.lower(pronoun) == "who");
        before.is_some_and(|before| {
            lexicon().nouns.event.contains(document.lemma(before))
                || self.is_person(noun) && document.form(pronoun - 1) == ","
        })
    }

    /// "a group of men who": whether the pronoun means the men or the group is not sure.
    pub(super) fn stands_free_of_of(&self, noun: Token) -> bool {
        let start = self.phrase_range(noun).start;
        start == 0 || self.document.lower(start - 1) != "of"
    }

    /// A verb joined to the one before it has that one's subject, where no other subject stands between.
    fn is_shared(&self, predicate: &Predicate, subject: Token, start: Token) -> bool {
        let document = self.document;
        let t = predicate.token;
        let Some(head) = document.head(t).filter(|&head| head < t && document.deprel(t) == Deprel::Conj) else {
            return false;
        };
        let verbal = document.upos(head) == Upos::Verb || document.child(head, Deprel::Cop).is_some();
        // "was shot and killed", "shot himself and died": like with like.
        let finite =
            |word: Token| matches!(document.xpos(word), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn | Xpos::Vb);
        verbal
            && finite(t)
            && document.head(subject) == Some(head)
            && start.abs_diff(subject) < 30
            && !matches!(predicate.tense, Tense::Participle | Tense::Gerund)
            && self.reaches_verb(subject, head)
            && (head + 1..start).any(|word| document.upos(word) == Upos::Cconj || document.form(word) == ",")
            // "96 people died and close to 90 were injured"
            && !(head + 1..start)
                .rev()
                .take_while(|&word| document.upos(word) != Upos::Cconj && document.form(word) != ",")
                .any(|word| matches!(document.upos(word), Upos::Num | Upos::Pron) && !self.is_time(word))
            && !(head + 1..start).any(|word| {
                document.is_relation(word, Deprel::Nsubj)
                    || matches!(document.form(word), ":" | ";" | "”" | "\"" | "—" | "–")
                    || document.upos(word) == Upos::Sconj
                    || matches!(document.lower(word), "after" | "before" | "when" | "while")
                        && !self.is_span_of_time(word + 1)
            })
    }

    fn reaches_verb(&self, subject: Token, verb: Token) -> bool {
        let document = self.document;
        let first = document
            .children(verb)
            .filter(|&child| child > subject && child < verb && document.is_relation(child, Deprel::Aux))
            .min();
        self.reaches(subject, first.unwrap_or(verb))
    }

    /// Whether only words of the subject's own phrase, adverbs, asides and dates stand between it and the verb.
    fn reaches(&self, subject: Token, start: Token) -> bool {
        let document = self.document;
        let end = self.phrase_range(subject).end;
        let mut at = end;
        while at < start {
            let word = at;
            at += 1;
            if self.is_under(word, subject) || self.is_time(word) {
                continue;
            }
            match document.upos(word) {
                Upos::Adv | Upos::Aux | Upos::Part | Upos::Det | Upos::Num | Upos::Adp | Upos::Cconj => {}
                // What stands between two commas, brackets or dashes is an aside.
                Upos::Punct => {
                    let closing = match document.form(word) {
                        "," => ",",
                        "(" => ")",
                        "—" => "—",
                        "–" => "–",
                        "[" => "]",
                        "\"" => "\"",
                        "“" => "”",
                        "-" | "'" | "’" | "”" | "/" => continue,
                        _ => return false,
                    };
                    if let Some(close) = (at..start).rev().find(|&t| document.form(t) == closing) {
                        at = close + 1;
                    }
                }
                Upos::Noun | Upos::Propn | Upos::Adj | Upos::Pron => {
                    // "the minister on Monday in Rome said": a phrase with a preposition of its own.
                    let cased = (end..word).any(|t| document.upos(t) == Upos::Adp);
                    if !cased {
                        return false;
                    }
                }
                _ => return false,
            }
        }
        true
    }

    /// A noun right after a preposition is no subject, nor is the second part of a place: "in Alpine, Texas".
    pub(super) fn stands_free(&self, subject: Token) -> bool {
        let document = self.document;
        let start = self.phrase_range(subject).start;
        let sentence = document.sentences()[document.sentence_of(subject)].tokens.start;
        if start == sentence {
            return true;
        }
        let before = start - 1;
        let preposition = document.upos(before) == Upos::Adp
            && document.deprel(before) != Deprel::CompoundPrt
            && !lexicon().headline.joins_clause.contains(document.lower(before));
        let person = document.name_of(subject).is_some_and(|name| name.kind == NameKind::Person);
        let place = document.form(before) == ","
            && !person
            && document.upos(subject) == Upos::Propn
            && start > sentence + 2
            && document.upos(start - 2) == Upos::Propn
            && !self.is_time(start - 2)
            && (sentence.max(start.saturating_sub(6))..start - 2).any(|t| document.upos(t) == Upos::Adp);
        // "leaders including the queen have sent": the queen is one of them.
        !preposition && !place && document.lower(before) != "including"
    }

    /// "OTTAWA (Agency) –": the place of writing does nothing.
    pub(super) fn is_dateline(&self, t: Token) -> bool {
        let form = self.document.form(t);
        let capitals = form.chars().count() > 3 && form.chars().all(|c| c.is_uppercase() || c == '.');
        let from = self.document.sentences()[self.document.sentence_of(t)].tokens.start;
        capitals
            && t < from + 3
            && (t..(t + 9).min(self.document.len()))
                .any(|word| matches!(self.document.form(word), "–" | "—" | "―" | "-" | "--" | "("))
    }

    /// The word on which the other words of a name hang.
    fn name_head(&self, mut t: Token) -> Token {
        for _ in 0..4 {
            match self.document.head(t) {
                Some(head) if matches!(self.document.deprel(t), Deprel::Flat | Deprel::Compound) => t = head,
                _ => break,
            }
        }
        t
    }

    /// The words of the noun phrase of `t` that stand together: from its first word to the noun and its name.
    pub(super) fn phrase_range(&self, t: Token) -> Range<Token> {
        let document = self.document;
        let sentence = document.sentences()[document.sentence_of(t)].tokens.clone();
        let mut start = t;
        while start > sentence.start && t - start < 14 && self.is_under(start - 1, t) {
            let word = start - 1;
            // "the agency's (ESA) spacecraft"
            if document.form(word) == ")" {
                let open =
                    (sentence.start.max(word.saturating_sub(8))..word).rev().find(|&at| document.form(at) == "(");
                if let Some(open) = open.filter(|&open| open > sentence.start) {
                    start = open;
                    continue;
                }
            }
            let opens = document.deprel(word) == Deprel::Case && document.head(word) == Some(t)
                || matches!(document.form(word), "," | "(" | ";" | ":" | "—" | "–" | "“" | "\"")
                    && !self.is_listed(word)
                || document.deprel(word) == Deprel::Mark
                // "it was the first measure that": the noun is what is said of another.
                || document.is_relation(word, Deprel::Aux)
                || document.is_relation(word, Deprel::Nsubj)
                || document.deprel(word) == Deprel::Cop
                || matches!(document.upos(word), Upos::Sconj | Upos::Cconj)
                    && !self.is_listed(word)
                    && !matches!(document.lower(word), "neither" | "both" | "either");
            if opens {
                break;
            }
            start = word;
        }
        let opens = |word: Token| {
            matches!(document.upos(word), Upos::Adp | Upos::Sconj | Upos::Cconj)
                && !matches!(document.lower(word), "neither" | "both" | "either")
                || matches!(document.upos(word), Upos::Adv | Upos::Punct) && !self.is_amount(word)
        };
        while start < t && opens(start) && document.form(start) != "\"" {
            start += 1;
        }
        let mut end = t + 1;
        let of_name = |word: Token| {
            self.is_under(word, t)
                && (matches!(document.deprel(word), Deprel::Flat | Deprel::Compound | Deprel::Goeswith | Deprel::Fixed)
                    || document.upos(word) == Upos::Propn
                    || matches!(document.form(word), "-" | "/")
                    || matches!(document.xpos(word), Xpos::Pos) && document.head(word) == Some(t))
        };
        while end < sentence.end && of_name(end) {
            end += 1;
        }
        // "the National Reduction and Management Council"
        if let Some(name) = document.name_of(t).filter(|name| name.tokens.start >= sentence.start) {
            start = start.min(name.tokens.start);
            end = end.max(name.tokens.end.min(sentence.end));
        }
        // "a cap-and-trade bill"
        while start > sentence.start
            && start + 8 > t
            && document.span(start - 1).end() == document.span(start).start()
            && !matches!(document.form(start - 1), "“" | "\"" | "(" | "—" | "–" | "'" | "‘" | "``")
        {
            start -= 1;
        }
        self.with_quantity(start..end)
    }

    /// The phrase of `t` with those that are joined to it before: "Both Ames and Ortiz", where the parser hung the verb
    /// on the last of them.
    pub(super) fn joined_range(&self, t: Token) -> Range<Token> {
        let document = self.document;
        let range = self.phrase_range(t);
        let sentence = document.sentences()[document.sentence_of(t)].tokens.start;
        let before = |n: usize| range.start.checked_sub(n).filter(|&word| word >= sentence);
        let joined = before(1).is_some_and(|word| document.lower(word) == "and")
            && before(2).is_some_and(|word| {
                let last = if document.form(word) == "," { word.saturating_sub(1) } else { word };
                matches!(document.upos(last), Upos::Noun | Upos::Propn)
            });
        if !joined {
            return self.with_quantity(range);
        }
        let part = |word: Token| {
            matches!(document.upos(word), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Det | Upos::Cconj)
                || document.xpos(word) == Xpos::Pos
                || document.lower(word) == "of"
                || document.upos(word) == Upos::Adv && document.form(word).starts_with(char::is_uppercase)
                || document.form(word) == "," && document.upos(word - 1) == Upos::Propn
                || matches!(document.form(word), "US" | "," | "U.S.")
        };
        let mut start = range.start;
        while start > sentence && range.start - start < 12 && part(start - 1) && !self.is_time(start - 1) {
            start -= 1;
        }
        let opens = start == sentence
            || matches!(document.form(start - 1), "," | ";" | "“" | "\"" | "—" | "–")
            || matches!(document.upos(start - 1), Upos::Sconj | Upos::Cconj);
        if opens && start < range.start && document.upos(start) != Upos::Cconj { start..range.end } else { range }
    }

    /// "at least 26 people", "about 40 houses"
    fn is_amount(&self, word: Token) -> bool {
        self.document.head(word).is_some_and(|head| self.document.upos(head) == Upos::Num)
    }

    /// A comma or conjunction between adjectives or nouns before the noun.
    pub(super) fn is_listed(&self, word: Token) -> bool {
        let document = self.document;
        document
            .head(word)
            .is_some_and(|head| document.deprel(head) == Deprel::Conj && document.upos(head) != Upos::Verb)
    }

    /// The phrase of `t` with what belongs to it ("of the court", "in Lyon"), or the party's name for a pronoun.
    /// `verb` is what it does.
    pub(super) fn subject(&self, t: Token, verb: Token) -> String {
        let document = self.document;
        let t = antecedent(document, t).unwrap_or(t);
        if let Some(name) = self.meant(t, verb) {
            // "she and hundreds of others"
            let joined = document.children(t).any(|child| document.deprel(child) == Deprel::Conj && child < verb);
            return if joined { format!("{name} and others") } else { name };
        }
        let range = self.joined_range(t);
        let sentence = document.sentences()[document.sentence_of(t)].tokens.end;
        // Where the phrase could end: at a preposition or a conjunction.
        let mut ends: Vec<Token> = Vec::new();
        let mut at = range.end;
        let mut dates: Vec<Range<Token>> = Vec::new();
        while at < sentence && at < verb && at < range.end + 24 && self.is_under(at, t) && !self.ends_subject(at) {
            // "Ames and Ortiz, the two judges": what follows the last of a list tells of it again.
            if document.form(at) == "," && (range.start..at).any(|word| document.upos(word) == Upos::Cconj) {
                break;
            }
            if let Some(after) = self.skip_date(at, range.end).filter(|&after| after > at) {
                dates.push(at..after);
                at = after;
                continue;
            }
            // "the office of the attorney general | of the state"
            let listed = document.upos(at) == Upos::Cconj && (range.end..at).any(|word| document.form(word) == ",");
            // "the centerpiece of the strategy": without the second noun the first says nothing.
            let of = document.lower(at) == "of";
            if (at > range.end || !of) && !listed && (self.opens_phrase(at) || of && !ends.is_empty()) {
                ends.push(at);
            }
            at += 1;
        }
        ends.push(at);
        let words = |end: Token| -> String {
            let aside = |word: Token| {
                let open = (range.start..=word).rev().find(|&at| matches!(document.form(at), "(" | ")"));
                document.form(word) == ")" || open.is_some_and(|open| document.form(open) == "(")
            };
            let told = |word: &Token| !dates.iter().any(|date| date.contains(word)) && !aside(*word);
            self.spell(self.ended(&(range.start..end).filter(told).collect::<Vec<_>>()))
        };
        let fits = |end: &&Token| words(**end).chars().count() <= LONGEST;
        let end = ends.iter().rev().find(fits).or_else(|| ends.first()).copied().unwrap_or(range.end);
        let joined = (end..at).any(|word| document.upos(word) == Upos::Cconj && self.joins(word, t))
            && !(range.start..end).any(|word| document.upos(word) == Upos::Cconj && self.joins(word, t));
        let first = document.lower(range.start);
        let points = matches!(first, "this" | "that" | "these" | "those") && range.start < t;
        let text = words(end);
        let text = if points { text.get(first.len() + 1..).unwrap_or("").to_owned() } else { without_article(&text) };
        // "its sales": whose they are
        let owner = Some(range.start).filter(|&owner| document.xpos(owner) == Xpos::PrpS);
        let text = match owner.and_then(|owner| self.reference(&Telling::default(), owner)) {
            Some(Reference::Named(name)) => text.replacen(document.form(range.start), &name, 1),
            _ => text,
        };
        if joined { format!("{text} and others") } else { text }
    }

    fn joins(&self, conjunction: Token, t: Token) -> bool {
        let document = self.document;
        document.lower(conjunction) == "and"
            && document.head(conjunction).is_some_and(|other| document.head(other) == Some(t))
    }

    fn ends_subject(&self, t: Token) -> bool {
        let document = self.document;
        // "all routes leading to the north have been closed": without it, more would be said than is.
        let restricts = document.upos(t) == Upos::Verb
            && document.deprel(t) == Deprel::Acl
            && document.upos(t - 1) != Upos::Punct
            && matches!(document.xpos(t), Xpos::Vbg | Xpos::Vbn);
        matches!(document.upos(t), Upos::Verb | Upos::Aux | Upos::Sconj) && !restricts
            || matches!(document.xpos(t), Xpos::Wdt | Xpos::Wp)
            || document.upos(t) == Upos::Punct
                && !matches!(document.form(t), "-" | "'" | "’" | "/" | "%")
                && !(document.form(t) == "," && self.is_listed(t))
            || document.lower(t) == "including"
    }
}
