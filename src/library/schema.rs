//! The tables of the library's file.

use rusqlite::Connection;

/// Version of the tables.
pub(super) const VERSION: i64 = 2;

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

/// Makes the tables where there are none; gives the version that the file has.
pub(super) fn prepare(connection: &mut Connection) -> rusqlite::Result<i64> {
    let version = |connection: &Connection| connection.pragma_query_value(None, "user_version", |row| row.get(0));
    match version(connection)? {
        0 => {
            // Another program may be making them right now: who comes second finds them made.
            let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            if version(&transaction)? == 0 {
                transaction.execute_batch(TABLES)?;
            }
            transaction.commit()?;
            version(connection)
        }
        1 => {
            let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            if version(&transaction)? == 1 {
                transaction.execute_batch("ALTER TABLE articles ADD COLUMN print INTEGER; PRAGMA user_version = 2;")?;
            }
            transaction.commit()?;
            version(connection)
        }
        version => Ok(version),
    }
}
