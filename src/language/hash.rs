//! Features as 64-bit numbers: made without formatting strings, the same on every machine.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map whose keys are hashes already.
pub(super) type HashedMap<V> = HashMap<u64, V, BuildHasherDefault<Identity>>;

/// Gives numbers back as they are, spread.
#[derive(Default)]
pub(super) struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        spread(self.0)
    }

    fn write(&mut self, text: &[u8]) {
        self.0 = more_bytes(self.0, text);
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// Hash of a few bytes.
pub(super) fn bytes(text: &[u8]) -> u64 {
    more_bytes(0xCBF2_9CE4_8422_2325, text)
}

/// Hash of the bytes that have this hash and of those that follow them.
pub(super) fn more_bytes(hash: u64, text: &[u8]) -> u64 {
    text.iter().fold(hash, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// Hash of a feature's template and its first value.
#[inline]
pub(super) fn start(template: u64, value: u64) -> u64 {
    join(template.wrapping_mul(0xD6E8_FEB8_6659_FD93), value)
}

/// Adds a value to a feature.
#[inline]
pub(super) fn join(feature: u64, value: u64) -> u64 {
    (feature.rotate_left(23) ^ value).wrapping_mul(GOLDEN)
}

/// The bits in which two features differ, spread over the whole number.
#[inline]
pub(super) fn spread(feature: u64) -> u64 {
    let mixed = (feature ^ (feature >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed ^ (mixed >> 32)
}
