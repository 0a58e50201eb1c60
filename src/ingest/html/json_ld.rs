//! What a page says of its article in JSON-LD.

use regex::{Captures, Regex};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The facts of the article's own node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    pub headline: Option<String>,
    pub authors: Vec<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub publisher: Option<String>,
    pub body: Option<String>,
    pub language: Option<String>,
    /// A publication date in the page's scripts, outside of JSON-LD.
    pub state_date: Option<String>,
}

/// The deepest nesting that is searched.
const DEPTH: usize = 12;

/// Reads all JSON-LD scripts of a page.
pub(super) fn read(scripts: &[String]) -> Facts {
    let values: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
    let mut nodes = Vec::new();
    for value in &values {
        collect(value, &mut nodes, 0);
    }
    let by_id: BTreeMap<&str, &Value> = nodes
        .iter()
        .filter_map(|node| Some((node.get("@id")?.as_str()?, *node)))
        .filter(|(_, node)| node.get("name").is_some())
        .collect();
    let mut facts = Facts::default();
    // The best kind of node speaks first; the others fill what it leaves open.
    let mut ranked: Vec<(u8, &Value)> = nodes.iter().filter_map(|node| Some((rank(node)?, *node))).collect();
    ranked.sort_by_key(|&(rank, _)| rank);
    for (rank, node) in ranked {
        let text = |key: &str| node.get(key).and_then(Value::as_str).map(unescape).filter(|text| !text.is_empty());
        facts.headline = facts.headline.or_else(|| text("headline").or_else(|| text("name").filter(|_| rank < 3)));
        facts.published =
            facts.published.or_else(|| text("datePublished").or_else(|| text("dateCreated").filter(|_| rank < 2)));
        facts.modified = facts.modified.or_else(|| text("dateModified"));
        facts.body = facts.body.or_else(|| text("articleBody"));
        facts.language = facts.language.or_else(|| text("inLanguage"));
        if facts.authors.is_empty() {
            for key in ["author", "creator"] {
                if facts.authors.is_empty() {
                    names(node.get(key), &by_id, &mut facts.authors);
                }
            }
        }
        if facts.publisher.is_none() {
            let mut found = Vec::new();
            names(node.get("publisher"), &by_id, &mut found);
            facts.publisher = found.into_iter().next();
        }
    }
    facts
}

/// Pages break their JSON with raw line breaks, trailing semicolons and comments.
fn parse(script: &str) -> Option<Value> {
    let script =
        script.trim().trim_start_matches("<![CDATA[").trim_start_matches("/*<![CDATA[*/").trim_start_matches("<!--");
    let script =
        script.trim_end_matches("/*]]>*/").trim_end_matches("]]>").trim_end_matches("-->").trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| {
        let flat: String = script.chars().map(|char| if char.is_control() { ' ' } else { char }).collect();
        serde_json::from_str(&flat).ok().or_else(|| serde_json::from_str(&without_trailing_commas(&flat)).ok())
    })
}

fn without_trailing_commas(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut comma: Option<usize> = None;
    for char in json.chars() {
        match char {
            ',' => comma = Some(out.len()),
            '}' | ']' => {
                if let Some(at) = comma.take() {
                    out.truncate(at);
                }
            }
            _ if !char.is_whitespace() => comma = None,
            _ => {}
        }
        out.push(char);
    }
    out
}

/// All objects, depth first.
fn collect<'v>(value: &'v Value, nodes: &mut Vec<&'v Value>, depth: usize) {
    if depth > DEPTH || nodes.len() > 2000 {
        return;
    }
    match value {
        Value::Array(list) => list.iter().for_each(|item| collect(item, nodes, depth + 1)),
        Value::Object(fields) => {
            nodes.push(value);
            fields
                .values()
                .filter(|field| field.is_array() || field.is_object())
                .for_each(|field| collect(field, nodes, depth + 1));
        }
        _ => {}
    }
}

