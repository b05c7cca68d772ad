//! How the present moves between two positions. Pure: a browser's frames come in
//! as milliseconds, a place between two positions comes out.

use wireglass_core::time::Instant;
use wireglass_trace::Trace;

/// How long one step takes by hand, in milliseconds.
const STEP: f64 = 260.0;
/// How long a step takes while playing at full speed,
const PLAYED: f64 = 1000.0;
/// and one during which no model time passes.
const PLAYED_AT_ONCE: f64 = 520.0;

/// A place between two positions, as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    /// After how many steps.
    pub(crate) position: usize,
    /// The moment, while on the way to the next position.
    pub(crate) now: Option<Instant>,
}

impl Place {
    /// At rest.
    pub(crate) const fn at(position: usize) -> Self {
        Self { position, now: None }
    }
}

/// A way from one moment to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Motion {
    /// The position one is after while it lasts.
    position: usize,
    from: Instant,
    to: Instant,
    /// Where one is afterwards.
    end: usize,
    /// Milliseconds.
    lasts: f64,
    eased: bool,
}

impl Motion {
    /// A step by hand from `from` to `to`; nothing to see unless they are neighbours.
    pub(crate) fn step(trace: &Trace, from: usize, to: usize) -> Option<Self> {
        let before = from.min(to);
        if from.abs_diff(to) != 1 || before >= trace.steps().len() {
            return None;
        }
        let (a, b) = (trace.time_at(from), trace.time_at(to));
        (a != b).then_some(Self {
            position: before,
            from: a,
            to: b,
            end: to,
            lasts: STEP,
            eased: true,
        })
    }

    /// Playing from a position to the next, `factor` times slower than at full speed.
    pub(crate) fn play(trace: &Trace, position: usize, factor: f64) -> Option<Self> {
        if position >= trace.steps().len() {
            return None;
        }
        let (from, to) = (trace.time_at(position), trace.time_at(position + 1));
        let lasts = if from == to { PLAYED_AT_ONCE } else { PLAYED };
        let lasts = lasts * factor;
        Some(Self { position, from, to, end: position + 1, lasts, eased: false })
    }

    /// Where one is after so many milliseconds, and whether that is the end.
    pub(crate) fn after(&self, elapsed: f64) -> (Place, bool) {
        let share = (elapsed / self.lasts).clamp(0.0, 1.0);
        if share >= 1.0 {
            return (Place::at(self.end), true);
        }
        let share = if self.eased { ease(share) } else { share };
        let now = between(self.from, self.to, share);
        (Place { position: self.position, now: Some(now) }, false)
    }
}

/// Fast at first, and gently to rest.
fn ease(share: f64) -> f64 {
    let rest = 1.0 - share;
    1.0 - rest * rest * rest
}

/// The moment `share` of the way between two.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "only drawn, and never outside of the two"
)]
fn between(from: Instant, to: Instant, share: f64) -> Instant {
    let (a, b) = (from.as_nanos() as f64, to.as_nanos() as f64);
    let nanos = (a + (b - a) * share) as u64;
    let (least, most) = (from.as_nanos().min(to.as_nanos()), from.as_nanos().max(to.as_nanos()));
    Instant::from_nanos(nanos.clamp(least, most))
}

#[cfg(test)]
mod tests;
