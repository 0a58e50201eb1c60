//! The language layer of a text as [CoNLL-U](https://universaldependencies.org/format.html), names in the last column.

use crate::language::{Document, Sentence};
use std::io::{self, Write};

/// Writes every sentence of `document`.
///
/// ```
/// use dateline::{export::conllu, language};
/// let mut out = Vec::new();
/// conllu::write(&language::parse("Rates fell."), &mut out).unwrap();
/// assert!(String::from_utf8(out).unwrap().starts_with("# sent_id = 1\n# text = Rates fell.\n1\tRates\t"));
/// ```
pub fn write(document: &Document<'_>, mut out: impl Write) -> io::Result<()> {
    for (number, sentence) in document.sentences().iter().enumerate() {
        writeln!(out, "# sent_id = {}", number + 1)?;
        let words: Vec<&str> = sentence.span.slice(document.text()).split_whitespace().collect();
        writeln!(out, "# text = {}", words.join(" "))?;
        for t in sentence.tokens.clone() {
            write_token(document, sentence, t, &mut out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_token(document: &Document<'_>, sentence: &Sentence, t: usize, out: &mut impl Write) -> io::Result<()> {
    let first = sentence.tokens.start;
    let head = document.head(t).map_or(0, |head| head - first + 1);
    let lemma = if document.lemma(t).is_empty() { "_" } else { document.lemma(t) };
    write!(
        out,
        "{}\t{}\t{}\t{}\t{}\t_\t{}\t{}\t_\t",
        t - first + 1,
        document.form(t),
        lemma,
        document.upos(t),
        document.xpos(t),
        head,
        document.deprel(t),
    )?;
    let glued = t + 1 < sentence.tokens.end && document.span(t).end() == document.span(t + 1).start();
    let name = document.name_of(t).map(|name| {
        let place = if name.tokens.start == t { "B" } else { "I" };
        format!("Entity={place}-{}", name.kind)
    });
    match (name, glued) {
        (Some(name), true) => writeln!(out, "{name}|SpaceAfter=No"),
        (Some(name), false) => writeln!(out, "{name}"),
        (None, true) => writeln!(out, "SpaceAfter=No"),
        (None, false) => writeln!(out, "_"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    #[test]
    fn ids_start_anew_in_each_sentence_and_columns_are_ten() {
        let mut out = Vec::new();
        write(&language::parse("Rates fell.\n\nThe bank's shares rose in Paris."), &mut out).expect("memory takes all");
        let text = String::from_utf8(out).expect("the document is text");
        let rows: Vec<Vec<&str>> = text.lines().filter(|l| l.contains('\t')).map(|l| l.split('\t').collect()).collect();
        assert!(rows.iter().all(|row| row.len() == 10));
        assert_eq!(rows.iter().filter(|row| row[0] == "1").count(), 2);
        assert_eq!(rows.iter().filter(|row| row[6] == "0" && row[7] == "root").count(), 2);
        assert!(text.contains("bank") && text.contains("SpaceAfter=No"));
    }
}
