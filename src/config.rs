//! Settings: defaults, file, environment, flags, in that order of strength; each value knows where it comes from.
//!
//! Nothing here looks at the machine: the caller hands in the file's text, the environment and the flags.
//!
//! ```
//! use dateline::config::{Config, Flags, Origin, Places};
//! use std::path::{Path, PathBuf};
//! let places = Places { config: PathBuf::from("/etc/d.toml"), library: PathBuf::from("/var/d.db"), keys: None };
//! let text = "threads = 2\n";
//! let config = Config::resolve(&places, Some((Path::new("/etc/d.toml"), text)), |_| None, &Flags::default()).unwrap();
//! assert_eq!(config.threads.value, Some(2));
//! assert_eq!(config.threads.origin, Origin::File { path: "/etc/d.toml".into(), line: 1 });
//! ```

use serde::{Deserialize, Serialize};
use std::fmt::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;
use toml::Spanned;

/// Where settings and store stand when nothing else is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// The settings file.
    pub config: PathBuf,
    /// The library's file.
    pub library: PathBuf,
    /// The key file beside the settings file, where there is one.
    pub keys: Option<PathBuf>,
}

/// A value and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value that holds.
    pub value: T,
    /// Who set it.
    pub origin: Origin,
}

/// Who set a value, weakest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody; it is built in.
    Default,
    /// The settings file.
    File {
        /// Which file.
        path: PathBuf,
        /// The line of the value, from 1.
        line: usize,
    },
    /// An environment variable of this name.
    Environment(&'static str),
    /// A flag of the command line of this name.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { path, line } => write!(f, "{}:{line}", path.display()),
            Self::Environment(name) => write!(f, "environment {name}"),
            Self::Flag(name) => write!(f, "flag {name}"),
        }
    }
}

/// When output is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Color {
    /// Where the output is a terminal and `NO_COLOR` is not set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// The word that stands for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Auto, Self::Always, Self::Never].into_iter().find(|color| color.as_str() == word)
    }
}

/// What the command line says; `None` where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `--library`.
    pub library: Option<PathBuf>,
    /// `--threads`.
    pub threads: Option<usize>,
    /// `--color`.
    pub color: Option<Color>,
    /// `--timeout`, in seconds.
    pub timeout: Option<u64>,
    /// `--theme`.
    pub theme: Option<String>,
    /// `--keys`.
    pub keys: Option<PathBuf>,
    /// `--mouse`.
    pub mouse: bool,
}

/// All settings in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The library's file.
    pub library: Setting<PathBuf>,
    /// How many threads analyse; `None` for as many as the machine has.
    pub threads: Setting<Option<usize>>,
    /// When output is coloured.
    pub color: Setting<Color>,
    /// The most time for one address.
    pub timeout: Setting<Duration>,
    /// Addresses of the feeds that `dateline sync` fetches.
    pub feeds: Setting<Vec<String>>,
    /// The reader's theme: a name, or the path of a file; `None` for what fits the terminal.
    pub theme: Setting<Option<String>>,
    /// The key file, which changes the built-in keys.
    pub keys: Setting<Option<PathBuf>>,
    /// Whether the reader uses the mouse.
    pub mouse: Setting<bool>,
}

/// A setting that cannot be used; says where it stands.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ConfigError {
    /// The file is not what it should be.
    #[error("{}:{line}: {message}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// An environment variable is not what it should be.
    #[error("environment variable {name}: {message}")]
    Environment {
        /// Which one.
        name: &'static str,
        /// What is wrong.
        message: String,
    },
}

/// The settings file's shape.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    library: Option<Spanned<PathBuf>>,
    threads: Option<Spanned<i64>>,
    color: Option<Spanned<String>>,
    timeout: Option<Spanned<i64>>,
    feeds: Option<Spanned<Vec<String>>>,
    theme: Option<Spanned<String>>,
    keys: Option<Spanned<PathBuf>>,
    mouse: Option<Spanned<bool>>,
}

