//! The way back: JSON of the contract to an [`Analysis`], so that a second step need not analyse again.

use super::wire::{SCHEMA, WireAnalysis, WireDate, WireEvent, WirePosition, WireSpan, WireStakeholder, WireTimex};
use crate::analysis::{Analysis, Event, EventDate, Issue, Meta, OverallStance, Position, Removed, Stakeholder, Timex};
use crate::text::{CodePoints, Span};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};
use thiserror::Error;

/// Why JSON is no analysis of ours.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UnwireError {
    /// Written by a version that means something else by it.
    #[error("schema {0} is not {SCHEMA}, the one that this version reads; analyse the article again")]
    Schema(u32),
    /// A range that lies outside of the body, or covers another text than it says.
    #[error("the range {start}..{end} does not cover “{text}” in the body; the body or the range was changed")]
    Range {
        /// First code point.
        start: usize,
        /// One past the last.
        end: usize,
        /// What it should cover.
        text: String,
    },
    /// A reference to something that is not there.
    #[error("`{0}` is referred to and is not there")]
    Reference(String),
}

/// Reads back what [`super::wire::wire`] wrote. Blocks and links are no part of the JSON and are empty.
pub fn analysis(wire: &WireAnalysis) -> Result<Analysis, UnwireError> {
    if wire.schema != SCHEMA {
        return Err(UnwireError::Schema(wire.schema));
    }
    let edge = Edge {
        body: &wire.body,
        points: CodePoints::new(&wire.body),
        parties: wire.stakeholders.iter().enumerate().map(|(index, party)| (party.id.as_str(), index)).collect(),
        timexes: wire.timexes.len(),
    };
    let article = &wire.article;
    Ok(Analysis {
        id: wire.id.clone(),
        meta: Meta {
            title: article.title.clone(),
            byline: article.byline.clone(),
            site: article.site.clone(),
            url: article.url.clone(),
            language: article.language.clone(),
            published: article.published,
        },
        body: wire.body.clone(),
        blocks: Vec::new(),
        links: Vec::new(),
        removed: wire
            .removed
            .iter()
            .map(|removed| Removed {
                text: removed.text.clone(),
                rule: removed.rule.clone(),
                at: edge.points.to_byte(removed.at),
            })
            .collect(),
        issue: wire.issue.as_ref().map(|issue| edge.issue(issue, wire)).transpose()?,
        timexes: wire.timexes.iter().map(|timex| edge.timex(timex)).collect::<Result<_, _>>()?,
        events: wire.events.iter().map(|event| edge.event(event)).collect::<Result<_, _>>()?,
        stakeholders: wire.stakeholders.iter().map(|party| edge.party(party)).collect::<Result<_, _>>()?,
        positions: wire.positions.iter().map(|position| edge.position(position)).collect::<Result<_, _>>()?,
    })
}

struct Edge<'a> {
    body: &'a str,
    points: CodePoints<'a>,
    parties: HashMap<&'a str, usize>,
    timexes: usize,
}

impl Edge<'_> {
    fn range(&self, start: usize, end: usize) -> Span {
        Span::new(self.points.to_byte(start), self.points.to_byte(end))
    }

    fn span(&self, wire: &WireSpan) -> Result<Span, UnwireError> {
        let span = self.range(wire.start, wire.end);
        if wire.start > wire.end || span.slice(self.body) != wire.text {
            return Err(UnwireError::Range { start: wire.start, end: wire.end, text: wire.text.clone() });
        }
        Ok(span)
    }

    /// The issue's text may be another wording than the range covers.
    fn issue(&self, issue: &WireSpan, wire: &WireAnalysis) -> Result<Issue, UnwireError> {
        let span = self.range(issue.start, issue.end);
        if issue.start > issue.end || (span.is_empty() && issue.start < issue.end) {
            return Err(UnwireError::Range { start: issue.start, end: issue.end, text: issue.text.clone() });
        }
        let event = wire
            .events
            .iter()
            .position(|event| event.main && event.span.start <= issue.start && issue.end <= event.span.end);
        Ok(Issue { text: issue.text.clone(), span, event })
    }

    fn party_index(&self, id: &str) -> Result<usize, UnwireError> {
        self.parties.get(id).copied().ok_or_else(|| UnwireError::Reference(id.to_owned()))
    }

    fn timex(&self, wire: &WireTimex) -> Result<Timex, UnwireError> {
        Ok(Timex {
            span: self.span(&wire.span)?,
            kind: wire.kind,
            value: wire.value.clone(),
            modifier: wire.modifier.clone(),
            earliest: wire.earliest,
            latest: wire.latest,
            why: wire.why,
            steps: wire.steps.clone(),
            rule: rule_name(&wire.rule),
        })
    }

    fn event(&self, wire: &WireEvent) -> Result<Event, UnwireError> {
        if let Some(timex) = wire.timex.filter(|&timex| timex >= self.timexes) {
            return Err(UnwireError::Reference(format!("timexes[{timex}]")));
        }
        Ok(Event {
            date: wire.date.as_ref().map(date),
            bounds: wire.bounds.clone(),
            headline: wire.headline.clone(),
            trigger: self.span(&wire.trigger)?,
            span: self.span(&wire.span)?,
            timex: wire.timex,
            status: wire.status,
            participants: wire.participants.iter().map(|id| self.party_index(id)).collect::<Result<_, _>>()?,
            main: wire.main,
            salience: wire.salience,
            reasons: wire.reasons.clone(),
            rule: rule_name(&wire.rule),
            corrected: wire.corrected,
        })
    }

    fn party(&self, wire: &WireStakeholder) -> Result<Stakeholder, UnwireError> {
        Ok(Stakeholder {
            name: wire.name.clone(),
            kind: wire.kind,
            role: wire.role.clone(),
            affiliation: wire.affiliation.clone(),
            aliases: wire.aliases.clone(),
            mentions: wire.mentions.iter().map(|span| self.span(span)).collect::<Result<_, _>>()?,
            // JSON says "neutral" for unclear too.
            stance: Some(wire.stance).filter(|&stance| stance != OverallStance::Neutral),
            stance_toward: wire.stance_toward.clone(),
            corrected: wire.corrected,
        })
    }

    fn position(&self, wire: &WirePosition) -> Result<Position, UnwireError> {
        Ok(Position {
            stakeholder: wire.stakeholder.as_deref().map(|id| self.party_index(id)).transpose()?,
            source: wire.source.as_ref().map(|span| self.span(span)).transpose()?,
            cue: wire.cue.as_ref().map(|span| self.span(span)).transpose()?,
            content: wire.content.iter().map(|span| self.span(span)).collect::<Result<_, _>>()?,
            form: wire.form,
            stance: wire.stance,
            target: wire.target.clone(),
            confidence: wire.confidence,
            rule: rule_name(&wire.rule),
            corrected: wire.corrected,
        })
    }
}

fn date(wire: &WireDate) -> EventDate {
    EventDate { value: wire.value.clone(), earliest: wire.earliest, latest: wire.latest, why: wire.why }
}

/// The names of our own rules are few and live as long as the program; a file with ever new ones gets `other`.
fn rule_name(name: &str) -> &'static str {
    const MOST: usize = 4096;
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name) {
        return known;
    }
    if names.len() >= MOST || name.len() > 200 {
        return "other";
    }
    let name: &'static str = Box::leak(name.to_owned().into_boxed_str());
    names.insert(name);
    name
}
