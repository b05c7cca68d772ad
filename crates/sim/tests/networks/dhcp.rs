//! Getting an address, keeping it, and giving it back (RFC 2131).

use crate::network::{
    app, bare, count, exits, host, ip, network, position_at, rules, run, switch, table, until, when,
};
use std::net::IpAddr;
use wireglass_core::dhcp::ServerConfig;
use wireglass_core::rules::Rule;
use wireglass_core::time::{Duration, Instant};
use wireglass_sim::app::{App, DhcpClient};
use wireglass_sim::{Action, HostSpec, Program, Scenario};
use wireglass_trace::{Lease, Row, Table, Trace};

/// Where the first server is, and the second.
const SERVER: usize = 0;
const SECOND: usize = 1;

fn config(server: &str, first: &str, last: &str) -> ServerConfig {
    ServerConfig {
        routers: vec![ip("10.0.0.1")],
        dns: vec![ip("10.0.0.1"), ip("10.0.0.2")],
        lease: Duration::from_secs(600),
        ..ServerConfig::new(ip(server), ip("255.255.255.0"), (ip(first), ip(last)))
    }
}

fn client(stay: bool, release: bool) -> App {
    App::DhcpClient(DhcpClient { interface: "eth0".to_owned(), release, stay })
}

/// Hosts at a switch.
fn link(hosts: Vec<HostSpec>, programs: Vec<Program>, secs: u64) -> Scenario {
    let count = hosts.len();
    let links: Vec<_> =
        (0..count).map(|n| ((n, 0), (count, u16::try_from(n).expect("few")))).collect();
    let ports = u16::try_from(count).expect("few");
    until(network(hosts, vec![switch("switch", ports)], &links, programs), secs)
}

fn server(pool: (&str, &str)) -> Program {
    app(SERVER, 0, App::DhcpServer(config("10.0.0.2", pool.0, pool.1)))
}

/// The address that a node has at a moment, in seconds.
fn address(trace: &Trace, secs: u64, node: usize) -> Option<IpAddr> {
    let rows = table(trace, position_at(trace, secs * 1_000), node, Table::Addresses);
    rows.iter().find_map(|row| match row {
        Row::Address { ip, .. } => Some(*ip),
        _ => None,
    })
}

fn leases(trace: &Trace, secs: u64, node: usize) -> Vec<(String, Lease)> {
    let rows = table(trace, position_at(trace, secs * 1_000), node, Table::Leases);
    let lease = |row: &Row| match row {
        Row::Lease { ip, state, .. } => Some((ip.to_string(), *state)),
        _ => None,
    };
    rows.iter().filter_map(lease).collect()
}

fn v4(text: &str) -> IpAddr {
    IpAddr::V4(ip(text))
}

/// The server, and a PC without an address.
fn one(secs: u64, more: Vec<Program>) -> Scenario {
    let hosts = vec![host("server", "10.0.0.2", ""), bare("pc")];
    let mut programs = vec![server(("10.0.0.100", "10.0.0.199"))];
    programs.push(app(1, 100, client(true, false)));
    programs.extend(more);
    link(hosts, programs, secs)
}

#[test]
fn an_address_and_all_that_comes_with_it() {
    use Rule::{ArpProbe, DhcpBound, DhcpDiscover, DhcpSelect};
    let recording = run(&one(30, Vec::new()));
    let trace = recording.trace();
    assert_eq!(address(trace, 1, 1), None, "first it asks whether somebody has it");
    assert_eq!(address(trace, 20, 1), Some(v4("10.0.0.100")));
    let now = position_at(trace, 20_000);
    let gateway = Some(v4("10.0.0.1"));
    assert!(table(trace, now, 1, Table::Routes).contains(&Row::Route {
        network: IpAddr::V4(ip("0.0.0.0")),
        prefix: 0,
        gateway,
        port: 0,
        metric: 0,
    }));
    let asks: Vec<_> = table(trace, now, 1, Table::NameServers);
    let named = |place, text: &str| Row::NameServer { place, ip: IpAddr::V4(ip(text)) };
    assert_eq!(asks, [named(0, "10.0.0.1"), named(1, "10.0.0.2")]);
    assert_eq!(leases(trace, 20, SERVER), [("10.0.0.100".to_owned(), Lease::Bound)]);
    let story: Vec<Rule> = rules(trace, 1)
        .into_iter()
        .filter(|rule| rule.id().starts_with("dhcp-") || rule.id().starts_with("arp-probe"))
        .collect();
    assert_eq!(
        story[..6],
        [DhcpDiscover, DhcpSelect, DhcpBound, ArpProbe, ArpProbe, ArpProbe],
        "{story:?}"
    );
    assert_eq!(count(trace, 1, Rule::ArpAnnounce), 3, "the row and two frames");
}

