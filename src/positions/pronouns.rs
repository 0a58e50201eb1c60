//! Resolves pronouns to parties: by agreement, then by role, speech and nearness.

use super::mentions::Manner;
use super::parties::{Cast, Gender};
use super::reader::Reader;
use super::sources;
use crate::analysis::StakeholderKind;
use crate::language::{Deprel, Token};

/// Mentions that are looked back over for an antecedent.
const LOOK_BACK: usize = 60;
/// Sentences that an antecedent may be away.
const SENTENCES: usize = 6;

/// What a pronoun may stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    He,
    She,
    It,
    They,
}

/// Binds every pronoun that has an antecedent. `speaks` tells which tokens head the source of an attribution.
pub(super) fn resolve(reader: &Reader<'_, '_>, cast: &mut Cast, speaks: &[bool]) {
    let mut order: Vec<usize> = (0..cast.mentions.len()).collect();
    order.sort_by_key(|&number| cast.mentions[number].head);
    for place in 0..order.len() {
        let number = order[place];
        if cast.mentions[number].manner != Manner::Pronoun {
            continue;
        }
        let head = cast.mentions[number].head;
        // A quotation has its own "he" and "they".
        if reader.in_speech(head) {
            continue;
        }
        let party = match reader.doc.lower(head) {
            "who" => antecedent(reader, head).and_then(|noun| cast.party_at(noun)),
            word => kind_of(word).and_then(|kind| {
                best(reader, cast, speaks, &order[place.saturating_sub(LOOK_BACK)..place], head, kind)
            }),
        };
        let Some(party) = party else { continue };
        cast.bind(number, party);
        if cast.parties[party].gender == Gender::Unknown {
            match reader.doc.lower(head) {
                "he" | "him" | "his" => cast.parties[party].gender = Gender::Male,
                "she" | "her" | "hers" => cast.parties[party].gender = Gender::Female,
                _ => {}
            }
        }
    }
}

/// The noun that a relative pronoun takes up.
pub(super) fn antecedent(reader: &Reader<'_, '_>, pronoun: Token) -> Option<Token> {
    let doc = reader.doc;
    let verb = doc.head(pronoun)?;
    let up = if doc.deprel(verb) == Deprel::AclRelcl { doc.head(verb) } else { None };
    up.filter(|&noun| noun < pronoun).or_else(|| {
        let mut before = (reader.sentence(pronoun).start..pronoun).rev().take(4);
        before.find(|&token| !reader.is_punct(token))
    })
}

fn kind_of(word: &str) -> Option<Number> {
    Some(match word {
        "he" | "him" | "his" | "himself" => Number::He,
        "she" | "her" | "hers" | "herself" => Number::She,
        "it" | "its" | "itself" => Number::It,
        "they" | "them" | "their" | "theirs" | "themselves" => Number::They,
        _ => return None,
    })
}

fn best(
    reader: &Reader<'_, '_>,
    cast: &Cast,
    speaks: &[bool],
    before: &[usize],
    head: Token,
    number: Number,
) -> Option<usize> {
    let sentence = reader.doc.sentence_of(head);
    let paragraph = reader.paragraph_tokens(reader.doc.span(head).start());
    let mut found: Option<(f32, usize)> = None;
    for (steps, &other) in before.iter().rev().enumerate() {
        let mention = &cast.mentions[other];
        let away = sentence.saturating_sub(reader.doc.sentence_of(mention.head));
        if away > SENTENCES {
            break;
        }
        let Some(party) = cast.party_of[other].filter(|&party| agrees(cast, party, number)) else { continue };
        if reader.in_speech(mention.head) {
            continue;
        }
        let subject = sources::is_subject(reader, mention.head);
        let speaker = speaks.get(mention.head).copied().unwrap_or(false);
        let same_person = mention.manner == Manner::Pronoun && kind_of(reader.doc.lower(mention.head)) == Some(number);
        let known = agrees_surely(cast, party, number);
        // A gender that only an earlier pronoun told may be that of somebody else.
        let guessed = !known && !agrees_in_gender(cast, party, number);
        let bonus = |on: bool, worth: f32| if on { worth } else { 0.0 };
        let score = bonus(subject || leads(reader, mention.head), 2.0)
            + bonus(speaker, 2.0)
            + bonus(same_person, 1.5)
            + bonus(known, 1.0)
            - bonus(guessed, 2.0)
            - bonus(!paragraph.contains(&mention.head), 1.0)
            - 1.2 * away as f32
            - 0.15 * steps as f32;
        if found.is_none_or(|(top, _)| score > top) {
            found = Some((score, party));
        }
    }
    found.map(|(_, party)| party)
}

/// Whether a name stands before the verb of its sentence and hangs on no preposition: its subject, whatever the tree says.
fn leads(reader: &Reader<'_, '_>, head: Token) -> bool {
    let doc = reader.doc;
    if doc.name_of(head).is_none() || doc.child(head, Deprel::Case).is_some() {
        return false;
    }
    let first = reader.sentence(head).start;
    (first..head).rev().take(12).all(|token| doc.upos(token) != crate::language::Upos::Verb)
        && !reader.sentence(head).skip_while(|&token| token <= head).take(24).all(|token| !reader.is_finite(token))
}

fn agrees_in_gender(cast: &Cast, party: usize, number: Number) -> bool {
    match number {
        Number::He => cast.parties[party].gender != Gender::Female,
        Number::She => cast.parties[party].gender != Gender::Male,
        Number::It | Number::They => true,
    }
}

/// Whether a title or a given name tells the gender that the pronoun has.
fn agrees_surely(cast: &Cast, party: usize, number: Number) -> bool {
    let gender = cast.parties[party].told;
    matches!((number, gender), (Number::He, Gender::Male) | (Number::She, Gender::Female))
}

fn agrees(cast: &Cast, party: usize, number: Number) -> bool {
    let party = &cast.parties[party];
    match number {
        Number::He => party.kind == StakeholderKind::Person && party.told != Gender::Female,
        Number::She => party.kind == StakeholderKind::Person && party.told != Gender::Male,
        Number::It => {
            matches!(party.kind, StakeholderKind::Company | StakeholderKind::Government | StakeholderKind::Organisation)
        }
        Number::They => party.kind != StakeholderKind::Person,
    }
}
