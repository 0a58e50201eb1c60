use super::*;
use crate::analysis::OverallStance;
use crate::analyze::{Options, analyze};
use crate::article::{Published, PublishedHow};
use crate::export::wire::{WireStakeholder, wire};
use crate::ingest;

fn article(id: &str, text: &str, url: Option<&str>, date: &str) -> Article {
    Article {
        url: url.map(str::to_owned),
        published: date.parse().ok().map(|date| Published { date, how: PublishedHow::Given }),
        text: text.to_owned(),
        ..ingest::plain(id, text)
    }
}

fn new(added: Added) -> ArticleId {
    match added {
        Added::New(id) => id,
        Added::Known(id) => panic!("article {id} was there already"),
    }
}

#[test]
fn the_same_address_or_text_is_stored_once() {
    let mut library = Library::in_memory().expect("memory");
    let first = article("a", "Rain fell on Oslo.", Some("https://www.example.org/rain?utm_source=x"), "2024-05-01");
    let id = new(library.add(&first).expect("stored"));
    let moved = article("b", "Another text.", Some("http://example.org/rain#top"), "2024-05-02");
    assert_eq!(library.add(&moved).expect("read"), Added::Known(id));
    let copied = article("c", "Rain  fell\non Oslo", None, "");
    assert_eq!(library.add(&copied).expect("read"), Added::Known(id));
    new(library.add(&article("d", "Snow fell on Oslo.", None, "")).expect("stored"));
    assert_eq!(library.len().expect("read"), 2);
}

#[test]
fn a_report_with_another_last_line_is_the_same_and_another_report_is_not() {
    let report = |about: &str, end: &str| {
        let sentence = |index: usize| {
            format!("Witness {index} told the inquiry that {about} {} had been closed in {}. ", index * 3, 1900 + index)
        };
        (0..40).map(sentence).collect::<String>() + end
    };
    let mut library = Library::in_memory().expect("memory");
    let id = new(library
        .add(&article("a", &report("bridge", "It ended there."), Some("https://a.example/1"), ""))
        .expect("stored"));
    let copied = article("b", &report("bridge", "Reporting by our staff in Oslo."), Some("https://b.example/9"), "");
    assert_eq!(library.add(&copied).expect("read"), Added::Known(id));
    new(library
        .add(&article(
            "c",
            &report("the gate of lock", "It ended there.").replace("closed", "opened by hand"),
            None,
            "",
        ))
        .expect("stored"));
}

#[test]
fn what_is_stored_comes_back() {
    let mut library = Library::in_memory().expect("memory");
    let given = article("a", "Rain fell on Oslo.", None, "2024-05-01");
    let id = new(library.add(&given).expect("stored"));
    let analysis = wire(&analyze(&given, &Options::default()));
    library.set_analysis(id, &analysis).expect("stored");
    library.set_state(id, ReviewState::Flagged).expect("stored");
    library.set_note(id, " check the date ").expect("stored");
    library.set_tags(id, &["Trade", "weather map", "trade"]).expect("stored");
    library.set_position(id, 7).expect("stored");
    let stored = library.get(id).expect("read").expect("there");
    assert_eq!(stored.article, given);
    assert_eq!(stored.analysis.map(|analysis| analysis.body).as_deref(), Some("Rain fell on Oslo."));
    let tags = ["map", "trade", "weather"].map(str::to_owned).to_vec();
    let note = Some("check the date".to_owned());
    assert_eq!(stored.marks, Marks { state: ReviewState::Flagged, note, tags, position: 7 });
    assert!(library.get(id + 1).expect("read").is_none());
}

#[test]
fn queries_find_by_words_fields_and_dates() {
    let mut library = Library::in_memory().expect("memory");
    let mut sea =
        article("a", "The Ministry banned fishing in the Öresund.", Some("https://sea.example/1"), "2025-01-10");
    sea.site = Some("Sea News".into());
    let sea_id = new(library.add(&sea).expect("stored"));
    let land = article("b", "Farmers welcomed the rain, the ministry said.", None, "2024-03-01");
    let land_id = new(library.add(&land).expect("stored"));
    let mut analysis = wire(&analyze(&sea, &Options::default()));
    analysis.stakeholders = vec![WireStakeholder {
        id: "s1".into(),
        name: "Ministry of Fisheries".into(),
        kind: crate::analysis::StakeholderKind::Government,
        role: None,
        affiliation: None,
        aliases: vec!["The Ministry".into()],
        mentions: vec![],
        stance: OverallStance::Opposes,
        stance_toward: None,
        corrected: false,
    }];
    library.set_analysis(sea_id, &analysis).expect("stored");
    library.set_tags(land_id, &["farm"]).expect("stored");
    let find = |query: &str| library.find(query).expect("a good query");
    assert_eq!(find(""), [sea_id, land_id]);
    assert_eq!(find("ministry"), [sea_id, land_id]);
    assert_eq!(find("oresund"), [sea_id]);
    assert_eq!(find("\"welcomed the rain\""), [land_id]);
    assert_eq!(find("\"rain welcomed\""), [] as [ArticleId; 0]);
    assert_eq!(find("party:fisheries stance:opposes"), [sea_id]);
    assert_eq!(find("party:fisheries stance:supports"), [] as [ArticleId; 0]);
    assert_eq!(find("after:2025"), [sea_id]);
    assert_eq!(find("before:2025-01-10"), [land_id]);
    assert_eq!(find("tag:farm ministry"), [land_id]);
    assert_eq!(find("site:sea"), [sea_id]);
    assert_eq!(find("is:unread site:\"sea news\""), [sea_id]);
    assert!(matches!(library.find("no:field"), Err(LibraryError::Query(_))));
}

