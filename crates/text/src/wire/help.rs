//! What each field is for.

use crate::Lang;
use wireglass_core::wire::FieldName as F;

/// What a field is for, in a sentence or two.
#[allow(clippy::too_many_lines, reason = "a list, not a procedure")]
pub const fn field_help(lang: Lang, field: F) -> &'static str {
    lang.pick(match field {
        F::EthernetDestination => (
            "The MAC address of the station on this link that shall take the frame.",
            "本链路上应当接收这一帧的站点的 MAC 地址。",
        ),
        F::EthernetSource => (
            "The MAC address of the station that put the frame on this link.",
            "把这一帧放到本链路上的站点的 MAC 地址。",
        ),
        F::EtherType | F::VlanEtherType | F::CookedProtocol | F::CookedV2Protocol => (
            "Says which protocol is inside, so that the receiver knows whom to hand it to.",
            "说明里面装的是哪种协议，接收方据此决定交给谁处理。",
        ),
        F::VlanPriority => (
            "How urgent the frame is, from 0 to 7; switches may send the higher first.",
            "帧的优先级，从 0 到 7；交换机可以先转发优先级高的帧。",
        ),
        F::VlanDropEligible => (
            "This frame may be dropped before others when there is congestion.",
            "发生拥塞时，可以优先丢弃这一帧。",
        ),
        F::VlanId => (
            "Which virtual LAN the frame belongs to.",
            "这一帧属于哪个虚拟局域网。",
        ),
        F::CookedPacketType | F::CookedV2PacketType => (
            "How the packet met the machine that captured it: sent by it, sent to it, broadcast, or for somebody else.",
            "报文与抓包机器的关系：由它发出、发给它、广播，或是发给别人的。",
        ),
        F::CookedHardwareType | F::CookedV2HardwareType => (
            "What kind of interface the packet was captured on.",
            "报文是在哪一类接口上抓到的。",
        ),
        F::CookedAddressLength | F::CookedV2AddressLength => (
            "How many of the address's eight bytes count.",
            "地址占用的 8 个字节中，有多少个是有效的。",
        ),
        F::CookedAddress | F::CookedV2Address => (
            "The link-layer address of whoever put the packet on the link.",
            "把报文放到链路上的一方的链路层地址。",
        ),
        F::CookedUnused | F::CookedV2Unused => (
            "The part of the address's eight bytes that is not used.",
            "地址的 8 个字节中没有用到的部分。",
        ),
        F::CookedV2Reserved | F::Ipv6FragmentReserved | F::Ipv6FragmentReservedBits => (
            "Kept for later use; zero until then.",
            "留作将来使用，目前为零。",
        ),
        F::CookedV2Interface => (
            "The number of the interface it was captured on.",
            "抓到报文的接口的编号。",
        ),
        F::LoopbackFamily => (
            "Which protocol family follows, in the byte order of the machine that captured.",
            "后面是哪个协议族，采用抓包机器的字节序。",
        ),
        F::ArpHardwareType => ("What kind of link this is; 1 is Ethernet.", "链路的类型；1 表示以太网。"),
        F::ArpProtocolType => (
            "What kind of address is being looked for; 0x0800 is IPv4.",
            "要解析的是哪种地址；0x0800 表示 IPv4。",
        ),
        F::ArpHardwareSize => (
            "Bytes in a hardware address: 6 for Ethernet.",
            "硬件地址的字节数：以太网为 6。",
        ),
        F::ArpProtocolSize => (
            "Bytes in a protocol address: 4 for IPv4.",
            "协议地址的字节数：IPv4 为 4。",
        ),
        F::ArpOperation => (
            "A request asks who has an address; a reply says who.",
            "请求询问谁拥有某个地址；应答给出答案。",
        ),
        F::ArpSenderMac => (
            "The MAC address of the sender; receivers remember it.",
            "发送方的 MAC 地址，接收方会把它记下来。",
        ),
        F::ArpSenderIp => (
            "The IP address of the sender; receivers remember it with its MAC address.",
            "发送方的 IP 地址，接收方会把它和 MAC 地址一起记下来。",
        ),
        F::ArpTargetMac => (
            "The MAC address being asked for: zeros in a request, since it is not known yet.",
            "要查询的 MAC 地址：在请求中为全零，因为还不知道。",
        ),
        F::ArpTargetIp => (
            "The IP address whose owner is being looked for.",
            "要查询的 IP 地址。",
        ),
        F::Ipv4Version => ("Always 4 for IPv4.", "IPv4 中恒为 4。"),
        F::Ipv6Version => ("Always 6 for IPv6.", "IPv6 中恒为 6。"),
        F::Ipv4HeaderLength => (
            "How many 32-bit words the header has: 5 without options.",
            "首部有多少个 32 位字：没有选项时为 5。",
        ),
        F::Ipv4Dscp | F::Ipv6Dscp => (
            "Asks routers to treat the packet in a certain way, such as with little delay.",
            "请求路由器以某种方式对待这个报文，例如低时延。",
        ),
        F::Ipv4Ecn | F::Ipv6Ecn => (
            "Lets a congested router mark the packet rather than drop it.",
            "让拥塞的路由器可以标记报文，而不必丢弃它。",
        ),
        F::Ipv4TotalLength => (
            "Bytes of header and payload together; Ethernet padding does not count.",
            "首部和载荷的总字节数，不含以太网的填充。",
        ),
        F::Ipv4Identification | F::Ipv6FragmentIdentification => (
            "The same in all fragments of one packet, so that they can be put together again.",
            "同一个报文的所有分片都使用相同的标识，以便重新组装。",
        ),
        F::Ipv4ReservedFlag => ("Must be zero.", "必须为零。"),
        F::Ipv4DontFragment => (
            "Routers must not cut this packet up; one that is too large is dropped, and its sender is told.",
            "路由器不得将这个报文分片；若太大则丢弃并通知发送方。",
        ),
        F::Ipv4MoreFragments | F::Ipv6MoreFragments => (
            "More fragments of this packet follow this one.",
            "这个报文的后面还有分片。",
        ),
        F::Ipv4FragmentOffset | F::Ipv6FragmentOffset => (
            "Where this fragment belongs in the whole packet, in units of 8 bytes.",
            "本分片在原报文中的位置，以 8 字节为单位。",
        ),
        F::Ipv4Ttl | F::Ipv6HopLimit => (
            "How many routers the packet may still cross. Each takes one off; at zero it is dropped, so no packet circles for ever.",
            "报文还能经过多少个路由器。每经过一个减一，减到零就丢弃，因此报文不会无休止地兜圈子。",
        ),
        F::Ipv4Protocol | F::Ipv6NextHeader | F::Ipv6ExtensionNextHeader => (
            "Says what the packet carries: 6 is TCP, 17 is UDP.",
            "说明报文承载的内容：6 表示 TCP，17 表示 UDP。",
        ),
        F::Ipv4Checksum => (
            "Protects the IP header alone, not the data. Each router works it out anew, as the TTL changes.",
            "只保护 IP 首部，不保护数据。由于 TTL 会改变，每个路由器都要重新计算。",
        ),
        F::Ipv4Source | F::Ipv6Source => (
            "The IP address of the host that sent the packet.",
            "发出这个报文的主机的 IP 地址。",
        ),
        F::Ipv4Destination | F::Ipv6Destination => (
            "The IP address of the host the packet is for.",
            "这个报文要送达的主机的 IP 地址。",
        ),
        F::Ipv4Options => (
            "Seldom used extras, such as the route to take.",
            "很少使用的附加内容，例如指定路由。",
        ),
        F::Ipv6FlowLabel => (
            "The same for all packets of a flow, so that routers can keep them on one path.",
            "同一个流的报文使用相同的标签，路由器可以让它们走同一条路径。",
        ),
        F::Ipv6PayloadLength => (
            "Bytes after the fixed header of 40, extension headers included.",
            "40 字节固定首部之后的字节数，包含扩展首部。",
        ),
        F::Ipv6ExtensionLength => (
            "Length of this header beyond its first 8 bytes, in units of 8.",
            "本首部除前 8 字节之外的长度，以 8 字节为单位。",
        ),
        F::Ipv6ExtensionData => (
            "What the extension header holds; not taken apart here.",
            "扩展首部的内容，这里不作解析。",
        ),
        F::TcpSourcePort | F::UdpSourcePort => (
            "The sender's end of the connection; with both addresses and the other port it names the connection.",
            "连接的发送方端口；它与两个地址和另一个端口一起唯一确定一个连接。",
        ),
        F::TcpDestinationPort | F::UdpDestinationPort => (
            "The receiver's end of the connection; a well-known port tells which service is meant.",
            "连接的接收方端口；熟知端口表明要访问的服务。",
        ),
        F::TcpSequence => (
            "The number of the first byte of data in this segment. A SYN and a FIN take one number each.",
            "本报文段中第一个数据字节的编号。SYN 和 FIN 各占用一个编号。",
        ),
        F::TcpAcknowledgment => (
            "The next number the sender expects: everything before it has arrived. It counts only with ACK.",
            "发送方期望收到的下一个编号：在它之前的都已收到。仅当 ACK 置位时有效。",
        ),
        F::TcpDataOffset => (
            "How many 32-bit words the header has, so where the data begins: 5 without options.",
            "首部有多少个 32 位字，也就是数据从哪里开始：没有选项时为 5。",
        ),
        F::TcpReserved => ("Kept for later use; must be zero.", "留作将来使用，必须为零。"),
        F::TcpFlagAe => (
            "Part of accurate ECN, which counts marked packets; it was once the NS bit.",
            "精确 ECN 的一部分，用于统计被标记的报文；曾是 NS 位。",
        ),
        F::TcpFlagCwr => (
            "The sender has slowed down after hearing of congestion.",
            "发送方得知拥塞后，已经降低了发送速度。",
        ),
        F::TcpFlagEce => (
            "The receiver tells the sender that a router marked congestion; in a SYN, that it can.",
            "接收方告诉发送方：有路由器标记了拥塞；在 SYN 中则表示支持此功能。",
        ),
        F::TcpFlagUrg => (
            "The urgent pointer counts: some of the data is to be looked at first. Hardly used today.",
            "紧急指针有效：其中一部分数据应优先处理。如今已很少使用。",
        ),
        F::TcpFlagAck => (
            "The acknowledgment number counts. Set in every segment but the very first SYN and some resets.",
            "确认号有效。除了最初的 SYN 和某些 RST，所有报文段都置位。",
        ),
        F::TcpFlagPsh => (
            "Hand the data to the program now rather than wait for more.",
            "立即把数据交给程序，不必等待更多数据。",
        ),
        F::TcpFlagRst => (
            "Ends the connection at once: no further data, no orderly close, nothing to acknowledge.",
            "立即终止连接：不再有数据，不经过正常关闭，也不需要确认。",
        ),
        F::TcpFlagSyn => (
            "Opens a connection: the sequence number is the sender's initial one, and SYN itself takes it up.",
            "用于建立连接：此时的序列号是发送方的初始序列号，SYN 本身占用这个编号。",
        ),
        F::TcpFlagFin => (
            "The sender has no more data to send; it can still receive. FIN takes one sequence number.",
            "发送方不再发送数据，但仍可接收。FIN 占用一个序列号。",
        ),
        F::TcpWindow => (
            "How many bytes beyond the acknowledgment number the sender of this segment has room for, before scaling.",
            "从确认号起，本报文段的发送方还能接收多少字节（未乘以窗口扩大因子）。",
        ),
        F::TcpChecksum => (
            "Protects header and data, and with a pseudo-header also the IP addresses. A segment whose sum is wrong is dropped in silence.",
            "保护首部和数据，并通过伪首部保护 IP 地址。校验和错误的报文段会被直接丢弃，不作任何回应。",
        ),
        F::TcpUrgentPointer => (
            "How far the urgent data reaches from the sequence number; it counts only with URG.",
            "紧急数据从序列号起延伸到哪里；仅当 URG 置位时有效。",
        ),
        F::TcpOptionKind => ("Which option follows.", "表明后面是哪一种选项。"),
        F::TcpOptionLength => (
            "Bytes of the whole option, its kind and this length included.",
            "整个选项的字节数，包括类型和长度字段本身。",
        ),
        F::TcpOptionMss => (
            "The most data its sender wants to receive in one segment; sent only with SYN.",
            "发送方愿意在一个报文段中接收的最多数据字节数；只出现在 SYN 中。",
        ),
        F::TcpOptionWindowScale => (
            "Windows are shifted left by this many bits, so that they can exceed 65,535 bytes; sent only with SYN.",
            "窗口值要左移的位数，使窗口可以超过 65535 字节；只出现在 SYN 中。",
        ),
        F::TcpOptionTimestampValue => (
            "The sender's clock at the time of sending, to measure round trips and to recognise old segments.",
            "发送时发送方的时钟，用来测量往返时间和识别旧报文段。",
        ),
        F::TcpOptionTimestampEcho => (
            "The other side's clock value, given back so that it can measure the round trip.",
            "把对方的时钟值原样返回，供其测量往返时间。",
        ),
        F::TcpOptionSackLeft => (
            "The first number of a block that has arrived beyond a gap.",
            "缺口之后已收到的一块数据的第一个编号。",
        ),
        F::TcpOptionSackRight => (
            "The number just after the last of that block.",
            "该块最后一个编号之后的那个编号。",
        ),
        F::TcpOptionData => (
            "What the option holds; not taken apart here.",
            "选项的内容，这里不作解析。",
        ),
        F::TcpOptionNop => (
            "A byte that only aligns the next option.",
            "只用于让下一个选项对齐的一个字节。",
        ),
        F::TcpOptionEnd => ("The options end here.", "选项到此结束。"),
        F::TcpOptionPadding => (
            "Zeros that fill the header up to a multiple of four bytes.",
            "用零把首部补足为 4 字节的整数倍。",
        ),
        F::UdpLength => (
            "Header and payload together, in bytes: at least 8.",
            "首部与载荷的总长度（字节），最小为 8。",
        ),
        F::UdpChecksum => (
            "Guards the pseudo-header (with both IP addresses), the header and the payload. Zero says that the sender computed none.",
            "校验伪首部（含双方 IP 地址）、首部和载荷。为零表示发送方没有计算校验和。",
        ),
        F::IcmpType => (
            "What the message is about: an echo, or what happened to a packet.",
            "报文的种类：回显，或是某个报文遇到了什么情况。",
        ),
        F::IcmpCode => ("Says more exactly what the type says.", "对类型作进一步的说明。"),
        F::IcmpChecksum => (
            "Guards the whole ICMP message, without any pseudo-header.",
            "校验整个 ICMP 报文，不含伪首部。",
        ),
        F::IcmpIdentifier => (
            "Chosen by the program that asks, so that each program finds its own answers.",
            "由提问的程序选定，各程序据此认出属于自己的应答。",
        ),
        F::IcmpSequence => (
            "Counts the requests; the answer carries the same number.",
            "对请求编号；应答带有相同的编号。",
        ),
        F::IcmpGateway => (
            "The router on the sender's own network that is nearer to the destination.",
            "发送方所在网络中离目的地更近的那台路由器。",
        ),
        F::IcmpPointer => (
            "Which byte of the quoted header could not be understood.",
            "所引用首部中无法理解的是第几个字节。",
        ),
        F::IcmpLength => (
            "How much of the packet is quoted, in units of four bytes, where something follows it; otherwise zero.",
            "当引用的报文之后还有内容时，说明引用了多少（以 4 字节为单位）；否则为零。",
        ),
        F::IcmpMtu => (
            "The largest packet that the next link can carry: the sender should send no larger ones.",
            "下一段链路能承载的最大报文；发送方不应再发更大的报文。",
        ),
        F::IcmpUnused => ("Not used; zero.", "未使用，为零。"),
        F::IcmpRest => (
            "Four bytes whose meaning depends on the type; not taken apart here.",
            "含义取决于类型的四个字节，这里不作解析。",
        ),
        F::Fragment => (
            "A piece of a datagram that was cut up. What it means is known only when all pieces are together again.",
            "数据报被分片后的一段。只有把所有分片重新拼好，才能知道它的含义。",
        ),
        F::Payload => (
            "What the packet is for: bytes of the program.",
            "报文真正要传送的内容：应用程序的字节。",
        ),
        F::Padding => (
            "Fills a short frame up to Ethernet's least length; it belongs to no packet.",
            "把过短的帧补足到以太网的最小长度，不属于任何报文。",
        ),
        F::Unknown => (
            "Bytes of a protocol that is not taken apart here.",
            "属于这里不作解析的协议。",
        ),
        F::Undecoded => (
            "What is left of a header that breaks off or does not make sense.",
            "首部中断或不合法，剩下的字节无法解码。",
        ),
    })
}
