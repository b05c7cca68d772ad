//! What the two SYNs agree on, and what it does later.

use crate::rules::rules;

rules! {
    lang, node, Node, peer, Peer;

    WindowScaleAgreed { snd, rcv } => "Windows are scaled", "窗口按比例缩放";
        "Both SYNs offered a window scale, so from now on *a window field counts in larger units*: {peer}'s is shifted by `{snd}`, {node}'s by `{rcv}`.",
        "双方的 SYN 都带有窗口缩放选项，此后*窗口字段以更大的单位计数*：{peer}的左移 `{snd}` 位，{node}的左移 `{rcv}` 位。",
        check "window = SEG.WND << shift";

    WindowScaleRefused { ours } => "Windows are not scaled", "窗口不缩放";
        "{Node} was ready to scale its window by `{ours}`, but {peer}'s SYN does not offer to: *neither window is scaled*, and none can exceed 65535.",
        "{node}愿意把窗口缩放 `{ours}` 位，但{peer}的 SYN 没有这个选项：*双方的窗口都不缩放*，最大为 65535。";

    TimestampsAgreed { value } => "Timestamps on every segment", "每个报文段都带时间戳";
        "Both SYNs carried timestamps, so *every segment carries one from now on* and gives the other side's back. {Peer}'s clock shows `{value}`.",
        "双方的 SYN 都带有时间戳，此后*每个报文段都带时间戳*，并回送对方的时间戳。{peer}的时钟为 `{value}`。",
        check "TS.Recent = {value}";

    SackAgreed => "Selective acknowledgments", "允许选择确认";
        "Both SYNs permit selective acknowledgments: *when a gap opens, each side will say exactly what it has* beyond it.",
        "双方的 SYN 都允许选择确认：*出现缺口时，每一方都会说明*缺口之后*已收到哪些数据*。";

    TimestampMissing => "No timestamp", "缺少时间戳";
        "Timestamps were agreed on, and this segment has none: *it is dropped* without an answer.",
        "双方约定使用时间戳，而这个报文段没有：*直接丢弃*，不作应答。";

    PawsRejects { value, recent } => "A stray of the past (PAWS)", "来自过去的报文段（PAWS）";
        "Its sequence number may fit, but its timestamp `{value}` is *older than the latest seen*, `{recent}`: it was sent before these numbers came round again. It is acknowledged and dropped.",
        "它的序列号也许合适，但时间戳 `{value}` *比见过的最新值* `{recent}` *还旧*：它是在这些序列号被再次使用之前发出的。确认后丢弃。",
        check "SEG.TSval = {value} < TS.Recent = {recent}";
}
