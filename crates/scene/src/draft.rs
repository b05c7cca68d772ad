//! A network under construction: nodes where their author puts them, cables as they are
//! plugged in, and marks where something is to be told.
//!
//! Unlike [`mod@crate::topology`] nothing here finds its own place or gets out of another's way:
//! what is drawn is what was put there, so that nothing jumps while somebody drags. Each node
//! and each cable is drawn by itself, so that a page draws again only those that changed.

use crate::measure::{Face, text_width};
use crate::topology::{icons, kind_class};
use crate::{Anchor, Classes, Group, Key, Op, Point, Shape, Target, Text, at};
use wireglass_trace::{LinkId, NodeId, NodeKind};

/// The distance that free places are apart, and on which nodes snap when asked to.
pub const CELL: f64 = 20.0;
const NAME_SIZE: f64 = 13.0;
const LINE_SIZE: f64 = 10.5;

/// A node to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftNode {
    /// Its place in the list of nodes.
    pub index: usize,
    /// What it is.
    pub kind: NodeKind,
    /// Its name.
    pub name: String,
    /// What stands below its name: its addresses.
    pub lines: Vec<String>,
    /// The middle of its icon.
    pub at: Point,
    /// Chosen.
    pub selected: bool,
    /// A cable is being drawn from here.
    pub source: bool,
    /// What there is to tell about it.
    pub mark: Mark,
    /// What a screen reader calls it.
    pub label: String,
}

/// What there is to tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Nothing.
    #[default]
    Nothing,
    /// It may well be meant.
    Hint,
    /// It will not work as its author thinks.
    Wrong,
}

/// A cable to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftCable {
    /// Its place in the list of links.
    pub index: usize,
    /// Where it begins and ends: middles of icons.
    pub ends: [Point; 2],
    /// The names of its interfaces, where nodes have several.
    pub ports: [Option<String>; 2],
    /// How many cables between the same two nodes there are, and the how-manieth this is.
    pub twins: (usize, usize),
    /// Chosen.
    pub selected: bool,
    /// What there is to tell about it.
    pub mark: Mark,
    /// What a screen reader calls it.
    pub label: String,
}

/// Half the width and half the height of what a node takes, without its label: where a handle
/// for a new cable may sit.
pub fn half(kind: NodeKind) -> (f64, f64) {
    icons::half(kind)
}

/// A node.
pub fn node(node: &DraftNode) -> Shape {
    let DraftNode { kind, at: middle, .. } = *node;
    let (wide, high) = icons::half(kind);
    let class = Classes::of("nd")
        .and(kind_class(kind))
        .and_if(node.selected, "here")
        .and_if(node.source, "source");
    let id = NodeId::from_index(node.index);
    let mut group = Group::new(Key("n", node.index as u64), class)
        .target(Target::Node(id))
        .label(node.label.clone());
    let label_width = node
        .lines
        .iter()
        .map(|line| text_width(line, LINE_SIZE, Face::Mono))
        .fold(text_width(&node.name, NAME_SIZE, Face::Sans), f64::max);
    #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
    let below = high + 24.0 + 14.0 * node.lines.len() as f64;
    let aside = wide.max(label_width / 2.0);
    let body = |grow: f64, bottom: f64, class: &'static str| Shape::Rect {
        at: at(middle.x - aside - grow, middle.y - high - grow),
        width: 2.0 * (aside + grow),
        height: high + bottom + 2.0 * grow,
        radius: 12.0,
        class: Classes::of(class),
    };
    // All of it can be held, also between its lines.
    group.children.push(body(4.0, below - 6.0, "hit"));
    if node.selected || node.source {
        group.children.push(body(6.0, below - 6.0, "nd-halo"));
    }
    group.children.extend(icons::icon(kind, middle));
    let line = |top: f64, class: &'static str, content: &str| {
        let place = at(middle.x, middle.y + high + top);
        Shape::Text(Text::new(place, Anchor::Middle, Classes::of(class), content))
    };
    group.children.push(line(18.0, "nn", &node.name));
    let mut top = 18.0;
    for text in &node.lines {
        top += 14.0;
        group.children.push(line(top, "na", text));
    }
    group.children.extend(mark(node.mark, at(middle.x + wide, middle.y - high)));
    group.into()
}

