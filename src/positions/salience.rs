//! Which parties count as stakeholders: those that say, demand, decide, or are acted on.

use super::attribute::Draft;
use super::mentions::{self, Manner, Mention};
use super::model;
use super::parties::{Cast, Gender};
use super::reader::Reader;
use super::sources;
use crate::analysis::{Form, StakeholderKind};
use crate::language::{Deprel, NameKind, Token, Upos, Xpos};
use crate::lexicon;
use std::collections::HashSet;

/// Number of features of a party.
pub(super) const FEATURES: usize = 104;

/// The score above which a silent party counts: at half of the expected F1, where precision and recall balance.
const MARGIN: f32 = -0.8;
/// The same for one that says something: without it, what it says would be nobody's.
const SPEAKER: f32 = -0.8;

/// Mentions of a party whose sentences are looked at, and tokens on each side of one.
const MENTIONS: usize = 40;
const WINDOW: usize = 60;

/// For every party whether it counts.
pub(super) fn judge(reader: &Reader<'_, '_>, cast: &Cast, drafts: &[Draft], parties: &[Option<usize>]) -> Vec<bool> {
    let weights = &model::model().salience;
    let decide = |features: &[f32; FEATURES]| {
        let score = model::scores(weights, features)[0];
        score > if features[2] > 0.0 { SPEAKER } else { MARGIN }
    };
    features(reader, cast, drafts, parties).iter().map(decide).collect()
}

/// The features of every party.
pub(super) fn features(
    reader: &Reader<'_, '_>,
    cast: &Cast,
    drafts: &[Draft],
    parties: &[Option<usize>],
) -> Vec<[f32; FEATURES]> {
    let mut said = vec![0_u32; cast.parties.len()];
    let mut acted = vec![0_u32; cast.parties.len()];
    for (draft, party) in drafts.iter().zip(parties) {
        if let Some(party) = *party {
            if draft.form == Form::Action { acted[party] += 1 } else { said[party] += 1 }
        }
    }
    let told = inside_contents(reader, drafts);
    let mut rows: Vec<[f32; FEATURES]> =
        (0..cast.parties.len()).map(|party| of(reader, cast, party, said[party], acted[party])).collect();
    let manners = manners(reader, cast, drafts, parties);
    let matter = headline_words(reader);
    let talk = said.iter().filter(|&&said| said > 0).count();
    for (party, row) in rows.iter_mut().enumerate() {
        around(reader, cast, party, &told, row);
        nearness(reader, cast, party, &matter, row);
        spoken(&manners[party], row);
        named(reader, cast, party, row);
        row[65] = (talk as f32 / 10.0).min(2.0);
        row[66] = if row[18] > 0.0 { row[65] } else { 0.0 };
        row[67] = (reader.doc.len() as f32 / 500.0).min(2.0);
        row[68] = if row[18] > 0.0 { row[67] } else { 0.0 };
    }
    rows
}

/// How a party says what it says, and how it is spoken to.
#[derive(Clone, Copy, Debug, Default)]
struct Manners {
    quoted: u16,
    clauses: u16,
    weak: u16,
    /// "according to X", "X reported": how outlets are named.
    reports: u16,
    /// "told X": how outlets are named as well.
    told: bool,
}

fn manners(reader: &Reader<'_, '_>, cast: &Cast, drafts: &[Draft], parties: &[Option<usize>]) -> Vec<Manners> {
    let doc = reader.doc;
    let mut all = vec![Manners::default(); cast.parties.len()];
    for (draft, party) in drafts.iter().zip(parties) {
        let Some(found) = party.map(|party| &mut all[party]) else { continue };
        match draft.rule {
            "quotation" | "colon quotation" | "quotation with any verb" => found.quoted += 1,
            "that-clause" | "bare clause" | "inverted clause" | "object and infinitive" => found.clauses += 1,
            "act" | "according to" => {}
            _ => found.weak += 1,
        }
        let reports =
            draft.head.is_none_or(|head| matches!(doc.lemma(head), "report" | "quote" | "broadcast" | "publish"));
        found.reports += u16::from(reports);
    }
    for mention in 0..cast.mentions.len() {
        let head = cast.mentions[mention].head;
        let told = matches!(doc.deprel(head), Deprel::Obj | Deprel::Iobj | Deprel::Obl)
            && doc.head(head).is_some_and(|verb| matches!(doc.lemma(verb), "tell" | "inform" | "interview"));
        if let Some(party) = cast.party_of[mention].filter(|_| told) {
            all[party].told = true;
        }
    }
    all
}

