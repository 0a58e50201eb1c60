//! What each action does.

use super::{correct, merged, motion, parties};
use crate::tui::action::Action;
use crate::tui::calendar;
use crate::tui::facts::{Evidence, Fact};
use crate::tui::layout::Pane;
use crate::tui::message::{Effect, What};
use crate::tui::prompt::{Prompt, Purpose};
use crate::tui::state::{Entry, Found, Mark, Origin, Overlay, State};
use dateline::corrections;

/// Does `action`.
pub(super) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Down
        | Action::Up
        | Action::HalfPageDown
        | Action::HalfPageUp
        | Action::PageDown
        | Action::PageUp
        | Action::First
        | Action::Last => return motion::step(state, action),
        Action::Follow => follow(state),
        Action::Back => back(state),
        Action::NextPane => tab(state, 1),
        Action::PreviousPane => tab(state, Pane::ALL.len() - 1),
        Action::Articles => motion::focus(state, Pane::Articles),
        Action::Article => motion::focus(state, Pane::Article),
        Action::Timeline => motion::focus(state, Pane::Timeline),
        Action::Positions => motion::focus(state, Pane::Positions),
        Action::Merged => return merged::open(state),
        Action::Zoom => {
            state.remember();
            state.zoom = !state.zoom;
            state.refresh();
        }
        Action::NextArticle => return motion::open_next(state, true),
        Action::PreviousArticle => return motion::open_next(state, false),
        Action::NextUnreviewed => return next_unreviewed(state),
        Action::NextFact => motion::next(state, true),
        Action::PreviousFact => motion::next(state, false),
        Action::Search => {
            let filter = state.focus == Pane::Articles;
            let purpose = if filter { Purpose::Filter } else { Purpose::Search };
            let text = if filter { state.filter.clone() } else { String::new() };
            state.prompt = Some(Prompt::new(purpose, &text));
        }
        Action::Why => match state.fact().or(state.lit) {
            Some(fact) => state.overlay = Some(Overlay::Why(fact, 0)),
            None => state.say("no fact is selected: choose one in the timeline or the positions, or with n"),
        },
        Action::SetDate => set_date(state),
        Action::Original => original(state),
        Action::PutBack => return put_back(state),
        Action::Parties => return parties::open(state),
        Action::Reject => return correct::reject(state),
        Action::Correct => correct::correct(state),
        Action::Add => correct::ask_words(state),
        Action::Issue => correct::ask_issue(state),
        Action::Undo => return correct::undo(state),
        Action::Reviewed => return mark(state, Mark::Reviewed, "reviewed"),
        Action::Flag => return mark(state, Mark::Flagged, "flagged"),
        Action::Note => note(state),
        Action::Tags => tags(state),
        Action::Copy => return copy(state),
        Action::Command => state.prompt = Some(Prompt::new(Purpose::Command, "")),
        Action::Help => state.overlay = Some(Overlay::Help(0)),
        Action::Redraw => return vec![Effect::Redraw],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Quit => return quit(state),
    }
    Vec::new()
}

fn tab(state: &mut State, by: usize) {
    let at = Pane::ALL.iter().position(|pane| *pane == state.focus).unwrap_or(0);
    let mut next = (at + by) % Pane::ALL.len();
    // A list of one article is no place to go to by Tab.
    if Pane::ALL.get(next) == Some(&Pane::Articles) && state.entries.len() < 2 {
        next = (next + by) % Pane::ALL.len();
    }
    if let Some(pane) = Pane::ALL.get(next) {
        motion::focus(state, *pane);
    }
}

fn follow(state: &mut State) {
    match state.focus {
        Pane::Articles => motion::focus(state, Pane::Article),
        pane @ (Pane::Timeline | Pane::Positions) => {
            state.origin = Some(Origin { pane, top: state.top });
            motion::focus(state, Pane::Article);
            if let Some(fact) = state.lit {
                motion::reveal(state, fact);
            }
        }
        Pane::Article => {
            let Some(fact) = state.lit else {
                state.say("no fact is selected here: n goes to the next one");
                return;
            };
            state.origin = Some(Origin { pane: Pane::Article, top: state.top });
            motion::select(state, fact);
            let pane = if matches!(fact, Fact::Event(_)) { Pane::Timeline } else { Pane::Positions };
            motion::focus(state, pane);
        }
    }
}

fn back(state: &mut State) {
    if state.search.take().is_some() {
        return;
    }
    if let Some(origin) = state.origin.take() {
        let fact = state.lit;
        motion::focus(state, origin.pane);
        state.lit = fact;
        state.top = origin.top.min(state.last_top());
    } else if state.original {
        original(state);
    } else if !state.filter.is_empty() {
        state.filter.clear();
        refilter(state);
    } else if state.zoom {
        state.remember();
        state.zoom = false;
        state.refresh();
    } else {
        state.lit = None;
    }
}

/// Shows the articles that match the filter.
pub(super) fn refilter(state: &mut State) {
    if state.filter.starts_with('#') {
        let all = state.entries.iter().enumerate();
        state.shown = all.filter(|(_, entry)| matches(&state.filter, entry)).map(|(index, _)| index).collect();
        return;
    }
    let titles = state.entries.iter().map(|entry| entry.title.as_str());
    state.shown = crate::tui::search::filter(&state.filter, titles);
}

