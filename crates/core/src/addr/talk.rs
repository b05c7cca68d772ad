//! Can two hosts talk directly? What each decides for itself (RFC 1122 §3.3.1.1):
//! it applies *its own* mask to the other's address, and never knows the other's mask.

use super::network::{Interface, Network, Role};
use super::special;
use std::net::Ipv4Addr;

/// A host as it is configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Host {
    /// Its address and mask.
    pub interface: Interface,
    /// Its default gateway, if it has one.
    pub gateway: Option<Ipv4Addr>,
}

/// What a host does with a packet for the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// The other is in its network: it asks for the other's MAC address itself.
    Local,
    /// The other is not: it sends to its gateway.
    Gateway(Ipv4Addr),
    /// The other is not, and it has no gateway.
    NoGateway,
    /// The other is not, and its gateway is not in its own network either, so
    /// that it cannot reach it.
    GatewayOutside(Ipv4Addr),
    /// The other is not, and its gateway is its own address.
    GatewayIsSelf(Ipv4Addr),
    /// The other is not, and its gateway is an address that no router can have
    /// there: the network's own or the broadcast address.
    GatewayNotAHost(Ipv4Addr, Role),
}

impl Decision {
    /// Whether the packet leaves the host at all.
    pub const fn sends(self) -> bool {
        matches!(self, Self::Local | Self::Gateway(_))
    }
}

/// Why an address cannot be a host's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotAHost {
    /// It names the network: all host bits are zero.
    Network,
    /// It is the network's broadcast address: all host bits are one.
    Broadcast,
    /// It is special in a way that no host on a link is configured with:
    /// multicast, loopback, `0.0.0.0/8`, reserved.
    Special(special::Kind),
}

/// What one side calculates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Side {
    /// Why its own address is no host's, if so.
    pub not_a_host: Option<NotAHost>,
    /// Its own address AND its mask.
    pub own: Network,
    /// The other's address AND *its* mask: equal to `own` when it thinks the other local.
    pub other: Network,
    /// What it does.
    pub decision: Decision,
}

/// What comes of both sides' decisions, when they share one link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// One of the addresses (or both) is no host's.
    Unusable,
    /// Both have the same address.
    SameAddress,
    /// Both think the other local: no router is needed.
    Direct,
    /// Neither does; both hand their packets to a gateway.
    Routed,
    /// Only one thinks the other local. The other side sends through its gateway
    /// or not at all.
    Lopsided {
        /// The side, 0 or 1, that thinks the other local.
        local: usize,
        /// Whether the other side's packets leave it, to a gateway.
        other_sends: bool,
    },
    /// Neither thinks the other local, and at least one side cannot send.
    Stuck {
        /// Whether each side can send.
        sends: [bool; 2],
    },
}

/// Both sides' calculations and what comes of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Talk {
    /// Each side's.
    pub sides: [Side; 2],
    /// The outcome.
    pub verdict: Verdict,
}

/// Decides whether two hosts on one link can talk, and how.
pub fn talk(hosts: [Host; 2]) -> Talk {
    let [a, b] = hosts;
    let sides = [side(a, b), side(b, a)];
    let [from_a, from_b] = sides.map(|side| side.decision);
    let verdict = match (from_a, from_b) {
        _ if sides.iter().any(|side| side.not_a_host.is_some()) => Verdict::Unusable,
        _ if a.interface.address == b.interface.address => Verdict::SameAddress,
        (Decision::Local, Decision::Local) => Verdict::Direct,
        (Decision::Local, other) => Verdict::Lopsided { local: 0, other_sends: other.sends() },
        (other, Decision::Local) => Verdict::Lopsided { local: 1, other_sends: other.sends() },
        _ if from_a.sends() && from_b.sends() => Verdict::Routed,
        _ => Verdict::Stuck { sends: [from_a.sends(), from_b.sends()] },
    };
    Talk { sides, verdict }
}

fn side(host: Host, other: Host) -> Side {
    let own = host.interface.network();
    let seen = Network::containing(other.interface.address, own.mask());
    let decision = if own == seen { Decision::Local } else { through(host) };
    Side { not_a_host: not_a_host(host.interface), own, other: seen, decision }
}

fn through(host: Host) -> Decision {
    let Some(gateway) = host.gateway else { return Decision::NoGateway };
    if gateway == host.interface.address {
        return Decision::GatewayIsSelf(gateway);
    }
    if !host.interface.network().contains(gateway) {
        return Decision::GatewayOutside(gateway);
    }
    match Interface::new(gateway, host.interface.mask).role() {
        role @ (Role::Network | Role::Broadcast) => Decision::GatewayNotAHost(gateway, role),
        Role::Host | Role::LinkEnd | Role::Only => Decision::Gateway(gateway),
    }
}

/// Why an interface cannot be configured so, if it cannot.
pub fn not_a_host(interface: Interface) -> Option<NotAHost> {
    if let Some(block) = special::of(interface.address).find(|block| !block.kind.hosts()) {
        return Some(NotAHost::Special(block.kind));
    }
    match interface.role() {
        Role::Network => Some(NotAHost::Network),
        Role::Broadcast => Some(NotAHost::Broadcast),
        Role::Host | Role::LinkEnd | Role::Only => None,
    }
}

#[cfg(test)]
mod tests;
