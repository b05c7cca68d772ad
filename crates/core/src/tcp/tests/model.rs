//! What the model checker needs of an endpoint, and what it found.

use super::helpers::Host;
use crate::tcp::{Call, CallError, ConnectionError, KeepAlive, State, Timer};
use crate::time::{Duration, Instant};
use crate::wire::tcp::Flags;

#[test]
fn what_is_to_come_keeps_its_distance_in_every_state() {
    for state in State::ALL {
        let mut host = Host::in_state(state);
        host.passes(Duration::from_millis(300));
        if state == State::Established {
            host.write(b"in flight");
            host.sends();
        }
        let by = Duration::from_millis(300);
        let rebased = host.tcp.clone().rebased(by);
        for timer in Timer::ALL {
            let left = host.tcp.timer(timer).map(|at| at.since(host.now));
            assert_eq!(rebased.timer(timer).map(|at| at.since(Instant::ZERO)), left, "{state}");
        }
        assert_eq!(rebased.state(), state);
    }
}

#[test]
fn two_that_differ_in_their_clocks_alone_become_one() {
    let [early, late] = [0, 7_000].map(|wait| {
        let mut host = Host::in_state(State::Established);
        let wait = Duration::from_millis(wait);
        host.passes(wait);
        host.write(b"one");
        host.sends();
        host.call(Call::ShutdownWrite).ok();
        host.sends();
        (host.tcp, wait)
    });
    assert_ne!(early.0, late.0);
    assert_eq!(early.0, late.0.rebased(late.1));
}

/// Found by the model checker: the reader of a reset connection lost a byte and was
/// told that the stream had ended well.
#[test]
fn a_reset_that_throws_text_away_is_no_end_of_the_stream() {
    let mut host = Host::in_state(State::Established);
    host.hears(301, Some(101), Flags::FIN, b"never read");
    host.sends();
    assert_eq!(host.state(), State::CloseWait);
    host.hears(312, None, Flags::RST, b"");
    assert_eq!(host.state(), State::Closed);
    // RFC 9293 §3.10.7.4, second check: "all segment queues should be flushed".
    let failed = CallError::Failed(ConnectionError::Reset);
    assert_eq!(host.call(Call::Receive { max: 100 }), Err(failed));
    assert!(!host.tcp.peer_closed());
}

#[test]
fn nothing_is_read_after_an_abort_not_even_an_end() {
    let mut host = Host::in_state(State::CloseWait);
    host.ok(Call::Abort);
    let failed = CallError::Failed(ConnectionError::Aborted);
    assert_eq!(host.call(Call::Receive { max: 100 }), Err(failed));
}

/// Found by fuzzing: the change of state was not in the table.
#[test]
fn an_unchallenged_syn_ends_a_simultaneous_open_too() {
    let mut host = Host::syn_sent();
    host.tcp.config.challenge_syn = false;
    host.hears(300, None, Flags::SYN, b"");
    assert_eq!(host.state(), State::SynReceived);
    host.sends();
    // RFC 9293 §3.10.7.4, fourth check: after an active OPEN as in the synchronized states.
    host.hears(305, None, Flags::SYN, b"");
    assert_eq!(host.state(), State::Closed);
    assert_eq!(host.sends(), ["<SEQ=101><CTL=RST>"]);
}

/// Found by fuzzing: a connection whose FIN waited for the window was taken for idle.
#[test]
fn a_fin_that_waits_for_the_window_is_probed_not_kept_alive() {
    let mut host = Host::in_state(State::CloseWait);
    let second = Duration::from_secs(1);
    host.tcp.config.keep_alive =
        Some(KeepAlive { idle: second.times(5), interval: second, probes: 1 });
    // The peer closes its window, and we our direction.
    host.hears_window(302, Some(101), Flags::NONE, b"", 0);
    host.ok(Call::ShutdownWrite);
    assert_eq!(host.sends(), [""; 0]);
    while host.state() == State::LastAck {
        let (at, timer) = host.tcp.next_timeout().expect("somebody sees to it");
        host.passes(at.since(host.now));
        let probes = host.sends();
        if timer == Timer::KeepAlive {
            assert!(!probes.contains(&"<SEQ=100><ACK=302><CTL=ACK>".to_owned()));
        }
    }
    assert!(host.saw(crate::rules::Rule::ProbesUnanswered));
    assert!(!host.saw(crate::rules::Rule::KeepAliveDead));
}

/// Found by fuzzing: text beside the SYN,ACK was taken whole, whatever the buffer.
#[test]
fn text_beside_a_syn_ack_is_cut_to_the_window() {
    let config = crate::tcp::Config { receive_buffer: 4, ..super::helpers::config() };
    let mut host = Host::new(config, super::helpers::addr_a());
    host.ok(Call::OpenActive { remote: super::helpers::addr_b(), iss: super::helpers::ISS_A });
    host.sends();
    host.hears(300, Some(101), Flags::SYN | Flags::FIN, b"more than four");
    assert_eq!((host.state(), host.tcp.readable()), (State::Established, 4));
}
