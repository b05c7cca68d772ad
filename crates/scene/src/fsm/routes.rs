//! The way each arrow of the state diagram takes between the states.
//!
//! The main arrows are straight. Ways back to CLOSED and to LISTEN run along
//! two rails at the sides, where they cross no state.

use super::{HALF, place};
use crate::{Point, at};
use wireglass_core::tcp::State;

/// The rails, left and right.
const LEFT: f64 = 8.0;
const RIGHT: f64 = 292.0;

/// Whether a transition is drawn faintly: resets, time-outs and aborts, which
/// are many and lead back to where it began.
pub(super) fn is_side_way(from: State, to: State) -> bool {
    match (from, to) {
        (State::LastAck | State::TimeWait, State::Closed) => false,
        (_, State::Closed) | (State::SynReceived, State::Listen) => true,
        _ => false,
    }
}

/// The points of an arrow, ends on the borders of its states.
pub(super) fn route(from: State, to: State) -> Vec<Point> {
    let (a, b) = (place(from), place(to));
    let top = |p: Point, x: f64| at(p.x + x, p.y - HALF.y);
    let bottom = |p: Point, x: f64| at(p.x + x, p.y + HALF.y);
    let left = |p: Point, y: f64| at(p.x - HALF.x, p.y + y);
    let right = |p: Point, y: f64| at(p.x + HALF.x, p.y + y);
    match (from, to) {
        (State::Closed, State::Listen) => vec![bottom(a, -24.0), top(b, 8.0)],
        (State::Closed, State::SynSent) => vec![bottom(a, 24.0), top(b, -8.0)],
        (State::Listen, State::SynReceived) => vec![bottom(a, -6.0), top(b, -6.0)],
        (State::Listen, State::SynSent) => vec![right(a, 0.0), left(b, 0.0)],
        (State::SynSent, State::SynReceived) => vec![bottom(a, -30.0), right(b, -6.0)],
        (State::SynSent, State::Established) => vec![bottom(a, -8.0), top(b, 22.0)],
        (State::SynReceived, State::Established) => vec![bottom(a, 20.0), top(b, -30.0)],
        (State::SynReceived, State::FinWait1) => vec![bottom(a, -12.0), top(b, -12.0)],
        (State::Established, State::FinWait1) => vec![bottom(a, -24.0), top(b, 16.0)],
        (State::Established, State::CloseWait) => vec![bottom(a, 24.0), top(b, -16.0)],
        (State::FinWait1, State::FinWait2) => vec![bottom(a, -8.0), top(b, -8.0)],
        (State::FinWait1, State::Closing) => vec![bottom(a, 26.0), top(b, -22.0)],
        (State::FinWait1, State::TimeWait) => {
            vec![bottom(a, 40.0 - 14.0), at(105.0, 300.0), at(105.0, 345.0), top(b, -26.0)]
        }
        (State::CloseWait, State::LastAck) => vec![bottom(a, 0.0), top(b, 0.0)],
        (State::FinWait2, State::TimeWait) => vec![bottom(a, 8.0), left(b, -4.0)],
        (State::Closing, State::TimeWait) => vec![bottom(a, 6.0), top(b, 6.0)],
        // Back to the beginning, along the rails.
        (State::Listen, State::Closed) => vec![top(a, -16.0), left(b, 6.0)],
        (State::SynReceived, State::Listen) => vec![top(a, 14.0), bottom(b, 14.0)],
        (State::SynSent, State::Closed) => vec![top(a, 16.0), right(b, 6.0)],
        (State::SynReceived | State::FinWait1 | State::FinWait2, State::Closed) => {
            rail_left(left(a, 0.0), b)
        }
        (State::Established, State::Closed) => vec![top(a, 0.0), bottom(b, 0.0)],
        (State::CloseWait | State::LastAck | State::TimeWait, State::Closed) => {
            rail_right(right(a, 0.0), b)
        }
        (State::Closing, State::Closed) => {
            let start = top(a, 22.0);
            let between = at(start.x, 287.0);
            let mut way = vec![start, between];
            way.extend(rail_right(at(RIGHT - 20.0, 287.0), b).into_iter().skip(1));
            way
        }
        _ => straight(a, b),
    }
}

/// From a state's left border up the left rail to CLOSED.
fn rail_left(start: Point, closed: Point) -> Vec<Point> {
    let end = at(closed.x - HALF.x, closed.y - 4.0);
    vec![start, at(LEFT, start.y), at(LEFT, end.y), end]
}

/// The same on the right.
fn rail_right(start: Point, closed: Point) -> Vec<Point> {
    let end = at(closed.x + HALF.x, closed.y - 4.0);
    vec![start, at(RIGHT, start.y), at(RIGHT, end.y), end]
}

/// Between the borders of two states, along the line of their middles.
fn straight(a: Point, b: Point) -> Vec<Point> {
    let unit = a.direction(b);
    // How far along until the border is reached, whichever side comes first.
    let reach = |unit: Point| {
        let across = if unit.x.abs() > 0.0 { HALF.x / unit.x.abs() } else { f64::INFINITY };
        let down = if unit.y.abs() > 0.0 { HALF.y / unit.y.abs() } else { f64::INFINITY };
        across.min(down)
    };
    let border = reach(unit);
    vec![a.moved(unit, border, 0.0), b.moved(unit, -border, 0.0)]
}
