//! RARP (RFC 903): a host that knows only its MAC address asks for its IP
//! address. It tells no mask, no gateway and no name server, and does not cross
//! routers; BOOTP and then DHCP took its place.

use crate::addr::MacAddr;
use crate::rules::Reason;
use crate::time::{Duration, Instant};
use crate::wire::arp::{Operation, Packet};
use std::collections::BTreeMap;
use std::net::Ipv4Addr;

/// Something a client or server does, or notices.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Send this packet, with the `EtherType` of RARP.
    Send {
        /// The packet.
        packet: Packet,
        /// To whom.
        to: MacAddr,
        /// Why.
        reason: Reason,
    },
    /// The client knows its address.
    Learnt {
        /// The address.
        ip: Ipv4Addr,
        /// Who said so.
        server: Ipv4Addr,
        /// Why.
        reason: Reason,
    },
    /// The client gives up.
    Failed {
        /// Why.
        reason: Reason,
    },
    /// A rule decided something that nothing else shows.
    Applied(Reason),
}

/// A server: a table somebody keeps by hand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Server {
    mac: MacAddr,
    ip: Ipv4Addr,
    table: BTreeMap<MacAddr, Ipv4Addr>,
}

impl Server {
    /// A server with its own addresses and its table.
    pub fn new(mac: MacAddr, ip: Ipv4Addr, table: BTreeMap<MacAddr, Ipv4Addr>) -> Self {
        Self { mac, ip, table }
    }

    /// A RARP packet has arrived.
    pub fn handle_packet(&self, packet: &Packet, out: &mut Vec<Action>) {
        if packet.operation != Operation::ReverseRequest {
            return;
        }
        // The asker may ask for another than itself; it is told, as the RFC says.
        let mac = packet.target_mac;
        let Some(&ip) = self.table.get(&mac) else {
            return out.push(Action::Applied(Reason::RarpUnknown { mac }));
        };
        let reply = Packet {
            operation: Operation::ReverseReply,
            sender_mac: self.mac,
            sender_ip: self.ip,
            target_mac: mac,
            target_ip: ip,
        };
        let reason = Reason::RarpAnswer { mac, ip };
        out.push(Action::Send { packet: reply, to: packet.sender_mac, reason });
    }
}

/// A client that has just been switched on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Client {
    mac: MacAddr,
    interval: Duration,
    most: u8,
    tries: u8,
    due: Option<Instant>,
}

impl Client {
    /// A client that asks at once, then every `interval`, `tries` times in all.
    pub fn new(now: Instant, mac: MacAddr, interval: Duration, tries: u8) -> Self {
        Self { mac, interval, most: tries, tries: 0, due: Some(now) }
    }

    /// A RARP packet has arrived.
    pub fn handle_packet(&mut self, packet: &Packet, out: &mut Vec<Action>) {
        let ours = packet.operation == Operation::ReverseReply && packet.target_mac == self.mac;
        if ours && self.due.take().is_some() {
            let ip = packet.target_ip;
            let reason = Reason::RarpLearnt { ip };
            out.push(Action::Learnt { ip, server: packet.sender_ip, reason });
        }
    }

    /// When [`Client::handle_timeout`] has something to do next.
    pub fn next_timeout(&self) -> Option<Instant> {
        self.due
    }

    /// Does what is due.
    pub fn handle_timeout(&mut self, now: Instant, out: &mut Vec<Action>) {
        if self.due.is_none_or(|due| now < due) {
            return;
        }
        if self.tries >= self.most {
            self.due = None;
            let reason = Reason::RarpNoAnswer { tries: self.tries };
            return out.push(Action::Failed { reason });
        }
        self.tries += 1;
        self.due = Some(now + self.interval);
        let packet = Packet {
            operation: Operation::ReverseRequest,
            sender_mac: self.mac,
            sender_ip: Ipv4Addr::UNSPECIFIED,
            target_mac: self.mac,
            target_ip: Ipv4Addr::UNSPECIFIED,
        };
        let reason = Reason::RarpAsk { mac: self.mac, tries: self.tries };
        out.push(Action::Send { packet, to: MacAddr::BROADCAST, reason });
    }
}

#[cfg(test)]
mod tests;
