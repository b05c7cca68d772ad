//! What must hold on any network on which applications are at work: pages, files, pings and
//! datagrams, through switches, routers and address translation, on good links and bad ones.

use crate::holds;
use crate::network::{app, code, home_router, host, ip, network, router, run, switch, until};
use crate::topologies::topology;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use wireglass_core::nat::Kind;
use wireglass_core::tftp::Config;
use wireglass_core::time::Duration;
use wireglass_core::wire::{ipv4, tcp, udp};
use wireglass_sim::app::{App, Fetch, HttpSite, Netcat, Ping, Target, TftpCopy, TftpFiles};
use wireglass_sim::{DeviceKind, Program, Run, Scenario};
use wireglass_trace::{NodeId, Row, Trace, What};

/// What somebody wants of somebody.
#[derive(Clone, Copy, Debug)]
enum Wish {
    Ping(u16),
    Page,
    File,
    Letter(u16),
}

fn wish() -> impl Strategy<Value = Wish> {
    prop_oneof![
        (0u16..4_000).prop_map(Wish::Ping),
        Just(Wish::Page),
        Just(Wish::File),
        (0u16..4_000).prop_map(Wish::Letter),
    ]
}

/// The commands that fulfil it.
fn command(wish: Wish, to: Ipv4Addr) -> App {
    let target = Target::Ip(to);
    match wish {
        Wish::Ping(size) => App::Ping(Ping {
            to: target,
            count: Some(2),
            size,
            ttl: 64,
            interval: Duration::from_millis(200),
            timeout: Duration::from_secs(1),
            dont_fragment: false,
            broadcast: false,
        }),
        Wish::Page => App::Fetch(Fetch {
            host: target,
            authority: to.to_string(),
            port: 80,
            paths: vec!["/".to_owned(), "/nothing".to_owned()],
            method: "GET".to_owned(),
            body: Vec::new(),
            keep_open: true,
            timeout: Some(Duration::from_secs(20)),
        }),
        Wish::File => App::TftpCopy(TftpCopy {
            server: target,
            file: "file".to_owned(),
            put: None,
            config: Config::default(),
            text: false,
        }),
        Wish::Letter(size) => App::Netcat(Netcat {
            udp: true,
            listen: false,
            to: Some(target),
            port: 9,
            send: vec![vec![b'x'; size.into()]],
            broadcast: false,
        }),
    }
}

/// What every host offers.
fn services(host: usize) -> [Program; 2] {
    let pages = BTreeMap::from([("/".to_owned(), ("text/plain".to_owned(), vec![b'p'; 5_000]))]);
    let site = HttpSite { port: 80, pages, keep_open: true };
    let files = BTreeMap::from([("file".to_owned(), vec![b'f'; 3_000])]);
    let files = TftpFiles { files, writable: false, config: Config::default() };
    [app(host, 0, App::HttpServer(site)), app(host, 0, App::TftpServer(files))]
}

/// Who wants what of whom, by the places of both.
type Wishes = Vec<(usize, usize, Wish)>;

/// The scenario with services everywhere and these wishes, a tenth of a second apart. The
/// wishes' programs come last.
fn busy(mut scenario: Scenario, wishes: &Wishes, address: impl Fn(usize) -> Ipv4Addr) -> Scenario {
    let hosts = scenario.hosts.len();
    scenario.programs = (0..hosts).flat_map(services).collect();
    for (at, (from, to, wish)) in (0..).zip(wishes) {
        let command = command(*wish, address(*to));
        scenario.programs.push(app(*from, 10 + at * 100, command));
    }
    until(scenario, 120)
}

prop_compose! {
    /// Networks in a row that routers join, each a tree of switches.
    fn any_network()(
        networks in 1usize..4,
        parents in prop::collection::vec(0usize..8, 0..3),
        homes in prop::collection::vec((0usize..8, 0usize..8), 2..6),
        wishes in prop::collection::vec((0usize..8, 0usize..8, wish()), 1..5),
        seed in 0u64..1_000,
        loss in prop_oneof![Just(0u32), 0u32..100_000],
        mtu in prop_oneof![Just(1_500u16), 576u16..1_500],
    ) -> Scenario {
        let plain = topology(networks, &parents, &homes, &[]);
        let count = homes.len();
        let wishes = wishes.iter().map(|(from, to, wish)| (from % count, to % count, *wish));
        let address = |index: usize| ip(&format!("10.0.{}.{}", homes[index].0 % networks, index + 10));
        let mut scenario = busy(plain, &wishes.collect(), address);
        scenario.seed = seed;
        for link in &mut scenario.links {
            link.loss_ppm = loss;
        }
        // The last of several networks is narrow, all of it: routers must cut up.
        if networks > 1 {
            narrow_last(&mut scenario, mtu);
        }
        scenario
    }
}

