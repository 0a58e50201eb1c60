//! Where parties are mentioned: names with their titles, descriptions such as "the ministry", pronouns.

use super::reader::Reader;
use crate::analysis::StakeholderKind;
use crate::language::{Deprel, NameKind, Token, Upos, Xpos};
use crate::lexicon;
use std::ops::Range;

/// What a mention calls its party by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// A name of a kind.
    Name(NameKind),
    /// A common noun with what describes it.
    Description,
    /// "he", "who", "their".
    Pronoun,
}

/// A mention of somebody.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub manner: Manner,
    /// The name alone, or the whole description.
    pub core: Range<Token>,
    /// With titles, adjectives and the article before it.
    pub full: Range<Token>,
    /// The token that other words hang on.
    pub head: Token,
}

/// All mentions, in order of their heads.
pub(super) fn find(reader: &Reader<'_, '_>) -> Vec<Mention> {
    let doc = reader.doc;
    let mut mentions = Vec::new();
    let mut at = 0;
    while at < doc.len() {
        if let Some(name) = doc.name_of(at) {
            let core = name.tokens.clone();
            at = core.end;
            let mention = named(reader, core, name.kind);
            at = at.max(mention.core.end);
            // "Court of Appeals for the Ninth Circuit": what goes on a body's name is no other party; a place may be.
            if mention.full.end > at && !matches!(doc.lower(mention.core.end), "in" | "on") {
                at = mention.full.end;
            }
            mentions.push(mention);
            continue;
        }
        if let Some(end) = seat_at(reader, at) {
            mentions.push(named(reader, at..end, NameKind::Place));
            at = end;
            continue;
        }
        match doc.upos(at) {
            Upos::Pron if is_personal(doc.lower(at)) && !is_acronym(doc.form(at)) => {
                mentions.push(Mention { manner: Manner::Pronoun, core: at..at + 1, full: at..at + 1, head: at });
            }
            Upos::Noun | Upos::Propn if describes_party(reader, at) => mentions.push(described(reader, at)),
            // "the UK military", that a tagger takes for an adjective.
            Upos::Adj if super::sources::is_subject(reader, at) && describes_party(reader, at) => {
                mentions.push(described(reader, at));
            }
            _ => {}
        }
        at += 1;
    }
    mentions
}

/// One past "Downing Street" where the names' model does not know it: a seat of government of two words.
fn seat_at(reader: &Reader<'_, '_>, at: Token) -> Option<Token> {
    let doc = reader.doc;
    let next = at + 1;
    if next >= doc.len() || !doc.form(at).starts_with(char::is_uppercase) || doc.name_of(next).is_some() {
        return None;
    }
    let name = doc.cover(at..next + 1).slice(doc.text());
    let seat = doc.form(next).starts_with(char::is_uppercase)
        && lexicon::places().get(name).is_some_and(|place| place.kind == lexicon::places::PlaceKind::Seat);
    seat.then_some(next + 1)
}

/// "WHO" and "IT" are no pronouns.
pub(super) fn is_acronym(form: &str) -> bool {
    form.len() > 1 && form.chars().all(char::is_uppercase)
}

pub(super) fn is_personal(word: &str) -> bool {
    matches!(
        word,
        "he" | "she"
            | "they"
            | "it"
            | "him"
            | "her"
            | "them"
            | "his"
            | "their"
            | "its"
            | "hers"
            | "theirs"
            | "himself"
            | "herself"
            | "itself"
            | "themselves"
            | "who"
    )
}

fn named(reader: &Reader<'_, '_>, core: Range<Token>, kind: NameKind) -> Mention {
    let doc = reader.doc;
    let core = hyphened(reader, core, kind);
    let firm = core.len() > 1
        && (matches!(doc.form(core.end - 1), "AS" | "AB" | "ASA" | "AG" | "SA" | "NV")
            || matches!(doc.lower(core.end - 1), "inc" | "inc." | "ltd" | "ltd." | "plc" | "llc" | "gmbh"));
    let kind = if kind == NameKind::Person && firm { NameKind::Organisation } else { kind };
    let inside = |token: Token| core.contains(&token);
    let head = core.clone().find(|&token| doc.head(token).is_none_or(|head| !inside(head))).unwrap_or(core.end - 1);
    let mut start = core.start;
    if kind == NameKind::Person {
        start = super::sources::title_start(reader, start);
    } else if start > reader.sentence(core.start).start && doc.lower(start - 1) == "the" {
        start -= 1;
    } else if kind == NameKind::Organisation
        && start > reader.sentence(core.start).start + 1
        && doc.xpos(start - 1) == Xpos::Pos
        && core.len() > 1
        && core.clone().any(|token| is_public(doc.lower(token)))
    {
        // "Norway's Ministry of Trade" is a name as well.
        start =
            doc.name_of(start - 2).filter(|name| name.kind == NameKind::Place).map_or(start, |name| name.tokens.start);
    }
    let end = if kind == NameKind::Organisation { name_goes_on(reader, &core) } else { core.end };
    if kind == NameKind::Organisation && start == core.start {
        start = name_starts(reader, &core);
    }
    Mention { manner: Manner::Name(kind), full: start..end, core, head }
}

