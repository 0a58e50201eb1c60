//! The JSON of [TimelineJS](https://timeline.knightlab.com/docs/json-format.html). Partial dates stay partial; events
//! without a place in the calendar have none on a timeline and are left out.

use super::date;
use super::item::Item;
use super::terms::status;
use jiff::civil::Date;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, Write};

#[derive(Serialize)]
struct Slide<'a> {
    unique_id: &'a str,
    start_date: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<Day>,
    display_date: String,
    text: Text,
    group: &'static str,
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "TimelineJS's own names")]
struct Day {
    year: i16,
    #[serde(skip_serializing_if = "Option::is_none")]
    month: Option<i8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<i8>,
}

#[derive(Serialize)]
struct Text {
    headline: String,
    text: String,
}

/// Starts the document.
pub fn open(mut out: impl Write) -> io::Result<()> {
    out.write_all(b"{\"events\":[")
}

/// Ends the document.
pub fn close(mut out: impl Write) -> io::Result<()> {
    out.write_all(b"\n]}\n")
}

/// Writes one event; gives whether it has a place on the timeline.
pub fn item(item: &Item<'_>, first: bool, mut out: impl Write) -> io::Result<bool> {
    let (Some(value), Some(earliest), Some(latest)) = (item.value, item.earliest, item.latest) else {
        return Ok(false);
    };
    let (start_date, end_date) = days(value, earliest, latest);
    let slide = Slide {
        unique_id: &item.id,
        start_date,
        end_date,
        display_date: date::display(value, item.earliest),
        text: Text { headline: html(item.headline), text: words(item) },
        group: status(item.status),
    };
    out.write_all(if first { b"\n" } else { b",\n" })?;
    serde_json::to_writer(&mut out, &slide)?;
    Ok(true)
}

/// A year, a month or a day is one partial date; anything else is a range of days.
fn days(value: &str, earliest: Date, latest: Date) -> (Day, Option<Day>) {
    let full = |date: Date| Day { year: date.year(), month: Some(date.month()), day: Some(date.day()) };
    let whole_year = earliest.first_of_year() == earliest && earliest.last_of_year() == latest;
    let whole_month = earliest.first_of_month() == earliest && earliest.last_of_month() == latest;
    if earliest == latest {
        (full(earliest), None)
    } else if value.len() == 4 && whole_year {
        (Day { year: earliest.year(), month: None, day: None }, None)
    } else if whole_month {
        (Day { year: earliest.year(), month: Some(earliest.month()), day: None }, None)
    } else {
        (full(earliest), Some(full(latest)))
    }
}

fn words(item: &Item<'_>) -> String {
    let mut text = String::new();
    for told in &item.sources {
        let _ = write!(text, "<p>“{}”<br>", html(&told.words));
        match told.url.filter(|url| url.starts_with("https://") || url.starts_with("http://")) {
            Some(url) => {
                let _ = write!(text, "<a href=\"{}\">{}</a>", html(url), html(told.title));
            }
            None => text.push_str(&html(told.title)),
        }
        if let Some(site) = told.site {
            let _ = write!(text, ", {}", html(site));
        }
        text.push_str("</p>");
    }
    for disagreement in &item.disagreements {
        let _ = write!(text, "<p>{}</p>", html(disagreement));
    }
    text
}

/// `text` as it may stand in HTML, attributes included.
fn html(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(char),
        }
    }
    safe
}
