//! What programs and learners do: system calls, their results, what-ifs, and
//! how two futures compare.

use crate::markup::Esc;
use crate::story::frame_label;
use crate::terms::errno;
use crate::words::{bytes, excerpt};
use crate::{Lang, Markup, say};
use std::net::SocketAddr;
use wireglass_core::time::Duration;
use wireglass_core::wire::icmp;
use wireglass_trace::diff::{Comparison, Row};
use wireglass_trace::{
    Bytes, Call, CallResult, Datagram, Intervention, SocketId, Trace, Transport,
};

/// A system call as a programmer would write it: `connect(10.0.0.9:80)`. The
/// socket, where it is known, says where to.
pub fn call(lang: Lang, trace: &Trace, call: &Call, socket: Option<SocketId>) -> String {
    match *call {
        Call::Socket { transport } => format!("socket({})", socket_kind(transport)),
        Call::Bind { port } => format!("bind(:{port})"),
        Call::Listen { port } => format!("listen(:{port})"),
        Call::Accept => "accept()".to_owned(),
        Call::Connect { port } => match socket.and_then(|id| trace.socket(id).remote) {
            Some(remote) => format!("connect({remote})"),
            None => format!("connect(:{port})"),
        },
        Call::Send { data } => format!("send({})", data_label(lang, trace, data)),
        Call::Receive { .. } => "recv()".to_owned(),
        Call::Shutdown => "shutdown(SHUT_WR)".to_owned(),
        Call::Close => "close()".to_owned(),
        Call::Abort => "abort()".to_owned(),
        Call::Sleep { duration } => format!("sleep({duration})"),
        Call::SendTo { datagram, .. } => {
            let Datagram { peer, data } = *trace.datagram(datagram);
            let peer = end_label(peer);
            format!("sendto({peer}, {})", data_label(lang, trace, data))
        }
        Call::ReceiveFrom { .. } => "recvfrom()".to_owned(),
        Call::Echo { datagram, .. } => format!("ping {}", trace.datagram(datagram).peer.ip()),
        Call::ReceiveError => "recvmsg(MSG_ERRQUEUE)".to_owned(),
        Call::Poll { fds, timeout } => {
            let fds: Vec<String> = fds.iter().map(|fd| fd.0.to_string()).collect();
            let timeout = match u64::try_from(timeout) {
                Ok(millis) => Duration::from_millis(millis).to_string(),
                Err(_) => "-1".to_owned(),
            };
            format!("poll([{}], {timeout})", fds.join(", "))
        }
        Call::Show => "netlink(GET)".to_owned(),
        Call::Change { .. } => "netlink(SET)".to_owned(),
    }
}

/// What a socket is asked to speak, as `socket()` has it.
const fn socket_kind(transport: Transport) -> &'static str {
    match transport {
        Transport::Tcp => "SOCK_STREAM",
        Transport::Udp => "SOCK_DGRAM",
        Transport::Icmp => "SOCK_DGRAM, IPPROTO_ICMP",
    }
}

/// An address with its port; an echo has none.
fn end_label(end: SocketAddr) -> String {
    if end.port() == 0 { end.ip().to_string() } else { end.to_string() }
}

