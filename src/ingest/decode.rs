//! Encodings: byte order mark, header, `meta`, then detection.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How many bytes are searched for a `meta` element, twice the standard's 1024 for pages with long heads.
const META: usize = 4096;

/// Text of an HTML page.
pub(super) fn html(bytes: &[u8], content_type: Option<&str>) -> String {
    let said = content_type.and_then(charset_of).or_else(|| meta(bytes));
    with(bytes, said)
}

/// Text of anything else.
pub(super) fn text(bytes: &[u8], content_type: Option<&str>) -> String {
    with(bytes, content_type.and_then(charset_of))
}

fn with(bytes: &[u8], said: Option<&'static Encoding>) -> String {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned();
    }
    // Valid UTF-8 with letters outside of ASCII is never anything else by chance, whatever the header says.
    if let Ok(text) = std::str::from_utf8(bytes)
        && said.is_none_or(Encoding::is_ascii_compatible)
    {
        return text.to_owned();
    }
    let encoding = match said {
        Some(said) if said != UTF_8 => said,
        said => guess(bytes, said.is_some()),
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// `utf8` is said where a source that promised UTF-8 broke it: a few bad bytes do not make it another encoding.
fn guess(bytes: &[u8], utf8: bool) -> &'static Encoding {
    let (text, broken) = UTF_8.decode_without_bom_handling(bytes);
    let bad = text.matches('\u{fffd}').count();
    let good = text.chars().filter(|&char| char > '\u{7f}' && char != '\u{fffd}').count();
    if !broken || (utf8 && bad <= good) || bad * 20 < good {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The `charset` parameter of a media type.
fn charset_of(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let (_, value) = lower.split_once("charset=")?;
    let value = value.trim_start_matches(['"', '\'', ' ']);
    let end = value.find(['"', '\'', ';', ' ', '>', '/']).unwrap_or(value.len());
    let encoding = Encoding::for_label(value.get(..end)?.as_bytes())?;
    // Servers say Latin 1 by default; what was not set on purpose is left to the page and to detection.
    (encoding != WINDOWS_1252).then_some(encoding)
}

/// The encoding that a page's `meta` elements or XML declaration name.
fn meta(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(META)]).to_ascii_lowercase();
    if let Some(encoding) = head.strip_prefix("<?xml").and_then(|rest| {
        let (_, value) = rest.split_once("?>")?.0.split_once("encoding=")?;
        Encoding::for_label(value.trim_matches(['"', '\'', ' ']).as_bytes())
    }) {
        return Some(encoding);
    }
    let found = head.match_indices("<meta").find_map(|(at, _)| {
        let tag = head.get(at..)?.split('>').next()?;
        charset_of(tag)
    })?;
    // A page whose bytes can be searched for "<meta" is no UTF-16, whatever it says.
    Some(if found.is_ascii_compatible() { found } else { UTF_8 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{KOI8_R, SHIFT_JIS, UTF_16LE, WINDOWS_1251};

    #[test]
    fn the_mark_the_header_the_page_and_the_letters_tell_the_encoding() {
        let text = "Оттава объявила о новых пошлинах на сталь.";
        let koi = KOI8_R.encode(text).0;
        assert_eq!(html(&koi, Some("text/html; charset=KOI8-R")), text);
        let page = format!("<meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\"><p>{text}");
        assert_eq!(html(&WINDOWS_1251.encode(&page).0, None), page);
        let long = format!("{text} {text} Пекин ответил в тот же день.");
        assert_eq!(super::text(&WINDOWS_1251.encode(&long).0, None), long);
        assert_eq!(super::text("\u{feff}Ottawa".as_bytes(), None), "Ottawa");
        let wide: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("Ottawa".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(super::text(&wide, None), "Ottawa");
        assert_eq!(UTF_16LE.name(), "UTF-16LE");
    }

    #[test]
    fn utf8_wins_over_a_wrong_header() {
        let text = "“No,” said Zoë";
        assert_eq!(html(text.as_bytes(), Some("text/html; charset=iso-8859-1")), text);
        assert_eq!(html(text.as_bytes(), Some("text/html; charset=shift_jis")), text);
        let japanese = "首相は合意を発表した。";
        assert_eq!(html(&SHIFT_JIS.encode(japanese).0, Some("text/html; charset=shift_jis")), japanese);
    }

    #[test]
    fn a_few_bad_bytes_do_not_change_the_encoding() {
        let mut bytes = "Zoë — “no” — Zoë".as_bytes().to_vec();
        bytes.push(0xff);
        assert_eq!(super::text(&bytes, Some("text/plain; charset=utf-8")), "Zoë — “no” — Zoë\u{fffd}");
        assert_eq!(super::text(b"It\x92s over, he said.", None), "It’s over, he said.");
    }
}
