//! The board: an address, its mask and what follows from them, bit under bit.

use super::{rect, text};
use crate::{Anchor, Classes, Drawing, Group, Key, Point, Shape, at};
use wireglass_core::addr::Interface;
use wireglass_core::addr::working::{Quantity, Step, working};
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
    /// For a phone: one octet below the other.
    pub narrow: bool,
    /// How many steps of the working are done; `None` shows the results at once.
    pub step: Option<usize>,
}

/// Where everything lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometry {
    narrow: bool,
    rows: usize,
    /// Of a bit.
    width: f64,
    height: f64,
    /// From one bit to the next, and from one row to the next.
    pitch: f64,
    row: f64,
}

impl Geometry {
    /// For a board with so many rows.
    pub fn new(narrow: bool, rows: usize) -> Self {
        let row = if narrow {
            40.0
        } else if rows > AT_ONCE.len() {
            58.0
        } else {
            76.0
        };
        let (width, height, pitch) = if narrow { (32.0, 32.0, 35.0) } else { (24.0, 28.0, 27.0) };
        Self { narrow, rows, width, height, pitch, row }
    }

    /// For these options.
    pub fn of(options: &BoardOptions) -> Self {
        Self::new(options.narrow, rows_of(options).len())
    }

    /// The height of an octet with all its rows, where octets lie below each other.
    fn band(self) -> f64 {
        18.0 + self.rows_height() + 12.0
    }

    fn rows_height(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a handful of rows")]
        let rows = self.rows as f64;
        rows * self.row
    }

    /// The whole drawing's size.
    pub fn size(self) -> (f64, f64) {
        if self.narrow {
            (366.0, 4.0 * self.band() + 40.0)
        } else {
            (1130.0, self.rows_height() + 58.0)
        }
    }

    /// The upper left corner of a bit. `place` counts from 0 at the left, to 31.
    pub fn bit(self, row: usize, place: u8) -> Point {
        let (octet, within) = (f64::from(place / 8), f64::from(place % 8));
        #[expect(clippy::cast_precision_loss, reason = "a handful of rows")]
        let down = row as f64 * self.row;
        if self.narrow {
            at(86.0 + within * self.pitch, octet * self.band() + 18.0 + down)
        } else {
            at(170.0 + octet * 232.0 + within * self.pitch, 32.0 + down)
        }
    }

    /// The upper end of the border behind so many network bits, 0 to 32, in the octet to its left.
    pub fn border(self, length: u8) -> Point {
        let Some(before) = length.checked_sub(1) else {
            let first = self.bit(0, 0);
            return at(first.x - 3.0, first.y - 4.0);
        };
        let left = self.bit(0, before);
        let gap = if length.is_multiple_of(8) && length < 32 && !self.narrow { 8.0 } else { 1.5 };
        at(left.x + self.width + gap, left.y - 4.0)
    }

    /// The border nearest to a point: what a pointer there drags it to.
    pub fn border_at(self, point: Point) -> u8 {
        let band = if self.narrow {
            (1..4_u8).filter(|&octet| point.y >= f64::from(octet) * self.band()).count()
        } else {
            0
        };
        let candidates = match (self.narrow, u8::try_from(band).unwrap_or(0)) {
            (false, _) => 0..=32,
            // A border between two octets is drawn in the upper one.
            (true, 0) => 0..=8,
            (true, band) => 8 * band..=8 * band + 8,
        };
        let distance = |length: u8| {
            let place = self.border(length);
            // At the start of a lower octet stands the border that ends the one above.
            let begins = self.narrow && length.is_multiple_of(8) && usize::from(length / 8) == band;
            let x = if begins && length > 0 { self.bit(0, length).x - 3.0 } else { place.x };
            (x - point.x).abs()
        };
        let nearest = candidates.min_by(|&a, &b| distance(a).total_cmp(&distance(b)));
        nearest.unwrap_or(0)
    }
}

/// The rows, from the top.
fn rows_of(options: &BoardOptions) -> Vec<Quantity> {
    match options.step {
        None => AT_ONCE.to_vec(),
        Some(_) => {
            let any =
                Interface::new(std::net::Ipv4Addr::UNSPECIFIED, wireglass_core::addr::Mask::ZERO);
            working(any).steps.iter().map(|step| step.result.what).collect()
        }
    }
}

