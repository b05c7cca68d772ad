//! IPv6 beside IPv4: forms (RFC 5952), prefixes, and addresses that are made from others.

use super::mac::MacAddr;
use super::parse::{Input, LeadingZero, ParseErrorKind, dotted, prefix_length};
use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

/// A prefix of IPv6: an address whose bits beyond the length are zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Network6 {
    address: Ipv6Addr,
    length: u8,
}

/// The ones of a prefix length, at most 128.
const fn ones(length: u8) -> u128 {
    match u128::MAX.checked_shl(128 - length as u32) {
        Some(bits) => bits,
        None => 0,
    }
}

impl Network6 {
    /// The network of that prefix length that `address` is in; `None` beyond 128.
    pub const fn containing(address: Ipv6Addr, length: u8) -> Option<Self> {
        if length > 128 {
            return None;
        }
        Some(Self { address: Ipv6Addr::from_bits(address.to_bits() & ones(length)), length })
    }

    /// The network that begins at `address`; `None` when bits beyond the length
    /// are set, or the length is beyond 128.
    pub const fn exact(address: Ipv6Addr, length: u8) -> Option<Self> {
        if length > 128 || address.to_bits() & !ones(length) != 0 {
            return None;
        }
        Some(Self { address, length })
    }

    /// Its lowest address.
    pub const fn address(self) -> Ipv6Addr {
        self.address
    }

    /// Its highest address. There is no broadcast in IPv6: a host may have it.
    pub const fn end(self) -> Ipv6Addr {
        Ipv6Addr::from_bits(self.address.to_bits() | !ones(self.length))
    }

    /// The length of its prefix, 0 to 128.
    pub const fn prefix_len(self) -> u8 {
        self.length
    }

    /// How many addresses it has; `None` for `::/0`, whose 2^128 no integer holds.
    pub const fn total(self) -> Option<u128> {
        1_u128.checked_shl(128 - self.length as u32)
    }

    /// Whether `address` is in it.
    pub const fn contains(self, address: Ipv6Addr) -> bool {
        address.to_bits() & ones(self.length) == self.address.to_bits()
    }

    /// Whether all of `other` is in it.
    pub const fn covers(self, other: Self) -> bool {
        self.length <= other.length && self.contains(other.address)
    }

    /// How many networks of that prefix length it divides into; `None` when it is
    /// shorter than its own or beyond 128, or for 2^128.
    pub const fn count(self, length: u8) -> Option<u128> {
        if length > 128 {
            return None;
        }
        match length.checked_sub(self.length) {
            Some(borrowed) => 1_u128.checked_shl(borrowed as u32),
            None => None,
        }
    }

    /// The network of that prefix length at place `index` within it, from 0.
    pub const fn nth(self, length: u8, index: u128) -> Option<Self> {
        match self.count(length) {
            Some(count) if index < count => {
                let offset = match index.checked_shl(128 - length as u32) {
                    Some(offset) => offset,
                    None => 0,
                };
                Some(Self { address: Ipv6Addr::from_bits(self.address.to_bits() | offset), length })
            }
            _ => None,
        }
    }

    /// The next prefix length that ends between two hexadecimal digits: one digit
    /// more for subnets, so that each shows in the text. `None` at 125 and above.
    pub const fn nibble(self) -> Option<u8> {
        let next = (self.length / 4 + 1) * 4;
        if next <= 128 { Some(next) } else { None }
    }

    /// The address in this prefix with these low 64 bits (RFC 4862 §5.5.3);
    /// `None` unless the prefix is 64 bits long.
    pub const fn with_interface(self, id: u64) -> Option<Ipv6Addr> {
        if self.length == 64 {
            Some(Ipv6Addr::from_bits(self.address.to_bits() | id as u128))
        } else {
            None
        }
    }
}

impl fmt::Display for Network6 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.length)
    }
}

/// How an address is written (RFC 4291 §2.2, RFC 5952 §4).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Forms {
    /// All eight groups with all four digits.
    pub full: String,
    /// Leading zeros of each group left out (§4.1).
    pub trimmed: String,
    /// The groups that `::` stands for: the longest run of two or more zero
    /// groups, the first of equals (§4.2). `None` when there is none.
    pub run: Option<Range<usize>>,
    /// The one short form that everybody should write.
    pub short: String,
}

