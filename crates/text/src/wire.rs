//! Layers and fields of a packet: names, what they are for, what their values
//! stand for, and what is wrong with them.

mod help;
mod meaning;
mod names;

pub use help::field_help;
pub use meaning::meaning;
pub(crate) use meaning::service;
pub use names::{field_name, field_short, layer_name};

use crate::say;
use crate::words::bytes;
use crate::{Lang, Markup};
use wireglass_core::wire::tcp::Flags;
use wireglass_core::wire::{FieldName, Malformed, MalformedKind, Verdict, Why};
use wireglass_trace::Origin;

/// What one control bit of a TCP header says. `flag` is a single bit; of
/// several, the lowest counts, and of none the answer is empty.
pub fn flag_help(lang: Lang, flag: Flags) -> &'static str {
    const FIELDS: [(Flags, FieldName); 9] = [
        (Flags::FIN, FieldName::TcpFlagFin),
        (Flags::SYN, FieldName::TcpFlagSyn),
        (Flags::RST, FieldName::TcpFlagRst),
        (Flags::PSH, FieldName::TcpFlagPsh),
        (Flags::ACK, FieldName::TcpFlagAck),
        (Flags::URG, FieldName::TcpFlagUrg),
        (Flags::ECE, FieldName::TcpFlagEce),
        (Flags::CWR, FieldName::TcpFlagCwr),
        (Flags::AE, FieldName::TcpFlagAe),
    ];
    let found = FIELDS.into_iter().find(|(bit, _)| flag.contains(*bit));
    found.map_or("", |(_, field)| field_help(lang, field))
}

/// One or two words for a verdict, to stand beside the value.
pub const fn verdict_short(lang: Lang, verdict: &Verdict) -> &'static str {
    lang.pick(match verdict {
        Verdict::Correct => ("correct", "正确"),
        Verdict::Wrong { .. } => ("wrong", "错误"),
        Verdict::CannotCheck(_) => ("not checked", "未校验"),
    })
}

/// Whether a checksum is right, and if not, what was expected and what may be
/// behind it. In a capture that may be a checksum left to the network card.
pub fn verdict(lang: Lang, verdict: &Verdict, origin: Origin) -> Markup {
    match verdict {
        Verdict::Correct => say!(
            lang,
            "Correct: *the sum over the bytes it covers comes out right*.",
            "正确：*对它所覆盖的字节求和，结果吻合*。",
        ),
        Verdict::Wrong { expected } => match origin {
            Origin::Simulated => say!(
                lang,
                "*Wrong*: it should be `{expected:#06x}`. The packet was damaged on its way, and its receiver throws it away.",
                "*错误*：应为 `{expected:#06x}`。报文在途中受损，接收方会将其丢弃。",
            ),
            Origin::Captured => say!(
                lang,
                "*Wrong*: it should be `{expected:#06x}`. If the machine that captured also sent this packet, its network card may have filled the checksum in later (offload); otherwise the packet was damaged.",
                "*错误*：应为 `{expected:#06x}`。如果抓包的机器就是发送方，校验和可能是之后才由网卡填写的（校验和卸载）；否则说明报文已损坏。",
            ),
        },
        Verdict::CannotCheck(why) => cannot_check(lang, *why),
    }
}

fn cannot_check(lang: Lang, why: Why) -> Markup {
    match why {
        Why::CutByCapture => say!(
            lang,
            "Not checked: the capture *did not keep all the bytes* it covers.",
            "未校验：抓包*没有保留*它所覆盖的*全部字节*。",
        ),
        Why::Fragmented => say!(
            lang,
            "Not checked: the bytes it covers are *spread over several fragments*.",
            "未校验：它所覆盖的字节*分散在多个分片中*。",
        ),
        Why::LengthBeyondEnd => say!(
            lang,
            "Not checked: the packet *claims more bytes than the frame has*.",
            "未校验：报文声称的长度*超过了帧的实际长度*。",
        ),
        Why::SourceRouted => say!(
            lang,
            "Not checked: it covers the final destination, and the packet is *still on its way there*.",
            "未校验：它覆盖的是最终目的地址，而报文*尚未到达那里*。",
        ),
        Why::NotComputed => say!(
            lang,
            "Not checked: the sender *computed none*, and says so with zero.",
            "未校验：发送方*没有计算*校验和，并以零表明这一点。",
        ),
        Why::Quoted => say!(
            lang,
            "Not checked: *only the beginning* of the packet is quoted here.",
            "未校验：这里*只引用了*该报文的*开头部分*。",
        ),
    }
}

