use super::*;
use crate::rules::{Reason, Rule};
use crate::time::{Duration, Instant};
use crate::wire::dns::{Data, Message, Name, Question, Rcode, Record, RecordType, Soa};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::net::Ipv6Addr;

fn n(name: &str) -> Name {
    name.parse().unwrap()
}

fn ip(last: u8) -> Ipv4Addr {
    Ipv4Addr::new(192, 0, 2, last)
}

fn at(secs: u64) -> Instant {
    Instant::ZERO + Duration::from_secs(secs)
}

fn a(name: &str, last: u8) -> Record {
    Record::new(n(name), 300, Data::A(ip(last)))
}

fn ns(zone: &str, host: &str) -> Record {
    Record::new(n(zone), 3_600, Data::Ns(n(host)))
}

fn alias(name: &str, real: &str) -> Record {
    Record::new(n(name), 300, Data::Cname(n(real)))
}

fn zone(origin: &str, records: Vec<Record>) -> Zone {
    let soa = Soa {
        primary: n("ns.example."),
        mailbox: n("admin.example."),
        serial: 1,
        refresh: 7_200,
        retry: 900,
        expire: 86_400,
        minimum: 60,
    };
    let soa = Record::new(n(origin), 3_600, Data::Soa(Box::new(soa)));
    let mut zone = Zone::new(soa).unwrap();
    for record in records {
        zone.add(record).unwrap();
    }
    zone
}

const RESOLVER: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 53);

/// Root, top-level domains, zones: each on a server of its own.
fn internet() -> BTreeMap<Ipv4Addr, Authority> {
    let servers = [
        (
            1,
            zone(
                ".",
                vec![
                    ns(".", "a.root."),
                    a("a.root.", 1),
                    ns("com.", "ns.com."),
                    a("ns.com.", 2),
                    ns("net.", "ns.net."),
                    a("ns.net.", 3),
                ],
            ),
        ),
        (
            2,
            zone(
                "com.",
                vec![
                    ns("com.", "ns.com."),
                    a("ns.com.", 2),
                    ns("abc.com.", "ns1.abc.com."),
                    a("ns1.abc.com.", 4),
                    // Without glue: its address has to be found first.
                    ns("far.com.", "dns.host.net."),
                    // Nobody is there.
                    ns("dead.com.", "ns.dead.com."),
                    a("ns.dead.com.", 99),
                    // Two who wait for each other.
                    ns("ring.com.", "ns.gnir.com."),
                    ns("gnir.com.", "ns.ring.com."),
                ],
            ),
        ),
        (3, zone("net.", vec![ns("host.net.", "ns.host.net."), a("ns.host.net.", 5)])),
        (
            4,
            zone(
                "abc.com.",
                vec![
                    ns("abc.com.", "ns1.abc.com."),
                    a("ns1.abc.com.", 4),
                    a("www.abc.com.", 80),
                    a("www.abc.com.", 81),
                    Record::new(n("www.abc.com."), 300, Data::Aaaa(Ipv6Addr::LOCALHOST)),
                    Record::new(
                        n("abc.com."),
                        300,
                        Data::Mx { preference: 10, exchange: n("mail.abc.com.") },
                    ),
                    a("mail.abc.com.", 25),
                    alias("shop.abc.com.", "www.abc.com."),
                    alias("cdn.abc.com.", "www.far.com."),
                    alias("x.abc.com.", "y.abc.com."),
                    alias("y.abc.com.", "x.abc.com."),
                    alias("lost.abc.com.", "nowhere.far.com."),
                    a("*.wild.abc.com.", 42),
                    a("deep.down.abc.com.", 7),
                ],
            ),
        ),
        (5, zone("host.net.", vec![ns("host.net.", "ns.host.net."), a("dns.host.net.", 6)])),
        (6, zone("far.com.", vec![ns("far.com.", "dns.host.net."), a("www.far.com.", 90)])),
    ];
    servers.into_iter().map(|(last, zone)| (ip(last), Authority::new([zone]))).collect()
}

