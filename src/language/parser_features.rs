//! What the parser looks at before a move: words, tags, clusters and relations of the top of the stack, the next
//! words and their children, alone and together (after Zhang and Nivre 2011).

use super::hash::{join, start};
use super::parser::{Move, NONE, State};
use super::words::Word;

/// A sentence as the parser sees it.
pub(super) struct Context<'a> {
    pub words: &'a [Word],
    /// The tagger's labels.
    pub tags: &'a [u16],
    /// For each word, how many commas, verbs, quotation marks and coordinators stand before it.
    pub counts: &'a [[u16; 4]],
}

/// Counts for [`Context`], one more than there are words.
pub(super) fn counts(tags: &[u16], out: &mut Vec<[u16; 4]>) {
    use super::tagger::{upos, xpos};
    use super::tagset::{Upos, Xpos};
    out.clear();
    let mut sums = [0u16; 4];
    out.push(sums);
    for &tag in tags {
        let (upos, xpos) = (upos(tag), xpos(tag));
        let kind = match (upos, xpos) {
            (_, Xpos::Comma) => 0,
            (Upos::Verb, _) => 1,
            (_, Xpos::OpenQuote | Xpos::CloseQuote | Xpos::Colon) => 2,
            (Upos::Cconj | Upos::Sconj, _) | (_, Xpos::Wdt | Xpos::Wp) => 3,
            _ => 4,
        };
        if let Some(sum) = sums.get_mut(kind) {
            *sum = sum.saturating_add(1);
        }
        out.push(sums);
    }
}

/// A node's values, ready to be joined.
#[derive(Clone, Copy)]
struct Node {
    word: u64,
    tag: u64,
    cluster: u64,
    branch: u64,
}

impl Context<'_> {
    fn node(&self, node: usize) -> Node {
        if let Some(word) = self.words.get(node) {
            Node {
                word: word.lower,
                tag: u64::from(self.tags[node]) + 2,
                cluster: u64::from(word.cluster),
                branch: word.branch(6),
            }
        } else {
            let value = u64::from(node == NONE);
            Node { word: value, tag: value, cluster: 0xFFFF, branch: 0xFFFF }
        }
    }

    fn tag(&self, node: usize) -> u64 {
        self.tags.get(node).map_or(u64::from(node == NONE), |&tag| u64::from(tag) + 2)
    }

    fn word(&self, node: usize) -> u64 {
        self.words.get(node).map_or(u64::from(node == NONE), |word| word.lower)
    }

    /// What stands between two nodes, in a few bits: comma, verb, quotation mark, coordinator.
    fn between(&self, left: usize, right: usize) -> u64 {
        let last = self.counts.len() - 1;
        if left >= last || right == NONE {
            return 0xFF;
        }
        let (from, to) = (self.counts[left + 1], self.counts[right.min(last)]);
        (0..4).fold(0, |bits, k| bits << 2 | u64::from((to[k].saturating_sub(from[k])).min(2)))
    }
}

fn distance(left: usize, right: usize) -> u64 {
    match right.saturating_sub(left) {
        d @ 0..=4 => d as u64,
        5..=7 => 5,
        8..=12 => 6,
        _ => 7,
    }
}

