//! The article: its heading and its text, with the facts marked and the evidence of the selected one lit.
//!
//! ```text
//!  ● “ The ministry has criticised the order to close the plant …
//!     ▌Brandt said that the firm was free to go to court …
//! ```
//!
//! In the margin stand a sign for each event and each position that begins in a row, and a bar beside the evidence.

use super::{put, timeline};
use crate::tui::facts::{Evidence, Fact};
use crate::tui::glyph;
use crate::tui::layout::GUTTER;
use crate::tui::state::{Content, Entry, Found, State};
use crate::tui::theme::Role;
use crate::tui::view::positions;
use dateline::article::BlockKind;
use dateline::text::Span;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// What the title line says besides the pane's name.
pub(super) fn title(state: &State) -> String {
    let mut parts = Vec::new();
    if state.original {
        let count = state.page.inserts.len();
        let at = state.entry().map_or(0, |entry| entry.removal);
        parts.push(format!("original: {} of {count} taken out", (at + 1).min(count)));
    }
    if let Some(search) = &state.search {
        parts.push(match search.hits.len() {
            0 => "no hit".to_owned(),
            count => format!("hit {} of {count}", search.current + 1),
        });
    }
    let last = state.last_top();
    parts.extend((state.top.min(last) * 100).checked_div(last).map(|percent| format!("{percent} %")));
    parts.join(" · ")
}

/// Draws the article in the cells of `text`, and its margin in those of `area` left of them.
pub(super) fn draw(state: &State, area: Rect, text: Rect, buffer: &mut Buffer) {
    if let Some(Entry { content: Content::Failed(message), name, .. }) = state.entry() {
        failed(state, name, message, text, buffer);
        return;
    }
    let margin = text.x.saturating_sub(GUTTER - 1).max(area.x + u16::from(area.x > 0));
    let marks = Marks::new(state);
    for y in 0..text.height {
        let row = state.top + usize::from(y);
        match row.checked_sub(state.page.head.len()) {
            None => {
                if let Some((line, role)) = state.page.head.get(row) {
                    put(buffer, text.x, text.y + y, text.width, line, state.theme.style(*role));
                }
            }
            Some(row) if row < state.page.flow.rows() => {
                let place = Rect { y: text.y + y, height: 1, ..text };
                draw_row(state, &marks, row, place, margin, buffer);
            }
            Some(_) => break,
        }
    }
    scroll_bar(state, area, text, buffer);
}

fn failed(state: &State, name: &str, message: &str, text: Rect, buffer: &mut Buffer) {
    let head = glyph::fit(&format!("{name} could not be read"), usize::from(text.width));
    put(buffer, text.x, text.y, text.width, &head, state.theme.style(Role::Error));
    let flow = crate::tui::flow::Flow::new(message, usize::from(text.width), |_| 0);
    for (row, y) in (0..flow.rows()).zip(text.y + 2..text.bottom()) {
        put(buffer, text.x, y, text.width, flow.span_of(row).slice(message), state.theme.style(Role::Text));
    }
}

/// What is lit, found and chosen, looked up once for all rows.
struct Marks {
    evidence: Evidence,
    removal: Option<Span>,
}

impl Marks {
    fn new(state: &State) -> Self {
        let removal = state.original.then(|| state.entry().map(|entry| entry.removal)).flatten();
        Self {
            evidence: state.evidence(),
            removal: removal.and_then(|index| state.page.inserts.get(index)).map(|insert| insert.text),
        }
    }
}

fn draw_row(state: &State, marks: &Marks, row: usize, place: Rect, margin: u16, buffer: &mut Buffer) {
    let page = &state.page;
    let text = page.text();
    let part = page.flow.span_of(row);
    let base = base_style(state, part);
    let looks = looks(state, marks, part);
    let mut lit = false;
    for (column, glyph) in page.flow.cells(text, row) {
        let style = looks
            .iter()
            .filter(|look| look.span.start() < glyph.end && glyph.start < look.span.end())
            .fold(base, |style, look| style.patch(look.style));
        lit = lit || looks.iter().any(|look| look.evidence && look.span.contains_offset(glyph.start));
        let column = column as u16;
        if glyph.width > 0 && usize::from(column) + glyph.width <= usize::from(place.width) {
            put(buffer, place.x + column, place.y, glyph.width as u16, &glyph.shown, style);
        }
    }
    if page.flow.indent_of(row) > 0 {
        let first = row == 0 || page.text().as_bytes().get(part.start().wrapping_sub(1)) == Some(&b'\n');
        let sign = match page.block(part.start()) {
            Some(BlockKind::Quote) => "┃",
            _ if first => "•",
            _ => "",
        };
        put(buffer, place.x, place.y, 1, sign, state.theme.style(Role::Dim));
    }
    draw_margin(state, part, lit, margin, place, buffer);
}

