//! Labels along arrows: upright, and clear of one another.

use super::LadderOptions;
use super::arrows::Arrow;
use super::frames::LABEL_SIZE;
use crate::Point;
use crate::measure::{Face, text_width};
use wireglass_trace::{Origin, Trace};

/// From the line up to the baseline of the label.
pub(super) const ABOVE: f64 = 7.5;
/// From the line down to the baseline of the numbers.
pub(super) const BELOW: f64 = 14.5;
/// Heights of the two, ascent to descent.
const LABEL_HEIGHT: f64 = 12.0;
const SUB_HEIGHT: f64 = 10.5;

/// Where a label stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Label {
    /// The point of the line it is centred on.
    pub(super) middle: Point,
    /// The way it reads, always left to right.
    pub(super) unit: Point,
    /// Whether there is room for the numbers below the line.
    pub(super) sub: bool,
    /// Whether there is no room for how its data begins.
    pub(super) brief: bool,
}

/// A rectangle that need not be level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Slab {
    pub(crate) middle: Point,
    pub(crate) unit: Point,
    /// Half its length along `unit`.
    pub(crate) half: f64,
    /// Half its thickness.
    pub(crate) thick: f64,
}

impl Slab {
    /// A line with some air around it.
    fn line(from: Point, to: Point) -> Self {
        Self {
            middle: from.toward(to, 0.5),
            unit: from.direction(to),
            half: from.distance(to) / 2.0,
            // Its own weight, and air.
            thick: 4.0,
        }
    }

    /// The cross of a lost frame with its fall and its note.
    fn loss(arrow: &Arrow, options: &LadderOptions) -> Self {
        let end = arrow.drawn_end();
        let side = if arrow.tip.x >= arrow.start.x { 1.0 } else { -1.0 };
        let half = if options.compact { 10.0 } else { 26.0 };
        let middle = crate::at(end.x + side * (half - 6.0), end.y + 9.0);
        Self { middle, unit: crate::at(1.0, 0.0), half, thick: 16.0 }
    }

    /// Whether two overlap: they do unless one of their four axes parts them.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let (dx, dy) = (other.middle.x - self.middle.x, other.middle.y - self.middle.y);
        let parted = |axis: Point| {
            let apart = (dx * axis.x + dy * axis.y).abs();
            apart > self.extent(axis) + other.extent(axis)
        };
        let across = |unit: Point| crate::at(-unit.y, unit.x);
        ![self.unit, across(self.unit), other.unit, across(other.unit)].into_iter().any(parted)
    }

    fn extent(&self, axis: Point) -> f64 {
        let along = (self.unit.x * axis.x + self.unit.y * axis.y).abs();
        let across = (self.unit.x * axis.y - self.unit.y * axis.x).abs();
        along * self.half + across * self.thick
    }

    /// The rows it covers.
    fn rows(&self) -> (f64, f64) {
        let reach = self.extent(crate::at(0.0, 1.0));
        (self.middle.y - reach, self.middle.y + reach)
    }
}

/// Places along a line, best first, as shares of its length.
const SPOTS: [f64; 13] =
    [0.5, 0.44, 0.56, 0.38, 0.62, 0.33, 0.67, 0.28, 0.72, 0.24, 0.76, 0.2, 0.8];

