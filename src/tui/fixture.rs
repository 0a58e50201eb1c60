//! An article with hand-made facts, for the tests of the screen: they hold whatever the analysers learn to find.

use super::facts::Facts;
use super::keys::KeyMap;
use super::message::{Analyzed, Arrival, Arrived, Kept, Message, Notes};
use super::state::{Found, State};
use super::theme::Theme;
use super::update::update;
use dateline::analysis::{
    Analysis, Event, EventDate, Form, Issue, Meta, OverallStance, Position, Removed, Stakeholder, StakeholderKind,
    Stance, Status, Timex, TimexKind, Why,
};
use dateline::article::{Article, Published, PublishedHow};
use dateline::text::Span;
use jiff::civil::Date;
use std::sync::Arc;

/// The body of the article.
pub(super) const BODY: &str = "Norland has ordered the camera maker Vega to close its branch in the capital by 30 June \
2025. Industry Minister Ada Brandt said the firm “poses a risk that we cannot accept” and that no ministry would buy \
from it again.\n\nVega, which is based in Port Elm, called the order unfair and threatened to go to court. In 2019 the \
United Isles blacklisted the company over its alleged part in abuses, which it denies.\n\nRelations have been poor \
since the 2018 arrest of a banker at the airport of Norhaven. The ministry is expected to look at other firms next \
spring.\n\nA trade council urged both sides to talk.";

fn span(part: &str) -> Span {
    Span::of(BODY, part).unwrap_or_else(|| panic!("{part} is not in the fixture"))
}

fn event(headline: &str, trigger: &str, clause: &str, date: Option<(&str, usize)>, status: Status) -> Event {
    Event {
        date: date.map(|(value, _)| {
            let year: i16 = value.split('-').next().and_then(|year| year.parse().ok()).unwrap();
            let day = |month, day| Some(Date::constant(year, month, day));
            let (earliest, latest) =
                if value.len() == 10 { (day(6, 30), day(6, 30)) } else { (day(1, 1), day(12, 31)) };
            EventDate { value: value.into(), earliest, latest, why: Why::Explicit }
        }),
        headline: headline.into(),
        bounds: None,
        trigger: span(trigger),
        span: span(clause),
        timex: date.map(|(_, timex)| timex),
        status,
        participants: vec![0],
        main: status == Status::Planned,
        salience: 0.5,
        reasons: vec!["dated".into()],
        rule: "verb",
        corrected: false,
    }
}

fn timex(text: &str, value: &str) -> Timex {
    Timex {
        span: span(text),
        kind: TimexKind::Date,
        value: value.into(),
        modifier: None,
        earliest: None,
        latest: None,
        why: Why::Explicit,
        steps: vec![format!("“{text}”"), value.into()],
        rule: "date",
    }
}

fn party(name: &str, mentions: &[&str], role: Option<&str>, stance: Option<OverallStance>) -> Stakeholder {
    Stakeholder {
        name: name.into(),
        kind: StakeholderKind::Organisation,
        role: role.map(str::to_owned),
        affiliation: None,
        aliases: mentions.iter().map(|mention| (*mention).to_owned()).collect(),
        mentions: mentions.iter().map(|mention| span(mention)).collect(),
        stance,
        stance_toward: Some("the closure".into()),
        corrected: false,
    }
}

fn position(party: usize, source: &str, cue: &str, content: &str, form: Form, stance: Stance) -> Position {
    Position {
        stakeholder: Some(party),
        source: Some(span(source)),
        cue: Some(span(cue)),
        content: vec![span(content)],
        form,
        stance,
        target: Some("the closure".into()),
        confidence: 0.8,
        rule: "subject-cue-clause",
        corrected: false,
    }
}

