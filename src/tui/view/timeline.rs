//! The events of the article in order of date, on a rail, with the density of the years below.
//!
//! ```text
//!  2018        ● arrest of an executive of the firm at the
//!              │ airport
//!  2019        ○ interference in the elections (alleged)
//!  2025    Apr ● Ada Brandt took office
//! ▶     30 Jun ◆ Norhaven orders Vega to close
//!  undated     ● …
//! ```

use super::items::Window;
use super::{put, span};
use crate::tui::calendar::{self, Label};
use crate::tui::flow::Flow;
use crate::tui::glyph;
use crate::tui::layout::Pane;
use crate::tui::state::State;
use crate::tui::theme::Role;
use dateline::analysis::{Analysis, Event, Status};
use dateline::text::Span;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Columns before the sign: the pointer, the year, the day.
const DATE_COLUMNS: usize = 1 + 5 + 1 + 6 + 1;
/// The same where the year stands in the row below the day.
const NARROW_COLUMNS: usize = 1 + 7 + 1;
/// Below this width it does.
const NARROW_BELOW: usize = 50;
/// Rows of a headline that is not selected, of one where there is room for all, and of the selected one.
const ROWS: (usize, usize, usize) = (2, 4, 6);
const BARS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// The sign of an event and its look.
pub(super) fn sign(event: &Event) -> (&'static str, Role) {
    if event.main && event.status != Status::Denied { ("◆", Role::Main) } else { sign_of(event.status) }
}

/// The sign of a status.
pub(super) fn sign_of(status: Status) -> (&'static str, Role) {
    match status {
        Status::Happened => ("●", Role::Happened),
        Status::Planned => ("◇", Role::Planned),
        Status::Alleged => ("○", Role::Alleged),
        Status::Denied => ("✗", Role::Denied),
    }
}

/// The status in a word; what happened needs none.
pub(super) fn status_word(status: Status) -> Option<&'static str> {
    match status {
        Status::Happened => None,
        Status::Planned => Some("planned"),
        Status::Alleged => Some("alleged"),
        Status::Denied => Some("denied"),
    }
}

/// What the title line says besides the pane's name.
pub(super) fn title(state: &State) -> String {
    let Some(found) = state.found() else { return String::new() };
    let undated = found.analysis.events.iter().filter(|event| event.date.is_none()).count();
    match (found.analysis.events.len() - undated, undated) {
        (0, 0) => String::new(),
        (dated, 0) => dated.to_string(),
        (dated, undated) => format!("{dated} · {undated} undated"),
    }
}

/// Draws the timeline.
pub(super) fn draw(state: &State, area: Rect, buffer: &mut Buffer) {
    let Some((entry, found)) = state.entry().and_then(|entry| entry.found().map(|found| (entry, found))) else {
        let waits = state.entry().is_some_and(|entry| entry.pending);
        note(state, area, if waits { "analysing …" } else { "" }, buffer);
        return;
    };
    if found.analysis.events.is_empty() {
        note(state, area, "no events found", buffer);
        return;
    }
    let list = list_area(&found.analysis, area);
    let selected = if matches!(state.lit, Some(crate::tui::facts::Fact::Event(_))) || state.focus == Pane::Timeline {
        entry.event
    } else {
        usize::MAX
    };
    let window = window(state, area);
    window.draw(list, selected, state.focus == Pane::Timeline, &state.theme, buffer);
    if let Some(event) = window.item_at(0).and_then(|first| found.analysis.events.get(first)) {
        year_on_top(state, event, list, buffer);
    }
    if list.height < area.height {
        let strip = Rect { y: area.bottom() - 1, height: 1, ..area };
        density(state, &found.analysis, entry.event, strip, buffer);
    }
}

fn note(state: &State, area: Rect, text: &str, buffer: &mut Buffer) {
    if area.height > 0 {
        put(buffer, area.x + 1, area.y, area.width.saturating_sub(1), text, state.theme.style(Role::Dim));
    }
}

/// The rows of the events; the density has one of its own where there is room for it.
fn list_area(analysis: &Analysis, area: Rect) -> Rect {
    let dated = analysis.events.iter().filter(|event| day_of(event).is_some()).count();
    let strip = area.height >= 8 && area.width >= 24 && dated >= 3;
    Rect { height: area.height - u16::from(strip), ..area }
}

