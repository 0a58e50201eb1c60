//! Places of rules that say by their `value` or their name how they are to be read: eras before Christ, halves of
//! ranges, holidays, the nth week of a month.

use super::build::{Found, year_of};
use super::calendar::Unit;
use super::lexicon::Class;
use super::meaning::{Base, Count, Meaning, Nth, Toward, YearOf};

/// The place of a rule whose `value` says how to read it.
pub(super) fn by_value(found: &Found<'_>, toward: Toward) -> Option<Meaning> {
    let point = |base| Some(Meaning::point(base, Toward::Open));
    let number = || found.int(Class::Num).or_else(|| found.int(Class::Year));
    match found.value() {
        "AD" => number().filter(|year| (1..=9999).contains(year)).and_then(|year| point(Base::Year(year as i16))),
        "BC" => number().filter(|year| (1..=9000).contains(year)).and_then(|year| point(Base::Year(1 - year as i16))),
        "2001-09-11" => {
            let named = found.int(Class::Month) == Some(9) && found.int(Class::Day) == Some(11);
            named.then(|| point(Base::Day { month: 9, day: 11, year: YearOf::Known(2001) }))?
        }
        "PERIOD" => point(Base::PeriodOf { year: found.int(Class::Year)? as i16, quarterly: found.has("quarter") }),
        "WEEK" => {
            let weeks = match toward {
                Toward::Last | Toward::Previous => -1,
                Toward::Next | Toward::Following => 1,
                _ => 0,
            };
            point(Base::WeekdayOf { weekday: found.small(Class::Weekday)?, weeks })
        }
        "AGO" | "FROM" => weekday_weeks(found),
        "SPAN" => {
            let (first, second) = (found.int(Class::Year)?, found.int(Class::TwoDigits)?);
            if (first + 1) % 100 == second { point(Base::Year(first as i16)) } else { None }
        }
        "SHORT" => found.short_year().and_then(|year| point(Base::Year(year))),
        "ELIDED" => found.day_ahead().or_else(|| found.quarter_ahead()),
        _ => None,
    }
}

/// "Every Christmas", "the Easter weekend", "Labor Day 2019".
pub(super) fn holiday(found: &Found<'_>, index: usize, toward: Toward) -> Meaning {
    if found.has_any(&["every", "each"]) {
        let holiday = &found.lexicon.holidays[index];
        return Meaning::Repeat(match (holiday.month, holiday.day) {
            (Some(month), Some(day)) => format!("XXXX-{month:02}-{day:02}"),
            _ => "P1Y".to_owned(),
        });
    }
    let year = year_of(found, toward);
    let whole = if found.has("weekend") { Some(Unit::Weekend) } else { found.has("week").then_some(Unit::Week) };
    Meaning::point(Base::Holiday { index, year, whole }, toward)
}

/// "A week ago Friday": the Friday before the last one.
fn weekday_weeks(found: &Found<'_>) -> Option<Meaning> {
    let weekday = found.small(Class::Weekday)?;
    let Count::Exact(weeks) = found.count()? else { return None };
    let sign = if found.value() == "AGO" { -1 } else { 1 };
    let weeks = (1.0..1000.0).contains(&weeks).then(|| sign * weeks as i32)?;
    Some(Meaning::point(Base::WeekdayWeeks { weekday, weeks }, Toward::Open))
}

/// "The first week of May", "the last Sunday in June".
pub(super) fn nth_of(found: &Found<'_>, year: YearOf, toward: Toward) -> Option<Meaning> {
    let nth = if found.has_any(&["last", "final"]) { -1 } else { found.small(Class::Ord)? };
    let of = match found.small(Class::Weekday) {
        Some(weekday) => Nth::Weekday(weekday),
        None if found.has("weekend") => Nth::Weekend,
        None if found.has("week") => Nth::Week,
        None => Nth::Day,
    };
    let month = found.small(Class::Month)?;
    let toward = if found.has("year") { toward } else { Toward::Open };
    let most = if of == Nth::Day { 31 } else { 5 };
    (nth <= most).then(|| Meaning::point(Base::Nth { nth, of, month, year }, toward))
}
