//! The screen as text, in the sizes that people have. Read a snapshot before accepting it.

use super::view;
use crate::tui::fixture::{BODY, analysis, answer, arrival, empty, opened};
use crate::tui::keys::Key;
use crate::tui::message::{Effect, Message};
use crate::tui::state::State;
use crate::tui::update::update;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use std::sync::Arc;

fn type_keys(state: &mut State, keys: &str) {
    for key in keys.split(' ') {
        let key: Key = key.parse().unwrap();
        update(state, Message::Key(key));
    }
}

fn drawn(state: &State) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(state.width, state.height)).unwrap();
    terminal.draw(|frame| view(state, frame)).unwrap();
    terminal.backend().buffer().clone()
}

/// The screen as text; what is lit or selected stands in ⟦ ⟧.
fn picture(state: &State) -> String {
    let buffer = drawn(state);
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut lit = false;
        let mut line = String::new();
        let mut skip = 0;
        for x in 0..buffer.area.width {
            let cell = &buffer[(x, y)];
            if skip > 0 {
                skip -= 1;
                continue;
            }
            let bar = y == 0 || y + 1 == buffer.area.height;
            let now = cell.modifier.contains(Modifier::REVERSED) && !bar;
            if now != lit {
                line.push(if now { '⟦' } else { '⟧' });
                lit = now;
            }
            line.push_str(cell.symbol());
            skip = unicode_width::UnicodeWidthStr::width(cell.symbol()).saturating_sub(1);
        }
        if lit {
            line.push('⟧');
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

#[test]
fn the_timeline_with_its_evidence_lit() {
    let mut state = opened(80, 24);
    type_keys(&mut state, "3 g j");
    insta::assert_snapshot!("timeline_80x24", picture(&state));
}

#[test]
fn a_position_with_its_evidence_lit_on_a_wide_screen() {
    let mut state = opened(160, 45);
    update(
        &mut state,
        Message::Arrived(vec![arrival("Trade talks resume", "Talks resume."), arrival("Cameras go", "x")]),
    );
    type_keys(&mut state, "4 g j");
    insta::assert_snapshot!("positions_160x45", picture(&state));
}

#[test]
fn a_narrow_screen_has_tabs() {
    let mut state = opened(40, 12);
    type_keys(&mut state, "3");
    insta::assert_snapshot!("timeline_40x12", picture(&state));
    type_keys(&mut state, "Enter");
    insta::assert_snapshot!("article_40x12", picture(&state));
}

#[test]
fn the_original_with_its_rules() {
    let mut state = opened(100, 24);
    type_keys(&mut state, "o");
    insta::assert_snapshot!("original_100x24", picture(&state));
}

#[test]
fn why_an_event_is_there() {
    let mut state = opened(100, 30);
    type_keys(&mut state, "3 g w");
    insta::assert_snapshot!("why_100x30", picture(&state));
}

#[test]
fn the_help_holds_the_keys_of_the_map() {
    let mut state = opened(150, 45);
    type_keys(&mut state, "?");
    insta::assert_snapshot!("help_150x45", picture(&state));
}

#[test]
fn other_scripts_neither_break_the_frame_nor_vanish() {
    let text = "中国商务部表示，加拿大应立即纠正错误做法。👩‍👩‍👧‍👦 家庭 🇨🇦\n\nשלום עולם e\u{301}te\u{301}\t→ tab\n\nmarked \u{202e}up\u{202c} \x1b[31mred\x07 zero\u{200b}width";
    let mut state = empty(80, 16);
    update(&mut state, Message::Arrived(vec![arrival("见出し\x1b]0;x\x07 Überschrift", text)]));
    let mut found = dateline::analysis::Analysis { body: text.into(), ..Default::default() };
    found.meta.title = None;
    answer(&mut state, 0, found);
    let picture = picture(&state);
    insta::assert_snapshot!("scripts_80x16", picture);
    assert!(!picture.chars().any(|c| c.is_control() && c != '\n'));
}

#[test]
fn every_size_is_drawn_without_a_panic() {
    for width in [1, 2, 5, 12, 30, 40, 71, 72, 80, 117, 118, 160, 400] {
        for height in [1, 2, 3, 4, 8, 12, 24, 100] {
            let mut state = opened(width, height);
            for keys in
                ["1", "2 n", "3 G", "4 G", "w", "Esc ?", "Esc o", "o z", "d", "Esc : x", "Esc /", "Esc 3 e", "Esc +"]
            {
                type_keys(&mut state, keys);
                drawn(&state);
            }
        }
    }
    assert_eq!(analysis().body, BODY);
}

#[test]
fn the_timeline_of_all_articles() {
    for (width, height) in [(80, 24), (140, 24)] {
        let mut state = empty(width, height);
        update(&mut state, Message::Arrived(vec![arrival("First report", BODY), arrival("Second report", BODY)]));
        update(&mut state, Message::AllRead);
        answer(&mut state, 0, analysis());
        let mut other = analysis();
        let date = other.events[1].date.as_mut().unwrap();
        date.value = "2020".into();
        (date.earliest, date.latest) = (Some(jiff::civil::date(2020, 1, 1)), Some(jiff::civil::date(2020, 12, 31)));
        other.events.truncate(3);
        answer(&mut state, 1, other);
        let Some(Effect::Merge(merge)) = update(&mut state, Message::Key("T".parse().unwrap())).pop() else {
            panic!("T asks for the merged timeline");
        };
        assert!(picture(&state).contains("merging"));
        let collection = crate::tui::worker::merged(&merge);
        update(&mut state, Message::Merged(merge.generation, Arc::new(collection)));
        type_keys(&mut state, "g j Tab");
        insta::assert_snapshot!(format!("merged_{width}x{height}"), picture(&state));
    }
}

#[test]
fn a_note_and_tags_stand_above_the_text_and_in_the_list() {
    let mut state = opened(120, 20);
    type_keys(&mut state, "a s e e Space t h i s Enter t t r a d e Enter 1");
    insta::assert_snapshot!("note_and_tags", picture(&state));
}

#[test]
fn the_parties_of_all_articles_and_what_can_be_said_of_one() {
    for (width, height) in [(80, 24), (140, 24)] {
        let mut state = empty(width, height);
        update(&mut state, Message::Arrived(vec![arrival("First report", BODY), arrival("Second report", BODY)]));
        update(&mut state, Message::AllRead);
        for (index, day) in [(0, 3), (1, 9)] {
            let mut found = analysis();
            let date = jiff::civil::date(2025, 7, day);
            found.meta.published =
                Some(dateline::article::Published { date, how: dateline::article::PublishedHow::Given });
            found.stakeholders.truncate(4 - index);
            found.positions.retain(|position| position.stakeholder.is_none_or(|party| party < 4 - index));
            answer(&mut state, index, found);
        }
        let Some(Effect::Gather(gather)) = update(&mut state, Message::Key("P".parse().unwrap())).pop() else {
            panic!("P asks for the parties");
        };
        assert!(picture(&state).contains("gathering"));
        let gathered = crate::tui::worker::gathered(&gather);
        update(&mut state, Message::Gathered(gather.generation, Arc::new(gathered)));
        type_keys(&mut state, "g j l");
        insta::assert_snapshot!(format!("parties_{width}x{height}"), picture(&state));
    }
}

#[test]
fn a_menu_of_corrections_and_a_corrected_event() {
    let mut state = opened(100, 30);
    type_keys(&mut state, "3 g e");
    insta::assert_snapshot!("menu_100x30", picture(&state));
    type_keys(&mut state, "f");
    let mut corrected = analysis();
    dateline::corrections::apply(&mut corrected, &state.entries[0].corrections);
    answer(&mut state, 0, corrected);
    insta::assert_snapshot!("corrected_100x30", picture(&state));
}
