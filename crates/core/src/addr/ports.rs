//! Ports: their three kinds (RFC 6335 §6), their names, and what systems do with them.

use crate::wire::Service;
use std::ops::RangeInclusive;

/// Which transport a port is used with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Transport {
    /// TCP alone.
    Tcp,
    /// UDP alone.
    Udp,
    /// Either.
    Both,
}

/// The three ranges of ports (RFC 6335 §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 0 to 1023: "well-known", assigned by IANA after review.
    System,
    /// 1024 to 49151: "registered", assigned by IANA on request.
    User,
    /// 49152 to 65535: "private" or "ephemeral", never assigned.
    Dynamic,
}

impl Kind {
    /// All three.
    pub const ALL: [Self; 3] = [Self::System, Self::User, Self::Dynamic];

    /// The kind of a port.
    pub const fn of(port: u16) -> Self {
        match port {
            0..=1023 => Self::System,
            1024..=49151 => Self::User,
            49152.. => Self::Dynamic,
        }
    }

    /// The ports of the kind.
    pub const fn range(self) -> RangeInclusive<u16> {
        match self {
            Self::System => 0..=1023,
            Self::User => 1024..=49151,
            Self::Dynamic => 49152..=u16::MAX,
        }
    }
}

/// Systems, by what they do with ports unless told otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum System {
    /// What IANA recommends (RFC 6335 §6).
    Iana,
    /// Linux.
    Linux,
    /// Windows since Vista.
    Windows,
    /// macOS.
    MacOs,
    /// `FreeBSD`.
    FreeBsd,
    /// `OpenBSD`.
    OpenBsd,
}

impl System {
    /// Each of them.
    pub const ALL: [Self; 6] =
        [Self::Iana, Self::Linux, Self::Windows, Self::MacOs, Self::FreeBsd, Self::OpenBsd];

    /// The ports that the system gives to sockets that ask for none.
    pub const fn ephemeral(self) -> RangeInclusive<u16> {
        match self {
            // RFC 6335 §6; `netsh int ipv4 show dynamicport tcp`; `net.inet.ip.portrange.first`.
            Self::Iana | Self::Windows | Self::MacOs => 49152..=65535,
            // net.ipv4.ip_local_port_range (ip-sysctl).
            Self::Linux => 32768..=60999,
            // net.inet.ip.portrange.first and .last (ip(4)).
            Self::FreeBsd => 10000..=65535,
            // net.inet.ip.portfirst and .portlast (sysctl(2)): all but the system ports and
            // those above, which IP_PORTRANGE_HIGH asks for.
            Self::OpenBsd => 1024..=49151,
        }
    }

    /// The setting that holds the range, as the system names it.
    pub const fn setting(self) -> Option<&'static str> {
        match self {
            Self::Iana => None,
            Self::Linux => Some("net.ipv4.ip_local_port_range"),
            Self::Windows => Some("netsh int ipv4 show dynamicport tcp"),
            Self::MacOs | Self::FreeBsd => Some("net.inet.ip.portrange.first"),
            Self::OpenBsd => Some("net.inet.ip.portfirst"),
        }
    }

    /// Whether a program needs a privilege to listen on the port, on all
    /// addresses, as the system comes: `CAP_NET_BIND_SERVICE` on Linux
    /// (`net.ipv4.ip_unprivileged_port_start`), root on the BSDs. Windows and
    /// macOS (since 10.14) ask for none. `None` for IANA, which is no system.
    pub const fn privileged(self, port: u16) -> Option<bool> {
        match self {
            Self::Iana => None,
            Self::Linux | Self::FreeBsd | Self::OpenBsd => Some(port > 0 && port < 1024),
            Self::Windows | Self::MacOs => Some(false),
        }
    }
}

/// A port with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Named {
    /// The port.
    pub port: u16,
    /// What it is used with; IANA often registered the other transport too.
    pub transport: Transport,
    /// The service's name as IANA registers it, such as `domain`.
    pub name: &'static str,
    /// The RFC that defines the protocol or its use of the port; `None` when none does.
    pub rfc: Option<u16>,
}

impl Named {
    /// The service, for which there are words.
    pub fn service(&self) -> Service {
        Service::from(self.port)
    }
}

/// The name of a port.
pub fn named(port: u16) -> Option<&'static Named> {
    let place = NAMED.binary_search_by_key(&port, |named| named.port).ok()?;
    NAMED.get(place)
}

/// `rfc` is 0 where there is none.
const fn row(port: u16, transport: Transport, name: &'static str, rfc: u16) -> Named {
    Named { port, transport, name, rfc: if rfc == 0 { None } else { Some(rfc) } }
}

