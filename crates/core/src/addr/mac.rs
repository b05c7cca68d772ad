//! Link-layer addresses and what is derived from them.

use serde::{Serialize, Serializer};
use std::fmt;
use std::net::Ipv4Addr;

/// A 48-bit IEEE 802 MAC address, in transmission order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MacAddr(pub [u8; 6]);

impl MacAddr {
    /// All ones: every station on the link.
    pub const BROADCAST: Self = Self([0xff; 6]);
    /// All zeros: "not known yet", as ARP requests carry it (RFC 826).
    pub const UNSPECIFIED: Self = Self([0; 6]);

    /// Whether this is the broadcast address.
    pub const fn is_broadcast(self) -> bool {
        matches!(self.0, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff])
    }

    /// Whether the group bit is set: broadcast or multicast (IEEE 802-2014 §8.2).
    pub const fn is_multicast(self) -> bool {
        self.0[0] & 0x01 != 0
    }

    /// Whether the address was assigned locally rather than by a manufacturer.
    pub const fn is_local(self) -> bool {
        self.0[0] & 0x02 != 0
    }

    /// The first three octets: the manufacturer's number (OUI), unless the address is local or a
    /// group's.
    pub const fn manufacturer(self) -> Option<[u8; 3]> {
        if self.is_local() || self.is_multicast() {
            return None;
        }
        let [a, b, c, ..] = self.0;
        Some([a, b, c])
    }

    /// The EUI-64 that stands for it: `ff:fe` in the middle (IEEE, *Guidelines for EUI-64*;
    /// RFC 4291, appendix A).
    pub const fn eui64(self) -> [u8; 8] {
        let mac = self.0;
        [mac[0], mac[1], mac[2], 0xff, 0xfe, mac[3], mac[4], mac[5]]
    }

    /// The address that a multicast packet of IPv4 goes to on Ethernet: `01:00:5e` and the last 23
    /// bits of the group, so that 32 groups share one (RFC 1112 §6.4). `None` for an address that is
    /// not multicast.
    pub const fn of_group(group: Ipv4Addr) -> Option<Self> {
        match group.octets() {
            [224..=239, b, c, d] => Some(Self([0x01, 0x00, 0x5e, b & 0x7f, c, d])),
            _ => None,
        }
    }
}

impl fmt::Display for MacAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, rest @ ..] = self.0;
        write!(f, "{first:02x}")?;
        rest.iter().try_for_each(|byte| write!(f, ":{byte:02x}"))
    }
}

impl Serialize for MacAddr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests;
