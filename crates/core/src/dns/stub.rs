//! A host's own resolver: it asks another to find things out (RFC 1034 §5.3.1).

use super::{FIRST_PORT, at_port_53};
use crate::random::Random;
use crate::rules::Reason;
use crate::time::{Duration, Instant};
use crate::wire::dns::{Message, Name, Question, Rcode, Record, RecordType};
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddrV4};

/// How a stub resolver behaves, as `/etc/resolv.conf` has it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StubConfig {
    /// Whom to ask, in order.
    pub servers: Vec<Ipv4Addr>,
    /// How long to wait for an answer: 5 s on Linux.
    pub timeout: Duration,
    /// How many times to go through the servers: 2 on Linux.
    pub attempts: u8,
}

impl StubConfig {
    /// Linux's values, with these servers.
    pub const fn new(servers: Vec<Ipv4Addr>) -> Self {
        Self { servers, timeout: Duration::from_secs(5), attempts: 2 }
    }
}

/// A look-up that is not yet answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lookup(pub u32);

/// How a look-up ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// An answer, perhaps that there is none; aliases come first.
    Answer {
        /// Without error, or how it failed.
        rcode: Rcode,
        /// The records.
        records: Vec<Record>,
    },
    /// Nobody answered.
    TimedOut,
}

/// Something a stub resolver does, or notices.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum StubAction {
    /// Send this question, from this UDP port, to port 53.
    Send {
        /// The question.
        message: Message,
        /// From which port.
        port: u16,
        /// To whom.
        to: SocketAddrV4,
        /// Why.
        reason: Reason,
    },
    /// A look-up is over.
    Done {
        /// Which.
        lookup: Lookup,
        /// How.
        outcome: Outcome,
        /// Why.
        reason: Reason,
    },
    /// A rule decided something that nothing else shows.
    Applied(Reason),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Open {
    question: Question,
    id: u16,
    port: u16,
    server: Ipv4Addr,
    tries: u8,
    due: Instant,
}

/// A stub resolver.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Stub {
    config: StubConfig,
    random: Random,
    next: u32,
    open: BTreeMap<Lookup, Open>,
}

impl Stub {
    /// A resolver with nothing to do. Numbers and ports of its questions come from `seed`.
    pub fn new(config: StubConfig, seed: u64) -> Self {
        Self { config, random: Random::new(seed), next: 0, open: BTreeMap::new() }
    }

    /// There are other servers now, as when DHCP says so.
    pub fn set_servers(&mut self, servers: Vec<Ipv4Addr>) {
        self.config.servers = servers;
    }

    /// Whom it asks.
    pub fn servers(&self) -> &[Ipv4Addr] {
        &self.config.servers
    }

    /// Looks a name up.
    pub fn look_up(
        &mut self,
        now: Instant,
        name: Name,
        kind: RecordType,
        out: &mut Vec<StubAction>,
    ) -> Lookup {
        let lookup = Lookup(self.next);
        self.next = self.next.wrapping_add(1);
        let open = Open {
            question: Question::new(name, kind),
            id: 0,
            port: 0,
            server: Ipv4Addr::UNSPECIFIED,
            tries: 0,
            due: now,
        };
        self.ask(now, lookup, open, out);
        lookup
    }

    /// Nobody wants to know any more.
    pub fn cancel(&mut self, lookup: Lookup) {
        self.open.remove(&lookup);
    }

    fn ask(&mut self, now: Instant, lookup: Lookup, mut open: Open, out: &mut Vec<StubAction>) {
        let servers = &self.config.servers;
        let most = usize::from(self.config.attempts) * servers.len();
        let turn = usize::from(open.tries);
        let Some(&server) = servers.get(turn % servers.len().max(1)).filter(|_| turn < most) else {
            let reason = Reason::DnsNoAnswer { tries: open.tries };
            return out.push(StubAction::Done { lookup, outcome: Outcome::TimedOut, reason });
        };
        open.tries = open.tries.saturating_add(1);
        open.server = server;
        open.id = self.random.next_u16();
        open.port = FIRST_PORT | self.random.next_u16();
        open.due = now + self.config.timeout;
        let reason = if open.tries == 1 {
            Reason::DnsAsk { server }
        } else {
            Reason::DnsAskAgain { server, tries: open.tries }
        };
        let message = Message::query(open.id, open.question.clone(), true);
        let (port, to) = (open.port, at_port_53(server));
        out.push(StubAction::Send { message, port, to, reason });
        self.open.insert(lookup, open);
    }

    /// A datagram has come from `from` to our `port`.
    pub fn handle_message(
        &mut self,
        now: Instant,
        from: SocketAddrV4,
        port: u16,
        message: &Message,
        out: &mut Vec<StubAction>,
    ) {
        let fits = |open: &Open| {
            message.response
                && message.id == open.id
                && port == open.port
                && from == at_port_53(open.server)
                && message.questions == [open.question.clone()]
        };
        let Some((&lookup, _)) = self.open.iter().find(|(_, open)| fits(open)) else {
            return out.push(StubAction::Applied(Reason::DnsNotOurs { id: message.id }));
        };
        let Some(open) = self.open.remove(&lookup) else { return };
        if !matches!(message.rcode, Rcode::NoError | Rcode::NameError) || message.truncated {
            // Perhaps another server can do better.
            out.push(StubAction::Applied(Reason::DnsLame { server: open.server }));
            if usize::from(open.tries) < self.config.servers.len() {
                return self.ask(now, lookup, open, out);
            }
        }
        let records = message.answers.clone();
        let reason = match (message.rcode, records.len()) {
            (Rcode::NameError, _) => Reason::DnsNameError,
            (_, 0) => Reason::DnsNoData,
            (_, records) => {
                Reason::DnsAnswered { records: u16::try_from(records).unwrap_or(u16::MAX) }
            }
        };
        let outcome = Outcome::Answer { rcode: message.rcode, records };
        out.push(StubAction::Done { lookup, outcome, reason });
    }

    /// An error has come back for what went from our `port` (RFC 1122 §4.1.3.3), or it could
    /// not go at all: perhaps another server can do better.
    pub fn handle_unreachable(&mut self, now: Instant, port: u16, out: &mut Vec<StubAction>) {
        let found = self.open.iter().find(|(_, open)| open.port == port);
        let Some(lookup) = found.map(|(lookup, _)| *lookup) else { return };
        let Some(open) = self.open.remove(&lookup) else { return };
        out.push(StubAction::Applied(Reason::DnsLame { server: open.server }));
        self.ask(now, lookup, open, out);
    }

    /// When [`Stub::handle_timeout`] has something to do next.
    pub fn next_timeout(&self) -> Option<Instant> {
        self.open.values().map(|open| open.due).min()
    }

    /// Does what is due.
    pub fn handle_timeout(&mut self, now: Instant, out: &mut Vec<StubAction>) {
        let due = |open: &Open| open.due <= now;
        let late: Vec<_> =
            self.open.iter().filter(|(_, open)| due(open)).map(|(lookup, _)| *lookup).collect();
        for lookup in late {
            if let Some(open) = self.open.remove(&lookup) {
                self.ask(now, lookup, open, out);
            }
        }
    }
}
