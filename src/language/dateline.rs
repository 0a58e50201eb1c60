//! The dateline before the first sentence of a report: "OTTAWA, June 28 (Agency) – The government …". It is no part of
//! the clause behind it, and a parser takes its place name for the subject.

use crate::text::Span;
use std::ops::Range;

/// The most tokens that a dateline has.
const LONGEST: usize = 16;

/// Number of tokens at the start of the sentence that are a dateline, its dash included; 0 where there is none. A
/// dateline opens a line, holds only capitalised words, numbers and punctuation, and begins with a place in capitals
/// or names its agency in brackets.
pub(super) fn length(text: &str, spans: &[Span], sentence: &Range<usize>) -> usize {
    let Some(first) = spans.get(sentence.start) else { return 0 };
    let before = text.get(..first.start()).unwrap_or_default().trim_end_matches([' ', '\t', '\u{a0}']);
    if !before.is_empty() && !before.ends_with('\n') {
        return 0;
    }
    let opening = first.slice(text);
    let mut known = opening.chars().count() > 3 && opening.chars().all(char::is_uppercase);
    let mut bracket = false;
    // A clause follows.
    for t in sentence.start..sentence.end.saturating_sub(2).min(sentence.start + LONGEST) {
        let form = spans[t].slice(text);
        let open_around = spans[t - usize::from(t > sentence.start)].end() < spans[t].start()
            && spans[t].end() < spans[t + 1].start();
        match form {
            "-" | "–" | "—" | "--" | "_" => {
                let ends = known && t > sentence.start && open_around;
                return if ends { t + 1 - sentence.start } else { 0 };
            }
            "(" if t > sentence.start => (bracket, known) = (true, true),
            ")" => bracket = false,
            "," | "." | "/" => {}
            _ if bracket => {}
            _ if form.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) => {}
            _ => return 0,
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use crate::language::parse;

    #[test]
    fn who_speaks_behind_a_dateline_is_the_subject() {
        for text in [
            "ROTTERDAM, March 4 (Own) - The union said on Tuesday that it would strike.",
            "FLINT, Mich., Oct. 4 (UPI) — The union said on Tuesday that it would strike.",
            "Rome (AFP) – The union said on Tuesday that it would strike.",
            "OSLO -- The union said on Tuesday that it would strike.",
        ] {
            let document = parse(text);
            let said = document.token_at(text.find("said").unwrap()).unwrap();
            let union = document.token_at(text.find("union").unwrap()).unwrap();
            assert_eq!((document.head(union), document.head(said)), (Some(said), None), "{text}");
            let place = document.head(0);
            assert_eq!(place, Some(said), "{text}");
        }
    }

    #[test]
    fn other_dashes_open_no_clause() {
        for text in ["The Oslo (Norway) office - a small one - closed.", "HMS Belfast - the ship - sank."] {
            let document = parse(text);
            assert_eq!(super::length(text, &document.spans, &(0..document.len())), 0, "{text}");
        }
    }
}