/// Writes the features of the state.
#[allow(clippy::too_many_lines, reason = "one flat list of feature templates reads best whole")]
pub(super) fn collect(context: &Context<'_>, state: &State, out: &mut Vec<u64>) {
    let (i0, i1, i2) = (state.stack(0), state.stack(1), state.stack(2));
    let j0 = state.next;
    let ahead = |k: usize| if j0 + k < state.len { j0 + k } else { NONE };
    let (s0, s1, b0) = (context.node(i0), context.node(i1), context.node(j0));
    let (b1, b2) = (context.node(ahead(1)), context.node(ahead(2)));
    let s2 = context.node(i2);
    let child = |node: usize, k: usize| state.children.get(node).map_or(NONE, |children| children[k]);
    let relation = |node: usize| state.relations.get(node).map_or(99, |&relation| relation as u64);
    let valency = |node: usize, side: usize| state.valency.get(node).map_or(9, |v| u64::from(v[side].min(4)));
    let (s0l, s0l2, s0r, s0r2) = (child(i0, 0), child(i0, 1), child(i0, 2), child(i0, 3));
    let (s1l, s1l2, s1r, s1r2) = (child(i1, 0), child(i1, 1), child(i1, 2), child(i1, 3));
    let (b0l, b0l2) = (child(j0, 0), child(j0, 1));
    let s2r = child(i2, 2);
    let tag = |node| context.tag(node);
    let word = |node| context.word(node);
    out.clear();
    // The nodes alone.
    for (k, node) in [(0, s0), (1, s1), (2, b0), (3, b1)] {
        let k = 10 * k;
        out.extend([
            start(100 + k, node.word),
            start(101 + k, node.tag),
            join(start(102 + k, node.word), node.tag),
            start(103 + k, node.cluster),
            join(start(104 + k, node.branch), node.tag),
        ]);
    }
    out.extend([
        start(150, s2.tag),
        join(start(151, s2.word), s2.tag),
        start(152, b2.tag),
        start(153, b2.word),
        start(154, s2.cluster),
    ]);
    // The three pairs between which an arc can come to be.
    for (k, a, b) in [(0, s0, b0), (1, s1, s0), (2, s1, b0)] {
        let k = 20 * k;
        out.extend([
            join(start(200 + k, a.word), b.word),
            join(start(201 + k, a.tag), b.tag),
            join(join(start(202 + k, a.word), a.tag), b.tag),
            join(join(start(203 + k, a.tag), b.word), b.tag),
            join(start(204 + k, a.cluster), b.cluster),
            join(start(205 + k, a.cluster), b.tag),
            join(start(206 + k, a.tag), b.cluster),
            join(start(207 + k, a.word), b.cluster),
            join(start(208 + k, a.cluster), b.word),
        ]);
    }
    // Tags in threes.
    for (k, a, b, c) in [
        (0, s0.tag, b0.tag, b1.tag),
        (1, b0.tag, b1.tag, b2.tag),
        (2, s1.tag, s0.tag, b0.tag),
        (3, s2.tag, s1.tag, s0.tag),
        (4, s0.tag, tag(s0l), b0.tag),
        (5, s0.tag, tag(s0r), b0.tag),
        (6, s0.tag, b0.tag, tag(b0l)),
        (7, s1.tag, tag(s1r), s0.tag),
        (8, s1.tag, tag(s1l), s0.tag),
        (9, s1.tag, s0.tag, tag(s0l)),
        (10, s1.tag, s0.tag, tag(s0r)),
        (11, s1.word, s0.tag, b0.word),
        (12, s1.tag, s0.tag, b0.word),
        (13, s1.word, word(s0l), s0.tag),
        (14, s1.tag, word(s0l), s0.tag),
        (15, s0.word, b0.word, b1.tag),
        (16, s0.tag, b0.word, b1.tag),
        (17, s1.word, s0.tag, b0.tag),
        (18, s1.tag, s0.word, b0.tag),
        (19, s1.branch, s0.branch, b0.branch),
        (20, s2.tag, s1.tag, b0.tag),
        (21, s2.word, s0.tag, word(s0l)),
        (22, s0.branch, b0.branch, b1.branch),
        (23, s1.tag, b0.tag, b1.tag),
    ] {
        out.push(join(join(start(300 + k, a), b), c));
    }
    // Relations of the children there already are.
    for (k, a, b, c) in [
        (0, s0.tag, relation(s0l), relation(s0l2)),
        (1, s0.tag, relation(s0r), relation(s0r2)),
        (2, s1.tag, relation(s1r), relation(s1r2)),
        (3, s1.tag, relation(s1l), relation(s1l2)),
        (4, b0.tag, relation(b0l), relation(b0l2)),
        (5, s1.word, relation(s1r), s0.tag),
        (6, s0.word, relation(s0l), b0.tag),
        (7, s0.word, relation(s0r), b0.tag),
        (8, s1.tag, relation(s1r), s0.word),
        (9, s0.tag, relation(s0l), b0.word),
        (10, b0.word, relation(b0l), s0.tag),
        (11, s1.tag, relation(s1l), s0.tag),
        (12, s2.tag, relation(s2r), s1.tag),
        (13, s0.tag, relation(s0r), b0.word),
    ] {
        out.push(join(join(start(330 + k, a), b), c));
    }
    // How many children, how far, and what stands in between.
    let (near, far) = (context.between(i0, j0), context.between(i1, i0));
    out.extend([
        join(start(350, s0.word), valency(i0, 1)),
        join(start(351, s0.tag), valency(i0, 1)),
        join(start(352, s0.tag), valency(i0, 0)),
        join(start(353, s1.word), valency(i1, 1)),
        join(start(354, s1.tag), valency(i1, 1)),
        join(start(355, b0.word), valency(j0, 0)),
        join(start(356, b0.tag), valency(j0, 0)),
        join(join(start(357, s0.tag), b0.tag), distance(i0, j0)),
        join(join(start(358, s1.tag), s0.tag), distance(i1, i0)),
        join(start(359, s0.word), distance(i0, j0)),
        join(start(360, b0.word), distance(i0, j0)),
        join(join(start(361, s0.tag), b0.tag), near),
        join(join(start(362, s1.tag), s0.tag), far),
        join(join(start(363, s1.tag), b0.tag), context.between(i1, j0)),
        join(start(364, distance(i0, j0)), distance(i1, i0)),
        join(join(start(365, s1.cluster), s0.tag), far),
        join(start(366, s0.tag), context.between(j0, state.len)),
    ]);
}

