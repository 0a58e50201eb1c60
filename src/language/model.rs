//! A sparse linear model as it stands in the binary: borrowed, never parsed.
//!
//! Layout, little-endian: `DLM1`, number of labels (u16), 0 (u16), number of slots (u32), bytes of rows (u32), labels
//! (u16 each), slots (6 bytes each: check u16, offset u32; check 0 is an empty slot), rows (count u8, then label index
//! u8 and weight i8 each). A weight `q` counts `q·|q|`: eight bits on a square-root scale whose end is the model's
//! largest weight, so that small weights keep their sign and relative size.

use super::hash::spread;

/// Bytes of a slot.
pub(super) const SLOT: usize = 6;
/// First bytes of every model.
pub(super) const MAGIC: &[u8; 4] = b"DLM1";

/// Scores by label index; as long as an index can be large, so that no lookup is checked.
pub(super) type Scores = [i32; 256];

/// A model's parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Model {
    labels: &'static [u8],
    slots: &'static [u8],
    rows: &'static [u8],
    slot_count: u64,
}

impl Model {
    /// Reads the header; bytes that are no model give one that knows nothing.
    pub(super) fn new(bytes: &'static [u8]) -> Self {
        Self::checked(bytes).unwrap_or(Self { labels: &[], slots: &[], rows: &[], slot_count: 0 })
    }

    fn checked(bytes: &'static [u8]) -> Option<Self> {
        let labels = usize::from(u16::from_le_bytes(bytes.get(4..6)?.try_into().ok()?));
        let slot_count = u32::from_le_bytes(bytes.get(8..12)?.try_into().ok()?) as usize;
        let row_bytes = u32::from_le_bytes(bytes.get(12..16)?.try_into().ok()?) as usize;
        let slots = 16 + 2 * labels;
        let rows = slots + SLOT * slot_count;
        (bytes.get(..4)? == MAGIC && bytes.len() == rows + row_bytes && labels <= 256).then_some(())?;
        Some(Self {
            labels: bytes.get(16..slots)?,
            slots: bytes.get(slots..rows)?,
            rows: bytes.get(rows..)?,
            slot_count: slot_count as u64,
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

    /// The cells of a feature's row; none where the model does not know it.
    #[inline]
    fn row(&self, feature: u64) -> &'static [u8] {
        let (mut slot, check) = place(feature, self.slot_count);
        while let Some(&[a, b, c, d, e, f]) = self.slots.get(slot * SLOT..slot * SLOT + SLOT) {
            let found = u16::from_le_bytes([a, b]);
            if found == check {
                let at = u32::from_le_bytes([c, d, e, f]) as usize;
                let count = self.rows.get(at).map_or(0, |&count| usize::from(count));
                return self.rows.get(at + 1..at + 1 + 2 * count).unwrap_or(&[]);
            }
            if found == 0 {
                break;
            }
            slot += 1;
            if slot as u64 == self.slot_count {
                slot = 0;
            }
        }
        &[]
    }

    /// Adds the weights of `feature` to the scores.
    #[inline]
    fn add(&self, feature: u64, scores: &mut Scores) {
        for cell in self.row(feature).chunks_exact(2) {
            let weight = i32::from(cell[1].cast_signed());
            scores[usize::from(cell[0])] += weight * weight.abs();
        }
    }

    /// The index of the label that `feature` alone decides on.
    #[inline]
    pub(super) fn decided(&self, feature: u64) -> Option<usize> {
        self.row(feature).first().map(|&label| usize::from(label))
    }

    /// The scores of all labels for these features.
    #[inline]
    pub(super) fn score(&self, features: &[u64]) -> Scores {
        let mut scores = [0; 256];
        for &feature in features {
            self.add(feature, &mut scores);
        }
        scores
    }
}

/// First slot and check of a feature in a table with `slots` slots.
#[inline]
pub(super) fn place(feature: u64, slots: u64) -> (usize, u16) {
    let hash = spread(feature);
    let check = (hash & 0xFFFF) as u16;
    ((((hash >> 32) * slots) >> 32) as usize, check.max(1))
}
