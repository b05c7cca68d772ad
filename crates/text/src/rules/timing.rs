//! Retransmission, round-trip times, and giving up.

use crate::rules::rules;
use crate::words::times;

rules! {
    lang, node, Node, peer, Peer;

    RtoStarted { rto } => "Retransmission timer starts", "启动重传定时器";
        "*If no acknowledgement comes within `{rto}`*, {node} sends it again.",
        "*如果 `{rto}` 内没有收到确认*，{node}就重传。",
        check "RTO = {rto}";

    RtoRestarted { rto } => "Retransmission timer restarts", "重启重传定时器";
        "New data was acknowledged and more is in flight, so *the timer starts afresh* at `{rto}`.",
        "有新数据被确认，还有数据在途中，于是*定时器重新从 `{rto}` 计时*。",
        check "RTO = {rto}";

    RtoStopped => "Retransmission timer stops", "停止重传定时器";
        "Everything {node} has sent is acknowledged: *there is nothing left to send again*.",
        "{node}发送的内容都已被确认：*没有什么需要重传了*。",
        check "SND.UNA = SND.NXT";

    RttFirstMeasured { rtt, rto } => "First round trip measured", "首次测得往返时间";
        "The first acknowledgement took `{rtt}`. From it comes the first estimate: *{node} will now wait `{rto}`* before it sends again.",
        "第一个确认用了 `{rtt}`。由此得到最初的估计：*{node}今后等待 `{rto}`* 再重传。",
        check "R = {rtt}; SRTT = R, RTTVAR = R/2, RTO = SRTT + max(G, 4·RTTVAR) → {rto}";

    RttMeasured { rtt, rto } => "Round trip measured", "测得往返时间";
        "This acknowledgement took `{rtt}`. Smoothed with those before, *the time-out becomes `{rto}`*.",
        "这个确认用了 `{rtt}`。与之前的测量平滑之后，*超时时间变为 `{rto}`*。",
        check "R' = {rtt}; RTTVAR = 3/4·RTTVAR + 1/4·|SRTT − R'|, SRTT = 7/8·SRTT + 1/8·R', RTO = SRTT + max(G, 4·RTTVAR) → {rto}";

    RttAmbiguous { ack } => "Karn's algorithm", "Karn 算法";
        "The acknowledgement `{ack}` covers a segment that was sent more than once. *Nobody can tell which copy it answers*, so it measures nothing.",
        "确认号 `{ack}` 覆盖了一个发送过多次的报文段。*无法知道它应答的是哪一份*，因此不用来测量往返时间。";

    RtoAfterLostSyn { rto } => "Careful start", "谨慎起步";
        "The SYN had to be sent again, so the path may be slow or lossy: *data starts with a time-out of `{rto}`*.",
        "SYN 曾经重传，说明路径可能很慢或会丢包：*数据的超时时间从 `{rto}` 开始*。",
        check "RTO = {rto}";

    RtoBackedOff { from, to, attempt } => "Time-out doubles", "超时时间加倍";
        "So as not to make a jam worse, *{node} will now wait `{to}`* where it waited `{from}`.",
        "为了不加剧拥塞，*{node}接下来等待 `{to}`*，之前是 `{from}`。",
        check "RTO = min(2 · {from}, max) = {to}, time-outs in a row: {attempt}";

    RetransmitTimeout { seq, rto, attempt } => "Retransmission", "超时重传";
        let row = match (attempt, lang) {
            (1, _) => String::new(),
            (n, Lang::En) => format!(" This is time-out `{n}` in a row."),
            (n, Lang::Zh) => format!("这是连续第 `{n}` 次超时。"),
        };
        "`{rto}` have passed without an acknowledgement, so *{node} sends the segment from `{seq}` again*.{row}",
        "过了 `{rto}` 仍没有收到确认，*{node}重传从 `{seq}` 开始的报文段*。{row}",
        check "SEG.SEQ = SND.UNA = {seq}";

    RetransmitNext { una, recover } => "The next one is missing, too", "下一个也缺失";
        "The acknowledgement stops at `{una}`, short of `{recover}`, which had been sent before the time-out: *the next segment is missing, too*, and goes again.",
        "确认停在 `{una}`，没有达到超时前已发送到的 `{recover}`：*下一个报文段也缺失*，同样重传。",
        check "SND.UNA {una} < {recover}";

    AdviseIp { retries } => "IP is told", "提醒 IP 层";
        let n = times(lang, retries.into());
        "The segment has gone again `{n}` without an answer (R1): {node} goes on trying, and *tells its IP layer that the way to {peer} may be gone*.",
        "这个报文段重传了 `{n}` 仍没有应答（R1）：{node}继续尝试，并*提醒 IP 层通往{peer}的路径可能已失效*。",
        check "retransmissions = {retries} = R1";

    GiveUpSyn { retries } => "No answer: giving up", "无应答，放弃连接";
        let n = times(lang, retries.into());
        "The SYN was sent again `{n}` without an answer. *{Node} gives up*: the open has failed.",
        "SYN 重传了 `{n}` 仍没有应答。*{node}放弃*：建立连接失败。",
        check "R2 = {retries}";

    GiveUpData { seq, retries } => "No acknowledgement: giving up", "无确认，放弃连接";
        let n = times(lang, retries.into());
        "The segment from `{seq}` was sent again `{n}` without an acknowledgement. *{Node} gives the connection up*.",
        "从 `{seq}` 开始的报文段重传了 `{n}` 仍没有确认。*{node}放弃这个连接*。",
        check "R2 = {retries}";

    UserTimeout { after } => "User time-out", "用户超时";
        "What was sent has stayed unacknowledged for `{after}`, longer than the program is willing to wait: *the connection is given up*.",
        "发送的内容超过 `{after}` 未被确认，程序不愿再等：*放弃这个连接*。";

    TimeWaitStarts { msl } => "TIME-WAIT begins", "进入 TIME-WAIT";
        let wait = msl.times(2);
        "{Node} still *waits twice the maximum segment lifetime, `{wait}`*: to repeat its last ACK if {peer} misses it, and to let old segments die out.",
        "{node}还要*等待两倍的报文段最大生存时间，即 `{wait}`*：若最后的 ACK 丢失可以重发，并让网络中的旧报文段消失。",
        check "2 · MSL = 2 · {msl} = {wait}";

    TimeWaitFinAgain { fin, msl } => "FIN again in TIME-WAIT", "TIME-WAIT 中再次收到 FIN";
        let wait = msl.times(2);
        "{Peer}'s FIN, `{fin}`, comes again: *the last ACK was lost or late*. {Node} repeats it and waits the `{wait}` afresh. This is one of the two reasons for TIME-WAIT.",
        "再次收到{peer}的 FIN（`{fin}`）：*最后的 ACK 丢失或迟到了*。{node}重发 ACK，并重新等待 `{wait}`。这是 TIME-WAIT 存在的两个理由之一。",
        check "2 · MSL = 2 · {msl} = {wait}";

    TimeWaitSynReusable { seq, nxt } => "A new connection may begin", "可以开始新连接";
        "A SYN arrives in TIME-WAIT. Its number `{seq}` lies beyond everything received, `{nxt}`, so *it cannot be an old one*: a new connection may take the place of the old.",
        "在 TIME-WAIT 中收到 SYN。它的序列号 `{seq}` 在已接收的一切（`{nxt}`）之后，*不可能是旧的 SYN*：新连接可以取代旧连接。",
        check "SEG.SEQ {seq} > RCV.NXT {nxt}";

    TimeWaitOver { msl } => "TIME-WAIT is over", "TIME-WAIT 结束";
        let wait = msl.times(2);
        "`{wait}` have passed: no segment of this connection can still be alive. *{Node} forgets it*, and its ports are free.",
        "已经过去 `{wait}`：这个连接的报文段不可能还存活。*{node}删除连接*，端口可以重新使用。",
        check "2 · MSL = 2 · {msl} = {wait}";
}