/// A cable.
pub fn cable(cable: &DraftCable) -> Shape {
    let way = way(cable);
    let class = Classes::of("cable").and("copper").and_if(cable.selected, "hot");
    let mut group = Group::new(Key("l", cable.index as u64), class)
        .target(Target::Link(LinkId::from_index(cable.index)))
        .label(cable.label.clone());
    for class in ["hit", "wire"] {
        group.children.push(Shape::Path { ops: ops(&way), class: Classes::of(class) });
    }
    let whole = way[0].distance(way[way.len() - 1]);
    for (port, (from, to)) in
        cable.ports.iter().zip([(way[0], way[1]), (way[way.len() - 1], way[way.len() - 2])])
    {
        let Some(name) = port else { continue };
        let unit = from.direction(to);
        let place = from.moved(unit, (whole * 0.3).clamp(20.0, 52.0), -9.0);
        group.children.push(Shape::Text(Text::new(
            at(place.x, place.y + 3.5),
            Anchor::Middle,
            Classes::of("port"),
            name.clone(),
        )));
    }
    let middle = way[0].toward(way[way.len() - 1], 0.5);
    group.children.extend(mark(cable.mark, middle));
    group.into()
}

/// A cable that is not plugged in yet.
pub fn loose_cable(from: Point, to: Point) -> Shape {
    Shape::Path { ops: ops(&[from, to]), class: Classes::of("loose") }
}

/// Straight, or beside its twins.
fn way(cable: &DraftCable) -> Vec<Point> {
    let [a, b] = cable.ends;
    let (count, nth) = cable.twins;
    if count < 2 {
        return vec![a, b];
    }
    #[expect(clippy::cast_precision_loss, reason = "a handful of cables")]
    let aside = (nth as f64 - (count as f64 - 1.0) / 2.0) * 18.0;
    let (unit, long) = (a.direction(b), a.distance(b));
    let turn = (long * 0.25).min(44.0);
    vec![a, a.moved(unit, turn, aside), a.moved(unit, long - turn, aside), b]
}

fn ops(way: &[Point]) -> Vec<Op> {
    let mut ops: Vec<Op> = way.iter().copied().map(Op::Line).collect();
    if let (Some(first), Some(start)) = (ops.first_mut(), way.first()) {
        *first = Op::Move(*start);
    }
    ops
}

/// A sign at a corner: a disc with `!`, a ring with `i`.
fn mark(mark: Mark, place: Point) -> Vec<Shape> {
    let (class, sign) = match mark {
        Mark::Nothing => return Vec::new(),
        Mark::Hint => ("mark-hint", "i"),
        Mark::Wrong => ("mark-wrong", "!"),
    };
    let text = at(place.x, place.y + 4.0);
    vec![
        Shape::Circle { at: place, radius: 8.0, class: Classes::of(class) },
        Shape::Text(Text::new(text, Anchor::Middle, Classes::of(class).and("sign"), sign)),
    ]
}

/// Places for nodes that have none: as a topology would place them, in pixels, away from those
/// that have one.
pub fn places(known: &[Option<Point>], links: &[[usize; 2]]) -> Vec<Point> {
    const APART: (f64, f64) = (180.0, 140.0);
    let wished = crate::topology::place::place(known.len(), links);
    // Whoever has no place stands below all that have one.
    let floor = known.iter().flatten().map(|place| place.y + APART.1).fold(0.0, f64::max);
    known
        .iter()
        .zip(wished)
        .map(|(known, wish)| {
            known.unwrap_or_else(|| at(wish.x * APART.0 + 100.0, wish.y * APART.1 + floor + 60.0))
        })
        .collect()
}

#[cfg(test)]
mod tests;
