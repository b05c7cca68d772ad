//! What IPv4 and IPv6 share: protocol numbers.

use super::numbered::numbered;

numbered! {
    /// What an IP packet carries (IANA, *assigned internet protocol numbers*).
    Protocol: u8 {
        /// IPv6 hop-by-hop options.
        HopByHop = 0,
        /// ICMP.
        Icmp = 1,
        /// Group membership.
        Igmp = 2,
        /// TCP.
        Tcp = 6,
        /// UDP.
        Udp = 17,
        /// IPv6 inside.
        Ipv6 = 41,
        /// IPv6 routing header.
        Ipv6Routing = 43,
        /// IPv6 fragment header.
        Ipv6Fragment = 44,
        /// Generic encapsulation.
        Gre = 47,
        /// Encrypted payload.
        Esp = 50,
        /// Authentication header.
        Ah = 51,
        /// ICMP for IPv6.
        Icmpv6 = 58,
        /// Nothing follows.
        Ipv6NoNext = 59,
        /// IPv6 destination options.
        Ipv6Destination = 60,
        /// Routes inside a network.
        Ospf = 89,
        /// SCTP.
        Sctp = 132,
    }
}
