//! The store: articles, their analyses, a person's review marks, and full-text search, in one `SQLite` file.
//!
//! ```
//! use dateline::{ingest, library::{Added, Library}};
//! let mut library = Library::in_memory().unwrap();
//! let article = ingest::plain("a", "Ottawa ordered the firm to close.");
//! let Added::New(id) = library.add(&article).unwrap() else { panic!("the library was empty") };
//! assert_eq!(library.add(&article).unwrap(), Added::Known(id));
//! assert_eq!(library.find("ordered").unwrap(), [id]);
//! ```

mod corrected;
mod error;
mod listing;
mod neighbours;
mod query;
mod same;
mod schema;

pub use error::LibraryError;
pub use listing::Listed;
pub use neighbours::SAMPLE;
pub use query::{Query, QueryError};

use crate::article::Article;
use crate::corrections::Correction;
use crate::export::Review;
use crate::export::wire::WireAnalysis;
use crate::ingest::same::{near, print, resemble};
use rusqlite::{Connection, OptionalExtension, params};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// An article's number in its library; never used again for another.
pub type ArticleId = i64;

/// How long another program's write is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// An open library. Several programs may have one open at once; of two that write, one waits.
#[derive(Debug)]
pub struct Library {
    connection: Connection,
    path: PathBuf,
}

/// What became of an article that was to be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It was new.
    New(ArticleId),
    /// It was there already: the same address, or the same text.
    Known(ArticleId),
}

/// Where a person stands with an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReviewState {
    /// Not read yet.
    #[default]
    Unread,
    /// Done with.
    Reviewed,
    /// To come back to.
    Flagged,
}

impl ReviewState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Unread, Self::Reviewed, Self::Flagged];

    /// The word that stands for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Reviewed => "reviewed",
            Self::Flagged => "flagged",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// Review marks of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Where the person stands with it.
    pub state: ReviewState,
    /// Their note.
    pub note: Option<String>,
    /// Their tags, sorted.
    pub tags: Vec<String>,
    /// The **byte** of the body at which they stopped reading.
    pub position: usize,
}

impl Marks {
    /// The marks as they are exported.
    #[must_use]
    pub fn review(&self) -> Review {
        Review { state: self.state.as_str().to_owned(), note: self.note.clone(), tags: self.tags.clone() }
    }
}

/// An article as it is stored.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its number.
    pub id: ArticleId,
    /// What came in.
    pub article: Article,
    /// The analysis that this version of the program made of it, where it made one.
    pub analysis: Option<WireAnalysis>,
    /// Review marks.
    pub marks: Marks,
    /// What a person corrected and did not undo, in the order in which they did.
    pub corrections: Vec<Correction>,
}

