//! The events of one article, and of a story across many.
//!
//! `predicate` finds the words that can name an event, `when` what dates them, `status` whether they happened,
//! `salience` whether they belong on a timeline, `clause` and `headline` how they are shown.

mod clause;
pub mod collection;
mod headline;
mod layout;
mod order;
mod predicate;
mod salience;
mod status;
mod when;

#[cfg(test)]
mod fit;
#[cfg(test)]
mod tests;

use crate::analysis::{Event, EventDate, Issue, Meta, Position, Stakeholder, Status, Timex, Why};
use crate::language::{Deprel, Document};
use crate::lexicon::events::lexicon;
use crate::text::Span;
use layout::Layout;
use predicate::{Kind, Predicate, Tense};
use salience::{Feature, Scene};
use status::Reality;
use when::Governed;

/// The timeline of one article: by date, undated events last.
#[must_use]
pub fn find(
    document: &Document<'_>,
    meta: &Meta,
    timexes: &[Timex],
    stakeholders: &[Stakeholder],
    positions: &[Position],
) -> Vec<Event> {
    let layout = Layout::new(document, meta);
    let candidates = candidates(document, &layout, timexes);
    let chosen = choose(document, &layout, timexes, candidates, salience::model().threshold);
    let mains = mains(document, &layout, meta, timexes, &chosen);
    let dates = date(document, &layout, meta, timexes, &chosen, &mains);
    let facts = headline::Facts { timexes, stakeholders, positions };
    let mut events = Vec::new();
    for (number, candidate) in chosen.iter().enumerate() {
        // What is surely the news is shown though no short telling of it is sound.
        let early = layout.rank(document, candidate.predicate.token).is_some_and(|rank| rank < 2);
        let needed = mains.contains(&number) || early || candidate.probability >= NEEDED;
        let Some(headline) = headline::headline(document, &candidate.predicate, candidate.clause, facts, needed) else {
            continue;
        };
        for (timex, date) in &dates[number] {
            let bounds = if date.is_none() { order::bounds(document, &chosen, &dates, number) } else { None };
            events.push(Event {
                date: date.clone(),
                bounds,
                headline: headline.clone(),
                trigger: document.span(candidate.predicate.token),
                span: candidate.clause,
                timex: *timex,
                status: candidate.reality.status,
                participants: participants(candidate.clause, stakeholders),
                main: mains.contains(&number),
                salience: candidate.probability,
                reasons: salience::model().reasons(&candidate.features),
                rule: match candidate.predicate.kind {
                    Kind::Verb => "clause",
                    Kind::Noun => "event-noun",
                    Kind::State => "state",
                },
                corrected: false,
            });
        }
    }
    tell_once(document, &mut events);
    events.sort_by_key(|event| {
        let date = event.date.as_ref();
        (date.is_none(), date.and_then(|date| date.earliest), date.and_then(|date| date.latest), event.trigger)
    });
    events
}

/// An event this probable is shown even where only its whole sentence tells it.
const NEEDED: f32 = 0.7;

/// Words of the longest phrase that retells an event.
const RETOLD_WORDS: usize = 16;

/// Of events told in the same words, for lack of a shorter telling, the likelier keeps them. Another is told by the
/// phrase of its noun ("Canada's decision to order …"), or goes where that is told already.
fn tell_once(document: &Document<'_>, events: &mut Vec<Event>) {
    events.sort_by(|a, b| {
        // Who tells of its own word keeps them before who is told by the statement around it.
        let told = |event: &Event| {
            let word = event.trigger.slice(document.text()).to_lowercase();
            event.headline.to_lowercase().contains(&word)
        };
        let rank = |event: &Event| (event.main, told(event), event.date.is_some(), event.salience);
        rank(b).partial_cmp(&rank(a)).unwrap_or(std::cmp::Ordering::Equal)
    });
    let mut kept: Vec<Event> = Vec::with_capacity(events.len());
    for mut event in events.drain(..) {
        if !kept.iter().any(|other| same_telling(document, other, &event)) {
            kept.push(event);
        } else if let Some(headline) = retold(document, &event) {
            event.headline = headline;
            if !kept.iter().any(|other| same_telling(document, other, &event)) {
                kept.push(event);
            }
        }
    }
    *events = kept;
}

