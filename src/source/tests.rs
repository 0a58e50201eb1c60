use super::*;
use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use std::io::Write;

fn collect(bytes: &[u8], name: &str, limits: &Limits) -> Vec<Result<Raw, SourceError>> {
    let mut all = Vec::new();
    let about = Raw { name: name.into(), ..Raw::default() };
    let _ = container::split(std::io::Cursor::new(bytes.to_vec()), about, limits, &mut |raw| {
        all.push(raw);
        ControlFlow::Continue(())
    });
    all
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn texts(all: &[Result<Raw, SourceError>]) -> Vec<(String, String)> {
    all.iter().flatten().map(|raw| (raw.name.clone(), String::from_utf8_lossy(&raw.bytes).into_owned())).collect()
}

#[test]
fn gzip_is_unpacked_and_a_cut_one_is_named() {
    let whole = gzip(b"Ottawa said no.");
    let limits = Limits::default();
    assert_eq!(texts(&collect(&whole, "a.gz", &limits)), [("a.gz".into(), "Ottawa said no.".into())]);
    let cut = collect(&whole[..whole.len() - 6], "a.gz", &limits);
    assert!(matches!(&cut[..], [Err(SourceError::Damaged { format: "gzip", .. })]), "{cut:?}");
}

#[test]
fn more_than_the_limit_is_refused_packed_or_not() {
    let limits = Limits { max_bytes: 1000, ..Limits::default() };
    for bytes in [vec![b'a'; 1001], gzip(&vec![b'a'; 1_000_000])] {
        assert!(matches!(&collect(&bytes, "a", &limits)[..], [Err(SourceError::TooLarge { limit: 1000, .. })]));
    }
}

#[test]
fn json_lines_come_one_by_one() {
    let all = collect(b"{\"id\":\"a\",\"text\":\"x\"}\n\n{\"id\":\"b\",\"text\":\"y\"}\n", "-", &Limits::default());
    let names: Vec<_> = texts(&all).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["-#1", "-#3"]);
}

#[test]
fn an_mbox_comes_apart_and_a_letter_that_begins_with_from_does_not() {
    let mbox = b"From a@example.org Mon Jan  1 00:00:00 2024\nSubject: one\n\nFirst\n>From here on\n\nFrom b@example.org Mon\nSubject: two\n\nSecond\n";
    let all = texts(&collect(mbox, "box", &Limits::default()));
    assert_eq!(all.len(), 2);
    assert_eq!(all[0], ("box#1".into(), "Subject: one\n\nFirst\nFrom here on\n\n".into()));
    let letter = b"From Ottawa to Beijing.\nNobody knows how: it was dark.\n";
    assert_eq!(texts(&collect(letter, "t", &Limits::default())).len(), 1);
}

#[test]
fn a_warc_gives_its_html_answers() {
    let http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Hello</p>";
    let missing = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>No</p>";
    let record = |kind: &str, body: &str| {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/{kind}\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
            body.len()
        )
    };
    let warc = record("request", "GET / HTTP/1.1\r\n\r\n") + &record("response", http) + &record("response", missing);
    let packed = [gzip(record("warcinfo", "x: y").as_bytes()), gzip(warc.as_bytes())].concat();
    let all = collect(&packed, "news.warc.gz", &Limits::default());
    assert_eq!(texts(&all), [("news.warc.gz#3".into(), "<p>Hello</p>".into())]);
    assert_eq!(all[0].as_ref().unwrap().url.as_deref(), Some("https://example.org/response"));
    let cut = collect(&warc.as_bytes()[..warc.len() - 20], "news.warc", &Limits::default());
    assert!(matches!(cut.last(), Some(Err(SourceError::Damaged { format: "WARC", .. }))), "{cut:?}");
}

#[test]
fn a_folder_is_read_in_order_and_says_what_it_left_out() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("b")).unwrap();
    for (name, text) in [("c.txt", "3"), ("a.txt", "1"), ("b/z.md", "2"), ("x.png", "p"), (".hidden", "h")] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let all = read_all(&Input::Path(folder.path().to_owned()), &Limits::default());
    let read: Vec<_> = texts(&all).into_iter().map(|(_, text)| text).collect();
    assert_eq!(read, ["1", "2", "3"]);
    let left: Vec<_> = all.iter().filter_map(|raw| raw.as_ref().err()).collect();
    assert_eq!(left.len(), 1);
    assert!(left[0].is_notice() && left[0].to_string().contains("x.png"), "{left:?}");
}

#[test]
fn a_missing_file_says_so() {
    let all = read_all(&Input::Path("/no/such/file".into()), &Limits::default());
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].as_ref().unwrap_err().kind(), "missing");
}

#[test]
fn reading_stops_when_told() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b"] {
        std::fs::write(folder.path().join(name), name).unwrap();
    }
    let mut count = 0;
    let _ = read(&Input::Path(folder.path().to_owned()), &Limits::default(), &mut |_| {
        count += 1;
        ControlFlow::Break(())
    });
    assert_eq!(count, 1);
}

proptest! {
    #[test]
    fn any_container_comes_apart_or_says_why(
        start in "(WARC/1.0\r\n|From ada@l.example Fri May  3 08:00:00 2024\n|\\{\"id\":1\\}\n|)",
        rest in "(WARC/1.0\r\n|WARC-Type: response\r\n|WARC-Target-URI: http://x.example/\r\n|Content-Length: [0-9]{1,12}\r\n|Content-Length: -1\r\n|HTTP/1.1 200 OK\r\n|Content-Type: text/html\r\n|\r\n|\nFrom b@l.example Fri May  3 08:00:00 2024\n|\\{\"text\":\"a\"\\}\n|<p>[a-zé]{1,9}){0,25}",
        cut in 0..200_usize,
    ) {
        let bytes = format!("{start}{rest}").into_bytes();
        let packed = gzip(&bytes);
        let limits = Limits::default();
        let size: usize = collect(&bytes, "x", &limits).iter().flatten().map(|raw| raw.bytes.len()).sum();
        prop_assert!(size <= bytes.len());
        let _ = collect(&packed[..cut.min(packed.len())], "x.gz", &limits);
    }
}
