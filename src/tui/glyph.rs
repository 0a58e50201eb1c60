//! What one character of an article looks like on the screen: the only place that decides it, for body, titles and
//! lists alike. Nothing leaves here that a terminal could take for a command.

use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns from one tab stop to the next.
const TAB: usize = 4;
/// A longer cluster is a pile of combining marks that no script needs; what is over is not drawn.
const MAX_CLUSTER_BYTES: usize = 64;

/// A grapheme cluster as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Glyph<'t> {
    /// First byte of the cluster in its text.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
    /// What is drawn; empty where the cluster is invisible.
    pub(super) shown: Cow<'t, str>,
    /// Columns that it takes.
    pub(super) width: usize,
}

/// The glyphs of one line of text, `at` being the byte where `line` starts and `column` where its drawing starts.
pub(super) fn glyphs(line: &str, at: usize, column: usize) -> Glyphs<'_> {
    Glyphs { rest: line, at, column }
}

/// Iterator of [`glyphs`].
pub(super) struct Glyphs<'t> {
    rest: &'t str,
    at: usize,
    column: usize,
}

impl<'t> Iterator for Glyphs<'t> {
    type Item = Glyph<'t>;

    fn next(&mut self) -> Option<Glyph<'t>> {
        let bytes = self.rest.as_bytes();
        let first = *bytes.first()?;
        // Two ASCII bytes in a row are two clusters, except CR LF: no need to segment.
        let ascii = first.is_ascii() && bytes.get(1).is_none_or(u8::is_ascii);
        let cluster = if ascii {
            self.rest.get(..1).unwrap_or_default()
        } else {
            self.rest.graphemes(true).next().unwrap_or_default()
        };
        let (shown, width) = draw(cluster, self.column);
        let glyph = Glyph { start: self.at, end: self.at + cluster.len(), shown, width };
        self.rest = self.rest.get(cluster.len()..).unwrap_or_default();
        self.at = glyph.end;
        self.column += width;
        Some(glyph)
    }
}

/// How `cluster` is drawn at `column`, and the columns that it takes.
fn draw(cluster: &str, column: usize) -> (Cow<'_, str>, usize) {
    let first = cluster.chars().next().unwrap_or(' ');
    if matches!(first, ' '..='~') && cluster.len() == 1 {
        return (Cow::Borrowed(cluster), 1);
    }
    match first {
        // A joiner without anything to join.
        ' ' if !cluster.chars().any(is_mark) => (Cow::Borrowed(" "), 1),
        '\t' => {
            let width = TAB - column % TAB;
            (Cow::Owned(" ".repeat(width)), width)
        }
        '\r' | '\n' => (Cow::Borrowed(""), 0),
        // The control pictures of Unicode: ␛ for ESC.
        '\0'..='\x1f' => (Cow::Owned(char::from_u32(0x2400 + first as u32).unwrap_or('\u{fffd}').to_string()), 1),
        '\x7f' => (Cow::Borrowed("␡"), 1),
        '\u{80}'..='\u{9f}' => (Cow::Borrowed("\u{fffd}"), 1),
        _ => draw_printable(cluster),
    }
}

fn draw_printable(cluster: &str) -> (Cow<'_, str>, usize) {
    let kept = if cluster.len() > MAX_CLUSTER_BYTES || cluster.chars().any(is_dropped) {
        let mut kept = String::new();
        for character in cluster.chars().filter(|&character| !is_dropped(character)) {
            if kept.len() + character.len_utf8() <= MAX_CLUSTER_BYTES {
                kept.push(character);
            }
        }
        Cow::Owned(kept)
    } else {
        Cow::Borrowed(cluster)
    };
    match kept.width() {
        // A mark without a letter stands on a dotted circle; other invisible characters take no place.
        0 if kept.chars().any(is_mark) => (Cow::Owned(format!("\u{25cc}{kept}")), 1),
        0 => (Cow::Borrowed(""), 0),
        // No cluster is wider than two columns on a terminal that draws clusters; one that does not is still safe.
        width => (kept, width.min(2)),
    }
}

/// Characters that change the direction or the state of what is around them, and carry no ink: never drawn.
fn is_dropped(character: char) -> bool {
    matches!(character,
        '\0'..='\x1f' | '\x7f'..='\u{9f}'
        | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

/// The columns that `text` takes on one line.
pub(super) fn width(text: &str) -> usize {
    glyphs(text, 0, 0).map(|glyph| glyph.width).sum()
}

/// `text` on one line, safe for a terminal, runs of white space as one space.
pub(super) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for glyph in glyphs(word, 0, 0) {
            out.push_str(&glyph.shown);
        }
    }
    out
}

/// `text` cut to `columns` with an ellipsis where something is missing; safe like [`line`].
pub(super) fn fit(text: &str, columns: usize) -> String {
    // A title of a megabyte is not read to its end to show forty columns of it.
    let short: String = text.chars().take(columns * 8 + 64).collect();
    let safe = line(&short);
    if width(&safe) <= columns && short.len() == text.len() {
        return safe;
    }
    let mut out = String::new();
    for glyph in glyphs(&safe, 0, 0) {
        out.push_str(&glyph.shown);
        // Measured as a whole: what stands side by side now may have been apart before.
        if width(&out) >= columns {
            out.truncate(out.len() - glyph.shown.len());
            break;
        }
    }
    if columns > 0 {
        out.truncate(out.trim_end().len());
        out.push('…');
    }
    out
}

/// [`fit`], with the white space at the start of `text` kept.
pub(super) fn fit_with_lead(text: &str, columns: usize) -> String {
    let trimmed = text.trim_start();
    let lead = text.len() - trimmed.len();
    if trimmed.is_empty() || lead >= columns {
        return String::new();
    }
    format!("{}{}", " ".repeat(lead), fit(trimmed, columns - lead))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn commands_to_a_terminal_become_pictures_of_themselves() {
        assert_eq!(line("a\x1b[31mred\x07"), "a␛[31mred␇");
        assert_eq!(line("\u{9b}31m"), "\u{fffd}31m");
        assert_eq!(line("safe\u{202e}evil\u{2066}"), "safeevil");
        assert_eq!(line("a\r\nb"), "a b");
    }

    #[test]
    fn wide_and_combined_characters_have_their_width() {
        assert_eq!(width("日本"), 4);
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(width("👩‍👩‍👧‍👦"), 2);
        assert_eq!(width("\u{301}"), 1);
        assert_eq!(width("a\tb"), 5);
        assert_eq!(width("zero\u{200b}width\u{ad}"), 9);
    }

    #[test]
    fn a_text_too_long_ends_in_an_ellipsis() {
        assert_eq!(fit("a long title", 7), "a long…");
        assert_eq!(fit("日本語の見出し", 6), "日本…");
        assert_eq!(fit("fits", 4), "fits");
        assert_eq!(fit("x", 0), "");
    }

    proptest! {
        #[test]
        fn nothing_that_steers_a_terminal_gets_through(text in "(\\PC|\\p{Cc}|\\p{Cf}|[\u{300}-\u{310}a ]){0,60}") {
            for glyph in glyphs(&text, 0, 0) {
                let steers = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c);
                prop_assert!(!glyph.shown.chars().any(steers));
                prop_assert!(glyph.width <= 4);
            }
            prop_assert!(width(&fit(&text, 10)) <= 10);
            let ends: Vec<usize> = glyphs(&text, 0, 0).map(|glyph| glyph.end).collect();
            prop_assert!(ends.iter().all(|&end| text.is_char_boundary(end)));
            prop_assert_eq!(ends.last().copied().unwrap_or(0), text.len());
        }
    }
}
