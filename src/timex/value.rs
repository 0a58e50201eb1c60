//! TIMEX3 calendar values and the days that they cover.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// The first and the last day that the TIMEX3 calendar value can mean; `None` where it has no place in the calendar
/// (durations, sets, `PRESENT_REF`, values whose year is unknown) or is not a value at all.
///
/// Understands years, decades (`199`, `199X`), centuries (`19`, `19XX`), months, weeks, weekends, quarters, halves,
/// seasons, days, times of day, unknown digits at the end (`1998-XX`), and intervals of them (`1939/1945`).
///
/// ```
/// use dateline::timex::parse_value_range;
/// use jiff::civil::date;
/// assert_eq!(parse_value_range("2025-Q2"), Some((date(2025, 4, 1), date(2025, 6, 30))));
/// assert_eq!(parse_value_range("199"), Some((date(1990, 1, 1), date(1999, 12, 31))));
/// assert_eq!(parse_value_range("P3M"), None);
/// ```
#[must_use]
pub fn parse_value_range(value: &str) -> Option<(Date, Date)> {
    if let Some((first, last)) = value.split_once('/') {
        let ends = (parse_value_range(first)?.0, parse_value_range(last)?.1);
        return Some(ends).filter(|ends| ends.0 <= ends.1 && !value.contains('T') && !last.contains('/'));
    }
    let day = value.split('T').next()?;
    let mut parts = day.split('-');
    let (first, last) = years(parts.next()?)?;
    let Some(second) = parts.next().filter(|part| !is_unknown(part)) else {
        return Some((Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?));
    };
    if first != last {
        return None;
    }
    let third = parts.next();
    if parts.next().is_some() {
        return None;
    }
    if let Some(week) = second.strip_prefix('W').filter(|week| week != &"I" && !week.is_empty()) {
        return if is_unknown(week) { year_range(first) } else { week_range(first, week.parse().ok()?, third) };
    }
    if let Some(quarter) = second.strip_prefix('Q') {
        return if quarter == "X" { year_range(first) } else { months(first, 3, quarter.parse().ok()?, 4) };
    }
    if let Some(half) = second.strip_prefix('H') {
        return if half == "X" { year_range(first) } else { months(first, 6, half.parse().ok()?, 2) };
    }
    match second {
        "SP" => return span(first, 3, 3),
        "SU" => return span(first, 6, 3),
        "FA" => return span(first, 9, 3),
        "WI" => return span(first, 12, 3),
        _ => {}
    }
    let month = two_digits(second)?;
    let start = Date::new(first, month, 1).ok()?;
    match third.filter(|part| !is_unknown(part)) {
        None => Some((start, start.last_of_month())),
        Some("WE") => None,
        Some(text) => {
            let date = Date::new(first, month, two_digits(text)?).ok()?;
            Some((date, date))
        }
    }
}

fn is_unknown(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte == b'X')
}

