//! The board: an address, its mask and what follows from them, bit under bit.

use super::{rect, text};
use crate::{Anchor, Classes, Drawing, Group, Key, Point, Shape, at};
use std::net::Ipv4Addr;
use wireglass_core::addr::working::{Quantity, Step, working};
use wireglass_core::addr::{Interface, Mask};
use wireglass_text::Lang;
use wireglass_text::lab::{Lab, board_summary, formula, lab, quantity, side};

/// The key of a bit's group; its number is 32 times the row, plus the place from the left.
pub const BIT: &str = "bit";
/// The key of the group that is dragged.
pub const BORDER: &str = "border";

/// Which rows the board has unless the working is stepped through.
const AT_ONCE: [Quantity; 5] =
    [Quantity::Address, Quantity::Mask, Quantity::Network, Quantity::HostPart, Quantity::Broadcast];

/// How to draw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoardOptions {
    /// The language.
    pub lang: Lang,
    /// How many octets stand side by side.
    pub shape: Shaped,
    /// How many steps of the working are done; `None` shows the results at once.
    pub step: Option<usize>,
}

/// How many octets stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shaped {
    /// All four: [`Shaped::WIDE`] pixels or more.
    Four,
    /// Two above two.
    Two,
    /// One below the other, for a phone.
    One,
}

impl Shaped {
    /// The width of a board with all four octets side by side.
    pub const WIDE: f64 = 1130.0;

    /// What fits into so many pixels.
    pub fn fitting(width: f64) -> Self {
        if width >= Self::WIDE - 2.0 {
            Self::Four
        } else if width >= 580.0 {
            Self::Two
        } else {
            Self::One
        }
    }

    const fn octets(self) -> u8 {
        match self {
            Self::Four => 4,
            Self::Two => 2,
            Self::One => 1,
        }
    }
}

/// Where everything lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometry {
    shape: Shaped,
    rows: usize,
    /// The left edge of the first bit.
    left: f64,
    /// Of a bit.
    width: f64,
    height: f64,
    /// From one bit, octet and row to the next.
    pitch: f64,
    octet: f64,
    row: f64,
}

impl Geometry {
    /// For a board with so many rows.
    pub fn new(shape: Shaped, rows: usize) -> Self {
        let (left, width, height, pitch, octet, row) = match shape {
            Shaped::Four if rows > AT_ONCE.len() => (170.0, 24.0, 28.0, 27.0, 232.0, 58.0),
            Shaped::Four => (170.0, 24.0, 28.0, 27.0, 232.0, 70.0),
            Shaped::Two => (86.0, 28.0, 30.0, 31.0, 264.0, 36.0),
            Shaped::One => (86.0, 32.0, 30.0, 35.0, 0.0, 36.0),
        };
        Self { shape, rows, left, width, height, pitch, octet, row }
    }

    /// For these options.
    pub fn of(options: &BoardOptions) -> Self {
        Self::new(options.shape, rows_of(options))
    }

    fn is_wide(self) -> bool {
        self.shape == Shaped::Four
    }

    /// The height of a band of octets that stand side by side, with all its rows.
    fn band(self) -> f64 {
        if self.is_wide() { self.rows_height() + 58.0 } else { 20.0 + self.rows_height() + 26.0 }
    }

    fn rows_height(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a handful of rows")]
        let rows = self.rows as f64;
        rows * self.row
    }

    /// The whole drawing's size.
    pub fn size(self) -> (f64, f64) {
        match self.shape {
            Shaped::Four => (Shaped::WIDE, self.band()),
            Shaped::Two => (600.0, 2.0 * self.band()),
            Shaped::One => (368.0, 4.0 * self.band()),
        }
    }

    /// The upper left corner of a bit. `place` counts from 0 at the left, to 31.
    pub fn bit(self, row: usize, place: u8) -> Point {
        let (octet, within) = (place / 8, f64::from(place % 8));
        let (band, column) = (octet / self.shape.octets(), octet % self.shape.octets());
        #[expect(clippy::cast_precision_loss, reason = "a handful of rows")]
        let down = row as f64 * self.row;
        let top = if self.is_wide() { 32.0 } else { 20.0 };
        at(
            self.left + f64::from(column) * self.octet + within * self.pitch,
            f64::from(band) * self.band() + top + down,
        )
    }

    /// The upper end of the border behind so many network bits, 0 to 32; one between two bands
    /// stands in the upper.
    pub fn border(self, length: u8) -> Point {
        let Some(before) = length.checked_sub(1) else {
            let first = self.bit(0, 0);
            return at(first.x - 3.0, first.y - 4.0);
        };
        let left = self.bit(0, before);
        let ends_band = length.is_multiple_of(8 * self.shape.octets());
        let gap = match (length.is_multiple_of(8), ends_band) {
            (true, false) => f64::midpoint(0.0, self.octet - 7.0 * self.pitch - self.width),
            _ => 1.5,
        };
        at(left.x + self.width + gap, left.y - 4.0)
    }

