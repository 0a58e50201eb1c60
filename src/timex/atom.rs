//! The lexer: a text to temporal atoms (words, numbers, clock times, numeric dates) with their classes and values.
//!
//! It has its own word scan, since the language layer's tokens keep "third-quarter" or "p.m." together as suits a
//! parser, and a rule wants their parts.

use super::lexicon::{Class, ClassSet, Lexicon, WordId};
use crate::text::Span;

/// What stands between an atom and the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing.
    Tight,
    /// White space within a paragraph, a single line break included.
    Space,
    /// An empty line, or the start of the text.
    #[default]
    Paragraph,
}

/// A word, number or mark of the text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Atom {
    pub(super) span: Span,
    pub(super) gap: Gap,
    /// Whether the first letter is a capital.
    pub(super) capital: bool,
    /// The lexicon's number of the word; [`WordId::NONE`] for words without temporal meaning.
    pub(super) word: WordId,
    pub(super) classes: ClassSet,
    /// The value of a numeric atom (see [`Class`] for its unit).
    pub(super) number: f64,
}

impl Atom {
    /// Whether a rule could begin here.
    pub(super) fn opens(&self) -> bool {
        self.word != WordId::NONE || self.classes != ClassSet::default()
    }

    /// The atom's value as a member of `class`.
    pub(super) fn value(&self, class: Class, lexicon: &Lexicon) -> f64 {
        lexicon.value(self.word, class).map_or(self.number, f64::from)
    }
}

/// Two-digit years below it are of this century: news seldom looks further ahead.
const PIVOT: f64 = 35.0;

/// The atoms of `text`, in order.
pub(super) fn scan(text: &str, lexicon: &Lexicon) -> Vec<Atom> {
    let mut scanner = Scanner { text, lexicon, atoms: Vec::with_capacity(text.len() / 5), buffer: String::new() };
    let (mut at, mut gap) = (0, Gap::Paragraph);
    while at < text.len() {
        let rest = text.get(at..).unwrap_or_default();
        let first = rest.as_bytes()[0];
        let space = rest.len() - rest.trim_start().len();
        if space > 0 {
            let breaks = rest.bytes().take(space).filter(|&byte| byte == b'\n').count();
            gap = if breaks > 1 || gap == Gap::Paragraph { Gap::Paragraph } else { Gap::Space };
            at += space;
            continue;
        }
        let before = scanner.atoms.len();
        let length = if first.is_ascii_digit() {
            scanner.number(at, rest, gap)
        } else if first.is_ascii_alphabetic() || !first.is_ascii() && rest.starts_with(char::is_alphabetic) {
            scanner.word(at, rest, gap)
        } else {
            scanner.mark(at, rest, gap)
        };
        debug_assert!(length > 0);
        at += length;
        gap = if scanner.atoms.len() > before { Gap::Tight } else { gap };
    }
    let mut atoms = merge_number_words(scanner.atoms, text, lexicon);
    order_days(&mut atoms);
    atoms
}

/// Reads numeric dates that could be either day and month or month and day as the text writes its other dates;
/// month first where it does not tell.
fn order_days(atoms: &mut [Atom]) {
    let open = |atom: &Atom| atom.classes.has(Class::FullDate) && !atom.classes.has(Class::SureDate);
    if !atoms.iter().any(open) {
        return;
    }
    let digit = |atom: &Atom| atom.classes.has(Class::Day) && atom.classes.has(Class::Digits);
    let (mut day_first, mut month_first) = (0, 0);
    for pair in atoms.windows(2) {
        day_first += u32::from(digit(&pair[0]) && pair[1].classes.has(Class::Month) && pair[1].capital);
        month_first += u32::from(digit(&pair[1]) && pair[0].classes.has(Class::Month) && pair[0].capital);
    }
    if day_first <= month_first {
        return;
    }
    for atom in atoms.iter_mut().filter(|atom| open(atom)) {
        let packed = atom.number as i32;
        let (month, day) = (packed / 100 % 100, packed % 100);
        if day <= 12 {
            atom.number = f64::from(packed / 10_000 * 10_000 + day * 100 + month);
        }
    }
}

struct Scanner<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    atoms: Vec<Atom>,
    buffer: String,
}

