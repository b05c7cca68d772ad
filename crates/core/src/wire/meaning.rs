//! What a field's number stands for.

use super::arp::Operation;
use super::numbered::numbered;
use super::tcp::OptionKind;
use super::{EtherType, Protocol, icmp};
use crate::addr::MacAddr;
use crate::seq::Seq;
use serde::Serialize;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What a field's value stands for: typed, so that every language can say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Meaning {
    /// What a frame carries.
    EtherType(EtherType),
    /// The field in the place of the `EtherType` is the length, in bytes, of an
    /// IEEE 802.3 frame's contents.
    FrameLength(u16),
    /// What a packet carries.
    Protocol(Protocol),
    /// A port with a well-known service.
    Service(Service),
    /// A MAC address that is not one station's.
    Mac(MacKind),
    /// An IP address with a special scope.
    Scope(AddressScope),
    /// The kind of link in ARP and cooked captures.
    Hardware(HardwareType),
    /// How a cooked packet met the machine that captured it.
    PacketType(PacketType),
    /// The protocol family of a BSD loopback frame.
    Family(AddressFamily),
    /// What an ARP packet wants.
    ArpOperation(Operation),
    /// A header length in words, in bytes.
    HeaderLengthBytes(u16),
    /// A fragment offset in units of 8, in bytes.
    FragmentOffsetBytes(u32),
    /// How routers are asked to treat the packet.
    Dscp(Dscp),
    /// What the packet says of congestion.
    Ecn(Ecn),
    /// A length of zero, left for the network card to fill in: the packet is as
    /// long as the capture says (segmentation offload).
    LengthLeftToHardware,
    /// A checksum left for the network card to fill in: what stands there is
    /// zero or the sum of the pseudo-header alone (checksum offload). The
    /// verdict beside it is still *wrong*.
    ChecksumLeftToHardware,
    /// A checksum of zero: the sender computed none.
    NoChecksum,
    /// What an ICMP message is about.
    Icmp(icmp::Kind),
    /// Why a packet did not arrive.
    Unreachable(icmp::Unreachable),
    /// Which packets should take another way.
    Redirect(icmp::Redirect),
    /// Which time was exceeded.
    TimeExceeded(icmp::TimeExceeded),
    /// How a header cannot be understood.
    BadParameter(icmp::BadParameter),
    /// The field counts only with a flag that is not set: ignore it.
    NotInUse,
    /// What a TCP option is for.
    TcpOption(OptionKind),
    /// The factor windows are multiplied with: two to the power of the shift, of
    /// which at most 14 counts (RFC 7323 §2.3).
    WindowScaleFactor(u16),
    /// The receive window in bytes, scaled. Only who knows the handshake can say
    /// it: see [`super::Dissection::relate`].
    WindowBytes(u32),
    /// A sequence number as a distance from the initial one. Only who knows the
    /// handshake can say it: see [`super::Dissection::relate`].
    Relative {
        /// The initial sequence number it counts from.
        base: Seq,
        /// How far ahead of it, modulo 2^32.
        offset: u32,
    },
}

/// MAC addresses that are not one station's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum MacKind {
    /// All stations on the link.
    Broadcast,
    /// A group of stations.
    Multicast,
    /// All zeros: not known yet.
    Unspecified,
}

impl MacKind {
    /// The kind of an address; `None` for an ordinary station's.
    pub fn of(mac: MacAddr) -> Option<Self> {
        if mac.is_broadcast() {
            Some(Self::Broadcast)
        } else if mac.is_multicast() {
            Some(Self::Multicast)
        } else if mac == MacAddr::UNSPECIFIED {
            Some(Self::Unspecified)
        } else {
            None
        }
    }
}

/// IP addresses with a special scope (RFC 6890).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum AddressScope {
    /// `0.0.0.0` or `::`: no address yet.
    Unspecified,
    /// This machine itself.
    Loopback,
    /// Private use (RFC 1918), or unique local (RFC 4193).
    Private,
    /// Valid on this link only (RFC 3927, RFC 4291 §2.5.6).
    LinkLocal,
    /// Shared by carriers behind their NAT (RFC 6598).
    Shared,
    /// For examples in documents (RFC 5737, RFC 3849).
    Documentation,
    /// For benchmarks (RFC 2544).
    Benchmarking,
    /// A group of hosts.
    Multicast,
    /// `255.255.255.255`: all hosts on this link.
    Broadcast,
    /// Class E, never given out.
    Reserved,
}

impl AddressScope {
    /// The scope of an address; `None` for one that is valid everywhere.
    pub fn of(ip: IpAddr) -> Option<Self> {
        match ip {
            IpAddr::V4(ip) => Self::of_v4(ip),
            IpAddr::V6(ip) => Self::of_v6(ip),
        }
    }

