//! Finds temporal expressions and resolves them against the publication date and the narrative.
//!
//! The way: `atom` scans the text for words and numbers of temporal meaning, `grammar` finds the longest
//! expression that a rule of `assets/lexicon/timex*.toml` allows at each, `build` reads it into a `Meaning`, `filter`
//! drops what only looks like a time, `resolve` gives it a value, with `tense` telling the direction.

mod ahead;
mod atom;
mod build;
mod calendar;
mod filter;
mod grammar;
mod lengths;
mod lexicon;
mod meaning;
mod pattern;
mod resolve;
mod special;
mod stamp;
mod story;
mod tense;
mod value;
mod yearly;

#[cfg(test)]
mod tests;

pub use stamp::date_line;
pub use value::parse_value_range;

use crate::analysis::Timex;
use crate::article::Published;
use crate::language::Document;
use crate::text::Span;
use grammar::Parser;
use lexicon::Lexicon;
use meaning::Meaning;
use resolve::Narrative;

/// The temporal expressions of `document`, in order, not overlapping.
///
/// Without a publication date, expressions that need one are found but have no place in the calendar: their value is
/// underspecified as in `TimeML` (`XXXX-WXX-3`, `PAST_REF`), and `earliest` and `latest` are `None`.
///
/// ```
/// use dateline::{language, timex};
/// use dateline::article::{Published, PublishedHow};
/// use jiff::civil::date;
/// let document = language::parse("The minister resigned on Wednesday.");
/// let published = Published { date: date(2023, 7, 11), how: PublishedHow::Given };
/// let found = timex::find(&document, Some(published));
/// assert_eq!(found[0].value, "2023-07-05");
/// ```
#[must_use]
pub fn find(document: &Document<'_>, published: Option<Published>) -> Vec<Timex> {
    let lexicon = Lexicon::get();
    let text = document.text();
    let atoms = atom::scan(text, lexicon);
    let parser = Parser::new(text, &atoms, lexicon);
    let published = published.map(|published| published.date);
    let mut narrative = Narrative::new(lexicon, published, story::is_chronicle(&atoms, lexicon, published));
    let mut out = Vec::new();
    let (mut at, mut last) = (0, None);
    while at < atoms.len() {
        if !atoms[at].opens() {
            at += 1;
            continue;
        }
        let mut next = at + 1;
        narrative.set_range(last.is_some_and(|last| ends_range(text, &atoms, last, at)));
        for candidate in parser.at(at) {
            let rule = &lexicon.rules[candidate.rule as usize];
            if !filter::is_time(document, &atoms, lexicon, rule, &candidate) {
                continue;
            }
            if candidate.meaning == Meaning::Nothing {
                next = candidate.end;
                break;
            }
            let span = span_of(&atoms, &candidate, text);
            let sentence = document.token_at(span.start()).map_or(0, |t| document.sentence_of(t));
            let Some(resolved) = narrative.resolve(&candidate.meaning, sentence, &|| tense::around(document, span))
            else {
                continue;
            };
            let range = resolved.place.and_then(calendar::Place::range);
            share_day(&mut out, text, &resolved, span);
            out.push(Timex {
                span,
                kind: resolved.kind,
                value: resolved.value,
                modifier: resolved.modifier.map(str::to_owned),
                earliest: range.map(|(first, _)| first),
                latest: range.map(|(_, last)| last),
                why: resolved.why,
                steps: resolved.steps,
                rule: rule.name,
            });
            next = candidate.end;
            last = Some((candidate.start, candidate.end));
            break;
        }
        at = next;
    }
    out
}

/// "From 7 to 9 p.m. on Monday", "at 10 a.m. (1500 GMT) on Friday": times are on the day that is named right behind.
fn share_day(found: &mut [Timex], text: &str, second: &resolve::Resolved, mut next: Span) {
    let Some(calendar::Place::Day(day)) = second.place else { return };
    for first in found.iter_mut().rev() {
        let between = text.get(first.span.end()..next.start()).unwrap_or_default();
        let elided = first.rule == "clock-elided" && second.kind == crate::analysis::TimexKind::Time;
        // "At 7:48 a.m. Hawaiian time on Friday"
        let zone = between.split(' ').any(|word| word == "time");
        let zone = |word: &str| zone && (word == "time" || word == "local" || word.starts_with(char::is_uppercase));
        let joined = |word: &str| {
            matches!(word, "" | "on") || zone(word) || elided && matches!(word, "to" | "until" | "and" | "or")
        };
        let beside = between.split([' ', '\n', '(', ')', ',', '-', '–']).all(joined) && !between.contains("\n\n");
        let clock = first.value.split_once('T').map(|(_, clock)| format!("{day}T{clock}"));
        let Some(value) = clock.filter(|_| beside && first.rule.starts_with("clock") && first.value.len() < 17) else {
            return;
        };
        first.value = value;
        (first.earliest, first.latest) = (Some(day), Some(day));
        first.steps.clone_from(&second.steps);
        first.steps.pop();
        first.steps.push(format!("→ {}", first.value));
        next = first.span;
    }
}

/// Whether an expression at atom `at` ends a range that the one between the atoms of `last` began: "from Monday to
/// Friday", "between May and July", "June 3-7".
fn ends_range(text: &str, atoms: &[atom::Atom], last: (usize, usize), at: usize) -> bool {
    let form = |at: usize| atoms.get(at).map_or("", |atom| atom.span.slice(text));
    // ", and 5" has two words between.
    let listed = atoms.get(last.1).is_some_and(|_| form(last.1) == ",") && last.1 + 2 == at;
    if last.1 + 1 != at && !listed || atoms[last.1].gap == atom::Gap::Paragraph || atoms[at].gap == atom::Gap::Paragraph
    {
        return false;
    }
    let opener = last.0.checked_sub(1).map_or("", form);
    match form(last.1) {
        "," => lists_on(text, atoms, last.1, at),
        "-" | "–" | "through" | "thru" => true,
        "or" => atoms[at].classes.has(lexicon::Class::Digits),
        "to" | "until" | "till" => opener.eq_ignore_ascii_case("from") || atoms[at].classes.has(lexicon::Class::Digits),
        "and" => opener.eq_ignore_ascii_case("between") || atoms[at].classes.has(lexicon::Class::Digits),
        _ => false,
    }
}

/// Whether the number at atom `at`, after a comma, is one of a list of days: "June 3, 4 and 5".
fn lists_on(text: &str, atoms: &[atom::Atom], comma: usize, at: usize) -> bool {
    let day = |at: usize| {
        atoms.get(at).is_some_and(|atom| {
            atom.gap == atom::Gap::Space
                && [lexicon::Class::Day, lexicon::Class::Digits].iter().all(|&c| atom.classes.has(c))
        })
    };
    let form = |at: usize| atoms.get(at).map_or("", |atom| atom.span.slice(text));
    let and = |at: usize| matches!(form(at), "and" | "or");
    // ", and 5": the last of a list of three or more.
    let last = and(comma + 1) && day(comma + 2) && at == comma + 2;
    let more = and(at + 1) && day(at + 2) || form(at + 1) == "," && (day(at + 2) || and(at + 2) && day(at + 3));
    day(at) && (last || more)
}

fn span_of(atoms: &[atom::Atom], candidate: &grammar::Candidate, text: &str) -> Span {
    let span = atoms[candidate.start].span.cover(atoms[candidate.end - 1].span);
    debug_assert!(Span::checked(text, span.start(), span.end()).is_some());
    span
}
