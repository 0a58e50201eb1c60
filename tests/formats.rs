//! Every format, from a small file of our own to the analysis that the program prints. No file has an ending that says
//! what it is: its content tells.

use encoding_rs::{Encoding, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;
use std::process::Command;

const ONE: &str = "The council has voted to close the old bridge for good, the mayor said on Monday.";
const TWO: &str = "Engineers have called its cables “unsafe” for years, and nobody in Orléans listened.";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect()
}

fn page(head: &str) -> String {
    format!(
        "<html><head>{head}<title>Bridge shut | The Ledger</title><meta property='article:published_time' content='2024-05-03'>\
         </head><body><h1>Bridge shut</h1><article><p>{ONE}</p><p>{TWO}</p></article></body></html>"
    )
}

fn warc() -> Vec<u8> {
    let record = |kind: &str, body: &str| {
        let length = body.len();
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://ledger.example/2024/05/03/bridge\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n{body}\r\n\r\n"
        )
    };
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}", page(""));
    let missing = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Gone, whatever it was.</p>";
    [record("warcinfo", "software: x"), record("request", "GET / HTTP/1.1\r\n\r\n"), record("response", missing)]
        .into_iter()
        .chain([record("response", &answer)])
        .collect::<String>()
        .into_bytes()
}

fn mail(text: &str) -> String {
    format!(
        "From: Ada Lind <ada@ledger.example>\nTo: reader@x.example\nSubject: Bridge shut\nDate: Fri, 3 May 2024 08:00:00 +0200\n\n{text}\n"
    )
}

fn html_mail() -> String {
    let quoted =
        TWO.replace('“', "=E2=80=9C").replace('”', "=E2=80=9D").replace('é', "=C3=A9").replace(" years", "=\r\n years");
    format!(
        "From: The Ledger <news@ledger.example>\r\nTo: reader@x.example\r\nSubject: =?utf-8?B?QnJpZGdlIHNodXQ=?=\r\n\
         Date: Fri, 3 May 2024 08:00:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"=_b\"\r\n\r\n\
         --=_b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe text part, which says less.\r\n\
         --=_b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
         <p>{ONE}</p><p>{quoted}</p>\r\n--=_b--\r\n"
    )
}

/// Name, content, number of articles; each has both sentences, the headline and the day.
fn files() -> Vec<(&'static str, Vec<u8>, usize)> {
    let escaped = format!("&lt;p&gt;{ONE}&lt;/p&gt;&lt;p&gt;{TWO}&lt;/p&gt;");
    let item =
        format!("<title>Bridge shut</title><link>https://ledger.example/a</link><description>{escaped}</description>");
    let json_body = format!("<p>{ONE}</p><p>{TWO}</p>");
    let json_feed = serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "The Ledger",
        "items": [{"id": "1", "url": "https://ledger.example/a", "title": "Bridge shut", "content_html": json_body,
                   "date_published": "2024-05-03T08:00:00Z"}],
    });
    let line = |id: &str| serde_json::json!({"id": id, "title": "Bridge shut", "published": "2024-05-03", "text": format!("{ONE}\n\n{TWO}")});
    let text = format!("{ONE}\n\n{TWO}\n");
    vec![
        ("page", page("<meta charset=utf-8>").into(), 1),
        ("page-gzip", gzip(page("<meta charset=utf-8>").as_bytes()), 1),
        ("page-windows-1252-meta", encoded(&page("<meta charset=windows-1252>"), WINDOWS_1252), 1),
        ("page-windows-1252-unsaid", encoded(&page(""), WINDOWS_1252), 1),
        ("page-utf-8-bom", format!("\u{feff}{}", page("")).into(), 1),
        ("rss-0.91", format!("<?xml version=\"1.0\"?><rss version=\"0.91\"><channel><title>The Ledger</title><link>https://ledger.example</link><description>d</description><language>en</language><item>{item}<pubDate>Fri, 03 May 2024 08:00:00 GMT</pubDate></item></channel></rss>").into(), 1),
        ("rss-0.92", format!("<rss version=\"0.92\"><channel><title>The Ledger</title><link>https://ledger.example</link><description>d</description><item>{item}<pubDate>Fri, 03 May 2024 08:00:00 GMT</pubDate></item></channel></rss>").into(), 1),
        ("rss-1.0", format!("<?xml version=\"1.0\"?><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel rdf:about=\"https://ledger.example/rss\"><title>The Ledger</title><link>https://ledger.example</link><description>d</description></channel><item rdf:about=\"https://ledger.example/a\">{item}<dc:date>2024-05-03T08:00:00Z</dc:date></item></rdf:RDF>").into(), 1),
        ("rss-2.0", format!("<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>The Ledger</title><link>https://ledger.example</link><description>d</description><item><title>Bridge shut</title><link>https://ledger.example/a</link><pubDate>Fri, 03 May 2024 08:00:00 GMT</pubDate><description>Less.</description><content:encoded><![CDATA[<p>{ONE}</p><p>{TWO}</p>]]></content:encoded></item></channel></rss>").into(), 1),
        ("atom", format!("<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>The Ledger</title><id>urn:l</id><updated>2024-05-09T00:00:00Z</updated><entry><id>urn:1</id><title>Bridge shut</title><link href=\"https://ledger.example/a\"/><published>2024-05-03T08:00:00Z</published><updated>2024-05-04T00:00:00Z</updated><content type=\"html\">{escaped}</content></entry></feed>").into(), 1),
        ("json-feed", json_feed.to_string().into(), 1),
        ("mail-text", mail(&text).into(), 1),
        ("mail-html", html_mail().into(), 1),
        ("mbox", format!("From ada@ledger.example Fri May  3 08:00:00 2024\n{}\nFrom ben@ledger.example Fri May  3 09:00:00 2024\n{}", mail(&text), mail(&format!("Again. {text}"))).into(), 2),
        ("warc", warc(), 1),
        ("warc-gzip", gzip(&warc()), 1),
        ("front-matter", format!("---\ntitle: Bridge shut\ndate: 2024-05-03\nauthor: Ada Lind\n---\n\n{ONE}\n\n> {TWO}\n").into(), 1),
        ("json", line("only").to_string().into(), 1),
        ("json-lines", format!("{}\n{}\n", line("first"), line("second")).into(), 2),
        ("plain", format!("Bridge shut\n\nORLÉANS, May 3, 2024 (Wire) – {text}").into(), 1),
        ("plain-utf-16-le", utf16(&format!("Bridge shut\nMay 3, 2024\n\n{text}"), u16::to_le_bytes), 1),
        ("plain-utf-16-be", utf16(&format!("Bridge shut\nMay 3, 2024\n\n{text}"), u16::to_be_bytes), 1),
        ("plain-gzip-twice-member", [gzip(format!("Bridge shut\nMay 3, 2024\n\n{ONE}\n\n").as_bytes()), gzip(TWO.as_bytes())].concat(), 1),
    ]
}

