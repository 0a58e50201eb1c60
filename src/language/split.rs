//! Sentences and tokens, by white space and closing punctuation alone until rules take its place.

use super::{Deprel, Document, Sentence, Upos, Xpos};
use crate::text::Span;
use unicode_segmentation::UnicodeSegmentation;

pub(super) fn read(text: &str) -> Document<'_> {
    let mut document = Document { text, ..Document::default() };
    let mut open = 0;
    for (at, word) in text.split_word_bound_indices() {
        if word.trim().is_empty() {
            if word.contains('\n') {
                close(&mut document, &mut open);
            }
            continue;
        }
        let span = Span::new(at, at + word.len());
        let start = document.strings.len();
        document.strings.push_str(&word.to_lowercase());
        let lower = Span::new(start, document.strings.len());
        let root = document.spans.len() as u32;
        document.spans.push(span);
        document.upos.push(if word.chars().any(char::is_alphanumeric) { Upos::X } else { Upos::Punct });
        document.xpos.push(Xpos::Xx);
        document.deprels.push(Deprel::Dep);
        document.heads.push(root);
        document.lowers.push(lower);
        document.lemmas.push(lower);
        document.name_of.push(0);
        if matches!(word, "." | "!" | "?") {
            close(&mut document, &mut open);
        }
    }
    close(&mut document, &mut open);
    document.child_starts = vec![0; document.len() + 1];
    document
}

fn close(document: &mut Document<'_>, open: &mut usize) {
    let end = document.spans.len();
    if *open < end {
        let number = document.sentences.len() as u32;
        document.sentence_of.resize(end, number);
        document.sentences.push(Sentence { span: document.cover(*open..end), tokens: *open..end });
        *open = end;
    }
}
