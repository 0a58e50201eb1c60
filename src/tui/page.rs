//! The text that the article pane shows: the body, or the body with what cleaning took out set back in its place.

use super::flow::Flow;
use super::glyph;
use super::theme::Role;
use dateline::analysis::{Analysis, Removed};
use dateline::article::{Article, Block, BlockKind};
use dateline::text::Span;
use std::sync::Arc;

/// Where a page's text lives.
#[derive(Clone, Debug)]
enum Source {
    Nothing,
    /// The text as it came in, before its analysis is there.
    Raw(Arc<Article>),
    Body(Arc<Analysis>),
    Composed(Arc<Analysis>, String),
}

/// A piece that stands in the page and not in the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Insert {
    /// Byte of the body before which it stands.
    at: usize,
    /// Bytes of the page that it takes, line breaks around it included.
    whole: Span,
    /// Bytes of the page that hold the removed text.
    pub(super) text: Span,
    /// Bytes of the page that name the rule.
    pub(super) rule: Span,
    /// Index in `Analysis::removed`.
    pub(super) index: usize,
}

/// A text wrapped for the article pane, with the article's own heading above it.
#[derive(Clone, Debug)]
pub(super) struct Page {
    source: Source,
    /// What the page shows besides the body, in order.
    pub(super) inserts: Vec<Insert>,
    /// The rows above the text: title, byline, date.
    pub(super) head: Vec<(String, Role)>,
    /// The text in rows.
    pub(super) flow: Flow,
}

impl Default for Page {
    fn default() -> Self {
        Self { source: Source::Nothing, inserts: Vec::new(), head: Vec::new(), flow: Flow::new("", 1, |_| 0) }
    }
}

impl Page {
    /// The text as it came in, while its analysis is being made.
    pub(super) fn raw(article: &Arc<Article>, width: usize) -> Self {
        Self::wrapped(Source::Raw(Arc::clone(article)), Vec::new(), width)
    }

    /// The body of `analysis`.
    pub(super) fn body(analysis: &Arc<Analysis>, width: usize) -> Self {
        Self::wrapped(Source::Body(Arc::clone(analysis)), Vec::new(), width)
    }

    /// The body with what cleaning took out.
    pub(super) fn original(analysis: &Arc<Analysis>, width: usize) -> Self {
        let (text, inserts) = compose(&analysis.body, &analysis.removed);
        Self::wrapped(Source::Composed(Arc::clone(analysis), text), inserts, width)
    }

    fn wrapped(source: Source, inserts: Vec<Insert>, width: usize) -> Self {
        let mut page = Self { source, inserts, head: Vec::new(), flow: Flow::default() };
        page.flow = Flow::new(page.text(), width, |at| match page.block(at) {
            Some(BlockKind::Item | BlockKind::Quote) => 2,
            _ => 0,
        });
        page
    }

    /// The text of the page.
    pub(super) fn text(&self) -> &str {
        match &self.source {
            Source::Nothing => "",
            Source::Raw(article) => &article.text,
            Source::Body(analysis) => &analysis.body,
            Source::Composed(_, text) => text,
        }
    }

    /// The kind of block at byte `at` of the page.
    pub(super) fn block(&self, at: usize) -> Option<BlockKind> {
        let (blocks, at): (&[Block], usize) = match &self.source {
            Source::Nothing => (&[], at),
            Source::Raw(article) => (&article.blocks, at),
            Source::Body(analysis) => (&analysis.blocks, at),
            Source::Composed(analysis, _) if self.insert_at(at).is_none() => (&analysis.blocks, self.to_body(at)),
            Source::Composed(..) => (&[], at),
        };
        let found = blocks.get(blocks.partition_point(|block| block.span.start() <= at).checked_sub(1)?)?;
        (found.span.contains_offset(at) || found.span.start() == at).then_some(found.kind)
    }

    /// The insert that byte `at` of the page belongs to.
    pub(super) fn insert_at(&self, at: usize) -> Option<&Insert> {
        let index = self.inserts.partition_point(|insert| insert.whole.start() <= at).checked_sub(1)?;
        self.inserts.get(index).filter(|insert| insert.whole.contains_offset(at))
    }

    /// Byte of the page that shows byte `at` of the body.
    pub(super) fn to_page(&self, at: usize) -> usize {
        let before = self.inserts.partition_point(|insert| insert.at <= at);
        at + self.inserts.iter().take(before).map(|insert| insert.whole.len()).sum::<usize>()
    }

    /// The parts of the page that show `span` of the body: more than one where something is set in between.
    pub(super) fn spans_to_page(&self, span: Span) -> Vec<Span> {
        if self.inserts.is_empty() {
            return vec![span];
        }
        let mut parts = Vec::new();
        let mut from = span.start();
        for insert in self.inserts.iter().filter(|insert| span.start() < insert.at && insert.at < span.end()) {
            let start = self.to_page(from);
            parts.push(Span::new(start, start + insert.at - from));
            from = insert.at;
        }
        let start = self.to_page(from);
        parts.push(Span::new(start, start + span.end() - from));
        parts
    }

