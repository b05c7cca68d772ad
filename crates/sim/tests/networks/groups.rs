//! Groups (RFC 2236), addresses by RARP (RFC 903), and better ways (ICMP redirects).

use crate::network::{
    app, bare, count, exits, host, ip, network, ping, position_at, program, results, router, run,
    sent_by, switch, table, until,
};
use std::collections::BTreeMap;
use std::net::IpAddr;
use wireglass_core::addr::MacAddr;
use wireglass_core::igmp::Config;
use wireglass_core::rules::Rule;
use wireglass_core::wire::{icmp, ipv4};
use wireglass_sim::app::{App, Change};
use wireglass_sim::{Op, Scenario};
use wireglass_trace::{CallResult, Row, Table};

const GROUP: &str = "239.1.2.3";

fn change(join: bool) -> App {
    App::Change(Change::Group { group: ip(GROUP), join })
}

/// Two members and a sender at a switch with a router.
fn link(secs: u64) -> Scenario {
    let hosts =
        vec![host("a", "10.0.0.10", ""), host("b", "10.0.0.11", ""), host("c", "10.0.0.12", "")];
    let devices = vec![switch("switch", 4), router("router", &["10.0.0.1", "10.0.1.1"], &[])];
    let links = [((0, 0), (3, 0)), ((1, 0), (3, 1)), ((2, 0), (3, 2)), ((4, 0), (3, 3))];
    let programs = vec![
        app(4, 0, App::Querier(Config::default())),
        app(0, 1_000, change(true)),
        app(1, 2_000, change(true)),
        app(0, 200_000, change(false)),
        app(1, 300_000, change(false)),
        program(2, 50_000, vec![Op::Try(Box::new(ping(GROUP)))]),
    ];
    until(network(hosts, devices, &links, programs), secs)
}

fn group() -> IpAddr {
    IpAddr::V4(ip(GROUP))
}

#[test]
fn the_router_knows_whether_anybody_listens() {
    let recording = run(&link(700));
    let trace = recording.trace();
    let members = |secs: u64| {
        table(trace, position_at(trace, secs * 1_000), 4, Table::Groups)
            .contains(&Row::Members { port: 0, group: group() })
    };
    let moments = [(0, false), (3, true), (150, true), (250, true), (310, false), (690, false)];
    for (secs, expected) in moments {
        assert_eq!(members(secs), expected, "after {secs} s");
    }
    let is_in = |secs: u64, node| {
        table(trace, position_at(trace, secs * 1_000), node, Table::Groups)
            .contains(&Row::Group { port: 0, group: group() })
    };
    assert!(is_in(3, 0) && is_in(3, 1) && !is_in(3, 2) && !is_in(201, 0) && is_in(201, 1));
    assert!(count(trace, 0, Rule::IgmpSuppressed) + count(trace, 1, Rule::IgmpSuppressed) > 0);
}

#[test]
fn what_is_for_a_group_reaches_its_members_alone() {
    let recording = run(&link(60));
    let trace = recording.trace();
    assert!(count(trace, 0, Rule::EchoReplied) > 0 && count(trace, 1, Rule::EchoReplied) > 0);
    assert_eq!(count(trace, 4, Rule::EchoReplied), 0);
    let answered = |result: &CallResult| matches!(result, CallResult::Echoed { .. });
    assert!(results(trace, 2).iter().any(answered));
}

#[test]
fn messages_about_groups_stay_on_the_link() {
    let recording = run(&link(400));
    let trace = recording.trace();
    let mut seen = 0;
    for frame in (0..3).chain([4]).flat_map(|node| sent_by(trace, node)) {
        let bytes = trace.frame_bytes(frame);
        // What carries protocol 2: TTL 1, and the Router Alert option (RFC 2236 §2).
        if bytes[12..14] == [8, 0] && bytes[23] == 2 {
            let packet = &bytes[14..];
            let (header, _) = ipv4::Header::parse(packet).expect("a packet");
            assert_eq!((header.ttl, packet[0], &packet[20..24]), (1, 0x46, &[0x94, 4, 0, 0][..]));
            assert!(ipv4::Header::checksum_ok(packet));
            assert_eq!(
                MacAddr::of_group(header.dst).map(|mac| mac.0.to_vec()),
                Some(bytes[..6].to_vec())
            );
            seen += 1;
        }
    }
    assert!(seen > 6, "{seen}");
}

