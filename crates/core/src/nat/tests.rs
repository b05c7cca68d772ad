use super::*;
use crate::rules::Rule;
use crate::seq::Seq;
use crate::wire::checksum::{Sum, checksum};
use crate::wire::ipv4;
use crate::wire::tcp::{Flags, Header as Tcp, Options};
use proptest::prelude::*;
use std::net::IpAddr;

mod property;

const EXTERNAL: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 5);
const SERVER: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(198, 51, 100, 1), 80);
const OTHER: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(198, 51, 100, 2), 80);

fn at(secs: u64) -> Instant {
    Instant::ZERO + Duration::from_secs(secs)
}

fn inside(n: u8, port: u16) -> SocketAddrV4 {
    SocketAddrV4::new(Ipv4Addr::new(192, 168, 1, n), port)
}

fn outside(port: u16) -> SocketAddrV4 {
    SocketAddrV4::new(EXTERNAL, port)
}

fn ip(protocol: Protocol, src: Ipv4Addr, dst: Ipv4Addr, payload: &[u8]) -> Vec<u8> {
    let mut packet = Vec::new();
    let header = ipv4::Header {
        src,
        dst,
        protocol,
        ttl: 64,
        ident: 7,
        dont_fragment: false,
        more_fragments: false,
        fragment_offset: 0,
        tos: 0,
    };
    header.emit(payload.len(), &mut packet);
    packet.extend_from_slice(payload);
    packet
}

fn pseudo(src: SocketAddrV4, dst: SocketAddrV4, protocol: Protocol, body: &[u8]) -> u16 {
    let (src, dst) = (IpAddr::V4(*src.ip()), IpAddr::V4(*dst.ip()));
    let mut sum = Sum::pseudo_header(src, dst, protocol, body.len());
    sum.add(body);
    sum.checksum()
}

fn udp(src: SocketAddrV4, dst: SocketAddrV4, payload: &[u8]) -> Vec<u8> {
    let len = u16::try_from(8 + payload.len()).unwrap();
    let words = [src.port(), dst.port(), len, 0];
    let mut body: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
    body.extend_from_slice(payload);
    let sum = pseudo(src, dst, Protocol::Udp, &body);
    body[6..8].copy_from_slice(&sum.to_be_bytes());
    ip(Protocol::Udp, *src.ip(), *dst.ip(), &body)
}

fn tcp(src: SocketAddrV4, dst: SocketAddrV4, flags: Flags) -> Vec<u8> {
    let header = Tcp {
        src_port: src.port(),
        dst_port: dst.port(),
        seq: Seq(1),
        ack: Seq(0),
        flags,
        window: 100,
        urgent: 0,
        options: Options::default(),
    };
    let mut body = Vec::new();
    header.emit(&[], (*src.ip()).into(), (*dst.ip()).into(), &mut body);
    ip(Protocol::Tcp, *src.ip(), *dst.ip(), &body)
}

fn icmp(src: Ipv4Addr, dst: Ipv4Addr, kind: u8, rest: [u8; 4], payload: &[u8]) -> Vec<u8> {
    let mut body = [&[kind, 0, 0, 0], rest.as_slice(), payload].concat();
    let sum = checksum(&body);
    body[2..4].copy_from_slice(&sum.to_be_bytes());
    ip(Protocol::Icmp, src, dst, &body)
}

fn ping(src: Ipv4Addr, dst: Ipv4Addr, kind: u8, id: u16) -> Vec<u8> {
    let [a, b] = id.to_be_bytes();
    icmp(src, dst, kind, [a, b, 0, 1], b"abcdefgh")
}

/// Every checksum of a packet, computed from nothing.
fn sums_ok(packet: &[u8]) -> bool {
    let (header, payload) = ipv4::Header::parse(packet).unwrap();
    let editable = Editable::new(packet).unwrap();
    let (src, dst) = (editable.end(End::Source), editable.end(End::Destination));
    ipv4::Header::checksum_ok(packet)
        && match header.protocol {
            Protocol::Icmp => checksum(payload) == 0,
            Protocol::Udp if payload[6..8] == [0, 0] => true,
            protocol => pseudo(src, dst, protocol, payload) == 0,
        }
}

