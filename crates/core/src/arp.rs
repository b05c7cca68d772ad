//! The neighbour cache: which MAC address has this IP address?
//!
//! [`Cache`] is a host's or a router port's ARP table (RFC 826, with the wishes
//! of RFC 1122 §2.3.2): it asks, lets packets wait for the answer, answers for
//! its own address, and forgets what is old. [`claim::Claim`] looks whether an
//! address is free before it is used, and defends it afterwards (RFC 5227);
//! [`rarp`] is the older question the other way round (RFC 903).
//!
//! What waits for an answer can be anything (`P`): bytes, or a packet with its
//! number in a trace.

pub mod claim;
pub mod rarp;

use crate::addr::MacAddr;
use crate::rules::Reason;
use crate::time::{Duration, Instant};
use crate::wire::arp::{Operation, Packet};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::Ipv4Addr;

/// How a cache behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// How long a mapping is believed after it was confirmed: about a minute
    /// (RFC 1122 §2.3.2.1).
    pub reachable: Duration,
    /// How long to wait for an answer; at least 1 s (RFC 1122 §2.3.2.1).
    pub retry: Duration,
    /// How often to ask before the host is held to be unreachable.
    pub tries: u8,
    /// How often to ask the owner alone when a mapping in use is old; 0 forgets it at once.
    pub polls: u8,
    /// How many packets may wait for one address: at least one (RFC 1122 §2.3.2.2).
    pub queue: u32,
    /// How many mappings are kept.
    pub limit: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            reachable: Duration::from_secs(60),
            retry: Duration::from_secs(1),
            tries: 3,
            polls: 0,
            queue: 3,
            limit: 512,
        }
    }
}

/// What is known about an address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum State<P> {
    /// It has been asked for, and these packets wait.
    Incomplete {
        /// How many times it was asked.
        tries: u8,
        /// What waits, the oldest first.
        waiting: VecDeque<P>,
    },
    /// It has answered, or spoken by itself.
    Reachable {
        /// Its MAC.
        mac: MacAddr,
        /// When that was last confirmed.
        confirmed: Instant,
        /// Whether a packet went there since.
        used: bool,
        /// How many times its owner has been asked since that became old.
        polls: u8,
    },
    /// Written by hand: it does not age.
    Static {
        /// Its MAC.
        mac: MacAddr,
    },
}

impl<P> State<P> {
    /// The MAC address, if it is known.
    pub const fn mac(&self) -> Option<MacAddr> {
        match *self {
            Self::Incomplete { .. } => None,
            Self::Reachable { mac, .. } | Self::Static { mac } => Some(mac),
        }
    }
}

/// Something a cache does, or notices.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Action<P> {
    /// Send this ARP packet to that MAC address.
    Send {
        /// The packet.
        packet: Packet,
        /// To whom: [`MacAddr::BROADCAST`], or one station.
        to: MacAddr,
        /// Why.
        reason: Reason,
    },
    /// The packet may go, to that MAC address.
    Transmit {
        /// What waited, or did not have to.
        packet: P,
        /// To whom.
        mac: MacAddr,
        /// Why.
        reason: Reason,
    },
    /// The packet cannot go.
    Drop {
        /// Which.
        packet: P,
        /// Where it wanted to go.
        ip: Ipv4Addr,
        /// Why.
        reason: Reason,
    },
    /// A mapping has come, changed or gone.
    Changed {
        /// Whose.
        ip: Ipv4Addr,
        /// What it is now; `None` if it is forgotten.
        mac: Option<MacAddr>,
        /// Why.
        reason: Reason,
    },
    /// Somebody else uses our address: for [`claim::Claim::handle_packet`] to judge.
    Conflict {
        /// Our address.
        ip: Ipv4Addr,
        /// Who uses it.
        mac: MacAddr,
    },
    /// A rule decided something that nothing else shows.
    Applied(Reason),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Entry<P> {
    state: State<P>,
    /// When something is to be done about it; its place in `due`.
    due: Option<Instant>,
}

