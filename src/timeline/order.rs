//! Between what an event without a date lies, where the text orders it after or before a dated one.

use super::{Candidate, Dates, when};
use crate::analysis::{Bounds, EventDate, Order, Why};
use crate::language::{Deprel, Document, Token};
use crate::lexicon::events::lexicon;

/// The bounds of the candidate at position `number`, from the dates of the others.
pub(super) fn bounds(document: &Document<'_>, chosen: &[Candidate], dates: &[Dates], number: usize) -> Option<Bounds> {
    let t = chosen[number].predicate.token;
    // A date that is itself lent bounds nothing.
    let told = |date: &&EventDate| matches!(date.why, Why::Explicit | Why::Resolved);
    let date_at = |token: Token| {
        let other = chosen.binary_search_by_key(&token, |candidate| candidate.predicate.token).ok()?;
        dates[other].last()?.1.as_ref().filter(told)
    };
    // "closed after the fire of May"; "the fire, before the plant closed in May".
    let below = || {
        document.children(t).find_map(|child| {
            let order = relation(document, child)?;
            Some((order, date_at(child)?))
        })
    };
    let above = || {
        let order = match relation(document, t)? {
            Order::After => Order::Before,
            Order::Before => Order::After,
        };
        Some((order, date_at(document.head(t)?)?))
    };
    let told_before = || {
        let before = number.checked_sub(1)?;
        let near = document.sentence_of(chosen[before].predicate.token) + 1 >= document.sentence_of(t);
        let order = match () {
            () if when::follows(document, t) => Order::After,
            () if when::precedes(document, t) => Order::Before,
            () => return None,
        };
        Some((order, dates[before].last()?.1.as_ref().filter(told).filter(|_| near)?))
    };
    let (order, date) = below().or_else(above).or_else(told_before)?;
    made(order, date)
}

fn made(order: Order, date: &EventDate) -> Option<Bounds> {
    let (earliest, latest) = match order {
        Order::After => (Some(date.earliest?), None),
        Order::Before => (None, Some(date.latest?)),
    };
    Some(Bounds { order, value: date.value.clone(), earliest, latest })
}

/// How the clause or phrase of `t` sets what it hangs on: "after the vote".
fn relation(document: &Document<'_>, t: Token) -> Option<Order> {
    if !matches!(document.deprel(t).universal(), Deprel::Advcl | Deprel::Obl | Deprel::Nmod) {
        return None;
    }
    let link = |child: &Token| *child < t && matches!(document.deprel(*child).universal(), Deprel::Mark | Deprel::Case);
    // "three days after the vote" tells a day of its own, which nobody has reckoned here.
    let order = &lexicon().order;
    document.children(t).filter(link).find_map(|link| match document.lower(link) {
        word if order.sets_after.contains(word) => Some(Order::After),
        word if order.sets_before.contains(word) => Some(Order::Before),
        _ => None,
    })
}
