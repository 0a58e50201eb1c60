//! Headline, authors, date, site, language and address of a page, each from the best of its sources.

use super::choose::letters;
use super::head::Head;
use super::json_ld::{Facts, unescape};
use crate::calendar;
use crate::lexicon::chrome::chrome;
use crate::lexicon::given_names;
use regex::Regex;
use std::sync::LazyLock;
use url::Url;

/// The first of `keys` that the page's meta elements give.
fn meta<'h>(head: &'h Head, keys: &[&str]) -> Option<&'h str> {
    keys.iter().find_map(|key| head.meta.get(*key)).map(String::as_str)
}

/// The publication's name.
pub(super) fn site(head: &Head, facts: &Facts, url: Option<&Url>) -> Option<String> {
    let said = meta(head, &["og:site_name", "application-name", "twitter:app:name:iphone"]).map(str::to_owned);
    said.or_else(|| facts.publisher.clone()).or_else(|| host(url)).filter(|site| site.len() <= 100)
}

fn host(url: Option<&Url>) -> Option<String> {
    Some(url?.host_str()?.trim_start_matches("www.").to_owned())
}

/// The page's own address, absolute.
pub(super) fn address(head: &Head, url: Option<&str>) -> Option<Url> {
    let from = url.and_then(|url| Url::parse(url).ok());
    let said = head.canonical.as_deref().or_else(|| meta(head, &["og:url"]));
    let said = said.and_then(|said| match &from {
        Some(from) => from.join(said).ok(),
        None => Url::parse(said).ok(),
    });
    let web = |url: &Url| matches!(url.scheme(), "http" | "https");
    // A canonical address that is the front page says nothing of the article.
    said.filter(|said| web(said) && (said.path().len() > 1 || from.is_none())).or(from.filter(web))
}

/// ISO 639-1 code.
pub(super) fn language(head: &Head, facts: &Facts) -> Option<String> {
    let said = head
        .language
        .as_deref()
        .or(facts.language.as_deref())
        .or_else(|| meta(head, &["og:locale", "content-language", "language"]))?;
    let code = said.get(..2)?.to_ascii_lowercase();
    let sound = code.bytes().all(|byte| byte.is_ascii_lowercase())
        && said.as_bytes().get(2).is_none_or(|byte| !byte.is_ascii_alphabetic());
    sound.then_some(code)
}

/// Marks between a headline and a site's name.
const BETWEEN: [&str; 10] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " ‹ ", " // "];

/// The headline, without the site's name.
pub(super) fn title(head: &Head, facts: &Facts, site: Option<&str>, url: Option<&Url>) -> Option<String> {
    let site = [site.map(letters), host(url).map(|host| letters(host.split('.').next().unwrap_or_default()))];
    let site: Vec<String> = site.into_iter().flatten().filter(|name| name.len() > 2).collect();
    let shared =
        meta(head, &["og:title", "twitter:title", "parsely-title", "citation_title", "dc.title", "sailthru.title"]);
    let candidates: Vec<&str> =
        [facts.headline.as_deref(), shared, head.title.as_deref()].into_iter().flatten().collect();
    // A first-level heading that the other sources repeat is what the reader sees as the headline.
    let similar = |heading: &&String| {
        let heading = letters(heading);
        heading.len() > 5
            && candidates.iter().any(|other| {
                let other = letters(other);
                other.contains(&heading) && (heading.len() * 3 > other.len() || heading.len() > 20)
                    || heading.contains(&other) && other.len() * 2 > heading.len()
            })
    };
    let is_site = |text: &str| site.contains(&letters(text));
    if let Some(heading) = head.headings.iter().filter(|heading| !is_site(heading)).find(similar) {
        return Some(without_section(&unescape(heading)));
    }
    if let [heading] = head.headings.as_slice() {
        let words = heading.split_whitespace().count();
        if (3..=25).contains(&words) && !is_site(heading) && akin(heading, &candidates) {
            return Some(without_section(&unescape(heading)));
        }
    }
    let best = candidates
        .into_iter()
        .map(|title| without_site(title, &site))
        .find(|title| !title.is_empty() && !is_site(title));
    best.or_else(|| head.headings.iter().find(|heading| !is_site(heading)).cloned())
}

