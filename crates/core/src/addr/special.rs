//! What is not an ordinary address: the special-purpose registries of IANA
//! (RFC 6890, RFC 8190, and the RFC of each block), with multicast and broadcast,
//! which those registries leave to others.
//!
//! This is the one place that knows them: [`crate::wire::AddressScope`] is derived
//! from it.

use super::network::Network;
use super::v6::Network6;
use crate::rules::Source;
use crate::wire::AddressScope;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What a block is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `0.0.0.0` or `::`: no address yet.
    Unspecified,
    /// `0.0.0.0/8`: hosts of "this network"; only ever a source, while booting.
    ThisNetwork,
    /// Private use; everyone may use it, nobody routes it across the Internet.
    Private,
    /// Shared by carriers between them and their customers' NAT.
    Shared,
    /// This machine itself.
    Loopback,
    /// Valid on one link only.
    LinkLocal,
    /// Set aside for protocols of the IETF.
    ProtocolAssignments,
    /// For the ends of tunnels from IPv4 to IPv6 and back.
    ServiceContinuity,
    /// A source for ICMP errors of routers that have no IPv4 address.
    Dummy,
    /// The nearest Port Control Protocol server.
    PortControlAnycast,
    /// The nearest TURN relay.
    TurnAnycast,
    /// What a resolver is asked to find out how NAT64 embeds addresses.
    Nat64Discovery,
    /// Swallows reverse look-ups of private addresses.
    As112,
    /// Tunnels multicast to networks without it.
    AutomaticMulticastTunnelling,
    /// For examples in documents.
    Documentation,
    /// The nearest 6to4 relay: deprecated.
    SixToFourRelay,
    /// For benchmarks between networks.
    Benchmarking,
    /// A group of hosts.
    Multicast,
    /// Multicast that no router passes on: for protocols between neighbours.
    MulticastLocal,
    /// Multicast of one chosen source.
    MulticastSourceSpecific,
    /// Multicast that an organisation keeps within its bounds.
    MulticastAdministered,
    /// Never given out ("class E").
    Reserved,
    /// `255.255.255.255`: all hosts on this link.
    Broadcast,
    /// An IPv4 address as an IPv6 socket shows it.
    Ipv4Mapped,
    /// IPv4 addresses embedded by a translator (NAT64).
    Nat64,
    /// The same, for a prefix of local use.
    Nat64Local,
    /// Packets are dropped, on purpose.
    DiscardOnly,
    /// Teredo: IPv6 in UDP through NATs.
    Teredo,
    /// Cryptographic identifiers that are no locators.
    Orchid,
    /// 6to4: an IPv4 address in bits 16 to 47; deprecated in practice.
    SixToFour,
    /// Identifiers of segments in segment routing.
    SegmentRouting,
    /// Unique local: IPv6's private addresses.
    UniqueLocal,
    /// What IANA gives to the registries, and these to networks: global unicast.
    GlobalUnicast,
}

impl Kind {
    /// The scope that a packet's field shows for it, if it has one.
    pub const fn scope(self) -> Option<AddressScope> {
        Some(match self {
            Self::Unspecified => AddressScope::Unspecified,
            Self::Private | Self::UniqueLocal => AddressScope::Private,
            Self::Shared => AddressScope::Shared,
            Self::Loopback => AddressScope::Loopback,
            Self::LinkLocal => AddressScope::LinkLocal,
            Self::Documentation => AddressScope::Documentation,
            Self::Benchmarking => AddressScope::Benchmarking,
            Self::Multicast
            | Self::MulticastLocal
            | Self::MulticastSourceSpecific
            | Self::MulticastAdministered => AddressScope::Multicast,
            Self::Reserved => AddressScope::Reserved,
            Self::Broadcast => AddressScope::Broadcast,
            _ => return None,
        })
    }

    /// Whether a host's interface on a link may be configured with such an address.
    pub const fn hosts(self) -> bool {
        !matches!(
            self,
            Self::Unspecified
                | Self::ThisNetwork
                | Self::Loopback
                | Self::Multicast
                | Self::MulticastLocal
                | Self::MulticastSourceSpecific
                | Self::MulticastAdministered
                | Self::Reserved
                | Self::Broadcast
                | Self::Ipv4Mapped
        )
    }
}

/// What the registries say of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Flags(u8);

impl Flags {
    const SOURCE: u8 = 1;
    const DESTINATION: u8 = 2;
    const FORWARDABLE: u8 = 4;
    const GLOBAL: u8 = 8;

    /// Whether a packet may come from such an address.
    pub const fn source(self) -> bool {
        self.0 & Self::SOURCE != 0
    }

