//! Maps of the whole IPv4 space, to scale, in integers.
//!
//! On a Hilbert curve addresses that are near stay near, and every prefix is a
//! square or half of one: the map that is usual for the Internet.

use super::network::Network;
use std::net::Ipv4Addr;

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cells {
    /// The leftmost column, from 0.
    pub x: u32,
    /// The topmost row, from 0.
    pub y: u32,
    /// How many columns.
    pub width: u32,
    /// How many rows.
    pub height: u32,
}

/// The cell at place `d` on the curve through a square of 2^`order` cells a
/// side: (column, row). `order` is at most 16, `d` below 4^`order`.
pub const fn d2xy(order: u32, d: u32) -> (u32, u32) {
    let (mut x, mut y) = (0, 0);
    let mut level = 0;
    while level < order {
        let side = 1 << level;
        let quarter = d >> (2 * level) & 3;
        let (right, down) = (quarter >> 1, (quarter ^ (quarter >> 1)) & 1);
        (x, y) = turn(side, x, y, right, down);
        x += side * right;
        y += side * down;
        level += 1;
    }
    (x, y)
}

/// The place on the curve of a cell: the inverse of [`d2xy`].
pub const fn xy2d(order: u32, x: u32, y: u32) -> u32 {
    let (mut x, mut y, mut d) = (x, y, 0);
    let mut level = order;
    while level > 0 {
        level -= 1;
        let side = 1 << level;
        let (right, down) = ((x >> level) & 1, (y >> level) & 1);
        d |= ((3 * right) ^ down) << (2 * level);
        (x, y) = turn(side, x & (side - 1), y & (side - 1), right, down);
    }
    d
}

/// Turns a quarter's curve so that it begins and ends where its neighbours do.
const fn turn(side: u32, x: u32, y: u32, right: u32, down: u32) -> (u32, u32) {
    match (right, down) {
        (0, 0) => (y, x),
        (1, 0) => (side - 1 - y, side - 1 - x),
        _ => (x, y),
    }
}

/// The cell of an address on a map of 2^`order` cells a side, `order` at most
/// 16: each cell stands for 4^(16 − `order`) addresses.
pub const fn cell(order: u32, address: Ipv4Addr) -> (u32, u32) {
    match address.to_bits().checked_shr(32 - 2 * order) {
        Some(d) => d2xy(order, d),
        None => (0, 0),
    }
}

/// The cells of a network on a map of 2^`order` cells a side: a square when its
/// prefix length is even, else two squares side by side. A network smaller than
/// a cell gives the cell it lies in.
pub fn cells(order: u32, network: Network) -> Cells {
    let (x1, y1) = cell(order, network.address());
    if u32::from(network.prefix_len()) >= 2 * order {
        return Cells { x: x1, y: y1, width: 1, height: 1 };
    }
    // A prefix covers an aligned square or two of them; its first cell lies in the
    // first, its last in the last, so that both together tell where it lies.
    let half = order - u32::from(network.prefix_len().div_ceil(2));
    let (x2, y2) = cell(order, network.end());
    let corner = |x: u32| x >> half << half;
    let (left, right) = (corner(x1.min(x2)), corner(x1.max(x2)));
    let (top, bottom) = (corner(y1.min(y2)), corner(y1.max(y2)));
    let side = 1 << half;
    Cells { x: left, y: top, width: right - left + side, height: bottom - top + side }
}

/// The network of prefix length 2·`zoom` whose square a cell of a map of 2^`order` cells a side lies
/// in: what one zooms into. `zoom` is at most `order`.
pub fn square(order: u32, zoom: u32, x: u32, y: u32) -> Option<Network> {
    let d = u64::from(xy2d(order, x, y)) << (32 - 2 * order);
    let length = u8::try_from(2 * zoom).ok()?;
    let mask = super::mask::Mask::new(length)?;
    Some(Network::containing(Ipv4Addr::from_bits(u32::try_from(d).ok()?), mask))
}

#[cfg(test)]
mod tests;
