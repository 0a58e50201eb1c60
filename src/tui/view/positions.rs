//! The parties, and below each what it says and does.
//!
//! ```text
//! ▶✗ Ministry of Trade · United Isles          against 3
//!    ~ accused the council of bending its own rules
//!    ~ urged it to reverse the decision at once
//!  ✓ Ada Brandt · Industry Minister                for 3
//!  · Vega
//! ```

use super::items::Window;
use super::{put, span};
use crate::tui::facts::{Fact, Line as Entry};
use crate::tui::flow::Flow;
use crate::tui::glyph;
use crate::tui::layout::Pane;
use crate::tui::state::{Found, State};
use crate::tui::theme::Role;
use dateline::analysis::{Analysis, Form, OverallStance, Position, Stakeholder, Stance};
use dateline::text::Span;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Rows of a position that is not selected, of one where there is room for all, and of the selected one.
const ROWS: (usize, usize, usize) = (2, 4, 6);

/// The sign of a party's stance, the word for it, and its look.
pub(super) fn stance_sign(stance: Option<OverallStance>) -> (&'static str, &'static str, Role) {
    match stance {
        Some(OverallStance::Supports) => ("✓", "for", Role::Supports),
        Some(OverallStance::Opposes) => ("✗", "against", Role::Opposes),
        Some(OverallStance::Mixed) => ("±", "mixed", Role::Mixed),
        Some(OverallStance::Neutral) => ("=", "neutral", Role::Neutral),
        None => ("·", "", Role::Neutral),
    }
}

/// The look of a position's stance.
pub(super) fn stance_role(stance: Stance) -> Role {
    match stance {
        Stance::Supports => Role::Supports,
        Stance::Opposes => Role::Opposes,
        Stance::Neutral => Role::Dim,
    }
}

/// The sign of how something is reported.
pub(super) fn form_sign(form: Form) -> &'static str {
    match form {
        Form::Direct => "“",
        Form::Mixed => "‘",
        Form::Indirect => "~",
        Form::Action => "»",
    }
}

/// What the title line says besides the pane's name.
pub(super) fn title(state: &State) -> String {
    let issue = state.found().and_then(|found| found.analysis.issue.as_ref());
    issue.map_or_else(String::new, |issue| format!("on “{}”", glyph::line(&issue.text)))
}

/// Draws the positions.
pub(super) fn draw(state: &State, area: Rect, buffer: &mut Buffer) {
    let Some((entry, found)) = state.entry().and_then(|entry| entry.found().map(|found| (entry, found))) else {
        return;
    };
    if found.facts.lines.is_empty() {
        put(buffer, area.x + 1, area.y, area.width.saturating_sub(1), "no parties found", state.theme.style(Role::Dim));
        return;
    }
    let lit = matches!(state.lit, Some(Fact::Position(_) | Fact::Party(_)));
    let focused = state.focus == Pane::Positions;
    let selected = if lit || focused { entry.line } else { usize::MAX };
    window(state, area).draw(area, selected, focused, &state.theme, buffer);
}

/// The entries in view.
pub(super) fn window(state: &State, area: Rect) -> Window {
    let Some((entry, found)) = state.entry().and_then(|entry| entry.found().map(|found| (entry, found))) else {
        return Window::new(0, 0, 0, |_| Vec::new());
    };
    let analysis = &found.analysis;
    let width = usize::from(area.width);
    let height = usize::from(area.height);
    let most = if need(found, width, height) <= height { ROWS.1 } else { ROWS.0 };
    Window::new(found.facts.lines.len(), entry.line, height, |item| {
        let selected = item == entry.line;
        let most = if selected { ROWS.2 } else { most };
        match found.facts.lines.get(item) {
            Some(Entry::Party(party)) => {
                let count = analysis.positions.iter().filter(|position| position.stakeholder == Some(*party)).count();
                let party = analysis.stakeholders.get(*party);
                party.map_or_else(Vec::new, |party| vec![party_row(state, party, count, selected, width)])
            }
            Some(Entry::Position(index)) => {
                let position = analysis.positions.get(*index);
                position
                    .map_or_else(Vec::new, |position| position_rows(state, analysis, position, (selected, most), width))
            }
            Some(Entry::Nobody) => vec![Line::from(span(" ? said without a name", state.theme.style(Role::Dim)))],
            None => Vec::new(),
        }
    })
}

