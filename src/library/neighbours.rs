//! Articles of one site side by side: what recurs in them is the site's, not the articles'.

use super::{ArticleId, Library, LibraryError, schema};
use crate::article::Article;
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

/// So many of a site's newest articles tell what recurs there.
pub const SAMPLE: usize = 200;

impl Library {
    /// For each site that one of `new` is of: its newest articles, at most [`SAMPLE`], and those of `new` that
    /// are older.
    pub fn neighbours(&self, new: &[ArticleId]) -> Result<Vec<Vec<ArticleId>>, LibraryError> {
        self.named(neighbours(&self.connection, new))
    }

    /// Puts `article` in the place of one whose lines were found to recur; its analysis has to be made again. `false`
    /// where a person has corrected facts of it: then it is left as it is.
    pub fn replace(&mut self, id: ArticleId, article: &Article) -> Result<bool, LibraryError> {
        let replaced = replace(&mut self.connection, id, article);
        self.named(replaced)
    }
}

fn neighbours(connection: &Connection, new: &[ArticleId]) -> rusqlite::Result<Vec<Vec<ArticleId>>> {
    let new: BTreeSet<ArticleId> = new.iter().copied().collect();
    let mut statement = connection.prepare("SELECT id, address, site FROM articles ORDER BY id DESC")?;
    let mut sites: BTreeMap<String, (usize, Vec<ArticleId>)> = BTreeMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, address, site): (ArticleId, Option<String>, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        // An address as it is stored begins with the host.
        let host = address.and_then(|address| address.split(['/', '?']).next().map(str::to_owned));
        let Some(site) = host.or(site) else { continue };
        let (fresh, articles) = sites.entry(site.to_lowercase()).or_default();
        let is_new = new.contains(&id);
        *fresh += usize::from(is_new);
        if is_new || articles.len() < SAMPLE {
            articles.push(id);
        }
    }
    Ok(sites.into_values().filter(|&(fresh, _)| fresh > 0).map(|(_, articles)| articles).collect())
}

fn replace(connection: &mut Connection, id: ArticleId, article: &Article) -> rusqlite::Result<bool> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let sql = "SELECT EXISTS (SELECT 1 FROM corrections WHERE article = ?1)";
    if transaction.query_row(sql, [id], |row| row.get(0))? {
        return Ok(false);
    }
    let source = serde_json::to_string(article).expect("an article is JSON");
    transaction.execute(
        "UPDATE contents SET source = ?2, analysis = NULL, made_by = ?3 WHERE article = ?1",
        params![id, source, schema::MADE_BY],
    )?;
    transaction.execute("DELETE FROM words WHERE rowid = ?1", [id])?;
    transaction.execute(
        "INSERT INTO words (rowid, title, body) VALUES (?1, ?2, ?3)",
        params![id, article.title, article.text],
    )?;
    // Where reading stopped is a byte of a body that is no more.
    transaction.execute("UPDATE articles SET position = 0 WHERE id = ?1", [id])?;
    transaction.commit()?;
    Ok(true)
}
