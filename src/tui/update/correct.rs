//! Corrections: rejecting and changing facts, adding those that were not found, undoing.

use super::{motion, parties};
use crate::tui::action::Action;
use crate::tui::calendar;
use crate::tui::facts::{Fact, anchor_of};
use crate::tui::glyph;
use crate::tui::keys::Key;
use crate::tui::layout::Pane;
use crate::tui::menu::{Choice, Does, Menu, Subject};
use crate::tui::message::{Effect, What};
use crate::tui::prompt::{Prompt, Purpose};
use crate::tui::state::{Overlay, State};
use dateline::analysis::{Analysis, Event, OverallStance, Position, Stakeholder, Stance, Status};
use dateline::article::Published;
use dateline::corrections::{self, Anchor, Correction, EventChange, PartyChange, PositionChange};
use dateline::text::Span;

/// The letters that choose from a menu, in order; `j`, `k`, `g`, `G` and `q` have other work there.
pub(in crate::tui) const LETTERS: &str = "abcdefhilmnoprstuvwxyz";

/// Makes a correction of the open article: at once on the screen's list, soon in the facts and in the library.
pub(super) fn make(state: &mut State, correction: Correction, done: &str) -> Vec<Effect> {
    let Some(index) = state.open else { return Vec::new() };
    state.remember();
    let Some(entry) = state.entry_mut() else { return Vec::new() };
    entry.corrections.push(correction.clone());
    let keep = state.keep(What::Correct(correction));
    let undo = state.keys.keys_of(state.place(), Action::Undo).into_iter().next();
    let undo = undo.map(|key| format!("; {key} undoes it")).unwrap_or_default();
    let until = if keep.is_some() { "" } else { "; built-in samples forget it at the end" };
    state.say(&format!("{done}{undo}{until}"));
    state.refresh();
    keep.map(Effect::Keep).into_iter().chain(state.request(index, true).map(Effect::Analyze)).collect()
}

/// Undoes the last correction of the open article.
pub(super) fn undo(state: &mut State) -> Vec<Effect> {
    let Some(index) = state.open else { return Vec::new() };
    state.remember();
    if state.entry_mut().and_then(|entry| entry.corrections.pop()).is_none() {
        state.say("nothing was corrected in this article");
        return Vec::new();
    }
    let left = state.entry().map_or(0, |entry| entry.corrections.len());
    state.say(&match left {
        0 => "undone; no correction is left".to_owned(),
        1 => "undone; 1 correction is left".to_owned(),
        left => format!("undone; {left} corrections are left"),
    });
    let keep = state.keep(What::Undo);
    state.refresh();
    keep.map(Effect::Keep).into_iter().chain(state.request(index, true).map(Effect::Analyze)).collect()
}

/// What the selected fact is, for corrections.
fn subject(analysis: &Analysis, fact: Fact) -> Option<Subject> {
    let anchor = |span: Span| Anchor::of(&analysis.body, span);
    match fact {
        Fact::Event(index) => analysis.events.get(index).map(|event| Subject::Event(anchor(event.trigger))),
        Fact::Position(index) => anchor_of(analysis.positions.get(index)?).map(|span| Subject::Position(anchor(span))),
        Fact::Party(index) => analysis.stakeholders.get(index).map(|party| Subject::Party(party.name.clone())),
    }
}

fn selected(state: &mut State) -> Option<(Fact, Subject)> {
    let fact = state.fact().or(state.lit);
    let subject = fact.and_then(|fact| Some((fact, subject(&state.found()?.analysis, fact)?)));
    if subject.is_none() {
        state.say("no fact is selected: choose one in the timeline or the positions, or with n");
    }
    subject
}

/// Rejects the selected fact.
pub(super) fn reject(state: &mut State) -> Vec<Effect> {
    let Some((_, subject)) = selected(state) else { return Vec::new() };
    match rejection(&subject) {
        Some(correction) => make(state, correction, "rejected"),
        None => Vec::new(),
    }
}

fn rejection(subject: &Subject) -> Option<Correction> {
    match subject {
        Subject::Event(at) => Some(Correction::Event { at: at.clone(), change: EventChange::Reject }),
        Subject::Position(at) => Some(Correction::Position { at: at.clone(), change: PositionChange::Reject }),
        Subject::Party(name) => Some(Correction::Party { name: name.clone(), change: PartyChange::Reject }),
        Subject::Words(_) | Subject::Headline(..) | Subject::Across(_) => None,
    }
}

