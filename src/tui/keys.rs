//! Which key does what: the default map, embedded, and a user's file that patches it.

use super::action::Action;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::str::FromStr;
use toml::de::{DeTable, DeValue};

const DEFAULT: &str = include_str!("../../assets/keys.toml");

/// A key as it comes from the terminal, or stands in a key file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    code: KeyCode,
    ctrl: bool,
    alt: bool,
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        // A terminal reports Shift-Tab as a key of its own, and shifted characters as those characters.
        let code = match event.code {
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            code => code,
        };
        let has = |modifier| event.modifiers.contains(modifier);
        Self { code, ctrl: has(KeyModifiers::CONTROL), alt: has(KeyModifiers::ALT) }
    }
}

impl Key {
    /// The key itself, without Ctrl and Alt.
    pub(super) fn code(self) -> KeyCode {
        self.code
    }

    /// Whether Ctrl is held.
    pub(super) fn ctrl(self) -> bool {
        self.ctrl
    }

    /// The character that it types, if it types one.
    pub(super) fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(character) if !self.ctrl && !self.alt => Some(character),
            _ => None,
        }
    }
}

const NAMED: [(&str, KeyCode); 17] = [
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Shift-Tab", KeyCode::BackTab),
    ("Tab", KeyCode::Tab),
    ("Space", KeyCode::Char(' ')),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Insert", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("PageUp", KeyCode::PageUp),
    ("PageDown", KeyCode::PageDown),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("Null", KeyCode::Null),
];

impl FromStr for Key {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (mut rest, mut ctrl, mut alt) = (text, false, false);
        loop {
            if let Some(after) = rest.strip_prefix("Ctrl-").filter(|after| !after.is_empty()) {
                (rest, ctrl) = (after, true);
            } else if let Some(after) = rest.strip_prefix("Alt-").filter(|after| !after.is_empty()) {
                (rest, alt) = (after, true);
            } else {
                break;
            }
        }
        let mut characters = rest.chars();
        let code = match (characters.next(), characters.as_str()) {
            (Some(character), "") => KeyCode::Char(character),
            (Some('F'), number) if number.parse().is_ok_and(|number: u8| (1..=12).contains(&number)) => {
                KeyCode::F(number.parse().unwrap_or(1))
            }
            _ => NAMED
                .iter()
                .find(|(name, _)| *name == rest)
                .map(|(_, code)| *code)
                .ok_or_else(|| format!("`{text}` is not a key"))?,
        };
        if ctrl && matches!(code, KeyCode::Char('i' | 'm' | 'h' | '[' | 's' | 'q')) {
            return Err(format!("`{text}` does not reach a program in every terminal; take another key"));
        }
        Ok(Self { code, ctrl, alt })
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        match (self.code, NAMED.iter().find(|(_, code)| *code == self.code)) {
            (_, Some((name, _))) => f.write_str(name),
            (KeyCode::Char(character), _) => write!(f, "{character}"),
            (KeyCode::F(number), _) => write!(f, "F{number}"),
            _ => f.write_str("?"),
        }
    }
}

/// Where a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Place {
    /// In all panes.
    Everywhere,
    /// In the list of articles.
    Articles,
    /// In the article.
    Article,
    /// In the timeline.
    Timeline,
    /// In the positions.
    Positions,
    /// In the article with what cleaning took out.
    Original,
}

const PLACES: [(&str, Place); 6] = [
    ("everywhere", Place::Everywhere),
    ("articles", Place::Articles),
    ("article", Place::Article),
    ("timeline", Place::Timeline),
    ("positions", Place::Positions),
    ("original", Place::Original),
];

/// The key map in force.
#[derive(Clone, Debug)]
pub(super) struct KeyMap {
    /// The keys of each action, and where they were given.
    bound: BTreeMap<(Place, Action), Bound>,
    keys: HashMap<(Place, Key), Action>,
}

#[derive(Clone, Debug)]
struct Bound {
    keys: Vec<Key>,
    file: String,
    line: usize,
}

impl KeyMap {
    /// The default map, patched by the text of the file of that name. The error names file and line.
    pub(super) fn load(user: Option<(&str, &str)>) -> Result<Self, String> {
        let mut map = Self { bound: BTreeMap::new(), keys: HashMap::new() };
        map.patch("keys.toml", DEFAULT)?;
        if let Some((file, text)) = user {
            map.patch(file, text)?;
        }
        map.index()?;
        Ok(map)
    }

    fn patch(&mut self, file: &str, text: &str) -> Result<(), String> {
        let line = |at: usize| text.bytes().take(at).filter(|&byte| byte == b'\n').count() + 1;
        let wrong = |at: usize, what: String| format!("{file}:{}: {what}", line(at));
        let table = DeTable::parse(text)
            .map_err(|error| wrong(error.span().map_or(0, |span| span.start), error.message().replace('\n', ", ")))?;
        for (place_name, actions) in table.get_ref() {
            let name: &str = place_name.get_ref();
            let at = place_name.span().start;
            let (_, place) = PLACES
                .iter()
                .find(|(known, _)| *known == name)
                .ok_or_else(|| wrong(at, format!("no place is called `{name}`")))?;
            let actions = actions.get_ref().as_table().ok_or_else(|| wrong(at, format!("`{name}` is not a table")))?;
            for (action_name, keys) in actions {
                let name: &str = action_name.get_ref();
                let at = action_name.span().start;
                let action = Action::named(name).ok_or_else(|| wrong(at, format!("no action is called `{name}`")))?;
                let keys = read_keys(keys.get_ref()).map_err(|what| wrong(at, what))?;
                let bound = Bound { keys, file: file.to_owned(), line: line(at) };
                self.bound.insert((*place, action), bound);
            }
        }
        Ok(())
    }

