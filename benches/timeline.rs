//! How merging grows with the number of articles: `cargo bench --bench timeline`.

use dateline::analysis::{Analysis, Event, EventDate, Meta, Status, Why};
use dateline::article::{Published, PublishedHow};
use dateline::text::Span;
use dateline::timeline::collection::{Digest, Options, merge};
use jiff::ToSpan;
use jiff::civil::{Date, date};

fn main() {
    divan::main();
}

#[divan::bench(args = [1_000, 2_000, 4_000, 8_000, 10_000], sample_count = 3, sample_size = 1)]
fn articles(bencher: divan::Bencher<'_, '_>, articles: usize) {
    bencher
        .with_inputs(|| (0..articles).map(|number| Digest::of(&article(number))).collect::<Vec<_>>())
        .bench_values(|digests| merge(digests, &Options { limit: Some(50), ..Options::default() }));
}

const WHO: [&str; 12] = [
    "The harbour police",
    "Mayor Ilse Brandt",
    "Norland",
    "The ferry company",
    "A court in Aldern",
    "Striking dockers",
    "The coast guard",
    "Minister Osei",
    "Two passengers",
    "The Aldern assembly",
    "Investigators",
    "Port authorities",
];
const DID: [&str; 12] = [
    "arrested",
    "sued",
    "closed",
    "rescued",
    "sentenced",
    "blocked",
    "searched",
    "fined",
    "evacuated",
    "approved",
    "questioned",
    "reopened",
];
const WHOM: [&str; 14] = [
    "the captain of the Aurora",
    "the northern terminal",
    "three engineers",
    "a fishing fleet",
    "the rail link",
    "the port's director",
    "a shipment of grain",
    "the ferry's owners",
    "the lighthouse road",
    "all foreign crews",
    "a union office",
    "the new pier",
    "two tankers",
    "the merger",
];

/// Numbers that look random and are the same in every run.
fn scramble(number: usize) -> usize {
    let mut state = number as u64 ^ 0x9E37_79B9_7F4A_7C15;
    state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (state ^ (state >> 31)) as usize
}

/// Ten events of a story of some thousand, as one article tells them.
fn article(number: usize) -> Analysis {
    let start = date(2015, 1, 1);
    let mut analysis = Analysis { id: format!("article-{number}"), ..Analysis::default() };
    let published = start.saturating_add((scramble(number) as i64 % 3000).days());
    analysis.meta =
        Meta { published: Some(Published { date: published, how: PublishedHow::Given }), ..Meta::default() };
    for nth in 0..10 {
        // Few events are told often, many seldom.
        let pick = scramble(number * 10 + nth);
        let event = if pick.is_multiple_of(3) { pick / 3 % 40 } else { pick / 3 % 4000 };
        let (who, did, whom) =
            (WHO[scramble(event) % 12], DID[scramble(event + 7_000) % 12], WHOM[scramble(event + 14_000) % 14]);
        let day = start.saturating_add((scramble(event + 21_000) as i64 % 3000).days());
        tell(&mut analysis, who, did, whom, day, pick);
    }
    analysis
}

fn tell(analysis: &mut Analysis, who: &str, did: &str, whom: &str, day: Date, pick: usize) {
    let from = analysis.body.len();
    let sentence = format!("{who} {did} {whom} with {} officers near pier {}", pick % 90 + 2, pick % 7);
    analysis.body.push_str(&sentence);
    let span = Span::new(from, analysis.body.len());
    let trigger = Span::new(from + who.len() + 1, from + who.len() + 1 + did.len());
    analysis.body += ".\n\n";
    let coarse = pick.is_multiple_of(5);
    let (earliest, latest) = if coarse { (day.first_of_month(), day.last_of_month()) } else { (day, day) };
    let value = if coarse { day.strftime("%Y-%m").to_string() } else { day.to_string() };
    analysis.events.push(Event {
        date: Some(EventDate { value, earliest: Some(earliest), latest: Some(latest), why: Why::Explicit }),
        headline: format!("{who} {did} {whom}"),
        trigger,
        span,
        bounds: None,
        timex: None,
        status: Status::Happened,
        participants: Vec::new(),
        main: false,
        salience: 0.5,
        reasons: Vec::new(),
        rule: "bench",
        corrected: false,
    });
}
