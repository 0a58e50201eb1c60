//! One row a fact, for spreadsheets (RFC 4180). A cell that a spreadsheet would run as a formula is made text.

use super::Entry;
use super::item::{Item, one_line};
use super::terms::{form, kind, overall, stance, status};
use super::wire::{WireAnalysis, WirePosition, WireSpan, WireStakeholder};
use std::borrow::Cow;
use std::io::{self, Write};

const COLUMNS: [&str; 23] = [
    "article",
    "title",
    "site",
    "url",
    "published",
    "review",
    "tags",
    "fact",
    "id",
    "date",
    "earliest",
    "latest",
    "status",
    "main",
    "party",
    "stance",
    "target",
    "form",
    "text",
    "evidence",
    "start",
    "end",
    "corrected",
];

/// Writes the names of the columns.
pub fn header(out: impl Write) -> io::Result<()> {
    row(&COLUMNS.map(Cow::Borrowed), out)
}

/// Writes the facts of one article: its events, its parties, its positions.
pub fn entry(entry: &Entry, mut out: impl Write) -> io::Result<()> {
    for fact in facts(&entry.analysis) {
        let article = &entry.analysis.article;
        let review = entry.review.as_ref();
        let mut cells: Vec<Cow<'_, str>> = vec![
            Cow::Borrowed(&entry.analysis.id),
            optional(article.title.as_deref()),
            optional(article.site.as_deref()),
            optional(article.url.as_deref()),
            article.published.map_or(Cow::Borrowed(""), |published| published.date.to_string().into()),
            optional(review.map(|review| review.state.as_str())),
            review.map_or(Cow::Borrowed(""), |review| review.tags.join(" ").into()),
        ];
        cells.extend(fact.cells());
        row(&cells, &mut out)?;
    }
    Ok(())
}

/// Writes the names of the columns of a timeline over many articles.
pub fn timeline_header(out: impl Write) -> io::Result<()> {
    let columns = [
        "date",
        "earliest",
        "latest",
        "event",
        "status",
        "articles",
        "first source",
        "sources",
        "evidence",
        "disagreements",
    ];
    row(&columns.map(Cow::Borrowed), out)
}

/// Writes one event of a timeline over many articles.
pub fn timeline_item(item: &Item<'_>, out: impl Write) -> io::Result<()> {
    let first = item.sources.first();
    let titles: Vec<&str> = item.sources.iter().map(|told| told.title).collect();
    row(
        &[
            optional(item.value),
            day(item.earliest),
            day(item.latest),
            Cow::Borrowed(item.headline),
            status(item.status).into(),
            item.sources.len().to_string().into(),
            optional(first.map(|told| told.title)),
            titles.join("; ").into(),
            first.map_or(Cow::Borrowed(""), |told| Cow::Borrowed(&*told.words)),
            item.disagreements.join("; ").into(),
        ],
        out,
    )
}

#[derive(Default)]
struct Fact<'a> {
    kind: &'static str,
    id: Cow<'a, str>,
    date: [Cow<'a, str>; 3],
    status: &'static str,
    main: &'static str,
    party: Cow<'a, str>,
    stance: &'static str,
    target: Cow<'a, str>,
    form: &'static str,
    text: Cow<'a, str>,
    evidence: Option<(Cow<'a, str>, usize, usize)>,
    corrected: bool,
}

impl<'a> Fact<'a> {
    fn cells(self) -> [Cow<'a, str>; 16] {
        let (evidence, start, end) = self
            .evidence
            .map_or_else(Default::default, |(text, start, end)| (text, start.to_string(), end.to_string()));
        let [date, earliest, latest] = self.date;
        [
            self.kind.into(),
            self.id,
            date,
            earliest,
            latest,
            self.status.into(),
            self.main.into(),
            self.party,
            self.stance.into(),
            self.target,
            self.form.into(),
            self.text,
            evidence,
            start.into(),
            end.into(),
            if self.corrected { "yes" } else { "" }.into(),
        ]
    }
}

fn facts(analysis: &WireAnalysis) -> impl Iterator<Item = Fact<'_>> {
    let name = |id: &str| analysis.stakeholders.iter().find(|party| party.id == id).map(|party| party.name.as_str());
    let events = analysis.events.iter().map(move |event| {
        let date = event.date.as_ref();
        let parties: Vec<&str> = event.participants.iter().filter_map(|id| name(id)).collect();
        Fact {
            kind: "event",
            id: Cow::Borrowed(&event.id),
            date: [
                optional(date.map(|date| date.value.as_str())),
                day(date.and_then(|date| date.earliest)),
                day(date.and_then(|date| date.latest)),
            ],
            status: status(event.status),
            main: if event.main { "yes" } else { "" },
            party: parties.join("; ").into(),
            text: Cow::Borrowed(&event.headline),
            evidence: Some(evidence(&event.span)),
            corrected: event.corrected,
            ..Fact::default()
        }
    });
    let parties = analysis.stakeholders.iter().map(party);
    let positions = analysis.positions.iter().enumerate().map(move |(index, position)| {
        let party = position.stakeholder.as_deref().and_then(name);
        said(index, position, party)
    });
    events.chain(parties).chain(positions)
}

