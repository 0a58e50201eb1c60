//! The stance of one position toward its target: from the cue, its negation, and the polarity of what is said, weighed
//! by a small linear model.

use super::attribute::Draft;
use super::model;
use super::reader::Reader;
use crate::analysis::{Form, Stance};
use crate::language::{Deprel, Token, Upos};
use crate::lexicon;
use crate::lexicon::reporting::Frame;
use crate::text::Span;
use std::ops::Range;

/// Words of a content whose tone is heard: a text without a full stop has contents that lie in one another.
const TONE_WORDS: usize = 250;
/// Words of the longest target.
const TARGET_WORDS: usize = 12;

/// Number of features of a position.
pub(super) const FEATURES: usize = 30;
/// The classes in the order of the model's rows.
pub(super) const CLASSES: [Stance; 3] = [Stance::Neutral, Stance::Supports, Stance::Opposes];

/// What the words of a content say, with negation turning praise and blame, and whether they demand.
#[allow(clippy::struct_excessive_bools, reason = "each says whether a kind of word occurs")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tone {
    /// Words that praise, and negated ones that blame.
    pub good: u16,
    /// Words that blame, and negated ones that praise.
    pub bad: u16,
    /// Words for what befalls people.
    pub misfortune: u16,
    pub negations: u16,
    pub demands: bool,
    /// "we will", "is going to".
    pub plans: bool,
    /// "we", "our", "I".
    pub own: bool,
    /// "but", "however", "although".
    pub turns: bool,
}

impl Tone {
    /// Praise less blame.
    pub fn balance(self) -> i32 {
        i32::from(self.good) - i32::from(self.bad)
    }
}

/// The tone of some spans.
pub(super) fn tone(doc: &crate::language::Document<'_>, spans: &[Span]) -> Tone {
    let words = lexicon::polarity();
    let mut tone = Tone::default();
    let mut negated = 0_u8;
    for token in spans.iter().flat_map(|&span| doc.tokens_in(span)).take(TONE_WORDS) {
        let lemma = doc.lemma(token);
        if matches!(lemma, "not" | "n't" | "no" | "never" | "without" | "neither" | "nor" | "cannot" | "hardly") {
            negated = 4;
            tone.negations += 1;
            continue;
        }
        // "the rights of workers" praises nobody.
        let thing = matches!(lemma, "right" | "good") && doc.upos(token) == Upos::Noun;
        match (if thing { 0 } else { words.of(lemma) }, negated > 0) {
            (1, false) | (-1, true) => tone.good += 1,
            (-1, false) | (1, true) => tone.bad += 1,
            _ => {}
        }
        tone.misfortune += u16::from(words.misfortune.has(lemma));
        tone.demands |= words.demand.has(lemma) && doc.upos(token) != Upos::Noun;
        tone.plans |= matches!(doc.lower(token), "will" | "'ll" | "shall" | "going");
        tone.own |= matches!(doc.lower(token), "we" | "our" | "us" | "i" | "my");
        tone.turns |= matches!(doc.lower(token), "but" | "however" | "although" | "despite" | "instead");
        negated = negated.saturating_sub(1);
    }
    tone
}

/// The features of a position: its cue, its form, and the tone of what is said.
pub(super) fn features(reader: &Reader<'_, '_>, draft: &Draft) -> [f32; FEATURES] {
    let tone = tone(reader.doc, &draft.content);
    let flag = |on: bool| f32::from(u8::from(on));
    let count = |number: u16| (1.0 + f32::from(number)).ln();
    let turned = match (draft.stance, draft.negated) {
        (Stance::Supports, true) => Stance::Opposes,
        (Stance::Opposes, true) => Stance::Supports,
        (stance, _) => stance,
    };
    let silent = turned == Stance::Neutral;
    let balance = tone.balance() as f32;
    let spoken = matches!(draft.form, Form::Direct | Form::Mixed);
    let length: usize = draft.content.iter().map(|&span| reader.doc.tokens_in(span).len()).sum();
    let lemma = draft.head.map(|head| reader.lemma(head)).unwrap_or_default();
    let mut f = [0.0; FEATURES];
    f[0] = 1.0;
    f[1] = flag(turned == Stance::Supports);
    f[2] = flag(turned == Stance::Opposes);
    f[3] = flag(draft.form == Form::Action);
    f[4] = flag(draft.form == Form::Direct);
    f[5] = flag(draft.form == Form::Mixed);
    f[6] = count(tone.good);
    f[7] = count(tone.bad);
    f[8] = count(tone.misfortune);
    f[9] = flag(tone.demands);
    f[10] = flag(tone.plans);
    f[11] = flag(tone.own);
    f[12] = flag(tone.turns);
    f[13] = count(tone.negations);
    f[14] = flag(balance > 0.0);
    f[15] = flag(balance < 0.0);
    f[16] = flag(balance > 0.0 && spoken);
    f[17] = flag(balance < 0.0 && spoken);
    f[18] = flag(draft.frame == Frame::To);
    f[19] = flag(draft.frame == Frame::Object);
    f[20] = flag(draft.frame == Frame::PersonTo);
    f[21] = flag(matches!(draft.frame, Frame::Bare | Frame::That));
    f[22] = flag(draft.negated);
    f[23] = flag(silent && tone.own && spoken);
    f[24] = flag(silent && tone.misfortune > 0 && draft.form == Form::Indirect);
    f[25] = (length as f32 / 20.0).min(2.0);
    f[26] = flag(
        silent
            && matches!(
                lemma.as_str(),
                "announce" | "promise" | "pledge" | "plan" | "decide" | "propose" | "hope" | "argue" | "tweet"
            ),
    );
    f[27] = flag(
        silent && matches!(lemma.as_str(), "call" | "describe" | "consider" | "deem" | "complain" | "allege" | "claim"),
    );
    f[28] = flag(tone.plans && spoken);
    f[29] = flag(tone.plans && draft.form == Form::Indirect);
    f
}