/// Writes the features of the relation between the top of the stack and the head that a move would give it.
pub(super) fn collect_arc(context: &Context<'_>, state: &State, chosen: Move, out: &mut Vec<u64>) {
    let (node, head) = (state.stack(0), state.head_of(chosen));
    let side = u64::from(chosen == Move::Right);
    let (d, h) = (context.node(node), context.node(head));
    let child = |node: usize, k: usize| state.children.get(node).map_or(NONE, |children| children[k]);
    let relation = |node: usize| state.relations.get(node).map_or(99, |&relation| relation as u64);
    let before = context.tag(node.wrapping_sub(1));
    let after = context.tag(node + 1);
    let (left, right) = (child(node, 0), child(node, 2));
    let same = child(head, 2 * side as usize);
    let other = child(head, 2 - 2 * side as usize);
    let (same_before, other_before) = (child(head, 2 * side as usize + 1), child(head, 3 - 2 * side as usize));
    let between = if side == 0 { context.between(node, head) } else { context.between(head, node) };
    let far = if side == 0 { distance(node, head) } else { distance(head, node) };
    let valency = state.valency.get(head).map_or(0, |v| u64::from(v[side as usize].min(3)));
    out.clear();
    for (k, a, b) in [
        (0, d.word, 0),
        (1, d.tag, 0),
        (2, d.word, d.tag),
        (3, d.cluster, 0),
        (4, h.word, 0),
        (5, h.tag, 0),
        (6, h.word, h.tag),
        (7, h.cluster, 0),
        (8, d.word, h.word),
        (9, d.tag, h.tag),
        (10, d.word, h.tag),
        (11, d.tag, h.word),
        (12, d.cluster, h.cluster),
        (13, d.cluster, h.word),
        (14, d.word, h.cluster),
        (15, d.tag, h.cluster),
        (16, d.cluster, h.tag),
        (17, d.tag, context.word(left)),
        (18, d.tag, relation(left)),
        (19, d.tag, relation(right)),
        (20, d.tag, context.tag(right)),
        (21, h.tag, relation(same)),
        (22, h.tag, relation(other)),
        (23, h.word, relation(same)),
        (24, d.tag, before),
        (25, d.tag, after),
        (26, d.word, before),
        (27, d.tag, context.word(node.wrapping_sub(1))),
        (28, d.branch, h.branch),
    ] {
        out.push(join(join(start(500 + k, a), b), side));
    }
    for (k, a, b, c) in [
        (0, d.tag, h.tag, context.word(left)),
        (1, d.tag, h.tag, relation(left)),
        (2, d.tag, h.tag, relation(right)),
        (3, d.tag, h.tag, relation(same)),
        (4, d.tag, h.tag, relation(other)),
        (5, d.tag, h.tag, far),
        (6, d.tag, h.tag, between),
        (7, d.tag, h.tag, valency),
        (8, d.tag, h.word, relation(same)),
        (9, d.tag, h.word, relation(other)),
        (10, d.tag, h.word, context.word(left)),
        (11, d.tag, h.cluster, context.word(left)),
        (12, d.cluster, h.tag, context.word(left)),
        (13, d.branch, h.branch, relation(same)),
        (14, d.tag, before, after),
        (15, d.tag, h.tag, context.tag(head.wrapping_sub(1))),
        (16, d.tag, h.tag, context.tag(head + 1)),
        (17, d.word, h.tag, relation(left)),
        (18, d.tag, h.tag, context.tag(state.stack(if side == 0 { 1 } else { 2 }))),
        (19, h.tag, relation(same), relation(same_before)),
        (20, join(d.tag, h.tag), relation(other), relation(other_before)),
        (21, d.tag, h.word, valency),
        (22, d.tag, h.word, context.tag(state.next)),
        (23, d.tag, h.word, between),
        (24, d.cluster, h.cluster, context.word(left)),
        (25, d.cluster, h.word, relation(same)),
    ] {
        out.push(join(join(join(start(540 + k, a), b), c), side));
    }
}
