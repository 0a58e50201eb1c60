//! Lines that recur in several documents of one site are chrome.

use super::Cleaned;
use crate::analysis::Removed;
use crate::article::{Article, Dropped};
use crate::clean::units;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// In how many documents of a site a line must stand that tell of different things.
const DOCUMENTS: usize = 3;
/// The longest line, in **bytes**, that is counted.
const LONGEST: usize = 400;
/// Two documents tell of one story where they share this share of the names of the one with fewer.
const SAME_STORY: f32 = 0.4;

/// Takes the lines that recur out of articles that came in one file: a feed, whose entries all end in the same notice.
/// They stay among what was dropped.
///
/// Files that are read one by one are each judged alone: what one article's analysis is must not hang on its neighbours.
/// A library knows its neighbours: there [`Recurring`] judges what is taken in by all that it holds of the site.
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
        recurring.strip(article);
    }
}

/// The lines that recur in a batch of articles, by site.
#[derive(Debug)]
pub struct Recurring {
    sites: BTreeMap<String, HashSet<String>>,
}

impl Recurring {
    /// Reads a batch. Articles of no known site are not counted: what recurs there is a story, not a page. Nor do
    /// several reports of one story count for more than one: their background may well be the same paragraph.
    pub fn of<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Self {
        let mut pages: BTreeMap<String, BTreeSet<Vec<String>>> = BTreeMap::new();
        for article in articles {
            let Some(site) = site(article) else { continue };
            let lines = units::of(article).into_iter().map(|unit| key(&unit.text(&article.text)));
            // A set: the same article twice would make all of its lines chrome.
            pages.entry(site).or_default().insert(lines.collect());
        }
        let sites = pages.into_iter().filter(|(_, pages)| pages.len() >= DOCUMENTS);
        Self { sites: sites.map(|(site, pages)| (site, shared(&pages.into_iter().collect::<Vec<_>>()))).collect() }
    }

    /// Whether nothing recurs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sites.values().all(HashSet::is_empty)
    }

    /// Takes the recurring lines out of an article and keeps them among what was dropped. `false` where there are none.
    pub fn strip(&self, article: &mut Article) -> bool {
        let earlier = article.dropped.iter().cloned();
        let mut cleaned = Cleaned::untouched(article);
        cleaned.removed = earlier.map(|Dropped { text, at, rule }| Removed { text, rule, at }).collect();
        if !self.apply(article, &mut cleaned) {
            return false;
        }
        (article.text, article.blocks, article.links) = (cleaned.body, cleaned.blocks, cleaned.links);
        let dropped = |removed: Removed| Dropped { text: removed.text, at: removed.at, rule: removed.rule };
        article.dropped = cleaned.removed.into_iter().map(dropped).collect();
        true
    }

    fn apply(&self, article: &Article, cleaned: &mut Cleaned) -> bool {
        let Some(lines) = site(article).and_then(|site| self.sites.get(&site)) else { return false };
        let taken: Vec<bool> =
            cleaned.blocks.iter().map(|block| lines.contains(&key(block.span.slice(&cleaned.body)))).collect();
        // A body of recurring lines alone is rather a story told again than a page without an article.
        if !taken.contains(&true) || !taken.contains(&false) {
            return false;
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
        true
    }
}

/// The lines that stand in enough pages that tell of different things.
fn shared(pages: &[Vec<String>]) -> HashSet<String> {
    let mut holders: HashMap<&str, BTreeSet<usize>> = HashMap::new();
    for (place, lines) in pages.iter().enumerate() {
        for line in lines.iter().filter(|line| line.len() <= LONGEST) {
            holders.entry(line).or_default().insert(place);
        }
    }
    holders.retain(|_, holders| holders.len() >= DOCUMENTS);
    let own = |line: &&String| !holders.contains_key(line.as_str());
    let names: Vec<HashSet<&str>> =
        pages.iter().map(|lines| lines.iter().filter(own).flat_map(|line| names(line)).collect()).collect();
    let recurs = |holders: &BTreeSet<usize>| {
        let mut chosen: Vec<usize> = Vec::with_capacity(DOCUMENTS);
        for &page in holders {
            if chosen.len() < DOCUMENTS && chosen.iter().all(|&other| differ(&names[other], &names[page])) {
                chosen.push(page);
            }
        }
        chosen.len() == DOCUMENTS
    };
    holders.iter().filter(|(_, holders)| recurs(holders)).map(|(&line, _)| line.to_owned()).collect()
}

