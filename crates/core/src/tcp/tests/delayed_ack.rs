//! Delayed acknowledgements (RFC 9293 §3.8.6.3, RFC 5681 §4.2): what may wait, for
//! how long, and what it rides on.

use super::helpers::{Host, addr_a, addr_b, config};
use crate::rules::{Reason, Rule};
use crate::seq::Seq;
use crate::tcp::{Call, Config, SendKind, State, Timer};
use crate::time::{Duration, Instant};
use crate::wire::tcp::Flags;

const DELAY: Duration = Duration::from_millis(40);

/// An established endpoint, MSS 100, that delays its ACKs.
fn host() -> Host {
    let config = Config { delayed_ack: Some(DELAY), mss: 100, ..config() };
    let mut host = Host::new(config, addr_a());
    host.ok(Call::OpenActive { remote: addr_b(), iss: Seq(100) });
    host.sends();
    host.hears(300, Some(101), Flags::SYN, b"");
    // The handshake's ACK is never delayed.
    assert_eq!(host.sends(), ["<SEQ=101><ACK=301><CTL=ACK>"]);
    assert_eq!(host.tcp.timer(Timer::DelayedAck), None);
    host.rules();
    host
}

/// What the peer sends, one after the other: number, bytes of text, FIN.
type Arrivals = &'static [(u32, usize, bool)];

#[test]
fn what_waits_and_what_does_not() {
    let table: [(&str, Arrivals, &[&str], Option<Rule>); 9] = [
        ("a small segment waits", &[(301, 5, false)], &[], None),
        ("so does one full segment", &[(301, 100, false)], &[], None),
        ("and a second small one", &[(301, 5, false), (306, 5, false)], &[], None),
        (
            "every second full segment does not",
            &[(301, 100, false), (401, 100, false), (501, 100, false)],
            &["<SEQ=101><ACK=501><CTL=ACK>"],
            Some(Rule::AckSecondSegment),
        ),
        (
            "nor do as many bytes in smaller ones",
            &[(301, 70, false), (371, 70, false), (441, 70, false)],
            &["<SEQ=101><ACK=511><CTL=ACK>"],
            Some(Rule::AckSecondSegment),
        ),
        (
            "a gap shows at once, whatever waits",
            &[(301, 5, false), (311, 5, false)],
            &["<SEQ=101><ACK=306><CTL=ACK>"],
            Some(Rule::TextOutOfOrder),
        ),
        (
            "and closes at once",
            &[(306, 5, false), (301, 5, false)],
            &["<SEQ=101><ACK=301><CTL=ACK>", "<SEQ=101><ACK=311><CTL=ACK>"],
            Some(Rule::GapClosed),
        ),
        (
            "what came before is acknowledged again at once",
            &[(301, 5, false), (301, 5, false)],
            &["<SEQ=101><ACK=306><CTL=ACK>"],
            Some(Rule::SegmentUnacceptable),
        ),
        ("text and FIN wait together", &[(301, 5, true)], &[], None),
    ];
    for (name, arrivals, sent, rule) in table {
        let mut host = host();
        let mut out = Vec::new();
        for &(seq, len, fin) in arrivals {
            let flags = if fin { Flags::FIN } else { Flags::NONE };
            host.hears(seq, Some(101), flags, &vec![7; len]);
            out.extend(host.flush());
        }
        let shown: Vec<_> = out.iter().map(super::helpers::show).collect();
        assert_eq!(shown, sent, "{name}");
        if let Some(rule) = rule {
            let carried = out.iter().any(|segment| segment.reason.rule() == rule);
            assert!(carried || host.saw(rule), "{name}");
        } else {
            assert!(host.saw(Rule::AckDelayed), "{name}");
            assert_eq!(host.tcp.timer(Timer::DelayedAck), Some(Instant::ZERO + DELAY), "{name}");
        }
    }
}

#[test]
fn a_wait_that_ends_sends_the_ack_alone() {
    let mut host = host();
    host.hears(301, Some(101), Flags::NONE, b"hello");
    assert!(host.sends().is_empty());
    host.passes(Duration::from_millis(30));
    // A later segment does not put it off.
    host.hears(306, Some(101), Flags::NONE, b"again");
    assert!(host.sends().is_empty());
    let left = Duration::from_millis(10);
    let delayed = Reason::AckDelayed { bytes: 10, left };
    assert!(host.log.0.iter().any(|note| super::helpers::reason(note) == delayed));
    host.fires(Timer::DelayedAck);
    assert_eq!(host.now, Instant::ZERO + DELAY);
    let out = host.flush();
    assert_eq!((out.len(), out[0].kind), (1, SendKind::Ack));
    assert_eq!(out[0].reason, Reason::AckDelayOver { delay: DELAY });
    assert_eq!((out[0].header.ack, host.tcp.next_timeout()), (Seq(311), None));
}