#[test]
fn a_file_that_is_no_library_is_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("note.txt");
    std::fs::write(&path, "not a database at all, but long enough to be looked at as if it were one")
        .expect("writable");
    let error = Library::open(&path).expect_err("not a library").to_string();
    assert!(error.contains("note.txt: this is no library of dateline"), "{error}");
    assert!(Library::open_existing(&folder.path().join("none.db")).expect("no error").is_none());
}

#[test]
fn a_library_that_another_writes_to_is_named_as_locked() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("deep/er/library.db");
    let mut ours = Library::open(&path).expect("made with its folders");
    ours.connection.busy_timeout(Duration::from_millis(10)).expect("a setting");
    let theirs = Connection::open(&path).expect("the same file");
    theirs.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    let error = ours.add(&article("a", "Rain.", None, "")).expect_err("locked").to_string();
    assert!(error.contains("another program is writing"), "{error}");
    theirs.execute_batch("ROLLBACK").expect("the lock is given back");
    new(ours.add(&article("a", "Rain.", None, "")).expect("stored"));
}

#[test]
fn corrections_are_a_log_of_which_the_last_is_undone() {
    let mut library = Library::in_memory().expect("memory");
    let id = new(library.add(&article("a", "Rain fell on Oslo.", None, "")).expect("stored"));
    let other = new(library.add(&article("b", "Snow fell on Bergen.", None, "")).expect("stored"));
    let made = ["rain", "flood", "storm"].map(|issue| Correction::Issue(issue.into()));
    for correction in &made {
        library.correct(id, correction).expect("kept");
    }
    let in_force = |library: &Library| library.get(id).expect("read").expect("there").corrections;
    assert_eq!(in_force(&library), made);
    assert!(library.undo_correction(id).expect("undone") && library.undo_correction(id).expect("undone"));
    assert_eq!(in_force(&library), made[..1]);
    library.correct(id, &made[2]).expect("kept");
    assert_eq!(in_force(&library), [made[0].clone(), made[2].clone()]);
    assert!(!library.undo_correction(other).expect("nothing to undo"));
    let rows: i64 =
        library.connection.query_row("SELECT count(*) FROM corrections", [], |row| row.get(0)).expect("read");
    assert_eq!(rows, 6, "nothing is ever taken out of the log");
}

#[test]
fn what_was_said_of_two_names_is_kept_in_order() {
    use crate::positions::across::PartyLink;
    let mut library = Library::in_memory().expect("memory");
    let link = |same| PartyLink { one: "Ann Hill".into(), other: "A. Hill".into(), same };
    for same in [true, false] {
        library.link_parties(&link(same)).expect("kept");
    }
    assert_eq!(library.party_links().expect("read"), [link(true), link(false)]);
}

#[test]
fn an_article_is_found_by_what_was_corrected() {
    let mut library = Library::in_memory().expect("memory");
    let article = article("a", "Canada said the firm must close.", None, "2024-05-01");
    let id = new(library.add(&article).expect("stored"));
    let mut analysis = wire(&analyze(&article, &Options::default()));
    analysis.stakeholders.first_mut().expect("a party").name = "Ministry of Ships".into();
    library.set_found_by(id, &analysis).expect("kept");
    assert_eq!(library.find("party:ships").expect("found"), [id]);
}

#[test]
fn older_libraries_are_brought_up_to_date() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("library.db");
    let article = article("a", "Rain fell on Oslo.", None, "");
    let id = new(Library::open(&path).expect("made").add(&article).expect("stored"));
    let old = Connection::open(&path).expect("opened");
    // What version 1 had: neither prints nor corrections.
    old.execute_batch(
        "DROP TABLE corrections; DROP TABLE party_links; ALTER TABLE articles DROP COLUMN print; \
         PRAGMA user_version = 1;",
    )
    .expect("made old");
    drop(old);
    let mut library = Library::open(&path).expect("opened");
    assert_eq!(library.known(&article).expect("read"), Some(id));
    library.correct(id, &Correction::Issue("rain".into())).expect("kept");
    assert_eq!(library.get(id).expect("read").expect("there").corrections.len(), 1);
    drop(library);
    let newer = Connection::open(&path).expect("opened");
    newer.execute_batch("PRAGMA user_version = 99;").expect("made newer");
    drop(newer);
    assert!(matches!(Library::open(&path), Err(LibraryError::Newer { version: 99, .. })));
}

#[test]
fn the_list_holds_titles_or_beginnings_dates_and_marks_but_no_texts() {
    let mut library = Library::in_memory().expect("memory");
    let long = "Rain fell on Oslo. ".repeat(500);
    let untitled = new(library.add(&article("a", &long, None, "2024-05-01")).expect("stored"));
    let titled = Article { title: Some("Snow".into()), ..article("b", "Snow fell on Bergen.", None, "") };
    let titled = new(library.add(&titled).expect("stored"));
    library.set_tags(titled, &["winter"]).expect("kept");
    library.correct(untitled, &Correction::Issue("rain".into())).expect("kept");
    let listed = library.list().expect("read");
    assert_eq!(listed.iter().map(|listed| listed.id).collect::<Vec<_>>(), [untitled, titled], "undated ones come last");
    let beginning = listed[0].beginning.as_deref().expect("a beginning");
    assert!(long.starts_with(beginning) && beginning.len() == 1000);
    assert_eq!((listed[1].title.as_deref(), listed[1].beginning.as_deref()), (Some("Snow"), None));
    assert_eq!((listed[1].marks.tags.as_slice(), listed[0].corrections.len()), (&["winter".to_owned()][..], 1));
}
