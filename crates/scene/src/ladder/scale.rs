//! Model time to pixels and back.
//!
//! The axis is linear within pieces. Between two *knots* (moments at which
//! something happens) it is linear; what differs from piece to piece is how
//! many pixels a nanosecond gets: more where things would collide, far fewer
//! where nothing happens for long (a *break*). Several things at one instant
//! get a *band*: the knot has a first and a last row.

use wireglass_core::time::Instant;

/// A moment at which something happens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Knot {
    /// When.
    pub time: Instant,
    /// The row of the first thing that happens then.
    pub first: f64,
    /// The row of the last; not above `first`.
    pub last: f64,
    /// Whether the time since the previous knot is elided.
    pub after_break: bool,
}

/// The time axis: a monotone map from model time to rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scale {
    knots: Vec<Knot>,
    /// Pixels per nanosecond before the first knot and after the last.
    rate: f64,
}

impl Scale {
    /// A scale through `knots`, which are in strict order of time and in order
    /// of rows. `rate` is in pixels per nanosecond, and positive.
    pub fn new(knots: Vec<Knot>, rate: f64) -> Self {
        debug_assert!(knots.windows(2).all(|k| k[0].time < k[1].time && k[0].last <= k[1].first));
        debug_assert!(knots.iter().all(|k| k.first <= k.last));
        Self { knots, rate }
    }

    /// All knots.
    pub fn knots(&self) -> &[Knot] {
        &self.knots
    }

    /// Pixels per nanosecond where nothing is stretched or elided.
    pub const fn rate(&self) -> f64 {
        self.rate
    }

    /// The row of a moment; of a knot, its first.
    pub fn y(&self, time: Instant) -> f64 {
        let after = self.knots.partition_point(|knot| knot.time < time);
        match (after.checked_sub(1).and_then(|i| self.knots.get(i)), self.knots.get(after)) {
            (_, Some(knot)) if knot.time == time => knot.first,
            (Some(a), Some(b)) => {
                let share = nanos(a.time, time) / nanos(a.time, b.time);
                a.last + (b.first - a.last) * share
            }
            (Some(a), None) => a.last + nanos(a.time, time) * self.rate,
            (None, Some(b)) => b.first - nanos(time, b.time) * self.rate,
            (None, None) => 0.0,
        }
    }

    /// The moment of a row: the inverse of [`Scale::y`], exact at the knots.
    pub fn time(&self, y: f64) -> Instant {
        let after = self.knots.partition_point(|knot| knot.last < y);
        match (after.checked_sub(1).and_then(|i| self.knots.get(i)), self.knots.get(after)) {
            (_, Some(knot)) if knot.first <= y => knot.time,
            (Some(a), Some(b)) => {
                let height = b.first - a.last;
                let share = if height > 0.0 { (y - a.last) / height } else { 1.0 };
                later(a.time, share * nanos(a.time, b.time)).min(b.time)
            }
            (Some(a), None) => later(a.time, (y - a.last) / self.rate),
            (None, Some(b)) => {
                let before = whole((b.first - y) / self.rate);
                Instant::from_nanos(b.time.as_nanos().saturating_sub(before))
            }
            (None, None) => Instant::ZERO,
        }
    }
}

/// Nanoseconds from `a` to `b`, as a ratio's part.
#[allow(clippy::cast_precision_loss, reason = "2^53 ns are 104 days; a pixel hides the rest")]
pub(crate) fn nanos(a: Instant, b: Instant) -> f64 {
    b.since(a).as_nanos() as f64
}

fn later(start: Instant, nanos: f64) -> Instant {
    Instant::from_nanos(start.as_nanos().saturating_add(whole(nanos)))
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates, and a row before the beginning is the beginning"
)]
fn whole(nanos: f64) -> u64 {
    (nanos + 0.5) as u64
}

#[cfg(test)]
mod tests;
