//! The words of a network's views: topology, tables, terminal and questions.

use crate::markup::Esc;
use crate::{Lang, Markup, say};
use wireglass_core::bridge::stp;
use wireglass_core::nat;
use wireglass_course::AnswerKind;
use wireglass_trace::{Lease, Table};

crate::labels! {
    /// A label of a network's views.
    Net, net;

    OnlyThisFlow => "Only this flow", "只看此流";
    FoldDevices => "Fold switches", "折叠交换机";
    Chapters => "Parts of the run", "运行的各个阶段";
    Macs => "MACs", "MAC 地址";
    OnlyProtocol => "Only", "仅显示";
    AnyProtocol => "every protocol", "所有协议";

    HopTab => "What this hop changes", "这一跳改变了什么";
    FieldsTab => "Fields and bytes", "字段与字节";
    StackTab => "Stack", "协议栈";

    NodesList => "Nodes of the network", "网络中的节点";
    PacketsList => "Packets under way", "途中的分组";
    NothingUnderWay => "Nothing is under way.", "途中没有分组。";
    TopologyKeys => "Arrow keys walk from node to node and to packets under way, Enter opens, plus and minus zoom, 0 shows all of it.", "方向键在节点和途中的分组之间移动，回车键打开，加号和减号缩放，0 显示全部。";
    OpenTables => "Tables", "表";
    OpenTerminal => "Terminal", "终端";
    CloseTables => "Close the tables", "关闭表";
    NothingInTables => "Its tables are empty.", "它的表是空的。";
    NoTables => "It keeps no tables: it only passes bits on.", "它没有表：只是转发比特。";

    FollowPacket => "Follow this packet", "跟踪这个分组";
    StopFollowing => "Stop following", "停止跟踪";
    HopsOfPacket => "The way of this packet", "这个分组走过的路";
    GoToHop => "Go to the step", "转到这一步";
    NoHop => "No packet is passed on at this step.", "这一步没有转发分组。";
    NothingChanges => "Nothing is changed: the frame goes on as it came.", "什么也没有改变：帧原样转发。";
    PutOn => "Layer by layer, put on at the sender", "发送方逐层封装";
    TakenOff => "Layer by layer, taken off at the receiver", "接收方逐层解封装";

    Port => "Port", "端口";
    Interface => "Interface", "接口";
    Prefix => "Prefix", "前缀";
    NextHop => "Next hop", "下一跳";
    Directly => "directly", "直接交付";
    Metric => "Metric", "度量";
    Kind => "Kind", "类型";
    Inside => "Inside", "内部";
    Outside => "Outside", "外部";
    Station => "Station", "站点";
    Role => "Role", "角色";
    Known => "Since", "始于";
    ByHand => "set by hand", "手工设置";
    Server => "Server", "服务器";
    Name => "Name", "名称";
    Records => "Records", "记录";
    NoRecords => "none exist", "不存在";
    Until => "Until", "有效期至";
    Group => "Group", "组";
    Member => "Here", "在此";
    OwnMember => "this node", "本节点";
    OtherMembers => "others on the link", "链路上的其他主机";
    Decided => "this row decided", "由这一行决定";

    Terminal => "terminal", "终端";
    TerminalOf => "Terminal of", "所在主机";
    CommandLine => "Command line", "命令行";
    CloseTerminal => "Close the terminal", "关闭终端";
    Output => "What was printed", "输出";
    StillRunning => "A command is running. Ctrl-C stops it.", "有命令正在运行。按 Ctrl-C 停止。";
    TypeHelp => "Type a command, for example help, and press Enter.", "输入一条命令，例如 help，然后按回车。";
    NoTerminal => "Nobody types on this node: it has no terminal.", "这个节点没有终端。";
    ToolsAre => "These commands are there. man NAME says how each is called.", "可用的命令如下。man 名称 显示各命令的用法。";
    Completions => "Possible completions", "可能的补全";

    Questions => "Questions", "问题";
    Answered => "answered", "已答对";
    Check => "Check", "检查";
    Correct => "Right.", "正确。";
    NotYet => "Not quite.", "还不对。";
    ShowMe => "Show me", "给我看";
    YourAnswer => "Your answer", "你的答案";
    LaterQuestions => "More come as the run goes on.", "随着运行的推进还会出现更多问题。";
    SomeMissing => "Something that is right is missing.", "还有正确的选项没有选。";
    NothingAnswered => "Choose or type an answer first.", "请先选择或输入答案。";
    NotInThisRun => "This run has no answer to that: take the lesson's usual run.", "这次运行中没有答案：请使用本课的默认运行。";
    StartOver => "Start over", "重新作答";

    Networks => "Networks", "网络";
    Tcp => "TCP", "TCP";
    SearchLessons => "Find a lesson", "查找课程";
    SearchHint => "ARP, gateway, retransmission…", "ARP、网关、重传……";
    NoLesson => "No lesson matches.", "没有符合的课程。";
    Seen => "seen", "已看过";
    SeenToTheEnd => "seen to the end", "已看到结尾";
}