/// Takes "| Opinion", a section or site in a few words behind a bar, off a heading.
fn without_section(heading: &str) -> String {
    const LONGEST: usize = 4;
    const SHORTEST: usize = 5;
    let mut heading = heading.trim();
    while let Some((front, back)) = heading.rsplit_once(" | ") {
        let (words, behind) = (front.split_whitespace().count(), back.split_whitespace().count());
        if behind > LONGEST || words < SHORTEST || words <= behind {
            break;
        }
        heading = front.trim();
    }
    heading.to_owned()
}

/// Whether a heading shares at least half of its words with one of the other titles.
fn akin(heading: &str, others: &[&str]) -> bool {
    let words: Vec<String> = heading.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect();
    others.is_empty()
        || others.iter().any(|other| {
            let other: Vec<String> = other.split_whitespace().map(letters).collect();
            words.iter().filter(|word| other.contains(word)).count() * 2 >= words.len()
        })
}

/// Takes the site's name off either end of a title.
fn without_site(title: &str, site: &[String]) -> String {
    let mut title = title.trim().to_owned();
    for _ in 0..2 {
        let cut = BETWEEN.iter().filter_map(|mark| Some((title.rfind(mark)?, mark.len()))).max();
        let Some((at, length)) = cut else { break };
        let (front, back) =
            (title.get(..at).unwrap_or_default().trim(), title.get(at + length..).unwrap_or_default().trim());
        let (front_words, back_words) = (front.split_whitespace().count(), back.split_whitespace().count());
        let named = |part: &str| {
            let part = letters(part);
            site.iter().any(|name| {
                *name == part
                    || name.len() > 4 && (part.contains(name.as_str()) || part.len() > 4 && name.contains(&part))
            })
        };
        let bar = !title.get(at..at + length).is_some_and(|mark| matches!(mark, " - " | " – " | " — "));
        if named(back)
            || back_words <= 4
                && front_words >= 3
                && (bar && front_words > back_words || front_words > back_words + 2 && site.is_empty())
        {
            title = front.to_owned();
        } else if named(front) && back_words >= 3 {
            title = back.to_owned();
        } else {
            break;
        }
    }
    title
}

/// Words that stand in author fields and are no author.
static NO_AUTHOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:admin\w*|administrator|author|authors|by|user\d*|root|webmaster|unknown|null|none|undefined|n/?a|posted|written by|share|follow|about the author|view all posts.*|more posts.*|all posts.*|.*@.*\..*|(?:https?:)?//.*|www\..*|\d+|super ?admin|wp-?admin|contributors?|test|member login|log ?in|name ?\*?|articles by|.* says:?|default|read more.*|see (?:full )?bio.*|more (?:from|by).*|the author|view (?:more|all).*|about .*|.*©.*|.*\b(?:19|20)\d\d\b.*)$")
        .expect("a constant pattern")
});
/// What stands before and after a name.
static AROUND_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:this (?:article|post|story) (?:was|is) )?(?:(?:story|article|post|written|posted|published|reviewed|words|reported|contributed|created|authored|recipe|guide|review)\s+)?by:?\s+|^(?:author|written|posted|authors|writer|name|contributor)s?:\s*|^(?:about\s+)?(?:the\s+)?author\b[:\s]\s*|\s+(?:last updated|sponsored|view in .*)$|\s*(?:\||·|•|—|–).*$|\s+(?:(?:on|updated|published|posted)\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s+\d.*)?$|\s+\d{1,4}[./-]\d.*$|,?\s+\d+\s+min(?:ute)?s?(?: read)?.*$|\s+(?:follow|share|view (?:all|profile)|see more|read more|more (?:from|by)).*$|\s*\([^)]*\)$")
        .expect("a constant pattern")
});

/// What a card of the author sets behind the name without a mark between: a role in capitals, a count of posts.
static BEHIND_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^([^,]+?\s[^,]+?)\s+(?:\d{1,3}|(?:(?:[A-Z][a-z]+|of|the|and|&)\s+){0,3}?(?:Writer|Reporter|Editor|Correspondent|Columnist|Journalist|Contributor|Producer|Photographer|Winemaker)(?:,.*)?)$")
        .expect("a constant pattern")
});

