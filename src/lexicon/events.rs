//! Words that tell events from other prose: `assets/lexicon/events.toml`.

use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A list of lemmas.
pub type Words = HashSet<&'static str>;

/// The lists of `events.toml`.
#[derive(Debug)]
pub struct Events {
    /// Classes of verbs.
    pub verbs: Verbs,
    /// Classes of nouns.
    pub nouns: Nouns,
    /// Words that decide whether something happened.
    pub status: StatusWords,
    /// Words that set an event after or before another.
    pub order: Order,
    /// Where a headline may begin and end.
    pub headline: Headline,
    /// Phrases by which a text says that what was told before is wrong, in lower case.
    pub corrects: Vec<&'static str>,
    /// Those of them that introduce what was wrong.
    pub withdrawn: Vec<&'static str>,
    stop: Words,
    alike: Vec<Vec<&'static str>>,
    scales: Words,
    counted: Words,
    numbers: HashMap<String, u32>,
}

macro_rules! lists {
    ($(#[$meta:meta])* $name:ident, $raw:ident { $($(#[$doc:meta])* $field:ident),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug)]
        pub struct $name { $($(#[$doc])* pub $field: Words),+ }

        #[derive(Deserialize)]
        struct $raw { $($field: String),+ }

        impl From<$raw> for $name {
            fn from(raw: $raw) -> Self {
                Self { $($field: words(raw.$field)),+ }
            }
        }
    };
}

lists! {
    /// Classes of verbs.
    Verbs, RawVerbs {
        /// Verbs of saying and thinking.
        saying,
        /// Sayings that can be the news.
        act,
        /// States.
        stative,
        /// Begin, go on, end.
        aspect,
        /// Verbs whose object names the event.
        light,
        /// Their complement is planned.
        planning,
        /// Their complement is a claim.
        alleging,
        /// Their object is denied.
        denying,
        /// Their complement is what they order.
        ordering,
        /// Their complement did not happen.
        preventing,
        /// Their complement happened.
        factive,
        /// What news is made of.
        newsworthy,
    }
}

lists! {
    /// Classes of nouns.
    Nouns, RawNouns {
        /// Something that happens on a day.
        event,
        /// What they govern is a claim.
        claim,
        /// What they govern is a plan.
        plan,
        /// No events, though they sound so.
        never,
    }
}

lists! {
    /// Words that decide whether something happened.
    StatusWords, RawStatus {
        /// Make a claim of their clause.
        alleged,
        /// Auxiliaries of the future.
        planned_aux,
        /// Make a plan of their clause.
        planned_words,
        /// Auxiliaries of what may be.
        hypothetical_aux,
        /// Conjunctions of what may be.
        conditional,
        /// No.
        negation,
        /// Adverbs without which a headline would say something else.
        kept,
    }
}

lists! {
    /// Words that set an event after or before another.
    Order, RawOrder {
        /// After the one told before.
        after,
        /// Before it.
        before,
        /// They open what was before the rest of the sentence.
        sets_after,
        /// They open what was after the rest of the sentence.
        sets_before,
        /// First three letters of words that name a day.
        day,
    }
}

lists! {
    /// Words for building headlines.
    Headline, RawHeadline {
        /// Another clause or an aside begins with them.
        ends_clause,
        /// They go with a date.
        opens_date,
        /// A noun's phrase goes on with them.
        particulars,
        /// No headline ends with them.
        dangling,
        /// No headline of a verb begins with them: they want what stands before.
        loose,
        /// They say how much of a number is meant.
        quantity,
        /// Of one form, and many.
        collective,
        /// Verbs whose complement is no more than what somebody holds.
        claims,
        /// Verbs whose object is half of what they say.
        wants_phrase,
        /// Nouns that are half a preposition.
        half_phrase,
        /// Words behind a verb that say what it is about.
        goes_on,
        /// Nouns that what follows explains.
        explained,
        /// The words that then follow.
        explains,
        /// They say how many, without a number.
        many,
        /// They compare numbers.
        compares,
        /// Units of time.
        units,
        /// Something is counted from what they govern.
        counts_from,
        /// They mean somebody named before.
        points_back,
        /// A clause can follow them, though they look like prepositions.
        joins_clause,
        /// They begin an adverbial, never a subject.
        adverbial,
        /// No headline begins with them: they ask, or tell of another noun.
        relative,
    }
}

#[derive(Deserialize)]
struct Raw {
    verbs: RawVerbs,
    nouns: RawNouns,
    status: RawStatus,
    order: RawOrder,
    headline: RawHeadline,
    compare: RawCompare,
}

#[derive(Deserialize)]
struct RawCompare {
    stop: String,
    corrects: String,
    withdrawn: String,
    alike: String,
    scales: String,
    counted: String,
    numbers: Vec<(String, u32)>,
}

/// The list as a set; the text lives as long as the program, which reads it once.
fn words(list: String) -> Words {
    String::leak(list).split_whitespace().collect()
}

/// The lines of a list, one phrase each.
fn lines(list: String) -> Vec<&'static str> {
    String::leak(list).lines().filter(|line| !line.is_empty()).collect()
}

static LEXICON: LazyLock<Events> = LazyLock::new(|| {
    let raw: Raw =
        super::source::read(include_str!("../../assets/lexicon/events.toml")).expect("a test reads the file");
    Events {
        verbs: raw.verbs.into(),
        nouns: raw.nouns.into(),
        status: raw.status.into(),
        order: raw.order.into(),
        headline: raw.headline.into(),
        corrects: lines(raw.compare.corrects),
        withdrawn: lines(raw.compare.withdrawn),
        stop: words(raw.compare.stop),
        alike: String::leak(raw.compare.alike).lines().map(|line| line.split_whitespace().collect()).collect(),
        scales: words(raw.compare.scales),
        counted: words(raw.compare.counted),
        numbers: raw.compare.numbers.into_iter().collect(),
    }
});

/// The lists, read on first use.
#[must_use]
pub fn lexicon() -> &'static Events {
    &LEXICON
}

impl Events {
    /// Whether `word` says nothing about which event it is.
    #[must_use]
    pub fn is_stop(&self, word: &str) -> bool {
        self.stop.contains(word)
    }

    /// Groups of words for one deed or thing.
    pub fn alike(&self) -> impl Iterator<Item = &[&'static str]> {
        self.alike.iter().map(Vec::as_slice).filter(|group| !group.is_empty())
    }

    /// Whether `word` multiplies the number before it.
    #[must_use]
    pub fn is_scale(&self, word: &str) -> bool {
        self.scales.contains(word)
    }

    /// Whether `word` is counted though it has no plural ending.
    #[must_use]
    pub fn is_counted(&self, word: &str) -> bool {
        self.counted.contains(word)
    }

    /// The value of a number word.
    #[must_use]
    pub fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_reads_and_its_classes_hold() {
        let lexicon = lexicon();
        assert!(lexicon.nouns.event.contains("arrest") && !lexicon.nouns.event.contains("table"));
        assert!(lexicon.verbs.saying.contains("say") && !lexicon.verbs.saying.contains("arrest"));
        assert!(lexicon.is_stop("the") && !lexicon.is_stop("canada"));
        assert_eq!(lexicon.number("twelve"), Some(12));
    }
}
