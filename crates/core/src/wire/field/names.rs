//! The names of layers and fields, one list for both.

/// Declares [`LayerKind`] and [`FieldName`] from one list, so that they cannot drift apart.
macro_rules! layers {
    ($(
        $(#[$layer_doc:meta])* $layer:ident = $layer_id:literal {
            $( $(#[$doc:meta])* $name:ident = $id:literal, )*
        }
    )*) => {
        /// The layers a frame is made of.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum LayerKind { $( $(#[$layer_doc])* $layer, )* }

        impl LayerKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[ $( Self::$layer, )* ];

            /// A stable id, for links and tests.
            pub const fn id(self) -> &'static str {
                match self { $( Self::$layer => $layer_id, )* }
            }
        }

        /// Every field of every layer.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FieldName { $( $( $(#[$doc])* $name, )* )* }

        impl FieldName {
            /// Every name, layer by layer, in the order of the wire.
            pub const ALL: &'static [Self] = &[ $( $( Self::$name, )* )* ];

            /// A stable id, for links and tests: the name Wireshark's display
            /// filters use where they have one.
            pub const fn id(self) -> &'static str {
                match self { $( $( Self::$name => $id, )* )* }
            }

            /// The layer the field belongs to.
            pub const fn layer(self) -> LayerKind {
                match self { $( $( Self::$name => LayerKind::$layer, )* )* }
            }
        }
    };
}

