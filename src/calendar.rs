//! Full dates as people and machines write them, in headers, meta elements, addresses and date lines.
//!
//! Dates inside running text, partial ones and relative ones are [`crate::timex`]'s.

use crate::text::Span;
use jiff::civil::Date;
use regex::{Captures, Regex};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// Years that a publication date can have; others are numbers of something else.
const YEARS: RangeInclusive<i16> = 1900..=2100;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let month = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    let pattern = format!(
        r"(?ix)
        \b(?P<iso_year>(?:19|20)[0-9][0-9])[-/.](?P<iso_month>[0-9][0-9]?)[-/.](?P<iso_day>[0-9][0-9]?)(?:\b|T)
        | \b(?P<us_month>{month})\.?[\s\u{{a0}}]+(?P<us_day>[0-9][0-9]?)(?:st|nd|rd|th)?\b[\s,.]*(?P<us_year>(?:19|20)[0-9][0-9])\b
        | \b(?P<eu_day>[0-9][0-9]?)(?:st|nd|rd|th)?[\s.\u{{a0}}-]+(?:of[\s]+)?(?P<eu_month>{month})\b[\s.,-]*(?P<eu_year>(?:19|20)[0-9][0-9])\b
        | \b(?P<head_year>(?:19|20)[0-9][0-9])[\s\u{{a0}}]+(?P<head_month>{month})\.?[\s\u{{a0}}]+(?P<head_day>[0-9][0-9]?)\b
        | \b(?P<first>[0-9][0-9]?)(?P<mark>[./-])(?P<second>[0-9][0-9]?)[./-](?P<year>(?:19|20)[0-9][0-9])\b"
    );
    Regex::new(&pattern).expect("a constant pattern")
});

/// What may stand in a date line beside the date.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\b(?:first|originally)?\s*(?:published|posted|updated|last\s+(?:updated|modified)|modified|created|date|released|issued|filed|on|at|in|and|
        mon(?:day)?|tues?(?:day)?|wed(?:nesday|s)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|
        [ap]\.?m\.?|gmt|utc|bst|ist|cest|cet|[ecmp][sd]?t|eastern|time|local|hours?|hrs)\b|
        \d{1,2}[:.h]\d{2}(?::\d{2})?(?:\.\d+)?|\d{1,2}\s*(?:[ap]\.?m)|[+-]\d{2}:?\d{2}|z\b|[\s,.:;|/()·•@–—-]+",
    )
    .expect("a constant pattern")
});

/// What is written like a full date. Most texts have no year in figures: they are spared the pattern, which takes longer
/// to compile than they take to read.
fn written(text: &str) -> impl Iterator<Item = Captures<'_>> {
    let is_year = |four: &[u8]| matches!(four, [b'1', b'9', c, d] | [b'2', b'0', c, d] if c.is_ascii_digit() && d.is_ascii_digit());
    text.as_bytes().windows(4).any(is_year).then(|| DATE.captures_iter(text)).into_iter().flatten()
}

/// The first full date in `text`, and where it stands (bytes). A date such as 03/04/2025, which two countries read
/// differently, is none.
///
/// ```
/// use dateline::calendar;
/// let (date, span) = calendar::find("Posted June 30th, 2025 by staff").unwrap();
/// assert_eq!((date.to_string().as_str(), span.slice("Posted June 30th, 2025 by staff")), ("2025-06-30", "June 30th, 2025"));
/// assert!(calendar::find("03/04/2025").is_none());
/// ```
#[must_use]
pub fn find(text: &str) -> Option<(Date, Span)> {
    written(text).find_map(|found| {
        let whole = found.get(0)?;
        Some((date_of(&found)?, Span::new(whole.start(), whole.end())))
    })
}

/// Every full date in `text` with what it covers (bytes), in order. A date that two countries read differently comes
/// with both readings, month first, then day first; any other with one.
///
/// ```
/// use dateline::calendar;
/// let readings: Vec<String> = calendar::readings("3/4/2025").next().unwrap().0.iter().map(ToString::to_string).collect();
/// assert_eq!(readings, ["2025-03-04", "2025-04-03"]);
/// ```
pub fn readings(text: &str) -> impl Iterator<Item = (Vec<Date>, Span)> + '_ {
    written(text).filter_map(|found| {
        let whole = found.get(0)?;
        let number = |name: &str| found.name(name)?.as_str().parse::<i16>().ok();
        let dotted = found.name("mark").is_some_and(|mark| mark.as_str() == ".");
        let dates = match date_of(&found).filter(|_| !dotted) {
            Some(date) => vec![date],
            None if number("first").is_none() => Vec::new(),
            None => {
                let (first, second, year) = (number("first")?, number("second")?, number("year")?);
                let mut dates: Vec<Date> = [(first, second), (second, first)]
                    .into_iter()
                    .filter_map(|(month, day)| date(year, month, day))
                    .collect();
                dates.dedup();
                dates
            }
        };
        (!dates.is_empty()).then(|| (dates, Span::new(whole.start(), whole.end())))
    })
}

