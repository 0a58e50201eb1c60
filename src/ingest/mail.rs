//! Mail: newsletters and forwarded articles.

use super::{IngestError, html, plain};
use crate::article::{Article, Published, PublishedHow};
use crate::calendar;
use crate::source::Raw;
use mail_parser::{Message, MessageParser};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A message as an article: its HTML where it has one, else its text.
pub(super) fn read(raw: &Raw) -> Result<Article, IngestError> {
    let malformed =
        || IngestError::Malformed { name: raw.name.clone(), format: "mail", why: "no message in it".into() };
    let parse = AssertUnwindSafe(|| MessageParser::default().parse(&raw.bytes));
    let message = catch_unwind(parse).ok().flatten().ok_or_else(malformed)?;
    let mut article = body(raw, &message);
    let sender = message.from().and_then(|from| from.first());
    let subject = message.subject().map(|subject| subject.split_whitespace().collect::<Vec<_>>().join(" "));
    let subject = subject.map(|subject| without_reply_marks(&subject).to_owned()).filter(|subject| !subject.is_empty());
    let name = sender.and_then(|sender| sender.name().or_else(|| sender.address())).map(str::to_owned);
    let date =
        message.date().and_then(|date| calendar::date(date.year.cast_signed(), date.month.into(), date.day.into()));
    article.title = subject.or(article.title);
    // The sender of a newsletter is its publication; who wrote it stands in the text, if at all.
    article.site = name;
    article.published = date.map(|date| Published { date, how: PublishedHow::Metadata }).or(article.published);
    Ok(article)
}

fn body(raw: &Raw, message: &Message<'_>) -> Article {
    let html_part = message.html_part(0).filter(|part| part.is_text_html()).and_then(|part| part.text_contents());
    if let Some(part) = html_part {
        let mut article = Article { id: raw.name.clone(), ..Article::default() };
        html::fragment(&mut article, part, None);
        if !article.text.is_empty() {
            return article;
        }
    }
    let text =
        (0..message.text_body_count()).filter_map(|index| message.body_text(index)).collect::<Vec<_>>().join("\n\n");
    plain(&raw.name, &text.replace("\r\n", "\n"))
}

fn without_reply_marks(subject: &str) -> &str {
    let mut rest = subject.trim();
    for _ in 0..10 {
        let mark = ["re:", "fw:", "fwd:"]
            .iter()
            .find(|mark| rest.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)));
        let Some(mark) = mark else { break };
        rest = rest.get(mark.len()..).unwrap_or_default().trim_start();
    }
    rest
}