/// "Kim Min-jun", "al-Nour": a name goes on over a hyphen without spaces, but for "-led" and the like.
fn hyphened(reader: &Reader<'_, '_>, mut core: Range<Token>, kind: NameKind) -> Range<Token> {
    let doc = reader.doc;
    let sentence = reader.sentence(core.start);
    let touches = |one: Token, other: Token| doc.span(one).end() == doc.span(other).start();
    let after = core.end + 1;
    if after < sentence.end
        && doc.form(core.end) == "-"
        && touches(core.end - 1, core.end)
        && touches(core.end, after)
        && doc.name_of(after).is_none_or(|name| name.kind == kind && name.tokens.len() == 1)
    {
        let lower = doc.form(after).starts_with(char::is_lowercase);
        let given = kind == NameKind::Person
            && lower
            && doc.form(after).len() <= 5
            && !matches!(
                doc.lower(after),
                "led" | "era" | "based" | "style" | "run" | "owned" | "like" | "born" | "elect"
            );
        if given || kind == NameKind::Organisation && !lower {
            core.end = after + 1;
        }
    }
    core
}

/// "US District Court": the name of a country or region right before the name of a public body belongs to it.
fn name_starts(reader: &Reader<'_, '_>, core: &Range<Token>) -> Token {
    let doc = reader.doc;
    let public = core.clone().any(|token| is_public(doc.lower(token)));
    let before = core.start.checked_sub(1).filter(|&before| public && before >= reader.sentence(core.start).start);
    before.and_then(|before| doc.name_of(before)).map_or(core.start, |name| {
        if name.kind == NameKind::Place && name.tokens.end == core.start { name.tokens.start } else { core.start }
    })
}

/// Where a body's name ends that the names' model cut short: "Court of Appeals | for the Ninth Circuit", "Institute of
/// Volcanology | and Seismology", "Embassy | in Oslo".
fn name_goes_on(reader: &Reader<'_, '_>, core: &Range<Token>) -> Token {
    let doc = reader.doc;
    let limit = reader.sentence(core.end - 1).end;
    let at = core.end;
    if at + 1 >= limit || !core.clone().any(|token| lexicon::organisations().kind_of_noun(doc.lower(token)).is_some()) {
        return core.end;
    }
    let within = core.clone().any(|token| matches!(doc.lower(token), "of" | "for" | "on"));
    let link = match doc.lower(at) {
        "for" | "of" | "in" | "on" => true,
        "and" => within,
        _ => false,
    };
    let first = if doc.lower(at + 1) == "the" { at + 2 } else { at + 1 };
    let capital = |token: &Token| doc.form(*token).starts_with(char::is_uppercase) && doc.upos(*token) != Upos::Pron;
    let when = |token: Token| lexicon::days::tells_when(doc.lower(token));
    let end = (first..limit).take(5).take_while(capital).last().map_or(at, |last| last + 1);
    let body = |token: Token| lexicon::organisations().kind_of_noun(doc.lower(token)).is_some();
    // "the Court of Appeals and Governor Ray": a title or another body after "and" is another party.
    let other = doc.lower(at) == "and"
        && (first..end).any(|token| {
            body(token)
                || lexicon::titles().before_name(doc.lower(token))
                || doc.name_of(token).is_some_and(|name| name.kind != NameKind::Organisation)
        });
    if link && end > first && !when(first) && !other { end } else { core.end }
}

/// Whether a word of a name says that the body is a state's.
fn is_public(word: &str) -> bool {
    lexicon::organisations().kind_of_noun(word) == Some(StakeholderKind::Government)
}

/// Whether a noun outside of names heads a description of people or of a body.
fn describes_party(reader: &Reader<'_, '_>, token: Token) -> bool {
    let doc = reader.doc;
    !matches!(doc.deprel(token), Deprel::Compound | Deprel::Flat | Deprel::Amod | Deprel::Fixed)
        && kind_of(reader, token).is_some()
        && !(token + 1 < doc.len() && doc.name_of(token + 1).is_some_and(|name| name.kind == NameKind::Person))
}

