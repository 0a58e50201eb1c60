//! Files that hold several articles, taken apart as a stream: gzip, WARC, mbox, JSON lines.

use super::{Each, Limits, Raw, SourceError};
use flate2::bufread::MultiGzDecoder;
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

mod warc;

/// The media type under which a line of a JSON-lines file is handed over.
pub(crate) const JSON_LINE: &str = "application/x-ndjson";
/// The media type under which a message of an mbox is handed over.
const MAIL: &str = "message/rfc822";

/// Hands over what `reader` holds: the records of a container, or the whole as one. `about` says what is known of it.
pub(super) fn split(mut reader: impl BufRead, about: Raw, limits: &Limits, each: Each<'_>) -> ControlFlow<()> {
    let start = match reader.fill_buf() {
        Ok(start) => start,
        Err(error) => return each(Err(SourceError::from_io(&about.name, error))),
    };
    if start.starts_with(&[0x1f, 0x8b]) {
        // Common Crawl's archives hold one gzip member a record.
        return unpacked(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(reader)), about, "gzip", limits, each);
    }
    unpacked(reader, about, "file", limits, each)
}

fn unpacked(
    mut reader: impl BufRead,
    about: Raw,
    format: &'static str,
    limits: &Limits,
    each: Each<'_>,
) -> ControlFlow<()> {
    let start = match reader.fill_buf() {
        Ok(start) => start,
        Err(error) => return each(Err(damaged(&about.name, format, &error))),
    };
    if start.starts_with(b"WARC/") {
        warc::split(reader, &about, limits, each)
    } else if is_mbox(start) {
        mbox(reader, &about, limits, each)
    } else if is_json_lines(start, &about) {
        json_lines(reader, limits, each, &|number| format!("{}#{number}", about.name))
    } else {
        whole(reader, about, format, limits, each)
    }
}

fn damaged(name: &str, format: &'static str, error: &std::io::Error) -> SourceError {
    SourceError::Damaged { name: name.to_owned(), format, why: error.to_string() }
}

fn whole(
    reader: impl BufRead,
    mut about: Raw,
    format: &'static str,
    limits: &Limits,
    each: Each<'_>,
) -> ControlFlow<()> {
    about.bytes.clear();
    match reader.take(limits.max_bytes + 1).read_to_end(&mut about.bytes) {
        Ok(_) if about.bytes.len() as u64 > limits.max_bytes => {
            each(Err(SourceError::TooLarge { name: about.name, limit: limits.max_bytes }))
        }
        Ok(_) => each(Ok(about)),
        Err(error) if format == "gzip" => each(Err(damaged(&about.name, format, &error))),
        Err(error) => each(Err(SourceError::from_io(&about.name, error))),
    }
}

fn is_mbox(start: &[u8]) -> bool {
    let line = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let next = start.get(line.len() + 1..).unwrap_or_default();
    // "From " opens many a sentence; an mbox goes on with a header field.
    line.starts_with(b"From ")
        && next
            .iter()
            .take(80)
            .position(|&byte| byte == b':')
            .is_some_and(|at| next[..at].iter().all(|&byte| byte.is_ascii_alphanumeric() || byte == b'-'))
}

fn is_json_lines(start: &[u8], about: &Raw) -> bool {
    let named = about.name.trim_end_matches(".gz");
    let by_name = [".jsonl", ".ndjson"].iter().any(|ending| named.to_ascii_lowercase().ends_with(ending));
    let line = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let complete = line.len() < start.len();
    start.trim_ascii_start().starts_with(b"{")
        && (by_name
            || complete
                && serde_json::from_slice::<serde_json::Value>(line)
                    .is_ok_and(|value| ["text", "html", "markdown"].iter().any(|key| value.get(key).is_some())))
}

