//! The terminal reader.

mod flow;
mod glyph;
