//! The overall stance of a party toward the issue: from its positions, its acts, and what is done to it.

use super::{model, stance};
use crate::analysis::{Event, Form, Issue, OverallStance, Position, Stakeholder, StakeholderKind, Stance};
use crate::language::{Deprel, Document, Token, Upos};
use crate::lexicon;

/// Number of features of a party.
pub(super) const FEATURES: usize = 60;
/// Below this probability no side is named: one that is less likely than all else together would be a guess.
const SURE: f32 = 0.5;
/// Words at the start of a content that can say what it is about.
const CONTENT_WORDS: usize = 20;
/// The classes in the order of the model's rows.
const CLASSES: [OverallStance; 4] =
    [OverallStance::Neutral, OverallStance::Supports, OverallStance::Opposes, OverallStance::Mixed];

/// Sets the overall stance of each party.
pub(super) fn take(
    document: &Document<'_>,
    issue: Option<&Issue>,
    events: &[Event],
    stakeholders: &mut [Stakeholder],
    positions: &[Position],
) {
    let matter = Matter::of(document, issue, events, positions);
    let mut told = vec![false; stakeholders.len()];
    for (number, party) in stakeholders.iter_mut().enumerate() {
        let (class, sure) = model::decide(&model::model().side, &features(document, party, number, positions, &matter));
        let said = said_of(document, &matter, number, positions)
            .or_else(|| done_by(document, &matter, party, number, positions));
        told[number] = said.is_some();
        party.stance = said.or_else(|| (sure >= SURE).then(|| CLASSES[class]));
        party.stance_toward = issue.map(|issue| issue.text.clone());
    }
    follow_their_country(stakeholders, &told, positions);
}

/// A minister, a ministry or a firm's chief that says nothing of the matter itself stands where the country or the body
/// stands, where that is told.
/// `told` says whose side the text tells.
fn follow_their_country(stakeholders: &mut [Stakeholder], told: &[bool], positions: &[Position]) {
    let bodies: Vec<(String, Option<OverallStance>)> = stakeholders
        .iter()
        .zip(told)
        .filter(|&(party, &told)| told && party.kind != StakeholderKind::Person)
        .flat_map(|(party, _)| party.aliases.iter().chain([&party.name]).map(|name| (name.clone(), party.stance)))
        .collect();
    for (number, party) in stakeholders.iter_mut().enumerate().filter(|&(number, _)| !told[number]) {
        let speaks = positions.iter().any(|position| position.stakeholder == Some(number));
        let public = party.role.is_some() || party.kind == StakeholderKind::Government;
        let country = party.affiliation.as_deref().filter(|_| speaks && public);
        let side = country.and_then(|country| bodies.iter().find(|(name, _)| name == country));
        party.stance = side.map_or(party.stance, |(_, side)| *side);
    }
}

/// The side that a party takes by what it says of the matter itself: positions whose target names it ("the decision").
/// `None` where there is none, or where they point both ways.
fn said_of(document: &Document<'_>, matter: &Matter, number: usize, positions: &[Position]) -> Option<OverallStance> {
    let mut sides = positions.iter().filter(|position| {
        position.stakeholder == Some(number)
            && position.form != Form::Action
            && position.stance != Stance::Neutral
            && matter.is_target(document, position)
    });
    let first = sides.next()?.stance;
    if sides.any(|position| position.stance != first) {
        return None;
    }
    match first {
        Stance::Supports => Some(OverallStance::Supports),
        Stance::Opposes => Some(OverallStance::Opposes),
        Stance::Neutral => None,
    }
}

/// Who does the main act is for it, unless it says otherwise.
fn done_by(
    document: &Document<'_>,
    matter: &Matter,
    party: &Stakeholder,
    number: usize,
    positions: &[Position],
) -> Option<OverallStance> {
    let acts = party.mentions.iter().any(|&span| {
        let tokens = document.tokens_in(span);
        tokens.end.checked_sub(1).is_some_and(|head| matter.doers.contains(&head))
    });
    let against = positions.iter().any(|position| {
        position.stakeholder == Some(number)
            && position.form != Form::Action
            && position.stance == Stance::Opposes
            && matter.is_target(document, position)
    });
    (acts && !against).then_some(OverallStance::Supports)
}