fn ends(packet: &[u8]) -> (SocketAddrV4, SocketAddrV4) {
    let packet = Editable::new(packet).unwrap();
    (packet.end(End::Source), packet.end(End::Destination))
}

/// What became of a packet: translated (to where, from whom, to whom), or a rule.
fn give(
    nat: &mut Nat,
    when: u64,
    side: Side,
    packet: &[u8],
) -> Result<(Side, SocketAddrV4, SocketAddrV4), Rule> {
    match last(nat, when, side, packet) {
        Action::Forward { packet, side, .. } => {
            assert!(sums_ok(&packet), "checksums of {packet:02x?}");
            let (src, dst) = ends(&packet);
            Ok((side, src, dst))
        }
        Action::Local { reason, .. } | Action::Drop { reason } => Err(reason.rule()),
        other => panic!("{other:?}"),
    }
}

fn last(nat: &mut Nat, when: u64, side: Side, packet: &[u8]) -> Action {
    let mut out = Vec::new();
    nat.handle_packet(at(when), side, packet, &mut out);
    out.pop().expect("every packet has an end")
}

fn nat() -> Nat {
    Nat::new(Config::recommended(EXTERNAL))
}

#[test]
fn two_hosts_share_one_address() {
    use Side::{Inside, Outside};
    let mut nat = nat();
    let out = |host, to| udp(inside(host, 5_000), to, b"question");
    assert_eq!(give(&mut nat, 0, Inside, &out(10, SERVER)), Ok((Outside, outside(5_000), SERVER)));
    // The number is taken: the next even one, as it was even.
    assert_eq!(give(&mut nat, 0, Inside, &out(11, SERVER)), Ok((Outside, outside(1_024), SERVER)));
    // The mapping does not depend on the other end.
    assert_eq!(give(&mut nat, 0, Inside, &out(10, OTHER)), Ok((Outside, outside(5_000), OTHER)));
    for (port, host) in [(5_000, 10), (1_024, 11)] {
        let answer = udp(SERVER, outside(port), b"answer");
        assert_eq!(give(&mut nat, 1, Outside, &answer), Ok((Inside, SERVER, inside(host, 5_000))));
    }
    let stranger = SocketAddrV4::new(*SERVER.ip(), 81);
    let filtered = udp(stranger, outside(5_000), b"hello");
    assert_eq!(give(&mut nat, 1, Outside, &filtered), Err(Rule::NatFiltered));
    let nobody = udp(SERVER, outside(6_000), b"hello");
    assert_eq!(give(&mut nat, 1, Outside, &nobody), Err(Rule::NatNoMapping));
    assert_eq!(nat.iter().count(), 2);
}

#[test]
fn mapping_and_filtering_as_rfc_4787_tells_them_apart() {
    use Behaviour::{AddressAndPortDependent, AddressDependent, EndpointIndependent};
    // Same address, other port: is the mapping the same, does the filter let in?
    let near = SocketAddrV4::new(*SERVER.ip(), 81);
    let table = [
        (EndpointIndependent, [true, true], [true, true]),
        (AddressDependent, [true, false], [true, false]),
        (AddressAndPortDependent, [false, false], [false, false]),
    ];
    for (behaviour, same_mapping, lets_in) in table {
        for (other, same, passes) in
            [(near, same_mapping[0], lets_in[0]), (OTHER, same_mapping[1], lets_in[1])]
        {
            let config = Config { mapping: behaviour, ..Config::recommended(EXTERNAL) };
            let mut nat = Nat::new(config);
            give(&mut nat, 0, Side::Inside, &udp(inside(10, 5_000), SERVER, b"")).unwrap();
            let second = give(&mut nat, 0, Side::Inside, &udp(inside(10, 5_000), other, b""));
            assert_eq!(second.unwrap().1 == outside(5_000), same, "{behaviour:?} to {other}");

            let config = Config { filtering: behaviour, ..Config::recommended(EXTERNAL) };
            let mut nat = Nat::new(config);
            give(&mut nat, 0, Side::Inside, &udp(inside(10, 5_000), SERVER, b"")).unwrap();
            let called = give(&mut nat, 0, Side::Outside, &udp(other, outside(5_000), b""));
            assert_eq!(called.is_ok(), passes, "{behaviour:?} from {other}");
        }
    }
}

