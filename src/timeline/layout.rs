//! Where an article's own news stands: its heading, its first sentences, and the words of its title.

use crate::analysis::Meta;
use crate::language::{Document, Token, Upos};
use crate::lexicon::events::lexicon;
use std::collections::HashSet;

/// The parts of an article that say what it is about.
#[derive(Debug)]
pub(super) struct Layout {
    /// Rank of each sentence in the running text; `None` for headings and date lines.
    rank: Vec<Option<usize>>,
    /// Paragraph of each sentence.
    paragraph: Vec<usize>,
    /// Lemmas of the content words of the title, or of the first sentence where there is no title.
    pub(super) title: HashSet<String>,
    /// How often each content word occurs in the text.
    counts: std::collections::HashMap<String, usize>,
}

impl Layout {
    pub(super) fn new(document: &Document<'_>, meta: &Meta) -> Self {
        let text = document.text();
        let (mut rank, mut paragraph) = (Vec::new(), Vec::new());
        let (mut running, mut number, mut end) = (0, 0, 0);
        for sentence in document.sentences() {
            let gap = text.get(end..sentence.span.start()).unwrap_or("");
            number += usize::from(gap.contains('\n') && end > 0);
            end = sentence.span.end();
            let ends_line = text.get(end..).is_none_or(|rest| {
                let rest = rest.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
                rest.is_empty() || rest.starts_with('\n')
            });
            let closed = sentence.span.slice(text).ends_with(['.', '!', '?', '"', '”', '’', ':', ')']);
            let heading =
                ends_line && !closed && (number != paragraph.last().copied().unwrap_or(usize::MAX) || rank.is_empty());
            rank.push((!heading).then_some(running));
            running += usize::from(!heading);
            paragraph.push(number);
        }
        if running == 0 {
            // A text without a full stop has no headings.
            rank = (0..rank.len()).map(Some).collect();
        }
        let mut layout = Self { rank, paragraph, title: HashSet::new(), counts: std::collections::HashMap::new() };
        for t in 0..document.len() {
            if is_content(document, t) {
                *layout.counts.entry(document.lemma(t).to_lowercase()).or_insert(0) += 1;
            }
        }
        layout.title = title_words(document, meta);
        layout
    }

    /// Rank of the sentence of `t` in the running text.
    pub(super) fn rank(&self, document: &Document<'_>, t: Token) -> Option<usize> {
        self.rank[document.sentence_of(t)]
    }

    /// Paragraph of the sentence of `t`.
    pub(super) fn paragraph(&self, document: &Document<'_>, t: Token) -> usize {
        self.paragraph[document.sentence_of(t)]
    }

    /// How many words of `tokens` the title has too.
    pub(super) fn title_overlap(&self, document: &Document<'_>, tokens: std::ops::Range<Token>) -> usize {
        tokens.filter(|&t| is_content(document, t) && self.title.contains(&document.lemma(t).to_lowercase())).count()
    }

    /// How often the words of `tokens` occur in the article, on average.
    pub(super) fn centrality(&self, document: &Document<'_>, tokens: std::ops::Range<Token>) -> f32 {
        let (mut sum, mut count) = (0, 0);
        for t in tokens.filter(|&t| is_content(document, t)) {
            sum += self.counts.get(&document.lemma(t).to_lowercase()).copied().unwrap_or(0);
            count += 1;
        }
        if count == 0 { 0.0 } else { sum as f32 / count as f32 }
    }
}

/// The content words of the headline, else of the first sentence.
fn title_words(document: &Document<'_>, meta: &Meta) -> HashSet<String> {
    if let Some(title) = &meta.title {
        let title = crate::language::parse(title);
        return (0..title.len()).filter(|&t| is_content(&title, t)).map(|t| title.lemma(t).to_lowercase()).collect();
    }
    let Some(sentence) = document.sentences().first() else { return HashSet::new() };
    sentence.tokens.clone().filter(|&t| is_content(document, t)).map(|t| document.lemma(t).to_lowercase()).collect()
}

/// Whether `t` says what a text is about.
pub(super) fn is_content(document: &Document<'_>, t: Token) -> bool {
    !matches!(document.upos(t), Upos::Punct | Upos::Sym | Upos::Num) && !lexicon().is_stop(document.lower(t))
}
