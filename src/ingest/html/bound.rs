//! Makes any page small and shallow enough for a tree, in one pass over its bytes.
//!
//! A tree builder takes quadratic time on a hundred thousand nested elements, and extractors recurse. Here scripts,
//! styles, drawings and comments go, nesting and attributes are limited, and JSON-LD is set aside.

use memchr::{memchr, memmem};
use std::ops::Range;

/// The deepest nesting that is handed on; browsers stop at 512.
const DEPTH: usize = 200;
/// The longest attribute value, in **bytes**.
const VALUE: usize = 4096;
/// The most attributes of a tag.
const ATTRIBUTES: usize = 200;
/// The most elements of a page.
const ELEMENTS: usize = 120_000;
/// The most **bytes** of a page without its scripts.
const BYTES: usize = 6 << 20;

/// A page that is safe to parse.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Bounded {
    /// The page without scripts, styles, drawings, comments.
    pub html: String,
    /// The contents of its JSON-LD scripts.
    pub json_ld: Vec<String>,
    /// Whether something was cut off because the page is too large.
    pub cut: bool,
    /// How many elements it has.
    pub elements: usize,
}

/// Elements whose content is no text of the page.
const DROPPED: &[&str] = &[
    "script", "style", "svg", "noscript", "template", "iframe", "canvas", "object", "noembed", "audio", "video", "map",
];
/// Elements that never have content.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that the next of their kind closes.
const IMPLIED: &[&str] = &["p", "li", "dt", "dd", "option", "tbody", "thead", "tfoot"];

/// Attributes that extractors and we look at.
const KEPT: &[&str] = &[
    "class",
    "id",
    "href",
    "style",
    "role",
    "rel",
    "itemprop",
    "property",
    "name",
    "content",
    "datetime",
    "pubdate",
    "lang",
    "xml:lang",
    "hidden",
    "aria-hidden",
    "aria-modal",
    "data-testid",
    "data-component",
    "colspan",
    "summary",
    "http-equiv",
    "dir",
    "type",
    "itemtype",
    "itemscope",
];

/// Bounds `html`.
pub(super) fn bound(html: &str) -> Bounded {
    let mut out = Bounded { html: String::with_capacity(html.len().min(1 << 20)), ..Bounded::default() };
    let bytes = html.as_bytes();
    let (mut at, mut depth, mut skipped, mut elements) = (0, 0_usize, 0_usize, 0_usize);
    // Depths at which tables opened: rows and cells need no closing tag of their own.
    let mut tables: Vec<usize> = Vec::new();
    // A dropped element that is never closed is looked for once.
    let mut unclosed: Vec<String> = Vec::new();
    while at < bytes.len() {
        let open = memchr(b'<', &bytes[at..]).map_or(bytes.len(), |next| at + next);
        push(&mut out, html, at, open);
        if out.cut {
            break;
        }
        if open == bytes.len() {
            break;
        }
        let rest = &bytes[open + 1..];
        at = match rest.first() {
            Some(b'!' | b'?') if rest.starts_with(b"!--") => {
                // "<!-->" is a comment too.
                memmem::find(&bytes[open + 2..], b"-->").map_or(bytes.len(), |end| open + 2 + end + 3)
            }
            Some(b'!') if rest.starts_with(b"![CDATA[") => open + 9,
            Some(b'!' | b'?') => {
                let end = memchr(b'>', rest).map_or(bytes.len(), |end| open + 1 + end + 1);
                if rest.len() >= 8 && rest[..8].eq_ignore_ascii_case(b"!doctype") && end - open < 300 {
                    push(&mut out, html, open, end);
                }
                end
            }
            Some(b'/') if rest.get(1).is_some_and(u8::is_ascii_alphabetic) => {
                let end = memchr(b'>', rest).map_or(bytes.len(), |end| open + 1 + end + 1);
                let name = name_at(html, open + 2);
                let counted = !IMPLIED.contains(&name.as_str());
                if counted && skipped > 0 {
                    skipped -= 1;
                } else if !DROPPED.contains(&name.as_str()) {
                    depth = depth.saturating_sub(usize::from(counted));
                    if name == "table" {
                        depth = tables.pop().unwrap_or(depth);
                    }
                    out.html.push_str("</");
                    out.html.push_str(&name);
                    out.html.push('>');
                }
                end
            }
            Some(first) if first.is_ascii_alphabetic() => {
                let name = name_at(html, open + 1);
                let end = tag_end(bytes, open + 1 + name.len());
                let tag = html.get(open..end).unwrap_or_default();
                if DROPPED.contains(&name.as_str()) {
                    if tag.ends_with("/>") && name != "script" {
                        at = end;
                        continue;
                    }
                    let found = if unclosed.contains(&name) { None } else { content(bytes, end, &name) };
                    let (inner, after) = found.unwrap_or_else(|| {
                        // A browser shows nothing after it, a reader of articles goes on behind the tag.
                        unclosed.push(name.clone());
                        (end, end)
                    });
                    if name == "script" && tag.to_ascii_lowercase().contains("ld+json") {
                        out.json_ld.extend(html.get(end..inner).filter(|json| json.len() < 2 << 20).map(str::to_owned));
                    }
                    // A word before and a word after it are two words.
                    out.html.push(' ');
                    after
                } else {
                    elements += 1;
                    let counted = !VOID.contains(&name.as_str()) && !IMPLIED.contains(&name.as_str());
                    if counted && depth >= DEPTH {
                        skipped += 1;
                    } else {
                        if name == "table" {
                            tables.push(depth);
                        }
                        depth += usize::from(counted);
                        tag_into(&mut out.html, tag, &name);
                    }
                    out.cut |= elements > ELEMENTS;
                    end
                }
            }
            _ => {
                out.html.push_str("&lt;");
                open + 1
            }
        };
    }
    out.elements = elements;
    out
}

