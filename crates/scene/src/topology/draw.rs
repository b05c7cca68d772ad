//! Areas, cables and nodes.

use super::plane::Box2;
use super::{TopologyLayout, TopologyView, addresses_now, icons, lines, plane};
use crate::Op::{Line, Move, Quad};
use crate::ladder::heads;
use crate::measure::{Face, cut, text_width};
use crate::{
    Anchor, Classes, Facts, Group, Key, Op, Point, Shape, Target, Text, Traffic, at, role_class,
};
use std::collections::BTreeSet;
use wireglass_core::rules::Reason;
use wireglass_text::diagram as words;
use wireglass_trace::{FrameId, LinkId, Medium, NodeId, NodeKind, Snapshot, Trace, What};

/// The size of a node's name.
pub(super) const NAME_SIZE: f64 = 13.0;
/// The size of what stands below it.
pub(super) const LINE_SIZE: f64 = 11.0;
/// From a line to the next.
const LINE: f64 = 14.0;

/// How tall a name with so many lines below it is.
#[allow(clippy::cast_precision_loss, reason = "a handful of lines")]
pub(super) const fn label_height(lines: usize) -> f64 {
    16.0 + LINE * lines as f64
}

/// What the present step does, and where.
#[derive(Default)]
struct Present {
    /// Where it happens.
    here: Option<NodeId>,
    /// Links that it puts something on, or takes something from.
    hot: BTreeSet<LinkId>,
    /// Who repeats a frame through all other ports, and why that is so.
    flooding: Option<NodeId>,
    /// Who throws a frame away.
    discards: BTreeSet<NodeId>,
}

impl Present {
    fn of(trace: &Trace, traffic: &Traffic, view: &TopologyView) -> Self {
        let mut present = Self::default();
        let Some(step) = view.moment.position.min(trace.steps().len()).checked_sub(1) else {
            return present;
        };
        present.here = Some(trace.trigger(step).node);
        for (_, event) in trace.step_events(step) {
            let shown = |frame: FrameId| traffic.shows(&view.filter, frame);
            match event.what {
                What::FrameSent { frame } | What::FrameArrived { frame } if shown(frame) => {
                    present.hot.insert(trace.frame(frame).link);
                    if matches!(event.what, What::FrameSent { .. }) && is_flood(event.because) {
                        present.flooding = Some(event.node);
                    }
                }
                What::FrameDiscarded { .. } => {
                    present.discards.insert(event.node);
                }
                What::LinkChanged { link, .. } => {
                    present.hot.insert(link);
                }
                _ => {}
            }
        }
        present
    }
}

/// Whether a frame was sent on because nobody knows where its receiver is, or because
/// that is all its sender can do.
const fn is_flood(because: Option<Reason>) -> bool {
    matches!(
        because,
        Some(
            Reason::BridgeFlood { .. }
                | Reason::BridgeFloodGroup { .. }
                | Reason::HubRepeats { .. }
        )
    )
}

pub(super) fn ground(
    layout: &TopologyLayout,
    trace: &Trace,
    traffic: &Traffic,
    snapshot: &Snapshot,
    view: &TopologyView,
) -> Vec<Shape> {
    let present = Present::of(trace, traffic, view);
    let mut shapes = Vec::new();
    areas(layout, snapshot, &mut shapes);
    if let Some(frame) = view.selected {
        shapes.push(trail(layout, trace, traffic, view, frame));
    }
    for index in 0..trace.links().len() {
        shapes.push(cable(layout, trace, snapshot, &present, LinkId::from_index(index)));
    }
    for index in 0..trace.nodes().len() {
        shapes.push(node(layout, trace, snapshot, &present, NodeId::from_index(index)));
    }
    if layout.options.interfaces {
        shapes.extend(ports(layout, trace));
    }
    shapes
}

fn areas(layout: &TopologyLayout, snapshot: &Snapshot, shapes: &mut Vec<Shape>) {
    for (index, (segment, area)) in layout.segments.iter().zip(&layout.plan.areas).enumerate() {
        let prefixes = segment.prefixes(snapshot);
        // Where nobody has an address, there is no network of IP.
        if prefixes.is_empty() {
            continue;
        }
        let most = area.body.map_or(24, |body| room(body.width() - 28.0));
        let name = cut(&prefixes.join(" · "), most);
        let mut group =
            Group::new(Key("net", index as u64), Classes::of("net")).label(prefixes.join(", "));
        if let Some(body) = area.body {
            group.children.push(Shape::Rect {
                at: at(body.left, body.top),
                width: body.width(),
                height: body.height(),
                radius: 18.0,
                class: Classes::of("net-area"),
            });
        }
        group.children.push(Text::new(area.at, area.anchor, Classes::of("net-name"), name).into());
        shapes.push(group.into());
    }
}

/// How many characters of a network's name fit.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates, and no area is that wide"
)]
fn room(pixels: f64) -> usize {
    ((pixels / text_width("0", 12.0, Face::Mono)) as usize).max(10)
}

