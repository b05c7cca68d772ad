//! The words of the inspector (state machine, packet, variables, tables, steps)
//! and of the page that opens captures.

use crate::markup::Esc;
use crate::say;
use crate::words::{bytes, number, size};
use crate::{Lang, Markup};
use wireglass_core::time::Instant;

crate::labels! {
    /// A label or a message of a panel.
    Panel, panel;

    NotInCapture => "Not to be known: the capture does not show it.", "无从得知：抓包中没有显示。";
    StepsTab => "Steps", "步骤";

    WhoseMachine => "Whose state machine", "显示谁的状态机";
    LastTransition => "Last transition", "最近一次转换";
    NoTransition => "No transition yet.", "尚未发生状态转换。";
    PathTaken => "Path taken", "经过的状态";
    GoToTransition => "Go to the step where this happened", "跳到发生这次转换的步骤";
    IsHereNow => "now", "当前";
    WasHere => "was here", "曾经过";
    NeverHere => "not visited", "未经过";
    TransitionNotTaken => "This transition has not happened in this run.", "这次运行中没有发生过这个转换。";
    StateNotKnown => "The state is not known: the capture begins midway, and nothing has shown it yet.", "状态未知：抓包从中途开始，到目前为止还没有迹象表明它的状态。";
    MachineHint => "Choose a state to read what it means, or an arrow that was taken to go there.", "选择一个状态查看其含义，或选择一条走过的箭头跳到那一步。";

    NoPacket => "No packet yet. Take a step.", "还没有报文。请前进一步。";
    WhichBytes => "Which bytes", "显示哪些字节";
    CopyBytes => "Copy bytes", "复制字节";
    Copied => "Copied", "已复制";
    CopyRefused => "The browser did not allow copying.", "浏览器不允许复制。";
    Flags => "Flags", "标志";
    FlagSet => "set", "已置位";
    FlagClear => "not set", "未置位";
    HeaderGrid => "Header, 32 bits to a row", "首部，每行 32 位";
    Ascii => "As text (ASCII)", "文本（ASCII）";
    ChangedOnTheWay => "changed on the way", "途中被改变";
    Malformed => "This packet breaks off here", "报文从这里开始无法解析";
    PacketHint => "Point at a field, a cell or a byte: the same bits light up everywhere.", "指向字段、格子或字节，相同的位会同时高亮。";
    Whole => "Show all bytes", "显示全部字节";
    LostOnTheWay => "lost on the way", "途中丢失";
    ThrownAway => "thrown away on arrival", "到达后被丢弃";
    OnItsWay => "on its way", "传输中";

    Was => "was", "原为";
    NoConnection => "No connection.", "没有连接。";
    HostOff => "Switched off: nothing is remembered.", "已关机：什么也没有保留。";
    SendSpace => "Send sequence space", "发送序列空间";
    ReceiveSpace => "Receive sequence space", "接收序列空间";
    Acknowledged => "acknowledged", "已确认";
    InFlight => "in flight", "已发未确认";
    MaySend => "may send", "可发送";
    MayNotYet => "may not yet", "暂不可发送";
    Received => "received", "已按序接收";
    WillTake => "will take", "可接收";
    HeldBack => "held, out of order", "失序暂存";
    BeyondWindow => "beyond", "窗口之外";
    TimersNotSeen => "A capture does not show timers.", "抓包不显示定时器。";

    SocketsHelp => "as netstat lists them", "与 netstat 的列表相同";
    Protocol => "Proto", "协议";
    RecvQ => "Recv-Q", "Recv-Q";
    SendQ => "Send-Q", "Send-Q";
    ArpHelp => "as arp -a shows it", "与 arp -a 的显示相同";
    ArpNotSeen => "A capture does not show what hosts remember.", "抓包不显示主机记住了什么。";
    LastCall => "Call", "调用";
    Result => "Result", "结果";
    TasksNotSeen => "A capture does not show the programs.", "抓包不显示程序。";

    StepsHelp => "The whole story, one line a step.", "整个过程，每步一行。";
    Beginning => "Before anything happened", "一切发生之前";
    Present => "now", "当前";

    CaptureLead => "A .pcap or .pcapng file, as tcpdump and Wireshark write them. Each TCP conversation in it opens in the player, with the states both sides must have been in. The file stays on this machine.", "tcpdump 或 Wireshark 保存的 .pcap 或 .pcapng 文件。其中每个 TCP 会话都能在播放器中打开，并推断出双方所处的状态。文件不会离开本机。";
    OrDropIt => "or drop one anywhere on the page", "或把文件拖到页面任意位置";
    TryOne => "Try one", "试一个示例";
    TryOneHelp => "a short conversation, recorded from a real Linux kernel", "从真实的 Linux 内核录下的一次简短会话";
    DropToOpen => "Drop the capture to open it", "松开以打开抓包文件";
    TakingApart => "Taking it apart…", "正在解析…";
    Filter => "Filter", "筛选";
    FilterHint => "address, port, state…", "地址、端口、状态…";
    FirstEnd => "Opened by", "发起方";
    SecondEnd => "Other side", "对方";
    Bytes => "Bytes", "字节数";
    Offload => "checksums left to hardware", "校验和由网卡填写";
    OffloadHelp => "All checksums of this side are wrong in the same way: its network card filled them in after the capture saw the packets.", "这一方的校验和以同样的方式全部不对：它们是在抓包之后才由网卡填写的。";
    NoMatch => "No conversation matches the filter.", "没有符合筛选条件的会话。";
    ClearFilter => "Clear the filter", "清除筛选";
    ShowMore => "Show more", "显示更多";
    CannotOpen => "This file cannot be opened", "无法打开这个文件";
}

