//! Names of persons, organisations and places: a sequence model over words, tags, clusters and gazetteers, decoded
//! with Viterbi, and then made consistent over the document.

use super::gazetteer;
use super::hash::{join, start};
use super::model::{Model, Scores};
use super::tagset::{NameKind, Upos};
use super::words::Word;

/// Labels: 0 outside, then begin and inside of each kind.
pub(super) const LABELS: usize = 7;

#[cfg(feature = "fit")]
/// The label that begins a name of this kind; the next one goes on with it.
pub(super) fn begin(kind: NameKind) -> usize {
    1 + 2 * kind as usize
}

/// The kind of a label other than 0.
pub(super) fn kind(label: usize) -> NameKind {
    NameKind::from_index((label - 1) / 2)
}

/// Whether `label` can follow `last`.
pub(super) fn may_follow(last: usize, label: usize) -> bool {
    label == 0 || label % 2 == 1 || last == label || last + 1 == label
}

/// A sentence as the model sees it.
pub(super) struct Context<'a> {
    pub words: &'a [Word],
    pub tags: &'a [u16],
    /// What the gazetteers say of each word.
    pub known: &'a [u16],
}

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

/// Writes the features of word `i`.
pub(super) fn collect(context: &Context<'_>, i: usize, out: &mut Vec<u64>) {
    let word = |offset: isize| i.checked_add_signed(offset).and_then(|j| context.words.get(j)).unwrap_or(&NONE);
    let at = |offset: isize, column: &[u16]| {
        i.checked_add_signed(offset).and_then(|j| column.get(j)).map_or(0xFFFF, |&value| u64::from(value))
    };
    let (w, p, n, pp, nn) = (word(0), word(-1), word(1), word(-2), word(2));
    let tag = |offset| at(offset, context.tags);
    let known = |offset| at(offset, context.known);
    let case = |w: &Word| u64::from(w.capital) | u64::from(w.shouted) << 1;
    let here = case(w) | u64::from(i == 0) << 2;
    let cases = case(p) << 6 | case(n) << 3 | here;
    out.clear();
    out.extend([
        start(1, here),
        start(2, w.form),
        start(3, w.lower),
        join(start(4, w.shape), here & 4),
        start(5, w.suffix[3]),
        start(6, w.suffix[2]),
        start(7, w.prefix[2]),
        join(start(8, u64::from(w.cluster)), here & 1),
        join(start(9, w.branch(9)), here),
        join(start(10, w.branch(6)), here),
        join(start(11, tag(0)), here),
        join(start(12, tag(-1)), tag(0)),
        join(start(13, tag(0)), tag(1)),
        start(14, p.lower),
        start(15, n.lower),
        start(16, pp.lower),
        start(17, nn.lower),
        join(start(18, p.lower), w.lower),
        join(start(19, w.lower), n.lower),
        join(start(20, u64::from(p.cluster)), cases),
        join(start(21, u64::from(n.cluster)), cases),
        join(start(22, u64::from(p.cluster)), u64::from(w.cluster)),
        join(start(23, u64::from(w.cluster)), u64::from(n.cluster)),
        join(start(24, u64::from(pp.cluster)), u64::from(p.cluster)),
        join(start(25, u64::from(n.cluster)), u64::from(nn.cluster)),
        start(26, u64::from(pp.cluster)),
        start(27, u64::from(nn.cluster)),
        join(join(start(28, p.shape), w.shape), n.shape),
        join(start(29, w.shape), n.shape),
        join(start(30, known(0)), here),
        join(start(31, known(-1)), known(0)),
        join(start(32, known(0)), known(1)),
        join(start(33, known(0)), u64::from(w.cluster)),
        join(start(34, known(1)), case(w)),
        join(start(35, known(-1)), case(w)),
        join(join(start(36, p.lower), here), u64::from(w.cluster)),
        join(join(start(37, n.lower), here), u64::from(w.cluster)),
        join(start(38, u64::from(w.senses)), here),
        join(join(start(39, tag(-1)), tag(0)), tag(1)),
    ]);
    let role = u64::from(w.role);
    out.extend([
        join(start(40, role), here),
        join(join(start(41, u64::from(p.role)), role), cases),
        join(join(start(42, role), u64::from(n.role)), cases),
        join(start(43, role), w.branch(9)),
    ]);
    run_features(context, i, out);
}

