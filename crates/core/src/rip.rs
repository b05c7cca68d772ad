//! RIP version 2 (RFC 2453): each router tells its neighbours how far every
//! network is, and believes them.
//!
//! [`Router`] learns routes from its neighbours' messages, tells its own every
//! half minute and at once when something changes, and forgets what nobody speaks
//! of. Sixteen hops are infinity. A route is not told back to where it was learnt
//! (split horizon), or told as infinity (poisoned reverse): which of the three is
//! [`Horizon`], so that counting to infinity can be seen without either.

use crate::random::Random;
use crate::rules::Reason;
use crate::time::{Duration, Instant};
use crate::wire::rip::{Command, Entry, INFINITY, MAX_ENTRIES, Message, PORT};
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddrV4};

/// A port of the router, as the router counts them.
pub type Port = u16;

/// What a router tells on the link where it learnt a route (RFC 2453 §3.4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Horizon {
    /// The route as it is: two routers may lead each other on.
    Whole,
    /// Nothing.
    Split,
    /// That there is no way.
    Poisoned,
}

/// How a router behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// How often everything is told.
    pub update: Duration,
    /// How much sooner or later than that, at most.
    pub jitter: Duration,
    /// After which silence there is no way any more.
    pub timeout: Duration,
    /// How long it is told that there is no way.
    pub garbage: Duration,
    /// The least time between two triggered updates.
    pub triggered: Duration,
    /// What is told where a route was learnt.
    pub horizon: Horizon,
    /// How many routes are kept.
    pub limit: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            update: Duration::from_secs(30),
            jitter: Duration::from_secs(5),
            timeout: Duration::from_secs(180),
            garbage: Duration::from_secs(120),
            triggered: Duration::from_secs(1),
            horizon: Horizon::Poisoned,
            limit: 1_024,
        }
    }
}

/// A network: its address and its mask.
pub type Network = (Ipv4Addr, Ipv4Addr);

/// A way to a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Route {
    /// Through which port.
    pub port: Port,
    /// Over which neighbour; `None` if the network is on the port's own link.
    pub via: Option<Ipv4Addr>,
    /// How far it is: 1 for a network of one's own, 16 if there is no way.
    pub metric: u8,
    /// What a router outside RIP noted about it.
    pub tag: u16,
    changed: bool,
    /// When it times out, or, without a way, when it is forgotten.
    due: Option<Instant>,
}

/// Something a router does, or notices.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Send this from UDP port 520.
    Send {
        /// The message.
        message: Message,
        /// Through which port.
        port: Port,
        /// To whom; `None` is all RIP routers on the link.
        to: Option<SocketAddrV4>,
        /// Why.
        reason: Reason,
    },
    /// The way to a network has changed: for the routing table.
    Route {
        /// The network.
        network: Network,
        /// The way; `None` if there is none.
        route: Option<Route>,
        /// Why.
        reason: Reason,
    },
    /// A rule decided something that nothing else shows.
    Applied(Reason),
}

/// Infinity, as routes keep it.
const NO_WAY: u8 = 16;

/// A router that speaks RIP.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Router {
    config: Config,
    random: Random,
    /// Each port's address and mask.
    ports: BTreeMap<Port, Network>,
    routes: BTreeMap<Network, Route>,
    update_due: Option<Instant>,
    /// When the next triggered update may go, if one is wanted.
    triggered_due: Option<Instant>,
    last_triggered: Option<Instant>,
}

impl Router {
    /// A router without ports. Waits come from `seed`, so that routers do not fall in step.
    pub fn new(config: Config, seed: u64) -> Self {
        Self {
            config,
            random: Random::new(seed),
            ports: BTreeMap::new(),
            routes: BTreeMap::new(),
            update_due: None,
            triggered_due: None,
            last_triggered: None,
        }
    }

    /// Every route, by network; those without a way too.
    pub fn iter(&self) -> impl Iterator<Item = (Network, Route)> {
        self.routes.iter().map(|(network, route)| (*network, *route))
    }

