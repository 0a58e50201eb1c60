//! Fits the weights of `assets/models/positions.toml`. Run by hand, with the training articles as JSON lines:
//! `DATELINE_TRAIN=articles.jsonl cargo test --lib fit_positions -- --ignored --nocapture`. With `DATELINE_CROSS` set it
//! prints the cross-validation as well; with `DATELINE_DUMP` naming a file it writes the rows there instead of fitting.

use super::attribute::Draft;
use super::model::{self, Model};
use super::{Attributions, salience, sides, stakeholders, stance};
use crate::analysis::Meta;
use crate::article::{Published, PublishedHow};
use crate::language;
use crate::positions::parties::Cast;
use crate::positions::reader::Reader;
use crate::text::Span;
use serde::Deserialize;
use std::collections::HashSet;

#[derive(Deserialize)]
struct Line {
    text: String,
    published: Option<jiff::civil::Date>,
    gold: Gold,
}

#[derive(Deserialize)]
struct Gold {
    stakeholders: Vec<GoldParty>,
    positions: Vec<GoldPosition>,
}

#[derive(Deserialize)]
struct GoldPosition {
    content: String,
    stance: String,
}

#[derive(Deserialize)]
struct GoldParty {
    name: String,
    aliases: Vec<String>,
    overall: String,
}

/// One spelling for surface forms: lower case, no article, no possessive.
fn form(name: &str) -> String {
    let words = name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = ["the ", "a ", "an "].iter().find_map(|article| words.strip_prefix(article)).unwrap_or(&words);
    ["’s", "'s", "’", "'"].iter().find_map(|end| bare.strip_suffix(end)).unwrap_or(bare).to_owned()
}

/// For each of ours the gold party with most forms in common, one to one.
fn pair(gold: &[HashSet<String>], ours: &[HashSet<String>]) -> Vec<Option<usize>> {
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (i, want) in gold.iter().enumerate() {
        for (j, have) in ours.iter().enumerate() {
            let shared = want.intersection(have).count();
            if shared > 0 {
                pairs.push((shared, i, j));
            }
        }
    }
    pairs.sort_by_key(|&(shared, i, j)| (std::cmp::Reverse(shared), i, j));
    let (mut used, mut partner) = (vec![false; gold.len()], vec![None; ours.len()]);
    for (_, i, j) in pairs {
        if !used[i] && partner[j].is_none() {
            used[i] = true;
            partner[j] = Some(i);
        }
    }
    partner
}

/// Softmax regression by gradient descent with L2; one row of two classes is the difference.
fn fit(rows: &[(Vec<f32>, usize)], classes: usize, decay: f32, weights_of: &[f32]) -> Vec<Vec<f32>> {
    let width = rows[0].0.len();
    let mut weights = vec![vec![0.0_f32; width]; classes];
    for step in 0..1500 {
        let mut slope = vec![vec![0.0_f32; width]; classes];
        for (features, label) in rows {
            let scores = model::scores(&weights, features);
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            let sum: f32 = scores.iter().map(|score| (score - top).exp()).sum();
            for class in 0..classes {
                let error = (scores[class] - top).exp() / sum - f32::from(u8::from(class == *label));
                for (at, value) in features.iter().enumerate() {
                    slope[class][at] += weights_of[*label] * error * value;
                }
            }
        }
        let rate = 0.5 / (1.0 + step as f32 / 500.0);
        for class in 0..classes {
            for at in 0..width {
                let pull = if at == 0 { 0.0 } else { decay * weights[class][at] };
                weights[class][at] -= rate * (slope[class][at] / rows.len() as f32 + pull);
            }
        }
    }
    weights
}

/// What an error costs, by the class of the truth.
const STANCE_WEIGHTS: [f32; 3] = [1.0, 1.0, 1.2];

/// The share that is right when each sixth of the articles is judged by the weights of the others.
fn crossed(rows: &[(Vec<f32>, usize)], folds: &[usize], classes: usize, decay: f32, costs: &[f32]) -> f32 {
    let mut right = 0;
    for fold in 0..6 {
        let train: Vec<_> = rows.iter().zip(folds).filter(|&(_, &of)| of != fold).map(|(row, _)| row.clone()).collect();
        let weights = fit(&train, classes, decay, costs);
        let judged = rows.iter().zip(folds).filter(|&(_, &of)| of == fold);
        right += judged.filter(|((features, label), _)| model::decide(&weights, features).0 == *label).count();
    }
    right as f32 / rows.len() as f32
}

