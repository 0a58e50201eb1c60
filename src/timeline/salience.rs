//! How much a predicate belongs on a timeline: a linear model over readable features.
//!
//! The weights stand in `assets/models/events.toml`; `fit` makes them (a logistic regression).

use super::layout::Layout;
use super::predicate::{Kind, Predicate, Tense};
use super::status::Reality;
use super::when::Governed;
use crate::analysis::{Status, Timex};
use crate::language::{Deprel, Document, Token, Upos};
use crate::lexicon::events::lexicon;
use crate::text::Span;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A feature's name, which is also the reason that is shown, and its value.
pub(super) type Feature = (Cow<'static, str>, f32);

/// What the features of one article are read from.
pub(super) struct Scene<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) layout: &'a Layout,
    pub(super) predicates: &'a [Predicate],
    pub(super) governed: &'a Governed,
    pub(super) timexes: &'a [Timex],
    /// Quoted stretches of the text.
    pub(super) quoted: &'a [Span],
}

/// The features of predicate `number`, whose clause is `clause`.
pub(super) fn features(scene: &Scene<'_>, number: usize, clause: Span, reality: Reality) -> Vec<Feature> {
    let mut found = Features(vec![("bias".into(), 1.0)]);
    found.grammar(scene, number, reality);
    found.words(scene, number);
    found.place(scene, number, clause);
    found.time(scene, number, clause);
    found.0
}

struct Features(Vec<Feature>);

impl Features {
    fn yes(&mut self, name: &'static str) {
        self.0.push((name.into(), 1.0));
    }

    fn when(&mut self, condition: bool, name: &'static str) {
        if condition {
            self.yes(name);
        }
    }

    fn named(&mut self, class: &str, value: &str) {
        self.0.push((format!("{class}: {value}").into(), 1.0));
    }

    fn grammar(&mut self, scene: &Scene<'_>, number: usize, reality: Reality) {
        let document = scene.document;
        let predicate = &scene.predicates[number];
        let t = predicate.token;
        let kind = match predicate.kind {
            Kind::Verb => "verb",
            Kind::Noun => "noun",
            Kind::State => "state",
        };
        self.named("kind", kind);
        let tense = tense_name(predicate.tense);
        if predicate.kind == Kind::Noun {
            self.named("noun relation", document.deprel(t).as_str());
        } else {
            self.named("tense", tense);
            self.named("relation", document.deprel(t).as_str());
            self.named(tense, document.deprel(t).universal().as_str());
            let class = verb_class(lemma_of(document, t));
            self.named(tense, class);
            self.when(!scene.governed.of(number).is_empty(), dated_class(class));
            self.when(predicate.passive, "passive");
            self.when(predicate.own_subject, "has its subject");
            self.when(predicate.object.is_some(), "has an object");
            self.when(predicate.subject.is_none(), "nobody does it");
        }
        if let Some(subject) = predicate.subject {
            self.when(document.upos(subject) == Upos::Pron, "a pronoun does it");
            self.when(document.name_of(subject).is_some() || document.upos(subject) == Upos::Propn, "a name does it");
            self.when(matches!(document.lower(subject), "you" | "we" | "i" | "who" | "it" | "there"), "vague subject");
        }
        if let Some(head) = document.head(t) {
            let lemma = document.lemma(head);
            let verbs = &lexicon().verbs;
            let relation = document.deprel(t).universal();
            self.when(
                verbs.saying.contains(lemma) && matches!(relation, Deprel::Ccomp | Deprel::Xcomp | Deprel::Parataxis),
                "content of a saying",
            );
            self.when(
                verbs.aspect.contains(lemma) && matches!(relation, Deprel::Xcomp | Deprel::Obj | Deprel::Nsubj),
                "begun or ended",
            );
            self.when(verbs.light.contains(lemma) && relation == Deprel::Obj, "object of a light verb");
            self.when(verbs.planning.contains(lemma) && relation == Deprel::Xcomp, "complement of a plan");
            self.when(scene.governed.predicate_at(head).is_some() && predicate.kind == Kind::Noun, "noun under a verb");
        } else {
            self.yes("heads its sentence");
        }
        self.when(document.children(t).any(|child| document.deprel(child) == Deprel::Xcomp), "has a complement verb");
        self.when(document.children(t).any(|child| document.deprel(child) == Deprel::Ccomp), "has a complement clause");
        self.when(
            document
                .children(t)
                .any(|child| document.deprel(child) == Deprel::Mark && !matches!(document.lower(child), "to" | "that")),
            "subordinate",
        );
        self.when(reality.hypothetical, "hypothetical");
        self.when(reality.reported, "reported speech");
        self.when(predicate.negated, "negated");
        match reality.status {
            Status::Happened => {}
            Status::Planned => self.yes("planned"),
            Status::Alleged => self.yes("alleged"),
            Status::Denied => self.yes("denied"),
        }
    }

