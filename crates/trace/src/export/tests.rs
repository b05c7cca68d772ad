use super::*;
use crate::testing::trace;

#[test]
fn json_lines_have_a_head_and_a_line_for_each_event() {
    let trace = trace(2);
    let lines: Vec<serde_json::Value> = json_lines(&trace)
        .map(|line| serde_json::from_str(&line).expect("each line is JSON"))
        .collect();
    assert_eq!(lines.len(), 1 + trace.events().len());
    assert_eq!(lines[0]["format"], "wireglass-trace");
    assert_eq!(lines[0]["events"], trace.events().len());
    let opened = &lines[2];
    assert_eq!(opened["event"], "state-changed");
    assert_eq!(opened["to"], "SYN-SENT");
    assert_eq!(opened["because"]["rule"], "open-active");
    assert_eq!(opened["because"]["iss"], 7);
    assert_eq!(opened["step"], 1);
    let sent = lines.iter().find(|line| line["event"] == "frame-sent").expect("one was sent");
    assert_eq!(sent["bytes"], "00");
    assert_eq!(sent["time"], 10_000_000);
}

#[test]
fn the_hash_tells_traces_apart() {
    assert_eq!(hash(&trace(2)), hash(&trace(2)));
    assert_ne!(hash(&trace(2)), hash(&trace(3)));
    let mut other = trace(2);
    other.set_original_len(crate::FrameId(0), 99);
    other.begin_step(crate::testing::ms(99));
    other.push(crate::testing::CLIENT, What::PowerChanged { on: true }, None, None);
    assert_ne!(hash(&trace(2)), hash(&other));
}

#[test]
fn the_terse_text_has_a_line_for_each_event() {
    let trace = trace(1);
    let text = to_text(&trace);
    assert_eq!(text.lines().count(), trace.events().len());
    assert!(text.contains("state    1>2 CLOSED -> SYN-SENT  [open-active]"), "{text}");
    assert!(text.contains("<- 2"), "the arrival names the step that caused it: {text}");
}
