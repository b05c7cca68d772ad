//! What a step is called.

use super::label::frame_label;
use super::tables::{queue_name, row_gone, row_set};
use super::{Pill, context, weight};
use crate::actions::{call, what_if_name};
use crate::markup::Esc;
use crate::rules::rule_title;
use crate::terms::timer_name;
use crate::words::{bytes, excerpt};
use crate::{Lang, Markup, say};
use wireglass_trace::{Call, CallResult, FrameId, Origin, SocketId, Trace, What};

/// The frame a step's title begins with.
pub(super) fn pill(lang: Lang, trace: &Trace, step: usize) -> Option<Pill> {
    let frame = trace.trigger(step).what.frame()?;
    Some(Pill { text: frame_label(lang, trace, frame), frame })
}

pub(super) fn title(lang: Lang, trace: &Trace, step: usize) -> Markup {
    let event = trace.trigger(step);
    let names = context(trace, event);
    let node = Esc(names.node.unwrap_or_default());
    match event.what {
        What::FrameSent { frame }
        | What::FrameArrived { frame }
        | What::FrameLost { frame }
        | What::FrameAltered { frame, .. }
        | What::FrameDiscarded { frame }
        | What::Flagged { frame, .. } => about_frame(lang, trace, step, frame),
        What::TimerFired { timer, .. } => {
            let timer = timer_name(lang, timer);
            say!(lang, "{node}'s {timer} runs out", "{node}的{timer}到期")
        }
        What::CallMade { call: made, socket, .. } => {
            let text = call(lang, trace, &made, socket.or_else(|| opened_in(trace, step)));
            let text = Esc(&text);
            say!(lang, "{node} calls `{text}`", "{node}调用 `{text}`")
        }
        What::CallBlocked { call: made, .. } => {
            let text = bare(&made);
            say!(lang, "{node}'s `{text}` waits", "{node}的 `{text}` 进入等待")
        }
        What::CallResumed { call: made, .. } => returns(lang, trace, step, node, &made),
        What::CallReturned { result, .. } => {
            if let CallResult::Failed { error } = result {
                let error = error.name();
                say!(lang, "{node}'s call fails: `{error}`", "{node}的调用失败：`{error}`")
            } else {
                say!(lang, "{node}'s call returns", "{node}的调用返回")
            }
        }
        What::TaskEnded { .. } => say!(lang, "{node}'s program ends", "{node}的程序结束"),
        What::PowerChanged { on: true } => say!(lang, "{node} starts again", "{node}重新开机"),
        What::PowerChanged { on: false } => say!(lang, "{node} loses power", "{node}断电"),
        What::Intervened { what } => what_if_name(lang, &what, trace),
        What::StateChanged { from, to, .. } => {
            say!(lang, "{node}: `{from}` → `{to}`", "{node}：`{from}` → `{to}`")
        }
        What::SocketOpened { .. } => say!(lang, "{node} opens a socket", "{node}打开套接字"),
        What::SocketDeleted { .. } => {
            say!(lang, "{node} forgets a connection", "{node}删除一个连接")
        }
        What::TimerSet { timer, .. } => {
            let timer = timer_name(lang, timer);
            say!(lang, "{node} sets its {timer}", "{node}设置{timer}")
        }
        What::TimerStopped { timer, .. } => {
            let timer = timer_name(lang, timer);
            say!(lang, "{node} stops its {timer}", "{node}停止{timer}")
        }
        What::VariableSet { variable, value, .. } => {
            let name = variable.name();
            say!(lang, "{node}: `{name}` = `{value}`", "{node}：`{name}` = `{value}`")
        }
        What::RowSet { row } => row_set(lang, node, trace, row),
        What::RowGone { row } => row_gone(lang, node, trace, row),
        What::QueueSet { queue, len, .. } => {
            let queue = queue_name(lang, queue);
            say!(lang, "{node}: {len} in the {queue}", "{node}：{queue}中有 {len} 个")
        }
        What::LinkChanged { link, up } => {
            let [a, b] = trace.link(link).nodes().map(|node| trace.node(node).name.as_str());
            let (a, b) = (Esc(a), Esc(b));
            if up {
                say!(lang, "The link {a}–{b} works again", "链路 {a}–{b} 恢复")
            } else {
                say!(lang, "The link {a}–{b} is cut", "链路 {a}–{b} 断开")
            }
        }
        What::Noted { .. } => ruled(lang, trace, step, node),
    }
}

/// A step whose trigger is a rule: its name.
fn ruled(lang: Lang, trace: &Trace, step: usize, node: Esc<'_>) -> Markup {
    let reasons = trace.step_events(step).filter_map(|(_, event)| event.because);
    match reasons.min_by_key(weight::weight) {
        Some(reason) => {
            let rule = rule_title(lang, reason.rule());
            say!(lang, "{node}: {rule}", "{node}：{rule}")
        }
        None => say!(lang, "{node}", "{node}"),
    }
}

