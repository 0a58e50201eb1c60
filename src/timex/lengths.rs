//! From a rule's match to a length of time or a recurring time.

use super::build::Found;
use super::calendar::Unit;
use super::lexicon::Class;
use super::meaning::{Clock, Count, Length, Meaning};
use super::pattern::Capture;

pub(super) fn duration(found: &Found<'_>) -> Option<Meaning> {
    // "The first nine months" are of a report on part of a year, as "the nine months" are.
    let definite = found.rule.name == "the-length" || found.rule.name == "span-length" && found.has("first");
    let until = if found.is_at(found.end(), &["ended", "ending"]) { found.end_day() } else { None };
    let length = |unit, count| Meaning::Length(Length { unit, count, modifier: None, definite, until });
    let long = [("daylong", Unit::Day), ("weeklong", Unit::Week), ("monthlong", Unit::Month), ("yearlong", Unit::Year)];
    if let Some(&(_, unit)) = long.iter().find(|(word, _)| found.has(word)) {
        return Some(length(unit, Count::Exact(1.0)));
    }
    let unit = if found.value() == "QUARTEROF" { Unit::Century } else { found.unit()? };
    let count = match found.value() {
        "HALF" => {
            let whole = found.get(Class::Num).or_else(|| found.has_any(&["a", "an"]).then_some(1.0))?;
            Count::Exact(whole + 0.5)
        }
        "HALFOF" => Count::Exact(0.5),
        "QUARTEROF" => Count::Exact(0.25),
        "FRACTION" => {
            let numbers: Vec<f64> = found
                .captures
                .iter()
                .filter_map(|capture| match *capture {
                    Capture::Class(Class::Num, at) => Some(found.atoms[at].value(Class::Num, found.lexicon)),
                    _ => None,
                })
                .collect();
            Count::Exact(numbers.first().copied().unwrap_or(0.0) + found.get(Class::Fraction)?)
        }
        _ => match found.count() {
            _ if matches!(found.rule.name, "units-bare" | "span-units" | "recent-units") => Count::Vague(1),
            None if found.rule.name == "unit-long" && found.get(Class::Units).is_some() => Count::Vague(1),
            Some(count) => count,
            None => Count::Exact(1.0),
        },
    };
    Some(length(unit, count))
}

pub(super) fn set(found: &Found<'_>) -> Option<Meaning> {
    if found.value() != "" {
        return Some(Meaning::Repeat(found.value().to_owned()));
    }
    let exact = |unit: Unit, count: f64| {
        Length { unit, count: Count::Exact(count), modifier: None, definite: false, until: None }.value()
    };
    let weekday = found.int(Class::Weekday).or_else(|| found.int(Class::Weekdays));
    if let Some(weekday) = weekday {
        let part = found.part().map(Clock::value).unwrap_or_default();
        return Some(Meaning::Repeat(format!("XXXX-WXX-{weekday}{part}")));
    }
    if let Some(unit) = found.get(Class::Frequency).and_then(Unit::numbered) {
        return Some(Meaning::Repeat(if unit == Unit::Night { "XXXX-XX-XXTNI".to_owned() } else { exact(unit, 1.0) }));
    }
    if let Some(month) = found.int(Class::Month) {
        return Some(Meaning::Repeat(format!("XXXX-{month:02}")));
    }
    if let Some(season) = found.int(Class::Season) {
        let code = ["SP", "SU", "FA", "WI"].get(usize::try_from(season - 1).ok()?)?;
        return Some(Meaning::Repeat(format!("XXXX-{code}")));
    }
    if let (Some(part), None) = (found.part(), found.unit()) {
        return Some(Meaning::Repeat(format!("XXXX-XX-XX{}", part.value())));
    }
    let unit = found.unit()?;
    if found.has("few") {
        return Some(Meaning::Repeat(
            Length { unit, count: Count::Vague(1), modifier: None, definite: false, until: None }.value(),
        ));
    }
    let count = if found.has("other") {
        2.0
    } else if found.rule.name == "times-a-unit" {
        1.0
    } else {
        found.get(Class::Num).or_else(|| found.get(Class::Ord)).unwrap_or(1.0)
    };
    Some(Meaning::Repeat(exact(unit, count)))
}
