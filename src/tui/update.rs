//! What a message does to the state: pure, so that a test can type keys and look at what came of it.

mod act;
mod correct;
mod merged;
mod motion;
mod overview;
mod parties;
mod prompted;
#[cfg(test)]
mod tests;

pub(super) use correct::LETTERS;
pub(super) use parties::candidates as party_candidates;
pub(super) use prompted::candidates;

use super::action::Action;
use super::facts::{self, Fact};
use super::glyph;
use super::keys::Key;
use super::layout::Pane;
use super::message::{Analyzed, Arrival, Arrived, Effect, Kept, Message};
use super::state::{Content, Entry, Found, Mark, Overlay, State};
use std::sync::Arc;

/// Analyses of articles that nobody looks at are kept up to so many bytes of text; the rest is made again when it is
/// opened.
const HELD_BYTES: usize = 48 << 20;

/// Takes a message and says what the outside is to do.
pub(super) fn update(state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => press(state, key),
        Message::Paste(text) => prompted::paste(state, &text),
        Message::Click(..) if state.overlay.is_some() => Vec::new(),
        Message::Wheel(_, _, rows) if matches!(state.overlay, Some(Overlay::Merged)) => {
            merged::act(state, if rows > 0 { Action::Down } else { Action::Up })
        }
        Message::Wheel(_, _, rows) if matches!(state.overlay, Some(Overlay::Parties)) => {
            parties::act(state, if rows > 0 { Action::Down } else { Action::Up })
        }
        Message::Click(column, row) => motion::click(state, column, row),
        Message::Wheel(column, row, rows) => motion::wheel(state, column, row, rows),
        Message::Resize(width, height) => {
            state.remember();
            (state.width, state.height) = (width, height);
            state.refresh();
            Vec::new()
        }
        Message::Arrived(arrivals) => arrived(state, arrivals),
        Message::AllRead => {
            state.all_read = true;
            Vec::new()
        }
        Message::Analyzed(analyzed) => analyzed_now(state, *analyzed),
        Message::Merged(generation, collection) => {
            merged::arrived(state, generation, collection);
            Vec::new()
        }
        Message::Gathered(generation, gathered) => {
            parties::arrived(state, generation, gathered);
            Vec::new()
        }
        Message::Links(links) => {
            state.parties.links = links;
            Vec::new()
        }
        Message::NotKept(why) => {
            state.complain(&why);
            Vec::new()
        }
        Message::Stop => act::quit(state),
    }
}

fn press(state: &mut State, key: Key) -> Vec<Effect> {
    state.notice = None;
    if state.prompt.is_some() {
        return prompted::press(state, key);
    }
    let action = state.keys.action(state.place(), key);
    if let Some(overlay) = &mut state.overlay {
        let (Overlay::Help(scroll) | Overlay::Why(_, scroll)) = overlay else {
            return match (overlay, action) {
                (Overlay::Menu(_), action) => correct::in_menu(state, key, action),
                (_, None) => Vec::new(),
                (Overlay::Parties, Some(action)) => parties::act(state, action),
                (_, Some(action)) => merged::act(state, action),
            };
        };
        match action {
            Some(Action::Down) => *scroll += 1,
            Some(Action::Up) => *scroll = scroll.saturating_sub(1),
            Some(Action::PageDown | Action::HalfPageDown) => *scroll += 10,
            Some(Action::PageUp | Action::HalfPageUp) => *scroll = scroll.saturating_sub(10),
            Some(Action::First) => *scroll = 0,
            _ => state.overlay = None,
        }
        return Vec::new();
    }
    action.map_or_else(Vec::new, |action| act::act(state, action))
}

/// So many articles are analysed before anybody opens them.
const AHEAD: usize = 300;

fn arrived(state: &mut State, arrivals: Vec<Arrival>) -> Vec<Effect> {
    let mut effects = Vec::new();
    let had_many = state.entries.len() > 1;
    let first = state.entries.len();
    for arrival in arrivals {
        let index = state.entries.len();
        let entry = entry(arrival, state.date);
        if act::matches(&state.filter, &entry) {
            state.shown.push(index);
        }
        state.entries.push(entry);
    }
    let good = (first..state.entries.len()).find(|&index| state.entries[index].is_readable());
    let failed = state.open.is_some_and(|open| !state.entries[open].is_readable());
    if state.open.is_none() && first < state.entries.len() {
        // A list is what many articles open on; one article opens on itself.
        state.open = good.or(Some(first));
        state.refresh();
    } else if let Some(good) =
        good.filter(|_| failed && state.entries[..first].iter().all(|entry| !entry.is_readable()))
    {
        // So far there was nothing to read but messages.
        effects.extend(motion::open(state, good));
    } else if !had_many && state.entries.len() > 1 {
        // The list takes its place beside the text.
        state.remember();
        state.refresh();
    }
    // Later ones are analysed when they are opened or a timeline needs them: a library of thousands costs nothing.
    let open = state.open.filter(|&open| open >= first.max(AHEAD));
    for index in (first..state.entries.len().min(AHEAD)).chain(open) {
        if state.entries[index].pending || state.entries[index].found().is_some() {
            continue;
        }
        let urgent = state.open == Some(index);
        effects.extend(state.request(index, urgent).map(Effect::Analyze));
    }
    effects
}

