//! Plain text and Markdown.

use crate::article::Article;

/// A plain text as an article.
#[must_use]
pub fn plain(id: &str, text: &str) -> Article {
    Article { id: id.to_owned(), text: text.to_owned(), ..Article::default() }
}

/// A Markdown text as an article.
#[must_use]
pub fn markdown(id: &str, text: &str) -> Article {
    plain(id, text)
}
