//! The terminal reader.
#![allow(dead_code, reason = "the rooms are being furnished")]

mod flow;
mod glyph;

use dateline::analyze::Options;
use dateline::source::{Input, Limits, Raw};
use jiff::civil::Date;
use std::path::PathBuf;

/// What the reader opens on, and how.
#[derive(Debug, Default)]
pub(crate) struct Start {
    /// Articles to read, in order; they arrive while the screen is already there.
    pub(crate) inputs: Vec<Input>,
    /// Articles that are at hand already: the built-in samples.
    pub(crate) at_hand: Vec<Raw>,
    /// What reading may cost.
    pub(crate) limits: Limits,
    /// How articles are analysed.
    pub(crate) options: Options,
    /// Publication date of articles whose source has none.
    pub(crate) date: Option<Date>,
    /// `--theme`: a name (`dark`, `light`, `256`, `16`, `none`) or the path of a TOML file; without, what fits the
    /// terminal.
    pub(crate) theme: Option<String>,
    /// The user's key file, which patches the default.
    pub(crate) keys: Option<PathBuf>,
    /// Whether the mouse is used.
    pub(crate) mouse: bool,
}

/// Why the reader could not start or had to stop. The message says what to do.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The terminal cannot be used.
    #[error("the terminal cannot be used: {0}; run it in a terminal, or use `dateline analyze`")]
    Terminal(#[from] std::io::Error),
    /// A key or theme file is wrong; the message names file and line.
    #[error("{0}")]
    Settings(String),
}

/// Opens the reader and comes back when the user leaves it; the terminal is then as it was.
pub(crate) fn run(start: Start) -> Result<(), Error> {
    let _ = start;
    Err(Error::Settings("the reader is not built yet".into()))
}