impl Bounded {
    /// Whether extractors that take more than linear time must be spared this page.
    pub(super) fn is_heavy(&self) -> bool {
        const ENTITIES: usize = 60_000;
        self.html.len() > BYTES / 2
            || self.elements > ELEMENTS / 3
            || memchr::memchr_iter(b'&', self.html.as_bytes()).take(ENTITIES).count() == ENTITIES
    }
}

fn push(out: &mut Bounded, html: &str, from: usize, to: usize) {
    let part = html.get(from..to).unwrap_or_default();
    out.cut |= out.html.len() + part.len() > BYTES;
    if !out.cut {
        out.html.push_str(part);
    }
}

/// The element's name, lower case.
fn name_at(html: &str, at: usize) -> String {
    let rest = html.as_bytes().get(at..).unwrap_or_default();
    let length =
        rest.iter().take(40).take_while(|&&byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b':').count();
    html.get(at..at + length).unwrap_or_default().to_ascii_lowercase()
}

/// Where the tag ends, one past its `>`; quoted values may hold one.
fn tag_end(bytes: &[u8], mut at: usize) -> usize {
    let mut quote = None;
    let mut value_next = false;
    while let Some(&byte) = bytes.get(at) {
        match (quote, byte) {
            (Some(mark), byte) if mark == byte => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') if value_next => quote = Some(byte),
            (None, byte) if byte.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            _ => {}
        }
        value_next = byte == b'=';
        at += 1;
    }
    bytes.len()
}

/// Where the content of a dropped element ends, and where its closing tag does; `None` where it is never closed.
fn content(bytes: &[u8], from: usize, name: &str) -> Option<(usize, usize)> {
    let nests = matches!(name, "svg" | "object" | "template");
    let (mut at, mut level) = (from, 0_usize);
    while let Some(next) = memchr(b'<', &bytes[at..]) {
        let open = at + next;
        let rest = &bytes[open + 1..];
        let is = |rest: &[u8]| {
            rest.len() >= name.len()
                && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes())
                && rest.get(name.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric())
        };
        if rest.first() == Some(&b'/') && is(&rest[1..]) {
            if level == 0 {
                let end = memchr(b'>', rest).map_or(bytes.len(), |end| open + 1 + end + 1);
                return Some((open, end));
            }
            level -= 1;
        } else if nests && is(rest) {
            level += 1;
        }
        at = open + 1;
    }
    None
}