/// Whether two events are told by one clause in the same words and could be of one day.
fn same_telling(document: &Document<'_>, one: &Event, other: &Event) -> bool {
    let (a, b) = (one.headline.trim_end_matches('…'), other.headline.trim_end_matches('…'));
    let day = |event: &Event| event.date.as_ref().map(|date| date.value.clone());
    let dates = one.date.is_none() || other.date.is_none() || day(one) == day(other);
    let sentence = |event: &Event| document.token_at(event.trigger.start()).map(|token| document.sentence_of(token));
    let overlap = one.span.overlaps(other.span) && dates && (a.starts_with(b) || b.starts_with(a));
    overlap || a == b && sentence(one) == sentence(other) && dates
}

/// The phrase of the noun that names an event, or that its infinitive hangs on.
fn retold(document: &Document<'_>, event: &Event) -> Option<String> {
    let trigger = document.token_at(event.trigger.start())?;
    let is_noun = |token: &usize| document.upos(*token) == crate::language::Upos::Noun;
    // "the decision to order the firm to close", not "the government to close schools"
    let nouns = &lexicon().nouns;
    let names_act =
        |token: &usize| nouns.event.contains(document.lemma(*token)) || nouns.plan.contains(document.lemma(*token));
    let above = || document.head(trigger).filter(|head| is_noun(head) && names_act(head));
    let noun = Some(trigger).filter(is_noun).or_else(above)?;
    let phrase = document.cover(document.subtree(noun)).slice(document.text());
    let words: Vec<&str> = phrase.split([';', '(', ':']).next()?.split(", ").next()?.split_whitespace().collect();
    let opens = document.upos(document.subtree(noun).start);
    let loose =
        matches!(opens, crate::language::Upos::Adp | crate::language::Upos::Cconj | crate::language::Upos::Pron);
    let plain = !phrase.contains(['“', '”', '"', '\'']) && !loose;
    // A name or a number says which one it is.
    let tells = words.len() > 2
        && words[1..].iter().any(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    let text = words.join(" ");
    let mut letters = text.chars();
    let first = letters.next()?.to_uppercase();
    (plain && tells && words.len() <= RETOLD_WORDS).then(|| first.chain(letters).collect())
}

/// The matter that the article is about: its main event, else its title where the body has it.
#[must_use]
pub fn issue(document: &Document<'_>, meta: &Meta, events: &[Event]) -> Option<Issue> {
    let _ = meta;
    // What was done is the matter, rather than what was said of it or what could be.
    let verbs = &lexicon().verbs;
    let done = |event: &Event| {
        document.token_at(event.trigger.start()).is_some_and(|t| {
            if document.children(t).any(|child| matches!(document.lower(child), "could" | "might" | "may" | "would")) {
                return false;
            }
            let lemma = document.lemma(t);
            verbs.ordering.contains(lemma) || !verbs.act.contains(lemma) && !verbs.saying.contains(lemma)
        })
    };
    let (number, main) = events
        .iter()
        .enumerate()
        .filter(|(_, event)| event.main)
        .max_by(|a, b| done(a.1).cmp(&done(b.1)).then(a.1.salience.total_cmp(&b.1.salience)))?;
    Some(Issue { text: main.headline.clone(), span: main.span, event: Some(number) })
}

/// A predicate with what is known of it before it is chosen.
#[derive(Clone)]
struct Candidate {
    predicate: Predicate,
    clause: Span,
    reality: Reality,
    /// Positions of its own temporal expressions.
    own: Vec<usize>,
    /// Those of a word beside it, for one without own ones.
    beside: Vec<usize>,
    features: Vec<Feature>,
    probability: f32,
}

impl Candidate {
    /// Whether it is a noun that names its year: "the 2018 arrest". Such background is told because it matters.
    fn kind_of_background(&self, document: &Document<'_>, timexes: &[Timex]) -> bool {
        let year = |&timex: &usize| {
            let words = timexes[timex].span.slice(document.text());
            words.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit))
        };
        self.predicate.kind == Kind::Noun && !self.reality.hypothetical && self.own.iter().any(year)
    }
}

fn candidates(document: &Document<'_>, layout: &Layout, timexes: &[Timex]) -> Vec<Candidate> {
    let predicates = predicate::predicates(document);
    let governed = Governed::new(document, &predicates, timexes);
    let quoted = salience::quotations(document);
    let scene = Scene { document, layout, predicates: &predicates, governed: &governed, timexes, quoted: &quoted };
    predicates
        .iter()
        .enumerate()
        .map(|(number, predicate)| {
            let clause = clause::clause(document, predicate);
            let reality = status::reality(document, predicate);
            let features = salience::features(&scene, number, clause, reality);
            let probability = salience::model().probability(&features);
            Candidate {
                predicate: predicate.clone(),
                clause,
                reality,
                own: governed.of(number).to_vec(),
                beside: governed.beside(document, &predicates, number).to_vec(),
                features,
                probability,
            }
        })
        .collect()
}

