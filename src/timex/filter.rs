//! What only looks like a time: "may", "the sun", "2019 votes", "44-year-old".

use super::atom::{Atom, Gap};
use super::grammar::Candidate;
use super::lexicon::{self, Class, ClassSet, Lexicon, Rule};
use super::meaning::{Base, Count, Meaning, Point, YearOf};
use crate::language::{Document, NameKind};

/// Whether the candidate is a temporal expression in its context.
pub(super) fn is_time(
    document: &Document<'_>,
    atoms: &[Atom],
    lexicon: &Lexicon,
    rule: &Rule,
    candidate: &Candidate,
) -> bool {
    let context = Context { document, atoms, lexicon, rule, candidate };
    match &candidate.meaning {
        Meaning::Point(point) => context.point(point),
        Meaning::Length(_) => context.length(),
        Meaning::Vague(..) => context.vague(),
        Meaning::Repeat(_) => context.repeat(),
        Meaning::Clock(_) | Meaning::Nothing => true,
    }
}

struct Context<'a> {
    document: &'a Document<'a>,
    atoms: &'a [Atom],
    lexicon: &'a Lexicon,
    rule: &'a Rule,
    candidate: &'a Candidate,
}

impl<'a> Context<'a> {
    /// The atom before the candidate, in the same paragraph.
    fn before(&self) -> Option<&'a Atom> {
        let first = &self.atoms[self.candidate.start];
        self.atoms.get(self.candidate.start.checked_sub(1)?).filter(|_| first.gap != Gap::Paragraph)
    }

    /// The `n`th atom after the candidate, from 0.
    fn after(&self, n: usize) -> Option<&'a Atom> {
        let end = self.candidate.end;
        let within = (end..=end + n).all(|at| self.atoms.get(at).is_some_and(|atom| atom.gap != Gap::Paragraph));
        self.atoms.get(end + n).filter(|_| within)
    }

    fn text(&self, atom: &Atom) -> &'a str {
        atom.span.slice(self.document.text())
    }

    fn is(&self, atom: Option<&Atom>, words: &[impl AsRef<str>]) -> bool {
        atom.is_some_and(|atom| words.iter().any(|word| self.text(atom).eq_ignore_ascii_case(word.as_ref())))
    }

    /// The lexicon's lists of words beside an expression.
    fn words(&self) -> &'a lexicon::Context {
        &self.lexicon.context
    }

    fn before_has(&self, class: Class) -> bool {
        self.before().is_some_and(|atom| atom.classes.has(class))
    }

    fn first(&self) -> &'a Atom {
        &self.atoms[self.candidate.start]
    }

    /// Whether the unit has a capital, as in the name of a programme.
    fn title(&self) -> bool {
        let atoms = &self.atoms[self.candidate.start..self.candidate.end];
        atoms.len() > 1
            && atoms
                .last()
                .is_some_and(|last| last.capital && (last.classes.has(Class::Unit) || last.classes.has(Class::Units)))
    }

    /// Whether a hyphen binds the candidate to a following word: "2000-seat", "May-led".
    fn hyphenated(&self) -> bool {
        // "1994-1997", "Monday-Friday"
        let range = self.after(1).is_some_and(|next| {
            [Class::Year, Class::Weekday, Class::Month, Class::TwoDigits].iter().any(|&class| next.classes.has(class))
        });
        if range {
            return false;
        }
        self.is(self.after(0), &["-"])
            && self.after(0).is_some_and(|atom| atom.gap == Gap::Tight)
            && self.after(1).is_some_and(|atom| atom.gap == Gap::Tight)
    }

    fn point(&self, point: &Point) -> bool {
        let last = &self.atoms[self.candidate.end - 1];
        if self.rule.entry.level > 1 {
            return true;
        }
        if last.classes.has(Class::Year) && self.after(0).is_some_and(|next| next.classes.has(Class::Counted)) {
            return false;
        }
        match point.base {
            Base::Year(_) if self.rule.name == "year" => self.year(),
            Base::Year(_) if self.rule.name == "year-short" => {
                !self.after(0).is_some_and(|next| next.classes.has(Class::Counted) || self.is(Some(next), &["-", "%"]))
            }
            Base::Year(_) if self.rule.name == "years-ad" => {
                let atoms = &self.atoms[self.candidate.start..self.candidate.end];
                atoms.iter().any(|atom| matches!(self.text(atom), "AD" | "A" | "CE" | "C"))
            }
            Base::Month { year: YearOf::Open, .. } => self.named_month(),
            Base::Weekday { .. } => self.weekday(),
            Base::Day { .. } if self.rule.name == "day-elided" => {
                self.text(self.first()).starts_with(|c: char| c.is_ascii_digit())
            }
            Base::Day { year: YearOf::Open, .. } => self.day(),
            Base::RangeDay { .. } => self.range_day(),
            // "They may day by day"
            Base::Holiday { .. } => self.atoms[self.candidate.start..self.candidate.end]
                .iter()
                .any(|atom| atom.capital || self.text(atom).starts_with(|c: char| c.is_ascii_digit())),
            // "Cold War Berlin" and "a Korean War veteran" are no times.
            Base::Era { .. } => {
                let atoms = &self.atoms[self.candidate.start..self.candidate.end];
                let anywhere = self.rule.after.is_empty();
                !self.hyphenated() && (anywhere || atoms.iter().any(|atom| atom.capital) && self.stands_alone())
            }
            Base::MonthDay { .. } => {
                let day = &self.atoms[self.candidate.end - 1];
                self.text(day).starts_with(|c: char| c.is_ascii_digit())
            }
            Base::Decade(_) if self.rule.name == "decade" => !self.is(self.before(), &self.words().owners),
            Base::Unit { .. } if self.rule.name == "today" => {
                !(self.first().capital && self.is(self.before(), &self.words().today_names))
            }
            Base::Same { .. }
                if self.rule.name == "the-day-before"
                    && self.is(Some(last), &["before", "after"])
                    && !self.stands_alone() =>
            {
                false
            }
            // "On the 9th the talks began", but not "on the 9th floor".
            Base::DayOf { published, .. } => published || self.stands_alone() || self.is(self.after(0), &["the"]),
            Base::Unit { .. } | Base::Same { .. } => {
                !self.title() && !self.hyphenated() && !self.is(self.after(0), &["old", "olds"])
            }
            // "the third quarter of the game"
            Base::Quarter { .. } => {
                let game = self.is(self.after(0), &["of"]) && self.is(self.after(1), &["the", "a"]);
                !game || self.rule.name != "quarter"
            }
            Base::Away { .. } if self.rule.name == "a-unit-earlier" => {
                let before = self.is(Some(&self.atoms[self.candidate.end - 1]), &["before"]);
                !before || !self.after(0).is_some_and(|next| self.text(next).starts_with(char::is_alphabetic))
            }
            _ => true,
        }
    }

    /// "June 3-7" and "June 3 to 7, in Rome", but not "on June 3 and 7 people".
    fn range_day(&self) -> bool {
        let day = self.first();
        let digits = self.text(day).starts_with(|c: char| c.is_ascii_digit());
        let tight = day.gap == Gap::Tight;
        let goes_on = self.after(0).is_some_and(|next| {
            let word = self.text(next).starts_with(char::is_alphanumeric) && !next.classes.has(Class::Preposition);
            word || self.is(Some(next), &["-", "%"])
        });
        digits && (tight || !goes_on)
    }

    fn year(&self) -> bool {
        let year = self.first();
        if self.hyphenated() {
            return false;
        }
        let counted = self.after(0).is_some_and(|next| {
            next.classes.has(Class::Counted) || next.classes.has(Class::Unit) || next.classes.has(Class::Units)
        });
        if counted {
            return false;
        }
        if year.classes.has(Class::YearWords) && year.number < 2000.0 {
            return true;
        }
        let Some(before) = self.before() else {
            // At the start of a paragraph: a heading or a list of years.
            return self.after(0).is_none_or(|next| !self.text(next).starts_with(char::is_alphabetic))
                || year.number > 1800.0;
        };
        if self.is(Some(before), &self.words().numbered) {
            return false;
        }
        let opens = before.classes.has(Class::BeforeYear) || before.classes.has(Class::Season);
        if year.classes.has(Class::YearWords) && year.number >= 2000.0 {
            return self.is(Some(before), &self.words().year_words_after);
        }
        if !(1700.0..=2100.0).contains(&year.number) {
            return self.is(Some(before), &self.words().far_year_after)
                && self.after(0).is_none_or(|next| self.text(next).starts_with(|c: char| !c.is_alphanumeric()));
        }
        if self.is(Some(before), &self.words().round_year_not_after) && year.number % 100.0 == 0.0 {
            return false;
        }
        if opens {
            return true;
        }
        let text = self.text(before);
        if text.starts_with(|c: char| c.is_ascii_digit()) || matches!(text, "$" | "#" | "£" | "€" | "/" | "." | ":")
        {
            return matches!(text, "." | ":") && year.gap != Gap::Tight;
        }
        if matches!(text, "-" | "–") {
            // "1-800-555-2000"
            let number = self.candidate.start.checked_sub(2).map(|at| &self.atoms[at]).is_some_and(|first| {
                first.classes.has(Class::Digits) && !first.classes.has(Class::Year) && !first.classes.has(Class::Day)
            });
            if number {
                return false;
            }
            return before.gap == Gap::Tight && year.gap == Gap::Tight || before.gap == year.gap;
        }
        !before.capital && !text.ends_with('s') || matches!(text, "(" | "," | ";" | "—" | "'s" | "’s" | "_")
    }

    /// A month without a day: it needs a capital, and an ambiguous one a preposition.
    fn named_month(&self) -> bool {
        let Some(month) =
            self.atoms[self.candidate.start..self.candidate.end].iter().find(|atom| atom.classes.has(Class::Month))
        else {
            return true;
        };
        if !month.capital || self.hyphenated() && !self.is(self.after(1), &["end"]) {
            return false;
        }
        let alone = self.candidate.end - self.candidate.start == 1;
        if !alone {
            return true;
        }
        if self.is_person()
            || self.before().is_some_and(|before| before.capital && before.classes == ClassSet::default())
        {
            return false;
        }
        if month.classes.has(Class::Ambiguous) || self.text(month).len() <= 4 && month.classes.has(Class::Abbreviation)
        {
            return self.before_has(Class::Preposition) && !self.after(0).is_some_and(|next| next.capital);
        }
        true
    }

    fn is_person(&self) -> bool {
        let span = self.first().span;
        self.document
            .token_at(span.start())
            .and_then(|t| self.document.name_of(t))
            .is_some_and(|name| name.kind == NameKind::Person && name.tokens.len() > 1)
    }

    fn day(&self) -> bool {
        let atoms = &self.atoms[self.candidate.start..self.candidate.end];
        let Some(month) = atoms.iter().find(|atom| atom.classes.has(Class::Month)) else { return true };
        let percent = self.is(self.after(0), &["percent", "%", "per"]);
        month.capital
            && !percent
            && !(self.hyphenated() && atoms.last().is_some_and(|last| last.classes.has(Class::Month)))
    }

    fn weekday(&self) -> bool {
        let Some(day) =
            self.atoms[self.candidate.start..self.candidate.end].iter().find(|atom| atom.classes.has(Class::Weekday))
        else {
            return true;
        };
        if !day.capital {
            return false;
        }
        if day.classes.has(Class::Ambiguous) {
            let short = self.text(day);
            let dotted = short.ends_with('.') && self.after(0).is_some();
            return dotted
                || self.before_has(Class::Preposition)
                    && !self.is(self.after(0), &self.words().weekday_not_before)
                    && !self.is(self.before(), &self.words().weekday_not_after);
        }
        if self.after(0).is_some_and(|next| next.capital) && self.is(self.after(0), &self.words().papers) {
            return false;
        }
        !self.is(self.before(), &self.words().weekday_names)
    }

    fn length(&self) -> bool {
        let Meaning::Length(length) = &self.candidate.meaning else { return true };
        let second = matches!(length.unit, super::calendar::Unit::Second);
        if self.is(self.after(0), &["old", "olds"])
            || self.is(self.after(0), &["-"]) && self.is(self.after(1), &["old", "olds"])
        {
            return false;
        }
        if self.title() {
            return false;
        }
        // A rate: "24 hours a day".
        if self.is(self.after(0), &["a", "per"]) && self.after(1).is_some_and(|next| next.classes.has(Class::Unit)) {
            return false;
        }
        if self.rule.name == "a-unit" || self.rule.name == "length" && self.is(Some(self.first()), &["a", "an", "one"])
        {
            if second || self.hyphenated() || length.unit == super::calendar::Unit::Quarter {
                return false;
            }
            let article = self.is(Some(self.first()), &["a", "an"]);
            if article && self.before().is_some_and(|before| self.is_measured(before)) {
                return false;
            }
        }
        let fraction = matches!(length.count, Count::Exact(count) if (count - 3.0).abs() < 0.5);
        if length.unit == super::calendar::Unit::Quarter && fraction && self.is(self.after(0), &["of"]) {
            return false;
        }
        if second && matches!(length.count, Count::Exact(count) if count <= 1.0) {
            return false;
        }
        true
    }

    /// Whether the atom is something of which there is so much "a week": a number or a plural.
    fn is_measured(&self, atom: &Atom) -> bool {
        let text = self.text(atom);
        atom.classes.has(Class::Num)
            || text.starts_with(|c: char| c.is_ascii_digit())
            || atom.classes.has(Class::Counted)
            || self.is(Some(atom), &self.words().measured)
            || text.len() > 3 && text.ends_with('s') && !self.is(Some(atom), &self.words().not_measured)
    }

    /// Whether no noun or name follows that the expression would be counted from, or describe.
    fn stands_alone(&self) -> bool {
        let word = |next: &Atom| self.text(next).starts_with(char::is_alphanumeric);
        self.after(0).is_none_or(|next| {
            !word(next) || next.classes.has(Class::Preposition) || self.is(Some(next), &self.words().after_day_before)
        })
    }

    fn vague(&self) -> bool {
        match self.rule.name {
            // "the past three summers", "the past president"
            "past" if self.is(Some(&self.atoms[self.candidate.end - 1]), &["past"]) => self.stands_alone(),
            // At the start of a sentence it goes on with the talk.
            "now" => !self.first().capital || self.is(Some(self.first()), &["right"]),
            // Without an article it is an adjective: "future losses".
            "future" if self.is(Some(self.first()), &["future"]) => false,
            "future" if self.is(Some(self.first()), &["soon"]) => {
                !self.is(self.before(), &["as"]) && !self.is(self.after(0), &["after", "as"])
            }
            _ => !self.hyphenated(),
        }
    }

    fn repeat(&self) -> bool {
        if self.rule.name == "weekdays" {
            return self.first().capital && !self.hyphenated();
        }
        if self.rule.name == "frequency" {
            let daily = self.is(Some(self.first()), &["daily"]);
            let adverb = self.is(Some(self.first()), &self.words().adverbs_of_frequency);
            let article = self.is(self.before(), &["a", "an", "the"])
                && !self.after(0).is_some_and(|next| self.text(next).starts_with(char::is_lowercase));
            let name = self.after(0).is_some_and(|next| next.capital);
            return !self.first().capital && (daily || adverb) && !article && !name && !self.hyphenated();
        }
        true
    }
}
