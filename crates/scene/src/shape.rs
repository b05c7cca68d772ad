//! The display list: the few kinds of shape that every diagram is made of.
//!
//! Two thin renderers consume it: the page's (shapes to SVG elements, keyed)
//! and [`crate::svg`] (shapes to a file). Both need only what is here.

use crate::Classes;
use std::fmt::{self, Write as _};
use wireglass_core::tcp::{State, Timer};
use wireglass_trace::{EventId, FrameId, LinkId, NodeId, SocketId};

/// A point, in pixels; x to the right, y down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// Shorthand for a [`Point`].
pub const fn at(x: f64, y: f64) -> Point {
    Point { x, y }
}

impl Point {
    /// The point `fraction` of the way from here to `other`.
    #[must_use]
    pub fn toward(self, other: Self, fraction: f64) -> Self {
        at(self.x + (other.x - self.x) * fraction, self.y + (other.y - self.y) * fraction)
    }

    /// The unit vector from here to `other`; to the right if they coincide.
    #[must_use]
    pub fn direction(self, other: Self) -> Self {
        let (dx, dy) = (other.x - self.x, other.y - self.y);
        let length = (dx * dx + dy * dy).sqrt();
        if length > 0.0 { at(dx / length, dy / length) } else { at(1.0, 0.0) }
    }

    /// The distance to `other`.
    pub fn distance(self, other: Self) -> f64 {
        let (dx, dy) = (other.x - self.x, other.y - self.y);
        (dx * dx + dy * dy).sqrt()
    }

    /// This point moved `along` a unit vector and `across` it (to its right-hand side, looking along).
    #[must_use]
    pub fn moved(self, unit: Self, along: f64, across: f64) -> Self {
        at(self.x + unit.x * along - unit.y * across, self.y + unit.y * along + unit.x * across)
    }
}

/// A key that stays with a thing from one drawing to the next, unique among its siblings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub &'static str, pub u64);

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.0, self.1)
    }
}

/// What a group stands for: what choosing it selects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A step (the first is 0): choosing it goes to position `step + 1`.
    Step(usize),
    /// A frame.
    Frame(FrameId),
    /// An event.
    Event(EventId),
    /// A node.
    Node(NodeId),
    /// A link.
    Link(LinkId),
    /// A state in the state diagram, of the side it is drawn for.
    State {
        /// Whose, where the diagram is drawn for one side.
        node: Option<NodeId>,
        /// Which.
        state: State,
    },
    /// A transition in the state diagram.
    Transition {
        /// From.
        from: State,
        /// To.
        to: State,
    },
    /// A running timer.
    Timer {
        /// Whose.
        socket: SocketId,
        /// Which.
        timer: Timer,
    },
    /// A field of a packet: indices into `Dissection::layers` and `Layer::fields`.
    Field {
        /// The layer.
        layer: usize,
        /// The field.
        index: usize,
    },
    /// A byte of a frame, by offset.
    Byte(usize),
}

/// Where a text is anchored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// It begins at its point.
    #[default]
    Start,
    /// It is centred on its point.
    Middle,
    /// It ends at its point.
    End,
}

impl Anchor {
    /// SVG's `text-anchor`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// One shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Shapes that belong together.
    Group(Group),
    /// A straight line.
    Line {
        /// From.
        from: Point,
        /// To.
        to: Point,
        /// How it looks.
        class: Classes,
    },
    /// A path of lines and curves.
    Path {
        /// Its parts; the first is a [`Op::Move`].
        ops: Vec<Op>,
        /// How it looks.
        class: Classes,
    },
    /// A rectangle.
    Rect {
        /// The upper left corner.
        at: Point,
        /// Not negative.
        width: f64,
        /// Not negative.
        height: f64,
        /// The corners' radius.
        radius: f64,
        /// How it looks.
        class: Classes,
    },
    /// A circle.
    Circle {
        /// The centre.
        at: Point,
        /// The radius.
        radius: f64,
        /// How it looks.
        class: Classes,
    },
    /// A part of a circle's outline, clockwise from the top. Drawn as a circle
    /// with `pathLength="1"`, `stroke-dasharray="{sweep} 1"` and a quarter turn
    /// back, so that nobody needs a sine.
    Arc {
        /// The centre.
        at: Point,
        /// The radius.
        radius: f64,
        /// How much of the circle, 0 to 1.
        sweep: f64,
        /// How it looks.
        class: Classes,
    },
    /// One line of text.
    Text(Text),
}

