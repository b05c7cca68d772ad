//! Every kind of segment in every state: what is answered, and where it leads.

use super::helpers::Host;
use crate::rules::Rule;
use crate::tcp::State;
use crate::tcp::State::{
    CloseWait, Closed, Closing, Established, FinWait1, FinWait2, LastAck, Listen, SynReceived,
    SynSent, TimeWait,
};
use crate::wire::tcp::Flags;

/// The states from SYN-RECEIVED on, where RCV.NXT is known.
const SYNCHRONIZING: [State; 9] = [
    SynReceived,
    Established,
    FinWait1,
    FinWait2,
    CloseWait,
    Closing,
    LastAck,
    TimeWait,
    SynReceived,
];

/// RCV.NXT of [`Host::in_state`].
fn rcv_nxt(state: State) -> u32 {
    match state {
        CloseWait | Closing | LastAck | TimeWait => 302,
        _ => 301,
    }
}

/// SND.NXT of [`Host::in_state`].
fn snd_nxt(state: State) -> u32 {
    match state {
        FinWait1 | FinWait2 | Closing | LastAck | TimeWait => 102,
        _ => 101,
    }
}

/// `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>` in `state`.
fn plain_ack(state: State) -> Vec<String> {
    vec![format!("<SEQ={}><ACK={}><CTL=ACK>", snd_nxt(state), rcv_nxt(state))]
}

fn none() -> Vec<String> {
    Vec::new()
}

#[test]
fn reset_exactly_at_rcv_nxt() {
    for state in SYNCHRONIZING {
        let mut host = Host::in_state(state);
        host.hears(rcv_nxt(state), None, Flags::RST, b"");
        let expected = if state == SynReceived { Listen } else { Closed };
        assert_eq!((host.state(), host.sends()), (expected, none()), "{state}");
        let told = matches!(state, Established | FinWait1 | FinWait2 | CloseWait);
        assert_eq!(host.tcp.error().is_some(), told, "{state}");
    }
}

#[test]
fn reset_in_the_window_but_not_exact_is_challenged() {
    for state in SYNCHRONIZING {
        let mut host = Host::in_state(state);
        host.hears(rcv_nxt(state) + 1, None, Flags::RST, b"");
        assert_eq!((host.state(), host.sends()), (state, plain_ack(state)), "{state}");
        assert!(host.saw(Rule::ResetNotExact));
    }
}

#[test]
fn reset_outside_the_window_is_dropped() {
    for state in SYNCHRONIZING {
        for seq in [rcv_nxt(state) - 1, rcv_nxt(state) + 70_000] {
            let mut host = Host::in_state(state);
            host.hears(seq, None, Flags::RST, b"");
            assert_eq!((host.state(), host.sends()), (state, none()), "{state}");
            assert!(host.saw(Rule::ResetUnacceptable));
        }
    }
}

#[test]
fn syn_in_the_window() {
    for state in SYNCHRONIZING {
        let mut host = Host::in_state(state);
        host.hears(rcv_nxt(state) + 10, None, Flags::SYN, b"");
        if state == SynReceived {
            assert_eq!((host.state(), host.sends()), (Listen, none()));
        } else {
            assert_eq!((host.state(), host.sends()), (state, plain_ack(state)), "{state}");
            assert!(host.saw(Rule::SynChallenged));
        }
    }
}

#[test]
fn the_first_syn_again() {
    for state in SYNCHRONIZING {
        let mut host = Host::in_state(state);
        if state == SynReceived {
            host.hears(300, None, Flags::SYN, b"");
            assert!(host.sends().is_empty(), "so soon it is only a duplicate");
        }
        host.passes(crate::time::Duration::from_millis(500));
        host.sends();
        host.hears(300, None, Flags::SYN, b"");
        let answer = match state {
            SynReceived => vec!["<SEQ=100><ACK=301><CTL=SYN,ACK>".to_owned()],
            _ => plain_ack(state),
        };
        assert_eq!((host.state(), host.sends()), (state, answer), "{state}");
    }
}

#[test]
fn a_segment_outside_the_window_is_acknowledged_and_dropped() {
    for state in SYNCHRONIZING {
        for (seq, text) in [(200, &b"old"[..]), (301 + 70_000, b"far ahead"), (200, b"")] {
            let mut host = Host::in_state(state);
            host.hears(seq, Some(snd_nxt(state)), Flags::NONE, text);
            assert_eq!((host.state(), host.sends()), (state, plain_ack(state)), "{state}");
            assert_eq!(host.tcp.readable(), 0);
            assert!(host.saw(Rule::SegmentUnacceptable));
        }
    }
}

