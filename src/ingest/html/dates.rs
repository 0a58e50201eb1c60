//! The day of publication: what the page's data says, checked against what it shows its reader beside the article.
//!
//! Data and page often disagree: the data keeps the day of a first version, the day in another time zone, or the day on
//! which the site was built. Where exactly one side can be what the reader is told, that side wins.

use super::blocks::Page;
use super::choose::letters;
use super::head::Head;
use super::json_ld::Facts;
use crate::article::{BlockKind, Published, PublishedHow};
use crate::calendar;
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;
use url::Url;

/// Names of `meta` elements that editors and crawlers rely on for the day of publication, the most telling first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "published_time",
    "published",
    "article.published",
    "published-date",
    "publish-date",
    "publishdate",
    "publish_date",
    "publication_date",
    "publicationdate",
    "pubdate",
    "pub_date",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "article_date_original",
    "originalpublicationdate",
    "displaydate",
    "cxenseparse:recs:publishtime",
    "article:post_date",
    "release_date",
];
/// Names of others, which often hold the day on which the page was made.
const CREATED: &[&str] = &[
    "datepublished",
    "date_published",
    "dc.date.issued",
    "dc.date.created",
    "dcterms.date",
    "dcterms.created",
    "dcterms.issued",
    "dc.date",
    "date",
    "ptime",
    "created",
    "datecreated",
];
/// Names of `meta` elements that hold the day of the last change.
const MODIFIED: &[&str] =
    &["article:modified_time", "og:updated_time", "last-modified", "datemodified", "dcterms.modified", "date.updated"];

/// How many blocks under the headline are looked at.
const UNDER: usize = 25;
/// How many above it, and how many under the article.
const AROUND: usize = 6;
/// The most **bytes** of a line beside a date in it.
const BESIDE: usize = 60;

/// The short lines around an article, those under its headline first.
pub(super) struct Surroundings<'p> {
    /// Between the headline and the article's first paragraph, and in its beginning.
    under: Vec<&'p str>,
    /// Above the headline.
    over: Vec<&'p str>,
    /// Under the article.
    below: Vec<&'p str>,
}

impl<'p> Surroundings<'p> {
    pub(super) fn of(page: &'p Page, kept: &[usize], title: Option<&str>) -> Self {
        let count = page.pieces.len();
        let (first, last) = (kept.first().copied().unwrap_or(0), kept.last().copied().unwrap_or(count));
        let title = title.map(letters).filter(|title| !title.is_empty());
        let is_title =
            |index: &usize| title.as_deref().is_some_and(|title| letters(&page.pieces[*index].text) == title);
        let is_heading = |index: &usize| matches!(page.pieces[*index].kind, BlockKind::Heading(_));
        let before = || (0..(first + 3).min(count)).rev().filter(is_title);
        let top = || {
            (first.saturating_sub(UNDER)..(first + 3).min(count))
                .rev()
                .find(|index| page.pieces[*index].kind == BlockKind::Heading(1))
        };
        let headline = before().find(is_heading).or_else(|| before().next()).or_else(top);
        let from = headline.map_or(first.saturating_sub(UNDER), |headline| headline + 1);
        let to = first.min(from + UNDER).max(from) + AROUND;
        let texts = |from: usize, to: usize| {
            let pieces = page.pieces.get(from.min(count)..to.min(count)).unwrap_or_default();
            pieces.iter().map(|piece| piece.text.as_str()).filter(|text| text.len() < 200).collect::<Vec<_>>()
        };
        Self {
            under: texts(from, to),
            over: texts(from.saturating_sub(AROUND + 1), from).into_iter().rev().collect(),
            below: texts((last.saturating_sub(2)).max(to), last + 2 * AROUND),
        }
    }

    fn all(&self) -> impl Iterator<Item = &'p str> + '_ {
        self.under.iter().chain(&self.over).chain(&self.below).copied()
    }
}

/// What a page says beside a date that it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Published,
    Updated,
    Nothing,
}

/// A date that a page shows: one reading, or two where countries read it differently.
#[derive(Clone, Debug)]
struct Shown {
    readings: Vec<Date>,
    said: Said,
    /// Whether dots part its numbers: then the day stands first nearly everywhere.
    dotted: bool,
}

static UPDATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:updated?|modified|revised|reviewed|edited|refreshed|last (?:change|checked))\b")
        .expect("a constant pattern")
});
static PUBLISHED_WORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:publish(?:ed)?|posted|created|written|first|originally|released|publication)\b")
        .expect("a constant pattern")
});

