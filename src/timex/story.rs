//! What a text tells of long ago: there a month or a day without its year is of the year of the story, not the one
//! nearest to publication.

use super::atom::Atom;
use super::calendar::{Place, Unit};
use super::lexicon::{Class, Lexicon};
use super::resolve::Narrative;
use super::tense::Tense;
use super::yearly::distance;
use jiff::civil::Date;

/// How many years long past a chronicle names at the least.
const YEARS: usize = 2;
/// Days that make a place long past.
const LONG: i64 = 300;
/// Days that a story goes ahead from one date to the next, at the most.
const STRIDE: i64 = 200;

/// Whether a text published at `now` is a chronicle: it names years long past and, other than news, no weekday without
/// its date, no yesterday and no tomorrow.
pub(super) fn is_chronicle(atoms: &[Atom], lexicon: &Lexicon, now: Option<Date>) -> bool {
    let Some(now) = now else { return false };
    let mut years = 0;
    for (at, atom) in atoms.iter().enumerate() {
        if atom.classes.has(Class::Today) && atom.value(Class::Today, lexicon) != 0.0 {
            return false;
        }
        if atom.classes.has(Class::Weekday) && atom.capital && !atom.classes.has(Class::Abbreviation) {
            let dated = atoms.iter().skip(at + 1).take(3).any(|next| next.classes.has(Class::Month));
            if !dated {
                return false;
            }
        }
        let packed = if atom.classes.has(Class::FullDate) { 10_000.0 } else { 1.0 };
        let year = (atom.number / packed).floor();
        let named = atom.classes.has(Class::Year) || atom.classes.has(Class::FullDate);
        years += usize::from(named && (1000.0..f64::from(now.year()) - 1.0).contains(&year));
    }
    years >= YEARS
}

impl Narrative<'_> {
    /// The place in the year of which the text tells, where that year is long over: "On April 3, 2011, divers found
    /// the wreck. In May they raised it." In a chronicle the story reaches on to the next year named; elsewhere to the
    /// next sentence.
    pub(super) fn in_story(
        &self,
        of: &dyn Fn(i16) -> Option<Place>,
        sentence: usize,
        tense: &dyn Fn() -> Tense,
    ) -> Option<Place> {
        let (now, (last, at)) = (self.published?, self.last?);
        let next = at + 1 >= sentence;
        let near = match last.unit() {
            Unit::Day | Unit::Month | Unit::Season | Unit::Week | Unit::Weekend => next || self.chronicle,
            Unit::Year => next && self.chronicle,
            _ => false,
        };
        if !near || distance(now, last)? >= -LONG || tense() == Tense::Future {
            return None;
        }
        let year = last.year()?;
        // "The August 1988 truce … on Aug. 2": news that names a month in passing does not stay in it.
        let from = if self.chronicle || last.unit() == Unit::Day { last.start()? } else { last.range()?.1 };
        let mut ahead = (year..=year.saturating_add(1))
            .filter_map(of)
            .filter(|place| distance(from, *place).is_some_and(|days| (0..STRIDE).contains(&days)));
        let of_year = || of(year).filter(|_| self.chronicle);
        if last.unit() == Unit::Year { of_year() } else { ahead.next().or_else(of_year) }
    }
}