struct World {
    now: Instant,
    servers: BTreeMap<Ipv4Addr, Authority>,
    resolver: Resolver,
    /// The servers asked, in order.
    asked: Vec<u8>,
    rules: Vec<Rule>,
    replies: Vec<Message>,
}

impl World {
    fn new(servers: BTreeMap<Ipv4Addr, Authority>) -> Self {
        let config = ResolverConfig::new(vec![(n("a.root."), ip(1))]);
        let resolver = Resolver::new(config, 7);
        let (asked, rules, replies) = (Vec::new(), Vec::new(), Vec::new());
        Self { now: Instant::ZERO, servers, resolver, asked, rules, replies }
    }

    fn act(&mut self, actions: Vec<ResolverAction>) {
        for action in actions {
            match action {
                ResolverAction::Ask { message, port, to, reason } => {
                    self.rules.push(reason.rule());
                    self.asked.push(to.ip().octets()[3]);
                    // What is sent is what can be read.
                    let mut bytes = Vec::new();
                    message.emit(&mut bytes);
                    let query = Message::parse(&bytes).unwrap();
                    if let Some((answer, _)) =
                        self.servers.get(to.ip()).and_then(|server| server.answer(&query))
                    {
                        let mut out = Vec::new();
                        self.resolver.handle_response(self.now, to, port, &answer, &mut out);
                        self.act(out);
                    }
                }
                ResolverAction::Reply { message, reason, .. } => {
                    self.rules.push(reason.rule());
                    self.replies.push(message);
                }
                ResolverAction::Applied(reason) => self.rules.push(reason.rule()),
            }
        }
    }

    /// Asks, and lets time pass until there is an answer.
    fn ask(&mut self, name: &str, kind: RecordType) -> Message {
        self.rules.clear();
        self.asked.clear();
        self.replies.clear();
        let query = Message::query(77, Question::new(n(name), kind), true);
        let mut out = Vec::new();
        let client = SocketAddrV4::new(ip(200), 5_000);
        self.resolver.handle_query(self.now, client, &query, &mut out);
        self.act(out);
        for _ in 0..200 {
            if let Some(reply) = self.replies.pop() {
                assert_eq!((reply.id, self.resolver.open()), (77, 0));
                assert!(reply.response && reply.recursion_available);
                return reply;
            }
            self.now = self.now.max(self.resolver.next_timeout().expect("something to wait for"));
            let mut out = Vec::new();
            self.resolver.handle_timeout(self.now, &mut out);
            self.act(out);
        }
        panic!("no answer: {:?}", self.rules);
    }
}

#[test]
fn from_the_root_to_the_zone_and_then_from_the_cache() {
    let mut world = World::new(internet());
    let reply = world.ask("www.abc.com.", RecordType::A);
    assert_eq!(world.asked, [1, 2, 4]);
    let addresses: Vec<_> = reply.answers.iter().map(|record| record.data.clone()).collect();
    assert_eq!(addresses, [Data::A(ip(80)), Data::A(ip(81))]);
    let steps: Vec<_> =
        world.rules.iter().filter(|rule| **rule != Rule::DnsCached).copied().collect();
    assert_eq!(
        steps,
        [
            Rule::DnsRecursion,
            Rule::DnsAskRoot,
            Rule::DnsReferralHeard,
            Rule::DnsAskNearer,
            Rule::DnsReferralHeard,
            Rule::DnsAskNearer,
            Rule::DnsReply
        ]
    );
    world.now += Duration::from_secs(100);
    let reply = world.ask("www.abc.com.", RecordType::A);
    assert_eq!((world.asked.len(), reply.answers[0].ttl), (0, 200));
    // Of the neighbour the way is known already.
    world.ask("mail.abc.com.", RecordType::A);
    assert_eq!(world.asked, [4]);
    // Long after, the servers are known by name, but not where they are.
    world.now += Duration::from_secs(201);
    world.ask("www.abc.com.", RecordType::A);
    assert_eq!(world.asked, [1, 2, 4]);
}

