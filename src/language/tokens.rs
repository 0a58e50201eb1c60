//! Text to tokens, by the conventions of the Penn Treebank and the English Web Treebank: contractions and possessives
//! are tokens of their own, hyphens split words but for a few prefixes, links and e-mail addresses stay whole.
//!
//! One pass over the text; every rule looks at most to the end of the run of non-space characters it stands in, and
//! long runs are cut, so the time is linear.

use crate::lexicon::tokens::{Abbreviation, TOKENS};
use crate::text::Span;

/// Longest run of non-space characters that is looked at as one, in bytes.
const LONGEST: usize = 400;

/// The tokens of `text`, in order, none empty, none with white space inside.
pub(super) fn tokenize(text: &str) -> Vec<Span> {
    let mut out = Vec::with_capacity(text.len() / 5 + 1);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < text.len() {
        let space = space_at(text, at);
        if space > 0 {
            at += space;
            continue;
        }
        let start = at;
        let mut plain = true;
        while at < text.len() && (at - start < LONGEST || !text.is_char_boundary(at)) {
            let byte = bytes[at];
            if byte.is_ascii_alphabetic() {
                at += 1;
            } else if space_at(text, at) > 0 {
                break;
            } else {
                plain = false;
                at += 1;
                while at < text.len() && !text.is_char_boundary(at) {
                    at += 1;
                }
            }
        }
        let mut chunk = Chunk { text, start, end: at, out: &mut out };
        if plain {
            chunk.word(start, at);
        } else {
            chunk.scan();
        }
    }
    out
}

/// Bytes of the white space (or invisible mark) that stands at byte `at`; 0 for none.
fn space_at(text: &str, at: usize) -> usize {
    match text.as_bytes()[at] {
        b' ' | b'\n' | b'\t' | b'\r' | 0x0B | 0x0C => 1,
        byte if byte.is_ascii() => 0,
        _ => match text.get(at..).and_then(|rest| rest.chars().next()) {
            Some(c)
                if c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{2060}' | '\u{AD}') =>
            {
                c.len_utf8()
            }
            _ => 0,
        },
    }
}

/// A run of characters without white space.
struct Chunk<'a, 't> {
    text: &'t str,
    start: usize,
    end: usize,
    out: &'a mut Vec<Span>,
}