/// The events in view.
pub(super) fn window(state: &State, area: Rect) -> Window {
    let Some((entry, found)) = state.entry().and_then(|entry| entry.found().map(|found| (entry, found))) else {
        return Window::new(0, 0, 0, |_| Vec::new());
    };
    let events = &found.analysis.events;
    let height = usize::from(list_area(&found.analysis, area).height);
    let width = usize::from(area.width);
    let roomy = rows_of(&found.analysis, width, height) <= height;
    let most = if roomy { ROWS.1 } else { ROWS.0 };
    Window::new(events.len(), entry.event, height, |item| rows(state, events, item, width, most))
}

/// The rows that a pane `width` columns wide fills, counted to `limit` only.
pub(super) fn need(analysis: &Analysis, width: usize, limit: usize) -> usize {
    let dated = analysis.events.iter().filter(|event| day_of(event).is_some()).count();
    rows_of(analysis, width, limit) + usize::from(dated >= 3)
}

fn rows_of(analysis: &Analysis, width: usize, limit: usize) -> usize {
    let of = |event: &Event| Flow::new(&text_of(event).0, text_columns(width), |_| 0).rows().min(ROWS.1);
    // In a narrow pane the year may need a second row.
    let least = if width < NARROW_BELOW { 2 } else { 1 };
    super::sum_to(limit, analysis.events.iter().map(|event| of(event).max(least)))
}

/// The headline with its status, and the status alone.
fn text_of(event: &Event) -> (String, String) {
    let status = status_word(event.status).map(|word| format!(" ({word})")).unwrap_or_default();
    let corrected = if event.corrected { " ✎" } else { "" };
    (format!("{}{corrected}{status}", glyph::line(&event.headline)), status)
}

fn date_columns(width: usize) -> usize {
    if width < NARROW_BELOW { NARROW_COLUMNS } else { DATE_COLUMNS }
}

fn text_columns(width: usize) -> usize {
    width.saturating_sub(date_columns(width) + 3).max(8)
}

/// The rows of one event: its date where it differs from that of the one before, its sign, its headline.
fn rows(state: &State, events: &[Event], item: usize, width: usize, most: usize) -> Vec<Line<'static>> {
    let theme = &state.theme;
    let Some(event) = events.get(item) else { return Vec::new() };
    let before = item.checked_sub(1).and_then(|before| events.get(before));
    let label = written(event);
    let same_year = before.is_some_and(|before| written(before).year == label.year);
    let same_day = same_year && before.is_some_and(|before| written(before).day == label.day);
    let selected = state.entry().is_some_and(|entry| entry.event == item);
    let narrow = width < NARROW_BELOW;
    let (date_columns, text_width) = (date_columns(width), text_columns(width));
    let (headline, status) = text_of(event);
    let flow = Flow::new(&headline, text_width, |_| 0);
    let most = if selected { ROWS.2 } else { most };
    let shown = flow.rows().min(most);
    let dates = date_cells(&label, narrow, same_year, same_day);
    // The year of a narrow pane needs a row of its own.
    let height = shown.max(if dates.1.is_empty() { 1 } else { 2 });
    let (sign, sign_role) = sign(event);
    let headline_role = match (event.main, event.status) {
        (true, _) => Role::Strong,
        (_, Status::Happened | Status::Planned) => Role::Text,
        (_, Status::Alleged | Status::Denied) => Role::Dim,
    };
    let last_of_all = item + 1 == events.len();
    (0..height)
        .map(|row| {
            let date = [&dates.0, &dates.1].get(row).map_or("", |date| date.as_str());
            let pointer = if row == 0 && selected && state.focus == Pane::Timeline { "▶" } else { " " };
            let rail = if row == 0 {
                span(sign, theme.style(sign_role))
            } else {
                span(if last_of_all { " " } else { "│" }, theme.style(Role::Faint))
            };
            let part = if row < shown { flow.span_of(row) } else { Span::default() };
            let cut = row + 1 == shown && flow.rows() > shown;
            let text = if cut {
                let rest: String = headline.get(part.start()..).unwrap_or_default().to_owned();
                glyph::fit(&rest, text_width)
            } else {
                part.slice(&headline).to_owned()
            };
            let mut pieces = vec![
                span(pointer, theme.style(Role::Accent)),
                span(format!("{date:<width$}", width = date_columns - 1), theme.style(Role::Dim)),
                rail,
                span(" ", theme.style(Role::Text)),
            ];
            pieces.extend(status_set_off(text, &status, theme.style(headline_role), theme.style(sign_role)));
            Line::from(pieces)
        })
        .collect()
}

