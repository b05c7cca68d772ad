//! Network address and port translation (RFC 3022, RFC 4787, RFC 5382, RFC 5508).

macro_rules! nat {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// A host inside speaks to the outside for the first time: it gets an external port.
        NatMapped { /// The host inside.
            ip: Ipv4Addr, /// Its port, or its ICMP identifier.
            port: u16, /// The port outside.
            external: u16 } = "nat-mapped", rfc(4787, "4.1");
        /// The same address and port inside keep their external port, whomever they speak to.
        NatReused { /// The host inside.
            ip: Ipv4Addr, /// Its port.
            port: u16, /// The port outside.
            external: u16 } = "nat-reused", rfc(4787, "4.1");
        /// A packet from inside leaves with the router's address as its source.
        NatOutbound { /// The source address it had.
            ip: Ipv4Addr, /// The source port it had.
            port: u16, /// The source port it has now.
            external: u16 } = "nat-outbound", rfc(3022, "2.2");
        /// A packet from outside goes to the host that the mapping names.
        NatInbound { /// The port it was for.
            external: u16, /// The destination address it has now.
            ip: Ipv4Addr, /// The destination port it has now.
            port: u16 } = "nat-inbound", rfc(3022, "2.2");
        /// Nobody inside has this external port: a packet from outside is for nobody there.
        NatNoMapping { /// The port it was for.
            external: u16 } = "nat-no-mapping", rfc(4787, "5");
        /// There is a mapping, but the host inside has not spoken to this sender.
        NatFiltered { /// The sender.
            ip: Ipv4Addr, /// Its port.
            port: u16, /// The port it was for.
            external: u16 } = "nat-filtered", rfc(4787, "5");
        /// A TCP segment opens nothing, and no connection is known: not translated.
        NatNotSyn { /// Its source.
            ip: Ipv4Addr, /// Its source port.
            port: u16 } = "nat-not-syn", rfc(5382, "5");
        /// Every external port is taken.
        NatPortsExhausted { /// How many there are.
            ports: u32 } = "nat-ports-exhausted", rfc(4787, "4.2.1");
        /// As many conversations are remembered as may be.
        NatTableFull { /// How many.
            limit: u32 } = "nat-table-full", Source::Model;
        /// A port of the router always leads to the same host inside.
        NatForwarded { /// The port outside.
            external: u16, /// The host inside.
            ip: Ipv4Addr, /// Its port.
            port: u16 } = "nat-forwarded", Source::Model;
        /// Nothing has passed for so long that the mapping is removed.
        NatExpired { /// The port outside.
            external: u16, /// For how long.
            after: Duration } = "nat-expired", rfc(4787, "4.3");
        /// The port mapping is taken back, or the outer address has changed.
        NatRemoved { /// The port outside.
            external: u16 } = "nat-removed", Source::Model;
        /// A TCP connection has been idle for so long that it is forgotten.
        NatTcpExpired { /// The port outside.
            external: u16, /// For how long.
            after: Duration } = "nat-tcp-expired", rfc(5382, "5");
        /// An ICMP error is about a packet that was translated: what it quotes is translated, too.
        NatIcmpError { /// The port outside, of the quoted packet.
            external: u16 } = "nat-icmp-error", rfc(5508, "4.2");
        /// An ICMP error is about no packet that was translated.
        NatIcmpStray = "nat-icmp-stray", rfc(5508, "4.1");
        /// From inside to the router's own outer address, and back in: both addresses are translated.
        NatHairpin { /// The port outside.
            external: u16, /// The host inside.
            ip: Ipv4Addr, /// Its port.
            port: u16 } = "nat-hairpin", rfc(4787, "6");
        /// From inside to the router's own outer address: this router does not send it back in.
        NatNoHairpin { /// The port outside.
            external: u16 } = "nat-no-hairpin", rfc(4787, "6");
        /// Only TCP, UDP and ICMP have something to tell hosts inside apart by.
        NatUnknownProtocol { /// The protocol's number.
            protocol: u8 } = "nat-unknown-protocol", rfc(3022, "4.1");
        /// An ICMP message of a kind that no mapping is for.
        NatIcmpKind { /// Its type.
            kind: u8 } = "nat-icmp-kind", rfc(5508, "3.1");
    } };
}
pub(super) use nat;
