//! Fits the models of `assets/models` from treebanks and name lists; only built with the feature `fit`.

mod names;
mod parser;
mod perceptron;
mod read;
mod tagger;
mod wordlist;

pub use names::{fit_names, score_names, tag_for_names};
pub use parser::{fit_parser, score_parser};
pub use perceptron::Recipe;
pub use read::{Sentence, conllu, names, tags};
pub use tagger::{fit_tagger, jackknife, retag, score_tagger};
pub use wordlist::{lemma_exceptions, word_list};
