//! Interfaces as people type them, and networks.

use super::mask::Mask;
use std::fmt;
use std::net::Ipv4Addr;

/// An address with its mask, as an interface is configured: host bits and all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interface {
    /// The address.
    pub address: Ipv4Addr,
    /// The mask.
    pub mask: Mask,
}

impl Interface {
    /// Puts the two together.
    pub const fn new(address: Ipv4Addr, mask: Mask) -> Self {
        Self { address, mask }
    }

    /// The network it is in: address AND mask.
    pub const fn network(self) -> Network {
        Network::containing(self.address, self.mask)
    }

    /// The number of the host within its network: address AND NOT mask.
    pub const fn host_part(self) -> u32 {
        self.address.to_bits() & self.mask.wildcard()
    }

    /// What the address is within its network.
    pub const fn role(self) -> Role {
        match self.mask.prefix_len() {
            32 => Role::Only,
            31 => Role::LinkEnd,
            _ if self.host_part() == 0 => Role::Network,
            _ if self.host_part() == self.mask.wildcard() => Role::Broadcast,
            _ => Role::Host,
        }
    }
}

impl fmt::Display for Interface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.address, self.mask)
    }
}

/// What an address is within its network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// All host bits are zero: it names the network itself (RFC 1812 §4.2.2.11).
    Network,
    /// An ordinary host's.
    Host,
    /// All host bits are one: every host of the network (RFC 919 §7).
    Broadcast,
    /// One of the two ends of a link (RFC 3021).
    LinkEnd,
    /// The network's only address.
    Only,
}

/// A network: an address whose host bits are zero, and a mask.
///
/// Networks are ordered by address, then the wider before the narrower: a network
/// comes right before what lies in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Network {
    address: Ipv4Addr,
    mask: Mask,
}

impl Network {
    /// `0.0.0.0/0`: every address.
    pub const ALL: Self = Self::containing(Ipv4Addr::UNSPECIFIED, Mask::ZERO);

    /// The network with this mask that `address` is in.
    pub const fn containing(address: Ipv4Addr, mask: Mask) -> Self {
        Self { address: Ipv4Addr::from_bits(address.to_bits() & mask.bits()), mask }
    }

    /// The network that begins at `address`; `None` when host bits are set.
    pub const fn exact(address: Ipv4Addr, mask: Mask) -> Option<Self> {
        if address.to_bits() & mask.wildcard() == 0 { Some(Self { address, mask }) } else { None }
    }

    /// Its address: the lowest.
    pub const fn address(self) -> Ipv4Addr {
        self.address
    }

    /// Its mask.
    pub const fn mask(self) -> Mask {
        self.mask
    }

    /// The length of its prefix, 0 to 32.
    pub const fn prefix_len(self) -> u8 {
        self.mask.prefix_len()
    }

    /// Its highest address, all host bits one: the broadcast address where there is one.
    pub const fn end(self) -> Ipv4Addr {
        Ipv4Addr::from_bits(self.address.to_bits() | self.mask.wildcard())
    }

    /// The broadcast address (RFC 919 §7). `/31` (RFC 3021 §2.1) and `/32` have none.
    pub const fn broadcast(self) -> Option<Ipv4Addr> {
        if self.prefix_len() >= 31 { None } else { Some(self.end()) }
    }

    /// The first address that a host can have.
    pub const fn first(self) -> Ipv4Addr {
        if self.prefix_len() >= 31 {
            self.address
        } else {
            Ipv4Addr::from_bits(self.address.to_bits() + 1)
        }
    }

    /// The last address that a host can have.
    pub const fn last(self) -> Ipv4Addr {
        if self.prefix_len() >= 31 {
            self.end()
        } else {
            Ipv4Addr::from_bits(self.end().to_bits() - 1)
        }
    }

    /// How many addresses hosts can have: [`Mask::usable`].
    pub const fn usable(self) -> u64 {
        self.mask.usable()
    }

    /// All its addresses, 1 to 2^32.
    pub const fn total(self) -> u64 {
        self.mask.total()
    }

    /// Whether `address` is in it.
    pub const fn contains(self, address: Ipv4Addr) -> bool {
        address.to_bits() & self.mask.bits() == self.address.to_bits()
    }

    /// Whether all of `other` is in it; a network covers itself.
    pub const fn covers(self, other: Self) -> bool {
        self.prefix_len() <= other.prefix_len() && self.contains(other.address)
    }

    /// Whether they share an address. Of two networks that do, one covers the other.
    pub const fn overlaps(self, other: Self) -> bool {
        self.covers(other) || other.covers(self)
    }

    /// Its two halves; `None` for `/32`.
    pub const fn split(self) -> Option<[Self; 2]> {
        match self.mask.longer() {
            None => None,
            Some(mask) => {
                Some([Self { address: self.address, mask }, Self::containing(self.end(), mask)])
            }
        }
    }

