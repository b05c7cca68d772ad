//! Sixth to eighth check: urgent data, text and FIN.

use crate::rules::rules;
use crate::words::of_bytes;

rules! {
    lang, node, Node, peer, Peer;

    UrgentReceived { up, nxt } => "Urgent data", "紧急数据";
        "{Peer} announces *urgent data up to `{up}`*; {node} has read up to `{nxt}` and tells its program.",
        "{peer}宣告*直到 `{up}` 为止是紧急数据*；{node}已收到 `{nxt}`，并通知程序。",
        check "RCV.UP {up} > RCV.NXT {nxt}";

    TextInOrder { seq, len, nxt } => "Data in order", "按序到达的数据";
        let n = of_bytes(lang, len);
        "`{n}` arrive, beginning with `{seq}`, *exactly the number {node} expects next*. It now expects `{nxt}`.",
        "收到 `{n}`，从 `{seq}` 开始，*正是{node}期望的下一个序列号*。现在期望 `{nxt}`。",
        check "SEG.SEQ {seq} + {len} = RCV.NXT {nxt}";

    TextOutOfOrder { seq, nxt, held } => "Data beyond a gap", "缺口之后的数据";
        let n = of_bytes(lang, held);
        "The data begins at `{seq}`, but {node} still expects `{nxt}`: *something before it is missing*. It holds `{n}` back, and its ACK repeats what is missing.",
        "数据从 `{seq}` 开始，而{node}期望的仍是 `{nxt}`：*前面有缺失*。它暂存 `{n}`，并在 ACK 中重申缺少什么。",
        check "SEG.SEQ {seq} > RCV.NXT {nxt}";

    TextAlreadyHeld { seq, len } => "Held already", "已经暂存";
        let n = of_bytes(lang, len);
        "These `{n}` from `{seq}` on lie beyond a gap and *are held already*.",
        "从 `{seq}` 开始的这 `{n}` 在缺口之后，*已经暂存*。";

    GapClosed { bytes, nxt } => "The gap has closed", "缺口补上了";
        let n = of_bytes(lang, bytes);
        "What was missing has come, so *the `{n}` held behind it are in order now*. {Node} expects `{nxt}` next.",
        "缺失的部分到了，*后面暂存的 `{n}` 也变得连续*。{node}接下来期望 `{nxt}`。",
        check "RCV.NXT = {nxt}";

    TextAfterFin { len } => "Data after a FIN", "FIN 之后的数据";
        let n = of_bytes(lang, len);
        "{Peer} has said that no more will come, so *these `{n}` cannot be*: they are ignored.",
        "{peer}已宣告不再发送，*这 `{n}` 不应该存在*：忽略。";

    TextAfterClose { len } => "Data that nobody will read", "不会有人读取的数据";
        let n = of_bytes(lang, len);
        "`{n}` arrive, but the program has closed and *nobody will ever read them*. {Node} sends a reset, so that {peer} learns they were lost.",
        "收到 `{n}`，但程序已经关闭，*不会再有人读取*。{node}发送 RST，让{peer}知道数据丢失了。";

    TextDiscarded { len } => "Data thrown away", "丢弃数据";
        let n = of_bytes(lang, len);
        "`{n}` arrive that nobody will read: they are *acknowledged and thrown away*.",
        "收到不会有人读取的 `{n}`：*予以确认，然后丢弃*。";

    FinReceived { fin, nxt } => "FIN arrives", "收到 FIN";
        "{Peer} has *no more to send*: its FIN uses the number `{fin}`, so `{nxt}` is expected next. {Node} may still send until its own program closes.",
        "{peer}*不再发送数据*：它的 FIN 占用序列号 `{fin}`，因此接下来期望 `{nxt}`。在自己的程序关闭之前，{node}仍可发送。",
        check "RCV.NXT = FIN + 1 = {fin} + 1 = {nxt}";

    FinCrossed { fin, nxt } => "FINs cross", "FIN 交错";
        "{Peer}'s FIN (`{fin}`) arrives before it has acknowledged {node}'s: *both sides have closed at once*.",
        "{peer}的 FIN（`{fin}`）到了，而它还没有确认{node}的 FIN：*双方同时关闭*。",
        check "RCV.NXT = FIN + 1 = {fin} + 1 = {nxt}";

    FinWithAck { fin, nxt } => "FIN and ACK in one", "FIN 与 ACK 合并";
        "One segment brings {peer}'s FIN (`{fin}`) *and the ACK of {node}'s own*: the close takes three segments instead of four, and FIN-WAIT-2 is skipped.",
        "一个报文段同时带来{peer}的 FIN（`{fin}`）*和对{node}的 FIN 的确认*：关闭只用三个报文段而不是四个，跳过 FIN-WAIT-2。",
        check "RCV.NXT = FIN + 1 = {fin} + 1 = {nxt}";

    FinAfterAck { fin, nxt } => "The other FIN arrives", "收到另一个 FIN";
        "{Node}'s own FIN was acknowledged before; *now {peer} has closed, too*, with FIN `{fin}`. Both directions are closed.",
        "{node}的 FIN 已经被确认；*现在{peer}也关闭了*，FIN 的序列号为 `{fin}`。两个方向都已关闭。",
        check "RCV.NXT = FIN + 1 = {fin} + 1 = {nxt}";

    FinHeld { fin, nxt } => "FIN beyond a gap", "缺口之后的 FIN";
        "{Peer}'s FIN (`{fin}`) has come, but {node} still expects `{nxt}`: *it counts only when the gap has closed*.",
        "{peer}的 FIN（`{fin}`）到了，但{node}期望的仍是 `{nxt}`：*缺口补上之后它才生效*。",
        check "FIN {fin} > RCV.NXT {nxt}";
}