#[test]
fn answers_of_every_kind() {
    use RecordType::{A, Aaaa, Mx};
    // Question; answer's code, number of records, servers asked; a rule that was applied.
    type Row = (&'static str, RecordType, Rcode, usize, &'static [u8], Rule);
    let table: [Row; 12] = [
        ("www.abc.com.", Aaaa, Rcode::NoError, 1, &[1, 2, 4], Rule::DnsReply),
        ("abc.com.", Mx, Rcode::NoError, 1, &[1, 2, 4], Rule::DnsReply),
        ("WWW.abc.COM.", A, Rcode::NoError, 2, &[1, 2, 4], Rule::DnsReply),
        ("mail.abc.com.", Mx, Rcode::NoError, 0, &[1, 2, 4], Rule::DnsNegativeCached),
        ("down.abc.com.", A, Rcode::NoError, 0, &[1, 2, 4], Rule::DnsNoData),
        ("none.abc.com.", A, Rcode::NameError, 0, &[1, 2, 4], Rule::DnsNameError),
        ("none.", A, Rcode::NameError, 0, &[1], Rule::DnsNameError),
        ("shop.abc.com.", A, Rcode::NoError, 3, &[1, 2, 4], Rule::DnsAlias),
        ("cdn.abc.com.", A, Rcode::NoError, 2, &[1, 2, 4, 2, 1, 3, 5, 6], Rule::DnsNeedsAddress),
        ("lost.abc.com.", A, Rcode::NameError, 1, &[1, 2, 4, 2, 1, 3, 5, 6], Rule::DnsAlias),
        ("any.wild.abc.com.", A, Rcode::NoError, 1, &[1, 2, 4], Rule::DnsReply),
        ("www.dead.com.", A, Rcode::ServerFailure, 0, &[1, 2, 99, 99], Rule::DnsNobodyLeft),
    ];
    for (name, kind, rcode, records, asked, rule) in table {
        let mut world = World::new(internet());
        let reply = world.ask(name, kind);
        assert_eq!((reply.rcode, reply.answers.len()), (rcode, records), "{name}: {reply:?}");
        assert_eq!(world.asked, asked, "{name}");
        assert!(world.rules.contains(&rule), "{name}: {:?}", world.rules);
    }
}

#[test]
fn circles_end() {
    for (name, rule) in [("x.abc.com.", Rule::DnsAliasLoop), ("www.ring.com.", Rule::DnsNobodyLeft)]
    {
        let mut world = World::new(internet());
        let reply = world.ask(name, RecordType::A);
        assert_eq!(reply.rcode, Rcode::ServerFailure, "{name}");
        assert!(world.rules.contains(&rule), "{name}: {:?}", world.rules);
    }
}

#[test]
fn that_there_is_none_is_kept_for_a_minute() {
    let mut world = World::new(internet());
    world.ask("none.abc.com.", RecordType::A);
    world.now += Duration::from_secs(59);
    let reply = world.ask("none.abc.com.", RecordType::A);
    assert_eq!((reply.rcode, world.asked.len()), (Rcode::NameError, 0));
    assert!(world.rules.contains(&Rule::DnsNegativeFromCache));
    world.now += Duration::from_secs(2);
    world.ask("none.abc.com.", RecordType::A);
    assert_eq!(world.asked, [4]);
}

