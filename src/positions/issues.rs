//! Whose a statement, a report or a decision is: what it says is said by whoever issued it.

use super::parties::Cast;
use super::reader::Reader;
use crate::analysis::StakeholderKind;
use crate::language::{Deprel, Token, Upos};
use crate::lexicon;
use std::collections::HashMap;

/// Words around a document that may say whose it is.
const NEAR: usize = 12;

/// Every document of the text that says whose it is, by its noun, in order.
#[derive(Debug, Default)]
pub(super) struct Issues(HashMap<String, Vec<(Token, usize)>>);

impl Issues {
    /// Who issued the document that `noun` last named before `at`, or else names first: "the report said" after "a report
    /// by the ombudsman".
    pub fn latest(&self, noun: &str, at: Token) -> Option<usize> {
        let known = self.0.get(noun)?;
        let before = known.partition_point(|&(token, _)| token < at);
        known.get(before.saturating_sub(1)).map(|&(_, party)| party)
    }
}

/// Reads the document once.
pub(super) fn find(reader: &Reader<'_, '_>, cast: &Cast) -> Issues {
    let mut issues = Issues::default();
    let documents = &lexicon::organisations().documents;
    for token in 0..reader.doc.len() {
        if reader.doc.upos(token) == Upos::Noun && documents.has(reader.doc.lemma(token)) {
            let party = issuer(reader, cast, token).or_else(|| publisher(reader, cast, token));
            if let Some(party) = party {
                issues.0.entry(reader.doc.lemma(token).to_owned()).or_default().push((token, party));
            }
        }
    }
    issues
}

/// The owner of a document, or who it is from, by or of; or whose website it stands on.
pub(super) fn issuer(reader: &Reader<'_, '_>, cast: &Cast, head: Token) -> Option<usize> {
    let doc = reader.doc;
    let party = |token: Token| cast.party_at(token);
    let owner = doc.child(head, Deprel::NmodPoss).and_then(party);
    let case = |child: Token| doc.child(child, Deprel::Case).map(|case| doc.lower(case));
    let from = || {
        doc.children(head)
            .filter(|&child| {
                matches!(doc.deprel(child), Deprel::Nmod | Deprel::Obl | Deprel::OblAgent)
                    && matches!(case(child), Some("from" | "by" | "of"))
            })
            .find_map(party)
    };
    let before = || doc.children(head).filter(|&child| child < head).find_map(party);
    let placed = || {
        doc.children(head)
            .filter(|&child| child > head && matches!(case(child), Some("on" | "in" | "at")))
            .find_map(|child| doc.child(child, Deprel::NmodPoss).and_then(party))
    };
    owner.or_else(from).or_else(before).or_else(placed)
}

/// Whether a noun is "the statement", "the notice": what was said before in other words.
pub(super) fn is_notice(reader: &Reader<'_, '_>, head: Token) -> bool {
    let notice = matches!(
        reader.doc.lemma(head),
        "statement" | "release" | "notice" | "advisory" | "announcement" | "letter" | "bulletin" | "post" | "message"
    );
    notice && reader.doc.child(head, Deprel::Det).is_some_and(|det| matches!(reader.doc.lower(det), "the" | "this"))
}

/// "The ministry released a report", "said in a statement": the subject of the verb that a document hangs on.
fn publisher(reader: &Reader<'_, '_>, cast: &Cast, head: Token) -> Option<usize> {
    let doc = reader.doc;
    let verb = doc.head(head).filter(|&verb| doc.upos(verb) == Upos::Verb && verb.abs_diff(head) < NEAR)?;
    let made = match doc.deprel(head) {
        Deprel::Obj => matches!(
            doc.lemma(verb),
            "release"
                | "issue"
                | "publish"
                | "write"
                | "post"
                | "send"
                | "sign"
                | "make"
                | "present"
                | "file"
                | "submit"
        ),
        Deprel::Obl => doc.child(head, Deprel::Case).is_some_and(|case| matches!(doc.lower(case), "in" | "on")),
        _ => false,
    };
    let subject = super::sources::subject(reader, verb, 0).filter(|_| made)?;
    cast.party_at(subject).filter(|&party| cast.parties[party].kind != StakeholderKind::Group)
}
