//! Small networks, for tests: who is in them, and what they do.

use std::net::{Ipv4Addr, SocketAddr};
use wireglass_core::tcp::Profile;
use wireglass_core::time::{Duration, Instant};
use wireglass_sim::{
    Arp, DeviceKind, DeviceSpec, Fault, FaultAction, FrameMatch, HostSpec, InterfaceSpec, Isn,
    Limits, LinkSpec, NatSpec, Op, Program, Recording, RouteSpec, RouterSpec, Run, Scenario,
    SwitchSpec, Which,
};
use wireglass_trace::{Medium, TaskKind, Trace};

fn ip(text: &str) -> Ipv4Addr {
    text.parse().expect("an address")
}

/// A host on a /24 network, with a gateway unless that is empty.
fn host(name: &str, address: &str, gateway: &str) -> HostSpec {
    HostSpec {
        gateway: (!gateway.is_empty()).then(|| ip(gateway)),
        isn: Isn::Counted { first: 1_000, step: 64_000 },
        ..HostSpec::new(name, ip(address), Profile::Linux)
    }
}

fn server(name: &str, address: &str, gateway: &str) -> HostSpec {
    HostSpec { server: true, ..host(name, address, gateway) }
}

fn switch(name: &str, ports: u16) -> DeviceSpec {
    let kind = DeviceKind::Switch(SwitchSpec::with_ports(ports));
    DeviceSpec { name: name.to_owned(), kind }
}

fn tree_switch(name: &str, ports: u16) -> DeviceSpec {
    let switch = SwitchSpec { spanning_tree: Some(32_768), ..SwitchSpec::with_ports(ports) };
    DeviceSpec { name: name.to_owned(), kind: DeviceKind::Switch(switch) }
}

fn router(name: &str, interfaces: &[&str], routes: &[(&str, &str)], nat: bool) -> DeviceSpec {
    let interfaces = interfaces.iter().enumerate().map(|(index, address)| InterfaceSpec {
        name: format!("r{index}"),
        address: ip(address),
        prefix: 24,
    });
    let interfaces: Vec<_> = interfaces.collect();
    let outside = u16::try_from(interfaces.len() - 1).expect("few");
    let routes = routes.iter().map(|(network, gateway)| RouteSpec {
        network: ip(network),
        prefix: if *network == "0.0.0.0" { 0 } else { 24 },
        gateway: ip(gateway),
        metric: 0,
    });
    let nat = nat.then(|| NatSpec { outside, forwards: Vec::new() });
    let kind = DeviceKind::Router(RouterSpec { interfaces, routes: routes.collect(), nat });
    DeviceSpec { name: name.to_owned(), kind }
}

fn program(host: usize, start: u64, ops: Vec<Op>) -> Program {
    Program {
        host,
        name: "main".to_owned(),
        start: Instant::ZERO + Duration::from_millis(start),
        pace: Duration::from_millis(1),
        kind: TaskKind::Program,
        run: Run::Calls(ops),
    }
}

/// A node and one of its ports.
type At = (usize, u16);

fn network(
    hosts: Vec<HostSpec>,
    devices: Vec<DeviceSpec>,
    links: &[(At, At)],
    programs: Vec<Program>,
) -> Scenario {
    let joined = |(a, b): &(At, At)| LinkSpec {
        delay: Duration::from_millis(2),
        ..LinkSpec::joining(*a, *b)
    };
    Scenario {
        seed: 7,
        hosts,
        devices,
        links: links.iter().map(joined).collect(),
        programs,
        faults: Vec::new(),
        actions: Vec::new(),
        arp: Arp::Asked,
        limits: Limits::default(),
    }
}

fn run(scenario: &Scenario) -> Trace {
    Recording::run(scenario).expect("a sound scenario").trace().clone()
}

fn ping(to: &str) -> Op {
    Op::Echo { to: ip(to), ttl: 64, size: 32 }
}

fn get(server: &str) -> Vec<Op> {
    vec![
        Op::Connect(SocketAddr::from((ip(server), 80))),
        Op::Send(b"GET / HTTP/1.1\r\nHost: abc.com\r\n\r\n".to_vec()),
        Op::ReceiveAll,
        Op::Close(Which::Connection),
    ]
}

fn serve() -> Vec<Op> {
    vec![
        Op::Listen(80),
        Op::Accept,
        Op::Receive(1000),
        Op::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi".to_vec()),
        Op::Close(Which::Connection),
    ]
}

