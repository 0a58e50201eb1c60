#![allow(clippy::string_slice, reason = "the property asserts the boundaries first")]

use super::*;
use proptest::prelude::*;

/// The tokens of `text`, with a space between them.
fn cut(text: &str) -> String {
    tokenize(text).iter().map(|span| span.slice(text)).collect::<Vec<_>>().join(" ")
}

#[test]
fn contractions_and_possessives_are_tokens() {
    assert_eq!(cut("They don't, can't and won’t; she'd've"), "They do n't , ca n't and wo n’t ; she 'd 've");
    assert_eq!(cut("the bank's and the workers' pay"), "the bank 's and the workers ' pay");
    assert_eq!(cut("We cannot; I'm gonna"), "We can not ; I 'm gon na");
    assert_eq!(cut("O'Brien d'état"), "O'Brien d'état");
}

#[test]
fn hyphens_split_words_but_for_prefixes() {
    assert_eq!(cut("a 15-year-old co-owner"), "a 15 - year - old co-owner");
    assert_eq!(cut("state-run, anti-war, mid-June"), "state - run , anti-war , mid-June");
    assert_eq!(cut("well--or so"), "well -- or so");
}

#[test]
fn numbers_dates_and_times_stay_whole() {
    assert_eq!(cut("$1,200.50 at 10:30pm on 11/28/2024"), "$ 1,200.50 at 10:30 pm on 11/28/2024");
    assert_eq!(cut("2019-2021, 2025-06-30, the 1990s"), "2019 - 2021 , 2025-06-30 , the 1990s");
    assert_eq!(cut("up 3.5% to US$4bn, 5th"), "up 3.5 % to US$ 4 bn , 5th");
    assert_eq!(cut("class of '98"), "class of '98");
}

#[test]
fn abbreviations_keep_their_full_stop() {
    assert_eq!(cut("Mr. Lee of Acme Corp. met U.S. envoys."), "Mr. Lee of Acme Corp. met U.S. envoys .");
    assert_eq!(cut("No. 5 said no. At 6 a.m. J. B. Hunt left."), "No. 5 said no . At 6 a.m. J. B. Hunt left .");
}

#[test]
fn quotation_marks_in_all_spellings() {
    assert_eq!(cut("“Yes,” he said"), "“ Yes , ” he said");
    assert_eq!(cut("``Yes,'' he said, \"no.\""), "`` Yes , '' he said , \" no . \"");
    assert_eq!(cut("the 'new' plan"), "the ' new ' plan");
}

#[test]
fn links_and_addresses_stay_whole() {
    assert_eq!(cut("See https://example.org/a?b=c."), "See https://example.org/a?b=c .");
    assert_eq!(cut("write to j.doe@example.com, or example.com."), "write to j.doe@example.com , or example.com .");
}

#[test]
fn no_break_spaces_part_tokens() {
    assert_eq!(cut("5\u{a0}million\u{202f}euros"), "5 million euros");
}

#[test]
fn a_megabyte_without_a_space_is_cut_in_linear_time() {
    let text = "a'".repeat(500_000);
    assert!(tokenize(&text).len() > 1000);
}

proptest! {
    #[test]
    fn tokens_cover_all_but_white_space(text in "(\\PC|[a-z'’.,\\-0-9@/ \n“”$]){0,200}") {
        let mut end = 0;
        for span in tokenize(&text) {
            prop_assert!(span.start() >= end && !span.is_empty());
            prop_assert!(text.is_char_boundary(span.start()) && text.is_char_boundary(span.end()));
            let between = &text[end..span.start()];
            prop_assert!(between.chars().all(|c| space_at(&c.to_string(), 0) > 0), "{:?}", between);
            end = span.end();
        }
    }
}
