//! Analyses in the formats that others read. Each format is one function over a writer.

pub mod wire;
