//! The rules' patterns: sequences of words and classes, compiled to a small program.
//!
//! `UPPER` is a class, `lower` a word, `@name` an inner expression of a category, `$name` a macro; `( | )` are
//! alternatives, `?` makes what stands before it optional. There is no repetition, so a match looks at a bounded
//! number of atoms.

use super::atom::{Atom, Gap};
use super::lexicon::{Class, ClassSet, WordId};
use std::collections::BTreeMap;

/// Resolves the names in patterns.
pub(super) trait Symbols {
    fn class(&self, name: &str) -> Option<Class>;
    fn word(&mut self, word: &str) -> WordId;
}

/// Categories of inner expressions, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Category(pub(super) u16);

impl Category {
    pub(super) const DAY: Category = Category(1);
    pub(super) const PERIOD: Category = Category(2);
    pub(super) const YEAR: Category = Category(4);
    pub(super) const LENGTH: Category = Category(8);
    pub(super) const TIME: Category = Category(16);
    pub(super) const QUARTER: Category = Category(32);
    pub(super) const WEEKDAY: Category = Category(64);
    pub(super) const PART: Category = Category(128);

    fn named(name: &str) -> Option<Category> {
        Some(match name {
            "day" => Self::DAY,
            "period" => Self::PERIOD,
            "year" => Self::YEAR,
            "date" => Category(Self::DAY.0 | Self::PERIOD.0),
            "length" => Self::LENGTH,
            "time" => Self::TIME,
            "part" => Self::PART,
            "quarter" => Self::QUARTER,
            "weekday" => Self::WEEKDAY,
            "any" => Category(u16::MAX),
            _ => return None,
        })
    }

    pub(super) fn meets(self, other: Category) -> bool {
        self.0 & other.0 != 0
    }

    #[must_use]
    pub(super) fn and(self, other: Category) -> Category {
        Category(self.0 | other.0)
    }
}

#[derive(Debug)]
enum Step {
    Class(Class),
    Word(WordId),
    Chunk(Category),
    /// Go on at the first, or else at the second.
    Fork(usize, usize),
    Jump(usize),
    Accept,
}

/// A compiled pattern.
#[derive(Debug, Default)]
pub(super) struct Program {
    steps: Vec<Step>,
}

/// What a pattern can begin with.
#[derive(Debug, Default)]
pub(super) struct First {
    pub(super) classes: ClassSet,
    pub(super) words: Vec<WordId>,
    pub(super) chunk: bool,
}

/// What one atom or inner expression of a match stood for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Capture {
    Class(Class, usize),
    Word(WordId, usize),
    /// An inner expression that begins at the first atom and ends before the second.
    Chunk(usize, usize),
}

/// The longest match at a place.
#[derive(Clone, Debug, Default)]
pub(super) struct Match {
    /// One past the last atom.
    pub(super) end: usize,
    pub(super) captures: Vec<Capture>,
}

impl Program {
    /// Compiles; the patterns are embedded, so a mistake in one is a panic that every test shows.
    pub(super) fn compile(pattern: &str, macros: &BTreeMap<String, String>, symbols: &mut impl Symbols) -> Self {
        let mut text = pattern.to_owned();
        for _ in 0..4 {
            for (name, body) in macros {
                text = text.replace(&format!("${name}"), &format!("({body})"));
            }
        }
        for mark in ["(", ")", "|", "?"] {
            text = text.replace(mark, &format!(" {mark} "));
        }
        let tokens: Vec<&str> = text.split_whitespace().collect();
        let mut program = Program::default();
        let mut at = 0;
        program.alternatives(&tokens, &mut at, symbols);
        assert_eq!(at, tokens.len(), "unbalanced pattern {pattern}");
        program.steps.push(Step::Accept);
        program
    }

    fn alternatives(&mut self, tokens: &[&str], at: &mut usize, symbols: &mut impl Symbols) {
        let mut ends = Vec::new();
        loop {
            let fork = self.steps.len();
            self.steps.push(Step::Jump(fork + 1));
            self.sequence(tokens, at, symbols);
            if tokens.get(*at) != Some(&"|") {
                break;
            }
            *at += 1;
            ends.push(self.steps.len());
            self.steps.push(Step::Accept);
            self.steps[fork] = Step::Fork(fork + 1, self.steps.len());
        }
        let end = self.steps.len();
        for jump in ends {
            self.steps[jump] = Step::Jump(end);
        }
    }

