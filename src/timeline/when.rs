//! Which temporal expression governs which predicate, and when an event was where none does.

use super::predicate::{Kind, Predicate, Tense};
use crate::analysis::{EventDate, Status, Timex, TimexKind, Why};
use crate::language::{Deprel, Document, Token, Upos, Xpos};
use crate::lexicon::events::lexicon;
use crate::text::Span;
use jiff::civil::Date;

/// The temporal expressions of each predicate: those that its own words name.
#[derive(Debug, Default)]
pub(super) struct Governed {
    /// For each predicate the positions of its expressions, nearest first.
    own: Vec<Vec<usize>>,
    /// Number of the predicate of each token, plus one; 0 for none.
    at: Vec<u32>,
}

impl Governed {
    pub(super) fn new(document: &Document<'_>, predicates: &[Predicate], timexes: &[Timex]) -> Self {
        let mut at = vec![0; document.len()];
        for (number, predicate) in predicates.iter().enumerate() {
            at[predicate.token] = number as u32 + 1;
        }
        let mut governed = Self { own: vec![Vec::new(); predicates.len()], at };
        for (number, timex) in timexes.iter().enumerate() {
            if has_place(timex)
                && !describes(document, timex.span)
                && let Some(predicate) = governed.governor(document, predicates, timex.span)
                && !ends(document, timex.span, &predicates[predicate])
            {
                governed.own[predicate].push(number);
            }
        }
        governed.coordinate(document, predicates, timexes);
        governed.lift(document, predicates);
        governed.share(document, predicates);
        governed
    }

    /// "the 2019 and 2021 elections": both years belong to the noun, whatever the parser hung the first one on.
    fn coordinate(&mut self, document: &Document<'_>, predicates: &[Predicate], timexes: &[Timex]) {
        let mut owner: Vec<Option<usize>> = vec![None; timexes.len()];
        for (number, own) in self.own.iter().enumerate() {
            for &timex in own {
                owner[timex] = Some(number);
            }
        }
        for second in 1..timexes.len() {
            let (a, b) = (&timexes[second - 1], &timexes[second]);
            let between = document.text().get(a.span.end()..b.span.start()).unwrap_or("").trim();
            let alike = between == "and" && a.value.len() == b.value.len() && has_place(a) && has_place(b);
            let noun = owner[second].filter(|&number| predicates[number].kind == Kind::Noun);
            if let Some(noun) = noun.filter(|&noun| alike && owner[second - 1] != Some(noun)) {
                if let Some(before) = owner[second - 1] {
                    self.own[before].retain(|&timex| timex != second - 1);
                }
                self.own[noun].push(second - 1);
                owner[second - 1] = Some(noun);
            }
        }
    }

    /// What happened in something dated has its date: "interference in the 2019 and 2021 elections".
    fn lift(&mut self, document: &Document<'_>, predicates: &[Predicate]) {
        for number in 0..predicates.len() {
            if predicates[number].kind != Kind::Noun || self.own[number].is_empty() {
                continue;
            }
            let mut at = predicates[number].token;
            let mut inside = false;
            let case = document.children(at).find(|&child| {
                document.deprel(child) == Deprel::Case && matches!(document.lower(child), "in" | "during")
            });
            // The noun right before the preposition, whatever the parser hung the phrase on.
            if let Some(above) = case.and_then(|case| self.predicate_at(case.checked_sub(1)?))
                && predicates[above].kind == Kind::Noun
                && self.own[above].is_empty()
            {
                self.own[above] = std::mem::take(&mut self.own[number]);
                continue;
            }
            // "interference in Canada's 2019 and 2021 elections", where the phrase hangs on some word far off.
            if let Some(above) = self.noun_before(document, predicates, at) {
                self.own[above] = std::mem::take(&mut self.own[number]);
                continue;
            }
            for _ in 0..3 {
                let Some(head) =
                    document.head(at).filter(|_| matches!(document.deprel(at), Deprel::Nmod | Deprel::Compound))
                else {
                    break;
                };
                inside |= document.children(at).any(|child| {
                    document.deprel(child) == Deprel::Case && matches!(document.lower(child), "in" | "during")
                });
                at = head;
                if let Some(above) =
                    self.predicate_at(at).filter(|&above| inside && predicates[above].kind == Kind::Noun)
                {
                    if self.own[above].is_empty() {
                        self.own[above] = std::mem::take(&mut self.own[number]);
                    }
                    break;
                }
            }
        }
    }

