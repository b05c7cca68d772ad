//! The words of the address lab: labels, names for screen readers, and what it explains.
//!
//! What `core::addr` itself decides (errors, kinds, reasons) is told by [`crate::addr`].

use crate::{Lang, Markup, say};
use std::net::Ipv4Addr;
use wireglass_core::addr::blocks::Blocks;
use wireglass_core::addr::class::Class;
use wireglass_core::addr::parse::ParseErrorKind;
use wireglass_core::addr::working::Quantity;
use wireglass_core::addr::{Interface, Mask, Network};

crate::labels! {
    /// A label or a message of the address lab.
    Lab, lab;

    Labs => "Labs", "实验室";
    Title => "Addresses", "地址";
    LabTitle => "The address lab", "地址实验室";
    Teaser => "Move single bits, drag the border between network and host, split and plan, and see every number follow.",
        "拨动每一位，拖动网络与主机的分界，划分与规划子网，所有数字随之变化。";
    Open => "Open the address lab", "打开地址实验室";
    Practise => "Practise", "练习";
    Simulate => "Open the same situation in the simulator", "在模拟器中打开同样的情形";

    Tools => "What the lab can do", "实验室的功能";
    Bits => "Bits", "按位看";
    SplitAndPlan => "Split and plan", "划分与规划";
    WhoCanTalk => "Who can talk?", "谁能通信？";
    LongestMatch => "Longest match", "最长匹配";
    Ipv6 => "IPv6", "IPv6";
    Ports => "Ports", "端口";

    AddressAndMask => "Address and mask", "地址与掩码";
    MaskInDots => "the mask in dotted decimal", "点分十进制掩码";
    InHex => "the address in hexadecimal", "十六进制地址";
    AsNumber => "the address as one number", "作为一个整数的地址";
    WildcardMask => "the wildcard mask", "通配符掩码";
    Board => "The 32 bits", "32 位";
    Border => "Border between network and host", "网络与主机的分界";
    BoardHint => "Click a bit to turn it over; drag the border, or move it with the arrow keys.",
        "点击某一位使其翻转；拖动分界，或用方向键移动。";

    Working => "The working, step by step", "逐步计算";
    StepThrough => "Step through it", "逐步计算";
    WorkingDone => "Show it all at once", "一次显示全部";

    Facts => "What it comes to", "计算结果";
    Network => "Network", "网络地址";
    FirstHost => "First host", "第一个主机";
    LastHost => "Last host", "最后一个主机";
    Broadcast => "Broadcast", "广播地址";
    Usable => "Usable", "可用地址数";
    Kind => "Kind", "性质";
    None => "none", "无";
    Ordinary => "Public", "公网地址";
    Class => "Class", "类别";

    Map => "Where it lies among all IPv4 addresses", "它在整个 IPv4 空间中的位置";
    ShowMap => "Show the map", "显示地图";
    HideMap => "Hide the map", "隐藏地图";
    MapHint => "Each square is a block; neighbours in number are neighbours here (a Hilbert curve). Click a square to go into it.",
        "每个方格是一个地址块，号码相邻的块在图上也相邻（希尔伯特曲线）。点击方格进入其中。";
    ToTheAddress => "Closer to the address", "向该地址放大";
    FurtherAway => "Further away", "缩小";
    WholeSpace => "Everything", "全部";

    Space => "Network to divide", "要划分的网络";
    UseThis => "Use this network", "使用这个网络";
    Tree => "Split and join", "划分与合并";
    TreeHint => "Split a network into halves; join two halves into the whole again. The bits that were borrowed from the host part are marked.",
        "把网络分成两半，或把两半重新合并。从主机部分借来的位有标记。";
    Subnet => "Subnet", "子网";
    Range => "Usable range", "可用范围";
    BitsColumn => "Bits", "位";
    SplitIt => "Split", "划分";
    JoinIt => "Join", "合并";
    SplitInto => "All subnets to", "全部划分为";
    StartAgain => "Start again", "重新开始";
    TooManySubnets => "That would be more than 256 rows.", "这会超过 256 行。";
    SmallestNetwork => "A single address cannot be split.", "单个地址不能再划分。";

    Vlsm => "Plan with VLSM", "用 VLSM 规划";
    Needs => "Needs: how many hosts each network has room for", "需求：每个网络要容纳多少台主机";
    NeedsHint => "One a line, or with commas: `1500`, `lab 60`, `/31 link`.",
        "每行一个，或用逗号分隔：`1500`、`lab 60`、`/31 link`。";
    Wanted => "Wanted", "需求";
    Block => "Block", "地址块";
    Wasted => "Left over", "富余";
    WhyThere => "Why this size, and why there", "为什么是这个大小、这个位置";
    Free => "Free", "空闲";
    NothingFree => "Nothing is left.", "没有剩余。";
    PlanPicture => "The plan, to scale", "规划图（按比例）";

    Summarise => "Summarise", "路由汇总";
    Prefixes => "Prefixes, one a line", "前缀，每行一个";
    PrefixesHint => "Host bits are passed over: `10.0.0.7/24` counts as `10.0.0.0/24`.",
        "主机位会被忽略：`10.0.0.7/24` 视为 `10.0.0.0/24`。";
    Summary => "The fewest prefixes that cover exactly these", "恰好覆盖它们的最少前缀";
    Merged => "What was merged", "合并过程";
    NothingMerged => "Nothing could be merged.", "没有可以合并的。";
    OneCover => "One prefix for all", "用一个前缀覆盖全部";

    TalkLead => "Two hosts on one link. Each applies its own mask to the other's address; neither knows the other's mask.",
        "同一链路上的两台主机。各自用自己的掩码判断对方的地址，谁也不知道对方的掩码。";
    HostA => "Host A", "主机 A";
    HostB => "Host B", "主机 B";
    Gateway => "Default gateway", "默认网关";
    OptionalField => "may be empty", "可留空";
    OwnNetwork => "own address AND own mask", "自己的地址 AND 自己的掩码";
    OtherNetwork => "the other's address AND own mask", "对方的地址 AND 自己的掩码";
    Equal => "equal", "相同";
    Different => "different", "不同";
    Verdict => "The verdict", "结论";

    Destination => "Destination", "目的地址";
    RoutingTable => "Routing table: network, next hop, metric", "路由表：网络、下一跳、度量";
    RoutingHint => "One row a line: `10.0.0.0/8 R1`, `default R2`, `10.1.0.0/16 R3 metric 20`.",
        "每行一条：`10.0.0.0/8 R1`、`default R2`、`10.1.0.0/16 R3 metric 20`。";
    NextHop => "Next hop", "下一跳";
    Metric => "Metric", "度量";
    Compared => "Destination AND mask", "目的地址 AND 掩码";
    Outcome => "Outcome", "结果";
    NoRoute => "No row matches: the packet is dropped, and the sender is told \"network unreachable\".",
        "没有匹配的表项：丢弃分组，并告知发送方“网络不可达”。";

    Address6 => "IPv6 address and prefix", "IPv6 地址与前缀";
    Forms => "How it is written", "书写形式";
    FullForm => "All eight groups, all digits", "八组，全部数字";
    TrimmedForm => "Without leading zeros", "去掉前导零";
    ShortForm => "Short (RFC 5952)", "压缩形式（RFC 5952）";
    KindAndScope => "Kind and scope", "类型与范围";
    Reach => "Reach", "到达范围";
    Embedded => "IPv4 address inside", "内含的 IPv4 地址";
    Prefix => "Prefix", "前缀";
    FirstAddress => "First address", "第一个地址";
    LastAddress => "Last address", "最后一个地址";
    Addresses => "Addresses", "地址数";
    Subnets => "Subnets by one more hexadecimal digit", "按下一个十六进制数字划分子网";
    FromMac => "From a MAC address", "由 MAC 地址得出";
    MacAddress => "MAC address", "MAC 地址";
    InterfaceId => "Interface identifier (modified EUI-64)", "接口标识符（修改的 EUI-64）";
    LinkLocal => "Link-local address", "链路本地地址";
    InThePrefix => "Address in the prefix", "该前缀中的地址";
    SolicitedNode => "Solicited-node multicast", "被请求节点多播地址";
    MulticastMac => "Its multicast MAC address", "对应的多播 MAC 地址";
    MacHint => "The universal/local bit is turned over, and ff:fe put in the middle. Systems today mostly use random or stable opaque identifiers instead (RFC 8981, RFC 7217).",
        "把全局/本地位取反，并在中间插入 ff:fe。如今的系统大多改用随机或稳定但不透明的标识符（RFC 8981、RFC 7217）。";
    MadeFromMac => "Made from the MAC address", "由此 MAC 地址生成";
    BesideIpv4 => "Beside IPv4", "与 IPv4 对照";

    Port => "Port", "端口";
    PortMap => "All 65,536 ports, to scale", "全部 65536 个端口（按比例）";
    Name => "Name", "名称";
    Transport => "Transport", "传输协议";
    System => "System", "系统";
    Ephemeral => "Ephemeral range", "临时端口范围";
    Setting => "Where it is set", "设置项";
    Privilege => "Privilege to listen on this port", "监听此端口所需权限";
    PrivilegeNeeded => "needed", "需要";
    NoPrivilege => "not needed", "不需要";
    WellKnown => "Well-known names", "熟知端口";
    NamesSource => "Names as IANA registers them (Service Name and Transport Protocol Port Number Registry).",
        "名称依据 IANA 的登记（服务名与传输协议端口号登记表）。";
    NoName => "no name in this list", "本表中没有名称";

    CopyAs => "Copy as", "复制为";
    PlainText => "Text", "纯文本";
    Markdown => "Markdown", "Markdown";
    Csv => "CSV", "CSV";
    Link => "Link", "链接";
    Picture => "Save as SVG", "保存为 SVG";
    Copied => "Copied.", "已复制。";
    CopyRefused => "The browser did not allow copying; copy it from here:", "浏览器不允许复制，请从这里手动复制：";
    BadNumber => "A port is a number from 0 to 65535.", "端口是 0 到 65535 之间的数。";
}

