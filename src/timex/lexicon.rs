//! The words and rules of `assets/lexicon/timex*.toml`, read once.

use super::pattern::{Program, Symbols};
use crate::analysis::TimexKind;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// Number of a word that the lexicon knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct WordId(pub(super) u16);

impl WordId {
    /// Every word that has no temporal meaning.
    pub(super) const NONE: WordId = WordId(0);
}

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)+) => {
        /// What an atom can be. The text is the class's name in patterns and in the lexicon.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub(super) enum Class { $($(#[$doc])* $name),+ }

        impl Class {
            pub(super) const ALL: &'static [(&'static str, Class)] = &[$(($text, Class::$name)),+];
        }
    };
}

classes! {
    /// A number, in digits or words.
    Num = "NUM",
    /// A number in digits alone.
    Digits = "DIGITS",
    /// Exactly two digits.
    TwoDigits = "TWODIGITS",
    /// A word that numbers in words are made of.
    NumberWord = "NUMBERWORD",
    /// Hundred, thousand, dozen, after "a".
    Big = "BIG",
    /// An ordinal.
    Ord = "ORD",
    /// 1 to 31, or an ordinal of these.
    Day = "DAY",
    /// 0 to 24.
    Hour = "HOUR",
    /// A year of four digits, or two after an apostrophe.
    Year = "YEAR",
    /// A year in words.
    YearWords = "YEARWORDS",
    /// A decade: 199 for the 1990s.
    Decade = "DECADE",
    /// A decade in words ("nineties"): its last two digits over ten.
    DecadeWord = "DECADEWORD",
    /// Minutes since midnight.
    Clock = "CLOCK",
    /// 0 or 12 hours to add.
    Ampm = "AMPM",
    /// A time zone.
    Zone = "ZONE",
    /// `YYYYMMDD`.
    FullDate = "FULLDATE",
    /// A numeric date that has one reading alone.
    SureDate = "SUREDATE",
    /// 1 to 12.
    Month = "MONTH",
    /// 1, Monday, to 7.
    Weekday = "WEEKDAY",
    /// "Mondays".
    Weekdays = "WEEKDAYS",
    /// A short form that takes a full stop.
    Abbreviation = "ABBREVIATION",
    /// A word that is a time only as a name: "May", "March", "Sun".
    Ambiguous = "AMBIGUOUS",
    /// 1, spring, to 4.
    Season = "SEASON",
    /// A unit of time, see `Unit`.
    Unit = "UNIT",
    /// Its plural.
    Units = "UNITS",
    /// An adverb or adjective of recurrence: "daily".
    Frequency = "FREQUENCY",
    /// "Q" before a number, or "Q3" itself.
    Quarterly = "QUARTERLY",
    /// Days from today.
    Today = "TODAY",
    /// Part of the day, see `Part`.
    Part = "PART",
    /// Its plural.
    Parts = "PARTS",
    /// Hour of noon or midnight.
    Noon = "NOON",
    /// -1, 0, 1: last, this, next.
    Direction = "DIRECTION",
    /// A vague count.
    Vague = "VAGUE",
    /// A word that opens a duration that ends or begins now: past, last, next, coming.
    Span = "SPAN",
    /// A fraction: half, quarter.
    Fraction = "FRACTION",
    /// The word stands in a date line beside the date.
    Stamp = "STAMP",
    /// A word after a number of four digits that makes the number a count.
    Counted = "COUNTED",
    /// A word before a bare year.
    BeforeYear = "BEFOREYEAR",
    /// A preposition of time.
    Preposition = "PREPOSITION",
    /// An auxiliary that speaks of the future.
    Future = "FUTURE",
    /// A verb or adjective of planning.
    Plan = "PLAN",
    /// A verb of saying or deciding what is to come: itself past, its infinitive ahead.
    Pledge = "PLEDGE",
    /// A verb whose present tense with a day speaks of the future.
    Scheduled = "SCHEDULED",
    /// A noun of what is set beforehand: an election, a hearing.
    Event = "EVENT",
}

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ClassSet(u64);

impl ClassSet {
    pub(super) fn of(class: Class) -> Self {
        Self(1 << class as u8)
    }

    #[must_use]
    pub(super) fn with(self, class: Class) -> Self {
        Self(self.0 | 1 << class as u8)
    }

    pub(super) fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Class> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let bit = left.trailing_zeros() as usize;
            left &= left.wrapping_sub(1);
            Class::ALL.get(bit).map(|&(_, class)| class)
        })
    }
}

