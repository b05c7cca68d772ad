//! What an address or a port is.

use crate::{Lang, Markup, say};
use wireglass_core::addr::class::Class;
use wireglass_core::addr::network::Role;
use wireglass_core::addr::ports;
use wireglass_core::addr::special::{Flags, Kind};
use wireglass_core::addr::v6::{Embedding, Reach};
use wireglass_core::wire::Service;

/// What the addresses of a class are for.
pub const fn class_purpose(lang: Lang, class: Class) -> &'static str {
    lang.pick(match class {
        Class::A => ("few networks, very large", "网络少，规模极大"),
        Class::B => ("medium networks", "中等规模网络"),
        Class::C => ("many networks, small", "网络多，规模小"),
        Class::D => ("multicast groups", "组播地址"),
        Class::E => ("reserved", "保留"),
    })
}

/// Why older notes give other bounds than today's.
pub fn class_note(lang: Lang, class: Class) -> Markup {
    match class {
        Class::A => say!(
            lang,
            "Networks `0` and `127` are special, which leaves *126 for hosts*. Classes are history since CIDR (1993): a mask says where the network ends.",
            "`0` 和 `127` 有特殊用途，所以*可用的只有 126 个*。自 CIDR（1993 年）起不再分类：网络部分由掩码决定。",
        ),
        Class::B => say!(
            lang,
            "Older notes begin at `128.1`: *the first network, `128.0`, used to be reserved*. Today it is an ordinary one.",
            "旧讲义从 `128.1` 开始：*第一个网络 `128.0` 过去是保留的*，如今已是普通地址。",
        ),
        Class::C => say!(
            lang,
            "Older notes begin at `192.0.1`: *the first network, `192.0.0`, used to be reserved*. Today it is for protocols of the IETF.",
            "旧讲义从 `192.0.1` 开始：*第一个网络 `192.0.0` 过去是保留的*，如今供 IETF 协议使用。",
        ),
        Class::D => say!(
            lang,
            "Older notes begin at `224.0.0.1`: *`224.0.0.0` is never given to a group*. No host has such an address: it names a group of them.",
            "旧讲义从 `224.0.0.1` 开始：*`224.0.0.0` 不分配给任何组*。这类地址不属于某台主机，而是代表一组主机。",
        ),
        Class::E => say!(
            lang,
            "Never given out, but for `255.255.255.255`, which is *every host on this link*.",
            "从未分配使用，只有 `255.255.255.255` 例外，它代表*本链路上的所有主机*。",
        ),
    }
}

/// What an address is within its network.
pub const fn role(lang: Lang, role: Role) -> &'static str {
    lang.pick(match role {
        Role::Network => ("the network's own address", "网络地址"),
        Role::Host => ("a host's address", "主机地址"),
        Role::Broadcast => ("the network's broadcast address", "广播地址"),
        Role::LinkEnd => ("one end of a link", "链路的一端"),
        Role::Only => ("the only address", "唯一的地址"),
    })
}