/// A row of the board: what its bits are.
pub const fn quantity(lang: Lang, what: Quantity) -> &'static str {
    lang.pick(match what {
        Quantity::Address => ("Address", "地址"),
        Quantity::Mask => ("Mask", "掩码"),
        Quantity::Wildcard => ("NOT mask", "掩码取反"),
        Quantity::Network => ("Network", "网络"),
        Quantity::HostPart => ("Host part", "主机部分"),
        Quantity::Broadcast => ("Broadcast", "广播"),
        Quantity::First => ("First host", "首主机"),
        Quantity::Last => ("Last host", "末主机"),
    })
}

/// How a row comes from others, as one would write it beside the row; empty for what is given.
pub const fn formula(lang: Lang, what: Quantity, link: bool) -> &'static str {
    lang.pick(match what {
        Quantity::Address | Quantity::Mask => ("", ""),
        Quantity::Wildcard => ("every bit turned over", "逐位取反"),
        Quantity::Network => ("address AND mask", "地址 AND 掩码"),
        Quantity::HostPart => ("address AND NOT mask", "地址 AND NOT 掩码"),
        Quantity::Broadcast => ("network OR NOT mask", "网络 OR NOT 掩码"),
        Quantity::First if link => ("the network itself", "即网络地址"),
        Quantity::First => ("network + 1", "网络 + 1"),
        Quantity::Last if link => ("the last address itself", "即最后地址"),
        Quantity::Last => ("broadcast − 1", "广播 − 1"),
    })
}

