//! From network to network: routes, TTL, ICMP, UDP.

use crate::rules::rules;
use crate::words::of_bytes;

rules! {
    lang, node, Node, peer, Peer;

    RouteDirect { ip, prefix } => "On the same network", "同一网络，直接交付";
        "The first {prefix} bits of `{ip}` are those of a network that {node} is on: *the packet goes straight to it*, no router is needed.",
        "`{ip}` 的前 {prefix} 位与{node}所在的一个网络相同：*直接交付*，不需要路由器。",
        check "/{prefix}";

    RouteVia { ip, gateway, prefix } => "Through a router", "交给路由器";
        "`{ip}` is on no network of {node}, so the packet goes to *the next router, `{gateway}`* (route /{prefix}). The IP destination stays; only the frame is addressed to the router.",
        "`{ip}` 不在{node}所在的网络中，报文交给*下一跳路由器 `{gateway}`*（路由 /{prefix}）。IP 目的地址不变，只有帧写上路由器的 MAC 地址。",
        check "/{prefix}";

    Loopback => "To itself", "发给自己";
        "The packet is for {node} itself: *it never leaves the host*, and no link sees it.",
        "报文是发给{node}自己的：*它不会离开本机*，任何链路上都看不到。";

    AddressNotYet { ip } => "No address yet", "还没有地址";
        "{Node} has no address of its own yet, so it takes *whatever is sent to its MAC address*, even to `{ip}`: else no answer of DHCP could ever reach it.",
        "{Node}还没有自己的地址，因此*凡是发到它的 MAC 地址的都接收*，哪怕目的是 `{ip}`：否则 DHCP 的回答永远到不了它。";

    NoRoute { ip } => "No route", "没有路由";
        "No row of the routing table matches `{ip}`, and there is no default route: *the packet can go nowhere*.",
        "路由表中没有一行匹配 `{ip}`，也没有默认路由：*报文无处可去*。";

    TtlExpired { ttl } => "TTL used up", "TTL 耗尽";
        "The packet came in with a TTL of {ttl}, and each router takes one off: *nothing is left, so it is dropped*. Without this, packets could go round for ever.",
        "报文到达时 TTL 为 {ttl}，而每个路由器都要减一：*已经用完，丢弃*。否则报文可能永远兜圈子。",
        check "{ttl} − 1 ≤ 0";

    TtlDecrement { ttl } => "TTL minus one", "TTL 减一";
        "A router takes one off the TTL: the packet goes out with *a TTL of {ttl}*, and so with a new header checksum.",
        "路由器把 TTL 减一：报文发出时 *TTL 为 {ttl}*，首部校验和也随之重算。";

    BroadcastStays { ip } => "Broadcasts stay", "广播不出网络";
        "`{ip}` is a broadcast address, and *broadcasts stay in their network*: no router passes them on.",
        "`{ip}` 是广播地址，*广播只在本网络内有效*：路由器不转发。";

    IcmpErrorSent { ip, kind, code } => "Sender is told", "通知发送者";
        "{Node} tells `{ip}` what became of its packet: *ICMP type {kind}, code {code}*, with the beginning of the packet quoted.",
        "{node}告诉 `{ip}` 它的报文怎样了：*ICMP 类型 {kind}，代码 {code}*，并引用原报文的开头。";

    IcmpErrorSuppressed => "No error about this", "不为此报错";
        "About an ICMP error, a broadcast or a later fragment *no error is ever sent*: one mistake could set off an avalanche.",
        "对 ICMP 差错报文、广播以及后续分片*绝不再发送差错报文*：否则一个错误会引起雪崩。";

    IcmpErrorArrived { ip, kind, code } => "An error comes back", "收到差错报文";
        "`{ip}` reports what became of a packet: *ICMP type {kind}, code {code}*. What it quotes tells {node} which one.",
        "`{ip}` 报告某个报文的遭遇：*ICMP 类型 {kind}，代码 {code}*。引用的内容告诉{node}是哪一个。";

    IcmpChecksumWrong => "ICMP checksum wrong", "ICMP 校验和错误";
        "The ICMP checksum does not fit the message: *it is discarded in silence*.",
        "ICMP 校验和与报文不符：*静默丢弃*。";

    IcmpNotForUs { kind } => "Nothing to do with it", "与本机无关";
        "{Node} asked nothing that ICMP type {kind} could answer: *it is ignored*.",
        "{node}没有发出过能由 ICMP 类型 {kind} 回答的询问：*忽略*。";

    EchoRequested { seq } => "Are you there?", "你在吗？";
        "A program asks whether the host is there: an *echo request*, number {seq}.",
        "程序询问对方是否在线：*回显请求*，序号 {seq}。";

    EchoReplied { ip, seq } => "Echo", "回显应答";
        "Every host must send an echo back: {node} answers `{ip}` with *the same number {seq} and the same data*.",
        "每台主机都必须应答回显请求：{node}以*相同的序号 {seq} 和相同的数据*回答 `{ip}`。";

    EchoAnswered { seq } => "It is there", "对方在线";
        "The echo of request {seq} has come back: *the host is there, and the way works in both directions*.",
        "请求 {seq} 的回显应答到达：*对方在线，往返都通*。";

    UdpSent { bytes } => "A datagram, once", "只发一次的数据报";
        let n = of_bytes(lang, bytes);
        "UDP adds ports and a checksum to `{n}` and *forgets the datagram*: no connection, no retransmission, no order.",
        "UDP 给 `{n}` 的数据加上端口和校验和，*发完即忘*：没有连接、没有重传、不保证顺序。";

    UdpTooLong { bytes } => "Larger than a datagram", "超过数据报上限";
        let n = of_bytes(lang, bytes);
        "An IPv4 packet holds 65,535 bytes, of which 20 are its own header and 8 are UDP's: `{n}` *do not fit*.",
        "IPv4 报文最多 65,535 字节，其中自身首部 20 字节，UDP 首部 8 字节：`{n}` *放不下*。",
        check "{bytes} > 65,535 − 20 − 8 = 65,507";

    UdpDelivered { port, waiting } => "For a socket", "交给套接字";
        "A socket is bound to port {port}: *the datagram waits there to be read* (waiting now: {waiting}).",
        "有套接字绑定在端口 {port}：*数据报在那里等待读取*（等待中：{waiting}）。";

    UdpPortClosed { port } => "Nobody at that port", "端口无人使用";
        "*No socket is bound to port {port}*. UDP has no RST: an ICMP message says so.",
        "*没有套接字绑定在端口 {port}*。UDP 没有 RST，由 ICMP 报文告知。";

    UdpQueueFull { port, limit } => "Socket buffer full", "接收缓冲已满";
        "{limit} datagrams wait at port {port} already, as many as may: *this one is lost, and nobody is told*. UDP has no window.",
        "端口 {port} 已有 {limit} 个数据报等待读取，达到上限：*这一个丢失，谁也不会被告知*。UDP 没有窗口。";

    UdpChecksumWrong => "UDP checksum wrong", "UDP 校验和错误";
        "The UDP checksum does not fit the datagram: *it is discarded in silence*.",
        "UDP 校验和与数据报不符：*静默丢弃*。";

    UdpCut { bytes } => "The rest is cut off", "超出部分被截断";
        let n = of_bytes(lang, bytes);
        "The call to `recvfrom()` asked for less than the datagram holds, and *a datagram is read once and whole*: `{n}` are lost.",
        "`recvfrom()` 要求的长度小于数据报，而*一个数据报只能整个读取一次*：`{n}` 丢失。";

    ProtocolUnknown { protocol } => "Unknown protocol", "不认识的协议";
        "Nothing on {node} understands protocol {protocol}: *the packet cannot be handed up*.",
        "{node}上没有谁认识协议号 {protocol}：*报文无法上交*。";

    HubRepeats { port } => "Repeated to all", "向所有端口重复";
        let port = u32::from(port) + 1;
        "A hub knows no addresses: what comes in at port {port} *goes out of every other port*.",
        "集线器不认识地址：从端口 {port} 进来的信号*从其他所有端口发出*。";

    ModemConverts { port } => "Another kind of signal", "换一种信号";
        let port = u32::from(port) + 1;
        "The modem takes what came in at port {port} and sends it on *as another kind of signal*. Not one bit of the frame changes.",
        "调制解调器把端口 {port} 收到的内容*换成另一种信号*继续发送。帧的每一位都不变。";

    NoCable { port } => "Nothing plugged in", "没有插线";
        "Port {port} of {node} has *no cable*: nothing can be sent there.",
        "{node}的端口 {port} *没有插线*：无法发送。";

    LinkCut => "The link is cut", "链路断开";
        "The link is *cut*: what was on it is lost.",
        "链路*已断开*：途中的内容全部丢失。";
}
