//! The extractors of others, kept from doing harm.

use dom_query::Document;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The main content by `trafilatura`, as HTML, the best of its own and others' readings; empty where it finds none or
/// fails.
pub(super) fn trafilatura(html: &str) -> String {
    let options = trafilatura::Options::default()
        .with_fallback(true)
        .with_links(true)
        .with_exclude_comments(true)
        .with_html_date_mode(trafilatura::HtmlDateMode::Disabled);
    guarded(|| trafilatura::extract(html, &options).map(|found| found.content_html).unwrap_or_default())
}

/// The main content by `dom_smoothie`, as HTML; empty where it finds none or fails.
pub(super) fn smoothie(page: &Document) -> String {
    guarded(|| {
        let mut reader = dom_smoothie::Readability::with_document(page.clone(), None, None).ok()?;
        reader.parse().ok().map(|article| article.content.to_string())
    })
}

/// Runs code that is not ours: a panic in it is no answer.
fn guarded<T: Default, R: Into<Option<T>>>(run: impl FnOnce() -> R) -> T {
    catch_unwind(AssertUnwindSafe(run)).ok().and_then(Into::into).unwrap_or_default()
}