    /// The event noun without a date of its own before the "in" that opens the phrase of `noun`.
    fn noun_before(&self, document: &Document<'_>, predicates: &[Predicate], noun: Token) -> Option<usize> {
        let opening = (noun.saturating_sub(9)..noun).rev().find(|&t| {
            !matches!(
                document.upos(t),
                Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Det | Upos::Cconj | Upos::Part
            )
        })?;
        let inside = matches!(document.lower(opening), "in" | "during");
        self.predicate_at(opening.checked_sub(1).filter(|_| inside)?)
            .filter(|&above| predicates[above].kind == Kind::Noun && self.own[above].is_empty())
    }

    /// The expressions that date predicate number `predicate` too, though the grammar gives them to a word beside it:
    /// what "by" or an infinitive carries out, the last of verbs in a row, the verb whose noun it is, what was done
    /// "as" it happened.
    pub(super) fn beside(&self, document: &Document<'_>, predicates: &[Predicate], predicate: usize) -> &[usize] {
        let t = predicates[predicate].token;
        let below = |child: Token| {
            let number = self.predicate_at(child).filter(|&number| !self.own[number].is_empty())?;
            let one = &predicates[number];
            let takes = match document.deprel(child).universal() {
                Deprel::Xcomp => one.tense == Tense::Infinitive && predicates[predicate].tense != Tense::Infinitive,
                Deprel::Advcl => {
                    one.tense == Tense::Gerund && document.children(child).any(|word| document.lower(word) == "by")
                }
                Deprel::Conj => one.tense == predicates[predicate].tense && !one.own_subject && one.kind == Kind::Verb,
                _ => false,
            };
            (takes && !lexicon().verbs.planning.contains(document.lemma(t))).then_some(number)
        };
        let above = || {
            let number = self.predicate_at(document.head(t)?).filter(|&number| !self.own[number].is_empty())?;
            let verb = document.lemma(predicates[number].token);
            let one = &predicates[predicate];
            let takes = match document.deprel(t).universal() {
                Deprel::Nsubj | Deprel::Obj => {
                    one.kind == Kind::Noun
                        && predicates[number].kind == Kind::Verb
                        && !lexicon().verbs.saying.contains(verb)
                        && !lexicon().verbs.planning.contains(verb)
                }
                Deprel::Advcl => {
                    let mark = document.child(t, Deprel::Mark);
                    mark.is_some_and(|mark| matches!(document.lower(mark), "as" | "while" | "when"))
                }
                Deprel::Conj => one.tense == predicates[number].tense && one.tense == Tense::Perfect,
                _ => false,
            };
            takes.then_some(number)
        };
        document.children(t).find_map(below).or_else(above).map_or(&[], |number| &self.own[number])
    }

    /// The expressions of predicate number `predicate`.
    pub(super) fn of(&self, predicate: usize) -> &[usize] {
        &self.own[predicate]
    }

    /// The number of the predicate at token `t`.
    pub(super) fn predicate_at(&self, t: Token) -> Option<usize> {
        (self.at[t] as usize).checked_sub(1)
    }

    /// Climbs from a temporal expression to the word that it dates.
    fn governor(&self, document: &Document<'_>, predicates: &[Predicate], span: Span) -> Option<usize> {
        let tokens = document.tokens_in(span);
        let mut at = tokens.clone().find(|&t| document.head(t).is_none_or(|head| !tokens.contains(&head)))?;
        for _ in 0..12 {
            if let Some(found) = self.predicate_at(at).filter(|_| !tokens.contains(&at)) {
                return Some(self.above_participle(document, predicates, &tokens, found));
            }
            // "a January statement published by the bureau": the participle tells what happened.
            if !tokens.contains(&at)
                && matches!(document.upos(at), Upos::Noun | Upos::Propn)
                && let Some(participle) = document.children(at).find(|&child| {
                    document.deprel(child) == Deprel::Acl && document.xpos(child) == Xpos::Vbn && child > at
                })
                && let Some(found) = self.predicate_at(participle)
            {
                return Some(found);
            }
            let Some(head) = document.head(at) else { break };
            at = head;
        }
        None
    }

