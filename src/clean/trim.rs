//! Decides which units are chrome.

use super::units::Unit;
use crate::article::{Article, BlockKind, Link};
use crate::calendar;
use crate::lexicon::chrome::{Chrome, Zone, chrome};

/// The most units that are looked at from either end.
const REACH: usize = 60;
/// The most units in a row that no rule knows, before trimming from the tail stops.
const UNKNOWN: usize = 12;

/// For each unit the name of the rule that takes it.
pub(super) fn rules<'r>(article: &Article, units: &[Unit]) -> Vec<Option<&'r str>> {
    let texts: Vec<String> = units.iter().map(|unit| unit.text(&article.text)).collect();
    let chrome = chrome();
    let mut rules = vec![None; units.len()];
    let prose: Vec<bool> = units.iter().zip(&texts).map(|(unit, text)| is_prose(unit.kind, text)).collect();
    // A text that holds no paragraph is all that there is: nothing tells its chrome from its content.
    if prose.iter().any(|&prose| prose) {
        head(article, chrome, &texts, &prose, &mut rules);
        comments(chrome, &texts, &prose, &mut rules);
        tail(chrome, &texts, &prose, &authors(article), &mut rules);
    }
    for ((unit, text), rule) in units.iter().zip(&texts).zip(&mut rules) {
        *rule = rule.or_else(|| chrome.anywhere(text).map(|rule| rule.name.as_str()));
        if rule.is_none() && is_linked(article, unit) {
            // "Related: Ferry lines to get new boats", all of it a link, is no sentence of the article.
            let pointer = chrome.at_end(text, Zone::Tail).filter(|rule| rule.name == "see-also");
            *rule = pointer.map(|rule| rule.name.as_str());
        }
    }
    keep_lists(&texts, &mut rules);
    rules
}

/// Whether the unit is a sentence or more.
fn is_prose(kind: BlockKind, text: &str) -> bool {
    let words = text.split_whitespace().count();
    let ended = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']).ends_with(['.', '!', '?', '…', ':']);
    match kind {
        BlockKind::Heading(_) => false,
        BlockKind::Item => words >= 12 && ended || words >= 25,
        _ => words >= 6 && ended || words >= 20,
    }
}

fn head(article: &Article, chrome: &'static Chrome, texts: &[String], prose: &[bool], rules: &mut [Option<&str>]) {
    let title = article.title.as_deref().map(letters).filter(|title| !title.is_empty());
    let mut title_seen = false;
    for at in 0..texts.len().min(REACH) {
        let text = &texts[at];
        let rule = if !title_seen && title.as_deref().is_some_and(|title| letters(text) == title) {
            title_seen = true;
            // The site's name and its menu.
            rules[..at]
                .iter_mut()
                .zip(prose)
                .filter(|(rule, prose)| rule.is_none() && !**prose)
                .for_each(|(rule, _)| *rule = Some("above-headline"));
            Some("headline")
        } else if calendar::date_line(text).is_some() || is_dated_note(chrome, text) {
            Some("date-line")
        } else if article.byline.as_deref().is_some_and(|byline| letters(byline) == letters(text))
            || title_seen && is_name(text) && dated_beside(texts, at)
        {
            Some("byline")
        } else {
            chrome.at_end(text, Zone::Head).map(|rule| rule.name.as_str())
        };
        match rule {
            Some(rule) => rules[at] = Some(rule),
            None if prose[at] => break,
            None => {}
        }
    }
}

/// "NORA WHITFIELD": two to four words, each with a capital.
fn is_name(text: &str) -> bool {
    let is_capital = |word: &str| word.starts_with(char::is_uppercase) && word.len() < 20;
    (2..=4).contains(&text.split_whitespace().count())
        && text.split_whitespace().all(is_capital)
        && text.chars().all(|char| char.is_alphabetic() || " .-'’".contains(char))
}

/// Whether the line above or below is a date.
fn dated_beside(texts: &[String], at: usize) -> bool {
    let is_dated = |at: usize| texts.get(at).is_some_and(|text| calendar::date_line(text).is_some());
    is_dated(at + 1) || at.checked_sub(1).is_some_and(is_dated)
}

