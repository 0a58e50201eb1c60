//! The JSON of the contract: one object a line.

use super::Entry;
use serde::Serialize;
use std::io::{self, Write};

/// Writes one entry and a line end.
pub fn entry(entry: &Entry, out: impl Write) -> io::Result<()> {
    line(entry, out)
}

/// Writes any value as one line.
pub fn line(value: &impl Serialize, mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut out, value)?;
    out.write_all(b"\n")
}
