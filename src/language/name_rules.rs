//! Names that the sequence model cuts wrongly and that their words make sure: "Ministry of the Interior" is one name,
//! "Secretary of State" is none, and whoever stands after a title is a person.

use super::document::{Document, Name, Token};
use super::tagset::{NameKind, Upos, Xpos};
use super::wordlist;
use crate::analysis::StakeholderKind;
use crate::lexicon::places::PlaceKind;
use crate::lexicon::{days, organisations, places, titles};
use std::ops::Range;

/// Words of the longest person's name after a title.
const PERSON_WORDS: usize = 5;
/// Words that a name of a body may go on for after "of".
const TAIL_WORDS: usize = 8;
/// What [`wordlist::entry`] calls a given name and a surname.
const GIVEN: u16 = 2;
const SURNAME: u16 = 3;

/// Repairs the names of a document; they stay in order and do not overlap.
pub(super) fn repair(document: &mut Document<'_>) {
    let mut labels = Labels::of(document);
    for sentence in 0..document.sentences.len() {
        let tokens = document.sentences[sentence].tokens.clone();
        if tokens.clone().any(|t| labels.kinds[t].is_some() || document.upos(t) == Upos::Propn) {
            drop_offices(document, &mut labels, tokens.clone());
            name_after_title(document, &mut labels, tokens.clone());
            name_after_people(document, &mut labels, tokens.clone());
            finish_persons(document, &mut labels, tokens.clone());
            join_bodies(document, &mut labels, tokens.clone());
            spelled_out(document, &mut labels, tokens);
        }
    }
    labels.write(document);
}

/// The names as a kind for each token and the token where its name begins.
struct Labels {
    kinds: Vec<Option<NameKind>>,
    first: Vec<u32>,
}

impl Labels {
    fn of(document: &Document<'_>) -> Self {
        let mut labels = Self { kinds: vec![None; document.len()], first: vec![0; document.len()] };
        for name in &document.names {
            labels.set(name.tokens.clone(), name.kind);
        }
        labels
    }

    fn set(&mut self, tokens: Range<Token>, kind: NameKind) {
        let first = tokens.start as u32;
        for t in tokens {
            self.kinds[t] = Some(kind);
            self.first[t] = first;
        }
    }

    fn clear(&mut self, tokens: Range<Token>) {
        self.kinds[tokens].fill(None);
    }

    /// The name that holds `t`.
    fn name(&self, t: Token) -> Option<(Range<Token>, NameKind)> {
        let kind = self.kinds.get(t).copied().flatten()?;
        let first = self.first[t];
        let mut end = t + 1;
        while end < self.kinds.len() && self.kinds[end].is_some() && self.first[end] == first {
            end += 1;
        }
        Some((first as usize..end, kind))
    }

    /// Takes `tokens` for a name; what is left of the names that it cuts keeps its kind only before it.
    fn claim(&mut self, tokens: Range<Token>, kind: NameKind) {
        if let Some((name, _)) = tokens.end.checked_sub(1).and_then(|last| self.name(last))
            && name.end > tokens.end
        {
            self.clear(tokens.end..name.end);
        }
        self.set(tokens, kind);
    }

    /// The names that begin in `tokens`, in order.
    fn names_in(&self, tokens: Range<Token>) -> Vec<(Range<Token>, NameKind)> {
        let mut names = Vec::new();
        let mut t = tokens.start;
        while t < tokens.end {
            let found = self.name(t);
            t = found.as_ref().map_or(t + 1, |(name, _)| name.end);
            names.extend(found);
        }
        names
    }

    fn write(self, document: &mut Document<'_>) {
        let mut names: Vec<Name> = Vec::with_capacity(document.names.len());
        let mut t = 0;
        while t < document.len() {
            let Some((tokens, kind)) = self.name(t) else {
                t += 1;
                continue;
            };
            // A name whose beginning was taken away starts at what is left of it.
            let tokens = t.max(tokens.start)..tokens.end;
            t = tokens.end;
            names.push(Name { span: document.cover(tokens.clone()), tokens, kind });
        }
        document.names = names;
    }
}

fn capital(document: &Document<'_>, t: Token) -> bool {
    document.form(t).chars().next().is_some_and(char::is_uppercase)
}

/// Whether a word heads names of bodies: "Ministry", "Court", "University".
fn heads_body(document: &Document<'_>, t: Token) -> bool {
    organisations().kind_of_noun(document.lower(t)).is_some()
}

