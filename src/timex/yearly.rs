//! Places that come once a year, or once a month: which one is meant.

use super::calendar::{Place, Unit, add_days, easter, weekday_near};
use super::lexicon::Holiday;
use super::meaning::{Nth, Toward, YearOf};
use super::resolve::{Answer, Narrative, published};
use super::tense::Tense;
use crate::analysis::{TimexKind, Why};
use jiff::ToSpan;
use jiff::civil::Date;

impl Narrative<'_> {
    /// A place that comes once a year: the year from the words, or the one that is nearest in the tense's direction.
    #[expect(clippy::too_many_arguments, reason = "the state of one resolution")]
    pub(super) fn in_year(
        &self,
        year: YearOf,
        toward: Toward,
        sentence: usize,
        tense: &dyn Fn() -> Tense,
        steps: &mut Vec<String>,
        of: &dyn Fn(i16) -> Option<Place>,
        open: &str,
    ) -> Option<Answer> {
        let told = self.last.and_then(|(place, _)| place.year());
        let now = match (year, self.published) {
            (YearOf::Known(year), _) => return Some(Answer::Place(of(year)?, Why::Explicit)),
            (YearOf::Told(shift), _) if told.is_some() => {
                let year = told?;
                steps.push(format!("the text is in {year:04}"));
                let Place::Year(year) = Place::Year(year).shift(shift)? else { return None };
                return Some(Answer::Place(of(year)?, Why::Inferred));
            }
            (_, None) => return Some(Answer::Value(open.to_owned(), TimexKind::Date)),
            (YearOf::Shift(shift) | YearOf::Told(shift), Some(now)) => {
                steps.push(published(now));
                let Place::Year(year) = Place::Year(now.year()).shift(shift)? else { return None };
                return Some(Answer::Place(of(year)?, Why::Resolved));
            }
            (YearOf::Open, Some(now)) => now,
        };
        steps.push(published(now));
        let this = now.year();
        // A leap day may be some years away, and the text may be in the past.
        let from = self.last.and_then(|(place, _)| place.year()).map_or(this, |year| year.clamp(this - 60, this)) - 8;
        let places: Vec<(Place, i64)> = (from..=this.saturating_add(8))
            .filter(|year| (1..=9999).contains(year))
            .filter_map(of)
            .filter_map(|place| Some((place, distance(now, place)?)))
            .collect();
        let before = places.iter().rev().find(|(_, days)| *days < 0);
        let inside = places.iter().find(|(_, days)| *days == 0);
        let after = places.iter().find(|(_, days)| *days > 0);
        let chosen = match toward {
            Toward::Last | Toward::Previous => self.well_before(before, &places),
            Toward::Next | Toward::Following => after,
            Toward::Past => inside.or(before),
            Toward::This => inside.or(after.filter(|(place, _)| place.year() == Some(this))).or(before),
            Toward::Open => {
                if let Some(first) =
                    self.range_start().filter(|first| places.iter().any(|(of, _)| of.unit() == first.unit()))
                    && let (Some(start), true) = (first.start(), first.year().is_some())
                    && let Some((place, _)) =
                        places.iter().find(|(place, _)| place.start().is_some_and(|at| at > start))
                {
                    steps.push(format!("the range begins in {first}"));
                    return Some(Answer::Place(*place, Why::Resolved));
                }
                if let Some(place) = self.in_story(of, sentence, tense) {
                    steps.clear();
                    steps.push(format!("the text is at {}", self.last.map_or(place, |last| last.0)));
                    return Some(Answer::Place(place, Why::Inferred));
                }
                let tense = tense();
                steps.push(tense.reason().to_owned());
                inside.or_else(|| nearer(before, after, tense))
            }
        };
        Some(Answer::Place(chosen?.0, Why::Resolved))
    }

    /// "Last February" told in April is not the one of two months ago: that would be "February" or "this February".
    fn well_before<'p>(
        &self,
        before: Option<&'p (Place, i64)>,
        places: &'p [(Place, i64)],
    ) -> Option<&'p (Place, i64)> {
        let near = before.filter(|(place, days)| {
            matches!(place, Place::Month(..)) && *days > -70 && place.year() == self.published.map(Date::year)
        });
        match near {
            Some(near) => places.iter().rev().find(|(_, days)| *days < near.1),
            None => before,
        }
    }

    /// "Monday the 13th": the nearest such day.
    pub(super) fn month_day(&self, day: i8, weekday: i8, steps: &mut Vec<String>) -> Option<Answer> {
        let Some(now) = self.published else {
            return Some(Answer::Value(format!("XXXX-XX-{day:02}"), TimexKind::Date));
        };
        steps.push(published(now));
        let near = (0..24_i32).flat_map(|step| [-step, step]).find_map(|shift| {
            let Place::Month(year, month) = Place::Month(now.year(), now.month()).shift(shift)? else { return None };
            Date::new(year, month, day).ok().filter(|date| date.weekday().to_monday_one_offset() == weekday)
        })?;
        Some(Answer::Place(Place::Day(near), Why::Resolved))
    }

    /// "On the 9th": in the month that the text is at, or the one after; else near to publication.
    pub(super) fn day_of(
        &self,
        day: i8,
        of_publication: bool,
        sentence: usize,
        tense: &dyn Fn() -> Tense,
        steps: &mut Vec<String>,
    ) -> Option<Answer> {
        let told = self.last.filter(|&(place, at)| {
            !of_publication && at + 4 >= sentence && matches!(place, Place::Day(_) | Place::Month(..))
        });
        if let Some((place, _)) = told {
            let first = place.start()?;
            let next = first.first_of_month().checked_add(1.month()).ok();
            let of = |month: Date| Date::new(month.year(), month.month(), day).ok().filter(|&date| date >= first);
            steps.push(format!("the text is at {place}"));
            return Some(Answer::Place(Place::Day(of(first).or_else(|| of(next?))?), Why::Inferred));
        }
        let Some(now) = self.published else {
            return Some(Answer::Value(format!("XXXX-XX-{day:02}"), TimexKind::Date));
        };
        steps.push(published(now));
        let here = Date::new(now.year(), now.month(), day).ok();
        if of_publication {
            return Some(Answer::Place(Place::Day(here?), Why::Resolved));
        }
        let tense = tense();
        steps.push(tense.reason().to_owned());
        let fits = |date: &Date| if tense.is_future() { *date >= now } else { *date <= now };
        let months = if tense.is_future() { 1 } else { -1 };
        let other = now.first_of_month().checked_add(months.months()).ok();
        let other = || other.and_then(|month| Date::new(month.year(), month.month(), day).ok());
        let date = here.filter(fits).or_else(other).filter(|date| date.year() > 0)?;
        Some(Answer::Place(Place::Day(date), Why::Resolved))
    }

    /// The second day of a range, in the month of the first or in the one after.
    pub(super) fn range_day(&self, day: i8, year: YearOf, steps: &mut Vec<String>) -> Option<Answer> {
        let Place::Day(first) = self.range_start()? else { return None };
        let of = |month: Date| Date::new(month.year(), month.month(), day).ok().filter(|&date| date > first);
        let date = of(first).or_else(|| of(first.first_of_month().checked_add(1.month()).ok()?))?;
        steps.push(format!("the range begins on {first}"));
        let why = if matches!(year, YearOf::Known(_)) { Why::Explicit } else { Why::Inferred };
        Some(Answer::Place(Place::Day(date), why))
    }
}

