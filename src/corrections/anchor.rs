//! [`Anchor`]: words of a text with a few around them, by which they are found again when the text is read anew.

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// So many **bytes** before and behind the words are remembered with them.
const AROUND: usize = 48;

/// Words of a body, quoted with a few around them: they outlive another cleaning and another version of the program,
/// where an offset does not (the text quote selector of the Web Annotation Data Model).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The words themselves.
    pub quote: String,
    /// What stands before them.
    pub before: String,
    /// What stands behind them.
    pub after: String,
}

impl Anchor {
    /// The anchor of `span` in `body`.
    ///
    /// ```
    /// use dateline::corrections::Anchor;
    /// use dateline::text::Span;
    /// let body = "It met in May. It met again in May.";
    /// let second = Span::new(31, 34);
    /// let anchor = Anchor::of(body, second);
    /// assert_eq!(anchor.find(body), Some(second));
    /// let longer = format!("A new first line.\n\n{body}");
    /// assert_eq!(anchor.find(&longer).map(|span| span.start()), Some(31 + 19));
    /// ```
    #[must_use]
    pub fn of(body: &str, span: Span) -> Self {
        let from = body.floor_char_boundary(span.start().saturating_sub(AROUND));
        let to = body.floor_char_boundary(span.end().saturating_add(AROUND).min(body.len()));
        Self {
            quote: span.slice(body).to_owned(),
            before: Span::new(from, span.start()).slice(body).to_owned(),
            after: Span::new(span.end(), to).slice(body).to_owned(),
        }
    }

    /// Where the words stand in `body`: of several places, the one with most of the same words around it, of equal
    /// ones the first. `None` where they stand nowhere.
    #[must_use]
    pub fn find(&self, body: &str) -> Option<Span> {
        if self.quote.is_empty() {
            return None;
        }
        let mut best: Option<(usize, Span)> = None;
        for (at, quote) in body.match_indices(&self.quote) {
            let span = Span::new(at, at + quote.len());
            let same = self.same_around(body, span);
            if best.is_none_or(|(most, _)| same > most) {
                best = Some((same, span));
            }
        }
        best.map(|(_, span)| span)
    }

    /// Number of characters around `span` that are those around the quotation.
    fn same_around(&self, body: &str, span: Span) -> usize {
        let before = body.get(..span.start()).unwrap_or_default().chars().rev();
        let after = body.get(span.end()..).unwrap_or_default().chars();
        let same = |(a, b): &(char, char)| a == b;
        before.zip(self.before.chars().rev()).take_while(same).count()
            + after.zip(self.after.chars()).take_while(same).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_span_is_found_again(body in "[abé中 \n]{1,80}", start in 0_usize..80, length in 1_usize..20) {
            let start = body.floor_char_boundary(start.min(body.len()));
            let end = body.floor_char_boundary((start + length).min(body.len()));
            let span = Span::new(start, end);
            let found = Anchor::of(&body, span).find(&body);
            // Two places may have the same words around them.
            prop_assert_eq!(found.map(|found| found.slice(&body)), (!span.is_empty()).then(|| span.slice(&body)));
        }
    }

    #[test]
    fn words_that_are_gone_are_found_nowhere() {
        let anchor = Anchor::of("The firm must close.", Span::new(4, 8));
        assert_eq!(anchor.find("The company must close."), None);
        assert_eq!(anchor.find("It said the firm must stay.").map(Span::start), Some(12));
    }
}