impl Library {
    /// Opens the library at `path`; makes it, and the folders above it, where there is none.
    pub fn open(path: &Path) -> Result<Self, LibraryError> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .map_err(|error| LibraryError::Folder { path: folder.to_owned(), why: error.to_string() })?;
        }
        let connection = Connection::open(path).map_err(|error| LibraryError::of(path, error))?;
        Self::prepare(connection, path)
    }

    /// Opens the library at `path` if there is one.
    pub fn open_existing(path: &Path) -> Result<Option<Self>, LibraryError> {
        if path.exists() { Self::open(path).map(Some) } else { Ok(None) }
    }

    /// A library that is gone when it is dropped.
    pub fn in_memory() -> Result<Self, LibraryError> {
        let path = Path::new(":memory:");
        Self::prepare(Connection::open_in_memory().map_err(|error| LibraryError::of(path, error))?, path)
    }

    fn prepare(mut connection: Connection, path: &Path) -> Result<Self, LibraryError> {
        let prepared = connection
            .busy_timeout(PATIENCE)
            .and_then(|()| connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())))
            .and_then(|()| connection.pragma_update(None, "synchronous", "normal"))
            .and_then(|()| connection.pragma_update(None, "foreign_keys", true))
            .and_then(|()| schema::prepare(&mut connection));
        match prepared {
            Ok(schema::VERSION) => Ok(Self { connection, path: path.to_owned() }),
            Ok(version) => Err(LibraryError::Newer { path: path.to_owned(), version }),
            Err(error) => Err(LibraryError::of(path, error)),
        }
    }

    fn named<T>(&self, result: rusqlite::Result<T>) -> Result<T, LibraryError> {
        result.map_err(|error| LibraryError::of(&self.path, error))
    }

    /// Number of articles.
    pub fn len(&self) -> Result<usize, LibraryError> {
        self.named(self.connection.query_row("SELECT count(*) FROM articles", [], |row| row.get(0)))
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> Result<bool, LibraryError> {
        self.len().map(|count| count == 0)
    }

    /// Adds `article` unless it is there already.
    pub fn add(&mut self, article: &Article) -> Result<Added, LibraryError> {
        let path = self.path.clone();
        add(&mut self.connection, article).map_err(|error| LibraryError::of(&path, error))
    }

    /// Keeps the analysis of an article, made by this version of the program, in place of an older one.
    pub fn set_analysis(&mut self, id: ArticleId, analysis: &WireAnalysis) -> Result<(), LibraryError> {
        let path = self.path.clone();
        set_analysis(&mut self.connection, id, analysis).map_err(|error| LibraryError::of(&path, error))
    }

    /// The article with this number.
    pub fn get(&self, id: ArticleId) -> Result<Option<Stored>, LibraryError> {
        self.named(get(&self.connection, id))
    }

    /// The number of the article that is the same: the same address, or the same text.
    pub fn known(&self, article: &Article) -> Result<Option<ArticleId>, LibraryError> {
        self.named(known(&self.connection, article))
    }

    /// The articles that match `query` (see [`Query`]), the newest publication first, undated ones last.
    pub fn find(&self, query: &str) -> Result<Vec<ArticleId>, LibraryError> {
        let query: Query = query.parse().map_err(LibraryError::Query)?;
        let (condition, values) = query.sql();
        let sql =
            format!("SELECT id FROM articles WHERE {condition} ORDER BY published IS NULL, published DESC, id DESC");
        self.named(self.connection.prepare(&sql).and_then(|mut statement| {
            statement.query_map(rusqlite::params_from_iter(values), |row| row.get(0))?.collect()
        }))
    }

    /// Marks an article as unread, reviewed or flagged.
    pub fn set_state(&mut self, id: ArticleId, state: ReviewState) -> Result<(), LibraryError> {
        let sql = "UPDATE articles SET state = ?2 WHERE id = ?1";
        self.named(self.connection.execute(sql, params![id, state.as_str()])).map(drop)
    }

    /// Sets an article's note; an empty one takes it away.
    pub fn set_note(&mut self, id: ArticleId, note: &str) -> Result<(), LibraryError> {
        let sql = "UPDATE articles SET note = nullif(trim(?2), '') WHERE id = ?1";
        self.named(self.connection.execute(sql, params![id, note])).map(drop)
    }

    /// Keeps the **byte** of the body at which reading stopped.
    pub fn set_position(&mut self, id: ArticleId, position: usize) -> Result<(), LibraryError> {
        let sql = "UPDATE articles SET position = ?2 WHERE id = ?1";
        self.named(self.connection.execute(sql, params![id, i64::try_from(position).unwrap_or(i64::MAX)])).map(drop)
    }

    /// Sets an article's tags in place of those that it has; white space cannot be part of one.
    pub fn set_tags(&mut self, id: ArticleId, tags: &[&str]) -> Result<(), LibraryError> {
        let path = self.path.clone();
        set_tags(&mut self.connection, id, tags).map_err(|error| LibraryError::of(&path, error))
    }
}

fn add(connection: &mut Connection, article: &Article) -> rusqlite::Result<Added> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    if let Some(id) = known(&transaction, article)? {
        return Ok(Added::Known(id));
    }
    let published = article.published.map(|published| published.date.to_string());
    transaction.execute(
        "INSERT INTO articles (address, fingerprint, print, name, title, site, published, state) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'unread')",
        params![
            article.url.as_deref().map(same::address),
            same::fingerprint(&article.text),
            print(&article.text).map(u64::cast_signed),
            article.id,
            article.title,
            article.site,
            published
        ],
    )?;
    let id = transaction.last_insert_rowid();
    let source = serde_json::to_string(article).expect("an article is JSON");
    transaction.execute("INSERT INTO contents (article, source) VALUES (?1, ?2)", params![id, source])?;
    transaction.execute(
        "INSERT INTO words (rowid, title, body) VALUES (?1, ?2, ?3)",
        params![id, article.title, article.text],
    )?;
    transaction.commit()?;
    Ok(Added::New(id))
}

