//! Who did what to whom, in the article's words.
//!
//! A headline is the subject, then the clause's own words from the verb on: stretches of the text, so that nothing is
//! put together that the text does not say together. Where the grammar is not sure of the subject, the clause stands
//! as the article has it. `subject` finds and names who does it, `noun` tells events that are nouns, `trim` leaves out
//! dates and asides and ends what is too long at a phrase.

mod noun;
mod sound;
mod subject;
mod trim;

use super::predicate::{self, Kind, Predicate, Tense, antecedent, auxiliaries};
use crate::analysis::{Stakeholder, Timex, TimexKind};
use crate::language::{Deprel, Document, Token, Upos, Xpos};
use crate::lexicon::events::lexicon;
use crate::text::Span;
use std::ops::Range;

/// Characters that a headline should not exceed.
const LONGEST: usize = 70;

/// The headline of `predicate`, whose clause is `clause`; where the grammar is not sure, the clause's own words.
pub(super) fn headline(
    document: &Document<'_>,
    predicate: &Predicate,
    clause: Span,
    timexes: &[Timex],
    stakeholders: &[Stakeholder],
) -> String {
    let writer = Writer { document, timexes, stakeholders };
    let built = match predicate.kind {
        Kind::Noun => writer.noun_event(predicate),
        _ => writer.verb_event(predicate, 0),
    };
    let mut written = writer.first_sound(predicate, clause, built.as_deref());
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
    /// The first telling that stands by itself: the one that was built, the participle with its subject, the clause as
    /// the article has it, a short sentence as a whole, the clause around; else the first that says anything.
    fn first_sound(&self, predicate: &Predicate, clause: Span, built: Option<&str>) -> String {
        type Telling<'w> = &'w dyn Fn() -> Option<String>;
        let t = predicate.token;
        if self.document.sentence_of(t) == 0
            && self.document.head(t).is_none()
            && !self.document.sentences()[0].tokens.clone().any(|word| self.is_time(word))
            && let Some(title) = self.whole_sentence(predicate)
        {
            return without_article(&title);
        }
        let whole = self.whole_sentence(predicate);
        let tellings: [Telling<'_>; 5] = [
            &|| built.map(str::to_owned),
            &|| self.with_shared_subject(predicate),
            &|| Some(self.own_words(predicate, clause)),
            &|| whole.clone(),
            &|| self.around(predicate),
        ];
        let mut spare: Option<String> = None;
        for telling in tellings {
            let Some(text) = telling().filter(|text| text.split_whitespace().nth(1).is_some()) else { continue };
            if self.stands_alone(predicate, &text)
                || whole.as_ref() == Some(&text) && !sound::begins_with_pronoun(&text)
            {
                return text;
            }
            spare.get_or_insert(text);
        }
        spare.unwrap_or_else(|| {
            let sentence = self.document.sentences()[self.document.sentence_of(t)].tokens.clone();
            self.quote(self.after_lead_in(sentence.start, t)..sentence.end, t, t, LONGEST)
        })
    }

    /// The event of a verb; `None` where the grammar does not surely say who does it.
    fn verb_event(&self, predicate: &Predicate, depth: usize) -> Option<String> {
        let document = self.document;
        let t = predicate.token;
        let subjectless = !predicate.own_subject;
        match predicate.tense {
            // "to close" tells little without the verb that it completes.
            Tense::Infinitive if subjectless => {
                let head = document.head(t).filter(|&head| head < t && depth < 3)?;
                let whole = predicate::predicate(document, head).filter(|whole| whole.kind != Kind::Noun)?;
                self.told(&whole, t, depth)
            }
            Tense::Gerund if subjectless => Some(self.quote(t..self.clause_end(t), t, t, LONGEST)),
            Tense::Participle if subjectless && document.deprel(t) == Deprel::Acl => self.reduced(predicate),
            Tense::Participle if subjectless && document.deprel(t) == Deprel::Advcl => {
                Some(self.quote(t..self.clause_end(t), t, t, LONGEST))
            }
            _ => self.told(predicate, t, depth),
        }
    }

    /// Subject and predicate, as far as `through` at least.
    pub(super) fn told(&self, predicate: &Predicate, through: Token, depth: usize) -> Option<String> {
        let document = self.document;
        let t = predicate.token;
        if depth < 3 && !predicate.own_subject && predicate.tense == Tense::Infinitive {
            return self.verb_event(predicate, depth + 1);
        }
        let conditional = |child: Token| {
            child < t
                && document.deprel(child) == Deprel::Mark
                && lexicon().status.conditional.contains(document.lower(child))
        };
        if document.children(t).any(conditional) {
            return None;
        }
        if let Some(noun) = document.head(t).filter(|_| self.lacks_object(predicate)) {
            // "the register that parliament approved": without the noun nobody knows what was done.
            let range = self.phrase_range(noun);
            let subject = predicate.subject.map_or(t, |subject| self.phrase_range(subject).start);
            let near = !(range.end..subject)
                .any(|word| matches!(document.upos(word), Upos::Noun | Upos::Propn) && !self.is_under(word, noun));
            if !near {
                return None;
            }
            return Some(self.quote(range.start..self.clause_end(t), t, through, LONGEST));
        }
        let (start, shared) = self.verb_start(predicate);
        let subject = self.doer(predicate, start).filter(|&subject| self.agrees(predicate, subject))?;
        let who = self.subject(subject, t);
        // "gifts have soared, driven by a few donors": the auxiliary of the verb before is none of a passive.
        let passive = matches!(shared.as_str(), "has" | "have" | "had")
            && t + 1 < document.len()
            && document.lower(t + 1) == "by";
        let shared = match (passive, self.is_plural(subject)) {
            (true, true) => "were".to_owned(),
            (true, false) => "was".to_owned(),
            _ => shared,
        };
        let verb = if shared.is_empty() { String::new() } else { format!("{shared} ") };
        let room = LONGEST.saturating_sub(who.chars().count() + verb.chars().count() + 1).max(28);
        let words = self.quote(start..self.clause_end(t), t, through, room);
        // "He lost to Cruz" is not told of Cruz.
        let named = who.split_whitespace().last().unwrap_or("");
        let same = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()) == named;
        let who = if document.upos(subject) == Upos::Pron && words.split_whitespace().any(same) {
            document.form(subject).to_owned()
        } else {
            who
        };
        (!words.is_empty()).then(|| format!("{who} {verb}{words}"))
    }

    /// Whether the number of a verb fits the subject that it takes from the verb before it.
    fn agrees(&self, predicate: &Predicate, subject: Token) -> bool {
        let document = self.document;
        let own = |child: &Token| document.is_relation(*child, Deprel::Aux) && *child < predicate.token;
        let Some(aux) = document.children(predicate.token).find(own).filter(|_| !predicate.own_subject) else {
            return true;
        };
        match document.lower(aux) {
            "have" | "were" | "are" => self.is_plural(subject) || document.upos(subject) == Upos::Pron,
            "has" | "was" | "is" => !self.is_plural(subject),
            _ => true,
        }
    }

    /// "an inquiry begun in March": the noun, and that it was begun.
    fn reduced(&self, predicate: &Predicate) -> Option<String> {
        let document = self.document;
        let t = predicate.token;
        let noun =
            document.head(t).filter(|&noun| noun < t && matches!(document.upos(noun), Upos::Noun | Upos::Propn))?;
        let range = self.phrase_range(noun);
        let light = |word: Token| {
            document.form(word) == ","
                || document.upos(word) == Upos::Adv
                    && document.head(word) == Some(t)
                    && document.lower(word).ends_with("ly")
        };
        let beside = range.end == t;
        // "Parts of the Lyon, France area flooded": the phrase begins before the comma.
        let torn = range.start > 1
            && document.form(range.start - 1) == ","
            && document.upos(range.start - 2) == Upos::Propn
            && document.upos(range.start) == Upos::Propn;
        if torn || !(range.end..t).all(light) || self.is_span_of_time(noun) || !beside && !self.stands_free_of_of(noun)
        {
            return None;
        }
        if predicate.object.is_some() {
            // With an object it is no participle: "the court sentenced the man".
            let who = self.subject(noun, t);
            let words = self.quote(t..self.clause_end(t), t, t, LONGEST.saturating_sub(who.chars().count()).max(28));
            return self.stands_free(noun).then(|| format!("{who} {words}"));
        }
        if self.is_told_later(t) {
            return None;
        }
        let who = self.subject(noun, t);
        let room = LONGEST.saturating_sub(who.chars().count() + 5).max(28);
        let words = self.quote(t..self.clause_end(t), t, t, room);
        if beside && self.is_only_verb(noun, t) {
            return Some(format!("{who} {words}"));
        }
        Some(format!("{who} {} {words}", if self.is_plural(noun) { "were" } else { "was" }))
    }

    /// "Voters participated in the primaries": no participle, for the sentence begins with its subject and has no other
    /// verb before its first comma.
    fn is_only_verb(&self, noun: Token, verb: Token) -> bool {
        let document = self.document;
        let sentence = document.sentences()[document.sentence_of(verb)].tokens.clone();
        let finite = |word: Token| matches!(document.xpos(word), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
        let to = (verb + 1..sentence.end).find(|&word| document.upos(word) == Upos::Punct).unwrap_or(sentence.end);
        let opens = !(sentence.start..noun).any(|word| document.upos(word) == Upos::Verb || document.form(word) == ",");
        let agent = verb + 1 < sentence.end && document.lower(verb + 1) == "by";
        opens && !agent && document.upos(verb) == Upos::Verb && !(sentence.start..to).any(finite)
    }

    /// "A man described as tall shot two people": a finite verb follows in the clause, and the noun is its subject.
    fn is_told_later(&self, participle: Token) -> bool {
        let document = self.document;
        for word in participle + 1..self.clause_end(participle) {
            let opens = document.form(word) == "," || matches!(document.upos(word), Upos::Sconj | Upos::Pron);
            if opens {
                return false;
            }
            if matches!(document.xpos(word), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md) {
                return true;
            }
        }
        false
    }

    /// The first of the words that make the verb (auxiliaries, negation), and those that it shares with the verb
    /// before it: "was shot and killed".
    fn verb_start(&self, predicate: &Predicate) -> (Token, String) {
        let document = self.document;
        let t = predicate.token;
        let subject = predicate.subject.filter(|_| predicate.own_subject);
        let after = |word: Token| subject.is_none_or(|subject| word > subject);
        let part = |word: &Token| {
            *word < t
                && t - *word < 12
                && after(*word)
                && (document.is_relation(*word, Deprel::Aux)
                    || document.deprel(*word) == Deprel::Cop
                    || lexicon().status.negation.contains(document.lower(*word))
                    || lexicon().status.kept.contains(document.lower(*word)))
        };
        let start = document.children(t).filter(part).min().unwrap_or(t);
        let shared = || {
            let words: Vec<Token> =
                auxiliaries(document, t).filter(|&aux| document.head(aux) != Some(t) && aux < t).collect();
            self.spell(&words)
        };
        let alone = document.children(t).all(|child| !document.is_relation(child, Deprel::Aux));
        let takes = alone && document.xpos(t) == Xpos::Vbn && predicate.kind == Kind::Verb;
        (start, if takes { shared() } else { String::new() })
    }

    /// Whether the clause describes a noun that its verb acts on.
    fn lacks_object(&self, predicate: &Predicate) -> bool {
        let document = self.document;
        document.deprel(predicate.token) == Deprel::AclRelcl
            && predicate.kind == Kind::Verb
            && predicate.own_subject
            && predicate
                .object
                .is_none_or(|object| object < predicate.token && matches!(document.xpos(object), Xpos::Wdt | Xpos::Wp))
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

    /// The token after the clause of the verb `t`: that of the sentence, or for a clause inside another its own.
    fn clause_end(&self, t: Token) -> Token {
        let document = self.document;
        let sentence = document.sentences()[document.sentence_of(t)].tokens.clone();
        if document.head(t).is_none() {
            return sentence.end;
        }
        let inside = |word: Token| self.is_under(word, t);
        let end = (t + 1..sentence.end.min(t + 60)).rev().find(|&word| inside(word)).map_or(t + 1, |word| word + 1);
        // The words in between belong to it too, unless another clause's verb stands there.
        let other =
            |word: Token| matches!(document.xpos(word), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md) && !inside(word);
        (t + 1..end).find(|&word| other(word)).unwrap_or(end)
    }

    /// Whether `word` hangs, directly or not, on `top`.
    fn is_under(&self, word: Token, top: Token) -> bool {
        let mut at = word;
        for _ in 0..16 {
            match self.document.head(at) {
                Some(head) if head == top => return true,
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    }

    /// The clause as the article has it, from after what opens it, with its subject.
    fn own_words(&self, predicate: &Predicate, clause: Span) -> String {
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
        let words = self.quote(start..end.max(document.tokens_in(clause).end.min(sentence.end)), t, t, LONGEST + 10);
        without_article(&words)
    }

    /// Whether a clause that holds `t` can begin after the token `opening`.
    fn opens_clause(&self, opening: Token, t: Token) -> bool {
        let document = self.document;
        let dash = |word: Token| matches!(document.form(word), "—" | "–");
        let sentence = document.sentences()[document.sentence_of(t)].tokens.start;
        // Two dashes hold an aside.
        let aside = dash(opening) && ((opening + 1..t).any(dash) || (sentence..opening).any(dash));
        let many = matches!(document.lower(opening + 1), "many" | "much" | "few" | "little");
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

    /// The token after "On Monday," or "However," at `start`.
    fn after_lead_in(&self, start: Token, t: Token) -> Token {
        let document = self.document;
        let mut at = start;
        let light = |word: Token| {
            let conjunction = document.upos(word) == Upos::Sconj
                || document.upos(word) != Upos::Adp && lexicon().headline.ends_clause.contains(document.lower(word));
            matches!(document.upos(word), Upos::Adv | Upos::Punct | Upos::Cconj)
                || self.is_time(word)
                // "As reported by a paper, the firm signed": that of another clause stays.
                || conjunction && document.head(word) == Some(t)
                || document.upos(word) == Upos::Adp && self.skip_date(word, start).is_some()
        };
        while at < t && light(at) {
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
        if at < t { at } else { start }
    }

    /// Whether the phrase at `t` is a date, which the timeline shows beside the headline; an age is none.
    fn is_time(&self, t: Token) -> bool {
        let span = self.document.span(t);
        let first = self.timexes.partition_point(|timex| timex.span.end() <= span.start());
        self.timexes.get(first).is_some_and(|timex| {
            timex.span.overlaps(span)
                && timex.kind != TimexKind::Duration
                && !self.document.text().get(timex.span.end()..).is_some_and(|rest| rest.starts_with("-old"))
                && !timex.span.slice(self.document.text()).ends_with("old")
        })
    }

    /// Whether `t` stands in any temporal expression, a length of time included.
    fn is_span_of_time(&self, t: Token) -> bool {
        let span = self.document.span(t);
        let first = self.timexes.partition_point(|timex| timex.span.end() <= span.start());
        self.timexes.get(first).is_some_and(|timex| timex.span.overlaps(span))
            || matches!(self.document.lemma(t), "month" | "week" | "day" | "year" | "hour")
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
