//! Who a cue belongs to: the subject of a verb, through conjunction, control and participle; the owner of a noun.

use super::cues::{Class, Cue};
use super::reader::Reader;
use crate::language::{Deprel, NameKind, Token, Upos, Xpos};
use crate::lexicon::{self, days};
use std::ops::Range;

/// The phrase that names who says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub head: Token,
    pub tokens: Range<Token>,
}

/// Steps up the tree that a subject may be away.
const CLIMB: usize = 6;

/// The source of `cue`.
pub(super) fn of(reader: &Reader<'_, '_>, cue: &Cue) -> Option<Source> {
    match cue.class {
        Class::Verb => of_verb(reader, cue),
        Class::Adjective => subject(reader, cue.head, 0).and_then(|head| phrase(reader, head, cue)),
        Class::Noun => of_noun(reader, cue),
    }
}

fn of_verb(reader: &Reader<'_, '_>, cue: &Cue) -> Option<Source> {
    if cue.raises {
        return None;
    }
    if cue.passive {
        let agent = reader.doc.child(cue.head, Deprel::OblAgent).or_else(|| by_phrase(reader, cue))?;
        return without_case(reader, agent, cue);
    }
    let head = subject(reader, cue.head, 0).filter(|&head| is_plausible(reader, head, cue));
    let head = head
        .or_else(|| near_subject(reader, cue))
        .or_else(|| subject(reader, cue.head, 0).filter(|&head| !reader.in_speech(head)))?;
    phrase(reader, outer(reader, head, cue), cue)
}

/// Whether what the tree calls the subject can be one: not a day, not in speech, not cut off by a dash.
fn is_plausible(reader: &Reader<'_, '_>, head: Token, cue: &Cue) -> bool {
    let doc = reader.doc;
    let cut = (head + 1..cue.tokens.start).any(|token| matches!(doc.form(token), "—" | "--" | ";" | ":"));
    let aside = head > 0 && matches!(doc.form(head - 1), "(" | "[");
    !reader.in_speech(head) && !days::tells_when(doc.lower(head)) && !cut && !aside
}

/// "Berg, who took over last year, said": a comma before the cue closes the relative clause, so its noun is meant.
fn outer(reader: &Reader<'_, '_>, head: Token, cue: &Cue) -> Token {
    let doc = reader.doc;
    if !matches!(doc.lower(head), "who" | "which") || doc.name_of(head).is_some() || cue.tokens.start <= head + 2 {
        return head;
    }
    let mut group = (head + 1..cue.tokens.start)
        .rev()
        .skip_while(|&token| matches!(doc.upos(token), Upos::Adv | Upos::Aux | Upos::Part));
    let closed = group.next().is_some_and(|token| doc.form(token) == ",");
    // Another finite verb in between, not joined by "and", is the one of the relative clause.
    let between = || head + 1..cue.tokens.start.saturating_sub(1);
    let other = between().any(|token| doc.upos(token) == Upos::Verb && reader.is_finite(token))
        && !between().any(|token| doc.upos(token) == Upos::Cconj);
    if !closed && !other {
        return head;
    }
    let before = (reader.sentence(head).start..head).rev().take(4).find(|&token| is_nominal(reader, token));
    before.unwrap_or(head)
}

/// "by" and a noun right after a participle, where the tree does not call it an agent.
fn by_phrase(reader: &Reader<'_, '_>, cue: &Cue) -> Option<Token> {
    let doc = reader.doc;
    let by = cue.tokens.end;
    (by < reader.sentence(cue.head).end && doc.lower(by) == "by")
        .then(|| doc.head(by))
        .flatten()
        .filter(|&head| head > by)
}

/// The subject of a verb or adjective: its own, or that of the clause that it shares one with.
pub(super) fn subject(reader: &Reader<'_, '_>, head: Token, depth: usize) -> Option<Token> {
    let doc = reader.doc;
    let own = doc
        .children(head)
        .find(|&child| matches!(doc.deprel(child), Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter));
    if own.is_some() {
        return own;
    }
    let up = doc.head(head).filter(|_| depth < CLIMB)?;
    match doc.deprel(head) {
        Deprel::Conj | Deprel::Parataxis | Deprel::Cop | Deprel::Aux | Deprel::AuxPass if is_predicate(reader, up) => {
            subject(reader, up, depth + 1)
        }
        Deprel::Xcomp => doc
            .child(up, Deprel::Obj)
            .filter(|&obj| obj < head && commands(doc.lemma(up)))
            .or_else(|| subject(reader, up, depth + 1)),
        Deprel::Advcl | Deprel::Dep | Deprel::Ccomp if !reader.is_finite(head) => {
            let up = if doc.xpos(head) == Xpos::Vbg && head > 0 && doc.form(head - 1) == "," {
                main_verb(reader, up)
            } else {
                up
            };
            subject(reader, up, depth + 1)
        }
        // "a letter saying that …": the letter says it.
        Deprel::Acl => Some(author(reader, up, depth)),
        Deprel::AclRelcl => relative(reader, head).or(Some(up)),
        _ => None,
    }
}

