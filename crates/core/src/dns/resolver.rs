//! The recursive resolver: it walks from the root to who knows (RFC 1034 §5.3.3).
//!
//! What a client asks is a *task*; to find it out, a task has a stack of *goals*:
//! the question itself, and above it the addresses of servers that are known by
//! name only. Each step looks in the cache first and then asks the servers that
//! are nearest to the name. Every task has a budget of questions and of steps.

mod task;

use super::at_port_53;
use super::cache::{Cache, Credit};
use crate::random::Random;
use crate::rules::Reason;
use crate::time::{Duration, Instant};
use crate::wire::dns::{Class, Data, Message, Name, Opcode, Rcode, Record, RecordType};
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddrV4};
use task::{Asked, Goal, Task};

/// How a resolver behaves.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ResolverConfig {
    /// The root servers: their names and addresses.
    pub roots: Vec<(Name, Ipv4Addr)>,
    /// How long to wait for a server.
    pub timeout: Duration,
    /// How many questions one task may cost.
    pub queries: u16,
    /// How many sets of records are kept.
    pub cache: u32,
    /// How many tasks there may be at a time.
    pub tasks: u32,
}

impl ResolverConfig {
    /// Common values, with these root servers.
    pub const fn new(roots: Vec<(Name, Ipv4Addr)>) -> Self {
        Self { roots, timeout: Duration::from_secs(2), queries: 32, cache: 1_024, tasks: 64 }
    }
}

/// Who asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Client {
    /// From where.
    pub from: SocketAddrV4,
    /// The question.
    pub query: Message,
}

/// Something a resolver does, or notices.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ResolverAction {
    /// Send this question, from this UDP port, to a server's port 53.
    Ask {
        /// The question.
        message: Message,
        /// From which port.
        port: u16,
        /// To whom.
        to: SocketAddrV4,
        /// Why them.
        reason: Reason,
    },
    /// Send this answer to a client, from port 53.
    Reply {
        /// The answer.
        message: Message,
        /// To whom.
        to: SocketAddrV4,
        /// Why so.
        reason: Reason,
    },
    /// A rule decided something that nothing else shows.
    Applied(Reason),
}

/// A recursive resolver.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Resolver {
    config: ResolverConfig,
    cache: Cache,
    random: Random,
    next: u32,
    tasks: BTreeMap<u32, Task>,
}

impl Resolver {
    /// A resolver that knows its root servers only. Numbers and ports of its questions
    /// come from `seed`.
    pub fn new(config: ResolverConfig, seed: u64) -> Self {
        Self {
            cache: Cache::new(config.cache),
            config,
            random: Random::new(seed),
            next: 0,
            tasks: BTreeMap::new(),
        }
    }

    /// What it has heard.
    pub fn cache(&self) -> &Cache {
        &self.cache
    }

    /// Forgets what it has heard.
    pub fn flush(&mut self) {
        self.cache.clear();
    }

    /// How many questions of clients are open.
    pub fn open(&self) -> usize {
        self.tasks.len()
    }

    /// A client's question has come.
    pub fn handle_query(
        &mut self,
        now: Instant,
        from: SocketAddrV4,
        query: &Message,
        out: &mut Vec<ResolverAction>,
    ) {
        self.expire(now, out);
        if query.response {
            return out.push(ResolverAction::Applied(Reason::DnsNotOurs { id: query.id }));
        }
        let refuse = |rcode, reason| {
            let message = reply(query, rcode, Vec::new(), Vec::new());
            ResolverAction::Reply { message, to: from, reason }
        };
        let [question] = query.questions.as_slice() else {
            return out.push(refuse(Rcode::FormatError, Reason::DnsBadQuestion));
        };
        // A question for everything is not answered any more (RFC 8482).
        let odd = matches!(question.kind, RecordType::Any | RecordType::Opt);
        if query.opcode != Opcode::Query || odd {
            return out.push(refuse(Rcode::NotImplemented, Reason::DnsBadQuestion));
        }
        if !query.recursion_desired || question.class != Class::Internet {
            return out.push(refuse(Rcode::Refused, Reason::DnsBadQuestion));
        }
        if self.tasks.len() >= self.config.tasks as usize {
            let reason = Reason::DnsTooMuchWork { queries: 0 };
            return out.push(refuse(Rcode::ServerFailure, reason));
        }
        out.push(ResolverAction::Applied(Reason::DnsRecursion));
        let goal = Goal::new(question.name.clone(), question.kind);
        let client = Client { from, query: query.clone() };
        let id = self.next;
        self.next = self.next.wrapping_add(1);
        let mut task = Task::new(client, goal);
        self.advance(now, &mut task, out);
        self.keep(id, task);
    }

