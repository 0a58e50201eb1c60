//! The terminal reader: one loop, one state, one channel.
//!
//! Keys, worker results, resizes and signals are [`message::Message`]s on one channel; `update` changes the state and
//! names effects, `view` draws it. The loop sleeps until a message comes: an idle reader takes no time and writes
//! nothing.

mod action;
mod calendar;
mod facts;
#[cfg(test)]
mod fixture;
mod flow;
mod glyph;
mod keeper;
mod keys;
mod layout;
mod menu;
mod merged;
mod message;
mod page;
mod parties;
mod prompt;
mod search;
mod state;
mod terminal;
mod theme;
mod update;
mod view;
mod worker;

use dateline::analyze::Options;
use dateline::source::{Input, Limits, Raw};
use jiff::civil::Date;
use keeper::Keeper;
use keys::KeyMap;
use message::{Effect, Message};
use state::State;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};
use terminal::Screen;
use theme::Theme;
use worker::{Queue, Reading};

/// What the reader opens on, and how.
#[derive(Debug, Default)]
pub(crate) struct Start {
    /// Articles to read, in order; they arrive while the screen is already there.
    pub(crate) inputs: Vec<Input>,
    /// Articles that are at hand already, the built-in samples: opened where there are neither inputs nor a library
    /// with articles.
    pub(crate) at_hand: Vec<Raw>,
    /// The library's file: opened without inputs; review marks and reading positions are kept in it.
    pub(crate) library: Option<PathBuf>,
    /// What reading may cost.
    pub(crate) limits: Limits,
    /// How articles are analysed.
    pub(crate) options: Options,
    /// Publication date of articles whose source has none.
    pub(crate) date: Option<Date>,
    /// `--theme`: a name (`dark`, `light`, `256`, `16`, `none`) or the path of a TOML file; without, what fits the
    /// terminal.
    pub(crate) theme: Option<String>,
    /// The user's key file, which patches the default.
    pub(crate) keys: Option<PathBuf>,
    /// Whether the mouse is used.
    pub(crate) mouse: bool,
}

/// Why the reader could not start or had to stop. The message says what to do.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The terminal cannot be used.
    #[error("the terminal cannot be used: {0}; run it in a terminal, or use `dateline analyze`")]
    Terminal(#[from] std::io::Error),
    /// A key or theme file is wrong; the message names file and line.
    #[error("{0}")]
    Settings(String),
}

/// Results of the background are shown this seldom; keys are answered at once.
const BACKGROUND: Duration = Duration::from_millis(50);
/// Keys that came in this time are taken together before the screen is drawn again.
const GATHER: Duration = Duration::from_millis(8);

/// Opens the reader and comes back when the user leaves it; the terminal is then as it was.
pub(crate) fn run(start: Start) -> Result<(), Error> {
    let keys = load_keys(start.keys.as_deref())?;
    let environment = |name: &str| std::env::var(name).ok();
    let theme = Theme::load(start.theme.as_deref(), environment).map_err(Error::Settings)?;
    let (sender, messages) = channel();
    let queue = Arc::new(Queue::default());
    let keeper = start.library.clone().map(|library| Keeper::start(library, start.options, sender.clone()));
    let Start { inputs, at_hand, limits, library, .. } = start;
    worker::reader(Reading { inputs, at_hand, limits, library: library.clone() }, sender.clone())?;
    // One core is left to the screen.
    let threads = std::thread::available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1).clamp(1, 4));
    worker::analysts(&queue, start.options, threads, library.as_deref(), &sender)?;
    let mut screen = Screen::enter(start.mouse)?;
    terminal::listen(&sender)?;
    let size = screen.terminal.size()?;
    let mut state = State::new(keys, theme, size.width, size.height, start.date);
    turn(&mut state, &mut screen, &messages, &Outside { queue: &queue, keeper: keeper.as_ref(), answers: &sender })
}

fn load_keys(path: Option<&std::path::Path>) -> Result<KeyMap, Error> {
    let user = match path {
        None => None,
        Some(path) => {
            let name = path.display().to_string();
            let text = std::fs::read_to_string(path)
                .map_err(|error| Error::Settings(format!("{name}: the key file cannot be read: {error}")))?;
            Some((name, text))
        }
    };
    KeyMap::load(user.as_ref().map(|(name, text)| (name.as_str(), text.as_str()))).map_err(Error::Settings)
}

/// What effects run on, besides the terminal.
struct Outside<'a> {
    queue: &'a Queue,
    keeper: Option<&'a Keeper>,
    answers: &'a Sender<Message>,
}

/// The loop.
fn turn(
    state: &mut State,
    screen: &mut Screen,
    messages: &Receiver<Message>,
    outside: &Outside<'_>,
) -> Result<(), Error> {
    let mut drawn = Instant::now();
    screen.terminal.draw(|frame| view::view(state, frame))?;
    // Whether the screen is behind the state.
    let mut behind = false;
    while !state.ended {
        let message = if behind {
            match messages.recv_timeout(BACKGROUND.saturating_sub(drawn.elapsed())) {
                Ok(message) => Some(message),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
        } else {
            match messages.recv() {
                Ok(message) => Some(message),
                Err(_) => return Ok(()),
            }
        };
        let mut now = message.is_none();
        let since = Instant::now();
        let mut next = message;
        while let Some(message) = next {
            now |= !matches!(message, Message::Arrived(_) | Message::AllRead) && !in_background(state, &message);
            let effects = update::update(state, message);
            for effect in effects {
                run_effect(effect, screen, outside)?;
            }
            next = if since.elapsed() < GATHER { messages.try_recv().ok() } else { None };
        }
        if now || drawn.elapsed() >= BACKGROUND {
            screen.terminal.draw(|frame| view::view(state, frame))?;
            drawn = Instant::now();
            behind = false;
        } else {
            behind = true;
        }
    }
    Ok(())
}

/// Whether a message changes nothing that somebody looks at.
fn in_background(state: &State, message: &Message) -> bool {
    matches!(message, Message::Analyzed(analyzed) if state.open != Some(analyzed.entry))
}

fn run_effect(effect: Effect, screen: &mut Screen, outside: &Outside<'_>) -> Result<(), Error> {
    match effect {
        Effect::Analyze(request) => outside.queue.push(request),
        Effect::Hurry(entry) => outside.queue.hurry(entry),
        Effect::Keep(keep) => {
            if let Some(keeper) = outside.keeper {
                keeper.keep(keep);
            }
        }
        Effect::Merge(merge) => worker::merge(merge, outside.answers.clone())?,
        Effect::Gather(gather) => worker::gather(gather, outside.answers.clone())?,
        Effect::Link(link) => {
            if let Some(keeper) = outside.keeper {
                keeper.link(link);
            }
        }
        Effect::Copy(text) => screen.copy(&text)?,
        Effect::Redraw => screen.terminal.clear()?,
        Effect::Suspend => screen.suspend()?,
    }
    Ok(())
}