impl Scanner<'_> {
    fn push(&mut self, at: usize, length: usize, gap: Gap, classes: ClassSet, number: f64) {
        self.atoms.push(Atom { span: Span::new(at, at + length), gap, classes, number, ..Atom::default() });
    }

    fn word(&mut self, at: usize, rest: &str, gap: Gap) -> usize {
        let mut length = run(rest, char::is_alphabetic);
        self.buffer.clear();
        let form = rest.get(..length).unwrap_or_default();
        // The "T" between an ISO date and its time is no atom.
        let stamp =
            form == "T" && gap == Gap::Tight && self.atoms.last().is_some_and(|last| last.classes.has(Class::FullDate));
        if stamp && rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit) {
            return length;
        }
        if form.is_ascii() {
            self.buffer.push_str(form);
            self.buffer.make_ascii_lowercase();
        } else {
            self.buffer.extend(form.chars().flat_map(char::to_lowercase));
        }
        let tail = rest.as_bytes().get(length..).unwrap_or_default();
        // "a.m.", "p.m", "A.M."
        if matches!(self.buffer.as_str(), "a" | "p")
            && tail.len() > 1
            && tail[0] == b'.'
            && tail[1].eq_ignore_ascii_case(&b'm')
        {
            let last = !tail.get(2).is_some_and(u8::is_ascii_alphanumeric);
            if last {
                let noon = if self.buffer == "p" { 12.0 } else { 0.0 };
                length += 2 + usize::from(tail.get(2) == Some(&b'.'));
                self.push(at, length, gap, ClassSet::of(Class::Ampm), noon);
                return length;
            }
        }
        // "12:01 a. m.", as older print has it.
        let spaced =
            matches!(self.buffer.as_str(), "a" | "p") && (tail.starts_with(b". m.") || tail.starts_with(b". M."));
        if spaced
            && self.atoms.last().is_some_and(|last| last.classes.has(Class::Hour) || last.classes.has(Class::Clock))
        {
            let noon = if self.buffer == "p" { 12.0 } else { 0.0 };
            self.push(at, length + 4, gap, ClassSet::of(Class::Ampm), noon);
            return length + 4;
        }
        // "4 pm", "4pm"
        if matches!(self.buffer.as_str(), "am" | "pm") && gap != Gap::Paragraph {
            let hour =
                self.atoms.last().is_some_and(|last| last.classes.has(Class::Hour) || last.classes.has(Class::Clock));
            if hour {
                let noon = if self.buffer == "pm" { 12.0 } else { 0.0 };
                self.push(at, length, gap, ClassSet::of(Class::Ampm), noon);
                return length;
            }
        }
        let (word, classes) = self.lexicon.look_up(&self.buffer);
        // A word that runs into digits ("F16", "MD80") is a name of something.
        if tail.first().is_some_and(u8::is_ascii_digit) && !classes.has(Class::Quarterly) {
            let more = run(rest, char::is_alphanumeric);
            self.push(at, more, gap, ClassSet::default(), 0.0);
            return more;
        }
        if classes.has(Class::Abbreviation) && tail.first() == Some(&b'.') {
            length += 1;
        }
        let capital = form.starts_with(char::is_uppercase);
        self.atoms.push(Atom { span: Span::new(at, at + length), gap, capital, word, classes, number: 0.0 });
        length
    }

    fn mark(&mut self, at: usize, rest: &str, gap: Gap) -> usize {
        let mark = rest.chars().next().unwrap_or(' ');
        let length = mark.len_utf8();
        let tail = rest.get(length..).unwrap_or_default();
        if matches!(mark, '\'' | '’' | '‘' | '`') {
            let next = tail.as_bytes();
            let possessive = gap == Gap::Tight && next.first().is_some_and(|byte| matches!(byte, b's' | b'S'));
            if possessive && !tail.get(1..).is_some_and(|more| more.starts_with(char::is_alphanumeric)) {
                let (word, classes) = self.lexicon.look_up("'s");
                self.atoms.push(Atom { span: Span::new(at, at + length + 1), gap, word, classes, ..Atom::default() });
                return length + 1;
            }
            // '98, '90s
            let digits = run(tail, |c| c.is_ascii_digit());
            if gap != Gap::Tight && digits == 2 {
                let short: f64 = tail.get(..2).and_then(|text| text.parse().ok()).unwrap_or_default();
                let year = short + if short < PIVOT { 2000.0 } else { 1900.0 };
                let decade = next.get(2) == Some(&b's');
                if !tail.get(2 + usize::from(decade)..).is_some_and(|more| more.starts_with(char::is_alphanumeric)) {
                    let (class, number) =
                        if decade { (Class::Decade, (year / 10.0).floor()) } else { (Class::Year, year) };
                    let all = length + 2 + usize::from(decade);
                    self.push(at, all, gap, ClassSet::of(class), number);
                    return all;
                }
            }
        }
        self.buffer.clear();
        self.buffer.push(match mark {
            '’' | '‘' | '`' => '\'',
            '‑' | '–' => '-',
            other => other,
        });
        let (word, classes) = self.lexicon.look_up(&self.buffer);
        self.atoms.push(Atom { span: Span::new(at, at + length), gap, word, classes, ..Atom::default() });
        length
    }

    /// A run that begins with a digit; classifies it by its shape.
    fn number(&mut self, at: usize, rest: &str, gap: Gap) -> usize {
        let money =
            gap == Gap::Tight && self.text.get(..at).is_some_and(|before| before.ends_with(['$', '£', '€', '¥', '#']));
        let shape = Shape::of(rest);
        let length = shape.length.max(1);
        // "9/11" is a word of the lexicon.
        if let Some(("9", _)) = rest.split_once('/') {
            let (word, classes) = self.lexicon.look_up(rest.get(..4).unwrap_or_default());
            if word != WordId::NONE
                && !rest.as_bytes().get(4).is_some_and(|byte| byte.is_ascii_digit() || *byte == b'/')
            {
                self.atoms.push(Atom { span: Span::new(at, at + 4), gap, word, classes, ..Atom::default() });
                return 4;
            }
        }
        let glued = gap == Gap::Tight
            && self.text.get(..at).is_some_and(|before| before.ends_with(['.', '/', '+', '=', '_', '@']));
        let percent = rest.get(length..).is_some_and(|tail| tail.starts_with('%') || tail.starts_with('°'));
        if money || percent || glued {
            self.push(at, length, gap, ClassSet::default(), shape.number);
        } else {
            self.push(at, length, gap, shape.classes, shape.number);
        }
        length
    }
}

