//! What a capture proves about both sides, and what is only inferred.

use crate::rules::rules;
use crate::words::of_bytes;

rules! {
    lang, node, Node, peer, Peer;

    SawActiveOpen { iss } => "It connects", "主动连接";
        "{Node} sends a SYN without having received one: *it is the side that connects*. Its initial sequence number is `{iss}`.",
        "{node}在没有收到 SYN 的情况下发出 SYN：*它是主动连接的一方*。它的初始序列号是 `{iss}`。",
        check "ISS = {iss}";

    SawSynArrive { irs } => "It was listening", "它在监听";
        "{Node} answers the SYN `{irs}`, so *it received it and was listening*.",
        "{node}回应了 SYN（`{irs}`），说明*它收到了这个 SYN，并且正在监听*。",
        check "IRS = {irs}";

    SawSynAckArrive { irs, ack } => "Its SYN was answered", "SYN 得到应答";
        "A SYN with `{irs}` that acknowledges `{ack}` reaches {node}: *its own SYN was answered*, and for it the connection is open.",
        "序列号为 `{irs}`、确认号为 `{ack}` 的 SYN 到达{node}：*它自己的 SYN 得到了应答*，对它来说连接已建立。",
        check "IRS = {irs}, SEG.ACK = ISS + 1 = {ack}";

    SawSynCross { irs } => "SYNs cross", "SYN 交错";
        "{Node} has sent a SYN and gets one (`{irs}`) that acknowledges nothing: *both sides open at once*.",
        "{node}已发出 SYN，又收到一个没有确认任何内容的 SYN（`{irs}`）：*双方同时打开*。",
        check "IRS = {irs}";

    SawSynAcked { ack } => "Its SYN is acknowledged", "SYN 被确认";
        "The acknowledgement `{ack}` *covers {node}'s SYN*: the connection is open on its side.",
        "确认号 `{ack}` *覆盖了{node}的 SYN*：这一端的连接已建立。",
        check "SEG.ACK = ISS + 1 = {ack}";

    SawFinSent { fin } => "It closes", "它关闭了";
        "{Node} sends a FIN with number `{fin}`: *its program has closed*.",
        "{node}发出 FIN，序列号 `{fin}`：*它的程序已经关闭*。",
        check "FIN = {fin}";

    SawFinArrive { fin } => "The other side's FIN arrives", "收到对方的 FIN";
        "{Peer}'s FIN (`{fin}`) reaches {node} with everything before it: *no more data will come*.",
        "{peer}的 FIN（`{fin}`）以及它之前的全部数据到达{node}：*不会再有数据*。",
        check "FIN = {fin}";

    SawFinAcked { ack } => "Its FIN is acknowledged", "FIN 被确认";
        "The acknowledgement `{ack}` *covers {node}'s FIN*: {peer} has received everything.",
        "确认号 `{ack}` *覆盖了{node}的 FIN*：{peer}已收到全部内容。",
        check "SEG.ACK = FIN + 1 = {ack}";

    SawRstSent { seq } => "It resets", "它复位了连接";
        "{Node} sends a reset with number `{seq}`: *for it the connection is over*.",
        "{node}发出 RST，序列号 `{seq}`：*对它来说连接已经结束*。",
        check "SEG.SEQ = {seq}";

    SawRstArrive { seq } => "A reset arrives", "收到 RST";
        "A reset with number `{seq}` reaches {node}: *the connection is over*.",
        "序列号为 `{seq}` 的 RST 到达{node}：*连接结束*。",
        check "SEG.SEQ = {seq}";

    SawRefusal { ack } => "It refuses", "它拒绝连接";
        "{Node} answers the SYN with a reset that acknowledges `{ack}`: *nobody listens at that port*.",
        "{node}用确认号为 `{ack}` 的 RST 回应 SYN：*该端口上没有程序在监听*。",
        check "SEG.ACK = {ack}";

    InferOpenMidway => "The capture begins midway", "抓包从中途开始";
        "The capture begins in the middle of the connection. Both sides still send later, so *the connection must have been open*.",
        "抓包从连接中途开始。双方之后仍有发送，因此*连接此时必定是建立的*。";

    InferEstablished { seq } => "It must be open", "必定已建立";
        "{Node} sends `{seq}` as only *an open connection* does. What opened it was not captured.",
        "{node}发送了 `{seq}`，只有*已建立的连接*才会这样。建立的过程没有被抓到。",
        check "SEG.SEQ = {seq}";

    InferArrived => "Taken to have arrived", "视为已到达";
        "Nothing says that the segment was lost, so *it is taken to have arrived*.",
        "没有迹象表明这个报文段丢失，因此*视为已到达*。";

    InferLost { seq, una } => "Probably lost", "可能已丢失";
        "The bytes from `{seq}` on are sent again later, while `{una}` is still unacknowledged: *this copy was probably lost*.",
        "从 `{seq}` 开始的字节后来被重传，而那时 `{una}` 仍未被确认：*这一份很可能丢失了*。",
        check "SND.UNA {una} ≤ SEG.SEQ {seq}";

    SawSequence { seq, end, nxt } => "Where the segment lies", "报文段的位置";
        "The segment takes the numbers from `{seq}` up to `{end}`; before it, {node} *had sent up to `{nxt}`*.",
        "报文段占用从 `{seq}` 到 `{end}` 的序列号；在此之前，{node}*已发送到 `{nxt}`*。",
        check "SEG.SEQ {seq}, SEG.SEQ + SEG.LEN {end}, SND.NXT {nxt}";

    SawAcknowledgement { ack, nxt } => "What it acknowledges", "确认的位置";
        "{Node} acknowledges `{ack}`; {peer} *had sent up to `{nxt}`*.",
        "{node}确认到 `{ack}`；{peer}*已发送到 `{nxt}`*。",
        check "SEG.ACK {ack}, SND.NXT {nxt}";

    SawWindow { window } => "The window it announces", "通告的窗口";
        let n = of_bytes(lang, window);
        "{Node} announces that it *has room for `{n}`*.",
        "{node}通告自己*还能接收 `{n}`*。",
        check "SEG.WND = {window}";
}
