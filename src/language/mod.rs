//! English text to sentences, tokens, tags, names and heads.

mod document;
mod sentences;
mod tagset;
mod tokens;

pub use document::{Document, Name, Sentence, Token};
pub use tagset::{Deprel, NameKind, Upos, Xpos};

use crate::text::Span;

/// Reads `text`; never fails, whatever the text is.
///
/// ```
/// let document = dateline::language::parse("Ottawa ordered the firm to close.");
/// assert_eq!(document.sentences().len(), 1);
/// ```
#[must_use]
pub fn parse(text: &str) -> Document<'_> {
    let spans = tokens::tokenize(text);
    let ranges = sentences::split(text, &spans);
    let mut document = Document { text, ..Document::default() };
    for (number, range) in ranges.into_iter().enumerate() {
        document.sentence_of.resize(range.end, number as u32);
        let span = spans[range.start].cover(spans[range.end - 1]);
        document.sentences.push(Sentence { span, tokens: range });
    }
    for span in &spans {
        let start = document.strings.len();
        lower_into(&mut document.strings, span.slice(text));
        document.lowers.push(Span::new(start, document.strings.len()));
    }
    document.upos = spans
        .iter()
        .map(|span| if span.slice(text).chars().any(char::is_alphanumeric) { Upos::X } else { Upos::Punct })
        .collect();
    document.xpos = vec![Xpos::Xx; spans.len()];
    document.deprels = vec![Deprel::Dep; spans.len()];
    document.heads = (0..spans.len() as u32).collect();
    document.lemmas = document.lowers.clone();
    document.name_of = vec![0; spans.len()];
    document.child_starts = vec![0; spans.len() + 1];
    document.spans = spans;
    document
}

/// Appends `form` in lower case, curly apostrophes made straight.
fn lower_into(out: &mut String, form: &str) {
    if form.is_ascii() {
        out.extend(form.bytes().map(|byte| byte.to_ascii_lowercase() as char));
    } else {
        out.extend(form.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    }
}
