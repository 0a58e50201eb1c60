//! A list of what can be done with a fact, to choose from.

use super::prompt::Purpose;
use dateline::corrections::{Anchor, Correction};

/// What a line that is being typed, or a menu, is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// The event of this trigger.
    Event(Anchor),
    /// The position of this cue or content.
    Position(Anchor),
    /// The party of this name.
    Party(String),
    /// Words of the text that are to prove a new fact.
    Words(Anchor),
    /// The same, with the headline of a new event.
    Headline(Anchor, String),
    /// The party of many articles of this name.
    Across(String),
}

/// What a choice does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Does {
    /// Corrects something.
    Correct(Correction),
    /// Asks for a line, which starts with this text.
    Ask(Purpose, String),
    /// Opens another menu.
    Open(Menu),
    /// Holds the party of many articles that the menu is about apart from the one of this name.
    TellApart(String),
}

/// A line of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// What it says; safe to draw.
    pub(super) label: String,
    /// Whether it is so already.
    pub(super) now: bool,
    /// What it does.
    pub(super) does: Does,
}

/// A list of what can be done with something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Menu {
    /// What it is about; safe to draw.
    pub(super) title: String,
    /// The same for what is chosen.
    pub(super) subject: Subject,
    /// What can be chosen.
    pub(super) choices: Vec<Choice>,
    /// The selected choice.
    pub(super) at: usize,
}

impl Menu {
    /// An empty menu.
    pub(super) fn new(title: &str, subject: Subject) -> Self {
        Self { title: super::glyph::line(title), subject, choices: Vec::new(), at: 0 }
    }

    /// Adds a line.
    pub(super) fn with(mut self, label: &str, now: bool, does: Does) -> Self {
        self.choices.push(Choice { label: super::glyph::line(label), now, does });
        self
    }
}
