//! Bytes to articles, pure: no file, no network. What a source is, is told by its content; its name and media type
//! only break ties.

mod decode;
mod error;
mod format;
mod html;
mod plain;

pub use error::IngestError;
pub use html::html;
pub use plain::{markdown, plain};

use crate::article::Article;
use crate::source::Raw;
use format::Format;

/// The articles in `raw`: one of a page, a text or a message, many of a feed.
pub fn read(raw: &Raw) -> Result<Vec<Article>, IngestError> {
    let one = |article: Article| Ok(vec![article]);
    let articles = match format::sniff(raw)? {
        Format::Html => {
            one(html(&raw.name, &decode::html(&raw.bytes, raw.content_type.as_deref()), raw.url.as_deref())?)
        }
        Format::Markdown => one(markdown(&raw.name, &decode::text(&raw.bytes, raw.content_type.as_deref()))),
        Format::Plain => one(plain(&raw.name, &decode::text(&raw.bytes, raw.content_type.as_deref()))),
    }?;
    if articles.iter().all(|article| article.text.trim().is_empty()) {
        return Err(IngestError::NoText { name: raw.name.clone() });
    }
    Ok(articles)
}
