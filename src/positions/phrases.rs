//! Attributions without a reporting verb: "according to", "reportedly", a headline's colon.

use super::attribute::{Draft, form_of};
use super::reader::Reader;
use super::sources::Source;
use crate::analysis::{Form, Stance};
use crate::language::{Token, Upos, Xpos};
use crate::lexicon::reporting::Frame;
use crate::text::Span;
use std::ops::Range;

/// Tokens of the longest signature under a quotation.
const SIGNATURE: usize = 12;

pub(super) fn find(reader: &Reader<'_, '_>) -> Vec<Draft> {
    let doc = reader.doc;
    let mut drafts = Vec::new();
    for token in 0..doc.len() {
        if reader.in_speech(token) {
            continue;
        }
        let draft = match doc.lower(token) {
            "according" => according_to(reader, token),
            "reportedly" | "allegedly" | "supposedly" | "purportedly" => reportedly(reader, token),
            _ => None,
        };
        drafts.extend(draft);
    }
    for &paragraph in &reader.paragraphs {
        drafts.extend(signed(reader, paragraph).or_else(|| spoken_line(reader, paragraph)));
        drafts.extend(headline(reader, paragraph));
    }
    drafts
}

fn draft(
    reader: &Reader<'_, '_>,
    source: Option<Source>,
    cue: Span,
    pieces: Vec<Range<Token>>,
    rule: &'static str,
) -> Option<Draft> {
    let content: Vec<Span> = pieces.into_iter().filter_map(|piece| reader.span(piece)).collect();
    (!content.is_empty()).then(|| Draft {
        source,
        head: None,
        cue: Some(cue),
        form: form_of(reader, &content),
        content,
        stance: Stance::Neutral,
        negated: false,
        frame: Frame::Bare,
        confidence: 0.9,
        rule,
    })
}

/// "According to the union, …" and "…, according to the union".
fn according_to(reader: &Reader<'_, '_>, token: Token) -> Option<Draft> {
    let doc = reader.doc;
    let sentence = reader.sentence(token);
    let to = token + 1;
    if to + 1 >= sentence.end || doc.lower(to) != "to" {
        return None;
    }
    let head = doc.head(to).filter(|&head| head > to && sentence.contains(&head) && is_nominal(reader, head));
    let head = head.unwrap_or_else(|| first_noun(reader, to + 1, sentence.end));
    let comma = (to + 1..sentence.end)
        .find(|&at| matches!(doc.form(at), "," | ";" | "—" | "–" | "--" | "("))
        .unwrap_or(sentence.end);
    let opens = token <= sentence.start + 1;
    // The phrase ends at its comma; a verb with no comma before it starts the clause that is reported.
    let verb = (to + 2..comma).find(|&at| opens && is_finite_verb(reader, at) && !reader.extent(head).contains(&at));
    let end = verb.unwrap_or(comma);
    let source = Source { head: head.min(end - 1), tokens: reader.trim(to + 1..end) };
    let mut pieces = Vec::new();
    if token > sentence.start && reader.in_speech(token - 1) {
        let quote = reader.quote_of(token - 1).map(|number| doc.tokens_in(reader.quotes[number].span));
        pieces.extend(quote);
    } else if !opens {
        pieces.push(sentence.start..token);
    } else if end < sentence.end {
        pieces.push(end..sentence.end);
    }
    draft(reader, Some(source), doc.cover(token..to + 1), pieces, "according to")
}

fn is_nominal(reader: &Reader<'_, '_>, token: Token) -> bool {
    matches!(reader.doc.upos(token), Upos::Noun | Upos::Propn | Upos::Pron)
}

/// The head of the noun phrase that starts at `start`: the last of its first nouns.
fn first_noun(reader: &Reader<'_, '_>, start: Token, end: Token) -> Token {
    let first = (start..end).take(6).find(|&token| is_nominal(reader, token)).unwrap_or(start);
    (first..end).take(8).take_while(|&token| is_nominal(reader, token)).last().unwrap_or(first)
}

