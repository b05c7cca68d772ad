//! What it takes to answer one question.

use super::{Client, Resolver, ResolverAction, labels, reply};
use crate::dns::cache::Known;
use crate::dns::{FIRST_PORT, at_port_53};
use crate::rules::Reason;
use crate::time::Instant;
use crate::wire::dns::{Data, Message, Name, Question, Rcode, Record, RecordType};
use std::collections::BTreeMap;
use std::net::Ipv4Addr;

/// How many aliases are followed.
const MAX_ALIASES: u8 = 8;
/// How deep the search for servers' addresses goes.
const MAX_DEPTH: usize = 5;
/// How many steps a task may take, those that cost no question included.
const MAX_STEPS: u16 = 256;
/// How often one server is asked the same.
const MAX_TRIES: u8 = 2;

/// A question that waits for its answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    pub(super) question: Question,
    pub(super) id: u16,
    pub(super) port: u16,
    pub(super) server: Ipv4Addr,
    pub(super) due: Instant,
}

/// A server of a zone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Host {
    name: Name,
    addresses: Vec<Ipv4Addr>,
    /// Whether its address has been looked for.
    sought: bool,
}

/// Something to find out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Goal {
    pub(super) name: Name,
    pub(super) kind: RecordType,
    /// The zone whose servers are asked; the root until something nearer is known.
    pub(super) zone: Name,
    hosts: Vec<Host>,
    tried: BTreeMap<Ipv4Addr, u8>,
    /// The aliases that led here.
    aliases: Vec<Record>,
    /// What a server has said that cannot be kept: there is none.
    pub(super) nothing: Option<(Rcode, Vec<Record>)>,
}

/// How a goal ended.
enum End {
    Records(Vec<Record>),
    Nothing(Rcode, Vec<Record>),
    Failed,
}

impl Goal {
    pub(super) fn new(name: Name, kind: RecordType) -> Self {
        Self {
            name,
            kind,
            zone: Name::root(),
            hosts: Vec::new(),
            tried: BTreeMap::new(),
            aliases: Vec::new(),
            nothing: None,
        }
    }

    /// The server is no help: it is not asked again.
    pub(super) fn give_up_on(&mut self, server: Ipv4Addr) {
        self.tried.insert(server, MAX_TRIES);
    }

    /// Others are nearer to the name.
    pub(super) fn go_to(&mut self, zone: Name, servers: &[Record], glue: &[Record]) {
        self.zone = zone;
        self.tried.clear();
        self.hosts.clear();
        for server in servers {
            let Data::Ns(name) = &server.data else { continue };
            let addresses = glue.iter().filter(|record| record.name == *name);
            self.hosts.push(Host {
                name: name.clone(),
                addresses: addresses.filter_map(address).collect(),
                sought: false,
            });
        }
    }

    /// Follows the aliases of an answer inside a zone: where they end, and whether what is
    /// sought is there.
    pub(super) fn follow(&self, answers: &[Record], zone: &Name) -> (Name, bool) {
        let mut name = self.name.clone();
        for _ in 0..=MAX_ALIASES {
            let mut here = answers.iter().filter(|record| record.name == name);
            if here.clone().any(|record| record.data.kind() == self.kind) {
                return (name, true);
            }
            let alias = here.find_map(|record| match &record.data {
                Data::Cname(real) => Some(real.clone()),
                _ => None,
            });
            match alias {
                Some(real) if name.is_within(zone) => name = real,
                _ => break,
            }
        }
        (name, false)
    }
}

fn address(record: &Record) -> Option<Ipv4Addr> {
    match record.data {
        Data::A(ip) => Some(ip),
        _ => None,
    }
}

/// A client's question on its way to an answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Task {
    client: Client,
    pub(super) goals: Vec<Goal>,
    pub(super) asked: Option<Asked>,
    queries: u16,
    steps: u16,
}

impl Task {
    pub(super) fn new(client: Client, goal: Goal) -> Self {
        Self { client, goals: vec![goal], asked: None, queries: 0, steps: 0 }
    }
}

