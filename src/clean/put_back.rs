//! Undoes a removal: the piece stands in the body again.

use super::Cleaned;
use crate::article::{Block, BlockKind};
use crate::text::Span;

impl Cleaned {
    /// Puts the removed pieces of these numbers back where they stood; those between paragraphs become paragraphs.
    /// Numbers that name no piece are passed over.
    ///
    /// ```
    /// use dateline::analysis::Removed;
    /// use dateline::clean::Cleaned;
    /// let removed = vec![Removed { text: "Two.".into(), rule: "a".into(), at: 6 }];
    /// let cleaned = Cleaned { body: "One.\n\nThree.".into(), removed, ..Cleaned::default() };
    /// let back = cleaned.put_back(&[0]);
    /// assert_eq!(back.body, "One.\n\nTwo.\n\nThree.");
    /// assert!(back.removed.is_empty());
    /// ```
    #[must_use]
    pub fn put_back(mut self, numbers: &[usize]) -> Self {
        let mut numbers = numbers.to_vec();
        numbers.sort_unstable();
        numbers.dedup();
        // From the last on, so that the numbers of those before stay right.
        for number in numbers.into_iter().rev() {
            if number < self.removed.len() {
                let piece = self.removed.remove(number);
                self.insert(piece.at, piece.text.trim(), number);
            }
        }
        self
    }

    /// Inserts `text` at byte `at`, in front of what the removals from `number` on stand before.
    fn insert(&mut self, at: usize, text: &str, number: usize) {
        let at = (0..=at.min(self.body.len())).rev().find(|at| self.body.is_char_boundary(*at)).unwrap_or(0);
        let (before, after) = self.body.split_at(at);
        let opens = before.is_empty() || before.ends_with('\n');
        let closes = after.is_empty() || after.starts_with('\n');
        let (lead, tail) = match (opens, closes) {
            _ if self.body.is_empty() => ("", ""),
            (true, _) => ("", "\n\n"),
            (false, true) => ("\n\n", ""),
            (false, false) if before.ends_with(char::is_whitespace) => ("", " "),
            (false, false) => (" ", ""),
        };
        let inserted = format!("{lead}{text}{tail}");
        let by = inserted.len();
        let own_paragraph = opens || closes;
        let shift = |span: Span| {
            let moved = |byte: usize, from: usize| if byte >= from { byte + by } else { byte };
            // A span that ends where the piece comes does not grow over it.
            Span::new(moved(span.start(), at), moved(span.end(), at + 1))
        };
        for block in &mut self.blocks {
            block.span = shift(block.span);
        }
        for link in &mut self.links {
            link.span = shift(link.span);
        }
        for (index, piece) in self.removed.iter_mut().enumerate() {
            if piece.at > at || piece.at == at && index >= number {
                piece.at += by;
            }
        }
        if own_paragraph && !self.blocks.is_empty() {
            let start = at + lead.len();
            let span = Span::new(start, start + text.len());
            let place = self.blocks.partition_point(|block| block.span.start() < span.start());
            self.blocks.insert(place, Block { span, kind: BlockKind::Paragraph });
        }
        self.body.insert_str(at, &inserted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Removed;
    use proptest::prelude::*;

    #[test]
    fn what_lies_behind_moves_along() {
        let body = "One.\n\nThree.";
        let removed =
            [("Two.", 6), ("Four.", 12)].map(|(text, at)| Removed { text: text.into(), rule: "r".into(), at });
        let block = |part: &str| Block { span: Span::of(body, part).unwrap(), kind: BlockKind::Paragraph };
        let cleaned = Cleaned {
            body: body.into(),
            blocks: vec![block("One."), block("Three.")],
            removed: removed.to_vec(),
            ..Cleaned::default()
        };
        let back = cleaned.clone().put_back(&[0]);
        let texts: Vec<&str> = back.blocks.iter().map(|block| block.span.slice(&back.body)).collect();
        assert_eq!(texts, ["One.", "Two.", "Three."]);
        assert_eq!(back.removed[0].at, back.body.len());
        assert_eq!(cleaned.put_back(&[1, 0]).body, "One.\n\nTwo.\n\nThree.\n\nFour.");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_blocks_keep_their_text(
            body in "[a-zé ]{1,9}(\n\n[a-zé ]{1,9}){0,4}",
            pieces in proptest::collection::vec((0_usize..50, "[A-Z]{1,6}"), 0..5),
        ) {
            let mut removed: Vec<Removed> = pieces
                .iter()
                .map(|(at, text)| Removed { text: text.clone(), rule: "r".into(), at: (*at).min(body.len()) })
                .collect();
            removed.sort_by_key(|piece| piece.at);
            let mut at = 0;
            let blocks = body.split("\n\n").map(|part| {
                let span = Span::new(at, at + part.len());
                at += part.len() + 2;
                Block { span, kind: BlockKind::Paragraph }
            }).collect();
            let cleaned = Cleaned { body, blocks, removed, ..Cleaned::default() };
            let numbers: Vec<usize> = (0..cleaned.removed.len()).collect();
            let back = cleaned.put_back(&numbers);
            for (_, text) in &pieces {
                prop_assert!(back.body.contains(text.as_str()));
            }
            prop_assert!(back.removed.is_empty());
            for pair in back.blocks.windows(2) {
                prop_assert!(pair[0].span.end() <= pair[1].span.start());
            }
            for block in &back.blocks {
                prop_assert!(Span::checked(&back.body, block.span.start(), block.span.end()).is_some());
            }
        }
    }
}
