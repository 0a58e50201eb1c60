//! The only place that turns bytes of a text into rows and columns, and back.
//!
//! A text is wrapped once for a width; after that a row is found by binary search and only the rows on the screen are
//! looked at. Lines of ASCII take a fast path that a property test holds against the slow one.

use super::glyph::{Glyph, glyphs};
use dateline::text::Span;
use textwrap::WordSeparator;

/// A text wrapped to a width.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    width: usize,
    rows: Vec<Row>,
}

/// One row: the bytes drawn on it. The spaces between it and the next row belong to it, but are not drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Row {
    start: u32,
    end: u32,
    indent: u8,
}

impl Flow {
    /// Wraps `text` to `width` columns; `indent` gives the columns that the line starting at a byte is moved in by.
    pub(super) fn new(text: &str, width: usize, mut indent: impl FnMut(usize) -> u8) -> Self {
        let width = width.max(1);
        let mut rows = Vec::with_capacity(text.len() / width + 8);
        let mut at = 0;
        for line in text.split('\n') {
            let indent = indent(at).min(u8::try_from(width / 2).unwrap_or(u8::MAX));
            wrap(line, at, width - usize::from(indent), |start, end| {
                rows.push(Row { start: start as u32, end: end as u32, indent });
            });
            at += line.len() + 1;
        }
        Self { width, rows }
    }

    /// The width that the text was wrapped to.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The number of rows; an empty text has one.
    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The row on which byte `at` stands; one past the end stands on the last row.
    pub(super) fn row_of(&self, at: usize) -> usize {
        self.rows.partition_point(|row| row.start as usize <= at).saturating_sub(1)
    }

    /// The first byte of `row`.
    pub(super) fn start_of(&self, row: usize) -> usize {
        self.rows.get(row).or(self.rows.last()).map_or(0, |row| row.start as usize)
    }

    /// The bytes that `row` draws.
    pub(super) fn span_of(&self, row: usize) -> Span {
        self.rows.get(row).map_or(Span::default(), |row| Span::new(row.start as usize, row.end as usize))
    }

    /// The columns that `row` is moved in by.
    pub(super) fn indent_of(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, |row| usize::from(row.indent))
    }

    /// What `row` draws, each glyph with its column.
    pub(super) fn cells<'t>(&self, text: &'t str, row: usize) -> impl Iterator<Item = (usize, Glyph<'t>)> {
        let span = self.span_of(row);
        let mut column = self.indent_of(row);
        glyphs(span.slice(text), span.start(), 0).map(move |glyph| {
            let at = column;
            column += glyph.width;
            (at, glyph)
        })
    }

    /// Row and column of byte `at`; of a byte that is not drawn, where it would stand.
    #[cfg_attr(not(test), expect(dead_code, reason = "the way back of byte_at, held against it by a test"))]
    pub(super) fn cell_of(&self, text: &str, at: usize) -> (usize, usize) {
        let row = self.row_of(at);
        let mut end = self.indent_of(row);
        for (column, glyph) in self.cells(text, row) {
            if at < glyph.end {
                return (row, column);
            }
            end = column + glyph.width;
        }
        (row, end)
    }

    /// The byte that is drawn at `row` and `column`: the nearest one to the left where nothing is.
    pub(super) fn byte_at(&self, text: &str, row: usize, column: usize) -> usize {
        let row = row.min(self.rows.len().saturating_sub(1));
        let mut found = self.start_of(row);
        for (at, glyph) in self.cells(text, row) {
            if at > column {
                break;
            }
            if glyph.width > 0 {
                found = glyph.start;
            }
        }
        found
    }
}

/// Breaks one line, which starts at byte `at` of its text, into rows.
fn wrap(line: &str, at: usize, width: usize, push: impl FnMut(usize, usize)) {
    if line.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        wrap_ascii(line.as_bytes(), at, width, push);
    } else {
        wrap_any(line, at, width, true, push);
    }
}

fn wrap_ascii(line: &[u8], at: usize, width: usize, mut push: impl FnMut(usize, usize)) {
    let mut from = 0;
    loop {
        let rest = line.get(from..).unwrap_or_default();
        let next = if rest.len() <= width { rest.len() } else { ascii_break(line, from, width) - from };
        let drawn = rest.get(..next).unwrap_or_default().trim_ascii_end().len();
        push(at + from, at + from + drawn);
        from += next;
        if from >= line.len() {
            return;
        }
    }
}