#[test]
fn only_what_was_asked_for_and_by_whom_counts() {
    let mut resolver = Resolver::new(ResolverConfig::new(vec![(n("a.root."), ip(1))]), 7);
    let client = SocketAddrV4::new(ip(200), 5_000);
    let query = Message::query(77, Question::new(n("www.abc.com."), RecordType::A), true);
    let mut out = Vec::new();
    resolver.handle_query(at(0), client, &query, &mut out);
    let Some(ResolverAction::Ask { message, port, to, .. }) = out.pop() else { panic!("asks") };
    let mut lie = Message::answer_to(&message, Rcode::NoError);
    lie.answers.push(a("www.abc.com.", 66));
    let wrong_id = Message { id: lie.id ^ 1, ..lie.clone() };
    let other = Question::new(n("www.abc.net."), RecordType::A);
    let wrong_name = Message { questions: vec![other], ..lie.clone() };
    let elsewhere = SocketAddrV4::new(ip(9), 53);
    for (from, port, message) in [
        (to, port, wrong_id),
        (to, port, wrong_name),
        (to, port ^ 1, lie.clone()),
        (elsewhere, port, lie.clone()),
        (to, port, message),
    ] {
        out.clear();
        resolver.handle_response(at(0), from, port, &message, &mut out);
        let not_ours = matches!(out[..], [ResolverAction::Applied(Reason::DnsNotOurs { .. })]);
        assert!(not_ours, "{out:?}");
    }
    assert_eq!(resolver.open(), 1);
}

#[test]
fn a_server_is_not_believed_about_others_names() {
    // The server of abc.com tells of a bank, too.
    let mut resolver = Resolver::new(ResolverConfig::new(vec![(n("a.root."), ip(1))]), 7);
    let client = SocketAddrV4::new(ip(200), 5_000);
    let query = Message::query(77, Question::new(n("www.abc.com."), RecordType::A), true);
    let mut out = Vec::new();
    resolver.handle_query(at(0), client, &query, &mut out);
    let referral = |message: &Message| Message {
        authorities: vec![ns("abc.com.", "ns1.abc.com.")],
        additionals: vec![a("ns1.abc.com.", 4)],
        ..Message::answer_to(message, Rcode::NoError)
    };
    let lie = |message: &Message| Message {
        answers: vec![a("www.abc.com.", 80), a("www.bank.com.", 66)],
        additionals: vec![a("www.bank.com.", 66)],
        ..Message::answer_to(message, Rcode::NoError)
    };
    for answer in [&referral as &dyn Fn(&Message) -> Message, &lie] {
        let Some(ResolverAction::Ask { message, port, to, .. }) = out.pop() else { panic!("asks") };
        out.clear();
        resolver.handle_response(at(0), to, port, &answer(&message), &mut out);
    }
    assert!(matches!(out.last(), Some(ResolverAction::Reply { .. })));
    assert_eq!(resolver.cache().look_up(at(0), &n("www.bank.com."), RecordType::A), None);
}

#[test]
fn a_server_says_no_to_what_is_not_its_own() {
    let server = &internet()[&ip(4)];
    let ask = |name: &str| {
        server.answer(&Message::query(1, Question::new(n(name), RecordType::A), false)).unwrap().0
    };
    assert_eq!(ask("www.xyz.com.").rcode, Rcode::Refused);
    assert!(ask("www.abc.com.").authoritative);
    let com = &internet()[&ip(2)];
    let query = Message::query(1, Question::new(n("www.abc.com."), RecordType::A), false);
    let (referral, reasons) = com.answer(&query).unwrap();
    assert!(!referral.authoritative && referral.answers.is_empty());
    assert_eq!(referral.additionals, [a("ns1.abc.com.", 4)]);
    assert_eq!(reasons, [Reason::DnsReferral { servers: 1 }]);
    let mut two = query.clone();
    two.questions.push(two.questions[0].clone());
    assert_eq!(com.answer(&two).unwrap().0.rcode, Rcode::FormatError);
    assert_eq!(com.answer(&referral), None);
}

