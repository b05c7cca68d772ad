//! Routers that tell each other how far everything is (RFC 2453).

use crate::network::{
    app, count, exits, host, network, ping, position_at, program, results, router, run, switch,
    table, until,
};
use std::collections::BTreeMap;
use wireglass_core::rip::{Config, Horizon};
use wireglass_core::rules::Rule;
use wireglass_core::wire::icmp;
use wireglass_sim::app::App;
use wireglass_sim::{DeviceSpec, HostSpec, LinkSpec, Op, Scenario};
use wireglass_trace::{CallResult, Event, Intervention, LinkId, Row, Table, Trace, What};

/// Routers in a line, networks `10.0.0.0/24` to `10.0.N.0/24`; a host in the first and the last.
/// The routers come after the hosts.
fn line(routers: usize, config: Config, ops: Vec<Op>, secs: u64) -> Scenario {
    let last = format!("10.0.{routers}");
    let hosts = vec![
        host("A", "10.0.0.9", "10.0.0.2"),
        host("B", &format!("{last}.9"), &format!("{last}.1")),
    ];
    let devices = (0..routers)
        .map(|n| {
            router(&format!("R{n}"), &[&format!("10.0.{n}.2"), &format!("10.0.{}.1", n + 1)], &[])
        })
        .collect();
    let mut links = vec![((0, 0), (2, 0)), ((1, 0), (1 + routers, 1))];
    links.extend((1..routers).map(|n| ((1 + n, 1), (2 + n, 0))));
    let mut programs = vec![program(0, 20_000, ops)];
    programs.extend((0..routers).map(|n| app(2 + n, 0, App::Rip(config))));
    until(network(hosts, devices, &links, programs), secs)
}

fn quiet() -> Config {
    Config::default()
}

/// The routes of a node over neighbours: to which network, and how far.
fn routes(trace: &Trace, secs: u64, node: usize) -> BTreeMap<String, u32> {
    let rows = table(trace, position_at(trace, secs * 1_000), node, Table::Routes);
    let route = |row: &Row| match row {
        Row::Route { network, gateway: Some(_), metric, .. } => {
            Some((network.to_string(), *metric))
        }
        _ => None,
    };
    rows.iter().filter_map(route).collect()
}

fn arrived(results: &[CallResult]) -> Vec<bool> {
    let echo = |result: &CallResult| {
        matches!(result, CallResult::Echoed { kind: icmp::Kind::EchoReply, .. })
    };
    results.iter().map(echo).collect()
}

#[test]
fn a_line_of_routers_learns_all_networks() {
    let recording = run(&line(5, quiet(), vec![ping("10.0.5.9")], 60));
    let trace = recording.trace();
    let first = routes(trace, 15, 2);
    let expected: BTreeMap<String, u32> =
        (2..=5).map(|net: u32| (format!("10.0.{net}.0"), net)).collect();
    assert_eq!(first, expected);
    assert_eq!(arrived(&results(trace, 0)), [true]);
    // What is for the routers of a link does not leave it.
    assert_eq!(count(trace, 0, Rule::UdpDelivered), 0);
    assert!(exits(trace, 2).is_empty());
}

/// Three routers in a ring, with a host behind the first and the second.
fn ring(ops: Vec<Op>) -> Scenario {
    let hosts: Vec<HostSpec> =
        vec![host("A", "10.0.8.9", "10.0.8.1"), host("B", "10.0.9.9", "10.0.9.1")];
    let devices: Vec<DeviceSpec> = vec![
        router("R0", &["10.0.8.1", "10.0.0.1", "10.0.2.2"], &[]),
        router("R1", &["10.0.9.1", "10.0.0.2", "10.0.1.1"], &[]),
        router("R2", &["10.0.1.2", "10.0.2.1"], &[]),
    ];
    let links =
        [((0, 0), (2, 0)), ((1, 0), (3, 0)), ((2, 1), (3, 1)), ((3, 2), (4, 0)), ((4, 1), (2, 2))];
    let mut programs = vec![program(0, 20_000, ops)];
    programs.extend((2..5).map(|node| app(node, 0, App::Rip(quiet()))));
    until(network(hosts, devices, &links, programs), 200)
}

