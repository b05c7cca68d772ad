//! The congestion window: what it is, how it grows and shrinks.

use crate::rules::rules;
use crate::words::of_bytes;

rules! {
    lang, node, Node, peer, Peer;

    CwndInitial { cwnd, mss } => "Initial window", "初始窗口";
        let n = of_bytes(lang, cwnd);
        "Nothing is known of the network yet. *{Node} begins with a congestion window of `{n}`*, a few segments of `{mss}`.",
        "对网络还一无所知。*{node}的拥塞窗口从 `{n}` 开始*，即几个 `{mss}` 字节的报文段。",
        check "SMSS = {mss} → IW = {cwnd}";

    CwndInitialSegments { cwnd, segments, mss } => "Initial window", "初始窗口";
        "Nothing is known of the network yet. *{Node} begins with a congestion window of `{segments}` segments* of `{mss}`, `{cwnd}` bytes.",
        "对网络还一无所知。*{node}的拥塞窗口从 `{segments}` 个报文段开始*，每个 `{mss}` 字节，共 `{cwnd}` 字节。",
        check "IW = {segments} · {mss} = {cwnd}";

    CwndAfterLostSyn { cwnd } => "One segment to begin with", "从一个报文段开始";
        let n = of_bytes(lang, cwnd);
        "The SYN had to be sent again, so the network may be full already: *{node} begins with a single segment*, `{n}`.",
        "SYN 曾经重传，网络可能已经拥塞：*{node}只从一个报文段开始*，即 `{n}`。",
        check "IW = SMSS = {cwnd}";

    CwndSlowStart { acked, cwnd, ssthresh } => "Slow start", "慢启动";
        let n = of_bytes(lang, acked);
        let until = match (ssthresh, lang) {
            (Some(at), Lang::En) => format!(", until it reaches `{at}`"),
            (Some(at), Lang::Zh) => format!("，直到 `{at}`"),
            (None, _) => String::new(),
        };
        "`{n}` were acknowledged, so the network could carry more: *cwnd grows to `{cwnd}`*. Every ACK makes it grow like this, which doubles it each round trip{until}.",
        "`{n}` 被确认，网络还能承载更多：*cwnd 增大到 `{cwnd}`*。每个 ACK 都这样增大，于是每个往返翻倍{until}。",
        check "cwnd = cwnd + min({acked}, SMSS) = {cwnd}";

    CwndAvoidance { cwnd, mss } => "Congestion avoidance", "拥塞避免";
        "A whole window has been acknowledged: *cwnd grows by one segment*, `{mss}`, to `{cwnd}`. That near to the limit {node} only feels its way.",
        "一整个窗口都被确认：*cwnd 增大一个报文段*（`{mss}`），达到 `{cwnd}`。接近极限时{node}只小心试探。",
        check "cwnd = cwnd + {mss} = {cwnd}";

    CwndCubic { cwnd, target, w_max } => "CUBIC", "CUBIC 增长";
        "*The window grows to `{cwnd}`*, along a curve that is flat near `{w_max}`, where the last loss was. A round trip from now the curve will be at `{target}`.",
        "*cwnd 增大到 `{cwnd}`*，沿着一条在 `{w_max}`（上次丢失处）附近变平的曲线。一个往返之后曲线将到达 `{target}`。",
        check "W_cubic(t + RTT) = C·(t + RTT − K)³ + {w_max} = {target}";

    CwndRenoFriendly { cwnd, w_max } => "As fast as Reno", "不慢于 Reno";
        "On its own curve, towards `{w_max}`, CUBIC would be slower than Reno here. So *cwnd grows as Reno's would*, to `{cwnd}`.",
        "按自己朝向 `{w_max}` 的曲线，CUBIC 此时会慢于 Reno。于是*cwnd 像 Reno 那样增大*，达到 `{cwnd}`。",
        check "W_cubic(t) < W_est = {cwnd}, W_max = {w_max}";

    CwndFull { cwnd, pipe, unsent } => "Congestion window full", "拥塞窗口已满";
        let n = of_bytes(lang, unsent);
        "`{n}` wait, and {peer} would have room for more; but with `{pipe}` bytes in the network *the congestion window, `{cwnd}`, is full*. The next ACK makes room.",
        "还有 `{n}` 等待发送，{peer}也有空间；但网络中已有 `{pipe}` 字节，*拥塞窗口（`{cwnd}`）已满*。下一个 ACK 会腾出空间。",
        check "cwnd − pipe = {cwnd} − {pipe} < SMSS, D = {unsent}";

    CwndHalved { flight, ssthresh, cwnd } => "The window is halved", "窗口减半";
        "A loss is the network's way to say that it is full. `{flight}` bytes were in flight: *ssthresh becomes half of that*, `{ssthresh}`, and cwnd `{cwnd}`.",
        "丢失是网络在说自己已满。在途有 `{flight}` 字节：*ssthresh 变为其一半*，即 `{ssthresh}`，cwnd 变为 `{cwnd}`。",
        check "ssthresh = max({flight} / 2, 2 · SMSS) = {ssthresh}, cwnd = {cwnd}";

    CwndCubicReduced { flight, ssthresh, w_max } => "The window shrinks", "窗口缩小";
        "A loss is the network's way to say that it is full. `{flight}` bytes were in flight: *the window shrinks to seven tenths*, `{ssthresh}`. CUBIC remembers `{w_max}` and will come back to it.",
        "丢失是网络在说自己已满。在途有 `{flight}` 字节：*窗口缩小到十分之七*，即 `{ssthresh}`。CUBIC 记住 `{w_max}`，之后会回到这里。",
        check "ssthresh = max(0.7 · {flight}, 2 · SMSS) = {ssthresh}, W_max = {w_max}";

    CwndCollapsed { flight, ssthresh, cwnd } => "Back to slow start", "回到慢启动";
        "None of the `{flight}` bytes in flight was acknowledged in time: *cwnd falls to one segment*, `{cwnd}`. Slow start will take it up to `{ssthresh}` again.",
        "在途的 `{flight}` 字节迟迟没有得到确认：*cwnd 降到一个报文段*，即 `{cwnd}`。慢启动会把它再次带到 `{ssthresh}`。",
        check "in flight: {flight}, ssthresh = {ssthresh}, cwnd = SMSS = {cwnd}";

    SsthreshHeld { ssthresh, attempt } => "The threshold stays", "阈值不变";
        "Time-out `{attempt}` in a row for the same segment says nothing new about the network: *ssthresh stays at `{ssthresh}`*, and cwnd at one segment.",
        "同一个报文段连续第 `{attempt}` 次超时，没有带来关于网络的新消息：*ssthresh 保持 `{ssthresh}`*，cwnd 仍为一个报文段。",
        check "ssthresh = {ssthresh}, time-outs in a row: {attempt}";

    CwndInflated { cwnd, mss } => "One out, one in", "出一个，进一个";
        "The duplicate ACK says that a segment of `{mss}` has left the network: *cwnd is inflated to `{cwnd}`*, so that a new one may enter.",
        "重复 ACK 说明一个 `{mss}` 字节的报文段离开了网络：*cwnd 膨胀到 `{cwnd}`*，让新的一个可以进入。",
        check "cwnd = cwnd + {mss} = {cwnd}";

    CwndDeflated { acked, cwnd } => "Deflated in part", "部分收缩";
        let n = of_bytes(lang, acked);
        "The `{n}` acknowledged had been counted as gone from the network already: *cwnd is deflated to `{cwnd}`*.",
        "被确认的 `{n}` 先前已算作离开网络：*cwnd 收缩到 `{cwnd}`*。",
        check "cwnd = cwnd − {acked} + SMSS = {cwnd}";

    CwndAfterRecovery { cwnd, ssthresh } => "On from the threshold", "从阈值继续";
        "The loss is repaired. *{Node} goes on with a congestion window of `{cwnd}`*; ssthresh is `{ssthresh}`.",
        "丢失已修复。*{node}以 `{cwnd}` 的拥塞窗口继续*，ssthresh 为 `{ssthresh}`。",
        check "ssthresh = {ssthresh}, cwnd = {cwnd}";

    CwndRestart { idle, cwnd } => "Start again after silence", "空闲后重新开始";
        "Nothing was sent for `{idle}`: who knows what the network is like now. *cwnd goes back to `{cwnd}`*.",
        "已有 `{idle}` 没有发送：网络现在怎样无从得知。*cwnd 退回 `{cwnd}`*。",
        check "idle {idle} > RTO, cwnd = min(IW, cwnd) = {cwnd}";
}
