//! Who did what to whom, in the article's words.
//!
//! A headline is the subject, then the clause's own words from the verb on, so that nothing is put together that
//! the text does not say together. Dates go where the sentence stands without them; what is too long ends at a
//! phrase. Relative pronouns give way to what they stand for.

use super::predicate::{self, Kind, Predicate, antecedent, auxiliaries};
use crate::analysis::{Stakeholder, StakeholderKind, Timex};
use crate::language::{Deprel, Document, Token, Upos, Xpos};
use crate::lexicon::events::lexicon;
use crate::text::Span;
use std::ops::Range;

/// Characters that a headline should not exceed.
const LONGEST: usize = 70;

/// How much of a phrase is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Length {
    Full,
    Short,
    Bare,
}

/// The headline of `predicate`, whose clause is `clause`; where the grammar gives no subject, the clause's own words.
pub(super) fn headline(
    document: &Document<'_>,
    predicate: &Predicate,
    clause: Span,
    timexes: &[Timex],
    stakeholders: &[Stakeholder],
) -> String {
    let writer = Writer { document, timexes, stakeholders };
    let mut written = match predicate.kind {
        Kind::Noun => writer.noun_event(predicate),
        _ => writer.verb_event(predicate, 0),
    };
    if written.split_whitespace().nth(1).is_none() {
        written = writer.own_words(predicate, clause);
    }
    if written.is_empty() {
        document.form(predicate.token).clone_into(&mut written);
    }
    capitalised(&written)
}

struct Writer<'a> {
    document: &'a Document<'a>,
    timexes: &'a [Timex],
    stakeholders: &'a [Stakeholder],
}

