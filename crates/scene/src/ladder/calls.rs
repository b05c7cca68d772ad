//! System calls and expired timers, at the outer side of a lifeline.

use super::{LadderLayout, Now, touches};
use crate::{Anchor, Classes, Group, Key, Op, Shape, Target, Text, at};
use std::ops::Range;
use wireglass_core::tcp::Timer;
use wireglass_text::diagram as words;
use wireglass_trace::{Call, Errno, EventId};

/// From a lifeline to the bracket of a blocked call: beyond the longest name of a state.
const BRACKET: f64 = 124.0;
/// Lifelines nearer to the edge than this have no room for calls.
const ROOM: f64 = 186.0;

/// A mark: a call, an error, a timer that ran out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct CallMark {
    event: EventId,
    pub(super) lane: usize,
    pub(super) y: f64,
    text: CallText,
    /// The event that says it blocked.
    pub(super) blocked: Option<EventId>,
    /// When it returned.
    pub(super) returned: Option<(EventId, f64)>,
}

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum CallText {
    /// A call was made.
    Call(Call),
    /// A call failed.
    Error(Errno),
    /// A timer ran out.
    Timer(Timer),
}

impl CallMark {
    pub(super) const fn new(event: EventId, lane: usize, y: f64, text: CallText) -> Self {
        Self { event, lane, y, text, blocked: None, returned: None }
    }
}

/// A call's name, as programs write it.
const fn call_name(call: Call) -> &'static str {
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

pub(super) fn draw(layout: &LadderLayout, now: Now, visible: &Range<f64>, body: &mut Vec<Shape>) {
    if layout.options.compact {
        return;
    }
    for mark in &layout.calls {
        let end = match (mark.blocked, mark.returned) {
            (Some(_), Some((_, y))) => y,
            (Some(_), None) => layout.rows.end,
            (None, _) => mark.y,
        };
        let Some(lane) = layout.lanes.get(mark.lane) else { continue };
        let edge = if lane.outward < 0.0 { lane.x } else { layout.options.width - lane.x };
        if edge < ROOM || !touches(visible, mark.y - 12.0, end + 12.0) {
            continue;
        }
        let out = |distance: f64| lane.x + lane.outward * distance;
        let made = now.has(mark.event);
        let kind = match mark.text {
            CallText::Call(_) => "call",
            CallText::Error(_) => "errno",
            CallText::Timer(_) => "fired",
        };
        let class = Classes::of(kind).and_if(!made, "future");
        let mut group =
            Group::new(Key("c", u64::from(mark.event.0)), class).target(Target::Event(mark.event));
        let text = match mark.text {
            CallText::Call(call) => call_name(call),
            CallText::Error(error) => error.name(),
            CallText::Timer(timer) => words::timer(layout.options.lang, timer),
        };
        if mark.blocked.is_some() && end - mark.y > 6.0 {
            // The part of the wait that is over is solid.
            let bracket = |from: f64, to: f64, foot: bool, future: bool| {
                let mut ops =
                    vec![Op::Move(at(out(BRACKET), from)), Op::Line(at(out(BRACKET), to))];
                if foot {
                    ops.push(Op::Line(at(out(BRACKET - 5.0), to)));
                }
                let class = Classes::of("bracket").and_if(future, "future");
                Shape::Path { ops, class }
            };
            let foot = mark.returned.is_some();
            let here = if made { now.y.clamp(mark.y, end) } else { mark.y };
            if here < end {
                group.children.push(bracket(here, end, foot, made));
            }
            if here > mark.y {
                group.children.push(bracket(mark.y, here, foot && here >= end, false));
            }
        }
        if kind != "errno" {
            group.children.push(Shape::Line {
                from: at(out(BRACKET), mark.y),
                to: at(out(BRACKET - 5.0), mark.y),
                class: Classes::of("bracket"),
            });
        }
        let anchor = if lane.outward < 0.0 { Anchor::End } else { Anchor::Start };
        // Errors are long, and come with CLOSED, which is short.
        let start = if kind == "errno" { BRACKET - 38.0 } else { BRACKET + 5.0 };
        let place = at(out(start), mark.y + 3.5);
        group.children.push(Text::new(place, anchor, Classes::of("ct"), text).into());
        body.push(group.into());
    }
}
