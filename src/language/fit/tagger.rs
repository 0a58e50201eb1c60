//! Fits the tagger: Universal and Penn tag as one label, learned also from sentences that have the Penn tag alone.

use super::perceptron::{Perceptron, Recipe};
use super::read::{Dice, Sentence};
use crate::language::model::Model;
use crate::language::tagger;
use std::collections::BTreeMap;

/// Pairs of tags that are rarer than this are left out.
const RAREST: usize = 3;

/// Most weights of one feature: what is said of nearly every tag says little of each, and costs time.
const WIDEST: usize = 64;

/// Fits on the sentences; gives the bytes of the model.
#[must_use]
pub fn fit_tagger(sentences: &[&Sentence], recipe: &Recipe) -> Vec<u8> {
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    for sentence in sentences.iter().filter(|sentence| sentence.universal) {
        for &tag in &sentence.tags {
            *counts.entry(tag).or_default() += 1;
        }
    }
    counts.retain(|_, &mut count| count >= RAREST);
    let labels: Vec<u16> = counts.into_keys().collect();
    let runs = recipe.fit(|recipe, run| {
        let mut model = Perceptron::new(labels.clone());
        let mut dice = Dice::new(7 + (run << 32));
        let mut order: Vec<usize> = (0..sentences.len()).collect();
        let mut features = Vec::new();
        for _ in 0..recipe.rounds {
            dice.shuffle(&mut order);
            for &index in &order {
                learn(&mut model, sentences[index], recipe, &mut dice, &mut features);
            }
        }
        model
    });
    Perceptron::quantise(&runs, recipe.keep, WIDEST, &decided(sentences, &labels))
}

/// Forms that are common and have the same label nearly everywhere.
fn decided(sentences: &[&Sentence], labels: &[u16]) -> Vec<(u64, u8)> {
    let mut seen: BTreeMap<u64, BTreeMap<u16, usize>> = BTreeMap::new();
    for sentence in sentences.iter().filter(|sentence| sentence.universal) {
        for (word, &tag) in sentence.words.iter().zip(&sentence.tags) {
            *seen.entry(tagger::sure(word)).or_default().entry(tag).or_default() += 1;
        }
    }
    seen.into_iter()
        .filter_map(|(feature, tags)| {
            let all: usize = tags.values().sum();
            let (&tag, &most) = tags.iter().max_by_key(|&(_, &count)| count)?;
            let label = labels.iter().position(|&label| label == tag)?;
            (all >= 25 && most * 250 >= all * 249).then_some((feature, label as u8))
        })
        .collect()
}

fn learn(model: &mut Perceptron, sentence: &Sentence, recipe: &Recipe, dice: &mut Dice, features: &mut Vec<u64>) {
    let (mut before, mut last) = (0, 0);
    for (i, &gold) in sentence.tags.iter().enumerate() {
        tagger::collect(&sentence.words, i, u64::from(last), u64::from(before), features);
        recipe.thin(features, dice);
        let scores = model.score(features);
        let fits = |label: u16| if sentence.universal { label == gold } else { label & 0xFF == gold & 0xFF };
        let best_of = |right: bool| {
            (0..model.labels.len())
                .filter(|&k| fits(model.labels[k]) == right)
                .max_by_key(|&k| (scores[k], std::cmp::Reverse(k)))
        };
        let guess = tagger::best(&scores[..model.labels.len()]);
        let label = model.labels[guess];
        if let (Some(right), Some(wrong)) = (best_of(true), best_of(false)) {
            model.tick();
            if !fits(label) || scores[right] - scores[wrong] <= recipe.margin {
                model.update(features, right, 1);
                model.update(features, wrong, -1);
            }
        }
        before = last;
        last = label + 1;
    }
}

/// Tags the sentences with a fitted model.
pub fn retag(bytes: &[u8], sentences: &mut [Sentence]) {
    let model = Model::new(bytes.to_vec().leak());
    let mut features = Vec::new();
    for sentence in sentences {
        sentence.predicted.clear();
        tagger::tag(&model, &sentence.words, &mut sentence.predicted, &mut features);
    }
}

/// Tags every sentence with a model that was fitted on the others, in `folds` parts; `more` is always fitted on.
pub fn jackknife(sentences: &mut [Sentence], more: &[Sentence], folds: usize, recipe: &Recipe) {
    for fold in 0..folds {
        let rest: Vec<&Sentence> = sentences
            .iter()
            .enumerate()
            .filter(|(k, _)| (k / 10) % folds != fold)
            .map(|(_, s)| s)
            .chain(more)
            .collect();
        let bytes = fit_tagger(&rest, recipe);
        let model = Model::new(bytes.leak());
        let mut features = Vec::new();
        for (_, sentence) in sentences.iter_mut().enumerate().filter(|(k, _)| (k / 10) % folds == fold) {
            sentence.predicted.clear();
            tagger::tag(&model, &sentence.words, &mut sentence.predicted, &mut features);
        }
    }
}

/// Shares of words with the right Universal and the right Penn tag.
#[must_use]
pub fn score_tagger(sentences: &[Sentence]) -> (f64, f64) {
    let (mut all, mut universal, mut penn) = (0, 0, 0);
    for sentence in sentences {
        for (&gold, &mine) in sentence.tags.iter().zip(&sentence.predicted) {
            all += 1;
            universal += usize::from(gold >> 8 == mine >> 8);
            penn += usize::from(gold & 0xFF == mine & 0xFF);
        }
    }
    let share = |part: usize| part as f64 / f64::from(all.max(1));
    (share(universal), share(penn))
}
