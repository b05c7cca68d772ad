//! What the receiver tells its peer without being made to: windows, and when to
//! acknowledge.

use crate::rules::rules;

rules! {
    lang, node, Node, peer, Peer;

    WindowAnnounced { from, to } => "Window opens", "通告更大的窗口";
        "The program has read, so there is room again: {node} *announces a window of `{to}`* where it last said `{from}`.",
        "程序读取了数据，空间又空了出来：{node}*通告窗口 `{to}`*，上次通告的是 `{from}`。",
        check "RCV.WND: {from} → {to}";

    AckDelayed { bytes, left } => "ACK waits", "延迟确认";
        "Sequence numbers still to be acknowledged: `{bytes}`. {Node} *holds the ACK back for up to `{left}`*: if it has something to send by then, the ACK rides along for free.",
        "有 `{bytes}` 个序列号等待确认。{node}*把 ACK 推迟最多 `{left}`*：如果这期间有数据要发送，ACK 就可以随之捎带。";

    AckSecondSegment { bytes, mss } => "ACK for every second segment", "每两段确认一次";
        "`{bytes}` bytes are unacknowledged, two full segments of `{mss}`: *that is as many as may wait*, so the ACK goes now.",
        "有 `{bytes}` 字节未确认，已达两个满长度（`{mss}` 字节）报文段：*不能再推迟*，立即发送 ACK。",
        check "{bytes} ≥ 2 · {mss}";

    AckDelayOver { delay } => "ACK waited long enough", "延迟确认到期";
        "`{delay}` have passed and {node} had nothing to send: *the ACK goes alone*.",
        "过了 `{delay}`，{node}没有要发送的数据：*ACK 单独发出*。";

    AckRidesAlong { ack } => "ACK rides along", "捎带确认";
        "The ACK that was held back, `{ack}`, *rides on this segment*: it costs no segment of its own.",
        "被推迟的 ACK（`{ack}`）*由这个报文段捎带*，不必单独占用一个报文段。",
        check "SEG.ACK = RCV.NXT = {ack}";
}
