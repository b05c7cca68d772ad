//! The eleven states of RFC 9293 §3.3.2 as a picture, and where each side is in it.
//!
//! The places are fixed by hand; which arrows there are comes from the table
//! that the endpoint itself obeys (`wireglass_core::tcp::TRANSITIONS`).

mod routes;

use crate::Op::{Close, Line, Move};
use crate::sides::state_of;
use crate::{
    Anchor, Classes, Drawing, Group, Key, Op, Point, Shape, Target, Text, at, family_class,
    primary_socket, sides,
};
use wireglass_core::tcp::{State, TRANSITIONS};
use wireglass_text::Lang;
use wireglass_text::diagram as words;
use wireglass_trace::{NodeId, Snapshot, Trace};

/// The drawing's size in pixels.
pub const SIZE: (f64, f64) = (300.0, 402.0);
/// Half the size of a state.
const HALF: Point = at(41.0, 13.0);

/// One side in a state diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Which host.
    pub node: NodeId,
    /// Its name.
    pub name: String,
    /// Every state it has been in, in order, the present one last. Empty if unknown.
    pub path: Vec<State>,
    /// Whether the last step brought it where it is.
    pub just_moved: bool,
}

impl Side {
    /// The state it is in.
    pub fn now(&self) -> Option<State> {
        self.path.last().copied()
    }
}

/// Every host's side of the conversation at a moment.
pub fn fsm_sides(trace: &Trace, snapshot: &Snapshot) -> Vec<Side> {
    sides(trace)
        .into_iter()
        .map(|node| {
            let socket = primary_socket(trace, snapshot, node);
            let now = socket.map(|socket| snapshot.socket(socket));
            let mut path = now.map(|now| now.path.clone()).unwrap_or_default();
            let state = state_of(trace, snapshot, node);
            if let (true, Some(state)) = (path.is_empty(), state) {
                path.push(state);
            }
            // A connection that came from a listener was in LISTEN before it was itself.
            let parent = socket.and_then(|socket| trace.socket(socket).parent);
            if let Some(parent) = parent
                && path.first() == Some(&State::Listen)
            {
                let before = &snapshot.socket(parent).path;
                if before.last() == Some(&State::Listen) {
                    path.splice(0..1, before.iter().copied());
                }
            }
            Side {
                node,
                name: trace.node(node).name.clone(),
                path,
                just_moved: now.is_some_and(|now| now.state_before.is_some()),
            }
        })
        .collect()
}

/// The name that fits a node of the diagram: `SYN-RCVD`, `ESTAB`; the others whole.
pub const fn short_name(state: State) -> &'static str {
    match state {
        State::SynReceived => "SYN-RCVD",
        State::Established => "ESTAB",
        other => other.name(),
    }
}

/// Where a state stands.
const fn place(state: State) -> Point {
    match state {
        State::Closed => at(150.0, 22.0),
        State::Listen => at(60.0, 80.0),
        State::SynSent => at(240.0, 80.0),
        State::SynReceived => at(60.0, 140.0),
        State::Established => at(150.0, 196.0),
        State::FinWait1 => at(60.0, 256.0),
        State::CloseWait => at(240.0, 256.0),
        State::FinWait2 => at(60.0, 318.0),
        State::Closing => at(150.0, 318.0),
        State::LastAck => at(240.0, 318.0),
        State::TimeWait => at(150.0, 378.0),
    }
}

/// The state diagram of `sides`, from the point of view of `sides[focus]`: its
/// path is marked and its state filled; the others are dots with their letter.
pub fn state_diagram(sides: &[Side], focus: usize, lang: Lang) -> Drawing {
    let own = sides.get(focus);
    let path: &[State] = own.map_or(&[], |side| side.path.as_slice());
    let taken = |from: State, to: State| path.windows(2).any(|pair| pair == [from, to]);
    let last = match path {
        [.., from, to] if own.is_some_and(|side| side.just_moved) => Some((*from, *to)),
        _ => None,
    };
    // Arrows that were taken lie above those that were not.
    let mut arrows: Vec<(u8, Shape)> = Vec::new();
    for (i, transition) in TRANSITIONS.iter().enumerate() {
        let (from, to) = (transition.from, transition.to);
        if TRANSITIONS[..i].iter().any(|other| (other.from, other.to) == (from, to)) {
            continue;
        }
        let rank = match (last == Some((from, to)), taken(from, to)) {
            (true, _) => 2,
            (_, true) => 1,
            _ => 0,
        };
        arrows.push((rank, arrow(i, from, to, rank)));
    }
    arrows.sort_by_key(|(rank, _)| *rank);
    let mut shapes: Vec<Shape> = arrows.into_iter().map(|(_, shape)| shape).collect();
    for (i, state) in State::ALL.into_iter().enumerate() {
        shapes.push(node(i, state, own, path));
    }
    shapes.extend(markers(sides, focus));
    let title = words::fsm_title(lang).to_owned();
    let description = sides
        .iter()
        .map(|side| {
            let state = side.now().map_or(words::unknown(lang), State::name);
            words::host_label(lang, &side.name, state)
        })
        .collect::<Vec<_>>()
        .join("; ");
    Drawing { width: SIZE.0, height: SIZE.1, title, description, shapes }
}

