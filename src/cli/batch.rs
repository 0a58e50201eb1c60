//! `analyze --jsonl`: one article a line in, one analysis a line out.

use super::Analyze;
use dateline::analyze::{Options, analyze};
use dateline::article::{Article, Published, PublishedHow};
use dateline::export::wire;
use dateline::{ingest, language};
use serde::Deserialize;
use std::io::{BufRead, Write};
use std::process::ExitCode;

#[derive(Deserialize)]
struct Line {
    id: String,
    text: Option<String>,
    html: Option<String>,
    markdown: Option<String>,
    url: Option<String>,
    title: Option<String>,
    published: Option<jiff::civil::Date>,
}

pub(super) fn analyze_lines(arguments: &Analyze) -> ExitCode {
    let options = Options { clean: !arguments.no_clean };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let done = line.map_err(|error| error.to_string()).and_then(|line| {
            let line: Line = serde_json::from_str(&line).map_err(|error| error.to_string())?;
            let read = match (&line.text, &line.html, &line.markdown) {
                (Some(text), ..) => Ok(ingest::plain(&line.id, text)),
                (_, Some(html), _) => ingest::html(&line.id, html, line.url.as_deref()),
                (.., Some(markdown)) => Ok(ingest::markdown(&line.id, markdown)),
                _ => Ok(ingest::plain(&line.id, "")),
            };
            let read = match read {
                Ok(read) => read,
                Err(error) => {
                    let record = serde_json::json!({"id": line.id, "error": {"kind": error.kind(), "message": error.to_string()}});
                    return writeln!(out, "{record}").map_err(|error| error.to_string());
                }
            };
            let article = Article {
                url: line.url.or(read.url),
                title: line.title.or(read.title),
                published: line.published.map(|date| Published { date, how: PublishedHow::Given }).or(read.published),
                ..read
            };
            let analysis = analyze(&article, &options);
            let mut written = wire::wire(&analysis);
            if arguments.tokens {
                written.language = Some(wire::wire_language(&language::parse(&analysis.body)));
            }
            serde_json::to_writer(&mut out, &written).map_err(|error| error.to_string())?;
            out.write_all(b"\n").map_err(|error| error.to_string())
        });
        if let Err(error) = done {
            eprintln!("dateline: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
