//! The few words inside diagrams. The protocol's own terms are not translated.

use crate::Lang;
use wireglass_core::tcp::Timer;
use wireglass_trace::series::{Measure, Topic};
use wireglass_trace::{Medium, NodeKind};

/// Words by language; a missing one does not compile.
macro_rules! words {
    ($( $(#[$doc:meta])* $name:ident: $en:literal, $zh:literal; )*) => { $(
        $(#[$doc])*
        pub const fn $name(lang: Lang) -> &'static str {
            match lang { Lang::En => $en, Lang::Zh => $zh }
        }
    )* };
}

words! {
    /// A frame that did not arrive.
    lost: "lost", "丢失";
    /// A frame that another destroyed on a shared medium.
    collision: "collision", "冲突";
    /// A frame that its receiver threw away.
    discarded: "discarded", "丢弃";
    /// A copy made on the way.
    duplicate: "duplicate", "重复";
    /// A frame that was held up on the way.
    delayed: "held", "延迟";
    /// A frame whose bytes changed on the way.
    corrupted: "corrupted", "损坏";
    /// Bytes that were sent before.
    again: "again", "重传";
    /// A host without power.
    off: "off", "已关机";
    /// A state nobody can know.
    unknown: "state unknown", "状态未知";
    /// What stands behind a length.
    bytes: "bytes", "字节";
    /// The same, of one.
    byte: "byte", "字节";
    /// The learner's doing.
    what_if: "what if", "假如";
    /// The title of a ladder.
    ladder_title: "Time-sequence diagram", "时序图";
    /// The title of a state diagram.
    fsm_title: "TCP state diagram", "TCP 状态图";
    /// The title of a header.
    header_title: "Header, bit by bit", "首部逐位图";
    /// What no value limits yet.
    boundless: "no limit yet", "尚无限制";
    /// A listener.
    now: "now", "现在";
    /// The title of a map of a network.
    topology_title: "Network map", "网络拓扑图";
    /// A frame that goes out through every other port.
    flood: "sends it out of every other port", "从其余所有端口转发";
    /// The title of a frame's layers.
    layers_title: "Layers of the frame", "帧的各层";
    /// The title of how a frame is made.
    put_on: "Encapsulation", "封装";
    /// The title of how a frame is taken apart.
    taken_off: "Decapsulation", "解封装";
    /// The title of a packet's way.
    follow_title: "The way of this packet", "报文经过的路径";
    /// A frame that has not ended.
    under_way: "under way", "传输中";
    /// The title of the four layers on a packet's way.
    stack_title: "Layers on the way", "沿途的各层";
    /// A stretch of the timeline: the gateway's MAC address is asked for.
    chapter_gateway: "gateway’s MAC", "网关的 MAC";
    /// Another MAC address is asked for.
    chapter_mac: "MAC address", "MAC 地址";
    /// A host gets an address.
    chapter_address: "address", "获取地址";
    /// A name is looked up.
    chapter_name: "name", "域名解析";
    /// A connection is opened.
    chapter_handshake: "handshake", "三次握手";
    /// Data goes over it.
    chapter_data: "data", "数据传输";
    /// It is closed.
    chapter_close: "close", "关闭连接";
    /// Echoes of ICMP.
    chapter_ping: "ICMP", "ICMP";
    /// A file is copied.
    chapter_file: "file", "文件传输";
    /// Hosts join and leave groups.
    chapter_groups: "groups", "组播组";
    /// Routers learn routes.
    chapter_routes: "routes", "路由更新";
    /// Switches agree on a tree.
    chapter_tree: "spanning tree", "生成树";
    /// A cable that was cut.
    cut: "cut", "已断开";
}

/// How many bytes.
pub fn byte_count(lang: Lang, count: usize) -> String {
    let unit = if count == 1 { byte(lang) } else { bytes(lang) };
    format!("{count} {unit}")
}

/// A timer's short name, as it stands beside its arc.
pub const fn timer(lang: Lang, timer: Timer) -> &'static str {
    match (timer, lang) {
        (Timer::Retransmission, _) => "RTO",
        (Timer::TimeWait, _) => "2MSL",
        (Timer::Persist, Lang::En) => "probe",
        (Timer::Persist, Lang::Zh) => "探测",
        (Timer::DelayedAck, _) => "ACK",
        (Timer::KeepAlive, Lang::En) => "alive?",
        (Timer::KeepAlive, Lang::Zh) => "保活",
        (Timer::FinWait2, _) => "FIN",
        (Timer::User, Lang::En) => "give up",
        (Timer::User, Lang::Zh) => "放弃",
    }
}

