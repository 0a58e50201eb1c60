//! An averaged multi-class perceptron (Collins 2002) over hashed sparse features, and its quantised form.

use super::read::Dice;
use crate::language::model::{BUCKET, DENSE, LINE, MAGIC, SINGLE, Scores, place};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::thread;

/// A feature that may be kept: its strength, its hash, its averaged weight by label.
type Ranked = (f64, u64, Vec<(u8, f64)>);

/// Quantised weights below this are left out: a thousandth of the largest weight, too little to decide anything.
const FAINTEST: u8 = 4;

/// Features are hashes already.
#[derive(Default)]
pub(super) struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

#[derive(Clone, Copy)]
struct Cell {
    label: u8,
    weight: i32,
    sum: i64,
    since: u32,
}

/// How a model is fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// How often every sentence is learned from.
    pub rounds: usize,
    /// Features that are kept at most.
    pub keep: usize,
    /// Models that are fitted, each on another order of the sentences; what ships is their mean.
    pub runs: usize,
    /// How far the right label has to be ahead before nothing is learned.
    pub margin: i32,
    /// Features left out of each example by chance, so that none rests on another alone; of a thousand.
    pub drop: usize,
}

impl Recipe {
    /// Fits the models, two at a time; `fit` gets the number of the run.
    pub(super) fn fit(&self, fit: impl Fn(&Self, u64) -> Perceptron + Sync) -> Vec<Perceptron> {
        let runs: Vec<u64> = (0..self.runs as u64).collect();
        let fit = &fit;
        runs.chunks(2)
            .flat_map(|pair| {
                thread::scope(|scope| {
                    let fitting: Vec<_> = pair.iter().map(|&run| scope.spawn(move || fit(self, run))).collect();
                    fitting.into_iter().map(|one| one.join().expect("a fit does not panic")).collect::<Vec<_>>()
                })
            })
            .collect()
    }

    /// Leaves features out by chance.
    pub(super) fn thin(&self, features: &mut Vec<u64>, dice: &mut Dice) {
        if self.drop > 0 {
            features.retain(|_| dice.below(1000) >= self.drop);
        }
    }
}

/// The model while it learns.
#[derive(Default)]
pub(super) struct Perceptron {
    pub labels: Vec<u16>,
    rows: HashMap<u64, Vec<Cell>, BuildHasherDefault<Identity>>,
    step: u32,
}

impl Perceptron {
    pub(super) fn new(labels: Vec<u16>) -> Self {
        Self { labels, ..Self::default() }
    }

    pub(super) fn score(&self, features: &[u64]) -> Scores {
        let mut scores = [0; 256];
        for feature in features {
            if let Some(row) = self.rows.get(feature) {
                for cell in row {
                    scores[usize::from(cell.label)] += cell.weight;
                }
            }
        }
        scores
    }

    /// Counts an example; without it the average weighs updates alone.
    pub(super) fn tick(&mut self) {
        self.step += 1;
    }

    pub(super) fn update(&mut self, features: &[u64], label: usize, by: i32) {
        let step = self.step;
        for &feature in features {
            let row = self.rows.entry(feature).or_default();
            let at = row.iter().position(|cell| usize::from(cell.label) == label).unwrap_or(row.len());
            if at == row.len() {
                row.push(Cell { label: label as u8, weight: 0, sum: 0, since: step });
            }
            let cell = &mut row[at];
            cell.sum += i64::from(cell.weight) * i64::from(step - cell.since);
            cell.since = step;
            cell.weight += by;
        }
    }

    /// Adds the averaged weights to those of other runs.
    fn add_to(&self, sums: &mut HashMap<u64, Vec<(u8, f64)>, BuildHasherDefault<Identity>>) {
        for (&feature, cells) in &self.rows {
            let row = sums.entry(feature).or_default();
            for cell in cells {
                let sum = cell.sum + i64::from(cell.weight) * i64::from(self.step - cell.since);
                let average = sum as f64 / f64::from(self.step.max(1));
                match row.iter_mut().find(|(label, _)| *label == cell.label) {
                    Some((_, weight)) => *weight += average,
                    None => row.push((cell.label, average)),
                }
            }
        }
    }

