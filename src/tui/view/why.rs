//! Why a fact is there: its words in their sentence, the rule, the steps of its date, how sure it is.

use super::{boxed, positions, put, timeline};
use crate::tui::calendar;
use crate::tui::facts::{Evidence, Fact};
use crate::tui::flow::Flow;
use crate::tui::glyph;
use crate::tui::state::State;
use crate::tui::theme::Role;
use dateline::analysis::{Analysis, Event, Form, Position, Stakeholder, Stance, Timex, Why};
use dateline::text::Span;
use ratatui::buffer::Buffer;

/// Bytes of the text around the evidence that are shown at most on either side.
const AROUND: usize = 160;

/// Draws it, scrolled by so many rows.
pub(super) fn draw(state: &State, fact: Fact, scroll: usize, buffer: &mut Buffer) {
    let Some(found) = state.found() else { return };
    let analysis = &found.analysis;
    let (title, rows) = match fact {
        Fact::Event(index) => match analysis.events.get(index) {
            Some(event) => ("Why this event", of_event(analysis, event)),
            None => return,
        },
        Fact::Position(index) => match analysis.positions.get(index) {
            Some(position) => ("Why this position", of_position(analysis, position)),
            None => return,
        },
        Fact::Party(index) => match analysis.stakeholders.get(index) {
            Some(party) => ("Why this party", of_party(analysis, index, party)),
            None => return,
        },
    };
    // The words come right behind what they prove.
    let (head, tail) = rows.split_at(1);
    let evidence = in_context(analysis, fact).map(|text| ("evidence", text));
    let rows: Vec<(&str, String)> =
        head.iter().cloned().chain(evidence).chain(tail.iter().cloned()).filter(|(_, text)| !text.is_empty()).collect();
    let width = 92.min(buffer.area.width);
    let text_width = usize::from(width.saturating_sub(4 + 14)).max(8);
    let wrapped: Vec<(&str, String)> = rows
        .iter()
        .flat_map(|(name, text)| {
            let safe = glyph::line(text);
            let flow = Flow::new(&safe, text_width, |_| 0);
            (0..flow.rows())
                .map(|row| (if row == 0 { *name } else { "" }, flow.span_of(row).slice(&safe).to_owned()))
                .collect::<Vec<_>>()
        })
        .collect();
    let area = boxed(state, width, wrapped.len() as u16 + 2, title, buffer);
    let scroll = scroll.min(wrapped.len().saturating_sub(usize::from(area.height)));
    for ((name, text), y) in wrapped.iter().skip(scroll).zip(area.y..area.bottom()) {
        put(buffer, area.x, y, 13.min(area.width), name, state.theme.style(Role::Dim));
        let room = area.width.saturating_sub(14);
        put(buffer, area.x + 14, y, room, text, state.theme.style(Role::Text));
    }
}

fn of_event(analysis: &Analysis, event: &Event) -> Vec<(&'static str, String)> {
    let timex = event.timex.and_then(|timex| analysis.timexes.get(timex));
    let date = match &event.date {
        Some(date) => format!("{} ({}): {}", calendar::words(date), date.value, because(date.why)),
        None => match &event.bounds {
            Some(bounds) => format!("undated: {}, as the text orders it", bounds.words()),
            None => "undated: nothing in the text tells when".to_owned(),
        },
    };
    let status = timeline::status_word(event.status).unwrap_or("happened");
    let main = if event.main { ", the article's own news" } else { "" };
    let parties: Vec<&str> = event
        .participants
        .iter()
        .filter_map(|index| analysis.stakeholders.get(*index))
        .map(|party| party.name.as_str())
        .collect();
    vec![
        ("event", event.headline.clone()),
        ("date", date),
        ("words", timex.map(|timex| timex.span.slice(&analysis.body).to_owned()).unwrap_or_default()),
        ("steps", timex.map(steps).unwrap_or_default()),
        ("status", format!("{status}{main}")),
        ("parties", parties.join(", ")),
        ("found by", format!("{}, at “{}”", event.rule, event.trigger.slice(&analysis.body))),
        ("weight", format!("{:.2} {}", event.salience, bracketed(&event.reasons))),
        ("corrected", if event.corrected { "by hand".to_owned() } else { String::new() }),
    ]
}

