//! The reader in a terminal of its own: it opens the samples, lights the evidence, and leaves the terminal as it was.
#![cfg(unix)]

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Longer than any machine needs; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(30);

struct Reader {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    raw: Vec<u8>,
    /// Kept until the program has ended.
    _home: tempfile::TempDir,
}

impl Reader {
    /// Starts the program with these arguments, with a home folder of its own and without colours.
    fn start(arguments: &[&str]) -> Self {
        Self::start_as(|command| command.args(arguments), env!("CARGO_BIN_EXE_dateline"))
    }

    /// Starts `program`, its command line completed by `complete`.
    fn start_as(complete: impl FnOnce(&mut CommandBuilder), program: &str) -> Self {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).unwrap();
        let home = tempfile::tempdir().unwrap();
        let mut command = CommandBuilder::new(program);
        complete(&mut command);
        for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
            command.env(name, home.path());
        }
        command.env("TERM", "xterm-256color");
        command.env("NO_COLOR", "1");
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let mut from = pty.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 1 << 14];
            while let Ok(count @ 1..) = from.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let writer = pty.master.take_writer().unwrap();
        Self {
            child,
            master: pty.master,
            writer,
            output,
            screen: vt100::Parser::new(40, 120, 0),
            raw: Vec::new(),
            _home: home,
        }
    }

    fn type_keys(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Reads until the screen is as `wanted`; panics with the screen when it never is.
    fn wait(&mut self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !wanted(self.screen.screen()) {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => {
                    self.screen.process(&bytes);
                    self.raw.extend(bytes);
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("never saw {what}:\n{}", self.screen.screen().contents())
                }
            }
        }
    }

    /// Waits for the end and reads what is left.
    fn end(&mut self) -> portable_pty::ExitStatus {
        let status = self.child.wait().unwrap();
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(300)) {
            self.screen.process(&bytes);
        }
        status
    }

    fn assert_whole(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "the other screen is still there");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "paste is still bracketed");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    }
}

/// The text of the cells that are shown in reverse, the first and last line left out.
fn reversed(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    let cells = (1..rows - 1).flat_map(|row| (0..columns).map(move |column| (row, column)));
    cells
        .filter_map(|(row, column)| screen.cell(row, column))
        .filter(|cell| cell.inverse())
        .map(vt100::Cell::contents)
        .collect()
}

fn file(reader: &tempfile::TempDir, name: &str, text: &str) -> String {
    let path = reader.path().join(name);
    std::fs::write(&path, text).unwrap();
    path.to_string_lossy().into_owned()
}

#[test]
fn the_samples_open_and_quitting_leaves_the_terminal_whole() {
    let mut reader = Reader::start(&[]);
    reader.wait("the list", |screen| screen.contents().contains("10 articles"));
    reader.wait("the analyses", |screen| !screen.contents().contains('▱'));
    assert!(reader.screen.screen().alternate_screen());
    reader.type_keys("?");
    reader.wait("the help", |screen| screen.contents().contains("Keys · Article"));
    reader.type_keys("?q");
    assert!(reader.end().success());
    reader.assert_whole();
    drop(reader.master);
}

#[test]
fn moving_in_the_timeline_lights_the_evidence() {
    let dir = tempfile::tempdir().unwrap();
    let text = "Police in Oslo arrested a banker on 3 May 2019.\n\nThe government of Norway banned the bank on 7 June \
                2021.\n";
    let path = file(&dir, "bank.txt", text);
    let mut reader = Reader::start(&[&path, "--date", "2021-06-08"]);
    reader.wait("the events", |screen| screen.contents().contains("2019   3 May"));
    // The timeline writes "3 May"; the whole date stands in the article alone.
    reader.type_keys("3g");
    reader.wait("the arrest lit", |screen| reversed(screen).contains("3 May 2019"));
    reader.type_keys("G");
    reader.wait("the ban lit", |screen| reversed(screen).contains("7 June 2021"));
    assert!(!reversed(reader.screen.screen()).contains("3 May 2019"));
    reader.type_keys("q");
    assert!(reader.end().success());
    reader.assert_whole();
}

#[test]
fn a_signal_leaves_the_terminal_whole() {
    for signal in ["TERM", "HUP", "INT"] {
        let mut reader = Reader::start(&[]);
        reader.wait("the list", |screen| screen.contents().contains("10 articles"));
        let id = reader.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
        reader.end();
        reader.assert_whole();
    }
}

#[test]
fn articles_from_standard_input_leave_the_keys_to_the_terminal() {
    let program = env!("CARGO_BIN_EXE_dateline");
    let line = format!("printf 'A minister resigned in Rome.\\n' | '{program}' -");
    let mut reader = Reader::start_as(|command| command.args(["-c", &line]), "sh");
    reader.wait("the text", |screen| screen.contents().contains("resigned in Rome"));
    reader.type_keys("?");
    reader.wait("the help", |screen| screen.contents().contains("Keys ·"));
    reader.type_keys("?q");
    assert!(reader.end().success());
    reader.assert_whole();
}

#[test]
fn nothing_of_an_article_reaches_the_terminal_raw() {
    let dir = tempfile::tempdir().unwrap();
    let path =
        file(&dir, "evil.txt", "A title\x1b]0;owned\x07 here\n\nThe text \x1b[2J\x1b[31mred\u{9b}5m \u{202e}up.\n");
    let mut reader = Reader::start(&[&path]);
    reader.wait("the text", |screen| screen.contents().contains("red"));
    // The sequence is taken out whole, its tail too.
    assert!(!reader.screen.screen().contents().contains("[31m"));
    let raw = String::from_utf8_lossy(&reader.raw).into_owned();
    assert!(!raw.contains("\x1b]0;") && !raw.contains('\u{202e}') && !raw.contains('\u{9b}'));
    reader.type_keys("q");
    reader.end();
    reader.assert_whole();
}