/// The verb of the main clause above: ", saying …" goes with it and not with a clause inside.
fn main_verb(reader: &Reader<'_, '_>, mut verb: Token) -> Token {
    for _ in 0..CLIMB {
        let inner = matches!(
            reader.doc.deprel(verb),
            Deprel::Advcl | Deprel::Ccomp | Deprel::Xcomp | Deprel::AclRelcl | Deprel::Acl
        );
        match reader.doc.head(verb).filter(|_| inner) {
            Some(up) => verb = up,
            None => break,
        }
    }
    verb
}

/// Whether `token` is the subject or the agent of a clause.
pub(super) fn is_subject(reader: &Reader<'_, '_>, token: Token) -> bool {
    matches!(reader.doc.deprel(token), Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter | Deprel::OblAgent)
}

/// Verbs whose object, not their subject, does what the infinitive says.
fn commands(lemma: &str) -> bool {
    matches!(
        lemma,
        "ask"
            | "urge"
            | "tell"
            | "order"
            | "force"
            | "allow"
            | "lead"
            | "cause"
            | "want"
            | "help"
            | "prompt"
            | "require"
            | "compel"
            | "encourage"
            | "invite"
            | "see"
            | "hear"
            | "let"
            | "make"
    )
}

fn is_predicate(reader: &Reader<'_, '_>, token: Token) -> bool {
    matches!(reader.doc.upos(token), Upos::Verb | Upos::Aux | Upos::Adj)
        || reader.doc.child(token, Deprel::Cop).is_some()
}

/// Who issues a statement: the subject of the verb whose object it is, else the statement itself.
fn author(reader: &Reader<'_, '_>, noun: Token, depth: usize) -> Token {
    let doc = reader.doc;
    let made = matches!(
        doc.lemma(noun),
        "statement"
            | "letter"
            | "tweet"
            | "message"
            | "email"
            | "post"
            | "speech"
            | "remark"
            | "comment"
            | "note"
            | "memo"
            | "video"
    );
    let verb = doc.head(noun).filter(|_| made && matches!(doc.deprel(noun), Deprel::Obj | Deprel::Obl));
    verb.filter(|_| depth < CLIMB).and_then(|verb| subject(reader, verb, depth + 1)).unwrap_or(noun)
}

/// "who", "which", "that" before the verb of a relative clause.
fn relative(reader: &Reader<'_, '_>, verb: Token) -> Option<Token> {
    let first = reader.sentence(verb).start;
    let mut before = (first..verb).rev().take(4);
    before.find(|&token| matches!(reader.doc.lower(token), "who" | "which"))
}

/// The last noun or pronoun before the verb group, or after an inverted verb, where the tree names none.
fn near_subject(reader: &Reader<'_, '_>, cue: &Cue) -> Option<Token> {
    let doc = reader.doc;
    // "The agency have since said": the auxiliary is the finite one.
    if !matches!(doc.xpos(cue.head), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Nns) && !reader.is_finite(cue.head) {
        return None;
    }
    let sentence = reader.sentence(cue.head);
    let timed = |token: Token| is_time(reader, token) || matches!(doc.lower(token), "later" | "all" | "both");
    let before = (sentence.start..cue.tokens.start)
        .rev()
        .find(|&token| !matches!(doc.upos(token), Upos::Aux | Upos::Adv | Upos::Part) && !timed(token))?;
    if is_nominal(reader, before) && !reader.in_speech(before) && !days::tells_when(doc.lower(before)) {
        return Some(before);
    }
    if doc.form(before) == ")" {
        let open = (sentence.start..before).rev().take(8).find(|&token| doc.form(token) == "(");
        return open.and_then(|open| open.checked_sub(1)).filter(|&token| is_nominal(reader, token));
    }
    let spoken = reader.in_speech(before) || before > sentence.start && reader.in_speech(before - 1);
    if reader.is_punct(before) && spoken {
        return noun_after(reader, cue);
    }
    // "Berg, 58, told": the noun before the aside.
    let aside = (sentence.start..before).rev().take(24).find(|&token| doc.form(token) == ",");
    let noun = aside.filter(|_| doc.form(before) == ",").and_then(|comma| comma.checked_sub(1));
    noun.filter(|&token| token >= sentence.start && is_nominal(reader, token))
        .or_else(|| reader.is_punct(before).then(|| noun_after(reader, cue)).flatten())
}