fn spoken(manners: &Manners, f: &mut [f32; FEATURES]) {
    let flag = |on: bool| f32::from(u8::from(on));
    let of = |count: u16| (1.0 + f32::from(count)).ln();
    let body = f[10] == 0.0 && f[13] == 0.0;
    let all = manners.quoted + manners.clauses + manners.weak;
    f[78] = of(manners.quoted);
    f[79] = of(manners.clauses);
    f[80] = of(manners.weak);
    f[81] = flag(manners.weak > 0 && manners.quoted + manners.clauses == 0);
    f[82] = flag(body && manners.reports > 0 && manners.reports >= all);
    f[83] = flag(body && manners.told);
    f[84] = flag(manners.told && manners.reports > 0 || manners.reports > 1);
    f[85] = flag(manners.quoted > 0);
}

/// What the words of a name and right around it tell: a ship, a number of people, one of a list, somebody of an age.
fn named(reader: &Reader<'_, '_>, cast: &Cast, party: usize, f: &mut [f32; FEATURES]) {
    let doc = reader.doc;
    let found = &cast.parties[party];
    let flag = |on: bool| f32::from(u8::from(on));
    let mentions: Vec<_> =
        found.mentions.iter().map(|&mention| &cast.mentions[mention]).filter(|m| m.manner != Manner::Pronoun).collect();
    let lists = lexicon::organisations();
    let carried = |token: Token| lists.carriers.has(doc.lower(token));
    let is_carried = |first: Token, end: Token| {
        carried(first)
            || first > 0 && carried(first - 1)
            || end < doc.len() && carried(end) && doc.name_of(first).is_some()
    };
    let silent = f[18];
    f[86] = flag(found.named && mentions.iter().any(|m| is_carried(m.core.start, m.core.end)));
    f[87] = flag(station(&found.name));
    f[88] = flag(mentions.iter().all(|m| matches!(doc.lower(m.core.start), "a" | "an" | "another" | "one" | "some")));
    f[89] = flag(!found.named && found.name.starts_with(char::is_lowercase) && !found.name.contains(' '));
    let sibling = |head: Token| {
        let mut joined = doc.children(head).filter(|&child| doc.deprel(child) == Deprel::Conj);
        joined.any(|child| cast.party_at(child).is_some()) || doc.deprel(head) == Deprel::Conj
    };
    f[90] = flag(mentions.iter().any(|m| sibling(m.head)));
    f[91] = silent * f[90] * f[10];
    let aged = |m: &Mention| {
        let near = m.full.start..(m.core.end + 3).min(doc.len());
        near.clone().any(|t| matches!(doc.lower(t), "aged" | "year-old" | "old"))
            || near.skip(m.core.len()).any(|t| doc.xpos(t) == Xpos::Cd && doc.form(t).len() == 2)
    };
    f[92] = flag(found.kind == StakeholderKind::Person && mentions.iter().any(|m| aged(m)));
    let verb = |head: Token| doc.head(head).filter(|_| sources::is_subject(reader, head));
    let stative = mentions.iter().filter(|m| {
        verb(m.head)
            .is_some_and(|verb| doc.upos(verb) != Upos::Verb || matches!(doc.lemma(verb), "have" | "be" | "become"))
    });
    f[93] = stative.count() as f32 / mentions.len().max(1) as f32;
    let within = mentions.iter().filter(|m| {
        m.core.end < doc.len()
            && cast
                .mentions
                .get(cast.mention_at(m.core.end).unwrap_or(usize::MAX))
                .is_some_and(|other| other.full.start <= m.core.start)
    });
    f[94] = within.count() as f32 / mentions.len().max(1) as f32;
    f[95] = flag(mentions.iter().any(|m| is_patient(reader, m.head) && said_to_suffer(reader, m.head)));
    f[96] = silent * f[95];
    f[97] = flag(mentions.iter().any(|m| doc.deprel(m.head) == Deprel::Root));
    f[98] = flag(!found.roles.is_empty()) * silent;
    // "Power outages", "the cuts": a source by its verb, but nothing that could speak.
    let odd = !found.named && mentions.iter().all(|m| mentions::kind_of(reader, m.head).is_none());
    f[100] = flag(odd);
    f[101] = flag(odd && f[85] > 0.0);
    f[102] = flag(!found.named && mentions.iter().any(|m| vague(doc.lower(m.core.start))));
    f[103] = flag(found.named && mentions.iter().any(|m| m.full.len() > m.core.len() + 1));
    f[99] = flag(found.words() == 1 && found.kind == StakeholderKind::Person && found.named);
}