    /// A datagram has come from `from` to our `port`.
    pub fn handle_response(
        &mut self,
        now: Instant,
        from: SocketAddrV4,
        port: u16,
        message: &Message,
        out: &mut Vec<ResolverAction>,
    ) {
        self.expire(now, out);
        let fits = |task: &Task| {
            task.asked.as_ref().is_some_and(|asked| {
                message.response
                    && message.id == asked.id
                    && port == asked.port
                    && from == at_port_53(asked.server)
                    && message.questions == [asked.question.clone()]
            })
        };
        let Some((&id, _)) = self.tasks.iter().find(|(_, task)| fits(task)) else {
            return out.push(ResolverAction::Applied(Reason::DnsNotOurs { id: message.id }));
        };
        let Some(mut task) = self.tasks.remove(&id) else { return };
        if let Some(asked) = task.asked.take() {
            self.digest(now, &mut task, &asked, message, out);
        }
        self.advance(now, &mut task, out);
        self.keep(id, task);
    }

    /// Whether an answer is still waited for at a port of ours.
    pub fn waits_at(&self, port: u16) -> bool {
        self.tasks.values().any(|task| task.asked.as_ref().is_some_and(|it| it.port == port))
    }

    /// An error has come back for what went from our `port` (RFC 1122 §4.1.3.3), or it could
    /// not go at all: that server is no help.
    pub fn handle_unreachable(&mut self, now: Instant, port: u16, out: &mut Vec<ResolverAction>) {
        let asks = |task: &Task| task.asked.as_ref().is_some_and(|asked| asked.port == port);
        let found = self.tasks.iter().find(|(_, task)| asks(task)).map(|(id, _)| *id);
        let Some(id) = found else { return };
        let Some(mut task) = self.tasks.remove(&id) else { return };
        if let (Some(asked), Some(goal)) = (task.asked.take(), task.goals.last_mut()) {
            goal.give_up_on(asked.server);
            out.push(ResolverAction::Applied(Reason::DnsLame { server: asked.server }));
        }
        self.advance(now, &mut task, out);
        self.keep(id, task);
    }

    /// When [`Resolver::handle_timeout`] has something to do next.
    pub fn next_timeout(&self) -> Option<Instant> {
        let asked = self.tasks.values().filter_map(|task| Some(task.asked.as_ref()?.due));
        asked.chain(self.cache.next_expiry()).min()
    }

    /// Does what is due.
    pub fn handle_timeout(&mut self, now: Instant, out: &mut Vec<ResolverAction>) {
        self.expire(now, out);
        let late = |task: &Task| task.asked.as_ref().is_some_and(|asked| asked.due <= now);
        let late: Vec<u32> =
            self.tasks.iter().filter(|(_, task)| late(task)).map(|(id, _)| *id).collect();
        for id in late {
            let Some(mut task) = self.tasks.remove(&id) else { continue };
            task.asked = None;
            self.advance(now, &mut task, out);
            self.keep(id, task);
        }
    }

    fn expire(&mut self, now: Instant, out: &mut Vec<ResolverAction>) {
        while self.cache.expire_one(now).is_some() {
            out.push(ResolverAction::Applied(Reason::DnsExpired));
        }
    }

    fn keep(&mut self, id: u32, task: Task) {
        if task.asked.is_some() {
            self.tasks.insert(id, task);
        }
    }

