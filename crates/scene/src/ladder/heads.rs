//! The ends and marks of arrows: what tells roles apart without colour.

use crate::Op::{Close, Line, Move};
use crate::{Classes, Op, Point, Role, Shape, at};

/// The head of a frame of role `role` that ends at `tip`, flying along `unit`.
pub(super) fn head(role: Role, copy: bool, tip: Point, unit: Point) -> Shape {
    let place = |back: f64, aside: f64| tip.moved(unit, -back, aside);
    let class = Classes::of("head");
    let (ops, class): (Vec<Op>, Classes) = match role {
        Role::Syn | Role::SynAck => {
            (polygon([tip, place(8.5, 6.0), place(17.0, 0.0), place(8.5, -6.0)]), class)
        }
        Role::Data | Role::Retx => {
            let (long, wide) = if copy { (12.0, 5.0) } else { (16.0, 8.0) };
            (polygon([tip, place(long, wide), place(long * 0.7, 0.0), place(long, -wide)]), class)
        }
        Role::Fin => (polygon([tip, place(12.0, 6.0), place(12.0, -6.0)]), class),
        _ => (vec![Move(place(9.0, 4.8)), Line(tip), Line(place(9.0, -4.8))], class.and("open")),
    };
    Shape::Path { ops, class }
}

/// How much of its line a head covers.
pub(super) const fn head_length(role: Role, copy: bool) -> f64 {
    match role {
        Role::Syn | Role::SynAck => 16.0,
        Role::Data | Role::Retx if copy => 8.0,
        Role::Data | Role::Retx | Role::Fin => 11.0,
        _ => 0.5,
    }
}

fn polygon<const N: usize>(points: [Point; N]) -> Vec<Op> {
    let mut ops = Vec::with_capacity(N + 1);
    for (i, point) in points.into_iter().enumerate() {
        ops.push(if i == 0 { Move(point) } else { Line(point) });
    }
    ops.push(Close);
    ops
}

/// The line of a frame, along `points`.
pub(super) fn wire(role: Role, points: &[Point], class: Classes) -> Vec<Shape> {
    match role {
        Role::Fin => [-1.8, 1.8]
            .into_iter()
            .map(|aside| Shape::Path { ops: beside(points, aside), class })
            .collect(),
        Role::Rst => vec![Shape::Path { ops: zigzag(points), class }],
        _ => match points {
            [from, to] => vec![Shape::Line { from: *from, to: *to, class }],
            _ => vec![Shape::Path { ops: beside(points, 0.0), class }],
        },
    }
}

/// `points` joined, moved aside.
pub(super) fn beside(points: &[Point], aside: f64) -> Vec<Op> {
    let mut ops = Vec::with_capacity(points.len());
    for (i, point) in points.iter().enumerate() {
        let unit = match (i.checked_sub(1).and_then(|i| points.get(i)), points.get(i + 1)) {
            (_, Some(next)) if i == 0 => point.direction(*next),
            (Some(previous), _) => previous.direction(*point),
            _ => at(1.0, 0.0),
        };
        let point = point.moved(unit, 0.0, aside);
        ops.push(if i == 0 { Move(point) } else { Line(point) });
    }
    ops
}

/// `points` joined by a zigzag with straight ends.
fn zigzag(points: &[Point]) -> Vec<Op> {
    const PERIOD: f64 = 7.0;
    const HEIGHT: f64 = 3.2;
    const STRAIGHT: f64 = 14.0;
    let mut ops = Vec::new();
    for (i, pair) in points.windows(2).enumerate() {
        let (from, to) = (pair[0], pair[1]);
        let (unit, length) = (from.direction(to), from.distance(to));
        if i == 0 {
            ops.push(Move(from));
        }
        let mut along = STRAIGHT;
        let mut aside = HEIGHT;
        while along + STRAIGHT < length {
            ops.push(Line(from.moved(unit, along, aside)));
            aside = -aside;
            along += PERIOD;
        }
        ops.push(Line(to));
    }
    ops
}

/// A cross: the frame ends here.
pub(crate) fn cross(middle: Point, arm: f64) -> Shape {
    let corner = |x: f64, y: f64| at(middle.x + x * arm, middle.y + y * arm);
    let ops = vec![
        Move(corner(-1.0, -1.0)),
        Line(corner(1.0, 1.0)),
        Move(corner(1.0, -1.0)),
        Line(corner(-1.0, 1.0)),
    ];
    Shape::Path { ops, class: Classes::of("cross") }
}

/// A cross in a ring: thrown away by its receiver.
pub(crate) fn discard(middle: Point) -> [Shape; 2] {
    [Shape::Circle { at: middle, radius: 6.5, class: Classes::of("ring") }, cross(middle, 2.8)]
}

/// A spark: bytes changed here.
pub(crate) fn spark(middle: Point) -> Shape {
    star(middle, 1.0, "spark")
}

/// A larger one: two signals met here, and nothing is left of either.
pub(crate) fn clash(middle: Point) -> Shape {
    star(middle, 1.4, "clash")
}

fn star(middle: Point, size: f64, class: &'static str) -> Shape {
    let (out, half, inner) = (9.0 * size, 5.4 * size, 2.6 * size);
    let p = |x: f64, y: f64| at(middle.x + x, middle.y + y);
    // Eight rays, without a sine.
    let ops = polygon([
        p(0.0, -out),
        p(inner * 0.6, -inner * 1.3),
        p(half, -half),
        p(inner * 1.3, -inner * 0.6),
        p(out, 0.0),
        p(inner * 1.3, inner * 0.6),
        p(half, half),
        p(inner * 0.6, inner * 1.3),
        p(0.0, out),
        p(-inner * 0.6, inner * 1.3),
        p(-half, half),
        p(-inner * 1.3, inner * 0.6),
        p(-out, 0.0),
        p(-inner * 1.3, -inner * 0.6),
        p(-half, -half),
        p(-inner * 0.6, -inner * 1.3),
    ]);
    Shape::Path { ops, class: Classes::of(class) }
}

/// Two bars: held here.
pub(super) fn pause(middle: Point) -> [Shape; 3] {
    let bar = |x: f64| Shape::Line {
        from: at(middle.x + x, middle.y - 3.2),
        to: at(middle.x + x, middle.y + 3.2),
        class: Classes::of("pause"),
    };
    [Shape::Circle { at: middle, radius: 7.5, class: Classes::of("ring") }, bar(-2.2), bar(2.2)]
}
