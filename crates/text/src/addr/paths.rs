//! Why a row of a routing table wins, and whether two hosts can talk.

use super::kind_name;
use crate::{Lang, Markup, say};
use wireglass_core::addr::lookup::{Examined, Outcome};
use wireglass_core::addr::network::Role;
use wireglass_core::addr::talk::{Decision, NotAHost, Side, Verdict};

/// Why a row of a routing table wins or does not.
pub fn outcome(lang: Lang, row: &Examined) -> Markup {
    let masked = row.masked;
    match row.outcome {
        Outcome::Wins => say!(
            lang,
            "It matches, and *no other match is longer*: this row wins.",
            "匹配，而且*没有更长的匹配*：选中这一行。",
        ),
        Outcome::Differs { bit } => {
            let bit = bit + 1;
            say!(
                lang,
                "*No match*: the destination with this row's mask is `{masked}`, which differs at bit `{bit}`.",
                "*不匹配*：目的地址与本行掩码相与得 `{masked}`，从第 `{bit}` 位开始不同。",
            )
        }
        Outcome::Shorter { length, winner } => say!(
            lang,
            "It matches `{length}` bits, but *the winner matches more*: `{winner}`.",
            "匹配 `{length}` 位，但*选中的行匹配得更长*：`{winner}` 位。",
        ),
        Outcome::HigherMetric { metric, winner } => say!(
            lang,
            "The same network as the winner, but *its metric is higher*: `{metric}` against `{winner}`.",
            "与选中的行是同一个网络，但*度量值更大*：`{metric}` 大于 `{winner}`。",
        ),
        Outcome::Later => say!(
            lang,
            "The same network and metric as the winner, which *stands earlier*.",
            "网络和度量值都与选中的行相同，但*选中的行排在前面*。",
        ),
    }
}

/// What one host calculates and decides. `name` and `other` are what the two are called.
pub fn decision(lang: Lang, side: &Side, name: &str, other: &str) -> Markup {
    let (name, other) = (crate::Esc(name), crate::Esc(other));
    let (own, seen) = (side.own.address(), side.other.address());
    match side.decision {
        Decision::Local => say!(
            lang,
            "{name} applies its own mask to both addresses and gets `{own}` twice: *{other} is local*. It asks for the MAC address of {other} by ARP.",
            "{name}用自己的掩码分别与两个地址相与，都得到 `{own}`：*{other}在本网络内*。它用 ARP 查询{other}的 MAC 地址。",
        ),
        Decision::Gateway(gateway) => say!(
            lang,
            "{name} gets `{own}` for itself and `{seen}` for {other}: *{other} is elsewhere*. It sends to its gateway `{gateway}`.",
            "{name}算出自己在 `{own}`，而{other}在 `{seen}`：*{other}不在本网络*。它把分组交给网关 `{gateway}`。",
        ),
        Decision::NoGateway => say!(
            lang,
            "{name} gets `{own}` for itself and `{seen}` for {other}: {other} is elsewhere, and *{name} has no gateway*. Nothing is sent.",
            "{name}算出自己在 `{own}`，而{other}在 `{seen}`：{other}不在本网络，而*{name}没有网关*。不会发出任何分组。",
        ),
        Decision::GatewayOutside(gateway) => say!(
            lang,
            "{other} is elsewhere for {name}, but *the gateway `{gateway}` is not in its own network* `{own}` either, so that it cannot be reached. Nothing is sent.",
            "对{name}来说{other}不在本网络，但*网关 `{gateway}` 也不在自己的网络* `{own}` 内，无法到达。不会发出任何分组。",
        ),
        Decision::GatewayIsSelf(gateway) => say!(
            lang,
            "{other} is elsewhere for {name}, but *its gateway `{gateway}` is its own address*. Nothing is sent.",
            "对{name}来说{other}不在本网络，但*网关 `{gateway}` 就是它自己的地址*。不会发出任何分组。",
        ),
        Decision::GatewayNotAHost(gateway, role) => {
            let role = role_of(lang, role);
            say!(
                lang,
                "{other} is elsewhere for {name}, but *its gateway `{gateway}` is {role}*, which no router can have. Nothing is sent.",
                "对{name}来说{other}不在本网络，但*网关 `{gateway}` 是{role}*，路由器不能使用。不会发出任何分组。",
            )
        }
    }
}

