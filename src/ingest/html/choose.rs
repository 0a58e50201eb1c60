//! Chooses the blocks of a page that are the article.
//!
//! Two extractors of different schools (rules of `trafilatura`, scores of Readability) vote on the blocks that the
//! page really has; the page's marks and the shape of what both agree on decide the rest.

use super::blocks::{Page, Piece};
use crate::article::BlockKind;
use crate::lexicon::page::marks;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Share of its word pairs that a block must share with an extractor's text to be found there.
const FOUND: f32 = 0.7;
/// Share of the voted text that an element may hold for its marks to count.
const SMALL: f32 = 0.4;
/// Words of a paragraph that outweighs soft marks.
const SURE: usize = 25;

/// Words of a block that is prose, unless it is full of links.
const PROSE: usize = 12;
/// Words of an article that is long enough to tell whether its page was understood.
const LONG: usize = 200;
/// Share of the page's prose that a clear reading holds.
const NEARLY_ALL: f32 = 0.9;
/// Share of the page's prose that a reading should hold.
const MOST: f32 = 0.75;
/// Share of a clear reading that may be other than prose.
const LITTLE: f32 = 0.2;

/// What is taken, and what the page's marks took out of it.
#[derive(Debug, Default)]
pub(super) struct Choice {
    /// Indices of the blocks that are the article.
    pub kept: Vec<usize>,
    /// Indices of blocks that an extractor took and the page's marks say are not.
    pub dropped: Vec<usize>,
}

/// Chooses among the blocks of `page`, given what two extractors took; `title` is the headline.
pub(super) fn choose(page: &Page, first: &Page, second: &Page, title: Option<&str>) -> Choice {
    let (first, second) = (Text::of(first), Text::of(second));
    let blocks: Vec<Voted> = page
        .pieces
        .iter()
        .map(|piece| {
            let words = words(&piece.text);
            Voted { first: first.has(&words), second: second.has(&words), words: words.len(), piece }
        })
        .collect();
    let sizes = sizes(page, &blocks);
    let title = title.map(letters).filter(|title| !title.is_empty());
    let mut choice = Choice::default();
    for (index, block) in blocks.iter().enumerate().filter(|(_, block)| block.first || block.second) {
        let is_title = matches!(block.piece.kind, BlockKind::Heading(_))
            && title.as_deref().is_some_and(|title| letters(&block.piece.text) == title);
        if is_title {
            continue;
        }
        if marked(page, &sizes, block) { choice.dropped.push(index) } else { choice.kept.push(index) }
    }
    let agreed = |&&index: &&usize| blocks[index].both();
    if let (Some(&from), Some(&to)) = (choice.kept.iter().find(agreed), choice.kept.iter().rfind(agreed)) {
        choice.kept.retain(|&index| {
            let block = &blocks[index];
            let inside = (from..=to).contains(&index);
            block.both() || inside && block.linked() < 0.6 || !inside && block.words >= 8 && block.linked() < 0.4
        });
    }
    choice
}

/// How many words of a page extractors found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    /// Words of the page's prose.
    prose: usize,
    /// Those of them that were found.
    found: usize,
    /// Other words that were found.
    other: usize,
}

/// What `readings` found of `page`, together.
pub(super) fn share(page: &Page, readings: &[&Page]) -> Share {
    let texts: Vec<Text> = readings.iter().map(|reading| Text::of(reading)).collect();
    let mut share = Share { prose: 0, found: 0, other: 0 };
    for piece in &page.pieces {
        let words = words(&piece.text);
        let found = if texts.iter().any(|text| text.has(&words)) { words.len() } else { 0 };
        if words.len() >= PROSE && piece.linked * 3 < piece.text.len() {
            share.prose += words.len();
            share.found += found;
        } else {
            share.other += found;
        }
    }
    share
}

impl Share {
    /// Whether the reading leaves no doubt: it is long, holds nearly all prose of the page, and little else.
    pub(super) fn is_clear(self) -> bool {
        let all = self.found + self.other;
        all >= LONG && self.found as f32 >= NEARLY_ALL * self.prose as f32 && self.other as f32 <= LITTLE * all as f32
    }

    /// Whether much of the page's prose was not found.
    pub(super) fn misses_much(self) -> bool {
        (self.found as f32) < MOST * self.prose as f32
    }
}

/// A block and who takes it.
struct Voted<'p> {
    first: bool,
    second: bool,
    words: usize,
    piece: &'p Piece,
}

impl Voted<'_> {
    fn both(&self) -> bool {
        self.first && self.second
    }

    /// Share of the text that is inside of links.
    fn linked(&self) -> f32 {
        self.piece.linked as f32 / self.piece.text.len().max(1) as f32
    }
}

/// Words of voted text in each element of the page, and in all.
fn sizes(page: &Page, blocks: &[Voted<'_>]) -> (Vec<usize>, usize) {
    let mut sizes = vec![0; page.scopes.len()];
    let mut all = 0;
    for block in blocks.iter().filter(|block| block.first || block.second) {
        all += block.words;
        for scope in page.around(block.piece.scope) {
            sizes[scope] += block.words;
        }
    }
    (sizes, all)
}

/// Whether the elements around a block say that it is not the article's own text.
fn marked(page: &Page, (sizes, all): &(Vec<usize>, usize), block: &Voted<'_>) -> bool {
    let marks = marks();
    let sure = block.both() && block.words >= SURE && block.linked() < 0.25;
    page.around(block.piece.scope).filter(|&scope| sizes[scope] as f32 <= SMALL * *all as f32).any(|scope| {
        let scope = &page.scopes[scope];
        marks.hard_elements.has(&scope.tag)
            || !sure && marks.soft_elements.has(&scope.tag)
            || scope
                .marks
                .split(|char: char| !char.is_ascii_lowercase())
                .any(|word| !word.is_empty() && (marks.hard.has(word) || !sure && marks.soft.has(word)))
    })
}

/// An extractor's text, made to look blocks up in.
struct Text {
    blocks: HashSet<u64>,
    pairs: HashSet<u64>,
}

impl Text {
    fn of(page: &Page) -> Self {
        let (mut blocks, mut pairs) = (HashSet::new(), HashSet::new());
        for piece in &page.pieces {
            let words = words(&piece.text);
            blocks.insert(hash(&words));
            pairs.extend(words.windows(2).map(hash));
        }
        Self { blocks, pairs }
    }

    fn has(&self, words: &[u64]) -> bool {
        if words.is_empty() {
            return false;
        }
        let found = || words.windows(2).filter(|pair| self.pairs.contains(&hash(pair))).count();
        self.blocks.contains(&hash(words)) || words.len() >= 5 && found() as f32 >= FOUND * (words.len() - 1) as f32
    }
}

fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    // Without a random key: the same page gives the same article.
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The words of a text as hashes.
pub(super) fn words(text: &str) -> Vec<u64> {
    text.split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| hash(word.to_lowercase().as_str()))
        .collect()
}

/// Letters and digits alone, lower case.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
