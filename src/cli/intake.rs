//! From the command line's inputs to articles: what is fed to the workers, and what they make of it first.

use super::ordered::Push;
use dateline::article::{Article, Published, PublishedHow};
use dateline::source::{self, Input, Limits, Raw};
use dateline::{clean, ingest};
use jiff::civil::Date;
use serde_json::Value;

/// A piece of input as the workers get it.
pub(super) enum Piece {
    /// The bytes of a source.
    Raw(Raw),
    /// A line of JSON.
    Line(Raw),
    /// What could not even be read.
    Failed(Problem),
}

/// A piece and the number (from 1) of the input that it comes from.
pub(super) struct Numbered {
    pub(super) input: usize,
    pub(super) piece: Piece,
}

/// Why there is no result for something.
#[derive(Debug)]
pub(super) struct Problem {
    /// The id of the line, where it could be read.
    pub(super) id: Value,
    /// A short word for machines.
    pub(super) kind: &'static str,
    /// What was wrong and what to do.
    pub(super) message: String,
    /// Worth a line, but no failure.
    pub(super) notice: bool,
}

impl Problem {
    pub(super) fn new(kind: &'static str, message: impl Into<String>) -> Self {
        Self { id: Value::Null, kind, message: message.into(), notice: false }
    }
}

impl From<source::SourceError> for Problem {
    fn from(error: source::SourceError) -> Self {
        Self { notice: error.is_notice(), ..Self::new(error.kind(), error.to_string()) }
    }
}

impl From<ingest::IngestError> for Problem {
    fn from(error: ingest::IngestError) -> Self {
        Self::new(error.kind(), error.to_string())
    }
}

/// Pushes every source in `inputs`.
pub(super) fn feed(inputs: &[Input], limits: &Limits, push: Push<'_, Numbered>) {
    for (index, input) in inputs.iter().enumerate() {
        let more = source::read(input, limits, &mut |raw| {
            let piece = raw.map_or_else(|error| Piece::Failed(error.into()), Piece::Raw);
            push(Numbered { input: index + 1, piece })
        });
        if more.is_break() {
            return;
        }
    }
}

/// Pushes every line of `inputs`; of standard input where there are none.
pub(super) fn feed_lines(inputs: &[Input], limits: &Limits, push: Push<'_, Numbered>) {
    let standard = [Input::Stdin];
    let inputs = if inputs.is_empty() { &standard } else { inputs };
    for (index, input) in inputs.iter().enumerate() {
        let more = source::read_lines(input, limits, &mut |line| {
            let piece = line.map_or_else(|error| Piece::Failed(error.into()), Piece::Line);
            push(Numbered { input: index + 1, piece })
        });
        if more.is_break() {
            return;
        }
    }
}

/// The articles of a source.
pub(super) fn articles(raw: &Raw, date: Option<Date>) -> Result<Vec<Article>, Problem> {
    let mut articles = ingest::read(raw)?;
    clean::recurring(&mut articles);
    for article in &mut articles {
        set_date(article, date);
    }
    Ok(articles)
}

/// The article of a line.
pub(super) fn article(line: &Raw, date: Option<Date>) -> Result<Article, Problem> {
    let mut article =
        ingest::json_line(line).map_err(|found| Problem { id: found.id, ..Problem::from(found.error) })?;
    set_date(&mut article, date);
    Ok(article)
}

fn set_date(article: &mut Article, date: Option<Date>) {
    if article.published.is_none() {
        article.published = date.map(|date| Published { date, how: PublishedHow::Given });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_of_the_command_line_fills_a_gap_only() {
        let given = "2020-01-01".parse().ok();
        let year = |line: &str| {
            let raw = Raw { bytes: line.into(), ..Raw::default() };
            article(&raw, given).expect("a good line").published.map(|published| published.date.year())
        };
        assert_eq!(year(r#"{"text":"a","published":"2019-01-01"}"#), Some(2019));
        assert_eq!(year(r#"{"text":"a"}"#), Some(2020));
    }
}
