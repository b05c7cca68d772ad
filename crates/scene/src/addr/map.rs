//! The IPv4 space as a square, folded along a Hilbert curve, so that every block is a square or two;
//! 256 cells at a time, from all of it down to single addresses.

use super::{rect, text};
use crate::{Anchor, Classes, Drawing, Group, Key, Shape, at};
use std::net::Ipv4Addr;
use wireglass_core::addr::space::{Cells, cell, cells};
use wireglass_core::addr::special::registry;
use wireglass_core::addr::{Interface, Mask, Network};
use wireglass_text::Lang;
use wireglass_text::lab::{Lab, lab, map_cell};

/// The key of a cell's group; its number is the place of its block within what is shown.
pub const CELL: &str = "cell";
/// Cells on a side.
const SIDE: u32 = 16;
/// A cell's size in pixels.
const CELL_SIZE: f64 = 34.0;
/// How much longer a cell's prefix is than that of the whole map.
const STEP: u8 = 8;

/// A part of the space that fills the map: the whole, or a block of 8, 16 or 24 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shown(Network);

impl Shown {
    /// Everything.
    pub const ALL: Self = Self(Network::ALL);

    /// The part with this network in it, as small as can be: its prefix is a multiple of 8 bits.
    pub fn around(network: Network) -> Self {
        let length = (network.prefix_len() / STEP * STEP).min(24);
        Self::of(network.address(), length)
    }

    fn of(address: Ipv4Addr, length: u8) -> Self {
        Self(Mask::new(length).map_or(Network::ALL, |mask| Network::containing(address, mask)))
    }

    /// As a network.
    pub const fn network(self) -> Network {
        self.0
    }

    /// The next larger part; `None` when it is everything already.
    pub fn out(self) -> Option<Self> {
        let length = self.0.prefix_len().checked_sub(STEP)?;
        Some(Self::of(self.0.address(), length))
    }

    /// The next smaller part, with `address` in it; `None` when cells are single addresses already.
    pub fn into(self, address: Ipv4Addr) -> Option<Self> {
        let length = self.0.prefix_len() + STEP;
        (length <= 24).then(|| Self::of(address, length))
    }

    /// The block of a cell, by its place; `None` beyond the last.
    pub fn cell(self, place: u64) -> Option<Network> {
        self.0.nth(Mask::new(self.0.prefix_len() + STEP)?, place)
    }

    const fn order(self) -> u32 {
        self.0.prefix_len() as u32 / 2 + STEP as u32 / 2
    }

    /// The cells of a network, counted from the map's own corner, cut to the map; `None` when it is
    /// elsewhere.
    fn place(self, network: Network) -> Option<Cells> {
        let own = cells(self.order(), self.0);
        if network.covers(self.0) {
            return Some(Cells { x: 0, y: 0, ..own });
        }
        let found = cells(self.order(), network);
        let within = self.0.covers(network);
        within.then(|| Cells { x: found.x - own.x, y: found.y - own.y, ..found })
    }
}

/// Draws what is `shown`, with the interface's network and address in it.
pub fn map(interface: Interface, shown: Shown, lang: Lang) -> Drawing {
    let side = f64::from(SIDE) * CELL_SIZE;
    let corner = |x: u32, y: u32| at(f64::from(x) * CELL_SIZE, f64::from(y) * CELL_SIZE);
    let area = |found: Cells, class: Classes| {
        let (width, height) = (f64::from(found.width), f64::from(found.height));
        rect(corner(found.x, found.y), width * CELL_SIZE, height * CELL_SIZE, 2.0, class)
    };
    let length = shown.0.prefix_len();
    let octet = usize::from(length / 8);
    let own = cells(shown.order(), shown.0);
    let mut shapes: Vec<Shape> = Vec::new();
    let blocks = registry().filter_map(|block| shown.place(block.prefix));
    shapes.extend(blocks.map(|found| area(found, Classes::of("aspecial"))));
    if let Some(found) = shown.place(interface.network()) {
        shapes.push(area(found, Classes::of("amap-own")));
    }
    for place in 0..u64::from(SIDE * SIDE) {
        let Some(block) = shown.cell(place) else { continue };
        let (x, y) = cell(shown.order(), block.address());
        let point = corner(x - own.x, y - own.y);
        let here = block.contains(interface.address);
        let class = Classes::of("acell").and_if(here, "here");
        let value = block.address().octets()[octet];
        let middle = at(point.x + CELL_SIZE / 2.0, point.y + CELL_SIZE / 2.0 + 4.0);
        let mut group = Group::new(Key(CELL, place), class).with([
            rect(
                at(point.x + 0.5, point.y + 0.5),
                CELL_SIZE - 1.0,
                CELL_SIZE - 1.0,
                2.0,
                Classes::NONE,
            ),
            text(middle, Anchor::Middle, "acell-name", value.to_string()),
        ]);
        if length < 24 {
            group = group.label(map_cell(lang, block));
        }
        shapes.push(group.into());
    }
    Drawing {
        width: side,
        height: side,
        title: lab(lang, Lab::Map).to_owned(),
        description: format!("{}: {}", shown.0, interface),
        shapes,
    }
}
