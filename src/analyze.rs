//! [`analyze`]: one article to all of its facts. The only place that knows the order of the stages.

use crate::analysis::{Analysis, Meta};
use crate::article::Article;
use crate::{clean, language, positions, timeline, timex};

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

/// Finds all facts of `article`. A pure function: no clock, network, file or global; the same article gives the same
/// analysis.
#[must_use]
pub fn analyze(article: &Article, options: &Options) -> Analysis {
    let cleaned = if options.clean { clean::clean(article) } else { clean::Cleaned::untouched(article) };
    analyze_cleaned(article, cleaned)
}

/// Finds all facts of `article`, whose text was cleaned already and perhaps corrected after that.
#[must_use]
pub fn analyze_cleaned(article: &Article, cleaned: clean::Cleaned) -> Analysis {
    let meta = Meta {
        title: article.title.clone(),
        byline: article.byline.clone(),
        site: article.site.clone(),
        url: article.url.clone(),
        language: article.language.clone(),
        published: article.published,
    };
    let document = language::parse(&cleaned.body);
    let timexes = timex::find(&document, meta.published);
    let positions::Attributions { mut stakeholders, mut positions } = positions::find(&document);
    let events = timeline::find(&document, &meta, &timexes, &stakeholders, &positions);
    let issue = timeline::issue(&document, &meta, &events);
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
