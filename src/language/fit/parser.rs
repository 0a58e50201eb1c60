//! Fits the parser with a dynamic oracle (Goldberg and Nivre 2013): it learns from the states that its own mistakes
//! lead to.

use super::perceptron::Perceptron;
use super::read::{Dice, Sentence};
use crate::language::model::Model;
use crate::language::parser::{self, Move, State};
use crate::language::parser_features::{self as features, Context};
use crate::language::tagset::Deprel;
use std::collections::BTreeSet;

/// Fits on the sentences' predicted tags; gives the bytes of the model, with at most `keep` features.
#[must_use]
pub fn fit_parser(sentences: &[Sentence], rounds: usize, keep: usize) -> Vec<u8> {
    let mut labels = BTreeSet::from([Move::Shift.label()]);
    for sentence in sentences {
        for (node, (&head, &relation)) in sentence.heads.iter().zip(&sentence.relations).enumerate() {
            labels.insert(if head > node { Move::Left(relation) } else { Move::Right(relation) }.label());
        }
    }
    let mut model = Perceptron::new(labels.into_iter().collect());
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
    model.quantise(keep)
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
        return state.apply(Move::Shift);
    }
    features::collect(context, state, buffer);
    let scores = model.score(buffer);
    let costs = costs(sentence, state, possible);
    let least = costs.iter().min().copied().unwrap_or(0);
    let top = state.stack(0);
    let (mut guess, mut right) = (None, None);
    for (index, &label) in model.labels.iter().enumerate() {
        let chosen = Move::from_label(label);
        let kind = usize::from(label >> 8);
        if !possible[kind] {
            continue;
        }
        let relation = match chosen {
            Move::Shift => None,
            Move::Left(relation) | Move::Right(relation) => Some(relation),
        };
        let is_right = costs[kind] == least && relation.is_none_or(|relation| relation == sentence.relations[top]);
        let better = |best: Option<usize>| best.is_none_or(|best: usize| scores[index] > scores[best]);
        if better(guess) {
            guess = Some(index);
        }
        if is_right && better(right) {
            right = Some(index);
        }
    }
    model.tick();
    let Some(guess) = guess else { return state.apply(Move::Left(Deprel::Root)) };
    // A relation that was never seen on this side has no label; the state is then left as the model has it.
    let right = right.unwrap_or(guess);
    let label = model.labels[right];
    let guessed = model.labels[guess];
    let guess_is_right = costs[usize::from(guessed >> 8)] == least
        && (guessed >> 8 == 0 || Deprel::from_index(usize::from(guessed & 0xFF)) == sentence.relations[top]);
    if !guess_is_right {
        model.update(buffer, right, 1);
        model.update(buffer, guess, -1);
    }
    state.apply(Move::from_label(if explore { guessed } else { label }));
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
