//! Networks for the tests of devices.

use std::net::{Ipv4Addr, SocketAddr};
use wireglass_core::rules::Rule;
use wireglass_core::tcp::Profile;
use wireglass_core::time::{Duration, Instant};
use wireglass_sim::app::App;
use wireglass_sim::{
    Arp, DeviceKind, DeviceSpec, HostSpec, InterfaceSpec, Isn, Limits, LinkSpec, NatSpec, Op,
    Program, Recording, RouteSpec, RouterSpec, Run, Scenario, SwitchSpec,
};
use wireglass_trace::{
    CallResult, Errno, FrameId, NodeId, Row, Snapshot, Table, TaskId, TaskKind, Trace, What,
};

pub(crate) fn ip(text: &str) -> Ipv4Addr {
    text.parse().expect("an address")
}

pub(crate) fn at(address: &str, port: u16) -> SocketAddr {
    SocketAddr::from((ip(address), port))
}

/// A host on a /24 network, with a gateway unless that is empty.
pub(crate) fn host(name: &str, address: &str, gateway: &str) -> HostSpec {
    HostSpec {
        gateway: (!gateway.is_empty()).then(|| ip(gateway)),
        isn: Isn::Counted { first: 1_000, step: 64_000 },
        ..HostSpec::new(name, ip(address), Profile::Linux)
    }
}

pub(crate) fn switch(name: &str, ports: u16) -> DeviceSpec {
    let kind = DeviceKind::Switch(SwitchSpec::with_ports(ports));
    DeviceSpec { name: name.to_owned(), kind }
}

pub(crate) fn hub(name: &str, ports: u16) -> DeviceSpec {
    DeviceSpec { name: name.to_owned(), kind: DeviceKind::Hub { ports } }
}

/// A router with interfaces on /24 networks and routes `(network, prefix, gateway)`.
pub(crate) fn router(name: &str, interfaces: &[&str], routes: &[(&str, u8, &str)]) -> DeviceSpec {
    let named = interfaces.iter().enumerate().map(|(index, address)| InterfaceSpec {
        name: format!("eth{index}"),
        address: ip(address),
        prefix: 24,
    });
    let routes = routes.iter().map(|(network, prefix, gateway)| RouteSpec {
        network: ip(network),
        prefix: *prefix,
        gateway: ip(gateway),
        metric: 0,
    });
    let router = RouterSpec { interfaces: named.collect(), routes: routes.collect(), nat: None };
    DeviceSpec { name: name.to_owned(), kind: DeviceKind::Router(router) }
}

/// The same, with its last interface outside.
pub(crate) fn home_router(
    name: &str,
    interfaces: &[&str],
    routes: &[(&str, u8, &str)],
    forwards: Vec<wireglass_sim::ForwardSpec>,
) -> DeviceSpec {
    let mut device = router(name, interfaces, routes);
    if let DeviceKind::Router(router) = &mut device.kind {
        let outside = u16::try_from(interfaces.len() - 1).expect("few");
        router.nat = Some(NatSpec { outside, forwards });
    }
    device
}

/// A program that starts at `start` milliseconds.
pub(crate) fn program(host: usize, start: u64, ops: Vec<Op>) -> Program {
    Program {
        host,
        name: "main".to_owned(),
        start: Instant::ZERO + Duration::from_millis(start),
        pace: Duration::from_millis(1),
        kind: TaskKind::Program,
        run: Run::Calls(ops),
    }
}

pub(crate) fn ping(to: &str) -> Op {
    Op::Echo { to: ip(to), ttl: 64, size: 32 }
}

/// A node and one of its ports.
pub(crate) type At = (usize, u16);

/// `links` join two ends: hosts are counted first, then devices.
pub(crate) fn network(
    hosts: Vec<HostSpec>,
    devices: Vec<DeviceSpec>,
    links: &[(At, At)],
    programs: Vec<Program>,
) -> Scenario {
    Scenario {
        seed: 7,
        hosts,
        devices,
        links: links.iter().map(|(a, b)| LinkSpec::joining(*a, *b)).collect(),
        programs,
        faults: Vec::new(),
        actions: Vec::new(),
        arp: Arp::Asked,
        limits: Limits::default(),
    }
}

pub(crate) fn run(scenario: &Scenario) -> Recording {
    Recording::run(scenario).expect("a sound scenario")
}

/// What the calls of a node's programs returned, in order.
pub(crate) fn results(trace: &Trace, node: usize) -> Vec<CallResult> {
    let of_node = trace.events().iter().filter(|event| event.node.index() == node);
    let results = of_node.filter_map(|event| match event.what {
        What::CallReturned { result, .. } => Some(result),
        _ => None,
    });
    results.collect()
}

/// The rows of a node's table when a recording has come to `position`.
pub(crate) fn table(trace: &Trace, position: usize, node: usize, table: Table) -> Vec<Row> {
    let now = Snapshot::at(trace, position);
    now.node(NodeId::from_index(node)).table(table).map(|row| row.row).collect()
}

/// The frames that a node sent.
pub(crate) fn sent_by(trace: &Trace, node: usize) -> Vec<FrameId> {
    let sent = trace.events().iter().filter(|event| event.node.index() == node);
    let frames = sent.filter_map(|event| match event.what {
        What::FrameSent { frame } => Some(frame),
        _ => None,
    });
    frames.collect()
}

