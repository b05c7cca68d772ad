//! Requirements of RFC 9293 that no other test is about. `crates/proof/rfc9293.toml`
//! lists all of them, each with its test.

use super::helpers::{Host, addr, addr_a, addr_b, config};
use crate::seq::Seq;
use crate::tcp::{
    Call, CallError, Config, Congestion, ConnectionError, Endpoint, Log, Profile, SendKind, State,
    Timer, Variable, reset_for,
};
use crate::time::{Duration, Instant};
use crate::wire::tcp::{Flags, Header, Options};
use crate::wire::{Protocol, ipv4};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Established, MSS 100, with the peer's window as given and no other limit.
fn sender(window: u16) -> Host {
    let congestion = Congestion::Off;
    let mut host = Host::new(Config { mss: 100, congestion, ..config() }, addr_a());
    host.ok(Call::OpenActive { remote: addr_b(), iss: Seq(100) });
    host.sends();
    host.hears(300, Some(101), Flags::SYN, b"");
    host.sends();
    host.hears_window(301, Some(101), Flags::NONE, b"", window);
    host.sends();
    host
}

fn segment(options: Options, text: &[u8]) -> (Header, Vec<u8>) {
    let header = Header {
        src_port: addr_b().port(),
        dst_port: addr_a().port(),
        seq: Seq(301),
        ack: Seq(101),
        flags: Flags::ACK,
        window: 1000,
        urgent: 0,
        options,
    };
    (header, text.to_vec())
}

/// MUST-1, REC-1: a window with its highest bit set is a large one.
#[test]
fn a_window_is_unsigned_and_kept_in_32_bits() {
    let host = sender(65_535);
    assert_eq!(host.tcp.variable(Variable::SndWnd), Some(65_535));
    let mut host = Host::new(Config { window_scale: Some(14), ..config() }, addr_a());
    host.ok(Call::OpenActive { remote: addr_b(), iss: Seq(100) });
    host.sends();
    let (mut syn, _) = segment(Options { window_scale: Some(14), ..Options::default() }, b"");
    (syn.seq, syn.flags) = (Seq(300), Flags::SYN | Flags::ACK);
    host.tcp.handle_segment(host.now, addr_b(), &syn, b"", &mut host.log);
    host.hears_window(301, Some(101), Flags::NONE, b"", 65_535);
    assert_eq!(host.tcp.variable(Variable::SndWnd), Some(65_535 << 14));
}

/// MUST-34, SHLD-15, SHLD-16, SHLD-17: the peer takes back what it had offered.
#[test]
fn a_window_that_shrinks_is_survived() {
    let mut host = sender(300);
    host.write(&[1; 300]);
    assert_eq!(host.flush().len(), 3);
    // All is on its way, and now there is room for nothing.
    host.hears_window(301, Some(101), Flags::NONE, b"", 0);
    host.write(&[2; 300]);
    assert!(host.sends().is_empty(), "nothing new beyond the edge");
    for _ in 0..100 {
        host.fires(Timer::Retransmission);
        let again = host.flush();
        assert_eq!((again.len(), again[0].kind), (1, SendKind::Retransmission));
        assert_eq!(again[0].header.seq, Seq(101));
        // It is refused, but the peer is there: that is no reason to give up.
        host.hears_window(301, Some(101), Flags::NONE, b"", 0);
    }
    assert_eq!(host.state(), State::Established);
    host.hears_window(301, Some(401), Flags::NONE, b"", 300);
    assert_eq!(host.flush().len(), 3);
}

/// MUST-37, MAY-8: a window may stay closed for as long as its owner answers.
#[test]
fn a_closed_window_may_stay_closed() {
    let mut host = sender(0);
    host.write(b"waiting");
    assert!(host.sends().is_empty());
    for _ in 0..200 {
        host.fires(Timer::Persist);
        assert_eq!(host.flush()[0].kind, SendKind::Probe);
        host.hears_window(301, Some(101), Flags::NONE, b"", 0);
        host.sends();
    }
    assert!(host.now > Instant::ZERO + Duration::from_secs(3 * 3_600));
    assert_eq!(host.state(), State::Established);
}

