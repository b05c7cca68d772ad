//! The calculation of a network, step by step.

use crate::{Lang, Markup, say};
use wireglass_core::addr::working::{Counting, Operation, Quantity, Step, Usable};

/// What a row of bits is called.
pub const fn quantity(lang: Lang, what: Quantity) -> &'static str {
    lang.pick(match what {
        Quantity::Address => ("address", "地址"),
        Quantity::Mask => ("mask", "掩码"),
        Quantity::Wildcard => ("wildcard (NOT mask)", "通配符掩码（掩码取反）"),
        Quantity::Network => ("network", "网络地址"),
        Quantity::HostPart => ("host part", "主机部分"),
        Quantity::Broadcast => ("all host bits one", "主机位全为 1"),
        Quantity::First => ("first usable", "第一个可用地址"),
        Quantity::Last => ("last usable", "最后一个可用地址"),
    })
}

/// What a step does, and why.
pub fn operation(lang: Lang, step: &Step) -> Markup {
    match step.operation {
        Operation::Write => say!(
            lang,
            "Write each of the four numbers as *eight binary digits*.",
            "把四个数分别写成*八位二进制*。",
        ),
        Operation::Ones(0) => say!(
            lang,
            "The prefix length is `0`: *the mask has no ones* and leaves every bit to the host.",
            "前缀长度是 `0`：*掩码中没有 1*，所有位都属于主机部分。",
        ),
        Operation::Ones(length) => say!(
            lang,
            "The prefix length is `{length}`: the mask has *that many ones*, then zeros.",
            "前缀长度是 `{length}`：掩码开头有*这么多个 1*，后面全是 0。",
        ),
        Operation::Not => say!(
            lang,
            "Turn every bit of the mask over: *ones now mark the host bits*.",
            "把掩码逐位取反：*现在 1 标出的是主机位*。",
        ),
        Operation::And => match step.result.what {
            Quantity::HostPart => say!(
                lang,
                "Address `AND` NOT mask: *only the host bits stay*; the network bits become zero.",
                "地址 `AND` 取反后的掩码：*只留下主机位*，网络位变为 0。",
            ),
            Quantity::Address
            | Quantity::Mask
            | Quantity::Wildcard
            | Quantity::Network
            | Quantity::Broadcast
            | Quantity::First
            | Quantity::Last => say!(
                lang,
                "Address `AND` mask: a bit stays where the mask has a one. *The host bits become zero*; what is left is the network.",
                "地址 `AND` 掩码：掩码为 1 的位保留原值，*主机位变为 0*，得到的就是网络地址。",
            ),
        },
        Operation::Or => say!(
            lang,
            "Network `OR` NOT mask: *every host bit becomes one*. This is the highest address of the network.",
            "网络地址 `OR` 取反后的掩码：*主机位全部变为 1*，得到网络中最大的地址。",
        ),
        Operation::AddOne => say!(
            lang,
            "The network's own address is no host's: *the first host is one above it*.",
            "网络地址本身不能分配给主机：*加 1 得到第一个可用地址*。",
        ),
        Operation::SubtractOne => say!(
            lang,
            "The highest address is the broadcast address: *the last host is one below it*.",
            "最大的地址是广播地址：*减 1 得到最后一个可用地址*。",
        ),
        Operation::Same => say!(
            lang,
            "With 31 or 32 network bits there is neither a network address nor a broadcast address to leave out: *every address is a host's* (RFC 3021).",
            "网络位为 31 或 32 时，没有需要除去的网络地址和广播地址：*每个地址都可以分配给主机*（RFC 3021）。",
        ),
    }
}

/// How the addresses are counted.
pub fn counting(lang: Lang, counting: &Counting) -> Markup {
    let Counting { host_bits, total, usable, rule } = *counting;
    match rule {
        Usable::AllButTwo => say!(
            lang,
            "`{host_bits}` host bits: 2^{host_bits} = `{total}` addresses. Without the network and the broadcast address *`{usable}` are left for hosts*.",
            "主机位 `{host_bits}` 位：2^{host_bits} = `{total}` 个地址；*减去网络地址和广播地址，主机可用 `{usable}` 个*。",
        ),
        Usable::BothEnds => say!(
            lang,
            "One host bit: `2` addresses, and *both are usable*, one for each end of a link (RFC 3021).",
            "主机位只有一位：`2` 个地址，*两个都可用*，分给链路的两端（RFC 3021）。",
        ),
        Usable::Single => {
            say!(lang, "No host bit: *this one address alone*.", "没有主机位：*只有这一个地址*。",)
        }
    }
}