/// The features and the stance of every attribution whose content is that of a position of the truth.
fn stances_of(reader: &Reader<'_, '_>, drafts: &[Draft], line: &Line) -> Vec<(Vec<f32>, usize)> {
    let mut rows = Vec::new();
    for position in &line.gold.positions {
        let Some(start) = line.text.find(&position.content) else { continue };
        let gold = reader.doc.tokens_in(Span::new(start, start + position.content.len()));
        let alike = |draft: &&Draft| {
            let ours: Vec<usize> = draft.content.iter().flat_map(|&span| reader.doc.tokens_in(span)).collect();
            let shared = ours.iter().filter(|token| gold.contains(token)).count();
            4 * shared >= ours.len() + gold.len()
        };
        let label = ["neutral", "supports", "opposes"].iter().position(|&side| side == position.stance);
        if let (Some(draft), Some(label)) = (drafts.iter().find(alike), label) {
            rows.push((stance::features(reader, draft).to_vec(), label));
        }
    }
    rows
}

/// Prints the F1 of the parties that count, each sixth of the articles judged by the weights of the others, for several
/// margins of the silent and of those who speak.
fn cross(rows: &[(Vec<f32>, usize)], folds: &[usize], wanted: usize) {
    let mut scores = vec![0.0; rows.len()];
    for fold in 0..6 {
        let train: Vec<_> = rows.iter().zip(folds).filter(|&(_, &of)| of != fold).map(|(row, _)| row.clone()).collect();
        let weights = fit(&train, 2, 0.004, &[1.0, 1.0]);
        for (at, (features, _)) in rows.iter().enumerate().filter(|&(at, _)| folds[at] == fold) {
            let both = model::scores(&weights, features);
            scores[at] = both[1] - both[0];
        }
    }
    for speaker in [-9.0, -2.0, -1.5, -1.2, -0.9, -0.6, -0.3, 0.0] {
        for silent in [-0.9, -0.6, -0.3, 0.0, 0.3] {
            let kept = |at: usize| scores[at] > if rows[at].0[2] > 0.0 { speaker } else { silent };
            let ours = (0..rows.len()).filter(|&at| kept(at)).count();
            let right = (0..rows.len()).filter(|&at| kept(at) && rows[at].1 == 1).count();
            println!(
                "speaker {speaker} silent {silent}: F1 {:.4} of {ours}",
                2.0 * right as f32 / (ours + wanted) as f32
            );
        }
    }
}

