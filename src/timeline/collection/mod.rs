//! One timeline over many articles.
//!
//! An article takes part as a [`Digest`], a small summary of its analysis, so that thousands fit into memory at once.
//! [`merge`] joins events that are told in several articles, ranks dates by how many documents tell of them and how
//! long after, and keeps what the articles disagree on.
//!
//! ```
//! use dateline::analysis::{Analysis, Event, EventDate, Status, Why};
//! use dateline::text::Span;
//! use dateline::timeline::collection::{Digest, Options, merge};
//!
//! let body = "Police arrested the treasurer in Lyon on 2019-03-02.";
//! let day = "2019-03-02".parse().ok();
//! let event = Event {
//!     date: Some(EventDate { value: "2019-03-02".into(), earliest: day, latest: day, why: Why::Explicit }),
//!     headline: "Police arrested the treasurer in Lyon".into(),
//!     trigger: Span::of(body, "arrested").unwrap(),
//!     span: Span::of(body, body).unwrap(),
//!     bounds: None, timex: None, status: Status::Happened, participants: vec![], main: true, salience: 1.0,
//!     reasons: vec![], rule: "example", corrected: false,
//! };
//! let told = |id: &str| Analysis { id: id.into(), body: body.into(), events: vec![event.clone()], ..Analysis::default() };
//! let story = merge(vec![Digest::of(&told("a")), Digest::of(&told("b"))], &Options::default());
//! assert_eq!(story.events.len(), 1);
//! assert_eq!(story.events[0].documents, 2);
//! ```

mod cluster;
mod digest;
mod disagree;
mod rank;
mod words;

pub use digest::{Digest, Mention, Number, Told};

use crate::analysis::{EventDate, Status, Why};
use cluster::Cluster;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What to show of a merged timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// At most this many events, the most important ones; `None` for all.
    pub limit: Option<usize>,
    /// Only events that cannot lie before this day.
    pub from: Option<Date>,
    /// Only events that cannot lie after this day.
    pub to: Option<Date>,
}

/// One timeline over many articles, as it is written in JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Collection {
    /// The events, in order of date.
    pub events: Vec<MergedEvent>,
}

/// One event with all articles that tell of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MergedEvent {
    /// The date that most documents give, as fine as any of them is.
    pub date: MergedDate,
    /// The headline of the report that stands for all.
    pub headline: String,
    /// The status that most documents give.
    pub status: Status,
    /// Number of documents that tell of it.
    pub documents: usize,
    /// Greater is more important; comparable within one timeline only.
    pub importance: f32,
    /// The earliest published source.
    pub first_report: Option<Report>,
    /// Every document that tells of it, in order of publication.
    pub sources: Vec<Source>,
    /// What the documents do not agree on.
    pub disagreements: Vec<Disagreement>,
}

/// The date of a merged event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedDate {
    /// A TIMEX3 calendar value.
    pub value: String,
    /// First possible day.
    pub earliest: Option<Date>,
    /// Last possible day.
    pub latest: Option<Date>,
    /// Where it comes from.
    pub why: Why,
}

impl From<&EventDate> for MergedDate {
    fn from(date: &EventDate) -> Self {
        Self { value: date.value.clone(), earliest: date.earliest, latest: date.latest, why: date.why }
    }
}

/// Who reported first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The article's id.
    pub id: String,
    /// Its publication date.
    pub published: Option<Date>,
}

/// One document's telling of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The article's id.
    pub id: String,
    /// The article's title.
    pub title: Option<String>,
    /// The publication.
    pub site: Option<String>,
    /// The article's address.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// The date that this document gives.
    pub date: Option<String>,
    /// This document's headline for the event.
    pub headline: String,
    /// The words that state it.
    pub text: String,
    /// Position of the event in the article's own timeline; `None` where only the date is mentioned.
    pub event: Option<usize>,
}

/// Something on which the documents of one event differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disagreement {
    /// `date`, `status`, or what is counted ("people").
    pub about: String,
    /// What is said, the commonest first.
    pub values: Vec<Version>,
    /// What the most recently published document says, where that is not what the first one said.
    pub latest: Option<String>,
    /// What a document says that corrects the others in so many words; of several the most recent.
    #[serde(default)]
    pub corrected: Option<Correction>,
}

/// A value that a document gives where it says that what was told before is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The value that is right.
    pub value: String,
    /// The id of the document.
    pub source: String,
    /// When that was published.
    pub published: Option<Date>,
}

/// One of several values that documents give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The value, as in the article or as a TIMEX3 value.
    pub value: String,
    /// How many documents give it.
    pub documents: usize,
    /// Their ids, in order of publication.
    pub sources: Vec<String>,
    /// First and last publication date among them.
    pub published: Option<(Date, Date)>,
}

/// Merges the events of many articles into one timeline. Near linear in the number of events; the same digests give
/// the same timeline, in whatever order they come.
#[must_use]
pub fn merge(mut digests: Vec<Digest>, options: &Options) -> Collection {
    digests
        .sort_by(|a, b| (a.published.is_none(), a.published, &a.id).cmp(&(b.published.is_none(), b.published, &b.id)));
    let clusters = cluster::cluster(&digests);
    let days = rank::days(&digests);
    let inside = |date: &MergedDate| {
        options.from.is_none_or(|from| date.earliest.is_some_and(|day| day >= from))
            && options.to.is_none_or(|to| date.latest.is_some_and(|day| day <= to))
    };
    let events: Vec<MergedEvent> = clusters
        .iter()
        .filter_map(|cluster| summarise(&digests, cluster))
        .filter(|event| inside(&event.date))
        .collect();
    let mut events = rank::choose(events, &digests, &days, options);
    events.sort_by(|a, b| {
        let key = |event: &MergedEvent| (event.date.earliest, event.date.latest);
        key(a).cmp(&key(b)).then(b.importance.total_cmp(&a.importance)).then_with(|| a.headline.cmp(&b.headline))
    });
    Collection { events }
}

fn summarise(digests: &[Digest], cluster: &Cluster) -> Option<MergedEvent> {
    let date = disagree::date(digests, cluster)?;
    let speaker = cluster.speaker(digests)?;
    let sources: Vec<Source> = cluster
        .one_per_document()
        .map(|member| {
            let (digest, told) = member.of(digests);
            Source {
                date: told.date.as_ref().map(|date| date.value.clone()),
                headline: told.headline.clone(),
                text: told.text.clone(),
                event: Some(told.index),
                ..digest.source()
            }
        })
        .collect();
    Some(MergedEvent {
        date,
        headline: speaker.of(digests).1.headline.clone(),
        status: disagree::status(digests, cluster),
        documents: sources.len(),
        importance: 0.0,
        first_report: sources.first().map(|source| Report { id: source.id.clone(), published: source.published }),
        disagreements: disagree::all(digests, cluster),
        sources,
    })
}

#[cfg(test)]
mod tests;