/// MUST-66: with no room for text, what is beside the text still counts.
#[test]
fn reset_and_urgent_count_with_a_closed_window() {
    let full = || {
        let mut host = Host::new(Config { receive_buffer: 4, ..config() }, addr_a());
        host.ok(Call::OpenActive { remote: addr_b(), iss: Seq(100) });
        host.sends();
        host.hears(300, Some(101), Flags::SYN, b"");
        host.hears(301, Some(101), Flags::NONE, b"full");
        host.sends();
        assert_eq!(host.tcp.variable(Variable::RcvWnd), Some(0));
        host
    };
    let mut host = full();
    let (mut urgent, text) = segment(Options::default(), b"x");
    (urgent.seq, urgent.flags, urgent.urgent) = (Seq(305), Flags::ACK | Flags::URG, 1);
    host.tcp.handle_segment(host.now, addr_b(), &urgent, &text, &mut host.log);
    assert_eq!(host.tcp.variable(Variable::RcvUp), Some(306));
    let mut host = full();
    host.hears(305, None, Flags::RST, b"");
    assert_eq!((host.state(), host.tcp.error()), (State::Closed, Some(ConnectionError::Reset)));
}

/// MUST-31: urgent data may be of any length, and end beyond what has come so far.
#[test]
fn urgent_data_may_be_of_any_length() {
    let mut host = Host::in_state(State::Established);
    let (mut urgent, text) = segment(Options::default(), b"a beginning");
    (urgent.flags, urgent.urgent) = (Flags::ACK | Flags::URG, 60_000);
    host.tcp.handle_segment(host.now, addr_b(), &urgent, &text, &mut host.log);
    assert_eq!(host.tcp.variable(Variable::RcvUp), Some(60_301));
    assert_eq!(host.tcp.readable(), 11);
}

/// MUST-5: an option in a segment that opens nothing is taken in; that it is an MSS changes nothing.
#[test]
fn options_may_come_in_any_segment() {
    let mut host = Host::in_state(State::Established);
    let before = host.tcp.variable(Variable::Mss);
    let (header, text) = segment(Options { mss: Some(7), ..Options::default() }, b"text");
    host.tcp.handle_segment(host.now, addr_b(), &header, &text, &mut host.log);
    assert_eq!(host.read(), b"text");
    assert_eq!(host.tcp.variable(Variable::Mss), before);
}

/// MUST-6, MUST-64: an unknown option is stepped over by its length, wherever it lies.
#[test]
fn unknown_options_are_stepped_over() {
    // Kind 200 of 5 bytes, so that the MSS begins at an odd place.
    let bytes = [200, 5, 1, 2, 3, 2, 4, 5, 180, 0, 0, 0];
    let (options, fault) = Options::parse(&bytes);
    assert_eq!((options.mss, fault), (Some(1460), None));
}

/// MUST-68, MUST-69: what we emit has its lengths, and ends on a word.
#[test]
fn options_we_send_end_on_a_word() {
    for mss in [None, Some(1460)] {
        for window_scale in [None, Some(7)] {
            for sack_permitted in [false, true] {
                let options = Options { mss, window_scale, sack_permitted, ..Options::default() };
                let mut bytes = Vec::new();
                options.emit(&mut bytes);
                assert_eq!(bytes.len() % 4, 0);
                assert_eq!(Options::parse(&bytes), (options, None));
            }
        }
    }
}