    /// A bare day at the end of a long sentence ("… the park located in Oslo Monday, leaving …") dates the sentence's
    /// verb, though it stands beside a participle.
    fn above_participle(
        &self,
        document: &Document<'_>,
        predicates: &[Predicate],
        tokens: &std::ops::Range<Token>,
        found: usize,
    ) -> usize {
        let t = predicates[found].token;
        let bare = tokens.start > t
            && tokens.start > 0
            && !matches!(document.upos(tokens.start - 1), Upos::Adp | Upos::Sconj)
            && !document.children(tokens.start).any(|child| document.deprel(child) == Deprel::Case);
        if !bare || document.deprel(t) != Deprel::Acl || predicates[found].tense == Tense::Gerund {
            return found;
        }
        let mut at = t;
        for _ in 0..8 {
            let Some(head) = document.head(at) else { break };
            if let Some(above) = self
                .predicate_at(head)
                .filter(|&above| matches!(predicates[above].tense, Tense::Past | Tense::Perfect | Tense::Future))
            {
                return above;
            }
            at = head;
        }
        found
    }

    /// What dates "held" dates the conference that was held, what dates "began" dates what began.
    fn share(&mut self, document: &Document<'_>, predicates: &[Predicate]) {
        for (number, predicate) in predicates.iter().enumerate() {
            let t = predicate.token;
            let Some(head) = document.head(t) else { continue };
            let Some(above) = self.predicate_at(head) else { continue };
            if !self.own[number].is_empty() && (predicate.kind != Kind::Noun || self.own[above].is_empty()) {
                continue;
            }
            let verbs = &lexicon().verbs;
            let lemma = document.lemma(head);
            let carries = verbs.light.contains(lemma)
                || verbs.aspect.contains(lemma)
                || matches!(lemma, "occur" | "happen" | "come");
            let takes = match document.deprel(t) {
                Deprel::Xcomp => {
                    !verbs.saying.contains(lemma) && !verbs.planning.contains(lemma) || verbs.aspect.contains(lemma)
                }
                Deprel::Obj | Deprel::Nsubj | Deprel::NsubjPass => predicate.kind == Kind::Noun && carries,
                _ => false,
            };
            if takes {
                self.own[number] = self.own[above].clone();
            }
        }
    }
}

/// Whether a year tells which thing is meant rather than when something was done to it: "broke a 2002 record", "from
/// 1990 levels".
pub(super) fn describes(document: &Document<'_>, span: Span) -> bool {
    let tokens = document.tokens_in(span);
    let year = tokens.start;
    if tokens.len() != 1 || document.form(year).len() != 4 {
        return false;
    }
    let Some(noun) = document.head(year).filter(|&noun| noun > year && noun - year < 6) else { return false };
    let plain = document.upos(noun) == Upos::Noun
        && !(year..noun).any(|t| matches!(document.upos(t), Upos::Adp | Upos::Punct | Upos::Verb))
        && super::predicate::predicate(document, noun).is_none();
    let within = document.child(noun, Deprel::Case).is_some_and(|case| {
        matches!(document.lower(case), "in" | "at" | "during" | "on" | "after" | "since" | "before" | "until" | "by")
    });
    plain && !within && matches!(document.deprel(noun).universal(), Deprel::Obj | Deprel::Obl | Deprel::Nmod)
}

/// Whether an expression says until when something holds that was done before: "gave the firm until Friday".
pub(super) fn ends(document: &Document<'_>, span: Span, predicate: &Predicate) -> bool {
    let first = document.tokens_in(span).start;
    let until = first.checked_sub(1).is_some_and(|before| matches!(document.lower(before), "until" | "till"));
    let verbs = &lexicon().verbs;
    let lemma = document.lemma(predicate.token);
    let lasts = verbs.aspect.contains(lemma) || verbs.stative.contains(lemma) && lemma != "give" || lemma == "last";
    until && predicate.kind == Kind::Verb && matches!(predicate.tense, Tense::Past | Tense::Perfect) && !lasts
}

/// Whether an expression has a place in the calendar that can date an event.
pub(super) fn has_place(timex: &Timex) -> bool {
    matches!(timex.kind, TimexKind::Date | TimexKind::Time) && timex.earliest.is_some() && timex.latest.is_some()
}

