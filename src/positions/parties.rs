//! Mentions to parties: one party under all its names, namesakes apart.

use super::mentions::{self, Manner, Mention};
use super::reader::Reader;
use crate::analysis::StakeholderKind;
use crate::language::{NameKind, Token, Xpos};
use crate::lexicon;
use crate::lexicon::places::PlaceKind;
use std::collections::HashMap;
use std::ops::Range;

/// Grammatical gender, as far as the text tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Gender {
    #[default]
    Unknown,
    Male,
    Female,
}

/// A party and where it is mentioned.
#[derive(Clone, Debug)]
pub(super) struct Party {
    pub kind: StakeholderKind,
    /// Its longest name, or its first description.
    pub name: String,
    /// Words of the longest name, in lower case, without "the".
    words: Vec<String>,
    /// Whether it has a proper name.
    pub named: bool,
    /// Number of the country whose government it is.
    pub country: Option<usize>,
    pub gender: Gender,
    /// The same, where a title or a given name tells it.
    pub told: Gender,
    /// Heads of the descriptions by which it goes, and of its titles: "minister", "court".
    pub roles: Vec<String>,
    pub mentions: Vec<usize>,
}

/// The parties, and of every mention which one it is.
pub(super) struct Cast {
    pub mentions: Vec<Mention>,
    pub parties: Vec<Party>,
    /// By mention; `None` for pronouns that are resolved later and for places.
    pub party_of: Vec<Option<usize>>,
    /// Mention of each token, plus one.
    mention_of: Vec<u32>,
}

impl Cast {
    pub fn new(reader: &Reader<'_, '_>) -> Self {
        let mentions = mentions::find(reader);
        let mut mention_of = vec![0; reader.doc.len()];
        for (number, mention) in mentions.iter().enumerate().rev() {
            for token in mention.core.clone() {
                mention_of[token] = number as u32 + 1;
            }
            if matches!(mention.manner, Manner::Name(NameKind::Organisation)) {
                let tail = mention.core.end..mention.full.end;
                for known in mention_of[tail].iter_mut().filter(|known| **known == 0) {
                    *known = number as u32 + 1;
                }
            }
        }
        let mut cast = Self { party_of: vec![None; mentions.len()], mentions, parties: Vec::new(), mention_of };
        Clusters::default().run(reader, &mut cast);
        super::merging::settle(reader, &mut cast);
        cast
    }

    /// Makes parties one that have the same number in `roots` (by party, the number of the one that stays).
    pub fn merge(&mut self, roots: &[usize]) {
        let all = std::mem::take(&mut self.parties);
        let mut at = vec![0; all.len()];
        for (number, party) in all.iter().enumerate().filter(|&(number, _)| roots[number] == number) {
            at[number] = self.parties.len();
            self.parties.push(party.clone());
        }
        for (number, party) in all.iter().enumerate().filter(|&(number, _)| roots[number] != number) {
            self.parties[at[roots[number]]].take_in(party);
        }
        for party in self.party_of.iter_mut().flatten() {
            *party = at[roots[*party]];
        }
    }

    /// The mention that `token` is part of.
    pub fn mention_at(&self, token: Token) -> Option<usize> {
        (*self.mention_of.get(token)? as usize).checked_sub(1)
    }

    /// The party that is meant by `token`.
    pub fn party_at(&self, token: Token) -> Option<usize> {
        self.mention_at(token).and_then(|mention| self.party_of[mention])
    }

    /// Adds a party that one phrase alone names: a source that no list knows.
    pub fn add(&mut self, reader: &Reader<'_, '_>, tokens: Range<Token>, head: Token) -> usize {
        let kind = mentions::kind_of(reader, head).unwrap_or(if reader.doc.xpos(head) == Xpos::Nns {
            StakeholderKind::Group
        } else {
            StakeholderKind::Organisation
        });
        let name = reader.doc.cover(tokens.clone()).slice(reader.doc.text()).to_owned();
        let words = words_of(reader, tokens.clone());
        let mention = Mention { manner: Manner::Description, core: tokens.clone(), full: tokens.clone(), head };
        self.mentions.push(mention);
        let number = self.mentions.len() - 1;
        for token in tokens {
            if self.mention_of[token] == 0 {
                self.mention_of[token] = number as u32 + 1;
            }
        }
        let roles = vec![reader.lemma(head)];
        self.parties.push(Party {
            kind,
            name,
            words,
            named: false,
            country: None,
            gender: Gender::Unknown,
            told: Gender::Unknown,
            roles,
            mentions: vec![number],
        });
        self.party_of.push(Some(self.parties.len() - 1));
        self.parties.len() - 1
    }

