//! What each device does, as its tables and frames show it.

use crate::network::{
    app, arrived_at, at, count, home_router, host, hub, ip, network, ping, program, results,
    router, run, sent_by, switch, table, until,
};
use std::net::IpAddr;
use wireglass_core::bridge::stp;
use wireglass_core::nat::Kind;
use wireglass_core::rules::Rule;
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::{icmp, ipv4};
use wireglass_sim::app::{App, Ping, Target};
use wireglass_sim::{
    Action, Arp, DeviceKind, DeviceSpec, ForwardSpec, Op, Outcome, Scenario, ScenarioError, Which,
};
use wireglass_trace::{
    CallResult, Errno, FrameId, Intervention, LinkId, NodeId, Queue, Row, Snapshot, Table, Trace,
    What,
};

/// The IPv4 header in a frame.
fn ip_header(trace: &Trace, frame: FrameId) -> Option<ipv4::Header> {
    let bytes = trace.frame_bytes(frame);
    (bytes.get(12..14)? == [8, 0]).then(|| ipv4::Header::parse(bytes.get(14..)?).ok())?.map(|h| h.0)
}

fn macs(trace: &Trace, frame: FrameId) -> (&[u8], &[u8]) {
    let bytes = trace.frame_bytes(frame);
    (&bytes[0..6], &bytes[6..12])
}

fn rules(trace: &Trace, node: usize) -> Vec<Rule> {
    let of_node = trace.events().iter().filter(|event| event.node.index() == node);
    of_node.filter_map(|event| event.because).map(|reason| reason.rule()).collect()
}

fn echoed(result: &CallResult) -> Option<(icmp::Kind, u8)> {
    match result {
        CallResult::Echoed { kind, ttl, .. } => Some((*kind, *ttl)),
        _ => None,
    }
}

fn with(scenario: Scenario, change: impl FnOnce(&mut Scenario)) -> Scenario {
    let mut scenario = scenario;
    change(&mut scenario);
    scenario
}

/// Three hosts at a device with three ports.
fn star(device: DeviceSpec, ops: Vec<Op>) -> Scenario {
    network(
        vec![host("A", "10.0.0.1", ""), host("B", "10.0.0.2", ""), host("C", "10.0.0.3", "")],
        vec![device],
        &[((0, 0), (3, 0)), ((1, 0), (3, 1)), ((2, 0), (3, 2))],
        vec![program(0, 0, ops)],
    )
}

#[test]
fn a_hub_repeats_everything_to_everybody() {
    let recording = run(&star(hub("Hub", 3), vec![ping("10.0.0.2")]));
    let trace = recording.trace();
    assert_eq!(echoed(&results(trace, 0)[0]), Some((icmp::Kind::EchoReply, 64)));
    // ARP request and reply, echo request and reply: C hears all four.
    assert_eq!(arrived_at(trace, 2).len(), 4);
    assert!(rules(trace, 2).contains(&Rule::NotOurMac));
}

#[test]
fn a_switch_learns_and_then_keeps_third_parties_out() {
    let recording = run(&star(switch("Switch", 3), vec![ping("10.0.0.2"), ping("10.0.0.2")]));
    let trace = recording.trace();
    assert_eq!(results(trace, 0).iter().filter_map(echoed).count(), 2);
    // C hears the broadcast and nothing else.
    assert_eq!(arrived_at(trace, 2).len(), 1);
    let learnt: Vec<_> = table(trace, trace.steps().len(), 3, Table::Mac);
    assert_eq!(learnt, [], "in the end everything has aged");
    let when = Instant::ZERO + Duration::from_secs(30);
    let position = (0..trace.steps().len()).find(|p| trace.time_at(*p) > when).expect("ageing");
    let ports: Vec<_> = table(trace, position - 1, 3, Table::Mac)
        .into_iter()
        .map(|row| match row {
            Row::Mac { mac, port } => (mac.0[5], port),
            other => panic!("{other:?} in the MAC table"),
        })
        .collect();
    assert_eq!(ports, [(1, 0), (2, 1)]);
    for rule in [Rule::BridgeLearn, Rule::BridgeFloodGroup, Rule::BridgeForward, Rule::BridgeAge] {
        assert!(rules(trace, 3).contains(&rule), "{rule:?}");
    }
}

