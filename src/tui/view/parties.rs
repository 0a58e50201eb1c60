//! The parties of the listed articles: a row a party, a column an article or a month, and what the chosen one said.
//!
//! ```text
//! ━━ Parties of 10 articles · 24 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
//!                              1 Dec  7 Oct 27 Jun │ Ministry of Trade
//! ▶Ministry of Trade      4     ·     ✗2     ✗3 │ ✗ 30 Jun 2025 · Norland orders …
//!  Ada Brandt             2                  ✓2 │   “ the order is unfair
//! ```

use super::items::Window;
use super::positions::{form_sign, stance_role, stance_sign};
use super::{overview, put, span};
use crate::tui::calendar;
use crate::tui::flow::Flow;
use crate::tui::glyph;
use crate::tui::parties::{Column, cell, title as article_title};
use crate::tui::state::State;
use crate::tui::theme::Role;
use dateline::positions::across::{Across, Seen};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Columns of a cell.
const CELL: usize = 7;
/// Rows of one position.
const ROWS: usize = 4;

/// Draws it over the panes.
pub(super) fn draw(state: &State, buffer: &mut Buffer) {
    let Some(area) = overview::cleared(state, buffer) else { return };
    heading(state, Rect { height: 1, ..area }, buffer);
    let rest = Rect { y: area.y + 1, height: area.height - 1, ..area };
    if state.parties.gathered.is_none() {
        put(buffer, 1, rest.y, rest.width.saturating_sub(1), "gathering …", state.theme.style(Role::Dim));
        return;
    }
    if state.parties.count() == 0 {
        put(buffer, 1, rest.y, rest.width.saturating_sub(1), "no parties found", state.theme.style(Role::Dim));
        return;
    }
    let (left, right) = overview::split(rest);
    matrix(state, left, buffer);
    page(state, right, buffer);
}

fn heading(state: &State, area: Rect, buffer: &mut Buffer) {
    let style = state.theme.style(Role::Accent);
    for x in area.left()..area.right() {
        put(buffer, x, area.y, 1, "━", style);
    }
    let parties = &state.parties;
    let some = parties.gathered.as_ref().map_or(0, |gathered| gathered.articles.len());
    let articles = overview::articles(some, parties.listed);
    let by = if parties.months { "by month" } else { "by article" };
    let text = format!("Parties of {articles} · {} · {by}", parties.count());
    let room = area.width.saturating_sub(6);
    let x = put(buffer, area.x + 2, area.y, 1, " ", style);
    let x = put(buffer, x, area.y, room, &glyph::fit(&text, usize::from(room)), style);
    put(buffer, x, area.y, 1, " ", style);
}

/// The widest part of the names that fits, and the columns in view with the chosen one among them.
fn shape(state: &State, columns: &[Column], width: usize) -> (usize, std::ops::Range<usize>) {
    let parties = state.parties.gathered.as_ref().map_or(&[][..], |gathered| gathered.parties.as_slice());
    let longest = parties.iter().map(|party| glyph::width(&party.name)).max().unwrap_or(0);
    let name = longest.clamp(10, (width * 2 / 5).max(10));
    let room = (width.saturating_sub(name + 7) / CELL).clamp(1, columns.len().max(1));
    let first = (state.parties.column + 1).saturating_sub(room).min(columns.len().saturating_sub(room));
    (name, first..(first + room).min(columns.len()))
}

fn matrix(state: &State, area: Rect, buffer: &mut Buffer) {
    let Some(gathered) = &state.parties.gathered else { return };
    let columns = state.parties.columns();
    let (name_width, shown) = shape(state, &columns, usize::from(area.width).saturating_sub(1));
    let theme = &state.theme;
    let mut x = area.x + (name_width + 6) as u16;
    for (number, column) in columns.iter().enumerate().take(shown.end).skip(shown.start) {
        let role = if number == state.parties.column { Role::Accent } else { Role::Dim };
        let label = glyph::fit(&column.label, CELL);
        put(buffer, x, area.y, CELL as u16, &format!("{label:>CELL$}"), theme.style(role));
        x += CELL as u16;
    }
    if shown.start > 0 {
        put(buffer, area.x + (name_width + 5) as u16, area.y, 1, "‹", theme.style(Role::Accent));
    }
    if shown.end < columns.len() {
        put(buffer, x, area.y, 1, "›", theme.style(Role::Accent));
    }
    let list = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let at = state.parties.party;
    Window::new(gathered.parties.len(), at, usize::from(list.height), |item| {
        let party = gathered.parties.get(item);
        party.map_or_else(Vec::new, |party| vec![row(state, party, item == at, &columns, name_width, shown.clone())])
    })
    .draw(list, at, true, theme, buffer);
}

