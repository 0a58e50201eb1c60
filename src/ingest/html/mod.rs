//! Web pages: the page is bounded, parsed once, listed as blocks; extractors and the page's marks choose the article's
//! blocks; meta elements, JSON-LD, marked elements and the visible text give the rest.

mod blocks;
mod bound;
mod choose;
mod dates;
mod extract;
mod head;
mod json_ld;
mod meta;

pub(super) use json_ld::unescape;

use super::IngestError;
use crate::article::{Article, Block, Dropped, Link};
use crate::text::{Span, without_escapes};
use blocks::{Page, Piece};
use choose::Reading;
use dom_query::Document;
use url::Url;

/// The longest body, in words, that a much longer one in the page's data replaces.
const SHORT: usize = 120;

/// A web page as an article; `url` is where it comes from. The text is the page's main content, blocks separated by
/// one empty line.
///
/// ```
/// use dateline::ingest;
/// let page = "<title>Bridge shut | The Ledger</title><h1>Bridge shut</h1>
///     <article><p>The council has voted to <a href='/vote'>close</a> the bridge, the mayor said on Monday.</p></article>";
/// let article = ingest::html("a", page, Some("https://ledger.example/2024/05/03/bridge")).unwrap();
/// assert_eq!(article.title.as_deref(), Some("Bridge shut"));
/// assert_eq!(article.text, "The council has voted to close the bridge, the mayor said on Monday.");
/// assert_eq!(article.links[0].url, "https://ledger.example/vote");
/// assert_eq!(article.published.unwrap().date.to_string(), "2024-05-03");
/// ```
pub fn html(id: &str, html: &str, url: Option<&str>) -> Result<Article, IngestError> {
    let bounded = bound::bound(&without_escapes(html));
    if bounded.cut {
        return Err(IngestError::TooLarge { name: id.to_owned() });
    }
    let document = Document::from(bounded.html.as_str());
    let head = head::read(&document);
    let mut facts = json_ld::read(&bounded.json_ld);
    let page = blocks::list(&document.root());
    let address = meta::address(&head, url);
    let site = meta::site(&head, &facts, address.as_ref());
    let title = meta::title(&head, &facts, site.as_deref(), address.as_ref());
    let words: Vec<Vec<u64>> = page.pieces.iter().map(|piece| choose::words(&piece.text)).collect();
    let (first, second) = if bounded.is_heavy() {
        // Without extractors every block has a vote, and the page's marks decide alone.
        (Some(Reading::default()), Reading::of(page.clone()))
    } else {
        read_twice(&page, &words, &document, &bounded.html)
    };
    let first = first.as_ref().unwrap_or(&second);
    let choice = choose::choose(&page, &words, (first, &second), title.as_deref());
    let mut kept: Vec<&Piece> = choice.kept.iter().map(|&index| &page.pieces[index]).collect();
    if kept.is_empty() {
        kept = longest(&[&first.page, &second.page, &page]);
    }
    let lines = lines_about(&page, &choice.kept);
    let above = lines_above(&page, &choice.kept);
    let around = dates::Surroundings::of(&page, &choice.kept, title.as_deref());
    if facts.published.is_none() {
        facts.state_date = json_ld::state_date(html);
    }
    let base = head.base.as_deref().and_then(|base| match &address {
        Some(address) => address.join(base).ok(),
        None => Url::parse(base).ok(),
    });
    let mut article = Article {
        id: id.to_owned(),
        byline: meta::byline(&head, &facts, site.as_deref(), (&lines, &above)),
        language: meta::language(&head, &facts),
        published: dates::published(&head, &facts, address.as_ref(), &around),
        title,
        site,
        ..Article::default()
    };
    assemble(&mut article, &kept, base.or_else(|| address.clone()).as_ref());
    article.dropped = choice
        .dropped
        .iter()
        .map(|(index, mark)| {
            let index = *index;
            // Where the next block of the article starts.
            let next = choice.kept.partition_point(|&kept| kept < index);
            let at = article.blocks.get(next).map_or(article.text.len(), |block| block.span.start());
            Dropped { text: page.pieces[index].text.clone(), at, rule: format!("page:{mark}") }
        })
        .collect();
    article.url = address.map(String::from).or_else(|| url.map(str::to_owned));
    if let Some(body) = facts.body.filter(|body| hides_text(&article.text, body)) {
        (article.text, article.blocks, article.links) = (body, Vec::new(), Vec::new());
    }
    if article.text.trim().is_empty() {
        return Err(IngestError::NoText { name: id.to_owned() });
    }
    Ok(article)
}