/// Writes a tag with the attributes that say something of its text; the rest is most of many a page.
fn tag_into(out: &mut String, tag: &str, name: &str) {
    let tag = tag.strip_suffix('>').unwrap_or(tag);
    let Some(inner) = tag.get(1 + name.len()..) else { return };
    out.push('<');
    out.push_str(name);
    let (bytes, mut at, mut count) = (inner.as_bytes(), 0, 0);
    while at < bytes.len() && count < ATTRIBUTES {
        let Attribute { key, value, mark, end } = attribute(inner, at);
        at = end;
        count += 1;
        if value.len() <= VALUE && is_kept(inner.get(key.clone()).unwrap_or_default()) {
            out.push(' ');
            out.push_str(inner.get(key).unwrap_or_default());
            if let Some(mark) = mark {
                out.push('=');
                out.push(mark);
                out.push_str(inner.get(value).unwrap_or_default());
                out.push(mark);
            }
        }
    }
    if tag.ends_with('/') {
        out.push('/');
    }
    out.push('>');
}

/// An attribute: bytes of its name and of its value, the quotation mark to put around it, and where the next one starts.
struct Attribute {
    key: Range<usize>,
    value: Range<usize>,
    mark: Option<char>,
    end: usize,
}

fn attribute(inner: &str, at: usize) -> Attribute {
    let bytes = inner.as_bytes();
    let skip = |mut at: usize, is: fn(&u8) -> bool| {
        while bytes.get(at).is_some_and(is) {
            at += 1;
        }
        at
    };
    let start = skip(at, |byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'=' | b'"' | b'\''));
    let key = start..skip(start, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'='));
    let equals = skip(key.end, u8::is_ascii_whitespace);
    if bytes.get(equals) != Some(&b'=') {
        return Attribute { value: key.end..key.end, mark: None, end: equals.max(at + 1), key };
    }
    let from = skip(equals + 1, u8::is_ascii_whitespace);
    if let Some(&mark @ (b'"' | b'\'')) = bytes.get(from) {
        let end = memchr(mark, &bytes[from + 1..]).map_or(bytes.len(), |end| from + 1 + end);
        return Attribute { key, value: from + 1..end, mark: Some(char::from(mark)), end: end + 1 };
    }
    let end = skip(from, |byte| !byte.is_ascii_whitespace());
    let mark = if bytes[from..end].contains(&b'"') { '\'' } else { '"' };
    Attribute { key, value: from..end, mark: Some(mark), end: end.max(at + 1) }
}

/// Whether the attribute of this name tells of text, links or facts.
fn is_kept(key: &str) -> bool {
    KEPT.iter().any(|kept| kept.eq_ignore_ascii_case(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn scripts_styles_and_comments_go_and_json_ld_is_set_aside() {
        let page = "<!DOCTYPE html><script>if (a < b) x</script><script type='application/ld+json'>{\"a\": 1}</script><!-- x --><p class='>' onclick='x > 1'>One<svg><g><svg></svg></g></svg>two < three</p>";
        let bounded = bound(page);
        assert_eq!(bounded.html, "<!DOCTYPE html>  <p class='>'>One two &lt; three</p>");
        assert_eq!(bounded.json_ld, ["{\"a\": 1}"]);
    }

    #[test]
    fn nesting_and_attributes_are_limited() {
        let deep = format!("{}x{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let bounded = bound(&deep);
        assert_eq!(bounded.html.matches("<div>").count(), DEPTH);
        assert_eq!(bounded.html.matches("</div>").count(), DEPTH);
        let long = format!("<a href=\"/x\" data-y=\"{}\" class='c'>t</a>", "y".repeat(1_000_000));
        assert!(bound(&long).html.starts_with("<a href=\"/x\""), "{:?}", bound(&long).html.get(..80));
        assert!(bound(&long).html.len() < 100);
    }

    #[test]
    fn only_attributes_that_tell_something_stay() {
        for (tag, kept) in [
            ("<a HREF=/x/y target=_blank>", "<a HREF=\"/x/y\">"),
            ("<p data-x hidden class = 'a \"b\"' z>", "<p hidden class='a \"b\"'>"),
            ("<br/>", "<br/>"),
            ("<img src=\"data:xyz\" alt='>' />", "<img/>"),
            ("<time datetime=2024-05-03>", "<time datetime=\"2024-05-03\">"),
        ] {
            assert_eq!(bound(tag).html, kept);
        }
    }

    proptest! {
        #[test]
        fn any_page_is_bounded(page in "([<>/!a-z\"'= -]|<div|<script|</script>|<!--|-->|é|&lt;){0,200}") {
            let bounded = bound(&page);
            prop_assert!(bounded.html.len() <= page.len() * 4 + 16);
        }
    }
}
