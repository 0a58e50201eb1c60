//! The same article twice: the same address after normalising, or nearly the same text.
//!
//! Near-identity is judged by `SimHash` over three-word shingles (Charikar 2002). Manku, Jain and Das Sarma (2007) allow three
//! differing bits of 64 among billions of pages; a reader's library is small and its texts are short, so that six do.

use crate::article::Article;
use std::collections::BTreeSet;
use url::Url;

/// The most differing bits of two prints of one text.
pub const DISTANCE: u32 = 6;
/// The share of all shingles of two texts that both hold, from which on they are one.
const RESEMBLANCE: f32 = 0.8;
/// The fewest different shingles of a text whose print means something.
const WORDS: usize = 40;

/// The address without what does not change the article: scheme, `www.`, fragment, tracking parameters, a final slash.
///
/// ```
/// use dateline::ingest::same::normal_address;
/// assert_eq!(normal_address("https://www.ledger.example/a/?utm_source=x&id=3#top").as_deref(), Some("ledger.example/a?id=3"));
/// assert_eq!(normal_address("http://ledger.example/a?id=3"), normal_address("https://ledger.example/a/?id=3&fbclid=9"));
/// ```
#[must_use]
pub fn normal_address(url: &str) -> Option<String> {
    let url = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?.trim_start_matches("www.").trim_start_matches("m.").to_lowercase();
    let kept: BTreeSet<String> =
        url.query_pairs().filter(|(key, _)| !tracks(key)).map(|(key, value)| format!("{key}={value}")).collect();
    let mut address = host;
    if let Some(port) = url.port() {
        address.push(':');
        address.push_str(&port.to_string());
    }
    address.push_str(url.path().trim_end_matches('/').trim_end_matches("/amp"));
    if !kept.is_empty() {
        address.push('?');
        address.push_str(&kept.into_iter().collect::<Vec<_>>().join("&"));
    }
    Some(address)
}

/// Whether a parameter only tells where the reader came from.
fn tracks(key: &str) -> bool {
    const KEYS: &[&str] = &[
        "fbclid",
        "gclid",
        "dclid",
        "msclkid",
        "igshid",
        "mc_cid",
        "mc_eid",
        "ref",
        "ref_src",
        "ref_url",
        "referrer",
        "source",
        "src",
        "cmpid",
        "cmp",
        "smid",
        "smtyp",
        "srsltid",
        "ocid",
        "ncid",
        "share",
        "shared",
        "s_cid",
        "guccounter",
        "amp",
        "outputtype",
        "spm",
        "yclid",
        "_ga",
        "rss",
        "partner",
        "campaign",
        "taid",
        "sh",
    ];
    let key = key.to_ascii_lowercase();
    key.starts_with("utm_") || key.starts_with("at_") || KEYS.contains(&key.as_str())
}

/// The 64-bit `SimHash` of a text's three-word shingles; `None` for a text too short to tell.
#[must_use]
pub fn print(text: &str) -> Option<u64> {
    let shingles = shingles(text);
    if shingles.len() < WORDS {
        return None;
    }
    let mut votes = [0_i32; 64];
    for shingle in shingles {
        for (bit, vote) in votes.iter_mut().enumerate() {
            *vote += if shingle >> bit & 1 == 1 { 1 } else { -1 };
        }
    }
    Some(votes.iter().enumerate().fold(0, |print, (bit, &vote)| print | u64::from(vote > 0) << bit))
}

/// The three-word shingles of a text, as hashes.
fn shingles(text: &str) -> BTreeSet<u64> {
    let words: Vec<u64> = text
        .split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            word.chars()
                .flat_map(char::to_lowercase)
                .fold(0xcbf2_9ce4_8422_2325, |hash, char| step(hash, u64::from(u32::from(char))))
        })
        .collect();
    words.windows(3).map(|three| mix(three.iter().fold(0, |hash, &word| step(hash, word)))).collect()
}

/// Whether two prints are of nearly the same text.
#[must_use]
pub fn near(a: u64, b: u64) -> bool {
    (a ^ b).count_ones() <= DISTANCE
}

/// Whether two texts are nearly one: most of their three-word shingles are the same (Broder 1997). Prints that are near
/// each other make it likely, this tells.
#[must_use]
pub fn resemble(a: &str, b: &str) -> bool {
    let (a, b) = (shingles(a), shingles(b));
    let shared = a.intersection(&b).count();
    let all = a.len() + b.len() - shared;
    all > 0 && shared as f32 >= RESEMBLANCE * all as f32
}

/// Whether two articles are one: the same address, or nearly the same text.
#[must_use]
pub fn same(a: &Article, b: &Article) -> bool {
    let address = |article: &Article| article.url.as_deref().and_then(normal_address);
    let by_address = address(a).zip(address(b)).is_some_and(|(a, b)| a == b);
    by_address
        || a.text == b.text
        || print(&a.text).zip(print(&b.text)).is_some_and(|(x, y)| near(x, y)) && resemble(&a.text, &b.text)
}

/// FNV-1a over whole values: stable over runs and machines, so that prints can be stored.
fn step(hash: u64, value: u64) -> u64 {
    (hash ^ value).wrapping_mul(0x0000_0100_0000_01b3)
}

/// Spreads a hash over all bits (the finaliser of `SplitMix64`).
fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(end: &str) -> String {
        let sentence = |index: usize| {
            format!(
                "Witness number {index} told the inquiry in town {} that bridge {} had been closed in winter {}. ",
                index * 7,
                index * 3,
                1900 + index
            )
        };
        (0..40).map(sentence).collect::<String>() + end
    }

    #[test]
    fn a_changed_line_leaves_the_print_near_and_another_story_does_not() {
        let (a, b) = (print(&story("It ended there.")).unwrap(), print(&story("Updated with a reaction.")).unwrap());
        assert!(near(a, b), "{} bits", (a ^ b).count_ones());
        let other: Vec<String> = (0..40)
            .map(|index| format!("Farmers in valley {index} sold {} tons of canola to port {}.", index * 11, index * 5))
            .collect();
        let other = other.join(" ");
        assert!(!near(a, print(&other).unwrap()));
        assert_eq!(print("Too short to tell."), None);
    }

    #[test]
    fn one_address_in_two_spellings_is_one_article() {
        let mut a = crate::ingest::plain("a", "One text.");
        let mut b = crate::ingest::plain("b", "Another text.");
        assert!(!same(&a, &b));
        a.url = Some("https://www.ledger.example/x/?utm_medium=mail".into());
        b.url = Some("http://ledger.example/x".into());
        assert!(same(&a, &b));
    }
}