    /// Says that `mention` means `party`.
    pub fn bind(&mut self, mention: usize, party: usize) {
        self.party_of[mention] = Some(party);
        self.parties[party].mentions.push(mention);
    }
}

#[allow(clippy::struct_field_names, reason = "every field says by what it finds a party")]
/// Where each party can be found by a name or a role, so that every mention costs a look-up.
#[derive(Default)]
struct Clusters {
    /// Whole names, in lower case.
    by_name: HashMap<String, usize>,
    /// Last (persons) and first words of names, the latest party.
    by_last: HashMap<String, usize>,
    by_first: HashMap<String, usize>,
    by_initials: HashMap<String, usize>,
    by_country: HashMap<usize, usize>,
    /// Names in order of their words, with the country that owns the body.
    by_office: HashMap<String, (usize, Option<usize>)>,
    /// The same without the country that opens the name: "Capitol Police" for "United States Capitol Police".
    by_bare: HashMap<String, (usize, Option<usize>)>,
    /// Heads of descriptions and of titles: "ministry", "minister".
    by_role: HashMap<String, usize>,
}

impl Party {
    /// Number of words of its longest name.
    pub fn words(&self) -> usize {
        self.words.len()
    }

    fn tell(&mut self, gender: Gender) {
        self.gender = gender;
        self.told = gender;
    }

    /// Takes over what is known of another one that is the same.
    fn take_in(&mut self, other: &Party) {
        if other.named && (!self.named || other.words.len() > self.words.len()) {
            self.name.clone_from(&other.name);
            self.words.clone_from(&other.words);
        }
        self.named |= other.named;
        self.country = self.country.or(other.country);
        if self.gender == Gender::Unknown {
            self.gender = other.gender;
        }
        if self.told == Gender::Unknown {
            self.told = other.told;
        }
        for role in &other.roles {
            if !self.roles.contains(role) {
                self.roles.push(role.clone());
            }
        }
        self.mentions.extend(&other.mentions);
        self.mentions.sort_unstable();
    }
}

impl Clusters {
    fn run(&mut self, reader: &Reader<'_, '_>, cast: &mut Cast) {
        // Full names first, so that a surname in the headline finds its person.
        let order = (0..cast.mentions.len()).filter(|&number| is_full_person(&cast.mentions[number]));
        for number in order.collect::<Vec<_>>() {
            let party = self.person(reader, cast, number);
            self.join(reader, cast, number, party);
        }
        // A bare surname means its bearer who was named in full first.
        for number in (0..cast.mentions.len()).rev().filter(|&number| is_full_person(&cast.mentions[number])) {
            self.name_last(reader, cast, number);
        }
        for number in 0..cast.mentions.len() {
            if cast.party_of[number].is_some() {
                self.refresh(reader, cast, number);
                continue;
            }
            let party = match cast.mentions[number].manner {
                Manner::Name(NameKind::Person) => Some(self.person(reader, cast, number)),
                Manner::Name(NameKind::Organisation) => Some(self.organisation(reader, cast, number)),
                Manner::Name(NameKind::Place) => self.place(reader, cast, number),
                Manner::Description => Some(self.description(reader, cast, number)),
                Manner::Pronoun => None,
            };
            if let Some(party) = party {
                self.join(reader, cast, number, party);
            }
        }
    }

    /// The surname of a full name now means this person.
    fn name_last(&mut self, reader: &Reader<'_, '_>, cast: &Cast, number: usize) {
        let last = words_of(reader, cast.mentions[number].core.clone()).pop();
        if let (Some(last), Some(party)) = (last, cast.party_of[number]) {
            self.by_last.insert(last, party);
        }
    }

