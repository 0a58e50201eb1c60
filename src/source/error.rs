//! Why something could not be read.

use std::io;
use thiserror::Error;

/// Why one input could not be read. The message says what was wrong, where, and what to do.
#[derive(Debug, Error)]
pub enum SourceError {
    /// Nothing is there.
    #[error("{name}: no such file or folder; check the path")]
    Missing {
        /// The path.
        name: String,
    },
    /// The system forbids it.
    #[error("{name}: no permission to read it; change its rights or copy it elsewhere")]
    Forbidden {
        /// The path.
        name: String,
    },
    /// A file inside a folder that holds no article.
    #[error("{name}: left out, {why}")]
    Skipped {
        /// The path.
        name: String,
        /// Why it is no article.
        why: &'static str,
    },
    /// More bytes than the limit.
    #[error("{name}: larger than {limit} bytes; split it, or save the article alone")]
    TooLarge {
        /// Path or address.
        name: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// A container that ends early or breaks its own format.
    #[error("{name}: damaged {format}: {why}; fetch or pack it again")]
    Damaged {
        /// The path, with the record's number.
        name: String,
        /// Name of the format.
        format: &'static str,
        /// What is wrong.
        why: String,
    },
    /// Reading failed midway.
    #[error("{name}: cannot be read: {source}")]
    Io {
        /// The path.
        name: String,
        /// The system's own words.
        source: io::Error,
    },
    /// An address that is none, or of another scheme.
    #[error("{url}: not an address that can be fetched ({why}); only http:// and https:// are")]
    Address {
        /// The address.
        url: String,
        /// What is wrong with it.
        why: String,
    },
    /// The server answered with an error.
    #[error("{url}: the server answered {status}; {hint}")]
    Status {
        /// The address.
        url: String,
        /// The status code.
        status: u16,
        /// What to do.
        hint: &'static str,
    },
    /// It took too long.
    #[error("{url}: no complete answer within {seconds} s; try later or set a longer --timeout")]
    Timeout {
        /// The address.
        url: String,
        /// The limit in seconds.
        seconds: u64,
    },
    /// Too many redirects.
    #[error("{url}: redirected more than {limit} times; open it in a browser and use the address that you end at")]
    Redirects {
        /// The address.
        url: String,
        /// The limit.
        limit: u32,
    },
    /// The connection failed or broke.
    #[error("{url}: {why}; check the address and the connection")]
    Network {
        /// The address.
        url: String,
        /// What went wrong.
        why: String,
    },
}

impl SourceError {
    /// A short word for machines.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "missing",
            Self::Forbidden { .. } => "forbidden",
            Self::Skipped { .. } => "skipped",
            Self::TooLarge { .. } => "too-large",
            Self::Damaged { .. } => "damaged",
            Self::Io { .. } => "io",
            Self::Address { .. } => "address",
            Self::Status { .. } => "status",
            Self::Timeout { .. } => "timeout",
            Self::Redirects { .. } => "redirects",
            Self::Network { .. } => "network",
        }
    }

    /// Whether it only tells of a file in a folder that is no article: worth a line, not a failure.
    #[must_use]
    pub fn is_notice(&self) -> bool {
        matches!(self, Self::Skipped { .. })
    }

    pub(super) fn from_io(name: &str, error: io::Error) -> Self {
        let name = name.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing { name },
            io::ErrorKind::PermissionDenied => Self::Forbidden { name },
            _ => Self::Io { name, source: error },
        }
    }
}