#[test]
fn a_udp_datagram_without_checksum_stays_without() {
    let mut packet = udp(inside(10, 5_000), SERVER, b"x");
    packet[26..28].copy_from_slice(&[0, 0]);
    let Action::Forward { packet, .. } = last(&mut nat(), 0, Side::Inside, &packet) else {
        panic!("translated");
    };
    assert_eq!(packet[26..28], [0, 0]);
}

#[test]
fn tcp_from_syn_to_fin_and_its_timers() {
    let (host, wire) = (inside(10, 40_000), outside(40_000));
    let open = |nat: &mut Nat| {
        give(nat, 0, Side::Inside, &tcp(host, SERVER, Flags::SYN)).unwrap();
        give(nat, 1, Side::Outside, &tcp(SERVER, wire, Flags::SYN | Flags::ACK)).unwrap();
        give(nat, 2, Side::Inside, &tcp(host, SERVER, Flags::ACK)).unwrap();
    };
    let phase = |nat: &Nat| {
        let mapping = nat.iter().next().unwrap();
        nat.remotes(&mapping).next().unwrap().1
    };
    // Half open.
    let mut half = nat();
    give(&mut half, 0, Side::Inside, &tcp(host, SERVER, Flags::SYN)).unwrap();
    assert_eq!((phase(&half), half.next_timeout()), (Phase::Opening, Some(at(240))));
    // Open.
    let mut full = nat();
    open(&mut full);
    assert_eq!((phase(&full), full.next_timeout()), (Phase::Established, Some(at(2 + 7_440))));
    // One FIN closes one direction only.
    give(&mut full, 3, Side::Inside, &tcp(host, SERVER, Flags::FIN | Flags::ACK)).unwrap();
    assert_eq!(phase(&full), Phase::Established);
    give(&mut full, 4, Side::Outside, &tcp(SERVER, wire, Flags::FIN | Flags::ACK)).unwrap();
    assert_eq!((phase(&full), full.next_timeout()), (Phase::Closing, Some(at(244))));
    let mut out = Vec::new();
    full.handle_timeout(at(244), &mut out);
    let reason = Reason::NatTcpExpired { external: 40_000, after: Duration::from_secs(240) };
    assert!(
        matches!(out[..], [Action::Changed { removed: true, reason: why, .. }] if why == reason)
    );
    // Reset.
    let mut reset = nat();
    open(&mut reset);
    give(&mut reset, 3, Side::Outside, &tcp(SERVER, wire, Flags::RST)).unwrap();
    assert_eq!(phase(&reset), Phase::Closing);
    give(&mut reset, 4, Side::Inside, &tcp(host, SERVER, Flags::SYN)).unwrap();
    assert_eq!(phase(&reset), Phase::Opening, "the ports are used again");
    // What opens nothing is not translated.
    let stray = tcp(inside(10, 40_001), SERVER, Flags::ACK);
    assert_eq!(give(&mut reset, 5, Side::Inside, &stray), Err(Rule::NatNotSyn));
}

#[test]
fn a_forwarded_port_lets_the_outside_call_in() {
    let (web, called) = (inside(20, 80), outside(8_080));
    let mut nat = nat();
    let syn = tcp(SERVER, called, Flags::SYN);
    assert_eq!(give(&mut nat, 0, Side::Outside, &syn), Err(Rule::NatNoMapping));
    let mut out = Vec::new();
    assert_eq!(nat.forward(Kind::Tcp, 8_080, web, &mut out), Ok(()));
    assert_eq!(nat.forward(Kind::Tcp, 8_081, web, &mut out), Err(ForwardError::InternalTaken));
    assert_eq!(
        nat.forward(Kind::Tcp, 8_080, inside(21, 80), &mut out),
        Err(ForwardError::ExternalTaken)
    );
    assert_eq!(give(&mut nat, 0, Side::Outside, &syn), Ok((Side::Inside, SERVER, web)));
    let answer = tcp(web, SERVER, Flags::SYN | Flags::ACK);
    assert_eq!(give(&mut nat, 0, Side::Inside, &answer), Ok((Side::Outside, called, SERVER)));
    // It outlives what is said through it.
    nat.handle_timeout(at(1_000_000), &mut out);
    assert_eq!(nat.iter().count(), 1);
    assert!(nat.unforward(Kind::Tcp, 8_080, &mut out));
    assert!(!nat.unforward(Kind::Tcp, 8_080, &mut out));
    assert_eq!(give(&mut nat, 1_000_001, Side::Outside, &syn), Err(Rule::NatNoMapping));
}