#[test]
fn what_cannot_be_in_a_zone() {
    let mut zone = zone("abc.com.", vec![a("www.abc.com.", 1)]);
    assert_eq!(zone.add(a("www.xyz.com.", 1)), Err(ZoneError::OutOfZone));
    assert_eq!(zone.add(alias("www.abc.com.", "x.abc.com.")), Err(ZoneError::AliasNotAlone));
    zone.add(alias("y.abc.com.", "x.abc.com.")).unwrap();
    assert_eq!(zone.add(a("y.abc.com.", 1)), Err(ZoneError::AliasNotAlone));
    assert_eq!(Zone::new(a("abc.com.", 1)), Err(ZoneError::MisplacedSoa));
}

#[test]
fn a_stub_asks_again_and_the_next_server() {
    let mut stub = Stub::new(StubConfig::new(vec![RESOLVER, ip(54)]), 3);
    let mut out = Vec::new();
    let lookup = stub.look_up(at(0), n("www.abc.com."), RecordType::A, &mut out);
    for secs in [5, 10, 15] {
        assert_eq!(stub.next_timeout(), Some(at(secs)));
        stub.handle_timeout(at(secs), &mut out);
    }
    let sent: Vec<_> = out
        .iter()
        .filter_map(|action| match action {
            StubAction::Send { to, message, port, .. } => {
                Some((to.ip().octets()[3], message.id, *port))
            }
            _ => None,
        })
        .collect();
    assert_eq!(sent.iter().map(|sent| sent.0).collect::<Vec<_>>(), [53, 54, 53, 54]);
    assert!(sent.iter().all(|sent| sent.2 >= FIRST_PORT));
    assert!(sent.windows(2).all(|pair| pair[0].1 != pair[1].1), "each has a number of its own");
    out.clear();
    stub.handle_timeout(at(20), &mut out);
    let reason = Reason::DnsNoAnswer { tries: 4 };
    assert_eq!(out, [StubAction::Done { lookup, outcome: Outcome::TimedOut, reason }]);
}

#[test]
fn a_stub_takes_the_right_answer_only() {
    let mut stub = Stub::new(StubConfig::new(vec![RESOLVER]), 3);
    let mut out = Vec::new();
    let lookup = stub.look_up(at(0), n("www.abc.com."), RecordType::A, &mut out);
    let Some(StubAction::Send { message, port, to, .. }) = out.pop() else { panic!("asks") };
    let answer = Message {
        answers: vec![a("www.abc.com.", 80)],
        ..Message::answer_to(&message, Rcode::NoError)
    };
    stub.handle_message(at(0), SocketAddrV4::new(ip(9), 53), port, &answer, &mut out);
    stub.handle_message(at(0), to, port ^ 1, &answer, &mut out);
    assert!(out.iter().all(|action| matches!(action, StubAction::Applied(_))));
    out.clear();
    stub.handle_message(at(0), to, port, &answer, &mut out);
    let outcome = Outcome::Answer { rcode: Rcode::NoError, records: answer.answers };
    let reason = Reason::DnsAnswered { records: 1 };
    assert_eq!(out, [StubAction::Done { lookup, outcome, reason }]);
    assert_eq!(stub.next_timeout(), None);
}

/// A name over a few labels, so that zones refer to each other in every way.
fn name() -> impl Strategy<Value = Name> {
    proptest::collection::vec(prop_oneof![Just("a"), Just("b"), Just("c")], 1..4)
        .prop_map(|labels| Name::from_labels(labels).unwrap())
}

