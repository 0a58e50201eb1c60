//! A line that is being typed.

use super::keys::Key;
use crossterm::event::KeyCode;
use unicode_segmentation::UnicodeSegmentation;

/// What the line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To search in the article.
    Search,
    /// To filter the list.
    Filter,
    /// The publication date.
    Date,
    /// An action by its name.
    Command,
    /// A note on the article.
    Note,
    /// The article's tags.
    Tags,
    /// What the article is about.
    Issue,
    /// The date of an event.
    EventDate,
    /// The headline of an event.
    EventHeadline,
    /// The name of a party.
    PartyName,
    /// The party whose position it is.
    PositionParty,
    /// Words of the text that state a fact.
    FactWords,
    /// Another name of a party of many articles.
    SameParty,
}

/// A line that is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Prompt {
    /// What it is for.
    pub(super) purpose: Purpose,
    /// What stands there.
    pub(super) text: String,
    /// Byte before which the next character comes.
    pub(super) cursor: usize,
}

/// What a key did to the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// The text changed.
    Changed,
    /// Only the cursor moved, or nothing happened.
    Still,
    /// It is finished.
    Done,
    /// It is given up.
    Cancelled,
    /// It is to be completed.
    Complete,
}

impl Prompt {
    /// A line that starts with `text`.
    pub(super) fn new(purpose: Purpose, text: &str) -> Self {
        Self { purpose, text: text.to_owned(), cursor: text.len() }
    }

    /// Takes a key.
    pub(super) fn press(&mut self, key: Key) -> Typed {
        if let Some(character) = key.typed() {
            self.insert(character.encode_utf8(&mut [0; 4]));
            return Typed::Changed;
        }
        match (key.code(), key.ctrl()) {
            (KeyCode::Enter, false) => return Typed::Done,
            (KeyCode::Esc, false) | (KeyCode::Char('c' | 'g'), true) => return Typed::Cancelled,
            (KeyCode::Tab, false) => return Typed::Complete,
            (KeyCode::Left, false) | (KeyCode::Char('b'), true) => self.cursor = self.before(),
            (KeyCode::Right, false) | (KeyCode::Char('f'), true) => self.cursor = self.after(),
            (KeyCode::Home, false) | (KeyCode::Char('a'), true) => self.cursor = 0,
            (KeyCode::End, false) | (KeyCode::Char('e'), true) => self.cursor = self.text.len(),
            (KeyCode::Backspace, false) => return self.remove(self.before(), self.cursor),
            (KeyCode::Delete, false) => return self.remove(self.cursor, self.after()),
            (KeyCode::Char('u'), true) => return self.remove(0, self.cursor),
            (KeyCode::Char('k'), true) => return self.remove(self.cursor, self.text.len()),
            (KeyCode::Char('w'), true) => {
                let left = self.text.get(..self.cursor).unwrap_or_default().trim_end();
                let from = left.rfind(' ').map_or(0, |space| space + 1);
                return self.remove(from, self.cursor);
            }
            _ => {}
        }
        Typed::Still
    }

    /// Puts `text` at the cursor, its line breaks as spaces.
    pub(super) fn insert(&mut self, text: &str) {
        let line: String = text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
        self.text.insert_str(self.cursor, &line);
        self.cursor += line.len();
    }

    /// Puts `text` in place of all.
    pub(super) fn replace(&mut self, text: &str) {
        *self = Self::new(self.purpose, text);
    }

    fn remove(&mut self, from: usize, to: usize) -> Typed {
        self.text.replace_range(from..to, "");
        self.cursor = from;
        if from == to { Typed::Still } else { Typed::Changed }
    }

    fn before(&self) -> usize {
        let left = self.text.get(..self.cursor).unwrap_or_default();
        left.grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        let right = self.text.get(self.cursor..).unwrap_or_default();
        self.cursor + right.graphemes(true).next().map_or(0, str::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(prompt: &mut Prompt, keys: &str) -> Vec<Typed> {
        keys.split(' ').map(|key| prompt.press(key.parse().unwrap())).collect()
    }

    #[test]
    fn a_line_is_edited_by_whole_characters() {
        let mut prompt = Prompt::new(Purpose::Search, "ne\u{301}e");
        press(&mut prompt, "Left Backspace x");
        assert_eq!((prompt.text.as_str(), prompt.cursor), ("nxe", 2));
        press(&mut prompt, "Ctrl-e Space é Ctrl-w");
        assert_eq!(prompt.text, "nxe ");
        assert_eq!(press(&mut prompt, "Ctrl-u Enter Esc"), [Typed::Changed, Typed::Done, Typed::Cancelled]);
        prompt.insert("two\nlines");
        assert_eq!(prompt.text, "two lines");
    }
}
