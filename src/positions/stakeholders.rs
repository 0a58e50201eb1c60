//! Parties to stakeholders: which of them matter, under which aliases, with which role.

use super::attribute::Draft;
use super::issues::{self, Issues};
use super::mentions::{Manner, Mention};
use super::parties::Cast;
use super::reader::Reader;
use super::{pronouns, roles};
use crate::analysis::{Position, Stakeholder, StakeholderKind};
use crate::language::{NameKind, Token, Upos};
use crate::lexicon;
use crate::text::Span;

/// Words between an office and the name of who holds it.
const TITLE_WORDS: usize = 7;
/// Words of the longest source that a name at its end may be meant by.
const SOURCE_WORDS: usize = 30;
/// Words of the longest alias.
const ALIAS_WORDS: usize = 12;

/// The party of each draft's source; sources that no mention covers become parties of their own.
pub(super) fn sources_to_parties(reader: &Reader<'_, '_>, cast: &mut Cast, drafts: &[Draft]) -> Vec<Option<usize>> {
    let mut speaks = vec![false; reader.doc.len()];
    for source in drafts.iter().filter_map(|draft| draft.source.as_ref()) {
        speaks[source.head] = true;
    }
    pronouns::resolve(reader, cast, &speaks);
    let issues = issues::find(reader, cast);
    let mut last = None;
    drafts
        .iter()
        .map(|draft| {
            let source = draft.source.as_ref()?;
            let party = party_of(reader, cast, &issues, source.head, &source.tokens)
                .or_else(|| last.filter(|_| issues::is_notice(reader, source.head)));
            // "The notice said" is whoever spoke before.
            if party.is_some_and(|party| cast.parties[party].kind != StakeholderKind::Group) {
                last = party;
            }
            party
        })
        .collect()
}

fn party_of(
    reader: &Reader<'_, '_>,
    cast: &mut Cast,
    issues: &Issues,
    head: Token,
    tokens: &std::ops::Range<Token>,
) -> Option<usize> {
    let doc = reader.doc;
    if matches!(doc.lower(head), "who" | "which" | "that") && doc.name_of(head).is_none() {
        let noun = pronouns::antecedent(reader, head)?;
        return cast.party_at(noun);
    }
    let acronym = super::mentions::is_acronym(doc.form(head));
    if doc.upos(head) == Upos::Pron && doc.name_of(head).is_none() && !(acronym && tokens.len() > 1) {
        return cast.party_at(head);
    }
    if let Some(person) = titled(reader, cast, head, tokens)
        .or_else(|| opening(reader, cast, head, tokens))
        .or_else(|| closing(reader, cast, head, tokens))
    {
        return Some(person);
    }
    let known = cast.party_at(head);
    if known.is_some() || !matches!(doc.upos(head), Upos::Noun | Upos::Propn | Upos::X) && doc.name_of(head).is_none() {
        return known;
    }
    let lemma = reader.lemma(head);
    let organisations = lexicon::organisations();
    // "a statement from the port" is the port's; "the report" by itself is nobody's.
    if organisations.documents.has(&lemma) || doc.upos(head) == Upos::Noun && organisations.is_abstract(&lemma) {
        return issues::issuer(reader, cast, head).or_else(|| issues.latest(&lemma, head));
    }
    let core = core_of(reader, head, tokens)?;
    Some(cast.add(reader, core, head))
}

/// The person whose name follows the title that heads a source: "President of Ukraine Volodymyr Zelenskyy".
fn titled(reader: &Reader<'_, '_>, cast: &Cast, head: Token, tokens: &std::ops::Range<Token>) -> Option<usize> {
    // The phrase of the source may have been cut after "Secretary of the Interior".
    let last = tokens.end.saturating_sub(1).max(head + TITLE_WORDS).min(reader.sentence(head).end - 1);
    let is_person = |mention: &usize| cast.mentions[*mention].manner == Manner::Name(NameKind::Person);
    let apart =
        |token: &Token| reader.is_punct(*token) && reader.doc.form(*token) != "-" || reader.doc.lower(*token) == "and";
    let mut near = (head..=last).take_while(|token| !apart(token));
    let mention = near.find_map(|token| cast.mention_at(token).filter(is_person))?;
    let name = &cast.mentions[mention];
    (name.full.start <= head && head < name.core.end).then(|| cast.party_of[mention]).flatten()
}

/// The person whose name, with its titles, opens a source and is closed by a comma: "Erin Turner, head of policy at the
/// group Choice".
fn opening(reader: &Reader<'_, '_>, cast: &Cast, head: Token, tokens: &std::ops::Range<Token>) -> Option<usize> {
    let doc = reader.doc;
    let mention =
        (tokens.start..tokens.end.min(tokens.start + TITLE_WORDS)).find_map(|token| cast.mention_at(token))?;
    let name = &cast.mentions[mention];
    let person = name.manner == Manner::Name(NameKind::Person) && name.core.len() > 1;
    let closed = tokens.contains(&name.core.end) && doc.form(name.core.end) == ",";
    let opens = name.full.start <= tokens.start && !name.core.contains(&head);
    let listed = tokens
        .clone()
        .skip_while(|&token| token < name.core.end)
        .any(|token| doc.lower(token) == "and" && cast.mention_at(token + 1).is_some_and(|other| is_name(cast, other)));
    (person && closed && opens && !listed).then(|| cast.party_of[mention]).flatten()
}

fn is_name(cast: &Cast, mention: usize) -> bool {
    matches!(cast.mentions[mention].manner, Manner::Name(_))
}

