//! `dateline timeline`: one timeline over many articles, or over analyses already made.

use super::analyze::{deliver, guarded};
use super::arguments::{FormatName, Timeline};
use super::intake::{self, Numbered, Piece, Problem};
use super::output::Output;
use super::progress::Progress;
use super::{Failure, Settings, inputs, ordered};
use dateline::analyze::analyze;
use dateline::export::item::of_collection;
use dateline::export::wire::WireAnalysis;
use dateline::export::{Exporter, csv, json, markdown, plain, unwire};
use dateline::timeline::collection::{Collection, Digest, Options, merge};
use std::io;

pub(super) fn run(settings: &Settings, arguments: &Timeline) -> Result<bool, Failure> {
    let (from, to) = (arguments.from, arguments.to);
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        return Err(Failure::Usage(format!("--from {from} is after --to {to}")));
    }
    let inputs = inputs(&arguments.inputs);
    let mut progress = Progress::new(inputs.len(), false);
    let (mut digests, mut complete) = (Vec::new(), true);
    let feed = |push: ordered::Push<'_, Numbered>| {
        if arguments.jsonl {
            intake::feed_lines(&inputs, &settings.limits, push);
        } else {
            intake::feed(&inputs, &settings.limits, push);
        }
    };
    let sink = |(input, results): (usize, Vec<Result<Digest, Problem>>)| {
        for result in results {
            match result {
                Ok(digest) => {
                    digests.push(digest);
                    progress.article(input);
                }
                Err(problem) => {
                    complete &= problem.notice;
                    progress.problem(input, problem.notice);
                    settings.messages.problem(&problem);
                }
            }
        }
        Ok(())
    };
    ordered::run(settings.threads, feed, |piece| (piece.input, results(settings, piece.piece)), sink)?;
    progress.clear();
    let articles = digests.len();
    let collection = merge(digests, &Options { limit: arguments.limit, from, to });
    deliver(arguments.output.as_deref(), |output| write(arguments.format, &collection, articles, output))?;
    Ok(complete)
}

fn results(settings: &Settings, piece: Piece) -> Vec<Result<Digest, Problem>> {
    guarded(|| {
        let articles = match piece {
            Piece::Failed(problem) => return vec![Err(problem)],
            Piece::Raw(raw) => match made(&raw.bytes, &raw.name) {
                Some(results) => return results,
                None => intake::articles(&raw, settings.date),
            },
            Piece::Line(line) => match made(&line.bytes, &line.name) {
                Some(results) => return results,
                None => intake::article(&line, settings.date).map(|article| vec![article]),
            },
        };
        match articles {
            Ok(articles) => {
                articles.iter().map(|article| Ok(Digest::of(&analyze(article, &settings.options)))).collect()
            }
            Err(problem) => vec![Err(problem)],
        }
    })
}

/// The analyses that `bytes` are, one after the other; `None` where they are something else.
fn made(bytes: &[u8], name: &str) -> Option<Vec<Result<Digest, Problem>>> {
    let start = bytes.trim_ascii_start();
    if !start.starts_with(b"{") || memchr::memmem::find(start, b"\"schema\"").is_none() {
        return None;
    }
    let problem = |message: String| Problem::new("analysis", format!("{name}: not an analysis: {message}"));
    let read = |wire: Result<WireAnalysis, serde_json::Error>| {
        let wire = wire.map_err(|error| problem(error.to_string()))?;
        unwire::analysis(&wire).map(|analysis| Digest::of(&analysis)).map_err(|error| problem(error.to_string()))
    };
    Some(serde_json::Deserializer::from_slice(start).into_iter().map(read).collect())
}

fn write(format: FormatName, collection: &Collection, articles: usize, output: &mut Output) -> io::Result<()> {
    let mut items = of_collection(collection);
    match format {
        FormatName::Json => json::line(collection, output),
        FormatName::Md => {
            markdown::timeline_header(articles, &mut *output)?;
            items.try_for_each(|item| markdown::timeline_item(&item, &mut *output))
        }
        FormatName::Csv => {
            csv::timeline_header(&mut *output)?;
            items.try_for_each(|item| csv::timeline_item(&item, &mut *output))
        }
        FormatName::Plain => {
            plain::timeline_header(articles, collection.events.len(), &mut *output)?;
            (1..).zip(items).try_for_each(|(number, item)| plain::timeline_item(number, &item, &mut *output))
        }
        FormatName::Timelinejs | FormatName::Ics => {
            let mut exporter = Exporter::new(format.format(), output)?;
            items.try_for_each(|item| exporter.item(&item))?;
            exporter.finish().map(drop)
        }
    }
}
