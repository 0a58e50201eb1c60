//! The query language: words and `"phrases"` that all must occur, and fields.
//!
//! | field | finds articles |
//! |---|---|
//! | `party:NAME` | with a party of which one name holds NAME |
//! | `stance:supports` | with a party of that stance; with `party:`, that very party |
//! | `after:DATE`, `before:DATE` | published on or after the start of DATE, before it (`2025`, `2025-06`, `2025-06-30`) |
//! | `tag:TAG` | with that tag |
//! | `site:NAME` | whose publication or address holds NAME |
//! | `is:flagged` | unread, reviewed or flagged |
//!
//! A value with spaces stands in quotation marks: `party:"commerce ministry"`.

use super::ReviewState;
use jiff::civil::Date;
use rusqlite::types::Value;
use std::fmt::Write as _;
use std::str::FromStr;
use thiserror::Error;

/// A parsed query; the empty one finds everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
    party: Option<String>,
    stance: Option<String>,
    after: Option<Date>,
    before: Option<Date>,
    tags: Vec<String>,
    sites: Vec<String>,
    states: Vec<ReviewState>,
}

/// Why a query is none.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QueryError {
    /// A field of another name.
    #[error(
        "query: there is no field {0}:; there are party, stance, after, before, tag, site and is (put quotation marks around text that holds a colon)"
    )]
    Field(String),
    /// A value that its field does not take.
    #[error("query: {field}: {value:?} is not {wanted}")]
    Value {
        /// The field.
        field: &'static str,
        /// What stands there.
        value: String,
        /// What may stand there.
        wanted: &'static str,
    },
    /// A quotation mark without its partner.
    #[error("query: a quotation mark is not closed")]
    Quotation,
}

impl FromStr for Query {
    type Err = QueryError;

    fn from_str(text: &str) -> Result<Self, QueryError> {
        let mut query = Self::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let (field, after) = field(rest);
            let (value, after) = value(after)?;
            query.take(field, value)?;
            rest = after.trim_start();
        }
        Ok(query)
    }
}

/// A leading `name:`, and what follows it.
fn field(text: &str) -> (Option<&str>, &str) {
    match text.split_once(':') {
        Some((name, rest)) if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            (Some(name), rest)
        }
        _ => (None, text),
    }
}

/// A word or a quoted phrase, and what follows it.
fn value(text: &str) -> Result<(&str, &str), QueryError> {
    if let Some(open) = text.strip_prefix('"') {
        return open.split_once('"').ok_or(QueryError::Quotation);
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    Ok(text.split_at(end))
}

impl Query {
    fn take(&mut self, field: Option<&str>, value: &str) -> Result<(), QueryError> {
        let wrong = |field, wanted| QueryError::Value { field, value: value.to_owned(), wanted };
        let date = |field| start(value).ok_or_else(|| wrong(field, "a date like 2025, 2025-06 or 2025-06-30"));
        match field {
            None => self.words.push(value.to_owned()),
            Some("party") => self.party = Some(folded(value)),
            Some("stance") => {
                let known = ["supports", "opposes", "mixed", "neutral"].contains(&value);
                let stance = known.then(|| value.to_owned());
                self.stance = Some(stance.ok_or_else(|| wrong("stance", "supports, opposes, mixed or neutral"))?);
            }
            Some("after") => self.after = Some(date("after")?),
            Some("before") => self.before = Some(date("before")?),
            Some("tag") => self.tags.push(folded(value)),
            Some("site") => self.sites.push(folded(value)),
            Some("is") => {
                let state = ReviewState::parse(value).ok_or_else(|| wrong("is", "unread, reviewed or flagged"))?;
                self.states.push(state);
            }
            Some(other) => return Err(QueryError::Field(other.to_owned())),
        }
        Ok(())
    }

    /// The condition on `articles` and the values of its parameters.
    pub(super) fn sql(&self) -> (String, Vec<Value>) {
        let mut condition = String::from("1");
        let mut values = Vec::new();
        let mut and = |part: &str, value: Option<Value>| {
            let _ = write!(condition, " AND {part}");
            values.extend(value);
        };
        if let Some(match_) = self.matching() {
            and("id IN (SELECT rowid FROM words WHERE words MATCH ?)", Some(match_.into()));
        }
        if self.party.is_some() || self.stance.is_some() {
            and("id IN (SELECT article FROM parties WHERE 1", None);
            if let Some(party) = &self.party {
                and("instr(names, ?) > 0", Some(party.clone().into()));
            }
            if let Some(stance) = &self.stance {
                and("stance = ?", Some(stance.clone().into()));
            }
            and("1)", None);
        }
        if let Some(day) = self.after {
            and("published >= ?", Some(day.to_string().into()));
        }
        if let Some(day) = self.before {
            and("published < ?", Some(day.to_string().into()));
        }
        for tag in &self.tags {
            and("id IN (SELECT article FROM tags WHERE tag = ?)", Some(tag.clone().into()));
        }
        for site in &self.sites {
            and("instr(lower(coalesce(site, '') || ' ' || coalesce(address, '')), ?) > 0", Some(site.clone().into()));
        }
        for state in &self.states {
            and("state = ?", Some(state.as_str().to_owned().into()));
        }
        (condition, values)
    }

    /// The full-text part in the index's own language: each word or phrase as a string, so that nothing in it is taken
    /// for an operator.
    fn matching(&self) -> Option<String> {
        let words = self.words.iter().filter(|word| word.contains(char::is_alphanumeric));
        let strings: Vec<String> = words.map(|word| format!("\"{}\"", word.replace('"', ""))).collect();
        (!strings.is_empty()).then(|| strings.join(" AND "))
    }
}

/// The first day of a year, a month or a day.
fn start(value: &str) -> Option<Date> {
    let whole = match value.len() {
        4 => format!("{value}-01-01"),
        7 => format!("{value}-01"),
        _ => value.to_owned(),
    };
    whole.parse().ok()
}

/// Names and tags are compared in lower case, without what stands around them.
pub(super) fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_phrases_and_fields_are_told_apart() {
        let query: Query = r#"party:"Commerce Ministry" stance:opposes after:2025-01 tag:trade "national security""#
            .parse()
            .expect("a good query");
        assert_eq!(query.party.as_deref(), Some("commerce ministry"));
        assert_eq!(query.after, "2025-01-01".parse().ok());
        assert_eq!(query.words, ["national security"]);
        assert_eq!(query.matching().as_deref(), Some("\"national security\""));
    }

    #[test]
    fn errors_say_what_may_stand_there() {
        let error = |text: &str| text.parse::<Query>().expect_err("a bad query").to_string();
        assert!(error("author:x").starts_with("query: there is no field author:"));
        assert!(error("stance:against").ends_with("is not supports, opposes, mixed or neutral"));
        assert!(error("after:soon").contains("a date like 2025"));
        assert_eq!(error("\"open"), "query: a quotation mark is not closed");
    }

    #[test]
    fn operators_of_the_index_are_mere_words() {
        let query: Query = "a* NOT NEAR( ^x 'q' -y".parse().expect("a good query");
        assert_eq!(query.matching().as_deref(), Some(r#""a*" AND "NOT" AND "NEAR(" AND "^x" AND "'q'" AND "-y""#));
    }
}
