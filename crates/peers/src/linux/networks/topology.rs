//! The networks of the cases. The kernel is outside, at 10.77.0.1, and believes what it is told of
//! routes through 10.77.0.2, which is always the first of us it meets.

use std::net::Ipv4Addr;
use wireglass_core::tcp::Profile;
use wireglass_core::time::{Duration, Instant};
use wireglass_sim::app::App;
use wireglass_sim::{
    Arp, DeviceKind, DeviceSpec, ForwardSpec, HostSpec, InterfaceSpec, Limits, LinkSpec, NatSpec,
    Op, Program, RouteSpec, RouterSpec, Run, Scenario, SwitchSpec,
};
use wireglass_trace::TaskKind;

/// The kernel.
pub(super) const KERNEL: Ipv4Addr = Ipv4Addr::new(10, 77, 0, 1);
/// Our server on the Internet.
pub(super) const SERVER: Ipv4Addr = Ipv4Addr::new(198, 51, 100, 80);
/// Behind two routers.
pub(super) const FAR: Ipv4Addr = Ipv4Addr::new(10, 2, 0, 10);

fn host(name: &str, address: Ipv4Addr, gateway: Option<Ipv4Addr>) -> HostSpec {
    HostSpec { gateway, ..HostSpec::new(name, address, Profile::Linux) }
}

pub(super) fn device(name: &str, kind: DeviceKind) -> DeviceSpec {
    DeviceSpec { name: name.to_owned(), kind }
}

/// A router on /24 networks, with routes `(network, prefix, gateway)`.
pub(super) fn router(
    name: &str,
    interfaces: &[[u8; 4]],
    routes: &[([u8; 4], u8, [u8; 4])],
) -> DeviceSpec {
    let interfaces = interfaces.iter().enumerate().map(|(index, address)| InterfaceSpec {
        name: format!("eth{index}"),
        address: (*address).into(),
        prefix: 24,
    });
    let routes = routes.iter().map(|(network, prefix, gateway)| RouteSpec {
        network: (*network).into(),
        prefix: *prefix,
        gateway: (*gateway).into(),
        metric: 0,
    });
    let router =
        RouterSpec { interfaces: interfaces.collect(), routes: routes.collect(), nat: None };
    device(name, DeviceKind::Router(router))
}

/// What runs on a host or router from the beginning.
pub(super) fn program(host: usize, run: Run) -> Program {
    program_at(host, 1, run)
}

/// What runs on a host or router from so many milliseconds on.
pub(super) fn program_at(host: usize, millis: u64, run: Run) -> Program {
    Program {
        host,
        name: "program".to_owned(),
        start: Instant::ZERO + Duration::from_millis(millis),
        pace: Duration::from_micros(10),
        kind: TaskKind::Program,
        run,
    }
}

pub(super) fn scenario(
    hosts: Vec<HostSpec>,
    devices: Vec<DeviceSpec>,
    links: Vec<LinkSpec>,
    programs: Vec<Program>,
) -> Scenario {
    Scenario {
        seed: 77,
        hosts,
        devices,
        links,
        programs,
        faults: Vec::new(),
        actions: Vec::new(),
        arp: Arp::Asked,
        // The case has a limit of its own.
        limits: Limits { until: Instant::from_nanos(u64::MAX), steps: 10_000_000 },
    }
}

/// One host, right at the door: 10.77.0.2.
pub(super) fn beside() -> Scenario {
    let address = Ipv4Addr::new(10, 77, 0, 2);
    scenario(
        vec![host("PC", address, Some(KERNEL))],
        vec![device("Outside", DeviceKind::Outside)],
        vec![LinkSpec::joining((0, 0), (1, 0))],
        Vec::new(),
    )
}

/// The same, where the host makes these calls.
pub(super) fn beside_with(ops: Vec<Op>) -> Scenario {
    Scenario { programs: vec![program(0, Run::Calls(ops))], ..beside() }
}