/// What a special block is called.
pub const fn kind_name(lang: Lang, kind: Kind) -> &'static str {
    lang.pick(match kind {
        Kind::Unspecified => ("unspecified", "未指定地址"),
        Kind::ThisNetwork => ("this network", "本网络"),
        Kind::Private => ("private", "私有地址"),
        Kind::Shared => ("shared address space", "运营商共享地址"),
        Kind::Loopback => ("loopback", "环回地址"),
        Kind::LinkLocal => ("link-local", "链路本地地址"),
        Kind::ProtocolAssignments => ("IETF protocol assignments", "IETF 协议分配"),
        Kind::ServiceContinuity => ("IPv4 service continuity", "IPv4 服务连续性"),
        Kind::Dummy => ("dummy address", "占位地址"),
        Kind::PortControlAnycast => ("Port Control Protocol anycast", "端口控制协议任播"),
        Kind::TurnAnycast => ("TURN anycast", "TURN 任播"),
        Kind::Nat64Discovery => ("NAT64 discovery", "NAT64 探测"),
        Kind::As112 => ("AS112", "AS112 服务"),
        Kind::AutomaticMulticastTunnelling => ("automatic multicast tunnelling", "自动组播隧道"),
        Kind::Documentation => ("documentation", "文档示例地址"),
        Kind::SixToFourRelay => ("6to4 relay anycast", "6to4 中继任播"),
        Kind::Benchmarking => ("benchmarking", "基准测试地址"),
        Kind::Multicast => ("multicast", "组播地址"),
        Kind::MulticastLocal => ("local network control multicast", "本地网络控制组播"),
        Kind::MulticastSourceSpecific => ("source-specific multicast", "特定源组播"),
        Kind::MulticastAdministered => ("administratively scoped multicast", "管理范围组播"),
        Kind::Reserved => ("reserved", "保留地址"),
        Kind::Broadcast => ("limited broadcast", "受限广播"),
        Kind::Ipv4Mapped => ("IPv4-mapped", "IPv4 映射地址"),
        Kind::Nat64 => ("IPv4/IPv6 translation", "IPv4/IPv6 转换"),
        Kind::Nat64Local => ("local IPv4/IPv6 translation", "本地 IPv4/IPv6 转换"),
        Kind::DiscardOnly => ("discard-only", "丢弃专用"),
        Kind::Teredo => ("Teredo", "Teredo 隧道"),
        Kind::Orchid => ("ORCHIDv2", "ORCHIDv2 标识符"),
        Kind::SixToFour => ("6to4", "6to4 隧道"),
        Kind::SegmentRouting => ("segment routing", "分段路由"),
        Kind::UniqueLocal => ("unique local", "唯一本地地址"),
        Kind::GlobalUnicast => ("global unicast", "全球单播地址"),
    })
}

