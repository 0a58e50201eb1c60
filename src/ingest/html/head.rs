//! What a page's elements outside of the text say: meta, links, headings, time elements, author marks.

use super::json_ld::unescape;
use dom_query::{Document, NodeRef};
use std::collections::BTreeMap;

/// The raw facts of a page's elements.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    /// `meta` elements: name, property or itemprop in lower case, and the first content that is not empty.
    pub meta: BTreeMap<String, String>,
    /// Contents of `title`.
    pub title: Option<String>,
    /// First-level headings, in order, and whether each stands in the article's own part of the page.
    pub headings: Vec<String>,
    /// The canonical address.
    pub canonical: Option<String>,
    /// The base of relative addresses.
    pub base: Option<String>,
    /// The `lang` of the page.
    pub language: Option<String>,
    /// `time` elements and their kin.
    pub times: Vec<Time>,
    /// Texts of elements that the page marks as author, with the strength of the mark (less is stronger).
    pub authors: Vec<(u8, String)>,
}

/// An element that holds a date.
#[derive(Clone, Debug)]
pub(super) struct Time {
    /// The machine's value, or the text.
    pub value: String,
    /// What the reader sees.
    pub text: String,
    /// Whether its marks speak of publication.
    pub published: bool,
}

/// The most elements of each kind that are noted.
const MOST: usize = 40;

/// Reads the elements of `page`.
pub(super) fn read(page: &Document) -> Head {
    let mut head = Head::default();
    for node in page.root().descendants_it().filter(NodeRef::is_element) {
        let Some(name) = node.node_name() else { continue };
        match &*name {
            "html" => head.language = attribute(&node, "lang").or_else(|| attribute(&node, "xml:lang")),
            "base" => head.base = attribute(&node, "href"),
            "title" if head.title.is_none() => head.title = text(&node),
            "h1" if head.headings.len() < MOST => head.headings.extend(text(&node)),
            "link" => {
                if attribute(&node, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) {
                    head.canonical = head.canonical.or_else(|| attribute(&node, "href"));
                }
            }
            "meta" => meta(&node, &mut head),
            _ => marked(&node, &name, &mut head),
        }
    }
    head
}

fn meta(node: &NodeRef<'_>, head: &mut Head) {
    let content = attribute(node, "content").map(|content| unescape(&content)).filter(|content| !content.is_empty());
    let Some(content) = content else { return };
    for key in ["property", "name", "itemprop", "http-equiv"] {
        if let Some(name) = attribute(node, key) {
            let name = name.to_ascii_lowercase();
            // Several authors come as several elements.
            let content = if name == "citation_author" { given_name_first(&content) } else { content.clone() };
            let list = matches!(
                name.as_str(),
                "author" | "article:author" | "citation_author" | "dc.creator" | "parsely-author"
            );
            match head.meta.get_mut(&name) {
                Some(known) if list && !known.contains(&content) && known.len() < 300 => {
                    known.push_str(", ");
                    known.push_str(&content);
                }
                Some(_) => {}
                None => {
                    head.meta.insert(name, content.clone());
                }
            }
        }
    }
}

/// "Lind, Ada" as "Ada Lind": so papers name their authors.
fn given_name_first(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) if !given.contains(',') && !given.trim().is_empty() => {
            format!("{} {}", given.trim(), family.trim())
        }
        _ => name.to_owned(),
    }
}

