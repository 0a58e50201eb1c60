//! From a rule's match to a [`Meaning`]: one function for each kind of `make`.

use super::atom::{Atom, Gap};
use super::calendar::Unit;
use super::lengths::{duration, set};
use super::lexicon::{Class, Lexicon, Make, Named, Rule};
use super::meaning::{Base, Clock, Count, Length, Meaning, Point, Toward, YearOf};
use super::pattern::{Capture, Category};
use super::special::{by_value, holiday, nth_of};
use crate::analysis::TimexKind;
use jiff::civil::Date;

/// A match, with what is needed to read it.
pub(super) struct Found<'a> {
    pub(super) text: &'a str,
    pub(super) atoms: &'a [Atom],
    pub(super) lexicon: &'a Lexicon,
    pub(super) rule: &'a Rule,
    pub(super) start: usize,
    pub(super) captures: &'a [Capture],
    /// The meaning of the inner expression between two atoms.
    pub(super) inner: &'a dyn Fn(usize, usize) -> Option<Meaning>,
}

impl Found<'_> {
    /// The value of the first atom that stood for `class`.
    pub(super) fn get(&self, class: Class) -> Option<f64> {
        self.captures.iter().find_map(|capture| match *capture {
            Capture::Class(of, at) if of == class => Some(self.atoms[at].value(class, self.lexicon)),
            _ => None,
        })
    }

    pub(super) fn int(&self, class: Class) -> Option<i32> {
        self.get(class).map(|value| value as i32)
    }

    pub(super) fn small(&self, class: Class) -> Option<i8> {
        self.get(class).map(|value| value as i8)
    }

    fn form(&self, at: usize) -> &str {
        self.atoms[at].span.slice(self.text)
    }

    /// Whether the match holds this lower-case word, outside of inner expressions.
    pub(super) fn has(&self, word: &str) -> bool {
        self.captures.iter().any(|capture| match *capture {
            Capture::Class(_, at) | Capture::Word(_, at) => self.form(at).eq_ignore_ascii_case(word),
            Capture::Chunk(..) => false,
        })
    }

    pub(super) fn has_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(word))
    }

    fn chunk(&self) -> Option<(usize, Meaning)> {
        self.captures.iter().find_map(|capture| match *capture {
            Capture::Chunk(start, end) => (self.inner)(start, end).map(|meaning| (start, meaning)),
            _ => None,
        })
    }

    pub(super) fn value(&self) -> &str {
        self.rule.entry.value.as_deref().unwrap_or_default()
    }

    pub(super) fn unit(&self) -> Option<Unit> {
        let named = self.captures.iter().find_map(|capture| match *capture {
            Capture::Class(Class::Unit | Class::Units, at) | Capture::Word(_, at) => {
                let atom = &self.atoms[at];
                let class = [Class::Unit, Class::Units].into_iter().find(|&class| atom.classes.has(class))?;
                Unit::numbered(atom.value(class, self.lexicon))
            }
            _ => None,
        });
        named.or_else(|| self.rule.entry.unit.as_deref().and_then(Unit::named))
    }

    fn toward(&self) -> Toward {
        if self.has_any(&["following", "next"]) && self.has("the") {
            return Toward::Following;
        }
        if self.has_any(&["preceding", "previous"]) {
            return Toward::Previous;
        }
        if self.has("this") && self.has("past") {
            return Toward::Past;
        }
        if self.has_any(&["coming", "next"]) {
            return Toward::Next;
        }
        if self.has_any(&["past", "last"]) {
            return Toward::Last;
        }
        if self.has_any(&["this", "current"]) { Toward::This } else { Toward::Open }
    }

    pub(super) fn count(&self) -> Option<Count> {
        if let Some(number) = self.get(Class::Num) {
            return Some(Count::Exact(number));
        }
        if let Some(number) = self.get(Class::Vague) {
            return Some(if number > 0.0 { Count::Exact(number) } else { Count::Vague(1) });
        }
        if self.has("couple") {
            return Some(Count::Exact(2.0));
        }
        if self.has("few") {
            return Some(Count::Vague(1));
        }
        if let Some(number) = self.get(Class::Big) {
            return Some(Count::Exact(number));
        }
        self.has_any(&["a", "an", "the", "one"]).then_some(Count::Exact(1.0))
    }

    /// The clock time of hour or minutes with a.m. or p.m.
    fn clock(&self) -> Option<Clock> {
        if let Some(noon) = self.int(Class::Noon) {
            return u16::try_from(noon * 60).ok().map(Clock::Minutes);
        }
        let minutes = self.int(Class::Clock).or_else(|| self.int(Class::Hour).map(|hour| hour * 60))?;
        let minutes = match self.int(Class::Ampm) {
            Some(half) if minutes <= 12 * 60 + 59 => minutes % (12 * 60) + half * 60,
            _ => minutes,
        };
        u16::try_from(minutes).ok().filter(|&minutes| minutes <= 24 * 60).map(Clock::Minutes)
    }

    pub(super) fn part(&self) -> Option<Clock> {
        let number = self.captures.iter().find_map(|capture| match *capture {
            Capture::Class(Class::Part | Class::Parts, at) | Capture::Word(_, at) => {
                let class = [Class::Part, Class::Parts].into_iter().find(|&class| self.atoms[at].classes.has(class))?;
                Some(self.atoms[at].value(class, self.lexicon) as i32)
            }
            _ => None,
        })?;
        ["MO", "AF", "EV", "NI", "DT"].get(usize::try_from(number - 1).ok()?).map(|part| Clock::Part(part))
    }
}

