//! `chrome.toml`: what stands around an article and is not the article.

use regex::bytes::{RegexSet, RegexSetBuilder};
use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

/// Where in a text a rule counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Zone {
    /// Before the first paragraph.
    Head,
    /// After the last paragraph.
    Tail,
    /// Both.
    Ends,
    /// Between paragraphs too, where only exact phrases count.
    Anywhere,
}

impl Zone {
    /// Whether a rule of this zone counts at `place` (a head or a tail).
    #[must_use]
    pub fn holds(self, place: Zone) -> bool {
        self == place || matches!(self, Self::Ends | Self::Anywhere)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Rule>,
}

/// A rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name, as removals show it.
    pub name: String,
    /// Where it counts.
    pub zone: Zone,
    /// Whether the title-like lines below it go too.
    #[serde(default)]
    pub section: bool,
    #[serde(default)]
    lines: Vec<String>,
    #[serde(default)]
    starts: Vec<String>,
    #[serde(default)]
    patterns: Vec<String>,
    #[serde(default)]
    first_words: Vec<String>,
    #[serde(default)]
    without_words: bool,
    /// Lines that it must take.
    pub takes: Vec<String>,
    /// Lines that it must keep.
    pub keeps: Vec<String>,
}

/// All rules, ready to match.
#[derive(Debug)]
pub struct Chrome {
    rules: Vec<Rule>,
    /// Exact lines, lower case, and the rules that hold them.
    lines: HashMap<String, Vec<usize>>,
    /// First word of each `starts`, the whole of it, its rule.
    starts: HashMap<String, Vec<(String, usize)>>,
    /// The patterns over the bytes of a line in lower case: compiled in a fraction of the time that Unicode's classes
    /// and both cases take.
    patterns: RegexSet,
    /// The rule of each of them.
    owners: Vec<usize>,
    /// The patterns that need Unicode.
    costly: Vec<Costly>,
}

/// A pattern that is compiled when a line of its rule's `first_words` asks for it.
#[derive(Debug)]
struct Costly {
    rule: usize,
    pattern: usize,
    regex: OnceLock<Regex>,
}

/// The most words of a line that `starts` takes.
const START_WORDS: usize = 30;
/// The most words of a line that is looked at as several phrases in a row.
const COMPOSED_WORDS: usize = 14;

static CHROME: LazyLock<Chrome> = LazyLock::new(|| {
    let file: File = super::source::read(include_str!("../../assets/lexicon/chrome.toml")).expect("checked by a test");
    Chrome::new(file.rule)
});

/// The rules of `chrome.toml`.
#[must_use]
pub fn chrome() -> &'static Chrome {
    &CHROME
}

impl Chrome {
    fn new(rules: Vec<Rule>) -> Self {
        let mut lines: HashMap<String, Vec<usize>> = HashMap::new();
        let mut starts: HashMap<String, Vec<(String, usize)>> = HashMap::new();
        let (mut patterns, mut owners, mut costly) = (Vec::new(), Vec::new(), Vec::new());
        for (index, rule) in rules.iter().enumerate() {
            for line in &rule.lines {
                lines.entry(plain(line)).or_default().push(index);
            }
            for start in &rule.starts {
                let first = start.split(' ').next().unwrap_or_default().trim_end_matches([':', ',']);
                starts.entry(first.to_owned()).or_default().push((start.clone(), index));
            }
            for (number, pattern) in rule.patterns.iter().enumerate() {
                if pattern.contains(r"\p") {
                    costly.push(Costly { rule: index, pattern: number, regex: OnceLock::new() });
                } else {
                    patterns.push(pattern.as_str());
                    owners.push(index);
                }
            }
        }
        let patterns = RegexSetBuilder::new(patterns).unicode(false).build();
        Self { lines, starts, patterns: patterns.expect("checked by a test"), owners, costly, rules }
    }

    /// The rules, as they stand in the file.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule that takes `line` in a head or a tail.
    #[must_use]
    pub fn at_end(&self, line: &str, place: Zone) -> Option<&Rule> {
        // A line of ornaments alone stays itself.
        let line = Some(bare(line)).filter(|bare| !bare.is_empty()).unwrap_or(line.trim());
        if line.is_empty() || line.len() > 400 {
            return None;
        }
        let holds = |&index: &usize| self.rules[index].zone.holds(place);
        let text = plain(line);
        let found = self
            .exact(&text, place)
            .or_else(|| self.starting(&text, place))
            .or_else(|| {
                self.patterns
                    .matches(&line.to_ascii_lowercase().into_bytes())
                    .into_iter()
                    .map(|at| self.owners[at])
                    .find(holds)
            })
            .or_else(|| self.without_words(line).filter(holds))
            .or_else(|| self.costly(line).filter(|(_, regex)| regex.is_match(line)).map(|(rule, _)| rule).find(holds));
        found.or_else(|| self.composed(&text, place)).map(|index| &self.rules[index])
    }