fn run(text: &str, wanted: impl Fn(char) -> bool) -> usize {
    text.find(|c| !wanted(c)).unwrap_or(text.len())
}

/// The shape of a run that begins with a digit.
#[derive(Default)]
struct Shape {
    length: usize,
    classes: ClassSet,
    number: f64,
}

impl Shape {
    fn of(rest: &str) -> Self {
        numeric_date(rest).or_else(|| clock(rest)).or_else(|| fraction(rest)).unwrap_or_else(|| plain(rest))
    }
}

/// The number at the start of `bytes`, its count of digits between `min` and `max`.
fn digits(bytes: &[u8], min: usize, max: usize) -> Option<(u32, &[u8])> {
    let count = bytes.iter().take(max + 1).take_while(|byte| byte.is_ascii_digit()).count();
    if count < min || count > max {
        return None;
    }
    let (head, tail) = bytes.split_at(count);
    Some((head.iter().fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0')), tail))
}

/// `1998-08-07`, `1998/08/07`, `08/07/1998`, `8/7/98`, `30.06.2025`: year, month, day packed as `YYYYMMDD`.
fn numeric_date(rest: &str) -> Option<Shape> {
    let bytes = rest.as_bytes();
    let (a, tail) = digits(bytes, 1, 4)?;
    let separator = *tail.first().filter(|byte| matches!(byte, b'-' | b'/' | b'.'))?;
    let (b, tail) = digits(&tail[1..], 1, 2)?;
    if tail.first() != Some(&separator) {
        return None;
    }
    let (c, end) = digits(&tail[1..], 1, 4)?;
    let length = bytes.len() - end.len();
    // An ISO date may be followed by its time ("2025-06-30T16:05"); anything else glued on makes it no date.
    let stamp = end.first() == Some(&b'T') && end.get(1).is_some_and(u8::is_ascii_digit);
    let glued = end.first().is_some_and(|byte| {
        byte.is_ascii_alphanumeric() || *byte == separator && end.get(1).is_some_and(u8::is_ascii_digit)
    });
    if glued && !stamp {
        return None;
    }
    let short = tail.len() - end.len() == 3;
    let (year, month, day, sure) = match (a, b, c) {
        (1000..=9999, month, day) => (a, month, day, true),
        // Only American order is written with dashes and a short year.
        (_, _, 1000..=9999) if separator == b'.' || a > 12 => (c, b, a, true),
        (_, _, 1000..=9999) => (c, a, b, b > 12 || a == b),
        (1..=12, 1..=31, 0..=99) if separator != b'.' && short => {
            (c + if f64::from(c) < PIVOT { 2000 } else { 1900 }, a, b, b > 12)
        }
        _ => return None,
    };
    let real =
        jiff::civil::Date::new(year as i16, month as i8, day as i8).is_ok() && year <= 9999 && month <= 12 && day <= 31;
    let classes =
        if sure { ClassSet::of(Class::FullDate).with(Class::SureDate) } else { ClassSet::of(Class::FullDate) };
    real.then(|| Shape { length, classes, number: f64::from(year * 10_000 + month * 100 + day) })
}

/// `1/2`, `3/4`.
fn fraction(rest: &str) -> Option<Shape> {
    let (over, tail) = digits(rest.as_bytes(), 1, 1)?;
    let (under, end) = digits(tail.strip_prefix(b"/")?, 1, 1)?;
    let whole =
        over > 0 && over < under && !end.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'/');
    whole.then(|| Shape {
        length: 3,
        classes: ClassSet::of(Class::Fraction),
        number: f64::from(over) / f64::from(under),
    })
}

/// `7:15`, `19:15:30`: minutes since midnight.
fn clock(rest: &str) -> Option<Shape> {
    let bytes = rest.as_bytes();
    let (hour, tail) = digits(bytes, 1, 2)?;
    if tail.first() != Some(&b':') || hour > 24 {
        return None;
    }
    let (minute, mut end) = digits(&tail[1..], 2, 2)?;
    if minute > 59 {
        return None;
    }
    if end.first() == Some(&b':') {
        end = digits(&end[1..], 2, 2)?.1;
    }
    if end.first().is_some_and(|byte| byte.is_ascii_digit() || *byte == b':') {
        return None;
    }
    Some(Shape {
        length: bytes.len() - end.len(),
        classes: ClassSet::of(Class::Clock),
        number: f64::from(hour * 60 + minute),
    })
}

/// Digits with thousands commas, a fraction, an ordinal's or a decade's ending.
fn plain(rest: &str) -> Shape {
    let bytes = rest.as_bytes();
    let mut length = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = length;
    while bytes.get(length) == Some(&b',')
        && bytes.get(length + 1..length + 4).is_some_and(|group| group.iter().all(u8::is_ascii_digit))
        && !bytes.get(length + 4).is_some_and(u8::is_ascii_digit)
        && whole <= 3
    {
        length += 4;
    }
    let grouped = length > whole;
    let mut number = bytes
        .iter()
        .take(length)
        .filter(|byte| byte.is_ascii_digit())
        .fold(0.0, |sum, byte| sum * 10.0 + f64::from(byte - b'0'));
    if bytes.get(length) == Some(&b'.') && bytes.get(length + 1).is_some_and(u8::is_ascii_digit) {
        let fraction = bytes[length + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        number =
            rest.get(..length + 1 + fraction).and_then(|text| text.replace(',', "").parse().ok()).unwrap_or(number);
        return Shape { length: length + 1 + fraction, classes: ClassSet::of(Class::Num), number };
    }
    let letters = run(rest.get(length..).unwrap_or_default(), char::is_alphanumeric);
    let ending = rest.get(length..length + letters).unwrap_or_default();
    // "2d" and "23d" are older American; "3D" is none.
    let short = ending == "d" && matches!(number as i64 % 10, 2 | 3) && whole <= 2;
    let ordinal = short || ["st", "nd", "rd", "th"].iter().any(|end| ending.eq_ignore_ascii_case(end));
    if ordinal && !grouped {
        let day = if (1.0..=31.0).contains(&number) { ClassSet::of(Class::Day) } else { ClassSet::default() };
        return Shape { length: length + letters, classes: day.with(Class::Ord), number };
    }
    if ending == "s" && !grouped && number % 10.0 == 0.0 && (whole == 4 || whole == 2) {
        let century = if whole == 4 {
            0.0
        } else if number < 20.0 {
            200.0
        } else {
            190.0
        };
        let decade = number / 10.0 + century;
        return Shape { length: length + 1, classes: ClassSet::of(Class::Decade), number: decade };
    }
    let noon = ["am", "pm"].iter().any(|end| ending.eq_ignore_ascii_case(end));
    if letters > 0 && !noon && !(ending.starts_with('Q') && whole == 1) {
        return Shape { length: length + letters, classes: ClassSet::default(), number };
    }
    let mut classes = ClassSet::of(Class::Num).with(Class::Digits);
    if !grouped && whole == 4 && (1000.0..=2199.0).contains(&number) {
        classes = classes.with(Class::Year);
    }
    if whole <= 2 && !grouped && (1.0..=31.0).contains(&number) {
        classes = classes.with(Class::Day);
    }
    if whole <= 2 && !grouped && number <= 24.0 {
        classes = classes.with(Class::Hour);
    }
    if whole == 2 {
        classes = classes.with(Class::TwoDigits);
    }
    Shape { length, classes, number }
}

/// Joins number words: "twenty-five", "two hundred", "nineteen ninety-six", "2 1/2", "one and a half".
fn merge_number_words(atoms: Vec<Atom>, text: &str, lexicon: &Lexicon) -> Vec<Atom> {
    if !atoms.iter().any(|atom| atom.classes.has(Class::NumberWord)) {
        return atoms;
    }
    let mut out: Vec<Atom> = Vec::with_capacity(atoms.len());
    let mut at = 0;
    while at < atoms.len() {
        let atom = atoms[at];
        if !atom.classes.has(Class::NumberWord) {
            out.push(atom);
            at += 1;
            continue;
        }
        let mut reading = Reading::default();
        let mut next = at;
        let mut end = at;
        while let Some(part) = atoms.get(next) {
            let joined = next == at || part.gap != Gap::Paragraph;
            if joined && part.classes.has(Class::NumberWord) && reading.take(part.value(Class::NumberWord, lexicon)) {
                next += 1;
                end = next;
            } else if next > at
                && joined
                && matches!(part.span.slice(text), "-" | "and")
                && next + 1 < atoms.len()
                && next == end
            {
                next += 1;
            } else {
                break;
            }
        }
        let number = reading.value();
        // A single word keeps its own classes ("second" is an ordinal and a unit).
        let mut merged = Atom { number, word: if end == at + 1 { atom.word } else { WordId::NONE }, ..atom };
        merged.span = atom.span.cover(atoms[end - 1].span);
        merged.classes = if end == at + 1 { atom.classes } else { ClassSet::default() };
        merged.classes = merged.classes.with(Class::Num);
        if reading.is_year() {
            merged.classes = merged.classes.with(Class::Year).with(Class::YearWords);
        }
        if (1.0..=12.0).contains(&number) && end == at + 1 {
            merged.classes = merged.classes.with(Class::Hour);
        }
        // "twenty-first": the ordinal after the tens belongs to it.
        let tens = matches!(number as i64, 20 | 30 | 40 | 50 | 60 | 70 | 80 | 90);
        if let (true, Some(hyphen), Some(last)) = (tens, atoms.get(end), atoms.get(end + 1))
            && hyphen.span.slice(text) == "-"
            && last.classes.has(Class::Ord)
            && last.value(Class::Ord, lexicon) < 10.0
        {
            let number = number + last.value(Class::Ord, lexicon);
            let mut classes = ClassSet::of(Class::Ord);
            if number <= 31.0 {
                classes = classes.with(Class::Day);
            }
            out.push(Atom { span: atom.span.cover(last.span), number, classes, word: WordId::NONE, ..atom });
            at = end + 2;
            continue;
        }
        out.push(merged);
        at = end;
    }
    out
}

/// A number in words, read from left to right.
#[derive(Default)]
struct Reading {
    total: f64,
    group: f64,
    last: f64,
    words: u32,
    /// Two two-digit groups side by side: "nineteen ninety-six".
    pair: Option<f64>,
    scaled: bool,
}

impl Reading {
    /// Takes the next word's value if the number can go on with it.
    fn take(&mut self, value: f64) -> bool {
        let fits = if self.words == 0 {
            true
        } else if value >= 100.0 {
            self.last < 100.0 || value > self.last
        } else if self.last >= 20.0 && self.last < 100.0 && value < 10.0 || self.last >= 100.0 {
            true
        } else if self.pair.is_none() && !self.scaled && (10.0..=20.0).contains(&self.group) && value >= 10.0 {
            self.pair = Some(self.group);
            self.group = 0.0;
            true
        } else {
            false
        };
        if !fits {
            return false;
        }
        if value >= 1000.0 {
            self.total += self.group.max(1.0) * value;
            self.group = 0.0;
            self.scaled = true;
        } else if value >= 100.0 {
            self.group = self.group.max(1.0) * value;
            self.scaled = true;
        } else {
            self.group += value;
        }
        self.last = value;
        self.words += 1;
        true
    }

    fn value(&self) -> f64 {
        self.pair.map_or(self.total + self.group, |first| first * 100.0 + self.group)
    }

    fn is_year(&self) -> bool {
        let value = self.value();
        (1100.0..2200.0).contains(&value) && (self.pair.is_some() || self.scaled && value >= 2000.0 && self.words > 1)
    }
}