#[test]
fn empty_unacceptable_segments_are_answered_twice_a_second() {
    let mut host = Host::in_state(Established);
    host.hears(200, Some(101), Flags::NONE, b"");
    assert_eq!(host.sends().len(), 1);
    host.hears(200, Some(101), Flags::NONE, b"");
    assert!(host.sends().is_empty() && host.saw(Rule::AckThrottled));
    host.passes(crate::time::Duration::from_millis(500));
    host.hears(200, Some(101), Flags::NONE, b"");
    assert_eq!(host.sends().len(), 1);
}

#[test]
fn a_segment_without_ack_is_dropped() {
    for state in SYNCHRONIZING {
        let mut host = Host::in_state(state);
        host.hears(rcv_nxt(state), None, Flags::FIN, b"text");
        assert_eq!((host.state(), host.sends()), (state, none()), "{state}");
        assert!(host.saw(Rule::AckMissing));
    }
}

#[test]
fn an_ack_of_what_was_never_sent() {
    for state in SYNCHRONIZING {
        let mut host = Host::in_state(state);
        host.hears(rcv_nxt(state), Some(150), Flags::NONE, b"text");
        let answer = match state {
            SynReceived => vec!["<SEQ=150><CTL=RST>".to_owned()],
            _ => plain_ack(state),
        };
        assert_eq!((host.state(), host.sends()), (state, answer), "{state}");
        assert_eq!(host.tcp.readable(), 0);
    }
}

#[test]
fn an_ack_from_long_ago_is_challenged() {
    let mut host = Host::in_state(Established);
    host.hears(301, Some(101_u32.wrapping_sub(1001)), Flags::NONE, b"blind");
    assert_eq!(host.sends(), plain_ack(Established));
    assert!(host.saw(Rule::AckTooOld) && host.tcp.readable() == 0);
}

#[test]
fn the_ack_of_everything_sent() {
    for state in SYNCHRONIZING {
        let mut host = Host::in_state(state);
        host.hears(rcv_nxt(state), Some(snd_nxt(state)), Flags::NONE, b"");
        let expected = match state {
            SynReceived => Established,
            FinWait1 => FinWait2,
            Closing => TimeWait,
            LastAck => Closed,
            other => other,
        };
        assert_eq!((host.state(), host.sends()), (expected, none()), "{state}");
    }
}

#[test]
fn text_in_order() {
    for state in SYNCHRONIZING {
        let mut host = Host::in_state(state);
        host.hears(rcv_nxt(state), Some(101), Flags::NONE, b"text");
        if matches!(state, SynReceived | Established | FinWait1 | FinWait2) {
            let after = if state == SynReceived { Established } else { state };
            let ack = format!("<SEQ={}><ACK=305><CTL=ACK>", snd_nxt(state));
            assert_eq!((host.state(), host.sends()), (after, vec![ack]), "{state}");
            assert_eq!(host.read(), b"text");
        } else {
            // Text after the FIN: ignored, and answered with nothing.
            assert_eq!((host.state(), host.sends()), (state, none()), "{state}");
            assert_eq!(host.tcp.readable(), 0);
        }
    }
}

#[test]
fn fin_in_order() {
    for state in [SynReceived, Established, FinWait1, FinWait2] {
        let mut host = Host::in_state(state);
        host.hears(301, Some(101), Flags::FIN, b"");
        let expected = match state {
            FinWait1 => Closing,
            FinWait2 => TimeWait,
            _ => CloseWait,
        };
        let ack = format!("<SEQ={}><ACK=302><CTL=ACK>", snd_nxt(state));
        assert_eq!((host.state(), host.sends()), (expected, vec![ack]), "{state}");
        assert!(host.tcp.peer_closed());
    }
}

#[test]
fn fin_again() {
    for state in [CloseWait, Closing, LastAck, TimeWait] {
        let mut host = Host::in_state(state);
        host.hears(301, Some(101), Flags::FIN, b"");
        assert_eq!((host.state(), host.sends()), (state, plain_ack(state)), "{state}");
    }
}

#[test]
fn fin_beyond_a_gap_waits() {
    let mut host = Host::in_state(Established);
    host.hears(304, Some(101), Flags::FIN, b"def");
    assert_eq!(host.sends(), ["<SEQ=101><ACK=301><CTL=ACK>"]);
    assert!(host.saw(Rule::FinHeld));
    host.hears(301, Some(101), Flags::NONE, b"abc");
    assert_eq!(host.state(), CloseWait);
    assert_eq!(host.sends(), ["<SEQ=101><ACK=308><CTL=ACK>"]);
    assert_eq!(host.read(), b"abcdef");
}

