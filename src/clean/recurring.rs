//! Lines that recur in several documents of one site are chrome.

use super::Cleaned;
use crate::analysis::Removed;
use crate::article::{Article, Dropped};
use crate::clean::units;
use std::collections::{BTreeMap, HashMap, HashSet};

/// In how many documents of a site a line must stand.
const DOCUMENTS: usize = 3;
/// The longest line, in **bytes**, that is counted.
const LONGEST: usize = 400;

/// Takes the lines that recur out of articles that came in one file: a feed, whose entries all end in the same notice.
/// They stay among what was dropped.
///
/// Files that are read one by one are each judged alone: what one article's analysis is must not hang on its neighbours.
///
/// ```
/// use dateline::{clean, ingest};
/// use dateline::source::Raw;
/// let item = |text: &str| format!(
///     "<item><link>https://l.example/{}</link><description>&lt;p>{text}&lt;/p>&lt;p>The Ledger is read in forty countries.&lt;/p></description></item>",
///     text.len());
/// let feed = format!("<rss version='2.0'><channel><title>The Ledger</title>{}{}{}</channel></rss>",
///     item("Rain fell in the north."), item("Snow fell in the far south."), item("It was dry."));
/// let mut articles = ingest::read(&Raw { bytes: feed.into(), ..Raw::default() }).unwrap();
/// clean::recurring(&mut articles);
/// let cleaned = clean::clean(&articles[0]);
/// assert_eq!(cleaned.body, "Rain fell in the north.");
/// assert_eq!(cleaned.removed[0].rule, "recurring");
/// ```
pub fn recurring(articles: &mut [Article]) {
    if articles.len() < DOCUMENTS {
        return;
    }
    let recurring = Recurring::of(articles.iter());
    for article in articles {
        let mut cleaned = Cleaned::untouched(article);
        recurring.apply(article, &mut cleaned);
        if !cleaned.removed.is_empty() {
            let dropped = |removed: Removed| Dropped { text: removed.text, at: removed.at, rule: removed.rule };
            (article.text, article.blocks, article.links) = (cleaned.body, cleaned.blocks, cleaned.links);
            article.dropped = cleaned.removed.into_iter().map(dropped).collect();
        }
    }
}

/// The lines that recur in a batch of articles, by site.
#[derive(Debug)]
struct Recurring {
    sites: BTreeMap<String, HashSet<String>>,
}

impl Recurring {
    /// Reads a batch. Articles of no known site are not counted: what recurs there is a story, not a page.
    fn of<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Self {
        let mut counts: BTreeMap<String, HashMap<String, usize>> = BTreeMap::new();
        let mut texts: HashSet<(String, String)> = HashSet::new();
        for article in articles {
            let Some(site) = site(article) else { continue };
            // The same article twice would make all of its lines chrome.
            if !texts.insert((site.clone(), article.text.clone())) {
                continue;
            }
            let lines: HashSet<String> = units::of(article)
                .iter()
                .map(|unit| unit.text(&article.text))
                .filter(|line| line.len() <= LONGEST)
                .map(|line| key(&line))
                .collect();
            let of_site = counts.entry(site).or_default();
            for line in lines {
                *of_site.entry(line).or_default() += 1;
            }
        }
        let sites = counts.into_iter().map(|(site, lines)| {
            let lines = lines.into_iter().filter(|&(_, count)| count >= DOCUMENTS);
            (site, lines.map(|(line, _)| line).collect())
        });
        Self { sites: sites.collect() }
    }

    /// Takes the recurring lines out of an article that was cleaned already.
    fn apply(&self, article: &Article, cleaned: &mut Cleaned) {
        let Some(lines) = site(article).and_then(|site| self.sites.get(&site)) else { return };
        let taken: Vec<bool> =
            cleaned.blocks.iter().map(|block| lines.contains(&key(block.span.slice(&cleaned.body)))).collect();
        // A body of recurring lines alone is rather a story told again than a page without an article.
        if !taken.contains(&true) || !taken.contains(&false) {
            return;
        }
        let before = std::mem::take(cleaned);
        let mut links = before.links.into_iter().peekable();
        let mut removed = before.removed.into_iter().peekable();
        for (block, taken) in before.blocks.iter().zip(taken) {
            let text = block.span.slice(&before.body);
            if !taken && !cleaned.body.is_empty() {
                cleaned.body.push_str("\n\n");
            }
            let at = cleaned.body.len();
            while let Some(earlier) = removed.next_if(|removed| removed.at <= block.span.start()) {
                cleaned.removed.push(Removed { at, ..earlier });
            }
            if taken {
                cleaned.removed.push(Removed { text: text.to_owned(), rule: "recurring".to_owned(), at });
            } else {
                cleaned.body.push_str(text);
                cleaned
                    .blocks
                    .push(crate::article::Block { span: moved(block.span, block.span.start(), at), ..*block });
            }
            while let Some(link) = links.next_if(|link| link.span.end() <= block.span.end()) {
                if !taken {
                    let span = moved(link.span, block.span.start(), at);
                    cleaned.links.push(crate::article::Link { span, ..link });
                }
            }
        }
        let at = cleaned.body.len();
        cleaned.removed.extend(removed.map(|removed| Removed { at, ..removed }));
    }
}

fn moved(span: crate::text::Span, from: usize, to: usize) -> crate::text::Span {
    let start = span.start() - from + to;
    crate::text::Span::new(start, start + span.len())
}

/// The site: the host of the address, or the site's name.
fn site(article: &Article) -> Option<String> {
    let host = article.url.as_deref().and_then(|url| url::Url::parse(url).ok()?.host_str().map(str::to_owned));
    host.or_else(|| article.site.clone()).map(|site| site.trim_start_matches("www.").to_lowercase())
}

fn key(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}
