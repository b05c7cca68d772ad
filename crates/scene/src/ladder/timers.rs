//! Running timers: an arc that shrinks, and a dotted line down to when it will fire.

use super::{LadderLayout, Now};
use crate::measure::{Face, text_width};
use crate::sides::primary_socket;
use crate::{Anchor, Classes, Group, Key, Shape, Target, Text, at};
use wireglass_core::tcp::Timer;
use wireglass_core::time::Duration;
use wireglass_text::diagram as words;
use wireglass_trace::{Snapshot, Trace};

/// The radius of an arc.
const RADIUS: f64 = 6.5;
/// The height of a timer's chip with its air.
const ROW: f64 = 20.0;

pub(super) fn draw(
    layout: &LadderLayout,
    trace: &Trace,
    snapshot: &Snapshot,
    now: Now,
    body: &mut Vec<Shape>,
) {
    for lane in &layout.lanes {
        let Some(socket) = primary_socket(trace, snapshot, lane.node) else { continue };
        let names: Vec<f64> = lane.name_rows().collect();
        let mut y = now.y + 16.0;
        for (order, (timer, running)) in snapshot.socket(socket).timers().enumerate() {
            // Clear of the names of states, which matter more.
            while let Some(name) = names.iter().find(|name| (**name - 3.0 - y).abs() < 15.5) {
                y = name + 13.0;
            }
            let total = running.due.since(running.since);
            let left = running.due.since(now.time);
            let sweep = share(left, total);
            let out = |distance: f64| lane.x + lane.outward * distance;
            let due_y = layout.scale.y(running.due);
            let bottom = due_y.min(layout.rows.end + 20.0);
            let key = socket.index() as u64 * Timer::ALL.len() as u64 + order as u64;
            let name = words::timer(layout.options.lang, timer);
            let left_text = short(left);
            let text = if layout.options.compact {
                left_text.clone()
            } else {
                format!("{name} {left_text}")
            };
            let width = text_width(&text, 10.5, Face::Mono) + RADIUS * 2.0 + 16.0;
            let near = 11.0;
            let left_edge = if lane.outward < 0.0 { out(near) - width } else { out(near) };
            let left_edge = left_edge.min(layout.options.width - 2.0 - width).max(2.0);
            let ring = left_edge + RADIUS + 5.0;
            let mut group = Group::new(Key("t", key), Classes::of("timer-now"))
                .target(Target::Timer { socket, timer })
                .label(words::timer_label(layout.options.lang, timer, &left_text));
            // A line that leads out of the picture says nothing.
            if bottom > now.y && due_y <= bottom {
                group.children.push(Shape::Line {
                    from: at(out(8.0), now.y),
                    to: at(out(8.0), bottom),
                    class: Classes::of("timer-line"),
                });
                group.children.push(Shape::Circle {
                    at: at(out(8.0), bottom),
                    radius: 2.5,
                    class: Classes::of("timer-due"),
                });
            }
            group.children.extend([
                Shape::Rect {
                    at: at(left_edge, y - ROW / 2.0 + 1.0),
                    width,
                    height: ROW - 2.0,
                    radius: (ROW - 2.0) / 2.0,
                    class: Classes::of("timer-chip"),
                },
                Shape::Circle { at: at(ring, y), radius: RADIUS, class: Classes::of("timer-ring") },
                Shape::Arc {
                    at: at(ring, y),
                    radius: RADIUS,
                    sweep,
                    class: Classes::of("timer-arc"),
                },
                Text::new(
                    at(ring + RADIUS + 5.0, y + 3.6),
                    Anchor::Start,
                    Classes::of("timer-text"),
                    text,
                )
                .into(),
            ]);
            body.push(group.into());
            y += ROW;
        }
    }
}

/// What is left, to tenths of its unit.
fn short(left: Duration) -> String {
    let unit = match left.as_nanos() {
        n if n >= 10_000_000_000 => 1_000_000_000,
        n if n >= 1_000_000_000 => 100_000_000,
        n if n >= 10_000_000 => 1_000_000,
        _ => 100_000,
    };
    Duration::from_nanos(left.as_nanos().div_ceil(unit) * unit).to_string()
}

#[allow(clippy::cast_precision_loss, reason = "a share of a circle needs no more")]
fn share(part: Duration, whole: Duration) -> f64 {
    if whole == Duration::ZERO {
        return 0.0;
    }
    (part.as_nanos() as f64 / whole.as_nanos() as f64).clamp(0.0, 1.0)
}
