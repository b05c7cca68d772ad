//! The mistakes that have a name.
//!
//! Each holds the numbers that make it a sentence about *this* answer. Where several
//! would explain a wrong answer, the one that says most about how it came about is
//! told. The last ones of each group always apply, so that no answer is just "wrong".

#![expect(
    missing_docs,
    reason = "each variant's line says what its numbers are; `given` was typed, `right` is right"
)]

use super::{Ask, Class, Interface, Mask, Network, PortKind, Side};
use std::net::Ipv4Addr;

/// Why an answer is not right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mistake {
    // Classes.
    /// The class was read off the mask beside the address; it lies in the address alone.
    ClassFromMask { mask: Mask, right: Class },
    /// The first octet is the last or the first of its class; the neighbour's was given.
    ClassBoundary { octet: u8, given: Class, right: Class },
    /// The leading bits are those of another class.
    LeadingBits { given: Class, right: Class },
    /// D and E have no mask and no networks.
    NothingNatural { class: Class },
    /// "None" was given where the class has one.
    SomethingNatural { class: Class },

    // Masks.
    /// The wildcard mask (the complement) was given.
    WildcardForMask { given: Ipv4Addr, right: Mask },
    /// Not a mask: a one follows a zero. `block` tells that an octet of it is the size of the
    /// block, where 256 less the block belongs.
    MaskWithHoles { given: Ipv4Addr, block: Option<u8> },
    /// The mask that stands beside the address was given.
    MaskBeside { mask: Mask, right: Mask },
    /// The mask that the class implies was given or used.
    ClassMask { class: Class, mask: Mask },
    /// The number of host bits was given as the length of the prefix.
    HostBitsForPrefix { host_bits: u8, right: Mask },
    /// The mask has `given` ones; `right` are needed.
    MaskLength { given: Mask, right: Mask },

    // Parts of a network.
    /// The address itself was given: no AND was done.
    AddressItself { mask: Mask },
    /// The value of another field was given.
    OtherField { asked: Ask, gave: Ask },
    /// The network behind this one was given for its end.
    NextNetwork { next: Ipv4Addr },
    /// One too many or too few.
    OffByOne { given: u64, right: u64 },
    /// The address is one beside the right one.
    AddressOffByOne { given: Ipv4Addr, right: Ipv4Addr },
    /// The value is right for another mask: its block size was used.
    BlockSizeOf { used: Mask, right: Mask },
    /// The wildcard was used as the mask: what is left is the host part.
    HostPart { host_part: Ipv4Addr },
    /// This network has no broadcast address (RFC 3021 for `/31`), yet one was given.
    NoBroadcast { mask: Mask },
    /// "None" was given though there is one.
    ThereIsOne { asked: Ask },
    /// The first octet that is not right.
    WrongOctet { octet: u8, given: u8, right: u8 },

    // Counts.
    /// Network and broadcast address were counted as hosts.
    ForgotMinusTwo { total: u64, usable: u64 },
    /// Two were taken off where both ends may be hosts (RFC 3021).
    MinusTwoOnLink { mask: Mask, usable: u64 },
    /// The host bits themselves were given, not how many numbers they make.
    BitsForCount { host_bits: u8, total: u64 },
    /// 2 to the power of the network bits was counted.
    NetworkBitsCounted { prefix_len: u8, host_bits: u8 },
    /// The count is that of another mask.
    CountOf { used: Mask, right: Mask },
    /// Another number.
    Count { given: u64, right: u64, host_bits: u8 },

    // Masks for a number of hosts or subnets.
    /// The block has room only while its network and broadcast address count as hosts.
    NoRoomForTwo { hosts: u32, given: Mask },
    /// The block is too small.
    TooSmall { hosts: u32, given: Mask },
    /// The block fits, but a smaller one does too.
    TooLarge { hosts: u32, given: Mask, right: Mask },
    /// A class's mask fits, as old notes choose it, and wastes.
    ClassfulChoice { hosts: u32, class: Class, given: Mask, right: Mask },
    /// Two subnets were put aside, as old notes do; RFC 1878 calls that obsolete.
    SubnetsMinusTwo { at_least: u32, given: Mask, right: Mask },
    /// Too few subnets.
    TooFewSubnets { at_least: u32, made: u64, given: Mask },
    /// More subnets than asked for: each could be larger.
    TooManySubnets { at_least: u32, made: u64, right: Mask },
    /// The mask is shorter than that of the network which is to be divided.
    LargerThanWhole { of: Network, given: Mask },

    // Blocks and lists of them.
    /// A block with this mask does not begin there.
    NotOnBoundary { given: Interface, block: Network },
    /// The block lies outside the space.
    OutsideSpace { given: Network, space: Network },
    /// The block shares addresses with that of another need, counted from 0.
    Overlap { with: usize, given: Network, other: Network },
    /// The number of prefixes was taken off the length, not the bits that count them.
    CountForBits { count: u8, given: Network },
    /// Addresses are covered that are in none of the prefixes: `extra` is the first such block.
    CoversMore { given: Network, extra: Network },
    /// Addresses are missing: `missing` is the first such block.
    LeavesOut { missing: Network },
    /// One of the list lies in another.
    Inside { inner: Network, outer: Network },
    /// Two of the list are one network.
    CanJoin { halves: [Network; 2], whole: Network },

    // Two hosts.
    /// The addresses look alike in front, but the mask goes further.
    LooksAlike { octets: u8, mask: Mask },
    /// The addresses look different, but the mask ends before that.
    LooksDifferent { octet: u8, mask: Mask },
    /// Compared by class.
    ComparedByClass { class: Class, mask: Mask },
    /// The other host's mask was used: each decides by its own.
    OthersMask { side: Side, own: Mask, other: Mask },
    /// What the comparison gives.
    Compared { ours: Network, theirs: Network },

    // Routing.
    /// The row does not match: the bits differ first at `bit`, counted from 1.
    RowDoesNotMatch { row: usize, prefix: Network, bit: u8 },
    /// The first row of the table that matches, though a longer one matches too.
    FirstInTable { row: usize, given: Mask, best: usize, right: Mask },
    /// The default route, though something longer matches.
    DefaultTooEarly { best: usize, right: Mask },
    /// The shortest of the rows that match.
    ShortestMatch { row: usize, given: Mask, best: usize, right: Mask },
    /// A row that matches, but not the longest.
    ShorterMatch { row: usize, given: Mask, best: usize, right: Mask },
    /// "None" was given though a row matches.
    SomethingMatches { row: usize, prefix: Network },

    // Numbers in other bases.
    /// The bits of an octet (counted from 1) stand in reverse.
    ReversedBits { octet: u8 },
    /// Every bit is the other way round.
    InvertedBits,
    /// The octets stand in reverse.
    ReversedOctets,
    /// Hexadecimal digits of this octet (counted from 1) were read as decimal ones, or written so.
    HexAsDecimal { octet: u8, hex: u8 },
    /// One bit is wrong: in this octet (counted from 1), the one that is worth `weight`.
    WrongBit { octet: u8, weight: u8, set: bool },
    /// Several bits of this octet (counted from 1) are wrong.
    WrongBits { octet: u8, given: u8, right: u8 },
    /// No octet is so large.
    OctetTooLarge { given: u64 },
    /// The zeros were counted, not the ones.
    ZerosForOnes { zeros: u8, ones: u8 },
    /// Another length.
    Ones { given: u64, right: u8 },

    // Ports.
    /// The port is the last or the first of its kind.
    PortBoundary { port: u16, given: PortKind, right: PortKind },
    /// Linux picks clients' ports from 32768 on; the dynamic ports begin at 49152.
    LinuxEphemeral { port: u16 },
    /// The port is of another kind.
    PortRange { port: u16, given: PortKind, right: PortKind },
    /// Which ports need a privilege on Linux.
    Privilege { port: u16, needed: bool },
    /// The port of another service.
    PortOfOther { given: u16, other: &'static str },
    /// Another port.
    PortOf { given: u64, right: u16 },
}
