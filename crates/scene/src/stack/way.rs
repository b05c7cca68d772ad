//! Whose stacks a packet goes through, how far up in each, and where it is now.

use super::{Level, level_of};
use crate::topology::is_link_device;
use wireglass_core::wire::LayerKind;
use wireglass_trace::{FrameId, NodeId, NodeKind, Trace, What};

/// The way through a stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// From this layer down: its maker.
    Down(Level),
    /// Up to this layer and down again: passed on.
    Through(Level),
    /// Up to this layer: here it ends.
    Up(Level),
}

impl Reach {
    pub(super) const fn top(self) -> Level {
        match self {
            Self::Down(level) | Self::Through(level) | Self::Up(level) => level,
        }
    }
}

/// A host or a device on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) node: NodeId,
    /// The highest layer it has.
    pub(super) has: Level,
    pub(super) reach: Reach,
    /// The frame that came in, and the one that goes out.
    pub(super) came: Option<FrameId>,
    pub(super) goes: Option<FrameId>,
    /// Whether it has come in, and gone out, by now.
    pub(super) arrived: bool,
    pub(super) left: bool,
    /// The layers that work in the present step: from, to.
    pub(super) lit: Option<(Level, Level)>,
    /// Whether the present step takes the frame in, and whether it sends it on.
    pub(super) takes: bool,
    pub(super) sends: bool,
}

/// The frame that the last step of a position is about.
pub(super) fn frame_of_step(trace: &Trace, position: usize) -> Option<FrameId> {
    let step = position.min(trace.steps().len()).checked_sub(1)?;
    trace.step_events(step).find_map(|(_, event)| match event.what {
        What::FrameSent { frame } | What::FrameArrived { frame } | What::FrameLost { frame } => {
            Some(frame)
        }
        _ => None,
    })
}

/// The frames of the packet's way: up to `frame`, and on from there by the branch that gets
/// furthest.
fn way(trace: &Trace, frame: FrameId) -> Vec<FrameId> {
    /// A way that is longer than any TTL is a loop.
    const LONGEST: usize = 256;
    let mut way = trace.hops(frame);
    while way.len() < LONGEST {
        let Some(last) = way.last() else { break };
        // Who takes it up is more telling than who throws it away.
        let next = trace.forwarded(*last).max_by_key(|next| {
            (trace.forwarded(*next).next().is_some(), !is_discarded(trace, *next))
        });
        let Some(next) = next else { break };
        way.push(next);
    }
    way
}

fn is_discarded(trace: &Trace, frame: FrameId) -> bool {
    let Some(end) = trace.frame(frame).end else { return false };
    let step = trace.step_of(end);
    trace.step_events(step).any(|(_, event)| event.what == What::FrameDiscarded { frame })
}

/// The stacks on the way of `frame`, as they are at `position`.
pub(super) fn columns(trace: &Trace, position: usize, frame: FrameId) -> Vec<Column> {
    let way = way(trace, frame);
    let step = position.min(trace.steps().len()).checked_sub(1);
    let happened = |event: Option<wireglass_trace::EventId>| {
        event.is_some_and(|event| step.is_some_and(|step| trace.step_of(event) <= step))
    };
    let mut columns = Vec::with_capacity(way.len() + 1);
    let Some((first, last)) = way.first().zip(way.last()) else { return columns };
    let carried = top(trace, *first);
    let mut came: Option<FrameId> = None;
    for id in way.iter().copied().map(Some).chain([None]) {
        let node = id.map_or(trace.frame(*last).to, |id| trace.frame(id).from);
        let kind = trace.node(node).kind;
        let has = highest(kind);
        let reach = match (came, id) {
            (None, _) => Reach::Down(carried.min(has)),
            (Some(_), Some(_)) => Reach::Through(passes(kind)),
            (Some(came), None) => Reach::Up(if is_discarded(trace, came) {
                refused_at(trace, came, has)
            } else {
                top(trace, came).min(has)
            }),
        };
        let arrived =
            came.is_none_or(|came| trace.frame(came).arrived && happened(trace.frame(came).end));
        let left = id.is_some_and(|id| happened(trace.frame(id).sent));
        let mut column = Column {
            node,
            has,
            reach,
            came,
            goes: id,
            arrived,
            left,
            lit: None,
            takes: false,
            sends: false,
        };
        if let Some(step) = step {
            light(trace, step, &mut column);
        }
        columns.push(column);
        came = id;
    }
    columns
}

/// The highest layer that a device has.
const fn highest(kind: NodeKind) -> Level {
    match kind {
        NodeKind::Host | NodeKind::Server | NodeKind::Router | NodeKind::HomeRouter => {
            Level::Application
        }
        NodeKind::Hub | NodeKind::Switch | NodeKind::Modem | NodeKind::Outside => Level::Link,
    }
}

/// How far up a packet goes that is passed on.
const fn passes(kind: NodeKind) -> Level {
    if is_link_device(kind) { Level::Link } else { Level::Network }
}

/// The highest layer that a frame carries something of.
fn top(trace: &Trace, frame: FrameId) -> Level {
    let whole = trace.dissect(frame);
    let own = whole.layers.iter().filter(|layer| {
        // Data of an echo is ICMP's own, and a part of a datagram nobody's yet.
        !layer.quoted && !matches!(layer.kind, LayerKind::Padding | LayerKind::Fragment)
    });
    let highest = own.map(|layer| level_of(layer.kind)).max().unwrap_or(Level::Link);
    let has_transport =
        whole.layer(LayerKind::Tcp).is_some() || whole.layer(LayerKind::Udp).is_some();
    if highest == Level::Application && !has_transport { Level::Network } else { highest }
}

/// Where a frame was refused: by the link's layer if it is for another station.
fn refused_at(trace: &Trace, frame: FrameId, has: Level) -> Level {
    let node = trace.frame(frame).to;
    let own = trace.port(frame, node).and_then(|port| {
        trace.node(node).interfaces.get(usize::from(port)).and_then(|interface| interface.mac)
    });
    let bytes = trace.received_bytes(frame);
    let for_it = own.is_some_and(|mac| bytes.get(..6) == Some(&mac.0[..]))
        || bytes.first().is_some_and(|byte| byte & 1 == 1);
    if for_it { Level::Network.min(has) } else { Level::Link }
}

/// Finds out which layers of a column work in a step.
fn light(trace: &Trace, step: usize, column: &mut Column) {
    let top = column.reach.top();
    let add = |lit: &mut Option<(Level, Level)>, from: Level, to: Level| {
        *lit = Some(lit.map_or((from, to), |(low, high)| (low.min(from), high.max(to))));
    };
    for (_, event) in trace.step_events(step).filter(|(_, event)| event.node == column.node) {
        match event.what {
            // What the transport's layer gets it works on; whether the application hears of it
            // the calls tell.
            What::FrameArrived { frame } if Some(frame) == column.came => {
                column.takes = true;
                add(&mut column.lit, Level::Link, top.min(Level::Transport));
            }
            What::FrameSent { frame } if Some(frame) == column.goes => {
                column.sends = true;
                add(&mut column.lit, Level::Link, top.min(Level::Transport));
            }
            What::CallMade { .. } | What::CallReturned { .. } | What::CallResumed { .. }
                if top == Level::Application =>
            {
                add(&mut column.lit, Level::Application, Level::Application);
            }
            _ => {}
        }
    }
}