/// The byte behind the row that starts at `from`, the spaces behind it included; more than `width` bytes follow.
fn ascii_break(line: &[u8], from: usize, width: usize) -> usize {
    // Spaces hang over the margin: a row may end just before them.
    for end in (from + 1..=from + width).rev() {
        if line.get(end) == Some(&b' ') {
            return end + line.iter().skip(end).take_while(|&&byte| byte == b' ').count();
        }
        if breaks_after(line, end - 1) {
            return end;
        }
    }
    from + width
}

/// Whether a row may end after the byte at `at`: a space, or a hyphen or slash inside a word.
fn breaks_after(line: &[u8], at: usize) -> bool {
    match line.get(at) {
        Some(b' ') => line.get(at + 1) != Some(&b' '),
        Some(b'-' | b'/') => {
            at > 0
                && line.get(at - 1).is_some_and(u8::is_ascii_alphanumeric)
                && line.get(at + 1).is_some_and(u8::is_ascii_alphanumeric)
        }
        _ => false,
    }
}

/// Breaks any line; `quick` takes the rows that are ASCII throughout by the fast path.
fn wrap_any(line: &str, at: usize, width: usize, quick: bool, mut push: impl FnMut(usize, usize)) {
    let mut known = None;
    let mut from = 0;
    loop {
        // Two bytes more than the row: neither the space behind it nor a mark on its last letter is missed.
        let ahead = line.as_bytes().get(from..from + width + 2).unwrap_or_default();
        if quick && !ahead.is_empty() && ahead.iter().all(|byte| matches!(byte, b' '..=b'~')) {
            let next = ascii_break(line.as_bytes(), from, width);
            push(at + from, at + from + line.as_bytes().get(from..next).unwrap_or_default().trim_ascii_end().len());
            from = next;
            if from >= line.len() {
                return;
            }
            continue;
        }
        let breaks = known.get_or_insert_with(|| breaks(line));
        let passed = breaks.partition_point(|&point| point < from);
        let mut next_break = breaks.get(passed..).unwrap_or_default().iter().copied().peekable();
        let mut possible = None;
        let mut column = 0;
        let mut end = None;
        for glyph in glyphs(line.get(from..).unwrap_or_default(), from, 0) {
            while next_break.next_if(|&point| point < glyph.start).is_some() {}
            if next_break.peek() == Some(&glyph.start) && glyph.start > from {
                possible = Some(glyph.start);
            }
            let space = glyph.width > 0 && glyph.shown.bytes().all(|byte| byte == b' ');
            if !space && column + glyph.width > width && column > 0 {
                end = Some(possible.unwrap_or(glyph.start));
                break;
            }
            column += glyph.width;
        }
        let next = end.unwrap_or(line.len());
        let drawn = line.get(from..next).unwrap_or_default().trim_end_matches([' ', '\t']).len();
        push(at + from, at + from + drawn);
        if end.is_none() {
            return;
        }
        from = next;
    }
}

/// The bytes of `line` at which a row may start.
fn breaks(line: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = 0;
    for piece in line.split_inclusive([' ', '\t']) {
        let word = piece.trim_end_matches([' ', '\t']);
        if word.chars().any(needs_segmenter) && !word.chars().any(needs_dictionary) {
            let mut inside = at;
            for part in WordSeparator::UnicodeBreakProperties.find_words(word) {
                inside += part.word.len() + part.whitespace.len();
                if inside < at + word.len() && line.is_char_boundary(inside) {
                    found.push(inside);
                }
            }
        } else {
            for (index, character) in word.char_indices() {
                let after = index + character.len_utf8();
                let dash = matches!(character, '—' | '–') && after < word.len();
                if dash || breaks_after(line.as_bytes(), at + index) && character != ' ' {
                    found.push(at + after);
                }
            }
        }
        at += piece.len();
        if line.as_bytes().get(at).is_some_and(|&byte| !matches!(byte, b' ' | b'\t')) {
            found.push(at);
        }
    }
    found
}

/// Whether words of this script are broken by other rules than at spaces: East Asian ones, emoji.
fn needs_segmenter(character: char) -> bool {
    matches!(character as u32, 0x1100..=0x11FF | 0x2E80..=0xA4CF | 0xAC00..=0xD7FF | 0xF900..=0xFAFF
        | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF | 0x1F000..)
}