/// What a special block is for, in a sentence.
#[expect(clippy::too_many_lines, reason = "one list, a sentence for each kind")]
pub fn kind_help(lang: Lang, kind: Kind) -> Markup {
    let source = lang.pick(match kind {
        Kind::Unspecified => (
"*No address yet*: a host asks for one with this as its source.",
"*还没有地址*：主机在请求分配地址时，用它作源地址。",
),
        Kind::ThisNetwork => (
"Hosts of \"this network\": *only ever a source*, never a destination.",
"“本网络”中的主机：*只能作源地址*，不能作目的地址。",
),
        Kind::Private => (
"Anybody may use it at home or at work; *the Internet does not route it*, so a NAT stands between.",
"任何单位和家庭都可以自行使用；*互联网不转发它*，因此出口需要 NAT。",
),
        Kind::Shared => (
"Between a carrier's NAT and its customers: *looks private, but is the carrier's*.",
"用于运营商 NAT 与用户之间：*看似私有，其实归运营商使用*。",
),
        Kind::Loopback => (
"*This machine itself*: a packet to it never reaches a wire.",
"*本机自己*：发往它的分组不会出现在任何线路上。",
),
        Kind::LinkLocal => (
"Valid *on this link only*; no router passes it on. A host gives itself one.",
"*只在本链路有效*，路由器不会转发；由主机自行生成。",
),
        Kind::ProtocolAssignments => (
"Set aside for protocols of the IETF; *some of its addresses have a use of their own*.",
"留给 IETF 的协议使用，*其中一些地址另有专门用途*。",
),
        Kind::ServiceContinuity => (
"Numbers the IPv4 ends of tunnels through networks that have *IPv6 alone*.",
"给穿越*纯 IPv6* 网络的隧道的 IPv4 端点编号。",
),
        Kind::Dummy => (
"The source of an ICMP error from a router that *has no IPv4 address*.",
"*没有 IPv4 地址*的路由器发送 ICMP 差错报文时使用的源地址。",
),
        Kind::PortControlAnycast => (
"*The nearest* server that opens ports of a NAT on request.",
"*最近的*端口控制协议服务器，可应请求在 NAT 上开放端口。",
),
        Kind::TurnAnycast => (
"*The nearest* server that relays between hosts behind NATs.",
"*最近的* TURN 服务器，为 NAT 后面的主机中转数据。",
),
        Kind::Nat64Discovery => (
"A resolver is asked for it to find out *how NAT64 embeds IPv4 addresses*.",
"通过查询它来了解 *NAT64 如何嵌入 IPv4 地址*。",
),
        Kind::As112 => (
"Answers *reverse look-ups of private addresses*, which should never have left their network.",
"应答*对私有地址的反向解析*，这些查询本不该流出本网络。",
),
        Kind::AutomaticMulticastTunnelling => (
"Brings multicast *through a tunnel* to networks that have none.",
"*通过隧道*把组播送到不支持组播的网络。",
),
        Kind::Documentation => (
"*For examples* in books and documents; nobody has it.",
"*供书籍和文档举例*，没有人真正使用。",
),
        Kind::SixToFourRelay => (
"Used to be the nearest 6to4 relay; *deprecated since 2015*.",
"曾经代表最近的 6to4 中继，*2015 年起弃用*。",
),
        Kind::Benchmarking => {
            (
"For *measuring devices* in a laboratory.",
"用于实验室里的*设备性能测试*。",
)
        }
        Kind::Multicast => (
"*A group of hosts*: whoever has joined gets the packet.",
"*代表一组主机*：加入该组的主机都会收到。",
),
        Kind::MulticastLocal => (
"Between neighbours on one link, such as routers; *no router passes it on*.",
"供同一链路上的邻居（例如路由器之间）使用，*路由器不会转发*。",
),
        Kind::MulticastSourceSpecific => (
"A group with *one chosen source*: others cannot send into it.",
"*指定唯一发送源*的组，其他主机不能向它发送。",
),
        Kind::MulticastAdministered => (
"Groups that an organisation *keeps within its own bounds*, as private addresses are.",
"*只在一个组织内部使用*的组，类似私有地址。",
),
        Kind::Reserved => (
"*Never given out*; most systems refuse it.",
"*从未分配*，多数系统会拒绝使用。",
),
        Kind::Broadcast => (
"*Every host on this link*; no router passes it on.",
"*本链路上的所有主机*，路由器不会转发。",
),
        Kind::Ipv4Mapped => (
"How a program that speaks IPv6 *sees an IPv4 address*; never on a wire.",
"使用 IPv6 的程序*看到的 IPv4 地址*，不会出现在线路上。",
),
        Kind::Nat64 => (
"An IPv4 address in its last 32 bits: *a translator carries the packet over*.",
"最后 32 位是 IPv4 地址：*由转换器转送分组*。",
),
        Kind::Nat64Local => (
"The same for translators *within one network*.",
"用途相同，但只用于*一个网络内部*的转换器。",
),
        Kind::DiscardOnly => (
"Packets to it are *dropped on purpose*, to defend against floods.",
"发往它的分组会*被有意丢弃*，用来抵御流量攻击。",
),
        Kind::Teredo => (
"IPv6 *in UDP*, through NATs; hardly used any more.",
"把 IPv6 封装*在 UDP 中*以穿越 NAT，如今已很少使用。",
),
        Kind::Orchid => (
"Names a host *by its key* and not by its place; never routed.",
"用*密钥*而不是位置来标识主机，不会被路由。",
),
        Kind::SixToFour => (
"IPv6 over IPv4 *without a provider's help*: an IPv4 address follows `2002`. Hardly used any more.",
"*无需运营商配合*就能在 IPv4 上传送 IPv6：`2002` 之后是 IPv4 地址。如今已很少使用。",
),
        Kind::SegmentRouting => (
"Names the *segments of a path* in segment routing.",
"在分段路由中标识*路径的各段*。",
),
        Kind::UniqueLocal => (
"*The private addresses of IPv6*, with random bits so that two sites hardly ever clash.",
"*IPv6 的私有地址*，其中含随机位，两个站点几乎不会冲突。",
),
        Kind::GlobalUnicast => (
"*An ordinary address*: one interface, reachable across the Internet.",
"*普通地址*：属于一个接口，可在整个互联网上到达。",
),
    });
    Markup::parse(lang, source)
}