/// Every form of an address.
pub fn forms(address: Ipv6Addr) -> Forms {
    let groups = address.segments();
    let write = |digits: usize| {
        let groups = groups.map(|group| format!("{group:0digits$x}"));
        groups.join(":")
    };
    let mut run: Option<Range<usize>> = None;
    let mut at = 0;
    while at < groups.len() {
        let zeros = groups[at..].iter().take_while(|&&group| group == 0).count();
        if zeros > 1 && run.as_ref().is_none_or(|run| run.len() < zeros) {
            run = Some(at..at + zeros);
        }
        at += zeros.max(1);
    }
    Forms { full: write(4), trimmed: write(1), run, short: address.to_string() }
}

/// How far a multicast address reaches (RFC 7346 §2), from its fourth nibble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// 1: this interface.
    Interface,
    /// 2: this link.
    Link,
    /// 3: a realm.
    Realm,
    /// 4: set by an administrator.
    Admin,
    /// 5: a site.
    Site,
    /// 8: an organisation.
    Organisation,
    /// 14: everywhere.
    Global,
    /// Reserved or unassigned.
    Other(u8),
}

/// How far a multicast address reaches; `None` for one that is not multicast.
pub fn reach(address: Ipv6Addr) -> Option<Reach> {
    let [0xff, second, ..] = address.octets() else { return None };
    Some(match second & 0xf {
        1 => Reach::Interface,
        2 => Reach::Link,
        3 => Reach::Realm,
        4 => Reach::Admin,
        5 => Reach::Site,
        8 => Reach::Organisation,
        14 => Reach::Global,
        other => Reach::Other(other),
    })
}

/// The interface identifier of a MAC address: modified EUI-64 (RFC 4291, appendix A):
/// `ff:fe` in the middle, the universal/local bit turned over.
pub const fn interface_id(mac: MacAddr) -> u64 {
    let mut bytes = mac.eui64();
    bytes[0] ^= 0x02;
    u64::from_be_bytes(bytes)
}

/// The low 64 bits of an address: its interface identifier where the prefix is 64 bits long.
pub const fn interface_part(address: Ipv6Addr) -> u64 {
    #[expect(clippy::cast_possible_truncation, reason = "the last 64 bits are meant")]
    {
        address.to_bits() as u64
    }
}

/// The MAC address that an interface identifier was made from; `None` when it
/// was not made from one.
pub const fn mac_of(id: u64) -> Option<MacAddr> {
    let id = id.to_be_bytes();
    if id[3] != 0xff || id[4] != 0xfe {
        return None;
    }
    Some(MacAddr([id[0] ^ 0x02, id[1], id[2], id[5], id[6], id[7]]))
}

/// The last 64 bits of an address: its interface identifier, where the prefix is 64 bits long.
pub const fn low_bits(address: Ipv6Addr) -> u64 {
    #[expect(clippy::cast_possible_truncation, reason = "the last 64 bits are meant")]
    {
        address.to_bits() as u64
    }
}

/// The link-local address of a MAC address (RFC 4862 §5.3): `fe80::` with its interface identifier.
pub const fn link_local(mac: MacAddr) -> Ipv6Addr {
    Ipv6Addr::from_bits(0xfe80 << 112 | interface_id(mac) as u128)
}

/// The solicited-node multicast address (RFC 4291 §2.7.1): `ff02::1:ff` and the last 24 bits.
pub const fn solicited_node(address: Ipv6Addr) -> Ipv6Addr {
    let [.., a, b, c] = address.octets();
    Ipv6Addr::new(0xff02, 0, 0, 0, 0, 1, 0xff00 | a as u16, (b as u16) << 8 | c as u16)
}

/// The MAC address that a multicast packet goes to on Ethernet (RFC 2464 §7):
/// `33:33` and the last 32 bits; `None` for an address that is not multicast.
pub const fn multicast_mac(address: Ipv6Addr) -> Option<MacAddr> {
    match address.octets() {
        [0xff, .., a, b, c, d] => Some(MacAddr([0x33, 0x33, a, b, c, d])),
        _ => None,
    }
}

/// How an IPv4 address is carried within an IPv6 address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Embedding {
    /// `::ffff:a.b.c.d` (RFC 4291 §2.5.5.2).
    Mapped,
    /// `::a.b.c.d`, deprecated (RFC 4291 §2.5.5.1).
    Compatible,
    /// `64:ff9b::a.b.c.d` (RFC 6052 §2.1).
    Nat64,
    /// `2002:aabb:ccdd::` (RFC 3056 §2).
    SixToFour,
    /// Teredo's client, turned over, in the last 32 bits (RFC 4380 §4).
    Teredo,
}

