//! The sentences of a step.

use super::label::frame_label;
use super::title::bare;
use super::weight::{Weight, is_implied, weight};
use super::{context, peer_of};
use crate::actions::{call_help, call_result, call_waits};
use crate::markup::Esc;
use crate::rules::reason_in;
use crate::terms::anomaly_help;
use crate::words::{bytes, excerpt};
use crate::{Lang, Markup, say};
use wireglass_core::rules::{Reason, Rule};
use wireglass_core::tcp::Variable;
use wireglass_core::wire::TcpSummary;
use wireglass_trace::{
    Alteration, Anomaly, Call, CallResult, Event, FrameId, Intervention, Origin, Trace, What,
};

/// Sentences beyond the headlines are told while there are fewer than this.
const ENOUGH: usize = 3;

pub(super) fn body(lang: Lang, trace: &Trace, step: usize) -> Vec<Markup> {
    let mut teller = Teller::new(lang, trace, step);
    teller.trigger();
    teller.headlines();
    teller.fill(Weight::Detail);
    teller.sendings();
    teller.fates();
    teller.consequences();
    teller.programs();
    teller.fill(Weight::Timing);
    teller.if_silent();
    teller.said
}

struct Teller<'a> {
    lang: Lang,
    trace: &'a Trace,
    step: usize,
    events: Vec<&'a Event>,
    /// Every rule of the step.
    rules: Vec<Rule>,
    /// Those that have been told.
    told: Vec<Rule>,
    said: Vec<Markup>,
}

impl<'a> Teller<'a> {
    fn new(lang: Lang, trace: &'a Trace, step: usize) -> Self {
        let events: Vec<_> = trace.step_events(step).map(|(_, event)| event).collect();
        let rules = events.iter().filter_map(|event| event.because).map(|r| r.rule()).collect();
        Self { lang, trace, step, events, rules, told: Vec::new(), said: Vec::new() }
    }

    fn say(&mut self, sentence: Markup) {
        if !sentence.is_empty() && !self.said.contains(&sentence) {
            self.said.push(sentence);
        }
    }

    /// Tells a rule, unless it was told or another one implies it.
    fn tell(&mut self, event: &Event, reason: &Reason) {
        let rule = reason.rule();
        if self.told.contains(&rule) || is_implied(rule, &self.rules) {
            return;
        }
        self.told.push(rule);
        let context = context(self.trace, event);
        self.say(reason_in(self.lang, reason, context));
    }

    /// What the trigger itself has to say beyond its title.
    fn trigger(&mut self) {
        let lang = self.lang;
        let event = self.trace.trigger(self.step);
        match event.what {
            What::PowerChanged { on: false } => self.say(say!(
                lang,
                "*Everything it knew is gone*: connections, buffers, ARP cache. Nobody at the other end is told.",
                "*它所知道的一切都消失了*：连接、缓冲区、ARP 缓存。对端不会得到任何通知。",
            )),
            What::PowerChanged { on: true } => self.say(say!(
                lang,
                "It starts from nothing and *remembers no connection*; its programs begin anew.",
                "它从零开始，*不记得任何连接*；程序重新运行。",
            )),
            What::Intervened { what } => self.intervened(&what),
            // A capture knows the segment, and what it proves; the rest comes last.
            What::FrameSent { frame }
                if self.trace.origin == Origin::Captured
                    && self.trace.segment(frame).is_some_and(|tcp| tcp.payload_len > 0) =>
            {
                self.say(segment(lang, self.trace, frame));
            }
            _ => {}
        }
    }

    fn intervened(&mut self, what: &Intervention) {
        let lang = self.lang;
        self.told.push(Rule::WhatIf);
        self.say(match what {
            Intervention::Drop { .. } => say!(
                lang,
                "From here on the future differs: *the frame will never arrive*.",
                "从这里开始，未来不同了：*这一帧永远不会到达*。",
            ),
            Intervention::Delay { .. }
            | Intervention::Duplicate { .. }
            | Intervention::Corrupt { .. }
            | Intervention::Close { .. }
            | Intervention::Abort { .. }
            | Intervention::PowerOff { .. }
            | Intervention::PowerOn { .. }
            | Intervention::CutLink { .. }
            | Intervention::Run { .. }
            | Intervention::Interrupt { .. }
            | Intervention::MendLink { .. } => say!(
                lang,
                "From here on *the future differs*; the past is shared.",
                "从这里开始，*未来不同了*；过去是共同的。",
            ),
        });
    }

