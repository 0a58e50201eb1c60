//! Finds out which tellings are of one event.
//!
//! One pass over the tellings, those with the finest dates first. Each is compared with the few groups that share
//! one of its rarest words and a compatible date, found through an index, so that the work grows with the number of
//! tellings and not with its square.

use super::digest::{Digest, Told};
use jiff::civil::Date;
use std::collections::HashMap;

/// How alike (cosine of words weighted by rarity, plus [`SAME_TRIGGER`]) two tellings of one day must be.
const SAME_DAY: f32 = 0.40;
/// The same where one date is coarse and the other lies inside it.
const INSIDE: f32 = 0.45;
/// The same for an undated telling.
const UNDATED: f32 = 0.60;
/// The same where the days differ by at most [`NEAR_DAYS`]: a disagreement on the date.
const NEAR: f32 = 0.68;
/// The same where both dates are coarse and the years follow each other.
const OTHER_YEAR: f32 = 0.80;
const NEAR_DAYS: i32 = 2;
const SAME_TRIGGER: f32 = 0.12;
/// Words by which a telling is looked up, and groups that are compared for each word.
const LOOKUPS: usize = 6;
const COMPARED: usize = 24;
/// Words that a group remembers.
const REMEMBERED: usize = 48;

/// Position of a telling: its digest and its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Member {
    pub(super) digest: usize,
    pub(super) told: usize,
}

impl Member {
    pub(super) fn of<'d>(&self, digests: &'d [Digest]) -> (&'d Digest, &'d Told) {
        let digest = &digests[self.digest];
        (digest, &digest.told[self.told])
    }
}

/// The tellings of one event.
#[derive(Debug, Default)]
pub(super) struct Cluster {
    /// In order of publication once all are in.
    pub(super) members: Vec<Member>,
    /// First and last possible day of the finest date so far.
    range: Option<(Date, Date)>,
    /// Words with the number of members that use them, sorted by word.
    keys: Vec<(u64, u32)>,
    triggers: Vec<u64>,
    norm: f32,
}

impl Cluster {
    /// One member for each document: the first.
    pub(super) fn one_per_document(&self) -> impl Iterator<Item = &Member> {
        let mut last = None;
        self.members.iter().filter(move |member| last.replace(member.digest) != Some(member.digest))
    }

    /// The member whose headline stands for all: among those with the finest date the most salient one.
    pub(super) fn speaker(&self, digests: &[Digest]) -> Option<Member> {
        let rank = |member: &Member| {
            let (_, told) = member.of(digests);
            let fine = told
                .date
                .as_ref()
                .and_then(|date| days_between(date.earliest?, date.latest?))
                .map_or(i32::MAX, |days| days);
            (std::cmp::Reverse(fine), told.main, ordered(told.salience))
        };
        // `max_by_key` takes the last of equals; reversed, that is the first published.
        self.members.iter().rev().copied().max_by_key(rank)
    }

    fn add(&mut self, member: Member, told: &Told, idf: &Rarity) {
        self.members.push(member);
        if !self.triggers.contains(&told.trigger) && self.triggers.len() < 8 {
            self.triggers.push(told.trigger);
        }
        for &key in &told.keys {
            match self.keys.binary_search_by_key(&key, |entry| entry.0) {
                Ok(at) => self.keys[at].1 += 1,
                Err(at) if self.keys.len() < REMEMBERED => self.keys.insert(at, (key, 1)),
                Err(_) => {}
            }
        }
        let size = self.members.len() as f32;
        self.norm =
            self.keys.iter().map(|&(key, count)| (idf.of(key) * count as f32 / size).powi(2)).sum::<f32>().sqrt();
        if self.range.is_none() {
            self.range = range(told);
        }
    }

    /// The mean of cosine and of the share of the shorter telling's words, weighted by rarity: a passing mention
    /// ("the 2018 arrest of X") says little, but all that it says is in the full report.
    fn likeness(&self, told: &Told, norm: f32, idf: &Rarity) -> f32 {
        let size = self.members.len() as f32;
        let (mut dot, mut shared, mut mine) = (0.0, 0.0, 0.0);
        for &key in &told.keys {
            let rarity = idf.of(key);
            mine += rarity;
            if let Ok(at) = self.keys.binary_search_by_key(&key, |entry| entry.0) {
                dot += rarity.powi(2) * self.keys[at].1 as f32 / size;
                shared += rarity;
            }
        }
        if dot == 0.0 {
            return 0.0;
        }
        let theirs: f32 = self.keys.iter().map(|&(key, count)| idf.of(key) * count as f32 / size).sum();
        let same = if self.triggers.contains(&told.trigger) { SAME_TRIGGER } else { 0.0 };
        f32::midpoint(dot / (norm * self.norm), shared / mine.min(theirs).max(shared)) + same
    }
}

fn ordered(value: f32) -> u32 {
    // Positive floats sort like their bits.
    value.max(0.0).to_bits()
}

/// How rare each word is among all tellings.
struct Rarity {
    counts: HashMap<u64, u32>,
    total: f32,
}

impl Rarity {
    fn of(&self, key: u64) -> f32 {
        (1.0 + self.total / self.counts.get(&key).copied().unwrap_or(1).max(1) as f32).ln()
    }
}

/// Calendar places by which groups are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Place {
    Day(i32),
    Month(i32),
    Year(i32),
    Anywhere,
}

#[derive(Default)]
struct Index {
    by_word: HashMap<(Place, u64), Vec<u32>>,
}

impl Index {
    fn put(&mut self, place: Place, key: u64, cluster: u32) {
        let list = self.by_word.entry((place, key)).or_default();
        if list.last() != Some(&cluster) && list.len() < COMPARED && !list.contains(&cluster) {
            list.push(cluster);
        }
    }

