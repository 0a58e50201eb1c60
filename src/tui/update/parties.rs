//! Keys on the parties of the listed articles.

use super::act::quit;
use super::{motion, overview};
use crate::tui::action::Action;
use crate::tui::facts::Fact;
use crate::tui::layout::Pane;
use crate::tui::menu::{Does, Menu, Subject};
use crate::tui::message::{Effect, Gather};
use crate::tui::parties::{Gathered, cell};
use crate::tui::prompt::Purpose;
use crate::tui::state::{Overlay, State};
use dateline::positions::across::PartyLink;
use std::sync::Arc;

/// Shows the parties, and asks for them anew: the list or its analyses may have changed.
pub(in crate::tui) fn open(state: &mut State) -> Vec<Effect> {
    overview::open(state, again)
}

/// Gathers the parties of what is analysed by now.
pub(super) fn again(state: &mut State) -> Option<Effect> {
    let articles = overview::analysed(state)?;
    let parties = &mut state.parties;
    parties.generation += 1;
    parties.listed = state.shown.len();
    let (generation, links) = (parties.generation, parties.links.clone());
    state.overlay = Some(Overlay::Parties);
    Some(Effect::Gather(Gather { generation, articles, links }))
}

/// Takes the parties that were asked for; the choice stays on the party of the same name.
pub(in crate::tui) fn arrived(state: &mut State, generation: u32, gathered: Arc<Gathered>) {
    let parties = &mut state.parties;
    if parties.generation != generation {
        return;
    }
    let name = parties.chosen().map(|party| party.name.clone());
    let same = |name: &String| {
        let called = |party: &dateline::positions::across::Across| party.names.contains(name);
        gathered.parties.iter().position(called)
    };
    parties.party = name.as_ref().and_then(same).unwrap_or(0);
    parties.gathered = Some(gathered);
    parties.column = parties.column.min(parties.columns().len().saturating_sub(1));
}

/// Does `action` while the parties are shown.
pub(in crate::tui) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let page = usize::from(state.height / 3).max(1);
    let parties = &mut state.parties;
    let last = parties.count().saturating_sub(1);
    let at = parties.party;
    let to = match action {
        Action::Down => at + 1,
        Action::Up => at.saturating_sub(1),
        Action::HalfPageDown => at + page.div_ceil(2),
        Action::HalfPageUp => at.saturating_sub(page.div_ceil(2)),
        Action::PageDown => at + page,
        Action::PageUp => at.saturating_sub(page),
        Action::First => 0,
        Action::Last => last,
        Action::NextPane => {
            parties.column = (parties.column + 1).min(parties.columns().len().saturating_sub(1));
            return Vec::new();
        }
        Action::PreviousPane => {
            parties.column = parties.column.saturating_sub(1);
            return Vec::new();
        }
        Action::NextFact | Action::PreviousFact => {
            next_cell(state, action == Action::NextFact);
            return Vec::new();
        }
        Action::Zoom => {
            months(state);
            return Vec::new();
        }
        Action::Follow => return follow(state),
        Action::Correct => {
            correct(state);
            return Vec::new();
        }
        Action::Undo => return undo(state),
        Action::Back | Action::Parties => {
            state.overlay = None;
            return Vec::new();
        }
        Action::Merged => return super::merged::open(state),
        Action::Redraw => return vec![Effect::Redraw],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Quit => return quit(state),
        _ => return Vec::new(),
    };
    parties.party = to.min(last);
    Vec::new()
}

/// To the next column in which the chosen party is.
fn next_cell(state: &mut State, forward: bool) {
    let parties = &state.parties;
    let columns = parties.columns();
    let at = parties.column;
    let Some(party) = parties.chosen() else { return };
    let holds = |number: &usize| columns.get(*number).is_some_and(|column| cell(party, column).is_some());
    let next = if forward { (at + 1..columns.len()).find(holds) } else { (0..at).rev().find(holds) };
    match next {
        Some(next) => state.parties.column = next,
        None => state.say("the party is in no further article on that side"),
    }
}

/// Changes between columns of articles and of months; the chosen article stays chosen.
fn months(state: &mut State) {
    let parties = &mut state.parties;
    let article = parties.columns().get(parties.column).and_then(|column| column.articles.first().copied());
    parties.months = !parties.months;
    let holds = |article: usize| parties.columns().iter().position(|column| column.articles.contains(&article));
    parties.column = article.and_then(holds).unwrap_or(0);
}