/// "July 1, 2025 · 4 min read": a date beside what a rule takes.
fn is_dated_note(chrome: &Chrome, text: &str) -> bool {
    if text.len() > 120 {
        return false;
    }
    calendar::find(text).is_some_and(|(_, date)| {
        let (before, after) =
            (text.get(..date.start()).unwrap_or_default(), text.get(date.end()..).unwrap_or_default());
        let rest = before.trim().is_empty().then_some(after).or_else(|| after.trim().is_empty().then_some(before));
        let rest = rest.map(|rest| rest.trim_matches([' ', '·', '•', '|', ',', '–', '—', '-']));
        rest.is_some_and(|rest| !rest.is_empty() && chrome.at_end(rest, Zone::Head).is_some())
    })
}

/// A heading of the comments with their number: what follows was written by readers.
fn comments(chrome: &'static Chrome, texts: &[String], prose: &[bool], rules: &mut [Option<&str>]) {
    let mut paragraphs = 0;
    for at in 0..texts.len() {
        paragraphs += usize::from(prose[at]);
        let counted = texts[at].len() < 120 && texts[at].contains(|char: char| char.is_ascii_digit());
        if paragraphs >= 1
            && counted
            && !prose[at]
            && let Some(rule) = chrome.at_end(&texts[at], Zone::Tail).filter(|rule| rule.name == "comments")
        {
            rules[at..].fill(Some(&rule.name));
            return;
        }
    }
}

/// Whether more than half of the unit is links.
fn is_linked(article: &Article, unit: &Unit) -> bool {
    let inside = |link: &&Link| unit.pieces.iter().any(|piece| piece.contains(link.span));
    let from = unit.pieces.first().map_or(0, |piece| piece.start());
    let first = article.links.partition_point(|link| link.span.start() < from);
    let linked: usize = article.links[first..].iter().take_while(inside).map(|link| link.span.len()).sum();
    linked * 2 > unit.pieces.iter().map(|piece| piece.len()).sum()
}

/// The names of a byline.
fn authors(article: &Article) -> Vec<&str> {
    let names = article.byline.as_deref().unwrap_or_default().split([',', '&']).flat_map(|part| part.split(" and "));
    names.map(str::trim).filter(|name| (2..=5).contains(&name.split_whitespace().count())).collect()
}

/// "Ada Lind is a reporter in Ottawa." below the article; the first name is enough where the line above is the name.
fn is_about(authors: &[&str], text: &str, above: Option<&String>) -> bool {
    const DOES: [&str; 16] = [
        "is",
        "was",
        "has",
        "writes",
        "covers",
        "works",
        "joined",
        "holds",
        "lives",
        "reports",
        "specializes",
        "specialises",
        "serves",
        "leads",
        "loves",
        "brings",
    ];
    let goes_on = |rest: &str| rest.split_whitespace().next().is_some_and(|word| DOES.contains(&word));
    authors.iter().any(|name| {
        let first = name.split_whitespace().next().unwrap_or(name);
        let named_above = above.is_some_and(|above| above.len() < name.len() + 30 && above.contains(name));
        text == *name
            || text.strip_prefix(name).is_some_and(goes_on)
            || named_above && text.strip_prefix(first).is_some_and(goes_on)
    })
}

fn tail(chrome: &'static Chrome, texts: &[String], prose: &[bool], authors: &[&str], rules: &mut [Option<&str>]) {
    // Units behind the last one that a rule took: they go with the heading of a section above them.
    let mut pending: Vec<usize> = Vec::new();
    for at in (0..texts.len()).rev().take(REACH) {
        if rules[at].is_some() {
            continue;
        }
        match chrome.at_end(&texts[at], Zone::Tail) {
            Some(rule) => {
                rules[at] = Some(&rule.name);
                if rule.section {
                    for &below in &pending {
                        rules[below] = Some(&rule.name);
                    }
                }
                pending.clear();
            }
            None if at > 0 && is_about(authors, &texts[at], at.checked_sub(1).map(|above| &texts[above])) => {
                rules[at] = Some("author-bio");
                pending.clear();
            }
            None if prose[at] => break,
            None => pending.push(at),
        }
        if pending.len() > UNKNOWN {
            break;
        }
    }
}

/// Names that a colon announces ("three firms were named:") are the article's, though they look like buttons.
fn keep_lists(texts: &[String], rules: &mut [Option<&str>]) {
    for at in 1..texts.len() {
        let announced = rules[at - 1].is_none() && texts[at - 1].trim_end().ends_with(':');
        if announced && rules[at] == Some("share-links") {
            let run = rules[at..].iter().take_while(|rule| **rule == Some("share-links")).count();
            rules[at..at + run].fill(None);
        }
    }
}

/// Letters and digits alone, lower case: what two spellings of one line share.
fn letters(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
