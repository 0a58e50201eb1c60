//! Takes chrome out of an article and says what it took, by which rule.
//!
//! The text is cut into units: the blocks of a page, the lines or re-joined paragraphs of a pasted text. The rules of
//! `assets/lexicon/chrome.toml` then trim head and tail inward up to the first and from the last paragraph; between
//! paragraphs only exact phrases go. Nothing is lost: every removal is kept with its rule and its place.

mod recurring;
mod trim;
mod units;

pub use recurring::{Recurring, recurring, site};

mod put_back;

use crate::analysis::Removed;
use crate::article::{Article, Block, Dropped, Link};
use crate::text::{Span, without_escapes};
use units::Unit;

/// An article's text without its chrome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// What is left; paragraphs are separated by one empty line.
    pub body: String,
    /// Blocks of the body.
    pub blocks: Vec<Block>,
    /// Links of the body.
    pub links: Vec<Link>,
    /// What was taken out, in order.
    pub removed: Vec<Removed>,
}

impl Cleaned {
    /// The article's text to the letter.
    #[must_use]
    pub fn untouched(article: &Article) -> Self {
        Self {
            body: article.text.clone(),
            blocks: article.blocks.clone(),
            links: article.links.clone(),
            removed: Vec::new(),
        }
    }
}

/// Cleans `article`.
///
/// ```
/// use dateline::{clean, ingest};
/// let article = ingest::plain("a", "- Get link\n- X\nOttawa has ordered the firm to close.\nComments");
/// let cleaned = clean::clean(&article);
/// assert_eq!(cleaned.body, "Ottawa has ordered the firm to close.");
/// assert_eq!(cleaned.removed.len(), 3);
/// ```
#[must_use]
pub fn clean(article: &Article) -> Cleaned {
    let units = units::of(article);
    let rules = trim::rules(article, &units);
    assemble(article, &units, &rules)
}

/// Puts the units that no rule takes together, and notes the others.
fn assemble(article: &Article, units: &[Unit], rules: &[Option<&str>]) -> Cleaned {
    let mut cleaned = Cleaned { body: String::with_capacity(article.text.len()), ..Cleaned::default() };
    let mut links = article.links.iter().peekable();
    let mut dropped = article.dropped.iter().peekable();
    let of_page = |dropped: &Dropped| Removed { text: dropped.text.clone(), rule: dropped.rule.clone(), at: 0 };
    let mut pending: Vec<Removed> = Vec::new();
    for (unit, rule) in units.iter().zip(rules) {
        let start = unit.pieces.first().map_or(0, |piece| piece.start());
        while let Some(dropped) = dropped.next_if(|dropped| dropped.at <= start) {
            pending.push(of_page(dropped));
        }
        if unit.pieces.iter().all(|piece| without_escapes(piece.slice(&article.text)).trim().is_empty()) {
            continue;
        }
        if let Some(rule) = rule {
            pending.push(Removed { text: unit.text(&article.text), rule: (*rule).to_owned(), at: 0 });
            continue;
        }
        if !cleaned.body.is_empty() {
            cleaned.body.push_str("\n\n");
        }
        let start = cleaned.body.len();
        cleaned.removed.extend(pending.drain(..).map(|removed| Removed { at: start, ..removed }));
        for (index, &piece) in unit.pieces.iter().enumerate() {
            if index > 0 {
                cleaned.body.push(' ');
            }
            let at = cleaned.body.len();
            let text = without_escapes(piece.slice(&article.text));
            cleaned.body.push_str(&text);
            while let Some(link) = links.next_if(|link| link.span.end() <= piece.end()) {
                // Behind an escape sequence a link has lost its place.
                if piece.contains(link.span) && text.len() == piece.len() {
                    let start = at + link.span.start() - piece.start();
                    cleaned.links.push(Link { span: Span::new(start, start + link.span.len()), url: link.url.clone() });
                }
            }
        }
        cleaned.blocks.push(Block { span: Span::new(start, cleaned.body.len()), kind: unit.kind });
    }
    pending.extend(dropped.map(of_page));
    let end = cleaned.body.len();
    cleaned.removed.extend(pending.into_iter().map(|removed| Removed { at: end, ..removed }));
    cleaned
}

#[cfg(test)]
mod tests;
