//! What each role on the screen looks like. Themes are data: `assets/themes`, or a file of the user's that changes
//! some roles of one of them.

use ratatui::style::{Color, Modifier, Style};
use std::fs;
use toml::de::{DeTable, DeValue};

macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident = $name:literal,)*) => {
        /// What a piece of the screen is, for the theme to give it a look.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Role { $($(#[$doc])* $role,)* }

        impl Role {
            const ALL: &'static [(Role, &'static str)] = &[$((Role::$role, $name),)*];
        }
    };
}

roles! {
    /// Running text.
    Text = "text",
    /// Titles.
    Strong = "strong",
    /// What is said besides.
    Dim = "dim",
    /// Rules between panes.
    Faint = "faint",
    /// The focused pane's title, and what asks for attention.
    Accent = "accent",
    /// First and last line.
    Bar = "bar",
    /// The program's name, numbers.
    BarStrong = "bar-strong",
    /// A message.
    BarAccent = "bar-accent",
    /// The selected entry of the focused pane.
    Selected = "selected",
    /// The selected entry of another pane.
    SelectedIdle = "selected-idle",
    /// Temporal expressions.
    Date = "date",
    /// Names of parties.
    Party = "party",
    /// What somebody says.
    Quotation = "quotation",
    /// The words that name an event.
    Event = "event",
    /// Headings within the article.
    Heading = "heading",
    /// Links.
    Link = "link",
    /// The words that prove the selected fact.
    Evidence = "evidence",
    /// Of those, the ones that it hangs on: trigger, cue.
    EvidenceKey = "evidence-key",
    /// What the search finds.
    Hit = "hit",
    /// The hit that the search stands on.
    HitCurrent = "hit-current",
    /// What cleaning took out.
    Removed = "removed",
    /// The rule that took it.
    RuleName = "rule-name",
    /// For it.
    Supports = "supports",
    /// Against it.
    Opposes = "opposes",
    /// Partly for, partly against.
    Mixed = "mixed",
    /// Takes no side.
    Neutral = "neutral",
    /// The article's own news.
    Main = "main",
    /// Told as a fact.
    Happened = "happened",
    /// Announced.
    Planned = "planned",
    /// Claimed.
    Alleged = "alleged",
    /// Denied.
    Denied = "denied",
    /// What went wrong.
    Error = "error",
    /// A key in the last line.
    Key = "key",
}

/// The themes that are built in, by name.
const BUILT_IN: [(&str, &str); 5] = [
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("256", include_str!("../../assets/themes/256.toml")),
    ("16", include_str!("../../assets/themes/16.toml")),
    ("none", include_str!("../../assets/themes/none.toml")),
];

/// A look for every role.
#[derive(Clone, Debug)]
pub(super) struct Theme {
    styles: Vec<Style>,
}

impl Theme {
    /// The look of `role`.
    pub(super) fn style(&self, role: Role) -> Style {
        self.styles.get(role as usize).copied().unwrap_or_default()
    }

    /// The theme called `choice`, or the one in the file of that path; without a choice, what fits the terminal as its
    /// environment describes it. The error names file and line.
    pub(super) fn load(choice: Option<&str>, environment: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let fitting = || fitting(environment).to_owned();
        let name = choice.map_or_else(fitting, str::to_owned);
        if let Some((_, text)) = BUILT_IN.iter().find(|(built_in, _)| *built_in == name) {
            return Self { styles: vec![Style::default(); Role::ALL.len()] }.patch(&name, text);
        }
        let text = fs::read_to_string(&name).map_err(|error| {
            let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
            format!("theme {name}: neither one of {} nor a file that can be read ({error})", names.join(", "))
        })?;
        Self { styles: Vec::new() }.patch(&name, &text)
    }

    /// This theme with the roles that `text` names changed; `base` in it names the theme to start from.
    fn patch(mut self, file: &str, text: &str) -> Result<Self, String> {
        let line = |at: usize| text.bytes().take(at).filter(|&byte| byte == b'\n').count() + 1;
        let table = DeTable::parse(text).map_err(|error| {
            format!("{file}:{}: {}", line(error.span().map_or(0, |span| span.start)), error.message())
        })?;
        if self.styles.is_empty() {
            let base = table.get_ref().get("base").and_then(|value| value.get_ref().as_str()).unwrap_or("dark");
            if !BUILT_IN.iter().any(|(name, _)| *name == base) {
                return Err(format!("{file}: base = \"{base}\" is none of the built-in themes"));
            }
            self.styles = Self::load(Some(base), |_| None)?.styles;
        }
        for (key, value) in table.get_ref() {
            let name: &str = key.get_ref();
            if name == "base" {
                continue;
            }
            let wrong = |what: &str| format!("{file}:{}: {what}", line(key.span().start));
            let (role, _) = Role::ALL
                .iter()
                .find(|(_, known)| *known == name)
                .ok_or_else(|| wrong(&format!("no role is called `{name}`")))?;
            let DeValue::String(look) = value.get_ref() else {
                return Err(wrong("a role is a string such as \"#7fc1ca on black bold\""));
            };
            let style = parse(look).map_err(|what| wrong(&what))?;
            if let Some(place) = self.styles.get_mut(*role as usize) {
                *place = style;
            }
        }
        Ok(self)
    }
}

