//! Keys on the timeline over the listed articles.

use super::act::quit;
use super::{motion, overview};
use crate::tui::action::Action;
use crate::tui::glyph;
use crate::tui::layout::Pane;
use crate::tui::merged::{Merged, entry};
use crate::tui::message::{Effect, Merge};
use crate::tui::state::{Entry, Found, Overlay, State};
use dateline::timeline::collection::Collection;
use std::fmt::Write;
use std::sync::Arc;

/// Shows the merged timeline, and asks for it anew: the list or its analyses may have changed.
pub(in crate::tui) fn open(state: &mut State) -> Vec<Effect> {
    overview::open(state, again)
}

/// Makes the timeline of what is analysed by now.
pub(super) fn again(state: &mut State) -> Option<Effect> {
    let articles = overview::analysed(state)?;
    let merged = &mut state.merged;
    merged.generation += 1;
    (merged.articles, merged.listed) = (articles.len(), state.shown.len());
    state.overlay = Some(Overlay::Merged);
    Some(Effect::Merge(Merge { generation: state.merged.generation, articles }))
}

/// Takes the timeline that was asked for.
pub(in crate::tui) fn arrived(state: &mut State, generation: u32, collection: Arc<Collection>) {
    let merged = &mut state.merged;
    if merged.generation != generation {
        return;
    }
    if merged.collection.as_deref() != Some(&*collection) {
        merged.event = merged.event.min(collection.events.len().saturating_sub(1));
        merged.source = 0;
        merged.collection = Some(collection);
    }
}

/// Does `action` while the merged timeline is shown.
pub(in crate::tui) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let page = usize::from(state.height / 3).max(1);
    let merged = &mut state.merged;
    let last = merged.events().saturating_sub(1);
    let at = merged.event;
    let to = match action {
        Action::Down => at + 1,
        Action::Up => at.saturating_sub(1),
        Action::HalfPageDown => at + page.div_ceil(2),
        Action::HalfPageUp => at.saturating_sub(page.div_ceil(2)),
        Action::PageDown => at + page,
        Action::PageUp => at.saturating_sub(page),
        Action::First => 0,
        Action::Last => last,
        Action::NextFact | Action::PreviousFact => {
            let Some(to) = disputed(merged, action == Action::NextFact) else {
                state.say("no further event on which the articles differ");
                return Vec::new();
            };
            to
        }
        Action::NextPane | Action::PreviousPane => {
            let sources = merged.chosen().map_or(1, |event| event.sources.len().max(1));
            let by = if action == Action::NextPane { 1 } else { sources - 1 };
            merged.source = (merged.source + by) % sources;
            return Vec::new();
        }
        Action::Follow => return follow(state),
        Action::Copy => return copy(state),
        Action::Back | Action::Merged => {
            state.overlay = None;
            return Vec::new();
        }
        Action::Parties => return super::parties::open(state),
        Action::Redraw => return vec![Effect::Redraw],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Quit => return quit(state),
        _ => return Vec::new(),
    };
    let to = to.min(last);
    if to != at {
        (merged.event, merged.source) = (to, 0);
    }
    Vec::new()
}

/// The next event, or the one before, on which the articles differ.
fn disputed(merged: &Merged, forward: bool) -> Option<usize> {
    let events = &merged.collection.as_ref()?.events;
    let differ = |&index: &usize| events.get(index).is_some_and(|event| !event.disagreements.is_empty());
    if forward { (merged.event + 1..events.len()).find(differ) } else { (0..merged.event).rev().find(differ) }
}

/// Opens the chosen source at the event.
fn follow(state: &mut State) -> Vec<Effect> {
    let source = state.merged.chosen().and_then(|event| event.sources.get(state.merged.source)).cloned();
    let Some((source, index)) =
        source.and_then(|source| entry(state, &source.id).map(|(index, _)| (source.clone(), index)))
    else {
        return Vec::new();
    };
    state.overlay = None;
    let effects = motion::open(state, index);
    let events =
        state.entries.get(index).and_then(Entry::found).map_or(0, |Found { analysis, .. }| analysis.events.len());
    match source.event.filter(|&event| event < events) {
        Some(event) => {
            if let Some(entry) = state.entry_mut() {
                entry.event = event;
            }
            motion::focus(state, Pane::Timeline);
        }
        None => motion::focus(state, Pane::Article),
    }
    if let Some(key) = state.keys.keys_of(state.place(), Action::Merged).into_iter().next() {
        state.say(&format!("{key} goes back to the timeline of all articles"));
    }
    effects
}

fn copy(state: &mut State) -> Vec<Effect> {
    let Some(event) = state.merged.chosen() else { return Vec::new() };
    let mut text = format!("{}: {}", event.date.value, glyph::line(&event.headline));
    for source in &event.sources {
        let title = entry(state, &source.id).map_or("", |(_, entry)| entry.title.as_str());
        // A string takes whatever is written to it.
        let _ = write!(text, "\n— {title}: “{}”", glyph::line(&source.text));
    }
    state.say("copied with its sources");
    vec![Effect::Copy(text)]
}
