//! Finds out which tellings are of one event.
//!
//! One pass over the tellings, those with the finest dates first. Each is compared with the few groups that share
//! one of its rarest words and a compatible date, found through an index, so that the work grows with the number of
//! tellings and not with its square.

use super::digest::{Digest, Told};
use crate::analysis::{Status, Why};
use crate::lexicon::events::lexicon;
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};

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
/// The same where they name the same deed of one day, where one date is inside the other, where the days are near.
const SAME_DEED: f32 = 0.32;
const INSIDE_SAME: f32 = 0.36;
const NEAR_SAME: f32 = 0.50;
const NEAR_DAYS: i32 = 4;
const SAME_TRIGGER: f32 = 0.12;
/// What counts towards likeness where one's deed is a word of the other: "blacklisted", "added to a blacklist".
const AKIN_TRIGGER: f32 = 0.08;
/// How much more alike two deeds that one document tells of must be to be one.
const AGAIN: f32 = 0.25;
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
    words: Vec<(u32, u32)>,
    triggers: Vec<u64>,
    /// Sums over the words, by rarity and share of the members: of the weights, and of their squares.
    sum: f32,
    squares: f32,
}

impl Cluster {
    /// One member for each document: the first.
    pub(super) fn one_per_document(&self) -> impl Iterator<Item = &Member> {
        let mut last = None;
        self.members.iter().filter(move |member| last.replace(member.digest) != Some(member.digest))
    }

    /// In order of publication; of several tellings in one document first one that is dated by its own words,
    /// and whose deed most others tell of.
    fn sort(&mut self, digests: &[Digest]) {
        let mut common: HashMap<u64, usize> = HashMap::new();
        for member in &self.members {
            *common.entry(member.of(digests).1.trigger).or_default() += 1;
        }
        let rank = |member: &Member| {
            let told = member.of(digests).1;
            let lent = told.date.as_ref().is_none_or(|date| matches!(date.why, Why::Published | Why::Inferred));
            (lent, std::cmp::Reverse(common[&told.trigger]))
        };
        self.members.sort_by_cached_key(|member| (member.digest, rank(member), member.told));
    }

    /// Whether the document of `digest` tells of it already.
    fn has_document(&self, digest: usize) -> bool {
        self.members.iter().any(|member| member.digest == digest)
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
            (std::cmp::Reverse(fine), is_readable(&told.headline), told.main, ordered(told.salience))
        };
        // `max_by_key` takes the last of equals; reversed, that is the first published.
        self.members.iter().rev().copied().max_by_key(rank)
    }

    fn add(&mut self, member: Member, told: &Told, words: &Words<'_>, rarity: &[f32]) {
        self.members.push(member);
        if !self.triggers.contains(&told.trigger) && self.triggers.len() < 8 {
            self.triggers.push(told.trigger);
        }
        for &word in words.all {
            match self.words.binary_search_by_key(&word, |entry| entry.0) {
                Ok(at) => self.words[at].1 += 1,
                Err(at) if self.words.len() < REMEMBERED => self.words.insert(at, (word, 1)),
                Err(_) => {}
            }
        }
        let size = self.members.len() as f32;
        let shares = || self.words.iter().map(|&(word, count)| rarity[word as usize] * count as f32 / size);
        (self.sum, self.squares) = (shares().sum(), shares().map(|share| share * share).sum());
        if self.range.is_none() {
            self.range = range(told);
        }
    }

    /// The mean of cosine and of the share of the shorter telling's words, weighted by rarity: a passing mention
    /// ("the 2018 arrest of X") says little, but all that it says is in the full report.
    fn likeness(&self, told: &Told, words: &Words<'_>, rarity: &[f32]) -> f32 {
        let (mut product, mut shared) = (0.0, 0.0);
        let mut theirs = self.words.as_slice();
        for &word in words.all {
            let skip = theirs.partition_point(|entry| entry.0 < word);
            theirs = &theirs[skip..];
            if let Some(&(_, count)) = theirs.first().filter(|entry| entry.0 == word) {
                let weight = rarity[word as usize];
                product += weight * weight * count as f32;
                shared += weight;
            }
        }
        if shared == 0.0 {
            return 0.0;
        }
        let cosine = product / self.members.len() as f32 / (words.squares * self.squares).sqrt();
        let akin = || {
            let told_there = words.trigger.is_some_and(|word| self.words.binary_search_by_key(&word, |e| e.0).is_ok());
            told_there || self.triggers.iter().any(|trigger| told.keys.binary_search(trigger).is_ok())
        };
        let same = match self.triggers.contains(&told.trigger) {
            true => SAME_TRIGGER,
            false if akin() => AKIN_TRIGGER,
            false => 0.0,
        };
        f32::midpoint(cosine, shared / words.sum.min(self.sum).max(shared)) + same
    }
}

