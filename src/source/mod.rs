//! The outside world to bytes: files, folders, http, standard input, with all limits on size and time.
//!
//! [`read`] hands over one [`Raw`] after the other and never stops at a bad one. Containers (gzip, WARC, mbox, JSON
//! lines) are taken apart here as a stream, so that memory does not grow with their size.

mod container;
mod error;
mod file;
mod http;
pub mod samples;

pub(crate) use container::JSON_LINE;
pub use error::SourceError;

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

/// Where articles come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder with all that is under it.
    Path(PathBuf),
    /// An http or https address.
    Url(String),
    /// Standard input.
    Stdin,
}

impl Input {
    /// Reads a word of the command line: `-` is standard input, what starts with `http://` or `https://` is an
    /// address, all else a path.
    ///
    /// ```
    /// use dateline::source::Input;
    /// assert_eq!(Input::from_argument("-"), Input::Stdin);
    /// assert_eq!(Input::from_argument("https://example.org/a"), Input::Url("https://example.org/a".into()));
    /// assert_eq!(Input::from_argument("a.html"), Input::Path("a.html".into()));
    /// ```
    #[must_use]
    pub fn from_argument(argument: &str) -> Self {
        let scheme = argument.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        match (argument, scheme.as_deref()) {
            ("-", _) => Self::Stdin,
            (_, Some("http" | "https")) => Self::Url(argument.to_owned()),
            _ => Self::Path(PathBuf::from(argument)),
        }
    }
}

/// Bytes as they came in, with what the outside says of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Raw {
    /// Path, address, `-`; a record of a container has `#` and its number (from 1) behind it.
    pub name: String,
    /// The content, unpacked.
    pub bytes: Vec<u8>,
    /// The media type that came along, parameters included: `text/html; charset=koi8-r`.
    pub content_type: Option<String>,
    /// The address that it was fetched from, after redirects.
    pub url: Option<String>,
}

/// What reading may cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most **bytes** of one article's source, unpacked.
    pub max_bytes: u64,
    /// The most time for one address, redirects included.
    pub timeout: Duration,
    /// The most redirects of one address.
    pub max_redirects: u32,
    /// The deepest folder below the one that was named.
    pub max_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_bytes: 64 << 20, timeout: Duration::from_secs(20), max_redirects: 5, max_depth: 32 }
    }
}

/// Takes what was read, or why it could not be read; `Break` stops the reading.
pub type Each<'f> = &'f mut dyn FnMut(Result<Raw, SourceError>) -> ControlFlow<()>;

/// Reads `input` and hands each piece over as soon as it is there, folders in order of their names.
///
/// Gives `Break` where `each` did.
pub fn read(input: &Input, limits: &Limits, each: Each<'_>) -> ControlFlow<()> {
    match input {
        Input::Path(path) => file::path(path, limits, each),
        Input::Url(url) => match http::get(url, limits) {
            Ok(raw) => container::split(std::io::Cursor::new(raw.bytes.clone()), raw, limits, each),
            Err(error) => each(Err(error)),
        },
        Input::Stdin => {
            container::split(std::io::stdin().lock(), Raw { name: "-".into(), ..Raw::default() }, limits, each)
        }
    }
}

/// Reads `input`, file, address or standard input, as JSON lines whatever it looks like, and hands each line over as soon
/// as it is there. Memory does not grow with their number.
pub fn read_lines(input: &Input, limits: &Limits, each: Each<'_>) -> ControlFlow<()> {
    match input {
        Input::Path(path) => file::lines(path, limits, each),
        Input::Url(url) => match http::get(url, limits) {
            Ok(raw) => container::lines(raw.bytes.as_slice(), &raw.name, limits, each),
            Err(error) => each(Err(error)),
        },
        Input::Stdin => container::lines(std::io::stdin().lock(), "-", limits, each),
    }
}

/// Reads `input` whole into memory: for a few files, not for archives.
#[must_use]
pub fn read_all(input: &Input, limits: &Limits) -> Vec<Result<Raw, SourceError>> {
    let mut all = Vec::new();
    let _ = read(input, limits, &mut |raw| {
        all.push(raw);
        ControlFlow::Continue(())
    });
    all
}

#[cfg(test)]
mod tests;
