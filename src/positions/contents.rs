//! What a cue reports: the clause, infinitive or noun phrase that it takes, as ranges of tokens.

use super::cues::{Class, Cue};
use super::reader::Reader;
use super::sources::Source;
use crate::analysis::Stance;
use crate::language::{Deprel, Token, Upos, Xpos};
use crate::lexicon::reporting::{Frame, Strength, Use};
use crate::lexicon::{self, days};
use std::ops::Range;

/// Words of the longest phrases of time and place between a cue and its clause.
const ASIDE_WORDS: usize = 14;
/// Words of the longest subject of such a clause.
const SUBJECT_WORDS: usize = 18;

/// A content with the use of the cue that took it.
#[derive(Clone, Debug)]
pub(super) struct Content {
    pub pieces: Vec<Range<Token>>,
    pub entry: Use,
    pub rule: &'static str,
}

/// The content of `cue` outside of free-standing quotations.
pub(super) fn of(reader: &Reader<'_, '_>, cue: &Cue, source: Option<&Source>) -> Option<Content> {
    if cue.raises {
        return raised(reader, cue);
    }
    let content = after(reader, cue, source).or_else(|| inverted(reader, cue, source));
    if cue.class == Class::Verb && cue.passive && source.is_some_and(|source| source.head > cue.head) {
        return passive(reader, cue, source).or(content);
    }
    content.or_else(|| passive(reader, cue, source)).or_else(|| gap(reader, cue, source))
}

/// "accusations the ministry has denied": the noun before the source is what a clause without an object is about.
fn gap(reader: &Reader<'_, '_>, cue: &Cue, source: Option<&Source>) -> Option<Content> {
    let doc = reader.doc;
    let source = source.filter(|source| source.tokens.end <= cue.tokens.start)?;
    let entry = cue.entry.takes(Frame::Object).filter(|entry| entry.stance != Stance::Neutral)?;
    let noun = source.tokens.start.checked_sub(1).filter(|&noun| doc.upos(noun) == Upos::Noun)?;
    let sentence = reader.sentence(cue.head);
    let ends = cue.tokens.end >= sentence.end || reader.is_punct(cue.tokens.end);
    let helpers = (source.tokens.end..cue.tokens.start).all(|token| matches!(doc.upos(token), Upos::Aux | Upos::Adv));
    let fits = noun >= sentence.start && ends && helpers && !cue.passive && cue.class == Class::Verb;
    let start = reader.extent(noun).start.max(sentence.start);
    fits.then(|| some(start..noun + 1, entry, "object before its clause")).flatten()
}

/// The rest of the clause after the cue, by its first word.
fn after(reader: &Reader<'_, '_>, cue: &Cue, source: Option<&Source>) -> Option<Content> {
    let doc = reader.doc;
    let sentence = reader.sentence(cue.head);
    let mut start = cue.tokens.end;
    if let Some(source) = source.filter(|source| source.tokens.start >= start) {
        start = source.tokens.end;
    }
    start = skip_asides(reader, start, sentence.end);
    let bare = cue.class == Class::Verb && !cue.passive && cue.entry.takes(Frame::Bare).is_some();
    if let Some(later) = later_clause(reader, cue, start).filter(|_| bare) {
        let entry = cue.entry.takes(Frame::Bare)?;
        return some(later..end_of(reader, cue, later), entry, "bare clause");
    }
    let mut told = None;
    if cue.entry.takes(Frame::Person).is_some() && !cue.passive {
        told = recipient(reader, cue, start);
    }
    let clause_start = told.map_or(start, |end| skip_asides(reader, end, sentence.end));
    if let Some(content) = clause(reader, cue, clause_start) {
        return Some(content);
    }
    if clause_start != start
        && let Some(content) = clause(reader, cue, start)
    {
        return Some(content);
    }
    let first = (start < sentence.end).then_some(start)?;
    let entry = cue.entry;
    let end = end_of(reader, cue, first);
    if let Some(entry) = entry.takes(Frame::Gerund).filter(|_| doc.xpos(first) == Xpos::Vbg) {
        return some(first..end, entry, "gerund");
    }
    if !starts_phrase(reader, first) {
        return None;
    }
    if let Some(entry) = entry.takes(Frame::PersonTo).filter(|_| takes_infinitive(reader, cue, first)) {
        return some(first..end, entry, "object and infinitive");
    }
    let entry = entry.takes(Frame::Object)?;
    some(first..object_end(reader, cue, first, end), entry, "object")
}

