//! First and last line, and the names of the panes where only one fits.

use super::put;
use crate::tui::action::Action;
use crate::tui::calendar;
use crate::tui::glyph;
use crate::tui::keys::Place;
use crate::tui::layout::Pane;
use crate::tui::prompt::{Prompt, Purpose};
use crate::tui::state::{Overlay, State};
use crate::tui::theme::Role;
use crate::tui::update::{candidates, party_candidates};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Draws the first line: the program, the pile, the progress, the open article's date.
pub(super) fn header(state: &State, area: Rect, buffer: &mut Buffer) {
    if area.height == 0 {
        return;
    }
    let bar = state.theme.style(Role::Bar);
    buffer.set_style(area, bar);
    let end = area.right();
    let mut x = put(buffer, 0, area.y, end, " dateline", state.theme.style(Role::BarStrong));
    let count = state.entries.len();
    let articles = match count {
        0 => String::new(),
        1 => "  1 article".to_owned(),
        _ => format!("  {count} articles · {} unreviewed", state.unreviewed()),
    };
    x = put(buffer, x, area.y, end.saturating_sub(x), &articles, bar);
    if let Some((done, all)) = state.progress() {
        let parts = 10;
        let full = (done * parts).checked_div(all).unwrap_or(0);
        let gauge = format!("  {}{} {done}/{all}", "▰".repeat(full), "▱".repeat(parts - full));
        x = put(buffer, x, area.y, end.saturating_sub(x), &gauge, bar);
    }
    let (date, role) = match state.entry().filter(|entry| entry.is_readable()) {
        None => return,
        Some(entry) => {
            if let Some(published) = entry.published() {
                (format!("published {} ", calendar::day(published.date)), Role::Bar)
            } else {
                let key = state.keys.keys_of(state.place(), Action::SetDate).into_iter().next();
                let hint = key.map(|key| format!(": {key} sets it")).unwrap_or_default();
                (format!("no publication date{hint} "), Role::BarAccent)
            }
        }
    };
    let width = glyph::width(&date) as u16;
    if x + width + 2 <= end {
        put(buffer, end - width, area.y, width, &date, state.theme.style(role));
    }
}

/// Draws the names of the panes, with their keys.
pub(super) fn tabs(state: &State, area: Rect, buffer: &mut Buffer) {
    let mut x = area.x;
    for pane in Pane::ALL {
        let action = match pane {
            Pane::Articles => Action::Articles,
            Pane::Article => Action::Article,
            Pane::Timeline => Action::Timeline,
            Pane::Positions => Action::Positions,
        };
        let key = state.keys.keys_of(Place::Everywhere, action).into_iter().next().unwrap_or_default();
        let focused = pane == state.focus;
        let short = area.width < 48;
        let name = if short && !focused { pane.title().chars().take(4).collect() } else { pane.title().to_owned() };
        let (open, close) = if focused { ("[", "]") } else { (" ", " ") };
        let role = if focused { Role::Accent } else { Role::Dim };
        let text = format!("{open}{key} {name}{close}");
        x = put(buffer, x, area.y, area.right().saturating_sub(x), &text, state.theme.style(role));
    }
}

/// Draws the last line: the line being typed, a message, or the keys. Gives the place of the cursor.
pub(super) fn footer(state: &State, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    if area.height == 0 {
        return None;
    }
    buffer.set_style(area, state.theme.style(Role::Bar));
    if let Some(prompt) = &state.prompt {
        return Some(prompt_line(state, prompt, area, buffer));
    }
    if let Some(notice) = &state.notice {
        let role = if notice.error { Role::Error } else { Role::BarAccent };
        let style = state.theme.style(Role::Bar).patch(state.theme.style(role));
        put(
            buffer,
            1,
            area.y,
            area.width.saturating_sub(2),
            &glyph::fit(&notice.text, usize::from(area.width) - 2),
            style,
        );
        return None;
    }
    let mut x = 1;
    for (actions, label) in hints(state) {
        let keys: Vec<String> =
            actions.iter().filter_map(|action| state.keys.keys_of(state.place(), *action).into_iter().next()).collect();
        if keys.is_empty() {
            continue;
        }
        let keys = keys.join("/");
        let width = glyph::width(&keys) + 1 + glyph::width(label) + 2;
        if usize::from(x) + width > usize::from(area.width) {
            break;
        }
        x = put(buffer, x, area.y, area.width - x, &keys, state.theme.style(Role::Key));
        x = put(buffer, x, area.y, area.width - x, &format!(" {label}  "), state.theme.style(Role::Bar));
    }
    None
}