    fn join(&mut self, reader: &Reader<'_, '_>, cast: &mut Cast, number: usize, party: usize) {
        cast.bind(number, party);
        self.refresh(reader, cast, number);
    }

    /// What a mention teaches of its party: gender and offices from its title, recency of its roles.
    fn refresh(&mut self, reader: &Reader<'_, '_>, cast: &mut Cast, number: usize) {
        let Some(party) = cast.party_of[number] else { return };
        let mention = &cast.mentions[number];
        let titles = lexicon::titles();
        let is_person = mention.manner == Manner::Name(NameKind::Person);
        let given = reader.doc.lower(mention.core.start);
        if is_person && mention.core.len() > 1 && cast.parties[party].told == Gender::Unknown {
            if lexicon::given_names().male.has(given) {
                cast.parties[party].tell(Gender::Male);
            } else if lexicon::given_names().female.has(given) {
                cast.parties[party].tell(Gender::Female);
            }
        }
        let title = if is_person { mention.full.start..mention.core.start } else { mention.head..mention.head + 1 };
        for token in title {
            let (lower, lemma) = (reader.doc.lower(token), reader.lemma(token));
            let lemma = lemma.as_str();
            if titles.male.has(lower) {
                cast.parties[party].tell(Gender::Male);
            } else if titles.female.has(lower) {
                cast.parties[party].tell(Gender::Female);
            }
            let office = titles.offices.has(lower) || titles.offices.has(lemma);
            if !is_person || office {
                if !cast.parties[party].roles.iter().any(|role| role == lemma) && cast.parties[party].roles.len() < 8 {
                    cast.parties[party].roles.push(lemma.to_owned());
                }
                self.by_role.insert(lemma.to_owned(), party);
            }
        }
    }

    fn person(&mut self, reader: &Reader<'_, '_>, cast: &mut Cast, number: usize) -> usize {
        let core = cast.mentions[number].core.clone();
        let words = words_of(reader, core.clone());
        let (first, last) = (words.first().cloned().unwrap_or_default(), words.last().cloned().unwrap_or_default());
        let known = if words.len() > 1 {
            self.by_name.get(&words.join(" ")).copied().or_else(|| {
                let other = *self.by_last.get(&last)?;
                let theirs = &cast.parties[other].words;
                // The same surname: one person if first names agree or one of them is missing or an initial.
                let agree = theirs.len() < 2 || theirs.first().is_some_and(|name| alike(name, &first));
                (agree && cast.parties[other].kind == StakeholderKind::Person).then_some(other)
            })
        } else {
            self.by_last.get(&last).or_else(|| self.by_first.get(&last)).or_else(|| self.by_name.get(&last)).copied()
        };
        let party = known.unwrap_or_else(|| new_party(cast, StakeholderKind::Person));
        if words.len() > cast.parties[party].words.len() {
            rename(reader, &mut cast.parties[party], core, words.clone());
        }
        self.by_name.insert(words.join(" "), party);
        self.by_last.insert(last, party);
        if words.len() > 1 {
            self.by_first.insert(first, party);
        }
        party
    }