impl Cluster {
    /// Its rarest words, by which it is looked up.
    fn rarest(&self, rarity: &[f32]) -> Vec<u32> {
        let weight = |&(word, count): &(u32, u32)| rarity[word as usize] * count as f32;
        let mut words = self.words.clone();
        words.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(a.0.cmp(&b.0)));
        words.into_iter().take(2 * LOOKUPS).map(|(word, _)| word).collect()
    }

    /// Whether most say that it did not happen.
    fn is_denied(&self, digests: &[Digest]) -> bool {
        let denied = self.members.iter().filter(|member| member.of(digests).1.status == Status::Denied).count();
        2 * denied > self.members.len()
    }

    /// The same as [`Self::likeness`], of another group.
    fn likeness_of_group(&self, other: &Self, rarity: &[f32]) -> f32 {
        let (mine, theirs) = (self.members.len() as f32, other.members.len() as f32);
        let (mut product, mut shared) = (0.0, 0.0);
        for &(word, count) in &other.words {
            if let Ok(at) = self.words.binary_search_by_key(&word, |entry| entry.0) {
                let weight = rarity[word as usize];
                let share = count as f32 / theirs;
                product += weight * weight * share * self.words[at].1 as f32 / mine;
                shared += weight * share;
            }
        }
        if shared == 0.0 {
            return 0.0;
        }
        let cosine = product / (self.squares * other.squares).sqrt();
        let same = self.triggers.iter().any(|trigger| other.triggers.contains(trigger));
        f32::midpoint(cosine, shared / other.sum.max(shared)) + if same { SAME_TRIGGER } else { 0.0 }
    }

    /// Takes in the tellings of another group.
    fn absorb(&mut self, other: Self, rarity: &[f32]) {
        self.members.extend(other.members);
        for trigger in other.triggers {
            if !self.triggers.contains(&trigger) && self.triggers.len() < 8 {
                self.triggers.push(trigger);
            }
        }
        for (word, count) in other.words {
            match self.words.binary_search_by_key(&word, |entry| entry.0) {
                Ok(at) => self.words[at].1 += count,
                Err(at) if self.words.len() < REMEMBERED => self.words.insert(at, (word, count)),
                Err(_) => {}
            }
        }
        let size = self.members.len() as f32;
        let shares = || self.words.iter().map(|&(word, count)| rarity[word as usize] * count as f32 / size);
        (self.sum, self.squares) = (shares().sum(), shares().map(|share| share * share).sum());
        let width = |range: Option<(Date, Date)>| range.and_then(|(a, b)| days_between(a, b)).unwrap_or(i32::MAX);
        if width(other.range) < width(self.range) {
            self.range = other.range;
        }
    }
}

/// The words of one telling, numbered.
struct Words<'a> {
    /// Sorted.
    all: &'a [u32],
    /// That of the deed, where it is among them.
    trigger: Option<u32>,
    /// The rarest ones that some other telling uses too, by which it is looked up.
    rarest: Vec<u32>,
    sum: f32,
    squares: f32,
}

impl<'a> Words<'a> {
    fn new(all: &'a [u32], trigger: Option<u32>, vocabulary: &Vocabulary) -> Self {
        let rarity = &vocabulary.rarity;
        let mut rarest: Vec<u32> = all.iter().copied().filter(|&word| vocabulary.counts[word as usize] > 1).collect();
        rarest.sort_by(|&a, &b| rarity[b as usize].total_cmp(&rarity[a as usize]).then(a.cmp(&b)));
        rarest.truncate(LOOKUPS);
        // However common the deed is: "ordered" on one day.
        if let Some(deed) = trigger.filter(|&deed| vocabulary.counts[deed as usize] > 1 && !rarest.contains(&deed)) {
            rarest.push(deed);
        }
        let weights = || all.iter().map(|&word| rarity[word as usize]);
        Self { all, trigger, rarest, sum: weights().sum(), squares: weights().map(|weight| weight * weight).sum() }
    }
}

/// All words of all tellings, numbered in order of first use.
#[derive(Default)]
struct Vocabulary {
    /// The words of each telling, sorted.
    of: Vec<Box<[u32]>>,
    /// The number of each telling's deed.
    triggers: Vec<Option<u32>>,
    counts: Vec<u32>,
    /// The logarithm of how rare each word is among all tellings.
    rarity: Vec<f32>,
}