/// The same, where the host runs this.
pub(super) fn beside_running(app: App) -> Scenario {
    Scenario { programs: vec![program(0, Run::from(app))], ..beside() }
}

/// A host at the door that has to get its address first.
pub(super) fn beside_without_address(programs: Vec<Program>) -> Scenario {
    let hosts = vec![HostSpec::new("PC", None, Profile::Linux)];
    Scenario { hosts, programs, ..beside() }
}

/// The place of the link between the two routers in [`far`].
pub(super) const BETWEEN_ROUTERS: usize = 1;

/// A host behind two routers and a switch: 10.2.0.10.
pub(super) fn far() -> Scenario {
    let (first, second, switch, outside) = (1, 2, 3, 4);
    scenario(
        vec![host("Far", FAR, Some(Ipv4Addr::new(10, 2, 0, 1)))],
        vec![
            router("R1", &[[10, 77, 0, 2], [10, 1, 0, 1]], &[([10, 2, 0, 0], 24, [10, 1, 0, 2])]),
            router("R2", &[[10, 1, 0, 2], [10, 2, 0, 1]], &[([0; 4], 0, [10, 1, 0, 1])]),
            device("Switch", DeviceKind::Switch(SwitchSpec::with_ports(4))),
            device("Outside", DeviceKind::Outside),
        ],
        vec![
            LinkSpec::joining((outside, 0), (first, 0)),
            LinkSpec::joining((first, 1), (second, 0)),
            LinkSpec::joining((second, 1), (switch, 0)),
            LinkSpec::joining((switch, 1), (0, 0)),
        ],
        Vec::new(),
    )
}

/// A home: the kernel and our PC are inside, 198.51.100.80 is our server on the Internet.
///
/// The kernel's way out is the home router at 10.77.0.2, whose address outside is 203.0.113.2.
/// `forwards` are its ports that lead inside.
pub(super) fn home(forwards: Vec<ForwardSpec>, programs: Vec<Program>) -> Scenario {
    let (home, isp, outside) = (1, 2, 3);
    let mut router_at_home =
        router("Home", &[[10, 77, 0, 2], [203, 0, 113, 2]], &[([0; 4], 0, [203, 0, 113, 1])]);
    if let DeviceKind::Router(spec) = &mut router_at_home.kind {
        spec.nat = Some(NatSpec { outside: 1, forwards });
    }
    scenario(
        vec![host("Server", SERVER, Some(Ipv4Addr::new(198, 51, 100, 1)))],
        vec![
            router_at_home,
            router("ISP", &[[203, 0, 113, 1], [198, 51, 100, 1]], &[]),
            device("Outside", DeviceKind::Outside),
        ],
        vec![
            LinkSpec::joining((outside, 0), (home, 0)),
            LinkSpec::joining((home, 1), (isp, 0)),
            LinkSpec::joining((isp, 1), (0, 0)),
        ],
        programs,
    )
}

/// A PC of ours behind a home router of ours, whose outside is the kernel's network. `forwards`
/// are its ports that lead inside.
pub(super) fn guest(forwards: Vec<ForwardSpec>, programs: Vec<Program>) -> Scenario {
    let (home, outside) = (1, 2);
    let mut router_at_home =
        router("Home", &[[192, 168, 1, 1], [10, 77, 0, 2]], &[([0; 4], 0, [10, 77, 0, 1])]);
    if let DeviceKind::Router(spec) = &mut router_at_home.kind {
        spec.nat = Some(NatSpec { outside: 1, forwards });
    }
    let gateway = Ipv4Addr::new(192, 168, 1, 1);
    scenario(
        vec![host("PC", Ipv4Addr::new(192, 168, 1, 10), Some(gateway))],
        vec![router_at_home, device("Outside", DeviceKind::Outside)],
        vec![LinkSpec::joining((0, 0), (home, 0)), LinkSpec::joining((home, 1), (outside, 0))],
        programs,
    )
}