const NOT_A_NUMBER: &str = "must be a whole number from 1 to 4096";
const NOT_A_COLOR: &str = "must be auto, always or never";
const NOT_AN_ADDRESS: &str = "must be http or https addresses";

impl Config {
    /// Puts the layers together. `file` is the settings file's path and text; `environment` gives a variable's value.
    pub fn resolve(
        places: &Places,
        file: Option<(&Path, &str)>,
        environment: impl Fn(&str) -> Option<String>,
        flags: &Flags,
    ) -> Result<Self, ConfigError> {
        let mut config = Self::default_at(places);
        if let Some((path, text)) = file {
            config.take_file(path, text)?;
        }
        config.take_environment(environment)?;
        config.take_flags(flags);
        Ok(config)
    }

    fn default_at(places: &Places) -> Self {
        fn setting<T>(value: T) -> Setting<T> {
            Setting { value, origin: Origin::Default }
        }
        Self {
            library: setting(places.library.clone()),
            threads: setting(None),
            color: setting(Color::Auto),
            timeout: setting(Duration::from_secs(20)),
            feeds: setting(Vec::new()),
            theme: setting(None),
            keys: setting(places.keys.clone()),
            mouse: setting(false),
        }
    }

    fn take_file(&mut self, path: &Path, text: &str) -> Result<(), ConfigError> {
        let line = |at: usize| text.bytes().take(at).filter(|&byte| byte == b'\n').count() + 1;
        let origin = |at: usize| Origin::File { path: path.to_owned(), line: line(at) };
        let wrong = |at: usize, message: String| ConfigError::File { path: path.to_owned(), line: line(at), message };
        let file: File = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            wrong(at, error.message().replace('\n', ", "))
        })?;
        // A relative path counts from the file that names it.
        let beside = |other: PathBuf| path.parent().unwrap_or(Path::new("")).join(other);
        if let Some(value) = file.library {
            let at = value.span().start;
            self.library = Setting { value: beside(value.into_inner()), origin: origin(at) };
        }
        if let Some(value) = file.keys {
            let at = value.span().start;
            self.keys = Setting { value: Some(beside(value.into_inner())), origin: origin(at) };
        }
        if let Some(value) = file.theme {
            let at = value.span().start;
            let theme = value.into_inner();
            let is_file = theme.to_ascii_lowercase().ends_with(".toml");
            let theme = if is_file { beside(theme.into()).to_string_lossy().into_owned() } else { theme };
            self.theme = Setting { value: Some(theme), origin: origin(at) };
        }
        if let Some(value) = file.mouse {
            self.mouse = Setting { value: *value.get_ref(), origin: origin(value.span().start) };
        }
        if let Some(value) = file.threads {
            let at = value.span().start;
            let threads = count(*value.get_ref()).ok_or_else(|| wrong(at, format!("threads {NOT_A_NUMBER}")))?;
            self.threads = Setting { value: Some(threads), origin: origin(at) };
        }
        if let Some(value) = file.color {
            let at = value.span().start;
            let color = Color::parse(value.get_ref()).ok_or_else(|| wrong(at, format!("color {NOT_A_COLOR}")))?;
            self.color = Setting { value: color, origin: origin(at) };
        }
        if let Some(value) = file.timeout {
            let at = value.span().start;
            let seconds = count(*value.get_ref()).ok_or_else(|| wrong(at, format!("timeout {NOT_A_NUMBER}")))?;
            self.timeout = Setting { value: Duration::from_secs(seconds as u64), origin: origin(at) };
        }
        if let Some(value) = file.feeds {
            let at = value.span().start;
            if !value.get_ref().iter().all(|feed| is_address(feed)) {
                return Err(wrong(at, format!("feeds {NOT_AN_ADDRESS}")));
            }
            self.feeds = Setting { value: value.into_inner(), origin: origin(at) };
        }
        Ok(())
    }

    fn take_environment(&mut self, environment: impl Fn(&str) -> Option<String>) -> Result<(), ConfigError> {
        let get = |name: &'static str| environment(name).filter(|value| !value.is_empty()).map(|value| (name, value));
        let wrong = |name, message: &str| ConfigError::Environment { name, message: message.to_owned() };
        if let Some((name, value)) = get("DATELINE_LIBRARY") {
            self.library = Setting { value: value.into(), origin: Origin::Environment(name) };
        }
        if let Some((name, value)) = get("DATELINE_THEME") {
            self.theme = Setting { value: Some(value), origin: Origin::Environment(name) };
        }
        if let Some((name, value)) = get("DATELINE_KEYS") {
            self.keys = Setting { value: Some(value.into()), origin: Origin::Environment(name) };
        }
        if let Some((name, value)) = get("DATELINE_MOUSE") {
            let mouse = value.parse().map_err(|_| wrong(name, "must be true or false"))?;
            self.mouse = Setting { value: mouse, origin: Origin::Environment(name) };
        }
        if let Some((name, value)) = get("DATELINE_THREADS") {
            let threads = value.parse().ok().and_then(count).ok_or_else(|| wrong(name, NOT_A_NUMBER))?;
            self.threads = Setting { value: Some(threads), origin: Origin::Environment(name) };
        }
        if let Some((name, value)) = get("DATELINE_COLOR") {
            let color = Color::parse(&value).ok_or_else(|| wrong(name, NOT_A_COLOR))?;
            self.color = Setting { value: color, origin: Origin::Environment(name) };
        }
        if let Some((name, value)) = get("DATELINE_TIMEOUT") {
            let seconds = value.parse().ok().and_then(count).ok_or_else(|| wrong(name, NOT_A_NUMBER))?;
            self.timeout = Setting { value: Duration::from_secs(seconds as u64), origin: Origin::Environment(name) };
        }
        if let Some((name, value)) = get("DATELINE_FEEDS") {
            let feeds: Vec<String> = value.split_whitespace().map(str::to_owned).collect();
            if !feeds.iter().all(|feed| is_address(feed)) {
                return Err(wrong(name, NOT_AN_ADDRESS));
            }
            self.feeds = Setting { value: feeds, origin: Origin::Environment(name) };
        }
        Ok(())
    }

    fn take_flags(&mut self, flags: &Flags) {
        if let Some(library) = &flags.library {
            self.library = Setting { value: library.clone(), origin: Origin::Flag("--library") };
        }
        if let Some(theme) = &flags.theme {
            self.theme = Setting { value: Some(theme.clone()), origin: Origin::Flag("--theme") };
        }
        if let Some(keys) = &flags.keys {
            self.keys = Setting { value: Some(keys.clone()), origin: Origin::Flag("--keys") };
        }
        if flags.mouse {
            self.mouse = Setting { value: true, origin: Origin::Flag("--mouse") };
        }
        if let Some(threads) = flags.threads {
            self.threads = Setting { value: Some(threads), origin: Origin::Flag("--threads") };
        }
        if let Some(color) = flags.color {
            self.color = Setting { value: color, origin: Origin::Flag("--color") };
        }
        if let Some(seconds) = flags.timeout {
            self.timeout = Setting { value: Duration::from_secs(seconds), origin: Origin::Flag("--timeout") };
        }
    }

    /// The settings as lines of TOML, each with where it comes from as a comment; reads back as a settings file.
    #[must_use]
    pub fn to_toml(&self) -> String {
        // A JSON string is a TOML basic string too.
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let feeds: Vec<String> = self.feeds.value.iter().map(|feed| quoted(feed)).collect();
        let threads = self.threads.value.map_or_else(
            || "# threads: as many as the machine has".to_owned(),
            |threads| format!("threads = {threads}"),
        );
        let theme = self.theme.value.as_ref();
        let theme = theme
            .map_or_else(|| "# theme: what fits the terminal".to_owned(), |theme| format!("theme = {}", quoted(theme)));
        let keys = self.keys.value.as_ref();
        let keys = keys.map_or_else(
            || "# keys: the built-in ones".to_owned(),
            |keys| format!("keys = {}", quoted(&keys.to_string_lossy())),
        );
        let lines = [
            (format!("library = {}", quoted(&self.library.value.to_string_lossy())), &self.library.origin),
            (threads, &self.threads.origin),
            (format!("color = {}", quoted(self.color.value.as_str())), &self.color.origin),
            (format!("timeout = {}", self.timeout.value.as_secs()), &self.timeout.origin),
            (format!("feeds = [{}]", feeds.join(", ")), &self.feeds.origin),
            (theme, &self.theme.origin),
            (keys, &self.keys.origin),
            (format!("mouse = {}", self.mouse.value), &self.mouse.origin),
        ];
        let mut text = String::new();
        for (line, origin) in lines {
            let _ = writeln!(text, "{line}  # {origin}");
        }
        text
    }
}

