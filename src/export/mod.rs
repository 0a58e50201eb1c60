//! Analyses in the formats that others read. Each format is a module with one function a thing over a writer;
//! [`Exporter`] calls them for one entry after the other, so that memory does not grow with their number.

pub mod conllu;
pub mod csv;
pub mod date;
pub mod ics;
pub mod item;
pub mod json;
pub mod markdown;
pub mod plain;
pub mod safe;
pub mod terms;
pub mod timelinejs;
pub mod unwire;
pub mod wire;

use item::Item;
use serde::Serialize;
use std::io::{self, Write};
use wire::WireAnalysis;

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    Json,
    /// Markdown for people.
    Markdown,
    /// One row a fact, for spreadsheets.
    Csv,
    /// The JSON of `TimelineJS`.
    TimelineJs,
    /// Lines in reading order, for screen readers.
    Plain,
    /// Dated events as an iCalendar file.
    Ics,
}

/// An analysis and what a person made of it.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// The facts.
    #[serde(flatten)]
    pub analysis: WireAnalysis,
    /// The marks of the library; nothing outside of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
}

impl From<WireAnalysis> for Entry {
    fn from(analysis: WireAnalysis) -> Self {
        Self { analysis, review: None }
    }
}

/// Review marks, as they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Review {
    /// `unread`, `reviewed` or `flagged`.
    pub state: String,
    /// A person's note.
    pub note: Option<String>,
    /// A person's tags.
    pub tags: Vec<String>,
}

/// Writes entries in one format, one after the other.
pub struct Exporter<W: Write> {
    format: Format,
    out: W,
    written: usize,
}

impl<W: Write> Exporter<W> {
    /// Starts the output.
    pub fn new(format: Format, mut out: W) -> io::Result<Self> {
        match format {
            Format::Csv => csv::header(&mut out)?,
            Format::TimelineJs => timelinejs::open(&mut out)?,
            Format::Ics => ics::open(&mut out)?,
            Format::Json | Format::Markdown | Format::Plain => {}
        }
        Ok(Self { format, out, written: 0 })
    }

    /// Writes one entry.
    pub fn entry(&mut self, entry: &Entry) -> io::Result<()> {
        match self.format {
            Format::Json => json::entry(entry, &mut self.out)?,
            Format::Markdown => markdown::entry(entry, self.written == 0, &mut self.out)?,
            Format::Csv => csv::entry(entry, &mut self.out)?,
            Format::Plain => plain::entry(entry, self.written == 0, &mut self.out)?,
            Format::TimelineJs | Format::Ics => {
                for item in item::of_analysis(&entry.analysis) {
                    self.item(&item)?;
                }
                return Ok(());
            }
        }
        self.written += 1;
        Ok(())
    }

    /// Writes one event of a timeline; the formats that have no timeline write nothing.
    pub fn item(&mut self, item: &Item<'_>) -> io::Result<()> {
        let written = match self.format {
            Format::TimelineJs => timelinejs::item(item, self.written == 0, &mut self.out)?,
            Format::Ics => ics::item(item, &mut self.out)?,
            Format::Json | Format::Markdown | Format::Csv | Format::Plain => false,
        };
        self.written += usize::from(written);
        Ok(())
    }

    /// Writes lines of JSON that were made elsewhere, by [`json::line`].
    pub fn raw(&mut self, lines: &[u8]) -> io::Result<()> {
        self.out.write_all(lines)
    }

    /// Hands over what was written so far.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Ends the output and gives the writer back.
    pub fn finish(mut self) -> io::Result<W> {
        match self.format {
            Format::TimelineJs => timelinejs::close(&mut self.out)?,
            Format::Ics => ics::close(&mut self.out)?,
            Format::Json | Format::Markdown | Format::Csv | Format::Plain => {}
        }
        self.out.flush()?;
        Ok(self.out)
    }
}

#[cfg(test)]
mod tests;