#[test]
fn in_closed() {
    type Case<'a> = (Option<u32>, Flags, &'a [u8], &'a [&'a str]);
    let cases: [Case<'_>; 5] = [
        (None, Flags::RST, b"", &[]),
        (Some(7), Flags::RST, b"", &[]),
        (None, Flags::SYN, b"", &["<SEQ=0><ACK=51><CTL=RST,ACK>"]),
        (None, Flags::FIN, b"abc", &["<SEQ=0><ACK=54><CTL=RST,ACK>"]),
        (Some(7), Flags::SYN, b"", &["<SEQ=7><CTL=RST>"]),
    ];
    for (ack, flags, text, expected) in cases {
        let mut host = Host::in_state(Closed);
        host.hears(50, ack, flags, text);
        assert_eq!(host.sends(), expected);
        assert_eq!(host.state(), Closed);
    }
}

#[test]
fn in_listen() {
    let cases: [(Option<u32>, Flags, State, &[&str]); 5] = [
        (None, Flags::RST, Listen, &[]),
        (Some(7), Flags::NONE, Listen, &["<SEQ=7><CTL=RST>"]),
        (Some(7), Flags::SYN, Listen, &["<SEQ=7><CTL=RST>"]),
        (None, Flags::FIN, Listen, &[]),
        (None, Flags::SYN, SynReceived, &["<SEQ=100><ACK=51><CTL=SYN,ACK>"]),
    ];
    for (ack, flags, state, expected) in cases {
        let mut host = Host::in_state(Listen);
        host.hears(50, ack, flags, b"");
        assert_eq!((host.sends().as_slice(), host.state()), (&*owned(expected), state));
    }
}

#[test]
fn in_syn_sent() {
    let cases: [(Option<u32>, Flags, State, &[&str]); 10] = [
        (Some(100), Flags::NONE, SynSent, &["<SEQ=100><CTL=RST>"]),
        (Some(102), Flags::SYN, SynSent, &["<SEQ=102><CTL=RST>"]),
        (Some(102), Flags::RST, SynSent, &[]),
        (None, Flags::RST, SynSent, &[]),
        (Some(101), Flags::RST, Closed, &[]),
        (Some(101), Flags::NONE, SynSent, &[]),
        (Some(101), Flags::FIN, SynSent, &[]),
        (None, Flags::FIN, SynSent, &[]),
        (Some(101), Flags::SYN, Established, &["<SEQ=101><ACK=51><CTL=ACK>"]),
        (None, Flags::SYN, SynReceived, &["<SEQ=100><ACK=51><CTL=SYN,ACK>"]),
    ];
    for (ack, flags, state, expected) in cases {
        let mut host = Host::in_state(SynSent);
        host.hears(50, ack, flags, b"");
        assert_eq!((host.sends().as_slice(), host.state()), (&*owned(expected), state));
    }
}

fn owned(segments: &[&str]) -> Vec<String> {
    segments.iter().map(|&segment| segment.to_owned()).collect()
}

#[test]
fn text_with_the_syn_waits_for_the_handshake() {
    let mut host = Host::in_state(Listen);
    host.hears(300, None, Flags::SYN, b"early");
    assert_eq!(host.sends(), ["<SEQ=100><ACK=301><CTL=SYN,ACK>"]);
    assert_eq!(host.tcp.readable(), 0);
    host.hears(306, Some(101), Flags::NONE, b"");
    assert_eq!(host.sends(), ["<SEQ=101><ACK=306><CTL=ACK>"]);
    assert_eq!(host.read(), b"early");

    let mut active = Host::in_state(SynSent);
    active.hears(300, Some(101), Flags::SYN | Flags::FIN, b"hi");
    assert_eq!(active.state(), CloseWait);
    assert_eq!(active.sends(), ["<SEQ=101><ACK=304><CTL=ACK>"]);
    assert_eq!(active.read(), b"hi");
}

#[test]
fn urgent_data_is_reported() {
    let mut host = Host::in_state(Established);
    let header = crate::wire::tcp::Header {
        src_port: 80,
        dst_port: 1000,
        seq: crate::seq::Seq(301),
        ack: crate::seq::Seq(101),
        flags: Flags::ACK | Flags::URG,
        window: 1000,
        urgent: 3,
        options: crate::wire::tcp::Options::default(),
    };
    let peer = super::helpers::addr_b();
    host.tcp.handle_segment(host.now, peer, &header, b"urgent", &mut host.log);
    assert_eq!(host.tcp.variable(crate::tcp::Variable::RcvUp), Some(304));
    let status = |host: &mut Host| match host.ok(crate::tcp::Call::Status) {
        crate::tcp::CallOk::Status(status) => status.urgent,
        other => panic!("{other:?}"),
    };
    assert!(status(&mut host));
    host.read();
    assert!(!status(&mut host));
}