fn count(number: i64) -> Option<usize> {
    usize::try_from(number).ok().filter(|number| (1..=4096).contains(number))
}

fn is_address(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        Places { config: "/c/config.toml".into(), library: "/d/library.db".into(), keys: None }
    }

    fn resolve(text: &str, environment: &[(&str, &str)], flags: &Flags) -> Result<Config, ConfigError> {
        let get = |name: &str| environment.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Config::resolve(&places(), Some((Path::new("/c/config.toml"), text)), get, flags)
    }

    #[test]
    fn the_stronger_layer_wins() {
        let text = "color = 'never'\nthreads = 2\ntimeout = 5\n";
        let flags = Flags { threads: Some(4), ..Flags::default() };
        let config = resolve(text, &[("DATELINE_THREADS", "3"), ("DATELINE_TIMEOUT", "7")], &flags).unwrap();
        assert_eq!(config.library.origin, Origin::Default);
        assert_eq!(config.color.value, Color::Never);
        assert_eq!((config.timeout.value.as_secs(), config.threads.value), (7, Some(4)));
        assert_eq!(config.threads.origin, Origin::Flag("--threads"));
    }

    #[test]
    fn errors_name_the_line() {
        let error = resolve("threads = 1\n\ncolour = 'never'\n", &[], &Flags::default()).unwrap_err().to_string();
        assert!(error.starts_with("/c/config.toml:3: unknown field `colour`"), "{error}");
        let error = resolve("\nthreads = 0\n", &[], &Flags::default()).unwrap_err().to_string();
        assert_eq!(error, "/c/config.toml:2: threads must be a whole number from 1 to 4096");
        let error = resolve("timeout = = 3", &[], &Flags::default()).unwrap_err().to_string();
        assert!(error.starts_with("/c/config.toml:1: "), "{error}");
        let error = resolve("", &[("DATELINE_COLOR", "red")], &Flags::default()).unwrap_err().to_string();
        assert_eq!(error, "environment variable DATELINE_COLOR: must be auto, always or never");
    }

    #[test]
    fn a_relative_path_counts_from_its_file() {
        let text = "library = 'mine.db'\ntheme = 'mine.toml'\nkeys = '/k.toml'\n";
        let config = resolve(text, &[], &Flags::default()).unwrap();
        assert_eq!(config.library.value, Path::new("/c/mine.db"));
        assert_eq!(config.theme.value.as_deref(), Some("/c/mine.toml"));
        assert_eq!(config.keys.value.as_deref(), Some(Path::new("/k.toml")));
    }

    #[test]
    fn what_is_printed_reads_back() {
        let text = "color = 'always'\ntimeout = 9\nfeeds = ['https://a.example/feed']\nthreads = 7\n";
        let config = resolve(text, &[], &Flags::default()).unwrap();
        let again = resolve(&config.to_toml(), &[], &Flags::default()).unwrap();
        assert_eq!(again.feeds.value, config.feeds.value);
        assert_eq!((again.threads.value, again.color.value), (Some(7), Color::Always));
        assert_eq!((again.library.value, again.timeout.value), (config.library.value, config.timeout.value));
    }
}
