//! What is wrong with a lesson file or a setting, and what a setting is called.

use crate::{Esc, Lang, Markup, Ui, say, ui};
use wireglass_core::wire::dns::NameError;
use wireglass_course::{Chapter, Setting, SettingProblem, ValueProblem};

/// A setting's name.
pub const fn setting_name(lang: Lang, setting: Setting) -> &'static str {
    match setting {
        Setting::Profile => ui(lang, Ui::ParameterProfile),
        Setting::Delay => ui(lang, Ui::ParameterDelay),
        Setting::Bandwidth => ui(lang, Ui::ParameterBandwidth),
        Setting::Loss => ui(lang, Ui::ParameterLoss),
        Setting::Duplicate => ui(lang, Ui::ParameterDuplication),
        Setting::Reorder => ui(lang, Ui::ParameterReordering),
        Setting::Corrupt => ui(lang, Ui::ParameterCorruption),
        Setting::IsnA => ui(lang, Ui::ParameterClientIsn),
        Setting::IsnB => ui(lang, Ui::ParameterServerIsn),
        Setting::IsnStep => ui(lang, Ui::ParameterIsnStep),
        Setting::Mss => ui(lang, Ui::ParameterMss),
        Setting::Window => ui(lang, Ui::ParameterWindow),
        Setting::RtoInitial => ui(lang, Ui::ParameterRtoInitial),
        Setting::RtoMin => ui(lang, Ui::ParameterRtoMin),
        Setting::RtoMax => ui(lang, Ui::ParameterRtoMax),
        Setting::Msl => ui(lang, Ui::ParameterMsl),
        Setting::DelayedAck => ui(lang, Ui::ParameterDelayedAck),
        Setting::Nagle => ui(lang, Ui::ParameterNagle),
        Setting::Congestion => ui(lang, Ui::ParameterCongestion),
        Setting::InitialWindow => ui(lang, Ui::ParameterInitialWindow),
        Setting::WindowScale => ui(lang, Ui::ParameterWindowScale),
        Setting::Timestamps => ui(lang, Ui::ParameterTimestamps),
        Setting::Sack => ui(lang, Ui::ParameterSack),
        Setting::KeepAlive => ui(lang, Ui::ParameterKeepAlive),
        Setting::ExactReset => ui(lang, Ui::ParameterExactReset),
        Setting::Arp => ui(lang, Ui::ParameterArp),
        Setting::Seed => ui(lang, Ui::ParameterSeed),
    }
}

