//! From the command line's inputs to articles: what is fed to the workers, and what they make of it first.

use super::ordered::Push;
use dateline::article::{Article, Published, PublishedHow};
use dateline::source::{self, Input, Limits, Raw};
use dateline::{clean, ingest};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

/// A piece of input as the workers get it.
pub(super) enum Piece {
    /// The bytes of a source.
    Raw(Raw),
    /// A line of JSON, with its number from 1.
    Line(Vec<u8>, usize),
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
        let mut piece = |piece| push(Numbered { input: index + 1, piece });
        let more = match input {
            Input::Stdin => lines("-", io::stdin().lock(), limits, &mut piece),
            Input::Path(path) => match File::open(path) {
                Ok(file) => lines(&path.to_string_lossy(), BufReader::new(file), limits, &mut piece),
                Err(error) => piece(Piece::Failed(Problem::new("io", format!("{}: {error}", path.display())))),
            },
            Input::Url(url) => {
                let message = format!("{url}: --jsonl reads files and standard input; fetch it first");
                piece(Piece::Failed(Problem::new("address", message)))
            }
        };
        if more.is_break() {
            return;
        }
    }
}

fn lines(name: &str, mut reader: impl BufRead, limits: &Limits, push: Push<'_, Piece>) -> ControlFlow<()> {
    if reader.fill_buf().is_ok_and(|start| start.starts_with(&[0x1f, 0x8b])) {
        return plain_lines(name, BufReader::new(flate2::bufread::MultiGzDecoder::new(reader)), limits, push);
    }
    plain_lines(name, reader, limits, push)
}

fn plain_lines(name: &str, mut reader: impl BufRead, limits: &Limits, push: Push<'_, Piece>) -> ControlFlow<()> {
    for number in 1_usize.. {
        let mut line = Vec::new();
        match read_line(&mut reader, &mut line, limits.max_bytes) {
            Ok(None) => break,
            Ok(Some(false)) => {
                let message = format!("{name}, line {number}: longer than {} bytes; split it", limits.max_bytes);
                push(Piece::Failed(Problem::new("too-large", message)))?;
            }
            Ok(Some(true)) if line.trim_ascii().is_empty() => {}
            Ok(Some(true)) => push(Piece::Line(line, number))?,
            Err(error) => {
                return push(Piece::Failed(Problem::new("io", format!("{name}, line {number}: {error}"))));
            }
        }
    }
    ControlFlow::Continue(())
}

/// Reads a line and its end; of one longer than `limit` bytes the rest is read over. Gives whether it is whole.
fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>, limit: u64) -> io::Result<Option<bool>> {
    if reader.by_ref().take(limit + 1).read_until(b'\n', line)? == 0 {
        return Ok(None);
    }
    if line.len() as u64 <= limit || line.ends_with(b"\n") {
        return Ok(Some(true));
    }
    line.clear();
    reader.skip_until(b'\n')?;
    Ok(Some(false))
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

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Value,
    text: Option<String>,
    html: Option<String>,
    markdown: Option<String>,
    url: Option<String>,
    title: Option<String>,
    published: Option<String>,
}

/// The article of a line. The line alone decides: what it says of title, address and date goes before what its text
/// says.
pub(super) fn article(line: &[u8], number: usize, date: Option<Date>) -> Result<Article, Problem> {
    let value: Value = serde_json::from_slice(line)
        .map_err(|error| Problem::new("json", format!("line {number}: not JSON: {error}")))?;
    let id = value.get("id").cloned().unwrap_or(Value::Null);
    let problem =
        |kind, message: String| Problem { id: id.clone(), ..Problem::new(kind, format!("line {number}: {message}")) };
    let line: Line =
        serde_json::from_value(value).map_err(|error| problem("json", format!("not an article: {error}")))?;
    let name = match &line.id {
        Value::String(text) => text.clone(),
        Value::Number(id) => id.to_string(),
        Value::Null => number.to_string(),
        _ => return Err(problem("json", "the id is neither a text nor a number".into())),
    };
    let published = line.published.as_deref().filter(|text| !text.trim().is_empty());
    let published = published
        .map(|text| day(text).ok_or_else(|| problem("date", format!("published: {text:?} is no date like 2025-06-30"))))
        .transpose()?;
    let mut article = match (&line.text, &line.html, &line.markdown) {
        (Some(text), None, None) => ingest::plain(&name, text),
        (None, Some(html), None) => {
            ingest::html(&name, html, line.url.as_deref()).map_err(|error| problem(error.kind(), error.to_string()))?
        }
        (None, None, Some(markdown)) => ingest::markdown(&name, markdown),
        _ => return Err(problem("json", "one of text, html and markdown is needed".into())),
    };
    if let Some(date) = published {
        article.published = Some(Published { date, how: PublishedHow::Given });
    }
    article.url = line.url.or(article.url);
    article.title = line.title.or(article.title);
    set_date(&mut article, date);
    Ok(article)
}

/// The day of `2025-06-30`, of an ISO time that starts with one, or of a mail's date.
fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let iso = text.get(..10).filter(|_| matches!(text.as_bytes().get(10), None | Some(b'T' | b' ')));
    iso.and_then(|day| day.parse().ok()).or_else(|| jiff::fmt::rfc2822::parse(text).ok().map(|time| time.date()))
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
    fn a_line_gives_its_article() {
        let line = br#"{"id":"x","text":"Rain fell.","title":"Rain","published":"2025-06-30T10:00:00Z"}"#;
        let read = article(line, 1, None).expect("a good line");
        assert_eq!((read.id.as_str(), read.title.as_deref()), ("x", Some("Rain")));
        assert_eq!(read.published.map(|published| published.date.to_string()).as_deref(), Some("2025-06-30"));
    }

    #[test]
    fn a_bad_line_keeps_its_id() {
        let of = |line: &str| article(line.as_bytes(), 4, None).expect_err("a bad line");
        assert_eq!(of("{").kind, "json");
        let problem = of(r#"{"id":"x","published":"soon","text":"a"}"#);
        assert_eq!((problem.id, problem.kind), (Value::from("x"), "date"));
        let problem = of(r#"{"id":"x","text":3}"#);
        assert_eq!((problem.id, problem.kind), (Value::from("x"), "json"));
        assert!(of(r#"{"id":"x"}"#).message.contains("line 4: one of text, html and markdown"));
    }

    #[test]
    fn the_date_of_the_command_line_fills_a_gap_only() {
        let given = "2020-01-01".parse().ok();
        let dated = article(br#"{"text":"a","published":"2019-01-01"}"#, 1, given).expect("a good line");
        let undated = article(br#"{"text":"a"}"#, 1, given).expect("a good line");
        assert_eq!(dated.published.map(|published| published.date.year()), Some(2019));
        assert_eq!(undated.published.map(|published| published.date.year()), Some(2020));
    }

    #[test]
    fn a_line_that_is_too_long_is_read_over() {
        let mut reader = io::Cursor::new(b"aaaaaaaaaaaaaaaa\nbb\n".to_vec());
        let mut line = Vec::new();
        assert_eq!(read_line(&mut reader, &mut line, 8).expect("in memory"), Some(false));
        line.clear();
        assert_eq!(read_line(&mut reader, &mut line, 8).expect("in memory"), Some(true));
        assert_eq!(line, b"bb\n");
    }
}