/// What a table is called.
pub const fn table_name(lang: Lang, table: Table) -> &'static str {
    lang.pick(match table {
        Table::Addresses => ("Addresses", "地址"),
        Table::Routes => ("Routes", "路由表"),
        Table::Arp => ("ARP cache", "ARP 缓存"),
        Table::Mac => ("MAC table", "MAC 地址表"),
        Table::SpanningTree => ("Spanning tree", "生成树"),
        Table::Nat => ("NAT table", "NAT 转换表"),
        Table::NameServers => ("Name servers", "域名服务器"),
        Table::Dns => ("DNS cache", "DNS 缓存"),
        Table::Leases => ("Leases", "地址租约"),
        Table::Groups => ("Groups", "组播组"),
    })
}

/// As which command shows it, or what it tells.
pub const fn table_help(lang: Lang, table: Table) -> &'static str {
    lang.pick(match table {
        Table::Addresses => ("as ip addr shows them", "与 ip addr 的显示相同"),
        Table::Routes => ("the longest match wins", "最长前缀匹配者优先"),
        Table::Arp => ("as arp -a shows it", "与 arp -a 的显示相同"),
        Table::Mac => ("which station is behind which port", "哪个站点在哪个端口一侧"),
        Table::SpanningTree => ("what each port does", "每个端口的作用"),
        Table::Nat => ("who is who outside", "内部与外部的对应"),
        Table::NameServers => ("who is asked for names", "向谁查询域名"),
        Table::Dns => ("answers that are still good", "仍然有效的应答"),
        Table::Leases => ("which addresses are given away", "已分配出去的地址"),
        Table::Groups => ("who hears which multicast", "谁接收哪个组播"),
    })
}

/// What a port of a spanning tree does.
pub const fn tree_state(lang: Lang, state: stp::State) -> &'static str {
    crate::story::port_state(lang, state)
}

/// Which part a port of a spanning tree plays.
pub const fn tree_role(lang: Lang, role: stp::Role) -> &'static str {
    lang.pick(match role {
        stp::Role::Root => ("root port", "根端口"),
        stp::Role::Designated => ("designated", "指定端口"),
        stp::Role::Alternate => ("alternate", "替代端口"),
        stp::Role::Backup => ("backup", "备份端口"),
        stp::Role::Disabled => ("disabled", "禁用"),
    })
}

/// How far an address is given away.
pub const fn lease_state(lang: Lang, state: Lease) -> &'static str {
    lang.pick(match state {
        Lease::Offered => ("offered", "已提供"),
        Lease::Bound => ("bound", "已绑定"),
        Lease::Declined => ("declined", "已拒绝"),
    })
}

/// Of what a translation is.
pub const fn nat_kind(kind: nat::Kind) -> &'static str {
    match kind {
        nat::Kind::Tcp => "TCP",
        nat::Kind::Udp => "UDP",
        nat::Kind::Icmp => "ICMP",
    }
}

/// A packet under way, for a list: its name, and between whom.
pub fn under_way(lang: Lang, name: &str, from: &str, to: &str) -> Markup {
    let (name, from, to) = (Esc(name), Esc(from), Esc(to));
    say!(lang, "{name}, on its way from {from} to {to}", "{name}，从 {from} 到 {to} 途中")
}

/// An answer cannot be read as what is asked for.
pub fn answer_wanted(lang: Lang, wanted: AnswerKind) -> Markup {
    match wanted {
        AnswerKind::Number => {
            say!(
                lang,
                "Write a number, such as `64` or `0x40`.",
                "请写一个数，例如 `64` 或 `0x40`。"
            )
        }
        AnswerKind::Address => {
            say!(
                lang,
                "Write an IPv4 address, such as `10.0.1.1`.",
                "请写一个 IPv4 地址，例如 `10.0.1.1`。"
            )
        }
        AnswerKind::Mac => say!(
            lang,
            "Write a MAC address, such as `02:00:00:00:00:01`.",
            "请写一个 MAC 地址，例如 `02:00:00:00:00:01`。",
        ),
        AnswerKind::Name => {
            say!(lang, "Write a domain name, such as `abc.com`.", "请写一个域名，例如 `abc.com`。")
        }
        AnswerKind::Text => say!(lang, "Write a word or two.", "请写一两个词。"),
    }
}

/// How many questions are answered.
pub fn questions_done(lang: Lang, done: usize, of: usize) -> String {
    match lang {
        Lang::En => format!("{done} of {of} answered"),
        Lang::Zh => format!("已答对 {done} / {of}"),
    }
}

/// How many lessons of a part have been seen to their end.
pub fn lessons_done(lang: Lang, done: usize, of: usize) -> String {
    match lang {
        Lang::En => format!("{done} of {of} done"),
        Lang::Zh => format!("已完成 {done} / {of}"),
    }
}

#[cfg(test)]
mod tests;
