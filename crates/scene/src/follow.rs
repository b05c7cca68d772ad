//! One packet, followed from the host that made it to wherever it ends: hop by hop, with what
//! each device changed and what it left alone. Where a device sends it through several ports,
//! the way branches.

use crate::layers::boxes::{flow, interface};
use crate::layers::{Nest, Value, nest};
use crate::{
    Anchor, Classes, Drawing, Group, Key, Op, Role, Shape, Target, Text, Traffic, at, role_class,
};
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::{FieldName, LayerKind};
use wireglass_text::Lang;
use wireglass_text::diagram as words;
use wireglass_trace::{FrameId, NodeId, Trace, What};

/// More stops than this are not listed: a storm has no end.
const MOST: usize = 120;

/// What became of a packet on a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopFate {
    /// It arrived, and was taken or passed on.
    Arrived,
    /// It arrived, and was thrown away.
    Discarded,
    /// It was lost.
    Lost,
    /// The trace ends while it is under way.
    UnderWay,
}

/// A packet's stay on one link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The frame it is in there.
    pub frame: FrameId,
    /// How many branches lie before it.
    pub depth: usize,
    /// The stop that it comes from: an index into the list.
    pub before: Option<usize>,
    /// Whether it lies on the way to the frame that is followed, or is it.
    pub on_way: bool,
    /// Who sends it, and through which interface.
    pub from: (NodeId, String),
    /// Who gets it, and through which interface.
    pub to: (NodeId, String),
    /// When it was sent.
    pub sent: Instant,
    /// When that ended.
    pub ended: Option<Instant>,
    /// How that ended.
    pub fate: StopFate,
    /// Its addresses, ports and TTL; those are marked that the device before has changed.
    pub values: Vec<Value>,
}

/// The whole way of a packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Its stops: each comes after the one it comes from, and its own branches follow it.
    pub stops: Vec<Stop>,
    /// How many more there are that are not listed.
    pub left_out: usize,
}

/// The whole way of the packet that is in `frame`, from its first sender on.
pub fn follow(trace: &Trace, frame: FrameId, lang: Lang) -> Way {
    let hops = trace.hops(frame);
    let Some(first) = hops.first() else { return Way { stops: Vec::new(), left_out: 0 } };
    let mut later: Vec<Vec<FrameId>> = vec![Vec::new(); trace.frames().len()];
    for (index, other) in trace.frames().iter().enumerate() {
        if let Some(before) = other.copy_of.or(other.forwarded_from) {
            later[before.index()].push(FrameId::from_index(index));
        }
    }
    let mut discarded = vec![false; trace.frames().len()];
    for event in trace.events() {
        if let What::FrameDiscarded { frame } = event.what {
            discarded[frame.index()] = true;
        }
    }
    let mut way = Way { stops: Vec::new(), left_out: 0 };
    // The last to be put on is the next to be taken off: a branch is walked to its end.
    let mut waiting: Vec<(FrameId, Option<usize>, usize)> = vec![(*first, None, 0)];
    while let Some((id, before, depth)) = waiting.pop() {
        if way.stops.len() >= MOST {
            way.left_out += 1;
            waiting.extend(later[id.index()].iter().map(|next| (*next, None, 0)));
            continue;
        }
        let place = way.stops.len();
        let on_way = hops.contains(&id);
        let last = before.map(|before| way.stops[before].frame);
        way.stops.push(stop(trace, id, (before, last), depth, on_way, discarded[id.index()], lang));
        let next = &later[id.index()];
        let branches = next.len() > 1;
        for following in next.iter().rev() {
            // The way that is followed goes straight on.
            let straight = !branches || hops.contains(following);
            waiting.push((*following, Some(place), depth + usize::from(!straight)));
        }
    }
    way
}