/// A timer's name for screen readers.
pub fn timer_label(lang: Lang, which: Timer, remaining: &str) -> String {
    let name = timer(lang, which);
    match lang {
        Lang::En => format!("{name} timer, {remaining} left"),
        Lang::Zh => format!("{name} 计时器，剩余 {remaining}"),
    }
}

/// A frame's name for screen readers.
pub fn frame_label(
    lang: Lang,
    what: &str,
    from: &str,
    to: &str,
    sent: &str,
    detail: &str,
) -> String {
    match lang {
        Lang::En => format!("{what}, {from} to {to}, at {sent}. {detail}"),
        Lang::Zh => format!("{what}，{from} 到 {to}，{sent}。{detail}"),
    }
}

/// What a ladder shows.
pub fn ladder_description(lang: Lang, hosts: &str, frames: usize, span: &str) -> String {
    match lang {
        Lang::En => format!("{hosts}: {frames} frames in {span}. Time runs downwards."),
        Lang::Zh => format!("{hosts}：{span} 内共 {frames} 个帧。时间自上而下。"),
    }
}

/// A host's state, for screen readers.
pub fn host_label(lang: Lang, host: &str, state: &str) -> String {
    match lang {
        Lang::En => format!("{host}: {state}"),
        Lang::Zh => format!("{host}：{state}"),
    }
}

/// Time that was left out of the picture.
pub fn elided(lang: Lang, time: &str) -> String {
    match lang {
        Lang::En => format!("{time} pass"),
        Lang::Zh => format!("经过 {time}"),
    }
}

/// What a plot is about, as its button has it.
pub const fn topic(lang: Lang, topic: Topic) -> &'static str {
    match topic {
        Topic::Congestion => lang.pick(("cwnd", "cwnd")),
        Topic::Window => lang.pick(("Windows", "窗口")),
        Topic::Rto => lang.pick(("RTO", "RTO")),
    }
}

/// The title of a plot, with its unit.
pub const fn plot_title(lang: Lang, topic: Topic) -> &'static str {
    match topic {
        Topic::Congestion => lang.pick((
            "Congestion window and threshold over time, in bytes",
            "拥塞窗口与慢启动门限随时间的变化（字节）",
        )),
        Topic::Window => {
            lang.pick(("The receiver's window over time, in bytes", "接收窗口随时间的变化（字节）"))
        }
        Topic::Rto => {
            lang.pick(("Retransmission time-out over time", "重传超时（RTO）随时间的变化"))
        }
    }
}

/// A curve of a plot, and whose it is.
pub fn measure(lang: Lang, measure: Measure, host: &str) -> String {
    let name = match measure {
        Measure::Variable(variable) => variable.name(),
        Measure::InFlight => lang.pick(("in flight", "在途")),
    };
    match lang {
        Lang::En => format!("{host}: {name}"),
        Lang::Zh => format!("{host}：{name}"),
    }
}

/// What a curve says now, and how far it goes in the whole run.
pub fn plot_reading(
    lang: Lang,
    name: &str,
    now: &str,
    bounds: Option<&(String, String)>,
) -> String {
    match (lang, bounds) {
        (Lang::En, Some((least, most))) => {
            format!("{name}: now {now}; from {least} to {most} in the whole run.")
        }
        (Lang::En, None) => format!("{name}: now {now}."),
        (Lang::Zh, Some((least, most))) => {
            format!("{name}：现在 {now}；全程在 {least} 与 {most} 之间。")
        }
        (Lang::Zh, None) => format!("{name}：现在 {now}。"),
    }
}

/// What a node is.
pub const fn node_kind(lang: Lang, kind: NodeKind) -> &'static str {
    lang.pick(match kind {
        NodeKind::Host => ("PC", "计算机"),
        NodeKind::Server => ("server", "服务器"),
        NodeKind::Hub => ("hub", "集线器"),
        NodeKind::Switch => ("switch", "交换机"),
        NodeKind::Router => ("router", "路由器"),
        NodeKind::HomeRouter => ("home router", "家用路由器"),
        NodeKind::Modem => ("modem", "调制解调器"),
        NodeKind::Outside => ("the world outside", "外部网络"),
    })
}

/// What a link is made of.
pub const fn medium(lang: Lang, medium: Medium) -> &'static str {
    lang.pick(match medium {
        Medium::TwistedPair => ("Ethernet cable", "以太网线"),
        Medium::TelephoneLine => ("telephone line", "电话线"),
        Medium::Fibre => ("optical fibre", "光纤"),
        Medium::Radio => ("radio", "无线"),
    })
}

