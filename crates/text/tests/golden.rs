//! Every lesson as it is told, in both languages, against a file that a person
//! has read. `cargo xtask golden` writes
//! them anew; read the diff.

use std::fmt::Write as _;
use std::path::Path;
use wireglass_capture::observer;
use wireglass_course::{Settings, lessons};
use wireglass_sim::Recording;
use wireglass_text::{Lang, Markup, Span, frame_comment, step, step_line};
use wireglass_trace::{FrameId, Trace};

#[test]
fn golden_every_lesson_is_told_as_recorded() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut wrong = Vec::new();
    let mut expected = Vec::new();
    for lesson in lessons() {
        let scenario = lesson.scenario(None, &Settings::default()).expect("checked");
        let recording = Recording::run(&scenario).expect("checked");
        for lang in Lang::ALL {
            let text = told(lang, recording.trace());
            let name = format!("{}.{}.txt", lesson.id, lang.code());
            let path = folder.join(&name);
            if update {
                std::fs::write(&path, &text).expect("a writable golden file");
            } else if std::fs::read_to_string(&path).unwrap_or_default() != text {
                wrong.push(name.clone());
            }
            expected.push(name);
        }
    }
    assert!(wrong.is_empty(), "these differ; write them anew, then read the diff: {wrong:?}");
    let mut present: Vec<String> = std::fs::read_dir(&folder)
        .expect("the golden files")
        .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
        .collect();
    present.sort();
    expected.sort();
    assert_eq!(present, expected, "a golden file without its lesson, or the other way round");
}

/// A trace as a learner reads it. `[boxes]` are code, `_highlights_` emphasis.
fn told(lang: Lang, trace: &Trace) -> String {
    let mut out = String::new();
    for index in 0..trace.steps().len() {
        let story = step(lang, trace, index);
        let time = trace.steps()[index].time;
        let _ = writeln!(out, "{:>3}  {time}  {}", index + 1, marked(&story.title));
        for sentence in &story.body {
            let _ = writeln!(out, "     {}", marked(sentence));
        }
        for change in &story.transitions {
            let node = &trace.node(change.node).name;
            let _ = writeln!(out, "     {node}: {} -> {}", change.from, change.to);
        }
        for cite in &story.cites {
            let check = cite.check.as_ref().map_or_else(String::new, |check| format!(": {check}"));
            let _ = writeln!(out, "     {} · {}{check}", cite.source, cite.title);
        }
        if let Some((step, title)) = &story.cause {
            let _ = writeln!(out, "     <- {}  {title}", step + 1);
        }
    }
    out
}

fn marked(text: &Markup) -> String {
    text.spans()
        .iter()
        .map(|span| match span {
            Span::Plain(text) => text.clone(),
            Span::Code(text) => format!("[{text}]"),
            Span::Em(text) => format!("_{text}_"),
        })
        .collect()
}

/// What must hold of every sentence of every step, whatever the lesson.
#[test]
fn every_step_of_every_variant_reads_well() {
    for lesson in lessons() {
        let variants = lesson.variants.iter().map(|variant| Some(variant.id.as_str()));
        for variant in std::iter::once(None).chain(variants) {
            let scenario = lesson.scenario(variant, &Settings::default()).expect("checked");
            let recording = Recording::run(&scenario).expect("checked");
            reads_well(recording.trace(), &format!("{} {variant:?}", lesson.id));
        }
    }
}

/// A conversation of two Linux kernels, and the same from its middle on.
#[test]
fn every_step_of_a_capture_reads_well() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = path.join("../../tests/fixtures/kernel-conversation.pcap");
    let bytes = std::fs::read(path).expect("the fixture");
    let mut capture = wireglass_capture::read(&bytes).expect("a capture");
    for skipped in [0, 4] {
        capture.packets.drain(..skipped);
        let conversations = observer::conversations(&capture, &bytes);
        assert!(!conversations.is_empty());
        for conversation in &conversations {
            let trace = observer::observe(&capture, &bytes, conversation);
            reads_well(&trace, &format!("capture, {skipped} skipped"));
        }
    }
}

fn reads_well(trace: &Trace, name: &str) {
    let ideograph = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for index in 0..trace.steps().len() {
        for lang in Lang::ALL {
            let story = step(lang, trace, index);
            let place = format!("{name} {lang:?} step {}", index + 1);
            assert!(!story.title.is_empty() && !story.body.is_empty(), "{place}");
            assert!(story.body.len() <= 7, "{place}: {:?}", story.body);
            assert!(!step_line(lang, trace, index).contains('\n'));
            if let Some(pill) = &story.pill {
                let first = story.title.spans().iter().find_map(|span| match span {
                    Span::Code(text) => Some(text),
                    _ => None,
                });
                assert_eq!(first, Some(&pill.text), "{place}");
            }
            for sentence in &story.body {
                let text = sentence.plain();
                assert!(text.ends_with(['.', '。', '？', '”']), "{place}: {text}");
                assert_eq!(lang == Lang::Zh, text.contains(ideograph), "{place}: {text}");
                assert!(!text.contains("  ") && !text.contains(['{', '}']), "{text}");
            }
            assert!(story.transitions.iter().all(|change| change.from != change.to), "{place}");
        }
    }
    for frame in 0..trace.frames().len() {
        for lang in Lang::ALL {
            let comment = frame_comment(lang, trace, FrameId::from_index(frame));
            assert!(!comment.is_empty(), "{name} frame {frame}");
        }
    }
}
