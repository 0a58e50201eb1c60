use dateline::{article::*, language, text::CodePoints, timex};
use std::io::{BufRead, Write};
fn main() {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = v["text"].as_str().unwrap();
        let p: Option<jiff::civil::Date> = v["published"].as_str().and_then(|s| s.parse().ok());
        let doc = language::parse(text);
        let cp = CodePoints::new(text);
        let ts: Vec<_> = timex::find(&doc, p.map(|date| Published { date, how: PublishedHow::Given })).iter().map(|t| serde_json::json!({
            "start": cp.from_byte(t.span.start()), "end": cp.from_byte(t.span.end()), "type": t.kind, "value": t.value, "steps": t.steps, "rule": t.rule, "mod": t.modifier})).collect();
        writeln!(out, "{}", serde_json::json!({"id": v["id"], "timexes": ts})).unwrap();
    }
}
