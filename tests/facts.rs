//! What the program finds in its own samples: a snapshot shows the facts, and a change of one is seen in review.

use dateline::analysis::{Analysis, Event, OverallStance, Status};
use dateline::analyze::{Options, analyze};
use dateline::export::terms::{overall, stance, status};
use dateline::ingest;
use dateline::source::samples;
use dateline::timeline::collection::{self, Digest, merge};
use std::fmt::Write as _;

fn analyses() -> Vec<Analysis> {
    samples::all()
        .iter()
        .flat_map(|raw| ingest::read(raw).expect("the samples can be read"))
        .map(|article| analyze(&article, &Options::default()))
        .collect()
}

/// Titles, dates, events and parties of one article, a fact a line.
fn facts(analysis: &Analysis) -> String {
    let mut text = String::new();
    let meta = &analysis.meta;
    let published = meta.published.map(|published| published.date.to_string()).unwrap_or_default();
    let _ = writeln!(text, "{} | {} | {published}", analysis.id, meta.title.as_deref().unwrap_or("-"));
    for event in &analysis.events {
        let _ = writeln!(text, "  {}", line(event));
    }
    for (index, party) in analysis.stakeholders.iter().enumerate() {
        let said: Vec<&str> = analysis
            .positions
            .iter()
            .filter(|position| position.stakeholder == Some(index))
            .map(|position| stance(position.stance))
            .collect();
        if !said.is_empty() {
            let side = overall(party.stance.unwrap_or(OverallStance::Neutral));
            let _ = writeln!(text, "  {} [{side}]: {}", party.name, said.join(", "));
        }
    }
    text
}

fn line(event: &Event) -> String {
    let date = event.date.as_ref().map_or("undated", |date| date.value.as_str());
    let main = if event.main { "*" } else { " " };
    let mark = if event.status == Status::Happened { String::new() } else { format!(" ({})", status(event.status)) };
    format!("{main}{date} {}{mark}", event.headline)
}

#[test]
fn the_facts_of_the_samples() {
    let text: Vec<String> = analyses().iter().map(facts).collect();
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn the_timeline_of_the_samples() {
    let digests = analyses().iter().map(Digest::of).collect();
    let options = collection::Options { limit: Some(30), ..collection::Options::default() };
    let mut text = String::new();
    for event in merge(digests, &options).events {
        let _ = writeln!(text, "{} {} ({})", event.date.value, event.headline, event.documents);
        for disagreement in event.disagreements {
            let values: Vec<&str> = disagreement.values.iter().map(|version| version.value.as_str()).collect();
            let _ = writeln!(text, "    {}: {}", disagreement.about, values.join(" / "));
        }
    }
    insta::assert_snapshot!(text);
}
