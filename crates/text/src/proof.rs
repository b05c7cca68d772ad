//! The page "How this is proved": what each piece of evidence shows, and what it does not.

use crate::Lang;
use std::borrow::Cow;

/// A piece of evidence. The numbers come from running it; the words are here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// packetdrill scripts that others wrote.
    Conformance,
    /// smoltcp as the peer.
    Smoltcp,
    /// The Linux kernel as the peer.
    Linux,
    /// Linux and its programs as guests of our networks.
    Networks,
    /// Exhaustive exploration of two endpoints.
    Model,
    /// Noise.
    Fuzz,
    /// Coverage of the rule book.
    Rules,
    /// RFC 9293, appendix B.
    Appendix,
    /// Wireshark.
    Tshark,
}

impl Evidence {
    /// Every piece.
    pub const ALL: [Self; 9] = [
        Self::Conformance,
        Self::Smoltcp,
        Self::Linux,
        Self::Networks,
        Self::Model,
        Self::Fuzz,
        Self::Rules,
        Self::Appendix,
        Self::Tshark,
    ];

    /// Its name in the results.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Conformance => "packetdrill",
            Self::Smoltcp => "smoltcp",
            Self::Linux => "linux",
            Self::Networks => "networks",
            Self::Model => "model",
            Self::Fuzz => "fuzz",
            Self::Rules => "rules",
            Self::Appendix => "appendix",
            Self::Tshark => "tshark",
        }
    }

    /// The piece with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.id() == id)
    }

    /// What it is called.
    pub const fn title(self, lang: Lang) -> &'static str {
        lang.pick(match self {
            Self::Conformance => ("Scripts that others wrote", "他人编写的测试脚本"),
            Self::Smoltcp => ("smoltcp at the other end", "以 smoltcp 为对端"),
            Self::Linux => ("The Linux kernel at the other end", "以 Linux 内核为对端"),
            Self::Networks => ("Linux as a guest of our networks", "让 Linux 接入我们的网络"),
            Self::Model => ("Every order of events, within bounds", "在给定界限内穷举各种次序"),
            Self::Fuzz => ("Noise", "随机噪声"),
            Self::Rules => ("Every rule is produced", "每条规则都会出现"),
            Self::Appendix => ("RFC 9293, requirement by requirement", "逐条对照 RFC 9293"),
            Self::Tshark => ("Wireshark reads it", "由 Wireshark 读取"),
        })
    }

    /// What it shows.
    pub const fn shows(self, lang: Lang) -> &'static str {
        lang.pick(match self {
            Self::Conformance => (
                "packetdrill scripts for FreeBSD: our endpoint answers the same segments with the same segments, at the same times, with the same results of system calls.",
                "FreeBSD 的 packetdrill 脚本：对同样的报文段，我们的端点在同样的时刻以同样的报文段回应，系统调用的结果也相同。",
            ),
            Self::Smoltcp => (
                "Conversations with an endpoint that nobody here wrote, over a link that loses, doubles, damages and reorders: each stream arrives whole, both ends close, nothing hangs.",
                "与他人编写的端点通信，链路会丢失、复制、损坏和重排：每个字节流都完整到达，两端都关闭，没有卡死。",
            ),
            Self::Linux => (
                "Connections to and from a real kernel in a network namespace: both ways, half-closed, closed at once, reset, refused, with a closed window, with losses. At every step the kernel's own state agrees with what our observer infers.",
                "在网络命名空间中与真实内核建立连接：双向传输、半关闭、同时关闭、复位、拒绝、零窗口、丢包。每一步内核自己的状态都与观察器推断的一致。",
            ),
            Self::Networks => (
                "Simulated networks with a door to a real kernel: it answers our ARP, our pings and our fragments, and we answer its own; its programs (ping, traceroute, curl, dig, dnsmasq, tftp and others) reach our hosts and servers through our routers, and ours reach theirs. Wireshark finds nothing wrong in any frame that passed the door.",
                "模拟网络开一道门，接上真实的内核：它应答我们的 ARP、ping 和分片，我们也应答它的；它的程序（ping、traceroute、curl、dig、dnsmasq、tftp 等）穿过我们的路由器访问我们的主机和服务器，我们的程序也访问它的。凡经过这道门的帧，Wireshark 都没有发现问题。",
            ),
            Self::Model => (
                "Two of our endpoints, explored exhaustively with losses, duplicates, reordering and time-outs up to a bound: what is delivered is a prefix of what was sent, no transition lies outside the table, and a quiet end can be reached from every state.",
                "对两个端点穷举搜索，丢失、复制、重排和超时的次数有上限：交付的总是发送内容的前缀，没有表外的状态转换，从任何状态都能到达静止的终点。",
            ),
            Self::Fuzz => (
                "Every parser, and the endpoint with arbitrary segments and calls: no panic, no overflow, no memory without bounds.",
                "向每个解析器输入噪声，并向端点输入任意报文段和调用：不崩溃，不溢出，内存不会无限增长。",
            ),
            Self::Rules => (
                "Each rule that can be the reason of a step has been the reason of a step, in something that was run: a lesson, a random scenario, a capture, or a few segments made for it.",
                "每条可以作为某一步理由的规则，都确实在运行中作为理由出现过：课程、随机场景、抓包，或专门构造的几个报文段。",
            ),
            Self::Appendix => (
                "The table below: for each requirement of the appendix, whether it is met. In the source, each has the code that meets it and the test that shows so, and a test sees to it that both exist.",
                "见下表：附录中的每条要求是否满足。源代码中，每条都注明了实现它的代码和验证它的测试，并有测试保证两者存在。",
            ),
            Self::Tshark => (
                "Every lesson and a batch of random scenarios as captures: nothing malformed, every checksum right. Its analysis of retransmissions, duplicates and windows equals that of our observer, packet for packet, but for differences whose reason is written down.",
                "每节课程和一批随机场景的抓包：没有畸形报文，校验和全部正确。它对重传、重复确认和窗口的分析与我们的观察器逐包一致；不一致之处都写明了原因。",
            ),
        })
    }

    /// What it does not show.
    pub const fn shows_not(self, lang: Lang) -> &'static str {
        lang.pick(match self {
            Self::Conformance => (
                "That FreeBSD is right, or that what no script asks about is the same.",
                "FreeBSD 本身是否正确，以及脚本没有涉及的行为是否相同。",
            ),
            Self::Smoltcp => (
                "What happens with options and algorithms that smoltcp does not have.",
                "smoltcp 所没有的选项和算法的表现。",
            ),
            Self::Linux => (
                "Other kernels, other versions, or networks with more than one link.",
                "其他内核、其他版本，或不止一条链路的网络。",
            ),
            Self::Networks => (
                "Other systems and other programs, or links as fast as real ones.",
                "其他系统和其他程序，也不涉及真实链路那样的速度。",
            ),
            Self::Model => (
                "Anything beyond the bounds: longer streams, more losses, more connections.",
                "界限之外的一切：更长的字节流、更多的丢失、更多的连接。",
            ),
            Self::Fuzz => (
                "That the answers are right, only that there always is one.",
                "回应是否正确；只说明总有回应。",
            ),
            Self::Rules => (
                "That each rule is applied rightly: the other tests look at that.",
                "每条规则是否用得正确：那由其他测试检查。",
            ),
            Self::Appendix => (
                "More than the tests it names show; and what is not met is not met.",
                "超出所列测试的内容；未满足的就是未满足。",
            ),
            Self::Tshark => (
                "That Wireshark is right: where it and we agree, both may be wrong.",
                "Wireshark 是否正确：双方一致时，也可能都错。",
            ),
        })
    }
}

