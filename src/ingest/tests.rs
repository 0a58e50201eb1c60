use super::*;
use crate::article::{BlockKind, PublishedHow};
use proptest::prelude::*;
use std::fmt::Write as _;

fn raw(name: &str, bytes: impl Into<Vec<u8>>) -> Raw {
    Raw { name: name.into(), bytes: bytes.into(), ..Raw::default() }
}

fn first(name: &str, text: &str) -> Article {
    read(&raw(name, text)).unwrap().remove(0)
}

const RSS: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Ledger</title><link>https://ledger.example/</link>
<item><title>Bridge &amp; ferry shut</title><link>https://ledger.example/1</link><pubDate>Fri, 03 May 2024 08:00:00 GMT</pubDate><dc:creator>Ada Lind</dc:creator>
<description>Short.</description><content:encoded><![CDATA[<p>The council has shut the <a href="/b">bridge</a>.</p><p>It cited safety.</p>]]></content:encoded></item>
<item><title>Second</title><link>https://ledger.example/2</link><description>Only a summary, in the feed’s own words.</description></item></channel></rss>"#;

#[test]
fn each_entry_of_a_feed_is_an_article() {
    let articles = read(&raw("feed.xml", RSS)).unwrap();
    assert_eq!(articles.len(), 2);
    assert_eq!(articles[0].title.as_deref(), Some("Bridge & ferry shut"));
    assert_eq!(articles[0].byline.as_deref(), Some("Ada Lind"));
    assert_eq!(articles[0].site.as_deref(), Some("The Ledger"));
    assert_eq!(articles[0].text, "The council has shut the bridge.\n\nIt cited safety.");
    assert_eq!(articles[0].links[0].url, "https://ledger.example/b");
    assert_eq!(articles[0].published.unwrap().date.to_string(), "2024-05-03");
    assert!(articles[1].text.starts_with("Only a summary, in the feed’s"));
}

#[test]
fn atom_and_json_feed_are_feeds_too() {
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title><id>x</id><updated>2024-05-03T00:00:00Z</updated><entry><id>1</id><title>One</title><updated>2024-05-03T00:00:00Z</updated><link href="https://n.example/1"/><content type="html">&lt;p&gt;Text of one.&lt;/p&gt;</content></entry></feed>"#;
    assert_eq!(first("a", atom).text, "Text of one.");
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Notes", "items": [{"id": "1", "url": "https://n.example/1", "content_html": "<p>Text of two.</p>", "title": "Two", "date_published": "2024-05-03T08:00:00Z"}]}"#;
    let two = first("j", json);
    assert_eq!((two.text.as_str(), two.url.as_deref()), ("Text of two.", Some("https://n.example/1")));
    assert_eq!(two.published.unwrap().date.to_string(), "2024-05-03");
}

#[test]
fn entities_of_a_feed_do_not_grow() {
    let bomb = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"{}\">{}]><rss version=\"2.0\"><channel><title>t</title><item><title>&j;</title></item></channel></rss>",
        "x".repeat(100),
        (b'b'..=b'j').fold(String::new(), |grown, name| {
            let inner = format!("&{};", (name - 1) as char).repeat(10);
            grown + &format!("<!ENTITY {} \"{inner}\">", name as char)
        })
    );
    match read(&raw("bomb.xml", bomb)) {
        Ok(articles) => assert!(articles.iter().all(|article| article.text.len() < 10_000)),
        Err(error) => assert_eq!(error.kind(), "malformed"),
    }
}

const MAIL: &str = "From: The Ledger <news@ledger.example>\r\nTo: me@x.example\r\nSubject: Fwd: =?utf-8?q?Br=C3=BCcke_shut?=\r\nDate: Fri, 3 May 2024 08:00:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPlain words.\r\n--b\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<table><tr><td><h1>Br=FCcke</h1><p>The council has shut the =\r\nbridge.</p></td></tr></table>\r\n--b--\r\n";

#[test]
fn a_mail_gives_its_html_subject_and_date() {
    let article = first("letter.eml", MAIL);
    assert_eq!(article.title.as_deref(), Some("Brücke shut"));
    assert_eq!(article.text, "Brücke\n\nThe council has shut the bridge.");
    assert_eq!(article.site.as_deref(), Some("The Ledger"));
    assert_eq!(article.published.unwrap().date.to_string(), "2024-05-03");
}

#[test]
fn a_mail_of_a_hundred_nested_parts_ends() {
    let mut mail =
        String::from("From: a@x.example\nSubject: deep\nDate: Fri, 3 May 2024 08:00:00 +0200\nMIME-Version: 1.0\n");
    for part in 0..100 {
        let _ = write!(mail, "Content-Type: multipart/mixed; boundary=b{part}\n\n--b{part}\n");
    }
    mail += "Content-Type: text/plain\n\nAt the bottom.\n";
    let _ = read(&raw("deep.eml", mail));
}

