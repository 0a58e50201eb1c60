use super::*;
use crate::article::PublishedHow;
use crate::language;
use jiff::civil::{Date, date};
use proptest::prelude::*;

#[expect(clippy::unnecessary_wraps, reason = "what `find` takes")]
fn on(date: Date) -> Option<Published> {
    Some(Published { date, how: PublishedHow::Given })
}

/// A text with marks: `on [March 5, 1946|1946-03-05], at`. Gives the text and the marked spans with their values.
fn marked(text: &str) -> (String, Vec<(Span, Option<String>)>) {
    let (mut plain, mut marks) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        let (inside, tail) = after.split_once(']').expect("marks are closed");
        plain.push_str(before);
        let (form, value) =
            inside.split_once('|').map_or((inside, None), |(form, value)| (form, Some(value.to_owned())));
        marks.push((Span::new(plain.len(), plain.len() + form.len()), value));
        plain.push_str(form);
        rest = tail;
    }
    plain.push_str(rest);
    (plain, marks)
}

#[test]
fn every_rule_finds_its_examples_and_nothing_in_its_counterexamples() {
    let published = on(date(2024, 5, 15));
    let mut wrong = Vec::new();
    for rule in Lexicon::get().rules.iter().filter(|rule| rule.holiday.is_none()) {
        let nothing = rule.entry.make == lexicon::Make::Nothing;
        assert!(nothing || !rule.entry.yes.is_empty(), "{} has no example", rule.name);
        assert!(!rule.entry.no.is_empty(), "{} has no counterexample", rule.name);
        for example in &rule.entry.yes {
            let (text, want) = marked(example);
            let found = find(&language::parse(&text), published);
            let have: Vec<_> = found.iter().map(|timex| (timex.span, Some(timex.value.clone()))).collect();
            if have != want || !found.iter().any(|timex| timex.rule == rule.name) {
                let have: Vec<_> =
                    found.iter().map(|t| format!("[{}|{}] {}", t.span.slice(&text), t.value, t.rule)).collect();
                wrong.push(format!("{}: {example}: {have:?}", rule.name));
            }
        }
        for example in &rule.entry.no {
            let (text, _) = marked(example);
            for timex in find(&language::parse(&text), published).iter().filter(|timex| timex.rule == rule.name) {
                wrong.push(format!("{}: not in {example}: {:?}", rule.name, timex.span.slice(&text)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn without_a_publication_date_no_year_is_invented() {
    let text = "On Wednesday the minister resigned; last week, on April 9, she was ill. It began a year ago, in the third quarter, at Easter, at 5 p.m.";
    for timex in find(&language::parse(text), None) {
        assert_eq!((timex.earliest, timex.latest), (None, None), "{timex:?}");
    }
}

proptest! {
    #[test]
    fn any_text_on_any_day(
        text in "\\PC{0,80}|((the|a|last|next|two|1998|May|31|Feb|29|Monday|year|weeks|ago|earlier|at|5|p\\.m\\.|quarter|-|,|century|\\n\\n|Easter|19|ninety|thousand|half|end|of|this|9999|1000000|days)[ -]?){0,25}",
        year in prop_oneof![Just(1_i16), Just(9999), Just(2000), -20_i16..3000],
        day in 0_i32..366,
    ) {
        let first = Date::new(year, 1, 1).unwrap();
        let published = on(first.saturating_add(jiff::Span::new().days(day)));
        let document = language::parse(&text);
        let found = find(&document, published);
        let mut end = 0;
        for timex in &found {
            prop_assert!(Span::checked(&text, timex.span.start(), timex.span.end()).is_some());
            prop_assert!(!timex.span.is_empty() && timex.span.start() >= end);
            prop_assert!(timex.earliest <= timex.latest);
            prop_assert!(!timex.value.is_empty());
            end = timex.span.end();
        }
        prop_assert_eq!(&found, &find(&document, published));
    }
}

/// The texts and values that are found in `text`, published on Tuesday 2023-07-11.
fn values(text: &str) -> Vec<(String, String)> {
    let found = find(&language::parse(text), on(date(2023, 7, 11)));
    found.iter().map(|timex| (timex.span.slice(text).to_owned(), timex.value.clone())).collect()
}

#[test]
fn steps_tell_how_a_weekday_was_resolved() {
    let found = find(&language::parse("The lawyer sent a letter on Wednesday."), on(date(2023, 7, 11)));
    assert_eq!(found[0].steps, ["published Tuesday 2023-07-11", "past tense", "→ 2023-07-05"]);
    assert_eq!((found[0].why, found[0].rule), (crate::analysis::Why::Resolved, "weekday"));
    let found = find(&language::parse("The court will rule on Wednesday."), on(date(2023, 7, 11)));
    assert_eq!(found[0].steps, ["published Tuesday 2023-07-11", "speaks of the future", "→ 2023-07-12"]);
}

#[test]
fn the_narrative_carries_dates_on() {
    let text = "Divers found the wreck on April 3, 2011. They raised it in May. Two days later it rained.";
    let dates: Vec<String> = values(text).into_iter().map(|(_, value)| value).collect();
    assert_eq!(dates, ["2011-04-03", "2011-05", "2011-04-05"]);
    let text = "She was arrested in December 2018. Nine days later they were detained.";
    let dates: Vec<String> = values(text).into_iter().map(|(_, value)| value).collect();
    assert_eq!(dates, ["2018-12", "2018-12"]);
}

#[test]
fn what_only_looks_like_a_time_is_none() {
    for text in [
        "She may go, and they march on in the sun.",
        "He counted 2019 votes and paid $2,019.",
        "Flight 1998 left Room 1984 with 2000 people aboard.",
        "The Fiscal Times and USA Today wrote of a 44-year-old man.",
        "The Sunday Times named the second man.",
        "Prices fall, and the spring of the bed broke.",
        "They won 6-4, 3-2 in version 1.2.3 of the match.",
        "Theresa May met April Smith.",
    ] {
        assert_eq!(values(text), [], "{text}");
    }
}