    fn of_v4(ip: Ipv4Addr) -> Option<Self> {
        match ip.octets() {
            [0, 0, 0, 0] => Some(Self::Unspecified),
            [127, ..] => Some(Self::Loopback),
            [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => Some(Self::Private),
            [169, 254, ..] => Some(Self::LinkLocal),
            [100, 64..=127, ..] => Some(Self::Shared),
            [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => Some(Self::Documentation),
            [198, 18..=19, ..] => Some(Self::Benchmarking),
            [224..=239, ..] => Some(Self::Multicast),
            [255, 255, 255, 255] => Some(Self::Broadcast),
            [240..=255, ..] => Some(Self::Reserved),
            _ => None,
        }
    }

    fn of_v6(ip: Ipv6Addr) -> Option<Self> {
        match ip.segments() {
            [0, 0, 0, 0, 0, 0, 0, 0] => Some(Self::Unspecified),
            [0, 0, 0, 0, 0, 0, 0, 1] => Some(Self::Loopback),
            [0xfc00..=0xfdff, ..] => Some(Self::Private),
            [0xfe80..=0xfebf, ..] => Some(Self::LinkLocal),
            [0x2001, 0x0db8, ..] => Some(Self::Documentation),
            [0xff00..=0xffff, ..] => Some(Self::Multicast),
            _ => None,
        }
    }
}

numbered! {
    /// Kinds of links (IANA, *ARP parameters*; Linux's own beyond 255).
    HardwareType: u16 {
        /// Ethernet.
        Ethernet = 1,
        /// Token ring and other IEEE 802 networks.
        Ieee802 = 6,
        /// Point-to-point protocol.
        Ppp = 512,
        /// Linux's loopback interface.
        Loopback = 772,
        /// A tunnel of IPv6 in IPv4.
        SixInFour = 776,
        /// IEEE 802.11 with its monitoring header.
        Wifi = 803,
        /// An interface without a link layer, such as a tunnel.
        None = 65534,
    }
}

numbered! {
    /// How a cooked packet met the machine that captured it.
    PacketType: u16 {
        /// Sent to this machine.
        ToUs = 0,
        /// Broadcast by somebody else.
        Broadcast = 1,
        /// Multicast by somebody else.
        Multicast = 2,
        /// From somebody else to somebody else.
        ToOthers = 3,
        /// Sent by this machine.
        FromUs = 4,
    }
}

/// The protocol family of a BSD loopback frame. Systems agree on 2 for IPv4 and
/// disagree on IPv6: 24 (`NetBSD`, `OpenBSD`), 28 (`FreeBSD`), 30 (macOS), 10 (Linux).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum AddressFamily {
    /// `AF_INET`.
    Ipv4,
    /// `AF_INET6`.
    Ipv6,
    /// Another one.
    Other(u32),
}

impl From<u32> for AddressFamily {
    fn from(number: u32) -> Self {
        match number {
            2 => Self::Ipv4,
            10 | 24 | 28 | 30 => Self::Ipv6,
            _ => Self::Other(number),
        }
    }
}

/// Differentiated services code points with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Dscp {
    /// Best effort.
    Default,
    /// Class selector 1 to 7 (RFC 2474 §4.2.2).
    ClassSelector(u8),
    /// Assured forwarding (RFC 2597 §6).
    AssuredForwarding {
        /// Class, 1 to 4.
        class: u8,
        /// Drop precedence, 1 to 3.
        drop: u8,
    },
    /// Voice admit (RFC 5865).
    VoiceAdmit,
    /// Expedited forwarding (RFC 3246).
    Expedited,
    /// Lower effort (RFC 8622).
    LowerEffort,
}

impl Dscp {
    /// The name of a six-bit code point, if it has one.
    pub fn of(code: u8) -> Option<Self> {
        let (high, low) = (code >> 3, code & 7);
        match (high, low) {
            (0, 0) => Some(Self::Default),
            (0, 1) => Some(Self::LowerEffort),
            (1..=7, 0) => Some(Self::ClassSelector(high)),
            (1..=4, 2 | 4 | 6) => Some(Self::AssuredForwarding { class: high, drop: low / 2 }),
            (5, 4) => Some(Self::VoiceAdmit),
            (5, 6) => Some(Self::Expedited),
            _ => None,
        }
    }
}

/// What a packet says of congestion (RFC 3168 §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Ecn {
    /// Its sender does not take part.
    NotCapable,
    /// Its sender takes part: ECT(1) (RFC 9331: L4S).
    Capable1,
    /// Its sender takes part: ECT(0).
    Capable0,
    /// A router was congested.
    CongestionExperienced,
}

impl Ecn {
    /// The meaning of the low two bits of `bits`.
    pub fn of(bits: u8) -> Self {
        match bits & 3 {
            0 => Self::NotCapable,
            1 => Self::Capable1,
            2 => Self::Capable0,
            _ => Self::CongestionExperienced,
        }
    }
}

numbered! {
    /// Services by their well-known TCP port (IANA, *service names and port numbers*).
    Service: u16 {
        /// Echo (RFC 862).
        Echo = 7,
        /// Discard (RFC 863).
        Discard = 9,
        /// Daytime (RFC 867).
        Daytime = 13,
        /// FTP, data.
        FtpData = 20,
        /// FTP, control.
        Ftp = 21,
        /// Secure shell.
        Ssh = 22,
        /// Telnet.
        Telnet = 23,
        /// Mail transfer.
        Smtp = 25,
        /// Names.
        Dns = 53,
        /// The web.
        Http = 80,
        /// Mail boxes, version 3.
        Pop3 = 110,
        /// Mail boxes.
        Imap = 143,
        /// Routes between networks.
        Bgp = 179,
        /// The web, encrypted.
        Https = 443,
        /// Windows file shares.
        Smb = 445,
        /// Mail submission.
        Submission = 587,
        /// Names, encrypted.
        DnsOverTls = 853,
        /// IMAP, encrypted.
        Imaps = 993,
        /// POP3, encrypted.
        Pop3s = 995,
        /// `MySQL`.
        Mysql = 3306,
        /// Remote desktop.
        Rdp = 3389,
        /// `PostgreSQL`.
        Postgres = 5432,
        /// Redis.
        Redis = 6379,
        /// The web, on its other usual port.
        HttpAlternate = 8080,
    }
}

impl Service {
    /// The service a port is known for, if any.
    pub fn of(port: u16) -> Option<Self> {
        match Self::from(port) {
            Self::Other(_) => None,
            named => Some(named),
        }
    }
}

#[cfg(test)]
mod tests;
