//! The resolution machine: meanings to values, against the publication date and the date that the narrative is at,
//! with a reason for each step.

use super::calendar::{Place, Unit, add_days, away, season_code, weekday_near};
use super::lexicon::Lexicon;
use super::meaning::{Base, Clock, Count, Length, Meaning, Point, Toward, YearOf};
use super::tense::Tense;
use super::value::parse_value_range;
use super::yearly::{around, around_holiday, nth_of, quarter_to, weekday_weeks};
use crate::analysis::{TimexKind, Why};
use jiff::civil::Date;

/// A resolved expression, without its place in the text.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub(super) kind: TimexKind,
    pub(super) value: String,
    pub(super) modifier: Option<&'static str>,
    pub(super) place: Option<Place>,
    pub(super) why: Why,
    pub(super) steps: Vec<String>,
}

/// The stretch that "a year earlier" repeats.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Period {
    Place(Place),
    /// Months of a report over part of a year: "the nine months".
    Months,
}

/// Where the narrative is in time.
pub(super) struct Narrative<'a> {
    lexicon: &'a Lexicon,
    /// Whether the text tells of long ago throughout.
    pub(super) chronicle: bool,
    pub(super) published: Option<Date>,
    /// The last place that the text named, and in which sentence.
    pub(super) last: Option<(Place, usize)>,
    /// Whether the expression at hand ends a range that the last one began.
    in_range: bool,
    last_day: Option<(Date, usize)>,
    period: Option<Period>,
    /// The last quarter or half.
    quarter: Option<Place>,
}

/// How many sentences a day stays the one that "that day" means.
const REACH: usize = 4;

impl<'a> Narrative<'a> {
    pub(super) fn new(lexicon: &'a Lexicon, published: Option<Date>, chronicle: bool) -> Self {
        // The calendar's first years cannot be counted back from.
        Self {
            lexicon,
            chronicle,
            published: published.filter(|date| date.year() > 0),
            last: None,
            in_range: false,
            last_day: None,
            period: None,
            quarter: None,
        }
    }

    /// Tells whether the next expression ends a range that the last one began: "from Monday to Friday".
    pub(super) fn set_range(&mut self, in_range: bool) {
        self.in_range = in_range;
    }

    /// Where the range began that the expression at hand ends.
    pub(super) fn range_start(&self) -> Option<Place> {
        self.last.filter(|_| self.in_range).map(|(place, _)| place)
    }

    /// Resolves one expression, in order of the text. `None` where it has no sense (30 February) or no time in it.
    pub(super) fn resolve(
        &mut self,
        meaning: &Meaning,
        sentence: usize,
        tense: &dyn Fn() -> Tense,
    ) -> Option<Resolved> {
        match meaning {
            Meaning::Point(point) => self.point(point, sentence, tense),
            Meaning::Clock(clock) => Some(self.clock(*clock, sentence)),
            Meaning::Length(length) => Some(self.length(length, sentence, tense)),
            Meaning::Repeat(value) => Some(plain(TimexKind::Set, value.clone(), "recurs")),
            Meaning::Vague(value, kind) => Some(plain(*kind, value.clone(), "no place in the calendar")),
            Meaning::Nothing => None,
        }
    }

    fn length(&mut self, length: &Length, sentence: usize, tense: &dyn Fn() -> Tense) -> Resolved {
        if length.definite && matches!(length.unit, Unit::Month) {
            self.period = Some(Period::Months);
        }
        let mut resolved = plain(TimexKind::Duration, length.value(), "a length of time");
        resolved.modifier = length.modifier;
        if let Some((first, last)) = self.stretch(length, sentence, tense) {
            resolved.place = Some(Place::Span(first, last));
            resolved.steps.push(format!("from {first} to {last}"));
        }
        resolved
    }

