//! The tables of the library's file.

use rusqlite::Connection;

/// Version of the tables.
pub(super) const VERSION: i64 = 3;

/// Which program made an analysis: one of another version is made again.
pub(super) const MADE_BY: &str = concat!("dateline ", env!("CARGO_PKG_VERSION"));

/// What the list needs stands apart from the long texts, so that twenty thousand rows are read in milliseconds.
const TABLES: &str = "
CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    address TEXT UNIQUE,
    fingerprint INTEGER NOT NULL,
    print INTEGER,
    name TEXT NOT NULL,
    title TEXT,
    site TEXT,
    published TEXT,
    state TEXT NOT NULL,
    note TEXT,
    position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX articles_by_fingerprint ON articles (fingerprint);
CREATE TABLE contents (
    article INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
    source TEXT NOT NULL,
    analysis TEXT,
    made_by TEXT
) STRICT;
CREATE TABLE tags (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (article, tag)
) STRICT, WITHOUT ROWID;
CREATE TABLE parties (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    names TEXT NOT NULL,
    stance TEXT NOT NULL
) STRICT;
CREATE INDEX parties_by_article ON parties (article);
CREATE VIRTUAL TABLE words USING fts5 (
    title, body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
PRAGMA user_version = 2;
";

/// What makes the tables of one version of those before, from version 1 on. Corrections are a log: a row is never
/// changed, one that undoes another names it.
const STEPS: [&str; 2] = [
    "ALTER TABLE articles ADD COLUMN print INTEGER; PRAGMA user_version = 2;",
    "
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    made_at TEXT NOT NULL DEFAULT (datetime('now')),
    what TEXT,
    undoes INTEGER REFERENCES corrections
) STRICT;
CREATE INDEX corrections_by_article ON corrections (article);
CREATE TABLE party_links (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at TEXT NOT NULL DEFAULT (datetime('now')),
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    same INTEGER NOT NULL
) STRICT;
PRAGMA user_version = 3;
",
];

/// Makes the tables where there are none, and new ones of old ones; gives the version that the file has.
pub(super) fn prepare(connection: &mut Connection) -> rusqlite::Result<i64> {
    let version = |connection: &Connection| connection.pragma_query_value(None, "user_version", |row| row.get(0));
    if version(connection)? < VERSION {
        // Another program may be making them right now: who comes second finds them made.
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        if version(&transaction)? == 0 {
            transaction.execute_batch(TABLES)?;
        }
        for (step, batch) in (1..).zip(STEPS) {
            if version(&transaction)? == step {
                transaction.execute_batch(batch)?;
            }
        }
        transaction.commit()?;
    }
    version(connection)
}