/// Links of the network that the last link belongs to carry packets of this size at most.
fn narrow_last(scenario: &mut Scenario, mtu: u16) {
    let hosts = scenario.hosts.len();
    let is_switch = |node: usize| {
        let device = node.checked_sub(hosts).map(|at| &scenario.devices[at].kind);
        matches!(device, Some(DeviceKind::Switch(_)))
    };
    let ends: Vec<[usize; 2]> = scenario.links.iter().map(|link| link.ends).collect();
    let mut switches: BTreeSet<usize> =
        ends.last().into_iter().flatten().copied().filter(|node| is_switch(*node)).collect();
    while let Some(next) =
        ends.iter().find_map(|[a, b]| match [a, b].map(|end| switches.contains(end)) {
            [true, false] if is_switch(*b) => Some(*b),
            [false, true] if is_switch(*a) => Some(*a),
            _ => None,
        })
    {
        switches.insert(next);
    }
    for link in &mut scenario.links {
        if link.ends.iter().any(|end| switches.contains(end)) {
            link.mtu = mtu;
        }
    }
}

/// Where the home router is: behind the hosts, of which the servers come last.
const OUTER: &str = "203.0.113.2";

prop_compose! {
    /// Homes' PCs on a switch behind a home router, servers on the Internet.
    fn any_home()(
        inside in 1usize..5,
        servers in 1usize..4,
        wishes in prop::collection::vec((0usize..8, 0usize..8, wish()), 1..7),
        seed in 0u64..1_000,
        loss in prop_oneof![Just(0u32), 0u32..100_000],
    ) -> Scenario {
        let pc = |n| host(&format!("PC{n}"), &format!("192.168.1.{}", n + 10), "192.168.1.1");
        let server = |n| host(&format!("S{n}"), &format!("198.51.100.{}", n + 80), "198.51.100.1");
        let hosts: Vec<_> = (0..inside).map(pc).chain((0..servers).map(server)).collect();
        let (lan, home, isp, wan) =
            (hosts.len(), hosts.len() + 1, hosts.len() + 2, hosts.len() + 3);
        let ports = 8;
        let to_isp = [("0.0.0.0", 0, "203.0.113.1")];
        let devices = vec![
            switch("LAN", ports),
            home_router("Home", &["192.168.1.1", OUTER], &to_isp, Vec::new()),
            router("ISP", &["203.0.113.1", "198.51.100.1"], &[]),
            switch("WAN", ports),
        ];
        let mut links = vec![
            ((lan, 0), (home, 0)),
            ((home, 1), (isp, 0)),
            ((isp, 1), (wan, 0)),
        ];
        for n in 0..hosts.len() {
            let port = |first: usize| u16::try_from(n - first + 1).expect("few");
            let at = if n < inside { (lan, port(0)) } else { (wan, port(inside)) };
            links.push(((n, 0), at));
        }
        let plain = network(hosts, devices, &links, Vec::new());
        let wishes = wishes
            .iter()
            .map(|(from, to, wish)| (from % inside, inside + to % servers, *wish))
            .collect();
        let address = |index: usize| ip(&format!("198.51.100.{}", index - inside + 80));
        let mut scenario = busy(plain, &wishes, address);
        scenario.seed = seed;
        for link in &mut scenario.links {
            link.loss_ppm = loss;
        }
        scenario
    }
}

/// The ends of a datagram, segment or echo: what it is, from where, to where. None of a later
/// fragment, nor of an ICMP error.
fn ends(bytes: &[u8]) -> Option<(Kind, SocketAddr, SocketAddr)> {
    let (header, payload) = ipv4::Header::parse(bytes.get(14..)?).ok()?;
    if bytes.get(12..14)? != [8, 0] || header.fragment_offset > 0 {
        return None;
    }
    let at = |ip, port| SocketAddr::new(IpAddr::V4(ip), port);
    let number =
        |place: usize| Some(u16::from_be_bytes([*payload.get(place)?, *payload.get(place + 1)?]));
    let (kind, from, to) = match header.protocol {
        ipv4::Protocol::Udp if payload.len() >= udp::HEADER_LEN => {
            (Kind::Udp, number(0)?, number(2)?)
        }
        ipv4::Protocol::Tcp if payload.len() >= tcp::HEADER_LEN => {
            (Kind::Tcp, number(0)?, number(2)?)
        }
        ipv4::Protocol::Icmp if matches!(payload.first()?, 0 | 8) => {
            (Kind::Icmp, number(4)?, number(4)?)
        }
        _ => return None,
    };
    Some((kind, at(header.src, from), at(header.dst, to)))
}