#[test]
fn hairpin_is_a_switch() {
    for (hairpin, expected) in [
        (true, Ok((Side::Inside, outside(5_000), inside(20, 53)))),
        (false, Err(Rule::NatNoHairpin)),
    ] {
        let mut nat = Nat::new(Config { hairpin, ..Config::recommended(EXTERNAL) });
        nat.forward(Kind::Udp, 5_353, inside(20, 53), &mut Vec::new()).unwrap();
        let call = udp(inside(10, 5_000), outside(5_353), b"name?");
        assert_eq!(give(&mut nat, 0, Side::Inside, &call), expected);
        // The router's own services are its own business.
        let own = udp(inside(10, 5_000), outside(123), b"time?");
        assert_eq!(give(&mut nat, 0, Side::Inside, &own), Err(Rule::NatNoMapping));
    }
}

#[test]
fn pings_are_told_apart_by_their_identifier() {
    let mut nat = nat();
    let server = *SERVER.ip();
    for host in [10, 11] {
        let question = ping(*inside(host, 0).ip(), server, 8, 7);
        let (_, src, _) = give(&mut nat, 0, Side::Inside, &question).unwrap();
        let answer = ping(server, EXTERNAL, 0, src.port());
        let (side, _, dst) = give(&mut nat, 1, Side::Outside, &answer).unwrap();
        assert_eq!((side, dst), (Side::Inside, inside(host, 7)));
    }
    // A ping from outside is for the router, even if its identifier is in the table.
    let question = ping(server, EXTERNAL, 8, 7);
    assert_eq!(give(&mut nat, 1, Side::Outside, &question), Err(Rule::NatNoMapping));
    assert_eq!(nat.next_timeout(), Some(at(61)));
    nat.handle_timeout(at(61), &mut Vec::new());
    assert_eq!((nat.iter().count(), nat.next_timeout()), (0, None));
}

#[test]
fn errors_are_translated_down_to_what_they_quote() {
    let router = Ipv4Addr::new(198, 51, 100, 254);
    let mut nat = nat();
    let question = udp(inside(10, 5_000), SERVER, b"question");
    give(&mut nat, 0, Side::Inside, &udp(inside(9, 5_000), SERVER, b"")).unwrap();
    let Action::Forward { packet: sent, .. } = last(&mut nat, 0, Side::Inside, &question) else {
        panic!("translated");
    };
    // Time exceeded, quoting all of it or the least there must be.
    for quoted in [sent.len(), 28] {
        let error = icmp(router, EXTERNAL, 11, [0; 4], &sent[..quoted]);
        let Action::Forward { packet, side: Side::Inside, reason } =
            last(&mut nat, 1, Side::Outside, &error)
        else {
            panic!("translated");
        };
        assert_eq!(reason, Reason::NatIcmpError { external: 1_024 });
        let (header, message) = ipv4::Header::parse(&packet).unwrap();
        assert_eq!((header.src, header.dst), (router, *inside(10, 0).ip()));
        assert!(ipv4::Header::checksum_ok(&packet) && checksum(message) == 0);
        assert_eq!(message[8..], question[..quoted], "the host finds what it sent");
    }
    // And from inside: what a host could not take.
    let answer = udp(SERVER, outside(1_024), b"answer");
    let Action::Forward { packet: came, .. } = last(&mut nat, 1, Side::Outside, &answer) else {
        panic!("translated");
    };
    let error = icmp(*inside(10, 0).ip(), *SERVER.ip(), 3, [0; 4], &came);
    let Action::Forward { packet, side: Side::Outside, .. } =
        last(&mut nat, 1, Side::Inside, &error)
    else {
        panic!("translated");
    };
    let (header, message) = ipv4::Header::parse(&packet).unwrap();
    assert_eq!(header.src, EXTERNAL);
    assert!(checksum(message) == 0);
    assert_eq!(message[8..], answer, "the server finds what it sent");
    // About nothing known.
    let stray = icmp(router, EXTERNAL, 11, [0; 4], &udp(outside(9_999), SERVER, b""));
    assert_eq!(give_rule(&mut nat, Side::Outside, &stray), Rule::NatIcmpStray);
    let cut = icmp(router, EXTERNAL, 11, [0; 4], &sent[..27]);
    assert_eq!(give_rule(&mut nat, Side::Outside, &cut), Rule::NatIcmpStray);
}