/// The stance of `draft`.
pub(super) fn of(reader: &Reader<'_, '_>, draft: &Draft) -> Stance {
    if is_silence(reader, draft) {
        return Stance::Neutral;
    }
    if let Some((_, stance)) = demanded(reader, draft) {
        return stance;
    }
    if let Some(stance) = expressed(reader, draft) {
        return stance;
    }
    CLASSES[model::decide(&model::model().stance, &features(reader, draft)).0]
}

/// "declined to comment", "refused to say": who keeps silent takes no side.
fn is_silence(reader: &Reader<'_, '_>, draft: &Draft) -> bool {
    let silent = draft.head.is_some_and(|head| matches!(reader.doc.lemma(head), "decline" | "refuse"));
    let tokens = draft.content.first().map_or(0..0, |&span| reader.doc.tokens_in(span));
    let mut first = tokens.skip_while(|&token| reader.doc.lower(token) == "to");
    silent
        && draft.frame == Frame::To
        && first.next().is_some_and(|verb| {
            matches!(
                reader.doc.lemma(verb),
                "comment" | "say" | "discuss" | "answer" | "speak" | "elaborate" | "disclose"
            )
        })
}

/// "expressed strong dissatisfaction": the noun that a cue without a side of its own takes says the side.
fn expressed(reader: &Reader<'_, '_>, draft: &Draft) -> Option<Stance> {
    let cue =
        draft.head.filter(|_| draft.frame == Frame::Object && draft.stance == Stance::Neutral && !draft.negated)?;
    let object = reader.doc.child(cue, Deprel::Obj).filter(|&object| reader.doc.upos(object) == Upos::Noun)?;
    match lexicon::polarity().of(reader.doc.lemma(object)) {
        1 => Some(Stance::Supports),
        -1 => Some(Stance::Opposes),
        _ => None,
    }
}

/// "urged Canada to reverse the decision": the object of the act that is asked for, and the side that the act takes
/// toward it.
fn demanded(reader: &Reader<'_, '_>, draft: &Draft) -> Option<(Token, Stance)> {
    let doc = reader.doc;
    if !matches!(draft.frame, Frame::PersonTo | Frame::To) || draft.negated {
        return None;
    }
    let tokens = doc.tokens_in(*draft.content.first()?);
    let verb = tokens
        .clone()
        .take(12)
        .find(|&token| doc.upos(token) == Upos::Verb && token > 0 && doc.lower(token - 1) == "to")?;
    let stance = lexicon::acts().stance(doc.lemma(verb)).filter(|&stance| stance != Stance::Neutral)?;
    let object = doc.child(verb, Deprel::Obj).filter(|object| tokens.contains(object));
    // "ordered the firm to close": an act against the one who is told.
    let told = || {
        let person = tokens
            .clone()
            .take_while(|&token| token < verb)
            .find(|&token| is_nominal(reader, token) && !tokens.contains(&up(reader, token)));
        person.filter(|_| draft.frame == Frame::PersonTo && stance == Stance::Opposes)
    };
    let commands = draft.head.is_some_and(|head| lexicon::acts().does(&reader.lemma(head)));
    let target = if commands { told().or(object) } else { object.or_else(told) };
    target.map(|object| (object, stance))
}

/// What a position is about, in the article's words: its object, or the subject of what is said.
pub(super) fn target(reader: &Reader<'_, '_>, draft: &Draft) -> Option<String> {
    let doc = reader.doc;
    let tokens = doc.tokens_in(*draft.content.first()?);
    let subject = tokens.clone().take(30).find(|&token| {
        matches!(doc.deprel(token), Deprel::Nsubj | Deprel::NsubjPass) && !matches!(doc.upos(token), Upos::Pron)
    });
    let objects = matches!(draft.frame, Frame::Object | Frame::PersonTo | Frame::Gerund);
    let head = if let Some((object, _)) = demanded(reader, draft) {
        Some(object)
    } else if objects {
        tokens.clone().find(|&token| is_nominal(reader, token) && !tokens.contains(&up(reader, token)))
    } else {
        subject
    };
    let head = head.or(subject)?;
    let own = reader.extent(head);
    let range = short(reader, own.start.max(tokens.start)..own.end.min(tokens.end), head);
    let text = reader.span(range)?.slice(doc.text());
    Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
}

fn up(reader: &Reader<'_, '_>, token: Token) -> Token {
    reader.doc.head(token).unwrap_or(token)
}

fn is_nominal(reader: &Reader<'_, '_>, token: Token) -> bool {
    matches!(reader.doc.upos(token), Upos::Noun | Upos::Propn)
}

/// A phrase cut before a relative clause or a comma, and to a length that fits a line.
fn short(reader: &Reader<'_, '_>, tokens: Range<Token>, head: Token) -> Range<Token> {
    let stop = (head + 1..tokens.end).find(|&token| {
        reader.is_punct(token)
            || matches!(reader.doc.lower(token), "who" | "which" | "that")
            || reader.doc.upos(token) == Upos::Verb
    });
    let mut end = stop.unwrap_or(tokens.end).max(head + 1);
    // "the decision to" and "the claim of" lost what their last word asks for.
    while end > head + 1
        && matches!(
            reader.doc.upos(end - 1),
            Upos::Adp | Upos::Part | Upos::Det | Upos::Cconj | Upos::Sconj | Upos::Aux | Upos::Adv
        )
    {
        end -= 1;
    }
    tokens.start.max(end.saturating_sub(TARGET_WORDS))..end
}