/// What the registry says may be done with a block.
pub fn flags(lang: Lang, flags: Flags) -> Markup {
    let word = |yes: bool| lang.pick(if yes { ("yes", "是") } else { ("no", "否") });
    let (source, destination) = (word(flags.source()), word(flags.destination()));
    let (forwardable, global) = (word(flags.forwardable()), word(flags.global()));
    say!(
        lang,
        "source: `{source}`, destination: `{destination}`, forwarded: `{forwardable}`, across the Internet: `{global}`",
        "可作源：`{source}`，可作目的：`{destination}`，可转发：`{forwardable}`，全球可达：`{global}`",
    )
}

/// How far a multicast address of IPv6 reaches.
pub const fn reach(lang: Lang, reach: Reach) -> &'static str {
    lang.pick(match reach {
        Reach::Interface => ("this interface", "本接口"),
        Reach::Link => ("this link", "本链路"),
        Reach::Realm => ("this realm", "本领域"),
        Reach::Admin => ("as administered", "由管理员划定"),
        Reach::Site => ("this site", "本站点"),
        Reach::Organisation => ("this organisation", "本组织"),
        Reach::Global => ("everywhere", "全球"),
        Reach::Other(_) => ("reserved or unassigned", "保留或未分配"),
    })
}

/// How an IPv4 address is carried within an IPv6 address.
pub const fn embedding(lang: Lang, how: Embedding) -> &'static str {
    lang.pick(match how {
        Embedding::Mapped => ("IPv4-mapped", "IPv4 映射"),
        Embedding::Compatible => ("IPv4-compatible, deprecated", "IPv4 兼容（已弃用）"),
        Embedding::Nat64 => ("NAT64", "NAT64 转换"),
        Embedding::SixToFour => ("6to4", "6to4 隧道"),
        Embedding::Teredo => ("Teredo, turned over", "Teredo（按位取反）"),
    })
}

/// What a kind of port is called.
pub const fn port_kind_name(lang: Lang, kind: ports::Kind) -> &'static str {
    lang.pick(match kind {
        ports::Kind::System => ("system port", "系统端口（熟知端口）"),
        ports::Kind::User => ("user port", "用户端口（登记端口）"),
        ports::Kind::Dynamic => ("dynamic port", "动态端口"),
    })
}

/// What a kind of port is for.
pub fn port_kind_help(lang: Lang, kind: ports::Kind) -> Markup {
    match kind {
        ports::Kind::System => say!(
            lang,
            "*Well-known*: assigned by IANA after review. On Unix only a privileged program may listen there.",
            "*熟知端口*：经审核后由 IANA 分配。在 Unix 上只有特权程序才能监听。",
        ),
        ports::Kind::User => say!(
            lang,
            "*Registered*: assigned by IANA on request. Any program may listen there.",
            "*登记端口*：应申请由 IANA 分配。任何程序都可以监听。",
        ),
        ports::Kind::Dynamic => say!(
            lang,
            "*Never assigned*: a system gives them to clients for a while.",
            "*从不分配*：由系统临时给客户程序使用。",
        ),
    }
}

/// What a system is called that gives out ephemeral ports.
pub const fn system_name(lang: Lang, system: ports::System) -> &'static str {
    match system {
        ports::System::Iana => lang.pick(("IANA's advice", "IANA 的建议")),
        ports::System::Linux => "Linux",
        ports::System::Windows => "Windows",
        ports::System::MacOs => "macOS",
        ports::System::FreeBsd => "FreeBSD",
        ports::System::OpenBsd => "OpenBSD",
    }
}

/// What a service is for.
pub fn service(lang: Lang, service: Service) -> &'static str {
    crate::wire::service(lang, service)
}