/// Three PCs on a hub; one pings another, and one frame is lost.
pub(crate) fn hub() -> Trace {
    let hosts = ["10.0.0.1", "10.0.0.2", "10.0.0.3"];
    let hosts = hosts.iter().zip(["PC A", "PC B", "PC C"]).map(|(ip, name)| host(name, ip, ""));
    let hub = DeviceSpec { name: "Hub".to_owned(), kind: DeviceKind::Hub { ports: 4 } };
    let mut scenario = network(
        hosts.collect(),
        vec![hub],
        &[((0, 0), (3, 0)), ((1, 0), (3, 1)), ((2, 0), (3, 2))],
        vec![program(0, 1, vec![ping("10.0.0.2")])],
    );
    let on = FrameMatch { from: Some(0), nth: 2, ..FrameMatch::default() };
    scenario.faults.push(Fault { on, action: FaultAction::Drop });
    run(&scenario)
}

/// Two PCs on a switch, a router, two servers on another switch: one page is fetched.
pub(crate) fn web() -> Trace {
    run(&web_scenario())
}

pub(crate) fn web_scenario() -> Scenario {
    network(
        vec![
            host("PC A", "10.0.1.10", "10.0.1.1"),
            host("PC B", "10.0.1.11", "10.0.1.1"),
            server("DNS", "10.0.2.53", "10.0.2.1"),
            server("abc.com", "10.0.2.80", "10.0.2.1"),
        ],
        vec![
            switch("Switch 1", 4),
            router("Router", &["10.0.1.1", "10.0.2.1"], &[], false),
            switch("Switch 2", 4),
        ],
        &[
            ((0, 0), (4, 0)),
            ((1, 0), (4, 1)),
            ((4, 2), (5, 0)),
            ((5, 1), (6, 0)),
            ((6, 1), (2, 0)),
            ((6, 2), (3, 0)),
        ],
        vec![program(3, 0, serve()), program(0, 1, get("10.0.2.80"))],
    )
}

/// A home behind a translator of addresses and a modem, and a server beyond.
pub(crate) fn home() -> Trace {
    let modem = |name: &str| DeviceSpec { name: name.to_owned(), kind: DeviceKind::Modem };
    let mut scenario = network(
        vec![
            host("Laptop", "192.168.1.10", "192.168.1.1"),
            host("Phone", "192.168.1.11", "192.168.1.1"),
            server("Server", "198.51.100.80", "198.51.100.1"),
        ],
        vec![
            switch("Switch", 4),
            router(
                "Home router",
                &["192.168.1.1", "203.0.113.7"],
                &[("0.0.0.0", "203.0.113.1")],
                true,
            ),
            modem("Modem"),
            modem("DSLAM"),
            router("Provider", &["203.0.113.1", "198.51.100.1"], &[], false),
        ],
        &[
            ((0, 0), (3, 0)),
            ((1, 0), (3, 1)),
            ((3, 2), (4, 0)),
            ((4, 1), (5, 0)),
            ((5, 1), (6, 0)),
            ((6, 1), (7, 0)),
            ((7, 1), (2, 0)),
        ],
        vec![program(2, 0, serve()), program(0, 1, get("198.51.100.80"))],
    );
    scenario.links[1].medium = Medium::Radio;
    scenario.links[4].medium = Medium::TelephoneLine;
    scenario.links[5].medium = Medium::Fibre;
    run(&scenario)
}

/// Three switches in a ring, which agree on a tree.
pub(crate) fn ring() -> Trace {
    let mut scenario = network(
        vec![host("PC A", "10.0.0.1", ""), host("PC B", "10.0.0.2", "")],
        vec![tree_switch("S1", 3), tree_switch("S2", 3), tree_switch("S3", 3)],
        &[((0, 0), (2, 0)), ((2, 1), (3, 1)), ((3, 2), (4, 2)), ((4, 1), (2, 2)), ((1, 0), (3, 0))],
        vec![program(0, 40_000, vec![ping("10.0.0.2")])],
    );
    scenario.limits.until = Instant::ZERO + Duration::from_secs(45);
    run(&scenario)
}

/// One router with four networks, of which one is a cable to another router.
pub(crate) fn campus() -> Trace {
    let mut hosts = Vec::new();
    let mut links = Vec::new();
    for net in 0..3_u16 {
        for place in 0..3_u16 {
            let address = format!("10.0.{net}.{}", 10 + place);
            links.push(((hosts.len(), 0), (10 + usize::from(net), place)));
            hosts.push(host(&format!("PC {net}{place}"), &address, &format!("10.0.{net}.1")));
        }
    }
    hosts.push(server("Far", "10.0.9.9", "10.0.9.1"));
    let devices = vec![
        switch("Switch 0", 4),
        switch("Switch 1", 4),
        switch("Switch 2", 4),
        router(
            "R1",
            &["10.0.0.1", "10.0.1.1", "10.0.2.1", "10.0.8.1"],
            &[("10.0.9.0", "10.0.8.2")],
            false,
        ),
        router("R2", &["10.0.8.2", "10.0.9.1"], &[("0.0.0.0", "10.0.8.1")], false),
    ];
    for net in 0..3 {
        links.push(((10 + usize::from(net), 3), (13, net)));
    }
    links.push(((13, 3), (14, 0)));
    links.push(((14, 1), (9, 0)));
    let programs = vec![program(0, 1, vec![ping("10.0.9.9")])];
    run(&network(hosts, devices, &links, programs))
}