/// The meaning of a match; `None` where its values make no sense.
pub(super) fn meaning(found: &Found<'_>) -> Option<Meaning> {
    match found.rule.entry.make {
        Make::Calendar => calendar(found),
        Make::Unit => unit(found),
        Make::Away => away(found),
        Make::Same => same(found),
        Make::YearAgo => year_ago(found),
        Make::Time => time(found),
        Make::Duration => duration(found),
        Make::Set => set(found),
        Make::Reference => {
            Some(Meaning::Vague(found.value().to_owned(), found.rule.entry.kind.unwrap_or(TimexKind::Date)))
        }
        Make::Modify => modify(found),
        Make::At => at(found),
        Make::Inner => found.chunk().map(|(_, meaning)| meaning),
        Make::Nothing => Some(Meaning::Nothing),
    }
}

fn calendar(found: &Found<'_>) -> Option<Meaning> {
    if found.value() == "APPOSITION" {
        // "this coming Sunday, March 8": the second tells more.
        let second = found.captures.iter().rev().find_map(|capture| match *capture {
            Capture::Chunk(start, end) => (found.inner)(start, end),
            _ => None,
        });
        // "Friday, Monday" are two days.
        return second.filter(|second| !second.category().meets(Category::WEEKDAY));
    }
    let toward = found.toward();
    match found.rule.named {
        Some(Named::Holiday(index)) => return Some(holiday(found, index, toward)),
        Some(Named::Era(index)) => return Some(Meaning::point(Base::Era { index }, Toward::Open)),
        None => {}
    }
    if let Some(packed) = found.int(Class::FullDate) {
        let date = Date::new((packed / 10_000) as i16, (packed / 100 % 100) as i8, (packed % 100) as i8).ok()?;
        let year = YearOf::Known(date.year());
        return Some(Meaning::point(Base::Day { month: date.month(), day: date.day(), year }, toward));
    }
    if let Some(decade) = found.int(Class::Decade) {
        let modifier = edge(found);
        // "The 1800s" are a century, "the 2000s" rather a decade.
        let century = decade % 10 == 0 && decade < 200;
        let base = if century { Base::Century(decade as i16 / 10) } else { Base::Decade(decade as i16) };
        return Some(Meaning::Point(Point { base, toward, time: None, modifier }));
    }
    if let Some(decade) = found.int(Class::DecadeWord) {
        // "The eighteen-nineties"
        let century = found.int(Class::Num).filter(|century| (10..=20).contains(century)).unwrap_or(19);
        let base = Base::Decade((century * 10 + decade) as i16);
        return Some(Meaning::Point(Point { base, toward, time: None, modifier: edge(found) }));
    }
    if matches!(
        found.value(),
        "AD" | "BC" | "2001-09-11" | "PERIOD" | "WEEK" | "AGO" | "FROM" | "SPAN" | "SHORT" | "ELIDED"
    ) {
        return by_value(found, toward);
    }
    let mut year = year_of(found, toward);
    if year == YearOf::Open && toward == Toward::Open {
        year = found.year_ahead().unwrap_or(YearOf::Open);
    }
    if found.value() == "NTH" {
        return nth_of(found, year, toward);
    }
    if found.value() == "RANGE" {
        return Some(Meaning::point(Base::RangeDay { day: found.small(Class::Day)?, year }, Toward::Open));
    }
    if found.has_any(&["century", "centuries"]) {
        let number = found.int(Class::Ord)?;
        return (1..=99).contains(&number).then(|| Meaning::point(Base::Century(number as i16 - 1), toward));
    }
    if let Some(month) = found.small(Class::Month) {
        return Some(match found.small(Class::Day) {
            Some(day) if found.value() == "AROUND" => {
                let unit = if found.has("weekend") { Unit::Weekend } else { Unit::Week };
                Meaning::point(Base::Around { unit, month, day, year }, toward)
            }
            Some(day) if (1..=31).contains(&day) => Meaning::point(Base::Day { month, day, year }, toward),
            _ => Meaning::point(Base::Month { month, year }, toward),
        });
    }
    if found.value() == "MONTHDAY" {
        let digits = found.captures.iter().any(|capture| {
            matches!(*capture, Capture::Class(Class::Day, at) if found.form(at).starts_with(|c: char| c.is_ascii_digit()))
        });
        let day = found.small(Class::Day).filter(|_| digits)?;
        return Some(Meaning::point(Base::DayOf { day, published: found.has("inst") }, Toward::Open));
    }
    if let Some(weekday) = found.small(Class::Weekday) {
        return Some(match found.small(Class::Day) {
            Some(day) => Meaning::point(Base::MonthDay { day, weekday }, toward),
            None => Meaning::point(Base::Weekday { weekday }, toward),
        });
    }
    if let Some(season) = found.small(Class::Season) {
        let year = if found.has("that") { YearOf::Told(0) } else { year };
        return Some(Meaning::Point(Point {
            base: Base::Season { season, year },
            toward,
            time: None,
            modifier: edge(found),
        }));
    }
    quarter_or_half(found, year, toward).or_else(|| match year {
        YearOf::Known(year) => Some(Meaning::point(Base::Year(year), toward)),
        _ => None,
    })
}

