//! Keys while a line is being typed, and what comes of the line.

use super::{act, correct, motion, parties};
use crate::tui::action::Action;
use crate::tui::calendar;
use crate::tui::keys::Key;
use crate::tui::message::{Effect, What};
use crate::tui::prompt::{Prompt, Purpose, Typed};
use crate::tui::search::Search;
use crate::tui::state::State;
use dateline::corrections::Correction;

/// Takes a key for the line.
pub(super) fn press(state: &mut State, key: Key) -> Vec<Effect> {
    let Some(prompt) = &mut state.prompt else { return Vec::new() };
    match prompt.press(key) {
        Typed::Changed => changed(state),
        Typed::Still => {}
        Typed::Complete => complete(state),
        Typed::Cancelled => cancelled(state),
        Typed::Done => return done(state),
    }
    Vec::new()
}

/// Takes pasted text for the line; without a line it is no input.
pub(super) fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    if let Some(prompt) = &mut state.prompt {
        prompt.insert(text);
        changed(state);
    }
    Vec::new()
}

fn changed(state: &mut State) {
    let Some(Prompt { purpose, text, .. }) = state.prompt.clone() else { return };
    match purpose {
        Purpose::Search | Purpose::FactWords => {
            let mut search = Search::new(&text, state.page.text());
            let row = state.top.saturating_sub(state.page.head.len());
            search.start_at(state.page.flow.start_of(row));
            state.search = Some(search);
            motion::show_hit(state);
        }
        Purpose::Filter => {
            state.filter = text;
            act::refilter(state);
        }
        _ => {}
    }
}

fn cancelled(state: &mut State) {
    match state.prompt.take().map(|prompt| prompt.purpose) {
        Some(Purpose::Search | Purpose::FactWords) => state.search = None,
        Some(Purpose::Filter) => {
            state.filter.clear();
            act::refilter(state);
        }
        _ => {}
    }
    state.subject = None;
}

fn done(state: &mut State) -> Vec<Effect> {
    let Some(Prompt { purpose, text, .. }) = state.prompt.take() else { return Vec::new() };
    match purpose {
        Purpose::Search => {
            match &state.search {
                Some(search) if search.hits.is_empty() => {
                    state.search = None;
                    state.complain(&format!("{text} is not in the text"));
                }
                _ => {}
            }
            Vec::new()
        }
        Purpose::Filter => state
            .shown
            .first()
            .copied()
            .filter(|_| !state.shown.iter().any(|&index| state.open == Some(index)))
            .map_or_else(Vec::new, |first| motion::open(state, first)),
        Purpose::Date => set_date(state, &text),
        Purpose::Command => command(state, &text),
        Purpose::Note => set_note(state, &text),
        Purpose::Tags => set_tags(state, &text),
        Purpose::FactWords => {
            correct::offer_new(state);
            Vec::new()
        }
        purpose => correct::typed(state, purpose, &text),
    }
}

fn set_note(state: &mut State, text: &str) -> Vec<Effect> {
    let note = text.trim().to_owned();
    let Some(entry) = state.entry_mut().filter(|entry| entry.notes.note != note) else { return Vec::new() };
    entry.notes.note.clone_from(&note);
    let done = if note.is_empty() { "the note is taken away" } else { "noted" };
    written(state, done, What::Note(note))
}

fn set_tags(state: &mut State, text: &str) -> Vec<Effect> {
    let mut tags: Vec<String> = text
        .split([' ', ',', '\t'])
        .map(|tag| tag.trim_start_matches('#').to_owned())
        .filter(|tag| !tag.is_empty())
        .collect();
    tags.sort();
    tags.dedup();
    let Some(entry) = state.entry_mut().filter(|entry| entry.notes.tags != tags) else { return Vec::new() };
    entry.notes.tags.clone_from(&tags);
    let done = if tags.is_empty() { "the tags are taken away" } else { "tagged" };
    written(state, done, What::Tags(tags))
}

/// Says that it is done, and keeps it where the article has a place in the library.
fn written(state: &mut State, done: &str, what: What) -> Vec<Effect> {
    state.remember();
    state.refresh();
    act::refilter(state);
    let keep = state.keep(what);
    let until = if keep.is_some() { "" } else { "; built-in samples forget it at the end" };
    state.say(&format!("{done}{until}"));
    keep.map(Effect::Keep).into_iter().collect()
}

fn set_date(state: &mut State, text: &str) -> Vec<Effect> {
    let Some(date) = calendar::parse(text) else {
        state.complain(&match text.trim() {
            "" => "no date was typed, the one that was there holds".to_owned(),
            text => format!("{text} is no date; write it like 2025-06-30 or 30 Jun 2025"),
        });
        return Vec::new();
    };
    correct::make(state, Correction::Published(date), &format!("published {}", calendar::day(date)))
}

/// The actions whose names start with `text`.
pub(in crate::tui) fn candidates(text: &str) -> impl Iterator<Item = Action> {
    Action::ALL.iter().copied().filter(move |action| action.name().starts_with(text))
}

fn complete(state: &mut State) {
    if let Some(Prompt { purpose: Purpose::SameParty, text, .. }) = &state.prompt {
        let best = parties::candidates(state, text).into_iter().next();
        if let (Some(prompt), Some(best)) = (&mut state.prompt, best) {
            prompt.replace(&best);
        }
        return;
    }
    let Some(prompt) = state.prompt.as_mut().filter(|prompt| prompt.purpose == Purpose::Command) else { return };
    let text = prompt.text.clone();
    let mut names = candidates(&text).map(Action::name);
    let Some(first) = names.next() else { return };
    let common = names.fold(first.len(), |common, name| {
        first.bytes().zip(name.bytes()).take(common).take_while(|(one, other)| one == other).count()
    });
    prompt.replace(first.get(..common).unwrap_or(first));
}

fn command(state: &mut State, text: &str) -> Vec<Effect> {
    let (name, argument) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
    let action = Action::named(name).or_else(|| {
        let mut found = candidates(name);
        found.next().filter(|_| found.next().is_none() && !name.is_empty())
    });
    match (action, argument.trim()) {
        (None, _) if name.is_empty() => Vec::new(),
        (None, _) => {
            state.complain(&format!("no command is called {name}; Tab completes"));
            Vec::new()
        }
        (Some(Action::SetDate), date) if !date.is_empty() => set_date(state, date),
        (Some(Action::Note), note) if !note.is_empty() => set_note(state, note),
        (Some(Action::Tags), tags) if !tags.is_empty() => set_tags(state, tags),
        (Some(Action::Issue), text) if !text.is_empty() => correct::typed(state, Purpose::Issue, text),
        (Some(Action::Search), query) if !query.is_empty() => {
            state.prompt = Some(Prompt::new(Purpose::Search, query));
            changed(state);
            done(state)
        }
        (Some(action), "") => act::act(state, action),
        (Some(action), argument) => {
            state.complain(&format!("{} takes nothing behind it, not {argument}", action.name()));
            Vec::new()
        }
    }
}