/// A bit as a screen reader names it. `place` counts from 0 at the left.
pub fn bit_name(lang: Lang, what: Quantity, place: u8, network: bool, set: bool) -> String {
    let digit = u8::from(set);
    let (octet, number) = (place / 8 + 1, place + 1);
    let value = 128_u8 >> (place % 8);
    let row = quantity(lang, what);
    match (lang, network) {
        (Lang::En, true) => {
            format!("{row}, bit {number} of 32: {value} in octet {octet}, network: {digit}")
        }
        (Lang::En, false) => {
            format!("{row}, bit {number} of 32: {value} in octet {octet}, host: {digit}")
        }
        (Lang::Zh, true) => {
            format!("{row}，第 {number} 位，共 32 位：第 {octet} 字节的 {value}，网络：{digit}")
        }
        (Lang::Zh, false) => {
            format!("{row}，第 {number} 位，共 32 位：第 {octet} 字节的 {value}，主机：{digit}")
        }
    }
}

/// Where the border is, as a screen reader says it.
pub fn border_name(lang: Lang, network: u8, host: u8) -> String {
    match lang {
        Lang::En => format!("/{network}: {network} network bits, {host} host bits"),
        Lang::Zh => format!("/{network}：{network} 位网络，{host} 位主机"),
    }
}

