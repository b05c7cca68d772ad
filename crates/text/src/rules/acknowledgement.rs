//! Fifth check: what a segment acknowledges, and the window it offers.

use crate::rules::rules;

rules! {
    lang, node, Node, peer, Peer;

    AckMissing => "No acknowledgement", "没有确认";
        "On an open connection every segment acknowledges. This one does not, so *it is dropped*.",
        "连接建立后，每个报文段都应带有确认。这个没有，*因此丢弃*。";

    AckTooOld { ack, una, max_window } => "Acknowledgement far too old", "过旧的确认";
        let oldest = una - max_window;
        "The segment acknowledges `{ack}`, older than any window ago (`{oldest}`): *it may be forged*. {Node} answers with a challenge ACK.",
        "报文段确认的是 `{ack}`，比一个最大窗口之前（`{oldest}`）还旧：*可能是伪造的*。{node}用挑战 ACK 回应。",
        check "SEG.ACK {ack} < SND.UNA {una} − MAX.SND.WND {max_window} = {oldest}";

    AckOpens { una, ack, nxt } => "ACK opens the connection", "ACK 到达，连接建立";
        "The acknowledgement `{ack}` covers {node}'s SYN: now *{peer} is known to have it*, and the connection is open on this side, too.",
        "确认号 `{ack}` 覆盖了{node}的 SYN：*{peer}确实收到了*，于是这一端的连接也建立了。",
        check "SND.UNA {una} < SEG.ACK {ack} ≤ SND.NXT {nxt}";

    AckBadWhileOpening { una, ack, nxt } => "Acknowledgement of another SYN", "确认的是别的 SYN";
        "The acknowledgement `{ack}` *does not fit {node}'s SYN*: it must come from an older connection. {Node} answers with a reset.",
        "确认号 `{ack}` *与{node}的 SYN 不符*：它一定来自更早的连接。{node}用 RST 回应。",
        check "not SND.UNA {una} < SEG.ACK {ack} ≤ SND.NXT {nxt}";

    AckAcceptable { una, ack, nxt } => "ACK is acceptable", "确认有效";
        let last = ack - 1;
        let copy = match (last == una, lang) {
            (true, _) => format!("`{una}`"),
            (false, Lang::En) => format!("`{una}` to `{last}`"),
            (false, Lang::Zh) => format!("`{una}` 到 `{last}`"),
        };
        "*Everything before `{ack}` has reached {peer}*, so {node} no longer needs its copy of {copy}.",
        "*`{ack}` 之前的内容都已到达{peer}*，{node}不必再保留 {copy} 的副本。",
        check "SND.UNA {una} < SEG.ACK {ack} ≤ SND.NXT {nxt}";

    AckDuplicate { una, ack } => "Duplicate ACK", "重复的确认";
        "The acknowledgement `{ack}` says *nothing new*. Often {peer} repeats itself like this because something has arrived beyond a gap.",
        "确认号 `{ack}` *没有新内容*。{peer}这样重复自己，往往是因为收到了缺口之后的内容。",
        check "SEG.ACK {ack} ≤ SND.UNA {una}";

    AckOfUnsent { ack, nxt } => "Acknowledges what was never sent", "确认了从未发送的内容";
        "The segment acknowledges `{ack}`, but {node} *has only sent up to `{nxt}`*. It drops the segment and answers with where it really is.",
        "报文段确认了 `{ack}`，但{node}*只发送到 `{nxt}`*。它丢弃这个报文段，并回应自己的实际位置。",
        check "SEG.ACK {ack} > SND.NXT {nxt}";

    WindowUpdated { from, to } => "Window update", "更新发送窗口";
        "{Peer} *is now willing to take `{to}` bytes*; before it was `{from}`.",
        "{peer}*现在愿意接收 `{to}` 字节*，之前是 `{from}` 字节。",
        check "SND.WND: {from} → SEG.WND {to}";

    WindowStale { seq, ack, wl1, wl2 } => "Old window ignored", "忽略旧的窗口";
        "This segment was *sent before the last window update* arrived, so its window is ignored.",
        "这个报文段*早于上次窗口更新*，因此忽略它的窗口。",
        check "SEG.SEQ {seq}, SEG.ACK {ack} older than SND.WL1 {wl1}, SND.WL2 {wl2}";

    FinAcknowledged { fin, ack } => "FIN acknowledged", "FIN 已被确认";
        "{Node}'s FIN had the number `{fin}`, and `{ack}` is acknowledged: *{peer} knows that no more will come*.",
        "{node}的 FIN 序列号为 `{fin}`，现在确认到 `{ack}`：*{peer}已知道不会再有数据*。",
        check "SEG.ACK {ack} > FIN {fin}";

    FinWait2Entered { fin, ack } => "Half closed", "半关闭";
        "{Node}'s FIN (`{fin}`) is acknowledged with `{ack}`, but {peer} has not closed yet: *the connection is half closed*, and {peer} may still send.",
        "{node}的 FIN（`{fin}`）被 `{ack}` 确认，但{peer}还没有关闭：*连接处于半关闭状态*，{peer}仍可发送数据。",
        check "SEG.ACK {ack} > FIN {fin}";

    ClosingDone { fin, ack } => "Simultaneous close completes", "同时关闭完成";
        "Both sides closed at once, and {node}'s FIN (`{fin}`) is acknowledged with `{ack}` now: *both directions are closed*.",
        "双方同时关闭，现在{node}的 FIN（`{fin}`）也被 `{ack}` 确认：*两个方向都已关闭*。",
        check "SEG.ACK {ack} > FIN {fin}";

    LastAckDone { fin, ack } => "The last ACK", "最后的确认";
        "This acknowledges {node}'s FIN (`{fin}`) with `{ack}`: both FINs are acknowledged. {Peer} does the waiting, so *{node} can forget the connection at once*.",
        "`{ack}` 确认了{node}的 FIN（`{fin}`）：两个 FIN 都已确认。等待由{peer}负责，*{node}可以立即删除连接*。",
        check "SEG.ACK {ack} > FIN {fin}";
}