/// Whether the name of a body may go on with "of" after this word; a group's, a place's or an undertaking's does not.
fn takes_tail(document: &Document<'_>, t: Token) -> bool {
    let word = document.lower(t);
    let place = matches!(
        word,
        "state"
            | "country"
            | "nation"
            | "city"
            | "county"
            | "province"
            | "district"
            | "municipality"
            | "republic"
            | "kingdom"
    );
    let undertaking = matches!(
        word,
        "campaign" | "group" | "project" | "program" | "programme" | "mission" | "team" | "club" | "press"
    );
    capital(document, t)
        && !place
        && !undertaking
        && organisations().kind_of_noun(word).is_some_and(|kind| kind != StakeholderKind::Group)
}

/// Whether a word is an office that one person holds: "President", "Secretary".
fn is_office(document: &Document<'_>, t: Token) -> bool {
    titles().offices.has(document.lower(t)) && document.xpos(t) != Xpos::Nns && document.xpos(t) != Xpos::Nnps
}

fn is_place(document: &Document<'_>, tokens: Range<Token>) -> bool {
    let name = document.cover(tokens);
    places()
        .get(name.slice(document.text))
        .is_some_and(|place| !matches!(place.kind, PlaceKind::Adjective | PlaceKind::People))
}

/// "US Secretary of State", "the Grey District Mayor": an office is nobody's name. A place before it stays one.
fn drop_offices(document: &Document<'_>, labels: &mut Labels, sentence: Range<Token>) {
    for (name, kind) in labels.names_in(sentence) {
        let last = name.end - 1;
        let of_state = |t: Token| {
            document.lower(t) == "state" && t >= 2 && document.lower(t - 1) == "of" && is_office(document, t - 2)
        };
        let office = is_office(document, last) || of_state(last);
        if kind == NameKind::Person || !office || name.clone().any(|t| t < last && heads_body(document, t)) {
            continue;
        }
        labels.clear(name.clone());
        let before = (name.start + 1..=last).rev().find(|&end| is_place(document, name.start..end));
        if let Some(end) = before {
            labels.set(name.start..end, NameKind::Place);
        }
    }
}

/// "President of Ukraine Volodymyr Zelenskyy", "Lieutenant General Simon Stuart": the capitalised words after a title
/// name a person.
fn name_after_title(document: &Document<'_>, labels: &mut Labels, sentence: Range<Token>) {
    let mut t = sentence.start;
    while t < sentence.end {
        let title = is_office(document, t) || titles().address.has(document.lower(t));
        // "Prince Edward Island".
        let place = labels.name(t).is_some_and(|(_, kind)| kind == NameKind::Place);
        if !title || place || !(capital(document, t) || t + 1 < sentence.end && capital(document, t + 1)) {
            t += 1;
            continue;
        }
        let start = after_title(document, labels, t, sentence.end);
        let end = person_end(document, start, sentence.end);
        if start < end && is_person(document, labels, start..end) {
            labels.claim(start..end, NameKind::Person);
            t = end;
        } else {
            t += 1;
        }
    }
}

/// "Israeli Ohad Huri": the adjective of a country before a given name is no part of it.
fn name_after_people(document: &Document<'_>, labels: &mut Labels, sentence: Range<Token>) {
    for t in sentence.clone() {
        let people = places().get(document.form(t)).is_some_and(|place| place.kind == PlaceKind::Adjective);
        let start = t + 1;
        if !people || start + 1 >= sentence.end || wordlist::entry(document.form(start)).role != GIVEN {
            continue;
        }
        let end = person_end(document, start, sentence.end);
        let inside = labels.name(t).is_some_and(|(name, _)| name.start == t && name.end > start);
        if inside && end > start + 1 && is_person(document, labels, start..end) {
            labels.clear(t..start);
            labels.claim(start..end, NameKind::Person);
        }
    }
}

/// Where the name after the title at `t` would begin: behind more titles, "of State", "of the Bank of England".
fn after_title(document: &Document<'_>, labels: &Labels, t: Token, end: Token) -> Token {
    let mut at = t + 1;
    let title = |t: Token| titles().before_name(document.lower(t));
    while at < end && title(at) {
        at += 1;
    }
    while at + 1 < end && matches!(document.lower(at), "of" | "for") {
        let mut next = at + 1;
        while next < end && matches!(document.lower(next), "the" | "an" | "a") {
            next += 1;
        }
        let first = next;
        while next < end && capital(document, next) && !(next > first && begins_person(document, next, end)) {
            next += 1;
        }
        let name = labels.name(first).filter(|(name, kind)| name.start == first && *kind == NameKind::Place);
        let next = name.map_or(next, |(name, _)| name.end);
        if next == first {
            break;
        }
        at = next;
    }
    at
}

