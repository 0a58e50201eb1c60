//! WARC (ISO 28500) as a stream: the HTML answers of a crawl.

use super::{damaged, line};
use crate::source::{Each, Limits, Raw, SourceError};
use std::io::{BufRead, Read};
use std::ops::ControlFlow;

/// The most bytes of one header line.
const HEADER_LINE: u64 = 64 << 10;
/// The most header lines of one record.
const HEADER_LINES: usize = 256;

/// Hands over the answers (`response` and `resource` records) that can be articles; other records are read over.
pub(super) fn split(mut reader: impl BufRead, about: &Raw, limits: &Limits, each: Each<'_>) -> ControlFlow<()> {
    for number in 1_usize.. {
        let name = format!("{}#{number}", about.name);
        let header = match header(&mut reader) {
            Ok(Some(header)) => header,
            Ok(None) => break,
            Err(error) => return each(Err(damaged(&name, "WARC", &error))),
        };
        let Some(length) = field(&header, "content-length").and_then(|length| length.parse::<u64>().ok()) else {
            let why = "a record does not say its length".to_owned();
            return each(Err(SourceError::Damaged { name, format: "WARC", why }));
        };
        let kind = field(&header, "warc-type").unwrap_or_default();
        let wanted = matches!(kind, "response" | "resource" | "conversion");
        let keep = if wanted { length.min(limits.max_bytes) } else { 0 };
        let mut bytes = Vec::new();
        let read = (&mut reader).take(keep).read_to_end(&mut bytes).and_then(|read| {
            let rest = length - keep;
            let passed = std::io::copy(&mut (&mut reader).take(rest), &mut std::io::sink())?;
            Ok(read as u64 + passed)
        });
        match read {
            Ok(read) if read < length => {
                let why = "it ends inside a record".to_owned();
                return each(Err(SourceError::Damaged { name, format: "WARC", why }));
            }
            Ok(_) => {}
            Err(error) => return each(Err(damaged(&name, "WARC", &error))),
        }
        if wanted && length > limits.max_bytes {
            each(Err(SourceError::TooLarge { name, limit: limits.max_bytes }))?;
        } else if wanted {
            let url = field(&header, "warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
            if let Some(raw) = answer(name, bytes, url, &header) {
                each(Ok(raw))?;
            }
        }
    }
    ControlFlow::Continue(())
}

/// The article inside a record; `None` where the answer is no text, or no success.
fn answer(name: String, bytes: Vec<u8>, url: Option<String>, header: &[(String, String)]) -> Option<Raw> {
    let record_type = field(header, "content-type").unwrap_or_default();
    if !record_type.starts_with("application/http") {
        let article = ["text/", "application/xhtml"].iter().any(|kind| record_type.starts_with(kind));
        return article.then(|| Raw { name, bytes, content_type: Some(record_type.to_owned()), url });
    }
    let mut rest = bytes.as_slice();
    let status = String::from_utf8_lossy(rest.split(|&byte| byte == b'\n').next()?).into_owned();
    if status.split_ascii_whitespace().nth(1) != Some("200") {
        return None;
    }
    let http = self::header(&mut rest).ok()??;
    let content_type = field(&http, "content-type").map(str::to_owned);
    let is_text = content_type.as_deref().is_none_or(|kind| {
        let kind = kind.to_ascii_lowercase();
        kind.starts_with("text/") && !kind.starts_with("text/css") || kind.contains("xml")
    });
    let content = match field(&http, "content-encoding") {
        Some("gzip" | "x-gzip") => {
            let mut content = Vec::new();
            // Crawlers often keep the header though they stored the unpacked text.
            let unpacked = flate2::read::MultiGzDecoder::new(rest).take(64 << 20).read_to_end(&mut content);
            if unpacked.is_ok() { content } else { rest.to_vec() }
        }
        _ => rest.to_vec(),
    };
    is_text.then_some(Raw { name, bytes: content, content_type, url })
}

/// Reads lines up to an empty one: the fields, names in lower case. Empty lines before them are passed over.
fn header(reader: &mut impl BufRead) -> std::io::Result<Option<Vec<(String, String)>>> {
    let (mut fields, mut bytes) = (Vec::new(), Vec::new());
    let mut begun = false;
    while line(reader, &mut bytes, HEADER_LINE)?.is_some() {
        let text = String::from_utf8_lossy(bytes.trim_ascii());
        match (text.is_empty(), begun) {
            (true, false) => {}
            (true, true) => return Ok(Some(fields)),
            (false, false) => begun = true,
            (false, true) if fields.len() < HEADER_LINES => {
                if let Some((name, value)) = text.split_once(':') {
                    fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                }
            }
            (false, true) => {}
        }
    }
    Ok(begun.then_some(fields))
}

fn field<'h>(header: &'h [(String, String)], name: &str) -> Option<&'h str> {
    header.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
}