impl<'t> Chunk<'_, 't> {
    fn rest(&self, at: usize) -> &'t str {
        self.text.get(at..self.end).unwrap_or("")
    }

    fn part(&self, from: usize, to: usize) -> &'t str {
        self.text.get(from..to).unwrap_or("")
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }

    fn push(&mut self, from: usize, to: usize) {
        if from < to {
            self.out.push(Span::new(from, to));
        }
    }

    fn scan(&mut self) {
        let whole = self.rest(self.start);
        if TOKENS.emoticons.iter().any(|form| form == whole) {
            return self.push(self.start, self.end);
        }
        let may_link = whole.contains("://") || whole.contains('@') || whole.contains("www.") || dotted(whole);
        let mut at = self.start;
        while let Some(c) = self.char_at(at) {
            if may_link
                && (c.is_alphanumeric() || matches!(c, '_' | '@'))
                && let Some(end) = self.link(at)
            {
                self.push(at, end);
                at = end;
                continue;
            }
            at = if c.is_ascii_digit() || (matches!(c, '.' | '+') && self.digit_at(at + 1) && self.opens(at)) {
                self.number(at)
            } else if is_word(c) {
                self.letters(at)
            } else {
                self.mark(at, c)
            };
        }
    }

    fn digit_at(&self, at: usize) -> bool {
        at < self.end && self.text.as_bytes()[at].is_ascii_digit()
    }

    /// Whether nothing but opening marks stands before `at` in the run.
    fn opens(&self, at: usize) -> bool {
        self.part(self.start, at).chars().all(|c| !c.is_alphanumeric())
    }

    /// The end of the link, address or file name that starts at `at`.
    fn link(&self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let scheme = rest.find("://").is_some_and(|n| n < 8 && rest.bytes().take(n).all(|b| b.is_ascii_alphanumeric()));
        if scheme || rest.starts_with("www.") || rest.starts_with("mailto:") {
            let stop = rest.find(['<', '>', '"', '“', '”', '|']).unwrap_or(rest.len());
            return Some(at + trim_link(rest.get(..stop).unwrap_or("")).len());
        }
        let run = rest.find(|c: char| !(is_word(c) || ".@-_+%".contains(c))).unwrap_or(rest.len());
        let name = rest.get(..run)?.trim_end_matches(['.', '-', '+', '%']);
        if name.contains('@') && name.len() > 1 {
            return Some(at + name.len());
        }
        let (host, last) = name.rsplit_once('.')?;
        let last_lower = last.to_ascii_lowercase();
        let is_file = TOKENS.files.contains(&last_lower);
        let is_host = TOKENS.domains.contains(&last_lower)
            && host.split('.').all(|part| part.len() > 1)
            && (last_lower.len() > 2 || host.contains('.'))
            && last != "In";
        if !is_file && !is_host {
            return None;
        }
        if rest.get(name.len()..).is_some_and(|tail| tail.starts_with('/')) {
            return Some(at + trim_link(rest).len());
        }
        Some(at + name.len())
    }

    fn digits(&self, mut at: usize) -> usize {
        while self.digit_at(at) {
            at += 1;
        }
        at
    }

    /// A number, a date, a time or a telephone number that starts at `at`, with the unit that hangs on it.
    fn number(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = self.digits(if bytes[at].is_ascii_digit() { at } else { at + 1 });
        if let Some(date) = self.grouped(at, b'/').or_else(|| self.grouped(at, b'-')) {
            end = date;
        }
        while end < self.end {
            let digits = self.digits(end + 1) - (end + 1);
            let inside = match bytes[end] {
                b',' => digits == 3 || (digits == 2 && self.text.as_bytes().get(end + 3) == Some(&b',')),
                b'.' => digits > 0,
                b':' => digits == 2,
                _ => false,
            };
            if !inside {
                break;
            }
            end += 1 + digits;
        }
        let tail = self.rest(end);
        let letters = tail.find(|c: char| !is_word(c)).unwrap_or(tail.len());
        let unit = tail.get(..letters).unwrap_or("");
        if unit.is_empty() {
            return self.after_decade(at, end);
        }
        let lower = unit.to_lowercase();
        let money = self.out.last().is_some_and(|last| {
            last.end() == at && matches!(last.slice(self.text), "$" | "£" | "€" | "US$" | "¥" | "C$" | "A$" | "HK$")
        });
        let scale = matches!(lower.as_str(), "b" | "m" | "k" | "bn" | "t" | "tn" | "mn");
        let splits = TOKENS.units.contains(&lower)
            && lower != "th"
            && (scale || unit.len() > 1 || !unit.chars().all(char::is_uppercase));
        if splits && (unit != "M" || money) || money && scale {
            self.push(at, end);
            let mut stop = end + letters;
            if matches!(lower.as_str(), "a" | "p") && self.rest(stop).starts_with(".m") {
                stop += if self.rest(stop).starts_with(".m.") { 3 } else { 2 };
            }
            self.push(end, stop);
            return stop;
        }
        if matches!(lower.as_str(), "a" | "p") && self.rest(end + 1).starts_with(".m") {
            self.push(at, end);
            let stop = end + if self.rest(end + 1).starts_with(".m.") { 4 } else { 3 };
            self.push(end, stop);
            return stop;
        }
        end += letters;
        self.push(at, end);
        end
    }

    /// Pushes a number, with the ending of a decade (`1990's`).
    fn after_decade(&mut self, at: usize, mut end: usize) -> usize {
        if self.part(at, end).ends_with('0') && matches!(self.rest(end), "'s" | "’s") && end - at != 3 {
            end = self.end;
        }
        self.push(at, end);
        end
    }

    /// The end of groups of digits with `separator` between them that belong together: dates, telephone numbers.
    fn grouped(&self, at: usize, separator: u8) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut groups = [0; 6];
        let (mut count, mut end) = (0, at);
        loop {
            let stop = self.digits(end);
            if stop == end || count == groups.len() {
                return None;
            }
            groups[count] = stop - end;
            count += 1;
            end = stop;
            if end + 1 < self.end && bytes[end] == separator && bytes[end + 1].is_ascii_digit() {
                end += 1;
            } else {
                break;
            }
        }
        let value = |text: &str| text.parse::<u32>().unwrap_or(0);
        let belongs = match (separator, count) {
            (b'/', 2) => {
                let (first, second) = self.part(at, end).split_once('/')?;
                groups[0] <= 2 && groups[1] <= 2 && value(first) <= 12 && (5..=31).contains(&value(second))
            }
            (b'-', 2) => groups[0] == 3 && groups[1] == 4,
            (_, 2 | 1) => false,
            _ => true,
        };
        belongs.then_some(end)
    }

    /// A run of letters that starts at `at`: a word with its hyphens, dots and clitics.
    fn letters(&mut self, at: usize) -> usize {
        let mut end = at;
        let mut since_dot = 0;
        while let Some(c) = self.char_at(end) {
            if is_word(c) {
                since_dot += 1;
                end += c.len_utf8();
                continue;
            }
            let next = self.char_at(end + c.len_utf8());
            let joins = match c {
                '\'' | '’' => next.is_some_and(char::is_alphanumeric),
                '`' => matches!(self.rest(end), "`s" | "`S"),
                '.' => since_dot == 1 && next.is_some_and(char::is_alphabetic) || self.rest(at).starts_with("Ph.D"),
                '-' => next.is_some_and(char::is_alphanumeric) && self.is_prefix(at, end),
                '&' => next.is_some_and(char::is_uppercase) && self.is_initialism(at, end),
                '*' => since_dot > 0 && next.is_some_and(char::is_lowercase),
                '/' => self.is_letter_pair(at, end),
                '$' => {
                    end - at <= 3 && self.part(at, end).chars().all(char::is_uppercase) && {
                        end += 1;
                        break;
                    }
                }
                _ => false,
            };
            if !joins {
                break;
            }
            since_dot = if c == '.' { 0 } else { since_dot };
            end += c.len_utf8();
        }
        end = self.take_full_stop(at, end);
        self.word(at, end);
        end
    }

    fn is_prefix(&self, at: usize, end: usize) -> bool {
        end - at <= 7 && TOKENS.prefixes.contains(&self.part(at, end).to_lowercase())
    }

    /// Whether what stands before an ampersand is a short run of capitals: "AT" of "AT&T".
    fn is_initialism(&self, at: usize, end: usize) -> bool {
        let tail = self.rest(end + 1);
        let after = tail.find(|c: char| !is_word(c)).unwrap_or(tail.len());
        end - at <= 3 && after <= 2 && self.part(at, end).chars().all(char::is_uppercase)
    }

    /// Whether a slash stands between two single capitals: "I/O".
    fn is_letter_pair(&self, at: usize, end: usize) -> bool {
        let mut tail = self.rest(end + 1).chars();
        let second = tail.next();
        end - at == 1
            && self.part(at, end).chars().all(char::is_uppercase)
            && second.is_some_and(char::is_uppercase)
            && !tail.next().is_some_and(is_word)
    }

    /// The end with the full stop of an abbreviation, where the word is one.
    fn take_full_stop(&self, at: usize, end: usize) -> usize {
        let rest = self.rest(end);
        if !rest.starts_with('.') || rest.starts_with("..") {
            return end;
        }
        let word = self.part(at, end);
        let lower = word.to_lowercase();
        let known = TOKENS.abbreviations.get(&lower).copied();
        let dotted = word.contains('.') && !word.contains(['-', '\'', '’']);
        let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        let after = self.after_stop(end + 1);
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let is_abbreviation = match known {
            Some(Abbreviation::Number) => after.is_some_and(|c| c.is_ascii_digit()),
            Some(Abbreviation::Date) => {
                let ambiguous = matches!(lower.as_str(), "sun" | "mar" | "sat");
                capital && (!ambiguous || after.is_some_and(|c| c.is_ascii_digit() || c == ',' || c.is_lowercase()))
            }
            Some(Abbreviation::Title) => capital || matches!(lower.as_str(), "vs" | "v" | "ca" | "approx"),
            Some(Abbreviation::Other) => {
                let is_word = matches!(
                    lower.as_str(),
                    "co" | "al"
                        | "la"
                        | "ill"
                        | "miss"
                        | "mass"
                        | "wash"
                        | "pa"
                        | "del"
                        | "ore"
                        | "max"
                        | "min"
                        | "et"
                        | "ind"
                        | "mo"
                        | "tel"
                        | "ext"
                        | "ala"
                        | "est"
                );
                capital || !is_word || lower == "al"
            }
            None => dotted || initial && (word != "I" || self.initial_context(at, after)),
        };
        if is_abbreviation { end + 1 } else { end }
    }

    /// The first character after a full stop at the end of a word, white space skipped; none at a line's end.
    fn after_stop(&self, at: usize) -> Option<char> {
        if at < self.end {
            return self.char_at(at);
        }
        self.text.get(at..)?.chars().take(4).find(|&c| c == '\n' || !c.is_whitespace()).filter(|&c| c != '\n')
    }

    /// Whether "I." stands between capitalised words, as an initial does.
    fn initial_context(&self, at: usize, after: Option<char>) -> bool {
        let before = self.out.last().is_some_and(|last| {
            at - last.end() <= 1 && last.slice(self.text).chars().next().is_some_and(char::is_uppercase)
        });
        before && after.is_some_and(char::is_uppercase)
    }

    /// Pushes a word, its clitics split off.
    fn word(&mut self, at: usize, end: usize) {
        let word = self.part(at, end);
        if let Some(length) = glued(word) {
            self.push(at, at + length);
            return self.push(at + length, end);
        }
        if word.len() <= 8 && word.is_ascii() && !word.contains(['\'', '.', '`']) {
            if let Some(&first) = TOKENS.split.get(&word.to_ascii_lowercase())
                && word.bytes().skip(1).all(|b| b.is_ascii_lowercase())
                && word != "Im"
                && word != "Cant"
            {
                self.push(at, at + first);
                return self.push(at + first, end);
            }
            return self.push(at, end);
        }
        let (mut stop, mut cuts) = (end, [0; 4]);
        let mut count = 0;
        while count < cuts.len() {
            let Some(length) = clitic(self.part(at, stop)) else { break };
            stop -= length;
            cuts[count] = stop;
            count += 1;
        }
        let mut from = at;
        for &cut in cuts.iter().take(count).rev() {
            self.push(from, cut);
            from = cut;
        }
        self.push(from, end);
    }

    /// Punctuation that starts at `at`: a doubled quotation mark, a run of one mark, or one character.
    fn mark(&mut self, at: usize, c: char) -> usize {
        let rest = self.rest(at);
        let width = c.len_utf8();
        if matches!(c, '\'' | '’' | '‘')
            && let Some(end) = self.apostrophe(at, width)
        {
            return end;
        }
        let emoticon =
            TOKENS.emoticons.iter().find(|form| rest.starts_with(form.as_str()) && rest.len() - form.len() <= 1);
        let length = if let Some(form) = emoticon.filter(|_| matches!(c, ':' | ';' | '=' | '^')) {
            form.len()
        } else if ["''", "``", "’’", "‘‘", "‘’"].iter().any(|pair| rest.starts_with(pair)) {
            2 * width
        } else if matches!(c, '!' | '?') {
            rest.find(|x| !matches!(x, '!' | '?')).unwrap_or(rest.len())
        } else if matches!(c, '.' | '-' | '*' | '=' | '_' | '~' | '+' | '#' | '…' | '–' | '—') || matches!(c, '<' | '>')
        {
            rest.find(|x| x != c).unwrap_or(rest.len())
        } else {
            width
        };
        self.push(at, at + length);
        at + length
    }

    /// The end of a clitic or an elided word that starts with the apostrophe at `at`; pushes it.
    fn apostrophe(&mut self, at: usize, width: usize) -> Option<usize> {
        let tail = self.rest(at + width);
        let letters = tail.find(|c: char| !is_word(c)).unwrap_or(tail.len());
        let word = tail.get(..letters).unwrap_or("").to_lowercase();
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let year = digits == 2 && matches!(word.get(2..), Some("" | "s"));
        let is_clitic = matches!(word.as_str(), "s" | "m" | "d" | "t" | "ll" | "re" | "ve");
        let hangs = self.out.last().is_some_and(|last| at - last.end() <= 1);
        let takes = if self.opens(at) && at == self.start {
            year || TOKENS.elided.contains(&word) || is_clitic && hangs
        } else {
            is_clitic && hangs || year
        };
        takes.then(|| {
            let end = at + width + letters;
            self.push(at, end);
            end
        })
    }
}

