//! A line or file of JSON that holds one article: `{"id", "text" | "html" | "markdown", "url"?, "title"?, "published"?}`.

use super::{IngestError, html, markdown, plain};
use crate::article::{Article, Published, PublishedHow};
use crate::calendar;
use crate::source::Raw;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Line {
    text: Option<String>,
    html: Option<String>,
    markdown: Option<String>,
    url: Option<String>,
    title: Option<String>,
    byline: Option<String>,
    site: Option<String>,
    published: Option<String>,
}

/// Why a line of JSON gave no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineError {
    /// The line's own id, null where it has none or could not be read.
    pub id: Value,
    /// What was wrong.
    pub error: IngestError,
}

/// The article of one JSON object. The object alone decides: what it says of title, address and date goes before what
/// its text says. Without an id the article is called as the source is.
///
/// ```
/// use dateline::ingest;
/// use dateline::source::Raw;
/// let line = |json: &str| ingest::json_line(&Raw { name: "line 1".into(), bytes: json.into(), ..Raw::default() });
/// let article = line(r#"{"id": 7, "text": "Rain fell.", "published": "2025-06-30T10:00:00Z"}"#).unwrap();
/// assert_eq!((article.id.as_str(), article.published.unwrap().date.year()), ("7", 2025));
/// assert_eq!(line(r#"{"id": 7}"#).unwrap_err().id, 7);
/// ```
pub fn json_line(raw: &Raw) -> Result<Article, LineError> {
    let json = |why: String| IngestError::Json { name: raw.name.clone(), why };
    let text = super::decode::text(&raw.bytes, None);
    let value: Value = serde_json::from_str(text.trim())
        .map_err(|error| LineError { id: Value::Null, error: json(format!("not JSON: {error}")) })?;
    let id = value.get("id").cloned().unwrap_or(Value::Null);
    article(raw, &id, value).map_err(|error| LineError { id, error })
}

fn article(raw: &Raw, id: &Value, value: Value) -> Result<Article, IngestError> {
    let json = |why: String| IngestError::Json { name: raw.name.clone(), why };
    let line: Line = serde_json::from_value(value).map_err(|error| json(format!("not an article: {error}")))?;
    let id = match id {
        Value::String(id) => id.clone(),
        Value::Number(id) => id.to_string(),
        Value::Null => raw.name.clone(),
        _ => return Err(json("the id is neither a text nor a number".into())),
    };
    let published = match line.published.as_deref().filter(|text| !text.trim().is_empty()) {
        Some(text) => Some(
            calendar::stamp(text).ok_or_else(|| IngestError::Date { name: raw.name.clone(), text: text.to_owned() })?,
        ),
        None => None,
    };
    let read = match (&line.text, &line.html, &line.markdown) {
        (Some(text), None, None) => plain(&id, text),
        (None, Some(page), None) => html(&id, page, line.url.as_deref())?,
        (None, None, Some(text)) => markdown(&id, text),
        _ => return Err(json("one of text, html and markdown is needed".into())),
    };
    Ok(Article {
        url: line.url.or(read.url),
        title: line.title.or(read.title),
        byline: line.byline.or(read.byline),
        site: line.site.or(read.site),
        published: published.map(|date| Published { date, how: PublishedHow::Given }).or(read.published),
        ..read
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(json: &str) -> Result<Article, LineError> {
        json_line(&Raw { name: "line 4".into(), bytes: json.into(), ..Raw::default() })
    }

    #[test]
    fn a_line_gives_its_article() {
        let read = line(r#"{"id":"x","text":"Rain fell.","title":"Rain","published":"2025-06-30T10:00:00Z"}"#).unwrap();
        assert_eq!((read.id.as_str(), read.title.as_deref()), ("x", Some("Rain")));
        assert_eq!(read.published.map(|published| published.date.to_string()).as_deref(), Some("2025-06-30"));
        assert_eq!(line(r#"{"markdown":"*Rain* fell."}"#).unwrap().text, "Rain fell.");
        assert_eq!(line(r#"{"text":""}"#).unwrap().id, "line 4");
    }

    #[test]
    fn a_bad_line_keeps_its_id() {
        for (json, id, kind, message) in [
            ("{", Value::Null, "json", "line 4: not JSON"),
            (r#"{"id":"x","published":"soon","text":"a"}"#, Value::from("x"), "date", "line 4: published: \"soon\""),
            (r#"{"id":"x","text":3}"#, Value::from("x"), "json", "line 4: not an article"),
            (r#"{"id":7}"#, Value::from(7), "json", "line 4: one of text, html and markdown"),
            (r#"{"id":7,"text":"a","html":"b"}"#, Value::from(7), "json", "line 4: one of text, html and markdown"),
            (r#"{"id":[7],"text":"a"}"#, serde_json::json!([7]), "json", "line 4: the id is neither"),
            (r#"{"id":8,"html":"<p></p>"}"#, Value::from(8), "no-text", "8: no article text"),
        ] {
            let found = line(json).unwrap_err();
            assert_eq!((found.id, found.error.kind()), (id, kind), "{json}");
            assert!(found.error.to_string().starts_with(message), "{}", found.error);
        }
    }

    proptest! {
        #[test]
        fn any_line_is_an_article_or_an_error(json in r#"(\{|\}|\[|"id":|"text":|"html":|"published":|,|"[a-z<>é]{0,9}"|[0-9]{1,5}|null){0,12}"#) {
            let _ = line(&json);
        }
    }
}
