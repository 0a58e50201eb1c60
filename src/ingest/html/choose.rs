//! Chooses the blocks of a page that are the article.
//!
//! Two extractors of different schools (rules of `trafilatura`, scores of Readability) vote on the blocks that the
//! page really has; the page's marks and the shape of what both agree on decide the rest.

use super::blocks::{Page, Piece};
use crate::article::BlockKind;
use crate::lexicon::page::marks;
use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

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
/// Share of the page's prose above which a second extractor was never worth its time.
const ENOUGH: f32 = 0.6;

/// What is taken, and what the page's marks took out of it.
#[derive(Debug, Default)]
pub(super) struct Choice {
    /// Indices of the blocks that are the article.
    pub kept: Vec<usize>,
    /// Indices of blocks that an extractor took and the page's marks say are not, with the mark.
    pub dropped: Vec<(usize, String)>,
}

/// Chooses among the blocks of `page`, whose words these are, given what two extractors took; `title` is the headline.
pub(super) fn choose(
    page: &Page,
    words: &[Vec<u64>],
    (first, second): (&Reading, &Reading),
    title: Option<&str>,
) -> Choice {
    let voted = |(piece, words): (_, &Vec<u64>)| Voted {
        first: first.has(words),
        second: second.has(words),
        words: words.len(),
        piece,
    };
    let blocks: Vec<Voted> = page.pieces.iter().zip(words).map(voted).collect();
    let sizes = sizes(page, &blocks);
    let title = title.map(letters).filter(|title| !title.is_empty());
    let mut choice = Choice::default();
    for (index, block) in blocks.iter().enumerate().filter(|(_, block)| block.first || block.second) {
        let is_title = matches!(block.piece.kind, BlockKind::Heading(_))
            && title.as_deref().is_some_and(|title| letters(&block.piece.text) == title);
        if is_title {
            continue;
        }
        match marked(page, &sizes, block) {
            Some(mark) => choice.dropped.push((index, mark.to_owned())),
            None => choice.kept.push(index),
        }
    }
    let agreed = |&&index: &&usize| blocks[index].both();
    if let (Some(&from), Some(&to)) = (choice.kept.iter().find(agreed), choice.kept.iter().rfind(agreed)) {
        choice.kept.retain(|&index| {
            let block = &blocks[index];
            let inside = (from..=to).contains(&index);
            block.both() || inside && block.linked() < 0.6 || !inside && block.words >= 8 && block.linked() < 0.4
        });
    }
    fill_gaps(page, &blocks, &sizes, title.as_deref(), &mut choice.kept);
    choice
}

