//! Parties across articles: one party of many articles under one name, what it said in each, and on which side it
//! stood there.
//!
//! Within one article, [`super::find`] has settled who is who. Between articles names alone tell: persons are one by
//! first and last name, a bare surname belongs to the only full name that ends so; all others are one by a proper name
//! that both go by, unless they belong to different countries or bodies. What a person says of two names ([`PartyLink`])
//! comes before all of that.

use crate::analysis::{Analysis, Form, OverallStance, Stakeholder, StakeholderKind, Stance};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A person's word on two names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyLink {
    /// One name.
    pub one: String,
    /// The other.
    pub other: String,
    /// Whether both name one party, or two.
    pub same: bool,
}

/// A party of many articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Across {
    /// The name that most articles give it.
    pub name: String,
    /// What it is.
    pub kind: StakeholderKind,
    /// Its role where an article gives one, the latest.
    pub role: Option<String>,
    /// Where it belongs, as the latest article has it.
    pub affiliation: Option<String>,
    /// Every name that an article has for it, the commonest first.
    pub names: Vec<String>,
    /// The articles that it is in, in the order in which they were given.
    pub seen: Vec<Seen>,
}

impl Across {
    /// Number of its positions.
    #[must_use]
    pub fn said(&self) -> usize {
        self.seen.iter().map(|seen| seen.said.len()).sum()
    }
}

/// A party in one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Number of the article in what was given.
    pub article: usize,
    /// Its number among the article's stakeholders.
    pub party: usize,
    /// What the article calls it.
    pub name: String,
    /// Its stance there.
    pub stance: Option<OverallStance>,
    /// What that is toward.
    pub toward: Option<String>,
    /// What it says there, in order.
    pub said: Vec<Said>,
}

/// One position, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its number among the article's positions.
    pub position: usize,
    /// Cue and content, in one line.
    pub text: String,
    /// How it is reported.
    pub form: Form,
    /// Which side it takes.
    pub stance: Stance,
}

/// What of an article is needed.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// When it was published.
    pub published: Option<Date>,
    parties: Vec<(Stakeholder, Vec<Said>)>,
}

impl Sheet {
    /// The parties of `analysis` and what they say.
    #[must_use]
    pub fn of(analysis: &Analysis) -> Self {
        let mut parties: Vec<(Stakeholder, Vec<Said>)> = analysis
            .stakeholders
            .iter()
            .map(|party| (Stakeholder { mentions: Vec::new(), ..party.clone() }, Vec::new()))
            .collect();
        for (number, position) in analysis.positions.iter().enumerate() {
            let Some((_, said)) = position.stakeholder.and_then(|party| parties.get_mut(party)) else { continue };
            let words = position.cue.iter().chain(&position.content).map(|span| span.slice(&analysis.body));
            let text = words.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
            said.push(Said { position: number, text, form: position.form, stance: position.stance });
        }
        Self { published: analysis.meta.published.map(|published| published.date), parties }
    }
}

/// The parties of all `sheets`, those of most articles first. What `links` say last of two names holds.
#[must_use]
pub fn gather(sheets: &[Sheet], links: &[PartyLink]) -> Vec<Across> {
    let mut clusters = Clusters::new(sheets, links);
    clusters.join_linked(links);
    clusters.join_full_names();
    clusters.join_surnames();
    clusters.parties(sheets)
}

/// A party of one article while it is looked for in others.
struct Node {
    article: usize,
    party: usize,
    /// Its name, without case, accents and article.
    name: String,
    person: bool,
}

/// A union of nodes.
#[derive(Default)]
struct Cluster {
    nodes: Vec<usize>,
    /// The names of its nodes.
    names: BTreeSet<String>,
    /// Where they belong.
    affiliations: BTreeSet<String>,
}

struct Clusters<'a> {
    sheets: &'a [Sheet],
    nodes: Vec<Node>,
    /// Of each node, its cluster.
    of: Vec<usize>,
    all: Vec<Cluster>,
    /// Names that a person told apart, each pair both ways.
    apart: HashMap<String, BTreeSet<String>>,
}

