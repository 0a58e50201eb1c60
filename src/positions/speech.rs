//! Gives quotations to the cues that bring them: “…,” said X; X said: “…”; “…,” X said, “…”; and what follows without a
//! cue of its own.

use super::cues::{Class, Cue};
use super::reader::Reader;
use crate::language::{Deprel, Token, Upos, Xpos};
use crate::lexicon::reporting::Frame;
use std::ops::Range;

/// Words between a quotation and the cue that brings it.
const REACH: usize = 40;

/// For every quotation the number of the cue that brings it; `None` for borrowed words and for quotations that nobody
/// in the text is said to have said.
pub(super) fn assign(reader: &Reader<'_, '_>, cues: &[Cue]) -> Vec<Option<usize>> {
    let mut given: Vec<Option<usize>> = vec![None; reader.quotes.len()];
    let speeches: Vec<usize> = (0..reader.quotes.len()).filter(|&number| reader.is_speech(number)).collect();
    for (place, &number) in speeches.iter().enumerate() {
        let previous = place.checked_sub(1).map(|before| speeches[before]);
        let next = speeches.get(place + 1).copied();
        given[number] = find_cue(reader, cues, number, previous, next).or_else(|| {
            previous.filter(|&previous| goes_on(reader, previous, number)).and_then(|previous| given[previous])
        });
    }
    given
}

/// Whether a quotation without a cue belongs to whoever said the one before.
fn goes_on(reader: &Reader<'_, '_>, previous: usize, number: usize) -> bool {
    let (before, quote) = (reader.quotes[previous], reader.quotes[number]);
    let paragraph = reader.paragraph_tokens(quote.span.start());
    // A paragraph that is one quotation goes on with the one before it.
    let alone = paragraph == reader.doc.tokens_in(quote.span)
        && reader.doc.tokens_in(before.span).end + REACH >= paragraph.start;
    let same = reader.doc.token_at(before.span.start()).is_some_and(|token| paragraph.contains(&token));
    quote.continues || alone || same && gap(reader, previous, number).len() <= REACH
}

fn gap(reader: &Reader<'_, '_>, previous: usize, number: usize) -> Range<Token> {
    let start = reader.doc.tokens_in(reader.quotes[previous].span).end;
    start..reader.doc.tokens_in(reader.quotes[number].span).start.max(start)
}

fn find_cue(
    reader: &Reader<'_, '_>,
    cues: &[Cue],
    number: usize,
    previous: Option<usize>,
    next: Option<usize>,
) -> Option<usize> {
    let tokens = reader.doc.tokens_in(reader.quotes[number].span);
    if tokens.is_empty() {
        return None;
    }
    let paragraph = reader.paragraph_tokens(reader.quotes[number].span.start());
    let room_after =
        next.map_or(paragraph.end, |next| reader.doc.tokens_in(reader.quotes[next].span).start.min(paragraph.end));
    let room_before = previous.map_or(paragraph.start, |previous| {
        reader.doc.tokens_in(reader.quotes[previous].span).end.max(paragraph.start)
    });
    let after = cue_after(reader, cues, number, tokens.end..room_after.max(tokens.end));
    let before = cue_before(reader, cues, room_before.min(tokens.start)..tokens.start)
        .or_else(|| colon_above(reader, cues, tokens.start, paragraph.start));
    let joined = tokens.end < room_after && reader.doc.upos(tokens.end) == Upos::Cconj;
    if joined { before.or(after) } else { after.or(before) }
}

/// `“…,” said X` and `“…,” X said`: the first cue after the quotation, up to the end of the sentence.
fn cue_after(reader: &Reader<'_, '_>, cues: &[Cue], number: usize, room: Range<Token>) -> Option<usize> {
    let doc = reader.doc;
    let inner = reader.quotes[number].inner.slice(doc.text());
    let first = room.start;
    if room.is_empty() || reader.quotes[number].open {
        return None;
    }
    if !opens_clause(reader, number) {
        return None;
    }
    let stopped = inner.ends_with('.') && !starts_low(reader, first);
    if stopped || matches!(doc.form(first), "." | "!" | "?" | ";") {
        return None;
    }
    let end = (room.start..room.end)
        .take(REACH)
        .find(|&token| matches!(doc.form(token), "." | "!" | "?" | ";"))
        .unwrap_or(room.end.min(room.start + REACH));
    let mut candidates = quoting(cues, room.start..end, doc.len());
    let first = candidates.next()?;
    // "X, who runs the mill, said": a cue in a relative clause gives way to the one of the sentence.
    if reader.doc.is_relation(cues[first].head, Deprel::Acl) || doc.deprel(cues[first].head) == Deprel::AclRelcl {
        return candidates
            .find(|&other| doc.deprel(cues[other].head) != Deprel::AclRelcl && near_verb(reader, &cues[other]))
            .or(Some(first));
    }
    Some(first)
}

/// Whether a quotation opens its clause; inside of one it is part of what the clause says.
fn opens_clause(reader: &Reader<'_, '_>, number: usize) -> bool {
    let first = reader.doc.tokens_in(reader.quotes[number].span).start;
    let Some(before) = first.checked_sub(1).filter(|_| first != reader.sentence(first).start) else { return true };
    reader.is_punct(before) || reader.in_speech(before) || reader.doc.upos(before) == Upos::Cconj
}