fn node(index: usize, state: State, own: Option<&Side>, path: &[State]) -> Shape {
    let middle = place(state);
    let now = path.last() == Some(&state);
    let class = Classes::of("node")
        .and(family_class(state.family()))
        .and_if(now, "now")
        .and_if(!now && path.contains(&state), "was");
    let target = Target::State { node: own.map(|side| side.node), state };
    Group::new(Key("n", index as u64), class)
        .target(target)
        .label(state.name())
        .with([
            Shape::Rect {
                at: at(middle.x - HALF.x, middle.y - HALF.y),
                width: HALF.x * 2.0,
                height: HALF.y * 2.0,
                radius: HALF.y,
                class: Classes::NONE,
            },
            Text::new(
                at(middle.x, middle.y + 3.6),
                Anchor::Middle,
                Classes::NONE,
                short_name(state),
            )
            .into(),
        ])
        .into()
}

fn arrow(index: usize, from: State, to: State, rank: u8) -> Shape {
    let points = routes::route(from, to);
    let reset = routes::is_side_way(from, to);
    let class =
        Classes::of("edge").and_if(reset, "minor").and_if(rank > 0, "on").and_if(rank > 1, "last");
    let mut group = Group::new(Key("e", index as u64), class)
        .target(Target::Transition { from, to })
        .label(format!("{} → {}", from.name(), to.name()));
    if let [.., before, tip] = *points.as_slice() {
        let unit = before.direction(tip);
        let size = if rank > 0 { 8.0 } else { 6.0 };
        let mut line = points.clone();
        if let Some(end) = line.last_mut() {
            *end = tip.moved(unit, -size * 0.8, 0.0);
        }
        group
            .children
            .push(Shape::Path { ops: rounded_corners(&line, 7.0), class: Classes::of("line") });
        group.children.push(Shape::Path {
            ops: vec![
                Move(tip),
                Line(tip.moved(unit, -size, size * 0.45)),
                Line(tip.moved(unit, -size, -size * 0.45)),
                Close,
            ],
            class: Classes::of("tip"),
        });
    }
    group.into()
}

/// The sides' letters: A, B, … on the states they are in; the one in focus too.
fn markers(sides: &[Side], focus: usize) -> Vec<Shape> {
    let mut here: Vec<State> = Vec::new();
    let mut shapes = Vec::new();
    for (i, side) in sides.iter().enumerate() {
        let Some(state) = side.now() else { continue };
        // Several in one state stand side by side.
        let before = here.iter().filter(|other| **other == state).count();
        here.push(state);
        let middle = place(state);
        let x = middle.x - HALF.x + 2.0 + 15.0 * if before == 0 { 0.0 } else { 5.2 };
        let mark = at(x, middle.y - HALF.y + 1.0);
        let letter = char::from(b'A' + u8::try_from(i % 26).unwrap_or(0));
        let class = Classes::of("peer").and(family_class(state.family())).and_if(i == focus, "own");
        shapes.push(
            Group::new(Key("p", i as u64), class)
                .label(format!("{}: {}", side.name, state.name()))
                .with([
                    Shape::Circle { at: mark, radius: 7.0, class: Classes::NONE },
                    Text::new(
                        at(mark.x, mark.y + 3.2),
                        Anchor::Middle,
                        Classes::NONE,
                        letter.to_string(),
                    )
                    .into(),
                ])
                .into(),
        );
    }
    shapes
}

/// `points` joined by straight lines with rounded corners.
fn rounded_corners(points: &[Point], radius: f64) -> Vec<Op> {
    let mut ops = Vec::with_capacity(points.len() * 2);
    for (i, point) in points.iter().enumerate() {
        match (i.checked_sub(1).and_then(|i| points.get(i)), points.get(i + 1)) {
            (None, _) => ops.push(Move(*point)),
            (Some(_), None) => ops.push(Line(*point)),
            (Some(before), Some(after)) => {
                let back = radius.min(before.distance(*point) / 2.0);
                let on = radius.min(after.distance(*point) / 2.0);
                ops.push(Line(point.moved(point.direction(*before), back, 0.0)));
                ops.push(Op::Quad(*point, point.moved(point.direction(*after), on, 0.0)));
            }
        }
    }
    ops
}

#[cfg(test)]
mod tests;