fn is_finite_verb(reader: &Reader<'_, '_>, token: Token) -> bool {
    matches!(reader.doc.xpos(token), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
}

/// "The firm reportedly paid": the clause, nobody named.
fn reportedly(reader: &Reader<'_, '_>, token: Token) -> Option<Draft> {
    let doc = reader.doc;
    let sentence = reader.sentence(token);
    let clause =
        doc.head(token).filter(|head| sentence.contains(head)).map_or(sentence.clone(), |head| reader.extent(head));
    let before = clause.start.min(token)..token;
    let after = token + 1..clause.end.max(token + 1);
    let pieces = [before, after].into_iter().filter(|piece| !piece.is_empty()).collect();
    draft(reader, None, doc.span(token), pieces, "reportedly")
}

/// “The bridge was never safe.” — Ida Lund, engineer: a paragraph that is a quotation, a dash, and a name.
fn signed(reader: &Reader<'_, '_>, paragraph: Span) -> Option<Draft> {
    let doc = reader.doc;
    let tokens = doc.tokens_in(paragraph);
    let text = paragraph.slice(doc.text());
    if !text.starts_with(['“', '”', '"', '‘', '«']) || tokens.len() < 8 {
        return None;
    }
    let dash = tokens.clone().rev().take(SIGNATURE).find(|&t| matches!(doc.form(t), "―" | "—" | "–" | "--" | "-"))?;
    let name = dash + 1..tokens.end;
    let capital = |t: Token| doc.form(t).starts_with(char::is_uppercase);
    let closes = doc.form(dash - 1).ends_with(['”', '"', '’', '»', '.', '!', '?']) && dash > tokens.start + 4;
    let verb = name.clone().any(|t| doc.upos(t) == Upos::Verb);
    if name.is_empty() || !capital(name.start) || !closes || verb {
        return None;
    }
    let source = Source { head: name.start, tokens: name };
    let mut found =
        draft(reader, Some(source), doc.span(dash), std::iter::once(tokens.start..dash).collect(), "signed quotation")?;
    found.form = Form::Direct;
    Some(found)
}

/// "LINDGREN: We never saw the report.": a line of a transcript, its speaker in capitals.
fn spoken_line(reader: &Reader<'_, '_>, paragraph: Span) -> Option<Draft> {
    let doc = reader.doc;
    let tokens = doc.tokens_in(paragraph);
    let first = tokens.clone().take(2).find(|&t| !reader.is_punct(t))?;
    let colon = (first..tokens.end).take(5).find(|&t| doc.form(t) == ":")?;
    let shouted = |t: Token| {
        let form = doc.form(t);
        form.len() > 2 && form.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '.' | '\'' | '’'))
    };
    let speaker = first..colon;
    let heading = tokens.len() < colon - tokens.start + 4;
    if speaker.is_empty() || !speaker.clone().all(shouted) || heading {
        return None;
    }
    // A notice in capitals is no speaker's name.
    let lower = |t: Token| doc.form(t).chars().any(char::is_lowercase);
    if !(colon + 1..tokens.end).take(6).any(lower) || reader.paragraphs.first() == Some(&paragraph) {
        return None;
    }
    let source = Source { head: colon - 1, tokens: speaker };
    let mut found = draft(
        reader,
        Some(source),
        doc.span(colon),
        std::iter::once(colon + 1..tokens.end).collect(),
        "line of a transcript",
    )?;
    found.form = Form::Direct;
    Some(found)
}

/// A headline such as "Minister: no more cuts": a short paragraph without a full stop, a party before the colon.
fn headline(reader: &Reader<'_, '_>, paragraph: Span) -> Option<Draft> {
    let doc = reader.doc;
    let text = paragraph.slice(doc.text());
    if text.len() > 200 {
        return None;
    }
    let tokens = doc.tokens_in(paragraph);
    let colon = tokens.clone().take(8).find(|&token| doc.form(token) == ":")?;
    let before = tokens.start..colon;
    let named = before.clone().any(|token| doc.upos(token) == Upos::Propn);
    let verb = before.clone().any(|token| doc.upos(token) == Upos::Verb);
    if !named || verb || colon + 3 > tokens.end {
        return None;
    }
    let mut found = draft(
        reader,
        Some(Source { head: colon - 1, tokens: before }),
        doc.span(colon),
        std::iter::once(colon + 1..tokens.end).collect(),
        "headline colon",
    )?;
    found.confidence = 0.6;
    found.form = if found.form == Form::Direct { Form::Direct } else { found.form };
    Some(found)
}