impl Vocabulary {
    fn new<'a>(tellings: impl Iterator<Item = &'a Told>) -> Self {
        let mut numbers: HashMap<u64, u32> = HashMap::new();
        let mut vocabulary = Self::default();
        for told in tellings {
            let mut words: Vec<u32> = Vec::with_capacity(told.keys.len());
            for &key in &told.keys {
                let word = *numbers.entry(key).or_insert(vocabulary.counts.len() as u32);
                if word as usize == vocabulary.counts.len() {
                    vocabulary.counts.push(0);
                }
                vocabulary.counts[word as usize] += 1;
                words.push(word);
            }
            words.sort_unstable();
            vocabulary.triggers.push(numbers.get(&told.trigger).copied());
            vocabulary.of.push(words.into());
        }
        let total = vocabulary.of.len() as f32;
        vocabulary.rarity = vocabulary.counts.iter().map(|&count| (total / count as f32).ln_1p()).collect();
        vocabulary
    }
}

/// Whether a headline is likely a sentence rather than a piece of one.
fn is_readable(headline: &str) -> bool {
    let words = headline.split_whitespace().count();
    let opens_well = headline.starts_with(char::is_alphanumeric)
        && !headline.split_whitespace().next().is_some_and(|first| {
            lexicon().is_stop(&first.to_lowercase()) && first.len() < 6 && !matches!(first, "A" | "An" | "Two" | "One")
        });
    (4..=13).contains(&words) && opens_well && !headline.ends_with('…')
}

fn ordered(value: f32) -> u32 {
    // Positive floats sort like their bits.
    value.max(0.0).to_bits()
}

/// Calendar places by which groups are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Place {
    Day(i32),
    Month(i32),
    Year(i32),
    Anywhere,
}

/// Groups by word and calendar place.
struct Index {
    by_word: HashMap<(Place, u32), Vec<u32>>,
    /// For each group the last telling that was compared with it.
    seen: Vec<usize>,
}

impl Index {
    fn put(&mut self, place: Place, word: u32, cluster: u32) {
        let list = self.by_word.entry((place, word)).or_default();
        if list.last() != Some(&cluster) && list.len() < COMPARED && !list.contains(&cluster) {
            list.push(cluster);
        }
    }

    fn get(&self, place: Place, word: u32) -> &[u32] {
        self.by_word.get(&(place, word)).map_or(&[], Vec::as_slice)
    }
}

pub(super) fn days_between(from: Date, to: Date) -> Option<i32> {
    from.until(to).ok().map(|span| span.get_days())
}

fn day_number(date: Date) -> i32 {
    days_between(Date::constant(1970, 1, 1), date).unwrap_or(0)
}

/// Days before its publication on which an event that an article dates by that alone may have been.
const REPORTED_AFTER: i32 = 3;

/// First and last day on which it can have been.
fn range(told: &Told) -> Option<(Date, Date)> {
    let date = told.date.as_ref()?;
    let slack = if date.why == Why::Published { REPORTED_AFTER } else { 0 };
    let from = date.earliest?.checked_sub(jiff::Span::new().days(slack)).ok()?;
    Some((from, date.latest?))
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
    let vocabulary = Vocabulary::new(order.iter().map(|member| member.of(digests).1));
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut index = Index { by_word: HashMap::new(), seen: Vec::new() };
    for (number, member) in order.iter().enumerate() {
        let told = member.of(digests).1;
        let words = Words::new(&vocabulary.of[number], vocabulary.triggers[number], &vocabulary);
        let telling = Telling { number, digest: member.digest, told, words: &words };
        let chosen = best(&telling, &clusters, &mut index, &vocabulary.rarity).unwrap_or_else(|| {
            clusters.push(Cluster::default());
            index.seen.push(usize::MAX);
            clusters.len() - 1
        });
        clusters[chosen].add(*member, told, &words, &vocabulary.rarity);
        for place in places_of(clusters[chosen].range) {
            for &word in &words.rarest {
                index.put(place, word, chosen as u32);
            }
        }
    }
    let mut clusters = join(clusters, digests, &vocabulary);
    for cluster in &mut clusters {
        cluster.sort(digests);
    }
    clusters
}

/// How much less alike than a telling and a group two groups may be: the words of a group are spread over its tellings.
const LESS: f32 = 0.12;