/// The noun right before the group of a finite verb, where the tree gives it no subject: "Yesterday, Brandt appointed".
pub(super) fn noun_before(reader: &Reader<'_, '_>, verb: Token) -> Option<Token> {
    let doc = reader.doc;
    let sentence = reader.sentence(verb);
    let before = (sentence.start..verb)
        .rev()
        .find(|&token| !matches!(doc.upos(token), Upos::Aux | Upos::Adv | Upos::Part))
        .filter(|&token| is_nominal(reader, token) && reader.is_finite(verb))?;
    (!reader.in_speech(before) && !days::tells_when(doc.lower(before))).then_some(before)
}

/// The noun after an inverted verb: "said Finance Minister Brandt".
fn noun_after(reader: &Reader<'_, '_>, cue: &Cue) -> Option<Token> {
    let doc = reader.doc;
    let after = cue.tokens.end..reader.sentence(cue.head).end;
    let mut near = after.take_while(|&token| !reader.is_punct(token)).take(6);
    let mut noun = near.find(|&token| is_nominal(reader, token))?;
    while matches!(doc.deprel(noun), Deprel::Compound | Deprel::Flat | Deprel::NmodPoss) {
        noun = doc.head(noun).filter(|&up| up > noun && up < noun + 6)?;
    }
    Some(noun)
}

fn is_nominal(reader: &Reader<'_, '_>, token: Token) -> bool {
    matches!(reader.doc.upos(token), Upos::Noun | Upos::Propn | Upos::Pron)
}

/// The phrase of a noun, kept on its own side of the cue.
fn phrase(reader: &Reader<'_, '_>, head: Token, cue: &Cue) -> Option<Source> {
    let mut tokens = reader.extent(head);
    if head < cue.tokens.start {
        tokens.end = tokens.end.min(cue.tokens.start);
    } else {
        tokens.start = tokens.start.max(cue.tokens.end);
    }
    tokens.start =
        (tokens.start..head).rev().find(|&token| reader.in_speech(token)).map_or(tokens.start, |token| token + 1);
    tokens.end = (head..tokens.end).find(|&token| reader.in_speech(token)).unwrap_or(tokens.end);
    cut_at_clauses(reader, &mut tokens, head);
    let rest = tokens.end..cue.tokens.start;
    let name_goes_on =
        |token: Token| matches!(reader.doc.upos(token), Upos::Propn) || reader.doc.xpos(token) == Xpos::Nn;
    if head < cue.tokens.start && !rest.is_empty() && rest.len() < 6 && rest.clone().all(name_goes_on) {
        tokens.end = rest.end;
    }
    // "Safety Bureau (SB) Chief Commissioner Ann Mitchell", "Director-General of the board Dr Mary Chan": cut before
    // the name that ends it.
    let named = |token: Token| reader.doc.name_of(token).is_some_and(|name| name.kind == NameKind::Person);
    let inside = |token: Token| {
        matches!(reader.doc.upos(token), Upos::Propn | Upos::Noun | Upos::Adj | Upos::Det | Upos::Part)
            || super::mentions::is_acronym(reader.doc.form(token))
            || matches!(reader.doc.form(token), ")" | "-" | "of" | "for")
    };
    let rest = tokens.end..cue.tokens.start;
    let last = rest.clone().rev().find(|&token| !matches!(reader.doc.upos(token), Upos::Aux | Upos::Adv));
    if let Some(last) = last.filter(|&last| head < last && rest.len() < 10 && named(last))
        && (rest.start..last).all(inside)
    {
        tokens.end = last + 1;
    }
    if head < cue.tokens.start
        && let Some(name) = reader.doc.name_of(head).filter(|name| name.kind == NameKind::Person)
    {
        tokens.start = tokens.start.min(title_start(reader, name.tokens.start));
    }
    let mut tokens = reader.trim(without_helpers(reader, tokens, head));
    // "the minister, Ariel Henry, last year called": the time is the verb's.
    while tokens.end > head + 2 && is_time(reader, tokens.end - 1) {
        tokens = reader.trim(tokens.start..tokens.end - 1);
    }
    (tokens.contains(&head)).then_some(Source { head, tokens })
}

/// "Monday", "year", and "last" before it.
fn is_time(reader: &Reader<'_, '_>, token: Token) -> bool {
    let doc = reader.doc;
    days::tells_when(doc.lower(token)) && doc.name_of(token).is_none()
        || matches!(doc.lower(token), "last" | "this" | "next")
            && token + 1 < doc.len()
            && days::tells_when(doc.lower(token + 1))
}

