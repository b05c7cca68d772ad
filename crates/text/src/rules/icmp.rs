//! ICMP errors about our segments.

use crate::rules::rules;

rules! {
    lang, node, Node, peer, Peer;

    IcmpNotInFlight { una, seq, nxt } => "Not about anything in flight", "与在途报文段无关";
        "The message quotes number `{seq}`, which is not in flight: *whoever sent it may have guessed*. {Node} ignores it.",
        "消息引用的序列号 `{seq}` 不在途中：*发送者可能是猜的*。{node}不予理会。",
        check "not SND.UNA = {una} ≤ {seq} < SND.NXT = {nxt}";

    IcmpSoft { kind } => "An error that may pass", "可能恢复的错误";
        "An ICMP message (type `{kind}`) says that the way is blocked now. *It may open again*, so {node} goes on trying and only remembers why.",
        "ICMP 消息（类型 `{kind}`）说现在无法到达。*路径可能恢复*，所以{node}继续尝试，只记下原因。";

    IcmpHard { kind } => "An error that will not pass", "不会恢复的错误";
        "An ICMP message (type `{kind}`) says that *nobody will ever answer there*: {node} gives the connection up.",
        "ICMP 消息（类型 `{kind}`）说*那里永远不会有应答*：{node}放弃连接。";

    IcmpHardIgnored { kind } => "Perhaps a forgery", "可能是伪造的";
        "An ICMP message (type `{kind}`) says that nobody is there, but {peer} has been answering: *{node} does not believe it* and only remembers it.",
        "ICMP 消息（类型 `{kind}`）说那里没有人，但{peer}一直在应答：*{node}不采信*，只记下来。";

    IcmpQuenchIgnored => "Source quench is obsolete", "源抑制已废弃";
        "A source quench asks to slow down. *It must be ignored*: congestion control does that by itself.",
        "源抑制要求放慢发送。*必须忽略*：拥塞控制会自己处理。";

    PathMtuLowered { mtu, mss } => "The path takes only smaller packets", "路径只能通过更小的分组";
        "A link on the way takes packets of at most `{mtu}` bytes. *Segments carry at most `{mss}` bytes from now on*, and what was lost goes again at once.",
        "途中某段链路最多只能通过 `{mtu}` 字节的分组。*此后每个报文段最多携带 `{mss}` 字节*，丢失的部分立即重发。";

    PathMtuIgnored { mtu, mss } => "Segments are small enough", "报文段已经足够小";
        "The message speaks of an MTU of `{mtu}`, but segments of `{mss}` bytes *fit through it already*.",
        "消息说 MTU 为 `{mtu}`，但 `{mss}` 字节的报文段*已经可以通过*。";
}
