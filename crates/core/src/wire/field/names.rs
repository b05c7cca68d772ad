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
    /// DHCP (RFC 2131), in the format of BOOTP.
    Dhcp = "dhcp" {
        /// From a client or from a server.
        DhcpOperation = "dhcp.type",
        /// The kind of link.
        DhcpHardwareType = "dhcp.hw.type",
        /// Bytes of a hardware address.
        DhcpHardwareLength = "dhcp.hw.len",
        /// Relays crossed.
        DhcpHops = "dhcp.hops",
        /// Chosen by the client; the answer carries it too.
        DhcpTransaction = "dhcp.id",
        /// Since the client began.
        DhcpSeconds = "dhcp.secs",
        /// Please answer by broadcast.
        DhcpBroadcast = "dhcp.flags.bc",
        /// Must be zero.
        DhcpReserved = "dhcp.flags.reserved",
        /// The address the client has.
        DhcpClientIp = "dhcp.ip.client",
        /// The address the client gets.
        DhcpYourIp = "dhcp.ip.your",
        /// The server to boot from next.
        DhcpServerIp = "dhcp.ip.server",
        /// The relay's address.
        DhcpRelayIp = "dhcp.ip.relay",
        /// The client's hardware address.
        DhcpClientMac = "dhcp.hw.mac_addr",
        /// What the address leaves free of its sixteen bytes.
        DhcpClientPadding = "dhcp.hw.addr_padding",
        /// The name of the server to boot from.
        DhcpServerName = "dhcp.server",
        /// The file to boot.
        DhcpBootFile = "dhcp.file",
        /// Says that options follow.
        DhcpCookie = "dhcp.cookie",
        /// What an option is about.
        DhcpOptionKind = "dhcp.option.type",
        /// An option's length in bytes, kind and length not included.
        DhcpOptionLength = "dhcp.option.length",
        /// What the message wants.
        DhcpMessageType = "dhcp.option.dhcp",
        /// An address in an option.
        DhcpOptionAddress = "dhcp.option.address",
        /// A number in an option.
        DhcpOptionNumber = "dhcp.option.number",
        /// A text in an option.
        DhcpOptionText = "dhcp.option.text",
        /// An option the client asks for.
        DhcpOptionRequested = "dhcp.option.request_list_item",
        /// An option's contents, not taken apart.
        DhcpOptionData = "dhcp.option.value",
        /// A byte that only aligns the next option.
        DhcpOptionPad = "dhcp.option.pad",
        /// The end of the options.
        DhcpOptionEnd = "dhcp.option.end",
        /// What is left after the end of the options.
        DhcpPadding = "dhcp.padding",
    }
    /// DNS (RFC 1035).
    Dns = "dns" {
        /// Chosen by who asks; the answer carries it too.
        DnsId = "dns.id",
        /// An answer and not a question.
        DnsIsResponse = "dns.flags.response",
        /// What is asked for.
        DnsOpcode = "dns.flags.opcode",
        /// The server is one of those that know the name at first hand.
        DnsAuthoritative = "dns.flags.authoritative",
        /// The answer did not fit.
        DnsTruncated = "dns.flags.truncated",
        /// Please ask others on my behalf.
        DnsRecursionDesired = "dns.flags.recdesired",
        /// The server asks others on behalf of its clients.
        DnsRecursionAvailable = "dns.flags.recavail",
        /// Must be zero.
        DnsReserved = "dns.flags.z",
        /// The server checked all signatures (RFC 4035 §3.2.3).
        DnsAuthenticated = "dns.flags.authenticated",
        /// Please do not check signatures (RFC 4035 §3.2.2).
        DnsCheckingDisabled = "dns.flags.checkdisable",
        /// How it went.
        DnsResponseCode = "dns.flags.rcode",
        /// Questions that follow.
        DnsQuestionCount = "dns.count.queries",
        /// Answers that follow.
        DnsAnswerCount = "dns.count.answers",
        /// Records about name servers that follow.
        DnsAuthorityCount = "dns.count.auth_rr",
        /// Further records that follow.
        DnsAdditionalCount = "dns.count.add_rr",
        /// The name asked about.
        DnsQueryName = "dns.qry.name",
        /// The type of record asked for.
        DnsQueryType = "dns.qry.type",
        /// The class asked for.
        DnsQueryClass = "dns.qry.class",
        /// The name a record is about.
        DnsName = "dns.resp.name",
        /// A record's type.
        DnsType = "dns.resp.type",
        /// A record's class.
        DnsClass = "dns.resp.class",
        /// How long a record may be kept.
        DnsTtl = "dns.resp.ttl",
        /// Bytes of a record's data.
        DnsDataLength = "dns.resp.len",
        /// An IPv4 address.
        DnsA = "dns.a",
        /// An IPv6 address.
        DnsAaaa = "dns.aaaa",
        /// The name server.
        DnsNs = "dns.ns",
        /// The name's other, real name.
        DnsCname = "dns.cname",
        /// The name of an address.
        DnsPtr = "dns.ptr.domain_name",
        /// Smaller is tried first.
        DnsMxPreference = "dns.mx.preference",
        /// The host that takes mail.
        DnsMxExchange = "dns.mx.mail_exchange",
        /// The first name server of a zone.
        DnsSoaPrimary = "dns.soa.mname",
        /// The mail box of who runs the zone, with a dot for the at sign.
        DnsSoaMailbox = "dns.soa.rname",
        /// Grows whenever the zone changes.
        DnsSoaSerial = "dns.soa.serial_number",
        /// How often secondaries look.
        DnsSoaRefresh = "dns.soa.refresh_interval",
        /// How soon they look again after a failure.
        DnsSoaRetry = "dns.soa.retry_interval",
        /// When they give up.
        DnsSoaExpire = "dns.soa.expire_limit",
        /// How long it may be kept that a name does not exist (RFC 2308).
        DnsSoaMinimum = "dns.soa.minimum_ttl",
        /// Bytes of the text that follows.
        DnsTextLength = "dns.txt.length",
        /// A text.
        DnsText = "dns.txt",
        /// The largest answer over UDP that its sender takes (RFC 6891 §6.2.3).
        DnsUdpSize = "dns.rr.udp_payload_size",
        /// The upper bits of the response code.
        DnsExtendedResponse = "dns.resp.ext_rcode",
        /// The version of the extension.
        DnsEdnsVersion = "dns.resp.edns0_version",
        /// Please send signatures too (RFC 3225).
        DnsDnssecOk = "dns.resp.z.do",
        /// Must be zero.
        DnsEdnsReserved = "dns.resp.z.reserved",
        /// A record's data, not taken apart.
        DnsData = "dns.data",
    }
    /// TFTP (RFC 1350; options RFC 2347).
    Tftp = "tftp" {
        /// What the packet is.
        TftpOpcode = "tftp.opcode",
        /// The file to read or write.
        TftpFile = "tftp.source_file",
        /// As text or byte for byte.
        TftpMode = "tftp.type",
        /// What an option is called.
        TftpOptionName = "tftp.option.name",
        /// Its value.
        TftpOptionValue = "tftp.option.value",
        /// The block's number.
        TftpBlock = "tftp.block",
        /// Why the transfer ends.
        TftpErrorCode = "tftp.error.code",
        /// The same in words.
        TftpErrorText = "tftp.error.message",
    }
    /// IGMP (RFC 2236, RFC 3376).
    Igmp = "igmp" {
        /// What the message says.
        IgmpType = "igmp.type",
        /// The most time to wait before the answer, in tenths of a second.
        IgmpMaxResponse = "igmp.max_resp",
        /// Internet checksum of the whole message.
        IgmpChecksum = "igmp.checksum",
        /// Which group.
        IgmpGroup = "igmp.maddr",
        /// Must be zero.
        IgmpReserved = "igmp.reserved",
        /// Must be zero.
        IgmpQueryReserved = "igmp.resv",
        /// Routers shall not restart their timers.
        IgmpSuppress = "igmp.s",
        /// How many losses are to be expected.
        IgmpRobustness = "igmp.qrv",
        /// How often the querier asks, in seconds.
        IgmpQueryInterval = "igmp.qqic",
        /// Groups that follow.
        IgmpRecordCount = "igmp.num_grp_recs",
        /// What is said of a group.
        IgmpRecordType = "igmp.record_type",
        /// Further bytes of a record, in words of 32 bits.
        IgmpAuxiliaryLength = "igmp.aux_data_len",
        /// Sources that follow.
        IgmpSourceCount = "igmp.num_src",
        /// A source.
        IgmpSource = "igmp.saddr",
        /// Further bytes of a record.
        IgmpAuxiliary = "igmp.aux_data",
    }
    /// IEEE 802.2 logical link control.
    Llc = "llc" {
        /// For whom.
        LlcDestination = "llc.dsap",
        /// From whom.
        LlcSource = "llc.ssap",
        /// What kind of frame.
        LlcControl = "llc.control",
    }
    /// Spanning tree (IEEE 802.1D-1998 §9).
    Stp = "stp" {
        /// Zero is spanning tree.
        StpProtocol = "stp.protocol",
        /// The version.
        StpVersion = "stp.version",
        /// What it is.
        StpType = "stp.type",
        /// I have heard that the topology has changed.
        StpAcknowledgment = "stp.flags.tcack",
        /// Not used in this version.
        StpReserved = "stp.flags.reserved",
        /// The topology has changed.
        StpTopologyChange = "stp.flags.tc",
        /// The root's priority.
        StpRootPriority = "stp.root.prio",
        /// The root's VLAN.
        StpRootExtension = "stp.root.ext",
        /// The root's address.
        StpRootMac = "stp.root.hw",
        /// How far the root is.
        StpCost = "stp.root.cost",
        /// The sender's priority.
        StpBridgePriority = "stp.bridge.prio",
        /// The sender's VLAN.
        StpBridgeExtension = "stp.bridge.ext",
        /// The sender's address.
        StpBridgeMac = "stp.bridge.hw",
        /// The sender's port.
        StpPort = "stp.port",
        /// How long ago the root said it, in 1/256 of a second.
        StpMessageAge = "stp.msg_age",
        /// When it must not be believed any more, in 1/256 of a second.
        StpMaxAge = "stp.max_age",
        /// How often the root says it, in 1/256 of a second.
        StpHelloTime = "stp.hello",
        /// How long a port listens and learns, in 1/256 of a second.
        StpForwardDelay = "stp.forward",
    }
    /// RIP (RFC 2453).
    Rip = "rip" {
        /// Request or response.
        RipCommand = "rip.command",
        /// The version.
        RipVersion = "rip.version",
        /// Must be zero.
        RipReserved = "rip.routing_domain",
        /// The kind of address.
        RipFamily = "rip.family",
        /// What a router outside RIP noted.
        RipTag = "rip.route_tag",
        /// To which network.
        RipAddress = "rip.ip",
        /// Its mask.
        RipMask = "rip.netmask",
        /// By which router.
        RipNextHop = "rip.next_hop",
        /// How far it is.
        RipMetric = "rip.metric",
        /// The kind of password.
        RipAuthenticationType = "rip.auth.type",
        /// The password.
        RipAuthentication = "rip.auth.data",
    }
    /// HTTP/1.1 (RFC 9112): the head of a message.
    Http = "http" {
        /// What is to be done: `GET`, `POST`, …
        HttpMethod = "http.request.method",
        /// With what: `/index.html`.
        HttpTarget = "http.request.uri",
        /// The version.
        HttpVersion = "http.version",
        /// How it went, as a number.
        HttpStatus = "http.response.code",
        /// How it went, in words.
        HttpPhrase = "http.response.phrase",
        /// A line of the head.
        HttpHeader = "http.header",
        /// The empty line that ends the head.
        HttpHeadEnd = "http.head_end",
        /// The size of the chunk that follows, in hexadecimal digits.
        HttpChunkSize = "http.chunk_size",
        /// A chunk of the body.
        HttpChunkData = "http.chunk_data",
        /// The line end behind a chunk.
        HttpChunkEnd = "http.chunk_boundary",
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