/// The dates that an event's own expressions give: one, but for coordinated ones ("the 2019 and 2021 elections").
pub(super) fn own_dates(
    document: &Document<'_>,
    predicate: &Predicate,
    own: &[usize],
    timexes: &[Timex],
) -> Vec<usize> {
    let Some(&first) = own.iter().min_by_key(|&&timex| {
        let span = timexes[timex].span;
        let trigger = document.span(predicate.token);
        // A day rather than an hour of some day, not the one in brackets, the finer one, then the nearer one.
        let distance = span.start().abs_diff(trigger.start());
        let aside = in_brackets(document, span);
        (is_clock(document, &timexes[timex]), aside, width(&timexes[timex]), distance)
    }) else {
        return Vec::new();
    };
    let mut chosen = vec![first];
    for &other in own {
        let (a, b) = (timexes[first].span, timexes[other].span);
        let (before, after) = if a.start() < b.start() { (a, b) } else { (b, a) };
        let between = document.text().get(before.end()..after.start()).unwrap_or("").trim();
        if other != first
            && (between == "and" || between == ",")
            && width(&timexes[first]) == width(&timexes[other])
            && timexes[first].value != timexes[other].value
            && predicate.kind == Kind::Noun
        {
            chosen.push(other);
        }
    }
    chosen.sort_unstable();
    chosen
}

/// Whether an opening bracket stands shortly before `span`: "(Friday in Universal Time)" tells the same day again.
fn in_brackets(document: &Document<'_>, span: Span) -> bool {
    let first = document.tokens_in(span).start;
    let before = (first.saturating_sub(4)..first).rev();
    before.map(|t| document.form(t)).take_while(|form| *form != ")").any(|form| form == "(")
}

fn width(timex: &Timex) -> i32 {
    timex
        .earliest
        .zip(timex.latest)
        .and_then(|(from, to)| from.until(to).ok())
        .map_or(i32::MAX, |span| span.get_days().clamp(0, 100_000))
}

/// The date that `timex` gives to an event; times of day count as their day.
pub(super) fn date_of(timex: &Timex) -> Option<EventDate> {
    let value = timex.value.split('T').next().filter(|value| value.starts_with(|c: char| c.is_ascii_digit()))?;
    // A decade reads "1990s" on a timeline; TIMEX3 has it as "199".
    let value = if value.len() == 3 { format!("{value}0s") } else { value.to_owned() };
    // A weekend is told as its week.
    let value = value.strip_suffix("-WE").map_or(value.clone(), str::to_owned);
    Some(EventDate { value, earliest: timex.earliest, latest: timex.latest, why: timex.why })
}

/// The date that `timex` gives to `predicate`, of an article of the day `published`: what happened was not after that
/// day, what is planned not before it, so that a weekday or a month without its year is that of the side that fits.
pub(super) fn fitting(
    document: &Document<'_>,
    timex: &Timex,
    predicate: &Predicate,
    status: Status,
    published: Option<Date>,
) -> Option<EventDate> {
    let date = date_of(timex)?;
    let (Some(published), Some(from), Some(to)) = (published, date.earliest, date.latest) else { return Some(date) };
    let told = matches!(predicate.tense, Tense::Past | Tense::Perfect) && status == Status::Happened;
    let step = match (told, status) {
        (true, _) if from > published => -1,
        (_, Status::Planned) if to < published => 1,
        _ => return Some(date),
    };
    let words = timex.span.slice(document.text());
    if timex.why == Why::Explicit || words.bytes().any(|byte| byte.is_ascii_digit()) && words.len() < 5 {
        return Some(date);
    }
    let weekday = date.value.len() == 10 && !words.bytes().any(|byte| byte.is_ascii_digit());
    let month = matches!(date.value.len(), 7 | 10) && from.month() == to.month() && !weekday;
    let apart = from.until(published).map_or(0, |span| span.get_days().abs());
    let moved = |date: Date| {
        let span = if weekday { jiff::Span::new().days(7 * step) } else { jiff::Span::new().years(step) };
        date.checked_add(span).ok()
    };
    if weekday && apart > 7 || !weekday && (!month || apart > 366) {
        return Some(date);
    }
    let (Some(earliest), Some(latest)) = (moved(from), moved(to)) else { return Some(date) };
    let value = match date.value.len() {
        10 => earliest.to_string(),
        _ => earliest.strftime("%Y-%m").to_string(),
    };
    Some(EventDate { value, earliest: Some(earliest), latest: Some(latest), why: date.why })
}

