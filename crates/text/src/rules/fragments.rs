//! Fragments: cutting, putting together, and the size that needs neither.

use crate::rules::rules;
use crate::words::of_bytes;

rules! {
    lang, node, Node, peer, Peer;

    FragmentCut { size, mtu, pieces } => "Cut into fragments", "分片";
        let n = of_bytes(lang, size);
        "The packet has `{n}`, but the next link carries at most {mtu}: {node} *cuts it into {pieces} fragments*.",
        "报文有 `{n}`，而下一条链路最多承载 {mtu} 字节：{node}*把它切成 {pieces} 个分片*。",
        check "{size} > MTU {mtu}";

    FragmentForbidden { size, mtu } => "Must not be cut", "禁止分片";
        let n = of_bytes(lang, size);
        "The packet has `{n}`, the next link carries at most {mtu}, and the sender *forbade to cut it up*: it is dropped, and its sender told what would fit.",
        "报文有 `{n}`，下一条链路最多承载 {mtu} 字节，而发送者*禁止分片*：丢弃报文，并告诉发送者多大才能通过。",
        check "{size} > MTU {mtu}, DF = 1";

    FragmentHeld { ident, from, to, holes } => "A fragment is kept", "暂存分片";
        "Bytes {from} to {to} of datagram {ident} have come: {node} *keeps them until the rest is there*. Gaps left: {holes}.",
        "数据报 {ident} 的第 {from} 到 {to} 字节到达：{node}*暂存它们，等待其余部分*。剩余缺口：{holes}。";

    FragmentCompletes { ident, bytes } => "Whole again", "重组完成";
        let n = of_bytes(lang, bytes);
        "The last gap is closed: datagram {ident} is *whole again, with a payload of `{n}`*.",
        "最后一个缺口补上了：数据报 {ident} *重组完成，载荷 `{n}`*。";

    FragmentDuplicate { ident } => "Fragment seen before", "重复的分片";
        "This fragment of datagram {ident} *has come before*: it changes nothing.",
        "数据报 {ident} 的这个分片*已经收到过*：不起作用。";

    FragmentOverlaps { ident, from } => "Overlapping fragments", "分片重叠";
        "The fragment of datagram {ident} that begins at byte {from} *overlaps another*. No honest host sends that: the whole datagram is thrown away.",
        "数据报 {ident} 中从第 {from} 字节开始的分片*与另一个分片重叠*。正常的主机不会这样发送：整个数据报丢弃。";

    FragmentContradicts { ident, from } => "Fragments disagree", "分片互相矛盾";
        "The fragment of datagram {ident} that begins at byte {from} *does not agree with the others about where the datagram ends*: all is thrown away.",
        "数据报 {ident} 中从第 {from} 字节开始的分片*与其他分片给出的结尾不一致*：整个数据报丢弃。";

    FragmentOddLength { ident, bytes } => "Not a multiple of 8", "长度不是 8 的倍数";
        let n = of_bytes(lang, bytes);
        "A fragment of datagram {ident} has `{n}` and is not the last, but *offsets count in units of 8 bytes*: it cannot be right.",
        "数据报 {ident} 的一个分片有 `{n}` 且不是最后一个，但*片偏移以 8 字节为单位*：这不可能正确。";

    FragmentTooFar { ident, to } => "Larger than any datagram", "超出数据报的最大长度";
        "With this fragment datagram {ident} would end at byte {to}, *beyond the 65,535 bytes that any datagram can have*.",
        "加上这个分片，数据报 {ident} 将在第 {to} 字节结束，*超过数据报 65,535 字节的上限*。";

    ReassemblyFull { limit } => "Too many unfinished datagrams", "未完成的数据报太多";
        "{Node} already keeps {limit} unfinished datagrams, as many as it may: *the oldest is given up*.",
        "{node}已经保存了 {limit} 个未完成的数据报，达到上限：*放弃其中最早的一个*。";

    ReassemblyTimeout { ident, after } => "The rest did not come", "其余分片没有到";
        "The missing fragments of datagram {ident} did not come within `{after}`: *{node} gives it up*.",
        "数据报 {ident} 缺少的分片在 `{after}` 内没有到达：*{node}放弃重组*。";

    PathMtuLearnt { ip, mtu } => "The path carries less", "路径 MTU 变小";
        "A link on the way to `{ip}` carries at most {mtu} bytes: {node} *sends no larger packets there*.",
        "通往 `{ip}` 的路上有一条链路最多承载 {mtu} 字节：{node}*不再向那里发送更大的报文*。";

    PathMtuGuessed { ip, mtu } => "Guessed path MTU", "猜测路径 MTU";
        "A link on the way to `{ip}` carries less, but the router does not say how much: {node} tries *the next lower common size, {mtu}*.",
        "通往 `{ip}` 的路上有链路承载不了，但路由器没有说明上限：{node}尝试*下一个更小的常见值 {mtu}*。";

    PathMtuNotBelieved { ip, mtu } => "Not believed", "不予采信";
        "The message claims that the path to `{ip}` carries {mtu} bytes, *which is nothing new or cannot be*: {node} ignores it.",
        "报文声称通往 `{ip}` 的路径最多承载 {mtu} 字节，*这不是新情况，或者不可能*：{node}忽略它。";

    PathMtuAged { ip, after } => "Try larger packets again", "重新尝试更大的报文";
        "It is `{after}` since the path to `{ip}` was found narrow: it may have changed, so *larger packets are tried again*.",
        "得知通往 `{ip}` 的路径较窄已经过了 `{after}`：路径可能已变，*重新尝试更大的报文*。";
}