/// Where a word ends that lost the line end behind it: `StuartThe`, `PerilleAccording`. Only before words that open
/// sentences and no names.
fn glued(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    let capital = bytes.iter().skip(3).position(u8::is_ascii_uppercase)? + 3;
    let opener = matches!(
        word.get(capital..)?,
        "The"
            | "This"
            | "That"
            | "These"
            | "There"
            | "They"
            | "She"
            | "After"
            | "When"
            | "While"
            | "According"
            | "But"
            | "On"
            | "His"
            | "Her"
            | "Two"
            | "Three"
            | "However"
            | "Although"
            | "Meanwhile"
            | "Today"
            | "Yesterday"
    );
    let name =
        bytes[0].is_ascii_uppercase() && bytes[1..capital].iter().all(|b| b.is_ascii_lowercase() || !b.is_ascii());
    // "LogOn", "ClipOn".
    let short = capital < 5 && word.len() - capital == 2;
    (opener && name && !short).then_some(capital)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || matches!(c, '\u{300}'..='\u{36F}' | '\u{900}'..='\u{DFF}')
}

/// Whether a dot stands between two letters or digits.
fn dotted(text: &str) -> bool {
    text.as_bytes().windows(3).any(|w| w[1] == b'.' && w[0].is_ascii_alphanumeric() && w[2].is_ascii_alphabetic())
}

