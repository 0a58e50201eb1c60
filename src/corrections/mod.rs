//! What a person corrected: changes to the facts of one article, each anchored by the words that it is about, applied
//! anew to every analysis of that article.
//!
//! A correction is data that is kept and never changed; what it does is [`apply`]'s business. A correction whose words
//! are no longer in the text, or about which nothing is found any more, changes nothing and is counted.

mod anchor;
mod apply;
mod parties;
#[cfg(test)]
mod tests;

pub use anchor::Anchor;
pub use apply::{apply, date};

use crate::analysis::{Event, Issue, OverallStance, Stance, Status};
use crate::clean::Cleaned;
use crate::text::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One change that a person made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Correction {
    /// The day on which the article was published.
    Published(Date),
    /// A piece of text that cleaning took out is part of the article.
    PutBack {
        /// The piece.
        text: String,
        /// What it stands before; tells two equal pieces apart.
        before: String,
    },
    /// What the article is about, in a person's words.
    Issue(String),
    /// Something about the event of this trigger.
    Event {
        /// Its trigger.
        at: Anchor,
        /// What is different.
        change: EventChange,
    },
    /// An event that was not found.
    NewEvent {
        /// The words that state it.
        at: Anchor,
        /// Who did what.
        headline: String,
        /// When, in a person's words; resolved against the publication date like a date of the text.
        date: Option<String>,
    },
    /// Something about the position of this cue or, without one, of this content.
    Position {
        /// Its cue or content.
        at: Anchor,
        /// What is different.
        change: PositionChange,
    },
    /// A position that was not found.
    NewPosition {
        /// What is said, thought or demanded.
        at: Anchor,
        /// Name of the party; one of that name is made where there is none.
        party: String,
        /// Which side it is on.
        stance: Stance,
    },
    /// Something about the party of this name.
    Party {
        /// One of its names.
        name: String,
        /// What is different.
        change: PartyChange,
    },
}

/// A change to an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventChange {
    /// It does not belong there.
    Reject,
    /// When it was, in a person's words; `None` for not known.
    Date(Option<String>),
    /// Who did what.
    Headline(String),
    /// Whether it happened.
    Status(Status),
    /// Whether the article is about it.
    Main(bool),
}

/// A change to a position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PositionChange {
    /// It does not belong there.
    Reject,
    /// Name of the party whose position it is; `None` for nobody named.
    Party(Option<String>),
    /// Which side it takes.
    Stance(Stance),
}

/// A change to a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartyChange {
    /// It is no party of the matter; what it says goes with it.
    Reject,
    /// What it is called.
    Name(String),
    /// On which side it is.
    Stance(OverallStance),
    /// It is the party of that other name.
    MergeInto(String),
    /// One of its names is another party's.
    SplitOff(String),
}

/// The publication date that was set last.
#[must_use]
pub fn published(corrections: &[Correction]) -> Option<Date> {
    corrections.iter().rev().find_map(|correction| match correction {
        Correction::Published(date) => Some(*date),
        _ => None,
    })
}

/// The issue that was set last; an empty one is none.
#[must_use]
pub fn issue(corrections: &[Correction]) -> Option<&str> {
    let issue = corrections.iter().rev().find_map(|correction| match correction {
        Correction::Issue(text) => Some(text.trim()),
        _ => None,
    });
    issue.filter(|text| !text.is_empty())
}

/// The issue that a person calls `text`: where the body has these words; or else the event whose headline has most of
/// them.
#[must_use]
pub fn named_issue(body: &str, events: &[Event], text: &str) -> Issue {
    let words = |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_lowercase).collect() };
    let wanted = words(text);
    let shared = |event: &Event| words(&event.headline).iter().filter(|word| wanted.contains(word)).count();
    let around = |span: Span| {
        let all = events.iter().enumerate().filter(|(_, event)| event.span.overlaps(span));
        all.min_by_key(|(_, event)| event.span.len()).map(|(index, _)| index)
    };
    let alike = || events.iter().enumerate().rev().max_by_key(|(_, event)| shared(event)).map(|(index, _)| index);
    let place = Span::of(body, text);
    let event = place.map_or_else(alike, around);
    let span = place.or_else(|| event.and_then(|event| events.get(event)).map(|event| event.span)).unwrap_or_default();
    Issue { text: text.to_owned(), span, event }
}

/// The correction that puts the removed piece of that number back.
#[must_use]
pub fn put_back(body: &str, removed: &crate::analysis::Removed) -> Correction {
    let before: String = body.get(removed.at..).unwrap_or_default().chars().take(40).collect();
    Correction::PutBack { text: removed.text.clone(), before }
}

/// `cleaned` with the pieces put back that a person wants in the article.
#[must_use]
pub fn restored(mut cleaned: Cleaned, corrections: &[Correction]) -> Cleaned {
    for correction in corrections {
        let Correction::PutBack { text, before } = correction else { continue };
        let same = |number: &usize| cleaned.removed.get(*number).is_some_and(|removed| removed.text == *text);
        let candidates: Vec<usize> = (0..cleaned.removed.len()).filter(same).collect();
        let in_place = |number: &&usize| {
            let at = cleaned.removed.get(**number).map_or(usize::MAX, |removed| removed.at);
            cleaned.body.get(at..).is_some_and(|rest| rest.starts_with(before.as_str()))
        };
        if let Some(&number) = candidates.iter().find(in_place).or(candidates.first()) {
            cleaned = cleaned.put_back(&[number]);
        }
    }
    cleaned
}