/// What is wrong with a value.
pub fn value_problem(lang: Lang, problem: ValueProblem) -> Markup {
    match problem {
        ValueProblem::NotADuration => say!(
            lang,
            "Write a length of time with its unit, such as `40ms`, `1.5s` or `2min`.",
            "请写带单位的时长，例如 `40ms`、`1.5s` 或 `2min`。",
        ),
        ValueProblem::NotAShare => say!(
            lang,
            "Write a share from `0%` to `100%`, such as `5%` or `0.1%`.",
            "请写 `0%` 到 `100%` 之间的比例，例如 `5%` 或 `0.1%`。",
        ),
        ValueProblem::NotARate => say!(
            lang,
            "Write a rate such as `10Mbit/s`, or `unlimited`.",
            "请写速率，例如 `10Mbit/s`，或 `unlimited`。",
        ),
        ValueProblem::NotInRange { min, max } => {
            say!(
                lang,
                "It must lie between `{min}` and `{max}`.",
                "必须在 `{min}` 与 `{max}` 之间。"
            )
        }
        ValueProblem::NotAnAddress => say!(
            lang,
            "Write an IPv4 address, such as `10.0.0.2`.",
            "请写 IPv4 地址，例如 `10.0.0.2`。",
        ),
        ValueProblem::NotAnInterface => say!(
            lang,
            "Write an address with the prefix of its network, such as `10.0.1.1/24`.",
            "请写地址及其网络的前缀长度，例如 `10.0.1.1/24`。",
        ),
        ValueProblem::NotAHostAddress => say!(
            lang,
            "Write an address with the prefix of its network, such as `10.0.1.10/24`; or `dhcp`, `rarp` or `none`.",
            "请写地址及其网络的前缀长度，例如 `10.0.1.10/24`；或者写 `dhcp`、`rarp`、`none`。",
        ),
        ValueProblem::NotAMac => say!(
            lang,
            "Write a MAC address, such as `02:00:00:00:00:0a`.",
            "请写 MAC 地址，例如 `02:00:00:00:00:0a`。",
        ),
        ValueProblem::GroupMac => say!(
            lang,
            "Its first byte is odd, so it is *the address of a group*: a host's is even there.",
            "它的第一个字节是奇数，因此是*组地址*：主机地址的这个字节是偶数。",
        ),
        ValueProblem::NotARoute => say!(
            lang,
            "Write a route, such as `10.0.3.0/24 via 10.0.2.2` or `default via 10.0.2.1 metric 2`.",
            "请写路由，例如 `10.0.3.0/24 via 10.0.2.2` 或 `default via 10.0.2.1 metric 2`。",
        ),
        ValueProblem::NotAForward => say!(
            lang,
            "Write a port mapping, such as `tcp 8080 to 192.168.1.20:80`.",
            "请写端口映射，例如 `tcp 8080 to 192.168.1.20:80`。",
        ),
        ValueProblem::NotAPool => say!(
            lang,
            "Write the first and the last address, such as `10.0.1.100 - 10.0.1.199`.",
            "请写首末两个地址，例如 `10.0.1.100 - 10.0.1.199`。",
        ),
        ValueProblem::PoolElsewhere => say!(
            lang,
            "The pool must lie *in the network of the interface* that the server is at.",
            "地址池必须在服务器*所在接口的网络之内*。",
        ),
        ValueProblem::NotAName(problem) => {
            let why = name_problem(lang, problem).source();
            say!(lang, "Write a domain name: {why}", "请写域名：{why}")
        }
        ValueProblem::NotAPath => say!(
            lang,
            "The path of a page begins with a slash, such as `/index.html`.",
            "页面的路径以斜线开头，例如 `/index.html`。",
        ),
        ValueProblem::NotAFrame => say!(
            lang,
            "Write what the frame carries, such as `ARP request`, `DHCP offer`, `DNS query` or `udp`; for TCP also flags, such as `SYN,ACK`.",
            "请写帧所承载的内容，例如 `ARP request`、`DHCP offer`、`DNS query`、`udp`；对 TCP 也可写标志，例如 `SYN,ACK`。",
        ),
        ValueProblem::NotAField => say!(
            lang,
            "Write the id of a field, as Wireshark's filters have it, such as `ip.ttl`.",
            "请写字段的标识（与 Wireshark 过滤器相同），例如 `ip.ttl`。",
        ),
        ValueProblem::NotAnId => say!(
            lang,
            "Write an id of small letters, digits and hyphens, such as `first-ping`.",
            "请用小写字母、数字和连字符写标识，例如 `first-ping`。",
        ),
        ValueProblem::Empty => say!(lang, "It must not be empty.", "不能为空。"),
        ValueProblem::NotAStation => {
            say!(lang, "Write the name of a host, or a MAC address.", "请写主机名或 MAC 地址。",)
        }
        ValueProblem::NotFlags => say!(
            lang,
            "Write flags out of `SYN`, `ACK`, `FIN` and `RST`, with commas between them.",
            "请用逗号分隔写出标志：`SYN`、`ACK`、`FIN`、`RST`。",
        ),
        ValueProblem::NotAState => say!(
            lang,
            "Write one of the eleven states, such as `TIME-WAIT`.",
            "请写十一个状态之一，例如 `TIME-WAIT`。",
        ),
        ValueProblem::NotARule => say!(
            lang,
            "Write the id of a rule, as a trace shows it in brackets, such as `persist-started`.",
            "请写规则的标识（运行轨迹中方括号里的名称），例如 `persist-started`。",
        ),
        ValueProblem::NotOneOf([]) => {
            say!(lang, "There is no setting of that name.", "没有这个名称的设置。")
        }
        ValueProblem::NotOneOf(words) => {
            let words = words.join("`, `");
            say!(lang, "It must be one of `{words}`.", "必须是其中之一：`{words}`。")
        }
    }
}

