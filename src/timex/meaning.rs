//! What an expression says, before anything is known of the publication or the narrative.

use super::calendar::Unit;
use super::pattern::Category;
use crate::analysis::TimexKind;

/// The meaning of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    /// A place in the calendar.
    Point(Point),
    /// A time of a day that something else tells.
    Clock(Clock),
    /// A length of time.
    Length(Length),
    /// Something that recurs; the value is complete.
    Repeat(String),
    /// A value as it stands.
    Vague(String, TimexKind),
    /// What only looks like a time.
    Nothing,
}

/// A place in the calendar, perhaps an incomplete one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) base: Base,
    pub(super) toward: Toward,
    pub(super) time: Option<Clock>,
    pub(super) modifier: Option<&'static str>,
}

/// Which one of several that the words leave open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Toward {
    /// The words do not say.
    Open,
    This,
    /// Before publication.
    Last,
    /// Before publication, or around it: "this past spring".
    Past,
    /// After publication.
    Next,
    /// Before the date that the text is at.
    Previous,
    /// After the date that the text is at.
    Following,
}

/// What is known of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearOf {
    Open,
    Known(i16),
    /// Years from that of publication.
    Shift(i32),
    /// Years from the one that the text is at: "in May that year", "in March the next year".
    Told(i32),
}

/// The core of a [`Point`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Base {
    /// A day of a month, and the day of the week if it was said.
    Day {
        month: i8,
        day: i8,
        year: YearOf,
    },
    /// A day of the month that the text is at, and its day of the week.
    MonthDay {
        day: i8,
        weekday: i8,
    },
    /// A day of the month that the text is at, or of that of publication: "on the 9th", "the 12th inst."
    DayOf {
        day: i8,
        published: bool,
    },
    Month {
        month: i8,
        year: YearOf,
    },
    Weekday {
        weekday: i8,
    },
    /// The weekday of the week so many weeks from publication.
    WeekdayOf {
        weekday: i8,
        weeks: i32,
    },
    Season {
        season: i8,
        year: YearOf,
    },
    Quarter {
        quarter: i8,
        year: YearOf,
    },
    Half {
        half: i8,
        year: YearOf,
    },
    Year(i16),
    Decade(i16),
    Century(i16),
    /// An index of the lexicon's holidays; the week or weekend around it if `whole` says so.
    Holiday {
        index: usize,
        year: YearOf,
        whole: Option<Unit>,
    },
    /// An index of the lexicon's eras.
    Era {
        index: usize,
    },
    /// "The week of May 27": the week or weekend that the day lies in.
    Around {
        unit: Unit,
        month: i8,
        day: i8,
        year: YearOf,
    },
    /// "The first week of May", "the last Sunday in June": `nth` from 1, or -1 for the last.
    Nth {
        nth: i8,
        of: Nth,
        month: i8,
        year: YearOf,
    },
    /// The second day of a range: "June 3-7".
    RangeDay {
        day: i8,
        year: YearOf,
    },
    /// The quarter that ends around a day: "the quarter ended July 31".
    QuarterTo {
        month: i8,
        day: i8,
        year: YearOf,
    },
    /// So many weeks from the last weekday of this name (or the next, if ahead): "two weeks ago Monday".
    WeekdayWeeks {
        weekday: i8,
        weeks: i32,
    },
    /// To the day: "10 years ago today".
    AwayDay {
        unit: Unit,
        count: i32,
    },
    /// The unit that holds the day of publication (`narrative`: that the text is at), moved by so many.
    Unit {
        unit: Unit,
        shift: i32,
        narrative: bool,
    },
    /// So many units from publication (`narrative`: from the date that the text is at).
    Away {
        unit: Unit,
        count: Count,
        narrative: bool,
    },
    /// The place of this size that the text is at, moved by so many; `anew` where it must have been named.
    Same {
        unit: Unit,
        shift: i32,
        named: bool,
    },
    /// The quarter (or period) that the text is at, of another year: "the 1988 quarter".
    PeriodOf {
        year: i16,
        quarterly: bool,
    },
    /// The period that the text is at, so many years before; the quarter if it is named; only a quarter if `quarterly`.
    YearAgo {
        quarter: Option<i8>,
        years: i32,
        quarterly: bool,
    },
}

/// What is counted within a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nth {
    Day,
    Week,
    Weekend,
    /// Monday 1 to Sunday 7.
    Weekday(i8),
}

/// A number of units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Count {
    Exact(f64),
    /// So many, with the sign of the direction.
    Vague(i32),
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    /// Minutes since midnight.
    Minutes(u16),
    /// `MO`, `AF`, `EV`, `NI`, `DT`.
    Part(&'static str),
    /// The night that ends on the day.
    Overnight,
}

