//! Keys typed, and what came of them.

use super::*;
use crate::tui::facts::Fact;
use crate::tui::fixture::{BODY, analysis, answer, arrival, empty, opened};
use crate::tui::message::{Kept, Notes, What};
use crate::tui::prompt::Purpose;
use dateline::corrections::Correction;
use dateline::text::Span;

mod corrections;

/// Types the keys, which are separated by spaces, and gives the effects of all of them.
fn type_keys(state: &mut State, keys: &str) -> Vec<Effect> {
    keys.split(' ').flat_map(|key| update(state, Message::Key(key.parse().unwrap()))).collect()
}

/// The words of the body that are lit, for comparison.
fn lit(state: &State) -> Vec<&str> {
    state.evidence().words.iter().map(|span| span.slice(BODY)).collect()
}

/// Whether byte `at` of the body is in view.
fn in_view(state: &State, part: &str) -> bool {
    let at = Span::of(BODY, part).unwrap().start();
    let row = state.page.row_of(state.page.to_page(at));
    row >= state.top && row < state.top + usize::from(state.layout().text().height)
}

#[test]
fn moving_in_the_timeline_lights_the_evidence_and_brings_it_into_view() {
    let mut state = opened(80, 10);
    type_keys(&mut state, "3 g");
    assert_eq!(lit(&state), ["the 2018 arrest of a banker at the airport of Norhaven", "2018"]);
    assert!(in_view(&state, "arrest"));
    type_keys(&mut state, "j");
    assert_eq!(lit(&state), ["the United Isles blacklisted the company", "2019"]);
    type_keys(&mut state, "j j");
    assert!(in_view(&state, "ordered") && state.top < 5);
}

#[test]
fn enter_goes_to_the_evidence_and_esc_comes_back() {
    let mut state = opened(80, 12);
    type_keys(&mut state, "4 G");
    let top = state.top;
    type_keys(&mut state, "Enter");
    assert_eq!(state.focus, Pane::Article);
    assert!(in_view(&state, "is expected"));
    type_keys(&mut state, "g Esc");
    assert_eq!((state.focus, state.top), (Pane::Positions, top));
}

#[test]
fn from_fact_to_fact_in_the_text_selects_each_in_its_pane() {
    let mut state = opened(120, 40);
    let mut seen = Vec::new();
    for _ in 0..20 {
        type_keys(&mut state, "n");
        let Some(fact) = state.lit else { panic!("n lights nothing") };
        if seen.last() == Some(&fact) {
            break;
        }
        seen.push(fact);
        let entry = state.entry().unwrap();
        match fact {
            Fact::Event(index) => assert_eq!(entry.event, index),
            fact => assert_eq!(state.found().unwrap().facts.line_of(fact), Some(entry.line)),
        }
    }
    // The article's own news is lit from the start.
    assert_eq!(seen.len(), 9);
    assert_eq!(seen.first(), Some(&Fact::Position(0)));
    assert!(state.notice.is_some());
    type_keys(&mut state, "N");
    assert_eq!(state.lit.as_ref(), seen.get(7));
    // And from the text to the pane.
    type_keys(&mut state, "Enter");
    assert!(matches!(state.focus, Pane::Timeline | Pane::Positions));
}

#[test]
fn a_date_that_is_set_asks_for_a_new_analysis_and_an_older_answer_is_not_taken() {
    let mut state = opened(120, 40);
    type_keys(&mut state, "d");
    let prompt = state.prompt.clone().unwrap();
    // The file's own date is the suggestion.
    assert_eq!((prompt.purpose, prompt.text.as_str()), (Purpose::Date, "2025-06-14"));
    let old = state.entries[0].generation;
    let effects = type_keys(&mut state, "Ctrl-u 3 0 Space J u n Space 2 0 2 5 Enter");
    let [Effect::Keep(keep), Effect::Analyze(request)] = effects.as_slice() else { panic!("{effects:?}") };
    let set = Correction::Published(jiff::civil::date(2025, 6, 30));
    assert_eq!((&keep.what, request.corrections.as_slice()), (&What::Correct(set.clone()), &[set][..]));
    assert!(request.generation > old && request.urgent);
    let late = Analyzed { entry: 0, generation: old, article: None, result: Err("late".into()) };
    update(&mut state, Message::Analyzed(Box::new(late)));
    assert!(state.found().is_some());
    type_keys(&mut state, "d Ctrl-u n o Enter");
    assert!(state.notice.unwrap().error);
}

