//! Lemmas: exceptions first, then endings, checked against the list of base forms.

use super::tagset::{Upos, Xpos};
use super::wordlist::{self, ADJECTIVE, NOUN, VERB};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Irregular forms: tag class (n, v, a, c), form, lemma.
static EXCEPTIONS: LazyLock<HashMap<(u8, &'static str), &'static str>> = LazyLock::new(|| {
    let text = include_str!("../../assets/lexicon/lemmas.tsv");
    let entries = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut parts = line.split('\t');
        Some(((*parts.next()?.as_bytes().first()?, parts.next()?), parts.next()?))
    });
    // A table that grows is filled several times over: no line has less than eight bytes.
    let mut exceptions = HashMap::with_capacity(text.len() / 8);
    exceptions.extend(entries);
    exceptions
});

/// Appends the lemma of a word, given its form, the form in lower case, and its tags.
pub(super) fn write(out: &mut String, form: &str, lower: &str, upos: Upos, xpos: Xpos) {
    let class = match xpos {
        Xpos::Nns => b'n',
        Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbz | Xpos::Vbp | Xpos::Vb | Xpos::Md => b'v',
        Xpos::Jjr | Xpos::Jjs | Xpos::Rbr | Xpos::Rbs => b'a',
        _ => b'c',
    };
    if upos == Upos::Propn {
        return out.push_str(if xpos == Xpos::Nnps { plural_name(form) } else { form });
    }
    let class = if class == b'n' || class == b'v' || class == b'a' { class } else { b'c' };
    if let Some(lemma) = EXCEPTIONS.get(&(class, lower)) {
        return out.push_str(lemma);
    }
    match xpos {
        Xpos::Nns => by_ending(out, lower, NOUN, &NOUN_ENDINGS),
        Xpos::Vbz => by_ending(out, lower, VERB, &VERB_S),
        Xpos::Vbd | Xpos::Vbn => by_ending(out, lower, VERB, &VERB_ED),
        Xpos::Vbg => by_ending(out, lower, VERB, &VERB_ING),
        Xpos::Jjr | Xpos::Rbr => by_ending(out, lower, ADJECTIVE, &[("ier", "y"), ("er", ""), ("er", "e")]),
        Xpos::Jjs | Xpos::Rbs => by_ending(out, lower, ADJECTIVE, &[("iest", "y"), ("est", ""), ("est", "e")]),
        _ => out.push_str(lower),
    }
}

fn plural_name(form: &str) -> &str {
    form.strip_suffix('s').filter(|stem| stem.len() > 3 && !stem.ends_with(['s', 'e', 'u', 'i'])).unwrap_or(form)
}

pub(super) const NOUN_ENDINGS: [(&str, &str); 8] =
    [("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x"), ("men", "man"), ("s", ""), ("es", "")];
pub(super) const VERB_S: [(&str, &str); 7] =
    [("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x"), ("s", ""), ("es", "")];
pub(super) const VERB_ED: [(&str, &str); 3] = [("ied", "y"), ("ed", "e"), ("ed", "")];
pub(super) const VERB_ING: [(&str, &str); 2] = [("ing", "e"), ("ing", "")];

/// Appends the first candidate that is a base form of this class; where none is, the likeliest by the spelling.
fn by_ending(out: &mut String, lower: &str, class: u16, endings: &[(&str, &str)]) {
    let start = out.len();
    for &(ending, instead) in endings {
        let Some(stem) = lower.strip_suffix(ending).filter(|stem| stem.len() > 1) else { continue };
        for stem in [Some(stem), undouble(stem).filter(|_| instead.is_empty() && ending != "s")].into_iter().flatten() {
            out.truncate(start);
            out.push_str(stem);
            out.push_str(instead);
            if out.get(start..).is_some_and(|candidate| wordlist::base(candidate) & class != 0) {
                return;
            }
        }
    }
    out.truncate(start);
    let guess = endings.iter().find_map(|&(ending, instead)| {
        let stem = lower.strip_suffix(ending).filter(|stem| stem.len() > 2)?;
        let silent = instead == "e" && !stem.ends_with(['v', 'z', 'c', 'u', 'g']) && !stem.ends_with("at");
        let double = ending == "s" && stem.ends_with('s');
        (!silent && !double).then_some((stem, instead))
    });
    match guess {
        Some((stem, instead)) => {
            out.push_str(stem);
            out.push_str(instead);
        }
        None => out.push_str(lower),
    }
}

/// The stem without its doubled last consonant: "stopp" → "stop".
pub(super) fn undouble(stem: &str) -> Option<&str> {
    let bytes = stem.as_bytes();
    let [.., a, b] = bytes else { return None };
    (a == b && b.is_ascii_alphabetic() && !b"aeiou".contains(b)).then(|| stem.get(..stem.len() - 1))?
}

/// What the word can be as an inflected form of a listed base form: plural or third person (1), past (2), -ing (4),
/// comparison (8).
pub(super) fn inflection(lower: &str) -> u16 {
    if lower.len() < 4 || !lower.is_ascii() {
        return 0;
    }
    let any = |class: u16, endings: &[(&str, &str)]| {
        endings.iter().any(|&(ending, instead)| {
            let Some(stem) = lower.strip_suffix(ending).filter(|stem| stem.len() > 1) else { return false };
            wordlist::base_joined(stem, instead) & class != 0
                || instead.is_empty() && ending != "s" && undouble(stem).is_some_and(|s| wordlist::base(s) & class != 0)
        })
    };
    match lower.as_bytes() {
        [.., b's'] => u16::from(any(NOUN, &NOUN_ENDINGS)) | u16::from(any(VERB, &VERB_S)) << 1,
        [.., b'e', b'd'] => u16::from(any(VERB, &VERB_ED)) << 2,
        [.., b'n', b'g'] => u16::from(any(VERB, &VERB_ING)) << 3,
        [.., b'e', b'r'] => u16::from(any(ADJECTIVE, &[("ier", "y"), ("er", ""), ("er", "e")])) << 4,
        [.., b's', b't'] => u16::from(any(ADJECTIVE, &[("iest", "y"), ("est", ""), ("est", "e")])) << 4,
        _ => 0,
    }
}
