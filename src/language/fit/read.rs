//! Training files: CoNLL-U, and columns of form and tag or form and name label.

use crate::language::hash;
use crate::language::tagset::{Deprel, NameKind, Upos, Xpos};
use crate::language::words::{self, Word};
use crate::language::{lower_into, names, tagger, tokens};
use crate::lexicon::places::PlaceKind;
use crate::text::Span;

/// A sentence of a training file.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// Forms.
    pub forms: Vec<String>,
    /// Lemmas, where the file has them.
    pub lemmas: Vec<String>,
    /// The words as the models see them.
    pub(in crate::language) words: Vec<Word>,
    /// Gold tags; the Universal one is unknown in files that have only the other.
    pub(in crate::language) tags: Vec<u16>,
    /// Whether the Universal tags are known.
    pub(in crate::language) universal: bool,
    /// Tags that a model has given.
    pub(in crate::language) predicted: Vec<u16>,
    /// Gold heads; the number of words for the root.
    pub heads: Vec<usize>,
    /// Gold relations.
    pub relations: Vec<Deprel>,
    /// Gold labels of names, as the model numbers them.
    pub names: Vec<usize>,
}

impl Sentence {
    fn finish(&mut self) {
        let mut text = String::new();
        let (mut strings, mut spans, mut lowers) = (String::new(), Vec::new(), Vec::new());
        for form in &self.forms {
            let start = text.len();
            text.push_str(form);
            spans.push(Span::new(start, text.len()));
            text.push(' ');
            let start = strings.len();
            lower_into(&mut strings, form);
            lowers.push(Span::new(start, strings.len()));
        }
        self.words = words::read(&text, &spans, &strings, &lowers);
    }
}

/// The sentences of a CoNLL-U file; empty nodes and ranges are left out.
#[must_use]
pub fn conllu(text: &str) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut open = Sentence { universal: true, ..Sentence::default() };
    for line in text.lines().chain([""]) {
        let columns: Vec<&str> = line.split('\t').collect();
        if columns.len() >= 8 && columns[0].bytes().all(|byte| byte.is_ascii_digit()) {
            open.forms.push(columns[1].to_owned());
            open.lemmas.push(columns[2].to_owned());
            open.tags.push(tagger::label(Upos::parse(columns[3]), Xpos::parse(columns[4])));
            open.heads.push(columns[6].parse().unwrap_or(0));
            open.relations.push(Deprel::parse(columns[7]));
        } else if line.is_empty() && !open.forms.is_empty() {
            let length = open.forms.len();
            for head in &mut open.heads {
                *head = head.checked_sub(1).unwrap_or(length);
            }
            open.finish();
            out.push(std::mem::replace(&mut open, Sentence { universal: true, ..Sentence::default() }));
        }
    }
    out
}

/// The sentences of a file with a form and its Penn tag a line.
#[must_use]
pub fn tags(text: &str) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut open = Sentence::default();
    for line in text.lines().chain([""]) {
        if let Some((form, column)) = line.split_once('\t') {
            open.forms.push(form.to_owned());
            open.tags.push(tagger::label(Upos::X, Xpos::parse(column)));
        } else if !open.forms.is_empty() {
            open.finish();
            out.push(std::mem::take(&mut open));
        }
    }
    out
}

/// The sentences of a file with a form and a name label (`O`, `B-PER`, `I-PER`, …) a line, cut anew by this layer's own
/// tokeniser. With `clean`, names lose the articles, titles and common nouns around them that some sets count in.
#[must_use]
pub fn names(text: &str, clean: bool) -> Vec<Sentence> {
    let mut out = Vec::new();
    let (mut line_text, mut owners): (String, Vec<(usize, String)>) = (String::new(), Vec::new());
    for line in text.lines().chain([""]) {
        if let Some((form, label)) = line.split_once('\t') {
            owners.push((line_text.len(), label.trim().to_owned()));
            line_text.push_str(form);
            line_text.push(' ');
        } else if !owners.is_empty() {
            out.push(named(&line_text, &owners, clean));
            line_text.clear();
            owners.clear();
        }
    }
    out
}

fn named(text: &str, owners: &[(usize, String)], clean: bool) -> Sentence {
    let mut sentence = Sentence::default();
    let mut last_owner = usize::MAX;
    for span in tokens::tokenize(text) {
        let owner = owners.partition_point(|(start, _)| *start <= span.start()).saturating_sub(1);
        let label = &owners[owner].1;
        sentence.names.push(match label.split_once('-') {
            Some((place, kind)) => {
                let begin = names::begin(NameKind::parse(kind));
                if place == "B" && owner != last_owner { begin } else { begin + 1 }
            }
            None => 0,
        });
        last_owner = owner;
        sentence.forms.push(span.slice(text).to_owned());
    }
    if clean {
        strip(&mut sentence);
        agree(&mut sentence);
    }
    sentence.finish();
    sentence
}

/// Makes the sets agree on countries, which are places, and on adjectives and peoples, which are no names.
fn agree(sentence: &mut Sentence) {
    for (start, end, begin) in super::names::spans(&sentence.names.clone()) {
        let text = sentence.forms[start..end].join(" ");
        match crate::lexicon::places().get(&text).map(|place| place.kind) {
            Some(PlaceKind::Country | PlaceKind::Region) if begin == names::begin(NameKind::Organisation) => {
                sentence.names[start] = names::begin(NameKind::Place);
                sentence.names[start + 1..end].fill(names::begin(NameKind::Place) + 1);
            }
            Some(PlaceKind::Adjective | PlaceKind::People) => sentence.names[start..end].fill(0),
            _ => {}
        }
    }
}

/// Takes what is no part of a proper name off both ends of each name.
fn strip(sentence: &mut Sentence) {
    for (start, end, begin) in super::names::spans(&sentence.names.clone()) {
        let is_proper: Vec<bool> = (start..end)
            .map(|i| {
                let form = &sentence.forms[i];
                let lower = form.to_lowercase();
                let article = ["the", "a", "an", "our", "this", "his"].contains(&lower.as_str());
                let title = begin == names::begin(NameKind::Person) && crate::lexicon::titles().before_name(&lower);
                form.chars().any(|c| c.is_uppercase() || c.is_ascii_digit()) && !article && !title
            })
            .collect();
        sentence.names[start..end].fill(0);
        let Some(first) = is_proper.iter().position(|&is| is) else { continue };
        // Up to the first gap of words in lower case, "of", "for" and "and" left in.
        let mut last = first;
        for (k, &is) in is_proper.iter().enumerate().skip(first + 1) {
            if is {
                last = k;
            } else if !["of", "for", "and", "the", "'s", "’s", "-", "&", "al", "de", "bin"]
                .contains(&sentence.forms[start + k].as_str())
            {
                break;
            }
        }
        sentence.names[start + first] = begin;
        sentence.names[start + first + 1..=start + last].fill(begin + 1);
    }
}

/// Numbers that look random and are the same every time.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        (hash::spread(self.0) % limit.max(1) as u64) as usize
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}
