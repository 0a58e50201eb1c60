//! Draws the state; changes nothing.

mod article;
mod articles;
mod bars;
mod help;
mod items;
mod menu;
mod merged;
mod overview;
mod parties;
mod positions;
#[cfg(test)]
mod tests;
mod timeline;
mod why;

use super::glyph;
use super::layout::{Layout, Pane, inner};
use super::menu::Subject;
use super::state::{Found, Overlay, State};
use super::theme::Role;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// Draws everything.
pub(super) fn view(state: &State, frame: &mut Frame<'_>) {
    let layout = state.layout();
    let cursor = {
        let buffer = frame.buffer_mut();
        buffer.set_style(buffer.area, state.theme.style(Role::Text));
        bars::header(state, layout.header, buffer);
        if let Some(tabs) = layout.tabs {
            bars::tabs(state, tabs, buffer);
        }
        panes(state, &layout, buffer);
        match &state.overlay {
            Some(Overlay::Help(scroll)) => help::draw(state, *scroll, buffer),
            Some(Overlay::Why(fact, scroll)) => why::draw(state, *fact, *scroll, buffer),
            Some(Overlay::Merged) => merged::draw(state, buffer),
            Some(Overlay::Parties) => parties::draw(state, buffer),
            Some(Overlay::Menu(menu)) => {
                if matches!(menu.subject, Subject::Across(_)) {
                    parties::draw(state, buffer);
                }
                menu::draw(state, menu, buffer);
            }
            None => {}
        }
        bars::footer(state, layout.footer, buffer)
    };
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

/// The rows that the events and the positions would fill in panes of `width` columns, each counted to `limit` only.
pub(super) fn needs(found: &Found, width: usize, limit: usize) -> (usize, usize) {
    (timeline::need(&found.analysis, width, limit), positions::need(found, width, limit))
}

/// The sum of `rows`, counted no further than just past `limit`.
fn sum_to(limit: usize, rows: impl Iterator<Item = usize>) -> usize {
    let mut sum = 0;
    for rows in rows {
        if sum > limit {
            break;
        }
        sum += rows;
    }
    sum
}

fn panes(state: &State, layout: &Layout, buffer: &mut Buffer) {
    for pane in Pane::ALL {
        let Some(area) = layout.place(pane).filter(|area| !area.is_empty()) else { continue };
        let title = match pane {
            Pane::Articles => articles::title(state),
            Pane::Article => article::title(state),
            Pane::Timeline => timeline::title(state),
            Pane::Positions => positions::title(state),
        };
        frame_of(state, pane, area, &title, layout.tabs.is_some(), buffer);
        match pane {
            Pane::Articles => articles::draw(state, inner(area), buffer),
            Pane::Article => article::draw(state, area, layout.text(), buffer),
            Pane::Timeline => timeline::draw(state, inner(area), buffer),
            Pane::Positions => positions::draw(state, inner(area), buffer),
        }
    }
}

/// The title line of a pane, and the rule at its left: heavy where the focus is.
fn frame_of(state: &State, pane: Pane, area: Rect, about: &str, alone: bool, buffer: &mut Buffer) {
    let focused = state.focus == pane;
    let line = state.theme.style(if focused { Role::Accent } else { Role::Faint });
    let rule = if focused { "━" } else { "─" };
    for x in area.left()..area.right() {
        put(buffer, x, area.y, 1, rule, line);
    }
    let title = state.theme.style(if focused { Role::Accent } else { Role::Dim });
    let mut x = area.x + 2.min(area.width);
    // Where the tabs name the pane, its title line need not.
    if !alone {
        x = put(buffer, x, area.y, area.right().saturating_sub(x), &format!(" {} ", pane.title()), title);
    }
    if !about.is_empty() {
        let room = area.right().saturating_sub(x + 1);
        let about = glyph::fit(about, usize::from(room.saturating_sub(2)));
        let about = if alone { format!(" {about} ") } else { format!("{about} ") };
        put(buffer, x, area.y, room, &about, state.theme.style(Role::Dim));
    }
    if area.x > 0 {
        let rule = state.theme.style(Role::Faint);
        for y in area.top()..area.bottom() {
            let corner = if y > area.top() {
                "│"
            } else if area.y > 2 {
                "├"
            } else {
                "┬"
            };
            put(buffer, area.x, y, 1, corner, rule);
        }
    }
}

/// Writes safe text at a cell, at most `room` columns of it, and gives the column behind it.
fn put(buffer: &mut Buffer, x: u16, y: u16, room: u16, text: &str, style: Style) -> u16 {
    if !buffer.area.contains((x, y).into()) {
        return x;
    }
    buffer.set_stringn(x, y, text, usize::from(room), style).0
}

/// A piece of a line.
fn span(text: impl Into<String>, style: Style) -> Span<'static> {
    Span::styled(text.into(), style)
}

/// Writes a line of pieces, at most as wide as `area`, in its row `row`.
fn put_line(buffer: &mut Buffer, area: Rect, row: u16, line: &Line<'_>) {
    let y = area.y + row;
    if row < area.height && buffer.area.contains((area.x, y).into()) {
        buffer.set_line(area.x, y, line, area.width);
    }
}

/// A box over the panes with a title; gives the cells inside it.
fn boxed(state: &State, width: u16, height: u16, title: &str, buffer: &mut Buffer) -> Rect {
    let screen = buffer.area;
    let width = width.min(screen.width);
    let height = height.min(screen.height.saturating_sub(2)).max(screen.height.min(3));
    let area = Rect::new((screen.width - width) / 2, (screen.height - height) / 2, width, height);
    let line = state.theme.style(Role::Accent);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            buffer[(x, y)].reset();
        }
        buffer.set_style(Rect::new(area.x, y, area.width, 1), state.theme.style(Role::Text));
    }
    if area.width < 4 || area.height < 3 {
        return area;
    }
    let level = "─".repeat(usize::from(area.width - 2));
    put(buffer, area.x, area.y, area.width, &format!("╭{level}╮"), line);
    put(buffer, area.x, area.bottom() - 1, area.width, &format!("╰{level}╯"), line);
    for y in area.top() + 1..area.bottom() - 1 {
        put(buffer, area.x, y, 1, "│", line);
        put(buffer, area.right() - 1, y, 1, "│", line);
    }
    put(
        buffer,
        area.x + 2,
        area.y,
        area.width - 4,
        &format!(" {} ", glyph::fit(title, usize::from(area.width).saturating_sub(6))),
        line,
    );
    Rect::new(area.x + 2, area.y + 1, area.width - 4, area.height - 2)
}

/// The item that the pane shows in its row `row`, for the mouse.
pub(super) fn item_at(state: &State, pane: Pane, row: usize) -> Option<usize> {
    let area = inner(state.layout().place(pane)?);
    match pane {
        Pane::Articles => articles::window(state, area),
        Pane::Timeline => timeline::window(state, area),
        Pane::Positions => positions::window(state, area),
        Pane::Article => return None,
    }
    .item_at(row)
}