/// The run of capitalised words that word `i` stands in: its last word, its length, what stands around it.
fn run_features(context: &Context<'_>, i: usize, out: &mut Vec<u64>) {
    let words = context.words;
    if !words[i].capital {
        return;
    }
    let reach = 6;
    let mut first = i;
    while first > 0 && i - first < reach && words[first - 1].capital {
        first -= 1;
    }
    let mut last = i;
    while last + 1 < words.len() && last - i < reach && words[last + 1].capital {
        last += 1;
    }
    let outside = |at: Option<usize>| at.and_then(|j| words.get(j)).unwrap_or(&NONE);
    let (before, after) = (outside(first.checked_sub(1)), outside(Some(last + 1)));
    let length = (last - first).min(5) as u64;
    let place = (i - first).min(3) as u64;
    out.extend([
        join(start(50, words[last].lower), place.min(1)),
        join(start(51, u64::from(words[last].cluster)), place.min(1)),
        join(start(52, words[first].lower), place),
        join(start(53, u64::from(words[first].cluster)), place),
        join(start(54, length), place),
        join(start(55, before.lower), place.min(1)),
        join(start(56, after.lower), place.min(1)),
        join(start(57, u64::from(before.cluster)), length),
        join(start(58, u64::from(after.cluster)), length),
        join(start(59, u64::from(context.known[last])), place),
    ]);
}

/// The feature of two labels in a row; its weight for label `l` is that of `last` before `l`.
pub(super) fn transition(last: usize) -> u64 {
    start(90, last as u64)
}

/// The best labels of a sentence, given the scores of each word and the transition scores.
pub(super) fn decode(emissions: &[[i32; LABELS]], transitions: &[[i32; LABELS]; LABELS], out: &mut Vec<usize>) {
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(emissions.len());
    let mut best = [i32::MIN / 2; LABELS];
    best[0] = 0;
    for (i, scores) in emissions.iter().enumerate() {
        let mut next = [i32::MIN / 2; LABELS];
        let mut from = [0u8; LABELS];
        for label in 0..LABELS {
            for last in 0..LABELS {
                let possible = may_follow(last, label) && (i > 0 || last == 0);
                let score = best[last].saturating_add(transitions[last][label]).saturating_add(scores[label]);
                if possible && score > next[label] {
                    next[label] = score;
                    from[label] = last as u8;
                }
            }
        }
        back.push(from);
        best = next;
    }
    let mut label = super::tagger::best(&best);
    let first = out.len();
    for from in back.iter().rev() {
        out.push(label);
        label = usize::from(from[label]);
    }
    out[first..].reverse();
}

/// The scores of the labels there are.
pub(super) fn first(scores: &Scores) -> [i32; LABELS] {
    std::array::from_fn(|label| scores[label])
}

/// Labels one sentence.
pub(super) fn label(model: &Model, context: &Context<'_>, out: &mut Vec<usize>, features: &mut Vec<u64>) {
    // Most sentences have words that can start a name; those that have none need no look.
    let may_name = |i: usize| context.words[i].capital || context.known[i] & gazetteer::NAME != 0;
    if model.label_count() == 0 || !(0..context.words.len()).any(may_name) {
        out.resize(out.len() + context.words.len(), 0);
        return;
    }
    let transitions = std::array::from_fn(|last| first(&model.score(&[transition(last)])));
    let emissions: Vec<[i32; LABELS]> = (0..context.words.len())
        .map(|i| {
            if !may_name(i) && is_plain(context, i) {
                let mut outside = [-1_000_000; LABELS];
                outside[0] = 0;
                return outside;
            }
            collect(context, i, features);
            first(&model.score(features))
        })
        .collect();
    decode(&emissions, &transitions, out);
}

/// Whether no name holds a word like this: in lower case, and far from capitals.
fn is_plain(context: &Context<'_>, i: usize) -> bool {
    let near = |offset: isize| {
        i.checked_add_signed(offset).and_then(|j| context.words.get(j)).is_some_and(|word| word.capital)
    };
    super::tagger::upos(context.tags[i]) != Upos::Propn && !(near(-1) && (near(1) || near(2)) || near(1) && near(-2))
}