/// What a system call does, in a sentence.
pub const fn call_help(lang: Lang, call: &Call) -> &'static str {
    lang.pick(match call {
        Call::Socket { .. } => (
            "socket() gives the program a descriptor: its own number for a socket.",
            "socket() 给程序一个描述符，也就是程序自己给套接字的编号。",
        ),
        Call::Bind { .. } => ("bind() chooses the local port.", "bind() 选定本地端口。"),
        Call::Listen { .. } => (
            "listen() opens a socket that waits for connections.",
            "listen() 打开一个等待连接的套接字。",
        ),
        Call::Accept => (
            "accept() takes the next established connection, and waits if there is none yet.",
            "accept() 取出下一个已建立的连接；若还没有，就等待。",
        ),
        Call::Connect { .. } => (
            "connect() opens a connection and waits until the handshake has ended.",
            "connect() 建立连接，并等待握手结束。",
        ),
        Call::Send { .. } => (
            "send() hands bytes to TCP and returns as soon as they are in the send buffer.",
            "send() 把字节交给 TCP，放入发送缓冲区后就返回。",
        ),
        Call::Receive { .. } => (
            "recv() takes bytes that have arrived in order, and waits if there are none yet.",
            "recv() 取出已按序到达的字节；若还没有，就等待。",
        ),
        Call::Shutdown => (
            "shutdown(SHUT_WR) closes the sending direction only: the program can still read.",
            "shutdown(SHUT_WR) 只关闭发送方向：程序仍可读取。",
        ),
        Call::Close => (
            "close() closes the connection in order, after what was written before.",
            "close() 在已写入的数据之后，有序地关闭连接。",
        ),
        Call::Abort => (
            "close() with SO_LINGER at zero drops everything and sends a reset.",
            "SO_LINGER 为零的 close() 丢弃一切，并发送 RST。",
        ),
        Call::Sleep { .. } => {
            ("sleep() does nothing for a while.", "sleep() 在一段时间内什么也不做。")
        }
        Call::SendTo { .. } => (
            "sendto() sends one datagram and returns at once: nobody knows whether it arrives.",
            "sendto() 发送一个数据报后立即返回：没有人知道它是否到达。",
        ),
        Call::ReceiveFrom { .. } => (
            "recvfrom() takes the next datagram, and waits if there is none; what is longer than asked for is cut off.",
            "recvfrom() 取出下一个数据报，没有就等待；超出要求长度的部分被截断。",
        ),
        Call::Echo { .. } => (
            "An echo request is sent, and the echo is waited for, for a second at most.",
            "ping 发送回送请求，并等待应答，最多一秒。",
        ),
        Call::ReceiveError => (
            "recvmsg() with MSG_ERRQUEUE takes the next ICMP error about something this socket has sent.",
            "带 MSG_ERRQUEUE 的 recvmsg() 取出下一个与本套接字所发内容有关的 ICMP 差错。",
        ),
        Call::Poll { .. } => (
            "poll() watches several sockets at once and waits until one of them has something, or for as long as the program allows.",
            "poll() 同时监视多个套接字，等到其中某一个有事可做，或者等到程序允许的时间用完。",
        ),
        Call::Show => (
            "The program asks its own system for the tables; nothing goes over the network.",
            "程序向自己的系统查询各种表，不经过网络。",
        ),
        Call::Change { .. } => (
            "The program asks its own system to change a table.",
            "程序请自己的系统修改一张表。",
        ),
    })
}

/// What a blocked call waits for, in a sentence.
pub fn call_waits(lang: Lang, call: &Call) -> Markup {
    match call {
        Call::Accept => say!(
            lang,
            "No connection is there to be taken yet: `accept()` waits, and *the program sleeps*.",
            "还没有可以取出的连接：`accept()` 等待，*程序进入睡眠*。",
        ),
        Call::Connect { .. } => say!(
            lang,
            "`connect()` returns when the handshake is over; until then *the program sleeps*.",
            "握手完成后 `connect()` 才返回；在此之前*程序处于睡眠*。",
        ),
        Call::Receive { .. } => say!(
            lang,
            "Nothing has arrived to be read: `recv()` waits, and *the program sleeps*.",
            "还没有可读的数据：`recv()` 等待，*程序进入睡眠*。",
        ),
        Call::Send { .. } => say!(
            lang,
            "The send buffer is full: `send()` waits, and *the program sleeps*.",
            "发送缓冲区已满：`send()` 等待，*程序进入睡眠*。",
        ),
        Call::Sleep { duration } => say!(
            lang,
            "The program *does nothing for `{duration}`*.",
            "程序*在 `{duration}` 内什么也不做*。",
        ),
        Call::ReceiveFrom { .. } => say!(
            lang,
            "No datagram is there to be read: `recvfrom()` waits, and *the program sleeps*.",
            "还没有可读的数据报：`recvfrom()` 等待，*程序进入睡眠*。",
        ),
        Call::Echo { .. } => say!(
            lang,
            "The request is on its way: `ping` *waits for the echo*.",
            "请求已经发出：`ping` *等待应答*。",
        ),
        Call::Poll { .. } => say!(
            lang,
            "None of the sockets has anything yet: `poll()` waits, and *the program sleeps*.",
            "这些套接字都还没有动静：`poll()` 等待，*程序进入睡眠*。",
        ),
        Call::ReceiveError => say!(
            lang,
            "No error has come: `recvmsg()` waits, and *the program sleeps*.",
            "还没有差错报文：`recvmsg()` 等待，*程序进入睡眠*。",
        ),
        Call::Change { .. } => say!(
            lang,
            "An address is used only when nobody else has it: *first everybody is asked*, and the program sleeps.",
            "只有没有别人在用，地址才能启用：*先询问所有主机*，程序进入睡眠。",
        ),
        Call::Socket { .. }
        | Call::Bind { .. }
        | Call::Listen { .. }
        | Call::Shutdown
        | Call::Close
        | Call::Abort
        | Call::Show
        | Call::SendTo { .. } => {
            say!(
                lang,
                "The call cannot finish yet: *the program sleeps*.",
                "调用还不能完成：*程序进入睡眠*。",
            )
        }
    }
}