/// The features of one party.
#[allow(clippy::too_many_lines, reason = "a list: one feature a line")]
pub(super) fn features(
    document: &Document<'_>,
    party: &Stakeholder,
    number: usize,
    positions: &[Position],
    matter: &Matter,
) -> [f32; FEATURES] {
    let mine: Vec<&Position> = positions.iter().filter(|position| position.stakeholder == Some(number)).collect();
    let (acts, words): (Vec<&Position>, Vec<&Position>) =
        mine.iter().copied().partition(|position| position.form == Form::Action);
    let count =
        |list: &[&Position], side: Stance| list.iter().filter(|position| position.stance == side).count() as f32;
    let share = |value: f32| value / mine.len().max(1) as f32;
    let flag = |on: bool| f32::from(u8::from(on));
    let tones: Vec<stance::Tone> = words.iter().map(|position| stance::tone(document, &position.content)).collect();
    let balance: i32 = tones.iter().map(|tone| tone.balance()).sum();
    let heads: Vec<Token> = party
        .mentions
        .iter()
        .map(|&span| document.tokens_in(span))
        .filter(|tokens| !tokens.is_empty())
        .map(|tokens| tokens.end - 1)
        .collect();
    let (headline, opening) = openings(document);
    let acts_in = |limit: usize| {
        heads.iter().any(|&head| document.span(head).start() < limit && document.deprel(head) == Deprel::Nsubj)
    };
    let suffers = heads.iter().filter(|&&head| harmed(document, head)).count() as f32;
    let helped = heads.iter().filter(|&&head| favoured(document, head)).count() as f32;
    let informs = party.role.as_deref().is_some_and(|role| {
        let role = role.to_lowercase();
        ["professor", "analyst", "scientist", "researcher", "astronomer", "expert", "doctor", "seismologist", "spokes"]
            .iter()
            .any(|word| role.contains(word))
    });
    let mut f = [0.0; FEATURES];
    f[0] = 1.0;
    f[1] = share(count(&mine, Stance::Supports));
    f[2] = share(count(&mine, Stance::Opposes));
    f[3] = share(count(&mine, Stance::Neutral));
    f[4] = flag(mine.is_empty());
    f[5] = ((1 + words.len()) as f32).ln();
    f[6] = (count(&acts, Stance::Supports)).min(3.0);
    f[7] = (count(&acts, Stance::Opposes)).min(3.0);
    f[8] = count(&words, Stance::Supports).min(4.0);
    f[9] = count(&words, Stance::Opposes).min(4.0);
    f[10] = (balance.clamp(-4, 4) as f32).max(0.0);
    f[11] = -(balance.clamp(-4, 4) as f32).min(0.0);
    f[12] = flag(tones.iter().any(|tone| tone.demands));
    f[13] = flag(party.kind == StakeholderKind::Person);
    f[14] = flag(party.kind == StakeholderKind::Government);
    f[15] = flag(party.kind == StakeholderKind::Company);
    f[16] = flag(party.kind == StakeholderKind::Organisation);
    f[17] = flag(party.kind == StakeholderKind::Group);
    f[18] = flag(acts_in(headline));
    f[19] = flag(acts_in(opening));
    f[20] = suffers.min(3.0);
    f[21] = helped.min(3.0);
    f[22] = flag(informs);
    f[23] = flag(words.iter().any(|position| position.form != Form::Indirect));
    f[24] = flag(count(&mine, Stance::Supports) > 0.0 && count(&mine, Stance::Opposes) > 0.0);
    f[25] = ((1 + party.mentions.len()) as f32).ln();
    f[26] = flag(party.kind == StakeholderKind::Group && mine.is_empty());
    f[27] = flag(party.kind == StakeholderKind::Person && mine.is_empty());
    let agent = heads.iter().any(|head| matter.agents.contains(head));
    let patient = heads.iter().any(|head| matter.patients.contains(head));
    f[28] = flag(agent);
    f[29] = flag(patient);
    f[30] = flag(patient && matter.stance == Stance::Opposes);
    f[31] = flag(agent && !mine.is_empty());
    let on = |side: Stance| {
        mine.iter().filter(|position| position.stance == side && matter.is_target(document, position)).count().min(2)
            as f32
    };
    f[32] = on(Stance::Supports);
    f[33] = on(Stance::Opposes);
    f[34] = matter.grave;
    f[35] = matter.grave * flag(!mine.is_empty());
    f[36] = matter.contention;
    f[37] = matter.contention * flag(mine.is_empty());
    f[38] = matter.contention * share(count(&mine, Stance::Supports));
    f[39] = matter.contention * share(count(&mine, Stance::Opposes));
    f[40] = matter.approval;
    f[41] = flag(mine.is_empty() && heads.len() > 2);
    f[42] = flag(mine.is_empty() && party.kind == StakeholderKind::Government);
    f[43] = matter.grave * share(count(&mine, Stance::Opposes));
    f[44] = flag(count(&mine, Stance::Supports) > count(&mine, Stance::Opposes));
    f[45] = flag(count(&mine, Stance::Opposes) > count(&mine, Stance::Supports));
    // Toward those who do the main act, and those to whom it is done.
    let toward = |names: &[String], side: Stance| {
        let own = |name: &String| party.name.contains(name.as_str());
        let named = |position: &&&Position| {
            let target = position.target.as_deref().unwrap_or_default();
            position.stance == side && names.iter().any(|name| target.contains(name.as_str()) && !own(name))
        };
        mine.iter().filter(named).count().min(2) as f32
    };
    f[46] = toward(&matter.agent_names, Stance::Supports);
    f[47] = toward(&matter.agent_names, Stance::Opposes);
    f[48] = toward(&matter.patient_names, Stance::Supports);
    f[49] = toward(&matter.patient_names, Stance::Opposes);
    let camp = |names: &[String]| {
        party.affiliation.as_deref().is_some_and(|body| names.iter().any(|name| body.contains(name.as_str())))
    };
    f[50] = flag(camp(&matter.agent_names));
    f[51] = flag(camp(&matter.patient_names));
    f[52] = flag(agent && matter.stance == Stance::Supports);
    f[53] = flag(agent && matter.stance == Stance::Opposes);
    f[54] = flag(matter.stance == Stance::Supports);
    f[55] = flag(matter.stance == Stance::Opposes);
    f[56] = flag(tones.iter().any(|tone| tone.plans));
    f[57] = flag(tones.iter().any(|tone| tone.own && tone.balance() > 0));
    f[58] = flag(tones.iter().any(|tone| tone.own && tone.balance() < 0));
    f[59] = flag(acts.len() > 1);
    f
}

