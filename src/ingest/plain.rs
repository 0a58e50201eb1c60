//! Plain text.

use crate::article::{Article, Published, PublishedHow};
use crate::calendar;
use crate::lexicon::chrome::{Zone, chrome};

/// How many lines may stand before the first paragraph.
const HEAD: usize = 30;

/// A plain text as an article. The text stays to the letter; headline, byline and date are read off its first lines.
///
/// ```
/// use dateline::ingest;
/// let article = ingest::plain("a", "Bridge shut\n\nBy Ada Lind\nMay 3, 2024\n\nThe council has voted to close the bridge.");
/// assert_eq!(article.title.as_deref(), Some("Bridge shut"));
/// assert_eq!(article.byline.as_deref(), Some("Ada Lind"));
/// assert_eq!(article.published.unwrap().date.to_string(), "2024-05-03");
/// ```
#[must_use]
pub fn plain(id: &str, text: &str) -> Article {
    let mut article = Article { id: id.to_owned(), text: text.to_owned(), ..Article::default() };
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(HEAD).peekable();
    while let Some(line) = lines.next() {
        if let Some(date) = calendar::date_line(line) {
            article.published = article.published.or(Some(Published { date, how: PublishedHow::Text }));
        } else if let Some(author) = chrome().author(line) {
            article.byline = article.byline.or_else(|| Some(author.to_owned()));
            // "By Ada Lind | May 3, 2024"
            if article.published.is_none() {
                article.published = calendar::find(line).map(|(date, _)| Published { date, how: PublishedHow::Text });
            }
        } else if is_paragraph(line) && chrome().at_end(line, Zone::Head).is_some() {
            // "We use cookies to improve your experience on our site."
        } else if is_paragraph(line) {
            article.published = article.published.or_else(|| dateline(line));
            break;
        } else if lines.peek().is_some() && is_headline(line) && is_better(line, article.title.as_deref()) {
            article.title = Some(line.trim_start_matches("# ").to_owned());
        } else if let Some(date) = noted_date(line) {
            article.published = article.published.or(Some(date));
        }
    }
    if article.byline.is_none() {
        article.byline = signed(text);
    }
    // Without a paragraph below it, a line is no headline.
    if !text.lines().any(is_paragraph) {
        article.title = None;
    }
    article
}

/// The author under the text: "Written by Ada Lind".
fn signed(text: &str) -> Option<String> {
    let lines = text.lines().rev().map(str::trim).filter(|line| !line.is_empty()).take(HEAD);
    let mut by = lines.take_while(|line| !is_paragraph(line)).filter(|line| line.starts_with("Written by "));
    by.find_map(|line| chrome().author(line)).map(str::to_owned)
}

fn is_paragraph(line: &str) -> bool {
    let words = line.split_whitespace().count();
    words >= 25 || words >= 8 && line.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', '?'])
}

fn is_headline(line: &str) -> bool {
    let words = line.split_whitespace().count();
    (2..=24).contains(&words)
        && line.len() <= 200
        && !line.ends_with(['.', ',', ';', ':'])
        && line.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit() || "\"“‘'#".contains(first))
        && chrome().at_end(line, Zone::Head).is_none()
        && chrome().at_end(line, Zone::Tail).is_none()
}

/// Whether `line` is rather the headline than what was taken for it: a pasted page opens with the site's short name.
fn is_better(line: &str, title: Option<&str>) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    title.is_none_or(|title| words(title) < 4 && words(line) >= 4)
}

/// "May 3, 2024 | 4 min read": a date with a little beside it.
fn noted_date(line: &str) -> Option<Published> {
    let (date, span) = calendar::find(line)?;
    (line.len() <= span.len() + 40).then_some(Published { date, how: PublishedHow::Text })
}

/// The day in "OTTAWA, June 28, 2025 (Agency) –", where it has a year.
fn dateline(line: &str) -> Option<Published> {
    let end =
        line.char_indices().take(90).find(|&(_, char)| matches!(char, '–' | '—') || char == '-').map(|(at, _)| at);
    let opening = line.get(..end.or_else(|| line.find("--"))?)?;
    let place: String = opening.chars().take_while(|char| !matches!(char, ',' | '(')).collect();
    let in_capitals = place.chars().filter(|char| char.is_alphabetic()).count() >= 3
        && place.chars().all(|char| !char.is_lowercase());
    let (date, _) = calendar::find(opening)?;
    in_capitals.then_some(Published { date, how: PublishedHow::Text })
}