/// What a rule makes of its match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Make {
    /// A place in the calendar, from whatever the match holds: month, day, year, weekday, season, quarter.
    Calendar,
    /// A unit of the calendar that `shift` or a direction word moves: "last week".
    Unit,
    /// So many units before or after now, or before or after the date that the text is at.
    Away,
    /// The date that the text is at, or its unit: "that day", "the quarter".
    Same,
    /// The same period a year before the one that the text is at.
    YearAgo,
    /// A part of the day, or a clock time.
    Time,
    /// A length.
    Duration,
    /// Something that recurs.
    Set,
    /// `value` as it stands.
    Reference,
    /// The inner expression with `mod`.
    Modify,
    /// The inner day with a time of day.
    At,
    /// The inner expression as it is.
    Inner,
    /// Nothing: a text that only looks like a time.
    Nothing,
}

/// A rule as the file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleEntry {
    pub(super) name: String,
    pub(super) pattern: String,
    pub(super) make: Make,
    /// Rules of level 2 and 3 build on the expressions of lower levels.
    #[serde(default = "one")]
    pub(super) level: u8,
    /// Units to move by; a direction word in the match takes its place.
    pub(super) shift: Option<i32>,
    /// The unit where the match does not name it.
    pub(super) unit: Option<String>,
    /// Counted from the date that the text is at, not from publication.
    #[serde(default)]
    pub(super) narrative: bool,
    #[serde(rename = "mod")]
    pub(super) modifier: Option<String>,
    pub(super) value: Option<String>,
    pub(super) kind: Option<TimexKind>,
    /// The words of which one must stand before the match; empty for none.
    #[serde(default)]
    pub(super) after: Vec<String>,
    /// Words that must not stand before the match.
    #[serde(default)]
    pub(super) not_after: Vec<String>,
    /// Words of which one must follow the match; empty for none.
    #[serde(default)]
    pub(super) before: Vec<String>,
    /// Words that must not follow the match.
    #[serde(default)]
    pub(super) not_before: Vec<String>,
    /// Texts with their expressions marked: "on [March 5, 1946|1946-03-05], at".
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests run them"))]
    pub(super) yes: Vec<String>,
    /// Texts in which the rule finds nothing.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests run them"))]
    pub(super) no: Vec<String>,
}

fn one() -> u8 {
    1
}

impl RuleEntry {
    /// A rule that finds names of the calendar.
    fn naming(name: &str, pattern: String, yes: &[String], no: &[String]) -> Self {
        Self {
            name: name.to_owned(),
            pattern,
            make: Make::Calendar,
            level: 1,
            shift: None,
            unit: None,
            narrative: false,
            modifier: None,
            value: None,
            kind: None,
            after: Vec::new(),
            not_after: Vec::new(),
            before: Vec::new(),
            not_before: Vec::new(),
            yes: yes.to_vec(),
            no: no.to_vec(),
        }
    }
}

/// A rule, ready to run.
pub(super) struct Rule {
    pub(super) name: &'static str,
    pub(super) entry: RuleEntry,
    pub(super) program: Program,
    /// Words of which one must stand before the match.
    pub(super) after: Vec<WordId>,
    pub(super) not_after: Vec<WordId>,
    pub(super) before: Vec<WordId>,
    pub(super) not_before: Vec<WordId>,
    /// What the rule names.
    pub(super) named: Option<Named>,
}

/// The list and the entry that a rule of names stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Holiday(usize),
    Era(usize),
}

/// A named day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Holiday {
    pub(super) names: Vec<String>,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
    /// For "third Monday of January": weekday 1 to 7 and its number, -1 for the last.
    pub(super) weekday: Option<i8>,
    pub(super) nth: Option<i8>,
    /// Days from Easter Sunday.
    pub(super) easter: Option<i32>,
    /// A day of one year: "9/11".
    pub(super) year: Option<i16>,
    /// Days from the day that the rest gives.
    pub(super) plus: Option<i32>,
    /// The day of each year, `YYYY-MM-DD`, where no rule of our calendar gives it.
    pub(super) table: Option<String>,
    /// How many days it lasts, where the name stands for all of them.
    pub(super) days: Option<i32>,
    /// Words after the name that make it the name of another thing.
    #[serde(default)]
    pub(super) not_before: Vec<String>,
    /// As of [`RuleEntry`].
    pub(super) yes: Vec<String>,
    pub(super) no: Vec<String>,
}

/// A named time of history.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Era {
    pub(super) names: Vec<String>,
    /// First and last, each a year or a day.
    pub(super) from: String,
    pub(super) to: String,
    /// Whether it is a time without a preposition before it too.
    #[serde(default)]
    pub(super) anywhere: bool,
    /// As of [`RuleEntry`].
    pub(super) yes: Vec<String>,
    pub(super) no: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    class: BTreeMap<String, BTreeMap<String, i32>>,
    list: BTreeMap<String, Vec<String>>,
    context: Context,
}