    /// The border nearest to a point: what a pointer there drags it to.
    pub fn border_at(self, point: Point) -> u8 {
        let bits = 8 * self.shape.octets();
        let bands = 32 / bits;
        let band = (1..bands).filter(|&band| point.y >= f64::from(band) * self.band()).count();
        let first = u8::try_from(band).unwrap_or(0) * bits;
        let distance = |length: u8| {
            // At the start of a lower band stands the border that ends the one above.
            let begins = length == first;
            let x = if begins { self.bit(0, length).x - 3.0 } else { self.border(length).x };
            (x - point.x).abs()
        };
        let nearest = (first..=first + bits).min_by(|&a, &b| distance(a).total_cmp(&distance(b)));
        nearest.unwrap_or(0)
    }
}

/// How many rows there are: one for each step of the working, where it is stepped through.
fn rows_of(options: &BoardOptions) -> usize {
    if options.step.is_none() {
        return AT_ONCE.len();
    }
    working(Interface::new(Ipv4Addr::UNSPECIFIED, Mask::ZERO)).steps.len()
}

/// Draws the board.
pub fn board(interface: Interface, options: &BoardOptions) -> Drawing {
    let BoardOptions { lang, shape, step } = *options;
    let wide = shape == Shaped::Four;
    let steps = working(interface).steps;
    let rows: Vec<&Step> = match step {
        None => AT_ONCE
            .iter()
            .filter_map(|what| steps.iter().find(|step| step.result.what == *what))
            .collect(),
        Some(_) => steps.iter().collect(),
    };
    let painter = Painter { geometry: Geometry::new(shape, rows.len()), interface, options };
    let done = step.unwrap_or(rows.len());
    let now = step.and_then(|step| step.checked_sub(1)).and_then(|index| rows.get(index).copied());
    let mut shapes = painter.powers();
    let mut cells = Vec::new();
    for (index, step) in rows.iter().enumerate() {
        let used = now.is_some_and(|now| {
            [now.left, now.right].into_iter().flatten().any(|row| row == step.result)
        });
        let state = if now.is_some_and(|now| now == *step) {
            "now"
        } else if used {
            "used"
        } else {
            ""
        };
        shapes.extend(painter.backdrop(index, state));
        cells.extend(painter.row(index, step, index < done));
    }
    if step.is_none() && wide {
        let y = painter.geometry.bit(2, 0).y - 14.0;
        shapes.push(Shape::Line {
            from: at(164.0, y),
            to: at(1082.0, y),
            class: Classes::of("asum"),
        });
    }
    let (line, handle) = painter.border();
    // The line lies behind the digits, the handle before everything.
    shapes.push(line);
    shapes.extend(cells);
    shapes.push(handle);
    let (width, height) = painter.geometry.size();
    Drawing {
        width,
        height,
        title: lab(lang, Lab::Board).to_owned(),
        description: board_summary(lang, interface),
        shapes,
    }
}

struct Painter<'a> {
    geometry: Geometry,
    interface: Interface,
    options: &'a BoardOptions,
}

