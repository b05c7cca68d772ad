//! ICMP redirects: a router that sends a packet back to where it came from says so
//! (RFC 792, RFC 1812 §5.2.7.2), and a host goes straight to the better router from
//! then on (RFC 1122 §3.2.2.2).

use crate::addr::network::Network;
use crate::rules::Reason;
use crate::time::{Duration, Instant};
use std::collections::BTreeMap;
use std::net::Ipv4Addr;

/// A sender is told of one destination this often at most (RFC 1812 §4.3.2.8).
pub const INTERVAL: Duration = Duration::from_secs(1);
/// About how many senders and destinations a router remembers that it has told them.
const LIMIT: usize = 256;

/// A packet that a router passes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Passing {
    /// Its sender.
    pub src: Ipv4Addr,
    /// Where it wants to go.
    pub dst: Ipv4Addr,
    /// The interface it came by.
    pub came_by: u16,
    /// The interface it goes by.
    pub goes_by: u16,
    /// To whom it goes next: another router, or the destination itself.
    pub next: Ipv4Addr,
    /// The network of the interface it goes by.
    pub network: Network,
}

/// Which senders a router has told of which destinations, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Teller {
    told: BTreeMap<(Ipv4Addr, Ipv4Addr), Instant>,
}

impl Teller {
    /// Whether the sender is told that `next` is nearer. `Err` says why not this time, where
    /// there is something to say; `None` if the packet is on a good way.
    pub fn judge(&mut self, now: Instant, packet: &Passing) -> Option<Result<Reason, Reason>> {
        let &Passing { src, dst, next, .. } = packet;
        // The sender must be able to reach the better router by itself.
        if packet.came_by != packet.goes_by || !packet.network.contains(src) || src == next {
            return None;
        }
        let last = self.told.get(&(src, dst));
        if last.is_some_and(|last| now < *last + INTERVAL) {
            return Some(Err(Reason::RedirectToldAlready { ip: src, every: INTERVAL }));
        }
        if self.told.len() >= LIMIT {
            self.told.retain(|_, last| now < *last + INTERVAL);
        }
        if self.told.len() < LIMIT {
            self.told.insert((src, dst), now);
        }
        Some(Ok(Reason::RedirectSent { ip: dst, gateway: next }))
    }
}

/// A redirect as a host receives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Heard {
    /// Who sent it.
    pub from: Ipv4Addr,
    /// Where the quoted packet wanted to go.
    pub dst: Ipv4Addr,
    /// Over whom it should go instead.
    pub gateway: Ipv4Addr,
    /// Over whom it goes now, if over somebody.
    pub first_hop: Option<Ipv4Addr>,
    /// The network of the interface that the redirect came by.
    pub network: Network,
    /// The host's own address there.
    pub own: Ipv4Addr,
    /// Whether it is a router itself.
    pub forwards: bool,
}

/// RFC 1122 §3.2.2.2: whether a host obeys, as a route to the one destination.
///
/// # Errors
/// Why it does not.
pub fn obey(heard: &Heard) -> Result<Reason, Reason> {
    let &Heard { from, dst, gateway, .. } = heard;
    if heard.forwards {
        return Err(Reason::RedirectForHosts { ip: dst });
    }
    if !heard.network.contains(gateway) || gateway == heard.own {
        return Err(Reason::RedirectNotNear { gateway });
    }
    if heard.first_hop != Some(from) {
        return Err(Reason::RedirectNotFirstHop { ip: dst, from });
    }
    Ok(Reason::RedirectObeyed { ip: dst, gateway })
}

#[cfg(test)]
mod tests;
