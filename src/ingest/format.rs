//! Tells a source's format by its content.

use super::IngestError;
use crate::source::Raw;

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Html,
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
    Ok(if looks_like_html(text, kind.contains("html") || matches!(ending.as_str(), "html" | "htm" | "xhtml")) {
        Format::Html
    } else if matches!(ending.as_str(), "md" | "markdown") || kind.contains("markdown") || looks_like_markdown(text) {
        Format::Markdown
    } else {
        Format::Plain
    })
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