impl Painter<'_> {
    /// What each column is worth, above the bits.
    fn powers(&self) -> Vec<Shape> {
        let geometry = self.geometry;
        let power = |place: u8| {
            let corner = geometry.bit(0, place);
            let point = at(corner.x + geometry.width / 2.0, corner.y - 9.0);
            text(point, Anchor::Middle, "apow", (128_u8 >> (place % 8)).to_string())
        };
        (0..32).map(power).collect()
    }

    /// What marks the row that was just made, and those it was made from.
    fn backdrop(&self, index: usize, state: &'static str) -> Option<Shape> {
        let geometry = self.geometry;
        if state.is_empty() || !geometry.is_wide() {
            return None;
        }
        let corner = at(4.0, geometry.bit(index, 0).y - 6.0);
        let class = Classes::of("arow").and(state);
        Some(rect(corner, 1084.0, geometry.row - 4.0, 8.0, class))
    }

    fn row(&self, index: usize, step: &Step, done: bool) -> Vec<Shape> {
        let mut shapes = Vec::new();
        shapes.extend(self.label(index, step, done));
        for place in 0..32 {
            shapes.push(self.bit(index, step, place, done));
        }
        if done {
            let octets = step.result.bits.to_be_bytes();
            for (octet, value) in octets.into_iter().enumerate() {
                shapes.extend(self.decimal(index, octet, value));
            }
        }
        shapes
    }

    fn label(&self, index: usize, step: &Step, done: bool) -> Vec<Shape> {
        let (geometry, lang) = (self.geometry, self.options.lang);
        let what = step.result.what;
        let name = quantity(lang, what);
        if !geometry.is_wide() {
            let label = |octet: u8| {
                let corner = geometry.bit(index, octet * 8);
                text(at(2.0, corner.y + 13.0), Anchor::Start, "aname", name)
            };
            return (0..4).step_by(self.options.shape.octets().into()).map(label).collect();
        }
        let corner = geometry.bit(index, 0);
        let named = match (what, self.options.step) {
            (Quantity::Mask, None) => format!("AND {name}"),
            (Quantity::Network, None) => format!("= {name}"),
            _ => name.to_owned(),
        };
        let mut shapes = vec![text(at(152.0, corner.y + 19.0), Anchor::End, "aname", named)];
        let how = formula(lang, what, self.interface.mask.prefix_len() >= 31);
        let plain = self.options.step.is_none() && what == Quantity::Network;
        if done && !how.is_empty() && !plain {
            shapes.push(text(at(152.0, corner.y + 35.0), Anchor::End, "ahow", how));
        }
        shapes
    }

    fn bit(&self, index: usize, step: &Step, place: u8, done: bool) -> Shape {
        let geometry = self.geometry;
        let what = step.result.what;
        let set = (step.result.bits << place) >> 31 == 1;
        let network = place < self.interface.mask.prefix_len();
        let corner = geometry.bit(index, place);
        let kind = match what {
            Quantity::Mask => "mask",
            Quantity::Broadcast => "bc",
            _ => "plain",
        };
        let class = Classes::of("abit")
            .and(if network { "n" } else { "h" })
            .and(if !done {
                "empty"
            } else if set {
                "one"
            } else {
                "zero"
            })
            .and(kind);
        let middle = at(corner.x + geometry.width / 2.0, corner.y + geometry.height / 2.0 + 5.0);
        let digit =
            done.then(|| text(middle, Anchor::Middle, "adigit", if set { "1" } else { "0" }));
        let cell = rect(corner, geometry.width, geometry.height, 6.0, Classes::NONE);
        let key = Key(BIT, 32 * index as u64 + u64::from(place));
        Group::new(key, class).with([cell]).with(digit).into()
    }

    /// An octet in decimal, and each of its nibbles in hexadecimal, under their bits.
    fn decimal(&self, index: usize, octet: usize, value: u8) -> Vec<Shape> {
        let geometry = self.geometry;
        let first = u8::try_from(octet * 8).unwrap_or(0);
        let corner = geometry.bit(index, first);
        if !geometry.is_wide() {
            // Below the row's name, one behind the other.
            let column = first / 8 % self.options.shape.octets();
            let x = 2.0 + 40.0 * f64::from(column);
            return vec![text(at(x, corner.y + 28.0), Anchor::Start, "adec", value.to_string())];
        }
        let y = corner.y + geometry.height + 18.0;
        let middle = corner.x + geometry.pitch * 4.0 - 1.5;
        let nibble = |place: f64, digit: u8| {
            let x = corner.x + geometry.pitch * (place + 2.0) - 1.5;
            text(at(x, y), Anchor::Middle, "ahex", format!("{digit:x}"))
        };
        vec![
            text(at(middle, y), Anchor::Middle, "adec", value.to_string()),
            nibble(0.0, value >> 4),
            nibble(4.0, value & 0xf),
        ]
    }

    /// The line between network and host, with its handle, and what lies on each side.
    fn border(&self) -> (Shape, Shape) {
        let (geometry, lang) = (self.geometry, self.options.lang);
        let mask = self.interface.mask;
        let (length, host) = (mask.prefix_len(), mask.host_bits());
        let top = geometry.border(length);
        let (width, height) = geometry.size();
        let bottom = top.y + geometry.rows_height();
        let y = if geometry.is_wide() { height - 20.0 } else { bottom + 12.0 };
        let middle = at(top.x.clamp(34.0, width - 34.0), y);
        let line =
            Shape::Line { from: top, to: at(top.x, y - 12.0), class: Classes::of("aborder-line") };
        // Wider than it looks: for fingers.
        let hit = rect(at(middle.x - 36.0, y - 20.0), 72.0, 40.0, 0.0, Classes::of("ahit"));
        let pill = rect(at(middle.x - 31.0, y - 12.0), 62.0, 24.0, 12.0, Classes::of("apill"));
        let sign = text(at(middle.x, y + 4.0), Anchor::Middle, "asign", format!("◂ {mask} ▸"));
        let mut group = Group::new(Key(BORDER, 0), Classes::of("aborder")).with([hit, pill, sign]);
        if geometry.is_wide() {
            let end = geometry.border(32).x;
            let sides = [(geometry.border(0).x, top.x, true, length), (top.x, end, false, host)];
            for (left, right, is_network, bits) in sides {
                let centre = f64::midpoint(left, right);
                if bits > 0 && (centre - middle.x).abs() > 68.0 {
                    let words = side(lang, is_network, bits);
                    group =
                        group.with([text(at(centre, y + 4.0), Anchor::Middle, "abrace", words)]);
                }
            }
        }
        (line, group.into())
    }
}