#[test]
fn a_lease_is_renewed_at_half_time() {
    let recording = run(&one(1_000, Vec::new()));
    let trace = recording.trace();
    assert_eq!(when(trace, 1, Rule::DhcpRenew), [300, 600, 900]);
    assert_eq!(count(trace, 1, Rule::DhcpRebind), 0);
    assert_eq!(count(trace, SERVER, Rule::DhcpExtend), 2 * 3, "a row and an answer each");
    assert_eq!(address(trace, 999, 1), Some(v4("10.0.0.100")));
    // Nothing is set up anew.
    assert_eq!(count(trace, 1, Rule::ArpProbe), 3);
}

#[test]
fn without_its_server_a_client_asks_all_and_then_gives_up() {
    let mut scenario = one(700, Vec::new());
    let off = Instant::ZERO + Duration::from_secs(100);
    scenario.actions.push((off, Action::PowerOff(SERVER)));
    let recording = run(&scenario);
    let trace = recording.trace();
    assert_eq!(when(trace, 1, Rule::DhcpRenew), [300]);
    assert_eq!(when(trace, 1, Rule::DhcpRebind), [525]);
    assert_eq!(address(trace, 599, 1), Some(v4("10.0.0.100")));
    assert_eq!(address(trace, 605, 1), None, "the lease is over");
    assert!(count(trace, 1, Rule::DhcpLeaseOver) > 0);
    assert!(count(trace, 1, Rule::DhcpDiscover) > 1, "and it begins again");
}

#[test]
fn what_is_given_back_is_free() {
    let recording = run(&one(60, vec![app(1, 30_000, client(false, true))]));
    let trace = recording.trace();
    assert_eq!(address(trace, 29, 1), Some(v4("10.0.0.100")));
    assert_eq!(address(trace, 31, 1), None);
    assert_eq!(leases(trace, 31, SERVER), []);
    assert_eq!(count(trace, SERVER, Rule::DhcpReleased), 1);
    assert_eq!(exits(trace, 1), [0], "the one that keeps the lease sees it at its next turn");
}

#[test]
fn nobody_renews_what_was_given_back() {
    let recording = run(&one(400, vec![app(1, 30_000, client(false, true))]));
    let trace = recording.trace();
    assert_eq!(count(trace, 1, Rule::DhcpRenew), 0, "half time of the lease is at 300 s");
    assert_eq!(exits(trace, 1), [0, 0], "by then the one that kept it has ended, too");
}

#[test]
fn an_exhausted_pool() {
    let hosts = vec![host("server", "10.0.0.2", ""), bare("a"), bare("b"), bare("c")];
    let mut programs = vec![server(("10.0.0.100", "10.0.0.101"))];
    programs.push(app(1, 100, client(false, false)));
    programs.push(app(2, 200, client(false, false)));
    // The third comes too late; once an address was given back it has better luck.
    programs.push(app(3, 10_000, client(false, false)));
    programs.push(app(1, 80_000, client(false, true)));
    programs.push(app(3, 90_000, client(false, false)));
    let recording = run(&link(hosts, programs, 120));
    let trace = recording.trace();
    assert_eq!(exits(trace, 3), [2, 0]);
    assert!(count(trace, SERVER, Rule::DhcpPoolExhausted) > 1, "it asks again and again");
    assert_eq!(address(trace, 79, 3), None);
    assert_eq!(address(trace, 119, 1), None);
    assert_eq!(address(trace, 119, 3), Some(v4("10.0.0.100")));
}

