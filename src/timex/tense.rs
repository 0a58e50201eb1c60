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
    let top = || tokens.clone().find(|&t| document.head(t).is_none_or(|head| !tokens.contains(&head)));
    let tense = clause
        .neighbour(tokens.start)
        .or_else(|| clause.possessive(top()?, tokens.end))
        .or_else(|| clause.premodifier(top()?, &tokens))
        .or_else(|| clause.false_subject(tokens.start, top()?))
        .or_else(|| clause.climb(top()?))
        .or_else(|| clause.nearest(&tokens))
        .unwrap_or(Tense::Unknown);
    // "Extended its loans through January": how far a thing reaches, the verb does not tell.
    let through = tokens.start.checked_sub(1).is_some_and(|t| matches!(document.lower(t), "through" | "thru"));
    if through && tense == Tense::Past { Tense::Unknown } else { tense }
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
        let word = before(1)?;
        // "was due in court on Friday"
        if (2..6).any(|back| before(back) == Some("due")) && !self.had_been(first) {
            let due = (2..6).find(|&back| before(back) == Some("due")).map_or(first, |back| first - back);
            // "was due to begin on Thursday"
            let begins = self.document.lower(due + 1) == "to" && self.document.xpos(due + 2) == Xpos::Vb;
            let from = if begins { due + 3 } else { due + 1 };
            let verb = (from..first).any(|t| self.document.upos(t) == Upos::Verb);
            let cause = self.document.lower(due + 1) == "to" && self.document.upos(due + 2) != Upos::Verb;
            if !verb && !cause {
                return Some(Tense::Future);
            }
        }
        // "had been due to expire Friday"
        let planned = (2..6).any(|back| first.checked_sub(back).is_some_and(|t| self.is(t, Class::Plan)));
        if planned && self.had_been(first) {
            return Some(Tense::Past);
        }
        let words = &self.lexicon.context;
        let has = |list: &[String]| list.iter().any(|entry| entry == word);
        if word == "of" {
            return match before(2)? {
                "as" => Some(Tense::Past),
                "ahead" => Some(Tense::Future),
                _ => None,
            };
        }
        if has(&words.opens_past) {
            return Some(Tense::Past);
        }
        // "Until Friday", at the head of a sentence, rather tells what was.
        let until = has(&words.until) && self.document.form(first - 1).starts_with(char::is_lowercase);
        ((until || has(&words.opens_future)) && !self.had_been(first)).then_some(Tense::Future)
    }

    /// "Friday's ruling" is over, unless its noun is of what is set beforehand, or the subject of what will be.
    fn possessive(&self, top: Token, end: Token) -> Option<Tense> {
        let marked = (end.saturating_sub(1)..=end)
            .any(|t| t < self.document.len() && matches!(self.document.lower(t), "'s" | "’s"));
        let noun = self.document.head(top).filter(|&noun| marked && noun > top)?;
        let subject = self.document.is_relation(noun, Deprel::Nsubj);
        (!subject && !self.is(noun, Class::Event)).then_some(Tense::Past)
    }

    /// "A June agreement" is of the June that is over, unless its noun is of what is set beforehand, or the subject of
    /// what will be.
    fn premodifier(&self, top: Token, tokens: &std::ops::Range<Token>) -> Option<Tense> {
        let document = self.document;
        let noun = document.head(top).filter(|&noun| noun >= tokens.end && noun < tokens.end + 4)?;
        let beside = (tokens.end..=noun).all(|t| matches!(document.upos(t), Upos::Noun | Upos::Adj | Upos::Propn));
        let bare = document.child(top, Deprel::Case).is_none() && document.upos(noun) == Upos::Noun;
        // "Expects a fourth-quarter charge"
        let planned = document.head(noun).is_some_and(|verb| self.is(verb, Class::Plan));
        let subject = planned || document.is_relation(noun, Deprel::Nsubj);
        let modifies = document.is_relation(top, Deprel::Compound) || document.is_relation(top, Deprel::Nmod);
        (beside && bare && modifies && !subject && !self.is(noun, Class::Event)).then_some(Tense::Past)
    }

    /// "was arrested Thursday night, …": right after a verb a time is not the subject of another one, whatever the
    /// parser says.
    fn false_subject(&self, first: Token, top: Token) -> Option<Tense> {
        let verb = first.checked_sub(1).filter(|&before| self.document.upos(before) == Upos::Verb)?;
        let same = self.document.sentence_of(verb) == self.document.sentence_of(first);
        (same && self.document.is_relation(top, Deprel::Nsubj)).then(|| self.of_predicate(verb))?
    }

    /// Whether "had been" stands a few words before: what was due then is no longer ahead.
    fn had_been(&self, before: Token) -> bool {
        let sentence = self.document.sentence_of(before);
        let from = before.saturating_sub(8);
        (from..before.saturating_sub(1)).any(|t| {
            self.document.sentence_of(t) == sentence
                && self.document.lower(t) == "had"
                && self.document.lower(t + 1) == "been"
        })
    }

    /// The tense of the nearest verb above `t`.
    fn climb(&self, t: Token) -> Option<Tense> {
        // "The vote is at noon Friday": the expression is the predicate.
        if self.document.child(t, Deprel::Cop).is_some() {
            return self.of_predicate(t).map(|tense| if tense == Tense::Present { Tense::Future } else { tense });
        }
        // "called a vote for Friday", "delayed it to Friday"
        let head = self.document.head(t)?;
        let toward =
            self.document.child(t, Deprel::Case).is_some_and(|case| matches!(self.document.lower(case), "for" | "to"));
        if toward && (self.is(head, Class::Pledge) || self.is(head, Class::Plan)) && !self.had_been(t) {
            return Some(Tense::Future);
        }
        self.above(t, CLIMB)
    }

    /// The tense of the nearest verb above `t`, within so many steps.
    fn above(&self, t: Token, steps: usize) -> Option<Tense> {
        let mut at = t;
        for _ in 0..steps {
            at = self.document.head(at)?;
            if let Some(tense) = self.of_predicate(at) {
                return Some(tense);
            }
        }
        None
    }

    /// Whether a form without a tense of its own hangs on a verb that has one: "is going to start getting hurt".
    fn leans(&self, t: Token) -> bool {
        self.document.is_relation(t, Deprel::Xcomp)
            && !self.document.children(t).any(|child| self.document.xpos(child) == Xpos::To)
    }

    /// The tense of a verb, or of a noun or adjective with a copula; `None` for anything else.
    fn of_predicate(&self, t: Token) -> Option<Tense> {
        let document = self.document;
        let (mut past, mut future, mut present, mut to) = (false, false, false, false);
        let (mut had, mut have, mut will, mut could, mut not) = (false, false, false, false, false);
        for child in document.children(t) {
            let auxiliary = document.is_relation(child, Deprel::Aux) || document.is_relation(child, Deprel::Cop);
            not |= matches!(document.lower(child), "not" | "n't" | "neither" | "nor");
            if auxiliary && self.is(child, Class::Future) {
                future = true;
                could |= document.lower(child) == "could";
                will |= matches!(document.lower(child), "will" | "shall" | "'ll" | "wo" | "would");
            } else if auxiliary {
                match document.lower(child) {
                    "was" | "were" | "had" | "did" | "has" | "have" | "'ve" | "been" => past = true,
                    "is" | "are" | "am" | "'s" | "'re" | "'m" => present = true,
                    _ => {}
                }
            }
            had |= document.lower(child) == "had";
            have |= auxiliary && matches!(document.lower(child), "have" | "'ve" | "of");
            to |= child < t && document.lower(child) == "to" && document.xpos(child) == Xpos::To;
        }
        let planned = self.is(t, Class::Plan);
        // "could not be reached", "had been due to expire", "may have fallen"
        if had || could && not || have && future && !will {
            return Some(Tense::Past);
        }
        if future {
            return Some(Tense::Future);
        }
        match document.xpos(t) {
            // "was scheduled for Monday", "is set for Monday"; but "announced Wednesday" and "vowed Wednesday" are past.
            Xpos::Vbn | Xpos::Vbd if planned && !self.is(t, Class::Pledge) => Some(Tense::Future),
            Xpos::Vbd => Some(Tense::Past),
            // "to be debated Thursday"
            Xpos::Vbn if to && !past && !present => Some(self.of_infinitive(t)),
            Xpos::Vbn if !past && !present && self.leans(t) => None,
            Xpos::Vbn if past || !present => Some(Tense::Past),
            Xpos::Vbg if present => Some(Tense::Future),
            Xpos::Vb if to => Some(self.of_infinitive(t)),
            Xpos::Vbg | Xpos::Vb | Xpos::Vbz | Xpos::Vbp if past => Some(Tense::Past),
            Xpos::Vbz | Xpos::Vbp if planned || self.is(t, Class::Scheduled) => Some(Tense::Future),
            Xpos::Vbz | Xpos::Vbp => Some(Tense::Present),
            _ if matches!(document.upos(t), Upos::Verb | Upos::Aux) => None,
            // "is due Monday", "was due in court Monday"; but "was in Paris on Monday"
            _ if past && planned => Some(Tense::Future),
            _ if past => Some(Tense::Past),
            _ if present => Some(if planned { Tense::Future } else { Tense::Present }),
            _ => None,
        }
    }

    /// "plans to meet": ahead; "failed to appear": as its governor.
    fn of_infinitive(&self, t: Token) -> Tense {
        let Some(governor) = self.document.head(t) else { return Tense::Future };
        if self.is(governor, Class::Plan) || self.is(governor, Class::Pledge) {
            // "had been due to expire"
            let over = self.document.children(governor).any(|child| self.document.lower(child) == "had");
            return if over { Tense::Past } else { Tense::Future };
        }
        let verb = matches!(self.document.upos(governor), Upos::Verb | Upos::Aux);
        let tense = if verb { self.of_predicate(governor) } else { self.above(governor, 1) };
        if tense == Some(Tense::Past) { Tense::Past } else { Tense::Future }
    }

    /// The nearest word with a tense, before the expression rather than after.
    fn nearest(&self, tokens: &std::ops::Range<Token>) -> Option<Tense> {
        let sentence = &self.document.sentences()[self.document.sentence_of(tokens.start)].tokens;
        let before = (sentence.start..tokens.start).rev().take(REACH);
        let after = (tokens.end..sentence.end).take(REACH);
        let verb = before.clone().chain(after).find_map(|t| match self.document.xpos(t) {
            Xpos::Md if self.is(t, Class::Future) => Some(Tense::Future),
            Xpos::Vbd => Some(Tense::Past),
            _ => None,
        });
        // Short sentences are read as bare nouns: "Polls open Sunday".
        let scheduled = || {
            let mut near = before.take(3);
            let finite = |t| !matches!(self.document.xpos(t), Xpos::Vbn | Xpos::Vbg);
            near.any(|t| t > sentence.start && finite(t) && self.is(t, Class::Scheduled)).then_some(Tense::Future)
        };
        verb.or_else(scheduled)
    }
}
