//! Parties that prove to be one: by a bracket, an apposition, an office, or a voice that speaks for its body.

use super::mentions::{Manner, Mention};
use super::parties::{Cast, Party};
use super::reader::Reader;
use crate::analysis::StakeholderKind;
use crate::language::{Deprel, NameKind, Token, Upos, Xpos};
use crate::lexicon;
use std::collections::HashMap;
use std::ops::Range;

/// Tokens of the longest phrase that may stand between a description and the name after its comma.
const APART: usize = 1;

/// Merges what is one party.
pub(super) fn settle(reader: &Reader<'_, '_>, cast: &mut Cast) {
    let mut one = Union((0..cast.parties.len()).collect());
    for number in 0..cast.mentions.len() {
        let Some(party) = cast.party_of[number] else { continue };
        let other = bracketed(reader, cast, number)
            .or_else(|| apposed(reader, cast, number))
            .or_else(|| spoken_for(reader, cast, number));
        if let Some(other) = other {
            one.join(cast, party, other);
        }
    }
    offices(reader, cast, &mut one);
    heads(reader, cast, &mut one);
    cast.merge(&one.roots());
}

/// Which parties are one.
struct Union(Vec<usize>);

impl Union {
    fn root(&self, mut party: usize) -> usize {
        while self.0[party] != party {
            party = self.0[party];
        }
        party
    }

    /// Joins two parties, unless both have names of different kinds of thing.
    fn join(&mut self, cast: &Cast, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let (a, b) = (&cast.parties[one], &cast.parties[other]);
        let person = |party: &Party| party.kind == StakeholderKind::Person;
        if one == other || a.named && b.named && (person(a) != person(b) || a.country.is_some() != b.country.is_some())
        {
            return;
        }
        // A named one keeps its place; else the one that was met first.
        let keep = if a.named == b.named { one < other } else { a.named };
        if keep { self.0[other] = one } else { self.0[one] = other }
    }

    fn roots(&self) -> Vec<usize> {
        (0..self.0.len()).map(|party| self.root(party)).collect()
    }
}

/// "World Health Organization (WHO)": what a bracket right after a name holds is another name of it.
fn bracketed(reader: &Reader<'_, '_>, cast: &Cast, number: usize) -> Option<usize> {
    let doc = reader.doc;
    let mention = &cast.mentions[number];
    let open = mention.core.end;
    let close = (open + 2..(open + 6).min(doc.len())).find(|&token| doc.form(token) == ")")?;
    let body = matches!(mention.manner, Manner::Name(NameKind::Organisation | NameKind::Place));
    if !body || doc.form(open) != "(" {
        return None;
    }
    let inner = cast.mention_at(open + 1)?;
    let whole = cast.mentions[inner].core == (open + 1..close);
    cast.party_of[inner].filter(|_| whole && matches!(cast.mentions[inner].manner, Manner::Name(_)))
}

/// "the head of the local group, Omer Elad," and "Omer Elad, head of the local group": a description and a name with
/// nothing but a comma between them.
fn apposed(reader: &Reader<'_, '_>, cast: &Cast, number: usize) -> Option<usize> {
    let doc = reader.doc;
    let mention = &cast.mentions[number];
    if mention.manner != Manner::Description || doc.xpos(mention.head) == Xpos::Nns {
        return None;
    }
    close(cast, mention).or_else(|| next_name(reader, cast, mention)).or_else(|| name_before(reader, cast, mention))
}

/// "the train company Thalys", "English football club Chelsea": the name right behind the noun that says what it is.
fn close(cast: &Cast, mention: &Mention) -> Option<usize> {
    let name = cast.mention_at(mention.head + 1).filter(|&name| cast.mentions[name].core.start == mention.head + 1)?;
    agrees(cast, mention, name)
}