/// Adds what stands between the first and the last sentence of the article, though no extractor took it: sentences,
/// headings and items that are no links, stand there once, and that no mark speaks against.
fn fill_gaps(
    page: &Page,
    blocks: &[Voted<'_>],
    sizes: &(Vec<usize>, usize),
    title: Option<&str>,
    kept: &mut Vec<usize>,
) {
    const FEWEST: usize = 3;
    let is_prose = |block: &Voted| block.words >= PROSE && block.linked() < 0.3;
    let prose = |&&index: &&usize| is_prose(&blocks[index]);
    let (Some(&from), Some(&to)) = (kept.iter().find(prose), kept.iter().rfind(prose)) else { return };
    let mut seen: HashSet<&str> = kept.iter().map(|&index| blocks[index].piece.text.as_str()).collect();
    for (index, block) in blocks.iter().enumerate().take(to).skip(from) {
        let text = block.piece.text.as_str();
        let listed = matches!(block.piece.kind, BlockKind::Heading(_) | BlockKind::Item);
        let fits = !block.first
            && !block.second
            && (is_prose(block) || listed && block.words >= FEWEST && block.linked() < 0.3)
            // Settings that a script reads.
            && !text.starts_with(['{', '<', '['])
            && title.is_none_or(|title| letters(text) != title);
        if fits && marked(page, sizes, block).is_none() && seen.insert(text) {
            kept.push(index);
        }
    }
    kept.sort_unstable();
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

/// What `reading` found of `page`.
pub(super) fn share(page: &Page, words: &[Vec<u64>], reading: &Reading) -> Share {
    let mut share = Share { prose: 0, found: 0, other: 0 };
    for (piece, words) in page.pieces.iter().zip(words) {
        let found = if reading.has(words) { words.len() } else { 0 };
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
    /// Whether a second opinion would change little: the reading is long and holds more than half of the page's prose.
    pub(super) fn is_clear(self) -> bool {
        self.found + self.other >= LONG && self.found as f32 >= ENOUGH * self.prose as f32
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

/// The mark of the elements around a block that says that it is not the article's own text.
fn marked<'p>(page: &'p Page, (sizes, all): &(Vec<usize>, usize), block: &Voted<'_>) -> Option<&'p str> {
    let marks = marks();
    let sure = block.both() && block.words >= SURE && block.linked() < 0.25;
    let small = page.around(block.piece.scope).filter(|&scope| sizes[scope] as f32 <= SMALL * *all as f32);
    small.map(|scope| &page.scopes[scope]).find_map(|scope| {
        let by_element = marks.hard_elements.has(&scope.tag) || !sure && marks.soft_elements.has(&scope.tag);
        by_element.then_some(scope.tag.as_str()).or_else(|| {
            let mut words = scope.marks.split(|char: char| !char.is_ascii_lowercase()).filter(|word| !word.is_empty());
            words.find(|word| marks.hard.has(word) || !sure && marks.soft.has(word))
        })
    })
}

/// An extractor's text, made to look blocks up in.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Its blocks.
    pub page: Page,
    blocks: Hashes,
    pairs: Hashes,
}

impl Reading {
    pub(super) fn of(page: Page) -> Self {
        let size: usize = page.pieces.iter().map(|piece| piece.text.len()).sum();
        let (mut blocks, mut pairs) = (Hashes::default(), Hashes::default());
        blocks.reserve(page.pieces.len());
        pairs.reserve(size / 6);
        for piece in &page.pieces {
            let words = words(&piece.text);
            blocks.insert(hash(&words));
            pairs.extend(words.windows(2).map(hash));
        }
        Self { page, blocks, pairs }
    }

    fn has(&self, words: &[u64]) -> bool {
        if words.is_empty() {
            return false;
        }
        let found = || words.windows(2).filter(|pair| self.pairs.contains(&hash(pair))).count();
        self.blocks.contains(&hash(words)) || words.len() >= 5 && found() as f32 >= FOUND * (words.len() - 1) as f32
    }
}

/// A set of numbers that are hashes already.
type Hashes = HashSet<u64, BuildHasherDefault<Itself>>;

/// Hashes a hash to itself.
#[derive(Default)]
struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &byte| join(hash, u64::from(byte)));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// One hash of two.
fn join(hash: u64, with: u64) -> u64 {
    let mixed = (hash.rotate_left(5) ^ with).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ mixed >> 32
}

fn hash(words: &[u64]) -> u64 {
    words.iter().fold(words.len() as u64, |hash, &word| join(hash, word))
}

/// The words of a text as hashes.
pub(super) fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::with_capacity(text.len() / 5);
    let (mut word, mut open) = (0, false);
    for char in text.chars() {
        if char.is_ascii() {
            if char.is_ascii_alphanumeric() {
                word = join(word, u64::from(char.to_ascii_lowercase()));
                open = true;
                continue;
            }
        } else if char.is_alphanumeric() {
            word = char.to_lowercase().fold(word, |word, char| join(word, u64::from(char)));
            open = true;
            continue;
        }
        if open {
            words.push(word);
        }
        (word, open) = (0, false);
    }
    words.extend(open.then_some(word));
    words
}

/// Letters and digits alone, lower case.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::html::blocks;
    use dom_query::Document;

    fn page(html: &str) -> Page {
        blocks::list(&Document::from(html).root())
    }

    #[test]
    fn a_sentence_that_extractors_missed_comes_back() {
        let first = "<p>The council has voted to close the old bridge, the mayor said on Monday in the town hall.</p>";
        let missed =
            "<ul><li>Engineers had called the cables unsafe in three reports since the spring of last year.</li></ul>";
        let menu =
            "<nav><p>Engineers wanted, apply to the office of works before the end of the month of May.</p></nav>";
        let last = "<p>The ferry will run every hour until the new bridge opens, which may take four years.</p>";
        let below = "<p>Another story of the day that no extractor took, and that stands below the last sentence.</p>";
        let all = page(&format!("{first}{missed}{missed}{menu}{last}{below}"));
        let words: Vec<Vec<u64>> = all.pieces.iter().map(|piece| words(&piece.text)).collect();
        let found = Reading::of(page(&format!("{first}{last}")));
        let choice = choose(&all, &words, (&found, &found), None);
        assert_eq!(choice.kept, [0, 1, 4], "{all:?}");
    }
}