fn known(connection: &Connection, article: &Article) -> rusqlite::Result<Option<ArticleId>> {
    if let Some(url) = &article.url {
        let sql = "SELECT id FROM articles WHERE address = ?1";
        let id = connection.query_row(sql, [same::address(url)], |row| row.get(0)).optional()?;
        if id.is_some() {
            return Ok(id);
        }
    }
    let sql = "SELECT id, source FROM articles JOIN contents ON article = id WHERE fingerprint = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([same::fingerprint(&article.text)])?;
    while let Some(row) = rows.next()? {
        let source: String = row.get(1)?;
        let stored: Article = serde_json::from_str(&source).map_err(damaged)?;
        // Two texts may share a fingerprint by chance.
        if same::text(&stored.text).eq(same::text(&article.text)) {
            return row.get(0).map(Some);
        }
    }
    nearly(connection, article)
}

/// The article of nearly the same text: an agency's report with another last line.
fn nearly(connection: &Connection, article: &Article) -> rusqlite::Result<Option<ArticleId>> {
    let Some(own) = print(&article.text) else { return Ok(None) };
    let mut prints = connection.prepare_cached("SELECT id, print FROM articles WHERE print IS NOT NULL")?;
    let mut rows = prints.query([])?;
    while let Some(row) = rows.next()? {
        let (id, print): (ArticleId, i64) = (row.get(0)?, row.get(1)?);
        if !near(own, print.cast_unsigned()) {
            continue;
        }
        let source: String =
            connection.query_row("SELECT source FROM contents WHERE article = ?1", [id], |row| row.get(0))?;
        let stored: Article = serde_json::from_str(&source).map_err(damaged)?;
        if resemble(&stored.text, &article.text) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

fn set_analysis(connection: &mut Connection, id: ArticleId, analysis: &WireAnalysis) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let json = serde_json::to_string(analysis).expect("an analysis is JSON");
    transaction.execute(
        "UPDATE contents SET analysis = ?2, made_by = ?3 WHERE article = ?1",
        params![id, json, schema::MADE_BY],
    )?;
    set_parties(&transaction, id, analysis)?;
    transaction.commit()
}

/// Sets by what parties and stances an article is found.
fn set_parties(connection: &Connection, id: ArticleId, analysis: &WireAnalysis) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM parties WHERE article = ?1", [id])?;
    for party in &analysis.stakeholders {
        let names = std::iter::once(&party.name).chain(&party.aliases);
        let names: Vec<String> = names.map(|name| query::folded(name)).collect();
        connection.execute(
            "INSERT INTO parties (article, names, stance) VALUES (?1, ?2, ?3)",
            params![id, names.join("\n"), crate::export::terms::overall(party.stance)],
        )?;
    }
    Ok(())
}

fn get(connection: &Connection, id: ArticleId) -> rusqlite::Result<Option<Stored>> {
    let sql = "SELECT source, analysis, made_by, state, note, position FROM articles JOIN contents ON article = id \
               WHERE id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let Some(mut stored) = statement.query_row([id], |row| stored(id, row)).optional()? else { return Ok(None) };
    let mut statement = connection.prepare_cached("SELECT tag FROM tags WHERE article = ?1 ORDER BY tag")?;
    stored.marks.tags = statement.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    stored.corrections = corrected::in_force(connection, id)?.into_iter().map(|(_, correction)| correction).collect();
    Ok(Some(stored))
}

fn stored(id: ArticleId, row: &rusqlite::Row<'_>) -> rusqlite::Result<Stored> {
    let (source, analysis, made_by): (String, Option<String>, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let analysis = analysis.filter(|_| made_by.as_deref() == Some(schema::MADE_BY));
    let state: String = row.get(3)?;
    let position: i64 = row.get(5)?;
    Ok(Stored {
        id,
        article: serde_json::from_str(&source).map_err(damaged)?,
        // An analysis that cannot be read is made again.
        analysis: analysis.and_then(|json| serde_json::from_str(&json).ok()),
        marks: Marks {
            state: ReviewState::parse(&state).unwrap_or_default(),
            note: row.get(4)?,
            tags: Vec::new(),
            position: usize::try_from(position).unwrap_or(0),
        },
        corrections: Vec::new(),
    })
}

fn set_tags(connection: &mut Connection, id: ArticleId, tags: &[&str]) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    transaction.execute("DELETE FROM tags WHERE article = ?1", [id])?;
    for tag in tags.iter().flat_map(|tag| tag.split_whitespace()) {
        transaction
            .execute("INSERT OR IGNORE INTO tags (article, tag) VALUES (?1, ?2)", params![id, query::folded(tag)])?;
    }
    transaction.commit()
}

fn damaged(error: serde_json::Error) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
}

#[cfg(test)]
mod tests;
