//! ICMP errors about our segments (RFC 9293 §3.9.2.2) and path MTU (RFC 1191).

use super::helpers::{Host, addr_a, addr_b, config};
use crate::rules::Rule;
use crate::seq::Seq;
use crate::tcp::{
    Call, Config, ConnectionError, IcmpError, Profile, SendKind, State, Timer, Variable,
};
use crate::wire::tcp::{Flags, Options};

fn told(host: &mut Host, error: IcmpError, seq: u32) {
    let now = host.now;
    host.tcp.handle_icmp(now, error, Seq(seq), &mut host.log);
}

#[test]
fn types_and_codes() {
    let table = [
        ((3, 0), Some(IcmpError::Unreachable)),
        ((3, 1), Some(IcmpError::Unreachable)),
        ((3, 2), Some(IcmpError::ProtocolUnreachable)),
        ((3, 3), Some(IcmpError::PortUnreachable)),
        ((3, 4), Some(IcmpError::FragmentationNeeded { mtu: 576 })),
        ((3, 13), Some(IcmpError::Prohibited)),
        ((4, 0), Some(IcmpError::SourceQuench)),
        ((11, 0), Some(IcmpError::TimeExceeded)),
        ((11, 1), Some(IcmpError::ReassemblyTimeExceeded)),
        ((12, 0), Some(IcmpError::ParameterProblem)),
        ((0, 0), None),
        ((8, 0), None),
    ];
    for ((kind, code), expected) in table {
        assert_eq!(IcmpError::new(kind, code, 576), expected);
    }
}

/// (error, ends SYN-SENT with, ends ESTABLISHED with), as RFC 9293 has it.
#[test]
fn what_ends_a_connection_and_what_is_only_remembered() {
    let table = [
        (IcmpError::Unreachable, None, None),
        (IcmpError::TimeExceeded, None, None),
        (IcmpError::ReassemblyTimeExceeded, None, None),
        (IcmpError::ParameterProblem, None, None),
        (IcmpError::Prohibited, None, None),
        (IcmpError::SourceQuench, None, None),
        (
            IcmpError::PortUnreachable,
            Some(ConnectionError::Refused),
            Some(ConnectionError::Refused),
        ),
        (
            IcmpError::ProtocolUnreachable,
            Some(ConnectionError::Refused),
            Some(ConnectionError::Refused),
        ),
    ];
    for (error, opening, open) in table {
        let mut host = Host::syn_sent();
        told(&mut host, error, 100);
        assert_eq!(host.tcp.error(), opening, "{error:?}");
        assert_eq!(host.state() == State::Closed, opening.is_some());

        let mut host = Host::in_state(State::Established);
        host.write(b"abc");
        host.sends();
        told(&mut host, error, 101);
        assert_eq!(host.tcp.error(), open, "{error:?}");
    }
}

#[test]
fn where_forgeries_are_feared_an_open_connection_goes_on() {
    let careful = Config { hard_errors_end_open: false, ..config() };
    let mut host = Host::established(careful, Options::default());
    host.write(b"abc");
    host.sends();
    told(&mut host, IcmpError::PortUnreachable, 101);
    assert!(host.saw(Rule::IcmpHardIgnored));
    assert_eq!(host.state(), State::Established);
}

#[test]
fn a_number_that_is_not_in_flight_is_a_forgery() {
    for seq in [99, 101] {
        let mut host = Host::syn_sent();
        told(&mut host, IcmpError::PortUnreachable, seq);
        assert!(host.saw(Rule::IcmpNotInFlight));
        assert_eq!(host.state(), State::SynSent);
    }
}

#[test]
fn a_soft_error_is_what_is_reported_when_nothing_answers() {
    let mut host = Host::syn_sent();
    told(&mut host, IcmpError::Unreachable, 100);
    for _ in 0..8 {
        host.fires(Timer::Retransmission);
        host.sends();
    }
    assert_eq!(host.state(), State::Closed);
    assert_eq!(host.tcp.error(), Some(ConnectionError::Unreachable));
}

#[test]
fn a_smaller_path_cuts_what_is_in_flight_and_repeats_it_at_once() {
    let offered = Options { mss: Some(1_460), ..Options::default() };
    let mut host = Host::established(config(), offered);
    host.ok(Call::Send { data: &[7; 900], push: true });
    assert_eq!(host.sends(), ["<SEQ=101><ACK=301><DATA=900><CTL=ACK>"]);
    told(&mut host, IcmpError::FragmentationNeeded { mtu: 540 }, 101);
    assert_eq!(host.tcp.variable(Variable::Mss), Some(500));
    let again = host.flush();
    assert_eq!(again[0].kind, SendKind::Retransmission);
    assert_eq!((again[0].header.seq.0, again[0].payload.len()), (101, 500));
    // No larger, and no smaller than is allowed.
    told(&mut host, IcmpError::FragmentationNeeded { mtu: 1_500 }, 101);
    assert!(host.saw(Rule::PathMtuIgnored));
    told(&mut host, IcmpError::FragmentationNeeded { mtu: 10 }, 101);
    assert_eq!(host.tcp.variable(Variable::Mss), Some(28));
    // A router that does not say: the next plateau.
    let mut host = Host::established(config(), offered);
    host.ok(Call::Send { data: &[7; 900], push: true });
    host.sends();
    told(&mut host, IcmpError::FragmentationNeeded { mtu: 0 }, 101);
    assert_eq!(host.tcp.variable(Variable::Mss), Some(1_492 - 40));
}

#[test]
fn a_listener_and_a_closed_endpoint_do_not_care() {
    let mut host = Host::new(config(), addr_a());
    told(&mut host, IcmpError::PortUnreachable, 0);
    assert!(host.log.0.is_empty());
    let _ = (addr_b(), Flags::NONE);
}

#[test]
fn bsd_gives_up_an_opening_that_went_round_too_long_not_one_that_lost_a_piece() {
    for (error, ends) in
        [(IcmpError::TimeExceeded, true), (IcmpError::ReassemblyTimeExceeded, false)]
    {
        let mut host = Host::new(Profile::FreeBsd.config(), addr_a());
        host.ok(Call::OpenActive { remote: addr_b(), iss: Seq(100) });
        host.sends();
        told(&mut host, error, 100);
        assert_eq!(host.state() == State::Closed, ends, "{error:?}");
    }
}
