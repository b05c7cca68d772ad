use super::*;
use crate::testing;

#[test]
fn data_is_previewed_as_text() {
    assert_eq!(preview(b"GET / HTTP/1.1\r\nHost: x\r\n", 20), "GET / HTTP/1.1…");
    assert_eq!(preview(b"a\tb\nc\0", 20), "a␉b␊c␀");
    assert_eq!(preview("Grüße, 世界".as_bytes(), 6), "Grüße…");
    assert_eq!(preview(&[0xff, 0xfe, 0x00], 20), "", "not text");
    assert_eq!(preview(b"", 20), "");
    assert_eq!(preview(&[0x7f], 20), "·");
    // Cut in the middle of a character, by us: what is whole is shown.
    let long = "世".repeat(200);
    assert_eq!(preview(long.as_bytes(), 8).chars().count(), 8);
}

#[test]
fn flags_are_named_in_the_usual_order() {
    assert_eq!(flag_names(Flags::ACK.union(Flags::SYN)), "SYN, ACK");
    assert_eq!(flag_names(Flags::ACK.union(Flags::PSH).union(Flags::FIN)), "FIN, PSH, ACK");
    assert_eq!(flag_names(Flags::NONE), "—");
}

fn sub_labels(trace: &Trace, options: &LadderOptions) -> Vec<String> {
    let mut bases = Bases::default();
    (0..trace.frames().len())
        .map(|i| Info::new(trace, FrameId::from_index(i), &mut bases, options).sub_label(options))
        .collect()
}

#[test]
fn numbers_stand_below() {
    let trace = testing::open_and_close();
    let labels = sub_labels(&trace, &LadderOptions::default());
    assert_eq!(
        labels,
        [
            "seq 1000 · mss 1460",
            "seq 5000 · ack 1001",
            "ack 5001",
            "seq 1001 · ack 5001 · 5 bytes",
            "seq 5001 · ack 1006 · 6 bytes",
            "seq 1006 · ack 5007",
            "ack 1007",
            "seq 5007 · ack 1007",
            "ack 5008",
        ]
    );
}

#[test]
fn relative_numbers_count_from_the_syn() {
    let options = LadderOptions { relative_seq: true, ..LadderOptions::default() };
    let labels = sub_labels(&testing::open_and_close(), &options);
    assert_eq!(labels[0], "seq 0 · mss 1460");
    assert_eq!(labels[1], "seq 0 · ack 1");
    assert_eq!(labels[4], "seq 1 · ack 6 · 6 bytes");
    // A capture that has no SYN counts its first byte as number 1.
    let labels = sub_labels(&testing::capture(4), &options);
    assert_eq!(labels[0], "seq 1 · ack 1 · 28 bytes");
    assert_eq!(labels[2], "ack 57");
}