    /// Learns what a server has said (RFC 1034 §5.3.3, step 4).
    fn digest(
        &mut self,
        now: Instant,
        task: &mut Task,
        asked: &Asked,
        message: &Message,
        out: &mut Vec<ResolverAction>,
    ) {
        let Some(goal) = task.goals.last_mut() else { return };
        let lame = Reason::DnsLame { server: asked.server };
        let useful = matches!(message.rcode, Rcode::NoError | Rcode::NameError);
        if !useful || message.truncated {
            goal.give_up_on(asked.server);
            return out.push(ResolverAction::Applied(lame));
        }
        // A server is believed about its own zone only (RFC 5452 §6).
        let zone = goal.zone.clone();
        let credible = |record: &&Record| record.name.is_within(&zone);
        let answers = message.answers.iter().filter(credible).cloned().collect();
        self.learn(now, answers, Credit::Answer, out);
        let soa: Vec<Record> = message
            .authorities
            .iter()
            .filter(credible)
            .filter(|record| {
                record.data.kind() == RecordType::Soa && goal.name.is_within(&record.name)
            })
            .cloned()
            .collect();
        // The end of the chain of aliases, as far as this server's zone goes.
        let (name, found) = goal.follow(&message.answers, &zone);
        if message.rcode == Rcode::NameError || !found && name == goal.name && !soa.is_empty() {
            let (rcode, kind) = (message.rcode, goal.kind);
            if name == goal.name {
                goal.nothing = Some((rcode, soa.clone()));
            }
            if let Some(ttl) = self.cache.insert_nothing(now, name, kind, rcode, soa) {
                out.push(ResolverAction::Applied(Reason::DnsNegativeCached { ttl }));
            }
            return;
        }
        if found || name != goal.name {
            return;
        }
        let nearer = |record: &&Record| {
            record.data.kind() == RecordType::Ns
                && record.name != zone
                && record.name.is_within(&zone)
                && goal.name.is_within(&record.name)
        };
        let Some(cut) = message.authorities.iter().find(nearer).map(|record| record.name.clone())
        else {
            if message.authoritative {
                goal.nothing = Some((Rcode::NoError, Vec::new()));
            } else {
                goal.give_up_on(asked.server);
                out.push(ResolverAction::Applied(lame));
            }
            return;
        };
        let of_cut = |record: &&Record| record.name == cut && record.data.kind() == RecordType::Ns;
        let servers: Vec<Record> = message.authorities.iter().filter(of_cut).cloned().collect();
        let is_host = |name: &Name| {
            servers.iter().any(|server| matches!(&server.data, Data::Ns(host) if host == name))
        };
        let glue: Vec<Record> = message
            .additionals
            .iter()
            .filter(credible)
            .filter(|record| record.data.kind() == RecordType::A && is_host(&record.name))
            .cloned()
            .collect();
        let reason = Reason::DnsReferralHeard {
            servers: u16::try_from(servers.len()).unwrap_or(u16::MAX),
            labels: labels(&cut),
        };
        out.push(ResolverAction::Applied(reason));
        goal.go_to(cut, &servers, &glue);
        self.learn(now, servers, Credit::Referral, out);
        self.learn(now, glue, Credit::Referral, out);
    }

    /// Keeps records, set by set.
    fn learn(
        &mut self,
        now: Instant,
        records: Vec<Record>,
        credit: Credit,
        out: &mut Vec<ResolverAction>,
    ) {
        let mut sets: BTreeMap<(Name, RecordType), Vec<Record>> = BTreeMap::new();
        for record in records {
            let key = (record.name.clone(), record.data.kind());
            sets.entry(key).or_default().push(record);
        }
        for set in sets.into_values() {
            if let Some(ttl) = self.cache.insert(now, set, credit) {
                out.push(ResolverAction::Applied(Reason::DnsCached { ttl }));
            }
        }
    }
}

/// How many labels a name has.
fn labels(name: &Name) -> u8 {
    u8::try_from(name.labels().count()).unwrap_or(u8::MAX)
}

/// An answer to a client.
fn reply(query: &Message, rcode: Rcode, answers: Vec<Record>, soa: Vec<Record>) -> Message {
    Message {
        recursion_available: true,
        answers,
        authorities: soa,
        ..Message::answer_to(query, rcode)
    }
}