/// Cuts what the tree wrongly hung on a subject: a finite clause before it, or one after it without "who" or a comma.
fn cut_at_clauses(reader: &Reader<'_, '_>, tokens: &mut Range<Token>, head: Token) {
    let doc = reader.doc;
    let finite = |token: Token| matches!(doc.xpos(token), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
    if let Some(verb) = (tokens.start..head).rev().find(|&token| finite(token)) {
        let opener = (verb + 1..head).find(|&token| doc.upos(token) == Upos::Cconj || reader.is_punct(token));
        tokens.start = opener.map_or(verb + 1, |opener| opener + 1);
    }
    let breaks = |token: Token| {
        reader.is_punct(token) || matches!(doc.lower(token), "who" | "which" | "that" | "whose" | "whom")
    };
    let verb = (head + 1..tokens.end).find(|&token| finite(token) || breaks(token)).filter(|&token| finite(token));
    tokens.end = verb.unwrap_or(tokens.end);
}

/// The first word of the titles that stand before a person's name: its determiner, "40-year-old pilot", "Secretary of
/// the Interior". The name itself where nothing before it says an office or what the person is.
pub(super) fn title_start(reader: &Reader<'_, '_>, name: Token) -> Token {
    let doc = reader.doc;
    let first = reader.sentence(name).start;
    let mut start = name;
    while start > first {
        let before = start - 1;
        let of = if doc.upos(before) == Upos::Det { before.checked_sub(1) } else { Some(before) };
        let office_of = of.filter(|&of| start < name && of > first && matches!(doc.lower(of), "of" | "for"));
        if let Some(of) = office_of.filter(|&of| lexicon::titles().offices.has(doc.lower(of - 1))) {
            start = of - 1;
        } else if let Some(body) = doc.name_of(before).filter(|body| body.kind == NameKind::Organisation) {
            start = body.tokens.start.max(first);
        } else if doc.form(before) == "-" && before > first && doc.upos(before - 1) != Upos::Punct {
            start = before - 1;
        } else if doc.upos(before) == Upos::Det && start < name {
            start = before;
            break;
        } else if is_title_word(reader, before) && !days::tells_when(doc.lower(before)) {
            start = before;
        } else {
            break;
        }
    }
    let says = (start..name).any(|token| {
        doc.upos(token) == Upos::Noun || lexicon::titles().before_name(doc.lower(token)) || doc.upos(token) == Upos::Det
    });
    if says { start } else { name }
}

/// Words that may stand between a determiner and a person's name.
fn is_title_word(reader: &Reader<'_, '_>, token: Token) -> bool {
    let doc = reader.doc;
    match doc.upos(token) {
        Upos::Noun | Upos::Adj => {
            !matches!(doc.xpos(token), Xpos::Nns) || lexicon::titles().before_name(doc.lemma(token))
        }
        Upos::Propn => doc.name_of(token).is_none_or(|name| name.kind != NameKind::Person),
        Upos::Det => matches!(doc.lower(token), "the" | "a" | "an"),
        Upos::Part => doc.xpos(token) == Xpos::Pos,
        _ => lexicon::titles().before_name(doc.lower(token)) || doc.xpos(token) == Xpos::Hyph,
    }
}

/// Auxiliaries and adverbs at the end of a subject belong to the verb.
fn without_helpers(reader: &Reader<'_, '_>, mut tokens: Range<Token>, head: Token) -> Range<Token> {
    while tokens.end > head + 1 && matches!(reader.doc.upos(tokens.end - 1), Upos::Aux | Upos::Adv | Upos::Punct) {
        tokens.end -= 1;
    }
    tokens
}

/// The phrase of a noun without the preposition before it.
fn without_case(reader: &Reader<'_, '_>, head: Token, cue: &Cue) -> Option<Source> {
    let mut source = phrase(reader, head, cue)?;
    while source.tokens.start < head && reader.doc.upos(source.tokens.start) == Upos::Adp {
        source.tokens.start += 1;
    }
    Some(source)
}

/// The owner of a claim: "the union's claim", "a claim by the union", "the union made the claim".
fn of_noun(reader: &Reader<'_, '_>, cue: &Cue) -> Option<Source> {
    let doc = reader.doc;
    if let Some(owner) = doc.child(cue.head, Deprel::NmodPoss) {
        let mut source = phrase(reader, owner, cue)?;
        while source.tokens.end > owner + 1 && doc.xpos(source.tokens.end - 1) == Xpos::Pos {
            source.tokens.end -= 1;
        }
        return Some(source);
    }
    let by = doc.children(cue.head).find(|&child| {
        doc.is_relation(child, Deprel::Nmod)
            && doc.child(child, Deprel::Case).is_some_and(|case| matches!(doc.lower(case), "by" | "from" | "among"))
    });
    if let Some(by) = by {
        return without_case(reader, by, cue);
    }
    // "made the claim that": only where a clause follows; "support for the plan grew" has no owner.
    let clause = cue.tokens.len() == 1;
    let verb = doc.head(cue.head).filter(|_| clause && matches!(doc.deprel(cue.head), Deprel::Obj | Deprel::Obl))?;
    let head = subject(reader, verb, 0).filter(|&head| head < cue.head)?;
    phrase(reader, head, cue)
}
