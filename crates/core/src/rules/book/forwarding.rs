//! From network to network: routes, TTL, ICMP, UDP (RFC 791, 792, 768, 1122, 1812).

macro_rules! forwarding {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// The destination is in a network on the link: the packet goes straight to it.
        RouteDirect { /// The destination.
            ip: Ipv4Addr, /// How many bits of the network's address count.
            prefix: u8 } = "route-direct", rfc(1122, "3.3.1.1");
        /// The destination is elsewhere: the packet goes to the next router.
        RouteVia { /// The destination.
            ip: Ipv4Addr, /// The next router.
            gateway: Ipv4Addr, /// How many bits of the route's network count.
            prefix: u8 } = "route-via", rfc(1122, "3.3.1.1");
        /// The packet is for the host itself: it never leaves it.
        Loopback = "loopback", rfc(1122, "3.2.1.3");
        /// The interface has no address yet: what is sent to its MAC address is taken.
        AddressNotYet { /// To which address.
            ip: Ipv4Addr } = "address-not-yet", rfc(2131, "4.1");
        /// No route leads to the destination.
        NoRoute { /// The destination.
            ip: Ipv4Addr } = "no-route", rfc(1812, "5.2.7.1");
        /// The packet's TTL is used up: it goes no further.
        TtlExpired { /// Its TTL as it came in.
            ttl: u8 } = "ttl-expired", rfc(1812, "5.3.1");
        /// A router takes one off the TTL of what it passes on.
        TtlDecrement { /// The TTL as it goes out.
            ttl: u8 } = "ttl-decrement", rfc(1812, "5.3.1");
        /// A broadcast stays in its network.
        BroadcastStays { /// The broadcast address.
            ip: Ipv4Addr } = "broadcast-stays", rfc(1812, "5.3.5");
        /// An error is reported to the sender of the packet that it quotes.
        IcmpErrorSent { /// To whom.
            ip: Ipv4Addr, /// The ICMP type.
            kind: u8, /// The ICMP code.
            code: u8 } = "icmp-error-sent", rfc(1812, "4.3.2");
        /// No error is ever sent about an error, a broadcast or a later fragment.
        IcmpErrorSuppressed = "icmp-error-suppressed", rfc(1122, "3.2.2");
        /// An error has come: what it quotes tells about which packet it is.
        IcmpErrorArrived { /// From whom.
            ip: Ipv4Addr, /// The ICMP type.
            kind: u8, /// The ICMP code.
            code: u8 } = "icmp-error-arrived", rfc(1122, "3.2.2");
        /// The ICMP checksum is wrong: discard in silence.
        IcmpChecksumWrong = "icmp-checksum-wrong", rfc(792, "Message Formats");
        /// The message is nothing that this host has anything to do with.
        IcmpNotForUs { /// The ICMP type.
            kind: u8 } = "icmp-not-for-us", rfc(1122, "3.2.2");
        /// A program asks whether a host is there.
        EchoRequested { /// Tells one echo from the next.
            seq: u16 } = "echo-requested", rfc(1122, "3.2.2.6");
        /// Every host sends back what it is asked to.
        EchoReplied { /// To whom.
            ip: Ipv4Addr, /// The request's number.
            seq: u16 } = "echo-replied", rfc(1122, "3.2.2.6");
        /// The reply to a request of ours has come.
        EchoAnswered { /// The request's number.
            seq: u16 } = "echo-answered", rfc(1122, "3.2.2.6");
        /// A program hands a datagram to UDP, which only adds ports and a checksum.
        UdpSent { /// Its payload in bytes.
            bytes: u32 } = "udp-sent", rfc(768, "Introduction");
        /// A datagram longer than any may be is refused.
        UdpTooLong { /// Its payload in bytes.
            bytes: u32 } = "udp-too-long", rfc(768, "Fields");
        /// The datagram is for a socket: it waits there to be read.
        UdpDelivered { /// The port.
            port: u16, /// How many wait now.
            waiting: u32 } = "udp-delivered", rfc(1122, "4.1.3");
        /// No socket is bound to the port: the sender is told so.
        UdpPortClosed { /// The port.
            port: u16 } = "udp-port-closed", rfc(1122, "4.1.3.1");
        /// The socket's buffer is full: the datagram is lost, and nobody is told.
        UdpQueueFull { /// The port.
            port: u16, /// How many may wait.
            limit: u32 } = "udp-queue-full", Source::Model;
        /// The UDP checksum is wrong: discard in silence.
        UdpChecksumWrong = "udp-checksum-wrong", rfc(1122, "4.1.3.4");
        /// Less was asked for than the datagram holds: the rest of it is gone.
        UdpCut { /// How many bytes are lost.
            bytes: u32 } = "udp-cut", posix("recvfrom");
        /// The host does not know the protocol that the packet carries.
        ProtocolUnknown { /// Its number.
            protocol: u8 } = "protocol-unknown", rfc(1122, "3.2.2.1");
        /// A hub repeats every bit through all its other ports.
        HubRepeats { /// Where it came in.
            port: u16 } = "hub-repeats", Source::Model;
        /// A modem turns the frame into another kind of signal, and changes no bit of it.
        ModemConverts { /// Where it came in.
            port: u16 } = "modem-converts", Source::Model;
        /// Nothing is plugged in there.
        NoCable { /// The port.
            port: u16 } = "no-cable", Source::Model;
        /// The link is cut.
        LinkCut = "link-cut", Source::Model;
    } };
}
pub(super) use forwarding;
