//! What the views over many articles share: they lie over the panes, a title line first, then a list, and beside or
//! below it what is known of the chosen entry.

use super::{put, put_line};
use crate::tui::state::State;
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// From this width on the detail stands beside the list.
const BESIDE_FROM: u16 = 116;

/// Clears the place of the view; `None` where the screen is too low for one.
pub(super) fn cleared(state: &State, buffer: &mut Buffer) -> Option<Rect> {
    let screen = buffer.area;
    let area = Rect { y: 1, height: screen.height.saturating_sub(2), ..screen };
    if area.height < 3 {
        return None;
    }
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            buffer[(x, y)].reset();
        }
        buffer.set_style(Rect { y, height: 1, ..area }, state.theme.style(Role::Text));
    }
    Some(area)
}

/// "10 articles", or how many of them are analysed.
pub(super) fn articles(analysed: usize, listed: usize) -> String {
    match (analysed, listed) {
        (1, 1) => "1 article".to_owned(),
        (some, all) if some == all => format!("{all} articles"),
        (some, all) => format!("{some} of {all} articles, the others are not analysed yet"),
    }
}

/// The cells of the list and those of the detail, beside each other or one above the other.
pub(super) fn split(area: Rect) -> (Rect, Rect) {
    if area.width >= BESIDE_FROM {
        let left = area.width * 11 / 20;
        return (Rect { width: left, ..area }, Rect { x: area.x + left, width: area.width - left, ..area });
    }
    let upper = area.height * 11 / 20;
    (Rect { height: upper, ..area }, Rect { y: area.y + upper, height: area.height - upper, ..area })
}

/// Draws the rule between list and detail; gives the cells of the detail.
pub(super) fn detail(state: &State, area: Rect, buffer: &mut Buffer) -> Rect {
    let rule = state.theme.style(Role::Faint);
    if area.x > 0 {
        for y in area.top()..area.bottom() {
            put(buffer, area.x, y, 1, "│", rule);
        }
        return Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..area };
    }
    for x in area.left()..area.right() {
        put(buffer, x, area.y, 1, "─", rule);
    }
    Rect { x: 1, y: area.y + 1, width: area.width.saturating_sub(2), height: area.height.saturating_sub(1) }
}

/// Draws the rows that stand above the detail's own list; gives the cells below them.
pub(super) fn head(rows: &[Line<'_>], area: Rect, buffer: &mut Buffer) -> Rect {
    let height = (rows.len() as u16).min(area.height);
    for (row, line) in (0..height).zip(rows) {
        put_line(buffer, area, row, line);
    }
    Rect { y: area.y + height, height: area.height - height, ..area }
}
