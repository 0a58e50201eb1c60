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

use dateline::language::fit;
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
    match arguments {
        ["words", clusters, frequency, index, towns, given, surnames] => {
            let index: BTreeMap<String, Vec<String>> = json(index)?;
            let roles = [read(towns)?, read(given)?, read(surnames)?];
            let roles = roles.each_ref().map(String::as_str);
            Ok(fit::word_list(&json(clusters)?, &json(frequency)?, &index, roles, 110_000))
        }
        ["lemmas", exceptions, frequency, train] => {
            Ok(fit::lemma_exceptions(&json(exceptions)?, &json(frequency)?, &fit::conllu(&read(train)?)).into_bytes())
        }
        ["tagger", train, tags, dev] => tagger(&read(train)?, &read(tags)?, &read(dev)?),
        ["score", "parser", dev] => score_parser(&read(dev)?),
        ["parser", train, tags, dev] => parser(&read(train)?, &read(tags)?, &read(dev)?),
        ["names", dev, train @ ..] if !train.is_empty() => names(dev, train),
        _ => Err("say which model to fit, and from which files; see src/bin/fit.rs".to_owned()),
    }
}

#[allow(clippy::unnecessary_wraps, reason = "all fitters are called alike")]
fn tagger(train: &str, tags: &str, dev: &str) -> Result<Vec<u8>, String> {
    let (train, more, mut dev) = (fit::conllu(train), fit::tags(tags), fit::conllu(dev));
    let all: Vec<&fit::Sentence> = train.iter().chain(&more).collect();
    let bytes = fit::fit_tagger(&all, 8, 200_000);
    fit::retag(&bytes, &mut dev);
    let (upos, xpos) = fit::score_tagger(&dev);
    eprintln!("tagger: {} bytes, dev UPOS {upos:.4}, XPOS {xpos:.4} on gold tokens", bytes.len());
    Ok(bytes)
}

fn parser(train: &str, tags: &str, dev: &str) -> Result<Vec<u8>, String> {
    let (mut train, more, mut dev) = (fit::conllu(train), fit::tags(tags), fit::conllu(dev));
    fit::jackknife(&mut train, &more, 4, 3);
    let (upos, xpos) = fit::score_tagger(&train);
    eprintln!("parser: train tags, jack-knifed: UPOS {upos:.4}, XPOS {xpos:.4}");
    let bytes = std::fs::read("assets/models/tagger.bin").map_err(|error| error.to_string())?;
    fit::retag(&bytes, &mut dev);
    let bytes = fit::fit_parser(&train, 12, 420_000);
    let (uas, las) = fit::score_parser(&bytes, &dev);
    eprintln!("parser: {} bytes, dev UAS {uas:.4}, LAS {las:.4} on gold tokens and predicted tags", bytes.len());
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

fn names(dev: &str, train: &[&str]) -> Result<Vec<u8>, String> {
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
    let bytes = fit::fit_names(&sentences, 8, 220_000);
    let (precision, recall, f1) = fit::score_names(&bytes, &dev);
    eprintln!("names: {} bytes, dev precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}", bytes.len());
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