impl<'a> Clusters<'a> {
    fn new(sheets: &'a [Sheet], links: &[PartyLink]) -> Self {
        let mut last: BTreeMap<(String, String), bool> = BTreeMap::new();
        for link in links {
            let (one, other) = (folded(&link.one), folded(&link.other));
            last.insert(if one <= other { (one, other) } else { (other, one) }, link.same);
        }
        let mut apart: HashMap<String, BTreeSet<String>> = HashMap::new();
        for ((one, other), _) in last.into_iter().filter(|(_, same)| !same) {
            apart.entry(one.clone()).or_default().insert(other.clone());
            apart.entry(other).or_default().insert(one);
        }
        let mut clusters = Self { sheets, nodes: Vec::new(), of: Vec::new(), all: Vec::new(), apart };
        for (article, sheet) in sheets.iter().enumerate() {
            for (party, (stakeholder, _)) in sheet.parties.iter().enumerate() {
                let name = folded(&stakeholder.name);
                let affiliation = stakeholder.affiliation.as_deref().map(folded);
                clusters.all.push(Cluster {
                    nodes: vec![clusters.nodes.len()],
                    names: BTreeSet::from([name.clone()]),
                    affiliations: affiliation.into_iter().collect(),
                });
                clusters.of.push(clusters.nodes.len());
                let person = stakeholder.kind == StakeholderKind::Person;
                clusters.nodes.push(Node { article, party, name, person });
            }
        }
        clusters
    }