/// Why a setting was not taken.
pub fn setting_problem(lang: Lang, problem: &SettingProblem) -> Markup {
    match problem {
        SettingProblem::Unknown { id } => {
            let id = Esc(id);
            say!(lang, "There is no setting `{id}`.", "没有 `{id}` 这个设置。")
        }
        SettingProblem::Value { setting, text, problem } => {
            let name = setting_name(lang, *setting);
            let text = Esc(text);
            let wanted = value_problem(lang, *problem).source();
            say!(lang, "{name} cannot be `{text}`. {wanted}", "{name}不能是 `{text}`。{wanted}",)
        }
    }
}

/// What is wrong with a domain name.
pub(crate) fn name_problem(lang: Lang, problem: NameError) -> Markup {
    match problem {
        NameError::EmptyLabel => {
            say!(lang, "between two dots stands something.", "两个点之间不能为空。")
        }
        NameError::LabelTooLong => {
            say!(lang, "between two dots stand at most 63 bytes.", "两个点之间最多 63 字节。")
        }
        NameError::TooLong => {
            say!(lang, "it has at most 255 bytes.", "总长最多 255 字节。")
        }
        NameError::BadEscape => say!(
            lang,
            "a backslash is followed by a character, or by three digits up to 255.",
            "反斜线之后应是一个字符，或不超过 255 的三位数字。",
        ),
    }
}

/// A chapter's title.
pub const fn chapter_title(lang: Lang, chapter: Chapter) -> &'static str {
    lang.pick(match chapter {
        Chapter::Link => ("Frames on wires", "线缆上的帧"),
        Chapter::Neighbours => ("Neighbours on one network", "同一网络中的邻居"),
        Chapter::Internet => ("From network to network", "从一个网络到另一个网络"),
        Chapter::Services => ("Services", "网络服务"),
        Chapter::Together => ("All of it together", "融会贯通"),
        Chapter::Connections => ("TCP: opening and closing", "TCP：连接的建立与释放"),
        Chapter::Troubles => ("TCP: losses and breakdowns", "TCP：丢失与故障"),
        Chapter::Flow => ("TCP: how much, and when", "TCP：发多少，何时发"),
    })
}

/// What a chapter is about, in one sentence.
pub const fn chapter_summary(lang: Lang, chapter: Chapter) -> &'static str {
    lang.pick(match chapter {
        Chapter::Link => (
            "What a frame is, and what cables, hubs and switches do with it.",
            "什么是帧，线缆、集线器和交换机又如何处理它。",
        ),
        Chapter::Neighbours => (
            "How hosts on one network find each other: ARP, its cache, and its kin.",
            "同一网络中的主机如何找到彼此：ARP、ARP 缓存和相关协议。",
        ),
        Chapter::Internet => (
            "How a packet crosses networks: gateways, routes, TTL and fragments.",
            "分组如何穿过多个网络：网关、路由、TTL 与分片。",
        ),
        Chapter::Services => (
            "What hosts rely on: addresses from DHCP, datagrams, files, and names.",
            "主机依赖的服务：DHCP 分配的地址、数据报、文件与域名。",
        ),
        Chapter::Together => (
            "One web request from name to close, and the network at home.",
            "一次完整的网页请求，以及家庭网络。",
        ),
        Chapter::Connections => (
            "How a connection begins and ends, in all the ways it can.",
            "连接怎样开始、怎样结束，以及各种可能的情形。",
        ),
        Chapter::Troubles => (
            "What happens when segments are lost, late or from another life, and when hosts fail.",
            "报文段丢失、迟到、来自旧连接，或主机出故障时会发生什么。",
        ),
        Chapter::Flow => (
            "Windows, timers and congestion control: what decides when the next segment may go.",
            "窗口、定时器与拥塞控制：由什么决定何时可以发送下一个报文段。",
        ),
    })
}