fn quarter_or_half(found: &Found<'_>, year: YearOf, toward: Toward) -> Option<Meaning> {
    let toward = if year == YearOf::Open { toward } else { Toward::Open };
    if found.value() == "H" {
        let half = if found.has_any(&["second", "latter", "last"]) { 2 } else { 1 };
        let year = match year {
            YearOf::Open if found.has("year") => YearOf::Shift(0),
            other => other,
        };
        return Some(Meaning::point(Base::Half { half, year }, toward));
    }
    if found.value() == "HALF" {
        let half = found.small(Class::Digits).filter(|half| (1..=2).contains(half))?;
        return Some(Meaning::point(Base::Half { half, year }, toward));
    }
    let quarter = if found.value() == "Q" {
        found.small(Class::Digits)?
    } else if found.has_any(&["quarter", "quarters"]) {
        found.small(Class::Ord).or_else(|| found.has_any(&["final", "last"]).then_some(4))?
    } else {
        return None;
    };
    (1..=4).contains(&quarter).then(|| Meaning::point(Base::Quarter { quarter, year }, toward))
}

pub(super) fn year_of(found: &Found<'_>, toward: Toward) -> YearOf {
    if let Some(year) = found.get(Class::Year) {
        return YearOf::Known(year as i16);
    }
    if let (Some(short), "FY") = (found.get(Class::TwoDigits), found.value()) {
        return YearOf::Known(short as i16 + 2000);
    }
    if !found.has("year") {
        return YearOf::Open;
    }
    match toward {
        Toward::This => YearOf::Shift(0),
        Toward::Last => YearOf::Shift(-1),
        Toward::Next => YearOf::Shift(1),
        Toward::Following => YearOf::Told(1),
        Toward::Previous => YearOf::Told(-1),
        _ if found.has_any(&["that", "same"]) => YearOf::Told(0),
        _ => YearOf::Open,
    }
}

