//! [`analyze`]: one article to all of its facts. The only place that knows the order of the stages.

use crate::analysis::{Analysis, Meta};
use crate::article::{Article, Published, PublishedHow};
use crate::corrections::{self, Correction};
use crate::{clean, language, positions, timeline, timex};

/// Facts are looked for in so many **bytes** at the start of a body: far more than any article, and little enough that
/// a text of any length costs seconds and a few hundred megabytes.
pub const FACTS_BYTES: usize = 512 << 10;

/// The byte up to which facts of `body` are looked for: its end, or the last end of a line or of a word before
/// [`FACTS_BYTES`].
///
/// ```
/// use dateline::analyze::{FACTS_BYTES, facts_end};
/// assert_eq!(facts_end("A short text."), 13);
/// assert!(facts_end(&"word ".repeat(FACTS_BYTES)) <= FACTS_BYTES);
/// ```
#[must_use]
pub fn facts_end(body: &str) -> usize {
    if body.len() <= FACTS_BYTES {
        return body.len();
    }
    let head = body.get(..body.floor_char_boundary(FACTS_BYTES)).unwrap_or_default();
    // A line may be longer than all of that.
    let near = head.len() - head.len() / 16;
    let end = head.rfind('\n').filter(|at| *at >= near).or_else(|| head.rfind(' ').filter(|at| *at >= near));
    end.unwrap_or(head.len())
}

/// What to do with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether chrome is taken out; without, the body is the article's text to the letter.
    pub clean: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { clean: true }
    }
}

/// Finds all facts of `article`, up to [`facts_end`] of its body. A pure function: no clock, network, file or global;
/// the same article gives the same analysis.
#[must_use]
pub fn analyze(article: &Article, options: &Options) -> Analysis {
    facts(article, cleaned(article, options.clean), None)
}

/// Finds all facts of `article` and applies what a person corrected; also gives the number of corrections that are about
/// nothing that is there any more. As pure as [`analyze`].
#[must_use]
pub fn analyze_corrected(article: &Article, options: &Options, corrections: &[Correction]) -> (Analysis, usize) {
    if corrections.is_empty() {
        return (analyze(article, options), 0);
    }
    let cleaned = corrections::restored(cleaned(article, options.clean), corrections);
    let mut analysis = match corrections::published(corrections) {
        Some(date) => {
            let published = Some(Published { date, how: PublishedHow::Given });
            facts(&Article { published, ..article.clone() }, cleaned, corrections::issue(corrections))
        }
        None => facts(article, cleaned, corrections::issue(corrections)),
    };
    let lost = corrections::apply(&mut analysis, corrections);
    (analysis, lost)
}

fn cleaned(article: &Article, clean: bool) -> clean::Cleaned {
    if clean { clean::clean(article) } else { clean::Cleaned::untouched(article) }
}

/// The facts of a cleaned text, toward the issue that a person named, where one did.
fn facts(article: &Article, cleaned: clean::Cleaned, issue: Option<&str>) -> Analysis {
    let meta = Meta {
        title: article.title.clone(),
        byline: article.byline.clone(),
        site: article.site.clone(),
        url: article.url.clone(),
        language: article.language.clone(),
        published: article.published,
    };
    let document = language::parse(cleaned.body.get(..facts_end(&cleaned.body)).unwrap_or_default());
    let timexes = timex::find(&document, meta.published);
    let positions::Attributions { mut stakeholders, mut positions } = positions::find(&document);
    let events = timeline::find(&document, &meta, &timexes, &stakeholders, &positions);
    let issue = match issue {
        Some(text) => Some(corrections::named_issue(&cleaned.body, &events, text)),
        None => timeline::issue(&document, &meta, &events),
    };
    positions::take_sides(&document, issue.as_ref(), &events, &mut stakeholders, &mut positions);
    Analysis {
        id: article.id.clone(),
        meta,
        blocks: cleaned.blocks,
        links: cleaned.links,
        removed: cleaned.removed,
        issue,
        timexes,
        events,
        stakeholders,
        positions,
        body: cleaned.body,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_any_length_is_cut_between_words_or_at_a_character() {
        let words = "Zürich ".repeat(FACTS_BYTES / 4);
        assert!(words.get(..facts_end(&words)).is_some_and(|head| head.ends_with("Zürich")));
        let lines = "One line.\n".repeat(FACTS_BYTES / 8);
        assert!(lines.get(..facts_end(&lines)).is_some_and(|head| head.ends_with("line.")));
        let solid = "中".repeat(FACTS_BYTES / 2);
        let end = facts_end(&solid);
        assert!(solid.is_char_boundary(end) && FACTS_BYTES - end < 3);
    }
}