/// The year of the first event in view, where the row that would say it was scrolled away.
fn year_on_top(state: &State, event: &Event, list: Rect, buffer: &mut Buffer) {
    let narrow = usize::from(list.width) < NARROW_BELOW;
    let year = written(event).year;
    let text = if narrow { format!("{year:>7}") } else { format!("{year:<5}") };
    let free =
        (0..text.len() as u16).all(|x| buffer.cell((list.x + 1 + x, list.y)).is_some_and(|cell| cell.symbol() == " "));
    if free && list.height > 1 {
        put(buffer, list.x + 1, list.y, list.width.saturating_sub(1), &text, state.theme.style(Role::Faint));
    }
}

/// What stands before the sign in the first and in the second row of an event.
pub(super) fn date_cells(label: &Label, narrow: bool, same_year: bool, same_day: bool) -> (String, String) {
    let Label { year, day } = label;
    match (narrow, same_year, same_day) {
        (_, true, true) => (String::new(), String::new()),
        (false, true, false) => (format!("      {day:>6}"), String::new()),
        (false, false, _) if day.is_empty() => (year.clone(), String::new()),
        (false, false, _) => (format!("{year:<5} {day:>6}"), String::new()),
        (true, _, _) if day.is_empty() => (format!("{year:>7}"), String::new()),
        (true, true, false) => (format!("{day:>7}"), String::new()),
        (true, false, _) => (format!("{day:>7}"), format!("{year:>7}")),
    }
}

/// The text with the status at its end, if it is there, in the status' own look.
fn status_set_off(
    text: String,
    status: &str,
    look: ratatui::style::Style,
    status_look: ratatui::style::Style,
) -> Vec<ratatui::text::Span<'static>> {
    match text.strip_suffix(status.trim_start()) {
        Some(head) if !status.is_empty() => {
            vec![span(head.to_owned(), look), span(status.trim_start().to_owned(), status_look)]
        }
        _ => vec![span(text, look)],
    }
}

fn written(event: &Event) -> Label {
    let undated = || match &event.bounds {
        // "after 2018": the year alone, for the column is narrow.
        Some(bounds) => {
            let order = if bounds.order == dateline::analysis::Order::After { ">" } else { "<" };
            Label { year: format!("{order} {}", bounds.value.get(..4).unwrap_or("")), day: String::new() }
        }
        None => Label { year: "undated".into(), day: String::new() },
    };
    event.date.as_ref().map_or_else(undated, calendar::label)
}

/// The day that stands for an event on a scale, as a number.
fn day_of(event: &Event) -> Option<i32> {
    let date = event.date.as_ref()?;
    let day = |date: jiff::civil::Date| i32::from(date.year()) * 366 + i32::from(date.day_of_year());
    match (date.earliest.map(day), date.latest.map(day)) {
        (Some(first), Some(last)) => Some(first + (last - first) / 2),
        (first, last) => first.or(last),
    }
}

/// One row: how many events each part of the time holds, and where the selected one is.
fn density(state: &State, analysis: &Analysis, selected: usize, area: Rect, buffer: &mut Buffer) {
    let days: Vec<Option<i32>> = analysis.events.iter().map(day_of).collect();
    let (Some(first), Some(last)) = (days.iter().flatten().min().copied(), days.iter().flatten().max().copied()) else {
        return;
    };
    let year = |day: i32| (day / 366).to_string();
    let columns = usize::from(area.width).saturating_sub(13).max(1);
    let column = |day: i32| {
        let span = i64::from(last - first).max(1);
        usize::try_from(i64::from(day - first) * (columns as i64 - 1) / span).unwrap_or(0)
    };
    let mut counts = vec![0_usize; columns];
    for day in days.iter().flatten() {
        if let Some(count) = counts.get_mut(column(*day)) {
            *count += 1;
        }
    }
    let most = counts.iter().copied().max().unwrap_or(1).max(1);
    let chosen = days.get(selected).copied().flatten().map(column);
    let dim = state.theme.style(Role::Dim);
    put(buffer, area.x + 1, area.y, 4, &year(first), dim);
    for (at, count) in counts.iter().enumerate() {
        let bar = if *count == 0 { "▁" } else { BARS.get(1 + count * 6 / most).copied().unwrap_or("█") };
        let role = match (chosen == Some(at), *count) {
            (true, _) => Role::Accent,
            (false, 0) => Role::Faint,
            (false, _) => Role::Happened,
        };
        put(buffer, area.x + 6 + at as u16, area.y, 1, bar, state.theme.style(role));
    }
    put(buffer, area.x + 7 + columns as u16, area.y, 4, &year(last), dim);
}