/// How much a node speaks for the article: 0 the article, 1 the like, 2 the page.
fn rank(node: &Value) -> Option<u8> {
    let kinds: Vec<&str> = match node.get("@type")? {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    let is = |names: &[&str]| kinds.iter().any(|kind| names.contains(&kind.rsplit('/').next().unwrap_or(kind)));
    if is(&["Person", "Organization", "Comment", "Review", "Question", "Answer", "ImageObject", "ListItem"]) {
        return None;
    }
    let ends = |end: &str| kinds.iter().any(|kind| kind.ends_with(end));
    if ends("NewsArticle")
        || ends("Article")
        || is(&["BlogPosting", "Report", "SocialMediaPosting", "LiveBlogPosting", "ReportageNewsArticle"])
    {
        return Some(0);
    }
    if is(&[
        "Blog",
        "CreativeWork",
        "Recipe",
        "HowTo",
        "DiscussionForumPosting",
        "VideoObject",
        "PodcastEpisode",
        "Course",
        "MedicalWebPage",
    ]) {
        return Some(1);
    }
    ends("WebPage").then_some(3)
}

fn names(value: Option<&Value>, by_id: &BTreeMap<&str, &Value>, found: &mut Vec<String>) {
    let mut push = |name: &str| {
        let name = unescape(name);
        if !name.is_empty() && !found.contains(&name) {
            found.push(name);
        }
    };
    match value {
        Some(Value::String(name)) => match by_id.get(name.as_str()).and_then(|node| node.get("name")?.as_str()) {
            Some(name) => push(name),
            None => push(name),
        },
        Some(Value::Array(list)) => list.iter().take(20).for_each(|item| {
            if !item.is_array() {
                names(Some(item), by_id, found);
            }
        }),
        Some(Value::Object(fields)) => {
            let own = fields.get("name").and_then(|name| name.as_str().or_else(|| name.get(0)?.as_str()));
            let named = own.or_else(|| by_id.get(fields.get("@id")?.as_str()?)?.get("name")?.as_str());
            if let Some(name) = named {
                push(name);
            }
        }
        _ => {}
    }
}

/// A publication date in the data of the page's own scripts.
pub(super) fn state_date(html: &str) -> Option<String> {
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i)(?:"|&quot;)(?:date_?published|published_?(?:at|on|date|time)|publish_?(?:date|time)|publication_?date|post_?date|first_?published(?:_?at)?|display_?date)(?:\\*"|&quot;)\s*:\s*(?:\\*"|&quot;)((?:19|20)\d\d-\d\d-\d\d)"#)
            .expect("a constant pattern")
    });
    DATE.captures(html).map(|found| found[1].to_owned())
}

/// The text without entities, single spaces.
pub(in crate::ingest) fn unescape(text: &str) -> String {
    static ENTITY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"&(?:#(\d{1,6})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));").expect("a constant pattern")
    });
    let mut text = text.to_owned();
    // Twice: many pages escape what is escaped already.
    for _ in 0..2 {
        if !text.contains('&') {
            break;
        }
        text = ENTITY
            .replace_all(&text, |found: &Captures<'_>| {
                let number = found.get(1).and_then(|digits| digits.as_str().parse().ok());
                let number = number.or_else(|| u32::from_str_radix(found.get(2)?.as_str(), 16).ok());
                let named = || Some(NAMED.iter().find(|(name, _)| *name == &found[3])?.1.to_owned());
                let char = match number {
                    Some(number) => char::from_u32(number).filter(|char| !char.is_control()).map(String::from),
                    None => named(),
                };
                char.unwrap_or_else(|| found[0].to_owned())
            })
            .into_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The entities that headlines and names hold.
const NAMED: [(&str, &str); 22] = [
    ("amp", "&"),
    ("quot", "\""),
    ("apos", "'"),
    ("lt", "<"),
    ("gt", ">"),
    ("nbsp", " "),
    ("rsquo", "’"),
    ("lsquo", "‘"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("ccedil", "ç"),
    ("uuml", "ü"),
    ("ouml", "ö"),
    ("auml", "ä"),
    ("reg", "®"),
    ("trade", "™"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_article_is_found_in_a_graph_and_its_author_by_reference() {
        let script = r##"{"@graph": [
            {"@type": "WebPage", "name": "Bridge shut - The Ledger", "datePublished": "2024-01-01"},
            {"@type": ["NewsArticle"], "headline": "Bridge &amp; ferry shut", "author": [{"@id": "#ada"}, {"@type": "Person", "name": "Ben Okri"}],
             "datePublished": "2024-05-03T08:00:00Z", "publisher": {"name": "The Ledger"},},
            {"@type": "Person", "@id": "#ada", "name": "Ada Lind"}]}"##;
        let facts = read(&[script.to_owned()]);
        assert_eq!(facts.headline.as_deref(), Some("Bridge & ferry shut"));
        assert_eq!(facts.authors, ["Ada Lind", "Ben Okri"]);
        assert_eq!(facts.published.as_deref(), Some("2024-05-03T08:00:00Z"));
        assert_eq!(facts.publisher.as_deref(), Some("The Ledger"));
    }

    proptest! {
        #[test]
        fn any_script_is_read(script in r#"[\[\]{}",:a-z@\\ ]{0,80}"#) {
            let _ = read(&[script]);
        }
    }
}