    fn sequence(&mut self, tokens: &[&str], at: &mut usize, symbols: &mut impl Symbols) {
        while let Some(&token) = tokens.get(*at) {
            if token == "|" || token == ")" {
                return;
            }
            *at += 1;
            let fork = self.steps.len();
            self.steps.push(Step::Jump(fork + 1));
            if token == "(" {
                self.alternatives(tokens, at, symbols);
                assert_eq!(tokens.get(*at), Some(&")"), "unclosed group in {tokens:?}");
                *at += 1;
            } else if let Some(name) = token.strip_prefix('@') {
                self.steps.push(Step::Chunk(Category::named(name).expect("patterns name known categories alone")));
            } else if token.chars().all(|c| c.is_ascii_uppercase()) {
                self.steps.push(Step::Class(symbols.class(token).unwrap_or_else(|| panic!("no class {token}"))));
            } else {
                self.steps.push(Step::Word(symbols.word(token)));
            }
            if tokens.get(*at) == Some(&"?") {
                *at += 1;
                self.steps[fork] = Step::Fork(fork + 1, self.steps.len());
            }
        }
    }

    /// What a match can begin with.
    pub(super) fn first(&self) -> First {
        let mut first = First::default();
        let mut seen = vec![false; self.steps.len()];
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            match self.steps[at] {
                Step::Class(class) => first.classes = first.classes.with(class),
                Step::Word(word) => first.words.push(word),
                Step::Chunk(_) => first.chunk = true,
                Step::Fork(a, b) => open.extend([a, b]),
                Step::Jump(a) => open.push(a),
                Step::Accept => panic!("a pattern that matches nothing"),
            }
        }
        first
    }

    /// The longest match that begins at atom `start`; of several as long, the first by the pattern's order. `chunk`
    /// gives the end of the inner expression of a category at an atom.
    pub(super) fn run(
        &self,
        atoms: &[Atom],
        start: usize,
        chunk: &mut dyn FnMut(usize, Category) -> Option<usize>,
    ) -> Option<Match> {
        let mut best: Option<Match> = None;
        let mut captures = Vec::with_capacity(8);
        self.go(0, atoms, start, start, &mut captures, &mut best, chunk);
        best
    }

    #[expect(clippy::too_many_arguments, reason = "the state of a recursive matcher")]
    fn go(
        &self,
        mut step: usize,
        atoms: &[Atom],
        start: usize,
        mut at: usize,
        captures: &mut Vec<Capture>,
        best: &mut Option<Match>,
        chunk: &mut dyn FnMut(usize, Category) -> Option<usize>,
    ) {
        let depth = captures.len();
        loop {
            match self.steps[step] {
                Step::Jump(to) => {
                    step = to;
                    continue;
                }
                Step::Fork(a, b) => {
                    self.go(a, atoms, start, at, captures, best, chunk);
                    step = b;
                    continue;
                }
                Step::Accept => {
                    if at > start && best.as_ref().is_none_or(|best| at > best.end) {
                        *best = Some(Match { end: at, captures: captures.clone() });
                    }
                    break;
                }
                Step::Class(class) => match fits(atoms, start, at) {
                    Some(atom) if atom.classes.has(class) => captures.push(Capture::Class(class, at)),
                    _ => break,
                },
                Step::Word(word) => match fits(atoms, start, at) {
                    Some(atom) if atom.word == word => captures.push(Capture::Word(word, at)),
                    _ => break,
                },
                Step::Chunk(category) => {
                    if fits(atoms, start, at).is_none() {
                        break;
                    }
                    let Some(end) = chunk(at, category).filter(|&end| end > at) else { break };
                    captures.push(Capture::Chunk(at, end));
                    at = end - 1;
                }
            }
            at += 1;
            step += 1;
        }
        captures.truncate(depth);
    }
}

/// The atom, unless a paragraph ends before it.
fn fits(atoms: &[Atom], start: usize, at: usize) -> Option<&Atom> {
    atoms.get(at).filter(|atom| at == start || atom.gap != Gap::Paragraph)
}
