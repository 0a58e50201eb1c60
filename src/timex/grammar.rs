//! The parser: at each atom the longest expression that a rule finds there.

use super::atom::Atom;
use super::build::{self, Found};
use super::lexicon::{Lexicon, Rule};
use super::meaning::Meaning;
use super::pattern::{Category, Match};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// An expression that a rule found.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// First atom and one past the last.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Number of the rule in the lexicon.
    pub(super) rule: u16,
    pub(super) meaning: Meaning,
}

/// Candidates by first atom and level.
type Memo = HashMap<(usize, usize), Rc<Vec<Candidate>>>;

/// Parses the atoms of one text.
pub(super) struct Parser<'a> {
    text: &'a str,
    atoms: &'a [Atom],
    lexicon: &'a Lexicon,
    /// What was found at an atom by rules up to a level.
    memo: RefCell<Memo>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, atoms: &'a [Atom], lexicon: &'a Lexicon) -> Self {
        Self { text, atoms, lexicon, memo: RefCell::default() }
    }

    /// Every expression that begins at atom `at`, the longest first; of several as long, the one of the lower level,
    /// then of the earlier rule.
    pub(super) fn at(&self, at: usize) -> Vec<Candidate> {
        let mut found = self.level(at, 2).to_vec();
        // The text is read once, from left to right: what lies behind is not asked for again.
        if self.memo.borrow().len() > 256 {
            self.memo.borrow_mut().retain(|&(place, _), _| place > at);
        }
        found.sort_by_key(|candidate| {
            let level = self.lexicon.rules[candidate.rule as usize].entry.level;
            (std::cmp::Reverse(candidate.end), level, candidate.rule)
        });
        found
    }

    /// The expressions at `at` by rules of this level (from 0) or lower ones.
    fn level(&self, at: usize, level: usize) -> Rc<Vec<Candidate>> {
        if let Some(known) = self.memo.borrow().get(&(at, level)) {
            return Rc::clone(known);
        }
        let found = Rc::new(self.level_anew(at, level));
        self.memo.borrow_mut().insert((at, level), Rc::clone(&found));
        found
    }

    fn level_anew(&self, at: usize, level: usize) -> Vec<Candidate> {
        let mut found = if level == 0 { Vec::new() } else { self.level(at, level - 1).to_vec() };
        let atom = &self.atoms[at];
        let mut rules = Vec::new();
        self.lexicon.openers(level, atom.word, atom.classes, &mut rules);
        for &number in &rules {
            let rule = &self.lexicon.rules[number as usize];
            if !self.may_follow(at, rule) {
                continue;
            }
            let mut chunk =
                |place: usize, category: Category| self.inner(place, category, level).map(|inner| inner.end);
            let Some(found_match) = rule.program.run(self.atoms, at, &mut chunk) else { continue };
            let next = self.atoms.get(found_match.end).map(|next| next.word);
            let asked = rule.before.is_empty() || next.is_some_and(|word| rule.before.contains(&word));
            if !asked || next.is_some_and(|word| rule.not_before.contains(&word)) {
                continue;
            }
            if let Some(meaning) = self.build(number, at, &found_match, level) {
                found.push(Candidate { start: at, end: found_match.end, rule: number, meaning });
            }
        }
        found
    }

    /// Whether the atom before `at` allows the rule there.
    fn may_follow(&self, at: usize, rule: &Rule) -> bool {
        let before = at.checked_sub(1).map(|before| self.atoms[before].word);
        let asked = rule.after.is_empty() || before.is_some_and(|word| rule.after.contains(&word));
        asked && !before.is_some_and(|word| rule.not_after.contains(&word))
    }

    /// The longest expression of a category at `at`, by rules below `level`.
    fn inner(&self, at: usize, category: Category, level: usize) -> Option<Candidate> {
        let found = self.level(at, level.checked_sub(1)?);
        let mut best: Option<Candidate> = None;
        for candidate in found.iter() {
            if candidate.meaning.category().meets(category) && best.as_ref().is_none_or(|best| candidate.end > best.end)
            {
                best = Some(candidate.clone());
            }
        }
        best
    }

    fn build(&self, number: u16, start: usize, found: &Match, level: usize) -> Option<Meaning> {
        let rule = &self.lexicon.rules[number as usize];
        let inner = |place: usize, end: usize| {
            self.level(place, level.checked_sub(1)?)
                .iter()
                .rfind(|candidate| candidate.end == end && candidate.meaning.category() != Category::default())
                .map(|candidate| candidate.meaning.clone())
        };
        let found = Found {
            text: self.text,
            atoms: self.atoms,
            lexicon: self.lexicon,
            rule,
            start,
            captures: &found.captures,
            inner: &inner,
        };
        build::meaning(&found)
    }
}
