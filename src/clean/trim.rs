//! Decides which units are chrome.

use super::units::Unit;
use crate::article::{Article, BlockKind};
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
        tail(chrome, &texts, &prose, &mut rules);
    }
    for (text, rule) in texts.iter().zip(&mut rules) {
        *rule = rule.or_else(|| chrome.anywhere(text).map(|rule| rule.name.as_str()));
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
            Some("headline")
        } else if calendar::date_line(text).is_some() || is_dated_note(chrome, text) {
            Some("date-line")
        } else if article.byline.as_deref().is_some_and(|byline| letters(byline) == letters(text)) {
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

fn tail(chrome: &'static Chrome, texts: &[String], prose: &[bool], rules: &mut [Option<&str>]) {
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
