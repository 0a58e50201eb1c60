//! Fits the weights of `assets/models/events.toml` on annotated articles.
//!
//! Not part of the test run: `DATELINE_ANALYST=articles.jsonl cargo test --lib timeline::fit -- --ignored --nocapture`
//! reads one article a line (`text`, `published`, `gold.timeline` with `clause_at` and `trigger_at` in code points),
//! prints figures by tenfold cross-validation over articles, and writes the weights to `DATELINE_WEIGHTS`.

use super::*;
use crate::article::{Published, PublishedHow};
use crate::text::CodePoints;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

#[derive(serde::Deserialize)]
struct Line {
    text: String,
    published: Option<jiff::civil::Date>,
    gold: Gold,
}

#[derive(serde::Deserialize)]
struct Gold {
    timeline: Vec<Entry>,
}

#[derive(serde::Deserialize)]
struct Entry {
    clause_at: Option<(usize, usize)>,
    trigger_at: Option<(usize, usize)>,
    #[serde(default)]
    main: bool,
    date: Option<String>,
}

struct Read<'t> {
    document: Document<'t>,
    layout: Layout,
    timexes: Vec<Timex>,
    candidates: Vec<Candidate>,
    labels: Vec<bool>,
    /// Candidates that tell an entry in other words than the annotator's: neither right nor wrong.
    unsure: Vec<bool>,
    /// The entries of the gold timeline.
    gold: Vec<Wanted>,
    meta: Meta,
}

/// An entry of a gold timeline.
struct Wanted {
    trigger: Option<Span>,
    clause: Span,
    main: bool,
    date: Option<String>,
}

/// Counts of entries: found, found with their date, main ones found.
#[derive(Default)]
struct Hits {
    entries: usize,
    dated: usize,
    mains: usize,
}

type Example<'e> = (&'e [Feature], bool);

const FOLDS: usize = 10;

#[test]
#[ignore = "needs annotated articles, see above"]
fn fit() {
    let path = std::env::var("DATELINE_ANALYST").expect("DATELINE_ANALYST names the annotated articles");
    let number = |name: &str, usual: f32| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let text = std::fs::read_to_string(path).unwrap();
    let lines: Vec<Line> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let articles: Vec<Read<'_>> = lines.iter().map(read).collect();
    let found: usize = articles.iter().map(|article| article.labels.iter().filter(|label| **label).count()).sum();
    let gold: usize = articles.iter().map(|article| article.gold.len()).sum();
    println!("{found} of {gold} entries among the candidates");
    if let Ok(path) = std::env::var("DATELINE_FEATURES") {
        dump(&articles, &path);
    }
    for penalty in [0.0003, 0.0006, 0.001, 0.002, 0.004] {
        println!("penalty {penalty}: {}", validate(&articles, penalty));
    }
    if let Ok(path) = std::env::var("DATELINE_WEIGHTS") {
        let weights = logistic(&examples(&articles, |_| true), number("DATELINE_PENALTY", 0.001));
        std::fs::write(path, written(&weights, number("DATELINE_THRESHOLD", 0.35))).unwrap();
    }
}

/// Prints the headlines of articles, each with its sentence, for a reader to judge:
/// `DATELINE_ANALYST=articles.jsonl cargo test --lib timeline::fit::headlines -- --ignored --nocapture`.
#[test]
#[ignore = "needs articles, see above"]
fn headlines() {
    let path = std::env::var("DATELINE_ANALYST").expect("DATELINE_ANALYST names the articles");
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let line: Line = serde_json::from_str(line).unwrap();
        let published = line.published.map(|date| Published { date, how: PublishedHow::Given });
        let meta = Meta { published, ..Meta::default() };
        let document = crate::language::parse(&line.text);
        let timexes = crate::timex::find(&document, published);
        let parties = crate::positions::find(&document);
        println!("##");
        for event in find(&document, &meta, &timexes, &parties.stakeholders, &parties.positions) {
            let token = document.token_at(event.trigger.start()).unwrap();
            let sentence = document.sentences()[document.sentence_of(token)].span.slice(&line.text);
            let date = event.date.as_ref().map_or("-", |date| date.value.as_str());
            println!("H: {}  [{date} {:?} {}]", event.headline, event.status, event.trigger.slice(&line.text));
            println!("    {}", sentence.replace('\n', " "));
        }
    }
}