fn marked(node: &NodeRef<'_>, name: &str, head: &mut Head) {
    if name != "time" && node.element_ref().is_none_or(|element| element.attrs.is_empty()) {
        return;
    }
    let class = attribute(node, "class").unwrap_or_default().to_ascii_lowercase();
    let property = attribute(node, "itemprop").unwrap_or_default().to_ascii_lowercase();
    if head.times.len() < MOST && (name == "time" || property.starts_with("date")) {
        let value = ["datetime", "content"].iter().find_map(|key| attribute(node, key)).or_else(|| text(node));
        let published = property == "datepublished"
            || ["publish", "posted", "entry-date", "post-date", "pubdate", "created"]
                .iter()
                .any(|mark| class.contains(mark))
            || node.has_attr("pubdate");
        let other = property == "datemodified" || ["updated", "modified"].iter().any(|mark| class.contains(mark));
        if !other || class.contains("published") {
            let text = text(node).unwrap_or_default();
            let published = published && !text.to_ascii_lowercase().contains("updated");
            head.times.extend(value.map(|value| Time { value, text, published }));
        }
    } else if head.times.len() < MOST
        && dated(&class)
        && !class.contains("related")
        && let Some(text) = text(node).filter(|text| text.len() < 120)
    {
        let published =
            ["publish", "posted", "entry-date", "post-date", "article-date"].iter().any(|mark| class.contains(mark));
        head.times.push(Time { value: text.clone(), text, published });
    }
    if head.authors.len() < MOST && !class.contains("comment") {
        let rel = attribute(node, "rel").unwrap_or_default();
        let strength = if property == "author" || property == "author name" {
            Some(0)
        } else if name == "a" && rel.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("author")) {
            Some(1)
        } else if !["author", "by-line", "byline"].iter().any(|mark| class.contains(mark)) {
            linked_author(node, name)
        } else if [
            "author-name",
            "author_name",
            "authorname",
            "byline-name",
            "byline__name",
            "author__name",
            "post-author-name",
            "author-box__name",
            "author-info__name",
            "author-section__name",
        ]
        .iter()
        .any(|mark| class.contains(mark))
        {
            Some(2)
        } else if has_mark(&class, "byline")
            || has_mark(&class, "by-line")
            || has_mark(&class, "author")
            || class.contains("post-author")
            || class.contains("entry-author")
        {
            Some(3)
        } else {
            linked_author(node, name)
        };
        if let Some(strength) = strength {
            let inner = attribute(node, "content").filter(|_| name == "meta").or_else(|| text(node));
            head.authors.extend(inner.filter(|text| text.len() <= 200).map(|text| (strength, text)));
        }
    }
}

/// How strongly a link says that its text is an author: by an address such as `/author/ada-lind`.
fn linked_author(node: &NodeRef<'_>, name: &str) -> Option<u8> {
    let href = (name == "a").then(|| attribute(node, "href")).flatten()?;
    let marks = ["/author/", "/authors/", "/by/", "/profile/", "/contributor", "/staff/"];
    marks.iter().any(|part| href.contains(part)).then_some(4)
}

/// Whether a class says that the element holds a date.
fn dated(class: &str) -> bool {
    if !["date", "posted-on", "timestamp", "published"].iter().any(|mark| class.contains(mark)) {
        return false;
    }
    class.split_ascii_whitespace().any(|word| {
        let word = word.replace("update", "").replace("candidate", "").replace("validate", "").replace("mandate", "");
        word.contains("date") || word.contains("posted-on") || word.contains("timestamp") || word.contains("published")
    }) && !class.contains("updated")
}

/// Whether `mark` is one of the class's words or stands in one between hyphens.
fn has_mark(class: &str, mark: &str) -> bool {
    class.split(|char: char| char.is_ascii_whitespace() || char == '_').any(|word| {
        word == mark
            || word.strip_suffix(mark).is_some_and(|rest| rest.ends_with('-'))
            || word.strip_prefix(mark).is_some_and(|rest| rest.starts_with('-'))
    })
}

fn attribute(node: &NodeRef<'_>, name: &str) -> Option<String> {
    node.attr(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// The element's text, single spaces; elements that make a word stand out do not part it.
fn text(node: &NodeRef<'_>) -> Option<String> {
    let mut text = String::new();
    gather(node, &mut text, 0);
    let text = text.split_whitespace().take(80).collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The most **bytes** that are read of one element.
const LONGEST: usize = 2000;

fn gather(node: &NodeRef<'_>, text: &mut String, depth: usize) {
    for child in node.children() {
        if text.len() > LONGEST || depth > 20 {
            return;
        }
        if child.is_text() {
            text.push_str(&child.text());
        } else if child.is_element() {
            let joined = child
                .node_name()
                .is_some_and(|name| ["b", "i", "em", "strong", "mark", "sup", "sub", "font", "u"].contains(&&*name));
            if !joined {
                text.push(' ');
            }
            gather(&child, text, depth + 1);
            if !joined {
                text.push(' ');
            }
        }
    }
}
