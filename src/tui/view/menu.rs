//! What can be done with a fact, in a box to choose from.
//!
//! ```text
//! ╭ Norland ordered Vega to close ──────────────╮
//! │ ▶ a  change the date, 30 Jun 2025           │
//! │   c  it happened                          ✓ │
//! ╰─────────────────────────────────────────────╯
//! ```

use super::{boxed, put};
use crate::tui::glyph;
use crate::tui::menu::Menu;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::update::LETTERS;
use ratatui::buffer::Buffer;

/// Draws the menu.
pub(super) fn draw(state: &State, menu: &Menu, buffer: &mut Buffer) {
    let longest = menu.choices.iter().map(|choice| glyph::width(&choice.label)).max().unwrap_or(0);
    let width = (longest.max(glyph::width(&menu.title)) + 12).clamp(40, 88) as u16;
    let area = boxed(state, width, menu.choices.len() as u16 + 2, &menu.title, buffer);
    let rows = usize::from(area.height);
    // The selected choice is in view.
    let first = (menu.at + 1).saturating_sub(rows);
    let theme = &state.theme;
    for ((number, choice), y) in menu.choices.iter().enumerate().skip(first).zip(area.y..area.bottom()) {
        let selected = number == menu.at;
        let letter = LETTERS.get(number..=number).unwrap_or(" ");
        put(buffer, area.x, y, 1, if selected { "▶" } else { " " }, theme.style(Role::Accent));
        put(buffer, area.x + 2, y, 1, letter, theme.style(Role::Key));
        let role = if selected { Role::Strong } else { Role::Text };
        let room = area.width.saturating_sub(8);
        put(buffer, area.x + 5, y, room, &glyph::fit(&choice.label, usize::from(room)), theme.style(role));
        if choice.now {
            put(buffer, area.right().saturating_sub(2), y, 1, "✓", theme.style(Role::Supports));
        }
    }
}