/// The neighbour cache of one interface.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cache<P> {
    config: Config,
    mac: MacAddr,
    ip: Option<Ipv4Addr>,
    entries: BTreeMap<Ipv4Addr, Entry<P>>,
    due: BTreeSet<(Instant, Ipv4Addr)>,
}

impl<P> Cache<P> {
    /// An empty cache of an interface with this MAC and, if it has one yet, this IP address.
    pub fn new(config: Config, mac: MacAddr, ip: Option<Ipv4Addr>) -> Self {
        Self { config, mac, ip, entries: BTreeMap::new(), due: BTreeSet::new() }
    }

    /// The interface has another address, or none.
    pub fn set_address(&mut self, ip: Option<Ipv4Addr>) {
        self.ip = ip;
    }

    /// What is known, by address.
    pub fn iter(&self) -> impl Iterator<Item = (Ipv4Addr, &State<P>)> {
        self.entries.iter().map(|(ip, entry)| (*ip, &entry.state))
    }

    /// What is known about an address.
    pub fn look_up(&self, ip: Ipv4Addr) -> Option<&State<P>> {
        self.entries.get(&ip).map(|entry| &entry.state)
    }

    /// `packet` wants to go to `ip` on this link.
    pub fn resolve(&mut self, now: Instant, ip: Ipv4Addr, packet: P, out: &mut Vec<Action<P>>) {
        if let Some(entry) = self.entries.get_mut(&ip) {
            match &mut entry.state {
                State::Incomplete { waiting, .. } => {
                    return queue(self.config.queue, waiting, ip, packet, out);
                }
                State::Reachable { mac, used, .. } => {
                    *used = true;
                    let (mac, reason) = (*mac, Reason::ArpKnown { ip, mac: *mac });
                    return out.push(Action::Transmit { packet, mac, reason });
                }
                State::Static { mac } => {
                    let (mac, reason) = (*mac, Reason::ArpKnown { ip, mac: *mac });
                    return out.push(Action::Transmit { packet, mac, reason });
                }
            }
        }
        self.make_room(out);
        let mut waiting = VecDeque::new();
        queue(self.config.queue, &mut waiting, ip, packet, out);
        self.put(ip, State::Incomplete { tries: 1, waiting }, Some(now + self.config.retry));
        self.ask(ip, MacAddr::BROADCAST, Reason::ArpUnknown { ip }, out);
    }

    /// An ARP packet has arrived (RFC 826, Packet Reception).
    pub fn handle_packet(&mut self, now: Instant, packet: &Packet, out: &mut Vec<Action<P>>) {
        let (ip, mac) = (packet.sender_ip, packet.sender_mac);
        if !matches!(packet.operation, Operation::Request | Operation::Reply) || mac == self.mac {
            return;
        }
        if mac.is_multicast()
            || mac == MacAddr::UNSPECIFIED
            || ip.is_broadcast()
            || ip.is_multicast()
        {
            return out.push(Action::Applied(Reason::ArpBadSender { mac }));
        }
        let for_us = Some(packet.target_ip) == self.ip;
        if self.ip == Some(ip) {
            return out.push(Action::Conflict { ip, mac });
        }
        let mut learnt = false;
        if ip.is_unspecified() {
            if packet.operation == Operation::Request {
                out.push(Action::Applied(Reason::ArpProbeHeard { ip: packet.target_ip }));
            }
        } else {
            if ip == packet.target_ip {
                out.push(Action::Applied(Reason::ArpAnnounced { ip }));
            }
            // Whoever is known is corrected; whoever talks to us is remembered.
            if self.entries.contains_key(&ip) || for_us {
                self.learn(now, ip, mac, out);
                learnt = true;
            }
        }
        if for_us && packet.operation == Operation::Request {
            let reply = Packet {
                operation: Operation::Reply,
                sender_mac: self.mac,
                sender_ip: packet.target_ip,
                target_mac: mac,
                target_ip: ip,
            };
            let reason = Reason::ArpForUs { ip: packet.target_ip };
            out.push(Action::Send { packet: reply, to: mac, reason });
        } else if !for_us && !learnt {
            out.push(Action::Applied(Reason::ArpNotForUs { ip: packet.target_ip }));
        }
    }

