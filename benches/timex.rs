//! Characters a second of the stage that finds and resolves temporal expressions, the language layer's work not
//! counted.

use dateline::article::{Published, PublishedHow};
use dateline::{language, timex};
use divan::Bencher;
use divan::counter::CharsCount;

fn main() {
    divan::main();
}

const NEWS: &str = "\
OTTAWA, June 30 - The government said on Monday that it had ordered the company to wind up its business in the country \
by the end of September, two years after a first review. Officials told reporters late last week that talks would \
resume next month at the earliest.\n\n\
The company, which opened its first office here in 2014 and employed about 200 people, reported a third-quarter loss \
of $12 million, compared with a profit of $3 million a year earlier. \"We will appeal,\" a spokeswoman said. Its \
shares have lost almost half of their value since the start of the year.\n\n\
Neighbours of the plant described lorries that came and went at all hours of the day. The mayor, who has run the town \
for more than a decade, asked for patience. A court is to hear the matter on July 14 at 10 a.m., and a ruling is \
expected by the fall. Several lawmakers who may vote against the order said that they had not been asked.\n\n";

const PLAIN: &str = "\
The ministry rejected the claim and asked the firm to hand over its books. Lawyers for both sides argued about the \
meaning of the statute, the reach of the order and the rights of those who work there. Nobody was hurt.\n\n";

#[divan::bench(args = ["news", "no times"])]
fn find(bencher: Bencher, kind: &str) {
    let text = if kind == "news" { NEWS.repeat(50) } else { PLAIN.repeat(200) };
    let document = language::parse(&text);
    let published = Some(Published { date: jiff::civil::date(2025, 7, 1), how: PublishedHow::Given });
    bencher.counter(CharsCount::of_str(&text)).bench(|| timex::find(divan::black_box(&document), published));
}
