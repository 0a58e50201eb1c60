//! Fits the parser with a dynamic oracle (Goldberg and Nivre 2013): it learns from the states that its own mistakes
//! lead to.

use super::perceptron::Perceptron;
use super::read::{Dice, Sentence};
use crate::language::model::Model;
use crate::language::parser::{self, MOVES, Move, State};
use crate::language::parser_features::{self as features, Context};
use crate::language::tagger;
use crate::language::tagset::Deprel;
use std::collections::BTreeSet;

/// Fits on the sentences' predicted tags; gives the bytes of the model, with at most `keep` features.
#[must_use]
pub fn fit_parser(sentences: &[Sentence], rounds: usize, keep: usize) -> Vec<u8> {
    let relations: BTreeSet<u16> =
        sentences.iter().flat_map(|sentence| &sentence.relations).map(|&relation| relation as u16).collect();
    let mut model = Perceptron::new((0..MOVES.len() as u16).chain(relations).collect());
    let mut dice = Dice::new(11);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let (mut state, mut buffer, mut counts) = (State::default(), Vec::new(), Vec::new());
    for round in 0..rounds {
        dice.shuffle(&mut order);
        for &index in &order {
            let sentence = &sentences[index];
            features::counts(&sentence.predicted, &mut counts);
            let context = Context { words: &sentence.words, tags: &sentence.predicted, counts: &counts };
            state.reset(sentence.words.len());
            while !state.is_done() {
                learn(&mut model, sentence, &context, &mut state, &mut buffer, round > 0 && dice.below(10) > 0);
            }
        }
    }
    model.quantise(keep, usize::MAX, &[])
}

/// One move, by the model where `explore` is set and by the oracle otherwise.
fn learn(
    model: &mut Perceptron,
    sentence: &Sentence,
    context: &Context<'_>,
    state: &mut State,
    buffer: &mut Vec<u64>,
    explore: bool,
) {
    let possible = state.possible();
    if possible == [true, false, false] {
        return state.apply(Move::Shift, Deprel::Dep);
    }
    features::collect(context, state, buffer);
    let scores = model.score(buffer);
    let costs = costs(sentence, state, possible);
    let least = costs.iter().min().copied().unwrap_or(0);
    let guess = parser::choose(&scores[..MOVES.len()], possible);
    let right = parser::choose(&scores[..MOVES.len()], costs.map(|cost| cost == least));
    model.tick();
    if costs[guess as usize] != least {
        model.update(buffer, right as usize, 1);
        model.update(buffer, guess as usize, -1);
    }
    let chosen = if explore { guess } else { right };
    let head = state.head_of(chosen);
    let mut relation = Deprel::Root;
    if chosen != Move::Shift && head < state.len {
        relation = learn_relation(model, sentence, context, state, chosen, buffer);
    }
    state.apply(chosen, relation);
}

/// The relation that the model gives the arc of a move; learns from it where the arc is right.
fn learn_relation(
    model: &mut Perceptron,
    sentence: &Sentence,
    context: &Context<'_>,
    state: &State,
    chosen: Move,
    buffer: &mut Vec<u64>,
) -> Deprel {
    features::collect_arc(context, state, chosen, buffer);
    let scores = model.score(buffer);
    let guess = MOVES.len() + tagger::best(&scores[MOVES.len()..model.labels.len()]);
    let top = state.stack(0);
    let gold = sentence.relations[top];
    if sentence.heads[top] == state.head_of(chosen) && model.labels[guess] != gold as u16 {
        let right = (MOVES.len()..model.labels.len()).find(|&k| model.labels[k] == gold as u16);
        if let Some(right) = right {
            model.update(buffer, right, 1);
            model.update(buffer, guess, -1);
        }
    }
    Deprel::from_index(usize::from(model.labels[guess]))
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
