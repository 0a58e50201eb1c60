//! Who did what to whom, in the article's words.
//!
//! A headline is the subject, then the clause's own words from the verb on: stretches of the text, so that nothing is
//! put together that the text does not say together. Where the grammar is not sure of the subject, the clause stands
//! as the article has it. `subject` finds and names who does it, `meant` whom a pronoun means, `noun` tells events that are nouns, `trim` leaves out
//! dates and asides and ends what is too long at a phrase.

mod check;
mod ending;
mod meant;
mod noun;
mod own;
mod plain;
mod sound;
mod subject;
mod telling;
mod trim;

use super::predicate::{self, Kind, Predicate, Tense, antecedent, auxiliaries};
use crate::analysis::{Position, Stakeholder, Timex, TimexKind};
use crate::language::{Deprel, Document, Token, Upos, Xpos};
use crate::lexicon::events::lexicon;
use crate::text::Span;
use telling::Telling;

/// Characters of a sentence that stands as it is where nothing shorter is sound.
const FULL: usize = 104;
/// Characters that a headline should not exceed.
const LONGEST: usize = 70;

/// The headline of `predicate`, whose clause is `clause`; `None` where no words of the article tell it whole, unless
/// it has to be told.
pub(super) fn headline(
    document: &Document<'_>,
    predicate: &Predicate,
    clause: Span,
    facts: Facts<'_>,
    needed: bool,
) -> Option<String> {
    let writer =
        Writer { document, timexes: facts.timexes, stakeholders: facts.stakeholders, positions: facts.positions };
    let mut written = writer.first_sound(predicate, clause, needed)?;
    if written.is_empty() {
        document.form(predicate.token).clone_into(&mut written);
    }
    Some(capitalised(&written))
}

/// What was found in the article before its events.
#[derive(Clone, Copy)]
pub(super) struct Facts<'a> {
    pub(super) timexes: &'a [Timex],
    pub(super) stakeholders: &'a [Stakeholder],
    pub(super) positions: &'a [Position],
}

struct Writer<'a> {
    document: &'a Document<'a>,
    timexes: &'a [Timex],
    stakeholders: &'a [Stakeholder],
    positions: &'a [Position],
}

