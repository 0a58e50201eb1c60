//! Who said what, who is who, and on which side.

pub mod across;
mod actions;
mod attribute;
mod contents;
mod cues;
#[cfg(test)]
mod fit;
mod issues;
mod mentions;
mod merging;
mod model;
mod parties;
mod phrases;
mod pronouns;
mod quotes;
mod reader;
mod roles;
mod salience;
mod sides;
mod sources;
mod speech;
mod stakeholders;
mod stance;

use crate::analysis::{Event, Issue, Position, Stakeholder};
use crate::language::Document;
use crate::text::Span;
use attribute::Draft;
use parties::Cast;
use reader::Reader;

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
    let reader = Reader::new(document);
    let (drafts, cast, parties) = read(&reader);
    let counts = salience::judge(&reader, &cast, &drafts, &parties);
    let mut positions = positions_of(&reader, &drafts);
    let stakeholders = stakeholders::list(&reader, &cast, &parties, &counts, &mut positions);
    Attributions { stakeholders, positions }
}

/// Attributions and acts in order, the parties, and the party of each attribution's source.
fn read(reader: &Reader<'_, '_>) -> (Vec<Draft>, Cast, Vec<Option<usize>>) {
    let mut drafts = attribute::find(reader);
    let mut cast = Cast::new(reader);
    drafts.extend(actions::find(reader, &cast, &drafts));
    let shared = attribute::shared(reader, &cast, &mut drafts);
    drafts.extend(shared);
    drafts.sort_by_key(|draft| (draft.content[0].start(), draft.cue.map(Span::start)));
    let parties = stakeholders::sources_to_parties(reader, &mut cast, &drafts);
    (drafts, cast, parties)
}

fn positions_of(reader: &Reader<'_, '_>, drafts: &[Draft]) -> Vec<Position> {
    drafts.iter().map(|draft| position(reader, draft)).collect()
}

fn position(reader: &Reader<'_, '_>, draft: &Draft) -> Position {
    Position {
        stakeholder: None,
        source: draft.source.as_ref().and_then(|source| reader.span(source.tokens.clone())),
        cue: draft.cue,
        content: draft.content.clone(),
        form: draft.form,
        stance: stance::of(reader, draft),
        target: stance::target(reader, draft),
        confidence: draft.confidence,
        rule: draft.rule,
        corrected: false,
    }
}

/// Sets the overall stance of each party toward `issue`.
pub fn take_sides(
    document: &Document<'_>,
    issue: Option<&Issue>,
    events: &[Event],
    stakeholders: &mut [Stakeholder],
    positions: &mut [Position],
) {
    sides::take(document, issue, events, stakeholders, positions);
}
