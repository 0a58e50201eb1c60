//! The JSON of the contract: the same facts as [`Analysis`], with spans in Unicode **code points**, the text beside
//! each span, and ids in place of indices.

use crate::analysis::{self, Analysis, Bounds, Form, OverallStance, StakeholderKind, Stance, Status, TimexKind, Why};
use crate::article::Published;
use crate::language::Document;
use crate::text::{CodePoints, Span};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Version of the JSON's shape.
pub const SCHEMA: u32 = 1;

/// One analysis, as it is written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WireAnalysis {
    /// The article's id.
    pub id: String,
    /// [`SCHEMA`].
    pub schema: u32,
    /// What the source says of the article.
    pub article: WireArticle,
    /// The cleaned text.
    pub body: String,
    /// What cleaning took out.
    #[serde(default)]
    pub removed: Vec<WireRemoved>,
    /// The matter at issue.
    pub issue: Option<WireSpan>,
    /// Temporal expressions.
    pub timexes: Vec<WireTimex>,
    /// The timeline.
    pub events: Vec<WireEvent>,
    /// The parties.
    pub stakeholders: Vec<WireStakeholder>,
    /// Who said what.
    pub positions: Vec<WirePosition>,
    /// The language layer, where it was asked for.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub language: Option<WireLanguage>,
}

/// What the source says of the article.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct WireArticle {
    pub title: Option<String>,
    pub byline: Option<String>,
    pub site: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub published: Option<Published>,
}

/// A range of code points and the text that it covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WireSpan {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What they cover.
    pub text: String,
}

/// A removed piece of text; `at` counts code points of the body.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct WireRemoved {
    pub text: String,
    pub rule: String,
    pub at: usize,
}

/// A temporal expression.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct WireTimex {
    #[serde(flatten)]
    pub span: WireSpan,
    #[serde(rename = "type")]
    pub kind: TimexKind,
    pub value: String,
    #[serde(rename = "mod")]
    pub modifier: Option<String>,
    pub earliest: Option<Date>,
    pub latest: Option<Date>,
    pub why: Why,
    pub steps: Vec<String>,
    pub rule: String,
}

/// The date of an event.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct WireDate {
    pub value: String,
    pub earliest: Option<Date>,
    pub latest: Option<Date>,
    pub why: Why,
}

/// An entry of the timeline.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct WireEvent {
    pub id: String,
    pub date: Option<WireDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bounds: Option<Bounds>,
    pub headline: String,
    pub trigger: WireSpan,
    pub span: WireSpan,
    pub timex: Option<usize>,
    pub status: Status,
    pub participants: Vec<String>,
    pub main: bool,
    pub salience: f32,
    pub reasons: Vec<String>,
    pub rule: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub corrected: bool,
}

/// A party.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct WireStakeholder {
    pub id: String,
    pub name: String,
    pub kind: StakeholderKind,
    pub role: Option<String>,
    pub affiliation: Option<String>,
    pub aliases: Vec<String>,
    pub mentions: Vec<WireSpan>,
    pub stance: OverallStance,
    pub stance_toward: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub corrected: bool,
}

/// Something said or done.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct WirePosition {
    pub stakeholder: Option<String>,
    pub source: Option<WireSpan>,
    pub cue: Option<WireSpan>,
    pub content: Vec<WireSpan>,
    pub form: Form,
    pub stance: Stance,
    pub target: Option<String>,
    pub confidence: f32,
    pub rule: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub corrected: bool,
}

/// The language layer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct WireLanguage {
    pub sentences: Vec<WireRange>,
    pub tokens: Vec<WireToken>,
    pub entities: Vec<WireName>,
}

/// A range of code points.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct WireRange {
    pub start: usize,
    pub end: usize,
}

/// A token; `head` is an index into the list, `null` for a root.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct WireToken {
    pub start: usize,
    pub end: usize,
    pub lemma: String,
    pub upos: String,
    pub xpos: String,
    pub head: Option<usize>,
    pub deprel: String,
}

/// A name.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct WireName {
    pub start: usize,
    pub end: usize,
    #[serde(rename = "type")]
    pub kind: String,
    pub text: String,
}

