//! What is out of the ordinary.

use super::*;

#[test]
fn three_duplicates_and_a_fast_retransmission() {
    let story = Story::of(&opened([
        a("A", 1, 1, 100),
        b("A", 1, 101, 0),
        a("A", 101, 1, 100), // 5: lost
        a("A", 201, 1, 100),
        b("A", 1, 101, 0),
        a("A", 301, 1, 100),
        b("A", 1, 101, 0),
        a("A", 401, 1, 100),
        b("A", 1, 101, 0),
        a("A", 101, 1, 100), // 12
        b("A", 1, 501, 0),
    ]));
    let expected = [
        (5, ProbablyLost),
        (7, DuplicateAck),
        (9, DuplicateAck),
        (11, DuplicateAck),
        (12, FastRetransmission),
    ];
    assert_eq!(story.anomalies(), expected);
    let trace = story.trace();
    assert_eq!(frames_lost(&trace), [5]);
    // While it is missing, what follows is kept but not counted.
    let nxt = |position| {
        let now = Snapshot::at(&trace, position);
        now.socket(SocketId(1)).variable(Variable::RcvNxt).unwrap().value
    };
    assert_eq!([nxt(11), nxt(12), nxt(13)], [1_101, 1_101, 1_501]);
}

#[test]
fn what_is_selectively_acknowledged_was_not_lost() {
    let story = Story::of(&opened([
        a("A", 1, 1, 100),
        a("A", 101, 1, 100),
        b("A", 1, 1, 0).sack(101, 201, ISN[0]),
        a("A", 1, 1, 100).after(300),
        a("A", 101, 1, 100),
    ]));
    let lost: Vec<_> =
        story.anomalies().into_iter().filter(|(_, what)| *what == ProbablyLost).collect();
    assert_eq!(lost, [(3, ProbablyLost)]);
}

/// Found by fuzzing: a block that ends before it begins was taken for a range.
#[test]
fn a_block_that_ends_before_it_begins_says_nothing() {
    let blocks = [(201, 101), (101, 101), (101, 201)];
    for (left, right) in blocks {
        let story = Story::of(&opened([
            a("A", 1, 1, 100),
            a("A", 101, 1, 100),
            b("A", 1, 1, 0).sack(left, right, ISN[0]),
            a("A", 1, 1, 100).after(300),
        ]));
        let lost = story.anomalies().into_iter().filter(|(_, what)| *what == ProbablyLost);
        assert_eq!(lost.count(), 1, "{left} to {right}");
    }
}

#[test]
fn sent_again_although_acknowledged() {
    let story =
        Story::of(&opened([a("A", 1, 1, 100), b("A", 1, 101, 0), a("A", 1, 1, 100).after(400)]));
    assert_eq!(story.anomalies(), [(5, SpuriousRetransmission)]);
    assert!(frames_lost(&story.trace()).is_empty());
}

#[test]
fn overtaken_is_not_lost() {
    let story = Story::of(&opened([
        a("A", 1, 1, 100),
        a("A", 201, 1, 100),
        a("A", 101, 1, 100).after(1),
        b("A", 1, 301, 0),
    ]));
    assert_eq!(story.anomalies(), [(4, GapBefore), (5, OutOfOrder)]);
    assert!(frames_lost(&story.trace()).is_empty());
}

#[test]
fn lost_before_it_could_be_captured() {
    let story = Story::of(&opened([
        a("A", 1, 1, 100),
        a("A", 201, 1, 100),
        a("A", 101, 1, 100).after(900),
    ]));
    assert_eq!(story.anomalies(), [(4, GapBefore), (5, Retransmission)]);
}

#[test]
fn a_bare_ack_shows_what_is_missing_before_it() {
    let story = Story::of(&opened([a("A", 1, 1, 100), a("A", 201, 1, 0), a("A", 201, 1, 0)]));
    assert_eq!(story.anomalies(), [(4, GapBefore)], "once");
}

#[test]
fn a_syn_ack_that_comes_again_is_no_crossing_syn() {
    let story = Story::of(&[
        a("S", 0, 0, 0),
        b("SA", 0, 1, 0),
        b("SA", 0, 1, 0).after(1_000),
        a("A", 1, 1, 0),
    ]);
    assert!(story.anomalies().contains(&(2, Retransmission)));
}

