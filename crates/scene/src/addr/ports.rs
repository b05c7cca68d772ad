//! All ports as one bar, to scale, and under it what each system hands out by itself.

use super::{rect, text};
use crate::{Anchor, Classes, Drawing, Group, Key, Op, Shape, at};
use wireglass_core::addr::ports::{Kind, NAMED, System};
use wireglass_text::Lang;
use wireglass_text::lab::{Lab, lab};

const LEFT: f64 = 116.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 24.0;
const HEIGHT: f64 = 34.0;

/// Where a port begins, in pixels; `port` may be 65536, the end.
fn x(port: u32, width: f64) -> f64 {
    LEFT + f64::from(port) / 65_536.0 * (width - LEFT - RIGHT)
}

/// What the picture calls things.
pub struct Names<'a> {
    /// A kind of ports.
    pub kind: &'a dyn Fn(Kind) -> String,
    /// A system.
    pub system: &'a dyn Fn(System) -> String,
}

/// Draws the bar, `width` pixels wide, with a pin at `port` if there is one.
pub fn ports(port: Option<u16>, width: f64, lang: Lang, names: &Names<'_>) -> Drawing {
    let mut shapes: Vec<Shape> = Vec::new();
    for (kind, index) in Kind::ALL.into_iter().zip(0..) {
        let range = kind.range();
        let (left, right) =
            (x((*range.start()).into(), width), x(u32::from(*range.end()) + 1, width));
        let class = Classes::of("aport").and(match kind {
            Kind::System => "system",
            Kind::User => "user",
            Kind::Dynamic => "dynamic",
        });
        let said = format!("{} {}–{}", (names.kind)(kind), range.start(), range.end());
        let mut group = Group::new(Key("kind", index), class).label(said.clone()).with([rect(
            at(left, TOP),
            (right - left - 1.0).max(2.0),
            HEIGHT,
            3.0,
            Classes::NONE,
        )]);
        if kind != Kind::System {
            let middle = at(left + 10.0, TOP + HEIGHT / 2.0 + 4.0);
            group = group.with([text(middle, Anchor::Start, "aletter", said)]);
        }
        shapes.push(group.into());
    }
    for (named, index) in NAMED.iter().zip(0..) {
        let left = x(named.port.into(), width);
        let tick = Shape::Line {
            from: at(left, TOP + HEIGHT - 8.0),
            to: at(left, TOP + HEIGHT),
            class: Classes::of("atick"),
        };
        let said = format!("{} {}", named.port, named.name);
        shapes.push(Group::new(Key("named", index), Classes::NONE).label(said).with([tick]).into());
    }
    let mut y = TOP + HEIGHT + 16.0;
    for (system, index) in System::ALL.into_iter().zip(0..) {
        let range = system.ephemeral();
        let (left, right) =
            (x((*range.start()).into(), width), x(u32::from(*range.end()) + 1, width));
        let said = format!("{}–{}", range.start(), range.end());
        // Beside the bar where there is room, else in it.
        let (anchor, beside) = if left - LEFT > 90.0 {
            (Anchor::End, left - 8.0)
        } else {
            (Anchor::Start, left + 8.0)
        };
        let inside = if anchor == Anchor::Start { "aephemeral-in" } else { "aephemeral-name" };
        let name = (names.system)(system);
        let group = Group::new(Key("system", index), Classes::of("aephemeral")).with([
            text(at(LEFT - 10.0, y + 11.0), Anchor::End, "aname", name),
            rect(at(left, y), right - left, 14.0, 3.0, Classes::NONE),
            text(at(beside, y + 11.0), anchor, inside, said),
        ]);
        shapes.push(group.into());
        y += 22.0;
    }
    if let Some(port) = port {
        let place = x(port.into(), width);
        let pin = vec![
            Op::Move(at(place - 6.0, TOP - 11.0)),
            Op::Line(at(place + 6.0, TOP - 11.0)),
            Op::Line(at(place, TOP - 1.0)),
            Op::Close,
        ];
        let (anchor, beside) = if place > width - 80.0 {
            (Anchor::End, place - 10.0)
        } else {
            (Anchor::Start, place + 10.0)
        };
        shapes.push(Shape::Line {
            from: at(place, TOP),
            to: at(place, y - 8.0),
            class: Classes::of("apin-line"),
        });
        shapes.push(Shape::Path { ops: pin, class: Classes::of("apin") });
        shapes.push(text(at(beside, TOP - 4.0), anchor, "apin-name", port.to_string()));
    }
    Drawing {
        width,
        height: y,
        title: lab(lang, Lab::PortMap).to_owned(),
        description: String::new(),
        shapes,
    }
}
