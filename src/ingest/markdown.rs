//! Markdown, with or without front matter.

use crate::article::{Article, Block, BlockKind, Link, Published, PublishedHow};
use crate::calendar;
use crate::text::Span;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A Markdown text as an article: its text without the marks, the marks as blocks and links beside it.
///
/// ```
/// use dateline::{article::BlockKind, ingest};
/// let article = ingest::markdown("a", "---\ntitle: Bridge shut\ndate: 2024-05-03\n---\n\n## Safety\n\nThe *old* [bridge](https://b.example/) is shut.\n");
/// assert_eq!(article.title.as_deref(), Some("Bridge shut"));
/// assert_eq!(article.text, "Safety\n\nThe old bridge is shut.");
/// assert_eq!(article.blocks[0].kind, BlockKind::Heading(2));
/// assert_eq!(article.links[0].span.slice(&article.text), "bridge");
/// ```
#[must_use]
pub fn markdown(id: &str, text: &str) -> Article {
    let mut article = Article { id: id.to_owned(), ..Article::default() };
    let body = front_matter(text, &mut article);
    let mut writer = Writer { article, kinds: Vec::new(), open: None, link: None, skip: 0, title: None };
    for event in
        Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES)
    {
        writer.event(event);
    }
    writer.close();
    let Writer { mut article, title, .. } = writer;
    article.title = article.title.or(title);
    if article.byline.is_none() || article.published.is_none() {
        let read = super::plain(id, &article.text);
        article.byline = article.byline.or(read.byline);
        article.published = article.published.or(read.published);
    }
    article
}

/// Reads the fields between `---` or `+++` into the article and gives the text behind them.
fn front_matter<'t>(text: &'t str, article: &mut Article) -> &'t str {
    let text = text.trim_start_matches('\u{feff}');
    let Some((mark, rest)) = ["---", "+++"].iter().find_map(|mark| Some((*mark, text.strip_prefix(mark)?))) else {
        return text;
    };
    let Some((fields, body)) = rest.split_once(&format!("\n{mark}")) else { return text };
    if !rest.starts_with(['\n', '\r']) {
        return text;
    }
    let mut list: Option<String> = None;
    for line in fields.lines() {
        if let (Some(key), Some(item)) = (&list, line.trim().strip_prefix("- ")) {
            field(&key.clone(), item, article);
            continue;
        }
        let Some((key, value)) = line.split_once(if mark == "---" { ':' } else { '=' }) else { continue };
        list = value.trim().is_empty().then(|| key.trim().to_owned());
        field(key.trim(), value, article);
    }
    body.trim_start_matches(|char| char != '\n')
}

fn field(key: &str, value: &str, article: &mut Article) {
    let unquoted = |value: &str| value.trim().trim_matches(['"', '\'']).trim().to_owned();
    let value = value.trim();
    let value = match value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
        Some(list) => list.split(',').map(unquoted).collect::<Vec<_>>().join(", "),
        None => unquoted(value.strip_prefix("name:").unwrap_or(value)),
    };
    if value.is_empty() {
        return;
    }
    match key.to_ascii_lowercase().as_str() {
        "title" | "headline" => article.title = Some(value),
        "author" | "authors" | "byline" | "by" => {
            article.byline =
                Some(article.byline.take().map_or_else(|| value.clone(), |known| format!("{known}, {value}")));
        }
        "site" | "publication" | "publisher" | "source" => article.site = Some(value),
        "url" | "link" | "canonical" | "canonical_url" | "source_url" => article.url = Some(value),
        "lang" | "language" => article.language = value.get(..2).map(str::to_ascii_lowercase),
        "date" | "published" | "publishdate" | "pubdate" | "publish_date" | "date_published" | "created" => {
            let date = calendar::stamp(&value).map(|date| Published { date, how: PublishedHow::Metadata });
            article.published = article.published.or(date);
        }
        _ => {}
    }
}

struct Writer {
    article: Article,
    kinds: Vec<BlockKind>,
    /// Where the open block starts.
    open: Option<usize>,
    link: Option<(usize, String)>,
    /// Inside of how many elements that show no text.
    skip: usize,
    title: Option<String>,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.push(&text),
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            Event::Rule => self.close(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let kind = match tag {
            Tag::Heading { level, .. } => Some(BlockKind::Heading(level_of(level))),
            Tag::BlockQuote(_) => Some(BlockKind::Quote),
            Tag::Item => Some(BlockKind::Item),
            Tag::CodeBlock(_) | Tag::TableHead | Tag::TableRow => Some(BlockKind::Verbatim),
            Tag::TableCell => {
                if self.open.is_some() {
                    self.push(" | ");
                }
                return;
            }
            Tag::Link { dest_url, .. } => {
                self.begin();
                self.link = Some((self.article.text.len(), dest_url.to_string()));
                return;
            }
            Tag::Image { .. } | Tag::MetadataBlock(_) | Tag::HtmlBlock => {
                self.skip += 1;
                return;
            }
            Tag::Paragraph | Tag::List(_) | Tag::Table(_) | Tag::FootnoteDefinition(_) => None,
            _ => return,
        };
        self.close();
        self.kinds.extend(kind);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => {
                if let Some((start, url)) = self.link.take().filter(|(_, url)| url.contains("://")) {
                    let span = Span::new(start, self.article.text.len());
                    if !span.is_empty() {
                        self.article.links.push(Link { span, url });
                    }
                }
            }
            TagEnd::Image | TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock => self.skip = self.skip.saturating_sub(1),
            TagEnd::Heading(level) => {
                let start = self.open;
                self.close();
                self.kinds.pop();
                let text = start.and_then(|start| self.article.text.get(start..)).map(str::to_owned);
                if level == HeadingLevel::H1 && self.title.is_none() {
                    self.title = text;
                }
            }
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::CodeBlock | TagEnd::TableHead | TagEnd::TableRow => {
                self.close();
                self.kinds.pop();
            }
            TagEnd::Paragraph | TagEnd::List(_) | TagEnd::Table | TagEnd::FootnoteDefinition => self.close(),
            _ => {}
        }
    }

    /// Opens a block if none is.
    fn begin(&mut self) {
        if self.open.is_none() {
            if !self.article.text.is_empty() {
                self.article.text.push_str("\n\n");
            }
            self.open = Some(self.article.text.len());
        }
    }

    fn push(&mut self, text: &str) {
        if self.skip == 0 && (self.open.is_some() || !text.trim().is_empty()) {
            self.begin();
            self.article.text.push_str(text);
        }
    }

    fn close(&mut self) {
        let Some(start) = self.open.take() else { return };
        self.article.text.truncate(self.article.text.trim_end().len().max(start));
        let kind = self.kinds.last().copied().unwrap_or(BlockKind::Paragraph);
        let end = self.article.text.len();
        self.article.links.retain(|link| link.span.end() <= end);
        self.article.blocks.push(Block { span: Span::new(start, end), kind });
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
