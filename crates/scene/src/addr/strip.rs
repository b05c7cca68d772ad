//! A network from its first address to its last as one strip, to scale, with what lies in it.

use super::{rect, text};
use crate::measure::{Face, cut, text_width};
use crate::{Anchor, Classes, Drawing, Group, Key, Shape, at};
use wireglass_core::addr::Network;

/// The strip's own height, and the whole drawing's.
const HEIGHT: f64 = 44.0;
/// The thinnest piece that is still seen.
const LEAST: f64 = 1.5;

/// What lies in the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where.
    pub network: Network,
    /// What it is called; may be empty.
    pub name: String,
    /// Nobody has it yet.
    pub free: bool,
}

/// Draws the pieces of `space`, `width` pixels wide; what lies outside is left out.
pub fn strip(space: Network, pieces: &[Piece], width: f64, title: &str) -> Drawing {
    #[expect(clippy::cast_precision_loss, reason = "at most 2^32: exact")]
    let scale = width / space.total() as f64;
    let mut shapes: Vec<Shape> = Vec::new();
    let inside = pieces.iter().filter(|piece| space.covers(piece.network));
    for (piece, index) in inside.zip(0..) {
        let from = piece.network.address().to_bits() - space.address().to_bits();
        let left = f64::from(from) * scale;
        #[expect(clippy::cast_precision_loss, reason = "at most 2^32: exact")]
        let wide = (piece.network.total() as f64 * scale).max(LEAST);
        let class = Classes::of("apiece").and_if(piece.free, "free").and_if(index % 2 == 1, "odd");
        let gap = if wide > 6.0 { 1.5 } else { 0.0 };
        let mut group = Group::new(Key("piece", index), class).label(label(piece)).with([rect(
            at(left, 0.0),
            wide - gap,
            HEIGHT,
            4.0,
            Classes::NONE,
        )]);
        let lines = [
            (piece.name.as_str(), "apiece-name", Face::Sans, 18.0, 12.0),
            (&piece.network.to_string(), "apiece-net", Face::Mono, 34.0, 10.5),
        ];
        for (words, class, face, y, size) in lines {
            if words.is_empty() || wide < 24.0 {
                continue;
            }
            let shown = if text_width(words, size, face) + 8.0 <= wide {
                words.to_owned()
            } else if class == "apiece-name" && wide > 40.0 {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a few characters"
                )]
                cut(words, ((wide - 8.0) / (size * 0.7)) as usize)
            } else {
                continue;
            };
            group = group.with([text(at(left + wide / 2.0, y), Anchor::Middle, class, shown)]);
        }
        shapes.push(group.into());
    }
    Drawing {
        width,
        height: HEIGHT,
        title: title.to_owned(),
        description: space.to_string(),
        shapes,
    }
}

fn label(piece: &Piece) -> String {
    if piece.name.is_empty() {
        piece.network.to_string()
    } else {
        format!("{}: {}", piece.name, piece.network)
    }
}
