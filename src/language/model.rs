//! A sparse linear model as it stands in the binary: borrowed, never parsed.
//!
//! Layout, little-endian: `DLM2`, number of labels (u16), 0 (u16), number of buckets (u32), bytes of rows (u32), labels
//! (u16 each), zeros up to a multiple of [`LINE`]; then for each bucket eight checks (u16; 0: empty), then for each
//! bucket eight values (4 bytes), then rows. A feature is in its own bucket or nowhere, so that one comparison of 16
//! bytes tells. What a value is says its last byte: [`DENSE`]: the weights of the first three labels; [`SINGLE`]: one
//! label index and its weight; else it is the offset (u32) of a row: count u8, then label index u8 and weight i8 each.
//! A weight `q` counts `q·|q|`: eight bits on a square-root scale whose end is the model's largest weight, so that
//! small weights keep their sign and relative size.

use super::hash::spread;

/// Features of a bucket.
pub(super) const BUCKET: usize = 8;
/// What the buckets are aligned to, in bytes: a line of the cache.
pub(super) const LINE: usize = 64;
/// Last byte of a value that holds the weights of the first three labels.
pub(super) const DENSE: u8 = 0xFF;
/// Last byte of a value that holds one label and its weight.
pub(super) const SINGLE: u8 = 0xFE;
/// First bytes of every model.
pub(super) const MAGIC: &[u8; 4] = b"DLM2";

/// Features that are looked for at a time: while one bucket is fetched, the next ones are already on their way.
const BATCH: usize = 128;

/// Bytes that stand at the start of a line of the cache.
#[repr(C, align(64))]
pub(super) struct Aligned<B: ?Sized>(pub B);

/// Scores by label index; as long as an index can be large, so that no lookup is checked.
pub(super) type Scores = [i32; 256];

/// A model's parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Model {
    labels: &'static [u8],
    checks: &'static [[u8; 2 * BUCKET]],
    values: &'static [[u8; 4]],
    rows: &'static [u8],
}

impl Model {
    /// Reads the header; bytes that are no model give one that knows nothing.
    pub(super) fn new(bytes: &'static [u8]) -> Self {
        Self::checked(bytes).unwrap_or(Self { labels: &[], checks: &[], values: &[], rows: &[] })
    }

    fn checked(bytes: &'static [u8]) -> Option<Self> {
        let labels = usize::from(u16::from_le_bytes(bytes.get(4..6)?.try_into().ok()?));
        let buckets = u32::from_le_bytes(bytes.get(8..12)?.try_into().ok()?) as usize;
        let row_bytes = u32::from_le_bytes(bytes.get(12..16)?.try_into().ok()?) as usize;
        let checks = (16 + 2 * labels).next_multiple_of(LINE);
        let values = checks + 2 * BUCKET * buckets;
        let rows = values + 4 * BUCKET * buckets;
        (bytes.get(..4)? == MAGIC && bytes.len() == rows + row_bytes && labels <= 256).then_some(())?;
        Some(Self {
            labels: bytes.get(16..16 + 2 * labels)?,
            checks: bytes.get(checks..values)?.as_chunks().0,
            values: bytes.get(values..rows)?.as_chunks().0,
            rows: bytes.get(rows..)?,
        })
    }

    /// Number of labels.
    pub(super) fn label_count(&self) -> usize {
        self.labels.len() / 2
    }

    /// The label with this index.
    pub(super) fn label(&self, index: usize) -> u16 {
        self.labels.get(2 * index..2 * index + 2).map_or(0, |pair| u16::from_le_bytes([pair[0], pair[1]]))
    }

    /// Calls `hit` with the value of each of these features that the model knows, and the byte at the start of its row.
    ///
    /// Nearly all of the time goes by waiting for memory, so each step is done for the whole batch before the next
    /// one, without a branch that hangs on what was read: the reads of a step then wait all at once.
    #[inline]
    fn each(&self, features: &[u64], mut hit: impl FnMut([u8; 4], u8)) {
        for batch in features.chunks(BATCH) {
            let (mut slots, mut count) = ([0u32; BATCH], 0);
            for &feature in batch {
                let (bucket, check) = place(feature, self.checks.len() as u64);
                let Some(&checks) = self.checks.get(bucket) else { return };
                let found = lanes(u128::from_le_bytes(checks), check);
                slots[count % BATCH] = (bucket * BUCKET) as u32 + found.trailing_zeros() / 16;
                count += usize::from(found != 0);
            }
            let mut values = [[0u8; 4]; BATCH];
            for (value, &slot) in values.iter_mut().zip(&slots[..count]) {
                *value = self.values.get(slot as usize).copied().unwrap_or_default();
            }
            let mut counts = [0u8; BATCH];
            for (count, &value) in counts.iter_mut().zip(&values[..count]) {
                let offset = if value[3] >= SINGLE { 0 } else { u32::from_le_bytes(value) as usize };
                *count = self.rows.get(offset).copied().unwrap_or_default();
            }
            for (&value, &count) in values.iter().zip(&counts).take(count) {
                hit(value, count);
            }
        }
    }

