//! CUBIC (RFC 9438): above ssthresh the window follows
//! `W_cubic(t) = C (t - K)^3 + W_max`, so it comes back quickly to where the last
//! loss was, lingers there, and then looks further.
//!
//! The RFC counts in segments and seconds, with fractions. Here windows are bytes
//! and times microseconds, and the constants are ratios: C = 4/10,
//! beta = 7/10, alpha = 3 (1 - beta) / (1 + beta) = 9/17.

use crate::rules::Reason;
use crate::time::{Duration, Instant};

/// Fractions of a byte in [`Epoch::estimate`].
const FRACTION: u32 = 16;
/// No curve is followed for longer than this (19 hours), which keeps its cube
/// within 128 bits.
const LONGEST: u64 = 1 << 36;

/// What CUBIC remembers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Cubic {
    /// `W_max`: the window before the last reduction, in bytes.
    w_max: u32,
    /// `cwnd_prior`: the same, without fast convergence.
    prior: u32,
    /// The last reduction was a time-out's: the curve starts flat from where slow
    /// start ends.
    flat: bool,
    /// The present stage of congestion avoidance, once it has begun.
    epoch: Option<Epoch>,
}

/// A stage of congestion avoidance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Epoch {
    /// When it began, moved on by the time in which the window was not used.
    start: Instant,
    /// When the last acknowledgement came.
    last: Instant,
    /// K, in microseconds.
    k: u64,
    /// `W_est`: what Reno's window would be, in bytes shifted by [`FRACTION`].
    estimate: u64,
}

impl Cubic {
    /// `W_max` in bytes.
    pub(super) fn w_max(&self) -> u32 {
        self.w_max
    }

    /// A loss with a window of `cwnd` and `flight` bytes outstanding: the new
    /// ssthresh (RFC 9438 §4.6), `W_max` with fast convergence (§4.7).
    pub(super) fn reduce(&mut self, cwnd: u32, flight: u32, mss: u32) -> u32 {
        self.epoch = None;
        self.flat = false;
        self.prior = cwnd;
        // The flow was stopped before it came back to where it was: others need room.
        self.w_max = if cwnd < self.w_max { ratio(cwnd, 17, 20) } else { cwnd };
        ratio(flight, 7, 10).max(mss.saturating_mul(2))
    }

    /// Moves every moment it remembers to another clock.
    pub(super) fn rebase(&mut self, moved: impl Fn(Instant) -> Instant) {
        if let Some(epoch) = &mut self.epoch {
            epoch.start = moved(epoch.start);
            epoch.last = moved(epoch.last);
        }
    }

    /// The loss was found by a time-out (§4.8).
    pub(super) fn timed_out(&mut self) {
        self.flat = true;
    }

    /// Nothing was sent for a while: a new stage begins with what is sent next.
    pub(super) fn idle(&mut self) {
        self.epoch = None;
    }

    /// `acked` bytes were acknowledged in congestion avoidance: the new window
    /// (§4.2 to §4.5). Time in which the window was not `used` does not count.
    pub(super) fn avoid(
        &mut self,
        now: Instant,
        rtt: Duration,
        cwnd: u32,
        acked: u32,
        mss: u32,
        used: bool,
    ) -> Option<(u32, Reason)> {
        let epoch = self.epoch.get_or_insert_with(|| {
            // Before any loss, and after a time-out, the curve starts at its middle.
            if self.flat || self.w_max == 0 {
                self.w_max = cwnd;
                self.prior = cwnd;
            }
            self.flat = false;
            let below = self.w_max.saturating_sub(cwnd);
            let estimate = u64::from(cwnd) << FRACTION;
            Epoch { start: now, last: now, k: k(below, mss), estimate }
        });
        let silence = now.since(std::mem::replace(&mut epoch.last, now));
        if !used {
            epoch.start += silence;
            return None;
        }
        let t = now.since(epoch.start);
        let w_max = self.w_max;
        let curve = |t: Duration| w_cubic(t.as_micros(), epoch.k, w_max, mss);
        // §4.3: W_est = W_est + alpha * segments_acked / cwnd; alpha is 1 once it is
        // back where the loss was.
        let caught_up = epoch.estimate >> FRACTION >= u64::from(self.prior);
        let (times, over) = if caught_up { (1, 1) } else { (9, 17) };
        let step = (u128::from(acked) * u128::from(mss)) << FRACTION;
        let step = step * times / (over * u128::from(cwnd.max(1)));
        epoch.estimate = epoch.estimate.saturating_add(u64::try_from(step).unwrap_or(u64::MAX));
        let estimate = u32::try_from(epoch.estimate >> FRACTION).unwrap_or(u32::MAX);
        if curve(t) < estimate {
            let grown = cwnd.max(estimate);
            return Some((grown, Reason::CwndRenoFriendly { cwnd: grown, w_max }));
        }
        // §4.4, §4.5: towards where the curve will be a round trip from now.
        let target = curve(t + rtt).clamp(cwnd, cwnd.saturating_add(cwnd / 2));
        let more = u64::from(target - cwnd) * u64::from(acked.min(cwnd)) / u64::from(cwnd.max(1));
        let grown = cwnd.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        Some((grown, Reason::CwndCubic { cwnd: grown, target, w_max }))
    }
}

/// `value * times / over`.
fn ratio(value: u32, times: u32, over: u32) -> u32 {
    let result = u64::from(value) * u64::from(times) / u64::from(over);
    u32::try_from(result).unwrap_or(u32::MAX)
}

/// K (§4.2): how long the curve takes from `below` bytes under `W_max` up to it,
/// in microseconds: the cube root of `below / (C mss)` seconds cubed.
fn k(below: u32, mss: u32) -> u64 {
    // 10/4 of it, times (10^6)^3.
    cube_root(u128::from(below) * 2_500_000_000_000_000_000 / u128::from(mss.max(1)))
}

/// `W_cubic(t)` in bytes, for times in microseconds (§4.2).
fn w_cubic(t: u64, k: u64, w_max: u32, mss: u32) -> u32 {
    let away = u128::from(t.abs_diff(k).min(LONGEST));
    // C mss away^3, with C = 4/10 and 10^18 for the microseconds.
    let rise = away * away * away * 4 * u128::from(mss.min(0xffff)) / 10_000_000_000_000_000_000;
    let rise = u32::try_from(rise).unwrap_or(u32::MAX);
    if t < k { w_max.saturating_sub(rise) } else { w_max.saturating_add(rise) }
}

/// The largest whole number whose cube is at most `of`.
fn cube_root(of: u128) -> u64 {
    // Bit by bit from above; 2^42 cubed is 2^126.
    let mut root = 0_u128;
    for bit in (0..42).rev() {
        let next = root | 1 << bit;
        if next * next * next <= of {
            root = next;
        }
    }
    u64::try_from(root).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;
