//! Heads and relations: an arc-hybrid transition parser (Kuhlmann, Gómez-Rodríguez and Satta 2011), greedy, with the
//! root after the last word. Its three moves: shift; hang the top of the stack on the next word; hang it on the one
//! below it.

use super::model::Model;
use super::parser_features::{self as features, Context};
use super::tagger;
use super::tagset::Deprel;

/// What a move does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// The next word onto the stack.
    Shift,
    /// The top hangs on the next word.
    Left,
    /// The top hangs on the one below.
    Right,
}

/// The moves, in the order of their labels in the model; the labels of relations come after them.
pub(super) const MOVES: [Move; 3] = [Move::Shift, Move::Left, Move::Right];

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

    /// The node that the top would hang on by this move.
    pub(super) fn head_of(&self, chosen: Move) -> usize {
        if chosen == Move::Left { self.next } else { self.stack(1) }
    }

    /// Makes a move; `relation` is that of the arc, where it makes one.
    pub(super) fn apply(&mut self, chosen: Move, relation: Deprel) {
        let head = self.head_of(chosen);
        match chosen {
            Move::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Move::Left | Move::Right => {
                if let Some(node) = self.stack.pop() {
                    self.hang(node, head, relation, usize::from(chosen == Move::Right));
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
        let chosen = if possible.iter().filter(|&&possible| possible).count() == 1 {
            choose(&[0; 3], possible)
        } else {
            features::collect(context, state, buffer);
            choose(&model.score_three(buffer), possible)
        };
        let mut relation = Deprel::Root;
        if chosen != Move::Shift && state.head_of(chosen) < state.len {
            features::collect_arc(context, state, chosen, buffer);
            let scores = model.score(buffer);
            let labels = scores.get(MOVES.len()..model.label_count()).unwrap_or(&[]);
            relation = match tagger::best(labels) {
                best if best < labels.len() => Deprel::from_index(usize::from(model.label(MOVES.len() + best))),
                _ => Deprel::Dep,
            };
        }
        state.apply(chosen, relation);
    }
}

/// The possible move with the highest score.
pub(super) fn choose(scores: &[i32], possible: [bool; 3]) -> Move {
    let mut best: Option<usize> = None;
    for kind in (0..MOVES.len()).filter(|&kind| possible[kind]) {
        if best.is_none_or(|best| scores[kind] > scores[best]) {
            best = Some(kind);
        }
    }
    MOVES[best.unwrap_or(0)]
}
