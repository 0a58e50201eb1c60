//! What the views over many articles share: which analyses are there, and which are to be asked for.

use crate::tui::message::Effect;
use crate::tui::state::State;
use dateline::analysis::Analysis;
use std::sync::Arc;

/// Asks for the analyses of the listed articles that are not there, and makes the view of those that are.
pub(super) fn open(state: &mut State, again: fn(&mut State) -> Option<Effect>) -> Vec<Effect> {
    let mut effects = asked(state);
    effects.extend(again(state));
    if state.overlay.is_none() {
        state.say("no listed article is analysed yet");
    }
    effects
}

/// The analyses of the listed articles that are there; `None` where there is none.
pub(super) fn analysed(state: &State) -> Option<Vec<(usize, Arc<Analysis>)>> {
    let found = |&index: &usize| Some((index, Arc::clone(&state.entries.get(index)?.found()?.analysis)));
    let articles: Vec<_> = state.shown.iter().filter_map(found).collect();
    (!articles.is_empty()).then_some(articles)
}

fn asked(state: &mut State) -> Vec<Effect> {
    let missing: Vec<usize> = state.shown.iter().copied().filter(|&index| waits(state, index)).collect();
    missing.into_iter().filter_map(|index| state.request(index, false)).map(Effect::Analyze).collect()
}

/// Whether nobody has asked for the analysis of an article yet.
fn waits(state: &State, index: usize) -> bool {
    state.entries.get(index).is_some_and(|entry| entry.found().is_none() && !entry.pending && entry.is_readable())
}
