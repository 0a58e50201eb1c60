//! Cuts a text into the units that cleaning keeps or takes.

use crate::article::{Article, BlockKind};
use crate::text::Span;

/// A block of a page, or a paragraph, line or list item of a pasted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Where it stands in the text: several pieces where a hard-wrapped paragraph is joined again.
    pub pieces: Vec<Span>,
    /// What it is.
    pub kind: BlockKind,
}

impl Unit {
    fn line(span: Span) -> Self {
        Self { pieces: vec![span], kind: BlockKind::Paragraph }
    }

    /// The unit's text, pieces joined by spaces.
    pub fn text(&self, text: &str) -> String {
        self.pieces.iter().map(|piece| piece.slice(text)).collect::<Vec<_>>().join(" ")
    }
}

/// The longest line, in **bytes**, of a text that was wrapped by a program.
const WRAP: usize = 100;
/// The shortest such width.
const NARROW: usize = 40;

/// The units of `article`, in order: its blocks, or its lines where it has none.
pub(super) fn of(article: &Article) -> Vec<Unit> {
    if article.blocks.is_empty() {
        return of_lines(&article.text);
    }
    let text = &article.text;
    let mut units = Vec::with_capacity(article.blocks.len());
    let mut at = 0;
    for block in &article.blocks {
        // What stands between blocks is text too.
        units.extend(lines(text, at, block.span.start()).map(Unit::line));
        let span = block.span.trim(text);
        if !span.is_empty() {
            units.push(Unit { pieces: vec![span], kind: block.kind });
        }
        at = block.span.end().max(at);
    }
    units.extend(lines(text, at, text.len()).map(Unit::line));
    units
}

fn lines(text: &str, from: usize, to: usize) -> impl Iterator<Item = Span> {
    let part = text.get(from..to).unwrap_or_default();
    part.split('\n')
        .scan(from, |at, line| {
            let start = *at;
            *at += line.len() + 1;
            Some(Span::new(start, start + line.len()))
        })
        .map(|span| span.trim(text))
        .filter(|span| !span.is_empty())
}

fn of_lines(text: &str) -> Vec<Unit> {
    let width = wrapped_at(text);
    let mut units: Vec<Unit> = Vec::new();
    // The line above, where the next one may go on with it.
    let mut above: Option<Span> = None;
    let mut at = 0;
    for line in text.split('\n') {
        let span = Span::new(at, at + line.len()).trim(text);
        at += line.len() + 1;
        if span.is_empty() {
            above = None;
            continue;
        }
        let goes_on = above.zip(width).is_some_and(|(above, width)| continues(text, above, span, width));
        above = Some(span);
        match units.last_mut() {
            Some(unit) if goes_on => unit.pieces.push(span),
            _ => {
                let kind = if is_item(span.slice(text)) { BlockKind::Item } else { BlockKind::Paragraph };
                units.push(Unit { kind, ..Unit::line(span) });
            }
        }
    }
    units
}

/// The width at which a program wrapped the text; `None` where lines are paragraphs.
fn wrapped_at(text: &str) -> Option<usize> {
    let lengths = || text.lines().map(|line| line.trim().len()).filter(|&length| length > 0);
    let (all, long) = (lengths().count(), lengths().filter(|&length| length > WRAP).count());
    let width = lengths().filter(|&length| length <= WRAP).max()?;
    if width < NARROW || long * 20 > all {
        return None;
    }
    // Where lines are paragraphs, those that fill the width end in a full stop.
    let lines: Vec<Span> = lines(text, 0, text.len()).collect();
    let full = lines.windows(2).filter(|pair| continues(text, pair[0], pair[1], width));
    let (breaks, ended) = full.fold((0, 0), |(breaks, ended), pair| {
        let line = pair[0].slice(text).trim_end_matches(['"', '”', '’', ')']);
        (breaks + 1, ended + usize::from(line.ends_with(['.', '!', '?', ':'])))
    });
    (breaks > 0 && ended * 2 < breaks).then_some(width)
}

/// Whether `below` goes on with the paragraph of `above`: its first word did not fit on the line.
fn continues(text: &str, above: Span, below: Span, width: usize) -> bool {
    let word = below.slice(text).split_whitespace().next().map_or(0, str::len);
    above.len() + 1 + word > width && !is_item(below.slice(text))
}

/// Whether the line opens with a bullet or a number.
fn is_item(line: &str) -> bool {
    let mut chars = line.chars();
    match chars.next() {
        Some('-' | '*' | '•' | '·' | '–' | '‣' | '▪') => chars.next().is_some_and(char::is_whitespace),
        Some(first) if first.is_ascii_digit() => {
            let rest = line.trim_start_matches(|char: char| char.is_ascii_digit());
            line.len() - rest.len() <= 2 && (rest.starts_with(". ") || rest.starts_with(") "))
        }
        _ => false,
    }
}