/// Days from `now` to the middle of the place, 0 where it holds `now`.
pub(super) fn distance(now: Date, place: Place) -> Option<i64> {
    let (first, last) = place.range()?;
    if first <= now && now <= last {
        return Some(0);
    }
    let days = |date: Date| now.duration_until(date).as_hours() / 24;
    let middle = i64::midpoint(days(first), days(last));
    Some(if middle == 0 { days(first).signum() } else { middle })
}

/// The nearer of the two, with the one against the tense's direction counted farther off.
fn nearer<'p>(
    before: Option<&'p (Place, i64)>,
    after: Option<&'p (Place, i64)>,
    tense: Tense,
) -> Option<&'p (Place, i64)> {
    let (Some(past), Some(future)) = (before, after) else { return before.or(after) };
    let (past_weight, future_weight) = match tense {
        Tense::Past => (2, 14),
        // A quarter that is just over is still to be reported on; a month that is over is not to come.
        Tense::Future if matches!(past.0, Place::Month(..)) => (12, 2),
        Tense::Future => (6, 2),
        Tense::Present => (4, 2),
        Tense::Unknown => (2, 3),
    };
    if -past.1 * past_weight <= future.1 * future_weight { before } else { after }
}

/// The day of a holiday in a year; of two in one year, the one nearer to publication.
fn holiday_in(holiday: &Holiday, year: i16, now: Option<Date>) -> Option<Date> {
    let day = match (&holiday.table, holiday.easter, holiday.weekday, holiday.nth) {
        (Some(table), ..) => in_table(table, year, now)?,
        (None, Some(days), _, _) => add_days(easter(year)?, days)?,
        (None, None, Some(weekday), Some(nth)) => {
            let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
            Date::new(year, holiday.month?, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()?
        }
        _ => Date::new(year, holiday.month?, holiday.day?).ok()?,
    };
    add_days(day, holiday.plus.unwrap_or(0))
}

/// A feast by the moon may come twice in a year.
fn in_table(table: &str, year: i16, now: Option<Date>) -> Option<Date> {
    let head = format!("{year:04}-");
    let days = table.split_whitespace().filter(|day| day.starts_with(&head)).filter_map(|day| day.parse().ok());
    days.min_by_key(|&day: &Date| now.map_or(0, |now| now.duration_until(day).as_hours().abs()))
}

/// The day of a holiday, or its days, or the week or weekend around it.
pub(super) fn around_holiday(holiday: &Holiday, year: i16, whole: Option<Unit>, now: Option<Date>) -> Option<Place> {
    let day = holiday_in(holiday, year, now)?;
    match (whole, holiday.days) {
        (_, Some(days)) => Some(Place::Span(day, add_days(day, days - 1)?)),
        (Some(unit), _) => around(day, unit),
        (None, None) => Some(Place::Day(day)),
    }
}

/// The week or weekend that a day lies in; the weekend of a Monday or Tuesday is the one before it.
pub(super) fn around(day: Date, unit: Unit) -> Option<Place> {
    let early = unit == Unit::Weekend && day.weekday().to_monday_one_offset() < 3;
    Place::around(if early { add_days(day, -3)? } else { day }, unit)
}

/// "The first week of May", "the last Sunday in June".
pub(super) fn nth_of(year: i16, month: i8, nth: i8, of: Nth) -> Option<Place> {
    let first = Date::new(year, month, 1).ok()?;
    let last = first.last_of_month();
    match of {
        Nth::Day if nth < 0 => Some(Place::Day(last)),
        Nth::Day => Date::new(year, month, nth).ok().map(Place::Day),
        Nth::Weekday(weekday) => {
            let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
            first.nth_weekday_of_month(nth, weekday).ok().map(Place::Day)
        }
        // A week belongs to the month that holds its Thursday, as in ISO 8601 a week to its year.
        Nth::Week => Place::around(first.nth_weekday_of_month(nth, jiff::civil::Weekday::Thursday).ok()?, Unit::Week),
        Nth::Weekend => {
            Place::around(first.nth_weekday_of_month(nth, jiff::civil::Weekday::Saturday).ok()?, Unit::Weekend)
        }
    }
}

/// The quarter whose end is nearest to a day.
pub(super) fn quarter_to(year: i16, month: i8, day: i8) -> Option<Place> {
    let date = Date::new(year, month, day).ok()?;
    let place = Place::around(date, Unit::Quarter)?;
    let (start, end) = place.range()?;
    let days = |from: Date, to: Date| from.duration_until(to).as_hours() / 24;
    if days(date, end) < days(start, date) { Some(place) } else { place.shift(-1) }
}

/// The weekday of this name so many weeks on from the last one, or from the next one if that lies ahead.
pub(super) fn weekday_weeks(now: Date, weekday: i8, weeks: i32) -> Option<Date> {
    add_days(weekday_near(now, weekday, weeks.signum())?, weeks.checked_mul(7)?)
}
