//! Commands and services of names and reachability: what they get, and what it costs.

use crate::network::{
    app, calls, code, command, datagrams, ends, errors, host, ip, network, program, ready, router,
    run, switch, table,
};
use std::net::Ipv4Addr;
use wireglass_core::addr::MacAddr;
use wireglass_core::dns::{ResolverConfig, Zone};
use wireglass_core::rules::Rule;
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::dns::{Data, Message, Name, Rcode, Record, RecordType, Soa};
use wireglass_core::wire::icmp::Kind;
use wireglass_sim::app::{App, Change, Lookup, Ping, Target, Traceroute};
use wireglass_sim::{HostSpec, LinkSpec, Op, Recording, Scenario};
use wireglass_trace::{
    Call, CallResult, Errno, Intervention, NodeId, Row, Table, TaskId, TaskKind, Trace, What,
};

/// A and B with two routers between them: 10.0.1.2, R1, R2, 10.0.3.2.
fn two_routers(apps: Vec<App>) -> Scenario {
    let programs = apps.into_iter().map(|it| command(0, 10, it)).collect();
    network(
        vec![host("A", "10.0.1.2", "10.0.1.1"), host("B", "10.0.3.2", "10.0.3.1")],
        vec![
            router("R1", &["10.0.1.1", "10.0.2.1"], &[("10.0.3.0", 24, "10.0.2.2")]),
            router("R2", &["10.0.2.2", "10.0.3.1"], &[("10.0.1.0", 24, "10.0.2.1")]),
        ],
        &[((0, 0), (2, 0)), ((2, 1), (3, 0)), ((3, 1), (1, 0))],
        programs,
    )
}

/// A name.
fn name(text: &str) -> Name {
    text.parse().expect("a name")
}

fn to(target: &str) -> Target {
    target.parse().map_or_else(|_| Target::Name(name(target)), Target::Ip)
}

fn ping(target: &str, count: u32) -> Ping {
    Ping {
        to: to(target),
        count: Some(count),
        size: 56,
        ttl: 64,
        interval: Duration::from_secs(1),
        timeout: Duration::from_secs(1),
        dont_fragment: false,
        broadcast: false,
    }
}

fn traceroute(target: &str, icmp: bool) -> Traceroute {
    Traceroute {
        to: to(target),
        first_ttl: 1,
        max_ttl: 30,
        probes: 3,
        timeout: Duration::from_secs(5),
        icmp,
    }
}

fn lookup(what: &str, kind: RecordType, server: Option<&str>) -> App {
    App::Lookup(Lookup { name: name(what), kind, server: server.map(to), recursion: true })
}

/// The answers a task got: who, what kind and code, TTL, number.
fn answers(trace: &Trace, task: usize) -> Vec<(String, Kind, u8, u8, u16)> {
    let all = calls(trace, task).into_iter().filter_map(|result| match result {
        CallResult::Echoed { datagram, kind, code, ttl, seq, .. } => {
            Some((trace.datagram(datagram).peer.ip().to_string(), kind, code, ttl, seq))
        }
        _ => None,
    });
    all.collect()
}

#[test]
fn a_ping_goes_at_an_even_pace_and_says_how_it_went() {
    let recording = run(&two_routers(vec![App::Ping(ping("10.0.3.2", 3))]));
    let trace = recording.trace();
    let reply = |seq| ("10.0.3.2".to_owned(), Kind::EchoReply, 0, 62, seq);
    assert_eq!(answers(trace, 0), [reply(1), reply(2), reply(3)]);
    assert_eq!(code(trace, 0), Some(0));
    let sent = trace.events().iter().filter_map(|event| match event.what {
        What::CallMade { call: Call::SendTo { .. }, .. } => Some(event.time),
        _ => None,
    });
    let sent: Vec<Instant> = sent.collect();
    for pair in sent.windows(2) {
        let apart = pair[1].since(pair[0]);
        assert!(apart.abs_diff(Duration::from_secs(1)) < Duration::from_millis(5), "{apart}");
    }
    assert_eq!(trace.task(TaskId(0)).kind, TaskKind::Command);
    // What it had open is closed with it.
    let opened = trace.sockets().len();
    assert_eq!((opened, recording.seek(usize::MAX).open_sockets(trace).count()), (1, 0));
}