/// What a map of a network shows.
pub fn topology_description(lang: Lang, nodes: usize, links: usize, packets: usize) -> String {
    match lang {
        Lang::En => format!("{nodes} nodes, {links} links; frames to be seen now: {packets}."),
        Lang::Zh => format!("{nodes} 个节点，{links} 条链路；此刻可见的帧：{packets} 个。"),
    }
}

/// A node's name for screen readers, with its addresses and what it does just now.
pub fn node_label(lang: Lang, kind: NodeKind, name: &str, lines: &str, states: &str) -> String {
    let kind = node_kind(lang, kind);
    let (colon, comma) = match lang {
        Lang::En => (": ", ", "),
        Lang::Zh => ("：", "，"),
    };
    let mut label = format!("{name}{colon}{kind}");
    for part in [lines, states].into_iter().filter(|part| !part.is_empty()) {
        label.push_str(comma);
        label.push_str(part);
    }
    label
}

/// A link's name for screen readers.
pub fn cable_label(lang: Lang, of: Medium, a: &str, b: &str, up: bool) -> String {
    let medium = medium(lang, of);
    match (lang, up) {
        (Lang::En, true) => format!("{medium}, {a} to {b}"),
        (Lang::En, false) => format!("{medium}, {a} to {b}, {}", cut(lang)),
        (Lang::Zh, true) => format!("{medium}，{a} 到 {b}"),
        (Lang::Zh, false) => format!("{medium}，{a} 到 {b}，{}", cut(lang)),
    }
}

/// The name of a frame under way for screen readers.
pub fn packet_label(lang: Lang, what: &str, from: &str, to: &str, detail: &str) -> String {
    let detail = if detail.is_empty() { String::new() } else { format!(" ({detail})") };
    match lang {
        Lang::En => format!("{what}, {from} to {to}{detail}"),
        Lang::Zh => format!("{what}，{from} 到 {to}{detail}"),
    }
}

/// An interface by its name; a port that has only a number says that it is one.
fn named(lang: Lang, interface: &str) -> String {
    if interface.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{} {interface}", lang.pick(("port", "端口")))
    } else {
        interface.to_owned()
    }
}

/// Through which interface a frame came.
pub fn came_in(lang: Lang, interface: &str) -> String {
    match lang {
        Lang::En => format!("came in on {}", named(lang, interface)),
        Lang::Zh => format!("从 {} 进入", named(lang, interface)),
    }
}

/// Through which interface a frame goes.
pub fn goes_out(lang: Lang, interface: &str) -> String {
    match lang {
        Lang::En => format!("goes out on {}", named(lang, interface)),
        Lang::Zh => format!("从 {} 发出", named(lang, interface)),
    }
}

/// The title of what a device changes.
pub fn hop_title(lang: Lang, node: &str) -> String {
    match lang {
        Lang::En => format!("What {node} changes"),
        Lang::Zh => format!("{node} 改变了什么"),
    }
}

/// What a device changed, as a list.
pub fn hop_description(lang: Lang, changed: &str) -> String {
    match (lang, changed.is_empty()) {
        (Lang::En, true) => "Nothing is changed.".to_owned(),
        (Lang::En, false) => format!("New: {changed}."),
        (Lang::Zh, true) => "没有任何改变。".to_owned(),
        (Lang::Zh, false) => format!("新值：{changed}。"),
    }
}

/// What a packet's way shows.
pub fn follow_description(lang: Lang, from: &str, to: &str, stops: usize) -> String {
    match lang {
        Lang::En => format!("From {from} to {to}; links crossed in all: {stops}."),
        Lang::Zh => format!("从 {from} 到 {to}，共经过 {stops} 条链路。"),
    }
}

/// Stops of a packet that are not listed.
pub fn more_stops(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En => format!("and {count} more"),
        Lang::Zh => format!("另有 {count} 处"),
    }
}

/// A layer of the Internet's model, by its place from above (RFC 1122 §1.1.3).
pub const fn level(lang: Lang, from_above: usize) -> &'static str {
    lang.pick(match from_above {
        0 => ("Application", "应用层"),
        1 => ("Transport", "传输层"),
        2 => ("Network", "网络层"),
        _ => ("Link", "链路层"),
    })
}

/// What the layers on a packet's way show; `lit` is where it is now, and how far up.
pub fn stack_description(lang: Lang, what: &str, way: &str, lit: Option<(&str, &str)>) -> String {
    match (lang, lit) {
        (Lang::En, Some((node, level))) => format!("{what}: {way}. Now at {node}, up to: {level}."),
        (Lang::En, None) => format!("{what}: {way}."),
        (Lang::Zh, Some((node, level))) => {
            format!("{what}：{way}。现在位于 {node}，最高到{level}。")
        }
        (Lang::Zh, None) => format!("{what}：{way}。"),
    }
}