    /// The first and last day of a length whose end is named: "the nine months ended Sept. 30".
    fn stretch(&self, length: &Length, sentence: usize, tense: &dyn Fn() -> Tense) -> Option<(Date, Date)> {
        let (month, day, year) = length.until?;
        let Count::Exact(count) = length.count else { return None };
        let count = Some(count).filter(|count| count.fract() == 0.0 && (1.0..1000.0).contains(count))? as i32;
        let of = |year| Date::new(year, month, day).ok().map(Place::Day);
        let end = self.in_year(year, Toward::Open, sentence, tense, &mut Vec::new(), &of, "")?;
        let Answer::Place(Place::Day(last), _) = end else { return None };
        // From the first of a month to the last of one, where the end is the last of its month.
        let whole = last == last.last_of_month() && matches!(length.unit, Unit::Month | Unit::Year);
        let from = add_days(last, 1)?;
        let first = match length.unit {
            Unit::Year => from.checked_sub(jiff::Span::new().years(count)).ok()?,
            Unit::Month => from.checked_sub(jiff::Span::new().months(count)).ok()?,
            Unit::Week => from.checked_sub(jiff::Span::new().weeks(count)).ok()?,
            _ => return None,
        };
        Some((if whole { first.first_of_month() } else { first }, last)).filter(|(first, _)| first.year() > 0)
    }

    fn clock(&self, clock: Clock, sentence: usize) -> Resolved {
        let day = self.day(sentence);
        let Some((day, from)) = day else {
            return plain(TimexKind::Time, format!("XXXX-XX-XX{}", clock.value()), "the day is not known");
        };
        let day = if clock == Clock::Overnight { add_days(day, -1).unwrap_or(day) } else { day };
        let mut steps = vec![from];
        let value = stamp(day, clock);
        steps.push(format!("→ {value}"));
        let why = Why::Resolved;
        Resolved { kind: TimexKind::Time, value, modifier: None, place: Some(Place::Day(day)), why, steps }
    }

    /// The day that the text is at, else the day of publication.
    fn day(&self, sentence: usize) -> Option<(Date, String)> {
        match self.last_day {
            Some((day, at)) if at + 1 >= sentence => Some((day, format!("the text is at {day}"))),
            _ => self.published.map(|day| (day, published(day))),
        }
    }

    fn point(&mut self, point: &Point, sentence: usize, tense: &dyn Fn() -> Tense) -> Option<Resolved> {
        let mut steps = Vec::new();
        let found = self.place(point, sentence, tense, &mut steps)?;
        let (place, why) = match found {
            Answer::Place(place, why) => (place, why),
            Answer::Value(value, kind) => {
                let reason =
                    if value.ends_with("REF") { "no place in the calendar" } else { "the calendar year is not known" };
                let mut resolved = plain(kind, value, reason);
                resolved.modifier = point.modifier;
                if let Some(clock) = point.time.filter(|_| !resolved.value.ends_with("REF") && kind == TimexKind::Date)
                {
                    resolved.value.push_str(&clock.value());
                    resolved.kind = TimexKind::Time;
                }
                return Some(resolved);
            }
        };
        self.last = Some((place, sentence));
        if let Place::Day(day) = place {
            self.last_day = Some((day, sentence));
        }
        if !matches!(point.base, Base::YearAgo { .. } | Base::Away { .. } | Base::PeriodOf { .. })
            && matches!(place, Place::Quarter(..) | Place::Half(..))
        {
            // A quarter that is still to come is a forecast, not what a report compares.
            let over = self.published.is_none_or(|now| place.range().is_some_and(|(_, last)| last < now));
            if over || self.period.is_none() {
                self.period = Some(Period::Place(place));
                self.quarter = Some(place);
            }
        }
        let (kind, value) = match (place, point.time) {
            (Place::Day(day), Some(clock)) => (TimexKind::Time, stamp(day, clock)),
            _ => (TimexKind::Date, place.to_string()),
        };
        if why != Why::Explicit {
            steps.push(format!("→ {value}"));
        }
        Some(Resolved { kind, value, modifier: point.modifier, place: Some(place), why, steps })
    }

