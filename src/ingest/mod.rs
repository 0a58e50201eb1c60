//! Bytes to articles, pure: no file, no network. What a source is, is told by its content; its name and media type
//! only break ties.

mod decode;
mod error;
mod feed;
mod format;
mod html;
mod json;
mod mail;
mod markdown;
mod plain;
pub mod same;

pub use error::IngestError;
pub use html::html;
pub use json::{LineError, json_line};
pub use markdown::markdown;
pub use plain::plain;

use crate::article::Article;
use crate::source::Raw;
use format::Format;

/// The articles in `raw`: one of a page, a text or a message, many of a feed.
pub fn read(raw: &Raw) -> Result<Vec<Article>, IngestError> {
    let one = |article: Article| Ok(vec![article]);
    let text = || decode::text(&raw.bytes, raw.content_type.as_deref());
    let articles = match format::sniff(raw)? {
        Format::Html => {
            let page = decode::html(&raw.bytes, raw.content_type.as_deref());
            one(html(&raw.name, &page, raw.url.as_deref())?)
        }
        Format::Feed => feed::read(raw),
        Format::Mail => one(mail::read(raw)?),
        Format::Json => one(json_line(raw).map_err(|found| found.error)?),
        Format::Markdown => one(markdown(&raw.name, &text())),
        Format::Plain => one(plain(&raw.name, &text())),
    }?;
    if articles.iter().all(|article| article.text.trim().is_empty()) {
        return Err(IngestError::NoText { name: raw.name.clone() });
    }
    Ok(articles)
}

#[cfg(test)]
mod tests;
