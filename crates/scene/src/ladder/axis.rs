//! The time axis: grid lines at round times, breaks where nothing happens, the present.

use super::lanes::{axis_x, right_x};
use super::scale::nanos;
use super::{LadderLayout, Now, touches};
use crate::measure::{Face, text_width};
use crate::{Anchor, Classes, Group, Key, Op, Shape, Text, at};
use std::ops::Range;
use wireglass_core::time::{Duration, Instant};
use wireglass_text::diagram as words;

/// Grid lines are about this far apart.
const GRID: f64 = 26.0;
/// Times are at least this far apart.
const TIMES: f64 = 42.0;

/// The shortest round time (1, 2 or 5 times a power of ten) that takes `pixels` at least.
pub(crate) fn round_step(rate: f64, pixels: f64) -> u64 {
    let mut decade: u64 = 1;
    loop {
        for factor in [1, 2, 5] {
            let step = decade.saturating_mul(factor);
            let height = nanos(Instant::ZERO, Instant::from_nanos(step)) * rate;
            if height >= pixels || step == u64::MAX {
                return step;
            }
        }
        decade = decade.saturating_mul(10);
    }
}

/// A time on the axis, no more exact than its neighbours need.
pub(crate) fn time_text(time: Instant, step: u64) -> String {
    let nanos = time.as_nanos();
    let (unit, size) = match nanos {
        0 if step < 1_000_000_000 => ("ms", 1_000_000),
        n if n >= 1_000_000_000 || step >= 1_000_000_000 => ("s", 1_000_000_000_u64),
        _ if step >= 10_000 || nanos >= 1_000_000 => ("ms", 1_000_000),
        _ => ("µs", 1_000),
    };
    let (whole, mut rest) = (nanos / size, nanos % size);
    let mut digits = String::new();
    let mut place = size / 10;
    while rest > 0 && place > 0 && (step < place * 10) {
        digits.push(char::from(b'0' + u8::try_from(rest / place).unwrap_or(0)));
        rest %= place;
        place /= 10;
    }
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() { format!("{whole} {unit}") } else { format!("{whole}.{digits} {unit}") }
}

pub(super) fn draw_grid(layout: &LadderLayout, visible: &Range<f64>, body: &mut Vec<Shape>) {
    let options = &layout.options;
    let scale = &layout.scale;
    let step = round_step(scale.rate(), GRID);
    let (left, right) = (axis_x(options), right_x(options));
    let mut shapes = Vec::new();
    let mut last_time_y = f64::NEG_INFINITY;
    let mut last_text = String::new();
    let mut last_line_y = f64::NEG_INFINITY;
    let mut tick = |time: Instant, y: f64| {
        if y - last_line_y < 8.0 || !touches(visible, y - 12.0, y + 12.0) {
            return;
        }
        last_line_y = y;
        let has_time = y - last_time_y >= TIMES;
        let class = Classes::of("grid").and_if(has_time, "major");
        shapes.push(Shape::Line { from: at(left, y), to: at(right, y), class });
        if has_time {
            last_time_y = y;
            // Fewer digits where the margin is narrow.
            let mut text = time_text(time, step);
            let mut coarse = step;
            while text.contains('.') && text_width(&text, 11.0, Face::Mono) > left - 9.0 {
                coarse = coarse.saturating_mul(10);
                text = time_text(time, coarse);
            }
            // Digits that had to go may have been all that told it from its neighbour.
            if text != last_text {
                last_text.clone_from(&text);
                let place = at(left - 8.0, y + 4.0);
                shapes.push(Text::new(place, Anchor::End, Classes::of("tick"), text).into());
            }
        }
    };
    let knots = scale.knots();
    // The piece that begins above what is visible is the first that matters.
    let begin = knots.partition_point(|knot| knot.last < visible.start).saturating_sub(1);
    for (i, knot) in knots.iter().enumerate().skip(begin) {
        if knot.first - 12.0 > visible.end {
            break;
        }
        let next = knots.get(i + 1);
        let end = match next {
            Some(next) if next.after_break => {
                // Beyond a break the axis starts over with the time it resumes at.
                tick_if_round(&mut tick, knot.time, step, knot.first);
                let resumed = next.time;
                tick(resumed, next.first);
                continue;
            }
            Some(next) => next.time,
            None => scale.time(layout.rows.end + 20.0),
        };
        if i == 0 {
            tick(knot.time, knot.first);
        }
        let mut time = knot.time.as_nanos().div_ceil(step).saturating_mul(step);
        while time < end.as_nanos() {
            let moment = Instant::from_nanos(time);
            tick(moment, scale.y(moment));
            let Some(following) = time.checked_add(step) else { break };
            time = following;
        }
    }
    let group = Group::new(Key("grid", 0), Classes::of("axis")).with(shapes);
    body.push(group.into());
}

