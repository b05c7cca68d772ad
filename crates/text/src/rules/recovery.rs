//! Finding losses and repairing them.

use crate::rules::rules;
use crate::words::{number, of_bytes};

rules! {
    lang, node, Node, peer, Peer;

    DupAckCounted { ack, count } => "Duplicate ACK", "重复 ACK";
        "Duplicate ACK number `{count}` for `{ack}`: *something arrived, but not what {peer} is waiting for*. That may be late, or lost.",
        "对 `{ack}` 的第 `{count}` 个重复 ACK：*有报文段到达，但不是{peer}在等的那个*。它可能迟到了，也可能丢失了。",
        check "SEG.ACK = SND.UNA = {ack}, duplicates: {count}";

    LimitedTransmit { bytes, dup_acks } => "Limited transmit", "受限传输";
        let n = of_bytes(lang, bytes);
        let so_far = number(lang, dup_acks.into(), "duplicate ACK", "duplicate ACKs", "个重复 ACK");
        "The congestion window is full, but `{so_far}` said that a segment has left the network: *{node} lets a new one out*, `{n}`. It may bring the duplicate ACKs that prove a loss.",
        "拥塞窗口已满，但 `{so_far}` 表明有报文段离开了网络：*{node}放出一个新的报文段*（`{n}`），它可能带来证明丢失所需的重复 ACK。",
        check "duplicates {dup_acks} < 3, FlightSize ≤ cwnd + 2 · SMSS";

    FastRetransmit { seq, dup_acks } => "Fast retransmit", "快速重传";
        let so_many = number(lang, dup_acks.into(), "report", "reports", "次报告");
        "`{so_many}` from beyond the hole are proof enough: the segment from `{seq}` is lost. *{Node} sends it again at once*, without waiting for the timer.",
        "空洞之后的 `{so_many}` 已足够证明：从 `{seq}` 开始的报文段丢失了。*{node}立即重传*，不等定时器。",
        check "SEG.SEQ = SND.UNA = {seq}, duplicates: {dup_acks}";

    FastRetransmitHeld { ack, recover } => "Perhaps only an echo", "也许只是回声";
        "Three duplicate ACKs for `{ack}`, but everything up to `{recover}` has been repaired once: *they may only echo what was sent twice*. {Node} does not start another repair.",
        "收到三个对 `{ack}` 的重复 ACK，但 `{recover}` 之前的内容都修复过一次：*它们可能只是重传引起的回声*。{node}不再开始新的修复。",
        check "SEG.ACK {ack} ≤ recover {recover}";

    PartialAck { ack, recover } => "Partial acknowledgement", "部分确认";
        "The repair moved the acknowledgement to `{ack}`, short of `{recover}`, which was out when the loss was found: *the segment at `{ack}` is missing, too*, and goes again at once.",
        "修复使确认推进到 `{ack}`，但没有达到发现丢失时已发送到的 `{recover}`：*`{ack}` 处的报文段也缺失*，立即重传。",
        check "SEG.ACK {ack} < recover {recover}";

    RecoveryDone { ack, recover } => "Recovery is over", "恢复结束";
        "The acknowledgement has come to `{ack}`. All that was out when the loss was found, up to `{recover}`, has arrived: *the loss is repaired*.",
        "确认到达 `{ack}`。发现丢失时已发送到 `{recover}` 的内容全部送达：*丢失修复完毕*。",
        check "SEG.ACK {ack} ≥ recover {recover}";

    SackReported { una, new, sacked } => "What lies beyond the hole", "空洞之后有什么";
        let n = of_bytes(lang, new);
        "{Peer} still waits for `{una}`, but *reports `{n}` more that lie beyond*: `{sacked}` in all. They need not be sent again.",
        "{peer}仍在等 `{una}`，但*报告又收到了之后的 `{n}`*，共 `{sacked}` 字节。这些不必重传。",
        check "SND.UNA = {una}, SACKed: {sacked} (+{new})";

    DuplicateReported { left, right } => "It arrived twice", "重复到达";
        "{Peer} says that the bytes from `{left}` to just before `{right}` *arrived twice*. One copy was needless; it says nothing about a loss.",
        "{peer}说从 `{left}` 到 `{right}` 之前的字节*到达了两次*。其中一份是多余的，这不说明任何丢失。",
        check "D-SACK {left}–{right}";

    SackRetransmit { seq, sacked } => "The next hole", "修补下一个空洞";
        "`{sacked}` bytes have been reported from beyond and nothing from `{seq}`: *this is a hole, and goes again* without waiting for the first to be closed.",
        "之后已有 `{sacked}` 字节被报告收到，而 `{seq}` 处没有：*这里是空洞，立即重传*，不必等第一个空洞补上。",
        check "IsLost({seq}), SACKed: {sacked}";

    SackRetransmitEarly { seq } => "A hole, to be safe", "提前修补空洞";
        "There is nothing new to send and room on the network, so {node} *sends the hole at `{seq}` again*, though it might only be late.",
        "没有新数据可发，网络还有空间，于是{node}*重传 `{seq}` 处的空洞*，尽管它可能只是迟到。";

    SackRescue { seq } => "Rescue retransmission", "救援重传";
        "Nothing was sent behind `{seq}` whose arrival could show that it is lost. *Once in a recovery {node} sends the end again*, rather than wait for the timer.",
        "`{seq}` 之后没有发送过什么，无法由后续到达得知它是否丢失。*每次恢复中{node}可以重传一次末尾*，而不必等定时器。";

    SackForgotten { bytes } => "Reports forgotten", "放弃选择确认";
        let n = of_bytes(lang, bytes);
        "{Peer} had reported `{n}` beyond the hole. After a time-out *{node} no longer relies on that*: {peer} may have thrown them away.",
        "{peer}曾报告收到空洞之后的 `{n}`。超时之后*{node}不再依赖这些报告*：{peer}可能已经丢弃了它们。";

    SackReneged { una, bytes } => "The receiver changed its mind", "接收方反悔";
        let n = of_bytes(lang, bytes);
        "{Peer} asks for `{una}`, which it had reported as received. *It has thrown away what it reported*; none of the `{n}` count any more.",
        "{peer}要求发送 `{una}`，而它曾报告已收到。*它丢弃了报告过的数据*，这 `{n}` 都不再算数。",
        check "SND.UNA = {una}";

    RetransmitPresumedLost { seq, recover } => "Taken for lost", "视为丢失";
        "The time-out made everything before `{recover}` count as lost, and the congestion window has room: *the segment from `{seq}` goes again, too*.",
        "超时使 `{recover}` 之前的一切都被视为丢失，拥塞窗口还有空间：*从 `{seq}` 开始的报文段也重传*。",
        check "{seq} < {recover}";
}
