//! An office: two networks and a router between them, with every service that commands speak to.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use wireglass_core::dhcp::ServerConfig;
use wireglass_core::dns::Zone;
use wireglass_core::tcp::Profile;
use wireglass_core::tftp;
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::dns::{Data, Name, Record, Soa};
use wireglass_sim::app::{App, HttpSite, Launch, TftpFiles};
use wireglass_sim::{
    Arp, DeviceKind, DeviceSpec, HostSpec, InterfaceSpec, Isn, Limits, LinkSpec, Op, Program,
    RouteSpec, RouterSpec, Run, Scenario, SwitchSpec,
};
use wireglass_trace::TaskKind;

fn ip(text: &str) -> Ipv4Addr {
    text.parse().expect("an address")
}

fn name(text: &str) -> Name {
    text.parse().expect("a name")
}

fn host(called: &str, address: Option<&str>, gateway: &str) -> HostSpec {
    HostSpec {
        address: address.map(ip),
        gateway: (!gateway.is_empty()).then(|| ip(gateway)),
        name_servers: vec![ip("10.0.2.53")],
        isn: Isn::Counted { first: 1_000, step: 64_000 },
        ..HostSpec::new(called, ip("10.0.1.10"), Profile::Linux)
    }
}

fn service(host: usize, called: &str, run: Run) -> Program {
    Program {
        host,
        name: called.to_owned(),
        start: Instant::ZERO,
        pace: Duration::ZERO,
        kind: TaskKind::Service,
        run,
    }
}

fn app(app: App) -> Run {
    Run::App(Launch::new(app))
}

fn zones() -> Vec<Zone> {
    let soa = |origin: &str| {
        let soa = Soa {
            primary: name("ns.abc.com"),
            mailbox: name("admin.abc.com"),
            serial: 1,
            refresh: 3600,
            retry: 600,
            expire: 86_400,
            minimum: 60,
        };
        Record::new(name(origin), 3600, Data::Soa(Box::new(soa)))
    };
    let mut forward = Zone::new(soa("abc.com")).expect("a SOA");
    let mx = Data::Mx { preference: 10, exchange: name("mail.abc.com") };
    for (owner, data) in [
        ("abc.com", Data::Ns(name("ns.abc.com"))),
        ("abc.com", Data::A(ip("10.0.2.80"))),
        ("abc.com", mx),
        ("abc.com", Data::Txt(vec![b"hello \"you\"".to_vec()])),
        ("ns.abc.com", Data::A(ip("10.0.2.53"))),
        ("www.abc.com", Data::Cname(name("abc.com"))),
        ("files.abc.com", Data::A(ip("10.0.2.69"))),
    ] {
        forward.add(Record::new(name(owner), 300, data)).expect("in the zone");
    }
    let mut back = Zone::new(soa("2.0.10.in-addr.arpa")).expect("a SOA");
    let owner = name("80.2.0.10.in-addr.arpa");
    back.add(Record::new(owner, 300, Data::Ptr(name("abc.com")))).expect("in the zone");
    vec![forward, back]
}

pub(crate) fn scenario() -> Scenario {
    let lan = |called, address| host(called, address, "10.0.1.1");
    let servers = |called, address| host(called, Some(address), "10.0.2.1");
    let hosts = vec![
        lan("PC A", Some("10.0.1.10")),
        lan("PC B", Some("10.0.1.11")),
        HostSpec { name_servers: Vec::new(), ..host("Laptop", None, "") },
        lan("DHCP", Some("10.0.1.2")),
        servers("Web", "10.0.2.80"),
        servers("Names", "10.0.2.53"),
        servers("Files", "10.0.2.69"),
        HostSpec { name_servers: Vec::new(), ..host("Phone", None, "") },
    ];
    let switch = |called: &str| DeviceSpec {
        name: called.to_owned(),
        kind: DeviceKind::Switch(SwitchSpec::with_ports(6)),
    };
    let interface = |called: &str, address| InterfaceSpec {
        name: called.to_owned(),
        address: ip(address),
        prefix: 24,
    };
    let router = RouterSpec {
        interfaces: vec![interface("eth0", "10.0.1.1"), interface("eth1", "10.0.2.1")],
        // The next router is not there.
        routes: vec![RouteSpec {
            network: ip("10.0.3.0"),
            prefix: 24,
            gateway: ip("10.0.2.9"),
            metric: 0,
        }],
        nat: None,
    };
    let devices = vec![
        switch("Switch 1"),
        switch("Switch 2"),
        DeviceSpec { name: "Router".to_owned(), kind: DeviceKind::Router(router) },
    ];
    let (switch1, switch2, router) = (8, 9, 10);
    let mut links: Vec<LinkSpec> = (0..4_u16)
        .map(|port| LinkSpec::joining((usize::from(port), 0), (switch1, port)))
        .chain((0..3_u16).map(|p| LinkSpec::joining((4 + usize::from(p), 0), (switch2, p))))
        .collect();
    links.push(LinkSpec::joining((switch1, 4), (router, 0)));
    links.push(LinkSpec::joining((7, 0), (switch1, 5)));
    links.push(LinkSpec {
        delay: Duration::from_millis(2),
        mtu: 1400,
        ..LinkSpec::joining((switch2, 4), (router, 1))
    });
    let dhcp = ServerConfig {
        routers: vec![ip("10.0.1.1")],
        dns: vec![ip("10.0.2.53")],
        lease: Duration::from_secs(3600),
        ..ServerConfig::new(
            ip("10.0.1.2"),
            ip("255.255.255.0"),
            (ip("10.0.1.100"), ip("10.0.1.110")),
        )
    };
    let page = |kind: &str, text: &str| (kind.to_owned(), text.as_bytes().to_vec());
    let site = HttpSite {
        port: 80,
        pages: BTreeMap::from([
            ("/".to_owned(), page("text/html", "<h1>Hello</h1>\n<p>This is abc.com.</p>\n")),
            ("/a.txt".to_owned(), page("text/plain", "no line end")),
        ]),
        keep_open: true,
    };
    let files = TftpFiles {
        files: BTreeMap::from([("boot.cfg".to_owned(), b"line one\nline two\n".repeat(40))]),
        writable: true,
        config: tftp::Config::default(),
    };
    Scenario {
        seed: 7,
        hosts,
        devices,
        links,
        programs: vec![
            service(3, "dhcpd", app(App::DhcpServer(dhcp))),
            service(4, "httpd", app(App::HttpServer(site))),
            service(5, "named", app(App::DnsServer(zones()))),
            service(6, "tftpd", app(App::TftpServer(files))),
            service(1, "echod", Run::Calls(vec![Op::BindDatagrams(9), Op::ReceiveFrom(100)])),
        ],
        faults: Vec::new(),
        actions: Vec::new(),
        arp: Arp::Asked,
        limits: Limits::default(),
    }
}
