//! The window: filling it, closing it, probing it, not being silly about it.

use super::helpers::{Host, addr_a, addr_b, config};
use crate::rules::{Reason, Rule};
use crate::seq::Seq;
use crate::tcp::{Call, Config, ConnectionError, SendKind, State, Timer, Variable};
use crate::wire::tcp::Flags;

/// An established endpoint with this receive buffer, MSS 100.
fn with_receive_buffer(receive_buffer: u32) -> Host {
    let mut host = Host::new(Config { receive_buffer, mss: 100, ..config() }, addr_a());
    host.ok(Call::OpenActive { remote: addr_b(), iss: Seq(100) });
    host.sends();
    host.hears(300, Some(101), Flags::SYN, b"");
    host.sends();
    host
}

#[test]
fn text_is_cut_into_segments_and_kept_within_the_window() {
    let mut host = with_receive_buffer(65_535);
    host.hears_window(301, Some(101), Flags::NONE, b"", 250);
    assert_eq!(host.write(&[7; 400]), 400);
    // The third would be 50 bytes: less than a segment, less than half the window.
    assert_eq!(
        host.sends(),
        ["<SEQ=101><ACK=301><DATA=100><CTL=ACK>", "<SEQ=201><ACK=301><DATA=100><CTL=ACK>"]
    );
    host.hears_window(301, Some(301), Flags::NONE, b"", 250);
    let rest = host.flush();
    assert_eq!(rest.iter().map(|segment| segment.payload.len()).sum::<usize>(), 200);
    assert!(
        rest[1].header.flags.contains(Flags::PSH) && !rest[0].header.flags.contains(Flags::PSH)
    );
    assert_eq!(host.tcp.variable(Variable::SndNxt), Some(501));
}

#[test]
fn a_closed_window_is_probed_at_doubling_intervals() {
    let mut host = with_receive_buffer(65_535);
    host.hears_window(301, Some(101), Flags::NONE, b"", 0);
    host.write(b"abc");
    assert!(host.sends().is_empty());
    assert!(host.saw(Rule::ZeroWindowWaits));
    let mut waits = Vec::new();
    for probe in 1..=8_u8 {
        let before = host.now;
        host.fires(Timer::Persist);
        waits.push(host.now.since(before).as_secs());
        let out = host.flush();
        assert_eq!((out.len(), out[0].kind, &*out[0].payload), (1, SendKind::Probe, &b"a"[..]));
        assert!(matches!(out[0].reason, Reason::ZeroWindowProbe { probe: 1, .. }), "{probe}");
        // The peer is there and has no room: it may go on for ever.
        host.hears_window(301, Some(101), Flags::NONE, b"", 0);
        assert!(host.sends().is_empty());
    }
    assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60]);
    assert_eq!(host.tcp.variable(Variable::SndNxt), Some(101));
    host.hears_window(301, Some(101), Flags::NONE, b"", 100);
    assert_eq!(host.sends(), ["<SEQ=101><ACK=301><DATA=3><CTL=ACK>"]);
    assert_eq!(host.tcp.timer(Timer::Persist), None);
}

#[test]
fn an_accepted_probe_counts_as_sent() {
    let mut host = with_receive_buffer(65_535);
    host.hears_window(301, Some(101), Flags::NONE, b"", 0);
    host.write(b"abc");
    host.sends();
    host.fires(Timer::Persist);
    host.sends();
    host.hears_window(301, Some(102), Flags::NONE, b"", 2);
    assert_eq!(host.sends(), ["<SEQ=102><ACK=301><DATA=2><CTL=ACK>"]);
}

#[test]
fn unanswered_probes_end_the_connection() {
    let mut host = with_receive_buffer(65_535);
    host.hears_window(301, Some(101), Flags::NONE, b"", 0);
    host.write(b"abc");
    host.sends();
    for _ in 0..7 {
        host.fires(Timer::Persist);
        host.flush();
    }
    assert_eq!((host.state(), host.tcp.error()), (State::Closed, Some(ConnectionError::TimedOut)));
}

#[test]
fn a_fin_waits_for_the_window_and_probes_it() {
    let mut host = with_receive_buffer(65_535);
    host.hears_window(301, Some(101), Flags::NONE, b"", 0);
    host.ok(Call::Close);
    assert!(host.sends().is_empty());
    host.fires(Timer::Persist);
    assert_eq!(host.sends(), ["<SEQ=101><ACK=301><CTL=FIN,ACK>"]);
    host.hears_window(301, Some(102), Flags::NONE, b"", 0);
    assert_eq!(host.state(), State::FinWait2);
    assert!(host.sends().is_empty());
    assert_eq!(host.tcp.next_timeout(), None);
}