fn stop(
    trace: &Trace,
    id: FrameId,
    (before, last): (Option<usize>, Option<FrameId>),
    depth: usize,
    on_way: bool,
    discarded: bool,
    lang: Lang,
) -> Stop {
    let frame = trace.frame(id);
    let own = nest(trace, id, lang);
    let own = match last {
        Some(last) => own.against(&nest(trace, last, lang)),
        None => own,
    };
    let fate = match (frame.end, frame.arrived, discarded) {
        (None, ..) => StopFate::UnderWay,
        (Some(_), false, _) => StopFate::Lost,
        (Some(_), true, true) => StopFate::Discarded,
        (Some(_), true, false) => StopFate::Arrived,
    };
    Stop {
        frame: id,
        depth,
        before,
        on_way,
        from: (frame.from, interface(trace, id, frame.from)),
        to: (frame.to, interface(trace, id, frame.to)),
        sent: trace.sent_at(id),
        ended: trace.ended_at(id),
        fate,
        values: telling(own, trace, id),
    }
}

/// What tells hops apart: addresses, ports, TTL.
fn telling(nest: Nest, trace: &Trace, id: FrameId) -> Vec<Value> {
    use FieldName as F;
    const TELLING: [FieldName; 13] = [
        F::EthernetSource,
        F::EthernetDestination,
        F::Ipv4Source,
        F::Ipv4Destination,
        F::Ipv4Ttl,
        F::Ipv6Source,
        F::Ipv6Destination,
        F::Ipv6HopLimit,
        F::Ipv4Checksum,
        F::TcpSourcePort,
        F::TcpDestinationPort,
        F::UdpSourcePort,
        F::UdpDestinationPort,
    ];
    let whole = trace.dissect(id);
    let telling = |value: &Value| {
        let field = whole.layers.get(value.field.0).and_then(|l| l.fields.get(value.field.1));
        field.is_some_and(|field| TELLING.contains(&field.name))
    };
    nest.boxes
        .into_iter()
        .filter(|it| !it.quoted && it.kind != LayerKind::Arp)
        .flat_map(|it| it.values)
        .filter(telling)
        .collect()
}

/// The line of a stop, a line of its values, and the space to the next stop.
const HEAD: f64 = 22.0;
const LINE: f64 = 17.0;
const GAP: f64 = 12.0;
/// How far a branch is moved in.
const INDENT: f64 = 18.0;
/// Left of the text: the line with its dots.
const RAIL: f64 = 26.0;

/// The way of a packet, as a list: `selected` is marked, and what has not happened by `now` is
/// faded.
pub fn follow_drawing(
    trace: &Trace,
    traffic: &Traffic,
    frame: FrameId,
    now: Instant,
    width: f64,
    lang: Lang,
) -> Drawing {
    let width = width.max(220.0);
    let way = follow(trace, frame, lang);
    let mut shapes = Vec::new();
    let mut dots: Vec<(f64, f64)> = Vec::with_capacity(way.stops.len());
    let mut y = 0.0;
    let mut rails = Vec::new();
    for (index, stop) in way.stops.iter().enumerate() {
        let left = INDENT * depth(stop.depth);
        let dot = (left + 9.0, y + 13.0);
        if let Some(&(x, from)) = stop.before.and_then(|before| dots.get(before)) {
            rails.push(rail(x, from, dot));
        }
        dots.push(dot);
        let facts = traffic.facts(stop.frame);
        let (shape, height) =
            row(trace, stop, index, (left, y), (width, facts.role, &facts.label), frame, now, lang);
        shapes.push(shape);
        y += height;
    }
    if way.left_out > 0 {
        let text = words::more_stops(lang, way.left_out);
        let place = at(RAIL, y + 14.0);
        shapes.push(Text::new(place, Anchor::Start, Classes::of("cap"), text).into());
        y += HEAD;
    }
    let rails = Group::new(Key("rails", 0), Classes::of("rails")).with(rails);
    shapes.insert(0, rails.into());
    let (first, last) = (way.stops.first(), way.stops.iter().rfind(|stop| stop.on_way));
    let name = |node: NodeId| trace.node(node).name.as_str();
    let description = first.zip(last).map_or_else(String::new, |(first, last)| {
        words::follow_description(lang, name(first.from.0), name(last.to.0), way.stops.len())
    });
    Drawing {
        width,
        height: (y - GAP + 6.0).max(HEAD),
        title: words::follow_title(lang).to_owned(),
        description,
        shapes,
    }
}