fn vague(word: &str) -> bool {
    matches!(
        word,
        "no" | "those" | "these" | "few" | "many" | "several" | "such" | "each" | "every" | "any" | "other" | "others"
    )
}

/// "KHOU", "WABC-TV": the call sign of a station.
fn station(name: &str) -> bool {
    let sign = name.split('-').next().unwrap_or_default();
    matches!(sign.len(), 3 | 4)
        && sign.starts_with(['K', 'W'])
        && sign.bytes().all(|byte| byte.is_ascii_uppercase())
        && name != "WHO"
}

/// "was killed", "rescued six people".
fn said_to_suffer(reader: &Reader<'_, '_>, head: Token) -> bool {
    reader.doc.head(head).is_some_and(|verb| {
        let lemma = reader.doc.lemma(verb);
        lexicon::polarity().misfortune.has(lemma)
            || matches!(lemma, "rescue" | "evacuate" | "hospitalise" | "hospitalize" | "trap" | "strand")
    })
}

/// Of every token whether what somebody says covers it.
fn inside_contents(reader: &Reader<'_, '_>, drafts: &[Draft]) -> Vec<bool> {
    let mut inside = vec![false; reader.doc.len()];
    for span in drafts.iter().filter(|draft| draft.form != Form::Action).flat_map(|draft| &draft.content) {
        inside[reader.doc.tokens_in(*span)].fill(true);
    }
    inside
}

/// What the words around the mentions of a party tell: whether it is a person at all, what it does, what is done to it.
fn around(reader: &Reader<'_, '_>, cast: &Cast, party: usize, told: &[bool], f: &mut [f32; FEATURES]) {
    let doc = reader.doc;
    let found = &cast.parties[party];
    let flag = |on: bool| f32::from(u8::from(on));
    let mentions: Vec<_> = found.mentions.iter().map(|&mention| &cast.mentions[mention]).collect();
    let named: Vec<_> = mentions.iter().filter(|mention| mention.manner != Manner::Pronoun).collect();
    let heads: Vec<Token> = named.iter().map(|mention| mention.head).collect();
    let share = |count: usize| count as f32 / heads.len().max(1) as f32;
    let silent = f[18] > 0.0;
    let known = found.told != Gender::Unknown || !found.roles.is_empty();
    let person = found.named && found.kind == StakeholderKind::Person;
    let group = found.kind == StakeholderKind::Group;
    let cases: Vec<&str> =
        heads.iter().filter_map(|&head| doc.child(head, Deprel::Case)).map(|case| doc.lower(case)).collect();
    let cased = |words: &[&str]| cases.iter().filter(|case| words.contains(case)).count();
    let acts = heads.iter().filter(|&&head| does(reader, head) && acts_or_tells(reader, head)).count();
    f[47] = flag(person && known);
    f[48] = flag(person && !known && silent);
    f[49] = flag(person && !known && mentions.len() == named.len());
    f[50] = flag(f[5] > 0.0 && f[9] > 0.0);
    f[51] = flag(f[6] > 0.0 && f[33] > 0.0);
    f[52] = share(heads.iter().filter(|&&head| told[head]).count());
    f[53] = flag(silent) * f[52];
    f[54] = flag(heads.iter().any(|&head| doc.deprel(head) == Deprel::OblAgent));
    f[55] = flag(cased(&["with", "against", "between"]) > 0);
    f[56] = share(cased(&["in", "at", "near", "from", "to"]));
    f[57] = share(cased(&["of", "for"]));
    f[58] = flag(group && named.iter().any(|mention| mention.core.clone().any(|token| doc.upos(token) == Upos::Num)));
    f[59] = flag(acts > 0);
    f[60] = flag(silent && acts > 0);
    f[61] = flag(silent && acts > 1);
    f[62] = flag(silent && found.named && found.kind == StakeholderKind::Government && found.country.is_none());
    f[63] = flag(group && silent && f[5] > 0.0);
    f[64] = flag(group && silent && f[9] > 0.0);
    f[69] = flag(heads.iter().all(|&head| matches!(doc.deprel(head), Deprel::Compound | Deprel::Amod | Deprel::Flat)));
    f[70] = flag(heads.iter().any(|&head| doc.deprel(head) == Deprel::Appos));
    f[71] = flag(silent && person && f[4] > 1.0);
}

