//! Moving: in the article, in the panes, from fact to fact, from article to article.

use crate::tui::action::Action;
use crate::tui::facts::{Evidence, Fact};
use crate::tui::layout::{Pane, inner};
use crate::tui::message::Effect;
use crate::tui::state::{Content, Found, Mark, State};
use crate::tui::view;
use dateline::text::Span;
use ratatui::layout::{Position, Rect};

/// Moves in the focused pane.
pub(super) fn step(state: &mut State, action: Action) -> Vec<Effect> {
    let height =
        state.layout().place(state.focus).map_or(1, |place| usize::from(place.height)).saturating_sub(2).max(1);
    let by = match action {
        Action::Down | Action::Up => 1,
        Action::HalfPageDown | Action::HalfPageUp => (height / 2).max(1),
        _ => height,
    };
    let moved = |at: usize, last: usize| match action {
        Action::First => 0,
        Action::Last => last,
        Action::Down | Action::HalfPageDown | Action::PageDown => (at + by).min(last),
        _ => at.saturating_sub(by),
    };
    if state.focus == Pane::Article {
        state.top = moved(state.top, state.last_top());
        return Vec::new();
    }
    if state.focus == Pane::Articles {
        let Some(last) = state.shown.len().checked_sub(1) else { return Vec::new() };
        let at = state.shown.iter().position(|&index| state.open == Some(index)).unwrap_or(0);
        let next = state.shown.get(moved(at, last)).copied();
        return next.map_or_else(Vec::new, |index| open(state, index));
    }
    let timeline = state.focus == Pane::Timeline;
    if let Some(entry) = state.entry_mut()
        && let Some(Found { analysis, facts, .. }) = entry.found().cloned()
    {
        if timeline {
            entry.event = moved(entry.event, analysis.events.len().saturating_sub(1));
        } else {
            entry.line = moved(entry.line, facts.lines.len().saturating_sub(1));
        }
    }
    light(state);
    Vec::new()
}

/// Lights the evidence of what the focused pane selects, and brings it into view.
pub(super) fn light(state: &mut State) {
    if let Some(fact) = state.fact() {
        state.lit = Some(fact);
        reveal(state, fact);
    }
}

/// Brings the evidence of `fact` into view, if it is not there.
pub(super) fn reveal(state: &mut State, fact: Fact) {
    let Some(found) = state.found() else { return };
    let evidence = Evidence::of(&found.analysis, fact);
    let place = match fact {
        // The mentions of a party are all over the text.
        Fact::Party(_) => evidence.words.first().copied(),
        Fact::Event(_) | Fact::Position(_) => evidence.whole(),
    };
    if let Some(span) = place {
        show(state, span);
    }
}

/// Scrolls so that `span` of the body is in view, a third from the top if it was not.
fn show(state: &mut State, span: Span) {
    let first = state.page.row_of(state.page.to_page(span.start()));
    let last = state.page.row_of(state.page.to_page(span.end().max(span.start() + 1) - 1));
    show_rows(state, first, last);
}

fn show_rows(state: &mut State, first: usize, last: usize) {
    let height = usize::from(state.layout().text().height).max(1);
    let visible = first >= state.top && last < state.top + height;
    if !visible {
        let context = if last - first + 1 < height * 2 / 3 { height / 3 } else { 0 };
        state.top = first.saturating_sub(context).min(state.last_top());
    }
}

/// To the next hit, removal or fact, whichever is walked through.
pub(super) fn next(state: &mut State, forward: bool) {
    if let Some(search) = &mut state.search
        && !search.hits.is_empty()
    {
        search.step(forward);
        show_hit(state);
    } else if state.original {
        let last = state.page.inserts.len().saturating_sub(1);
        if let Some(entry) = state.entry_mut() {
            entry.removal = if forward { (entry.removal + 1).min(last) } else { entry.removal.saturating_sub(1) };
        }
        show_removal(state);
    } else {
        next_fact(state, forward);
    }
}

/// Brings the hit that the search stands on into view.
pub(super) fn show_hit(state: &mut State) {
    if let Some(hit) = state.search.as_ref().and_then(|search| search.hits.get(search.current)) {
        let (first, last) = (state.page.row_of(hit.start()), state.page.row_of(hit.end().max(1) - 1));
        show_rows(state, first, last);
    }
}

/// Brings the selected removal into view.
pub(super) fn show_removal(state: &mut State) {
    let index = state.entry().map_or(0, |entry| entry.removal);
    if let Some(insert) = state.page.inserts.get(index) {
        let (first, last) = (state.page.row_of(insert.text.start()), state.page.row_of(insert.rule.end() - 1));
        show_rows(state, first, last);
    }
}

fn next_fact(state: &mut State, forward: bool) {
    let Some(Found { facts, .. }) = state.found() else { return };
    let order = &facts.order;
    let lit = order.iter().position(|(_, fact)| Some(*fact) == state.lit);
    let next = match (lit, forward) {
        (Some(at), true) => Some(at + 1),
        (Some(at), false) => at.checked_sub(1),
        // From what is in view on.
        (None, _) => {
            let row = state.top.saturating_sub(state.page.head.len());
            let at = state.page.to_body(state.page.flow.start_of(row));
            let next = order.partition_point(|(anchor, _)| *anchor < at);
            if forward { Some(next) } else { next.checked_sub(1) }
        }
    };
    let Some((_, fact)) = next.and_then(|next| order.get(next).copied()) else {
        state.say(if order.is_empty() {
            "no facts in this article"
        } else if forward {
            "that was the last fact"
        } else {
            "that was the first fact"
        });
        return;
    };
    select(state, fact);
    reveal(state, fact);
}