/// MUST-14, MUST-65, MAY-3, SHLD-5: the MSS goes with every SYN, and with nothing else.
#[test]
fn the_mss_goes_with_the_syn_and_only_there() {
    let mut host = Host::new(config(), addr_a());
    host.ok(Call::OpenActive { remote: addr_b(), iss: Seq(100) });
    assert_eq!(host.flush()[0].header.options.mss, Some(1460));
    host.hears(300, Some(101), Flags::SYN, b"");
    host.write(b"text");
    host.ok(Call::ShutdownWrite);
    for segment in host.flush() {
        assert_eq!(segment.header.options.mss, None);
    }
    let mut child = Host::child();
    child.hears(100, None, Flags::SYN, b"");
    assert_eq!(child.flush()[0].header.options.mss, Some(1460));
}

/// MUST-15: what is assumed of a peer that announces no MSS.
#[test]
fn without_an_mss_the_default_is_assumed() {
    let v6 = |last| SocketAddr::new(IpAddr::V6(Ipv6Addr::new(0xfd00, 0, 0, 0, 0, 0, 0, last)), 80);
    for (local, remote, mss) in [(addr_a(), addr_b(), 536), (v6(1), v6(2), 1220)] {
        let mut tcp = Endpoint::new(config(), local);
        let mut log = Log::new();
        let open = Call::OpenActive { remote, iss: Seq(100) };
        tcp.handle_call(Instant::ZERO, open, &mut log).unwrap();
        while tcp.poll_transmit(Instant::ZERO, &mut log).is_some() {}
        let (mut syn, _) = segment(Options::default(), b"");
        (syn.seq, syn.flags) = (Seq(300), Flags::SYN | Flags::ACK);
        tcp.handle_segment(Instant::ZERO, remote, &syn, b"", &mut log);
        assert_eq!(tcp.variable(Variable::Mss), Some(mss));
    }
}

/// MUST-16: options take their room from the text.
#[test]
fn options_make_room_for_themselves() {
    use crate::wire::tcp::Timestamps;
    let mut host = Host::new(Config { timestamps: true, mss: 100, ..config() }, addr_a());
    host.ok(Call::OpenActive { remote: addr_b(), iss: Seq(100) });
    host.sends();
    let stamp = Some(Timestamps { value: 1, echo: 0 });
    let options = Options { timestamps: stamp, mss: Some(100), ..Options::default() };
    let (mut syn, _) = segment(options, b"");
    (syn.seq, syn.flags) = (Seq(300), Flags::SYN | Flags::ACK);
    host.tcp.handle_segment(host.now, addr_b(), &syn, b"", &mut host.log);
    host.write(&[0; 300]);
    let sent = host.flush();
    assert_eq!(sent.iter().map(|s| s.payload.len()).max(), Some(88));
    assert!(sent.iter().all(|s| s.payload.len() + s.header.header_len() <= 120));
}

/// MUST-11: SYN-RECEIVED remembers whether it began in LISTEN or in SYN-SENT.
#[test]
fn syn_received_remembers_how_it_began() {
    let mut passive = Host::in_state(State::SynReceived);
    passive.hears(301, None, Flags::RST, b"");
    assert_eq!((passive.state(), passive.tcp.error()), (State::Listen, None));
    let mut active = Host::syn_sent();
    active.hears(300, None, Flags::SYN, b"");
    assert_eq!(active.state(), State::SynReceived);
    active.hears(301, None, Flags::RST, b"");
    assert_eq!(active.state(), State::Closed);
    assert_eq!(active.tcp.error(), Some(ConnectionError::Refused));
}

