//! The program as its user meets it: arguments in, output and exit code out.

use serde_json::Value;
use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples");
const STORY: &str = "Ottawa, May 3 – The port authority closed the northern pier on Monday.\n\n\
    Harbour master Ada Brandt said the pier would open again in June. The dockers' union opposed the closure.\n";

/// A folder of its own for settings, library and inputs.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("inside the place")).expect("writable");
        fs::write(&path, content).expect("writable");
        path.to_string_lossy().into_owned()
    }

    fn command(&self, arguments: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(arguments).current_dir(self.path()).stdin(Stdio::null());
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("DATELINE_")) {
            command.env_remove(name);
        }
        command.env("HOME", self.path());
        command.env("XDG_CONFIG_HOME", self.path().join("config")).env("XDG_DATA_HOME", self.path().join("data"));
        command
    }

    fn run(&self, arguments: &[impl AsRef<OsStr>]) -> Output {
        self.command(arguments).output().expect("the program starts")
    }

    fn run_with(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
        let mut child = self.piped(arguments);
        let mut stdin = child.stdin.take().expect("piped");
        let input = input.as_ref().to_vec();
        let writer = std::thread::spawn(move || {
            // The program may have enough before the end.
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().expect("the program ends");
        writer.join().expect("the writer ends");
        output
    }

    fn piped(&self, arguments: &[&str]) -> Child {
        self.command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts")
    }
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("no signal ended it")
}

fn lines(output: &Output) -> Vec<Value> {
    out(output).lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

#[test]
fn bad_inputs_are_named_and_the_good_one_is_delivered() {
    let place = Place::new();
    let good = place.file("good.txt", STORY);
    let empty = place.file("empty.txt", "");
    let picture = place.file("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0");
    let output = place.run(&["analyze", &empty, &picture, "nowhere.txt", &good]);
    assert_eq!(code(&output), 1);
    let analyses = lines(&output);
    assert_eq!(analyses.len(), 1);
    assert!(analyses[0]["body"].as_str().expect("a body").contains("closed the northern pier"));
    let messages = err(&output);
    for name in ["empty.txt: empty", "picture.png: ", "nowhere.txt: no such file"] {
        assert!(messages.contains(name), "{name} in {messages}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let path = place.file("secret.txt", STORY);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("ours");
    if fs::read(&path).is_ok() {
        return; // The superuser may read everything.
    }
    let output = place.run(&["analyze", &path]);
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("secret.txt: no permission"), "{}", err(&output));
}

#[test]
fn bytes_that_are_no_utf8_are_still_read() {
    let place = Place::new();
    let latin = place.file("latin.txt", b"The caf\xe9 of Orl\xe9ans was closed in May 2021. Its owner said no more.\n");
    let broken = place.file("broken.txt", b"The pier was closed in May 2021.\xff\xfe\xfd The port said no more.\n");
    let output = place.run(&["analyze", "--no-clean", &latin, &broken]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let analyses = lines(&output);
    assert!(analyses[0]["body"].as_str().expect("a body").contains("café of Orléans"), "{}", analyses[0]["body"]);
    assert!(analyses[1]["body"].as_str().expect("a body").contains("The port said no more."));
}

#[test]
fn a_long_line_is_one_article() {
    let place = Place::new();
    let sentence = "The port closed the pier on 3 May 2021 and said no more ";
    let path = place.file("long.txt", sentence.repeat(200_000 / sentence.len()));
    let output = place.run(&["analyze", &path]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(lines(&output)[0]["body"].as_str().expect("a body").len() > 190_000);
}

#[test]
fn every_span_covers_the_text_that_it_says() {
    let place = Place::new();
    let output = place.run(&["analyze", "--tokens", SAMPLES]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let analyses = lines(&output);
    assert_eq!(analyses.len(), fs::read_dir(SAMPLES).expect("the samples").count());
    let mut spans = 0;
    for analysis in &analyses {
        let body: Vec<char> = analysis["body"].as_str().expect("a body").chars().collect();
        spans += check_spans(
            &body,
            &serde_json::json!([
                analysis["timexes"],
                analysis["events"],
                analysis["stakeholders"],
                analysis["positions"],
                analysis["entities"]
            ]),
        );
        assert_eq!(analysis["schema"], 1);
    }
    assert!(spans > 100, "{spans} spans in {} articles", analyses.len());
}

/// Checks every object that has `start`, `end` and `text`; gives their number.
fn check_spans(body: &[char], value: &Value) -> usize {
    let inner: usize = match value {
        Value::Array(values) => values.iter().map(|value| check_spans(body, value)).sum(),
        Value::Object(fields) => fields.values().map(|value| check_spans(body, value)).sum(),
        _ => 0,
    };
    let number = |key| value.get(key).and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
    let (Some(start), Some(end), Some(text)) = (number("start"), number("end"), value.get("text")) else {
        return inner;
    };
    let covered: String = body.get(start..end).expect("inside the body").iter().collect();
    assert_eq!(Value::from(covered), *text);
    inner + 1
}

#[test]
fn jsonl_keeps_order_and_ids_and_goes_on_after_a_bad_line() {
    let place = Place::new();
    let story = serde_json::json!({"id": "a", "text": STORY, "published": "2021-05-04"});
    let page = serde_json::json!({"id": "b", "html": format!("<html><body><article><h1>Pier</h1><p>{STORY}</p></article></body></html>")});
    let input = format!("{story}\nnot json\n\n{{\"id\": 7, \"published\": \"soon\", \"text\": \"x\"}}\n{page}\n");
    let output = place.run_with(&["analyze", "--jsonl"], &input);
    assert_eq!(code(&output), 1);
    let records = lines(&output);
    let ids: Vec<&Value> = records.iter().map(|record| &record["id"]).collect();
    assert_eq!(ids, [&Value::from("a"), &Value::Null, &Value::from(7), &Value::from("b")]);
    assert_eq!(records[0]["article"]["published"], serde_json::json!({"date": "2021-05-04", "how": "given"}));
    assert_eq!(records[1]["error"]["kind"], "json");
    assert_eq!(records[2]["error"]["kind"], "date");
    assert!(records[3]["body"].as_str().expect("a body").contains("northern pier"));
    assert!(err(&output).contains("line 2: not JSON"), "{}", err(&output));
}

#[test]
fn a_line_gives_the_same_bytes_for_any_number_of_threads_and_whatever_stands_around_it() {
    let place = Place::new();
    let line = |number: usize| {
        let text = format!("Article {number}. {STORY}");
        format!("{}\n", serde_json::json!({"id": number.to_string(), "text": text}))
    };
    let input: String = (0..40).map(line).collect();
    let one = out(&place.run_with(&["analyze", "--jsonl", "--threads", "1"], &input));
    let many = out(&place.run_with(&["analyze", "--jsonl", "--threads", "5"], &input));
    assert!(one == many, "the number of threads changes the output");
    assert_eq!(one.lines().count(), 40);
    let alone = out(&place.run_with(&["analyze", "--jsonl"], line(17)));
    assert_eq!(one.lines().nth(17), alone.lines().next());
}

#[test]
fn a_program_at_the_other_end_may_wait_for_each_answer() {
    let place = Place::new();
    for threads in ["1", "3"] {
        let mut child = place.piped(&["analyze", "--jsonl", "--threads", threads]);
        let mut input = child.stdin.take().expect("piped");
        let mut answers = BufReader::new(child.stdout.take().expect("piped"));
        for id in ["a", "b"] {
            writeln!(input, "{}", serde_json::json!({"id": id, "text": STORY})).expect("it reads");
            input.flush().expect("it reads");
            let mut answer = String::new();
            answers.read_line(&mut answer).expect("it answers");
            assert_eq!(serde_json::from_str::<Value>(&answer).expect("JSON")["id"], id);
        }
        drop(input);
        assert!(child.wait().expect("it ends").success());
    }
}

#[test]
fn a_reader_that_has_enough_is_no_error() {
    let place = Place::new();
    let line = format!("{}\n", serde_json::json!({"id": "a", "text": STORY}));
    for threads in ["1", "3"] {
        let mut child = place.piped(&["analyze", "--jsonl", "--threads", threads]);
        let mut input = child.stdin.take().expect("piped");
        let mut output = child.stdout.take().expect("piped");
        let lines = line.repeat(500);
        let writer = std::thread::spawn(move || {
            let _ = input.write_all(lines.as_bytes());
        });
        output.read_exact(&mut [0; 10]).expect("it answers");
        drop(output);
        writer.join().expect("the writer ends");
        let mut messages = String::new();
        child.stderr.take().expect("piped").read_to_string(&mut messages).expect("UTF-8");
        assert_eq!((child.wait().expect("it ends").code(), messages.as_str()), (Some(0), ""));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let place = Place::new();
    let story = place.file("story.txt", STORY);
    let output = place.run(&["analyze", &story, "-o", "/dev/full"]);
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("/dev/full: no space is left"), "{}", err(&output));
    let full = fs::File::options().write(true).open("/dev/full").expect("a Linux device");
    let output = place.command(&["analyze", &story]).stdout(full).output().expect("the program starts");
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("standard output: no space is left"), "{}", err(&output));
}

#[cfg(unix)]
#[test]
fn nothing_from_an_article_reaches_the_terminal_raw() {
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};
    let place = Place::new();
    let evil =
        "The port \x1b[31mclosed\x1b[0m the pier on 3 May 2021.\x1b]0;owned\x07 It\u{202e} said \u{9b}2J no more.\n";
    let path = place.file("evil\x1b[2J.txt", evil);
    let pair = native_pty_system().openpty(PtySize::default()).expect("a pseudo-terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["analyze", "--no-clean", "--color", "never", "--format", "plain", &path, "gone\x1b[2J.txt"]);
    command.env("HOME", place.path());
    command.cwd(place.path());
    let mut child = pair.slave.spawn_command(command).expect("the program starts");
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().expect("readable");
    let collected = std::thread::spawn(move || {
        let mut seen = Vec::new();
        // The terminal ends with an error on Linux, not with an end of file.
        let _ = reader.read_to_end(&mut seen);
        seen
    });
    child.wait().expect("the program ends");
    drop(pair.master);
    let seen = String::from_utf8_lossy(&collected.join().expect("the reader ends")).into_owned();
    assert!(seen.contains("␛[31mclosed"), "{seen:?}");
    assert!(seen.contains("gone␛[2J.txt: no such file"), "{seen:?}");
    let steering = |char: char| (char.is_control() && !"\r\n\t".contains(char)) || char == '\u{202e}';
    // The progress line is ours.
    let seen = seen.replace("\r\u{1b}[K", "");
    assert!(!seen.contains(steering), "{seen:?}");
}

#[test]
fn a_file_takes_the_output() {
    let place = Place::new();
    let story = place.file("story.txt", STORY);
    let output = place.run(&["analyze", &story, "--format", "md", "-o", "out.md"]);
    assert_eq!((code(&output), out(&output).as_str()), (0, ""));
    assert!(fs::read_to_string(place.path().join("out.md")).expect("written").starts_with("# "));
    let output = place.run(&["analyze", &story, "-o", "no/such/folder.json"]);
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("the folder does not exist"), "{}", err(&output));
}

#[test]
fn the_date_and_no_clean_hold() {
    let place = Place::new();
    let text = "Get link\nFacebook\n\nThe pier was closed on Monday. Its owner said it would open in June.\n";
    let path = place.file("pasted.txt", text);
    let output = place.run(&["analyze", "--date", "2021-05-04", "--no-clean", &path]);
    let analysis = &lines(&output)[0];
    assert_eq!(analysis["body"], text);
    assert_eq!(analysis["article"]["published"]["date"], "2021-05-04");
}

#[test]
fn conllu_has_ten_columns_a_word() {
    let place = Place::new();
    let story = place.file("story.txt", STORY);
    let text = out(&place.run(&["analyze", &story, "--format", "conllu"]));
    assert!(text.starts_with(&format!("# newdoc id = {story}\n")), "{text}");
    let words: Vec<&str> = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    assert!(words.len() > 20 && words.iter().all(|word| word.split('\t').count() == 10), "{text}");
}

#[test]
fn a_wrong_command_line_ends_with_two() {
    let place = Place::new();
    let wrong: [&[&str]; 6] = [
        &["analyze"],
        &["analyze", "x", "--format", "docx"],
        &["analyze", "x", "--threads", "0"],
        &["analyze", "x", "--date", "tomorrow"],
        &["analyze", "x", "--tokens", "--format", "csv"],
        &["timeline", "x", "--from", "2021-01-02", "--to", "2021-01-01"],
    ];
    for arguments in wrong {
        let output = place.run(arguments);
        assert_eq!(code(&output), 2, "{arguments:?}: {}", err(&output));
        assert!(!err(&output).is_empty() && output.stdout.is_empty());
    }
}

#[test]
fn a_timeline_is_the_same_from_articles_and_from_their_analyses() {
    let place = Place::new();
    let made = place.path().join("made.json").to_string_lossy().into_owned();
    assert_eq!(code(&place.run(&["analyze", SAMPLES, "-o", &made])), 0);
    let direct = place.run(&["timeline", SAMPLES, "--limit", "50"]);
    assert_eq!(code(&direct), 0, "{}", err(&direct));
    let second = place.run(&["timeline", &made, "--limit", "50"]);
    assert_eq!(out(&direct), out(&second));
    let piped = place.run_with(&["timeline", "--jsonl", "--limit", "50"], fs::read(&made).expect("written"));
    assert_eq!(out(&direct), out(&piped));
    let events = &lines(&direct)[0]["events"];
    assert!(events.as_array().is_some_and(|events| !events.is_empty()), "{events}");
}

#[test]
fn timeline_limits_hold_in_every_format() {
    let place = Place::new();
    let arguments = ["timeline", SAMPLES, "--limit", "3", "--from", "2019-01-01", "--to", "2025-12-31"];
    let json = place.run(&arguments);
    let events = lines(&json)[0]["events"].as_array().expect("a list").clone();
    assert_eq!(events.len(), 3);
    let dates: Vec<&str> = events.iter().filter_map(|event| event["date"]["earliest"].as_str()).collect();
    assert!(dates.is_sorted() && dates.iter().all(|date| ("2019".."2026").contains(date)), "{dates:?}");
    for (format, sign) in [("md", "- **"), ("csv", "\r\n"), ("ics", "BEGIN:VEVENT"), ("timelinejs", "\"start_date\"")] {
        let output = place.run(&[&arguments[..], &["--format", format]].concat());
        let expected = if format == "csv" { 4 } else { 3 };
        assert_eq!(out(&output).matches(sign).count(), expected, "{format}: {}", out(&output));
    }
}

#[test]
fn an_analysis_that_was_changed_is_refused() {
    let place = Place::new();
    let story = place.file("story.txt", STORY);
    let made = out(&place.run(&["analyze", &story]));
    let mut analysis: Value = serde_json::from_str(&made).expect("JSON");
    analysis["body"] = Value::from("Another text.");
    analysis["positions"] = serde_json::json!([{"stakeholder": "s99", "source": null, "cue": null, "content": [],
        "form": "direct", "stance": "neutral", "target": null, "confidence": 1, "rule": "x"}]);
    let output = place.run_with(&["timeline", "--jsonl"], analysis.to_string());
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("line 1: not an analysis"), "{}", err(&output));
}

#[test]
fn the_library_takes_each_article_once_and_gives_it_back() {
    let place = Place::new();
    let output = place.run(&["export"]);
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("dateline import makes it"), "{}", err(&output));
    let count = fs::read_dir(SAMPLES).expect("the samples").count();
    let output = place.run(&["import", SAMPLES]);
    assert_eq!((code(&output), err(&output)), (0, format!("dateline: {count} new, 0 there already, 0 failed\n")));
    let output = place.run(&["import", SAMPLES, "nowhere.txt"]);
    assert_eq!(code(&output), 1);
    assert!(err(&output).ends_with(&format!("dateline: 0 new, {count} there already, 1 failed\n")), "{}", err(&output));
    let all = lines(&place.run(&["export"]));
    assert_eq!(all.len(), count);
    assert!(all.iter().all(|entry| entry["review"]["state"] == "unread"));
    let some = lines(&place.run(&["export", "--query", "\"digital services tax\" after:2025-06"]));
    assert!((1..count).contains(&some.len()), "{} of {count}", some.len());
    assert!(some.iter().all(|entry| entry["body"].as_str().is_some_and(|body| body.contains("igital services tax"))));
    let output = place.run(&["export", "--query", "colour:red"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("there is no field colour:"), "{}", err(&output));
}

#[test]
fn what_recurs_on_the_pages_of_a_site_is_left_out_of_the_library() {
    let place = Place::new();
    let notice = "Readers in forty countries trust this paper every single day.";
    let pages: Vec<String> = [
        "A storm closed the port of Varna on Monday, and Ivan Petrov lost two of his boats in it.",
        "A court in Lima fined the bank Credito on Tuesday over fees that Ana Flores never agreed to.",
        "Farmers of Punjab blocked the road to Delhi on Friday after talks with Arjun Rao had failed.",
    ]
    .iter()
    .enumerate()
    .map(|(number, story)| {
        let url = format!("<link rel=\"canonical\" href=\"https://ledger.example/news/{number}\">");
        let body = format!("<article><h1>Report number {number}</h1><p>{story}</p><p>{notice}</p></article>");
        place.file(&format!("{number}.html"), format!("<html><head>{url}</head><body>{body}</body></html>"))
    })
    .collect();
    let two = err(&place.run(&["import", &pages[0], &pages[1]]));
    assert_eq!(two, "dateline: 2 new, 0 there already, 0 failed\n");
    let third = err(&place.run(&["import", &pages[2]]));
    assert!(third.ends_with("were left out of 3 articles\n"), "{third}");
    for entry in lines(&place.run(&["export"])) {
        assert!(!entry["body"].as_str().expect("a body").contains("forty countries"), "{entry}");
        let removed = entry["removed"].as_array().expect("removals");
        assert!(removed.iter().any(|removed| removed["rule"] == "recurring" && removed["text"] == notice));
    }
    let found = lines(&place.run(&["export", "--query", "\"forty countries\""]));
    assert_eq!(found.len(), 0, "what was left out is not found");
    assert_eq!(err(&place.run(&["import", &pages[0]])), "dateline: 0 new, 1 there already, 0 failed\n");
}

#[test]
fn an_export_holds_what_a_person_corrected() {
    use dateline::analysis::OverallStance;
    use dateline::corrections::{Anchor, Correction, EventChange, PartyChange};
    let place = Place::new();
    let (library, story) = (place.file("l.db", ""), place.file("story.txt", STORY));
    fs::remove_file(&library).expect("removed");
    let with = |arguments: &[&str]| out(&place.run(&[&["--library", &library], arguments].concat()));
    with(&["--date", "2025-05-06", "import", &story]);
    let before: Value = serde_json::from_str(&with(&["export"])).expect("JSON");
    assert!(before["events"].as_array().is_some_and(|events| events.iter().all(|event| event["corrected"] != true)));
    let body = before["body"].as_str().expect("a body");
    let trigger = before["events"][0]["trigger"]["text"].as_str().expect("a trigger");
    let party = before["stakeholders"][0]["name"].as_str().expect("a party").to_owned();
    let at = Anchor::of(body, dateline::text::Span::of(body, trigger).expect("in the body"));
    let headline = EventChange::Headline("Pier closed, =1+1".into());
    let mut store = dateline::library::Library::open(library.as_ref()).expect("opens");
    let id = store.find("").expect("read")[0];
    store.correct(id, &Correction::Event { at, change: headline }).expect("kept");
    let change = PartyChange::Stance(OverallStance::Mixed);
    store.correct(id, &Correction::Party { name: party.clone(), change }).expect("kept");
    drop(store);
    let after: Value = serde_json::from_str(&with(&["export"])).expect("JSON");
    let event = after["events"].as_array().and_then(|events| events.iter().find(|event| event["corrected"] == true));
    assert_eq!(event.expect("a corrected event")["headline"], "Pier closed, =1+1");
    let stance = |party_of: &Value| (party_of["stance"].clone(), party_of["corrected"].clone());
    assert_eq!(stance(&after["stakeholders"][0]), ("mixed".into(), true.into()));
    for (format, words) in [
        ("md", "Pier closed, =1+1"),
        ("csv", "\"Pier closed, =1+1\""),
        ("plain", "Corrected by hand"),
        ("timelinejs", "Pier closed, =1+1"),
    ] {
        let text = with(&["export", "--format", format]);
        assert!(text.contains(words), "{format}: {text}");
    }
}

#[test]
fn settings_come_from_file_environment_and_flags() {
    let place = Place::new();
    let file = place.file("config/dateline/config.toml", "threads = 2\n");
    let output = place.command(&["config", "--timeout", "9"]).env("DATELINE_COLOR", "never").output().expect("it runs");
    let text = out(&output);
    for line in [
        format!("# settings file: {file}\n"),
        format!("threads = 2  # {file}:1\n"),
        "color = \"never\"  # environment DATELINE_COLOR\n".to_owned(),
        "timeout = 9  # flag --timeout\n".to_owned(),
        "feeds = []  # default\n".to_owned(),
    ] {
        assert!(text.contains(&line), "{line} in {text}");
    }
    place.file("config/dateline/config.toml", "threads = 2\nthread = 3\n");
    let output = place.run(&["analyze", SAMPLES]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("config.toml:2: unknown field `thread`"), "{}", err(&output));
    let output = place.run(&["config", "--config", "gone.toml"]);
    assert_eq!(code(&output), 2);
}

#[test]
fn completions_and_manual_are_printed() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish"] {
        assert!(out(&place.run(&["completions", shell])).contains("analyze"), "{shell}");
    }
    assert!(out(&place.run(&["man"])).contains(".TH dateline 1"));
    assert!(out(&place.run(&["man", "timeline"])).contains("limit"));
    assert_eq!(code(&place.run(&["man", "nothing"])), 2);
}

#[test]
fn the_reader_names_a_missing_path_at_once() {
    let place = Place::new();
    let output = place.run(&["nowhere.txt"]);
    assert_eq!(code(&output), 1);
    assert_eq!(err(&output), "dateline: nowhere.txt: no such file or folder; check the path\n");
    let output = place.run(&[] as &[&str]);
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("dateline analyze"), "without a terminal, the other way is named: {}", err(&output));
}
