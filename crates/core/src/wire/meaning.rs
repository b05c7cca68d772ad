//! What a field's number stands for.

use super::arp::Operation;
use super::numbered::numbered;
use super::tcp::OptionKind;
use super::{EtherType, Protocol, dhcp, dns, http, icmp, igmp, rip, stp, tftp};
use crate::addr::{MacAddr, special};
use crate::seq::Seq;
use serde::Serialize;
use std::net::IpAddr;

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
    /// A time in seconds.
    Seconds(u32),
    /// A time in milliseconds.
    Milliseconds(u32),
    /// What an IGMP message says.
    Igmp(igmp::Kind),
    /// What an IGMP message says of a group.
    IgmpRecord(igmp::RecordKind),
    /// What a BPDU is.
    Bpdu(stp::BpduKind),
    /// Which kind of answer a status is.
    HttpStatus(http::StatusClass),
    /// What a RIP message is.
    RipCommand(rip::Command),
    /// A metric of infinity: there is no way.
    NoWay,
    /// A domain name goes on at this byte of its message, where it stood before.
    ContinuesAt(u16),
    /// What a DNS message asks for.
    DnsOpcode(dns::Opcode),
    /// How a DNS question was answered.
    DnsResponse(dns::Rcode),
    /// The type of a DNS record.
    DnsType(dns::RecordType),
    /// The class of a DNS record.
    DnsClass(dns::Class),
    /// Who sends a DHCP message.
    DhcpOperation(dhcp::Operation),
    /// What a DHCP option is about.
    DhcpOption(dhcp::OptionKind),
    /// What a DHCP message wants.
    DhcpMessage(dhcp::MessageType),
    /// What a TFTP packet is.
    TftpOpcode(tftp::Opcode),
    /// Why a TFTP transfer ended.
    TftpError(tftp::ErrorCode),
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
    /// The scope of an address; `None` for one that is valid everywhere. The
    /// registry it comes from is [`crate::addr::special`].
    pub fn of(ip: IpAddr) -> Option<Self> {
        special::scope(ip)
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
    /// Services by their well-known port (IANA, *service names and port numbers*).
    /// Their registered names and transports are in [`crate::addr::ports`].
    Service: u16 {
        /// Sends back what it gets.
        Echo = 7,
        /// Throws away what it gets.
        Discard = 9,
        /// Who is logged in.
        Systat = 11,
        /// The time as text.
        Daytime = 13,
        /// A quotation.
        Qotd = 17,
        /// Characters without end.
        Chargen = 19,
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
        /// The time as a number.
        Time = 37,
        /// Who holds a name or an address.
        Whois = 43,
        /// Logging in to devices.
        Tacacs = 49,
        /// Names.
        Dns = 53,
        /// Configuration of hosts, at the server.
        DhcpServer = 67,
        /// Configuration of hosts, at the client.
        DhcpClient = 68,
        /// Files, trivially.
        Tftp = 69,
        /// Menus of documents, before the web.
        Gopher = 70,
        /// Who somebody is.
        Finger = 79,
        /// The web.
        Http = 80,
        /// Tickets for logging in.
        Kerberos = 88,
        /// ISO transport over TCP, as control systems use it.
        IsoTsap = 102,
        /// Mail boxes, version 3.
        Pop3 = 110,
        /// Ports of remote procedures.
        Sunrpc = 111,
        /// Whose a connection is.
        Ident = 113,
        /// News groups.
        Nntp = 119,
        /// The exact time.
        Ntp = 123,
        /// Ports of Windows' remote procedures.
        Epmap = 135,
        /// `NetBIOS`, names.
        NetbiosName = 137,
        /// `NetBIOS`, datagrams.
        NetbiosDatagram = 138,
        /// `NetBIOS`, sessions.
        NetbiosSession = 139,
        /// Mail boxes.
        Imap = 143,
        /// Management of devices.
        Snmp = 161,
        /// Notifications of devices.
        SnmpTrap = 162,
        /// Routes between networks.
        Bgp = 179,
        /// Chat.
        Irc = 194,
        /// Precise time, events.
        PtpEvent = 319,
        /// Precise time, the rest.
        PtpGeneral = 320,
        /// Directories.
        Ldap = 389,
        /// Finding services.
        ServiceLocation = 427,
        /// The web, encrypted; HTTP/3 on UDP.
        Https = 443,
        /// Windows file shares.
        Smb = 445,
        /// Changing Kerberos passwords.
        Kpasswd = 464,
        /// Mail submission, encrypted.
        Submissions = 465,
        /// Keys of `IPsec`.
        Ike = 500,
        /// Control systems.
        Modbus = 502,
        /// Messages for the log.
        Syslog = 514,
        /// Printing.
        Printer = 515,
        /// Routes within a network.
        Rip = 520,
        /// The same for IPv6.
        Ripng = 521,
        /// Configuration of hosts in IPv6, at the client.
        Dhcp6Client = 546,
        /// Configuration of hosts in IPv6, at the server.
        Dhcp6Server = 547,
        /// Apple file shares.
        Afp = 548,
        /// Control of streams.
        Rtsp = 554,
        /// News groups, encrypted.
        Nntps = 563,
        /// Mail submission.
        Submission = 587,
        /// Servers' management controllers.
        Ipmi = 623,
        /// Printing over HTTP.
        Ipp = 631,
        /// Directories, encrypted.
        Ldaps = 636,
        /// Labels of MPLS.
        Ldp = 646,
        /// Administration of Kerberos.
        KerberosAdmin = 749,
        /// Names, encrypted.
        DnsOverTls = 853,
        /// Copies of file trees.
        Rsync = 873,
        /// FTP data, encrypted.
        FtpsData = 989,
        /// FTP control, encrypted.
        Ftps = 990,
        /// IMAP, encrypted.
        Imaps = 993,
        /// POP3, encrypted.
        Pop3s = 995,
        /// A proxy for any connection.
        Socks = 1080,
        /// A virtual private network.
        OpenVpn = 1194,
        /// Microsoft SQL Server.
        SqlServer = 1433,
        /// Finds instances of Microsoft SQL Server.
        SqlMonitor = 1434,
        /// Tunnels of PPP.
        L2tp = 1701,
        /// Tunnels of PPP, Microsoft's.
        Pptp = 1723,
        /// Logging in to networks.
        Radius = 1812,
        /// Accounts of use.
        RadiusAccounting = 1813,
        /// Messages of sensors.
        Mqtt = 1883,
        /// Finding devices in a home.
        Ssdp = 1900,
        /// Unix file shares.
        Nfs = 2049,
        /// Disks over the network.
        Iscsi = 3260,
        /// `MySQL`.
        Mysql = 3306,
        /// Remote desktop.
        Rdp = 3389,
        /// What one's address is outside a NAT.
        Stun = 3478,
        /// IPv6 in UDP.
        Teredo = 3544,
        /// Whether a path is alive.
        Bfd = 3784,
        /// Keys of authenticated time.
        NtsKe = 4460,
        /// `IPsec` through a NAT.
        IpsecNat = 4500,
        /// Ethernet in UDP.
        Vxlan = 4789,
        /// Calls.
        Sip = 5060,
        /// Calls, encrypted.
        Sips = 5061,
        /// Instant messages, from clients.
        XmppClient = 5222,
        /// Instant messages, between servers.
        XmppServer = 5269,
        /// STUN, encrypted.
        Stuns = 5349,
        /// Names on one link.
        Mdns = 5353,
        /// Names on one link, Microsoft's.
        Llmnr = 5355,
        /// `PostgreSQL`.
        Postgres = 5432,
        /// Message queues, encrypted.
        Amqps = 5671,
        /// Message queues.
        Amqp = 5672,
        /// The web of small devices.
        Coap = 5683,
        /// The same, encrypted.
        Coaps = 5684,
        /// Remote screens.
        Rfb = 5900,
        /// Redis.
        Redis = 6379,
        /// Messages for the log, encrypted.
        SyslogTls = 6514,
        /// Control of switches.
        Openflow = 6653,
        /// The web, on its other usual port.
        HttpAlternate = 8080,
        /// Messages of sensors, encrypted.
        MqttTls = 8883,
        /// Git.
        Git = 9418,
        /// Memcached.
        Memcache = 11211,
        /// `MongoDB`.
        Mongodb = 27017,
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
