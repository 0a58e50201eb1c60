use super::wire::wire;
use super::*;
use crate::analysis::*;
use crate::article::{Published, PublishedHow};
use crate::text::Span;

const BODY: &str = "Café owners sued the city on 3 May 2021.\n\nMayor Ada Brandt said “=no deal” was <b>possible</b>.";

fn example() -> Analysis {
    let span = |text: &str| Span::of(BODY, text).expect("the text is in the body");
    let day = "2021-05-03".parse().ok();
    Analysis {
        id: "a".into(),
        meta: Meta {
            title: Some("=HYPERLINK(\"x\") & more".into()),
            url: Some("javascript:alert(1)".into()),
            published: Some(Published { date: "2021-05-04".parse().expect("a date"), how: PublishedHow::Given }),
            ..Meta::default()
        },
        body: BODY.into(),
        issue: Some(Issue { text: "the suit".into(), span: span("sued"), event: Some(0) }),
        timexes: vec![Timex {
            span: span("3 May 2021"),
            kind: TimexKind::Date,
            value: "2021-05-03".into(),
            modifier: None,
            earliest: day,
            latest: day,
            why: Why::Explicit,
            steps: vec!["3 May 2021".into()],
            rule: "day-month-year",
        }],
        events: vec![
            Event {
                date: Some(EventDate { value: "2021-05-03".into(), earliest: day, latest: day, why: Why::Explicit }),
                headline: "Café owners sued the city".into(),
                trigger: span("sued"),
                span: span("Café owners sued the city on 3 May 2021"),
                bounds: None,
                timex: Some(0),
                status: Status::Happened,
                participants: vec![0],
                main: true,
                salience: 0.5,
                reasons: vec!["main".into()],
                rule: "verb",
                corrected: false,
            },
            Event {
                date: None,
                headline: "Deal possible".into(),
                trigger: span("possible"),
                span: span("was <b>possible</b>"),
                bounds: None,
                timex: None,
                status: Status::Denied,
                participants: vec![],
                main: false,
                salience: 0.25,
                reasons: vec![],
                rule: "verb",
                corrected: true,
            },
        ],
        stakeholders: vec![Stakeholder {
            name: "Ada Brandt".into(),
            kind: StakeholderKind::Person,
            role: Some("Mayor".into()),
            affiliation: None,
            aliases: vec!["Mayor Ada Brandt".into()],
            mentions: vec![span("Mayor Ada Brandt")],
            stance: Some(OverallStance::Opposes),
            stance_toward: Some("the suit".into()),
            corrected: false,
        }],
        positions: vec![Position {
            stakeholder: Some(0),
            source: Some(span("Mayor Ada Brandt")),
            cue: Some(span("said")),
            content: vec![span("“=no deal” was <b>possible</b>")],
            form: Form::Mixed,
            stance: Stance::Opposes,
            target: Some("the suit".into()),
            confidence: 0.75,
            rule: "cue",
            corrected: false,
        }],
        ..Analysis::default()
    }
}

fn written(format: Format) -> String {
    let mut exporter = Exporter::new(format, Vec::new()).expect("a Vec takes all");
    exporter.entry(&Entry::from(wire(&example()))).expect("a Vec takes all");
    String::from_utf8(exporter.finish().expect("a Vec takes all")).expect("every format is UTF-8")
}

#[test]
fn json_reads_back_to_the_same_analysis() {
    let read: WireAnalysis = serde_json::from_str(&written(Format::Json)).expect("our own JSON");
    assert_eq!(unwire::analysis(&read).expect("our own analysis"), example());
}

#[test]
fn ranges_count_code_points() {
    let json: serde_json::Value = serde_json::from_str(&written(Format::Json)).expect("our own JSON");
    let trigger = &json["events"][0]["trigger"];
    let start = usize::try_from(trigger["start"].as_u64().expect("a number")).expect("small");
    assert_eq!(BODY.chars().skip(start).take(4).collect::<String>(), "sued");
}

