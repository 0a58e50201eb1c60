//! Fits the parser with a dynamic oracle (Goldberg and Nivre 2013): it learns from the states that its own mistakes
//! lead to.

use super::perceptron::{Perceptron, Recipe};
use super::read::{Dice, Sentence};
use crate::language::model::Model;
use crate::language::parser::{self, MOVES, Move, State};
use crate::language::parser_features::{self as features, Context};
use crate::language::tagger;
use crate::language::tagset::Deprel;
use std::collections::BTreeSet;

/// Fits on the sentences' predicted tags; gives the bytes of the model.
#[must_use]
pub fn fit_parser(sentences: &[Sentence], recipe: &Recipe) -> Vec<u8> {
    let relations: BTreeSet<u16> =
        sentences.iter().flat_map(|sentence| &sentence.relations).map(|&relation| relation as u16).collect();
    let labels: Vec<u16> = (0..MOVES.len() as u16).chain(relations).collect();
    let runs = recipe.fit(|recipe, run| {
        let mut learner = Learner {
            model: Perceptron::new(labels.clone()),
            dice: Dice::new(11 + (run << 32)),
            recipe: *recipe,
            buffer: Vec::new(),
        };
        let mut order: Vec<usize> = (0..sentences.len()).collect();
        let (mut state, mut counts) = (State::default(), Vec::new());
        for round in 0..recipe.rounds {
            learner.dice.shuffle(&mut order);
            for &index in &order {
                let sentence = &sentences[index];
                features::counts(&sentence.predicted, &mut counts);
                let context = Context { words: &sentence.words, tags: &sentence.predicted, counts: &counts };
                state.reset(sentence.words.len());
                while !state.is_done() {
                    let explore = round > 0 && learner.dice.below(10) > 0;
                    learner.learn(sentence, &context, &mut state, explore);
                }
            }
        }
        learner.model
    });
    Perceptron::quantise(&runs, recipe.keep, usize::MAX, &[])
}

/// A parser while it learns.
struct Learner {
    model: Perceptron,
    dice: Dice,
    recipe: Recipe,
    buffer: Vec<u64>,
}

impl Learner {
    /// One move, by the model where `explore` is set and by the oracle otherwise.
    fn learn(&mut self, sentence: &Sentence, context: &Context<'_>, state: &mut State, explore: bool) {
        let possible = state.possible();
        if possible == [true, false, false] {
            return state.apply(Move::Shift, Deprel::Dep);
        }
        features::collect(context, state, &mut self.buffer);
        self.recipe.thin(&mut self.buffer, &mut self.dice);
        let scores = self.model.score(&self.buffer);
        let costs = costs(sentence, state, possible);
        let least = costs.iter().min().copied().unwrap_or(0);
        let guess = parser::choose(&scores[..MOVES.len()], possible);
        let is_right = costs.map(|cost| cost == least);
        let right = parser::choose(&scores[..MOVES.len()], is_right);
        self.model.tick();
        let is_wrong: [bool; 3] = std::array::from_fn(|k| possible[k] && !is_right[k]);
        if is_wrong.contains(&true) {
            let wrong = parser::choose(&scores[..MOVES.len()], is_wrong);
            if !is_right[guess as usize] || scores[right as usize] - scores[wrong as usize] <= self.recipe.margin {
                self.model.update(&self.buffer, right as usize, 1);
                self.model.update(&self.buffer, wrong as usize, -1);
            }
        }
        let chosen = if explore { guess } else { right };
        let head = state.head_of(chosen);
        let mut relation = Deprel::Root;
        if chosen != Move::Shift && head < state.len {
            relation = self.learn_relation(sentence, context, state, chosen);
        }
        state.apply(chosen, relation);
    }

    /// The relation that the model gives the arc of a move; learns from it where the arc is right.
    fn learn_relation(&mut self, sentence: &Sentence, context: &Context<'_>, state: &State, chosen: Move) -> Deprel {
        features::collect_arc(context, state, chosen, &mut self.buffer);
        self.recipe.thin(&mut self.buffer, &mut self.dice);
        let scores = self.model.score(&self.buffer);
        let labels = &self.model.labels;
        let guess = MOVES.len() + tagger::best(&scores[MOVES.len()..labels.len()]);
        let relation = Deprel::from_index(usize::from(labels[guess]));
        let top = state.stack(0);
        let gold = sentence.relations[top];
        let right = (MOVES.len()..labels.len()).find(|&k| labels[k] == gold as u16);
        if let Some(right) = right.filter(|_| sentence.heads[top] == state.head_of(chosen)) {
            let wrong = (MOVES.len()..labels.len())
                .filter(|&k| k != right)
                .max_by_key(|&k| (scores[k], std::cmp::Reverse(k)))
                .unwrap_or(guess);
            if guess != right || scores[right] - scores[wrong] <= self.recipe.margin {
                self.model.update(&self.buffer, right, 1);
                self.model.update(&self.buffer, wrong, -1);
            }
        }
        relation
    }
}

/// How many gold arcs each kind of move makes impossible; a move that cannot be made costs most.
fn costs(sentence: &Sentence, state: &State, possible: [bool; 3]) -> [usize; 3] {
    let heads = &sentence.heads;
    let (top, below, next) = (state.stack(0), state.stack(1), state.next);
    let mut costs = [usize::MAX; 3];
    if possible[0] {
        let deeper = &state.stack[..state.stack.len().saturating_sub(1)];
        costs[0] = usize::from(deeper.contains(&heads[next]))
            + state.stack.iter().filter(|&&node| heads[node] == next).count();
    }
    if state.stack.is_empty() {
        return costs;
    }
    let pending = heads.iter().skip(next).filter(|&&head| head == top).count();
    if possible[1] {
        costs[1] = pending + usize::from(heads[top] == below || heads[top] > next && heads[top] <= state.len);
    }
    if possible[2] {
        costs[2] = pending + usize::from(heads[top] >= next && heads[top] <= state.len);
    }
    costs
}

/// Shares of words, punctuation included, with the right head, and with the right head and relation (no subtypes).
#[must_use]
pub fn score_parser(bytes: &[u8], sentences: &[Sentence]) -> (f64, f64) {
    let model = Model::new(bytes.to_vec().leak());
    let (mut state, mut buffer, mut counts) = (State::default(), Vec::new(), Vec::new());
    let (mut all, mut heads, mut both) = (0, 0, 0);
    for sentence in sentences {
        features::counts(&sentence.predicted, &mut counts);
        let context = Context { words: &sentence.words, tags: &sentence.predicted, counts: &counts };
        parser::parse(&model, &context, &mut state, &mut buffer);
        for node in 0..sentence.words.len() {
            let right = state.heads[node] == sentence.heads[node];
            let same = state.relations[node].universal() == sentence.relations[node].universal();
            all += 1;
            heads += usize::from(right);
            both += usize::from(right && same);
        }
    }
    let share = |part: usize| part as f64 / f64::from(all.max(1));
    (share(heads), share(both))
}
