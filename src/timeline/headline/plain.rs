//! The statement as the sentence has it, from its subject on: only what surely can go is left out, and it ends where the
//! sentence itself pauses, or where a phrase does.

use super::Writer;
use super::telling::Telling;
use crate::language::{Deprel, Token, Upos, Xpos};
use crate::lexicon::events::lexicon;
use crate::timeline::predicate::{self, Kind, Predicate, antecedent};
use std::ops::Range;

/// Characters of a statement that needs no shortening, those that one may have to be whole, and those of one that is
/// broken off.
const WHOLE: usize = 90;
const LONG: usize = 108;
const BROKEN: usize = 90;
/// Characters of a statement that says enough before the sentence's first pause.
const ENOUGH: usize = 14;
/// Characters of a statement that stands as a whole before any other telling.
const SHORT: usize = 80;
/// Tokens of a statement that are looked at.
const REACH: usize = 70;

impl Writer<'_> {
    /// The statement that holds the event, the nearest around it with a noun as its subject, as short as it is sound.
    pub(super) fn plain(&self, predicate: &Predicate) -> Option<Telling> {
        let t = predicate.token;
        self.first_stem(t, &|stem| self.whole_or_cut(predicate, stem))
    }

    /// The statement broken off at a phrase, with an ellipsis; `through`: behind the event, else before it.
    pub(super) fn broken_statement(&self, predicate: &Predicate, through: bool) -> Option<Telling> {
        let t = predicate.token;
        self.first_stem(t, &|stem| {
            let reached = if through { t } else { stem.verb };
            self.broken_off(predicate, stem, reached)
        })
    }

    /// The first telling of the statements around `t`; those whose subject is a pronoun are looked at last.
    fn first_stem(&self, t: Token, telling: &dyn Fn(&Stem) -> Option<Telling>) -> Option<Telling> {
        let stems = self.stems(t);
        let told =
            |pronoun: bool| stems.iter().filter(|stem| self.is_pronoun(stem.subject) == pronoun).find_map(telling);
        told(false).or_else(|| told(true))
    }

    /// The whole statement of a verb with a subject of its own, as far as the sentence's next pause, where that is short.
    pub(super) fn short_statement(&self, predicate: &Predicate) -> Option<Telling> {
        let t = predicate.token;
        let stem = self.stems(t).into_iter().next().filter(|stem| stem.verb == t && !self.is_pronoun(stem.subject))?;
        let subject = Some(stem.subject);
        let words = self.kept_words(&stem, t);
        let end = self.ends(t, &words).into_iter().find(|end| end.pause)?.at;
        let telling = self.beginning(subject, &words[..end]);
        let text = self.text(&telling);
        (text.chars().count() <= SHORT && self.is_sound(predicate, &telling, &text, false)).then_some(telling)
    }

    fn is_pronoun(&self, t: Token) -> bool {
        self.document.upos(t) == Upos::Pron && !matches!(self.document.lower(t), "there" | "nobody" | "everyone")
    }

    /// The verbs with a subject of their own around `t`, itself first.
    fn stems(&self, t: Token) -> Vec<Stem> {
        let document = self.document;
        let mut stems = Vec::new();
        let mut at = Some(t);
        for _ in 0..8 {
            let Some(verb) = at else { break };
            at = document.head(verb);
            let Some(whole) = predicate::predicate(document, verb).filter(|whole| whole.kind != Kind::Noun) else {
                continue;
            };
            let own = whole.subject.filter(|&subject| whole.own_subject && subject < verb);
            let Some(subject) = own.or_else(|| self.noun_before(&whole)) else { continue };
            let relative =
                matches!(document.xpos(subject), Xpos::Wdt | Xpos::Wp) || antecedent(document, subject).is_some();
            let start = self.statement_start(subject);
            let near = start <= t && verb.max(t) - start < REACH;
            let sure = self.stands_free(subject) && self.opens_statement_at(start) && !self.is_span_of_time(subject);
            if !relative && near && sure && !self.is_conditional(verb) && !self.lacks_object(&whole) {
                stems.push(Stem { subject, verb, start });
            }
        }
        stems
    }

    /// The noun right before a main verb for which the parser saw no subject.
    fn noun_before(&self, predicate: &Predicate) -> Option<Token> {
        let document = self.document;
        let t = predicate.token;
        let root = document.deprel(t) == Deprel::Root && !predicate.own_subject && self.is_finite(t);
        let sentence = document.sentences()[document.sentence_of(t)].tokens.start;
        let before = t.checked_sub(1).filter(|&before| root && before >= sentence)?;
        let noun = if document.form(before) == ")" {
            (sentence..before).rev().find(|&word| document.form(word) == "(")?.checked_sub(1)?
        } else {
            before
        };
        let nominal = noun >= sentence && matches!(document.upos(noun), Upos::Noun | Upos::Propn);
        (nominal && !self.is_time(noun)).then_some(noun)
    }

    /// "if the bill passes": what would be is not told as what is.
    fn is_conditional(&self, verb: Token) -> bool {
        let document = self.document;
        document.children(verb).any(|child| {
            child < verb
                && document.deprel(child) == Deprel::Mark
                && lexicon().status.conditional.contains(document.lower(child))
        })
    }

    /// No preposition stands before the word, so that it ends no phrase that began earlier.
    fn opens_statement_at(&self, start: Token) -> bool {
        let document = self.document;
        let sentence = document.sentences()[document.sentence_of(start)].tokens.start;
        start == sentence
            || document.upos(start - 1) != Upos::Adp
            || lexicon().headline.joins_clause.contains(document.lower(start - 1))
    }

    fn statement_start(&self, subject: Token) -> Token {
        let document = self.document;
        let sentence = document.sentences()[document.sentence_of(subject)].tokens.clone();
        let mut start = self.joined_range(subject).start.max(sentence.start);
        // "Republican nominee Ames", "Jean-Luc Brandt": a name begins where its capitals do.
        let named = |t: Token| document.upos(t) == Upos::Propn && !self.is_time(t);
        while start > sentence.start && named(start) && named(start - 1) {
            start -= 1;
        }
        // "Tuesday a boy …", "saying failure to do so would …"
        let loose = |t: Token| {
            self.is_time(t) && document.xpos(t + 1) != Xpos::Pos
                || document.xpos(t) == Xpos::Vbg && document.upos(t) == Upos::Verb && document.deprel(t) != Deprel::Amod
        };
        while start < subject && loose(start) {
            start += 1;
        }
        let determiner = start > sentence.start
            && document.upos(start - 1) == Upos::Det
            && !matches!(document.lower(start - 1), "that" | "which" | "what");
        if determiner { start - 1 } else { start }
    }

    /// The words from the subject to the end of the sentence, or of the quotation, without asides and dates.
    fn kept_words(&self, stem: &Stem, t: Token) -> Vec<Token> {
        let document = self.document;
        let sentence = document.sentences()[document.sentence_of(t)].tokens.clone();
        let end = sentence.end.min(stem.start + 2 * REACH);
        let through = t.max(stem.verb);
        let mut words = Vec::new();
        let mut at = stem.start;
        while at < end {
            if matches!(document.form(at), ";" | ":" | "." | "!" | "?") && at > through {
                break;
            }
            if let Some(after) = self.skip_aside(at, end).filter(|&after| !(at..after).contains(&t)) {
                at = after;
                continue;
            }
            if let Some(after) = self.skip_date(at, stem.start).filter(|&after| after > at && at > stem.start) {
                at = after;
                // "said that, in 1998, the firm closed": the comma goes with the date.
                let open = words.last().is_none_or(|&last| {
                    document.form(last) == "," || matches!(document.upos(last), Upos::Sconj | Upos::Cconj)
                });
                at += usize::from(open && at < end && document.form(at) == ",");
                if at > through && at < end && self.begins_other(stem.verb, at) {
                    break;
                }
                continue;
            }
            if let Some(after) = self.aside_after(at, end, stem, t) {
                let nominal = |word: Token| {
                    matches!(document.upos(word), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Det | Upos::Num)
                };
                // "when the firm failed - its second time - the state stepped in": another statement begins.
                if at > through && after < end && nominal(after) {
                    break;
                }
                at = after;
                continue;
            }
            words.push(at);
            at += 1;
        }
        words
    }

    /// The token with which the sentence goes on after an aside between two commas or dashes, whose first is `at`.
    fn aside_after(&self, at: Token, end: Token, stem: &Stem, t: Token) -> Option<Token> {
        let document = self.document;
        let mark = document.form(at);
        // "officials including the mayor have revised the figure"
        if document.lower(at) == "including" && (stem.subject..stem.verb).contains(&at) && !(at..stem.verb).contains(&t)
        {
            let aux =
                document.children(stem.verb).filter(|&child| child > at && document.is_relation(child, Deprel::Aux));
            return aux.min().or(Some(stem.verb));
        }
        if !matches!(mark, "," | "–" | "—" | "--" | "-") || at < stem.subject || at + 1 >= end {
            return None;
        }
        let spaced = |word: Token| {
            word > 0
                && document.span(word - 1).end() < document.span(word).start()
                && word + 1 < document.len()
                && document.span(word).end() < document.span(word + 1).start()
        };
        if mark == "-" && !spaced(at) || mark == "," && self.is_listed(at) {
            return None;
        }
        let close = (at + 1..end.min(at + 34))
            .find(|&word| document.form(word) == mark && (mark != "-" || spaced(word)) && !self.is_in_list(at, word))?;
        let inside = at + 1..close;
        if inside.contains(&t) || inside.contains(&stem.verb) || inside.is_empty() {
            return None;
        }
        let list = inside.clone().any(|word| document.form(word) == "," && self.is_listed(word))
            || close + 1 < end && document.upos(close + 1) == Upos::Cconj && !self.tells_aside(&inside);
        // Before the verb any aside can go, behind it only what tells of the noun before it or who says so.
        let joins = document.upos(inside.start) == Upos::Cconj;
        let aside = if mark == "," { self.tells_aside(&inside) || close < stem.verb && !joins } else { true };
        (aside && !list).then_some(close + 1)
    }

    fn is_in_list(&self, open: Token, comma: Token) -> bool {
        self.document.form(comma) == "," && comma > open + 1 && self.is_listed(comma)
    }

    /// "which closed in May", "said the minister", "according to the firm", "a lawyer from Lyon".
    fn tells_aside(&self, inside: &Range<Token>) -> bool {
        let document = self.document;
        let first = inside.start;
        if document.upos(first) == Upos::Cconj {
            return false;
        }
        let relative = matches!(document.xpos(first), Xpos::Wdt | Xpos::Wp)
            || matches!(document.lower(first), "where" | "whose" | "according" | "however" | "too" | "meanwhile")
            || inside.len() > 1 && matches!(document.xpos(first + 1), Xpos::Wdt | Xpos::Wp);
        let says =
            inside.clone().any(|word| lexicon().verbs.saying.contains(document.lemma(word)) && self.is_finite(word))
                && inside.len() < 12;
        let apposition =
            document.head(first).is_some_and(|_| inside.clone().any(|word| document.deprel(word) == Deprel::Appos))
                && !inside.clone().any(|word| self.is_finite(word));
        let date = inside.clone().all(|word| self.is_time(word));
        relative || says || apposition || date
    }

    /// The whole statement if it is short, else its longest sound beginning that is, else a longer one.
    fn whole_or_cut(&self, predicate: &Predicate, stem: &Stem) -> Option<Telling> {
        let subject = Some(stem.subject);
        let words = self.kept_words(stem, predicate.token);
        let ends = self.ends(predicate.token, &words);
        let sound = |end: usize| {
            let telling = self.beginning(subject, &words[..end]);
            let text = self.text(&telling);
            let sound = telling.words.contains(&predicate.token) && self.is_sound(predicate, &telling, &text, true);
            sound.then(|| (text.chars().count(), telling))
        };
        let paused = || {
            let first = ends.iter().filter(|end| end.pause).find_map(|end| sound(end.at));
            first.filter(|(length, _)| (ENOUGH..=WHOLE).contains(length))
        };
        let pauses = || ends.iter().filter(|end| end.pause).rev().filter_map(|end| sound(end.at));
        let phrases = || ends.iter().rev().filter_map(|end| sound(end.at));
        let longest = |most: usize| pauses().find(|(length, _)| *length <= most);
        let cut = || phrases().find(|(length, _)| *length <= WHOLE - 8);
        let longer = || ends.iter().filter_map(|end| sound(end.at)).find(|(length, _)| *length <= LONG);
        let found = paused().or_else(|| longest(WHOLE)).or_else(cut).or_else(|| longest(LONG)).or_else(longer)?;
        Some(found.1)
    }

    /// The statement as far as a phrase goes.
    fn broken_off(&self, predicate: &Predicate, stem: &Stem, reached: Token) -> Option<Telling> {
        let subject = Some(stem.subject);
        let words = self.kept_words(stem, predicate.token);
        let fits = |end: &usize| {
            let telling = self.beginning(subject, &words[..*end]);
            let text = self.text(&telling);
            self.ends_content(&telling)
                && telling.words.contains(&reached)
                && text.chars().count() <= BROKEN
                && self.is_clause(&telling)
                && self.begins_well(predicate, &telling)
                && self.stands_alone(predicate, &telling, &text)
        };
        let end = self.ends(reached, &words).iter().rev().map(|end| end.at).find(fits)?;
        Some(Telling { broken: end < words.len(), ..self.beginning(subject, &words[..end]) })
    }

    /// The sentence as far as a phrase of it goes, where no statement in it was found.
    pub(super) fn cut_sentence(&self, predicate: &Predicate) -> Telling {
        let full = self.full_sentence(predicate);
        let Some(&from) = full.words.first() else { return full };
        let subject = None;
        let verb = full.words.iter().copied().find(|&word| self.is_finite(word)).unwrap_or(from);
        let words = self.kept_words(&Stem { subject: from, verb, start: from }, verb);
        let length = |end: usize| self.text(&self.beginning(subject, &words[..end])).chars().count();
        let clause = |end: &usize| {
            let telling = self.beginning(subject, &words[..*end]);
            self.ends_content(&telling) && self.is_clause(&telling)
        };
        let ends: Vec<usize> = self.ends(verb, &words).iter().map(|end| end.at).filter(clause).collect();
        let short = ends.iter().rev().find(|&&end| length(end) <= BROKEN);
        let end = short.or_else(|| ends.first()).copied();
        let phrase =
            |end: &usize| self.ends_content(&self.beginning(subject, &words[..*end])) && length(*end) <= BROKEN;
        let end = end.or_else(|| self.ends(verb, &words).iter().rev().map(|end| end.at).find(phrase));
        let Some(end) = end else { return full };
        Telling { broken: end < words.len(), ..self.beginning(subject, &words[..end]) }
    }

    /// Whether the last word is one that a reader can stop at.
    fn ends_content(&self, telling: &Telling) -> bool {
        let document = self.document;
        let Some(&last) = telling.words.last() else { return false };
        let next = (last + 1 < document.len()).then_some(last + 1);
        let torn_name = document.upos(last) == Upos::Propn
            && next.is_some_and(|next| document.upos(next) == Upos::Propn)
            || document.name_of(last).is_some_and(|name| name.tokens.end > last + 1);
        let content = matches!(document.upos(last), Upos::Noun | Upos::Propn | Upos::Num)
            || document.upos(last) == Upos::Adj && next.is_none_or(|next| document.head(last) != Some(next))
            || document.xpos(last) == Xpos::Prp;
        content && !torn_name
    }

    fn beginning(&self, subject: Option<Token>, words: &[Token]) -> Telling {
        // "Ames, was also arrested": what the comma ended is left out.
        let verb = words.iter().position(|&word| self.is_finite(word)).unwrap_or(words.len());
        let comma = |word: Token| self.document.form(word) == "," && !self.is_listed(word);
        let lone = words[..verb].iter().filter(|&&word| comma(word)).count() == 1
            && words[..verb].iter().position(|&word| comma(word)).is_some_and(|comma| {
                words[comma + 1..verb].iter().all(|&word| matches!(self.document.upos(word), Upos::Aux | Upos::Adv))
            });
        let kept: Vec<Token> = words
            .iter()
            .enumerate()
            .filter(|&(at, &word)| !(lone && at < verb && comma(word)))
            .map(|(_, &w)| w)
            .collect();
        let words = &kept[..];
        let telling = self.without_article(Telling::of(self.ended(words).to_vec()));
        Telling { subject, ..telling }
    }

    /// Where the words may end, behind `t`.
    fn ends(&self, t: Token, words: &[Token]) -> Vec<End> {
        let document = self.document;
        let from = words.iter().position(|&word| word >= t).map_or(words.len(), |at| at + 1);
        let mut ends: Vec<End> = (from..words.len())
            .filter_map(|at| {
                let word = words[at];
                let pause = document.upos(word) == Upos::Punct && self.ends_clause(word)
                    || document.upos(word) == Upos::Cconj && self.ends_clause(word);
                let phrase = self.ends_clause(word) || self.opens_phrase(word);
                (pause || phrase).then_some(End { at, pause })
            })
            .collect();
        ends.push(End { at: words.len(), pause: true });
        ends
    }
}

/// A verb with its subject, and where the statement of both begins.
struct Stem {
    subject: Token,
    verb: Token,
    start: Token,
}

/// A number of words after which a telling may end.
struct End {
    at: usize,
    /// Whether the sentence pauses there: another statement or an aside begins.
    pause: bool,
}
