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
#[cfg(feature = "fit")]
pub(super) const ADVERB: u16 = 8;

static BYTES: &[u8] = include_bytes!("../../assets/models/words.bin");

fn slots() -> &'static [u8] {
    if BYTES.get(..4) == Some(MAGIC) { BYTES.get(HEADER..).unwrap_or(&[]) } else { &[] }
}

/// The value of a word; 0 where it is not listed.
fn value(word: &str) -> u16 {
    let slots = slots();
    let count = slots.len() / 4;
    if count == 0 {
        return 0;
    }
    let (mut slot, check) = place(hash::bytes(word.as_bytes()), count as u64);
    while let Some(&[a, b, c, d]) = slots.get(4 * slot..4 * slot + 4) {
        match u16::from_le_bytes([a, b]) {
            0 => break,
            found if found == check => return u16::from_le_bytes([c, d]),
            _ => slot = (slot + 1) % count,
        }
    }
    0
}

/// Bit string of the word's cluster; 0 for none.
pub(super) fn cluster(word: &str) -> u16 {
    let number = usize::from(value(word)) & (CLUSTERS - 1);
    BYTES
        .get(8 + 2 * number..10 + 2 * number)
        .filter(|_| number > 0)
        .map_or(0, |pair| u16::from_le_bytes([pair[0], pair[1]]))
}

/// What the form as written commonly names: 0 nothing known, 1 a town, 2 a given name, 3 a surname.
pub(super) fn role(form: &str) -> u16 {
    value(form) >> 14
}

/// What the word, in lower case, can be as a base form: bits of [`NOUN`], [`VERB`], [`ADJECTIVE`], [`ADVERB`].
pub(super) fn base(lower: &str) -> u16 {
    value(lower) >> 10 & 15
}
