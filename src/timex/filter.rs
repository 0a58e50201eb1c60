//! What only looks like a time: "may", "the sun", "2019 votes", "44-year-old".

use super::atom::{Atom, Gap};
use super::grammar::Candidate;
use super::lexicon::{Class, ClassSet, Lexicon, Rule};
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

/// What follows a weekday in the name of a newspaper or a programme.
const PAPERS: &[&str] = &[
    "Times",
    "Telegraph",
    "Post",
    "Mail",
    "Mirror",
    "Express",
    "Herald",
    "Star",
    "Tribune",
    "Journal",
    "Today",
    "Show",
    "Night",
];

/// What stands before a weekday in the name of a day or a firm.
const NAMES: &[&str] = &["Black", "Bloody", "Ruby", "Super", "Casual", "Cyber"];

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

    fn is(&self, atom: Option<&Atom>, words: &[&str]) -> bool {
        atom.is_some_and(|atom| words.iter().any(|word| self.text(atom).eq_ignore_ascii_case(word)))
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
            Base::Month { year: YearOf::Open, .. } => self.named_month(),
            Base::Weekday { .. } => self.weekday(),
            Base::Day { year: YearOf::Open, .. } => self.day(),
            Base::MonthDay { .. } => {
                let day = &self.atoms[self.candidate.end - 1];
                self.text(day).starts_with(|c: char| c.is_ascii_digit())
            }
            Base::Decade(_) if self.rule.name == "decade" => {
                !self.is(self.before(), &["his", "her", "their", "my", "your", "our", "$"])
            }
            Base::Unit { .. } if self.rule.name == "today" => {
                !(self.first().capital && self.is(self.before(), &["USA", "Psychology"]))
            }
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
        let opens = before.classes.has(Class::BeforeYear) || before.classes.has(Class::Season);
        if year.classes.has(Class::YearWords) && year.number >= 2000.0 {
            return self.is(Some(before), &["in", "since", "by", "until", "of", "year", "from", "before", "after"]);
        }
        if !(1700.0..=2100.0).contains(&year.number) {
            return self.is(Some(before), &["in", "since", "by", "until", "from", "circa", "year"])
                && self.after(0).is_none_or(|next| self.text(next).starts_with(|c: char| !c.is_alphanumeric()));
        }
        if self.is(Some(before), &["some", "about", "around", "over", "nearly", "almost", "than", "only", "least"])
            && year.number % 100.0 == 0.0
        {
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
                    && !self.is(self.after(0), &["newspaper", "King", "City", "Valley", "Yat"])
                    && !self.is(self.before(), &["the", "of", "to", "from", "and", "or", "for"]);
        }
        if self.after(0).is_some_and(|next| next.capital) && self.is(self.after(0), PAPERS) {
            return self.is(self.after(0), &["Night"]);
        }
        !self.is(self.before(), NAMES)
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
            || atom.classes.has(Class::Counted)
            || self.is(Some(atom), &["times", "once", "twice", "%", "each", "percent"])
            || text.len() > 3
                && text.ends_with('s')
                && !self.is(Some(atom), &["was", "lasts", "takes", "always", "its", "this", "less", "perhaps"])
    }

    fn vague(&self) -> bool {
        match self.rule.name {
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
            let adverb = self.is(Some(self.first()), &["annually", "hourly", "weekly", "yearly", "nightly", "monthly"]);
            let article = self.is(self.before(), &["a", "an", "the"])
                && !self.after(0).is_some_and(|next| self.text(next).starts_with(char::is_lowercase));
            let name = self.after(0).is_some_and(|next| next.capital);
            return !self.first().capital && (daily || adverb) && !article && !name && !self.hyphenated();
        }
        let _ = self.lexicon;
        true
    }
}
