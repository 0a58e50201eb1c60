//! The keys of the focused pane, made from the key map itself, and what the signs mean.

use super::{boxed, put};
use crate::tui::action::Action;
use crate::tui::glyph;
use crate::tui::state::State;
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const SIGNS: [(&str, &str, Role); 15] = [
    ("◆", "the article's own news", Role::Main),
    ("●", "happened", Role::Happened),
    ("◇", "planned", Role::Planned),
    ("○", "alleged", Role::Alleged),
    ("✗", "denied; a party that is against", Role::Denied),
    ("✓", "a party that is for it", Role::Supports),
    ("±", "a party that is for and against", Role::Mixed),
    ("“ ‘ ~", "said in quotation marks, in part, in other words", Role::Dim),
    ("»", "done: an act that takes a side", Role::Dim),
    ("✎", "corrected by hand", Role::Text),
    ("▌", "the evidence of the selected fact", Role::Accent),
    ("date", "a temporal expression", Role::Date),
    ("event", "the word that names an event", Role::Event),
    ("party", "a party's name", Role::Party),
    ("said", "what a party says", Role::Quotation),
];

/// Draws the help, scrolled by so many rows.
pub(super) fn draw(state: &State, scroll: usize, buffer: &mut Buffer) {
    let place = state.place();
    let lines: Vec<(String, &str, Role)> = Action::ALL
        .iter()
        .map(|action| (state.keys.keys_of(place, *action).join(" "), action.help(), Role::Accent))
        .filter(|(keys, _, _)| !keys.is_empty())
        .chain([(String::new(), "", Role::Text)])
        .chain(SIGNS.iter().map(|(sign, help, role)| ((*sign).to_owned(), *help, *role)))
        .collect();
    let screen = buffer.area;
    let fits = lines.len() + 4 <= usize::from(screen.height);
    let columns: u16 = if !fits && screen.width >= 130 { 2 } else { 1 };
    let height = lines.len().div_ceil(usize::from(columns)) as u16 + 2;
    let width = if columns == 2 { 150.min(screen.width - 4) } else { 84.min(screen.width) };
    let title = format!("Keys · {}", state.focus.title());
    let area = boxed(state, width, height, &title, buffer);
    let rows = usize::from(area.height);
    let scroll = scroll.min(lines.len().saturating_sub(rows * usize::from(columns)));
    for column in 0..columns {
        let wide = area.width / columns;
        let part = Rect { x: area.x + column * wide, width: wide, ..area };
        let first = scroll + usize::from(column) * rows;
        for ((keys, help, role), y) in lines.iter().skip(first).zip(part.y..part.bottom()) {
            put(buffer, part.x, y, 21.min(part.width), &glyph::fit(keys, 21), state.theme.style(*role));
            let room = part.width.saturating_sub(23);
            put(buffer, part.x + 22, y, room, &glyph::fit(help, usize::from(room)), state.theme.style(Role::Text));
        }
    }
}