/// Lights `fact` and selects it in its pane.
pub(super) fn select(state: &mut State, fact: Fact) {
    state.lit = Some(fact);
    let line = state.found().and_then(|found| found.facts.line_of(fact));
    if let Some(entry) = state.entry_mut() {
        match fact {
            Fact::Event(index) => entry.event = index,
            Fact::Position(_) | Fact::Party(_) => entry.line = line.unwrap_or(entry.line),
        }
    }
}

/// Gives `pane` the focus.
pub(super) fn focus(state: &mut State, pane: Pane) {
    if state.focus == Pane::Articles && pane != Pane::Articles {
        seen(state);
    }
    state.remember();
    let width = state.layout().text().width;
    state.focus = pane;
    if state.layout().text().width != width {
        state.refresh();
    }
    if matches!(pane, Pane::Timeline | Pane::Positions) {
        light(state);
    }
}

fn seen(state: &mut State) {
    if let Some(entry) = state.entry_mut().filter(|entry| entry.mark == Mark::Unread) {
        entry.mark = Mark::Seen;
    }
}

/// Opens the article at `index`.
pub(super) fn open(state: &mut State, index: usize) -> Vec<Effect> {
    if state.open == Some(index) || index >= state.entries.len() {
        return Vec::new();
    }
    let mut effects: Vec<Effect> = state.keep_position().map(Effect::Keep).into_iter().collect();
    state.open = Some(index);
    state.original = false;
    state.lit = None;
    state.origin = None;
    state.search = None;
    state.top = 0;
    if state.focus != Pane::Articles {
        seen(state);
    }
    state.refresh();
    state.lit = match state.focus {
        Pane::Timeline | Pane::Positions => state.fact(),
        Pane::Article | Pane::Articles => state.main_event(),
    };
    match state.entry().map(|entry| (&entry.content, entry.pending)) {
        Some((Content::Read { found: None, .. } | Content::Shelved { .. }, true)) => effects.push(Effect::Hurry(index)),
        Some((Content::Read { found: None, .. } | Content::Shelved { .. }, false)) => {
            effects.extend(state.request(index, true).map(Effect::Analyze));
        }
        _ => {}
    }
    effects
}

/// Opens the article that is `by` further on in the list.
pub(super) fn open_next(state: &mut State, forward: bool) -> Vec<Effect> {
    let at = state.shown.iter().position(|&index| state.open == Some(index));
    let next = match (at, forward) {
        (None, _) => Some(0),
        (Some(at), true) => Some(at + 1),
        (Some(at), false) => at.checked_sub(1),
    };
    let Some(index) = next.and_then(|next| state.shown.get(next).copied()) else {
        state.say(if forward { "that was the last article" } else { "that was the first article" });
        return Vec::new();
    };
    open(state, index)
}

/// The left button at a cell: focuses, and selects what is there.
pub(super) fn click(state: &mut State, column: u16, row: u16) -> Vec<Effect> {
    let layout = state.layout();
    let at = Position { x: column, y: row };
    let holds = |place: Option<Rect>| place.is_some_and(|place| place.contains(at));
    let Some(pane) = Pane::ALL.into_iter().find(|pane| holds(layout.place(*pane))) else { return Vec::new() };
    let from_top = layout.place(pane).map_or(0, |place| usize::from(row.saturating_sub(inner(place).y)));
    if pane == Pane::Article {
        click_text(state, column, from_top);
        return Vec::new();
    }
    let clicked = view::item_at(state, pane, from_top);
    let mut effects = Vec::new();
    match (pane, clicked) {
        (Pane::Articles, Some(item)) => {
            state.focus = Pane::Articles;
            effects = state.shown.get(item).copied().map_or_else(Vec::new, |index| open(state, index));
        }
        (Pane::Timeline, Some(item)) => {
            if let Some(entry) = state.entry_mut() {
                entry.event = item;
            }
        }
        (Pane::Positions, Some(item)) => {
            if let Some(entry) = state.entry_mut() {
                entry.line = item;
            }
        }
        _ => {}
    }
    focus(state, pane);
    effects
}

fn click_text(state: &mut State, column: u16, from_top: usize) {
    let text = state.layout().text();
    let row = state.top + from_top;
    if let Some(row) = row.checked_sub(state.page.head.len()) {
        let column = usize::from(column.saturating_sub(text.x));
        let at = state.page.to_body(state.page.flow.byte_at(state.page.text(), row, column));
        // The smallest fact there: a date inside a quotation is what one points at.
        let fact = state.found().and_then(|found| {
            let spans = found.facts.order.iter().map(|(_, fact)| (Evidence::of(&found.analysis, *fact), *fact));
            spans
                .flat_map(|(evidence, fact)| evidence.words.into_iter().map(move |span| (span, fact)))
                .filter(|(span, _)| span.contains_offset(at))
                .min_by_key(|(span, _)| span.len())
                .map(|(_, fact)| fact)
        });
        if let Some(fact) = fact {
            select(state, fact);
        }
    }
    focus(state, Pane::Article);
}

/// The wheel over a cell: scrolls what is there.
pub(super) fn wheel(state: &mut State, column: u16, row: u16, rows: i32) -> Vec<Effect> {
    let at = Position { x: column, y: row };
    let over = |pane: &Pane| state.layout().place(*pane).is_some_and(|place| place.contains(at));
    let Some(pane) = Pane::ALL.into_iter().find(over) else { return Vec::new() };
    if pane == Pane::Article {
        let by = rows.unsigned_abs() as usize;
        state.top = if rows > 0 { (state.top + by).min(state.last_top()) } else { state.top.saturating_sub(by) };
        return Vec::new();
    }
    let focused = state.focus;
    if focused != pane {
        focus(state, pane);
    }
    step(state, if rows > 0 { Action::Down } else { Action::Up })
}