/// What the article is about, as far as sides depend on it.
#[derive(Debug)]
pub(super) struct Matter {
    /// Who does a main act that takes a side: "Canada" of "Canada ordered" and of "Canada's decision to order".
    doers: Vec<Token>,
    /// Whether somebody does the main event, so that "the decision" can take it up.
    acted: bool,
    /// Subjects and objects of the main events' triggers.
    agents: Vec<Token>,
    patients: Vec<Token>,
    /// The words of their names.
    agent_names: Vec<String>,
    patient_names: Vec<String>,
    /// The side that the main act takes toward its object.
    stance: Stance,
    /// Nouns of the issue and of the main events, in lower case.
    nouns: Vec<String>,
    /// 0 to 1: how much of the opening tells of a misfortune.
    grave: f32,
    /// 0 to 1: how much of what is said opposes something; and supports.
    contention: f32,
    approval: f32,
}

impl Matter {
    pub fn of(document: &Document<'_>, issue: Option<&Issue>, events: &[Event], positions: &[Position]) -> Self {
        let (mut agents, mut patients, mut stance) = (Vec::new(), Vec::new(), Stance::Neutral);
        let mut doers = Vec::new();
        let mains = events.iter().filter(|event| event.main);
        for trigger in mains.clone().filter_map(|event| document.token_at(event.trigger.start())) {
            for child in document.children(trigger) {
                match document.deprel(child) {
                    Deprel::Nsubj | Deprel::OblAgent | Deprel::NmodPoss => agents.push(child),
                    Deprel::Obj | Deprel::Iobj | Deprel::NsubjPass => patients.push(child),
                    _ => {}
                }
            }
            // "condemned Canada's decision": the act is the owner's.
            let object =
                document.child(trigger, Deprel::Obj).filter(|&noun| lexicon::acts().takes_up(document.lower(noun)));
            doers.extend(object.and_then(|noun| document.child(noun, Deprel::NmodPoss)));
            if takes_side(document, trigger) {
                doers.extend(doer(document, trigger));
            }
            if stance == Stance::Neutral {
                stance = lexicon::acts().stance(document.lemma(trigger)).unwrap_or_default();
            }
        }
        let spans = mains.map(|event| event.span).chain(issue.map(|issue| issue.span));
        let nouns = spans
            .flat_map(|span| document.tokens_in(span))
            .filter(|&t| document.upos(t) == Upos::Noun)
            .map(|t| document.lemma(t).to_lowercase())
            .collect();
        let (headline, opening) = openings(document);
        let lines = document.tokens_in(crate::text::Span::new(0, opening.max(headline)));
        let grave = lines.filter(|&t| lexicon::polarity().misfortune.has(document.lemma(t))).count();
        let of = |side: Stance| {
            positions.iter().filter(|position| position.stance == side).count() as f32 / positions.len().max(1) as f32
        };
        let names = |heads: &[Token]| -> Vec<String> {
            let named = heads.iter().filter_map(|&head| document.name_of(head));
            named.map(|name| name.span.slice(document.text()).to_owned()).collect()
        };
        Self {
            acted: !doers.is_empty() || !agents.is_empty(),
            doers,
            agent_names: names(&agents),
            patient_names: names(&patients),
            agents,
            patients,
            stance,
            nouns,
            grave: (grave as f32 / 4.0).min(1.0),
            contention: of(Stance::Opposes),
            approval: of(Stance::Supports),
        }
    }