/// What a system call returned, as a clause: `returns 5 bytes: “GET /”`.
pub fn call_result(lang: Lang, trace: &Trace, result: &CallResult) -> Markup {
    match *result {
        CallResult::Done => say!(lang, "returns", "返回"),
        CallResult::Opened { fd } => {
            let fd = fd.0;
            say!(lang, "returns the descriptor `{fd}`", "返回描述符 `{fd}`")
        }
        CallResult::Ready { fds } if fds.is_empty() => {
            say!(
                lang,
                "returns `0`: time is up, and nothing has come",
                "返回 `0`：时间到，什么也没有等到"
            )
        }
        CallResult::Ready { fds } => {
            let fds: Vec<String> = fds.iter().map(|fd| fd.0.to_string()).collect();
            let fds = fds.join(", ");
            say!(lang, "says that `{fds}` has something", "指出 `{fds}` 有事可做")
        }
        CallResult::Accepted { socket } => match trace.socket(socket).remote {
            Some(remote) => {
                say!(lang, "returns a connection with `{remote}`", "返回与 `{remote}` 的连接")
            }
            None => say!(lang, "returns a connection", "返回一个连接"),
        },
        CallResult::Sent { bytes: n } => {
            let n = bytes(lang, n.into());
            say!(lang, "has taken `{n}`", "接收了 `{n}`")
        }
        CallResult::Received { data } => {
            let n = bytes(lang, data.len.into());
            match excerpt(trace.bytes(data)) {
                Some(text) => say!(lang, "returns `{n}`: “{text}”", "返回 `{n}`：“{text}”"),
                None => say!(lang, "returns `{n}`", "返回 `{n}`"),
            }
        }
        CallResult::EndOfStream => {
            say!(lang, "returns `0`: the end of the stream", "返回 `0`：数据流结束")
        }
        CallResult::ReceivedFrom { datagram, .. } => {
            let Datagram { peer, data } = *trace.datagram(datagram);
            let n = bytes(lang, data.len.into());
            match excerpt(trace.bytes(data)) {
                Some(text) => say!(
                    lang,
                    "returns `{n}` from `{peer}`: “{text}”",
                    "返回来自 `{peer}` 的 `{n}`：“{text}”",
                ),
                None => say!(lang, "returns `{n}` from `{peer}`", "返回来自 `{peer}` 的 `{n}`"),
            }
        }
        CallResult::Echoed { datagram, kind, code, ttl, after, .. } => {
            let ip = trace.datagram(datagram).peer.ip();
            let number = kind.number();
            if kind == icmp::Kind::EchoReply {
                say!(
                    lang,
                    "has the echo of `{ip}` after `{after}`, with a TTL of `{ttl}`",
                    "在 `{after}` 后收到 `{ip}` 的应答，TTL 为 `{ttl}`",
                )
            } else {
                say!(
                    lang,
                    "has an error from `{ip}` after `{after}`: ICMP type `{number}`, code `{code}`",
                    "在 `{after}` 后收到 `{ip}` 的差错报文：ICMP 类型 `{number}`，代码 `{code}`",
                )
            }
        }
        CallResult::Failed { error } => {
            let (name, what) = (error.name(), errno(lang, error));
            say!(lang, "fails with `{name}`: {what}", "失败，错误 `{name}`：{what}")
        }
    }
}

/// Data as an argument: its beginning in quotation marks if it is text, else its
/// length. Not escaped.
pub(crate) fn data_label(lang: Lang, trace: &Trace, data: Bytes) -> String {
    match crate::words::excerpt_raw(trace.bytes(data)) {
        Some(text) => format!("\"{text}\""),
        None => bytes(lang, data.len.into()),
    }
}