/// Reads one line without its end into `line`; more than `limit` bytes are read over and not kept.
/// Gives whether there was a line, and whether it was whole.
fn line(reader: &mut impl BufRead, line: &mut Vec<u8>, limit: u64) -> std::io::Result<Option<bool>> {
    line.clear();
    let mut whole = true;
    let mut any = false;
    loop {
        let part = reader.fill_buf()?;
        if part.is_empty() {
            return Ok(any.then_some(whole));
        }
        any = true;
        let end = memchr::memchr(b'\n', part);
        let take = end.unwrap_or(part.len());
        if line.len() as u64 + take as u64 <= limit {
            line.extend_from_slice(&part[..take]);
        } else {
            whole = false;
        }
        let used = end.map_or(take, |end| end + 1);
        reader.consume(used);
        if end.is_some() {
            return Ok(Some(whole));
        }
    }
}

/// Hands over each line of what `reader` holds, packed or not; a line's name tells its number.
pub(super) fn lines(mut reader: impl BufRead, name: &str, limits: &Limits, each: Each<'_>) -> ControlFlow<()> {
    let called = |number| if name == "-" { format!("line {number}") } else { format!("{name}, line {number}") };
    match reader.fill_buf() {
        Err(error) => each(Err(SourceError::from_io(name, error))),
        Ok([0x1f, 0x8b, ..]) => json_lines(BufReader::new(MultiGzDecoder::new(reader)), limits, each, &called),
        Ok(_) => json_lines(reader, limits, each, &called),
    }
}

fn json_lines(
    mut reader: impl BufRead,
    limits: &Limits,
    each: Each<'_>,
    called: &dyn Fn(usize) -> String,
) -> ControlFlow<()> {
    let mut bytes = Vec::new();
    for number in 1_usize.. {
        let name = called(number);
        match line(&mut reader, &mut bytes, limits.max_bytes) {
            Ok(None) => break,
            Ok(Some(false)) => each(Err(SourceError::TooLarge { name, limit: limits.max_bytes }))?,
            Ok(Some(true)) if bytes.trim_ascii().is_empty() => {}
            Ok(Some(true)) => {
                each(Ok(Raw {
                    name,
                    bytes: std::mem::take(&mut bytes),
                    content_type: Some(JSON_LINE.into()),
                    url: None,
                }))?;
            }
            Err(error) => return each(Err(damaged(&name, "JSON lines", &error))),
        }
    }
    ControlFlow::Continue(())
}

fn mbox(mut reader: impl BufRead, about: &Raw, limits: &Limits, each: Each<'_>) -> ControlFlow<()> {
    let (mut bytes, mut message, mut number, mut whole) = (Vec::new(), Vec::new(), 0_usize, true);
    let mut after_empty = true;
    loop {
        let read = match line(&mut reader, &mut bytes, limits.max_bytes) {
            Ok(read) => read,
            Err(error) => return each(Err(damaged(&about.name, "mbox", &error))),
        };
        let starts = after_empty && bytes.starts_with(b"From ");
        if (read.is_none() || starts) && number > 0 {
            let name = format!("{}#{number}", about.name);
            let content = std::mem::take(&mut message);
            each(if whole {
                Ok(Raw { name, bytes: content, content_type: Some(MAIL.into()), url: None })
            } else {
                Err(SourceError::TooLarge { name, limit: limits.max_bytes })
            })?;
        }
        let Some(complete) = read else { return ControlFlow::Continue(()) };
        if starts {
            (number, whole, after_empty) = (number + 1, true, false);
            continue;
        }
        whole &= complete && (message.len() + bytes.len()) as u64 <= limits.max_bytes;
        if whole {
            // The format puts ">" before lines of the text that look like its own separator.
            let quoted = bytes
                .iter()
                .position(|&byte| byte != b'>')
                .is_some_and(|at| at > 0 && bytes[at..].starts_with(b"From "));
            message.extend_from_slice(if quoted { &bytes[1..] } else { &bytes });
            message.push(b'\n');
        }
        after_empty = bytes.trim_ascii().is_empty();
    }
}