#[test]
fn two_servers_and_the_one_that_was_faster() {
    let hosts = vec![host("near", "10.0.0.2", ""), host("far", "10.0.0.3", ""), bare("pc")];
    let programs = vec![
        server(("10.0.0.100", "10.0.0.149")),
        app(SECOND, 0, App::DhcpServer(config("10.0.0.3", "10.0.0.150", "10.0.0.199"))),
        app(2, 100, client(true, false)),
    ];
    let mut scenario = link(hosts, programs, 20);
    scenario.links[SECOND].delay = Duration::from_millis(50);
    let recording = run(&scenario);
    let trace = recording.trace();
    assert_eq!(address(trace, 15, 2), Some(v4("10.0.0.100")));
    assert!(count(trace, SECOND, Rule::DhcpOffer) > 0);
    assert!(count(trace, SECOND, Rule::DhcpOtherChosen) > 0);
    assert_eq!(leases(trace, 15, SECOND), []);
    assert_eq!(leases(trace, 15, SERVER), [("10.0.0.100".to_owned(), Lease::Bound)]);
}

#[test]
fn an_address_that_somebody_uses_is_declined() {
    let hosts =
        vec![host("server", "10.0.0.2", ""), bare("pc"), host("squatter", "10.0.0.100", "")];
    let programs = vec![server(("10.0.0.100", "10.0.0.101")), app(1, 100, client(true, false))];
    let recording = run(&link(hosts, programs, 60));
    let trace = recording.trace();
    assert!(count(trace, 1, Rule::ArpProbeConflict) > 0 && count(trace, 1, Rule::DhcpDecline) > 0);
    assert_eq!(address(trace, 59, 1), Some(v4("10.0.0.101")));
    let (declined, bound) = (Lease::Declined, Lease::Bound);
    let expected = [("10.0.0.100".to_owned(), declined), ("10.0.0.101".to_owned(), bound)];
    assert_eq!(leases(trace, 59, SERVER), expected);
    assert_eq!(address(trace, 59, 2), Some(v4("10.0.0.100")));
}

#[test]
fn after_a_power_cut_it_asks_for_the_same_again() {
    let mut scenario = one(120, Vec::new());
    let at = |secs| Instant::ZERO + Duration::from_secs(secs);
    scenario.actions.push((at(40), Action::PowerOff(1)));
    scenario.actions.push((at(50), Action::PowerOn(1)));
    let recording = run(&scenario);
    let trace = recording.trace();
    assert_eq!(address(trace, 45, 1), None);
    assert_eq!(address(trace, 70, 1), Some(v4("10.0.0.100")));
    assert_eq!(when(trace, 1, Rule::DhcpReboot), [50]);
    assert_eq!(count(trace, 1, Rule::DhcpDiscover), 1);
}

#[test]
fn there_is_one_client_for_an_interface() {
    let recording = run(&one(30, vec![app(1, 20_000, client(true, false))]));
    assert_eq!(exits(recording.trace(), 1), [1], "the port is taken");
    let unknown = DhcpClient { interface: "eth7".to_owned(), release: false, stay: true };
    let recording = run(&one(30, vec![app(1, 20_000, App::DhcpClient(unknown))]));
    assert_eq!(exits(recording.trace(), 1), [1]);
}

#[test]
fn losses_only_cost_time() {
    for seed in 0..8 {
        let mut scenario = one(300, Vec::new());
        scenario.seed = seed;
        for link in &mut scenario.links {
            (link.loss_ppm, link.duplicate_ppm) = (250_000, 100_000);
            (link.reorder_ppm, link.reorder_by) = (100_000, Duration::from_millis(5));
        }
        let recording = run(&scenario);
        let trace = recording.trace();
        assert!(address(trace, 290, 1).is_some(), "seed {seed}");
        let bound = leases(trace, 290, SERVER);
        assert!(bound.iter().any(|(_, state)| *state == Lease::Bound), "seed {seed}: {bound:?}");
    }
}