    /// The rules that decided the step, in the order in which they applied.
    fn headlines(&mut self) {
        for event in self.events.clone() {
            match event.what {
                // What goes out, and what befalls it, is told after what came in.
                What::FrameSent { .. } | What::FrameAltered { .. } => continue,
                // That it went with the power was said at the beginning.
                What::SocketDeleted { .. } if self.is_power_cut() => continue,
                What::Flagged { anomaly, .. } => self.flagged(anomaly),
                _ => {}
            }
            if let Some(reason) = &event.because
                && weight(reason) == Weight::Headline
            {
                self.tell(event, reason);
            }
            if let What::FrameLost { frame } = event.what {
                self.lost(frame);
            }
        }
    }

    fn is_power_cut(&self) -> bool {
        matches!(self.trace.trigger(self.step).what, What::PowerChanged { on: false })
            || self.events.iter().any(|event| event.what == What::PowerChanged { on: false })
    }

    /// What befalls frames on their way.
    fn fates(&mut self) {
        for event in self.events.clone() {
            if let What::FrameAltered { frame, how } = event.what {
                self.altered(event, frame, how);
            }
        }
    }

    /// What follows from all that, such as the wait in TIME-WAIT.
    fn consequences(&mut self) {
        for event in self.events.clone() {
            if let Some(reason) = &event.because
                && weight(reason) == Weight::Consequence
            {
                self.tell(event, reason);
            }
        }
    }

    /// Whether a reason is about a measurement that changed nothing.
    fn is_idle(&self, reason: &Reason) -> bool {
        let measured = matches!(reason.rule(), Rule::RttMeasured | Rule::RttFirstMeasured);
        measured
            && !self.events.iter().any(|event| {
                matches!(event.what, What::VariableSet { variable: Variable::Rto, .. })
            })
    }

    /// Rules of lesser weight, while there is room.
    fn fill(&mut self, wanted: Weight) {
        for event in self.events.clone() {
            if self.said.len() >= ENOUGH {
                return;
            }
            if let Some(reason) = &event.because
                && weight(reason) == wanted
                && !self.is_idle(reason)
            {
                self.tell(event, reason);
            }
        }
    }

    /// What is unusual about a frame: in a capture no rule says so.
    fn flagged(&mut self, anomaly: Anomaly) {
        let ruled = anomaly == Anomaly::ProbablyLost && self.rules.contains(&Rule::InferLost);
        if self.trace.origin == Origin::Captured && !ruled {
            self.say(Markup::plain_text(anomaly_help(self.lang, anomaly)));
        }
    }

    fn altered(&mut self, event: &Event, frame: FrameId, how: Alteration) {
        let lang = self.lang;
        let label = frame_label(lang, self.trace, frame);
        let to = Esc(&self.trace.node(self.trace.frame(frame).to).name);
        self.say(match how {
            Alteration::Delayed { by } => say!(
                lang,
                "`{label}` will reach {to} *`{by}` later* than it would have.",
                "`{label}` 将比原来*晚 `{by}`* 到达{to}。",
            ),
            Alteration::Duplicated { .. } => say!(
                lang,
                "A second copy of `{label}` *is on its way to {to}*, byte for byte the same.",
                "`{label}` 的第二份*正在发往{to}*，每个字节都相同。",
            ),
            Alteration::Corrupted { offset, from, to: now, .. } => say!(
                lang,
                "Byte `{offset}` of `{label}` *changes from `{from:#04x}` to `{now:#04x}`* on the way to {to}.",
                "`{label}` 的第 `{offset}` 字节在发往{to}的途中*从 `{from:#04x}` 变为 `{now:#04x}`*。",
            ),
        });
        if let Some(reason) = &event.because {
            self.tell(event, reason);
        }
    }

    /// Who will find out about a loss, and how.
    fn lost(&mut self, id: FrameId) {
        if self.trace.origin == Origin::Captured {
            return;
        }
        let lang = self.lang;
        let frame = self.trace.frame(id);
        let (from, to) = (self.trace.node(frame.from), self.trace.node(frame.to));
        let (from, to) = (Esc(&from.name), Esc(&to.name));
        let Some(segment) = self.trace.segment(id) else { return };
        let sentence = if segment.seq_len() > 0 {
            say!(
                lang,
                "{from} does not know. It will find out *when no acknowledgement comes in time*.",
                "{from}对此一无所知，*要等到迟迟收不到确认*才会发现。",
            )
        } else if segment.header.flags.rst() {
            say!(
                lang,
                "Nothing acknowledges a reset: *{from} will not find out, and {to} goes on believing in the connection*.",
                "RST 不会被确认：*{from}不会发现，{to}则继续以为连接还在*。",
            )
        } else {
            say!(
                lang,
                "Nothing acknowledges an ACK, so {from} will not find out. *If {to} needed it, it will ask again* by sending once more.",
                "ACK 本身不会被确认，所以{from}不会发现。*如果{to}需要它，会再次发送来催促*。",
            )
        };
        self.say(sentence);
    }