/// Whether an expression is a time of day that leaves the day to the narrative: "at 6:17".
pub(super) fn is_clock(document: &Document<'_>, timex: &Timex) -> bool {
    timex.kind == TimexKind::Time
        && !document
            .tokens_in(timex.span)
            .any(|t| lexicon().order.day.contains(document.lower(t).get(..3).unwrap_or("")))
}

/// The day that stands right beside a time of day: "at 23:36 local time (14:36 UTC) on Wednesday".
pub(super) fn day_beside(document: &Document<'_>, timexes: &[Timex], clock: usize) -> Option<EventDate> {
    /// Bytes.
    const NEAR: usize = 40;
    let span = timexes[clock].span;
    let first = clock.saturating_sub(2);
    let near = timexes.iter().enumerate().skip(first).take(5).filter(|(number, timex)| {
        let (a, b) = if timex.span.start() < span.start() { (timex.span, span) } else { (span, timex.span) };
        let gap = document.text().get(a.end()..b.start());
        *number != clock && gap.is_some_and(|gap| gap.len() < NEAR && !gap.contains(['.', ';', '\n']))
    });
    near.map(|(_, timex)| timex)
        .find(|timex| has_place(timex) && !is_clock(document, timex) && timex.earliest == timex.latest)
        .and_then(date_of)
}

/// What the narrative offers to an event that has no date of its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Narrative {
    /// The date of the event told before.
    pub(super) before: Option<EventDate>,
    /// The day of the article's own news, where the article names it.
    pub(super) news: Option<EventDate>,
    /// The publication date.
    pub(super) published: Option<Date>,
    pub(super) same_sentence: bool,
    pub(super) same_paragraph: bool,
}

impl Narrative {
    /// The date that an undated event takes from what is told around it, if any: the same sentence goes on at the
    /// same time, a new paragraph returns to the day of the news, and what "has happened" is told of no day.
    pub(super) fn lends(&self, document: &Document<'_>, predicate: &Predicate) -> Option<&EventDate> {
        let past = matches!(predicate.tense, Tense::Past | Tense::Participle | Tense::Gerund | Tense::None);
        let news = || self.news.as_ref();
        if elsewhere(document, predicate.token) {
            return None;
        }
        if !past {
            let today = predicate.tense == Tense::Perfect && self.published.is_some();
            return news().filter(|news| today && news.earliest == self.published);
        }
        match &self.before {
            Some(before) if self.same_sentence || news().is_some_and(|news| news.value == before.value) => Some(before),
            None if !self.same_paragraph => news(),
            _ => None,
        }
    }

    /// The day to which a time of day belongs.
    pub(super) fn day(&self) -> Option<&EventDate> {
        let is_day = |date: &&EventDate| date.earliest == date.latest && date.earliest.is_some();
        let told = |date: &&EventDate| is_day(date) && date.why != Why::Published;
        self.before.as_ref().filter(told).or_else(|| self.news.as_ref().filter(is_day))
    }
}

/// Whether the predicate says of itself that it was at another time than what is told around it.
fn elsewhere(document: &Document<'_>, t: Token) -> bool {
    let order = &lexicon().order;
    document.children(t).any(|child| order.before.contains(document.lower(child))) || follows(document, t)
}

/// Whether the predicate is set after the event told before it: "its subsequent detention of two sailors".
pub(super) fn follows(document: &Document<'_>, t: Token) -> bool {
    document.children(t).any(|child| {
        // "following a blast" says that the blast was before.
        !matches!(document.deprel(child), Deprel::Case | Deprel::Mark)
            && lexicon().order.after.contains(document.lower(child))
    }) || t > 0 && matches!(document.upos(t - 1), Upos::Adj) && lexicon().order.after.contains(document.lower(t - 1))
}

/// Whether the predicate is set before the event told before it: "it had previously fined the firm".
pub(super) fn precedes(document: &Document<'_>, t: Token) -> bool {
    document.children(t).any(|child| {
        matches!(document.deprel(child).universal(), Deprel::Advmod | Deprel::Amod)
            && lexicon().order.before.contains(document.lower(child))
    })
}

/// A date that another event lends.
pub(super) fn inferred(date: &EventDate) -> EventDate {
    EventDate { why: Why::Inferred, ..date.clone() }
}