/// The article as two extractors see it. The second, which takes ten times as long, is asked only where the first finds
/// little, or leaves much of the page's prose out; else both are one.
fn read_twice(page: &Page, words: &[Vec<u64>], document: &Document, html: &str) -> (Option<Reading>, Reading) {
    let quick = Reading::of(extracted(&extract::smoothie(document)));
    let is_clear = choose::share(page, words, &quick).is_clear();
    let thorough = (!is_clear).then(|| Reading::of(extracted(&extract::trafilatura(html))));
    (thorough, quick)
}

/// The short lines shortly before the article, within its beginning and behind it: where byline and date stand.
fn lines_about<'p>(page: &'p Page, kept: &[usize]) -> Vec<&'p str> {
    let (first, last) = (kept.first().copied().unwrap_or(0), kept.last().copied().unwrap_or(page.pieces.len()));
    let about = (first.saturating_sub(25)..first + 12).chain(last.saturating_sub(4).max(first + 12)..last + 8);
    about
        .filter_map(|index| page.pieces.get(index))
        .map(|piece| piece.text.as_str())
        .filter(|text| text.len() < 200)
        .collect()
}

/// The short lines directly above the article, and its first ones.
fn lines_above<'p>(page: &'p Page, kept: &[usize]) -> Vec<&'p str> {
    let Some(&first) = kept.first() else { return Vec::new() };
    let lines = page.pieces.iter().take(first + 3).skip(first.saturating_sub(10)).map(|piece| piece.text.as_str());
    lines.filter(|text| text.len() < 80).collect()
}

/// The blocks of an extractor's HTML.
fn extracted(html: &str) -> Page {
    if html.is_empty() { Page::default() } else { blocks::list(&Document::from(html).root()) }
}

/// Puts all blocks of a piece of HTML, such as a feed's entry or a mail, into the article; chrome is left to cleaning.
pub(super) fn fragment(article: &mut Article, html: &str, base: Option<&str>) {
    let bounded = bound::bound(&without_escapes(html));
    let page = blocks::list(&Document::from(bounded.html.as_str()).root());
    // Rows of links are a mail's menu.
    let menu = |piece: &Piece| piece.linked * 10 > piece.text.len() * 9 && piece.text.len() < 60;
    let kept: Vec<&Piece> = page.pieces.iter().filter(|piece| !menu(piece)).collect();
    let base = base.and_then(|base| Url::parse(base).ok());
    assemble(article, &kept, base.as_ref());
}

/// Of several readings, the first that has text worth the name, else the first that has any.
fn longest<'p>(pages: &[&'p Page]) -> Vec<&'p Piece> {
    let size = |page: &Page| page.pieces.iter().map(|piece| piece.text.len()).sum::<usize>();
    let best = pages.iter().find(|page| size(page) > 200).or_else(|| pages.iter().find(|page| size(page) > 0));
    best.map(|page| page.pieces.iter().collect()).unwrap_or_default()
}

/// Whether the page shows a teaser and holds the whole text in its data.
fn hides_text(shown: &str, body: &str) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    !body.contains("</") && words(shown) < SHORT && words(body) > 2 * words(shown)
}

/// Puts the blocks into the article's text, with their kinds and links.
fn assemble(article: &mut Article, pieces: &[&Piece], base: Option<&Url>) {
    for piece in pieces {
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        let start = article.text.len();
        article.text.push_str(&piece.text);
        article.blocks.push(Block { span: Span::new(start, article.text.len()), kind: piece.kind });
        for (range, href) in &piece.links {
            let url = match base {
                Some(base) => base.join(href).ok(),
                None => Url::parse(href).ok(),
            };
            let inside = Span::checked(&article.text, start + range.start, start + range.end);
            if let (Some(url), Some(span)) =
                (url.filter(|url| matches!(url.scheme(), "http" | "https" | "mailto")), inside)
            {
                article.links.push(Link { span, url: url.into() });
            }
        }
    }
}
