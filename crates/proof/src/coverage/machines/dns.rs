//! A stub, a recursive resolver, and the servers of a small name space.

use super::super::{Driver, Seen};
use super::{Told, at};
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddrV4};
use wireglass_core::dns::{
    Authority, Resolver, ResolverAction, ResolverConfig, Stub, StubAction, StubConfig, Zone,
};
use wireglass_core::rules::{Reason, Rule};
use wireglass_core::time::Instant;
use wireglass_core::wire::dns::{Data, Message, Name, Question, Rcode, Record, RecordType, Soa};

pub(super) const DRIVERS: &[Driver] = &[
    Driver {
        name: "a name is resolved from the root, and again from the cache",
        promises: &[
            Rule::DnsRecursion,
            Rule::DnsAskRoot,
            Rule::DnsAskNearer,
            Rule::DnsReferral,
            Rule::DnsReferralHeard,
            Rule::DnsAuthoritative,
            Rule::DnsCached,
            Rule::DnsFromCache,
            Rule::DnsExpired,
            Rule::DnsReply,
            Rule::DnsAlias,
            Rule::DnsNeedsAddress,
            Rule::DnsWildcard,
        ],
        run: |seen| {
            let mut world = World::new(40, seen);
            for name in ["www.abc.com.", "www.abc.com.", "cdn.abc.com.", "any.wild.abc.com."] {
                world.ask(name);
            }
            world.wait(10_000);
        },
    },
    Driver {
        name: "names that are not there, lead nowhere or cost too much",
        promises: &[
            Rule::DnsNameError,
            Rule::DnsNoData,
            Rule::DnsNegativeCached,
            Rule::DnsNegativeFromCache,
            Rule::DnsAliasLoop,
            Rule::DnsLame,
            Rule::DnsNotMyZone,
            Rule::DnsNobodyLeft,
            Rule::DnsTooMuchWork,
            Rule::DnsBadQuestion,
        ],
        run: |seen| {
            let mut world = World::new(40, seen);
            for name in [
                "none.abc.com.",
                "none.abc.com.",
                "wild.abc.com.",
                "x.abc.com.",
                "www.lame.com.",
                "www.dead.com.",
            ] {
                world.ask(name);
            }
            let empty = Message { questions: Vec::new(), ..question("www.abc.com.") };
            world.put(&empty);
            World::new(1, seen).ask("www.abc.com.");
        },
    },
    Driver {
        name: "a host asks its resolvers",
        promises: &[
            Rule::DnsAsk,
            Rule::DnsAskAgain,
            Rule::DnsNoAnswer,
            Rule::DnsNotOurs,
            Rule::DnsAnswered,
        ],
        run: stub,
    },
];

impl Told for StubAction {
    fn reason(&self) -> Option<&Reason> {
        let (Self::Send { reason, .. } | Self::Done { reason, .. } | Self::Applied(reason)) = self;
        Some(reason)
    }
}

impl Told for ResolverAction {
    fn reason(&self) -> Option<&Reason> {
        let (Self::Ask { reason, .. } | Self::Reply { reason, .. } | Self::Applied(reason)) = self;
        Some(reason)
    }
}

const fn ip(n: u8) -> Ipv4Addr {
    Ipv4Addr::new(192, 0, 2, n)
}

/// A name as written in the tables here.
fn name(text: &str) -> Name {
    text.parse().unwrap_or_else(|_| Name::root())
}

fn question(of: &str) -> Message {
    Message::query(77, Question::new(name(of), RecordType::A), true)
}

/// What a table says of a name.
#[derive(Clone, Copy)]
enum Is {
    /// At this address.
    At(u8),
    /// Served by this host.
    By(&'static str),
    /// Another name for this one.
    Alias(&'static str),
}

/// What is in a zone.
type Table = &'static [(&'static str, Is)];

/// The servers: where each is, its zone, and what is in it.
const SERVERS: [(u8, &str, Table); 4] = [
    (1, ".", &[("com.", Is::By("ns.com.")), ("ns.com.", Is::At(2))]),
    (
        2,
        "com.",
        &[
            ("ns.com.", Is::At(2)),
            ("abc.com.", Is::By("ns.abc.com.")),
            ("ns.abc.com.", Is::At(4)),
            // Without the address of its server.
            ("other.com.", Is::By("dns.abc.com.")),
            // Its server knows nothing of it.
            ("lame.com.", Is::By("ns.lame.com.")),
            ("ns.lame.com.", Is::At(4)),
            // Its server is gone.
            ("dead.com.", Is::By("ns.dead.com.")),
            ("ns.dead.com.", Is::At(99)),
        ],
    ),
    (
        4,
        "abc.com.",
        &[
            ("ns.abc.com.", Is::At(4)),
            ("dns.abc.com.", Is::At(5)),
            ("www.abc.com.", Is::At(80)),
            ("*.wild.abc.com.", Is::At(42)),
            ("cdn.abc.com.", Is::Alias("www.other.com.")),
            ("x.abc.com.", Is::Alias("y.abc.com.")),
            ("y.abc.com.", Is::Alias("x.abc.com.")),
        ],
    ),
    (5, "other.com.", &[("www.other.com.", Is::At(90))]),
];

