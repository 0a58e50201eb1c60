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
pub(super) const FEATURES: usize = 30;

/// The score above which a silent party counts: at half of the expected F1, where precision and recall balance.
const MARGIN: f32 = -0.3;

/// For every party whether it counts.
pub(super) fn judge(reader: &Reader<'_, '_>, cast: &Cast, drafts: &[Draft], parties: &[Option<usize>]) -> Vec<bool> {
    let weights = &model::model().salience;
    let decide = |features: &[f32; FEATURES]| {
        let score = model::scores(weights, features)[0];
        let (speaks, outlet) = (features[2] > 0.0, features[16] > 0.0);
        // Who speaks counts, an outlet only where the model is sure; the margin favours finding a party over missing it.
        if speaks && !outlet { true } else { score > if outlet { 0.0 } else { MARGIN } }
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
    f[16] = flag(lexicon::organisations().outlets.has(&found.name));
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
    f
}

/// The subject of a passive or the object of an act: "was arrested", "arrested him".
fn is_patient(reader: &Reader<'_, '_>, head: Token) -> bool {
    let doc = reader.doc;
    let acted = doc.head(head).is_some_and(|verb| lexicon::acts().stance(doc.lemma(verb)).is_some());
    doc.deprel(head) == Deprel::NsubjPass || doc.deprel(head) == Deprel::Obj && acted
}
