//! Fits the models of `assets/models`, prints their scores, and gives the same bytes from the same data.
//!
//! ```text
//! fit words    CLUSTERS.json FREQUENCY.json INDEX.json TOWNS GIVEN SURNAMES > assets/models/words.bin
//! fit lemmas   EXCEPTIONS.json FREQUENCY.json TRAIN.conllu                > assets/lexicon/lemmas.tsv
//! fit tagger   TRAIN.conllu TAGS.tsv DEV.conllu                           > assets/models/tagger.bin
//! fit parser   TRAIN.conllu TAGS.tsv DEV.conllu                           > assets/models/parser.bin
//! fit score parser DEV.conllu
//! fit names    DEV.tsv TRAIN.tsv...                                       > assets/models/names.bin
//! ```
//!
//! Files that end in `.xz` are read through `xz -dc`, files that end in `.gz` through `gzip -dc`. The order above is
//! the order of dependence: each step reads what the steps before it have written, so build again in between.

use dateline::language::fit::{self, Recipe};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(bytes) => match io::stdout().lock().write_all(&bytes) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(&error.to_string()),
        },
        Err(error) => fail(&error),
    }
}

fn fail(error: &str) -> ExitCode {
    eprintln!("fit: {error}");
    ExitCode::FAILURE
}

fn run(arguments: &[&str]) -> Result<Vec<u8>, String> {
    let is_option = |argument: &&str| argument.split_once('=').is_some_and(|(name, _)| OPTIONS.contains(&name));
    let (options, arguments): (Vec<&str>, Vec<&str>) = arguments.iter().copied().partition(is_option);
    let recipe = |recipe: Recipe| options.iter().try_fold(recipe, |recipe, option| changed(recipe, option));
    match &arguments[..] {
        ["words", clusters, frequency, index, towns, given, surnames] => {
            let index: BTreeMap<String, Vec<String>> = json(index)?;
            let roles = [read(towns)?, read(given)?, read(surnames)?];
            let roles = roles.each_ref().map(String::as_str);
            Ok(fit::word_list(&json(clusters)?, &json(frequency)?, &index, roles, 110_000))
        }
        ["lemmas", exceptions, frequency, train] => {
            Ok(fit::lemma_exceptions(&json(exceptions)?, &json(frequency)?, &fit::conllu(&read(train)?)).into_bytes())
        }
        ["tagger", train, tags, dev @ ..] => tagger(train, tags, dev, &recipe(TAGGER)?),
        ["score", "parser", dev] => score_parser(&read(dev)?),
        ["parser", train, tags, dev] => parser(train, tags, dev, &recipe(PARSER)?),
        ["names", dev, train @ ..] if !train.is_empty() => names(dev, train, &recipe(NAMES)?),
        _ => Err("say which model to fit, and from which files; see src/bin/fit.rs".to_owned()),
    }
}

/// What of a recipe can be said otherwise than it ships, as `NAME=NUMBER`.
const OPTIONS: [&str; 5] = ["rounds", "keep", "runs", "margin", "drop"];
const TAGGER: Recipe = Recipe { rounds: 8, keep: 200_000, runs: 3, margin: 2, drop: 100 };
const PARSER: Recipe = Recipe { rounds: 12, keep: 420_000, runs: 2, margin: 2, drop: 100 };
const NAMES: Recipe = Recipe { rounds: 8, keep: 220_000, runs: 1, margin: 0, drop: 50 };
/// The tagger whose tags the parser learns from: as good on what it was not fitted on as the one that ships.
const JACKKNIFE: Recipe = Recipe { rounds: 3, keep: usize::MAX, runs: 1, margin: 0, drop: 0 };

fn changed(mut recipe: Recipe, option: &str) -> Result<Recipe, String> {
    let (name, number) = option.split_once('=').ok_or("an option is NAME=NUMBER")?;
    let number: usize = number.parse().map_err(|error| format!("{option}: {error}"))?;
    match name {
        "rounds" => recipe.rounds = number,
        "keep" => recipe.keep = number,
        "runs" => recipe.runs = number,
        "margin" => recipe.margin = number as i32,
        _ => recipe.drop = number,
    }
    Ok(recipe)
}

