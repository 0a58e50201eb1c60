//! One timeline over the listed articles, with the sources of the chosen event and what they do not agree on.
//!
//! ```text
//! ━━ Timeline of 10 articles · 87 events · 5 on which they differ ━━━━━━━━━━━━━━━━
//!  2018  1 Dec ● arrest of an executive at the airport       3 │ Norland orders Vega …
//!  2019        ● United Isles blacklisted the company        4 │ 30 Jun 2025, the publication date
//! ▶2025 30 Jun ● Norland orders Vega to close              ≠ 7 │ ≠ date: 27 Jun 2025 (2) · 30 Jun 2025 (5)
//! ```

use super::items::Window;
use super::timeline::{date_cells, sign_of, status_word};
use super::{overview, put, span};
use crate::tui::calendar::{self, Label};
use crate::tui::flow::Flow;
use crate::tui::glyph;
use crate::tui::merged::{Merged, entry};
use crate::tui::state::State;
use crate::tui::theme::Role;
use dateline::analysis::{EventDate, Why};
use dateline::timeline::collection::{Disagreement, MergedDate, MergedEvent, Source};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use std::fmt::Write;

/// Columns before a headline: the pointer, the year, the day, the sign.
const DATE_COLUMNS: usize = 1 + 5 + 1 + 6 + 1 + 2;
/// Columns behind it: the sign of a disagreement and the count of sources.
const COUNT_COLUMNS: usize = 6;
/// Rows of a headline, and of the words of a source.
const ROWS: usize = 3;

/// Draws it over the panes.
pub(super) fn draw(state: &State, buffer: &mut Buffer) {
    let Some(area) = overview::cleared(state, buffer) else { return };
    let merged = &state.merged;
    title(state, merged, Rect { height: 1, ..area }, buffer);
    let rest = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let Some(collection) = &merged.collection else {
        put(buffer, 1, rest.y, rest.width.saturating_sub(1), "merging …", state.theme.style(Role::Dim));
        return;
    };
    if collection.events.is_empty() {
        put(buffer, 1, rest.y, rest.width.saturating_sub(1), "no dated events", state.theme.style(Role::Dim));
        return;
    }
    let (list, detail) = overview::split(rest);
    let events = &collection.events;
    let width = usize::from(list.width);
    Window::new(events.len(), merged.event, usize::from(list.height), |item| rows(state, events, item, width)).draw(
        list,
        merged.event,
        true,
        &state.theme,
        buffer,
    );
    if let Some(event) = merged.chosen() {
        sources(state, event, detail, buffer);
    }
}

fn title(state: &State, merged: &Merged, area: Rect, buffer: &mut Buffer) {
    let style = state.theme.style(Role::Accent);
    for x in area.left()..area.right() {
        put(buffer, x, area.y, 1, "━", style);
    }
    let articles = overview::articles(merged.articles, merged.listed);
    let events = merged.collection.as_ref().map_or(&[][..], |collection| collection.events.as_slice());
    let disputed = events.iter().filter(|event| !event.disagreements.is_empty()).count();
    let mut text = format!(" Timeline of {articles} · {} events ", events.len());
    if disputed > 0 {
        // A string takes whatever is written to it.
        let _ = write!(text, "· they differ on {disputed} ");
    }
    put(
        buffer,
        area.x + 2,
        area.y,
        area.width.saturating_sub(2),
        &glyph::fit_with_lead(&text, usize::from(area.width) - 4),
        style,
    );
    put(buffer, area.x + 2 + glyph::width(&text).min(usize::from(area.width) - 4) as u16 - 1, area.y, 1, " ", style);
}

fn dated(date: &MergedDate) -> EventDate {
    EventDate { value: date.value.clone(), earliest: date.earliest, latest: date.latest, why: date.why }
}

/// The rows of one event: its date where it differs from that of the one before, its sign, its headline, how many
/// articles tell of it.
fn rows(state: &State, events: &[MergedEvent], item: usize, width: usize) -> Vec<Line<'static>> {
    let theme = &state.theme;
    let Some(event) = events.get(item) else { return Vec::new() };
    let label = calendar::label(&dated(&event.date));
    let before: Option<Label> =
        item.checked_sub(1).and_then(|before| events.get(before)).map(|event| calendar::label(&dated(&event.date)));
    let same_year = before.as_ref().is_some_and(|before| before.year == label.year);
    let same_day = same_year && before.as_ref().is_some_and(|before| before.day == label.day);
    let selected = state.merged.event == item;
    let status = status_word(event.status).map(|word| format!(" ({word})")).unwrap_or_default();
    let headline = format!("{}{status}", glyph::line(&event.headline));
    let columns = width.saturating_sub(DATE_COLUMNS + COUNT_COLUMNS).max(8);
    let flow = Flow::new(&headline, columns, |_| 0);
    let most = if selected { ROWS + 1 } else { 2 };
    let shown = flow.rows().min(most);
    let (sign, sign_role) = sign_of(event.status);
    (0..shown)
        .map(|row| {
            let first = row == 0;
            let part = flow.span_of(row);
            let text = if row + 1 == shown && flow.rows() > shown {
                glyph::fit(headline.get(part.start()..).unwrap_or_default(), columns)
            } else {
                part.slice(&headline).to_owned()
            };
            let date = if first { date_cells(&label, false, same_year, same_day).0 } else { String::new() };
            let differ = if first && !event.disagreements.is_empty() { "≠" } else { " " };
            let count = if first { event.documents.to_string() } else { String::new() };
            let fill = columns.saturating_sub(glyph::width(&text));
            Line::from(vec![
                span(if selected && first { "▶" } else { " " }, theme.style(Role::Accent)),
                span(format!("{date:<13}"), theme.style(Role::Dim)),
                span(if first { sign } else { "│" }, theme.style(if first { sign_role } else { Role::Faint })),
                span(" ", theme.style(Role::Text)),
                span(text, theme.style(if selected { Role::Strong } else { Role::Text })),
                span(" ".repeat(fill + 1), theme.style(Role::Text)),
                span(differ, theme.style(Role::Denied)),
                span(format!("{count:>3}"), theme.style(Role::Dim)),
            ])
        })
        .collect()
}

