//! The word lists and rules of `assets/lexicon`, embedded and read once.
//!
//! Each file has a submodule-like section here: its TOML shape as a serde type and an accessor that parses on first
//! use. A test reads every file and runs its examples.
