//! Windows and times over model time: the picture under the ladder.
//!
//! Time runs to the right here, as everybody knows it from textbooks, and is
//! linear but for idle stretches, which are cut as they are in the ladder. A
//! value holds from the step that set it until the next: the curves are
//! staircases. What is yet to come is faded, and the present is a line.
//!
//! Layout is done once per trace and options ([`PlotLayout`]); drawing a
//! position is cheap.

use crate::ladder::axis::{round_step, rounded, time_text};
use crate::ladder::scale::{Knot, Scale, nanos};
use crate::measure::{Face, text_width};
use crate::timeline::weight;
use crate::{
    Anchor, Classes, Drawing, Group, Key, Op, Role, Shape, Text, at, role_class, step_role,
};
use wireglass_core::tcp::{Quantity, Variable};
use wireglass_core::time::{Duration, Instant};
use wireglass_text::{Lang, diagram as words};
use wireglass_trace::series::{self, Measure, Series, Topic};
use wireglass_trace::{FrameId, Trace};

/// Space for the names of values.
const LEFT: f64 = 56.0;
const RIGHT: f64 = 18.0;
const TOP: f64 = 12.0;
/// Space for times, and the steps' ticks above them.
const BOTTOM: f64 = 34.0;
/// Between two lines of the grid, at least.
const ROW: f64 = 26.0;
/// Between two names of times, at least.
const COLUMN: f64 = 84.0;
/// How wide a cut is where there is room.
const BREAK: f64 = 30.0;
/// Between two ticks of steps.
const TICK: f64 = 3.0;

/// What decides the layout.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlotOptions {
    /// The width there is, in pixels.
    pub width: f64,
    /// The height there is.
    pub height: f64,
    /// What is plotted.
    pub topic: Topic,
    /// The language of the few words.
    pub lang: Lang,
}

/// A plot laid out: valid for one trace and one set of options.
#[derive(Clone, Debug, PartialEq)]
pub struct PlotLayout {
    options: PlotOptions,
    series: Vec<Series>,
    /// From model time to pixels from the left.
    scale: Scale,
    /// The value at the upper edge, and between two lines of the grid.
    most: u64,
    step: u64,
    ticks: Vec<(f64, Role)>,
    end: Instant,
}

/// What a curve says at a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The classes of its curve, for a key beside the plot.
    pub class: Classes,
    /// Its name and whose it is.
    pub name: String,
    /// The value with its unit.
    pub value: String,
}

impl PlotLayout {
    /// Lays a topic of a trace out; `None` if the trace knows nothing about it.
    pub fn new(trace: &Trace, options: PlotOptions) -> Option<Self> {
        let series = series::topic(trace, options.topic);
        if series.is_empty() {
            return None;
        }
        let options = PlotOptions {
            width: options.width.max(LEFT + RIGHT + 60.0),
            height: options.height.max(TOP + BOTTOM + 30.0),
            ..options
        };
        let scale = scale(trace, &options);
        let (most, step) = extent(&series, options.height - TOP - BOTTOM);
        let ticks = ticks(trace, &scale);
        Some(Self { options, series, scale, most, step, ticks, end: trace.end() })
    }

    /// The topics a trace knows anything about.
    pub fn topics(trace: &Trace) -> Vec<Topic> {
        let known = |topic: &Topic| !series::topic(trace, *topic).is_empty();
        Topic::ALL.into_iter().filter(known).collect()
    }

