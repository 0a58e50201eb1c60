//! What is known of a word outside of any text: its Brown cluster and its parts of speech as a base form.
//!
//! Layout of the file, little-endian: `DLW1`, number of slots (u32), bit strings of 1,024 clusters (u16 each, first
//! branch in the lowest bit), slots (check u16, value u16): the low ten bits of a value number the cluster (0: none),
//! the next four say noun, verb, adjective, adverb; the last two what a capitalised form names: 1 a town, 2 a given
//! name, 3 a surname.

use super::{hash, model::place};

/// First bytes of the file.
pub(super) const MAGIC: &[u8; 4] = b"DLW1";
/// Number of cluster numbers.
pub(super) const CLUSTERS: usize = 1024;
/// Where the slots start.
pub(super) const HEADER: usize = 8 + 2 * CLUSTERS;

/// Parts of speech that a base form can be, as bits.
pub(super) const NOUN: u16 = 1;
pub(super) const VERB: u16 = 2;
pub(super) const ADJECTIVE: u16 = 4;
#[cfg(any(feature = "fit", doc))]
pub(super) const ADVERB: u16 = 8;

static BYTES: &[u8] = include_bytes!("../../assets/models/words.bin");

fn slots() -> &'static [u8] {
    if BYTES.get(..4) == Some(MAGIC) { BYTES.get(HEADER..).unwrap_or(&[]) } else { &[] }
}

/// The value of a word by its hash; 0 where it is not listed.
fn value(word: u64) -> u16 {
    let slots = slots();
    let count = slots.len() / 4;
    if count == 0 {
        return 0;
    }
    let (mut slot, check) = place(word, count as u64);
    while let Some(&[a, b, c, d]) = slots.get(4 * slot..4 * slot + 4) {
        match u16::from_le_bytes([a, b]) {
            0 => break,
            found if found == check => return u16::from_le_bytes([c, d]),
            _ => slot = (slot + 1) % count,
        }
    }
    0
}

/// What is known of a form: its cluster's bit string, 0 for none; what it can be as a base form (bits of [`NOUN`],
/// [`VERB`], [`ADJECTIVE`], [`ADVERB`]); what it commonly names: 0 nothing known, 1 a town, 2 a given name, 3 a surname.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub cluster: u16,
    pub base: u16,
    pub role: u16,
}

/// What is known of the form as written.
pub(super) fn entry(form: &str) -> Entry {
    let value = value(hash::bytes(form.as_bytes()));
    let number = usize::from(value) & (CLUSTERS - 1);
    let cluster = BYTES
        .get(8 + 2 * number..10 + 2 * number)
        .filter(|_| number > 0)
        .map_or(0, |pair| u16::from_le_bytes([pair[0], pair[1]]));
    Entry { cluster, base: value >> 10 & 15, role: value >> 14 }
}

/// What the word, in lower case, can be as a base form: bits of [`NOUN`], [`VERB`], [`ADJECTIVE`], [`ADVERB`].
pub(super) fn base(lower: &str) -> u16 {
    base_joined(lower, "")
}

/// The same of a stem with an ending.
pub(super) fn base_joined(stem: &str, ending: &str) -> u16 {
    value(hash::more_bytes(hash::bytes(stem.as_bytes()), ending.as_bytes())) >> 10 & 15
}