/// Whether two pages with these names tell of different things.
fn differ(one: &HashSet<&str>, other: &HashSet<&str>) -> bool {
    let (fewer, both) = (one.len().min(other.len()), one.intersection(other).count());
    both as f32 <= SAME_STORY * fewer as f32
}

/// The words with a capital that open no sentence.
fn names(line: &str) -> impl Iterator<Item = &str> {
    let mut opens = true;
    line.split_whitespace().filter_map(move |word| {
        let opened = std::mem::replace(&mut opens, word.ends_with(['.', '!', '?', ':', '”', '"']));
        let bare = word.trim_matches(|char: char| !char.is_alphanumeric());
        (!opened && bare.starts_with(char::is_uppercase)).then_some(bare)
    })
}

fn moved(span: crate::text::Span, from: usize, to: usize) -> crate::text::Span {
    let start = span.start() - from + to;
    crate::text::Span::new(start, start + span.len())
}

/// The site of an article: the host of its address, or the site's name.
#[must_use]
pub fn site(article: &Article) -> Option<String> {
    let host = article.url.as_deref().and_then(|url| url::Url::parse(url).ok()?.host_str().map(str::to_owned));
    host.or_else(|| article.site.clone()).map(|site| site.trim_start_matches("www.").to_lowercase())
}

fn key(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest;
    use crate::source::Raw;

    const NOTICE: &str = "Our newsletter brings the day to forty thousand readers.";

    fn page(number: usize, paragraphs: &[&str]) -> Article {
        let paragraphs = paragraphs.join("</p><p>");
        let html = format!("<html><body><article><h1>Report {number}</h1><p>{paragraphs}</p></article></body></html>");
        let raw = Raw { bytes: html.into(), url: Some(format!("https://ledger.example/{number}")), ..Raw::default() };
        ingest::read(&raw).expect("a page").remove(0)
    }

    fn bodies(articles: &mut [Article]) -> Vec<bool> {
        let recurring = Recurring::of(articles.iter());
        articles.iter_mut().map(|article| recurring.strip(article)).collect()
    }

    #[test]
    fn a_notice_under_three_stories_goes_and_can_be_put_back() {
        let mut pages = [
            page(
                1,
                &["The port of Varna was closed by a storm that sank two of the boats of Petrov and Sons.", NOTICE],
            ),
            page(
                2,
                &["A court in Lima has fined the bank Credito for fees that clients of Ana Flores never saw.", NOTICE],
            ),
            page(
                3,
                &[
                    "Farmers of Punjab blocked the road to Delhi after talks with minister Arjun Rao had failed.",
                    NOTICE,
                ],
            ),
        ];
        assert_eq!(bodies(&mut pages), [true; 3]);
        for page in &pages {
            assert!(!page.text.contains("newsletter"), "{}", page.text);
            assert!(page.dropped.iter().any(|dropped| dropped.text == NOTICE && dropped.rule == "recurring"));
            assert!(page.blocks.iter().all(|block| !block.span.slice(&page.text).is_empty()));
        }
        assert_eq!(bodies(&mut pages), [false; 3], "nothing is left to be taken");
    }

    #[test]
    fn the_background_that_reports_of_one_story_share_stays() {
        let background = "The strike at the port of Varna began on 3 May after the firm Petrov had cut pay.";
        let mut pages = [
            page(
                1,
                &["Dockers of Varna met Petrov and minister Ilieva on Monday without a result at all.", background],
            ),
            page(
                2,
                &["The firm Petrov said that ships had left Varna for Burgas, to the anger of Ilieva.", background],
            ),
            page(3, &["A judge in Varna has told Petrov to talk, and minister Ilieva welcomed the order.", background]),
        ];
        assert_eq!(bodies(&mut pages), [false; 3]);
        assert!(pages.iter().all(|page| page.text.contains(background)));
    }
}
