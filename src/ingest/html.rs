//! Web pages.

use super::IngestError;
use crate::article::Article;

/// A web page as an article; `url` is where it comes from.
pub fn html(id: &str, html: &str, url: Option<&str>) -> Result<Article, IngestError> {
    let options = trafilatura::Options::default().with_fallback(true).with_links(true);
    let found = trafilatura::extract(html, &options).map_err(|_| IngestError::NoText { name: id.to_owned() })?;
    Ok(Article {
        title: (!found.metadata.title.is_empty()).then(|| found.metadata.title.clone()),
        url: url.map(str::to_owned),
        ..super::plain(id, &found.content_text)
    })
}