fn of_position(analysis: &Analysis, position: &Position) -> Vec<(&'static str, String)> {
    let party = position.stakeholder.and_then(|party| analysis.stakeholders.get(party));
    let text = |span: Option<Span>| span.map(|span| format!("“{}”", span.slice(&analysis.body))).unwrap_or_default();
    let form = match position.form {
        Form::Direct => "said in quotation marks",
        Form::Mixed => "partly in quotation marks",
        Form::Indirect => "in the article's words",
        Form::Action => "an act",
    };
    let stance = match position.stance {
        Stance::Supports => "for",
        Stance::Opposes => "against",
        Stance::Neutral => "neutral or unclear",
    };
    let toward = position.target.as_ref().map(|target| format!(" {target}")).unwrap_or_default();
    vec![
        ("party", party.map_or("nobody is named".to_owned(), |party| party.name.clone())),
        ("named as", text(position.source)),
        ("cue", text(position.cue)),
        ("form", form.to_owned()),
        ("stance", format!("{stance}{toward}")),
        ("found by", position.rule.to_owned()),
        ("confidence", format!("{:.0} %", position.confidence * 100.0)),
        ("corrected", if position.corrected { "by hand".to_owned() } else { String::new() }),
    ]
}

fn of_party(analysis: &Analysis, index: usize, party: &Stakeholder) -> Vec<(&'static str, String)> {
    let (_, word, _) = positions::stance_sign(party.stance);
    let toward = party.stance_toward.as_ref().map(|toward| format!(" {toward}")).unwrap_or_default();
    let said = analysis.positions.iter().filter(|position| position.stakeholder == Some(index)).count();
    vec![
        ("party", party.name.clone()),
        ("kind", format!("{:?}", party.kind).to_lowercase()),
        ("role", party.role.clone().unwrap_or_default()),
        ("affiliation", party.affiliation.clone().unwrap_or_default()),
        ("also called", party.aliases.join(", ")),
        ("stance", if word.is_empty() { "unclear".to_owned() } else { format!("{word}{toward}") }),
        ("named", format!("{} times, with {said} positions", party.mentions.len())),
        ("corrected", if party.corrected { "by hand".to_owned() } else { String::new() }),
    ]
}

fn steps(timex: &Timex) -> String {
    // A step that gives a value begins with the arrow itself.
    let steps = timex.steps.iter().map(|step| step.trim_start_matches("→ ")).collect::<Vec<_>>().join(" → ");
    if steps.is_empty() { timex.rule.to_owned() } else { format!("{steps} (rule {})", timex.rule) }
}

fn because(why: Why) -> &'static str {
    match why {
        Why::Explicit => "the text says so",
        Why::Resolved => "counted from another date",
        Why::Published => "the publication date",
        Why::Inferred => "concluded from the context",
    }
}

fn bracketed(reasons: &[String]) -> String {
    if reasons.is_empty() { String::new() } else { format!("({})", reasons.join(", ")) }
}

/// The evidence between » and « with the words around it, within its paragraph.
fn in_context(analysis: &Analysis, fact: Fact) -> Option<String> {
    let evidence = Evidence::of(analysis, fact);
    let span = match fact {
        Fact::Party(_) => evidence.words.first().copied()?,
        Fact::Event(_) | Fact::Position(_) => evidence.whole()?,
    };
    let body = &analysis.body;
    let before = body.get(..span.start())?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let before: String = before.get(start..)?.chars().rev().take(AROUND).collect();
    let before: String = before.chars().rev().collect();
    let after: String = body.get(span.end()..)?.split('\n').next()?.chars().take(AROUND).collect();
    Some(format!("{before}»{}«{after}", span.slice(body)))
}