    fn words(&mut self, scene: &Scene<'_>, number: usize) {
        let document = scene.document;
        let predicate = &scene.predicates[number];
        let t = predicate.token;
        let lemma = document.lemma(t);
        let verbs = &lexicon().verbs;
        if predicate.kind == Kind::Verb {
            self.when(verbs.saying.contains(lemma) && !verbs.act.contains(lemma), "verb of saying");
            self.when(verbs.act.contains(lemma), "act of speech");
            self.when(verbs.stative.contains(lemma), "state");
            self.when(verbs.aspect.contains(lemma), "begins or ends");
            self.when(verbs.light.contains(lemma), "light verb");
            self.when(verbs.planning.contains(lemma), "verb of planning");
            self.when(verbs.newsworthy.contains(lemma), "newsworthy verb");
        }
        self.named("word", lemma);
        if predicate.kind == Kind::Noun {
            let children = || document.children(t);
            self.when(children().any(|c| document.deprel(c) == Deprel::Det && document.lower(c) == "the"), "the one");
            self.when(children().any(|c| document.deprel(c) == Deprel::Det && document.lower(c) == "a"), "a new one");
            self.when(children().any(|c| document.is_relation(c, Deprel::NmodPoss)), "somebody's");
            self.when(
                children().any(|c| document.is_relation(c, Deprel::Nmod) && !document.is_relation(c, Deprel::NmodPoss)),
                "noun with particulars",
            );
            self.when(children().any(|c| document.is_relation(c, Deprel::Acl)), "noun with a clause");
            let particulars =
                children().any(|c| document.is_relation(c, Deprel::Nmod) || document.is_relation(c, Deprel::Acl));
            let class = if particulars { "particular noun" } else { "noun alone" };
            self.named(class, document.deprel(t).universal().as_str());
            self.when(children().next().is_none(), "bare noun");
            self.when(document.lower(t) != lemma && document.lower(t).ends_with('s'), "plural");
            self.when(document.name_of(t).is_some(), "part of a name");
        }
    }

    fn place(&mut self, scene: &Scene<'_>, number: usize, clause: Span) {
        let document = scene.document;
        let t = scene.predicates[number].token;
        match scene.layout.rank(document, t) {
            None => self.yes("in the heading"),
            Some(0) => {
                self.yes("in the first sentence");
                self.when(document.head(t).is_none(), "verb of the first sentence");
            }
            Some(1) => self.yes("in the second sentence"),
            Some(2..=4) => self.yes("near the beginning"),
            Some(5..=9) => {}
            Some(10..=19) => self.yes("further down"),
            Some(_) => self.yes("far down"),
        }
        self.0.push(("length of the article".into(), (document.sentences().len() as f32 / 15.0).ln().clamp(-1.5, 2.0)));
        let head = document.head(t).and_then(|head| scene.governed.predicate_at(head));
        self.when(
            head.is_some_and(|head| lexicon().verbs.newsworthy.contains(document.lemma(scene.predicates[head].token))),
            "under a newsworthy verb",
        );
        let sentence = document.sentence_of(t);
        let first = number == 0 || document.sentence_of(scene.predicates[number - 1].token) != sentence;
        let last = scene.predicates.get(number + 1).is_none_or(|next| document.sentence_of(next.token) != sentence);
        self.when(first && last, "alone in its sentence");
        self.when(first && !last, "first in its sentence");
        let quote = scene.quoted.partition_point(|quote| quote.end() <= document.span(t).start());
        self.when(scene.quoted.get(quote).is_some_and(|quote| quote.contains(document.span(t))), "inside a quotation");
        let tokens = document.tokens_in(clause);
        match scene.layout.title_overlap(document, tokens.clone()) {
            0 => {}
            1 => self.yes("a word of the title"),
            2 => self.yes("two words of the title"),
            _ => self.yes("many words of the title"),
        }
        self.when(scene.layout.title.contains(document.lemma(t)), "the title's own act");
        self.0.push((
            "about what the article is about".into(),
            scene.layout.centrality(document, tokens.clone()).min(8.0) / 4.0,
        ));
        self.when(tokens.clone().any(|t| document.upos(t) == Upos::Num), "has a number");
        let names = tokens.clone().filter(|&t| document.upos(t) == Upos::Propn).count();
        self.when(names == 0, "names nobody");
        self.when(names > 2, "many names");
        match tokens.len() {
            0..=4 => self.yes("very short"),
            5..=7 => self.yes("short"),
            8..=20 => {}
            21..=30 => self.yes("long"),
            _ => self.yes("very long"),
        }
    }

