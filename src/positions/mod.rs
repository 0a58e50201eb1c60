//! Who said what, who is who, and on which side.

mod quotes;

use crate::analysis::{Event, Issue, Position, Stakeholder};
use crate::language::Document;

/// The parties of an article and what they said and did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attributions {
    /// The parties, in order of their first mention.
    pub stakeholders: Vec<Stakeholder>,
    /// The positions, in order of the text.
    pub positions: Vec<Position>,
}

/// Finds the parties and the positions of `document`; stances are those toward each position's own target.
#[must_use]
pub fn find(document: &Document<'_>) -> Attributions {
    let _ = document;
    Attributions::default()
}

/// Sets the overall stance of each party toward `issue`.
pub fn take_sides(
    document: &Document<'_>,
    issue: Option<&Issue>,
    events: &[Event],
    stakeholders: &mut [Stakeholder],
    positions: &mut [Position],
) {
    let _ = (document, issue, events, stakeholders, positions);
}
