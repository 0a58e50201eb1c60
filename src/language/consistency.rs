//! Names over a whole document: what is surely a name once is one elsewhere, and of the same kind.

use super::document::{Document, Name};
use super::tagset::{NameKind, Upos};
use crate::lexicon::places::PlaceKind;
use crate::lexicon::{places, titles};
use std::collections::HashMap;

/// Longest name that is looked for elsewhere, in tokens.
const LONGEST: usize = 6;

/// What is known of one written form.
#[derive(Clone, Copy, Default)]
struct Form {
    /// How often it was found, by kind.
    found: [u32; 3],
    /// Whether it ends the name of a person of two or more words.
    surname: bool,
}

impl Form {
    fn kind(&self) -> Option<NameKind> {
        let best = (0..3).max_by_key(|&kind| (self.found[kind], std::cmp::Reverse(kind)))?;
        (self.found[best] > 0).then(|| NameKind::from_index(best))
    }
}

/// Makes the names of a document agree, and adds the mentions that were missed.
pub(super) fn settle(document: &mut Document<'_>) {
    let text = document.text;
    let mut forms: HashMap<&str, Form> = HashMap::new();
    for name in &document.names {
        forms.entry(name.span.slice(text)).or_default().found[name.kind as usize] += 1;
        if name.kind == NameKind::Person && name.tokens.len() > 1 {
            let last = document.form(name.tokens.end - 1);
            if last.len() > 2 && last.chars().next().is_some_and(char::is_uppercase) {
                forms.entry(last).or_default().surname = true;
            }
        }
    }
    document.names.retain(|name| !is_people(name.span.slice(text)));
    for name in &mut document.names {
        if name.kind == NameKind::Organisation && is_country(name.span.slice(text)) {
            name.kind = NameKind::Place;
            continue;
        }
        let form = forms[name.span.slice(text)];
        let surname = form.surname && name.tokens.len() == 1 && places().get(name.span.slice(text)).is_none();
        if surname {
            name.kind = NameKind::Person;
        } else if let Some(kind) =
            form.kind().filter(|&kind| form.found[kind as usize] > form.found[name.kind as usize])
        {
            name.kind = kind;
        }
    }
    expand_initials(document, &mut forms);
    add_missed(document, &forms);
}

/// Whether a name is only an adjective of a country or the word for its inhabitants.
fn is_people(name: &str) -> bool {
    places().get(name).is_some_and(|place| matches!(place.kind, PlaceKind::Adjective | PlaceKind::People))
}

fn is_country(name: &str) -> bool {
    places().get(name).is_some_and(|place| matches!(place.kind, PlaceKind::Country | PlaceKind::Region))
}

/// "World Health Organization (WHO)": the letters name what stands before the bracket.
fn expand_initials<'t>(document: &mut Document<'t>, forms: &mut HashMap<&'t str, Form>) {
    let mut found = Vec::new();
    for name in &document.names {
        let after = name.tokens.end;
        let bracket = after + 2 < document.len() && document.form(after) == "(" && document.form(after + 2) == ")";
        if !bracket || name.tokens.len() < 2 || name.kind == NameKind::Person {
            continue;
        }
        let letters = document.form(after + 1);
        if letters.len() > 1 && letters.chars().all(|c| c.is_uppercase() || c == '.' || c == '&') {
            found.push((letters, name.kind));
        }
    }
    for (letters, kind) in found {
        let form = forms.entry(letters).or_default();
        form.found = [0; 3];
        form.found[kind as usize] = 2;
        for name in document.names.iter_mut().filter(|name| name.span.slice(document.text) == letters) {
            name.kind = kind;
        }
    }
}

/// Adds the mentions of known names that the model has left out.
fn add_missed(document: &mut Document<'_>, forms: &HashMap<&str, Form>) {
    let mut taken = vec![false; document.len()];
    for name in &document.names {
        taken[name.tokens.clone()].fill(true);
    }
    let mut added = Vec::new();
    let mut t = 0;
    while t < document.len() {
        let length = if taken[t] { 0 } else { missed(document, forms, &taken, t) };
        if length == 0 {
            t += 1;
            continue;
        }
        let tokens = t..t + length;
        let span = document.cover(tokens.clone());
        let form = forms[span.slice(document.text)];
        let kind = if form.surname { Some(NameKind::Person) } else { form.kind() };
        added.extend(kind.map(|kind| Name { span, tokens, kind }));
        t += length;
    }
    if !added.is_empty() {
        document.names.append(&mut added);
        document.names.sort_by_key(|name| name.tokens.start);
    }
}

/// Number of tokens of the known name that starts at `t` and that the model has not found; 0 for none.
fn missed(document: &Document<'_>, forms: &HashMap<&str, Form>, taken: &[bool], t: usize) -> usize {
    let capital = |t: usize| document.form(t).chars().next().is_some_and(char::is_uppercase);
    if !capital(t) {
        return 0;
    }
    let end = document.sentences[document.sentence_of(t)].tokens.end;
    let reach = (t..end.min(t + LONGEST)).take_while(|&next| !taken[next]).count();
    for length in (1..=reach).rev() {
        let span = document.cover(t..t + length);
        let Some(form) = forms.get(span.slice(document.text)) else { continue };
        if length > 1 {
            return length;
        }
        // One word may be a part of another name, or an ordinary word at the start of a sentence.
        let beside = |next: usize| next < document.len() && capital(next) && document.upos(next) == Upos::Propn;
        let titled = t > 0 && titles().before_name(document.lower(t - 1));
        let alone = !beside(t + 1) && (t == 0 || !beside(t - 1) || titled);
        let seen = form.surname || form.found.iter().sum::<u32>() > 1;
        let letters = document.form(t).len() > 2 && document.form(t).chars().all(char::is_uppercase);
        if alone && seen && (document.upos(t) == Upos::Propn || letters) {
            return 1;
        }
    }
    0
}