/// The person whose name closes a source that is headed by something else: "Perth, Australia etiquette expert Dana
/// Holm", "the institute's Piet Vos", "one of the authors, Ines Roth".
fn closing(reader: &Reader<'_, '_>, cast: &Cast, head: Token, tokens: &std::ops::Range<Token>) -> Option<usize> {
    let doc = reader.doc;
    let is_person = |&mention: &usize| cast.mentions[mention].manner == Manner::Name(NameKind::Person);
    if cast.mention_at(head).is_some_and(|mention| is_person(&mention)) || tokens.len() > SOURCE_WORDS {
        return None;
    }
    let apart = |token: Token| reader.is_punct(token) || matches!(doc.lower(token), "who" | "and");
    let mention = tokens.clone().rev().find_map(|token| cast.mention_at(token).filter(is_person))?;
    let name = &cast.mentions[mention];
    let closes = name.core.end >= tokens.end || apart(name.core.end);
    let joined = tokens.clone().take_while(|&token| token < name.core.start).any(|token| doc.lower(token) == "and");
    let before = name.full.start.checked_sub(1).filter(|before| tokens.contains(before));
    let governed = (name.full.start..name.core.start).chain(before).any(|token| doc.upos(token) == Upos::Adp);
    let own = name.full.start > tokens.start || name.full.contains(&head);
    (closes && own && !governed && !joined && name.core.len() > 1).then(|| cast.party_of[mention]).flatten()
}

/// The words of a source up to its head, without what is no part of it: "with", "while".
fn core_of(reader: &Reader<'_, '_>, head: Token, tokens: &std::ops::Range<Token>) -> Option<std::ops::Range<Token>> {
    let doc = reader.doc;
    let mut start = head;
    while start > tokens.start
        && matches!(
            doc.upos(start - 1),
            Upos::Adj | Upos::Noun | Upos::Propn | Upos::Det | Upos::Num | Upos::Part | Upos::Adv
        )
    {
        start -= 1;
    }
    let measure = matches!(doc.lower(head), "percent" | "%" | "number" | "numbers" | "moment" | "footage");
    (!measure).then_some(start..head + 1)
}

/// Sets each position's party, and gives the stakeholders that count in order of their first mention.
pub(super) fn list(
    reader: &Reader<'_, '_>,
    cast: &Cast,
    parties: &[Option<usize>],
    counts: &[bool],
    positions: &mut [Position],
) -> Vec<Stakeholder> {
    let mut kept: Vec<usize> = (0..cast.parties.len()).filter(|&party| counts[party]).collect();
    let first = |party: usize| cast.parties[party].mentions.iter().map(|&mention| cast.mentions[mention].head).min();
    kept.sort_by_key(|&party| (first(party), party));
    let mut place = vec![None; cast.parties.len()];
    for (at, &party) in kept.iter().enumerate() {
        place[party] = Some(at);
    }
    for (position, party) in positions.iter_mut().zip(parties) {
        position.stakeholder = party.and_then(|party| place[party]);
    }
    kept.into_iter().map(|party| stakeholder(reader, cast, party)).collect()
}

/// All surface forms of a party and its name.
#[cfg(test)]
pub(super) fn names_of(reader: &Reader<'_, '_>, cast: &Cast, party: usize) -> Vec<String> {
    let stakeholder = stakeholder(reader, cast, party);
    stakeholder.aliases.into_iter().chain([stakeholder.name]).collect()
}

fn stakeholder(reader: &Reader<'_, '_>, cast: &Cast, party: usize) -> Stakeholder {
    let found = &cast.parties[party];
    let mut mentions: Vec<&Mention> = found.mentions.iter().map(|&mention| &cast.mentions[mention]).collect();
    mentions.sort_by_key(|mention| mention.head);
    let (role, affiliation) = roles::of(reader, cast, party);
    Stakeholder {
        name: found.name.clone(),
        kind: found.kind,
        role,
        affiliation,
        aliases: aliases(reader, &mentions),
        mentions: mentions.iter().map(|mention| reader.doc.cover(mention.core.clone())).collect(),
        stance: None,
        stance_toward: None,
        corrected: false,
    }
}

/// Every surface form but pronouns, with and without titles, the commonest first.
fn aliases(reader: &Reader<'_, '_>, mentions: &[&Mention]) -> Vec<String> {
    let mut forms: Vec<(String, usize)> = Vec::new();
    let mut add = |span: Span| {
        let form = span.slice(reader.doc.text()).split_whitespace().collect::<Vec<_>>().join(" ");
        if form.is_empty() || form.split(' ').count() > ALIAS_WORDS {
            return;
        }
        match forms.iter_mut().find(|(known, _)| *known == form) {
            Some((_, count)) => *count += 1,
            None => forms.push((form, 1)),
        }
    };
    for mention in mentions.iter().filter(|mention| mention.manner != Manner::Pronoun) {
        add(reader.doc.cover(mention.core.clone()));
        // "World Health Organization (WHO)" is a form of its own.
        let doc = reader.doc;
        let after = mention.core.end;
        if matches!(mention.manner, Manner::Name(_))
            && after + 2 < doc.len()
            && doc.form(after) == "("
            && doc.form(after + 2) == ")"
            && doc.form(after + 1).chars().filter(|c| c.is_uppercase()).count() > 1
        {
            add(doc.cover(mention.core.start..after + 3));
        }
        if mention.full.len() > mention.core.len() + 1
            || mention.full.start < mention.core.start && reader.doc.upos(mention.full.start) != Upos::Det
        {
            add(reader.doc.cover(mention.full.clone()));
        }
    }
    forms.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    forms.into_iter().map(|(form, _)| form).collect()
}