fn party(party: &WireStakeholder) -> Fact<'_> {
    let about: Vec<&str> =
        [party.role.as_deref(), party.affiliation.as_deref(), Some(kind(party.kind))].into_iter().flatten().collect();
    Fact {
        kind: "party",
        id: Cow::Borrowed(&party.id),
        party: Cow::Borrowed(&party.name),
        stance: overall(party.stance),
        target: optional(party.stance_toward.as_deref()),
        text: about.join(", ").into(),
        evidence: party.mentions.first().map(evidence),
        corrected: party.corrected,
        ..Fact::default()
    }
}

fn said<'a>(index: usize, position: &'a WirePosition, party: Option<&'a str>) -> Fact<'a> {
    let content: Vec<Cow<'_, str>> = position.content.iter().map(|span| one_line(&span.text)).collect();
    let spans = || position.content.iter().chain(&position.cue).chain(&position.source);
    let start = spans().map(|span| span.start).min().unwrap_or_default();
    let end = spans().map(|span| span.end).max().unwrap_or_default();
    Fact {
        kind: "position",
        id: format!("p{}", index + 1).into(),
        party: party.map_or_else(
            || position.source.as_ref().map_or(Cow::Borrowed(""), |source| one_line(&source.text)),
            Cow::Borrowed,
        ),
        stance: stance(position.stance),
        target: optional(position.target.as_deref()),
        form: form(position.form),
        text: position.cue.as_ref().map_or(Cow::Borrowed(""), |cue| one_line(&cue.text)),
        evidence: Some((content.join(" … ").into(), start, end)),
        corrected: position.corrected,
        ..Fact::default()
    }
}

fn evidence(span: &WireSpan) -> (Cow<'_, str>, usize, usize) {
    (one_line(&span.text), span.start, span.end)
}

fn optional(text: Option<&str>) -> Cow<'_, str> {
    Cow::Borrowed(text.unwrap_or_default())
}

fn day(date: Option<jiff::civil::Date>) -> Cow<'static, str> {
    date.map_or(Cow::Borrowed(""), |date| date.to_string().into())
}

fn row(cells: &[Cow<'_, str>], mut out: impl Write) -> io::Result<()> {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.write_all(b",")?;
        }
        out.write_all(quoted(cell).as_bytes())?;
    }
    out.write_all(b"\r\n")
}

/// A cell as it stands in the file. What starts like a formula gets an apostrophe before it, which spreadsheets read
/// as "this is text" (OWASP, CSV injection).
fn quoted(cell: &str) -> Cow<'_, str> {
    let formula = cell
        .trim_start_matches([' ', '\u{a0}', '\u{feff}'])
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if !formula && !cell.contains(['"', ',', '\n', '\r']) {
        return Cow::Borrowed(cell);
    }
    let mark = if formula { "'" } else { "" };
    Cow::Owned(format!("\"{mark}{}\"", cell.replace('"', "\"\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_text_and_quotes_doubled() {
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
        assert_eq!(quoted(" @SUM(A1)"), "\"' @SUM(A1)\"");
        assert_eq!(quoted("\t=x"), "\"'\t=x\"");
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(quoted("plain – text"), "plain – text");
    }
}
