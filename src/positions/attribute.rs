//! Cues, sources and contents to attributions.

use super::contents::{self, Content};
use super::cues::{self, Class, Cue};
use super::parties::Cast;
use super::reader::Reader;
use super::sources::{self, Source};
use super::{phrases, speech};
use crate::analysis::{Form, Stance};
use crate::language::{Deprel, Token, Upos, Xpos};
use crate::lexicon;
use crate::lexicon::reporting::{Frame, Strength};
use crate::text::Span;

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
pub(super) fn shared(reader: &Reader<'_, '_>, cast: &Cast, drafts: &[Draft]) -> Vec<Draft> {
    let doc = reader.doc;
    let mut more = Vec::new();
    for draft in drafts {
        let Some(source) = draft.source.as_ref() else { continue };
        let others = doc.children(source.head).filter(|&other| {
            doc.deprel(other) == Deprel::Conj
                && source.tokens.contains(&other)
                && matches!(doc.upos(other), Upos::Propn | Upos::Noun)
                && cast.party_at(other).is_some_and(|party| Some(party) != cast.party_at(source.head))
        });
        more.extend(others.map(|other| {
            let own = reader.extent(other);
            let tokens = reader.trim(own.start.max(source.tokens.start)..own.end.min(source.tokens.end));
            Draft { source: Some(Source { head: other, tokens }), ..draft.clone() }
        }));
    }
    more
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
