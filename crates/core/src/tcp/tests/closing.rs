//! Half-close, TIME-WAIT, resets on close, calls in the wrong state.

use super::helpers::{Host, addr_a, addr_b, config};
use crate::rules::Rule;
use crate::seq::Seq;
use crate::tcp::{
    Call, CallError, CallOk, Config, ConnectionError, Endpoint, Log, Note, State, Timer,
};
use crate::time::{Duration, Instant};
use crate::wire::tcp::Flags;

#[test]
fn half_close_still_receives() {
    let mut host = Host::in_state(State::FinWait2);
    host.hears(301, Some(102), Flags::PSH, b"late");
    assert_eq!(host.read(), b"late");
    assert_eq!(host.sends(), ["<SEQ=102><ACK=305><CTL=ACK>"]);
    assert_eq!(host.call(Call::Send { data: b"x", push: true }), Err(CallError::Closing));
    host.hears(305, Some(102), Flags::FIN, b"");
    assert_eq!(host.state(), State::TimeWait);
    assert_eq!(host.read(), b"");
}

/// The FIN lies before text that is here already, so it is none; the ACK beside it counts all the same.
#[test]
fn a_fin_before_text_that_came_earlier_does_not_hide_the_ack_of_ours() {
    let mut host = Host::in_state(State::FinWait1);
    host.hears(303, Some(101), Flags::PSH, b"cdef");
    host.hears(301, Some(102), Flags::FIN, b"ab");
    assert_eq!(host.read(), b"abcdef");
    assert_eq!(host.state(), State::FinWait2);
    host.hears(307, Some(102), Flags::FIN, b"");
    assert_eq!(host.state(), State::TimeWait);
}

#[test]
fn data_after_close_is_answered_with_a_reset() {
    let mut host = Host::in_state(State::Established);
    host.ok(Call::Close);
    assert_eq!(host.sends(), ["<SEQ=101><ACK=301><CTL=FIN,ACK>"]);
    host.hears(301, Some(102), Flags::NONE, b"who reads this?");
    assert_eq!(host.state(), State::Closed);
    assert!(host.saw(Rule::TextAfterClose));
    assert_eq!(host.sends(), ["<SEQ=102><CTL=RST>"]);
}

#[test]
fn data_after_close_may_be_thrown_away_instead() {
    let mut host = Host::in_state(State::Established);
    let config = Config { reset_data_after_close: false, ..config() };
    host.tcp = Endpoint::new(config, addr_a());
    host.ok(Call::OpenActive { remote: addr_b(), iss: Seq(100) });
    host.sends();
    host.hears(300, Some(101), Flags::SYN, b"");
    host.ok(Call::Close);
    host.sends();
    host.hears(301, Some(102), Flags::NONE, b"12345");
    assert_eq!(host.state(), State::FinWait2);
    assert_eq!(host.sends(), ["<SEQ=102><ACK=306><CTL=ACK>"]);
    assert_eq!(host.tcp.readable(), 0);
}

#[test]
fn closing_with_unread_data_resets() {
    let mut host = Host::in_state(State::Established);
    host.hears(301, Some(101), Flags::NONE, b"unread");
    host.sends();
    host.ok(Call::Close);
    assert_eq!(host.state(), State::Closed);
    assert_eq!(host.sends(), ["<SEQ=101><CTL=RST>"]);
}

#[test]
fn what_was_received_outlives_the_connection() {
    let mut host = Host::in_state(State::Established);
    host.hears(301, Some(101), Flags::FIN, b"bye");
    host.ok(Call::ShutdownWrite);
    assert_eq!(host.sends(), ["<SEQ=101><ACK=305><CTL=FIN,ACK>"]);
    host.hears(305, Some(102), Flags::NONE, b"");
    assert_eq!(host.state(), State::Closed);
    assert_eq!(host.read(), b"bye");
    assert_eq!(host.read(), b"");
}

#[test]
fn time_wait_repeats_the_last_ack_and_starts_again() {
    let mut host = Host::in_state(State::TimeWait);
    let first = host.tcp.timer(Timer::TimeWait).expect("2MSL runs");
    host.passes(Duration::from_secs(10));
    host.hears(301, Some(102), Flags::FIN, b"");
    assert_eq!(host.sends(), ["<SEQ=102><ACK=302><CTL=ACK>"]);
    assert!(host.saw(Rule::TimeWaitFinAgain));
    assert_eq!(host.tcp.timer(Timer::TimeWait), Some(first + Duration::from_secs(10)));
    // An empty segment is not answered: two ends in TIME-WAIT fall silent.
    host.hears(302, Some(102), Flags::NONE, b"");
    assert!(host.sends().is_empty());
    host.passes(Duration::from_secs(240));
    assert_eq!(host.state(), State::Closed);
    assert_eq!(host.tcp.next_timeout(), None);
}

#[test]
fn without_msl_time_wait_is_over_at_once_but_the_ack_gets_out() {
    let config = Config { msl: Duration::ZERO, ..config() };
    let mut host = Host::new(config, addr_a());
    host.ok(Call::OpenActive { remote: addr_b(), iss: Seq(100) });
    host.sends();
    host.hears(300, Some(101), Flags::SYN, b"");
    host.ok(Call::Close);
    host.sends();
    host.hears(301, Some(102), Flags::FIN, b"");
    assert_eq!(host.state(), State::TimeWait);
    host.fires(Timer::TimeWait);
    assert_eq!((host.state(), host.now), (State::Closed, Instant::ZERO));
    assert_eq!(host.sends(), ["<SEQ=102><ACK=302><CTL=ACK>"]);
}