    /// The index of the label that `feature` alone decides on.
    #[inline]
    pub(super) fn decided(&self, feature: u64) -> Option<usize> {
        let mut label = None;
        self.each(&[feature], |value, _| {
            label = match value {
                [weights @ .., DENSE] => weights.iter().position(|&weight| weight != 0),
                [label, .., SINGLE] => Some(usize::from(label)),
                _ => None,
            };
        });
        label
    }

    /// The scores of all labels for these features.
    #[inline]
    pub(super) fn score(&self, features: &[u64]) -> Scores {
        let mut scores = [0; 256];
        self.each(features, |value, count| match value {
            [weights @ .., DENSE] => {
                for (score, weight) in scores.iter_mut().zip(weights) {
                    *score += weigh(weight);
                }
            }
            [label, weight, _, SINGLE] => scores[usize::from(label)] += weigh(weight),
            offset => {
                for &[label, weight] in self.row(u32::from_le_bytes(offset) as usize, count) {
                    scores[usize::from(label)] += weigh(weight);
                }
            }
        });
        scores
    }

    /// The scores of the first three labels for features that speak of no others.
    #[inline]
    pub(super) fn score_three(&self, features: &[u64]) -> [i32; 3] {
        let mut scores = [0; 3];
        self.each(features, |[a, b, c, kind], _| {
            let by = i32::from(kind == DENSE);
            scores = [scores[0] + by * weigh(a), scores[1] + by * weigh(b), scores[2] + by * weigh(c)];
        });
        scores
    }

    /// The cells of the row that starts at `at` and has so many.
    #[inline]
    fn row(&self, at: usize, count: u8) -> &'static [[u8; 2]] {
        self.rows.get(at + 1..at + 1 + 2 * usize::from(count)).unwrap_or(&[]).as_chunks().0
    }
}

/// What a weight's byte counts.
#[inline]
fn weigh(byte: u8) -> i32 {
    let weight = i32::from(byte.cast_signed());
    weight * weight.abs()
}

/// The highest bit of each of eight numbers of 16 bits that equals `check`, and of none below the first such one.
#[inline]
fn lanes(checks: u128, check: u16) -> u128 {
    const ONES: u128 = u128::MAX / 0xFFFF;
    let differ = checks ^ (ONES * u128::from(check));
    differ.wrapping_sub(ONES) & !differ & (ONES << 15)
}

/// First slot (or bucket) and check of a feature in a table with so many.
#[inline]
pub(super) fn place(feature: u64, slots: u64) -> (usize, u16) {
    let hash = spread(feature);
    let check = (hash & 0xFFFF) as u16;
    ((((hash >> 32) * slots) >> 32) as usize, check.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_is_found_in_its_lane() {
        let numbers = [7u16, 0, 0x8000, 0xFFFF, 1, 0x0100, 9, 7];
        let checks = numbers.iter().rev().fold(0u128, |checks, &number| checks << 16 | u128::from(number));
        for (lane, &number) in numbers.iter().enumerate().take(7) {
            assert_eq!(lanes(checks, number).trailing_zeros() as usize / 16, lane, "{number:#x}");
        }
        assert!([2, 0x7FFF, 0x8001, 0xFF, 0x0101, 0xFFFE].iter().all(|&absent| lanes(checks, absent) == 0));
    }

    #[test]
    fn bytes_that_are_no_model_know_nothing() {
        for bytes in [b"".as_slice(), b"DLM2", b"DLM2\xFF\xFF\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", &[0; 300]] {
            let model = Model::new(bytes);
            assert_eq!((model.label_count(), model.decided(5), model.score_three(&[1, 2])), (0, None, [0; 3]));
        }
    }
}
