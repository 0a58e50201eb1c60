//! Text of others, made harmless for a terminal: no control character and no direction override gets through.

use std::borrow::Cow;
use std::io::{self, Write};

/// What a character of someone else's text becomes before a terminal sees it; `None` drops it.
///
/// ```
/// use dateline::export::safe::shown;
/// assert_eq!(shown('\u{1b}'), Some('␛'));
/// assert_eq!(shown('\u{202e}'), None);
/// assert_eq!(shown('é'), Some('é'));
/// ```
#[must_use]
pub fn shown(char: char) -> Option<char> {
    match char {
        '\n' | '\t' => Some(char),
        '\r' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + char as u32),
        '\u{7f}' => Some('␡'),
        '\u{80}'..='\u{9f}' => Some('\u{fffd}'),
        _ => Some(char),
    }
}

/// `text` with every character as [`shown`].
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    if text.chars().all(|char| shown(char) == Some(char)) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter_map(shown).collect())
    }
}

/// A writer that hands on what it gets, made harmless. Characters that are split between two writes are put together;
/// bytes that are no UTF-8 become replacement characters.
#[derive(Debug)]
pub struct Harmless<W: Write> {
    out: W,
    /// The start of a character whose rest is still to come.
    open: Vec<u8>,
}

impl<W: Write> Harmless<W> {
    /// Wraps `out`.
    pub fn new(out: W) -> Self {
        Self { out, open: Vec::new() }
    }
}

impl<W: Write> Write for Harmless<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.open.extend_from_slice(bytes);
        let mut text = String::with_capacity(self.open.len());
        let mut used = self.open.len();
        for chunk in self.open.utf8_chunks() {
            text.push_str(chunk.valid());
            let at_end = chunk.invalid().as_ptr_range().end == self.open.as_ptr_range().end;
            if at_end && is_open(chunk.invalid()) {
                used -= chunk.invalid().len();
            } else if !chunk.invalid().is_empty() {
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
        self.open.drain(..used);
        self.out.write_all(harmless(&text).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Whether more bytes could make a character of these.
fn is_open(bytes: &[u8]) -> bool {
    !bytes.is_empty() && std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_escape_sequence_arrives_as_marks() {
        let mut out = Harmless::new(Vec::new());
        out.write_all(b"a\x1b[31mb\x9b1m\xc2\x9bc\r\n").expect("a Vec takes all");
        assert_eq!(String::from_utf8_lossy(&out.out), "a␛[31mb\u{fffd}1m\u{fffd}c\n");
    }

    proptest! {
        #[test]
        fn splitting_the_writes_changes_nothing(text in "\\PC{0,40}|[\\x00-\\x9f€😀]{0,40}", cut in 0_usize..160) {
            let cut = cut.min(text.len());
            let mut out = Harmless::new(Vec::new());
            out.write_all(&text.as_bytes()[..cut]).expect("a Vec takes all");
            out.write_all(&text.as_bytes()[cut..]).expect("a Vec takes all");
            let written = String::from_utf8(out.out).expect("only whole characters are written");
            prop_assert_eq!(&written, &*harmless(&text));
            prop_assert!(!written.chars().any(|char| char.is_control() && char != '\n' && char != '\t'));
        }
    }
}
