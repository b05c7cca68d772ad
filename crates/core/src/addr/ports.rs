//! Ports: their three kinds (RFC 6335 §6), their names, and what systems do with them.

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
    /// What it is used with.
    pub transport: Transport,
    /// The service's name as IANA registers it, such as `domain`.
    pub name: &'static str,
    /// The RFC that defines the protocol; `None` when no RFC does.
    pub rfc: Option<u16>,
}

/// The names of a port; more than one when TCP and UDP differ.
pub fn named(port: u16) -> impl Iterator<Item = &'static Named> {
    let from = NAMED.partition_point(|named| named.port < port);
    NAMED.iter().skip(from).take_while(move |named| named.port == port)
}

const fn row(port: u16, transport: Transport, name: &'static str, rfc: u16) -> Named {
    Named { port, transport, name, rfc: if rfc == 0 { None } else { Some(rfc) } }
}

/// The ports that a course or a capture meets, by number (IANA, *Service Name and
/// Transport Protocol Port Number Registry*; the RFC is the protocol's own).
pub const NAMED: &[Named] = &[row(7, Transport::Both, "echo", 862)];
