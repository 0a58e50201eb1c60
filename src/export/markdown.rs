//! Markdown for people: the timeline, the positions by party, the text.

use super::date::{display, long};
use super::item::{Item, one_line};
use super::terms::{form, kind, overall, stance, status};
use super::wire::{WireAnalysis, WireEvent, WirePosition, WireStakeholder};
use super::{Entry, Review};
use crate::analysis::{OverallStance, Stance, Status};
use std::io::{self, Write};

/// Writes one article; a rule stands between two.
pub fn entry(entry: &Entry, first: bool, mut out: impl Write) -> io::Result<()> {
    let analysis = &entry.analysis;
    if !first {
        writeln!(out, "\n---\n")?;
    }
    writeln!(out, "# {}\n", escaped(analysis.article.title.as_deref().unwrap_or(&analysis.id)))?;
    head(analysis, &mut out)?;
    if let Some(review) = &entry.review {
        marks(review, &mut out)?;
    }
    writeln!(out, "## Timeline\n")?;
    if analysis.events.is_empty() {
        writeln!(out, "No events found.")?;
    }
    for event in &analysis.events {
        event_line(event, &mut out)?;
    }
    writeln!(out, "\n## Positions\n")?;
    if analysis.positions.is_empty() {
        writeln!(out, "No positions found.\n")?;
    }
    for party in &analysis.stakeholders {
        party_section(analysis, party, &mut out)?;
    }
    let unnamed: Vec<&WirePosition> = analysis.positions.iter().filter(|said| said.stakeholder.is_none()).collect();
    if !unnamed.is_empty() {
        writeln!(out, "### Not attributed to anybody by name\n")?;
        unnamed.iter().try_for_each(|said| position(said, &mut out))?;
        writeln!(out)?;
    }
    writeln!(out, "## Text\n")?;
    for paragraph in analysis.body.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        writeln!(out, "{}\n", escaped(paragraph))?;
    }
    Ok(())
}

/// Writes the heading of a timeline over many articles.
pub fn timeline_header(articles: usize, mut out: impl Write) -> io::Result<()> {
    writeln!(out, "# Timeline of {articles} article{}\n", if articles == 1 { "" } else { "s" })
}

/// Writes one event of a timeline over many articles.
pub fn timeline_item(item: &Item<'_>, mut out: impl Write) -> io::Result<()> {
    let date = item.value.map_or_else(|| "undated".to_owned(), |value| display(value, item.earliest));
    let count = item.sources.len();
    writeln!(
        out,
        "- **{}** {}{} ({count} article{})",
        escaped(&date),
        escaped(item.headline),
        mark(item.status),
        if count == 1 { "" } else { "s" }
    )?;
    for told in &item.sources {
        let site = told.site.map(|site| format!(", {}", escaped(site))).unwrap_or_default();
        writeln!(out, "  - {}{site}: “{}”", escaped(told.title), escaped(&told.words))?;
    }
    item.disagreements.iter().try_for_each(|disagreement| writeln!(out, "  - *{}*", escaped(disagreement)))
}

fn head(analysis: &WireAnalysis, out: &mut impl Write) -> io::Result<()> {
    let article = &analysis.article;
    let published =
        article.published.map_or_else(|| "publication date unknown".to_owned(), |published| long(published.date));
    let parts: Vec<&str> =
        [article.byline.as_deref(), article.site.as_deref(), Some(&published), article.url.as_deref()]
            .into_iter()
            .flatten()
            .collect();
    writeln!(out, "{}\n", escaped(&parts.join(" · ")))?;
    if let Some(issue) = &analysis.issue {
        writeln!(out, "**At issue:** {}\n", escaped(&issue.text))?;
    }
    Ok(())
}