    /// What goes out, and why.
    fn sendings(&mut self) {
        for event in self.events.clone() {
            let What::FrameSent { frame } = event.what else { continue };
            if std::ptr::eq(event, self.trace.trigger(self.step)) {
                continue;
            }
            let Some(reason) = &event.because else { continue };
            let rule = reason.rule();
            let known = self.told.contains(&rule) || is_implied(rule, &self.rules);
            if !known {
                self.tell(event, reason);
            }
            // Why it goes now was told; what it says is not.
            let delayed = matches!(rule, Rule::AckSecondSegment | Rule::AckDelayOver);
            if delayed || known && self.is_answer(frame) {
                let answer = self.answer(event, frame);
                self.say(answer);
            }
        }
    }

    /// Whether a frame only acknowledges what has just arrived. A reset is not
    /// mentioned: the rule that asks for one says so.
    fn is_answer(&self, frame: FrameId) -> bool {
        let arrival = matches!(self.trace.trigger(self.step).what, What::FrameArrived { .. });
        let ack = |segment: TcpSummary| {
            let flags = segment.header.flags;
            segment.seq_len() == 0 && flags.ack() && !flags.rst()
        };
        arrival && self.trace.segment(frame).is_some_and(ack)
    }

    fn answer(&self, event: &Event, frame: FrameId) -> Markup {
        let lang = self.lang;
        let label = frame_label(lang, self.trace, frame);
        let node = Esc(&self.trace.node(event.node).name);
        let Some(segment) = self.trace.segment(frame) else { return Markup::default() };
        let ack = segment.header.ack;
        let waiting = [
            Rule::TextOutOfOrder,
            Rule::TextAlreadyHeld,
            Rule::FinHeld,
            Rule::SegmentUnacceptable,
            Rule::AckOfUnsent,
            Rule::AckTooOld,
            Rule::SynChallenged,
            Rule::ResetNotExact,
        ];
        if waiting.iter().any(|rule| self.told.contains(rule)) {
            return say!(
                lang,
                "{node} answers with `{label}`: it still expects `{ack}`.",
                "{node}以 `{label}` 回应：它期望的仍是 `{ack}`。",
            );
        }
        say!(
            lang,
            "{node} answers with `{label}`: everything before `{ack}` has arrived.",
            "{node}以 `{label}` 回应：`{ack}` 之前的内容都已收到。",
        )
    }

    /// What programs get out of it.
    fn programs(&mut self) {
        let lang = self.lang;
        let mut made = None;
        for event in self.events.clone() {
            let node = Esc(&self.trace.node(event.node).name);
            match event.what {
                What::CallMade { call, .. } | What::CallResumed { call, .. } => made = Some(call),
                What::CallBlocked { call, .. } => self.say(call_waits(lang, &call)),
                What::CallReturned { result: CallResult::Done, .. } => {
                    if let Some(call) = made {
                        self.done(&call);
                    }
                }
                What::CallReturned { result, .. } if self.is_news(&result) => {
                    let text = made.as_ref().map_or("", bare);
                    let result = call_result(lang, self.trace, &result).source();
                    self.say(if text.is_empty() {
                        say!(lang, "The call {result}.", "调用{result}。")
                    } else {
                        say!(lang, "`{text}` {result}.", "`{text}` {result}。")
                    });
                }
                What::TaskEnded { .. } => self.say(say!(
                    lang,
                    "The program on {node} comes to its end.",
                    "{node}上的程序到此结束。",
                )),
                _ => {}
            }
        }
    }