/// A ping; who answers with which error, how its calls fail, and with what it exits.
type Case<'a> = (Ping, &'a [(&'a str, Kind, u8)], &'a [Errno], u8);

#[test]
fn a_ping_that_fails_says_how() {
    let nobody = ping("10.0.3.77", 2);
    let far = Ping { ttl: 1, ..ping("10.0.3.2", 1) };
    let large = Ping { size: 1_473, dont_fragment: true, ..ping("10.0.3.2", 1) };
    let fits_here = Ping { size: 1_400, dont_fragment: true, ..ping("10.0.3.2", 1) };
    let cases: [Case<'_>; 5] = [
        // The router asks three times who has it; by then ping has given up.
        (nobody, &[], &[], 1),
        (far, &[("10.0.1.1", Kind::TimeExceeded, 0)], &[], 1),
        (large, &[], &[Errno::Emsgsize], 1),
        (fits_here, &[("10.0.1.1", Kind::Unreachable, 4)], &[], 1),
        (ping("10.9.9.9", 1), &[("10.0.1.1", Kind::Unreachable, 0)], &[], 1),
    ];
    for (ping, expected, failed, exit) in cases {
        let mut scenario = two_routers(vec![App::Ping(ping.clone())]);
        scenario.links[1] = LinkSpec { mtu: 1_000, ..scenario.links[1] };
        let recording = run(&scenario);
        let trace = recording.trace();
        let got = answers(trace, 0);
        let got: Vec<_> =
            got.iter().map(|(ip, kind, code, ..)| (ip.as_str(), *kind, *code)).collect();
        assert_eq!((got.as_slice(), errors(trace, 0).as_slice()), (expected, failed), "{ping:?}");
        assert_eq!(code(trace, 0), Some(exit), "{ping:?}");
    }
    // Who has no route at all hears it from his own system.
    let mut lonely = two_routers(vec![App::Ping(ping("10.0.3.2", 1))]);
    lonely.hosts[0].gateway = None;
    let recording = run(&lonely);
    assert_eq!(errors(recording.trace(), 0), [Errno::Enetunreach]);
    assert_eq!(code(recording.trace(), 0), Some(2));
}

/// Three hosts on a switch.
fn office(apps: Vec<(usize, App)>) -> Scenario {
    let hosts =
        vec![host("A", "10.0.0.1", ""), host("B", "10.0.0.2", ""), host("C", "10.0.0.3", "")];
    let programs = apps.into_iter().map(|(node, it)| command(node, 10, it)).collect();
    let links = [((0, 0), (3, 0)), ((1, 0), (3, 1)), ((2, 0), (3, 2))];
    network(hosts, vec![switch("S", 3)], &links, programs)
}

#[test]
fn a_broadcast_has_to_be_meant() {
    let asked = |broadcast| {
        let ping = Ping { broadcast, ..ping("10.0.0.255", 1) };
        run(&office(vec![(0, App::Ping(ping))]))
    };
    let shy = asked(false);
    assert_eq!(errors(shy.trace(), 0), [Errno::Eacces]);
    assert_eq!((code(shy.trace(), 0), shy.trace().frames().len()), (Some(2), 0));
    let loud = asked(true);
    let mut who: Vec<String> = answers(loud.trace(), 0).into_iter().map(|(ip, ..)| ip).collect();
    who.sort();
    assert_eq!(who, ["10.0.0.2", "10.0.0.3"]);
    assert_eq!(code(loud.trace(), 0), Some(0));
}

#[test]
fn loopback_never_leaves_the_host() {
    for target in ["127.0.0.1", "127.9.9.9", "10.0.0.1"] {
        let recording = run(&office(vec![(0, App::Ping(ping(target, 2)))]));
        let trace = recording.trace();
        assert_eq!(answers(trace, 0).len(), 2, "{target}");
        assert_eq!((code(trace, 0), trace.frames().len()), (Some(0), 0), "{target}");
    }
}

#[test]
fn a_traceroute_lists_the_way() {
    for icmp in [false, true] {
        let recording = run(&two_routers(vec![App::Traceroute(traceroute("10.0.3.2", icmp))]));
        let trace = recording.trace();
        let last = if icmp { (Kind::EchoReply, 0) } else { (Kind::Unreachable, 3) };
        let hops = [
            ("10.0.1.1", (Kind::TimeExceeded, 0)),
            ("10.0.2.2", (Kind::TimeExceeded, 0)),
            ("10.0.3.2", last),
        ];
        let expected: Vec<_> = hops.iter().flat_map(|hop| [*hop; 3]).collect();
        let got = answers(trace, 0);
        let got: Vec<_> =
            got.iter().map(|(ip, kind, code, ..)| (ip.as_str(), (*kind, *code))).collect();
        assert_eq!(got, expected, "icmp: {icmp}");
        assert_eq!(code(trace, 0), Some(0));
        let ttls = trace.events().iter().filter_map(|event| match event.what {
            What::CallMade { call: Call::SendTo { ttl, .. }, .. } => Some(ttl),
            _ => None,
        });
        assert_eq!(ttls.collect::<Vec<_>>(), [1, 1, 1, 2, 2, 2, 3, 3, 3]);
    }
}

#[test]
fn a_traceroute_goes_on_after_silence_up_to_its_last_hop() {
    let short = Traceroute { max_ttl: 4, probes: 1, ..traceroute("10.0.3.77", false) };
    let mut scenario = two_routers(vec![App::Traceroute(short)]);
    // The host is there, and says nothing: packets to it are lost.
    scenario.links[2].loss_ppm = 1_000_000;
    let recording = run(&scenario);
    let trace = recording.trace();
    // Two routers, then nothing until R2 gives up asking who has the address.
    let who: Vec<String> = answers(trace, 0).into_iter().map(|(ip, ..)| ip).collect();
    assert_eq!(&who[..2], ["10.0.1.1", "10.0.2.2"]);
    assert!(answers(trace, 0)[2..].iter().all(|it| (it.1, it.2) == (Kind::Unreachable, 1)));
    assert_eq!(code(trace, 0), Some(0));
}

fn record(of: &str, data: Data) -> Record {
    Record::new(name(of), 300, data)
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
    let mut zone = Zone::new(soa).expect("an SOA");
    for record in records {
        zone.add(record).expect("a record of the zone");
    }
    zone
}

fn a(of: &str, address: &str) -> Record {
    record(of, Data::A(ip(address)))
}

fn ns(of: &str, server: &str) -> Record {
    record(of, Data::Ns(name(server)))
}

/// A PC whose resolver walks from the root over `com.` to `abc.com.`, all on one switch.
fn internet(apps: Vec<(u64, App)>) -> Scenario {
    let pc = HostSpec { name_servers: vec![ip("10.0.0.53")], ..host("PC", "10.0.0.1", "") };
    let hosts = vec![
        pc,
        host("Resolver", "10.0.0.53", ""),
        host("Root", "10.0.0.10", ""),
        host("Com", "10.0.0.11", ""),
        host("Abc", "10.0.0.12", ""),
        host("Web", "10.0.0.80", ""),
    ];
    let root = vec![ns("com.", "ns.com."), a("ns.com.", "10.0.0.11")];
    let com = vec![ns("abc.com.", "ns.abc.com."), a("ns.abc.com.", "10.0.0.12")];
    let abc = vec![
        ns("abc.com.", "ns.abc.com."),
        a("ns.abc.com.", "10.0.0.12"),
        a("abc.com.", "10.0.0.80"),
        record("www.abc.com.", Data::Cname(name("abc.com."))),
    ];
    let services = [
        (1, App::DnsResolver(ResolverConfig::new(vec![(name("root."), ip("10.0.0.10"))]))),
        (2, App::DnsServer(vec![zone(".", root)])),
        (3, App::DnsServer(vec![zone("com.", com)])),
        (4, App::DnsServer(vec![zone("abc.com.", abc)])),
    ];
    let mut programs: Vec<_> = services.into_iter().map(|(node, it)| app(node, 0, it)).collect();
    programs.extend(apps.into_iter().map(|(when, it)| command(0, when, it)));
    let links: Vec<_> = (0..6).map(|n| ((usize::from(n), 0), (6, n))).collect();
    network(hosts, vec![switch("S", 6)], &links, programs)
}

/// The messages of DNS that came to a node's tasks.
fn messages(trace: &Trace, node: usize) -> Vec<Message> {
    datagrams(trace, node).iter().filter_map(|data| Message::parse(data).ok()).collect()
}

#[test]
fn a_resolver_walks_from_the_root_and_remembers() {
    let ask = |what| lookup(what, RecordType::A, None);
    let recording = run(&internet(vec![
        (100, ask("www.abc.com")),
        (5_000, ask("www.abc.com")),
        (10_000, ask("nothing.abc.com")),
        (15_000, ask("nothing.abc.com")),
    ]));
    let trace = recording.trace();
    let heard = messages(trace, 0);
    let told: Vec<_> = heard
        .iter()
        .map(|it| (it.rcode, it.answers.iter().map(|r| r.data.to_string()).collect::<Vec<_>>()))
        .collect();
    let found = (Rcode::NoError, vec!["abc.com.".to_owned(), "10.0.0.80".to_owned()]);
    let nothing = (Rcode::NameError, Vec::new());
    assert_eq!(told, [found.clone(), found, nothing.clone(), nothing]);
    // Root, com and abc.com are asked once for the name; then only abc.com for the other.
    let asked = |node| messages(trace, node).len();
    assert_eq!([asked(2), asked(3), asked(4)], [1, 1, 2]);
    // What is remembered is older the second time.
    assert!(heard[1].answers[0].ttl < heard[0].answers[0].ttl);
    for task in 4..8 {
        assert_eq!(code(trace, task), Some(0), "{task}");
    }
    // Each question from a port of its own.
    let mut ports: Vec<u16> = trace
        .sockets()
        .iter()
        .filter(|socket| socket.node == NodeId(1) && socket.local.port() != 53)
        .map(|socket| socket.local.port())
        .collect();
    let all = ports.len();
    ports.sort_unstable();
    ports.dedup();
    assert_eq!((all, ports.len()), (4, 4));
    // And all but the one at port 53 are closed again.
    let open = recording.seek(usize::MAX);
    assert_eq!(open.open_sockets(trace).filter(|(_, it, _)| it.node == NodeId(1)).count(), 1);
    let cached = table(trace, trace.steps().len(), 1, Table::Dns);
    let known: Vec<_> = cached
        .iter()
        .filter_map(|row| match row {
            Row::Dns { name, kind: RecordType::A, data, .. } => Some((
                trace.name(*name).to_string(),
                String::from_utf8_lossy(trace.bytes(*data)).into_owned(),
            )),
            _ => None,
        })
        .collect();
    let row = |name: &str, data: &str| (name.to_owned(), data.to_owned());
    for expected in [row("abc.com.", "10.0.0.80"), row("nothing.abc.com.", "")] {
        assert!(known.contains(&expected), "{expected:?} in {known:?}");
    }
    assert!(
        recording.trace().events().iter().any(|event| {
            event.because.is_some_and(|reason| reason.rule() == Rule::DnsRecursion)
        })
    );
}

#[test]
fn a_server_that_does_not_answer_is_asked_again_and_one_that_refuses_is_not_waited_for() {
    let asks = |server| vec![(100, lookup("abc.com", RecordType::A, Some(server)))];
    // Nobody at port 53: an ICMP error for each try, at once.
    let refused = run(&internet(asks("10.0.0.80")));
    assert_eq!(errors(refused.trace(), 4), [Errno::Econnrefused; 3]);
    assert_eq!(code(refused.trace(), 4), Some(9));
    assert!(ends(refused.trace(), 4) < Instant::ZERO + Duration::from_secs(1));
    // Nobody has the address: the host itself says so, once it has asked for the MAC in vain.
    let nobody = run(&internet(asks("10.0.0.99")));
    assert_eq!(errors(nobody.trace(), 4), [Errno::Ehostunreach; 3]);
    // Somebody who never answers: five seconds for each try.
    let mut deaf = internet(asks("10.0.0.80"));
    let waits = vec![Op::BindDatagrams(53), Op::Sleep(Duration::from_secs(60))];
    deaf.programs.push(program(5, 0, waits));
    let silent = run(&deaf);
    assert_eq!(code(silent.trace(), 4), Some(9));
    let late = ends(silent.trace(), 4).since(Instant::ZERO);
    assert!(late > Duration::from_secs(15) && late < Duration::from_secs(17), "{late}");
    // A server that has no such zone refuses, and that is an answer.
    let elsewhere = run(&internet(vec![(100, lookup("b.org", RecordType::A, Some("10.0.0.12")))]));
    let heard = messages(elsewhere.trace(), 0);
    assert_eq!((heard.len(), heard[0].rcode), (1, Rcode::Refused));
    // Without a server there is nothing to ask.
    let mut none = internet(vec![(100, lookup("abc.com", RecordType::A, None))]);
    none.hosts[0].name_servers.clear();
    assert_eq!(code(run(&none).trace(), 4), Some(10));
}

#[test]
fn a_resolver_whose_root_is_silent_says_that_it_failed() {
    let mut scenario = internet(vec![(100, lookup("abc.com", RecordType::A, None))]);
    scenario.programs.remove(1);
    let recording = run(&scenario);
    let heard = messages(recording.trace(), 0);
    assert!(heard.iter().all(|it| it.rcode == Rcode::ServerFailure), "{heard:?}");
    assert!(!heard.is_empty());
}

#[test]
fn every_command_takes_names() {
    let mut scenario = internet(vec![
        (100, App::Ping(ping("www.abc.com", 1))),
        (3_000, App::Ping(ping("printer", 1))),
        (6_000, App::Ping(ping("nobody.abc.com", 1))),
        (9_000, App::Traceroute(traceroute("abc.com", false))),
    ]);
    scenario.hosts[0].names = vec![(name("printer"), ip("10.0.0.80"))];
    let recording = run(&scenario);
    let trace = recording.trace();
    let codes: Vec<_> = (4..8).map(|task| code(trace, task)).collect();
    assert_eq!(codes, [Some(0), Some(0), Some(2), Some(0)]);
    for task in [4, 5, 7] {
        assert_eq!(answers(trace, task)[0].0, "10.0.0.80", "{task}");
    }
    // What stands in the host's own list is not asked for.
    let asked = trace.events().iter().filter(|event| {
        matches!(event.what, What::CallMade { task: TaskId(5), call: Call::SendTo { .. }, .. })
    });
    assert_eq!(asked.count(), 1);
}

#[test]
fn tables_change_while_a_host_runs() {
    let changes = vec![
        App::Change(Change::SetNeighbour(ip("10.0.1.1"), MacAddr([2, 0, 0, 0, 0, 0x77]))),
        App::Change(Change::ForgetNeighbour(ip("10.0.1.1"))),
        App::Change(Change::ForgetNeighbour(ip("10.0.1.1"))),
        App::Change(Change::DropRoute { network: ip("0.0.0.0"), prefix: 0 }),
        App::Change(Change::SetRoute {
            network: ip("10.0.3.0"),
            prefix: 24,
            gateway: ip("10.0.1.1"),
            metric: 5,
        }),
        App::Change(Change::SetRoute {
            network: ip("10.7.0.0"),
            prefix: 16,
            gateway: ip("10.9.9.9"),
            metric: 0,
        }),
        App::Change(Change::SetNameServers(vec![ip("10.0.3.2"), ip("10.0.3.3")])),
        App::Show,
    ];
    let mut scenario = two_routers(changes);
    for (n, program) in scenario.programs.iter_mut().enumerate() {
        program.start = Instant::ZERO + Duration::from_millis(10 * (n as u64 + 1));
    }
    let recording = run(&scenario);
    let trace = recording.trace();
    let codes: Vec<_> = (0..8).map(|task| code(trace, task)).collect();
    assert_eq!(codes, [0, 0, 1, 0, 0, 1, 0, 0].map(Some));
    assert_eq!(errors(trace, 2), [Errno::Enoent]);
    assert_eq!(errors(trace, 5), [Errno::Enetunreach]);
    let end = trace.steps().len();
    assert_eq!(table(trace, end, 0, Table::Arp), []);
    let routes = table(trace, end, 0, Table::Routes);
    let to = |row: &Row| match row {
        Row::Route { network, gateway, metric, .. } => {
            (network.to_string(), gateway.is_some(), *metric)
        }
        other => panic!("{other:?}"),
    };
    let routes: Vec<_> = routes.iter().map(to).collect();
    assert_eq!(routes, [("10.0.1.0".to_owned(), false, 0), ("10.0.3.0".to_owned(), true, 5)]);
    assert_eq!(table(trace, end, 0, Table::NameServers).len(), 2);
}

fn set_address(address: &str) -> App {
    let (interface, address) = ("eth0".to_owned(), ip(address));
    App::Change(Change::SetAddress { interface, address, prefix: 24 })
}

#[test]
fn a_new_address_is_claimed_before_it_is_used() {
    // Free: probed three times, announced twice.
    let mut scenario = office(vec![(0, set_address("10.0.0.9"))]);
    scenario.hosts[0].address = None;
    let recording = run(&scenario);
    let trace = recording.trace();
    assert_eq!(code(trace, 0), Some(0));
    let rules = crate::network::rules(trace, 0);
    let count = |rule| rules.iter().filter(|it| **it == rule).count();
    assert_eq!((count(Rule::ArpProbe), trace.node(NodeId(0)).addresses().count()), (3, 0));
    assert!(count(Rule::ArpAnnounce) >= 2);
    let end = trace.steps().len();
    let has = |node| {
        table(trace, end, node, Table::Addresses).iter().any(|row| {
        matches!(row, Row::Address { ip: it, prefix: 24, .. } if *it == Ipv4Addr::new(10, 0, 0, 9))
    })
    };
    assert!(has(0));
    assert_eq!(table(trace, end, 0, Table::Routes).len(), 1);
    // Taken: whoever has it says so, and it is not used.
    let taken = run(&office(vec![(0, set_address("10.0.0.2"))]));
    let trace = taken.trace();
    assert_eq!(errors(trace, 0), [Errno::Eaddrinuse]);
    assert!(crate::network::rules(trace, 0).contains(&Rule::ArpProbeConflict));
    let kept = table(trace, trace.steps().len(), 0, Table::Addresses);
    assert!(matches!(kept[..], [Row::Address { ip: it, .. }] if it == Ipv4Addr::new(10, 0, 0, 1)));
}

#[test]
fn two_hosts_with_one_address_find_out() {
    let mut scenario =
        office(vec![(0, App::Ping(ping("10.0.0.3", 1))), (1, App::Ping(ping("10.0.0.3", 1)))]);
    scenario.hosts[1].address = scenario.hosts[0].address;
    scenario.programs[1].start = Instant::ZERO + Duration::from_secs(3);
    let recording = run(&scenario);
    let trace = recording.trace();
    // A hears B ask in its own name, and says whose the address is.
    assert!(crate::network::rules(trace, 0).contains(&Rule::ArpDefend));
}

#[test]
fn a_command_typed_in_the_middle_is_another_future() {
    let recording = run(&two_routers(vec![App::Ping(ping("10.0.3.2", 5))]));
    let middle = recording.trace().steps().len() / 2;
    let program = command(0, 0, App::Ping(ping("10.0.1.2", 2)));
    let (typed, task) = recording.branch_run(middle, NodeId(1), program.clone()).expect("B is on");
    let trace = typed.trace();
    assert_eq!(task, TaskId(1));
    assert_eq!((trace.task(task).node, trace.task(task).kind), (NodeId(1), TaskKind::Command));
    assert_eq!(code(trace, 1), Some(0));
    assert_eq!(code(trace, 0), Some(0), "what ran goes on");
    assert_eq!(typed.interventions(), [(middle, Intervention::Run { task })]);
    assert_eq!(typed.programs().count(), 1);
    assert_eq!(trace.truncated(middle), recording.trace().truncated(middle));
    assert_eq!(trace.truncated(middle).tasks().len(), 1);
    assert_every_position_can_be_gone_to(&typed);
    // A second one after it, and Ctrl-C.
    let endless = Ping { count: None, ..ping("10.0.3.2", 1) };
    let end = trace.steps().len();
    let program = command(0, 0, App::Ping(endless));
    let (second, task) = typed.branch_run(end, NodeId(2), program).expect("R1 runs programs");
    assert_eq!(code(second.trace(), 2), None, "it goes on until the run is cut");
    let stop = Intervention::Interrupt { task };
    let position = end + 40;
    let stopped = second.branch(position, stop).expect("it runs");
    assert_eq!(code(stopped.trace(), 2), Some(130));
    let open = stopped.seek(usize::MAX);
    assert_eq!(open.open_sockets(stopped.trace()).count(), 0);
    assert_every_position_can_be_gone_to(&stopped);
    assert!(stopped.branch(stopped.trace().steps().len(), stop).is_err(), "it has ended");
    assert!(recording.branch(0, Intervention::Run { task }).is_err(), "there is no program");
    assert!(recording.branch_run(0, NodeId(9), command(0, 0, App::Show)).is_err());
}

/// The world taken to any position is the one that was there.
fn assert_every_position_can_be_gone_to(recording: &Recording) {
    let whole = recording.trace();
    for position in (0..=whole.steps().len()).step_by(7) {
        let (_, trace) = recording.world_at(position).expect("a position of the run");
        assert_eq!(trace.steps(), whole.truncated(position).steps(), "{position}");
        assert_eq!(trace.events(), whole.truncated(position).events(), "{position}");
        assert_eq!(trace.tasks(), whole.truncated(position).tasks(), "{position}");
    }
}

#[test]
fn a_call_on_what_is_not_open_fails_and_poll_waits_no_longer_than_it_may() {
    let mut scenario = two_routers(Vec::new());
    scenario.programs = vec![crate::network::program(
        0,
        0,
        vec![
            Op::Try(Box::new(Op::Send(b"?".to_vec()))),
            Op::Try(Box::new(Op::Accept)),
            Op::Try(Box::new(Op::ReceiveFrom(9))),
        ],
    )];
    assert_eq!(errors(run(&scenario).trace(), 0), [Errno::Ebadf; 3]);
    // The echo that never comes: ping's poll is woken by the time alone.
    let mut cut = two_routers(vec![App::Ping(ping("10.0.3.2", 1))]);
    cut.links[2].loss_ppm = 1_000_000;
    let recording = run(&cut);
    assert_eq!(ready(recording.trace(), 0), [false]);
    let rules = crate::network::rules(recording.trace(), 0);
    assert!(rules.contains(&Rule::CallTimesOut));
    assert_eq!(code(recording.trace(), 0), Some(1));
}
