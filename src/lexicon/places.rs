//! The gazetteer of places: countries with their capital, adjective, people and seats of government; regions; cities.

use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// A country, or a land that the news treats as one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// The usual short name.
    pub name: String,
    /// "Canadian"; the first is the commonest.
    #[serde(default)]
    pub adjectives: Vec<String>,
    /// The plural of its inhabitants: "Canadians".
    #[serde(default)]
    pub people: Vec<String>,
    /// The capital.
    #[serde(default)]
    pub capital: Option<String>,
    /// Other names.
    #[serde(default)]
    pub also: Vec<String>,
    /// Places and buildings, besides the capital, that stand for the government: "the Kremlin".
    #[serde(default)]
    pub seats: Vec<String>,
}

/// What a name of the gazetteer is of its country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// The country under one of its names.
    Country,
    /// Its capital.
    Capital,
    /// A place or building that stands for its government.
    Seat,
    /// A state, province or land in it.
    Region,
    /// Another city in it.
    City,
    /// A continent, a sea, a land of several countries.
    Wide,
    /// An adjective such as "Canadian".
    Adjective,
    /// Inhabitants such as "Canadians".
    People,
}

/// What the gazetteer knows of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// What it is.
    pub kind: PlaceKind,
    /// Number of the country in [`Places::countries`]; `None` for [`PlaceKind::Wide`].
    pub country: Option<usize>,
}

/// All places, found by name.
#[derive(Debug)]
pub struct Places {
    countries: Vec<Country>,
    /// By the name as written; of several meanings the first of [`PlaceKind`]'s order stands first.
    names: HashMap<String, Vec<Place>>,
    longest: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    country: Vec<Country>,
    region: BTreeMap<String, Vec<String>>,
    city: BTreeMap<String, Vec<String>>,
    wide: Wide,
}

#[derive(Deserialize)]
struct Wide {
    names: Vec<String>,
}

impl Places {
    /// The countries.
    #[must_use]
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// The meanings of `name` (exact spelling, without "the"), the likeliest first; empty where it is unknown.
    ///
    /// ```
    /// use dateline::lexicon::{self, places::PlaceKind};
    /// let place = lexicon::places().meanings("Ottawa")[0];
    /// assert_eq!(place.kind, PlaceKind::Capital);
    /// assert_eq!(lexicon::places().countries()[place.country.unwrap()].name, "Canada");
    /// ```
    #[must_use]
    pub fn meanings(&self, name: &str) -> &[Place] {
        self.names.get(name).map_or(&[], Vec::as_slice)
    }

    /// The first meaning of `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Place> {
        self.meanings(name).first().copied()
    }

    /// Every name with its meanings, in no order.
    pub fn names(&self) -> impl Iterator<Item = (&str, &[Place])> {
        self.names.iter().map(|(name, meanings)| (name.as_str(), meanings.as_slice()))
    }

    /// Words of the longest name.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.longest
    }
}

const TEXT: &str = include_str!("../../assets/lexicon/places.toml");

fn read() -> Places {
    let file: File = super::source::read(TEXT).expect("a test reads the file");
    let mut names: HashMap<String, Vec<Place>> = HashMap::with_capacity(TEXT.len() / 12);
    let mut add = |name: &str, kind, country| {
        let meanings = names.entry(name.to_owned()).or_default();
        let place = Place { kind, country };
        if !meanings.contains(&place) {
            meanings.push(place);
        }
    };
    for (number, country) in file.country.iter().enumerate() {
        let at = Some(number);
        add(&country.name, PlaceKind::Country, at);
        let lists = [
            (PlaceKind::Country, &country.also),
            (PlaceKind::Seat, &country.seats),
            (PlaceKind::Adjective, &country.adjectives),
            (PlaceKind::People, &country.people),
        ];
        for (kind, list) in lists {
            for name in list {
                add(name, kind, at);
            }
        }
        country.capital.iter().for_each(|name| add(name, PlaceKind::Capital, at));
    }
    for (kind, lists) in [(PlaceKind::Region, &file.region), (PlaceKind::City, &file.city)] {
        for (owner, list) in lists {
            let at = file.country.iter().position(|country| &country.name == owner);
            for name in list {
                add(name, kind, at);
            }
        }
    }
    file.wide.names.iter().for_each(|name| add(name, PlaceKind::Wide, None));
    for meanings in names.values_mut() {
        meanings.sort_by_key(|place| (place.kind, place.country));
    }
    let longest = names.keys().map(|name| name.split(' ').count()).max().unwrap_or(0);
    Places { countries: file.country, names, longest }
}

/// The gazetteer of places.
#[must_use]
pub fn places() -> &'static Places {
    static PLACES: LazyLock<Places> = LazyLock::new(read);
    &PLACES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_and_city_lies_in_a_country_of_the_list() {
        for (name, meanings) in places().names() {
            assert!(meanings.iter().all(|place| place.kind == PlaceKind::Wide || place.country.is_some()), "{name}");
        }
        assert!(places().countries().len() > 200);
    }

    #[test]
    fn metonyms_and_adjectives_lead_to_their_country() {
        for (name, country) in [
            ("Kremlin", "Russia"),
            ("Downing Street", "United Kingdom"),
            ("Ghanaian", "Ghana"),
            ("Ohio", "United States"),
        ] {
            let at = places().get(name).and_then(|place| place.country).expect(name);
            assert_eq!(places().countries()[at].name, country);
        }
        assert!(places().meanings("Ruritania").is_empty());
    }

    #[test]
    fn a_country_comes_before_a_city_of_the_same_name() {
        assert_eq!(places().get("Georgia").expect("listed").kind, PlaceKind::Country);
        assert!(places().meanings("Georgia").iter().any(|place| place.kind == PlaceKind::Region));
    }
}
