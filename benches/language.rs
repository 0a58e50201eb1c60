//! Speed of the language layer: all of it over a news text, and the first call of a process.
//!
//! `cargo bench --bench language`; items are tokens. The aim is 150 thousand tokens a second on one thread and at most
//! 5 ms for the first call.

use dateline::language;
use std::time::Instant;

/// A few sentences of made-up news, said over and over.
const NEWS: &str = "OTTAWA, March 3 — The government of Norland ordered Brightwater Systems Inc. to close its offices on \
Tuesday, citing what Industry Minister Anna Kowalski called “a clear and lasting risk” to the country's telecoms \
networks. The company, which has about 1,200 employees in 14 cities, said in a statement that it “strongly disagrees” \
with the decision and would challenge it in court. “We have followed every rule since 2016,” said Peter Lindqvist, its \
chief executive, who added that no evidence had been shown to him. Two days earlier, lawmakers had voted 212-98 for a \
bill that would let ministers ban firms without a hearing; it's expected to pass the Senate by mid-April.\n\n";

fn main() {
    let start = Instant::now();
    let tokens = language::parse(NEWS).len();
    println!("first call: {:?} for {tokens} tokens", start.elapsed());
    divan::main();
}

#[divan::bench(args = [1, 50])]
fn parse(bencher: divan::Bencher<'_, '_>, copies: usize) {
    let text = NEWS.repeat(copies);
    let tokens = language::parse(&text).len();
    bencher.counter(divan::counter::ItemsCount::new(tokens)).bench(|| language::parse(divan::black_box(&text)).len());
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn a_megabyte_without_a_full_stop(bencher: divan::Bencher<'_, '_>) {
    let text = "and so it goes on ".repeat(60_000);
    bencher.bench(|| language::parse(divan::black_box(&text)).len());
}
