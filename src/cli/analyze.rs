//! `dateline analyze`: inputs to analyses, in order, on many threads.

use super::arguments::{Analyze, AnalyzeFormat};
use super::intake::{self, Numbered, Piece, Problem};
use super::output::Output;
use super::progress::Progress;
use super::{Failure, Settings, inputs, ordered};
use dateline::analyze::{analyze, facts_end};
use dateline::article::Article;
use dateline::export::item::one_line;
use dateline::export::wire::{WireAnalysis, wire, wire_language};
use dateline::export::{Entry, Exporter, conllu, json};
use dateline::language;
use serde::Serialize;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a worker hands over for one piece.
struct Done {
    input: usize,
    results: Vec<Result<Ready, Problem>>,
}

enum Ready {
    /// Lines that the worker wrote already.
    Lines(Vec<u8>),
    Entry(Box<Entry>),
}

#[derive(Serialize)]
struct ErrorRecord<'a> {
    id: &'a serde_json::Value,
    error: Cause<'a>,
}

#[derive(Serialize)]
struct Cause<'a> {
    kind: &'a str,
    message: &'a str,
}

pub(super) fn run(settings: &Settings, arguments: &Analyze) -> Result<bool, Failure> {
    let as_json = arguments.format == AnalyzeFormat::Json;
    if arguments.tokens && !as_json {
        return Err(Failure::Usage("--tokens goes with --format json alone".into()));
    }
    let inputs = inputs(&arguments.inputs);
    let output = Output::open(arguments.output.as_deref())
        .map_err(|error| Failure::output(arguments.output.as_deref(), error))?;
    let mut exporter = Exporter::new(arguments.format.format(), output)?;
    let mut progress = Progress::new(inputs.len(), arguments.output.is_none());
    let mut complete = true;
    let feed = |push: ordered::Push<'_, Numbered>| {
        if arguments.jsonl {
            intake::feed_lines(&inputs, &settings.limits, push);
        } else {
            intake::feed(&inputs, &settings.limits, push);
        }
    };
    let work = |piece: Numbered| Done { input: piece.input, results: results(settings, arguments, piece.piece) };
    let sink = |done: Done| {
        for result in done.results {
            match result {
                Ok(Ready::Lines(bytes)) => exporter.raw(&bytes)?,
                Ok(Ready::Entry(entry)) => exporter.entry(&entry)?,
                Err(problem) => {
                    complete &= problem.notice;
                    progress.problem(done.input, problem.notice);
                    settings.messages.problem(&problem);
                    if arguments.jsonl && as_json {
                        let error = Cause { kind: problem.kind, message: &problem.message };
                        exporter.raw(&line(&ErrorRecord { id: &problem.id, error }))?;
                    }
                    continue;
                }
            }
            progress.article(done.input);
        }
        // A program at the other end of a pipe may wait for this line before it writes the next.
        if arguments.jsonl { exporter.flush() } else { Ok(()) }
    };
    ordered::run(settings.threads, feed, work, sink)
        .and_then(|()| exporter.finish())
        .and_then(Output::commit)
        .map_err(|error| Failure::output(arguments.output.as_deref(), error))?;
    Ok(complete)
}

fn results(settings: &Settings, arguments: &Analyze, piece: Piece) -> Vec<Result<Ready, Problem>> {
    guarded(|| {
        let articles = match piece {
            Piece::Failed(problem) => return vec![Err(problem)],
            Piece::Raw(raw) => intake::articles(&raw, settings.date),
            Piece::Line(line) => intake::article(&line, settings.date).map(|article| vec![article]),
        };
        match articles {
            Ok(articles) => articles.iter().map(|article| Ok(ready(settings, arguments, article))).collect(),
            Err(problem) => vec![Err(problem)],
        }
    })
}

/// Runs `work`; a fault of the program costs the piece that showed it, and nothing else.
pub(super) fn guarded<T>(work: impl FnOnce() -> Vec<Result<T, Problem>>) -> Vec<Result<T, Problem>> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        vec![Err(Problem::new(
            "internal",
            "a fault in dateline stopped the analysis of this article; please report it",
        ))]
    })
}

fn ready(settings: &Settings, arguments: &Analyze, article: &Article) -> Ready {
    let written = wired(settings, arguments.tokens, article);
    match arguments.format {
        AnalyzeFormat::Json => Ready::Lines(line(&Entry::from(written))),
        AnalyzeFormat::Conllu => Ready::Lines(conllu_lines(&written)),
        _ => Ready::Entry(Box::new(written.into())),
    }
}

/// The analysis of an article as it is written.
pub(super) fn wired(settings: &Settings, tokens: bool, article: &Article) -> WireAnalysis {
    let analysis = analyze(article, &settings.options);
    let end = facts_end(&analysis.body);
    if end < analysis.body.len() {
        settings.messages.notice(&format!("{}: facts from the first {end} bytes only", one_line(&article.id)));
    }
    let mut written = wire(&analysis);
    if tokens {
        written.language = Some(wire_language(&language::parse(read_part(&analysis.body))));
    }
    written
}

/// The part of a body that is analysed.
fn read_part(body: &str) -> &str {
    body.get(..facts_end(body)).unwrap_or_default()
}

fn conllu_lines(analysis: &WireAnalysis) -> Vec<u8> {
    let mut bytes = format!("# newdoc id = {}\n", one_line(&analysis.id)).into_bytes();
    conllu::write(&language::parse(read_part(&analysis.body)), &mut bytes).expect("a Vec takes all");
    bytes
}

fn line(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    json::line(value, &mut bytes).expect("a Vec takes all, and our types are all JSON");
    bytes
}

/// Writes `text` to `path` or standard output, whole or not at all.
pub(super) fn deliver(
    path: Option<&std::path::Path>,
    write: impl FnOnce(&mut Output) -> io::Result<()>,
) -> Result<(), Failure> {
    let failure = |error| Failure::output(path, error);
    let mut output = Output::open(path).map_err(failure)?;
    write(&mut output).and_then(|()| output.flush()).map_err(failure)?;
    output.commit().map_err(failure)
}
