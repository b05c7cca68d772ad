//! What is asked, and how to answer.

use super::{Label, label, need_name};
use crate::{Lang, Markup, addr, say};
use wireglass_course::practice::{
    Ask, ClassOf, Conversion, Exercise, Input, MaskFor, Ports, Question, Unreadable,
};

/// What an exercise asks, in a sentence or two. Lists and tables stand beside it.
pub fn question(lang: Lang, exercise: &Exercise) -> Markup {
    match &exercise.question {
        Question::Class(of) => class(lang, *of),
        Question::Subnet(of) => {
            let interface = of.interface;
            let (address, mask) = (interface.address, interface.mask.as_addr());
            if of.dotted {
                say!(
                    lang,
                    "A host has the address `{address}` and the mask `{mask}`. Describe its network.",
                    "一台主机的地址是 `{address}`，掩码是 `{mask}`。请描述它所在的网络。",
                )
            } else {
                say!(
                    lang,
                    "A host has the address `{interface}`. Describe its network.",
                    "一台主机的地址是 `{interface}`。请描述它所在的网络。",
                )
            }
        }
        Question::MaskFor(of) => mask_for(lang, *of),
        Question::Vlsm(of) => {
            let space = of.space;
            say!(
                lang,
                "Divide `{space}` so that each network below gets *the smallest block* that has room for its hosts. Blocks must not overlap; where they lie is up to you.",
                "把 `{space}` 划分给下列网络，每个网络都取*容得下其主机的最小地址块*。地址块不得重叠，位置自定。",
            )
        }
        Question::Summary(_) => say!(
            lang,
            "Write *the shortest list of prefixes* that covers exactly the addresses of these, no more and no fewer.",
            "写出*最短的前缀列表*，恰好覆盖下列前缀的全部地址，不多也不少。",
        ),
        Question::Same(of) => {
            let (a, b) = (of.a, of.b);
            if a.mask == b.mask {
                say!(
                    lang,
                    "Host A is `{a}`, host B is `{b}`. Are they in the same network?",
                    "主机 A 为 `{a}`，主机 B 为 `{b}`。它们在同一个网络中吗？",
                )
            } else {
                say!(
                    lang,
                    "On one switch, host A is configured as `{a}` and host B as `{b}`: *their masks differ*. Which of them sends to the other directly, without a gateway?",
                    "同一台交换机上，主机 A 配置为 `{a}`，主机 B 配置为 `{b}`：*两者的掩码不同*。谁会不经网关、直接向对方发送？",
                )
            }
        }
        Question::Longest(of) => {
            let destination = of.destination;
            say!(
                lang,
                "A packet for `{destination}` arrives at a router with this table. Which row is used?",
                "发往 `{destination}` 的分组到达路由器，路由表如下。使用哪一行？",
            )
        }
        Question::Binary(of) => {
            let (dotted, value, mask) = (of.dotted(), of.value, of.mask());
            let bits = super::binary(dotted);
            match of.conversion {
                Conversion::OctetToBits => {
                    say!(lang, "Write `{value}` in binary.", "把 `{value}` 写成二进制。")
                }
                Conversion::BitsToOctet => {
                    say!(
                        lang,
                        "Write the binary `{value:08b}` in decimal.",
                        "把二进制数 `{value:08b}` 写成十进制。"
                    )
                }
                Conversion::LengthToMask => say!(
                    lang,
                    "Write the mask `{mask}` in dotted form, and as a wildcard mask.",
                    "把掩码 `{mask}` 写成点分十进制，并写出它的反掩码。",
                ),
                Conversion::MaskToLength => say!(
                    lang,
                    "How long is the prefix whose mask is `{dotted}`?",
                    "掩码 `{dotted}` 对应的前缀长度是多少？",
                ),
                Conversion::AddressToBits => {
                    say!(lang, "Write `{dotted}` in binary.", "把 `{dotted}` 写成二进制。")
                }
                Conversion::BitsToAddress => {
                    say!(lang, "Which address is `{bits}`?", "`{bits}` 是哪个地址？")
                }
                Conversion::AddressToHex => say!(
                    lang,
                    "Write `{dotted}` as eight hexadecimal digits.",
                    "把 `{dotted}` 写成八位十六进制数。",
                ),
                Conversion::HexToAddress => {
                    say!(lang, "Which address is `0x{value:08X}`?", "`0x{value:08X}` 是哪个地址？")
                }
            }
        }
        Question::Ports(of) => ports(lang, *of),
    }
}

fn class(lang: Lang, of: ClassOf) -> Markup {
    let shown = if of.binary { super::binary(of.address) } else { of.address.to_string() };
    match of.beside {
        None => {
            say!(lang, "Of which class is the address `{shown}`?", "地址 `{shown}` 属于哪一类？",)
        }
        Some(mask) => say!(
            lang,
            "Of which class is the address in `{shown} {mask}`, and which network is it in *by its class*? Where a class has no mask, say none.",
            "`{shown} {mask}` 中的地址属于哪一类？*按类划分*时它在哪个网络？若该类没有掩码，请答“没有”。",
        ),
    }
}

fn mask_for(lang: Lang, of: MaskFor) -> Markup {
    match of {
        MaskFor::Hosts { hosts } => say!(
            lang,
            "A network is to have room for `{hosts}` hosts, and to waste as little as it can. Which mask?",
            "一个网络要容纳 `{hosts}` 台主机，并尽量少浪费。应选哪个掩码？",
        ),
        MaskFor::Subnets { of, at_least } => say!(
            lang,
            "Divide `{of}` into at least `{at_least}` subnets of one size, each as large as it can be. Which mask do they have?",
            "把 `{of}` 划分为至少 `{at_least}` 个大小相同的子网，每个子网尽量大。子网的掩码是什么？",
        ),
    }
}

