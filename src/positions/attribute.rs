//! Cues, sources and contents to attributions.

use super::contents::{self, Content};
use super::cues::{self, Class, Cue};
use super::mentions::Manner;
use super::parties::Cast;
use super::reader::Reader;
use super::sources::{self, Source};
use super::{phrases, speech};
use crate::analysis::{Form, Stance};
use crate::language::{Deprel, Token, Upos, Xpos};
use crate::lexicon;
use crate::lexicon::reporting::{Frame, Strength};
use crate::text::Span;

/// Parties of the longest list of sources.
const LISTED: usize = 6;

/// Somebody's saying, before it is known which party the source is.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub source: Option<Source>,
    /// The verb, noun or adjective, where there is one.
    pub head: Option<Token>,
    pub cue: Option<Span>,
    pub content: Vec<Span>,
    pub form: Form,
    pub stance: Stance,
    pub negated: bool,
    pub frame: Frame,
    pub confidence: f32,
    pub rule: &'static str,
}

/// All attributions of the document, in order of the text.
pub(super) fn find(reader: &Reader<'_, '_>) -> Vec<Draft> {
    let cues = cues::find(reader);
    let given = speech::assign(reader, &cues);
    let mut spoken: Vec<Vec<usize>> = vec![Vec::new(); cues.len()];
    for (quote, cue) in given.iter().enumerate() {
        if let Some(cue) = *cue {
            spoken[cue].push(quote);
        }
    }
    let mut drafts: Vec<Draft> =
        cues.iter().zip(&spoken).filter_map(|(cue, quotes)| of_cue(reader, cue, quotes)).collect();
    drafts.extend(phrases::find(reader));
    drafts.extend(speech::uncued(reader, &given).iter().filter_map(|uncued| of_uncued(reader, uncued)));
    drop_doubles(&mut drafts);
    drafts.retain(|draft| !draft.content.is_empty());
    drafts.sort_by_key(|draft| (draft.content[0].start(), draft.cue.map(Span::start)));
    drafts
}

/// "The owners, the pilots' union and the city criticised the plan": the same position for each further one.
pub(super) fn shared(reader: &Reader<'_, '_>, cast: &Cast, drafts: &mut [Draft]) -> Vec<Draft> {
    let doc = reader.doc;
    let mut more = Vec::new();
    for draft in drafts {
        let Some(source) = draft.source.clone() else { continue };
        let source = &source;
        let others = doc.children(source.head).filter(|&other| {
            doc.deprel(other) == Deprel::Conj
                && source.tokens.contains(&other)
                && matches!(doc.upos(other), Upos::Propn | Upos::Noun)
                && cast.party_at(other).is_some_and(|party| Some(party) != cast.party_at(source.head))
        });
        let mut taken: Vec<Option<usize>> = vec![cast.party_at(source.head)];
        for other in others {
            taken.push(cast.party_at(other));
            let own = reader.extent(other);
            let tokens = reader.trim(own.start.max(source.tokens.start)..own.end.min(source.tokens.end));
            more.push(Draft { source: Some(Source { head: other, tokens }), ..draft.clone() });
        }
        for mention in listed(reader, cast, draft, source) {
            let (head, tokens) = (cast.mentions[mention].head, cast.mentions[mention].full.clone());
            let party = cast.party_of[mention];
            if party.is_some() && !taken.contains(&party) {
                taken.push(party);
                let whole = tokens.start.min(source.tokens.start)..tokens.end.max(source.tokens.end);
                more.push(Draft { source: Some(Source { head, tokens }), ..draft.clone() });
                // The source of the first is the list.
                if let Some(first) = draft.source.as_mut() {
                    first.tokens = whole.start.min(first.tokens.start)..whole.end.max(first.tokens.end);
                }
            }
        }
    }
    more
}

