//! What some systems do their own way.

use crate::rules::rules;
use crate::words::times;

rules! {
    lang, node, Node, peer, Peer;

    AckSecondOfAnySize { bytes } => "Every second segment", "每第二个报文段";
        "{Node} already holds one acknowledgement back. *The second segment is acknowledged at once, however small* ({bytes} bytes since the last ACK).",
        "{node}已经推迟了一个确认。*第二个报文段无论多小都立即确认*（上次 ACK 以来共 {bytes} 字节）。";

    AckRepeatsFin { fin } => "The FIN goes along again", "FIN 再次随行";
        "{Node} owes an acknowledgement, and its own FIN (`{fin}`) is not acknowledged yet: *the FIN goes along once more*.",
        "{node}要发送一个确认，而它自己的 FIN（`{fin}`）尚未被确认：*FIN 随之再发一次*。";

    SynOptionsWithdrawn { retries } => "A plain SYN", "不带选项的 SYN";
        let n = times(lang, retries.into());
        "The SYN has gone again `{n}` without an answer. Something on the way may not like its options: *from now on {node} offers nothing but its MSS*.",
        "SYN 重传了 `{n}` 仍没有应答。也许途中的设备不接受这些选项：*{node}此后只提供 MSS*。";

    TimeWaitIgnoresReset { seq } => "Reset in TIME-WAIT", "TIME-WAIT 中的 RST";
        "A reset (`{seq}`) would end TIME-WAIT before old segments have died: *{node} ignores it*.",
        "RST（`{seq}`）会在旧报文段消失之前结束 TIME-WAIT：*{node}将其忽略*。";

    TimeWaitAnswers { seq, nxt } => "Something else in TIME-WAIT", "TIME-WAIT 中的其他报文段";
        "The connection is over, and `{seq}` is not what could still be expected (`{nxt}`): *{node} repeats its last acknowledgement*.",
        "连接已经结束，`{seq}` 也不是还能预期的内容（`{nxt}`）：*{node}重发最后的确认*。";

    ListenIgnoresSynAck { ack } => "SYN,ACK while listening", "监听时收到 SYN,ACK";
        "The segment acknowledges `{ack}`, but {node} only listens and has sent nothing: *it drops the SYN,ACK* without telling anyone.",
        "报文段确认了 `{ack}`，但{node}只是在监听，没有发送过任何内容：*悄悄丢弃这个 SYN,ACK*。";
}
