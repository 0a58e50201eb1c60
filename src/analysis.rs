//! What was found in one article: the facts, each with the spans that prove it and the rule that made it.
//!
//! Every [`Span`] counts **bytes** of [`Analysis::body`]. The JSON of the contract (code points, texts beside the
//! spans, ids) is made from this by [`crate::export::wire`].

use crate::article::{Block, Link, Published};
use crate::text::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// All facts of one article. Indices between the lists (`timex`, `participants`, `stakeholder`) are positions in them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// The article's id, as it came in.
    pub id: String,
    /// What the source says of the article.
    pub meta: Meta,
    /// The cleaned text; paragraphs are separated by one empty line.
    pub body: String,
    /// Blocks of the body, in order.
    pub blocks: Vec<Block>,
    /// Links of the body, in order.
    pub links: Vec<Link>,
    /// What cleaning took out.
    pub removed: Vec<Removed>,
    /// The phrase that names the matter at issue.
    pub issue: Option<Issue>,
    /// Temporal expressions, in order.
    pub timexes: Vec<Timex>,
    /// The entries of the timeline, in order of date; those without a date last.
    pub events: Vec<Event>,
    /// The parties.
    pub stakeholders: Vec<Stakeholder>,
    /// Who said or did what, in order of the text.
    pub positions: Vec<Position>,
}

/// What the source says of the article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// Headline.
    pub title: Option<String>,
    /// Authors.
    pub byline: Option<String>,
    /// The publication's name.
    pub site: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Publication date.
    pub published: Option<Published>,
}

/// A piece of text that cleaning took out of the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// The text itself.
    pub text: String,
    /// Name of the rule that took it.
    pub rule: String,
    /// The **byte** of the body before which it stood.
    pub at: usize,
}

/// The matter that stances are toward.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// A short noun phrase or clause, in the article's words.
    pub text: String,
    /// Where the body names it.
    pub span: Span,
    /// Index of the event that it is, where it is one.
    pub event: Option<usize>,
}

/// A temporal expression: `TimeML`'s TIMEX3, and its place in the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    /// Where it stands.
    pub span: Span,
    /// TIMEX3 `type`.
    pub kind: TimexKind,
    /// TIMEX3 `value`, such as `2019`, `2025-W26`, `P3M`, `PRESENT_REF`.
    pub value: String,
    /// TIMEX3 `mod`, such as `START`, `APPROX`, `MORE_THAN`.
    pub modifier: Option<String>,
    /// First day that it can mean, where it has a place in the calendar.
    pub earliest: Option<Date>,
    /// Last day that it can mean.
    pub latest: Option<Date>,
    /// How it was resolved.
    pub why: Why,
    /// The steps of the resolution, readable: "Wednesday", "published Tuesday 2023-07-11", "past tense", "→ 2023-07-05".
    pub steps: Vec<String>,
    /// Name of the rule that found it.
    pub rule: &'static str,
}

/// TIMEX3 `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexKind {
    /// A day or something coarser.
    Date,
    /// Something finer than a day.
    Time,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
}

/// Where a date comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Why {
    /// The text gives it in full.
    Explicit,
    /// A relative or partial expression, resolved against another date.
    Resolved,
    /// The publication date itself.
    Published,
    /// Concluded from the narrative.
    Inferred,
}

/// An entry of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When it was or will be; `None` where nothing tells.
    pub date: Option<EventDate>,
    /// Between what it lies, where it has no date but the text orders it.
    pub bounds: Option<Bounds>,
    /// Who did what to whom, in the article's words, without the date.
    pub headline: String,
    /// The verb or noun that names the event.
    pub trigger: Span,
    /// The clause that states it.
    pub span: Span,
    /// Index of the governing temporal expression.
    pub timex: Option<usize>,
    /// Whether it happened.
    pub status: Status,
    /// Indices of the stakeholders who take part.
    pub participants: Vec<usize>,
    /// Whether the article is about it.
    pub main: bool,
    /// 0 to 1: how much it belongs on a timeline.
    pub salience: f32,
    /// The parts that the salience is made of, readable.
    pub reasons: Vec<String>,
    /// Name of the rule or model that found it.
    pub rule: &'static str,
    /// Whether a person corrected it.
    pub corrected: bool,
}

