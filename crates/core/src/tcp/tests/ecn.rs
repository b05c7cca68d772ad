//! Explicit congestion notification (RFC 3168).

use super::helpers::{Host, addr_a, addr_b, config};
use crate::rules::Rule;
use crate::seq::Seq;
use crate::tcp::{Call, Config, EcnUse, Endpoint, Profile, State, Timer, Transmit, Variable};
use crate::wire::Ecn;
use crate::wire::tcp::Flags;

const SETUP: Flags = Flags(Flags::ECE.0 | Flags::CWR.0);

fn asking() -> Config {
    Config { ecn: EcnUse::Ask, mss: 100, ..config() }
}

/// The marks of a segment: ECE, CWR, the ECN field of its packet.
fn marks(segment: &Transmit) -> (bool, bool, Ecn) {
    let has = |flag| segment.header.flags.contains(flag);
    (has(Flags::ECE), has(Flags::CWR), segment.ecn)
}

fn only(host: &mut Host) -> Transmit {
    let mut out = host.flush();
    assert_eq!(out.len(), 1);
    out.remove(0)
}

fn connecting(config: Config) -> Host {
    let mut host = Host::new(config, addr_a());
    host.ok(Call::OpenActive { remote: addr_b(), iss: Seq(100) });
    host
}

/// A, whose SYN,ACK agreed, everything sent thrown away.
fn agreed() -> Host {
    let mut host = connecting(asking());
    host.sends();
    host.hears(300, Some(101), Flags::SYN | Flags::ECE, b"");
    host.sends();
    assert!(host.tcp.uses_ecn());
    host
}

fn child(ecn: EcnUse) -> Host {
    let mut host = Host::child();
    host.tcp = Endpoint::new(Config { ecn, ..config() }, addr_b());
    host.ok(Call::OpenPassive);
    host.tcp = host.tcp.spawn(addr_b(), addr_a(), Seq(300));
    host
}

fn cwnd(host: &Host) -> u64 {
    host.tcp.variable(Variable::Cwnd).unwrap()
}

#[test]
fn only_a_syn_ack_with_ece_alone_agrees() {
    let answers = [
        (Flags::NONE, false),
        (Flags::ECE, true),
        (Flags::CWR, false),
        // A host that only sends the reserved bits back does not know what they mean.
        (SETUP, false),
    ];
    for (answer, agrees) in answers {
        let mut host = connecting(asking());
        assert_eq!(marks(&only(&mut host)), (true, true, Ecn::NotCapable));
        assert!(host.saw(Rule::EcnAsked));
        host.hears(300, Some(101), Flags::SYN | answer, b"");
        assert_eq!(host.tcp.uses_ecn(), agrees, "{answer:?}");
        assert_eq!(host.saw(Rule::EcnAgreed), agrees);
        assert_eq!(host.saw(Rule::EcnRefused), !agrees);
        host.sends();
        host.write(b"text");
        let field = if agrees { Ecn::Capable0 } else { Ecn::NotCapable };
        assert_eq!(marks(&only(&mut host)), (false, false, field));
    }
}

#[test]
fn a_syn_is_answered_as_it_asks_and_as_is_configured() {
    let cases = [
        (EcnUse::Off, SETUP, false),
        (EcnUse::Accept, SETUP, true),
        (EcnUse::Ask, SETUP, true),
        (EcnUse::Accept, Flags::NONE, false),
        (EcnUse::Accept, Flags::ECE, false),
        (EcnUse::Accept, Flags::CWR, false),
    ];
    for (ecn, asks, agrees) in cases {
        let mut host = child(ecn);
        host.hears(100, None, Flags::SYN | asks, b"");
        let answer = only(&mut host);
        assert_eq!(marks(&answer), (agrees, false, Ecn::NotCapable), "{ecn:?} {asks:?}");
        assert_eq!(host.tcp.uses_ecn(), agrees);
    }
}

#[test]
fn no_profile_asks_and_one_that_only_accepts_does_not() {
    for profile in Profile::ALL {
        let mut host = connecting(profile.config());
        assert_eq!(marks(&only(&mut host)), (false, false, Ecn::NotCapable));
        host.hears(300, Some(101), Flags::SYN | Flags::ECE, b"");
        assert!(!host.tcp.uses_ecn(), "nobody asked");
    }
}

#[test]
fn both_may_ask_at_once() {
    let mut host = connecting(asking());
    host.sends();
    host.hears(300, None, Flags::SYN | SETUP, b"");
    assert_eq!(host.state(), State::SynReceived);
    assert_eq!(marks(&only(&mut host)), (true, false, Ecn::NotCapable));
    assert!(host.tcp.uses_ecn());
}

#[test]
fn a_syn_that_is_not_answered_stops_asking() {
    for retries in [0, 1, 2] {
        let mut host = connecting(Config { ecn_syn_retries: retries, ..asking() });
        host.sends();
        for attempt in 1..=3 {
            host.fires(Timer::Retransmission);
            let asks = attempt <= retries;
            assert_eq!(marks(&only(&mut host)), (asks, asks, Ecn::NotCapable));
            assert_eq!(host.saw(Rule::EcnWithdrawn), !asks);
        }
        // RFC 3168 §6.1.1: who has sent a SYN without asking must not mark, whatever comes.
        host.hears(300, Some(101), Flags::SYN | Flags::ECE, b"");
        assert!(!host.tcp.uses_ecn());
    }
}

