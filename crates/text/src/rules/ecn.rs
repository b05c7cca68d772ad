//! Explicit congestion notification.

use crate::rules::rules;
use crate::words::times;

rules! {
    lang, node, Node, peer, Peer;

    EcnAsked => "Asking for congestion marks", "请求使用拥塞标记";
        "{Node}'s SYN sets ECE and CWR: *if {peer} agrees, routers may mark packets instead of dropping them* (ECN).",
        "{node}的 SYN 置位 ECE 和 CWR：*如果{peer}同意，路由器就可以给分组打标记，而不必丢弃*（ECN）。";

    EcnWithdrawn { retries } => "No longer asking for marks", "不再请求拥塞标记";
        let n = times(lang, retries.into());
        "The SYN has gone again `{n}` without an answer. Some middleboxes drop SYNs that ask for ECN, so *this one does not ask*.",
        "SYN 重传了 `{n}` 仍没有应答。有些中间设备会丢弃请求 ECN 的 SYN，因此*这一个不再请求*。";

    EcnAgreed => "Congestion marks agreed", "约定使用拥塞标记";
        "Both SYNs asked for it, so *packets with new data may now be marked by a congested router* instead of being dropped (ECN).",
        "双方的 SYN 都提出了请求，因此*拥塞的路由器可以给携带新数据的分组打标记*，而不必丢弃（ECN）。";

    EcnRefused => "No congestion marks", "不使用拥塞标记";
        "{Peer} does not answer the request with ECE alone: *no packet of this connection may be marked*.",
        "{peer}没有只用 ECE 来回应请求：*这个连接的分组都不能打标记*。";

    CeArrived { seq } => "A marked packet", "收到带标记的分组";
        "The packet with `{seq}` was marked on its way: a router is congested. *Every acknowledgement carries ECE until {peer} has heard of it*.",
        "携带 `{seq}` 的分组在途中被打上标记：有路由器发生拥塞。*在{peer}得知之前，每个确认都带 ECE*。",
        check "IP.ECN = 11";

    CwrArrived { seq } => "The mark was heard", "对方已得知标记";
        "The segment `{seq}` carries CWR: {peer} has reduced its congestion window. *Acknowledgements stop carrying ECE*.",
        "报文段 `{seq}` 带有 CWR：{peer}已减小拥塞窗口。*确认不再带 ECE*。";

    EceHeeded { ack } => "Congestion, but nothing lost", "发生拥塞，但没有丢失";
        "The acknowledgement `{ack}` carries ECE: a router has marked a packet. *{Node} reduces its congestion window as for a loss*, but nothing needs to go again.",
        "确认号 `{ack}` 的报文段带有 ECE：有路由器给分组打了标记。*{node}像发现丢失时一样减小拥塞窗口*，但不需要重传。";

    EceHeld { ack, until } => "The same congestion again", "同一次拥塞的回显";
        "ECE again, but `{ack}` only answers what was sent before the reduction. *The window shrinks once for each window of data*: not again before `{until}` is passed.",
        "又是 ECE，但 `{ack}` 只确认了减小窗口之前发送的数据。*每一窗数据只减小一次*：越过 `{until}` 之前不再减小。",
        check "SEG.ACK = {ack} ≤ {until}";

    CwrSent { seq } => "Telling of the smaller window", "告知窗口已减小";
        "{Node} has reduced its congestion window. *The next new data, `{seq}`, says so with CWR*, so that {peer} stops sending ECE.",
        "{node}已减小拥塞窗口。*接下来的新数据 `{seq}` 带上 CWR 告知{peer}*，使它不再发送 ECE。";
}
