//! The figures of RFC 9293 §3.5 and §3.6, line by line.

use super::helpers::{Host, addr_a, addr_b, config};
use crate::rules::Rule;
use crate::seq::Seq;
use crate::tcp::{Call, CallError, ConnectionError, State, Transmit, reset_for};
use crate::wire::tcp::Flags;

/// The only segment a host has to send, which must look like `expected`.
fn one(host: &mut Host, expected: &str) -> Transmit {
    let mut out = host.flush();
    let shown: Vec<_> = out.iter().map(super::helpers::show).collect();
    assert_eq!(shown, [expected]);
    out.remove(0)
}

fn open_active(iss: u32) -> Host {
    let mut a = Host::new(config(), addr_a());
    a.ok(Call::OpenActive { remote: addr_b(), iss: Seq(iss) });
    a
}

#[test]
fn figure_6_basic_three_way_handshake() {
    let (mut a, mut b) = (open_active(100), Host::child());
    assert_eq!((a.state(), b.state()), (State::SynSent, State::Listen));
    let syn = one(&mut a, "<SEQ=100><CTL=SYN>");
    assert_eq!(syn.header.options.mss, Some(1460));
    b.gets(&syn);
    let syn_ack = one(&mut b, "<SEQ=300><ACK=101><CTL=SYN,ACK>");
    assert_eq!((a.state(), b.state()), (State::SynSent, State::SynReceived));
    a.gets(&syn_ack);
    let ack = one(&mut a, "<SEQ=101><ACK=301><CTL=ACK>");
    b.gets(&ack);
    assert_eq!((a.state(), b.state()), (State::Established, State::Established));
    assert!(b.flush().is_empty());
    // The data has the number the ACK had: an ACK uses none.
    a.write(b"data");
    let data = one(&mut a, "<SEQ=101><ACK=301><DATA=4><CTL=ACK>");
    assert!(data.header.flags.contains(Flags::PSH));
    b.gets(&data);
    assert_eq!(b.read(), b"data");
    assert_eq!(b.sends(), ["<SEQ=301><ACK=105><CTL=ACK>"]);
    assert!(a.saw(Rule::SynAcknowledged) && a.saw(Rule::RttFirstMeasured));
}

#[test]
fn figure_7_simultaneous_open() {
    let mut a = open_active(100);
    let mut b = Host::new(config(), addr_b());
    b.ok(Call::OpenActive { remote: addr_a(), iss: Seq(300) });
    let syn_a = one(&mut a, "<SEQ=100><CTL=SYN>");
    let syn_b = one(&mut b, "<SEQ=300><CTL=SYN>");
    a.gets(&syn_b);
    b.gets(&syn_a);
    assert_eq!((a.state(), b.state()), (State::SynReceived, State::SynReceived));
    let syn_ack_a = one(&mut a, "<SEQ=100><ACK=301><CTL=SYN,ACK>");
    let syn_ack_b = one(&mut b, "<SEQ=300><ACK=101><CTL=SYN,ACK>");
    a.gets(&syn_ack_b);
    b.gets(&syn_ack_a);
    assert_eq!((a.state(), b.state()), (State::Established, State::Established));
    assert!(a.flush().is_empty() && b.flush().is_empty());
    assert!(a.saw(Rule::SimultaneousOpen) && a.saw(Rule::SynAlreadySeen));
}

#[test]
fn figure_8_recovery_from_old_duplicate_syn() {
    let (mut a, mut b) = (open_active(100), Host::child());
    let syn = one(&mut a, "<SEQ=100><CTL=SYN>");
    b.hears(90, None, Flags::SYN, b"");
    let answer = one(&mut b, "<SEQ=300><ACK=91><CTL=SYN,ACK>");
    a.gets(&answer);
    assert_eq!(a.state(), State::SynSent);
    let reset = one(&mut a, "<SEQ=91><CTL=RST>");
    b.gets(&reset);
    assert_eq!(b.state(), State::Listen);
    assert!(b.saw(Rule::ResetBackToListen) && a.saw(Rule::SynSentAckBad));
    // The owner of the listener would make a new child; this one may go on too.
    b.gets(&syn);
    let syn_ack = one(&mut b, "<SEQ=300><ACK=101><CTL=SYN,ACK>");
    a.gets(&syn_ack);
    let ack = one(&mut a, "<SEQ=101><ACK=301><CTL=ACK>");
    b.gets(&ack);
    assert_eq!((a.state(), b.state()), (State::Established, State::Established));
}

#[test]
fn figure_9_half_open_connection_discovery() {
    // B is in the middle of a connection that A, rebooted, knows nothing of.
    let mut b = Host::child();
    b.hears(99, None, Flags::SYN, b"");
    b.sends();
    b.hears(100, Some(301), Flags::NONE, b"");
    let mut a = open_active(400);
    let syn = one(&mut a, "<SEQ=400><CTL=SYN>");
    b.gets(&syn);
    assert_eq!(b.state(), State::Established);
    assert!(b.saw(Rule::SynChallenged));
    let old_ack = one(&mut b, "<SEQ=301><ACK=100><CTL=ACK>");
    a.gets(&old_ack);
    let reset = one(&mut a, "<SEQ=100><CTL=RST>");
    b.gets(&reset);
    assert_eq!((a.state(), b.state()), (State::SynSent, State::Closed));
    assert_eq!(b.tcp.take_error(), Some(ConnectionError::Reset));
    // A's SYN goes again and finds the way free.
    a.fires(crate::tcp::Timer::Retransmission);
    one(&mut a, "<SEQ=400><CTL=SYN>");
}

