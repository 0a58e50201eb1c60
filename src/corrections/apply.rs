//! [`apply`]: corrections onto the facts of an analysis.

use super::parties;
use super::{Anchor, Correction, EventChange, PositionChange};
use crate::analysis::{Analysis, Event, EventDate, Form, Position, Status, Timex, TimexKind};
use crate::article::Published;
use crate::text::Span;
use crate::{language, timex};
use std::borrow::Cow;

/// Name of the rule of what a person added.
const BY_HAND: &str = "by-hand";

/// Applies `corrections`, in their order, to the facts of `analysis`. The publication date, what was put back into the
/// text and the issue stand before the facts and are no business of this function
/// ([`crate::analyze::analyze_corrected`] sees to all of them). Gives the number of corrections that are about nothing
/// that is there any more.
pub fn apply(analysis: &mut Analysis, corrections: &[Correction]) -> usize {
    let lost = corrections.iter().filter(|correction| !apply_one(analysis, correction)).count();
    analysis.events.sort_by_key(|event| {
        let date = event.date.as_ref();
        (date.is_none(), date.and_then(|date| date.earliest), date.and_then(|date| date.latest), event.trigger)
    });
    analysis.positions.sort_by_key(|position| anchored(position).map_or(0, Span::start));
    lost
}

fn apply_one(analysis: &mut Analysis, correction: &Correction) -> bool {
    match correction {
        Correction::Published(_) | Correction::PutBack { .. } | Correction::Issue(_) => true,
        Correction::Event { at, change } => event_of(analysis, at).is_some_and(|index| {
            change_event(analysis, index, change);
            true
        }),
        Correction::NewEvent { at, headline, date } => at.find(&analysis.body).is_some_and(|span| {
            add_event(analysis, span, headline, date.as_deref());
            true
        }),
        Correction::Position { at, change } => position_of(analysis, at).is_some_and(|index| {
            change_position(analysis, index, change);
            true
        }),
        Correction::NewPosition { at, party, stance } => at.find(&analysis.body).is_some_and(|span| {
            let stakeholder = Some(parties::named_or_new(analysis, party, None));
            analysis.positions.push(Position {
                stakeholder,
                source: None,
                cue: None,
                content: vec![span],
                form: Form::Indirect,
                stance: *stance,
                target: None,
                confidence: 1.0,
                rule: BY_HAND,
                corrected: true,
            });
            true
        }),
        Correction::Party { name, change } => {
            parties::named(analysis, name).is_some_and(|index| parties::change(analysis, index, name, change))
        }
    }
}

/// The words that a position hangs on: its cue, or else its content.
pub(super) fn anchored(position: &Position) -> Option<Span> {
    position.cue.or(position.content.first().copied())
}

/// The event that is anchored at these words: of that trigger, or else the shortest one around it.
fn event_of(analysis: &Analysis, at: &Anchor) -> Option<usize> {
    let place = at.find(&analysis.body)?;
    let all = || analysis.events.iter().enumerate();
    let same = all().find(|(_, event)| event.trigger == place);
    let around = || all().filter(|(_, event)| event.span.contains(place)).min_by_key(|(_, event)| event.span.len());
    same.or_else(around).map(|(index, _)| index)
}

fn position_of(analysis: &Analysis, at: &Anchor) -> Option<usize> {
    let place = at.find(&analysis.body)?;
    let all = || analysis.positions.iter().enumerate();
    let same = all().find(|(_, position)| anchored(position) == Some(place));
    let near = || all().find(|(_, position)| anchored(position).is_some_and(|span| span.overlaps(place)));
    same.or_else(near).map(|(index, _)| index)
}

fn change_event(analysis: &mut Analysis, index: usize, change: &EventChange) {
    let published = analysis.meta.published;
    if matches!(change, EventChange::Reject) {
        analysis.events.remove(index);
        if let Some(issue) = &mut analysis.issue {
            issue.event =
                issue.event.filter(|event| *event != index).map(|event| if event > index { event - 1 } else { event });
        }
        return;
    }
    let Some(event) = analysis.events.get_mut(index) else { return };
    event.corrected = true;
    match change {
        EventChange::Reject => {}
        EventChange::Date(words) => {
            event.date = words.as_deref().and_then(|words| date(words, published));
            // The expression that governed it says something else.
            event.timex = None;
            event.bounds = None;
        }
        EventChange::Headline(headline) => event.headline.clone_from(headline),
        EventChange::Status(status) => event.status = *status,
        EventChange::Main(main) => event.main = *main,
    }
}

fn add_event(analysis: &mut Analysis, span: Span, headline: &str, words: Option<&str>) {
    let date = words.and_then(|words| date(words, analysis.meta.published));
    let within = |party: &crate::analysis::Stakeholder| party.mentions.iter().any(|mention| span.contains(*mention));
    let participants =
        analysis.stakeholders.iter().enumerate().filter(|(_, party)| within(party)).map(|(index, _)| index).collect();
    analysis.events.push(Event {
        date,
        bounds: None,
        headline: headline.to_owned(),
        trigger: span,
        span,
        timex: None,
        status: Status::Happened,
        participants,
        main: false,
        salience: 1.0,
        reasons: Vec::new(),
        rule: BY_HAND,
        corrected: true,
    });
}

fn change_position(analysis: &mut Analysis, index: usize, change: &PositionChange) {
    if matches!(change, PositionChange::Reject) {
        analysis.positions.remove(index);
        return;
    }
    let party = match change {
        PositionChange::Party(Some(name)) => {
            let source = analysis.positions.get(index).and_then(|position| position.source);
            Some(Some(parties::named_or_new(analysis, name, source)))
        }
        PositionChange::Party(None) => Some(None),
        PositionChange::Reject | PositionChange::Stance(_) => None,
    };
    let Some(position) = analysis.positions.get_mut(index) else { return };
    position.corrected = true;
    if let Some(party) = party {
        position.stakeholder = party;
    }
    if let PositionChange::Stance(stance) = change {
        position.stance = *stance;
    }
}

/// The date that a person means by `words`: a temporal expression as in a text, resolved against the publication date.
/// `None` where the words are no date with a place in the calendar.
///
/// ```
/// use dateline::corrections::date;
/// assert_eq!(date("December 2018", None).unwrap().value, "2018-12");
/// assert_eq!(date("2018-12", None).unwrap().value, "2018-12");
/// assert_eq!(date("2018-12", None).unwrap().latest, "2018-12-31".parse().ok());
/// assert!(date("no date", None).is_none());
/// ```
#[must_use]
pub fn date(words: &str, published: Option<Published>) -> Option<EventDate> {
    let words = written_out(words.trim());
    let words = words.as_ref();
    let document = language::parse(words);
    let found = timex::find(&document, published);
    let covers = |timex: &&Timex| timex.span.len() == words.len();
    let timex = found.iter().find(covers)?;
    let placed = matches!(timex.kind, TimexKind::Date | TimexKind::Time) && timex.earliest.is_some();
    placed.then(|| EventDate {
        value: timex.value.split('T').next().unwrap_or_default().to_owned(),
        earliest: timex.earliest,
        latest: timex.latest,
        why: timex.why,
    })
}

/// A year with a month in digits is rare in prose, where it could be a range; who types it means the month.
fn written_out(words: &str) -> Cow<'_, str> {
    let month = words.split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2);
    let first = month.and_then(|_| format!("{words}-01").parse::<jiff::civil::Date>().ok());
    first.map_or(Cow::Borrowed(words), |date| Cow::Owned(date.strftime("%B %Y").to_string()))
}