/// The facts of the article.
pub(super) fn analysis() -> Analysis {
    Analysis {
        id: "fixture".into(),
        meta: Meta {
            title: Some("Norland shuts the branch of Vega".into()),
            published: Some(Published { date: Date::constant(2025, 6, 12), how: PublishedHow::Text }),
            ..Meta::default()
        },
        body: BODY.into(),
        removed: vec![
            Removed { text: "Share this".into(), rule: "share-links".into(), at: 0 },
            Removed { text: "Post a Comment".into(), rule: "comments".into(), at: BODY.len() },
        ],
        issue: Some(Issue { text: "the closure of the branch".into(), span: span("close its branch"), event: Some(2) }),
        timexes: vec![timex("2018", "2018"), timex("2019", "2019"), timex("30 June 2025", "2025-06-30")],
        events: vec![
            event(
                "arrest of a banker at the airport of Norhaven",
                "arrest",
                "the 2018 arrest of a banker at the airport of Norhaven",
                Some(("2018", 0)),
                Status::Happened,
            ),
            event(
                "United Isles blacklisted the company over its alleged part in abuses",
                "blacklisted",
                "the United Isles blacklisted the company",
                Some(("2019", 1)),
                Status::Happened,
            ),
            event("part of Vega in abuses", "abuses", "alleged part in abuses", Some(("2019", 1)), Status::Denied),
            event(
                "Norland orders Vega to close its branch in the capital",
                "ordered",
                "Norland has ordered the camera maker Vega to close its branch in the capital",
                Some(("2025-06-30", 2)),
                Status::Planned,
            ),
            event("Vega goes to court", "court", "threatened to go to court", None, Status::Alleged),
        ],
        stakeholders: vec![
            party("Ada Brandt", &["Ada Brandt"], Some("Industry Minister"), Some(OverallStance::Supports)),
            party("Vega", &["Vega", "the firm", "the company"], None, Some(OverallStance::Opposes)),
            party("United Isles", &["United Isles"], None, None),
        ],
        positions: vec![
            position(
                0,
                "Industry Minister Ada Brandt",
                "said",
                "the firm “poses a risk that we cannot accept” and that no ministry would buy from it again",
                Form::Mixed,
                Stance::Supports,
            ),
            position(1, "Vega, which", "called", "the order unfair", Form::Indirect, Stance::Opposes),
            position(1, "Vega, which", "threatened", "to go to court", Form::Indirect, Stance::Opposes),
            position(
                2,
                "United Isles",
                "blacklisted",
                "the company over its alleged part in abuses",
                Form::Action,
                Stance::Neutral,
            ),
            Position {
                stakeholder: None,
                source: None,
                ..position(
                    2,
                    "Vega",
                    "is expected",
                    "to look at other firms next spring",
                    Form::Indirect,
                    Stance::Neutral,
                )
            },
        ],
        ..Analysis::default()
    }
}

/// An article of this name and text, as it arrives.
pub(super) fn arrival(name: &str, text: &str) -> Arrival {
    let article = Article { id: name.into(), title: Some(name.into()), text: text.into(), ..Article::default() };
    Arrival {
        name: name.into(),
        article: Ok(Arrived::Whole(Box::new(article))),
        file_date: Some(Date::constant(2025, 6, 14)),
        kept: Kept::NotYet,
        notes: Notes::default(),
        corrections: Vec::new(),
    }
}

/// The reader at a size, without colours, on nothing.
pub(super) fn empty(width: u16, height: u16) -> State {
    let keys = KeyMap::load(None).unwrap();
    let theme = Theme::load(Some("none"), |_| None).unwrap();
    State::new(keys, theme, width, height, None)
}

/// The reader at a size, on the article above, analysed.
pub(super) fn opened(width: u16, height: u16) -> State {
    let mut state = empty(width, height);
    update(&mut state, Message::Arrived(vec![arrival("Norland shuts the branch of Vega", BODY)]));
    update(&mut state, Message::AllRead);
    answer(&mut state, 0, analysis());
    state
}

/// Hands in the analysis that was asked for last of the article at `entry`.
pub(super) fn answer(state: &mut State, entry: usize, analysis: Analysis) {
    let generation = state.entries[entry].generation;
    let facts = Arc::new(Facts::new(&analysis));
    let analyzed = Analyzed {
        entry,
        generation,
        article: None,
        result: Ok(Found { analysis: Arc::new(analysis), facts, lost: 0 }),
    };
    update(state, Message::Analyzed(Box::new(analyzed)));
}
