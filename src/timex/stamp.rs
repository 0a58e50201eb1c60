//! Lines that are nothing but a date: "Tuesday, July 11, 2023", "Posted on July 1, 2025 at 4:05 p.m. EDT".

use super::atom;
use super::lexicon::{Class, Lexicon};
use jiff::civil::Date;

/// The longest date line, in bytes; anything longer is a sentence.
const LONGEST: usize = 120;

/// The day of a line that is only a full date, perhaps with the day of the week, a time, and words such as "Posted on"
/// or "Last updated"; of two dates the first. `None` for anything else, for an impossible day, and for a numeric date
/// that has two readings (07/08/2023).
///
/// ```
/// use dateline::timex::date_line;
/// use jiff::civil::date;
/// assert_eq!(date_line("Updated: June 30, 2025 at 4:05 p.m. EDT"), Some(date(2025, 6, 30)));
/// assert_eq!(date_line("30 June 2025"), Some(date(2025, 6, 30)));
/// assert_eq!(date_line("On June 30, 2025 the ministry ordered it to close."), None);
/// ```
#[must_use]
pub fn date_line(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() > LONGEST || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let lexicon = Lexicon::get();
    let atoms = atom::scan(text, lexicon);
    let (mut month, mut day, mut year, mut found) = (None, None, None, None);
    for (index, atom) in atoms.iter().enumerate() {
        let classes = atom.classes;
        let form = atom.span.slice(text);
        if classes.has(Class::FullDate) {
            if !classes.has(Class::SureDate) {
                return None;
            }
            let packed = atom.number as i32;
            found =
                found.or(Date::new((packed / 10_000) as i16, (packed / 100 % 100) as i8, (packed % 100) as i8).ok());
        } else if classes.has(Class::Month) {
            month = Some(atom.value(Class::Month, lexicon) as i8);
        } else if classes.has(Class::Year) && month.is_some() && day.is_some() && year.is_none() {
            year = Some(atom.number as i16);
        } else if classes.has(Class::Hour) && atoms.get(index + 1).is_some_and(|next| next.classes.has(Class::Ampm)) {
            // The hour of a time.
        } else if classes.has(Class::Day) && day.is_none() && form.starts_with(|c: char| c.is_ascii_digit()) {
            day = Some(atom.number as i8);
        } else if !is_filler(form, classes) {
            return None;
        }
        if let (Some(y), Some(m), Some(d)) = (year, month, day) {
            found = found.or(Date::new(y, m, d).ok());
            (month, day, year) = (None, None, None);
        }
    }
    let open = month.is_some() || day.is_some() || year.is_some();
    found.filter(|_| !open)
}

fn is_filler(form: &str, classes: super::lexicon::ClassSet) -> bool {
    classes.has(Class::Stamp)
        || classes.has(Class::Weekday)
        || classes.has(Class::Zone)
        || classes.has(Class::Clock)
        || classes.has(Class::Ampm)
        || !form.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn lines_that_are_dates() {
        for line in [
            "Friday, June 30, 2025",
            "30 June 2025",
            "2025-06-30",
            "2025-06-30T16:05:00Z",
            "June 30, 2025 at 4:05 p.m. EDT",
            "Posted on June 30, 2025",
            "Published: Jun 30, 2025, 4 pm ET",
            "Last updated 30th June, 2025 | 16:05 GMT",
            "  30.06.2025  ",
            "06/30/2025",
            "Published 30 Jun 2025 – Updated 1 Jul 2025",
            "(June 30, 2025)",
            "the 30th of June 2025",
        ] {
            assert_eq!(date_line(line), Some(date(2025, 6, 30)), "{line}");
        }
    }

    #[test]
    fn lines_that_are_not() {
        for line in [
            "",
            "June 2025",
            "June 30",
            "07/08/2023",
            "February 30, 2025",
            "On June 30, 2025 Canada ordered the firm to close.",
            "Budget 2025: what June 30 means",
            "1234",
            "Published by the ministry",
            "30 June 2025 12 people",
        ] {
            assert_eq!(date_line(line), None, "{line}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,60}|[0-9/.: -]{0,30}") {
            let _ = date_line(&text);
        }
    }
}