    /// Turns the map round, key to action, and finds keys that stand for two.
    fn index(&mut self) -> Result<(), String> {
        for (&(place, action), bound) in &self.bound {
            for &key in &bound.keys {
                let holds_too =
                    |other: Place| place == Place::Everywhere || other == Place::Everywhere || other == place;
                let clash = self.keys.iter().find(|&(&(other, used), _)| used == key && holds_too(other));
                if let Some((&(other_place, _), &other_action)) = clash {
                    let Some(other) = self.bound.get(&(other_place, other_action)) else { continue };
                    // The later file is the user's, and the one to change.
                    let (here, there, first, second) = if other.file == bound.file && other.line > bound.line
                        || other.file != bound.file && bound.file == "keys.toml"
                    {
                        (other, bound, other_action, action)
                    } else {
                        (bound, other, action, other_action)
                    };
                    return Err(format!(
                        "{}:{}: `{key}` stands for `{}` here and for `{}` in {}:{}",
                        here.file,
                        here.line,
                        first.name(),
                        second.name(),
                        there.file,
                        there.line
                    ));
                }
                self.keys.insert((place, key), action);
            }
        }
        Ok(())
    }

    /// What `key` does in `place`.
    pub(super) fn action(&self, place: Place, key: Key) -> Option<Action> {
        self.keys.get(&(place, key)).or_else(|| self.keys.get(&(Place::Everywhere, key))).copied()
    }

    /// The keys that do `action` in `place`, as text: `j Down`.
    pub(super) fn keys_of(&self, place: Place, action: Action) -> Vec<String> {
        let of = |place| self.bound.get(&(place, action)).map(|bound| bound.keys.as_slice()).unwrap_or_default();
        let mut keys: Vec<Key> = of(place).to_vec();
        if place != Place::Everywhere {
            keys.extend(of(Place::Everywhere));
        }
        keys.iter().map(ToString::to_string).collect()
    }
}

fn read_keys(value: &DeValue<'_>) -> Result<Vec<Key>, String> {
    let one = |value: &DeValue<'_>| match value {
        DeValue::String(text) => text.parse(),
        _ => Err("a key is a string such as \"Ctrl-d\"".to_owned()),
    };
    match value {
        DeValue::Array(keys) => keys.iter().map(|key| one(key.get_ref())).collect(),
        value => one(value).map(|key| vec![key]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Key {
        text.parse().unwrap()
    }

    #[test]
    fn every_key_is_written_as_it_is_read() {
        for text in ["j", "J", "Ctrl-d", "Alt-Enter", "Shift-Tab", "Space", "F12", "-", "Ctrl--"] {
            assert_eq!(key(text).to_string(), text);
        }
        assert!("Ctrl-i".parse::<Key>().is_err());
        assert!("Entr".parse::<Key>().is_err());
    }

    #[test]
    fn every_action_has_a_key() {
        let map = KeyMap::load(None).unwrap();
        for &action in Action::ALL {
            assert!(PLACES.iter().any(|(_, place)| !map.keys_of(*place, action).is_empty()), "{}", action.name());
        }
        assert_eq!(map.action(Place::Timeline, key("j")), Some(Action::Down));
        assert_eq!(map.action(Place::Timeline, key("p")), None);
    }

    #[test]
    fn a_users_file_patches_the_default() {
        let map = KeyMap::load(Some(("mine.toml", "[everywhere]\nquit = \"X\"\nflag = []\n"))).unwrap();
        assert_eq!(map.action(Place::Article, key("X")), Some(Action::Quit));
        assert_eq!(map.action(Place::Article, key("q")), None);
        assert_eq!(map.action(Place::Article, key("f")), None);
        assert_eq!(map.action(Place::Article, key("j")), Some(Action::Down));
    }

    #[test]
    fn errors_name_the_line() {
        let error = |text: &str| KeyMap::load(Some(("mine.toml", text))).unwrap_err();
        assert_eq!(error("[everywhere]\n\nqiut = \"x\""), "mine.toml:3: no action is called `qiut`");
        assert_eq!(error("[here]\nquit = \"x\""), "mine.toml:1: no place is called `here`");
        assert_eq!(error("[everywhere]\nquit = \"Ctl-x\""), "mine.toml:2: `Ctl-x` is not a key");
        let clash = error("[timeline]\nquit = \"j\"");
        assert!(clash.starts_with("mine.toml:2: `j` stands for `quit` here and for `down` in keys.toml:"), "{clash}");
        assert!(error("[everywhere\n").starts_with("mine.toml:1: "));
    }
}
