//! The search in the article, and the filter of the list.

use dateline::text::Span;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use regex::RegexBuilder;

/// More hits than this are not counted: nobody walks through them.
const MAX_HITS: usize = 100_000;

/// A search in the text of the page.
#[derive(Clone, Debug, Default)]
pub(super) struct Search {
    /// What is searched for.
    pub(super) query: String,
    /// Where it stands, in bytes of the page, in order.
    pub(super) hits: Vec<Span>,
    /// The hit that the search stands on.
    pub(super) current: usize,
}

impl Search {
    /// Finds `query` in `text`; upper and lower case are the same unless `query` has an upper case letter.
    pub(super) fn new(query: &str, text: &str) -> Self {
        let mut search = Self { query: query.to_owned(), ..Self::default() };
        search.run(text);
        search
    }

    /// Finds it again, in another text.
    pub(super) fn run(&mut self, text: &str) {
        self.hits.clear();
        // White space in the query stands for any in the text, so that a phrase is found across lines.
        let words: Vec<String> = self.query.split_whitespace().map(regex::escape).collect();
        let exact = self.query.chars().any(char::is_uppercase);
        let pattern = RegexBuilder::new(&words.join(r"\s+")).case_insensitive(!exact).build();
        if let (false, Ok(pattern)) = (words.is_empty(), pattern) {
            let hits = pattern.find_iter(text).take(MAX_HITS);
            self.hits.extend(hits.map(|hit| Span::new(hit.start(), hit.end())));
        }
        self.current = self.current.min(self.hits.len().saturating_sub(1));
    }

    /// Stands on the first hit from byte `at` on, or the first of all.
    pub(super) fn start_at(&mut self, at: usize) {
        let next = self.hits.partition_point(|hit| hit.start() < at);
        self.current = if next < self.hits.len() { next } else { 0 };
    }

    /// Moves to the next hit or the one before, around the end.
    pub(super) fn step(&mut self, forward: bool) {
        let count = self.hits.len().max(1);
        self.current = (self.current + if forward { 1 } else { count - 1 }) % count;
    }

    /// The hits that touch `part`, each with whether the search stands on it.
    pub(super) fn within(&self, part: Span) -> impl Iterator<Item = (Span, bool)> {
        let first = self.hits.partition_point(|hit| hit.end() <= part.start());
        let hits = self.hits.iter().enumerate().skip(first);
        hits.take_while(move |(_, hit)| hit.start() < part.end()).map(|(index, hit)| (*hit, index == self.current))
    }
}

/// The indices of the `titles` that match `query`, the best first; all in their order without a query.
pub(super) fn filter<'t>(query: &str, titles: impl Iterator<Item = &'t str>) -> Vec<usize> {
    if query.trim().is_empty() {
        return (0..titles.count()).collect();
    }
    let pattern = Pattern::parse(query, CaseMatching::Smart, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut characters = Vec::new();
    let mut found: Vec<(u32, usize)> = titles
        .enumerate()
        .filter_map(|(index, title)| {
            pattern.score(Utf32Str::new(title, &mut characters), &mut matcher).map(|score| (score, index))
        })
        .collect();
    found.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), *index));
    found.into_iter().map(|(_, index)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_across_lines_and_case() {
        let text = "The Order (a.b) came.\nAn order\n(A.B) again";
        assert_eq!(Search::new("order (a.b)", text).hits.len(), 2);
        assert_eq!(Search::new("Order", text).hits.len(), 1);
        assert_eq!(Search::new("  ", text).hits.len(), 0);
    }

    #[test]
    fn steps_go_round() {
        let mut search = Search::new("a", "a b a b a");
        search.start_at(3);
        assert_eq!(search.current, 1);
        search.step(true);
        search.step(true);
        assert_eq!(search.current, 0);
        search.step(false);
        assert_eq!(search.current, 2);
        assert_eq!(
            search.within(Span::new(3, 9)).collect::<Vec<_>>(),
            [(Span::new(4, 5), false), (Span::new(8, 9), true)]
        );
        search.run("none");
        search.step(true);
        assert_eq!(search.current, 0);
    }

    #[test]
    fn the_filter_is_fuzzy_and_keeps_the_order_without_a_query() {
        let titles = ["Ottawa orders closure", "Trade talks resume", "Order in court"];
        assert_eq!(filter("", titles.into_iter()), [0, 1, 2]);
        assert_eq!(filter("tlk", titles.into_iter()), [1]);
        assert_eq!(filter("order", titles.into_iter()).len(), 2);
    }
}