/// Shows what can be changed in the selected fact.
pub(super) fn correct(state: &mut State) {
    let Some((fact, subject)) = selected(state) else { return };
    let Some(found) = state.found() else { return };
    let analysis = &found.analysis;
    let menu = match fact {
        Fact::Event(index) => analysis.events.get(index).map(|event| of_event(event, subject)),
        Fact::Position(index) => analysis.positions.get(index).map(|position| of_position(analysis, position, subject)),
        Fact::Party(index) => analysis.stakeholders.get(index).map(|party| of_party(analysis, party, subject)),
    };
    state.overlay = menu.map(Overlay::Menu);
}

fn rejecting(menu: Menu, label: &str) -> Menu {
    match rejection(&menu.subject) {
        Some(correction) => menu.with(label, false, Does::Correct(correction)),
        None => menu,
    }
}

fn of_event(event: &Event, subject: Subject) -> Menu {
    let Subject::Event(at) = subject.clone() else { return Menu::new("", subject) };
    let change = |change| Does::Correct(Correction::Event { at: at.clone(), change });
    let date = event.date.as_ref().map(calendar::words);
    let label = date.as_ref().map_or("set the date".to_owned(), |date| format!("change the date, {date}"));
    let mut menu = Menu::new(&event.headline, subject)
        .with(&label, false, Does::Ask(Purpose::EventDate, date.unwrap_or_default()))
        .with("change the headline", false, Does::Ask(Purpose::EventHeadline, event.headline.clone()));
    for (status, label) in [
        (Status::Happened, "it happened"),
        (Status::Planned, "it is planned"),
        (Status::Alleged, "it is alleged"),
        (Status::Denied, "it is denied"),
    ] {
        menu = menu.with(label, event.status == status, change(EventChange::Status(status)));
    }
    let main = if event.main { "it is not the article's own news" } else { "it is the article's own news" };
    rejecting(menu.with(main, false, change(EventChange::Main(!event.main))), "reject the event")
}

fn of_position(analysis: &Analysis, position: &Position, subject: Subject) -> Menu {
    let Subject::Position(at) = subject.clone() else { return Menu::new("", subject) };
    let change = |change| Does::Correct(Correction::Position { at: at.clone(), change });
    let words = position.content.first().map_or("", |span| span.slice(&analysis.body));
    let mut menu = Menu::new(words, subject.clone());
    for (stance, label) in [
        (Stance::Supports, "it is for it"),
        (Stance::Opposes, "it is against it"),
        (Stance::Neutral, "it takes no side"),
    ] {
        menu = menu.with(label, position.stance == stance, change(PositionChange::Stance(stance)));
    }
    let mut whose = Menu::new("Whose position it is", subject);
    for (index, party) in analysis.stakeholders.iter().enumerate() {
        let does = change(PositionChange::Party(Some(party.name.clone())));
        whose = whose.with(&party.name, position.stakeholder == Some(index), does);
    }
    let whose = whose.with("another party …", false, Does::Ask(Purpose::PositionParty, String::new())).with(
        "nobody is named",
        position.stakeholder.is_none(),
        change(PositionChange::Party(None)),
    );
    rejecting(menu.with("it is another party's …", false, Does::Open(whose)), "reject the position")
}

fn of_party(analysis: &Analysis, party: &Stakeholder, subject: Subject) -> Menu {
    let change = |change| Does::Correct(Correction::Party { name: party.name.clone(), change });
    let mut menu = Menu::new(&party.name, subject.clone());
    for (stance, label) in [
        (OverallStance::Supports, "it is for it"),
        (OverallStance::Opposes, "it is against it"),
        (OverallStance::Mixed, "it is for and against"),
        (OverallStance::Neutral, "it takes no side"),
    ] {
        menu = menu.with(label, party.stance == Some(stance), change(PartyChange::Stance(stance)));
    }
    menu = menu.with("change its name", false, Does::Ask(Purpose::PartyName, party.name.clone()));
    let mut same = Menu::new("Which party it is", subject.clone());
    for other in analysis.stakeholders.iter().filter(|other| other.name != party.name) {
        same = same.with(&other.name, false, change(PartyChange::MergeInto(other.name.clone())));
    }
    if !same.choices.is_empty() {
        menu = menu.with("it is the same party as …", false, Does::Open(same));
    }
    let mut split = Menu::new("Which name is another party's", subject);
    for alias in party.aliases.iter().filter(|_| party.aliases.len() > 1) {
        split = split.with(alias, false, change(PartyChange::SplitOff(alias.clone())));
    }
    if !split.choices.is_empty() {
        menu = menu.with("one of its names is another party's …", false, Does::Open(split));
    }
    rejecting(menu, "reject the party and what it says")
}