/// Lines that announce the author in the next line.
const ANNOUNCES: [&str; 9] =
    ["by", "written by", "words by", "article by", "story by", "posted by", "reported by", "text by", "author"];

/// A name in a line of its own: below "Written by", or, above the article, beside its date.
fn name_apart(lines: &[&str], above: &[&str]) -> Option<String> {
    let announced = lines.windows(2).find(|pair| {
        let label = pair[0].trim().trim_end_matches(':').to_lowercase();
        ANNOUNCES.contains(&label.as_str()) && is_name(pair[1])
    });
    let known = |name: &str| {
        let first = name.split_whitespace().next().unwrap_or_default().to_lowercase();
        is_name(name) && (given_names().male.has(&first) || given_names().female.has(&first))
    };
    let is_date = |line: &str| calendar::date_line(line).is_some();
    let beside = || {
        above.windows(2).find_map(|pair| match pair {
            [name, date] if known(name) && is_date(date) => Some(*name),
            [date, name] if known(name) && is_date(date) => Some(*name),
            _ => None,
        })
    };
    announced.map(|pair| pair[1]).or_else(beside).map(str::to_owned)
}

/// "Nora Whitfield": two to four words, each with a capital, nothing but letters.
fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (2..=4).contains(&words)
        && text.split_whitespace().all(|word| word.starts_with(char::is_uppercase) && word.len() < 20)
        && text.chars().all(|char| char.is_alphabetic() || " .-'’".contains(char))
}

/// The authors, as a reader would name them; `lines` stand about the article, `above` directly above it.
pub(super) fn byline(
    head: &Head,
    facts: &Facts,
    site: Option<&str>,
    (lines, above): (&[&str], &[&str]),
) -> Option<String> {
    let mut weak = None;
    let mut pick = |names: Vec<String>| -> Option<String> {
        let mut found: Vec<String> = Vec::new();
        for name in names {
            let name = sound_name(&name)?;
            if !found.iter().any(|known| letters(known) == letters(&name)) {
                found.push(name);
            }
        }
        let joined = (!found.is_empty()).then(|| found.join(", "))?;
        // The site itself as its author counts only where nobody else is named.
        if site.is_some_and(|site| letters(site) == letters(&joined)) || !joined.contains(' ') {
            weak.get_or_insert(joined);
            return None;
        }
        Some(joined)
    };
    let said = |keys: &[&str]| {
        keys.iter().filter_map(|key| head.meta.get(*key).cloned()).map(|name| vec![name]).collect::<Vec<_>>()
    };
    let structured = facts.authors.iter().filter_map(|name| sound_name(name)).collect::<Vec<_>>();
    if let Some(found) = pick(structured) {
        return Some(found);
    }
    for names in said(&[
        "author",
        "parsely-author",
        "citation_author",
        "dc.creator",
        "dcterms.creator",
        "sailthru.author",
        "article:author_name",
        "byl",
        "twitter:data1",
    ]) {
        let reading_time = names[0].to_lowercase().contains("min");
        if let Some(found) = (!reading_time).then(|| pick(names)).flatten() {
            return Some(found);
        }
    }
    // A line of the page that says "By Ada Lind".
    let by_line = lines.iter().find_map(|line| {
        // "By" and the name are often two elements without a space between.
        let apart = line
            .strip_prefix("By")
            .filter(|name| name.starts_with(char::is_uppercase))
            .map(|name| format!("By {name}"));
        chrome().author(apart.as_deref().unwrap_or(line)).map(str::to_owned)
    });
    for strength in 0..=4 {
        if strength == 3
            && let Some(found) = by_line.clone().and_then(|name| pick(vec![name]))
        {
            return Some(found);
        }
        let of_strength = head.authors.iter().filter(|(mark, _)| *mark == strength).map(|(_, text)| text);
        let names: Vec<String> = of_strength.filter_map(|text| sound_name(text)).collect();
        // Many marked authors are a list of other posts.
        if !names.is_empty()
            && let Some(found) = pick(names.into_iter().take(1).collect())
        {
            return Some(found);
        }
    }
    for names in said(&["article:author", "twitter:creator"]) {
        if let Some(found) = (!names[0].starts_with('@')).then(|| pick(names)).flatten() {
            return Some(found);
        }
    }
    name_apart(lines, above).and_then(|name| pick(vec![name])).or(weak)
}

