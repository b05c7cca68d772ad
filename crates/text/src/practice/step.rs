//! The steps of a worked solution.

use super::{binary, need_name, port_kind};
use crate::{Lang, Markup, say};
use std::net::Ipv4Addr;
use wireglass_course::practice::{Mask, Network, Step};

/// One step, as a teacher would say it at the board.
#[expect(clippy::too_many_lines, reason = "one arm for each kind of step")]
pub fn step(lang: Lang, step: &Step) -> Markup {
    match step {
        Step::LeadingBits { address, class } => {
            let (octet, letter) = (address.octets()[0], class.letter());
            let (bits, block) = (class.leading_bits(), class.block());
            let (low, high) = (block.address().octets()[0], block.end().octets()[0]);
            say!(
                lang,
                "The first octet is `{octet}` = `{octet:08b}`. It begins with `{bits}`, so it lies in {low} to {high}: *class {letter}*.",
                "第一个八位组是 `{octet}` = `{octet:08b}`，以 `{bits}` 开头，即在 {low} 到 {high} 之间：*{letter} 类*。",
            )
        }
        Step::NaturalMask { class, mask } => {
            let (letter, dotted, length) = (class.letter(), mask.as_addr(), mask.prefix_len());
            say!(
                lang,
                "Class {letter} gives {length} bits to the network: the mask `{dotted}`. The mask beside the address does not matter here.",
                "{letter} 类的网络部分占 {length} 位，掩码为 `{dotted}`。地址旁边写的掩码在这里不起作用。",
            )
        }
        Step::NoNaturalMask { class } => {
            let letter = class.letter();
            say!(
                lang,
                "Class {letter} is not divided into networks and hosts: it has no mask and no networks.",
                "{letter} 类不划分网络部分和主机部分：没有掩码，也没有网络地址。",
            )
        }
        Step::MaskBits { mask } => {
            let (ones, zeros, dotted) = (mask.prefix_len(), mask.host_bits(), mask.as_addr());
            say!(
                lang,
                "`{mask}` is {ones} ones and {zeros} zeros: `{dotted}`.",
                "`{mask}` 是 {ones} 个 1 和 {zeros} 个 0：`{dotted}`。",
            )
        }
        Step::Block { octet, value, size } => say!(
            lang,
            "The mask ends in octet {octet}, which is `{value}`. There the networks begin at multiples of 256 − {value} = `{size}`.",
            "掩码在第 {octet} 个八位组中结束，该组为 `{value}`。网络的起点是 256 − {value} = `{size}` 的倍数。",
        ),
        Step::WholeOctets { mask } => {
            let octets = mask.prefix_len() / 8;
            say!(
                lang,
                "The mask ends between octets: the first {octets} are the network's, the others the host's.",
                "掩码恰好在八位组之间结束：前 {octets} 组属于网络，其余属于主机。",
            )
        }
        Step::Multiple { octet, value, size, multiple } => say!(
            lang,
            "Octet {octet} of the address is `{value}`; the multiple of {size} at or below it is `{multiple}`.",
            "地址的第 {octet} 个八位组是 `{value}`；不超过它的 {size} 的倍数是 `{multiple}`。",
        ),
        Step::And { interface, network } => {
            let (address, mask) = (interface.address, interface.mask.as_addr());
            let network = network.address();
            say!(
                lang,
                "`{address}` AND `{mask}` = *{network}*: the network.",
                "`{address}` AND `{mask}` = *{network}*：这就是网络地址。",
            )
        }
        Step::HostOnes { network, wildcard, end } => {
            let network = network.address();
            say!(
                lang,
                "All host bits one: `{network}` OR `{wildcard}` = *{end}*: the broadcast address.",
                "主机位全为 1：`{network}` OR `{wildcard}` = *{end}*：这就是广播地址。",
            )
        }
        Step::Hosts { first, last } => say!(
            lang,
            "The hosts lie between the two: `{first}` to `{last}`.",
            "主机地址在两者之间：`{first}` 到 `{last}`。",
        ),
        Step::LinkEnds { network } => {
            let (first, last) = (network.first(), network.last());
            say!(
                lang,
                "A `/31` is a link between two: both `{first}` and `{last}` are hosts, and *there is no broadcast address* (RFC 3021).",
                "`/31` 是点对点链路：`{first}` 和 `{last}` 都是主机地址，*没有广播地址*（RFC 3021）。",
            )
        }
        Step::Single { address } => say!(
            lang,
            "A `/32` is the one address `{address}`: first and last host at once, and no broadcast address.",
            "`/32` 只有 `{address}` 一个地址：既是第一个也是最后一个主机地址，没有广播地址。",
        ),
        Step::Count { host_bits, total, usable } => say!(
            lang,
            "{host_bits} host bits make 2^{host_bits} = {total} addresses; without the network and the broadcast address `{usable}` are left for hosts.",
            "{host_bits} 个主机位共有 2^{host_bits} = {total} 个地址；去掉网络地址和广播地址，主机可用 `{usable}` 个。",
        ),
        Step::HostBits { hosts, needed, host_bits } => {
            let power = 1_u64 << host_bits;
            say!(
                lang,
                "{hosts} hosts need {needed} addresses, with the network and the broadcast address. The first power of two that reaches this is 2^{host_bits} = {power}: `{host_bits}` host bits.",
                "{hosts} 台主机连同网络地址和广播地址共需 {needed} 个地址。够用的最小的 2 的幂是 2^{host_bits} = {power}：`{host_bits}` 个主机位。",
            )
        }
        Step::PrefixFromHostBits { host_bits, mask } => say!(
            lang,
            "32 − {host_bits} bits are left for the network: `{mask}`.",
            "网络部分还剩 32 − {host_bits} 位：`{mask}`。",
        ),
        Step::SubnetBits { at_least, bits, made } => say!(
            lang,
            "To number {at_least} subnets takes {bits} bits: 2^{bits} = {made}.",
            "给 {at_least} 个子网编号需要 {bits} 位：2^{bits} = {made}。",
        ),
        Step::Borrow { of, bits, mask } => {
            let length = of.prefix_len();
            say!(
                lang,
                "Borrow them from the host part: {length} + {bits} bits, `{mask}`.",
                "从主机部分借用：{length} + {bits} 位，即 `{mask}`。",
            )
        }
        Step::LargestFirst { order } => {
            let names: Vec<String> =
                order.iter().map(|&need| need_name(need).to_string()).collect();
            let names = names.join(", ");
            say!(
                lang,
                "Place the largest first: `{names}`. Then each block ends where the next, which is no larger, may begin.",
                "先放最大的：`{names}`。这样每一块的末尾都恰是下一块（不会更大）的边界。",
            )
        }
        Step::Place { need, hosts, block } => {
            let (name, usable) = (need_name(*need), block.usable());
            say!(
                lang,
                "{name} gets the next free block: *{block}*, with room for {usable} hosts where {hosts} are needed.",
                "{name} 取下一个空闲块：*{block}*，可容纳 {usable} 台主机，需要 {hosts} 台。",
            )
        }
        Step::Left { free } if free.is_empty() => {
            say!(lang, "Nothing is left over.", "没有剩余地址。")
        }
        Step::Left { free } => {
            let free = list(free);
            say!(lang, "Left over: `{free}`.", "剩余：`{free}`。")
        }
        Step::Sorted { list: all } => {
            let all = list(all);
            say!(lang, "In order: `{all}`.", "按顺序排列：`{all}`。")
        }
        Step::Covered { inner, outer } => say!(
            lang,
            "`{inner}` lies in `{outer}` and adds nothing.",
            "`{inner}` 已包含在 `{outer}` 中，可以去掉。",
        ),
        Step::Join { halves: [low, high], whole } => say!(
            lang,
            "`{low}` and `{high}` are the two halves of `{whole}`: they differ in its next bit only.",
            "`{low}` 和 `{high}` 是 `{whole}` 的两半：只有紧接其后的一位不同。",
        ),
        Step::Apart { left, right } => {
            let length = left.prefix_len();
            if length == right.prefix_len() {
                say!(
                    lang,
                    "`{left}` and `{right}` are neighbours, but not the halves of one network: a block twice as large does not begin at the first.",
                    "`{left}` 和 `{right}` 相邻，但不是同一网络的两半：大一倍的块不能从前者开始。",
                )
            } else {
                say!(
                    lang,
                    "`{left}` and `{right}` are neighbours, but of different sizes: they stay apart.",
                    "`{left}` 和 `{right}` 相邻，但大小不同，不能合并。",
                )
            }
        }
        Step::Shortest { list: all } => {
            let all = list(all);
            say!(
                lang,
                "Nothing more joins. The shortest list: *{all}*.",
                "不能再合并。最短列表：*{all}*。"
            )
        }
        Step::Sees { side, own, other, theirs } => {
            let (side, other_side, mask) = (side.letter(), side.other().letter(), own.mask);
            let (dotted, theirs, ours) =
                (mask.as_addr(), theirs.address(), own.network().address());
            say!(
                lang,
                "{side} applies *its own mask* to the address of {other_side}: `{other}` AND `{dotted}` = `{theirs}`, beside its own `{ours}`.",
                "{side} 用*自己的掩码*处理 {other_side} 的地址：`{other}` AND `{dotted}` = `{theirs}`，再与自己的 `{ours}` 比较。",
            )
        }
        Step::Decides { side, direct: true } => {
            let (side, other) = (side.letter(), side.other().letter());
            say!(
                lang,
                "They are equal: {side} takes {other} for a neighbour and *sends directly*.",
                "两者相等：{side} 认为 {other} 在本网，*直接发送*。",
            )
        }
        Step::Decides { side, direct: false } => {
            let (side, other) = (side.letter(), side.other().letter());
            say!(
                lang,
                "They differ: for {side}, {other} is elsewhere; it *sends to its gateway*.",
                "两者不同：{side} 认为 {other} 在别处，*发给网关*。",
            )
        }
        Step::Together { ours, theirs } => {
            let (a, b) = (ours.address(), theirs.address());
            if ours == theirs {
                say!(
                    lang,
                    "`{a}` and `{b}` are equal: *the same network*.",
                    "`{a}` 与 `{b}` 相等：*在同一网络*。",
                )
            } else {
                say!(
                    lang,
                    "`{a}` and `{b}` differ: *not the same network*.",
                    "`{a}` 与 `{b}` 不同：*不在同一网络*。",
                )
            }
        }
        Step::Lopsided { direct } => {
            let (side, other) = (direct.letter(), direct.other().letter());
            say!(
                lang,
                "Lopsided: {side} sends directly, and the answers of {other} go through a gateway, or nowhere if it has none.",
                "一边倒：{side} 直接发送，而 {other} 的应答要经过网关；没有网关就无法应答。",
            )
        }
        Step::Matches { row, prefix, common, matches } => {
            let (row, length) = (row + 1, prefix.prefix_len());
            if *matches {
                say!(
                    lang,
                    "Row {row}, `{prefix}`: the first {length} bits are the same. It *matches*.",
                    "第 {row} 行 `{prefix}`：前 {length} 位相同，*匹配*。",
                )
            } else {
                let bit = common + 1;
                say!(
                    lang,
                    "Row {row}, `{prefix}`: bit {bit} differs, and {length} must be the same. It does not match.",
                    "第 {row} 行 `{prefix}`：第 {bit} 位不同，而前 {length} 位都须相同，不匹配。",
                )
            }
        }
        Step::Wins { row, prefix } => {
            let (row, length) = (row + 1, prefix.prefix_len());
            say!(
                lang,
                "Of the rows that match, row {row} has the longest prefix, {length} bits: *row {row}*.",
                "匹配的各行中，第 {row} 行的前缀最长，有 {length} 位：*第 {row} 行*。",
            )
        }
        Step::NoRoute { destination } => say!(
            lang,
            "No row matches `{destination}` and there is no default route: the packet is dropped, and ICMP reports that the network is unreachable.",
            "没有一行匹配 `{destination}`，也没有默认路由：分组被丢弃，并以 ICMP 报告网络不可达。",
        ),
        Step::Weights { octet, value } => {
            let sum = weights(*value);
            say!(
                lang,
                "Octet {octet}: `{value}` = {sum} = `{value:08b}`.",
                "第 {octet} 个八位组：`{value}` = {sum} = `{value:08b}`。",
            )
        }
        Step::HexDigits { octet, value } => {
            let (high, low) = (value >> 4, value & 15);
            say!(
                lang,
                "Octet {octet}: `{value}` = {high} · 16 + {low} = `{value:02X}`.",
                "第 {octet} 个八位组：`{value}` = {high} · 16 + {low} = `{value:02X}`。",
            )
        }
        Step::Ones { mask } => ones(lang, *mask),
        Step::PortRange { port, kind } => {
            let (range, kind) = (kind.range(), port_kind(lang, *kind));
            let (low, high) = (range.start(), range.end());
            say!(
                lang,
                "`{port}` lies in {low} to {high}: *{kind}* (RFC 6335, section 6).",
                "`{port}` 在 {low} 到 {high} 之间：*{kind}*（RFC 6335 第 6 节）。",
            )
        }
        Step::Privilege { port, needed: true } => say!(
            lang,
            "`{port}` is below 1024: on Linux, as it is installed, listening there needs a privilege (`CAP_NET_BIND_SERVICE`).",
            "`{port}` 小于 1024：在默认设置的 Linux 上，监听它需要特权（`CAP_NET_BIND_SERVICE`）。",
        ),
        Step::Privilege { port, needed: false } => say!(
            lang,
            "`{port}` is not below 1024: any program may listen there.",
            "`{port}` 不小于 1024：任何程序都可以监听。",
        ),
        Step::LinuxRange { port } => say!(
            lang,
            "Linux gives clients ports from 32768 to 60999, whatever IANA calls them; `{port}` is one of those.",
            "无论 IANA 如何划分，Linux 都从 32768 到 60999 中给客户端分配端口，`{port}` 就在其中。",
        ),
        Step::Service { name, port } => say!(
            lang,
            "`{name}` is registered at port *{port}*: the server listens there.",
            "`{name}` 登记的端口是 *{port}*：服务器在该端口监听。",
        ),
    }
}

fn ones(lang: Lang, mask: Mask) -> Markup {
    let (ones, zeros, bits) = (mask.prefix_len(), mask.host_bits(), binary(mask.as_addr()));
    let wildcard: Ipv4Addr = mask.wildcard_addr();
    say!(
        lang,
        "{ones} ones, then {zeros} zeros: `{bits}`. The wildcard mask has them the other way round: `{wildcard}`.",
        "先 {ones} 个 1，再 {zeros} 个 0：`{bits}`。反掩码恰好相反：`{wildcard}`。",
    )
}

fn list(networks: &[Network]) -> String {
    networks.iter().map(Network::to_string).collect::<Vec<_>>().join(", ")
}

/// `128 + 64 + 1`.
fn weights(value: u8) -> String {
    let set: Vec<String> = (0..8)
        .rev()
        .map(|bit| 1_u8 << bit)
        .filter(|weight| value & weight != 0)
        .map(|weight| weight.to_string())
        .collect();
    if set.is_empty() { "0".to_owned() } else { set.join(" + ") }
}