#[test]
fn an_address_by_rarp() {
    for (known, code) in [(true, 0), (false, 1)] {
        let hosts =
            vec![host("server", "10.0.0.2", ""), bare("diskless"), host("other", "10.0.0.3", "")];
        let links = [((0, 0), (3, 0)), ((1, 0), (3, 1)), ((2, 0), (3, 2))];
        let first = run(&network(hosts.clone(), vec![switch("switch", 3)], &links, Vec::new()));
        let mac =
            first.trace().node(wireglass_trace::NodeId(1)).interfaces[0].mac.expect("it has one");
        let asked = if known { mac } else { MacAddr([2, 9, 9, 9, 9, 9]) };
        let served = App::RarpServer(BTreeMap::from([(asked, ip("10.0.0.77"))]));
        let programs = vec![app(0, 0, served), app(1, 100, App::RarpClient)];
        let scenario = until(network(hosts, vec![switch("switch", 3)], &links, programs), 60);
        let recording = run(&scenario);
        let trace = recording.trace();
        assert_eq!(exits(trace, 1), [code]);
        let rows = table(trace, trace.steps().len(), 1, Table::Addresses);
        // The class says what the mask is: RARP does not.
        let expected = Row::Address { port: 0, ip: IpAddr::V4(ip("10.0.0.77")), prefix: 8 };
        assert_eq!(rows == [expected], known, "{rows:?}");
        assert!(count(trace, 2, Rule::RarpNotHere) > 0, "others hear it and do not care");
        assert_eq!(count(trace, 1, Rule::RarpNoAnswer) > 0, !known);
    }
}

/// A host whose gateway is the wrong one of two routers on its link.
fn two_gateways() -> Scenario {
    let pings = vec![ping("10.0.2.9"), ping("10.0.2.9"), ping("10.0.2.9")];
    network(
        vec![host("A", "10.0.0.9", "10.0.0.1"), host("B", "10.0.2.9", "10.0.2.1")],
        vec![
            switch("switch", 3),
            router("wrong", &["10.0.0.1", "10.0.1.1"], &[("10.0.2.0", 24, "10.0.0.2")]),
            router("right", &["10.0.0.2", "10.0.2.1"], &[]),
        ],
        &[((0, 0), (2, 0)), ((3, 0), (2, 1)), ((4, 0), (2, 2)), ((4, 1), (1, 0))],
        vec![program(0, 0, pings)],
    )
}

#[test]
fn a_redirect_shows_the_better_way() {
    let recording = run(&two_gateways());
    let trace = recording.trace();
    let echo = |result: &CallResult| {
        matches!(result, CallResult::Echoed { kind: icmp::Kind::EchoReply, .. })
    };
    assert!(results(trace, 0).iter().all(echo), "the first packet is not lost");
    assert_eq!(count(trace, 3, Rule::RedirectSent), 1);
    assert_eq!(count(trace, 0, Rule::RedirectObeyed), 1);
    // The second and the third packet do not come by the wrong router any more.
    assert_eq!(count(trace, 3, Rule::TtlDecrement), 1);
    let route = Row::Route {
        network: IpAddr::V4(ip("10.0.2.9")),
        prefix: 32,
        gateway: Some(IpAddr::V4(ip("10.0.0.2"))),
        port: 0,
        metric: 0,
    };
    assert!(table(trace, trace.steps().len(), 0, Table::Routes).contains(&route));
}
