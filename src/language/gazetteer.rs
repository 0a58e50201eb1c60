//! The gazetteers of `assets/lexicon` as bits for each word, for the model of names.

use super::hash::{self, HashedMap, join};
use super::words::Word;
use crate::lexicon::organisations::organisations;
use crate::lexicon::places::{PlaceKind, places};
use crate::lexicon::titles::titles;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// Part of the name of a country.
const COUNTRY: u16 = 1;
/// Part of the name of a city or capital.
const CITY: u16 = 2;
/// Part of the name of a region or of several countries.
const REGION: u16 = 4;
/// An adjective of a country, or its inhabitants.
const PEOPLE: u16 = 8;
/// Part of the name of a known organisation.
const ORGANISATION: u16 = 16;
/// A noun that heads names of organisations: "Ministry", "University".
const ORGANISATION_NOUN: u16 = 32;
/// The end of a firm's name.
const SUFFIX: u16 = 64;
/// A title or office.
const TITLE: u16 = 128;
/// Not the first word of the name.
const INSIDE: u16 = 256;
/// Bits of words that are part of a name wherever they stand.
pub(super) const NAME: u16 = COUNTRY | CITY | REGION | ORGANISATION;

/// Longest name, in words.
const LONGEST: usize = 6;

struct Names {
    /// Bits by the joined hashes of a name's words.
    whole: HashedMap<u16>,
    /// The length of the longest name by its first word.
    longest: HashedMap<usize>,
    /// Bits of single words in lower case.
    words: HashedMap<u16>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names {
        whole: HashedMap::with_capacity_and_hasher(places().names().count() + 500, BuildHasherDefault::default()),
        longest: HashedMap::default(),
        words: HashedMap::default(),
    };
    for (name, meanings) in places().names() {
        let bits = meanings.iter().fold(0, |bits, meaning| {
            bits | match meaning.kind {
                PlaceKind::Country => COUNTRY,
                PlaceKind::Capital | PlaceKind::City => CITY,
                PlaceKind::Region | PlaceKind::Wide => REGION,
                PlaceKind::Adjective | PlaceKind::People => PEOPLE,
                PlaceKind::Seat => 0,
            }
        });
        names.add(name, bits);
    }
    let bodies = organisations();
    for name in bodies.known.values().flat_map(super::super::lexicon::Words::iter).chain(bodies.outlets.iter()) {
        names.add(name, ORGANISATION);
    }
    for (list, bit) in [
        (&bodies.company_suffixes, SUFFIX),
        (&bodies.government_nouns, ORGANISATION_NOUN),
        (&bodies.organisation_nouns, ORGANISATION_NOUN),
        (&titles().address, TITLE),
        (&titles().offices, TITLE),
    ] {
        for word in list.iter().filter(|word| !word.contains(' ')) {
            *names.words.entry(hash::bytes(word.as_bytes())).or_default() |= bit;
        }
    }
    names
});

impl Names {
    fn add(&mut self, name: &str, bits: u16) {
        if bits == 0 {
            return;
        }
        if name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return self.add_parts([hash::bytes(name.as_bytes())].into_iter(), bits);
        }
        let parts = crate::language::tokens::tokenize(name);
        self.add_parts(parts.iter().map(|span| hash::bytes(span.slice(name).as_bytes())), bits);
    }

    fn add_parts(&mut self, mut parts: impl Iterator<Item = u64>, bits: u16) {
        let Some(first) = parts.next() else { return };
        let (whole, length) = parts.fold((join(0, first), 1), |(whole, length), part| (join(whole, part), length + 1));
        *self.whole.entry(whole).or_default() |= bits;
        let longest = self.longest.entry(first).or_default();
        *longest = (*longest).max(length.min(LONGEST));
    }
}

/// Writes the bits of each word of a sentence.
pub(super) fn look_up(words: &[Word], out: &mut Vec<u16>) {
    let names = &*NAMES;
    out.clear();
    out.extend(words.iter().map(|word| names.words.get(&word.lower).copied().unwrap_or(0)));
    let mut i = 0;
    while i < words.len() {
        let reach = names.longest.get(&words[i].form).copied().unwrap_or(0);
        let (mut whole, mut found) = (0, None);
        for (length, word) in words[i..].iter().take(reach).enumerate() {
            whole = join(whole, word.form);
            if let Some(&bits) = names.whole.get(&whole) {
                found = Some((length + 1, bits));
            }
        }
        let Some((length, bits)) = found else {
            i += 1;
            continue;
        };
        for (k, slot) in out[i..i + length].iter_mut().enumerate() {
            *slot |= bits | if k > 0 { INSIDE } else { 0 };
        }
        i += length;
    }
}
