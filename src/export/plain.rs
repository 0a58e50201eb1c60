//! Lines in reading order, without columns, glyphs or markup: for screen readers, mail and grep.

use super::date::{display, long};
use super::item::{Item, one_line};
use super::terms::{form, kind, overall, stance, status};
use super::wire::{WireAnalysis, WireEvent, WirePosition, WireStakeholder};
use super::{Entry, Review};
use crate::analysis::{OverallStance, Stance, Status};
use std::io::{self, Write};

/// Writes one article.
pub fn entry(entry: &Entry, first: bool, mut out: impl Write) -> io::Result<()> {
    let analysis = &entry.analysis;
    if !first {
        writeln!(out, "\nNext article\n")?;
    }
    head(analysis, &mut out)?;
    if let Some(review) = &entry.review {
        marks(review, &mut out)?;
    }
    writeln!(out, "\nTimeline, {}", count(analysis.events.len(), "event"))?;
    for (index, event) in analysis.events.iter().enumerate() {
        event_lines(index + 1, event, &mut out)?;
    }
    writeln!(out, "\nPositions, {}", count(analysis.positions.len(), "position"))?;
    for party in &analysis.stakeholders {
        party_lines(analysis, party, &mut out)?;
    }
    let unnamed: Vec<&WirePosition> = analysis.positions.iter().filter(|said| said.stakeholder.is_none()).collect();
    if !unnamed.is_empty() {
        writeln!(out, "Not attributed to anybody by name")?;
        unnamed.iter().try_for_each(|said| position(said, &mut out))?;
    }
    writeln!(out, "\nText\n")?;
    let paragraphs: Vec<&str> = analysis.body.split("\n\n").map(str::trim).filter(|text| !text.is_empty()).collect();
    writeln!(out, "{}", paragraphs.join("\n\n"))
}

/// Writes the heading of a timeline over many articles.
pub fn timeline_header(articles: usize, events: usize, mut out: impl Write) -> io::Result<()> {
    writeln!(out, "Timeline of {}, {}", count(articles, "article"), count(events, "event"))
}

/// Writes one event of a timeline over many articles.
pub fn timeline_item(number: usize, item: &Item<'_>, mut out: impl Write) -> io::Result<()> {
    let date = item.value.map_or_else(|| "Undated".to_owned(), |value| display(value, item.earliest));
    let told = count(item.sources.len(), "article");
    writeln!(out, "{number}. {date}: {}{}. Told by {told}.", sentence(item.headline), mark(item.status))?;
    for told in &item.sources {
        writeln!(out, "   {}: “{}”", one_line(told.title), told.words)?;
    }
    item.disagreements.iter().try_for_each(|disagreement| writeln!(out, "   {disagreement}"))
}

fn head(analysis: &WireAnalysis, out: &mut impl Write) -> io::Result<()> {
    let article = &analysis.article;
    let published = article.published.map_or_else(|| "unknown".to_owned(), |published| long(published.date));
    writeln!(out, "Title: {}", one_line(article.title.as_deref().unwrap_or(&analysis.id)))?;
    let lines = [("By", &article.byline), ("Site", &article.site), ("Address", &article.url)];
    for (label, value) in lines {
        if let Some(value) = value {
            writeln!(out, "{label}: {}", one_line(value))?;
        }
    }
    writeln!(out, "Published: {published}")?;
    if let Some(issue) = &analysis.issue {
        writeln!(out, "At issue: {}", one_line(&issue.text))?;
    }
    Ok(())
}

fn marks(review: &Review, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "Review: {}", review.state)?;
    if !review.tags.is_empty() {
        writeln!(out, "Tags: {}", review.tags.join(", "))?;
    }
    review.note.iter().try_for_each(|note| writeln!(out, "Note: {}", one_line(note)))
}

fn event_lines(number: usize, event: &WireEvent, out: &mut impl Write) -> io::Result<()> {
    let date = event.date.as_ref().map_or_else(|| "Undated".to_owned(), |date| display(&date.value, date.earliest));
    let main = if event.main { " Main event." } else { "" };
    let corrected = if event.corrected { " Corrected by hand." } else { "" };
    writeln!(out, "{number}. {date}: {}{}.{main}{corrected}", sentence(&event.headline), mark(event.status))?;
    writeln!(out, "   “{}”", one_line(&event.span.text))
}

fn mark(event: Status) -> String {
    if event == Status::Happened { String::new() } else { format!(", {}", status(event)) }
}

fn party_lines(analysis: &WireAnalysis, party: &WireStakeholder, out: &mut impl Write) -> io::Result<()> {
    let said: Vec<&WirePosition> =
        analysis.positions.iter().filter(|said| said.stakeholder.as_deref() == Some(&party.id)).collect();
    if said.is_empty() && party.stance == OverallStance::Neutral {
        return Ok(());
    }
    let about: Vec<&str> =
        [party.role.as_deref(), party.affiliation.as_deref(), Some(kind(party.kind))].into_iter().flatten().collect();
    let toward = party.stance_toward.as_deref().filter(|_| party.stance != OverallStance::Neutral);
    let toward = toward.map(|toward| format!(" {}", one_line(toward))).unwrap_or_default();
    writeln!(out, "{} ({}): {}{toward}.", one_line(&party.name), about.join(", "), overall(party.stance))?;
    said.iter().try_for_each(|said| position(said, out))
}

fn position(said: &WirePosition, out: &mut impl Write) -> io::Result<()> {
    let content: Vec<_> = said.content.iter().map(|span| one_line(&span.text)).collect();
    let cue = said.cue.as_ref().map(|cue| format!("{}: ", one_line(&cue.text))).unwrap_or_default();
    let side = match (said.stance, said.target.as_deref()) {
        (Stance::Neutral, _) => String::new(),
        (side, Some(target)) => format!(", {} {}", stance(side), one_line(target)),
        (side, None) => format!(", {}", stance(side)),
    };
    let corrected = if said.corrected { ", corrected by hand" } else { "" };
    writeln!(out, "   {cue}“{}” ({}{side}{corrected})", content.join(" … "), form(said.form))
}

/// One line without the full stop that the caller sets.
fn sentence(text: &str) -> String {
    one_line(text).trim_end_matches('.').to_owned()
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
