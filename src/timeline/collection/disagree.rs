//! What the documents of one event agree and disagree on.

use super::cluster::{Cluster, days_between};
use super::digest::Digest;
use super::{Correction, Disagreement, MergedDate, Version};
use crate::analysis::{EventDate, Status, Why};
use std::collections::BTreeMap;

/// The date that most documents support: a coarse date supports every finer one inside it.
pub(super) fn date(digests: &[Digest], cluster: &Cluster) -> Option<MergedDate> {
    let given: Vec<&EventDate> = cluster
        .one_per_document()
        .filter_map(|member| member.of(digests).1.date.as_ref())
        .filter(|date| date.earliest.is_some() && date.latest.is_some())
        .collect();
    // In order of publication, so that of equals the first report leads.
    let mut by_value: Vec<(usize, &EventDate)> = Vec::new();
    for date in &given {
        match by_value.iter_mut().find(|(_, known)| known.value == date.value) {
            Some(known) => known.0 += 1,
            None => by_value.push((1, date)),
        }
    }
    by_value
        .iter()
        .map(|&(own, date)| {
            let coarser =
                by_value.iter().filter(|(_, other)| fineness(other) < fineness(date) && compatible(date, other));
            (own + coarser.map(|(count, _)| count).sum::<usize>(), fineness(date), date)
        })
        // `max_by_key` takes the last of equals.
        .rev()
        .max_by_key(|&(support, fineness, _)| (support, fineness))
        .map(|(.., date)| date.into())
}

/// 0 for a decade or more up to 4 for a day.
fn fineness(date: &EventDate) -> u8 {
    match date.earliest.zip(date.latest).and_then(|(from, to)| days_between(from, to)) {
        Some(..=0) => 4,
        Some(..=7) => 3,
        Some(..=31) => 2,
        Some(..=366) => 1,
        _ => 0,
    }
}

fn compatible(a: &EventDate, b: &EventDate) -> bool {
    a.earliest <= b.latest && b.earliest <= a.latest
}

/// The status that most documents give; of equals the more cautious.
pub(super) fn status(digests: &[Digest], cluster: &Cluster) -> Status {
    let count =
        |status: Status| cluster.one_per_document().filter(|member| member.of(digests).1.status == status).count();
    // `max_by_key` takes the last of equals.
    [Status::Planned, Status::Happened, Status::Alleged, Status::Denied]
        .into_iter()
        .max_by_key(|&status| count(status))
        .unwrap_or_default()
}

/// Every point on which the documents differ.
pub(super) fn all(digests: &[Digest], cluster: &Cluster) -> Vec<Disagreement> {
    let mut points: BTreeMap<String, Vec<Said>> = BTreeMap::new();
    for member in cluster.one_per_document() {
        let told = member.of(digests).1;
        for number in &told.numbers {
            let said = Said { value: number.value.clone(), digest: member.digest, corrects: told.corrects };
            points.entry(number.what.clone()).or_default().push(said);
        }
    }
    // A document that names two numbers of one thing disagrees with nobody ("killed 3 people and hurt 9 people").
    points.retain(|_, told| told.windows(2).all(|pair| pair[0].digest != pair[1].digest));
    let mut found: Vec<Disagreement> = dates(digests, cluster).into_iter().collect();
    found.extend(points.into_iter().filter_map(|(what, told)| point(digests, what, told)));
    found
}

fn dates(digests: &[Digest], cluster: &Cluster) -> Option<Disagreement> {
    let told: Vec<(&EventDate, usize, bool)> = cluster
        .one_per_document()
        .filter_map(|member| {
            let told = member.of(digests).1;
            Some((told.date.as_ref()?, member.digest, told.corrects))
        })
        // The day of a report contradicts nobody.
        .filter(|(date, ..)| date.why != Why::Published)
        .collect();
    let clash = |date: &EventDate| told.iter().any(|(other, ..)| !compatible(date, other));
    let clashing = told
        .iter()
        .filter(|(date, ..)| clash(date))
        .map(|&(date, digest, corrects)| Said { value: date.value.clone(), digest, corrects })
        .collect();
    point(digests, "date".to_owned(), clashing)
}

/// What one document says on a point.
struct Said {
    value: String,
    /// Position of the document.
    digest: usize,
    /// Whether it says that what was told before is wrong.
    corrects: bool,
}

fn point(digests: &[Digest], about: String, told: Vec<Said>) -> Option<Disagreement> {
    let first = told.first()?.value.clone();
    let last = told.last()?.value.clone();
    // Who corrects cannot be the first to tell.
    let corrected = told.iter().skip(1).rev().find(|said| said.corrects).map(|said| {
        let digest = &digests[said.digest];
        Correction { value: said.value.clone(), source: digest.id.clone(), published: digest.published }
    });
    let mut values: Vec<Version> = Vec::new();
    for Said { value, digest, .. } in told {
        let digest = &digests[digest];
        let at = values.iter().position(|version| version.value == value).unwrap_or_else(|| {
            values.push(Version { value, documents: 0, sources: Vec::new(), published: None });
            values.len() - 1
        });
        let version = &mut values[at];
        version.documents += 1;
        version.sources.push(digest.id.clone());
        version.published = match (version.published, digest.published) {
            (Some((from, to)), Some(day)) => Some((from.min(day), to.max(day))),
            (known, day) => known.or(day.map(|day| (day, day))),
        };
    }
    values.sort_by(|a, b| b.documents.cmp(&a.documents).then_with(|| a.value.cmp(&b.value)));
    (values.len() > 1).then(|| Disagreement { about, values, latest: (first != last).then_some(last), corrected })
}