/// What is wrong with a packet's structure, and where.
pub fn malformed(lang: Lang, malformed: &Malformed) -> Markup {
    let layer = layer_name(lang, malformed.layer);
    let at = malformed.at;
    match malformed.what {
        MalformedKind::TooShort { need, have } => {
            let (need, have) = (length(lang, need), length(lang, have));
            say!(
                lang,
                "*The frame ends inside the {layer} header*: it takes `{need}` and there are `{have}`.",
                "*帧在{layer}首部中间就结束了*：首部需要 `{need}`，实际只有 `{have}`。",
            )
        }
        MalformedKind::CutByCapture { need, have } => {
            let (need, have) = (length(lang, need), length(lang, have));
            say!(
                lang,
                "*The capture kept too little* for the {layer} header: it takes `{need}` and `{have}` were kept. The frame itself may be fine.",
                "*抓包保留的字节太少*，看不全{layer}首部：需要 `{need}`，只保留了 `{have}`。帧本身可能没有问题。",
            )
        }
        MalformedKind::BadVersion(version) => say!(
            lang,
            "*The version is `{version}`* in the {layer} header at byte `{at}`, not what the layer below announced.",
            "第 `{at}` 字节处，{layer}首部中的*版本号是 `{version}`*，与下层所声明的不符。",
        ),
        MalformedKind::BadHeaderLength(claimed) => {
            let claimed = length(lang, claimed.into());
            say!(
                lang,
                "*The {layer} header claims to be only `{claimed}` long* (at byte `{at}`): the protocol does not allow that.",
                "第 `{at}` 字节处，*{layer}首部声称自己只有 `{claimed}`*，小于协议规定的最小值。",
            )
        }
        MalformedKind::LengthBelowHeader { claimed, header } => {
            let (claimed, header) = (length(lang, claimed), length(lang, header));
            say!(
                lang,
                "*The {layer} length is too small* (at byte `{at}`): it says `{claimed}`, and the header alone has `{header}`.",
                "第 `{at}` 字节处，*{layer}的长度字段太小*：声称 `{claimed}`，而仅首部就有 `{header}`。",
            )
        }
        MalformedKind::LengthBeyondEnd { claimed, have } => {
            let (claimed, have) = (length(lang, claimed), length(lang, have));
            say!(
                lang,
                "*The {layer} length points past the end of the frame* (at byte `{at}`): it says `{claimed}`, and there are `{have}`.",
                "第 `{at}` 字节处，*{layer}的长度字段超出了帧的末尾*：声称 `{claimed}`，实际只有 `{have}`。",
            )
        }
        MalformedKind::BadOption { kind, len } => say!(
            lang,
            "*A {layer} option does not make sense* (at byte `{at}`): kind `{kind}` with a length of `{len}`.",
            "第 `{at}` 字节处，*{layer}的一个选项不合法*：类型 `{kind}`，长度 `{len}`。",
        ),
        MalformedKind::BadNumber(number) => say!(
            lang,
            "*{layer} does not know the number `{number:#x}`* that stands at byte `{at}`.",
            "第 `{at}` 字节处的*数值 `{number:#x}` 不是{layer}所规定的*。",
        ),
        MalformedKind::LengthMismatch { claimed, need } => {
            let (claimed, need) = (length(lang, claimed), length(lang, need));
            say!(
                lang,
                "*A {layer} length does not fit what it counts* (at byte `{at}`): it says `{claimed}`, and it would have to be `{need}`.",
                "第 `{at}` 字节处，*{layer}的一个长度与其内容不符*：声称 `{claimed}`，应为 `{need}`。",
            )
        }
        MalformedKind::BadName => say!(
            lang,
            "*A {layer} name does not make sense* (at byte `{at}`): it is too long, or points to where no earlier name stands.",
            "第 `{at}` 字节处，*{layer}中的一个域名不合法*：过长，或指向的位置之前并没有域名。",
        ),
        MalformedKind::BadText => say!(
            lang,
            "*A {layer} text is not closed, or is empty* where it must not be (at byte `{at}`).",
            "第 `{at}` 字节处，*{layer}中的一段文本没有结尾，或不应为空却为空*。",
        ),
        MalformedKind::BadLine => say!(
            lang,
            "*A {layer} line is not in its form*, or contradicts another (at byte `{at}`).",
            "第 `{at}` 字节处，*{layer}中的一行格式不对*，或与另一行矛盾。",
        ),
        MalformedKind::BadAddressSizes { hardware, protocol } => say!(
            lang,
            "*This {layer} packet is not about Ethernet and IPv4* (at byte `{at}`): its addresses have `{hardware}` and `{protocol}` bytes.",
            "第 `{at}` 字节处：*这个{layer}报文不是用于以太网和 IPv4 的*，其地址长度为 `{hardware}` 和 `{protocol}` 字节。",
        ),
    }
}

fn length(lang: Lang, n: usize) -> String {
    bytes(lang, n as u64)
}

#[cfg(test)]
mod tests;
