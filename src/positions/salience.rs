//! Which parties count as stakeholders: those that say, demand, decide, or are acted on.

use super::attribute::Draft;
use super::mentions::Manner;
use super::model;
use super::parties::Cast;
use super::reader::Reader;
use super::sources;
use crate::analysis::{Form, StakeholderKind};
use crate::language::{Deprel, NameKind, Token};
use crate::lexicon;

/// Number of features of a party.
pub(super) const FEATURES: usize = 47;

/// The score above which a silent party counts: at half of the expected F1, where precision and recall balance.
const MARGIN: f32 = -0.85;
/// The same for one that says something: without it, what it says would be nobody's.
const SPEAKER: f32 = -1.5;

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
    (0..cast.parties.len()).map(|party| of(reader, cast, party, said[party], acted[party])).collect()
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