/// What kind of party a noun names.
pub(super) fn kind_of(reader: &Reader<'_, '_>, token: Token) -> Option<StakeholderKind> {
    let doc = reader.doc;
    let (lower, lemma) = (doc.lower(token), reader.lemma(token));
    let lemma = lemma.as_str();
    let plural = doc.xpos(token) == Xpos::Nns;
    let kinds = lexicon::organisations();
    if let Some(kind) = kinds.kind_of_noun(lower) {
        return Some(kind);
    }
    if lexicon::titles().offices.has(lemma) || lexicon::titles().male.has(lemma) || lexicon::titles().female.has(lemma)
    {
        return Some(if plural { StakeholderKind::Group } else { StakeholderKind::Person });
    }
    if plural && kinds.kind_of_noun(lemma).is_some() {
        return Some(StakeholderKind::Group);
    }
    if !plural && is_one_of(lower) && doc.upos(token) == Upos::Noun {
        return Some(StakeholderKind::Person);
    }
    let people = lexicon::places()
        .meanings(doc.form(token))
        .iter()
        .any(|place| place.kind == lexicon::places::PlaceKind::People);
    people.then_some(StakeholderKind::Group)
}

/// "protester", "passenger": one of those whom the plural names.
fn is_one_of(word: &str) -> bool {
    let kinds = lexicon::organisations();
    let group = |plural: &str| kinds.kind_of_noun(plural) == Some(StakeholderKind::Group);
    word.len() > 3 && kinds.kind_of_noun(word).is_none() && !kinds.is_abstract(word) && group(&format!("{word}s"))
}

/// A description: from its determiner to its head, with an "of" or "for" phrase that says of what.
fn described(reader: &Reader<'_, '_>, head: Token) -> Mention {
    let doc = reader.doc;
    let extent = reader.extent(head);
    let mut start = head;
    while start > extent.start
        && matches!(
            doc.upos(start - 1),
            Upos::Adj | Upos::Noun | Upos::Propn | Upos::Det | Upos::Num | Upos::Part | Upos::Pron
        )
        && !matches!(doc.xpos(start - 1), Xpos::To | Xpos::Wdt | Xpos::WpS)
        // "In 2022 a court": a determiner opens the phrase.
        && (doc.upos(start) != Upos::Det || doc.upos(start - 1) == Upos::Det)
    {
        start -= 1;
    }
    let mut end = head + 1;
    // "accused the port authority of bad faith": the phrase is the verb's.
    let accused = doc.deprel(head) == Deprel::Obj
        && doc.head(head).is_some_and(|verb| {
            matches!(doc.lemma(verb), "accuse" | "suspect" | "convict" | "acquit" | "clear" | "warn")
        });
    let of = doc.children(head).find(|&child| {
        child > head
            && !accused
            && doc.is_relation(child, Deprel::Nmod)
            && doc.child(child, Deprel::Case).is_some_and(|case| matches!(doc.lower(case), "of" | "for") && case == end)
    });
    if let Some(of) = of {
        end = doc.name_of(of).map_or(of + 1, |name| name.tokens.end).max(of + 1);
    }
    // "the office of the attorney general of the state of Maryland": one phrase after the other.
    let mut whole = phrase_end(reader, end);
    for _ in 0..2 {
        if whole > end && whole < doc.len() && doc.lower(whole) == "of" {
            whole = phrase_end(reader, whole);
        }
    }
    Mention { manner: Manner::Description, core: start..end, full: start..whole, head }
}

/// The end of the short phrase that goes on a description: "in Omsk", "from Iran", "for the port".
fn phrase_end(reader: &Reader<'_, '_>, end: Token) -> Token {
    let doc = reader.doc;
    let limit = reader.sentence(end - 1).end;
    if end >= limit || !matches!(doc.lower(end), "of" | "for" | "from" | "in" | "at" | "within" | "to") {
        return end;
    }
    let nominal = |token: &Token| {
        matches!(doc.upos(*token), Upos::Adj | Upos::Noun | Upos::Propn | Upos::Det | Upos::Num | Upos::Part)
            && doc.xpos(*token) != Xpos::To
            && !lexicon::days::tells_when(doc.lower(*token))
    };
    let phrase = (end + 1..limit).take(7).take_while(nominal).count();
    let last = end + phrase;
    if phrase > 0 && matches!(doc.upos(last), Upos::Noun | Upos::Propn) { last + 1 } else { end }
}