/// The dates that `lines` show.
fn shown(lines: &[&str]) -> Vec<Shown> {
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if line.starts_with('©') {
            continue;
        }
        let dates: Vec<_> = calendar::readings(line).collect();
        let covered: usize = dates.iter().map(|(_, span)| span.len()).sum();
        let opens = dates.first().is_some_and(|(_, span)| span.start() < 20);
        if dates.is_empty() || line.len() > covered + if opens { 2 * BESIDE } else { BESIDE } {
            continue;
        }
        // "Last updated:" and its date are often two elements.
        let above = index
            .checked_sub(1)
            .map(|above| lines[above])
            .filter(|above| above.len() < 30 && calendar::find(above).is_none());
        let mut from = 0;
        for (readings, span) in dates {
            let before = line.get(from..span.start()).unwrap_or_default();
            let before = if before.trim().is_empty() { above.unwrap_or_default() } else { before };
            let said = match () {
                () if UPDATED.is_match(before) => Said::Updated,
                () if PUBLISHED_WORD.is_match(before) => Said::Published,
                () => Said::Nothing,
            };
            from = span.end();
            let dotted = span.slice(line).contains('.');
            found.push(Shown { readings, said, dotted });
        }
    }
    found
}

/// The day of publication. What a `meta` element states comes first, since editors and crawlers rely on it; a date of
/// JSON-LD alone is that of a first version so often that a date beside the headline goes before it.
pub(super) fn published(head: &Head, facts: &Facts, url: Option<&Url>, around: &Surroundings<'_>) -> Option<Published> {
    let known = |date: Date, how| Some(Published { date, how });
    let of_meta =
        |keys: &[&str]| keys.iter().filter_map(|key| head.meta.get(*key)).find_map(|text| calendar::stamp(text));
    let stated = of_meta(PUBLISHED);
    let listed = facts.published.as_deref().and_then(calendar::stamp).or_else(|| of_meta(CREATED));
    let modified = facts.modified.as_deref().and_then(calendar::stamp).or_else(|| of_meta(MODIFIED));
    let address = url.and_then(in_address);
    let others: Vec<Date> = [stated, listed, modified, address].into_iter().flatten().collect();
    let order = Order::of(head, around);
    let read = |lines: &[&str]| {
        let mut found = shown(lines);
        for shown in &mut found {
            shown.settle(&others, order);
        }
        found.retain(|shown| shown.readings.len() == 1);
        found
    };
    let (under, over, below) = (read(&around.under), read(&around.over), read(&around.below));
    let beside = [under.as_slice(), &over, &below].concat();
    let shows = |date: Date| {
        beside.iter().any(|shown| shown.date() == date)
            || head.times.iter().any(|time| calendar::stamp(&time.text) == Some(date))
    };
    // "Published May 3, updated June 4": the page knows better than data that repeats the second.
    let repeated = |date: Date| under.iter().any(|shown| shown.said == Said::Updated && shown.date() == date);
    if let Some(date) = under.iter().find(|shown| shown.said == Said::Published).map(Shown::date)
        && stated.or(listed).is_some_and(repeated)
    {
        return known(date, PublishedHow::Text);
    }
    // Two witnesses against one: data often has the day of another time zone.
    let stated_too = |date: Date| stated == Some(date) || listed == Some(date);
    if let Some(date) = address.filter(|date| !stated_too(*date) && under.iter().any(|shown| shown.date() == *date)) {
        return known(date, PublishedHow::Address);
    }
    if let Some(date) = stated {
        let far = |one: Option<Date>, other: Date| one.is_none_or(|one| apart(one, other) > 1);
        // A site that moved stamps its old articles anew and still shows their own day.
        let own = || match under.as_slice() {
            [only] if only.said == Said::Nothing && far(modified, only.date()) && far(Some(date), only.date()) => {
                Some(only.date())
            }
            _ => None,
        };
        return match own().filter(|_| !shows(date) && address != Some(date)) {
            Some(own) => known(own, PublishedHow::Text),
            None => known(date, PublishedHow::Metadata),
        };
    }
    if let Some(date) = listed.filter(|date| shows(*date)) {
        return known(date, PublishedHow::Metadata);
    }
    let visible = best(&under).or_else(|| best(&over));
    if listed.is_some()
        && let Some(found) = visible
    {
        return Some(found);
    }
    if let Some(date) = listed {
        return known(date, PublishedHow::Metadata);
    }
    let called =
        under.iter().find(|shown| shown.said == Said::Published).map(Shown::date).or_else(|| first_day(around));
    undated(head, facts, address, (called, visible), (&below, around))
}