    fn place(
        &self,
        point: &Point,
        sentence: usize,
        tense: &dyn Fn() -> Tense,
        steps: &mut Vec<String>,
    ) -> Option<Answer> {
        let explicit = |place| Some(Answer::Place(place, Why::Explicit));
        match point.base {
            Base::Year(year) => explicit(Place::Year(year)),
            Base::Decade(decade) => explicit(Place::Decade(decade)),
            Base::Century(century) => explicit(Place::Century(century)),
            Base::Day { month, day, year } => {
                // A leap year, so that 29 February is a day of some year.
                Date::new(2000, month, day).ok()?;
                let of = |year| Date::new(year, month, day).ok().map(Place::Day);
                self.in_year(year, point.toward, sentence, tense, steps, &of, &format!("XXXX-{month:02}-{day:02}"))
            }
            Base::Month { month, year } => {
                let of = |year| Some(Place::Month(year, month));
                self.in_year(year, point.toward, sentence, tense, steps, &of, &format!("XXXX-{month:02}"))
            }
            Base::Season { season, year } => {
                let of = |year| Some(Place::Season(year, season));
                let code = season_code(season)?;
                self.in_year(year, point.toward, sentence, tense, steps, &of, &format!("XXXX-{code}"))
            }
            Base::Quarter { quarter, year } => {
                let of = |year| Some(Place::Quarter(year, quarter));
                self.in_year(year, point.toward, sentence, tense, steps, &of, &format!("XXXX-Q{quarter}"))
            }
            Base::Half { half, year } => {
                let of = |year| Some(Place::Half(year, half));
                self.in_year(year, point.toward, sentence, tense, steps, &of, &format!("XXXX-H{half}"))
            }
            Base::Holiday { index, year, whole } => {
                let holiday = &self.lexicon.holidays[index];
                let year = holiday.year.map_or(year, YearOf::Known);
                let of = |year| around_holiday(holiday, year, whole, self.published);
                let open = match (holiday.month, holiday.day) {
                    (Some(month), Some(day)) => format!("XXXX-{month:02}-{day:02}"),
                    _ => "XXXX-XX-XX".to_owned(),
                };
                self.in_year(year, point.toward, sentence, tense, steps, &of, &open)
            }
            Base::Era { index } => {
                let era = &self.lexicon.eras[index];
                let (first, last) = (parse_value_range(&era.from)?.0, parse_value_range(&era.to)?.1);
                explicit(Place::Span(first, last))
            }
            Base::Around { unit, month, day, year } => {
                let of = |year| Date::new(year, month, day).ok().and_then(|day| around(day, unit));
                self.in_year(year, point.toward, sentence, tense, steps, &of, "XXXX-WXX")
            }
            Base::Nth { nth, of, month, year } => {
                let of = |year| nth_of(year, month, nth, of);
                self.in_year(year, point.toward, sentence, tense, steps, &of, &format!("XXXX-{month:02}"))
            }
            Base::QuarterTo { month, day, year } => {
                let of = |year| quarter_to(year, month, day);
                self.in_year(year, point.toward, sentence, tense, steps, &of, "XXXX-QX")
            }
            Base::RangeDay { day, year } => self.range_day(day, year, steps),
            Base::WeekdayWeeks { weekday, weeks } => {
                let Some(now) = self.published else {
                    return Some(Answer::Value(format!("XXXX-WXX-{weekday}"), TimexKind::Date));
                };
                steps.push(published(now));
                Some(Answer::Place(Place::Day(weekday_weeks(now, weekday, weeks)?), Why::Resolved))
            }
            Base::AwayDay { unit, count } => {
                let Some(now) = self.published else { return Some(Answer::Value(reference(count), TimexKind::Date)) };
                steps.push(published(now));
                Some(Answer::Place(Place::Day(to_the_day(now, unit, count)?), Why::Resolved))
            }
            Base::Weekday { weekday } => self.weekday(weekday, point.toward, sentence, tense, steps),
            Base::DayOf { day, published } => self.day_of(day, published, sentence, tense, steps),
            Base::MonthDay { day, weekday } => self.month_day(day, weekday, steps),
            Base::Unit { unit, shift, narrative } => self.unit(unit, shift, narrative, sentence, tense, steps),
            Base::Away { unit, count, narrative } => self.away(unit, count, narrative, sentence, tense, steps),
            Base::Same { unit, shift, named } => self.same(unit, shift, named, sentence, tense, steps),
            Base::PeriodOf { year, quarterly } => {
                let period = if quarterly { self.quarter.map(Period::Place) } else { self.period };
                let Some(Period::Place(place)) = period else { return explicit(Place::Year(year)) };
                steps.push(format!("the text is at {place}"));
                let years = i32::from(year) - i32::from(place.year()?);
                Some(Answer::Place(place.shift_years(years)?, Why::Inferred))
            }
            Base::YearAgo { quarter, years, quarterly } => {
                let period = if quarterly { self.quarter.map(Period::Place) } else { self.period };
                self.year_ago(quarter, years, period, tense, steps)
            }
            Base::WeekdayOf { weekday, weeks } => {
                let Some(now) = self.published else {
                    return Some(Answer::Value(format!("XXXX-WXX-{weekday}"), TimexKind::Date));
                };
                steps.push(published(now));
                let monday = Place::around(now, Unit::Week)?.shift(weeks)?.start()?;
                Some(Answer::Place(Place::Day(add_days(monday, i32::from(weekday) - 1)?), Why::Resolved))
            }
        }
    }

