//! What attribution asks of a document, worked out once: extents of subtrees, quotations, paragraphs, subjects.

use super::quotes::{self, Quote};
use crate::language::{Deprel, Document, Token, Upos, Xpos};
use crate::text::Span;
use std::ops::Range;

/// Words of the longest subject that is looked through for a verb.
const SUBJECT_WORDS: usize = 30;

/// A document with its quotations and the extents of its subtrees.
pub(super) struct Reader<'a, 't> {
    pub doc: &'a Document<'t>,
    pub quotes: Vec<Quote>,
    pub paragraphs: Vec<Span>,
    /// First and last token of each token's subtree.
    extents: Vec<(u32, u32)>,
    /// Number of the quotation that the token stands in, plus one.
    quote_of: Vec<u32>,
}

impl<'a, 't> Reader<'a, 't> {
    pub fn new(doc: &'a Document<'t>) -> Self {
        let quotes = quotes::find(doc.text());
        let mut quote_of = vec![0; doc.len()];
        for (number, quote) in quotes.iter().enumerate() {
            for token in doc.tokens_in(quote.span) {
                quote_of[token] = number as u32 + 1;
            }
        }
        Self { doc, paragraphs: quotes::paragraphs(doc.text()), extents: extents(doc), quotes, quote_of }
    }

    /// The tokens from the first to the last of the subtree of `token`.
    pub fn extent(&self, token: Token) -> Range<Token> {
        let (first, last) = self.extents[token];
        first as usize..last as usize + 1
    }

    /// The lemma in lower case, also of a word written large: "Minister".
    pub fn lemma(&self, token: Token) -> String {
        self.doc.lemma(token).to_lowercase()
    }

    /// The quotation that `token` stands in.
    pub fn quote_of(&self, token: Token) -> Option<usize> {
        (self.quote_of[token] as usize).checked_sub(1)
    }

    /// Whether `token` stands in a quotation that is somebody's sentence and not a borrowed word.
    pub fn in_speech(&self, token: Token) -> bool {
        self.quote_of(token).is_some_and(|number| self.is_speech(number))
    }

    /// Whether a quotation is long enough, or set off by punctuation, to be a sentence of somebody's.
    pub fn is_speech(&self, number: usize) -> bool {
        let inner = self.quotes[number].inner.slice(self.doc.text());
        let words = inner.split_whitespace().take(4).count();
        words >= 4 || inner.ends_with([',', '?', '!', '.', '…']) || self.quotes[number].continues
    }

    /// The tokens of the sentence of `token`.
    pub fn sentence(&self, token: Token) -> Range<Token> {
        self.doc.sentences()[self.doc.sentence_of(token)].tokens.clone()
    }

    pub fn is_punct(&self, token: Token) -> bool {
        self.doc.upos(token) == Upos::Punct
    }

    /// A range without punctuation and conjunctions at its ends.
    pub fn trim(&self, mut tokens: Range<Token>) -> Range<Token> {
        while tokens.start < tokens.end && self.is_loose(tokens.start) {
            tokens.start += 1;
        }
        while tokens.start < tokens.end && self.is_punct(tokens.end - 1) && !self.closes(tokens.end - 1) {
            tokens.end -= 1;
        }
        tokens
    }

    fn is_loose(&self, token: Token) -> bool {
        let opens = self.quote_of(token).is_some() || matches!(self.doc.form(token), "(" | "[" | "$" | "#");
        self.is_punct(token) && !opens || self.doc.upos(token) == Upos::Cconj && self.doc.lower(token) != "both"
    }

    fn closes(&self, token: Token) -> bool {
        self.quote_of(token).is_some() || matches!(self.doc.form(token), ")" | "]" | "%")
    }

    /// Bytes of a trimmed range; `None` where nothing is left.
    pub fn span(&self, tokens: Range<Token>) -> Option<Span> {
        let tokens = self.trim(tokens);
        (!tokens.is_empty()).then(|| self.doc.cover(tokens))
    }

    /// Whether a verb stands in the passive: "was told", and participles after a noun, "accused of".
    pub fn is_passive(&self, verb: Token) -> bool {
        let doc = self.doc;
        if !matches!(doc.xpos(verb), Xpos::Vbn | Xpos::Vbd) {
            return false;
        }
        if doc.children(verb).any(|child| doc.deprel(child) == Deprel::AuxPass) {
            return true;
        }
        if doc.xpos(verb) != Xpos::Vbn || self.rules_clause(verb) {
            return false;
        }
        let helped = self.helpers(verb).any(|aux| matches!(doc.lemma(aux), "have" | "'ve" | "'s" | "'d"));
        let been = self.helpers(verb).any(|aux| doc.lemma(aux) == "be");
        been || !helped
    }