/// At every moment an end inside has one end outside and the other way round; whatever the home
/// router passes on is changed as its table says; and nobody outside sees an address from inside.
fn mappings_are_consistent(trace: &Trace, home: NodeId) -> Result<(), TestCaseError> {
    let mut outside_of = BTreeMap::new();
    let mut inside_of = BTreeMap::new();
    for event in trace.events().iter().filter(|event| event.node == home) {
        match event.what {
            What::RowSet { row } => {
                let Row::Nat { kind, inside, outside, .. } = *trace.row(row) else { continue };
                if let Some(old) = outside_of.insert((kind, inside), outside) {
                    prop_assert_eq!(old, outside, "{} has two ends outside", inside);
                }
                if let Some(old) = inside_of.insert((kind, outside), inside) {
                    prop_assert_eq!(old, inside, "{} has two ends inside", outside);
                }
                prop_assert_eq!(outside.ip(), IpAddr::V4(ip(OUTER)));
            }
            What::RowGone { row } => {
                let Row::Nat { kind, inside, outside, .. } = *trace.row(row) else { continue };
                prop_assert_eq!(outside_of.remove(&(kind, inside)), Some(outside));
                prop_assert_eq!(inside_of.remove(&(kind, outside)), Some(inside));
            }
            What::FrameSent { frame } => {
                let Some(before) = trace.frame(frame).forwarded_from else { continue };
                let (was, is) = (trace.received_bytes(before), trace.frame_bytes(frame));
                let (Some(was), Some(is)) = (ends(was), ends(is)) else { continue };
                let (kind, from, to) = was;
                if from.ip().to_string().starts_with("192.168.") {
                    let outside = outside_of.get(&(kind, from)).copied();
                    prop_assert_eq!(Some(is.1), outside, "out as the table says");
                    prop_assert_eq!(is.2.ip(), to.ip());
                } else {
                    let inside = inside_of.get(&(kind, to)).copied();
                    prop_assert_eq!(Some(is.2), inside, "in as the table says");
                    prop_assert_eq!(is.1.ip(), from.ip());
                }
            }
            _ => {}
        }
    }
    for frame in trace.frames() {
        let far = [frame.from, frame.to].iter().all(|node| node.index() > home.index());
        if far && let Some((_, from, to)) = ends(trace.bytes(frame.bytes)) {
            for end in [from, to] {
                prop_assert!(!end.ip().to_string().starts_with("192.168."), "{end} is outside");
            }
        }
    }
    Ok(())
}

/// How many programs are services: those of each host, before the wishes.
fn wishes_of(scenario: &Scenario) -> std::ops::Range<usize> {
    2 * scenario.hosts.len()..scenario.programs.len()
}

/// The programs that end by themselves when all goes well. nc waits for an answer to its datagram.
fn ending(scenario: &Scenario) -> BTreeSet<usize> {
    let ends = |at: &usize| match &scenario.programs[*at].run {
        Run::App(launch) => !matches!(launch.app(), App::Netcat(_)),
        Run::Calls(_) => false,
    };
    wishes_of(scenario).filter(ends).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn everything_holds_with_applications(scenario in any_network()) {
        let recording = run(&scenario);
        let trace = recording.trace();
        holds::every_frame_is_accounted_for(trace)?;
        holds::nothing_is_invented_or_doubled(trace)?;
        holds::the_ttl_falls_at_every_router(trace)?;
    }

    #[test]
    fn without_loss_everybody_gets_what_they_want(scenario in any_network()) {
        let mut scenario = scenario;
        for link in &mut scenario.links {
            link.loss_ppm = 0;
        }
        let recording = run(&scenario);
        for task in ending(&scenario) {
            let program = &scenario.programs[task];
            prop_assert_eq!(code(recording.trace(), task), Some(0), "{:?}", program);
        }
    }

    #[test]
    fn translation_is_consistent_and_keeps_its_promises(scenario in any_home()) {
        let recording = run(&scenario);
        let trace = recording.trace();
        let home = NodeId::from_index(scenario.hosts.len() + 1);
        holds::every_frame_is_accounted_for(trace)?;
        holds::nothing_is_invented_or_doubled(trace)?;
        holds::the_ttl_falls_at_every_router(trace)?;
        mappings_are_consistent(trace, home)?;
        if scenario.links.iter().all(|link| link.loss_ppm == 0) {
            for task in ending(&scenario) {
                let program = &scenario.programs[task];
                // A TFTP server answers from a new port, which the filter lets nobody in from
                // (RFC 4787 §5): at home one needs a helper for that.
                let file = matches!(&program.run, Run::App(launch) if matches!(launch.app(), App::TftpCopy(_)));
                prop_assert_eq!(code(trace, task), Some(u8::from(file)), "{:?}", program);
            }
        }
    }
}
