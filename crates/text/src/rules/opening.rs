//! A segment arrives in CLOSED, LISTEN or SYN-SENT, and what the SYNs agree on.

use crate::rules::rules;
use crate::words::of_bytes;

rules! {
    lang, node, Node, peer, Peer;

    ClosedIgnoresReset => "Reset for no connection", "针对不存在的连接的 RST";
        "There is no such connection, and *a reset is never answered with a reset*: {node} drops it.",
        "没有这样的连接，而*绝不用 RST 回应 RST*：{node}将其丢弃。";

    ClosedResetsAck { ack } => "No such connection", "连接不存在";
        "{Node} *knows of no such connection and says so with a reset*. The reset takes its number from the acknowledgement, `{ack}`, so that {peer} believes it.",
        "{node}*不知道这个连接，用 RST 告知对方*。RST 的序列号取自对方的确认号 `{ack}`，这样{peer}才会相信它。",
        check "SEG.SEQ = {ack}";

    ClosedResetsOther { seq, len } => "Nobody is there", "没有程序在此";
        let ack = seq + len;
        "*Nobody listens here, so {node} answers with a reset.* It acknowledges the whole segment (from `{seq}`, length `{len}`), so that {peer} knows what was refused.",
        "*这里没有程序在监听，{node}用 RST 回应。*它确认整个报文段（从 `{seq}` 起，长度 `{len}`），让{peer}知道被拒绝的是什么。",
        check "SEG.SEQ = 0, SEG.ACK = {seq} + {len} = {ack}";

    ListenIgnoresReset => "Reset while listening", "监听时收到 RST";
        "{Node} only listens and has sent nothing that a reset could be about: *it is dropped*.",
        "{node}只是在监听，没有发送过任何可能被复位的内容：*将其丢弃*。";

    ListenResetsAck { ack } => "Acknowledgement while listening", "监听时收到 ACK";
        "The segment acknowledges `{ack}`, but {node} only listens and *has never sent anything*: it answers with a reset.",
        "报文段确认了 `{ack}`，但{node}只是在监听，*从未发送过任何内容*：用 RST 回应。",
        check "SEG.SEQ = {ack}";

    ListenSyn { irs, iss } => "SYN arrives", "收到 SYN";
        "{Peer} asks for a connection and starts at `{irs}`. {Node} is listening, so *it agrees*, and picks `{iss}` as its own initial sequence number.",
        "{peer}请求建立连接，从 `{irs}` 开始编号。{node}正在监听，于是*同意*，并选定自己的初始序列号 `{iss}`。",
        check "IRS = {irs}, ISS = {iss}";

    ListenSynForChild { irs } => "A new socket for the caller", "为来者创建新套接字";
        "The listening socket goes on listening. *A new socket is made for this caller*, whose SYN is `{irs}`; in old terms, it enters the queue of half-open connections.",
        "监听套接字继续监听。*为这个来者（SYN 序列号 `{irs}`）创建一个新的套接字*，它进入半连接队列。",
        check "IRS = {irs}";

    ListenIgnoresOther => "Not a SYN", "不是 SYN";
        "The segment is neither SYN, ACK nor RST: a listener has *no use for it* and drops it.",
        "这个报文段不是 SYN、ACK，也不是 RST：监听者*用不上它*，将其丢弃。";

    SynSentAckBad { iss, ack, nxt } => "Wrong acknowledgement of the SYN", "对 SYN 的确认有误";
        "The segment acknowledges `{ack}`, *which is not the SYN {node} has just sent* (`{iss}`): it must belong to an older connection. {Node} answers with a reset.",
        "报文段确认了 `{ack}`，*并不是{node}刚刚发出的 SYN*（`{iss}`）：它一定属于更早的连接。{node}用 RST 回应。",
        check "not ISS {iss} < SEG.ACK {ack} ≤ SND.NXT {nxt}";

    SynSentIgnoresBadReset { iss, ack, nxt } => "Reset for something else", "与本次无关的 RST";
        "The reset acknowledges `{ack}`, which {node} never sent (its SYN was `{iss}`): *it is about something else* and is dropped.",
        "RST 确认了 `{ack}`，但{node}从未发送过（它的 SYN 是 `{iss}`）：*与本次连接无关*，丢弃。",
        check "not ISS {iss} < SEG.ACK {ack} ≤ SND.NXT {nxt}";

    SynSentRefused { ack } => "Connection refused", "连接被拒绝";
        "The reset acknowledges `{ack}`, so it really answers this SYN: *{peer} refuses the connection*.",
        "RST 确认了 `{ack}`，确实是对这个 SYN 的回应：*{peer}拒绝连接*。",
        check "SEG.ACK {ack} = ISS + 1";

    SynSentIgnoresReset => "Reset that proves nothing", "无法证明身份的 RST";
        "The reset acknowledges nothing, so *anybody could have sent it*: it is dropped.",
        "这个 RST 没有确认任何内容，*任何人都可能发出它*：丢弃。";

    SynAckOpens { irs, iss, una } => "SYN, ACK opens the connection", "SYN, ACK 到达，连接建立";
        "{Node} asked for a connection with sequence number `{iss}`. This segment acknowledges `{una}`, so *the SYN itself used up one number*. It also carries {peer}'s own SYN, `{irs}`: for {node} the connection is open.",
        "{node}用序列号 `{iss}` 请求建立连接。这个报文段的确认号是 `{una}`，可见*SYN 本身占用了一个序列号*。它还带来{peer}自己的 SYN，序列号 `{irs}`：对{node}来说，连接已经建立。",
        check "SND.UNA {una} > ISS {iss}";

    SimultaneousOpen { irs } => "Simultaneous open", "同时打开";
        "{Peer}'s SYN, `{irs}`, arrives before any answer to {node}'s own: *both are opening at the same time*. It makes one connection, not two.",
        "还没有等到应答，{peer}的 SYN（`{irs}`）就到了：*双方正在同时打开*。结果是一个连接，而不是两个。",
        check "IRS = {irs}";

    SynSentIgnoresOther => "Neither SYN nor RST", "既不是 SYN 也不是 RST";
        "The segment is neither a SYN nor a reset: *it cannot open the connection* and is dropped.",
        "这个报文段既不是 SYN 也不是 RST：*不能用来建立连接*，丢弃。";

    SynAcknowledged { iss, una } => "SYN acknowledged", "SYN 已被确认";
        "{Node} sent its SYN with sequence number `{iss}`, and `{una}` is acknowledged now: *the SYN itself used up one number*.",
        "{node}的 SYN 使用序列号 `{iss}`，现在被确认到 `{una}`：*SYN 本身占用一个序列号*。",
        check "SND.UNA = ISS + 1 = {iss} + 1 = {una}";

    MssAgreed { ours, theirs, used } => "Segment size settled", "确定报文段大小";
        "{Peer} takes segments of up to `{theirs}` bytes, {node} of up to `{ours}`: *{node} puts at most `{used}` into one*.",
        "{peer}的报文段上限是 `{theirs}` 字节，{node}是 `{ours}` 字节：*{node}每段最多放 `{used}` 字节*。",
        check "Eff.snd.MSS = min({theirs}, {ours}) = {used}";

    MssDefault { used } => "Default segment size", "默认报文段大小";
        "{Peer}'s SYN says nothing about segment sizes, so *the default of `{used}` bytes* is assumed.",
        "{peer}的 SYN 没有说明报文段大小，因此采用*默认值 `{used}` 字节*。",
        check "Eff.snd.MSS = {used}";

    TextHeldUntilOpen { len } => "Data with the SYN", "SYN 携带的数据";
        let n = of_bytes(lang, len);
        "`{n}` came along with the SYN: they are *kept until the connection is open*.",
        "有 `{n}` 随 SYN 一起到达：先*保留到连接建立之后*。";
}