/// A name without what stands around it; `None` where it is none.
fn sound_name(text: &str) -> Option<String> {
    let mut name = unescape(text);
    for _ in 0..3 {
        let next = AROUND_NAME.replace_all(name.trim(), "").into_owned();
        if next == name {
            break;
        }
        name = next;
    }
    if let Some(found) = BEHIND_NAME.captures(&name) {
        name = found[1].to_owned();
    }
    let name = name
        .trim()
        .trim_matches([',', ';', ':', '-', '|', '/', '·', '“', '”', '"'])
        .trim()
        .trim_start_matches('@')
        .to_owned();
    let words = name.split_whitespace().count();
    let sound = (1..=30).contains(&words)
        && name.len() >= 2
        && name.len() <= 200
        && name.contains(char::is_alphabetic)
        && !NO_AUTHOR.is_match(&name);
    sound.then_some(name)
}

#[cfg(test)]
mod tests {
    /// The byline of a page with `above` between its headline and its text.
    fn byline(above: &str) -> Option<String> {
        let page = format!(
            "<title>Bridge shut</title><article><h1>Bridge shut</h1>{above}<p>The council has voted to close the old bridge, \
             the mayor said on Monday, and nobody was told.</p><p>It cited the state of the cables, which engineers \
             have called unsafe since the spring.</p></article>"
        );
        crate::ingest::html("t", &page, None).unwrap().byline
    }

    #[test]
    fn an_author_is_named_without_role_count_or_label() {
        let said = |text: &str| byline(&format!("<span class='author-name'>{text}</span>"));
        assert_eq!(said("Nora Whitfield Senior Politics Reporter").as_deref(), Some("Nora Whitfield"));
        assert_eq!(said("Nora Whitfield 22").as_deref(), Some("Nora Whitfield"));
        assert_eq!(said("Author Nora Whitfield").as_deref(), Some("Nora Whitfield"));
        assert_eq!(said("Recipe by Nora Whitfield").as_deref(), Some("Nora Whitfield"));
        assert_eq!(said("Nora Whitfield, Harbour Expert").as_deref(), Some("Nora Whitfield, Harbour Expert"));
        for nobody in ["August 28, 2025", "View more posts", "©2025 The Ledger", "The Author"] {
            assert_eq!(said(nobody), None, "{nobody}");
        }
    }

    #[test]
    fn a_name_stands_below_its_label_or_beside_the_date() {
        assert_eq!(byline("<p>Written by</p><p>Zora Quill</p>").as_deref(), Some("Zora Quill"));
        assert_eq!(byline("<div>Anna Quill</div><div>May 3, 2024</div>").as_deref(), Some("Anna Quill"));
        assert_eq!(byline("<div>Harbour News</div><div>May 3, 2024</div>"), None);
    }

    #[test]
    fn papers_name_the_family_first() {
        let page =
            "<meta name='citation_author' content='Quill, Zora'><meta name='citation_author' content='Lind, Ada'>
            <p>The cables of the old bridge were tested in the spring of last year.</p>";
        let article = crate::ingest::html("t", page, None).unwrap();
        assert_eq!(article.byline.as_deref(), Some("Zora Quill, Ada Lind"));
    }

    #[test]
    fn a_section_behind_a_bar_is_no_headline() {
        let bare = super::without_section;
        assert_eq!(bare("How a town lost its bridge | Opinion"), "How a town lost its bridge");
        assert_eq!(bare("How a town lost its bridge | Town life | The Ledger"), "How a town lost its bridge");
        assert_eq!(bare("Mayor | Council | Bridge"), "Mayor | Council | Bridge");
        assert_eq!(
            bare("How a town lost its bridge | What the council knew before it"),
            "How a town lost its bridge | What the council knew before it"
        );
    }
}
