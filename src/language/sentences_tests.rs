use super::super::tokens::tokenize;
use super::*;
use proptest::prelude::*;

fn sentences(text: &str) -> Vec<&str> {
    let tokens = tokenize(text);
    split(text, &tokens).into_iter().map(|r| tokens[r.start].cover(tokens[r.end - 1]).slice(text)).collect()
}

#[test]
fn abbreviations_and_initials_end_no_sentence() {
    let text = "Dr. J. B. Moss met U.S. Senator Ann Lee at 9 a.m. on Jan. 5. She left.";
    assert_eq!(sentences(text), ["Dr. J. B. Moss met U.S. Senator Ann Lee at 9 a.m. on Jan. 5.", "She left."]);
    assert_eq!(sentences("It sued Acme Inc. The firm denied it."), ["It sued Acme Inc.", "The firm denied it."]);
}

#[test]
fn closing_quotation_marks_belong_to_the_sentence() {
    assert_eq!(sentences("“We won.” He smiled."), ["“We won.”", "He smiled."]);
    assert_eq!(sentences("\"We won.\" He smiled."), ["\"We won.\"", "He smiled."]);
    assert_eq!(sentences("``We won.'' He smiled."), ["``We won.''", "He smiled."]);
    assert_eq!(sentences("He said: 'We won.' All left."), ["He said: 'We won.'", "All left."]);
}

#[test]
fn a_question_in_quotation_marks_goes_on_with_its_speaker() {
    assert_eq!(sentences("“Why?” he asked. “Go!” Ann Lee cried.").len(), 2);
}

#[test]
fn paragraphs_headlines_and_lists_are_boundaries() {
    assert_eq!(sentences("Mine reopens\n\nThe mine reopened."), ["Mine reopens", "The mine reopened."]);
    assert_eq!(sentences("Goals:\n- More pay\n- Less work").len(), 3);
    assert_eq!(sentences("1. Open the door. 2. Go in.").len(), 2);
}

#[test]
fn wrapped_lines_are_one_sentence() {
    let line = "The committee of the upper house met again on Monday evening and";
    let text = format!("{line}\n{line}\n{line}\n{line}\n{line}\nended.");
    assert_eq!(sentences(&text).len(), 1);
}

#[test]
fn an_ellipsis_ends_a_sentence_only_before_a_capital() {
    assert_eq!(sentences("He was … late. So... then he left... She stayed.").len(), 3);
}

#[test]
fn a_text_without_a_full_stop_is_cut() {
    let text = "word ".repeat(5000);
    assert!(sentences(&text).iter().all(|s| s.len() <= 5 * HARD_CAP));
}

proptest! {
    #[test]
    fn sentences_hold_every_token(text in "(\\PC|[a-zA-Z'’.,!?\"“” \n]){0,300}") {
        let tokens = tokenize(&text);
        let mut end = 0;
        for range in split(&text, &tokens) {
            prop_assert_eq!(range.start, end);
            prop_assert!(range.end > range.start);
            end = range.end;
        }
        prop_assert_eq!(end, tokens.len());
    }
}
