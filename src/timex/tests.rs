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

/// Whether a rule's pattern, without regard to what else was found, matches anywhere in `text`.
fn pattern_matches(text: &str, number: u16) -> bool {
    let lexicon = Lexicon::get();
    let atoms = atom::scan(text, lexicon);
    let parser = Parser::new(text, &atoms, lexicon);
    (0..atoms.len()).any(|at| parser.at(at).iter().any(|candidate| candidate.rule == number))
}

#[test]
fn every_rule_finds_its_examples_and_nothing_in_its_counterexamples() {
    let published = on(date(2024, 5, 15));
    let mut wrong = Vec::new();
    for (number, rule) in Lexicon::get().rules.iter().enumerate() {
        let number = number as u16;
        let nothing = rule.entry.make == lexicon::Make::Nothing;
        assert!(!rule.entry.yes.is_empty(), "{} has no example", rule.entry.pattern);
        assert!(!rule.entry.no.is_empty(), "{} has no counterexample", rule.entry.pattern);
        for example in &rule.entry.yes {
            let (text, want) = marked(example);
            let found = find(&language::parse(&text), published);
            let have: Vec<_> = found.iter().map(|timex| (timex.span, Some(timex.value.clone()))).collect();
            let named = nothing || found.iter().any(|timex| timex.rule == rule.name);
            if have != want || !named || !pattern_matches(&text, number) {
                let have: Vec<_> =
                    found.iter().map(|t| format!("[{}|{}] {}", t.span.slice(&text), t.value, t.rule)).collect();
                wrong.push(format!("{}: {example}: {have:?}", rule.name));
            }
        }
        for example in &rule.entry.no {
            let (text, _) = marked(example);
            if nothing && pattern_matches(&text, number) {
                wrong.push(format!("{}: not in {example}", rule.name));
            }
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
        text in "\\PC{0,80}|((the|a|last|next|two|1998|May|31|Feb|29|Monday|year|weeks|ago|earlier|at|5|p\\.m\\.|quarter|-|,|century|\\n\\n|Easter|19|ninety|thousand|half|end|of|this|9999|1000000|days|that|fall|Ramadan|Diwali|during|World War II|1939|45|3|4|,|and|ended|fiscal|10|a\\.m\\.|\\(1500 GMT\\)|on|Friday|é|’s|“|—)[ -]?){0,25}",
        year in prop_oneof![Just(1_i16), Just(9999), Just(2000), Just(2024), -20_i16..3000],
        day in prop_oneof![0_i32..366, Just(59), Just(365)],
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
            prop_assert_eq!(timex.earliest.is_some(), timex.latest.is_some());
            let place = parse_value_range(&timex.value);
            prop_assert!(place.is_none() || place == timex.earliest.zip(timex.latest), "{:?}", timex);
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
fn the_second_of_a_range_follows_the_first() {
    let dates = |text| values(text).into_iter().map(|(_, value)| value).collect::<Vec<_>>();
    assert_eq!(dates("Shops closed from Monday to Friday."), ["2023-07-10", "2023-07-14"]);
    assert_eq!(dates("Prices rose between November and February."), ["2022-11", "2023-02"]);
    assert_eq!(dates("Between March and June 2021 it fell."), ["2021-03", "2021-06"]);
    assert_eq!(dates("From November 3 to January 4, 2022, it fell."), ["2021-11-03", "2022-01-04"]);
    assert_eq!(dates("It ran June 28-2, 2021."), ["2021-06-28", "2021-07-02"]);
    assert_eq!(dates("from 2019 to 2021"), ["2019", "2021"]);
    assert_eq!(dates("On May 3 and 7 people came."), ["2023-05-03"]);
}

#[test]
fn numeric_dates_follow_the_habit_of_the_text() {
    let last = |text| values(text).pop().map(|(_, value)| value);
    assert_eq!(last("On 3 June 2023 they met, and on 05/06/2023.").as_deref(), Some("2023-06-05"));
    assert_eq!(last("On June 3, 2023 they met, and on 05/06/2023.").as_deref(), Some("2023-05-06"));
    assert_eq!(last("On June 3, 2023 they met, and on 25/06/2023.").as_deref(), Some("2023-06-25"));
}

#[test]
fn tense_and_what_stands_beside_a_weekday_tell_its_direction() {
    let (before, after) = ("2023-07-07", "2023-07-14");
    for (text, want) in [
        ("He resigned on Friday.", before),
        ("He will resign on Friday.", after),
        ("The offer had been due to expire Friday.", before),
        ("She was due in court on Friday.", after),
        ("They would look for ways to get around Friday's ruling.", before),
        ("Friday's vote will decide it.", after),
        ("Ahead of Friday's vote they met.", after),
        ("The measure, to be debated Friday, has support.", after),
        ("The president ordered an inquiry on Friday.", before),
        ("The army has been in the town since Friday.", before),
        ("They have until Friday to answer.", after),
        ("The council votes Friday.", after),
    ] {
        let found = values(text);
        assert_eq!(found.last().map(|(_, value)| value.as_str()), Some(want), "{text}");
    }
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

#[test]
fn a_chronicle_stays_in_the_year_that_it_tells_of() {
    let dates = |text| values(text).into_iter().map(|(_, value)| value).collect::<Vec<_>>();
    let text = "The siege began on 14 August 1941. In September a bridge fell. The commander refused to yield. The men \
                ate horses. Nobody came. The town burned. On 3 November a convoy came through. Two weeks later it \
                snowed. By December the river was frozen, and in the spring of 1942 it was over. In June they went \
                home. In 1943 a report came out. In May that year a general was tried, and in March the next year \
                another.";
    let want = [
        "1941-08-14",
        "1941-09",
        "1941-11-03",
        "1941-W47",
        "1941-12",
        "1942-SP",
        "1942-06",
        "1943",
        "1943-05",
        "1944-03",
    ];
    assert_eq!(dates(text), want);
    // News that names old years is told from its own day.
    let text = "On Monday the court recalled the law of 1941 and that of March 1962. He spoke for long. It was changed in May.";
    assert_eq!(dates(text), ["2023-07-10", "1941", "1962-03", "2023-05"]);
}

#[test]
fn a_time_takes_the_day_named_behind_its_brackets() {
    let found = values("It closed at 10 a.m. EST (1500 GMT) on Friday. At 5 p.m. they left. On Monday, he spoke.");
    let found: Vec<_> = found.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(found, ["2023-07-07T10:00", "2023-07-07T15:00", "2023-07-07", "2023-07-07T17:00", "2023-07-10"]);
}

#[test]
fn a_length_whose_end_is_named_has_its_days() {
    let text = "For the fiscal year ending June 30, 2024, they plan cuts after the nine months ended Sept. 30, 2022.";
    let found = find(&language::parse(text), on(date(2023, 7, 11)));
    let days = |at: usize| found[at].earliest.zip(found[at].latest);
    assert_eq!((found[0].value.as_str(), days(0)), ("P1Y", Some((date(2023, 7, 1), date(2024, 6, 30)))));
    assert_eq!((found[2].value.as_str(), days(2)), ("P9M", Some((date(2022, 1, 1), date(2022, 9, 30)))));
}

#[test]
fn a_feast_by_the_moon_is_the_one_near_the_news() {
    let at = |text: &str, day| {
        find(&language::parse(text), on(day)).into_iter().map(|timex| timex.value).collect::<Vec<_>>()
    };
    // It came in January and again in December of 2000.
    assert_eq!(at("They met after Eid al-Fitr.", date(2000, 1, 20)), ["2000-01-08"]);
    assert_eq!(at("They will meet after Eid al-Fitr.", date(2000, 12, 1)), ["2000-12-27"]);
}

#[test]
fn what_may_have_been_is_past() {
    let dates = |text| values(text).into_iter().map(|(_, value)| value).collect::<Vec<_>>();
    assert_eq!(dates("The bug may have been responsible for the fall on Wednesday."), ["2023-07-05"]);
    assert_eq!(dates("The bug may be removed on Wednesday."), ["2023-07-12"]);
    assert_eq!(dates("It will have ended by Wednesday."), ["2023-07-12"]);
}
