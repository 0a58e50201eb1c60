//! Positions in text: the checked byte range [`Span`], and the way between bytes and Unicode code points.
//!
//! All offsets inside the program are **bytes**; code points appear only at the edge (the JSON contract), where
//! [`CodePoints`] converts them in both directions.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A half-open range of **bytes** in a text.
///
/// A span is made for one text and is only meaningful there. Both ends stand on character boundaries of that text.
/// Slicing through a span never panics: a span that does not fit the text it is asked to slice gives `""`.
///
/// ```
/// use dateline::text::Span;
/// let text = "Ottawa’s order";
/// let span = Span::of(text, "order").unwrap();
/// assert_eq!(span.slice(text), "order");
/// assert_eq!((span.start(), span.end()), (11, 16));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span from byte `start` to byte `end`; an `end` before `start` gives an empty span at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end.max(start) as u32 }
    }

    /// The span from `start` to `end` if both are character boundaries of `text` and in order.
    #[must_use]
    pub fn checked(text: &str, start: usize, end: usize) -> Option<Self> {
        (start <= end && text.is_char_boundary(start) && text.is_char_boundary(end)).then(|| Self::new(start, end))
    }

    /// The span of the first occurrence of `part` in `text`.
    #[must_use]
    pub fn of(text: &str, part: &str) -> Option<Self> {
        text.find(part).map(|at| Self::new(at, at + part.len()))
    }

    /// First byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies inside (an equal span does).
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether byte `at` lies inside.
    #[must_use]
    pub fn contains_offset(self, at: usize) -> bool {
        self.start() <= at && at < self.end()
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The text under the span; `""` where the span does not fit `text`.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start()..self.end()).unwrap_or("")
    }

    /// The span without white space at its ends.
    #[must_use]
    pub fn trim(self, text: &str) -> Span {
        let part = self.slice(text);
        let start = self.start() + (part.len() - part.trim_start().len());
        Span::new(start, start + part.trim().len())
    }
}

/// Converts between byte offsets and code point offsets of one text, in constant time for ASCII texts and by a
/// checkpoint every 256 bytes for others.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before byte `256 * k`, rounded up to a character boundary; empty where the text is ASCII.
    checkpoints: Vec<u32>,
}

const STRIDE: usize = 256;

impl<'t> CodePoints<'t> {
    /// Reads `text` once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut checkpoints = Vec::new();
        if !text.is_ascii() {
            checkpoints.reserve(text.len() / STRIDE + 1);
            let mut points = 0;
            for (at, byte) in text.bytes().enumerate() {
                if at % STRIDE == 0 {
                    checkpoints.push(points);
                }
                points += u32::from(is_char_start(byte));
            }
        }
        Self { text, checkpoints }
    }

    /// The number of code points before byte `at`; an offset past the end counts as the end.
    #[must_use]
    pub fn from_byte(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        if self.checkpoints.is_empty() {
            return at;
        }
        let slot = (at / STRIDE).min(self.checkpoints.len() - 1);
        let tail = &self.text.as_bytes()[slot * STRIDE..at];
        self.checkpoints[slot] as usize + tail.iter().filter(|&&byte| is_char_start(byte)).count()
    }

    /// The byte at which code point `point` starts; a number past the end gives the text's length.
    #[must_use]
    pub fn to_byte(&self, point: usize) -> usize {
        if self.checkpoints.is_empty() {
            return point.min(self.text.len());
        }
        let slot = self.checkpoints.partition_point(|&before| before as usize <= point) - 1;
        let mut points = self.checkpoints[slot] as usize;
        for (offset, byte) in self.text.bytes().enumerate().skip(slot * STRIDE) {
            if is_char_start(byte) {
                if points == point {
                    return offset;
                }
                points += 1;
            }
        }
        self.text.len()
    }
}

fn is_char_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// `text` without a terminal's escape sequences (ECMA-48: colours, moves of the cursor, titles and links), whole.
///
/// ```
/// use dateline::text::without_escapes;
/// assert_eq!(without_escapes("\u{1b}[1;31mBridge\u{1b}[0m shut\u{1b}]8;;x\u{7}."), "Bridge shut.");
/// ```
#[must_use]
pub fn without_escapes(text: &str) -> Cow<'_, str> {
    if !text.contains('\u{1b}') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        if char != '\u{1b}' {
            out.push(char);
            continue;
        }
        match chars.peek() {
            Some('[') => {
                chars.next();
                // Parameters, then one final letter; what is neither was no sequence.
                while chars.next_if(|char| (' '..='?').contains(char)).is_some() {}
                chars.next_if(|char| ('@'..='~').contains(char));
            }
            Some(']') => {
                chars.next();
                // One that is never closed ends with its line.
                while chars.next_if(|char| !matches!(char, '\u{7}' | '\u{1b}' | '\n')).is_some() {}
                chars.next_if_eq(&'\u{7}');
            }
            Some(' '..='/') => {
                chars.next();
                chars.next_if(|char| ('0'..='~').contains(char));
            }
            Some('0'..='~') => drop(chars.next()),
            _ => {}
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_span_that_does_not_fit_slices_to_nothing() {
        assert_eq!(Span::new(1, 2).slice("é"), "");
        assert_eq!(Span::new(0, 9).slice("short"), "");
        assert_eq!(Span::checked("é", 0, 1), None);
    }

    #[test]
    fn trim_keeps_the_inner_text() {
        let text = "  “no”\u{a0}\n";
        assert_eq!(Span::new(0, text.len()).trim(text).slice(text), "“no”");
    }

    proptest! {
        #[test]
        fn bytes_and_code_points_agree_with_the_standard_library(text in "(\\PC|[a-zé—\u{1F600}\n]){0,900}") {
            let index = CodePoints::new(&text);
            for (point, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.from_byte(byte), point);
                prop_assert_eq!(index.to_byte(point), byte);
            }
            prop_assert_eq!(index.from_byte(text.len()), text.chars().count());
            prop_assert_eq!(index.to_byte(text.chars().count()), text.len());
        }
    }
}
