//! An analysis as the screen needs it: which words carry which kind of mark, which fact comes after which in the
//! text, and in what order the panes list them.

use super::theme::Role;
use dateline::analysis::{Analysis, Position, Stakeholder};
use dateline::corrections::Anchor;
use dateline::text::Span;

/// One fact of an article, by its index in the analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    /// An event of the timeline.
    Event(usize),
    /// Something that a party said or did.
    Position(usize),
    /// A party, with all its mentions.
    Party(usize),
}

/// The fact of the analysis `new` that is the fact `fact` of the analysis `old` of the same article.
pub(super) fn same(old: &Analysis, fact: Fact, new: &Analysis) -> Option<Fact> {
    let moved = |span: Span| Anchor::of(&old.body, span).find(&new.body);
    match fact {
        Fact::Event(index) => {
            let trigger = moved(old.events.get(index)?.trigger)?;
            new.events.iter().position(|event| event.trigger == trigger).map(Fact::Event)
        }
        Fact::Position(index) => {
            let anchor = moved(anchor_of(old.positions.get(index)?)?)?;
            new.positions.iter().position(|position| anchor_of(position) == Some(anchor)).map(Fact::Position)
        }
        Fact::Party(index) => {
            let name = &old.stakeholders.get(index)?.name;
            let called = |party: &Stakeholder| party.name == *name || party.aliases.contains(name);
            new.stakeholders.iter().position(called).map(Fact::Party)
        }
    }
}

/// The words that a position hangs on.
pub(super) fn anchor_of(position: &Position) -> Option<Span> {
    position.cue.or(position.content.first().copied())
}

/// An entry of the positions pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A party, and its positions below it.
    Party(usize),
    /// A position of the party above.
    Position(usize),
    /// The heading above the positions of nobody named.
    Nobody,
}

impl Line {
    /// The fact that the entry shows.
    pub(super) fn fact(self) -> Option<Fact> {
        match self {
            Self::Party(party) => Some(Fact::Party(party)),
            Self::Position(position) => Some(Fact::Position(position)),
            Self::Nobody => None,
        }
    }
}

/// Spans that carry one kind of mark, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Layer {
    spans: Vec<Span>,
    longest: usize,
}

impl Layer {
    fn new(spans: impl IntoIterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.into_iter().filter(|span| !span.is_empty()).collect();
        spans.sort_unstable();
        spans.dedup();
        let longest = spans.iter().map(|span| span.len()).max().unwrap_or(0);
        Self { spans, longest }
    }

    /// The spans that touch `part`.
    pub(super) fn within(&self, part: Span) -> impl Iterator<Item = Span> {
        let from = part.start().saturating_sub(self.longest);
        let first = self.spans.partition_point(|span| span.start() < from);
        let rest = self.spans.get(first..).unwrap_or_default();
        rest.iter().copied().take_while(move |span| span.start() < part.end()).filter(move |span| span.overlaps(part))
    }
}

/// The words that prove a fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    /// All of them.
    pub(super) words: Vec<Span>,
    /// Those that it hangs on: the trigger and the date of an event, the cue of a position.
    pub(super) keys: Vec<Span>,
}

impl Evidence {
    /// The words of `fact`.
    pub(super) fn of(analysis: &Analysis, fact: Fact) -> Self {
        match fact {
            Fact::Event(index) => analysis.events.get(index).map_or_else(Self::default, |event| {
                let date = event.timex.and_then(|timex| analysis.timexes.get(timex)).map(|timex| timex.span);
                Self {
                    words: std::iter::once(event.span).chain(date).collect(),
                    keys: std::iter::once(event.trigger).chain(date).collect(),
                }
            }),
            Fact::Position(index) => analysis.positions.get(index).map_or_else(Self::default, |position| Self {
                words: position.source.into_iter().chain(position.content.iter().copied()).collect(),
                keys: position.cue.into_iter().collect(),
            }),
            Fact::Party(index) => analysis
                .stakeholders
                .get(index)
                .map_or_else(Self::default, |party| Self { words: party.mentions.clone(), keys: Vec::new() }),
        }
    }

    /// The span that holds all of it, for one place in the text.
    pub(super) fn whole(&self) -> Option<Span> {
        self.words.iter().chain(&self.keys).copied().reduce(Span::cover)
    }

    /// Where to look first.
    pub(super) fn anchor(&self) -> Option<usize> {
        self.words.iter().chain(&self.keys).map(|span| span.start()).min()
    }
}

/// What the panes and the body need to know of an analysis.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    /// The marks of the body, the later ones over the earlier ones.
    pub(super) layers: Vec<(Role, Layer)>,
    /// Events and positions in order of the text, each with the byte where it is anchored.
    pub(super) order: Vec<(usize, Fact)>,
    /// The entries of the positions pane.
    pub(super) lines: Vec<Line>,
    /// Words of the body.
    pub(super) words: usize,
}

impl Facts {
    /// Reads `analysis` once.
    pub(super) fn new(analysis: &Analysis) -> Self {
        let layers = vec![
            (Role::Link, Layer::new(analysis.links.iter().map(|link| link.span))),
            (Role::Quotation, Layer::new(analysis.positions.iter().flat_map(|position| position.content.clone()))),
            (Role::Party, Layer::new(analysis.stakeholders.iter().flat_map(|party| party.mentions.clone()))),
            (Role::Event, Layer::new(analysis.events.iter().map(|event| event.trigger))),
            (Role::Date, Layer::new(analysis.timexes.iter().map(|timex| timex.span))),
        ];
        let mut order: Vec<(usize, Fact)> = analysis
            .events
            .iter()
            .enumerate()
            .map(|(index, event)| (event.span.start(), Fact::Event(index)))
            .chain(analysis.positions.iter().enumerate().filter_map(|(index, _)| {
                let fact = Fact::Position(index);
                Evidence::of(analysis, fact).anchor().map(|at| (at, fact))
            }))
            .collect();
        order.sort_by_key(|(at, _)| *at);
        let words = analysis.body.split_ascii_whitespace().count();
        Self { layers, order, lines: lines(analysis), words }
    }

    /// The entry of the positions pane that shows `fact`.
    pub(super) fn line_of(&self, fact: Fact) -> Option<usize> {
        self.lines.iter().position(|line| match (line, fact) {
            (Line::Party(here), Fact::Party(there)) | (Line::Position(here), Fact::Position(there)) => *here == there,
            _ => false,
        })
    }
}

/// The parties with the most to say first, each with its positions; then those who are only named; then what nobody
/// named says.
fn lines(analysis: &Analysis) -> Vec<Line> {
    let mut of: Vec<Vec<usize>> = vec![Vec::new(); analysis.stakeholders.len()];
    let mut nobody = Vec::new();
    for (index, position) in analysis.positions.iter().enumerate() {
        match position.stakeholder.and_then(|party| of.get_mut(party)) {
            Some(list) => list.push(index),
            None => nobody.push(index),
        }
    }
    let mut parties: Vec<(usize, Vec<usize>)> = of.into_iter().enumerate().collect();
    let named = |party: usize| analysis.stakeholders.get(party).map_or(0, |party| party.mentions.len());
    parties.sort_by_key(|(party, list)| (std::cmp::Reverse(list.len()), std::cmp::Reverse(named(*party))));
    let mut lines = Vec::new();
    for (party, list) in parties {
        lines.push(Line::Party(party));
        lines.extend(list.into_iter().map(Line::Position));
    }
    if !nobody.is_empty() {
        lines.push(Line::Nobody);
        lines.extend(nobody.into_iter().map(Line::Position));
    }
    lines
}