/// The rows that a pane `width` columns wide fills, counted to `limit` only.
pub(super) fn need(found: &Found, width: usize, limit: usize) -> usize {
    let rows = |line: &Entry| match line {
        Entry::Party(_) | Entry::Nobody => 1,
        Entry::Position(index) => found.analysis.positions.get(*index).map_or(0, |position| {
            Flow::new(&text_of(&found.analysis, position).1, text_columns(width), |_| 0).rows().min(ROWS.1)
        }),
    };
    super::sum_to(limit, found.facts.lines.iter().map(rows))
}

fn text_columns(width: usize) -> usize {
    width.saturating_sub(6).max(8)
}

/// The cue, and all that the position says, the cue before it.
fn text_of(analysis: &Analysis, position: &Position) -> (String, String) {
    let (cue, content) = words(analysis, position);
    let mut text = if cue.is_empty() { content } else { format!("{cue} {content}") };
    if position.corrected {
        text.push_str(" ✎");
    }
    (cue, text)
}

fn pointer(state: &State, selected: bool) -> &'static str {
    if selected && state.focus == Pane::Positions { "▶" } else { " " }
}

fn party_row(state: &State, party: &Stakeholder, count: usize, selected: bool, width: usize) -> Line<'static> {
    let theme = &state.theme;
    let (sign, word, role) = stance_sign(party.stance);
    let end = match (word, count) {
        ("", 0) => String::new(),
        ("", count) => count.to_string(),
        (word, 0) => word.to_owned(),
        (word, count) => format!("{word} {count}"),
    };
    let room = width.saturating_sub(4 + glyph::width(&end) + 1);
    let mut name = glyph::fit(&party.name, if party.corrected { room.saturating_sub(2) } else { room });
    if party.corrected {
        name.push_str(" ✎");
    }
    let mut about: Vec<String> = Vec::new();
    // Who is only described is called by the role.
    about.extend(party.role.clone().filter(|role| !party.name.to_lowercase().contains(&role.to_lowercase())));
    about.extend(party.affiliation.clone().filter(|affiliation| !party.name.contains(affiliation.as_str())));
    let left = room.saturating_sub(glyph::width(&name));
    let about = if about.is_empty() || left < 8 { String::new() } else { format!(" · {}", about.join(", ")) };
    let about = glyph::fit_with_lead(&about, left);
    let used = 3 + glyph::width(&name) + glyph::width(&about);
    let gap = width.saturating_sub(used + glyph::width(&end) + 1);
    Line::from(vec![
        span(pointer(state, selected), theme.style(Role::Accent)),
        span(sign, theme.style(role)),
        span(" ", theme.style(Role::Text)),
        span(name, theme.style(if count > 0 { Role::Strong } else { Role::Text })),
        span(about, theme.style(Role::Dim)),
        span(" ".repeat(gap), theme.style(Role::Text)),
        span(end, theme.style(role)),
    ])
}

fn position_rows(
    state: &State,
    analysis: &Analysis,
    position: &Position,
    (selected, most): (bool, usize),
    width: usize,
) -> Vec<Line<'static>> {
    let theme = &state.theme;
    let (cue, text) = text_of(analysis, position);
    let text_width = text_columns(width);
    let flow = Flow::new(&text, text_width, |_| 0);
    let shown = flow.rows().min(most);
    (0..shown)
        .map(|row| {
            let part = flow.span_of(row);
            let cut = row + 1 == shown && flow.rows() > shown;
            let piece = if cut {
                glyph::fit(text.get(part.start()..).unwrap_or_default(), text_width)
            } else {
                part.slice(&text).to_owned()
            };
            // The cue stands at the start of the text, in the colour of the stance.
            let cue_end = cue.len().saturating_sub(part.start()).min(piece.len());
            let cue_end = (0..=cue_end).rev().find(|at| piece.is_char_boundary(*at)).unwrap_or(0);
            let (head, tail) = piece.split_at(cue_end);
            let sign = if row == 0 { form_sign(position.form) } else { " " };
            let first = if row == 0 { pointer(state, selected) } else { " " };
            Line::from(vec![
                span(first, theme.style(Role::Accent)),
                span(format!("  {sign} "), theme.style(stance_role(position.stance))),
                span(head.to_owned(), theme.style(stance_role(position.stance))),
                span(tail.to_owned(), theme.style(Role::Text)),
            ])
        })
        .collect()
}

/// The cue and the content of a position, each on one line.
fn words(analysis: &Analysis, position: &Position) -> (String, String) {
    let text = |span: Span| glyph::line(span.slice(&analysis.body));
    let cue = position.cue.map(text).unwrap_or_default();
    let content: Vec<String> = position.content.iter().map(|span| text(*span)).collect();
    (cue, content.join(" … "))
}