/// A number of bytes: `24 bytes`.
pub fn byte_count(lang: Lang, count: u64) -> String {
    bytes(lang, count)
}

/// A file's size: `2.0 GiB`.
pub fn file_size(bytes: u64) -> String {
    size(bytes)
}

/// Which frame the packet panel shows: its number from 1, who sent it to whom, and when.
pub fn frame_caption(lang: Lang, frame: usize, from: &str, to: &str, sent: Instant) -> Markup {
    let (from, to) = (Esc(from), Esc(to));
    say!(
        lang,
        "Frame `{frame}`: {from} → {to}, sent at `{sent}`",
        "帧 `{frame}`：{from} → {to}，发出于 `{sent}`"
    )
}

/// The capture kept `have` of a packet's `original` bytes.
pub fn cut_by_capture(lang: Lang, have: u64, original: u64) -> Markup {
    let original = bytes(lang, original);
    say!(
        lang,
        "The capture kept `{have}` of `{original}`.",
        "抓包只保留了 `{original}` 中的 `{have}` 字节。",
    )
}

/// Byte `offset` was changed on the way.
pub fn byte_changed(lang: Lang, offset: usize, from: u8, to: u8) -> Markup {
    say!(
        lang,
        "Byte `{offset}` was *changed on the way*, from `{from:02x}` to `{to:02x}`.",
        "第 `{offset}` 字节*在途中被改变*：由 `{from:02x}` 变为 `{to:02x}`。",
    )
}

/// Where a field is: its first bit and how many.
pub fn field_place(lang: Lang, byte: u32, bit: u32, bits: u32) -> String {
    let count = number(lang, bits.into(), "bit", "bits", "位");
    match (lang, bit) {
        (Lang::En, 0) => format!("byte {byte}, {count}"),
        (Lang::En, _) => format!("byte {byte}, bit {bit}, {count}"),
        (Lang::Zh, 0) => format!("第 {byte} 字节起，{count}"),
        (Lang::Zh, _) => format!("第 {byte} 字节第 {bit} 位起，{count}"),
    }
}

/// A byte of the hex dump, for screen readers.
pub fn byte_label(lang: Lang, offset: usize, byte: u8, field: &str) -> String {
    match lang {
        Lang::En => format!("byte {offset}: {byte:02x}, {field}"),
        Lang::Zh => format!("第 {offset} 字节：{byte:02x}，{field}"),
    }
}

