//! Places in the calendar, from a day to a century, and how to move between them. Arithmetic by `jiff`.

use jiff::Span;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use std::fmt;

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
    Weekend,
    Fortnight,
    Half,
    Season,
    Night,
}

impl Unit {
    /// The unit with the lexicon's number.
    pub(super) fn numbered(number: f64) -> Option<Unit> {
        use Unit::{
            Century, Day, Decade, Fortnight, Half, Hour, Millennium, Minute, Month, Night, Quarter, Season, Second,
            Week, Weekend, Year,
        };
        const ALL: [Unit; 16] = [
            Second, Minute, Hour, Day, Week, Month, Quarter, Year, Decade, Century, Millennium, Weekend, Fortnight,
            Half, Season, Night,
        ];
        ALL.get(usize::try_from(number as i64 - 1).ok()?).copied()
    }

    /// The unit that a rule names.
    pub(super) fn named(name: &str) -> Option<Unit> {
        Some(match name {
            "day" => Unit::Day,
            "week" => Unit::Week,
            "month" => Unit::Month,
            "quarter" | "period" => Unit::Quarter,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "weekend" => Unit::Weekend,
            "fortnight" => Unit::Fortnight,
            "night" => Unit::Night,
            "season" => Unit::Season,
            "hour" => Unit::Hour,
            _ => return None,
        })
    }

    /// Whether it is shorter than a day.
    pub(super) fn is_clock(self) -> bool {
        matches!(self, Unit::Second | Unit::Minute | Unit::Hour)
    }
}

/// A place in the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Day(Date),
    /// ISO year and week.
    Week(i16, i8),
    Weekend(i16, i8),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    /// 1, spring, to 4.
    Season(i16, i8),
    Year(i16),
    /// The year without its last digit.
    Decade(i16),
    /// The year without its last two digits.
    Century(i16),
    /// From a first to a last day, where no unit of the calendar is as long: a reign, a month of the moon.
    Span(Date, Date),
}

impl fmt::Display for Place {
    /// The TIMEX3 value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Place::Day(date) if date.year() > 0 => {
                write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
            }
            Place::Day(date) => write!(f, "BC{:04}-{:02}-{:02}", 1 - date.year(), date.month(), date.day()),
            Place::Week(year, week) => write!(f, "{year:04}-W{week:02}"),
            Place::Weekend(year, week) => write!(f, "{year:04}-W{week:02}-WE"),
            Place::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Place::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Place::Half(year, half) => write!(f, "{year:04}-H{half}"),
            Place::Season(year, season) => {
                write!(f, "{year:04}-{}", season_code(season).unwrap_or("XX"))
            }
            Place::Year(year) if year > 0 => write!(f, "{year:04}"),
            Place::Year(year) => write!(f, "BC{:04}", 1 - year),
            Place::Decade(decade) => write!(f, "{decade:03}"),
            Place::Century(century) => write!(f, "{century:02}"),
            // An interval of ISO 8601; TIMEX3 has no form for one.
            Place::Span(first, last) if (first.day_of_year(), last) == (1, last.last_of_year()) => {
                write!(f, "{}/{}", Place::Year(first.year()), Place::Year(last.year()))
            }
            Place::Span(first, last) => write!(f, "{}/{}", Place::Day(first), Place::Day(last)),
        }
    }
}