#[test]
fn a_cut_link_heals_by_the_other_way() {
    use wireglass_core::time::Duration;
    let wait = Op::Sleep(Duration::from_secs(100));
    let recording = run(&ring(vec![ping("10.0.9.9"), wait, ping("10.0.9.9")]));
    let trace = recording.trace();
    assert_eq!(routes(trace, 19, 2).get("10.0.9.0"), Some(&2));
    let branch = recording
        .branch(position_at(trace, 30_000), Intervention::CutLink { link: LinkId(2) })
        .expect("there is that link");
    let trace = branch.trace();
    assert_eq!(routes(trace, 100, 2).get("10.0.9.0"), Some(&3), "the long way");
    let echoes: Vec<CallResult> = results(trace, 0)
        .into_iter()
        .filter(|it| matches!(it, CallResult::Echoed { .. }))
        .collect();
    assert_eq!(arrived(&echoes), [true, true]);
    assert!(count(trace, 2, Rule::RipLinkDown) > 0);
}

/// A daemon hears of its links from the kernel, not at its next update: nothing else would wake
/// these routers for half a minute.
#[test]
fn a_cut_link_is_noticed_at_once() {
    let recording = run(&ring(vec![ping("10.0.9.9")]));
    let at = position_at(recording.trace(), 31_000);
    let cut = Intervention::CutLink { link: LinkId(2) };
    let branch = recording.branch(at, cut).expect("there is that link");
    let trace = branch.trace();
    let event = |wanted: &dyn Fn(&Event) -> bool| trace.events().iter().find(|it| wanted(it));
    let cut = event(&|it| matches!(it.what, What::LinkChanged { up: false, .. })).expect("a cut");
    let down = |it: &Event| it.because.is_some_and(|it| it.rule() == Rule::RipLinkDown);
    let noticed = event(&down).expect("it is noticed");
    let after = noticed.time.since(cut.time);
    assert!(after < wireglass_core::time::Duration::from_millis(50), "{after:?}");
}

/// Whether a node has a network on a link of its own in its table.
fn is_connected(trace: &Trace, secs: u64, node: usize, to: &str) -> bool {
    let rows = table(trace, position_at(trace, secs * 1_000), node, Table::Routes);
    rows.iter().any(
        |row| matches!(row, Row::Route { network, gateway: None, .. } if network.to_string() == to),
    )
}

#[test]
fn a_network_of_its_own_is_gone_round_to_while_the_link_is_cut() {
    // A switch between the first two routers: only the first sees that its cable is cut.
    let mut scenario = ring(Vec::new());
    scenario.devices.push(switch("switch", 2));
    scenario.links[2] = LinkSpec::joining((2, 1), (5, 0));
    scenario.links.push(LinkSpec::joining((3, 1), (5, 1)));
    let recording = run(&scenario);
    let link = LinkId(2);
    let cut = recording
        .branch(position_at(recording.trace(), 30_000), Intervention::CutLink { link })
        .expect("there is that link");
    let trace = cut.trace();
    assert!(is_connected(trace, 5, 2, "10.0.0.0") && !is_connected(trace, 31, 2, "10.0.0.0"));
    assert_eq!(routes(trace, 120, 2).get("10.0.0.0"), Some(&3));
    let mended = cut
        .branch(position_at(trace, 130_000), Intervention::MendLink { link })
        .expect("there is that link");
    let trace = mended.trace();
    assert!(is_connected(trace, 195, 2, "10.0.0.0"));
    assert_eq!(routes(trace, 195, 2).get("10.0.0.0"), None);
    assert_eq!(routes(trace, 195, 2).get("10.0.9.0"), Some(&2), "straight again");
}

#[test]
fn counting_to_infinity_ends_at_sixteen() {
    // The last network's link is cut: without split horizon routers lead each other on, where
    // bad news travels no faster than good. (Triggered updates make that rare, not impossible.)
    let triggered = wireglass_core::time::Duration::from_secs(100_000);
    for (horizon, led_on) in
        [(Horizon::Whole, true), (Horizon::Split, false), (Horizon::Poisoned, false)]
    {
        let config = Config { horizon, triggered, ..quiet() };
        let recording = run(&line(3, config, Vec::new(), 400));
        let trace = recording.trace();
        let cut = Intervention::CutLink { link: LinkId(1) };
        let branch = recording.branch(position_at(trace, 29_000), cut).expect("there is a link");
        let trace = branch.trace();
        let most = trace
            .events()
            .iter()
            .filter_map(|event| match event.because {
                Some(
                    wireglass_core::rules::Reason::RipChanged { metric, .. }
                    | wireglass_core::rules::Reason::RipLearn { metric, .. }
                    | wireglass_core::rules::Reason::RipShorter { metric, .. },
                ) => Some(metric),
                _ => None,
            })
            .max();
        assert!(most.is_some_and(|most| most <= 16));
        assert_eq!(most.is_some_and(|most| most > 4), led_on, "{horizon:?}: {most:?}");
        for node in 2..5 {
            let left = routes(trace, 399, node);
            assert!(!left.contains_key("10.0.3.0"), "{horizon:?}: {left:?}");
        }
    }
}
