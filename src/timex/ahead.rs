//! What follows a match and tells more of it: the day that a quarter ended on, the year of a range.

use super::atom::{Atom, Gap};
use super::build::Found;
use super::lexicon::Class;
use super::meaning::{Base, Clock, Meaning, Toward, YearOf};
use super::pattern::Capture;

impl Found<'_> {
    /// One past the last atom of the match.
    pub(super) fn end(&self) -> usize {
        let ends = self.captures.iter().map(|capture| match *capture {
            Capture::Class(_, at) | Capture::Word(_, at) => at + 1,
            Capture::Chunk(_, end) => end,
        });
        ends.max().unwrap_or(self.start + 1)
    }

    /// The atom at a place, if it stands in the same paragraph as what is before it.
    fn atom(&self, at: usize) -> Option<&Atom> {
        self.atoms.get(at).filter(|atom| atom.gap != Gap::Paragraph)
    }

    pub(super) fn is_at(&self, at: usize, words: &[&str]) -> bool {
        self.atom(at).is_some_and(|atom| words.iter().any(|word| atom.span.slice(self.text) == *word))
    }

    /// Whether "ended" or "ending" follows.
    pub(super) fn ends(&self) -> bool {
        self.is_at(self.end(), &["ended", "ending", "ends", "to"])
    }

    /// Month and day that follow "ended" or "ending", with the year if it was said.
    pub(super) fn end_day(&self) -> Option<(i8, i8, YearOf)> {
        let at = self.end() + 1;
        let at = at + usize::from(self.is_at(at, &["on"]));
        let class = |at: usize, class| self.atom(at).filter(|atom| atom.classes.has(class));
        let month = class(at, Class::Month)?.value(Class::Month, self.lexicon) as i8;
        let day = class(at + 1, Class::Day)?.value(Class::Day, self.lexicon) as i8;
        let after = at + 2 + usize::from(self.is_at(at + 2, &[","]));
        let year = class(after, Class::Year).map_or(YearOf::Open, |atom| YearOf::Known(atom.number as i16));
        Some((month, day, year))
    }

    /// The year that the second of two days or months gives to the first: "between May and July 2023",
    /// "May 12-14, 2023".
    pub(super) fn year_ahead(&self) -> Option<YearOf> {
        let mut at = self.end();
        if !self.is_at(at, &["-", "–", "—", "to", "and", "through", "until", "or"]) {
            return None;
        }
        at += 1;
        let class = |at: usize, class| self.atom(at).filter(|atom| atom.classes.has(class));
        let mine = self.small(Class::Month)?;
        let day = class(at, Class::Day).is_some();
        at += usize::from(day);
        let month = class(at, Class::Month).map(|atom| atom.value(Class::Month, self.lexicon) as i8);
        at += usize::from(month.is_some());
        at += usize::from(month.is_some() && !day && class(at, Class::Day).is_some());
        at += usize::from(self.is_at(at, &[","]));
        // "June 3 and 2019" are two dates, "June 3 and 4, 2019" have one year.
        let year = class(at, Class::Year).filter(|_| day || month.is_some())?;
        Some(YearOf::Known(year.number as i16 - i16::from(month.is_some_and(|month| month < mine))))
    }

    /// The atom of a class that "to", "and" or a dash ties to the end of the match.
    fn joined(&self, class: Class) -> Option<(usize, &Atom)> {
        let at = self.end();
        let at = at + usize::from(self.is_at(at, &["-", "–", "—", "to", "and", "through", "until", "or"]));
        let at = if at > self.end() { at } else { return None };
        self.atom(at).filter(|atom| atom.classes.has(class)).map(|atom| (at, atom))
    }

    /// "3" before "-5 May" or before ", 4 and 5 May": one of several days, with the month and year of the last.
    pub(super) fn day_ahead(&self) -> Option<Meaning> {
        let digits = |at: usize| {
            let atom = self.atom(at).filter(|atom| atom.classes.has(Class::Day) && atom.classes.has(Class::Digits))?;
            Some(atom.value(Class::Day, self.lexicon))
        };
        let day = self.small(Class::Day)?;
        let (mut at, mut last, mut before) = (self.end(), f64::from(day), 0);
        // Each further day stands after a comma, the last after a word or a dash.
        let month = loop {
            let listed = self.is_at(at, &[","]) && before < 6;
            let next = at + 1 + usize::from(listed && self.is_at(at + 1, &["and", "or"]));
            let ends = next > at + 1 || self.is_at(at, &["-", "–", "—", "to", "and", "through", "until", "or"]);
            let second = digits(next).filter(|&second| (listed || ends) && second > last)?;
            (at, last, before) = (next + 1, second, before + 1);
            let month = self.atom(at).filter(|atom| atom.classes.has(Class::Month) && atom.capital);
            if let Some(month) = month.filter(|_| ends) {
                break month;
            }
            if ends {
                return None;
            }
        };
        let after = at + 1 + usize::from(self.is_at(at + 1, &[","]));
        let year = self.atom(after).filter(|atom| atom.classes.has(Class::Year));
        let year = year.map_or(YearOf::Open, |atom| YearOf::Known(atom.number as i16));
        let month = month.value(Class::Month, self.lexicon) as i8;
        Some(Meaning::point(Base::Day { month, day, year }, Toward::Open))
    }

    /// "45" after "1939-": a later year of the same century.
    pub(super) fn short_year(&self) -> Option<i16> {
        let (dash, first) = (self.start.checked_sub(1)?, self.start.checked_sub(2)?);
        let tight = [self.start, dash].iter().all(|&at| self.atoms.get(at).is_some_and(|atom| atom.gap == Gap::Tight));
        let first = self.atoms.get(first).filter(|atom| tight && atom.classes.has(Class::Year))?.number as i16;
        let year = first - first % 100 + self.small(Class::TwoDigits).map(i16::from)?;
        // Not "the 1997-98 season", which is one thing, nor "Resolution 1701-05".
        ((first + 2..first + 70).contains(&year) && first >= 1800).then_some(year)
    }

    /// "the first" before "and second quarters of 2023".
    pub(super) fn quarter_ahead(&self) -> Option<Meaning> {
        let quarter = self.small(Class::Ord).filter(|quarter| (1..=4).contains(quarter))?;
        let (at, _) = self.joined(Class::Ord)?;
        if !self.is_at(at + 1, &["quarters"]) {
            return None;
        }
        let after = at + 2 + usize::from(self.is_at(at + 2, &["of", "in"]));
        let year = self.atom(after).filter(|atom| atom.classes.has(Class::Year));
        let year = year.map_or(YearOf::Open, |atom| YearOf::Known(atom.number as i16));
        Some(Meaning::point(Base::Quarter { quarter, year }, Toward::Open))
    }

    /// "7" before "to 9 p.m.": in the same half of the day, unless it would then be the later one.
    pub(super) fn clock_ahead(&self) -> Option<Meaning> {
        let minutes = |atom: &Atom| {
            let class = if atom.classes.has(Class::Clock) { Class::Clock } else { Class::Hour };
            let value = atom.value(class, self.lexicon) as i32;
            let minutes = if class == Class::Clock { value } else { value * 60 };
            (minutes < 13 * 60).then_some(minutes % (12 * 60))
        };
        let first = self.atom(self.start).and_then(minutes)?;
        let (at, second) = self.joined(Class::Hour).or_else(|| self.joined(Class::Clock))?;
        if self.is_at(at - 1, &["and", "or"]) && !self.is_at(self.start.checked_sub(1)?, &["between"]) {
            return None;
        }
        let half = self.atom(at + 1).filter(|atom| atom.classes.has(Class::Ampm))?;
        let half = half.value(Class::Ampm, self.lexicon) as i32 * 60;
        let (first, second) = (first + half, minutes(second)? + half);
        let first = if first < second { first } else { first - 12 * 60 };
        u16::try_from(first).ok().map(|first| Meaning::Clock(Clock::Minutes(first)))
    }
}
