//! What goes out, and why now.

use crate::rules::rules;
use crate::words::of_bytes;

rules! {
    lang, node, Node, peer, Peer;

    SendSyn { iss, mss } => "SYN", "发送 SYN";
        "{Node} asks for a connection with sequence number `{iss}`, and *the SYN itself uses up that number*. It is willing to receive segments of up to `{mss}` bytes.",
        "{node}用序列号 `{iss}` 请求建立连接，*SYN 本身就占用这个序列号*。它愿意接收的报文段最大为 `{mss}` 字节。",
        check "SEG.SEQ = ISS = {iss}";

    SendSynAck { iss, ack } => "SYN, ACK", "发送 SYN, ACK";
        "{Node} answers with *both halves in one segment*: it acknowledges {peer}'s SYN with `{ack}` and sends its own SYN, `{iss}`.",
        "{node}*用一个报文段完成两件事*：用 `{ack}` 确认{peer}的 SYN，同时发出自己的 SYN，序列号 `{iss}`。",
        check "SEG.SEQ = ISS = {iss}, SEG.ACK = RCV.NXT = {ack}";

    SendSynAckSimultaneous { iss, ack } => "SYN, ACK in a simultaneous open", "同时打开中的 SYN, ACK";
        "{Node} *sends its own SYN again*, `{iss}`, now acknowledging {peer}'s with `{ack}`.",
        "{node}*再次发出自己的 SYN*，序列号 `{iss}`，这次同时用 `{ack}` 确认{peer}的 SYN。",
        check "SEG.SEQ = ISS = {iss}, SEG.ACK = RCV.NXT = {ack}";

    SendFullSegment { mss, usable, unsent } => "Full segment", "满长度报文段";
        "`{unsent}` bytes wait, and the window has room for `{usable}`: *enough for a full segment* of `{mss}`, so it goes at once.",
        "有 `{unsent}` 字节等待发送，窗口还能容纳 `{usable}` 字节：*足够发送一个满长度报文段*（`{mss}` 字节），于是立即发出。",
        check "min(D, U) = min({unsent}, {usable}) ≥ Eff.snd.MSS = {mss}";

    SendAllWaiting { bytes, usable } => "All the data there is", "发送全部等待的数据";
        let n = of_bytes(lang, bytes);
        "*All that waits, `{n}`, fits into one segment* and into the window, which has room for `{usable}`. Nothing is gained by waiting.",
        "*等待发送的全部 `{n}` 可以放进一个报文段*，窗口也还能容纳 `{usable}` 字节，没有必要再等。",
        check "D = {bytes} ≤ U = {usable}";

    SendHalfWindow { bytes, max_window } => "Half of the window", "达到窗口的一半";
        let n = of_bytes(lang, bytes);
        "`{n}` are no full segment, but *at least half of the largest window* {peer} has ever offered, `{max_window}`: worth sending.",
        "`{n}` 虽然不足一个满长度报文段，但*至少是*{peer}通告过的*最大窗口（`{max_window}`）的一半*，值得发送。",
        check "{bytes} ≥ 1/2 · Max(SND.WND) = 1/2 · {max_window}";

    SendOverride { bytes } => "Waited long enough", "等待太久";
        let n = of_bytes(lang, bytes);
        "The window has stayed small for too long: {node} *sends what fits*, `{n}`, rather than wait for ever.",
        "窗口长时间太小：{node}不再无限等待，*先发送放得下的 `{n}`*。";

    SendFin { fin, bytes } => "FIN", "发送 FIN";
        let n = of_bytes(lang, bytes);
        let along = match (bytes, lang) {
            (0, _) => String::new(),
            (_, Lang::En) => format!("; `{n}` travel with it"),
            (_, Lang::Zh) => format!("，随它同行的数据有 `{n}`"),
        };
        "Everything the program wrote is on its way, so *{node} says that no more will come*. The FIN uses the sequence number `{fin}`{along}.",
        "程序写入的数据都已发出，*{node}宣告不再发送数据*。FIN 占用序列号 `{fin}`{along}。",
        check "FIN = {fin}";

    SillyWindowWaits { usable, unsent, mss } => "Avoiding a silly window", "避免糊涂窗口";
        "`{unsent}` bytes wait but the window has room for only `{usable}`. {Node} *waits for more room* rather than send a tiny segment: a full one has `{mss}`.",
        "有 `{unsent}` 字节等待发送，但窗口只能容纳 `{usable}` 字节。{node}*等待更大的窗口*，不发送过小的报文段：满长度为 `{mss}` 字节。",
        check "min(D, U) = min({unsent}, {usable}) < Eff.snd.MSS = {mss}";

    NagleWaits { unsent, mss } => "Nagle holds it back", "Nagle 算法暂不发送";
        let n = of_bytes(lang, unsent);
        "`{n}` would make a small segment (a full one has `{mss}`), and what was sent before is *not acknowledged yet*: Nagle's algorithm lets {node} have only one small segment on the way.",
        "`{n}` 只够一个小报文段（满长度为 `{mss}` 字节），而先前发出的数据*尚未得到确认*：Nagle 算法只允许{node}有一个小报文段在途。",
        check "in flight > 0, {unsent} < Eff.snd.MSS = {mss}";

    ZeroWindowWaits { unsent } => "Window closed", "窗口已关闭";
        let n = of_bytes(lang, unsent);
        "{Peer} has no room left: its window is closed. *`{n}` must wait* until it opens.",
        "{peer}没有剩余空间，窗口已关闭。*`{n}` 必须等待*窗口重新打开。",
        check "SND.WND = 0";

    PersistStarted { interval } => "Persist timer starts", "启动坚持定时器";
        "The message that opens the window could be lost. So in `{interval}` {node} *will ask with a probe*.",
        "打开窗口的报文段有可能丢失。因此{node}将在 `{interval}` 后*发送探测来询问*。";

    PersistStopped => "Persist timer stops", "停止坚持定时器";
        "Nothing waits for the window any more: *no probe is needed*.",
        "不再有数据等待窗口：*不需要探测了*。";

    ZeroWindowProbe { seq, probe, next } => "Window probe", "窗口探测";
        "{Node} sends a byte beyond the closed window, `{seq}`, so that {peer} *must answer with its present window*. This is probe `{probe}`; the next comes in `{next}`.",
        "{node}越过已关闭的窗口发送一个字节（`{seq}`），使{peer}*必须用当前的窗口作答*。这是第 `{probe}` 次探测，下一次在 `{next}` 后。";

    ProbesUnanswered { probes } => "No probe was answered", "探测均无应答";
        "`{probes}` probes in a row went unanswered: {peer} is taken to be gone, and *the connection is given up*.",
        "连续 `{probes}` 次探测都没有应答：认为{peer}已经不在，*放弃连接*。";
}