fn tagger(train: &str, tags: &str, dev: &[&str], recipe: &Recipe) -> Result<Vec<u8>, String> {
    let (train, more) = (fit::conllu(&read(train)?), fit::tags(&read(tags)?));
    let all: Vec<&fit::Sentence> = train.iter().chain(&more).collect();
    let bytes = fit::fit_tagger(&all, recipe);
    eprintln!("tagger: {} bytes, {recipe:?}", bytes.len());
    for path in dev {
        let mut dev = if path.contains("conllu") { fit::conllu(&read(path)?) } else { fit::tags(&read(path)?) };
        fit::retag(&bytes, &mut dev);
        let (upos, xpos) = fit::score_tagger(&dev);
        eprintln!("tagger: UPOS {upos:.4}, XPOS {xpos:.4} on gold tokens of {path}");
    }
    Ok(bytes)
}

fn parser(train: &str, tags: &str, dev: &str, recipe: &Recipe) -> Result<Vec<u8>, String> {
    let (mut train, more, mut dev) = (fit::conllu(&read(train)?), fit::tags(&read(tags)?), fit::conllu(&read(dev)?));
    fit::jackknife(&mut train, &more, 4, &JACKKNIFE);
    let (upos, xpos) = fit::score_tagger(&train);
    eprintln!("parser: train tags, jack-knifed: UPOS {upos:.4}, XPOS {xpos:.4}");
    let bytes = std::fs::read("assets/models/tagger.bin").map_err(|error| error.to_string())?;
    fit::retag(&bytes, &mut dev);
    let bytes = fit::fit_parser(&train, recipe);
    let (uas, las) = fit::score_parser(&bytes, &dev);
    eprintln!(
        "parser: {} bytes, dev UAS {uas:.4}, LAS {las:.4} on gold tokens and predicted tags, {recipe:?}",
        bytes.len()
    );
    Ok(bytes)
}

/// Prints what the parser of `assets/models` scores; gives nothing.
fn score_parser(dev: &str) -> Result<Vec<u8>, String> {
    let model = |name: &str| std::fs::read(format!("assets/models/{name}.bin")).map_err(|error| error.to_string());
    let mut dev = fit::conllu(dev);
    fit::retag(&model("tagger")?, &mut dev);
    let (uas, las) = fit::score_parser(&model("parser")?, &dev);
    eprintln!("parser: UAS {uas:.4}, LAS {las:.4} on gold tokens and predicted tags");
    Ok(Vec::new())
}

fn names(dev: &str, train: &[&str], recipe: &Recipe) -> Result<Vec<u8>, String> {
    let tagger = std::fs::read("assets/models/tagger.bin").map_err(|error| error.to_string())?;
    let mut sentences = Vec::new();
    for path in train {
        let mut set = fit::names(&read(path)?, true);
        eprintln!("names: {} sentences of {path}", set.len());
        sentences.append(&mut set);
    }
    let mut dev = fit::names(&read(dev)?, false);
    fit::tag_for_names(&tagger, &mut sentences);
    fit::tag_for_names(&tagger, &mut dev);
    let bytes = fit::fit_names(&sentences, recipe);
    let (precision, recall, f1) = fit::score_names(&bytes, &dev);
    eprintln!("names: {} bytes, dev precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}, {recipe:?}", bytes.len());
    Ok(bytes)
}

/// The text of a file, unpacked.
fn read(path: &str) -> Result<String, String> {
    let program = match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("xz") => "xz",
        Some("gz") => "gzip",
        _ => return std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}")),
    };
    let done = Command::new(program).args(["-dc", path]).output().map_err(|error| format!("{program}: {error}"))?;
    if !done.status.success() {
        return Err(format!("{path}: {}", String::from_utf8_lossy(&done.stderr).trim()));
    }
    String::from_utf8(done.stdout).map_err(|error| format!("{path}: {error}"))
}

fn json<T: serde::de::DeserializeOwned>(path: &str) -> Result<T, String> {
    serde_json::from_str(&read(path)?).map_err(|error| format!("{path}: {error}"))
}