fn marks(review: &Review, out: &mut impl Write) -> io::Result<()> {
    let tags = if review.tags.is_empty() { String::new() } else { format!(" · tags: {}", review.tags.join(", ")) };
    writeln!(out, "**Review:** {}{}\n", escaped(&review.state), escaped(&tags))?;
    if let Some(note) = &review.note {
        writeln!(out, "**Note:** {}\n", escaped(note))?;
    }
    Ok(())
}

fn event_line(event: &WireEvent, out: &mut impl Write) -> io::Result<()> {
    let undated = || event.bounds.as_ref().map_or_else(|| "undated".to_owned(), crate::analysis::Bounds::words);
    let date = event.date.as_ref().map_or_else(undated, |date| display(&date.value, date.earliest));
    let main = if event.main { " ◆" } else { "" };
    let corrected = if event.corrected { " *(corrected)*" } else { "" };
    writeln!(out, "- **{}**{main} {}{}{corrected}", escaped(&date), escaped(&event.headline), mark(event.status))?;
    writeln!(out, "  “{}”", escaped(&event.span.text))
}

fn mark(event: Status) -> String {
    if event == Status::Happened { String::new() } else { format!(" *({})*", status(event)) }
}

fn party_section(analysis: &WireAnalysis, party: &WireStakeholder, out: &mut impl Write) -> io::Result<()> {
    let said: Vec<&WirePosition> =
        analysis.positions.iter().filter(|said| said.stakeholder.as_deref() == Some(&party.id)).collect();
    if said.is_empty() && party.stance == OverallStance::Neutral {
        return Ok(());
    }
    let about: Vec<&str> =
        [party.role.as_deref(), party.affiliation.as_deref(), Some(kind(party.kind))].into_iter().flatten().collect();
    writeln!(out, "### {} ({})\n", escaped(&party.name), escaped(&about.join(", ")))?;
    if party.stance != OverallStance::Neutral {
        let toward = party.stance_toward.as_deref().map(|toward| format!(": {}", escaped(toward))).unwrap_or_default();
        writeln!(out, "**{}**{toward}\n", overall(party.stance))?;
    }
    said.iter().try_for_each(|said| position(said, out))?;
    writeln!(out)
}

fn position(said: &WirePosition, out: &mut impl Write) -> io::Result<()> {
    let content: Vec<_> = said.content.iter().map(|span| escaped(&span.text)).collect();
    let cue = said.cue.as_ref().map(|cue| format!("{}: ", escaped(&cue.text))).unwrap_or_default();
    let side = if said.stance == Stance::Neutral { "" } else { stance(said.stance) };
    let target = said.target.as_deref().filter(|_| !side.is_empty()).map(|target| format!(" {}", escaped(target)));
    let corrected = if said.corrected { ", corrected" } else { "" };
    let side = if side.is_empty() { String::new() } else { format!(", {side}{}", target.unwrap_or_default()) };
    writeln!(out, "- {cue}“{}” *({}{side}{corrected})*", content.join(" … "), form(said.form))
}

/// `text` on one line, with every character escaped that Markdown or HTML would take for its own.
fn escaped(text: &str) -> String {
    let line = one_line(text);
    let mut safe = String::with_capacity(line.len());
    let mut start = true;
    for char in line.chars() {
        match char {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' => safe.extend(['\\', char]),
            '&' => safe.push_str("&amp;"),
            '#' | '+' | '-' | '=' if start => safe.extend(['\\', char]),
            _ => safe.push(char),
        }
        start = false;
    }
    numbered(safe)
}

/// "1. May" at the start of a line would become a list.
fn numbered(text: String) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits) && matches!(text.as_bytes().get(digits), Some(b'.' | b')')) {
        let (number, rest) = text.split_at(digits);
        return format!("{number}\\{rest}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_would_take_for_its_own_is_escaped() {
        assert_eq!(escaped("# a *b*\n<script>"), "\\# a \\*b\\* \\<script\\>");
        assert_eq!(escaped("1. May"), "1\\. May");
        assert_eq!(escaped("R&D at 5 - 3"), "R&amp;D at 5 - 3");
    }
}