/// The words beside an expression that decide whether it is one, and whether it lies ahead; lower case. The file says
/// of each list what it is for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Context {
    pub(super) opens_past: Vec<String>,
    pub(super) until: Vec<String>,
    pub(super) opens_future: Vec<String>,
    pub(super) papers: Vec<String>,
    pub(super) weekday_names: Vec<String>,
    pub(super) weekday_not_before: Vec<String>,
    pub(super) weekday_not_after: Vec<String>,
    pub(super) owners: Vec<String>,
    pub(super) today_names: Vec<String>,
    pub(super) year_words_after: Vec<String>,
    pub(super) far_year_after: Vec<String>,
    pub(super) round_year_not_after: Vec<String>,
    pub(super) numbered: Vec<String>,
    pub(super) measured: Vec<String>,
    pub(super) not_measured: Vec<String>,
    pub(super) adverbs_of_frequency: Vec<String>,
    pub(super) after_day_before: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    r#macro: BTreeMap<String, String>,
    rule: Vec<RuleEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holidays {
    holiday: Vec<Holiday>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Eras {
    /// The prepositions that put something inside of a time.
    inside: Vec<String>,
    era: Vec<Era>,
}

#[derive(Default)]
struct Word {
    id: WordId,
    classes: ClassSet,
}

/// The words, the rules, and which rules a word or a class can open.
#[derive(Default)]
pub(super) struct Lexicon {
    words: HashMap<String, Word>,
    values: Vec<Vec<(Class, i32)>>,
    pub(super) rules: Vec<Rule>,
    pub(super) holidays: Vec<Holiday>,
    pub(super) eras: Vec<Era>,
    pub(super) context: Context,
    /// For each level, the rules that a class or word opens.
    by_class: [Vec<Vec<u16>>; 3],
    by_word: [Vec<Vec<u16>>; 3],
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::read(
        include_str!("../../assets/lexicon/timex-words.toml"),
        &[
            include_str!("../../assets/lexicon/timex-holidays.toml"),
            include_str!("../../assets/lexicon/timex-lunar.toml"),
        ],
        include_str!("../../assets/lexicon/timex-eras.toml"),
        &[
            include_str!("../../assets/lexicon/timex-calendar.toml"),
            include_str!("../../assets/lexicon/timex-relative.toml"),
            include_str!("../../assets/lexicon/timex-lengths.toml"),
            include_str!("../../assets/lexicon/timex-larger.toml"),
        ],
    )
});

