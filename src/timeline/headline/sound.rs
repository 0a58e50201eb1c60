//! Whether a headline stands by itself, and whom a pronoun at its beginning means.

use super::super::predicate::{self, Kind, Predicate, Tense};
use super::{LONGEST, Writer};
use crate::language::{Deprel, NameKind, Token, Upos, Xpos};
use crate::lexicon::events::lexicon;

/// Characters of a sentence that can stand as it is.
const SHORT: usize = 85;
/// Sentences that are looked through for whom "he" or "she" means.
const SENTENCES_BACK: usize = 4;

impl Writer<'_> {
    /// Whether `text`, made for `predicate`, reads as a statement of its own: it does not begin in the middle of a
    /// clause, with a word that points outside of it, or say nothing but a verb.
    pub(super) fn stands_alone(&self, predicate: &Predicate, text: &str) -> bool {
        let mut words = text.split_whitespace();
        let Some(first) = words.next().map(str::to_lowercase) else { return false };
        let first = first.trim_matches(|c: char| !c.is_alphanumeric());
        if words.next().is_none() {
            return false;
        }
        let headline = &lexicon().headline;
        let subject = predicate.subject.map(|subject| self.document.lower(subject));
        let points = matches!(first, "that" | "this" | "these" | "those") && subject == Some(first);
        let loose = predicate.kind != Kind::Noun && headline.loose.contains(first);
        let gerund =
            predicate.kind != Kind::Noun && first.ends_with("ing") && self.begins_with_gerund(predicate, first);
        !points && !loose && !gerund && !headline.relative.contains(first)
    }

    fn begins_with_gerund(&self, predicate: &Predicate, first: &str) -> bool {
        let document = self.document;
        let t = predicate.token;
        let near = t.saturating_sub(12)..t + 1;
        near.rev().any(|word| document.lower(word) == first && document.xpos(word) == Xpos::Vbg)
    }

    /// The word that "he" or "she" at `t` means: the person who is the subject of the sentence before, or of the one
    /// before that where its subject is the same pronoun; `None` where two persons could be meant.
    pub(super) fn person_before(&self, t: Token) -> Option<Token> {
        let document = self.document;
        let pronoun = document.lower(t);
        let sentences = document.sentences();
        let here = document.sentence_of(t);
        for number in (here.saturating_sub(SENTENCES_BACK)..=here).rev() {
            let sentence = &sentences[number];
            let end = if number == here { t } else { sentence.tokens.end };
            if end.saturating_sub(sentence.tokens.start) > 120 {
                return None;
            }
            let subjects: Vec<Token> =
                (sentence.tokens.start..end).filter(|&word| document.is_relation(word, Deprel::Nsubj)).collect();
            let persons: Vec<Token> = subjects.iter().copied().filter(|&word| self.is_person(word)).collect();
            let other = subjects
                .iter()
                .any(|&word| matches!(document.lower(word), "he" | "she") && document.lower(word) != pronoun);
            let same = subjects.iter().any(|&word| document.lower(word) == pronoun);
            let root = persons
                .iter()
                .copied()
                .find(|&word| document.head(word).is_some_and(|verb| document.head(verb).is_none()));
            let last_name = |word: Token| document.name_of(word).map_or("", |name| document.form(name.tokens.end - 1));
            let rivals = number == here && {
                let names = document.names();
                let from = names.partition_point(|name| name.tokens.start < sentence.tokens.start);
                let last = |name: &crate::language::Name| document.form(name.tokens.end - 1);
                let mut named = names[from..]
                    .iter()
                    .take_while(|name| name.tokens.start < t)
                    .filter(|name| name.kind == NameKind::Person);
                let first = named.next().map(last);
                named.any(|name| Some(last(name)) != first)
            };
            if rivals {
                return None;
            }
            let one = persons
                .first()
                .copied()
                .filter(|&first| persons.iter().all(|&word| last_name(word) == last_name(first)));
            if other {
                return None;
            }
            // "She was minister until Brandt moved her. She …": the first sentence goes on with the one before it.
            match root.filter(|_| number < here).or(one.filter(|_| !same)) {
                Some(person) => return Some(person),
                None if !persons.is_empty() && !same => return None,
                None => {}
            }
        }
        None
    }

    /// The thing that "it" at `t`, the subject of its sentence, means: the subject of the sentence before, where that
    /// is one thing and the only one that is named by a subject there.
    pub(super) fn thing_before(&self, t: Token, verb: Token) -> Option<Token> {
        let document = self.document;
        let here = document.sentence_of(t);
        let root = document.head(verb).is_none() || document.deprel(verb) == Deprel::Conj;
        // "it was clear that", "it is expected to", "it was Canada that"
        let empty = document
            .children(verb)
            .any(|child| matches!(document.deprel(child).universal(), Deprel::Ccomp | Deprel::Csubj | Deprel::Xcomp));
        let cleft = t + 1 < document.len()
            && document.lemma(t + 1) == "be"
            && verb >= t + 2
            && (t + 2..=verb).any(|word| document.upos(word) == Upos::Propn);
        let first = document.sentences()[here].tokens.start;
        let before = &document.sentences()[here.checked_sub(1)?];
        let text = document.text().get(before.span.end()..document.span(first).start())?;
        if !root || empty || cleft || t > first + 2 || text.contains('\n') || before.tokens.len() > 60 {
            return None;
        }
        let mut subjects = before.tokens.clone().filter(|&word| document.is_relation(word, Deprel::Nsubj));
        let (subject, none) = (subjects.next()?, subjects.next().is_none());
        let noun = matches!(document.xpos(subject), Xpos::Nn | Xpos::Nnp) && !self.is_person(subject);
        let definite = document.upos(subject) == Upos::Propn
            || document.children(subject).any(|child| matches!(document.lower(child), "the" | "its" | "his" | "her"));
        let heads = document.head(subject).is_some_and(|verb| document.head(verb).is_none());
        (none && noun && definite && heads && self.stands_free(subject) && !self.is_plural(subject)).then_some(subject)
    }

    fn is_person(&self, t: Token) -> bool {
        let document = self.document;
        document.upos(t) == Upos::Propn && document.name_of(t).is_none_or(|name| name.kind == NameKind::Person)
    }
}

