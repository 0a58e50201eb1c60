//! Tokens to sentences, by rules: final punctuation, what follows it, abbreviations, quotations, paragraphs and lines.

use crate::lexicon::tokens::TOKENS;
use crate::text::Span;
use std::ops::Range;

/// From this many tokens on, a sentence is cut at the next comma or semicolon, and at the latest after [`HARD_CAP`]:
/// no real sentence is so long, and all that is computed by sentence stays linear.
const SOFT_CAP: usize = 300;
const HARD_CAP: usize = 400;

/// Longest line that counts as one of a text with fixed line width, in bytes.
const WIDEST_LINE: usize = 110;

/// The sentences of a text, as ranges of its tokens; together they hold every token.
pub(super) fn split(text: &str, tokens: &[Span]) -> Vec<Range<usize>> {
    let reader = Reader { text, tokens, wrap: wrap_width(text) };
    let mut out = Vec::new();
    let mut open = 0;
    let mut quote = false;
    for next in 1..tokens.len() {
        let length = next - open;
        let mark = reader.form(next - 1);
        if mark == "\"" {
            quote = !quote;
        }
        let cap = length >= HARD_CAP || length >= SOFT_CAP && matches!(mark, "," | ";" | ":" | "—" | "--");
        if cap || reader.is_boundary(open, next, quote) {
            if reader.breaks(next) > 1 {
                quote = false;
            }
            out.push(open..next);
            open = next;
        }
    }
    if open < tokens.len() {
        out.push(open..tokens.len());
    }
    out
}

/// The width at which the lines of a hard-wrapped text end; `None` where the text is not wrapped.
fn wrap_width(text: &str) -> Option<usize> {
    let (mut widest, mut lines, mut wide) = (0, 0, 0);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        widest = widest.max(line.len());
        lines += 1;
        wide += usize::from(line.len() > 55);
    }
    (lines > 4 && widest <= WIDEST_LINE && wide * 2 > lines).then_some(widest)
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Span],
    wrap: Option<usize>,
}

/// What a token is for the end of a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Final {
    /// `.`
    Stop,
    /// `!` or `?`, also several.
    Cry,
    /// Three dots and the like.
    Ellipsis,
    /// A word that ends in a full stop.
    Abbreviation,
}