/// Whether the filter shows the article: by its title, or with `#` by its tags.
pub(super) fn matches(filter: &str, entry: &Entry) -> bool {
    match filter.strip_prefix('#') {
        Some(tag) => {
            let tag = tag.trim().to_lowercase();
            entry.notes.tags.iter().any(|known| known.to_lowercase().starts_with(&tag))
        }
        None => !crate::tui::search::filter(filter, std::iter::once(entry.title.as_str())).is_empty(),
    }
}

/// Asks for a note; the one that is there can be changed.
fn note(state: &mut State) {
    if let Some(entry) = state.entry().filter(|entry| entry.is_readable()) {
        state.prompt = Some(Prompt::new(Purpose::Note, &entry.notes.note));
    }
}

/// Asks for tags; those that are there can be changed.
fn tags(state: &mut State) {
    if let Some(entry) = state.entry().filter(|entry| entry.is_readable()) {
        state.prompt = Some(Prompt::new(Purpose::Tags, &entry.notes.tags.join(" ")));
    }
}

fn next_unreviewed(state: &mut State) -> Vec<Effect> {
    let at = state.shown.iter().position(|&index| state.open == Some(index)).map_or(0, |at| at + 1);
    let waits = |index: &&usize| state.entries.get(**index).is_some_and(|entry| entry.mark != Mark::Reviewed);
    let (before, after) = state.shown.split_at(at.min(state.shown.len()));
    let next = after.iter().chain(before).find(waits).copied();
    if let Some(index) = next.filter(|next| state.open != Some(*next)) {
        motion::open(state, index)
    } else {
        state.say("no other article waits for a review");
        Vec::new()
    }
}

fn mark(state: &mut State, mark: Mark, name: &str) -> Vec<Effect> {
    let Some(entry) = state.entry_mut() else { return Vec::new() };
    let set = entry.mark != mark;
    entry.mark = if set { mark } else { Mark::Seen };
    let mark = entry.mark;
    state.say(&if set { format!("marked as {name}") } else { format!("no longer {name}") });
    state.keep(What::Mark(mark)).map(Effect::Keep).into_iter().collect()
}

/// Ends the reader; the reading position is kept.
pub(super) fn quit(state: &mut State) -> Vec<Effect> {
    state.ended = true;
    state.keep_position().map(Effect::Keep).into_iter().collect()
}

fn set_date(state: &mut State) {
    let Some(entry) = state.entry() else { return };
    if !entry.is_readable() {
        return;
    }
    let suggestion = entry.published().map(|published| published.date).or(entry.file_date);
    let text = suggestion.map(|date| date.to_string()).unwrap_or_default();
    state.prompt = Some(Prompt::new(Purpose::Date, &text));
}

fn original(state: &mut State) {
    let removed = state.found().map_or(0, |found| found.analysis.removed.len());
    if removed == 0 && !state.original {
        state.say("cleaning took nothing out of this article");
        return;
    }
    state.remember();
    state.original = !state.original;
    if state.original {
        motion::focus(state, Pane::Article);
    }
    state.refresh();
}

fn put_back(state: &mut State) -> Vec<Effect> {
    let chosen = state.entry().map_or(0, |entry| entry.removal);
    let Some(shown) = state.page.inserts.get(chosen).map(|insert| insert.index) else { return Vec::new() };
    let Some(analysis) = state.found().map(|found| &found.analysis) else { return Vec::new() };
    let Some(removed) = analysis.removed.get(shown) else { return Vec::new() };
    let correction = corrections::put_back(&analysis.body, removed);
    correct::make(state, correction, "put back")
}

fn copy(state: &mut State) -> Vec<Effect> {
    let (Some(fact), Some(found), Some(entry)) = (state.fact().or(state.lit), state.found(), state.entry()) else {
        state.say("no fact is selected");
        return Vec::new();
    };
    let text = format!("{}\n— {}", quoted(found, fact), source(found, &entry.title));
    state.say("copied with its evidence");
    vec![Effect::Copy(text)]
}

/// A fact and the words that prove it, as plain text.
fn quoted(found: &Found, fact: Fact) -> String {
    let Found { analysis, .. } = found;
    let evidence = Evidence::of(analysis, fact).whole().unwrap_or_default();
    let words = evidence.slice(&analysis.body).split_whitespace().collect::<Vec<_>>().join(" ");
    match fact {
        Fact::Event(index) => analysis.events.get(index).map_or_else(String::new, |event| {
            let date = event.date.as_ref().map_or("undated".to_owned(), calendar::words);
            format!("{date}: {}\n“{words}”", event.headline)
        }),
        Fact::Position(index) => {
            let party = analysis.positions.get(index).and_then(|position| position.stakeholder);
            let name = party.and_then(|party| analysis.stakeholders.get(party)).map(|party| party.name.as_str());
            format!("{}: “{words}”", name.unwrap_or("unattributed"))
        }
        Fact::Party(index) => analysis.stakeholders.get(index).map_or_else(String::new, |party| {
            [Some(party.name.as_str()), party.role.as_deref(), party.affiliation.as_deref()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", ")
        }),
    }
}

fn source(found: &Found, title: &str) -> String {
    let meta = &found.analysis.meta;
    let date = meta.published.map(|published| calendar::day(published.date));
    let parts = [Some(title.to_owned()), meta.site.clone(), date, meta.url.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