    fn stakeholder(&self, node: &Node) -> &'a Stakeholder {
        &self.sheets[node.article].parties[node.party].0
    }

    /// Makes one cluster of those of two nodes, if nobody told them apart; gives whether they are one now.
    fn join(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.of[one], self.of[other]);
        if one == other {
            return true;
        }
        let told_apart =
            |name: &String| self.apart.get(name).is_some_and(|apart| !apart.is_disjoint(&self.all[other].names));
        if self.all[one].names.iter().any(told_apart) {
            return false;
        }
        // The smaller one moves.
        let (from, into) =
            if self.all[one].nodes.len() < self.all[other].nodes.len() { (one, other) } else { (other, one) };
        let moved = std::mem::take(&mut self.all[from]);
        for &node in &moved.nodes {
            self.of[node] = into;
        }
        let stays = &mut self.all[into];
        stays.nodes.extend(moved.nodes);
        stays.names.extend(moved.names);
        stays.affiliations.extend(moved.affiliations);
        true
    }

    /// Joins what a person holds for one.
    fn join_linked(&mut self, links: &[PartyLink]) {
        let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        for (number, node) in self.nodes.iter().enumerate() {
            by_name.entry(&node.name).or_default().push(number);
        }
        let pairs: Vec<(usize, usize)> = links
            .iter()
            .filter(|link| link.same)
            .filter_map(|link| {
                let of = |name: &str| by_name.get(folded(name).as_str());
                Some((of(&link.one)?, of(&link.other)?))
            })
            .flat_map(|(one, other)| {
                let first = one.first().copied().unwrap_or_default();
                one.iter().chain(other).map(move |node| (first, *node))
            })
            .collect();
        for (one, other) in pairs {
            self.join(one, other);
        }
    }

    /// Joins persons of the same first and last name, and others that go by the same proper name.
    fn join_full_names(&mut self) {
        let mut keys: BTreeMap<(bool, String), Vec<usize>> = BTreeMap::new();
        for (number, node) in self.nodes.iter().enumerate() {
            let stakeholder = self.stakeholder(node);
            if node.person {
                keys.entry((true, first_and_last(&node.name))).or_default().push(number);
                continue;
            }
            // A description without a name in it, "the company", is another party's in every article.
            let own = stakeholder.name.chars().any(char::is_uppercase).then_some(&stakeholder.name);
            let proper = stakeholder.aliases.iter().filter(|alias| is_proper(alias));
            let names: BTreeSet<String> = proper.chain(own).map(|name| in_order(&folded(name))).collect();
            for name in names {
                keys.entry((false, name)).or_default().push(number);
            }
        }
        for ((person, _), nodes) in keys {
            // Of one name there are few parties, however many articles: each is held against the first of each.
            let mut firsts: Vec<usize> = Vec::new();
            for node in nodes {
                let with = firsts
                    .iter()
                    .copied()
                    .find(|&first| (person || self.compatible(first, node)) && self.join(first, node));
                if with.is_none() {
                    firsts.push(node);
                }
            }
        }
    }

    /// Whether two that are no persons may be one: the ministry of one country is not that of another.
    fn compatible(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.all[self.of[one]].affiliations, &self.all[self.of[other]].affiliations);
        one.is_empty() || other.is_empty() || !one.is_disjoint(other)
    }

    /// Joins a person of one name with the only full name that ends so.
    fn join_surnames(&mut self) {
        let mut full: HashMap<String, BTreeMap<String, usize>> = HashMap::new();
        for (number, node) in self.nodes.iter().enumerate().filter(|(_, node)| node.person) {
            if let Some((_, last)) = node.name.rsplit_once(' ') {
                full.entry(last.to_owned()).or_default().entry(first_and_last(&node.name)).or_insert(number);
            }
        }
        let single: Vec<(usize, usize)> = self
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, node)| node.person && !node.name.contains(' '))
            .filter_map(|(number, node)| {
                let named = full.get(&node.name)?;
                (named.len() == 1).then(|| named.values().next().map(|first| (number, *first)))?
            })
            .collect();
        for (one, other) in single {
            self.join(one, other);
        }
    }

    fn parties(&self, sheets: &[Sheet]) -> Vec<Across> {
        let mut parties: Vec<Across> = self
            .all
            .iter()
            .filter(|cluster| !cluster.nodes.is_empty())
            .map(|cluster| self.party(cluster, sheets))
            .collect();
        parties
            .sort_by(|a, b| (b.seen.len(), b.said()).cmp(&(a.seen.len(), a.said())).then_with(|| a.name.cmp(&b.name)));
        parties
    }

    fn party(&self, cluster: &Cluster, sheets: &[Sheet]) -> Across {
        let mut nodes: Vec<&Node> = cluster.nodes.iter().map(|&node| &self.nodes[node]).collect();
        nodes.sort_by_key(|node| (node.article, node.party));
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for node in &nodes {
            *times.entry(self.stakeholder(node).name.as_str()).or_default() += 1;
        }
        let mut names: Vec<(&str, usize)> = times.into_iter().collect();
        names.sort_by_key(|(name, times)| (std::cmp::Reverse(*times), std::cmp::Reverse(name.chars().count()), *name));
        let mut latest: Vec<&Node> = nodes.clone();
        latest.sort_by_key(|node| std::cmp::Reverse(sheets[node.article].published));
        let known = |of: fn(&Stakeholder) -> Option<&String>| {
            latest.iter().find_map(|node| of(self.stakeholder(node))).cloned()
        };
        Across {
            name: names.first().map(|(name, _)| (*name).to_owned()).unwrap_or_default(),
            kind: nodes.first().map_or(StakeholderKind::Group, |node| self.stakeholder(node).kind),
            role: known(|party| party.role.as_ref()),
            affiliation: known(|party| party.affiliation.as_ref()),
            names: names.into_iter().map(|(name, _)| name.to_owned()).collect(),
            seen: nodes.into_iter().map(|node| self.seen(node)).collect(),
        }
    }

    fn seen(&self, node: &Node) -> Seen {
        let (party, said) = &self.sheets[node.article].parties[node.party];
        Seen {
            article: node.article,
            party: node.party,
            name: party.name.clone(),
            stance: party.stance,
            toward: party.stance_toward.clone(),
            said: said.clone(),
        }
    }
}

/// A name without case, accents, white space and the article before it.
fn folded(name: &str) -> String {
    let plain: String = name.nfd().filter(|character| !is_combining_mark(*character)).collect();
    let plain = plain.replace(['’', '‘'], "'").to_lowercase();
    let words: Vec<&str> = plain.split_whitespace().collect();
    match words.split_first() {
        Some((&"the", rest)) if !rest.is_empty() => rest.join(" "),
        _ => words.join(" "),
    }
}

/// The words of a folded name in one order: "commerce ministry" for "ministry of commerce".
fn in_order(name: &str) -> String {
    let mut words: Vec<&str> = name.split(' ').filter(|word| !matches!(*word, "of" | "for" | "the" | "and")).collect();
    words.sort_unstable();
    words.join(" ")
}

/// Of a person's folded name the first and the last word: "john q. public" is "john public".
fn first_and_last(name: &str) -> String {
    match (name.split_once(' '), name.rsplit_once(' ')) {
        (Some((first, _)), Some((_, last))) => format!("{first} {last}"),
        _ => name.to_owned(),
    }
}