/// `START`, `MID` or `END`, by the words.
fn edge(found: &Found<'_>) -> Option<&'static str> {
    if found.has_any(&["early", "beginning", "start"]) {
        Some("START")
    } else if found.has_any(&["mid", "middle"]) {
        Some("MID")
    } else if found.has_any(&["late", "end", "close"]) {
        Some("END")
    } else {
        None
    }
}

fn unit(found: &Found<'_>) -> Option<Meaning> {
    let entry = &found.rule.entry;
    let unit = found.unit().or_else(|| found.has("period").then_some(Unit::Quarter))?;
    if unit.is_clock() || matches!(unit, Unit::Fortnight | Unit::Millennium) {
        return None;
    }
    let shift = match (entry.shift, found.toward()) {
        (Some(shift), _) => shift,
        (None, _) if found.has("this") => 0,
        (None, Toward::Last | Toward::Previous) => -1,
        (None, Toward::Next | Toward::Following) => 1,
        _ if found.has("prior") => -1,
        _ => 0,
    };
    let latest = found.has_any(&["latest", "recent"]) && unit == Unit::Quarter;
    let base = if latest {
        Base::Same { unit, shift: 0, named: false }
    } else {
        Base::Unit { unit, shift, narrative: entry.narrative }
    };
    let modifier = if entry.modifier.as_deref() == Some("END") { Some("END") } else { edge(found) };
    Some(Meaning::Point(Point { base, toward: Toward::Open, time: None, modifier }))
}

fn away(found: &Found<'_>) -> Option<Meaning> {
    let entry = &found.rule.entry;
    if let Some(days) = found.int(Class::Today) {
        let shift = if found.has("before") {
            -2
        } else if found.has("after") {
            2
        } else {
            days
        };
        let base = Base::Unit { unit: Unit::Day, shift, narrative: false };
        return Some(Meaning::point(base, Toward::Open));
    }
    if found.rule.name == "day-before-yesterday" {
        let shift = if found.has("before") { -2 } else { 2 };
        return Some(Meaning::point(Base::Unit { unit: Unit::Day, shift, narrative: false }, Toward::Open));
    }
    if found.rule.name == "to-day" {
        let tight = found.captures.len() == 3 && (1..3).all(|at| found.atoms[found.start + at].gap == Gap::Tight);
        let base = Base::Unit { unit: Unit::Day, shift: i32::from(found.has("morrow")), narrative: false };
        let time = found.has("night").then_some(Clock::Part("NI"));
        return tight.then_some(Meaning::Point(Point { base, toward: Toward::Open, time, modifier: None }));
    }
    let unit = found.unit()?;
    if found.value() == "TODAY" {
        let Count::Exact(count) = found.count()? else { return None };
        let count = f64::from(entry.shift?) * count;
        return (count.fract() == 0.0 && count.abs() < 10_000.0)
            .then(|| Meaning::point(Base::AwayDay { unit, count: count as i32 }, Toward::Open));
    }
    if unit == Unit::Night && entry.shift == Some(0) {
        let base = Base::Unit { unit: Unit::Day, shift: 0, narrative: false };
        return Some(Meaning::Point(Point {
            base,
            toward: Toward::Open,
            time: Some(Clock::Part("NI")),
            modifier: None,
        }));
    }
    let Some(sign) = entry.shift else {
        // "the week before last", "the week after next"
        let shift = if found.has("before") { -2 } else { 2 };
        return (!unit.is_clock()).then(|| Meaning::point(Base::Unit { unit, shift, narrative: false }, Toward::Open));
    };
    let count = match found.count()? {
        Count::Exact(number) => Count::Exact(number * f64::from(sign)),
        Count::Vague(_) => Count::Vague(sign),
    };
    if unit.is_clock() {
        return None;
    }
    Some(Meaning::point(Base::Away { unit, count, narrative: entry.narrative }, Toward::Open))
}

fn same(found: &Found<'_>) -> Option<Meaning> {
    if found.rule.name == "the-unit" && found.has("year") && found.ends() {
        // "the year ended June 30": a length.
        return Some(Meaning::Length(Length {
            unit: Unit::Year,
            count: Count::Exact(1.0),
            modifier: None,
            definite: false,
            until: found.end_day(),
        }));
    }
    if found.rule.name == "the-unit"
        && found.has_any(&["quarter", "period"])
        && found.is_at(found.end(), &["ended", "ending"])
        && let Some((month, day, year)) = found.end_day()
    {
        let toward = if found.is_at(found.end(), &["ended"]) { Toward::Past } else { Toward::Open };
        return Some(Meaning::point(Base::QuarterTo { month, day, year }, toward));
    }
    let word = found.captures.iter().rev().find_map(|capture| match *capture {
        Capture::Class(_, at) | Capture::Word(_, at) => Some(found.form(at).to_ascii_lowercase()),
        Capture::Chunk(..) => None,
    })?;
    let back = found.has_any(&["before", "previous"]);
    let shift = if back { -1 } else { i32::from(found.has_any(&["after", "next", "following"])) };
    let time = match word.as_str() {
        "morning" => Some(Clock::Part("MO")),
        "afternoon" => Some(Clock::Part("AF")),
        "evening" => Some(Clock::Part("EV")),
        "night" => Some(Clock::Part("NI")),
        _ => None,
    };
    let unit = match word.as_str() {
        _ if time.is_some() => Unit::Day,
        "before" | "after" => Unit::Day,
        other => Unit::named(other)?,
    };
    let named = found.rule.name != "the-unit";
    if !named && unit == Unit::Year {
        let base = Base::Unit { unit, shift: 0, narrative: false };
        return Some(Meaning::Point(Point { base, toward: Toward::Open, time: None, modifier: None }));
    }
    Some(Meaning::Point(Point { base: Base::Same { unit, shift, named }, toward: Toward::Open, time, modifier: None }))
}

fn year_ago(found: &Found<'_>) -> Option<Meaning> {
    if let Some(season) = found.small(Class::Season) {
        let shift = match found.toward() {
            Toward::Last => -1,
            Toward::Next => 1,
            _ => 0,
        };
        return Some(Meaning::point(Base::Season { season, year: YearOf::Shift(shift) }, Toward::Open));
    }
    let quarter = found.small(Class::Ord).filter(|quarter| (1..=4).contains(quarter));
    if found.has("months") {
        return Some(Meaning::Length(Length {
            unit: Unit::Month,
            count: found.count()?,
            modifier: None,
            definite: true,
            until: None,
        }));
    }
    let years = if found.has("next") {
        1
    } else if found.has("this") {
        0
    } else {
        -1
    };
    Some(Meaning::point(Base::YearAgo { quarter, years, quarterly: found.has("quarter") }, Toward::Open))
}

fn time(found: &Found<'_>) -> Option<Meaning> {
    if found.value() == "TNI" {
        return Some(Meaning::Clock(Clock::Overnight));
    }
    if found.value() == "HHMM" {
        let number = found.int(Class::Digits)?;
        // "May 31, 2009 local time" names no hour.
        let year = found.has("local") && (1900..=2059).contains(&number);
        let real = found.form(found.start).len() == 4 && number / 100 < 24 && number % 100 < 60 && !year;
        let minutes = u16::try_from(number / 100 * 60 + number % 100).ok()?;
        return real.then_some(Meaning::Clock(Clock::Minutes(minutes)));
    }
    if found.value() == "ELIDED" {
        return found.clock_ahead();
    }
    if let Some(clock) = found.clock() {
        if found.rule.name == "oclock"
            && let (Clock::Minutes(minutes), Some(Clock::Part("AF" | "EV" | "NI"))) = (clock, found.part())
        {
            return Some(Meaning::Clock(Clock::Minutes(minutes % 720 + 720)));
        }
        return Some(Meaning::Clock(clock));
    }
    let part = found.part()?;
    let shift = match found.toward() {
        Toward::Last => -1,
        Toward::Next | Toward::Following => 1,
        Toward::This => 0,
        _ => return Some(Meaning::Clock(part)),
    };
    let base = Base::Unit { unit: Unit::Day, shift, narrative: false };
    Some(Meaning::Point(Point { base, toward: Toward::Open, time: Some(part), modifier: None }))
}

fn modify(found: &Found<'_>) -> Option<Meaning> {
    let (start, inner) = found.chunk()?;
    let modifier = edge(found).or_else(|| approximation(found));
    match inner {
        Meaning::Point(point) if found.value() == "AWAY" => {
            matches!(point.base, Base::Away { .. }).then_some(Meaning::Point(Point { modifier, ..point }))
        }
        Meaning::Point(point) => Some(Meaning::Point(Point { modifier: modifier.or(point.modifier), ..point })),
        Meaning::Length(length) => {
            // "over the past two years": the preposition is no part of it.
            let opener = found.form(start).to_ascii_lowercase();
            let definite =
                ["the", "its", "his", "their", "past", "last", "next", "these", "those", "another", "her", "our"];
            (start == found.start || !definite.contains(&opener.as_str()))
                .then_some(Meaning::Length(Length { modifier, ..length }))
        }
        other => Some(other),
    }
}

/// TIMEX3's `mod` for words of approximation.
fn approximation(found: &Found<'_>) -> Option<&'static str> {
    if found.has("least") || found.has("not") && found.has("less") {
        Some("EQUAL_OR_MORE")
    } else if found.has_any(&["up", "most", "long", "much", "many"]) || found.has("no") && found.has("more") {
        Some("EQUAL_OR_LESS")
    } else if found.has_any(&["less", "fewer", "under", "nearly", "almost", "virtually", "barely"]) {
        Some("LESS_THAN")
    } else if found.has_any(&["more", "over"]) {
        Some("MORE_THAN")
    } else if found.has_any(&["about", "around", "approximately", "roughly", "some", "close", "so"]) {
        Some("APPROX")
    } else {
        None
    }
}

fn at(found: &Found<'_>) -> Option<Meaning> {
    let (_, inner) = found.chunk()?;
    let Meaning::Point(point) = inner else { return None };
    let hours = (found.value() == "TMO").then_some(Clock::Part("MO"));
    let mut clock = hours.or_else(|| found.clock()).or_else(|| found.part())?;
    // "6:30 this evening"
    if let (Clock::Minutes(minutes), Some(Clock::Part("AF" | "EV" | "NI")), None) =
        (clock, point.time, found.int(Class::Ampm))
    {
        clock = Clock::Minutes(minutes % 720 + 720);
    }
    let modifier = edge(found);
    Some(Meaning::Point(Point { time: Some(clock), modifier: modifier.or(point.modifier), ..point }))
}