/// What stands below the network's or the host's bits.
pub fn side(lang: Lang, network: bool, bits: u8) -> String {
    let many = if bits == 1 { "bit" } else { "bits" };
    match (lang, network) {
        (Lang::En, true) => format!("network · {bits} {many}"),
        (Lang::En, false) => format!("host · {bits} {many}"),
        (Lang::Zh, true) => format!("网络 · {bits} 位"),
        (Lang::Zh, false) => format!("主机 · {bits} 位"),
    }
}

/// What the whole board shows, in one sentence.
pub fn board_summary(lang: Lang, interface: Interface) -> String {
    let network = interface.network();
    match lang {
        Lang::En => format!("{interface} is in the network {network}."),
        Lang::Zh => format!("{interface} 属于网络 {network}。"),
    }
}

/// A list of numbers in words, the middle left out when it is long.
fn starts(blocks: Blocks) -> String {
    let all = blocks.starts();
    let count = all.len();
    let near =
        |value: u8| u16::from(value.abs_diff(blocks.low)) <= blocks.size && blocks.size < 256;
    let mut out = String::new();
    let mut gap = false;
    for (index, start) in all.enumerate() {
        if count <= 8 || index == 0 || index + 1 == count || near(start) {
            if !out.is_empty() {
                out.push_str(if gap { " … " } else { ", " });
            }
            let value = if start == blocks.low { format!("*{start}*") } else { start.to_string() };
            out.push_str(&value);
            gap = false;
        } else {
            gap = true;
        }
    }
    out
}

/// Why the network's address is what it is: the block size in the octet where the border lies.
pub fn why_block(lang: Lang, interface: Interface) -> Markup {
    let blocks = Blocks::of(interface);
    let Blocks { mask, size, value, low, high, octet } = blocks;
    let (length, host_bits) = (interface.mask.prefix_len(), interface.mask.host_bits());
    let (nth, starts) = (octet + 1, starts(blocks));
    match (length, length % 8) {
        (0, _) => say!(
            lang,
            "*Why 0.0.0.0?* With `/0` no bit belongs to the network: every address of IPv4 is in it. Routing tables write the default route so.",
            "*为什么是 0.0.0.0？*`/0` 没有任何网络位，所有 IPv4 地址都在其中。路由表用它表示默认路由。",
        ),
        (32, _) => say!(
            lang,
            "*Why {low}?* With `/32` every bit belongs to the network: it is this one address alone, as a host route names it.",
            "*为什么是 {low}？*`/32` 的每一位都是网络位，只含这一个地址，主机路由就这样写。",
        ),
        (_, 0) => say!(
            lang,
            "*Why {low}?* The border lies between two octets: octet {nth} belongs to the network whole, what follows numbers {host_bits} bits of hosts. No arithmetic is needed: keep the first {nth}, zero the rest.",
            "*为什么是 {low}？*分界正好在两个字节之间：第 {nth} 字节整个属于网络，其后的 {host_bits} 位编号主机。无需计算，保留前 {nth} 个字节，其余清零。",
        ),
        _ => say!(
            lang,
            "*Why {low}?* In octet {nth} the block size is `256 − {mask} = {size}`, so networks begin there at {starts}. `{value}` lies from `{low}` to `{high}`.",
            "*为什么是 {low}？*第 {nth} 字节的块大小是 `256 − {mask} = {size}`，所以网络从 {starts} 开始。`{value}` 在 `{low}` 到 `{high}` 之间。",
        ),
    }
}

