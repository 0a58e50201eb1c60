//! How important dates and events are.
//!
//! A day counts for each document that mentions it, and the more, the longer after the day the document was
//! published, where its beginning tells it, and where it does so again: what is still told months later is what a
//! timeline keeps. (The number of documents that mention a date
//! is the strong baseline of timeline summarisation, e.g. Ghalandari and Ifrim 2020; the growth with the logarithm of
//! the distance is ours.)

use super::cluster::days_between;
use super::digest::{Digest, shorten};
use super::{MergedDate, MergedEvent, Options, Report, Source};
use crate::analysis::{Status, Why};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};

/// How much a telling from before the day counts.
const AHEAD: f32 = 0.75;
/// How much more a day counts that the beginning of an article names.
const EARLY: f32 = 0.5;
/// How much more a day counts that an article names again, with the logarithm of how often.
const AGAIN: f32 = 0.2;
/// Days after which a telling starts to count more.
const FRESH: f32 = 14.0;
/// How much a day counts that no expression names, but an event was dated to.
const UNNAMED: f32 = 0.25;
/// How much a date coarser than a day counts.
const COARSE: f32 = 0.3;
/// How many times as much another day has to count before an event is moved to it.
const CLEARLY: f32 = 1.5;
/// How much each further event of the same date counts against the one before it.
const FURTHER: f32 = 0.5;

/// The importance of each day that some document mentions.
pub(super) fn days(digests: &[Digest]) -> BTreeMap<Date, f32> {
    let mut days = BTreeMap::new();
    for digest in digests {
        for mention in &digest.mentions {
            let early = if mention.early { EARLY } else { 0.0 };
            let again = 1.0 + AGAIN * (mention.times.max(1) as f32).ln();
            let named = if mention.named { (1.0 + early) * again } else { UNNAMED };
            *days.entry(mention.day).or_insert(0.0) += named * weight(digest.published, mention.day);
        }
    }
    days
}

fn weight(published: Option<Date>, day: Date) -> f32 {
    match published.and_then(|published| days_between(day, published)) {
        None | Some(0) => 1.0,
        Some(..0) => AHEAD,
        Some(after) => 1.0 + (after as f32 / FRESH).ln_1p(),
    }
}

/// Sets the importance of each event, adds an entry for a day that is mentioned but has no event, and cuts to the
/// limit.
pub(super) fn choose(
    mut events: Vec<MergedEvent>,
    digests: &[Digest],
    days: &BTreeMap<Date, f32>,
    options: &Options,
) -> Vec<MergedEvent> {
    let published: HashMap<&str, Option<Date>> =
        digests.iter().map(|digest| (digest.id.as_str(), digest.published)).collect();
    for event in &mut events {
        take_told_day(event, days);
        event.importance = own(event, &published);
    }
    events.sort_by(|a, b| b.importance.total_cmp(&a.importance).then_with(|| a.headline.cmp(&b.headline)));
    let mut rank_on_date: HashMap<String, i32> = HashMap::new();
    for event in &mut events {
        let nth = rank_on_date.entry(event.date.value.clone()).or_insert(0);
        let further = FURTHER.powi(*nth);
        *nth += 1;
        let day = event.date.earliest.filter(|_| event.date.earliest == event.date.latest);
        event.importance = match day.and_then(|day| days.get(&day)) {
            // The first event of a day stands for the day; the others for their share of it.
            Some(&all) if *nth == 1 => all,
            // A timeline with a limit shows many days rather than one day many times.
            Some(&all) => event.importance.min(all).ln_1p() * further,
            None if *nth == 1 => event.importance * COARSE,
            None => event.importance.ln_1p() * further * COARSE,
        };
    }
    if options.limit.is_some() {
        events.extend(unfilled(&events, digests, days, options));
    }
    events.sort_by(|a, b| {
        b.importance
            .total_cmp(&a.importance)
            .then_with(|| a.date.earliest.cmp(&b.date.earliest))
            .then_with(|| a.headline.cmp(&b.headline))
    });
    events.truncate(options.limit.unwrap_or(usize::MAX));
    events
}

/// Where the articles differ on the day of an event, it stands on that of their days which counts most; of equals on
/// the one that it has.
fn take_told_day(event: &mut MergedEvent, days: &BTreeMap<Date, f32>) {
    let Some(own) = event.date.earliest.filter(|_| event.date.earliest == event.date.latest) else { return };
    let weight = |day: &Date| days.get(day).copied().unwrap_or(0.0);
    let told = event.sources.iter().filter_map(|source| source.date.as_ref()?.parse::<Date>().ok());
    let most =
        told.fold(
            own,
            |most, day| if weight(&day) > CLEARLY * weight(&own) && weight(&day) > weight(&most) { day } else { most },
        );
    if most != own {
        event.date =
            MergedDate { value: most.to_string(), earliest: Some(most), latest: Some(most), why: Why::Resolved };
    }
}

fn own(event: &MergedEvent, published: &HashMap<&str, Option<Date>>) -> f32 {
    let day = event.date.latest;
    event
        .sources
        .iter()
        .map(|source| day.map_or(1.0, |day| weight(published.get(source.id.as_str()).copied().flatten(), day)))
        .sum()
}

/// Entries for days that documents name, but on which no event was found: the sentence that names the day.
fn unfilled(
    events: &[MergedEvent],
    digests: &[Digest],
    days: &BTreeMap<Date, f32>,
    options: &Options,
) -> Vec<MergedEvent> {
    let mut sources: BTreeMap<Date, Vec<Source>> = BTreeMap::new();
    let filled: Vec<Date> = {
        let mut filled: Vec<Date> = events
            .iter()
            .filter(|event| event.date.earliest == event.date.latest)
            .filter_map(|event| event.date.earliest)
            .collect();
        filled.sort_unstable();
        filled
    };
    for digest in digests {
        for mention in digest.mentions.iter().filter(|mention| mention.named) {
            let inside =
                options.from.is_none_or(|from| mention.day >= from) && options.to.is_none_or(|to| mention.day <= to);
            if inside && filled.binary_search(&mention.day).is_err() {
                let source = Source {
                    text: mention.text.clone(),
                    headline: shorten(&mention.text, 70),
                    date: Some(mention.day.to_string()),
                    ..digest.source()
                };
                sources.entry(mention.day).or_default().push(source);
            }
        }
    }
    sources
        .into_iter()
        .map(|(day, sources)| MergedEvent {
            date: MergedDate { value: day.to_string(), earliest: Some(day), latest: Some(day), why: Why::Resolved },
            headline: sources[0].headline.clone(),
            status: Status::Happened,
            documents: sources.len(),
            importance: days.get(&day).copied().unwrap_or(0.0),
            first_report: Some(Report { id: sources[0].id.clone(), published: sources[0].published }),
            sources,
            disagreements: Vec::new(),
        })
        .collect()
}
