//! A segment arrives on a connection: its sequence number, its RST, its SYN.

use crate::rules::rules;
use crate::words::{of_bytes, times};

rules! {
    lang, node, Node, peer, Peer;

    SegmentUnacceptable { nxt, wnd, seq, len } => "Outside the window", "不在窗口内";
        let edge = nxt + wnd;
        "Nothing of this segment (from `{seq}`, length `{len}`) *lies in the window*, which reaches from `{nxt}` up to `{edge}`. {Node} drops it and answers with what it expects.",
        "这个报文段（从 `{seq}` 起，长度 `{len}`）*完全不在接收窗口之内*，窗口是从 `{nxt}` 到 `{edge}`。{node}将其丢弃，并回应自己期望的序列号。",
        check "RCV.NXT {nxt}, RCV.WND {wnd}: SEG.SEQ {seq}, SEG.LEN {len} outside [{nxt}, {edge})";

    ResetUnacceptable { nxt, wnd, seq } => "Reset outside the window", "窗口外的 RST";
        let edge = nxt + wnd;
        "The reset's number `{seq}` does not lie in the window from `{nxt}` up to `{edge}`: *it is old or forged*, and dropped in silence.",
        "RST 的序列号 `{seq}` 不在从 `{nxt}` 到 `{edge}` 的窗口内：*它是旧的或伪造的*，直接丢弃。",
        check "RCV.NXT {nxt}, RCV.WND {wnd}: SEG.SEQ {seq} outside [{nxt}, {edge})";

    AckThrottled { interval } => "Not answered again", "不再重复回应";
        "{Node} answered such a segment less than `{interval}` ago. *It does not answer again*, or two confused ends could go on for ever.",
        "{node}在不到 `{interval}` 之前刚回应过这样的报文段。*这次不再回应*，否则两个混乱的端点会无休止地互相回应。";

    ChallengeThrottled { limit, period } => "No more challenges", "不再发送质询";
        let n = times(lang, limit.into());
        "{Node} has sent a challenge ACK `{n}` within `{period}`. Somebody may be provoking them: *it sends no more for now*.",
        "{node}在 `{period}` 内已发送质询 ACK `{n}`。可能有人在故意引发：*暂时不再发送*。";

    ZeroWindowRefuses { nxt, len } => "No room", "没有接收空间";
        let n = of_bytes(lang, len);
        "{Node}'s window is closed at `{nxt}`, so *it refuses `{n}`*; only the acknowledgement in the segment counts.",
        "{node}的窗口在 `{nxt}` 处关闭，*这 `{n}` 被拒收*；报文段中只有确认有效。",
        check "RCV.WND = 0 at RCV.NXT {nxt}";

    SynDuplicate { irs } => "The same SYN again", "重复的 SYN";
        "{Peer}'s SYN, `{irs}`, comes again: *{node}'s SYN, ACK was lost or late*, so it is sent again.",
        "再次收到{peer}的 SYN（`{irs}`）：*{node}的 SYN, ACK 丢失或迟到了*，于是重传。",
        check "SEG.SEQ = IRS = {irs}";

    SynDuplicateSoon { irs, interval } => "The same SYN too soon", "过早重复的 SYN";
        "{Peer}'s SYN, `{irs}`, comes again, but {node} *answered it less than `{interval}` ago*: this is a copy made on the way, or the answer has crossed it. It is dropped.",
        "再次收到{peer}的 SYN（`{irs}`），但{node}*在不到 `{interval}` 之前刚回应过*：这是途中产生的副本，或与回应交错。丢弃。",
        check "SEG.SEQ = IRS = {irs}";

    SynAlreadySeen { irs } => "SYN already seen", "已收到过的 SYN";
        "The segment's SYN, `{irs}`, is *the one {node} has already*: it is cut off, and the rest is looked at.",
        "报文段中的 SYN（`{irs}`）*{node}已经收到*：去掉它，再处理其余部分。",
        check "SEG.SEQ = IRS = {irs}";

    TextTrimmedFront { seq, nxt } => "Already received", "前段已收到";
        "The segment begins at `{seq}`, but {node} has everything before `{nxt}`: *what it has already is cut off*.",
        "报文段从 `{seq}` 开始，而{node}已收到 `{nxt}` 之前的全部内容：*去掉已有的部分*。",
        check "SEG.SEQ {seq} < RCV.NXT {nxt}";

    TextTrimmedBack { end, edge } => "Beyond the window", "超出窗口的部分";
        "The segment ends at `{end}`, but the window ends at `{edge}`: *what does not fit is cut off*.",
        "报文段到 `{end}` 结束，而窗口到 `{edge}` 为止：*去掉放不下的部分*。",
        check "SEG.SEQ + SEG.LEN = {end} > RCV.NXT + RCV.WND = {edge}";

    ResetNotExact { seq, nxt } => "Suspicious reset", "可疑的 RST";
        "The reset's number `{seq}` lies in the window but is not exactly `{nxt}`: *it could be forged*. {Node} asks back with a challenge ACK; the real {peer} would then send an exact one.",
        "RST 的序列号 `{seq}` 在窗口内，但不正好等于 `{nxt}`：*可能是伪造的*。{node}用挑战 ACK 反问；若真是{peer}，它会再发一个准确的 RST。",
        check "SEG.SEQ {seq} ≠ RCV.NXT {nxt}";

    ResetBackToListen { seq } => "Reset while opening: back to LISTEN", "建立中被复位：回到 LISTEN";
        "{Peer} takes its request back with a reset at exactly `{seq}`. {Node} *goes on listening*; its program need not know.",
        "{peer}用序列号正好为 `{seq}` 的 RST 撤回请求。{node}*继续监听*，程序无须知道。",
        check "SEG.SEQ = RCV.NXT = {seq}";

    ResetRefused { seq } => "Connection refused", "连接被拒绝";
        "{Peer} answers the open with a reset at exactly `{seq}`: *the connection is refused*.",
        "{peer}用序列号正好为 `{seq}` 的 RST 回应：*连接被拒绝*。",
        check "SEG.SEQ = RCV.NXT = {seq}";

    ResetEnds { seq } => "Reset ends the connection", "RST 终止连接";
        "The reset's number is exactly the next one expected, `{seq}`, so {node} takes it as genuine: *the connection is over at once*, and what was not delivered is lost.",
        "RST 的序列号正好是期望的下一个，即 `{seq}`，因此{node}采信它：*连接立即终止*，未送达的数据全部丢失。",
        check "SEG.SEQ = RCV.NXT = {seq}";

    ResetInWindow { seq, nxt } => "A reset in the window is believed", "采信窗口内的 RST";
        "The reset's number `{seq}` is somewhere in the window, and {node} is configured to *believe any such reset*, as RFC 793 did. A stranger has to guess only the window, not the number.",
        "RST 的序列号 `{seq}` 落在窗口内，而{node}被设置为*采信窗口内的任何 RST*，如同 RFC 793。陌生人只需猜中窗口，不必猜中确切的序列号。",
        check "SEG.SEQ = {seq} in the window at RCV.NXT = {nxt}";

    SynResets { seq, nxt } => "A SYN resets the connection", "SYN 导致复位";
        "A SYN in the window of an open connection must be an error, so {node} *resets it*, as RFC 793 did. Today it would only be challenged.",
        "已打开的连接的窗口内出现 SYN 必定有错，因此{node}*复位连接*，如同 RFC 793。如今的做法只是质询。",
        check "SEG.SEQ = {seq} in the window at RCV.NXT = {nxt}";

    SynFinDropped => "SYN and FIN together", "SYN 与 FIN 同时出现";
        "Nobody opens and closes in one breath: {node} is configured to *drop such segments unseen*.",
        "没有人会同时打开又关闭连接：{node}被设置为*直接丢弃*这样的报文段。";

    TimeWaitSynNewer { value, recent } => "A newer connection", "更新的连接";
        "The SYN's timestamp `{value}` is *later than anything the old connection sent* (`{recent}`), so it cannot be a stray of the past: it may open the next one at once.",
        "SYN 的时间戳 `{value}` *晚于旧连接发送过的一切*（`{recent}`），不可能是过去的残留：可以立即建立新连接。",
        check "SEG.TSval = {value} > TS.Recent = {recent}";

    ResetWhileClosing { seq } => "Reset after closing", "关闭之后的 RST";
        "A reset at exactly `{seq}` arrives after both sides have closed: *nothing is lost*, and {node} forgets the connection.",
        "双方都已关闭之后，收到序列号正好为 `{seq}` 的 RST：*不会丢失任何数据*，{node}删除连接。",
        check "SEG.SEQ = RCV.NXT = {seq}";

    SynBackToListen { seq } => "Another SYN while opening", "建立中又收到 SYN";
        "Another SYN, `{seq}`, arrives before the handshake is over: {peer} has started again. *{Node} goes back to listening*.",
        "握手尚未完成，又收到另一个 SYN（`{seq}`）：{peer}重新开始了。*{node}回到监听状态*。";

    SynChallenged { seq, nxt } => "SYN on an open connection", "已建立的连接上收到 SYN";
        "A SYN (`{seq}`) makes no sense on an open connection that expects `{nxt}`: *{peer} may have rebooted, or somebody forges*. {Node} asks back with a challenge ACK.",
        "已建立的连接正在期望 `{nxt}`，此时的 SYN（`{seq}`）毫无道理：*{peer}可能重启过，也可能有人伪造*。{node}用挑战 ACK 反问。",
        check "SEG.SEQ {seq}, RCV.NXT {nxt}";
}