    fn organisation(&mut self, reader: &Reader<'_, '_>, cast: &mut Cast, number: usize) -> usize {
        let core = cast.mentions[number].core.clone();
        let words = words_of(reader, core.clone());
        let key = words.join(" ");
        let initials = initials(reader, core.clone());
        let name = reader.doc.cover(core.clone()).slice(reader.doc.text());
        let country = government_of(name).or_else(|| capital_of(reader, name, cast.mentions[number].head));
        // "Sabalenka", that the names' model took for a body, after "Aryna Sabalenka".
        let surname = self.by_last.get(&key).copied().filter(|&party| {
            let bearer = &cast.parties[party];
            words.len() == 1 && bearer.kind == StakeholderKind::Person && bearer.words.len() > 1
        });
        let known = surname.filter(|_| country.is_none()).or_else(|| {
            country
                .and_then(|country| self.by_country.get(&country).copied())
                .or_else(|| self.by_name.get(&key).copied())
                .or_else(|| self.by_initials.get(&key.replace('.', "")).copied())
                .or_else(|| self.shorter(cast, &words))
                .or_else(|| self.by_office(reader, core.clone(), &words))
                .or_else(|| self.by_bare(reader, core.clone()))
        });
        let party = known.unwrap_or_else(|| {
            let kind = if country.is_some() { StakeholderKind::Government } else { kind_of_name(reader, core.clone()) };
            let party = new_party(cast, kind);
            if let Some(country) = country {
                cast.parties[party].country = Some(country);
                self.by_country.insert(country, party);
            }
            party
        });
        if words.len() > cast.parties[party].words.len() && cast.parties[party].kind != StakeholderKind::Person {
            rename(reader, &mut cast.parties[party], core.clone(), words.clone());
        }
        self.by_name.insert(key, party);
        self.by_office.entry(office_key(&words)).or_insert((party, owner_of(reader, core.clone())));
        if let Some(bare) = bare_name(reader, core.clone()) {
            self.by_bare.insert(bare, (party, owner_of(reader, core)));
        }
        if let Some(first) = words.first() {
            self.by_first.entry(first.clone()).or_insert(party);
        }
        if initials.len() > 1 {
            self.by_initials.entry(initials).or_insert(party);
        }
        if let Some(last) = words.last() {
            self.by_role.insert(last.clone(), party);
        }
        party
    }

    /// "Ministry of Trade" for "Norway's Trade Ministry": the same words, of the same country where both name one.
    fn by_office(&self, reader: &Reader<'_, '_>, core: Range<Token>, words: &[String]) -> Option<usize> {
        let &(party, theirs) = self.by_office.get(&office_key(words)).filter(|_| words.len() > 1)?;
        let ours = owner_of(reader, core);
        (ours.is_none() || theirs.is_none() || ours == theirs).then_some(party)
    }

    /// "Capitol Police" for "United States Capitol Police", unless both name a country and not the same.
    fn by_bare(&self, reader: &Reader<'_, '_>, core: Range<Token>) -> Option<usize> {
        let &(party, theirs) = self.by_bare.get(&bare_name(reader, core.clone())?)?;
        let ours = owner_of(reader, core);
        (ours.is_none() || theirs.is_none() || ours == theirs).then_some(party)
    }

    /// "Chrysler" for "Chrysler Group LLC", "the Academy" for "the Uruguay Language Academy".
    fn shorter(&self, cast: &Cast, words: &[String]) -> Option<usize> {
        let first = words.first()?;
        let party = *self.by_first.get(first)?;
        let longer = &cast.parties[party].words;
        let fits = cast.parties[party].kind != StakeholderKind::Person && longer.len() != words.len();
        let (short, long) =
            if longer.len() > words.len() { (words, longer.as_slice()) } else { (longer.as_slice(), words) };
        let rest = long.get(short.len()..)?;
        let suffixed = rest.iter().all(|word| {
            lexicon::organisations().company_suffixes.has(word)
                || matches!(word.as_str(), "inc" | "corp" | "ltd" | "co")
        });
        (fits && long.starts_with(short) && suffixed).then_some(party)
    }

    /// A country is a party; other places are not.
    fn place(&mut self, reader: &Reader<'_, '_>, cast: &mut Cast, number: usize) -> Option<usize> {
        let core = cast.mentions[number].core.clone();
        let name = reader.doc.cover(core.clone()).slice(reader.doc.text());
        let place = lexicon::places().get(name)?;
        let country = place.country?;
        let head = cast.mentions[number].head;
        let acts = super::sources::is_subject(reader, head);
        let fits = match place.kind {
            PlaceKind::Country => true,
            PlaceKind::Capital | PlaceKind::Seat => acts,
            _ => return acts.then(|| self.organisation(reader, cast, number)),
        };
        if !fits {
            return None;
        }
        let party = *self.by_country.entry(country).or_insert_with(|| {
            let party = new_party(cast, StakeholderKind::Government);
            cast.parties[party].country = Some(country);
            party
        });
        if cast.parties[party].words.is_empty() {
            rename(reader, &mut cast.parties[party], core.clone(), words_of(reader, core));
        }
        self.by_role.insert("government".to_owned(), party);
        self.by_role.insert("country".to_owned(), party);
        Some(party)
    }