#[test]
fn an_arp_cache_learns_and_forgets() {
    let recording = run(&star(switch("Switch", 3), vec![ping("10.0.0.2")]));
    let trace = recording.trace();
    let learns = trace
        .events()
        .iter()
        .position(|event| event.node == NodeId(0) && matches!(event.what, What::RowSet { .. }));
    let step = trace.step_of(wireglass_trace::EventId::from_index(learns.expect("learnt")));
    let known: Vec<_> = Snapshot::at(trace, step + 1).node(NodeId(0)).arp().collect();
    assert_eq!(known.len(), 1);
    assert_eq!(known[0].0, IpAddr::V4(ip("10.0.0.2")));
    assert_eq!(table(trace, trace.steps().len(), 0, Table::Arp), []);
    assert!(rules(trace, 0).contains(&Rule::ArpExpired));
}

#[test]
fn nobody_answers_for_an_address_that_is_not_there() {
    let recording = run(&star(switch("Switch", 3), vec![ping("10.0.0.77")]));
    let trace = recording.trace();
    assert_eq!(results(trace, 0), [CallResult::Failed { error: Errno::Etimedout }]);
    assert!(rules(trace, 0).contains(&Rule::ArpNoAnswer));
}

/// A and B on two networks, with two routers between them.
fn two_routers(ops: Vec<Op>) -> Scenario {
    network(
        vec![host("A", "10.0.1.2", "10.0.1.1"), host("B", "10.0.3.2", "10.0.3.1")],
        vec![
            router("R1", &["10.0.1.1", "10.0.2.1"], &[("10.0.3.0", 24, "10.0.2.2")]),
            router("R2", &["10.0.2.2", "10.0.3.1"], &[("0.0.0.0", 0, "10.0.2.1")]),
        ],
        &[((0, 0), (2, 0)), ((2, 1), (3, 0)), ((3, 1), (1, 0))],
        vec![program(0, 0, ops)],
    )
}

#[test]
fn routers_change_the_macs_and_the_ttl_and_nothing_else() {
    let recording = run(&two_routers(vec![ping("10.0.3.2")]));
    let trace = recording.trace();
    assert_eq!(echoed(&results(trace, 0)[0]), Some((icmp::Kind::EchoReply, 62)));
    let request = arrived_at(trace, 1)
        .into_iter()
        .find(|frame| ip_header(trace, *frame).is_some())
        .expect("the request");
    let hops = trace.hops(request);
    assert_eq!(hops.len(), 3);
    let headers: Vec<_> = hops.iter().filter_map(|hop| ip_header(trace, *hop)).collect();
    assert_eq!(headers.iter().map(|header| header.ttl).collect::<Vec<_>>(), [64, 63, 62]);
    for pair in hops.windows(2) {
        assert_ne!(macs(trace, pair[0]), macs(trace, pair[1]));
        // All but TTL and checksum, which are bytes 8, 10 and 11 of the IP header.
        let same = |frame: FrameId| {
            let mut bytes = trace.frame_bytes(frame)[14..].to_vec();
            bytes[8] = 0;
            bytes[10..12].fill(0);
            bytes
        };
        assert_eq!(same(pair[0]), same(pair[1]));
        assert_eq!(trace.forwarded(pair[0]).collect::<Vec<_>>(), [pair[1]]);
    }
    assert!(headers.iter().all(|header| header.src == ip("10.0.1.2")));
}

