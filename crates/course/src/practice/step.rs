//! The steps of a worked solution, with the numbers of the question it solves.

#![expect(missing_docs, reason = "each variant's line says what its numbers are")]

use super::{Class, Interface, Mask, Network, PortKind, Side};
use std::net::Ipv4Addr;

/// One step. Read in order, the steps of an exercise lead to its answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// The address begins with these bits, so it is of this class.
    LeadingBits { address: Ipv4Addr, class: Class },
    /// The class implies this mask, whatever stands beside the address.
    NaturalMask { class: Class, mask: Mask },
    /// D and E have none.
    NoNaturalMask { class: Class },
    /// The prefix length is that many ones: the mask in dotted form.
    MaskBits { mask: Mask },
    /// The octet (from 1) in which the mask ends: blocks are `256 - value` apart.
    Block { octet: u8, value: u8, size: u16 },
    /// The mask ends between octets: nothing to divide.
    WholeOctets { mask: Mask },
    /// The multiple of the block at or below the octet of the address.
    Multiple { octet: u8, value: u8, size: u16, multiple: u8 },
    /// Address AND mask.
    And { interface: Interface, network: Network },
    /// Network OR NOT mask: the last address.
    HostOnes { network: Network, wildcard: Ipv4Addr, end: Ipv4Addr },
    /// Between the two lie the hosts.
    Hosts { first: Ipv4Addr, last: Ipv4Addr },
    /// Both addresses of a `/31` are hosts (RFC 3021).
    LinkEnds { network: Network },
    /// A `/32` is one address.
    Single { address: Ipv4Addr },
    /// 2 to the power of the host bits, less two.
    Count { host_bits: u8, total: u64, usable: u64 },
    /// So many hosts need two more addresses; this many bits number them.
    HostBits { hosts: u32, needed: u64, host_bits: u8 },
    /// The rest of 32 bits is the prefix.
    PrefixFromHostBits { host_bits: u8, mask: Mask },
    /// So many subnets need this many bits.
    SubnetBits { at_least: u32, bits: u8, made: u64 },
    /// The bits are borrowed from the host part.
    Borrow { of: Network, bits: u8, mask: Mask },
    /// The largest need first, so that every block begins on its boundary. By index, from 0.
    LargestFirst { order: Vec<usize> },
    /// The block of a need, counted from 0.
    Place { need: usize, hosts: u32, block: Network },
    /// What is left of the space, in order.
    Left { free: Vec<Network> },
    /// The list, in order.
    Sorted { list: Vec<Network> },
    /// One lies in another and adds nothing.
    Covered { inner: Network, outer: Network },
    /// Two are the halves of one.
    Join { halves: [Network; 2], whole: Network },
    /// Two neighbours that are not the halves of one network.
    Apart { left: Network, right: Network },
    /// Nothing more joins: the shortest list.
    Shortest { list: Vec<Network> },
    /// What a host computes of the other's address with its own mask.
    Sees { side: Side, own: Interface, other: Ipv4Addr, theirs: Network },
    /// Whether the two are the same, so whether it sends directly.
    Decides { side: Side, direct: bool },
    /// Whether both are in one network.
    Together { ours: Network, theirs: Network },
    /// One side only: what leaves directly comes back through the gateway, if there is one.
    Lopsided { direct: Side },
    /// Whether a row of the table matches; `common` bits are the same.
    Matches { row: usize, prefix: Network, common: u8, matches: bool },
    /// The longest of those that match.
    Wins { row: usize, prefix: Network },
    /// Nothing matches: the packet is dropped, and ICMP says so.
    NoRoute { destination: Ipv4Addr },
    /// The bits of an octet (from 1) and what they are worth.
    Weights { octet: u8, value: u8 },
    /// The two hexadecimal digits of an octet (from 1).
    HexDigits { octet: u8, value: u8 },
    /// A mask is ones, then zeros.
    Ones { mask: Mask },
    /// Where the port lies.
    PortRange { port: u16, kind: PortKind },
    /// Linux lets only the privileged listen below 1024.
    Privilege { port: u16, needed: bool },
    /// Linux picks clients' ports from its own range.
    LinuxRange { port: u16 },
    /// The port at which a service is registered.
    Service { name: &'static str, port: u16 },
}
