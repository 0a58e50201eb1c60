//! Fits the model of names: a structured perceptron over whole sentences, decoded with Viterbi.

use super::perceptron::{Perceptron, Recipe};
use super::read::{Dice, Sentence};
use crate::language::model::Model;
use crate::language::names::{self, Context, LABELS};
use crate::language::{gazetteer, tagger};
use std::array;

/// Fits on the sentences; gives the bytes of the model.
#[must_use]
pub fn fit_names(sentences: &[Sentence], recipe: &Recipe) -> Vec<u8> {
    let runs = recipe.fit(|recipe, run| {
        let mut model = Perceptron::new((0..LABELS as u16).collect());
        let mut dice = Dice::new(13 + (run << 32));
        let mut order: Vec<usize> = (0..sentences.len()).collect();
        let (mut known, mut features, mut guess) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..recipe.rounds {
            dice.shuffle(&mut order);
            for &index in &order {
                let sentence = &sentences[index];
                gazetteer::look_up(&sentence.words, &mut known);
                let context = Context { words: &sentence.words, tags: &sentence.predicted, known: &known };
                features.resize(sentence.words.len(), Vec::new());
                for (i, row) in features.iter_mut().enumerate() {
                    names::collect(&context, i, row);
                    recipe.thin(row, &mut dice);
                }
                let mut emissions: Vec<_> = features.iter().map(|row| names::first(&model.score(row))).collect();
                for (scores, &gold) in emissions.iter_mut().zip(&sentence.names) {
                    // What is wrong has to be beaten by the margin.
                    for score in scores.iter_mut() {
                        *score += recipe.margin;
                    }
                    scores[gold] -= recipe.margin;
                }
                let transitions = array::from_fn(|last| names::first(&model.score(&[names::transition(last)])));
                guess.clear();
                names::decode(&emissions, &transitions, &mut guess);
                model.tick();
                learn(&mut model, &features, &sentence.names, &guess);
            }
        }
        model
    });
    Perceptron::quantise(&runs, recipe.keep, LABELS, &[])
}

fn learn(model: &mut Perceptron, features: &[Vec<u64>], gold: &[usize], guess: &[usize]) {
    let (mut last_gold, mut last_guess) = (0, 0);
    for ((row, &right), &wrong) in features.iter().zip(gold).zip(guess) {
        if right != wrong {
            model.update(row, right, 1);
            model.update(row, wrong, -1);
        }
        if (last_gold, right) != (last_guess, wrong) {
            model.update(&[names::transition(last_gold)], right, 1);
            model.update(&[names::transition(last_guess)], wrong, -1);
        }
        (last_gold, last_guess) = (right, wrong);
    }
}

/// Precision, recall and F1 of whole names, for all kinds together.
#[must_use]
pub fn score_names(bytes: &[u8], sentences: &[Sentence]) -> (f64, f64, f64) {
    let model = Model::new(bytes.to_vec().leak());
    let (mut known, mut features, mut guess) = (Vec::new(), Vec::new(), Vec::new());
    let (mut hits, mut mine, mut gold) = (0, 0, 0);
    for sentence in sentences {
        gazetteer::look_up(&sentence.words, &mut known);
        let context = Context { words: &sentence.words, tags: &sentence.predicted, known: &known };
        guess.clear();
        names::label(&model, &context, &mut guess, &mut features);
        let (a, b) = (spans(&guess), spans(&sentence.names));
        hits += a.iter().filter(|span| b.contains(span)).count();
        mine += a.len();
        gold += b.len();
    }
    let (precision, recall) = (hits as f64 / mine.max(1) as f64, hits as f64 / gold.max(1) as f64);
    (precision, recall, 2.0 * precision * recall / (precision + recall).max(1e-9))
}

/// First word, end and kind of each name.
pub(super) fn spans(labels: &[usize]) -> Vec<(usize, usize, usize)> {
    let mut out: Vec<(usize, usize, usize)> = Vec::new();
    for (i, &label) in labels.iter().enumerate() {
        match out.last_mut() {
            Some(open) if label > 0 && label % 2 == 0 && open.1 == i && open.2 == label - 1 => open.1 = i + 1,
            _ if label > 0 => out.push((i, i + 1, if label % 2 == 0 { label - 1 } else { label })),
            _ => {}
        }
    }
    out
}

/// Gives the sentences the tags of a fitted tagger.
pub fn tag_for_names(bytes: &[u8], sentences: &mut [Sentence]) {
    let model = Model::new(bytes.to_vec().leak());
    let mut features = Vec::new();
    for sentence in sentences {
        sentence.predicted.clear();
        tagger::tag(&model, &sentence.words, &mut sentence.predicted, &mut features);
    }
}