/// The named party right after a description and its comma, or after its whole phrase.
fn next_name(reader: &Reader<'_, '_>, cast: &Cast, mention: &Mention) -> Option<usize> {
    let doc = reader.doc;
    let sentence = reader.sentence(mention.head);
    let phrase = phrase_end(reader, mention, sentence.end);
    let start = (mention.core.end..=phrase).find(|&at| at < sentence.end && doc.form(at) == ",")? + APART;
    let first = (start..sentence.end).find(|&at| !lexicon::titles().address.has(doc.lower(at)))?;
    let name = cast.mention_at(first).filter(|&name| cast.mentions[name].core.start == first)?;
    let definite = matches!(doc.lower(mention.core.start), "the" | "its" | "his" | "her" | "their" | "a" | "an")
        || mention.core.clone().any(|token| doc.xpos(token) == Xpos::Pos);
    let end = cast.mentions[name].core.end;
    // The apposition is closed by a comma or a bracket, or the verb of the clause follows.
    let closed = end >= sentence.end
        || matches!(doc.form(end), "," | "." | "(" | ";" | ":")
        || matches!(doc.upos(end), Upos::Verb | Upos::Aux);
    let listed = end < sentence.end && doc.lower(end) == "and";
    agrees(cast, mention, name).filter(|_| definite && closed && !listed)
}

/// The end of a description with the phrases that hang on it: "of the search and rescue operation".
fn phrase_end(reader: &Reader<'_, '_>, mention: &Mention, limit: Token) -> Token {
    let doc = reader.doc;
    (mention.core.end..limit.min(mention.core.end + 14))
        .find(|&at| doc.form(at) == "," || doc.upos(at) == Upos::Verb && reader.is_finite(at))
        .unwrap_or(mention.core.end)
}

/// The named party right before the comma that a description follows.
fn name_before(reader: &Reader<'_, '_>, cast: &Cast, mention: &Mention) -> Option<usize> {
    let doc = reader.doc;
    let comma = mention.core.start.checked_sub(1).filter(|&comma| doc.form(comma) == ",")?;
    if comma < reader.sentence(mention.head).start + 1 {
        return None;
    }
    let mut last = comma - 1;
    if doc.form(last) == ")" {
        last = (0..last).rev().take(5).find(|&at| doc.form(at) == "(")?.checked_sub(1)?;
    }
    let name = cast.mention_at(last).filter(|&name| cast.mentions[name].core.end == last + 1)?;
    let end = phrase_end(reader, mention, reader.sentence(mention.head).end);
    let listed = doc.lower(mention.core.start) == "and"
        || end + 1 < doc.len() && doc.form(end) == "," && doc.lower(end + 1) == "and";
    // A subject of its own starts a clause, unless a comma closes it: "Marks, head of policy at the group, said".
    let closed = end < doc.len() && doc.form(end) == ",";
    let own = !is_subject(reader, mention.head) || doc.deprel(mention.head) == Deprel::Appos || closed;
    agrees(cast, mention, name).filter(|_| own && !listed)
}

fn is_subject(reader: &Reader<'_, '_>, token: Token) -> bool {
    super::sources::is_subject(reader, token)
}

/// The party of a name that can be what a description says: a person for an office, a body for a body.
fn agrees(cast: &Cast, mention: &Mention, name: usize) -> Option<usize> {
    let named = &cast.mentions[name];
    let party = cast.party_of[name]?;
    let described = cast.party_of[cast.mention_at(mention.head)?]?;
    let (kind, other) = (cast.parties[party].kind, cast.parties[described].kind);
    let person = named.manner == Manner::Name(NameKind::Person);
    let fits = match other {
        StakeholderKind::Person => person,
        StakeholderKind::Group => false,
        _ => !person && kind != StakeholderKind::Person && cast.parties[party].country.is_none(),
    };
    (fits && !cast.parties[described].named && matches!(named.manner, Manner::Name(_))).then_some(party)
}

/// "a spokesperson for the port", "Ministry officials", "the Libyan authorities": who speaks for a body is the body,
/// as long as no name says who it is.
fn spoken_for(reader: &Reader<'_, '_>, cast: &Cast, number: usize) -> Option<usize> {
    let doc = reader.doc;
    let mention = &cast.mentions[number];
    let voice = lexicon::titles().voices.has(&reader.lemma(mention.head))
        || matches!(doc.lower(mention.head), "authorities" | "executives");
    let unnamed = cast.party_of[number].is_some_and(|party| !cast.parties[party].named);
    if mention.manner != Manner::Description || !voice || !unnamed {
        return None;
    }
    let inside = mention.core.start..mention.head;
    let before = inside.rev().find_map(|token| body_at(reader, cast, token));
    before.or_else(|| {
        let of = doc.children(mention.head).find(|&child| {
            child > mention.head
                && doc.is_relation(child, Deprel::Nmod)
                && doc
                    .child(child, Deprel::Case)
                    .is_some_and(|case| matches!(doc.lower(case), "of" | "for" | "from" | "at" | "with"))
        })?;
        body_at(reader, cast, of)
    })
}

