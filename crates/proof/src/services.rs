//! Networks on which services run: one web request from the first DHCP message to the last
//! segment, and a link with everything else that hosts and routers say to each other.
//!
//! Their captures are judged by tshark, frame by frame, and their rules count for coverage.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use wireglass_core::addr::MacAddr;
use wireglass_core::dhcp::ServerConfig;
use wireglass_core::dns::{ResolverConfig, Zone};
use wireglass_core::tcp::Profile;
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::dns::{Data, Name, Record, Soa};
use wireglass_core::{igmp, rip, tftp};
use wireglass_sim::app::{
    App, Change, DhcpClient, Fetch, HttpSite, Netcat, Target, TftpCopy, TftpFiles,
};
use wireglass_sim::{
    Arp, DeviceKind, DeviceSpec, Fault, FaultAction, FrameMatch, HostSpec, InterfaceSpec, Limits,
    LinkSpec, NatSpec, Op, Program, Recording, RouteSpec, RouterSpec, Run, Scenario, SwitchSpec,
    Which,
};
use wireglass_trace::{NodeId, TaskKind};

#[cfg(test)]
mod tests;

/// A network that ran.
pub(crate) struct Network {
    pub(crate) name: &'static str,
    pub(crate) run: Recording,
    /// Whose captures are looked at. A router would see each packet twice.
    pub(crate) hosts: Vec<NodeId>,
}

/// All of them.
pub(crate) fn networks() -> impl Iterator<Item = Network> {
    let all = [
        ("web-request", web_request as fn() -> Scenario),
        ("services-on-a-link", services_on_a_link),
        ("routers-in-a-line", routers_in_a_line),
    ];
    all.into_iter().map(|(name, scenario)| {
        let scenario = scenario();
        let hosts = (0..scenario.hosts.len()).map(NodeId::from_index).collect();
        let run = Recording::run(&scenario).expect("the network makes sense");
        Network { name, run, hosts }
    })
}

/// The nodes of [`web_request`].
pub(crate) mod node {
    pub(crate) const PC: usize = 0;
    pub(crate) const WEB: usize = 1;
    pub(crate) const RESOLVER: usize = 2;
    pub(crate) const ROOT: usize = 3;
    pub(crate) const TLD: usize = 4;
    pub(crate) const AUTHORITY: usize = 5;
    pub(crate) const SWITCH: usize = 6;
    pub(crate) const HOME: usize = 7;
    pub(crate) const PROVIDER: usize = 8;
    pub(crate) const BACKBONE: usize = 9;
}

/// The page that is asked for.
pub(crate) const PAGE: &[u8] = b"<!DOCTYPE html><title>Example</title><p>Hello, world";

