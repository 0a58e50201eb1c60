//! Where results and messages go: standard output, a file that is there whole or not at all, standard error.

use dateline::export::safe::{Harmless, harmless};
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// The place of a command's result. Without [`Output::commit`] a file is left as it was.
pub(super) enum Output {
    /// Standard output.
    Standard(Box<dyn Write + Send>),
    /// A file that takes its name when it is complete.
    Pending {
        /// What is written to.
        writer: BufWriter<File>,
        /// Its name until then.
        temporary: Temporary,
        /// Its name from then on.
        target: PathBuf,
    },
    /// A device or pipe, which nothing can be renamed to.
    Device(BufWriter<File>),
}

/// A file that is removed when it is dropped.
pub(super) struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        // After the rename there is nothing to remove.
        let _ = fs::remove_file(&self.0);
    }
}

impl Output {
    /// Opens `path`, or standard output.
    pub(super) fn open(path: Option<&Path>) -> io::Result<Self> {
        path.map_or_else(|| Ok(Self::standard()), Self::file)
    }

    fn standard() -> Self {
        let stdout = io::stdout();
        // What goes to a terminal is other people's text: nothing in it may steer the terminal.
        Self::Standard(if stdout.is_terminal() {
            Box::new(BufWriter::new(Harmless::new(stdout)))
        } else {
            Box::new(BufWriter::new(stdout))
        })
    }

    fn file(path: &Path) -> io::Result<Self> {
        // A link stays a link: what it points to is replaced.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let there = fs::metadata(&target).ok();
        if there.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder; name a file"));
        }
        if there.as_ref().is_some_and(|there| !there.is_file()) {
            return Ok(Self::Device(BufWriter::new(File::options().write(true).open(&target)?)));
        }
        let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
        let temporary = target.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let file = File::options().write(true).create_new(true).open(&temporary)?;
        let temporary = Temporary(temporary);
        if let Some(there) = there {
            file.set_permissions(there.permissions())?;
        }
        Ok(Self::Pending { writer: BufWriter::new(file), temporary, target })
    }

    /// Ends the output; a file gets its name now.
    pub(super) fn commit(self) -> io::Result<()> {
        match self {
            Self::Standard(mut out) => out.flush(),
            Self::Device(mut out) => out.flush(),
            Self::Pending { writer, temporary, target } => {
                let file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.sync_all()?;
                fs::rename(&temporary.0, &target)
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::Pending { writer, .. } | Self::Device(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::Pending { writer, .. } | Self::Device(writer) => writer.flush(),
        }
    }
}

/// Messages on standard error; a closed one is no reason to fail.
#[derive(Clone, Copy, Debug)]
pub(super) struct Messages {
    /// Whether the word that opens a message is coloured.
    pub(super) color: bool,
}

impl Messages {
    /// Something went wrong.
    pub(super) fn error(self, message: &str) {
        let (start, end) = if self.color { ("\x1b[1;31m", "\x1b[0m") } else { ("", "") };
        let _ = writeln!(io::stderr(), "{start}dateline:{end} {}", harmless(message));
    }

    /// Something worth a line.
    pub(super) fn notice(self, message: &str) {
        let (start, end) = if self.color { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
        let _ = writeln!(io::stderr(), "{start}dateline:{end} {}", harmless(message));
    }
}

/// What a failed write means for the person at the keyboard.
pub(super) fn explained(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => {
            "no space is left; free some and run it again, nothing was half-written".to_owned()
        }
        io::ErrorKind::PermissionDenied => "no permission to write there; choose another place".to_owned(),
        io::ErrorKind::NotFound => "the folder does not exist; make it first".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_there_whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("out.json");
        fs::write(&path, "old").expect("writable");
        let mut output = Output::open(Some(&path)).expect("writable");
        output.write_all(b"new").expect("writable");
        drop(output);
        assert_eq!(fs::read_to_string(&path).expect("readable"), "old");
        let mut output = Output::open(Some(&path)).expect("writable");
        output.write_all(b"new").expect("writable");
        output.commit().expect("writable");
        assert_eq!(fs::read_to_string(&path).expect("readable"), "new");
        assert_eq!(fs::read_dir(folder.path()).expect("readable").count(), 1, "nothing temporary is left");
    }
}
