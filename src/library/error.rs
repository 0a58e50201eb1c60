//! Why the library could not do what was asked.

use super::QueryError;
use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why the library could not do what was asked. The message says what to do.
#[derive(Debug, Error)]
pub enum LibraryError {
    /// Its folder cannot be made.
    #[error("{}: the library's folder cannot be made: {why}; name another with --library", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// The system's own words.
        why: String,
    },
    /// Another program writes to it for longer than we wait.
    #[error("{}: another program is writing to the library; try again when it is done", path.display())]
    Locked {
        /// The library's file.
        path: PathBuf,
    },
    /// No space is left.
    #[error("{}: no space is left on the disk; free some and try again, what was stored before is safe", path.display())]
    Full {
        /// The library's file.
        path: PathBuf,
    },
    /// The file is something else, or broken.
    #[error("{}: this is no library of dateline, or a damaged one; name another with --library", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// It may not be written or opened.
    #[error("{}: no permission to open or write the library; change its rights, or name another with --library", path.display())]
    Forbidden {
        /// The library's file.
        path: PathBuf,
    },
    /// A newer version of the program made it.
    #[error("{}: made by a newer dateline (version {version} of its tables); use that one", path.display())]
    Newer {
        /// The library's file.
        path: PathBuf,
        /// The version of its tables.
        version: i64,
    },
    /// An article that was there is not there any more.
    #[error("article {id} is no longer in the library; open the reader anew to see what is there")]
    Gone {
        /// Its number.
        id: super::ArticleId,
    },
    /// The query is wrong.
    #[error(transparent)]
    Query(QueryError),
    /// Anything else.
    #[error("{}: {source}", path.display())]
    Other {
        /// The library's file.
        path: PathBuf,
        /// What `SQLite` says.
        source: rusqlite::Error,
    },
}

impl LibraryError {
    pub(super) fn of(path: &Path, error: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { path },
            Some(ErrorCode::DiskFull) => Self::Full { path },
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Damaged { path },
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::Forbidden { path },
            _ => Self::Other { path, source: error },
        }
    }
}