impl Clock {
    /// The value after the day: `T16:05`, `TMO`.
    pub(super) fn value(self) -> String {
        match self {
            Clock::Minutes(minutes) => format!("T{:02}:{:02}", minutes / 60, minutes % 60),
            Clock::Part(part) => format!("T{part}"),
            Clock::Overnight => "TNI".to_owned(),
        }
    }
}

/// A length of time.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Length {
    pub(super) unit: Unit,
    pub(super) count: Count,
    pub(super) modifier: Option<&'static str>,
    /// Whether it is said of a known stretch: "the nine months".
    pub(super) definite: bool,
    /// Month, day and year that it ends on: "the year ended June 30".
    pub(super) until: Option<(i8, i8, YearOf)>,
}

impl Length {
    /// The TIMEX3 value.
    pub(super) fn value(&self) -> String {
        let (time, letter, factor) = match self.unit {
            Unit::Second => ("T", "S", 1.0),
            Unit::Minute => ("T", "M", 1.0),
            Unit::Hour => ("T", "H", 1.0),
            Unit::Day => ("", "D", 1.0),
            Unit::Week => ("", "W", 1.0),
            Unit::Fortnight => ("", "W", 2.0),
            Unit::Weekend => ("", "WE", 1.0),
            Unit::Month => ("", "M", 1.0),
            Unit::Quarter => ("", "Q", 1.0),
            Unit::Half => ("", "M", 6.0),
            Unit::Season => ("", "X", 1.0),
            Unit::Year => ("", "Y", 1.0),
            Unit::Decade => ("", "Y", 10.0),
            Unit::Century => ("", "Y", 100.0),
            Unit::Millennium => ("", "Y", 1000.0),
            Unit::Night => ("T", "NI", 1.0),
        };
        let Count::Exact(count) = self.count else {
            let letter = match self.unit {
                Unit::Decade => "E",
                Unit::Century => "C",
                Unit::Millennium => "L",
                _ => letter,
            };
            return format!("P{time}X{letter}");
        };
        let count = count * factor;
        let whole = count.floor();
        let rest = count - whole;
        if rest == 0.0 {
            return format!("P{time}{whole}{letter}");
        }
        let parts = match self.unit {
            Unit::Year | Unit::Decade | Unit::Century => Some((12.0, "Y", "M", "")),
            Unit::Day => Some((24.0, "D", "H", "T")),
            Unit::Hour => Some((60.0, "H", "M", "")),
            Unit::Minute => Some((60.0, "M", "S", "")),
            _ => None,
        };
        match parts {
            Some((size, big, small, mark)) if (rest * size).fract().abs() < 1e-6 => {
                let small = format!("{mark}{}{small}", rest * size);
                if whole > 0.0 { format!("P{time}{whole}{big}{small}") } else { format!("P{time}{small}") }
            }
            _ => format!("P{time}{count}{letter}"),
        }
    }
}

impl Meaning {
    pub(super) fn point(base: Base, toward: Toward) -> Meaning {
        Meaning::Point(Point { base, toward, time: None, modifier: None })
    }

    /// What patterns of a higher level can take it for.
    pub(super) fn category(&self) -> Category {
        match self {
            Meaning::Point(point) if point.time.is_some() => Category::TIME,
            Meaning::Point(point) => match point.base {
                Base::Weekday { .. } => Category::DAY.and(Category::WEEKDAY),
                Base::Holiday { whole: Some(_), .. } | Base::Nth { of: Nth::Week | Nth::Weekend, .. } => {
                    Category::PERIOD
                }
                Base::WeekdayOf { .. }
                | Base::Day { .. }
                | Base::MonthDay { .. }
                | Base::DayOf { .. }
                | Base::Holiday { .. }
                | Base::Nth { .. }
                | Base::WeekdayWeeks { .. }
                | Base::AwayDay { .. } => Category::DAY,
                Base::RangeDay { .. } => Category::default(),
                Base::Year(_) => Category::PERIOD.and(Category::YEAR),
                Base::Quarter { .. } => Category::PERIOD.and(Category::QUARTER),
                Base::Unit { unit, .. } | Base::Away { unit, .. } | Base::Same { unit, .. } => match unit {
                    Unit::Day | Unit::Night => Category::DAY,
                    Unit::Second | Unit::Minute | Unit::Hour => Category::default(),
                    _ => Category::PERIOD,
                },
                _ => Category::PERIOD,
            },
            Meaning::Clock(_) => Category::TIME,
            Meaning::Length(_) => Category::LENGTH,
            Meaning::Repeat(_) | Meaning::Vague(..) | Meaning::Nothing => Category::default(),
        }
    }
}
