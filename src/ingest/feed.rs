//! RSS, Atom and JSON Feed: each entry an article.

use super::{IngestError, html};
use crate::article::{Article, Published, PublishedHow};
use crate::calendar;
use crate::source::Raw;
use feed_rs::model::{Entry, Feed, Text};
use std::panic::catch_unwind;

/// The entries of a feed, in its order. An entry without text of its own is its title alone.
pub(super) fn read(raw: &Raw) -> Result<Vec<Article>, IngestError> {
    let malformed = |why: String| IngestError::Malformed { name: raw.name.clone(), format: "feed", why };
    let text = super::decode::html(&raw.bytes, raw.content_type.as_deref());
    // The text is UTF-8 by now, whatever the declaration says.
    let text = match text.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest,
        None => text.trim_start(),
    };
    let parsed =
        catch_unwind(|| feed_rs::parser::parse(text.as_bytes())).map_err(|_| malformed("it cannot be read".into()))?;
    let channel = parsed.map_err(|error| malformed(error.to_string()))?;
    Ok(channel.entries.iter().map(|entry| article(raw, &channel, entry)).collect())
}

fn article(raw: &Raw, feed: &Feed, entry: &Entry) -> Article {
    let line = |text: &Text| html::unescape(&text.content);
    let link = entry
        .links
        .iter()
        .find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"))
        .or(entry.links.first());
    let url = link.map(|link| link.href.clone());
    let date = entry.published.or(entry.updated).and_then(|time| calendar::stamp(time.to_rfc3339().get(..10)?));
    let authors: Vec<String> =
        entry.authors.iter().map(|person| html::unescape(&person.name)).filter(|name| !name.is_empty()).collect();
    let mut article = Article {
        id: url.clone().unwrap_or_else(|| format!("{}#{}", raw.name, entry.id)),
        title: entry.title.as_ref().map(line).filter(|title| !title.is_empty()),
        byline: (!authors.is_empty()).then(|| authors.join(", ")),
        site: feed.title.as_ref().map(line),
        language: feed.language.as_ref().and_then(|language| language.get(..2)).map(str::to_ascii_lowercase),
        published: date.map(|date| Published { date, how: PublishedHow::Metadata }),
        ..Article::default()
    };
    let summary = entry.summary.as_ref().map(|text| text.content.as_str()).unwrap_or_default();
    let content = entry.content.as_ref().and_then(|content| content.body.as_deref()).unwrap_or_default();
    let body = if content.len() >= summary.len() { content } else { summary };
    html::fragment(&mut article, body, url.as_deref());
    if article.text.is_empty() {
        article.text = article.title.clone().unwrap_or_default();
    }
    article.url = url;
    article
}