crate::labels! {
    /// A label of the page "How this is proved".
    Label, label;

    Title => "How this is proved", "如何验证";
    Claim => "Every rule cited and tested, exhaustively checked within stated bounds, interoperates with Linux, no Wireshark errors.",
        "每条规则都有出处和测试，在写明的界限内穷举检查，能与 Linux 互通，Wireshark 没有报错。";
    Lead => "Each piece of evidence is a command that anyone can repeat. The numbers below were written by running it, not by hand.",
        "每项证据都是一条任何人都能重复的命令。下面的数字由运行结果写入，不是手工填写的。";
    Caution => "None of this proves the program correct. It shows where one may look for mistakes in vain.",
        "这些都不能证明程序正确，只说明在哪些地方找不到错误。";
    Loading => "Loading the results…", "正在加载结果……";
    Failed => "The results could not be loaded from the server.", "无法从服务器加载结果。";
    FailedHint => "They are in the file proof.json, beside this page.", "结果在本页旁边的 proof.json 文件中。";
    TryAgain => "Try again", "重试";
    ShowsNot => "It does not show", "它不能说明";
    Command => "To repeat it", "重复运行";
    Passed => "passed", "通过";
    Failures => "failed", "失败";
    Skipped => "skipped", "跳过";
    Requirements => "The requirements of RFC 9293", "RFC 9293 的要求";
    Requirement => "Requirement", "要求";
    Section => "Section", "章节";
    Status => "Status", "状态";
    NoResults => "There are no results yet.", "还没有结果。";
    Met => "met", "满足";
    NotMet => "not met", "不满足";
    NotApplicable => "not applicable", "不适用";
    NotTaken => "not taken", "未采用";
}

/// The label of a status in the table.
pub fn status(id: &str) -> Option<Label> {
    Some(match id {
        "met" => Label::Met,
        "not-met" => Label::NotMet,
        "not-applicable" => Label::NotApplicable,
        "not-taken" => Label::NotTaken,
        _ => return None,
    })
}

/// Names of figures, as the results have them, and in Chinese.
const FIGURES: [(&str, &str); 26] = [
    ("profile", "系统"),
    ("known not to pass", "已知不通过"),
    ("rules", "规则"),
    ("drivers", "驱动场景"),
    ("met", "满足"),
    ("not met, with the reason", "不满足（附原因）"),
    ("not applicable", "不适用"),
    ("MAYs not taken", "未采用的 MAY"),
    ("files", "文件"),
    ("packets", "报文"),
    ("agreements", "一致的判断"),
    ("differences, each for a stated reason", "有原因的差异"),
    ("differences without a reason", "无原因的差异"),
    ("conversations", "会话"),
    ("bytes transferred", "传输字节数"),
    ("packets lost, damaged or doubled", "丢失、损坏或复制的报文"),
    ("segments sent again", "重传的报文段"),
    ("hours of virtual time", "虚拟时间（小时）"),
    ("pairs of states passed between", "经历过的状态转换"),
    ("states", "状态数"),
    ("transitions", "转换数"),
    ("depth", "深度"),
    ("targets", "目标"),
    ("scripts", "脚本"),
    ("executions", "执行次数"),
    ("corpus", "语料"),
];

/// The name of a figure: in Chinese where there is one for it.
pub fn figure(lang: Lang, name: &str) -> Cow<'_, str> {
    let known = FIGURES.iter().find(|(known, _)| lang == Lang::Zh && *known == name);
    known.map_or(Cow::Borrowed(name), |(_, zh)| Cow::Borrowed(*zh))
}

#[cfg(test)]
mod tests;
