//! A headline in the making: which of the article's words it is made of, and how they are spelled there.

use super::Writer;
use crate::language::{Deprel, NameKind, Token, Upos, Xpos};
use crate::lexicon::events::lexicon;
use crate::text::Span;
use std::ops::Range;

/// Who does it, and the article's words that follow.
#[derive(Clone, Debug, Default)]
pub(super) struct Telling {
    /// What stands before the words: a name, with an auxiliary that the verb shares.
    pub(super) who: String,
    /// The noun that `who` spells.
    pub(super) subject: Option<Token>,
    /// The words, as they stand in the article.
    pub(super) words: Vec<Token>,
    /// Whether it was broken off for want of a place to end.
    pub(super) broken: bool,
    /// Whether a finite verb is among what is not the article's words: "was".
    pub(super) finite: bool,
    /// Whether somebody's own words are told as a quotation, so that "we" is his.
    pub(super) quoted: bool,
}

/// Whom a pronoun in a headline means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// Somebody who is named in the headline before it.
    Told,
    /// Somebody else, by this name.
    Named(String),
    /// Nobody that the reader of the headline knows.
    Open,
}

impl Telling {
    pub(super) fn of(words: Vec<Token>) -> Self {
        Self { words, ..Self::default() }
    }

    pub(super) fn by(mut self, who: String, subject: Token) -> Self {
        self.who = who;
        self.subject = Some(subject);
        self
    }
}