    /// Byte of the body that byte `at` of the page shows; inside an insert, the byte that it stands before.
    pub(super) fn to_body(&self, at: usize) -> usize {
        let mut shift = 0;
        for insert in &self.inserts {
            if at < insert.whole.start() {
                break;
            }
            if at < insert.whole.end() {
                return insert.at;
            }
            shift += insert.whole.len();
        }
        at - shift
    }

    /// All rows: the head's and the text's.
    pub(super) fn rows(&self) -> usize {
        self.head.len() + self.flow.rows()
    }

    /// The row of the page, head included, on which byte `at` of the page stands.
    pub(super) fn row_of(&self, at: usize) -> usize {
        self.head.len() + self.flow.row_of(at)
    }

    /// Sets what stands above the text: `lines` are wrapped to the page's width.
    pub(super) fn set_head(&mut self, lines: &[(String, Role)]) {
        self.head.clear();
        for (line, role) in lines {
            let safe = glyph::line(line);
            let flow = Flow::new(&safe, self.flow.width(), |_| 0);
            // A title as long as an article is a mistake of its source.
            let rows = flow.rows().min(4);
            self.head.extend((0..rows).map(|row| (flow.span_of(row).slice(&safe).to_owned(), *role)));
        }
        self.head.push((String::new(), Role::Text));
    }
}

/// The body with each removed piece on lines of its own, its rule behind it.
fn compose(body: &str, removed: &[Removed]) -> (String, Vec<Insert>) {
    let mut text = String::with_capacity(body.len());
    let mut inserts = Vec::with_capacity(removed.len());
    let mut from = 0;
    let mut order: Vec<(usize, &Removed)> = removed.iter().enumerate().collect();
    order.sort_by_key(|(_, piece)| piece.at);
    for (index, piece) in order {
        let at = floor_boundary(body, piece.at.max(from));
        text.push_str(body.get(from..at).unwrap_or_default());
        from = at;
        let whole = text.len();
        let opens = text.is_empty() || text.ends_with('\n');
        let closes = body.get(at..).is_none_or(|rest| rest.is_empty() || rest.starts_with('\n'));
        match (opens, closes) {
            (true, _) => {}
            (false, true) => text.push('\n'),
            (false, false) => text.push(' '),
        }
        let start = text.len();
        text.push_str(piece.text.trim());
        let end = text.len();
        text.push_str("  ");
        let rule = text.len();
        text.push('‹');
        text.push_str(&piece.rule);
        text.push('›');
        let rule = Span::new(rule, text.len());
        match (opens, closes) {
            (true, _) => text.push('\n'),
            (false, true) => {}
            (false, false) => text.push(' '),
        }
        inserts.push(Insert { at, whole: Span::new(whole, text.len()), text: Span::new(start, end), rule, index });
    }
    text.push_str(body.get(from..).unwrap_or_default());
    (text, inserts)
}

fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn original(body: &str, removed: &[(usize, &str)]) -> Page {
        let removed =
            removed.iter().map(|&(at, text)| Removed { text: text.into(), rule: "rule".into(), at }).collect();
        let analysis = Analysis { body: body.into(), removed, ..Analysis::default() };
        Page::original(&Arc::new(analysis), 40)
    }

    #[test]
    fn what_was_removed_stands_in_its_place_with_its_rule() {
        let page = original("One.\n\nTwo.", &[(0, "Get link"), (6, "Share\nthis"), (10, "Comments")]);
        assert_eq!(page.text(), "Get link  ‹rule›\nOne.\n\nShare\nthis  ‹rule›\nTwo.\nComments  ‹rule›");
        let two = page.to_page(6);
        assert_eq!(page.text().get(two..two + 4), Some("Two."));
        assert_eq!(page.to_body(two), 6);
        assert!(page.insert_at(two).is_none());
    }

    proptest! {
        #[test]
        fn the_way_to_the_page_and_back_keeps_every_byte(
            body in "[a-zé\n]{0,40}",
            removed in proptest::collection::vec((0_usize..50, "[a-z é]{1,6}"), 0..5),
        ) {
            let pieces: Vec<(usize, &str)> = removed.iter().map(|(at, text)| (*at, text.as_str())).collect();
            let page = original(&body, &pieces);
            for (at, character) in body.char_indices() {
                let there = page.to_page(at);
                prop_assert_eq!(page.to_body(there), at);
                prop_assert_eq!(page.text().get(there..).unwrap().chars().next(), Some(character));
                prop_assert!(page.insert_at(there).is_none());
            }
            let parts = page.spans_to_page(Span::new(0, body.len()));
            let joined: String = parts.iter().map(|part| part.slice(page.text())).collect();
            prop_assert_eq!(joined, body);
        }
    }
}