/// A key while a menu is open.
pub(super) fn in_menu(state: &mut State, key: Key, action: Option<Action>) -> Vec<Effect> {
    let Some(Overlay::Menu(menu)) = &mut state.overlay else { return Vec::new() };
    let last = menu.choices.len().saturating_sub(1);
    let letter = key.typed().and_then(|letter| LETTERS.find(letter)).filter(|at| *at <= last);
    match (action, letter) {
        (_, Some(at)) => menu.at = at,
        (Some(Action::Down | Action::NextFact), _) => {
            menu.at = if menu.at >= last { 0 } else { menu.at + 1 };
            return Vec::new();
        }
        (Some(Action::Up | Action::PreviousFact), _) => {
            menu.at = menu.at.checked_sub(1).unwrap_or(last);
            return Vec::new();
        }
        (Some(Action::First | Action::PageUp | Action::HalfPageUp), _) => {
            menu.at = 0;
            return Vec::new();
        }
        (Some(Action::Last | Action::PageDown | Action::HalfPageDown), _) => {
            menu.at = last;
            return Vec::new();
        }
        (Some(Action::Follow), _) => {}
        (Some(Action::Back | Action::Quit), _) => {
            let across = matches!(menu.subject, Subject::Across(_));
            state.overlay = across.then_some(Overlay::Parties);
            return Vec::new();
        }
        _ => return Vec::new(),
    }
    let Some(Choice { label, does, .. }) = menu.choices.get(menu.at).cloned() else { return Vec::new() };
    let subject = menu.subject.clone();
    state.overlay = None;
    match does {
        Does::Correct(correction) => make(state, correction, &format!("corrected: {label}")),
        Does::Open(menu) => {
            state.overlay = Some(Overlay::Menu(menu));
            Vec::new()
        }
        Does::Ask(purpose, text) => {
            if matches!(subject, Subject::Across(_)) {
                state.overlay = Some(Overlay::Parties);
            }
            state.subject = Some(subject);
            state.prompt = Some(Prompt::new(purpose, &text));
            Vec::new()
        }
        Does::TellApart(name) => parties::tell_apart(state, &subject, &name),
    }
}

/// Asks what the article is about.
pub(super) fn ask_issue(state: &mut State) {
    let Some(found) = state.found() else { return };
    let text = found.analysis.issue.as_ref().map(|issue| glyph::line(&issue.text)).unwrap_or_default();
    state.prompt = Some(Prompt::new(Purpose::Issue, &text));
}

/// Asks for the words that prove a new fact.
pub(super) fn ask_words(state: &mut State) {
    if state.found().is_none() {
        return;
    }
    if state.original {
        state.say("facts are added in the cleaned text: o leaves the original");
        return;
    }
    motion::focus(state, Pane::Article);
    state.prompt = Some(Prompt::new(Purpose::FactWords, ""));
}

/// What can be made of the words on which the search stands.
pub(super) fn offer_new(state: &mut State) {
    let hit = state.search.as_ref().and_then(|search| search.hits.get(search.current)).copied();
    let typed = state.search.take().map(|search| search.query).unwrap_or_default();
    let (Some(hit), Some(found)) = (hit, state.found()) else {
        if !typed.trim().is_empty() {
            state.complain(&format!("{typed} is not in the text"));
        }
        return;
    };
    let body = &found.analysis.body;
    let span = whole_words(body, Span::new(state.page.to_body(hit.start()), state.page.to_body(hit.end())));
    let at = Anchor::of(body, span);
    let words = glyph::line(span.slice(body));
    let subject = Subject::Words(at.clone());
    let mut menu = Menu::new(&format!("“{words}” is"), subject.clone()).with(
        "an event",
        false,
        Does::Ask(Purpose::EventHeadline, words),
    );
    for party in &found.analysis.stakeholders {
        let mut side = Menu::new(&format!("{} says it", party.name), subject.clone());
        for (stance, label) in [
            (Stance::Neutral, "and takes no side"),
            (Stance::Supports, "and is for it"),
            (Stance::Opposes, "and is against it"),
        ] {
            let new = Correction::NewPosition { at: at.clone(), party: party.name.clone(), stance };
            side = side.with(label, false, Does::Correct(new));
        }
        menu = menu.with(&format!("a position of {}", party.name), false, Does::Open(side));
    }
    menu = menu.with("a position of another party …", false, Does::Ask(Purpose::PositionParty, String::new()));
    state.overlay = Some(Overlay::Menu(menu));
}

