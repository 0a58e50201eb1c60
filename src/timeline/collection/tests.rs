use super::*;
use crate::analysis::{Analysis, Event, Meta};
use crate::article::{Published, PublishedHow};
use crate::text::Span;
use proptest::prelude::*;

/// `date | headline | text`, the text with its trigger between asterisks; a `?` before the date makes a claim of it.
fn told(id: &str, published: &str, lines: &[&str]) -> Digest {
    let mut body = String::new();
    let mut events = Vec::new();
    for line in lines {
        let parts: Vec<&str> = line.split(" | ").collect();
        let (before, rest) = parts[2].split_once('*').unwrap();
        let (trigger, after) = rest.split_once('*').unwrap();
        let start = body.len();
        body.extend([before, trigger, after]);
        let date = parts[0].trim_start_matches('?');
        let (earliest, latest) = match date.len() {
            10 => (date.to_owned(), date.to_owned()),
            7 => (format!("{date}-01"), format!("{date}-28")),
            _ => (format!("{date}-01-01"), format!("{date}-12-31")),
        };
        events.push(Event {
            date: (date != "-").then(|| EventDate {
                value: date.into(),
                earliest: earliest.parse().ok(),
                latest: latest.parse().ok(),
                why: Why::Explicit,
            }),
            headline: parts[1].into(),
            trigger: Span::new(start + before.len(), start + before.len() + trigger.len()),
            span: Span::new(start, body.len()),
            bounds: None,
            timex: None,
            status: if parts[0].starts_with('?') { Status::Alleged } else { Status::Happened },
            participants: vec![],
            main: false,
            salience: 0.5,
            reasons: vec![],
            rule: "test",
            corrected: false,
        });
        body += "\n\n";
    }
    let published = Some(Published { date: published.parse().unwrap(), how: PublishedHow::Given });
    Digest::of(&Analysis {
        id: id.into(),
        body,
        events,
        meta: Meta { published, ..Meta::default() },
        ..Analysis::default()
    })
}

fn lines(collection: &Collection) -> Vec<String> {
    collection
        .events
        .iter()
        .map(|e| {
            let sources: Vec<&str> = e.sources.iter().map(|s| s.id.as_str()).collect();
            format!("{} {} [{}]", e.date.value, e.headline, sources.join(" "))
        })
        .collect()
}

fn story() -> Vec<Digest> {
    vec![
        told(
            "a",
            "2020-05-02",
            &[
                "2020-05-01 | Ferry Aurora sank off Corfu | The ferry Aurora *sank* off Corfu on Friday, killing 12 people",
                "2017 | Shipyard sold Aurora to Levant Lines | the shipyard *sold* the Aurora to Levant Lines in 2017",
            ],
        ),
        told(
            "b",
            "2020-05-20",
            &[
                "2020-05 | Aurora sank off Corfu | The Aurora ferry *sank* off Corfu this month, killing 14 people",
                "2020-05-19 | Prosecutor charged the captain | A prosecutor *charged* the captain on Tuesday",
            ],
        ),
        told(
            "c",
            "2020-06-01",
            &[
                "2020-05-02 | Ferry Aurora sank off Corfu | the ferry Aurora *sank* off Corfu on May 2 with 14 people",
                "2016 | Shipyard sold Aurora to Levant Lines | the shipyard had *sold* the Aurora to Levant Lines in 2016",
            ],
        ),
        told(
            "d",
            "2020-06-03",
            &[
                "2020-05-01 | Ferry Aurora sank off Corfu | the sinking: the ferry Aurora *sank* off Corfu with 14 people",
            ],
        ),
    ]
}

#[test]
fn one_event_told_four_times_stands_once_under_its_finest_commonest_date() {
    let merged = merge(story(), &Options::default());
    assert_eq!(
        lines(&merged),
        [
            "2017 Shipyard sold Aurora to Levant Lines [a c]",
            "2020-05-01 Ferry Aurora sank off Corfu [a b c d]",
            "2020-05-19 Prosecutor charged the captain [b]",
        ]
    );
    let sinking = &merged.events[1];
    assert_eq!(sinking.first_report.as_ref().map(|r| r.id.as_str()), Some("a"));
}

#[test]
fn what_documents_differ_on_is_kept() {
    let merged = merge(story(), &Options::default());
    let points: Vec<String> = merged.events[1]
        .disagreements
        .iter()
        .map(|d| {
            let values: Vec<String> = d.values.iter().map(|v| format!("{}×{}", v.value, v.documents)).collect();
            format!("{}: {}; latest {}", d.about, values.join(", "), d.latest.as_deref().unwrap_or("-"))
        })
        .collect();
    assert_eq!(points, ["date: 2020-05-01×2, 2020-05-02×1; latest -", "people: 14×3, 12×1; latest 14"]);
}

#[test]
fn a_limit_keeps_the_most_told_and_a_window_keeps_what_surely_lies_inside() {
    let options = Options { limit: Some(1), ..Options::default() };
    assert_eq!(lines(&merge(story(), &options)).len(), 1);
    let options = Options { from: "2020-05-02".parse().ok(), to: "2020-12-31".parse().ok(), ..Options::default() };
    assert_eq!(lines(&merge(story(), &options)), ["2020-05-19 Prosecutor charged the captain [b]"]);
}