#[test]
fn what_is_unreachable_is_not_waited_for() {
    let (first, second) = (ip(53), ip(54));
    let mut stub = Stub::new(StubConfig::new(vec![first, second]), 7);
    let mut out = Vec::new();
    stub.look_up(at(0), n("abc.com."), RecordType::A, &mut out);
    let mut asked = Vec::new();
    for _ in 0..4 {
        let Some(StubAction::Send { port, to, .. }) = out.last().cloned() else {
            panic!("{out:?}")
        };
        asked.push(*to.ip());
        stub.handle_unreachable(at(1), port, &mut out);
    }
    assert_eq!(asked, [first, second, first, second]);
    assert!(matches!(
        out.last(),
        Some(StubAction::Done {
            outcome: Outcome::TimedOut,
            reason: Reason::DnsNoAnswer { .. },
            ..
        })
    ));
    // An error about what was not asked is nobody's.
    let told = out.len();
    stub.handle_unreachable(at(1), 1, &mut out);
    assert_eq!((out.len(), stub.next_timeout()), (told, None));

    let roots = vec![(n("a.root."), ip(1)), (n("b.root."), ip(2))];
    let mut resolver = Resolver::new(ResolverConfig::new(roots), 7);
    let mut out = Vec::new();
    let query = Message::query(9, Question::new(n("abc.com."), RecordType::A), true);
    resolver.handle_query(at(0), at_port_53(ip(99)), &query, &mut out);
    let mut asked = Vec::new();
    while let Some(ResolverAction::Ask { port, to, .. }) = out.last().cloned() {
        asked.push(*to.ip());
        assert!(resolver.waits_at(port) && !resolver.waits_at(port ^ 1));
        resolver.handle_unreachable(at(1), port, &mut out);
        assert!(!resolver.waits_at(port));
    }
    asked.sort_unstable();
    assert_eq!(asked, [ip(1), ip(2)], "each once");
    let Some(ResolverAction::Reply { message, .. }) = out.last() else { panic!("{out:?}") };
    assert_eq!((message.rcode, resolver.open()), (Rcode::ServerFailure, 0));
}

fn record() -> impl Strategy<Value = Record> {
    let data = prop_oneof![
        (1u8..6).prop_map(|last| Data::A(ip(last))),
        name().prop_map(Data::Ns),
        name().prop_map(Data::Ns),
        name().prop_map(Data::Cname),
    ];
    (name(), prop_oneof![Just(0u32), Just(1), Just(300)], data)
        .prop_map(|(name, ttl, data)| Record::new(name, ttl, data))
}

proptest! {
    #[test]
    fn ends_on_any_graph_of_zones(
        zones in proptest::collection::vec(
            (1u8..6, proptest::option::of(name()), proptest::collection::vec(record(), 0..12)), 1..8),
        questions in proptest::collection::vec(name(), 1..4),
    ) {
        let mut servers: BTreeMap<Ipv4Addr, Vec<Zone>> = BTreeMap::new();
        for (server, origin, records) in zones {
            let origin = origin.map_or_else(|| ".".to_owned(), |name| name.to_string());
            let mut zone = zone(&origin, vec![]);
            for record in records {
                let _ = zone.add(record);
            }
            servers.entry(ip(server)).or_default().push(zone);
        }
        let servers = servers.into_iter().map(|(ip, zones)| (ip, Authority::new(zones)));
        let mut world = World::new(servers.collect());
        for question in questions {
            world.ask(&question.to_string(), RecordType::A);
            prop_assert!(world.asked.len() <= 32, "{}", world.asked.len());
        }
    }

    #[test]
    fn never_panics_whatever_servers_say(
        answers in proptest::collection::vec(
            (proptest::collection::vec(record(), 0..6), proptest::collection::vec(record(), 0..6),
             proptest::collection::vec(record(), 0..6), any::<bool>(), 0u8..6), 1..40),
        question in name(),
    ) {
        let mut resolver = Resolver::new(ResolverConfig::new(vec![(n("a."), ip(1))]), 7);
        let query = Message::query(1, Question::new(question, RecordType::A), true);
        let mut out = Vec::new();
        let client = SocketAddrV4::new(ip(200), 5_000);
        resolver.handle_query(at(0), client, &query, &mut out);
        for (answers, authorities, additionals, authoritative, rcode) in answers {
            let Some(ResolverAction::Ask { message, port, to, .. }) = out.pop() else { break };
            let answer = Message {
                authoritative,
                answers,
                authorities,
                additionals,
                ..Message::answer_to(&message, rcode.into())
            };
            resolver.handle_response(at(0), to, port, &answer, &mut out);
        }
    }
}