/// Joins groups whose words together say that they are one: "announced the closure", "ordered to close" and "told to
/// shut" each met only some of the words that the whole group has by now. One pass, the largest groups first, each
/// compared with those that share one of its rarest words.
fn join(clusters: Vec<Cluster>, digests: &[Digest], vocabulary: &Vocabulary) -> Vec<Cluster> {
    let rarity = &vocabulary.rarity;
    let mut order: Vec<usize> = (0..clusters.len()).collect();
    order.sort_by_key(|&number| (std::cmp::Reverse(clusters[number].members.len()), number));
    let mut index = Index { by_word: HashMap::new(), seen: Vec::new() };
    let mut joined: Vec<Cluster> = Vec::with_capacity(clusters.len());
    let mut clusters: Vec<Option<Cluster>> = clusters.into_iter().map(Some).collect();
    for number in order {
        let Some(cluster) = clusters[number].take() else { continue };
        let rarest = cluster.rarest(rarity);
        let mut best: Option<(f32, usize)> = None;
        let mut compared: HashSet<usize> = HashSet::new();
        for place in places_for(cluster.range) {
            for &word in &rarest {
                for &other in index.get(place, word) {
                    let other = other as usize;
                    if !compared.insert(other) {
                        continue;
                    }
                    let group = &joined[other];
                    let deed = group.triggers.iter().any(|trigger| cluster.triggers.contains(trigger));
                    // One document seldom tells one thing twice.
                    let again = cluster.members.len() == 1 && group.has_document(cluster.members[0].digest);
                    let less = if again && !deed { 0.0 } else { LESS };
                    let bar = bar(cluster.range, group.range, deed) - less;
                    let opposed = group.is_denied(digests) != cluster.is_denied(digests);
                    let undated = group.range.is_none() || cluster.range.is_none();
                    if group.members.len() < 2 || opposed || undated || bar.is_infinite() {
                        continue;
                    }
                    let above = group.likeness_of_group(&cluster, rarity) - bar;
                    if above >= 0.0 && best.is_none_or(|(most, _)| above > most) {
                        best = Some((above, other));
                    }
                }
            }
        }
        let chosen = if let Some((_, other)) = best {
            joined[other].absorb(cluster, rarity);
            other
        } else {
            joined.push(cluster);
            joined.len() - 1
        };
        for place in places_of(joined[chosen].range) {
            for &word in &rarest {
                index.put(place, word, chosen as u32);
            }
        }
    }
    joined
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

/// A telling that looks for its group.
struct Telling<'a> {
    number: usize,
    digest: usize,
    told: &'a Told,
    words: &'a Words<'a>,
}

/// The group that the telling is most surely one with.
fn best(telling: &Telling<'_>, clusters: &[Cluster], index: &mut Index, rarity: &[f32]) -> Option<usize> {
    let Telling { number, digest, told, words } = *telling;
    let mine = range(told);
    let mut best: Option<(f32, usize)> = None;
    let mut seen = std::mem::take(&mut index.seen);
    for place in places_for(mine) {
        for &word in &words.rarest {
            for &candidate in index.get(place, word) {
                let candidate = candidate as usize;
                if std::mem::replace(&mut seen[candidate], number) == number {
                    continue;
                }
                let cluster = &clusters[candidate];
                let bar = bar(mine, cluster.range, cluster.triggers.contains(&told.trigger));
                // Two deeds that one document tells of are two, though its clauses share words.
                let other_deed = !cluster.triggers.contains(&told.trigger) && cluster.has_document(digest);
                if bar.is_infinite() {
                    continue;
                }
                let bar = if other_deed { bar + AGAIN } else { bar };
                // Compared by how far above its own bar: a nearer date has the lower one.
                let above = cluster.likeness(told, words, rarity) - bar;
                if above >= 0.0 && best.is_none_or(|(most, _)| above > most) {
                    best = Some((above, candidate));
                }
            }
        }
    }
    index.seen = seen;
    best.map(|(_, chosen)| chosen)
}

/// How alike a telling with the date `mine` must be to a group with the date `theirs`.
fn bar(mine: Option<(Date, Date)>, theirs: Option<(Date, Date)>, same_deed: bool) -> f32 {
    let (Some(mine), Some(theirs)) = (mine, theirs) else { return UNDATED };
    if mine == theirs {
        return if same_deed { SAME_DEED } else { SAME_DAY };
    }
    let inside = |a: (Date, Date), b: (Date, Date)| b.0 <= a.0 && a.1 <= b.1;
    if inside(mine, theirs) || inside(theirs, mine) {
        return if same_deed { INSIDE_SAME } else { INSIDE };
    }
    let apart =
        days_between(mine.1, theirs.0).unwrap_or(i32::MAX).max(days_between(theirs.1, mine.0).unwrap_or(i32::MAX));
    let both_days = mine.0 == mine.1 && theirs.0 == theirs.1;
    match apart {
        ..=NEAR_DAYS if both_days && same_deed => NEAR_SAME,
        ..=2 if both_days => NEAR,
        ..=366 if !both_days => OTHER_YEAR,
        _ => f32::INFINITY,
    }
}
