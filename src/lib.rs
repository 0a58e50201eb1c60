//! `dateline` turns news articles into facts: a timeline of events and the positions of the stakeholders, each fact
//! linked to the words that prove it.
//!
//! The way of an article: [`source`] brings bytes, [`ingest`] makes an [`article::Article`] of them,
//! [`analyze::analyze`] cleans it and finds an [`analysis::Analysis`], [`library`] keeps both, [`export`] writes them.
//!
//! ```
//! use dateline::{analyze::{analyze, Options}, ingest};
//! let mut article = ingest::plain("a", "Norhaven banned Vega in 2025.");
//! let analysis = analyze(&article, &Options::default());
//! assert_eq!(analysis.body, "Norhaven banned Vega in 2025.");
//! ```

pub mod analysis;
pub mod analyze;
pub mod article;
pub mod calendar;
pub mod clean;
pub mod config;
pub mod corrections;
pub mod export;
pub mod ingest;
pub mod language;
pub mod lexicon;
pub mod library;
pub mod positions;
pub mod source;
pub mod text;
pub mod timeline;
pub mod timex;