/// So many PCs on one switch.
pub(crate) fn star(count: u16) -> Trace {
    let hosts = (0..count).map(|n| host(&format!("PC {n}"), &format!("10.0.0.{}", n + 1), ""));
    let links: Vec<_> =
        (0..count).map(|n| ((usize::from(n), 0), (usize::from(count), n))).collect();
    let programs = vec![program(0, 1, vec![ping("10.0.0.2")])];
    run(&network(hosts.collect(), vec![switch("Switch", count)], &links, programs))
}

/// So many switches in a row, each with its PC.
pub(crate) fn row(count: u16) -> Trace {
    let hosts = (0..count).map(|n| host(&format!("PC {n}"), &format!("10.0.0.{}", n + 1), ""));
    let devices = (0..count).map(|n| switch(&format!("S{n}"), 3));
    let many = usize::from(count);
    let mut links: Vec<_> = (0..many).map(|n| ((n, 0), (many + n, 0))).collect();
    links.extend((1..many).map(|n| ((many + n - 1, 1), (many + n, 2))));
    let programs = vec![program(0, 1, vec![ping("10.0.0.2")])];
    run(&network(hosts.collect(), devices.collect(), &links, programs))
}

/// Two PCs and a cable, cut after a while.
pub(crate) fn cable() -> Trace {
    run(&network(
        vec![host("PC A", "10.0.0.1", ""), host("PC B", "10.0.0.2", "")],
        Vec::new(),
        &[((0, 0), (1, 0))],
        vec![program(0, 1, vec![ping("10.0.0.2")])],
    ))
}

/// A datagram to a port where nobody listens, across a router.
pub(crate) fn datagrams() -> Trace {
    let to = SocketAddr::from((ip("10.0.2.80"), 7));
    let ops = vec![Op::SendTo(to, b"hello".to_vec()), Op::Sleep(Duration::from_millis(500))];
    let mut scenario = web_scenario();
    scenario.programs = vec![program(0, 1, ops)];
    run(&scenario)
}

/// A ping too large for the second network, cut up by the router.
pub(crate) fn fragments() -> Trace {
    let mut scenario = web_scenario();
    scenario.links[3].mtu = 600;
    scenario.programs =
        vec![program(0, 1, vec![Op::Echo { to: ip("10.0.2.80"), ttl: 64, size: 1400 }])];
    run(&scenario)
}

/// A trace of one packet, by its protocol number and what is in it.
pub(crate) fn one_packet(number: u8, payload: &[u8]) -> Trace {
    use wireglass_core::addr::MacAddr;
    use wireglass_core::wire::{EtherType, LinkType, Protocol, ethernet, ipv4};
    use wireglass_trace::{Link, Node, Origin};
    let mut trace = Trace::new(Origin::Simulated);
    let nodes = ["A", "B"].map(|name| trace.add_node(Node::host(name, &[], None)));
    let link = trace.add_link(Link::between(nodes, LinkType::Ethernet));
    let mut bytes = Vec::new();
    ethernet::Header {
        dst: MacAddr([2, 0, 0, 0, 0, 2]),
        src: MacAddr([2, 0, 0, 0, 0, 1]),
        vlan: None,
        ethertype: EtherType::Ipv4,
    }
    .emit(&mut bytes);
    ipv4::Header {
        src: ip("10.0.0.1"),
        dst: ip("10.0.0.2"),
        protocol: Protocol::from(number),
        ttl: 64,
        ident: 0,
        dont_fragment: false,
        more_fragments: false,
        fragment_offset: 0,
        tos: 0,
    }
    .emit(payload.len(), &mut bytes);
    bytes.extend(payload);
    trace.begin_step(Instant::ZERO);
    let frame = trace.add_frame(link, nodes[0], nodes[1], &bytes, None);
    trace.push(nodes[0], wireglass_trace::What::FrameSent { frame }, None, None);
    trace.finish();
    trace
}

/// All of them, by name.
pub(crate) fn all() -> Vec<(&'static str, Trace)> {
    vec![
        ("cable", cable()),
        ("hub", hub()),
        ("web", web()),
        ("home", home()),
        ("ring", ring()),
        ("campus", campus()),
        ("star", star(8)),
        ("row", row(5)),
    ]
}