/// The ports that a course or a capture meets, by number (IANA, *Service Name and
/// Transport Protocol Port Number Registry*): those of [`Service`].
pub const NAMED: &[Named] = &[
    row(7, Transport::Both, "echo", 862),
    row(9, Transport::Both, "discard", 863),
    row(11, Transport::Tcp, "systat", 866),
    row(13, Transport::Both, "daytime", 867),
    row(17, Transport::Both, "qotd", 865),
    row(19, Transport::Both, "chargen", 864),
    row(20, Transport::Tcp, "ftp-data", 959),
    row(21, Transport::Tcp, "ftp", 959),
    row(22, Transport::Tcp, "ssh", 4253),
    row(23, Transport::Tcp, "telnet", 854),
    row(25, Transport::Tcp, "smtp", 5321),
    row(37, Transport::Both, "time", 868),
    row(43, Transport::Tcp, "nicname", 3912),
    row(49, Transport::Tcp, "tacacs", 8907),
    row(53, Transport::Both, "domain", 1035),
    row(67, Transport::Udp, "bootps", 2131),
    row(68, Transport::Udp, "bootpc", 2131),
    row(69, Transport::Udp, "tftp", 1350),
    row(70, Transport::Tcp, "gopher", 1436),
    row(79, Transport::Tcp, "finger", 1288),
    row(80, Transport::Tcp, "http", 9110),
    row(88, Transport::Both, "kerberos", 4120),
    row(102, Transport::Tcp, "iso-tsap", 1006),
    row(110, Transport::Tcp, "pop3", 1939),
    row(111, Transport::Both, "sunrpc", 1833),
    row(113, Transport::Tcp, "ident", 1413),
    row(119, Transport::Tcp, "nntp", 3977),
    row(123, Transport::Udp, "ntp", 5905),
    row(135, Transport::Tcp, "epmap", 0),
    row(137, Transport::Udp, "netbios-ns", 1002),
    row(138, Transport::Udp, "netbios-dgm", 1002),
    row(139, Transport::Tcp, "netbios-ssn", 1002),
    row(143, Transport::Tcp, "imap", 9051),
    row(161, Transport::Udp, "snmp", 3417),
    row(162, Transport::Udp, "snmptrap", 3417),
    row(179, Transport::Tcp, "bgp", 4271),
    row(194, Transport::Tcp, "irc", 1459),
    row(319, Transport::Udp, "ptp-event", 0),
    row(320, Transport::Udp, "ptp-general", 0),
    row(389, Transport::Both, "ldap", 4511),
    row(427, Transport::Both, "svrloc", 2608),
    row(443, Transport::Both, "https", 9110),
    row(445, Transport::Tcp, "microsoft-ds", 0),
    row(464, Transport::Both, "kpasswd", 3244),
    row(465, Transport::Tcp, "submissions", 8314),
    row(500, Transport::Udp, "isakmp", 7296),
    row(502, Transport::Tcp, "mbap", 0),
    row(514, Transport::Udp, "syslog", 5426),
    row(515, Transport::Tcp, "printer", 1179),
    row(520, Transport::Udp, "router", 2453),
    row(521, Transport::Udp, "ripng", 2080),
    row(546, Transport::Udp, "dhcpv6-client", 8415),
    row(547, Transport::Udp, "dhcpv6-server", 8415),
    row(548, Transport::Tcp, "afpovertcp", 0),
    row(554, Transport::Tcp, "rtsp", 7826),
    row(563, Transport::Tcp, "nntps", 8143),
    row(587, Transport::Tcp, "submission", 6409),
    row(623, Transport::Udp, "asf-rmcp", 0),
    row(631, Transport::Tcp, "ipp", 8010),
    row(636, Transport::Tcp, "ldaps", 0),
    row(646, Transport::Both, "ldp", 5036),
    row(749, Transport::Tcp, "kerberos-adm", 0),
    row(853, Transport::Both, "domain-s", 7858),
    row(873, Transport::Tcp, "rsync", 5781),
    row(989, Transport::Tcp, "ftps-data", 4217),
    row(990, Transport::Tcp, "ftps", 4217),
    row(993, Transport::Tcp, "imaps", 8314),
    row(995, Transport::Tcp, "pop3s", 8314),
    row(1080, Transport::Tcp, "socks", 1928),
    row(1194, Transport::Both, "openvpn", 0),
    row(1433, Transport::Tcp, "ms-sql-s", 0),
    row(1434, Transport::Udp, "ms-sql-m", 0),
    row(1701, Transport::Udp, "l2tp", 2661),
    row(1723, Transport::Tcp, "pptp", 2637),
    row(1812, Transport::Udp, "radius", 2865),
    row(1813, Transport::Udp, "radius-acct", 2866),
    row(1883, Transport::Tcp, "mqtt", 0),
    row(1900, Transport::Udp, "ssdp", 0),
    row(2049, Transport::Both, "nfs", 7530),
    row(3260, Transport::Tcp, "iscsi-target", 7143),
    row(3306, Transport::Tcp, "mysql", 0),
    row(3389, Transport::Both, "ms-wbt-server", 0),
    row(3478, Transport::Both, "stun", 8489),
    row(3544, Transport::Udp, "teredo", 4380),
    row(3784, Transport::Udp, "bfd-control", 5881),
    row(4460, Transport::Tcp, "ntske", 8915),
    row(4500, Transport::Udp, "ipsec-nat-t", 3948),
    row(4789, Transport::Udp, "vxlan", 7348),
    row(5060, Transport::Both, "sip", 3261),
    row(5061, Transport::Tcp, "sips", 3261),
    row(5222, Transport::Tcp, "xmpp-client", 6120),
    row(5269, Transport::Tcp, "xmpp-server", 6120),
    row(5349, Transport::Both, "stuns", 8489),
    row(5353, Transport::Udp, "mdns", 6762),
    row(5355, Transport::Both, "llmnr", 4795),
    row(5432, Transport::Tcp, "postgresql", 0),
    row(5671, Transport::Tcp, "amqps", 0),
    row(5672, Transport::Tcp, "amqp", 0),
    row(5683, Transport::Both, "coap", 7252),
    row(5684, Transport::Both, "coaps", 7252),
    row(5900, Transport::Tcp, "rfb", 6143),
    row(6379, Transport::Tcp, "redis", 0),
    row(6514, Transport::Tcp, "syslog-tls", 5425),
    row(6653, Transport::Tcp, "openflow", 0),
    row(8080, Transport::Tcp, "http-alt", 0),
    row(8883, Transport::Tcp, "secure-mqtt", 0),
    row(9418, Transport::Tcp, "git", 0),
    row(11211, Transport::Both, "memcache", 0),
    row(27017, Transport::Tcp, "mongodb", 0),
];

#[cfg(test)]
mod tests;