/// A PC gets an address, asks for a name, and fetches a page from across the Internet.
pub(crate) fn web_request() -> Scenario {
    let lan = ServerConfig {
        routers: vec![ip([192, 168, 1, 1])],
        dns: vec![ip([192, 0, 2, 53])],
        ..ServerConfig::new(
            ip([192, 168, 1, 1]),
            ip([255, 255, 255, 0]),
            (ip([192, 168, 1, 100]), ip([192, 168, 1, 199])),
        )
    };
    let root = zone(".", vec![ns("example.", "ns.example."), a("ns.example.", [192, 0, 2, 5])]);
    let example = zone(
        "example.",
        vec![
            ns("www-site.example.", "ns.www-site.example."),
            a("ns.www-site.example.", [192, 0, 2, 6]),
        ],
    );
    let site = zone(
        "www-site.example.",
        vec![
            a("www-site.example.", [203, 0, 113, 80]),
            Record::new(name("www.www-site.example."), 300, Data::Cname(name("www-site.example."))),
        ],
    );
    let roots = vec![(name("a.root-servers.net."), ip([192, 0, 2, 4]))];
    let page = ("text/html".to_owned(), PAGE.to_vec());
    let pages = BTreeMap::from([("/".to_owned(), page)]);
    let fetch = Fetch {
        host: Target::Name(name("www.www-site.example.")),
        authority: "www.www-site.example".to_owned(),
        port: 80,
        paths: vec!["/".to_owned()],
        method: "GET".to_owned(),
        body: Vec::new(),
        keep_open: true,
        timeout: None,
    };
    let server = |title: &str, address| HostSpec {
        server: true,
        ..host(title, Some(address), Some([192, 0, 2, 1]))
    };
    Scenario {
        hosts: vec![
            host("PC", None, None),
            HostSpec {
                server: true,
                ..host("web server", Some([203, 0, 113, 80]), Some([203, 0, 113, 1]))
            },
            server("resolver", [192, 0, 2, 53]),
            server("root server", [192, 0, 2, 4]),
            server("server of example", [192, 0, 2, 5]),
            server("server of the site", [192, 0, 2, 6]),
        ],
        devices: vec![
            switch("switch", 2),
            router(
                "home router",
                &[[192, 168, 1, 1], [198, 51, 100, 2]],
                &[([0; 4], 0, [198, 51, 100, 1])],
                Some(1),
            ),
            router("provider", &[[198, 51, 100, 1], [192, 0, 2, 1], [203, 0, 113, 1]], &[], None),
            switch("backbone", 5),
        ],
        links: vec![
            LinkSpec::joining((node::PC, 0), (node::SWITCH, 0)),
            LinkSpec::joining((node::HOME, 0), (node::SWITCH, 1)),
            LinkSpec {
                delay: millis(8),
                ..LinkSpec::joining((node::HOME, 1), (node::PROVIDER, 0))
            },
            LinkSpec::joining((node::PROVIDER, 1), (node::BACKBONE, 0)),
            LinkSpec {
                delay: millis(12),
                ..LinkSpec::joining((node::PROVIDER, 2), (node::WEB, 0))
            },
            LinkSpec::joining((node::RESOLVER, 0), (node::BACKBONE, 1)),
            LinkSpec::joining((node::ROOT, 0), (node::BACKBONE, 2)),
            LinkSpec::joining((node::TLD, 0), (node::BACKBONE, 3)),
            LinkSpec::joining((node::AUTHORITY, 0), (node::BACKBONE, 4)),
        ],
        programs: vec![
            app(node::HOME, 0, App::DhcpServer(lan)),
            app(node::RESOLVER, 0, App::DnsResolver(ResolverConfig::new(roots))),
            app(node::ROOT, 0, App::DnsServer(vec![root])),
            app(node::TLD, 0, App::DnsServer(vec![example])),
            app(node::AUTHORITY, 0, App::DnsServer(vec![site])),
            app(node::WEB, 0, App::HttpServer(HttpSite { port: 80, pages, keep_open: true })),
            app(node::PC, 100, dhclient(false)),
            app(node::PC, 15_000, App::Fetch(fetch)),
        ],
        ..empty(120)
    }
}

