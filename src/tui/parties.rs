//! The parties of the listed articles: which party and which column are chosen.

use super::calendar;
use super::state::State;
use dateline::analysis::OverallStance;
use dateline::positions::across::{Across, PartyLink, Seen};
use jiff::civil::Date;
use std::sync::Arc;

/// The parties of many articles, and the articles in the order of the columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Gathered {
    /// The parties, those of most articles first.
    pub(super) parties: Vec<Across>,
    /// The articles, by date: their index in the list, and the date.
    pub(super) articles: Vec<(usize, Option<Date>)>,
}

/// The parties view.
#[derive(Clone, Debug, Default)]
pub(super) struct Parties {
    /// The parties; `None` while they are gathered.
    pub(super) gathered: Option<Arc<Gathered>>,
    /// The chosen party.
    pub(super) party: usize,
    /// The chosen column.
    pub(super) column: usize,
    /// Whether a column is a month rather than an article.
    pub(super) months: bool,
    /// How many articles are listed; those not analysed yet are missing.
    pub(super) listed: usize,
    /// What somebody said of two names, in this library.
    pub(super) links: Vec<PartyLink>,
    /// Counts what was asked for; older answers are of no use.
    pub(super) generation: u32,
}

/// A column: one article, or the articles of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// What stands above it.
    pub(super) label: String,
    /// The articles, by their number among those gathered.
    pub(super) articles: Vec<usize>,
}

impl Parties {
    /// The chosen party.
    pub(super) fn chosen(&self) -> Option<&Across> {
        self.gathered.as_ref()?.parties.get(self.party)
    }

    /// Number of the parties.
    pub(super) fn count(&self) -> usize {
        self.gathered.as_ref().map_or(0, |gathered| gathered.parties.len())
    }

    /// The columns, in order of date.
    pub(super) fn columns(&self) -> Vec<Column> {
        let Some(gathered) = &self.gathered else { return Vec::new() };
        let all = gathered.articles.iter().enumerate();
        if !self.months {
            return all
                .map(|(number, (_, date))| Column {
                    label: date.map_or("?".to_owned(), calendar::short_day),
                    articles: vec![number],
                })
                .collect();
        }
        let mut columns: Vec<Column> = Vec::new();
        for (number, (_, date)) in all {
            let label = date.map_or("?".to_owned(), |date| format!("{:02}/{:02}", date.month(), date.year() % 100));
            match columns.last_mut().filter(|column| column.label == label) {
                Some(column) => column.articles.push(number),
                None => columns.push(Column { label, articles: vec![number] }),
            }
        }
        columns
    }
}

/// What a party says in the articles of a column, and its stance over them.
pub(super) fn cell<'p>(party: &'p Across, column: &Column) -> Option<(Vec<&'p Seen>, Option<OverallStance>)> {
    let seen: Vec<&Seen> = party.seen.iter().filter(|seen| column.articles.contains(&seen.article)).collect();
    if seen.is_empty() {
        return None;
    }
    let of = |wanted| seen.iter().any(|seen| seen.stance == Some(wanted));
    let mixed = of(OverallStance::Mixed) || of(OverallStance::Supports) && of(OverallStance::Opposes);
    let stance = [
        (mixed, OverallStance::Mixed),
        (of(OverallStance::Supports), OverallStance::Supports),
        (of(OverallStance::Opposes), OverallStance::Opposes),
        (of(OverallStance::Neutral), OverallStance::Neutral),
    ];
    Some((seen, stance.into_iter().find(|(is, _)| *is).map(|(_, stance)| stance)))
}

/// What an article is called, by its number among those gathered.
pub(super) fn title(state: &State, number: usize) -> String {
    let index = state.parties.gathered.as_ref().and_then(|gathered| gathered.articles.get(number));
    index.and_then(|(index, _)| state.entries.get(*index)).map(|entry| entry.title.clone()).unwrap_or_default()
}
