//! Dated events as an iCalendar file (RFC 5545). An event of a coarse date covers all its days and blocks none.

use super::date;
use super::item::Item;
use super::terms::status;
use crate::analysis::Status;
use jiff::ToSpan;
use jiff::civil::Date;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Starts the calendar.
pub fn open(mut out: impl Write) -> io::Result<()> {
    out.write_all(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//dateline//timeline//EN\r\nCALSCALE:GREGORIAN\r\n")
}

/// Ends the calendar.
pub fn close(mut out: impl Write) -> io::Result<()> {
    out.write_all(b"END:VCALENDAR\r\n")
}

/// Writes one event; gives whether it has a place in the calendar.
pub fn item(item: &Item<'_>, mut out: impl Write) -> io::Result<bool> {
    // iCalendar has four digits for a year and no sign.
    let years = 1..=9998;
    let (Some(value), Some(earliest), Some(latest)) = (item.value, item.earliest, item.latest) else {
        return Ok(false);
    };
    if !years.contains(&earliest.year()) || !years.contains(&latest.year()) {
        return Ok(false);
    }
    let end = latest.checked_add(1.day()).unwrap_or(latest);
    // The stamp is the day of the report: the export reads no clock, and the same articles give the same bytes.
    let stamp = item.sources.iter().filter_map(|told| told.published).max().unwrap_or(earliest);
    let certain = matches!(item.status, Status::Happened);
    let mut description = format!("{} ({})", date::display(value, item.earliest), status(item.status));
    for told in &item.sources {
        let _ = write!(description, "\n“{}” – {}", told.words, told.title);
    }
    for disagreement in &item.disagreements {
        description.push('\n');
        description.push_str(disagreement);
    }
    line(&mut out, "BEGIN:VEVENT")?;
    line(&mut out, &format!("UID:{:016x}@dateline", fnv(&item.id)))?;
    line(&mut out, &format!("DTSTAMP:{}T000000Z", compact(stamp)))?;
    line(&mut out, &format!("DTSTART;VALUE=DATE:{}", compact(earliest)))?;
    line(&mut out, &format!("DTEND;VALUE=DATE:{}", compact(end)))?;
    line(&mut out, &format!("SUMMARY:{}", text(item.headline)))?;
    line(&mut out, &format!("DESCRIPTION:{}", text(&description)))?;
    line(&mut out, if certain { "STATUS:CONFIRMED" } else { "STATUS:TENTATIVE" })?;
    line(&mut out, &format!("CATEGORIES:{}", status(item.status)))?;
    if let Some(url) = item.sources.iter().find_map(|told| told.url).filter(|url| !url.contains(char::is_control)) {
        line(&mut out, &format!("URL:{url}"))?;
    }
    line(&mut out, "TRANSP:TRANSPARENT")?;
    line(&mut out, "END:VEVENT")?;
    Ok(true)
}

fn compact(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// Escapes a TEXT value; other control characters may not stand in one.
fn text(value: &str) -> String {
    let mut safe = String::with_capacity(value.len());
    for char in value.chars() {
        match char {
            '\\' | ';' | ',' => safe.extend(['\\', char]),
            '\n' => safe.push_str("\\n"),
            _ if char.is_control() => {}
            _ => safe.push(char),
        }
    }
    safe
}

/// Writes a content line, folded so that no line has more than 75 octets and no character is split.
fn line(out: &mut impl Write, content: &str) -> io::Result<()> {
    let mut width = 0;
    let mut buffer = [0; 4];
    for char in content.chars() {
        if width + char.len_utf8() > 75 {
            out.write_all(b"\r\n ")?;
            width = 1;
        }
        out.write_all(char.encode_utf8(&mut buffer).as_bytes())?;
        width += char.len_utf8();
    }
    out.write_all(b"\r\n")
}

/// FNV-1a: the same id gives the same name in every version.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