#[test]
fn a_new_syn_may_replace_time_wait() {
    let mut host = Host::in_state(State::TimeWait);
    host.hears(500, None, Flags::SYN, b"");
    assert!(!host.log.0.iter().any(|note| matches!(note, Note::TimeWaitReusable { .. })));
    assert_eq!(host.sends(), ["<SEQ=102><ACK=302><CTL=ACK>"]);

    let mut reuse = Host::new(Config { time_wait_reuse: true, ..config() }, addr_a());
    reuse.ok(Call::OpenActive { remote: addr_b(), iss: Seq(100) });
    reuse.sends();
    reuse.hears(300, Some(101), Flags::SYN, b"");
    reuse.ok(Call::Close);
    reuse.sends();
    reuse.hears(301, Some(102), Flags::FIN, b"");
    reuse.sends();
    for (seq, reusable) in [(500, true), (302, true), (301, false), (200, false)] {
        reuse.log = Log::new();
        reuse.hears(seq, None, Flags::SYN, b"");
        let found = reuse.log.0.iter().find_map(|note| match note {
            Note::TimeWaitReusable { iss_above, .. } => Some(*iss_above),
            _ => None,
        });
        assert_eq!(found, reusable.then_some(Seq(102)), "{seq}");
        // With nobody to take it, it is answered as ever.
        assert_eq!(reuse.sends(), ["<SEQ=102><ACK=302><CTL=ACK>"]);
    }
}

#[test]
fn abort_in_every_state() {
    use State as S;
    for state in State::ALL {
        let mut host = Host::in_state(state);
        let result = host.call(Call::Abort);
        if state == S::Closed {
            assert_eq!(result, Err(CallError::NotConnected));
            continue;
        }
        assert_eq!(result, Ok(CallOk::Done), "{state}");
        assert_eq!(host.state(), S::Closed);
        let resets = host.sends();
        match state {
            S::SynReceived | S::Established | S::CloseWait => {
                assert_eq!(resets, ["<SEQ=101><CTL=RST>"], "{state}");
            }
            S::FinWait1 | S::FinWait2 => assert_eq!(resets, ["<SEQ=102><CTL=RST>"], "{state}"),
            _ => assert!(resets.is_empty(), "{state}"),
        }
        assert_eq!(host.tcp.take_error(), Some(ConnectionError::Aborted));
        assert_eq!(host.tcp.next_timeout(), None);
    }
}

#[test]
fn shutdown_in_every_state() {
    use State as S;
    for state in State::ALL {
        let mut host = Host::in_state(state);
        let result = host.call(Call::ShutdownWrite);
        let (expected, sent): (_, &[&str]) = match state {
            S::Closed => (Err(CallError::NotConnected), &[]),
            S::Listen | S::SynSent => (Ok(S::Closed), &[]),
            S::SynReceived | S::Established => {
                (Ok(S::FinWait1), &["<SEQ=101><ACK=301><CTL=FIN,ACK>"])
            }
            S::CloseWait => (Ok(S::LastAck), &["<SEQ=101><ACK=302><CTL=FIN,ACK>"]),
            _ => (Err(CallError::Closing), &[]),
        };
        assert_eq!(result.map(|_| host.state()), expected, "{state}");
        assert_eq!(host.sends(), sent, "{state}");
    }
}

#[test]
fn a_close_in_syn_received_waits_for_queued_data() {
    let mut host = Host::in_state(State::SynReceived);
    host.write(b"hello");
    host.ok(Call::ShutdownWrite);
    assert_eq!(host.state(), State::SynReceived);
    assert!(host.sends().is_empty());
    assert_eq!(host.call(Call::Send { data: b"x", push: true }), Err(CallError::Closing));
    host.hears(301, Some(101), Flags::NONE, b"");
    assert_eq!(host.state(), State::FinWait1);
    assert_eq!(host.sends(), ["<SEQ=101><ACK=301><DATA=5><CTL=FIN,ACK>"]);
}

#[test]
fn calls_in_the_wrong_state() {
    let mut host = Host::in_state(State::Established);
    let open = Call::OpenActive { remote: addr_b(), iss: Seq(1) };
    assert_eq!(host.call(open), Err(CallError::AlreadyExists));
    assert_eq!(host.call(Call::OpenPassive), Err(CallError::AlreadyExists));
    assert_eq!(host.call(Call::Receive { max: 1 }), Err(CallError::WouldBlock));
    let mut closed = Host::in_state(State::Closed);
    for call in [Call::Send { data: b"x", push: true }, Call::Receive { max: 1 }, Call::Close] {
        assert_eq!(closed.call(call), Err(CallError::NotConnected));
    }
    // LISTEN may become active.
    let mut listener = Host::new(config(), addr_a());
    listener.ok(Call::OpenPassive);
    listener.ok(Call::OpenActive { remote: addr_b(), iss: Seq(7) });
    assert_eq!(listener.sends(), ["<SEQ=7><CTL=SYN>"]);
    let CallOk::Status(status) = listener.ok(Call::Status) else { panic!("a status") };
    assert_eq!((status.state, status.awaiting_ack), (State::SynSent, 1));
}