impl Place {
    /// The place of this size that holds `date`.
    pub(super) fn around(date: Date, unit: Unit) -> Option<Place> {
        let (year, month) = (date.year(), date.month());
        if year < 1 {
            return None;
        }
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Night => Place::Day(date),
            Unit::Week | Unit::Fortnight => week(date, false),
            Unit::Weekend => week(date, true),
            Unit::Month => Place::Month(year, month),
            Unit::Quarter => Place::Quarter(year, (month - 1) / 3 + 1),
            Unit::Half => Place::Half(year, (month - 1) / 6 + 1),
            Unit::Season => match month {
                1 | 2 => Place::Season(year - 1, 4),
                12 => Place::Season(year, 4),
                _ => Place::Season(year, month / 3),
            },
            Unit::Year => Place::Year(year),
            Unit::Decade => Place::Decade(year / 10),
            Unit::Century | Unit::Millennium => Place::Century(year / 100),
        })
    }

    pub(super) fn unit(self) -> Unit {
        match self {
            Place::Day(_) => Unit::Day,
            Place::Week(..) => Unit::Week,
            Place::Weekend(..) => Unit::Weekend,
            Place::Month(..) => Unit::Month,
            Place::Quarter(..) => Unit::Quarter,
            Place::Half(..) => Unit::Half,
            Place::Season(..) => Unit::Season,
            Place::Year(_) => Unit::Year,
            Place::Decade(_) => Unit::Decade,
            Place::Century(_) => Unit::Century,
            // Of its own length; it counts as what is shorter than a year.
            Place::Span(..) => Unit::Season,
        }
    }

    /// First and last day; `None` beyond the calendar.
    pub(super) fn range(self) -> Option<(Date, Date)> {
        match self {
            Place::Day(date) => return Some((date, date)),
            Place::Span(first, last) => return Some((first, last)),
            _ => {}
        }
        super::value::parse_value_range(&self.to_string())
    }

    /// The place `count` of its own units later, or earlier.
    pub(super) fn shift(self, count: i32) -> Option<Place> {
        let wrap = |year: i16, number: i8, of: i32| {
            let index = i32::from(year) * of + i32::from(number) - 1 + count;
            let year = i16::try_from(index.div_euclid(of)).ok().filter(|year| (1..=9999).contains(year))?;
            Some((year, (index.rem_euclid(of) + 1) as i8))
        };
        Some(match self {
            Place::Day(date) => Place::Day(add_days(date, count)?),
            Place::Week(..) | Place::Weekend(..) => {
                let date = add_days(self.range()?.0, count.checked_mul(7)?)?;
                Place::around(date, self.unit())?
            }
            Place::Month(year, month) => wrap(year, month, 12).map(|(year, month)| Place::Month(year, month))?,
            Place::Quarter(year, quarter) => {
                wrap(year, quarter, 4).map(|(year, quarter)| Place::Quarter(year, quarter))?
            }
            Place::Half(year, half) => wrap(year, half, 2).map(|(year, half)| Place::Half(year, half))?,
            Place::Season(year, season) => wrap(year, season, 4).map(|(year, season)| Place::Season(year, season))?,
            Place::Year(year) => Place::Year(moved(year, count, 9999)?),
            Place::Decade(decade) => Place::Decade(moved(decade, count, 999)?),
            Place::Century(century) => Place::Century(moved(century, count, 99)?),
            Place::Span(..) => return None,
        })
    }

    /// The same place `years` later, or earlier.
    pub(super) fn shift_years(self, years: i32) -> Option<Place> {
        Some(match self {
            Place::Day(date) => Place::Day({
                let years = Span::new().try_years(years).ok()?;
                date.checked_add(years).ok().filter(|date| date.year() > 0)?
            }),
            Place::Week(year, number) => Place::Week(moved(year, years, 9999)?, number.min(52)),
            Place::Weekend(year, number) => Place::Weekend(moved(year, years, 9999)?, number.min(52)),
            Place::Month(year, number) => Place::Month(moved(year, years, 9999)?, number),
            Place::Quarter(year, number) => Place::Quarter(moved(year, years, 9999)?, number),
            Place::Half(year, number) => Place::Half(moved(year, years, 9999)?, number),
            Place::Season(year, number) => Place::Season(moved(year, years, 9999)?, number),
            Place::Year(year) => Place::Year(moved(year, years, 9999)?),
            Place::Decade(_) | Place::Century(_) | Place::Span(..) => return None,
        })
    }

    /// The first day, for arithmetic.
    pub(super) fn start(self) -> Option<Date> {
        self.range().map(|(first, _)| first)
    }

    /// The year, where it has one.
    pub(super) fn year(self) -> Option<i16> {
        match self {
            Place::Day(date) => Some(date.year()),
            Place::Span(first, last) => Some(first.year()).filter(|_| first.year() + 1 >= last.year()),
            Place::Week(year, _)
            | Place::Weekend(year, _)
            | Place::Month(year, _)
            | Place::Quarter(year, _)
            | Place::Half(year, _)
            | Place::Season(year, _)
            | Place::Year(year) => Some(year),
            Place::Decade(_) | Place::Century(_) => None,
        }
    }
}