fn rail(x: f64, from: f64, to: (f64, f64)) -> Shape {
    use Op::{Line, Move, Quad};
    let mut ops = vec![Move(at(x, from + 6.0))];
    if (x - to.0).abs() < 0.1 {
        ops.push(Line(at(x, to.1 - 6.0)));
    } else {
        let bend = to.1 - 10.0;
        ops.push(Line(at(x, bend)));
        ops.push(Quad(at(x, to.1), at(to.0 - 6.0, to.1)));
    }
    Shape::Path { ops, class: Classes::of("rail") }
}

#[allow(clippy::too_many_arguments, reason = "all of a row's place and looks")]
fn row(
    trace: &Trace,
    stop: &Stop,
    index: usize,
    (left, y): (f64, f64),
    (width, role, label): (f64, Role, &str),
    selected: FrameId,
    now: Instant,
    lang: Lang,
) -> (Shape, f64) {
    let name = |node: NodeId| trace.node(node).name.as_str();
    let chosen = stop.frame == selected;
    let class = Classes::of("stop")
        .and(role_class(role))
        .and_if(chosen, "sel")
        .and_if(stop.depth > 0, "aside")
        .and_if(stop.sent > now, "future");
    let time = |instant: Instant| crate::ladder::axis::rounded(instant.since(Instant::ZERO));
    let fate = match stop.fate {
        StopFate::Arrived => "",
        StopFate::Discarded => words::discarded(lang),
        StopFate::Lost => words::lost(lang),
        StopFate::UnderWay => words::under_way(lang),
    };
    let ends = format!("{} {} → {} {}", name(stop.from.0), stop.from.1, name(stop.to.0), stop.to.1);
    let took = stop.ended.map_or(Duration::ZERO, |end| end.since(stop.sent));
    let mut when = time(stop.sent);
    if took > Duration::ZERO {
        when = format!("{when} + {}", crate::ladder::axis::rounded(took));
    }
    let x = left + RAIL;
    let mut group = Group::new(Key("stop", u64::from(stop.frame.0)), class)
        .target(Target::Frame(stop.frame))
        .label(format!("{label}, {ends}, {when} {fate}"));
    let lines = flow(&stop.values, width - x);
    let values_height = LINE * depth(lines.len());
    if chosen {
        group.children.push(Shape::Rect {
            at: at(left, y),
            width: width - left,
            height: HEAD + values_height + 4.0,
            radius: 6.0,
            class: Classes::of("stop-mark"),
        });
    }
    let place = at(left + 9.0, y + 13.0);
    match stop.fate {
        StopFate::Arrived | StopFate::UnderWay => group.children.push(Shape::Circle {
            at: place,
            radius: 5.0,
            class: Classes::of("stop-dot").and_if(stop.fate == StopFate::UnderWay, "open"),
        }),
        StopFate::Discarded => group.children.extend(crate::ladder::heads::discard(place)),
        StopFate::Lost => group.children.push(crate::ladder::heads::cross(place, 5.0)),
    }
    let head = Text::new(at(x, y + 17.0), Anchor::Start, Classes::of("stop-name"), ends);
    group.children.push(head.into());
    let end = if fate.is_empty() { when } else { format!("{when} · {fate}") };
    let place = at(width, y + 17.0);
    group.children.push(Text::new(place, Anchor::End, Classes::of("ly-size"), end).into());
    let mut below = y + HEAD;
    for line in &lines {
        for piece in line {
            group.children.extend(piece.draw(at(x, below), index as u64));
        }
        below += LINE;
    }
    (group.into(), HEAD + values_height + GAP)
}

#[allow(clippy::cast_precision_loss, reason = "a handful of branches")]
const fn depth(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests;
