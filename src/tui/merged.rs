//! One timeline over the listed articles: which event and which source are chosen.

use super::state::{Entry, State};
use dateline::timeline::collection::{Collection, MergedEvent};
use std::sync::Arc;

/// The merged timeline of the listed articles.
#[derive(Clone, Debug, Default)]
pub(super) struct Merged {
    /// The timeline; `None` while it is made.
    pub(super) collection: Option<Arc<Collection>>,
    /// The chosen event.
    pub(super) event: usize,
    /// The chosen source of that event.
    pub(super) source: usize,
    /// How many articles it is made of.
    pub(super) articles: usize,
    /// How many are listed; those not analysed yet are missing.
    pub(super) listed: usize,
    /// Counts what was asked for; older answers are of no use.
    pub(super) generation: u32,
}

impl Merged {
    /// The chosen event.
    pub(super) fn chosen(&self) -> Option<&MergedEvent> {
        self.collection.as_ref()?.events.get(self.event)
    }

    /// The number of events.
    pub(super) fn events(&self) -> usize {
        self.collection.as_ref().map_or(0, |collection| collection.events.len())
    }
}

/// The article that a source of a merged event stands for.
pub(super) fn entry<'a>(state: &'a State, id: &str) -> Option<(usize, &'a Entry)> {
    let index = id.parse().ok()?;
    state.entries.get(index).map(|entry| (index, entry))
}
