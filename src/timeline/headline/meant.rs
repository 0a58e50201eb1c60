//! Whom a pronoun or "the company" means, where nobody else can be meant.

use super::Writer;
use crate::analysis::StakeholderKind;
use crate::language::{Deprel, NameKind, Token, Upos, Xpos};
use crate::lexicon::events::lexicon;
use crate::text::Span;

impl Writer<'_> {
    /// The name of whom a pronoun or "the company" means, where that is sure.
    pub(super) fn meant(&self, t: Token, verb: Token) -> Option<String> {
        let document = self.document;
        let pronoun = document.upos(t) == Upos::Pron;
        let definite = document.upos(t) == Upos::Noun
            && document
                .children(t)
                .any(|child| document.deprel(child) == Deprel::Det && matches!(document.lower(child), "the" | "this"))
            && document
                .children(t)
                .all(|child| matches!(document.deprel(child), Deprel::Det | Deprel::Case | Deprel::Punct));
        if !pronoun && !definite {
            return None;
        }
        // "the army said it will build": who says it.
        if pronoun && let Some(speaker) = self.speaker(t, verb).or_else(|| self.subject_above(t, verb)) {
            return Some(
                self.subject(speaker, document.head(speaker).filter(|&verb| verb > speaker).unwrap_or(speaker + 1)),
            );
        }
        if matches!(document.lower(t), "he" | "she") && self.persons_before(t) {
            let subject = self.subject_before(t).filter(|&subject| document.upos(subject) == Upos::Propn)?;
            return Some(self.subject(subject, subject + 1));
        }
        if matches!(document.lower(t), "he" | "she")
            && let Some(person) = self.person_before(t)
        {
            let span = document.span(person);
            let mentioned = |party: &&crate::analysis::Stakeholder| {
                let first = party.mentions.partition_point(|mention| mention.end() <= span.start());
                party.kind == StakeholderKind::Person
                    && party.mentions.get(first).is_some_and(|mention| mention.overlaps(span))
            };
            let party = self.stakeholders.iter().find(mentioned).filter(|party| party.name.chars().count() <= 45);
            return Some(party.map_or_else(|| self.subject(person, person + 1), |party| party.name.clone()));
        }
        if let Some(thing) = self.thing_before(t, verb) {
            return Some(self.subject(thing, document.head(thing).filter(|&verb| verb > thing).unwrap_or(thing + 1)));
        }
        let range = self.phrase_range(t);
        let span = if pronoun { document.span(t) } else { document.cover(range) };
        self.party(span, document.lower(t)).map(str::to_owned)
    }

    /// Whether a person is the subject of something before `t` in its sentence.
    fn persons_before(&self, t: Token) -> bool {
        let document = self.document;
        let sentence = document.sentences()[document.sentence_of(t)].tokens.start;
        (sentence.max(t.saturating_sub(60))..t).any(|word| {
            document.is_relation(word, Deprel::Nsubj) && document.upos(word) == Upos::Propn && self.is_person(word)
        })
    }

    /// Who says that the pronoun `t` does `verb`, where number and kind fit.
    fn speaker(&self, t: Token, verb: Token) -> Option<Token> {
        let document = self.document;
        if !matches!(document.lower(t), "he" | "she" | "they" | "it")
            || document.deprel(verb).universal() != Deprel::Ccomp
        {
            return None;
        }
        let says = document.head(verb).filter(|&says| lexicon().verbs.saying.contains(document.lemma(says)))?;
        let speaker = document.child(says, Deprel::Nsubj).filter(|&speaker| speaker < says && says < t)?;
        let noun = matches!(document.upos(speaker), Upos::Noun | Upos::Propn);
        let person = matches!(document.lower(t), "he" | "she");
        let named = document.upos(speaker) == Upos::Propn;
        let plural = matches!(document.xpos(speaker), Xpos::Nns | Xpos::Nnps);
        let known_person = !self.organisation(speaker)
            && (document.name_of(speaker).is_some_and(|name| name.kind == NameKind::Person)
                || matches!(document.lower(speaker.saturating_sub(1)), "mr." | "mrs." | "ms." | "mr" | "mrs" | "ms"));
        let kind_fits = if person {
            named && !self.organisation(speaker)
        } else {
            document.lower(t) == "it" && !plural && !known_person || document.lower(t) == "they" && (plural || named)
        };
        (noun && kind_fits).then_some(speaker)
    }

    /// "a man shot two people before he was shot": the subject of the clause above, where nothing else there fits.
    fn subject_above(&self, t: Token, verb: Token) -> Option<Token> {
        let document = self.document;
        // "surrendered in Lyon, where they were released"
        let there = document.deprel(verb) == Deprel::AclRelcl
            && document.children(verb).any(|child| document.xpos(child) == Xpos::Wrb);
        if document.deprel(verb).universal() != Deprel::Advcl && !there
            || !matches!(document.lower(t), "he" | "she" | "they" | "it")
        {
            return None;
        }
        let mut above = document.head(verb).filter(|&above| above < t)?;
        for _ in 0..4 {
            if !there || document.upos(above) == Upos::Verb {
                break;
            }
            above = document.head(above)?;
        }
        let subject = document.child(above, Deprel::Nsubj).or_else(|| document.child(above, Deprel::NsubjPass))?;
        let plural = |noun: Token| {
            matches!(document.xpos(noun), Xpos::Nns | Xpos::Nnps)
                || document.children(noun).any(|child| document.deprel(child) == Deprel::Conj)
        };
        let wanted = document.lower(t) == "they";
        let nominal = |noun: Token| matches!(document.upos(noun), Upos::Noun | Upos::Propn);
        let somebody = |word: Token| {
            !matches!(document.lower(t), "he" | "she") || document.upos(word) == Upos::Noun || self.is_person(word)
        };
        let human = self.is_person(subject) || self.party_at(document.span(subject)).is_some();
        if matches!(document.lower(t), "he" | "she") && !human {
            return None;
        }
        let rival =
            (above..t).any(|word| nominal(word) && plural(word) == wanted && !self.is_time(word) && somebody(word));
        let person = !matches!(document.lower(t), "he" | "she") || !self.organisation(subject);
        (subject < above && nominal(subject) && plural(subject) == wanted && !rival && person).then_some(subject)
    }

    fn organisation(&self, t: Token) -> bool {
        let span = self.document.span(t);
        let mentioned = |party: &&crate::analysis::Stakeholder| {
            let first = party.mentions.partition_point(|mention| mention.end() <= span.start());
            party.mentions.get(first).is_some_and(|mention| mention.overlaps(span))
        };
        self.stakeholders.iter().find(mentioned).is_some_and(|party| party.kind != StakeholderKind::Person)
    }

    /// The name of the party that is mentioned at `span`, where it is short enough to stand for it, fits the word and
    /// was named not long before.
    pub(super) fn party(&self, span: Span, word: &str) -> Option<&str> {
        const NEAR: usize = 500;
        let document = self.document;
        let party = self.stakeholders.iter().find(|party| party.mentions.binary_search(&span).is_ok())?;
        let person = party.kind == StakeholderKind::Person;
        let plural = matches!(word, "they" | "them" | "their");
        let names = crate::lexicon::given_names();
        let given =
            |list: &crate::lexicon::Words| party.name.to_lowercase().split_whitespace().any(|word| list.has(word));
        // Of a name whose party is of no known kind, the name itself may say that it is a person's.
        let is_person = || {
            party.mentions.iter().take(8).any(|mention| {
                document
                    .tokens_in(*mention)
                    .any(|t| document.name_of(t).is_some_and(|name| name.kind == NameKind::Person))
            })
        };
        let fits = match word {
            "he" | "him" | "his" => person && !given(&names.female),
            "she" | "her" => person && !given(&names.male),
            "it" | "its" if is_person() => false,
            "it" | "its" => !person && party.kind != StakeholderKind::Group,
            _ if plural => !person,
            _ => true,
        };
        let named = |mention: &Span| {
            let text = mention.slice(self.document.text());
            text.chars().any(char::is_uppercase) && text.len() > 2
        };
        let before = party.mentions.partition_point(|mention| mention.start() < span.start());
        let near = party.mentions[..before].iter().rev().take_while(|mention| mention.end() + NEAR > span.start());
        let named_near = near.take(20).any(named);
        let name = party.name.as_str();
        // For things, only the subject of this sentence or the one before is sure to be meant.
        let sentence = document.sentence_of(document.tokens_in(span).start.min(document.len() - 1));
        let last = party.mentions[..before].iter().rev().find(|mention| named(mention));
        let subject = last.is_some_and(|mention| {
            let tokens = document.tokens_in(*mention);
            document.sentence_of(tokens.start) + usize::from(!plural) >= sentence
                && tokens.clone().any(|t| {
                    // "when the Union still existed, Mir was visited": not the Union.
                    let root = || document.head(t).is_some_and(|verb| document.head(verb).is_none());
                    document.is_relation(t, Deprel::Nsubj)
                        && (!matches!(word, "it" | "its") || document.sentence_of(t) == sentence || root())
                })
        });
        // No other person was named since.
        let latest = |party: &crate::analysis::Stakeholder| {
            let before = party.mentions.partition_point(|mention| mention.start() < span.start());
            party.mentions[..before].iter().rev().find(|mention| named(mention)).map(|mention| mention.start())
        };
        let mine = latest(party);
        let rival = self
            .stakeholders
            .iter()
            .any(|other| other.kind == StakeholderKind::Person && other.name != party.name && latest(other) > mine);
        // Whoever was named last without doing anything is not surely meant, unless nobody else of whom the pronoun
        // could be told was named near.
        let other_gender = if matches!(word, "he" | "him" | "his") { &names.female } else { &names.male };
        let alone = || {
            self.stakeholders.iter().all(|other| {
                let of_other = || other.name.to_lowercase().split_whitespace().any(|word| other_gender.has(word));
                other.kind != StakeholderKind::Person
                    || other.name == party.name
                    || latest(other).is_none_or(|start| start + NEAR < span.start())
                    || of_other()
            })
        };
        // "Oz's advice earned him attention": whose name nobody knows for one.
        let here = document.tokens_in(span).start;
        let from = document.sentences()[sentence].tokens.start;
        let unknown = |t: Token| {
            document.upos(t) == Upos::Propn
                && (document.is_relation(t, Deprel::Nsubj) || document.deprel(t) == Deprel::NmodPoss)
                && document.name_of(t).is_none_or(|name| name.kind == NameKind::Person)
                && !party.mentions.iter().any(|mention| mention.overlaps(document.span(t)))
        };
        if person && (from..here).any(unknown) {
            return None;
        }
        let acts = document.token_at(span.start()).is_some_and(|t| document.is_relation(t, Deprel::Nsubj));
        let he = person && !rival && matches!(word, "he" | "she" | "him" | "her" | "his");
        let sure = he && (subject || alone()) || subject && (acts || !matches!(word, "it" | "them"));
        // "the nominee's doctor" and "presidential nominee" are no names.
        let proper = name.split_whitespace().last().is_some_and(|last| last.starts_with(char::is_uppercase))
            && !name.contains(['\'', '’']);
        (fits && sure && proper && name.chars().count() <= 45 && named_near).then_some(name)
    }
}
