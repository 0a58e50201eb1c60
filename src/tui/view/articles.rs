//! The list of articles.
//!
//! ```text
//!  ● China criticises Canada's order …
//!    30 Jun 2025 · Example Post
//!  ✓ Trade talks resume
//!    2 Jul 2025
//!  ⚑ Cameras removed
//!    no date
//! ```

use super::items::Window;
use super::{put, span};
use crate::tui::calendar;
use crate::tui::flow::Flow;
use crate::tui::glyph;
use crate::tui::layout::Pane;
use crate::tui::state::{Content, Entry, Mark, State};
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Rows of a title at most.
const TITLE_ROWS: usize = 2;

/// What the title line says besides the pane's name.
pub(super) fn title(state: &State) -> String {
    if state.filter.is_empty() {
        state.entries.len().to_string()
    } else {
        format!("{} of {} match {}", state.shown.len(), state.entries.len(), state.filter)
    }
}

/// Draws the list.
pub(super) fn draw(state: &State, area: Rect, buffer: &mut Buffer) {
    if state.shown.is_empty() {
        let text = match (state.entries.is_empty(), state.all_read) {
            (true, false) => "reading …",
            (true, true) => "nothing to read",
            (false, _) => "no article matches",
        };
        put(buffer, area.x + 1, area.y, area.width.saturating_sub(1), text, state.theme.style(Role::Dim));
        return;
    }
    let selected = selected(state);
    window(state, area).draw(area, selected.unwrap_or(usize::MAX), state.focus == Pane::Articles, &state.theme, buffer);
}

fn selected(state: &State) -> Option<usize> {
    state.shown.iter().position(|&index| state.open == Some(index))
}

/// The articles in view.
pub(super) fn window(state: &State, area: Rect) -> Window {
    let width = usize::from(area.width);
    Window::new(state.shown.len(), selected(state).unwrap_or(0), usize::from(area.height), |item| {
        let entry = state.shown.get(item).and_then(|&index| state.entries.get(index));
        entry.map_or_else(Vec::new, |entry| rows(entry, width, &state.theme))
    })
}

fn rows(entry: &Entry, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let (sign, sign_role) = match (&entry.content, entry.mark) {
        (Content::Failed(_), _) => ("!", Role::Error),
        (_, Mark::Unread) => ("●", Role::Accent),
        (_, Mark::Seen) => (" ", Role::Dim),
        (_, Mark::Reviewed) => ("✓", Role::Supports),
        (_, Mark::Flagged) => ("⚑", Role::Mixed),
    };
    let role = if entry.mark == Mark::Reviewed { Role::Dim } else { Role::Text };
    let columns = width.saturating_sub(4).max(1);
    let flow = Flow::new(&entry.title, columns, |_| 0);
    let mut rows: Vec<Line<'static>> = (0..flow.rows().min(TITLE_ROWS))
        .map(|row| {
            let part = flow.span_of(row);
            let cut = row + 1 == TITLE_ROWS && flow.rows() > TITLE_ROWS;
            let rest = entry.title.get(part.start()..).unwrap_or_default();
            let text = if cut { glyph::fit(rest, columns) } else { part.slice(&entry.title).to_owned() };
            let sign = if row == 0 { sign } else { " " };
            Line::from(vec![
                span(" ", theme.style(Role::Text)),
                span(sign, theme.style(sign_role)),
                span(" ", theme.style(Role::Text)),
                span(text, theme.style(role)),
            ])
        })
        .collect();
    let (about, role) = match &entry.content {
        Content::Failed(message) => (message.clone(), Role::Error),
        content @ (Content::Read { .. } | Content::Shelved { .. }) => {
            let site = match content {
                Content::Read { article, .. } => article.site.clone(),
                Content::Shelved { site, .. } => site.clone(),
                Content::Failed(_) => None,
            };
            let date = entry.published().map_or("no date".to_owned(), |published| calendar::day(published.date));
            let tags = (!entry.notes.tags.is_empty()).then(|| format!("#{}", entry.notes.tags.join(" #")));
            let note = (!entry.notes.note.is_empty()).then(|| "✎".to_owned());
            let parts = [Some(date), note, tags, site];
            (parts.into_iter().flatten().collect::<Vec<_>>().join(" · "), Role::Dim)
        }
    };
    rows.push(Line::from(span(format!("   {}", glyph::fit(&about, columns)), theme.style(role))));
    rows
}
