//! The whole IPv4 space as one bar, to scale: classes, what is private, and a pin.

use super::{rect, text};
use crate::measure::{Face, text_width};
use crate::{Anchor, Classes, Drawing, Group, Key, Op, Shape, at};
use std::net::Ipv4Addr;
use wireglass_core::addr::Network;
use wireglass_core::addr::class::Class;
use wireglass_core::addr::special::{Kind, registry};
use wireglass_text::Lang;
use wireglass_text::lab::{Lab, lab};

const LEFT: f64 = 10.0;
const TOP: f64 = 22.0;
const HEIGHT: f64 = 34.0;
/// The thinnest mark that is still seen.
const LEAST: f64 = 3.0;

/// Where an address lies between the ends of the bar, in pixels.
fn x(address: Ipv4Addr, width: f64) -> f64 {
    LEFT + f64::from(address.to_bits()) / 4_294_967_296.0 * (width - 2.0 * LEFT)
}

/// Blocks that are marked, with what is written below those that have room for it.
fn marks() -> impl Iterator<Item = (Network, Kind)> {
    registry().filter_map(|block| {
        let shown = matches!(
            block.kind,
            Kind::ThisNetwork | Kind::Private | Kind::Shared | Kind::Loopback | Kind::LinkLocal
        );
        shown.then_some((block.prefix, block.kind))
    })
}

/// Draws the bar, so many pixels wide, with a pin at `address`.
pub fn bar(address: Ipv4Addr, width: f64, lang: Lang) -> Drawing {
    let mut shapes: Vec<Shape> = Vec::new();
    for (class, index) in Class::ALL.into_iter().zip(0..) {
        let block = class.block();
        let (left, right) = (x(block.address(), width), x(block.end(), width));
        let cell = rect(at(left, TOP), right - left - 2.0, HEIGHT, 6.0, Classes::NONE);
        let middle = TOP + HEIGHT / 2.0 + 4.0;
        let letter = class.letter().to_string();
        let mut group = Group::new(Key("class", index), Classes::of("aclass")).with([
            cell,
            text(at(f64::midpoint(left, right), middle), Anchor::Middle, "aletter", letter),
        ]);
        if right - left > 110.0 {
            let leading = format!("{}…", class.leading_bits());
            group = group.with([text(at(right - 10.0, middle), Anchor::End, "alead", leading)]);
        }
        shapes.push(group.into());
    }
    // From the right, so that of two names that would collide the one written first stays.
    let mut free_from = f64::NEG_INFINITY;
    for ((network, kind), index) in marks().zip(0..) {
        let left = x(network.address(), width);
        let wide = (x(network.end(), width) - left).max(LEAST);
        let mark = rect(at(left, TOP), wide, HEIGHT, 0.0, Classes::of("aspecial"));
        let mut group = Group::new(Key("special", index), Classes::NONE)
            .label(network.to_string())
            .with([mark]);
        let name = network.to_string();
        let room = text_width(&name, 10.5, Face::Mono);
        let fits = left > free_from && left + room < width;
        if kind != Kind::LinkLocal && fits {
            let below = at(left, TOP + HEIGHT + 17.0);
            group = group.with([text(below, Anchor::Start, "aspecial-name", name)]);
            free_from = left + room + 8.0;
        }
        shapes.push(group.into());
    }
    let place = x(address, width);
    let pin = vec![
        Op::Move(at(place - 6.0, TOP - 11.0)),
        Op::Line(at(place + 6.0, TOP - 11.0)),
        Op::Line(at(place, TOP - 1.0)),
        Op::Close,
    ];
    let (anchor, beside) = if place > width - 150.0 {
        (Anchor::End, place - 10.0)
    } else {
        (Anchor::Start, place + 10.0)
    };
    shapes.push(Shape::Path { ops: pin, class: Classes::of("apin") });
    shapes.push(text(at(beside, TOP - 4.0), anchor, "apin-name", address.to_string()));
    Drawing {
        width,
        height: TOP + HEIGHT + 26.0,
        title: lab(lang, Lab::Map).to_owned(),
        description: address.to_string(),
        shapes,
    }
}
