//! Acts that take a side: a named party or a public body blacklists, sues, orders, grants.

use super::attribute::Draft;
use super::mentions::Manner;
use super::parties::Cast;
use super::pronouns;
use super::reader::Reader;
use super::sources::{self, Source};
use crate::analysis::{Form, StakeholderKind};
use crate::language::{Deprel, Token, Upos, Xpos};
use crate::lexicon;
use crate::lexicon::reporting::Frame;

/// Words between a passive and the "by" of its agent.
const BY_REACH: usize = 12;

/// The acts that no attribution in `drafts` covers, in order.
pub(super) fn find(reader: &Reader<'_, '_>, cast: &Cast, drafts: &[Draft]) -> Vec<Draft> {
    let mut taken = vec![false; reader.doc.len()];
    for head in drafts.iter().filter_map(|draft| draft.head) {
        taken[head] = true;
    }
    (0..reader.doc.len())
        .filter(|&token| !taken[token] && !reader.in_speech(token) && !in_headline(reader, token))
        .filter_map(|token| act(reader, cast, token))
        .collect()
}

fn act(reader: &Reader<'_, '_>, cast: &Cast, verb: Token) -> Option<Draft> {
    let doc = reader.doc;
    if doc.upos(verb) != Upos::Verb || doc.deprel(verb) == Deprel::Amod {
        return None;
    }
    let stance = lexicon::acts().stance(doc.lemma(verb))?;
    let passive = reader.is_passive(verb);
    let (actor, object) = if passive {
        let agent = doc.child(verb, Deprel::OblAgent).or_else(|| by_agent(reader, cast, verb))?;
        (agent, sources::subject(reader, verb, 0).filter(|&subject| subject < verb)?)
    } else {
        let object = doc.child(verb, Deprel::Obj).filter(|&object| object > verb)?;
        let subject = sources::subject(reader, verb, 0).or_else(|| sources::noun_before(reader, verb));
        (subject.filter(|_| is_done(reader, verb))?, object)
    };
    let named = match doc.lower(actor) {
        "who" | "which" | "that" => pronouns::antecedent(reader, actor)?,
        _ => actor,
    };
    if !may_act(cast, named, lexicon::acts().is_slight(doc.lemma(verb))) {
        return None;
    }
    let own = reader.extent(object);
    let content = if passive { own.start..own.end.min(verb) } else { verb + 1..clause_end(reader, verb, own.end) };
    let content = reader.span(content)?;
    let tokens = reader.extent(actor);
    let tokens = if actor < verb { tokens.start..tokens.end.min(verb) } else { tokens.start.max(verb + 1)..tokens.end };
    Some(Draft {
        source: Some(Source { head: actor, tokens: reader.trim(tokens) }),
        head: Some(verb),
        cue: Some(doc.span(verb)),
        content: vec![content],
        form: Form::Action,
        stance,
        negated: reader.negation(verb).is_some(),
        frame: Frame::Object,
        confidence: 0.6,
        rule: "act",
    })
}

/// "was sentenced to life in prison by a court": the party behind "by" where the tree hung it on a noun in between.
fn by_agent(reader: &Reader<'_, '_>, cast: &Cast, verb: Token) -> Option<Token> {
    let doc = reader.doc;
    let mut near = (verb + 1..reader.sentence(verb).end)
        .take(BY_REACH)
        .take_while(|&token| doc.upos(token) != Upos::Verb && !matches!(doc.form(token), "," | ";" | ":"));
    let by = near.find(|&token| doc.lower(token) == "by")?;
    let mention = (by + 1..doc.len()).take(4).find_map(|token| cast.mention_at(token))?;
    let mention = &cast.mentions[mention];
    (mention.full.start <= by + 2).then_some(mention.head)
}

/// Whether an act is told as done: in the past, the present or the perfect, by a participle that goes on with the clause,
/// or by an infinitive after a verb that makes it true: "prompted the airline to cancel flights".
fn is_done(reader: &Reader<'_, '_>, verb: Token) -> bool {
    let doc = reader.doc;
    match doc.xpos(verb) {
        Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn => true,
        Xpos::Vbg => doc.deprel(verb) == Deprel::Advcl || reader.is_finite(verb),
        Xpos::Vb => {
            let up = doc.head(verb).filter(|_| matches!(doc.deprel(verb), Deprel::Xcomp | Deprel::Acl));
            up.is_some_and(|up| {
                reader.is_finite(up)
                    && matches!(doc.lemma(up), "prompt" | "force" | "lead" | "begin" | "start" | "choose" | "manage")
            })
        }
        _ => false,
    }
}

/// The end of what a verb governs: its own subtree, cut before a conjunct or a clause of its own.
fn clause_end(reader: &Reader<'_, '_>, verb: Token, object_end: Token) -> Token {
    let doc = reader.doc;
    let mut end = reader.extent(verb).end;
    for child in doc.children(verb).filter(|&child| child > verb) {
        if matches!(doc.deprel(child), Deprel::Conj | Deprel::Parataxis | Deprel::Punct)
            || doc.deprel(child) == Deprel::Advcl && doc.upos(child) == Upos::Verb
        {
            let from = reader.extent(child).start;
            if from >= object_end {
                end = end.min(from);
            }
        }
    }
    end.max(object_end)
}

/// Whether what stands at `actor` is a body, a group or somebody in office: what a private person does seldom takes a
/// side. A slight act counts as a body's alone.
fn may_act(cast: &Cast, actor: Token, slight: bool) -> bool {
    let Some(mention) = cast.mention_at(actor) else { return false };
    let Some(party) = cast.party_of[mention].map(|party| &cast.parties[party]) else { return false };
    let manner = cast.mentions[mention].manner;
    let body = !matches!(party.kind, StakeholderKind::Person | StakeholderKind::Group);
    manner != Manner::Pronoun && (body || !slight) && (party.kind != StakeholderKind::Person || !party.roles.is_empty())
}

/// Whether `token` stands in a headline: the first paragraph, without a full stop. The text tells the act again.
fn in_headline(reader: &Reader<'_, '_>, token: Token) -> bool {
    reader.paragraphs.first().is_some_and(|&line| {
        reader.paragraphs.len() > 1
            && reader.doc.span(token).end() <= line.end()
            && !line.slice(reader.doc.text()).ends_with(['.', '!', '?', '”', '"'])
    })
}