/// The chosen event: what all say, on what they differ, and each article's words.
fn sources(state: &State, event: &MergedEvent, area: Rect, buffer: &mut Buffer) {
    let inside = overview::detail(state, area, buffer);
    let below = overview::head(&head(state, event, usize::from(inside.width)), inside, buffer);
    let width = usize::from(below.width);
    let at = state.merged.source;
    Window::new(event.sources.len(), at, usize::from(below.height), |item| {
        event.sources.get(item).map_or_else(Vec::new, |source| of_source(state, source, item == at, width))
    })
    .draw(below, at, false, &state.theme, buffer);
}

/// Text in rows of so many columns, in one look.
fn wrapped(text: &str, width: usize, most: usize, indent: &str, style: Style) -> Vec<Line<'static>> {
    let safe = glyph::line(text);
    let columns = width.saturating_sub(indent.len()).max(8);
    let flow = Flow::new(&safe, columns, |_| 0);
    let shown = flow.rows().min(most);
    (0..shown)
        .map(|row| {
            let part = flow.span_of(row);
            let cut = row + 1 == shown && flow.rows() > shown;
            let rest = safe.get(part.start()..).unwrap_or_default();
            let text = if cut { glyph::fit(rest, columns) } else { part.slice(&safe).to_owned() };
            Line::from(span(format!("{indent}{text}"), style))
        })
        .collect()
}

fn head(state: &State, event: &MergedEvent, width: usize) -> Vec<Line<'static>> {
    let theme = &state.theme;
    let mut rows = wrapped(&event.headline, width, ROWS, "", theme.style(Role::Strong));
    let why = match event.date.why {
        Why::Explicit => "as the text says",
        Why::Resolved => "counted from another date",
        Why::Published => "the publication date",
        Why::Inferred => "concluded from the context",
    };
    let status = status_word(event.status).map(|word| format!(" · {word}")).unwrap_or_default();
    let count = if event.documents == 1 { "1 article".to_owned() } else { format!("{} articles", event.documents) };
    let about = format!("{}, {why}{status} · {count}", calendar::words(&dated(&event.date)));
    rows.extend(wrapped(&about, width, 2, "", theme.style(Role::Dim)));
    for disagreement in &event.disagreements {
        rows.extend(wrapped(&differ(disagreement), width, ROWS, "", theme.style(Role::Denied)));
    }
    rows.push(Line::default());
    rows
}

/// `≠ date: 2025-06-27 (2) · 2025-06-30 (5), last said 2025-06-30`, or `corrected to 2025-06-30` where an article says so.
fn differ(disagreement: &Disagreement) -> String {
    let values: Vec<String> =
        disagreement.values.iter().map(|version| format!("{} ({})", version.value, version.documents)).collect();
    let latest = disagreement.latest.as_ref().map(|latest| format!(", last said {latest}")).unwrap_or_default();
    let corrected = disagreement.corrected.as_ref();
    let corrected = corrected.map(|correction| format!(", corrected to {}", correction.value));
    format!("≠ {}: {}{}", disagreement.about, values.join(" · "), corrected.unwrap_or(latest))
}

fn of_source(state: &State, source: &Source, chosen: bool, width: usize) -> Vec<Line<'static>> {
    let theme = &state.theme;
    let title = entry(state, &source.id).map_or_else(|| source.id.clone(), |(_, entry)| entry.title.clone());
    let pointer = if chosen { "▸ " } else { "  " };
    let mut rows = vec![Line::from(vec![
        span(pointer, theme.style(Role::Accent)),
        span(glyph::fit(&title, width.saturating_sub(2)), theme.style(if chosen { Role::Strong } else { Role::Text })),
    ])];
    let published = source.published.map(calendar::day);
    let dates = source.date.as_ref().map(|date| format!("dates it {date}"));
    let about: Vec<String> = [published, source.site.clone(), dates].into_iter().flatten().collect();
    rows.extend(wrapped(&about.join(" · "), width, 1, "  ", theme.style(Role::Dim)));
    if !source.text.is_empty() {
        rows.extend(wrapped(&format!("“{}”", source.text), width, ROWS, "  ", theme.style(Role::Quotation)));
    }
    rows
}