fn about_frame(lang: Lang, trace: &Trace, step: usize, id: FrameId) -> Markup {
    let frame = trace.frame(id);
    let label = frame_label(lang, trace, id);
    let (from, to) = (&trace.node(frame.from).name, &trace.node(frame.to).name);
    let (from, to) = (Esc(from), Esc(to));
    let more = qualities(lang, trace, id);
    let mut lost = false;
    let mut discarded = false;
    for (_, event) in trace.step_events(step) {
        lost |= event.what == What::FrameLost { frame: id };
        discarded |= event.what == What::FrameDiscarded { frame: id };
    }
    match trace.trigger(step).what {
        What::FrameSent { .. } if trace.origin == Origin::Captured => {
            if lost {
                say!(
                    lang,
                    "`{label}`{more} from {from} does not reach {to}",
                    "`{label}`{more}由{from}发出，未到达{to}",
                )
            } else if discarded {
                say!(
                    lang,
                    "`{label}`{more} from {from} is thrown away by {to}",
                    "`{label}`{more}由{from}发出，被{to}丢弃",
                )
            } else {
                say!(
                    lang,
                    "`{label}`{more} goes from {from} to {to}",
                    "`{label}`{more}从{from}发往{to}",
                )
            }
        }
        What::FrameSent { .. } => {
            say!(lang, "`{label}`{more} leaves {from}", "`{label}`{more}由{from}发出")
        }
        What::FrameLost { .. } if trace.collided(id) => say!(
            lang,
            "`{label}`{more} collides on its way to {to}",
            "`{label}`{more}在发往{to}的途中发生冲突",
        ),
        What::FrameLost { .. } => say!(
            lang,
            "`{label}`{more} is lost on its way to {to}",
            "`{label}`{more}在发往{to}的途中丢失",
        ),
        What::FrameAltered { .. } => say!(
            lang,
            "`{label}`{more} is changed on its way to {to}",
            "`{label}`{more}在发往{to}的途中改变",
        ),
        _ if discarded => say!(
            lang,
            "`{label}`{more} arrives at {to}, which throws it away",
            "`{label}`{more}到达{to}，被丢弃",
        ),
        _ => say!(lang, "`{label}`{more} arrives at {to}", "`{label}`{more}到达{to}"),
    }
}

/// What sets a frame apart, to follow its name: the data it carries (short text
/// is quoted, anything else counted), and that it comes again.
fn qualities(lang: Lang, trace: &Trace, id: FrameId) -> String {
    let frame = trace.frame(id);
    let again = if frame.copy_of.is_some() {
        Some(lang.pick(("a second copy", "第二份")))
    } else if frame.anomalies.is_retransmission() {
        Some(lang.pick(("sent again", "重传")))
    } else {
        None
    };
    let mut quoted = None;
    let mut counted = None;
    if let Some(tcp) = trace.segment(id).filter(|tcp| tcp.payload_len > 0) {
        let data = trace.frame_bytes(id).get(tcp.payload.clone()).unwrap_or_default();
        let whole = data.len() == tcp.payload_len;
        quoted = excerpt(data).filter(|text| whole && !text.is_empty() && !text.ends_with('…'));
        if quoted.is_none() {
            counted = Some(bytes(lang, tcp.payload_len as u64));
        }
    }
    match lang {
        Lang::En => {
            let quoted = quoted.map_or_else(String::new, |text| format!(" “{text}”"));
            let counted = counted.map_or_else(String::new, |n| format!(" with `{n}`"));
            let again = again.map_or_else(String::new, |text| format!(" ({text})"));
            quoted + &counted + &again
        }
        Lang::Zh => {
            let quoted = quoted.map_or_else(String::new, |text| format!("“{text}”"));
            let counted = counted.map(|n| format!("`{n}`"));
            let notes: Vec<_> = counted.into_iter().chain(again.map(str::to_owned)).collect();
            if notes.is_empty() { quoted } else { format!("{quoted}（{}）", notes.join("，")) }
        }
    }
}

/// A blocked call goes on: it returns, fails, or waits again.
fn returns(lang: Lang, trace: &Trace, step: usize, node: Esc<'_>, made: &Call) -> Markup {
    let text = bare(made);
    let result = trace.step_events(step).find_map(|(_, event)| match event.what {
        What::CallReturned { result, .. } => Some(result),
        _ => None,
    });
    match result {
        Some(CallResult::Failed { error }) => {
            let error = error.name();
            say!(lang, "{node}'s `{text}` fails: `{error}`", "{node}的 `{text}` 失败：`{error}`",)
        }
        Some(_) => say!(lang, "{node}'s `{text}` returns", "{node}的 `{text}` 返回"),
        None => say!(lang, "{node}'s `{text}` goes on", "{node}的 `{text}` 继续"),
    }
}

/// A call's name alone: what it was given was said when it was made.
pub(super) const fn bare(call: &Call) -> &'static str {
    match call {
        Call::Bind { .. } => "bind()",
        Call::Listen { .. } => "listen()",
        Call::Accept => "accept()",
        Call::Connect { .. } => "connect()",
        Call::Send { .. } => "send()",
        Call::Receive { .. } => "recv()",
        Call::Shutdown => "shutdown()",
        Call::Close => "close()",
        Call::Abort => "abort()",
        Call::Sleep { .. } => "sleep()",
        Call::SendTo { .. } => "sendto()",
        Call::ReceiveFrom { .. } => "recvfrom()",
        Call::Echo { .. } => "ping",
        Call::Socket { .. } => "socket()",
        Call::ReceiveError => "recvmsg()",
        Call::Poll { .. } => "poll()",
        Call::Show | Call::Change { .. } => "netlink()",
    }
}

/// The connection that was opened in a step, if one was.
fn opened_in(trace: &Trace, step: usize) -> Option<SocketId> {
    trace.step_events(step).find_map(|(_, event)| match event.what {
        What::SocketOpened { socket } => Some(socket),
        _ => None,
    })
}
