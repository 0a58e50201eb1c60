//! From a place outside to articles: folders, archives, addresses.

use dateline::article::Article;
use dateline::source::{Input, Limits, SourceError};
use dateline::{ingest, source};
use flate2::{Compression, write::GzEncoder};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

const SENTENCE: &str = "The council has voted to close the old bridge for good, the mayor said on Monday.";

fn articles(input: &Input) -> (Vec<Article>, Vec<String>) {
    let (mut found, mut failed) = (Vec::new(), Vec::new());
    for raw in source::read_all(input, &Limits::default()) {
        match raw.map(|raw| ingest::read(&raw)) {
            Ok(Ok(read)) => found.extend(read),
            Ok(Err(error)) => failed.push(error.to_string()),
            Err(error) => failed.push(error.to_string()),
        }
    }
    (found, failed)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

#[test]
fn every_format_in_a_folder_becomes_articles_and_bad_files_stop_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let page = format!(
        "<html><head><title>Bridge</title></head><body><article><p>{SENTENCE}</p><p>{SENTENCE}</p></article></body></html>"
    );
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let warc = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://l.example/w\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    );
    let mail = format!(
        "From: a@l.example\nTo: b@l.example\nSubject: Bridge\nDate: Fri, 3 May 2024 08:00:00 +0000\n\n{SENTENCE}\n"
    );
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>L</title><item><title>A</title><description>{SENTENCE}</description></item><item><title>B</title><description>{SENTENCE}</description></item></channel></rss>"
    );
    let files: [(&str, Vec<u8>); 12] = [
        ("a.txt", SENTENCE.into()),
        ("b.html", page.clone().into()),
        ("c.md", format!("# Bridge\n\n{SENTENCE}\n").into()),
        ("d.xml", feed.into()),
        ("e.eml", mail.clone().into()),
        (
            "f.mbox",
            format!("From a@l.example Fri May  3 2024\n{mail}\nFrom b@l.example Fri May  3 2024\n{mail}").into(),
        ),
        ("g.jsonl", format!("{{\"id\": \"g\", \"text\": \"{SENTENCE}\"}}\nbroken\n").into()),
        ("h.warc.gz", gzip(warc.as_bytes())),
        ("i.html.gz", gzip(page.as_bytes())),
        ("j.pdf", b"%PDF-1.7 ...".to_vec()),
        ("k.txt", Vec::new()),
        ("l.gz", gzip(page.as_bytes())[..40].to_vec()),
    ];
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let (found, failed) = articles(&Input::Path(folder.path().to_owned()));
    assert_eq!(found.len(), 11, "{:?}", found.iter().map(|article| &article.id).collect::<Vec<_>>());
    for article in &found {
        assert!(article.text.contains(SENTENCE), "{article:?}");
    }
    assert_eq!(failed.len(), 4, "{failed:?}");
    for (name, why) in [("g.jsonl#2", "JSON"), ("j.pdf", "PDF"), ("k.txt", "empty"), ("l.gz", "gzip")] {
        assert!(failed.iter().any(|message| message.contains(name) && message.contains(why)), "{name}: {failed:?}");
    }
}

/// Answers each connection by `answer`, given the path that was asked for, until the test ends.
fn serve(answer: impl Fn(&str, &mut TcpStream) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { break };
            let mut request = [0; 4096];
            let read = stream.read(&mut request).unwrap_or(0);
            let request = String::from_utf8_lossy(&request[..read]).into_owned();
            let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
            answer(&path, &mut stream);
        }
    });
    format!("http://{address}")
}

fn fetch(url: &str, limits: &Limits) -> Result<source::Raw, SourceError> {
    source::read_all(&Input::Url(url.to_owned()), limits).remove(0)
}

#[test]
fn a_server_can_do_what_it_likes() {
    let base = serve(|path, stream| {
        let _ = match path {
            "/page" => stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n\r\n<p>\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0. \xcd\xee\xe2\xee\xf1\xf2\xe8 \xe4\xed\xff.</p>"),
            "/western" => stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1252\r\nConnection: close\r\n\r\n<p>\x93Caf\xe9 Z\xfcrich\x94 \x96 5 \x80, the owner said on Monday.</p>"),
            "/circle" => stream.write_all(b"HTTP/1.1 302 Found\r\nLocation: /circle\r\nContent-Length: 0\r\n\r\n"),
            "/moved" => stream.write_all(b"HTTP/1.1 301 Moved\r\nLocation: /small\r\nContent-Length: 0\r\n\r\n"),
            "/small" => stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"),
            "/stall" => {
                let started = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
                thread::sleep(Duration::from_secs(3));
                started
            }
            "/endless" => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
                // A gigabyte, if the reader lets it.
                (0..65_536).try_for_each(|_| stream.write_all(&[b'a'; 16_384]))
            }
            "/claims" => stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\nsmall"),
            "/lies" => stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\nConnection: close\r\n\r\nshort"),
            "/500" => stream.write_all(b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"),
            "/file" => stream.write_all(b"HTTP/1.1 302 Found\r\nLocation: file:///etc/hostname\r\nContent-Length: 0\r\n\r\n"),
            _ => stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
        };
    });
    let limits = Limits { max_bytes: 1 << 20, timeout: Duration::from_secs(1), max_redirects: 4, ..Limits::default() };
    let kind = |path: &str| fetch(&format!("{base}{path}"), &limits).map_err(|error| (error.kind(), error.to_string()));

    let moved = kind("/moved").unwrap();
    assert_eq!((moved.bytes.as_slice(), moved.url.unwrap().ends_with("/small")), (&b"hello"[..], true));
    let page = kind("/page").unwrap();
    // The header promises UTF-8 and the bytes are Cyrillic in an older encoding.
    assert!(ingest::read(&page).unwrap()[0].text.contains("Привет"), "{:?}", ingest::read(&page));
    // Only the header says which encoding it is.
    let western = &ingest::read(&kind("/western").unwrap()).unwrap()[0].text;
    assert!(western.contains("“Café Zürich” – 5 €"), "{western}");
    for (path, expected) in [
        ("/circle", "redirects"),
        ("/endless", "too-large"),
        ("/claims", "too-large"),
        ("/none", "status"),
        ("/500", "status"),
        ("/lies", "network"),
    ] {
        let (kind, message) = kind(path).unwrap_err();
        assert_eq!(kind, expected, "{path}: {message}");
        assert!(message.contains(path), "{message}");
    }
    assert!(kind("/file").is_err());
    let start = Instant::now();
    assert_eq!(kind("/stall").unwrap_err().0, "timeout");
    assert!(start.elapsed() < Duration::from_millis(2500), "{:?}", start.elapsed());
}

#[test]
fn only_web_addresses_are_fetched() {
    for url in ["http://", "https://:80/", "http://[::bad/"] {
        assert_eq!(fetch(url, &Limits::default()).unwrap_err().kind(), "address", "{url}");
    }
}