fn pieces(way: &[Point]) -> Vec<Op> {
    way.iter()
        .enumerate()
        .map(|(index, point)| if index == 0 { Move(*point) } else { Line(*point) })
        .collect()
}

/// The way of a frame up to where it is.
fn trail(
    layout: &TopologyLayout,
    trace: &Trace,
    traffic: &Traffic,
    view: &TopologyView,
    frame: FrameId,
) -> Shape {
    let hops = trace.hops(frame);
    let Facts { role, .. } = traffic.facts(frame);
    let happened = |hop: &FrameId| {
        trace.frame(*hop).sent.is_some_and(|sent| trace.step_of(sent) < view.moment.position)
    };
    let marks = hops.iter().filter(|hop| happened(hop)).map(|hop| Shape::Path {
        ops: pieces(layout.link_way(trace.frame(*hop).link)),
        class: Classes::of("trail-line"),
    });
    let class = Classes::of("trail").and(role_class(*role));
    Group::new(Key("trail", 0), class).with(marks.collect::<Vec<_>>()).into()
}

fn cable(
    layout: &TopologyLayout,
    trace: &Trace,
    snapshot: &Snapshot,
    present: &Present,
    id: LinkId,
) -> Shape {
    let link = trace.link(id);
    let lang = layout.options.lang;
    let way = layout.link_way(id);
    let up = snapshot.is_up(id);
    let class = Classes::of("cable")
        .and(medium_class(link.medium))
        .and_if(present.hot.contains(&id), "hot")
        .and_if(!up, "cut");
    let [a, b] = link.ends.map(|end| trace.node(end.node).name.as_str());
    let label = words::cable_label(lang, link.medium, a, b, up);
    let mut group =
        Group::new(Key("l", id.index() as u64), class).target(Target::Link(id)).label(label);
    // A wide, unseen line is easier to point at than a thin one.
    group.children.push(Shape::Path { ops: pieces(way), class: Classes::of("hit") });
    if up {
        group
            .children
            .push(Shape::Path { ops: line_of(link.medium, way), class: Classes::of("wire") });
        return group.into();
    }
    // Cut in the middle: two loose ends, and a cross between them.
    let whole = plane::length(way);
    let half = (whole / 2.0 - 14.0).max(0.0);
    for (from, to) in [(0.0, half), (whole - half, whole)] {
        group
            .children
            .push(Shape::Path { ops: pieces(&part(way, from, to)), class: Classes::of("wire") });
    }
    let (middle, _) = plane::along(way, whole / 2.0);
    group.children.push(heads::cross(middle, 6.0));
    group.into()
}

/// The part of a way between two lengths.
fn part(way: &[Point], from: f64, to: f64) -> Vec<Point> {
    let mut part = vec![plane::along(way, from).0];
    let mut walked = 0.0;
    for piece in way.windows(2) {
        walked += piece[0].distance(piece[1]);
        if walked > from && walked < to {
            part.push(piece[1]);
        }
    }
    part.push(plane::along(way, to).0);
    part
}

const fn medium_class(medium: Medium) -> &'static str {
    match medium {
        Medium::TwistedPair => "copper",
        Medium::TelephoneLine => "phone",
        Medium::Fibre => "fibre",
        Medium::Radio => "radio",
    }
}

/// Radio has no line: it is drawn as waves across the way.
fn line_of(medium: Medium, way: &[Point]) -> Vec<Op> {
    if medium != Medium::Radio {
        return pieces(way);
    }
    let whole = plane::length(way);
    let mut ops = Vec::new();
    let mut along = 36.0;
    while along < whole - 36.0 {
        let (middle, unit) = plane::along(way, along);
        ops.push(Move(middle.moved(unit, -3.0, -7.0)));
        ops.push(Quad(middle.moved(unit, 5.0, 0.0), middle.moved(unit, -3.0, 7.0)));
        along += 11.0;
    }
    ops
}