/// Those that belong on the timeline; of two words for one thing ("held a conference") the better one.
fn choose(
    document: &Document<'_>,
    layout: &Layout,
    timexes: &[Timex],
    candidates: Vec<Candidate>,
    threshold: f32,
) -> Vec<Candidate> {
    let bar = |c: &Candidate| {
        if c.predicate.kind == Kind::Noun && !c.own.is_empty() {
            // A noun of the lexicon with a date of its own is seldom there for nothing.
            threshold / 2.0
        } else if layout.rank(document, c.predicate.token) == Some(0) {
            threshold - 0.08
        } else {
            threshold
        }
    };
    let mut keep: Vec<bool> = candidates
        .iter()
        .map(|candidate| {
            let background = candidate.kind_of_background(document, timexes);
            candidate.probability >= bar(candidate) || background && candidate.probability >= threshold / 8.0
        })
        .collect();
    keep_sequel(document, &candidates, &mut keep);
    keep_lead(document, layout, &candidates, &mut keep);
    for (number, candidate) in candidates.iter().enumerate() {
        // "accusations that Norland has denied": the accusation is the entry, and says so.
        let t = candidate.predicate.token;
        let empty = !document
            .children(t)
            .any(|child| child > t && matches!(document.deprel(child), Deprel::Obj | Deprel::Ccomp | Deprel::Xcomp));
        let denies = candidate.predicate.kind == Kind::Verb && lexicon().verbs.denying.contains(document.lemma(t));
        keep[number] &= !(denies && empty && !candidate.predicate.passive);
    }
    let at: std::collections::HashMap<usize, usize> =
        candidates.iter().enumerate().map(|(number, candidate)| (candidate.predicate.token, number)).collect();
    for (number, candidate) in candidates.iter().enumerate() {
        let t = candidate.predicate.token;
        let Some(&above) = document.head(t).and_then(|head| at.get(&head)) else { continue };
        let lemma = document.lemma(candidates[above].predicate.token);
        let verbs = &lexicon().verbs;
        let ordered = document.deprel(t) == Deprel::Xcomp && candidate.predicate.tense == Tense::Infinitive;
        if keep[number] && ordered && verbs.ordering.contains(lemma) && !candidates[above].reality.hypothetical {
            (keep[above], keep[number]) = (true, false);
        }
        if !(keep[number] && keep[above]) {
            continue;
        }
        let one_thing = match document.deprel(t).universal() {
            Deprel::Obj | Deprel::Nsubj => {
                candidate.predicate.kind == Kind::Noun
                    && (verbs.light.contains(lemma)
                        || verbs.aspect.contains(lemma)
                        || matches!(lemma, "occur" | "happen"))
            }
            Deprel::Xcomp => true,
            _ => false,
        };
        if one_thing {
            let loser = if candidate.probability >= candidates[above].probability { above } else { number };
            keep[loser] = false;
        }
    }
    drop_doubles(document, layout, &candidates, &mut keep);
    candidates.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(candidate, _)| candidate).collect()
}

/// Two predicates whose clauses are mostly the same words tell one thing ("a fire killed three"): the likelier stays.
/// The first sentence may tell its news twice.
fn drop_doubles(document: &Document<'_>, layout: &Layout, candidates: &[Candidate], keep: &mut [bool]) {
    let alike = |a: Span, b: Span| {
        let shared = a.end().min(b.end()).saturating_sub(a.start().max(b.start()));
        2.0 * shared as f32 / (a.len() + b.len()).max(1) as f32
    };
    for second in 1..candidates.len() {
        let t = candidates[second].predicate.token;
        let sentence = document.sentence_of(t);
        let limit = if layout.rank(document, t) == Some(0) { 0.9 } else { 0.5 };
        for first in (0..second).rev() {
            if !keep[second] || document.sentence_of(candidates[first].predicate.token) != sentence {
                break;
            }
            if keep[first] && alike(candidates[first].clause, candidates[second].clause) >= limit {
                let second_wins = candidates[second].probability > candidates[first].probability;
                keep[if second_wins { first } else { second }] = false;
            }
        }
    }
}

/// "the 2018 arrest of A and B's subsequent detention of C": what followed an entry is one too.
fn keep_sequel(document: &Document<'_>, candidates: &[Candidate], keep: &mut [bool]) {
    for number in 1..candidates.len() {
        let t = candidates[number].predicate.token;
        let sentence = document.sentence_of(t);
        let before = (0..number)
            .rev()
            .take_while(|&before| document.sentence_of(candidates[before].predicate.token) == sentence)
            .any(|before| keep[before] && !candidates[before].own.is_empty());
        keep[number] |= before && candidates[number].predicate.kind == Kind::Noun && when::follows(document, t);
    }
}

