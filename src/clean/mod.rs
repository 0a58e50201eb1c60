//! Takes chrome out of an article and says what it took, by which rule.

use crate::analysis::Removed;
use crate::article::{Article, Block, Link};

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
#[must_use]
pub fn clean(article: &Article) -> Cleaned {
    Cleaned::untouched(article)
}
