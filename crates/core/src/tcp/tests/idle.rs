//! Keep-alive (RFC 9293 §3.8.4) and orphans in FIN-WAIT-2.

use super::helpers::{Host, config};
use crate::rules::Rule;
use crate::tcp::{Call, Config, ConnectionError, KeepAlive, SendKind, State, Timer};
use crate::time::Duration;
use crate::wire::tcp::{Flags, Options};

fn kept_alive() -> Host {
    let keep_alive =
        KeepAlive { idle: Duration::from_secs(60), interval: Duration::from_secs(10), probes: 3 };
    Host::established(Config { keep_alive: Some(keep_alive), ..config() }, Options::default())
}

#[test]
fn off_unless_somebody_asks() {
    let host = Host::in_state(State::Established);
    assert_eq!(host.tcp.timer(Timer::KeepAlive), None);
    assert_eq!(KeepAlive::default().idle, Duration::from_secs(7_200));
}

#[test]
fn it_can_be_turned_on_and_off_while_open() {
    let mut host = Host::in_state(State::Established);
    host.passes(Duration::from_secs(10));
    host.tcp.set_keep_alive(host.now, Some(KeepAlive::default()));
    assert_eq!(host.tcp.timer(Timer::KeepAlive), Some(host.now + Duration::from_secs(7_200)));
    host.tcp.set_keep_alive(host.now, None);
    assert_eq!(host.tcp.timer(Timer::KeepAlive), None);
}

#[test]
fn nagle_can_be_turned_off_while_something_waits_for_it() {
    let mut host = Host::established(Config { nagle: true, ..config() }, Options::default());
    host.write(b"one");
    host.write(b"two");
    assert_eq!(host.sends().len(), 1);
    host.write(b"three");
    assert!(host.sends().is_empty());
    assert!(host.saw(Rule::NagleWaits));
    host.tcp.set_nagle(false);
    assert_eq!(host.sends(), ["<SEQ=107><ACK=301><DATA=5><CTL=ACK>"]);
}

#[test]
fn a_silent_peer_is_probed_and_an_answer_starts_the_wait_anew() {
    let mut host = kept_alive();
    host.fires(Timer::KeepAlive);
    assert_eq!(host.now.as_nanos(), 60_000_000_000);
    let probe = host.flush();
    assert_eq!((probe.len(), probe[0].kind), (1, SendKind::Probe));
    assert_eq!((probe[0].header.seq.0, probe[0].header.ack.0), (100, 301));
    assert!(probe[0].payload.is_empty());
    host.hears(301, Some(101), Flags::NONE, b"");
    host.fires(Timer::KeepAlive);
    assert_eq!(host.now.as_nanos(), 120_000_000_000);
}

#[test]
fn after_the_last_probe_the_connection_is_dead() {
    let mut host = kept_alive();
    for _ in 0..3 {
        host.fires(Timer::KeepAlive);
        assert_eq!(host.flush().len(), 1);
        assert_eq!(host.state(), State::Established);
    }
    host.fires(Timer::KeepAlive);
    assert_eq!(host.state(), State::Closed);
    assert!(host.saw(Rule::KeepAliveDead));
    assert_eq!(host.tcp.error(), Some(ConnectionError::TimedOut));
    assert_eq!(host.now.as_nanos(), 90_000_000_000);
    assert_eq!(host.sends(), ["<SEQ=101><CTL=RST>"]);
}

#[test]
fn nothing_is_probed_while_data_is_in_flight() {
    let mut host = kept_alive();
    host.passes(Duration::from_secs(59));
    host.write(b"abc");
    host.sends();
    host.passes(Duration::from_millis(1_001));
    assert!(!host.saw(Rule::KeepAliveProbe));
    assert!(host.flush().iter().all(|segment| segment.kind == SendKind::Retransmission));
}

#[test]
fn a_probe_is_answered() {
    let mut host = Host::in_state(State::Established);
    host.hears(300, Some(101), Flags::NONE, b"");
    assert_eq!(host.sends(), ["<SEQ=101><ACK=301><CTL=ACK>"]);
    // One with the byte of garbage that old systems put into it, too.
    host.passes(Duration::from_secs(1));
    host.hears(300, Some(101), Flags::NONE, b"?");
    assert_eq!(host.sends(), ["<SEQ=101><ACK=301><CTL=ACK>"]);
    assert_eq!(host.tcp.readable(), 0);
}

#[test]
fn an_orphan_leaves_fin_wait_2_in_the_end_and_a_half_closed_connection_does_not() {
    for orphan in [true, false] {
        let after = Some(Duration::from_secs(60));
        let config = Config { fin_wait_2_timeout: after, ..config() };
        let mut host = Host::established(config, Options::default());
        host.ok(if orphan { Call::Close } else { Call::ShutdownWrite });
        host.sends();
        host.hears(301, Some(102), Flags::NONE, b"");
        host.sends();
        assert_eq!(host.state(), State::FinWait2);
        assert_eq!(host.tcp.timer(Timer::FinWait2).is_some(), orphan);
        if orphan {
            host.fires(Timer::FinWait2);
            assert_eq!(host.state(), State::Closed);
            assert_eq!(host.tcp.error(), None);
        }
    }
}
