//! A listening socket's two queues, and SYN cookies.

use crate::rules::rules;

rules! {
    lang, node, Node, peer, Peer;

    SynQueued { half_open, limit } => "Half-open connection", "半连接";
        "The handshake has begun but is not over: *{node} keeps the half-open connection in its SYN queue*, which holds {half_open} of at most {limit} now.",
        "握手已经开始但尚未完成：*{node}把这个半连接放入 SYN 队列*，队列中现有 {half_open} 个，最多 {limit} 个。",
        check "{half_open} ≤ {limit}";

    SynQueueFull { limit } => "SYN queue full", "SYN 队列已满";
        "{Node} already keeps {limit} half-open connections, as many as it may: *it drops the SYN*. {Peer} will send it again.",
        "{node}已经保存了 {limit} 个半连接，达到上限：*它丢弃这个 SYN*。{peer}会再次发送。";

    SynQueueDropsOldest { limit } => "The oldest half-open connection goes", "丢弃最早的半连接";
        "{Node} already keeps {limit} half-open connections, as many as it may: *the oldest of them is forgotten* to make room for this one.",
        "{node}已经保存了 {limit} 个半连接，达到上限：*丢弃其中最早的一个*，为新来者腾出位置。";

    AcceptQueueFullSyn { waiting } => "Accept queue full: no new SYN", "全连接队列已满：不再接受 SYN";
        "{waiting} connections are open and wait for the program to accept them, as many as may: *{node} begins no new one and drops the SYN*.",
        "已有 {waiting} 个连接等待程序接受，达到上限：*{node}不再开始新的连接，丢弃这个 SYN*。";

    AcceptQueued { waiting, limit } => "Waits to be accepted", "等待被接受";
        "The handshake is over: *the connection waits in the accept queue* until the program takes it. {waiting} of at most {limit} wait now.",
        "握手完成：*连接在全连接队列中等待*程序取走。现有 {waiting} 个在等待，最多 {limit} 个。",
        check "{waiting} ≤ {limit}";

    AcceptQueueFullAck { waiting } => "Accept queue full: ACK ignored", "全连接队列已满：忽略 ACK";
        "{waiting} connections wait to be accepted, as many as may: *{node} takes this ACK for lost*. The connection stays half-open, and the SYN,ACK will be sent again.",
        "已有 {waiting} 个连接等待被接受，达到上限：*{node}当作没有收到这个 ACK*。连接仍是半连接，SYN,ACK 会重发。";

    AcceptQueueFullReset { waiting } => "Accept queue full: reset", "全连接队列已满：复位";
        "{waiting} connections wait to be accepted, as many as may: *{node} resets this one*, so that {peer} learns of it at once.",
        "已有 {waiting} 个连接等待被接受，达到上限：*{node}复位这个连接*，让{peer}立即得知。";

    SynCookieSent { iss, mss } => "Answered with a SYN cookie", "用 SYN cookie 应答";
        "{Node} answers and *keeps nothing*: its sequence number `{iss}` is a keyed sum over the addresses, the time and the MSS ({mss}), which an honest {peer} will bring back.",
        "{node}作出应答但*不保存任何状态*：序列号 `{iss}` 是用密钥对地址、时间和 MSS（{mss}）算出的，诚实的{peer}会把它带回来。",
        check "ISS = cookie = {iss}";

    SynCookieReturned { ack, mss } => "Cookie returned", "cookie 返回";
        "The ACK `{ack}` is one more than a cookie that only {node} could have made: *{peer} has received the SYN,ACK*. The connection opens with the MSS the cookie remembered, {mss}.",
        "ACK `{ack}` 恰好比一个只有{node}才能生成的 cookie 大 1：*{peer}确实收到了 SYN,ACK*。连接建立，MSS 取自 cookie：{mss}。",
        check "SEG.ACK {ack} = cookie + 1";

    SynCookieWrong { ack } => "Not a cookie of ours", "不是有效的 cookie";
        "The ACK `{ack}` *brings back no cookie* that {node} has made in the last minutes: it belongs to no connection.",
        "ACK `{ack}` *带回的不是*{node}最近几分钟内生成的 *cookie*：它不属于任何连接。";

    ListenerResetsWaiting { waiting } => "Nobody will accept these", "不会再有人接受";
        "The listening socket is closed with connections open that nobody will accept any more ({waiting}): *each is reset*, so that its peer learns of it.",
        "监听套接字已关闭，还有 {waiting} 个已建立的连接不会再被接受：*逐个复位*，让对方得知。";

    ListenerForgetsHalfOpen { half_open } => "Half-open connections forgotten", "丢弃半连接";
        "The listening socket is closed: *half-open connections go with it* ({half_open}). What they still send will find nobody here.",
        "监听套接字已关闭：*半连接随之消失*（{half_open} 个）。它们之后发来的报文段将无人接收。";
}
