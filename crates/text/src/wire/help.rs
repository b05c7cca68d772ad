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
        F::VlanId => ("Which virtual LAN the frame belongs to.", "这一帧属于哪个虚拟局域网。"),
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
        F::CookedV2Reserved
| F::Ipv6FragmentReserved
| F::Ipv6FragmentReservedBits
| F::DhcpReserved
| F::DnsReserved
| F::DnsEdnsReserved
| F::IgmpReserved
| F::IgmpQueryReserved => ("Kept for later use; zero until then.", "留作将来使用，目前为零。"),
        F::CookedV2Interface => (
            "The number of the interface it was captured on.",
            "抓到报文的接口的编号。",
        ),
        F::LoopbackFamily => (
            "Which protocol family follows, in the byte order of the machine that captured.",
            "后面是哪个协议族，采用抓包机器的字节序。",
        ),
        F::ArpHardwareType | F::DhcpHardwareType => (
            "What kind of link this is; 1 is Ethernet.",
            "链路的类型；1 表示以太网。",
        ),
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
        F::ArpTargetIp => ("The IP address whose owner is being looked for.", "要查询的 IP 地址。"),
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
        F::TcpOptionData | F::DhcpOptionData => (
            "What the option holds; not taken apart here.",
            "选项的内容，这里不作解析。",
        ),
        F::TcpOptionNop | F::DhcpOptionPad => (
            "A byte that only aligns the next option.",
            "只用于让下一个选项对齐的一个字节。",
        ),
        F::TcpOptionEnd | F::DhcpOptionEnd => ("The options end here.", "选项到此结束。"),
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
        F::IcmpUnused | F::RipReserved => ("Not used; zero.", "未使用，为零。"),
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
        F::DhcpOperation => ("Whether a client or a server sends it.", "由客户端还是服务器发出。"),
        F::DhcpHardwareLength => (
            "How many bytes a hardware address has; 6 on Ethernet.",
            "硬件地址占多少字节；以太网为 6。",
        ),
        F::DhcpHops => ("How many relays have passed the message on.", "报文已经过多少个中继。"),
        F::DhcpTransaction => (
            "A number the client chose at random: the answer with the same number is for it.",
            "客户端随机选定的编号；带有相同编号的应答就是给它的。",
        ),
        F::DhcpSeconds => ("How long the client has been trying.", "客户端已经尝试了多久。"),
        F::DhcpBroadcast => (
            "Asks the server to broadcast its answer, as the client cannot yet take packets for its own address.",
            "请求服务器以广播应答，因为客户端还不能接收发往自己地址的报文。",
        ),
        F::DhcpClientIp => (
            "The address the client already has and answers to; zero while it has none.",
            "客户端已经拥有并能用来收报文的地址；没有时为零。",
        ),
        F::DhcpYourIp => (
            "The address the server gives to the client.",
            "服务器分配给客户端的地址。",
        ),
        F::DhcpServerIp => (
            "The server to boot from next, if the client boots over the network.",
            "如果客户端从网络启动，下一步应访问的服务器。",
        ),
        F::DhcpRelayIp => (
            "The relay through which the message came, and to which the answer goes.",
            "转交这个报文的中继的地址，应答也发往那里。",
        ),
        F::DhcpClientMac => (
            "The MAC address of the client's interface.",
            "客户端接口的 MAC 地址。",
        ),
        F::DhcpClientPadding => (
            "The part of the sixteen bytes for the hardware address that is not used.",
            "为硬件地址预留的 16 个字节中没有用到的部分。",
        ),
        F::DhcpServerName => (
            "The name of the server to boot from; zeros if there is none. It may hold options instead.",
            "启动服务器的名字；没有时为零。这里也可能存放选项。",
        ),
        F::DhcpBootFile => (
            "The file to boot; zeros if there is none. It may hold options instead.",
            "启动文件名；没有时为零。这里也可能存放选项。",
        ),
        F::DhcpCookie => (
            "Always 0x63825363: says that options follow.",
            "总是 0x63825363，表示后面是选项。",
        ),
        F::DhcpOptionKind => ("Says what the option is about.", "说明选项的用途。"),
        F::DhcpOptionLength => (
            "How many bytes the option's contents take, kind and length not counted.",
            "选项内容占多少字节，不含类型和长度本身。",
        ),
        F::DhcpMessageType => (
            "What the message wants: discover, offer, request, and so on.",
            "报文的目的：发现、提供、请求等。",
        ),
        F::DhcpOptionAddress => (
            "An address, or a mask, as the option says.",
            "由选项类型决定：一个地址，或一个掩码。",
        ),
        F::DhcpOptionNumber => (
            "A number, or a time in seconds, as the option says.",
            "由选项类型决定：一个数，或以秒计的时间。",
        ),
        F::DhcpOptionText => ("A text, such as a name.", "一段文本，例如名字。"),
        F::DhcpOptionRequested => (
            "An option that the client would like to have in the answer.",
            "客户端希望在应答中得到的选项。",
        ),
        F::DhcpPadding => (
            "Fills the message up to the least length that old relays take.",
            "把报文补足到旧式中继所要求的最小长度。",
        ),
        F::DnsId => (
            "A number that who asks chose at random: the answer must carry the same.",
            "提问者随机选定的编号，应答必须带有相同的编号。",
        ),
        F::DnsIsResponse => (
            "Set in an answer, not set in a question.",
            "应答中置 1，查询中为 0。",
        ),
        F::DnsOpcode => (
            "What is asked for; 0 is an ordinary question.",
            "查询的种类；0 表示普通查询。",
        ),
        F::DnsAuthoritative => (
            "The server that answers is one of those responsible for the name, and does not answer from its cache.",
            "作答的服务器正是负责该域名的服务器之一，不是从缓存作答。",
        ),
        F::DnsTruncated => (
            "The answer did not fit: ask again over TCP.",
            "应答放不下：请改用 TCP 重新查询。",
        ),
        F::DnsRecursionDesired => (
            "Asks the server to find the answer itself, asking other servers if it must.",
            "请求服务器自己找到答案，必要时去问别的服务器。",
        ),
        F::DnsRecursionAvailable => (
            "The server is willing to ask other servers for its clients.",
            "服务器愿意替客户端去问别的服务器。",
        ),
        F::DnsAuthenticated => (
            "The server has checked the signatures of everything in the answer.",
            "服务器已经验证了应答中所有内容的签名。",
        ),
        F::DnsCheckingDisabled => (
            "Asks the server not to check signatures.",
            "请求服务器不要验证签名。",
        ),
        F::DnsResponseCode => (
            "How it went: 0 is without error, 3 says that there is no such name.",
            "查询的结果：0 表示没有错误，3 表示域名不存在。",
        ),
        F::DnsQuestionCount => (
            "How many questions follow; one in practice.",
            "后面有多少个问题，实际上总是一个。",
        ),
        F::DnsAnswerCount => ("How many records answer the question.", "有多少条记录回答了问题。"),
        F::DnsAuthorityCount => (
            "How many records name the servers responsible, or say why there is no answer.",
            "有多少条记录指出负责的服务器，或说明为何没有答案。",
        ),
        F::DnsAdditionalCount => (
            "How many further records follow, such as the addresses of those servers.",
            "后面还有多少条附加记录，例如那些服务器的地址。",
        ),
        F::DnsQueryName => ("The name that is asked about.", "要查询的域名。"),
        F::DnsQueryType => (
            "Which records of that name are asked for.",
            "要查询该域名的哪一类记录。",
        ),
        F::DnsQueryClass => (
            "The class that is asked for; 1 is the Internet.",
            "查询的类别；1 表示互联网。",
        ),
        F::DnsName => ("The name this record is about.", "这条记录所描述的域名。"),
        F::DnsType => ("What kind of record this is.", "记录的类型。"),
        F::DnsClass => ("The record's class; 1 is the Internet.", "记录的类别；1 表示互联网。"),
        F::DnsTtl => (
            "For how many seconds the record may be kept in a cache.",
            "这条记录可以在缓存中保留多少秒。",
        ),
        F::DnsDataLength => ("How many bytes the record's data take.", "记录的数据占多少字节。"),
        F::DnsA => ("The IPv4 address of the name.", "该域名的 IPv4 地址。"),
        F::DnsAaaa => ("The IPv6 address of the name.", "该域名的 IPv6 地址。"),
        F::DnsNs => (
            "A server responsible for the name and everything below it.",
            "负责该域名及其下级域名的服务器。",
        ),
        F::DnsCname => (
            "The real name, of which this one is an alias: the search goes on there.",
            "真正的域名，原来的域名只是它的别名；查询从这里继续。",
        ),
        F::DnsPtr => (
            "The name that belongs to the address asked about.",
            "所查询地址对应的域名。",
        ),
        F::DnsMxPreference => (
            "Among several hosts that take mail, the smaller number is tried first.",
            "有多台邮件主机时，先尝试数值较小的。",
        ),
        F::DnsMxExchange => ("The host that takes mail for the name.", "为该域名接收邮件的主机。"),
        F::DnsSoaPrimary => ("The zone's first name server.", "该区域的主域名服务器。"),
        F::DnsSoaMailbox => (
            "Who runs the zone; the first dot stands for the at sign.",
            "区域管理者的邮箱，第一个点代表 @。",
        ),
        F::DnsSoaSerial => (
            "Grows whenever the zone changes, so that copies know that they are old.",
            "区域每次变更都会增大，副本据此得知自己已过时。",
        ),
        F::DnsSoaRefresh => (
            "How often the copies of the zone look for a change.",
            "副本多久检查一次区域是否有变更。",
        ),
        F::DnsSoaRetry => ("How soon they look again when that fails.", "检查失败后多久再试。"),
        F::DnsSoaExpire => (
            "After how long without success a copy must not be used any more.",
            "一直不成功时，多久之后副本不能再用。",
        ),
        F::DnsSoaMinimum => (
            "How long it may be remembered that a name or a record does not exist.",
            "“域名或记录不存在”这一结论可以缓存多久。",
        ),
        F::DnsTextLength => ("How many bytes of text follow.", "后面有多少字节文本。"),
        F::DnsText => (
            "A text about the name, for programs or people.",
            "关于该域名的一段文本，供程序或人阅读。",
        ),
        F::DnsUdpSize => (
            "The largest answer that its sender takes over UDP.",
            "发送方能通过 UDP 接收的最大应答。",
        ),
        F::DnsExtendedResponse => (
            "The upper eight bits of the response code.",
            "响应码的高 8 位。",
        ),
        F::DnsEdnsVersion => (
            "The version of the extension; 0 so far.",
            "扩展机制的版本，目前为 0。",
        ),
        F::DnsDnssecOk => (
            "Asks for the signatures of the records too.",
            "请求同时返回记录的签名。",
        ),
        F::DnsData => ("The record's data; not taken apart here.", "记录的数据，这里不作解析。"),
        F::TftpOpcode => (
            "What the packet is: a request, a block, an acknowledgment, an error.",
            "报文的种类：请求、数据块、确认或差错。",
        ),
        F::TftpFile => (
            "The name of the file to read or write, closed by a zero byte.",
            "要读或写的文件名，以零字节结尾。",
        ),
        F::TftpMode => (
            "Byte for byte (octet) or as text (netascii), closed by a zero byte.",
            "按字节（octet）或按文本（netascii）传输，以零字节结尾。",
        ),
        F::TftpOptionName => (
            "The name of an option, closed by a zero byte.",
            "选项的名字，以零字节结尾。",
        ),
        F::TftpOptionValue => (
            "What the option is set to, closed by a zero byte.",
            "选项的值，以零字节结尾。",
        ),
        F::TftpBlock => (
            "The number of the block that is sent, or whose arrival is confirmed.",
            "所发送或所确认的数据块的编号。",
        ),
        F::TftpErrorCode => ("Why the transfer ends.", "传输为何终止。"),
        F::TftpErrorText => (
            "The reason in words, closed by a zero byte.",
            "用文字说明原因，以零字节结尾。",
        ),
        F::HttpMethod => (
            "What the client wants done: `GET` asks for something, `POST` brings something.",
            "客户端要做什么：`GET` 是取，`POST` 是送。",
        ),
        F::HttpTarget => (
            "What it is about: a path on the server, such as `/index.html`.",
            "对什么做：服务器上的一个路径，例如 `/index.html`。",
        ),
        F::HttpVersion => ("The version the sender speaks.", "发送者使用的协议版本。"),
        F::HttpStatus => (
            "How it went: 2xx well, 3xx elsewhere, 4xx the client's fault, 5xx the server's.",
            "结果如何：2xx 成功，3xx 另有去处，4xx 客户端有误，5xx 服务器有误。",
        ),
        F::HttpPhrase => (
            "The status in words, for people; programs look at the number only.",
            "用文字说明状态，给人看；程序只看数字。",
        ),
        F::HttpHeader => (
            "A name and a value: whose page it is, what kind of data comes, how long it is.",
            "一个名字加一个值：访问哪个网站、数据是什么类型、有多长等等。",
        ),
        F::HttpHeadEnd => (
            "An empty line: the head ends here, and the body, if there is one, begins.",
            "一个空行：首部到此结束，后面若有内容，就是主体。",
        ),
        F::HttpChunkSize => (
            "How many bytes of the chunk follow, in hexadecimal; 0 ends the body.",
            "后面这一块有多少字节，以十六进制表示；0 表示主体结束。",
        ),
        F::HttpChunkData => ("A piece of the body.", "主体中的一块数据。"),
        F::HttpChunkEnd => ("The line end that closes the chunk.", "结束这一块的换行。"),
        F::IgmpType => (
            "What the message says: who is in a group, I am, I am not any more.",
            "报文的种类：谁在组里、我在、我不在了。",
        ),
        F::IgmpMaxResponse => (
            "The most time a host may wait before it answers, in tenths of a second.",
            "主机作答前最多可以等待多久，以十分之一秒为单位。",
        ),
        F::IgmpChecksum => ("Guards the whole IGMP message.", "校验整个 IGMP 报文。"),
        F::IgmpGroup => (
            "The group it is about; zero in a question about all groups.",
            "所涉及的组；询问所有组时为零。",
        ),
        F::IgmpSuppress => (
            "Tells other routers not to restart their timers.",
            "告诉其他路由器不要重置计时器。",
        ),
        F::IgmpRobustness => (
            "How many losses in a row the network is expected to have, plus one.",
            "预计网络会连续丢失多少个报文，再加一。",
        ),
        F::IgmpQueryInterval => (
            "How often the router that asks does so, in seconds.",
            "负责查询的路由器多久询问一次，以秒为单位。",
        ),
        F::IgmpRecordCount => ("How many groups are reported on.", "后面报告了多少个组。"),
        F::IgmpRecordType => ("What is said of the group.", "对该组说明了什么。"),
        F::IgmpAuxiliaryLength => (
            "How much further data a record has, in units of four bytes; zero so far.",
            "记录还带有多少附加数据，以 4 字节为单位，目前为零。",
        ),
        F::IgmpSourceCount => ("How many sources are listed.", "后面列出了多少个源。"),
        F::IgmpSource => (
            "A sender to the group that is wanted, or is not.",
            "该组的一个发送者，希望收到或不希望收到。",
        ),
        F::IgmpAuxiliary => (
            "Further data of a record; not taken apart here.",
            "记录的附加数据，这里不作解析。",
        ),
        F::LlcDestination => (
            "For which protocol the frame is; 0x42 is spanning tree.",
            "帧交给哪个协议；0x42 表示生成树。",
        ),
        F::LlcSource => (
            "From which protocol the frame is; 0x42 is spanning tree.",
            "帧来自哪个协议；0x42 表示生成树。",
        ),
        F::LlcControl => (
            "The kind of frame; 0x03 is data without numbers.",
            "帧的种类；0x03 表示不编号的数据。",
        ),
        F::StpProtocol => (
            "Which protocol of bridges it is; zero is spanning tree.",
            "网桥之间的哪种协议；零表示生成树。",
        ),
        F::StpVersion => (
            "The version of spanning tree; zero is the original.",
            "生成树的版本；零是最初的版本。",
        ),
        F::StpType => (
            "Tells a configuration from a notice that something has changed.",
            "区分配置报文与拓扑变更通知。",
        ),
        F::StpAcknowledgment => (
            "Says to the bridge below that its notice has arrived.",
            "告诉下游网桥，它的通知已经收到。",
        ),
        F::StpReserved => ("Not used in this version; zero.", "本版本未使用，为零。"),
        F::StpTopologyChange => (
            "The topology has changed: bridges forget sooner where stations are.",
            "拓扑已变更：网桥应更快地忘掉各站点的位置。",
        ),
        F::StpRootPriority => (
            "The priority of the root bridge: the smallest wins.",
            "根网桥的优先级，数值最小者当选。",
        ),
        F::StpRootExtension => (
            "The VLAN the tree is for, where each has a tree of its own.",
            "每个 VLAN 各有一棵树时，说明这棵树属于哪个 VLAN。",
        ),
        F::StpRootMac => (
            "The address of the root bridge; between equal priorities the smallest wins.",
            "根网桥的地址；优先级相同时，地址最小者当选。",
        ),
        F::StpCost => (
            "What the way from the sender to the root costs: the faster the links, the less.",
            "从发送者到根的路径开销，链路越快越小。",
        ),
        F::StpBridgePriority => (
            "The priority of the bridge that sends this.",
            "发送这个报文的网桥的优先级。",
        ),
        F::StpBridgeExtension => (
            "The VLAN the sender's priority is for.",
            "发送者的优先级所属的 VLAN。",
        ),
        F::StpBridgeMac => (
            "The address of the bridge that sends this.",
            "发送这个报文的网桥的地址。",
        ),
        F::StpPort => (
            "The port of the sender it came from: priority and number.",
            "报文从发送者的哪个端口发出：优先级和编号。",
        ),
        F::StpMessageAge => ("How long ago the root said this.", "根是多久以前发出这一信息的。"),
        F::StpMaxAge => (
            "How old it may get before it is not believed any more.",
            "信息最多能保留多久，过期便不再可信。",
        ),
        F::StpHelloTime => (
            "How often the root says that it is there.",
            "根多久宣告一次自己的存在。",
        ),
        F::StpForwardDelay => (
            "How long a port listens, and then learns, before it forwards.",
            "端口在转发之前，监听和学习各持续多久。",
        ),
        F::RipCommand => ("Asks for routes, or tells them.", "请求路由，或通告路由。"),
        F::RipVersion => ("The version of RIP; 2 knows masks.", "RIP 的版本；版本 2 带有掩码。"),
        F::RipFamily => ("The kind of address; 2 is IPv4.", "地址的种类；2 表示 IPv4。"),
        F::RipTag => (
            "What a router noted that brought the route in from outside.",
            "从外部引入该路由的路由器所做的标记。",
        ),
        F::RipAddress => ("The network the route leads to.", "该路由通往的网络。"),
        F::RipMask => ("The mask of that network.", "该网络的掩码。"),
        F::RipNextHop => (
            "The router to send to; zero is the sender of this message.",
            "应交给哪台路由器；零表示就是发送者自己。",
        ),
        F::RipMetric => (
            "How many routers away the network is; 16 says that there is no way.",
            "到该网络要经过多少台路由器；16 表示不可达。",
        ),
        F::RipAuthenticationType => (
            "How the message proves that it is genuine.",
            "报文用什么方式证明自己是真的。",
        ),
        F::RipAuthentication => (
            "The password, or the key's number and a checksum.",
            "口令，或密钥编号与校验值。",
        ),
    })
}
