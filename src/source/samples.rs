//! The sample articles that are built in: one story, from different sides and in different forms.
//!
//! All were written for this program from public facts and say so in their text or metadata. Some of them disagree on
//! a date or a number, as reports of one story do.

use super::Raw;

macro_rules! samples {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../assets/samples/", $name)))),+]
    };
}

const FILES: &[(&str, &[u8])] = samples![
    "beijing-condemns-order.txt",
    "ottawa-orders-closure.txt",
    "installers-weigh-ban.html",
    "digital-tax-dropped.html",
    "security-without-evidence.txt",
    "from-meng-to-hikvision.md",
    "interference-newsletter.eml",
    "carney-two-roads.txt",
    "michaels-come-home.txt",
    "blacklist-2019.md",
];

/// The samples as they would come from files, in the order in which they are shown.
///
/// ```
/// let samples = dateline::source::samples::all();
/// assert!(samples.len() >= 9);
/// assert_eq!(samples[0].name, "samples/beijing-condemns-order.txt");
/// ```
#[must_use]
pub fn all() -> Vec<Raw> {
    FILES
        .iter()
        .map(|(name, bytes)| Raw { name: format!("samples/{name}"), bytes: bytes.to_vec(), ..Raw::default() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_says_that_it_is_one_and_is_of_an_articles_length() {
        for raw in all() {
            let text = String::from_utf8(raw.bytes).expect("samples are UTF-8");
            assert!(text.contains("Sample article written for dateline."), "{}", raw.name);
            let words = text.split_whitespace().count();
            assert!((250..=700).contains(&words), "{} has {words} words", raw.name);
        }
    }

    #[test]
    fn every_file_of_the_folder_is_built_in() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder is part of the package")
            .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        let mut built_in: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        built_in.sort_unstable();
        assert_eq!(names, built_in);
    }
}