#[test]
fn yearly_events_of_one_name_stay_apart() {
    let merged = merge(
        vec![
            told("a", "2022-01-01", &["2021-03-01 | Festival opened in Bari | the festival *opened* in Bari"]),
            told("b", "2022-06-01", &["2022-03-01 | Festival opened in Bari | the festival *opened* in Bari"]),
        ],
        &Options::default(),
    );
    assert_eq!(merged.events.len(), 2);
}

proptest! {
    #[test]
    fn order_does_not_matter_and_nothing_is_lost(picks in prop::collection::vec((0..6usize, 0..5usize, 1..28u8), 1..20), seed in 0..100usize) {
        const WHO: [&str; 6] = ["police", "Rome", "the firm", "Levant Lines", "the court", "voters"];
        const WHAT: [&str; 5] = ["arrested two men", "closed the port", "opened talks", "sank a ship", "chose a mayor"];
        let digests: Vec<Digest> = picks.iter().enumerate().map(|(n, &(who, what, day))| {
            let line = format!("2020-05-{day:02} | {} {} | {} *{}", WHO[who], WHAT[what], WHO[who], WHAT[what].replacen(' ', "* ", 1));
            told(&format!("d{n}"), "2020-06-01", &[&line])
        }).collect();
        let merged = merge(digests.clone(), &Options::default());
        let mut rotated = digests.clone();
        rotated.rotate_left(seed % digests.len());
        prop_assert_eq!(&merged, &merge(rotated, &Options::default()));
        prop_assert_eq!(merged.events.iter().map(|e| e.documents).sum::<usize>(), digests.len());
        for event in &merged.events {
            prop_assert!(event.date.earliest <= event.date.latest);
            prop_assert!(event.sources.iter().any(|s| s.date.as_deref() == Some(event.date.value.as_str())));
        }
    }
}

#[test]
fn tellings_that_share_few_words_meet_in_the_group() {
    let story = vec![
        told(
            "a",
            "2021-03-06",
            &[
                "2021-03-05 | Minister announced the closure of Norvik Yard | Minister Weber *announced* the closure of Norvik Yard on Friday",
            ],
        ),
        told(
            "b",
            "2021-03-07",
            &[
                "2021-03-05 | Norland ordered Norvik Yard to wind up its business | Norland *ordered* Norvik Yard to wind up its business",
            ],
        ),
        told(
            "c",
            "2021-03-08",
            &[
                "2021-03-05 | Weber ordered Norvik Yard to close | Minister Weber *ordered* the firm Norvik Yard to close",
            ],
        ),
        told(
            "d",
            "2021-03-09",
            &["2021-03-05 | Ferry sank off Corfu | The ferry Aurora *sank* off Corfu, killing 12 people"],
        ),
    ];
    let lines = lines(&merge(story, &Options::default()));
    assert_eq!(lines.len(), 2, "{lines:#?}");
    assert!(lines.iter().any(|line| line.ends_with("[a b c]")), "{lines:#?}");
}

#[test]
fn a_day_of_publication_contradicts_no_date() {
    let mut late =
        told("b", "2021-03-06", &["2021-03-06 | Weber closed Norvik Yard | Minister Weber has *closed* Norvik Yard"]);
    late.told[0].date.as_mut().unwrap().why = Why::Published;
    let named = told(
        "a",
        "2021-03-05",
        &["2021-03-05 | Weber closed Norvik Yard | Minister Weber *closed* Norvik Yard on Friday"],
    );
    let merged = merge(vec![named, late], &Options::default());
    assert_eq!(merged.events.len(), 1, "{merged:#?}");
    assert_eq!(merged.events[0].date.value, "2021-03-05");
    assert_eq!(merged.events[0].disagreements, vec![]);
}

#[test]
fn a_later_report_that_corrects_the_others_is_told_as_such() {
    let first = |id: &str| {
        told(
            id,
            "2020-05-02",
            &["2020-05-01 | Ferry Aurora sank off Corfu | The ferry Aurora *sank* off Corfu, killing 12 people"],
        )
    };
    let last = |text: &str| told("z", "2020-05-06", &[&format!("2020-05-01 | Ferry Aurora sank off Corfu | {text}")]);
    let correction = |text: &str| {
        let merged = merge(vec![first("a"), first("b"), last(text)], &Options::default());
        assert_eq!(merged.events.len(), 1, "{merged:#?}");
        let point = merged.events[0].disagreements.iter().find(|point| point.about == "people").cloned();
        point.expect("the numbers differ").corrected.map(|correction| (correction.value, correction.source))
    };
    let right = Some(("9".to_owned(), "z".to_owned()));
    assert_eq!(correction("Correction: The ferry Aurora *sank* off Corfu, killing 9 people"), right);
    assert_eq!(correction("The ministry clarified that the ferry Aurora *sank* off Corfu, killing 9 people"), right);
    assert_eq!(correction("The ferry Aurora *sank* off Corfu, killing 9 people"), None, "it only differs");
    let withdrawn = "An earlier version of this article said the ferry Aurora *sank* off Corfu, killing 9 people";
    assert_eq!(correction(withdrawn), None, "what is taken back is not what is right");
}