fn tick_if_round(tick: &mut impl FnMut(Instant, f64), time: Instant, step: u64, y: f64) {
    if time.as_nanos().is_multiple_of(step) {
        tick(time, y);
    }
}

/// Where time is elided: a zigzag across, and how much was left out.
pub(super) fn draw_breaks(
    layout: &LadderLayout,
    visible: &Range<f64>,
    now: Now,
    body: &mut Vec<Shape>,
) {
    let options = &layout.options;
    let (left, right) = (axis_x(options), right_x(options));
    let knots = layout.scale.knots();
    for (i, pair) in knots.windows(2).enumerate() {
        let (before, after) = (pair[0], pair[1]);
        if !after.after_break || !touches(visible, before.last, after.first) {
            continue;
        }
        let y = f64::midpoint(before.last, after.first);
        let future = now.time <= before.time;
        let class = Classes::of("break").and_if(future, "future");
        let mut ops = vec![Op::Move(at(left, y))];
        let mut x = left;
        let mut down = true;
        while x + 8.0 < right {
            x += 8.0;
            ops.push(Op::Line(at(x, if down { y + 3.0 } else { y - 3.0 })));
            down = !down;
        }
        let length = rounded(after.time.since(before.time));
        let text = words::elided(options.lang, &length);
        let middle = f64::midpoint(left, right);
        let middle = layout
            .lanes
            .first()
            .zip(layout.lanes.last())
            .map_or(middle, |(a, b)| f64::midpoint(a.x, b.x));
        let width = text_width(&text, 11.0, Face::Sans) + 20.0;
        let group = Group::new(Key("break", i as u64), class).with([
            Shape::Path { ops: ops.clone(), class: Classes::of("break-gap") },
            Shape::Path { ops, class: Classes::of("break-line") },
            Shape::Rect {
                at: at(middle - width / 2.0, y - 9.0),
                width,
                height: 18.0,
                radius: 9.0,
                class: Classes::of("break-pill"),
            },
            Text::new(at(middle, y + 3.8), Anchor::Middle, Classes::of("break-text"), text).into(),
        ]);
        body.push(group.into());
    }
}

/// A length of time to three digits or so: nobody reads 239.940005 s.
pub(crate) fn rounded(length: Duration) -> String {
    let mut unit: u64 = 1;
    while length.as_nanos() / unit >= 10_000 {
        unit *= 10;
    }
    let nanos = length.as_nanos();
    let whole = (nanos / unit + u64::from(nanos % unit >= unit.div_ceil(2))) * unit;
    Duration::from_nanos(whole).to_string()
}

/// The line of the present, behind the words that it would strike through.
pub(super) fn draw_present_line(layout: &LadderLayout, now: Now, body: &mut Vec<Shape>) {
    let (left, right) = (axis_x(&layout.options), right_x(&layout.options));
    let line = Shape::Line { from: at(left, now.y), to: at(right, now.y), class: Classes::NONE };
    body.push(Group::new(Key("now-line", 0), Classes::of("cursor")).with([line]).into());
}

/// The time of the present.
pub(super) fn draw_present(layout: &LadderLayout, now: Now, body: &mut Vec<Shape>) {
    let options = &layout.options;
    let right = right_x(options);
    let text = rounded(now.time.since(Instant::ZERO));
    let width = (text_width(&text, 11.0, Face::Mono) + 20.0).max(54.0);
    let end = (right + 14.0).min(options.width - 2.0);
    let label = format!("{}: {text}", words::now(options.lang));
    let group = Group::new(Key("now", 0), Classes::of("cursor")).label(label).with([
        Shape::Rect {
            at: at(end - width, now.y - 11.0),
            width,
            height: 22.0,
            radius: 11.0,
            class: Classes::NONE,
        },
        Text::new(at(end - width / 2.0, now.y + 4.0), Anchor::Middle, Classes::NONE, text).into(),
    ]);
    body.push(group.into());
}

#[cfg(test)]
mod tests;