/// The body, or the government of the country, that a token names.
fn body_at(reader: &Reader<'_, '_>, cast: &Cast, token: Token) -> Option<usize> {
    if let Some(party) = cast.party_at(token) {
        return (cast.parties[party].kind != StakeholderKind::Person && cast.parties[party].named).then_some(party);
    }
    let country = lexicon::places().get(reader.doc.form(token))?.country?;
    let adjective = reader.doc.upos(token) == Upos::Adj;
    (0..cast.parties.len()).find(|&party| adjective && cast.parties[party].country == Some(country))
}

/// "the minister", "the Ukrainian president" in a headline: the one person of the text who holds the office.
fn offices(reader: &Reader<'_, '_>, cast: &Cast, one: &mut Union) {
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, party) in cast.parties.iter().enumerate() {
        if party.named && party.kind == StakeholderKind::Person {
            for role in &party.roles {
                holders.entry(role).or_default().push(number);
            }
        }
    }
    for number in 0..cast.parties.len() {
        let party = &cast.parties[number];
        let Some(&first) = party.mentions.first() else { continue };
        if party.named || party.kind != StakeholderKind::Person || one.root(number) != number {
            continue;
        }
        let mention = &cast.mentions[first];
        let doc = reader.doc;
        let vague = mention.core.clone().any(|token| {
            matches!(doc.lower(token), "a" | "an" | "another" | "former" | "some" | "any" | "no" | "one" | "each")
        });
        let office = reader.lemma(mention.head);
        if vague || !lexicon::titles().offices.has(&office) {
            continue;
        }
        if let Some([holder]) = holders.get(office.as_str()).map(Vec::as_slice) {
            one.join(cast, *holder, number);
        }
    }
}

/// "the Department", "the Foundation" after "Department of the Interior": the body whose name was said last with it.
fn heads(reader: &Reader<'_, '_>, cast: &Cast, one: &mut Union) {
    let doc = reader.doc;
    let mut order: Vec<usize> = (0..cast.mentions.len()).filter(|&mention| cast.party_of[mention].is_some()).collect();
    order.sort_by_key(|&mention| cast.mentions[mention].head);
    let mut latest: HashMap<&str, usize> = HashMap::new();
    for number in order {
        let mention = &cast.mentions[number];
        let Some(party) = cast.party_of[number].map(|party| one.root(party)) else { continue };
        let bare = mention.core.clone().filter(|&token| doc.lower(token) != "the").count() == 1;
        let head = name_head(reader, mention);
        match head {
            Some(head) if bare => {
                // "Police said" needs no article.
                let definite = matches!(doc.lower(mention.core.start), "the" | "police")
                    || mention.core.start > 0 && doc.lower(mention.core.start - 1) == "the";
                let other = latest.get(doc.lower(head)).filter(|_| definite && is_common(doc.lower(head)));
                if let Some(&other) = other {
                    let shared = cast.parties[party].mentions.len() < 12;
                    if shared && other != party && !cast.parties[party].country.is_some_and(|_| true) {
                        one.join_common(cast, other, party);
                    }
                }
            }
            Some(head) if matches!(mention.manner, Manner::Name(NameKind::Organisation)) => {
                latest.insert(doc.lower(head), party);
            }
            _ => {}
        }
    }
}

impl Union {
    /// Joins a party that goes by a common noun alone to the one that it is short for.
    fn join_common(&mut self, cast: &Cast, whole: usize, short: usize) {
        let (whole, short) = (self.root(whole), self.root(short));
        let person = cast.parties[whole].kind == StakeholderKind::Person;
        if whole != short && !person {
            self.0[short] = whole;
        }
    }
}

/// The noun that says what a body is: the last word before "of", "for", "on", or the last of all.
fn name_head(reader: &Reader<'_, '_>, mention: &Mention) -> Option<Token> {
    let Range { start, end } = mention.core;
    let stop = (start + 1..end).find(|&token| matches!(reader.doc.lower(token), "of" | "for" | "on" | "at"));
    stop.unwrap_or(end).checked_sub(1)
}

/// Whether a word alone tells only the kind of a body.
fn is_common(word: &str) -> bool {
    lexicon::organisations().kind_of_noun(word).is_some_and(|kind| kind != StakeholderKind::Group)
}