impl<'a> Reader<'a> {
    fn form(&self, t: usize) -> &'a str {
        self.tokens.get(t).map_or("", |span| span.slice(self.text))
    }

    fn gap(&self, t: usize) -> &'a str {
        self.text.get(self.tokens[t - 1].end()..self.tokens[t].start()).unwrap_or("")
    }

    fn first_char(&self, t: usize) -> char {
        self.form(t).chars().next().unwrap_or(' ')
    }

    /// Number of line breaks before token `t`.
    fn breaks(&self, t: usize) -> usize {
        self.gap(t).bytes().filter(|&b| b == b'\n').count()
    }

    fn is_boundary(&self, open: usize, next: usize, quote: bool) -> bool {
        let gap = self.gap(next);
        if !gap.is_empty() && gap.contains('\n') && (self.breaks(next) > 1 || self.line_ends(next)) {
            return true;
        }
        if is_rule(self.form(next - 1)) || is_rule(self.form(next)) {
            return true;
        }
        if self.form(next).contains("://") && next - open > 0 {
            return !matches!(
                self.form(next - 1),
                "(" | "<" | "[" | "at" | "to" | "from" | "on" | "in" | "see" | "visit" | "by"
            );
        }
        // Steps back over closing marks to the one that ends the sentence.
        let (mut last, mut closers) = (next - 1, false);
        while last > open && self.is_closer(last, gap.is_empty(), quote) {
            closers = true;
            last -= 1;
        }
        let Some(end) = self.finality(open, last) else { return false };
        if self.is_closing(next, gap, quote) {
            return false;
        }
        let c = self.first_char(next);
        if matches!(c, ',' | ';' | ':' | '.' | '!' | '?' | '…' | '%' | '-' | '–' | '—' | '/' | ')' | ']' | '”' | '’')
            && (c != '-' || gap.is_empty())
        {
            return false;
        }
        let glued = c.is_uppercase() && end != Final::Abbreviation && self.word_before(last);
        if gap.is_empty() && !glued {
            return false;
        }
        match end {
            Final::Stop | Final::Cry if closers => {
                !c.is_lowercase() && (end != Final::Cry || !self.is_attribution(next))
            }
            Final::Stop => {
                !self.is_list_number(open, last) && (!c.is_lowercase() || self.is_plain_word(last.wrapping_sub(1)))
            }
            Final::Cry => !c.is_lowercase() || !self.is_shouted_name(last),
            Final::Ellipsis => c.is_uppercase() && !quote_opens(self.form(next)) && !closers,
            Final::Abbreviation => self.starts_sentence(next),
        }
    }

    /// Whether the line break before `next` ends a sentence.
    fn line_ends(&self, next: usize) -> bool {
        let Some(width) = self.wrap else {
            // Not wrapped: only a word in lower case goes on with the sentence.
            return !self.first_char(next).is_lowercase() || self.finality(0, next - 1) == Some(Final::Stop);
        };
        let at = self.tokens[next - 1].end();
        let start = self
            .text
            .get(..at)
            .and_then(|before| before.bytes().rev().take(WIDEST_LINE + 1).position(|b| b == b'\n'))
            .unwrap_or(WIDEST_LINE);
        let bullet = matches!(self.form(next), "-" | "*" | "•" | "–" | "·" | "o");
        bullet || start + self.form(next).len() + 12 < width && !self.first_char(next).is_lowercase()
    }

    fn finality(&self, open: usize, t: usize) -> Option<Final> {
        let form = self.form(t);
        let bytes = form.as_bytes();
        match bytes.last()? {
            b'.' if bytes.len() == 1 => Some(Final::Stop),
            b'.' if bytes.iter().all(|&b| b == b'.') => Some(Final::Ellipsis),
            b'.' if t >= open => Some(Final::Abbreviation),
            b'!' | b'?' if bytes.iter().all(|b| b"!?.".contains(b)) => Some(Final::Cry),
            _ if form == "…" => Some(Final::Ellipsis),
            _ => None,
        }
    }

    /// Whether token `t`, which stands before the place in question, closes a quotation or bracket.
    fn is_closer(&self, t: usize, attached_next: bool, quote: bool) -> bool {
        match self.form(t) {
            ")" | "]" | "”" | "''" | "’’" | "»" => true,
            "\"" => !attached_next && !quote,
            "'" | "’" => !attached_next && t > 0 && self.gap(t).is_empty(),
            _ => false,
        }
    }

    /// Whether `next` itself closes what stands before it.
    fn is_closing(&self, next: usize, gap: &str, quote: bool) -> bool {
        match self.form(next) {
            ")" | "]" | "”" | "’’" | "»" => true,
            "''" | "'" | "’" => gap.is_empty(),
            "\"" => {
                gap.is_empty()
                    || quote
                        && !self
                            .text
                            .get(self.tokens[next].end()..)
                            .is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
            }
            form => TOKENS.emoticons.iter().any(|emoticon| emoticon == form),
        }
    }

    fn word_before(&self, last: usize) -> bool {
        last > 0 && self.gap(last).is_empty() && self.form(last - 1).chars().all(char::is_alphabetic)
    }

    /// Whether the token before a full stop is a word that no abbreviation is.
    fn is_plain_word(&self, t: usize) -> bool {
        let form = self.form(t);
        let lower = form.chars().all(|c| c.is_lowercase() || c == '\'' || c == '’');
        form.len() > 2 && lower || !form.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether the sentence so far is only a number or letter of a list: "1." or "b)".
    fn is_list_number(&self, open: usize, last: usize) -> bool {
        let label = last.wrapping_sub(1);
        if label < open || label > open + 1 || label == open + 1 && !matches!(self.form(open), "*" | "-" | "•" | "(")
        {
            return false;
        }
        let form = self.form(label);
        form.len() <= 2 && form.bytes().all(|b| b.is_ascii_digit())
            || form.len() == 1 && form.bytes().all(|b| b.is_ascii_alphabetic())
    }

    /// Whether "!" belongs to a name in mid-sentence: "Yahoo! said".
    fn is_shouted_name(&self, last: usize) -> bool {
        self.form(last) == "!"
            && last > 0
            && self.first_char(last - 1).is_uppercase()
            && self.form(last - 1).chars().any(char::is_lowercase)
    }

    /// Whether the words from `next` on say who spoke: “Why?” Maria Lopez asked.
    fn is_attribution(&self, next: usize) -> bool {
        if !self.first_char(next).is_alphabetic() {
            return false;
        }
        (next..next + 4).any(|t| TOKENS.reporting.contains(&self.form(t).to_lowercase()))
    }

    /// Whether an abbreviation before `next` can end the sentence.
    fn starts_sentence(&self, next: usize) -> bool {
        let form = self.form(next);
        let before = self.form(next - 1);
        if before.len() == 2 || title(before) {
            return false;
        }
        let c = self.first_char(next);
        if quote_opens(form) {
            return !self.gap(next).is_empty() && self.first_char(next + 1).is_uppercase();
        }
        c.is_uppercase() && TOKENS.starters.contains(&form.to_lowercase())
    }
}

fn title(word: &str) -> bool {
    use crate::lexicon::tokens::Abbreviation;
    let lower = word.trim_end_matches('.').to_lowercase();
    matches!(TOKENS.abbreviations.get(&lower), Some(Abbreviation::Title | Abbreviation::Number))
}

fn quote_opens(form: &str) -> bool {
    matches!(form, "\"" | "“" | "``" | "‘" | "'" | "‘‘" | "«" | "(" | "[")
}

/// Whether a token is a line drawn of one character: "------", "***".
fn is_rule(form: &str) -> bool {
    form.len() > 2
        && form.bytes().all(|b| matches!(b, b'*' | b'-' | b'=' | b'_' | b'~' | b'#'))
        && (form.len() > 4 || form == "***")
}

#[cfg(test)]
#[path = "sentences_tests.rs"]
mod tests;