/// Draws the board.
pub fn board(interface: Interface, options: &BoardOptions) -> Drawing {
    let BoardOptions { lang, narrow, step } = *options;
    let steps = working(interface).steps;
    let rows: Vec<&Step> = match step {
        None => AT_ONCE
            .iter()
            .filter_map(|what| steps.iter().find(|step| step.result.what == *what))
            .collect(),
        Some(_) => steps.iter().collect(),
    };
    let painter = Painter { geometry: Geometry::new(narrow, rows.len()), interface, options };
    let done = step.unwrap_or(rows.len());
    let now = step.and_then(|step| step.checked_sub(1)).and_then(|index| rows.get(index).copied());
    let mut shapes = painter.powers();
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
        shapes.extend(painter.row(index, step, index < done, state));
    }
    if step.is_none() && !narrow {
        let y = painter.geometry.bit(2, 0).y - 14.0;
        shapes.push(Shape::Line {
            from: at(164.0, y),
            to: at(1082.0, y),
            class: Classes::of("asum"),
        });
    }
    shapes.push(painter.border());
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

    fn row(&self, index: usize, step: &Step, done: bool, state: &'static str) -> Vec<Shape> {
        let geometry = self.geometry;
        let what = step.result.what;
        let mut shapes = Vec::new();
        if !state.is_empty() && !self.options.narrow {
            let corner = geometry.bit(index, 0);
            let class = Classes::of("arow").and(state);
            let at = at(4.0, corner.y - 6.0);
            shapes.push(rect(at, 1084.0, geometry.row - 6.0, 8.0, class));
        }
        shapes.extend(self.label(index, step, done));
        for place in 0..32 {
            shapes.push(self.bit(index, step, place, done));
        }
        if done {
            let octets = step.result.bits.to_be_bytes();
            for (octet, value) in octets.into_iter().enumerate() {
                shapes.extend(self.decimal(index, octet, value, what));
            }
        }
        shapes
    }

    fn label(&self, index: usize, step: &Step, done: bool) -> Vec<Shape> {
        let (geometry, lang) = (self.geometry, self.options.lang);
        let what = step.result.what;
        let name = quantity(lang, what);
        if self.options.narrow {
            let label = |octet: u8| {
                let corner = geometry.bit(index, octet * 8);
                text(at(2.0, corner.y + 13.0), Anchor::Start, "aname", name)
            };
            return (0..4).map(label).collect();
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
    fn decimal(&self, index: usize, octet: usize, value: u8, what: Quantity) -> Vec<Shape> {
        let geometry = self.geometry;
        let first = u8::try_from(octet * 8).unwrap_or(0);
        let corner = geometry.bit(index, first);
        if self.options.narrow {
            let _ = what;
            let y = corner.y + 29.0;
            return vec![
                text(at(2.0, y), Anchor::Start, "adec", value.to_string()),
                text(at(78.0, y), Anchor::End, "ahex", format!("0x{value:02x}")),
            ];
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
    fn border(&self) -> Shape {
        let (geometry, lang) = (self.geometry, self.options.lang);
        let mask = self.interface.mask;
        let (length, host) = (mask.prefix_len(), mask.host_bits());
        let top = geometry.border(length);
        let (width, height) = geometry.size();
        let bottom = top.y + geometry.rows_height();
        let y = if self.options.narrow { bottom - 4.0 } else { height - 20.0 };
        let middle = at(top.x.clamp(34.0, width - 34.0), y);
        let line = Shape::Line { from: top, to: at(top.x, y - 12.0), class: Classes::NONE };
        // Wider than it looks: for fingers.
        let hit = rect(at(middle.x - 36.0, y - 20.0), 72.0, 40.0, 0.0, Classes::of("ahit"));
        let pill = rect(at(middle.x - 31.0, y - 12.0), 62.0, 24.0, 12.0, Classes::of("apill"));
        let sign = text(at(middle.x, y + 4.0), Anchor::Middle, "asign", format!("◂ {mask} ▸"));
        let mut group =
            Group::new(Key(BORDER, 0), Classes::of("aborder")).with([line, hit, pill, sign]);
        if !self.options.narrow {
            let end = geometry.border(32).x;
            let sides = [(geometry.border(0).x, top.x, true, length), (top.x, end, false, host)];
            for (left, right, is_network, bits) in sides {
                let centre = f64::midpoint(left, right);
                if bits > 0 && (centre - middle.x).abs() > 84.0 {
                    let words = side(lang, is_network, bits);
                    group =
                        group.with([text(at(centre, y + 4.0), Anchor::Middle, "abrace", words)]);
                }
            }
        }
        group.into()
    }
}