#[test]
fn a_syn_that_comes_again_measures_no_round_trip() {
    // From the first SYN on it would have been a second, and so would the reordering be.
    let mut lines =
        opened([a("A", 1, 1, 100), a("A", 201, 1, 100), a("A", 101, 1, 100).after(900)]);
    lines.insert(0, a("S", 0, 0, 0));
    lines[1].after = 1_000;
    let story = Story::of(&lines);
    assert!(story.anomalies().contains(&(6, Retransmission)));
}

#[test]
fn never_captured_at_all() {
    let story = Story::of(&opened([b("A", 1, 301, 0), a("A", 301, 1, 10)]));
    assert_eq!(story.anomalies(), [(3, AckOfUnseen)]);
    assert_eq!(story.states(), both(Established));
}

#[test]
fn the_window_closes_and_opens() {
    let story = Story::of(&opened([
        a("A", 1, 1, 8_000),               // 3: all the window there is
        b("A", 1, 8_001, 0).window(0),     // 4
        a("A", 8_001, 1, 1).after(500),    // 5: is it open yet?
        b("A", 1, 8_001, 0).window(0),     // 6
        a("A", 8_000, 1, 0).after(900),    // 7: the same question, as Linux asks it
        b("A", 1, 8_001, 0).window(0),     // 8
        b("A", 1, 8_001, 0).window(4_000), // 9
        a("A", 8_001, 1, 100),             // 10: the byte of the probe is sent anew
        b("A", 1, 8_101, 0),
    ]));
    let expected = [
        (3, WindowFull),
        (4, ZeroWindow),
        (5, ZeroWindowProbe),
        (6, ZeroWindow),
        (7, ZeroWindowProbe),
        (8, ZeroWindow),
        (9, WindowUpdate),
    ];
    assert_eq!(story.anomalies(), expected);
}

#[test]
fn a_probe_that_was_taken_is_not_unseen() {
    let story = Story::of(&opened([
        b("A", 1, 1, 0).window(0),
        a("A", 1, 1, 1).after(500),
        b("A", 1, 2, 0),
        a("A", 2, 1, 50),
    ]));
    assert_eq!(story.anomalies(), [(3, ZeroWindow), (4, ZeroWindowProbe)]);
}

#[test]
fn beyond_the_window() {
    let story = Story::of(&opened([a("A", 9_001, 1, 10)]));
    assert_eq!(story.anomalies(), [(3, GapBefore), (3, OutOfWindow)]);
}

#[test]
fn still_there() {
    let story = Story::of(&opened([
        a("A", 1, 1, 10),
        b("A", 1, 11, 0),
        a("A", 10, 1, 0).after(7_000),
        b("A", 1, 11, 0),
        a("A", 10, 1, 1).after(7_000),
        b("A", 1, 11, 0),
    ]));
    assert_eq!(story.anomalies(), [(5, KeepAlive), (7, KeepAlive)]);
}

#[test]
fn a_wrong_checksum_is_thrown_away() {
    let story = Story::of(&opened([
        a("A", 1, 1, 100).damaged(),
        a("A", 1, 1, 100).after(300),
        b("A", 1, 101, 0),
    ]));
    assert_eq!(story.anomalies(), [(3, BadChecksum), (4, Retransmission)]);
    assert_eq!(story.only().checksum_offload, [false, false]);
    let trace = story.trace();
    let discarded = trace.events().iter().filter(|e| matches!(e.what, What::FrameDiscarded { .. }));
    assert_eq!(discarded.count(), 1);
    let now = Snapshot::at(&trace, 4);
    assert_eq!(now.socket(SocketId(1)).variable(Variable::RcvNxt).unwrap().value, 1_001);
}

#[test]
fn all_checksums_wrong_are_left_to_hardware() {
    let mut lines = opened([a("A", 1, 1, 100), b("A", 1, 101, 0)]);
    for line in lines.iter_mut().filter(|line| line.from == 0) {
        line.damage = 1;
    }
    let story = Story::of(&lines);
    assert_eq!(story.only().checksum_offload, [true, false]);
    assert_eq!(story.anomalies(), []);
    assert_eq!(story.states(), both(Established));
}

#[test]
fn a_fin_sent_again() {
    let story =
        Story::of(&opened([a("FA", 1, 1, 0), a("FA", 1, 1, 0).after(300), b("A", 1, 2, 0)]));
    assert_eq!(story.anomalies(), [(3, ProbablyLost), (4, Retransmission)]);
    assert_eq!(path(&story.trace(), 1).last(), Some(&(5, Established, CloseWait)));
    assert_eq!(story.states(), [Some(FinWait2), Some(CloseWait)]);
}
