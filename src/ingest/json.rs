//! A line or file of JSON that holds one article: `{"id", "text" | "html" | "markdown", "url"?, "title"?, "published"?}`.

use super::{IngestError, html, markdown, plain};
use crate::article::{Article, Published, PublishedHow};
use crate::calendar;
use crate::source::Raw;
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    id: Option<serde_json::Value>,
    text: Option<String>,
    html: Option<String>,
    markdown: Option<String>,
    url: Option<String>,
    title: Option<String>,
    byline: Option<String>,
    site: Option<String>,
    published: Option<String>,
}

/// The article of one JSON object.
pub(super) fn read(raw: &Raw) -> Result<Article, IngestError> {
    let malformed = |why: String| IngestError::Malformed { name: raw.name.clone(), format: "JSON", why };
    let text = super::decode::text(&raw.bytes, None);
    let line: Line = serde_json::from_str(text.trim()).map_err(|error| malformed(error.to_string()))?;
    let id = match &line.id {
        Some(serde_json::Value::String(id)) => id.clone(),
        Some(id) if !id.is_null() => id.to_string(),
        _ => raw.name.clone(),
    };
    let read = match (&line.text, &line.html, &line.markdown) {
        (Some(text), ..) => plain(&id, text),
        (_, Some(page), _) => html(&id, page, line.url.as_deref())?,
        (.., Some(text)) => markdown(&id, text),
        _ => return Err(malformed("it has neither text, html nor markdown".into())),
    };
    let date = line.published.as_deref().and_then(calendar::stamp);
    Ok(Article {
        url: line.url.or(read.url),
        title: line.title.or(read.title),
        byline: line.byline.or(read.byline),
        site: line.site.or(read.site),
        published: date.map(|date| Published { date, how: PublishedHow::Given }).or(read.published),
        ..read
    })
}
