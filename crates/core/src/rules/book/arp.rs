//! ARP (RFC 826).

macro_rules! arp {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// Nobody has told us the MAC of this address yet: ask everyone on the link.
        ArpUnknown { /// The address asked for.
            ip: Ipv4Addr } = "arp-unknown", rfc(826, "Packet Generation");
        /// The question was about our address: answer, to the asker alone.
        ArpForUs { /// Our address.
            ip: Ipv4Addr } = "arp-for-us", rfc(826, "Packet Reception");
        /// A mapping seen in an ARP packet is remembered.
        ArpLearn { /// The address learnt.
            ip: Ipv4Addr } = "arp-learn", rfc(826, "Packet Reception");
        /// The ARP packet was about somebody else.
        ArpNotForUs { /// The address asked for.
            ip: Ipv4Addr } = "arp-not-for-us", rfc(826, "Packet Reception");
        /// Nobody answered after the last retry: the host is unreachable.
        ArpNoAnswer { /// The address asked for.
            ip: Ipv4Addr, /// How many times it was asked.
            tries: u8 } = "arp-no-answer", Source::Model;
    } };
}
pub(super) use arp;