/// The nouns and verbs of the headline, as lemmas.
fn headline_words(reader: &Reader<'_, '_>) -> HashSet<String> {
    let doc = reader.doc;
    let line = reader.paragraphs.first().map_or(0..0, |&line| doc.tokens_in(line));
    line.filter(|&token| matches!(doc.upos(token), Upos::Noun | Upos::Verb | Upos::Propn))
        .map(|token| reader.lemma(token))
        .collect()
}

/// How near the sentences that name a party are to the matter of the headline, and whether they tell of years gone by.
fn nearness(reader: &Reader<'_, '_>, cast: &Cast, party: usize, matter: &HashSet<String>, f: &mut [f32; FEATURES]) {
    let doc = reader.doc;
    let own: HashSet<String> = cast.parties[party]
        .mentions
        .iter()
        .flat_map(|&mention| cast.mentions[mention].core.clone())
        .map(|token| reader.lemma(token))
        .collect();
    let headline = reader.paragraphs.first().map_or(0, |line| line.end());
    let (mut best, mut past, mut all) = (0, 0, 0);
    for &mention in cast.parties[party].mentions.iter().take(MENTIONS) {
        let head = cast.mentions[mention].head;
        if doc.span(head).start() < headline {
            continue;
        }
        let sentence = reader.sentence(head);
        let start = sentence.start.max(head.saturating_sub(WINDOW));
        let near = start..sentence.end.min(head + WINDOW);
        let mut shared: Vec<String> = near
            .clone()
            .map(|token| reader.lemma(token))
            .filter(|lemma| matter.contains(lemma) && !own.contains(lemma))
            .collect();
        shared.sort_unstable();
        shared.dedup();
        best = best.max(shared.len());
        past += usize::from(near.clone().any(|token| is_year(doc.form(token))));
        all += 1;
    }
    let silent = f[18];
    f[72] = ((1 + best) as f32).ln();
    f[73] = silent * f[72];
    f[74] = past as f32 / all.max(1) as f32;
    f[75] = silent * f[74];
    f[76] = silent * f32::from(u8::from(f[17] > 0.7));
    f[77] = silent * f[33] * f[72];
}

/// "1998", "2014".
fn is_year(form: &str) -> bool {
    form.len() == 4
        && form.bytes().all(|byte| byte.is_ascii_digit())
        && (form.starts_with("19") || form.starts_with("20"))
}

/// Whether a subject's verb is an act or one of reporting.
fn acts_or_tells(reader: &Reader<'_, '_>, head: Token) -> bool {
    reader.doc.head(head).is_some_and(|verb| {
        let lemma = reader.doc.lemma(verb);
        lexicon::acts().stance(lemma).is_some() || lexicon::reporting().verbs.single(lemma).is_some()
    })
}