fn moved(from: i16, by: i32, last: i32) -> Option<i16> {
    let to = i32::from(from).checked_add(by)?;
    (1..=last).contains(&to).then_some(to as i16)
}

fn week(date: Date, end: bool) -> Place {
    let week: ISOWeekDate = date.iso_week_date();
    if end { Place::Weekend(week.year(), week.week()) } else { Place::Week(week.year(), week.week()) }
}

/// TIMEX3's code of a season, 1, spring, to 4.
pub(super) fn season_code(season: i8) -> Option<&'static str> {
    ["SP", "SU", "FA", "WI"].get(usize::try_from(season - 1).ok()?).copied()
}

/// `date` moved by days; `None` beyond the calendar.
pub(super) fn add_days(date: Date, count: i32) -> Option<Date> {
    date.checked_add(Span::new().try_days(count).ok()?).ok().filter(|date| date.year() > 0)
}

/// `date` moved by `count` units, at the size of the unit: "four years ago" is a year, "ten days ago" a day.
pub(super) fn away(date: Date, unit: Unit, count: i32) -> Option<Place> {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => None,
        Unit::Day | Unit::Night | Unit::Weekend => add_days(date, count).map(Place::Day),
        Unit::Fortnight => add_days(date, count.checked_mul(14)?).map(Place::Day),
        Unit::Decade => Place::Year(date.year()).shift(count.checked_mul(10)?),
        Unit::Century => Place::Year(date.year()).shift(count.checked_mul(100)?),
        Unit::Millennium => Place::Year(date.year()).shift(count.checked_mul(1000)?),
        Unit::Week | Unit::Month | Unit::Quarter | Unit::Year | Unit::Half | Unit::Season => {
            Place::around(date, unit)?.shift(count)
        }
    }
}

/// The nearest day of this weekday (Monday 1) strictly after (`count` 1), strictly before (-1) `date`.
pub(super) fn weekday_near(date: Date, weekday: i8, count: i32) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    date.nth_weekday(count, weekday).ok().filter(|date| date.year() > 0)
}

/// Easter Sunday of a year by the Gregorian rule (Meeus, Jones and Butcher's method, Astronomical Algorithms, ch. 8).
#[expect(clippy::many_single_char_names, reason = "the letters of the method")]
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, month as i8, day as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easter_falls_where_the_church_says() {
        for (year, month, day) in
            [(1961, 4, 2), (1998, 4, 12), (2008, 3, 23), (2024, 3, 31), (2025, 4, 20), (2038, 4, 25)]
        {
            assert_eq!(easter(year), Some(date(year, month, day)));
        }
    }

    #[test]
    fn places_move_over_the_ends_of_years() {
        let day = date(2024, 1, 10);
        let moved =
            |unit, count| Place::around(day, unit).and_then(|place| place.shift(count)).map(|place| place.to_string());
        assert_eq!(moved(Unit::Week, -2).as_deref(), Some("2023-W52"));
        assert_eq!(moved(Unit::Quarter, -1).as_deref(), Some("2023-Q4"));
        assert_eq!(moved(Unit::Season, 0).as_deref(), Some("2023-WI"));
        assert_eq!(moved(Unit::Month, -13).as_deref(), Some("2022-12"));
        assert_eq!(moved(Unit::Decade, -1).as_deref(), Some("201"));
        assert_eq!(
            Place::Day(date(2024, 2, 29)).shift_years(-1).map(|place| place.to_string()).as_deref(),
            Some("2023-02-28")
        );
        assert_eq!(away(date(9999, 12, 31), Unit::Day, 1), None);
        assert_eq!(away(date(1, 1, 1), Unit::Year, -1), None);
    }
}