    fn weekday(
        &self,
        weekday: i8,
        toward: Toward,
        sentence: usize,
        tense: &dyn Fn() -> Tense,
        steps: &mut Vec<String>,
    ) -> Option<Answer> {
        let Some(now) = self.published else {
            return Some(Answer::Value(format!("XXXX-WXX-{weekday}"), TimexKind::Date));
        };
        if let (Toward::Open, Some(Place::Day(first))) = (toward, self.range_start()) {
            let day = weekday_near(first, weekday, 1)?;
            steps.push(format!("the range begins on {first}"));
            // "From April 14 to Thursday": the last one, where the range began long before.
            let long = first < now && first.duration_until(now).as_hours() > 7 * 24;
            let day = if long { weekday_near(now, weekday, -1)? } else { day };
            return Some(Answer::Place(Place::Day(day), Why::Resolved));
        }
        if let (Toward::Previous | Toward::Following, Some((day, at))) = (toward, self.last_day)
            && at + REACH >= sentence
        {
            steps.push(format!("the text is at {day}"));
            let day = weekday_near(day, weekday, if toward == Toward::Previous { -1 } else { 1 })?;
            return Some(Answer::Place(Place::Day(day), Why::Inferred));
        }
        steps.push(published(now));
        let today = now.weekday().to_monday_one_offset() == weekday;
        let forward = match toward {
            Toward::Last | Toward::Previous | Toward::Past => false,
            Toward::This if today => return Some(Answer::Place(Place::Day(now), Why::Resolved)),
            Toward::This | Toward::Next | Toward::Following => true,
            Toward::Open => {
                let tense = tense();
                steps.push(tense.reason().to_owned());
                if today {
                    return Some(Answer::Place(Place::Day(now), Why::Resolved));
                }
                tense.is_future()
            }
        };
        let day = weekday_near(now, weekday, if forward { 1 } else { -1 })?;
        Some(Answer::Place(Place::Day(day), Why::Resolved))
    }

    fn unit(
        &self,
        unit: Unit,
        shift: i32,
        narrative: bool,
        sentence: usize,
        tense: &dyn Fn() -> Tense,
        steps: &mut Vec<String>,
    ) -> Option<Answer> {
        let at = self.last.filter(|&(place, at)| narrative && at + REACH >= sentence && place.year().is_some());
        if let Some((place, _)) = at {
            steps.push(format!("the text is at {place}"));
            let place = Place::around(place.start()?, unit)?.shift(shift)?;
            return Some(Answer::Place(place, Why::Inferred));
        }
        let Some(now) = self.published else {
            return Some(Answer::Value(reference(shift), TimexKind::Date));
        };
        steps.push(published(now));
        let place = Place::around(now, unit)?;
        let place = match (unit, shift) {
            // "The weekend" told on a Monday is the one that has passed.
            (Unit::Weekend, 0) if now.weekday().to_monday_one_offset() < 5 => {
                let tense = tense();
                steps.push(tense.reason().to_owned());
                if tense.is_future() { place } else { place.shift(-1)? }
            }
            _ => place.shift(shift)?,
        };
        Some(Answer::Place(place, Why::Resolved))
    }