/// What class-based notes say of an address, and what holds today.
pub fn classic(lang: Lang, interface: Interface) -> Markup {
    let class = Class::of(interface.address);
    let (letter, leading) = (class.letter(), class.leading_bits());
    let (block, notes) = (class.block(), class.notes());
    let (first, last) = (notes.first, notes.last);
    let (low, high): (Ipv4Addr, Ipv4Addr) = (block.address(), block.end());
    let today = today(lang, interface, class.natural_mask().map(Mask::prefix_len));
    let today = today.source();
    match class.natural_mask() {
        Some(natural) => {
            let mask = natural.as_addr();
            say!(
                lang,
                "*Classic notes* call this \"a class {letter} address\" with mask `{mask}`, from `{first}` to `{last}`; the leading bits `{leading}` give `{low}` to `{high}`. {today}",
                "*常见讲义*称它为“{letter} 类地址”，掩码 `{mask}`，范围 `{first}` 到 `{last}`；按前导位 `{leading}` 则为 `{low}` 到 `{high}`。{today}",
            )
        }
        None => say!(
            lang,
            "*Classic notes* call this \"a class {letter} address\" (it begins `{leading}`), from `{first}` to `{last}`; the leading bits give `{low}` to `{high}`. It names no host: classes D and E have no mask.",
            "*常见讲义*称它为“{letter} 类地址”（以 `{leading}` 开头），范围 `{first}` 到 `{last}`；按前导位则为 `{low}` 到 `{high}`。它不编号主机，D 类和 E 类没有掩码。",
        ),
    }
}

fn today(lang: Lang, interface: Interface, natural: Option<u8>) -> Markup {
    let mask = interface.mask;
    if natural == Some(mask.prefix_len()) {
        return say!(
            lang,
            "*Since 1993 (CIDR)* the prefix decides; here `{mask}` happens to be the class's own.",
            "*自 1993 年（CIDR）起*由前缀决定，这里的 `{mask}` 恰好与该类的掩码相同。",
        );
    }
    say!(
        lang,
        "*Since 1993 (CIDR)* the class says nothing: the prefix `{mask}` does.",
        "*自 1993 年（CIDR）起*类别不再起作用，由前缀 `{mask}` 决定。",
    )
}

/// How far the working is: `step 3 of 8: Network`.
pub fn working_step(lang: Lang, step: usize, of: usize, what: Quantity) -> String {
    let name = quantity(lang, what);
    match lang {
        Lang::En => format!("step {step} of {of}: {name}"),
        Lang::Zh => format!("第 {step} 步，共 {of} 步：{name}"),
    }
}

/// A cell of the map.
pub fn map_cell(lang: Lang, network: Network) -> String {
    match lang {
        Lang::En => format!("Go into {network}"),
        Lang::Zh => format!("进入 {network}"),
    }
}

/// The button that splits a network, for screen readers.
pub fn split_name(lang: Lang, network: Network) -> String {
    match lang {
        Lang::En => format!("Split {network}"),
        Lang::Zh => format!("划分 {network}"),
    }
}

/// The button that joins the parts of a network, for screen readers.
pub fn join_name(lang: Lang, network: Network) -> String {
    match lang {
        Lang::En => format!("Join into {network}"),
        Lang::Zh => format!("合并为 {network}"),
    }
}

/// `60 hosts`.
pub fn hosts(lang: Lang, count: u64) -> String {
    crate::words::number(lang, count, "host", "hosts", "台主机")
}

/// A label of a field that may stay empty.
pub fn optional(lang: Lang, label: Lab) -> String {
    let (label, may) = (lab(lang, label), lab(lang, Lab::OptionalField));
    match lang {
        Lang::En => format!("{label} ({may})"),
        Lang::Zh => format!("{label}（{may}）"),
    }
}

/// Which line of a list is meant.
pub fn line_number(lang: Lang, number: usize) -> String {
    match lang {
        Lang::En => format!("Line {number}"),
        Lang::Zh => format!("第 {number} 行"),
    }
}