fn some(tokens: Range<Token>, entry: Use, rule: &'static str) -> Option<Content> {
    (!tokens.is_empty()).then(|| Content { pieces: vec![tokens], entry, rule })
}

/// Adverbs, and short phrases of time and place between a cue and its content: "on Monday", "in a statement".
fn skip_asides(reader: &Reader<'_, '_>, mut at: Token, end: Token) -> Token {
    let doc = reader.doc;
    for _ in 0..4 {
        let from = at;
        let part_of_day = |at: Token| {
            matches!(doc.lower(at), "morning" | "afternoon" | "evening" | "night") && days::is_day(doc.lower(at - 1))
        };
        while at < end
            && (doc.upos(at) == Upos::Adv && !is_wh(doc.lower(at))
                || days::is_day(doc.lower(at))
                || at > 0 && part_of_day(at))
        {
            at += 1;
        }
        if at < end
            && doc.upos(at) == Upos::Adp
            && matches!(
                doc.lower(at),
                "in" | "on" | "at" | "during" | "to" | "after" | "before" | "via" | "through" | "from" | "with"
            )
        {
            let stop =
                (at + 1..end.min(at + 12)).find(|&token| is_clause_opener(reader, token) || reader.is_punct(token));
            match stop {
                Some(stop)
                    if stop > at + 1
                        && (doc.lower(stop) == "that"
                            || doc.form(stop) == ":"
                            || doc.form(stop) == "," && stop + 1 < end && reader.in_speech(stop + 1)) =>
                {
                    at = stop;
                }
                _ => {}
            }
        }
        if at < end && doc.form(at) == "," && from == at && at + 1 < end {
            // ", in an interview, that …" and "said, however, that …"
            let close = (at + 1..end.min(at + 14)).find(|&token| doc.form(token) == ",");
            if let Some(close) = close.filter(|&close| close + 1 < end && is_clause_opener(reader, close + 1)) {
                at = close + 1;
            }
        }
        if at < end && matches!(doc.form(at), ":") {
            at += 1;
        }
        if at == from {
            break;
        }
    }
    at
}

/// Where a clause without "that" begins behind phrases of time and place: "announced on Monday | the port would close",
/// "told reporters in Oslo last week | the plan was dead", "said, however, | the plan was dead".
fn later_clause(reader: &Reader<'_, '_>, cue: &Cue, start: Token) -> Option<Token> {
    let doc = reader.doc;
    let sentence = reader.sentence(cue.head);
    let limit = sentence.end.min(start + ASIDE_WORDS);
    let told = cue.entry.takes(Frame::Person).is_some();
    let opens = |token: Token| {
        doc.upos(token) == Upos::Adp && !matches!(doc.lower(token), "of" | "for" | "as" | "like")
            || days::tells_when(doc.lower(token))
            || matches!(doc.lower(token), "last" | "next" | "earlier" | "later")
    };
    let first = if told {
        let nominal = |&token: &Token| {
            matches!(doc.upos(token), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Pron) && !opens(token)
        };
        start + (start..limit).take_while(nominal).take(8).count()
    } else {
        start
    };
    if first >= limit || !(opens(first) || doc.form(first) == "," && !told) {
        return None;
    }
    let later = (first + 1..limit).find(|&at| {
        let determined = doc.upos(at) == Upos::Det && !matches!(doc.lower(at), "that" | "what" | "which");
        let pronoun = matches!(doc.lower(at), "he" | "she" | "it" | "they" | "we" | "i" | "there");
        let named = doc.upos(at) == Upos::Propn && doc.upos(at - 1) != Upos::Propn || doc.upos(at) == Upos::Adj;
        let after_time = days::tells_when(doc.lower(at - 1)) || doc.form(first) == "," && doc.form(at - 1) == ",";
        let closed = !matches!(doc.upos(at - 1), Upos::Adp | Upos::Adj | Upos::Det | Upos::Cconj | Upos::Num)
            && !matches!(doc.lower(at - 1), "last" | "next" | "this");
        closed
            && (determined || pronoun || (named || doc.upos(at) == Upos::Noun) && after_time)
            && !days::tells_when(doc.lower(at))
            && rules(reader, at, sentence.end)
    })?;
    let plain = (first..later).all(|token| {
        matches!(
            doc.upos(token),
            Upos::Adp | Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adv | Upos::Part
        ) || doc.form(token) == ","
    });
    // After a comma only a short aside: "said, however, …".
    let comma = doc.form(first) != "," || later - first <= 8 && doc.form(later - 1) == ",";
    (plain && comma).then_some(later)
}