/// Scripts that only a dictionary can break; the segmenter has none and complains on standard error. They are broken
/// where the margin is.
fn needs_dictionary(character: char) -> bool {
    matches!(character as u32, 0xE00..=0xEFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x1950..=0x19DF | 0x1A20..=0x1AAF
        | 0xA9E0..=0xA9FF | 0xAA60..=0xAADF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str, width: usize) -> Vec<&str> {
        let flow = Flow::new(text, width, |_| 0);
        (0..flow.rows()).map(|row| flow.span_of(row).slice(text)).collect()
    }

    #[test]
    fn words_are_kept_whole_and_spaces_hang() {
        assert_eq!(rows("the quick brown fox", 10), ["the quick", "brown fox"]);
        assert_eq!(rows("the quick  brown", 9), ["the quick", "brown"]);
        assert_eq!(rows("one\n\ntwo", 9), ["one", "", "two"]);
        assert_eq!(rows("", 9), [""]);
        assert_eq!(rows("unbreakable", 4), ["unbr", "eaka", "ble"]);
        assert_eq!(rows("a well-known fact", 8), ["a well-", "known", "fact"]);
        assert_eq!(rows("the café—once his", 11), ["the café—", "once his"]);
    }

    #[test]
    fn east_asian_text_breaks_between_characters_and_never_splits_one() {
        assert_eq!(rows("中国商务部表示", 5), ["中国", "商务", "部表", "示"]);
        assert_eq!(rows("日本。", 4), ["日", "本。"]);
        assert_eq!(rows("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3), ["👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"]);
    }

    #[test]
    fn an_indented_line_is_narrower() {
        let text = "one two three";
        let flow = Flow::new(text, 9, |_| 2);
        assert_eq!(flow.span_of(0).slice(text), "one two");
        assert_eq!(flow.cells(text, 0).next().map(|(column, _)| column), Some(2));
    }

    proptest! {
        #[test]
        fn every_glyph_is_drawn_once_and_its_cell_leads_back_to_it(
            text in "([a-z]{1,9} ?|[中日한กพあ]|[e\u{301}\u{200d}\u{1f1e6}👩👍🏽\u{fe0f}]|[שלוםمرحبا]|\t|\n|\u{200b}|\u{1b}| |—|-){0,120}",
            width in 1_usize..40,
        ) {
            let flow = Flow::new(&text, width, |_| 0);
            let mut at = 0;
            for row in 0..flow.rows() {
                let span = flow.span_of(row);
                prop_assert!(text.is_char_boundary(span.start()) && text.is_char_boundary(span.end()));
                // What lies between two rows is white space only.
                prop_assert!(text.get(at..span.start()).unwrap().trim_matches([' ', '\t', '\n']).is_empty());
                at = span.end();
                let cells: Vec<_> = flow.cells(&text, row).collect();
                let inked = |glyph: &Glyph| !glyph.shown.trim().is_empty();
                let used = cells.iter().filter(|(_, glyph)| inked(glyph)).map(|(at, glyph)| at + glyph.width).max();
                prop_assert!(used.is_none_or(|used| used <= width) || cells.iter().filter(|(_, glyph)| inked(glyph)).count() == 1);
                for (column, glyph) in cells {
                    prop_assert_eq!(flow.cell_of(&text, glyph.start), (row, column));
                    if glyph.width > 0 {
                        prop_assert_eq!(flow.byte_at(&text, row, column), glyph.start);
                        prop_assert_eq!(flow.byte_at(&text, row, column + glyph.width - 1), glyph.start);
                    }
                }
            }
            prop_assert!(text.get(at..).unwrap().trim_matches([' ', '\t', '\n']).is_empty());
        }

        #[test]
        fn the_fast_path_is_the_slow_path(line in "([a-z]{1,12}[ /-]{0,2}){0,40}", width in 1_usize..30) {
            let (mut fast, mut slow) = (Vec::new(), Vec::new());
            wrap_ascii(line.as_bytes(), 3, width, |start, end| fast.push((start, end)));
            wrap_any(&line, 3, width, false, |start, end| slow.push((start, end)));
            prop_assert_eq!(fast, slow);
        }

        #[test]
        fn the_quick_rows_of_a_mixed_line_are_the_slow_ones(line in "(é|[a-zé]{1,12}[ -]{0,2}){0,40}", width in 1_usize..30) {
            let (mut quick, mut slow) = (Vec::new(), Vec::new());
            wrap_any(&line, 0, width, true, |start, end| quick.push((start, end)));
            wrap_any(&line, 0, width, false, |start, end| slow.push((start, end)));
            prop_assert_eq!(quick, slow);
        }
    }
}