/// The analyses that the program prints of a folder, by file.
fn analyses(folder: &std::path::Path) -> (BTreeMap<String, Vec<Value>>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["analyze", "."]).current_dir(folder).env("HOME", folder);
    let output = command.output().expect("the program starts");
    let mut found: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in String::from_utf8(output.stdout).expect("UTF-8").lines() {
        let analysis: Value = serde_json::from_str(line).expect("each line is JSON");
        let id = analysis["id"].as_str().expect("an id").trim_start_matches("./");
        found.entry(id.to_owned()).or_default().push(analysis);
    }
    (found, String::from_utf8(output.stderr).expect("UTF-8"))
}

#[test]
fn every_format_is_told_by_its_content_and_read() {
    for (name, bytes, count) in files() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join(name), bytes).expect("writable");
        let (found, messages) = analyses(folder.path());
        let found: Vec<Value> = found.into_values().flatten().collect();
        assert_eq!(found.len(), count, "{name}: {messages}");
        for analysis in found {
            let body = analysis["body"].as_str().expect("a body");
            assert!(body.contains(ONE) && body.contains(TWO), "{name}: {body}");
            assert_eq!(analysis["article"]["title"], "Bridge shut", "{name}");
            assert_eq!(analysis["article"]["published"]["date"], "2024-05-03", "{name}");
        }
    }
}

#[test]
fn a_text_without_headline_or_date_is_read_whole() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("note.txt"), format!("{ONE}\n\n{TWO}\n")).expect("writable");
    std::fs::write(folder.path().join("wire.txt"), format!("ORLÉANS, May 3, 2024 (Wire) – {ONE}\n\n{TWO}\n"))
        .expect("writable");
    let (found, messages) = analyses(folder.path());
    for name in ["note.txt", "wire.txt"] {
        let article = &found.get(name).unwrap_or_else(|| panic!("{messages}"))[0];
        let body = article["body"].as_str().expect("a body");
        assert!(body.contains(ONE) && body.contains(TWO), "{body}");
        assert!(article["article"]["title"].is_null(), "{article}");
        let date = &article["article"]["published"];
        assert_eq!(date["date"].as_str(), (name == "wire.txt").then_some("2024-05-03"), "{date}");
    }
}

#[test]
fn letters_of_other_scripts_come_through_unsaid_encodings() {
    let japanese = "政府は月曜日に新しい橋を閉鎖すると発表した。市長は安全が理由だと述べた。住民は反対している。";
    let russian = "Совет проголосовал за закрытие старого моста, сообщил мэр в понедельник. Жители против.";
    for (text, encoding) in [(japanese, SHIFT_JIS), (russian, WINDOWS_1251)] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("note"), encoded(&format!("{text}\n\n{text}\n"), encoding))
            .expect("writable");
        let page = format!("<html><body><article><p>{text}</p><p>{text}</p></article></body></html>");
        std::fs::write(folder.path().join("page"), encoded(&page, encoding)).expect("writable");
        let (found, messages) = analyses(folder.path());
        assert_eq!(found.len(), 2, "{messages}");
        for (name, analysis) in found {
            assert!(analysis[0]["body"].as_str().expect("a body").contains(text), "{name}: {}", analysis[0]["body"]);
        }
    }
}

#[test]
fn a_folder_is_read_to_the_bottom_and_what_is_no_article_is_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let deep = folder.path().join("a/b/c");
    std::fs::create_dir_all(&deep).expect("writable");
    for (path, bytes) in [
        (folder.path().join("top.txt"), ONE.as_bytes()),
        (deep.join("deep.txt"), TWO.as_bytes()),
        (deep.join("picture.png"), b"\x89PNG\r\n\x1a\n"),
        (deep.join("program"), b"\x7fELF\x02\x01\x01\0\0\0"),
        (folder.path().join(".hidden.txt"), ONE.as_bytes()),
    ] {
        std::fs::write(path, bytes).expect("writable");
    }
    let (found, messages) = analyses(folder.path());
    assert_eq!(found.keys().map(String::as_str).collect::<Vec<_>>(), ["a/b/c/deep.txt", "top.txt"]);
    assert!(messages.contains("picture.png: left out") && messages.contains("program: a program"), "{messages}");
    assert!(!messages.contains("hidden"), "{messages}");
}