fn row(
    state: &State,
    party: &Across,
    selected: bool,
    columns: &[Column],
    name_width: usize,
    shown: std::ops::Range<usize>,
) -> Line<'static> {
    let theme = &state.theme;
    let name = glyph::fit(&party.name, name_width);
    let fill = " ".repeat(name_width.saturating_sub(glyph::width(&name)));
    let said = party.said();
    let mut pieces = vec![
        span(if selected { "▶" } else { " " }, theme.style(Role::Accent)),
        span(name, theme.style(if said > 0 { Role::Strong } else { Role::Text })),
        span(format!("{fill}{:>4} ", party.seen.len()), theme.style(Role::Dim)),
    ];
    for (number, column) in columns.iter().enumerate().take(shown.end).skip(shown.start) {
        let (text, role) = match cell(party, column) {
            None => (String::new(), Role::Faint),
            Some((seen, stance)) => {
                let (sign, _, role) = stance_sign(stance);
                let said: usize = seen.iter().map(|seen| seen.said.len()).sum();
                (if said > 0 { format!("{sign}{said}") } else { sign.to_owned() }, role)
            }
        };
        let here = selected && number == state.parties.column;
        let text = if here { format!("[{text}]") } else { format!("{text} ") };
        pieces.push(span(format!("{text:>CELL$}"), theme.style(if here { Role::Accent } else { role })));
    }
    Line::from(pieces)
}

/// All that the chosen party said, article after article, the chosen one marked.
fn page(state: &State, area: Rect, buffer: &mut Buffer) {
    let Some(party) = state.parties.chosen() else { return };
    let inside = overview::detail(state, area, buffer);
    let below = overview::head(&about(state, party, usize::from(inside.width)), inside, buffer);
    let columns = state.parties.columns();
    let column = columns.get(state.parties.column);
    let chosen = |seen: &Seen| column.is_some_and(|column| column.articles.contains(&seen.article));
    let at = party.seen.iter().position(chosen);
    let width = usize::from(below.width);
    Window::new(party.seen.len(), at.unwrap_or(0), usize::from(below.height), |item| {
        party.seen.get(item).map_or_else(Vec::new, |seen| in_article(state, seen, Some(item) == at, width))
    })
    .draw(below, usize::MAX, false, &state.theme, buffer);
}

fn about(state: &State, party: &Across, width: usize) -> Vec<Line<'static>> {
    let theme = &state.theme;
    let mut rows = vec![Line::from(span(glyph::fit(&party.name, width), theme.style(Role::Strong)))];
    let office: Vec<String> = [party.role.clone(), party.affiliation.clone()].into_iter().flatten().collect();
    let others: Vec<&str> =
        party.names.iter().filter(|name| **name != party.name).map(std::string::String::as_str).collect();
    let also = if others.is_empty() { String::new() } else { format!("also {}", others.join(", ")) };
    for text in [office.join(", "), also].into_iter().filter(|text| !text.is_empty()) {
        rows.push(Line::from(span(glyph::fit(&glyph::line(&text), width), theme.style(Role::Dim))));
    }
    rows.push(Line::default());
    rows
}

fn in_article(state: &State, seen: &Seen, chosen: bool, width: usize) -> Vec<Line<'static>> {
    let theme = &state.theme;
    let (sign, word, role) = stance_sign(seen.stance);
    let date = state.parties.gathered.as_ref().and_then(|gathered| gathered.articles.get(seen.article)?.1);
    let date = date.map_or("no date".to_owned(), calendar::day);
    let title = article_title(state, seen.article);
    let pointer = if chosen { "▸" } else { " " };
    let mut rows = vec![Line::from(vec![
        span(pointer, theme.style(Role::Accent)),
        span(format!("{sign} "), theme.style(role)),
        span(
            glyph::fit(&format!("{date} · {title}"), width.saturating_sub(4)),
            theme.style(if chosen { Role::Strong } else { Role::Text }),
        ),
    ])];
    let toward = seen.toward.as_ref().filter(|_| !word.is_empty()).map(|toward| format!("{word}: {toward}"));
    if let Some(toward) = toward {
        rows.push(Line::from(span(
            format!("   {}", glyph::fit(&glyph::line(&toward), width.saturating_sub(4))),
            theme.style(Role::Dim),
        )));
    }
    for said in &seen.said {
        let text = glyph::line(&said.text);
        let columns = width.saturating_sub(6).max(8);
        let flow = Flow::new(&text, columns, |_| 0);
        let count = flow.rows().min(ROWS);
        for row in 0..count {
            let part = flow.span_of(row);
            let cut = row + 1 == count && flow.rows() > count;
            let rest = text.get(part.start()..).unwrap_or_default();
            let piece = if cut { glyph::fit(rest, columns) } else { part.slice(&text).to_owned() };
            let sign = if row == 0 { form_sign(said.form) } else { " " };
            rows.push(Line::from(vec![
                span(format!("   {sign} "), theme.style(stance_role(said.stance))),
                span(piece, theme.style(Role::Text)),
            ]));
        }
    }
    rows
}