/// The day of a page whose data does not state it: marked elements, the address, what is shown, elements elsewhere.
fn undated(
    head: &Head,
    facts: &Facts,
    address: Option<Date>,
    (called, visible): (Option<Date>, Option<Published>),
    (below, around): (&[Shown], &Surroundings<'_>),
) -> Option<Published> {
    let known = |date: Date, how| Some(Published { date, how });
    let near = |text: &str| !text.is_empty() && around.all().any(|line| line.contains(text));
    let times = |marked: bool| {
        head.times
            .iter()
            .filter(move |time| time.published == marked)
            .filter_map(move |time| Some((calendar::stamp(&time.value)?, near(&time.text))))
            .collect::<Vec<_>>()
    };
    // Other posts that the page lists have dates too: those beside the article come first.
    let marked = times(true);
    if let Some(&(date, _)) = marked.iter().find(|(_, near)| *near) {
        return known(date, PublishedHow::Metadata);
    }
    if let Some(found) = called.filter(|_| address.is_none()) {
        return known(found, PublishedHow::Text);
    }
    if let [(date, _)] = marked[..] {
        return known(date, PublishedHow::Metadata);
    }
    if let Some(date) = address {
        return known(date, PublishedHow::Address);
    }
    if let Some(found) = visible {
        return Some(found);
    }
    let labelled: Vec<Shown> = below.iter().filter(|shown| shown.said != Said::Nothing).cloned().collect();
    if let Some(found) = best(&labelled) {
        return Some(found);
    }
    let plain = times(false);
    let time = plain.iter().find(|(_, near)| *near).or(marked.first()).or_else(|| {
        // Far from the article, only what the page repeats is its own.
        plain.first().filter(|first| plain.iter().filter(|time| time.0 == first.0).count() > 1)
    });
    if let Some(&(date, _)) = time {
        return known(date, PublishedHow::Metadata);
    }
    known(facts.state_date.as_deref().and_then(calendar::stamp)?, PublishedHow::Metadata)
}

/// The day of a note such as "This article was first published on May 3, 2024, and has been updated since".
fn first_day(around: &Surroundings<'_>) -> Option<Date> {
    static FIRST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:originally|first|initially) (?:published|posted|appeared) (?:on |in |at )?:?\s*$")
            .expect("a constant pattern")
    });
    around.all().find_map(|line| {
        let (date, span) = calendar::find(line)?;
        FIRST.is_match(line.get(..span.start())?).then_some(date)
    })
}

/// The best of the dates that a place shows: one that is called the day of publication, one that is called nothing,
/// the day of the last change.
fn best(shown: &[Shown]) -> Option<Published> {
    let said = |said: Said| shown.iter().find(|shown| shown.said == said).map(Shown::date);
    let text = said(Said::Published).or_else(|| said(Said::Nothing)).map(|date| (date, PublishedHow::Text));
    let (date, how) = text.or_else(|| Some((said(Said::Updated)?, PublishedHow::Inferred)))?;
    Some(Published { date, how })
}

/// The days between two dates.
fn apart(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |span| span.get_days().abs())
}

/// How numbers are read that may be day and month, or month and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    MonthFirst,
    DayFirst,
    Unknown,
}

impl Order {
    /// By a date beside it that is read in one way only, else by the region that the page's language names.
    fn of(head: &Head, around: &Surroundings<'_>) -> Self {
        if let Some(order) = around.all().find_map(Self::shown_in) {
            return order;
        }
        let said = head
            .language
            .as_deref()
            .filter(|said| said.len() > 3)
            .or_else(|| head.meta.get("og:locale").map(String::as_str));
        match said.and_then(|said| said.get(3..5)).map(str::to_ascii_uppercase).as_deref() {
            Some("US" | "PH") => Self::MonthFirst,
            Some(_) => Self::DayFirst,
            None => Self::Unknown,
        }
    }

    fn shown_in(line: &str) -> Option<Self> {
        let (readings, span) = calendar::readings(line).next()?;
        let [date] = readings.as_slice() else { return None };
        let mut numbers = span.slice(line).split('/').map(|part| part.parse::<i8>().ok());
        match (numbers.next()??, numbers.next()??) {
            (day, month) if day == month => None,
            (first, _) if first == date.month() => Some(Self::MonthFirst),
            _ => Some(Self::DayFirst),
        }
    }
}

impl Shown {
    /// Chooses between two readings: the one that another source gives, else by the page's region.
    fn settle(&mut self, others: &[Date], order: Order) {
        if self.readings.len() < 2 {
            return;
        }
        let order = if self.dotted { Order::DayFirst } else { order };
        match (self.readings.iter().find(|date| others.contains(date)), order) {
            (Some(&date), _) => self.readings = vec![date],
            (None, Order::MonthFirst) => self.readings.truncate(1),
            (None, Order::DayFirst) => drop(self.readings.remove(0)),
            (None, Order::Unknown) => {}
        }
    }

    fn date(&self) -> Date {
        self.readings[0]
    }
}

