//! [`Document`]: everything the language layer says of one text, in columns.
//!
//! `timex`, `timeline` and `positions` read it; nobody but this layer writes it. A token is a number, its properties
//! stand in parallel columns, and no token owns memory of its own.

use super::tagset::{Deprel, NameKind, Upos, Xpos};
use crate::text::Span;
use std::ops::Range;

/// Number of a token within its [`Document`].
pub type Token = usize;

/// A sentence: its bytes and its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Bytes of the text, without white space at the ends.
    pub span: Span,
    /// Its tokens; never empty.
    pub tokens: Range<Token>,
}

/// A name found in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Bytes of the text.
    pub span: Span,
    /// Its tokens; within one sentence, never empty.
    pub tokens: Range<Token>,
    /// What it names.
    pub kind: NameKind,
}

/// What the language layer says of one text.
#[derive(Debug, Default)]
pub struct Document<'t> {
    pub(super) text: &'t str,
    pub(super) sentences: Vec<Sentence>,
    pub(super) names: Vec<Name>,
    pub(super) spans: Vec<Span>,
    pub(super) upos: Vec<Upos>,
    pub(super) xpos: Vec<Xpos>,
    pub(super) deprels: Vec<Deprel>,
    /// Head of each token; the token itself for a root.
    pub(super) heads: Vec<u32>,
    /// Bytes of `strings` that hold the lower-cased form.
    pub(super) lowers: Vec<Span>,
    /// Bytes of `strings` that hold the lemma.
    pub(super) lemmas: Vec<Span>,
    pub(super) strings: String,
    /// Number of the sentence of each token.
    pub(super) sentence_of: Vec<u32>,
    /// Number of the name of each token, plus one; 0 for none.
    pub(super) name_of: Vec<u32>,
    /// Children of token `t`: `children[child_starts[t]..child_starts[t + 1]]`, in order.
    pub(super) children: Vec<u32>,
    pub(super) child_starts: Vec<u32>,
}

impl<'t> Document<'t> {
    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Number of tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether the text has no token.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The sentences, in order.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The names, in order, not overlapping.
    #[must_use]
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// Bytes of token `t`.
    #[must_use]
    pub fn span(&self, t: Token) -> Span {
        self.spans[t]
    }

    /// The token as written.
    #[must_use]
    pub fn form(&self, t: Token) -> &'t str {
        self.spans[t].slice(self.text)
    }

    /// The token in lower case, curly apostrophes made straight.
    #[must_use]
    pub fn lower(&self, t: Token) -> &str {
        self.lowers[t].slice(&self.strings)
    }

    /// The token's lemma, in lower case but for names.
    #[must_use]
    pub fn lemma(&self, t: Token) -> &str {
        self.lemmas[t].slice(&self.strings)
    }

    /// Universal POS tag.
    #[must_use]
    pub fn upos(&self, t: Token) -> Upos {
        self.upos[t]
    }

    /// Penn Treebank tag.
    #[must_use]
    pub fn xpos(&self, t: Token) -> Xpos {
        self.xpos[t]
    }

    /// Relation to the head, with its subtype.
    #[must_use]
    pub fn deprel(&self, t: Token) -> Deprel {
        self.deprels[t]
    }

    /// The token that `t` hangs on; `None` for a root.
    #[must_use]
    pub fn head(&self, t: Token) -> Option<Token> {
        let head = self.heads[t] as usize;
        (head != t).then_some(head)
    }

    /// The tokens that hang on `t`, in order.
    #[must_use]
    pub fn children(&self, t: Token) -> impl DoubleEndedIterator<Item = Token> + '_ {
        let range = self.child_starts[t] as usize..self.child_starts[t + 1] as usize;
        self.children[range].iter().map(|&child| child as usize)
    }

    /// The first child of `t` with this relation; a relation without subtype stands for its subtypes too.
    #[must_use]
    pub fn child(&self, t: Token, relation: Deprel) -> Option<Token> {
        self.children(t).find(|&child| self.is_relation(child, relation))
    }

    /// Whether `t` has this relation to its head; one without subtype stands for its subtypes too.
    #[must_use]
    pub fn is_relation(&self, t: Token, relation: Deprel) -> bool {
        self.deprels[t] == relation || self.deprels[t].universal() == relation
    }

    /// First and last token (half-open) of the subtree of `t`.
    #[must_use]
    pub fn subtree(&self, t: Token) -> Range<Token> {
        let (mut first, mut last) = (t, t);
        let mut open = vec![t];
        while let Some(token) = open.pop() {
            first = first.min(token);
            last = last.max(token);
            open.extend(self.children(token));
        }
        first..last + 1
    }

    /// Bytes from the start of the first to the end of the last token; an empty range gives an empty span.
    #[must_use]
    pub fn cover(&self, tokens: Range<Token>) -> Span {
        if tokens.is_empty() {
            return Span::default();
        }
        self.spans[tokens.start].cover(self.spans[tokens.end - 1])
    }

    /// Number of the sentence of `t`.
    #[must_use]
    pub fn sentence_of(&self, t: Token) -> usize {
        self.sentence_of[t] as usize
    }

    /// The name that `t` is part of.
    #[must_use]
    pub fn name_of(&self, t: Token) -> Option<&Name> {
        (self.name_of[t] as usize).checked_sub(1).map(|index| &self.names[index])
    }

    /// The tokens that overlap `span`.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> Range<Token> {
        let first = self.spans.partition_point(|token| token.end() <= span.start());
        let last = self.spans.partition_point(|token| token.start() < span.end());
        first..last.max(first)
    }

    /// The token that covers byte `at`, or the next one after it.
    #[must_use]
    pub fn token_at(&self, at: usize) -> Option<Token> {
        let t = self.spans.partition_point(|token| token.end() <= at);
        (t < self.len()).then_some(t)
    }
}