impl Resolver {
    /// Goes on with a task until it waits for an answer, or is over.
    pub(super) fn advance(&mut self, now: Instant, task: &mut Task, out: &mut Vec<ResolverAction>) {
        while task.asked.is_none() {
            task.steps += 1;
            if task.steps > MAX_STEPS || task.queries >= self.config.queries {
                let queries = task.queries;
                let reason = Reason::DnsTooMuchWork { queries };
                return answer(task, End::Failed, Some(reason), out);
            }
            let Some(end) = self.step(now, task, out) else { continue };
            let Some(goal) = task.goals.pop() else { return };
            if let Some(parent) = task.goals.last_mut() {
                // A server's address is known now, or will not be.
                if let End::Records(records) = end
                    && let Some(host) = parent.hosts.iter_mut().find(|host| host.sought_as(&goal))
                {
                    host.addresses = records.iter().filter_map(address).collect();
                }
            } else {
                task.goals.push(goal);
                return answer(task, end, None, out);
            }
        }
    }

    /// One step: what is known, or whom to ask. Says how the goal ended, if it did.
    fn step(
        &mut self,
        now: Instant,
        task: &mut Task,
        out: &mut Vec<ResolverAction>,
    ) -> Option<End> {
        let on_the_stack: Vec<(Name, RecordType)> =
            task.goals.iter().map(|goal| (goal.name.clone(), goal.kind)).collect();
        let goal = task.goals.last_mut()?;
        if let Some((known, left)) = self.cache.look_up(now, &goal.name, goal.kind) {
            // Fresh from a server it is no news that it is in the cache.
            let fresh = !goal.tried.is_empty();
            return Some(match known {
                Known::Records(records) => {
                    let reason = Reason::DnsFromCache { left };
                    out.extend((!fresh).then_some(ResolverAction::Applied(reason)));
                    End::Records(records)
                }
                Known::Nothing(rcode, soa) => {
                    let reason = Reason::DnsNegativeFromCache { left };
                    out.extend((!fresh).then_some(ResolverAction::Applied(reason)));
                    End::Nothing(rcode, soa)
                }
            });
        }
        if let Some((rcode, soa)) = goal.nothing.take() {
            return Some(End::Nothing(rcode, soa));
        }
        if let Some((Known::Records(records), _)) =
            self.cache.look_up(now, &goal.name, RecordType::Cname)
            && let Some(alias) = records.into_iter().next()
            && let Data::Cname(real) = alias.data.clone()
        {
            let count = u8::try_from(goal.aliases.len() + 1).unwrap_or(u8::MAX);
            let again = real == goal.name || goal.aliases.iter().any(|known| known.name == real);
            if count > MAX_ALIASES || again {
                out.push(ResolverAction::Applied(Reason::DnsAliasLoop { count }));
                return Some(End::Failed);
            }
            out.push(ResolverAction::Applied(Reason::DnsAlias { count }));
            let mut next = Goal::new(real, goal.kind);
            next.aliases = std::mem::take(&mut goal.aliases);
            next.aliases.push(alias);
            *goal = next;
            return None;
        }
        if goal.hosts.is_empty() {
            self.nearest(now, goal);
        }
        let known = goal.hosts.iter().flat_map(|host| &host.addresses);
        let tries = |ip: &&Ipv4Addr| goal.tried.get(*ip).copied().unwrap_or(0);
        let best = known.filter(|ip| tries(ip) < MAX_TRIES).min_by_key(tries).copied();
        if let Some(server) = best {
            self.ask(now, task, server, out);
            return None;
        }
        let deep = on_the_stack.len() >= MAX_DEPTH;
        let unknown = goal.hosts.iter_mut().find(|host| {
            !host.sought
                && host.addresses.is_empty()
                && !deep
                && !on_the_stack.contains(&(host.name.clone(), RecordType::A))
        });
        let Some(host) = unknown else {
            out.push(ResolverAction::Applied(Reason::DnsNobodyLeft));
            return Some(End::Failed);
        };
        host.sought = true;
        out.push(ResolverAction::Applied(Reason::DnsNeedsAddress));
        let name = host.name.clone();
        task.goals.push(Goal::new(name, RecordType::A));
        None
    }