    fn description(&mut self, reader: &Reader<'_, '_>, cast: &mut Cast, number: usize) -> usize {
        let doc = reader.doc;
        let mention = cast.mentions[number].clone();
        let lemma = reader.lemma(mention.head);
        let lemma = lemma.as_str();
        let words = words_of(reader, mention.core.clone());
        let key = words.join(" ");
        if let Some(&party) = self.by_name.get(&key) {
            return party;
        }
        // "the Chinese government" is China's.
        if matches!(lemma, "government" | "administration" | "regime")
            && let Some(country) = country_in(reader, mention.core.clone())
        {
            let party = *self.by_country.entry(country).or_insert_with(|| {
                let party = new_party(cast, StakeholderKind::Government);
                cast.parties[party].country = Some(country);
                party
            });
            if cast.parties[party].words.is_empty() {
                rename(reader, &mut cast.parties[party], mention.core.clone(), words.clone());
            }
            self.by_name.insert(key, party);
            return party;
        }
        let definite =
            matches!(doc.lower(mention.core.start), "the" | "this" | "that" | "his" | "her" | "its" | "their");
        let bare = mention.core.len() <= 2;
        let kind = mentions::kind_of(reader, mention.head).unwrap_or(StakeholderKind::Organisation);
        if definite && bare {
            let fits = |party: usize| {
                let found = cast.parties[party].kind;
                let body = |kind| !matches!(kind, StakeholderKind::Person | StakeholderKind::Group);
                found == kind || body(found) && body(kind)
            };
            if let Some(&party) = self.by_role.get(lemma).filter(|&&party| fits(party)) {
                return party;
            }
            if let Some(party) = latest_of_kind(cast, kind, lemma) {
                return party;
            }
        }
        let party = new_party(cast, kind);
        rename(reader, &mut cast.parties[party], mention.core.clone(), words);
        cast.parties[party].named = false;
        self.by_name.insert(key, party);
        party
    }
}

/// "the company", "the firm": the company that was named last.
fn latest_of_kind(cast: &Cast, kind: StakeholderKind, lemma: &str) -> Option<usize> {
    let general = matches!(
        lemma,
        "company" | "firm" | "agency" | "organisation" | "organization" | "government" | "country" | "group" | "body"
    );
    if !general {
        return None;
    }
    let bound = cast.party_of.iter().rev().flatten().take(30);
    bound.copied().find(|&party| cast.parties[party].kind == kind && cast.parties[party].named)
}

fn is_full_person(mention: &Mention) -> bool {
    mention.manner == Manner::Name(NameKind::Person) && mention.core.len() > 1
}

fn new_party(cast: &mut Cast, kind: StakeholderKind) -> usize {
    cast.parties.push(Party {
        kind,
        name: String::new(),
        words: Vec::new(),
        named: true,
        country: None,
        gender: Gender::Unknown,
        told: Gender::Unknown,
        roles: Vec::new(),
        mentions: Vec::new(),
    });
    cast.parties.len() - 1
}

fn rename(reader: &Reader<'_, '_>, party: &mut Party, tokens: Range<Token>, words: Vec<String>) {
    let mut tokens = tokens;
    while tokens.len() > 1 && matches!(reader.doc.lower(tokens.start), "the" | "a" | "an") {
        tokens.start += 1;
    }
    reader.doc.cover(tokens).slice(reader.doc.text()).clone_into(&mut party.name);
    party.words = words;
}

/// The words of a body's name in order, so that "Ministry of Trade" is "Trade Ministry".
fn office_key(words: &[String]) -> String {
    let mut words: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| !matches!(*word, "of" | "for" | "and")).collect();
    words.sort_unstable();
    words.join(" ")
}

/// The words of a body's name behind the country or its adjective that opens it; none where fewer than two are left.
fn bare_name(reader: &Reader<'_, '_>, core: Range<Token>) -> Option<String> {
    let doc = reader.doc;
    let country = |tokens: Range<Token>| {
        let name = doc.cover(tokens).slice(doc.text());
        let meanings = lexicon::places().meanings(name);
        meanings.iter().any(|place| matches!(place.kind, PlaceKind::Country | PlaceKind::Adjective))
    };
    let opening = (1..=2).rev().find(|&count| core.len() > count + 1 && country(core.start..core.start + count));
    let words = words_of(reader, core.start + opening.unwrap_or(0)..core.end);
    (words.len() > 1).then(|| words.join(" "))
}