fn of(reader: &Reader<'_, '_>, cast: &Cast, party: usize, said: u32, acted: u32) -> [f32; FEATURES] {
    let found = &cast.parties[party];
    let mut f = [0.0; FEATURES];
    let flag = |on: bool| f32::from(u8::from(on));
    let mentions: Vec<_> = found.mentions.iter().map(|&mention| &cast.mentions[mention]).collect();
    let named: Vec<_> = mentions.iter().filter(|mention| mention.manner != Manner::Pronoun).collect();
    let heads: Vec<Token> = named.iter().map(|mention| mention.head).collect();
    let subjects = heads.iter().filter(|&&head| sources::is_subject(reader, head)).count();
    let objects = heads.iter().filter(|&&head| matches!(reader.doc.deprel(head), Deprel::Obj | Deprel::Iobj)).count();
    let patients = heads.iter().filter(|&&head| is_patient(reader, head)).count();
    let owners = heads
        .iter()
        .filter(|&&head| matches!(reader.doc.deprel(head), Deprel::NmodPoss | Deprel::Compound | Deprel::Nmod))
        .count();
    let first = heads.iter().min().copied().unwrap_or(0);
    let opening = reader.paragraphs.get(2).or(reader.paragraphs.last()).map_or(0, |paragraph| paragraph.end());
    let headline = reader.paragraphs.first().map_or(0, |paragraph| paragraph.end());
    let starts = |limit: usize| heads.iter().any(|&head| reader.doc.span(head).start() < limit);
    let person =
        mentions.iter().any(|mention| mention.manner == Manner::Name(NameKind::Person) && mention.core.len() > 1);
    f[0] = 1.0;
    f[1] = ((1 + said) as f32).ln();
    f[2] = flag(said > 0);
    f[3] = flag(acted > 0);
    f[4] = ((1 + named.len()) as f32).ln();
    f[5] = flag(starts(opening));
    f[6] = flag(starts(headline));
    f[7] = ((1 + subjects) as f32).ln();
    f[8] = flag(objects > 0);
    f[9] = flag(patients > 0);
    f[10] = flag(found.kind == StakeholderKind::Person);
    f[11] = flag(found.kind == StakeholderKind::Government);
    f[12] = flag(found.kind == StakeholderKind::Company);
    f[13] = flag(found.kind == StakeholderKind::Group);
    f[14] = flag(found.named);
    f[15] = flag(found.country.is_some());
    f[16] = flag(is_outlet(&found.name));
    f[17] = first as f32 / reader.doc.len().max(1) as f32;
    f[18] = flag(said == 0 && acted == 0);
    f[19] = owners as f32 / named.len().max(1) as f32;
    f[20] = flag(person);
    f[21] = flag(!found.named && said == 0 && acted == 0);
    f[22] = flag(found.country.is_some() && said == 0 && acted == 0);
    f[23] = flag(mentions.len() > named.len());
    f[24] = flag(named.len() == 1);
    f[25] = flag(subjects > 0);
    f[26] = flag(person && said == 0);
    f[27] = flag(!found.named && found.kind == StakeholderKind::Person);
    f[28] = flag(!found.named && found.kind == StakeholderKind::Group && named.len() > 1);
    f[29] = flag(found.name.split(' ').count() > 1);
    let governed = heads.iter().filter(|&&head| reader.doc.child(head, Deprel::Case).is_some()).count();
    f[30] = governed as f32 / heads.len().max(1) as f32;
    f[31] = flag(is_no_body(&found.name));
    f[32] = flag(heads.len() > 2);
    f[33] = flag(heads.iter().any(|&head| does(reader, head)));
    f[34] = flag(is_anonymous(&found.name));
    f[35] = flag(found.named && found.kind == StakeholderKind::Organisation);
    f[36] = flag(said > 1);
    f[37] = flag(acted > 0 && said == 0 && named.len() == 1);
    let silent = said == 0 && acted == 0;
    let group = found.kind == StakeholderKind::Group;
    f[38] = flag(group && f[9] > 0.0);
    f[39] = flag(found.country.is_some() && f[5] > 0.0);
    f[40] = flag(found.country.is_some() && f[33] > 0.0);
    f[41] = flag(person && silent && f[33] > 0.0);
    f[42] = flag(person && silent && !found.roles.is_empty());
    f[43] = flag(f[35] > 0.0 && silent && subjects == 0);
    f[44] = if silent { f[4] } else { 0.0 };
    f[45] = flag(group && f[5] > 0.0);
    f[46] = flag(group && silent && f[33] > 0.0);
    f
}

/// Whether a name is an outlet's: a listed one, or one with a word such as "Times" or "Bulletin".
fn is_outlet(name: &str) -> bool {
    let organisations = lexicon::organisations();
    organisations.outlets.has(name) || name.split(' ').any(|word| organisations.outlet_words.has(&word.to_lowercase()))
}

/// Whether a name ends in a word for a thing that acts in nobody's name: "Avenue", "Act", "Festival".
fn is_no_body(name: &str) -> bool {
    name.split(' ').next_back().is_some_and(|word| lexicon::organisations().things.has(&word.to_lowercase()))
}

/// "sources", "reports", "others": nobody whom one could name.
fn is_anonymous(name: &str) -> bool {
    let last = name.split(' ').next_back().unwrap_or_default().to_lowercase();
    matches!(
        last.as_str(),
        "sources" | "source" | "reports" | "others" | "people" | "media" | "many" | "some" | "those" | "one"
    )
}

/// Subject of a finite verb.
fn does(reader: &Reader<'_, '_>, head: Token) -> bool {
    reader.doc.deprel(head) == Deprel::Nsubj && reader.doc.head(head).is_some_and(|verb| reader.is_finite(verb))
}

/// The subject of a passive or the object of an act: "was arrested", "arrested him".
fn is_patient(reader: &Reader<'_, '_>, head: Token) -> bool {
    let doc = reader.doc;
    let acted = doc.head(head).is_some_and(|verb| lexicon::acts().stance(doc.lemma(verb)).is_some());
    doc.deprel(head) == Deprel::NsubjPass || doc.deprel(head) == Deprel::Obj && acted
}