/// Gives every arrow its label, in order, so that none covers another.
pub(super) fn place(trace: &Trace, options: &LadderOptions, arrows: &mut [Arrow]) {
    // Rows of a capture are far enough apart, and there may be a million.
    if trace.origin == Origin::Captured {
        for arrow in arrows {
            let roomy = (arrow.start.x - arrow.tip.x).abs() > 180.0;
            arrow.label = Some(spot(arrow, 0.5, roomy));
        }
        return;
    }
    let lines: Vec<Vec<Slab>> = arrows
        .iter()
        .map(|arrow| arrow.lines().into_iter().map(|(a, b)| Slab::line(a, b)).collect())
        .collect();
    // A loss is the point of the picture: no label ever covers one.
    let losses: Vec<Option<Slab>> =
        arrows.iter().map(|arrow| arrow.is_lost().then(|| Slab::loss(arrow, options))).collect();
    let tops: Vec<f64> = arrows.iter().map(|arrow| arrow.start.y).collect();
    let tallest = arrows.iter().map(|a| a.tip.y - a.start.y).fold(0.0, f64::max);
    let mut placed: Vec<(usize, Vec<Slab>)> = Vec::new();
    for (index, arrow) in arrows.iter_mut().enumerate() {
        let (top, bottom) = (arrow.start.y - 40.0, arrow.tip.y + 40.0);
        // Arrows are in order of their starts, so neighbours are found by searching.
        let first = tops.partition_point(|y| *y < top - tallest);
        let last = tops.partition_point(|y| *y <= bottom);
        let others: Vec<Slab> = (first..last)
            .filter(|other| *other != index)
            .flat_map(|other| lines[other].iter().copied())
            .collect();
        let earlier: Vec<Slab> = placed
            .iter()
            .rev()
            .take_while(|(other, _)| *other + 64 > index && *other >= first)
            .flat_map(|(_, slabs)| slabs.iter().copied())
            .chain((first..last).filter(|other| *other != index).filter_map(|other| losses[other]))
            .collect();
        let label = choose(trace, options, arrow, &others, &earlier);
        if let Some(label) = &label {
            placed.push((index, slabs(trace, options, arrow, label)));
        }
        arrow.label = label;
    }
}

/// The best place for an arrow's label: clear of lines and labels, with the
/// numbers if they fit; else across a line, but never across another label.
fn choose(
    trace: &Trace,
    options: &LadderOptions,
    arrow: &Arrow,
    lines: &[Slab],
    labels: &[Slab],
) -> Option<Label> {
    let clear = |slabs: &[Slab], of: &[Slab]| {
        !slabs.iter().any(|slab| of.iter().any(|other| slab.overlaps(other)))
    };
    let candidates = |sub: bool, brief: bool| {
        SPOTS.into_iter().map(move |share| {
            let label = Label { brief, ..spot(arrow, share, sub) };
            (label, slabs(trace, options, arrow, &label))
        })
    };
    // Between the two lifelines, and not on them.
    let (left, right) = {
        let (a, b) = (arrow.start.x, arrow.tip.x);
        (a.min(b) - 1.0, a.max(b) + 1.0)
    };
    let fits = |slabs: &[Slab]| {
        slabs.iter().all(|slab| {
            let reach = slab.extent(crate::at(1.0, 0.0));
            slab.middle.x - reach >= left && slab.middle.x + reach <= right
        })
    };
    let tries = [
        (true, false, true),
        (false, false, true),
        (false, true, true),
        (true, false, false),
        (false, false, false),
        (false, true, false),
    ];
    for (sub, brief, heed_lines) in tries {
        for (label, slabs) in candidates(sub, brief) {
            if fits(&slabs) && clear(&slabs, labels) && (!heed_lines || clear(&slabs, lines)) {
                return Some(label);
            }
        }
    }
    None
}

pub(super) fn spot(arrow: &Arrow, share: f64, sub: bool) -> Label {
    let (from, to) = arrow.label_line();
    let (left, right) = if from.x <= to.x { (from, to) } else { (to, from) };
    Label { middle: from.toward(to, share), unit: left.direction(right), sub, brief: false }
}

/// The rectangles a label covers.
pub(super) fn slabs(
    trace: &Trace,
    options: &LadderOptions,
    arrow: &Arrow,
    label: &Label,
) -> Vec<Slab> {
    let text = arrow.label_text(trace, options, label.brief);
    let slab = |width: f64, across: f64, height: f64| Slab {
        middle: label.middle.moved(label.unit, 0.0, across),
        unit: label.unit,
        half: width / 2.0,
        thick: height / 2.0,
    };
    let mut slabs =
        vec![slab(text_width(&text, LABEL_SIZE, Face::Sans), -ABOVE - 4.0, LABEL_HEIGHT)];
    let numbers = arrow.info.sub_label(options);
    if label.sub && !numbers.is_empty() {
        slabs.push(slab(text_width(&numbers, 11.0, Face::Mono), BELOW - 3.5, SUB_HEIGHT));
    }
    debug_assert!(slabs.iter().all(|slab| slab.rows().0.is_finite()));
    slabs
}

#[cfg(test)]
mod tests;
