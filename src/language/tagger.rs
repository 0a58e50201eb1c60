//! Tags: a linear model over a window of words, from left to right, one label for the Universal and the Penn tag.

use super::hash::{join, start};
use super::model::Model;
use super::tagset::{Upos, Xpos};
use super::words::Word;

/// The two tags as one label.
#[cfg(feature = "fit")]
pub(super) fn label(upos: Upos, xpos: Xpos) -> u16 {
    (upos as u16) << 8 | xpos as u16
}

/// The Universal tag of a label.
pub(super) fn upos(label: u16) -> Upos {
    Upos::from_index(usize::from(label >> 8))
}

/// The Penn tag of a label.
pub(super) fn xpos(label: u16) -> Xpos {
    Xpos::from_index(usize::from(label & 0xFF))
}

/// Tags one sentence; `features` is a buffer.
pub(super) fn tag(model: &Model, words: &[Word], out: &mut Vec<u16>, features: &mut Vec<u64>) {
    let (mut before, mut last) = (0, 0);
    for i in 0..words.len() {
        let best = model.decided(sure(&words[i])).unwrap_or_else(|| {
            collect(words, i, u64::from(last), u64::from(before), features);
            best(&model.score(features)[..model.label_count()])
        });
        let label = model.label(best);
        out.push(label);
        before = last;
        last = label + 1;
    }
}

/// The feature of a form that has one label wherever it stands; it is in the model for such forms only.
pub(super) fn sure(word: &Word) -> u64 {
    start(99, word.form)
}

/// Index of the highest score, the first of equals.
pub(super) fn best(scores: &[i32]) -> usize {
    let mut best = 0;
    for (index, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = index;
        }
    }
    best
}

/// Writes the features of word `i`; `last` and `before` are the labels of the two words before it, plus one.
pub(super) fn collect(words: &[Word], i: usize, last: u64, before: u64, out: &mut Vec<u64>) {
    const NONE: Word = Word {
        form: 1,
        lower: 1,
        suffix: [1; 4],
        prefix: [1; 3],
        shape: 1,
        cluster: 0,
        senses: 0,
        role: 0,
        capital: false,
        shouted: false,
    };
    let at = |offset: isize| i.checked_add_signed(offset).and_then(|j| words.get(j)).unwrap_or(&NONE);
    let (w, p, n, pp, nn) = (at(0), at(-1), at(1), at(-2), at(2));
    let case = u64::from(w.capital) | u64::from(w.shouted) << 1 | u64::from(i == 0) << 2;
    let senses = u64::from(w.senses);
    let cluster = u64::from(w.cluster);
    let next = u64::from(n.cluster);
    out.clear();
    out.extend([
        start(1, 0),
        start(2, w.lower),
        start(3, w.form),
        start(4, w.suffix[0]),
        start(5, w.suffix[1]),
        start(6, w.suffix[2]),
        start(7, w.suffix[3]),
        start(8, w.prefix[0]),
        start(9, w.prefix[1]),
        start(10, w.prefix[2]),
        join(start(11, w.shape), case & 4),
        join(start(12, senses), case),
        start(13, cluster),
        start(14, w.branch(8)),
        start(15, w.branch(5)),
        join(start(16, w.suffix[2]), case),
        start(20, p.lower),
        start(21, pp.lower),
        start(22, n.lower),
        start(23, nn.lower),
        start(24, u64::from(p.cluster)),
        start(25, next),
        start(26, u64::from(nn.cluster)),
        start(27, n.suffix[2]),
        start(28, p.suffix[2]),
        start(29, u64::from(n.senses)),
        join(start(30, p.lower), w.lower),
        join(start(31, w.lower), n.lower),
        join(start(32, p.lower), n.lower),
        join(start(33, senses), u64::from(n.senses)),
        join(start(34, u64::from(n.capital) | u64::from(p.capital) << 1), case),
        start(40, last),
        join(start(41, last), before),
        join(start(42, last), w.lower),
        join(start(43, last), w.suffix[2]),
        join(start(44, last), senses),
        join(start(45, last), cluster),
        join(start(46, last), n.lower),
        join(start(47, last), next),
        join(join(start(48, last), before), w.lower),
        join(join(start(49, last), senses), u64::from(n.senses)),
        join(join(start(50, last), cluster), next),
        join(join(start(51, last), case), w.suffix[1]),
    ]);
}
