//! The pictures of the address lab: 32 bits, maps of the whole space, plans and ports to scale.
//!
//! All of them are pure functions of addresses; what can be pressed is a group whose key says which
//! bit, cell or block it is.

pub mod bar;
pub mod board;
pub mod map;
pub mod ports;
pub mod strip;

use crate::{Anchor, Classes, Point, Shape, Text};

/// A level text in one class.
fn text(at: Point, anchor: Anchor, class: &'static str, content: impl Into<String>) -> Shape {
    Text::new(at, anchor, Classes::of(class), content).into()
}

/// A rectangle with rounded corners.
fn rect(at: Point, width: f64, height: f64, radius: f64, class: Classes) -> Shape {
    Shape::Rect { at, width, height, radius, class }
}

#[cfg(test)]
mod tests;