#[test]
fn only_new_text_may_be_marked() {
    let mut host = agreed();
    host.write(&[0; 250]);
    assert!(host.flush().iter().all(|segment| segment.ecn == Ecn::Capable0));
    host.fires(Timer::Retransmission);
    let again = only(&mut host);
    assert!(!again.payload.is_empty());
    assert_eq!(again.ecn, Ecn::NotCapable, "RFC 3168 §6.1.5");
    // A bare ACK (§6.1.4), a probe of a closed window (§6.1.6), a FIN without text.
    let mut host = agreed();
    host.hears(301, Some(101), Flags::NONE, b"some");
    assert_eq!(only(&mut host).ecn, Ecn::NotCapable);
    host.hears_window(305, Some(101), Flags::NONE, b"", 0);
    host.write(b"text");
    host.sends();
    host.fires(Timer::Persist);
    assert_eq!(only(&mut host).ecn, Ecn::NotCapable);
    let mut host = agreed();
    host.ok(Call::ShutdownWrite);
    assert_eq!(only(&mut host).ecn, Ecn::NotCapable);
}

#[test]
fn a_mark_is_echoed_until_the_peer_says_that_it_knows() {
    let mut host = agreed();
    host.tcp.packet_is_marked();
    host.hears(301, Some(101), Flags::NONE, b"marked");
    assert!(host.saw(Rule::CeArrived));
    assert!(marks(&only(&mut host)).0);
    // Text of ours carries it, too; so does the ACK of a packet without a mark.
    host.write(b"text");
    assert_eq!(marks(&only(&mut host)), (true, false, Ecn::Capable0));
    host.hears(307, Some(105), Flags::NONE, b"plain");
    assert!(marks(&only(&mut host)).0);
    host.hears(312, Some(105), Flags::CWR, b"knows");
    assert!(host.saw(Rule::CwrArrived));
    assert!(!marks(&only(&mut host)).0);
    // CWR and a new mark in one packet: the echo begins anew (§6.1.3).
    host.tcp.packet_is_marked();
    host.hears(317, Some(105), Flags::CWR, b"again");
    assert!(marks(&only(&mut host)).0);
}

#[test]
fn a_mark_counts_only_on_acceptable_text_of_a_connection_that_agreed() {
    let mut host = agreed();
    host.tcp.packet_is_marked();
    host.hears(301, Some(101), Flags::NONE, b"");
    host.tcp.packet_is_marked();
    host.hears(90_000, Some(101), Flags::NONE, b"beyond");
    host.hears(301, Some(101), Flags::NONE, b"text");
    assert!(host.flush().iter().all(|segment| !marks(segment).0));
    let mut host = Host::in_state(State::Established);
    host.tcp.packet_is_marked();
    host.hears(301, Some(101), Flags::NONE, b"marked");
    assert!(!marks(&only(&mut host)).0);
}

#[test]
fn an_echo_halves_the_window_once_for_each_window_of_data() {
    let mut host = agreed();
    host.write(&[0; 400]);
    assert_eq!(host.flush().len(), 4);
    let before = cwnd(&host);
    host.hears(301, Some(201), Flags::ECE, b"");
    assert!(host.saw(Rule::EceHeeded) && host.saw(Rule::CwndHalved));
    assert_eq!(cwnd(&host), 200, "half of the four segments in flight; it was {before}");
    assert!(host.flush().is_empty(), "nothing was lost, so nothing goes again");
    // The rest of that window tells of the same mark; it does not let cwnd grow either.
    for ack in [301, 401, 501] {
        host.log = crate::tcp::Log::new();
        host.hears(301, Some(ack), Flags::ECE, b"");
        assert!(host.saw(Rule::EceHeld) && !host.saw(Rule::EceHeeded));
        assert_eq!(cwnd(&host), 200);
    }
    // The next new text says so, once.
    host.write(&[0; 200]);
    let out = host.flush();
    assert_eq!(out.iter().map(|segment| marks(segment).1).collect::<Vec<_>>(), [true, false]);
    assert!(host.saw(Rule::CwrSent));
    // A mark on what was sent after that is another one.
    host.hears(301, Some(601), Flags::ECE, b"");
    assert!(host.saw(Rule::EceHeeded));
}

#[test]
fn a_loss_is_told_with_cwr_too() {
    let mut host = agreed();
    host.write(&[0; 100]);
    host.sends();
    host.fires(Timer::Retransmission);
    assert!(!marks(&only(&mut host)).1, "what goes again does not carry it");
    host.hears(301, Some(201), Flags::ECE, b"");
    assert!(!host.saw(Rule::EceHeeded), "the time-out has answered for this window");
    host.write(&[0; 100]);
    assert!(marks(&only(&mut host)).1);
}

#[test]
fn without_agreement_an_echo_means_nothing() {
    let mut host = Host::in_state(State::Established);
    host.write(&[0; 100]);
    host.sends();
    let before = cwnd(&host);
    host.hears(301, Some(151), Flags::ECE, b"");
    assert!(cwnd(&host) >= before);
    assert!(!host.saw(Rule::EceHeeded));
}