    /// The servers nearest to a goal's name that are known.
    fn nearest(&self, now: Instant, goal: &mut Goal) {
        let mut at = Some(goal.name.clone());
        while let Some(zone) = at {
            if let Some((Known::Records(servers), _)) =
                self.cache.look_up(now, &zone, RecordType::Ns)
            {
                let mut glue = Vec::new();
                let mut reachable = false;
                for server in &servers {
                    let Data::Ns(host) = &server.data else { continue };
                    match self.cache.look_up(now, host, RecordType::A) {
                        Some((Known::Records(addresses), _)) => {
                            reachable = true;
                            glue.extend(addresses);
                        }
                        // Its address can be found elsewhere.
                        _ => reachable |= !host.is_within(&zone),
                    }
                }
                if reachable {
                    return goal.go_to(zone, &servers, &glue);
                }
            }
            at = zone.parent();
        }
        let host = |(name, ip): &(Name, Ipv4Addr)| Host {
            name: name.clone(),
            addresses: vec![*ip],
            sought: true,
        };
        goal.zone = Name::root();
        goal.hosts = self.config.roots.iter().map(host).collect();
    }

    fn ask(
        &mut self,
        now: Instant,
        task: &mut Task,
        server: Ipv4Addr,
        out: &mut Vec<ResolverAction>,
    ) {
        let Some(goal) = task.goals.last_mut() else { return };
        let tries = goal.tried.entry(server).or_default();
        *tries += 1;
        let reason = match (*tries, goal.zone.is_root()) {
            (2.., _) => Reason::DnsAskAgain { server, tries: *tries },
            (_, true) => Reason::DnsAskRoot { server },
            (_, false) => Reason::DnsAskNearer { server, labels: labels(&goal.zone) },
        };
        task.queries += 1;
        let question = Question::new(goal.name.clone(), goal.kind);
        let (id, port) = (self.random.next_u16(), FIRST_PORT | self.random.next_u16());
        let message = Message::query(id, question.clone(), false);
        let due = now + self.config.timeout;
        task.asked = Some(Asked { question, id, port, server, due });
        out.push(ResolverAction::Ask { message, port, to: at_port_53(server), reason });
    }
}

/// Sends a task's answer to its client.
fn answer(task: &mut Task, end: End, reason: Option<Reason>, out: &mut Vec<ResolverAction>) {
    let aliases = task.goals.first_mut().map(|goal| std::mem::take(&mut goal.aliases));
    let mut answers = aliases.unwrap_or_default();
    let (rcode, soa, why) = match end {
        End::Records(records) => {
            answers.extend(records);
            let records = u16::try_from(answers.len()).unwrap_or(u16::MAX);
            (Rcode::NoError, Vec::new(), Reason::DnsReply { records })
        }
        End::Nothing(Rcode::NameError, soa) => (Rcode::NameError, soa, Reason::DnsNameError),
        End::Nothing(rcode, soa) => (rcode, soa, Reason::DnsNoData),
        End::Failed => (Rcode::ServerFailure, Vec::new(), Reason::DnsNobodyLeft),
    };
    if rcode == Rcode::ServerFailure {
        answers.clear();
    }
    let message = reply(&task.client.query, rcode, answers, soa);
    let (to, reason) = (task.client.from, reason.unwrap_or(why));
    out.push(ResolverAction::Reply { message, to, reason });
}

impl Host {
    /// Whether a goal was to find this server's address: aliases may have led on from its name.
    fn sought_as(&self, goal: &Goal) -> bool {
        let first = goal.aliases.first().map_or(&goal.name, |alias| &alias.name);
        self.sought && self.name == *first
    }
}
