//! Subnet masks: ones, then zeros (RFC 950; RFC 4632 §3.1 writes them as a length).

use std::fmt;
use std::net::Ipv4Addr;

/// A contiguous mask of IPv4, kept as the number of its leading ones: 0 to 32.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mask(u8);

impl Mask {
    /// No network bits: the whole space.
    pub const ZERO: Self = Self(0);
    /// `/31`: the two ends of a link (RFC 3021).
    pub const LINK: Self = Self(31);
    /// All network bits: a single address.
    pub const MAX: Self = Self(32);

    /// The mask with `length` leading ones; `None` beyond 32.
    pub const fn new(length: u8) -> Option<Self> {
        if length <= 32 { Some(Self(length)) } else { None }
    }

    /// The mask of these bits.
    ///
    /// # Errors
    /// Where the hole is, when a one follows a zero.
    pub const fn from_bits(bits: u32) -> Result<Self, Holes> {
        let ones = bits.leading_ones();
        if ones + bits.trailing_zeros() >= 32 {
            #[expect(clippy::cast_possible_truncation, reason = "at most 32")]
            Ok(Self(ones as u8))
        } else {
            Err(Holes { bits })
        }
    }

    /// The mask whose complement these bits are, as access lists write it
    /// (`0.0.0.255` for `/24`).
    ///
    /// # Errors
    /// Where the hole is, in the complement of `bits`.
    pub const fn from_wildcard(bits: u32) -> Result<Self, Holes> {
        Self::from_bits(!bits)
    }

    /// The longest mask whose networks hold `hosts` hosts beside their network
    /// and broadcast addresses: at least 2 host bits. `None` when even `/0` is
    /// too small. The smallest result is `/30`; `/31` is for links only.
    pub const fn for_hosts(hosts: u32) -> Option<Self> {
        let needed = hosts as u64 + 2;
        if needed > 1 << 32 {
            return None;
        }
        let bits = needed.next_power_of_two().trailing_zeros();
        let bits = if bits < 2 { 2 } else { bits };
        #[expect(clippy::cast_possible_truncation, reason = "2 to 32")]
        Some(Self(32 - bits as u8))
    }

    /// Every mask, `/0` to `/32`.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator + Clone {
        (0..=32).map(Self)
    }

    /// How many leading ones: the length of the prefix, 0 to 32.
    pub const fn prefix_len(self) -> u8 {
        self.0
    }

    /// How many zeros: the bits that number hosts, 0 to 32.
    pub const fn host_bits(self) -> u8 {
        32 - self.0
    }

    /// The 32 bits.
    pub const fn bits(self) -> u32 {
        // A shift by 32 is not defined, so `/0` is asked for apart.
        match u32::MAX.checked_shl(self.host_bits() as u32) {
            Some(bits) => bits,
            None => 0,
        }
    }

    /// The complement: ones where hosts are numbered.
    pub const fn wildcard(self) -> u32 {
        !self.bits()
    }

    /// The mask in dotted form, such as `255.255.255.0`.
    pub const fn as_addr(self) -> Ipv4Addr {
        Ipv4Addr::from_bits(self.bits())
    }

    /// The complement in dotted form, such as `0.0.0.255`.
    pub const fn wildcard_addr(self) -> Ipv4Addr {
        Ipv4Addr::from_bits(self.wildcard())
    }

    /// All addresses of a network with this mask: 1 to 2^32.
    pub const fn total(self) -> u64 {
        1 << self.host_bits()
    }

    /// The addresses of such a network that hosts can have: all but the network
    /// and the broadcast address; both of `/31` (RFC 3021), the one of `/32`.
    pub const fn usable(self) -> u64 {
        if self.0 >= 31 { self.total() } else { self.total() - 2 }
    }

    /// One network bit less; `None` at `/0`.
    pub const fn shorter(self) -> Option<Self> {
        match self.0.checked_sub(1) {
            Some(length) => Some(Self(length)),
            None => None,
        }
    }

    /// One network bit more; `None` at `/32`.
    pub const fn longer(self) -> Option<Self> {
        Self::new(self.0 + 1)
    }
}

impl fmt::Display for Mask {
    /// As `/24`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

/// Why bits are not a mask: a one follows a zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Holes {
    bits: u32,
}

impl Holes {
    /// The bits that were offered.
    pub const fn bits(self) -> u32 {
        self.bits
    }

    /// The place of the first zero, counted from 0 at the left.
    pub const fn first_zero(self) -> u8 {
        #[expect(clippy::cast_possible_truncation, reason = "below 32: there is a zero")]
        {
            self.bits.leading_ones() as u8
        }
    }

    /// The place of the first one behind it, counted from 0 at the left.
    pub const fn stray_one(self) -> u8 {
        let zero = self.first_zero();
        #[expect(clippy::cast_possible_truncation, reason = "below 32: there is a one behind it")]
        {
            zero + (self.bits << zero).leading_zeros() as u8
        }
    }

    /// The mask of the leading ones alone, which may have been meant.
    pub const fn leading(self) -> Mask {
        Mask(self.first_zero())
    }

    /// Whether the complement of the bits would be a mask: a wildcard stood
    /// where a mask was expected, or the other way round.
    pub const fn is_complement(self) -> bool {
        Mask::from_bits(!self.bits).is_ok()
    }
}

#[cfg(test)]
mod tests;