/// The other mentions of a list that a source ends, where the tree lost them: "Air Nord, the pilots' union | and Care
/// North criticised", "Norway, Iceland | and Malta have sent help".
fn listed(reader: &Reader<'_, '_>, cast: &Cast, draft: &Draft, source: &Source) -> Vec<usize> {
    let doc = reader.doc;
    let sentence = reader.sentence(source.head);
    let Some(cue) = draft.head.filter(|&cue| cue > source.head && sentence.contains(&cue)) else { return Vec::new() };
    let mut found = Vec::new();
    let mut joined = source.tokens.clone().any(|token| doc.lower(token) == "and");
    let mut start = source.tokens.start;
    for _ in 0..LISTED {
        let mut at = start;
        if at > sentence.start && doc.lower(at - 1) == "and" {
            joined = true;
            at -= 1;
        }
        if at > sentence.start && doc.form(at - 1) == "," && (joined || at == start) {
            at -= 1;
        }
        let before = at.checked_sub(1).filter(|&before| at < start && joined && before >= sentence.start);
        let mention = before.and_then(|before| cast.mention_at(before));
        let ends = |mention: usize| {
            let mention = &cast.mentions[mention];
            mention.manner != Manner::Pronoun && (mention.core.end == at || mention.full.end == at)
        };
        let Some(mention) = mention.filter(|&mention| ends(mention)) else { break };
        found.push(mention);
        start = cast.mentions[mention].full.start;
    }
    // "representatives of Norway, Malta and Iceland met": what governs the first governs all.
    let first = start.checked_sub(1).filter(|&first| first >= sentence.start);
    let free = first.is_none_or(|first| matches!(doc.upos(first), Upos::Punct | Upos::Cconj | Upos::Sconj | Upos::Adv));
    let subject = (sentence.start..start).all(|token| doc.upos(token) != Upos::Verb || !reader.is_finite(token));
    if !free || !subject {
        found.clear();
    }
    let mut at = source.tokens.end;
    while at < cue {
        if doc.lower(at) == "and" || doc.form(at) == "," || matches!(doc.upos(at), Upos::Aux | Upos::Adv | Upos::Det) {
            at += 1;
        } else if let Some(mention) = cast.mention_at(at).filter(|&mention| cast.mentions[mention].full.end <= cue) {
            found.push(mention);
            at = cast.mentions[mention].full.end.max(at + 1);
        } else {
            break;
        }
    }
    let whole = at >= cue && (source.tokens.end..cue).any(|token| doc.lower(token) == "and");
    found.retain(|&mention| whole || cast.mentions[mention].head < source.tokens.start);
    found
}

fn of_cue(reader: &Reader<'_, '_>, cue: &Cue, quotes: &[usize]) -> Option<Draft> {
    let source = sources::of(reader, cue);
    let content =
        if quotes.is_empty() { contents::of(reader, cue, source.as_ref()) } else { spoken(reader, cue, quotes) }?;
    let spans: Vec<Span> = content.pieces.iter().filter_map(|piece| reader.span(piece.clone())).collect();
    if !is_trusted(reader, cue, source.as_ref(), &content) || spans.is_empty() {
        return None;
    }
    let confidence = match content.entry.strength {
        Strength::Sure => 0.9,
        Strength::Likely => 0.7,
        Strength::Weak => 0.5,
    };
    Some(Draft {
        head: Some(cue.head),
        cue: reader.span(cue.tokens.clone()).or(Some(reader.doc.span(cue.head))),
        form: if is_act(reader, cue, &content) { Form::Action } else { form_of(reader, &spans) },
        content: spans,
        stance: content.entry.stance,
        negated: cue.negated,
        frame: content.entry.frame,
        confidence: if source.is_some() || cue.raises { confidence } else { confidence - 0.2 },
        rule: content.rule,
        source,
    })
}

/// Whether the cue is an act rather than words about one: "ordered the firm to close", "banned the product".
fn is_act(reader: &Reader<'_, '_>, cue: &Cue, content: &Content) -> bool {
    cue.class == Class::Verb
        && matches!(content.entry.frame, Frame::Object | Frame::PersonTo)
        && content.pieces.iter().flat_map(Clone::clone).all(|token| reader.quote_of(token).is_none())
        && lexicon::acts().does(reader.doc.lemma(cue.head))
}

