//! A page's tree as a list of blocks in reading order, each with what the page's own marks say of it.

use crate::article::BlockKind;
use dom_query::NodeRef;
use std::ops::Range;

/// A paragraph, heading, item … of a page.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// What it is.
    pub kind: BlockKind,
    /// Its text, white space collapsed, lines of `<br>` apart.
    pub text: String,
    /// Links in it: bytes of `text`, address as written.
    pub links: Vec<(Range<usize>, String)>,
    /// **Bytes** of its text inside of links.
    pub linked: usize,
    /// Index of the element that holds it, in [`Page::scopes`].
    pub scope: usize,
}

/// An element that holds blocks.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// The element around it; the root is its own parent.
    pub parent: usize,
    /// Its name.
    pub tag: String,
    /// Its classes, id and role, lower case, spaces between.
    pub marks: String,
}

/// A page as a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// The blocks, in reading order.
    pub pieces: Vec<Piece>,
    /// The elements around them; 0 is the root.
    pub scopes: Vec<Scope>,
}

impl Page {
    /// The elements around a block or element, from the inside out, the root left out.
    pub fn around(&self, scope: usize) -> impl Iterator<Item = usize> {
        let mut at = scope;
        std::iter::from_fn(move || {
            let this = at;
            at = self.scopes.get(this)?.parent;
            (this != 0).then_some(this)
        })
    }
}

/// Elements that are never content.
const SKIPPED: &[&str] = &[
    "head", "script", "style", "noscript", "svg", "select", "textarea", "input", "option", "iframe", "template",
    "datalist", "object", "map", "audio", "video", "canvas",
];
/// Elements that stand inside a line.
const INLINE: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "ins",
    "kbd",
    "label",
    "mark",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
    "nobr",
    "math",
    "mi",
    "mo",
    "mn",
    "mrow",
    "annotation",
    "semantics",
    "img",
    "picture",
    "source",
];

/// Lists the blocks under `root`.
pub(super) fn list(root: &NodeRef<'_>) -> Page {
    let mut lister = Lister {
        page: Page { scopes: vec![Scope::default()], ..Page::default() },
        open: None,
        kinds: Vec::new(),
        scope: 0,
        link: None,
        verbatim: 0,
        edge: false,
    };
    lister.children(root, 0);
    lister.close();
    lister.page
}

struct Lister {
    page: Page,
    /// The block that is being filled.
    open: Option<Piece>,
    /// Kinds of the elements around, the innermost last.
    kinds: Vec<BlockKind>,
    scope: usize,
    link: Option<String>,
    verbatim: usize,
    /// Whether an element began or ended since the last letter that the page's style may set apart.
    edge: bool,
}

/// Deeper than any tree that [`super::bound`] lets through.
const DEPTH: usize = 1000;

impl Lister {
    fn children(&mut self, node: &NodeRef<'_>, depth: usize) {
        if depth > DEPTH {
            return;
        }
        for child in node.children() {
            if child.is_text() {
                self.text(&child.text());
            } else if child.is_element() {
                self.element(&child, depth + 1);
            }
        }
    }

    fn element(&mut self, node: &NodeRef<'_>, depth: usize) {
        let Some(name) = node.node_name() else { return };
        let name: &str = &name;
        if SKIPPED.contains(&name) {
            return;
        }
        match name {
            "br" => self.line_break(),
            "hr" => self.close(),
            "a" => {
                let before = self.link.clone();
                self.link = node.attr("href").map(|href| href.to_string()).or(Some(String::new()));
                self.edge();
                self.children(node, depth);
                self.link = before;
                self.edge();
            }
            "span" | "time" | "small" => {
                self.edge();
                self.children(node, depth);
                self.edge();
            }
            _ if INLINE.contains(&name) => self.children(node, depth),
            "td" | "th" => {
                if self.open.as_ref().is_some_and(|piece| !piece.text.is_empty()) {
                    self.raw(" | ");
                }
                // A cell that holds blocks is a layout, not a table.
                self.children(node, depth);
            }
            _ => self.block(node, name, depth),
        }
    }