#[test]
fn a_traceroute_names_every_router_on_the_way() {
    let ops = (1..=3).map(|ttl| Op::Echo { to: ip("10.0.3.2"), ttl, size: 32 }).collect();
    let recording = run(&two_routers(ops));
    let trace = recording.trace();
    let answers: Vec<_> = results(trace, 0)
        .into_iter()
        .map(|result| match result {
            CallResult::Echoed { datagram, kind, .. } => {
                (trace.datagram(datagram).peer.ip().to_string(), kind)
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(answers[0], ("10.0.1.1".to_owned(), icmp::Kind::TimeExceeded));
    assert_eq!(answers[1], ("10.0.2.2".to_owned(), icmp::Kind::TimeExceeded));
    assert_eq!(answers[2], ("10.0.3.2".to_owned(), icmp::Kind::EchoReply));
}

#[test]
fn a_packet_that_can_go_nowhere_is_reported() {
    // R2 sends what it does not know back to R1, which has no route.
    let recording = run(&two_routers(vec![ping("10.9.9.9"), ping("10.0.3.77")]));
    let trace = recording.trace();
    let results = results(trace, 0);
    let CallResult::Echoed { kind, code, .. } = results[0] else { panic!("{results:?}") };
    assert_eq!((kind, code), (icmp::Kind::Unreachable, 0));
    assert!(rules(trace, 2).contains(&Rule::NoRoute));
    // Nobody has 10.0.3.77: R2 asks three times, which takes longer than ping waits.
    assert_eq!(results[1], CallResult::Failed { error: Errno::Etimedout });
    assert!(rules(trace, 3).contains(&Rule::ArpNoAnswer));
    assert!(rules(trace, 3).contains(&Rule::IcmpErrorSent));
}

#[test]
fn a_host_without_a_route_says_so_at_once() {
    let mut scenario = two_routers(vec![
        Op::Try(Box::new(ping("10.0.3.2"))),
        Op::Try(Box::new(Op::Connect(at("10.0.3.2", 80)))),
        Op::SendTo(at("10.0.3.2", 9), b"x".to_vec()),
    ]);
    scenario.hosts[0].gateway = None;
    let recording = run(&scenario);
    let error = CallResult::Failed { error: Errno::Enetunreach };
    assert_eq!(results(recording.trace(), 0), [error; 3]);
}

#[test]
fn a_large_datagram_is_cut_on_the_way_and_put_together_at_the_end() {
    let data: Vec<u8> = (0..=255).cycle().take(3_000).collect();
    let mut scenario = two_routers(vec![Op::SendTo(at("10.0.3.2", 7), data.clone())]);
    scenario.links[1].mtu = 576;
    scenario.programs.push(program(1, 0, vec![Op::BindDatagrams(7), Op::ReceiveFrom(4_000)]));
    let recording = run(&scenario);
    let trace = recording.trace();
    let CallResult::ReceivedFrom { datagram, cut: 0 } = results(trace, 1)[1] else {
        panic!("{:?}", results(trace, 1))
    };
    assert_eq!(trace.bytes(trace.datagram(datagram).data), data);
    assert!(rules(trace, 0).contains(&Rule::FragmentCut), "three of 1500 at the source");
    assert!(rules(trace, 2).contains(&Rule::FragmentCut), "and again on the narrow link");
    assert!(rules(trace, 1).contains(&Rule::FragmentCompletes));
}

/// RFC 1191: told once, a host cuts at the source or refuses; after ten minutes it tries again.
#[test]
fn a_host_remembers_what_a_path_carries() {
    let ping = |start| {
        let ping = Ping {
            to: Target::Ip(ip("10.0.3.2")),
            count: Some(2),
            size: 1_000,
            ttl: 64,
            interval: Duration::from_millis(200),
            timeout: Duration::from_secs(1),
            dont_fragment: true,
            broadcast: false,
        };
        app(0, start, App::Ping(ping))
    };
    let letter = Op::SendTo(at("10.0.3.2", 7), vec![7; 1_000]);
    let scenario = with(two_routers(Vec::new()), |scenario| {
        scenario.links[1].mtu = 576;
        scenario.programs = vec![ping(10), program(0, 5_000, vec![letter]), ping(700_000)];
    });
    let recording = run(&until(scenario, 800));
    let trace = recording.trace();
    let sends: Vec<CallResult> = results(trace, 0)
        .into_iter()
        .filter(|it| matches!(it, CallResult::Sent { .. } | CallResult::Failed { .. }))
        .collect();
    let (taken, refused) =
        (CallResult::Sent { bytes: 1_000 }, CallResult::Failed { error: Errno::Emsgsize });
    assert_eq!(sends, [taken, refused, taken, taken, refused]);
    assert_eq!(count(trace, 0, Rule::PathMtuLearnt), 2);
    assert_eq!(count(trace, 0, Rule::PathMtuAged), 1);
    assert!(count(trace, 0, Rule::FragmentCut) > 0, "the letter, at the source");
    assert_eq!(count(trace, 2, Rule::FragmentCut), 0, "and not on the way");
}

#[test]
fn a_datagram_socket_cuts_refuses_and_is_refused() {
    let scenario = with(two_routers(Vec::new()), |scenario| {
        scenario.programs = vec![
            program(
                0,
                10,
                vec![
                    Op::SendTo(at("10.0.3.2", 7), b"hello, datagram".to_vec()),
                    Op::Try(Box::new(Op::SendTo(at("10.0.3.2", 7), vec![0; 65_508]))),
                    Op::SendTo(at("10.0.3.2", 99), b"?".to_vec()),
                    Op::ReceiveFrom(10),
                ],
            ),
            program(
                1,
                0,
                vec![
                    Op::BindDatagrams(7),
                    Op::Try(Box::new(Op::BindDatagrams(0))),
                    Op::BindDatagrams(7),
                    Op::ReceiveFrom(5),
                ],
            ),
        ];
    });
    let recording = run(&scenario);
    let trace = recording.trace();
    let sender = results(trace, 0);
    assert_eq!(sender[1], CallResult::Failed { error: Errno::Emsgsize });
    assert_eq!(sender[3], CallResult::Failed { error: Errno::Econnrefused });
    let CallResult::ReceivedFrom { datagram, cut } = results(trace, 1)[3] else {
        panic!("{:?}", results(trace, 1))
    };
    assert_eq!((trace.bytes(trace.datagram(datagram).data), cut), (&b"hello"[..], 10));
    for rule in [Rule::UdpDelivered, Rule::UdpCut, Rule::UdpPortClosed] {
        assert!(rules(trace, 1).contains(&rule), "{rule:?}");
    }
    // The largest that fits does go.
    let largest = two_routers(vec![Op::SendTo(at("10.0.3.2", 9), vec![0; 65_507])]);
    assert_eq!(results(run(&largest).trace(), 0), [CallResult::Sent { bytes: 65_507 }]);
}

#[test]
fn a_full_receive_queue_loses_datagrams_in_silence() {
    let sends = vec![Op::SendTo(at("10.0.3.2", 7), b"x".to_vec()); 70];
    let mut scenario = two_routers(sends);
    let sleep = Op::Sleep(Duration::from_secs(5));
    scenario.programs.push(program(1, 0, vec![Op::BindDatagrams(7), sleep]));
    let recording = run(&scenario);
    let trace = recording.trace();
    let full = rules(trace, 1).iter().filter(|rule| **rule == Rule::UdpQueueFull).count();
    assert_eq!(full, 70 - 64);
    let now = Snapshot::at(trace, trace.steps().len());
    let queue = now.sockets.iter().find_map(|socket| socket.queue(Queue::Datagrams));
    assert_eq!(queue.map(|queue| (queue.len, queue.limit)), Some((64, 64)));
}

/// A home of two hosts behind a NAT, and a server outside.
fn home(programs: Vec<wireglass_sim::Program>, forwards: Vec<ForwardSpec>) -> Scenario {
    network(
        vec![
            host("A", "192.168.1.2", "192.168.1.1"),
            host("B", "192.168.1.3", "192.168.1.1"),
            host("S", "203.0.113.80", "203.0.113.1"),
        ],
        vec![
            switch("Switch", 3),
            home_router(
                "Home",
                &["192.168.1.1", "198.51.100.7"],
                &[("0.0.0.0", 0, "198.51.100.1")],
                forwards,
            ),
            DeviceSpec { name: "Modem".to_owned(), kind: DeviceKind::Modem },
            router("Isp", &["198.51.100.1", "203.0.113.1"], &[]),
        ],
        &[
            ((0, 0), (3, 0)),
            ((1, 0), (3, 1)),
            ((3, 2), (4, 0)),
            ((4, 1), (5, 0)),
            ((5, 1), (6, 0)),
            ((6, 1), (2, 0)),
        ],
        programs,
    )
}

#[test]
fn a_home_shares_one_address() {
    let call = |text: &str| {
        vec![
            Op::Bind(5_000),
            Op::Connect(at("203.0.113.80", 80)),
            Op::Send(text.as_bytes().to_vec()),
            Op::ReceiveAll,
            Op::Close(Which::Connection),
        ]
    };
    let mut serve = vec![Op::Listen(80)];
    for _ in 0..2 {
        serve.extend([Op::Accept, Op::ReceiveExactly(1), Op::Send(b"ok".to_vec())]);
        serve.extend([Op::Shutdown, Op::ReceiveAll, Op::Close(Which::Connection)]);
    }
    let programs = vec![program(0, 10, call("a")), program(1, 12, call("b")), program(2, 0, serve)];
    let recording = run(&home(programs, Vec::new()));
    assert_eq!(recording.outcome(), Outcome::Finished);
    let trace = recording.trace();
    for node in [0, 1] {
        let got = results(trace, node).into_iter().find_map(|result| match result {
            CallResult::Received { data } => Some(trace.bytes(data).to_vec()),
            _ => None,
        });
        assert_eq!(got.as_deref(), Some(&b"ok"[..]), "{node}");
    }
    // Outside both are the router, and the port tells them apart.
    let outside: Vec<_> = trace
        .events()
        .iter()
        .filter_map(|event| match event.what {
            What::RowSet { row } => match trace.row(row) {
                Row::Nat { inside, outside, .. } => Some((inside.to_string(), outside.to_string())),
                _ => None,
            },
            _ => None,
        })
        .collect();
    assert_eq!(outside.len(), 2);
    assert_ne!(outside[0].1, outside[1].1);
    assert!(outside.iter().all(|(_, outside)| outside.starts_with("198.51.100.7:")));
    for frame in arrived_at(trace, 2) {
        if let Some(header) = ip_header(trace, frame) {
            assert_eq!(header.src, ip("198.51.100.7"));
        }
    }
    assert_eq!(
        table(trace, trace.steps().len(), 4, Table::Nat),
        [],
        "in the end all are forgotten"
    );
}

#[test]
fn nobody_calls_in_but_through_a_port_mapping() {
    let call = Op::Try(Box::new(Op::Connect(at("198.51.100.7", 8_080))));
    let programs = || {
        let serve = vec![Op::Listen(80), Op::Accept];
        vec![program(0, 0, serve), program(2, 10, vec![call.clone()])]
    };
    let closed = run(&home(programs(), Vec::new()));
    assert!(matches!(results(closed.trace(), 2)[0], CallResult::Failed { .. }));
    let (kind, to) = (Kind::Tcp, ip("192.168.1.2"));
    let forward = ForwardSpec { kind, port: 8_080, to, to_port: 80 };
    let open = run(&home(programs(), vec![forward]));
    assert_eq!(results(open.trace(), 2), [CallResult::Done]);
    assert!(matches!(results(open.trace(), 0)[1], CallResult::Accepted { .. }));
    assert_eq!(
        table(open.trace(), 0, 4, Table::Nat).len(),
        1,
        "the mapping is there from the start"
    );
}

#[test]
fn ping_and_its_errors_pass_a_nat() {
    let ops = vec![
        ping("203.0.113.80"),
        Op::Echo { to: ip("203.0.113.80"), ttl: 1, size: 8 },
        Op::Echo { to: ip("203.0.113.80"), ttl: 2, size: 8 },
        ping("192.168.1.1"),
    ];
    let recording = run(&home(vec![program(0, 0, ops)], Vec::new()));
    let trace = recording.trace();
    let answers: Vec<_> = results(trace, 0)
        .into_iter()
        .map(|result| match result {
            CallResult::Echoed { datagram, kind, .. } => {
                (trace.datagram(datagram).peer.ip().to_string(), kind)
            }
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [
        ("203.0.113.80", icmp::Kind::EchoReply),
        ("192.168.1.1", icmp::Kind::TimeExceeded),
        ("198.51.100.1", icmp::Kind::TimeExceeded),
        ("192.168.1.1", icmp::Kind::EchoReply),
    ];
    assert_eq!(answers, expected.map(|(from, kind)| (from.to_owned(), kind)));
}

#[test]
fn a_modem_changes_no_bit() {
    let recording = run(&home(vec![program(0, 0, vec![ping("203.0.113.80")])], Vec::new()));
    let trace = recording.trace();
    let sent = sent_by(trace, 5);
    assert!(!sent.is_empty());
    for frame in sent {
        let from = trace.frame(frame).forwarded_from.expect("passed on");
        assert_eq!(trace.frame_bytes(frame), trace.frame_bytes(from));
    }
}

#[test]
fn a_cut_link_carries_nothing_until_it_is_mended() {
    let ops = vec![Op::Try(Box::new(ping("10.0.0.2"))), Op::Try(Box::new(ping("10.0.0.2")))];
    let recording = run(&star(switch("Switch", 3), ops));
    let link = LinkId(1);
    let cut = recording.branch(0, Intervention::CutLink { link }).expect("it is whole");
    let failed = CallResult::Failed { error: Errno::Etimedout };
    assert_eq!(results(cut.trace(), 0), [failed; 2]);
    assert!(!Snapshot::at(cut.trace(), 1).is_up(link));
    assert!(cut.branch(1, Intervention::CutLink { link }).is_err(), "it is cut already");
    assert!(recording.branch(0, Intervention::MendLink { link }).is_err(), "it is whole");
    let second = (0..cut.trace().steps().len())
        .find(|step| matches!(cut.trace().trigger(*step).what, What::CallMade { .. }) && *step > 2)
        .expect("the second ping");
    let mended = cut.branch(second, Intervention::MendLink { link }).expect("it is cut");
    assert!(echoed(&results(mended.trace(), 0)[1]).is_some());
}

#[test]
fn a_switch_that_was_off_learns_anew() {
    let ops = vec![
        ping("10.0.0.2"),
        Op::Sleep(Duration::from_secs(2)),
        Op::Try(Box::new(ping("10.0.0.2"))),
    ];
    let recording = run(&star(switch("Switch", 3), ops));
    let asleep = (0..recording.trace().steps().len())
        .find(|p| recording.trace().time_at(*p) > Instant::ZERO + Duration::from_secs(1))
        .expect("it sleeps")
        - 1;
    assert_eq!(table(recording.trace(), asleep, 3, Table::Mac).len(), 2);
    let node = NodeId(3);
    let off = recording.branch(asleep, Intervention::PowerOff { node }).expect("it is on");
    assert_eq!(table(off.trace(), asleep + 1, 3, Table::Mac), []);
    assert!(matches!(results(off.trace(), 0)[2], CallResult::Failed { .. }));
    let on = off.branch(asleep + 1, Intervention::PowerOn { node }).expect("it is off");
    assert!(echoed(&results(on.trace(), 0)[2]).is_some());
}

#[test]
fn a_loop_of_switches_floods_without_end_and_is_cut() {
    let mut scenario = network(
        vec![host("A", "10.0.0.1", ""), host("B", "10.0.0.2", "")],
        vec![switch("S1", 3), switch("S2", 3)],
        &[((0, 0), (2, 0)), ((1, 0), (3, 0)), ((2, 1), (3, 1)), ((2, 2), (3, 2))],
        vec![program(0, 0, vec![Op::Try(Box::new(ping("10.0.0.99")))])],
    );
    scenario.limits.steps = 2_000;
    let recording = run(&scenario);
    assert_eq!(recording.outcome(), Outcome::StepLimit { steps: 2_000 });
}

#[test]
fn a_spanning_tree_opens_the_loop_and_closes_it_again_when_a_link_is_cut() {
    let tree = |name: &str, priority| {
        let mut device = switch(name, 3);
        if let DeviceKind::Switch(spec) = &mut device.kind {
            spec.spanning_tree = Some(priority);
        }
        device
    };
    let wait = |secs| Op::Sleep(Duration::from_secs(secs));
    let ops = vec![wait(40), ping("10.0.0.2"), wait(60), ping("10.0.0.2")];
    let mut scenario = network(
        vec![host("A", "10.0.0.1", ""), host("B", "10.0.0.2", "")],
        vec![tree("S1", 4_096), tree("S2", 32_768), tree("S3", 32_768)],
        &[((0, 0), (2, 0)), ((1, 0), (3, 0)), ((2, 1), (3, 1)), ((3, 2), (4, 1)), ((2, 2), (4, 2))],
        vec![program(0, 0, ops)],
    );
    scenario.limits.until = Instant::ZERO + Duration::from_secs(120);
    let whole = run(&scenario);
    let trace = whole.trace();
    assert_eq!(results(trace, 0).iter().filter_map(echoed).count(), 2);
    let forwarding = |trace: &Trace, position: usize| -> usize {
        let of = |node| table(trace, position, node, Table::SpanningTree);
        let open = |row: &Row| match row {
            Row::SpanningTree { state, .. } => *state == stp::State::Forwarding,
            _ => false,
        };
        (2..5).flat_map(of).filter(open).count()
    };
    // Eight ends of links at switches; one of them is blocked.
    assert_eq!(forwarding(trace, trace.steps().len()), 7);
    let position = (0..trace.steps().len())
        .find(|p| trace.time_at(*p) > Instant::ZERO + Duration::from_secs(50))
        .expect("hellos go on");
    let cut = whole.branch(position, Intervention::CutLink { link: LinkId(2) }).expect("whole");
    assert_eq!(results(cut.trace(), 0).iter().filter_map(echoed).count(), 2, "by the other way");
    assert_eq!(forwarding(cut.trace(), cut.trace().steps().len()), 6);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let sound = two_routers(vec![ping("10.0.3.2")]);
    assert_eq!(sound.check(), Ok(()));
    let refused = |change: &dyn Fn(&mut Scenario)| {
        with(sound.clone(), |scenario| change(scenario)).check().expect_err("it makes no sense")
    };
    let gateway = ip("10.0.9.1");
    assert_eq!(
        refused(&|scenario| scenario.hosts[0].gateway = Some(gateway)),
        ScenarioError::GatewayElsewhere { host: "A".to_owned(), gateway }
    );
    assert_eq!(
        refused(&|scenario| scenario.links[1].ports = [1, 9]),
        ScenarioError::NoSuchPort { device: "R2".to_owned(), port: 9, ports: 2 }
    );
    assert_eq!(
        refused(&|scenario| scenario.links[1].ports = [0, 0]),
        ScenarioError::PortTaken { device: "R1".to_owned(), port: 0 }
    );
    assert_eq!(
        refused(&|scenario| scenario.hosts[1].prefix = 33),
        ScenarioError::PrefixTooLong { host: "B".to_owned(), prefix: 33 }
    );
    assert_eq!(
        refused(&|scenario| scenario.programs[0].host = 7),
        ScenarioError::UnknownHost { index: 7, hosts: 4 }
    );
    assert!(matches!(
        refused(&|scenario| {
            scenario.arp = Arp::Known;
            scenario.hosts[0].address = Some(ip("10.0.1.1"));
        }),
        ScenarioError::DuplicateAddress { .. }
    ));
    // The same address on two networks that never meet is no mistake.
    let (two, home) = (ip("10.0.3.2"), sound.clone());
    let apart = with(home, |scenario| {
        scenario.hosts[0].address = Some(two);
        scenario.hosts[0].gateway = None;
    });
    assert_eq!(apart.check(), Ok(()));
}

#[test]
fn power_off_is_for_devices_of_the_scenario_too() {
    let mut scenario = two_routers(vec![Op::Try(Box::new(ping("10.0.3.2")))]);
    scenario.actions = vec![(Instant::ZERO, Action::PowerOff(2))];
    let recording = run(&scenario);
    assert!(matches!(results(recording.trace(), 0)[0], CallResult::Failed { .. }));
}

#[test]
fn what_a_host_sends_to_itself_never_leaves_it() {
    let mut scenario = two_routers(vec![
        ping("10.0.1.2"),
        Op::Connect(at("10.0.1.2", 80)),
        Op::Send(b"hello".to_vec()),
        Op::Close(Which::Connection),
    ]);
    let serve =
        vec![Op::Listen(80), Op::Accept, Op::ReceiveExactly(5), Op::Close(Which::Connection)];
    scenario.programs.push(program(0, 0, serve));
    let recording = run(&scenario);
    let trace = recording.trace();
    let results = results(trace, 0);
    assert!(results.iter().any(|result| echoed(result) == Some((icmp::Kind::EchoReply, 64))));
    let got = results.iter().find_map(|result| match result {
        CallResult::Received { data } => Some(trace.bytes(*data)),
        _ => None,
    });
    assert_eq!(got, Some(&b"hello"[..]));
    assert_eq!(trace.frames(), []);
    assert!(rules(trace, 0).contains(&Rule::Loopback));
}