/// How much one prefix for all would cover besides.
pub fn extra(lang: Lang, addresses: &str, none: bool) -> String {
    match (lang, none) {
        (Lang::En, true) => "It covers nothing else.".to_owned(),
        (Lang::En, false) => format!("It would also cover {addresses} addresses of others."),
        (Lang::Zh, true) => "它不包含其他地址。".to_owned(),
        (Lang::Zh, false) => format!("它还会覆盖 {addresses} 个别人的地址。"),
    }
}

/// What is wrong with a row of a routing table as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowError {
    /// The network cannot be read.
    Address(ParseErrorKind),
    /// Host bits are set; the network that may have been meant.
    HostBits(Network),
    /// Nothing stands behind the network.
    NoNextHop,
    /// The metric is no number.
    Metric,
}

/// What is wrong with a row of a routing table.
pub fn row_error(lang: Lang, error: &RowError) -> Markup {
    match error {
        RowError::Address(kind) => crate::addr::parse_error(lang, kind),
        RowError::HostBits(network) => say!(
            lang,
            "*Host bits are set*: a row names a network. Is `{network}` meant?",
            "*主机位不为零*：表项应当是网络。要写的是 `{network}` 吗？",
        ),
        RowError::NoNextHop => say!(
            lang,
            "*Where to send it is missing*: a next hop or an interface, such as `R1`.",
            "*缺少下一跳*：应写下一跳或接口，例如 `R1`。",
        ),
        RowError::Metric => {
            say!(lang, "*The metric is a number*, such as `20`.", "*度量应当是数字*，例如 `20`。",)
        }
    }
}

/// A row of the comparison of IPv4 and IPv6: topic, IPv4, IPv6, in each language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beside {
    en: [&'static str; 3],
    zh: [&'static str; 3],
}

impl Beside {
    /// The row in a language.
    pub const fn pick(&self, lang: Lang) -> [&'static str; 3] {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
    }
}

/// IPv6 beside IPv4.
pub const BESIDE: [Beside; 8] = [
    Beside {
        en: ["Length", "32 bits: 4,294,967,296 addresses", "128 bits: 3.4 × 10^38 addresses"],
        zh: ["长度", "32 位，4294967296 个地址", "128 位，约 3.4 × 10^38 个地址"],
    },
    Beside {
        en: [
            "Written",
            "four decimal octets",
            "eight groups of four hexadecimal digits, zeros shortened",
        ],
        zh: ["书写", "四个十进制字节", "八组四位十六进制数，可压缩零"],
    },
    Beside {
        en: [
            "Network of a link",
            "any prefix, often /24",
            "always /64, so that hosts can number themselves",
        ],
        zh: ["链路的网络", "任意前缀，常用 /24", "一律 /64，主机可自行编号"],
    },
    Beside {
        en: [
            "Broadcast",
            "the last address of each network",
            "none: multicast instead (ff02::1 is every node of the link)",
        ],
        zh: ["广播", "每个网络的最后一个地址", "没有，改用多播（ff02::1 表示链路上所有节点）"],
    },
    Beside {
        en: [
            "MAC address of a neighbour",
            "ARP, broadcast to all",
            "Neighbour Discovery, to the solicited-node group",
        ],
        zh: ["查询邻居的 MAC 地址", "ARP，广播给所有主机", "邻居发现，发往被请求节点多播组"],
    },
    Beside {
        en: [
            "Addresses of an interface",
            "usually one",
            "several: a link-local one always, and global ones",
        ],
        zh: ["一个接口的地址", "通常一个", "多个：必有链路本地地址，另有全球地址"],
    },
    Beside {
        en: ["Private", "10/8, 172.16/12, 192.168/16", "fc00::/7 (unique local)"],
        zh: ["私有地址", "10/8、172.16/12、192.168/16", "fc00::/7（唯一本地地址）"],
    },
    Beside {
        en: ["Loopback", "127.0.0.0/8", "::1 alone"],
        zh: ["环回", "127.0.0.0/8", "只有 ::1"],
    },
];

#[cfg(test)]
mod tests;