    /// The network it is a half of; `None` for `/0`.
    pub const fn parent(self) -> Option<Self> {
        match self.mask.shorter() {
            None => None,
            Some(mask) => Some(Self::containing(self.address, mask)),
        }
    }

    /// The other half of its parent; `None` for `/0`.
    pub const fn sibling(self) -> Option<Self> {
        match self.parent() {
            None => None,
            Some(parent) => {
                let bit = self.mask.bits() ^ parent.mask.bits();
                let address = Ipv4Addr::from_bits(self.address.to_bits() ^ bit);
                Some(Self { address, mask: self.mask })
            }
        }
    }

    /// What two siblings make together; `None` when they are not the two halves of one network.
    pub fn join(self, other: Self) -> Option<Self> {
        if self.sibling() == Some(other) { self.parent() } else { None }
    }

    /// The smallest network that covers both.
    #[must_use]
    pub const fn common(self, other: Self) -> Self {
        let differing = self.address.to_bits() ^ other.address.to_bits();
        let mut length = differing.leading_zeros();
        if length > self.prefix_len() as u32 {
            length = self.prefix_len() as u32;
        }
        if length > other.prefix_len() as u32 {
            length = other.prefix_len() as u32;
        }
        #[expect(clippy::cast_possible_truncation, reason = "at most 32")]
        match Mask::new(length as u8) {
            Some(mask) => Self::containing(self.address, mask),
            None => Self::ALL,
        }
    }

    /// How many networks with `mask` it divides into, 1 to 2^32; `None` when
    /// `mask` is shorter than its own.
    pub const fn count(self, mask: Mask) -> Option<u64> {
        match mask.prefix_len().checked_sub(self.prefix_len()) {
            Some(borrowed) => Some(1 << borrowed),
            None => None,
        }
    }

    /// The network with `mask` at place `index` within it, from 0; `None` when
    /// there is none.
    pub const fn nth(self, mask: Mask, index: u64) -> Option<Self> {
        match self.count(mask) {
            Some(count) if index < count => {
                // The product is below 2^32: `index` is below the number of such networks in this one.
                #[expect(clippy::cast_possible_truncation, reason = "an offset within the space")]
                let offset = (index << mask.host_bits()) as u32;
                Some(Self { address: Ipv4Addr::from_bits(self.address.to_bits() + offset), mask })
            }
            _ => None,
        }
    }

    /// Its networks with `mask`, in order; none when `mask` is shorter than its own.
    pub const fn subnets(self, mask: Mask) -> Subnets {
        let count = match self.count(mask) {
            Some(count) => count,
            None => 0,
        };
        Subnets { of: self, mask, next: 0, count }
    }

    /// The fewest networks that hold exactly the addresses from `first` to
    /// `last`, in order; none when `last` is below `first`.
    pub const fn range(first: Ipv4Addr, last: Ipv4Addr) -> Range {
        Range { next: first.to_bits() as u64, end: last.to_bits() as u64 + 1 }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.address, self.mask)
    }
}

impl From<Interface> for Network {
    fn from(interface: Interface) -> Self {
        interface.network()
    }
}

/// The networks of one mask within a network: [`Network::subnets`].
#[derive(Clone, Debug)]
pub struct Subnets {
    of: Network,
    mask: Mask,
    next: u64,
    count: u64,
}

impl Subnets {
    /// How many are left, up to 2^32.
    pub const fn remaining(&self) -> u64 {
        self.count - self.next
    }
}

impl Iterator for Subnets {
    type Item = Network;

    fn next(&mut self) -> Option<Network> {
        self.nth(0)
    }

    fn nth(&mut self, n: usize) -> Option<Network> {
        self.next = self.next.saturating_add(n as u64).min(self.count);
        let found = (self.next < self.count).then(|| self.of.nth(self.mask, self.next))?;
        self.next += 1;
        found
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = usize::try_from(self.remaining());
        (left.unwrap_or(usize::MAX), left.ok())
    }
}

/// The networks that make up a range: [`Network::range`].
#[derive(Clone, Debug)]
pub struct Range {
    next: u64,
    /// One behind the last address.
    end: u64,
}

impl Iterator for Range {
    type Item = Network;

    fn next(&mut self) -> Option<Network> {
        if self.next >= self.end {
            return None;
        }
        // The largest block that begins here: bounded by the zeros at the end of
        // the address, and by what is left.
        let aligned = if self.next == 0 { 32 } else { self.next.trailing_zeros() };
        let bits = aligned.min((self.end - self.next).ilog2()).min(32);
        let address = u32::try_from(self.next).ok()?;
        let mask = Mask::new(32 - u8::try_from(bits).ok()?)?;
        self.next += 1 << bits;
        Network::exact(Ipv4Addr::from_bits(address), mask)
    }
}

#[cfg(test)]
mod tests;