/// Whether a noun phrase at `start` is followed by its finite verb, with at most a phrase or two in between.
fn rules(reader: &Reader<'_, '_>, start: Token, end: Token) -> bool {
    let doc = reader.doc;
    let finite = |token: Token| matches!(doc.xpos(token), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
    let verb = (start..end.min(start + SUBJECT_WORDS))
        .find(|&token| finite(token) || reader.is_punct(token) || is_clause_opener(reader, token));
    verb.is_some_and(|verb| verb > start && finite(verb))
}

fn is_wh(word: &str) -> bool {
    matches!(word, "whether" | "if" | "how" | "why" | "what" | "when" | "where" | "who" | "which" | "whom")
}

fn is_clause_opener(reader: &Reader<'_, '_>, token: Token) -> bool {
    reader.doc.lower(token) == "that" || is_wh(reader.doc.lower(token))
}

/// One past the one who is told.
fn recipient(reader: &Reader<'_, '_>, cue: &Cue, start: Token) -> Option<Token> {
    let doc = reader.doc;
    let sentence = reader.sentence(cue.head);
    let mut told = doc
        .children(cue.head)
        .filter(|&child| child >= start && matches!(doc.deprel(child), Deprel::Obj | Deprel::Iobj));
    if let Some(told) = told.next() {
        let end = reader.extent(told).end;
        let clause = (start..end).find(|&token| is_clause_opener(reader, token) && token > start);
        return Some(clause.unwrap_or(end));
    }
    // "told reporters that": the noun right after the verb.
    let noun = (start..sentence.end)
        .take(5)
        .take_while(|&token| matches!(doc.upos(token), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Pron))
        .last();
    noun.map(|noun| noun + 1)
}

/// A clause at `start`: with "that", "whether", "to", or bare.
fn clause(reader: &Reader<'_, '_>, cue: &Cue, start: Token) -> Option<Content> {
    let doc = reader.doc;
    let sentence = reader.sentence(cue.head);
    if start >= sentence.end {
        return None;
    }
    let word = doc.lower(start);
    let entry = cue.entry;
    let end = end_of(reader, cue, start);
    if word == "that" && is_complement(reader, cue, start) {
        let entry = entry.takes(Frame::That).or_else(|| entry.takes(Frame::Bare));
        return entry.and_then(|entry| some(start..end, entry, "that-clause"));
    }
    if is_wh(word) {
        let entry = entry.takes(Frame::Whether).or_else(|| entry.takes(Frame::Object).filter(|_| word == "what"));
        if entry.is_some() {
            return entry.and_then(|entry| some(start..end, entry, "wh-clause"));
        }
    }
    let not = usize::from(word == "not");
    if start + not < sentence.end
        && doc.lower(start + not) == "to"
        && start + not + 1 < sentence.end
        && is_bare_verb(reader, start + not + 1)
    {
        let entry = entry.takes(Frame::To);
        return entry.and_then(|entry| some(start..end, entry, "infinitive"));
    }
    let entry = entry.takes(Frame::Bare)?;
    // "said before he died", "the museum, she said, would open": no clause of its own opens so.
    if matches!(doc.upos(start), Upos::Aux | Upos::Sconj)
        || matches!(doc.lower(start), "before" | "after" | "as" | "when" | "while" | "because" | "until" | "since")
    {
        return None;
    }
    if opens_finite(reader, cue, start, end) {
        return some(start..end, entry, "bare clause");
    }
    None
}

/// Whether "that" opens a clause and is no demonstrative: "said that is wrong" counts as a clause as well.
fn is_complement(reader: &Reader<'_, '_>, cue: &Cue, that: Token) -> bool {
    let doc = reader.doc;
    cue.class != Class::Noun && doc.upos(that) != Upos::Det
        || matches!(doc.deprel(that), Deprel::Mark)
        || doc.xpos(that) == Xpos::In
}

fn is_bare_verb(reader: &Reader<'_, '_>, token: Token) -> bool {
    matches!(reader.doc.xpos(token), Xpos::Vb | Xpos::Vbp)
        || matches!(reader.doc.upos(token), Upos::Verb | Upos::Aux | Upos::Adv)
}

/// Whether the words from `start` to `end` are a clause of their own: a subject, then a finite verb.
fn opens_finite(reader: &Reader<'_, '_>, cue: &Cue, start: Token, end: Token) -> bool {
    let doc = reader.doc;
    let by_tree = doc.children(cue.head).any(|child| {
        (start..end).contains(&child)
            && matches!(doc.deprel(child), Deprel::Ccomp | Deprel::Parataxis)
            && doc.child(child, Deprel::Nsubj).is_some_and(|subject| subject >= start)
    });
    by_tree || {
        let mut finite = (start + 1..end)
            .take(SUBJECT_WORDS)
            .filter(|&token| matches!(doc.xpos(token), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md));
        let nominal =
            (start..end).take(8).any(|token| matches!(doc.upos(token), Upos::Noun | Upos::Propn | Upos::Pron));
        nominal
            && finite.next().is_some_and(|verb| {
                let opener = (start..verb).find(|&token| is_clause_opener(reader, token) && token > start);
                opener.is_none()
            })
            && cue.entry.takes(Frame::Object).is_none()
            && doc.upos(start) != Upos::Adp
    }
}

fn starts_phrase(reader: &Reader<'_, '_>, token: Token) -> bool {
    matches!(
        reader.doc.upos(token),
        Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::X | Upos::Sym
    ) || reader.quote_of(token).is_some()
        || reader.doc.xpos(token) == Xpos::Vbg
}

/// Whether the object at `first` is followed by an infinitive that hangs on the cue.
fn takes_infinitive(reader: &Reader<'_, '_>, cue: &Cue, first: Token) -> bool {
    let doc = reader.doc;
    doc.children(cue.head).any(|child| {
        child > first
            && matches!(doc.deprel(child), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl)
            && doc.child(child, Deprel::Mark).is_some_and(|mark| doc.lower(mark) == "to")
    })
}

/// Where a content that starts at `start` ends: before a participle that reports on its own, a conjunct of the cue, a
/// source that follows, or at the end of the sentence.
fn end_of(reader: &Reader<'_, '_>, cue: &Cue, start: Token) -> Token {
    let doc = reader.doc;
    let sentence = reader.sentence(cue.head);
    let mut end = sentence.end;
    let takes = |frame| cue.entry.takes(frame).is_some();
    let bare = cue.class == Class::Verb && !cue.passive && takes(Frame::Bare);
    let clausal = bare && (!takes(Frame::Object) || start > cue.tokens.end + 1 && doc.upos(start) == Upos::Det);
    for child in doc.children(cue.head) {
        let breaks = match doc.deprel(child) {
            Deprel::Conj => true,
            Deprel::Advcl => doc.upos(child) == Upos::Verb && has_comma_before(reader, reader.extent(child).start),
            Deprel::Parataxis => has_comma_before(reader, reader.extent(child).start) && child > start + 6,
            _ => false,
        };
        let from = reader.extent(child).start;
        // A clause that has no verb before a conjunct has it there: "said radar and weather data was studied".
        if breaks && from > start && (!clausal || (start..from).any(|token| is_finite(reader, token))) {
            end = end.min(from);
        }
    }
    end = reporting_participle(reader, start, end).unwrap_or(end);
    // The clause that holds the cue may itself end before the sentence does.
    let own = reader.extent(cue.head).end;
    if own > start && own < end {
        end = extend(reader, own, end);
    }
    end
}

/// The comma of ", warning that …", ", citing …": such a participle reports on its own and goes with the main subject.
fn reporting_participle(reader: &Reader<'_, '_>, start: Token, end: Token) -> Option<Token> {
    let doc = reader.doc;
    (start + 1..end.saturating_sub(1)).find(|&comma| {
        let participle = comma + 1;
        let reports = lexicon::reporting()
            .verbs
            .single(doc.lemma(participle))
            .is_some_and(|entry| entry.uses.iter().any(|entry| entry.strength == Strength::Sure));
        doc.form(comma) == ","
            && doc.xpos(participle) == Xpos::Vbg
            && !reader.in_speech(comma)
            && (reports || matches!(doc.lemma(participle), "cite" | "accuse" | "warn" | "call"))
    })
}

fn is_finite(reader: &Reader<'_, '_>, token: Token) -> bool {
    matches!(reader.doc.xpos(token), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
}

fn has_comma_before(reader: &Reader<'_, '_>, token: Token) -> bool {
    token > 0 && matches!(reader.doc.form(token - 1), "," | "—" | "–" | ";" | "--")
}

/// From the end of a subtree on to the next comma, semicolon or conjunction: what the tree hung elsewhere.
fn extend(reader: &Reader<'_, '_>, from: Token, limit: Token) -> Token {
    let doc = reader.doc;
    (from..limit)
        .find(|&token| {
            matches!(doc.form(token), "," | ";" | "—" | "–" | "--" | "(" | ")")
                || doc.upos(token) == Upos::Cconj
                || doc.upos(token) == Upos::Sconj
        })
        .unwrap_or(limit)
}

/// The end of an object: its subtree and what hangs on the cue after it, up to a comma.
fn object_end(reader: &Reader<'_, '_>, cue: &Cue, first: Token, end: Token) -> Token {
    let doc = reader.doc;
    let comma = (first..end)
        .find(|&token| matches!(doc.form(token), "," | ";" | "—" | "–" | "--") && reader.quote_of(token).is_none());
    let Some(comma) = comma else { return end };
    // A comma inside the object's own subtree belongs to a list or an apposition.
    let object = doc
        .children(cue.head)
        .find(|&child| child >= first && matches!(doc.deprel(child), Deprel::Obj | Deprel::Obl | Deprel::Nmod));
    object.map_or(comma, |object| reader.extent(object).end.clamp(comma, end))
}

/// "…, the minister said": what stands before the source and the cue, and what stands after.
fn inverted(reader: &Reader<'_, '_>, cue: &Cue, source: Option<&Source>) -> Option<Content> {
    let doc = reader.doc;
    let entry = cue.entry.takes(Frame::Bare).or_else(|| cue.entry.takes(Frame::Quote))?;
    if cue.class != Class::Verb
        || cue.passive
        || !matches!(doc.xpos(cue.head), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn | Xpos::Vb)
    {
        return None;
    }
    let sentence = reader.sentence(cue.head);
    let left = source.map_or(cue.tokens.start, |source| source.tokens.start.min(cue.tokens.start));
    let right = source.map_or(cue.tokens.end, |source| source.tokens.end.max(cue.tokens.end));
    let comma = left.checked_sub(1).filter(|&before| before >= sentence.start)?;
    if !matches!(doc.form(comma), "," | "—" | "–" | "--" | "-") && !reader.is_punct(comma) && doc.lower(comma) != "as"
    {
        return None;
    }
    let before = sentence.start..comma;
    // What is reported is a clause, and the one that reports it takes nothing else.
    let clause = before.clone().any(|token| matches!(doc.xpos(token), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md));
    let closed = right >= sentence.end
        || reader.is_punct(right)
        || matches!(doc.upos(right), Upos::Adv | Upos::Adp)
        || days::is_day(doc.lower(right))
        || cue.entry.takes(Frame::Person).is_some();
    if !clause || !closed || cue.negated {
        return None;
    }
    let mut pieces = Vec::new();
    if before.len() >= 2 {
        pieces.push(before);
    }
    if right + 2 < sentence.end && doc.form(right) == "," {
        pieces.push(right + 1..sentence.end);
    }
    (!pieces.is_empty()).then_some(Content { pieces, entry, rule: "inverted clause" })
}

/// "seemed to", "is expected to": the subject and what follows.
fn raised(reader: &Reader<'_, '_>, cue: &Cue) -> Option<Content> {
    let doc = reader.doc;
    let entry = cue.entry.takes(Frame::Raise)?;
    let sentence = reader.sentence(cue.head);
    let mut start = cue.tokens.end;
    while start < sentence.end && doc.upos(start) == Upos::Adv {
        start += 1;
    }
    let seems = matches!(doc.lemma(cue.head), "seem" | "appear");
    let takes = start < sentence.end
        && (matches!(doc.lower(start), "to" | "as" | "like" | "that") || doc.upos(start) == Upos::Adj);
    if seems && !takes {
        return None;
    }
    let mut pieces = Vec::new();
    let subject = super::sources::subject(reader, cue.head, 0).filter(|&subject| subject < cue.tokens.start);
    if let Some(subject) =
        subject.filter(|&subject| doc.upos(subject) != Upos::Pron || !matches!(doc.lower(subject), "it" | "there"))
    {
        let mut tokens = reader.extent(subject);
        tokens.end = tokens.end.min(cue.tokens.start);
        pieces.push(tokens);
    }
    let end = end_of(reader, cue, start);
    if start < end && !reader.is_punct(start) {
        pieces.push(start..end);
    }
    (!pieces.is_empty() && start < end).then_some(Content { pieces, entry, rule: "raised subject" })
}

/// "The plan was criticised by the union as too dear": the subject and what follows the source.
fn passive(reader: &Reader<'_, '_>, cue: &Cue, source: Option<&Source>) -> Option<Content> {
    if cue.class != Class::Verb || !cue.passive || source.is_none() {
        return None;
    }
    let entry = cue
        .entry
        .takes(Frame::Object)
        .or_else(|| cue.entry.takes(Frame::PersonTo))
        .or_else(|| cue.entry.takes(Frame::Bare))?;
    let doc = reader.doc;
    let subject = super::sources::subject(reader, cue.head, 0).filter(|&subject| subject < cue.head)?;
    let mut tokens = reader.extent(subject);
    tokens.end = tokens.end.min(cue.tokens.start);
    while tokens.end > subject + 1 && doc.upos(tokens.end - 1) == Upos::Aux {
        tokens.end -= 1;
    }
    let mut pieces = vec![tokens];
    let from = source.map_or(cue.tokens.end, |source| source.tokens.end.max(cue.tokens.end));
    let end = end_of(reader, cue, from);
    if from < end && !reader.is_punct(from) {
        pieces.push(from..end);
    }
    Some(Content { pieces, entry, rule: "passive" })
}