/// MUST-41, MUST-42, MUST-45: a listener stays, and each connection of its port is its own.
#[test]
fn a_listener_does_not_disturb_its_connections() {
    let mut listener = Host::new(config(), addr_b());
    listener.ok(Call::OpenPassive);
    let mut children = [5000, 5001].map(|port| {
        let tcp = listener.tcp.spawn(addr_b(), addr(1, port), Seq(u32::from(port)));
        Host { tcp, log: Log::new(), now: Instant::ZERO }
    });
    for child in &mut children {
        let remote = child.tcp.remote().unwrap();
        let (mut syn, _) = segment(Options::default(), b"");
        (syn.src_port, syn.dst_port) = (remote.port(), 80);
        (syn.seq, syn.flags) = (Seq(100), Flags::SYN);
        child.tcp.handle_segment(child.now, remote, &syn, b"", &mut child.log);
        assert_eq!(child.state(), State::SynReceived);
        let answer = child.flush().remove(0);
        assert_eq!(answer.header.src_port, 80);
        assert_eq!((answer.dst, child.tcp.local()), (remote, addr_b()));
    }
    assert_eq!(listener.state(), State::Listen);
}

/// SHLD-2, MUST-12: a reset may carry text; the user hears of it.
#[test]
fn a_reset_with_text_is_a_reset() {
    let mut host = Host::in_state(State::Established);
    host.hears(301, None, Flags::RST, b"go away");
    assert_eq!((host.state(), host.tcp.error()), (State::Closed, Some(ConnectionError::Reset)));
    assert_eq!(host.tcp.take_error(), Some(ConnectionError::Reset));
    assert_eq!(host.tcp.take_error(), None);
}

/// MUST-13: TIME-WAIT lasts two MSL.
#[test]
fn time_wait_lasts_two_msl() {
    for profile in Profile::ALL {
        let msl = profile.config().msl;
        let mut host = Host::new(Config { user_timeout: None, ..profile.config() }, addr_a());
        host.ok(Call::OpenActive { remote: addr_b(), iss: Seq(100) });
        host.sends();
        host.hears(300, Some(101), Flags::SYN, b"");
        host.ok(Call::ShutdownWrite);
        host.sends();
        host.hears(301, Some(102), Flags::FIN, b"");
        host.sends();
        assert_eq!(host.state(), State::TimeWait);
        assert_eq!(host.tcp.next_timeout(), Some((host.now + msl.times(2), Timer::TimeWait)));
    }
}

/// MUST-58, MUST-59: what arrived together is acknowledged together.
#[test]
fn what_arrives_together_is_acknowledged_once() {
    let mut host = Host::in_state(State::Established);
    host.hears(301, Some(101), Flags::NONE, b"one");
    host.hears(304, Some(101), Flags::NONE, b"two");
    host.hears(307, Some(101), Flags::NONE, b"three");
    assert_eq!(host.sends(), ["<SEQ=101><ACK=312><CTL=ACK>"]);
}

/// SHLD-31, MAY-13: what comes early is kept, and acknowledged at once with what is missing.
#[test]
fn what_comes_early_is_kept() {
    let mut host = Host::in_state(State::Established);
    host.hears(304, Some(101), Flags::NONE, b"two");
    assert_eq!(host.sends(), ["<SEQ=101><ACK=301><CTL=ACK>"]);
    host.hears(301, Some(101), Flags::NONE, b"one");
    assert_eq!(host.sends(), ["<SEQ=101><ACK=307><CTL=ACK>"]);
    assert_eq!(host.read(), b"onetwo");
}

/// MUST-40: no acknowledgement waits half a second, whatever was asked for.
#[test]
fn no_ack_waits_half_a_second() {
    let delayed_ack = Some(Duration::from_secs(2));
    let mut host = Host::new(Config { delayed_ack, ..config() }, addr_a());
    host.ok(Call::OpenActive { remote: addr_b(), iss: Seq(100) });
    host.sends();
    host.hears(300, Some(101), Flags::SYN, b"");
    host.sends();
    let before = host.now;
    host.hears(301, Some(101), Flags::NONE, b"text");
    assert!(host.sends().is_empty());
    host.fires(Timer::DelayedAck);
    assert!(host.now.since(before) < Duration::from_millis(500));
    assert_eq!(host.sends(), ["<SEQ=101><ACK=305><CTL=ACK>"]);
}