#[test]
fn the_original_shows_what_was_taken_out_and_a_key_puts_it_back() {
    let mut state = opened(120, 20);
    type_keys(&mut state, "o");
    assert!(state.page.text().starts_with("Share this  ‹share-links›\nNorland"));
    let effects = type_keys(&mut state, "n p");
    let [Effect::Keep(_), Effect::Analyze(request)] = effects.as_slice() else { panic!("{effects:?}") };
    let back = |texts: &[&str], corrections: &[Correction]| {
        let text = |correction: &Correction| match correction {
            Correction::PutBack { text, .. } => text.trim().to_owned(),
            other => panic!("{other:?}"),
        };
        assert_eq!(corrections.iter().map(text).collect::<Vec<_>>(), texts);
    };
    back(&[analysis().removed[1].text.trim()], &request.corrections);
    let mut less = analysis();
    less.removed.pop();
    answer(&mut state, 0, less);
    let effects = type_keys(&mut state, "p");
    let [Effect::Keep(_), Effect::Analyze(request)] = effects.as_slice() else { panic!("{effects:?}") };
    back(&[analysis().removed[1].text.trim(), analysis().removed[0].text.trim()], &request.corrections);
    let effects = type_keys(&mut state, "u");
    let [Effect::Keep(keep), Effect::Analyze(request)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!((&keep.what, request.corrections.len()), (&What::Undo, 1));
    type_keys(&mut state, "o");
    assert_eq!(state.page.text(), BODY);
}

#[test]
fn a_resize_keeps_the_reading_position() {
    let mut state = opened(80, 8);
    type_keys(&mut state, "2 j j j j j j j j j j");
    let at = |state: &State| state.page.flow.start_of(state.top - state.page.head.len());
    let before = at(&state);
    for (width, height) in [(60, 8), (200, 5), (40, 7), (80, 8)] {
        update(&mut state, Message::Resize(width, height));
        let first = at(&state);
        assert!(first <= before && state.page.flow.row_of(before) <= state.top, "{width}");
    }
    assert_eq!(at(&state), before);
}

#[test]
fn the_search_counts_its_hits_and_n_goes_round_them() {
    let mut state = opened(80, 10);
    type_keys(&mut state, "/ v e g a");
    assert_eq!(state.search.as_ref().map(|search| search.hits.len()), Some(2));
    type_keys(&mut state, "Enter n");
    assert_eq!(state.search.as_ref().map(|search| search.current), Some(1));
    assert!(in_view(&state, "Vega, which"));
    type_keys(&mut state, "n");
    assert_eq!(state.search.as_ref().map(|search| search.current), Some(0));
    type_keys(&mut state, "Esc");
    assert!(state.search.is_none());
    type_keys(&mut state, "/ x x x Enter");
    assert!(state.search.is_none() && state.notice.unwrap().error);
}

#[test]
fn many_articles_are_filtered_marked_and_walked_through() {
    let mut state = empty(120, 30);
    let names = ["Ottawa orders closure", "Trade talks resume", "Court hears order"];
    update(&mut state, Message::Arrived(names.iter().map(|name| arrival(name, "Text.")).collect()));
    assert_eq!(state.entry().unwrap().title, names[0]);
    type_keys(&mut state, "1 / t a l k s Enter");
    assert_eq!((state.shown.as_slice(), state.open), ([1_usize].as_slice(), Some(1)));
    let effects = type_keys(&mut state, "r Esc");
    let [Effect::Keep(keep)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!((keep.entry, keep.id, &keep.what), (1, None, &What::Mark(Mark::Reviewed)));
    assert_eq!((state.shown.len(), state.unreviewed()), (3, 2));
    type_keys(&mut state, "f");
    assert_eq!(state.entries[1].mark, Mark::Flagged);
    type_keys(&mut state, "r U");
    assert_eq!(state.open, Some(2));
    type_keys(&mut state, "U");
    assert_eq!(state.open, Some(0));
    let effects = type_keys(&mut state, "J");
    // Its analysis is on the way and now comes first.
    assert!(matches!(effects.as_slice(), [Effect::Hurry(1)]));
}

#[test]
fn an_unreadable_input_is_an_entry_with_its_message() {
    let mut state = empty(80, 24);
    let broken = Arrival {
        corrections: Vec::new(),
        name: "a.png".into(),
        article: Err("a.png: a picture\x1b[2J".into()),
        file_date: None,
        kept: Kept::NotYet,
        notes: Notes::default(),
    };
    let effects = update(&mut state, Message::Arrived(vec![broken]));
    assert!(effects.is_empty());
    assert!(matches!(&state.entries[0].content, Content::Failed(message) if message == "a.png: a picture␛[2J"));
    assert!(type_keys(&mut state, "d o p w y n Enter 3 j 4 j").is_empty());
}

#[test]
fn commands_have_names_completion_and_arguments() {
    let mut state = opened(120, 40);
    type_keys(&mut state, ": n e x t - u Tab Enter");
    assert_eq!(state.notice.as_ref().unwrap().text, "no other article waits for a review");
    type_keys(&mut state, ": p o s Tab Enter");
    assert_eq!(state.focus, Pane::Positions);
    let effects = type_keys(&mut state, ": s e t - d a t e Space 2 0 2 5 - 0 6 - 0 1 Enter");
    assert!(matches!(effects.as_slice(), [Effect::Keep(_), Effect::Analyze(_)]));
    type_keys(&mut state, ": s e a r c h Space o r d e r Enter");
    assert_eq!(state.search.as_ref().map(|search| search.hits.len()), Some(2));
    type_keys(&mut state, ": n o p e Enter");
    assert!(state.notice.as_ref().unwrap().error);
    type_keys(&mut state, ": q u i t Enter");
    assert!(state.ended);
}

#[test]
fn the_copy_holds_the_fact_its_words_and_its_source() {
    let mut state = opened(120, 40);
    let effects = type_keys(&mut state, "3 g y");
    let [Effect::Copy(text)] = effects.as_slice() else { panic!("{effects:?}") };
    let (fact, source) = text.split_once("\n— ").unwrap();
    assert_eq!(
        fact,
        "2018: arrest of a banker at the airport of Norhaven\n“the 2018 arrest of a banker at the airport of Norhaven”"
    );
    assert_eq!(source, "Norland shuts the branch of Vega, 12 Jun 2025");
}

#[test]
fn no_key_panics_in_any_state_at_any_size() {
    let keys: Vec<String> = Action::ALL
        .iter()
        .filter(|action| !matches!(action, Action::Quit))
        .flat_map(|action| opened(80, 24).keys.keys_of(crate::tui::keys::Place::Original, *action))
        .collect();
    for (width, height) in [(1, 1), (20, 4), (40, 12), (80, 24), (400, 100)] {
        for mut state in [empty(width, height), opened(width, height)] {
            for round in 0..3 {
                for (index, key) in keys.iter().enumerate() {
                    type_keys(&mut state, key);
                    if (index + round) % 5 == 0 {
                        type_keys(&mut state, "Esc");
                    }
                }
            }
            assert!(!state.ended);
        }
    }
}

#[test]
fn reading_positions_and_marks_come_from_the_library_and_go_back_to_it() {
    let mut state = empty(80, 8);
    let at = Span::of(BODY, "Relations").unwrap().start();
    let kept = Kept::There(7, Mark::Flagged, at);
    update(&mut state, Message::Arrived(vec![Arrival { kept, ..arrival("a", BODY) }]));
    answer(&mut state, 0, analysis());
    assert_eq!(state.entries[0].mark, Mark::Flagged);
    assert!(in_view(&state, "Relations") && state.top > 0);
    assert!(type_keys(&mut state, "j k").is_empty());
    let effects = type_keys(&mut state, "g q");
    let [Effect::Keep(keep)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!((keep.id, &keep.what), (Some(7), &What::Position(0)));
    assert!(state.ended);
}

#[test]
fn the_reader_opens_on_the_first_article_that_can_be_read() {
    let unread = || Arrival { article: Err("a.txt: empty; nothing to read".into()), ..arrival("a.txt", "") };
    let mut state = empty(80, 20);
    update(&mut state, Message::Arrived(vec![unread(), arrival("b.txt", BODY)]));
    assert_eq!(state.open, Some(1));
    // The first to arrive may be a message alone.
    let mut state = empty(80, 20);
    update(&mut state, Message::Arrived(vec![unread()]));
    assert_eq!(state.open, Some(0));
    let effects = update(&mut state, Message::Arrived(vec![unread(), arrival("b.txt", BODY), arrival("c.txt", BODY)]));
    assert_eq!(state.open, Some(2));
    assert_eq!(effects.iter().filter(|effect| matches!(effect, Effect::Analyze(_))).count(), 2);
    // Who looks at a message on purpose stays there.
    type_keys(&mut state, "1 g");
    let open = state.open;
    update(&mut state, Message::Arrived(vec![arrival("d.txt", BODY)]));
    assert_eq!(state.open, open);
}

/// Two articles that date one event differently, analysed; the second one is later.
fn two_articles() -> State {
    let mut state = empty(120, 40);
    update(&mut state, Message::Arrived(vec![arrival("First", BODY), arrival("Second", BODY)]));
    update(&mut state, Message::AllRead);
    answer(&mut state, 0, analysis());
    let mut other = analysis();
    other.events.truncate(3);
    answer(&mut state, 1, other);
    state
}

/// Hands in the merged timeline or the parties that the keys asked for.
fn hand_in(state: &mut State, effects: Vec<Effect>) {
    for effect in effects {
        match effect {
            Effect::Merge(merge) => {
                let collection = crate::tui::worker::merged(&merge);
                update(state, Message::Merged(merge.generation, Arc::new(collection)));
            }
            Effect::Gather(gather) => {
                let gathered = crate::tui::worker::gathered(&gather);
                update(state, Message::Gathered(gather.generation, Arc::new(gathered)));
            }
            _ => {}
        }
    }
}

#[test]
fn the_timeline_of_all_articles_opens_a_source_at_its_event() {
    let mut state = two_articles();
    let effects = type_keys(&mut state, "T");
    assert!(matches!(state.overlay, Some(Overlay::Merged)) && state.merged.chosen().is_none());
    hand_in(&mut state, effects);
    type_keys(&mut state, "g");
    let event = state.merged.chosen().unwrap();
    assert_eq!((event.date.value.as_str(), event.documents), ("2018", 2));
    type_keys(&mut state, "Tab Enter");
    assert_eq!((state.open, state.focus), (Some(1), Pane::Timeline));
    assert_eq!(state.entry().unwrap().event, 0);
    assert_eq!(lit(&state), ["the 2018 arrest of a banker at the airport of Norhaven", "2018"]);
    // Back again, on the same event; Esc closes it.
    let effects = type_keys(&mut state, "T");
    hand_in(&mut state, effects);
    assert_eq!((state.merged.event, state.merged.source), (0, 1));
    type_keys(&mut state, "j j Esc");
    assert!(state.overlay.is_none());
}

#[test]
fn an_older_merge_is_of_no_use_and_a_filter_holds() {
    let mut state = two_articles();
    let late = type_keys(&mut state, "T Esc");
    type_keys(&mut state, "1 / F i r s t Enter");
    let effects = type_keys(&mut state, "T");
    hand_in(&mut state, late);
    assert!(state.merged.collection.is_none());
    hand_in(&mut state, effects);
    assert_eq!((state.merged.articles, state.merged.listed), (1, 1));
    let empty_list = &mut empty(80, 24);
    type_keys(empty_list, "T");
    assert!(empty_list.overlay.is_none() && empty_list.notice.is_some());
}

#[test]
fn notes_and_tags_are_kept_and_tags_filter_the_list() {
    let mut state = two_articles();
    let effects = type_keys(&mut state, "a s e e Enter");
    assert!(matches!(&effects[..], [Effect::Keep(keep)] if keep.what == What::Note("see".into())));
    let effects = type_keys(&mut state, "t # b , a Enter");
    assert!(matches!(&effects[..], [Effect::Keep(keep)] if keep.what == What::Tags(vec!["a".into(), "b".into()])));
    // Unchanged, nothing is to be kept.
    assert!(type_keys(&mut state, "a Enter").is_empty());
    type_keys(&mut state, "1 / # b");
    assert_eq!(state.shown, [0]);
    type_keys(&mut state, "Esc");
    assert_eq!(state.shown, [0, 1]);
    let effects = type_keys(&mut state, "a Ctrl-u Enter");
    assert!(matches!(&effects[..], [Effect::Keep(keep)] if keep.what == What::Note(String::new())));
}