#[test]
fn it_rides_on_whatever_goes_out() {
    type Act = fn(&mut Host);
    let table: [(&str, Act, &str, bool); 4] = [
        (
            "data",
            |host| assert_eq!(host.write(b"hi"), 2),
            "<SEQ=101><ACK=306><DATA=2><CTL=ACK>",
            true,
        ),
        (
            "a FIN",
            |host| drop(host.ok(Call::ShutdownWrite)),
            "<SEQ=101><ACK=306><CTL=FIN,ACK>",
            true,
        ),
        ("a window update", |host| drop(host.read()), "<SEQ=101><ACK=306><CTL=ACK>", false),
        ("a reset does not pay it", |host| drop(host.ok(Call::Abort)), "<SEQ=101><CTL=RST>", false),
    ];
    for (name, act, sent, rides) in table {
        let mut host = host();
        if name == "a window update" {
            // A buffer that the text fills by more than half.
            host = Host::new(
                Config { delayed_ack: Some(DELAY), receive_buffer: 8, ..config() },
                addr_a(),
            );
            host.ok(Call::OpenActive { remote: addr_b(), iss: Seq(100) });
            host.sends();
            host.hears(300, Some(101), Flags::SYN, b"");
            host.sends();
        }
        host.hears(301, Some(101), Flags::NONE, b"hello");
        assert!(host.sends().is_empty(), "{name}");
        act(&mut host);
        assert_eq!(host.sends(), [sent], "{name}");
        assert_eq!(host.saw(Rule::AckRidesAlong), rides, "{name}");
        assert_eq!(host.tcp.timer(Timer::DelayedAck), None, "{name}");
    }
}

#[test]
fn a_close_at_once_takes_three_segments() {
    // FIN, then FIN,ACK, then ACK.
    let mut host = host();
    host.hears(301, Some(101), Flags::FIN, b"");
    assert!(host.sends().is_empty());
    assert_eq!(host.state(), State::CloseWait);
    host.passes(Duration::from_millis(2));
    host.ok(Call::Close);
    assert_eq!(host.sends(), ["<SEQ=101><ACK=302><CTL=FIN,ACK>"]);
    host.hears(302, Some(102), Flags::NONE, b"");
    assert_eq!((host.state(), host.tcp.next_timeout()), (State::Closed, None));
}

#[test]
fn an_application_that_takes_its_time_makes_it_four() {
    let mut host = host();
    host.hears(301, Some(101), Flags::FIN, b"");
    assert!(host.sends().is_empty());
    host.fires(Timer::DelayedAck);
    assert_eq!(host.sends(), ["<SEQ=101><ACK=302><CTL=ACK>"]);
    host.ok(Call::Close);
    assert_eq!(host.sends(), ["<SEQ=101><ACK=302><CTL=FIN,ACK>"]);
    assert!(!host.saw(Rule::AckRidesAlong));
}

#[test]
fn a_fin_after_our_own_is_acknowledged_at_once() {
    // Nothing of ours can come up any more that the acknowledgement could ride on.
    for (ack, state) in [(101, State::Closing), (102, State::TimeWait)] {
        let mut host = host();
        host.hears(301, Some(101), Flags::NONE, b"x");
        host.ok(Call::ShutdownWrite);
        assert_eq!(host.sends(), ["<SEQ=101><ACK=302><CTL=FIN,ACK>"]);
        host.hears(302, Some(ack), Flags::FIN, b"");
        assert_eq!(host.state(), state);
        assert_eq!(host.sends(), ["<SEQ=102><ACK=303><CTL=ACK>"]);
        assert_eq!(host.tcp.timer(Timer::DelayedAck), None);
    }
}

#[test]
fn without_it_nothing_waits() {
    let mut host = Host::in_state(State::Established);
    host.hears(301, Some(101), Flags::NONE, b"hello");
    assert_eq!(host.sends(), ["<SEQ=101><ACK=306><CTL=ACK>"]);
    assert!(!host.saw(Rule::AckDelayed));
}
