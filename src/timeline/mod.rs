//! The events of one article, and of a story across many.

pub mod collection;

use crate::analysis::{Event, Issue, Meta, Position, Stakeholder, Timex};
use crate::language::Document;

/// The timeline of one article: by date, undated events last.
#[must_use]
pub fn find(
    document: &Document<'_>,
    meta: &Meta,
    timexes: &[Timex],
    stakeholders: &[Stakeholder],
    positions: &[Position],
) -> Vec<Event> {
    let _ = (document, meta, timexes, stakeholders, positions);
    Vec::new()
}

/// The matter that the article is about, usually its main event.
#[must_use]
pub fn issue(document: &Document<'_>, meta: &Meta, events: &[Event]) -> Option<Issue> {
    let _ = (document, meta, events);
    None
}