    /// Whether a participle without an auxiliary is a past tense that the tagger took for a participle: with a subject
    /// before it it rules its sentence or has an object, "on Friday the government imposed a ban"; or it hangs on a noun
    /// in a sentence that has no other verb, "The board and two other groups stated in a letter: “…”".
    pub fn rules_clause(&self, verb: Token) -> bool {
        let doc = self.doc;
        if doc.xpos(verb) != Xpos::Vbn || self.helpers(verb).next().is_some() {
            return false;
        }
        let by = verb + 1 < doc.len() && doc.lower(verb + 1) == "by";
        if doc.child(verb, Deprel::Nsubj).is_some_and(|subject| subject < verb) {
            let object = doc.child(verb, Deprel::Obj).is_some_and(|object| object > verb);
            return object || !by && doc.deprel(verb) == Deprel::Root;
        }
        let hangs = matches!(doc.deprel(verb), Deprel::Acl | Deprel::Amod | Deprel::Dep);
        let noun = doc.head(verb).filter(|&noun| hangs && !by && doc.upos(noun) != Upos::Verb);
        noun.is_some_and(|noun| self.stands_alone(noun, verb))
    }

    /// Whether a participle after the subject that opens its sentence has no other verb to serve: the noun that it hangs
    /// on hangs on nothing, and no finite verb stands outside of quotations.
    fn stands_alone(&self, noun: Token, verb: Token) -> bool {
        let doc = self.doc;
        let sentence = self.sentence(verb);
        let near = verb.saturating_sub(SUBJECT_WORDS).max(sentence.start);
        let opens = near == sentence.start;
        let mut root = noun;
        for _ in 0..4 {
            root = doc.head(root).unwrap_or(root);
        }
        let rooted = doc.deprel(root) == Deprel::Root && !matches!(doc.upos(root), Upos::Verb | Upos::Aux);
        let before = (near..verb).rev().find(|&token| doc.upos(token) != Upos::Adv);
        // "Ida Moore, an adviser to the board, called": a comma closes what stands beside the name that opens the sentence.
        let named = doc.name_of(sentence.start).is_some_and(|name| doc.form(name.tokens.end) == ",");
        let subject = before.is_some_and(|token| {
            matches!(doc.upos(token), Upos::Noun | Upos::Propn | Upos::Pron) || named && doc.form(token) == ","
        });
        let after = verb + 1 < sentence.end
            && matches!(
                doc.upos(verb + 1),
                Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Adp | Upos::Pron | Upos::Sconj
            );
        let finite = |token: Token| matches!(doc.xpos(token), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
        let relative = |token: Token| doc.deprel(token) == Deprel::AclRelcl;
        let main = |token: Token| finite(token) && self.quote_of(token).is_none() && !relative(token);
        let ends = doc.form(sentence.end - 1).ends_with(['.', '?', '!', '"', '”']);
        opens
            && rooted
            && subject
            && after
            && ends
            && !(sentence.start..verb).any(main)
            && !(verb..sentence.end).take(SUBJECT_WORDS).any(main)
    }

    /// Whether a verb, or an auxiliary before it, is finite.
    pub fn is_finite(&self, verb: Token) -> bool {
        let finite = |token: Token| matches!(self.doc.xpos(token), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
        finite(verb) || self.helpers(verb).any(finite) || self.rules_clause(verb)
    }

    /// Auxiliaries of a verb, by the tree or else by place.
    pub fn helpers(&self, verb: Token) -> impl Iterator<Item = Token> + '_ {
        let first = self.sentence(verb).start;
        let near = (first..verb).rev().take(4).take_while(move |&token| {
            matches!(self.doc.upos(token), Upos::Aux | Upos::Adv | Upos::Part)
                || matches!(self.doc.lower(token), "since" | "has" | "have" | "had")
        });
        near.filter(|&token| self.doc.upos(token) == Upos::Aux || self.doc.upos(token) == Upos::Verb)
    }

    /// Whether a verb is negated: "did not say", "never said".
    pub fn negation(&self, verb: Token) -> Option<Token> {
        let first = self.sentence(verb).start;
        let near = (first..verb)
            .rev()
            .take(4)
            .take_while(|&token| matches!(self.doc.upos(token), Upos::Aux | Upos::Adv | Upos::Part));
        let mut negations =
            near.filter(|&token| matches!(self.doc.lower(token), "not" | "n't" | "never" | "cannot" | "nor"));
        negations.next()
    }

    /// First token of the paragraph that holds byte `at`, and one past its last.
    pub fn paragraph_tokens(&self, at: usize) -> Range<Token> {
        let number = self.paragraphs.partition_point(|paragraph| paragraph.end() <= at);
        self.paragraphs.get(number).map_or(0..0, |&paragraph| self.doc.tokens_in(paragraph))
    }
}

/// First and last token of every subtree, each token visited once after its children.
fn extents(doc: &Document<'_>) -> Vec<(u32, u32)> {
    let mut extents: Vec<(u32, u32)> = (0..doc.len() as u32).map(|token| (token, token)).collect();
    let mut order = Vec::with_capacity(doc.len());
    let mut open: Vec<Token> = (0..doc.len()).filter(|&token| doc.head(token).is_none()).collect();
    while let Some(token) = open.pop() {
        order.push(token);
        open.extend(doc.children(token));
    }
    for &token in order.iter().rev() {
        if let Some(head) = doc.head(token) {
            let (first, last) = extents[token];
            extents[head].0 = extents[head].0.min(first);
            extents[head].1 = extents[head].1.max(last);
        }
    }
    extents
}
