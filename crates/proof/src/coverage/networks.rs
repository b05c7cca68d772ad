//! Networks of devices: rules of forwarding, ICMP and UDP.

use super::{Driver, Seen};
use std::net::{Ipv4Addr, SocketAddr};
use wireglass_core::rules::Rule;
use wireglass_core::tcp::Profile;
use wireglass_core::time::{Duration, Instant};
use wireglass_sim::app::{App, Ping, Target};
use wireglass_sim::{
    Arp, DeviceKind, DeviceSpec, Fault, FaultAction, FrameMatch, HostSpec, InterfaceSpec, Limits,
    LinkSpec, Op, Program, Recording, RouteSpec, RouterSpec, Run, Scenario,
};
use wireglass_trace::{Intervention, LinkId, TaskKind};

pub(super) const DRIVERS: &[Driver] = &[
    Driver {
        name: "a ping through a hub, two routers and a modem",
        promises: &[
            Rule::RouteDirect,
            Rule::RouteVia,
            Rule::TtlDecrement,
            Rule::EchoRequested,
            Rule::EchoReplied,
            Rule::EchoAnswered,
            Rule::HubRepeats,
            Rule::ModemConverts,
        ],
        run: |seen| watch(&network(vec![ping(B, 64)], Vec::new()), seen),
    },
    Driver {
        name: "a ping whose TTL runs out",
        promises: &[Rule::TtlExpired, Rule::IcmpErrorSent, Rule::IcmpErrorArrived],
        run: |seen| watch(&network(vec![ping(B, 1)], Vec::new()), seen),
    },
    Driver {
        name: "a ping to where no route leads",
        promises: &[Rule::NoRoute],
        run: |seen| watch(&network(vec![ping(Ipv4Addr::new(10, 9, 9, 9), 64)], Vec::new()), seen),
    },
    Driver {
        name: "a ping to oneself",
        promises: &[Rule::Loopback],
        run: |seen| watch(&network(vec![ping(A, 64)], Vec::new()), seen),
    },
    Driver {
        name: "datagrams: the largest, too large, cut, to a closed port",
        promises: &[
            Rule::UdpSent,
            Rule::UdpTooLong,
            Rule::UdpDelivered,
            Rule::UdpCut,
            Rule::UdpPortClosed,
        ],
        run: datagrams,
    },
    Driver { name: "more datagrams than may wait", promises: &[Rule::UdpQueueFull], run: flood },
    Driver {
        name: "broadcasts, near and far",
        promises: &[Rule::BroadcastStays, Rule::IcmpErrorSuppressed],
        run: broadcasts,
    },
    Driver {
        name: "a damaged datagram",
        promises: &[Rule::UdpChecksumWrong],
        run: |seen| damaged(Op::SendTo((B, 7).into(), b"text".to_vec()), seen),
    },
    Driver {
        name: "a damaged ping",
        promises: &[Rule::IcmpChecksumWrong],
        run: |seen| damaged(ping(B, 64), seen),
    },
    Driver {
        name: "a packet of an unknown protocol",
        promises: &[Rule::ProtocolUnknown],
        run: |seen| forged(14 + 9, 14 + 11, seen),
    },
    Driver {
        name: "an ICMP message that nobody asked for",
        promises: &[Rule::IcmpNotForUs],
        run: |seen| forged(14 + 20, 14 + 20 + 2, seen),
    },
    Driver { name: "a ping that waits for nobody", promises: &[Rule::CallTimesOut], run: patience },
    Driver {
        name: "a broadcast on a link where a host has no address yet",
        promises: &[Rule::AddressNotYet],
        run: nameless,
    },
    Driver {
        name: "many stations at a hub, with frames as long as many slots",
        promises: &[
            Rule::MediumBusy,
            Rule::MediumGap,
            Rule::MediumQueued,
            Rule::Collision,
            Rule::BackoffOver,
            Rule::CollisionLimit,
        ],
        run: |seen| crowd(Duration::from_micros(1), seen),
    },
    Driver {
        name: "two stations at a hub whose cables are too long",
        promises: &[Rule::CollisionUnheard],
        run: |seen| crowd(Duration::from_millis(100), seen),
    },
    Driver { name: "an interface without a cable", promises: &[Rule::NoCable], run: no_cable },
    Driver { name: "a link that is cut", promises: &[Rule::LinkCut], run: cut },
];