#[test]
#[ignore = "writes the model; needs the training articles"]
#[allow(clippy::too_many_lines, reason = "one run from the articles to the file, read from top to bottom")]
fn fit_positions() {
    let path = std::env::var("DATELINE_TRAIN").expect("DATELINE_TRAIN names the training articles");
    let lines = std::fs::read_to_string(path).expect("the training articles can be read");
    let (mut salient, mut sided) = (Vec::new(), Vec::new());
    let (mut wanted, mut folds) = (0, Vec::new());
    let (mut stances, mut stance_folds, mut side_folds) = (Vec::new(), Vec::new(), Vec::new());
    let mut dumped = Vec::new();
    for (article, line) in lines.lines().enumerate() {
        let line: Line = serde_json::from_str(line).expect("a line is an article");
        let gold: Vec<HashSet<String>> = line
            .gold
            .stakeholders
            .iter()
            .map(|party| party.aliases.iter().chain([&party.name]).map(|name| form(name)).collect())
            .collect();
        wanted += gold.len();
        let document = language::parse(&line.text);
        let reader = Reader::new(&document);
        let (drafts, cast, parties) = super::read(&reader);
        let all: Vec<HashSet<String>> = (0..cast.parties.len()).map(|party| forms(&reader, &cast, party)).collect();
        let partner = pair(&gold, &all);
        let rows = salience::features(&reader, &cast, &drafts, &parties);
        for (party, (features, partner)) in rows.iter().zip(&partner).enumerate() {
            salient.push((features.to_vec(), usize::from(partner.is_some())));
            folds.push(article % 6);
            let of = partner.map(|gold| line.gold.stakeholders[gold].name.as_str());
            dumped.push(serde_json::json!({"what": "party", "article": article, "name": cast.parties[party].name,
                "names": stakeholders::names_of(&reader, &cast, party), "gold": of, "features": features.to_vec()}));
        }
        for (number, party) in line.gold.stakeholders.iter().enumerate() {
            if !partner.contains(&Some(number)) {
                dumped.push(serde_json::json!({"what": "lost", "article": article, "name": party.name,
                    "names": party.aliases}));
            }
        }
        for (features, label) in stances_of(&reader, &drafts, &line) {
            stances.push((features, label));
            dumped.push(serde_json::json!({"what": "stance", "article": article, "gold": label,
                "features": stances.last().map(|(features, _)| features)}));
            stance_folds.push(article % 6);
        }
        let mut positions = super::positions_of(&reader, &drafts);
        let every = vec![true; cast.parties.len()];
        let found = stakeholders::list(&reader, &cast, &parties, &every, &mut positions);
        let Attributions { stakeholders, positions } = Attributions { stakeholders: found, positions };
        let ours: Vec<HashSet<String>> = stakeholders
            .iter()
            .map(|party| party.aliases.iter().chain([&party.name]).map(|name| form(name)).collect())
            .collect();
        let published = line.published.map(|date| Published { date, how: PublishedHow::Given });
        let meta = Meta { published, ..Meta::default() };
        let timexes = crate::timex::find(&document, meta.published);
        let events = crate::timeline::find(&document, &meta, &timexes, &stakeholders, &positions);
        let issue = crate::timeline::issue(&document, &meta, &events);
        let matter = sides::Matter::of(&document, issue.as_ref(), &events, &positions);
        for (number, partner) in pair(&gold, &ours).into_iter().enumerate() {
            let Some(partner) = partner else { continue };
            let label = ["neutral", "supports", "opposes", "mixed"]
                .iter()
                .position(|&side| side == line.gold.stakeholders[partner].overall);
            sided.push((
                sides::features(&document, &stakeholders[number], number, &positions, &matter).to_vec(),
                label.unwrap_or(0),
            ));
            side_folds.push(article % 6);
            let gold = &line.gold.stakeholders[partner];
            dumped.push(serde_json::json!({"what": "side", "article": article, "name": gold.name,
                "gold": label.unwrap_or(0), "features": sided.last().map(|(features, _)| features)}));
        }
    }
    if let Some(path) = std::env::var_os("DATELINE_DUMP") {
        let lines: Vec<String> = dumped.iter().map(ToString::to_string).collect();
        std::fs::write(path, lines.join("\n")).expect("the rows can be written");
        return;
    }
    let crossing = std::env::var_os("DATELINE_CROSS").is_some();
    if crossing {
        cross(&salient, &folds, wanted);
    }
    let rows = fit(&salient, 2, 0.004, &[1.0, 1.0]);
    let salience = vec![rows[1].iter().zip(&rows[0]).map(|(one, zero)| one - zero).collect()];
    for decay in [0.02, 0.05, 0.1].into_iter().filter(|_| crossing) {
        println!("side, decay {decay}: {:.4}", crossed(&sided, &side_folds, 4, decay, &[1.0, 1.0, 1.3, 1.0]));
    }
    let side = fit(&sided, 4, 0.03, &[1.0, 1.0, 1.3, 1.0]);
    if crossing {
        println!(
            "stance, each sixth judged by the others: {:.4}",
            crossed(&stances, &stance_folds, 3, 0.006, &STANCE_WEIGHTS)
        );
    }
    let stance = fit(&stances, 3, 0.006, &STANCE_WEIGHTS);
    let model = Model { salience, stance, side };
    let right =
        salient.iter().filter(|(f, label)| (model::scores(&model.salience, f)[0] > 0.0) == (*label == 1)).count();
    let sure = sided.iter().filter(|(f, label)| model::decide(&model.side, f).0 == *label).count();
    println!("salience {right} of {}, side {sure} of {}", salient.len(), sided.len());
    let row = |row: &Vec<f32>| {
        format!("  [{}],\n", row.iter().map(|weight| format!("{weight:.3}")).collect::<Vec<_>>().join(", "))
    };
    let table = |rows: &[Vec<f32>]| format!("[\n{}]\n", rows.iter().map(row).collect::<String>());
    let text = format!(
        "# Written by fit_positions (src/positions/fit.rs); see the model card.\nsalience = {}stance = {}side = {}",
        table(&model.salience),
        table(&model.stance),
        table(&model.side)
    );
    std::fs::write("assets/models/positions.toml", text).expect("the model can be written");
}

fn forms(reader: &Reader<'_, '_>, cast: &Cast, party: usize) -> HashSet<String> {
    stakeholders::names_of(reader, cast, party).iter().map(|name| form(name)).collect()
}