/// Of two attributions with one content and one source the surer stays.
fn drop_doubles(drafts: &mut Vec<Draft>) {
    drafts.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
    let mut seen = std::collections::HashSet::new();
    drafts.retain(|draft| seen.insert((draft.content.clone(), draft.source.as_ref().map(|source| source.head))));
}

/// A quotation whose clause has no reporting word.
fn of_uncued(reader: &Reader<'_, '_>, uncued: &speech::Uncued) -> Option<Draft> {
    let doc = reader.doc;
    let speaker = uncued.speaker?;
    let extent = reader.extent(speaker);
    let edge = uncued.cue;
    let tokens =
        if speaker < edge { extent.start..extent.end.min(edge) } else { extent.start.max(edge + 1)..extent.end };
    let tokens = tokens.start.min(sources::title_start(reader, speaker))..tokens.end.max(speaker + 1);
    let tokens = if tokens.clone().any(|token| reader.in_speech(token)) { speaker..speaker + 1 } else { tokens };
    Some(Draft {
        source: Some(Source { head: speaker, tokens: reader.trim(tokens) }),
        head: Some(uncued.cue),
        cue: Some(doc.span(uncued.cue)),
        content: vec![reader.quotes[uncued.quote].span],
        form: Form::Direct,
        stance: Stance::Neutral,
        negated: false,
        frame: Frame::Quote,
        confidence: 0.6,
        rule: uncued.rule,
    })
}

/// The quotations that a cue brings, each as a piece.
fn spoken(reader: &Reader<'_, '_>, cue: &Cue, quotes: &[usize]) -> Option<Content> {
    let entry = cue.entry.takes(Frame::Quote)?;
    let pieces = quotes.iter().map(|&quote| reader.doc.tokens_in(reader.quotes[quote].span)).collect();
    Some(Content { pieces, entry, rule: "quotation" })
}

/// Whether source, cue and content together are a report: weak words need a party, and nobody reports "it" or "there".
fn is_trusted(reader: &Reader<'_, '_>, cue: &Cue, source: Option<&Source>, content: &Content) -> bool {
    let doc = reader.doc;
    if cue.class == Class::Noun && source.is_none() {
        return false;
    }
    let Some(source) = source else {
        return content.entry.strength == Strength::Sure && (cue.raises || cue.passive);
    };
    if matches!(doc.lower(source.head), "it" | "there" | "you") && content.entry.strength != Strength::Sure {
        return false;
    }
    // A side taken by an infinitive or a participle is often a purpose: "to support", "supporting".
    let finite = reader.is_finite(cue.head);
    let sided = content.entry.frame == Frame::Object && content.entry.stance != Stance::Neutral;
    let participle = doc.xpos(cue.head) == Xpos::Vbg && cue.head > 0 && doc.form(cue.head - 1) == ",";
    if cue.class == Class::Verb
        && sided
        && !finite
        && !cue.passive
        && !participle
        && doc.upos(source.head) != Upos::Propn
    {
        return false;
    }
    match content.entry.strength {
        Strength::Sure => true,
        Strength::Likely => finite || cue.class != Class::Verb || doc.xpos(cue.head) == Xpos::Vbg,
        Strength::Weak => finite && matches!(doc.upos(source.head), Upos::Propn | Upos::Pron | Upos::Noun),
    }
}

/// How much of the content stands in quotation marks.
pub(super) fn form_of(reader: &Reader<'_, '_>, spans: &[Span]) -> Form {
    let (mut inside, mut outside) = (0, 0);
    for token in spans.iter().flat_map(|&span| reader.doc.tokens_in(span)) {
        match (reader.is_punct(token), reader.quote_of(token)) {
            (true, _) => {}
            (_, Some(_)) => inside += 1,
            (_, None) => outside += 1,
        }
    }
    match (inside, outside) {
        (0, _) => Form::Indirect,
        (_, 0) => Form::Direct,
        _ => Form::Mixed,
    }
}