/// The country whose genitive stands before a name: "Norway's", "Oslo's".
fn owner_of(reader: &Reader<'_, '_>, core: Range<Token>) -> Option<usize> {
    let doc = reader.doc;
    let owner = core.start.checked_sub(2).filter(|&owner| doc.xpos(owner + 1) == Xpos::Pos);
    let mut inside = core.clone().take(2).chain(owner);
    inside.find_map(|token| lexicon::places().get(doc.form(token))?.country)
}

/// The words of a name in lower case, without article, address and possessive.
fn words_of(reader: &Reader<'_, '_>, tokens: Range<Token>) -> Vec<String> {
    let doc = reader.doc;
    let keep = tokens.filter(|&token| {
        !reader.is_punct(token)
            && doc.xpos(token) != Xpos::Pos
            && !matches!(doc.lower(token), "the" | "a" | "an" | "his" | "her" | "its" | "their")
    });
    keep.map(|token| doc.lower(token).to_owned()).collect()
}

/// Whether two first names can be one: equal, an initial, a short form.
fn alike(one: &str, other: &str) -> bool {
    let initial = |name: &str| name.chars().filter(|c| c.is_alphabetic()).count() == 1;
    one == other
        || (initial(one) || initial(other)) && one.chars().next() == other.chars().next()
        || one.starts_with(other)
        || other.starts_with(one)
}

/// "WTO" for "World Trade Organization".
fn initials(reader: &Reader<'_, '_>, tokens: Range<Token>) -> String {
    let words = tokens.filter(|&token| !matches!(reader.doc.lower(token), "of" | "the" | "for" | "and" | "in"));
    words
        .filter_map(|token| reader.doc.form(token).chars().next())
        .filter(|c| c.is_uppercase())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The country that a name stands for as a government.
fn government_of(name: &str) -> Option<usize> {
    let place = lexicon::places().get(name)?;
    matches!(place.kind, PlaceKind::Country | PlaceKind::Seat).then_some(place.country)?
}

/// The country whose capital acts: "Madrid said".
fn capital_of(reader: &Reader<'_, '_>, name: &str, head: Token) -> Option<usize> {
    let place = lexicon::places().get(name)?;
    let acts = super::sources::is_subject(reader, head);
    (acts && place.kind == PlaceKind::Capital).then_some(place.country)?
}

/// The country that an adjective or genitive in a description names.
fn country_in(reader: &Reader<'_, '_>, tokens: Range<Token>) -> Option<usize> {
    tokens
        .filter_map(|token| lexicon::places().get(reader.doc.form(token)))
        .find_map(|place| matches!(place.kind, PlaceKind::Country | PlaceKind::Adjective).then_some(place.country)?)
}

/// The kind that the words of an organisation's name tell.
fn kind_of_name(reader: &Reader<'_, '_>, tokens: Range<Token>) -> StakeholderKind {
    let doc = reader.doc;
    let lists = lexicon::organisations();
    let name = doc.cover(tokens.clone()).slice(doc.text());
    if let Some(kind) = lists.known(name.trim_start_matches("the ").trim_start_matches("The ")) {
        return kind;
    }
    let last = doc.lower(tokens.end - 1);
    let suffixed = tokens.len() > 1 && lists.company_suffixes.has(last);
    if suffixed && !matches!(last, "group" | "media" | "energy" | "systems")
        || matches!(last, "inc." | "inc" | "ltd" | "corp" | "corp." | "plc" | "llc")
    {
        return StakeholderKind::Company;
    }
    let told = tokens.rev().find_map(|token| {
        let kind = lists.kind_of_noun(doc.lower(token))?;
        (kind != StakeholderKind::Group).then_some(kind)
    });
    told.unwrap_or(if suffixed { StakeholderKind::Company } else { StakeholderKind::Organisation })
}
