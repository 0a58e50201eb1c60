//! What came in: one article as `ingest` understood it, before anything was taken out.

use crate::text::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One article with what its source says of it. Nothing here is a finding of `analyze`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Name of the article in the run that read it: the `id` of a JSONL line, a path, an address.
    pub id: String,
    /// Headline, without the site's name.
    pub title: Option<String>,
    /// Authors as a reader would name them, without "By".
    pub byline: Option<String>,
    /// The publication's name.
    pub site: Option<String>,
    /// Canonical address, or the address that it was fetched from.
    pub url: Option<String>,
    /// ISO 639-1 code, where known or detected.
    pub language: Option<String>,
    /// Publication date; relative dates are resolved against it.
    pub published: Option<Published>,
    /// The text as it came in: of a web page the extracted main content, of other sources the whole text.
    /// `clean` works on it and says what it took out.
    pub text: String,
    /// What kinds of block `text` is made of, in order, not overlapping; empty where the source has no structure.
    pub blocks: Vec<Block>,
    /// Links of `text`, in order.
    pub links: Vec<Link>,
    /// What the reader of the source already left out (the page's chrome), so that the screen can show it.
    pub dropped: Vec<Dropped>,
}

/// Something that the reader of the source left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// What it says.
    pub text: String,
    /// Byte of [`Article::text`] before which it stood.
    pub at: usize,
    /// Why it was left out: `page` (the page's own marks), `recurring`.
    pub rule: String,
}

/// A publication date and how it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The day.
    pub date: Date,
    /// Where it comes from.
    pub how: PublishedHow,
}

/// Where a publication date comes from, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PublishedHow {
    /// The caller or the person at the screen said so.
    Given,
    /// The source's own data: JSON-LD, meta elements, a feed's or mail's date.
    Metadata,
    /// A date in the address.
    Address,
    /// A date line in the visible text.
    Text,
    /// Concluded from something weaker.
    Inferred,
}

/// A block of `Article::text` or of an analysis' body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Bytes of the text that the block covers.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// The kinds of block that the screen shows differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading and its level, 1 to 6.
    Heading(u8),
    /// An item of a list.
    Item,
    /// A quotation set as a block.
    Quote,
    /// The caption of a picture.
    Caption,
    /// Preformatted text or a table.
    Verbatim,
}

/// A link and the text that carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Bytes of the text that the link covers.
    pub span: Span,
    /// Absolute address.
    pub url: String,
}