/// Writes the candidates of each article with their features and labels, one article a line, for a look elsewhere.
fn dump(articles: &[Read<'_>], path: &str) {
    let mut text = String::new();
    for article in articles {
        let rows: Vec<_> = article
            .candidates
            .iter()
            .zip(&article.labels)
            .map(|(candidate, label)| {
                let token = candidate.predicate.token;
                let main = article.gold.iter().any(|wanted| {
                    wanted.main && wanted.trigger.is_some_and(|trigger| trigger.overlaps(article.document.span(token)))
                });
                serde_json::json!({
                    "token": token, "form": article.document.form(token), "label": label, "main": main,
                    "clause": candidate.clause.slice(article.document.text()),
                    "range": article.document.tokens_in(candidate.clause),
                    "head": article.document.head(token), "relation": article.document.deprel(token).as_str(),
                    "rank": article.layout.rank(&article.document, token),
                    "sentence": article.document.sentence_of(token),
                    "features": candidate.features,
                })
            })
            .collect();
        let gold: Vec<_> = article
            .gold
            .iter()
            .map(|wanted| {
                let trigger = wanted.trigger.map(|trigger| article.document.tokens_in(trigger));
                serde_json::json!({
                    "range": article.document.tokens_in(wanted.clause), "trigger": trigger, "main": wanted.main,
                })
            })
            .collect();
        let punct: Vec<_> =
            (0..article.document.len()).filter(|&t| article.document.upos(t) == crate::language::Upos::Punct).collect();
        let forms: Vec<_> = (0..article.document.len()).map(|t| article.document.form(t)).collect();
        writeln!(text, "{}", serde_json::json!({ "gold": gold, "rows": rows, "punct": punct, "forms": forms }))
            .unwrap();
    }
    std::fs::write(path, text).unwrap();
}

/// Entry F1, dated F1 and recall of main events at some thresholds, each article judged by weights that have not
/// seen it.
fn validate(articles: &[Read<'_>], penalty: f32) -> String {
    let weights: Vec<Weights> =
        (0..FOLDS).map(|fold| logistic(&examples(articles, |at| at % FOLDS != fold), penalty)).collect();
    let mut line = String::new();
    for percent in [25, 30, 35, 40, 45] {
        let (mut hit, mut dated, mut mains, mut mine, mut gold, mut main) = (0, 0, 0, 0, 0, 0);
        for (at, article) in articles.iter().enumerate() {
            let mut judged = article.candidates.clone();
            for candidate in &mut judged {
                candidate.probability = probability(&weights[at % FOLDS], &candidate.features);
            }
            let chosen = choose(&article.document, &article.layout, &article.timexes, judged, percent as f32 / 100.0);
            let hits = hits(article, &chosen);
            hit += hits.entries;
            dated += hits.dated;
            mains += hits.mains;
            mine += chosen.len();
            gold += article.gold.len();
            main += article.gold.iter().filter(|wanted| wanted.main).count();
        }
        let f1 = |hit: usize| 2.0 * hit as f32 / (mine + gold) as f32;
        let recall = mains as f32 / main as f32;
        write!(line, "  0.{percent}: {:.4} {:.4} {recall:.3} ({mine})", f1(hit), f1(dated)).unwrap();
    }
    line
}

/// Entries found: one to one, by trigger or by half of the clause's words.
fn hits(article: &Read<'_>, chosen: &[Candidate]) -> Hits {
    let document = &article.document;
    let words = |span: Span| -> HashSet<usize> {
        document.tokens_in(span).filter(|&t| document.upos(t) != crate::language::Upos::Punct).collect()
    };
    let mains = mains(document, &article.layout, &article.meta, &article.timexes, chosen);
    let dates = date(document, &article.layout, &article.meta, &article.timexes, chosen, &mains);
    let mine: Vec<(Span, HashSet<usize>)> =
        chosen.iter().map(|c| (document.span(c.predicate.token), words(c.clause))).collect();
    let mut pairs = Vec::new();
    for (g, wanted) in article.gold.iter().enumerate() {
        let clause = words(wanted.clause);
        for (m, (token, span)) in mine.iter().enumerate() {
            let alike = 2.0 * clause.intersection(span).count() as f32 / (clause.len() + span.len()).max(1) as f32;
            let same = wanted.trigger.is_some_and(|trigger| trigger.overlaps(*token));
            if same || alike >= 0.5 {
                pairs.push((alike + if same { 2.0 } else { 0.0 }, g, m));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut golds, mut mines) = (HashSet::new(), HashSet::new());
    let mut found = Hits::default();
    for (_, g, m) in pairs {
        if golds.contains(&g) || mines.contains(&m) {
            continue;
        }
        golds.insert(g);
        mines.insert(m);
        let value = dates[m].first().and_then(|(_, date)| date.as_ref()).map(|date| date.value.as_str());
        found.entries += 1;
        found.dated += usize::from(value == article.gold[g].date.as_deref());
        found.mains += usize::from(article.gold[g].main);
    }
    found
}

fn examples<'e>(articles: &'e [Read<'_>], wanted: impl Fn(usize) -> bool) -> Vec<Example<'e>> {
    let one = |article: &'e Read<'_>| {
        let sure = |number: &usize| article.labels[*number] || !article.unsure[*number];
        let row = |number: usize| (article.candidates[number].features.as_slice(), article.labels[number]);
        (0..article.candidates.len()).filter(sure).map(row)
    };
    articles.iter().enumerate().filter(|(at, _)| wanted(*at)).flat_map(|(_, article)| one(article)).collect()
}

fn read(line: &Line) -> Read<'_> {
    let published = line.published.map(|date| Published { date, how: PublishedHow::Given });
    let meta = Meta { published, ..Meta::default() };
    let document = crate::language::parse(&line.text);
    let timexes = crate::timex::find(&document, published);
    let layout = Layout::new(&document, &meta);
    let found = candidates(&document, &layout, &timexes);
    let points = CodePoints::new(&line.text);
    let bytes = |(from, to): (usize, usize)| Span::new(points.to_byte(from), points.to_byte(to));
    let mut labels = vec![false; found.len()];
    let mut unsure = vec![false; found.len()];
    let mut gold = Vec::new();
    for entry in &line.gold.timeline {
        let Some(clause) = entry.clause_at.map(bytes) else { continue };
        let trigger = entry.trigger_at.map(bytes);
        gold.push(Wanted { trigger, clause, main: entry.main, date: entry.date.clone() });
        let by_trigger =
            trigger.and_then(|trigger| found.iter().position(|c| document.span(c.predicate.token).overlaps(trigger)));
        let alike = |span: Span| {
            let shared = span.end().min(clause.end()).saturating_sub(span.start().max(clause.start()));
            2.0 * shared as f32 / (span.len() + clause.len()) as f32
        };
        for (number, candidate) in found.iter().enumerate() {
            unsure[number] |= alike(candidate.clause) >= 0.5;
        }
        let by_clause = || {
            let best = (0..found.len()).max_by(|&a, &b| alike(found[a].clause).total_cmp(&alike(found[b].clause)))?;
            (alike(found[best].clause) >= 0.5).then_some(best)
        };
        if let Some(number) = by_trigger.or_else(by_clause) {
            labels[number] = true;
        }
    }
    Read { document, layout, timexes, candidates: found, labels, unsure, gold, meta }
}

type Weights = HashMap<String, f32>;

fn probability(weights: &Weights, features: &[Feature]) -> f32 {
    let sum: f32 = features.iter().filter_map(|(name, value)| Some(weights.get(name.as_ref())? * value)).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// A logistic regression by full-batch gradient descent (Adagrad) with an L2 penalty; features that occur fewer than
/// four times have no weight.
fn logistic(examples: &[Example<'_>], penalty: f32) -> Weights {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (name, _) in examples.iter().flat_map(|(features, _)| *features) {
        *counts.entry(name).or_insert(0) += 1;
    }
    let mut names: Vec<&str> = counts.into_iter().filter(|(_, count)| *count >= 4).map(|(name, _)| name).collect();
    names.sort_unstable();
    let index: HashMap<&str, usize> = names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
    let numbered = |features: &[Feature]| {
        features.iter().filter_map(|(name, value)| Some((*index.get(name.as_ref())?, *value))).collect()
    };
    let rows: Vec<(Vec<(usize, f32)>, f32)> =
        examples.iter().map(|(features, label)| (numbered(features), f32::from(u8::from(*label)))).collect();
    let mut weights = vec![0.0_f32; names.len()];
    let mut squares = vec![1e-8_f32; names.len()];
    for _ in 0..500 {
        let mut gradient: Vec<f32> = weights.iter().map(|weight| penalty * weight).collect();
        for (row, label) in &rows {
            let sum: f32 = row.iter().map(|(at, value)| weights[*at] * value).sum();
            let error = (1.0 / (1.0 + (-sum).exp()) - label) / rows.len() as f32;
            for (at, value) in row {
                gradient[*at] += error * value;
            }
        }
        for at in 0..weights.len() {
            squares[at] += gradient[at] * gradient[at];
            weights[at] -= 0.3 * gradient[at] / squares[at].sqrt();
        }
    }
    names.into_iter().map(str::to_owned).zip(weights).collect()
}

fn written(weights: &Weights, threshold: f32) -> String {
    let mut text = format!(
        "# Made by `timeline::fit`; assets/models/README.md tells from what.\nthreshold = {threshold}\n\n[weights]\n"
    );
    let sorted: BTreeMap<_, _> = weights.iter().filter(|(_, weight)| weight.abs() >= 0.02).collect();
    for (name, weight) in sorted {
        writeln!(text, "{} = {weight:.3}", serde_json::to_string(name).unwrap()).unwrap();
    }
    text
}