impl Writer<'_> {
    /// The clause as it stands, from after the conjunction or pronoun that opens it.
    fn own_words(&self, predicate: &Predicate, clause: Span) -> String {
        let document = self.document;
        let mut tokens = document.tokens_in(clause);
        while tokens.start < predicate.token
            && matches!(document.upos(tokens.start), Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Punct)
        {
            tokens.start += 1;
        }
        let opens = |&t: &Token| {
            matches!(document.form(t), "—" | "–")
                || matches!(
                    document.lower(t),
                    "after" | "before" | "when" | "since" | "while" | "that" | "because" | "although" | "which" | "who"
                )
        };
        let start = (tokens.start..predicate.token).rev().find(opens).map_or(tokens.start, |opening| opening + 1);
        self.quote(start..tokens.end.max(predicate.token + 1), predicate.token, LONGEST)
    }

    fn verb_event(&self, predicate: &Predicate, depth: usize) -> String {
        let document = self.document;
        let t = predicate.token;
        let above = document.head(t).filter(|_| depth < 3 && !predicate.own_subject);
        // "to close" tells little without the verb or noun that it completes.
        if let (Some(head), Deprel::Xcomp) = (above, document.deprel(t))
            && let Some(whole) = predicate::predicate(document, head).filter(|whole| whole.kind != Kind::Noun)
        {
            return self.verb_event(&whole, depth + 1);
        }
        let start = self.verb_start(predicate);
        let Some(subject) = self.doer(predicate, start) else { return String::new() };
        let sentence = document.sentences()[document.sentence_of(t)].tokens.clone();
        if let Some(noun) = document.head(t).filter(|_| self.lacks_object(predicate)) {
            // "the register that parliament approved": without the noun nobody knows what was done.
            let first = self.document.tokens_in(self.phrase_span(subject)).start;
            let from = first.checked_sub(1).filter(|&before| antecedent(document, before).is_some()).unwrap_or(first);
            let words = self.quote(from..sentence.end, t, 45);
            return format!("{} {words}", self.subject(noun, Length::Short));
        }
        let mut doer = self.subject(subject, Length::Short);
        if doer.chars().count() > 36 {
            doer = self.subject(subject, Length::Bare);
        }
        let room = LONGEST.saturating_sub(doer.chars().count() + 1).max(24);
        let words = self.quote(start..sentence.end, t, room);
        if words.is_empty() { String::new() } else { format!("{doer} {words}") }
    }

    /// Whether the clause describes a noun that its verb acts on.
    fn lacks_object(&self, predicate: &Predicate) -> bool {
        let document = self.document;
        document.deprel(predicate.token) == Deprel::AclRelcl
            && predicate.kind == Kind::Verb
            && predicate.own_subject
            && predicate.object.is_none()
            && !predicate.passive
            && predicate.subject.is_some_and(|subject| antecedent(document, subject).is_none())
            && document.head(predicate.token).is_some_and(|noun| noun < predicate.token && !self.is_time(noun))
            && !document.children(predicate.token).any(|child| {
                matches!(document.deprel(child), Deprel::Ccomp | Deprel::Xcomp)
                    || document.xpos(child) == Xpos::Wrb
                    || document.deprel(child) == Deprel::Obl
                        && document.children(child).any(|word| antecedent(document, word).is_some())
            })
    }

    /// The first of the words that make the verb: auxiliaries, negation, "to".
    fn verb_start(&self, predicate: &Predicate) -> Token {
        let document = self.document;
        let t = predicate.token;
        let mut start = t;
        let part = |word: Token| {
            let own = document.head(word) == Some(t) || auxiliaries(document, t).any(|aux| aux == word);
            own && (document.upos(word) == Upos::Aux
                || document.xpos(word) == Xpos::To
                || document.upos(word) == Upos::Adv && document.deprel(word) == Deprel::Advmod
                || lexicon().status.negation.contains(document.lower(word))
                || predicate.kind == Kind::State
                    && matches!(document.deprel(word), Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::Case))
        };
        while start > 0 && t - start < 8 && part(start - 1) {
            start -= 1;
        }
        while start < t && document.upos(start) == Upos::Adv && document.deprel(start) == Deprel::Advmod {
            start += 1;
        }
        start
    }

    /// Whom the clause names as doing it, where the grammar is sure of it.
    fn doer(&self, predicate: &Predicate, start: Token) -> Option<Token> {
        let document = self.document;
        let t = predicate.token;
        let subject = predicate.subject.filter(|&subject| subject < start)?;
        let sentence = &document.sentences()[document.sentence_of(t)].tokens;
        if self.is_dateline(subject) {
            let dash = (subject..start).find(|&word| matches!(document.form(word), "–" | "—" | "-" | "--"))?;
            let name = (dash + 1..start).find(|&word| matches!(document.upos(word), Upos::Noun | Upos::Propn))?;
            return Some(self.name_head(name));
        }
        let nominal =
            matches!(document.upos(subject), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Det | Upos::Adj);
        // "a tax that parliament passed": another noun stands between the pronoun and its verb.
        let relative = antecedent(document, subject).is_some();
        let gap = relative
            && (subject + 1..start).any(|word| matches!(document.upos(word), Upos::Noun | Upos::Propn | Upos::Pron));
        let sure = predicate.own_subject
            || matches!(document.deprel(t), Deprel::Acl)
            || document.deprel(t) == Deprel::Conj
                && document.head(t) == document.head(subject)
                && antecedent(document, subject).is_none()
                && start.abs_diff(subject) < 25
                && !(subject + 1..start)
                    .any(|word| matches!(document.upos(word), Upos::Sconj) || document.form(word) == ":");
        (nominal && sure && !gap && sentence.contains(&subject) && !self.is_span_of_time(subject)).then_some(subject)
    }

    /// "OTTAWA (Agency) –": the place of writing does nothing.
    fn is_dateline(&self, t: Token) -> bool {
        let form = self.document.form(t);
        let capitals = form.chars().count() > 3 && form.chars().all(|c| c.is_uppercase() || c == '.');
        let from = self.document.sentences()[self.document.sentence_of(t)].tokens.start;
        capitals
            && t < from + 3
            && (t..(t + 9).min(self.document.len()))
                .any(|word| matches!(self.document.form(word), "–" | "—" | "-" | "--" | "("))
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

    /// The words of `range` as they stand, without dates, as far as the clause of `verb` goes and `room` allows.
    fn quote(&self, range: Range<Token>, verb: Token, room: usize) -> String {
        let document = self.document;
        let mut words: Vec<Token> = Vec::new();
        // Where the words may end.
        let mut ends: Vec<usize> = Vec::new();
        let mut at = range.start;
        while at < range.end && at < range.start + 40 {
            if at > verb && self.ends_clause(at) {
                break;
            }
            if let Some(after) = self.skip_date(at, range.start).filter(|&after| after > at) {
                at = after;
                let other = at < document.len() && matches!(document.upos(at), Upos::Verb | Upos::Aux | Upos::Pron);
                if at > verb && other {
                    break;
                }
                continue;
            }
            if at > verb && self.opens_phrase(at) {
                ends.push(words.len());
            }
            words.push(at);
            at += 1;
        }
        let whole = self.finished(&words);
        if whole.chars().count() <= room {
            return whole;
        }
        let fits = |end: &usize| {
            let text = self.finished(&words[..*end]);
            (text.chars().count() <= room && words[..*end].iter().any(|&word| word > verb)).then_some(text)
        };
        let cut = ends.iter().rev().find_map(fits);
        // A little more than fits is better than half a phrase.
        let longer = || {
            let mut texts = ends.iter().map(|&end| self.finished(&words[..end])).chain([whole.clone()]);
            texts.find(|text| (room..=room + 30).contains(&text.chars().count()))
        };
        cut.or_else(longer).unwrap_or_else(|| {
            let mut end = words.len();
            while end > 1 && self.finished(&words[..end]).chars().count() >= room {
                end -= 1;
            }
            format!("{}…", self.finished(&words[..end]))
        })
    }

    /// Where another clause or an aside begins.
    fn ends_clause(&self, t: Token) -> bool {
        let document = self.document;
        let next = |n: usize| (t + n < document.len()).then_some(t + n);
        if document.upos(t) == Upos::Punct {
            return !matches!(document.form(t), "-" | "'" | "’" | "%" | "“" | "”" | "\"" | "/");
        }
        if matches!(document.xpos(t), Xpos::Wdt | Xpos::Wp) && document.deprel(t).universal() != Deprel::Obj {
            return true;
        }
        let lower = document.lower(t);
        if matches!(
            lower,
            "after"
                | "before"
                | "because"
                | "while"
                | "although"
                | "though"
                | "unless"
                | "amid"
                | "despite"
                | "following"
                | "due"
                | "as"
                | "when"
                | "where"
                | "since"
                | "until"
                | "if"
                | "without"
                | "citing"
        ) {
            return !self.begins_date_with(t, "until") && !self.begins_date_with(t, "since");
        }
        if document.upos(t) == Upos::Cconj {
            let conjunct = document.head(t).filter(|&head| head > t);
            let verb = |word: Token| matches!(document.upos(word), Upos::Verb | Upos::Aux);
            return conjunct.is_some_and(verb) || (1..4).filter_map(next).any(verb);
        }
        false
    }

    fn begins_date_with(&self, t: Token, word: &str) -> bool {
        self.document.lower(t) == word && t + 1 < self.document.len() && self.is_time(t + 1)
    }

    /// Whether a phrase begins at `t`, so that the words before it can stand alone.
    fn opens_phrase(&self, t: Token) -> bool {
        let document = self.document;
        let particle = matches!(document.xpos(t), Xpos::Rp) || document.lower(t) == "of";
        !particle
            && (matches!(document.upos(t), Upos::Adp | Upos::Cconj | Upos::Sconj)
                || document.upos(t) == Upos::Verb && document.xpos(t) == Xpos::Vbg)
            && document.xpos(t) != Xpos::To
    }

    /// The token after the date that begins at `t` with its preposition, if one does and the rest stands without it.
    fn skip_date(&self, t: Token, from: Token) -> Option<Token> {
        let document = self.document;
        let mut at = t;
        if matches!(document.lower(t), "in" | "on" | "of" | "since" | "early" | "late") {
            at += 1;
            while at < document.len() && matches!(document.lower(at), "the" | "early" | "late") {
                at += 1;
            }
        } else if t > from && matches!(document.upos(t - 1), Upos::Adp | Upos::Sconj) {
            return None;
        }
        let begin = at;
        while at < document.len() && self.is_time(at) {
            at += 1;
        }
        // "the 2019 and 2021 elections"
        if at > begin && at + 1 < document.len() && document.lower(at) == "and" && self.is_time(at + 1) {
            at += 1;
            while at < document.len() && self.is_time(at) {
                at += 1;
            }
        }
        // "in August's vote", "in the 2019 election": the preposition stays.
        let noun = |word: Token| word < document.len() && matches!(document.upos(word), Upos::Noun | Upos::Propn);
        let attribute = noun(at)
            || at < document.len() && document.upos(at) == Upos::Adj && noun(at + 1)
            || at < document.len() && document.xpos(at) == Xpos::Pos;
        let whole = at > begin && document.lower(at.saturating_sub(1)) != "of" && !(attribute && begin > t);
        let possessive = at < document.len() && document.xpos(at) == Xpos::Pos;
        (whole && !possessive).then_some(at)
    }

    /// The words spelled, without one at the end that wants another.
    fn finished(&self, words: &[Token]) -> String {
        let document = self.document;
        let mut end = words.len();
        let wants = |word: Token| {
            let particle = matches!(document.xpos(word), Xpos::Rp)
                || matches!(document.deprel(word), Deprel::CompoundPrt | Deprel::Advmod | Deprel::Obl)
                    && document.upos(word) != Upos::Det;
            let weak = matches!(document.upos(word), Upos::Det | Upos::Adp | Upos::Cconj | Upos::Sconj | Upos::Part)
                || matches!(document.xpos(word), Xpos::To | Xpos::Pos | Xpos::PrpS)
                || matches!(document.form(word), "," | "-" | "“" | "\"" | "’s" | "'s");
            // "was sworn in on Monday"
            let particle = particle
                || document.upos(word) == Upos::Adp
                    && word > 0
                    && document.upos(word - 1) == Upos::Verb
                    && (word + 1 == document.len() || matches!(document.upos(word + 1), Upos::Adp | Upos::Punct));
            let only = matches!(
                document.lower(word),
                "only" | "just" | "more" | "than" | "as" | "rather" | "shortly" | "even"
            );
            weak && !particle || only
        };
        while end > 0 && wants(words[end - 1]) {
            // A possessor goes with its mark.
            end -= if document.xpos(words[end - 1]) == Xpos::Pos && end > 1 { 2 } else { 1 };
        }
        self.spell(&words[..end])
    }

    /// "Arrest of a treasurer in Lyon", "France’s detention of two sailors": the words around the noun as they stand.
    fn noun_event(&self, predicate: &Predicate) -> String {
        let document = self.document;
        let t = predicate.token;
        let sentence = document.sentences()[document.sentence_of(t)].tokens.clone();
        let nominal = |word: Token| {
            matches!(document.upos(word), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
                || document.xpos(word) == Xpos::Pos
                || matches!(document.xpos(word), Xpos::PrpS | Xpos::Vbn | Xpos::Vbg)
                    && document.upos(word) != Upos::Aux
                    && document.upos(word) != Upos::Verb
        };
        let mut start = t;
        while start > sentence.start && t - start < 9 && nominal(start - 1) {
            start -= 1;
        }
        while start < t
            && (lexicon().order.after.contains(document.lower(start))
                || lexicon().order.before.contains(document.lower(start))
                || document.xpos(start) == Xpos::Pos)
        {
            start += 1;
        }
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
        let mut text = self.finished(&words);
        while text.chars().count() > LONGEST {
            let Some(cut) = ends.pop() else { break };
            text = self.finished(&words[..cut.min(words.len())]);
        }
        match document.child(t, Deprel::NmodPoss).filter(|&owner| document.upos(owner) == Upos::Pron && owner == start)
        {
            Some(owner) => self.with_owner(owner, &text),
            None => text,
        }
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
            Upos::Adp => matches!(
                lower,
                "of" | "in" | "on" | "against" | "with" | "between" | "for" | "by" | "at" | "from" | "over" | "into"
            ),
            // "elections accusations": a comma is missing.
            Upos::Noun => !(matches!(document.xpos(t - 1), Xpos::Nns) && document.upos(t - 1) == Upos::Noun),
            Upos::Det | Upos::Propn | Upos::Adj | Upos::Num => true,
            Upos::Part => document.xpos(t) == Xpos::Pos,
            Upos::Pron => document.xpos(t) == Xpos::PrpS,
            Upos::Cconj => {
                let verbal = |word: Token| matches!(document.upos(word), Upos::Verb | Upos::Aux);
                let other = |word: Token| {
                    verbal(word)
                        || document.xpos(word) == Xpos::Pos
                        || predicate::predicate(document, word).is_some_and(|p| p.kind == Kind::Noun)
                            && !self.is_time(t + 1)
                        || matches!(document.upos(word), Upos::Adp | Upos::Pron)
                };
                lower == "and" && !(1..5).filter_map(next).any(other)
                    || lower == "and" && t + 1 < document.len() && self.is_time(t + 1) && self.is_time(t - 1)
            }
            _ => false,
        }
    }

    /// Whether `t` stands in any temporal expression, a length of time included.
    fn is_span_of_time(&self, t: Token) -> bool {
        let span = self.document.span(t);
        let first = self.timexes.partition_point(|timex| timex.span.end() <= span.start());
        self.timexes.get(first).is_some_and(|timex| timex.span.overlaps(span))
            || matches!(self.document.lemma(t), "month" | "week" | "day" | "year" | "hour")
    }

    /// The phrase of `t` without the preposition before it.
    fn without_case(&self, t: Token, length: Length) -> String {
        let document = self.document;
        let text = self.named(t, length);
        let case: Vec<Token> = document
            .children(t)
            .filter(|&c| c < t && document.deprel(c) == Deprel::Case && document.lower(c) != "'s")
            .collect();
        let spelled = self.spell(&case);
        text.strip_prefix(&spelled).map_or(text.clone(), |rest| rest.trim_start().to_owned())
    }

    /// Replaces a possessive pronoun at the beginning by the name of the party that it means.
    fn with_owner(&self, owner: Token, words: &str) -> String {
        let pronoun = self.document.form(owner);
        match (self.party(self.document.span(owner), self.document.lower(owner)), words.strip_prefix(pronoun)) {
            (Some(name), Some(rest)) => format!("{name}'s{rest}"),
            _ => words.to_owned(),
        }
    }

    fn subject(&self, t: Token, length: Length) -> String {
        let t = antecedent(self.document, t).unwrap_or(t);
        without_article(&self.without_case(t, length))
    }

    /// The phrase of `t`, or the name of the party where the phrase is a pronoun or calls it "the company".
    fn named(&self, t: Token, length: Length) -> String {
        let document = self.document;
        let span = self.phrase_span(t);
        let pronoun = document.upos(t) == Upos::Pron;
        let definite = document.upos(t) == Upos::Noun
            && document
                .children(t)
                .any(|child| document.deprel(child) == Deprel::Det && matches!(document.lower(child), "the" | "this"))
            && document
                .children(t)
                .all(|child| matches!(document.deprel(child), Deprel::Det | Deprel::Case | Deprel::Punct));
        if (pronoun || definite)
            && let Some(name) = self.party(if pronoun { document.span(t) } else { span }, document.lower(t))
        {
            let case: Vec<Token> =
                document.children(t).filter(|&child| document.deprel(child) == Deprel::Case && child < t).collect();
            return format!("{} {name}", self.spell(&case)).trim().to_owned();
        }
        self.phrase(t, length, false)
    }

    /// The name of the party that is mentioned at `span`, where it is short enough to stand for it, fits the word and
    /// was named not long before.
    fn party(&self, span: Span, word: &str) -> Option<&str> {
        const NEAR: usize = 500;
        let document = self.document;
        let party = self.stakeholders.iter().find(|party| party.mentions.binary_search(&span).is_ok())?;
        let person = party.kind == StakeholderKind::Person;
        let fits = match word {
            "he" | "she" | "him" | "her" | "his" => person,
            "it" | "its" => !person && party.kind != StakeholderKind::Group,
            "they" | "them" | "their" => !person,
            _ => true,
        };
        let named = |mention: &Span| {
            let text = mention.slice(self.document.text());
            text.chars().any(char::is_uppercase) && text.len() > 2
        };
        let before = party.mentions.partition_point(|mention| mention.start() < span.start());
        let near = party.mentions[..before].iter().rev().take_while(|mention| mention.end() + NEAR > span.start());
        let named_near = near.take(20).any(named);
        let name = party.name.as_str();
        // For things, only the subject of this sentence or the one before is sure to be meant.
        let sentence = document.sentence_of(document.tokens_in(span).start.min(document.len() - 1));
        let last = party.mentions[..before].iter().rev().find(|mention| named(mention));
        let subject = last.is_some_and(|mention| {
            let tokens = document.tokens_in(*mention);
            document.sentence_of(tokens.start) + 1 >= sentence
                && tokens.clone().any(|t| document.is_relation(t, Deprel::Nsubj))
        });
        let sure = person && matches!(word, "he" | "she" | "him" | "her" | "his") || subject;
        (fits && sure && name.chars().count() <= 45 && named_near).then_some(name)
    }

    /// Determiner to head.
    fn phrase_span(&self, t: Token) -> Span {
        let document = self.document;
        let first = document
            .children(t)
            .filter(|&child| child < t && document.deprel(child) != Deprel::Case)
            .min()
            .unwrap_or(t);
        document.span(first).cover(document.span(t))
    }

    /// The words of the noun phrase of `t`; `event` leaves out what only orders events ("subsequent").
    fn phrase(&self, t: Token, length: Length, event: bool) -> String {
        let mut words = Vec::new();
        self.collect(t, length, event, 0, &mut words);
        words.sort_unstable();
        words.dedup();
        self.spell(&words)
    }

    fn collect(&self, t: Token, length: Length, event: bool, depth: usize, words: &mut Vec<Token>) {
        let document = self.document;
        words.push(t);
        for child in document.children(t) {
            if depth < 6 && self.keeps(child, length, event, depth) {
                self.collect(child, length, event && document.deprel(child) == Deprel::Conj, depth + 1, words);
            }
        }
    }

    fn keeps(&self, child: Token, length: Length, event: bool, depth: usize) -> bool {
        let document = self.document;
        if self.is_time(child) && document.deprel(child) != Deprel::Case {
            return false;
        }
        let case =
            || document.children(child).find(|&c| document.deprel(c) == Deprel::Case).map(|case| document.lower(case));
        match document.deprel(child) {
            Deprel::Det | Deprel::DetPredet => {
                !(event && depth == 0 && matches!(document.lower(child), "the" | "a" | "an" | "this" | "that"))
            }
            Deprel::Case if event && depth == 0 && document.head(child).is_some_and(|head| child < head) => false,
            Deprel::Case | Deprel::Flat | Deprel::Nummod | Deprel::Fixed | Deprel::Goeswith | Deprel::NmodPoss => true,
            Deprel::Compound => true,
            Deprel::Amod => {
                let orders = lexicon().order.after.contains(document.lower(child))
                    || lexicon().order.before.contains(document.lower(child));
                !(event && orders)
                    && (length < Length::Bare
                        || document.xpos(child) != Xpos::Jj
                        || event
                        || document.form(child).starts_with(char::is_uppercase))
            }
            Deprel::Nmod | Deprel::NmodDesc => match length {
                Length::Full => {
                    depth < 3
                        && !matches!(
                            case(),
                            Some(
                                "including"
                                    | "like"
                                    | "after"
                                    | "before"
                                    | "during"
                                    | "since"
                                    | "amid"
                                    | "despite"
                                    | "following"
                            )
                        )
                }
                Length::Short => {
                    depth < 2
                        && (matches!(
                            case(),
                            Some(
                                "of" | "in"
                                    | "on"
                                    | "for"
                                    | "between"
                                    | "against"
                                    | "with"
                                    | "to"
                                    | "by"
                                    | "from"
                                    | "at"
                            )
                        ) || case().is_none())
                }
                Length::Bare => depth == 0 && (case() == Some("of") || case().is_none() || event),
            },
            Deprel::Conj | Deprel::Cc => {
                length < Length::Bare && (document.upos(child) != Upos::Verb || document.deprel(child) == Deprel::Cc)
            }
            // "the banker Paul Berger", but not "the banker, Paul Berger".
            Deprel::Appos => {
                let head = document.head(child).unwrap_or(child);
                head < child
                    && document.child(child, Deprel::Det).is_none()
                    && !(head..child).any(|t| document.upos(t) == Upos::Punct)
            }
            Deprel::Advmod => {
                length == Length::Full
                    && document.upos(child) == Upos::Adv
                    && document
                        .head(child)
                        .is_some_and(|head| document.upos(head) == Upos::Num || document.upos(head) == Upos::Adj)
            }
            Deprel::Punct => {
                matches!(document.form(child), "-" | "–" | "/" | "%")
                    || length < Length::Bare
                        && document.form(child) == ","
                        && document
                            .children(document.head(child).unwrap_or(child))
                            .any(|c| document.deprel(c) == Deprel::Conj)
            }
            _ => false,
        }
    }

    /// Whether the phrase at `t` is a date, which the timeline shows beside the headline.
    fn is_time(&self, t: Token) -> bool {
        let span = self.document.span(t);
        let first = self.timexes.partition_point(|timex| timex.span.end() <= span.start());
        self.timexes
            .get(first)
            .is_some_and(|timex| timex.span.overlaps(span) && timex.kind != crate::analysis::TimexKind::Duration)
    }

    /// The words as the text spells them: neighbours keep what stands between them, others get a space.
    fn spell(&self, words: &[Token]) -> String {
        let document = self.document;
        let mut written = String::new();
        let mut last: Option<Token> = None;
        for &word in words {
            let apart = match last {
                None => false,
                Some(before) if before + 1 == word => document.span(before).end() < document.span(word).start(),
                Some(_) => !matches!(document.form(word), "," | "'s" | "’s" | "'" | "’" | "%"),
            };
            if apart {
                written.push(' ');
            }
            written.push_str(document.form(word));
            last = Some(word);
        }
        written
    }
}

fn without_article(text: &str) -> String {
    ["The ", "the "].iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text).to_owned()
}

fn capitalised(text: &str) -> String {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '–' | '—' | '-'));
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
