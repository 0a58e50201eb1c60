//! Tells a source's format by its content.

use super::IngestError;
use crate::source::Raw;

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Html,
    Feed,
    Mail,
    Json,
    Markdown,
    Plain,
}

/// Openings of files that hold no text, and what they are.
const BINARY: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"7z\xbc\xaf", "an archive"),
    (b"BZh", "an archive"),
    (b"\xfd7zXZ", "an archive"),
    (b"\x28\xb5\x2f\xfd", "an archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
];

/// How many bytes are looked at.
const LOOK: usize = 4096;

/// The format of `raw`, or why it has none.
pub(super) fn sniff(raw: &Raw) -> Result<Format, IngestError> {
    let name = || raw.name.clone();
    if let Some((_, what)) = BINARY.iter().find(|(magic, _)| raw.bytes.starts_with(magic)) {
        return Err(IngestError::Binary { name: name(), what });
    }
    let start = &raw.bytes[..raw.bytes.len().min(LOOK)];
    let wide = start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]);
    if !wide && is_binary(start) {
        return Err(IngestError::Binary { name: name(), what: "binary data" });
    }
    if raw.bytes.trim_ascii().is_empty() {
        return Err(IngestError::Empty { name: name() });
    }
    let text = super::decode::text(start, raw.content_type.as_deref());
    let text = text.trim_start();
    let kind = raw.content_type.as_deref().unwrap_or_default().to_ascii_lowercase();
    let ending = raw.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    Ok(if kind.starts_with(crate::source::JSON_LINE) {
        Format::Json
    } else if kind.starts_with("message/rfc822") || looks_like_mail(text) {
        Format::Mail
    } else if looks_like_feed(text) {
        Format::Feed
    } else if text.starts_with('{') && ["\"text\"", "\"html\"", "\"markdown\""].iter().any(|key| text.contains(key)) {
        Format::Json
    } else if looks_like_html(text, kind.contains("html") || matches!(ending.as_str(), "html" | "htm" | "xhtml")) {
        Format::Html
    } else if matches!(ending.as_str(), "md" | "markdown") || kind.contains("markdown") || looks_like_markdown(text) {
        Format::Markdown
    } else {
        Format::Plain
    })
}

/// An RSS, RDF or Atom root element, or a JSON Feed's version.
fn looks_like_feed(text: &str) -> bool {
    if text.starts_with('{') {
        return text.contains("jsonfeed.org/version");
    }
    let root =
        text.split('<').map(str::trim_start).find(|tag| tag.starts_with(|first: char| first.is_ascii_alphabetic()));
    text.starts_with('<')
        && root.is_some_and(|tag| {
            ["rss", "feed", "rdf:rdf"].iter().any(|name| {
                tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
                    && tag.as_bytes().get(name.len()).is_some_and(|next| next.is_ascii_whitespace() || *next == b'>')
            })
        })
}

/// Header fields of a message, and nothing else, before the first empty line.
fn looks_like_mail(text: &str) -> bool {
    const KNOWN: &[&str] = &[
        "from",
        "to",
        "subject",
        "date",
        "received",
        "message-id",
        "mime-version",
        "return-path",
        "delivered-to",
        "content-type",
        "dkim-signature",
        "reply-to",
        "x-mailer",
        "list-unsubscribe",
        "content-transfer-encoding",
    ];
    let mut known = 0;
    for line in text.lines().take(200).take_while(|line| !line.trim().is_empty()) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return false;
        }
        known += usize::from(KNOWN.contains(&name.to_ascii_lowercase().as_str()));
    }
    known >= 3
}

/// A null byte, or more than a tenth of control characters.
fn is_binary(start: &[u8]) -> bool {
    let controls = start.iter().filter(|&&byte| byte < 9 || (14..32).contains(&byte) && byte != 27).count();
    start.contains(&0) || controls * 10 > start.len()
}

fn looks_like_html(text: &str, said: bool) -> bool {
    const OPENINGS: &[&str] = &["<!doctype html", "<html", "<head", "<body"];
    let opening: String = text.chars().take(20).collect::<String>().to_ascii_lowercase();
    if OPENINGS.iter().any(|tag| opening.starts_with(tag)) {
        return true;
    }
    let lower = text.to_ascii_lowercase();
    let tags = ["<p>", "<p ", "<div", "<br", "</a>", "<meta", "<title", "<body", "<html", "<article", "<h1", "<span"];
    let count: usize = tags.iter().map(|tag| lower.matches(tag).count()).sum();
    count >= if said || opening.starts_with('<') { 1 } else { 4 }
}

/// Front matter, or a heading line as the first one.
fn looks_like_markdown(text: &str) -> bool {
    let mut lines = text.lines();
    match lines.next().map(str::trim_end) {
        Some("---") => lines.take(40).any(|line| line.trim_end() == "---"),
        Some(first) => first.starts_with("# ") && text.contains("\n\n"),
        None => false,
    }
}