fn node(
    layout: &TopologyLayout,
    trace: &Trace,
    snapshot: &Snapshot,
    present: &Present,
    id: NodeId,
) -> Shape {
    let lang = layout.options.lang;
    let node = trace.node(id);
    let (place, label) = (layout.plan.places[id.index()], layout.plan.labels[id.index()]);
    let on = snapshot.node(id).on;
    let here = present.here == Some(id);
    let class =
        Classes::of("nd").and(kind_class(node.kind)).and_if(here, "here").and_if(!on, "off");
    let lines = lines(trace, id, &addresses_now(trace, snapshot, id), &layout.options);
    let flooding = present.flooding == Some(id);
    let discards = present.discards.contains(&id);
    let states: Vec<&str> = [
        (!on, words::off(lang)),
        (flooding, words::flood(lang)),
        (discards, words::discarded(lang)),
    ]
    .into_iter()
    .filter_map(|(holds, word)| holds.then_some(word))
    .collect();
    let spoken =
        words::node_label(lang, node.kind, &node.name, &lines.join(", "), &states.join(", "));
    let mut group =
        Group::new(Key("n", id.index() as u64), class).target(Target::Node(id)).label(spoken);
    let (half_width, half_height) = icons::half(node.kind);
    if here {
        let body = Box2::around(place, (half_width, half_height)).grown(6.0);
        group.children.push(Shape::Rect {
            at: at(body.left, body.top),
            width: body.width(),
            height: body.height(),
            radius: 12.0,
            class: Classes::of("nd-halo"),
        });
    }
    group.children.extend(icons::icon(node.kind, place));
    let line = |top: f64, class: &'static str, content: &str| {
        Shape::Text(Text::new(at(label.at.x, top), label.anchor, Classes::of(class), content))
    };
    group.children.push(line(label.at.y + 12.0, "nn", &node.name));
    let mut top = label.at.y + 12.0;
    for text in &lines {
        top += LINE;
        group.children.push(line(top, "na", text));
    }
    // At the icon's upper corners, where neither a cable nor a label is likely.
    if flooding {
        group.children.extend(flood(at(place.x - half_width, place.y - half_height)));
    }
    if discards {
        group.children.extend(heads::discard(at(place.x + half_width, place.y - half_height)));
    }
    if !on {
        let corner = at(place.x + half_width, place.y - half_height);
        group.children.push(Shape::Circle {
            at: corner,
            radius: 7.0,
            class: Classes::of("off-ring"),
        });
        group.children.push(Shape::Path {
            ops: vec![
                Move(at(corner.x - 3.0, corner.y - 3.0)),
                Line(at(corner.x + 3.0, corner.y + 3.0)),
                Move(at(corner.x + 3.0, corner.y - 3.0)),
                Line(at(corner.x - 3.0, corner.y + 3.0)),
            ],
            class: Classes::of("off-cross"),
        });
    }
    group.into()
}

pub(crate) const fn kind_class(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Host => "pc",
        NodeKind::Server => "server",
        NodeKind::Hub => "hub",
        NodeKind::Switch => "switch",
        NodeKind::Router => "router",
        NodeKind::HomeRouter => "home",
        NodeKind::Modem => "modem",
        NodeKind::Outside => "outside",
    }
}

/// The sign of a flood: arrows to every side, in a ring.
fn flood(middle: Point) -> [Shape; 2] {
    let mut ops = Vec::new();
    for (x, y) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
        let unit = at(x, y);
        let tip = middle.moved(unit, 6.0, 0.0);
        ops.push(Move(middle));
        ops.push(Line(tip));
        ops.push(Move(tip.moved(unit, -2.4, 2.4)));
        ops.push(Line(tip));
        ops.push(Line(tip.moved(unit, -2.4, -2.4)));
    }
    [
        Shape::Circle { at: middle, radius: 9.5, class: Classes::of("flood-ring") },
        Shape::Path { ops, class: Classes::of("flood-line") },
    ]
}

/// The names of interfaces at the ends of cables, where there is room for them.
fn ports(layout: &TopologyLayout, trace: &Trace) -> Vec<Shape> {
    let plan = &layout.plan;
    let mut placed: Vec<Box2> = Vec::new();
    let mut shapes = Vec::new();
    for (index, link) in trace.links().iter().enumerate() {
        for (end, which) in link.ends.iter().zip([0_u64, 1]) {
            let node = trace.node(end.node);
            // One interface needs no name.
            if node.interfaces.len() < 2 {
                continue;
            }
            let name = node
                .interfaces
                .get(usize::from(end.port))
                .map(|interface| interface.name.clone())
                .filter(|name| !name.is_empty())
                .unwrap_or_else(|| end.port.to_string());
            let mut way = plan.ways[index].clone();
            if which == 1 {
                way.reverse();
            }
            let half = (text_width(&name, 10.0, Face::Mono) / 2.0 + 1.0, 6.0);
            let free = |it: Box2| {
                !plan.ways.iter().any(|way| it.is_on(way))
                    && !plan.labels.iter().any(|label| label.body.overlaps(it))
                    && !placed.iter().any(|other| other.overlaps(it))
                    && !(0..plan.places.len()).any(|node| {
                        let kind = trace.node(NodeId::from_index(node)).kind;
                        Box2::around(plan.places[node], icons::half(kind)).overlaps(it)
                    })
            };
            let spots = [40.0, 48.0, 56.0, 66.0, 78.0]
                .into_iter()
                .flat_map(|along| [-1.0, 1.0].map(|side| (along, side)));
            let found = spots
                .map(|(along, side)| {
                    let (point, unit) = plane::along(&way, along);
                    // Far enough aside for its corners to clear the line.
                    let aside = half.0 * unit.y.abs() + half.1 * unit.x.abs() + 3.0;
                    Box2::around(point.moved(unit, 0.0, side * aside), half)
                })
                .find(|it| free(*it));
            let Some(body) = found else { continue };
            placed.push(body);
            let place = at(body.middle().x, body.middle().y + 3.5);
            let text = Text::new(place, Anchor::Middle, Classes::of("port"), name);
            shapes.push(
                Group::new(Key("port", index as u64 * 2 + which), Classes::NONE)
                    .with([Shape::Text(text)])
                    .into(),
            );
        }
    }
    shapes
}