const fn role_of(lang: Lang, role: Role) -> &'static str {
    lang.pick(match role {
        Role::Network => ("the network's own address", "网络地址"),
        Role::Broadcast => ("the broadcast address", "广播地址"),
        Role::Host | Role::LinkEnd | Role::Only => ("a host's address", "主机地址"),
    })
}

/// Why an address cannot be a host's. `name` is what the host is called.
pub fn not_a_host(lang: Lang, why: NotAHost, name: &str) -> Markup {
    let name = crate::Esc(name);
    match why {
        NotAHost::Network => say!(
            lang,
            "{name} *cannot have this address*: all its host bits are zero, so it names the network itself.",
            "{name}*不能使用这个地址*：主机位全为 0，它表示网络本身。",
        ),
        NotAHost::Broadcast => say!(
            lang,
            "{name} *cannot have this address*: all its host bits are one, so it is the network's broadcast address.",
            "{name}*不能使用这个地址*：主机位全为 1，它是该网络的广播地址。",
        ),
        NotAHost::Special(kind) => {
            let kind = kind_name(lang, kind);
            say!(
                lang,
                "{name} *cannot have this address* on a link: {kind}.",
                "{name}*不能在链路上使用这个地址*：{kind}。",
            )
        }
    }
}

/// What comes of both hosts' decisions. `names` are what the two are called.
pub fn verdict(lang: Lang, verdict: Verdict, names: [&str; 2]) -> Markup {
    let [a, b] = names.map(crate::Esc);
    match verdict {
        Verdict::Unusable => say!(
            lang,
            "*No*: not both addresses can be a host's.",
            "*不能*：并非两个地址都可以分配给主机。",
        ),
        Verdict::SameAddress => say!(
            lang,
            "*No*: both have the same address. Each would answer for the other (RFC 5227).",
            "*不能*：两台主机的地址相同，会互相冲突（RFC 5227）。",
        ),
        Verdict::Direct => say!(
            lang,
            "*Yes, directly*: each finds the other in its own network. No router is needed.",
            "*能，而且直接通信*：双方都认为对方在自己的网络内，不需要路由器。",
        ),
        Verdict::Routed => say!(
            lang,
            "*Not directly*: each hands its packets to its gateway. They can talk if the routers know the way.",
            "*不能直接通信*：双方都把分组交给各自的网关。只要路由器知道路径，就能通信。",
        ),
        Verdict::Lopsided { local, other_sends } => {
            let (near, far) = if local == 0 { (a, b) } else { (b, a) };
            if other_sends {
                say!(
                    lang,
                    "*Lopsided*: {near} thinks {far} is local and sends directly, but {far} answers through its gateway. It works only if that router sends the answer back to the same link, and it hides a wrong mask.",
                    "*单边*：{near}认为{far}在本网络内，直接发送；而{far}却通过网关回答。只有该路由器把回答送回同一链路时才能通，而且这掩盖了错误的掩码。",
                )
            } else {
                say!(
                    lang,
                    "*Lopsided, and so no*: {near} thinks {far} is local and its packets arrive, but {far} thinks {near} is elsewhere and cannot answer. Correct the masks.",
                    "*单边，因此不通*：{near}认为{far}在本网络内，分组能送到；而{far}认为{near}在别处，无法回答。请改正掩码。",
                )
            }
        }
        Verdict::Stuck { sends: [false, false] } => say!(
            lang,
            "*No*: each thinks the other is elsewhere, and neither has a gateway that it can use.",
            "*不能*：双方都认为对方不在本网络，而且都没有可用的网关。",
        ),
        Verdict::Stuck { sends: [sends, _] } => {
            let (stuck, other) = if sends { (b, a) } else { (a, b) };
            say!(
                lang,
                "*No*: each thinks the other is elsewhere. {other} has a gateway, but {stuck} has none that it can use and cannot answer.",
                "*不能*：双方都认为对方不在本网络。{other}有网关，但{stuck}没有可用的网关，无法回答。",
            )
        }
    }
}
