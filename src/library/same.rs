//! When two articles are the same one: the same address after normalising, or the same words.

use url::Url;

/// Parameters that tell where a reader came from, not what they read.
const TRACKING: [&str; 12] =
    ["fbclid", "gclid", "dclid", "msclkid", "igshid", "mc_cid", "mc_eid", "ref", "ref_src", "cmpid", "ocid", "smid"];

/// `url` without what does not change the page: scheme, `www.`, tracking parameters, fragment, a slash at the end.
pub(super) fn address(url: &str) -> String {
    let Ok(mut parsed) = Url::parse(url) else { return url.to_owned() };
    let kept: Vec<(String, String)> = parsed
        .query_pairs()
        .filter(|(name, _)| !name.starts_with("utm_") && !TRACKING.contains(&&**name))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    if kept.is_empty() {
        parsed.set_query(None);
    } else {
        parsed.query_pairs_mut().clear().extend_pairs(kept);
    }
    parsed.set_fragment(None);
    let text = parsed.as_str();
    let text = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    let text = text.strip_prefix("www.").unwrap_or(text);
    text.strip_suffix('/').unwrap_or(text).to_owned()
}

/// The letters and digits of `text`, in lower case.
pub(super) fn text(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// A number that two texts of the same letters and digits share (FNV-1a over them).
pub(super) fn fingerprint(of: &str) -> i64 {
    let hash = text(of).fold(0xcbf2_9ce4_8422_2325_u64, |hash, char| {
        (hash ^ u64::from(u32::from(char))).wrapping_mul(0x0100_0000_01b3)
    });
    hash.cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_change_the_page_does_not_change_the_address() {
        let plain = address("https://example.org/a?id=3");
        assert_eq!(address("http://www.example.org/a/?utm_source=x&id=3&fbclid=y#top"), "example.org/a/?id=3");
        assert_eq!(address("http://www.example.org/a?utm_source=x&id=3#top"), plain);
        assert_ne!(address("https://example.org/a?id=4"), plain);
        assert_eq!(address("https://example.org/a/"), address("https://example.org/a"));
    }

    #[test]
    fn white_space_and_quotes_do_not_make_another_text() {
        assert_eq!(fingerprint("He said: “No”."), fingerprint("he said \"no\"\n"));
        assert_ne!(fingerprint("He said no."), fingerprint("He said so."));
    }
}
