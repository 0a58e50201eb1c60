//! [`Digest`]: what a merged timeline needs of one article.

use super::{Source, words};
use crate::analysis::{Analysis, EventDate, Status, TimexKind, Why};
use crate::lexicon::events::lexicon;
use crate::text::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a merged timeline needs of one article, a few kilobytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Digest {
    /// The article's id.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// The publication.
    pub site: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// Its events, in the order of its own timeline.
    pub told: Vec<Told>,
    /// The days that it mentions, each once, in order.
    pub mentions: Vec<Mention>,
}

/// One event as one article tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Position in the article's own timeline.
    pub index: usize,
    /// Its date.
    pub date: Option<EventDate>,
    /// Its headline.
    pub headline: String,
    /// The words that state it.
    pub text: String,
    /// Whether it happened.
    pub status: Status,
    /// Whether the article is about it.
    pub main: bool,
    /// How much it belongs on a timeline.
    pub salience: f32,
    /// Hash of the trigger's stem.
    pub trigger: u64,
    /// Hashes of the stems of its content words, sorted.
    pub keys: Box<[u64]>,
    /// What is counted in it.
    pub numbers: Vec<Number>,
    /// Whether the article says with it that what was told before is wrong.
    pub corrects: bool,
}

/// A number and what it counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Number {
    /// What is counted, in lower case, or a currency sign.
    pub what: String,
    /// The number.
    pub value: String,
}

/// A day that an article mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The day.
    pub day: Date,
    /// Whether a temporal expression names it; without, an event was dated by the narrative or by publication.
    pub named: bool,
    /// How often the article names it.
    pub times: u32,
    /// Whether the beginning of the article names it.
    pub early: bool,
    /// The sentence that names it first, shortened; empty where none does.
    pub text: String,
}

impl Digest {
    /// Summarises `analysis`.
    #[must_use]
    pub fn of(analysis: &Analysis) -> Self {
        Self {
            id: analysis.id.clone(),
            title: analysis.meta.title.clone(),
            site: analysis.meta.site.clone(),
            url: analysis.meta.url.clone(),
            published: analysis.meta.published.map(|published| published.date),
            told: analysis.events.iter().enumerate().map(|(index, _)| told(analysis, index)).collect(),
            mentions: mentions(analysis),
        }
    }

    pub(super) fn source(&self) -> Source {
        Source {
            id: self.id.clone(),
            title: self.title.clone(),
            site: self.site.clone(),
            url: self.url.clone(),
            published: self.published,
            date: None,
            headline: String::new(),
            text: String::new(),
            event: None,
        }
    }
}

fn told(analysis: &Analysis, index: usize) -> Told {
    let event = &analysis.events[index];
    let text = event.span.slice(&analysis.body);
    let parties = event
        .participants
        .iter()
        .filter_map(|&party| analysis.stakeholders.get(party))
        .map(|party| party.name.as_str());
    Told {
        index,
        date: event.date.clone(),
        headline: event.headline.clone(),
        text: text.to_owned(),
        status: event.status,
        main: event.main,
        salience: event.salience,
        trigger: words::key(event.trigger.slice(&analysis.body)),
        keys: words::keys([event.headline.as_str(), text].into_iter().chain(parties)),
        numbers: words::numbers(text),
        corrects: corrects(&analysis.body, event.span),
    }
}

/// Whether the sentence around `span` corrects what was told before ("Correction: the blast was on Tuesday"), and
/// `span` is not what it takes back ("an earlier version of this article said …").
fn corrects(body: &str, span: Span) -> bool {
    /// Bytes of the words themselves in which they are introduced: "an earlier version …".
    const OPENING: usize = 12;
    let events = lexicon();
    let said = sentence(body, span).to_lowercase();
    let own = span.slice(body).to_lowercase();
    // The words that introduce what was wrong stand before it, or in it.
    let before = said.find(own.as_str()).and_then(|at| said.get(..at)).unwrap_or("");
    let taken_back = |phrase: &str| before.contains(phrase) || own.find(phrase).is_some_and(|at| at < OPENING);
    events.corrects.iter().any(|phrase| said.contains(phrase))
        && !events.withdrawn.iter().any(|phrase| taken_back(phrase))
}

/// Bytes of an article that tell its news.
const BEGINNING: usize = 400;

fn mentions(analysis: &Analysis) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    for timex in &analysis.timexes {
        let day = timex
            .earliest
            .filter(|_| timex.earliest == timex.latest && matches!(timex.kind, TimexKind::Date | TimexKind::Time));
        if let Some(day) = day {
            let early = timex.span.start() < BEGINNING;
            mentions.push(Mention { day, named: true, times: 1, early, text: sentence(&analysis.body, timex.span) });
        }
    }
    for event in &analysis.events {
        if let Some(date) = event.date.as_ref().filter(|date| matches!(date.why, Why::Published | Why::Inferred))
            && let Some(day) = date.earliest.filter(|_| date.earliest == date.latest)
        {
            mentions.push(Mention { day, named: false, times: 1, early: false, text: String::new() });
        }
    }
    // Stable: of one day, a named mention comes first, and the first of the text among those.
    mentions.sort_by_key(|mention| (mention.day, !mention.named));
    mentions.dedup_by(|again, first| {
        let same = again.day == first.day;
        if same && again.named {
            first.times += 1;
            first.early |= again.early;
        }
        same
    });
    mentions
}

/// The sentence around `span`, to at most 160 characters.
fn sentence(body: &str, span: Span) -> String {
    const LONGEST: usize = 160;
    // Bounded looks to both sides, so that a text without a full stop costs no more.
    let back = body.get(..span.start()).unwrap_or("");
    let from = back
        .char_indices()
        .rev()
        .take(LONGEST)
        .find(|&(at, c)| c == '\n' || ends_sentence(body, at, c))
        .map(|(at, c)| at + c.len_utf8());
    let from =
        from.unwrap_or_else(|| back.char_indices().rev().take(LONGEST).last().map_or(span.start(), |(at, _)| at));
    let ahead = body.get(from..).unwrap_or("");
    let to = ahead
        .char_indices()
        .skip_while(|&(at, _)| from + at < span.end())
        .take(LONGEST)
        .find(|&(at, c)| c == '\n' || ends_sentence(body, from + at, c))
        .map(|(at, c)| at + if c == '\n' { 0 } else { c.len_utf8() });
    let whole = ahead.get(..to.unwrap_or(ahead.len())).unwrap_or("").trim();
    shorten(whole, LONGEST)
}

fn ends_sentence(body: &str, at: usize, c: char) -> bool {
    let space_follows = || body.get(at + 1..).and_then(|rest| rest.chars().next()).is_none_or(char::is_whitespace);
    matches!(c, '.' | '!' | '?') && space_follows()
}

/// `text` cut at a word's end to at most `longest` characters, with an ellipsis where something is left out.
pub(super) fn shorten(text: &str, longest: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(longest) else { return text.to_owned() };
    let head = text.get(..cut).unwrap_or("");
    let head = head.rfind(char::is_whitespace).and_then(|at| head.get(..at)).unwrap_or(head);
    format!("{}…", head.trim_end_matches([' ', ',', ';', ':']))
}