/// Whether a person's name may begin here, behind the name of a body or place: a given name, or after a place or the
/// noun of a body a word that is no ordinary one; another capitalised word follows.
fn begins_person(document: &Document<'_>, t: Token, end: Token) -> bool {
    let role = wordlist::entry(document.form(t)).role;
    let closed = heads_body(document, t - 1) || is_place(document, t - 1..t) || document.lower(t - 1) == "state";
    let odd = wordlist::base(document.lower(t)) == 0 && places().get(document.form(t)).is_none();
    (role == GIVEN || closed && odd && !heads_body(document, t))
        && t + 1 < end
        && capital(document, t + 1)
        && !heads_body(document, t + 1)
}

/// The end of the run of capitalised words, with "von der" and "bin" inside, that starts at `start`.
fn person_end(document: &Document<'_>, start: Token, end: Token) -> Token {
    let mut at = start;
    while at < end && at - start < PERSON_WORDS {
        let initial = document.form(at).len() == 2 && document.form(at).ends_with('.');
        let word = capital(document, at)
            && matches!(document.upos(at), Upos::Propn | Upos::Noun | Upos::X | Upos::Adj)
            && !days::is_weekday(document.lower(at))
            && !days::is_month(document.lower(at));
        let particles = if at > start { particles_at(document, at, end) } else { 0 };
        if particles > 0 {
            at += particles;
        } else if word || initial {
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// Number of small words of a name, such as "von der", that stand at `t` before a capitalised one.
fn particles_at(document: &Document<'_>, t: Token, end: Token) -> usize {
    let small = |t: &Token| {
        matches!(
            document.form(*t),
            "von"
                | "van"
                | "der"
                | "den"
                | "de"
                | "del"
                | "della"
                | "di"
                | "da"
                | "dos"
                | "du"
                | "la"
                | "bin"
                | "ibn"
                | "al"
                | "el"
                | "ter"
        )
    };
    let count = (t..end).take(3).take_while(small).count();
    let next = t + count;
    if count > 0 && next < end && capital(document, next) && document.upos(next) == Upos::Propn { count } else { 0 }
}

/// Whether capitalised words after a title can be a person: none heads a body, none is a title, no known place.
fn is_person(document: &Document<'_>, labels: &Labels, tokens: Range<Token>) -> bool {
    let ours = labels
        .name(tokens.start)
        .is_some_and(|(name, kind)| kind == NameKind::Person && name.start == tokens.start && name.end >= tokens.end);
    let odd = |t: Token| {
        heads_body(document, t)
            // "Mervyn King": a title that ends a name is a surname.
            || titles().before_name(document.lower(t))
                && (t == tokens.start || t + 1 < tokens.end || wordlist::entry(document.form(t)).role < GIVEN)
            || organisations().company_suffixes.has(document.lower(t))
            || document.form(t).len() > 1
                && document.form(t).chars().all(|c| c.is_uppercase() || c == '.')
                && document.form(t).len() > 2
            || !matches!(document.upos(t), Upos::Propn)
                && document.form(t).chars().next().is_some_and(char::is_uppercase)
                && wordlist::entry(document.form(t)).role < GIVEN
    };
    let place = (tokens.start + 1..=tokens.end)
        .any(|end| places().get(document.cover(tokens.start..end).slice(document.text)).is_some());
    // One word may be a place, a day or a party: the model knows better.
    let named = wordlist::entry(document.form(tokens.start)).role;
    let whole = labels.name(tokens.start).is_some_and(|(name, _)| name == tokens);
    let sure = if tokens.len() > 1 { !whole || named == GIVEN } else { whole && matches!(named, GIVEN | SURNAME) };
    !ours && !place && sure && !tokens.clone().any(odd)
}

/// "Ursula" and "von der Leyen", "Evans" and "Jr.": what goes on with a person's name.
fn finish_persons(document: &Document<'_>, labels: &mut Labels, sentence: Range<Token>) {
    let mut done = sentence.start;
    for (name, kind) in labels.names_in(sentence.clone()) {
        // A name before it may have taken it in.
        if kind != NameKind::Person || name.start < done {
            continue;
        }
        let mut end = name.end;
        let particles = particles_at(document, end, sentence.end);
        if particles > 0 {
            end += particles + 1;
        }
        let comma = usize::from(end < sentence.end && document.form(end) == ",");
        if end + comma < sentence.end
            && matches!(document.form(end + comma), "Jr." | "Sr." | "Jr" | "Sr" | "III" | "II")
        {
            end += comma + 1;
        }
        if end > name.end {
            labels.claim(name.start..end, NameKind::Person);
            done = end;
        }
    }
}

/// "Department of the Interior", "Centre for Medium-Range Weather Forecasts", "University of Hawaii at Manoa".
fn join_bodies(document: &Document<'_>, labels: &mut Labels, sentence: Range<Token>) {
    let mut t = sentence.start;
    while t < sentence.end {
        let Some((name, kind)) = labels.name(t) else {
            // A body that the model has missed whole: "Department of the Interior".
            let end = if takes_tail(document, t) { body_end(document, labels, t + 1, sentence.end) } else { t };
            if end > t + 1 {
                let described =
                    |&t: &Token| labels.kinds[t].is_none() && capital(document, t) && document.upos(t) == Upos::Propn;
                let before = (sentence.start..t).rev().take_while(described).take(3).count();
                labels.claim(t - before..end, NameKind::Organisation);
            }
            t = end.max(t + 1);
            continue;
        };
        t = name.end;
        let head_alone = name.len() == 1 && takes_tail(document, name.start);
        if kind == NameKind::Person && !head_alone {
            continue;
        }
        let mut end = name.end;
        // "the West Midlands" and "Ambulance Service".
        let plain = |&t: &Token| {
            labels.kinds[t].is_none()
                && capital(document, t)
                && document.upos(t) == Upos::Propn
                && !is_office(document, t)
        };
        let run = (end..sentence.end).take_while(plain).take(3).count();
        if kind != NameKind::Person && run > 1 && heads_body(document, end + run - 1) {
            end += run;
        }
        // "the West Midlands" and "Police".
        while end < sentence.end
            && labels.kinds[end].is_none()
            && capital(document, end)
            && document.upos(end) == Upos::Propn
            && heads_body(document, end)
        {
            end += 1;
        }
        if (kind != NameKind::Place || end > name.end) && takes_tail(document, end - 1) {
            end = body_end(document, labels, end, sentence.end);
        }
        if end > name.end {
            labels.claim(name.start..end, NameKind::Organisation);
            t = end;
        }
    }
}

/// "Secours sans Frontières (SSF)": the words whose first letters a bracket repeats name a body.
fn spelled_out(document: &Document<'_>, labels: &mut Labels, sentence: Range<Token>) {
    for open in sentence.clone().filter(|&t| document.form(t) == "(") {
        if open + 2 >= sentence.end || document.form(open + 2) != ")" {
            continue;
        }
        let letters = document.form(open + 1);
        let short = letters.len() > 1 && letters.len() < 7 && letters.bytes().all(|b| b.is_ascii_uppercase());
        let Some(start) = letters_start(document, letters, sentence.start..open).filter(|_| short) else { continue };
        let whole = labels.name(start).is_some_and(|(name, kind)| name == (start..open) && kind != NameKind::Person);
        if !whole && open - start > 1 {
            labels.claim(start..open, NameKind::Organisation);
        }
    }
}

/// Where the words begin that end before a bracket and whose first letters are `letters`; small words may be passed over.
fn letters_start(document: &Document<'_>, letters: &str, before: Range<Token>) -> Option<Token> {
    let mut at = before.end;
    for letter in letters.bytes().rev() {
        loop {
            at = at.checked_sub(1).filter(|&at| at >= before.start)?;
            if document.form(at).bytes().next()?.eq_ignore_ascii_case(&letter) {
                break;
            }
            if !matches!(document.lower(at), "of" | "the" | "for" | "and" | "in" | "on" | "&" | "-") {
                return None;
            }
        }
    }
    capital(document, at).then_some(at)
}

/// The end of the name of a body whose head stands before `at`: past "of the Interior", "on Climate Change", "and …".
fn body_end(document: &Document<'_>, labels: &Labels, mut at: Token, end: Token) -> Token {
    let limit = end.min(at + TAIL_WORDS);
    loop {
        let Some(next) = tail(document, labels, at, limit) else { return at };
        at = next;
    }
}

/// One more part of such a name, from its preposition on.
fn tail(document: &Document<'_>, labels: &Labels, at: Token, limit: Token) -> Option<Token> {
    if at + 1 >= limit {
        return None;
    }
    let joint = document.lower(at);
    if !matches!(joint, "of" | "for" | "on" | "and" | "&") {
        return None;
    }
    let mut first = at + 1;
    if joint != "and" && document.lower(first) == "the" {
        first += 1;
    }
    let plain = |t: Token| {
        capital(document, t)
            && matches!(document.upos(t), Upos::Propn | Upos::Noun | Upos::Adj)
            && !titles().offices.has(document.lower(t))
    };
    let mut next = first;
    while next < limit
        && (plain(next) || next > first && document.form(next) == "-" && next + 1 < limit && plain(next + 1))
    {
        next += 1;
    }
    if next == first {
        return None;
    }
    // What the model takes for a name by itself is joined by "of" alone: a place, or one word.
    match labels.name(first).filter(|(name, _)| name.start == first) {
        Some((name, NameKind::Place)) if joint == "of" => Some(name.end),
        Some((name, NameKind::Organisation)) if joint == "of" && name.len() == 1 => Some(next),
        // "Office for the Coordination of Harbour Works": no body by itself.
        Some((mut name, NameKind::Organisation)) if first > at + 1 && joint != "and" => {
            let end = name.end;
            (!name.any(|t| heads_body(document, t))).then_some(end)
        }
        Some(_) => None,
        None if joint == "and" => and_tail(document, first..next),
        None => (!days::tells_when(document.lower(first)) && document.lower(first) != "may").then_some(next),
    }
}

/// "Health and Senior Services": after "and" only common words written large, and no second body.
fn and_tail(document: &Document<'_>, tokens: Range<Token>) -> Option<Token> {
    let common = tokens.clone().all(|t| {
        let word = document.lower(t);
        wordlist::base(word) != 0
            || word.strip_suffix('s').is_some_and(|stem| wordlist::base(stem) != 0)
            || places().get(document.form(t)).is_some_and(|place| place.kind == PlaceKind::Adjective)
    });
    let body = tokens.clone().any(|t| heads_body(document, t));
    let place = is_place(document, tokens.clone());
    (common && !body && !place).then_some(tokens.end)
}

#[cfg(test)]
mod tests {
    use crate::language::{NameKind, parse};

    /// The names of a text with their kinds, as `name/kind`.
    fn names(text: &str) -> Vec<String> {
        let kind = |kind| match kind {
            NameKind::Person => "PER",
            NameKind::Organisation => "ORG",
            NameKind::Place => "LOC",
        };
        parse(text).names().iter().map(|name| format!("{}/{}", name.span.slice(text), kind(name.kind))).collect()
    }

    #[test]
    fn the_name_of_a_body_goes_on_after_its_head() {
        for name in [
            "Department of the Interior",
            "Ministry of Health and Social Services",
            "Panel on Climate Change",
            "Office for the Coordination of Harbour Works",
            "University of Lisbon",
        ] {
            let found = names(&format!("A report by the {name} was published on Friday."));
            assert_eq!(found, [format!("{name}/ORG")]);
        }
    }

    #[test]
    fn the_letters_in_a_bracket_tell_the_name_before_it() {
        let found = names("Secours sans Rivages (SSR) said the clinic would close.");
        assert!(found.contains(&"Secours sans Rivages/ORG".to_owned()), "{found:?}");
        let found = names("He met Oskar Lind (58) there.");
        assert!(found.contains(&"Oskar Lind/PER".to_owned()), "{found:?}");
    }

    #[test]
    fn a_second_body_is_a_name_of_its_own() {
        let found = names("The Ministry of Justice and Microsoft signed a contract.");
        assert!(found.contains(&"Ministry of Justice/ORG".to_owned()), "{found:?}");
    }

    #[test]
    fn an_office_is_nobodys_name_and_who_follows_it_is_a_person() {
        for (text, person) in [
            ("Secretary of State Martha Ellison said the talks would go on.", "Martha Ellison/PER"),
            ("President of Portugal Duarte Nogueira signed the law.", "Duarte Nogueira/PER"),
            ("Lieutenant General Robert Haines led the search.", "Robert Haines/PER"),
            ("The Governor of the Bank of England Oliver Marsh warned of losses.", "Oliver Marsh/PER"),
            ("The EC president Helga von der Heyde said so.", "Helga von der Heyde/PER"),
        ] {
            let found = names(text);
            assert!(found.contains(&person.to_owned()), "{found:?}");
            assert!(!found.iter().any(|name| name.contains("Secretary") || name.contains("General")), "{found:?}");
        }
    }

    #[test]
    fn places_and_bodies_that_begin_like_a_title_stay_what_they_are() {
        let found = names("General Motors will build a plant on Prince Edward Island, the Justice Department said.");
        assert!(!found.iter().any(|name| name.ends_with("/PER")), "{found:?}");
    }
}