    fn time(&mut self, scene: &Scene<'_>, number: usize, clause: Span) {
        let document = scene.document;
        let own = scene.governed.of(number);
        let noun = scene.predicates[number].kind == Kind::Noun;
        if own.is_empty() {
            let dates = |span: Span| {
                let first = scene.timexes.partition_point(|timex| timex.span.end() <= span.start());
                let mut near = scene.timexes[first..].iter().take_while(move |timex| timex.span.start() < span.end());
                near.any(|timex| timex.earliest.is_some())
            };
            let sentence = document.sentences()[document.sentence_of(scene.predicates[number].token)].span;
            let inside = dates(clause);
            self.when(inside, "a date in its words");
            self.when(!inside && dates(sentence), "a date in its sentence");
        } else {
            self.when(!noun, "dated");
            self.when(noun, "dated noun");
            self.when(
                own.iter().any(|&timex| scene.timexes[timex].earliest == scene.timexes[timex].latest),
                "dated to the day",
            );
        }
    }
}

fn lemma_of<'d>(document: &'d Document<'_>, t: Token) -> &'d str {
    document.lemma(t)
}

fn verb_class(lemma: &str) -> &'static str {
    let verbs = &lexicon().verbs;
    if verbs.act.contains(lemma) {
        "act of speech"
    } else if verbs.saying.contains(lemma) {
        "saying"
    } else if verbs.newsworthy.contains(lemma) {
        "newsworthy"
    } else if verbs.stative.contains(lemma) {
        "state"
    } else {
        "other verb"
    }
}

fn dated_class(class: &'static str) -> &'static str {
    match class {
        "act of speech" => "dated act of speech",
        "saying" => "dated saying",
        "newsworthy" => "dated newsworthy verb",
        "state" => "dated state",
        _ => "dated verb",
    }
}

fn tense_name(tense: Tense) -> &'static str {
    match tense {
        Tense::Past => "past",
        Tense::Perfect => "perfect",
        Tense::Present => "present",
        Tense::Future => "future",
        Tense::Modal => "modal",
        Tense::Infinitive => "infinitive",
        Tense::Gerund => "gerund",
        Tense::Participle => "participle",
        Tense::None => "none",
    }
}

/// The fitted model.
#[derive(Debug, Deserialize)]
pub(super) struct Model {
    /// A candidate with at least this probability is an event.
    pub(super) threshold: f32,
    weights: HashMap<String, f32>,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    crate::lexicon::source::read(include_str!("../../assets/models/events.toml")).expect("a test reads the file")
});

/// The model that is shipped.
pub(super) fn model() -> &'static Model {
    &MODEL
}

impl Model {
    /// How probable it is that a candidate with these features is on an analyst's timeline.
    pub(super) fn probability(&self, features: &[Feature]) -> f32 {
        let sum: f32 = features.iter().filter_map(|(name, value)| Some(self.weights.get(name.as_ref())? * value)).sum();
        1.0 / (1.0 + (-sum).exp())
    }

    /// The features that weigh most, strongest first, with their sign.
    pub(super) fn reasons(&self, features: &[Feature]) -> Vec<String> {
        let mut parts: Vec<(f32, &str)> = features
            .iter()
            .filter(|(name, _)| name != "bias")
            .filter_map(|(name, value)| Some((self.weights.get(name.as_ref())? * value, name.as_ref())))
            .filter(|(part, _)| part.abs() >= 0.2)
            .collect();
        parts.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()).then_with(|| a.1.cmp(b.1)));
        parts.iter().take(4).map(|(part, name)| format!("{}{name}", if *part > 0.0 { "+ " } else { "− " })).collect()
    }
}

/// Stretches of `document` between quotation marks; one that does not close within its paragraph is none.
pub(super) fn quotations(document: &Document<'_>) -> Vec<Span> {
    let text = document.text();
    let mut found = Vec::new();
    let mut open: Option<Token> = None;
    for t in 0..document.len() {
        let form = document.form(t);
        if let Some(start) = open
            && text.get(document.span(t - 1).end()..document.span(t).start()).is_some_and(|gap| gap.contains('\n'))
        {
            let _ = start;
            open = None;
        }
        match (form, open) {
            ("“" | "``", _) => open = Some(t),
            ("\"", None) => open = Some(t),
            ("”" | "''" | "\"", Some(start)) => {
                found.push(document.span(start).cover(document.span(t)));
                open = None;
            }
            _ => {}
        }
    }
    found
}
