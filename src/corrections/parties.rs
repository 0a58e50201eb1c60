//! Corrections of parties: which is which, and what they are called.

use super::PartyChange;
use crate::analysis::{Analysis, Stakeholder, StakeholderKind};
use crate::text::Span;

/// The party of that name, or that is called so among others.
pub(super) fn named(analysis: &Analysis, name: &str) -> Option<usize> {
    let name = folded(name);
    let all = || analysis.stakeholders.iter();
    let called = |party: &Stakeholder| party.aliases.iter().any(|alias| folded(alias) == name);
    all().position(|party| folded(&party.name) == name).or_else(|| all().position(called))
}

/// The party of that name; a new one where there is none, named wherever the body has the name.
pub(super) fn named_or_new(analysis: &mut Analysis, name: &str, source: Option<Span>) -> usize {
    if let Some(index) = named(analysis, name) {
        return index;
    }
    let called = analysis.body.match_indices(name).map(|(at, name)| Span::new(at, at + name.len()));
    let mut mentions: Vec<Span> = called.chain(source).collect();
    mentions.sort_unstable();
    mentions.dedup();
    analysis.stakeholders.push(Stakeholder {
        name: name.to_owned(),
        kind: StakeholderKind::Organisation,
        role: None,
        affiliation: None,
        aliases: vec![name.to_owned()],
        mentions,
        stance: None,
        stance_toward: None,
        corrected: true,
    });
    analysis.stakeholders.len() - 1
}

/// Applies `change` to the party at `index`, which was found by `name`; gives whether there was anything to change.
pub(super) fn change(analysis: &mut Analysis, index: usize, name: &str, change: &PartyChange) -> bool {
    match change {
        PartyChange::Reject => {
            analysis.positions.retain(|position| position.stakeholder != Some(index));
            remove(analysis, index, None);
        }
        PartyChange::MergeInto(other) => {
            let Some(into) = named(analysis, other).filter(|into| *into != index) else { return false };
            merge(analysis, index, into);
        }
        PartyChange::SplitOff(alias) => return split_off(analysis, index, alias),
        PartyChange::Name(_) | PartyChange::Stance(_) => {
            let Some(party) = analysis.stakeholders.get_mut(index) else { return false };
            party.corrected = true;
            match change {
                PartyChange::Name(new) => {
                    party.name.clone_from(new);
                    // It is found by its old name still.
                    if !party.aliases.iter().any(|alias| alias == name) {
                        party.aliases.push(name.to_owned());
                    }
                }
                PartyChange::Stance(stance) => party.stance = Some(*stance),
                PartyChange::Reject | PartyChange::MergeInto(_) | PartyChange::SplitOff(_) => {}
            }
        }
    }
    true
}

fn merge(analysis: &mut Analysis, index: usize, into: usize) {
    let Some(gone) = analysis.stakeholders.get(index).cloned() else { return };
    let Some(stays) = analysis.stakeholders.get_mut(into) else { return };
    stays.corrected = true;
    for alias in std::iter::once(gone.name).chain(gone.aliases) {
        if alias != stays.name && !stays.aliases.contains(&alias) {
            stays.aliases.push(alias);
        }
    }
    stays.mentions.extend(gone.mentions);
    stays.mentions.sort_unstable();
    stays.mentions.dedup();
    stays.role = stays.role.take().or(gone.role);
    stays.affiliation = stays.affiliation.take().or(gone.affiliation);
    stays.stance = stays.stance.or(gone.stance);
    stays.stance_toward = stays.stance_toward.take().or(gone.stance_toward);
    remove(analysis, index, Some(into));
}

/// Makes a party of its own of those mentions that are called `alias`, with what is said in that name.
fn split_off(analysis: &mut Analysis, index: usize, alias: &str) -> bool {
    let new = analysis.stakeholders.len();
    let Some(party) = analysis.stakeholders.get_mut(index) else { return false };
    let called = |span: &Span| folded(span.slice(&analysis.body)) == folded(alias);
    let (gone, stay): (Vec<Span>, Vec<Span>) = party.mentions.iter().partition(|span| called(span));
    if party.aliases.len() < 2 || !party.aliases.iter().any(|known| folded(known) == folded(alias)) {
        return false;
    }
    party.aliases.retain(|known| folded(known) != folded(alias));
    party.mentions = stay;
    party.corrected = true;
    if folded(&party.name) == folded(alias) {
        // The longest of the names that stay says most.
        let longest = party.aliases.iter().max_by_key(|alias| alias.chars().count());
        party.name = longest.cloned().unwrap_or_default();
    }
    let kind = party.kind;
    for position in &mut analysis.positions {
        let own = position.source.is_some_and(|source| gone.iter().any(|mention| source.contains(*mention)));
        if position.stakeholder == Some(index) && own {
            position.stakeholder = Some(new);
        }
    }
    for event in &mut analysis.events {
        if event.participants.contains(&index) && gone.iter().any(|mention| event.span.contains(*mention)) {
            event.participants.push(new);
        }
    }
    analysis.stakeholders.push(Stakeholder {
        name: alias.to_owned(),
        kind,
        role: None,
        affiliation: None,
        aliases: vec![alias.to_owned()],
        mentions: gone,
        stance: None,
        stance_toward: None,
        corrected: true,
    });
    true
}

/// Takes the party at `index` out; who refers to it refers to `instead`.
fn remove(analysis: &mut Analysis, index: usize, instead: Option<usize>) {
    let moved = |party: usize| match party.cmp(&index) {
        std::cmp::Ordering::Less => Some(party),
        std::cmp::Ordering::Equal => instead.map(|instead| if instead > index { instead - 1 } else { instead }),
        std::cmp::Ordering::Greater => Some(party - 1),
    };
    analysis.stakeholders.remove(index);
    for position in &mut analysis.positions {
        position.stakeholder = position.stakeholder.and_then(moved);
    }
    for event in &mut analysis.events {
        event.participants = event.participants.iter().filter_map(|party| moved(*party)).collect();
        event.participants.sort_unstable();
        event.participants.dedup();
    }
}

/// Names are the same in spite of case and white space.
fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