fn ports(lang: Lang, of: Ports) -> Markup {
    match of {
        Ports::Kind { port } => say!(
            lang,
            "Of which kind is port `{port}`, as IANA divides them (RFC 6335)?",
            "按 IANA 的划分（RFC 6335），端口 `{port}` 属于哪一类？",
        ),
        Ports::Listen { port } => say!(
            lang,
            "On Linux, as it is installed, a program wants to listen on port `{port}`.",
            "在默认设置的 Linux 上，一个程序要监听端口 `{port}`。",
        ),
        Ports::Connection { service, client } => say!(
            lang,
            "A client on Linux got port `{client}` and speaks with a server of `{service}`.",
            "Linux 上的一个客户端分到端口 `{client}`，正与 `{service}` 服务器通信。",
        ),
    }
}

/// What a field asks for.
pub fn label_of(lang: Lang, ask: Ask) -> String {
    let words = match ask {
        Ask::Class => ("Class", "类别"),
        Ask::NaturalMask => ("Mask by class", "按类的掩码"),
        Ask::ClassNetwork => ("Network by class", "按类的网络地址"),
        Ask::Network => ("Network address", "网络地址"),
        Ask::First => ("First host", "第一个主机地址"),
        Ask::Last => ("Last host", "最后一个主机地址"),
        Ask::Broadcast => ("Broadcast address", "广播地址"),
        Ask::Usable => ("Hosts it has room for", "可容纳的主机数"),
        Ask::Mask | Ask::DottedMask => ("Mask", "掩码"),
        Ask::UsableEach => ("Hosts in each", "每个子网的主机数"),
        Ask::Summary => ("Prefixes", "前缀列表"),
        Ask::Same => ("Same network?", "在同一网络？"),
        Ask::Row(_) => ("Row", "行"),
        Ask::OctetBits | Ask::AddressBits => ("Binary", "二进制"),
        Ask::Octet => ("Decimal", "十进制"),
        Ask::PrefixLen => ("Prefix length", "前缀长度"),
        Ask::Wildcard => ("Wildcard mask", "反掩码"),
        Ask::Dotted => ("Address", "地址"),
        Ask::Hex => ("Hexadecimal", "十六进制"),
        Ask::PortKind => ("Kind of port", "端口类别"),
        Ask::Privileged => ("Needs a privilege?", "需要特权？"),
        Ask::Port => ("Port of the server", "服务器端口"),
        Ask::NetworkOf(side) => {
            let side = side.letter();
            return match lang {
                Lang::En => format!("Network of {side}"),
                Lang::Zh => format!("{side} 的网络地址"),
            };
        }
        Ask::Direct(side) => {
            let (side, other) = (side.letter(), side.other().letter());
            return match lang {
                Lang::En => format!("{side} sends to {other} directly?"),
                Lang::Zh => format!("{side} 直接发给 {other}？"),
            };
        }
        // Two hosts are the ends of a link.
        Ask::Block { need, hosts: 2 } => {
            let name = need_name(need.into());
            return match lang {
                Lang::En => format!("{name}: a link between two routers"),
                Lang::Zh => format!("{name}：两台路由器之间的链路"),
            };
        }
        Ask::Block { need, hosts } => {
            let name = need_name(need.into());
            return match lang {
                Lang::En => format!("{name}: {hosts} hosts"),
                Lang::Zh => format!("{name}：{hosts} 台主机"),
            };
        }
    };
    lang.pick(words).to_owned()
}

/// What an answer may look like.
pub const fn hint(lang: Lang, input: Input) -> &'static str {
    match input {
        Input::Class | Input::YesNo | Input::PortKind | Input::Row(_) => "",
        Input::Address => "192.0.2.1",
        Input::AddressOrNone => lang.pick(("192.0.2.1, or none", "192.0.2.1，或“没有”")),
        Input::Mask => lang.pick(("/24 or 255.255.255.0", "/24 或 255.255.255.0")),
        Input::MaskOrNone => lang.pick(("255.255.255.0, or none", "255.255.255.0，或“没有”")),
        Input::Prefix => "192.0.2.0/24",
        Input::Prefixes => "192.0.2.0/25, 198.51.100.0/24",
        Input::Number => "123",
        Input::Bits(8) => "01010101",
        Input::Bits(_) => lang.pick(("four times eight digits", "四组，每组八位")),
        Input::Hex => "C0A80001",
    }
}

/// Why what was typed is no answer.
pub fn unreadable(lang: Lang, why: &Unreadable) -> Markup {
    match why {
        Unreadable::Empty => Markup::plain_text(label(lang, Label::FieldMissing)),
        Unreadable::Address(error) => addr::parse_error(lang, &error.kind),
        Unreadable::NoPrefix => say!(
            lang,
            "A prefix needs its length too, such as `192.0.2.0/24`.",
            "前缀还要写出长度，例如 `192.0.2.0/24`。",
        ),
        Unreadable::NotANumber => {
            say!(lang, "Write a whole number.", "请写一个整数。")
        }
        Unreadable::NotBits => {
            say!(lang, "Write binary digits: only 0 and 1.", "请写二进制数：只有 0 和 1。")
        }
        Unreadable::Digits { given, wanted } => say!(
            lang,
            "There are `{given}` digits; there must be `{wanted}`.",
            "写了 `{given}` 位，应为 `{wanted}` 位。",
        ),
        Unreadable::NotHex => say!(
            lang,
            "Write hexadecimal digits: 0 to 9 and A to F.",
            "请写十六进制数：0 到 9 和 A 到 F。",
        ),
        Unreadable::NotAChoice => {
            say!(lang, "Choose one of those offered.", "请从给出的选项中选择。")
        }
    }
}