    fn learn(&mut self, now: Instant, ip: Ipv4Addr, mac: MacAddr, out: &mut Vec<Action<P>>) {
        let reason = match self.look_up(ip).map(State::mac) {
            Some(_) if matches!(self.look_up(ip), Some(State::Static { .. })) => {
                return out.push(Action::Applied(Reason::ArpStaticStays { ip }));
            }
            Some(Some(known)) if known == mac => Reason::ArpRefresh { ip },
            Some(Some(_)) => Reason::ArpReplace { ip, mac },
            Some(None) => Reason::ArpLearn { ip },
            None => {
                self.make_room(out);
                Reason::ArpLearn { ip }
            }
        };
        let due = Some(now + self.config.reachable);
        let state = State::Reachable { mac, confirmed: now, used: false, polls: 0 };
        let before = self.put(ip, state, due);
        out.push(Action::Changed { ip, mac: Some(mac), reason });
        self.release(before, ip, mac, out);
    }

    /// What waited for `ip` may go.
    fn release(
        &mut self,
        before: Option<State<P>>,
        ip: Ipv4Addr,
        mac: MacAddr,
        out: &mut Vec<Action<P>>,
    ) {
        let Some(State::Incomplete { waiting, .. }) = before else { return };
        let reason = Reason::ArpKnown { ip, mac };
        out.extend(waiting.into_iter().map(|packet| Action::Transmit { packet, mac, reason }));
        if let Some(Entry { state: State::Reachable { used, .. }, .. }) = self.entries.get_mut(&ip)
        {
            *used = true;
        }
    }

    /// Writes a mapping by hand (`arp -s`).
    pub fn set_static(&mut self, ip: Ipv4Addr, mac: MacAddr, out: &mut Vec<Action<P>>) {
        let before = self.put(ip, State::Static { mac }, None);
        let reason = Reason::ArpWritten { ip, mac };
        out.push(Action::Changed { ip, mac: Some(mac), reason });
        self.release(before, ip, mac, out);
    }

    /// Removes a mapping by hand (`arp -d`). Says whether there was one.
    pub fn remove(&mut self, ip: Ipv4Addr, out: &mut Vec<Action<P>>) -> bool {
        let there = self.entries.contains_key(&ip);
        self.give_up(ip, Reason::ArpRemoved { ip }, out);
        there
    }

    /// Forgets everything, as when the cable is pulled; written mappings stay.
    pub fn flush(&mut self, out: &mut Vec<Action<P>>) {
        let kept = |entry: &Entry<P>| matches!(entry.state, State::Static { .. });
        let learnt = self.entries.iter().filter(|(_, entry)| !kept(entry));
        let learnt: Vec<_> = learnt.map(|(ip, _)| *ip).collect();
        for ip in learnt {
            self.give_up(ip, Reason::ArpRemoved { ip }, out);
        }
    }

    /// When [`Cache::handle_timeout`] has something to do next.
    pub fn next_timeout(&self) -> Option<Instant> {
        self.due.first().map(|(due, _)| *due)
    }

    /// Does what is due.
    pub fn handle_timeout(&mut self, now: Instant, out: &mut Vec<Action<P>>) {
        while let Some(&(due, ip)) = self.due.first()
            && due <= now
        {
            self.expire(now, ip, out);
        }
    }