    /// The rule that takes `line` between paragraphs.
    #[must_use]
    pub fn anywhere(&self, line: &str) -> Option<&Rule> {
        let line = bare(line);
        if line.is_empty() || line.len() > 100 {
            return None;
        }
        let rules = self.lines.get(&plain(line))?;
        rules.iter().map(|&index| &self.rules[index]).find(|rule| rule.zone == Zone::Anywhere)
    }

    /// The author that a byline names.
    #[must_use]
    pub fn author<'t>(&self, line: &'t str) -> Option<&'t str> {
        let line = bare(line);
        if line.len() > 200 {
            return None;
        }
        let name = self.costly(line).find_map(|(_, regex)| regex.captures(line)?.name("name"))?.as_str();
        Some(name.trim_end_matches([',', ' ', '.']))
    }

    /// The rules and costly patterns that the first word of the line calls for.
    fn costly<'c>(&'c self, line: &'c str) -> impl Iterator<Item = (usize, &'c Regex)> {
        let first = line.split([' ', ':', '\t', '\u{a0}']).next().unwrap_or_default();
        self.costly.iter().filter_map(move |costly| {
            let rule = &self.rules[costly.rule];
            let called = rule.first_words.iter().any(|word| word.eq_ignore_ascii_case(first));
            called.then(|| (costly.rule, costly.regex.get_or_init(|| ignoring_case(&rule.patterns[costly.pattern]))))
        })
    }

    fn without_words(&self, line: &str) -> Option<usize> {
        let words = line.contains(char::is_alphanumeric);
        self.rules.iter().position(|rule| rule.without_words && !words)
    }

    fn exact(&self, text: &str, place: Zone) -> Option<usize> {
        self.lines.get(text)?.iter().copied().find(|&index| self.rules[index].zone.holds(place))
    }

    fn starting(&self, text: &str, place: Zone) -> Option<usize> {
        let first = text.split(' ').next()?.trim_end_matches([':', ',']);
        let of_word = self.starts.get(first)?;
        let (_, index) = of_word.iter().find(|(start, index)| {
            self.rules[*index].zone.holds(place)
                && text.strip_prefix(start.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })?;
        (text.split(' ').count() <= START_WORDS).then_some(*index)
    }

    /// Whether the line is nothing but phrases of the rules, one after the other.
    fn composed(&self, text: &str, place: Zone) -> Option<usize> {
        let words: Vec<&str> = text
            .split([' ', '|', '·', '∙', '•', ',', '/', '\t'])
            .filter(|word| !word.is_empty())
            .take(COMPOSED_WORDS + 1)
            .collect();
        if !(2..=COMPOSED_WORDS).contains(&words.len()) {
            return None;
        }
        let (mut at, mut first, mut pieces) = (0, None, 0);
        while at < words.len() {
            let (length, rule) = (1..=5.min(words.len() - at))
                .rev()
                .find_map(|length| Some((length, self.exact(&words[at..at + length].join(" "), place)?)))?;
            (at, pieces) = (at + length, pieces + 1);
            first = first.or(Some(rule));
        }
        first.filter(|_| pieces >= 2)
    }
}

fn ignoring_case(pattern: &str) -> Regex {
    RegexBuilder::new(pattern).case_insensitive(true).build().expect("checked by a test")
}

/// The line without bullets and marks around it.
fn bare(line: &str) -> &str {
    line.trim()
        .trim_start_matches(['-', '*', '•', '·', '–', '—', '|', '»', '›', '>', '←', '‹', '«', '↑', ' ', '\u{a0}'])
        .trim()
}

/// Lower case, single spaces, without marks at the end.
fn plain(line: &str) -> String {
    let line = bare(line).to_lowercase().replace('’', "'");
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_end_matches([':', '.', '…', '|', '»', '›', '>', '→', '-', '–', '—', '!', ' ', '·']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_takes_and_keeps_its_examples() {
        for rule in chrome().rules() {
            assert!(!rule.takes.is_empty() && !rule.keeps.is_empty(), "{} has no examples", rule.name);
            let place = if rule.zone == Zone::Head { Zone::Head } else { Zone::Tail };
            for line in &rule.takes {
                let found = match rule.zone {
                    Zone::Anywhere => chrome().anywhere(line),
                    _ => chrome().at_end(line, place),
                };
                assert!(found.is_some(), "{} should take {line:?}", rule.name);
            }
            for line in &rule.keeps {
                for place in [Zone::Head, Zone::Tail] {
                    let found = chrome().at_end(line, place);
                    assert!(
                        found.is_none(),
                        "{:?} of {} is taken by {:?}",
                        line,
                        rule.name,
                        found.map(|rule| &rule.name)
                    );
                }
                assert!(chrome().anywhere(line).is_none(), "{line:?}");
            }
        }
    }

    #[test]
    fn a_byline_names_its_author() {
        assert_eq!(chrome().author("By Ada Lind and Ben Okri, staff writers"), Some("Ada Lind and Ben Okri"));
        assert_eq!(chrome().author("Posted by Jean-Luc O'Neill on May 4, 2024"), Some("Jean-Luc O'Neill"));
        assert_eq!(chrome().author("By Friday the talks had failed."), None);
    }
}