/// The node's frames that reached somebody.
pub(crate) fn arrived_at(trace: &Trace, node: usize) -> Vec<FrameId> {
    let there = trace.events().iter().filter(|event| event.node.index() == node);
    let frames = there.filter_map(|event| match event.what {
        What::FrameArrived { frame } => Some(frame),
        _ => None,
    });
    frames.collect()
}

/// An application that starts at `start` milliseconds.
pub(crate) fn app(host: usize, start: u64, app: App) -> Program {
    let kind = TaskKind::Service;
    Program { kind, run: Run::from(app), ..program(host, start, Vec::new()) }
}

/// A scenario that is cut after so many seconds: what serves never ends by itself.
pub(crate) fn until(scenario: Scenario, secs: u64) -> Scenario {
    let until = Instant::ZERO + Duration::from_secs(secs);
    Scenario { limits: Limits { until, steps: 200_000 }, ..scenario }
}

/// A host without an address.
pub(crate) fn bare(name: &str) -> HostSpec {
    HostSpec { address: None, ..host(name, "10.0.0.1", "") }
}

/// The rules applied on a node, in order.
pub(crate) fn rules(trace: &Trace, node: usize) -> Vec<Rule> {
    let of_node = trace.events().iter().filter(|event| event.node.index() == node);
    of_node.filter_map(|event| event.because).map(|reason| reason.rule()).collect()
}

/// How often a rule was applied on a node.
pub(crate) fn count(trace: &Trace, node: usize, rule: Rule) -> usize {
    rules(trace, node).into_iter().filter(|applied| *applied == rule).count()
}

/// When a rule was applied on a node, in whole seconds.
pub(crate) fn when(trace: &Trace, node: usize, rule: Rule) -> Vec<u64> {
    let of_node = trace.events().iter().filter(|event| event.node.index() == node);
    let applied = of_node.filter(|event| event.because.is_some_and(|it| it.rule() == rule));
    applied.map(|event| event.time.since(Instant::ZERO).as_secs()).collect()
}

/// The position right before a moment, in milliseconds.
pub(crate) fn position_at(trace: &Trace, millis: u64) -> usize {
    let when = Instant::ZERO + Duration::from_millis(millis);
    let all = 0..=trace.steps().len();
    all.rev().find(|position| trace.time_at(*position) <= when).unwrap_or_default()
}

/// How the tasks of a node ended, in order of ending.
pub(crate) fn exits(trace: &Trace, node: usize) -> Vec<u8> {
    let of_node = trace.events().iter().filter(|event| event.node.index() == node);
    let codes = of_node.filter_map(|event| match event.what {
        What::TaskEnded { code, .. } => Some(code),
        _ => None,
    });
    codes.collect()
}

/// The bytes that a node's calls received from a stream, all together.
pub(crate) fn received(trace: &Trace, node: usize) -> Vec<u8> {
    let pieces = results(trace, node).into_iter().filter_map(|result| match result {
        CallResult::Received { data } => Some(trace.bytes(data).to_vec()),
        _ => None,
    });
    pieces.flatten().collect()
}

/// The datagrams that a node's calls received.
pub(crate) fn datagrams(trace: &Trace, node: usize) -> Vec<Vec<u8>> {
    let all = results(trace, node).into_iter().filter_map(|result| match result {
        CallResult::ReceivedFrom { datagram, .. } => {
            Some(trace.bytes(trace.datagram(datagram).data).to_vec())
        }
        _ => None,
    });
    all.collect()
}

/// The same as a command.
pub(crate) fn command(host: usize, start: u64, command: App) -> Program {
    Program { kind: TaskKind::Command, ..app(host, start, command) }
}

/// What the calls of a task returned, in order.
pub(crate) fn calls(trace: &Trace, task: usize) -> Vec<CallResult> {
    let results = trace.events().iter().filter_map(|event| match event.what {
        What::CallReturned { task: of, result } if of.index() == task => Some(result),
        _ => None,
    });
    results.collect()
}

/// How the calls of a task failed.
pub(crate) fn errors(trace: &Trace, task: usize) -> Vec<Errno> {
    let failed = calls(trace, task).into_iter().filter_map(|result| match result {
        CallResult::Failed { error } => Some(error),
        _ => None,
    });
    failed.collect()
}

/// For each poll of a task, whether there was something before its time was up.
pub(crate) fn ready(trace: &Trace, task: usize) -> Vec<bool> {
    let polls = calls(trace, task).into_iter().filter_map(|result| match result {
        CallResult::Ready { fds } => Some(!fds.is_empty()),
        _ => None,
    });
    polls.collect()
}

/// With what a task ended, if it has.
pub(crate) fn code(trace: &Trace, task: usize) -> Option<u8> {
    Snapshot::at(trace, usize::MAX).task(TaskId::from_index(task)).ended
}

/// When a task ended.
pub(crate) fn ends(trace: &Trace, task: usize) -> Instant {
    let mut all = trace.events().iter();
    let ended = all
        .find(|event| matches!(event.what, What::TaskEnded { task: of, .. } if of.index() == task));
    ended.expect("it ended").time
}
