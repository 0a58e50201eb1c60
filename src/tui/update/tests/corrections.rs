//! Corrections, and the parties of many articles.

use super::*;
use crate::tui::facts::Facts;
use crate::tui::menu::Subject;
use dateline::analysis::Status;
use dateline::corrections::{EventChange, PartyChange, PositionChange, apply};

/// The correction that the effects keep.
fn kept(effects: &[Effect]) -> Correction {
    match effects {
        [Effect::Keep(keep), Effect::Analyze(_)] => match &keep.what {
            What::Correct(correction) => correction.clone(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

/// Hands in the analysis with what was corrected.
fn apply_now(state: &mut State) {
    let mut corrected = analysis();
    apply(&mut corrected, &state.entries[0].corrections);
    answer(state, 0, corrected);
}

#[test]
fn a_fact_is_rejected_and_comes_back() {
    let mut state = opened(120, 40);
    let effects = type_keys(&mut state, "3 g x");
    let Correction::Event { at, change: EventChange::Reject } = kept(&effects) else { panic!("{effects:?}") };
    assert_eq!(at.quote, "arrest");
    apply_now(&mut state);
    assert_eq!(state.found().unwrap().analysis.events.len() + 1, analysis().events.len());
    type_keys(&mut state, "u");
    apply_now(&mut state);
    assert_eq!(state.found().unwrap().analysis.events, analysis().events);
    type_keys(&mut state, "u");
    assert!(state.notice.as_ref().unwrap().text.contains("nothing was corrected"));
}

#[test]
fn an_events_date_is_changed_and_the_selection_follows_it() {
    let mut state = opened(120, 40);
    type_keys(&mut state, "3 g e a");
    assert_eq!(state.prompt.as_ref().unwrap().purpose, Purpose::EventDate);
    let effects = type_keys(&mut state, "Ctrl-u n e v e r Enter");
    assert!(effects.is_empty() && state.notice.as_ref().unwrap().error);
    let effects = type_keys(&mut state, "e a Ctrl-u M a y Space 2 0 2 6 Enter");
    let change = EventChange::Date(Some("May 2026".into()));
    assert!(matches!(kept(&effects), Correction::Event { change: made, .. } if made == change));
    apply_now(&mut state);
    let entry = state.entry().unwrap();
    let event = &entry.found().unwrap().analysis.events[entry.event];
    assert_eq!((event.date.as_ref().unwrap().value.as_str(), event.corrected), ("2026-05", true));
    assert!(entry.event > 0, "it moved to its new place and is selected there");
}

#[test]
fn a_menu_walks_round_and_esc_changes_nothing() {
    let mut state = opened(120, 40);
    type_keys(&mut state, "3 g e k");
    let Some(Overlay::Menu(menu)) = &state.overlay else { panic!("no menu") };
    assert_eq!(menu.at, menu.choices.len() - 1);
    type_keys(&mut state, "Esc");
    assert!(state.overlay.is_none() && state.entries[0].corrections.is_empty());
    let effects = type_keys(&mut state, "e f");
    assert!(matches!(kept(&effects), Correction::Event { change: EventChange::Status(Status::Denied), .. }));
}

#[test]
fn a_position_goes_to_another_party_and_two_parties_become_one() {
    let mut state = opened(120, 40);
    type_keys(&mut state, "4 g j e");
    let Some(Overlay::Menu(menu)) = &state.overlay else { panic!("no menu") };
    assert!(matches!(menu.subject, Subject::Position(_)));
    type_keys(&mut state, "d");
    let effects = type_keys(&mut state, "j Enter");
    assert!(matches!(kept(&effects), Correction::Position { change: PositionChange::Party(Some(_)), .. }));
    type_keys(&mut state, "g e");
    let names: Vec<String> = analysis().stakeholders.iter().map(|party| party.name.clone()).collect();
    let effects = type_keys(&mut state, "f a");
    let Correction::Party { name, change: PartyChange::MergeInto(other) } = kept(&effects) else { panic!() };
    assert!(names.contains(&name) && names.contains(&other) && name != other);
}

#[test]
fn a_fact_is_added_from_words_of_the_text() {
    let mut state = opened(120, 40);
    type_keys(&mut state, "+ t h r e a t e n e d Space t o");
    assert_eq!(state.search.as_ref().unwrap().hits.len(), 1);
    type_keys(&mut state, "Enter a Ctrl-u V e g a Enter");
    assert_eq!(state.prompt.as_ref().unwrap().purpose, Purpose::EventDate);
    let effects = type_keys(&mut state, "Ctrl-u 2 0 2 4 Enter");
    let Correction::NewEvent { at, headline, date } = kept(&effects) else { panic!("{effects:?}") };
    assert_eq!((at.quote.as_str(), headline.as_str(), date.as_deref()), ("threatened to", "Vega", Some("2024")));
    let effects = type_keys(&mut state, "+ z z z Enter");
    assert!(effects.is_empty() && state.notice.as_ref().unwrap().error && state.search.is_none());
}

#[test]
fn the_issue_is_set_by_hand() {
    let mut state = opened(120, 40);
    let effects = type_keys(&mut state, "i Ctrl-u t r a d e Enter");
    assert_eq!(kept(&effects), Correction::Issue("trade".into()));
}

#[test]
fn parties_of_all_articles_open_at_what_they_said_and_are_told_apart_by_hand() {
    let mut state = two_articles();
    let effects = type_keys(&mut state, "P");
    hand_in(&mut state, effects);
    let chosen = state.parties.chosen().unwrap().clone();
    assert_eq!(chosen.seen.len(), 2, "{} is in both", chosen.name);
    type_keys(&mut state, "l Enter");
    assert_eq!((state.open, state.focus), (Some(1), Pane::Positions));
    assert!(matches!(state.fact(), Some(Fact::Position(_) | Fact::Party(_))));

    let effects = type_keys(&mut state, "P");
    hand_in(&mut state, effects);
    let before = state.parties.count();
    type_keys(&mut state, "e a");
    let other = party_candidates(&state, "")[0].clone();
    let effects = type_keys(&mut state, "Enter");
    assert!(effects.is_empty(), "nothing typed, nothing said");
    type_keys(&mut state, "e a");
    update(&mut state, Message::Paste(other.clone()));
    let effects = type_keys(&mut state, "Enter");
    assert!(matches!(&effects[0], Effect::Link(link) if link.same && link.other == other));
    hand_in(&mut state, effects);
    assert_eq!(state.parties.count() + 1, before);
    let effects = type_keys(&mut state, "u");
    hand_in(&mut state, effects);
    assert_eq!(state.parties.count(), before);
    type_keys(&mut state, "z");
    assert_eq!(state.parties.columns().len(), 1, "two undated articles are one column");
}

#[test]
fn an_article_of_the_library_is_fetched_when_it_is_opened() {
    use crate::tui::message::{Arrived, Wanted};
    let mut state = empty(120, 30);
    let shelved = |id| Arrival {
        article: Ok(Arrived::Shelved { id, title: format!("Report {id}"), site: None, published: None }),
        kept: Kept::There(id, Mark::Unread, 0),
        ..arrival("a", "")
    };
    let all: Vec<Arrival> = (0..400).map(shelved).collect();
    let effects = update(&mut state, Message::Arrived(all));
    assert!(effects.len() < 400, "those far down wait until somebody opens them");
    let effects = type_keys(&mut state, "1 G");
    let Some(Effect::Analyze(request)) = effects.last() else { panic!("{effects:?}") };
    assert!(matches!(request.article, Wanted::Shelved(399, None)) && request.urgent);
    let article = dateline::article::Article { text: BODY.into(), ..Default::default() };
    let found = Found { analysis: Arc::new(analysis()), facts: Arc::new(Facts::new(&analysis())), lost: 0 };
    let (entry, generation) = (399, request.generation);
    let analyzed = Analyzed { entry, generation, article: Some(Arc::new(article)), result: Ok(found) };
    update(&mut state, Message::Analyzed(Box::new(analyzed)));
    assert_eq!((state.page.text(), state.entry().unwrap().article().is_some()), (BODY, true));
    let effects = type_keys(&mut state, "r");
    assert!(matches!(&effects[..], [Effect::Keep(keep)] if keep.id == Some(399)));
}
