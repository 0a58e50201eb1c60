//! Files and folders.

use super::{Each, Limits, Raw, SourceError, container};
use std::fs;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;

/// Endings of files in a folder that are never articles; what is unknown is opened and judged by its content.
const NO_ARTICLE: &[&str] = &[
    "7z", "avi", "bin", "bmp", "bz2", "class", "css", "db", "dll", "exe", "gif", "ico", "jar", "jpeg", "jpg", "js",
    "lock", "mkv", "mov", "mp3", "mp4", "o", "ogg", "otf", "png", "pyc", "rar", "so", "sqlite", "svg", "tar", "tif",
    "tiff", "toml", "ttf", "wav", "webm", "webp", "woff", "woff2", "xz", "zip", "zst",
];

/// Reads a file, or all files under a folder.
pub(super) fn path(path: &Path, limits: &Limits, each: Each<'_>) -> ControlFlow<()> {
    let name = path.display().to_string();
    match fs::metadata(path) {
        Ok(about) if about.is_dir() => folder(path, 0, limits, each),
        Ok(_) => file(path, limits, each),
        Err(error) => each(Err(SourceError::from_io(&name, error))),
    }
}

/// Reads a file of JSON lines.
pub(super) fn lines(path: &Path, limits: &Limits, each: Each<'_>) -> ControlFlow<()> {
    let name = path.display().to_string();
    match fs::File::open(path) {
        Ok(file) => container::lines(BufReader::new(file), &name, limits, each),
        Err(error) => each(Err(SourceError::from_io(&name, error))),
    }
}

fn folder(path: &Path, depth: usize, limits: &Limits, each: Each<'_>) -> ControlFlow<()> {
    let name = path.display().to_string();
    if depth > limits.max_depth {
        return each(Err(SourceError::Skipped { name, why: "the folder lies too deep" }));
    }
    let mut entries = match fs::read_dir(path) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).collect::<Vec<_>>(),
        Err(error) => return each(Err(SourceError::from_io(&name, error))),
    };
    entries.sort();
    for entry in entries {
        let hidden = entry.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        let name = entry.display().to_string();
        // A link to a folder may lead in a circle.
        match fs::symlink_metadata(&entry) {
            Ok(about) if about.is_dir() => folder(&entry, depth + 1, limits, each)?,
            Ok(about) if about.is_symlink() && entry.is_dir() => {
                each(Err(SourceError::Skipped { name, why: "it is a link to a folder" }))?;
            }
            Ok(_) if !entry.is_file() => each(Err(SourceError::Skipped { name, why: "it is no regular file" }))?,
            Ok(_) if !may_be_article(&entry) => {
                each(Err(SourceError::Skipped { name, why: "its ending is that of no article" }))?;
            }
            Ok(_) => file(&entry, limits, each)?,
            Err(error) => each(Err(SourceError::from_io(&name, error)))?,
        }
    }
    ControlFlow::Continue(())
}

fn may_be_article(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_none_or(|ending| !NO_ARTICLE.contains(&ending.as_str()))
}

fn file(path: &Path, limits: &Limits, each: Each<'_>) -> ControlFlow<()> {
    let name = path.display().to_string();
    match fs::File::open(path) {
        Ok(file) => container::split(BufReader::new(file), Raw { name, ..Raw::default() }, limits, each),
        Err(error) => each(Err(SourceError::from_io(&name, error))),
    }
}
