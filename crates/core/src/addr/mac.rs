//! Link-layer addresses and what is derived from them.

use super::parse::{Input, ParseErrorKind};
use serde::{Serialize, Serializer};
use std::fmt;
use std::net::Ipv4Addr;
use std::ops::Range;

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

/// What is wrong with a MAC address as typed, and where.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MacError {
    /// What.
    pub kind: MacErrorKind,
    /// Where, in characters of the input. Empty, at the end, where something is missing.
    pub at: Range<usize>,
}

/// What is wrong with a MAC address as typed. Groups are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MacErrorKind {
    /// Nothing, or nothing but spaces.
    Empty,
    /// More than [`super::parse::MOST_CHARACTERS`].
    TooLong {
        /// How many.
        characters: usize,
    },
    /// More than one line.
    ManyLines,
    /// A character that no MAC address has, or another separator than the first.
    Character(char),
    /// Neither six groups, nor three, nor one.
    Groups {
        /// How many.
        groups: usize,
    },
    /// A group with too few or too many digits.
    Digits {
        /// Which.
        group: usize,
        /// How many it has.
        digits: usize,
        /// How many it should have: 2 of six, 4 of three, 12 of one.
        expected: usize,
    },
}

/// Reads a MAC address in any usual form: `00:1b:21:3c:4d:5e`, `00-1B-21-3C-4D-5E`,
/// `001b.213c.4d5e`, `001b213c4d5e`, and `0:1b:21:3c:4d:5e` as BSD writes it.
///
/// # Errors
/// What is wrong and at which characters.
pub fn parse(text: &str) -> Result<MacAddr, MacError> {
    let input = Input::trimmed(text).map_err(|error| MacError {
        kind: match error.kind {
            ParseErrorKind::TooLong { characters } => MacErrorKind::TooLong { characters },
            ParseErrorKind::ManyLines => MacErrorKind::ManyLines,
            _ => MacErrorKind::Empty,
        },
        at: error.at,
    })?;
    let fail = |kind, at| Err(MacError { kind, at: input.at(at) });
    let chars = input.chars.as_slice();
    let separator = chars.iter().copied().find(|c| matches!(c, ':' | '-' | '.'));
    let strange = |c: &char| !c.is_ascii_hexdigit() && Some(*c) != separator;
    if let Some(at) = chars.iter().position(strange) {
        return fail(MacErrorKind::Character(input.original(at)), at..at + 1);
    }
    let groups = || chars.split(|c| Some(*c) == separator);
    let count = groups().count();
    let expected = match count {
        1 => 12,
        3 => 4,
        6 => 2,
        groups => return fail(MacErrorKind::Groups { groups }, 0..chars.len()),
    };
    let (mut bits, mut start) = (0_u64, 0);
    for (group, digits) in (1..).zip(groups()) {
        let at = start..start + digits.len();
        start = at.end + 1;
        let short = count == 6 && digits.len() == 1;
        if digits.len() != expected && !short {
            return fail(MacErrorKind::Digits { group, digits: digits.len(), expected }, at);
        }
        let value = digits.iter().filter_map(|c| c.to_digit(16));
        let value = value.fold(0, |value, digit| value << 4 | u64::from(digit));
        bits = bits << (4 * expected) | value;
    }
    let [_, _, mac @ ..] = bits.to_be_bytes();
    Ok(MacAddr(mac))
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
