//! Whether the clause around an expression speaks of the past or of the future: from the governing verb, its
//! auxiliaries and its governor, or, where the parse shows none, from the nearest word that tells.

use super::lexicon::{Class, Lexicon};
use crate::language::{Deprel, Document, Token, Upos, Xpos};
use crate::text::Span;

/// The direction that the governing verb gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    /// A present tense, which is rather told of what is to come than of what is past.
    Present,
    Unknown,
}

impl Tense {
    pub(super) fn is_future(self) -> bool {
        self == Tense::Future
    }

    /// The step of the resolution that it makes.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Tense::Past => "past tense",
            Tense::Future => "speaks of the future",
            Tense::Present => "present tense",
            Tense::Unknown => "no tense",
        }
    }
}

/// How far up the tree the governing verb is looked for.
const CLIMB: usize = 8;
/// How many tokens to each side the words are looked at where the tree shows no verb.
const REACH: usize = 12;

/// The tense of the clause that holds `span`.
pub(super) fn around(document: &Document<'_>, span: Span) -> Tense {
    let tokens = document.tokens_in(span);
    if tokens.is_empty() {
        return Tense::Unknown;
    }
    let clause = Clause { document, lexicon: Lexicon::get() };
    clause
        .neighbour(tokens.start)
        .or_else(|| {
            let top = tokens.clone().find(|&t| document.head(t).is_none_or(|head| !tokens.contains(&head)))?;
            clause.climb(top)
        })
        .or_else(|| clause.nearest(&tokens))
        .unwrap_or(Tense::Unknown)
}

struct Clause<'a> {
    document: &'a Document<'a>,
    lexicon: &'a Lexicon,
}

impl Clause<'_> {
    fn is(&self, t: Token, class: Class) -> bool {
        self.lexicon.look_up(self.document.lemma(t)).1.has(class)
            || self.lexicon.look_up(self.document.lower(t)).1.has(class)
    }

    /// What the words right before the expression say: "since", "effective", "ahead of".
    fn neighbour(&self, first: Token) -> Option<Tense> {
        let before = |back: usize| {
            let t = first.checked_sub(back)?;
            (self.document.sentence_of(t) == self.document.sentence_of(first)).then(|| self.document.lower(t))
        };
        match before(1)? {
            "since" | "ended" | "dated" => Some(Tense::Past),
            "until" | "till" if self.document.form(first - 1).starts_with(char::is_lowercase) => Some(Tense::Future),
            "effective" | "payable" | "expires" | "expire" | "due" | "ending" => Some(Tense::Future),
            "of" => match before(2)? {
                "as" => Some(Tense::Past),
                "ahead" => Some(Tense::Future),
                _ => None,
            },
            _ => None,
        }
    }

    /// The tense of the nearest verb above `t`.
    fn climb(&self, t: Token) -> Option<Tense> {
        // "The vote is at noon Friday": the expression is the predicate.
        if self.document.child(t, Deprel::Cop).is_some() {
            return self.of_predicate(t).map(|tense| if tense == Tense::Present { Tense::Future } else { tense });
        }
        let mut at = t;
        for _ in 0..CLIMB {
            at = self.document.head(at)?;
            if let Some(tense) = self.of_predicate(at) {
                return Some(tense);
            }
        }
        None
    }

    /// The tense of a verb, or of a noun or adjective with a copula; `None` for anything else.
    fn of_predicate(&self, t: Token) -> Option<Tense> {
        let document = self.document;
        let (mut past, mut future, mut present, mut to) = (false, false, false, false);
        let (mut had, mut could, mut not) = (false, false, false);
        for child in document.children(t) {
            let auxiliary = document.is_relation(child, Deprel::Aux) || document.is_relation(child, Deprel::Cop);
            not |= matches!(document.lower(child), "not" | "n't" | "neither" | "nor");
            if auxiliary && self.is(child, Class::Future) {
                future = true;
                could |= document.lower(child) == "could";
            } else if auxiliary {
                match document.lower(child) {
                    "was" | "were" | "had" | "did" | "has" | "have" | "'ve" | "been" => past = true,
                    "is" | "are" | "am" | "'s" | "'re" | "'m" => present = true,
                    _ => {}
                }
            }
            had |= document.lower(child) == "had";
            to |= child < t && document.lower(child) == "to" && document.xpos(child) == Xpos::To;
        }
        let planned = self.is(t, Class::Plan);
        // "could not be reached", "had been due to expire"
        if had || could && not {
            return Some(Tense::Past);
        }
        if future {
            return Some(Tense::Future);
        }
        match document.xpos(t) {
            // "was scheduled for Monday", "is set for Monday"; but "announced Wednesday" is past.
            Xpos::Vbn | Xpos::Vbd if planned => Some(Tense::Future),
            Xpos::Vbd => Some(Tense::Past),
            Xpos::Vbn if past || !present => Some(Tense::Past),
            Xpos::Vbg if present => Some(Tense::Future),
            Xpos::Vb if to => Some(self.of_infinitive(t)),
            Xpos::Vbg | Xpos::Vb | Xpos::Vbz | Xpos::Vbp if past => Some(Tense::Past),
            Xpos::Vbz | Xpos::Vbp if planned || self.is(t, Class::Scheduled) => Some(Tense::Future),
            Xpos::Vbz | Xpos::Vbp => Some(Tense::Present),
            _ if matches!(document.upos(t), Upos::Verb | Upos::Aux) => None,
            // "is due Monday", "was in Paris on Monday"
            _ if past => Some(Tense::Past),
            _ if present => Some(if planned { Tense::Future } else { Tense::Present }),
            _ => None,
        }
    }

    /// "plans to meet": ahead; "failed to appear": as its governor.
    fn of_infinitive(&self, t: Token) -> Tense {
        let Some(governor) = self.document.head(t) else { return Tense::Future };
        if self.is(governor, Class::Plan) {
            return Tense::Future;
        }
        match self.of_predicate(governor) {
            Some(Tense::Past) => Tense::Past,
            _ => Tense::Future,
        }
    }

    /// The nearest word with a tense, before the expression rather than after.
    fn nearest(&self, tokens: &std::ops::Range<Token>) -> Option<Tense> {
        let sentence = &self.document.sentences()[self.document.sentence_of(tokens.start)].tokens;
        let before = (sentence.start..tokens.start).rev().take(REACH);
        let after = (tokens.end..sentence.end).take(REACH);
        before.chain(after).find_map(|t| match self.document.xpos(t) {
            Xpos::Md if self.is(t, Class::Future) => Some(Tense::Future),
            Xpos::Vbd => Some(Tense::Past),
            _ => None,
        })
    }
}