    fn block(&mut self, node: &NodeRef<'_>, name: &str, depth: usize) {
        self.close();
        let kind = match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                name.get(1..).and_then(|level| level.parse().ok()).map(BlockKind::Heading)
            }
            "li" | "dd" | "dt" => Some(BlockKind::Item),
            "blockquote" => Some(BlockKind::Quote),
            "figcaption" | "caption" => Some(BlockKind::Caption),
            "pre" | "tr" => Some(BlockKind::Verbatim),
            _ => None,
        };
        let outer = self.scope;
        self.page.scopes.push(Scope { parent: outer, tag: name.to_owned(), marks: marks(node) });
        self.scope = self.page.scopes.len() - 1;
        self.kinds.extend(kind);
        self.verbatim += usize::from(name == "pre");
        self.children(node, depth);
        self.close();
        self.verbatim -= usize::from(name == "pre");
        if kind.is_some() {
            self.kinds.pop();
        }
        self.scope = outer;
    }

    fn piece(&mut self) -> &mut Piece {
        let kind = self.kinds.last().copied().unwrap_or(BlockKind::Paragraph);
        let scope = self.scope;
        self.open.get_or_insert_with(|| Piece { kind, text: String::new(), links: Vec::new(), linked: 0, scope })
    }

    fn text(&mut self, text: &str) {
        if self.verbatim > 0 {
            return self.raw(text);
        }
        if self.open.is_none() && text.trim().is_empty() {
            return;
        }
        let link = self.link.clone();
        let edge = std::mem::take(&mut self.edge);
        let piece = self.piece();
        // "Ada Lind" and "May 3, 2024" in two elements are two words, though only the style parts them.
        if edge
            && piece.text.ends_with(|last: char| last.is_lowercase() || last.is_ascii_digit())
            && text.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit())
            && !(piece.text.ends_with(|last: char| last.is_ascii_digit())
                && text.starts_with(|first: char| first.is_ascii_digit()))
        {
            piece.text.push(' ');
        }
        let mut start = None;
        let before = piece.text.len();
        for char in text.chars() {
            if char.is_whitespace() {
                if !piece.text.is_empty() && !piece.text.ends_with([' ', '\n']) {
                    piece.text.push(' ');
                }
            } else if !matches!(char, '\u{200b}' | '\u{ad}' | '\u{feff}' | '\u{2060}') && !char.is_control() {
                start.get_or_insert(piece.text.len());
                piece.text.push(char);
            }
        }
        if let (Some(url), Some(start)) = (link, start) {
            let end = piece.text.trim_end().len();
            piece.linked += end.saturating_sub(before);
            match piece.links.last_mut() {
                Some((range, last))
                    if *last == url && piece.text.get(range.end..start).is_some_and(|gap| gap.trim().is_empty()) =>
                {
                    range.end = end;
                }
                _ => piece.links.push((start..end, url)),
            }
        }
    }

    fn edge(&mut self) {
        self.edge = self.open.is_some();
    }

    fn raw(&mut self, text: &str) {
        let clean = text.replace('\r', "").replace('\t', "    ");
        self.piece().text.push_str(&clean);
    }

    fn line_break(&mut self) {
        let Some(piece) = &mut self.open else { return };
        let text = piece.text.trim_end_matches(' ').len();
        if self.verbatim == 0 && piece.text.ends_with('\n') {
            // Two of them end a paragraph.
            self.close();
        } else if text > 0 {
            piece.text.truncate(text);
            piece.text.push('\n');
        }
    }

    fn close(&mut self) {
        let Some(mut piece) = self.open.take() else { return };
        let trimmed = piece.text.trim_end().len();
        piece.text.truncate(trimmed);
        if piece.text.trim().is_empty() {
            return;
        }
        if self.verbatim == 0 && piece.text.starts_with([' ', '|']) {
            let cut = piece.text.len() - piece.text.trim_start_matches([' ', '|']).len();
            piece.text.drain(..cut);
            piece.links.retain_mut(|(range, _)| {
                *range = range.start.saturating_sub(cut)..range.end.saturating_sub(cut);
                range.start < range.end
            });
        }
        let length = piece.text.len();
        piece.links.retain(|(range, _)| range.end <= length && range.start < range.end);
        if !piece.text.is_empty() {
            self.page.pieces.push(piece);
        }
    }
}

fn marks(node: &NodeRef<'_>) -> String {
    let mut marks = String::new();
    for name in ["class", "id", "role", "itemprop", "data-testid", "data-component"] {
        if let Some(value) = node.attr(name) {
            marks.push_str(&value.to_ascii_lowercase());
            marks.push(' ');
        }
    }
    marks
}