/// Opens the chosen article at the party.
fn follow(state: &mut State) -> Vec<Effect> {
    let parties = &state.parties;
    let columns = parties.columns();
    let Some(gathered) = parties.gathered.clone() else { return Vec::new() };
    let Some(party) = parties.chosen() else { return Vec::new() };
    let here = columns.get(parties.column).and_then(|column| cell(party, column)).map(|(seen, _)| seen);
    let Some(seen) = here.and_then(|seen| seen.first().copied()).or(party.seen.first()).cloned() else {
        return Vec::new();
    };
    let Some((index, _)) = gathered.articles.get(seen.article).copied() else { return Vec::new() };
    state.overlay = None;
    let effects = motion::open(state, index);
    let fact = seen.said.first().map_or(Fact::Party(seen.party), |said| Fact::Position(said.position));
    motion::select(state, fact);
    motion::focus(state, Pane::Positions);
    if let Some(key) = state.keys.keys_of(state.place(), Action::Parties).into_iter().next() {
        state.say(&format!("{key} goes back to the parties of all articles"));
    }
    effects
}

/// Shows what can be said of the chosen party.
fn correct(state: &mut State) {
    let Some(party) = state.parties.chosen() else { return };
    let mut menu = Menu::new(&party.name, Subject::Across(party.name.clone())).with(
        "it is the same party as …",
        false,
        Does::Ask(Purpose::SameParty, String::new()),
    );
    for name in party.names.iter().filter(|name| **name != party.name) {
        menu = menu.with(&format!("{name} is another party"), false, Does::TellApart(name.clone()));
    }
    state.overlay = Some(Overlay::Menu(menu));
}

/// The parties whose names match what is typed, the best first.
pub(in crate::tui) fn candidates(state: &State, typed: &str) -> Vec<String> {
    let Some(gathered) = &state.parties.gathered else { return Vec::new() };
    let own = state.parties.chosen().map(|party| party.name.as_str());
    let names: Vec<&str> =
        gathered.parties.iter().map(|party| party.name.as_str()).filter(|name| Some(*name) != own).collect();
    let found = crate::tui::search::filter(typed, names.iter().copied());
    found.into_iter().filter_map(|index| names.get(index)).map(|name| (*name).to_owned()).collect()
}

/// Holds the party `name` and the one that `typed` means for one.
pub(super) fn same(state: &mut State, name: &str, typed: &str) -> Vec<Effect> {
    let Some(other) = candidates(state, typed).into_iter().next() else {
        state.complain(&format!("no party is called {typed}"));
        return Vec::new();
    };
    let link = PartyLink { one: name.to_owned(), other: other.clone(), same: true };
    said(state, vec![link], &format!("{name} and {other} are one party now"))
}

/// Holds the name `name` apart from all other names of the party that the menu is about.
pub(super) fn tell_apart(state: &mut State, subject: &Subject, name: &str) -> Vec<Effect> {
    let Subject::Across(of) = subject else { return Vec::new() };
    let parties = &state.parties;
    let names = parties.chosen().filter(|party| party.name == *of).map(|party| party.names.clone()).unwrap_or_default();
    let links = names
        .into_iter()
        .filter(|other| other != name)
        .map(|other| PartyLink { one: name.to_owned(), other, same: false })
        .collect();
    said(state, links, &format!("{name} is a party of its own now"))
}

/// Takes back what was said last of two names, by saying the contrary.
fn undo(state: &mut State) -> Vec<Effect> {
    let Some(last) = state.parties.links.last().cloned() else {
        state.say("nothing was said of the parties of many articles");
        return Vec::new();
    };
    let text = format!("{} and {} are {} again", last.one, last.other, if last.same { "two" } else { "one" });
    said(state, vec![PartyLink { same: !last.same, ..last }], &text)
}

fn said(state: &mut State, links: Vec<PartyLink>, done: &str) -> Vec<Effect> {
    state.parties.links.extend(links.iter().cloned());
    let mut effects: Vec<Effect> = links.into_iter().map(Effect::Link).collect();
    effects.extend(open(state));
    state.say(done);
    effects
}
