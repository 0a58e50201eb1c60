use super::*;
use crate::analysis::Analysis;
use crate::analyze::{Options, analyze, analyze_corrected};
use crate::article::{Article, Published, PublishedHow};
use crate::text::Span;

const TEXT: &str = "Canada ordered Vega Optics to close on Tuesday.\n\n\
    The Ministry of Trade urged Canada to reverse the order. \"The order is unjust,\" the ministry said.\n\n\
    Ada Brandt, Industry Minister of Canada, defended the order in 2019.";

fn article() -> Article {
    let published = "2025-06-30".parse().ok().map(|date| Published { date, how: PublishedHow::Given });
    Article { id: "a".into(), text: TEXT.into(), published, ..Article::default() }
}

fn corrected(corrections: &[Correction]) -> (Analysis, usize) {
    analyze_corrected(&article(), &Options::default(), corrections)
}

fn event(trigger: &str, change: EventChange) -> Correction {
    let span = Span::of(TEXT, trigger).unwrap();
    Correction::Event { at: Anchor::of(TEXT, span), change }
}

fn party(name: &str, change: PartyChange) -> Correction {
    Correction::Party { name: name.into(), change }
}

#[test]
fn nothing_corrected_is_the_analysis() {
    assert_eq!(corrected(&[]), (analyze(&article(), &Options::default()), 0));
}

#[test]
fn an_event_takes_the_date_headline_and_status_of_a_person() {
    let changes = [
        event("ordered", EventChange::Date(Some("3 May 2018".into()))),
        event("ordered", EventChange::Headline("Canada shut Vega Optics".into())),
        event("ordered", EventChange::Status(crate::analysis::Status::Denied)),
    ];
    let (analysis, lost) = corrected(&changes);
    let first = &analysis.events[0];
    assert_eq!((first.headline.as_str(), first.corrected, lost), ("Canada shut Vega Optics", true, 0));
    assert_eq!(first.date.as_ref().unwrap().value, "2018-05-03", "it moved to its place");
    assert_eq!(first.status, crate::analysis::Status::Denied);
}

#[test]
fn what_is_rejected_is_gone_and_the_rest_keeps_its_references() {
    let before = corrected(&[]).0;
    let (after, _) = corrected(&[event("ordered", EventChange::Reject)]);
    assert_eq!(after.events.len() + 1, before.events.len());
    let name = before.stakeholders[0].name.clone();
    let (after, _) = corrected(&[party(&name, PartyChange::Reject)]);
    assert!(after.stakeholders.iter().all(|party| party.name != name));
    for position in &after.positions {
        let words = |analysis: &Analysis, position: &crate::analysis::Position| {
            (position.stakeholder.map(|party| analysis.stakeholders[party].name.clone()), position.content.clone())
        };
        assert!(before.positions.iter().any(|old| words(&before, old) == words(&after, position)));
    }
}

#[test]
fn parties_are_merged_and_split() {
    let (merged, lost) = corrected(&[party("Ada Brandt", PartyChange::MergeInto("Canada".into()))]);
    assert_eq!(lost, 0);
    assert!(merged.stakeholders.iter().all(|party| party.name != "Ada Brandt"));
    let norland = merged.stakeholders.iter().find(|party| party.name == "Canada").unwrap();
    assert!(norland.corrected && norland.aliases.iter().any(|alias| alias == "Ada Brandt"));

    let (split, _) = corrected(&[
        party("Ada Brandt", PartyChange::MergeInto("Canada".into())),
        party("Canada", PartyChange::SplitOff("Ada Brandt".into())),
    ]);
    let ada = split.stakeholders.iter().position(|party| party.name == "Ada Brandt").unwrap();
    assert_eq!(split.stakeholders[ada].mentions.len(), 1);
    assert!(split.positions.iter().any(|position| position.stakeholder == Some(ada)));
}

#[test]
fn a_position_changes_party_and_side() {
    let at = Anchor::of(TEXT, Span::of(TEXT, "urged").unwrap());
    let change = |change| Correction::Position { at: at.clone(), change };
    let (analysis, lost) = corrected(&[
        change(PositionChange::Party(Some("Vega Optics".into()))),
        change(PositionChange::Stance(crate::analysis::Stance::Supports)),
    ]);
    let urged = analysis.positions.iter().find(|position| position.corrected).unwrap();
    assert_eq!(analysis.stakeholders[urged.stakeholder.unwrap()].name, "Vega Optics");
    assert_eq!((urged.stance, lost), (crate::analysis::Stance::Supports, 0));
}

#[test]
fn facts_are_added_from_the_words_of_the_text() {
    let words = Anchor::of(TEXT, Span::of(TEXT, "The order is unjust").unwrap());
    let (analysis, lost) = corrected(&[
        Correction::NewEvent { at: words.clone(), headline: "An unjust order".into(), date: Some("2017".into()) },
        Correction::NewPosition { at: words, party: "The Union".into(), stance: crate::analysis::Stance::Opposes },
    ]);
    assert_eq!((analysis.events[0].headline.as_str(), lost), ("An unjust order", 0));
    let union = analysis.stakeholders.iter().position(|party| party.name == "The Union").unwrap();
    assert!(analysis.positions.iter().any(|position| position.stakeholder == Some(union)));
}

#[test]
fn the_publication_date_the_issue_and_what_was_put_back_come_before_the_facts() {
    let date = "2024-01-05".parse().unwrap();
    let (analysis, _) = corrected(&[Correction::Published(date), Correction::Issue("defended the order".into())]);
    assert_eq!(analysis.meta.published.unwrap().date, date);
    let issue = analysis.issue.unwrap();
    assert_eq!(issue.span.slice(TEXT), "defended the order");

    let chrome = Article { text: format!("Share this article\n\n{TEXT}\n\nAdvertisement"), ..article() };
    let plain = analyze(&chrome, &Options::default());
    let removed = plain.removed.last().unwrap();
    let back = put_back(&plain.body, removed);
    let (analysis, _) = analyze_corrected(&chrome, &Options::default(), &[back]);
    assert!(analysis.body.contains(removed.text.trim()));
}

#[test]
fn a_correction_without_its_words_is_counted_and_does_nothing() {
    let at = Anchor { quote: "never said".into(), before: String::new(), after: String::new() };
    let lost =
        [Correction::Event { at, change: EventChange::Reject }, party("Nobody", PartyChange::Name("Someone".into()))];
    assert_eq!(corrected(&lost), (corrected(&[]).0, 2));
}

#[test]
fn corrections_are_read_as_they_were_written() {
    let all = [
        event("ordered", EventChange::Date(None)),
        party("Canada", PartyChange::Stance(crate::analysis::OverallStance::Mixed)),
        Correction::Published("2024-01-05".parse().unwrap()),
        Correction::PutBack { text: "x".into(), before: "y".into() },
    ];
    for correction in all {
        let json = serde_json::to_string(&correction).unwrap();
        assert_eq!(serde_json::from_str::<Correction>(&json).unwrap(), correction, "{json}");
    }
}