/// Files, letters, groups, an address by RARP, one by DHCP, declined at first and given back.
fn services_on_a_link() -> Scenario {
    let address = |last| ip([10, 0, 0, last]);
    let pool = (address(100), address(101));
    let lan = ServerConfig {
        lease: Duration::from_secs(60),
        ..ServerConfig::new(address(2), ip([255, 255, 255, 0]), pool)
    };
    let block = tftp::Config { block: Some(1_024), ..tftp::Config::default() };
    let files = TftpFiles {
        files: BTreeMap::from([("file".to_owned(), vec![7; 3_000])]),
        writable: true,
        config: block,
    };
    let copy = |file: &str, put: Option<Vec<u8>>, config, text| {
        let (server, file) = (Target::Ip(address(2)), file.to_owned());
        App::TftpCopy(TftpCopy { server, file, put, config, text })
    };
    let shout = |udp: bool, listen: bool, to: Option<Target>, text: &str| Netcat {
        udp,
        listen,
        to,
        port: 4_000,
        send: vec![text.as_bytes().to_vec()],
        broadcast: udp,
    };
    let group = Ipv4Addr::new(239, 1, 2, 3);
    let join = |join| App::Change(Change::Group { group, join });
    // The address that the first host at a port gets by itself.
    let diskless = BTreeMap::from([(MacAddr([2, 0, 0, 0, 0, 4]), address(77))]);
    // A broadcast that nobody asked for is refused.
    let unasked = shout(true, false, Some(Target::Ip(address(255))), "who?");
    let mute =
        vec![Op::Connect((address(2), 80).into()), Op::ReceiveAll, Op::Close(Which::Connection)];
    let pages = BTreeMap::new();
    Scenario {
        hosts: vec![
            host("server", Some([10, 0, 0, 2]), None),
            host("client", None, None),
            host("neighbour", Some([10, 0, 0, 100]), None),
            host("diskless", None, None),
        ],
        devices: vec![switch("switch", 5), router("router", &[[10, 0, 0, 1]], &[], None)],
        links: (0..4)
            .map(|n| LinkSpec::joining((usize::from(n), 0), (4, n)))
            .chain([LinkSpec::joining((5, 0), (4, 4))])
            .collect(),
        programs: vec![
            app(0, 0, App::DhcpServer(lan)),
            app(0, 0, App::TftpServer(files)),
            app(0, 0, App::RarpServer(diskless)),
            app(0, 0, App::HttpServer(HttpSite { port: 80, pages, keep_open: true })),
            app(5, 0, App::Querier(igmp::Config::default())),
            app(3, 50, App::RarpClient),
            app(1, 100, dhclient(false)),
            app(2, 10, join(true)),
            app(2, 40_000, join(false)),
            app(1, 40_000, copy("file", None, block, false)),
            app(
                1,
                50_000,
                copy("text", Some(b"two\nlines".to_vec()), tftp::Config::default(), true),
            ),
            app(1, 60_000, copy("none", None, tftp::Config::default(), false)),
            app(2, 70_000, App::Netcat(shout(true, true, None, "here"))),
            app(
                1,
                70_100,
                App::Netcat(shout(true, false, Some(Target::Ip(Ipv4Addr::BROADCAST)), "who?")),
            ),
            app(2, 80_000, App::Netcat(shout(false, true, None, "down"))),
            app(1, 80_100, App::Netcat(shout(false, false, Some(Target::Ip(address(100))), "up"))),
            app(2, 85_000, App::Netcat(Netcat { broadcast: false, ..unasked })),
            Program { run: Run::Calls(mute), ..app(2, 90_000, join(true)) },
            app(1, 160_000, dhclient(true)),
        ],
        ..empty(170)
    }
}

/// The same, with one bit wrong in what the neighbour says of its group.
pub(crate) fn a_damaged_report() -> Scenario {
    let fault = Fault {
        on: FrameMatch { from: Some(2), nth: 1, ..FrameMatch::default() },
        action: FaultAction::Corrupt { offset: 14 + 24 + 7, flip: 1 },
    };
    Scenario { faults: vec![fault], ..services_on_a_link() }
}

/// Four routers that speak RIP.
fn routers_in_a_line() -> Scenario {
    let routers: u8 = 4;
    let devices = (0..routers)
        .map(|n| router(&format!("R{n}"), &[[10, 0, n, 2], [10, 0, n + 1, 1]], &[], None));
    let near = LinkSpec::joining((0, 0), (2, 0));
    let far = LinkSpec::joining((1, 0), (1 + usize::from(routers), 1));
    let between = (1..usize::from(routers)).map(|n| LinkSpec::joining((1 + n, 1), (2 + n, 0)));
    let rip = (0..usize::from(routers)).map(|n| app(2 + n, 0, App::Rip(rip::Config::default())));
    let echo = Op::Echo { to: ip([10, 0, routers, 9]), ttl: 64, size: 8 };
    let ping = Program { run: Run::Calls(vec![echo]), ..app(0, 20_000, App::Show) };
    Scenario {
        hosts: vec![
            host("A", Some([10, 0, 0, 9]), Some([10, 0, 0, 2])),
            host("B", Some([10, 0, routers, 9]), Some([10, 0, routers, 1])),
        ],
        devices: devices.collect(),
        links: [near, far].into_iter().chain(between).collect(),
        programs: rip.chain([ping]).collect(),
        ..empty(60)
    }
}