impl Writer<'_> {
    /// The clause in which the word stands, where that one has a subject and a finite verb before the word.
    pub(super) fn around(&self, predicate: &Predicate) -> Option<String> {
        let document = self.document;
        let mut at = predicate.token;
        for _ in 0..6 {
            at = document.head(at)?;
            if at > predicate.token {
                return None;
            }
            let Some(whole) = predicate::predicate(document, at).filter(|whole| whole.kind != Kind::Noun) else {
                continue;
            };
            let finite = matches!(whole.tense, Tense::Past | Tense::Perfect | Tense::Future | Tense::Present);
            if finite && whole.own_subject {
                let fits = |text: &String| text.chars().count() <= LONGEST + 40;
                return self
                    .told(&whole, predicate.token, 0)
                    .filter(fits)
                    .filter(|text| self.stands_alone(&whole, text));
            }
        }
        None
    }

    /// A participle with the subject of the clause beside it: "Baker, powered by gifts, …" was powered by gifts.
    pub(super) fn with_shared_subject(&self, predicate: &Predicate) -> Option<String> {
        let document = self.document;
        let t = predicate.token;
        let verb = document.head(t)?;
        let whole = predicate::predicate(document, verb).filter(|whole| whole.own_subject)?;
        let finite = matches!(whole.tense, Tense::Past | Tense::Perfect | Tense::Future | Tense::Present);
        let joined = matches!(document.deprel(t).universal(), Deprel::Advcl)
            && !document.children(t).any(|child| document.deprel(child) == Deprel::Mark);
        let (start, _) = self.verb_start(&whole);
        let subject = self.doer(&whole, start).filter(|_| joined && finite)?;
        // "She won, moving her to the final": not she moves herself.
        let moves = predicate.object.is_some_and(|object| document.upos(object) == Upos::Pron);
        if predicate.tense == Tense::Gerund && (t < subject || document.upos(subject) == Upos::Pron || moves) {
            return None;
        }
        let who = self.subject(subject, verb);
        let room = LONGEST.saturating_sub(who.chars().count() + 5).max(28);
        let words = self.quote(t..self.clause_end(t), t, t, room);
        match predicate.tense {
            Tense::Gerund => Some(format!("{who} {words}")),
            Tense::Participle if predicate.object.is_none() => {
                Some(format!("{who} {} {words}", if self.is_plural(subject) { "were" } else { "was" }))
            }
            _ => None,
        }
    }

    /// Whether the noun takes "were".
    pub(super) fn is_plural(&self, noun: Token) -> bool {
        let document = self.document;
        matches!(document.xpos(noun), Xpos::Nns | Xpos::Nnps)
            || document.children(noun).any(|child| document.deprel(child) == Deprel::Conj)
    }

    /// The sentence as it stands, where it is a heading or short: nobody tells it better.
    pub(super) fn whole_sentence(&self, predicate: &Predicate) -> Option<String> {
        let document = self.document;
        let t = predicate.token;
        let sentence = document.sentences()[document.sentence_of(t)].tokens.clone();
        let start = self.after_lead_in(sentence.start, t);
        let text = document.cover(start..sentence.end).slice(document.text());
        let short = text.chars().count() <= SHORT && !text.contains('\n');
        short.then(|| text.trim_end_matches(['.', '…', ';']).to_owned())
    }
}

/// Whether the first word stands for somebody named before.
pub(super) fn begins_with_pronoun(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or("").to_lowercase();
    matches!(first.as_str(), "he" | "she" | "it" | "they" | "we" | "i" | "you" | "this" | "that" | "these" | "those")
}
