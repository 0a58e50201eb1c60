//! The SQLite store: articles, review marks, corrections, full-text search.