impl Writer<'_> {
    /// The headline as it is shown.
    pub(super) fn text(&self, telling: &Telling) -> String {
        let words = unpaired(&self.spell_told(telling));
        let words = if telling.quoted { words.replace(['“', '”', '"'], "") } else { words };
        let end = if telling.broken { "…" } else { "" };
        match (telling.who.is_empty(), telling.quoted) {
            (true, _) => format!("{words}{end}"),
            (_, true) => format!("{}: “{}{end}”", telling.who, super::capitalised(&words)),
            _ => format!("{} {words}{end}", telling.who),
        }
    }

    fn spell_told(&self, telling: &Telling) -> String {
        let replaced = |word: Token| self.replacement(telling, word);
        self.spelled(&telling.words, &replaced)
    }

    /// What is written for a word that would not be understood outside of the article.
    fn replacement(&self, telling: &Telling, word: Token) -> Option<String> {
        let document = self.document;
        let first = telling.words.first() == Some(&word);
        if document.upos(word) == Upos::Aux && first && !telling.who.is_empty() {
            return self.full_auxiliary(word);
        }
        if telling.quoted {
            return None;
        }
        let says = word > 0
            && document.upos(word - 1) == Upos::Verb
            && (document.lower(word) == "that" && lexicon().verbs.saying.contains(document.lemma(word - 1)));
        // "later this week" is no other week; "policies that matter" points at nothing.
        let noun_before = document.lower(word) == "that" && word > 0 && document.upos(word - 1) == Upos::Noun;
        let before = !noun_before
            && document
                .head(word)
                .is_some_and(|noun| noun > word && document.upos(noun) == Upos::Noun && !self.is_span_of_time(noun));
        let attribute = first
            && word + 1 < document.len()
            && matches!(document.upos(word + 1), Upos::Adj | Upos::Noun)
            && document.deprel(word) != Deprel::Nsubj;
        let points = matches!(document.lower(word), "this" | "that" | "these" | "those")
            && (document.deprel(word) == Deprel::Det && before && !says || attribute);
        if points {
            return Some(if first { "The" } else { "the" }.to_owned());
        }
        match self.reference(telling, word)? {
            Reference::Named(name) => Some(name),
            _ => None,
        }
    }

    /// "’ll" stands apart from a name that takes the place of a pronoun.
    fn full_auxiliary(&self, word: Token) -> Option<String> {
        let document = self.document;
        let form = document.lower(word).trim_start_matches(['\'', '’']);
        let full = match (form, document.lemma(word)) {
            _ if form.len() == document.lower(word).len() => return None,
            ("ll", _) => "will",
            ("s", "have") => "has",
            ("s", _) => "is",
            ("ve", _) => "has",
            ("re", _) => "are",
            ("d", "have") => "had",
            ("d", _) => "would",
            _ => return None,
        };
        Some(full.to_owned())
    }

    /// Whom the pronoun `word` of a telling means; `None` where it is no personal pronoun.
    pub(super) fn reference(&self, telling: &Telling, word: Token) -> Option<Reference> {
        let document = self.document;
        let lower = document.lower(word);
        if document.upos(word) != Upos::Pron && !matches!(document.xpos(word), Xpos::Prp | Xpos::PrpS) {
            return None;
        }
        let person = match lower {
            "i" | "we" | "me" | "us" | "my" | "our" | "you" | "your" | "ours" | "yours" | "mine" => {
                return (!telling.quoted).then_some(Reference::Open);
            }
            "he" | "him" | "his" | "she" | "her" | "hers" => true,
            "it" | "its" | "they" | "them" | "their" | "theirs" => false,
            _ => return None,
        };
        // "it is expected that", "it rained"
        let empty = lower == "it"
            && document.head(word).is_some_and(|verb| {
                document.children(verb).any(|child| {
                    matches!(document.deprel(child).universal(), Deprel::Csubj | Deprel::Ccomp) && child > word
                }) || document.deprel(word) == Deprel::Expl
            });
        if empty {
            return None;
        }
        let mut earlier: Vec<Token> = telling.subject.into_iter().collect();
        earlier.extend(telling.words.iter().copied().take_while(|&other| other < word));
        let inside = earlier.iter().any(|&noun| self.can_mean(lower, person, noun, word));
        let named = || {
            let subject = if person { self.subject_before(word) } else { None };
            match subject {
                Some(subject) if telling.words.contains(&subject) || telling.subject == Some(subject) => None,
                Some(subject) => self.name_of_person(subject),
                // "he said Ames hopes that his successor": one of the two.
                None if person && self.persons_between(word) => None,
                None => self.party(document.span(word), lower).map(str::to_owned),
            }
        };
        let name = || match named() {
            Some(name) if document.xpos(word) == Xpos::PrpS => {
                Reference::Named(format!("{name}{}", if name.ends_with('s') { "’" } else { "’s" }))
            }
            Some(name) => Reference::Named(name),
            None => Reference::Open,
        };
        // "they're": the name would stand before "'re".
        let contracted = word + 1 < document.len()
            && document.form(word + 1).starts_with(['\'', '’'])
            && document.upos(word + 1) != Upos::Punct
            && document.xpos(word + 1) != Xpos::Pos;
        Some(match inside {
            false if contracted => Reference::Open,
            true if person && self.is_reported_by_another(telling, word) => Reference::Open,
            true => Reference::Told,
            false => name(),
        })
    }

    /// The person, or the "he" or "she", that is a subject before `word` in its sentence; `None` where there are two.
    pub(super) fn subject_before(&self, word: Token) -> Option<Token> {
        let document = self.document;
        let sentence = document.sentences()[document.sentence_of(word)].tokens.start;
        let male = matches!(document.lower(word), "he" | "him" | "his");
        let is_one = |&t: &Token| {
            let alike = if male { document.lower(t) == "he" } else { document.lower(t) == "she" };
            let person = document.upos(t) == Upos::Propn && self.is_person(t);
            document.is_relation(t, Deprel::Nsubj) && (alike || person)
        };
        let before = || (sentence.max(word.saturating_sub(60))..word).rev().filter(is_one);
        let named = |&t: &Token| document.upos(t) == Upos::Propn;
        // "Ames said that he was ill": both are one.
        let nearest = before().find(named).or_else(|| before().next())?;
        let last = |t: Token| document.name_of(t).map_or(t, |name| name.tokens.end - 1);
        let same = |other: Token| document.form(last(other)) == document.form(last(nearest));
        // "said Ames, as Eric Brandt said before he died": another is named nearer.
        let names = document.names();
        let from = names.partition_point(|name| name.tokens.start < nearest);
        let nearer = names[from..].iter().take_while(|name| name.tokens.start < word).any(|name| {
            name.kind == NameKind::Person
                && !name.tokens.contains(&nearest)
                && document.form(name.tokens.end - 1) != document.form(last(nearest))
        });
        (!nearer && before().filter(named).all(same)).then_some(nearest)
    }

    /// Whether a person, or "he" or "she", is a subject before `word` in its sentence.
    fn persons_between(&self, word: Token) -> bool {
        let document = self.document;
        let sentence = document.sentences()[document.sentence_of(word)].tokens.start;
        (sentence.max(word.saturating_sub(60))..word).any(|t| {
            document.is_relation(t, Deprel::Nsubj) && (matches!(document.lower(t), "he" | "she") || self.is_person(t))
        })
    }

    /// The name of the person at `t`, a name itself or "he".
    fn name_of_person(&self, t: Token) -> Option<String> {
        let document = self.document;
        if document.upos(t) == Upos::Pron {
            let person = self.person_before(t)?;
            return Some(self.party_name(person).unwrap_or_else(|| self.subject(person, person + 1)));
        }
        Some(self.party_name(t).unwrap_or_else(|| self.subject(t, t + 1)))
    }

    /// The short name of the party that is mentioned at `t`.
    fn party_name(&self, t: Token) -> Option<String> {
        let party = &self.stakeholders[self.party_at(self.document.span(t))?];
        (party.name.chars().count() <= 45).then(|| party.name.clone())
    }

    /// Whether the pronoun `lower` at `word` can stand for `noun`.
    fn can_mean(&self, lower: &str, person: bool, noun: Token, word: Token) -> bool {
        let document = self.document;
        let plural = matches!(document.xpos(noun), Xpos::Nns)
            || document.children(noun).any(|child| document.deprel(child) == Deprel::Conj);
        let own = self.is_under(noun, word) || document.head(word) == Some(noun) && noun > word;
        // A pronoun for which a name was put.
        let kin = matches!(
            (document.lower(noun), lower),
            ("he", "him" | "his") | ("she", "her" | "hers") | ("it", "its") | ("they", "them" | "their")
        );
        if kin {
            return true;
        }
        if own || !matches!(document.upos(noun), Upos::Noun | Upos::Propn) {
            return false;
        }
        match lower {
            _ if person => {
                let named = document.upos(noun) == Upos::Propn
                    && document.name_of(noun).is_none_or(|name| name.kind == NameKind::Person);
                let one = document.upos(noun) == Upos::Noun
                    && document.is_relation(noun, Deprel::Nsubj)
                    && !lexicon().nouns.event.contains(document.lemma(noun));
                !plural && (named || one)
            }
            "it" | "its" => !plural,
            // "Ames handed in their resignations": another is left out.
            _ if document.name_of(noun).is_some_and(|name| name.kind == NameKind::Person) => plural,
            _ => plural || document.upos(noun) == Upos::Propn || document.is_relation(noun, Deprel::Nsubj),
        }
    }

    /// "the senator said that Ames had attacked his wife": whether somebody outside of the telling says it.
    fn is_reported_by_another(&self, telling: &Telling, word: Token) -> bool {
        let document = self.document;
        let mut at = word;
        for _ in 0..8 {
            let Some(head) = document.head(at) else { return false };
            let says = document.upos(head) == Upos::Verb && lexicon().verbs.saying.contains(document.lemma(head));
            if says && !telling.words.contains(&head) {
                let speaker = document.child(head, Deprel::Nsubj);
                return speaker.is_some_and(|speaker| {
                    Some(speaker) != telling.subject
                        && !telling.words.contains(&speaker)
                        && !matches!(document.lower(speaker), "it" | "they")
                });
            }
            at = head;
        }
        false
    }

    pub(super) fn without_article(&self, mut telling: Telling) -> Telling {
        if telling.words.len() > 2 && self.document.lower(telling.words[0]) == "the" {
            telling.words.remove(0);
        }
        telling
    }

    /// The words as the text spells them: neighbours keep what stands between them, others get a space.
    pub(super) fn spell(&self, words: &[Token]) -> String {
        self.spelled(words, &|_| None)
    }

    fn spelled(&self, words: &[Token], replaced: &dyn Fn(Token) -> Option<String>) -> String {
        let document = self.document;
        let mut written = String::new();
        let mut last: Option<Token> = None;
        for &word in words {
            let apart = match last {
                None => false,
                Some(before) if before + 1 == word => document.span(before).end() < document.span(word).start(),
                Some(_) => !matches!(document.form(word), "," | "'s" | "’s" | "'" | "’" | "%"),
            };
            if apart {
                written.push(' ');
            }
            match replaced(word) {
                Some(other) => written.push_str(&other),
                None => written.push_str(document.form(word)),
            }
            last = Some(word);
        }
        written
    }

    /// The number of the party that is mentioned at `span`.
    pub(super) fn party_at(&self, span: Span) -> Option<usize> {
        self.stakeholders.iter().position(|party| {
            let first = party.mentions.partition_point(|mention| mention.end() <= span.start());
            party.mentions.get(first).is_some_and(|mention| mention.overlaps(span))
        })
    }

    /// `range` with the words before it that say how many: "no less than 21", "over 200".
    pub(super) fn with_quantity(&self, range: Range<Token>) -> Range<Token> {
        let document = self.document;
        let sentence = document.sentences()[document.sentence_of(range.start)].tokens.start;
        let number =
            |t: Token| document.upos(t) == Upos::Num || lexicon().headline.compares.contains(document.lower(t));
        if range.is_empty() || !number(range.start) {
            return range;
        }
        let mut start = range.start;
        while start > sentence && range.start - start < 5 {
            let next = document.lower(start);
            let fits = match document.lower(start - 1) {
                "at" => matches!(next, "least" | "most"),
                "to" => start >= 2 + sentence && matches!(document.lower(start - 2), "up" | "close"),
                "as" => matches!(next, "many" | "much" | "few" | "little") || document.lower(start) == "many",
                "many" | "much" | "few" => next == "as",
                "no" | "less" | "fewer" | "more" => matches!(next, "than" | "less" | "more" | "fewer"),
                "than" | "least" | "most" => true,
                other => lexicon().headline.quantity.contains(other) && document.upos(start - 1) != Upos::Verb,
            };
            if !fits {
                break;
            }
            start -= 1;
        }
        start..range.end
    }
}

/// `text` without quotation marks, where one has no partner.
fn unpaired(text: &str) -> String {
    let straight = text.matches('"').count();
    let (open, close) = (text.matches('“').count(), text.matches('”').count());
    if straight.is_multiple_of(2) && open == close {
        return text.to_owned();
    }
    text.chars().filter(|c| !matches!(c, '"' | '“' | '”')).collect::<String>().trim().to_owned()
}
