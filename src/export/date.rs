//! Calendar values as people write them.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A TIMEX3 calendar value for people: as coarse as it is, years last. `earliest` is the first day that it can mean.
/// A value of an unknown shape stays as it is.
///
/// ```
/// use dateline::export::date::display;
/// assert_eq!(display("2025-06-30", None), "30 June 2025");
/// assert_eq!(display("2025-04", None), "April 2025");
/// assert_eq!(display("2025-Q2", None), "second quarter of 2025");
/// assert_eq!(display("199", None), "1990s");
/// assert_eq!(display("2025-W26", "2025-06-23".parse().ok()), "week of 23 June 2025");
/// ```
#[must_use]
pub fn display(value: &str, earliest: Option<Date>) -> String {
    if let Some(date) = day(value) {
        return long(date);
    }
    let (year, rest) = value.split_once('-').unwrap_or((value, ""));
    let digits = !year.is_empty() && year.bytes().all(|byte| byte.is_ascii_digit());
    match (digits, year.len(), rest) {
        (true, 4, "") => year.to_owned(),
        (true, 3, "") => format!("{year}0s"),
        (true, 4, _) => within_year(year, rest, earliest).unwrap_or_else(|| value.to_owned()),
        _ => value.to_owned(),
    }
}

fn within_year(year: &str, rest: &str, earliest: Option<Date>) -> Option<String> {
    let named = match rest {
        "Q1" => "first quarter of",
        "Q2" => "second quarter of",
        "Q3" => "third quarter of",
        "Q4" => "fourth quarter of",
        "H1" => "first half of",
        "H2" => "second half of",
        "SP" => "spring",
        "SU" => "summer",
        "FA" => "autumn",
        "WI" => "winter",
        _ if rest.starts_with('W') => {
            let monday = long(earliest?);
            return Some(if rest.ends_with("-WE") {
                format!("weekend of {monday}")
            } else {
                format!("week of {monday}")
            });
        }
        _ => MONTHS.get(rest.parse::<usize>().ok()?.checked_sub(1)?)?,
    };
    Some(format!("{named} {year}"))
}

/// The day of a value that names one, its time of day left out.
fn day(value: &str) -> Option<Date> {
    value.get(..10).filter(|_| value.len() == 10 || value.as_bytes()[10] == b'T')?.parse().ok()
}

/// A day for people.
#[must_use]
pub fn long(date: Date) -> String {
    let month = MONTHS[usize::from(date.month().unsigned_abs()).saturating_sub(1).min(11)];
    format!("{} {month} {}", date.day(), date.year())
}
