//! Bytes to articles, pure: no file, no network.

use crate::article::Article;

/// A plain text as an article.
#[must_use]
pub fn plain(id: &str, text: &str) -> Article {
    Article { id: id.to_owned(), text: text.to_owned(), ..Article::default() }
}