fn zone(origin: &str, table: Table) -> Option<Zone> {
    let soa = Soa {
        primary: name("ns.example."),
        mailbox: name("admin.example."),
        serial: 1,
        refresh: 7_200,
        retry: 900,
        expire: 86_400,
        minimum: 60,
    };
    let mut zone = Zone::new(Record::new(name(origin), 3_600, Data::Soa(Box::new(soa)))).ok()?;
    for (of, is) in table {
        let data = match is {
            Is::At(n) => Data::A(ip(*n)),
            Is::By(host) => Data::Ns(name(host)),
            Is::Alias(real) => Data::Cname(name(real)),
        };
        zone.add(Record::new(name(of), 300, data)).ok()?;
    }
    Some(zone)
}

/// A resolver and the servers it asks.
struct World<'a> {
    now: Instant,
    servers: BTreeMap<Ipv4Addr, Authority>,
    resolver: Resolver,
    seen: &'a mut Seen,
}

impl<'a> World<'a> {
    fn new(queries: u16, seen: &'a mut Seen) -> Self {
        let servers = SERVERS
            .iter()
            .map(|(n, origin, table)| (ip(*n), Authority::new(zone(origin, table))))
            .collect();
        let roots = ResolverConfig::new(vec![(name("a.root."), ip(1))]);
        let resolver = Resolver::new(ResolverConfig { queries, ..roots }, 7);
        Self { now: at(0), servers, resolver, seen }
    }

    fn act(&mut self, actions: Vec<ResolverAction>) {
        self.seen.told(&actions);
        for action in actions {
            let ResolverAction::Ask { message, port, to, .. } = action else { continue };
            let Some(server) = self.servers.get(to.ip()) else { continue };
            let Some((answer, reasons)) = server.answer(&message) else { continue };
            self.seen.reasons(&reasons);
            let mut out = Vec::new();
            self.resolver.handle_response(self.now, to, port, &answer, &mut out);
            self.act(out);
        }
    }

    fn put(&mut self, query: &Message) {
        let mut out = Vec::new();
        let client = SocketAddrV4::new(ip(200), 5_000);
        self.resolver.handle_query(self.now, client, query, &mut out);
        self.act(out);
    }

    /// Asks, and waits until the question is done with.
    fn ask(&mut self, of: &str) {
        self.put(&question(of));
        while self.resolver.open() > 0 {
            let Some(due) = self.resolver.next_timeout() else { return };
            self.fire(due);
        }
    }

    fn fire(&mut self, due: Instant) {
        self.now = self.now.max(due);
        let mut out = Vec::new();
        self.resolver.handle_timeout(self.now, &mut out);
        self.act(out);
    }

    fn wait(&mut self, until: u64) {
        while let Some(due) = self.resolver.next_timeout().filter(|due| *due <= at(until)) {
            self.fire(due);
        }
    }
}

fn stub(seen: &mut Seen) {
    // Nobody answers.
    let (mut stub, mut out) = (Stub::new(StubConfig::new(vec![ip(53), ip(54)]), 3), Vec::new());
    stub.look_up(at(0), name("www.abc.com."), RecordType::A, &mut out);
    while let Some(due) = stub.next_timeout() {
        stub.handle_timeout(due, &mut out);
    }
    seen.told(&out);
    // Somebody else answers first, then who was asked.
    out.clear();
    stub.look_up(at(100), name("www.abc.com."), RecordType::A, &mut out);
    let mut heard = Vec::new();
    for action in &out {
        let StubAction::Send { message, port, to, .. } = action else { continue };
        let answers = vec![Record::new(name("www.abc.com."), 300, Data::A(ip(80)))];
        let answer = Message { answers, ..Message::answer_to(message, Rcode::NoError) };
        for from in [SocketAddrV4::new(ip(9), 53), *to] {
            stub.handle_message(at(100), from, *port, &answer, &mut heard);
        }
    }
    seen.told(&heard);
}