    /// A port has a link now.
    pub fn handle_port_up(
        &mut self,
        now: Instant,
        port: Port,
        (address, mask): Network,
        out: &mut Vec<Action>,
    ) {
        self.ports.insert(port, (address, mask));
        let network = (masked(address, mask), mask);
        let route = Route { port, via: None, metric: 1, tag: 0, changed: true, due: None };
        self.set(network, route, Reason::RipConnected { network: network.0 }, out);
        let message =
            Message { command: Command::Request, version: 2, entries: vec![Entry::whole_table()] };
        out.push(Action::Send { message, port, to: None, reason: Reason::RipAsk });
        self.trigger(now);
        if self.update_due.is_none() {
            self.schedule(now);
        }
    }

    /// A port has no link any more: there is no way to its network, nor over it.
    pub fn handle_port_down(&mut self, now: Instant, port: Port, out: &mut Vec<Action>) {
        if self.ports.remove(&port).is_none() {
            return;
        }
        let over: Vec<Network> = self
            .routes
            .iter()
            .filter(|(_, route)| route.port == port && route.metric < NO_WAY)
            .map(|(network, _)| *network)
            .collect();
        for network in over {
            self.lose(now, network, Reason::RipLinkDown { network: network.0 }, out);
        }
    }

    /// A datagram has come to UDP port 520 through `port`.
    pub fn handle_message(
        &mut self,
        now: Instant,
        port: Port,
        from: SocketAddrV4,
        message: &Message,
        out: &mut Vec<Action>,
    ) {
        let ip = *from.ip();
        let Some(&(own, mask)) = self.ports.get(&port) else { return };
        if ip == own {
            return;
        }
        match message.command {
            Command::Request if message.entries == [Entry::whole_table()] => {
                let to = Some(from).filter(|from| from.port() != PORT);
                let entries = self.entries_for(port, false);
                let routes = count(entries.len());
                send(port, to, &entries, Reason::RipAnswer { routes }, out);
            }
            Command::Response => {
                let neighbour = masked(ip, mask) == masked(own, mask) && from.port() == PORT;
                if !neighbour {
                    return out.push(Action::Applied(Reason::RipNotNeighbour { ip }));
                }
                for entry in &message.entries {
                    self.hear(now, port, ip, entry, out);
                }
            }
            _ => {}
        }
    }

    /// RFC 2453 §3.9.2
    fn hear(
        &mut self,
        now: Instant,
        port: Port,
        via: Ipv4Addr,
        entry: &Entry,
        out: &mut Vec<Action>,
    ) {
        let (address, mask) = (entry.address, entry.mask);
        let contiguous = u32::from(mask).leading_ones() + u32::from(mask).trailing_zeros() == 32;
        let unicast = !address.is_multicast() && !address.is_loopback() && !address.is_broadcast();
        let metric = u8::try_from(entry.metric).ok().filter(|m| (1..=NO_WAY).contains(m));
        let (true, true, Some(told)) =
            (contiguous && masked(address, mask) == address, unicast, metric)
        else {
            return out.push(Action::Applied(Reason::RipBadRoute { network: address }));
        };
        let network = (address, mask);
        // One hop more, to the neighbour.
        let metric = told.saturating_add(1).min(NO_WAY);
        let new = Route {
            port,
            via: Some(via),
            metric,
            tag: entry.tag,
            changed: true,
            due: Some(now + self.config.timeout),
        };
        let Some(known) = self.routes.get_mut(&network) else {
            if metric < NO_WAY && self.routes.len() < self.config.limit as usize {
                let reason = Reason::RipLearn { network: address, via, metric };
                self.set(network, new, reason, out);
                self.trigger(now);
            }
            return;
        };
        if known.via == Some(via) {
            if metric == known.metric {
                // It is still there; a route without a way goes on ageing.
                if metric < NO_WAY {
                    known.due = new.due;
                }
            } else if metric == NO_WAY {
                self.lose(now, network, Reason::RipUnreachable { network: address, via }, out);
            } else {
                let reason = Reason::RipChanged { network: address, via, metric };
                self.set(network, new, reason, out);
                self.trigger(now);
            }
        } else if metric < known.metric {
            let reason = Reason::RipShorter { network: address, via, metric };
            self.set(network, new, reason, out);
            self.trigger(now);
        }
    }