/// Shapes that belong together: one thing that can be pointed at.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its key.
    pub key: Key,
    /// How it looks.
    pub class: Classes,
    /// Where the origin of its parts is: what moves as a whole changes nothing else.
    pub at: Point,
    /// What it selects.
    pub target: Option<Target>,
    /// Its name for screen readers and as a tooltip.
    pub label: Option<String>,
    /// Its parts, from back to front.
    pub children: Vec<Shape>,
}

impl Group {
    /// An empty group.
    pub const fn new(key: Key, class: Classes) -> Self {
        let origin = Point { x: 0.0, y: 0.0 };
        Self { key, class, at: origin, target: None, label: None, children: Vec::new() }
    }

    /// The value of SVG's `transform`; none for a group that stands where its parts say.
    pub fn transform(&self) -> Option<String> {
        let Point { x, y } = self.at;
        (x != 0.0 || y != 0.0).then(|| format!("translate({} {})", num(x), num(y)))
    }

    /// This group, selecting `target`.
    #[must_use]
    pub const fn target(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }

    /// This group, called `label`.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// This group with `children`.
    #[must_use]
    pub fn with(mut self, children: impl IntoIterator<Item = Shape>) -> Self {
        self.children.extend(children);
        self
    }
}

impl From<Group> for Shape {
    fn from(group: Group) -> Self {
        Self::Group(group)
    }
}

impl From<Text> for Shape {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

/// One line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Where its baseline is anchored.
    pub at: Point,
    /// How.
    pub anchor: Anchor,
    /// The unit vector it runs along; `None` means level. Draw it with
    /// [`Text::matrix`].
    pub along: Option<Point>,
    /// How it looks.
    pub class: Classes,
    /// What it says.
    pub content: String,
}

impl Text {
    /// Level text.
    pub fn new(at: Point, anchor: Anchor, class: Classes, content: impl Into<String>) -> Self {
        Self { at, anchor, along: None, class, content: content.into() }
    }

    /// The value of SVG's `transform`, for a text that runs along a line. Such
    /// a text is drawn at the origin.
    pub fn matrix(&self) -> Option<String> {
        let unit = self.along?;
        let (x, y) = (num(self.at.x), num(self.at.y));
        let (c, s, minus) = (fine(unit.x), fine(unit.y), fine(-unit.y));
        Some(format!("matrix({c} {s} {minus} {c} {x} {y})"))
    }
}

/// A part of a path. All points are absolute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Op {
    /// Go there without drawing.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A quadratic curve: control point, end.
    Quad(Point, Point),
    /// Back to the last `Move`.
    Close,
}

/// The value of SVG's `d` for a path.
pub fn path_data(ops: &[Op]) -> String {
    let mut d = String::with_capacity(ops.len() * 12);
    for op in ops {
        // Writing to a String cannot fail.
        let _ = match *op {
            Op::Move(p) => write!(d, "M{} {}", num(p.x), num(p.y)),
            Op::Line(p) => write!(d, "L{} {}", num(p.x), num(p.y)),
            Op::Quad(c, p) => {
                write!(d, "Q{} {} {} {}", num(c.x), num(c.y), num(p.x), num(p.y))
            }
            Op::Close => d.write_str("Z"),
        };
    }
    d
}

/// A coordinate as every renderer writes it: rounded to tenths, and the same on every machine.
pub fn num(value: f64) -> Decimal {
    Decimal { units: rounded(value * 10.0), places: 1 }
}

/// A ratio as every renderer writes it: rounded to ten-thousandths.
pub fn fine(value: f64) -> Decimal {
    Decimal { units: rounded(value * 10_000.0), places: 4 }
}

/// Half away from zero, with nothing but comparison and truncation.
#[allow(clippy::cast_possible_truncation, reason = "`as` saturates, and pixels are far below 2^63")]
fn rounded(value: f64) -> i64 {
    if value < 0.0 { (value - 0.5) as i64 } else { (value + 0.5) as i64 }
}

/// A decimal number with trailing zeros left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal {
    units: i64,
    places: u32,
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = 10_u64.pow(self.places);
        let size = self.units.unsigned_abs();
        if self.units < 0 {
            f.write_char('-')?;
        }
        write!(f, "{}", size / scale)?;
        let (mut rest, mut width) = (size % scale, self.places as usize);
        if rest == 0 {
            return Ok(());
        }
        while rest % 10 == 0 {
            rest /= 10;
            width -= 1;
        }
        write!(f, ".{rest:0width$}")
    }
}

/// A whole drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Its width in pixels: the viewBox is `0 0 width height`.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Its name for screen readers.
    pub title: String,
    /// One or two sentences on what it shows.
    pub description: String,
    /// From back to front.
    pub shapes: Vec<Shape>,
}

#[cfg(test)]
mod tests;
