//! Rows of a node's tables: ARP cache, MAC table, routes, addresses and the like.

use crate::{Bytes, NameId};
use serde::Serialize;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use wireglass_core::addr::MacAddr;
use wireglass_core::bridge::stp;
use wireglass_core::nat;
use wireglass_core::time::Instant;
use wireglass_core::wire::dns::RecordType;

/// A table that a node may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Table {
    /// The addresses of its interfaces.
    Addresses,
    /// Which way to which network.
    Routes,
    /// Which MAC address has which IP address.
    Arp,
    /// Behind which port of a switch is which MAC address.
    Mac,
    /// What each port of a switch does in the spanning tree.
    SpanningTree,
    /// Which address and port inside has which outside.
    Nat,
    /// Whom a host asks for names.
    NameServers,
    /// What a resolver has heard and not yet forgotten.
    Dns,
    /// Which addresses a DHCP server has given away.
    Leases,
    /// Which groups of multicast an interface is in.
    Groups,
}

impl Table {
    /// Every table, in the order a panel shows them.
    pub const ALL: [Self; 10] = [
        Self::Addresses,
        Self::Routes,
        Self::Arp,
        Self::Mac,
        Self::SpanningTree,
        Self::Nat,
        Self::NameServers,
        Self::Dns,
        Self::Leases,
        Self::Groups,
    ];
}

/// One row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(tag = "table", rename_all = "kebab-case")]
pub enum Row {
    /// An interface has an address.
    Address {
        /// The interface, by its place in [`Node::interfaces`](crate::Node::interfaces).
        port: u16,
        /// The address.
        ip: IpAddr,
        /// How many bits of it name the network.
        prefix: u8,
    },
    /// Packets for a network go this way.
    Route {
        /// The network's address.
        network: IpAddr,
        /// How many bits of it count.
        prefix: u8,
        /// The next router; `None` if the network is on the link itself.
        gateway: Option<IpAddr>,
        /// Through which interface.
        port: u16,
        /// Of several routes to one network the one with the lowest is taken.
        metric: u32,
    },
    /// A neighbour's MAC address.
    Arp {
        /// Heard on which interface.
        port: u16,
        /// The neighbour's IP address.
        ip: IpAddr,
        /// Its MAC address.
        mac: MacAddr,
    },
    /// A station behind a port of a switch.
    Mac {
        /// The station.
        mac: MacAddr,
        /// The port.
        port: u16,
    },
    /// What a port does in the spanning tree (IEEE 802.1D).
    SpanningTree {
        /// The port.
        port: u16,
        /// What it does now.
        state: stp::State,
        /// Which part it plays.
        role: stp::Role,
    },
    /// An address and port inside, and what they are outside (RFC 3022).
    Nat {
        /// Of TCP, of UDP, or of ICMP queries, where the port is the identifier.
        kind: nat::Kind,
        /// Inside.
        inside: SocketAddr,
        /// Outside.
        outside: SocketAddr,
        /// Whether it is a port mapping that somebody set by hand.
        forwarded: bool,
    },
    /// Whom the host asks for names.
    NameServer {
        /// Which comes first: the lower.
        place: u8,
        /// The server.
        ip: IpAddr,
    },
    /// A set of records that a resolver remembers (RFC 1034 §4.3.4, RFC 2308).
    Dns {
        /// Whose.
        name: NameId,
        /// Of which type.
        kind: RecordType,
        /// The records as a zone file has them, a comma between two; empty if it is known
        /// that there are none.
        data: Bytes,
        /// When they are to be forgotten.
        until: Instant,
    },
    /// An address that a DHCP server has given away, or holds back (RFC 2131 §4.3).
    Lease {
        /// The address.
        ip: IpAddr,
        /// Who has it.
        mac: MacAddr,
        /// How far it is.
        state: Lease,
        /// Until when.
        until: Instant,
    },
    /// An interface is in a group (RFC 2236).
    Group {
        /// The interface.
        port: u16,
        /// The group.
        group: IpAddr,
    },
    /// On a link of a router somebody is in a group (RFC 2236).
    Members {
        /// The interface towards the link.
        port: u16,
        /// The group.
        group: IpAddr,
    },
}

/// How far an address is given away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lease {
    /// Offered, and not taken yet.
    Offered,
    /// Somebody's.
    Bound,
    /// Somebody else uses it, unasked: nobody gets it.
    Declined,
}

impl Row {
    /// The table it belongs to.
    pub const fn table(&self) -> Table {
        match self {
            Self::Address { .. } => Table::Addresses,
            Self::Route { .. } => Table::Routes,
            Self::Arp { .. } => Table::Arp,
            Self::Mac { .. } => Table::Mac,
            Self::SpanningTree { .. } => Table::SpanningTree,
            Self::Nat { .. } => Table::Nat,
            Self::NameServer { .. } => Table::NameServers,
            Self::Dns { .. } => Table::Dns,
            Self::Lease { .. } => Table::Leases,
            Self::Group { .. } | Self::Members { .. } => Table::Groups,
        }
    }

    /// What tells a row from the others of its table: the row with everything else
    /// blanked out. A row with the same key as another takes its place.
    #[must_use]
    pub const fn key(self) -> Self {
        match self {
            Self::Address { port, ip, .. } => Self::Address { port, ip, prefix: 0 },
            Self::Route { network, prefix, gateway, port, .. } => {
                Self::Route { network, prefix, gateway, port, metric: 0 }
            }
            Self::Arp { port, ip, .. } => Self::Arp { port, ip, mac: MacAddr::UNSPECIFIED },
            Self::Mac { mac, .. } => Self::Mac { mac, port: 0 },
            Self::SpanningTree { port, .. } => {
                Self::SpanningTree { port, state: stp::State::Disabled, role: stp::Role::Disabled }
            }
            Self::Nat { kind, inside, outside, .. } => {
                Self::Nat { kind, inside, outside, forwarded: false }
            }
            Self::NameServer { place, .. } => {
                Self::NameServer { place, ip: IpAddr::V4(Ipv4Addr::UNSPECIFIED) }
            }
            Self::Dns { name, kind, .. } => {
                Self::Dns { name, kind, data: Bytes { start: 0, len: 0 }, until: Instant::ZERO }
            }
            Self::Lease { ip, .. } => Self::Lease {
                ip,
                mac: MacAddr::UNSPECIFIED,
                state: Lease::Offered,
                until: Instant::ZERO,
            },
            Self::Group { .. } | Self::Members { .. } => self,
        }
    }
}
