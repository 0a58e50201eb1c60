//! Whether a headline stands by itself, and whom a pronoun at its beginning means.

use super::super::predicate::{self, Kind, Predicate, Tense};
use super::telling::Telling;
use super::{LONGEST, Writer};
use crate::analysis::Form;
use crate::language::{Deprel, NameKind, Token, Upos, Xpos};
use crate::lexicon::events::lexicon;

/// Characters of a sentence that can stand as it is.
const SHORT: usize = 140;
/// Characters of a heading.
const HEADING: usize = 90;
/// Sentences that are looked through for whom "he" or "she" means.
const SENTENCES_BACK: usize = 4;

impl Writer<'_> {
    /// Whether `text`, made for `predicate`, reads as a statement of its own: it does not begin in the middle of a
    /// clause, with a word that points outside of it, or say nothing but a verb.
    pub(super) fn stands_alone(&self, predicate: &Predicate, telling: &Telling, text: &str) -> bool {
        let mut words = text.split_whitespace();
        let Some(first) = words.next().map(str::to_lowercase) else { return false };
        let first = first.trim_matches(|c: char| !c.is_alphanumeric());
        if words.next().is_none() {
            return false;
        }
        let headline = &lexicon().headline;
        let subject = predicate.subject.map(|subject| self.document.lower(subject));
        let points = matches!(first, "that" | "this" | "these" | "those") && subject == Some(first);
        let loose = predicate.kind != Kind::Noun && headline.loose.contains(first) && !self.opens_fully(telling);
        let capitals =
            text.chars().take_while(|c| !c.is_whitespace()).filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        let named = capitals && first.len() > 1;
        let gerund = predicate.kind != Kind::Noun && self.begins_with_gerund(telling);
        let owned = matches!(first, "his" | "her" | "its" | "their" | "my" | "our" | "your") && !telling.quoted;
        !points && !loose && !gerund && !owned && (named || !headline.relative.contains(first))
    }

    /// "one helicopter landed", "over 200 people died", "after a test, the council met": the first word is no loose end.
    fn opens_fully(&self, telling: &Telling) -> bool {
        let document = self.document;
        if telling.quoted {
            return true;
        }
        if !telling.who.is_empty() {
            return telling.subject.is_some_and(|subject| document.upos(subject) != Upos::Pron)
                && (document.lower(telling.subject.unwrap_or(0)) != "one")
                && telling.who.split_whitespace().nth(1).is_some();
        }
        let Some(&first) = telling.words.first() else { return false };
        let counts = document.upos(first) == Upos::Num
            || lexicon().headline.quantity.contains(document.lower(first))
                && telling.words.get(1).is_some_and(|&next| document.upos(next) == Upos::Num)
            || document.lower(first) == "at"
                && telling.words.get(1).is_some_and(|&next| matches!(document.lower(next), "least" | "most"));
        let comma = telling.words.iter().position(|&word| document.form(word) == ",");
        let adverbial = matches!(document.upos(first), Upos::Adp)
            && comma.is_some_and(|comma| {
                telling.words[comma..].iter().any(|&word| self.is_finite(word))
                    && !telling.words[..comma].iter().any(|&word| self.is_finite(word))
            });
        counts || adverbial
    }

    /// "closing the gate", not "striking staff left" or "flooding has led to"
    fn begins_with_gerund(&self, telling: &Telling) -> bool {
        let document = self.document;
        let first = telling.words.first().filter(|_| telling.who.is_empty());
        first.is_some_and(|&first| {
            document.xpos(first) == Xpos::Vbg
                && document.lower(first) != "according"
                // "returning to the city was forbidden"
                && (telling.words.iter().any(|&word| document.form(word) == "," || document.upos(word) == Upos::Cconj)
                    || !self.has_verb(telling))
                && !matches!(document.deprel(first).universal(), Deprel::Amod | Deprel::Nsubj | Deprel::Csubj | Deprel::Compound)
        })
    }

    /// The word that "he" or "she" at `t` means: the person who is the subject of the sentence before, or of the one
    /// before that where its subject is the same pronoun; `None` where two persons could be meant.
    pub(super) fn person_before(&self, t: Token) -> Option<Token> {
        let person = self.person_told_before(t)?;
        let meant = self.party_at(self.document.span(t));
        let told = self.party_at(self.document.span(person));
        // What else is known of the pronoun must not speak against it, nor the person's name.
        let agrees = meant.is_none() || told.is_none() || meant == told;
        (agrees && self.is_of_gender(person, told, self.document.lower(t))).then_some(person)
    }

    /// Whether the given name of the person at `t`, party `party`, allows "he" or "she".
    fn is_of_gender(&self, t: Token, party: Option<usize>, pronoun: &str) -> bool {
        let document = self.document;
        let names = crate::lexicon::given_names();
        let full = party.map(|party| self.stakeholders[party].name.to_lowercase());
        let mut words: Vec<String> = full.iter().flat_map(|name| name.split_whitespace().map(str::to_owned)).collect();
        if let Some(name) = document.name_of(t) {
            words.extend(name.tokens.clone().map(|word| document.lower(word).to_owned()));
        }
        let has = |list: &crate::lexicon::Words| words.iter().any(|word| list.has(word));
        match pronoun {
            "he" | "him" | "his" => !has(&names.female),
            _ => !has(&names.male),
        }
    }

    fn person_told_before(&self, t: Token) -> Option<Token> {
        let document = self.document;
        let pronoun = document.lower(t);
        let sentences = document.sentences();
        let here = document.sentence_of(t);
        for number in (here.saturating_sub(SENTENCES_BACK)..=here).rev() {
            let sentence = &sentences[number];
            let end = if number == here { t } else { sentence.tokens.end };
            let gap = || {
                let next = document.span(sentences[number + 1].tokens.start).start();
                document.text().get(sentence.span.end()..next).is_some_and(|gap| gap.contains('\n'))
            };
            // A new paragraph may go on with somebody else than who was quoted at the end of the last one.
            let quoted = || {
                sentence.tokens.clone().any(|word| {
                    document.is_relation(word, Deprel::Nsubj)
                        && document.head(word).is_some_and(|verb| {
                            document.head(verb).is_none() && lexicon().verbs.saying.contains(document.lemma(verb))
                        })
                })
            };
            if number < here && gap() && quoted() {
                return None;
            }
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
                .find(|&word| document.head(word).is_some_and(|verb| document.head(verb).is_none()))
                .filter(|&word| self.is_first_person_named(word));
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

    /// Whether no other person is named before `t` in its sentence: "Ames was elected after Brandt resigned. He …".
    fn is_first_person_named(&self, t: Token) -> bool {
        let document = self.document;
        let sentence = document.sentences()[document.sentence_of(t)].tokens.start;
        let last = |name: &crate::language::Name| document.form(name.tokens.end - 1);
        let own = document.name_of(t).map_or(document.form(t), last);
        let names = document.names();
        let from = names.partition_point(|name| name.tokens.start < sentence);
        names[from..]
            .iter()
            .take_while(|name| name.tokens.start < t)
            .all(|name| name.kind != NameKind::Person || name.tokens.contains(&t) || last(name) == own)
    }

    /// What "it" or "they" at `t`, the subject of its sentence, means: the subject of the sentence before, where that
    /// is of one kind with it and no other subject there is; a sentence whose subject is the same pronoun goes on with
    /// the one before it.
    pub(super) fn thing_before(&self, t: Token, verb: Token) -> Option<Token> {
        let document = self.document;
        let pronoun = document.lower(t);
        let here = document.sentence_of(t);
        let root = document.head(verb).is_none() || document.deprel(verb) == Deprel::Conj;
        // "it was clear that", "it is expected to", "it was Canada that"
        let empty = pronoun == "it"
            && document.children(verb).any(|child| {
                matches!(document.deprel(child).universal(), Deprel::Ccomp | Deprel::Csubj | Deprel::Xcomp)
            });
        let cleft = t + 1 < document.len()
            && document.lemma(t + 1) == "be"
            && verb >= t + 2
            && (t + 2..=verb).any(|word| document.upos(word) == Upos::Propn);
        let first = document.sentences()[here].tokens.start;
        let opens = (first..t).all(|word| {
            matches!(document.upos(word), Upos::Adv | Upos::Cconj | Upos::Punct | Upos::Adp) || self.is_time(word)
        });
        if !matches!(pronoun, "it" | "they") || !root || empty || cleft || !opens {
            return None;
        }
        for number in (here.saturating_sub(SENTENCES_BACK)..here).rev() {
            let before = &document.sentences()[number];
            let next = document.span(document.sentences()[number + 1].tokens.start).start();
            let gap = document.text().get(before.span.end()..next)?;
            if gap.contains('\n') || before.tokens.len() > 80 {
                return None;
            }
            let subjects: Vec<Token> =
                before.tokens.clone().filter(|&word| document.is_relation(word, Deprel::Nsubj)).collect();
            let heads = |word: &Token| document.head(*word).is_some_and(|verb| document.head(verb).is_none());
            let subject = subjects.iter().copied().find(heads)?;
            if document.lower(subject) == pronoun {
                continue;
            }
            let plural = |word: Token| self.is_plural(word);
            let nominal = |word: Token| matches!(document.upos(word), Upos::Noun | Upos::Propn);
            let says = document.head(subject).is_some_and(|verb| lexicon().verbs.saying.contains(document.lemma(verb)));
            if pronoun == "it" && says {
                return None;
            }
            let fits = |word: Token| {
                nominal(word) && plural(word) == (pronoun == "they") && (pronoun == "they" || !self.is_person(word))
            };
            let rivals = subjects.iter().any(|&word| word != subject && fits(word));
            let definite = pronoun == "they"
                || document.upos(subject) == Upos::Propn
                || document
                    .children(subject)
                    .any(|child| matches!(document.lower(child), "the" | "its" | "his" | "her" | "a" | "an"));
            return (fits(subject) && !rivals && definite && self.stands_free(subject)).then_some(subject);
        }
        None
    }

    pub(super) fn is_person(&self, t: Token) -> bool {
        let document = self.document;
        document.upos(t) == Upos::Propn
            && document.name_of(t).is_none_or(|name| name.kind == NameKind::Person)
            && !self.is_dateline(t)
    }
}

impl Writer<'_> {
    /// The clause in which the word stands, where that one has a subject and a finite verb before the word.
    pub(super) fn around(&self, predicate: &Predicate) -> Option<Telling> {
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
                return self.told(&whole, predicate.token, 0);
            }
        }
        None
    }

    /// A participle with the subject of the clause beside it: "Baker, powered by gifts, …" was powered by gifts.
    pub(super) fn with_shared_subject(&self, predicate: &Predicate) -> Option<Telling> {
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
            Tense::Participle if predicate.object.is_none() => {
                let who = format!("{who} {}", if self.is_plural(subject) { "were" } else { "was" });
                Some(Telling { finite: true, ..words.by(who, subject) })
            }
            _ => None,
        }
    }

    /// "The tower caught fire, killing a resident": a gerund behind the clause that it goes on.
    pub(super) fn after_main(&self, predicate: &Predicate) -> Option<Telling> {
        let document = self.document;
        let t = predicate.token;
        let joined = predicate.tense == Tense::Gerund
            && matches!(document.deprel(t).universal(), Deprel::Advcl | Deprel::Acl)
            && !document
                .children(t)
                .any(|child| child < t && matches!(document.deprel(child), Deprel::Mark | Deprel::Case));
        if !joined || t == 0 || document.form(t - 1) != "," {
            return None;
        }
        let mut verb = document.head(t)?;
        for _ in 0..4 {
            if document.upos(verb) == Upos::Verb {
                break;
            }
            verb = document.head(verb)?;
        }
        let whole = predicate::predicate(document, verb).filter(|whole| whole.kind == Kind::Verb && verb < t)?;
        let (start, shared) = self.verb_start(&whole);
        let subject = self.doer(&whole, start).filter(|_| shared.is_empty())?;
        let who = self.subject(subject, verb);
        let mut words = self.core(start, &whole, t - 1);
        let before = self.spell(&words).chars().count() + who.chars().count();
        let rest = self.quote(t..self.clause_end(t), t, t, LONGEST.saturating_sub(before).max(28));
        words.push(t - 1);
        words.extend(rest.words);
        Some(Telling { broken: rest.broken, ..Telling::of(words).by(who, subject) })
    }

    /// The verb from its first word with what it cannot do without, and no more, before the token `end`.
    fn core(&self, start: Token, predicate: &Predicate, end: Token) -> Vec<Token> {
        let document = self.document;
        let t = predicate.token;
        let needed = |child: &Token| {
            *child > t
                && *child < end
                && (matches!(document.deprel(*child).universal(), Deprel::Obj | Deprel::Xcomp | Deprel::Ccomp)
                    || document.deprel(*child) == Deprel::CompoundPrt)
                && !self.is_time(*child)
        };
        let last = document.children(t).filter(needed).max().map_or(t, |child| self.phrase_range(child).end - 1);
        (start..=last.min(end - 1)).filter(|&word| !self.is_time(word)).collect()
    }

    /// "Ortiz: “We have signed a deal”": what a named party says in the first person.
    pub(super) fn quotation(&self, predicate: &Predicate) -> Option<Telling> {
        let document = self.document;
        let t = predicate.token;
        let span = document.span(t);
        let said = self.positions.iter().find_map(|position| {
            let party = &self.stakeholders[position.stakeholder?];
            let content = position.content.iter().find(|content| content.contains(span))?;
            (position.form == Form::Direct).then_some((party, *content))
        });
        let (party, content) = said?;
        let sentence = &document.sentences()[document.sentence_of(t)].tokens;
        let inside = document.tokens_in(content);
        let start = self.after_lead_in(inside.start.max(sentence.start), t);
        let opens = |word: Token| matches!(document.form(word), "“" | "\"" | "``");
        let start = (start..t).find(|&word| !opens(word)).unwrap_or(t);
        let room = LONGEST.saturating_sub(party.name.chars().count() + 4).max(28);
        let words = self.quote(start..inside.end.min(sentence.end), t, t, room);
        let long = party.name.chars().count() > 40;
        (!long).then(|| Telling { who: party.name.clone(), quoted: true, ..words })
    }

    /// "Press conference": an event of few words, as it stands.
    pub(super) fn with_place(&self, predicate: &Predicate) -> Option<Telling> {
        let document = self.document;
        let t = predicate.token;
        let range = self.phrase_range(t);
        let words: Vec<Token> = range.filter(|&word| document.upos(word) != Upos::Det && !self.is_time(word)).collect();
        (predicate.kind == Kind::Noun && words.len() > 1).then(|| Telling::of(words))
    }

    /// Whether the noun takes "were".
    pub(super) fn is_plural(&self, noun: Token) -> bool {
        let document = self.document;
        matches!(document.xpos(noun), Xpos::Nns | Xpos::Nnps)
            || document.children(noun).any(|child| document.deprel(child) == Deprel::Conj)
    }

    pub(super) fn is_heading(&self, telling: &Telling) -> bool {
        self.spell(&telling.words).chars().count() <= HEADING
    }

    /// The sentence as it stands, where it is a heading or short: nobody tells it better.
    pub(super) fn whole_sentence(&self, predicate: &Predicate) -> Option<Telling> {
        let document = self.document;
        let told = self.full_sentence(predicate);
        let (first, last) = (*told.words.first()?, *told.words.last()?);
        let text = document.cover(first..last + 1).slice(document.text());
        let short = text.chars().count() <= SHORT && !text.contains('\n');
        short.then_some(told)
    }

    /// The sentence without its lead-in and its stop; of a very long one the words up to the event and some more.
    pub(super) fn full_sentence(&self, predicate: &Predicate) -> Telling {
        const LONGEST_SENTENCE: usize = 80;
        let document = self.document;
        let t = predicate.token;
        let sentence = document.sentences()[document.sentence_of(t)].tokens.clone();
        let start = self.after_lead_in(sentence.start, t);
        let start = if t - start > LONGEST_SENTENCE { t } else { start };
        let mut end = sentence.end.min(start + 2 * LONGEST_SENTENCE);
        let broken = end < sentence.end;
        while end > t + 1 && matches!(document.form(end - 1), "." | "…" | ";" | ":") {
            end -= 1;
        }
        Telling { broken, ..Telling::of((start..end).collect()) }
    }
}