const A: Ipv4Addr = Ipv4Addr::new(10, 0, 1, 2);
const B: Ipv4Addr = Ipv4Addr::new(10, 0, 3, 2);

fn ping(to: Ipv4Addr, ttl: u8) -> Op {
    Op::Try(Box::new(Op::Echo { to, ttl, size: 8 }))
}

/// A router with an interface .1 on each /24 of `networks`, and one route.
fn router(name: &str, interfaces: &[Ipv4Addr], to: Ipv4Addr, gateway: Ipv4Addr) -> DeviceSpec {
    let interfaces = interfaces.iter().enumerate().map(|(index, address)| InterfaceSpec {
        name: format!("eth{index}"),
        address: *address,
        prefix: 24,
    });
    let routes = vec![RouteSpec { network: to, prefix: 24, gateway, metric: 0 }];
    let router = RouterSpec { interfaces: interfaces.collect(), routes, nat: None };
    DeviceSpec { name: name.to_owned(), kind: DeviceKind::Router(router) }
}

/// A, a hub, a router, a modem, a router, B. A runs `a` from 10 ms on, B runs `b` at once. The
/// first router has a third interface with nothing in it.
fn network(a: Vec<Op>, b: Vec<Op>) -> Scenario {
    let host = |name: &str, address, gateway| HostSpec {
        gateway: Some(gateway),
        ..HostSpec::new(name, address, Profile::Linux)
    };
    let program = |host, start, ops| Program {
        host,
        name: "program".to_owned(),
        start: Instant::ZERO + Duration::from_millis(start),
        pace: Duration::from_millis(1),
        kind: TaskKind::Program,
        run: Run::Calls(ops),
    };
    let near = [Ipv4Addr::new(10, 0, 1, 1), Ipv4Addr::new(10, 0, 2, 1), Ipv4Addr::new(10, 0, 7, 1)];
    let far = [Ipv4Addr::new(10, 0, 2, 2), Ipv4Addr::new(10, 0, 3, 1)];
    Scenario {
        seed: 1,
        hosts: vec![host("A", A, near[0]), host("B", B, far[1])],
        devices: vec![
            DeviceSpec { name: "hub".to_owned(), kind: DeviceKind::Hub { ports: 2 } },
            DeviceSpec { name: "modem".to_owned(), kind: DeviceKind::Modem },
            router("near", &near, Ipv4Addr::new(10, 0, 3, 0), far[0]),
            router("far", &far, Ipv4Addr::new(10, 0, 1, 0), near[1]),
        ],
        links: vec![
            LinkSpec::joining((0, 0), (2, 0)),
            LinkSpec::joining((2, 1), (4, 0)),
            LinkSpec::joining((4, 1), (3, 0)),
            LinkSpec::joining((3, 1), (5, 0)),
            LinkSpec::joining((5, 1), (1, 0)),
        ],
        programs: vec![program(0, 10, a), program(1, 0, b)],
        faults: Vec::new(),
        actions: Vec::new(),
        arp: Arp::Known,
        limits: Limits::default(),
    }
}

fn record(scenario: &Scenario) -> Recording {
    Recording::run(scenario).expect("the network makes sense")
}

fn watch(scenario: &Scenario, seen: &mut Seen) {
    seen.trace(record(scenario).trace());
}

fn send(port: u16, bytes: usize) -> Op {
    Op::Try(Box::new(Op::SendTo(SocketAddr::from((B, port)), vec![b'x'; bytes])))
}

fn datagrams(seen: &mut Seen) {
    let reader = vec![Op::BindDatagrams(7), Op::ReceiveFrom(5)];
    watch(&network(vec![send(7, 15), send(7, 65_507), send(7, 65_508), send(99, 1)], reader), seen);
}

fn flood(seen: &mut Seen) {
    let sleeper = vec![Op::BindDatagrams(7), Op::Sleep(Duration::from_secs(5))];
    watch(&network(vec![send(7, 1); 70], sleeper), seen);
}

fn broadcasts(seen: &mut Seen) {
    let to = |ip: [u8; 4]| Op::Try(Box::new(Op::SendTo((ip, 9).into(), b"who is there?".to_vec())));
    let ops = vec![to([255; 4]), to([10, 0, 1, 255]), to([10, 0, 3, 255])];
    watch(&network(ops, Vec::new()), seen);
}