fn give_rule(nat: &mut Nat, side: Side, packet: &[u8]) -> Rule {
    match last(nat, 2, side, packet) {
        Action::Drop { reason } | Action::Local { reason, .. } => reason.rule(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn fragments_are_put_together_first() {
    // Two pieces and three; a last one of a single byte, which has no header to look at.
    for len in [1_473, 2_000, 2_953, 3_000] {
        let mut nat = nat();
        let whole = udp(inside(10, 5_000), SERVER, &vec![7; len]);
        let pieces = crate::fragments::cut(&whole, 1_500).unwrap().packets;
        for piece in pieces.iter().skip(1).rev() {
            let held = last(&mut nat, 0, Side::Inside, piece);
            assert!(matches!(held, Action::Fragment(fragments::Action::Held { .. })), "{len}");
        }
        let expected = Ok((Side::Outside, outside(5_000), SERVER));
        assert_eq!(give(&mut nat, 0, Side::Inside, &pieces[0]), expected, "{len}");
    }
}

#[test]
fn what_cannot_be_translated() {
    let (us, server) = (*inside(10, 0).ip(), *SERVER.ip());
    let table = [
        (vec![0x45, 0], Rule::PacketMalformed),
        (ip(Protocol::Tcp, us, server, &[0; 12]), Rule::PacketMalformed),
        (ip(Protocol::Gre, us, server, &[0; 12]), Rule::NatUnknownProtocol),
        (icmp(us, server, 5, [0; 4], &[]), Rule::NatIcmpKind),
    ];
    for (packet, rule) in table {
        assert_eq!(give_rule(&mut nat(), Side::Inside, &packet), rule);
    }
}

#[test]
fn ports_and_table_have_an_end() {
    let recommended = Config::recommended(EXTERNAL);
    let mut few = Nat::new(Config { ports: (6_000, 6_001), ..recommended });
    for host in 1..=2 {
        give(&mut few, 0, Side::Inside, &udp(inside(host, 5_000), SERVER, b"")).unwrap();
    }
    let third = udp(inside(3, 5_000), SERVER, b"");
    assert_eq!(give(&mut few, 0, Side::Inside, &third), Err(Rule::NatPortsExhausted));
    // When one has expired there is room again.
    assert!(give(&mut few, 300, Side::Inside, &third).is_ok());
    let mut small = Nat::new(Config { limit: 1, ..recommended });
    give(&mut small, 0, Side::Inside, &udp(inside(1, 5_000), SERVER, b"")).unwrap();
    assert_eq!(give(&mut small, 0, Side::Inside, &third), Err(Rule::NatTableFull));
}

#[test]
fn refreshed_from_inside_and_if_wanted_from_outside() {
    for (inbound_refresh, due) in [(true, 400), (false, 300)] {
        let mut nat = Nat::new(Config { inbound_refresh, ..Config::recommended(EXTERNAL) });
        give(&mut nat, 0, Side::Inside, &udp(inside(1, 5_000), SERVER, b"")).unwrap();
        give(&mut nat, 100, Side::Outside, &udp(SERVER, outside(5_000), b"")).unwrap();
        assert_eq!(nat.next_timeout(), Some(at(due)));
        give(&mut nat, 200, Side::Inside, &udp(inside(1, 5_000), SERVER, b"")).unwrap();
        assert_eq!(nat.next_timeout(), Some(at(500)));
    }
}

#[test]
fn another_outer_address_ends_what_was_mapped() {
    let mut nat = nat();
    nat.forward(Kind::Tcp, 8_080, inside(20, 80), &mut Vec::new()).unwrap();
    give(&mut nat, 0, Side::Inside, &udp(inside(1, 5_000), SERVER, b"")).unwrap();
    let mut out = Vec::new();
    nat.set_external(Ipv4Addr::new(203, 0, 113, 6), &mut out);
    assert_eq!(out.len(), 1);
    assert!(nat.iter().all(|mapping| mapping.forwarded));
    assert_eq!(nat.next_timeout(), None);
}
