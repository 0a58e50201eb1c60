//! Role and affiliation of a party, from the titles before its name and the appositions after it.

use super::mentions::{Manner, Mention};
use super::parties::{Cast, Party};
use super::reader::Reader;
use crate::analysis::StakeholderKind;
use crate::language::{NameKind, Token, Upos, Xpos};
use crate::lexicon;
use crate::lexicon::places::PlaceKind;
use std::ops::Range;

/// Words of the longest role that is shown.
const ROLE_WORDS: usize = 14;

/// Role and affiliation in the article's words; a country by its usual name.
pub(super) fn of(reader: &Reader<'_, '_>, cast: &Cast, party: usize) -> (Option<String>, Option<String>) {
    let party = &cast.parties[party];
    let mentions = || party.mentions.iter().map(|&mention| &cast.mentions[mention]);
    if party.kind != StakeholderKind::Person {
        let affiliation = mentions().find_map(|mention| land_in(reader, mention.full.clone()));
        return (None, affiliation.filter(|land| *land != party.name));
    }
    let named = || mentions().filter(|mention| matches!(mention.manner, Manner::Name(_)));
    let role = named()
        .find_map(|mention| before(reader, mention))
        .or_else(|| named().find_map(|mention| after(reader, mention)));
    let Some(role) = role else { return described(reader, cast, party) };
    let affiliation = body_in(reader, role.clone()).or_else(|| land_in(reader, role.clone()));
    (Some(text(reader, without_land(reader, role))), affiliation)
}

/// "chief executive" and the airline of "the airline's chief executive, Tomas Reyes": a description that proved to be the
/// person, and the body that it names.
fn described(reader: &Reader<'_, '_>, cast: &Cast, party: &Party) -> (Option<String>, Option<String>) {
    let doc = reader.doc;
    let office = |mention: &&Mention| {
        mention.manner == Manner::Description && lexicon::titles().offices.has(&reader.lemma(mention.head))
    };
    let Some(mention) = party.mentions.iter().map(|&mention| &cast.mentions[mention]).find(office) else {
        return (None, None);
    };
    let mut start = mention.core.start;
    let owner = mention.core.clone().take_while(|&token| token < mention.head);
    for token in owner {
        if doc.xpos(token) == Xpos::Pos || token == start && doc.upos(token) == Upos::Det {
            start = token + 1;
        }
    }
    let body = mention.full.clone().filter(|&token| token != mention.head).find_map(|token| {
        let body = &cast.parties[cast.party_at(token)?];
        (body.kind != StakeholderKind::Person && !body.name.is_empty()).then(|| body.name.clone())
    });
    let role = (start <= mention.head).then(|| text(reader, start..mention.head + 1));
    (role, body.or_else(|| land_in(reader, mention.full.clone())))
}

fn text(reader: &Reader<'_, '_>, tokens: Range<Token>) -> String {
    reader.doc.cover(tokens).slice(reader.doc.text()).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "Foreign Minister" of "Foreign Minister Anna Berg"; forms of address are no role.
fn before(reader: &Reader<'_, '_>, mention: &Mention) -> Option<Range<Token>> {
    let doc = reader.doc;
    let mut title = mention.full.start..mention.core.start;
    while title.start < title.end
        && (doc.upos(title.start) == Upos::Det || lexicon::titles().address.has(doc.lower(title.start)))
    {
        title.start += 1;
    }
    let office =
        title.clone().any(|token| lexicon::titles().offices.has(doc.lower(token)) || doc.upos(token) == Upos::Noun);
    (office && title.len() <= ROLE_WORDS).then_some(title)
}

/// "chief executive of Solano" of "Reyes, chief executive of Solano, said".
fn after(reader: &Reader<'_, '_>, mention: &Mention) -> Option<Range<Token>> {
    let doc = reader.doc;
    let sentence = reader.sentence(mention.head);
    let comma = mention.core.end;
    if comma + 1 >= sentence.end || doc.form(comma) != "," {
        return None;
    }
    let mut start = comma + 1;
    if doc.upos(start) == Upos::Num {
        start += 2;
    }
    while start < sentence.end && doc.upos(start) == Upos::Det {
        start += 1;
    }
    let end = (start..sentence.end).take(ROLE_WORDS).find(|&token| {
        matches!(doc.form(token), "," | "." | ";" | "(" | "—" | "–")
            || matches!(doc.lower(token), "who" | "said" | "which")
    })?;
    let office = (start..end)
        .take(6)
        .take_while(|&token| doc.upos(token) != Upos::Verb)
        .any(|token| lexicon::titles().offices.has(doc.lemma(token)));
    (office && start < end).then_some(start..end)
}

/// "Industry Minister" of "Norwegian Industry Minister": the country is the affiliation.
fn without_land(reader: &Reader<'_, '_>, mut role: Range<Token>) -> Range<Token> {
    let doc = reader.doc;
    if role.len() > 1 && is_land(reader, role.start) {
        role.start += 1;
        while role.len() > 1 && (doc.xpos(role.start) == Xpos::Pos || matches!(doc.lower(role.start), "new" | "then")) {
            role.start += 1;
        }
    }
    role
}

/// Whether a token names a country or is its adjective.
fn is_land(reader: &Reader<'_, '_>, token: Token) -> bool {
    let place = lexicon::places().get(reader.doc.form(token));
    place.is_some_and(|place| matches!(place.kind, PlaceKind::Country | PlaceKind::Adjective))
}

/// An organisation named in a role. One that begins with a country's adjective is the first half of an office:
/// "Norwegian Industry" of "Norwegian Industry Minister".
fn body_in(reader: &Reader<'_, '_>, mut tokens: Range<Token>) -> Option<String> {
    let doc = reader.doc;
    let end = tokens.end;
    let name = tokens.find_map(|token| doc.name_of(token).filter(|name| name.kind == NameKind::Organisation))?;
    let next = name.tokens.end;
    let half = next < end && is_land(reader, name.tokens.start) && lexicon::titles().offices.has(doc.lower(next));
    if half {
        return None;
    }
    Some(text(reader, name.tokens.clone()))
}

/// A country that a phrase names or says the adjective of.
fn land_in(reader: &Reader<'_, '_>, mut tokens: Range<Token>) -> Option<String> {
    tokens.find_map(|token| {
        if reader.doc.xpos(token) == Xpos::Nn && reader.doc.name_of(token).is_none() {
            return None;
        }
        let places = lexicon::places();
        let place = places.get(reader.doc.form(token))?;
        let known = matches!(place.kind, PlaceKind::Country | PlaceKind::Adjective | PlaceKind::Capital);
        if known { Some(places.countries()[place.country?].name.clone()) } else { None }
    })
}