/// MUST-20, MUST-21, SHLD-11: R2 is the user's to set, and at least 100 s in the RFC's profile.
#[test]
fn r2_is_the_users_to_set() {
    let time_to_give_up = |config| {
        let mut host = Host::new(config, addr_a());
        host.ok(Call::OpenActive { remote: addr_b(), iss: Seq(100) });
        host.sends();
        host.hears(300, Some(101), Flags::SYN, b"");
        host.write(b"lost");
        while host.state() == State::Established {
            host.flush();
            host.fires(Timer::Retransmission);
        }
        assert_eq!(host.tcp.error(), Some(ConnectionError::TimedOut));
        host.now
    };
    assert!(time_to_give_up(config()) >= Instant::ZERO + Duration::from_secs(100));
    let impatient = Config { data_retries: 1, ..config() };
    assert_eq!(time_to_give_up(impatient), Instant::ZERO + Duration::from_secs(3));
}

/// MAY-16, SHLD-27, SHLD-28: writes are gathered into the largest segments, one PSH for all.
#[test]
fn writes_are_gathered() {
    let mut host = sender(0);
    for _ in 0..30 {
        host.write(b"0123456789");
    }
    host.hears_window(301, Some(101), Flags::NONE, b"", 1000);
    let sent = host.flush();
    assert_eq!(sent.iter().map(|s| s.payload.len()).collect::<Vec<_>>(), [100, 100, 100]);
    assert!(sent[2].header.flags.contains(Flags::PSH));
}

/// MUST-50: what TCP does not understand of IP's options does not hide the segment.
#[test]
fn ip_options_are_passed_over() {
    let header = ipv4::Header {
        src: Ipv4Addr::new(10, 0, 0, 2),
        dst: Ipv4Addr::new(10, 0, 0, 1),
        protocol: Protocol::Tcp,
        ttl: 64,
        ident: 1,
        dont_fragment: true,
        more_fragments: false,
        fragment_offset: 0,
        tos: 0,
    };
    let mut bytes = Vec::new();
    header.emit(4, &mut bytes);
    // Four bytes of an option nobody knows: 24 bytes of header, 28 in all.
    bytes[0] = 0x46;
    bytes[3] = 28;
    bytes.splice(20..20, [0x5e, 4, 1, 2]);
    bytes.extend_from_slice(b"text");
    let (read, text) = ipv4::Header::parse(&bytes).unwrap();
    assert_eq!((read.src, read.protocol), (header.src, Protocol::Tcp));
    assert_eq!(text, b"text");
}

/// Addresses that are no single host's.
fn no_hosts() -> [SocketAddr; 4] {
    ["224.0.0.1:80", "255.255.255.255:80", "0.0.0.0:80", "[ff02::1]:80"]
        .map(|address| address.parse().unwrap())
}

/// MUST-46: nobody connects to a group.
#[test]
fn an_open_to_a_group_is_refused() {
    for remote in no_hosts() {
        let mut host = Host::new(config(), addr_a());
        let result = host.call(Call::OpenActive { remote, iss: Seq(100) });
        assert_eq!(result, Err(CallError::Failed(ConnectionError::Unreachable)));
        assert_eq!(host.state(), State::Closed);
        assert!(host.sends().is_empty());
    }
}

/// MUST-57, MUST-63: what claims to come from a group is dropped in silence, in any state.
#[test]
fn a_segment_from_a_group_is_dropped_in_silence() {
    let (mut syn, _) = segment(Options::default(), b"");
    syn.flags = Flags::SYN;
    for src in no_hosts() {
        assert_eq!(reset_for(src, addr_a(), &syn, 0), None);
        for state in [State::Closed, State::Listen, State::Established] {
            let mut host = Host::in_state(state);
            host.tcp.handle_segment(host.now, src, &syn, b"", &mut host.log);
            assert_eq!(host.state(), state);
            assert!(host.sends().is_empty());
        }
    }
}