#[test]
fn a_silly_window_is_waited_out_and_then_used() {
    let mut host = with_receive_buffer(65_535);
    host.hears_window(301, Some(101), Flags::NONE, b"", 10);
    host.write(&[1; 50]);
    assert!(host.sends().is_empty());
    assert!(host.saw(Rule::SillyWindowWaits));
    host.fires(Timer::Persist);
    assert_eq!(host.sends(), ["<SEQ=101><ACK=301><DATA=10><CTL=ACK>"]);
}

#[test]
fn our_window_closes_refuses_and_opens_again() {
    let mut host = with_receive_buffer(200);
    host.hears(301, Some(101), Flags::NONE, &[1; 100]);
    let ack = host.flush();
    assert_eq!((ack[0].header.ack, ack[0].header.window), (Seq(401), 100));
    host.hears(401, Some(101), Flags::NONE, &[2; 150]);
    let ack = host.flush();
    assert!(host.saw(Rule::TextTrimmedBack));
    assert_eq!((ack[0].header.ack, ack[0].header.window), (Seq(501), 0));
    // A probe: refused, but answered, and its ACK counts.
    host.write(b"x");
    host.flush();
    host.hears(501, Some(102), Flags::NONE, b"p");
    let answer = host.flush();
    assert!(host.saw(Rule::ZeroWindowRefuses));
    assert_eq!((answer[0].header.ack, answer[0].header.window), (Seq(501), 0));
    assert_eq!(host.tcp.variable(Variable::SndUna), Some(102));
    // A little room is not announced (silly); enough is.
    host.ok(Call::Receive { max: 50 });
    assert!(host.sends().is_empty());
    host.ok(Call::Receive { max: 50 });
    let update = host.flush();
    assert_eq!((update[0].header.window, update[0].kind), (100, SendKind::Ack));
    assert_eq!(update[0].reason, Reason::WindowAnnounced { from: 0, to: 100 });
}

#[test]
fn the_right_edge_never_moves_back() {
    let mut host = with_receive_buffer(1000);
    let mut edge = 0;
    let mut seq = 301;
    for len in [100, 30, 7, 400, 1, 300, 90] {
        host.hears(seq, Some(101), Flags::NONE, &vec![0; len as usize]);
        seq += len;
        for segment in host.flush() {
            let now = segment.header.ack.0 + u32::from(segment.header.window);
            assert!(now >= edge);
            edge = now;
        }
        host.call(Call::Receive { max: 37 }).ok();
    }
}

#[test]
fn nagle_holds_the_second_small_segment() {
    let mut host = Host::new(Config { nagle: true, ..config() }, addr_a());
    host.ok(Call::OpenActive { remote: addr_b(), iss: Seq(100) });
    host.sends();
    host.hears(300, Some(101), Flags::SYN, b"");
    host.sends();
    host.write(b"one");
    assert_eq!(host.sends().len(), 1);
    host.write(b"two");
    host.write(b"three");
    assert!(host.sends().is_empty());
    host.hears(301, Some(104), Flags::NONE, b"");
    assert_eq!(host.sends(), ["<SEQ=104><ACK=301><DATA=8><CTL=ACK>"]);
}

#[test]
fn an_old_segment_does_not_set_the_window() {
    let mut host = Host::in_state(State::Established);
    host.hears_window(301, Some(101), Flags::NONE, b"12345", 500);
    host.sends();
    host.write(b"x");
    host.sends();
    // Sent earlier, arriving later.
    host.hears_window(301, Some(101), Flags::NONE, b"123456", 900);
    assert_eq!(host.tcp.variable(Variable::SndWnd), Some(900), "trimmed, it begins at RCV.NXT");
    let mut host = Host::in_state(State::Established);
    host.hears_window(311, Some(101), Flags::NONE, b"later", 500);
    host.hears_window(301, Some(101), Flags::NONE, b"early", 900);
    assert_eq!(host.tcp.variable(Variable::SndWnd), Some(500));
    assert!(host.saw(Rule::WindowStale));
}

#[test]
fn the_smaller_mss_counts() {
    let mut host = Host::in_state(State::SynSent);
    host.hears(300, Some(101), Flags::SYN, b"");
    assert!(host.saw(Rule::MssAgreed));
    assert_eq!(host.tcp.variable(Variable::Mss), Some(1460));
}

#[test]
fn the_send_buffer_is_bounded() {
    let mut host = Host::in_state(State::Established);
    let big = vec![0; 100_000];
    assert_eq!(host.write(&big), 65_536);
    assert_eq!(host.tcp.writable(), 0);
    let refused = host.call(Call::Send { data: b"x", push: true });
    assert_eq!(refused, Err(crate::tcp::CallError::WouldBlock));
}