/// An article has news: the best candidate of its first sentence stays, however doubtful.
fn keep_lead(document: &Document<'_>, layout: &Layout, candidates: &[Candidate], keep: &mut [bool]) {
    let lead = candidates.iter().enumerate().filter(|(_, c)| layout.rank(document, c.predicate.token) == Some(0));
    let best = lead
        .filter(|(_, c)| !c.reality.hypothetical)
        .max_by(|a, b| a.1.probability.total_cmp(&b.1.probability).then(b.0.cmp(&a.0)));
    if let Some((number, candidate)) = best
        && candidate.probability > 0.12
    {
        keep[number] = true;
    }
    // "criticised the decision to order the firm to close": what was decided is the news.
    for (number, candidate) in candidates.iter().enumerate() {
        let t = candidate.predicate.token;
        let decided = document.deprel(t) == Deprel::Acl
            && candidate.predicate.tense == Tense::Infinitive
            && document
                .head(t)
                .is_some_and(|head| matches!(document.lemma(head), "decision" | "move" | "ruling" | "agreement"));
        keep[number] |= decided && layout.rank(document, t).is_some_and(|rank| rank < 2);
    }
}

/// Numbers of the candidates that the article is about: at most three, from its first sentences, the first the most.
fn mains(document: &Document<'_>, layout: &Layout, meta: &Meta, timexes: &[Timex], chosen: &[Candidate]) -> Vec<usize> {
    let old = |candidate: &Candidate| {
        let day = candidate.own.iter().filter_map(|&timex| timexes[timex].latest).max();
        let published = meta.published.map(|published| published.date);
        day.zip(published)
            .and_then(|(day, published)| day.until(published).ok())
            .is_some_and(|apart| apart.get_days() > 45)
    };
    let mut scored: Vec<(f32, usize)> = chosen
        .iter()
        .enumerate()
        .filter_map(|(number, candidate)| {
            let rank = layout.rank(document, candidate.predicate.token)?;
            let overlap = layout.title_overlap(document, document.tokens_in(candidate.clause)).min(5) as f32;
            let score = candidate.probability * 2.0 + overlap - rank as f32;
            (rank < 4 && !old(candidate)).then_some((score, number))
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let Some(&(best, _)) = scored.first() else { return Vec::new() };
    scored.into_iter().take(3).filter(|(score, _)| *score >= best - 1.5).map(|(_, number)| number).collect()
}

/// The governing expression and the date of an event; several for "the 2019 and 2021 elections".
type Dates = Vec<(Option<usize>, Option<EventDate>)>;

/// The dates of each chosen candidate: its own, else those that stand in its clause or that the narrative lends.
fn date(
    document: &Document<'_>,
    layout: &Layout,
    meta: &Meta,
    timexes: &[Timex],
    chosen: &[Candidate],
    mains: &[usize],
) -> Vec<Dates> {
    let own: Vec<Vec<usize>> =
        chosen.iter().map(|c| when::own_dates(document, &c.predicate, &c.own, timexes)).collect();
    let mut taken = vec![false; timexes.len()];
    own.iter().flatten().for_each(|&timex| taken[timex] = true);
    let own: Vec<Vec<usize>> = own
        .into_iter()
        .enumerate()
        .map(|(number, own)| if own.is_empty() { lent(document, timexes, chosen, &taken, number) } else { own })
        .collect();
    let published = meta.published.map(|published| published.date);
    let dated = |number: usize| -> Dates {
        let told = own[number].iter().filter(|&&timex| !when::is_clock(document, &timexes[timex]));
        let Candidate { predicate, reality, .. } = &chosen[number];
        let fitting = |timex: usize| when::fitting(document, &timexes[timex], predicate, reality.status, published);
        told.filter_map(|&timex| Some((Some(timex), Some(fitting(timex)?)))).collect()
    };
    let is_day = |date: &EventDate| date.earliest == date.latest;
    let fresh = |date: &EventDate| {
        let apart = date.latest.zip(published).and_then(|(day, published)| day.until(published).ok());
        is_day(date) && apart.is_some_and(|apart| (-1..15).contains(&apart.get_days()))
    };
    let early = (0..chosen.len())
        .filter(|&number| layout.rank(document, chosen[number].predicate.token).is_some_and(|rank| rank < 4));
    let news = mains.iter().find_map(|&main| dated(main).first()?.1.clone().filter(is_day));
    let news = news.or_else(|| early.into_iter().find_map(|number| dated(number).first()?.1.clone().filter(fresh)));
    let mut dates: Vec<Dates> = Vec::new();
    for (number, candidate) in chosen.iter().enumerate() {
        let mut found = dated(number);
        if found.is_empty() {
            let before = number.checked_sub(1);
            let together = |same: &dyn Fn(usize, usize) -> bool| {
                before.is_some_and(|before| same(chosen[before].predicate.token, candidate.predicate.token))
            };
            let narrative = when::Narrative {
                before: before.and_then(|before| dates[before].last()?.1.clone()),
                news: news.clone(),
                published,
                same_sentence: together(&|a, b| document.sentence_of(a) == document.sentence_of(b)),
                same_paragraph: together(&|a, b| layout.paragraph(document, a) == layout.paragraph(document, b)),
            };
            found.push(undated(
                document,
                timexes,
                &narrative,
                candidate,
                own[number].first().copied(),
                mains.contains(&number),
            ));
        }
        dates.push(found);
    }
    dates
}

/// The date of a candidate that names no day: from its time of day, the narrative, or the publication.
fn undated(
    document: &Document<'_>,
    timexes: &[Timex],
    narrative: &when::Narrative,
    candidate: &Candidate,
    clock: Option<usize>,
    main: bool,
) -> (Option<usize>, Option<EventDate>) {
    if let Some(clock) = clock {
        let day = when::day_beside(document, timexes, clock);
        let day = day.or_else(|| narrative.day().map(when::inferred)).or_else(|| when::date_of(&timexes[clock]));
        return (Some(clock), day);
    }
    if candidate.reality.status == Status::Planned {
        return (None, None);
    }
    if let Some(date) = narrative.lends(document, &candidate.predicate) {
        return (None, Some(when::inferred(date)));
    }
    let told = !matches!(candidate.predicate.tense, Tense::Future | Tense::Modal | Tense::Gerund);
    let day = narrative.published.filter(|_| main && told);
    let date = day.map(|day| EventDate {
        value: day.to_string(),
        earliest: Some(day),
        latest: Some(day),
        why: Why::Published,
    });
    (None, date)
}

/// For a candidate without an expression of its own: that of a word beside it, or one that stands free.
fn lent(document: &Document<'_>, timexes: &[Timex], chosen: &[Candidate], taken: &[bool], number: usize) -> Vec<usize> {
    let candidate = &chosen[number];
    let beside = when::own_dates(document, &candidate.predicate, &candidate.beside, timexes);
    if beside.is_empty() { stray(document, timexes, chosen, taken, number) } else { beside }
}

/// For a candidate to which the grammar gives no expression: one that stands in its clause, or opens its sentence,
/// and dates no other candidate.
fn stray(
    document: &Document<'_>,
    timexes: &[Timex],
    chosen: &[Candidate],
    taken: &[bool],
    number: usize,
) -> Vec<usize> {
    /// Bytes to each side of the trigger.
    const REACH: usize = 600;
    let candidate = &chosen[number];
    let trigger = document.span(candidate.predicate.token);
    let in_sentence = document.sentence_of(candidate.predicate.token);
    let sentence = &document.sentences()[in_sentence];
    let first_there = number == 0 || document.sentence_of(chosen[number - 1].predicate.token) != in_sentence;
    let from = sentence.span.start().max(trigger.start().saturating_sub(REACH));
    let to = sentence.span.end().min(trigger.end() + REACH);
    let first = timexes.partition_point(|timex| timex.span.end() <= from);
    (first..timexes.len())
        .take_while(|&at| timexes[at].span.start() < to)
        .filter(|&at| when::has_place(&timexes[at]) && !taken[at] && !when::describes(document, timexes[at].span))
        .filter(|&at| !when::ends(document, timexes[at].span, &candidate.predicate))
        .filter(|&at| {
            let opens = document.tokens_in(timexes[at].span).start < sentence.tokens.start + 4;
            candidate.clause.contains(timexes[at].span)
                || first_there && opens && candidate.predicate.kind == Kind::Verb
        })
        .min_by_key(|&at| timexes[at].span.start().abs_diff(trigger.start()))
        .map(|at| vec![at])
        .unwrap_or_default()
}

fn participants(clause: Span, stakeholders: &[Stakeholder]) -> Vec<usize> {
    stakeholders
        .iter()
        .enumerate()
        .filter(|(_, party)| {
            let first = party.mentions.partition_point(|mention| mention.end() <= clause.start());
            party.mentions.get(first).is_some_and(|mention| clause.overlaps(*mention))
        })
        .map(|(number, _)| number)
        .collect()
}
