//! The terminal: taken on start, given back whole on every way out.

use super::keys::Key;
use super::message::Message;
use crossterm::cursor::{Hide, Show};
use crossterm::event::{
    self, DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture, Event, KeyEventKind,
    MouseButton, MouseEventKind,
};
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::io::{self, BufWriter, Stdout, Write};
use std::sync::Once;
use std::sync::mpsc::Sender;
use std::thread::{self, ThreadId};

/// A frame is gathered and written at once.
const FRAME_BYTES: usize = 1 << 16;

/// The terminal while the reader has it; dropping it gives it back.
pub(super) struct Screen {
    /// To draw on.
    pub(super) terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    mouse: bool,
}

impl Screen {
    /// Takes the terminal: raw mode, the other screen, no cursor.
    pub(super) fn enter(mouse: bool) -> io::Result<Self> {
        restore_on_panic();
        take(mouse)?;
        let backend = CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, io::stdout()));
        match Terminal::new(backend) {
            Ok(terminal) => Ok(Self { terminal, mouse }),
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }

    /// Leaves to the shell until it brings the reader back.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        give_back();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        take(self.mouse)?;
        self.terminal.clear()
    }

    /// Puts `text` on the clipboard by OSC 52, which reaches the person's own machine through ssh too.
    pub(super) fn copy(&mut self, text: &str) -> io::Result<()> {
        use base64::Engine;
        let coded = base64::engine::general_purpose::STANDARD.encode(text);
        let out = self.terminal.backend_mut();
        write!(out, "\x1b]52;c;{coded}\x07")?;
        Write::flush(out)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

fn take(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    let mut out = io::stdout();
    let taken = execute!(out, EnterAlternateScreen, EnableBracketedPaste, Hide)
        .and_then(|()| if mouse { execute!(out, EnableMouseCapture) } else { Ok(()) });
    if taken.is_err() {
        give_back();
    }
    taken
}

/// Gives the terminal back; what fails is passed over, for the rest must still be tried.
fn give_back() {
    let mut out = io::stdout();
    let _ = execute!(out, DisableMouseCapture);
    let _ = execute!(out, DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}

/// A panic of the main thread gives the terminal back before it says what happened; those of other threads are
/// caught, and must not write over the screen.
fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let main = thread::current().id();
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| guard(main, give_back, || hook(info))));
    });
}

/// What the panic hook does: on the thread `main`, `restore` and then `report`; on others nothing.
fn guard(main: ThreadId, restore: impl FnOnce(), report: impl FnOnce()) {
    if thread::current().id() == main {
        restore();
        report();
    }
}

/// Starts the threads that wait for keys and for signals.
pub(super) fn listen(messages: &Sender<Message>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    let out = messages.clone();
    thread::spawn(move || {
        for _ in signals.forever() {
            if out.send(Message::Stop).is_err() {
                return;
            }
        }
    });
    let out = messages.clone();
    thread::spawn(move || {
        loop {
            let message = match event::read() {
                Ok(event) => read(event),
                // The terminal is gone.
                Err(_) => Some(Message::Stop),
            };
            let last = matches!(message, Some(Message::Stop));
            if message.is_some_and(|message| out.send(message).is_err()) || last {
                return;
            }
        }
    });
    Ok(())
}

fn read(event: Event) -> Option<Message> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => Some(Message::Key(Key::from(key))),
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Resize(width, height) => Some(Message::Resize(width, height)),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Message::Click(mouse.column, mouse.row)),
            MouseEventKind::ScrollDown => Some(Message::Wheel(mouse.column, mouse.row, 3)),
            MouseEventKind::ScrollUp => Some(Message::Wheel(mouse.column, mouse.row, -3)),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn a_panic_gives_the_terminal_back_before_it_is_reported_and_other_threads_leave_it_alone() {
        let main = thread::current().id();
        let done = RefCell::new(Vec::new());
        guard(main, || done.borrow_mut().push("restored"), || done.borrow_mut().push("reported"));
        assert_eq!(*done.borrow(), ["restored", "reported"]);
        let touched = AtomicBool::new(false);
        thread::scope(|scope| {
            let touch = || touched.store(true, Ordering::SeqCst);
            scope.spawn(move || guard(main, touch, touch));
        });
        assert!(!touched.load(Ordering::SeqCst));
    }
}
