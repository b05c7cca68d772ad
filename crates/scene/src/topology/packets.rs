//! Packets on their way: capsules with a word on them, moving linearly in model time.
//!
//! In two halves, because a thousand may move at once: where each is ([`MapPacket`]), found for
//! every picture; and how it looks ([`capsule`]), which stays the same on the way.

use super::plane::Box2;
use super::{TopologyLayout, TopologyView, icons, plane};
use crate::Op::{Close, Line, Move, Quad};
use crate::ladder::heads;
use crate::measure::{Face, text_width};
use crate::{
    Anchor, Classes, Facts, Fate, Flights, Group, Key, Op, Point, Role, Shape, Target, Text,
    Traffic, UnderWay, at, role_class,
};
use wireglass_text::diagram as words;
use wireglass_trace::{FrameId, NodeId, Trace};

/// Half a capsule's height.
const HALF_HEIGHT: f64 = 10.5;
/// The size of its word.
const WORD_SIZE: f64 = 11.0;
/// More than so many on one link are drawn without words: nobody could read them.
const CROWD: usize = 6;

/// A packet on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapPacket {
    /// Which frame.
    pub frame: FrameId,
    /// The middle of its capsule.
    pub at: Point,
    /// What has become of it.
    fate: Fate,
    /// Whether so many are on its link that it is drawn without a word.
    crowded: bool,
    selected: bool,
    /// Whether it flies to the left.
    left: bool,
}

impl MapPacket {
    /// Whether it looks as another one does, wherever they are.
    pub fn looks_like(&self, other: &Self) -> bool {
        Self { at: other.at, ..*self } == *other
    }
}

pub(super) fn seen(
    layout: &TopologyLayout,
    trace: &Trace,
    traffic: &Traffic,
    flights: &Flights,
    view: &TopologyView,
) -> Vec<MapPacket> {
    let mut seen = flights.at(trace, view.moment);
    seen.retain(|under_way| {
        Some(under_way.frame) == view.selected || traffic.shows(&view.filter, under_way.frame)
    });
    let mut on_link = vec![0_usize; trace.links().len()];
    for under_way in &seen {
        on_link[trace.frame(under_way.frame).link.index()] += 1;
    }
    let packet = |&UnderWay { frame, share, fate }: &UnderWay| {
        let selected = view.selected == Some(frame);
        let crowded = on_link[trace.frame(frame).link.index()] > CROWD && !selected;
        let half = half(traffic.facts(frame), crowded);
        let (at, unit) = place(layout, trace, frame, share, half);
        MapPacket { frame, at, fate, crowded, selected, left: unit.x <= -0.2 }
    };
    seen.iter().map(packet).collect()
}

/// Half a capsule.
fn half(facts: &Facts, crowded: bool) -> (f64, f64) {
    if crowded {
        (8.0, 5.0)
    } else {
        (text_width(&facts.label, WORD_SIZE, Face::Mono) / 2.0 + 9.0, HALF_HEIGHT)
    }
}

/// Where a frame is: its middle, and the way it flies. `half` is of its capsule.
fn place(
    layout: &TopologyLayout,
    trace: &Trace,
    id: FrameId,
    share: f64,
    half: (f64, f64),
) -> (Point, Point) {
    let frame = trace.frame(id);
    let link = trace.link(frame.link);
    let way = layout.link_way(frame.link);
    // From the end that is not its receiver's: a stranger plays that one.
    let backwards = link.ends[0].node == frame.to;
    let [from, to] = link.nodes();
    let share = if backwards { 1.0 - share } else { share };
    let whole = plane::length(way);
    let clear = |node: NodeId, unit: Point| {
        let icon = icons::half(trace.node(node).kind);
        // As far as two boxes must be apart not to touch.
        let across = (icon.0 + half.0 + 3.0) / unit.x.abs().max(1e-6);
        let down = (icon.1 + half.1 + 3.0) / unit.y.abs().max(1e-6);
        across.min(down)
    };
    let out = plane::along(way, 0.0).1;
    let into = plane::along(way, whole).1;
    let (mut first, mut last) = (clear(from, out), whole - clear(to, into));
    if first > last {
        // A cable too short for that: from a quarter to three quarters.
        (first, last) = (whole * 0.25, whole * 0.75);
    }
    let (place, unit) = plane::along(way, first + (last - first) * share);
    (place, if backwards { at(-unit.x, -unit.y) } else { unit })
}

