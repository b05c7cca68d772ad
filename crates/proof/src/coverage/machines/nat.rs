//! A router that translates addresses.

use super::super::{Driver, Seen};
use super::{Told, at, packet};
use std::net::{Ipv4Addr, SocketAddrV4};
use wireglass_core::nat::{Action, Config, Kind, Nat, Side};
use wireglass_core::rules::{Reason, Rule};
use wireglass_core::seq::Seq;
use wireglass_core::wire::icmp::{self, TimeExceeded};
use wireglass_core::wire::tcp::{self, Flags, Options};
use wireglass_core::wire::{Protocol, udp};

pub(super) const DRIVERS: &[Driver] = &[
    Driver {
        name: "two hosts behind one address",
        promises: &[
            Rule::NatMapped,
            Rule::NatReused,
            Rule::NatOutbound,
            Rule::NatInbound,
            Rule::NatNoMapping,
            Rule::NatFiltered,
            Rule::NatExpired,
        ],
        run: sharing,
    },
    Driver {
        name: "a TCP connection through a translator, and what opens none",
        promises: &[Rule::NatNotSyn, Rule::NatTcpExpired],
        run: connection,
    },
    Driver {
        name: "a forwarded port, from outside and from inside",
        promises: &[Rule::NatForwarded, Rule::NatHairpin, Rule::NatNoHairpin, Rule::NatRemoved],
        run: forwarding,
    },
    Driver {
        name: "a translator that is full",
        promises: &[Rule::NatPortsExhausted, Rule::NatTableFull],
        run: full,
    },
    Driver {
        name: "errors about what was translated, and what cannot be",
        promises: &[
            Rule::NatIcmpError,
            Rule::NatIcmpStray,
            Rule::NatIcmpKind,
            Rule::NatUnknownProtocol,
        ],
        run: errors,
    },
];

const EXTERNAL: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 5);
const SERVER: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(198, 51, 100, 1), 80);
const STRANGER: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(198, 51, 100, 2), 80);

impl Told for Action {
    fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Forward { reason, .. }
            | Self::Local { reason, .. }
            | Self::Drop { reason }
            | Self::Changed { reason, .. } => Some(reason),
            Self::Fragment(action) => action.reason(),
        }
    }
}

const fn inside(n: u8, port: u16) -> SocketAddrV4 {
    SocketAddrV4::new(Ipv4Addr::new(192, 168, 1, n), port)
}

const fn outside(port: u16) -> SocketAddrV4 {
    SocketAddrV4::new(EXTERNAL, port)
}

fn datagram(src: SocketAddrV4, dst: SocketAddrV4) -> Vec<u8> {
    let (from, to) = (*src.ip(), *dst.ip());
    let mut body = Vec::new();
    udp::Header::new(src.port(), dst.port()).emit(b"text", from.into(), to.into(), &mut body);
    packet(from, to, Protocol::Udp, &body)
}

fn segment(src: SocketAddrV4, dst: SocketAddrV4, flags: Flags) -> Vec<u8> {
    let header = tcp::Header {
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
    packet(*src.ip(), *dst.ip(), Protocol::Tcp, &body)
}

fn message(src: Ipv4Addr, dst: Ipv4Addr, header: icmp::Header, about: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    header.emit(about, &mut body);
    packet(src, dst, Protocol::Icmp, &body)
}

/// Gives each packet to the translator.
fn pass(nat: &mut Nat, when: u64, packets: &[(Side, Vec<u8>)], out: &mut Vec<Action>) {
    for (side, packet) in packets {
        nat.handle_packet(at(when), *side, packet, out);
    }
}

/// Lets every timer run out.
fn expire(nat: &mut Nat, out: &mut Vec<Action>) {
    while let Some(due) = nat.next_timeout() {
        nat.handle_timeout(due, out);
    }
}

fn sharing(seen: &mut Seen) {
    let (mut nat, mut out) = (Nat::new(Config::recommended(EXTERNAL)), Vec::new());
    let packets = [
        (Side::Inside, datagram(inside(1, 5_000), SERVER)),
        (Side::Inside, datagram(inside(2, 5_000), SERVER)),
        (Side::Outside, datagram(SERVER, outside(5_000))),
        (Side::Outside, datagram(STRANGER, outside(5_000))),
        (Side::Outside, datagram(SERVER, outside(6_000))),
        (Side::Inside, datagram(inside(1, 5_000), STRANGER)),
    ];
    pass(&mut nat, 0, &packets, &mut out);
    expire(&mut nat, &mut out);
    seen.told(&out);
}

fn connection(seen: &mut Seen) {
    let (mut nat, mut out) = (Nat::new(Config::recommended(EXTERNAL)), Vec::new());
    let (host, wire) = (inside(1, 40_000), outside(40_000));
    let packets = [
        (Side::Inside, segment(inside(1, 40_001), SERVER, Flags::ACK)),
        (Side::Inside, segment(host, SERVER, Flags::SYN)),
        (Side::Outside, segment(SERVER, wire, Flags::SYN | Flags::ACK)),
        (Side::Inside, segment(host, SERVER, Flags::ACK)),
    ];
    pass(&mut nat, 0, &packets, &mut out);
    expire(&mut nat, &mut out);
    seen.told(&out);
}

fn forwarding(seen: &mut Seen) {
    for hairpin in [true, false] {
        let config = Config { hairpin, ..Config::recommended(EXTERNAL) };
        let (mut nat, mut out) = (Nat::new(config), Vec::new());
        // Both ends are free, so this cannot be refused.
        let _ = nat.forward(Kind::Udp, 5_353, inside(9, 53), &mut out);
        let packets = [
            (Side::Outside, datagram(SERVER, outside(5_353))),
            (Side::Inside, datagram(inside(1, 5_000), outside(5_353))),
        ];
        pass(&mut nat, 0, &packets, &mut out);
        nat.unforward(Kind::Udp, 5_353, &mut out);
        seen.told(&out);
    }
}

fn full(seen: &mut Seen) {
    let usual = Config::recommended(EXTERNAL);
    let (one_port, one_entry) =
        (Config { ports: (6_000, 6_000), ..usual }, Config { limit: 1, ..usual });
    for config in [one_port, one_entry] {
        let (mut nat, mut out) = (Nat::new(config), Vec::new());
        let packets = [1, 2].map(|n| (Side::Inside, datagram(inside(n, 5_000), SERVER)));
        pass(&mut nat, 0, &packets, &mut out);
        seen.told(&out);
    }
}

fn errors(seen: &mut Seen) {
    let router = Ipv4Addr::new(198, 51, 100, 254);
    let (mut nat, mut out) = (Nat::new(Config::recommended(EXTERNAL)), Vec::new());
    let (host, server) = (*inside(1, 0).ip(), *SERVER.ip());
    let late = icmp::Header::TimeExceeded(TimeExceeded::InTransit);
    let odd = icmp::Header::Other { kind: icmp::Kind::Redirect, code: 0, rest: [0; 4] };
    let packets = [
        (Side::Inside, datagram(inside(1, 5_000), SERVER)),
        (Side::Outside, message(router, EXTERNAL, late, &datagram(outside(5_000), SERVER))),
        (Side::Outside, message(router, EXTERNAL, late, &datagram(outside(9_999), SERVER))),
        (Side::Inside, message(host, server, odd, &[])),
        (Side::Inside, packet(host, server, Protocol::Gre, &[0; 12])),
    ];
    pass(&mut nat, 0, &packets, &mut out);
    seen.told(&out);
}