/// `span` with the words whole that it cuts.
fn whole_words(body: &str, span: Span) -> Span {
    let before = body.get(..span.start()).unwrap_or_default();
    let after = body.get(span.end()..).unwrap_or_default();
    let start = before.trim_end_matches(char::is_alphanumeric).len();
    let end = body.len() - after.trim_start_matches(char::is_alphanumeric).len();
    Span::new(start, end)
}

/// Takes a line that was typed for a correction.
pub(super) fn typed(state: &mut State, purpose: Purpose, text: &str) -> Vec<Effect> {
    let text = text.trim().to_owned();
    let subject = state.subject.take();
    if purpose == Purpose::Issue {
        let done = if text.is_empty() { "the issue is what the program finds" } else { "that is the issue now" };
        return make(state, Correction::Issue(text), done);
    }
    match (subject, purpose) {
        (Some(Subject::Event(at)), Purpose::EventDate) => {
            let known = text.is_empty() || is_date(state, &text);
            if !known {
                state.complain(&not_a_date(&text));
                return Vec::new();
            }
            let date = (!text.is_empty()).then_some(text);
            make(state, Correction::Event { at, change: EventChange::Date(date) }, "the date is changed")
        }
        (_, _) if text.is_empty() && purpose != Purpose::EventDate => {
            state.say("nothing was typed, nothing is changed");
            Vec::new()
        }
        (Some(Subject::Event(at)), Purpose::EventHeadline) => {
            make(state, Correction::Event { at, change: EventChange::Headline(text) }, "the headline is changed")
        }
        (Some(Subject::Party(name)), Purpose::PartyName) => {
            make(state, Correction::Party { name, change: PartyChange::Name(text) }, "the name is changed")
        }
        (Some(Subject::Position(at)), Purpose::PositionParty) => {
            let change = PositionChange::Party(Some(text));
            make(state, Correction::Position { at, change }, "the party is changed")
        }
        (Some(Subject::Words(at)), Purpose::PositionParty) => {
            let new = Correction::NewPosition { at, party: text, stance: Stance::Neutral };
            make(state, new, "the position is added")
        }
        (Some(Subject::Words(at)), Purpose::EventHeadline) => {
            let date = date_near(state, &at);
            state.subject = Some(Subject::Headline(at, text));
            state.prompt = Some(Prompt::new(Purpose::EventDate, &date));
            Vec::new()
        }
        (Some(Subject::Headline(at, headline)), Purpose::EventDate) => {
            if !text.is_empty() && !is_date(state, &text) {
                state.complain(&not_a_date(&text));
                return Vec::new();
            }
            let date = (!text.is_empty()).then_some(text);
            make(state, Correction::NewEvent { at, headline, date }, "the event is added")
        }
        (Some(Subject::Across(name)), Purpose::SameParty) => parties::same(state, &name, &text),
        _ => Vec::new(),
    }
}

fn is_date(state: &State, text: &str) -> bool {
    corrections::date(text, published(state)).is_some()
}

fn not_a_date(text: &str) -> String {
    format!("{text} is no date; write it like 2018, December 2018, 2018-12-01 or last Tuesday")
}

/// The publication date of the open article.
fn published(state: &State) -> Option<Published> {
    state.found().and_then(|found| found.analysis.meta.published)
}

/// The temporal expression in the words, or else in their sentence.
fn date_near(state: &State, at: &Anchor) -> String {
    let Some(analysis) = state.found().map(|found| &found.analysis) else { return String::new() };
    let Some(span) = at.find(&analysis.body) else { return String::new() };
    let paragraph = {
        let before = analysis.body.get(..span.start()).unwrap_or_default();
        let start = before.rfind(['\n', '.']).map_or(0, |at| at + 1);
        let after = analysis.body.get(span.end()..).unwrap_or_default();
        Span::new(start, span.end() + after.find(['\n', '.']).unwrap_or(after.len()))
    };
    let within = |around: Span| {
        let dates = analysis.timexes.iter().filter(|timex| timex.earliest.is_some() && around.contains(timex.span));
        dates.map(|timex| timex.value.clone()).next()
    };
    within(span).or_else(|| within(paragraph)).filter(|value| is_date(state, value)).unwrap_or_default()
}