    /// Whether a position is about the matter: its target, or without one its content, shares a noun with it or takes
    /// up its act ("the order").
    fn is_target(&self, document: &Document<'_>, position: &Position) -> bool {
        let acts = lexicon::acts();
        let act = self.acted || self.nouns.iter().any(|noun| acts.takes_up(noun));
        let about = |word: &str| {
            let word = word.to_lowercase();
            let named = self.nouns.iter().any(|noun| *noun == word || word.strip_suffix('s') == Some(noun));
            named || act && acts.takes_up(&word)
        };
        match position.target.as_deref() {
            Some(target) => target.split_whitespace().any(about),
            None => position
                .content
                .iter()
                .flat_map(|&span| document.tokens_in(span))
                .take(CONTENT_WORDS)
                .any(|t| document.upos(t) == Upos::Noun && about(document.lower(t))),
        }
    }
}

/// Whether a verb is an act for or against something.
fn takes_side(document: &Document<'_>, verb: Token) -> bool {
    let lemma = document.lemma(verb);
    lexicon::acts().does(lemma) || lexicon::acts().stance(lemma).is_some_and(|stance| stance != Stance::Neutral)
}

/// The subject of an act, its agent, or the owner of the noun that it hangs on: "Canada's decision to order".
fn doer(document: &Document<'_>, verb: Token) -> Option<Token> {
    let own = document
        .children(verb)
        .find(|&child| matches!(document.deprel(child), Deprel::Nsubj | Deprel::OblAgent | Deprel::NmodPoss));
    own.or_else(|| document.head(verb).and_then(|noun| document.child(noun, Deprel::NmodPoss)))
}

/// Ends of the first and of the third line.
fn openings(document: &Document<'_>) -> (usize, usize) {
    let text = document.text();
    let mut ends = text.match_indices('\n').map(|(at, _)| at);
    let headline = ends.next().unwrap_or(text.len());
    (headline, ends.filter(|&at| at > headline + 1).nth(1).unwrap_or(text.len()))
}

/// Object of an act against it, or subject of one in the passive.
fn harmed(document: &Document<'_>, head: Token) -> bool {
    acted_on(document, head) == Some(Stance::Opposes)
}

fn favoured(document: &Document<'_>, head: Token) -> bool {
    acted_on(document, head) == Some(Stance::Supports)
}

fn acted_on(document: &Document<'_>, head: Token) -> Option<Stance> {
    let verb = document.head(head).filter(|_| matches!(document.deprel(head), Deprel::Obj | Deprel::NsubjPass))?;
    lexicon::acts().stance(document.lemma(verb))
}