    fn set(&mut self, network: Network, route: Route, reason: Reason, out: &mut Vec<Action>) {
        self.routes.insert(network, route);
        out.push(Action::Route { network, route: Some(route), reason });
    }

    /// There is no way any more; that is told for a while (RFC 2453 §3.8).
    fn lose(&mut self, now: Instant, network: Network, reason: Reason, out: &mut Vec<Action>) {
        if let Some(route) = self.routes.get_mut(&network) {
            route.metric = NO_WAY;
            route.changed = true;
            route.due = Some(now + self.config.garbage);
            out.push(Action::Route { network, route: None, reason });
            self.trigger(now);
        }
    }

    fn trigger(&mut self, now: Instant) {
        let earliest = self.last_triggered.map_or(now, |last| last + self.config.triggered);
        self.triggered_due = self.triggered_due.or(Some(earliest.max(now)));
    }

    fn schedule(&mut self, now: Instant) {
        let jitter = self.random.up_to(self.config.jitter.times(2));
        self.update_due = Some(now + (self.config.update + jitter - self.config.jitter));
    }

    /// When [`Router::handle_timeout`] has something to do next.
    pub fn next_timeout(&self) -> Option<Instant> {
        let routes = self.routes.values().filter_map(|route| route.due);
        routes.chain(self.update_due).chain(self.triggered_due).min()
    }

    /// Does what is due.
    pub fn handle_timeout(&mut self, now: Instant, out: &mut Vec<Action>) {
        let over: Vec<(Network, u8)> = self
            .routes
            .iter()
            .filter(|(_, route)| route.due.is_some_and(|due| due <= now))
            .map(|(network, route)| (*network, route.metric))
            .collect();
        for (network, metric) in over {
            let config = self.config;
            if metric < NO_WAY {
                let reason = Reason::RipTimeout { network: network.0, after: config.timeout };
                self.lose(now, network, reason, out);
            } else {
                self.routes.remove(&network);
                let reason = Reason::RipCollected { network: network.0, after: config.garbage };
                out.push(Action::Applied(reason));
            }
        }
        let due = |at: Option<Instant>| at.is_some_and(|at| at <= now);
        if due(self.update_due) {
            self.tell_all(false, Reason::RipUpdate { every: self.config.update }, out);
            self.schedule(now);
        } else if due(self.triggered_due) {
            let routes = count(self.routes.values().filter(|route| route.changed).count());
            self.tell_all(true, Reason::RipTriggered { routes }, out);
            self.last_triggered = Some(now);
        } else {
            return;
        }
        self.triggered_due = None;
        for route in self.routes.values_mut() {
            route.changed = false;
        }
    }

    fn tell_all(&self, changed_only: bool, reason: Reason, out: &mut Vec<Action>) {
        for &port in self.ports.keys() {
            let entries = self.entries_for(port, changed_only);
            send(port, None, &entries, reason, out);
        }
    }

    /// What is told through a port.
    fn entries_for(&self, port: Port, changed_only: bool) -> Vec<Entry> {
        let told = |(&(address, mask), route): (&Network, &Route)| {
            let back = route.port == port;
            let metric = match self.config.horizon {
                Horizon::Split if back => return None,
                Horizon::Poisoned if back && route.via.is_some() => INFINITY,
                _ => route.metric.into(),
            };
            let entry = Entry { tag: route.tag, ..Entry::new(address, mask, metric) };
            (!changed_only || route.changed).then_some(entry)
        };
        self.routes.iter().filter_map(told).collect()
    }
}

/// Sends routes, as many messages as they take.
fn send(
    port: Port,
    to: Option<SocketAddrV4>,
    entries: &[Entry],
    reason: Reason,
    out: &mut Vec<Action>,
) {
    for part in entries.chunks(MAX_ENTRIES) {
        let message = Message { command: Command::Response, version: 2, entries: part.to_vec() };
        out.push(Action::Send { message, port, to, reason });
    }
}

fn masked(address: Ipv4Addr, mask: Ipv4Addr) -> Ipv4Addr {
    Ipv4Addr::from(u32::from(address) & u32::from(mask))
}

fn count(len: usize) -> u16 {
    u16::try_from(len).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests;
