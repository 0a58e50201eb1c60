//! Two small linear models: which parties count as stakeholders, and which side each takes. Their weights stand in
//! `assets/models/positions.toml`; the model card beside them says what they were fitted on.

use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Weights, one row a class; a single row decides by its sign.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Model {
    /// Does a party count?
    pub salience: Vec<Vec<f32>>,
    /// Neutral, supports, opposes: toward a position's own target.
    pub stance: Vec<Vec<f32>>,
    /// Neutral, supports, opposes, mixed: toward the issue.
    pub side: Vec<Vec<f32>>,
}

/// The weights that ship.
pub(super) fn model() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| {
        crate::lexicon::source::read(include_str!("../../assets/models/positions.toml")).expect("a test reads the file")
    });
    &MODEL
}

/// The score of each row.
pub(super) fn scores(rows: &[Vec<f32>], features: &[f32]) -> Vec<f32> {
    rows.iter().map(|row| row.iter().zip(features).map(|(weight, value)| weight * value).sum()).collect()
}

/// The row with the highest score, and its probability.
pub(super) fn decide(rows: &[Vec<f32>], features: &[f32]) -> (usize, f32) {
    let scores = scores(rows, features);
    let best = (0..scores.len()).max_by(|&one, &other| scores[one].total_cmp(&scores[other])).unwrap_or(0);
    let top = scores.get(best).copied().unwrap_or(0.0);
    let sum: f32 = scores.iter().map(|score| (score - top).exp()).sum();
    (best, 1.0 / sum.max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::positions::{salience, sides, stance};

    #[test]
    fn the_weights_fit_the_features() {
        assert!(model().salience.len() == 1 && model().side.len() == 4 && model().stance.len() == 3);
        assert!(model().salience.iter().all(|row| row.len() == salience::FEATURES));
        assert!(model().stance.iter().all(|row| row.len() == stance::FEATURES));
        assert!(model().side.iter().all(|row| row.len() == sides::FEATURES));
    }

    #[test]
    fn the_highest_score_wins() {
        let rows = vec![vec![0.0, 1.0], vec![2.0, 0.0]];
        assert_eq!(decide(&rows, &[1.0, 1.0]).0, 1);
        assert_eq!(decide(&rows, &[0.0, 1.0]).0, 0);
    }
}