    fn away(
        &self,
        unit: Unit,
        count: Count,
        narrative: bool,
        sentence: usize,
        tense: &dyn Fn() -> Tense,
        steps: &mut Vec<String>,
    ) -> Option<Answer> {
        let count = match count {
            Count::Exact(count) => count,
            // "A few days later" in a tale is over as the tale is.
            Count::Vague(1) if narrative && !tense().is_future() => {
                return Some(Answer::Value(reference(-1), TimexKind::Date));
            }
            Count::Vague(sign) => return Some(Answer::Value(reference(sign), TimexKind::Date)),
        };
        if unit == Unit::Year && (count - -1.0).abs() < f64::EPSILON && self.period.is_some() {
            return self.year_ago(None, -1, self.period, &|| Tense::Past, steps);
        }
        let (unit, count) = match (unit, count.fract() == 0.0) {
            (_, true) => (unit, count),
            (Unit::Year, false) => (Unit::Month, (count * 12.0).round()),
            (Unit::Month, false) => (Unit::Week, (count * 4.345).round()),
            (Unit::Week, false) => (Unit::Day, (count * 7.0).round()),
            (unit, false) => (unit, count.round()),
        };
        if count.abs() > 1e6 {
            return None;
        }
        let count = count as i32;
        if let Some((place, at)) = self.last.filter(|&(_, at)| narrative && at + REACH >= sentence) {
            if let Some(answer) = away_from(place, unit, count) {
                steps.push(format!("the text is at {place}"));
                return Some(Answer::Place(answer, Why::Inferred));
            }
            if let Some((day, _)) = self.last_day.filter(|&(_, day_at)| day_at >= at.saturating_sub(1)) {
                steps.push(format!("the text is at {day}"));
                return Some(Answer::Place(away(day, unit, count)?, Why::Inferred));
            }
            if is_within(place, unit, count) {
                steps.push(format!("the text is at {place}, no day is named"));
                return Some(Answer::Place(place, Why::Inferred));
            }
        }
        let Some(now) = self.published else {
            return Some(Answer::Value(reference(count), TimexKind::Date));
        };
        steps.push(published(now));
        Some(Answer::Place(away(now, unit, count)?, Why::Resolved))
    }

    fn same(
        &self,
        unit: Unit,
        shift: i32,
        named: bool,
        sentence: usize,
        tense: &dyn Fn() -> Tense,
        steps: &mut Vec<String>,
    ) -> Option<Answer> {
        if unit == Unit::Day {
            if let Some((day, _)) = self.last_day.filter(|&(_, at)| at + REACH >= sentence) {
                steps.push(format!("the text is at {day}"));
                return Some(Answer::Place(Place::Day(add_days(day, shift)?), Why::Inferred));
            }
            let now = self.published?;
            steps.push(published(now));
            return Some(Answer::Place(Place::Day(add_days(now, shift)?), Why::Resolved));
        }
        if let (Unit::Quarter, Some(place)) = (unit, self.quarter) {
            steps.push(format!("the text is at {place}"));
            return Some(Answer::Place(place.shift(shift)?, Why::Inferred));
        }
        let near = self.last.filter(|&(place, at)| at + REACH >= sentence && place.year().is_some());
        if let Some((place, _)) = near.filter(|(place, _)| named || place.unit() == unit) {
            steps.push(format!("the text is at {place}"));
            return Some(Answer::Place(Place::around(place.start()?, unit)?.shift(shift)?, Why::Inferred));
        }
        let now = self.published?;
        steps.push(published(now));
        let place = Place::around(now, unit)?;
        if matches!(unit, Unit::Week | Unit::Weekend | Unit::Quarter) {
            steps.push(tense().reason().to_owned());
        }
        let back = match unit {
            Unit::Quarter => !tense().is_future(),
            // On a Monday "for the week" sums up the one that is over.
            Unit::Week => tense() == Tense::Past && now.weekday().to_monday_one_offset() == 1,
            Unit::Weekend => !tense().is_future() && now.weekday().to_monday_one_offset() < 6,
            _ => false,
        };
        Some(Answer::Place(place.shift(if back { shift - 1 } else { shift })?, Why::Resolved))
    }