/// What the last line offers in the focused pane, the most useful first.
fn hints(state: &State) -> Vec<(&'static [Action], &'static str)> {
    let moving: (&[Action], &str) = (&[Action::Down, Action::Up], "move");
    let pane: (&[Action], &str) = (&[Action::NextPane], "pane");
    let help: (&[Action], &str) = (&[Action::Help], "help");
    let quit: (&[Action], &str) = (&[Action::Quit], "quit");
    if matches!(state.overlay, Some(Overlay::Merged)) {
        return vec![
            moving,
            (&[Action::Follow], "open the source"),
            (&[Action::NextPane], "next source"),
            (&[Action::NextFact, Action::PreviousFact], "disagreement"),
            (&[Action::Copy], "copy"),
            (&[Action::Back], "close"),
        ];
    }
    if matches!(state.overlay, Some(Overlay::Parties)) {
        return vec![
            moving,
            (&[Action::PreviousPane, Action::NextPane], "column"),
            (&[Action::NextFact], "next of the party"),
            (&[Action::Follow], "open"),
            (&[Action::Zoom], "months"),
            (&[Action::Correct], "same, or two"),
            (&[Action::Back], "close"),
        ];
    }
    if matches!(state.overlay, Some(Overlay::Menu(_))) {
        return vec![moving, (&[Action::Follow], "choose"), (&[Action::Back], "leave it as it is")];
    }
    if state.overlay.is_some() {
        return vec![moving, (&[Action::Back], "close")];
    }
    let own: &[(&[Action], &str)] = match state.place() {
        Place::Articles => &[
            (&[Action::Follow], "read"),
            (&[Action::Search], "filter"),
            (&[Action::NextUnreviewed], "next unreviewed"),
            (&[Action::Reviewed], "reviewed"),
            (&[Action::Flag], "flag"),
        ],
        Place::Original => &[
            (&[Action::NextFact, Action::PreviousFact], "removal"),
            (&[Action::PutBack], "put back"),
            (&[Action::Undo], "undo"),
            (&[Action::Original], "close"),
        ],
        _ if state.search.is_some() => {
            &[(&[Action::NextFact, Action::PreviousFact], "hit"), (&[Action::Back], "end the search")]
        }
        Place::Timeline | Place::Positions => &[
            (&[Action::Follow], "evidence"),
            (&[Action::Why], "why"),
            (&[Action::Correct], "correct"),
            (&[Action::Reject], "reject"),
            (&[Action::Undo], "undo"),
            (&[Action::Copy], "copy"),
            (&[Action::SetDate], "date"),
            (&[Action::Reviewed], "reviewed"),
            (&[Action::Flag], "flag"),
        ],
        _ => &[
            (&[Action::NextFact, Action::PreviousFact], "fact"),
            (&[Action::Search], "search"),
            (&[Action::Why], "why"),
            (&[Action::Original], "original"),
            (&[Action::SetDate], "date"),
            (&[Action::Reviewed], "reviewed"),
            (&[Action::Flag], "flag"),
        ],
    };
    [moving].into_iter().chain(own.iter().copied()).chain([pane, help, quit]).collect()
}

fn prompt_line(state: &State, prompt: &Prompt, area: Rect, buffer: &mut Buffer) -> Position {
    let label = match prompt.purpose {
        Purpose::Search => "search: ",
        Purpose::Filter => "filter: ",
        Purpose::Date => "published on: ",
        Purpose::Command => ":",
        Purpose::Note => "note: ",
        Purpose::Tags => "tags: ",
        Purpose::Issue => "the article is about: ",
        Purpose::EventDate => "when: ",
        Purpose::EventHeadline => "headline: ",
        Purpose::PartyName => "name: ",
        Purpose::PositionParty => "whose: ",
        Purpose::FactWords => "words of the new fact: ",
        Purpose::SameParty => "the same as: ",
    };
    let strong = state.theme.style(Role::BarStrong);
    let mut x = put(buffer, 1, area.y, area.width.saturating_sub(1), label, state.theme.style(Role::BarAccent));
    // A long line is shown from so far on that the cursor is in view.
    let room = usize::from(area.width.saturating_sub(x + 1)).max(1);
    let left = prompt.text.get(..prompt.cursor).unwrap_or_default();
    let mut from = 0;
    while glyph::width(left.get(from..).unwrap_or_default()) >= room {
        from += left.get(from..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    }
    let start = x;
    for glyph in glyph::glyphs(prompt.text.get(from..).unwrap_or_default(), from, 0) {
        x = put(buffer, x, area.y, area.width.saturating_sub(x), &glyph.shown, strong);
    }
    let cursor = start + glyph::width(left.get(from..).unwrap_or_default()) as u16;
    let about = about(state, prompt);
    put(buffer, x + 2, area.y, area.width.saturating_sub(x + 3), &about, state.theme.style(Role::Bar));
    Position { x: cursor.min(area.width.saturating_sub(1)), y: area.y }
}

/// What stands behind the line: how many are found, what can be typed.
fn about(state: &State, prompt: &Prompt) -> String {
    match prompt.purpose {
        Purpose::Search | Purpose::FactWords => match &state.search {
            Some(search) if !prompt.text.is_empty() => match search.hits.len() {
                0 => "no hit".to_owned(),
                count => format!("{} of {count}", search.current + 1),
            },
            _ => String::new(),
        },
        Purpose::Filter => format!("{} of {}", state.shown.len(), state.entries.len()),
        Purpose::Date => match calendar::parse(&prompt.text) {
            Some(date) => calendar::day(date),
            None => "year-month-day, or 30 Jun 2025".to_owned(),
        },
        Purpose::Note if prompt.text.is_empty() => "a line on this article; empty takes the note away".to_owned(),
        Purpose::Note => String::new(),
        Purpose::Tags if prompt.text.is_empty() => "words with spaces between; /#word filters the list".to_owned(),
        Purpose::Tags => String::new(),
        Purpose::EventDate if prompt.text.is_empty() => {
            "2018, Dec 2018, 2018-12-01, last Tuesday; empty for undated".to_owned()
        }
        Purpose::EventDate => {
            let published = state.found().and_then(|found| found.analysis.meta.published);
            let date = dateline::corrections::date(&prompt.text, published);
            date.map_or("no date yet".to_owned(), |date| calendar::words(&date))
        }
        Purpose::SameParty => party_candidates(state, &prompt.text).join(" · "),
        Purpose::Issue => "empty for what the program finds".to_owned(),
        Purpose::EventHeadline | Purpose::PartyName | Purpose::PositionParty => String::new(),
        Purpose::Command if prompt.text.contains(' ') => String::new(),
        Purpose::Command => candidates(&prompt.text).map(Action::name).collect::<Vec<_>>().join("  "),
    }
}