    /// The averaged weights of all runs as the bytes of a model with at most `keep` features, of each the `widest`
    /// largest weights; `decided` are features that stand for one label.
    pub(super) fn quantise(runs: &[Self], keep: usize, widest: usize, decided: &[(u64, u8)]) -> Vec<u8> {
        let mut sums = HashMap::default();
        for run in runs {
            run.add_to(&mut sums);
        }
        let mut rows: Vec<Ranked> = sums
            .into_iter()
            .map(|(feature, cells)| {
                (cells.iter().fold(0.0f64, |most, &(_, weight)| most.max(weight.abs())), feature, cells)
            })
            .collect();
        rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        rows.truncate(keep);
        let most = rows.first().map_or(1.0, |row| row.0);
        let weak = rows
            .into_iter()
            .map(|(_, feature, mut cells)| {
                cells.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
                cells.truncate(widest);
                cells.sort_by_key(|&(label, _)| label);
                let cells = cells.into_iter().map(|(label, weight)| (label, root_scale(weight / most)));
                (feature, cells.filter(|&(_, weight)| weight.unsigned_abs() >= FAINTEST).collect::<Vec<_>>())
            })
            .filter(|(_, cells)| !cells.is_empty());
        let sure = decided.iter().map(|&(feature, label)| (feature, vec![(label, i8::MAX)]));
        let quantised: Vec<(u64, Vec<(u8, i8)>)> = sure.chain(weak).collect();
        encode(runs.first().map_or(&[], |run| &run.labels), &quantised)
    }
}

/// A weight between -1 and 1 on eight bits, square-root scaled.
fn root_scale(weight: f64) -> i8 {
    (weight.signum() * (weight.abs().sqrt() * 127.0).round()) as i8
}

/// The bytes of a model; `rows` are in the order of their strength: what finds its bucket full is left out.
fn encode(labels: &[u16], rows: &[(u64, Vec<(u8, i8)>)]) -> Vec<u8> {
    // Two thirds of the places are taken: about one feature in thirty, of the weak ones, finds none.
    let buckets = rows.len() * 3 / (2 * BUCKET) + 1;
    let mut checks = vec![[0u16; BUCKET]; buckets];
    let mut values = vec![[[0u8; 4]; BUCKET]; buckets];
    let mut bytes = Vec::new();
    // Rows are shared where they are the same.
    let mut known: HashMap<&[(u8, i8)], u32> = HashMap::new();
    for (feature, cells) in rows {
        let (bucket, check) = place(*feature, buckets as u64);
        let free = checks[bucket].iter().position(|&taken| taken == 0);
        let (Some(free), false) = (free, checks[bucket].contains(&check)) else { continue };
        checks[bucket][free] = check;
        values[bucket][free] = short(cells).unwrap_or_else(|| {
            let offset = *known.entry(cells).or_insert_with(|| {
                let offset = bytes.len() as u32;
                bytes.push(cells.len() as u8);
                bytes.extend(cells.iter().flat_map(|&(label, weight)| [label, weight.cast_unsigned()]));
                offset
            });
            offset.to_le_bytes()
        });
    }
    let mut out = MAGIC.to_vec();
    out.extend((labels.len() as u16).to_le_bytes());
    out.extend([0, 0]);
    out.extend((buckets as u32).to_le_bytes());
    out.extend((bytes.len() as u32).to_le_bytes());
    out.extend(labels.iter().flat_map(|label| label.to_le_bytes()));
    out.resize(out.len().next_multiple_of(LINE), 0);
    out.extend(checks.iter().flatten().flat_map(|check| check.to_le_bytes()));
    out.extend(values.as_flattened().as_flattened());
    out.extend(bytes);
    out
}

/// The value of a feature that needs no row of its own.
fn short(cells: &[(u8, i8)]) -> Option<[u8; 4]> {
    if cells.iter().all(|&(label, _)| label < 3) {
        let mut value = [0, 0, 0, DENSE];
        for &(label, weight) in cells {
            value[usize::from(label)] = weight.cast_unsigned();
        }
        return Some(value);
    }
    match cells {
        &[(label, weight)] => Some([label, weight.cast_unsigned(), 0, SINGLE]),
        _ => None,
    }
}