/// The date of a line that holds a date and nothing else but such words as "Published" and the time of day.
///
/// ```
/// use dateline::calendar::date_line;
/// assert_eq!(date_line("Published: Mon., 30 June 2025, 10:15 a.m. EDT").unwrap().to_string(), "2025-06-30");
/// assert!(date_line("June 30, 2025 was a Monday in Ottawa").is_none());
/// ```
#[must_use]
pub fn date_line(line: &str) -> Option<Date> {
    if line.len() > 200 {
        return None;
    }
    let (date, _) = find(line)?;
    let beside = DATE.replace_all(line, " ");
    BESIDE.replace_all(&beside, "").trim().is_empty().then_some(date)
}

/// The date of a machine's time stamp: ISO 8601, RFC 2822, seconds or milliseconds since 1970, `20250630`.
#[must_use]
pub fn stamp(text: &str) -> Option<Date> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: i64 = text.parse().ok()?;
        let seconds = match text.len() {
            8 => {
                let part = |from: usize, to: usize| text.get(from..to)?.parse::<i16>().ok();
                return date(part(0, 4)?, part(4, 6)?, part(6, 8)?);
            }
            9 | 10 => number,
            13 => number / 1000,
            _ => return None,
        };
        let date = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC).date();
        return YEARS.contains(&date.year()).then_some(date);
    }
    find(text).map(|(date, _)| date)
}

/// The day, where it exists and the year can be that of an article.
#[must_use]
pub fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    YEARS.contains(&year).then_some(date)
}

fn date_of(found: &Captures<'_>) -> Option<Date> {
    let number = |name: &str| found.name(name)?.as_str().parse::<i16>().ok();
    let month = |name: &str| {
        let word = found.name(name)?.as_str().get(..3)?.to_ascii_lowercase();
        MONTHS.iter().position(|&month| month == word).map(|index| index as i16 + 1)
    };
    if let Some(year) = number("iso_year") {
        return date(year, number("iso_month")?, number("iso_day")?);
    }
    if let Some(year) = number("head_year") {
        return date(year, month("head_month")?, number("head_day")?);
    }
    if let Some(year) = number("us_year") {
        return date(year, month("us_month")?, number("us_day")?);
    }
    if let Some(year) = number("eu_year") {
        return date(year, month("eu_month")?, number("eu_day")?);
    }
    let (first, second, year) = (number("first")?, number("second")?, number("year")?);
    match () {
        // Only dots are the same everywhere: day, month, year.
        () if first > 12 || first == second || found.name("mark")?.as_str() == "." => date(year, second, first),
        () if second > 12 => date(year, first, second),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_in_the_usual_forms_are_read() {
        for text in [
            "2025-06-30",
            "2025/6/30",
            "2025-06-30T09:30:00-04:00",
            "June 30, 2025",
            "Jun. 30 2025",
            "30 June 2025",
            "30th of June, 2025",
            "30-Jun-2025",
            "06/30/2025",
            "30/06/2025",
            "30.6.2025",
            "2025 Jun 30",
            "JUNE 30, 2025",
            "20250630",
            "1751284800",
            "1751284800000",
            "Mon, 30 Jun 2025 07:00:00 -0400",
        ] {
            assert_eq!(stamp(text).map(|date| date.to_string()).as_deref(), Some("2025-06-30"), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in [
            "",
            "2025",
            "June 2025",
            "02/03/2025",
            "2025-13-01",
            "30 February 2024",
            "1.2.3",
            "12345",
            "may 2025 be good",
        ] {
            assert_eq!(stamp(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_line_holds_nothing_else() {
        for text in [
            "June 28, 2025",
            "Published: 26 September 2021",
            "Updated 10:15 AM EDT, Mon June 30, 2025",
            "2025-06-30 | 14:02",
            "Posted on Monday, June 30, 2025 at 4:05 p.m. ET",
        ] {
            assert!(date_line(text).is_some(), "{text}");
        }
        for text in ["OTTAWA, June 28, 2025 –", "The deal of June 28, 2025", "June 28, 2025 Ottawa"] {
            assert_eq!(date_line(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,80}|[0-9a-zA-Z /.,:-]{0,60}") {
            if let Some((_, span)) = find(&text) {
                prop_assert!(!span.slice(&text).is_empty());
            }
            let _ = (date_line(&text), stamp(&text));
        }
    }
}