    /// A call that returns with nothing but success.
    fn done(&mut self, call: &Call) {
        let lang = self.lang;
        match call {
            Call::Connect { .. } => self.say(say!(
                lang,
                "The handshake is over for this side: `connect()` returns, and *the program can send*.",
                "对这一端来说握手已经完成：`connect()` 返回，*程序可以发送数据了*。",
            )),
            Call::Sleep { .. } => self.say(say!(
                lang,
                "The time is up: `sleep()` returns, and *the program goes on*.",
                "时间到了：`sleep()` 返回，*程序继续运行*。",
            )),
            Call::Change { table: wireglass_trace::Table::Addresses } => self.say(say!(
                lang,
                "The change is made, and *the program goes on*.",
                "修改已完成，*程序继续运行*。",
            )),
            Call::Poll { .. } => self.say(say!(
                lang,
                "`poll()` returns: *a link of this host has come up or gone*, which the kernel tells whoever asks.",
                "`poll()` 返回：*本机有链路接通或断开*，内核会告诉想知道的程序。",
            )),
            Call::Socket { .. }
            | Call::Bind { .. }
            | Call::ReceiveError
            | Call::Show
            | Call::Change { .. }
            | Call::Listen { .. }
            | Call::Accept
            | Call::Send { .. }
            | Call::Receive { .. }
            | Call::Shutdown
            | Call::Close
            | Call::Abort
            | Call::SendTo { .. }
            | Call::ReceiveFrom { .. }
            | Call::Echo { .. } => {}
        }
    }

    /// Whether a result says more than the rules already told.
    fn is_news(&self, result: &CallResult) -> bool {
        let told = |rule| self.told.contains(&rule);
        match result {
            CallResult::Done | CallResult::Opened { .. } => false,
            // What the buffer took last may be only a part of it.
            CallResult::Sent { bytes } => {
                let whole = |event: &&Event| match event.because {
                    Some(
                        Reason::SendQueued { bytes: last, .. }
                        | Reason::SendWaitsForOpen { bytes: last },
                    ) => last == *bytes,
                    _ => false,
                };
                !self.events.iter().any(whole)
            }
            CallResult::EndOfStream => !told(Rule::ReceiveEnd),
            CallResult::Accepted { .. }
            | CallResult::Received { .. }
            | CallResult::ReceivedFrom { .. }
            | CallResult::Echoed { .. }
            | CallResult::Ready { .. }
            | CallResult::Failed { .. } => true,
        }
    }

    /// A step that no rule explains still has something to say.
    fn if_silent(&mut self) {
        if !self.said.is_empty() {
            return;
        }
        let lang = self.lang;
        let event = self.trace.trigger(self.step);
        match event.what {
            What::CallMade { call, .. }
            | What::CallBlocked { call, .. }
            | What::CallResumed { call, .. } => {
                self.say(Markup::plain_text(call_help(lang, &call)));
            }
            what => {
                if let Some(frame) = what.frame() {
                    self.say(segment(lang, self.trace, frame));
                }
            }
        }
        if self.said.is_empty() {
            let peer = peer_of(self.trace, event).map(|node| self.trace.node(node).name.as_str());
            let peer = Esc(peer.unwrap_or("?"));
            self.say(say!(
                lang,
                "Nothing else changes, here or at {peer}.",
                "除此之外没有变化，{peer}也一样。",
            ));
        }
    }
}

/// What a segment carries and says, in a sentence.
fn segment(lang: Lang, trace: &Trace, frame: FrameId) -> Markup {
    let Some(tcp) = trace.segment(frame) else { return Markup::default() };
    let (seq, ack) = (tcp.header.seq, tcp.header.ack);
    let n = bytes(lang, tcp.payload_len as u64);
    let quoted = trace.frame_bytes(frame).get(tcp.payload.clone()).and_then(excerpt);
    let quoted = quoted.map_or_else(String::new, |text| match lang {
        Lang::En => format!(", “{text}”"),
        Lang::Zh => format!("（“{text}”）"),
    });
    match (tcp.payload_len > 0, tcp.header.flags.ack()) {
        (true, true) => say!(
            lang,
            "It carries *`{n}`*{quoted}, numbered from `{seq}`, and acknowledges everything before `{ack}`.",
            "它携带*`{n}`*{quoted}，从 `{seq}` 开始编号，并确认 `{ack}` 之前的全部内容。",
        ),
        (true, false) => say!(
            lang,
            "It carries *`{n}`*{quoted}, numbered from `{seq}`.",
            "它携带*`{n}`*{quoted}，从 `{seq}` 开始编号。",
        ),
        (false, true) if tcp.seq_len() > 0 => say!(
            lang,
            "It is numbered `{seq}` and acknowledges everything before `{ack}`.",
            "它的序列号是 `{seq}`，并确认 `{ack}` 之前的全部内容。",
        ),
        (false, true) => say!(
            lang,
            "It carries no data; it *acknowledges everything before `{ack}`*.",
            "它不携带数据，只*确认 `{ack}` 之前的全部内容*。",
        ),
        (false, false) => say!(
            lang,
            "It carries no data; its sequence number is `{seq}`.",
            "它不携带数据，序列号是 `{seq}`。",
        ),
    }
}