/// The IPv4 address within an IPv6 address, if it carries one.
pub const fn embedded(address: Ipv6Addr) -> Option<(Embedding, Ipv4Addr)> {
    #[expect(clippy::cast_possible_truncation, reason = "the last 32 bits are meant")]
    let low = address.to_bits() as u32;
    let (how, bits) = match address.segments() {
        [0, 0, 0, 0, 0, 0xffff, ..] => (Embedding::Mapped, low),
        [0, 0, 0, 0, 0, 0, high, _] if high != 0 => (Embedding::Compatible, low),
        [0x64, 0xff9b, 0, 0, 0, 0, ..] => (Embedding::Nat64, low),
        [0x2002, high, low, ..] => (Embedding::SixToFour, (high as u32) << 16 | low as u32),
        [0x2001, 0, ..] => (Embedding::Teredo, !low),
        _ => return None,
    };
    Some((how, Ipv4Addr::from_bits(bits)))
}

/// What was typed as IPv6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Typed6 {
    /// The address.
    pub address: Ipv6Addr,
    /// The prefix length, if one was given, at most 128.
    pub length: Option<u8>,
}

/// What is wrong with an IPv6 address as typed, and where.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ParseError6 {
    /// What.
    pub kind: ParseErrorKind6,
    /// Where, in characters of the input.
    pub at: Range<usize>,
}

/// What is wrong with an IPv6 address as typed. Groups are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParseErrorKind6 {
    /// Nothing, or nothing but spaces.
    Empty,
    /// More than one line.
    ManyLines,
    /// More than [`super::parse::MOST_CHARACTERS`].
    TooLong {
        /// How many.
        characters: usize,
    },
    /// A character that no address has.
    Character(char),
    /// Fewer than eight groups and no `::`.
    TooFewGroups {
        /// How many.
        groups: u8,
    },
    /// More than eight groups, or eight beside a `::` that then stands for none.
    TooManyGroups,
    /// `::` more than once: nobody could tell how long each is.
    TwoRuns,
    /// A colon alone at the beginning or the end, or three in a row.
    Colon,
    /// A group of more than four digits.
    GroupTooLong {
        /// Which.
        group: u8,
    },
    /// What is wrong with the IPv4 address at the end.
    Ipv4(ParseErrorKind),
    /// A slash with nothing behind it.
    NoLength,
    /// A prefix length above 128.
    PrefixTooLong {
        /// The length, or the largest `u32` when it is larger still.
        length: u32,
    },
    /// A prefix length with a leading zero.
    PrefixLeadingZero,
    /// A zone such as `%eth0`, which is a machine's own business (RFC 4007 §11).
    Zone,
}

/// Reads an IPv6 address with or without a prefix length, in any of its forms, with full-width
/// characters and spaces around.
///
/// # Errors
/// What is wrong and at which characters.
pub fn parse(text: &str) -> Result<Typed6, ParseError6> {
    let input = Input::trimmed(text).map_err(|error| ParseError6 {
        kind: match error.kind {
            ParseErrorKind::TooLong { characters } => ParseErrorKind6::TooLong { characters },
            ParseErrorKind::ManyLines => ParseErrorKind6::ManyLines,
            _ => ParseErrorKind6::Empty,
        },
        at: error.at,
    })?;
    let fail = |kind, at| Err(ParseError6 { kind, at: input.at(at) });
    let chars = input.chars.as_slice();
    let slash = chars.iter().position(|&c| c == '/');
    let end = trim_end(chars, slash.unwrap_or(chars.len()));
    if let Some(at) = chars[..end].iter().position(|&c| c == '%') {
        return fail(ParseErrorKind6::Zone, at..end);
    }
    let strange = |c: char| !c.is_ascii_hexdigit() && c != ':' && c != '.';
    if let Some(at) = chars[..end].iter().position(|&c| strange(c)) {
        return fail(ParseErrorKind6::Character(input.original(at)), at..at + 1);
    }
    let address = match groups(&chars[..end]) {
        Ok(address) => address,
        Err((kind, at)) => return fail(kind, at),
    };
    let Some(slash) = slash else { return Ok(Typed6 { address, length: None }) };
    let from = slash + 1 + chars[slash + 1..].iter().take_while(|&&c| c == ' ').count();
    let digits = &chars[from..];
    if digits.is_empty() {
        return fail(ParseErrorKind6::NoLength, slash..slash + 1);
    }
    if let Some(at) = digits.iter().position(|c| !c.is_ascii_digit()) {
        let at = from + at;
        return fail(ParseErrorKind6::Character(input.original(at)), at..at + 1);
    }
    match prefix_length(digits) {
        Err(LeadingZero) => fail(ParseErrorKind6::PrefixLeadingZero, from..chars.len()),
        Ok(length) => match u8::try_from(length) {
            Ok(length @ ..=128) => Ok(Typed6 { address, length: Some(length) }),
            _ => fail(ParseErrorKind6::PrefixTooLong { length }, from..chars.len()),
        },
    }
}