fn two_digits(text: &str) -> Option<i8> {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// First and last year of `1998`, `199`, `199X`, `19`, `19XX`, `BC0044`.
fn years(text: &str) -> Option<(i16, i16)> {
    if let Some(before) = text.strip_prefix("BC") {
        let year = 1 - before.parse::<i16>().ok().filter(|&year| year > 0)?;
        return Some((year, year));
    }
    if text.len() > 4 || text.is_empty() {
        return None;
    }
    let known = text.trim_end_matches('X');
    if known.is_empty() || !known.bytes().all(|byte| byte.is_ascii_digit()) || text != known && text.len() != 4 {
        return None;
    }
    let wide = 10_i16.pow(4 - known.len() as u32);
    let first = known.parse::<i16>().ok()? * wide;
    Some((first, first + wide - 1)).filter(|_| (2..=4).contains(&known.len()))
}

fn year_range(year: i16) -> Option<(Date, Date)> {
    Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
}

/// The `number`th stretch of `length` months of a year that holds `count` of them.
fn months(year: i16, length: i8, number: i8, count: i8) -> Option<(Date, Date)> {
    (1..=count).contains(&number).then(|| span(year, length * (number - 1) + 1, length))?
}

/// `length` months from the first day of `month`; they may reach into the next year.
fn span(year: i16, month: i8, length: i8) -> Option<(Date, Date)> {
    let start = Date::new(year, month, 1).ok()?;
    let last = start.checked_add((i32::from(length) - 1).months()).ok()?;
    Some((start, last.last_of_month()))
}

fn week_range(year: i16, week: i8, day: Option<&str>) -> Option<(Date, Date)> {
    let monday = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
    let plus = |days: i32| monday.checked_add(days.days()).ok();
    match day {
        Some("WE") => Some((plus(5)?, plus(6)?)),
        Some(text) if !is_unknown(text) => {
            let number = text.parse::<i32>().ok().filter(|number| (1..=7).contains(number))?;
            let date = plus(number - 1)?;
            Some((date, date))
        }
        _ => Some((monday, plus(6)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn every_shape_of_value_has_its_days() {
        let range = |value| parse_value_range(value).map(|(a, b)| format!("{a}..{b}"));
        for (value, want) in [
            ("2019", "2019-01-01..2019-12-31"),
            ("199", "1990-01-01..1999-12-31"),
            ("199X", "1990-01-01..1999-12-31"),
            ("20", "2000-01-01..2099-12-31"),
            ("19XX", "1900-01-01..1999-12-31"),
            ("2025-04", "2025-04-01..2025-04-30"),
            ("2024-02-XX", "2024-02-01..2024-02-29"),
            ("1998-XX-XX", "1998-01-01..1998-12-31"),
            ("2025-06-30", "2025-06-30..2025-06-30"),
            ("2025-06-30T16:05", "2025-06-30..2025-06-30"),
            ("2025-06-30TMO", "2025-06-30..2025-06-30"),
            ("2025-W26", "2025-06-23..2025-06-29"),
            ("2025-W26-3", "2025-06-25..2025-06-25"),
            ("2025-W26-WE", "2025-06-28..2025-06-29"),
            ("2025-WXX", "2025-01-01..2025-12-31"),
            ("2025-Q2", "2025-04-01..2025-06-30"),
            ("2025-QX", "2025-01-01..2025-12-31"),
            ("2025-H1", "2025-01-01..2025-06-30"),
            ("2025-SU", "2025-06-01..2025-08-31"),
            ("2025-WI", "2025-12-01..2026-02-28"),
            ("1939/1945", "1939-01-01..1945-12-31"),
            ("2024-03-11/2024-04-09", "2024-03-11..2024-04-09"),
            ("BC0044", "-000043-01-01..-000043-12-31"),
        ] {
            assert_eq!(range(value).as_deref(), Some(want), "{value}");
        }
        for value in [
            "",
            "X",
            "XXXX",
            "XXXX-06-30",
            "P3M",
            "PRESENT_REF",
            "2025-13",
            "1945/1939",
            "1939/",
            "1939/1940/1941",
            "2025-02-30",
            "2025-W54",
            "2025-Q5",
            "1",
            "20251",
            "2025-6",
            "2025-W",
            "2025-06-30-1",
            "19X",
            "T16:05",
        ] {
            assert_eq!(range(value), None, "{value}");
        }
    }

    #[test]
    fn the_last_year_of_the_calendar_has_no_winter() {
        assert_eq!(parse_value_range("9999-WI"), None);
        assert_eq!(parse_value_range("9999-12-31"), Some((date(9999, 12, 31), date(9999, 12, 31))));
    }

    proptest! {
        #[test]
        fn ends_are_in_order(value in "\\PC{0,12}|(BC)?[0-9X]{1,5}(-(W?[0-9X]{1,2}|Q[0-9X]|H[0-9]|SU|WI)(-[0-9X]{1,2}|-WE)?)?(T\\PC{0,5})?") {
            if let Some((earliest, latest)) = parse_value_range(&value) {
                prop_assert!(earliest <= latest);
            }
        }
    }
}