#[test]
fn markdown_keeps_its_structure() {
    let text = "+++\ntitle = \"Bridge shut\"\nauthors = [\"Ada Lind\", \"Ben Okri\"]\ndate = 2024-05-03\n+++\n\nThe council\nhas [voted](https://l.example/v).\n\n> “Too late,” she said.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
    let article = first("a.md", text);
    assert_eq!(article.byline.as_deref(), Some("Ada Lind, Ben Okri"));
    assert_eq!(article.published.unwrap().how, PublishedHow::Metadata);
    let blocks: Vec<_> = article.blocks.iter().map(|block| (block.kind, block.span.slice(&article.text))).collect();
    assert_eq!(blocks[0], (BlockKind::Paragraph, "The council has voted."));
    assert_eq!(blocks[1], (BlockKind::Quote, "“Too late,” she said."));
    assert_eq!(blocks[2..4], [(BlockKind::Item, "one"), (BlockKind::Item, "two")]);
    assert_eq!(blocks[5], (BlockKind::Verbatim, "1 | 2"));
    assert_eq!(article.links[0].span.slice(&article.text), "voted");
}

#[test]
fn json_holds_an_article() {
    let article =
        first("x.json", r#"{"id": 7, "text": "Some words.", "title": "T", "published": "2024-05-03T10:00:00Z"}"#);
    assert_eq!((article.id.as_str(), article.text.as_str()), ("7", "Some words."));
    assert_eq!(article.published.unwrap().how, PublishedHow::Given);
    assert_eq!(read(&raw("x.json", r#"{"text": 1, "html""#)).unwrap_err().kind(), "json");
}

#[test]
fn what_is_no_article_is_said_to_be_none() {
    for (bytes, kind) in [
        (&b""[..], "empty"),
        (b" \n\t", "empty"),
        (b"%PDF-1.7 x", "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0", "binary"),
        (b"ab\0cd\0\0\0", "binary"),
        (b"<html><body><script>x</script></body></html>", "no-text"),
    ] {
        let error = read(&raw("x", bytes)).unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().starts_with("x: "));
    }
}

const PAGE: &str = r#"<!DOCTYPE html><html lang="en-CA"><head><title>Bridge shut for good | The Ledger</title>
<meta property="og:site_name" content="The Ledger"><meta property="article:published_time" content="2024-05-03T08:00:00Z"><meta name="author" content="Ada Lind"></head>
<body><nav><a href="/">Home</a></nav><main><h1>Bridge shut for good</h1><p class="byline">By Ada Lind</p>
<article><p>The council has voted to close the old bridge for good, the mayor said on Monday, after years of warnings.</p>
<h2>Safety first</h2><p>Engineers had called the cables <a href="/report">unsafe</a> for years. “Nobody listened,” one of them said on Tuesday.</p>
<ul><li>The ferry will run twice an hour from the first of June.</li><li>Buses will take the long way round the bay until autumn.</li></ul>
<blockquote><p>It was a fine bridge, and it will be missed by everybody here.</p></blockquote>
<figure><img src="b.jpg"><figcaption>The bridge in winter. Photo: B. Okri</figcaption></figure>
<p>A second vote is planned for June, when the council meets again to talk about a tunnel under the bay.</p></article>
<aside class="related"><h3>Related</h3><p><a href="/2">Mayor under fire over his trip to the sea in spring</a></p></aside></main>
<footer>© 2024 The Ledger</footer></body></html>"#;

#[test]
fn a_page_gives_text_structure_and_facts() {
    use BlockKind::{Heading, Item, Paragraph, Quote};
    let page = Raw { url: Some("https://www.ledger.example/2024/bridge?utm_source=x".into()), ..raw("-", PAGE) };
    let article = read(&page).unwrap().remove(0);
    assert_eq!(article.title.as_deref(), Some("Bridge shut for good"));
    assert_eq!(article.byline.as_deref(), Some("Ada Lind"));
    assert_eq!((article.site.as_deref(), article.language.as_deref()), (Some("The Ledger"), Some("en")));
    let kinds: Vec<_> = article.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [Paragraph, Heading(2), Paragraph, Item, Item, Quote, Paragraph], "{}", article.text);
    assert_eq!(article.links[0].span.slice(&article.text), "unsafe");
    assert_eq!(article.links[0].url, "https://www.ledger.example/report");
    assert!(!article.text.contains("Mayor under fire") && !article.text.contains("Photo:"));
}

#[test]
fn hostile_pages_end_in_time() {
    let hostile = [
        format!("<p>Deep</p>{}", "<div>".repeat(100_000)),
        format!("{}text", "<b><i><p>".repeat(50_000)),
        format!("<p class=\"{}\">one tag</p>", "x".repeat(50_000_000)),
        format!("<a {}", "b=c ".repeat(1_000_000)),
        "<table><tr><td>".repeat(30_000),
        format!("<p>{}</p>", "&amp;&nbsp;&#x41;".repeat(300_000)),
        "<!--".repeat(1_000_000),
        "<".repeat(3_000_000),
        format!("<script>{}", "<script>".repeat(500_000)),
    ];
    for page in hostile {
        let start = std::time::Instant::now();
        let _ = html("x", &page, None);
        // The limit is two seconds in a release build; tests run without its optimisation and beside each other.
        assert!(start.elapsed().as_secs() < 20, "{:?}: {:?}", page.get(..20), start.elapsed());
    }
}

proptest! {
    #[test]
    fn any_bytes_are_an_article_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&raw("x", bytes));
    }

    #[test]
    fn any_markup_gives_spans_inside_the_text(page in "(<p>|</p>|<a href=/x>|</a>|<br>|<li>|<td>|<h2>|<pre>|[a-zé ]{1,12}|&amp;|\n|<div class=nav>|</div>){0,60}") {
        if let Ok(article) = html("x", &page, Some("https://x.example/")) {
            for block in &article.blocks {
                prop_assert!(!block.span.slice(&article.text).is_empty());
            }
            for link in &article.links {
                prop_assert!(!link.span.slice(&article.text).is_empty());
            }
        }
    }

    #[test]
    fn any_markdown_gives_spans_inside_the_text(text in "(---\n|title: x\n|# |> |- |\\[a\\]\\(https://x.example\\)|\\||[a-zé ]{1,9}|\n|\n\n|```|!\\[i\\]\\(u\\)|\\*){0,40}") {
        let article = markdown("x", &text);
        for block in &article.blocks {
            prop_assert!(block.span.end() <= article.text.len());
        }
        for link in &article.links {
            prop_assert!(!link.span.slice(&article.text).is_empty());
        }
    }

    #[test]
    fn any_feed_is_read_or_refused(inside in "(<item>|</item>|<entry>|</entry>|<title>|</title>|<link>|<link href='/a'/>|<description>|</description>|<pubDate>Fri, 03 May 2024 08:00:00 GMT</pubDate>|<!\\[CDATA\\[|\\]\\]>|&lt;p&gt;|&x;|[a-zé ]{1,9}){0,30}", root in 0..3_usize) {
        let (open, close) = [
            ("<rss version='2.0'><channel>", "</channel></rss>"),
            ("<feed xmlns='http://www.w3.org/2005/Atom'>", "</feed>"),
            ("<rss version='0.91'><channel><item>", ""),
        ][root];
        for article in feed::read(&raw("x.xml", format!("{open}{inside}{close}"))).unwrap_or_default() {
            for block in &article.blocks {
                prop_assert!(!block.span.slice(&article.text).is_empty());
            }
        }
    }

    #[test]
    fn any_mail_is_read_or_refused(text in "(From: a@b.example\r\n|Subject: =\\?utf-8\\?q\\?=C3=A9\\?=\r\n|Content-Type: multipart/mixed; boundary=b\r\n|Content-Type: text/html; charset=windows-1252\r\n|Content-Transfer-Encoding: quoted-printable\r\n|Content-Transfer-Encoding: base64\r\n|\r\n|--b\r\n|--b--\r\n|=E9=|<p>|[a-z ]{1,9}){0,30}") {
        if let Ok(article) = mail::read(&raw("x.eml", text)) {
            for block in &article.blocks {
                prop_assert!(!block.span.slice(&article.text).is_empty());
            }
        }
    }

    #[test]
    fn any_bytes_in_any_encoding_are_text(bytes in prop::collection::vec(any::<u8>(), 0..200), charset in "(utf-8|utf-16|windows-1252|shift_jis|iso-2022-jp|gb18030|x-none|\")") {
        for content_type in [Some(format!("text/html; charset={charset}")), None] {
            let _ = decode::html(&bytes, content_type.as_deref());
            let _ = decode::text(&bytes, content_type.as_deref());
        }
    }

    #[test]
    fn any_line_of_json_is_an_article_or_an_error(inside in "(\"id\":|\"text\":|\"html\":|\"published\":|\"2024-05-03\"|\"[a-zé<>/ ]{0,9}\"|,|null|1|\\{|\\}|\\[){0,14}") {
        let _ = json_line(&raw("x.jsonl", format!("{{{inside}}}")));
    }
}
