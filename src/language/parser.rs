//! Heads and relations: an arc-hybrid transition parser (Kuhlmann, Gómez-Rodríguez and Satta 2011), greedy, with the
//! root after the last word. Its three moves: shift; hang the top of the stack on the next word; hang it on the one
//! below it.

use super::model::Model;
use super::parser_features::{self as features, Context};
use super::tagset::Deprel;

/// What a move does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// The next word onto the stack.
    Shift,
    /// The top hangs on the next word.
    Left(Deprel),
    /// The top hangs on the one below.
    Right(Deprel),
}

impl Move {
    /// The move as a label of the model.
    #[cfg(feature = "fit")]
    pub(super) fn label(self) -> u16 {
        match self {
            Self::Shift => 0,
            Self::Left(relation) => 1 << 8 | relation as u16,
            Self::Right(relation) => 2 << 8 | relation as u16,
        }
    }

    /// The move that a label stands for.
    pub(super) fn from_label(label: u16) -> Self {
        let relation = Deprel::from_index(usize::from(label & 0xFF));
        match label >> 8 {
            1 => Self::Left(relation),
            2 => Self::Right(relation),
            _ => Self::Shift,
        }
    }
}

/// No node.
pub(super) const NONE: usize = usize::MAX;

/// The moves' state for a sentence of `len` words; node `len` is the root.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub len: usize,
    pub next: usize,
    pub stack: Vec<usize>,
    pub heads: Vec<usize>,
    pub relations: Vec<Deprel>,
    /// The two latest, so outermost, children on each side: left, left before, right, right before.
    pub children: Vec<[usize; 4]>,
    /// Number of children on each side.
    pub valency: Vec<[u8; 2]>,
}

impl State {
    pub(super) fn reset(&mut self, len: usize) {
        self.len = len;
        self.next = 0;
        self.stack.clear();
        self.heads.clear();
        self.heads.resize(len, NONE);
        self.relations.clear();
        self.relations.resize(len, Deprel::Dep);
        self.children.clear();
        self.children.resize(len + 1, [NONE; 4]);
        self.valency.clear();
        self.valency.resize(len + 1, [0; 2]);
    }

    pub(super) fn is_done(&self) -> bool {
        self.next == self.len && self.stack.is_empty()
    }

    /// The node `depth` below the top of the stack.
    pub(super) fn stack(&self, depth: usize) -> usize {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |at| self.stack[at])
    }

    /// Whether shift, left and right are possible.
    pub(super) fn possible(&self) -> [bool; 3] {
        let (more, depth) = (self.next < self.len, self.stack.len());
        // On the root only the last node of the stack may hang: one root a sentence.
        [more, depth > 0 && (more || depth == 1), depth > 1]
    }

    pub(super) fn apply(&mut self, chosen: Move) {
        match chosen {
            Move::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Move::Left(relation) => {
                if let Some(node) = self.stack.pop() {
                    self.hang(node, self.next, relation, 0);
                }
            }
            Move::Right(relation) => {
                if let Some(node) = self.stack.pop() {
                    self.hang(node, self.stack(0), relation, 1);
                }
            }
        }
    }

    fn hang(&mut self, node: usize, head: usize, relation: Deprel, side: usize) {
        self.heads[node] = head;
        self.relations[node] = relation;
        let children = &mut self.children[head];
        children[2 * side + 1] = children[2 * side];
        children[2 * side] = node;
        self.valency[head][side] = self.valency[head][side].saturating_add(1);
    }
}

/// Parses one sentence into `state`; `buffer` is for the features.
pub(super) fn parse(model: &Model, context: &Context<'_>, state: &mut State, buffer: &mut Vec<u64>) {
    state.reset(context.words.len());
    while !state.is_done() {
        let possible = state.possible();
        let chosen = if possible == [true, false, false] {
            Move::Shift
        } else {
            features::collect(context, state, buffer);
            let scores = model.score(buffer);
            choose(model, &scores[..model.label_count()], possible)
        };
        state.apply(chosen);
    }
}

fn choose(model: &Model, scores: &[i32], possible: [bool; 3]) -> Move {
    let mut best: Option<(i32, u16)> = None;
    for (index, &score) in scores.iter().enumerate() {
        let label = model.label(index);
        if possible[usize::from(label >> 8).min(2)] && best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, label));
        }
    }
    match best {
        Some((_, label)) => Move::from_label(label),
        None if possible[0] => Move::Shift,
        None if possible[2] => Move::Right(Deprel::Dep),
        None => Move::Left(Deprel::Root),
    }
}
