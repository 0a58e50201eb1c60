//! The library as a list: what stands in a row, without the long texts.

use super::{ArticleId, Library, LibraryError, Marks, ReviewState, corrected};
use crate::corrections::Correction;
use jiff::civil::Date;
use rusqlite::Connection;
use std::collections::HashMap;

/// So many code points of an article without a title are listed in its place.
const BEGINNING: usize = 1000;

/// An article as it is listed.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Its number.
    pub id: ArticleId,
    /// Path or address that it came from.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// The beginning of its text, where it has no title.
    pub beginning: Option<String>,
    /// The publication's name.
    pub site: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// Review marks.
    pub marks: Marks,
    /// What a person corrected and did not undo, in order.
    pub corrections: Vec<Correction>,
}

impl Library {
    /// All articles, the newest publication first, undated ones last. Reads no text but that of articles without a
    /// title: twenty thousand take some tens of milliseconds.
    pub fn list(&self) -> Result<Vec<Listed>, LibraryError> {
        self.named(list(&self.connection))
    }
}

fn list(connection: &Connection) -> rusqlite::Result<Vec<Listed>> {
    let mut tags: HashMap<ArticleId, Vec<String>> = HashMap::new();
    let mut statement = connection.prepare("SELECT article, tag FROM tags ORDER BY article, tag")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        tags.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    let mut statement = connection.prepare("SELECT DISTINCT article FROM corrections")?;
    let corrected: Vec<ArticleId> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut statement = connection.prepare(
        "SELECT id, name, title, site, published, state, note, position, \
         CASE WHEN title IS NULL THEN (SELECT substr(json_extract(source, '$.text'), 1, ?1) FROM contents \
         WHERE article = id) END \
         FROM articles ORDER BY published IS NULL, published DESC, id DESC",
    )?;
    let mut rows = statement.query([BEGINNING])?;
    let mut listed = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        let (published, state): (Option<String>, String) = (row.get(4)?, row.get(5)?);
        let position: i64 = row.get(7)?;
        listed.push(Listed {
            id,
            name: row.get(1)?,
            title: row.get(2)?,
            site: row.get(3)?,
            published: published.and_then(|date| date.parse().ok()),
            marks: Marks {
                state: ReviewState::parse(&state).unwrap_or_default(),
                note: row.get(6)?,
                tags: tags.remove(&id).unwrap_or_default(),
                position: usize::try_from(position).unwrap_or(0),
            },
            beginning: row.get(8)?,
            corrections: Vec::new(),
        });
    }
    if !corrected.is_empty() {
        let places: HashMap<ArticleId, usize> =
            listed.iter().enumerate().map(|(place, listed)| (listed.id, place)).collect();
        for id in corrected {
            let Some(listed) = places.get(&id).and_then(|place| listed.get_mut(*place)) else { continue };
            listed.corrections =
                corrected::in_force(connection, id)?.into_iter().map(|(_, correction)| correction).collect();
        }
    }
    Ok(listed)
}