/// The date of an event, as coarse as the text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventDate {
    /// A TIMEX3 calendar value: `2019`, `2025-04`, `2025-06-30`, `2025-W26`, `2025-Q2`; a decade as `1990s`.
    pub value: String,
    /// First possible day.
    pub earliest: Option<Date>,
    /// Last possible day.
    pub latest: Option<Date>,
    /// Where it comes from.
    pub why: Why,
}

/// What the text says of the time of an event without a date: "its subsequent detention of two sailors".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// On which side of `value` it lies.
    pub order: Order,
    /// The date of the event to which the text relates it.
    pub value: String,
    /// First day on which it can have been; `None` where nothing bounds it.
    pub earliest: Option<Date>,
    /// Last day on which it can have been; `None` where nothing bounds it.
    pub latest: Option<Date>,
}

/// How an event stands to another in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// Not before it.
    After,
    /// Not after it.
    Before,
}

impl Bounds {
    /// "after 2018-12"
    #[must_use]
    pub fn words(&self) -> String {
        let order = match self.order {
            Order::After => "after",
            Order::Before => "before",
        };
        format!("{order} {}", self.value)
    }
}

/// Whether an event happened, as the article has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It is told as a fact.
    #[default]
    Happened,
    /// It is announced, ordered, scheduled or expected.
    Planned,
    /// Somebody claims it.
    Alleged,
    /// It is told as not having happened, or somebody denies it.
    Denied,
}

/// A party of the matter, under all its names.
#[derive(Clone, Debug, PartialEq)]
pub struct Stakeholder {
    /// The best full name in the article.
    pub name: String,
    /// What it is.
    pub kind: StakeholderKind,
    /// Title or office, in the article's words.
    pub role: Option<String>,
    /// Country or organisation that it belongs to, in the article's words or a gazetteer's.
    pub affiliation: Option<String>,
    /// Every surface form by which the article calls it, pronouns left out, the first the commonest.
    pub aliases: Vec<String>,
    /// Where it is named or meant (pronouns included), in order.
    pub mentions: Vec<Span>,
    /// Its overall stance toward the issue; `None` is shown as "neutral" in JSON and as unclear on the screen.
    pub stance: Option<OverallStance>,
    /// What the stance is toward.
    pub stance_toward: Option<String>,
    /// Whether a person corrected it.
    pub corrected: bool,
}

/// Kinds of party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StakeholderKind {
    /// A human being.
    Person,
    /// A state, a ministry, a court, a police force, a parliament.
    Government,
    /// A firm.
    Company,
    /// A party, union, agency between states, association, university.
    Organisation,
    /// People who are named together: protesters, Uighur Muslims.
    Group,
}

/// A party's stance over all its positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OverallStance {
    /// For it.
    Supports,
    /// Against it.
    Opposes,
    /// Partly for, partly against.
    Mixed,
    /// Takes no side.
    Neutral,
}

/// The stance of one position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// For its target.
    Supports,
    /// Against its target.
    Opposes,
    /// Informs only, or unclear.
    #[default]
    Neutral,
}

/// Something that a party said, thinks, demands or did.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// Index of the party; `None` where the text names nobody.
    pub stakeholder: Option<usize>,
    /// Who says it, in the text: the whole phrase, a pronoun included.
    pub source: Option<Span>,
    /// The reporting verb, noun or preposition.
    pub cue: Option<Span>,
    /// What is said; several spans where source and cue stand in between.
    pub content: Vec<Span>,
    /// How it is reported.
    pub form: Form,
    /// For or against its target.
    pub stance: Stance,
    /// What it is for or against, in the article's words.
    pub target: Option<String>,
    /// 0 to 1.
    pub confidence: f32,
    /// Name of the rule that found it.
    pub rule: &'static str,
    /// Whether a person corrected it.
    pub corrected: bool,
}

/// How something is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// All of the content stands in quotation marks.
    Direct,
    /// Some of it does.
    Mixed,
    /// None of it does.
    Indirect,
    /// An act that takes a side: blacklisted, sued, ordered.
    Action,
}