/// One bit of the first packet's text flips.
fn damaged(op: Op, seen: &mut Seen) {
    let mut scenario = network(vec![op], Vec::new());
    let on = FrameMatch { from: Some(0), nth: 1, ..FrameMatch::default() };
    let action = FaultAction::Corrupt { offset: 14 + 20 + 8, flip: 1 };
    scenario.faults.push(Fault { on, action });
    watch(&scenario, seen);
}

/// The same bit flips in a byte on the first link and in its checksum on the second: for some bit
/// the one makes up for the other, and what arrives is sound.
fn forged(offset: u16, checksum: u16, seen: &mut Seen) {
    for bit in 0..8 {
        let mut scenario = network(vec![ping(Ipv4Addr::new(10, 0, 1, 1), 64)], Vec::new());
        for (from, offset) in [(0, offset), (2, checksum)] {
            let on = FrameMatch { from: Some(from), nth: 1, ..FrameMatch::default() };
            scenario
                .faults
                .push(Fault { on, action: FaultAction::Corrupt { offset, flip: 1 << bit } });
        }
        watch(&scenario, seen);
    }
}

fn patience(seen: &mut Seen) {
    let second = Duration::from_secs(1);
    let ping = Ping {
        to: Target::Ip(Ipv4Addr::new(10, 0, 3, 77)),
        count: Some(1),
        size: 8,
        ttl: 64,
        interval: second,
        timeout: second,
        dont_fragment: false,
        broadcast: false,
    };
    let mut scenario = network(Vec::new(), Vec::new());
    scenario.programs[0].run = Run::from(App::Ping(ping));
    scenario.links[4].loss_ppm = 1_000_000;
    watch(&scenario, seen);
}

/// The near router tells everybody something on the network of a host without an address.
fn nameless(seen: &mut Seen) {
    let everybody = SocketAddr::from(([10, 0, 1, 255], 9));
    let mut scenario = network(vec![Op::SendTo(everybody, b"hello".to_vec())], Vec::new());
    scenario.programs[0].host = 4;
    scenario.hosts[0].address = None;
    scenario.hosts[0].gateway = None;
    watch(&scenario, seen);
}

/// Stations at a hub of which most begin to send at once and the last comes when they are at it, with
/// cables of this delay.
fn crowd(delay: Duration, seen: &mut Seen) {
    let stations = 24;
    let long = vec![b'x'; 20_000];
    let address = |n: usize| Ipv4Addr::new(10, 0, 0, u8::try_from(n + 1).expect("few"));
    let mut scenario = network(Vec::new(), Vec::new());
    let host = |n: usize| HostSpec::new(format!("H{n}"), address(n), Profile::Linux);
    let send = |n: usize| {
        let to = SocketAddr::from((address((n + 1) % stations), 7));
        vec![Op::SendTo(to, long.clone()), Op::SendTo(to, Vec::new())]
    };
    let ports = u16::try_from(stations).expect("few");
    scenario.hosts = (0..stations).map(host).collect();
    scenario.devices = vec![DeviceSpec { name: "hub".to_owned(), kind: DeviceKind::Hub { ports } }];
    scenario.links = (0..stations)
        .map(|n| LinkSpec {
            bandwidth: Some(10_000_000),
            delay,
            mtu: 60_000,
            ..LinkSpec::joining((n, 0), (stations, u16::try_from(n).expect("few")))
        })
        .collect();
    scenario.programs = (0..stations)
        .map(|n| Program {
            host: n,
            name: "program".to_owned(),
            start: Instant::ZERO + Duration::from_millis(if n + 1 == stations { 200 } else { 0 }),
            pace: Duration::from_millis(1),
            kind: TaskKind::Program,
            run: Run::Calls(send(n)),
        })
        .collect();
    watch(&scenario, seen);
}

fn no_cable(seen: &mut Seen) {
    watch(&network(vec![ping(Ipv4Addr::new(10, 0, 7, 9), 64)], Vec::new()), seen);
}

fn cut(seen: &mut Seen) {
    let run = record(&network(vec![ping(B, 64)], Vec::new()));
    let branch = run.branch(0, Intervention::CutLink { link: LinkId(0) });
    seen.trace(branch.expect("it is whole").trace());
}