    fn get(&self, place: Place, key: u64) -> &[u32] {
        self.by_word.get(&(place, key)).map_or(&[], Vec::as_slice)
    }
}

pub(super) fn days_between(from: Date, to: Date) -> Option<i32> {
    from.until(to).ok().map(|span| span.get_days())
}

fn day_number(date: Date) -> i32 {
    days_between(Date::constant(1970, 1, 1), date).unwrap_or(0)
}

fn range(told: &Told) -> Option<(Date, Date)> {
    let date = told.date.as_ref()?;
    Some((date.earliest?, date.latest?))
}

/// Groups all tellings; every telling is in exactly one group.
pub(super) fn cluster(digests: &[Digest]) -> Vec<Cluster> {
    let mut order: Vec<Member> = digests
        .iter()
        .enumerate()
        .flat_map(|(digest, d)| (0..d.told.len()).map(move |told| Member { digest, told }))
        .collect();
    let width =
        |member: &Member| range(member.of(digests).1).and_then(|(from, to)| days_between(from, to)).unwrap_or(i32::MAX);
    order.sort_by_cached_key(|member| (width(member), *member));
    let mut counts = HashMap::new();
    for member in &order {
        for &key in &member.of(digests).1.keys {
            *counts.entry(key).or_insert(0) += 1;
        }
    }
    let idf = Rarity { counts, total: order.len() as f32 };
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut index = Index::default();
    for member in order {
        let told = member.of(digests).1;
        let lookups = rarest(told, &idf);
        let norm = told.keys.iter().map(|&key| idf.of(key).powi(2)).sum::<f32>().sqrt();
        let chosen = best(told, &lookups, norm, &clusters, &index, &idf).unwrap_or_else(|| {
            clusters.push(Cluster::default());
            clusters.len() - 1
        });
        clusters[chosen].add(member, told, &idf);
        for place in places_of(clusters[chosen].range) {
            for &key in &lookups {
                index.put(place, key, chosen as u32);
            }
        }
    }
    for cluster in &mut clusters {
        cluster.members.sort_unstable();
    }
    clusters
}

/// The rarest words that some other telling uses too.
fn rarest(told: &Told, idf: &Rarity) -> Vec<u64> {
    let mut keys: Vec<u64> =
        told.keys.iter().copied().filter(|key| idf.counts.get(key).is_some_and(|&count| count > 1)).collect();
    keys.sort_by(|a, b| idf.of(*b).total_cmp(&idf.of(*a)).then(a.cmp(b)));
    keys.truncate(LOOKUPS);
    keys
}

fn places_of(range: Option<(Date, Date)>) -> Vec<Place> {
    let Some((from, to)) = range else { return vec![Place::Anywhere] };
    let year = Place::Year(i32::from(from.year()));
    let month = Place::Month(i32::from(from.year()) * 12 + i32::from(from.month()));
    let wide = days_between(from, to).unwrap_or(i32::MAX);
    match wide {
        0 => vec![Place::Day(day_number(from)), month, year, Place::Anywhere],
        1..=31 => vec![month, year, Place::Anywhere],
        _ => vec![year, Place::Anywhere],
    }
}

/// Where groups of a compatible date may stand.
fn places_for(range: Option<(Date, Date)>) -> Vec<Place> {
    let Some((from, to)) = range else { return vec![Place::Anywhere] };
    let year = i32::from(from.year());
    match days_between(from, to).unwrap_or(i32::MAX) {
        0 => {
            let day = day_number(from);
            (-NEAR_DAYS..=NEAR_DAYS).map(|off| Place::Day(day + off)).collect()
        }
        1..=31 => {
            let month = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
            vec![Place::Month(month(from)), Place::Month(month(to)), Place::Year(year - 1), Place::Year(year + 1)]
        }
        _ => (year - 1..=(i32::from(to.year()) + 1).min(year + 12)).map(Place::Year).collect(),
    }
}

fn best(told: &Told, lookups: &[u64], norm: f32, clusters: &[Cluster], index: &Index, idf: &Rarity) -> Option<usize> {
    let mine = range(told);
    let mut seen: Vec<u32> = Vec::new();
    let mut best: Option<(f32, usize)> = None;
    for place in places_for(mine) {
        for &key in lookups {
            for &candidate in index.get(place, key) {
                if seen.contains(&candidate) {
                    continue;
                }
                seen.push(candidate);
                let cluster = &clusters[candidate as usize];
                let likeness = cluster.likeness(told, norm, idf);
                // Compared by how far above its own bar: a nearer date has the lower one.
                let above = likeness - bar(mine, cluster.range);
                if above >= 0.0 && best.is_none_or(|(most, _)| above > most) {
                    best = Some((above, candidate as usize));
                }
            }
        }
    }
    best.map(|(_, chosen)| chosen)
}

/// How alike a telling with the date `mine` must be to a group with the date `theirs`.
fn bar(mine: Option<(Date, Date)>, theirs: Option<(Date, Date)>) -> f32 {
    let (Some(mine), Some(theirs)) = (mine, theirs) else { return UNDATED };
    if mine == theirs {
        return SAME_DAY;
    }
    let inside = |a: (Date, Date), b: (Date, Date)| b.0 <= a.0 && a.1 <= b.1;
    if inside(mine, theirs) || inside(theirs, mine) {
        return INSIDE;
    }
    let apart =
        days_between(mine.1, theirs.0).unwrap_or(i32::MAX).max(days_between(theirs.1, mine.0).unwrap_or(i32::MAX));
    let both_days = mine.0 == mine.1 && theirs.0 == theirs.1;
    match apart {
        ..=NEAR_DAYS if both_days => NEAR,
        ..=366 if !both_days => OTHER_YEAR,
        _ => f32::INFINITY,
    }
}