/// A link without the punctuation that ends the sentence around it.
fn trim_link(link: &str) -> &str {
    let mut link = link;
    loop {
        let shorter = link.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '”', '…', '*', ']']);
        let shorter = match shorter.strip_suffix(')') {
            Some(inner) if !inner.contains('(') => inner,
            _ => shorter,
        };
        if shorter.len() == link.len() {
            return link;
        }
        link = shorter;
    }
}

/// Bytes of the clitic that ends `word`, where something stands before it.
fn clitic(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    let at = bytes.iter().rposition(|&b| b == b'\'' || b == b'`' || b == 0x99)?;
    let width = if bytes[at] == 0x99 { 3 } else { 1 };
    let start = (at + 1).checked_sub(width).filter(|&start| start > 0)?;
    let mark = word.get(start..=at).filter(|mark| matches!(*mark, "'" | "`" | "’"))?;
    let tail = word.get(at + 1..)?.to_ascii_lowercase();
    match tail.as_str() {
        "s" | "m" | "d" | "ll" | "re" | "ve" => Some(word.len() - start),
        "t" if mark != "`" && start > 1 && matches!(bytes[start - 1], b'n' | b'N') => Some(word.len() - start + 1),
        _ => None,
    }
}

#[cfg(test)]
#[path = "tokens_tests.rs"]
mod tests;