impl Lexicon {
    /// The embedded lexicon.
    pub(super) fn get() -> &'static Lexicon {
        &LEXICON
    }

    fn read(words: &str, holidays: &[&str], eras: &str, rules: &[&str]) -> Self {
        let mut lexicon = Lexicon { values: vec![Vec::new()], ..Lexicon::default() };
        let words: Words = crate::lexicon::source::read(words).expect("the embedded words are valid, as a test shows");
        for (class, members) in words.class {
            for (word, value) in members {
                lexicon.add(&word, Some((class_named(&class), value)));
            }
        }
        for (class, members) in words.list {
            for word in members {
                lexicon.add(&word, Some((class_named(&class), 0)));
            }
        }
        lexicon.context = words.context;
        let mut macros = BTreeMap::new();
        let mut entries = Vec::new();
        for text in rules {
            let file: Rules =
                crate::lexicon::source::read(text).expect("the embedded rules are valid, as a test shows");
            macros.extend(file.r#macro);
            entries.extend(file.rule);
        }
        for entry in entries {
            lexicon.add_rule(entry, &macros, None);
        }
        for text in holidays {
            let list: Holidays =
                crate::lexicon::source::read(text).expect("the embedded holidays are valid, as a test shows");
            lexicon.holidays.extend(list.holiday);
        }
        for (index, holiday) in std::mem::take(&mut lexicon.holidays).into_iter().enumerate() {
            lexicon.add_holiday(index, &holiday);
            lexicon.holidays.push(holiday);
        }
        let eras: Eras = crate::lexicon::source::read(eras).expect("the embedded eras are valid, as a test shows");
        for (index, era) in eras.era.iter().enumerate() {
            let after = if era.anywhere { Vec::new() } else { eras.inside.clone() };
            let pattern = era.names.join(" | ");
            let entry = RuleEntry { after, ..RuleEntry::naming("era", pattern, &era.yes, &era.no) };
            lexicon.add_rule(entry, &macros, Some(Named::Era(index)));
        }
        lexicon.eras = eras.era;
        lexicon.index();
        lexicon
    }

    fn add_holiday(&mut self, index: usize, holiday: &Holiday) {
        let names = holiday.names.join(" | ");
        let pattern = format!("((DIRECTION|this|every|each))? ({names}) (week|weekend)? (,? (of|in)? YEAR)?");
        let entry = RuleEntry {
            not_before: holiday.not_before.clone(),
            ..RuleEntry::naming("holiday", pattern, &holiday.yes, &holiday.no)
        };
        self.add_rule(entry, &BTreeMap::new(), Some(Named::Holiday(index)));
    }

    fn add(&mut self, word: &str, class: Option<(Class, i32)>) -> WordId {
        let next = WordId(self.values.len() as u16);
        let entry = self.words.entry(word.to_owned()).or_insert_with(|| Word { id: next, ..Word::default() });
        if entry.id == next {
            self.values.push(Vec::new());
        }
        if let Some((class, value)) = class {
            entry.classes = entry.classes.with(class);
            self.values[entry.id.0 as usize].push((class, value));
        }
        entry.id
    }

    fn add_rule(&mut self, entry: RuleEntry, macros: &BTreeMap<String, String>, named: Option<Named>) {
        let program = Program::compile(&entry.pattern, macros, self);
        // One leak per rule of the embedded file: a `Timex` names its rule for as long as the program runs.
        let name: &'static str = match named {
            Some(Named::Holiday(_)) => "holiday",
            Some(Named::Era(_)) => "era",
            None => Box::leak(entry.name.clone().into_boxed_str()),
        };
        let mut words = |list: &[String]| list.iter().map(|word| self.add(word, None)).collect();
        let (after, not_after) = (words(&entry.after), words(&entry.not_after));
        let (before, not_before) = (words(&entry.before), words(&entry.not_before));
        self.rules.push(Rule { name, entry, program, after, not_after, before, not_before, named });
    }

    fn index(&mut self) {
        for level in 0..3 {
            self.by_class[level] = vec![Vec::new(); Class::ALL.len()];
            self.by_word[level] = vec![Vec::new(); self.values.len()];
        }
        for (number, rule) in self.rules.iter().enumerate() {
            let level = usize::from(rule.entry.level.clamp(1, 3)) - 1;
            let first = rule.program.first();
            for class in first.classes.iter() {
                self.by_class[level][class as usize].push(number as u16);
            }
            for word in &first.words {
                self.by_word[level][word.0 as usize].push(number as u16);
            }
            if first.chunk {
                // An inner expression can begin with whatever opens a rule of a lower level.
                for lower in 0..level {
                    for class in 0..Class::ALL.len() {
                        if self.by_class[lower][class].iter().any(|_| true) {
                            self.by_class[level][class].push(number as u16);
                        }
                    }
                    for word in 0..self.values.len() {
                        if !self.by_word[lower][word].is_empty() {
                            self.by_word[level][word].push(number as u16);
                        }
                    }
                }
            }
        }
        for list in self.by_class.iter_mut().chain(&mut self.by_word).flatten() {
            list.sort_unstable();
            list.dedup();
        }
    }

    /// The number and the classes of a lower-case word.
    pub(super) fn look_up(&self, word: &str) -> (WordId, ClassSet) {
        self.words.get(word).map_or((WordId::NONE, ClassSet::default()), |entry| (entry.id, entry.classes))
    }

    /// The value that the lexicon gives a word as a member of `class`.
    pub(super) fn value(&self, word: WordId, class: Class) -> Option<i32> {
        self.values.get(word.0 as usize)?.iter().find(|(of, _)| *of == class).map(|&(_, value)| value)
    }

    /// The rules of a level (from 0) that an atom with this word or these classes can open, each once.
    pub(super) fn openers(&self, level: usize, word: WordId, classes: ClassSet, out: &mut Vec<u16>) {
        out.clear();
        out.extend_from_slice(&self.by_word[level][word.0 as usize]);
        for class in classes.iter() {
            out.extend_from_slice(&self.by_class[level][class as usize]);
        }
        out.sort_unstable();
        out.dedup();
    }
}

impl Symbols for Lexicon {
    fn class(&self, name: &str) -> Option<Class> {
        Class::ALL.iter().find(|(text, _)| *text == name).map(|&(_, class)| class)
    }

    fn word(&mut self, word: &str) -> WordId {
        self.add(word, None)
    }
}

fn class_named(name: &str) -> Class {
    Class::ALL
        .iter()
        .find(|(text, _)| *text == name)
        .map(|&(_, class)| class)
        .expect("the lexicon names known classes alone")
}
