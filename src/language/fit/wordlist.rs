//! Makes the word list (clusters, base forms) and the list of irregular lemmas.

use super::read::Sentence;
use crate::language::model::place;
use crate::language::tagset::{Upos, Xpos};
use crate::language::{hash, lemma, tagger, wordlist};
use std::collections::{BTreeMap, BTreeSet};

/// The bytes of the word list: `clusters` gives a bit string by word, `index` base forms by class ("noun", "verb",
/// "adj", "adv"), `roles` towns, given names and surnames, one a line; only the `keep` commonest words by `frequency` get
/// a cluster.
#[must_use]
pub fn word_list<'a>(
    clusters: &'a BTreeMap<String, u32>,
    frequency: &BTreeMap<String, f64>,
    index: &'a BTreeMap<String, Vec<String>>,
    roles: [&'a str; 3],
    keep: usize,
) -> Vec<u8> {
    let mut words: Vec<(&String, u16)> = clusters
        .iter()
        .filter(|&(word, &bits)| bits > 0 && word.len() <= 30)
        .filter_map(|(word, &bits)| Some((word, u16::try_from(bits).ok()?)))
        .collect();
    let weight = |word: &String| frequency.get(word).copied().unwrap_or(-99.0);
    words.sort_by(|a, b| weight(b.0).total_cmp(&weight(a.0)).then(a.0.cmp(b.0)));
    words.truncate(keep);
    let strings: BTreeSet<u16> = words.iter().map(|&(_, bits)| bits).collect();
    let numbers: BTreeMap<u16, u16> =
        strings.iter().zip(1u16..).take(wordlist::CLUSTERS - 1).map(|(&bits, number)| (bits, number)).collect();
    let mut values: BTreeMap<&str, u16> = BTreeMap::new();
    for (word, bits) in words {
        values.insert(word, numbers.get(&bits).copied().unwrap_or(0));
    }
    for (class, bit) in
        [("noun", wordlist::NOUN), ("verb", wordlist::VERB), ("adj", wordlist::ADJECTIVE), ("adv", wordlist::ADVERB)]
    {
        for word in index.get(class).into_iter().flatten() {
            if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') && frequency.contains_key(word) {
                *values.entry(word).or_default() |= bit << 10;
            }
        }
    }
    // Of a word in several lists the first counts.
    for (list, role) in roles.into_iter().zip(1u16..) {
        for word in list.lines() {
            let value = values.entry(word).or_default();
            if *value >> 14 == 0 {
                *value |= role << 14;
            }
        }
    }
    encode(&numbers, &values)
}

fn encode(numbers: &BTreeMap<u16, u16>, values: &BTreeMap<&str, u16>) -> Vec<u8> {
    let count = values.len() * 4 / 3 + 1;
    let mut strings = vec![0u16; wordlist::CLUSTERS];
    for (&bits, &number) in numbers {
        strings[usize::from(number)] = bits;
    }
    let mut slots = vec![[0u16; 2]; count];
    for (word, &value) in values {
        let (mut slot, check) = place(hash::bytes(word.as_bytes()), count as u64);
        while slots[slot][0] != 0 {
            slot = (slot + 1) % count;
        }
        slots[slot] = [check, value];
    }
    let mut out = wordlist::MAGIC.to_vec();
    out.extend((count as u32).to_le_bytes());
    out.extend(strings.iter().flat_map(|bits| bits.to_le_bytes()));
    out.extend(slots.iter().flatten().flat_map(|number| number.to_le_bytes()));
    out
}

/// Lines of class, form and lemma for the forms of `irregular` (by class) that are common enough, and for the forms of
/// the treebank that the rules get wrong.
#[must_use]
pub fn lemma_exceptions(
    irregular: &BTreeMap<String, BTreeMap<String, Vec<String>>>,
    frequency: &BTreeMap<String, f64>,
    sentences: &[Sentence],
) -> String {
    let mut lines: BTreeMap<(char, String), String> = BTreeMap::new();
    for (class, letter) in [("noun", 'n'), ("verb", 'v'), ("adj", 'a'), ("adv", 'a')] {
        for (form, lemmas) in irregular.get(class).into_iter().flatten() {
            if let Some(lemma) = lemmas.first().filter(|_| frequency.get(form).is_some_and(|&f| f > -17.0)) {
                lines.insert((letter, form.clone()), lemma.clone());
            }
        }
    }
    let mut seen: BTreeMap<(char, String), BTreeMap<String, usize>> = BTreeMap::new();
    for sentence in sentences {
        for ((form, lemma), &tag) in sentence.forms.iter().zip(&sentence.lemmas).zip(&sentence.tags) {
            let (upos, xpos) = (tagger::upos(tag), tagger::xpos(tag));
            if upos == Upos::Propn || lemma.is_empty() || *lemma != lemma.to_lowercase() && lemma != "I" {
                continue;
            }
            let letter = match xpos {
                Xpos::Nns => 'n',
                Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbz | Xpos::Vbp | Xpos::Vb | Xpos::Md => 'v',
                Xpos::Jjr | Xpos::Jjs | Xpos::Rbr | Xpos::Rbs => 'a',
                _ => 'c',
            };
            let lower = form.to_lowercase().replace('’', "'");
            *seen.entry((letter, lower)).or_default().entry(lemma.clone()).or_default() += 1;
        }
    }
    for ((letter, form), lemmas) in seen {
        let Some((lemma, &count)) = lemmas.iter().max_by_key(|&(lemma, &count)| (count, std::cmp::Reverse(lemma)))
        else {
            continue;
        };
        let mut mine = String::new();
        let xpos = match letter {
            'n' => Xpos::Nns,
            'v' if form.ends_with("ing") => Xpos::Vbg,
            'v' if form.ends_with('s') => Xpos::Vbz,
            'v' => Xpos::Vbd,
            'a' => Xpos::Jjr,
            _ => Xpos::Nn,
        };
        lemma::write(&mut mine, &form, &form, Upos::X, xpos);
        if mine != *lemma && count >= 2 && form.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'\'') {
            lines.insert((letter, form), lemma.clone());
        }
    }
    let mut out = String::from(
        "# Irregular lemmas: class (n plural noun, v verb, a comparison, c other), form, lemma. Made by `fit lemmas` from\n\
         # WordNet 3.0's exception lists and the English Web Treebank; see assets/models/README.md.\n",
    );
    for ((letter, form), lemma) in lines {
        out.push(letter);
        for part in ["\t", &form, "\t", &lemma, "\n"] {
            out.push_str(part);
        }
    }
    out
}
