//! TFTP and its options.

use crate::rules::rules;
use crate::words::{of_bytes, times};

rules! {
    lang, node, Node, peer, Peer;

    TftpRequest => "A file, please", "请求文件";
        "{Node} asks at *the well-known port 69*. The answer will come from another port, which is the transfer's own.",
        "{node}向*熟知端口 69* 发出请求。答复将来自另一个端口，专用于这次传输。";

    TftpServes { bytes } => "The file begins", "开始发送文件";
        let n = of_bytes(lang, bytes);
        "{Node} has the file (`{n}`) and *takes a new port for this transfer*.",
        "{node}有这个文件（`{n}`），*为这次传输启用一个新端口*。";

    TftpTakes => "The file may come", "可以发送文件";
        "{Node} takes the file, and *uses a new port for this transfer*.",
        "{node}接受这个文件，*为这次传输启用一个新端口*。";

    TftpOptionsAgreed { block } => "Options agreed", "选项协商一致";
        "Both sides understand options: *a block has {block} bytes* in this transfer.",
        "双方都支持选项：这次传输中*每块 {block} 字节*。";

    TftpNextBlock { block, bytes } => "The next block", "下一块";
        let n = of_bytes(lang, bytes);
        "*One block at a time*: the one before has arrived, so block {block} goes, with `{n}`.",
        "*一次只发一块*：前一块已到达，于是发送第 {block} 块，共 `{n}`。";

    TftpLastBlock { block, bytes } => "The last block", "最后一块";
        let n = of_bytes(lang, bytes);
        "Block {block} has `{n}`: *a block that is not full is the last*.",
        "第 {block} 块有 `{n}`：*不满的一块就是最后一块*。";

    TftpBlockTaken { block } => "Block acknowledged", "确认数据块";
        "Block {block} is the one that was due: *{node} keeps and acknowledges it*.",
        "第 {block} 块正是要等的：*{node}保存并确认它*。";

    TftpReceived { bytes } => "The file is whole", "文件接收完毕";
        let n = of_bytes(lang, bytes);
        "The last block has come: *the file is whole, `{n}`*. {Node} stays a while, in case its last ACK is lost.",
        "最后一块已到：*文件完整，`{n}`*。{node}再等一会儿，以防最后的 ACK 丢失。";

    TftpSent { bytes } => "The file has arrived", "文件发送完毕";
        let n = of_bytes(lang, bytes);
        "The last block is acknowledged: *the file has arrived, `{n}`*.",
        "最后一块已得到确认：*文件全部送达，`{n}`*。";

    TftpBlockAgain { block } => "Block seen before", "重复的数据块";
        "Block {block} comes again, so its ACK was lost or late: *{node} acknowledges it again*.",
        "第 {block} 块又来了，说明它的 ACK 丢失或迟到：*{node}再次确认*。";

    TftpAckAgain { block } => "ACK seen before", "重复的 ACK";
        "The ACK of block {block} comes again: *{node} sends nothing*. Only its timer may send a block again, or each would double for ever.",
        "第 {block} 块的 ACK 又来了：*{node}什么也不发*。只有定时器可以引起重发，否则每一块都会不停地翻倍。";

    TftpApprentice { block } => "The Sorcerer's Apprentice", "魔法师学徒问题";
        "An ACK comes again, and {node} *answers it with block {block} again*: from now on every block and every ACK goes twice. That is the bug in the first TFTP.",
        "ACK 重复到达，而{node}*又发了一次第 {block} 块*：从此每个数据块和每个 ACK 都要发两遍。这是最初的 TFTP 的缺陷。";

    TftpSendAgain { tries } => "Time-out: sent again", "超时重发";
        let n = times(lang, tries.into());
        "Nothing has come: *{node} sends its last packet again* (`{n}` so far).",
        "没有收到任何回应：*{node}重发上一个报文*（至今 `{n}`）。";

    TftpGiveUp { tries } => "Given up", "放弃传输";
        let n = times(lang, tries.into());
        "{Node} has sent its last packet again `{n}` and heard nothing: *it gives the transfer up*.",
        "{node}已重发 `{n}`，没有回应：*放弃这次传输*。";

    TftpWrongTransfer { port } => "Not this transfer", "不是这次传输";
        "The packet comes from port {port}, *which is not this transfer's*: its sender is told, and the transfer goes on.",
        "报文来自端口 {port}，*不属于这次传输*：告知其发送者，传输继续。";

    TftpErrorHeard { code } => "The other side ends it", "对方终止传输";
        "{Peer} sends error {code}: *the transfer is over*.",
        "{peer}发来差错 {code}：*传输终止*。";

    TftpNotFound => "No such file", "文件不存在";
        "{Node} *has no such file*: it says so, and there is no transfer.",
        "{node}*没有这个文件*：告知对方，不进行传输。";

    TftpDenied => "Not allowed", "不允许";
        "{Node} *does not allow this*: TFTP knows no users and no passwords, so little is allowed.",
        "{node}*不允许这样做*：TFTP 没有用户和口令，所以限制很多。";

    TftpTooLarge { limit } => "No room", "空间不足";
        "The file is larger than the {limit} bytes there is room for: *{node} ends the transfer*.",
        "文件超过了可用的 {limit} 字节：*{node}终止传输*。";

    TftpUnexpected => "Makes no sense here", "不合时宜的报文";
        "The packet *cannot be part of this transfer*: {node} ends it.",
        "这个报文*不可能属于这次传输*：{node}终止传输。";
}