/// Whether an alias is a name rather than a description: "Commerce Ministry", not "the ministry".
fn is_proper(alias: &str) -> bool {
    let words = alias.split_whitespace().filter(|word| !matches!(*word, "the" | "The" | "of" | "and" | "for"));
    let mut capital = words.map(|word| word.chars().next().is_some_and(char::is_uppercase)).peekable();
    capital.peek().is_some() && capital.all(|capital| capital)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(name: &str, kind: StakeholderKind, affiliation: Option<&str>, aliases: &[&str]) -> Stakeholder {
        Stakeholder {
            name: name.into(),
            kind,
            role: None,
            affiliation: affiliation.map(Into::into),
            aliases: aliases.iter().map(|&alias| alias.into()).collect(),
            mentions: Vec::new(),
            stance: Some(OverallStance::Opposes),
            stance_toward: None,
            corrected: false,
        }
    }

    fn person(name: &str) -> Stakeholder {
        party(name, StakeholderKind::Person, None, &[name])
    }

    fn names(articles: &[&[Stakeholder]], links: &[PartyLink]) -> Vec<String> {
        let sheet = |parties: &&[Stakeholder]| Sheet {
            published: None,
            parties: parties.iter().map(|party| (party.clone(), Vec::new())).collect(),
        };
        let sheets: Vec<Sheet> = articles.iter().map(sheet).collect();
        gather(&sheets, links).iter().map(|party| format!("{} {}", party.name, party.seen.len())).collect()
    }

    #[test]
    fn persons_are_one_by_their_names() {
        let articles: [&[Stakeholder]; 3] = [
            &[person("Mélanie Roy")],
            &[person("Melanie Roy"), person("Tom Hill")],
            &[person("Roy"), person("Ann Hill")],
        ];
        assert_eq!(names(&articles, &[]), ["Melanie Roy 3", "Ann Hill 1", "Tom Hill 1"]);
        let articles: [&[Stakeholder]; 3] = [&[person("Tom Hill")], &[person("Ann Hill")], &[person("Hill")]];
        assert_eq!(names(&articles, &[]).len(), 3, "a surname of two belongs to neither");
    }

    #[test]
    fn bodies_are_one_by_a_proper_name_of_one_country() {
        use StakeholderKind::Government;
        let of = |country| party("Foreign Ministry", Government, Some(country), &["Foreign Ministry", "the ministry"]);
        let short = party("MFA", Government, Some("Norland"), &["MFA", "the Foreign Ministry"]);
        let articles: [&[Stakeholder]; 3] = [&[of("Norland")], &[of("Suderland")], &[short]];
        assert_eq!(names(&articles, &[]), ["Foreign Ministry 2", "Foreign Ministry 1"]);
        let vague = |name| party(name, Government, None, &[name, "the ministry"]);
        let articles: [&[Stakeholder]; 2] = [&[vague("Ministry of Trade")], &[vague("Ministry of Health")]];
        assert_eq!(names(&articles, &[]).len(), 2, "a description is no name");
        let articles: [&[Stakeholder]; 2] = [&[vague("Ministry of Trade")], &[vague("Trade Ministry")]];
        assert_eq!(names(&articles, &[]).len(), 1);
        let articles: [&[Stakeholder]; 2] = [&[vague("company")], &[vague("company")]];
        assert_eq!(names(&articles, &[]).len(), 2, "every article has its own company");
    }

    #[test]
    fn what_a_person_says_of_two_names_holds_and_the_last_word_most() {
        let link = |one: &str, other: &str, same| PartyLink { one: one.into(), other: other.into(), same };
        let articles: [&[Stakeholder]; 3] = [&[person("Ann Hill")], &[person("Ann Smith")], &[person("Hill")]];
        let married = link("Ann Hill", "Ann Smith", true);
        assert_eq!(names(&articles, std::slice::from_ref(&married)), ["Ann Smith 3"]);
        assert_eq!(names(&articles, &[married, link("Ann Smith", "Ann Hill", false)]), ["Ann Hill 2", "Ann Smith 1"]);
        assert_eq!(names(&articles, &[link("Hill", "Ann Hill", false)]).len(), 3);
    }
}
