//! Pairs quotation marks: curly, ASCII, doubled apostrophes, grave accents, single ones; over several paragraphs.

use crate::text::Span;

/// A quotation within one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// With its marks.
    pub span: Span,
    /// Without them, trimmed.
    pub inner: Span,
    /// No closing mark: it runs to the end of the paragraph.
    pub open: bool,
    /// It goes on with the quotation of the paragraph before.
    pub continues: bool,
    /// Single marks.
    pub single: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Close,
    /// One sign for both.
    Either,
}

/// The paragraphs of `text`, as spans without the line ends.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('\n').chain([(text.len(), "")]) {
        if text.get(start..at).is_some_and(|line| !line.trim().is_empty()) {
            spans.push(Span::new(start, at).trim(text));
        }
        start = at + 1;
    }
    spans
}

/// The quotations of `text`, in order, not overlapping. Reads the text once.
pub(super) fn find(text: &str) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let mut carried = false;
    for paragraph in paragraphs(text) {
        let first = quotes.len();
        let left_open = pair(text, paragraph, &mut quotes);
        if let Some(quote) = quotes.get_mut(first) {
            quote.continues = carried && quote.span.start() == paragraph.start();
        }
        carried = left_open;
    }
    quotes
}

/// Adds the quotations of one paragraph; true where the last has no closing mark.
fn pair(text: &str, paragraph: Span, quotes: &mut Vec<Quote>) -> bool {
    let bytes = text.as_bytes();
    let first = quotes.len();
    let mut open: Option<(usize, usize)> = None;
    let mut at = paragraph.start();
    while at < paragraph.end() {
        let Some((mark, len)) = mark_at(&bytes[at..paragraph.end()]) else {
            at += 1;
            continue;
        };
        let before = text.get(paragraph.start()..at).and_then(|part| part.chars().next_back());
        let after = text.get(at + len..paragraph.end()).and_then(|part| part.chars().next());
        let mark = match mark {
            Mark::Either => side(before, after, open.is_some()),
            known => known,
        };
        match (mark, open) {
            (Mark::Close, Some((start, width))) => {
                quotes.push(quote(text, start, width, at, len));
                open = None;
            }
            (Mark::Open, None) => open = Some((at, len)),
            // The mark before has lost its partner; the later one counts.
            (Mark::Open, Some(_)) => open = Some((at, len)),
            _ => {}
        }
        at += len;
    }
    let left = open.is_some();
    if let Some((start, width)) = open {
        quotes.push(Quote { open: true, ..quote(text, start, width, paragraph.end(), 0) });
    }
    if quotes.len() == first {
        singles(text, paragraph, quotes);
    }
    left
}

fn quote(text: &str, start: usize, width: usize, end: usize, len: usize) -> Quote {
    let span = Span::new(start, end + len);
    Quote { span, inner: Span::new(start + width, end).trim(text), open: false, continues: false, single: false }
}

/// The double mark that `bytes` starts with, and its length.
fn mark_at(bytes: &[u8]) -> Option<(Mark, usize)> {
    match bytes {
        [b'"', ..] => Some((Mark::Either, 1)),
        [b'\'', b'\'', ..] => Some((Mark::Either, 2)),
        [b'`', b'`', ..] => Some((Mark::Open, 2)),
        // “ ” „ ‟ « »
        [0xE2, 0x80, 0x9C | 0x9E | 0x9F, ..] => Some((Mark::Open, 3)),
        [0xE2, 0x80, 0x9D, ..] => Some((Mark::Close, 3)),
        [0xC2, 0xAB, ..] => Some((Mark::Open, 2)),
        [0xC2, 0xBB, ..] => Some((Mark::Close, 2)),
        [0xE2, 0x80, 0x98, 0xE2, 0x80, 0x98, ..] => Some((Mark::Open, 6)),
        [0xE2, 0x80, 0x99, 0xE2, 0x80, 0x99, ..] => Some((Mark::Close, 6)),
        _ => None,
    }
}