/// How a packet looks, around its own middle.
pub(super) fn capsule(
    layout: &TopologyLayout,
    trace: &Trace,
    traffic: &Traffic,
    packet: &MapPacket,
) -> Group {
    let id = packet.frame;
    let facts = traffic.facts(id);
    let gone = matches!(packet.fate, Fate::Lost | Fate::Collided);
    let class = Classes::of("pk")
        .and(role_class(facts.role))
        .and_if(facts.again, "retx")
        .and_if(packet.selected, "sel")
        .and_if(gone, "gone");
    let half = half(facts, packet.crowded);
    let mut parts = body(facts.role, half);
    if !packet.crowded {
        parts.extend(front(facts.role, half, packet.left));
        let word = Classes::of("pk-word");
        parts.push(Text::new(at(0.0, 4.0), Anchor::Middle, word, facts.label.clone()).into());
    }
    match packet.fate {
        Fate::Lost => {
            parts.push(fall(half));
            parts.push(heads::cross(at(0.0, -half.1 - 9.0), 5.5));
        }
        Fate::Collided => parts.push(heads::clash(at(0.0, -half.1 - 7.0))),
        Fate::Flying | Fate::Arrived => {}
    }
    if trace.frame(id).received.is_some() {
        parts.push(heads::spark(at(half.0, -half.1)));
    }
    Group { at: packet.at, ..Group::new(Key("p", u64::from(id.0)), class) }
        .target(Target::Frame(id))
        .label(spoken(layout, trace, facts, packet))
        .with(parts)
}

/// The outline: corners, double lines and dashes tell roles apart, besides the colour.
fn body(role: Role, half: (f64, f64)) -> Vec<Shape> {
    let radius = match role {
        Role::Udp | Role::Dhcp | Role::Dns | Role::Tftp => 1.5,
        Role::Icmp | Role::Igmp => half.1,
        _ => 6.0,
    };
    let rect = |by: f64, class: &'static str| {
        let body = Box2::around(at(0.0, 0.0), half).grown(by);
        Shape::Rect {
            at: at(body.left, body.top),
            width: body.width(),
            height: body.height(),
            radius: (radius + by).max(0.0),
            class: Classes::of(class),
        }
    };
    let mut shapes = vec![rect(0.0, "pk-body")];
    if matches!(role, Role::Fin | Role::Dns) {
        shapes.push(rect(-3.0, "pk-inner"));
    }
    shapes
}

/// What a segment of TCP carries before it, on the side that it flies to, as its arrow in the
/// ladder does.
fn front(role: Role, half: (f64, f64), left: bool) -> Option<Shape> {
    let out = if left { -1.0 } else { 1.0 };
    let tip = |along: f64, across: f64| at(out * (half.0 + along), across);
    let (ops, class): (Vec<Op>, &'static str) = match role {
        Role::Syn | Role::SynAck => (
            vec![
                Move(tip(9.0, 0.0)),
                Line(tip(4.0, 5.0)),
                Line(tip(-1.0, 0.0)),
                Line(tip(4.0, -5.0)),
                Close,
            ],
            "pk-head",
        ),
        Role::Data => {
            (vec![Move(tip(8.0, 0.0)), Line(tip(1.0, 6.0)), Line(tip(1.0, -6.0)), Close], "pk-head")
        }
        Role::Ack => {
            (vec![Move(tip(2.0, 5.0)), Line(tip(7.0, 0.0)), Line(tip(2.0, -5.0))], "pk-open")
        }
        Role::Rst => (
            vec![
                Move(tip(1.0, 4.5)),
                Line(tip(10.0, -4.5)),
                Move(tip(10.0, 4.5)),
                Line(tip(1.0, -4.5)),
            ],
            "pk-open",
        ),
        _ => return None,
    };
    Some(Shape::Path { ops, class: Classes::of(class) })
}

/// The short fall of a lost frame.
fn fall(half: (f64, f64)) -> Shape {
    let from = at(0.0, half.1);
    let ops =
        vec![Move(from), Quad(at(from.x + 4.0, from.y + 10.0), at(from.x + 2.0, from.y + 24.0))];
    Shape::Path { ops, class: Classes::of("fall") }
}

/// What a screen reader says of it.
fn spoken(layout: &TopologyLayout, trace: &Trace, facts: &Facts, packet: &MapPacket) -> String {
    let lang = layout.options.lang;
    let frame = trace.frame(packet.frame);
    let name = |node: NodeId| trace.node(node).name.as_str();
    let told = [
        (facts.again, words::again(lang)),
        (frame.copy_of.is_some(), words::duplicate(lang)),
        (frame.received.is_some(), words::corrupted(lang)),
        (packet.fate == Fate::Lost, words::lost(lang)),
        (packet.fate == Fate::Collided, words::collision(lang)),
    ];
    let told: Vec<&str> =
        told.into_iter().filter_map(|(holds, word)| holds.then_some(word)).collect();
    words::packet_label(lang, &facts.label, name(frame.from), name(frame.to), &told.join(" · "))
}
