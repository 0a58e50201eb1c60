//! English text to sentences, tokens, tags, names and heads.

mod consistency;
mod dateline;
mod document;
#[cfg(feature = "fit")]
pub mod fit;
mod gazetteer;
mod hash;
mod lemma;
mod model;
mod name_rules;
mod names;
mod object_rules;
mod parse_rules;
mod parser;
mod parser_features;
mod sentences;
mod tagger;
mod tagset;
mod tokens;
mod wordlist;
mod words;

pub use document::{Document, Name, Sentence, Token};
pub use tagset::{Deprel, NameKind, Upos, Xpos};

use crate::text::Span;
use model::{Aligned, Model};

static TAGGER: &Aligned<[u8]> = &Aligned(*include_bytes!("../../assets/models/tagger.bin"));
static PARSER: &Aligned<[u8]> = &Aligned(*include_bytes!("../../assets/models/parser.bin"));
static NAMES: &Aligned<[u8]> = &Aligned(*include_bytes!("../../assets/models/names.bin"));

/// Reads `text`; never fails, whatever the text is.
///
/// ```
/// let document = dateline::language::parse("Ottawa ordered the firm to close.");
/// assert_eq!(document.sentences().len(), 1);
/// let verb = document.token_at(7).unwrap();
/// assert_eq!(document.lemma(verb), "order");
/// ```
#[must_use]
pub fn parse(text: &str) -> Document<'_> {
    let mut document = cut(text);
    let words = words::read(text, &document.spans, &document.strings, &document.lowers);
    let (tagger, parser, namer) = (Model::new(&TAGGER.0), Model::new(&PARSER.0), Model::new(&NAMES.0));
    let (mut tags, mut buffer) = (Vec::with_capacity(words.len()), Vec::new());
    let (mut state, mut counts) = (parser::State::default(), Vec::new());
    let (mut labels, mut known) = (Vec::with_capacity(words.len()), Vec::new());
    for sentence in &document.sentences {
        let range = sentence.tokens.clone();
        tagger::tag(&tagger, &words[range.clone()], &mut tags, &mut buffer);
        let tags = &tags[range.clone()];
        gazetteer::look_up(&words[range.clone()], &mut known);
        let context = names::Context { words: &words[range.clone()], tags, known: &known };
        names::label(&namer, &context, &mut labels, &mut buffer);
        // A dateline hangs beside the clause behind it.
        let lead = dateline::length(text, &document.spans, &range);
        let clause = range.start + lead..range.end;
        let tags = &tags[lead..];
        parser_features::counts(tags, &mut counts);
        let context = parser_features::Context { words: &words[clause.clone()], tags, counts: &counts };
        parser::parse(&parser, &context, &mut state, &mut buffer);
        let root = state.heads.iter().position(|&head| head >= state.len).unwrap_or(0);
        for t in 0..lead {
            document.heads.push(if t == 0 { clause.start + root } else { range.start } as u32);
            document.deprels.push(if t == 0 { Deprel::Parataxis } else { Deprel::Flat });
        }
        for (node, &head) in state.heads.iter().enumerate() {
            let head = if head >= state.len { node } else { head };
            document.heads.push((clause.start + head) as u32);
        }
        document.deprels.extend(&state.relations);
    }
    document.upos.extend(tags.iter().map(|&tag| tagger::upos(tag)));
    document.xpos.extend(tags.iter().map(|&tag| tagger::xpos(tag)));
    write_lemmas(&mut document);
    parse_rules::mend(&mut document);
    index_children(&mut document);
    collect_names(&mut document, &labels);
    name_rules::repair(&mut document);
    consistency::settle(&mut document);
    index_names(&mut document);
    document
}

/// The names that the labels of the tokens make.
fn collect_names(document: &mut Document<'_>, labels: &[usize]) {
    for (t, &label) in labels.iter().enumerate().filter(|&(_, &label)| label > 0) {
        let goes_on = label % 2 == 0
            && document.names.last().is_some_and(|name| {
                name.tokens.end == t && document.sentence_of[name.tokens.start] == document.sentence_of[t]
            });
        if let (true, Some(name)) = (goes_on, document.names.last_mut()) {
            name.tokens.end = t + 1;
            name.span = name.span.cover(document.spans[t]);
        } else {
            document.names.push(Name { span: document.spans[t], tokens: t..t + 1, kind: names::kind(label) });
        }
    }
}

fn index_names(document: &mut Document<'_>) {
    document.name_of = vec![0; document.spans.len()];
    for (number, name) in document.names.iter().enumerate() {
        document.name_of[name.tokens.clone()].fill(number as u32 + 1);
    }
}

/// The document with its sentences, tokens and lower-case forms.
fn cut(text: &str) -> Document<'_> {
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

fn write_lemmas(document: &mut Document<'_>) {
    let mut lemmas = String::with_capacity(document.strings.len());
    for t in 0..document.len() {
        let start = lemmas.len();
        lemma::write(&mut lemmas, document.form(t), document.lower(t), document.upos(t), document.xpos(t));
        let offset = document.strings.len();
        document.lemmas.push(Span::new(offset + start, offset + lemmas.len()));
    }
    document.strings.push_str(&lemmas);
}

/// Fills the list of children from the heads.
fn index_children(document: &mut Document<'_>) {
    let length = document.heads.len();
    let mut starts = vec![0u32; length + 1];
    let hangs = |t: usize, head: u32| head as usize != t;
    for (t, &head) in document.heads.iter().enumerate().filter(|&(t, &head)| hangs(t, head)) {
        debug_assert!(t != head as usize);
        starts[head as usize + 1] += 1;
    }
    for t in 0..length {
        starts[t + 1] += starts[t];
    }
    let mut free = starts.clone();
    document.children = vec![0; starts[length] as usize];
    for (t, &head) in document.heads.iter().enumerate().filter(|&(t, &head)| hangs(t, head)) {
        let slot = &mut free[head as usize];
        document.children[*slot as usize] = t as u32;
        *slot += 1;
    }
    document.child_starts = starts;
}

#[cfg(test)]
mod examples_tests;
