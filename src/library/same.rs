//! When two articles are the same one: the same address after normalising, or the same words.

use crate::ingest::same::normal_address;

/// The address as the library compares it.
pub(super) fn address(url: &str) -> String {
    normal_address(url).unwrap_or_else(|| url.to_owned())
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
    fn white_space_and_quotes_do_not_make_another_text() {
        assert_eq!(fingerprint("He said: “No”."), fingerprint("he said \"no\"\n"));
        assert_ne!(fingerprint("He said no."), fingerprint("He said so."));
    }
}