fn near_verb(reader: &Reader<'_, '_>, cue: &Cue) -> bool {
    matches!(reader.doc.xpos(cue.head), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
}

fn starts_low(reader: &Reader<'_, '_>, token: Token) -> bool {
    reader.doc.form(token).starts_with(char::is_lowercase)
}

/// The numbers of the cues in `room` that take quotations.
fn quoting(cues: &[Cue], room: Range<Token>, _len: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
    let first = cues.partition_point(|cue| cue.head < room.start);
    let last = cues.partition_point(|cue| cue.head < room.end);
    (first..last.max(first)).filter(|&number| {
        let cue = &cues[number];
        cue.class == Class::Verb && cue.entry.takes(Frame::Quote).is_some() && !cue.raises
    })
}

/// `X said: “…”`, `X told Y, “…”`, `X said in a letter that “…”`: the last cue before the quotation, with no clause in
/// between.
fn cue_before(reader: &Reader<'_, '_>, cues: &[Cue], room: Range<Token>) -> Option<usize> {
    let doc = reader.doc;
    let last = room.end.checked_sub(1).filter(|&last| last >= room.start)?;
    let strong = matches!(doc.form(last), "," | ":");
    let start = (room.start..room.end)
        .rev()
        .take(REACH)
        .take_while(|&token| token == last || !matches!(doc.form(token), "." | "!" | "?" | ";"))
        .last()?;
    let number = quoting(cues, start..room.end, doc.len()).next_back()?;
    let between = cues[number].tokens.end..room.end;
    // "called the plan “…”": the plan belongs to the content.
    let entry = cues[number].entry;
    if entry.takes(Frame::Bare).is_none() && between.clone().any(|token| !reader.is_punct(token)) {
        return None;
    }
    let clause = between.clone().any(|token| {
        matches!(doc.xpos(token), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md) || doc.lower(token) == "that"
    });
    let adjacent = between.is_empty() || between.len() == 1 && strong;
    (adjacent || !clause && (strong || between.len() <= 6)).then_some(number)
}

/// A paragraph that ends in "X said:" brings the quotation that opens the next.
fn colon_above(reader: &Reader<'_, '_>, cues: &[Cue], quote: Token, paragraph: Token) -> Option<usize> {
    if quote != paragraph {
        return None;
    }
    let last = paragraph.checked_sub(1).filter(|&last| reader.doc.form(last) == ":")?;
    quoting(cues, reader.sentence(last).start..last, reader.doc.len()).next_back()
}

/// A quotation that no known cue brings, with a clause that does: "the mayor went even further: “…”", "“…,” he shot back".
#[derive(Clone, Debug)]
pub(super) struct Uncued {
    pub quote: usize,
    /// The verb, or the colon where the clause has none.
    pub cue: Token,
    /// The head of who speaks.
    pub speaker: Option<Token>,
    pub rule: &'static str,
}

/// The clauses that bring quotations without a reporting word.
pub(super) fn uncued(reader: &Reader<'_, '_>, given: &[Option<usize>]) -> Vec<Uncued> {
    let free = (0..given.len())
        .filter(|&quote| given[quote].is_none() && reader.is_speech(quote) && !reader.quotes[quote].single);
    free.filter_map(|quote| after_colon(reader, quote).or_else(|| before_any_verb(reader, quote))).collect()
}

/// A clause that ends in a colon: its subject speaks, or the last name in it.
fn after_colon(reader: &Reader<'_, '_>, quote: usize) -> Option<Uncued> {
    let doc = reader.doc;
    let first = doc.tokens_in(reader.quotes[quote].span).start;
    let colon = first.checked_sub(1).filter(|&colon| doc.form(colon) == ":")?;
    let sentence = reader.sentence(colon);
    let window = sentence.start..colon;
    let verb = window.clone().rev().find(|&token| doc.upos(token) == Upos::Verb);
    let subject =
        verb.and_then(|verb| super::sources::subject(reader, verb, 0)).filter(|subject| window.contains(subject));
    let speaker = subject.or_else(|| {
        window.rev().take(12).find(|&token| matches!(doc.upos(token), Upos::Propn | Upos::Noun | Upos::Pron))
    });
    Some(Uncued {
        quote,
        cue: verb.filter(|_| subject.is_some()).unwrap_or(colon),
        speaker: Some(speaker?),
        rule: "colon quotation",
    })
}

/// "“…,” a woman in the crowd retorted": a finite verb of any kind soon after, with a subject of its own.
fn before_any_verb(reader: &Reader<'_, '_>, quote: usize) -> Option<Uncued> {
    let doc = reader.doc;
    let inner = reader.quotes[quote].inner.slice(doc.text());
    let end = doc.tokens_in(reader.quotes[quote].span).end;
    if !inner.ends_with([',', '?', '!', '—', '-']) || end >= doc.len() || !opens_clause(reader, quote) {
        return None;
    }
    let window = end..reader.paragraph_tokens(reader.quotes[quote].span.start()).end.min(end + 12);
    let stop = window.clone().find(|&token| matches!(doc.form(token), "." | ";" | "!" | "?")).unwrap_or(window.end);
    let verb = (window.start..stop.max(window.start))
        .find(|&token| doc.upos(token) == Upos::Verb && reader.is_finite(token))?;
    let subject = super::sources::subject(reader, verb, 0)
        .filter(|&subject| subject >= end && subject < stop && !reader.in_speech(subject))?;
    Some(Uncued { quote, cue: verb, speaker: Some(subject), rule: "quotation with any verb" })
}
