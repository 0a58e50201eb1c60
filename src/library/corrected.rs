//! The log of what a person corrected: only ever added to.

use super::{ArticleId, Library, LibraryError, damaged, set_parties};
use crate::corrections::Correction;
use crate::export::wire::WireAnalysis;
use crate::positions::across::PartyLink;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashSet;

impl Library {
    /// Adds a correction to the log of an article.
    pub fn correct(&mut self, id: ArticleId, correction: &Correction) -> Result<(), LibraryError> {
        self.named(add(&self.connection, id, correction))
    }

    /// Undoes the newest correction of an article that is in force; the log keeps both. `false` where there is none.
    pub fn undo_correction(&mut self, id: ArticleId) -> Result<bool, LibraryError> {
        let undone = undo(&mut self.connection, id);
        self.named(undone)
    }

    /// Lets the article be found by the parties and stances of `analysis`, which holds what was corrected.
    pub fn set_found_by(&mut self, id: ArticleId, analysis: &WireAnalysis) -> Result<(), LibraryError> {
        let set = |connection: &mut Connection| {
            let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            set_parties(&transaction, id, analysis)?;
            transaction.commit()
        };
        let set = set(&mut self.connection);
        self.named(set)
    }

    /// Keeps that a person holds two names for one party, or for two.
    pub fn link_parties(&mut self, link: &PartyLink) -> Result<(), LibraryError> {
        let sql = "INSERT INTO party_links (one, other, same) VALUES (?1, ?2, ?3)";
        self.named(self.connection.execute(sql, params![link.one, link.other, link.same])).map(drop)
    }

    /// What a person holds of names across articles, in the order in which they said it.
    pub fn party_links(&self) -> Result<Vec<PartyLink>, LibraryError> {
        let links = self.connection.prepare("SELECT one, other, same FROM party_links ORDER BY id").and_then(
            |mut statement| {
                let link =
                    |row: &rusqlite::Row<'_>| Ok(PartyLink { one: row.get(0)?, other: row.get(1)?, same: row.get(2)? });
                statement.query_map([], link)?.collect()
            },
        );
        self.named(links)
    }
}

fn add(connection: &Connection, id: ArticleId, correction: &Correction) -> rusqlite::Result<()> {
    let what = serde_json::to_string(correction).expect("a correction is JSON");
    connection.execute("INSERT INTO corrections (article, what) VALUES (?1, ?2)", params![id, what]).map(drop)
}

/// The corrections of an article that nobody undid, with their numbers, in order.
pub(super) fn in_force(connection: &Connection, id: ArticleId) -> rusqlite::Result<Vec<(i64, Correction)>> {
    let mut statement =
        connection.prepare_cached("SELECT id, what, undoes FROM corrections WHERE article = ?1 ORDER BY id")?;
    let mut rows = statement.query([id])?;
    let (mut made, mut undone) = (Vec::new(), HashSet::new());
    while let Some(row) = rows.next()? {
        let (number, what, undoes): (i64, Option<String>, Option<i64>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        undone.extend(undoes);
        if let Some(what) = what {
            made.push((number, serde_json::from_str(&what).map_err(damaged)?));
        }
    }
    made.retain(|(number, _)| !undone.contains(number));
    Ok(made)
}

fn undo(connection: &mut Connection, id: ArticleId) -> rusqlite::Result<bool> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let newest = "SELECT max(id) FROM corrections AS made WHERE article = ?1 AND undoes IS NULL \
                  AND NOT EXISTS (SELECT 1 FROM corrections WHERE undoes = made.id)";
    let newest: Option<i64> = transaction.query_row(newest, [id], |row| row.get(0)).optional()?.flatten();
    if let Some(newest) = newest {
        transaction.execute("INSERT INTO corrections (article, undoes) VALUES (?1, ?2)", params![id, newest])?;
    }
    transaction.commit()?;
    Ok(newest.is_some())
}
