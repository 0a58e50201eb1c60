//! Pages a second of reading and cleaning, without the analysis: a page of our own with the usual chrome around it.

use dateline::{clean, ingest};
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use std::fmt::Write;

fn main() {
    divan::main();
}

/// A page with an article of so many paragraphs; `tidy` pages mark their parts, others are nested boxes.
fn page(paragraphs: usize, tidy: bool) -> String {
    let mut page = String::from(
        "<!DOCTYPE html><html lang=\"en-CA\"><head><title>Bridge shut for good | The Ledger</title>\
         <meta property=\"article:published_time\" content=\"2024-05-03T08:00:00Z\">\
         <script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"headline\": \"Bridge shut for good\", \
         \"author\": {\"name\": \"Ada Lind\"}, \"datePublished\": \"2024-05-03\"}</script>\
         <script>var state = {\"a\": [1, 2, 3]};</script></head><body>",
    );
    page.push_str(if tidy { "<nav><ul>" } else { "<div class=\"c1\"><div><ul>" });
    for item in 0..60 {
        let _ = write!(page, "<li class=\"menu-item\"><a href=\"/section/{item}\">Section {item}</a></li>");
    }
    page.push_str(if tidy { "</ul></nav><article>" } else { "</ul></div><div><div><div class=\"x y z\">" });
    page.push_str(
        "<h1>Bridge shut for good</h1><p class=\"byline\">By <a href=\"/by/ada\">Ada Lind</a>, May 3, 2024</p>",
    );
    for number in 0..paragraphs {
        let _ = write!(
            page,
            "<p>Engineer number {number} told the council on Monday that <a href=\"/cable/{number}\">cable {number}</a> of the \
             old bridge had been unsafe since 19{:02}, and that <em>nobody</em> had listened to those who said so.</p>",
            number % 100
        );
        if number % 10 == 5 {
            let _ = write!(page, "<div class=\"ad\">Advertisement</div><h2>Part {number}</h2>");
        }
    }
    page.push_str(if tidy {
        "</article><aside><h3>Related articles</h3><ul>"
    } else {
        "</div></div><div><b>More</b><ul>"
    });
    for item in 0..40 {
        let _ = write!(
            page,
            "<li><a href=\"/story/{item}\">Ferry line number {item} gets its boats before winter</a></li>"
        );
    }
    page.push_str("</ul><footer>© 2024 The Ledger. All rights reserved.</footer></body></html>");
    page
}

#[divan::bench(args = ["30 paragraphs", "30 paragraphs in boxes", "300 paragraphs"])]
fn html_and_clean(bencher: Bencher, kind: &str) {
    let page = page(if kind.starts_with("300") { 300 } else { 30 }, !kind.ends_with("boxes"));
    bencher.counter(BytesCount::of_str(&page)).counter(ItemsCount::new(1_usize)).bench(|| {
        let article =
            ingest::html("page", divan::black_box(&page), Some("https://ledger.example/bridge")).expect("a page");
        clean::clean(&article)
    });
}
