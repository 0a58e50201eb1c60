//! What follows a match and tells more of it: the day that a quarter ended on, the year of a range.

use super::atom::{Atom, Gap};
use super::build::Found;
use super::lexicon::Class;
use super::meaning::YearOf;
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
}
