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

#[cfg(test)]
mod tests {
    use super::{Recipe, conllu, fit_names, fit_parser, fit_tagger, names, retag, tag_for_names};

    /// Each line a sentence: form, Universal tag, Penn tag, head, relation.
    fn treebank() -> String {
        let sentences = [
            "The/DET/DT/2/det bank/NOUN/NN/3/nsubj cut/VERB/VBD/0/root rates/NOUN/NNS/3/obj ./PUNCT/./3/punct",
            "Police/NOUN/NNS/2/nsubj arrested/VERB/VBD/0/root two/NUM/CD/4/nummod men/NOUN/NNS/2/obj ./PUNCT/./2/punct",
            "She/PRON/PRP/2/nsubj left/VERB/VBD/0/root the/DET/DT/4/det bank/NOUN/NN/2/obj ./PUNCT/./2/punct",
        ];
        let mut out = String::new();
        // Often enough for every pair of tags to count.
        for sentence in sentences.iter().cycle().take(30) {
            for (number, word) in sentence.split(' ').enumerate() {
                let columns: Vec<&str> = word.split('/').collect();
                let [form, upos, xpos, head, relation] = columns[..] else { panic!("{word}") };
                let row = [&(number + 1).to_string(), form, form, upos, xpos, "_", head, relation, "_", "_"];
                out.push_str(&row.join("\t"));
                out.push('\n');
            }
            out.push('\n');
        }
        out
    }

    #[test]
    fn the_same_data_gives_the_same_bytes() {
        let recipe = Recipe { rounds: 3, keep: 5_000, runs: 3, margin: 2, drop: 100 };
        let tree = || {
            let sentences = conllu(&treebank());
            let tagger = fit_tagger(&sentences.iter().collect::<Vec<_>>(), &recipe);
            let mut sentences = sentences;
            retag(&tagger, &mut sentences);
            assert!(sentences.iter().all(|sentence| sentence.predicted == sentence.tags), "learned by heart");
            let parser = fit_parser(&sentences, &recipe);
            let mut named = names("Ada\tB-PER\nLind\tI-PER\nleft\tO\nOslo\tB-LOC\n.\tO\n", true);
            tag_for_names(&tagger, &mut named);
            [tagger, parser, fit_names(&named, &recipe)]
        };
        let (one, two) = (tree(), tree());
        assert!(one == two && one.iter().all(|bytes| bytes.len() > 100));
        let other = Recipe { runs: 2, ..recipe };
        let sentences = conllu(&treebank());
        assert_ne!(fit_tagger(&sentences.iter().collect::<Vec<_>>(), &other), one[0], "a recipe counts");
    }
}