#[test]
fn json_that_was_tampered_with_is_refused() {
    let mut changed = wire(&example());
    changed.events[0].span.end = 9999;
    assert!(matches!(unwire::analysis(&changed), Err(unwire::UnwireError::Range { .. })));
    let mut changed = wire(&example());
    changed.events[0].participants = vec!["s9".into()];
    assert_eq!(unwire::analysis(&changed), Err(unwire::UnwireError::Reference("s9".into())));
    let mut changed = wire(&example());
    changed.schema = 7;
    assert_eq!(unwire::analysis(&changed), Err(unwire::UnwireError::Schema(7)));
}

#[test]
fn csv_has_a_row_a_fact_and_no_formula() {
    let text = written(Format::Csv);
    let rows: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(rows.len(), 6, "header, two events, a party, a position, the end: {text}");
    assert!(rows[1].contains("\"'=HYPERLINK(\"\"x\"\") & more\""), "{}", rows[1]);
    assert!(rows[1].contains(",event,e1,2021-05-03,2021-05-03,2021-05-03,happened,yes,Ada Brandt,"), "{}", rows[1]);
    assert!(rows[4].contains(",position,p1,,,,,,Ada Brandt,opposes,the suit,mixed,said,"), "{}", rows[4]);
}

#[test]
fn timelinejs_has_the_dated_events_alone_and_no_markup_of_others() {
    let json: serde_json::Value = serde_json::from_str(&written(Format::TimelineJs)).expect("JSON");
    let events = json["events"].as_array().expect("a list");
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["start_date"], serde_json::json!({"year": 2021, "month": 5, "day": 3}));
    let text = events[0]["text"]["text"].as_str().expect("a text");
    assert!(!text.contains("javascript:") && text.contains("=HYPERLINK(&quot;x&quot;) &amp; more"), "{text}");
}

#[test]
fn a_year_stays_a_year_in_timelinejs() {
    let mut analysis = example();
    let (first, last) = ("2019-01-01".parse().ok(), "2019-12-31".parse().ok());
    analysis.events[0].date =
        Some(EventDate { value: "2019".into(), earliest: first, latest: last, why: Why::Explicit });
    let mut exporter = Exporter::new(Format::TimelineJs, Vec::new()).expect("a Vec takes all");
    exporter.entry(&wire(&analysis).into()).expect("a Vec takes all");
    let json: serde_json::Value = serde_json::from_slice(&exporter.finish().expect("a Vec takes all")).expect("JSON");
    assert_eq!(json["events"][0]["start_date"], serde_json::json!({"year": 2019}));
    assert_eq!(json["events"][0]["display_date"], "2019");
}

#[test]
fn icalendar_covers_the_day_and_folds_its_lines() {
    let text = written(Format::Ics);
    assert!(text.contains("DTSTART;VALUE=DATE:20210503\r\nDTEND;VALUE=DATE:20210504\r\n"), "{text}");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
    assert!(text.ends_with("END:VCALENDAR\r\n"));
}

#[test]
fn plain_text_reads_in_order() {
    let text = written(Format::Plain);
    let places: Vec<usize> = [
        "Title: =HYPERLINK",
        "Published: 4 May 2021",
        "1. 3 May 2021: Café owners sued the city.",
        "2. Undated: Deal possible, denied. Corrected by hand.",
        "Ada Brandt (Mayor, person): opposes the suit.",
        "Text",
    ]
    .iter()
    .map(|part| text.find(part).unwrap_or_else(|| panic!("{part} is missing in {text}")))
    .collect();
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn markdown_escapes_what_is_not_its_own() {
    let text = written(Format::Markdown);
    assert!(text.contains("- **3 May 2021** ◆ Café owners sued the city\n"), "{text}");
    assert!(text.contains("was \\<b\\>possible\\</b\\>"), "{text}");
}
