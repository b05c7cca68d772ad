//! The commands that need no browser, as a person or a script calls them.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn wireglass(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wireglass"))
        .args(args)
        .env("LC_ALL", "C.UTF-8")
        .output()
        .expect("the program starts")
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn refusal(args: &[&str]) -> String {
    let output = wireglass(args);
    assert!(!output.status.success(), "{args:?} should fail");
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).expect("UTF-8")
}

/// A fresh folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).expect("a writable folder");
    folder
}

fn fixture() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/kernel-conversation.pcap").to_owned()
}

#[test]
fn lessons_are_listed_for_people_and_for_programs() {
    let listing: Value =
        serde_json::from_str(&stdout(&wireglass(&["lessons", "--json"]))).expect("one JSON object");
    let lessons = listing["lessons"].as_array().expect("a list");
    assert_eq!(lessons[0]["id"], "open-and-close");
    assert!(lessons.len() >= 14);
    let text = stdout(&wireglass(&["lessons", "--lang", "zh"]));
    for lesson in lessons {
        assert!(text.contains(lesson["id"].as_str().expect("a text")));
        assert!(text.contains(lesson["title"]["zh"].as_str().expect("a text")));
    }
}

#[test]
fn every_lesson_runs_and_leaves_its_files() {
    let folder = folder("run");
    let listing: Value =
        serde_json::from_str(&stdout(&wireglass(&["lessons", "--json"]))).expect("one JSON object");
    for lesson in listing["lessons"].as_array().expect("a list") {
        let id = lesson["id"].as_str().expect("a text");
        let path = |extension: &str| folder.join(id).with_extension(extension);
        let (pcap, trace, svg) = (path("pcapng"), path("jsonl"), path("svg"));
        let arguments = [
            "run",
            id,
            "--pcap",
            pcap.to_str().expect("UTF-8"),
            "--trace",
            trace.to_str().expect("UTF-8"),
            "--svg",
            svg.to_str().expect("UTF-8"),
        ];
        let story = stdout(&wireglass(&arguments));
        assert!(story.lines().count() > 4, "{story}");
        let lines = std::fs::read_to_string(&trace).expect("written");
        let mut lines = lines.lines().map(serde_json::from_str::<Value>);
        let head = lines.next().expect("a head").expect("JSON");
        assert_eq!(head["format"], "wireglass-trace");
        let events: Vec<Value> = lines.map(|line| line.expect("JSON")).collect();
        assert_eq!(head["events"], events.len());
        assert!(std::fs::read_to_string(&svg).expect("written").contains("<svg"));
        // What was written can be read: the same segments, and the same states.
        let report = stdout(&wireglass(&["inspect", pcap.to_str().expect("UTF-8"), "--json"]));
        let report: Value = serde_json::from_str(&report).expect("one JSON object");
        assert_eq!(report["problems"], Value::Array(Vec::new()), "{id}");
        if !lesson["network"].as_bool().expect("yes or no") {
            assert_eq!(report["conversations"][0]["protocol"], "tcp", "{id}");
        }
    }
}

#[test]
fn a_run_repeats_and_a_seed_or_a_setting_changes_it() {
    let hash = |extra: &[&str]| {
        let mut args = vec!["run", "lost-data", "--hash"];
        args.extend(extra);
        stdout(&wireglass(&args))
    };
    assert_eq!(hash(&[]), hash(&[]));
    assert_ne!(hash(&[]), hash(&["--set", "delay=80ms"]));
    let lossy = |seed| hash(&["--set", "loss=30%", "--seed", seed]);
    assert_eq!(lossy("1"), lossy("1"));
    assert_ne!(lossy("1"), lossy("2"));
}

#[test]
fn a_lesson_of_ones_own_is_run_and_its_mistakes_are_named() {
    let folder = folder("own");
    let good = folder.join("mine.toml");
    let text = "id = \"mine\"\ntitle = { en = \"Mine\", zh = \"我的\" }\n\
        summary = { en = \"S.\", zh = \"简。\" }\nintro = { en = \"I.\", zh = \"引。\" }\n\
        [[host]]\nname = \"A\"\naddress = \"10.0.0.1\"\n[[host]]\nname = \"B\"\n\
        address = \"10.0.0.2\"\n[[program]]\nhost = \"A\"\ncalls = [\"connect B:80\"]\n";
    std::fs::write(&good, text).expect("writable");
    let story = stdout(&wireglass(&["run", good.to_str().expect("UTF-8")]));
    assert!(story.contains("ECONNREFUSED"), "{story}");
    let bad = folder.join("bad.toml");
    std::fs::write(&bad, text.replace("connect", "conect")).expect("writable");
    let why = refusal(&["run", bad.to_str().expect("UTF-8")]);
    assert!(why.contains("conect B:80") && why.contains('1'), "{why}");
    std::fs::write(&bad, text.replace("zh = \"简。\"", "")).expect("writable");
    let why = refusal(&["run", bad.to_str().expect("UTF-8"), "--lang", "zh"]);
    assert!(why.contains("bad.toml:3:") && why.contains("zh"), "{why}");
}

#[test]
fn what_is_not_there_is_refused_in_one_sentence() {
    for (args, word) in [
        (vec!["run", "no-such-lesson"], "no-such-lesson"),
        (vec!["run", "open-and-close", "--variant", "sideways"], "sideways"),
        (vec!["run", "open-and-close", "--set", "delay=soon"], "soon"),
        (vec!["run", "open-and-close", "--set", "colour=red"], "colour"),
        (vec!["inspect", "no-such-file.pcap"], "no-such-file.pcap"),
    ] {
        let why = refusal(&args);
        assert!(why.contains(word), "{why}");
        assert_eq!(why.lines().count(), 1, "{why}");
    }
}

#[test]
fn a_kernels_conversation_is_understood() {
    let report = stdout(&wireglass(&["inspect", &fixture(), "--json"]));
    let report: Value = serde_json::from_str(&report).expect("one JSON object");
    let conversation = &report["conversations"][0];
    assert_eq!(conversation["began_midway"], false);
    assert_eq!(conversation["states"], serde_json::json!(["TIME-WAIT", "CLOSED"]));
    let visited = conversation["visited"][1].as_array().expect("a list");
    assert_eq!(visited[0], "LISTEN");
}

#[test]
fn a_damaged_capture_is_read_as_far_as_it_goes() {
    let folder = folder("damaged");
    let whole = std::fs::read(fixture()).expect("the fixture");
    let cut = folder.join("cut.pcap");
    std::fs::write(&cut, &whole[..whole.len() - 5]).expect("writable");
    let output = wireglass(&["inspect", cut.to_str().expect("UTF-8"), "--json"]);
    let report: Value = serde_json::from_str(&stdout(&output)).expect("one JSON object");
    assert_eq!(report["problems"].as_array().map(Vec::len), Some(1));
    assert_eq!(report["conversations"].as_array().map(Vec::len), Some(1));
    assert!(!output.stderr.is_empty(), "people are told as well");
    let not = folder.join("not.pcap");
    std::fs::write(&not, [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0]).expect("writable");
    let why = refusal(&["inspect", not.to_str().expect("UTF-8")]);
    assert!(why.contains("gzip"), "{why}");
}
