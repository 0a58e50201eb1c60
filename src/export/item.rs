//! [`Item`]: an event of one article or of many, as the timeline formats need it.

use super::wire::{WireAnalysis, WireEvent};
use crate::analysis::Status;
use crate::timeline::collection::{Collection, Disagreement, MergedEvent};
use jiff::civil::Date;
use std::borrow::Cow;

/// An event of a timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Item<'a> {
    /// Names the event among all of one export; the same in every export of the same articles.
    pub id: String,
    /// A TIMEX3 calendar value; `None` where the event has no date.
    pub value: Option<&'a str>,
    /// First possible day.
    pub earliest: Option<Date>,
    /// Last possible day.
    pub latest: Option<Date>,
    /// Who did what.
    pub headline: &'a str,
    /// Whether it happened.
    pub status: Status,
    /// Whether it is what its article is about.
    pub main: bool,
    /// The articles that tell of it.
    pub sources: Vec<Told<'a>>,
    /// What the articles disagree on, readable.
    pub disagreements: Vec<String>,
}

/// One article's words for an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<'a> {
    /// The article's title, or its id.
    pub title: &'a str,
    /// The publication.
    pub site: Option<&'a str>,
    /// The article's address.
    pub url: Option<&'a str>,
    /// When it was published.
    pub published: Option<Date>,
    /// The words that prove it.
    pub words: Cow<'a, str>,
}

/// The events of one article, in its order.
pub fn of_analysis(analysis: &WireAnalysis) -> impl Iterator<Item = Item<'_>> {
    analysis.events.iter().map(|event| of_event(analysis, event))
}

fn of_event<'a>(analysis: &'a WireAnalysis, event: &'a WireEvent) -> Item<'a> {
    let (date, bounds) = (event.date.as_ref(), event.bounds.as_ref());
    Item {
        id: format!("{}#{}", analysis.id, event.id),
        value: date.map(|date| date.value.as_str()),
        earliest: date.map_or_else(|| bounds.and_then(|bounds| bounds.earliest), |date| date.earliest),
        latest: date.map_or_else(|| bounds.and_then(|bounds| bounds.latest), |date| date.latest),
        headline: &event.headline,
        status: event.status,
        main: event.main,
        sources: vec![Told {
            title: analysis.article.title.as_deref().unwrap_or(&analysis.id),
            site: analysis.article.site.as_deref(),
            url: analysis.article.url.as_deref(),
            published: analysis.article.published.map(|published| published.date),
            words: one_line(&event.span.text),
        }],
        disagreements: Vec::new(),
    }
}

/// The events of a timeline over many articles, in its order.
pub fn of_collection(collection: &Collection) -> impl Iterator<Item = Item<'_>> {
    collection.events.iter().map(of_merged)
}

fn of_merged(event: &MergedEvent) -> Item<'_> {
    let first = event.sources.first();
    Item {
        id: format!("{}#{}", first.map_or("", |source| &source.id), first.and_then(|source| source.event).unwrap_or(0)),
        value: Some(&event.date.value),
        earliest: event.date.earliest,
        latest: event.date.latest,
        headline: &event.headline,
        status: event.status,
        main: false,
        sources: event
            .sources
            .iter()
            .map(|source| Told {
                title: source.title.as_deref().unwrap_or(&source.id),
                site: source.site.as_deref(),
                url: source.url.as_deref(),
                published: source.published,
                words: one_line(&source.text),
            })
            .collect(),
        disagreements: event.disagreements.iter().map(disagreement).collect(),
    }
}

fn disagreement(disagreement: &Disagreement) -> String {
    let versions: Vec<String> = disagreement
        .values
        .iter()
        .map(|version| format!("{} ({} of the articles)", version.value, version.documents))
        .collect();
    let corrected = disagreement
        .corrected
        .as_ref()
        .map(|correction| format!("; corrected to {} by {}", correction.value, one_line(&correction.source)))
        .unwrap_or_default();
    format!("Disagreement on {}: {}{corrected}", disagreement.about, versions.join(", "))
}

/// `text` with every run of white space made one space.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\r', '\t']) || text.contains("  ") {
        Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        Cow::Borrowed(text.trim())
    }
}
