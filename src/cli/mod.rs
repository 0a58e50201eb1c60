//! Arguments to library calls, progress, exit codes.

mod about;
mod analyze;
mod arguments;
mod intake;
mod ordered;
mod output;
mod progress;
mod store;
mod timeline;

use crate::tui;
use arguments::{Arguments, Command};
use clap::Parser;
use dateline::analyze::Options;
use dateline::config::{Color, Config, Places};
use dateline::source::{Input, Limits, samples};
use etcetera::BaseStrategy;
use intake::Problem;
use jiff::civil::Date;
use output::{Messages, explained};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Why a command could not do its work.
#[derive(Debug)]
enum Failure {
    /// The command line or a setting is wrong.
    Usage(String),
    /// Anything else; the message names what and why.
    Failed(String),
    /// Whoever read our output has enough.
    Enough,
}

impl Failure {
    /// A write to `path`, or to standard output, that failed.
    #[expect(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
    fn output(path: Option<&Path>, error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Enough;
        }
        let place = path.map_or_else(|| "standard output".to_owned(), |path| path.display().to_string());
        Self::Failed(format!("{place}: {}", explained(&error)))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::output(None, error)
    }
}

/// What holds for the command that runs.
struct Settings {
    config: Config,
    /// The settings file that was read or looked for.
    file: PathBuf,
    threads: usize,
    limits: Limits,
    options: Options,
    date: Option<Date>,
    messages: Messages,
}

impl Settings {
    fn new(arguments: &Arguments) -> Result<Self, Failure> {
        let common = &arguments.common;
        let mut places = places()?;
        let named = common.config.clone().or_else(|| std::env::var_os("DATELINE_CONFIG").map(PathBuf::from));
        let must_exist = named.is_some();
        places.config = named.unwrap_or(places.config);
        places.keys = Some(places.config.with_file_name("keys.toml")).filter(|keys| keys.exists());
        let text = match std::fs::read_to_string(&places.config) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound && !must_exist => None,
            Err(error) => return Err(Failure::Usage(format!("{}: {error}", places.config.display()))),
        };
        let file = text.as_deref().map(|text| (places.config.as_path(), text));
        let config = Config::resolve(&places, file, |name| std::env::var(name).ok(), &arguments.flags())
            .map_err(|error| Failure::Usage(error.to_string()))?;
        let threads =
            config.threads.value.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, Into::into));
        Ok(Self {
            threads,
            limits: Limits { timeout: config.timeout.value, ..Limits::default() },
            options: Options { clean: !common.no_clean },
            date: common.date,
            messages: Messages { color: colored(config.color.value, &io::stderr()) },
            file: places.config,
            config,
        })
    }
}

/// What the words of the command line name.
fn inputs(words: &[String]) -> Vec<Input> {
    words.iter().map(|word| Input::from_argument(word)).collect()
}

impl Messages {
    fn problem(self, problem: &Problem) {
        if problem.notice {
            self.notice(&problem.message);
        } else {
            self.error(&problem.message);
        }
    }
}

fn colored(color: Color, stream: &impl IsTerminal) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}

fn places() -> Result<Places, Failure> {
    let base = etcetera::choose_base_strategy()
        .map_err(|_| Failure::Failed("no home folder is known; set HOME, or name --config and --library".into()))?;
    Ok(Places {
        config: base.config_dir().join("dateline").join("config.toml"),
        library: base.data_dir().join("dateline").join("library.db"),
        keys: None,
    })
}

/// The reader's theme: the one that was chosen, or what `--color` asks for.
fn theme(config: &Config) -> Option<String> {
    let chosen = config.theme.value.clone();
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    chosen.or(match config.color.value {
        Color::Never => Some("none".to_owned()),
        Color::Always if unwanted => Some("dark".to_owned()),
        Color::Always | Color::Auto => None,
    })
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    // Documents nest as deep as they like: the thread that reads them has room for that.
    let thread = std::thread::Builder::new().stack_size(ordered::STACK).spawn(move || finished(&arguments));
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        Ok(Err(_)) => ExitCode::FAILURE,
        Err(error) => {
            Messages { color: false }.error(&format!("no thread can be started: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn finished(arguments: &Arguments) -> ExitCode {
    let messages = Messages { color: colored(Color::Auto, &io::stderr()) };
    match dispatch(arguments) {
        Ok(true) | Err(Failure::Enough) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(Failure::Failed(message)) => {
            messages.error(&message);
            ExitCode::from(1)
        }
        Err(Failure::Usage(message)) => {
            messages.error(&message);
            ExitCode::from(2)
        }
    }
}

/// Gives whether every input could be read.
fn dispatch(arguments: &Arguments) -> Result<bool, Failure> {
    if arguments.command.is_some() && !arguments.inputs.is_empty() {
        return Err(Failure::Usage("name what to read after the command, not before it".into()));
    }
    let settings = Settings::new(arguments)?;
    match &arguments.command {
        None => open(&settings, &arguments.inputs),
        Some(Command::Analyze(arguments)) => analyze::run(&settings, arguments),
        Some(Command::Timeline(arguments)) => timeline::run(&settings, arguments),
        Some(Command::Import { inputs }) => store::import(&settings, inputs),
        Some(Command::Export(arguments)) => store::export(&settings, arguments),
        Some(Command::Sync) => store::sync(&settings),
        Some(Command::Config) => about::config(&settings),
        Some(Command::Completions { shell }) => about::completions(*shell),
        Some(Command::Man { command }) => about::manual(command.as_deref()),
    }
}

/// Opens the reader. Paths that do not exist are named at once, not behind the screen.
fn open(settings: &Settings, words: &[String]) -> Result<bool, Failure> {
    let (inputs, missing): (Vec<Input>, Vec<Input>) = inputs(words)
        .into_iter()
        .partition(|input| !matches!(input, Input::Path(path) if !path.exists() && !path.is_symlink()));
    for input in &missing {
        if let Input::Path(path) = input {
            let name = path.display().to_string();
            let why = if name.contains("://") {
                "of addresses only http and https are read; save it as a file"
            } else {
                "no such file or folder; check the path"
            };
            settings.messages.error(&format!("{name}: {why}"));
        }
    }
    if inputs.is_empty() && !missing.is_empty() {
        return Ok(false);
    }
    let start = tui::Start {
        at_hand: if inputs.is_empty() { samples::all() } else { Vec::new() },
        inputs,
        library: Some(settings.config.library.value.clone()),
        limits: settings.limits.clone(),
        options: settings.options,
        date: settings.date,
        theme: theme(&settings.config),
        keys: settings.config.keys.value.clone(),
        mouse: settings.config.mouse.value,
    };
    tui::run(start).map_err(|error| Failure::Failed(error.to_string()))?;
    Ok(missing.is_empty())
}