    fn expire(&mut self, now: Instant, ip: Ipv4Addr, out: &mut Vec<Action<P>>) {
        let config = self.config;
        let Some(entry) = self.entries.get_mut(&ip) else { return };
        let (to, reason) = match &mut entry.state {
            State::Incomplete { tries, .. } if *tries >= config.tries => {
                let tries = *tries;
                return self.give_up(ip, Reason::ArpNoAnswer { ip, tries }, out);
            }
            State::Incomplete { tries, .. } => {
                *tries += 1;
                (MacAddr::BROADCAST, Reason::ArpAskAgain { ip, tries: *tries })
            }
            State::Reachable { polls, .. } if *polls > 0 && *polls >= config.polls => {
                let tries = *polls;
                return self.give_up(ip, Reason::ArpPollFailed { ip, tries }, out);
            }
            State::Reachable { used, .. } if !*used || config.polls == 0 => {
                return self.give_up(ip, Reason::ArpExpired { ip, after: config.reachable }, out);
            }
            State::Reachable { mac, polls, .. } => {
                *polls += 1;
                (*mac, Reason::ArpPoll { ip, tries: *polls })
            }
            State::Static { .. } => return self.set_due(ip, None),
        };
        self.set_due(ip, Some(now + config.retry));
        self.ask(ip, to, reason, out);
    }

    fn ask(&self, ip: Ipv4Addr, to: MacAddr, reason: Reason, out: &mut Vec<Action<P>>) {
        let packet = Packet {
            operation: Operation::Request,
            sender_mac: self.mac,
            sender_ip: self.ip.unwrap_or(Ipv4Addr::UNSPECIFIED),
            target_mac: MacAddr::UNSPECIFIED,
            target_ip: ip,
        };
        out.push(Action::Send { packet, to, reason });
    }

    /// Forgets an entry, and what waits for it.
    fn give_up(&mut self, ip: Ipv4Addr, reason: Reason, out: &mut Vec<Action<P>>) {
        self.set_due(ip, None);
        match self.entries.remove(&ip).map(|entry| entry.state) {
            Some(State::Incomplete { waiting, .. }) => {
                out.push(Action::Changed { ip, mac: None, reason });
                out.extend(waiting.into_iter().map(|packet| Action::Drop { packet, ip, reason }));
            }
            Some(_) => out.push(Action::Changed { ip, mac: None, reason }),
            None => {}
        }
    }

    /// Lets one entry go if there is no room for one more: of what is not written by
    /// hand, that which is due first.
    fn make_room(&mut self, out: &mut Vec<Action<P>>) {
        let limit = self.config.limit;
        if self.entries.len() >= limit as usize
            && let Some(&(_, oldest)) = self.due.first()
        {
            self.give_up(oldest, Reason::ArpCacheFull { limit }, out);
        }
    }

    fn put(&mut self, ip: Ipv4Addr, state: State<P>, due: Option<Instant>) -> Option<State<P>> {
        self.set_due(ip, None);
        let before = self.entries.insert(ip, Entry { state, due: None });
        self.set_due(ip, due);
        before.map(|entry| entry.state)
    }

    fn set_due(&mut self, ip: Ipv4Addr, due: Option<Instant>) {
        let Some(entry) = self.entries.get_mut(&ip) else { return };
        if let Some(before) = std::mem::replace(&mut entry.due, due) {
            self.due.remove(&(before, ip));
        }
        self.due.extend(due.map(|due| (due, ip)));
    }
}

/// Lets a packet wait; the oldest makes room (RFC 1122 §2.3.2.2: keep the latest).
fn queue<P>(
    limit: u32,
    waiting: &mut VecDeque<P>,
    ip: Ipv4Addr,
    packet: P,
    out: &mut Vec<Action<P>>,
) {
    let limit = limit.max(1);
    if waiting.len() >= limit as usize
        && let Some(packet) = waiting.pop_front()
    {
        out.push(Action::Drop { packet, ip, reason: Reason::ArpQueueFull { ip, limit } });
    }
    waiting.push_back(packet);
    let waiting = u32::try_from(waiting.len()).unwrap_or(u32::MAX);
    out.push(Action::Applied(Reason::ArpWaits { ip, waiting }));
}

#[cfg(test)]
mod tests;