fn base_style(state: &State, part: Span) -> Style {
    let analyzed = state.found().is_some();
    match state.page.block(part.start()) {
        _ if !analyzed => state.theme.style(Role::Dim),
        Some(BlockKind::Heading(_)) => state.theme.style(Role::Heading),
        Some(BlockKind::Caption) => state.theme.style(Role::Dim),
        _ => state.theme.style(Role::Text),
    }
}

/// A look for some bytes of the page.
struct Look {
    span: Span,
    style: Style,
    evidence: bool,
}

/// The looks of the bytes of `part`, the later ones over the earlier ones.
fn looks(state: &State, marks: &Marks, part: Span) -> Vec<Look> {
    let page = &state.page;
    let mut looks = Vec::new();
    let mut add = |span: Span, role: Role, evidence: bool| {
        looks.push(Look { span, style: state.theme.style(role), evidence });
    };
    // The bytes of the body that the row shows.
    let body = Span::new(page.to_body(part.start()), page.to_body(part.end()));
    if let Some(Found { facts, .. }) = state.found() {
        for (role, layer) in &facts.layers {
            for span in layer.within(body).flat_map(|span| page.spans_to_page(span)) {
                add(span, *role, false);
            }
        }
    }
    let touched = |spans: &[Span]| -> Vec<Span> {
        spans.iter().filter(|span| span.overlaps(body)).flat_map(|span| page.spans_to_page(*span)).collect()
    };
    for span in touched(&marks.evidence.words) {
        add(span, Role::Evidence, true);
    }
    for span in touched(&marks.evidence.keys) {
        add(span, Role::EvidenceKey, true);
    }
    for insert in page.inserts.iter().filter(|insert| insert.text.overlaps(part) || insert.rule.overlaps(part)) {
        add(insert.text, Role::Removed, false);
        add(insert.rule, Role::RuleName, false);
        if marks.removal == Some(insert.text) {
            add(insert.text, Role::Evidence, true);
        }
    }
    if let Some(search) = &state.search {
        for (hit, current) in search.within(part) {
            add(hit, if current { Role::HitCurrent } else { Role::Hit }, false);
        }
    }
    looks
}

/// The signs of what begins in the row, and the bar of the evidence.
fn draw_margin(state: &State, part: Span, lit: bool, margin: u16, place: Rect, buffer: &mut Buffer) {
    if lit {
        put(buffer, place.x.saturating_sub(1).max(margin), place.y, 1, "▌", state.theme.style(Role::Accent));
    }
    let (Some(Found { analysis, facts, .. }), None) = (state.found(), state.page.insert_at(part.start())) else {
        return;
    };
    let body = Span::new(state.page.to_body(part.start()), state.page.to_body(part.end()));
    let first = facts.order.partition_point(|(at, _)| *at < body.start());
    let here = facts.order.iter().skip(first).take_while(|(at, _)| *at < body.end());
    let (mut event, mut position) = (None, None);
    for (_, fact) in here {
        match fact {
            Fact::Event(index) => {
                let found = analysis.events.get(*index);
                event = event.or(found).filter(|event: &&_| event.main).or(found);
            }
            Fact::Position(index) => position = position.or_else(|| analysis.positions.get(*index)),
            Fact::Party(_) => {}
        }
    }
    if let Some(event) = event {
        let (sign, role) = timeline::sign(event);
        put(buffer, margin, place.y, 1, sign, state.theme.style(role));
    }
    if let Some(position) = position {
        let (sign, role) = (positions::form_sign(position.form), positions::stance_role(position.stance));
        put(buffer, margin + 1, place.y, 1, sign, state.theme.style(role));
    }
}

fn scroll_bar(state: &State, area: Rect, text: Rect, buffer: &mut Buffer) {
    let (rows, height) = (state.page.rows(), usize::from(text.height));
    if rows <= height || height == 0 || area.width < 20 {
        return;
    }
    let length = (height * height / rows).max(1);
    let from = state.top * (height - length) / state.last_top().max(1);
    for row in from..(from + length).min(height) {
        put(buffer, area.right() - 1, text.y + row as u16, 1, "▐", state.theme.style(Role::Faint));
    }
}