fn trim_end(chars: &[char], end: usize) -> usize {
    end - chars[..end].iter().rev().take_while(|&&c| c == ' ').count()
}

type Fault = (ParseErrorKind6, Range<usize>);

/// Reads the groups of an address: hexadecimal digits, colons, and dots at the end.
fn groups(chars: &[char]) -> Result<Ipv6Addr, Fault> {
    let end = chars.len();
    let runs = || (0..end).filter(|&at| chars[at..].starts_with(&[':', ':']));
    if let Some(at) = runs().find(|&at| chars.get(at + 2) == Some(&':')) {
        return Err((ParseErrorKind6::Colon, at + 2..at + 3));
    }
    let run = runs().next();
    if let Some(second) = runs().nth(1) {
        return Err((ParseErrorKind6::TwoRuns, second..second + 2));
    }
    let mut found = Groups::default();
    found.read(chars, 0..run.unwrap_or(end), run.is_none())?;
    let before = found.count;
    let Some(run) = run else {
        return match found.count {
            8 => Ok(Ipv6Addr::from(found.values)),
            groups => Err((ParseErrorKind6::TooFewGroups { groups }, end..end)),
        };
    };
    found.read(chars, run + 2..end, true)?;
    if found.count == 8 {
        // Nothing is left for `::` to stand for.
        return Err((ParseErrorKind6::TooManyGroups, run..run + 2));
    }
    let (before, count) = (usize::from(before), usize::from(found.count));
    let mut values = found.values;
    values[before..].rotate_right(8 - count);
    Ok(Ipv6Addr::from(values))
}

#[derive(Default)]
struct Groups {
    values: [u16; 8],
    count: u8,
}

impl Groups {
    fn push(&mut self, value: u16, at: Range<usize>) -> Result<(), Fault> {
        let Some(place) = self.values.get_mut(usize::from(self.count)) else {
            return Err((ParseErrorKind6::TooManyGroups, at));
        };
        *place = value;
        self.count += 1;
        Ok(())
    }

    /// Reads groups between single colons. The last may be an IPv4 address if the text ends there.
    fn read(&mut self, chars: &[char], part: Range<usize>, last: bool) -> Result<(), Fault> {
        if part.is_empty() {
            return Ok(());
        }
        let mut start = part.start;
        for group in chars[part.clone()].split(|&c| c == ':') {
            let at = start..start + group.len();
            start = at.end + 1;
            if group.is_empty() {
                // The colon behind it, or the one before it at the end.
                let colon = at.start.min(part.end - 1);
                return Err((ParseErrorKind6::Colon, colon..colon + 1));
            }
            if let Some(dot) = group.iter().position(|&c| c == '.') {
                if !last || at.end != part.end {
                    return Err((
                        ParseErrorKind6::Character('.'),
                        at.start + dot..at.start + dot + 1,
                    ));
                }
                let dotted = dotted(group, false).map_err(|error| {
                    let within = at.start + error.at.start..at.start + error.at.end;
                    (ParseErrorKind6::Ipv4(error.kind), within)
                })?;
                let [a, b, c, d] = dotted.octets;
                self.push(u16::from_be_bytes([a, b]), at.clone())?;
                self.push(u16::from_be_bytes([c, d]), at)?;
                continue;
            }
            if group.len() > 4 {
                return Err((ParseErrorKind6::GroupTooLong { group: self.count + 1 }, at));
            }
            let value = group.iter().filter_map(|c| c.to_digit(16));
            let value = value.fold(0, |value, digit| value << 4 | digit);
            self.push(u16::try_from(value).unwrap_or(u16::MAX), at)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
