//! How dates are written on the screen, and how a typed one is read.

use dateline::analysis::EventDate;
use jiff::civil::Date;

/// A date in the two columns of the timeline: the year, and the finer part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Label {
    /// `2025`, `1990s`; empty where only the finer part is known.
    pub(super) year: String,
    /// `30 Jun`, `Jun`, `Q2`, `week 26`; empty where there is none.
    pub(super) day: String,
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The columns of `date` on the timeline.
pub(super) fn label(date: &EventDate) -> Label {
    let value = date.value.split('T').next().unwrap_or_default();
    // Of an interval the columns have its first day, or its years.
    let (value, last) = value.split_once('/').unwrap_or((value, ""));
    let (year, rest) = value.split_once('-').unwrap_or((value, ""));
    let year = match year.len() {
        3 => format!("{year}0s"),
        2 => format!("{year}00s"),
        _ => year.to_owned(),
    };
    let day = match rest {
        _ if !last.is_empty() && last.get(..4) != value.get(..4) => format!("–{}", last.get(..4).unwrap_or_default()),
        "SP" => "spring".into(),
        "SU" => "summer".into(),
        "FA" => "autumn".into(),
        "WI" => "winter".into(),
        _ if rest.starts_with('W') => {
            let week = rest.trim_start_matches('W').split('-').next().unwrap_or_default();
            if rest.ends_with("WE") { format!("we {week}") } else { format!("wk {week}") }
        }
        _ => month_and_day(rest).unwrap_or_else(|| rest.to_owned()),
    };
    Label { year, day }
}

fn month_and_day(rest: &str) -> Option<String> {
    let (month, day) = rest.split_once('-').unwrap_or((rest, ""));
    let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    Some(match day.parse::<u8>() {
        Ok(day) => format!("{day} {month}"),
        Err(_) => (*month).to_owned(),
    })
}

/// A day in words: `30 Jun 2025`.
pub(super) fn day(date: Date) -> String {
    format!("{} {}", short_day(date), date.year())
}

/// A day of a known year: `30 Jun`.
pub(super) fn short_day(date: Date) -> String {
    let month = usize::try_from(date.month() - 1).ok().and_then(|month| MONTHS.get(month)).unwrap_or(&"");
    format!("{} {month}", date.day())
}

/// An event's date in words: `30 Jun 2025`, `Q2 2025`.
pub(super) fn words(date: &EventDate) -> String {
    if let Some((first, last)) = date.value.split_once('/') {
        let end = |value: &str| words(&EventDate { value: value.to_owned(), ..date.clone() });
        return format!("{} to {}", end(first), end(last));
    }
    let Label { year, day } = label(date);
    if day.is_empty() { year } else { format!("{day} {year}") }
}

/// Reads a day as people type it: `2025-06-30`, `30 Jun 2025`, `June 30, 2025`, `30.6.2025`.
pub(super) fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let parts: Vec<&str> = text.split([' ', ',', '.', '/']).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let month = |text: &str| {
        let lower: String = text.chars().take(3).collect::<String>().to_lowercase();
        MONTHS.iter().zip(1_i8..).find(|(name, _)| name.to_lowercase() == lower).map(|(_, number)| number)
    };
    let year = third.parse().ok()?;
    let (month, day) = match (month(first), month(second)) {
        (Some(month), None) => (month, second.parse().ok()?),
        (None, Some(month)) => (month, first.parse().ok()?),
        // Day first, as with the dots; `2025/06/30` is none of these.
        (None, None) if text.contains('.') => (second.parse().ok()?, first.parse().ok()?),
        _ => return None,
    };
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline::analysis::Why;

    fn written(value: &str) -> (String, String) {
        let date = EventDate { value: value.into(), earliest: None, latest: None, why: Why::Explicit };
        let Label { year, day } = label(&date);
        (year, day)
    }

    #[test]
    fn values_become_columns() {
        for (value, year, day) in [
            ("2025-06-30", "2025", "30 Jun"),
            ("2025-06-30T14:00", "2025", "30 Jun"),
            ("2025-04", "2025", "Apr"),
            ("2019", "2019", ""),
            ("199", "1990s", ""),
            ("2025-W26", "2025", "wk 26"),
            ("2025-Q2", "2025", "Q2"),
            ("2025-SU", "2025", "summer"),
            ("1939-09-01/1945-09-02", "1939", "–1945"),
            ("2024-03-11/2024-04-09", "2024", "11 Mar"),
        ] {
            assert_eq!(written(value), (year.into(), day.into()));
        }
        let reign = EventDate { value: "1947/1991-12-26".into(), earliest: None, latest: None, why: Why::Explicit };
        assert_eq!(words(&reign), "1947 to 26 Dec 1991");
    }

    #[test]
    fn days_are_read_as_people_type_them() {
        let day = Some(Date::constant(2025, 6, 30));
        for text in ["2025-06-30", "30 Jun 2025", "June 30, 2025", "30.6.2025", " 30 june 2025 "] {
            assert_eq!(parse(text), day, "{text}");
        }
        for text in ["", "yesterday", "30/6/2025", "2025-13-01", "31 Feb 2025", "Jun Jul 2025"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
