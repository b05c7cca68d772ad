//! Rows of a node's tables: ARP cache, MAC table, routes, addresses and the like.

use serde::Serialize;
use std::net::{IpAddr, SocketAddr};
use wireglass_core::addr::MacAddr;
use wireglass_core::bridge::stp;
use wireglass_core::nat;

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
}

impl Table {
    /// Every table, in the order a panel shows them.
    pub const ALL: [Self; 6] =
        [Self::Addresses, Self::Routes, Self::Arp, Self::Mac, Self::SpanningTree, Self::Nat];
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
        }
    }
}