    fn year_ago(
        &self,
        quarter: Option<i8>,
        years: i32,
        period: Option<Period>,
        tense: &dyn Fn() -> Tense,
        steps: &mut Vec<String>,
    ) -> Option<Answer> {
        match (quarter, period) {
            (Some(quarter), _) => {
                let Answer::Place(place, why) = self.in_year(
                    YearOf::Open,
                    Toward::Open,
                    usize::MAX,
                    tense,
                    steps,
                    &|year| Some(Place::Quarter(year, quarter)),
                    "",
                )?
                else {
                    return None;
                };
                Some(Answer::Place(place.shift_years(years)?, why))
            }
            (None, Some(Period::Place(place))) => {
                steps.push(format!("the text is at {place}"));
                Some(Answer::Place(place.shift_years(years)?, Why::Inferred))
            }
            (None, _) => {
                let Some(now) = self.published else { return Some(Answer::Value(reference(years), TimexKind::Date)) };
                steps.push(published(now));
                Some(Answer::Place(Place::Year(now.year()).shift(years)?, Why::Resolved))
            }
        }
    }
}

/// What a point resolves to.
pub(super) enum Answer {
    Place(Place, Why),
    /// A value without a place in the calendar.
    Value(String, TimexKind),
}

fn plain(kind: TimexKind, value: String, step: &str) -> Resolved {
    Resolved { kind, value, modifier: None, place: None, why: Why::Explicit, steps: vec![step.to_owned()] }
}

pub(super) fn published(date: Date) -> String {
    format!("published {:?} {date}", date.weekday())
}

fn reference(sign: i32) -> String {
    match sign {
        0 => "PRESENT_REF",
        ..0 => "PAST_REF",
        _ => "FUTURE_REF",
    }
    .to_owned()
}

fn stamp(day: Date, clock: Clock) -> String {
    format!("{}{}", Place::Day(day), clock.value())
}

/// The day so many units from `now`: "10 years ago today".
fn to_the_day(now: Date, unit: Unit, count: i32) -> Option<Date> {
    match unit {
        Unit::Year => match Place::Day(now).shift_years(count)? {
            Place::Day(day) => Some(day),
            _ => None,
        },
        Unit::Month => now.checked_add(jiff::Span::new().try_months(count).ok()?).ok().filter(|day| day.year() > 0),
        Unit::Week => add_days(now, count.checked_mul(7)?),
        Unit::Day => add_days(now, count),
        _ => None,
    }
}

/// `count` units from a place, where the place is fine enough for the unit.
fn away_from(place: Place, unit: Unit, count: i32) -> Option<Place> {
    match (place, unit) {
        (Place::Day(day), _) => away(day, unit, count),
        (Place::Month(..), Unit::Month) | (Place::Quarter(..), Unit::Quarter) => place.shift(count),
        (Place::Month(..) | Place::Quarter(..) | Place::Season(..) | Place::Year(_), Unit::Year) => {
            place.shift_years(count)
        }
        (Place::Month(..) | Place::Year(_), Unit::Decade) => Place::Year(place.year()?).shift(count.checked_mul(10)?),
        _ => None,
    }
}

/// Whether so short a way from somewhere in the place most often ends within it: "nine days later" in December.
fn is_within(place: Place, unit: Unit, count: i32) -> bool {
    let days = match unit {
        Unit::Day => count.unsigned_abs(),
        Unit::Week => count.unsigned_abs().saturating_mul(7),
        Unit::Month => count.unsigned_abs().saturating_mul(30),
        _ => return false,
    };
    match place {
        Place::Month(..) => days <= 14,
        Place::Year(_) => days <= 90,
        _ => false,
    }
}