    /// Whether a packet may go to such an address.
    pub const fn destination(self) -> bool {
        self.0 & Self::DESTINATION != 0
    }

    /// Whether a router may pass such a packet on between its interfaces.
    pub const fn forwardable(self) -> bool {
        self.0 & Self::FORWARDABLE != 0
    }

    /// Whether such an address is reachable across the whole Internet.
    pub const fn global(self) -> bool {
        self.0 & Self::GLOBAL != 0
    }
}

/// A block of the registry. `P` is [`Network`] or [`Network6`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Block<P> {
    /// The addresses.
    pub prefix: P,
    /// What they are for.
    pub kind: Kind,
    /// Where that is said.
    pub source: Source,
    /// What may be done with them.
    pub flags: Flags,
}

/// What a row's last column says: source, destination, forwardable, global, as
/// the registries' four columns.
const NONE: u8 = 0;
const S: u8 = Flags::SOURCE;
const D: u8 = Flags::DESTINATION;
const SD: u8 = S | D;
const SDF: u8 = SD | Flags::FORWARDABLE;
const DF: u8 = D | Flags::FORWARDABLE;
const DFG: u8 = DF | Flags::GLOBAL;
const ANY: u8 = SDF | Flags::GLOBAL;

type Row4 = ([u8; 4], u8, Kind, u16, &'static str, u8);

/// IPv4, by first address; a wider block before what lies in it.
const ROWS4: &[Row4] = &[
    ([0, 0, 0, 0], 8, Kind::ThisNetwork, 791, "3.2", S),
    ([0, 0, 0, 0], 32, Kind::Unspecified, 1122, "3.2.1.3", S),
    ([10, 0, 0, 0], 8, Kind::Private, 1918, "3", SDF),
    ([100, 64, 0, 0], 10, Kind::Shared, 6598, "7", SDF),
    ([127, 0, 0, 0], 8, Kind::Loopback, 1122, "3.2.1.3", NONE),
    ([169, 254, 0, 0], 16, Kind::LinkLocal, 3927, "2.1", SD),
    ([172, 16, 0, 0], 12, Kind::Private, 1918, "3", SDF),
    ([192, 0, 0, 0], 24, Kind::ProtocolAssignments, 6890, "2.1", NONE),
    ([192, 0, 0, 0], 29, Kind::ServiceContinuity, 7335, "6", SDF),
    ([192, 0, 0, 8], 32, Kind::Dummy, 7600, "4.8", S),
    ([192, 0, 0, 9], 32, Kind::PortControlAnycast, 7723, "4.1", ANY),
    ([192, 0, 0, 10], 32, Kind::TurnAnycast, 8155, "8.1", ANY),
    ([192, 0, 0, 170], 31, Kind::Nat64Discovery, 8880, "7.2", NONE),
    ([192, 0, 2, 0], 24, Kind::Documentation, 5737, "3", NONE),
    ([192, 31, 196, 0], 24, Kind::As112, 7535, "3.2", ANY),
    ([192, 52, 193, 0], 24, Kind::AutomaticMulticastTunnelling, 7450, "7.1", ANY),
    ([192, 88, 99, 0], 24, Kind::SixToFourRelay, 7526, "4", ANY),
    ([192, 168, 0, 0], 16, Kind::Private, 1918, "3", SDF),
    ([192, 175, 48, 0], 24, Kind::As112, 7534, "3.1", ANY),
    ([198, 18, 0, 0], 15, Kind::Benchmarking, 2544, "C.2.2", SDF),
    ([198, 51, 100, 0], 24, Kind::Documentation, 5737, "3", NONE),
    ([203, 0, 113, 0], 24, Kind::Documentation, 5737, "3", NONE),
    ([224, 0, 0, 0], 4, Kind::Multicast, 5771, "3", DFG),
    ([224, 0, 0, 0], 24, Kind::MulticastLocal, 5771, "4", D),
    ([232, 0, 0, 0], 8, Kind::MulticastSourceSpecific, 4607, "1", DFG),
    ([239, 0, 0, 0], 8, Kind::MulticastAdministered, 2365, "6", DF),
    ([240, 0, 0, 0], 4, Kind::Reserved, 1112, "4", NONE),
    ([255, 255, 255, 255], 32, Kind::Broadcast, 919, "7", D),
];

type Row6 = ([u16; 8], u8, Kind, u16, &'static str, u8);

/// IPv6, by first address; a wider block before what lies in it.
const ROWS6: &[Row6] = &[
    ([0, 0, 0, 0, 0, 0, 0, 0], 128, Kind::Unspecified, 4291, "2.5.2", S),
    ([0, 0, 0, 0, 0, 0, 0, 1], 128, Kind::Loopback, 4291, "2.5.3", NONE),
    ([0, 0, 0, 0, 0, 0xffff, 0, 0], 96, Kind::Ipv4Mapped, 4291, "2.5.5.2", NONE),
    ([0x64, 0xff9b, 0, 0, 0, 0, 0, 0], 96, Kind::Nat64, 6052, "2.1", ANY),
    ([0x64, 0xff9b, 1, 0, 0, 0, 0, 0], 48, Kind::Nat64Local, 8215, "3", SDF),
    ([0x100, 0, 0, 0, 0, 0, 0, 0], 64, Kind::DiscardOnly, 6666, "4", SDF),
    ([0x2000, 0, 0, 0, 0, 0, 0, 0], 3, Kind::GlobalUnicast, 4291, "2.5.4", ANY),
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 23, Kind::ProtocolAssignments, 2928, "1", NONE),
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 32, Kind::Teredo, 4380, "8", SDF),
    ([0x2001, 1, 0, 0, 0, 0, 0, 1], 128, Kind::PortControlAnycast, 7723, "4.2", ANY),
    ([0x2001, 1, 0, 0, 0, 0, 0, 2], 128, Kind::TurnAnycast, 8155, "8.2", ANY),
    ([0x2001, 2, 0, 0, 0, 0, 0, 0], 48, Kind::Benchmarking, 5180, "8", SDF),
    ([0x2001, 3, 0, 0, 0, 0, 0, 0], 32, Kind::AutomaticMulticastTunnelling, 7450, "7.2", ANY),
    ([0x2001, 4, 0x112, 0, 0, 0, 0, 0], 48, Kind::As112, 7535, "3.2", ANY),
    ([0x2001, 0x20, 0, 0, 0, 0, 0, 0], 28, Kind::Orchid, 7343, "6", ANY),
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32, Kind::Documentation, 3849, "4", NONE),
    ([0x2002, 0, 0, 0, 0, 0, 0, 0], 16, Kind::SixToFour, 3056, "2", SDF),
    ([0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0], 48, Kind::As112, 7534, "3.1", ANY),
    ([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20, Kind::Documentation, 9637, "3", NONE),
    ([0x5f00, 0, 0, 0, 0, 0, 0, 0], 16, Kind::SegmentRouting, 9602, "6", SDF),
    ([0xfc00, 0, 0, 0, 0, 0, 0, 0], 7, Kind::UniqueLocal, 4193, "3.1", SDF),
    ([0xfe80, 0, 0, 0, 0, 0, 0, 0], 10, Kind::LinkLocal, 4291, "2.5.6", SD),
    ([0xff00, 0, 0, 0, 0, 0, 0, 0], 8, Kind::Multicast, 4291, "2.7", DFG),
];