/// Turns an analysis into what is written.
#[must_use]
pub fn wire(analysis: &Analysis) -> WireAnalysis {
    let points = CodePoints::new(&analysis.body);
    let edge = Edge { body: &analysis.body, points: &points };
    let stakeholder = |index: &usize| format!("s{}", index + 1);
    WireAnalysis {
        id: analysis.id.clone(),
        schema: SCHEMA,
        article: WireArticle {
            title: analysis.meta.title.clone(),
            byline: analysis.meta.byline.clone(),
            site: analysis.meta.site.clone(),
            url: analysis.meta.url.clone(),
            language: analysis.meta.language.clone(),
            published: analysis.meta.published,
        },
        body: analysis.body.clone(),
        removed: analysis
            .removed
            .iter()
            .map(|removed| WireRemoved {
                text: removed.text.clone(),
                rule: removed.rule.clone(),
                at: points.from_byte(removed.at),
            })
            .collect(),
        issue: analysis.issue.as_ref().map(|issue| WireSpan { text: issue.text.clone(), ..edge.span(issue.span) }),
        timexes: analysis.timexes.iter().map(|timex| edge.timex(timex)).collect(),
        events: analysis
            .events
            .iter()
            .enumerate()
            .map(|(index, event)| WireEvent {
                id: format!("e{}", index + 1),
                date: event.date.as_ref().map(|date| WireDate {
                    value: date.value.clone(),
                    earliest: date.earliest,
                    latest: date.latest,
                    why: date.why,
                }),
                bounds: event.bounds.clone(),
                headline: event.headline.clone(),
                trigger: edge.span(event.trigger),
                span: edge.span(event.span),
                timex: event.timex,
                status: event.status,
                participants: event.participants.iter().map(stakeholder).collect(),
                main: event.main,
                salience: event.salience,
                reasons: event.reasons.clone(),
                rule: event.rule.to_owned(),
                corrected: event.corrected,
            })
            .collect(),
        stakeholders: analysis
            .stakeholders
            .iter()
            .enumerate()
            .map(|(index, party)| WireStakeholder {
                id: stakeholder(&index),
                name: party.name.clone(),
                kind: party.kind,
                role: party.role.clone(),
                affiliation: party.affiliation.clone(),
                aliases: party.aliases.clone(),
                mentions: party.mentions.iter().map(|&span| edge.span(span)).collect(),
                stance: party.stance.unwrap_or(OverallStance::Neutral),
                stance_toward: party.stance_toward.clone(),
                corrected: party.corrected,
            })
            .collect(),
        positions: analysis
            .positions
            .iter()
            .map(|position| WirePosition {
                stakeholder: position.stakeholder.as_ref().map(stakeholder),
                source: position.source.map(|span| edge.span(span)),
                cue: position.cue.map(|span| edge.span(span)),
                content: position.content.iter().map(|&span| edge.span(span)).collect(),
                form: position.form,
                stance: position.stance,
                target: position.target.clone(),
                confidence: position.confidence,
                rule: position.rule.to_owned(),
                corrected: position.corrected,
            })
            .collect(),
        language: None,
    }
}

/// Turns the language layer into what is written with `--tokens`.
#[must_use]
pub fn wire_language(document: &Document<'_>) -> WireLanguage {
    let points = CodePoints::new(document.text());
    let range = |span: Span| (points.from_byte(span.start()), points.from_byte(span.end()));
    WireLanguage {
        sentences: document
            .sentences()
            .iter()
            .map(|sentence| {
                let (start, end) = range(sentence.span);
                WireRange { start, end }
            })
            .collect(),
        tokens: (0..document.len())
            .map(|t| {
                let (start, end) = range(document.span(t));
                WireToken {
                    start,
                    end,
                    lemma: document.lemma(t).to_owned(),
                    upos: document.upos(t).to_string(),
                    xpos: document.xpos(t).to_string(),
                    head: document.head(t),
                    deprel: document.deprel(t).to_string(),
                }
            })
            .collect(),
        entities: document
            .names()
            .iter()
            .map(|name| {
                let (start, end) = range(name.span);
                WireName { start, end, kind: name.kind.to_string(), text: name.span.slice(document.text()).to_owned() }
            })
            .collect(),
    }
}

struct Edge<'a> {
    body: &'a str,
    points: &'a CodePoints<'a>,
}

impl Edge<'_> {
    fn span(&self, span: Span) -> WireSpan {
        WireSpan {
            start: self.points.from_byte(span.start()),
            end: self.points.from_byte(span.end()),
            text: span.slice(self.body).to_owned(),
        }
    }

    fn timex(&self, timex: &analysis::Timex) -> WireTimex {
        WireTimex {
            span: self.span(timex.span),
            kind: timex.kind,
            value: timex.value.clone(),
            modifier: timex.modifier.clone(),
            earliest: timex.earliest,
            latest: timex.latest,
            why: timex.why,
            steps: timex.steps.clone(),
            rule: timex.rule.to_owned(),
        }
    }
}