fn entry(arrival: Arrival, date: Option<jiff::civil::Date>) -> Entry {
    let Arrival { name, article, file_date, kept, notes, corrections } = arrival;
    let (mark, kept_top) = match kept {
        Kept::There(_, mark, top) => (mark, top),
        Kept::Never | Kept::NotYet => (Mark::default(), 0),
    };
    let (title, published) = match &article {
        Ok(Arrived::Whole(article)) => {
            (article.title.clone().unwrap_or_else(|| first_line(&article.text)), article.published.is_some())
        }
        Ok(Arrived::Shelved { title, published, .. }) => (title.clone(), published.is_some()),
        Err(_) => (String::new(), true),
    };
    let title = glyph::fit(if title.trim().is_empty() { &name } else { &title }, 300);
    let given = date.filter(|_| !published);
    let content = match article {
        Ok(Arrived::Whole(article)) => Content::Read { article: Arc::new(*article), found: None },
        Ok(Arrived::Shelved { id, site, published, .. }) => Content::Shelved { id, site, published },
        Err(message) => Content::Failed(glyph::line(&message)),
    };
    Entry {
        name: glyph::line(&name),
        title,
        content,
        mark,
        kept,
        kept_top,
        notes,
        given,
        file_date,
        corrections,
        generation: 0,
        pending: false,
        analyzed: false,
        top: (kept_top > 0).then_some(kept_top),
        event: 0,
        line: 0,
        removal: 0,
    }
}

/// What an article without a title is called in the list.
pub(super) fn first_line(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| line.chars().filter(|c| c.is_alphanumeric()).count() > 15);
    line.unwrap_or_default().chars().take(300).collect()
}

/// Keeps the selection on the facts that are the same in another analysis; gives what is lit there.
fn follow(entry: &mut Entry, new: &Found, lit: Option<Fact>) -> Option<Fact> {
    let Some(old) = entry.found().cloned() else { return lit };
    let same = |fact| facts::same(&old.analysis, fact, &new.analysis);
    if let Some(Fact::Event(event)) = same(Fact::Event(entry.event)) {
        entry.event = event;
    }
    let chosen = old.facts.lines.get(entry.line).and_then(|line| line.fact());
    if let Some(line) = chosen.and_then(same).and_then(|fact| new.facts.line_of(fact)) {
        entry.line = line;
    }
    lit.and_then(same)
}

fn analyzed_now(state: &mut State, analyzed: Analyzed) -> Vec<Effect> {
    let Analyzed { entry: index, generation, article, result } = analyzed;
    let open = state.open == Some(index);
    if open {
        state.remember();
    }
    let Some(entry) = state.entries.get_mut(index) else { return Vec::new() };
    if entry.generation != generation {
        return Vec::new();
    }
    entry.pending = false;
    entry.analyzed = true;
    match result {
        Ok(found) => {
            if !open && state.held > HELD_BYTES {
                return Vec::new();
            }
            if let (Content::Shelved { .. }, Some(article)) = (&entry.content, article) {
                entry.content = Content::Read { article, found: None };
            }
            let lit = follow(entry, &found, state.lit);
            if open {
                state.lit = lit;
            }
            let Found { analysis, facts, .. } = &found;
            entry.event = entry.event.min(analysis.events.len().saturating_sub(1));
            entry.line = entry.line.min(facts.lines.len().saturating_sub(1));
            entry.removal = entry.removal.min(analysis.removed.len().saturating_sub(1));
            if entry.top.is_none() && generation == 1 {
                // The article's own news is what one wants to see first.
                entry.event = analysis.events.iter().position(|event| event.main).unwrap_or(0);
            }
            if entry.article().is_some_and(|article| article.title.is_none()) {
                entry.title =
                    glyph::fit(&analysis.meta.title.clone().unwrap_or_else(|| first_line(&analysis.body)), 300);
            }
            let before = entry.found().map_or(0, |found| found.analysis.body.len());
            state.held = state.held + analysis.body.len() - before;
            if let Content::Read { found: before, .. } = &mut entry.content {
                *before = Some(found);
            }
        }
        Err(message) => entry.content = Content::Failed(glyph::line(&message)),
    }
    if open {
        state.refresh();
        if generation == 1 && state.lit.is_none() {
            state.lit = state.main_event();
        }
        if matches!(state.focus, Pane::Timeline | Pane::Positions) {
            state.lit = state.fact();
        }
    }
    // What is made of many articles is made again when all that were asked for are there.
    let overview = matches!(state.overlay, Some(Overlay::Merged | Overlay::Parties));
    if !overview || state.entries.iter().any(|entry| entry.pending) {
        return Vec::new();
    }
    let again =
        if matches!(state.overlay, Some(Overlay::Merged)) { merged::again(state) } else { parties::again(state) };
    again.into_iter().collect()
}
