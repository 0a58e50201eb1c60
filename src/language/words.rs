//! What the models see of a token by itself, computed once.

use super::{hash, lemma, wordlist};
use crate::text::Span;

/// A token's own properties, as numbers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    /// The form as written, digits made one.
    pub form: u64,
    /// The form in lower case, digits made one.
    pub lower: u64,
    /// The last one to four bytes of the lower-case form.
    pub suffix: [u64; 4],
    /// The first one to three bytes of it.
    pub prefix: [u64; 3],
    /// Kinds of characters, runs made one: `Xx`, `X.X.`, `0,0`.
    pub shape: u64,
    /// Bit string of the Brown cluster; 0 for none.
    pub cluster: u16,
    /// What it can be as a base form and as an inflected one.
    pub senses: u16,
    /// What it commonly names, where it is capitalised.
    pub role: u16,
    /// Whether the first letter is a capital.
    pub capital: bool,
    /// Whether every letter is one, and there are two or more.
    pub shouted: bool,
}

impl Word {
    /// The first `bits` branches of the cluster.
    pub(super) fn branch(&self, bits: u32) -> u64 {
        u64::from(self.cluster & ((1 << bits) - 1))
    }
}

/// The properties of a text's tokens; `lowers` are the spans of the lower-case forms in `strings`.
pub(super) fn read(text: &str, spans: &[Span], strings: &str, lowers: &[Span]) -> Vec<Word> {
    spans.iter().zip(lowers).map(|(span, lower)| word(span.slice(text), lower.slice(strings))).collect()
}

fn word(form: &str, lower: &str) -> Word {
    let mut buffer = [0u8; 48];
    let capital = form.chars().next().is_some_and(char::is_uppercase);
    let letters = form.chars().filter(|c| c.is_alphabetic()).count();
    let shouted = letters > 1 && capital && form.chars().all(|c| !c.is_lowercase());
    let written = wordlist::entry(form);
    let lowered = if form == lower { written } else { wordlist::entry(lower) };
    let cluster = if written.cluster == 0 && capital { lowered.cluster } else { written.cluster };
    let bytes = normal(lower, &mut buffer);
    let hash = hash::bytes(bytes);
    let end = |n: usize| hash::bytes(&bytes[bytes.len().saturating_sub(n)..]);
    let begin = |n: usize| hash::bytes(&bytes[..n.min(bytes.len())]);
    Word {
        lower: hash,
        suffix: [end(1), end(2), end(3), end(4)],
        prefix: [begin(1), begin(2), begin(3)],
        shape: shape(form),
        cluster,
        senses: lowered.base | lemma::inflection(lower) << 4,
        role: if capital { written.role } else { 0 },
        capital,
        shouted,
        form: if form == lower { hash } else { hash::bytes(normal(form, &mut [0u8; 48])) },
    }
}

/// The bytes of a word with every digit made 0, cut after 48.
fn normal<'b>(word: &str, buffer: &'b mut [u8; 48]) -> &'b [u8] {
    let length = word.len().min(48);
    for (to, from) in buffer.iter_mut().zip(word.bytes()) {
        *to = if from.is_ascii_digit() { b'0' } else { from };
    }
    &buffer[..length]
}

fn shape(form: &str) -> u64 {
    let (mut hash, mut last, mut run) = (0xCBF2_9CE4_8422_2325u64, 0u8, 0);
    for c in form.chars().take(40) {
        let kind = if c.is_lowercase() {
            b'x'
        } else if c.is_uppercase() {
            b'X'
        } else if c.is_ascii_digit() {
            b'0'
        } else if c.is_alphabetic() {
            b'a'
        } else if c.is_ascii() {
            c as u8
        } else {
            b'?'
        };
        run = if kind == last { run + 1 } else { 0 };
        if run < 2 {
            hash = (hash ^ u64::from(kind)).wrapping_mul(0x0100_0000_01B3);
        }
        last = kind;
    }
    hash
}