/// A what-if as a question: `What if the SYN, ACK is lost?`
pub fn what_if_name(lang: Lang, what: &Intervention, trace: &Trace) -> Markup {
    let frame = what.frame().map(|frame| frame_label(lang, trace, frame)).unwrap_or_default();
    let task = what.task().and_then(|task| trace.tasks().get(task.index()));
    let node = what.node().or(task.map(|task| task.node));
    let node = node.and_then(|node| trace.nodes().get(node.index()));
    let line = Esc(task.map_or("?", |task| task.name.as_str()));
    let node = Esc(node.map_or("?", |node| node.name.as_str()));
    match *what {
        Intervention::Drop { .. } => {
            say!(lang, "What if the `{frame}` is lost?", "假如 `{frame}` 丢失了？")
        }
        Intervention::Delay { by, .. } => {
            say!(lang, "What if the `{frame}` comes `{by}` later?", "假如 `{frame}` 迟到 `{by}`？",)
        }
        Intervention::Duplicate { after, .. } => {
            let after = if after == Duration::ZERO { String::new() } else { after.to_string() };
            if after.is_empty() {
                say!(lang, "What if the `{frame}` arrives twice?", "假如 `{frame}` 到达两次？")
            } else {
                say!(
                    lang,
                    "What if the `{frame}` arrives again `{after}` later?",
                    "假如 `{frame}` 在 `{after}` 后再次到达？",
                )
            }
        }
        Intervention::Corrupt { offset, .. } => say!(
            lang,
            "What if byte `{offset}` of the `{frame}` is damaged?",
            "假如 `{frame}` 的第 `{offset}` 字节损坏了？",
        ),
        Intervention::Close { .. } => {
            say!(lang, "What if {node} closes here?", "假如{node}在此关闭？")
        }
        Intervention::Abort { .. } => {
            say!(lang, "What if {node} aborts here?", "假如{node}在此中止连接？")
        }
        Intervention::PowerOff { .. } => {
            say!(lang, "What if {node} loses power here?", "假如{node}在此断电？")
        }
        Intervention::PowerOn { .. } => {
            say!(lang, "What if {node} starts again here?", "假如{node}在此重新开机？")
        }
        Intervention::Run { .. } => {
            say!(lang, "What if {node} runs `{line}` here?", "假如{node}在此运行 `{line}`？")
        }
        Intervention::Interrupt { .. } => {
            say!(lang, "What if `{line}` is stopped here?", "假如 `{line}` 在此被中断？")
        }
        Intervention::CutLink { link } | Intervention::MendLink { link } => {
            let cut = matches!(what, Intervention::CutLink { .. });
            let ends = trace.links().get(link.index()).map(wireglass_trace::Link::nodes);
            let name = |node: wireglass_trace::NodeId| trace.node(node).name.as_str();
            let [a, b] = ends.map_or(["?", "?"], |ends| ends.map(name));
            let (a, b) = (Esc(a), Esc(b));
            if cut {
                say!(
                    lang,
                    "What if the link between {a} and {b} is cut here?",
                    "假如{a}与{b}之间的链路在此断开？",
                )
            } else {
                say!(
                    lang,
                    "What if the link between {a} and {b} works again here?",
                    "假如{a}与{b}之间的链路在此恢复？",
                )
            }
        }
    }
}

/// Several what-ifs as one name for the future they make.
pub fn interventions(lang: Lang, what: &[Intervention], trace: &Trace) -> Markup {
    match what {
        [] => say!(lang, "Reality", "真实情况"),
        [only] => what_if_name(lang, only, trace),
        [first, rest @ ..] => {
            let first = what_if_name(lang, first, trace).plain();
            let first = Esc(&first);
            let more = rest.len();
            say!(lang, "{first} (and `{more}` more)", "{first}（另有 `{more}` 项）")
        }
    }
}

/// The name of a future in which all hosts behave like another system.
pub fn future_as(lang: Lang, system: &str, what: &[Intervention], trace: &Trace) -> Markup {
    let system = Esc(system);
    if what.is_empty() {
        return say!(lang, "as {system}", "按 {system}");
    }
    let rest = interventions(lang, what, trace).plain();
    let rest = Esc(&rest);
    say!(lang, "as {system}: {rest}", "按 {system}：{rest}")
}

/// Where two futures first differ. Each is given with its name; steps are
/// counted from 1, as the page counts them.
pub fn difference(lang: Lang, left: &str, right: &str, comparison: &Comparison) -> Markup {
    let (left, right) = (Esc(left), Esc(right));
    let row = comparison.first_difference.and_then(|index| comparison.rows.get(index));
    match row {
        None => say!(
            lang,
            "“{left}” and “{right}” are *the same from beginning to end*.",
            "“{left}”与“{right}”*从头到尾完全相同*。",
        ),
        Some(Row::Both { left: a, right: b, .. }) => {
            let (a, b) = (a + 1, b + 1);
            say!(
                lang,
                "They first differ in *when* something happens: step `{a}` of “{left}” is step `{b}` of “{right}”, at another time.",
                "最先不同的是*发生的时间*：“{left}”的第 `{a}` 步就是“{right}”的第 `{b}` 步，但时间不同。",
            )
        }
        Some(Row::Left(a)) => {
            let a = a + 1;
            say!(
                lang,
                "They first differ at step `{a}` of “{left}”, which *does not happen* in “{right}”.",
                "最先不同的是“{left}”的第 `{a}` 步，它在“{right}”中*没有发生*。",
            )
        }
        Some(Row::Right(b)) => {
            let b = b + 1;
            say!(
                lang,
                "They first differ at step `{b}` of “{right}”, which *does not happen* in “{left}”.",
                "最先不同的是“{right}”的第 `{b}` 步，它在“{left}”中*没有发生*。",
            )
        }
    }
}

#[cfg(test)]
mod tests;