/// Which side a mark is that serves as both.
fn side(before: Option<char>, after: Option<char>, open: bool) -> Mark {
    let opens = before.is_none_or(|c| c.is_whitespace() || "([{—–-/‘".contains(c));
    let closes = after.is_none_or(|c| c.is_whitespace() || ".,;:!?)]}—–-/’".contains(c));
    match (open, opens, closes) {
        (false, true, _) => Mark::Open,
        // An inch mark, or a closing mark without its partner.
        (false, false, true) if before.is_some_and(|c| c.is_ascii_digit()) => Mark::Either,
        (false, false, _) => Mark::Open,
        (true, true, false) => Mark::Open,
        (true, _, _) => Mark::Close,
    }
}

/// Quotations in single marks, where a paragraph has no double ones: ‘ or ' at the start of a word, and ’ or ' after
/// punctuation or a word, the next of which does not follow. An apostrophe stands inside or at the end of a word only.
fn singles(text: &str, paragraph: Span, quotes: &mut Vec<Quote>) {
    let mut open: Option<(usize, usize)> = None;
    let mut before: Option<char> = None;
    let part = paragraph.slice(text);
    let mut chars = part.char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let at = paragraph.start() + offset;
        let after = chars.peek().map(|&(_, next)| next);
        let starts =
            before.is_none_or(|c| c.is_whitespace() || "([—–".contains(c)) && after.is_some_and(|c| !c.is_whitespace());
        let ends = after.is_none_or(|c| !c.is_alphanumeric()) && before.is_some_and(|c| !c.is_whitespace());
        match (c, open) {
            ('‘' | '\'', _) if starts && !after.is_some_and(|c| c.is_ascii_digit()) => {
                open = Some((at, c.len_utf8()));
            }
            ('’' | '\'', Some((start, width))) if ends => {
                // A genitive plural ends in s with a word after it; a quotation mostly ends in punctuation.
                let genitive = before == Some('s') && after == Some(' ');
                if !genitive {
                    quotes.push(Quote { single: true, ..quote(text, start, width, at, c.len_utf8()) });
                    open = None;
                }
            }
            _ => {}
        }
        before = Some(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn inner(text: &str) -> Vec<&str> {
        find(text).iter().map(|quote| quote.inner.slice(text)).collect()
    }

    #[test]
    fn all_kinds_of_mark_pair() {
        assert_eq!(inner("“We agree,” she said. “At last.”"), ["We agree,", "At last."]);
        assert_eq!(inner("\"We agree,\" she said. \"At last.\""), ["We agree,", "At last."]);
        assert_eq!(inner("''We agree,'' she said. ``At last.''"), ["We agree,", "At last."]);
        assert_eq!(inner("«We agree», she said."), ["We agree"]);
        assert_eq!(inner("‘We agree,’ she said of the workers’ plan."), ["We agree,"]);
        assert_eq!(inner("'It's ours,' she said."), ["It's ours,"]);
    }

    #[test]
    fn apostrophes_and_inches_are_no_quotations() {
        assert!(inner("The workers' union and the '90s firm's chief didn't meet.").is_empty());
        assert!(inner("A 12\" pipe burst.").is_empty());
    }

    #[test]
    fn a_quotation_goes_on_in_the_next_paragraph() {
        let text = "“We agree.\n\n“But not on the date.” He left.";
        let quotes = find(text);
        assert_eq!(inner(text), ["We agree.", "But not on the date."]);
        assert_eq!((quotes[0].open, quotes[1].open, quotes[1].continues), (true, false, true));
    }

    proptest! {
        #[test]
        fn quotations_lie_in_order_inside_the_text(text in "([a-z ,.\n“”\"'‘’`«é]){0,200}") {
            let mut end = 0;
            for quote in find(&text) {
                prop_assert!(quote.span.start() >= end && quote.span.end() <= text.len());
                prop_assert!(text.get(quote.span.start()..quote.span.end()).is_some());
                prop_assert!(quote.span.contains(quote.inner));
                end = quote.span.end();
            }
        }
    }
}
