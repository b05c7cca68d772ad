//! Taking an address into use, and keeping it (RFC 5227, address conflict detection).
//!
//! Three probes ask whether somebody has the address; if nobody objects, two
//! announcements tell everybody that it is ours now. Whoever uses it afterwards
//! is told once that it is taken; if that does not help, we give way.

use crate::addr::MacAddr;
use crate::rules::Reason;
use crate::time::{Duration, Instant};
use crate::wire::arp::{Operation, Packet};
use std::net::Ipv4Addr;

/// Initial random delay, at most (RFC 5227 §1.1, as all of these).
pub const PROBE_WAIT: Duration = Duration::from_secs(1);
/// Number of probes.
pub const PROBE_NUM: u8 = 3;
/// The least time between two probes.
pub const PROBE_MIN: Duration = Duration::from_secs(1);
/// The most time between two probes.
pub const PROBE_MAX: Duration = Duration::from_secs(2);
/// Time to wait for an objection after the last probe.
pub const ANNOUNCE_WAIT: Duration = Duration::from_secs(2);
/// Number of announcements.
pub const ANNOUNCE_NUM: u8 = 2;
/// Time between two announcements.
pub const ANNOUNCE_INTERVAL: Duration = Duration::from_secs(2);
/// Conflicts after which new addresses are tried slowly.
pub const MAX_CONFLICTS: u8 = 10;
/// The least time between two tries then.
pub const RATE_LIMIT_INTERVAL: Duration = Duration::from_secs(60);
/// The least time between two defences of an address.
pub const DEFEND_INTERVAL: Duration = Duration::from_secs(10);

/// How far an address is taken into use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Somebody has it, or we gave it up: not ours.
    Lost,
    /// Asking whether somebody has it.
    Probing {
        /// Probes sent.
        sent: u8,
    },
    /// Ours; telling everybody.
    Announcing {
        /// Announcements sent.
        sent: u8,
    },
    /// Ours.
    Bound,
}

/// Something a claim does, or notices.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Broadcast this ARP packet.
    Send {
        /// The packet.
        packet: Packet,
        /// Why.
        reason: Reason,
    },
    /// The address may be used from now on.
    Ready {
        /// Why.
        reason: Reason,
    },
    /// The address must not be used, or no longer.
    Lost {
        /// Why.
        reason: Reason,
    },
    /// A rule decided something that nothing else shows.
    Applied(Reason),
}

/// A claim to one address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Claim {
    mac: MacAddr,
    ip: Ipv4Addr,
    state: State,
    due: Option<Instant>,
    /// Where the random waits come from, 16 bits each.
    random: u64,
    last_conflict: Option<Instant>,
}

impl Claim {
    /// Begins to claim `ip`. `conflicts` is how many addresses this interface has
    /// failed to get before; the random waits are taken from `random`.
    pub fn new(
        now: Instant,
        mac: MacAddr,
        ip: Ipv4Addr,
        conflicts: u8,
        random: u64,
        out: &mut Vec<Action>,
    ) -> Self {
        let mut claim = Self {
            mac,
            ip,
            state: State::Probing { sent: 0 },
            due: None,
            random,
            last_conflict: None,
        };
        let mut wait = claim.up_to(PROBE_WAIT);
        if conflicts >= MAX_CONFLICTS {
            wait = wait + RATE_LIMIT_INTERVAL;
            out.push(Action::Applied(Reason::ArpProbeSlowly { conflicts }));
        }
        claim.due = Some(now + wait);
        claim
    }

    /// The address.
    pub fn ip(&self) -> Ipv4Addr {
        self.ip
    }

    /// How far it is.
    pub fn state(&self) -> State {
        self.state
    }

    /// A random time up to `most`.
    fn up_to(&mut self, most: Duration) -> Duration {
        let part = self.random & 0xffff;
        self.random >>= 16;
        most.times(part).divided_by(0x1_0000)
    }

    /// An ARP packet has arrived.
    pub fn handle_packet(&mut self, now: Instant, packet: &Packet, out: &mut Vec<Action>) {
        let (ip, mac) = (self.ip, packet.sender_mac);
        if mac == self.mac {
            return;
        }
        let uses = packet.sender_ip == ip;
        let wants = packet.operation == Operation::Request
            && packet.sender_ip.is_unspecified()
            && packet.target_ip == ip;
        match self.state {
            State::Probing { .. } if uses || wants => {
                self.lose(Reason::ArpProbeConflict { ip, mac }, out);
            }
            State::Announcing { .. } | State::Bound if uses => {
                let again = self.last_conflict.is_some_and(|before| now < before + DEFEND_INTERVAL);
                self.last_conflict = Some(now);
                if again {
                    self.lose(Reason::ArpGiveUp { ip, mac }, out);
                } else {
                    self.send(ip, Reason::ArpDefend { ip, mac }, out);
                }
            }
            _ => {}
        }
    }

    fn lose(&mut self, reason: Reason, out: &mut Vec<Action>) {
        self.state = State::Lost;
        self.due = None;
        out.push(Action::Lost { reason });
    }

    /// When [`Claim::handle_timeout`] has something to do next.
    pub fn next_timeout(&self) -> Option<Instant> {
        self.due
    }

    /// Does what is due.
    pub fn handle_timeout(&mut self, now: Instant, out: &mut Vec<Action>) {
        if self.due.is_none_or(|due| now < due) {
            return;
        }
        let ip = self.ip;
        match self.state {
            State::Probing { sent } if sent < PROBE_NUM => {
                let sent = sent + 1;
                self.send(Ipv4Addr::UNSPECIFIED, Reason::ArpProbe { ip, tries: sent }, out);
                self.state = State::Probing { sent };
                self.due = Some(if sent == PROBE_NUM {
                    now + ANNOUNCE_WAIT
                } else {
                    now + PROBE_MIN + self.up_to(PROBE_MAX - PROBE_MIN)
                });
            }
            State::Probing { .. } => {
                let reason = Reason::ArpAnnounce { ip };
                out.push(Action::Ready { reason });
                self.send(ip, reason, out);
                self.state = State::Announcing { sent: 1 };
                self.due = Some(now + ANNOUNCE_INTERVAL);
            }
            State::Announcing { sent } => {
                self.send(ip, Reason::ArpAnnounce { ip }, out);
                let sent = sent + 1;
                let done = sent >= ANNOUNCE_NUM;
                self.state = if done { State::Bound } else { State::Announcing { sent } };
                self.due = (!done).then_some(now + ANNOUNCE_INTERVAL);
            }
            State::Lost | State::Bound => self.due = None,
        }
    }

    /// A request about our address: with `sender` 0.0.0.0 a probe, else an announcement.
    fn send(&self, sender: Ipv4Addr, reason: Reason, out: &mut Vec<Action>) {
        let packet = Packet {
            operation: Operation::Request,
            sender_mac: self.mac,
            sender_ip: sender,
            target_mac: MacAddr::UNSPECIFIED,
            target_ip: self.ip,
        };
        out.push(Action::Send { packet, reason });
    }
}

#[cfg(test)]
mod tests;
