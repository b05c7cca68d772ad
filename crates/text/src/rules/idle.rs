//! Connections on which nothing happens.

use crate::rules::rules;

rules! {
    lang, node, Node, peer, Peer;

    KeepAliveProbe { probe, limit } => "Are you still there?", "对方还在吗？";
        "Nothing has been heard for a long time. {Node} sends *an old number that must be answered*: probe `{probe}` of `{limit}`.",
        "很久没有收到任何报文段了。{node}发送*一个必须应答的旧序列号*：第 `{probe}` 个探测，最多 `{limit}` 个。",
        check "SEG.SEQ = SND.NXT - 1";

    KeepAliveDead { probes } => "Nobody is there", "对方已不在";
        "*None of `{probes}` probes was answered*: {node} takes the connection for dead and tells its program.",
        "*`{probes}` 个探测都没有应答*：{node}认为连接已失效，并告知程序。";

    FinWait2Over { after } => "The other FIN does not come", "等不到对方的 FIN";
        "The program has closed, and for `{after}` {peer} has not: {node} *waits no longer*, as RFC 9293 would let it, and forgets the connection.",
        "程序已经关闭，而{peer}在 `{after}` 内没有关闭：RFC 9293 允许一直等下去，但{node}*不再等待*，删除连接。";
}
