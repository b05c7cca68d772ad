//! Classes of addresses (RFC 791 §3.2; RFC 1112 §4 for D and E).
//!
//! History since CIDR (RFC 4632), yet still taught, and older notes give bounds
//! from before the first and last networks of each class were released. Both
//! are here, side by side.

use super::mask::Mask;
use super::network::Network;
use std::net::Ipv4Addr;

/// A class of addresses, told by the leading bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// `0…`: 8 bits for the network.
    A,
    /// `10…`: 16 bits for the network.
    B,
    /// `110…`: 24 bits for the network.
    C,
    /// `1110…`: multicast groups.
    D,
    /// `1111…`: reserved.
    E,
}

/// What older notes say of a class: the first and last networks of each were reserved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Notes {
    /// The lowest address that the notes give.
    pub first: Ipv4Addr,
    /// The highest address that the notes give.
    pub last: Ipv4Addr,
    /// How many networks the notes count; `None` for D and E.
    pub networks: Option<u32>,
}

impl Class {
    /// All five.
    pub const ALL: [Self; 5] = [Self::A, Self::B, Self::C, Self::D, Self::E];

    /// The class of an address.
    pub const fn of(address: Ipv4Addr) -> Self {
        match address.to_bits().leading_ones() {
            0 => Self::A,
            1 => Self::B,
            2 => Self::C,
            3 => Self::D,
            _ => Self::E,
        }
    }

    /// The letter.
    pub const fn letter(self) -> char {
        match self {
            Self::A => 'A',
            Self::B => 'B',
            Self::C => 'C',
            Self::D => 'D',
            Self::E => 'E',
        }
    }

    /// The bits that an address of the class begins with, such as `110`.
    pub const fn leading_bits(self) -> &'static str {
        match self {
            Self::A => "0",
            Self::B => "10",
            Self::C => "110",
            Self::D => "1110",
            Self::E => "1111",
        }
    }

    /// Today's bounds: every address with the leading bits.
    pub const fn block(self) -> Network {
        let (first, length) = match self {
            Self::A => (0, 1),
            Self::B => (128, 2),
            Self::C => (192, 3),
            Self::D => (224, 4),
            Self::E => (240, 4),
        };
        match Mask::new(length) {
            Some(mask) => Network::containing(Ipv4Addr::new(first, 0, 0, 0), mask),
            None => Network::ALL,
        }
    }

    /// The mask that the class implies; none for D and E.
    pub const fn natural_mask(self) -> Option<Mask> {
        match self {
            Self::A => Mask::new(8),
            Self::B => Mask::new(16),
            Self::C => Mask::new(24),
            Self::D | Self::E => None,
        }
    }

    /// How many networks can be given to hosts: for A without 0 and 127, so 126;
    /// 16,384 of B and 2,097,152 of C; none for D and E.
    pub const fn networks(self) -> Option<u32> {
        match self {
            Self::A => Some(126),
            Self::B => Some(1 << 14),
            Self::C => Some(1 << 21),
            Self::D | Self::E => None,
        }
    }

    /// How many hosts each of its networks has room for; none for D and E.
    pub fn hosts(self) -> Option<u64> {
        self.natural_mask().map(Mask::usable)
    }

    /// What older notes say.
    pub fn notes(self) -> Notes {
        let (first, last, networks) = match self {
            Self::A => ([1, 0, 0, 1], [126, 255, 255, 254], Some(126)),
            Self::B => ([128, 1, 0, 1], [191, 255, 255, 254], Some((1 << 14) - 1)),
            Self::C => ([192, 0, 1, 1], [223, 255, 255, 254], Some((1 << 21) - 1)),
            Self::D => ([224, 0, 0, 1], [239, 255, 255, 254], None),
            Self::E => ([240, 0, 0, 1], [255, 255, 255, 254], None),
        };
        let at = |[a, b, c, d]: [u8; 4]| Ipv4Addr::new(a, b, c, d);
        Notes { first: at(first), last: at(last), networks }
    }
}

#[cfg(test)]
mod tests;