impl Writer<'_> {
    /// The first telling that is sound: the one that was built, the participle with its subject, the clause as the
    /// article has it, a short sentence as a whole, the clause around, somebody's words as a quotation. Where none is, the first that says anything, if the event is `needed`.
    fn first_sound(&self, predicate: &Predicate, clause: Span, needed: bool) -> Option<String> {
        type Tell<'w> = &'w dyn Fn() -> Option<Telling>;
        let t = predicate.token;
        if self.document.sentence_of(t) == 0
            && self.document.head(t).is_none()
            && !self.document.sentences()[0].tokens.clone().any(|word| self.is_time(word))
            && let Some(title) = self.whole_sentence(predicate).filter(|title| self.is_heading(title))
        {
            return Some(without_article(&self.text(&title)));
        }
        let whole = self.whole_sentence(predicate);
        let tellings: [Tell<'_>; 10] = [
            &|| self.short_statement(predicate),
            &|| match predicate.kind {
                Kind::Noun => self.noun_event(predicate),
                _ => self.verb_event(predicate, 0),
            },
            &|| self.with_shared_subject(predicate),
            &|| self.after_main(predicate),
            &|| Some(self.own_words(predicate, clause)),
            &|| self.plain(predicate),
            &|| whole.clone(),
            &|| self.around(predicate),
            &|| self.quotation(predicate),
            &|| self.with_place(predicate),
        ];
        let mut long: Option<String> = None;
        // Whole but for what its pronouns mean.
        let mut clause: Option<String> = None;
        for telling in tellings {
            let Some(telling) = telling() else { continue };
            // Another event's words would make two events one.
            if !telling.words.contains(&t) {
                continue;
            }
            let text = self.text(&telling);
            if text.split_whitespace().nth(1).is_none() {
                continue;
            }
            if self.is_sound(predicate, &telling, &text, false) {
                return Some(text);
            }
            if long.is_none() && self.is_sound(predicate, &telling, &text, true) {
                long = Some(text.clone());
            }
            if clause.is_none() && self.is_statement(predicate, &telling, &text) {
                clause = Some(text);
            }
        }
        if long.is_some() {
            return long;
        }
        if !needed {
            return None;
        }
        if let Some(telling) = self.broken_statement(predicate, true) {
            return Some(self.text(&telling));
        }
        // What nobody can shorten stands as a whole.
        let full = self.text(&self.without_article(self.full_sentence(predicate)));
        if full.chars().count() <= FULL {
            return Some(full);
        }
        let main = || self.broken_statement(predicate, false).map(|telling| self.text(&telling));
        clause.or_else(main).or_else(|| Some(self.text(&self.cut_sentence(predicate))))
    }

    /// The event of a verb; `None` where the grammar does not surely say who does it.
    fn verb_event(&self, predicate: &Predicate, depth: usize) -> Option<Telling> {
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
    pub(super) fn told(&self, predicate: &Predicate, through: Token, depth: usize) -> Option<Telling> {
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
            if !near || through != t {
                return None;
            }
            return self.turned(predicate, noun);
        }
        let (start, shared) = self.verb_start(predicate);
        let subject = self.doer(predicate, start).filter(|&subject| self.agrees(predicate, subject))?;
        // "the council, which had a majority, closed the hall": the second verb is none of the first one's clause.
        let relative = predicate.subject.is_some_and(|pronoun| antecedent(document, pronoun).is_some());
        if relative && (t + 1..through.max(t + 1)).any(|word| document.form(word) == ",") {
            return None;
        }
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
        let room = LONGEST.saturating_sub(who.chars().count() + shared.chars().count() + 1).max(28);
        let words = self.quote(start..self.clause_end(t), t, through, room);
        // "He lost to Cruz" is not told of Cruz.
        let named = who.split_whitespace().last().unwrap_or("");
        let same = |&word: &Token| document.form(word) == named;
        let who = if document.upos(subject) == Upos::Pron && words.words.iter().any(same) {
            document.form(subject).to_owned()
        } else {
            who
        };
        let finite = !shared.is_empty();
        let who = if finite { format!("{who} {shared}") } else { who };
        (!words.words.is_empty()).then(|| Telling { finite, ..words.by(who, subject) })
    }

    /// "the records that Ames released on air": Ames released the records.
    fn turned(&self, predicate: &Predicate, noun: Token) -> Option<Telling> {
        let document = self.document;
        let t = predicate.token;
        let (start, shared) = self.verb_start(predicate);
        // The subject stands right behind the noun, but for a pronoun: "the bill (that) Ames signed".
        let close = |subject: Token| {
            let gap = self.phrase_range(noun).end..self.phrase_range(subject).start;
            gap.clone().all(|word| {
                matches!(document.xpos(word), Xpos::Wdt | Xpos::Wp)
                    || document.lower(word) == "that"
                    || self.is_time(word)
            }) && gap.len() < 3
        };
        // "a statement that he had returned home": what he returned is no statement.
        let free = t + 1 >= document.len()
            || self.is_time(t + 1)
            || !matches!(
                document.upos(t + 1),
                Upos::Noun | Upos::Propn | Upos::Adv | Upos::Det | Upos::Num | Upos::Pron
            );
        let subject =
            predicate.subject.filter(|&subject| free && subject < start && shared.is_empty() && close(subject))?;
        let who = self.subject(subject, t);
        let mut words: Vec<Token> = (start..=t).filter(|&word| !self.is_time(word)).collect();
        // "the infection they suffered from"
        let stranded = t + 1 < document.len()
            && document.upos(t + 1) == Upos::Adp
            && !document.children(t).any(|child| child > t + 1 && document.children(child).any(|case| case == t + 1));
        if stranded {
            words.push(t + 1);
        }
        // "a register of agents that parliament approved": which of the two is not sure.
        if !self.stands_free_of_of(noun) {
            return None;
        }
        let phrase = self.phrase_range(noun);
        let only = |word: &Token| !matches!(document.lower(*word), "only" | "last" | "first");
        words.extend(phrase.filter(only));
        Some(Telling::of(words).by(who, subject))
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
    fn reduced(&self, predicate: &Predicate) -> Option<Telling> {
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
        // "the government-financed station"
        let joined = document.form(t - 1) == "-";
        if torn
            || joined
            || !(range.end..t).all(light)
            || self.is_span_of_time(noun)
            || !beside && !self.stands_free_of_of(noun)
        {
            return None;
        }
        let active = beside
            && t + 1 < document.len()
            && matches!(document.upos(t + 1), Upos::Num | Upos::Det | Upos::Pron)
            && !self.is_span_of_time(t + 1);
        // "Firms that had insured mines agreed": no other verb is left for the sentence.
        let sentence = document.sentences()[document.sentence_of(t)].tokens.clone();
        let rest: Vec<Token> = sentence.filter(|&word| word != t).collect();
        if !self.is_clause(&Telling::of(rest)) && !self.is_only_verb(noun, t) {
            return None;
        }
        if predicate.object.is_some() || active {
            // With an object it is no participle: "the court sentenced the man".
            let who = self.subject(noun, t);
            let words = self.quote(t..self.clause_end(t), t, t, LONGEST.saturating_sub(who.chars().count()).max(28));
            return self.stands_free(noun).then(|| Telling { finite: true, ..words.by(who, noun) });
        }
        if self.is_told_later(t) {
            return None;
        }
        let who = self.subject(noun, t);
        let room = LONGEST.saturating_sub(who.chars().count() + 5).max(28);
        let words = self.quote(t..self.clause_end(t), t, t, room);
        if beside && self.is_only_verb(noun, t) {
            return Some(Telling { finite: true, ..words.by(who, noun) });
        }
        let who = format!("{who} {}", if self.is_plural(noun) { "were" } else { "was" });
        Some(Telling { finite: true, ..words.by(who, noun) })
    }

    /// "Voters participated in the primaries": no participle, for the sentence begins with its subject and has no other
    /// verb before its first comma.
    fn is_only_verb(&self, noun: Token, verb: Token) -> bool {
        let document = self.document;
        let sentence = document.sentences()[document.sentence_of(verb)].tokens.clone();
        let finite = |word: Token| matches!(document.xpos(word), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
        let to = (verb + 1..sentence.end).find(|&word| document.upos(word) == Upos::Punct).unwrap_or(sentence.end);
        let verb_before = |word: Token| document.upos(word) == Upos::Verb && document.deprel(word) != Deprel::Amod;
        let comma = |word: Token| {
            document.form(word) == ","
                && !(sentence.start..word).all(|word| {
                    self.is_time(word) || matches!(document.upos(word), Upos::Adv | Upos::Adp | Upos::Cconj)
                })
        };
        let opens = !(sentence.start..noun).any(|word| verb_before(word) || comma(word));
        let agent = verb + 1 < sentence.end && document.lower(verb + 1) == "by";
        // "Anyone caught smoking, and the landlord, faces a fine"
        let rest: Vec<Token> = sentence
            .clone()
            .take_while(|&word| document.form(word) != ";")
            .filter(|&word| word != verb && !lexicon().verbs.saying.contains(document.lemma(word)))
            .collect();
        let opens = opens && !self.is_clause(&Telling::of(rest));
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
    pub(super) fn lacks_object(&self, predicate: &Predicate) -> bool {
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
}

fn without_article(text: &str) -> String {
    ["The ", "the "].iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text).to_owned()
}

fn capitalised(text: &str) -> String {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '–' | '—' | '-'));
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