/// Bytes of a long packet that are not drawn.
pub fn bytes_more(lang: Lang, count: u64) -> String {
    let count = bytes(lang, count);
    match lang {
        Lang::En => format!("{count} more"),
        Lang::Zh => format!("还有 {count}"),
    }
}

/// Which steps a part of the list holds.
pub fn steps_range(lang: Lang, first: usize, last: usize) -> String {
    match lang {
        Lang::En => format!("Steps {first} to {last}"),
        Lang::Zh => format!("第 {first} 到 {last} 步"),
    }
}

/// Packets that are not part of the list of conversations.
pub fn not_tcp(lang: Lang, packets: u64) -> Markup {
    match (lang, packets) {
        (Lang::En, 1) => say!(lang, "`1` packet is not TCP.", ""),
        _ => say!(lang, "`{packets}` packets are not TCP.", "`{packets}` 个报文不是 TCP。"),
    }
}

/// What a file holds, in one line.
pub fn capture_summary(lang: Lang, packets: u64, conversations: u64, length: &str) -> Markup {
    let zh = lang == Lang::Zh;
    let packets =
        if zh { format!("{packets}") } else { number(lang, packets, "packet", "packets", "") };
    let conversations = if zh {
        format!("{conversations}")
    } else {
        number(lang, conversations, "TCP conversation", "TCP conversations", "")
    };
    say!(
        lang,
        "{packets} in {length}: *{conversations}*.",
        "{length} 内共 {packets} 个报文，*{conversations} 个 TCP 会话*。",
    )
}

/// How many of the conversations the list shows.
pub fn showing(lang: Lang, shown: u64, of: u64) -> String {
    match lang {
        Lang::En => format!("{shown} of {of}"),
        Lang::Zh => format!("显示 {shown} / {of}"),
    }
}

/// How much of a file was read.
pub fn reading(lang: Lang, name: &str, done: u64, total: u64) -> Markup {
    let name = Esc(name);
    if total == 0 {
        return say!(lang, "Reading {name}…", "正在读取 {name}…");
    }
    let (done, total) = (size(done), size(total));
    say!(lang, "Reading {name}: {done} of {total}", "正在读取 {name}：{done} / {total}")
}

/// The browser would not give a file's bytes.
pub fn unreadable(lang: Lang, reason: &str) -> Markup {
    let reason = Esc(reason);
    say!(
        lang,
        "*The browser could not read it*: {reason}. If it is a folder, choose the capture inside; if it was moved or changed, choose it again.",
        "*浏览器无法读取它*：{reason}。如果是文件夹，请选择里面的抓包文件；如果文件被移动或修改过，请重新选择。",
    )
}

/// There is not enough memory for a file.
pub fn no_memory(lang: Lang, bytes: u64) -> Markup {
    let bytes = size(bytes);
    say!(
        lang,
        "*There is not enough memory* for its `{bytes}`. Close other tabs, or cut the file up first, for example with `editcap -c 1000000 big.pcapng part.pcapng`.",
        "*内存不足*，放不下它的 `{bytes}`。请关闭其他标签页，或先把文件切小，例如用 `editcap -c 1000000 big.pcapng part.pcapng`。",
    )
}

/// Problems that are not in the list any more.
pub fn more_problems(lang: Lang, count: u64) -> String {
    match lang {
        Lang::En => number(lang, count, "more problem", "more problems", ""),
        Lang::Zh => format!("还有 {count} 个问题"),
    }
}

/// Packets without a time of their own.
pub fn untimed(lang: Lang, packets: u64) -> Markup {
    say!(
        lang,
        "`{packets}` packets carry no time; they are shown at the time of the packet before.",
        "`{packets}` 个报文没有时间，按前一个报文的时间显示。",
    )
}

/// What the button of a conversation does, for screen readers.
pub fn open_conversation(lang: Lang, a: &str, b: &str) -> String {
    match lang {
        Lang::En => format!("Open the conversation of {a} and {b}"),
        Lang::Zh => format!("打开 {a} 与 {b} 的会话"),
    }
}

#[cfg(test)]
mod tests;
