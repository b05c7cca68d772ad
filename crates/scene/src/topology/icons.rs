//! What devices look like: plain outlines that can be told apart at 40 pixels.

use crate::Op::{Line, Move, Quad};
use crate::{Classes, Op, Point, Shape, at};
use wireglass_trace::NodeKind;

/// Half the width and half the height of an icon.
pub(crate) const fn half(kind: NodeKind) -> (f64, f64) {
    match kind {
        NodeKind::Host => (20.0, 19.0),
        NodeKind::Server => (17.0, 21.0),
        NodeKind::Hub | NodeKind::Switch => (30.0, 14.0),
        NodeKind::Router => (21.0, 21.0),
        NodeKind::HomeRouter => (27.0, 20.0),
        NodeKind::Modem => (27.0, 14.0),
        NodeKind::Outside => (30.0, 20.0),
    }
}

/// The icon of a node around `middle`: shapes to be filled first, then lines.
pub(crate) fn icon(kind: NodeKind, middle: Point) -> Vec<Shape> {
    let rect = |x: f64, y: f64, width: f64, height: f64, radius: f64| Shape::Rect {
        at: at(middle.x + x, middle.y + y),
        width,
        height,
        radius,
        class: Classes::of("ico"),
    };
    let lines = |ops: &[Op]| Shape::Path {
        ops: ops.iter().map(|op| shifted(*op, middle)).collect(),
        class: Classes::of("ico-line"),
    };
    match kind {
        // A screen on its foot.
        NodeKind::Host => vec![
            rect(-20.0, -18.0, 40.0, 27.0, 4.0),
            lines(&[
                Move(at(0.0, 9.0)),
                Line(at(0.0, 17.0)),
                Move(at(-9.0, 17.0)),
                Line(at(9.0, 17.0)),
            ]),
        ],
        // A tower with two drives and a lamp.
        NodeKind::Server => vec![
            rect(-17.0, -21.0, 34.0, 42.0, 4.0),
            lines(&[
                Move(at(-9.0, -12.0)),
                Line(at(9.0, -12.0)),
                Move(at(-9.0, -4.0)),
                Line(at(9.0, -4.0)),
                Move(at(-9.0, 12.0)),
                Line(at(-6.0, 12.0)),
            ]),
        ],
        // One signal that goes out to every side at once.
        NodeKind::Hub => vec![
            rect(-30.0, -13.0, 60.0, 26.0, 6.0),
            lines(&[
                Move(at(-20.0, 0.0)),
                Line(at(20.0, 0.0)),
                Move(at(-15.0, -4.0)),
                Line(at(-20.0, 0.0)),
                Line(at(-15.0, 4.0)),
                Move(at(15.0, -4.0)),
                Line(at(20.0, 0.0)),
                Line(at(15.0, 4.0)),
                Move(at(0.0, -7.0)),
                Line(at(0.0, 7.0)),
            ]),
        ],
        // Two ways at once, each its own.
        NodeKind::Switch => vec![
            rect(-30.0, -13.0, 60.0, 26.0, 6.0),
            lines(&[
                Move(at(-20.0, -4.0)),
                Line(at(-4.0, -4.0)),
                Move(at(-8.0, -8.0)),
                Line(at(-4.0, -4.0)),
                Line(at(-8.0, 0.0)),
                Move(at(20.0, 4.0)),
                Line(at(4.0, 4.0)),
                Move(at(8.0, 0.0)),
                Line(at(4.0, 4.0)),
                Line(at(8.0, 8.0)),
            ]),
        ],
        // A crossing of ways.
        NodeKind::Router => vec![
            Shape::Circle { at: middle, radius: 21.0, class: Classes::of("ico") },
            lines(&[
                Move(at(-12.0, 0.0)),
                Line(at(12.0, 0.0)),
                Move(at(0.0, -12.0)),
                Line(at(0.0, 12.0)),
                Move(at(-8.0, -3.5)),
                Line(at(-12.0, 0.0)),
                Line(at(-8.0, 3.5)),
                Move(at(8.0, -3.5)),
                Line(at(12.0, 0.0)),
                Line(at(8.0, 3.5)),
                Move(at(-3.5, -8.0)),
                Line(at(0.0, -12.0)),
                Line(at(3.5, -8.0)),
                Move(at(-3.5, 8.0)),
                Line(at(0.0, 12.0)),
                Line(at(3.5, 8.0)),
            ]),
        ],
        // A box with two antennas and the gable of a house on it.
        NodeKind::HomeRouter => vec![
            rect(-27.0, 0.0, 54.0, 19.0, 6.0),
            lines(&[
                Move(at(-20.0, 0.0)),
                Line(at(-23.0, -18.0)),
                Move(at(20.0, 0.0)),
                Line(at(23.0, -18.0)),
                Move(at(-10.0, 0.0)),
                Line(at(-10.0, -8.0)),
                Line(at(0.0, -17.0)),
                Line(at(10.0, -8.0)),
                Line(at(10.0, 0.0)),
                Move(at(-17.0, 10.0)),
                Line(at(-14.0, 10.0)),
                Move(at(-8.0, 10.0)),
                Line(at(-5.0, 10.0)),
                Move(at(12.0, 10.0)),
                Line(at(18.0, 10.0)),
            ]),
        ],
        // A wave that becomes steps.
        NodeKind::Modem => vec![
            rect(-27.0, -13.0, 54.0, 26.0, 6.0),
            lines(&[
                Move(at(-21.0, 0.0)),
                Quad(at(-17.0, -12.0), at(-13.0, 0.0)),
                Quad(at(-9.0, 12.0), at(-5.0, 0.0)),
                Move(at(3.0, 6.0)),
                Line(at(3.0, -6.0)),
                Line(at(9.0, -6.0)),
                Line(at(9.0, 6.0)),
                Line(at(15.0, 6.0)),
                Line(at(15.0, -6.0)),
                Line(at(21.0, -6.0)),
            ]),
        ],
        // A frame with a way out of it.
        NodeKind::Outside => vec![
            rect(-30.0, -19.0, 60.0, 38.0, 19.0),
            lines(&[
                Move(at(-14.0, 0.0)),
                Line(at(14.0, 0.0)),
                Move(at(8.0, -6.0)),
                Line(at(14.0, 0.0)),
                Line(at(8.0, 6.0)),
            ]),
        ],
    }
}

fn shifted(op: Op, by: Point) -> Op {
    let moved = |point: Point| at(point.x + by.x, point.y + by.y);
    match op {
        Move(point) => Move(moved(point)),
        Line(point) => Line(moved(point)),
        Quad(control, end) => Quad(moved(control), moved(end)),
        Op::Close => Op::Close,
    }
}