#[test]
fn figure_10_active_side_causes_half_open_connection_discovery() {
    let mut b = Host::child();
    b.hears(99, None, Flags::SYN, b"");
    b.sends();
    b.hears(100, Some(301), Flags::NONE, b"");
    b.write(b"0123456789");
    let data = one(&mut b, "<SEQ=301><ACK=100><DATA=10><CTL=ACK>");
    let reset = reset_for(addr_b(), addr_a(), &data.header, data.payload.len()).expect("a reset");
    assert_eq!(super::helpers::show(&reset), "<SEQ=100><CTL=RST>");
    b.gets(&reset);
    assert_eq!(b.state(), State::Closed);
    assert_eq!(b.call(Call::Receive { max: 1 }), Err(CallError::Failed(ConnectionError::Reset)));
}

#[test]
fn figure_11_old_duplicate_syn_initiates_a_reset_on_two_passive_sockets() {
    let mut b = Host::child();
    b.hears(200, None, Flags::SYN, b"");
    let syn_ack = one(&mut b, "<SEQ=300><ACK=201><CTL=SYN,ACK>");
    let mut a = Host::new(config(), addr_a());
    a.ok(Call::OpenPassive);
    a.gets(&syn_ack);
    let reset = one(&mut a, "<SEQ=201><CTL=RST>");
    b.gets(&reset);
    assert_eq!((a.state(), b.state()), (State::Listen, State::Listen));
}

/// Two established endpoints.
fn established() -> (Host, Host) {
    let (mut a, mut b) = (open_active(100), Host::child());
    b.gets(&one(&mut a, "<SEQ=100><CTL=SYN>"));
    a.gets(&one(&mut b, "<SEQ=300><ACK=101><CTL=SYN,ACK>"));
    b.gets(&one(&mut a, "<SEQ=101><ACK=301><CTL=ACK>"));
    (a, b)
}

#[test]
fn figure_12_normal_close_sequence() {
    let (mut a, mut b) = established();
    a.ok(Call::Close);
    assert_eq!(a.state(), State::FinWait1);
    b.gets(&one(&mut a, "<SEQ=101><ACK=301><CTL=FIN,ACK>"));
    assert_eq!(b.state(), State::CloseWait);
    assert!(b.tcp.peer_closed());
    a.gets(&one(&mut b, "<SEQ=301><ACK=102><CTL=ACK>"));
    assert_eq!(a.state(), State::FinWait2);
    b.ok(Call::Close);
    assert_eq!(b.state(), State::LastAck);
    a.gets(&one(&mut b, "<SEQ=301><ACK=102><CTL=FIN,ACK>"));
    assert_eq!(a.state(), State::TimeWait);
    b.gets(&one(&mut a, "<SEQ=102><ACK=302><CTL=ACK>"));
    assert_eq!(b.state(), State::Closed);
    a.fires(crate::tcp::Timer::TimeWait);
    assert_eq!(a.state(), State::Closed);
    assert_eq!(a.now.as_nanos(), 240_000_000_000);
    assert_eq!((a.tcp.error(), b.tcp.error()), (None, None));
}

#[test]
fn figure_13_simultaneous_close_sequence() {
    let (mut a, mut b) = established();
    a.ok(Call::Close);
    b.ok(Call::Close);
    let fin_a = one(&mut a, "<SEQ=101><ACK=301><CTL=FIN,ACK>");
    let fin_b = one(&mut b, "<SEQ=301><ACK=101><CTL=FIN,ACK>");
    a.gets(&fin_b);
    b.gets(&fin_a);
    assert_eq!((a.state(), b.state()), (State::Closing, State::Closing));
    let ack_a = one(&mut a, "<SEQ=102><ACK=302><CTL=ACK>");
    let ack_b = one(&mut b, "<SEQ=302><ACK=102><CTL=ACK>");
    a.gets(&ack_b);
    b.gets(&ack_a);
    assert_eq!((a.state(), b.state()), (State::TimeWait, State::TimeWait));
    assert!(a.flush().is_empty() && b.flush().is_empty());
}

#[test]
fn a_close_in_three_segments() {
    let (mut a, mut b) = established();
    a.ok(Call::Close);
    let fin = one(&mut a, "<SEQ=101><ACK=301><CTL=FIN,ACK>");
    b.gets(&fin);
    // B's application closes before anything goes out: one segment does both.
    b.ok(Call::Close);
    a.gets(&one(&mut b, "<SEQ=301><ACK=102><CTL=FIN,ACK>"));
    assert_eq!(a.state(), State::TimeWait);
    assert!(a.saw(Rule::FinWithAck) && !a.saw(Rule::FinWait2Entered));
    b.gets(&one(&mut a, "<SEQ=102><ACK=302><CTL=ACK>"));
    assert_eq!(b.state(), State::Closed);
}
