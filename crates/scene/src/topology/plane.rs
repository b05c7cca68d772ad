//! Boxes and lines on a plane: what touches what.

use crate::{Point, at};

/// An upright box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Box2 {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Box2 {
    /// Around a middle.
    pub(crate) fn around(middle: Point, half: (f64, f64)) -> Self {
        Self {
            left: middle.x - half.0,
            top: middle.y - half.1,
            right: middle.x + half.0,
            bottom: middle.y + half.1,
        }
    }

    /// Larger by so much on every side.
    pub(crate) fn grown(self, by: f64) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    pub(crate) const fn width(self) -> f64 {
        self.right - self.left
    }

    pub(crate) const fn height(self) -> f64 {
        self.bottom - self.top
    }

    pub(crate) fn middle(self) -> Point {
        at(f64::midpoint(self.left, self.right), f64::midpoint(self.top, self.bottom))
    }

    /// The least box around both.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Whether two share more than an edge.
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether a line from `a` to `b` runs through it (Liang and Barsky).
    pub(crate) fn is_crossed(self, a: Point, b: Point) -> bool {
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let (mut from, mut to) = (0.0_f64, 1.0_f64);
        for (towards, room) in [
            (-dx, a.x - self.left),
            (dx, self.right - a.x),
            (-dy, a.y - self.top),
            (dy, self.bottom - a.y),
        ] {
            if towards == 0.0 {
                if room <= 0.0 {
                    return false;
                }
            } else if towards < 0.0 {
                from = from.max(room / towards);
            } else {
                to = to.min(room / towards);
            }
        }
        from < to
    }

    /// Whether a line of several pieces runs through it.
    pub(crate) fn is_on(self, way: &[Point]) -> bool {
        // Most lines are far away: that is seen without a division.
        way.windows(2).any(|piece| {
            let (a, b) = (piece[0], piece[1]);
            a.x.max(b.x) >= self.left
                && a.x.min(b.x) <= self.right
                && a.y.max(b.y) >= self.top
                && a.y.min(b.y) <= self.bottom
                && self.is_crossed(a, b)
        })
    }

    /// Moved.
    pub(crate) fn moved(self, by: Point) -> Self {
        Self {
            left: self.left + by.x,
            top: self.top + by.y,
            right: self.right + by.x,
            bottom: self.bottom + by.y,
        }
    }
}

/// The length of a line of several pieces.
pub(crate) fn length(way: &[Point]) -> f64 {
    way.windows(2).map(|piece| piece[0].distance(piece[1])).sum()
}

/// The point so many pixels along a line of several pieces, and the way it runs there.
/// Before its beginning and behind its end, its ends.
pub(crate) fn along(way: &[Point], mut pixels: f64) -> (Point, Point) {
    let mut last = (way.first().copied().unwrap_or_default(), at(1.0, 0.0));
    for piece in way.windows(2) {
        let (a, b) = (piece[0], piece[1]);
        let long = a.distance(b);
        let unit = a.direction(b);
        if pixels <= long {
            return (a.moved(unit, pixels.max(0.0), 0.0), unit);
        }
        pixels -= long;
        last = (b, unit);
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_run_through_boxes() {
        let it = Box2 { left: 10.0, top: 10.0, right: 20.0, bottom: 20.0 };
        for (a, b, crossed) in [
            (at(0.0, 15.0), at(30.0, 15.0), true),
            (at(0.0, 15.0), at(5.0, 15.0), false),
            (at(12.0, 12.0), at(18.0, 13.0), true),
            (at(0.0, 0.0), at(30.0, 30.0), true),
            (at(0.0, 12.0), at(12.0, 0.0), false),
            // Along an edge is beside it.
            (at(0.0, 10.0), at(30.0, 10.0), false),
            (at(15.0, 30.0), at(15.0, 21.0), false),
        ] {
            assert_eq!(it.is_crossed(a, b), crossed, "{a:?} to {b:?}");
            assert_eq!(it.is_crossed(b, a), crossed, "{b:?} to {a:?}");
        }
    }

    #[test]
    fn a_way_is_walked_piece_by_piece() {
        let way = [at(0.0, 0.0), at(10.0, 0.0), at(10.0, 5.0)];
        assert!((length(&way) - 15.0).abs() < 1e-9);
        for (pixels, x, y) in
            [(-1.0, 0.0, 0.0), (4.0, 4.0, 0.0), (12.0, 10.0, 2.0), (99.0, 10.0, 5.0)]
        {
            assert_eq!(along(&way, pixels).0, at(x, y), "{pixels}");
        }
    }
}