/// A day in the address: `/2025/06/30/`, `/2025-06-30-`, `/20250630/`, `/2025/june/30/`.
fn in_address(url: &Url) -> Option<Date> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[/_-])((?:19|20)\d\d)(?:[/_-](0?[1-9]|1[0-2])[/_-](0[1-9]|[12]\d|3[01]|[1-9])|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(?:[^\d]|$)")
            .expect("a constant pattern")
    });
    static NAMED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"/((?:19|20)\d\d)/([a-zA-Z]{3,9})/(\d\d?)(?:/|$)").expect("a constant pattern"));
    if let Some(found) = NAMED.captures(url.path()) {
        return calendar::stamp(&format!("{} {} {}", &found[3], &found[2], &found[1]));
    }
    let found = DAY.captures(url.path())?;
    let part = |index: usize| found.get(index)?.as_str().parse::<i16>().ok();
    calendar::date(part(1)?, part(2).or_else(|| part(4))?, part(3).or_else(|| part(5))?)
}

#[cfg(test)]
mod tests {
    use crate::article::PublishedHow;
    use crate::ingest;

    fn dated(head: &str, beside: &str) -> Option<(String, PublishedHow)> {
        let page = format!(
            "<html lang=en><head><title>Bridge shut</title>{head}</head><body><h1>Bridge shut</h1>{beside}<article>\
             <p>The council has voted to close the old bridge, the mayor said on Monday after a long debate.</p>\
             <p>It cited the state of the cables, which engineers have called unsafe for more than ten years.</p></article></body></html>"
        );
        let published = ingest::html("t", &page, Some("https://l.example/bridge")).unwrap().published?;
        Some((published.date.to_string(), published.how))
    }

    fn listed(date: &str) -> String {
        format!(r#"<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{date}"}}</script>"#)
    }

    const META: &str = r#"<meta property="article:published_time" content="2024-05-03T08:00:00Z">"#;

    #[test]
    fn a_meta_element_goes_before_what_the_page_shows() {
        let metadata = |date: &str| Some((date.to_owned(), PublishedHow::Metadata));
        assert_eq!(dated(META, ""), metadata("2024-05-03"));
        assert_eq!(dated(META, "<p>Updated June 4, 2024</p>"), metadata("2024-05-03"));
        assert_eq!(dated(META, "<p>May 2, 2024</p>"), metadata("2024-05-03"));
        // An article that moved here keeps its own day.
        assert_eq!(dated(META, "<p>July 9, 2016</p>"), Some(("2016-07-09".into(), PublishedHow::Text)));
    }

    #[test]
    fn what_the_page_shows_goes_before_structured_data_alone() {
        let data = listed("2023-01-02");
        assert_eq!(dated(&data, ""), Some(("2023-01-02".into(), PublishedHow::Metadata)));
        assert_eq!(dated(&data, "<p>May 3, 2024</p>"), Some(("2024-05-03".into(), PublishedHow::Text)));
        assert_eq!(
            dated(&data, "<p>Last updated:</p><p>4 June 2024</p>"),
            Some(("2024-06-04".into(), PublishedHow::Inferred))
        );
        let both = "<span>Published May 3, 2024</span> <span>Updated June 4, 2024</span>";
        assert_eq!(dated(&listed("2024-06-04"), both), Some(("2024-05-03".into(), PublishedHow::Text)));
    }

    #[test]
    fn a_note_of_the_first_day_goes_before_a_date_without_a_word() {
        let shown = "<p>30 Sep 2022, 11:07am</p><p>This article was originally published on 26 Sep 2019 at 4:12pm.</p>";
        assert_eq!(dated("", shown), Some(("2019-09-26".into(), PublishedHow::Text)));
        let other = "<div class='related-post__date'>May 3, 2024</div>";
        assert_eq!(dated("", &format!("{}{other}", "<p>Share</p>".repeat(40))), None);
        let state = r#"<div data-props="{&quot;datePublished&quot;:&quot;2025-11-17T09:00&quot;}"></div>"#;
        assert_eq!(dated("", state), Some(("2025-11-17".into(), PublishedHow::Metadata)));
    }

    #[test]
    fn another_source_or_the_region_settles_day_and_month() {
        let short = "<p>3/4/2024</p>";
        assert_eq!(dated("", short), None);
        assert_eq!(dated(&listed("2024-04-03"), short).unwrap().0, "2024-04-03");
        assert_eq!(dated(r#"<meta property="og:locale" content="en_US">"#, short).unwrap().0, "2024-03-04");
        assert_eq!(dated(r#"<meta property="og:locale" content="en_GB">"#, short).unwrap().0, "2024-04-03");
        assert_eq!(dated("", "<p>3/4/2024</p><p>Updated 5/16/2024</p>").unwrap().0, "2024-03-04");
    }

    #[test]
    fn words_that_only_the_style_parts_are_two() {
        let beside = "<div><a>Ada Lind</a><span>May 3, 2024</span><time>June 4, 2024</time></div>";
        assert_eq!(dated("", beside).unwrap().0, "2024-05-03");
    }
}