fn empty(secs: u64) -> Scenario {
    Scenario {
        seed: 3,
        hosts: Vec::new(),
        devices: Vec::new(),
        links: Vec::new(),
        programs: Vec::new(),
        faults: Vec::new(),
        actions: Vec::new(),
        arp: Arp::Asked,
        limits: Limits { until: Instant::ZERO + Duration::from_secs(secs), steps: 20_000 },
    }
}

fn ip(octets: [u8; 4]) -> Ipv4Addr {
    Ipv4Addr::from(octets)
}

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

fn name(text: &str) -> Name {
    text.parse().expect("a name")
}

fn a(owner: &str, address: [u8; 4]) -> Record {
    Record::new(name(owner), 300, Data::A(ip(address)))
}

fn ns(zone: &str, server: &str) -> Record {
    Record::new(name(zone), 86_400, Data::Ns(name(server)))
}

fn zone(origin: &str, records: Vec<Record>) -> Zone {
    let soa = Soa {
        primary: name("ns.example."),
        mailbox: name("admin.example."),
        serial: 1,
        refresh: 7_200,
        retry: 900,
        expire: 86_400,
        minimum: 60,
    };
    let soa = Record::new(name(origin), 3_600, Data::Soa(Box::new(soa)));
    let mut zone = Zone::new(soa).expect("it has an SOA");
    for record in records {
        zone.add(record).expect("it belongs there");
    }
    zone
}

fn host(title: &str, address: Option<[u8; 4]>, gateway: Option<[u8; 4]>) -> HostSpec {
    let gateway = gateway.map(ip);
    HostSpec { gateway, ..HostSpec::new(title, address.map(ip), Profile::Linux) }
}

fn switch(title: &str, ports: u16) -> DeviceSpec {
    let kind = DeviceKind::Switch(SwitchSpec::with_ports(ports));
    DeviceSpec { name: title.to_owned(), kind }
}

/// A router on /24 networks; `outside` is the interface that shares its address.
fn router(
    title: &str,
    addresses: &[[u8; 4]],
    routes: &[([u8; 4], u8, [u8; 4])],
    outside: Option<u16>,
) -> DeviceSpec {
    let interfaces = addresses.iter().enumerate().map(|(index, address)| InterfaceSpec {
        name: format!("eth{index}"),
        address: ip(*address),
        prefix: 24,
    });
    let routes = routes.iter().map(|(network, prefix, gateway)| RouteSpec {
        network: ip(*network),
        prefix: *prefix,
        gateway: ip(*gateway),
        metric: 0,
    });
    let nat = outside.map(|outside| NatSpec { outside, forwards: Vec::new() });
    let router = RouterSpec { interfaces: interfaces.collect(), routes: routes.collect(), nat };
    DeviceSpec { name: title.to_owned(), kind: DeviceKind::Router(router) }
}

fn dhclient(release: bool) -> App {
    App::DhcpClient(DhcpClient { interface: "eth0".to_owned(), release, stay: true })
}

/// An application that starts at `start` milliseconds.
fn app(host: usize, start: u64, app: App) -> Program {
    Program {
        host,
        name: "service".to_owned(),
        start: Instant::ZERO + millis(start),
        pace: Duration::from_micros(100),
        kind: TaskKind::Service,
        run: Run::from(app),
    }
}