/// The theme that fits a terminal; it is not asked, since some answer after a second only.
fn fitting(environment: impl Fn(&str) -> Option<String>) -> &'static str {
    let get = |name: &str| environment(name).unwrap_or_default();
    if !get("NO_COLOR").is_empty() || get("TERM") == "dumb" {
        return "none";
    }
    // rxvt, Konsole and others say here which of the 16 colours the background has.
    let background = get("COLORFGBG").rsplit(';').next().and_then(|number| number.parse::<u8>().ok());
    let light = background.is_some_and(|number| number == 7 || number == 15);
    let true_colour = matches!(get("COLORTERM").as_str(), "truecolor" | "24bit") || get("TERM").ends_with("-direct");
    match (true_colour, light) {
        (true, true) => "light",
        (true, false) => "dark",
        (false, false) if get("TERM").contains("256color") => "256",
        (false, _) => "16",
    }
}

/// Reads a look: `#7fc1ca on black bold underline`.
fn parse(look: &str) -> Result<Style, String> {
    let mut style = Style::default();
    let mut behind = false;
    for word in look.split_whitespace() {
        let modifier = match word {
            "on" => {
                behind = true;
                continue;
            }
            "bold" => Modifier::BOLD,
            "dim" => Modifier::DIM,
            "italic" => Modifier::ITALIC,
            "underline" => Modifier::UNDERLINED,
            "reversed" => Modifier::REVERSED,
            "struck" => Modifier::CROSSED_OUT,
            colour => {
                let colour: Color = colour.parse().map_err(|_| format!("`{colour}` is neither a colour nor a mark"))?;
                style = if behind { style.bg(colour) } else { style.fg(colour) };
                behind = false;
                continue;
            }
        };
        style = style.add_modifier(modifier);
    }
    if behind { Err("`on` needs a colour behind it".into()) } else { Ok(style) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_theme_gives_every_role_a_look() {
        for (name, text) in BUILT_IN {
            let table = DeTable::parse(text).unwrap();
            assert_eq!(table.get_ref().len(), Role::ALL.len(), "{name}");
            Theme::load(Some(name), |_| None).unwrap();
        }
    }

    #[test]
    fn the_theme_without_colours_has_none_but_marks_each_kind_of_fact_differently() {
        let theme = Theme::load(None, |name| (name == "NO_COLOR").then(|| "1".into())).unwrap();
        assert!(theme.styles.iter().all(|style| style.fg.is_none() && style.bg.is_none()));
        let marks = [Role::Date, Role::Party, Role::Quotation, Role::Event].map(|role| theme.style(role).add_modifier);
        for (index, mark) in marks.iter().enumerate() {
            assert!(!mark.is_empty() && !marks.iter().skip(index + 1).any(|other| other == mark));
        }
    }

    #[test]
    fn what_fits_follows_the_environment() {
        let of = |pairs: &'static [(&str, &str)]| {
            fitting(move |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(of(&[("COLORTERM", "truecolor")]), "dark");
        assert_eq!(of(&[("COLORTERM", "truecolor"), ("COLORFGBG", "0;15")]), "light");
        assert_eq!(of(&[("TERM", "screen-256color")]), "256");
        assert_eq!(of(&[("TERM", "linux")]), "16");
        assert_eq!(of(&[("COLORTERM", "truecolor"), ("NO_COLOR", "1")]), "none");
    }

    #[test]
    fn a_users_theme_patches_another_and_its_errors_name_the_line() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("mine.toml");
        let load = |text: &str| {
            fs::write(&path, text).unwrap();
            Theme::load(path.to_str(), |_| None).map(|theme| theme.style(Role::Date))
        };
        assert_eq!(load("base = \"16\"\ndate = \"red on #000000\"").unwrap(), parse("red on #000000").unwrap());
        assert!(load("\ndates = \"red\"").unwrap_err().ends_with("mine.toml:2: no role is called `dates`"));
        assert!(load("date = \"rouge\"").unwrap_err().contains(":1: `rouge` is neither a colour nor a mark"));
    }
}