    /// The position nearest to `x` pixels from the left: the last at that time.
    pub fn position_at(&self, trace: &Trace, x: f64) -> usize {
        let time = |step: usize| self.scale.y(trace.time_at(step + 1));
        let steps = trace.steps().len();
        // Halfway between two steps, the nearer one counts.
        let (mut low, mut high) = (0, steps);
        while low < high {
            let middle = usize::midpoint(low, high);
            let before = if middle == 0 { self.scale.y(Instant::ZERO) } else { time(middle - 1) };
            let border = f64::midpoint(before, time(middle));
            if border <= x { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// What every curve says at a position.
    pub fn readings(&self, trace: &Trace, position: usize) -> Vec<Reading> {
        let lang = self.options.lang;
        let reading = |series: &Series| Reading {
            class: class(series.measure),
            name: words::measure(lang, series.measure, &trace.node(series.node).name),
            value: match series.at(position) {
                Some(value) if is_boundless(series.measure, value) => {
                    words::boundless(lang).to_owned()
                }
                Some(value) => value_text(lang, series.measure.quantity(), value),
                None => "–".to_owned(),
            },
        };
        self.series.iter().map(reading).collect()
    }

    /// Draws a position; `pointed` is one the pointer is at.
    pub fn draw(&self, trace: &Trace, position: usize, pointed: Option<usize>) -> Drawing {
        let lang = self.options.lang;
        let mut shapes = Vec::new();
        self.draw_grid(&mut shapes);
        self.draw_breaks(&mut shapes);
        let now = self.scale.y(trace.time_at(position));
        self.draw_ticks(now, &mut shapes);
        // The first is the one that matters: it lies on top.
        for (index, series) in self.series.iter().enumerate().rev() {
            shapes.push(self.curve(series, index, position, now));
        }
        if let Some(pointed) = pointed {
            let x = self.scale.y(trace.time_at(pointed));
            shapes.push(self.line_at("pointed", x, pointed));
        }
        shapes.push(self.line_at("cursor", now, position));
        let says: Vec<String> = self
            .readings(trace, position)
            .into_iter()
            .zip(&self.series)
            .map(|(reading, series)| {
                let quantity = series.measure.quantity();
                let bounds =
                    series.range().filter(|(_, most)| !is_boundless(series.measure, *most));
                let text = |value| value_text(lang, quantity, value);
                let bounds = bounds.map(|(least, most)| (text(least), text(most)));
                words::plot_reading(lang, &reading.name, &reading.value, bounds.as_ref())
            })
            .collect();
        Drawing {
            width: self.options.width,
            height: self.options.height,
            title: words::plot_title(lang, self.options.topic).to_owned(),
            description: says.join(" "),
            shapes,
        }
    }

    fn bottom(&self) -> f64 {
        self.options.height - BOTTOM
    }

    fn right(&self) -> f64 {
        self.options.width - RIGHT
    }

    /// The row of a value; `None` if it lies above the picture.
    fn y(&self, value: u64) -> Option<f64> {
        let share = as_f64(value) / as_f64(self.most.max(1));
        (value <= self.most).then(|| self.bottom() - (self.bottom() - TOP) * share)
    }

    fn draw_grid(&self, shapes: &mut Vec<Shape>) {
        let mut parts = Vec::new();
        let quantity = self.series[0].measure.quantity();
        let mut value = 0;
        while let Some(y) = self.y(value) {
            let class = Classes::of("grid").and_if(value == 0, "major");
            parts.push(Shape::Line { from: at(LEFT, y), to: at(self.right(), y), class });
            let place = at(LEFT - 8.0, y + 4.0);
            let text = axis_text(quantity, value);
            parts.push(Text::new(place, Anchor::End, Classes::of("tick"), text).into());
            value += self.step;
        }
        let pixels = (self.right() - LEFT) / 3.0;
        let step = round_step(self.scale.rate(), COLUMN.min(pixels));
        let mut last = f64::NEG_INFINITY;
        let mut name = |time: Instant, x: f64| {
            let text = time_text(time, step);
            let half = text_width(&text, 11.0, Face::Mono) / 2.0;
            let x_text = x.clamp(LEFT + half - 6.0, self.right() + RIGHT - half);
            if x_text - half < last + 10.0 {
                return;
            }
            last = x_text + half;
            let foot = self.bottom();
            let class = Classes::of("grid");
            parts.push(Shape::Line { from: at(x, TOP), to: at(x, foot), class });
            let place = at(x_text, self.options.height - 8.0);
            parts.push(Text::new(place, Anchor::Middle, Classes::of("tick"), text).into());
        };
        for pair in self.scale.knots().windows(2) {
            let (from, to) = (pair[0], pair[1]);
            if to.after_break {
                continue;
            }
            // Behind a cut, the axis starts over with the time it resumes at.
            if from.after_break {
                name(from.time, from.first);
            }
            let mut time = from.time.as_nanos().div_ceil(step).saturating_mul(step);
            while time <= to.time.as_nanos() {
                let moment = Instant::from_nanos(time);
                name(moment, self.scale.y(moment));
                let Some(following) = time.checked_add(step) else { break };
                time = following;
            }
        }
        shapes.push(Group::new(Key("grid", 0), Classes::of("axis")).with(parts).into());
    }

    fn draw_breaks(&self, shapes: &mut Vec<Shape>) {
        for (index, pair) in self.scale.knots().windows(2).enumerate() {
            let (before, after) = (pair[0], pair[1]);
            if !after.after_break {
                continue;
            }
            let x = f64::midpoint(before.last, after.first);
            let mut ops = vec![Op::Move(at(x, TOP))];
            let (mut y, mut out) = (TOP, true);
            while y + 8.0 < self.bottom() {
                y += 8.0;
                ops.push(Op::Line(at(if out { x + 3.0 } else { x - 3.0 }, y)));
                out = !out;
            }
            let length = rounded(after.time.since(before.time));
            let label = words::elided(self.options.lang, &length);
            let group =
                Group::new(Key("break", index as u64), Classes::of("break")).label(label).with([
                    Shape::Path { ops: ops.clone(), class: Classes::of("break-gap") },
                    Shape::Path { ops, class: Classes::of("break-line") },
                ]);
            shapes.push(group.into());
        }
    }

    /// A tick for each step, as far as they can be told apart: longer where more was at stake.
    fn draw_ticks(&self, now: f64, shapes: &mut Vec<Shape>) {
        let foot = self.bottom();
        let parts = self.ticks.iter().map(|(x, role)| {
            let length = match role {
                Role::Retx | Role::Lost | Role::Rst | Role::WhatIf => 11.0,
                Role::Call | Role::Other | Role::Arp => 3.0,
                _ => 6.0,
            };
            let class = Classes::of("step").and(role_class(*role)).and_if(*x > now, "future");
            Shape::Line { from: at(*x, foot + 2.0), to: at(*x, foot + 2.0 + length), class }
        });
        shapes.push(Group::new(Key("steps", 0), Classes::of("steps")).with(parts).into());
    }

    fn curve(&self, series: &Series, index: usize, position: usize, now: f64) -> Shape {
        let past = series.samples.partition_point(|sample| sample.step < position);
        let (past, future) = series.samples.split_at(past);
        let points = |samples: &[series::Sample]| -> Vec<(f64, Option<f64>)> {
            let place = |sample: &series::Sample| {
                (self.scale.y(sample.time), sample.value.and_then(|value| self.y(value)))
            };
            samples.iter().map(place).collect()
        };
        let here = series.at(position).and_then(|value| self.y(value));
        let mut after = vec![(now, here)];
        after.extend(points(future));
        let end = self.scale.y(self.end);
        let mut parts = vec![
            Shape::Path { ops: staircase(&after, end), class: Classes::of("line").and("future") },
            Shape::Path { ops: staircase(&points(past), now), class: Classes::of("line") },
        ];
        parts.retain(|shape| !matches!(shape, Shape::Path { ops, .. } if ops.is_empty()));
        if let Some(y) = here {
            parts.push(Shape::Circle { at: at(now, y), radius: 3.5, class: Classes::of("dot") });
        }
        Group::new(Key("curve", index as u64), class(series.measure)).with(parts).into()
    }

    /// A line across at a position, with a dot on every curve.
    fn line_at(&self, name: &'static str, x: f64, position: usize) -> Shape {
        let line =
            Shape::Line { from: at(x, TOP - 4.0), to: at(x, self.bottom()), class: Classes::NONE };
        let dots = self.series.iter().filter_map(|series| {
            let y = self.y(series.at(position)?)?;
            Some(Shape::Circle {
                at: at(x, y),
                radius: 3.0,
                class: class(series.measure).and("dot"),
            })
        });
        let dots: Vec<_> = if name == "pointed" { dots.collect() } else { Vec::new() };
        let class = Classes::of(name);
        Group::new(Key(name, 0), class).with([line]).with(dots).into()
    }
}

/// A path through points that each hold until the next, the last until `end`.
fn staircase(points: &[(f64, Option<f64>)], end: f64) -> Vec<Op> {
    let mut ops = Vec::new();
    let mut before: Option<f64> = None;
    for (x, y) in points {
        match (before, *y) {
            (Some(old), Some(y)) => ops.extend([Op::Line(at(*x, old)), Op::Line(at(*x, y))]),
            (Some(old), None) => ops.push(Op::Line(at(*x, old))),
            (None, Some(y)) => ops.push(Op::Move(at(*x, y))),
            (None, None) => {}
        }
        before = *y;
    }
    if let Some(y) = before {
        ops.push(Op::Line(at(end, y)));
    }
    ops
}

/// How a curve is called in style sheets. No two are told apart by colour alone.
const fn class(measure: Measure) -> Classes {
    Classes::of("curve").and(match measure {
        Measure::Variable(Variable::Cwnd) => "cwnd",
        Measure::Variable(Variable::Ssthresh) => "ssthresh",
        Measure::Variable(Variable::SndWnd) => "sndwnd",
        Measure::Variable(Variable::RcvWnd) => "rcvwnd",
        Measure::Variable(_) => "other",
        Measure::InFlight => "flight",
    })
}

/// "Arbitrarily high", as RFC 5681 §3.1 wants ssthresh to begin.
const fn is_boundless(measure: Measure, value: u64) -> bool {
    matches!(measure, Measure::Variable(Variable::Ssthresh)) && value >= 1 << 30
}

/// The value at the upper edge, and from one line of the grid to the next.
fn extent(series: &[Series], height: f64) -> (u64, u64) {
    let most_of = |series: &Series| {
        let values = series.samples.iter().filter_map(|sample| sample.value);
        values.filter(|value| !is_boundless(series.measure, *value)).max().unwrap_or(0)
    };
    // A threshold far above everything else would press the rest flat.
    let is_threshold = |series: &Series| series.measure == Measure::Variable(Variable::Ssthresh);
    let others = series.iter().filter(|s| !is_threshold(s)).map(most_of).max().unwrap_or(0);
    let threshold = series.iter().filter(|s| is_threshold(s)).map(most_of).max().unwrap_or(0);
    let most = others.max(threshold.min(others + others / 2)).max(1);
    let rate = height / as_f64(most);
    let step = round_step(rate, ROW);
    (most.div_ceil(step).saturating_mul(step), step)
}

/// From time to the right: linear, with long idle stretches cut.
fn scale(trace: &Trace, options: &PlotOptions) -> Scale {
    let mut times: Vec<Instant> = vec![Instant::ZERO];
    times.extend((0..trace.steps().len()).map(|step| trace.time_at(step + 1)));
    times.dedup();
    let mut gaps: Vec<u64> =
        times.windows(2).map(|pair| pair[1].since(pair[0]).as_nanos()).collect();
    gaps.sort_unstable();
    let median = |sorted: &[u64]| sorted.get(sorted.len() / 2).copied().unwrap_or(0);
    // What is no longer than a few flights, or than most pauses, is not idle.
    let least = flight(trace).saturating_mul(3).max(median(&gaps).saturating_mul(4));
    // How waiting grows is what a plot of waiting is about: only what dwarfs it goes.
    let percent = if options.topic == Topic::Rto { 60 } else { 25 };
    let mut busy: u128 = gaps.iter().map(|gap| u128::from(*gap)).sum();
    let mut cut_from = u64::MAX;
    while let Some(gap) = gaps.pop().filter(|gap| *gap > least) {
        if u128::from(gap) * 100 <= busy * percent {
            break;
        }
        busy -= u128::from(gap);
        cut_from = gap;
    }
    let cuts =
        times.windows(2).filter(|pair| pair[1].since(pair[0]).as_nanos() >= cut_from).count();
    let room = options.width - LEFT - RIGHT;
    let cut = if cuts == 0 { 0.0 } else { BREAK.min(room / 2.0 / as_f64(cuts as u64)) };
    let busy = Duration::from_nanos(u64::try_from(busy).unwrap_or(u64::MAX).max(1));
    let rate = (room - cut * as_f64(cuts as u64)) / nanos(Instant::ZERO, Instant::ZERO + busy);
    let mut x = LEFT;
    let mut knots: Vec<Knot> = Vec::with_capacity(times.len());
    for (index, time) in times.iter().enumerate() {
        let mut after_break = false;
        if let Some(before) = index.checked_sub(1).and_then(|index| times.get(index)) {
            after_break = time.since(*before).as_nanos() >= cut_from;
            x += if after_break { cut } else { nanos(*before, *time) * rate };
        }
        knots.push(Knot { time: *time, first: x, last: x, after_break });
    }
    Scale::new(knots, rate)
}

/// How long a typical frame is on its way, in nanoseconds.
fn flight(trace: &Trace) -> u64 {
    let frames = (0..trace.frames().len()).map(FrameId::from_index);
    let flights = frames
        .filter_map(|frame| Some(trace.ended_at(frame)?.since(trace.sent_at(frame)).as_nanos()));
    let mut flights: Vec<u64> = flights.collect();
    flights.sort_unstable();
    flights.get(flights.len() / 2).copied().unwrap_or(0)
}

/// Where steps happen; of those on the same few pixels, the most telling.
fn ticks(trace: &Trace, scale: &Scale) -> Vec<(f64, Role)> {
    let mut ticks: Vec<(f64, Role)> = Vec::new();
    for step in 0..trace.steps().len() {
        let (x, role) = (scale.y(trace.time_at(step + 1)), step_role(trace, step));
        match ticks.last_mut() {
            Some((last, best)) if x - *last < TICK => {
                if weight(role) > weight(*best) {
                    *best = role;
                }
            }
            _ => ticks.push((x, role)),
        }
    }
    ticks
}

/// A value beside the axis: without its unit, which stands in the title.
fn axis_text(quantity: Quantity, value: u64) -> String {
    match quantity {
        Quantity::Time => rounded(Duration::from_nanos(value)),
        _ => value.to_string(),
    }
}

/// A value with its unit.
fn value_text(lang: Lang, quantity: Quantity, value: u64) -> String {
    match quantity {
        Quantity::Time => Duration::from_nanos(value).to_string(),
        Quantity::Bytes => words::byte_count(lang, usize::try_from(value).unwrap_or(usize::MAX)),
        _ => value.to_string(),
    }
}

#[allow(clippy::cast_precision_loss, reason = "a pixel hides what is lost")]
const fn as_f64(value: u64) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests;