/// The registry of IPv4, by first address; a wider block before what lies in it.
pub fn registry() -> impl DoubleEndedIterator<Item = Block<Network>> {
    ROWS4.iter().filter_map(|&(octets, length, kind, number, section, flags)| {
        let prefix = Network::exact(Ipv4Addr::from(octets), super::Mask::new(length)?)?;
        Some(Block { prefix, kind, source: Source::Rfc { number, section }, flags: Flags(flags) })
    })
}

/// The registry of IPv6, by first address; a wider block before what lies in it.
pub fn registry6() -> impl DoubleEndedIterator<Item = Block<Network6>> {
    ROWS6.iter().filter_map(|&(groups, length, kind, number, section, flags)| {
        let prefix = Network6::exact(Ipv6Addr::from(groups), length)?;
        Some(Block { prefix, kind, source: Source::Rfc { number, section }, flags: Flags(flags) })
    })
}

/// The blocks that an address is in, the narrowest first; none for an ordinary address.
pub fn of(address: Ipv4Addr) -> impl Iterator<Item = Block<Network>> {
    // Of two blocks that share an address the narrower comes later.
    registry().rev().filter(move |block| block.prefix.contains(address))
}

/// The same for IPv6. An ordinary address is in [`Kind::GlobalUnicast`] alone.
pub fn of6(address: Ipv6Addr) -> impl Iterator<Item = Block<Network6>> {
    registry6().rev().filter(move |block| block.prefix.contains(address))
}

/// The scope of an address, from the narrowest block that has one; `None` for
/// one that is valid everywhere.
pub fn scope(address: IpAddr) -> Option<AddressScope> {
    match address {
        IpAddr::V4(address) => of(address).find_map(|block| block.kind.scope()),
        IpAddr::V6(address) => of6(address).find_map(|block| block.kind.scope()),
    }
}

#[cfg(test)]
mod tests;