layers! {
    /// Ethernet II (IEEE 802.3 §3).
    Ethernet = "eth" {
        /// To whom the frame goes.
        EthernetDestination = "eth.dst",
        /// Who put it on this link.
        EthernetSource = "eth.src",
        /// What is inside; below 1536 it is a length instead.
        EtherType = "eth.type",
    }
    /// An IEEE 802.1Q tag.
    Vlan = "vlan" {
        /// Priority code point.
        VlanPriority = "vlan.priority",
        /// Drop eligible indicator.
        VlanDropEligible = "vlan.dei",
        /// The VLAN's number.
        VlanId = "vlan.id",
        /// What is inside.
        VlanEtherType = "vlan.etype",
    }
    /// Linux cooked capture, version 1: the header captures on `any` carry.
    LinuxCooked = "sll" {
        /// To us, broadcast, from us, …
        CookedPacketType = "sll.pkttype",
        /// The kind of interface.
        CookedHardwareType = "sll.hatype",
        /// Significant bytes of the address.
        CookedAddressLength = "sll.halen",
        /// The sender's link-layer address.
        CookedAddress = "sll.src",
        /// What the address leaves free of its eight bytes.
        CookedUnused = "sll.unused",
        /// What is inside.
        CookedProtocol = "sll.etype",
    }
    /// Linux cooked capture, version 2.
    LinuxCookedV2 = "sll2" {
        /// What is inside.
        CookedV2Protocol = "sll2.etype",
        /// Must be zero.
        CookedV2Reserved = "sll2.reserved",
        /// The number of the interface.
        CookedV2Interface = "sll2.ifindex",
        /// The kind of interface.
        CookedV2HardwareType = "sll2.hatype",
        /// To us, broadcast, from us, …
        CookedV2PacketType = "sll2.pkttype",
        /// Significant bytes of the address.
        CookedV2AddressLength = "sll2.halen",
        /// The sender's link-layer address.
        CookedV2Address = "sll2.src",
        /// What the address leaves free of its eight bytes.
        CookedV2Unused = "sll2.unused",
    }
    /// BSD loopback: four bytes saying which protocol family follows.
    BsdLoopback = "null" {
        /// The address family, in the byte order of the machine that captured.
        LoopbackFamily = "null.family",
    }
    /// ARP (RFC 826) and RARP (RFC 903).
    Arp = "arp" {
        /// The kind of link.
        ArpHardwareType = "arp.hw.type",
        /// The kind of network address, as an `EtherType`.
        ArpProtocolType = "arp.proto.type",
        /// Bytes of a hardware address.
        ArpHardwareSize = "arp.hw.size",
        /// Bytes of a protocol address.
        ArpProtocolSize = "arp.proto.size",
        /// Request, reply, …
        ArpOperation = "arp.opcode",
        /// Sender's hardware address.
        ArpSenderMac = "arp.src.hw_mac",
        /// Sender's protocol address.
        ArpSenderIp = "arp.src.proto_ipv4",
        /// Target's hardware address.
        ArpTargetMac = "arp.dst.hw_mac",
        /// Target's protocol address.
        ArpTargetIp = "arp.dst.proto_ipv4",
    }
    /// IPv4 (RFC 791).
    Ipv4 = "ip" {
        /// Always 4.
        Ipv4Version = "ip.version",
        /// Header length in 32-bit words.
        Ipv4HeaderLength = "ip.hdr_len",
        /// Differentiated services code point (RFC 2474).
        Ipv4Dscp = "ip.dsfield.dscp",
        /// Explicit congestion notification (RFC 3168).
        Ipv4Ecn = "ip.dsfield.ecn",
        /// Bytes of header and payload together.
        Ipv4TotalLength = "ip.len",
        /// Groups the fragments of one datagram.
        Ipv4Identification = "ip.id",
        /// Must be zero.
        Ipv4ReservedFlag = "ip.flags.rb",
        /// Do not cut this datagram up.
        Ipv4DontFragment = "ip.flags.df",
        /// More fragments follow.
        Ipv4MoreFragments = "ip.flags.mf",
        /// Where this fragment belongs, in units of 8 bytes.
        Ipv4FragmentOffset = "ip.frag_offset",
        /// Routers it may still cross.
        Ipv4Ttl = "ip.ttl",
        /// What is inside.
        Ipv4Protocol = "ip.proto",
        /// Internet checksum of the header.
        Ipv4Checksum = "ip.checksum",
        /// From whom.
        Ipv4Source = "ip.src",
        /// To whom.
        Ipv4Destination = "ip.dst",
        /// Options, not taken apart.
        Ipv4Options = "ip.options",
    }
    /// IPv6 (RFC 8200).
    Ipv6 = "ipv6" {
        /// Always 6.
        Ipv6Version = "ipv6.version",
        /// Differentiated services code point (RFC 2474).
        Ipv6Dscp = "ipv6.tclass.dscp",
        /// Explicit congestion notification (RFC 3168).
        Ipv6Ecn = "ipv6.tclass.ecn",
        /// Marks packets that want the same treatment (RFC 6437).
        Ipv6FlowLabel = "ipv6.flow",
        /// Bytes after the fixed header.
        Ipv6PayloadLength = "ipv6.plen",
        /// What is inside.
        Ipv6NextHeader = "ipv6.nxt",
        /// Routers it may still cross.
        Ipv6HopLimit = "ipv6.hlim",
        /// From whom.
        Ipv6Source = "ipv6.src",
        /// To whom.
        Ipv6Destination = "ipv6.dst",
    }
    /// An IPv6 extension header: hop-by-hop, routing, destination options or fragment.
    Ipv6Extension = "ipv6.ext" {
        /// What is inside.
        Ipv6ExtensionNextHeader = "ipv6.ext.nxt",
        /// Length beyond the first 8 bytes, in units of 8.
        Ipv6ExtensionLength = "ipv6.ext.len",
        /// Contents, not taken apart.
        Ipv6ExtensionData = "ipv6.ext.data",
        /// Must be zero.
        Ipv6FragmentReserved = "ipv6.fraghdr.reserved_octet",
        /// Where this fragment belongs, in units of 8 bytes.
        Ipv6FragmentOffset = "ipv6.fraghdr.offset",
        /// Must be zero.
        Ipv6FragmentReservedBits = "ipv6.fraghdr.reserved_bits",
        /// More fragments follow.
        Ipv6MoreFragments = "ipv6.fraghdr.more",
        /// Groups the fragments of one packet.
        Ipv6FragmentIdentification = "ipv6.fraghdr.ident",
    }
    /// TCP (RFC 9293 §3.1).
    Tcp = "tcp" {
        /// The sender's port.
        TcpSourcePort = "tcp.srcport",
        /// The receiver's port.
        TcpDestinationPort = "tcp.dstport",
        /// Number of the first byte (or of SYN).
        TcpSequence = "tcp.seq",
        /// The next number expected from the other side.
        TcpAcknowledgment = "tcp.ack",
        /// Header length in 32-bit words.
        TcpDataOffset = "tcp.hdr_len",
        /// Must be zero.
        TcpReserved = "tcp.flags.res",
        /// Accurate ECN (RFC 9768); once NS.
        TcpFlagAe = "tcp.flags.ae",
        /// Congestion window reduced.
        TcpFlagCwr = "tcp.flags.cwr",
        /// ECN echo.
        TcpFlagEce = "tcp.flags.ece",
        /// The urgent pointer counts.
        TcpFlagUrg = "tcp.flags.urg",
        /// The acknowledgment number counts.
        TcpFlagAck = "tcp.flags.ack",
        /// Hand it to the program now.
        TcpFlagPsh = "tcp.flags.push",
        /// Reset the connection.
        TcpFlagRst = "tcp.flags.reset",
        /// Synchronize sequence numbers.
        TcpFlagSyn = "tcp.flags.syn",
        /// No more data from the sender.
        TcpFlagFin = "tcp.flags.fin",
        /// Receive window, before scaling.
        TcpWindow = "tcp.window_size_value",
        /// Checksum over pseudo-header, header and payload.
        TcpChecksum = "tcp.checksum",
        /// Where urgent data ends, from the sequence number.
        TcpUrgentPointer = "tcp.urgent_pointer",
        /// An option's kind.
        TcpOptionKind = "tcp.option_kind",
        /// An option's length in bytes, kind and length included.
        TcpOptionLength = "tcp.option_len",
        /// Maximum segment size, in bytes.
        TcpOptionMss = "tcp.options.mss_val",
        /// How far windows are shifted left (RFC 7323 §2).
        TcpOptionWindowScale = "tcp.options.wscale.shift",
        /// The sender's clock (RFC 7323 §3).
        TcpOptionTimestampValue = "tcp.options.timestamp.tsval",
        /// The receiver's clock, given back (RFC 7323 §3).
        TcpOptionTimestampEcho = "tcp.options.timestamp.tsecr",
        /// The first number of a block that arrived (RFC 2018 §3).
        TcpOptionSackLeft = "tcp.options.sack_le",
        /// The number after the block's last (RFC 2018 §3).
        TcpOptionSackRight = "tcp.options.sack_re",
        /// An option's contents, not taken apart.
        TcpOptionData = "tcp.options.data",
        /// A byte that only aligns the next option.
        TcpOptionNop = "tcp.options.nop",
        /// The end of the options.
        TcpOptionEnd = "tcp.options.eol",
        /// What is left of the header after the end of the options; zeros.
        TcpOptionPadding = "tcp.options.padding",
    }
    /// UDP (RFC 768).
    Udp = "udp" {
        /// The sender's port.
        UdpSourcePort = "udp.srcport",
        /// The receiver's port.
        UdpDestinationPort = "udp.dstport",
        /// Bytes of header and payload together.
        UdpLength = "udp.length",
        /// Checksum over pseudo-header, header and payload; zero if there is none.
        UdpChecksum = "udp.checksum",
    }
    /// ICMP (RFC 792).
    Icmp = "icmp" {
        /// What it is about.
        IcmpType = "icmp.type",
        /// What exactly.
        IcmpCode = "icmp.code",
        /// Internet checksum of the whole message.
        IcmpChecksum = "icmp.checksum",
        /// Tells one program's echoes from another's.
        IcmpIdentifier = "icmp.ident",
        /// Tells one echo from the next.
        IcmpSequence = "icmp.seq",
        /// The router to use instead.
        IcmpGateway = "icmp.redir_gw",
        /// The byte of the header that was not understood.
        IcmpPointer = "icmp.pointer",
        /// The quoted packet's length in words of 32 bits (RFC 4884 §3); zero if not said.
        IcmpLength = "icmp.length",
        /// The largest packet the next link takes (RFC 1191 §4).
        IcmpMtu = "icmp.mtu",
        /// Must be zero.
        IcmpUnused = "icmp.unused",
        /// Four bytes of a message that is not taken apart here.
        IcmpRest = "icmp.rest",
    }
    /// What the layers carry.
    Payload = "data" {
        /// The bytes of the program.
        Payload = "data.data",
    }
    /// Part of a datagram that was cut up: what it holds is known only once all
    /// parts are together.
    Fragment = "fragment" {
        /// The bytes.
        Fragment = "fragment.data",
    }
    /// Bytes after the packet: Ethernet's padding up to 60 bytes, or a trailer.
    Padding = "padding" {
        /// The bytes.
        Padding = "padding.data",
    }
    /// Bytes of a protocol that is not taken apart here.
    Unknown = "unknown" {
        /// The bytes.
        Unknown = "unknown.data",
        /// What is left of a header that breaks off or does not make sense.
        Undecoded = "unknown.undecoded",
    }
}
